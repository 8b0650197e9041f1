#include "model/experts.h"

#include <ATen/ATen.h>
#include <torch/csrc/autograd/custom_function.h>

#include <limits>

#include "model/ops.h"
#include "model/row_ops.h"

namespace galen {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::Function;
using torch::autograd::variable_list;

// (token, slot) pairs sorted by expert, once for a layer.
struct Dispatch {
  at::Tensor pair;               // [pairs] int64: token * slots + slot, grouped by expert, tokens ascending
  std::vector<int64_t> offset;   // [experts + 1]: each expert's range in `pair`
};

Dispatch dispatch_by_expert(const at::Tensor& expert_index, int64_t num_experts) {
  const at::Tensor index = expert_index.contiguous();
  const int64_t* expert = index.data_ptr<int64_t>();
  const int64_t pairs = index.numel();
  Dispatch result;
  result.offset.assign(static_cast<size_t>(num_experts) + 1, 0);
  for (int64_t i = 0; i < pairs; ++i) ++result.offset[static_cast<size_t>(expert[i]) + 1];
  for (size_t e = 1; e < result.offset.size(); ++e) result.offset[e] += result.offset[e - 1];
  result.pair = at::empty({pairs}, index.options());
  int64_t* pair = result.pair.data_ptr<int64_t>();
  std::vector<int64_t> next(result.offset.begin(), result.offset.end() - 1);
  for (int64_t i = 0; i < pairs; ++i) pair[next[static_cast<size_t>(expert[i])]++] = i;
  return result;
}

struct AgentsHolder : torch::CustomClassHolder {
  explicit AgentsHolder(std::vector<ExpertWeights> held) : agents(std::move(held)) {}
  std::vector<ExpertWeights> agents;
};

struct MixExpertsFunction : Function<MixExpertsFunction> {
  static at::Tensor forward(AutogradContext* context, const at::Tensor& hidden, const at::Tensor& weights, const at::Tensor& expert_index,
                            const std::vector<ExpertWeights>& agents, int64_t experts_per_agent, bool keeps_for_backward) {
    const int64_t slots = expert_index.size(1);
    const int64_t num_experts = static_cast<int64_t>(agents.size()) * experts_per_agent;
    const Dispatch dispatch = dispatch_by_expert(expert_index, num_experts);
    // f32 sums: a token's experts are added in expert order, each rounded once.
    at::Tensor out = at::zeros({hidden.size(0), hidden.size(1)}, hidden.options().dtype(at::kFloat));
    const at::Tensor flat_weights = weights.reshape({-1});
    std::vector<at::Tensor> saved = {hidden, weights, dispatch.pair};
    for (int64_t expert = 0; expert < num_experts; ++expert) {
      const ExpertWeights& agent = agents[static_cast<size_t>(expert / experts_per_agent)];
      const int64_t begin = dispatch.offset[static_cast<size_t>(expert)];
      const int64_t count = dispatch.offset[static_cast<size_t>(expert) + 1] - begin;
      if (count == 0 || agent.is_silent) continue;
      const int64_t row = expert % experts_per_agent;
      const at::Tensor pair = dispatch.pair.narrow(0, begin, count);
      const at::Tensor token = pair.div(slots, "floor");
      const at::Tensor gate_up = at::mm(hidden.index_select(0, token), agent.gate_up_proj->compute.select(0, row).t());
      const at::Tensor activated = swiglu_forward(gate_up);
      const at::Tensor y = at::mm(activated, agent.down_proj->compute.select(0, row).t()).to(at::kFloat);
      out.index_add_(0, token, y.mul_(flat_weights.index_select(0, pair).unsqueeze(1)));
      if (keeps_for_backward) saved.push_back(gate_up);
    }
    if (!keeps_for_backward) return out.to(hidden.scalar_type());
    context->save_for_backward(saved);
    context->saved_data["agents"] = c10::IValue::make_capsule(c10::make_intrusive<AgentsHolder>(agents));
    context->saved_data["experts_per_agent"] = experts_per_agent;
    context->saved_data["offset"] = dispatch.offset;
    return out.to(hidden.scalar_type());
  }

