#!/usr/bin/env bash
# How a step's time grows with the number of experts when each token still takes two: recipes/bench/sparse_374m.yaml's layers, 6 of them, 16 documents of 512 tokens.
#   bench/experts.sh [EXPERTS…]
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for n in ${*:-4 8 16 32}; do
  sed -E "s/^(n_routed_experts:).*/\1 $n/; s/^(num_hidden_layers:).*/\1 6/" configs/model/sparse_374m.yaml > "$folder/experts_$n.yaml"
  echo "$n experts:"
  ${GALEN:-build/release/bin/galen} bench recipes/bench/sparse_374m.yaml --steps "${STEPS:-4}" "model.config=$folder/experts_$n.yaml" train.tokens_per_batch=8192 |
    grep -E 'tokens/s|experts|optimizer'
done
