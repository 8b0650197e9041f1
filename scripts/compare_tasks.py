#!/usr/bin/env python3
"""CHECKPOINT TASK.yaml… [--limit N] [--batch N] [--keep FOLDER]: scores the tasks with Galen and with lm_eval on transformers (both f32) and compares them item by item.

CHECKPOINT is a directory (galen import). Run it from the repository's root with any Python; lm_eval runs in .venv-judges. Exit code 1 if an accuracy
differs; every item with another choice is printed with both log-likelihoods."""
import argparse
import json
import os
import subprocess
import sys
import tempfile
import time

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("checkpoint")
parser.add_argument("tasks", nargs="+")
parser.add_argument("--limit", type=int)
parser.add_argument("--batch", type=int, default=1, help="lm_eval's batch size; 1 has no padding")
parser.add_argument("--keep", help="folder for both results")
arguments = parser.parse_args()

root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
with tempfile.TemporaryDirectory() as scratch:
    folder = arguments.keep or scratch
    os.makedirs(folder, exist_ok=True)
    start = time.time()
    command = [root + "/build/release/bin/galen", "eval", arguments.checkpoint, *("tasks:" + task for task in arguments.tasks), "--json", folder + "/galen.json"]
    subprocess.run(command + (["--limit", str(arguments.limit)] if arguments.limit else []), check=True, stdout=subprocess.DEVNULL)
    middle = time.time()
    with open(folder + "/request.json", "w", encoding="utf-8") as file:
        json.dump({"model": arguments.checkpoint, "tasks": arguments.tasks, "limit": arguments.limit, "batch_size": arguments.batch, "cache": scratch}, file)
    subprocess.run([root + "/.venv-judges/bin/python", root + "/tests/parity/tasks_judge.py", folder + "/request.json", folder + "/lm_eval.json"], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    end = time.time()
    with open(folder + "/galen.json", encoding="utf-8") as file:
        ours = json.load(file)["tasks"]
    with open(folder + "/lm_eval.json", encoding="utf-8") as file:
        theirs = json.load(file)

differs = False
for name, judged in theirs.items():
    items = ours[name]["examples"]
    if len(items) != len(judged["items"]):
        sys.exit(f"{name}: {len(items)} items in Galen, {len(judged['items'])} in lm_eval")
    largest, other = 0.0, []
    for item, theirs_item in zip(items, judged["items"]):
        largest = max([largest] + [abs(a - b) for a, b in zip(item["log_likelihoods"], theirs_item["log_likelihoods"])])
        right = {"acc": item["choice"] == item["gold"], "acc_norm": item["choice_norm"] == item["gold"]}
        if any(theirs_item[score] is not None and bool(theirs_item[score]) != right[score] for score in right):
            other.append((item, theirs_item))
    for score in ("acc", "acc_norm"):
        if score in judged["scores"]:
            same = abs(judged["scores"][score] - ours[name][score]["mean"]) < 1e-12
            differs |= not same
            interval = ours[name][score]
            print(f"{name} {score}: Galen {interval['mean']:.4f} [{interval['low']:.4f}, {interval['high']:.4f}], lm_eval {judged['scores'][score]:.4f}"
                  f"{'' if same else '  DIFFERENT'}")
    print(f"{name}: {len(items)} items, floor {ours[name]['floor']:.4f}, log-likelihoods within {largest:.1e}, {len(other)} items scored otherwise")
    for item, theirs_item in other:
        print(f"  {item['record']}: gold {item['gold']}, Galen {item['log_likelihoods']}, lm_eval {theirs_item['log_likelihoods']}")
print(f"seconds: Galen {middle - start:.0f}, lm_eval {end - middle:.0f}")
sys.exit(1 if differs else 0)