  static variable_list backward(AutogradContext* context, variable_list grads) {
    const auto saved = context->get_saved_variables();
    const at::Tensor& hidden = saved[0];
    const at::Tensor& weights = saved[1];
    const at::Tensor& pairs = saved[2];
    const auto& agents = c10::static_intrusive_pointer_cast<AgentsHolder>(context->saved_data["agents"].toCapsule())->agents;
    const int64_t experts_per_agent = context->saved_data["experts_per_agent"].toInt();
    const std::vector<int64_t> offset = context->saved_data["offset"].toIntVector();
    const int64_t slots = weights.size(1);
    const at::ScalarType dtype = hidden.scalar_type();
    const bool wants_hidden = context->needs_input_grad(0);
    const bool wants_weights = context->needs_input_grad(1);
    const at::Tensor grad_out = grads[0].to(dtype);
    const at::Tensor flat_weights = weights.reshape({-1});
    at::Tensor grad_hidden = wants_hidden ? at::zeros(hidden.sizes(), hidden.options().dtype(at::kFloat)) : at::Tensor();
    at::Tensor grad_weights = wants_weights ? at::zeros_like(flat_weights) : at::Tensor();
    size_t next_saved = 3;
    for (int64_t expert = 0; expert + 1 < static_cast<int64_t>(offset.size()); ++expert) {
      const ExpertWeights& agent = agents[static_cast<size_t>(expert / experts_per_agent)];
      const int64_t begin = offset[static_cast<size_t>(expert)];
      const int64_t count = offset[static_cast<size_t>(expert) + 1] - begin;
      if (count == 0 || agent.is_silent) continue;
      const at::Tensor& gate_up = saved[next_saved++];
      const bool trains = agent.gate_up_proj->trainable || agent.down_proj->trainable;
      if (!trains && !wants_hidden && !wants_weights) continue;
      const int64_t row = expert % experts_per_agent;
      const at::Tensor pair = pairs.narrow(0, begin, count);
      const at::Tensor token = pair.div(slots, "floor");
      const at::Tensor weight = flat_weights.index_select(0, pair).unsqueeze(1);   // [count, 1] f32
      const at::Tensor grad_y = grad_out.index_select(0, token);                   // before the mixture weight
      const at::Tensor grad_activated = at::mm(grad_y, agent.down_proj->compute.select(0, row));
      if (wants_weights || agent.down_proj->trainable) {
        const at::Tensor activated = swiglu_forward(gate_up);
        if (wants_weights) grad_weights.index_copy_(0, pair, (grad_activated.to(at::kFloat) * activated.to(at::kFloat)).sum(1));
        if (agent.down_proj->trainable) {
          const at::Tensor weighted = (activated.to(at::kFloat) * weight).to(dtype);
          grad_of(*agent.down_proj).select(0, row).add_(at::mm(grad_y.t(), weighted));
        }
      }
      if (!agent.gate_up_proj->trainable && !wants_hidden) continue;
      const at::Tensor grad_gate_up = swiglu_backward((grad_activated.to(at::kFloat) * weight).to(dtype), gate_up);
      if (agent.gate_up_proj->trainable) {
        grad_of(*agent.gate_up_proj).select(0, row).add_(at::mm(grad_gate_up.t(), hidden.index_select(0, token)));
      }
      if (wants_hidden) grad_hidden.index_add_(0, token, at::mm(grad_gate_up, agent.gate_up_proj->compute.select(0, row)).to(at::kFloat));
    }
    return {wants_hidden ? grad_hidden.to(dtype) : at::Tensor(), wants_weights ? grad_weights.view(weights.sizes()) : at::Tensor(), {}, {}, {}, {}};
  }
};

}  // namespace

Routing route(const at::Tensor& hidden, const ParameterRef& router, const at::Tensor& selection_bias, const ModelConfig& config) {
  Routing routing;
  routing.scores = at::sigmoid(linear(hidden.to(at::kFloat), router));
  const at::NoGradGuard no_grad;
  at::Tensor choice = routing.scores.detach() + selection_bias;
  if (config.topk_group < config.n_group) {
    const at::Tensor grouped = choice.view({choice.size(0), config.n_group, config.experts_per_group()});
    const at::Tensor group_score = std::get<0>(grouped.topk(std::min<int64_t>(2, config.experts_per_group()), -1)).sum(-1);
    const at::Tensor best = std::get<1>(group_score.topk(config.topk_group, -1, true, false));
    const at::Tensor unchosen = at::ones_like(group_score, at::kBool).scatter_(1, best, false);
    choice = grouped.masked_fill(unchosen.unsqueeze(-1), -std::numeric_limits<float>::infinity()).view_as(choice);
  }
  routing.expert_index = std::get<1>(choice.topk(config.num_experts_per_tok, -1, true, false));
  return routing;
}

at::Tensor mixture_weights(const Routing& routing, const ModelConfig& config) {
  at::Tensor weights = routing.scores.gather(1, routing.expert_index);
  if (config.norm_topk_prob) weights = weights / (weights.sum(-1, true) + 1e-20);
  return config.routed_scaling_factor == 1.0 ? weights : weights * config.routed_scaling_factor;
}

at::Tensor mix_experts(const at::Tensor& hidden, const at::Tensor& weights, const at::Tensor& expert_index, const std::vector<ExpertWeights>& agents,
                       int64_t experts_per_agent) {
  // Asked here because grad mode is off inside forward, and needs_input_grad is for the backward pass only: without a graph it throws.
  const bool keeps_for_backward = at::GradMode::is_enabled() && (hidden.requires_grad() || weights.requires_grad());
  return MixExpertsFunction::apply(hidden, weights, expert_index, agents, experts_per_agent, keeps_for_backward);
}

}  // namespace galen
