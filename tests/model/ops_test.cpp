#include "model/ops.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <cmath>

#include "tests/model/random_model.h"

namespace galen {
namespace {

using testing::largest_difference;
using testing::leaf_of;
using testing::parameter_of;
using testing::random_normal;
using testing::random_tokens;

double relative_difference(const at::Tensor& got, const at::Tensor& want) {
  return largest_difference(got, want) / std::max(1e-30, want.abs().max().item<double>());
}

TEST(Ops, LinearAgreesWithAutograd) {
  for (const at::ScalarType type : {at::kFloat, at::kBFloat16}) {
    for (const bool biased : {false, true}) {
      const ParameterRef weight = parameter_of(random_normal({15, 22}, 1), true, type);
      const ParameterRef bias = biased ? parameter_of(random_normal({15}, 2), true, type) : nullptr;
      const at::Tensor values = random_normal({31, 22}, 3).to(type);
      const at::Tensor gradient = random_normal({31, 15}, 4).to(type);
      const at::Tensor x = leaf_of(values, type);
      const at::Tensor y = linear(x, weight, bias);
      y.backward(gradient);
      const at::Tensor x_leaf = leaf_of(values, at::kDouble);
      const at::Tensor w_leaf = leaf_of(weight->compute, at::kDouble);
      const at::Tensor b_leaf = leaf_of(biased ? bias->compute : at::zeros({15}, at::kFloat), at::kDouble);
      const at::Tensor expected = at::mm(x_leaf, w_leaf.t()) + b_leaf;
      expected.backward(gradient.to(at::kDouble));
      const double tolerance = type == at::kFloat ? 1e-6 : 0.01;
      EXPECT_EQ(y.scalar_type(), type);
      EXPECT_LE(relative_difference(y, expected), tolerance);
      EXPECT_LE(relative_difference(x.grad(), x_leaf.grad()), tolerance);
      EXPECT_LE(relative_difference(weight->grad, w_leaf.grad()), tolerance);
      EXPECT_EQ(weight->grad.scalar_type(), type) << "the only contribution is kept as the GEMM rounded it";
      if (biased) {
        EXPECT_LE(relative_difference(bias->grad, b_leaf.grad()), tolerance);
      }
    }
  }
}

TEST(Ops, GradientsAddUpOverMicroBatches) {
  const ParameterRef weight = parameter_of(random_normal({6, 5}, 5));
  const at::Tensor x = random_normal({8, 5}, 6);
  for (int half = 0; half < 2; ++half) linear(leaf_of(x.narrow(0, 4 * half, 4)), weight).sum().backward();
  const at::Tensor split = weight->grad.clone();
  weight->grad = at::Tensor();
  linear(leaf_of(x), weight).sum().backward();
  EXPECT_LE(largest_difference(split, weight->grad), 1e-5);
}

TEST(Ops, SumsOfBf16GradientsAreF32) {
  const ParameterRef weight = parameter_of(random_normal({6, 5}, 5), true, at::kBFloat16);
  const at::Tensor x = random_normal({8, 5}, 6).to(at::kBFloat16);
  at::Tensor expected = at::zeros({6, 5}, at::kFloat);
  for (int part = 0; part < 4; ++part) {
    const at::Tensor rows = x.narrow(0, 2 * part, 2);
    linear(leaf_of(rows, at::kBFloat16), weight).sum().backward();
    expected += at::mm(at::ones({6, 2}, at::kBFloat16), rows).to(at::kFloat);
  }
  EXPECT_EQ(weight->grad.scalar_type(), at::kFloat);
  EXPECT_TRUE(at::equal(weight->grad, expected));
}

TEST(Ops, FrozenWeightsGetNoGradient) {
  const ParameterRef weight = parameter_of(random_normal({6, 5}, 7), false);
  const ParameterRef norm = parameter_of(at::ones({5}, at::kFloat), false);
  const at::Tensor x = leaf_of(random_normal({4, 5}, 8));
  linear(rms_norm(x, norm, 1e-5, at::kFloat), weight).sum().backward();
  EXPECT_FALSE(weight->grad.defined());
  EXPECT_FALSE(norm->grad.defined());
  EXPECT_TRUE(x.grad().defined());
}

TEST(Ops, RmsNormAgreesWithAutograd) {
  const ParameterRef weight = parameter_of(random_normal({24}, 9) + 1);
  const at::Tensor values = random_normal({40, 24}, 10, 2.0);
  const at::Tensor gradient = random_normal({40, 24}, 11);
  const at::Tensor x = leaf_of(values);
  const at::Tensor y = rms_norm(x, weight, 1e-5, at::kFloat);
  y.backward(gradient);
  const at::Tensor x_leaf = leaf_of(values, at::kDouble);
  const at::Tensor w_leaf = leaf_of(weight->master, at::kDouble);
  const at::Tensor expected = x_leaf * at::rsqrt(x_leaf.square().mean(-1, true) + 1e-5) * w_leaf;
  expected.backward(gradient.to(at::kDouble));
  EXPECT_LE(largest_difference(y, expected), 5e-6);
  EXPECT_LE(relative_difference(x.grad(), x_leaf.grad()), 1e-5);
  EXPECT_LE(relative_difference(weight->grad, w_leaf.grad()), 1e-5);
  EXPECT_EQ(rms_norm(x, weight, 1e-5, at::kBFloat16).scalar_type(), at::kBFloat16);
}

TEST(Ops, FeedForwardAgreesWithAutograd) {
  for (const at::ScalarType type : {at::kFloat, at::kBFloat16}) {
    const ParameterRef gate_up = parameter_of(random_normal({26, 9}, 12), true, type);
    const ParameterRef down = parameter_of(random_normal({9, 13}, 13), true, type);
    const at::Tensor values = random_normal({30, 9}, 14).to(type);
    const at::Tensor gradient = random_normal({30, 9}, 15).to(type);
    const at::Tensor x = leaf_of(values, type);
    const at::Tensor y = feed_forward(x, gate_up, down);
    y.backward(gradient);
    const at::Tensor leaf = leaf_of(values, at::kDouble);
    const at::Tensor gate_up_leaf = leaf_of(gate_up->compute, at::kDouble);
    const at::Tensor down_leaf = leaf_of(down->compute, at::kDouble);
    const at::Tensor hidden = at::mm(leaf, gate_up_leaf.t());
    const at::Tensor expected = at::mm(at::silu(hidden.narrow(1, 0, 13)) * hidden.narrow(1, 13, 13), down_leaf.t());
    expected.backward(gradient.to(at::kDouble));
    const double tolerance = type == at::kFloat ? 1e-5 : 0.02;
    EXPECT_LE(relative_difference(y, expected), tolerance);
    EXPECT_LE(relative_difference(x.grad(), leaf.grad()), tolerance);
    EXPECT_LE(relative_difference(gate_up->grad, gate_up_leaf.grad()), tolerance);
    EXPECT_LE(relative_difference(down->grad, down_leaf.grad()), tolerance);
  }
}

TEST(Ops, EmbeddingGradientsAddUpOverRepeatedTokens) {
  const ParameterRef weight = parameter_of(random_normal({9, 7}, 14));
  const at::Tensor tokens = at::tensor({3, 3, 0, 8, 3}, at::kLong);
  const at::Tensor gradient = random_normal({5, 7}, 15);
  const at::Tensor x = embed(tokens, weight);
  EXPECT_TRUE(at::equal(x.detach(), weight->master.index_select(0, tokens)));
  x.backward(gradient);
  const at::Tensor leaf = leaf_of(weight->master);
  leaf.index_select(0, tokens).backward(gradient);
  EXPECT_LE(largest_difference(weight->grad, leaf.grad()), 1e-6);
  EXPECT_FALSE(embed(tokens, parameter_of(weight->master, false)).requires_grad());
}

struct HeadCase {
  bool trains_head;
  double z_loss;
};

class HeadLossAgainstAutograd : public ::testing::TestWithParam<int> {};

TEST_P(HeadLossAgainstAutograd, LossAndGradientsAgree) {
  const std::vector<HeadCase> cases = {{true, 0.0}, {true, 1e-2}, {false, 0.0}, {false, 0.3}};
  const HeadCase c = cases[static_cast<size_t>(GetParam())];
  const int64_t tokens = 700;  // more than two chunks of rows with a label
  const int64_t vocab = 50;
  const ParameterRef head = parameter_of(random_normal({vocab, 16}, 16), c.trains_head);
  const at::Tensor values = random_normal({tokens, 16}, 17);
  at::Tensor labels = random_tokens(tokens, vocab, 18);
  labels.masked_fill_(random_tokens(tokens, 8, 19).eq(0), -100);
  const double divisor = 123.0;

  const at::Tensor hidden = leaf_of(values);
  const HeadLoss loss = head_loss(hidden, head, labels, divisor, c.z_loss);
  loss.loss.backward();

  const at::Tensor hidden_leaf = leaf_of(values, at::kDouble);
  const at::Tensor head_leaf = leaf_of(head->compute, at::kDouble);
  const at::Tensor rows = labels.ge(0).nonzero().squeeze(1);
  const at::Tensor logits = at::mm(hidden_leaf.index_select(0, rows), head_leaf.t());
  const at::Tensor log_z = logits.logsumexp(1);
  const at::Tensor nll = (log_z - logits.gather(1, labels.index_select(0, rows).unsqueeze(1)).squeeze(1)).sum();
  const at::Tensor expected = (nll + log_z.square().sum() * c.z_loss) / divisor;
  expected.backward();

  EXPECT_NEAR(loss.loss.item<double>(), expected.item<double>(), 1e-5 * expected.item<double>());
  EXPECT_NEAR(loss.nll_sum.item<double>(), nll.item<double>(), 1e-5 * nll.item<double>());
  EXPECT_LE(relative_difference(hidden.grad(), hidden_leaf.grad()), 1e-5);
  if (c.trains_head) {
    EXPECT_LE(relative_difference(head->grad, head_leaf.grad()), 1e-5);
  } else {
    EXPECT_FALSE(head->grad.defined());
  }
}

INSTANTIATE_TEST_SUITE_P(Cases, HeadLossAgainstAutograd, ::testing::Range(0, 4));

TEST(Ops, HeadLossInBf16IsWithinItsRounding) {
  const ParameterRef head = parameter_of(random_normal({50, 16}, 20, 0.5), true, at::kBFloat16);
  const at::Tensor values = random_normal({60, 16}, 21).to(at::kBFloat16);
  const at::Tensor labels = random_tokens(60, 50, 22);
  const at::Tensor hidden = leaf_of(values, at::kBFloat16);
  const HeadLoss loss = head_loss(hidden, head, labels, 60.0, 0.0);
  loss.loss.backward();
  const at::Tensor hidden_leaf = leaf_of(values, at::kDouble);
  const at::Tensor head_leaf = leaf_of(head->compute, at::kDouble);
  const at::Tensor logits = at::mm(hidden_leaf, head_leaf.t());
  const at::Tensor expected = (logits.logsumexp(1) - logits.gather(1, labels.unsqueeze(1)).squeeze(1)).mean();
  expected.backward();
  EXPECT_NEAR(loss.loss.item<double>(), expected.item<double>(), 5e-3);
  EXPECT_LE(relative_difference(hidden.grad(), hidden_leaf.grad()), 0.02);
  EXPECT_LE(relative_difference(head->grad, head_leaf.grad()), 0.02);
}

TEST(Ops, HeadLossRefusesToBeScaledAfterwards) {
  const ParameterRef head = parameter_of(random_normal({10, 4}, 23));
  const HeadLoss loss = head_loss(leaf_of(random_normal({3, 4}, 24)), head, at::tensor({1, 2, 3}, at::kLong), 3.0, 0.0);
  EXPECT_THROW((loss.loss * 2.0).backward(), c10::Error);
}

TEST(Ops, HeadLossWithoutLabelsIsZero) {
  const ParameterRef head = parameter_of(random_normal({10, 4}, 25));
  const at::Tensor hidden = leaf_of(random_normal({3, 4}, 26));
  const HeadLoss loss = head_loss(hidden, head, at::full({3}, -100, at::kLong), 1.0, 0.1);
  loss.loss.backward();
  EXPECT_EQ(loss.nll_sum.item<double>(), 0.0);
  EXPECT_EQ(hidden.grad().abs().max().item<float>(), 0.0f);
}

TEST(Ops, HeadDivergenceIsThatOfAutogradInF64) {
  for (const double cap : {0.0, 3.0}) {
    const int64_t tokens = 700;  // more than one chunk of rows with a label
    const LogitCap logit_cap{cap > 0 ? 0.5 : 1.0, cap};
    const ParameterRef head = parameter_of(random_normal({50, 16}, 31));
    const ParameterRef other = parameter_of(random_normal({50, 16}, 32), false);
    at::Tensor labels = random_tokens(tokens, 50, 33);
    labels.masked_fill_(random_tokens(tokens, 8, 34).eq(0), -100);
    const at::Tensor rows = labels.ge(0).nonzero().squeeze(1);
    const at::Tensor values = random_normal({tokens, 16}, 35);
    const at::Tensor reference = random_normal({rows.numel(), 16}, 36);
    const at::Tensor hidden = leaf_of(values);
    const HeadLoss loss = head_divergence(hidden, head, labels, {reference, other}, 123.0, logit_cap);
    loss.loss.backward();

    const at::Tensor hidden_leaf = leaf_of(values, at::kDouble);
    const at::Tensor head_leaf = leaf_of(head->compute, at::kDouble);
    const auto log_probabilities = [&](const at::Tensor& h, const at::Tensor& weight) {
      at::Tensor logits = at::mm(h, weight.t());
      if (cap > 0) logits = (logits * (logit_cap.multiplier / cap)).tanh() * cap;
      return logits.log_softmax(1);
    };
    const at::Tensor log_q = log_probabilities(reference.to(at::kDouble), other->compute.to(at::kDouble));
    const at::Tensor expected = (log_q.exp() * (log_q - log_probabilities(hidden_leaf.index_select(0, rows), head_leaf))).sum();
    (expected / 123.0).backward();
    EXPECT_NEAR(loss.nll_sum.item<double>(), expected.item<double>(), 1e-5 * expected.item<double>());
    EXPECT_NEAR(loss.loss.item<double>(), expected.item<double>() / 123.0, 1e-5 * expected.item<double>() / 123.0);
    EXPECT_LE(relative_difference(hidden.grad(), hidden_leaf.grad()), 1e-5) << "cap " << cap;
    EXPECT_LE(relative_difference(head->grad, head_leaf.grad()), 1e-5) << "cap " << cap;
  }
}

TEST(Ops, HeadDivergenceFromTheSameModelIsNothing) {
  for (const at::ScalarType dtype : {at::kFloat, at::kBFloat16}) {
    const ParameterRef head = parameter_of(random_normal({50, 16}, 37), true, dtype);
    const at::Tensor values = random_normal({20, 16}, 38).to(dtype);
    const at::Tensor hidden = leaf_of(values, dtype);
    const HeadLoss loss = head_divergence(hidden, head, random_tokens(20, 50, 39), {values, head}, 20.0);
    loss.loss.backward();
    EXPECT_EQ(loss.nll_sum.item<double>(), 0.0);
    EXPECT_EQ(hidden.grad().abs().max().item<float>(), 0.0f);
  }
}

TEST(Ops, EverythingRunsWithoutGradients) {
  const at::NoGradGuard no_grad;
  const ParameterRef weight = parameter_of(random_normal({6, 5}, 27));
  const at::Tensor x = random_normal({4, 5}, 28);
  EXPECT_FALSE(linear(x, weight).requires_grad());
  EXPECT_FALSE(embed(at::tensor({1, 2}, at::kLong), weight).requires_grad());
  const HeadLoss loss = head_loss(x, weight, at::tensor({0, 1, 2, 3}, at::kLong), 4.0, 0.0);
  EXPECT_GT(loss.nll_sum.item<double>(), 0.0);
  EXPECT_FALSE(weight->grad.defined());
}

}  // namespace
}  // namespace galen
