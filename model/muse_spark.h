// What muse_spark's layers have beyond other families', and what its encoders are given.
#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

#include "model/parameter.h"

namespace galen {

// LayerWeights' other members mean: input_layernorm and post_attention_layernorm (here: pre_feedforward_layernorm) are centred, 1 + weight; agents read and
// write moe_hidden_size.
struct MuseSparkLayer {
  ParameterRef gate_proj;                // [heads * head_dim, hidden]: what attention's output is gated by
  ParameterRef attention_residual_gate;  // [hidden] f32
  ParameterRef post_feedforward_norm;    // [hidden]
  ParameterRef feedforward_residual_gate;
  ParameterRef pre_expert_proj;   // [moe_hidden, hidden]; this and the next three: null in dense layers
  ParameterRef pre_expert_norm;   // [moe_hidden]
  ParameterRef post_expert_norm;  // [moe_hidden], one for all experts
  ParameterRef post_expert_proj;  // [hidden, moe_hidden]
};

// Images and sounds of a batch, in the order in which its tokens have placeholders for them, already prepared.
struct Media {
  // Patches of all images, row by row of each: [patches, patch_temporal * 3 * patch_size^2] f32. An image of h x w patches needs h * w / merge_size^2 tokens.
  at::Tensor pixel_values;
  at::Tensor image_grid;          // [images, 3] int64: frames / patch_temporal, height and width in patches, both multiples of merge_size
  std::vector<at::Tensor> audio;  // each [samples] f32, 24 kHz mono; ceil(samples / samples_per_token) tokens
};

}  // namespace galen
