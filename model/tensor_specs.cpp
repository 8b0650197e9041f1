// Which tensors a config means, named as transformers writes them on disk.
#include <numeric>

#include "model/config.h"
#include "model/glm_audio.h"
#include "model/glm_vision.h"
#include "model/muse_spark_specs.h"

namespace galen {

namespace {

void add_ffn(std::vector<TensorSpec>& specs, const std::string& prefix, int64_t width, int64_t hidden) {
  specs.push_back({prefix + "gate_proj.weight", {width, hidden}});
  specs.push_back({prefix + "up_proj.weight", {width, hidden}});
  specs.push_back({prefix + "down_proj.weight", {hidden, width}});
}

void add_attention(std::vector<TensorSpec>& specs, const std::string& prefix, const ModelConfig& config) {
  const int64_t queries = config.num_attention_heads * config.head_dim;
  const int64_t keys = config.num_key_value_heads * config.head_dim;
  specs.push_back({prefix + "q_proj.weight", {queries, config.hidden_size}});
  specs.push_back({prefix + "k_proj.weight", {keys, config.hidden_size}});
  specs.push_back({prefix + "v_proj.weight", {keys, config.hidden_size}});
  specs.push_back({prefix + "o_proj.weight", {config.hidden_size, queries}});
  if (config.attention_bias) {
    specs.push_back({prefix + "q_proj.bias", {queries}});
    specs.push_back({prefix + "k_proj.bias", {keys}});
    specs.push_back({prefix + "v_proj.bias", {keys}});
    if (!config.is_sparse()) specs.push_back({prefix + "o_proj.bias", {config.hidden_size}});
  }
  if (config.use_qk_norm) {
    specs.push_back({prefix + "q_norm.weight", {config.head_dim}});
    specs.push_back({prefix + "k_norm.weight", {config.head_dim}});
  }
}

int64_t numel_of(const std::vector<TensorSpec>& specs) {
  int64_t count = 0;
  for (const TensorSpec& spec : specs) count += std::accumulate(spec.shape.begin(), spec.shape.end(), int64_t{1}, std::multiplies<>());
  return count;
}

}  // namespace

std::string text_prefix(const ModelConfig& config) {
  return config.is_muse_spark() || config.vision ? "model.language_model." : "model.";
}

std::string layer_prefix(const ModelConfig& config, int64_t layer) {
  return text_prefix(config) + "layers." + std::to_string(layer) + ".";
}

std::vector<TensorSpec> tensor_specs(const ModelConfig& config) {
  if (config.is_muse_spark()) return muse_spark_tensor_specs(config);
  std::vector<TensorSpec> specs;
  specs.push_back({text_prefix(config) + "embed_tokens.weight", {config.vocab_size, config.hidden_size}});
  for (int64_t layer = 0; layer < config.num_hidden_layers; ++layer) {
    const std::string prefix = layer_prefix(config, layer);
    specs.push_back({prefix + "input_layernorm.weight", {config.hidden_size}});
    add_attention(specs, prefix + "self_attn.", config);
    specs.push_back({prefix + "post_attention_layernorm.weight", {config.hidden_size}});
    if (!config.is_sparse_layer(layer)) {
      add_ffn(specs, prefix + "mlp.", config.intermediate_size, config.hidden_size);
      continue;
    }
    if (config.trunk_width() > 0) add_ffn(specs, prefix + "mlp.shared_experts.", config.trunk_width(), config.hidden_size);
    specs.push_back({prefix + "mlp.gate.weight", {config.n_routed_experts, config.hidden_size}});
    specs.push_back({prefix + "mlp.gate.e_score_correction_bias", {config.n_routed_experts}});
    for (int64_t expert = 0; expert < config.n_routed_experts; ++expert) {
      add_ffn(specs, prefix + "mlp.experts." + std::to_string(expert) + ".", config.moe_intermediate_size, config.hidden_size);
    }
  }
  specs.push_back({text_prefix(config) + "norm.weight", {config.hidden_size}});
  if (!config.tie_word_embeddings) specs.push_back({"lm_head.weight", {config.vocab_size, config.hidden_size}});
  if (config.vision) {
    const std::vector<TensorSpec> tower = glm_vision_tensor_specs(config);
    specs.insert(specs.end(), tower.begin(), tower.end());
  }
  if (config.audio) {
    const std::vector<TensorSpec> tower = glm_audio_tensor_specs(config);
    specs.insert(specs.end(), tower.begin(), tower.end());
  }
  return specs;
}

int64_t count_parameters(const ModelConfig& config) {
  return numel_of(tensor_specs(config));
}

int64_t count_active_parameters(const ModelConfig& config) {
  std::vector<TensorSpec> specs = tensor_specs(config);
  std::erase_if(specs, [](const TensorSpec& spec) { return is_tower_tensor(spec.name); });
  int64_t sparse_layers = 0;
  for (int64_t layer = 0; layer < config.num_hidden_layers; ++layer) sparse_layers += config.is_sparse_layer(layer) ? 1 : 0;
  const int64_t idle_experts = config.n_routed_experts - config.num_experts_per_tok;
  return numel_of(specs) - sparse_layers * idle_experts * 3 * config.moe_intermediate_size * config.expert_hidden_size();
}

}  // namespace galen
