#!/usr/bin/env bash
# Sets up, builds and runs the tests. The last line reads "N passed, M failed, K skipped".
#
#   scripts/test.sh [--fast] [--label fast|parity|dist|fuzz|faults|slow]… [--no-judges]
#
# Without --fast or --label: all but slow. --no-judges leaves out .venv-judges (5.4 GB: transformers and others, what parity tests compare with, and torchrun); those tests then skip.
# Tests that need ../shared skip where it is missing.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

labels=()
judges=yes
while (($# > 0)); do
  case $1 in
    --fast) labels+=(fast) ;;
    --label)
      (($# > 1)) || die "--label needs a value" "one of fast, parity, dist, fuzz, faults, slow"
      shift
      labels+=("$1")
      ;;
    --no-judges) judges=no ;;
    -h | --help) sed -n '2,/^source/{/^source/d;s/^# \{0,1\}//;p}' "$galen_root/scripts/test.sh"; exit 0 ;;
    *) die "$1: no such option" "scripts/test.sh --help" ;;
  esac
  shift
done
((${#labels[@]} > 0)) || labels=(fast parity dist fuzz faults)
[[ " ${labels[*]} " =~ \ (parity|dist)\  ]] || judges=no

scripts/setup.sh --tests

install_judges() {
  [[ -f .venv-judges/galen.stamp || -L .venv-judges ]] || need_disk "$galen_root" 7
  make_venv .venv-judges requirements/judges.txt
}
if [[ $judges == yes ]]; then
  if python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    step judges install_judges "[judges] transformers and others into .venv-judges"
  else
    echo "[judges] left out: they need Python 3.11 or later; tests that use them skip"
  fi
fi

report=$galen_root/build/release/tests.xml
rm -f "$report"
rc=0
ctest --preset release --label-regex "^($(IFS='|'; echo "${labels[*]}"))\$" --no-tests=error -j "${GALEN_JOBS:-2}" --output-on-failure \
  --output-junit "$report" || rc=$?
[[ -f $report ]] || die "ctest wrote no report (exit $rc)" "see its messages above"

python3 scripts/count_tests.py "$report" || rc=1
exit "$rc"
