#include "model/decoder.h"

#include <ATen/ATen.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>

#include "core/error.h"
#include "model/device_ops.h"
#include "model/expert_exchange.h"
#include "model/gemm.h"
#include "model/glm_vision.h"
#include "model/muse_spark_text.h"
#include "model/ops.h"
#include "model/row_ops.h"

namespace galen {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::Function;
using torch::autograd::variable_list;

// Per-head RMS norm of q or k (glm4_moe with use_qk_norm); `heads` columns of head_dim from `first`.
at::Tensor norm_heads(const at::Tensor& qkv, int64_t first, int64_t heads, int64_t head_dim, const ParameterRef& weight, double eps) {
  const at::Tensor part = qkv.narrow(1, first * head_dim, heads * head_dim).contiguous().view({-1, head_dim});
  return rms_norm(part, weight, eps, qkv.scalar_type()).view({qkv.size(0), heads * head_dim});
}

// How many tokens chose each expert. On a device not by bincount, which waits to learn the largest.
at::Tensor count_experts(const at::Tensor& expert_index, int64_t experts) {
  const at::Tensor flat = expert_index.reshape({-1});
  if (!takes_device_path(flat)) return at::bincount(flat, {}, experts);
  return at::zeros({experts}, flat.options()).scatter_add_(0, flat, at::ones_like(flat));
}

}  // namespace

void record_routing(RoutingTrace* trace, const at::Tensor& h, const Routing& routing, int64_t experts) {
  if (trace == nullptr) return;
  trace->expert_load.push_back(count_experts(routing.expert_index, experts));
  if (trace->keep_indices) trace->expert_index.push_back(routing.expert_index);
  if (trace->keep_router_inputs) trace->router_inputs.push_back(h.detach());
}

namespace {

at::Tensor sparse_ffn(const Model& model, const LayerWeights& layer, const at::Tensor& h, RoutingTrace* trace) {
  const Routing routing = route(h, layer.router, layer.selection_bias, model.config);
  record_routing(trace, h, routing, model.config.n_routed_experts);
  const int64_t per_agent = model.config.experts_per_group();
  const MixHere mix = [&](const at::Tensor& hidden, const at::Tensor& weights, const at::Tensor& index) {
    return mix_experts(hidden, weights, index, layer.agents, per_agent);
  };
  const at::Tensor weights = mixture_weights(routing, model.config);
  if (!model.exchange) return mix(h, weights, routing.expert_index);
  return mix_with_exchange(h, weights, routing.expert_index, layer.agents, per_agent, *model.exchange, mix);
}

at::Tensor channel_peaks(const at::Tensor& x) {
  return x.to(at::kFloat).abs().amax(0);
}

// The residual stream is f32 whatever the compute dtype.
Stream decoder_layer(const Model& model, size_t index, Stream x, const Attend& attend, RoutingTrace* trace) {
  if (model.config.is_muse_spark()) return {muse_spark_layer(model, index, x.sum, attend, trace), {}, {}};
  const LayerWeights& layer = model.layers[index];
  const ModelConfig& config = model.config;
  at::Tensor h = add_rms_norm(x, layer.input_layernorm, config.rms_norm_eps, model.compute);
  at::Tensor qkv = linear(h, layer.qkv_proj, layer.qkv_bias);
  if (layer.q_norm) {
    const int64_t heads = config.num_attention_heads;
    const int64_t kv_heads = config.num_key_value_heads;
    qkv = at::cat({norm_heads(qkv, 0, heads, config.head_dim, layer.q_norm, config.rms_norm_eps),
                   norm_heads(qkv, heads, kv_heads, config.head_dim, layer.k_norm, config.rms_norm_eps),
                   qkv.narrow(1, (heads + kv_heads) * config.head_dim, kv_heads * config.head_dim)},
                  1);
  }
  const at::Tensor attended = attend(index, qkv);
  if (trace != nullptr && trace->keep_peaks) trace->input_peaks.push_back({channel_peaks(h), channel_peaks(attended), {}, {}});
  x.first = linear(attended, layer.o_proj, layer.o_bias);
  h = add_rms_norm(x, layer.post_attention_layernorm, config.rms_norm_eps, model.compute);
  if (trace != nullptr && trace->keep_peaks) {
    trace->input_peaks.back().ffn_in = channel_peaks(h);
    if (layer.gate_up_proj) trace->input_peaks.back().ffn_mid = channel_peaks(swiglu_forward(gemm(h, layer.gate_up_proj->compute.t())));
  }
  if (layer.gate_up_proj) x.first = feed_forward(h, layer.gate_up_proj, layer.down_proj);
  if (layer.router) x.second = sparse_ffn(model, layer, h, trace);
  return x;
}

// Forgets what a layer computed and computes it again for the backward pass.
struct RecomputedLayer : Function<RecomputedLayer> {
  using Forward = std::function<Stream(const Stream&)>;
  struct Holder : torch::CustomClassHolder {
    explicit Holder(Forward held) : forward(std::move(held)) {}
    Forward forward;
  };

