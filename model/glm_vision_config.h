// What the config.json of a glm4_moe model with an image encoder says beyond it: transformers' glm4v_moe, whose text model is glm4_moe's with positions on
// three axes.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "core/json.h"

namespace galen {

struct ModelConfig;

struct GlmVisionConfig {
  int64_t num_hidden_layers = 24;  // "depth" on disk
  int64_t hidden_size = 1536;
  int64_t num_attention_heads = 12;  // "num_heads"
  int64_t position_side = 24;        // the table of positions is a square of them: image_size / patch_size
  int64_t patch_size = 14;
  int64_t temporal_patch_size = 2;    // frames a patch holds; an image repeats
  int64_t spatial_merge_size = 2;     // patches a side of a token
  int64_t intermediate_size = 13696;  // of the projector; the layers' is the text model's hidden_size
  double rms_norm_eps = 1e-5;
  double rope_theta = 10000.0;
  bool attention_bias = false;
  std::array<int64_t, 3> mrope_section = {8, 12, 12};  // of a head's pairs, those that turn by time, row and column
  int64_t image_token_id = 151363;
  int64_t video_token_id = 151364;
  int64_t image_start_token_id = 151339;
  int64_t image_end_token_id = 151340;
  int64_t video_start_token_id = 151341;
  int64_t video_end_token_id = 151342;
};

// A head's pairs by axis in GLM's shares, 1 : 1.5 : 1.5.
std::array<int64_t, 3> glm_sections(const ModelConfig& config);

// A config.json of model_type glm4v_moe. Throws Error naming the key.
ModelConfig parse_glm4v_moe_config(const Json& json, const std::string& where);
// The text model's config.json made one of glm4v_moe.
OrderedJson to_glm4v_moe_json(const ModelConfig& config, OrderedJson text);

}  // namespace galen
