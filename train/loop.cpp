#include "train/loop.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>

#include "core/error.h"
#include "core/file.h"
#include "core/interrupt.h"
#include "core/log.h"
#include "core/machine.h"
#include "core/part_clock.h"
#include "core/text.h"
#include "data/loader.h"
#include "model/sub_agents.h"
#include "train/balance.h"
#include "train/gradient_sum.h"
#include "train/memory.h"
#include "train/optimizer.h"
#include "train/ranks.h"
#include "train/run_directory.h"
#include "train/schedule.h"
#include "train/sharding.h"
#include "train/state.h"
#include "train/step.h"

namespace galen {
namespace fs = std::filesystem;

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

LoaderSettings loader_settings(const Recipe& recipe, bool training) {
  LoaderSettings settings;
  settings.seed = recipe.train.seed;
  settings.pack_capacity = recipe.data.sequence_length;
  settings.tokens_per_batch = recipe.train.tokens_per_batch;
  settings.prefetch = recipe.data.prefetch;
  settings.shuffle = training;
  return settings;
}

std::vector<std::pair<std::string, double>> load_by_agent(const Model& model, const std::vector<at::Tensor>& load) {
  std::vector<std::pair<std::string, double>> result;
  if (load.empty()) return result;
  at::Tensor total = at::zeros_like(load[0]);
  for (const at::Tensor& layer : load) total = total + layer;
  const double even = static_cast<double>(total.sum().item<int64_t>()) / static_cast<double>(model.sub_agents.agents.size());
  for (const SubAgent& agent : model.sub_agents.agents) {
    const auto count = static_cast<double>(total.narrow(0, agent.first_expert, agent.num_experts).sum().item<int64_t>());
    result.emplace_back(agent.name, even > 0 ? count / even : 0.0);
  }
  return result;
}

void note_training(Checkpoint& checkpoint, const Model& model, const Recipe& recipe, int64_t steps, bool resumed) {
  if (!checkpoint.sub_agents) return;
  for (size_t g = 0; g < model.agent_trains.size(); ++g) {
    if (!model.agent_trains[g]) continue;
    std::vector<std::string>& history = checkpoint.sub_agents->agents[g].history;
    const std::string by = " steps by the recipe " + recipe.recipe.name;
    // A run that goes on writes its line anew.
    const bool goes_on = resumed && !history.empty() && history.back().rfind("trained ", 0) == 0 && history.back().ends_with(by);
    if (goes_on) history.pop_back();
    history.push_back("trained " + std::to_string(steps) + by);
  }
}

// Rank 0 decides where to go on from.
std::optional<SavedCheckpoint> resume_point(const fs::path& run, Group& group) {
  std::optional<SavedCheckpoint> saved;
  if (group.is_first()) saved = newest_valid_checkpoint(run);
  const std::string step = group.from_first("resume", saved ? std::to_string(saved->step) : "");
  if (group.is_first() || step.empty()) return saved;
  saved = SavedCheckpoint{std::stoll(step), checkpoint_path(run, std::stoll(step)), true, ""};
  if (!fs::exists(saved->path)) {
    throw Error("rank " + std::to_string(group.rank()) + " doesn't see the checkpoint that rank 0 goes on from", saved->path.string(),
                "run.dir must be on a file system that all ranks share");
  }
  return saved;
}

}  // namespace

OrderedJson to_json(const StepReport& report) {
  OrderedJson json = {{"step", report.step},
                      {"loss", report.loss},
                      {"grad_norm", report.grad_norm},
                      {"lr", report.learning_rate},
                      {"tokens", report.tokens},
                      {"loss_tokens", report.loss_tokens},
                      {"tokens_per_second", report.tokens_per_second},
                      {"data_wait_seconds", report.data_wait_seconds},
                      {"peak_rss_bytes", report.peak_rss_bytes}};
  if (report.exchange_seconds > 0) {
    json["exchange_seconds"] = std::round(1e4 * report.exchange_seconds) / 1e4;
    json["exchange_wait_seconds"] = std::round(1e4 * report.exchange_wait_seconds) / 1e4;
  }
  for (size_t i = 0; i < kPartNames.size(); ++i) json["seconds"][kPartNames[i]] = std::round(1e4 * report.parts[i]) / 1e4;
  if (report.skipped) json["skipped"] = true;
  for (const auto& [name, load] : report.agent_load) json["load"][name] = load;
  return json;
}

