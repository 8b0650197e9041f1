#include "train/optimizer.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/part_clock.h"
#include "model/row_ops.h"
#include "model/vector_math.h"

namespace galen {
namespace {

// Elements worked on at a time: all their arrays fit a core's first cache.
constexpr int64_t kBlock = 1024;

void update_one(Moments& m, const OptimizerSettings& s, double learning_rate, double gradient_scale, double correction1, double correction2) {
  Parameter& parameter = *m.parameter;
  const at::Tensor grad = parameter.grad.defined() ? parameter.grad.contiguous() : at::Tensor();   // undefined: 0, but moments and decay go on
  const auto* wide = grad.defined() && grad.scalar_type() == at::kFloat ? grad.const_data_ptr<float>() : nullptr;
  const auto* narrow = grad.defined() && wide == nullptr ? static_cast<const uint16_t*>(grad.const_data_ptr()) : nullptr;
  float* weight = parameter.master.data_ptr<float>();
  float* first = m.first.data_ptr<float>();
  float* second = m.second.data_ptr<float>();
  const bool has_copy = parameter.compute.scalar_type() == at::kBFloat16;
  auto* copy = has_copy ? static_cast<uint16_t*>(parameter.compute.data_ptr()) : nullptr;
  const vec::AdamW step{static_cast<float>(s.beta1),
                        static_cast<float>(s.beta2),
                        static_cast<float>(gradient_scale),
                        static_cast<float>(1.0 - learning_rate * (parameter.decays ? s.weight_decay : 0.0)),
                        static_cast<float>(learning_rate / correction1),
                        static_cast<float>(1.0 / std::sqrt(correction2)),
                        static_cast<float>(s.epsilon)};
  at::parallel_for(0, parameter.master.numel(), 32 * kBlock, [&](int64_t begin, int64_t end) {
    std::vector<float> buffer(wide == nullptr ? kBlock : 0, 0.0f);
    for (int64_t i = begin; i < end; i += kBlock) {
      const int64_t count = std::min(kBlock, end - i);
      if (narrow != nullptr) vec::widen(narrow + i, buffer.data(), count);
      vec::adamw(step, wide != nullptr ? wide + i : buffer.data(), weight + i, first + i, second + i, count);
      if (has_copy) vec::narrow(weight + i, copy + i, count);
    }
  });
}

}  // namespace

Optimizer make_optimizer(const Model& model, const OptimizerSettings& settings) {
  Optimizer optimizer;
  optimizer.settings = settings;
  for (const ParameterRef& parameter : model.parameters) {
    if (parameter->trainable) optimizer.moments.push_back({parameter, at::zeros_like(parameter->master), at::zeros_like(parameter->master)});
  }
  return optimizer;
}

double finish_gradients(const Model& model, const Optimizer& optimizer) {
  const PartClock clock(Part::kOptimizer);
  const int64_t per_agent = model.config.is_sparse() ? model.config.experts_per_group() : 0;
  for (const LayerWeights& layer : model.layers) {
    if (!layer.router || !layer.router->trainable || !layer.router->grad.defined()) continue;
    for (size_t g = 0; g < model.agent_trains.size(); ++g) {
      if (!model.agent_trains[g]) layer.router->grad.narrow(0, static_cast<int64_t>(g) * per_agent, per_agent).zero_();
    }
  }
  double squares = 0;
  for (const Moments& m : optimizer.moments) {
    if (!m.parameter->grad.defined()) continue;
    squares += sum_of_squares(m.parameter->grad.contiguous());
  }
  return std::sqrt(squares);
}

void apply_update(Optimizer& optimizer, double learning_rate, double gradient_scale) {
  const PartClock clock(Part::kOptimizer);
  ++optimizer.steps_taken;
  const OptimizerSettings& s = optimizer.settings;
  const double correction1 = 1.0 - std::pow(s.beta1, static_cast<double>(optimizer.steps_taken));
  const double correction2 = 1.0 - std::pow(s.beta2, static_cast<double>(optimizer.steps_taken));
  for (Moments& m : optimizer.moments) update_one(m, s, learning_rate, gradient_scale, correction1, correction2);
  clear_gradients(optimizer);
}

void clear_gradients(const Optimizer& optimizer) {
  for (const Moments& m : optimizer.moments) {
    m.parameter->grad = at::Tensor();
  }
}

std::vector<std::pair<std::string, at::Tensor>> named_moments(const Optimizer& optimizer) {
  std::vector<std::pair<std::string, at::Tensor>> named;
  for (const Moments& m : optimizer.moments) {
    named.emplace_back("first:" + m.parameter->name, m.first);
    named.emplace_back("second:" + m.parameter->name, m.second);
  }
  return named;
}

}  // namespace galen
