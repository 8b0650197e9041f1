#!/usr/bin/env python3
"""Notes of known styles whose identifiers are all drawn from another style: the contexts are known, the formats and word lists are not.

    unseen_half.py FOLDER STYLE NOTES SEED > notes.jsonl

FOLDER holds labelled notes, a file a style; NOTES are taken of each but STYLE, whose identifiers they get (what STYLE has nothing of stays as it is).
"""

import json
import pathlib
import random
import sys

from train import mixed, pools, read_notes, role


def main():
    folder, unseen, count, seed = pathlib.Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    rng = random.Random(seed)
    pool = pools({unseen: read_notes(folder / f"{unseen}.jsonl")}, role)
    for file in sorted(folder.glob("*.jsonl")):
        if file.stem == unseen or file.name.startswith("plain-"):
            continue
        for note in rng.sample(read_notes(file), count):
            note = mixed(note, pool, role, rng, share=1, keep_case=True)
            note["id"] = f"{file.stem}-{note['id']}"
            print(json.dumps(note, ensure_ascii=False))


if __name__ == "__main__":
    main()