std::vector<TrainableCount> count_trainable(const Model& model) {
  TrainableCount trunk{"trunk", 0, 0};
  TrainableCount router{"router", 0, 0};
  std::vector<TrainableCount> agents;
  for (const SubAgent& agent : model.sub_agents.agents) agents.push_back({agent.name, 0, 0});
  std::vector<const Parameter*> counted;
  const auto add = [&](TrainableCount& count, const ParameterRef& parameter) {
    count.total += parameter->compute.numel();
    if (parameter->trainable) count.trainable += parameter->compute.numel();
    counted.push_back(parameter.get());
  };
  for (const LayerWeights& layer : model.layers) {
    if (layer.router) add(router, layer.router);
    for (size_t g = 0; g < layer.agents.size() && g < agents.size(); ++g) {
      add(agents[g], layer.agents[g].gate_up_proj);
      add(agents[g], layer.agents[g].down_proj);
    }
  }
  for (const ParameterRef& parameter : model.parameters) {
    if (std::find(counted.begin(), counted.end(), parameter.get()) == counted.end()) add(trunk, parameter);
  }
  std::vector<TrainableCount> result = {trunk};
  if (router.total > 0) result.push_back(router);
  result.insert(result.end(), agents.begin(), agents.end());
  return result;
}

TrainResult train(const Recipe& recipe, const Checkpoint& start, const fs::path& train_shards, const fs::path& validation_shards, const TrainHooks& hooks) {
  Group alone;
  return train(recipe, start, train_shards, validation_shards, hooks, alone);
}

