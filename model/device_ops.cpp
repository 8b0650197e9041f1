#include "model/device_ops.h"

#include <ATen/ATen.h>
#include <torch/csrc/autograd/custom_function.h>

#include <atomic>
#include <limits>

#include "core/part_clock.h"

namespace galen {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::Function;
using torch::autograd::variable_list;

std::atomic<int> treated_as_device{0};

// Halves of each head, in f32, rotated by their tokens' angles: x [tokens, heads, head_dim], a new tensor.
at::Tensor rotated(const at::Tensor& x, const at::Tensor& positions, const RopeTable& rope) {
  if (rope.rotary_dim == 0) return x;
  const int64_t half = rope.rotary_dim / 2;
  const at::Tensor cosine = rope.cosine.index_select(0, positions).unsqueeze(1);
  const at::Tensor sine = rope.sine.index_select(0, positions).unsqueeze(1);
  const at::Tensor a = x.narrow(2, 0, half).to(at::kFloat);
  const at::Tensor b = x.narrow(2, half, half).to(at::kFloat);
  const at::Tensor turned = at::cat({a * cosine - b * sine, b * cosine + a * sine}, 2).to(x.scalar_type());
  return at::cat({turned, x.narrow(2, rope.rotary_dim, x.size(2) - rope.rotary_dim)}, 2);
}

// All agents' experts in one stack. A copy, which a device's memory makes in less time than a launch for each agent would take.
at::Tensor stacked(const std::vector<ExpertWeights>& agents, ParameterRef ExpertWeights::*part) {
  std::vector<at::Tensor> stacks;
  for (const ExpertWeights& agent : agents) stacks.push_back((agent.*part)->compute);
  return stacks.size() == 1 ? stacks.front() : at::cat(stacks);
}

// grad_out^T x of each expert's rows, for all experts that train.
void add_stack_gradient(const std::vector<ExpertWeights>& agents, ParameterRef ExpertWeights::*part, const at::Tensor& grad_out, const at::Tensor& x,
                        const at::Tensor& end) {
  at::Tensor gradient = at::_grouped_mm(grad_out.t(), x, end);
  // What it leaves for an expert without rows isn't promised.
  gradient.masked_fill_(end.diff(1, 0, at::zeros({1}, end.options())).eq(0).view({-1, 1, 1}), 0.0);
  int64_t first = 0;
  for (const ExpertWeights& agent : agents) {
    Parameter& parameter = *(agent.*part);
    const int64_t experts = parameter.compute.size(0);
    if (parameter.trainable) add_gradient(parameter, gradient.narrow(0, first, experts));
    first += experts;
  }
}

bool any_trains(const std::vector<ExpertWeights>& agents, ParameterRef ExpertWeights::*part) {
  for (const ExpertWeights& agent : agents) {
    if ((agent.*part)->trainable) return true;
  }
  return false;
}

struct DeviceAgentsHolder : torch::CustomClassHolder {
  explicit DeviceAgentsHolder(std::vector<ExpertWeights> held) : agents(std::move(held)) {}
  std::vector<ExpertWeights> agents;
};

struct DeviceMixExperts : Function<DeviceMixExperts> {
  static at::Tensor forward(AutogradContext* context, const at::Tensor& hidden, const at::Tensor& weights, const at::Tensor& expert_index,
                            const std::vector<ExpertWeights>& agents) {
    const PartClock clock(Part::kExperts);
    const at::Tensor gate_up_proj = stacked(agents, &ExpertWeights::gate_up_proj);
    const at::Tensor down_proj = stacked(agents, &ExpertWeights::down_proj);
    const at::Tensor expert = expert_index.reshape({-1});
    const at::Tensor pair = at::argsort(expert, /*stable=*/true, 0, false);  // [pairs]: token * slots + slot, grouped by expert
    const at::Tensor token = at::floor_divide(pair, expert_index.size(1));
    const at::Tensor place = at::empty_like(pair).scatter_(0, pair, at::arange(pair.numel(), pair.options())).view(expert_index.sizes());
    // Not bincount, which waits for the device to learn the largest.
    const at::Tensor count = at::zeros({gate_up_proj.size(0)}, expert.options()).scatter_add_(0, expert, at::ones_like(expert));
    const at::Tensor end = count.cumsum(0).to(at::kInt);  // [experts]: where each expert's rows end
    const at::Tensor gate_up = at::_grouped_mm(hidden.index_select(0, token), gate_up_proj.transpose(1, 2), end);
    const at::Tensor y = at::_grouped_mm(on_device::swiglu_forward(gate_up), down_proj.transpose(1, 2), end);
    context->save_for_backward({hidden, weights, token, pair, place, end, gate_up});
    context->saved_data["agents"] = c10::IValue::make_capsule(c10::make_intrusive<DeviceAgentsHolder>(agents));
    return on_device::combine_rows(y, place, weights);
  }

