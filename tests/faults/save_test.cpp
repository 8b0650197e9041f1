// A save that is cut off by anything leaves the checkpoint before it, and nothing that looks like one and isn't.
#include <fcntl.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <stdexcept>

#include "core/error.h"
#include "core/file.h"
#include "core/log.h"
#include "core/random.h"
#include "data/shards.h"
#include "tests/data/sample_shards.h"
#include "tests/faults/file_layer.h"
#include "tests/faults/power_cut.h"
#include "tests/faults/trials.h"
#include "tests/model/random_model.h"
#include "tests/support.h"
#include "train/run_directory.h"
#include "train/saver.h"

namespace galen {
namespace {

namespace fs = std::filesystem;
using testing::FileCall;

std::string bytes_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Two states of one run, to be saved as steps 1 and 2.
class Save : public ::testing::Test {
 protected:
  Save() {
    set_log_level(LogLevel::kQuiet);
    settings_.asynchronous = false;
  }

  void save(const fs::path& run, int64_t step) {
    TrainingState state;
    state.step = step;
    for (Moments& m : optimizer_.moments) m.first.fill_(static_cast<double>(step));
    Model changed = model_;
    for (const ParameterRef& parameter : changed.parameters) set_master(*parameter, at::full(parameter->compute.sizes(), 0.5 * static_cast<double>(step)));
    Saver saver(run, settings_, {});
    saver.save(step, take_snapshot(state, optimizer_, to_checkpoint(changed, start_), false));
    saver.wait();
  }

  // Throws unless the run goes on from step 1 or step 2 as it was saved; which.
  int64_t resumes_from(const fs::path& run) const {
    const auto saved = newest_valid_checkpoint(run);
    if (!saved) throw std::runtime_error("nothing to resume from");
    const fs::path expected = checkpoint_path(whole_, saved->step);
    for (const char* file : {"model.safetensors", "training_state/optimizer.safetensors", "training_state/state.json"}) {
      if (bytes_of(saved->path / file) != bytes_of(expected / file)) throw std::runtime_error(std::string(file) + " is a mix");
    }
    const fs::path latest = run / "checkpoints" / "latest";
    if (fs::exists(latest)) verify_manifest(latest, true);
    return saved->step;
  }

  // A run with step 1 on the disk, and beside it one with both steps to compare with.
  fs::path begin() {
    fs::create_directories(whole_ / "checkpoints");
    save(whole_, 1);
    save(whole_, 2);
    const fs::path run = folder_ / "run";
    fs::remove_all(run);
    fs::create_directories(run / "checkpoints");
    save(run, 1);
    return run;
  }

