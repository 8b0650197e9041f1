#include "train/optimizer.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <vector>

#include "core/error.h"
#include "core/part_clock.h"
#include "core/text.h"
#include "model/device_ops.h"
#include "model/gemm.h"
#include "model/row_ops.h"
#include "model/tasks.h"
#include "model/vector_math.h"
#include "train/parts.h"

namespace galen {
namespace {

// Elements worked on at a time: all their arrays fit a core's first cache.
constexpr int64_t kBlock = 1024;

void update_one(Moments& m, const OptimizerSettings& s, double learning_rate, double gradient_scale, double correction1, double correction2) {
  Parameter& parameter = *m.parameter;
  const at::Tensor grad = parameter.grad.defined() ? parameter.grad.contiguous() : at::Tensor();  // undefined: 0, but moments and decay go on
  const auto* wide = grad.defined() && grad.scalar_type() == at::kFloat ? grad.const_data_ptr<float>() : nullptr;
  const auto* narrow = grad.defined() && wide == nullptr ? static_cast<const uint16_t*>(grad.const_data_ptr()) : nullptr;
  // In halves, or f32 that the forward pass reads too.
  auto* high = parameter.halves.defined() ? reinterpret_cast<uint16_t*>(parameter.halves.data_ptr<int16_t>()) : nullptr;
  int16_t* rest = parameter.halves.defined() ? parameter.halves.data_ptr<int16_t>() + parameter.compute.numel() : nullptr;
  float* master = high == nullptr ? parameter.master.data_ptr<float>() : nullptr;
  float* first = m.first.data_ptr<float>();
  float* second = m.second.data_ptr<float>();
  const vec::AdamW step{static_cast<float>(s.beta1),
                        static_cast<float>(s.beta2),
                        static_cast<float>(gradient_scale),
                        static_cast<float>(1.0 - learning_rate * (parameter.decays ? s.weight_decay : 0.0)),
                        static_cast<float>(learning_rate / correction1),
                        static_cast<float>(1.0 / std::sqrt(correction2)),
                        static_cast<float>(s.epsilon)};
  at::parallel_for(0, parameter.compute.numel(), 32 * kBlock, [&](int64_t begin, int64_t end) {
    std::vector<float> buffer(wide == nullptr ? kBlock : 0, 0.0f);
    std::vector<float> joined(high != nullptr ? kBlock : 0);
    for (int64_t i = begin; i < end; i += kBlock) {
      const int64_t count = std::min(kBlock, end - i);
      if (narrow != nullptr) vec::widen(narrow + i, buffer.data(), count);
      float* weight = high != nullptr ? joined.data() : master + i;
      if (high != nullptr) vec::join(high + i, rest + i, weight, count);
      vec::adamw(step, wide != nullptr ? wide + i : buffer.data(), weight, first + i, second + i, count);
      if (high != nullptr) vec::split(weight, high + i, rest + i, count);
    }
  });
}

// The same for many parameters of one decay, a few launches in all. Waits for nothing.
void update_on_device(const std::vector<Moments*>& moments, const OptimizerSettings& s, double learning_rate, double gradient_scale, double steps_taken) {
  if (moments.empty()) return;
  std::vector<at::Tensor> weights, grads, firsts, seconds, copies, copied;
  for (Moments* m : moments) {
    Parameter& parameter = *m->parameter;
    weights.push_back(parameter.master);
    grads.push_back(parameter.grad.defined() ? parameter.grad.to(at::kFloat).contiguous() : at::zeros_like(parameter.master));
    firsts.push_back(m->first);
    seconds.push_back(m->second);
    if (parameter.compute.scalar_type() == at::kFloat) continue;  // the same storage
    copies.push_back(parameter.compute);
    copied.push_back(parameter.master);
  }
  const at::TensorOptions options = weights.front().options();
  const std::vector<at::Tensor> steps(weights.size(), at::full({}, steps_taken, options));
  std::optional<at::Tensor> divisor;
  if (gradient_scale != 1.0) divisor = at::full({}, 1.0 / gradient_scale, options);
  const double weight_decay = moments.front()->parameter->decays ? s.weight_decay : 0.0;
  at::_fused_adamw_(weights, grads, firsts, seconds, {}, steps, learning_rate, s.beta1, s.beta2, weight_decay, s.epsilon, false, false, divisor);
  if (!copies.empty()) at::_foreach_copy_(copies, copied);
}

bool takes_muon(const Parameter& parameter, const OptimizerSettings& settings) {
  return settings.name == "muon" && parameter.decays;
}

// A matrix of the checkpoint within a parameter. A convolution's kernels are its rows.
struct MuonMatrix {
  Moments* moments;
  int64_t offset, rows, columns;
};

std::vector<MuonMatrix> matrices_of(const std::vector<Moments*>& moments) {
  std::vector<MuonMatrix> matrices;
  for (Moments* m : moments) {
    for (const Parameter::Piece& piece : m->parameter->pieces)
      matrices.push_back({m, piece.offset, piece.shape[0], c10::multiply_integers(piece.shape) / piece.shape[0]});
  }
  return matrices;
}

// All that a matrix needs, while it lies in a core's cache.
void update_matrix(const MuonMatrix& matrix, const OptimizerSettings& s, double learning_rate, double gradient_scale) {
  const at::NoGradGuard no_grad;  // guards belong to a thread
  Parameter& parameter = *matrix.moments->parameter;
  const int64_t size = matrix.rows * matrix.columns;
  const auto in = [&](const at::Tensor& whole) { return whole.view({-1}).narrow(0, matrix.offset, size).view({matrix.rows, matrix.columns}); };
  const at::Tensor momentum = in(matrix.moments->first);
  momentum.mul_(s.momentum);
  if (parameter.grad.defined()) momentum.add_(in(parameter.grad), gradient_scale);
  // Nesterov: a look ahead along the momentum.
  at::Tensor direction = momentum * s.momentum;
  if (parameter.grad.defined()) direction.add_(in(parameter.grad), gradient_scale);
  const double scale = 0.2 * std::sqrt(static_cast<double>(std::max(matrix.rows, matrix.columns)));
  const double rate = learning_rate * matrix.moments->rate;
  const at::Tensor master = master_of(parameter, matrix.offset, size).view({matrix.rows, matrix.columns});
  master.mul_(1.0 - rate * s.weight_decay).sub_(orthogonalized(direction), rate * scale);
  set_master(parameter, master, matrix.offset);
}

void update_muon(const std::vector<Moments*>& moments, const OptimizerSettings& s, double learning_rate, double gradient_scale) {
  for (Moments* m : moments) {
    if (m->parameter->grad.defined()) m->parameter->grad = m->parameter->grad.contiguous();
  }
  const std::vector<MuonMatrix> matrices = matrices_of(moments);
  const auto one = [&](int64_t i) { update_matrix(matrices[static_cast<size_t>(i)], s, learning_rate, gradient_scale); };
  const auto count = static_cast<int64_t>(matrices.size());
  // Many matrices keep the threads busier with one each than all with one.
  if (count >= 4 * at::get_num_threads() && !takes_device_path(moments.front()->first)) {
    for_each_task(count, one);
  } else {
    for (int64_t i = 0; i < count; ++i) one(i);
  }
}

}  // namespace

at::Tensor orthogonalized(const at::Tensor& matrix) {
  const bool is_tall = matrix.size(0) > matrix.size(1);
  const at::Tensor wide = is_tall ? matrix.t() : matrix;
  at::Tensor x = (wide / (wide.norm() + 1e-7)).to(at::kBFloat16).contiguous();  // singular values at most 1
  for (int step = 0; step < 5; ++step) {
    const at::Tensor a = gemm(x, x.t());
    const at::Tensor b = gemm(a, a).mul_(2.0315).add_(a, -4.7750);
    x = gemm(b, x).add_(x, 3.4445);
  }
  return (is_tall ? x.t() : x).to(at::kFloat);
}

Optimizer make_optimizer(const Model& model, const OptimizerSettings& settings) {
  std::vector<std::string> known;
  for (const TrainableCount& count : count_trainable(model)) known.push_back(count.part);
  for (const auto& [name, rate] : settings.learning_rates) {
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      throw Error("the model has no part named " + name, "train.optimizer.learning_rates", suggest_name(name, known));
    }
  }
  Optimizer optimizer;
  optimizer.settings = settings;
  const std::vector<std::string> parts = part_of_parameters(model);
  for (size_t i = 0; i < model.parameters.size(); ++i) {
    const ParameterRef& parameter = model.parameters[i];
    if (!parameter->trainable) continue;
    const auto zeros = [&] { return at::zeros(parameter->compute.sizes(), parameter->compute.options().dtype(at::kFloat)); };
    const at::Tensor second = takes_muon(*parameter, settings) ? at::Tensor() : zeros();
    const auto own = settings.learning_rates.find(parts[i]);
    const double rate = own == settings.learning_rates.end() ? 1.0 : own->second / settings.learning_rate;
    optimizer.moments.push_back({parameter, zeros(), second, rate});
  }
  return optimizer;
}

