#!/usr/bin/env python3
"""SHARED_DATA OUT: question files for recipes/tasks that the raw data doesn't hold as records of their own.

pubmedqa.jsonl: the 500 questions of PubMedQA's test split (id, question, context, final_decision).
medquad.jsonl: 500 consumer questions of MedQuAD, each with the right answer's beginning and those of three other conditions' answers to the same question,
in an order that depends on the question only (question, choices, label)."""
import collections
import hashlib
import json
import os
import re
import sys


def number(*parts):
    return int(hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest(), 16)


def write(path, rows):
    with open(path, "w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    print(f"{path}: {len(rows)} questions")


def pubmedqa(folder):
    with open(folder + "/ori_pqal.json", encoding="utf-8") as file:
        records = json.load(file)
    with open(folder + "/test_ground_truth.json", encoding="utf-8") as file:
        test = json.load(file)
    return [{"id": key, "question": record["QUESTION"], "context": "\n".join(record["CONTEXTS"]), "final_decision": record["final_decision"]}
            for key, record in records.items() if key in test]


def beginning(record):
    """Without the condition's name, which would give the answer away."""
    text = re.sub(re.escape(record["focus"]), "this condition", " ".join(record["answer"].split()), flags=re.IGNORECASE)
    return text if len(text) <= 240 else text[:240].rsplit(" ", 1)[0]


def medquad(folder, count=500):
    with open(folder + "/train.jsonl", encoding="utf-8") as file:
        records = [json.loads(line) for line in file if line.strip()]
    by_form = collections.defaultdict(list)  # "What are the symptoms of … ?" -> records
    for record in records:
        if record["focus"] and record["focus"] in record["question"] and len(record["answer"]) > 60:
            by_form[record["question"].replace(record["focus"], "…")].append(record)
    rows = []
    in_chance_order = sorted(((number(record["question"], record["answer"]), form, record) for form, members in by_form.items() for record in members), key=lambda entry: entry[:2])
    for _, form, record in in_chance_order:
        members, others, seen = by_form[form], [], {beginning(record)}
        for draw in range(40):
            other = members[number(record["question"], draw) % len(members)]
            if other["focus"] != record["focus"] and beginning(other) not in seen and record["focus"].lower() not in other["answer"].lower():
                seen.add(beginning(other))
                others.append(other)
            if len(others) == 3:
                break
        if len(others) < 3:
            continue
        label = number(record["question"], "place") % 4
        choices = [beginning(other) for other in others]
        choices.insert(label, beginning(record))
        rows.append({"question": record["question"], "choices": choices, "label": label})
        if len(rows) == count:
            return rows
    return rows


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    shared, out = sys.argv[1:]
    os.makedirs(out, exist_ok=True)
    write(out + "/pubmedqa.jsonl", pubmedqa(shared + "/pubmedqa"))
    write(out + "/medquad.jsonl", medquad(shared + "/medquad"))


main()
