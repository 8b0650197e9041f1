#!/usr/bin/env python3
"""Makes synthetic clinical notes with labelled identifiers, for measuring de-identification (docs/deidentification.md).

deidentification_corpus.py development NOTES SEED WORD_LISTS MIMESIS_WHEEL RUBY_FAKER_LOCALES > notes.jsonl     (needs PyYAML)
deidentification_corpus.py third | test NOTES SEED RUBY_FAKER_LOCALES > notes.jsonl     (its third style alone; the test half)

A line is {"id", "text", "identifiers": [[begin, end, kind], ...]} with byte offsets into the UTF-8 text. Nobody in it exists.
It is written in four styles that share no sentence and few ways to write an identifier: words of the program's own lists (scripts/word_lists.py), of
mimesis, and of ruby-faker's locale files (Debian's package ruby-faker). The third and the fourth were test halves until their misses were looked at; rules have been tuned on all four.
The same arguments give the same bytes.
"""
import json
import pathlib
import random
import sys
import zipfile

MONTHS = "January February March April May June July August September October November December".split()
FRENCH = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
SPANISH = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()
GERMAN = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
STATES = "AL AZ CA CO CT FL GA IA IL IN KS KY LA MA MD MI MN MO NC NE NJ NM NV NY OH OK OR PA SC TN TX UT VA WA WI".split()


def luhn_digit(digits):
    total = 0
    for i, d in enumerate(reversed(digits)):
        d = int(d)
        total += d if i % 2 else (2 * d if d < 5 else 2 * d - 9)
    return str(-total % 10)


def vin(rng):
    letters = "ABCDEFGHJKLMNPRSTUVWXYZ"
    values = dict(zip(letters, [1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9]))
    weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]
    body = [rng.choice(letters + "0123456789") for _ in range(12)] + [rng.choice("0123456789") for _ in range(5)]
    body[8] = "0"
    total = sum(w * (int(c) if c.isdigit() else values[c]) for w, c in zip(weights, body))
    body[8] = "X" if total % 11 == 10 else str(total % 11)
    return "".join(body)


def iban(rng, country, width):
    bban = "".join(rng.choice("0123456789") for _ in range(width))
    number = int(bban + "".join(str(ord(c) - 55) for c in country) + "00")
    return f"{country}{98 - number % 97:02d}{bban}"


class Note:
    """Text that is being written, and where its identifiers are."""

    def __init__(self):
        self.parts = []
        self.size = 0
        self.marks = []

    def add(self, text):
        self.parts.append(text)
        self.size += len(text.encode())

    def mark(self, kind, text):
        self.marks.append([self.size, self.size + len(text.encode()), kind])
        self.add(text)


class Half:
    """Formats and words of one half; every method gives one identifier as text."""

    def __init__(self, rng):
        self.rng = rng

    def digits(self, n, first="123456789"):
        return self.rng.choice(first) + "".join(self.rng.choice("0123456789") for _ in range(n - 1))

    def day(self):
        return self.rng.randint(1, 28), self.rng.randint(1, 12), self.rng.randint(1931, 2024)

    def upper(self, n):
        return "".join(self.rng.choice("ABCDEFGHJKLMNPQRSTUVWXYZ") for _ in range(n))

    def hex(self, n):
        return "".join(self.rng.choice("0123456789abcdef") for _ in range(n))

    def pick(self, *made):
        return self.rng.choice(made)()


