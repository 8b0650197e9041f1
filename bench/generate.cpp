// What Galen generates in a second with a checkpoint, counted as bench/peers/llama_generate.cpp counts.
//   bench_generate CHECKPOINT SEQUENCES PROMPT NEW THREADS
#include "model/generate.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <chrono>
#include <cstdio>
#include <string>

#include "model/checkpoint.h"
#include "model/decoder.h"
#include "model/host_memory.h"

int main(int argc, char** argv) {
  using namespace galen;
  using Clock = std::chrono::steady_clock;
  if (argc != 6) {
    std::fprintf(stderr, "usage: bench_generate CHECKPOINT SEQUENCES PROMPT NEW THREADS\n");
    return 2;
  }
  keep_large_blocks();
  const int64_t sequences = std::stoll(argv[2]), prompt = std::stoll(argv[3]), fresh = std::stoll(argv[4]);
  at::set_num_threads(std::stoi(argv[5]));
  const Checkpoint checkpoint = read_checkpoint(argv[1]);
  const Model model = load_model(checkpoint, at::kBFloat16, {{}, false});
  const Tokenizer tokenizer = Tokenizer::from_gguf(checkpoint.tokenizer_gguf);
  std::vector<std::vector<int32_t>> prompts(static_cast<size_t>(sequences));
  for (auto& one : prompts) {
    const at::Tensor tokens = at::randint(1000, model.config.vocab_size, {prompt}, at::kLong);
    one.assign(tokens.data_ptr<int64_t>(), tokens.data_ptr<int64_t>() + prompt);
  }
  GenerateSettings settings;
  settings.batch_size = sequences;
  settings.temperature = 0;
  settings.max_new_tokens = 8;
  generate(model, tokenizer, {prompts[0]}, settings);  // warm up
  settings.max_new_tokens = fresh;
  const Clock::time_point start = Clock::now();
  Clock::time_point first_of_last = start;  // when the last prompt had its first token: from then on all sequences generate
  std::vector<bool> has_begun(prompts.size(), false);
  size_t begun = 0, generated = 0;
  generate(model, tokenizer, prompts, settings, [&](size_t i, int32_t) {
    if (!has_begun[i]) {
      has_begun[i] = true;
      if (++begun == prompts.size()) first_of_last = Clock::now();
    } else {
      ++generated;
    }
    return true;
  });
  const double prompt_seconds = std::chrono::duration<double>(first_of_last - start).count();
  const double fresh_seconds = std::chrono::duration<double>(Clock::now() - first_of_last).count();
  std::printf("galen, %lld sequences: prompts %.0f tokens/s, generated %.1f tokens/s (%zu tokens)\n", static_cast<long long>(sequences),
              static_cast<double>(sequences * prompt) / prompt_seconds, static_cast<double>(generated) / fresh_seconds, generated);
}
