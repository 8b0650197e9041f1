#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>

#include "cli/bench_generation.h"
#include "cli/command.h"
#include "cli/starting_point.h"
#include "core/error.h"
#include "core/interrupt.h"
#include "core/machine.h"
#include "core/part_clock.h"
#include "core/progress.h"
#include "core/text.h"
#include "train/device.h"
#include "train/memory.h"
#include "train/optimizer.h"
#include "train/step.h"
#include "train/step_gemms.h"

namespace galen {
namespace {

struct BenchOptions {
  std::string recipe;
  std::vector<std::string> overrides;
  int64_t steps = 6;
  GenerationBench generation;
};

// Random documents of sequence_length tokens, every token predicted: speed doesn't depend on what is said.
Batch random_batch(const Recipe& recipe, int64_t vocab_size, uint64_t seed) {
  const int64_t length = recipe.data.sequence_length;
  const int64_t documents = std::max<int64_t>(1, recipe.train.tokens_per_batch / length);
  const at::Generator generator = at::make_generator<at::CPUGeneratorImpl>(seed);
  const auto options = at::TensorOptions(at::kLong);
  Batch batch;
  batch.tokens = at::randint(0, vocab_size, {documents * length}, generator, options);
  batch.positions = at::arange(length, options).repeat({documents});
  batch.document_offsets = at::arange(documents + 1, options) * length;
  batch.labels = batch.tokens.roll({-1});
  batch.labels.view({documents, length}).select(1, length - 1).fill_(-100);
  batch.num_loss_tokens = documents * (length - 1);
  return batch;
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

OrderedJson run_bench(const BenchOptions& o) {
  if (o.steps < 2) throw UsageError("the first step only warms up", "--steps", "use at least 2");
  if (o.generation.sequences == 0 && !o.generation.checkpoint.empty())
    throw UsageError("only generation has a peer that needs the weights", "--save-checkpoint", "add --generate N");
  const Recipe recipe = read_recipe(o.recipe, o.overrides);
  if (recipe.model.from.empty() && recipe.model.config.empty()) {
    throw Error("is missing", recipe.file.string() + ": model.from", "name a checkpoint, or a shape in model.config for random weights");
  }
  if (!training_device(recipe, {}).is_cpu()) {
    throw Error("is " + recipe.train.device + ", and bench measures the processor", recipe.file.string() + ": train.device",
                "add train.device=cpu; what a GPU does is in metrics.jsonl of a run");
  }
  if (recipe.train.threads > 0) at::set_num_threads(recipe.train.threads);
  if (o.generation.sequences > 0) return bench_generation(recipe, o.generation);
  Model model;
  int64_t active = 0;
  {
    const Checkpoint start = starting_point(recipe, false);
    active = count_active_parameters(start.config);
    model = load_model(start, compute_dtype(recipe.train.precision), {recipe.model.train, recipe.model.train_router});
  }
  model.activation_checkpointing = recipe.train.activation_checkpointing;
  require_memory(model, recipe, inspect_machine().available_memory_bytes);
  Optimizer optimizer = make_optimizer(model, recipe.train.optimizer);
  std::vector<double> times;
  std::vector<PartSeconds> parts;
  StepGradients last;
  Progress progress("bench", static_cast<uint64_t>(o.steps), "steps");
  for (int64_t step = 0; step < o.steps; ++step) {
    throw_if_stop_requested("timing steps");
    std::vector<Batch> micro_batches;
    for (int64_t i = 0; i < recipe.train.gradient_accumulation; ++i) {
      micro_batches.push_back(random_batch(recipe, model.config.vocab_size, static_cast<uint64_t>(step * recipe.train.gradient_accumulation + i)));
    }
    part_seconds() = {};
    const auto start = std::chrono::steady_clock::now();
    last = compute_gradients(model, micro_batches, recipe.train.z_loss);
    finish_gradients(model, optimizer);
    apply_update(optimizer, recipe.train.optimizer.learning_rate, 1.0);
    times.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    parts.push_back(part_seconds());
    progress.update(static_cast<uint64_t>(step + 1), human_seconds(times.back()) + " a step");
  }
  progress.finish();
  const uint64_t peak = peak_rss_bytes();
  const double first = times.front();
  times.erase(times.begin());
  parts.erase(parts.begin());
  const double seconds = median(times);
  const auto tokens = static_cast<double>(last.tokens);
  const std::vector<StepGemm> gemms =
      step_gemms(model, last.tokens / recipe.train.gradient_accumulation, last.loss_tokens / recipe.train.gradient_accumulation);
  const double accumulation = static_cast<double>(recipe.train.gradient_accumulation);
  const double gemm_seconds = accumulation * seconds_of(gemms, model.compute);

  OrderedJson by_part;
  for (size_t p = 0; p < kPartNames.size(); ++p) {
    std::vector<double> of_part;
    for (const PartSeconds& step : parts) of_part.push_back(step[p]);
    by_part[kPartNames[p]] = median(of_part);
  }
  OrderedJson result = {{"recipe", recipe.recipe.name},
                        {"parameters", 0},
                        {"active_parameters", active},
                        {"threads", at::get_num_threads()},
                        {"precision", recipe.train.precision},
                        {"tokens_per_step", last.tokens},
                        {"tokens_per_second", tokens / seconds},
                        {"gemm_tokens_per_second", tokens / gemm_seconds},
                        {"step_over_gemm", seconds / gemm_seconds},
                        {"gemm_flops_per_second", accumulation * flops_of(gemms) / gemm_seconds},
                        {"step_seconds", seconds},
                        {"first_step_seconds", first},
                        {"peak_rss_bytes", peak},
                        {"foreseen_bytes", foresee_step_memory(model, recipe.train, recipe.train.tokens_per_batch).total()},
                        {"seconds_by_part", by_part}};
  int64_t parameters = 0;
  for (const ParameterRef& parameter : model.parameters) parameters += parameter->compute.numel();
  result["parameters"] = parameters;
  char line[256];
  std::snprintf(line, sizeof line, "%s: %.0f tokens/s (%lld tokens a step, %.2f s), its GEMMs alone %.0f (the step takes %.2fx their time), peak memory %s",
                recipe.recipe.name.c_str(), tokens / seconds, static_cast<long long>(last.tokens), seconds, tokens / gemm_seconds, seconds / gemm_seconds,
                human_bytes(peak).c_str());
  print_line(line);
  for (const auto& [name, value] : by_part.items()) {
    std::snprintf(line, sizeof line, "  %-12s %6.1f %%  %.3f s", name.c_str(), 100 * value.get<double>() / seconds, value.get<double>());
    print_line(line);
  }
  return result;
}

}  // namespace

void add_bench(Program& program) {
  auto o = std::make_shared<BenchOptions>();
  CLI::App* command = add_command(program, program.app, "bench", "speed and memory of a recipe's training step, or of generation, on random tokens",
                                  "galen bench recipes/bench/dense_135m.yaml --json bench.json", [o] { return run_bench(*o); });
  command->add_option("recipe", o->recipe, "recipe file (YAML)")->required();
  command->add_option("overrides", o->overrides, "key.path=value")->type_name("KEY=VALUE");
  command->add_option("--steps", o->steps, "steps to time; the first doesn't count")->capture_default_str();
  command->add_option("--generate", o->generation.sequences, "time the generation of this many sequences at once instead")->check(CLI::PositiveNumber);
  command->add_option("--prompt-tokens", o->generation.prompt_tokens, "with --generate: the length of each prompt")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  command->add_option("--new-tokens", o->generation.new_tokens, "with --generate: tokens to generate for each")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  command->add_option("--save-checkpoint", o->generation.checkpoint, "with --generate: leave the weights that were timed here, for other programs");
}

}  // namespace galen
