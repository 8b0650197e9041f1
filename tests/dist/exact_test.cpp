// The same bits on any number of ranks, and each sample once.
#include <gtest/gtest.h>

#include <map>

#include "model/checkpoint.h"
#include "model/safetensors.h"
#include "tests/dist/ranks.h"

namespace galen {
namespace {

using testing::Rank;
using testing::RanksFixture;
namespace fs = std::filesystem;

void expect_done(const RanksFixture& fixture, const std::string& name, int size, const std::vector<std::string>& overrides) {
  const std::vector<Rank> ranks = fixture.start(name, size, overrides);
  for (const Rank& rank : ranks) ASSERT_EQ(wait_for(rank), 0) << RanksFixture::said(ranks);
}

std::vector<double> numbers(const fs::path& metrics, const std::string& key) {
  std::vector<double> values;
  for (const std::string& line : testing::lines_of(metrics)) {
    const Json json = Json::parse(line);
    if (json.contains(key)) values.push_back(json[key].get<double>());
  }
  return values;
}

// So that equal hashes mean something: the run changed every kind of weight.
void expect_learnt(const RanksFixture& fixture, const std::string& name) {
  const Checkpoint before = read_checkpoint(fixture.folder / "base");
  const Checkpoint after = read_checkpoint(fixture.run(name) / "checkpoints" / "latest");
  int64_t same = 0;
  for (const auto& [tensor, values] : after.tensors) same += at::equal(values, before.tensors.at(tensor)) ? 1 : 0;
  EXPECT_EQ(same, 0) << "tensors that training left as they were";
  const SafetensorsFile optimizer(fixture.run(name) / "checkpoints" / "latest" / "training_state" / "optimizer.safetensors");
  EXPECT_GT(optimizer.names().size(), 10u);
}

void expect_same_bits(Family family, const std::string& precision, const std::string& more, const std::vector<std::string>& overrides) {
  const RanksFixture fixture(family, precision, "  determinism: exact\n" + more);
  expect_done(fixture, "one", 1, overrides);
  expect_learnt(fixture, "one");
  for (const int size : {2, 4}) {
    SCOPED_TRACE(size);
    const std::string name = "of-" + std::to_string(size);
    expect_done(fixture, name, size, overrides);
    EXPECT_EQ(fixture.bits(name), fixture.bits("one"));
    for (const char* key : {"loss", "grad_norm", "tokens", "validation_loss"}) {
      EXPECT_EQ(numbers(fixture.run(name) / "metrics.jsonl", key), numbers(fixture.run("one") / "metrics.jsonl", key)) << key;
    }
    EXPECT_EQ(numbers(fixture.run(name) / "metrics.jsonl", "loss").size(), 6u) << "one line a step, by rank 0 alone";
  }
}

TEST(Exact, DenseModelsHaveTheSameBitsOnOneTwoAndFourRanks) {
  expect_same_bits(Family::kLlama, "f32", "", {});
}

TEST(Exact, SubAgentModelsToo) {
  expect_same_bits(Family::kGlm4Moe, "f32", "", {});
}

TEST(Exact, AndInBf16WithSeveralMicroBatchesAVirtualRank) {
  expect_same_bits(Family::kGlm4Moe, "bf16", "", {"train.gradient_accumulation=8", "train.virtual_ranks=4", "train.tokens_per_batch=1024"});
}

TEST(Exact, AndWithMuonAndOneSubAgentTraining) {
  const RanksFixture fixture(Family::kGlm4Moe, "bf16", "  determinism: exact\n");
  const std::vector<std::string> overrides = {"model.train=[agent-0]", "model.train_router=true", "train.optimizer.name=muon",
                                              "train.activation_checkpointing=true"};
  expect_done(fixture, "one", 1, overrides);
  expect_done(fixture, "two", 2, overrides);
  EXPECT_EQ(fixture.bits("two"), fixture.bits("one"));
}

TEST(Exact, ShardedOptimizerStateChangesNoBitNorWhatIsSaved) {
  for (const char* optimizer : {"adamw", "muon"}) {
    for (const char* precision : {"f32", "bf16"}) {
      SCOPED_TRACE(std::string(optimizer) + " " + precision);
      const RanksFixture fixture(Family::kGlm4Moe, precision, "  determinism: exact\n");
      const std::string name = std::string("train.optimizer.name=") + optimizer;
      expect_done(fixture, "one", 1, {name});
      for (const int size : {2, 4}) {
        const std::string run = "sharded-" + std::to_string(size);
        expect_done(fixture, run, size, {name, "train.zero=1"});
        EXPECT_EQ(fixture.bits(run), fixture.bits("one")) << size;
      }
      // And a run goes on with state shared out that was whole before, and the other way round.
      expect_done(fixture, "changes", 2, {name, "train.zero=1"});
      fs::remove_all(fixture.run("changes") / "checkpoints" / "step-00000006");
      fs::remove_all(fixture.run("changes") / "checkpoints" / "step-00000004");
      expect_done(fixture, "changes", 4, {name});
      EXPECT_EQ(fixture.bits("changes"), fixture.bits("one"));
    }
  }
}

TEST(Exact, StagesToo) {
  const RanksFixture fixture(Family::kGlm4Moe, "bf16", "  determinism: exact\n");
  const std::vector<std::string> overrides = {
      "train.stages=[{name: router, steps: 3, train: [agent-0], train_router: true}, {name: all, learning_rates: {agent-1: 0.001}}]"};
  expect_done(fixture, "one", 1, overrides);
  for (const int size : {2, 4}) {
    const std::string name = "of-" + std::to_string(size);
    expect_done(fixture, name, size, overrides);
    EXPECT_EQ(fixture.bits(name), fixture.bits("one")) << size;
  }
  std::vector<std::string> sharded = overrides;
  sharded.emplace_back("train.zero=1");
  expect_done(fixture, "sharded", 2, sharded);
  EXPECT_EQ(fixture.bits("sharded"), fixture.bits("one"));
}

// 1 -> 2 -> 4 -> 1 ranks, each stopped by a signal to one of its ranks.
TEST(Exact, RunsStoppedByASignalToOneRankGoOnOnAnyNumberOfRanks) {
  for (const Family family : {Family::kLlama, Family::kGlm4Moe}) {
    const RanksFixture fixture(family, "bf16", "  determinism: exact\n");
    const std::vector<std::string> overrides = {"train.max_steps=40", "checkpoint.every_steps=0"};
    expect_done(fixture, "whole", 1, overrides);
    const int sizes[] = {1, 2, 4, 1};
    size_t steps = 0;
    for (int phase = 0; phase < 4; ++phase) {
      const std::vector<Rank> ranks = fixture.start("moved", sizes[phase], overrides);
      if (phase < 3) {
        ASSERT_TRUE(fixture.reaches_step("moved", steps + 3, ranks)) << RanksFixture::said(ranks);
        ::kill(ranks.back().pid, SIGTERM);
      }
      for (const Rank& rank : ranks) EXPECT_EQ(wait_for(rank), phase < 3 ? 1 : 0) << RanksFixture::said(ranks);
      const size_t after = numbers(fixture.run("moved") / "metrics.jsonl", "grad_norm").size();
      ASSERT_GT(after, steps);
      if (phase < 3) {
        ASSERT_LT(after, 40u) << "nothing left to stop";
        EXPECT_TRUE(fs::exists(fixture.run("moved") / "checkpoints" / ("step-" + std::string(8 - std::to_string(after).size(), '0') + std::to_string(after))));
        for (const Rank& rank : ranks) EXPECT_NE(rank.said().find("stopped on a signal"), std::string::npos) << rank.said();
      }
      steps = after;
    }
    EXPECT_EQ(steps, 40u) << "no step was taken twice";
    EXPECT_EQ(fixture.bits("moved"), fixture.bits("whole"));
    EXPECT_EQ(numbers(fixture.run("moved") / "metrics.jsonl", "loss"), numbers(fixture.run("whole") / "metrics.jsonl", "loss"));
  }
}

TEST(Fast, RanksTakeTheSameStepsUpToRounding) {
  const RanksFixture fixture(Family::kGlm4Moe);
  expect_done(fixture, "one", 1, {});
  for (const int size : {2, 4}) {
    const std::string name = "of-" + std::to_string(size);
    expect_done(fixture, name, size, {});
    const std::vector<double> expected = numbers(fixture.run("one") / "metrics.jsonl", "loss");
    const std::vector<double> found = numbers(fixture.run(name) / "metrics.jsonl", "loss");
    ASSERT_EQ(found.size(), expected.size());
    for (size_t i = 0; i < found.size(); ++i) EXPECT_NEAR(found[i], expected[i], 1e-3) << i;
    EXPECT_EQ(numbers(fixture.run(name) / "metrics.jsonl", "tokens"), numbers(fixture.run("one") / "metrics.jsonl", "tokens"));
  }
}

}  // namespace
}  // namespace galen
