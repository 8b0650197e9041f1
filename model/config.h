// The shape of a decoder, in Hugging Face's names: who knows config.json knows this.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/json.h"
#include "model/glm_audio_config.h"
#include "model/glm_vision_config.h"
#include "model/muse_spark_config.h"

namespace galen {

enum class Family { kLlama, kGlm4Moe, kMuseSpark };

struct ModelConfig {
  Family family = Family::kLlama;
  int64_t vocab_size = 0;
  int64_t hidden_size = 0;
  int64_t intermediate_size = 0;  // dense FFN; in glm4_moe: of the leading dense layers, and the trunk's width
  int64_t num_hidden_layers = 0;
  int64_t num_attention_heads = 0;
  int64_t num_key_value_heads = 0;
  int64_t head_dim = 0;
  int64_t max_position_embeddings = 2048;
  double rms_norm_eps = 1e-5;
  double rope_theta = 10000.0;
  bool tie_word_embeddings = false;
  bool attention_bias = false;  // llama: on q, k, v and o; glm4_moe: on q, k, v
  int64_t bos_token_id = -1;
  int64_t eos_token_id = -1;
  int64_t pad_token_id = -1;

  // glm4_moe and muse_spark; the latter's router is flat: n_group names equal ranges of experts, and topk_group is n_group.
  int64_t first_k_dense_replace = 0;  // leading layers with a dense FFN
  int64_t moe_intermediate_size = 0;  // width of one expert
  int64_t n_shared_experts = 1;       // trunk width = n_shared_experts * moe_intermediate_size; 0: no trunk, experts only
  int64_t n_routed_experts = 0;
  int64_t num_experts_per_tok = 0;
  int64_t n_group = 1;     // sub-agents
  int64_t topk_group = 1;  // sub-agents per token
  bool norm_topk_prob = false;
  double routed_scaling_factor = 1.0;
  bool use_qk_norm = false;
  double partial_rotary_factor = 1.0;  // part of head_dim that rotates

  double output_multiplier = 1.0;  // of the head's and the router's logits; muse_spark only
  MuseSparkConfig muse_spark;

  std::optional<GlmVisionConfig> vision;  // glm4_moe's, where it has an image encoder (glm4v_moe on disk)
  std::optional<GlmAudioConfig> audio;    // glm4_moe's, where it has an audio encoder; with or without the other

  bool is_muse_spark() const { return family == Family::kMuseSpark; }
  bool is_sparse() const { return family != Family::kLlama; }
  bool is_sparse_layer(int64_t layer) const {
    return is_muse_spark() ? muse_spark.layers[static_cast<size_t>(layer)].is_sparse : is_sparse() && layer >= first_k_dense_replace;
  }
  int64_t expert_hidden_size() const { return is_muse_spark() ? muse_spark.moe_hidden_size : hidden_size; }  // what the experts read and write
  int64_t experts_per_group() const { return n_routed_experts / n_group; }
  int64_t trunk_width() const { return is_sparse() ? n_shared_experts * moe_intermediate_size : intermediate_size; }
};

// Reads config.json's content; `where` names the file in errors. Refuses what the decoder doesn't compute (another activation, rope scaling, sliding
// windows …), naming the key. Checks that the numbers fit together (heads divide, groups divide, topk within groups).
ModelConfig parse_model_config(const Json& json, const std::string& where);

// config.json that transformers 5.23 and 4.x open.
OrderedJson to_hf_config(const ModelConfig& config);

// "model.", or where the family keeps its text model. "model.layers.3.", likewise.
std::string text_prefix(const ModelConfig& config);
std::string layer_prefix(const ModelConfig& config, int64_t layer);

// The shape of every tensor the model has, by its name on disk (one tensor per expert; muse_spark: one of all experts of a layer), in file order.
struct TensorSpec {
  std::string name;
  std::vector<int64_t> shape;
};
std::vector<TensorSpec> tensor_specs(const ModelConfig& config);

int64_t count_parameters(const ModelConfig& config);
int64_t count_active_parameters(const ModelConfig& config);  // per token of text: num_experts_per_tok of the experts, no vision or audio tower

}  // namespace galen
