// The program itself, stopped by signals: a run that is interrupted and started again ends with the bits of one that wasn't.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <thread>

#include "core/hash.h"
#include "model/checkpoint.h"
#include "tests/export/tiny_checkpoint.h"
#include "tests/support.h"

namespace galen {
namespace {

namespace fs = std::filesystem;

struct Child {
  pid_t pid = 0;
};

Child start_training(const fs::path& recipe, const fs::path& run, const fs::path& log) {
  const pid_t pid = ::fork();
  if (pid == 0) {
    std::freopen(log.c_str(), "a", stdout);
    std::freopen(log.c_str(), "a", stderr);
    ::execl(GALEN_PROGRAM, "galen", "train", recipe.c_str(), ("run.dir=" + run.string()).c_str(), nullptr);
    ::_exit(127);
  }
  return {pid};
}

// The exit code, or -signal.
int wait_for(const Child& child) {
  int status = 0;
  ::waitpid(child.pid, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

size_t lines_of(const fs::path& file) {
  std::ifstream in(file);
  size_t lines = 0;
  for (std::string line; std::getline(in, line);) ++lines;
  return lines;
}

std::string text_of(const fs::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

class Interrupted : public ::testing::Test {
 protected:
  Interrupted() {
    testing::TinyShape shape;
    shape.family = Family::kGlm4Moe;
    write_checkpoint(testing::tiny_checkpoint(shape, directory_.path()), directory_ / "base");
    std::string records;
    for (int i = 0; i < 40; ++i) {
      records += R"({"prompt": "question )" + std::to_string(i * 37) + R"( of the visit?", "response": "answer )" + std::to_string(i * 91) +
                 R"( in the note."})"
                 "\n";
    }
    testing::write_text(directory_ / "records.jsonl", records);
    testing::write_text(recipe_,
                        "recipe: {name: interrupted}\n"
                        "model: {from: base, train: [agent-0], train_router: true}\n"
                        "data:\n  sequence_length: 128\n  train:\n    - {path: records.jsonl, format: prompt_response}\n"
                        "train: {max_steps: 60, tokens_per_batch: 256, precision: f32, optimizer: {learning_rate: 0.01}, schedule: {warmup_steps: 3}}\n"
                        "checkpoint: {every_steps: 7, keep_last: 2}\n");
  }

  testing::TemporaryDirectory directory_;
  fs::path recipe_ = directory_ / "recipe.yaml";
};

TEST_F(Interrupted, RunsEndWithTheBitsOfAnUninterruptedOne) {
  const fs::path log = directory_ / "log.txt";
  ASSERT_EQ(wait_for(start_training(recipe_, directory_ / "whole", log)), 0) << text_of(log);
  const std::string weights = sha256_of_file(directory_ / "whole/checkpoints/latest/model.safetensors");
  const std::string optimizer = sha256_of_file(directory_ / "whole/checkpoints/latest/training_state/optimizer.safetensors");

  int interruptions = 0;
  for (int trial = 0; trial < 3; ++trial) {
    const fs::path run = directory_ / ("run-" + std::to_string(trial));
    const fs::path metrics = run / "metrics.jsonl";
    for (int attempt = 0; attempt < 40; ++attempt) {
      const size_t before = lines_of(metrics);
      const Child child = start_training(recipe_, run, log);
      if (attempt < 6) {
        // Mostly while steps run, now and then during start-up; SIGKILL takes even the chance to save.
        const size_t awaited = before + static_cast<size_t>((trial + attempt) % 4 == 3 ? 0 : 1 + 2 * attempt);
        for (int i = 0; i < 2000 && lines_of(metrics) < awaited && ::waitpid(child.pid, nullptr, WNOHANG | WNOWAIT) == 0; ++i) {
          std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
        const int signals[] = {SIGINT, SIGTERM, SIGKILL};
        ::kill(child.pid, signals[(trial + attempt) % 3]);
      }
      const int code = wait_for(child);
      if (code == 0) break;
      ++interruptions;
      ASSERT_TRUE(code == 1 || code == -SIGKILL || code == -SIGINT || code == -SIGTERM) << code << "\n" << text_of(log);
    }
    EXPECT_EQ(sha256_of_file(run / "checkpoints/latest/model.safetensors"), weights) << "trial " << trial;
    EXPECT_EQ(sha256_of_file(run / "checkpoints/latest/training_state/optimizer.safetensors"), optimizer) << "trial " << trial;
  }
  EXPECT_GE(interruptions, 6);
}

TEST_F(Interrupted, AnotherRecipeIsRefusedByTheNameOfItsKey) {
  const fs::path log = directory_ / "log.txt";
  ASSERT_EQ(wait_for(start_training(recipe_, directory_ / "run", log)), 0) << text_of(log);
  std::string changed = text_of(recipe_);
  changed.replace(changed.find("0.01"), 4, "0.02");
  testing::write_text(recipe_, changed);
  EXPECT_EQ(wait_for(start_training(recipe_, directory_ / "run", log)), 1);
  EXPECT_NE(text_of(log).find("cannot resume: train.optimizer.learning_rate is \"0.02\", was \"0.01\""), std::string::npos) << text_of(log);
}

}  // namespace
}  // namespace galen
