#include "export/mmproj_plan.h"

#include "core/error.h"
#include "model/glm_vision.h"

namespace galen {
namespace {

// CLIP's, which transformers' Glm4vImageProcessor uses (data/media.cpp).
constexpr float kImageMean[3] = {0.48145466f, 0.4578275f, 0.40821073f};
constexpr float kImageStd[3] = {0.26862954f, 0.26130258f, 0.27577711f};

class MmprojPlan {
 public:
  // Named `to`, from model.visual.`from`, in its own shape.
  void add(const std::string& to, const std::string& from, std::vector<int64_t> shape, bool keeps_f32 = false) {
    PlannedTensor planned;
    planned.name = to;
    planned.sources = {"model.visual." + from};
    planned.always_f32 = keeps_f32 || shape.size() == 1;
    planned.shape = std::move(shape);
    tensors.push_back(std::move(planned));
  }
  std::vector<PlannedTensor> tensors;
};

void check_runs_in_mtmd(const GlmVisionConfig& vision, const std::string& where) {
  if (vision.temporal_patch_size != 2)
    throw Error("llama.cpp's glm4v encoder reads patches of two frames, this one's have " + std::to_string(vision.temporal_patch_size), where);
  if (vision.spatial_merge_size != 2)
    throw Error("llama.cpp's glm4v encoder makes a token of 2 x 2 patches, this one of " + std::to_string(vision.spatial_merge_size) + " a side", where);
  if (vision.rope_theta != 10000.0) throw Error("llama.cpp's glm4v encoder turns by 10000, this one's rope_theta is another", where);
}

}  // namespace

std::vector<PlannedTensor> plan_mmproj_tensors(const Checkpoint& checkpoint) {
  const GlmVisionConfig& vision = *checkpoint.config.vision;
  check_runs_in_mtmd(vision, checkpoint.directory.string());
  const int64_t hidden = vision.hidden_size;
  const int64_t out = checkpoint.config.hidden_size;
  MmprojPlan plan;
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

GgufContext plan_mmproj_keys(const Checkpoint& checkpoint) {
  const GlmVisionConfig& vision = *checkpoint.config.vision;
  GgufContext context(gguf_init_empty(), gguf_free);
  const auto number = [&](const char* key, int64_t value) { gguf_set_val_u32(context.get(), key, static_cast<uint32_t>(value)); };
  gguf_set_val_str(context.get(), "general.architecture", "clip");
  gguf_set_val_str(context.get(), "general.type", "mmproj");
  gguf_set_val_bool(context.get(), "clip.has_vision_encoder", true);
  gguf_set_val_str(context.get(), "clip.projector_type", "glm4v");
  gguf_set_val_bool(context.get(), "clip.use_silu", true);
  number("clip.vision.image_size", vision.position_side * vision.patch_size);
  number("clip.vision.patch_size", vision.patch_size);
  number("clip.vision.embedding_length", vision.hidden_size);
  number("clip.vision.feed_forward_length", checkpoint.config.hidden_size);
  number("clip.vision.block_count", vision.num_hidden_layers);
  number("clip.vision.projection_dim", checkpoint.config.hidden_size);
  number("clip.vision.attention.head_count", vision.num_attention_heads);
  gguf_set_val_f32(context.get(), "clip.vision.attention.layer_norm_epsilon", static_cast<float>(vision.rms_norm_eps));
  number("clip.vision.spatial_merge_size", vision.spatial_merge_size);
  gguf_set_arr_data(context.get(), "clip.vision.image_mean", GGUF_TYPE_FLOAT32, kImageMean, 3);
  gguf_set_arr_data(context.get(), "clip.vision.image_std", GGUF_TYPE_FLOAT32, kImageStd, 3);
  gguf_set_val_str(context.get(), "galen.not_for", "clinical use");
  return context;
}

}  // namespace galen
