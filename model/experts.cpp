#include "model/experts.h"

#include <ATen/ATen.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>

#include "core/part_clock.h"
#include "model/device_ops.h"
#include "model/few_row_experts.h"
#include "model/gemm.h"
#include "model/ops.h"
#include "model/route_rows.h"
#include "model/row_ops.h"

namespace galen {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::Function;
using torch::autograd::variable_list;

// (token, slot) pairs sorted by expert, once for a layer; pairs of experts that aren't computed here are left out.
struct Dispatch {
  at::Tensor token;             // [pairs] int64, grouped by expert, ascending within each
  at::Tensor pair;              // [pairs] int64: token * slots + slot
  at::Tensor place;             // [tokens, slots] int64: where a pair is among the sorted ones; -1 for those left out
  std::vector<int64_t> offset;  // [experts + 1]: each expert's range
};

Dispatch dispatch_by_expert(const at::Tensor& expert_index, const std::vector<ExpertWeights>& agents, int64_t experts_per_agent) {
  const at::Tensor index = expert_index.contiguous();
  const int64_t* expert = index.const_data_ptr<int64_t>();
  const int64_t all = index.numel();
  const int64_t slots = index.size(1);
  const auto is_left_out = [&](int64_t i) { return !agents[static_cast<size_t>(expert[i] / experts_per_agent)].is_computed(); };
  Dispatch result;
  result.offset.assign(agents.size() * static_cast<size_t>(experts_per_agent) + 1, 0);
  for (int64_t i = 0; i < all; ++i) {
    if (!is_left_out(i)) ++result.offset[static_cast<size_t>(expert[i]) + 1];
  }
  for (size_t e = 1; e < result.offset.size(); ++e) result.offset[e] += result.offset[e - 1];
  result.token = at::empty({result.offset.back()}, index.options());
  result.pair = at::empty_like(result.token);
  result.place = at::empty_like(index);
  int64_t* token = result.token.data_ptr<int64_t>();
  int64_t* pair = result.pair.data_ptr<int64_t>();
  int64_t* place = result.place.data_ptr<int64_t>();
  std::vector<int64_t> next(result.offset.begin(), result.offset.end() - 1);
  for (int64_t i = 0; i < all; ++i) {
    place[i] = is_left_out(i) ? -1 : next[static_cast<size_t>(expert[i])]++;
    if (place[i] < 0) continue;
    token[place[i]] = i / slots;
    pair[place[i]] = i;
  }
  return result;
}

// The gradient of a sub-agent's stacked experts, filled expert by expert: written where this is the step's first contribution, added where there are others.
class StackGradient {
 public:
  StackGradient() = default;
  explicit StackGradient(Parameter& parameter) {
    if (!parameter.trainable) return;
    adds_ = parameter.grad.defined();
    if (adds_) {
      stack_ = grad_of(parameter);
    } else {
      parameter.grad = stack_ = at::empty_like(parameter.compute);
    }
  }

  bool is_wanted() const { return stack_.defined(); }
  void add(int64_t expert, const at::Tensor& a, const at::Tensor& b) const {
    if (adds_) {
      gemm_add(stack_.select(0, expert), a, b);
    } else {
      gemm_out(stack_.select(0, expert), a, b);
    }
  }
  // For an expert that no token chose.
  void add_nothing(int64_t expert) const {
    if (!adds_) stack_.select(0, expert).zero_();
  }

