#!/bin/bash
# configs/cluster/torchrun.sh RECIPE [key.path=value …]: on every node, with the same RENDEZVOUS (host:port of one of them).
#
# NODES=MIN:MAX may differ from what is there: after a loss torchrun starts all ranks anew on the nodes that are left, and Galen goes on from the newest
# checkpoint. train.gradient_accumulation must be a multiple of every number of ranks that may come up.
set -euo pipefail
exec torchrun --no-python --nnodes="${NODES:-1:4}" --nproc-per-node="${RANKS_PER_NODE:-2}" --max-restarts="${RESTARTS:-10}" \
  --rdzv-backend=c10d --rdzv-endpoint="${RENDEZVOUS:-localhost:29400}" --rdzv-id="${RUN_ID:-galen}" galen train "$@"
