#include "train/loop.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <utility>

#include "core/error.h"
#include "core/file.h"
#include "core/interrupt.h"
#include "core/log.h"
#include "core/machine.h"
#include "core/part_clock.h"
#include "core/text.h"
#include "data/loader.h"
#include "model/media_routing.h"
#include "model/sub_agents.h"
#include "train/balance.h"
#include "train/device.h"
#include "train/expert_parallel.h"
#include "train/gradient_sum.h"
#include "train/memory.h"
#include "train/optimizer.h"
#include "train/ranks.h"
#include "train/run_directory.h"
#include "train/saver.h"
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

void note_training(Checkpoint& checkpoint, const Model& model, const Recipe& recipe, const Stage& stage, int64_t steps, bool resumed) {
  if (!checkpoint.sub_agents) return;
  for (size_t g = 0; g < model.agent_trains.size(); ++g) {
    if (!model.agent_trains[g]) continue;
    std::vector<std::string>& history = checkpoint.sub_agents->agents[g].history;
    const std::string by = " steps by the recipe " + recipe.recipe.name + (stage.name.empty() ? "" : ", stage " + stage.name);
    // A run that goes on writes its line anew.
    const bool goes_on = resumed && !history.empty() && history.back().rfind("trained ", 0) == 0 && history.back().ends_with(by);
    if (goes_on) history.pop_back();
    history.push_back("trained " + std::to_string(steps - stage.begin) + by);
  }
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
  if (!report.stage.empty()) json["stage"] = report.stage;
  if (report.save_wait_seconds > 0) json["save_wait_seconds"] = std::round(1e4 * report.save_wait_seconds) / 1e4;
  if (report.exchange_seconds > 0) {
    json["exchange_seconds"] = std::round(1e4 * report.exchange_seconds) / 1e4;
    json["exchange_wait_seconds"] = std::round(1e4 * report.exchange_wait_seconds) / 1e4;
  }
  for (size_t i = 0; i < kPartNames.size(); ++i) json["seconds"][kPartNames[i]] = std::round(1e4 * report.parts[i]) / 1e4;
  if (report.skipped) json["skipped"] = true;
  for (const auto& [name, load] : report.agent_load) json["load"][name] = load;
  if (report.router) {
    json["router"] = {{"dead_experts", report.router->dead_experts}, {"largest_load", report.router->largest_load}, {"entropy", report.router->entropy}};
  }
  return json;
}

namespace {

// How the experts of all layers were used in a step.
RouterHealth router_health(const std::vector<at::Tensor>& load) {
  RouterHealth health;
  double entropy = 0;
  for (const at::Tensor& layer : load) {
    const at::Tensor share = layer.to(at::kDouble) / std::max(1.0, layer.sum().item<double>());
    health.dead_experts += (layer == 0).sum().item<int64_t>();
    health.largest_load = std::max(health.largest_load, share.max().item<double>() * static_cast<double>(layer.numel()));
    entropy -= (share * share.clamp_min(1e-300).log()).sum().item<double>() / std::log(static_cast<double>(layer.numel()));
  }
  health.entropy = load.empty() ? 0 : entropy / static_cast<double>(load.size());
  return health;
}

// What a stage begins with.
struct Start {
  const Recipe& recipe;     // all stages of it
  const Checkpoint& model;  // where nothing is saved yet
  fs::path train_shards;
  fs::path validation_shards;
  std::optional<SavedCheckpoint> saved;
};

// A stage under way: what the steps change, and how it is saved and taken back.
struct Run {
  Run(const Start& start, const Stage& stage_, const TrainHooks& hooks_, Group& group_);

  void take_steps();
  StepReport take_step();
  bool lets_pass(StepReport& report);
  void save(bool again = false);
  void evaluate();
  void roll_back();
  void compare_ranks();
  void compare_holders();
  void go_on_from(const SavedCheckpoint& saved);
  void bias_media_routing();
  void keep_sources(const Checkpoint& start, at::Device device);
  double seconds_used() const { return seconds_before + seconds_since(loop_start); }
  double time_used() const { return seconds_allowed > 0 ? seconds_used() / seconds_allowed : 0.0; }

