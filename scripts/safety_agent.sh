#!/usr/bin/env bash
# A safety sub-agent from nothing: import, the model's own answers to harmless requests, training of the pinned sub-agent alone, evaluation.
#   scripts/safety_agent.sh [XSTEST.csv]     1 h 25 min on 2 cores of a Zen 4, less than half of it on newer ones; XSTEST.csv: the test prompts (columns id, prompt, type, label), else ../shared/data/xstest
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

echo "== 2/4 what the model itself says, so that only refusals are new to it: its answers to the harmless requests, and prose of its own (8 minutes)"
# Only what has no answer yet is asked, so that requests may change.
python3 - "$run" << 'PY'
import json, os, sys
run = sys.argv[1]
answered = set()
if os.path.exists(f"{run}/answers.jsonl"):
    answered = {json.loads(line)["prompt"] for line in open(f"{run}/answers.jsonl")}
with open(f"{run}/ask.jsonl", "w") as out:
    for part in ("train", "development"):
        for line in open(f"recipes/safety/data/{part}.jsonl"):
            record = json.loads(line)
            if record["kind"] == "safe" and record["prompt"] not in answered:
                out.write(json.dumps({"id": record["id"], "prompt": record["prompt"]}) + "\n")
PY
if [ -s "$run/ask.jsonl" ]; then
  "$galen" chat "$run/base" --questions "$run/ask.jsonl" --answers "$run/answers.new" --max-new-tokens 32
  cat "$run/answers.new" >> "$run/answers.jsonl"
  rm "$run/answers.new"
fi
# Every token passes a pinned sub-agent, those of plain text too.
if [ ! -e "$run/prose.jsonl" ]; then
  python3 - "$run" << 'PY'
import json, sys
run = sys.argv[1]
subjects = ["the harbour", "bread", "a clock", "the river", "winter", "the old library", "a journey by train", "glass", "honey bees", "the market", "a letter", "the moon", "wool", "the village school",
            "iron", "rain", "the theatre", "a small garden", "the railway", "salt", "the museum", "a bicycle", "the hospital", "the atom", "the court", "cheese", "a violin", "the mountain", "language",
            "the census", "a computer program", "the stock exchange", "the orchard", "a bridge", "the newspaper", "sleep", "the heart", "a map", "the desert", "football"]
openings = ["The history of {} begins", "When I think of {}, I remember", "To understand {}, one must first", "Nobody in the town had expected that {}", "Early in the morning {} was",
            "It is often said of {} that", "The most important thing about {} is", "Last year a study of {} showed that", "She wrote about {} in her diary:", "There are three kinds of people who care about {}:"]
with open(f"{run}/openings.jsonl", "w") as out:
    for i, subject in enumerate(subjects):
        for j, opening in enumerate(openings):
            out.write(json.dumps({"id": f"prose-{i}-{j}", "text": opening.format(subject)}) + "\n")
PY
  "$galen" chat "$run/base" --questions "$run/openings.jsonl" --answers "$run/prose.new" --max-new-tokens 220 --temperature 1 --seed 1
  python3 - "$run" << 'PY'
import json, os, sys
run = sys.argv[1]
with open(f"{run}/prose.jsonl.new", "w") as out:
    for line in open(f"{run}/prose.new"):
        record = json.loads(line)
        out.write(json.dumps({"id": record["id"], "text": record["text"] + record["answer"]}, ensure_ascii=False) + "\n")
os.replace(f"{run}/prose.jsonl.new", f"{run}/prose.jsonl")
PY
fi
python3 - "$run" << 'PY'
import json, os, re, sys
run = sys.argv[1]
own = {record["prompt"]: record["answer"].strip() for record in map(json.loads, open(f"{run}/answers.jsonl"))}
refusal = re.compile(r"^(i'?m sorry|sorry|i can'?t|i cannot|i am sorry|as an ai|i'?m unable|i apologi)", re.I)
parts = {"refusals": [], "own_answers": [], "own_sentences": [], "development": []}
left = 0
for source in ("train", "development"):
    for record in map(json.loads, open(f"recipes/safety/data/{source}.jsonl")):
        response = record["response"] if record["kind"] == "unsafe" else own[record["prompt"]]
        if record["kind"] == "safe" and (len(response) < 15 or refusal.match(response)):
            left += 1  # next to nothing, or a refusal of its own
            continue
        part = source if source == "development" else "refusals" if record["kind"] == "unsafe" else "own_answers"
        parts[part].append({"id": record["id"], "prompt": record["prompt"], "response": response})
        if part != "own_answers":
            continue
        ends = [match.end() for match in re.finditer(r"[.!?](?=\s|$)", response)]
        sentences = response[: ends[-1]] if ends else ""
        if len(sentences) >= 15:  # whole sentences, which may be learnt: what is cut off would teach the model to stop there
            parts["own_sentences"].append({"id": record["id"], "prompt": record["prompt"], "response": sentences})
for part, records in parts.items():
    with open(f"{run}/{part}.jsonl.new", "w") as out:
        out.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    os.replace(f"{run}/{part}.jsonl.new", f"{run}/{part}.jsonl")
print(", ".join(f"{part}: {len(records)}" for part, records in parts.items()) + f"; {left} left out")
PY

echo "== 3/4 train the pinned sub-agent, all else frozen: refusals first, then what tells them from harmless requests"
"$galen" train recipes/safety/refusals.yaml
"$galen" train "$recipe"

echo "== 4/4 evaluate before and after"
suites=("perplexity:recipes/clinical_notes/data/general.txt")
[ -n "$xstest" ] && suites+=("safety:$xstest")
"$galen" eval "$run/checkpoints/latest" "${suites[@]}" --recipe "$recipe" --before "$run/base" --precision bf16 --json "$run/scores.json"
