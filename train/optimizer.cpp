#include "train/optimizer.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <cmath>

#include "core/part_clock.h"

namespace galen {
namespace {

// Elements a thread takes at a time.
constexpr int64_t kGrain = 1 << 16;

void update_one(Moments& m, const OptimizerSettings& s, double learning_rate, double gradient_scale, double correction1, double correction2) {
  Parameter& parameter = *m.parameter;
  const at::Tensor grad = grad_of(parameter);
  float* weight = parameter.master.data_ptr<float>();
  float* first = m.first.data_ptr<float>();
  float* second = m.second.data_ptr<float>();
  const float* g = grad.data_ptr<float>();
  const auto beta1 = static_cast<float>(s.beta1);
  const auto beta2 = static_cast<float>(s.beta2);
  const auto scale = static_cast<float>(gradient_scale);
  const auto decay = static_cast<float>(1.0 - learning_rate * (parameter.decays ? s.weight_decay : 0.0));
  const auto step = static_cast<float>(learning_rate / correction1);
  const auto root = static_cast<float>(1.0 / std::sqrt(correction2));
  const auto epsilon = static_cast<float>(s.epsilon);
  at::parallel_for(0, parameter.master.numel(), kGrain, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      const float gi = g[i] * scale;
      first[i] = beta1 * first[i] + (1.0f - beta1) * gi;
      second[i] = beta2 * second[i] + (1.0f - beta2) * gi * gi;
      weight[i] = weight[i] * decay - step * first[i] / (std::sqrt(second[i]) * root + epsilon);
    }
  });
  if (parameter.compute.scalar_type() != at::kFloat) parameter.compute.copy_(parameter.master);
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
    const double norm = m.parameter->grad.norm().item<double>();
    squares += norm * norm;
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
    if (m.parameter->grad.defined()) m.parameter->grad.zero_();
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