  const Recipe& all_stages;  // with all stages
  const Stage stage;
  const Recipe recipe;  // of the stage
  const TrainSettings& settings;
  const TrainHooks& hooks;
  Group& group;
  const fs::path run;
  const bool is_sharded;
  StepCut cut;
  std::optional<ExpertParallel> expert_parallel;  // outlives the model
  bool is_resumed = false;
  Checkpoint base;  // what the run began with, or goes on from: all that training doesn't change
  Model model;
  Optimizer optimizer;
  std::vector<int> owner;
  ShardReader shards;
  std::optional<ShardReader> validation;
  std::optional<Loader> loader;
  TrainingState state;
  std::optional<KeptSources> kept;
  std::optional<GradientSum> gradient_sum;
  Saver saver;
  int64_t last_saved = -1;
  double save_wait_seconds = 0;  // since the last step
  Clock::time_point loop_start = Clock::now();
  double seconds_before = 0;
  double seconds_allowed = 0;
  bool done = false;
  TrainResult result;
};

Run::Run(const Start& start, const Stage& stage_, const TrainHooks& hooks_, Group& group_)
    : all_stages(start.recipe),
      stage(stage_),
      recipe(recipe_of(start.recipe, stage_)),
      settings(recipe.train),
      hooks(hooks_),
      group(group_),
      run(recipe.run.dir),
      is_sharded(settings.zero > 0),
      cut(cut_step(recipe, group_)),
      shards(start.train_shards),
      saver(run, recipe.checkpoint, hooks_.on_checkpoint) {
  set_threads(settings, group);
  const std::optional<SavedCheckpoint>& saved = start.saved;
  is_resumed = saved.has_value();
  base = saved ? read_checkpoint(saved->path) : start.model;
  if (!saved) {
    for (const std::string& name : recipe.model.pin) base = pin_sub_agent(std::move(base), name);
  }
  expert_parallel.emplace(recipe, base.config, group);
  if (shards.info().media && (!saved || stage_of_state(saved->path / "training_state") != stage.index)) bias_media_routing();
  model = load_model(base, compute_dtype(settings.precision), {recipe.model.train, recipe.model.train_router, shards.info().media.has_value()},
                     expert_parallel->share());
  expert_parallel->connect(model);
  model.activation_checkpointing = settings.activation_checkpointing;
  const at::Device device = training_device(recipe, group.launch());
  if (!device.is_cpu()) move_model(model, device);
  keep_sources(start.model, device);
  if (hooks.on_start) hooks.on_start(stage, count_trainable(model));
  if (group.is_first() && !device.is_cpu()) log_info("training on " + device.str());
  if (group.is_first()) log_info("memory: about " + to_text(foresee_step_memory(model, settings, settings.tokens_per_batch, group.size())));
  if (device.is_cpu())
    require_memory(model, recipe, inspect_machine().available_memory_bytes / static_cast<uint64_t>(group.launch().local_world_size), group.size());
  optimizer = make_optimizer(model, settings.optimizer);
  if (is_sharded) {
    owner = share_out(model, group.size());
    keep_own_moments(optimizer, model, owner, group.rank());
  }
  expert_parallel->meet(group, optimizer);
  // What the other ranks send is on the disk twice while it is saved.
  if (group.is_first()) require_disk_space(run, bytes_of_snapshot(optimizer, base) + 2 * expert_parallel->bytes_of_others());

  if (!start.validation_shards.empty()) validation.emplace(start.validation_shards);
  LoaderSettings share = loader_settings(recipe, true);
  share.weights = weights_of(all_stages, stage.index);
  share.group = settings.gradient_accumulation;
  share.count = cut.micro_batches;
  share.first = group.rank() * cut.micro_batches;
  loader.emplace(shards, share);
  state.loader = loader->state();
  state.tokenizer_sha256 = shards.info().tokenizer_sha256;
  state.recipe = training_recipe(all_stages);
  state.stage = stage.index;
  if (saved) go_on_from(*saved);
  require_same(group, "the data", shards.index_sha256(), "all ranks must read the same shards: put data.shards or run.dir on a shared file system");
  require_same(group, "the weights they start from", hash_of_weights(model), "all ranks must read the same model.from and checkpoints");
  if (expert_parallel->is_on()) compare_holders();
  gradient_sum.emplace(model, group, GradientSumSettings{cut.micro_batches, cut.virtual_ranks, owner, expert_parallel->replicas()});
  loop_start = Clock::now();
  seconds_before = state.seconds;
  seconds_allowed = 60 * settings.max_minutes;
  done = seconds_allowed > 0 && seconds_before >= seconds_allowed;
}

void Run::bias_media_routing() {
  if (!base.sub_agents || recipe.model.media_bias == 0) return;
  LoaderSettings first = loader_settings(recipe, true);
  first.weights = weights_of(all_stages, stage.index);
  Loader batches(shards, first);
  const auto load = [&](const Checkpoint& checkpoint) {
    Model probe = load_model(checkpoint, compute_dtype(settings.precision), {}, expert_parallel->share());
    expert_parallel->connect(probe);
    return probe;
  };
  for (const MediaStart& agent : start_media_routing(base, newly_routed(all_stages, stage, {"vision", "audio"}), recipe.model.media_bias, batches, load)) {
    if (!group.is_first()) continue;
    char line[160];
    std::snprintf(line, sizeof line, "%s begins with a bias: it works on %.0f %% of the tokens of its kind (%.0f %% before)", agent.name.c_str(),
                  100 * agent.share, 100 * agent.share_before);
    log_info(line);
  }
}

// `start` is what the run's first step began with, also where the run is resumed.
void Run::keep_sources(const Checkpoint& start, at::Device device) {
  std::vector<bool> is_kept;
  for (const DatasetSettings& source : recipe.data.train) is_kept.push_back(source.target == "start_model");
  if (std::find(is_kept.begin(), is_kept.end(), true) == is_kept.end()) return;
  kept.emplace(KeptSources{load_model(start, model.compute), std::move(is_kept)});
  if (!device.is_cpu()) move_model(kept->start, device);
}

void Run::go_on_from(const SavedCheckpoint& saved) {
  state = read_training_state(saved.path / "training_state", state, optimizer);
  result.resumed_from = last_saved = state.step;
  result.checkpoint = saved.path;
  if (state.stage == stage.index) {
    loader->restore(state.loader);
    if (group.is_first()) log_info("resuming from step " + std::to_string(state.step) + " (" + saved.path.string() + ")");
    return;
  }
  // Another mixture has an order of its own: its first epoch is one that the stages before didn't see.
  if (weights_of(all_stages, state.stage) != weights_of(all_stages, stage.index)) {
    ++state.loader.epoch;
    state.loader.block = state.loader.next_batch = 0;
  }
  loader->restore(state.loader);
  state.stage = stage.index;
  state.guard = {};
}

void Run::save(bool again) {
  if (last_saved == state.step && !again) return;  // gone on from, or saved a moment ago by the every_steps rule
  const Clock::time_point save_start = Clock::now();
  last_saved = state.step;
  result.checkpoint = checkpoint_path(run, state.step);
  const Optimizer whole = is_sharded ? gather_optimizer(optimizer, model, owner, group) : optimizer;
  if (group.is_first()) saver.wait();
  expert_parallel->gather(group, optimizer, run);
  if (!group.is_first()) return;
  // Where the run began may be pruned by now.
  if (!base.tokenizer_gguf.empty() && !saver.newest().empty()) base.tokenizer_gguf = saver.newest() / base.tokenizer_gguf.filename();
  Checkpoint weights = to_checkpoint(model, base);
  note_training(weights, model, recipe, stage, state.step, is_resumed);
  weights.recipe_yaml = to_yaml(all_stages);
  state.loader = loader->state();
  state.seconds = seconds_used();
  const bool copies = saver.wants_copy(bytes_of_snapshot(whole, weights));
  Snapshot snapshot = take_snapshot(state, whole, std::move(weights), copies);
  expert_parallel->add_to(snapshot);
  saver.save(state.step, std::move(snapshot));
  save_wait_seconds += seconds_since(save_start);
}

void Run::evaluate() {
  result.validation_loss = validation_loss(model, *validation, loader_settings(recipe, false), group);
  if (hooks.on_evaluation) hooks.on_evaluation(state.step, result.validation_loss);
}

// Back to the last checkpoint's weights, on with the data that come now: those that led here are left out.
void Run::roll_back() {
  if (group.is_first()) saver.wait();
  const std::optional<SavedCheckpoint> saved = resume_point(run, group);
  const std::string what = std::to_string(state.guard.skipped_in_a_row) + " steps in a row were skipped, the last of them step " + std::to_string(state.step);
  const std::string hint = "lower train.optimizer.learning_rate, or look at the data of these steps; train.guard.sigmas=0 skips only what isn't finite";
  if (!saved) throw Error(what + ", and there is no checkpoint to go back to", run.string(), hint);
  if (state.guard.roll_backs > 0) throw Error(what + ", again after going back to step " + std::to_string(saved->step), saved->path.string(), hint);
  if (group.is_first()) log_warning(what + ": back to the weights of step " + std::to_string(saved->step) + ", on with the data after these");
  const LoaderState place = loader->state();
  const int64_t tokens = state.tokens;
  load_weights(model, read_checkpoint(saved->path));
  TrainingState expected = state;
  state = read_training_state(saved->path / "training_state", expected, optimizer);
  state.loader = place;
  state.tokens = tokens;
  state.guard.skipped_in_a_row = 0;
  state.guard.roll_backs += 1;
  state.stage = stage.index;
  group.exchange("rolled back", "");  // all have read what is saved anew
  save(true);                         // or a run that is resumed from here would meet the same data again
}

void Run::compare_holders() {
  require_same(
      *expert_parallel->replicas(), "the sub-agents they hold after step " + std::to_string(state.step), hash_of_weights(model, true),
      "these ranks hold the same ones: see that all read the same model.from and checkpoints, and look for a machine that computes or remembers wrongly");
}

void Run::compare_ranks() {
  if (expert_parallel->is_on()) compare_holders();
  require_same(group, "the weights after step " + std::to_string(state.step), hash_of_weights(model),
               "a machine computes or remembers wrongly: look for the rank that differs from most, and start again without it");
}

// Whether the step may be taken.
bool Run::lets_pass(StepReport& report) {
  const std::string problem = objection(settings.guard, state.guard, report.loss, report.grad_norm);
  report.skipped = !problem.empty();
  note_step(settings.guard, state.guard, report.loss, report.grad_norm, report.skipped);
  if (report.skipped && group.is_first()) log_warning("step " + std::to_string(report.step) + " is skipped: " + problem);
  return !report.skipped;
}

StepReport Run::take_step() {
  const Clock::time_point step_start = Clock::now();
  const double waited_before = loader->seconds_waited();
  part_seconds() = {};
  std::vector<Batch> micro_batches;
  int64_t own_loss_tokens = 0;
  for (int64_t i = 0; i < cut.micro_batches; ++i) {
    micro_batches.push_back(loader->next());
    own_loss_tokens += micro_batches.back().num_loss_tokens;
  }
  const int64_t loss_tokens = sum_of_counts(own_loss_tokens, group);
  const StepGradients gradients = compute_gradients(model, micro_batches, settings.z_loss, loss_tokens, *gradient_sum, kept ? &*kept : nullptr);
  if (hooks.on_gradients) hooks.on_gradients(state.step + 1, optimizer);
  const StepSums sums =
      sum_over_ranks(gradients, gradient_norm(model, optimizer, group, is_sharded, expert_parallel->tokens()), stop_requested(), time_used(), group);

  StepReport report;
  report.step = state.step + 1;
  report.stage = stage.name;
  report.loss = loss_tokens > 0 ? sums.nll / static_cast<double>(loss_tokens) : 0.0;
  report.grad_norm = sums.grad_norm;
  report.learning_rate =
      settings.optimizer.learning_rate * schedule_factor(settings.schedule, state.step - stage.begin, stage.end - stage.begin, sums.time_used);
  report.tokens = sums.tokens;
  report.loss_tokens = loss_tokens;
  if (lets_pass(report)) {
    const bool clips = settings.max_grad_norm > 0 && report.grad_norm > settings.max_grad_norm;
    apply_update(optimizer, report.learning_rate, clips ? settings.max_grad_norm / report.grad_norm : 1.0);
    if (is_sharded) gather_weights(model, owner, group);
    balance_selection_bias(model, sums.load, settings.balance.update_rate);
  } else {
    clear_gradients(optimizer);
  }
  state.step += 1;
  state.tokens += sums.tokens;
  result.tokens += sums.tokens;
  if (sums.time_used >= 1) done = true;
  if (sums.stop) result.interrupted = done = true;
  report.tokens_per_second = static_cast<double>(sums.tokens) / seconds_since(step_start);
  report.data_wait_seconds = loader->seconds_waited() - waited_before;
  report.save_wait_seconds = std::exchange(save_wait_seconds, 0.0);
  report.exchange_seconds = gradient_sum->exchange_seconds();
  report.exchange_wait_seconds = gradient_sum->wait_seconds();
  report.parts = part_seconds();
  report.peak_rss_bytes = peak_rss_bytes();
  report.agent_load = load_by_agent(model, sums.load);
  if (!sums.load.empty()) report.router = router_health(sums.load);
  return report;
}

void Run::take_steps() {
  const auto every = [&](int64_t steps) { return steps > 0 && state.step % steps == 0; };
  while (state.step < stage.end && !done) {
    const StepReport report = take_step();
    if (result.steps++ == 0) result.first_loss = report.loss;
    result.last_loss = report.loss;
    if (hooks.on_step) hooks.on_step(report);
    saver.poll();
    if (every(settings.guard.compare_ranks_every) && group.size() > 1) compare_ranks();
    if (settings.guard.roll_back_after > 0 && state.guard.skipped_in_a_row >= settings.guard.roll_back_after) {
      roll_back();
      continue;
    }
    if (validation && every(settings.evaluation.every_steps) && state.step < stage.end) {
      evaluate();
      const bool better = state.best_validation_loss == 0 || result.validation_loss < state.best_validation_loss;
      if (better) state.best_validation_loss = result.validation_loss;
      state.evaluations_without_gain = better ? 0 : state.evaluations_without_gain + 1;
      if (settings.evaluation.patience > 0 && state.evaluations_without_gain >= settings.evaluation.patience) result.stopped_early = done = true;
    }
    // Weights that the steps before spoilt are not worth keeping.
    if (every(recipe.checkpoint.every_steps) && state.guard.skipped_in_a_row == 0) {
      state.guard.roll_backs = 0;
      save();
    }
  }
  save();
  saver.wait();
  if (validation && !result.interrupted) evaluate();
}

// The result of all stages so far, with those of the next.
void add_stage(TrainResult& all, TrainResult next, bool is_first) {
  if (!is_first) {
    next.resumed_from = all.resumed_from;
    next.first_loss = all.first_loss;
    next.steps += all.steps;
    next.tokens += all.tokens;
  }
  all = next;
}

}  // namespace

