#include "model/row_ops.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <gtest/gtest.h>

#include <atomic>

#include "model/attention.h"
#include "tests/model/random_model.h"

namespace galen {
namespace {

using testing::largest_difference;
using testing::leaf_of;
using testing::random_normal;

at::Tensor rms_norm_composite(const at::Tensor& x, const at::Tensor& weight, double eps) {
  return x * at::rsqrt(x.square().mean(-1, true) + eps) * weight;
}

at::Tensor swiglu_composite(const at::Tensor& gate_up) {
  const int64_t width = gate_up.size(1) / 2;
  return at::silu(gate_up.narrow(1, 0, width)) * gate_up.narrow(1, width, width);
}

// x2 | x1 halves as transformers writes it.
at::Tensor rope_composite(const at::Tensor& x, const at::Tensor& cosine, const at::Tensor& sine) {
  const int64_t half = x.size(-1) / 2;
  const at::Tensor rotated = at::cat({x.narrow(-1, half, half).neg(), x.narrow(-1, 0, half)}, -1);
  return x * at::cat({cosine, cosine}, -1) + rotated * at::cat({sine, sine}, -1);
}

TEST(RowOps, RmsNormAgreesWithDoublePrecision) {
  for (const int64_t width : {1, 7, 33, 576}) {
    const at::Tensor x = random_normal({50, width}, 1, 2.0);
    const at::Tensor weight = random_normal({width}, 2) + 1;
    const RmsNormOutput output = rms_norm_forward(x, {}, {}, weight, 1e-5, at::kFloat);
    EXPECT_LE(largest_difference(output.y, rms_norm_composite(x.to(at::kDouble), weight.to(at::kDouble), 1e-5)), 4e-6) << width;
    EXPECT_LE(largest_difference(output.rstd, at::rsqrt(x.to(at::kDouble).square().mean(-1) + 1e-5)), 1e-6 * output.rstd.max().item<double>()) << width;
  }
}

TEST(RowOps, RmsNormInBf16RoundsOnce) {
  const at::Tensor x = random_normal({40, 96}, 3).to(at::kBFloat16);
  const at::Tensor weight = (random_normal({96}, 4) + 1).to(at::kBFloat16);
  const RmsNormOutput output = rms_norm_forward(x, {}, {}, weight, 1e-5, at::kBFloat16);
  const at::Tensor exact = rms_norm_composite(x.to(at::kDouble), weight.to(at::kDouble), 1e-5);
  const at::Tensor relative = (output.y.to(at::kDouble) - exact).abs() / exact.abs().clamp_min(1e-3);
  EXPECT_LE(relative.max().item<double>(), 1.001 / 256);  // half a unit in the last of 8 bits, at worst at a power of two
}

TEST(RowOps, RmsNormGradientsAgreeWithAutograd) {
  for (const at::ScalarType type : {at::kFloat, at::kBFloat16}) {
    const at::Tensor x = random_normal({300, 45}, 5, 1.5).to(type);  // more than two blocks of rows
    const at::Tensor weight = random_normal({45}, 6) + 1;
    const at::Tensor grad_y = random_normal({300, 45}, 7).to(type);
    const RmsNormOutput output = rms_norm_forward(x, {}, {}, weight, 1e-5, type);
    at::Tensor grad_weight = at::full({45}, 3.0, at::kFloat);
    const at::Tensor grad_x = rms_norm_backward(grad_y, {}, x, weight, output.rstd, grad_weight);
    const at::Tensor x_leaf = leaf_of(x, at::kDouble);
    const at::Tensor w_leaf = leaf_of(weight, at::kDouble);
    rms_norm_composite(x_leaf, w_leaf, 1e-5).backward(grad_y.to(at::kDouble));
    EXPECT_EQ(grad_x.scalar_type(), type);
    EXPECT_LE(largest_difference(grad_x, x_leaf.grad()), type == at::kFloat ? 1e-5 : 0.05);
    EXPECT_LE(largest_difference(grad_weight, w_leaf.grad() + 3), 1e-4) << "gradients add to what is there";
  }
}

TEST(RowOps, SwigluAndItsGradientAgreeWithAutograd) {
  for (const at::ScalarType type : {at::kFloat, at::kBFloat16}) {
    const at::Tensor gate_up = random_normal({35, 2 * 29}, 8, 3.0).to(type);
    const at::Tensor grad = random_normal({35, 29}, 9).to(type);
    const at::Tensor leaf = leaf_of(gate_up, at::kDouble);
    const at::Tensor expected = swiglu_composite(leaf);
    expected.backward(grad.to(at::kDouble));
    const double tolerance = type == at::kFloat ? 1e-5 : 1.0 / 256;
    const auto relative = [](const at::Tensor& got, const at::Tensor& want) {
      return ((got.to(at::kDouble) - want).abs() / want.abs().clamp_min(1.0)).max().item<double>();
    };
    EXPECT_LE(relative(swiglu_forward(gate_up), expected.detach()), tolerance);
    EXPECT_LE(relative(swiglu_backward(grad, gate_up), leaf.grad()), tolerance);
  }
}

TEST(RowOps, RopeRotatesOnlyItsHeadsAndTheRotaryPart) {
  const int64_t head_dim = 12;
  const int64_t rotary = 8;
  const RopeTable table = make_rope_table(64, rotary, 10000.0);
  const at::Tensor positions = at::tensor({0, 5, 63, 1}, at::kLong);
  const at::Tensor x = random_normal({4, 5 * head_dim}, 10);
  at::Tensor y = x.clone();
  rope_(y, head_dim, 3, head_dim, rotary, positions, table.cosine, table.sine, false);
  const at::Tensor cosine = table.cosine.index_select(0, positions).unsqueeze(1);
  const at::Tensor sine = table.sine.index_select(0, positions).unsqueeze(1);
  at::Tensor expected = x.clone().view({4, 5, head_dim});
  expected.narrow(1, 1, 3).narrow(2, 0, rotary).copy_(rope_composite(x.view({4, 5, head_dim}).narrow(1, 1, 3).narrow(2, 0, rotary), cosine, sine));
  EXPECT_LE(largest_difference(y, expected.view({4, -1})), 1e-6);
  EXPECT_TRUE(at::equal(y.narrow(1, 0, head_dim), x.narrow(1, 0, head_dim)));
  EXPECT_TRUE(at::equal(y.narrow(1, 4 * head_dim, head_dim), x.narrow(1, 4 * head_dim, head_dim)));
  rope_(y, head_dim, 3, head_dim, rotary, positions, table.cosine, table.sine, true);
  EXPECT_LE(largest_difference(y, x), 2e-6);

  at::Tensor narrow = x.to(at::kBFloat16);
  const at::Tensor wide = narrow.to(at::kFloat);
  rope_(narrow, 0, 5, head_dim, head_dim, positions, make_rope_table(64, head_dim, 10000.0).cosine, make_rope_table(64, head_dim, 10000.0).sine, false);
  at::Tensor wide_rotated = wide.clone();
  rope_(wide_rotated, 0, 5, head_dim, head_dim, positions, make_rope_table(64, head_dim, 10000.0).cosine, make_rope_table(64, head_dim, 10000.0).sine, false);
  EXPECT_TRUE(at::equal(narrow, wide_rotated.to(at::kBFloat16))) << "one rounding, at the end";
}

TEST(RowOps, AddendsAreSummedBeforeTheNorm) {
  const at::Tensor x = random_normal({70, 48}, 20);
  const at::Tensor first = random_normal({70, 48}, 21).to(at::kBFloat16);
  const at::Tensor second = random_normal({70, 48}, 22).to(at::kBFloat16);
  const at::Tensor weight = random_normal({48}, 23) + 1;
  const RmsNormOutput output = rms_norm_forward(x, first, second, weight, 1e-5, at::kFloat);
  const at::Tensor sum = x + first.to(at::kFloat) + second.to(at::kFloat);
  EXPECT_TRUE(at::equal(output.sum, sum));
  EXPECT_LE(largest_difference(output.y, rms_norm_composite(sum.to(at::kDouble), weight.to(at::kDouble), 1e-5)), 4e-6);
  const at::Tensor grad_y = random_normal({70, 48}, 24);
  const at::Tensor grad_sum = random_normal({70, 48}, 25);
  const at::Tensor leaf = leaf_of(sum, at::kDouble);
  rms_norm_composite(leaf, weight.to(at::kDouble), 1e-5).backward(grad_y.to(at::kDouble));
  EXPECT_LE(largest_difference(rms_norm_backward(grad_y, grad_sum, output.sum, weight, output.rstd, {}), leaf.grad() + grad_sum), 1e-5);
}

TEST(RowOps, SumsDotsAndScalesAgreeWithAten) {
  for (const at::ScalarType type : {at::kFloat, at::kBFloat16}) {
    const at::Tensor a = random_normal({90, 37}, 26).to(type);
    const at::Tensor b = random_normal({90, 37}, 27).to(type);
    const at::Tensor scale = random_normal({90}, 28);
    const auto wide = [](const at::Tensor& t) { return t.to(at::kDouble); };
    EXPECT_LE(largest_difference(row_dots(a, b), (wide(a) * wide(b)).sum(1)), 1e-5);
    EXPECT_NEAR(sum_of_squares(a), wide(a).square().sum().item<double>(), 1e-3);
    EXPECT_TRUE(at::equal(scale_rows(a, scale), (a.to(at::kFloat) * scale.unsqueeze(1)).to(type)));
    at::Tensor sum = random_normal({90, 37}, 29);
    const at::Tensor expected = sum + a.to(at::kFloat);
    accumulate(sum, a);
    EXPECT_TRUE(at::equal(sum, expected));
  }
}

TEST(RowOps, RowsAreCombinedInSlotOrderWithoutThoseThatAreNowhere) {
  const at::Tensor rows = random_normal({5, 12}, 30).to(at::kBFloat16);
  const at::Tensor place = at::tensor({0, -1, 4, 2, -1, -1, 3, 1}, at::kLong).view({4, 2});
  const at::Tensor weights = random_normal({4, 2}, 31);
  const at::Tensor wide = rows.to(at::kFloat);
  at::Tensor expected = at::zeros({4, 12}, at::kFloat);
  at::Tensor unweighted = at::zeros({4, 12}, at::kFloat);
  for (int64_t t = 0; t < 4; ++t) {
    for (int64_t slot = 0; slot < 2; ++slot) {
      const int64_t at = place[t][slot].item<int64_t>();
      if (at < 0) continue;
      expected[t] += wide[at] * weights[t][slot];
      unweighted[t] += wide[at];
    }
  }
  EXPECT_LE(largest_difference(combine_rows(rows, place, weights), expected), 0.02);
  EXPECT_TRUE(at::equal(combine_rows(rows, place, {}), unweighted.to(at::kBFloat16)));
}

TEST(RowOps, CrossEntropyAndItsGradientAgreeWithAutograd) {
  for (const at::ScalarType type : {at::kFloat, at::kBFloat16}) {
    at::Tensor logits = random_normal({20, 130}, 32, 3.0).to(type);
    const at::Tensor target = testing::random_tokens(20, 130, 33);
    const at::Tensor leaf = leaf_of(logits, at::kDouble);
    const at::Tensor log_z = leaf.logsumexp(1);
    const at::Tensor nll = log_z - leaf.gather(1, target.unsqueeze(1)).squeeze(1);
    ((nll.sum() + 0.05 * log_z.square().sum()) / 7.0).backward();
    const at::Tensor before = logits.clone();
    const CrossEntropy forward_only = cross_entropy_(logits, target, 7.0, 0.05, false);
    EXPECT_TRUE(at::equal(logits, before));
    const CrossEntropy entropy = cross_entropy_(logits, target, 7.0, 0.05, true);
    EXPECT_TRUE(at::equal(entropy.nll, forward_only.nll));
    EXPECT_LE(largest_difference(entropy.nll, nll), 1e-5);
    EXPECT_LE(largest_difference(entropy.log_z, log_z), 1e-5);
    EXPECT_LE(largest_difference(logits, leaf.grad()), type == at::kFloat ? 1e-6 : 2e-3);
  }
}

TEST(RowOps, AreCompiledToUseAllThreads) {
  const int before = at::get_num_threads();
  at::set_num_threads(2);
  std::atomic<int> workers{0};
  at::parallel_for(0, 2, 1, [&](int64_t, int64_t) { ++workers; });
  at::set_num_threads(before);
  EXPECT_EQ(workers, 2) << "at::parallel_for was compiled without OpenMP";
}

TEST(RowOps, ThreadsDoNotChangeTheBits) {
  const int before = at::get_num_threads();
  const at::Tensor x = random_normal({700, 65}, 11);
  const at::Tensor weight = random_normal({65}, 12);
  const at::Tensor grad = random_normal({700, 65}, 13);
  std::vector<at::Tensor> first;
  for (const int threads : {1, 2, 3}) {
    at::set_num_threads(threads);
    const RmsNormOutput output = rms_norm_forward(x, {}, {}, weight, 1e-5, at::kFloat);
    at::Tensor grad_weight = at::zeros({65}, at::kFloat);
    const at::Tensor grad_x = rms_norm_backward(grad, {}, x, weight, output.rstd, grad_weight);
    const std::vector<at::Tensor> results = {output.y, grad_x, grad_weight};
    if (first.empty()) first = results;
    for (size_t i = 0; i < results.size(); ++i) EXPECT_TRUE(at::equal(results[i], first[i])) << threads << " threads, result " << i;
  }
  at::set_num_threads(before);
}

TEST(RowOps, RefusesWhatItCannotRead) {
  const at::Tensor weight = at::ones({4}, at::kFloat);
  EXPECT_THROW(rms_norm_forward(at::ones({4, 2}, at::kFloat).t(), {}, {}, weight, 1e-5, at::kFloat), c10::Error);
  EXPECT_THROW(swiglu_forward(at::ones({4, 4}, at::kDouble)), c10::Error);
}

}  // namespace
}  // namespace galen