  static variable_list backward(AutogradContext* context, variable_list grads) {
    const PartClock clock(Part::kExperts);
    const auto saved = context->get_saved_variables();
    const at::Tensor& hidden = saved[0];
    const at::Tensor& weights = saved[1];
    const at::Tensor& token = saved[2];
    const at::Tensor& pair = saved[3];
    const at::Tensor& end = saved[5];
    const at::Tensor& gate_up = saved[6];
    const auto& agents = c10::static_intrusive_pointer_cast<DeviceAgentsHolder>(context->saved_data["agents"].toCapsule())->agents;
    const at::Tensor grad_y = grads[0].to(hidden.scalar_type()).index_select(0, token);  // before the mixture weight
    const at::Tensor pair_weight = weights.reshape({-1}).index_select(0, pair);          // [pairs] f32
    const at::Tensor grad_activated = at::_grouped_mm(grad_y, stacked(agents, &ExpertWeights::down_proj), end);
    const at::Tensor activated = on_device::swiglu_forward(gate_up);
    at::Tensor grad_weights;
    if (context->needs_input_grad(1)) {
      const at::Tensor dots = grad_activated.to(at::kFloat).mul(activated.to(at::kFloat)).sum(1);
      grad_weights = at::empty_like(dots).index_copy_(0, pair, dots).view(weights.sizes());
    }
    if (any_trains(agents, &ExpertWeights::down_proj)) {
      const at::Tensor weighted = activated.to(at::kFloat).mul(pair_weight.unsqueeze(1)).to(activated.scalar_type());
      add_stack_gradient(agents, &ExpertWeights::down_proj, grad_y, weighted, end);
    }
    const at::Tensor grad_gate_up = on_device::swiglu_backward(grad_activated, gate_up, pair_weight);
    if (any_trains(agents, &ExpertWeights::gate_up_proj)) {
      add_stack_gradient(agents, &ExpertWeights::gate_up_proj, grad_gate_up, hidden.index_select(0, token), end);
    }
    at::Tensor grad_hidden;
    if (context->needs_input_grad(0)) {
      grad_hidden = on_device::combine_rows(at::_grouped_mm(grad_gate_up, stacked(agents, &ExpertWeights::gate_up_proj), end), saved[4], {});
    }
    return {grad_hidden, grad_weights, {}, {}};
  }
};

}  // namespace

bool takes_device_path(const at::Tensor& x) {
  return !x.is_cpu() || treated_as_device.load(std::memory_order_relaxed) > 0;
}

at::Tensor to_device_of(const at::Tensor& neighbour, const at::Tensor& x) {
  return x.to(neighbour.device(), x.scalar_type(), /*non_blocking=*/true);
}

TreatAsDevice::TreatAsDevice() {
  ++treated_as_device;
}

TreatAsDevice::~TreatAsDevice() {
  --treated_as_device;
}

