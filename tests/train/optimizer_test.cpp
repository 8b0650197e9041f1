#include "train/optimizer.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "model/device_ops.h"
#include "tests/model/random_model.h"

namespace galen {
namespace {

using testing::lively_checkpoint;
using testing::random_normal;

// AdamW as in the paper's algorithm 2, in f64.
struct LiteralAdamW {
  at::Tensor weight, first, second;
  int64_t step = 0;

  explicit LiteralAdamW(const at::Tensor& start) : weight(start.to(at::kDouble).clone()), first(at::zeros_like(weight)), second(at::zeros_like(weight)) {}

  void update(const at::Tensor& gradient, const OptimizerSettings& s, double learning_rate, double weight_decay) {
    ++step;
    const at::Tensor g = gradient.to(at::kDouble);
    first = first * s.beta1 + g * (1 - s.beta1);
    second = second * s.beta2 + g * g * (1 - s.beta2);
    const at::Tensor m = first / (1 - std::pow(s.beta1, static_cast<double>(step)));
    const at::Tensor v = second / (1 - std::pow(s.beta2, static_cast<double>(step)));
    weight = weight - weight * (learning_rate * weight_decay) - m / (v.sqrt() + s.epsilon) * learning_rate;
  }
};

Model model_of(const std::vector<ParameterRef>& parameters) {
  Model model;
  model.parameters = parameters;
  return model;
}

// Five quintic Newton-Schulz steps in f64.
at::Tensor literal_orthogonalized(const at::Tensor& matrix) {
  at::Tensor x = matrix.to(at::kDouble);
  const bool is_tall = x.size(0) > x.size(1);
  if (is_tall) x = x.t();
  x = x / x.norm();
  for (int step = 0; step < 5; ++step) {
    const at::Tensor a = at::mm(x, x.t());
    x = x * 3.4445 + at::mm(a * -4.7750 + at::mm(a, a) * 2.0315, x);
  }
  return is_tall ? x.t() : x;
}

// 8 %: bf16 keeps 8 bits, and each of five steps magnifies the error of the small singular values threefold.
TEST(Optimizer, OrthogonalizesAsDoublePrecisionDoes) {
  for (const auto& [rows, columns] : {std::pair<int64_t, int64_t>{64, 64}, {96, 200}, {200, 96}, {7, 130}}) {
    const at::Tensor matrices = random_normal({2, rows, columns}, 5);
    for (int64_t i = 0; i < 2; ++i) {
      const at::Tensor found = orthogonalized(matrices.select(0, i));
      const at::Tensor expected = literal_orthogonalized(matrices.select(0, i));
      EXPECT_LE(((found.to(at::kDouble) - expected).norm() / expected.norm()).item<double>(), 0.08) << rows << " x " << columns;
      const at::Tensor singular = std::get<1>(at::linalg_svd(found.to(at::kDouble)));
      EXPECT_LE(singular.max().item<double>(), 1.25);
    }
  }
  EXPECT_EQ(orthogonalized(at::zeros({8, 16})).abs().max().item<double>(), 0.0);
}

TEST(Optimizer, MuonMovesEachTensorOfTheCheckpointAsAMatrixOfItsOwn) {
  const ParameterRef fused = testing::parameter_of(random_normal({96 + 32 + 32, 64}, 1));
  fused->decays = true;
  fused->pieces = {{"q", 0, {96, 64}}, {"k", 96 * 64, {32, 64}}, {"v", 128 * 64, {32, 64}}};
  const ParameterRef norm = testing::parameter_of(random_normal({33}, 2));
  OptimizerSettings settings;
  settings.name = "muon";
  settings.weight_decay = 0.1;
  const Model model = model_of({fused, norm});
  Optimizer optimizer = make_optimizer(model, settings);
  EXPECT_EQ(named_moments(optimizer).size(), 3U) << "one for the matrix, two for the norm";
  at::Tensor expected = fused->master.to(at::kDouble).clone();
  at::Tensor momentum = at::zeros_like(expected);
  LiteralAdamW expected_norm(norm->master);
  for (uint64_t step = 0; step < 4; ++step) {
    const at::Tensor gradient = random_normal({160, 64}, 100 + step);
    const at::Tensor norm_gradient = random_normal({33}, 200 + step);
    grad_of(*fused).add_(gradient);
    grad_of(*norm).add_(norm_gradient);
    apply_update(optimizer, 0.02, 0.5);
    momentum = momentum * settings.momentum + gradient.to(at::kDouble) * 0.5;
    const at::Tensor ahead = momentum * settings.momentum + gradient.to(at::kDouble) * 0.5;
    expected = expected * (1 - 0.02 * 0.1);
    for (const auto& [first, rows] : {std::pair<int64_t, int64_t>{0, 96}, {96, 32}, {128, 32}}) {
      const double scale = 0.02 * 0.2 * std::sqrt(static_cast<double>(std::max<int64_t>(rows, 64)));
      expected.narrow(0, first, rows).sub_(literal_orthogonalized(ahead.narrow(0, first, rows)) * scale);
    }
    expected_norm.update(norm_gradient * 0.5, settings, 0.02, 0.0);
  }
  EXPECT_LE((fused->master.to(at::kDouble) - expected).abs().max().item<double>(), 0.003) << "of moves of about 0.015 in all";
  EXPECT_LE(testing::largest_difference(norm->master, expected_norm.weight), 1e-5);
}

// An encoder's patches and downsampling are kernels of four and five dimensions: each is one row.
TEST(Optimizer, MuonMovesAConvolutionAsTheMatrixOfItsKernels) {
  std::vector<at::Tensor> moved;
  for (const bool is_convolution : {true, false}) {
    const at::Tensor values = random_normal({24, 2, 3, 4}, 1);
    const ParameterRef kernels = testing::parameter_of(is_convolution ? values : values.view({24, 24}));
    kernels->decays = true;
    kernels->pieces = {{"kernels", 0, kernels->master.sizes().vec()}};
    OptimizerSettings settings;
    settings.name = "muon";
    const Model model = model_of({kernels});
    Optimizer optimizer = make_optimizer(model, settings);
    grad_of(*kernels).add_(random_normal({24, 2, 3, 4}, 2).view(kernels->master.sizes()));
    apply_update(optimizer, 0.02, 1.0);
    moved.push_back(kernels->master.view({24, 24}).clone());
  }
  EXPECT_TRUE(at::equal(moved[0], moved[1]));
  EXPECT_TRUE((moved[0] != random_normal({24, 2, 3, 4}, 1).view({24, 24})).all().item<bool>()) << "every weight moved";
}

void expect_follows_adamw() {
  const ParameterRef matrix = testing::parameter_of(random_normal({300, 700}, 1));  // more than one thread's share
  const ParameterRef norm = testing::parameter_of(random_normal({33}, 2));
  matrix->decays = true;
  OptimizerSettings settings;
  settings.weight_decay = 0.1;
  const Model model = model_of({matrix, norm});
  Optimizer optimizer = make_optimizer(model, settings);
  LiteralAdamW expected_matrix(matrix->master);
  LiteralAdamW expected_norm(norm->master);
  for (uint64_t step = 0; step < 20; ++step) {
    const double learning_rate = 1e-2 / static_cast<double>(1 + step);
    const double scale = step % 3 == 0 ? 0.25 : 1.0;
    const at::Tensor gradient = random_normal({300, 700}, 100 + step);
    const at::Tensor norm_gradient = random_normal({33}, 200 + step, 10.0);
    grad_of(*matrix).add_(gradient);
    grad_of(*norm).add_(norm_gradient);
    apply_update(optimizer, learning_rate, scale);
    expected_matrix.update(gradient * scale, settings, learning_rate, 0.1);
    expected_norm.update(norm_gradient * scale, settings, learning_rate, 0.0);
    EXPECT_FALSE(matrix->grad.defined()) << "an update clears the gradients";
  }
  EXPECT_EQ(optimizer.steps_taken, 20);
  EXPECT_LE(testing::largest_difference(matrix->master, expected_matrix.weight), 5e-6);
  EXPECT_LE(testing::largest_difference(norm->master, expected_norm.weight), 5e-6);
  EXPECT_LE(testing::largest_difference(optimizer.moments[0].second, expected_matrix.second), 5e-6);
}

TEST(Optimizer, FollowsAdamWInDoublePrecision) {
  expect_follows_adamw();
}

TEST(Optimizer, FollowsAdamWOnADeviceToo) {
  const TreatAsDevice device;
  expect_follows_adamw();
}

TEST(Optimizer, ADevicesStepRefreshesTheBf16CopyAndCountsEveryGradient) {
  const ParameterRef parameter = testing::parameter_of(random_normal({40, 10}, 3));
  parameter->compute = parameter->master.to(at::kBFloat16);
  const ParameterRef idle = testing::parameter_of(random_normal({7}, 4));  // without a gradient: moves by its moments only
  const Model model = model_of({parameter, idle});
  Optimizer optimizer = make_optimizer(model, {});
  const at::Tensor gradient = random_normal({40, 10}, 10);
  parameter->grad = gradient.to(at::kBFloat16);
  const double ours = finish_gradients(model, optimizer);
  const TreatAsDevice device;
  EXPECT_NEAR(finish_gradients(model, optimizer), ours, 1e-6 * ours);
  const at::Tensor before = parameter->master.clone();
  const at::Tensor idle_before = idle->master.clone();
  apply_update(optimizer, 1e-3, 0.5);
  EXPECT_NEAR((parameter->master - before).abs().min().item<double>(), 1e-3, 1e-5) << "the first step moves every weight by the learning rate";
  EXPECT_TRUE(at::equal(parameter->compute, parameter->master.to(at::kBFloat16)));
  EXPECT_TRUE(at::equal(idle->master, idle_before));
}

// Whole and in halves a master moves alike, to the bit, by either optimizer; far below a bf16 step only it can remember where it is.
TEST(Optimizer, AMasterInHalvesMovesAsAWholeOne) {
  for (const char* name : {"adamw", "muon"}) {
    std::vector<ParameterRef> parameters;
    for (const at::ScalarType compute : {at::kFloat, at::kBFloat16}) {
      parameters.push_back(testing::parameter_of(random_normal({40, 100}, 3), true, compute));
      parameters.back()->decays = true;
      parameters.back()->pieces = {{"m", 0, {40, 100}}};
    }
    const ParameterRef& halves = parameters[1];
    ASSERT_FALSE(halves->master.defined());
    const Model model = model_of(parameters);
    OptimizerSettings settings;
    settings.name = name;
    Optimizer optimizer = make_optimizer(model, settings);
    for (uint64_t step = 0; step < 5; ++step) {
      const at::Tensor before = master_of(*halves);
      for (const ParameterRef& parameter : parameters) grad_of(*parameter).add_(random_normal({40, 100}, 10 + step));
      apply_update(optimizer, 1e-5, 1.0);
      const at::Tensor after = master_of(*halves);
      EXPECT_FALSE(at::equal(before, after));
      EXPECT_TRUE(at::equal(after, parameters[0]->master)) << name << ", step " << step;
      EXPECT_TRUE(at::equal(halves->compute, after.to(at::kBFloat16)));
    }
  }
}

TEST(Optimizer, AParameterWithoutAGradientStillDecaysAndFrozenOnesStay) {
  const ParameterRef unused = testing::parameter_of(random_normal({5, 5}, 4));
  unused->decays = true;
  const ParameterRef frozen = testing::parameter_of(random_normal({5, 5}, 5), false);
  const at::Tensor before = unused->master.clone();
  const at::Tensor frozen_before = frozen->compute.clone();
  const Model model = model_of({unused, frozen});
  Optimizer optimizer = make_optimizer(model, {});
  ASSERT_EQ(optimizer.moments.size(), 1u);
  EXPECT_EQ(finish_gradients(model, optimizer), 0.0);
  apply_update(optimizer, 0.5, 1.0);
  EXPECT_LE(testing::largest_difference(unused->master, before * 0.95), 1e-6);
  EXPECT_TRUE(at::equal(frozen->compute, frozen_before));
}

TEST(Optimizer, TheGradientNormIsOverEverythingThatTrains) {
  const ParameterRef a = testing::parameter_of(random_normal({5, 5}, 6));
  const ParameterRef b = testing::parameter_of(random_normal({7}, 7));
  grad_of(*a).fill_(3.0);
  grad_of(*b).fill_(-1.0);
  const Model model = model_of({a, b});
  const Optimizer optimizer = make_optimizer(model, {});
  EXPECT_NEAR(finish_gradients(model, optimizer), std::sqrt(25 * 9.0 + 7), 1e-6);
  clear_gradients(optimizer);
  EXPECT_EQ(finish_gradients(model, optimizer), 0.0);
}

TEST(Optimizer, RouterRowsOfFrozenAgentsNeverMove) {
  const Model model = load_model(lively_checkpoint(testing::four_agent_config()), at::kFloat, {{"medicine"}, true});
  Optimizer optimizer = make_optimizer(model, {});
  const ParameterRef router = model.layers[0].router;
  ASSERT_TRUE(router->trainable);
  const at::Tensor before = router->master.clone();
  for (int step = 0; step < 3; ++step) {
    grad_of(*router).add_(random_normal({8, 32}, 20 + static_cast<uint64_t>(step)));
    finish_gradients(model, optimizer);
    apply_update(optimizer, 1e-2, 1.0);
  }
  EXPECT_TRUE(at::equal(router->master.narrow(0, 0, 2), before.narrow(0, 0, 2)));
  EXPECT_TRUE(at::equal(router->master.narrow(0, 4, 4), before.narrow(0, 4, 4)));
  EXPECT_FALSE(at::equal(router->master.narrow(0, 2, 2), before.narrow(0, 2, 2)));
}

TEST(Optimizer, MomentsHaveNamesOfTheirOwn) {
  const Model model = load_model(lively_checkpoint(testing::four_agent_config()), at::kFloat, {{"all"}, false});
  const Optimizer optimizer = make_optimizer(model, {});
  std::set<std::string> names;
  for (const auto& [name, tensor] : named_moments(optimizer)) EXPECT_TRUE(names.insert(name).second) << name;
  EXPECT_EQ(names.size(), 2 * model.parameters.size());
}

}  // namespace
}  // namespace galen
