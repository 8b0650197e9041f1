#!/usr/bin/env bash
# Generation against llama.cpp's on the same weights in bf16, one after the other on this machine; the last lines are the ratios.
#   bench/peers/generate.sh dense|sparse|build [SEQUENCES…]     1 and 16 sequences unless named; PROMPT=128 NEW=128 tokens each
# llama-batched-bench is built once, from the source that scripts/setup.sh fetched, into ${XDG_CACHE_HOME:-~/.cache}/galen/peers.
source "$(dirname "${BASH_SOURCE[0]}")/../../scripts/common.sh"

kind=${1:-dense}
shift || true
counts=("$@")
((${#counts[@]} > 0)) || counts=(1 16)
prompt=${PROMPT:-128}
new=${NEW:-128}
case $kind in
  dense) recipe=recipes/bench/dense_135m.yaml ;;
  sparse) recipe=recipes/bench/quickstart_346m.yaml ;;
  build) recipe= ;;
  *) die "$kind?" "dense or sparse" ;;
esac

source_folder=${LLAMA_CPP_SOURCE:-$(ls -d "$galen_cache"/sources/llama_cpp_python-*/vendor/llama.cpp 2> /dev/null | tail -n 1)}
[[ -d $source_folder ]] || die "no source of llama.cpp in $galen_cache/sources" "run scripts/setup.sh, or name it: LLAMA_CPP_SOURCE=…/vendor/llama.cpp"
peer=$galen_cache/peers/llama-batched-bench-$({ ggml_cpu_options; g++ -dumpfullversion; echo "$source_folder"; } | sha256sum | cut -c 1-12)
if [[ ! -x $peer/bin/llama-batched-bench ]]; then
  echo "building llama-batched-bench (some minutes) …" >&2
  mapfile -t options < <(ggml_cpu_options)
  cmake -S "$source_folder" -B "$peer" -G Ninja -DCMAKE_BUILD_TYPE=Release -DBUILD_SHARED_LIBS=OFF -DGGML_NATIVE=OFF -DLLAMA_BUILD_COMMON=ON -DLLAMA_BUILD_TOOLS=ON \
    -DLLAMA_BUILD_TESTS=OFF -DLLAMA_BUILD_EXAMPLES=OFF -DLLAMA_BUILD_SERVER=OFF -DLLAMA_BUILD_APP=OFF -DLLAMA_BUILD_UI=OFF -DLLAMA_USE_PREBUILT_UI=OFF \
    -DLLAMA_CURL=OFF -DLLAMA_OPENSSL=OFF -DCMAKE_C_COMPILER_LAUNCHER=ccache -DCMAKE_CXX_COMPILER_LAUNCHER=ccache "${options[@]}" > "$galen_logs/peer-cmake.log" 2>&1 ||
    die "llama.cpp's tools can't be configured" "see $galen_logs/peer-cmake.log"
  ninja -C "$peer" -j "$galen_jobs" llama-batched-bench > "$galen_logs/peer-build.log" 2>&1 || die "llama-batched-bench did not build" "see $galen_logs/peer-build.log"
fi
[[ $kind != build ]] || exit 0

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
grep -m 1 'model name' /proc/cpuinfo
for count in "${counts[@]}"; do
  save=()
  [[ -d $results/checkpoint ]] || save=(--save-checkpoint "$results/checkpoint")
  build/release/bin/galen bench "$recipe" --generate "$count" --prompt-tokens "$prompt" --new-tokens "$new" "${save[@]}" --json "$results/galen-$count.json" > "$results/log"
  # What the first wrote is what llama.cpp runs.
  if [[ ! -f $results/gguf/model-bf16.gguf ]]; then
    build/release/bin/galen export "$results/checkpoint" "$results/gguf" --format gguf --type bf16 --no-verify --no-smoothing > "$results/log"
  fi
  "$peer/bin/llama-batched-bench" -m "$results/gguf/model-bf16.gguf" -c $((count * (prompt + new))) -b 2048 -ub 512 -npp "$prompt" -ntg "$new" -npl "$count" \
    -t "$(nproc)" -tb "$(nproc)" --output-format jsonl > "$results/llama-$count.jsonl" 2> "$results/errors" || { tail -n 5 "$results/errors" >&2; die "llama-batched-bench failed" "see above"; }
done
python3 - "$results" "${counts[@]}" << 'PRINT'
import json, sys
folder, counts = sys.argv[1], sys.argv[2:]
print(f"{'tokens/s':14} {'prompts':>9} {'llama.cpp':>10} {'ratio':>6}   {'generated':>9} {'llama.cpp':>10} {'ratio':>6}")
for count in counts:
    ours = json.load(open(f"{folder}/galen-{count}.json"))
    peer = [json.loads(line) for line in open(f"{folder}/llama-{count}.jsonl") if line.startswith("{")][-1]
    read, wrote = ours["prompt_tokens_per_second"], ours["generated_tokens_per_second"]
    print(f"{count + ' sequences':14} {read:9.0f} {peer['speed_pp']:10.0f} {read / peer['speed_pp']:6.2f}   {wrote:9.1f} {peer['speed_tg']:10.1f} {wrote / peer['speed_tg']:6.2f}")
PRINT