namespace on_device {

RmsNormOutput rms_norm_forward(const at::Tensor& x, const at::Tensor& first, const at::Tensor& second, const at::Tensor& weight, double eps,
                               at::ScalarType out_dtype) {
  at::Tensor sum = x.to(at::kFloat);
  if (first.defined()) sum = sum + first;
  if (second.defined()) sum = sum + second;
  const at::Tensor rstd = at::rsqrt(sum.square().mean(-1) + eps);
  const at::Tensor y = (sum * rstd.unsqueeze(1) * weight.to(at::kFloat)).to(out_dtype);
  return {first.defined() || second.defined() ? sum.to(x.scalar_type()) : x, y, rstd};
}

at::Tensor rms_norm_backward(const at::Tensor& grad_y, const at::Tensor& grad_sum, const at::Tensor& sum, const at::Tensor& weight, const at::Tensor& rstd,
                             at::Tensor grad_weight) {
  const at::Tensor values = sum.to(at::kFloat);
  const at::Tensor gradient = grad_y.to(at::kFloat);
  const at::Tensor inverse = rstd.unsqueeze(1);
  const at::Tensor scaled = gradient * weight.to(at::kFloat) * inverse;
  const at::Tensor projection = (scaled * values).mean(-1, true) * inverse.square();
  if (grad_weight.defined()) grad_weight.add_((gradient * values * inverse).sum(0));
  at::Tensor result = scaled - projection * values;
  if (grad_sum.defined()) result = result + grad_sum;
  return result.to(sum.scalar_type());
}

at::Tensor swiglu_forward(const at::Tensor& gate_up) {
  const std::vector<at::Tensor> halves = gate_up.to(at::kFloat).chunk(2, 1);
  return at::silu(halves[0]).mul_(halves[1]).to(gate_up.scalar_type());
}

at::Tensor swiglu_backward(const at::Tensor& grad_out, const at::Tensor& gate_up, const at::Tensor& row_scale) {
  const std::vector<at::Tensor> halves = gate_up.to(at::kFloat).chunk(2, 1);
  at::Tensor gradient = grad_out.to(at::kFloat);
  if (row_scale.defined()) gradient = gradient * row_scale.unsqueeze(1);
  const at::Tensor sigmoid = at::sigmoid(halves[0]);
  const at::Tensor slope = sigmoid * (1.0 + halves[0] * (1.0 - sigmoid));
  return at::cat({gradient * halves[1] * slope, gradient * halves[0] * sigmoid}, 1).to(gate_up.scalar_type());
}

at::Tensor combine_rows(const at::Tensor& rows, const at::Tensor& place, const at::Tensor& weights) {
  at::Tensor factor = place.ge(0).to(at::kFloat);
  if (weights.defined()) factor = factor * weights;
  const at::Tensor chosen = rows.index_select(0, place.clamp_min(0).reshape({-1})).to(at::kFloat).view({place.size(0), place.size(1), rows.size(1)});
  return chosen.mul_(factor.unsqueeze(2)).sum(1).to(rows.scalar_type());
}

CrossEntropy cross_entropy_(at::Tensor& logits, const at::Tensor& target, double divisor, double z_loss, bool wants_grad) {
  const at::Tensor values = logits.to(at::kFloat);
  const at::Tensor index = target.unsqueeze(1);
  CrossEntropy result;
  result.log_z = at::logsumexp(values, {-1});
  result.nll = result.log_z - values.gather(1, index).squeeze(1);
  if (!wants_grad) return result;
  const at::Tensor factor = (1.0 + 2 * z_loss * result.log_z) / divisor;
  at::Tensor gradient = at::exp(values - result.log_z.unsqueeze(1)).mul_(factor.unsqueeze(1));
  gradient.scatter_add_(1, index, at::full_like(result.nll, -1.0 / divisor).unsqueeze(1));
  logits.copy_(gradient);
  return result;
}

at::Tensor choose_experts(const at::Tensor& scores, const at::Tensor& selection_bias, const ModelConfig& config) {
  // A stable sort, not topk, which doesn't say which of two equals it takes.
  const auto best = [](const at::Tensor& values, int64_t count) { return std::get<1>(at::sort(values, /*stable=*/true, -1, true)).narrow(-1, 0, count); };
  at::Tensor choice = scores + selection_bias;
  if (config.topk_group < config.n_group) {
    const int64_t per_group = scores.size(1) / config.n_group;
    const at::Tensor grouped = choice.view({scores.size(0), config.n_group, per_group});
    const at::Tensor group_score = std::get<0>(grouped.topk(std::min<int64_t>(2, per_group), -1)).sum(-1);
    const at::Tensor hidden = at::ones_like(group_score, at::kBool).scatter_(1, best(group_score, config.topk_group), 0);
    choice = grouped.masked_fill(hidden.unsqueeze(2), -std::numeric_limits<float>::infinity()).view(scores.sizes());
  }
  return best(choice, config.num_experts_per_tok).contiguous();
}

at::Tensor attention(const at::Tensor& qkv, const at::Tensor& positions, const at::Tensor& document_offsets, const RopeTable& rope,
                     const AttentionShape& shape) {
  const PartClock clock(Part::kAttention);
  const int64_t kv = shape.num_key_value_heads;
  const at::Tensor heads = qkv.view({qkv.size(0), shape.num_heads + 2 * kv, shape.head_dim});
  const at::Tensor query_key = rotated(heads.narrow(1, 0, shape.num_heads + kv), positions, rope);
  const int64_t* offsets = document_offsets.const_data_ptr<int64_t>();
  std::vector<int64_t> lengths;
  for (int64_t d = 0; d + 1 < document_offsets.numel(); ++d) lengths.push_back(offsets[d + 1] - offsets[d]);
  // Split at once: the gradient of a slice a document would be as large as all of them, each time.
  const std::vector<at::Tensor> query = query_key.narrow(1, 0, shape.num_heads).split_with_sizes(lengths);
  const std::vector<at::Tensor> key = query_key.narrow(1, shape.num_heads, kv).split_with_sizes(lengths);
  const std::vector<at::Tensor> value = heads.narrow(1, shape.num_heads + kv, kv).split_with_sizes(lengths);
  const auto by_head = [](const at::Tensor& x) { return x.transpose(0, 1).unsqueeze(0); };  // [1, heads, length, head_dim]
  std::vector<at::Tensor> documents;
  for (size_t d = 0; d < lengths.size(); ++d) {
    const int64_t length = lengths[d];
    std::optional<at::Tensor> mask;
    if (shape.window > 0 && shape.window < length) mask = at::ones({length, length}, qkv.options().dtype(at::kBool)).tril_().triu_(1 - shape.window);
    const at::Tensor out = at::scaled_dot_product_attention(by_head(query[d]), by_head(key[d]), by_head(value[d]), mask, 0.0, !mask.has_value(), std::nullopt,
                                                            kv < shape.num_heads);
    documents.push_back(out.squeeze(0).transpose(0, 1).reshape({length, shape.num_heads * shape.head_dim}));
  }
  return at::cat(documents);
}

at::Tensor mix_experts(const at::Tensor& hidden, const at::Tensor& weights, const at::Tensor& expert_index, const std::vector<ExpertWeights>& agents) {
  return DeviceMixExperts::apply(hidden, weights, expert_index, agents);
}

}  // namespace on_device
}  // namespace galen
