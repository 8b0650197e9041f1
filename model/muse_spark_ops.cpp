#include "model/muse_spark_ops.h"

#include <ATen/ATen.h>
#include <torch/csrc/autograd/custom_function.h>

#include "core/part_clock.h"
#include "model/gemm.h"
#include "model/row_ops.h"

namespace galen {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::Function;
using torch::autograd::variable_list;

constexpr double kGateFloor = 1e-3;

struct SparkHolder : torch::CustomClassHolder {
  explicit SparkHolder(ParameterRef held) : parameter(std::move(held)) {}
  ParameterRef parameter;
};
void hold_parameter(AutogradContext* context, const ParameterRef& parameter) {
  context->saved_data["parameter"] = c10::IValue::make_capsule(c10::make_intrusive<SparkHolder>(parameter));
}
ParameterRef held_parameter(AutogradContext* context) {
  return c10::static_intrusive_pointer_cast<SparkHolder>(context->saved_data["parameter"].toCapsule())->parameter;
}

struct ValueFunction : Function<ValueFunction> {
  static at::Tensor forward(AutogradContext* context, const at::Tensor& anchor, const ParameterRef& parameter) {
    (void)anchor;
    hold_parameter(context, parameter);
    return parameter->compute.detach();
  }
  static variable_list backward(AutogradContext* context, variable_list grads) {
    grad_of(*held_parameter(context)).add_(grads[0]);
    return {{}, {}};
  }
};

// The row kernel of rms_norm, with a weight that is the parameter plus 1, or no parameter but one number.
struct OffsetNormFunction : Function<OffsetNormFunction> {
  static at::Tensor forward(AutogradContext* context, const at::Tensor& x_in, const ParameterRef& parameter, double scale, double eps,
                            at::ScalarType out_dtype) {
    const PartClock clock(Part::kNorms);
    const at::Tensor x = x_in.contiguous();
    const at::Tensor weight = parameter ? parameter->compute.to(at::kFloat) + scale : at::full({x.size(1)}, scale, at::TensorOptions(at::kFloat));
    const RmsNormOutput output = rms_norm_forward(x, {}, {}, weight, eps, out_dtype);
    hold_parameter(context, parameter);
    context->save_for_backward({x, output.rstd, weight});
    return output.y;
  }
  static variable_list backward(AutogradContext* context, variable_list grads) {
    const PartClock clock(Part::kNorms);
    const ParameterRef parameter = held_parameter(context);
    const auto saved = context->get_saved_variables();
    const at::Tensor grad_weight = parameter && parameter->trainable ? grad_of(*parameter) : at::Tensor();
    return {rms_norm_backward(grads[0].contiguous(), {}, saved[0], saved[2], saved[1], grad_weight), {}, {}, {}, {}};
  }
};

// (token, slot) pairs by expert, those of experts that aren't computed here left out.
struct Pairs {
  at::Tensor token;             // [pairs] int64
  at::Tensor pair;              // [pairs] int64: token * slots + slot
  at::Tensor place;             // [tokens, slots] int64: where a pair is among them; -1: left out
  std::vector<int64_t> offset;  // [experts + 1]
};

Pairs pairs_by_expert(const at::Tensor& expert_index, const std::vector<ExpertWeights>& agents, int64_t experts_per_agent) {
  const int64_t experts = static_cast<int64_t>(agents.size()) * experts_per_agent;
  const at::Tensor flat = expert_index.reshape({-1});
  const at::Tensor order = std::get<1>(flat.sort(/*stable=*/true, 0, false));
  const at::Tensor count = at::bincount(flat, {}, experts);
  std::vector<at::Tensor> kept;
  Pairs pairs;
  pairs.offset.push_back(0);
  int64_t begin = 0;
  for (int64_t expert = 0; expert < experts; ++expert) {
    const int64_t own = count.const_data_ptr<int64_t>()[expert];
    const bool is_computed = agents[static_cast<size_t>(expert / experts_per_agent)].is_computed();
    if (own > 0 && is_computed) kept.push_back(order.narrow(0, begin, own));
    pairs.offset.push_back(pairs.offset.back() + (is_computed ? own : 0));
    begin += own;
  }
  pairs.pair = kept.empty() ? at::empty({0}, flat.options()) : at::cat(kept);
  pairs.token = at::floor_divide(pairs.pair, expert_index.size(1));
  pairs.place = at::full_like(flat, -1).index_copy_(0, pairs.pair, at::arange(pairs.pair.numel(), flat.options())).view(expert_index.sizes());
  return pairs;
}

struct ExpertAgents : torch::CustomClassHolder {
  explicit ExpertAgents(std::vector<ExpertWeights> held) : agents(std::move(held)) {}
  std::vector<ExpertWeights> agents;
};

// Each pair's row through its expert: rows [pairs, hidden] -> [pairs, hidden].
struct ExpertRowsFunction : Function<ExpertRowsFunction> {
  static at::Tensor forward(AutogradContext* context, const at::Tensor& rows, const std::vector<int64_t>& offset, const std::vector<ExpertWeights>& agents,
                            int64_t experts_per_agent, bool keeps_for_backward) {
    const PartClock clock(Part::kExperts);
    const at::Tensor y = at::empty_like(rows);
    std::vector<at::Tensor> saved = {rows};
    for (size_t expert = 0; expert + 1 < offset.size(); ++expert) {
      const int64_t count = offset[expert + 1] - offset[expert];
      if (count == 0) continue;
      const ExpertWeights& agent = agents[expert / static_cast<size_t>(experts_per_agent)];
      const int64_t row = static_cast<int64_t>(expert) % experts_per_agent;
      const SwigluProduct product = gemm_swiglu(rows.narrow(0, offset[expert], count), agent.gate_up_proj->compute.select(0, row), keeps_for_backward);
      gemm_out(y.narrow(0, offset[expert], count), product.activated, agent.down_proj->compute.select(0, row).t());
      if (keeps_for_backward) saved.push_back(product.gate_up);
    }
    if (keeps_for_backward) {
      context->save_for_backward(saved);
      context->saved_data["agents"] = c10::IValue::make_capsule(c10::make_intrusive<ExpertAgents>(agents));
      context->saved_data["experts_per_agent"] = experts_per_agent;
      context->saved_data["offset"] = offset;
    }
    return y;
  }