TrainResult train(const Recipe& recipe, const Checkpoint& start, const fs::path& train_shards, const fs::path& validation_shards, const TrainHooks& hooks) {
  Group alone;
  return train(recipe, start, train_shards, validation_shards, hooks, alone);
}

TrainResult train(const Recipe& recipe, const Checkpoint& start, const fs::path& train_shards, const fs::path& validation_shards, const TrainHooks& hooks,
                  Group& group) {
  const Clock::time_point run_start = Clock::now();
  const fs::path run = recipe.run.dir;
  if (group.is_first()) make_directories(run / "checkpoints");
  TrainResult result;
  for (bool is_first = true;; is_first = false) {
    const std::optional<SavedCheckpoint> saved = resume_point(run, group);
    const Stage stage = stage_after(recipe, saved ? saved->step : 0);
    Run part({recipe, start, train_shards, validation_shards, saved}, stage, hooks, group);
    try {
      part.take_steps();
      group.exchange("end of a stage", "");  // nobody takes apart what another still exchanges through
    } catch (const std::exception& error) {
      group.fail(error.what());  // before anything is unwound that waits for the others
      throw;
    }
    add_stage(result, part.result, is_first);
    if (result.interrupted || part.done || stage.end == recipe.train.max_steps) break;
  }
  result.seconds = seconds_since(run_start);
  return result;
}

}  // namespace galen
