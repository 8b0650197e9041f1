#!/usr/bin/env bash
# What encoders of images and sounds cost someone who trains on text alone: configs/model/glm4_media_7m.yaml as it is and with its text part alone, in turn, 16 documents of 512 tokens.
#   bench/encoders.sh [ROUNDS]     needs runs/media-tokenizer (docs/media.md)
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
with=configs/model/glm4_media_7m.yaml
{
  echo 'model_type: glm4_moe'
  grep '^tie_word_embeddings' "$with"
  awk '/^[a-z]/ {inside = /^text_config:/; next} inside {sub(/^  /, ""); sub(/, mrope_section: \[[^]]*\]/, ""); print}' "$with"
} > "$folder/text.yaml"
cp "$with" "$folder/encoders.yaml"
for shape in text encoders; do
  cat > "$folder/recipe_$shape.yaml" << RECIPE
recipe: {name: bench-$shape}
model:
  config: $folder/$shape.yaml
  tokenizer: $PWD/runs/media-tokenizer
  sub_agents: {names: [general, medicine, vision, audio]}
data: {sequence_length: 512}
train: {objective: pretrain, tokens_per_batch: 8192}
RECIPE
done
for ((round = 0; round < ${1:-5}; ++round)); do
  for shape in text encoders; do
    ${GALEN:-build/release/bin/galen} bench "$folder/recipe_$shape.yaml" --steps "${STEPS:-12}" --json "$folder/${shape}_$round.json" > "$folder/log" || { cat "$folder/log"; exit 1; }
  done
done
python3 - "$folder" << 'PRINT'
import glob, json, statistics, sys
for shape in ("text", "encoders"):
    results = [json.load(open(f)) for f in glob.glob(f"{sys.argv[1]}/{shape}_*.json")]
    speed = [r["tokens_per_second"] for r in results]
    memory = [r["peak_rss_bytes"] / 1e6 for r in results]
    print(f"{shape:9} {statistics.median(speed):7.0f} tokens/s ({min(speed):.0f} to {max(speed):.0f})   peak {statistics.median(memory):.0f} MB")
PRINT