class Development(Half):
    def __init__(self, rng, words, _):
        super().__init__(rng)
        lists = {flag: [] for flag in "FMSfmsp"}
        for line in open(words, encoding="utf-8").read().splitlines()[1:]:
            word, flags = line.split("\t")
            for flag in flags:
                if flag in lists and "x" not in flags and "1" not in flags and len(word) > 2:
                    lists[flag].append(word)
        self.lists = lists

    @staticmethod
    def cased(word):
        return " ".join("-".join(p[:1].upper() + p[1:] for p in w.split("-")) for w in word.split(" "))

    def given(self):
        r = self.rng.random()
        return self.cased(self.rng.choice(self.lists["F" if r < 0.42 else "M" if r < 0.84 else "f" if r < 0.92 else "m"]))

    def surname(self):
        return self.cased(self.rng.choice(self.lists["S" if self.rng.random() < 0.75 else "s"]))

    def city(self):
        return self.cased(self.rng.choice(self.lists["p"]))

    def name(self):
        g, s = self.given(), self.surname()
        return self.pick(lambda: f"{g} {s}", lambda: f"{g} {s}", lambda: f"{g} {self.upper(1)}. {s}", lambda: f"{s}, {g}")

    def caps_name(self):
        return f"{self.surname()}, {self.given()}".upper()

    def full(self):
        return f"{self.given()} {self.surname()}"

    def street(self):
        kind = self.rng.choice("Street St Avenue Ave Road Rd Lane Drive Blvd Court Way Place".split())
        unit = self.rng.choice(["", "", "", f" Apt {self.rng.randint(1, 40)}", f", Unit {self.rng.randint(1, 99)}"])
        return f"{self.rng.randint(1, 9999)} {self.surname()} {kind}{unit}"

    def facility(self):
        return f"{self.rng.choice([self.surname, self.city])()} {self.rng.choice(['Memorial Hospital', 'General Hospital', 'Medical Center', 'Family Clinic', 'Regional Medical Center', 'University Hospital'])}"

    def zip(self):
        return self.digits(5) + self.rng.choice(["", "", "-" + self.digits(4)])

    def state(self):
        return self.rng.choice(STATES)

    def date(self):
        d, m, y = self.day()
        return self.rng.choice([f"{m}/{d}/{y}", f"{m:02d}/{d:02d}/{y}", f"{MONTHS[m - 1]} {d}, {y}", f"{y}-{m:02d}-{d:02d}", f"{m}/{d}/{y % 100:02d}", f"{d} {MONTHS[m - 1][:3]} {y}", f"{MONTHS[m - 1][:3]} {d}, {y}"])

    def short_date(self):
        d, m, y = self.day()
        return self.rng.choice([f"{m}/{d}", f"{MONTHS[m - 1]} {d}", f"{MONTHS[m - 1]} {y}", f"{MONTHS[m - 1]} {d}th" if d > 3 and d < 21 else f"{MONTHS[m - 1]} {d}"])

    def age(self):
        return str(self.rng.randint(90, 104))

    def phone(self):
        a, b, c = self.digits(3, "23456789"), self.digits(3, "23456789"), self.digits(4)
        return self.rng.choice([f"({a}) {b}-{c}", f"{a}-{b}-{c}", f"{a}.{b}.{c}", f"+1 {a} {b} {c}", f"{a} {b} {c}"])

    def ssn(self):
        return f"{self.rng.randint(100, 665)}-{self.rng.randint(10, 99)}-{self.digits(4)}"

    def mrn(self):
        return self.rng.choice([self.digits(7), self.digits(8), f"{self.upper(1)}{self.digits(7)}", f"{self.digits(3)}-{self.digits(2)}-{self.digits(2)}"])

    def plan(self):
        return self.rng.choice([self.digits(9), f"{self.upper(3)}{self.digits(9)}", f"{self.upper(2)}-{self.digits(8)}"])

    def account(self):
        card = "4" + self.digits(14)
        return self.rng.choice([self.digits(10), f"{self.digits(4)}-{self.digits(6)}", card + luhn_digit(card)])

    def license(self):
        npi = "1" + self.digits(8)
        return self.rng.choice([f"{self.upper(1)}{self.digits(7)}", f"{self.upper(2)}{self.digits(6)}", npi + luhn_digit("80840" + npi)])

    def plate(self):
        return self.rng.choice([f"{self.upper(3)}-{self.digits(4)}", f"{self.digits(3)} {self.upper(3)}"])

    def vin(self):
        return vin(self.rng)

    def device(self):
        return self.rng.choice([f"SN{self.digits(8)}", f"{self.upper(2)}{self.digits(4)}-{self.digits(4)}", self.digits(10)])

    def email(self):
        return self.rng.choice([f"{self.given()}.{self.surname()}@{self.rng.choice(['gmail.com', 'yahoo.com', 'hotmail.com'])}".lower().replace(" ", ""), f"{self.surname()}{self.digits(2)}@aol.com".lower().replace(" ", "")])

    def url(self):
        return self.rng.choice([f"https://www.{self.surname().lower()}.com/patients/{self.digits(5)}", f"http://portal.{self.surname().lower()}health.org"]).replace(" ", "").replace("'", "")

    def ip(self):
        r = self.rng.randint
        return self.rng.choice([f"{r(11, 223)}.{r(0, 255)}.{r(0, 255)}.{r(1, 254)}", ":".join(self.hex(4) for _ in range(8))])

    def biometric(self):
        return self.rng.choice([f"FP-{self.digits(8)}", f"{self.hex(16)}"])

    def photo(self):
        return self.rng.choice([f"IMG_{self.digits(4)}.jpg", f"{self.surname()}_{self.digits(4)}.png"]).replace(" ", "_").replace("'", "")

    def other(self):
        return self.rng.choice([f"{self.upper(1)}{self.digits(2)}-{self.digits(5)}", f"{self.digits(9)}", f"ST-{self.digits(6)}"])

    HEADERS = [
        "Patient Name: {name}\nMRN: {mrn}\nDate of Birth: {date}\nDate of Service: {date}\nProvider: {full}, MD\n",
        "PATIENT: {caps_name}   MRN# {mrn}\nDOB: {date}   SSN: {ssn}\nADMITTED: {date}  DISCHARGED: {date}\nATTENDING: Dr. {surname}\n",
        "Name: {full}\nAddress: {street}, {city}, {state} {zip}\nPhone: {phone}\nEmail: {email}\nMember ID: {plan}\nVisit date: {date}\n",
        "Pt: {name}  DOB {date}  Acct #: {account}\nReferring physician: Dr. {full}\nFacility: {facility}\n",
    ]
    BODY = [
        "{full} is a 63-year-old woman who presents to {facility} on {date} with chest pain.",
        "Mr. {surname} was seen by Dr. {surname} on {short_date} for follow up of hypertension.",
        "His wife {given} reports that he fell on {short_date}.",
        "Her daughter, {given}, can be reached at {phone}.",
        "The patient lives at {street}, {city}, {state} {zip}.",
        "She moved here from {city} and lives with her son {given}.",
        "This {age}-year-old man was transferred from {facility}.",
        "Ms. {surname} is {age} years old and lives alone.",
        "Please fax records to {fax:Fax}.",
        "Medical record number {mrn} was reviewed.",
        "Insurance policy number {plan}; group number {plan}.",
        "Billing account {account} was updated on {date}.",
        "Driver's license number {license} was verified.",
        "DEA number and NPI of Dr. {surname} are on file: NPI {license}.",
        "The vehicle involved had VIN {vin} and license plate {plate}.",
        "Pacemaker serial number {device} was interrogated on {date}.",
        "The patient portal was accessed from IP address {ip}.",
        "She sent a message from {email} and uploaded {photo}.",
        "See {url} for the images.",
        "Fingerprint ID {biometric} was enrolled at registration.",
        "Specimen number {other} was received on {date}.",
        "Encounter number: {other}.",
        "SSN {ssn} was confirmed with the patient.",
        "Discussed with {full}, RN, who agrees with the plan.",
        "Dr. {surname} and Dr. {surname} were consulted.",
        "{given} {surname} called on {short_date} to report that she feels better.",
        "I spoke with {full} about the results on {date}.",
        "Mrs. {surname}'s blood pressure was 142/88 on {short_date}.",
        "The family drove from {city}, {state} to {facility}.",
        "Per {full}, the biopsy of {date} was benign.",
        "Follow up with Dr. {surname} on {date} at {facility}.",
        "He was last hospitalized in {city} in 2012.",
        "Emergency contact: {full}, {phone}.",
        "Mother's name is {full}.",
    ]
    FOOTERS = [
        "Electronically signed by {full}, MD on {date}\n",
        "Dictated by: Dr. {full}\nTranscribed: {date}\ncc: {full}, MD\n",
        "Signed,\n{full}, NP\nPhone: {phone} Fax: {fax}\n",
    ]
    FILLER = [
        "Past medical history is significant for Parkinson's disease, Graves disease and hypertension.", "A Foley catheter was placed.", "Blood pressure 128/76, heart rate 72, temperature 98.6.",
        "Medications: metoprolol 25 mg twice daily, Lasix 40 mg, Tylenol as needed.", "Strength 5/5 in all extremities.", "Hemoglobin A1c was 7.2 % and creatinine 1.1.", "No known drug allergies.",
        "She denies fever, chills, nausea or vomiting.", "He has smoked since 1998.", "Romberg sign is negative; Babinski reflex is absent.", "Lungs are clear to auscultation bilaterally.",
        "CT of the abdomen showed a 3.2 x 1.4 cm lesion.", "Pain is 7/10 and worse at night.", "The wound was closed with 4-0 Vicryl.", "Plan: continue current therapy and return as needed.",
        "Wilson's disease was ruled out.", "Crohn disease in remission.", "White blood cell count 11,200; platelets 250,000.", "Heart sounds are regular without murmurs.", "Hodgkin lymphoma was treated in 2009.",
    ]


