#include "export/logit_comparison.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace galen {
namespace {

TEST(LogitComparison, GivesWhatCanBeComputedByHand) {
  // Two positions, two tokens: (1/2, 1/2) against (1/4, 3/4), then equal distributions with logits 5 higher.
  const at::Tensor ours = at::tensor({0.0f, 0.0f, 1.0f, 2.0f}).reshape({2, 2});
  const at::Tensor theirs = at::tensor({0.0f, std::log(3.0f), 6.0f, 7.0f}).reshape({2, 2});
  LogitComparison comparison;
  comparison.add(ours, theirs, at::tensor({int64_t{1}, int64_t{0}}));
  EXPECT_EQ(comparison.positions(), 2);
  EXPECT_NEAR(comparison.max_abs_difference(), 5, 1e-6);
  EXPECT_NEAR(comparison.mean_kl(), 0.5 * (0.5 * std::log(2.0) + 0.5 * std::log(2.0 / 3.0)), 1e-6);
  EXPECT_NEAR(comparison.p99_kl(), 2 * comparison.mean_kl(), 1e-9);
  EXPECT_NEAR(comparison.perplexity_ours(), 2, 1e-6);  // position 0 predicts token 0
  EXPECT_NEAR(comparison.perplexity_theirs(), 4, 1e-5);
  EXPECT_NEAR(comparison.top1_agreement(), 0.5, 1e-9);
}

TEST(LogitComparison, IsZeroForEqualLogitsOfLongDocuments) {
  LogitComparison comparison;
  for (const int64_t length : {1, 64, 65, 200}) {
    const at::Tensor logits = at::randn({length, 11});
    comparison.add(logits, logits, at::randint(0, 11, {length}, at::kLong));
  }
  EXPECT_EQ(comparison.positions(), 330);
  EXPECT_EQ(comparison.max_abs_difference(), 0);
  EXPECT_EQ(comparison.mean_kl(), 0);
  EXPECT_EQ(comparison.top1_agreement(), 1);
  EXPECT_EQ(comparison.perplexity_ours(), comparison.perplexity_theirs());
}

TEST(LogitComparison, NeverHidesANan) {
  LogitComparison comparison;
  at::Tensor bad = at::zeros({3, 4});
  bad[1][2] = std::numeric_limits<float>::quiet_NaN();
  comparison.add(at::zeros({3, 4}), bad, at::zeros({3}, at::kLong));
  comparison.add(at::zeros({3, 4}), at::ones({3, 4}), at::zeros({3}, at::kLong));
  EXPECT_TRUE(std::isnan(comparison.max_abs_difference()));
  EXPECT_TRUE(std::isnan(comparison.mean_kl()));
  EXPECT_TRUE(std::isnan(comparison.p99_kl()));
}

}  // namespace
}  // namespace galen
