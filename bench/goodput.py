#!/usr/bin/env python3
"""How much of the time a run makes progress that lasts, while it is killed again and again.

  bench/goodput.py RECIPE [KEY=VALUE...] [--minutes 60] [--mtbf 300]

Starts `galen train`, kills it with SIGKILL after exponentially distributed times and starts it again at once. Goodput is the time of the steps that the run
kept (each counted once, as it was last computed) over the time that went by: starting, reading, saving and repeated steps are what is lost.
"""
import argparse
import json
import os
import random
import signal
import subprocess
import tempfile
import time

parser = argparse.ArgumentParser()
parser.add_argument("recipe")
parser.add_argument("overrides", nargs="*")
parser.add_argument("--minutes", type=float, default=60)
parser.add_argument("--mtbf", type=float, default=300, help="mean seconds between failures")
parser.add_argument("--seed", type=int, default=1)
parser.add_argument("--galen", default="build/release/bin/galen")
a = parser.parse_args()

random.seed(a.seed)
with tempfile.TemporaryDirectory() as folder:
    run = os.path.join(folder, "run")
    command = [a.galen, "train", a.recipe, f"run.dir={run}", "train.max_minutes=0", "train.max_steps=1000000000", *a.overrides]
    # Shards are made once, before the clock starts: preparing data is no training.
    subprocess.run([a.galen, "prepare", a.recipe, f"run.dir={run}", *a.overrides], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    start = time.time()
    kills = 0
    while (left := start + 60 * a.minutes - time.time()) > 0:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=open(os.path.join(folder, "errors"), "w"))
        pause = random.expovariate(1 / a.mtbf)
        last = pause >= left
        try:
            code = process.wait(timeout=min(pause, left))
            raise SystemExit(f"galen ended by itself with code {code}: " + open(os.path.join(folder, "errors")).read()[-500:])
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGTERM if last else signal.SIGKILL)
            process.wait()
            kills += not last
    wall = time.time() - start
    seconds, computed = {}, 0
    for line in open(os.path.join(run, "metrics.jsonl")):
        step = json.loads(line) if line.endswith("\n") else {}
        if "grad_norm" in step:
            seconds[step["step"]] = step["tokens"] / step["tokens_per_second"]
            computed += 1
    newest = max(seconds)
    assert sorted(seconds) == list(range(1, newest + 1)), "a step is missing"
    print(f"{wall / 60:.1f} minutes, {kills} kills, {newest} steps kept, {computed - newest} computed again")
    print(f"goodput {100 * sum(seconds.values()) / wall:.1f} %")
