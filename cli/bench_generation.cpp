#include "cli/bench_generation.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <chrono>
#include <cstdio>

#include "cli/command.h"
#include "cli/starting_point.h"
#include "core/error.h"
#include "core/interrupt.h"
#include "core/machine.h"
#include "core/part_clock.h"
#include "core/text.h"
#include "model/generate.h"

namespace galen {

OrderedJson bench_generation(const Recipe& recipe, const GenerationBench& bench) {
  const Checkpoint start = starting_point(recipe);
  const int64_t context = start.config.max_position_embeddings;
  if (bench.prompt_tokens + bench.new_tokens >= context) {
    throw UsageError("prompt and new tokens don't fit the model's context of " + std::to_string(context), "--prompt-tokens", "ask for fewer");
  }
  if (!bench.checkpoint.empty()) write_checkpoint(start, bench.checkpoint);
  const Tokenizer tokenizer = tokenizer_of(start);
  const Model model = load_model(start, compute_dtype(recipe.train.precision));
  const at::Generator generator = at::make_generator<at::CPUGeneratorImpl>(recipe.train.seed);
  std::vector<std::vector<int32_t>> prompts(static_cast<size_t>(bench.sequences));
  for (std::vector<int32_t>& prompt : prompts) {
    const at::Tensor tokens = at::randint(0, start.config.vocab_size, {bench.prompt_tokens}, generator, at::TensorOptions(at::kLong));
    prompt.assign(tokens.const_data_ptr<int64_t>(), tokens.const_data_ptr<int64_t>() + bench.prompt_tokens);
  }
  // A prompt's last token gives the first new one; then come as many steps as tokens were asked for.
  GenerateSettings settings;
  settings.batch_size = bench.sequences;
  settings.max_new_tokens = settings.min_new_tokens = 4;
  generate(model, tokenizer, {prompts[0]}, settings);  // warms up
  settings.max_new_tokens = settings.min_new_tokens = bench.new_tokens + 1;

  using Clock = std::chrono::steady_clock;
  const auto seconds_between = [](Clock::time_point from, Clock::time_point to) { return std::chrono::duration<double>(to - from).count(); };
  const Clock::time_point begin = Clock::now();
  Clock::time_point all_read = begin;
  int64_t tokens = 0;
  generate(model, tokenizer, prompts, settings, [&](size_t, int32_t) {
    throw_if_stop_requested("timing generation");
    if (++tokens == bench.sequences) {
      all_read = Clock::now();
      part_seconds() = {};
    }
    return true;
  });
  const Clock::time_point end = Clock::now();
  const double read_seconds = seconds_between(begin, all_read);
  const double write_seconds = seconds_between(all_read, end);
  const double prompt_speed = static_cast<double>(bench.sequences * bench.prompt_tokens) / read_seconds;
  const double speed = static_cast<double>(tokens - bench.sequences) / write_seconds;

  OrderedJson by_part;
  for (size_t p = 0; p < kPartNames.size(); ++p) by_part[kPartNames[p]] = part_seconds()[p];
  const uint64_t peak = peak_rss_bytes();
  char line[256];
  std::snprintf(line, sizeof line, "%s: %lld sequences: prompts %.0f tokens/s, generated %.1f tokens/s (%.2f ms a step), peak memory %s",
                recipe.recipe.name.c_str(), static_cast<long long>(bench.sequences), prompt_speed, speed,
                1000 * write_seconds / static_cast<double>(bench.new_tokens), human_bytes(peak).c_str());
  print_line(line);
  for (const auto& [name, value] : by_part.items()) {
    if (value.get<double>() == 0) continue;
    std::snprintf(line, sizeof line, "  %-12s %6.1f %%  %.3f s", name.c_str(), 100 * value.get<double>() / write_seconds, value.get<double>());
    print_line(line);
  }
  return {{"recipe", recipe.recipe.name},
          {"sequences", bench.sequences},
          {"prompt_tokens", bench.prompt_tokens},
          {"new_tokens", bench.new_tokens},
          {"threads", at::get_num_threads()},
          {"precision", recipe.train.precision},
          {"prompt_tokens_per_second", prompt_speed},
          {"generated_tokens_per_second", speed},
          {"peak_rss_bytes", peak},
          {"seconds_by_part", by_part}};
}

}  // namespace galen
