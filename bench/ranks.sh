#!/usr/bin/env bash
# Training on two ranks of one thread each against one rank of one thread, the same steps: speed, exchange hidden behind the backward pass, memory; the price of
# `determinism: exact`; optimizer state shared out; sub-agents shared out, where the model has some. One after the other on this machine.
#   bench/ranks.sh RECIPE [KEY=VALUE…]     e.g. recipes/clinical_notes/quickstart.yaml
set -euo pipefail
cd "$(dirname "$0")/.."
recipe=${1:?"which recipe?"}
shift
steps=${STEPS:-6}
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
galen=${GALEN:-build/release/bin/galen}

run() {  # NAME RANKS OVERRIDES…
  local name=$1 ranks=$2 pids=() rank
  shift 2
  local words=(train "$recipe" "run.dir=$results/$name" "train.max_steps=$steps" train.max_minutes=0 train.threads=1 train.gradient_accumulation=2 checkpoint.every_steps=0 "$@")
  for ((rank = 0; rank < ranks; ++rank)); do
    if ((ranks == 1)); then
      OMP_NUM_THREADS=1 "$galen" "${words[@]}" > "$results/$name-$rank.log" 2>&1 &
    else
      OMP_NUM_THREADS=1 RANK=$rank WORLD_SIZE=$ranks LOCAL_RANK=$rank LOCAL_WORLD_SIZE=$ranks MASTER_ADDR=127.0.0.1 MASTER_PORT=29417 \
        "$galen" "${words[@]}" > "$results/$name-$rank.log" 2>&1 &
    fi
    pids+=($!)
  done
  for rank in "${!pids[@]}"; do
    wait "${pids[$rank]}" || { echo "$name, rank $rank:" >&2; tail -n 5 "$results/$name-$rank.log" >&2; exit 1; }
  done
  echo "$name done" >&2
}

grep -m 1 'model name' /proc/cpuinfo
run one 1 "$@"
run two 2 "$@"
run one-exact 1 train.determinism=exact "$@"
run two-exact 2 train.determinism=exact "$@"
run two-zero 2 train.zero=1 "$@"
if grep -q '"load"' "$results/one/metrics.jsonl"; then run two-experts 2 train.expert_parallel=2 "$@"; fi
python3 - "$results" << 'PRINT'
import json, os, statistics, sys
folder = sys.argv[1]
def read(name):
    steps = [json.loads(line) for line in open(f"{folder}/{name}/metrics.jsonl")]
    steps = [s for s in steps if "grad_norm" in s][1:]  # the first warms up
    median = lambda key: statistics.median(s.get(key, 0.0) for s in steps)
    travel = statistics.median(s["seconds"]["expert_exchange"] for s in steps)
    return {"travel": travel, "speed": median("tokens_per_second"), "exchange": median("exchange_seconds"), "wait": median("exchange_wait_seconds"), "rss": max(s["peak_rss_bytes"] for s in steps)}
base = read("one")
names = ["one", "two", "one-exact", "two-exact", "two-zero", "two-experts"]
for name in [n for n in names if os.path.exists(f"{folder}/{n}")]:
    r = read(name)
    hidden = f", exchange {r['exchange']:.2f} s, {100 * (1 - r['wait'] / r['exchange']):.0f} % of it hidden" if r["exchange"] > 0 else ""
    if r["travel"] > 0: hidden += f", tokens travel (and wait for the other rank) {r['travel']:.2f} s"
    print(f"{name:11} {r['speed']:7.0f} tokens/s ({r['speed'] / base['speed']:.2f}x), {r['rss'] / 1e9:.2f} GB on rank 0{hidden}")
print(f"exact costs {100 * (read('two')['speed'] / read('two-exact')['speed'] - 1):.1f} % of the step at two ranks, {100 * (base['speed'] / read('one-exact')['speed'] - 1):.1f} % at one")
PRINT
