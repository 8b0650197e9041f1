#include "model/vector_math.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <limits>
#include <vector>

#include "tests/model/random_model.h"

namespace galen {
namespace {

using testing::random_normal;

std::vector<float> values_of(int64_t n, uint64_t seed, double scale = 1.0) {
  const at::Tensor values = random_normal({n}, seed, scale);
  return {values.data_ptr<float>(), values.data_ptr<float>() + n};
}

// In units of the last place of the f32 nearest to `expected`.
double ulps(float got, double expected) {
  const float nearest = static_cast<float>(expected);
  const float next = std::nextafter(std::fabs(nearest), std::numeric_limits<float>::infinity());
  return std::fabs(static_cast<double>(got) - expected) / (static_cast<double>(next) - std::fabs(static_cast<double>(nearest)));
}

TEST(VectorMath, WidensAndNarrowsEveryBf16AsAtenDoes) {
  std::vector<uint16_t> all(65536);
  for (size_t i = 0; i < all.size(); ++i) all[i] = static_cast<uint16_t>(i);
  std::vector<float> wide(all.size());
  vec::widen(all.data(), wide.data(), static_cast<int64_t>(all.size()));
  std::vector<uint16_t> back(all.size());
  vec::narrow(wide.data(), back.data(), static_cast<int64_t>(all.size()));
  for (size_t i = 0; i < all.size(); ++i) {
    ASSERT_EQ(std::bit_cast<uint32_t>(wide[i]), static_cast<uint32_t>(i) << 16);
    if (std::isnan(wide[i])) {
      ASSERT_EQ(back[i] & 0x7F80, 0x7F80);
      ASSERT_NE(back[i] & 0x7F, 0) << "a NaN became an infinity";
    } else {
      ASSERT_EQ(back[i], all[i]);
    }
  }
}

TEST(VectorMath, NarrowsToNearestEvenAsAtenDoes) {
  std::vector<float> values = values_of(10000, 1, 3.0);
  for (const uint32_t bits : {0x3F808000u, 0x3F818000u, 0x3F808001u, 0x7F7FFFFFu, 0x00000001u, 0x80000000u, 0x00808000u, 0x7F800000u, 0xFF800000u}) {
    values.push_back(std::bit_cast<float>(bits));
  }
  const auto n = static_cast<int64_t>(values.size());
  std::vector<uint16_t> narrow(values.size());
  vec::narrow(values.data(), narrow.data(), n);
  const at::Tensor expected = at::from_blob(values.data(), {n}, at::kFloat).to(at::kBFloat16);
  const auto* bits = static_cast<const uint16_t*>(expected.data_ptr());
  for (size_t i = 0; i < values.size(); ++i) ASSERT_EQ(narrow[i], bits[i]) << values[i];
}

// Every lower half under upper halves of all kinds: odd and even, subnormal, the largest, infinity.
TEST(VectorMath, HalvesJoinToTheNumberAgain) {
  std::vector<float> values, back(65536);
  std::vector<uint16_t> high(65536), narrow(65536);
  std::vector<int16_t> rest(65536);
  for (const uint32_t upper : {0x0000u, 0x0001u, 0x3F80u, 0x3F81u, 0xBF80u, 0xC2C7u, 0x7F7Fu, 0xFF7Eu}) {
    values.clear();
    for (uint32_t lower = 0; lower < 65536; ++lower) values.push_back(std::bit_cast<float>((upper << 16) + lower));
    vec::split(values.data(), high.data(), rest.data(), 65536);
    vec::narrow(values.data(), narrow.data(), 65536);
    EXPECT_EQ(high, narrow) << "what the forward pass reads is the master rounded";
    vec::join(high.data(), rest.data(), back.data(), 65536);
    for (uint32_t lower = 0; lower < 65536; ++lower) {
      const bool is_between = lower == 0x8000u && (upper & 1u) == 0;
      ASSERT_EQ(std::bit_cast<uint32_t>(back[lower]), (upper << 16) + lower - (is_between ? 1 : 0)) << upper << " " << lower;
    }
    // What was put together comes apart into the same halves: nothing drifts over saves and resumes.
    std::vector<uint16_t> high_again(65536);
    std::vector<int16_t> rest_again(65536);
    vec::split(back.data(), high_again.data(), rest_again.data(), 65536);
    EXPECT_EQ(high_again, high);
    EXPECT_EQ(rest_again, rest);
  }
  const std::vector<float> special = {std::numeric_limits<float>::infinity(), -std::numeric_limits<float>::infinity(), std::numeric_limits<float>::quiet_NaN()};
  vec::split(special.data(), high.data(), rest.data(), 3);
  vec::join(high.data(), rest.data(), back.data(), 3);
  EXPECT_EQ(back[0], special[0]);
  EXPECT_EQ(back[1], special[1]);
  EXPECT_TRUE(std::isnan(back[2]));
}

TEST(VectorMath, ReducesEveryLengthIncludingTheTails) {
  for (int64_t n = 0; n < 70; ++n) {
    const std::vector<float> x = values_of(n, 10 + static_cast<uint64_t>(n));
    const std::vector<float> y = values_of(n, 200 + static_cast<uint64_t>(n));
    double sum = 0;
    double dot = 0;
    float largest = -std::numeric_limits<float>::infinity();
    for (size_t i = 0; i < x.size(); ++i) {
      sum += x[i];
      dot += static_cast<double>(x[i]) * y[i];
      largest = std::max(largest, x[i]);
    }
    EXPECT_NEAR(vec::sum(x.data(), n), sum, 1e-5) << n;
    EXPECT_NEAR(vec::dot(x.data(), y.data(), n), dot, 1e-5) << n;
    if (n > 0) {
      EXPECT_EQ(vec::max(x.data(), n), largest) << n;
    }
  }
}

TEST(VectorMath, ExpIsWithinTwoUlpsOverItsRange) {
  std::vector<float> x;
  for (double v = -87.0; v <= 88.0; v += 0.00173) x.push_back(static_cast<float>(v));
  const std::vector<float> arguments = x;
  vec::exp_shifted(x.data(), 0.0f, static_cast<int64_t>(x.size()));  // the sum overflows over this range
  double worst = 0;
  for (size_t i = 0; i < x.size(); ++i) {
    const double expected = std::exp(static_cast<double>(arguments[i]));
    worst = std::max(worst, ulps(x[i], expected));
  }
  EXPECT_LE(worst, 2.0);
}

TEST(VectorMath, ExpBelowItsRangeIsZeroAndShiftsFirst) {
  std::vector<float> x = {-88.0f, -1e30f, -std::numeric_limits<float>::infinity(), 5.0f};
  const float total = vec::exp_shifted(x.data(), 5.0f, 4);
  EXPECT_EQ(x[0], 0.0f);
  EXPECT_EQ(x[1], 0.0f);
  EXPECT_EQ(x[2], 0.0f);
  EXPECT_EQ(x[3], 1.0f);
  EXPECT_EQ(total, 1.0f);
}

TEST(VectorMath, SwigluAndItsGradientAgreeWithDoublePrecision) {
  for (const double scale : {0.5, 8.0, 60.0}) {
    const int64_t n = 1031;
    const std::vector<float> gate = values_of(n, 3, scale);
    const std::vector<float> up = values_of(n, 4);
    const std::vector<float> grad = values_of(n, 5);
    std::vector<float> out(gate.size());
    std::vector<float> grad_gate(gate.size());
    std::vector<float> grad_up(gate.size());
    vec::swiglu(gate.data(), up.data(), out.data(), n);
    vec::swiglu_backward(grad.data(), gate.data(), up.data(), grad_gate.data(), grad_up.data(), n);
    for (size_t i = 0; i < gate.size(); ++i) {
      const double g = gate[i];
      const double s = 1.0 / (1.0 + std::exp(-g));
      const double tolerance = 1e-6 * std::max(1.0, std::fabs(g)) * 4;
      ASSERT_NEAR(out[i], g * s * up[i], tolerance) << g;
      ASSERT_NEAR(grad_up[i], grad[i] * g * s, tolerance) << g;
      ASSERT_NEAR(grad_gate[i], grad[i] * up[i] * (s + g * s * (1 - s)), tolerance) << g;
    }
  }
}

TEST(VectorMath, ScalesAndAddsRows) {
  const int64_t n = 37;
  const std::vector<float> x = values_of(n, 6);
  const std::vector<float> w = values_of(n, 7);
  std::vector<float> out(x.size());
  vec::scale_by(x.data(), 0.37f, w.data(), out.data(), n);
  for (size_t i = 0; i < x.size(); ++i) EXPECT_FLOAT_EQ(out[i], x[i] * 0.37f * w[i]);
  std::vector<float> y = w;
  vec::axpy(-2.5f, x.data(), y.data(), n);
  for (size_t i = 0; i < x.size(); ++i) EXPECT_NEAR(y[i], w[i] - 2.5f * x[i], 1e-6);
}

TEST(VectorMath, RotatingBackUndoesARotation) {
  const int64_t n = 26;
  const std::vector<float> original = values_of(n, 8);
  std::vector<float> cosine;
  std::vector<float> sine;
  for (int64_t i = 0; i < n / 2; ++i) {
    cosine.push_back(std::cos(0.7f * static_cast<float>(i)));
    sine.push_back(std::sin(0.7f * static_cast<float>(i)));
  }
  std::vector<float> x = original;
  vec::rotate_halves(x.data(), cosine.data(), sine.data(), 1.0f, n);
  const size_t half = static_cast<size_t>(n / 2);
  for (size_t i = 0; i < half; ++i) {
    EXPECT_NEAR(x[i], original[i] * cosine[i] - original[i + half] * sine[i], 1e-6);
    EXPECT_NEAR(x[i + half], original[i + half] * cosine[i] + original[i] * sine[i], 1e-6);
  }
  vec::rotate_halves(x.data(), cosine.data(), sine.data(), -1.0f, n);
  for (size_t i = 0; i < x.size(); ++i) EXPECT_NEAR(x[i], original[i], 1e-6);
}

TEST(VectorMath, FindsTheFirstOfTheLargest) {
  for (const int64_t n : {1, 17, 1024, 1025, 5000}) {
    const at::Tensor x = random_normal({n}, static_cast<uint64_t>(n)).to(at::kBFloat16);
    for (const int64_t place : {int64_t{0}, n / 3, n - 1}) {
      at::Tensor y = x.clone();
      y[place] = 9;
      y[n - 1] = 9;
      const at::Tensor wide = y.to(at::kFloat);
      EXPECT_EQ(vec::argmax(wide.const_data_ptr<float>(), n), place);
      EXPECT_EQ(vec::argmax_bf16(static_cast<const uint16_t*>(y.const_data_ptr()), n), place);
    }
    const at::Tensor negative = -x.abs();
    EXPECT_EQ(vec::argmax_bf16(static_cast<const uint16_t*>(negative.const_data_ptr()), n), negative.to(at::kFloat).argmax().item<int64_t>());
  }
}

}  // namespace
}  // namespace galen
