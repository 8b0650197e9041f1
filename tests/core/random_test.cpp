#include "core/random.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <set>

namespace galen {
namespace {

// The first outputs of Vigna's splitmix64.c from the state 0 and 1234567: mix64 of the states that it goes through.
TEST(Random, MixingAgreesWithSplitMix64) {
  EXPECT_EQ(mix64(0), 0xE220A8397B1DCDAFULL);
  EXPECT_EQ(mix64(0x9E3779B97F4A7C15ULL), 0x6E789E6AA1B965F4ULL);
  EXPECT_EQ(mix64(1234567), 6457827717110365317ULL);
  EXPECT_EQ(mix64(1234567 + 0x9E3779B97F4A7C15ULL), 3203168211198807973ULL);
}

TEST(Random, IsAFunctionOfSeedStreamAndCounterAlone) {
  static_assert(random_bits(1, 2, 3) == random_bits(1, 2, 3));  // at compile time too: no state
  EXPECT_EQ(random_bits(1, 2, 3), random_bits(1, 2, 3));
  std::set<uint64_t> values;
  for (uint64_t seed = 0; seed < 20; ++seed) {
    for (uint64_t stream = 0; stream < 20; ++stream) {
      for (uint64_t counter = 0; counter < 20; ++counter) values.insert(random_bits(seed, stream, counter));
    }
  }
  EXPECT_EQ(values.size(), 8000u) << "neighbouring seeds, streams and counters must not share numbers";
}

// A resume on another machine or in another build must draw the same numbers.
TEST(Random, ItsValuesNeverChange) {
  EXPECT_EQ(random_bits(0, 0, 0), mix64(mix64(mix64(0))));
  EXPECT_EQ(random_bits(7, 5, 3), mix64(mix64(mix64(7) ^ 5) ^ 3));
}

TEST(Random, UniformNumbersFillTheIntervalEvenly) {
  constexpr int kCount = 200'000;
  double sum = 0;
  double squares = 0;
  int in_first_tenth = 0;
  for (uint64_t i = 0; i < kCount; ++i) {
    const double value = random_uniform(42, 1, i);
    ASSERT_GE(value, 0.0);
    ASSERT_LT(value, 1.0);
    sum += value;
    squares += value * value;
    in_first_tenth += value < 0.1;
  }
  EXPECT_NEAR(sum / kCount, 0.5, 0.003);  // 4.6 standard errors
  EXPECT_NEAR(squares / kCount, 1.0 / 3.0, 0.003);
  EXPECT_NEAR(in_first_tenth / static_cast<double>(kCount), 0.1, 0.003);
}

TEST(Random, OneBitOfTheCounterChangesHalfOfTheResult) {
  double flipped = 0;
  constexpr int kCount = 2000;
  for (uint64_t i = 0; i < kCount; ++i) flipped += std::popcount(random_bits(3, 4, i) ^ random_bits(3, 4, i ^ (uint64_t{1} << (i % 64))));
  EXPECT_NEAR(flipped / kCount, 32.0, 0.5);
}

}  // namespace
}  // namespace galen