  // Returns the stream without what is undefined.
  static variable_list forward(AutogradContext* context, const at::Tensor& sum, const std::optional<at::Tensor>& first, const std::optional<at::Tensor>& second,
                               const Forward& layer) {
    context->saved_data["layer"] = c10::IValue::make_capsule(c10::make_intrusive<Holder>(layer));
    const Stream in{sum, first.value_or(at::Tensor()), second.value_or(at::Tensor())};
    context->save_for_backward({in.sum, in.first, in.second});
    context->set_materialize_grads(false);
    return defined_parts(layer(in));
  }

  static variable_list backward(AutogradContext* context, variable_list grads) {
    const auto& layer = c10::static_intrusive_pointer_cast<Holder>(context->saved_data["layer"].toCapsule())->forward;
    const at::AutoGradMode with_grad(true);
    variable_list inputs = context->get_saved_variables();
    for (at::Tensor& input : inputs) {
      if (input.defined()) input = input.detach().requires_grad_(true);
    }
    const variable_list outputs = defined_parts(layer({inputs[0], inputs[1], inputs[2]}));
    variable_list reached;
    variable_list reached_grads;
    for (size_t i = 0; i < outputs.size(); ++i) {
      if (!grads[i].defined()) continue;
      reached.push_back(outputs[i]);
      reached_grads.push_back(grads[i]);
    }
    const variable_list found = torch::autograd::grad(reached, defined_parts({inputs[0], inputs[1], inputs[2]}), reached_grads, std::nullopt, false, true);
    variable_list result(4);
    size_t next = 0;
    for (size_t i = 0; i < inputs.size(); ++i) {
      if (inputs[i].defined()) result[i] = found[next++];
    }
    return result;
  }

  static variable_list defined_parts(const Stream& stream) {
    variable_list parts;
    for (const at::Tensor& part : {stream.sum, stream.first, stream.second}) {
      if (part.defined()) parts.push_back(part);
    }
    return parts;
  }
};

bool layer_trains(const LayerWeights& layer) {
  const std::vector<ParameterRef> parameters = parameters_of(layer);
  const bool trains_here = std::any_of(parameters.begin(), parameters.end(), [](const ParameterRef& parameter) { return parameter->trainable; });
  // All processes that share the sub-agents run the same backward passes.
  return trains_here || std::any_of(layer.agents.begin(), layer.agents.end(), [](const ExpertWeights& agent) { return agent.trains_elsewhere; });
}

at::Tensor embeddings_of(const Model& model, const at::Tensor& tokens, const Media* media) {
  if (model.config.is_muse_spark()) return muse_spark_embeddings(model, tokens, media);
  return (model.config.vision || model.config.audio) && media != nullptr ? glm_embeddings(model, tokens, *media) : embed(tokens, model.embed_tokens);
}

// The gradient of a layer's input is complete only when every operation of the layer has run backward.
void tell_when_complete(const Model& model, const at::Tensor& input, int64_t layer) {
  if (!model.on_layer_gradients || !input.requires_grad()) return;
  input.register_hook([&model, layer](const at::Tensor&) {
    if (model.on_layer_gradients) model.on_layer_gradients(layer);
  });
}

}  // namespace

std::vector<ParameterRef> parameters_of(const LayerWeights& layer) {
  std::vector<ParameterRef> parameters;
  for (const ParameterRef& parameter : {layer.input_layernorm, layer.post_attention_layernorm, layer.qkv_proj, layer.qkv_bias, layer.o_proj, layer.o_bias,
                                        layer.q_norm, layer.k_norm, layer.gate_up_proj, layer.down_proj, layer.router}) {
    if (parameter) parameters.push_back(parameter);
  }
  const MuseSparkLayer& spark = layer.spark;
  for (const ParameterRef& parameter : {spark.gate_proj, spark.attention_residual_gate, spark.post_feedforward_norm, spark.feedforward_residual_gate,
                                        spark.pre_expert_proj, spark.pre_expert_norm, spark.post_expert_norm, spark.post_expert_proj}) {
    if (parameter) parameters.push_back(parameter);
  }
  for (const ExpertWeights& agent : layer.agents) {
    if (!agent.is_elsewhere) parameters.insert(parameters.end(), {agent.gate_up_proj, agent.down_proj});
  }
  return parameters;
}