class SecondDevelopment(Half):
    LOCALES = [("en", 46), ("en-gb", 10), ("es", 8), ("es-mx", 8), ("fr", 6), ("de", 6), ("it", 5), ("nl", 3), ("pt", 4), ("tr", 2), ("sv", 2)]

    def __init__(self, rng, _, wheel):
        super().__init__(rng)
        self.people, self.cities, self.streets = {}, [], []
        with zipfile.ZipFile(wheel) as archive:
            for locale, _weight in self.LOCALES:
                person = json.loads(archive.read(f"mimesis/datasets/{locale}/person.json"))
                given = [n for group in person["names"].values() for n in group]
                surnames = person["surnames"] if isinstance(person["surnames"], list) else [n for group in person["surnames"].values() for n in group]
                self.people[locale] = ([n for n in given if " " not in n and len(n) > 2], [n for n in surnames if " " not in n and len(n) > 2])
            english = json.loads(archive.read("mimesis/datasets/en/address.json"))
            british = json.loads(archive.read("mimesis/datasets/en-gb/address.json"))
            self.cities = english["city"] + british["city"]
            self.streets = english["street"]["name"]
            self.suffixes = english["street"]["suffix"] if "suffix" in english["street"] else ["Street", "Avenue", "Road", "Court"]

    def person(self):
        locale = self.rng.choices([l for l, _ in self.LOCALES], [w for _, w in self.LOCALES])[0]
        given, surnames = self.people[locale]
        return self.rng.choice(given), self.rng.choice(surnames)

    def given(self):
        return self.person()[0]

    def surname(self):
        return self.person()[1]

    def city(self):
        return self.rng.choice(self.cities)

    def name(self):
        g, s = self.person()
        h = self.given()
        return self.rng.choice([f"{g} {h} {s}", f"{g[0]}. {s}", f"{s.upper()}, {g} {self.upper(1)}", f"{g} {s}-{self.surname()}", f"{g} {s} Jr.", f"{s} {g}"])

    def full(self):
        g, s = self.person()
        return self.rng.choice([f"{g} {s}", f"{g} {s}", f"{g[0]}. {self.upper(1)}. {s}", f"{g} {self.upper(1)} {s}"])

    def plain(self):
        return " ".join(self.person())

    def small(self):
        return self.plain().lower()

    def caps(self):
        return self.plain().upper()

    def street(self):
        name = self.rng.choice(self.streets)
        suffix = self.rng.choice(self.suffixes)
        number = self.rng.choice([str(self.rng.randint(1, 9999)), f"{self.rng.randint(1, 300)}{self.rng.choice('ABC')}", f"{self.rng.randint(10, 99)}-{self.rng.randint(10, 99)}"])
        unit = self.rng.choice(["", "", f", Flat {self.rng.randint(1, 9)}", f" #{self.rng.randint(1, 30)}", f", Suite {self.digits(3)}"])
        return self.rng.choice([f"{number} {name} {suffix}{unit}", f"{number} {self.rng.choice(['N.', 'East', 'SW'])} {name} {suffix}{unit}"])

    def box(self):
        return f"P.O. Box {self.digits(self.rng.randint(2, 5))}"

    def facility(self):
        g, s = self.person()
        return self.rng.choice([f"St. {g}'s Hospital", f"{self.city()} Community Hospital", f"{s} Institute", f"The {s} Clinic", f"{self.city()} Health Centre", f"{s} Nursing Home", f"{self.city()} High School"])

    def zip(self):
        return self.digits(5)

    def postcode(self):
        r = self.rng
        return r.choice([f"{r.choice(['SW', 'NW', 'LS', 'EH', 'M', 'B'])}{r.randint(1, 9)} {r.randint(1, 9)}{r.choice('ABDEFGHJLNPQRSTUWXYZ')}{r.choice('ABDEFGHJLNPQRSTUWXYZ')}", f"{r.choice('KLMNV')}{r.randint(1, 9)}{r.choice('ABCEGHJKL')} {r.randint(1, 9)}{r.choice('ABCEGHJKL')}{r.randint(1, 9)}"])

    def state(self):
        return self.rng.choice(["Ohio", "Texas", "Oregon", "Georgia", "New York", "California", "Illinois", "Massachusetts"])

    def date(self):
        d, m, y = self.day()
        return self.rng.choice([f"{d:02d}.{m:02d}.{y}", f"{d:02d}-{MONTHS[m - 1][:3].upper()}-{y}", f"{y}/{m:02d}/{d:02d}", f"{d} {MONTHS[m - 1]} {y}", f"{m:02d}-{d:02d}-{y}", f"{MONTHS[m - 1][:3]}. {d}, {y}", f"{y}{m:02d}{d:02d}",
                                f"{d} {FRENCH[m - 1]} {y}", f"{d} de {SPANISH[m - 1]} de {y}", f"{d}. {GERMAN[m - 1]} {y}", f"{d}{MONTHS[m - 1][:3]}{y % 100:02d}", f"the {self.ordinal(d)} of {MONTHS[m - 1]}, {y}"])

    @staticmethod
    def ordinal(d):
        return f"{d}{'th' if 10 < d < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(d % 10, 'th')}"

    def short_date(self):
        d, m, y = self.day()
        return self.rng.choice([f"{self.ordinal(d)} {MONTHS[m - 1]}", f"{MONTHS[m - 1]} {self.ordinal(d)}", f"{MONTHS[m - 1][:3]} {d}", f"{m:02d}/{y}", f"{MONTHS[m - 1]} of {y}", f"{d:02d}/{m:02d}" if d > 12 else f"{m:02d}/{d:02d}", f"{MONTHS[m - 1][:3]} '{y % 100:02d}"])

    def age(self):
        return str(self.rng.randint(90, 108))

    def age_words(self):
        return "ninety-" + self.rng.choice("one two three four five six seven".split())

    def phone(self):
        a, b, c = self.digits(3, "23456789"), self.digits(3, "23456789"), self.digits(4)
        return self.rng.choice([f"1-{a}-{b}-{c}", f"{a}-{b}-{c} ext. {self.digits(3)}", f"{a}/{b}-{c}", f"+44 20 7{self.digits(3)} {c}", f"+49 30 {self.digits(7)}", f"0161 {self.digits(3)} {c}", f"+33 6 {' '.join(self.digits(2) for _ in range(4))}",
                                f"+1({a}){b}-{c}", f"({a}){b}-{c}", f"+52 55 {self.digits(4)} {c}"])

    def ssn(self):
        return self.rng.choice([f"{self.rng.randint(100, 665)} {self.rng.randint(10, 99)} {self.digits(4)}", f"{self.rng.randint(100, 665)}{self.rng.randint(10, 99)}{self.digits(4)}", f"***-**-{self.digits(4)}"])

    def mrn(self):
        return self.rng.choice([self.digits(6), self.digits(9), f"{self.upper(2)}-{self.digits(6)}", f"{self.digits(2)}-{self.digits(2)}-{self.digits(2)}", f"{self.digits(5)}{self.upper(1)}"])

    def plan(self):
        return self.rng.choice([f"{self.digits(3)}-{self.digits(2)}-{self.digits(4)}{self.upper(1)}", f"W{self.digits(4)} {self.digits(5)}", f"{self.upper(4)}{self.digits(7)}", f"1{self.rng.choice('ACDEFGHJK')}{self.rng.choice('ACDEFGHJK')}{self.rng.randint(0, 9)}-{self.rng.choice('MNPQRT')}{self.rng.choice('ACDEF')}{self.rng.randint(0, 9)}-{self.rng.choice('GHJKM')}{self.rng.choice('NPQRT')}{self.digits(2)}"])

    def account(self):
        card = "51" + self.digits(13)
        card += luhn_digit(card)
        code = iban(self.rng, "DE", 18)
        return self.rng.choice([" ".join(card[i:i + 4] for i in range(0, 16, 4)), " ".join(code[i:i + 4] for i in range(0, len(code), 4)), f"{self.digits(3)}/{self.digits(7)}", f"HAR-{self.digits(8)}"])

    def license(self):
        return self.rng.choice([f"{self.upper(1)}{self.digits(3)}-{self.digits(4)}-{self.digits(4)}", f"MD{self.digits(6)}", f"{self.digits(8)}", f"{self.upper(1)}-{self.digits(6)}"])

    def plate(self):
        return self.rng.choice([f"{self.upper(2)}{self.digits(2)} {self.upper(3)}", f"{self.digits(1)}{self.upper(3)}{self.digits(3)}"])

    def vin(self):
        return vin(self.rng)

    def device(self):
        udi = f"(01){self.digits(14)}(21){self.upper(2)}{self.digits(6)}"
        return self.rng.choice([f"{self.upper(3)}{self.digits(6)}{self.upper(1)}", udi, ":".join(self.hex(2) for _ in range(6)), f"{self.digits(3)}.{self.digits(4)}.{self.digits(3)}"])

    def email(self):
        g, s = self.person()
        local = "".join(c for c in f"{g[0]}_{s}".lower() if c.isascii() and (c.isalnum() or c == "_"))
        return self.rng.choice([f"{local}{self.digits(2)}@mail.co.uk", f"{local}@st-{self.digits(2)}.hospital.nhs.uk", f"{local}+clinic@proton.me"])

    def url(self):
        return self.rng.choice([f"www.facebook.com/{self.given().lower()}.{self.digits(4)}", f"https://myhealth.example.net/p?id={self.digits(7)}&v=2", f"linkedin.com/in/{self.hex(8)}"])

    def ip(self):
        r = self.rng.randint
        return self.rng.choice([f"10.{r(0, 255)}.{r(0, 255)}.{r(1, 254)}", f"fe80::{self.hex(4)}:{self.hex(4)}:{self.hex(4)}:{self.hex(4)}", f"2001:db8:{self.hex(4)}::{self.hex(3)}"])

    def biometric(self):
        return self.rng.choice([f"VP{self.digits(6)}", f"IR/{self.digits(4)}/{self.digits(4)}", f"voice_{self.digits(6)}.wav"])

    def photo(self):
        return self.rng.choice([f"DSC{self.digits(5)}.JPEG", f"face-{self.hex(8)}.heic", f"portrait_{self.digits(6)}.tiff"])

    def other(self):
        return self.rng.choice([f"{self.digits(2)}:{self.upper(2)}{self.digits(5)}", f"{self.hex(8)}-{self.hex(4)}-4{self.hex(3)}-a{self.hex(3)}-{self.hex(12)}", f"{self.upper(2)}{self.digits(2)}-{self.digits(4)}-{self.digits(3)}", f"#{self.digits(6)}"])

    HEADERS = [
        "RE: {name}\nHospital number {mrn} | born {date} | NHS/insurance: {plan}\nSeen in clinic on {date} by {full}, FRCP\n",
        "Surname: {surname}\nFirst name: {given}\nDOB={date}; Sex=F; Chart {mrn}\nHome: {phone}\nResidence: {street}, {city} {postcode}\n",
        "CLIENT {caps}\nRecord No. {mrn}\nNext of kin: {plain} (brother), tel {phone}\nGuarantor: {full} Acct {account}\nDate dictated: {date}\n",
        "Dear Dr {surname},\n\nThank you for referring {plain} (d.o.b. {date}), of {street}, {city}, {state} {zip}.\n",
        "{caps} / {date} / MRN {mrn}\n",
    ]
    BODY = [
        "I reviewed {plain} today, accompanied by her sister {given}.",
        "Miss {surname} works at {facility} and was last reviewed {short_date}.",
        "{surname} tolerated the procedure well, per Nurse {surname}.",
        "The caller identified herself as {plain} and gave SSN {ssn}.",
        "Symptoms began on {short_date} while visiting {city}.",
        "He was born in {city} and raised in {city}, {state}.",
        "A {age} y.o. gentleman, resident of {facility}.",
        "Grandmother died aged {age} and grandfather is {age_words} years old.",
        "Correspondence to {box}, {city}, {state} {zip}.",
        "Mobile {phone}; pager {pager}; facsimile {fax}.",
        "Chart no. {mrn}, subscriber number {plan}.",
        "Payment was made with card {account}.",
        "Medical licence {license}; passport no. {passport}.",
        "Car registration {plate}, chassis {vin}.",
        "Insulin pump S/N {device} replaced {short_date}.",
        "Device identifier: {device}.",
        "Login to the portal came from {ip} at 14:32.",
        "Contact via {email} or {url}.",
        "Voiceprint reference {biometric} stored.",
        "A photograph of the lesion was saved as {photo}.",
        "Study ID {other}, accession {other}.",
        "Report ref {other} dated {date}.",
        "Thanks to {full} PA-C for assisting.",
        "Consultant: {plain}; registrar: {plain}.",
        "Mr {surname} and his partner {given} attended on {date}.",
        "We discussed this with Professor {surname} at {facility}.",
        "{given} says the rash started around {short_date}.",
        "patient name is {small}, call back {phone}.",
        "Prescribed by {full}, DO, DEA {dea}.",
        "Blood was taken by {given} {surname} at 09:15 on {date}.",
        "Mr. {surname}, whose mother is {plain}, returned from {city} last week.",
        "Operation date: {date}. Surgeon: {plain}. Assistant: {plain}.",
        "Ticket {other} was raised by {plain}.",
        "My name is {plain} and I will be your nurse.",
    ]
    FOOTERS = [
        "Yours sincerely,\n\n{plain}\nConsultant Physician\n",
        "Authenticated by {full}, MBBS at {date}\n",
        "Signed: {plain}, APRN   {date}   Ext. {pager}\n",
        "-- {plain}, PharmD | {phone} | {email}\n",
    ]
    FILLER = [
        "Known Alzheimer's dementia and Raynaud phenomenon.", "Sats 97 % on room air, pulse 88, BP 118/70 mmHg.", "The Glasgow Coma Scale was 15/15.", "Started Xarelto 20 mg once daily and Zoloft 50 mg.",
        "Reflexes 2+ and symmetrical, power 4/5 on the left.", "Sodium 138, potassium 4.1, urea 5.6.", "Visual acuity 20/40 in the right eye.", "MRI at C5-C6 and L4-L5 shows mild degeneration.", "Swan-Ganz catheter removed without complication.",
        "Cushing syndrome was considered; Addison's disease excluded.", "Ejection fraction 55-60 %.", "Allergic to penicillin and sulfa drugs.", "A Hickman line is in situ.", "Weight 82.4 kg, height 178 cm, BMI 26.", "He stopped drinking in 2015.",
        "Murphy's sign was positive.", "Differential includes Lyme disease and Guillain-Barre syndrome.", "Given 1,000 mL of normal saline over 8 hours.", "Apgar scores were 8 and 9.", "Return if symptoms worsen; otherwise review in 6 months.",
    ]

    def fax(self):
        return self.phone()

    def pager(self):
        return self.digits(5)

    def passport(self):
        return self.digits(9)

    def dea(self):
        d = [self.rng.randint(0, 9) for _ in range(6)]
        return f"B{self.upper(1)}{''.join(map(str, d))}{(d[0] + d[2] + d[4] + 2 * (d[1] + d[3] + d[5])) % 10}"


