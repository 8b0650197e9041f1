#!/usr/bin/env bash
# The main job from nothing: set up, give a real model a medicine sub-agent, fine-tune it on clinical notes, evaluate, pass the gate, export, verify in llama.cpp.
#   scripts/quickstart.sh            about 12 minutes on 2 cores with nothing cached
#   scripts/quickstart.sh --smoke    the same path in small (a few steps, few notes, one export): for CI
# Run again, it skips what is done.
set -euo pipefail
cd "$(dirname "$0")/.."

run=runs/quickstart
overrides=()
release=()
if [ "${1:-}" = "--smoke" ]; then
  run=runs/quickstart-smoke
  overrides=(train.max_steps=3 train.schedule.warmup_steps=1 "run.dir=$run" "model.from=$run/base" eval.limit=2 eval.max_new_tokens=24 "export.types=[q8_0]")
  release=(--override "three steps, to try the path")   # no gate would let such a model pass
elif [ $# -gt 0 ]; then
  echo "usage: scripts/quickstart.sh [--smoke]" >&2
  exit 2
fi
recipe=recipes/clinical_notes/quickstart.yaml
galen=build/release/bin/galen
began=$SECONDS

step() { printf '\n== %s (at %d min %02d s)\n' "$1" $(((SECONDS - began) / 60)) $(((SECONDS - began) % 60)); }

step "1/7 set-up"
scripts/setup.sh

step "2/7 import SmolLM2-135M-Instruct and give it four sub-agents (seconds)"
if [ -e "$run/base/manifest.json" ]; then
  echo "already there: $run/base"
else
  mkdir -p "$run"
  "$galen" import models/SmolLM2-135M-Instruct.Q4_1.gguf "$run/base" --sub-agents general,medicine,reasoning,safety --experts-per-agent 2 --expert-width 512
fi

step "3/7 train the medicine sub-agent, all else frozen (about 6 minutes)"
"$galen" train "$recipe" ${overrides[@]+"${overrides[@]}"}

step "4/7 evaluate before and after (about a minute)"
settings=()
for override in ${overrides[@]+"${overrides[@]}"}; do settings+=(--set "$override"); done
if [ -e "$run/scores.json" ] && [ "$run/scores.json" -nt "$run/checkpoints/latest/manifest.json" ]; then
  echo "already there: $run/scores.json, $run/report.html"
else
  "$galen" eval "$run/checkpoints/latest" --recipe "$recipe" ${settings[@]+"${settings[@]}"} --before "$run/base" --precision bf16 \
    --report "$run/report.html" --json "$run/scores.json"
fi

step "5/7 the release gate: evidence, verdict, model card"
if [ -e "$run/release/release.json" ] && [ "$run/release/release.json" -nt "$run/scores.json" ]; then
  echo "already there: $run/release"
else
  "$galen" release "$run/checkpoints/latest" "$recipe" ${settings[@]+"${settings[@]}"} ${release[@]+"${release[@]}"}
fi

step "6/7 export to GGUF, each file verified in llama.cpp (half a minute)"
if [ -e "$run/export/export.json" ] && [ "$run/export/export.json" -nt "$run/checkpoints/latest/manifest.json" ]; then
  echo "already there: $run/export"
else
  "$galen" export "$run/checkpoints/latest"
fi

step "7/7 done"
ls -lh "$run"/export/*.gguf
cat <<END

What was gained:   the table above; page with curve and example notes: $run/report.html
Model card:        $run/release/model_card.html
Checkpoint:        $run/checkpoints/latest (opens in transformers as it is)
Serve it:          llama-server -m $run/export/$(basename "$(ls "$run"/export/*.gguf | tail -n 1)")
Try it:            $galen chat $run/checkpoints/latest

This model is a demonstration. It is NOT for clinical use.
END
