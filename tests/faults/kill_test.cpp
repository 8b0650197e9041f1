// Runs killed at random moments: they go on from their last checkpoint to the bits of an unbroken run.
#include <gtest/gtest.h>

#include <iostream>

#include "core/random.h"
#include "tests/dist/ranks.h"
#include "tests/faults/trials.h"
#include "train/run_directory.h"

namespace galen {
namespace {

namespace fs = std::filesystem;
using testing::Rank;
using testing::RanksFixture;

bool is_saving(const fs::path& run) {
  std::error_code gone;
  for (fs::directory_iterator entry(run / "checkpoints", gone), end; !gone && entry != end; entry.increment(gone)) {
    if (entry->path().filename().string().rfind(".tmp-step", 0) == 0) return true;
  }
  return false;
}

TEST(Killed, RunsEndWithTheBitsOfAnUnbrokenOne) {
  const RanksFixture fixture(Family::kGlm4Moe, "f32", "  determinism: exact\n");
  const std::vector<std::string> overrides = {"train.max_steps=60", "checkpoint.every_steps=1", "checkpoint.keep_last=2", "train.tokens_per_batch=512"};
  const std::vector<Rank> unbroken = fixture.start("unbroken", 1, overrides);
  ASSERT_EQ(wait_for(unbroken[0]), 0) << unbroken[0].said();
  const std::string expected = fixture.bits("unbroken");

  const int64_t kills_wanted = testing::trials(12, 200);
  int64_t kills = 0, in_save = 0, runs = 0;
  while (kills < kills_wanted) {
    const std::string name = "killed-" + std::to_string(runs++);
    const fs::path run = fixture.run(name);
    for (bool is_done = false; !is_done;) {
      const std::vector<Rank> rank = fixture.start(name, 1, overrides);
      const bool wants_save = random_bits(1, 0, static_cast<uint64_t>(kills)) % 4 != 0;
      const uint64_t steps = random_bits(1, 1, static_cast<uint64_t>(kills)) % 12;
      const auto pause = std::chrono::microseconds(random_bits(1, 2, static_cast<uint64_t>(kills)) % 4000);
      // So many saves later, inside the next one or at any moment.
      const std::string before = fs::exists(run / "checkpoints" / "latest") ? fs::read_symlink(run / "checkpoints" / "latest").string() : "step-00000000";
      const int64_t until = std::stoll(before.substr(5)) + static_cast<int64_t>(steps);
      while (!testing::has_ended(rank[0].pid)) {
        const bool has_come = steps == 0 || fs::exists(checkpoint_path(run, until));
        if (has_come && kills < kills_wanted && (!wants_save || is_saving(run))) {
          std::this_thread::sleep_for(pause);
          const bool inside = is_saving(run);
          if (::kill(rank[0].pid, SIGKILL) == 0 && !testing::has_ended(rank[0].pid)) in_save += inside ? 1 : 0;
          break;
        }
        std::this_thread::sleep_for(std::chrono::microseconds(100));
      }
      const int code = wait_for(rank[0]);
      kills += code == -SIGKILL ? 1 : 0;
      is_done = code == 0;
      ASSERT_TRUE(is_done || code == -SIGKILL) << code << "\n" << rank[0].said();
      if (is_done || fs::exists(run / "checkpoints" / "latest")) {
        ASSERT_TRUE(newest_valid_checkpoint(run).has_value()) << "nothing to go on from after kill " << kills;
      }
    }
    EXPECT_EQ(fixture.bits(name), expected);
    fs::remove_all(run);
  }
  std::cout << kills << " kills in " << runs << " runs, " << in_save << " of them inside a save; all runs ended with the bits of the unbroken one\n";
  EXPECT_GE(2 * in_save, kills);
}

}  // namespace
}  // namespace galen