class RubyFaker(Half):
    """People of ruby-faker's locale files (MIT; Debian's package ruby-faker); PEOPLE: locales and their weights."""

    def __init__(self, rng, locales):
        super().__init__(rng)
        import yaml
        root = pathlib.Path(locales)
        self.load = lambda name, locale: yaml.load((root / name).read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))[locale]["faker"]
        self.people = {}
        for locale, _weight in self.PEOPLE:
            person = self.load("en/name.yml" if locale == "en" else f"{locale}.yml", locale)["name"]
            given = [n for kind in ("male_first_name", "female_first_name", "first_name") for n in person.get(kind, [])]
            last = [n for kind in ("last_name", "man_last_name", "woman_last_name") for n in person.get(kind, [])]
            fits = lambda n: "#" not in n and " " not in n and len(n) > 2 and n[0].isupper()
            self.people[locale] = (sorted(set(filter(fits, given))), sorted(set(filter(fits, last))))

    def person(self):
        given, surnames = self.people[self.rng.choices([l for l, _ in self.PEOPLE], [w for _, w in self.PEOPLE])[0]]
        return self.rng.choice(given), self.rng.choice(surnames)

    def given(self):
        return self.person()[0]

    def surname(self):
        return self.person()[1]

    def plain(self):
        return " ".join(self.person())


