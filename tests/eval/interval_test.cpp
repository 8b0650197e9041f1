#include "eval/interval.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/error.h"
#include "core/random.h"

namespace galen {
namespace {

TEST(Interval, IsAPointWhenAllValuesAreEqual) {
  const Interval interval = bootstrap_mean({0.5, 0.5, 0.5}, 1);
  EXPECT_DOUBLE_EQ(interval.mean, 0.5);
  EXPECT_DOUBLE_EQ(interval.low, 0.5);
  EXPECT_DOUBLE_EQ(interval.high, 0.5);
}

TEST(Interval, IsTheSameForTheSameSeedAndAnotherForAnother) {
  const std::vector<double> values = {0.1013, 0.9171, 0.4237, 0.7719, 0.3391, 0.8543, 0.2657, 0.6129, 0.5477};
  EXPECT_EQ(bootstrap_mean(values, 7).low, bootstrap_mean(values, 7).low);
  EXPECT_NE(bootstrap_mean(values, 7).low, bootstrap_mean(values, 8).low);
}

TEST(Interval, HasTheWidthThatTheNormalApproximationGives) {
  std::vector<double> values;
  double sum = 0, squares = 0;
  for (uint64_t i = 0; i < 400; ++i) values.push_back(random_uniform(3, 0, i));
  for (const double value : values) sum += value, squares += value * value;
  const double mean = sum / 400, deviation = std::sqrt((squares / 400 - mean * mean) / 400);
  const Interval interval = bootstrap_mean(values, 1, 4000);
  EXPECT_NEAR(interval.mean, mean, 1e-12);
  EXPECT_NEAR(interval.high - interval.low, 2 * 1.96 * deviation, 0.1 * 2 * 1.96 * deviation);
}

TEST(Interval, RefusesToAverageNothing) {
  EXPECT_THROW(bootstrap_mean({}, 1), Error);
}

}  // namespace
}  // namespace galen