 private:
  at::Tensor stack_;  // [experts, ...]: the parameter's own gradient
  bool adds_ = false;
};

struct AgentsHolder : torch::CustomClassHolder {
  explicit AgentsHolder(std::vector<ExpertWeights> held) : agents(std::move(held)) {}
  std::vector<ExpertWeights> agents;
};

struct MixExpertsFunction : Function<MixExpertsFunction> {
  static at::Tensor forward(AutogradContext* context, const at::Tensor& hidden, const at::Tensor& weights, const at::Tensor& expert_index,
                            const std::vector<ExpertWeights>& agents, int64_t experts_per_agent, bool keeps_for_backward) {
    const PartClock clock(Part::kExperts);
    const Dispatch dispatch = dispatch_by_expert(expert_index, agents, experts_per_agent);
    const int64_t pairs = dispatch.token.numel();
    const at::Tensor rows = hidden.index_select(0, dispatch.token);
    at::Tensor y = at::empty({pairs, hidden.size(1)}, hidden.options());
    std::vector<at::Tensor> saved = {hidden, weights, dispatch.token, dispatch.pair, dispatch.place};
    for (size_t expert = 0; expert + 1 < dispatch.offset.size(); ++expert) {
      const int64_t begin = dispatch.offset[expert];
      const int64_t count = dispatch.offset[expert + 1] - begin;
      if (count == 0) continue;
      const ExpertWeights& agent = agents[expert / static_cast<size_t>(experts_per_agent)];
      const int64_t row = static_cast<int64_t>(expert) % experts_per_agent;
      const SwigluProduct product = gemm_swiglu(rows.narrow(0, begin, count), agent.gate_up_proj->compute.select(0, row), keeps_for_backward);
      gemm_out(y.narrow(0, begin, count), product.activated, agent.down_proj->compute.select(0, row).t());
      if (keeps_for_backward) saved.push_back(product.gate_up);
    }
    if (keeps_for_backward) {
      context->save_for_backward(saved);
      context->saved_data["agents"] = c10::IValue::make_capsule(c10::make_intrusive<AgentsHolder>(agents));
      context->saved_data["experts_per_agent"] = experts_per_agent;
      context->saved_data["offset"] = dispatch.offset;
    }
    return combine_rows(y, dispatch.place, weights.contiguous());
  }

  static variable_list backward(AutogradContext* context, variable_list grads) {
    const PartClock clock(Part::kExperts);
    const auto saved = context->get_saved_variables();
    const at::Tensor& hidden = saved[0];
    const at::Tensor& weights = saved[1];
    const at::Tensor& tokens = saved[2];
    const at::Tensor& pairs = saved[3];
    const at::Tensor& place = saved[4];
    const auto& agents = c10::static_intrusive_pointer_cast<AgentsHolder>(context->saved_data["agents"].toCapsule())->agents;
    const int64_t experts_per_agent = context->saved_data["experts_per_agent"].toInt();
    const std::vector<int64_t> offset = context->saved_data["offset"].toIntVector();
    const bool wants_hidden = context->needs_input_grad(0);
    const bool wants_weights = context->needs_input_grad(1);
    const at::Tensor grad_y = grads[0].to(hidden.scalar_type()).index_select(0, tokens);  // before the mixture weight, [pairs, hidden]
    const at::Tensor pair_weights = weights.reshape({-1}).index_select(0, pairs);         // [pairs] f32
    at::Tensor grad_rows = wants_hidden ? at::empty_like(grad_y) : at::Tensor();
    at::Tensor grad_weights = wants_weights ? at::zeros({weights.numel()}, weights.options()) : at::Tensor();
    std::vector<StackGradient> grad_gate_up_proj(agents.size());
    std::vector<StackGradient> grad_down_proj(agents.size());
    for (size_t a = 0; a < agents.size(); ++a) {
      if (!agents[a].is_computed()) continue;
      grad_gate_up_proj[a] = StackGradient(*agents[a].gate_up_proj);
      grad_down_proj[a] = StackGradient(*agents[a].down_proj);
    }
    const at::Tensor rows = std::any_of(grad_gate_up_proj.begin(), grad_gate_up_proj.end(), [](const StackGradient& g) { return g.is_wanted(); })
                                ? hidden.index_select(0, tokens)
                                : at::Tensor();
    size_t next_saved = 5;
    for (size_t expert = 0; expert + 1 < offset.size(); ++expert) {
      const int64_t begin = offset[expert];
      const int64_t count = offset[expert + 1] - begin;
      const size_t a = expert / static_cast<size_t>(experts_per_agent);
      const ExpertWeights& agent = agents[a];
      const int64_t row = static_cast<int64_t>(expert) % experts_per_agent;
      if (count == 0) {
        if (grad_gate_up_proj[a].is_wanted()) grad_gate_up_proj[a].add_nothing(row);
        if (grad_down_proj[a].is_wanted()) grad_down_proj[a].add_nothing(row);
        continue;
      }
      const at::Tensor& gate_up = saved[next_saved++];
      const bool trains_gate_up = grad_gate_up_proj[a].is_wanted();
      const bool trains_down = grad_down_proj[a].is_wanted();
      if (!trains_gate_up && !trains_down && !wants_hidden && !wants_weights) continue;
      const at::Tensor weight = pair_weights.narrow(0, begin, count);
      const at::Tensor expert_grad = grad_y.narrow(0, begin, count);
      const SwigluGradients back = gemm_swiglu_backward(expert_grad, agent.down_proj->compute.select(0, row), gate_up, weight, trains_down, wants_weights);
      if (wants_weights) grad_weights.index_copy_(0, pairs.narrow(0, begin, count), back.dots);
      if (trains_down) grad_down_proj[a].add(row, expert_grad.t(), back.activated);
      if (trains_gate_up) grad_gate_up_proj[a].add(row, back.grad_gate_up.t(), rows.narrow(0, begin, count));
      if (wants_hidden) {
        gemm_out(grad_rows.narrow(0, begin, count), back.grad_gate_up, agent.gate_up_proj->compute.select(0, row));
      }
    }
    return {
        wants_hidden ? combine_rows(grad_rows, place, {}) : at::Tensor(), wants_weights ? grad_weights.view(weights.sizes()) : at::Tensor(), {}, {}, {}, {}};
  }
};

}  // namespace

