#include "train/loop.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <functional>
#include <limits>
#include <map>
#include <optional>

#include "core/error.h"
#include "core/file.h"
#include "core/hash.h"
#include "core/log.h"
#include "data/loader.h"
#include "model/device_ops.h"
#include "model/safetensors.h"
#include "model/sub_agents.h"
#include "tests/data/sample_shards.h"
#include "tests/model/random_model.h"
#include "tests/support.h"
#include "train/run_directory.h"

namespace galen {
namespace {

namespace fs = std::filesystem;

class Loop : public ::testing::Test {
 protected:
  Loop() {
    set_log_level(LogLevel::kQuiet);
    shards_.samples = 24;
    shards_.vocab_size = 64;
    shards_.sequence_length = 32;
    shards_.write(train_shards());
    testing::SampleShards validation = shards_;
    validation.samples = 6;
    validation.write(validation_shards());
  }

  fs::path train_shards() const { return directory_ / "train"; }
  fs::path validation_shards() const { return directory_ / "validation"; }

  Recipe recipe(const std::string& run) const {
    Recipe recipe;
    recipe.recipe.name = "loop test";
    recipe.run.dir = (directory_ / run).string();
    recipe.model.train = {"medicine"};
    recipe.data.sequence_length = 32;
    recipe.train.max_steps = 8;
    recipe.train.seed = 3;
    recipe.train.precision = "f32";
    recipe.train.tokens_per_batch = 64;
    recipe.train.optimizer.learning_rate = 1e-2;
    recipe.train.schedule.warmup_steps = 2;
    recipe.train.balance.update_rate = 0.01;
    recipe.checkpoint.keep_last = 100;
    return recipe;
  }

  TrainResult run(const Recipe& recipe, const Checkpoint& start, const TrainHooks& hooks = {}) const { return train(recipe, start, train_shards(), {}, hooks); }

  // The steps of a process that dies once it has saved.
  std::vector<int64_t> steps_until_killed(const Recipe& recipe, const Checkpoint& start) const {
    struct Killed {};
    std::vector<int64_t> steps;
    TrainHooks hooks;
    hooks.on_step = [&](const StepReport& report) { steps.push_back(report.step); };
    hooks.on_checkpoint = [](const fs::path&, int64_t) { throw Killed(); };
    EXPECT_THROW(run(recipe, start, hooks), Killed);
    return steps;
  }

