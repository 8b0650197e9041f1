#include "export/mmproj_plan.h"

#include "core/error.h"
#include "model/glm_audio.h"
#include "model/glm_vision.h"

namespace galen {
namespace {

// CLIP's, which transformers' Glm4vImageProcessor uses (data/media.cpp).
constexpr float kImageMean[3] = {0.48145466f, 0.4578275f, 0.40821073f};
constexpr float kImageStd[3] = {0.26862954f, 0.26130258f, 0.27577711f};

class MmprojPlan {
 public:
  explicit MmprojPlan(std::string prefix_) : prefix(std::move(prefix_)) {}
  // Named `to`, from what the encoder calls `from`, in its own shape.
  void add(const std::string& to, const std::string& from, std::vector<int64_t> shape, bool keeps_f32 = false) {
    PlannedTensor planned;
    planned.name = to;
    planned.sources = {prefix + from};
    planned.always_f32 = keeps_f32 || shape.size() == 1;
    planned.shape = std::move(shape);
    tensors.push_back(std::move(planned));
  }
  void add_biased(const std::string& to, const std::string& from, std::vector<int64_t> shape) {
    const int64_t out = shape[0];
    add(to + ".weight", from + ".weight", std::move(shape));
    add(to + ".bias", from + ".bias", {out});
  }
  std::string prefix;
  std::vector<PlannedTensor> tensors;
};

void check_runs_in_mtmd(const GlmVisionConfig& vision, const std::string& where) {
  if (vision.temporal_patch_size != 2)
    throw Error("llama.cpp's glm4v encoder reads patches of two frames, this one's have " + std::to_string(vision.temporal_patch_size), where);
  if (vision.spatial_merge_size != 2)
    throw Error("llama.cpp's glm4v encoder makes a token of 2 x 2 patches, this one of " + std::to_string(vision.spatial_merge_size) + " a side", where);
  if (vision.rope_theta != 10000.0) throw Error("llama.cpp's glm4v encoder turns by 10000, this one's rope_theta is another", where);
}

std::vector<PlannedTensor> plan_image_encoder(const Checkpoint& checkpoint) {
  const GlmVisionConfig& vision = *checkpoint.config.vision;
  check_runs_in_mtmd(vision, checkpoint.directory.string());
  const int64_t hidden = vision.hidden_size;
  const int64_t out = checkpoint.config.hidden_size;
  MmprojPlan plan("model.visual.");
  for (int64_t frame = 0; frame < 2; ++frame) {
    plan.add(frame == 0 ? "v.patch_embd.weight" : "v.patch_embd.weight.1", "patch_embed.proj.weight", {hidden, 3, vision.patch_size, vision.patch_size});
    plan.tensors.back().frame = frame;
  }
  plan.add("v.patch_embd.bias", "patch_embed.proj.bias", {hidden});
  plan.add("v.norm_embd.weight", "post_conv_layernorm.weight", {hidden});
  plan.add("v.position_embd.weight", "embeddings.position_embedding.weight", {vision.position_side * vision.position_side, hidden}, true);
  for (int64_t i = 0; i < vision.num_hidden_layers; ++i) {
    const std::string from = "blocks." + std::to_string(i) + ".";
    const std::string to = "v.blk." + std::to_string(i) + ".";
    plan.add(to + "ln1.weight", from + "norm1.weight", {hidden});
    plan.add(to + "ln2.weight", from + "norm2.weight", {hidden});
    plan.add(to + "attn_qkv.weight", from + "attn.qkv.weight", {3 * hidden, hidden});
    if (vision.attention_bias) plan.add(to + "attn_qkv.bias", from + "attn.qkv.bias", {3 * hidden});
    plan.add(to + "attn_out.weight", from + "attn.proj.weight", {hidden, hidden});
    plan.add(to + "ffn_gate.weight", from + "mlp.gate_proj.weight", {out, hidden});
    plan.add(to + "ffn_up.weight", from + "mlp.up_proj.weight", {out, hidden});
    plan.add(to + "ffn_down.weight", from + "mlp.down_proj.weight", {hidden, out});
  }
  plan.add("v.post_ln.weight", "post_layernorm.weight", {hidden});
  plan.add("mm.patch_merger.weight", "downsample.weight", {out, hidden, vision.spatial_merge_size, vision.spatial_merge_size});
  plan.add("mm.patch_merger.bias", "downsample.bias", {out});
  plan.add("mm.model.fc.weight", "merger.proj.weight", {out, out});
  plan.add("mm.post_norm.weight", "merger.post_projection_norm.weight", {out});
  plan.add("mm.post_norm.bias", "merger.post_projection_norm.bias", {out});
  plan.add("mm.gate.weight", "merger.gate_proj.weight", {vision.intermediate_size, out});
  plan.add("mm.up.weight", "merger.up_proj.weight", {vision.intermediate_size, out});
  plan.add("mm.down.weight", "merger.down_proj.weight", {out, vision.intermediate_size});
  return std::move(plan.tensors);
}

std::vector<PlannedTensor> plan_audio_encoder(const Checkpoint& checkpoint) {
  const GlmAudioConfig& audio = *checkpoint.config.audio;
  const int64_t channels = audio.downsample_hidden_size;
  const int64_t width = audio.d_model;
  MmprojPlan plan("model.audio_tower.");
  plan.add_biased("a.conv2d.1", "conv2d1", {channels, 1, 3, 3});
  plan.add_biased("a.conv2d.2", "conv2d2", {channels, channels, 3, 3});
  plan.add_biased("a.conv2d.3", "conv2d3", {channels, channels, 3, 3});
  plan.add("a.conv_out.weight", "conv_out.weight", {width, channels * audio.bands()});
  PlannedTensor places;
  places.name = "a.position_embd.weight";
  places.values = places_in_chunk(width);
  places.shape = places.values.sizes().vec();
  places.always_f32 = true;
  plan.tensors.push_back(std::move(places));
  for (int64_t i = 0; i < audio.encoder_layers; ++i) {
    const std::string from = "layers." + std::to_string(i) + ".";
    const std::string to = "a.blk." + std::to_string(i) + ".";
    plan.add_biased(to + "ln1", from + "self_attn_layer_norm", {width});
    plan.add_biased(to + "attn_q", from + "self_attn.q_proj", {width, width});
    plan.add_biased(to + "attn_k", from + "self_attn.k_proj", {width, width});
    plan.add_biased(to + "attn_v", from + "self_attn.v_proj", {width, width});
    plan.add_biased(to + "attn_out", from + "self_attn.out_proj", {width, width});
    plan.add_biased(to + "ln2", from + "final_layer_norm", {width});
    plan.add_biased(to + "ffn_up", from + "fc1", {audio.encoder_ffn_dim, width});
    plan.add_biased(to + "ffn_down", from + "fc2", {width, audio.encoder_ffn_dim});
  }
  plan.add_biased("a.post_ln", "ln_post", {width});
  plan.prefix = "model.multi_modal_projector.";
  plan.add_biased("mm.a.mlp.1", "linear_1", {width, width});
  plan.add_biased("mm.a.mlp.2", "linear_2", {checkpoint.config.hidden_size, width});
  return std::move(plan.tensors);
}

void set_number(gguf_context* context, const std::string& key, int64_t value) {
  gguf_set_val_u32(context, key.c_str(), static_cast<uint32_t>(value));
}

// What both kinds of encoder have keys for.
struct EncoderSize {
  int64_t width, feed_forward, layers, heads;
  double norm_eps;
};
void set_encoder_size(gguf_context* context, const std::string& kind, const EncoderSize& size, int64_t out) {
  const std::string prefix = "clip." + kind + ".";
  set_number(context, prefix + "embedding_length", size.width);
  set_number(context, prefix + "feed_forward_length", size.feed_forward);
  set_number(context, prefix + "block_count", size.layers);
  set_number(context, prefix + "projection_dim", out);
  set_number(context, prefix + "attention.head_count", size.heads);
  gguf_set_val_f32(context, (prefix + "attention.layer_norm_epsilon").c_str(), static_cast<float>(size.norm_eps));
}

}  // namespace

std::vector<PlannedTensor> plan_mmproj_tensors(const Checkpoint& checkpoint) {
  std::vector<PlannedTensor> tensors;
  if (checkpoint.config.vision) tensors = plan_image_encoder(checkpoint);
  if (checkpoint.config.audio) {
    for (PlannedTensor& planned : plan_audio_encoder(checkpoint)) tensors.push_back(std::move(planned));
  }
  return tensors;
}

GgufContext plan_mmproj_keys(const Checkpoint& checkpoint) {
  const ModelConfig& config = checkpoint.config;
  GgufContext context(gguf_init_empty(), gguf_free);
  gguf_set_val_str(context.get(), "general.architecture", "clip");
  gguf_set_val_str(context.get(), "general.type", "mmproj");
  gguf_set_val_bool(context.get(), "clip.has_vision_encoder", config.vision.has_value());
  gguf_set_val_bool(context.get(), "clip.has_audio_encoder", config.audio.has_value());
  if (config.vision) {
    const GlmVisionConfig& vision = *config.vision;
    gguf_set_val_str(context.get(), "clip.vision.projector_type", "glm4v");
    gguf_set_val_bool(context.get(), "clip.use_silu", true);
    set_encoder_size(context.get(), "vision",
                     {vision.hidden_size, config.hidden_size, vision.num_hidden_layers, vision.num_attention_heads, vision.rms_norm_eps}, config.hidden_size);
    set_number(context.get(), "clip.vision.image_size", vision.position_side * vision.patch_size);
    set_number(context.get(), "clip.vision.patch_size", vision.patch_size);
    set_number(context.get(), "clip.vision.spatial_merge_size", vision.spatial_merge_size);
    gguf_set_arr_data(context.get(), "clip.vision.image_mean", GGUF_TYPE_FLOAT32, kImageMean, 3);
    gguf_set_arr_data(context.get(), "clip.vision.image_std", GGUF_TYPE_FLOAT32, kImageStd, 3);
  }
  if (config.audio) {
    const GlmAudioConfig& audio = *config.audio;
    gguf_set_val_str(context.get(), "clip.audio.projector_type", "qwen3a");
    set_encoder_size(context.get(), "audio", {audio.d_model, audio.encoder_ffn_dim, audio.encoder_layers, audio.encoder_attention_heads, 1e-5},
                     config.hidden_size);
    set_number(context.get(), "clip.audio.num_mel_bins", audio.num_mel_bins);
  }
  gguf_set_val_str(context.get(), "galen.not_for", "clinical use");
  return context;
}

}  // namespace galen
