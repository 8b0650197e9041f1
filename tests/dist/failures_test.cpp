// What goes wrong between ranks: one clear error on every rank that can still speak, none left waiting, the last checkpoint untouched.
#include <gtest/gtest.h>

#include "core/error.h"
#include "core/random.h"
#include "model/checkpoint.h"
#include "tests/dist/ranks.h"
#include "tests/faults/trials.h"
#include "train/run_directory.h"

namespace galen {
namespace {

using testing::Rank;
using testing::RankOptions;
using testing::RanksFixture;
namespace fs = std::filesystem;

// Every rank still alive ends with code 1 and says `words`.
void expect_refused(const std::vector<Rank>& ranks, const std::vector<std::string>& words) {
  for (const Rank& rank : ranks) {
    EXPECT_EQ(wait_for(rank), 1) << RanksFixture::said(ranks);
    for (const std::string& word : words) EXPECT_NE(rank.said().find(word), std::string::npos) << word << "\n" << RanksFixture::said(ranks);
  }
}

void expect_checkpoints_whole(const fs::path& run, size_t at_least) {
  const std::vector<SavedCheckpoint> saved = list_checkpoints(run, true);
  EXPECT_GE(saved.size(), at_least);
  for (const SavedCheckpoint& checkpoint : saved) EXPECT_TRUE(checkpoint.valid) << checkpoint.path << ": " << checkpoint.problem;
}

TEST(Ranks, WithDifferentRecipesDontStart) {
  const RanksFixture fixture(Family::kLlama);
  const int port = testing::free_port();
  std::vector<Rank> ranks;
  for (int rank = 0; rank < 3; ++rank) {
    ranks.push_back(start_rank(fixture.options("differ", rank, 3, port, rank == 2 ? std::vector<std::string>{"train.seed=5"} : std::vector<std::string>{})));
  }
  expect_refused(ranks, {"the ranks run different recipes", "rank 2", "train.seed"});
  EXPECT_FALSE(fs::exists(fixture.run("differ") / "checkpoints"));
}

TEST(Ranks, WithDifferentBuildsDontStart) {
  const RanksFixture fixture(Family::kLlama);
  const fs::path other = fixture.folder / "galen-other";
  fs::copy_file(GALEN_PROGRAM, other);
  std::ofstream(other, std::ios::app | std::ios::binary) << "x";
  const int port = testing::free_port();
  std::vector<Rank> ranks;
  for (int rank = 0; rank < 2; ++rank) {
    RankOptions options = fixture.options("builds", rank, 2, port);
    if (rank == 1) options.program = other;
    ranks.push_back(start_rank(options));
  }
  expect_refused(ranks, {"the ranks differ in the build of galen", "rank 1 (sha256 "});
}

TEST(Ranks, ThatDontComeAreNamed) {
  const RanksFixture fixture(Family::kLlama);
  const int port = testing::free_port();
  std::vector<Rank> ranks;
  for (const int rank : {0, 2}) ranks.push_back(start_rank(fixture.options("missing", rank, 4, port, {"cluster.join_seconds=3"})));
  expect_refused(ranks, {"not all ranks came: ranks 1, 3 missing", "cluster.join_seconds"});
}

TEST(Ranks, WithoutRankZeroSayWhereTheyLooked) {
  const RanksFixture fixture(Family::kLlama);
  const int port = testing::free_port();
  expect_refused({start_rank(fixture.options("headless", 1, 2, port, {"cluster.join_seconds=3"}))},
                 {"rank 1 can't reach the ranks' meeting point", "127.0.0.1:" + std::to_string(port), "rank 0 must be running"});
}

TEST(Ranks, StartedTwiceAreRefused) {
  const RanksFixture fixture(Family::kLlama);
  const int port = testing::free_port();
  std::vector<Rank> ranks;
  for (const int rank : {0, 1}) {
    ranks.push_back(start_rank(
        fixture.options("twice-" + std::to_string(ranks.size()), rank, 3, port, {"cluster.join_seconds=4", "run.dir=" + fixture.run("twice").string()})));
  }
  ranks.push_back(start_rank(fixture.options("twice-again", 1, 3, port, {"cluster.join_seconds=4", "run.dir=" + fixture.run("twice").string()})));
  for (const Rank& rank : ranks) EXPECT_EQ(wait_for(rank), 1) << RanksFixture::said(ranks);
  const std::string said = ranks[1].said() + ranks[2].said();
  EXPECT_TRUE(said.find("another process came as rank 1 too") != std::string::npos || said.find("rank 2 missing") != std::string::npos) << said;
}

TEST(Ranks, APortInUseIsNamed) {
  const RanksFixture fixture(Family::kLlama);
  const int s = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_ANY);
  socklen_t length = sizeof address;
  ASSERT_EQ(::bind(s, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  ASSERT_EQ(::listen(s, 1), 0);
  ::getsockname(s, reinterpret_cast<sockaddr*>(&address), &length);
  const std::string port = std::to_string(ntohs(address.sin_port));
  expect_refused({start_rank(fixture.options("taken", 0, 2, ntohs(address.sin_port), {"cluster.join_seconds=3"}))},
                 {"port " + port + " is in use", "MASTER_PORT"});
  ::close(s);
}

TEST(Ranks, ThatCantShareAStepAreRefused) {
  const RanksFixture fixture(Family::kLlama);
  expect_refused(fixture.start("uneven", 3), {"train.gradient_accumulation: is 4, which 3 ranks can't share evenly", "multiple of 3"});
  expect_refused(fixture.start("virtual", 2, {"train.determinism=exact", "train.gradient_accumulation=6", "train.virtual_ranks=1"}),
                 {"1 virtual ranks, which 2 ranks can't share"});
  expect_refused(fixture.start("three", 3, {"train.determinism=exact", "train.gradient_accumulation=12"}), {"4 virtual ranks, which 3 ranks can't share"});
}

TEST(Ranks, ResumingAsAnotherRunIsRefusedOnEveryRank) {
  const RanksFixture fixture(Family::kLlama);
  for (const Rank& rank : fixture.start("again", 2)) ASSERT_EQ(wait_for(rank), 0) << rank.said();
  expect_refused(fixture.start("again", 2, {"train.optimizer.learning_rate=0.02"}),
                 {"cannot resume: train.optimizer.learning_rate is \"0.02\", was \"0.003\""});
  expect_checkpoints_whole(fixture.run("again"), 3);
}

TEST(Ranks, AFailureOfOneIsToldByAll) {
  const RanksFixture fixture(Family::kLlama);
  const int port = testing::free_port();
  std::vector<Rank> ranks;
  for (int rank = 0; rank < 2; ++rank) {
    RankOptions options = fixture.options("full", rank, 2, port);
    if (rank == 0) options.most_file_bytes = 600'000;  // enough for the shards, not for a checkpoint
    ranks.push_back(start_rank(options));
  }
  for (const Rank& rank : ranks) EXPECT_EQ(wait_for(rank), 1) << RanksFixture::said(ranks);
  EXPECT_NE(ranks[0].said().find("File too large"), std::string::npos) << ranks[0].said();
  EXPECT_NE(ranks[1].said().find("rank 0 failed: "), std::string::npos) << ranks[1].said();
  EXPECT_NE(ranks[1].said().find("File too large"), std::string::npos) << ranks[1].said();
}

// Killed or stopped at some step, any rank: the others name it and end, and the run goes on from its last checkpoint to the bits of an unbroken one.
void lose_a_peer(int guilty, int size, int signal, size_t at_step, std::chrono::microseconds later = {}) {
  const RanksFixture fixture(Family::kGlm4Moe, "f32", "  determinism: exact\n");
  const std::vector<std::string> overrides = {"train.max_steps=4000"};
  const std::vector<Rank> ranks = fixture.start("lost", size, overrides);
  ASSERT_TRUE(fixture.reaches_step("lost", at_step, ranks)) << RanksFixture::said(ranks);
  std::this_thread::sleep_for(later);
  ::kill(ranks[static_cast<size_t>(guilty)].pid, signal);
  const auto start = std::chrono::steady_clock::now();
  const std::string name = "rank " + std::to_string(guilty) + " ";
  for (int rank = 0; rank < size; ++rank) {
    if (rank == guilty) continue;
    EXPECT_EQ(wait_for(ranks[static_cast<size_t>(rank)]), 1) << RanksFixture::said(ranks);
    EXPECT_NE(ranks[static_cast<size_t>(rank)].said().find(name), std::string::npos) << "rank " << rank << " doesn't name " << name << "\n"
                                                                                     << RanksFixture::said(ranks);
  }
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(60));
  ::kill(ranks[static_cast<size_t>(guilty)].pid, SIGKILL);
  wait_for(ranks[static_cast<size_t>(guilty)]);
  expect_checkpoints_whole(fixture.run("lost"), 0);  // the first may not have been written yet
}

TEST(Peers, KilledOnesAreNamed) {
  lose_a_peer(1, 2, SIGKILL, 4);
  lose_a_peer(2, 4, SIGKILL, 5);
}

TEST(Peers, ARankZeroThatIsKilledIsNamed) {
  lose_a_peer(0, 2, SIGKILL, 4);
}

TEST(Peers, StoppedOnesAreNamed) {
  lose_a_peer(1, 2, SIGSTOP, 4);
  lose_a_peer(0, 2, SIGSTOP, 4);
}

// Whoever is lost and whenever, in whatever the ranks were exchanging.
TEST(Peers, AreNamedWhoeverIsLostAndWhenever) {
  const int64_t times = testing::trials(3, 100);
  for (int64_t trial = 0; trial < times && !::testing::Test::HasFailure(); ++trial) {
    const auto random = [&](uint64_t below, uint64_t what) { return static_cast<int>(random_bits(11, what, static_cast<uint64_t>(trial)) % below); };
    const int size = random(2, 0) == 0 ? 2 : 4;
    SCOPED_TRACE(trial);
    lose_a_peer(random(static_cast<uint64_t>(size), 1), size, random(3, 2) == 0 ? SIGSTOP : SIGKILL, static_cast<size_t>(3 + random(40, 3)),
                std::chrono::microseconds(random(40000, 4)));
  }
}

TEST(Torchrun, StartsARunAndRestartsItAfterAKill) {
  const fs::path torchrun = fs::path(GALEN_SOURCE_DIR) / ".venv-judges" / "bin" / "torchrun";
  if (!fs::exists(torchrun)) GTEST_SKIP() << "no .venv-judges: scripts/test.sh makes it";
  const RanksFixture fixture(Family::kGlm4Moe, "f32", "  determinism: exact\n");
  const std::vector<std::string> overrides = {"train.max_steps=120", "checkpoint.every_steps=20"};
  const std::vector<Rank> one = fixture.start("whole", 1, overrides);
  ASSERT_EQ(wait_for(one[0]), 0) << one[0].said();

  Rank agent;
  agent.log = fixture.folder / "torchrun.log";
  agent.pid = ::fork();
  if (agent.pid == 0) {
    for (FILE* stream : {stdout, stderr}) std::freopen(agent.log.c_str(), "a", stream);  // else one would write over the other
    ::setenv("OMP_NUM_THREADS", "1", 1);
    ::execl(torchrun.c_str(), "torchrun", "--no-python", "--standalone", "--nproc-per-node=2", "--max-restarts=2", "--monitor-interval=1", GALEN_PROGRAM,
            "train", fixture.recipe.c_str(), ("run.dir=" + fixture.run("elastic").string()).c_str(), overrides[0].c_str(), overrides[1].c_str(), nullptr);
    ::_exit(127);
  }
  // A worker is killed once some checkpoint is there.
  bool killed = false;
  for (int i = 0; i < 6000 && !killed && !testing::has_ended(agent.pid); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    if (!fs::exists(fixture.run("elastic") / "checkpoints" / "latest")) continue;
    for (const auto& process : fs::directory_iterator("/proc")) {
      const std::string command = testing::text_of(process.path() / "cmdline");
      if (command.find(fixture.run("elastic").string()) == std::string::npos || command.find("torchrun") != std::string::npos) continue;
      if (testing::text_of(process.path() / "environ").find("LOCAL_RANK=1") == std::string::npos) continue;
      ::kill(std::stoi(process.path().filename()), SIGKILL);
      killed = true;
      break;
    }
  }
  EXPECT_TRUE(killed);
  EXPECT_EQ(wait_for(agent, std::chrono::seconds(180)), 0) << agent.said();
  EXPECT_NE(agent.said().find("resuming from step"), std::string::npos) << agent.said();
  EXPECT_EQ(fixture.bits("elastic"), fixture.bits("whole"));
}

}  // namespace
}  // namespace galen