  testing::TemporaryDirectory directory_;
  testing::SampleShards shards_;
};

// Every weight, selection bias and optimizer moment of a saved step, by bytes.
std::map<std::string, std::string> fingerprint(const fs::path& checkpoint) {
  std::map<std::string, std::string> hashes;
  for (const auto& [name, tensor] : read_checkpoint(checkpoint, true).tensors) {
    const at::Tensor bytes = tensor.contiguous();
    hashes[name] = sha256_hex({static_cast<const char*>(bytes.data_ptr()), bytes.nbytes()});
  }
  hashes["optimizer"] = sha256_of_file(checkpoint / "training_state" / "optimizer.safetensors");
  return hashes;
}

TEST_F(Loop, TrainingOneAgentLeavesTheTrunkAndEveryOtherAgentUntouched) {
  for (const bool router : {false, true}) {
    const Checkpoint start = pin_sub_agent(testing::lively_checkpoint(testing::four_agent_config()), "safety");
    Recipe one = recipe(router ? "with-router" : "alone");
    one.model.train_router = router;
    const TrainResult result = run(one, start);
    const Checkpoint trained = read_checkpoint(result.checkpoint, true);
    EXPECT_EQ(trunk_sha256(trained), trunk_sha256(start));
    for (const SubAgent& agent : start.sub_agents->agents) {
      EXPECT_EQ(sub_agent_sha256(trained, agent) == sub_agent_sha256(start, agent), agent.name != "medicine") << agent.name;
    }
    const at::Tensor before = start.tensors.at("model.layers.0.mlp.gate.weight").narrow(0, 2, 2);
    const at::Tensor after = trained.tensors.at("model.layers.0.mlp.gate.weight").narrow(0, 2, 2);
    EXPECT_EQ(at::equal(before, after), !router);
    EXPECT_EQ(get_sub_agent(*trained.sub_agents, "medicine").history.size(), 1u);
    EXPECT_TRUE(get_sub_agent(*trained.sub_agents, "safety").pinned);
    EXPECT_TRUE(fs::equivalent(result.checkpoint, directory_ / (router ? "with-router" : "alone") / "checkpoints" / "latest"));
  }
}

// The operations of a GPU, on the CPU.
TEST_F(Loop, ADevicesPathLearnsTheSame) {
  for (const char* part : {"medicine", "all"}) {
    std::vector<std::vector<double>> losses;
    std::vector<std::vector<double>> norms;
    for (const bool device : {false, true}) {
      Recipe r = recipe(std::string("path-") + part + (device ? "-device" : "-ours"));
      r.model.train = {part};
      r.model.train_router = true;
      r.train.max_steps = 20;
      r.train.gradient_accumulation = 2;
      TrainHooks hooks;
      losses.emplace_back();
      norms.emplace_back();
      hooks.on_step = [&](const StepReport& report) {
        losses.back().push_back(report.loss);
        norms.back().push_back(report.grad_norm);
        EXPECT_TRUE(report.router.has_value());
      };
      std::optional<TreatAsDevice> path;
      if (device) path.emplace();
      run(r, testing::lively_checkpoint(testing::four_agent_config()), hooks);
    }
    ASSERT_EQ(losses[0].size(), 20u);
    ASSERT_EQ(losses[1].size(), 20u);
    EXPECT_NE(losses[0], losses[1]) << "another order of sums leaves other last bits, or the path was never taken";
    for (size_t i = 0; i < losses[0].size(); ++i) {
      EXPECT_NEAR(losses[1][i], losses[0][i], 1e-3 * losses[0][i]) << part << ", step " << i + 1;
      EXPECT_NEAR(norms[1][i], norms[0][i], 1e-2 * norms[0][i]) << part << ", step " << i + 1;
    }
  }
}

TEST_F(Loop, TheLossGoesDown) {
  for (const char* part : {"medicine", "all"}) {
    for (const char* precision : {"f32", "bf16"}) {
      Recipe r = recipe(std::string("down-") + part + precision);
      r.model.train = {part};
      r.train.precision = precision;
      r.train.max_steps = 30;
      r.train.tokens_per_batch = 4096;  // the whole data set each step, so losses compare
      std::vector<double> losses;
      TrainHooks hooks;
      hooks.on_step = [&](const StepReport& report) {
        EXPECT_FALSE(report.skipped);
        EXPECT_GT(report.loss_tokens, 0);
        losses.push_back(report.loss);
      };
      const TrainResult result = run(r, testing::lively_checkpoint(testing::four_agent_config()), hooks);
      EXPECT_EQ(result.steps, 30);
      EXPECT_EQ(losses.front(), result.first_loss);
      EXPECT_EQ(losses.back(), result.last_loss);
      EXPECT_LT(result.last_loss, result.first_loss - (std::string(part) == "all" ? 0.5 : 0.05)) << part << " " << precision;
    }
  }
}

TEST_F(Loop, StoppingAfterAnyStepAndResumingIsTheUnbrokenRun) {
  for (const at::ScalarType stored : {at::kFloat, at::kBFloat16}) {
    for (const auto& [part, optimizer] : {std::pair{"medicine", "adamw"}, {"all", "adamw"}, {"all", "muon"}}) {
      Checkpoint start = testing::lively_checkpoint(testing::four_agent_config());
      for (auto& [name, tensor] : start.tensors) {
        if (name.find(".mlp.gate.") == std::string::npos) tensor = tensor.to(stored);
      }
      start.sub_agents->trunk_sha256 = trunk_sha256(start);
      const std::string name = std::string(part) + "-" + optimizer + (stored == at::kFloat ? "-f32" : "-bf16");
      Recipe unbroken = recipe(name + "-unbroken");
      unbroken.model.train = {part};
      unbroken.train.optimizer.name = optimizer;
      const int64_t stops = std::string(optimizer) == "muon" ? 7 : 60;  // several in each of several epochs
      unbroken.train.max_steps = stops + 1;
      const std::map<std::string, std::string> expected = fingerprint(run(unbroken, start).checkpoint);

      Recipe broken = unbroken;
      broken.run.dir = (directory_ / (name + "-broken")).string();
      broken.checkpoint.keep_last = 1;
      broken.checkpoint.every_steps = 1;
      broken.checkpoint.asynchronous = false;  // to die right after the save, not a step later
      for (int64_t process = 0; process < stops; ++process) EXPECT_EQ(steps_until_killed(broken, start), std::vector<int64_t>{process + 1});
      const TrainResult result = run(broken, start);
      EXPECT_EQ(result.resumed_from, stops);
      EXPECT_EQ(result.steps, 1);
      EXPECT_EQ(fingerprint(result.checkpoint), expected) << name;
    }
  }
}

TEST_F(Loop, SavingBesideTheTrainingSavesTheSame) {
  const Checkpoint start = testing::lively_checkpoint(testing::four_agent_config());
  for (const char* precision : {"f32", "bf16"}) {
    std::vector<std::vector<std::map<std::string, std::string>>> saved;
    for (const bool beside : {false, true}) {
      Recipe r = recipe(std::string(beside ? "beside-" : "between-") + precision);
      r.model.train = {"all"};
      r.train.precision = precision;
      r.checkpoint.every_steps = 1;
      r.checkpoint.asynchronous = beside;
      std::vector<int64_t> told;
      TrainHooks hooks;
      hooks.on_checkpoint = [&](const fs::path& path, int64_t step) {
        EXPECT_EQ(path, checkpoint_path(r.run.dir, step));
        told.push_back(step);
      };
      run(r, start, hooks);
      EXPECT_EQ(told, (std::vector<int64_t>{1, 2, 3, 4, 5, 6, 7, 8}));
      saved.emplace_back();
      for (int64_t step = 1; step <= 8; ++step) saved.back().push_back(fingerprint(checkpoint_path(r.run.dir, step)));
    }
    EXPECT_EQ(saved[0], saved[1]);
    EXPECT_NE(saved[0][0], saved[0][1]);
  }
}

// Puts `value` into one gradient of the step, the first time it is taken.
std::function<void(int64_t, const Optimizer&)> spoil(std::vector<int64_t> steps, float value) {
  return [steps = std::move(steps), value](int64_t step, const Optimizer& optimizer) mutable {
    const auto found = std::find(steps.begin(), steps.end(), step);
    if (found == steps.end()) return;
    steps.erase(found);
    grad_of(*optimizer.moments.back().parameter).view({-1})[7] = value;
  };
}

TEST_F(Loop, ASkippedStepKeepsEveryBit) {
  const Checkpoint start = testing::lively_checkpoint(testing::four_agent_config());
  for (const char* optimizer : {"adamw", "muon"}) {
    Recipe r = recipe(std::string("skips-") + optimizer);
    r.model.train = {"all"};
    r.train.optimizer.name = optimizer;
    r.train.guard.window = 8;
    r.train.max_steps = 14;
    r.train.guard.roll_back_after = 0;
    r.checkpoint.every_steps = 1;
    TrainHooks hooks;
    const auto not_a_number = spoil({3, 4}, std::numeric_limits<float>::quiet_NaN());
    const auto spike = spoil({13}, 1e6f);
    hooks.on_gradients = [=](int64_t step, const Optimizer& o) mutable { step < 10 ? not_a_number(step, o) : spike(step, o); };
    std::vector<int64_t> skipped;
    hooks.on_step = [&](const StepReport& report) {
      if (report.skipped) skipped.push_back(report.step);
    };
    const fs::path last = run(r, start, hooks).checkpoint;
    EXPECT_EQ(skipped, (std::vector<int64_t>{3, 4, 13}));
    // Nothing is saved while steps are skipped; so what is saved after one of them tells.
    EXPECT_FALSE(fs::exists(checkpoint_path(r.run.dir, 3)));
    EXPECT_NE(fingerprint(last), fingerprint(checkpoint_path(r.run.dir, 12)));
    Recipe until = r;
    until.run.dir = (directory_ / (std::string("until-") + optimizer)).string();
    until.train.guard.sigmas = 0;
    until.train.max_steps = 14;
    const auto same_spike = spoil({3, 4, 13}, std::numeric_limits<float>::infinity());
    hooks.on_gradients = same_spike;
    EXPECT_EQ(fingerprint(run(until, start, hooks).checkpoint), fingerprint(last)) << "what was in the gradient left a trace";
  }
}

TEST_F(Loop, ThreeSkippedInARowGoBackToTheLastCheckpointAndOnWithOtherData) {
  const Checkpoint start = testing::lively_checkpoint(testing::four_agent_config());
  struct Killed {};
  const float inf = std::numeric_limits<float>::infinity();
  std::map<std::string, std::string> expected;
  for (const bool killed : {false, true}) {
    Recipe r = recipe(killed ? "back-and-killed" : "back");
    r.checkpoint.every_steps = 1;
    std::vector<int64_t> steps;
    TrainHooks hooks;
    hooks.on_gradients = spoil({4, 5, 6}, inf);
    hooks.on_step = [&](const StepReport& report) {
      steps.push_back(report.step);
      if (killed && steps.size() == 7) throw Killed();
    };
    if (killed) {
      EXPECT_THROW(run(r, start, hooks), Killed);
      hooks = {};
    }
    const TrainResult result = run(r, start, hooks);
    if (!killed) {
      EXPECT_EQ(steps, (std::vector<int64_t>{1, 2, 3, 4, 5, 6, 4, 5, 6, 7, 8}));
      expected = fingerprint(result.checkpoint);
    } else {
      EXPECT_EQ(result.resumed_from, 3);
      EXPECT_EQ(fingerprint(result.checkpoint), expected) << "going back is forgotten by a run that is resumed";
    }
  }
  Recipe hopeless = recipe("hopeless");
  hopeless.checkpoint.every_steps = 3;
  TrainHooks hooks;
  hooks.on_gradients = [&](int64_t step, const Optimizer& optimizer) {
    if (step > 3) grad_of(*optimizer.moments.back().parameter).view({-1})[0] = inf;
  };
  try {
    run(hopeless, start, hooks);
    ADD_FAILURE() << "went on for ever";
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("again after going back to step 3"), std::string::npos) << error.what();
    EXPECT_NE(std::string(error.what()).find("learning_rate"), std::string::npos) << error.what();
  }
  EXPECT_TRUE(newest_valid_checkpoint(hopeless.run.dir).has_value());
}

// Ten minutes are ten minutes, in however many pieces.
TEST_F(Loop, TheTimeOfEarlierProcessesCounts) {
  const Checkpoint start = testing::lively_checkpoint(testing::four_agent_config());
  Recipe timed = recipe("timed");
  timed.train.max_steps = 1000000;
  timed.train.max_minutes = 1e-9;
  EXPECT_EQ(run(timed, start).steps, 1) << "a run takes one step at least";
  const TrainResult none = run(timed, start);
  EXPECT_EQ(none.steps, 0);
  // A tenth of a second more than it has had, however slow the first step was.
  timed.train.max_minutes = (read_json(none.checkpoint / "training_state/state.json").at("seconds").get<double>() + 0.1) / 60;
  const TrainResult more = run(timed, start);
  EXPECT_GE(more.steps, 1);
  EXPECT_EQ(run(timed, start).steps, 0);
}

TEST_F(Loop, GoesOnFromAnOlderCheckpointWhenNewerOnesAreLostOrDamaged) {
  const Checkpoint start = testing::lively_checkpoint(testing::four_agent_config());
  Recipe r = recipe("saved-often");
  r.checkpoint.every_steps = 1;
  const fs::path last = run(r, start).checkpoint;
  const std::map<std::string, std::string> expected = fingerprint(last);
  for (const int64_t step : {5, 2}) {
    for (int64_t newer = step + 1; newer <= 8; ++newer) {
      const fs::path path = checkpoint_path(r.run.dir, newer);
      if (newer == step + 1) {
        std::fstream file(path / "model.safetensors", std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(-1, std::ios::end);
        file.put('\x5A');
        file.close();
        continue;
      }
      fs::remove_all(path);
    }
    const TrainResult result = run(r, start);
    EXPECT_EQ(result.resumed_from, step);
    EXPECT_EQ(fingerprint(result.checkpoint), expected) << "from step " << step;
  }
}

TEST_F(Loop, AFinishedRunIsLeftAlone) {
  const Checkpoint start = testing::lively_checkpoint(testing::four_agent_config());
  const fs::path first = run(recipe("finished"), start).checkpoint;
  const std::map<std::string, std::string> expected = fingerprint(first);
  const TrainResult again = run(recipe("finished"), start);
  EXPECT_EQ(again.steps, 0);
  EXPECT_EQ(again.resumed_from, 8);
  EXPECT_EQ(again.checkpoint, first);
  EXPECT_EQ(fingerprint(again.checkpoint), expected);
}

TEST_F(Loop, ResumingAsAnotherRunIsRefusedNamingWhatDiffers) {
  const Checkpoint start = testing::lively_checkpoint(testing::four_agent_config());
  Recipe r = recipe("strict");
  r.train.max_minutes = 1e-9;
  run(r, start);
  const auto refuses = [&](const std::function<void(Recipe&)>& change, const std::string& word, const fs::path& shards) {
    Recipe changed = r;
    change(changed);
    try {
      train(changed, start, shards, {}, {});
      ADD_FAILURE() << "accepted: " << word;
    } catch (const Error& error) {
      EXPECT_NE(std::string(error.what()).find(word), std::string::npos) << error.what();
    }
  };
  refuses([](Recipe& c) { c.train.optimizer.learning_rate = 5e-3; }, "recipe", train_shards());
  refuses([](Recipe& c) { c.train.seed = 4; }, "recipe", train_shards());
  refuses([](Recipe& c) { c.train.max_steps = 9; }, "recipe", train_shards());
  refuses([](Recipe&) {}, "data", validation_shards());
  // What doesn't shape the training may change.
  Recipe allowed = r;
  allowed.checkpoint.every_steps = 2;
  allowed.train.activation_checkpointing = true;
  allowed.recipe.description = "another";
  EXPECT_EQ(run(allowed, start).resumed_from, 1);
}

TEST_F(Loop, MicroBatchesGiveTheGradientOfTheWholeBatch) {
  const Checkpoint start = testing::lively_checkpoint(testing::four_agent_config());
  std::vector<Checkpoint> results;
  for (const int64_t parts : {1, 4}) {
    Recipe r = recipe("parts-" + std::to_string(parts));
    r.train.max_steps = 1;
    r.train.tokens_per_batch = 256 / parts;
    r.train.gradient_accumulation = parts;
    r.train.optimizer.epsilon = 1e-3;  // or a gradient near 0 makes the update a matter of its sign
    results.push_back(read_checkpoint(run(r, start).checkpoint));
  }
  for (const auto& [name, tensor] : results[0].tensors) EXPECT_LE(testing::largest_difference(tensor, results[1].tensors.at(name)), 1e-4) << name;
}

TEST_F(Loop, ActivationCheckpointingChangesNoBit) {
  const Checkpoint start = testing::lively_checkpoint(testing::four_agent_config());
  std::vector<std::map<std::string, std::string>> results;
  for (const bool recompute : {false, true}) {
    Recipe r = recipe(recompute ? "recomputed" : "kept");
    r.model.train = {"all"};
    r.train.activation_checkpointing = recompute;
    results.push_back(fingerprint(run(r, start).checkpoint));
  }
  EXPECT_EQ(results[0], results[1]);
}

TEST_F(Loop, AStepThatIsNotFiniteChangesNothing) {
  Checkpoint start = testing::lively_checkpoint(testing::four_agent_config());
  at::Tensor& norm = start.tensors.at("model.norm.weight");
  norm = norm.clone();
  norm[3] = std::numeric_limits<float>::quiet_NaN();
  Recipe r = recipe("not-finite");
  r.train.max_steps = 2;
  int skipped = 0;
  TrainHooks hooks;
  hooks.on_step = [&](const StepReport& report) { skipped += report.skipped ? 1 : 0; };
  const Checkpoint after = read_checkpoint(run(r, start, hooks).checkpoint);
  EXPECT_EQ(skipped, 2);
  const SubAgent& medicine = get_sub_agent(*start.sub_agents, "medicine");
  EXPECT_EQ(sub_agent_sha256(after, medicine), sub_agent_sha256(start, medicine));
}

TEST_F(Loop, PatienceStopsARunThatNoLongerGetsBetter) {
  Recipe r = recipe("patience");
  r.train.max_steps = 50;
  r.train.optimizer.learning_rate = 1e-12;  // nothing changes, so nothing gets better
  r.train.optimizer.weight_decay = 0;
  r.train.balance.update_rate = 0;
  r.train.evaluation.every_steps = 1;
  r.train.evaluation.patience = 3;
  int evaluations = 0;
  TrainHooks hooks;
  hooks.on_evaluation = [&](int64_t, double loss) {
    ++evaluations;
    EXPECT_GT(loss, 0.0);
  };
  const TrainResult result = train(r, testing::lively_checkpoint(testing::four_agent_config()), train_shards(), validation_shards(), hooks);
  EXPECT_TRUE(result.stopped_early);
  EXPECT_LT(result.steps, 50);
  EXPECT_GE(evaluations, 4);
}

TEST_F(Loop, PinsWhatTheRecipeSays) {
  Recipe r = recipe("pins");
  r.model.pin = {"safety"};
  const Checkpoint trained = read_checkpoint(run(r, testing::lively_checkpoint(testing::four_agent_config())).checkpoint);
  EXPECT_TRUE(get_sub_agent(*trained.sub_agents, "safety").pinned);
  const at::Tensor& bias = trained.tensors.at("model.layers.0.mlp.gate.e_score_correction_bias");
  const at::Tensor others = at::cat({bias.narrow(0, 0, 4), bias.narrow(0, 6, 2)});
  EXPECT_GT(bias.narrow(0, 4, 2).min().item<float>(), others.max().item<float>() + 1.0f);
}

// Recipe of three stages; what it trains in each.
Recipe staged(Recipe recipe) {
  recipe.train.max_steps = 9;
  recipe.model.train = {"all"};
  recipe.train.stages = {
      {"medicine", 3, {"medicine"}, true, 0, {}, {}}, {"both", 2, {"medicine", "general"}, false, 5e-3, {}, {}}, {"all", 0, {}, false, 0, {}, {}}};
  return recipe;
}

// A stage is what a run of its own would be that starts from the weights of the stage before, but for the place in the data.
TEST_F(Loop, StagesTrainTheirPartsOneAfterTheOther) {
  const Checkpoint start = pin_sub_agent(testing::lively_checkpoint(testing::four_agent_config()), "safety");
  std::vector<std::string> stages;
  std::vector<double> rates;
  std::vector<std::pair<std::string, int64_t>> begun;
  TrainHooks hooks;
  hooks.on_start = [&](const Stage& stage, const std::vector<TrainableCount>& counts) {
    int64_t training = 0;
    for (const TrainableCount& count : counts) training += count.trainable > 0 ? 1 : 0;
    begun.emplace_back(stage.name, training);
  };
  hooks.on_step = [&](const StepReport& report) {
    stages.push_back(report.stage);
    rates.push_back(report.learning_rate);
  };
  Recipe r = staged(recipe("stages"));
  r.checkpoint.every_steps = 1;
  const TrainResult result = run(r, start, hooks);
  EXPECT_EQ(result.steps, 9);
  EXPECT_EQ(stages, (std::vector<std::string>{"medicine", "medicine", "medicine", "both", "both", "all", "all", "all", "all"}));
  EXPECT_EQ(begun, (std::vector<std::pair<std::string, int64_t>>{{"medicine", 2}, {"both", 2}, {"all", 6}}));  // router too; then trunk, router, four agents
  EXPECT_DOUBLE_EQ(rates[0], 5e-3) << "warms up over two steps";
  EXPECT_DOUBLE_EQ(rates[3], 2.5e-3) << "and again, to this stage's own rate";
  EXPECT_DOUBLE_EQ(rates[5], 5e-3);

  const auto at = [&](int64_t step) { return read_checkpoint(checkpoint_path(r.run.dir, step), true); };
  const auto changed = [](const Checkpoint& a, const Checkpoint& b, const std::string& agent) {
    return sub_agent_sha256(a, get_sub_agent(*a.sub_agents, agent)) != sub_agent_sha256(b, get_sub_agent(*b.sub_agents, agent));
  };
  EXPECT_TRUE(changed(start, at(3), "medicine"));
  EXPECT_FALSE(changed(start, at(3), "general"));
  EXPECT_TRUE(changed(at(3), at(5), "general"));
  EXPECT_EQ(trunk_sha256(at(5)), trunk_sha256(start));
  EXPECT_NE(trunk_sha256(at(9)), trunk_sha256(start));
  const Checkpoint last = at(9);
  const std::vector<std::string>& history = get_sub_agent(*last.sub_agents, "medicine").history;
  ASSERT_EQ(history.size(), 3u);
  EXPECT_EQ(history[0], "trained 3 steps by the recipe loop test, stage medicine");
  EXPECT_EQ(history[2], "trained 4 steps by the recipe loop test, stage all");
}

TEST_F(Loop, StoppingInAnyStageAndResumingIsTheUnbrokenRun) {
  for (const char* precision : {"f32", "bf16"}) {
    const Checkpoint start = testing::lively_checkpoint(testing::four_agent_config());
    Recipe whole = staged(recipe(std::string("unbroken-") + precision));
    whole.train.precision = precision;
    const auto expected = fingerprint(run(whole, start).checkpoint);
    for (int64_t stop = 1; stop < 9; ++stop) {
      Recipe broken = staged(recipe("broken-" + std::to_string(stop) + precision));
      broken.train.precision = precision;
      broken.checkpoint.every_steps = stop;
      broken.checkpoint.asynchronous = false;
      const std::vector<int64_t> before = steps_until_killed(broken, start);
      std::vector<int64_t> after;
      TrainHooks hooks;
      hooks.on_step = [&](const StepReport& report) { after.push_back(report.step); };
      const TrainResult result = run(broken, start, hooks);
      EXPECT_EQ(after.front(), before.back() + 1);
      EXPECT_EQ(fingerprint(result.checkpoint), expected) << precision << ", stopped after step " << before.back();
    }
  }
}

TEST_F(Loop, AStageSeesWhatItsWeightsSayAndThenTheMixtureGoesOn) {
  // Two sources of 12 samples: the first stage sees the second alone, the last the first alone.
  testing::SampleShards two = shards_;
  two.sources = {{"a", 1.0}, {"b", 1.0}};
  const fs::path shards = directory_ / "two-sources";
  two.write(shards);
  Recipe r = recipe("mixture");
  r.train.max_steps = 6;
  r.train.stages = {{"second", 3, {}, false, 0, {}, {0.0, 1.0}}, {"first", 0, {}, false, 0, {}, {2.0, 0.0}}};
  const ShardReader reader(shards);
  for (const auto& stage : r.train.stages) {
    LoaderSettings settings;
    settings.pack_capacity = 32;
    settings.tokens_per_batch = 64;
    settings.weights = stage.weights;
    Loader loader(reader, settings);
    const int32_t wanted = stage.weights[0] > 0 ? 0 : 1;
    for (int i = 0; i < 8; ++i) {
      for (const uint64_t sample : loader.next().samples) EXPECT_EQ(reader.sample_source(sample), wanted) << stage.name;
    }
  }
  const TrainResult result = train(r, testing::lively_checkpoint(testing::four_agent_config()), shards, {}, {});
  EXPECT_EQ(result.steps, 6);
  // The second stage has an order of its own, from a new epoch on.
  const Json state = read_json(result.checkpoint / "training_state" / "state.json");
  EXPECT_GE(state.at("loader").at("epoch").get<int64_t>(), 1);
  EXPECT_EQ(state.at("stage").get<int64_t>(), 1);
}

TEST_F(Loop, PartsLearnAtTheirOwnRates) {
  const Checkpoint start = testing::lively_checkpoint(testing::four_agent_config());
  // One step of AdamW moves every weight that has a gradient by its rate, decay apart.
  const auto largest_step = [&](const Checkpoint& trained, const std::string& tensor) {
    return (trained.tensors.at(tensor) - start.tensors.at(tensor)).abs().max().item<double>();
  };
  Recipe r = recipe("rates");
  r.train.max_steps = 1;
  r.train.schedule.warmup_steps = 0;
  r.model.train = {"all"};
  r.train.optimizer.weight_decay = 0;
  r.train.optimizer.learning_rates = {{"medicine", 4e-2}, {"router", 1e-3}};
  const Checkpoint trained = read_checkpoint(run(r, start).checkpoint);
  EXPECT_NEAR(largest_step(trained, "model.layers.0.mlp.experts.2.up_proj.weight"), 4e-2, 1e-4);
  EXPECT_NEAR(largest_step(trained, "model.layers.0.mlp.gate.weight"), 1e-3, 1e-5);
  EXPECT_NEAR(largest_step(trained, "model.layers.0.mlp.experts.0.up_proj.weight"), 1e-2, 1e-4);
  EXPECT_NEAR(largest_step(trained, "model.layers.0.self_attn.q_proj.weight"), 1e-2, 1e-4);
  r.run.dir = (directory_ / "misspelt").string();
  r.train.optimizer.learning_rates = {{"medicin", 1.0}};
  try {
    run(r, start);
    FAIL() << "a part that isn't there was taken";
  } catch (const Error& error) {
    EXPECT_EQ(std::string(error.what()), "train.optimizer.learning_rates: the model has no part named medicin; did you mean medicine?");
  }
}

// A recipe of two sources of which the second is only to stay as the start has it.
Recipe keeping(Recipe recipe) {
  recipe.data.train = {DatasetSettings{.path = "a"}, DatasetSettings{.path = "b", .target = "start_model"}};
  recipe.train.optimizer.weight_decay = 0;
  return recipe;
}

TEST_F(Loop, AKeptSourceHoldsTheModelToWhatItSaidAtTheStart) {
  testing::SampleShards two = shards_;
  two.sources = {{"a", 1.0}, {"b", 1.0}};
  two.write(train_shards());
  const Checkpoint start = pin_sub_agent(testing::lively_checkpoint(testing::four_agent_config()), "medicine");
  const Model at_start = load_model(start, at::kFloat);
  // Mean KL(start || trained) over the tokens of source b.
  const auto drift = [&](const Recipe& recipe) {
    const Model trained = load_model(read_checkpoint(run(recipe, start).checkpoint), at::kFloat);
    double sum = 0;
    int64_t rows = 0;
    for (uint64_t i = 0; i < two.samples; ++i) {
      if (two.source_of(i) != 1) continue;
      const std::vector<int32_t> tokens = two.sample(i).tokens;
      const at::Tensor ids = at::tensor(std::vector<int64_t>(tokens.begin(), tokens.end()), at::kLong).unsqueeze(0);
      const at::Tensor log_q = forward_logits(at_start, ids).squeeze(0).log_softmax(1);
      const at::Tensor log_p = forward_logits(trained, ids).squeeze(0).log_softmax(1);
      sum += (log_q.exp() * (log_q - log_p)).sum().item<double>();
      rows += ids.numel();
    }
    return sum / static_cast<double>(rows);
  };
  Recipe learnt = keeping(recipe("learnt"));
  learnt.train.max_steps = 30;
  Recipe kept = learnt;
  learnt.data.train[1].target = "text";
  kept.run.dir = (directory_ / "kept").string();
  const double when_learnt = drift(learnt);
  const double when_kept = drift(kept);
  EXPECT_GT(when_learnt, 0.05) << "too little happens to tell anything";
  EXPECT_LT(when_kept, when_learnt / 3);
}

TEST_F(Loop, WhereAllIsKeptNothingMoves) {
  const Checkpoint start = testing::lively_checkpoint(testing::four_agent_config());
  Recipe all = keeping(recipe("all-kept"));
  all.data.train[0].target = "start_model";
  TrainHooks hooks;
  hooks.on_step = [](const StepReport& report) {
    EXPECT_EQ(report.loss, 0.0) << "step " << report.step;
    EXPECT_EQ(report.grad_norm, 0.0) << "step " << report.step;
    EXPECT_GT(report.loss_tokens, 0);
  };
  all.train.balance.update_rate = 0;
  run(all, start, hooks);
}

TEST_F(Loop, KeptSourcesResumeToTheBitsOfTheUnbrokenRun) {
  testing::SampleShards two = shards_;
  two.sources = {{"a", 1.0}, {"b", 1.0}};
  two.write(train_shards());
  const Checkpoint start = testing::lively_checkpoint(testing::four_agent_config());
  const auto expected = fingerprint(run(keeping(recipe("unbroken")), start).checkpoint);
  Recipe broken = keeping(recipe("broken"));
  broken.checkpoint.every_steps = 3;
  broken.checkpoint.asynchronous = false;
  const std::vector<int64_t> before = steps_until_killed(broken, start);
  EXPECT_EQ(before.back(), 3);
  EXPECT_EQ(fingerprint(run(broken, start).checkpoint), expected);
}

TEST_F(Loop, CountsWhatTrains) {
  const Model model = load_model(testing::lively_checkpoint(testing::four_agent_config()), at::kFloat, {{"medicine"}, false});
  int64_t trainable = 0;
  int64_t total = 0;
  for (const TrainableCount& count : count_trainable(model)) {
    trainable += count.trainable;
    total += count.total;
    EXPECT_EQ(count.trainable, count.part == "medicine" ? count.total : 0) << count.part;
  }
  EXPECT_EQ(trainable, 2 * 2 * 3 * 16 * 32);  // layers, experts, matrices, width, hidden
  EXPECT_EQ(total + 2 * 8, count_parameters(model.config)) << "all but the selection biases";
}

}  // namespace
}  // namespace galen
