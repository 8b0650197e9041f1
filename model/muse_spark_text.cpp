#include "model/muse_spark_text.h"

#include <ATen/ATen.h>

#include "core/error.h"
#include "model/expert_exchange.h"
#include "model/muse_spark_ops.h"
#include "model/muse_spark_towers.h"

namespace galen {
namespace {

// q / rms(q) * qk_scale_factor, k / rms(k), v as it is; per head.
at::Tensor norm_queries_and_keys(const at::Tensor& qkv, const ModelConfig& config) {
  const int64_t tokens = qkv.size(0);
  const int64_t queries = config.num_attention_heads * config.head_dim;
  const int64_t keys = config.num_key_value_heads * config.head_dim;
  const auto normed = [&](int64_t first, int64_t columns, double scale) {
    const at::Tensor heads = qkv.narrow(1, first, columns).reshape({-1, config.head_dim});
    return scaleless_rms_norm(heads, config.rms_norm_eps, scale, qkv.scalar_type()).view({tokens, columns});
  };
  return at::cat({normed(0, queries, config.muse_spark.qk_scale_factor), normed(queries, keys, 1.0), qkv.narrow(1, queries + keys, keys)}, 1);
}

at::Tensor attention_half(const Model& model, size_t index, const at::Tensor& h, const Attend& attend) {
  const LayerWeights& layer = model.layers[index];
  const ModelConfig& config = model.config;
  const at::Tensor attended = attend(index, norm_queries_and_keys(linear(h, layer.qkv_proj, layer.qkv_bias), config));
  const at::Tensor normed = scaleless_rms_norm(attended.reshape({-1, config.head_dim}), config.rms_norm_eps, 1.0, model.compute).view(attended.sizes());
  return linear(normed * at::sigmoid(linear(h, layer.spark.gate_proj)), layer.o_proj, layer.o_bias);
}

at::Tensor feed_forward_half(const Model& model, const LayerWeights& layer, const at::Tensor& h, RoutingTrace* trace) {
  if (!layer.router) return feed_forward(h, layer.gate_up_proj, layer.down_proj);
  const ModelConfig& config = model.config;
  const Routing routing = route(h, layer.router, layer.selection_bias, config);
  record_routing(trace, h, routing, config.n_routed_experts);
  const at::Tensor latent = centered_rms_norm(linear(h, layer.spark.pre_expert_proj), layer.spark.pre_expert_norm, config.rms_norm_eps, model.compute);
  const int64_t per_agent = config.experts_per_group();
  const MixHere mix = [&](const at::Tensor& hidden, const at::Tensor& weights, const at::Tensor& index) {
    return mix_normed_experts(hidden, weights, index, layer.agents, per_agent, layer.spark.post_expert_norm, config.muse_spark.post_norm_eps);
  };
  const at::Tensor weights = mixture_weights(routing, config);
  const at::Tensor mixed = model.exchange ? mix_with_exchange(latent, weights, routing.expert_index, layer.agents, per_agent, *model.exchange, mix)
                                          : mix(latent, weights, routing.expert_index);
  return linear(mixed, layer.spark.post_expert_proj);
}

}  // namespace

at::Tensor put_features(const at::Tensor& embeddings, const at::Tensor& is_placeholder, const at::Tensor& features, const std::string& what) {
  const at::Tensor rows = is_placeholder.nonzero().squeeze(1);
  if (rows.numel() != features.size(0)) {
    throw Error("the text has " + std::to_string(rows.numel()) + " placeholders for " + what + ", which makes " + std::to_string(features.size(0)) + " tokens",
                "", "put one placeholder for each");
  }
  return embeddings.index_copy(0, rows, features);
}

at::Tensor muse_spark_embeddings(const Model& model, const at::Tensor& tokens, const Media* media) {
  const MuseSparkConfig& spark = model.config.muse_spark;
  const at::Tensor is_image = tokens.eq(spark.image_token_id);
  const at::Tensor is_audio = tokens.eq(spark.audio_token_id);
  // A placeholder may lie beyond the vocabulary.
  const at::Tensor is_placeholder = is_image.logical_or(is_audio).logical_or_(tokens.eq(spark.video_token_id));
  at::Tensor x = scaleless_rms_norm(embed(tokens.masked_fill(is_placeholder, 0), model.embed_tokens), model.config.rms_norm_eps, 1.0, at::kFloat);
  if (media == nullptr) return x;
  if (media->pixel_values.defined()) x = put_features(x, is_image, encode_images(model, media->pixel_values, media->image_grid), "images");
  if (!media->audio.empty()) x = put_features(x, is_audio, encode_audio(model, media->audio), "audio");
  return x;
}

at::Tensor muse_spark_layer(const Model& model, size_t index, const at::Tensor& x, const Attend& attend, RoutingTrace* trace) {
  const LayerWeights& layer = model.layers[index];
  const ModelConfig& config = model.config;
  const MuseSparkConfig& spark = config.muse_spark;
  const at::Tensor attended = attention_half(model, index, centered_rms_norm(x, layer.input_layernorm, config.rms_norm_eps, model.compute), attend);
  const at::Tensor middle = gated_residual(x, scaleless_rms_norm(attended, spark.post_norm_eps, 1.0, at::kFloat), layer.spark.attention_residual_gate,
                                           spark.residual_gate_temperature);
  const at::Tensor h = centered_rms_norm(middle, layer.post_attention_layernorm, config.rms_norm_eps, model.compute);
  const at::Tensor added = feed_forward_half(model, layer, h, trace);
  return gated_residual(middle, input_scaled_rms_norm(added, layer.spark.post_feedforward_norm, spark.post_norm_eps, at::kFloat),
                        layer.spark.feedforward_residual_gate, spark.residual_gate_temperature);
}

}  // namespace galen