class ThirdDevelopment(RubyFaker):
    PEOPLE = [("en", 40), ("de", 8), ("es", 10), ("it", 6), ("nl", 8), ("pl", 6), ("pt", 4), ("en-IND", 6), ("en-NG", 4), ("en-AU", 6), ("fi-FI", 2)]

    def __init__(self, rng, locales):
        super().__init__(rng, locales)
        self.suffixes = [s for s in self.load("en/address.yml", "en")["address"]["street_suffix"]]
        self.cities = [c for name, key in (("pl", "city_name"), ("pt", "city_name"), ("en-IND", "city"), ("en-NG", "cities")) for c in self.load(f"{name}.yml", name)["address"][key]]
        address = self.load("en/address.yml", "en")["address"]
        self.prefixes, self.endings = address["city_prefix"], address["city_suffix"]

    def full(self):
        g, s = self.person()
        return self.rng.choice([f"{g} {s}", f"{g} {s}", f"{g} {self.upper(1)}. {s}", f"{g} {self.given()} {s}", f"{g} {s} III"])

    def reversed(self):
        g, s = self.person()
        return self.rng.choice([f"{s},{g}", f"{s.upper()}, {g.upper()}", f"{s}, {g} {self.upper(1)}."])

    def city(self):
        made = f"{self.rng.choice(self.people['en'][0])}{self.rng.choice(self.endings)}"
        return self.rng.choice([self.rng.choice(self.cities), made, f"{self.rng.choice(self.prefixes)} {made}"])

    def state(self):
        return self.rng.choice(["NC", "WI", "Florida", "Minnesota", "TN", "Colorado"])

    def street(self):
        unit = self.rng.choice(["", "", "", f", Apartment {self.rng.randint(1, 90)}", f" Ste {self.digits(3)}", f" Unit {self.upper(1)}"])
        return f"{self.digits(self.rng.randint(2, 5))} {self.rng.choice(['', '', 'West ', 'S. '])}{self.surname()} {self.rng.choice(self.suffixes)}{unit}"

    def facility(self):
        return self.rng.choice([f"{self.city()} Veterans Affairs Medical Center", f"{self.surname()} and {self.surname()} Family Practice Clinic", f"{self.city()} Hospice", f"{self.surname()} Elementary School", f"Hospital of {self.city()}",
                                f"{self.city()} County Health Department"])

    def zip(self):
        return self.digits(5) + self.rng.choice(["", "-" + self.digits(4)])

    def date(self):
        d, m, y = self.day()
        return self.rng.choice([f"{m}-{d}-{y % 100:02d}", f"{d}/{m:02d}/{y}", f"{MONTHS[m - 1][:3].upper()} {d:02d} {y}", f"{MONTHS[m - 1]} the {ThirdDevelopment.ordinal(d)}, {y}", f"{y}-{m:02d}-{d:02d}T{self.rng.randint(0, 23):02d}:{self.rng.randint(0, 59):02d}:00Z",
                                f"{self.rng.choice(['Mon', 'Tue', 'Fri'])} {d} {MONTHS[m - 1][:3]} {y}", f"{d}-{m}-{y}", f"{MONTHS[m - 1].upper()} {d}, {y}", f"{y}.{m:02d}.{d:02d}", f"{d:02d}{MONTHS[m - 1][:3].upper()}{y}"])

    ordinal = staticmethod(SecondDevelopment.ordinal)

    def short_date(self):
        d, m, y = self.day()
        return self.rng.choice([f"{MONTHS[m - 1]} of '{y % 100:02d}", f"the {self.ordinal(d)} of {MONTHS[m - 1]}", f"{d} {MONTHS[m - 1]}", f"{MONTHS[m - 1][:3]} {self.ordinal(d)}", f"{MONTHS[m - 1][:3]}-{y}", f"{m}/{y}", f"{d}-{MONTHS[m - 1][:3]}"])

    def age(self):
        return str(self.rng.randint(90, 103))

    def phone(self):
        a, b, c = self.digits(3, "23456789"), self.digits(3, "23456789"), self.digits(4)
        return self.rng.choice([f"{a} - {b} - {c}", f"+1.{a}.{b}.{c}", f"({a})-{b}-{c}", f"{a}{b}{c}", f"1 ({a}) {b}-{c} x{self.digits(4)}", f"+61 2 {self.digits(4)} {c}", f"+91 {self.digits(5)} {self.digits(5)}", f"020 {self.digits(4)} {c}", f"+48 {a} {b} {self.digits(3)}"])

    def ssn(self):
        area, group, serial = self.rng.randint(100, 665), self.rng.randint(10, 99), self.digits(4)
        return self.rng.choice([f"{area}-{group}-{serial}", f"{area}.{group}.{serial}", f"XXX-XX-{serial}"])

    def mrn(self):
        return self.rng.choice([f"{self.digits(10)}", f"{self.upper(3)}{self.digits(6)}", f"{self.digits(4)}-{self.digits(4)}", f"E{self.digits(8)}", f"{self.digits(2)} {self.digits(2)} {self.digits(2)} {self.digits(2)}"])

    def plan(self):
        return self.rng.choice([f"{self.upper(1)}{self.digits(8)}-{self.digits(2)}", f"{self.digits(3)} {self.digits(3)} {self.digits(3)}", f"{self.digits(10)}{self.upper(1)}", f"GRP-{self.digits(6)}"])

    def account(self):
        card = "37" + self.digits(12)
        card += luhn_digit(card)
        return self.rng.choice([f"{card[:4]} {card[4:10]} {card[10:]}", f"{self.digits(12)}", f"INV{self.digits(7)}", iban(self.rng, "PL", 24)])

    def license(self):
        return self.rng.choice([f"{self.upper(2)}-{self.digits(7)}", f"{self.digits(3)}-{self.digits(3)}-{self.digits(3)}", f"{self.upper(1)}{self.digits(12)}"])

    def plate(self):
        return self.rng.choice([f"{self.upper(1)}{self.digits(2)}-{self.upper(3)}", f"{self.upper(3)} {self.digits(3)}", f"{self.upper(2)} {self.digits(5)}"])

    def vin(self):
        return vin(self.rng)

    def device(self):
        return self.rng.choice([f"{self.digits(6)}-{self.upper(2)}-{self.digits(2)}", f"{self.upper(1)}{self.digits(9)}", f"{self.upper(2)}/{self.digits(7)}"])

    def email(self):
        g, s = self.person()
        local = "".join(c for c in f"{s}.{g[0]}".lower() if c.isascii() and (c.isalnum() or c == "."))
        return self.rng.choice([f"{local}@clinic-{self.digits(2)}.health", f"{self.digits(3)}{local}@example.edu", f"{local.upper()}@OUTLOOK.COM"])

    def url(self):
        return self.rng.choice([f"ftp://files.{self.hex(5)}.net/scans/{self.digits(5)}", f"HTTPS://Portal.Example.org/Chart/{self.digits(6)}#notes", f"instagram.com/{self.hex(9)}"])

    def ip(self):
        r = self.rng.randint
        return self.rng.choice([f"172.{r(16, 31)}.{r(0, 255)}.{r(1, 254)}", f"{r(11, 99)}.{r(0, 255)}.{r(0, 255)}.{r(1, 254)}/24", f"2a02:{self.hex(4)}:{self.hex(4)}:{self.hex(2)}::{self.hex(1)}"])

    def biometric(self):
        return self.rng.choice([f"{self.hex(24)}", f"FACE-{self.digits(6)}-{self.upper(1)}", f"DNA{self.digits(7)}"])

    def photo(self):
        return self.rng.choice([f"{self.digits(8)}_{self.digits(6)}.jpg", f"wound-{self.digits(4)}.PNG", f"scan{self.digits(5)}.bmp"])

    def other(self):
        return self.rng.choice([f"{self.upper(1)}{self.digits(2)}.{self.digits(6)}", f"{self.digits(4)}{self.upper(2)}{self.digits(4)}", f"{self.upper(3)}_{self.digits(6)}", f"{self.digits(12)}"])

    HEADERS = [
        "{reversed} ({mrn})\nAdmit date: {date}\nDischarge date: {date}\nAttending physician: {full}, M.D.\n",
        "TO: {full}\nFROM: {full}, DPM\nDATE: {date}\nREGARDING: {plain}, DOB {date}\n",
        "Patient: {reversed}\nBirthdate: {date}\nMedical record: {mrn}\nPrimary care: Dr {surname}\nAddress: {street}, {city}, {state} {zip}\n",
        "* Name of patient: {plain}\n* Policy holder: {plain}\n* Policy: {plan}\n* Home telephone: {phone}\n* Date: {date}\n",
    ]
    BODY = [
        "{plain} is a pleasant 54 year old who came to the emergency department on {date}.",
        "We saw {full} again on {short_date}.",
        "Mrs. {surname} and her husband {given} asked many questions.",
        "The history was obtained from {plain}, the patient's niece.",
        "{surname} was discharged to {facility} on {date}.",
        "She grew up in {city} and now lives in {city}, {state}.",
        "His brother {given} flew in from {city}.",
        "The ambulance collected him at {street}, {city}, {state} {zip}.",
        "A {age}-year-old woman from {facility}.",
        "Her mother died at {age} of heart failure.",
        "Dr. {surname} will see her on {date} at {facility}.",
        "Please call {phone} or send a fax to {fax}.",
        "Cell: {phone}. E-mail: {email}.",
        "MRN: {mrn}; SSN: {ssn}; member number: {plan}.",
        "Claim {account} was denied; policy number {plan} has lapsed.",
        "Bank account {account} is on file.",
        "License number {license} was checked by {full}, LCSW.",
        "He drove a car with license plate {plate} (VIN {vin}).",
        "The defibrillator, serial no. {device}, was checked on {short_date}.",
        "Hearing aid S/N: {device}.",
        "The upload came from {ip} and includes {photo}.",
        "Pictures are kept at {url} ({photo}).",
        "Retinal scan {biometric} is stored with the registration.",
        "Specimen {other} reached the laboratory on {date}.",
        "Order number {other} and accession number {other} were cancelled.",
        "Discussed with {plain} and {plain} on rounds.",
        "{given} {surname}, the physical therapist, walked with him.",
        "According to {plain}, he fell at {facility} on {short_date}.",
        "The pharmacist, {full}, changed the dose.",
        "Ms. {surname}'s daughter {given} will bring the records on {date}.",
        "Thank you, {plain}, for the referral.",
        "Next visit: {date} with {full}, CNM.",
        "Written for {plain} by {plain}.",
    ]
    FOOTERS = [
        "Dictated but not read: {full}, M.D. {date}\n",
        "{full}, DDS\n{facility}\n{street}\n{city}, {state} {zip}\n",
        "D: {date}  T: {date}\nJob: {other}\nReviewed by {plain}\n",
    ]
    FILLER = [
        "The Gleason score was 7 and the Karnofsky index 80.", "Peak flow was 320 L/min, temperature 37.2, SpO2 96 %.", "Lisinopril 10 mg, Plavix 75 mg and Nexium 20 mg were continued.", "Dupuytren contracture of the right hand.",
        "Power is 5/5 throughout and deep tendon reflexes are 2/4.", "INR 2.3, PTT 34, D-dimer 450 ng/mL.", "Biopsy showed Barrett's esophagus without dysplasia.", "Kernig's sign and Brudzinski's sign are negative.", "The Holter monitor showed rare ectopic beats.",
        "A Dobhoff tube was placed under fluoroscopy.", "Past history: Sjogren syndrome, Bell's palsy in 2011, appendectomy.", "Diet: 1800 calories, low sodium.", "The T1-T2 disc is preserved; L5-S1 is narrowed.", "Ringer's lactate 500 mL was given over 2 hours.",
        "He quit smoking in 2003 after 30 pack-years.", "Rinne and Weber tests were normal.", "Sputum grew Pseudomonas; blood cultures were negative.", "Heart rate 64 to 80, blood pressure 110/70 to 132/84.", "The Jackson-Pratt drain put out 40 mL.", "Assessment and Plan: stable; continue Eliquis 5 mg twice daily.",
    ]


