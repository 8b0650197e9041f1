# Shared by scripts/*.sh and .ci/run: source it, don't run it. Leaves the shell in the repository's root.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
galen_root=$PWD
galen_cache=${XDG_CACHE_HOME:-$HOME/.cache}/galen
galen_logs=$galen_root/build/logs
galen_jobs=${GALEN_JOBS:-$(nproc)}
export CCACHE_DIR=${CCACHE_DIR:-$galen_cache/ccache}
export PIP_DISABLE_PIP_VERSION_CHECK=1
mkdir -p "$galen_logs" "$galen_cache"

# die WHAT WHAT_TO_DO
die() {
  printf '\nerror: %s\n       %s\n' "$1" "$2" >&2
  exit 1
}

# at_least VERSION MINIMUM
at_least() { [[ $(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1) == "$2" ]]; }

sha256_of() { sha256sum "$1" | cut -d ' ' -f 1; }
has_sha256() { [[ -f $1 && $(sha256_of "$1") == "$2" ]]; }

# need_disk FOLDER GIGABYTES: of free space where FOLDER lies.
need_disk() {
  local free
  free=$(df --output=avail -B 1M "$1" | tail -n 1)
  ((free >= $2 * 1000)) || die "only $((free / 1000)) GB free at $1, $2 GB are needed" "free some space, or move the clone or XDG_CACHE_HOME to a larger disk"
}

# Fails when there is no GPU whose driver answers.
has_gpu() { command -v nvidia-smi > /dev/null && nvidia-smi -L 2> /dev/null | grep -q '^GPU'; }

# What GALEN_CUDA=auto|on|off means here: prints on or off.
cuda_choice() {
  case ${GALEN_CUDA:-auto} in
    on | off) echo "$GALEN_CUDA" ;;
    auto) has_gpu && echo on || echo off ;;
    *) die "GALEN_CUDA=$GALEN_CUDA" "use auto, on or off" ;;
  esac
}

# ggml's instruction sets for this processor, as CMake options, every one named ON or OFF because ggml's defaults assume some of them.
# Read from the kernel's flags, which hold only what it lets programs use. Never AMX: it is listed on machines where using it is refused.
ggml_cpu_options() {
  local flags option needs flag answer
  flags=" $(grep -m 1 '^flags' /proc/cpuinfo | cut -d : -f 2) "
  while read -r option needs; do
    answer=ON
    for flag in $needs; do [[ $flags == *" $flag "* ]] || answer=OFF; done
    echo "-D$option=$answer"
  done << 'TABLE'
GGML_AVX avx
GGML_AVX2 avx2
GGML_FMA fma
GGML_F16C f16c
GGML_BMI2 bmi2
GGML_AVX512 avx512f avx512cd avx512bw avx512dq avx512vl
GGML_AVX512_VBMI avx512vbmi
GGML_AVX512_VNNI avx512_vnni
GGML_AVX512_BF16 avx512_bf16
TABLE
  echo -DGGML_AMX_TILE=OFF
  echo -DGGML_AMX_INT8=OFF
  echo -DGGML_AMX_BF16=OFF
}

# Steps. A step is a function that does its work and calls `already` if there was none to do; its output goes to a log.
# start_step runs it aside and finish_step waits, prints one line and, on failure, the end of the log.
declare -A step_pid=()
already() { echo "$1" > "$galen_logs/$step_name.already"; }

start_step() {  # NAME FUNCTION
  rm -f "$galen_logs/$1".{already,seconds}
  # Monitor mode gives the step its own process group, so that stop_steps reaches compilers and downloads too.
  set -m
  (
    step_name=$1
    SECONDS=0
    "$2"
    echo "$SECONDS" > "$galen_logs/$1.seconds"
  ) > "$galen_logs/$1.log" 2>&1 < /dev/null &
  step_pid[$1]=$!
  set +m
}

finish_step() {  # NAME LABEL
  local name=$1 label=$2 rc=0
  [[ -t 1 ]] && printf '%s … ' "$label"
  wait "${step_pid[$name]}" || rc=$?
  unset "step_pid[$name]"
  [[ -t 1 ]] || printf '%s … ' "$label"
  if ((rc != 0)); then
    printf 'failed\n'
    tail -n 30 "$galen_logs/$name.log" >&2
    die "this step failed (its whole log: build/logs/$name.log)" "run the script again when the cause is gone: finished parts are kept"
  fi
  if [[ -f $galen_logs/$name.already ]]; then
    cat "$galen_logs/$name.already"
  else
    printf '%s s\n' "$(cat "$galen_logs/$name.seconds")"
  fi
}

step() {  # NAME FUNCTION LABEL
  start_step "$1" "$2"
  finish_step "$1" "$3"
}

stop_steps() {
  local pid
  for pid in "${step_pid[@]}"; do
    kill -- "-$pid" 2> /dev/null || true
    kill -CONT -- "-$pid" 2> /dev/null || true   # a step that someone paused cannot act on the first signal
  done
}
trap stop_steps EXIT
trap 'printf "\nstopped; run it again to go on from here\n" >&2; exit 130' INT
trap 'exit 143' TERM

# make_venv FOLDER REQUIREMENTS: installs exactly the pinned, hashed set. The stamp is written last, so an interrupted install is redone.
make_venv() {
  local folder=$1 requirements=$2 stamp
  stamp="$(sha256_of "$requirements") $(python3 -c 'import sys; print(sys.version.split()[0], sys.executable)')"
  if [[ -x $folder/bin/python && $(cat "$folder/galen.stamp" 2> /dev/null) == "$stamp" ]]; then
    already "already there"
    return
  fi
  # A link to a working environment was put there by a person to share it: it is brought up to date, never emptied.
  [[ -L $folder && -x $folder/bin/python ]] || rm -rf "$folder"
  [[ -x $folder/bin/python ]] || python3 -m venv "$folder"
  rm -f "$folder/galen.stamp"
  "$folder/bin/python" -m pip install --progress-bar off --retries 5 --no-deps --require-hashes -r "$requirements"
  echo "$stamp" > "$folder/galen.stamp"
}