  static variable_list backward(AutogradContext* context, variable_list grads) {
    const PartClock clock(Part::kExperts);
    const auto saved = context->get_saved_variables();
    const at::Tensor& rows = saved[0];
    const auto& agents = c10::static_intrusive_pointer_cast<ExpertAgents>(context->saved_data["agents"].toCapsule())->agents;
    const int64_t experts_per_agent = context->saved_data["experts_per_agent"].toInt();
    const std::vector<int64_t> offset = context->saved_data["offset"].toIntVector();
    const at::Tensor grad = grads[0].to(rows.scalar_type()).contiguous();
    const bool wants_rows = context->needs_input_grad(0);
    const at::Tensor grad_rows = wants_rows ? at::empty_like(rows) : at::Tensor();
    size_t next_saved = 1;
    for (size_t expert = 0; expert + 1 < offset.size(); ++expert) {
      const int64_t begin = offset[expert];
      const int64_t count = offset[expert + 1] - begin;
      if (count == 0) continue;
      const ExpertWeights& agent = agents[expert / static_cast<size_t>(experts_per_agent)];
      const int64_t row = static_cast<int64_t>(expert) % experts_per_agent;
      const at::Tensor expert_grad = grad.narrow(0, begin, count);
      const bool trains_down = agent.down_proj->trainable;
      const SwigluGradients back = gemm_swiglu_backward(expert_grad, agent.down_proj->compute.select(0, row), saved[next_saved++], {}, trains_down, false);
      if (trains_down) gemm_add(grad_of(*agent.down_proj).select(0, row), expert_grad.t(), back.activated);
      if (agent.gate_up_proj->trainable) gemm_add(grad_of(*agent.gate_up_proj).select(0, row), back.grad_gate_up.t(), rows.narrow(0, begin, count));
      if (wants_rows) gemm_out(grad_rows.narrow(0, begin, count), back.grad_gate_up, agent.gate_up_proj->compute.select(0, row));
    }
    return {grad_rows, {}, {}, {}, {}};
  }
};

// Rows mixed with their weights: y [pairs, hidden] -> [tokens, hidden].
struct CombineFunction : Function<CombineFunction> {
  static at::Tensor forward(AutogradContext* context, const at::Tensor& y, const at::Tensor& weights_in, const Pairs& pairs) {
    const PartClock clock(Part::kExperts);
    const at::Tensor weights = weights_in.contiguous();
    context->save_for_backward({y, weights, pairs.token, pairs.pair});
    return combine_rows(y, pairs.place, weights);
  }
  static variable_list backward(AutogradContext* context, variable_list grads) {
    const PartClock clock(Part::kExperts);
    const auto saved = context->get_saved_variables();
    const at::Tensor& weights = saved[1];
    const at::Tensor grad = grads[0].to(saved[0].scalar_type()).index_select(0, saved[2]);
    const at::Tensor grad_weights = at::zeros({weights.numel()}, weights.options());
    grad_weights.index_copy_(0, saved[3], row_dots(grad, saved[0]));
    return {scale_rows(grad, weights.reshape({-1}).index_select(0, saved[3])), grad_weights.view(weights.sizes()), {}};
  }
};

}  // namespace