double norm_of(const std::vector<double>& squares) {
  return std::sqrt(std::accumulate(squares.begin(), squares.end(), 0.0));
}

double finish_gradients(const Model& model, const Optimizer& optimizer) {
  return norm_of(gradient_squares(model, optimizer));
}

std::vector<double> gradient_squares(const Model& model, const Optimizer& optimizer) {
  const PartClock clock(Part::kOptimizer);
  const int64_t per_agent = model.config.is_sparse() ? model.config.experts_per_group() : 0;
  for (const LayerWeights& layer : model.layers) {
    if (!layer.router || !layer.router->trainable || !layer.router->grad.defined()) continue;
    for (size_t g = 0; g < model.agent_trains.size(); ++g) {
      if (!model.agent_trains[g]) layer.router->grad.narrow(0, static_cast<int64_t>(g) * per_agent, per_agent).zero_();
    }
  }
  std::vector<double> squares;
  if (!optimizer.moments.empty() && takes_device_path(optimizer.moments.front().parameter->compute)) {
    // All in one transfer: each would wait for the device by itself.
    std::vector<at::Tensor> sums;
    for (const Moments& m : optimizer.moments) {
      const at::Tensor& grad = m.parameter->grad;
      sums.push_back(grad.defined() ? grad.to(at::kFloat).square().sum(at::kDouble) : at::zeros({}, m.parameter->compute.options().dtype(at::kDouble)));
    }
    const at::Tensor all = at::stack(sums).to(at::kCPU);
    return {all.const_data_ptr<double>(), all.const_data_ptr<double>() + all.numel()};
  }
  for (const Moments& m : optimizer.moments) squares.push_back(m.parameter->grad.defined() ? sum_of_squares(m.parameter->grad.contiguous()) : 0.0);
  return squares;
}

