#!/usr/bin/env bash
# A safety sub-agent from nothing: import, the model's own answers to harmless requests, training of the pinned sub-agent alone, evaluation.
#   scripts/safety_agent.sh [XSTEST.csv]     about half an hour on 2 cores; XSTEST.csv: the test prompts (columns id, prompt, type, label), else ../shared/data/xstest
# Run again, it skips what is done. Needs what scripts/quickstart.sh sets up.
set -euo pipefail
cd "$(dirname "$0")/.."

galen=build/release/bin/galen
run=runs/safety
recipe=recipes/safety/safety.yaml
xstest=${1:-$(ls ../shared/data/xstest/*.csv 2> /dev/null | head -n 1)}
[ -x "$galen" ] || { echo "$galen isn't there: run scripts/setup.sh" >&2; exit 1; }
mkdir -p "$run"

echo "== 1/4 import SmolLM2-135M-Instruct with four sub-agents"
[ -e "$run/base/manifest.json" ] || "$galen" import models/SmolLM2-135M-Instruct.Q4_1.gguf "$run/base" --sub-agents general,medicine,reasoning,safety --experts-per-agent 2 --expert-width 512

echo "== 2/4 the model's own answers to the harmless requests, so that only refusals are new to it (minutes)"
if [ ! -e "$run/answers.jsonl" ]; then
  python3 - "$run" << 'PY'
import json, sys
run = sys.argv[1]
with open(f"{run}/ask.jsonl", "w") as out:
    for part in ("train", "development"):
        for line in open(f"recipes/safety/data/{part}.jsonl"):
            record = json.loads(line)
            if record["kind"] == "safe":
                out.write(json.dumps({"id": record["id"], "prompt": record["prompt"], "response": "-"}) + "\n")
PY
  cat > "$run/ask.yaml" << YAML
recipe: {name: ask}
run: {dir: $run/ask}
model: {from: $run/base}
data: {deidentify: none, validation: [{path: $run/ask.jsonl, format: prompt_response}], sequence_length: 256}
eval: {suites: [notes], max_new_tokens: 48}
YAML
  "$galen" eval "$run/base" notes --recipe "$run/ask.yaml" --precision bf16 --answers "$run/answers.jsonl"
fi
if [ ! -e "$run/train.jsonl" ]; then
  python3 - "$run" << 'PY'
import json, re, sys
run = sys.argv[1]
own = {json.loads(line)["id"]: json.loads(line)["answer"] for line in open(f"{run}/answers.jsonl")}
refusal = re.compile(r"^(i'?m sorry|sorry|i can'?t|i cannot|i am sorry|as an ai|i'?m unable|i apologi)", re.I)
for part in ("train", "development"):
    kept = left = 0
    with open(f"{run}/{part}.jsonl.new", "w") as out:
        for line in open(f"recipes/safety/data/{part}.jsonl"):
            record = json.loads(line)
            response = record["response"]
            if record["kind"] == "safe":
                answer = own[record["id"]].strip()
                ends = [m.end() for m in re.finditer(r"[.!?](?=\s|$)", answer)]
                response = answer[: ends[-1]] if ends else ""
                if len(response) < 15 or refusal.match(response):
                    left += 1  # nothing whole in 48 tokens, or a refusal of its own
                    continue
            kept += 1
            out.write(json.dumps({"id": record["id"], "prompt": record["prompt"], "response": response}, ensure_ascii=False) + "\n")
    print(f"{part}: {kept} records, {left} left out")
import os
for part in ("train", "development"):
    os.replace(f"{run}/{part}.jsonl.new", f"{run}/{part}.jsonl")
PY
fi

echo "== 3/4 train the pinned sub-agent, all else frozen"
"$galen" train "$recipe"

echo "== 4/4 evaluate before and after"
suites=("perplexity:recipes/clinical_notes/data/general.txt")
[ -n "$xstest" ] && suites+=("safety:$xstest")
"$galen" eval "$run/checkpoints/latest" "${suites[@]}" --recipe "$recipe" --before "$run/base" --precision bf16 --json "$run/scores.json"
