// What muse_spark's layers have beyond other families'.
#pragma once

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

}  // namespace galen
