#!/usr/bin/env bash
# Galen's training step against transformers', one after the other on this machine; the last lines are the ratios.
#   bench/peers/run.sh dense|sparse|quickstart [VARIANT…]     needs .venv-judges (scripts/test.sh makes it)
set -euo pipefail
cd "$(dirname "$0")/../.."
kind=${1:-dense}
shift || true
if (($# > 0)); then
  variants=("$@")
elif ! grep -qw -m 1 avx512f /proc/cpuinfo; then  # PyTorch's bf16 products are plain loops there
  if [[ $kind == dense ]]; then variants=(f32 f32-compile); else variants=(f32 f32-grouped f32-grouped-compile); fi
elif [[ $kind == dense ]]; then
  variants=(autocast bf16 autocast-compile bf16-compile)
else
  variants=(autocast bf16 bf16-grouped bf16-grouped-compile)
fi
case $kind in
  dense) recipe=recipes/bench/dense_135m.yaml ;;
  sparse) recipe=recipes/bench/sparse_374m.yaml ;;
  quickstart) recipe=recipes/bench/quickstart_346m.yaml ;;
  *) echo "dense, sparse or quickstart?" >&2; exit 2 ;;
esac
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
grep -m 1 'model name' /proc/cpuinfo
build/release/bin/galen bench "$recipe" --json "$results/galen.json"
for variant in "${variants[@]}"; do
  echo "transformers $variant …" >&2
  .venv-judges/bin/python bench/peers/transformers_step.py "$kind" "$variant" --threads "$(nproc)" 2> "$results/errors" | tail -n 1 > "$results/$variant.json" ||
    { echo "$variant did not run:"; tail -n 3 "$results/errors"; rm -f "$results/$variant.json"; }
done
python3 - "$results" "${variants[@]}" << 'PRINT'
import json, os, sys
folder, variants = sys.argv[1], sys.argv[2:]
ours = json.load(open(f"{folder}/galen.json"))
print(f"{'':22} tokens/s  first step  peak memory   Galen is")
print(f"{'galen':22} {ours['tokens_per_second']:8.0f} {ours['first_step_seconds']:9.1f} s {ours['peak_rss_bytes'] / 1e9:9.1f} GB")
for variant in variants:
    file = f"{folder}/{variant}.json"
    if not os.path.exists(file):
        continue
    peer = json.load(open(file))
    print(f"{variant:22} {peer['tokens_per_second']:8.0f} {peer['first_step_seconds']:9.1f} s {peer['peak_rss_bytes'] / 1e9:9.1f} GB   {ours['tokens_per_second'] / peer['tokens_per_second']:6.2f}x")
PRINT