at::Tensor parameter_value(const ParameterRef& parameter, const at::Tensor& anchor) {
  if (!parameter->trainable || !at::GradMode::is_enabled() || !anchor.requires_grad()) return parameter->compute;
  return ValueFunction::apply(anchor, parameter);
}

at::Tensor centered_rms_norm(const at::Tensor& x, const ParameterRef& weight, double eps, at::ScalarType out_dtype) {
  return OffsetNormFunction::apply(x, weight, 1.0, eps, out_dtype);
}

at::Tensor scaleless_rms_norm(const at::Tensor& x, double eps, double scale, at::ScalarType out_dtype) {
  return OffsetNormFunction::apply(x, ParameterRef(), scale, eps, out_dtype);
}

at::Tensor input_scaled_rms_norm(const at::Tensor& x, const ParameterRef& weight, double eps, at::ScalarType out_dtype) {
  const at::Tensor scale = parameter_value(weight, x) + 1.0;
  return scaleless_rms_norm((x * scale).to(x.scalar_type()), eps, 1.0, out_dtype);
}

at::Tensor gated_residual(const at::Tensor& residual, const at::Tensor& x, const ParameterRef& gate, double temperature) {
  const at::Tensor w = parameter_value(gate, residual) / temperature;
  const at::Tensor beta = at::sigmoid(w);
  const at::Tensor alpha = at::sqrt(at::clamp_min(at::sigmoid(-w) * (1.0 + beta), kGateFloor));
  return alpha * residual + beta * x;
}

at::Tensor mix_normed_experts(const at::Tensor& hidden, const at::Tensor& weights, const at::Tensor& expert_index, const std::vector<ExpertWeights>& agents,
                              int64_t experts_per_agent, const ParameterRef& norm, double eps) {
  const Pairs pairs = pairs_by_expert(expert_index, agents, experts_per_agent);
  const at::Tensor rows = hidden.index_select(0, pairs.token);
  const bool keeps_for_backward = at::GradMode::is_enabled() && rows.requires_grad();
  const at::Tensor y = ExpertRowsFunction::apply(rows, pairs.offset, agents, experts_per_agent, keeps_for_backward);
  return CombineFunction::apply(input_scaled_rms_norm(y, norm, eps, hidden.scalar_type()), weights, pairs);
}

}  // namespace galen