TrainResult train(const Recipe& recipe, const Checkpoint& start, const fs::path& train_shards, const fs::path& validation_shards, const TrainHooks& hooks,
                  Group& group) {
  const Clock::time_point run_start = Clock::now();
  const fs::path run = recipe.run.dir;
  const TrainSettings& settings = recipe.train;
  const bool is_sharded = settings.zero > 0;
  const StepCut cut = cut_step(recipe, group);
  set_threads(settings, group);
  if (group.is_first()) fs::create_directories(run / "checkpoints");

  const std::optional<SavedCheckpoint> saved = resume_point(run, group);
  Checkpoint base = saved ? read_checkpoint(saved->path) : start;
  if (!saved) {
    for (const std::string& name : recipe.model.pin) base = pin_sub_agent(std::move(base), name);
  }
  Model model = load_model(base, compute_dtype(settings.precision), {recipe.model.train, recipe.model.train_router});
  model.activation_checkpointing = settings.activation_checkpointing;
  if (hooks.on_start) hooks.on_start(count_trainable(model));
  if (group.is_first()) log_info("memory: about " + to_text(foresee_step_memory(model, settings, settings.tokens_per_batch, group.size())));
  require_memory(model, recipe, inspect_machine().available_memory_bytes / static_cast<uint64_t>(group.launch().local_world_size), group.size());
  Optimizer optimizer = make_optimizer(model, settings.optimizer);
  const std::vector<int> owner = is_sharded ? share_out(model, group.size()) : std::vector<int>();
  if (is_sharded) keep_own_moments(optimizer, model, owner, group.rank());

  const ShardReader shards(train_shards);
  std::optional<ShardReader> validation;
  if (!validation_shards.empty()) validation.emplace(validation_shards);
  LoaderSettings share = loader_settings(recipe, true);
  share.group = settings.gradient_accumulation;
  share.count = cut.micro_batches;
  share.first = group.rank() * cut.micro_batches;
  Loader loader(shards, share);

  TrainingState state;
  state.loader = loader.state();
  state.tokenizer_sha256 = shards.info().tokenizer_sha256;
  state.recipe = training_recipe(recipe);
  TrainResult result;
  if (saved) {
    state = read_training_state(saved->path / "training_state", state, optimizer);
    loader.restore(state.loader);
    result.resumed_from = state.step;
    result.checkpoint = saved->path;
    if (group.is_first()) log_info("resuming from step " + std::to_string(state.step) + " (" + saved->path.string() + ")");
  }
  require_same(group, "the data", shards.index_sha256(), "all ranks must read the same shards: put data.shards or run.dir on a shared file system");
  require_same(group, "the weights they start from", hash_of_weights(model), "all ranks must read the same model.from and checkpoints");
  GradientSum gradient_sum(model, group, {cut.micro_batches, cut.virtual_ranks, owner});

  const Clock::time_point loop_start = Clock::now();
  const double seconds_before = state.seconds;
  const double seconds_allowed = 60 * settings.max_minutes;
  const auto time_used = [&] { return seconds_allowed > 0 ? (seconds_before + seconds_since(loop_start)) / seconds_allowed : 0.0; };

  const auto save = [&](int64_t step) {
    const fs::path path = checkpoint_path(run, step);
    if (result.checkpoint == path) return;  // gone on from, or saved a moment ago by the every_steps rule
    result.checkpoint = path;
    const Optimizer whole = is_sharded ? gather_optimizer(optimizer, model, owner, group) : optimizer;
    if (!group.is_first()) return;
    Checkpoint checkpoint = to_checkpoint(model, base);
    note_training(checkpoint, model, recipe, step, saved.has_value());
    checkpoint.recipe_yaml = to_yaml(recipe);
    state.step = step;
    state.loader = loader.state();
    state.seconds = seconds_before + seconds_since(loop_start);
    // What may lie there already doesn't verify, or the run would have gone on from it.
    write_checkpoint(checkpoint, path, true, [&](const fs::path& staging) { write_training_state(staging / "training_state", state, whole, checkpoint); });
    switch_symlink(run / "checkpoints" / "latest", path.filename());
    prune_checkpoints(run, recipe.checkpoint.keep_last);
    if (hooks.on_checkpoint) hooks.on_checkpoint(path, step);
  };
  const auto evaluate = [&](int64_t step) {
    result.validation_loss = validation_loss(model, *validation, loader_settings(recipe, false), group);
    if (hooks.on_evaluation) hooks.on_evaluation(step, result.validation_loss);
  };

  int64_t step = state.step;
  bool done = seconds_allowed > 0 && seconds_before >= seconds_allowed;
  const auto take_steps = [&] {
    while (step < settings.max_steps && !done) {
      const Clock::time_point step_start = Clock::now();
      const double waited_before = loader.seconds_waited();
      part_seconds() = {};
      std::vector<Batch> micro_batches;
      int64_t own_loss_tokens = 0;
      for (int64_t i = 0; i < cut.micro_batches; ++i) {
        micro_batches.push_back(loader.next());
        own_loss_tokens += micro_batches.back().num_loss_tokens;
      }
      const int64_t loss_tokens = sum_of_counts(own_loss_tokens, group);
      const StepGradients gradients = compute_gradients(model, micro_batches, settings.z_loss, loss_tokens, gradient_sum);
      const double grad_norm = gradient_norm(model, optimizer, group, is_sharded);
      const StepSums sums = sum_over_ranks(gradients, stop_requested(), time_used(), group);

      StepReport report;
      report.step = step + 1;
      report.loss = loss_tokens > 0 ? sums.nll / static_cast<double>(loss_tokens) : 0.0;
      report.grad_norm = grad_norm;
      report.learning_rate = settings.optimizer.learning_rate * schedule_factor(settings.schedule, step, settings.max_steps, sums.time_used);
      report.tokens = sums.tokens;
      report.loss_tokens = loss_tokens;
      report.skipped = !std::isfinite(report.loss) || !std::isfinite(grad_norm);
      if (report.skipped) {
        clear_gradients(optimizer);
      } else {
        const bool clips = settings.max_grad_norm > 0 && grad_norm > settings.max_grad_norm;
        apply_update(optimizer, report.learning_rate, clips ? settings.max_grad_norm / grad_norm : 1.0);
        if (is_sharded) gather_weights(model, owner, group);
        balance_selection_bias(model, sums.load, settings.balance.update_rate);
      }
      ++step;
      state.tokens += sums.tokens;
      result.tokens += sums.tokens;
      report.tokens_per_second = static_cast<double>(sums.tokens) / seconds_since(step_start);
      report.data_wait_seconds = loader.seconds_waited() - waited_before;
      report.exchange_seconds = gradient_sum.exchange_seconds();
      report.exchange_wait_seconds = gradient_sum.wait_seconds();
      report.parts = part_seconds();
      report.peak_rss_bytes = peak_rss_bytes();
      report.agent_load = load_by_agent(model, sums.load);
      if (result.steps++ == 0) result.first_loss = report.loss;
      result.last_loss = report.loss;
      if (hooks.on_step) hooks.on_step(report);

      const int64_t eval_every = settings.evaluation.every_steps;
      if (validation && eval_every > 0 && step % eval_every == 0 && step < settings.max_steps) {
        evaluate(step);
        const bool better = state.best_validation_loss == 0 || result.validation_loss < state.best_validation_loss;
        if (better) state.best_validation_loss = result.validation_loss;
        state.evaluations_without_gain = better ? 0 : state.evaluations_without_gain + 1;
        if (settings.evaluation.patience > 0 && state.evaluations_without_gain >= settings.evaluation.patience) result.stopped_early = done = true;
      }
      if (sums.time_used >= 1) done = true;
      if (sums.stop) result.interrupted = done = true;
      if (recipe.checkpoint.every_steps > 0 && step % recipe.checkpoint.every_steps == 0) save(step);
    }
    save(step);
    if (validation && !result.interrupted) evaluate(step);
  };
  try {
    take_steps();
  } catch (const std::exception& error) {
    group.fail(error.what());  // before anything is unwound that waits for the others
    throw;
  }
  result.seconds = seconds_since(run_start);
  return result;
}

}  // namespace galen