void apply_update(Optimizer& optimizer, double learning_rate, double gradient_scale) {
  const PartClock clock(Part::kOptimizer);
  ++optimizer.steps_taken;
  const OptimizerSettings& s = optimizer.settings;
  const double correction1 = 1.0 - std::pow(s.beta1, static_cast<double>(optimizer.steps_taken));
  const double correction2 = 1.0 - std::pow(s.beta2, static_cast<double>(optimizer.steps_taken));
  std::map<std::pair<bool, double>, std::vector<Moments*>> on_device;  // by whether they decay, and their rate
  std::vector<Moments*> by_muon;
  for (Moments& m : optimizer.moments) {
    if (!m.first.defined()) continue;
    if (takes_muon(*m.parameter, s)) {
      by_muon.push_back(&m);
    } else if (takes_device_path(m.parameter->compute)) {
      on_device[{m.parameter->decays, m.rate}].push_back(&m);
    } else {
      update_one(m, s, learning_rate * m.rate, gradient_scale, correction1, correction2);
    }
  }
  if (!by_muon.empty()) update_muon(by_muon, s, learning_rate, gradient_scale);
  for (const auto& [kind, moments] : on_device)
    update_on_device(moments, s, learning_rate * kind.second, gradient_scale, static_cast<double>(optimizer.steps_taken));
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
    if (m.first.defined()) named.emplace_back("first:" + m.parameter->name, m.first);
    if (m.second.defined()) named.emplace_back("second:" + m.parameter->name, m.second);
  }
  return named;
}

}  // namespace galen