at::Tensor forward_hidden(const Model& model, const at::Tensor& tokens, const Attend& attend, RoutingTrace* trace, const Media* media) {
  Stream x{embeddings_of(model, tokens, media), {}, {}};
  for (size_t index = 0; index < model.layers.size(); ++index) {
    // The backward passes of the operations below fill Parameter::grad themselves; for them to be in the graph, it must begin at the first layer that trains.
    const bool in_graph = x.sum.requires_grad();
    if (!in_graph && at::GradMode::is_enabled() && layer_trains(model.layers[index])) x.sum = x.sum.detach().requires_grad_(true);
    tell_when_complete(model, x.sum, static_cast<int64_t>(index));
    if (model.activation_checkpointing && x.sum.requires_grad()) {
      const auto is_counted = std::make_shared<bool>(false);  // recomputing must not count the tokens again
      const RecomputedLayer::Forward layer = [&model, index, attend, trace, is_counted](const Stream& input) {
        RoutingTrace* once = *is_counted ? nullptr : trace;
        *is_counted = true;
        return decoder_layer(model, index, input, attend, once);
      };
      const variable_list out = RecomputedLayer::apply(x.sum, if_defined(x.first), if_defined(x.second), layer);
      x = {out[0], out.size() > 1 ? out[1] : at::Tensor(),
           out.size() > 2 ? out[2] : at::Tensor()};  // addends are alike: which of them is missing makes no difference
    } else {
      x = decoder_layer(model, index, std::move(x), attend, trace);
    }
  }
  tell_when_complete(model, x.sum, static_cast<int64_t>(model.layers.size()));
  return add_rms_norm(x, model.norm, model.config.rms_norm_eps, model.compute);
}

at::Tensor forward_hidden(const Model& model, const at::Tensor& tokens, const at::Tensor& positions, const at::Tensor& document_offsets, RoutingTrace* trace,
                          const Media* media) {
  const int64_t longest = tokens.numel() > 0 ? positions.max().item<int64_t>() + 1 : 0;
  if (longest > model.rope.cosine.size(0)) {
    throw Error("a document of " + std::to_string(longest) + " tokens is longer than the model's context of " + std::to_string(model.rope.cosine.size(0)), "",
                "shorten it");
  }
  if (model.config.vision && media != nullptr && media->image_grid.defined()) {
    const TokenPlaces places = token_places(tokens, document_offsets, media->image_grid, *model.config.vision);
    const Attend attend = [&model, rows = at::arange(tokens.numel(), at::TensorOptions(at::kLong)), document_offsets,
                           rope = rope_at(model.rope, places.axes, *model.config.vision)](size_t layer, const at::Tensor& qkv) {
      return attention(qkv, rows, document_offsets, rope, attention_shape(model.config, layer));
    };
    return forward_hidden(model, tokens, attend, trace, media);
  }
  const Attend attend = [&model, positions = to_device_of(model.rope.cosine, positions), document_offsets](size_t layer, const at::Tensor& qkv) {
    return attention(qkv, positions, document_offsets, rope_of(model, layer), attention_shape(model.config, layer));
  };
  return forward_hidden(model, to_device_of(model.rope.cosine, tokens), attend, trace, media);
}

AttentionShape attention_shape(const ModelConfig& config, size_t layer) {
  const bool slides = config.is_muse_spark() && config.muse_spark.layers[layer].slides;
  return {config.num_attention_heads, config.num_key_value_heads, config.head_dim, slides ? config.muse_spark.sliding_window : 0};
}

const RopeTable& rope_of(const Model& model, size_t layer) {
  return model.config.is_muse_spark() && !model.config.muse_spark.layers[layer].rotates ? model.no_rope : model.rope;
}

LogitCap logit_cap(const ModelConfig& config) {
  return config.is_muse_spark() ? LogitCap{config.output_multiplier, config.muse_spark.final_logit_softcapping} : LogitCap{};
}

at::Tensor head_logits(const Model& model, const at::Tensor& hidden) {
  at::Tensor logits = gemm(hidden, model.lm_head->compute.t());
  cap_logits_(logits, logit_cap(model.config));
  return logits;
}

at::Tensor forward_logits(const Model& model, const at::Tensor& token_ids, RoutingTrace* trace, const Media* media) {
  const at::NoGradGuard no_grad;
  const int64_t batch = token_ids.size(0);
  const int64_t length = token_ids.size(1);
  const auto options = at::TensorOptions().dtype(at::kLong);
  const at::Tensor positions = at::arange(length, options).repeat({batch});
  const at::Tensor offsets = at::arange(batch + 1, options) * length;
  const at::Tensor hidden = forward_hidden(model, token_ids.reshape({-1}), positions, offsets, trace, media);
  return head_logits(model, hidden).to(at::kFloat).view({batch, length, model.config.vocab_size});
}

at::Tensor token_losses(const Model& model, const at::Tensor& tokens, const at::Tensor& positions, const at::Tensor& document_offsets, const at::Tensor& labels,
                        const Media* media) {
  const at::NoGradGuard no_grad;
  const at::Tensor hidden = forward_hidden(model, tokens, positions, document_offsets, nullptr, media);
  const at::Tensor rows = labels.ge(0).nonzero().squeeze(1);
  at::Tensor losses = at::zeros({tokens.numel()}, at::kFloat);
  constexpr int64_t kChunk = 256;
  for (int64_t begin = 0; begin < rows.numel(); begin += kChunk) {
    const at::Tensor chunk = rows.narrow(0, begin, std::min(kChunk, rows.numel() - begin));
    at::Tensor logits = head_logits(model, hidden.index_select(0, to_device_of(hidden, chunk)));
    losses.index_copy_(0, chunk, cross_entropy_(logits, to_device_of(hidden, labels.index_select(0, chunk)), 1.0, 0.0, false).nll.to(at::kCPU));
  }
  return losses;
}

}  // namespace galen
