// A value that goes wrong on one rank is every rank's business.
#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <cmath>
#include <iostream>
#include <limits>

#include "core/error.h"
#include "tests/data/sample_shards.h"
#include "tests/dist/ranks.h"
#include "tests/model/random_model.h"
#include "train/loop.h"

namespace galen {
namespace {

namespace fs = std::filesystem;
using testing::Rank;

// Two ranks as processes of this program, so that a hook can reach into one of them.
struct TwoRanks {
  TwoRanks() {
    set_log_level(LogLevel::kQuiet);
    testing::SampleShards shards;
    shards.samples = 24;
    shards.vocab_size = 64;
    shards.sequence_length = 32;
    shards.write(folder / "shards");
  }

  Recipe recipe(const std::string& run) const {
    Recipe r;
    r.recipe.name = "two ranks";
    r.run.dir = (folder / run).string();
    r.data.sequence_length = 32;
    r.train.max_steps = 8;
    r.train.precision = "f32";
    r.train.determinism = "exact";
    r.train.tokens_per_batch = 64;
    r.train.gradient_accumulation = 2;
    r.train.optimizer.learning_rate = 1e-2;
    r.train.guard.compare_ranks_every = 1;
    r.checkpoint.every_steps = 1;
    r.checkpoint.keep_last = 100;
    r.cluster.peer_seconds = 4;
    return r;
  }

  // Exit codes of both: 0, or 1 and the error in the rank's log.
  std::vector<int> run(const Recipe& recipe, const std::function<void(int rank, int64_t step, const Optimizer&)>& on_gradients) const {
    const int port = testing::free_port();
    std::vector<Rank> ranks;
    for (int rank = 0; rank < 2; ++rank) {
      const fs::path log = this->log(rank);
      const pid_t pid = ::fork();
      if (pid == 0) {
        std::freopen(log.c_str(), "w", stderr);
        Launch launch;
        launch.rank = launch.local_rank = rank;
        launch.world_size = launch.local_world_size = 2;
        launch.master_addr = "127.0.0.1";
        launch.master_port = port;
        int code = 0;
        try {
          Group group(launch, recipe.cluster);
          TrainHooks hooks;
          hooks.on_gradients = [&](int64_t step, const Optimizer& optimizer) { on_gradients(rank, step, optimizer); };
          hooks.on_step = [&](const StepReport& report) {
            if (report.skipped) std::cerr << "skipped " << report.step << std::endl;
          };
          train(recipe, testing::lively_checkpoint(testing::four_agent_config()), folder / "shards", {}, hooks, group);
          group.leave();
        } catch (const std::exception& error) {
          std::cerr << error.what() << std::endl;
          code = 1;
        }
        std::cerr.flush();
        ::_exit(code);
      }
      ranks.push_back({pid, log});
    }
    return {wait_for(ranks[0]), wait_for(ranks[1])};
  }
  fs::path log(int rank) const { return folder / ("rank-" + std::to_string(rank) + ".log"); }

  static std::string bits(const Recipe& recipe) {
    const fs::path latest = fs::path(recipe.run.dir) / "checkpoints" / "latest";
    return sha256_of_file(latest / "model.safetensors") + " " + sha256_of_file(latest / "training_state" / "optimizer.safetensors");
  }

  testing::TemporaryDirectory folder;
};

void set_gradient(const Optimizer& optimizer, float value) {
  grad_of(*optimizer.moments.back().parameter).view({-1})[5] = value;
}

TEST(Guard, WhatIsNotFiniteOnOneRankIsSkippedByAllAndLeavesNoTrace) {
  const TwoRanks two;
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const float inf = std::numeric_limits<float>::infinity();
  const Recipe expected = two.recipe("all");
  ASSERT_EQ(two.run(expected,
                    [&](int, int64_t step, const Optimizer& o) {
                      if (step == 4) set_gradient(o, nan);
                    }),
            (std::vector<int>{0, 0}))
      << testing::text_of(two.log(0)) << testing::text_of(two.log(1));
  for (const int guilty : {0, 1}) {
    for (const float value : {nan, inf, -inf}) {
      SCOPED_TRACE(std::to_string(guilty) + " has " + std::to_string(value));
      const Recipe recipe = two.recipe("one-" + std::to_string(guilty) + "-" + std::to_string(value));
      EXPECT_EQ(two.run(recipe,
                        [&](int rank, int64_t step, const Optimizer& o) {
                          if (rank == guilty && step == 4) set_gradient(o, value);
                        }),
                (std::vector<int>{0, 0}))
          << testing::text_of(two.log(0)) << testing::text_of(two.log(1));
      for (const int rank : {0, 1}) EXPECT_TRUE(testing::text_of(two.log(rank)).ends_with("skipped 4\n"));
      EXPECT_EQ(TwoRanks::bits(recipe), TwoRanks::bits(expected));
    }
  }
}

TEST(Guard, RanksWhoseWeightsDifferStopAndAreNamed) {
  const TwoRanks two;
  const Recipe recipe = two.recipe("differ");
  EXPECT_EQ(two.run(recipe,
                    [&](int rank, int64_t step, const Optimizer& o) {
                      if (rank == 1 && step == 5) o.moments.back().parameter->master.view({-1})[5] += 1.0f;  // as a bit that flips in memory
                    }),
            (std::vector<int>{1, 1}));
  for (const int rank : {0, 1}) {
    const std::string said = testing::text_of(two.log(rank));
    EXPECT_NE(said.find("the ranks differ in the weights after step 5"), std::string::npos) << said;
  }
  EXPECT_FALSE(fs::exists(fs::path(recipe.run.dir) / "checkpoints" / "step-00000005")) << "spoilt weights were saved";
}

}  // namespace
}  // namespace galen