class Test(RubyFaker):
    """The fourth style: other locales, other sentences, other forms."""
    PEOPLE = [("en", 38), ("en-ZA", 10), ("en-PAK", 7), ("en-SG", 5), ("id", 8), ("sk", 6), ("lv", 6), ("ee", 6), ("nb-NO", 6), ("ca", 8)]

    def __init__(self, rng, locales):
        super().__init__(rng, locales)
        self.cities = [c for locale in ("id", "lv", "ee", "sk", "fr-CH") for c in self.load(f"{locale}.yml", locale)["address"]["city_name"] if "#" not in c]
        self.suffixes = self.load("en/address.yml", "en")["address"]["street_suffix"]

    def full(self):
        g, s = self.person()
        return self.rng.choice([f"{g} {s}", f"{g} {s}", f"{g} {self.upper(1)}. {s}", f"{self.upper(1)}. {self.upper(1)}. {s}", f"{g} {s}-{self.surname()}", f"{g} {s} Jr."])

    def reversed(self):
        g, s = self.person()
        return self.rng.choice([f"{s}, {g}", f"{s.upper()}, {g}", f"{s}, {g} {self.given()}", f"{s.upper()} {g}"])

    def city(self):
        return self.rng.choice([self.rng.choice(self.cities), f"Fort {self.surname()}", f"{self.surname()}ville", f"{self.surname()} Springs", f"Saint {self.given()}"])

    def state(self):
        return self.rng.choice(["OH", "GA", "Texas", "Oregon", "N.Y.", "Calif."])

    def street(self):
        name = self.rng.choice([self.surname(), f"{self.given()} {self.surname()}", f"{self.rng.randint(2, 90)}th", f"Old {self.surname()}"])
        return self.rng.choice([f"{self.digits(self.rng.randint(1, 4))} {name} {self.rng.choice(['Road', 'Rd', 'St.', 'Avenue', 'Lane', 'Court', 'Parkway', 'Blvd', 'Close', 'Terrace'])}",
                                f"Apt {self.digits(2)}, {self.digits(3)} {name} {self.rng.choice(self.suffixes)}", f"Flat {self.digits(1)}, {self.digits(2)} {name} Street"])

    def facility(self):
        return self.rng.choice([f"{self.surname()} Regional Hospital", f"St. {self.given()}'s Hospital", f"{self.city()} Community Health Center", f"{self.surname()} House Care Home", f"{self.city()} University Hospital", f"{self.surname()} Middle School"])

    def zip(self):
        return self.digits(5) + self.rng.choice(["", "-" + self.digits(4)])

    def date(self):
        d, m, y = self.day()
        return self.rng.choice([f"{m:02d}/{d:02d}/{y}", f"{m}/{d}/{y % 100:02d}", f"{d:02d}-{MONTHS[m - 1][:3]}-{y}", f"{MONTHS[m - 1]} {d}, {y}", f"{d} {MONTHS[m - 1]}, {y}", f"{y}/{m:02d}/{d:02d}", f"{d:02d}.{m:02d}.{y % 100:02d}",
                                f"{MONTHS[m - 1][:3]}. {d}, {y}", f"{y}-{m:02d}-{d:02d}", f"Thursday, {MONTHS[m - 1]} {d}, {y}", f"{d}/{MONTHS[m - 1][:3]}/{y}"])

    def short_date(self):
        d, m, y = self.day()
        return self.rng.choice([f"{MONTHS[m - 1]} {y}", f"{MONTHS[m - 1]} {d}", f"{d:02d}-{MONTHS[m - 1][:3]}", f"{MONTHS[m - 1][:3]} {d}", f"{m:02d}/{y}", f"{d} {MONTHS[m - 1][:3]}"])

    def age(self):
        return str(self.rng.randint(90, 101))

    def phone(self):
        a, b, c = self.digits(3, "23456789"), self.digits(3, "23456789"), self.digits(4)
        return self.rng.choice([f"({a}) {b}-{c}", f"{a}.{b}.{c}", f"{a} {b} {c}", f"+1 {a} {b} {c}", f"{a}-{b}-{c} ext. {self.digits(3)}", f"+27 {self.digits(2)} {b} {c}", f"+372 {self.digits(4)} {self.digits(4)}", f"0{self.digits(3)} {self.digits(6)}"])

    def fax(self):
        return self.phone()

    def pager(self):
        return self.digits(4)

    def ssn(self):
        area, group, serial = self.rng.randint(100, 665), self.rng.randint(10, 99), self.digits(4)
        return self.rng.choice([f"{area}-{group}-{serial}", f"{area} {group} {serial}", f"***-**-{serial}"])

    def mrn(self):
        return self.rng.choice([self.digits(7), self.digits(8), f"M{self.digits(7)}", f"{self.digits(3)}-{self.digits(2)}-{self.digits(3)}", f"{self.upper(2)}{self.digits(7)}"])

    def plan(self):
        return self.rng.choice([f"{self.upper(3)}{self.digits(9)}", f"{self.digits(9)}{self.upper(1)}", f"{self.digits(4)}-{self.digits(5)}-{self.digits(2)}"])

    def account(self):
        card = "5" + self.digits(14)
        card += luhn_digit(card)
        return self.rng.choice([" ".join(card[i:i + 4] for i in (0, 4, 8, 12)), self.digits(9), f"AC-{self.digits(8)}", iban(self.rng, "EE", 16)])

    def license(self):
        return self.rng.choice([f"{self.upper(1)}{self.digits(7)}", f"{self.upper(3)}{self.digits(6)}", self.digits(8)])

    def plate(self):
        return self.rng.choice([f"{self.digits(1)}{self.upper(3)}{self.digits(3)}", f"{self.upper(3)}-{self.digits(4)}", f"{self.digits(3)} {self.upper(3)}"])

    def vin(self):
        return vin(self.rng)

    def device(self):
        return self.rng.choice([f"{self.upper(3)}{self.digits(6)}{self.upper(1)}", f"{self.digits(10)}", f"{self.digits(4)}-{self.digits(6)}"])

    def email(self):
        g, s = self.person()
        local = "".join(c for c in f"{g}_{s}".lower() if c.isascii() and (c.isalnum() or c == "_"))
        return self.rng.choice([f"{local}@example.com", f"{local}{self.digits(2)}@mail.example.org", f"{local}@hospital.example.net"])

    def url(self):
        return self.rng.choice([f"https://www.{self.hex(6)}.example/patient/{self.digits(6)}", f"www.{self.hex(5)}-clinic.org/x/{self.digits(4)}", f"facebook.com/{self.hex(8)}"])

    def ip(self):
        r = self.rng.randint
        return self.rng.choice([f"10.{r(0, 255)}.{r(0, 255)}.{r(1, 254)}", f"192.168.{r(0, 255)}.{r(1, 254)}", f"fe80::{self.hex(4)}:{self.hex(4)}:{self.hex(4)}:{self.hex(4)}"])

    def biometric(self):
        return self.rng.choice([self.hex(32), f"FP-{self.digits(8)}", f"IRIS-{self.hex(10)}"])

    def photo(self):
        return self.rng.choice([f"IMG_{self.digits(4)}.JPG", f"face_{self.digits(3)}.jpeg", f"DSC{self.digits(5)}.png"])

    def other(self):
        return self.rng.choice([f"{self.upper(2)}{self.digits(2)}-{self.digits(5)}", f"{self.digits(9)}", f"S{self.digits(2)}-{self.digits(4)}", f"{self.digits(3)}/{self.digits(5)}"])

    HEADERS = [
        "PATIENT: {reversed}    MRN {mrn}\nDOB {date}    SEEN {date}\nPROVIDER: {full}, NP\n",
        "Date of service: {date}\nPt name: {plain}\nRecord no.: {mrn}\nInsurance ID: {plan}\nReferring: Dr. {surname}, {facility}\n",
        "{date}\n\nDear Dr {surname},\n\nRe: {plain}, born {date}, {street}, {city}\n",
        "Name/DOB: {plain} / {date}\nNext of kin: {plain} (tel. {phone})\nWard: 4B   Consultant: {full}\n",
    ]
    BODY = [
        "Mr {surname} presented to {facility} on {date} with a cough.",
        "I had the pleasure of seeing {plain} in clinic on {date}.",
        "{given} lives with her partner {given} in {city}.",
        "He is looked after by his daughter, {plain}, who can be reached at {phone}.",
        "Her GP, Dr. {surname}, was informed on {short_date}.",
        "The patient moved here from {city} in {short_date}.",
        "Mail goes to {street}, {city}, {state} {zip}.",
        "Consent was witnessed by {full}, RN.",
        "Ms {surname} is {age} years old and lives at {facility}.",
        "His grandmother lived to {age} years of age.",
        "Surgery was performed by {full}, MD, and {full}, MD, on {date}.",
        "Contact: {phone} (home), fax {fax}, {email}.",
        "SSN {ssn}, Medicare no. {plan}, hospital no. {mrn}.",
        "Paid with card {account}.",
        "Account number: {account}. Subscriber: {plain}.",
        "Driver's license {license}; vehicle registration {plate}; VIN {vin}.",
        "Pacemaker serial number {device} interrogated {date}.",
        "Pump (SN {device}) was replaced on {short_date}.",
        "She wrote from {email} that the photo {photo} shows the rash.",
        "Logged in from IP {ip}; see {url}.",
        "Fingerprint template {biometric} on file.",
        "Pathology report {other} of {date}: benign.",
        "Case number {other} was closed by {plain}.",
        "Interpreter: {plain}. Social worker: {plain}.",
        "{given} and {given} {surname} were both at the bedside.",
        "Nurse {surname} called {plain} at {phone} on {short_date}.",
        "Seen together with {full}, who agrees with the plan.",
        "He used to work as a teacher at {facility} in {city}.",
        "Return visit with Dr {given} {surname} on {date}.",
        "Per {plain}, the fall happened on {short_date} at {city}.",
        "Prescription sent to the pharmacy at {street}, {city}.",
        "Transferred to {facility} under the care of Dr. {surname}.",
    ]
    FOOTERS = [
        "Electronically signed by {full}, DO on {date}\n",
        "{plain}\nSpecialist Registrar to Dr {surname}\n{facility}\n",
        "cc: {full}, {street}, {city}\n",
    ]
    FILLER = [
        "BP 128/76, HR 72, RR 16, T 36.8.", "The Mini-Mental score was 27/30.", "Continue Crestor 10 mg and Lasix 40 mg.", "Known Parkinson disease and Hashimoto thyroiditis.", "The Foley catheter was removed.", "Babinski sign absent on both sides.",
        "CT of the chest showed no change of a 4 mm nodule.", "WBC 7.2, Hgb 12.9, Plt 245.", "Strength 4+/5 in the right arm.", "No known drug allergies.", "She smokes half a pack a day.", "Wound is clean and dry.", "The Epley manoeuvre was helpful.",
        "Follow-up in 3 months or sooner.", "Graves disease in remission since 2014.", "Tylenol as needed, at most 3 g a day.", "Ventricular rate 58 to 66.", "Stage IIB by the Ann Arbor system.", "Humalog 6 units with meals.", "MRI of the L3-L4 level is unchanged.",
    ]


