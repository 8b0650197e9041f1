#!/usr/bin/env bash
# The tests of faults with their full counts, which take 20 minutes or so: 200 kills, every file call of a save failing in six ways, power cuts, 10,000 damaged
# files, 100 lost peers. The short forms are part of scripts/test.sh.
#   scripts/faults.sh [GTEST_FILTER]
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

for program in faults_tests dist_tests; do
  [[ -x build/release/bin/$program ]] || die "build/release/bin/$program is missing" "run scripts/test.sh first"
done
export GALEN_FAULTS_IN_FULL=1 OMP_NUM_THREADS=1
rc=0
build/release/bin/faults_tests --gtest_brief=1 --gtest_filter="${1:-*}" || rc=1
build/release/bin/dist_tests --gtest_brief=1 --gtest_filter="${1:-Peers.*:Torchrun.*}" || rc=1
exit "$rc"
