// Real launchers, and machines with a network between them.
#include <gtest/gtest.h>

#include <cstdlib>

#include "tests/dist/ranks.h"

namespace galen {
namespace {

using testing::Rank;
using testing::RankOptions;
using testing::RanksFixture;
namespace fs = std::filesystem;

bool is_installed(const std::string& program) {
  return std::system(("command -v " + program + " > /dev/null 2>&1").c_str()) == 0;
}

TEST(Mpirun, StartsARunWithTheBitsOfOneRank) {
  if (!is_installed("mpirun")) GTEST_SKIP() << "no mpirun (Debian: openmpi-bin)";
  const RanksFixture fixture(Family::kGlm4Moe, "f32", "  determinism: exact\n");
  const std::vector<Rank> one = fixture.start("one", 1);
  ASSERT_EQ(wait_for(one[0]), 0) << one[0].said();
  RankOptions options = fixture.options("mpi", 0, 1, 0);
  options.through = {"mpirun", "--allow-run-as-root", "--oversubscribe", "-n", "2"};
  const Rank mpirun = start_rank(options);
  ASSERT_EQ(wait_for(mpirun), 0) << mpirun.said();
  EXPECT_NE(mpirun.said().find("2 ranks have met"), std::string::npos) << mpirun.said();
  EXPECT_EQ(fixture.bits("mpi"), fixture.bits("one"));
}

// Three network namespaces on one bridge, each a machine of its own to who runs in it.
class Hosts {
 public:
  Hosts() {
    is_there_ = run("ip link add " + bridge_ + " type bridge") && run("ip link set " + bridge_ + " up");
    for (int host = 0; is_there_ && host < 3; ++host) {
      const std::string n = std::to_string(host);
      is_there_ = run("ip netns add " + name(host)) && run("ip link add " + cable(host) + " type veth peer name eth0 netns " + name(host)) &&
                  run("ip link set " + cable(host) + " master " + bridge_ + " up") && run("ip -n " + name(host) + " link set lo up") &&
                  run("ip -n " + name(host) + " addr add " + address(host) + "/24 dev eth0") && run("ip -n " + name(host) + " link set eth0 up");
    }
  }
  ~Hosts() {
    for (int host = 0; host < 3; ++host) {
      run("ip link del " + cable(host));
      run("ip netns del " + name(host));
    }
    run("ip link del " + bridge_);
  }
  Hosts(const Hosts&) = delete;
  Hosts& operator=(const Hosts&) = delete;

  bool is_there() const { return is_there_; }
  std::string name(int host) const { return "galen-" + id_ + "-" + std::to_string(host); }
  static std::string address(int host) { return "10.213.77." + std::to_string(host + 1); }
  void cut(int host) const { run("ip link set " + cable(host) + " down"); }

 private:
  std::string cable(int host) const { return "gl" + id_ + std::to_string(host); }
  static bool run(const std::string& command) { return std::system((command + " > /dev/null 2>&1").c_str()) == 0; }

  std::string id_ = std::to_string(::getpid() % 100000);
  std::string bridge_ = "glb" + id_;
  bool is_there_ = false;
};

std::vector<Rank> start_on_hosts(const RanksFixture& fixture, const Hosts& hosts, const std::string& name, const std::vector<std::string>& overrides) {
  std::vector<Rank> ranks;
  for (int rank = 0; rank < 3; ++rank) {
    RankOptions options = fixture.options(name, rank, 3, 29418, overrides);
    options.through = {"ip", "netns", "exec", hosts.name(rank)};
    options.master_addr = Hosts::address(0);
    options.has_own_host = true;
    ranks.push_back(start_rank(options));
  }
  return ranks;
}

TEST(Machines, ThreeTrainAsOneAndALostCableIsToldByAll) {
  if (!is_installed("ip")) GTEST_SKIP() << "no ip (Debian: iproute2)";
  const Hosts hosts;
  if (!hosts.is_there()) GTEST_SKIP() << "network namespaces are not permitted here";
  const RanksFixture fixture(Family::kGlm4Moe);
  const std::vector<std::string> overrides = {"train.gradient_accumulation=3"};
  const std::vector<Rank> one = fixture.start("one", 1, overrides);
  ASSERT_EQ(wait_for(one[0]), 0) << one[0].said();
  std::vector<Rank> three = start_on_hosts(fixture, hosts, "three", overrides);
  for (const Rank& rank : three) ASSERT_EQ(wait_for(rank), 0) << RanksFixture::said(three);
  const auto last_loss = [&](const std::string& run) {
    double loss = 0;
    for (const std::string& line : testing::lines_of(fixture.run(run) / "metrics.jsonl")) {
      const Json json = Json::parse(line);
      if (json.contains("loss")) loss = json["loss"].get<double>();
    }
    return loss;
  };
  EXPECT_GT(last_loss("one"), 0.5);
  EXPECT_NEAR(last_loss("three"), last_loss("one"), 1e-3);

  three = start_on_hosts(fixture, hosts, "cut", {"train.gradient_accumulation=3", "train.max_steps=100000"});
  ASSERT_TRUE(fixture.reaches_step("cut", 4, three)) << RanksFixture::said(three);
  hosts.cut(2);
  const auto start = std::chrono::steady_clock::now();
  for (const Rank& rank : three) EXPECT_EQ(wait_for(rank), 1) << RanksFixture::said(three);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(60));
  for (const int rank : {0, 1})
    EXPECT_NE(three[static_cast<size_t>(rank)].said().find("rank 2 no longer answers"), std::string::npos) << RanksFixture::said(three);
  EXPECT_NE(three[2].said().find("rank 0"), std::string::npos) << RanksFixture::said(three);
}

}  // namespace
}  // namespace galen