Routing route(const at::Tensor& hidden, const ParameterRef& router, const at::Tensor& selection_bias, const ModelConfig& config) {
  Routing routing;
  // In f64, rounded once: ATen's f32 takes vectors' ends another way, and a token's last bit would depend on where among the others it stands.
  routing.scores = at::sigmoid(linear(hidden, router, nullptr, Part::kRouter).to(at::kDouble) * config.output_multiplier).to(at::kFloat);
  const at::NoGradGuard no_grad;
  const PartClock clock(Part::kRouter);
  routing.expert_index = choose_experts(routing.scores.detach(), selection_bias, config);
  return routing;
}

at::Tensor mixture_weights(const Routing& routing, const ModelConfig& config) {
  at::Tensor weights = routing.scores.gather(1, routing.expert_index);
  if (config.norm_topk_prob) weights = weights / (weights.sum(-1, true) + 1e-20);
  return config.routed_scaling_factor == 1.0 ? weights : weights * config.routed_scaling_factor;
}

at::Tensor mix_experts(const at::Tensor& hidden, const at::Tensor& weights, const at::Tensor& expert_index, const std::vector<ExpertWeights>& agents,
                       int64_t experts_per_agent) {
  if (takes_device_path(hidden)) return on_device::mix_experts(hidden, weights, expert_index, agents);
  // Asked here because grad mode is off inside forward, and needs_input_grad is for the backward pass only: without a graph it throws.
  const bool keeps_for_backward = at::GradMode::is_enabled() && (hidden.requires_grad() || weights.requires_grad());
  if (!keeps_for_backward && few_row_experts_fit(hidden, expert_index, agents)) return mix_few_rows(hidden, weights, expert_index, agents, experts_per_agent);
  return MixExpertsFunction::apply(hidden, weights, expert_index, agents, experts_per_agent, keeps_for_backward);
}

}  // namespace galen
