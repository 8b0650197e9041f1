#!/bin/bash
# configs/cluster/mpirun.sh HOSTS RECIPE [key.path=value …]: HOSTS as mpirun takes them, "node-0:4,node-1:4". The ranks meet on the first.
set -euo pipefail
hosts=$1
shift
first=${hosts%%[:,]*}
exec mpirun --host "$hosts" -x MASTER_ADDR="$first" -x MASTER_PORT="${MASTER_PORT:-29500}" -x OMP_NUM_THREADS="${OMP_NUM_THREADS:-1}" galen train "$@"