  testing::TemporaryDirectory folder_;
  fs::path whole_ = folder_ / "whole";
  CheckpointSettings settings_;
  Checkpoint start_ = testing::lively_checkpoint(testing::four_agent_config());
  Model model_ = load_model(start_, at::kFloat, {{"all"}, false});
  Optimizer optimizer_ = make_optimizer(model_, {});
};

TEST_F(Save, EveryFailingFileCallLeavesTheCheckpointBefore) {
  begin();
  testing::watch_files(folder_ / "run");
  save(folder_ / "run", 2);
  const auto calls = static_cast<int64_t>(testing::stop_watching().size());
  ASSERT_GT(calls, 40);
  int64_t cases = 0, failed = 0, went_well = 0;
  for (int64_t n = 0; n < calls; ++n) {
    for (const int error : {ENOSPC, EIO, EDQUOT, testing::kShortWrite, EINTR, EROFS}) {
      const fs::path run = begin();
      ++cases;
      testing::watch_files(run, n, error);
      bool threw = false;
      try {
        save(run, 2);
      } catch (const Error& problem) {
        threw = true;
        EXPECT_FALSE(std::string(problem.what()).empty());
      }
      testing::stop_watching();
      threw ? ++failed : ++went_well;
      const int64_t step = resumes_from(run);
      EXPECT_TRUE(threw || step == 2) << "call " << n << ", error " << error << ": lost without a word";
      EXPECT_FALSE(threw && error == testing::kShortWrite) << "a short write is no failure";
      // And the disk being well again, so is the run.
      save(run, 2);
      EXPECT_EQ(resumes_from(run), 2);
    }
  }
  std::cout << cases << " cases: " << failed << " refused with an error, " << went_well << " saved nevertheless, nothing lost\n";
  EXPECT_GT(failed, cases / 3);
}

TEST_F(Save, GoesOnAfterAFailureWhereTheRecipeSaysSo) {
  const fs::path run = begin();
  settings_.on_failure = "go_on";
  testing::watch_files(run, 20, ENOSPC);
  EXPECT_NO_THROW(save(run, 2));
  testing::stop_watching();
  EXPECT_EQ(resumes_from(run), 1);
}

TEST_F(Save, APowerCutAtAnyMomentLeavesTheOldOrTheNewOne) {
  settings_.keep_last = 1;  // the old one is deleted in the end
  fs::create_directories(whole_ / "checkpoints");
  settings_.keep_last = 2;
  save(whole_, 1);
  save(whole_, 2);
  settings_.keep_last = 1;
  const fs::path run = folder_ / "run";
  fs::create_directories(run / "checkpoints");
  save(run, 1);
  testing::Disk disk(run);
  testing::watch_files(run);
  save(run, 2);
  const std::vector<FileCall> calls = testing::stop_watching();
  int64_t cuts = 0, old_ones = 0, new_ones = 0;
  const auto cut = [&](testing::Lost lost, uint64_t seed) {
    const fs::path left = folder_ / "left";
    fs::remove_all(left);
    disk.leave(left, lost, seed);
    ++cuts;
    (resumes_from(left) == 1 ? old_ones : new_ones) += 1;
  };
  for (size_t i = 0; i < calls.size(); ++i) {
    disk.apply(calls[i]);
    if (calls[i].kind == FileCall::Kind::kOpen || calls[i].kind == FileCall::Kind::kClose) continue;
    SCOPED_TRACE(calls[i].path);
    for (const testing::Lost lost : {testing::Lost::kAll, testing::Lost::kData, testing::Lost::kHalfOfData, testing::Lost::kContents})
      ASSERT_NO_THROW(cut(lost, i));
    for (uint64_t seed = 0; seed < 4; ++seed) ASSERT_NO_THROW(cut(testing::Lost::kAtRandom, 100 * i + seed));
  }
  std::cout << cuts << " power cuts: " << old_ones << " left the old checkpoint, " << new_ones << " the new one, none a mix\n";
  EXPECT_GT(old_ones, 100);
  EXPECT_GT(new_ones, 5);
}

// A damaged file: one bit, or its end, gone.
template <class IsFound>
void expect_damage_is_found(const std::vector<fs::path>& files, int64_t times, const IsFound& is_found) {
  int64_t found = 0;
  for (int64_t trial = 0; trial < times; ++trial) {
    const auto random = [&](uint64_t below, uint64_t what) { return random_bits(7, what, static_cast<uint64_t>(trial)) % below; };
    const fs::path file = files[random(files.size(), 0)];
    const std::string whole = bytes_of(file);
    if (whole.empty()) continue;
    std::string damaged = whole;
    if (trial % 4 == 0) {
      damaged.resize(random(whole.size(), 1));
    } else {
      damaged[random(whole.size(), 1)] ^= static_cast<char>(1 << random(8, 2));
    }
    std::ofstream(file, std::ios::binary).write(damaged.data(), static_cast<std::streamsize>(damaged.size()));
    EXPECT_TRUE(is_found()) << file << ", trial " << trial;
    found += 1;
    std::ofstream(file, std::ios::binary).write(whole.data(), static_cast<std::streamsize>(whole.size()));
  }
  EXPECT_FALSE(is_found()) << "undamaged files are refused";
  std::cout << found << " damaged files, all found\n";
}

std::vector<fs::path> files_below(const fs::path& directory) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(directory)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

TEST_F(Save, DamageToACheckpointIsFoundBeforeAWeightIsUsed) {
  const fs::path run = begin();
  const fs::path checkpoint = checkpoint_path(run, 1);
  expect_damage_is_found(files_below(checkpoint), testing::trials(1000, 7000), [&] {
    try {
      read_checkpoint(checkpoint, true);
      return false;
    } catch (const Error&) {
      return true;
    }
  });
}

TEST(Shards, DamageIsFoundBeforeATokenIsUsed) {
  set_log_level(LogLevel::kQuiet);
  const testing::TemporaryDirectory folder;
  testing::SampleShards shards;
  shards.samples = 40;
  shards.vocab_size = 64;
  shards.sequence_length = 32;
  shards.write(folder / "shards");
  std::vector<std::string> whole;
  {
    const ShardReader reader(folder / "shards");
    for (uint64_t i = 0; i < reader.num_samples(); ++i) {
      const SampleView view = reader.sample(i);
      whole.emplace_back(reinterpret_cast<const char*>(view.tokens.data()), view.tokens.size());
    }
  }
  const std::vector<fs::path> files = files_below(folder / "shards");
  expect_damage_is_found(files, testing::trials(400, 3000), [&] {
    try {
      const ShardReader reader(folder / "shards");
      // What a run reads: every sample, refused or as it was.
      try {
        for (uint64_t i = 0; i < reader.num_samples(); ++i) {
          const SampleView view = reader.sample(i);
          const std::string tokens(reinterpret_cast<const char*>(view.tokens.data()), view.tokens.size());
          if (tokens != whole.at(i)) throw std::logic_error("a damaged token was handed out");
        }
      } catch (const Error&) {
        return true;
      }
      reader.verify_all();
      return false;
    } catch (const Error&) {
      return true;
    }
  });
}

}  // namespace
}  // namespace galen
