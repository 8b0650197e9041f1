#include "data/order.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "tests/data/sample_shards.h"
#include "tests/support.h"

namespace galen {
namespace {

TEST(Order, PermutesEverySize) {
  for (uint64_t size = 1; size <= 600; ++size) {
    const Permutation permutation(size, 3, size);
    std::vector<bool> seen(size, false);
    for (uint64_t i = 0; i < size; ++i) {
      const uint64_t image = permutation(i);
      ASSERT_LT(image, size);
      ASSERT_FALSE(seen[image]);
      seen[image] = true;
    }
  }
}

TEST(Order, LooksRandom) {
  // Mean distance of a random permutation from identity is size / 3; fixed points are about one.
  constexpr uint64_t kSize = 10000;
  const Permutation permutation(kSize, 0, 0);
  double distance = 0;
  int fixed = 0;
  int neighbours = 0;
  for (uint64_t i = 0; i < kSize; ++i) {
    distance += std::abs(static_cast<double>(permutation(i)) - static_cast<double>(i));
    fixed += permutation(i) == i;
    if (i > 0) neighbours += permutation(i) == permutation(i - 1) + 1;
  }
  EXPECT_NEAR(distance / kSize, kSize / 3.0, kSize * 0.02);
  EXPECT_LT(fixed, 8);
  EXPECT_LT(neighbours, 8);
}

TEST(Order, ChangesWithSeedAndEpoch) {
  testing::TemporaryDirectory folder;
  testing::SampleShards().write(folder / "shards");
  const ShardReader reader(folder / "shards");
  const EpochOrder one(reader, 1, true), same(reader, 1, true), two(reader, 2, true), filed(reader, 1, false);
  int by_seed = 0, by_epoch = 0;
  for (uint64_t p = 0; p < one.size(); ++p) {
    EXPECT_EQ(one.sample_at(4, p), same.sample_at(4, p));
    EXPECT_EQ(filed.sample_at(4, p), p);
    by_seed += one.sample_at(4, p) == two.sample_at(4, p);
    by_epoch += one.sample_at(4, p) == one.sample_at(5, p);
  }
  EXPECT_LT(by_seed, 20);
  EXPECT_LT(by_epoch, 20);
}

TEST(Order, RepeatsSamplesAsTheirWeightsSay) {
  testing::TemporaryDirectory folder;
  testing::SampleShards made;
  made.samples = 300;
  made.sources = {{"a", 0.5}, {"b", 1.5}, {"c", 0.75}};
  made.write(folder / "shards");
  const ShardReader reader(folder / "shards");
  const EpochOrder order(reader, 11, true);
  std::map<int, uint64_t> samples_of;
  for (uint64_t i = 0; i < made.samples; ++i) ++samples_of[made.source_of(i)];

  std::vector<std::set<uint64_t>> twice(3);
  for (uint64_t epoch = 0; epoch < 3; ++epoch) {
    std::vector<int> visits(made.samples, 0);
    for (uint64_t p = 0; p < order.size(); ++p) ++visits[order.sample_at(epoch, p)];
    uint64_t extra = 0;
    for (uint64_t i = 0; i < made.samples; ++i) {
      const int source = made.source_of(i);
      if (source != 2) {
        EXPECT_EQ(visits[i], source == 0 ? 1 : 3);
        continue;
      }
      EXPECT_TRUE(visits[i] == 1 || visits[i] == 2) << visits[i];
      if (visits[i] == 2) {
        ++extra;
        twice[epoch].insert(i);
      }
    }
    EXPECT_EQ(extra, static_cast<uint64_t>(std::llround(static_cast<double>(samples_of[2]) * 1.5)) - samples_of[2]);
  }
  EXPECT_NE(twice[0], twice[1]);
  EXPECT_EQ(EpochOrder(reader, 11, false).size(), made.samples);
}

}  // namespace
}  // namespace galen