KINDS = {"full": "name", "plain": "name", "small": "name", "caps": "name", "caps_name": "name", "given": "name", "surname": "name", "name": "name", "reversed": "name", "street": "location", "box": "location", "city": "location",
         "facility": "location", "zip": "zip", "postcode": "zip", "short_date": "date", "date": "date", "age": "age", "age_words": "age", "phone": "phone", "pager": "phone", "fax": "fax", "plan": "health_plan", "plate": "vehicle",
         "vin": "vehicle", "passport": "license", "dea": "license", "other": "id"}


def fill(note, half, template):
    rest = template
    while "{" in rest:
        before, _, rest = rest.partition("{")
        slot, _, rest = rest.partition("}")
        note.add(before)
        slot = slot.split(":")[0]
        if slot == "state":
            note.add(half.state())
        else:
            maker = getattr(half, slot, None) or half.phone
            note.mark(KINDS.get(slot, slot), maker())
    note.add(rest)


def write_note(half):
    note = Note()
    rng = half.rng
    fill(note, half, rng.choice(half.HEADERS))
    note.add("\n")
    for _ in range(rng.randint(3, 5)):
        sentences = rng.sample(half.BODY, 3) + rng.sample(half.FILLER, 3)
        rng.shuffle(sentences)
        for i, sentence in enumerate(sentences):
            note.add(" " if i else "")
            fill(note, half, sentence)
        note.add("\n\n")
    fill(note, half, rng.choice(half.FOOTERS))
    return note


def main():
    which, notes, seed, *sources = sys.argv[1:]
    if which not in ("development", "third", "test"):
        sys.exit(__doc__)
    rng = random.Random(f"{which} {seed}" if which != "third" else f"test {seed}")
    if which == "development":
        halves = [Development(rng, sources[0], None), SecondDevelopment(rng, None, sources[1]), ThirdDevelopment(rng, sources[-1])]
    else:
        halves = [(ThirdDevelopment if which == "third" else Test)(rng, sources[-1])]
    for i in range(int(notes)):
        note = write_note(halves[i % len(halves)])
        sys.stdout.buffer.write((json.dumps({"id": f"{which}-{i}", "text": "".join(note.parts), "identifiers": note.marks}, ensure_ascii=False) + "\n").encode())


if __name__ == "__main__":
    main()
