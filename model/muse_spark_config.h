// What muse_spark's config.json says beyond the other families': its layers' kinds and its two towers.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/json.h"

namespace galen {

struct ModelConfig;

struct MuseSparkLayerConfig {
  bool is_sparse = true;  // mlp_layer_types
  bool slides = false;    // layer_types: sliding_attention
  bool rotates = false;   // layer_rope_theta: 0 is NoPE
};

struct MuseSparkVisionConfig {
  int64_t patch_size = 14;
  int64_t patch_temporal = 2;  // frames a patch holds; an image repeats
  int64_t pos_emb_side = 32;   // the table of positions is a square of them, and windows have its size
  int64_t num_attention_heads = 16;
  int64_t hidden_size = 1536;
  int64_t intermediate_size = 8960;
  int64_t merge_size = 2;
  double layer_norm_eps = 1e-5;
  double rope_theta = 10000.0;
  std::vector<bool> is_full;  // layer_types: full_attention rather than window_attention; one a layer
};

struct MuseSparkAudioConfig {
  std::vector<int64_t> patch_sizes = {16, 6, 5, 4};
  std::vector<int64_t> hidden_sizes = {256, 512, 1024, 2048};
  std::vector<int64_t> depths = {2, 2, 2, 2};
  double mlp_ratio = 4.0;
  int64_t conv_kernel_size = 7;
  double rms_norm_eps = 1e-6;

  int64_t samples_per_token() const {
    int64_t product = 1;
    for (const int64_t size : patch_sizes) product *= size;
    return product;
  }
};

struct MuseSparkConfig {
  int64_t moe_hidden_size = 0;  // the latent width that experts read and write
  std::vector<MuseSparkLayerConfig> layers;
  int64_t sliding_window = 0;  // tokens a sliding layer sees, its own among them
  double final_logit_softcapping = 20.0;
  double qk_scale_factor = 5.4730064863875;
  double post_norm_eps = 1e-8;
  double residual_gate_temperature = 0.3;
  int64_t image_token_id = 200092;
  int64_t video_token_id = 200091;
  int64_t audio_token_id = 200038;
  int64_t out_hidden_size = 0;  // hidden_size of vision * merge_size^2
  int64_t projector_hidden_size = 0;
  MuseSparkVisionConfig vision;
  MuseSparkAudioConfig audio;
};

// A config.json of model_type muse_spark, as transformers 5.23 writes it; keys that are missing mean what they mean there. One key is ours:
// text_config.n_group, the number of sub-agents (1 where missing), which other programs pass over. Throws Error naming the key.
ModelConfig parse_muse_spark_config(const Json& json, const std::string& where);
OrderedJson to_muse_spark_json(const ModelConfig& config);

}  // namespace galen
