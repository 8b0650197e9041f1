#!/usr/bin/env bash
# How a step's time and memory grow with the documents' length at equal tokens: recipes/bench/dense_135m.yaml, 8,192 tokens a step.
#   bench/lengths.sh [LENGTH…]
set -euo pipefail
cd "$(dirname "$0")/.."
for length in ${*:-512 2048 8192}; do
  echo "documents of $length tokens:"
  ${GALEN:-build/release/bin/galen} bench recipes/bench/dense_135m.yaml --steps "${STEPS:-3}" "data.sequence_length=$length" train.tokens_per_batch=8192 |
    grep -E 'tokens/s|attention'
done
