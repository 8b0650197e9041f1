// Which tensors a muse_spark config means, named as transformers writes them on disk.
#include "model/muse_spark_specs.h"

namespace galen {
namespace {

class Specs {
 public:
  void matrix(const std::string& name, int64_t out, int64_t in) { list.push_back({name + ".weight", {out, in}}); }
  void vector(const std::string& name, int64_t size) { list.push_back({name + ".weight", {size}}); }
  void biased(const std::string& name, int64_t out, int64_t in) {
    matrix(name, out, in);
    list.push_back({name + ".bias", {out}});
  }
  void layer_norm(const std::string& name, int64_t size) {
    vector(name, size);
    list.push_back({name + ".bias", {size}});
  }
  std::vector<TensorSpec> list;
};

void add_vision(Specs& specs, const ModelConfig& model) {
  const MuseSparkConfig& config = model.muse_spark;
  const MuseSparkVisionConfig& vision = config.vision;
  const int64_t hidden = vision.hidden_size;
  const std::string tower = "model.vision_tower.";
  specs.matrix(tower + "patch_embedder.patch_embedding", hidden, vision.patch_temporal * 3 * vision.patch_size * vision.patch_size);
  specs.matrix(tower + "patch_embedder.position_embedding_table", vision.pos_emb_side * vision.pos_emb_side, hidden);
  specs.layer_norm(tower + "ln_pre", hidden);
  for (size_t i = 0; i < vision.is_full.size(); ++i) {
    const std::string layer = tower + "layers." + std::to_string(i) + ".";
    specs.layer_norm(layer + "norm1", hidden);
    for (const char* name : {"q_proj", "k_proj", "v_proj", "proj"}) specs.biased(layer + "attn." + name, hidden, hidden);
    specs.layer_norm(layer + "norm2", hidden);
    specs.biased(layer + "mlp.fc1", vision.intermediate_size, hidden);
    specs.biased(layer + "mlp.fc2", hidden, vision.intermediate_size);
  }
  specs.layer_norm(tower + "ln_post", hidden);
  specs.matrix("model.vision_adapter.fc1", config.projector_hidden_size, config.out_hidden_size);
  specs.matrix("model.vision_adapter.fc2", config.projector_hidden_size, config.projector_hidden_size);
  specs.matrix("model.vision_projection", model.hidden_size, config.projector_hidden_size);
}

void add_audio(Specs& specs, const ModelConfig& model) {
  const MuseSparkAudioConfig& audio = model.muse_spark.audio;
  const std::string tower = "model.audio_tower.";
  int64_t channels = 1;
  for (size_t i = 0; i < audio.depths.size(); ++i) {
    const std::string layer = tower + "layers." + std::to_string(i) + ".";
    const int64_t hidden = audio.hidden_sizes[i];
    const auto width = static_cast<int64_t>(static_cast<double>(hidden) * audio.mlp_ratio);
    specs.biased(layer + "patch_embedder.proj", hidden, channels * audio.patch_sizes[i]);
    specs.vector(layer + "patch_embedder.norm", hidden);
    for (int64_t b = 0; b < audio.depths[i]; ++b) {
      const std::string block = layer + "conv_blocks." + std::to_string(b) + ".";
      specs.list.push_back({block + "conv.weight", {hidden, 1, audio.conv_kernel_size}});
      specs.list.push_back({block + "conv.bias", {hidden}});
      specs.vector(block + "norm", hidden);
      specs.biased(block + "mlp.fc1", width, hidden);
      specs.biased(block + "mlp.fc2", hidden, width);
    }
    channels = hidden;
  }
  specs.vector(tower + "norm", channels);
  specs.biased(tower + "proj", model.hidden_size, channels);
  specs.vector(tower + "post_proj_norm", model.hidden_size);
}

void add_text_layer(Specs& specs, const ModelConfig& config, int64_t index) {
  const std::string layer = layer_prefix(config, index);
  const std::string attn = layer + "self_attn.";
  const std::string mlp = layer + "mlp.";
  const int64_t hidden = config.hidden_size;
  const int64_t queries = config.num_attention_heads * config.head_dim;
  const int64_t keys = config.num_key_value_heads * config.head_dim;
  specs.vector(layer + "input_layernorm", hidden);
  for (const auto& [name, out, in] : {std::tuple{"q_proj", queries, hidden}, {"k_proj", keys, hidden}, {"v_proj", keys, hidden}, {"o_proj", hidden, queries}}) {
    specs.matrix(attn + name, out, in);
    if (config.attention_bias) specs.list.push_back({attn + name + ".bias", {out}});
  }
  specs.matrix(attn + "gate_proj", queries, hidden);
  specs.list.push_back({layer + "post_attention_residual_gate.gate", {hidden}});
  specs.vector(layer + "pre_feedforward_layernorm", hidden);
  if (config.is_sparse_layer(index)) {
    const int64_t latent = config.muse_spark.moe_hidden_size;
    specs.matrix(mlp + "gate", config.n_routed_experts, hidden);
    specs.list.push_back({mlp + "gate.e_score_correction_bias", {config.n_routed_experts}});
    specs.matrix(mlp + "pre_expert_proj", latent, hidden);
    specs.vector(mlp + "pre_expert_norm", latent);
    specs.list.push_back({mlp + "experts.gate_up_proj", {config.n_routed_experts, 2 * config.moe_intermediate_size, latent}});
    specs.list.push_back({mlp + "experts.down_proj", {config.n_routed_experts, latent, config.moe_intermediate_size}});
    specs.vector(mlp + "experts.post_expert_norm", latent);
    specs.matrix(mlp + "post_expert_proj", hidden, latent);
  } else {
    specs.matrix(mlp + "gate_proj", config.intermediate_size, hidden);
    specs.matrix(mlp + "up_proj", config.intermediate_size, hidden);
    specs.matrix(mlp + "down_proj", hidden, config.intermediate_size);
  }
  specs.vector(layer + "post_feedforward_layernorm", hidden);
  specs.list.push_back({layer + "post_feedforward_residual_gate.gate", {hidden}});
}

}  // namespace

std::vector<TensorSpec> muse_spark_tensor_specs(const ModelConfig& config) {
  Specs specs;
  specs.matrix("model.language_model.embed_tokens", config.vocab_size, config.hidden_size);
  for (int64_t i = 0; i < config.num_hidden_layers; ++i) add_text_layer(specs, config, i);
  specs.vector("model.language_model.norm", config.hidden_size);
  specs.matrix("lm_head", config.vocab_size, config.hidden_size);
  add_vision(specs, config);
  add_audio(specs, config);
  return specs.list;
}

bool is_tower_tensor(const std::string& name) {
  return name.starts_with("model.vision_") || name.starts_with("model.audio_tower.") || name.starts_with("model.visual.") ||
         name.starts_with("model.multi_modal_projector.");
}

}  // namespace galen
