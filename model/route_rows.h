// The router's arithmetic: the same bits for a token whatever tokens come with it, and whether or not a graph is recorded.
#pragma once

#include <ATen/core/Tensor.h>

#include "model/config.h"

namespace galen {

// hidden * router^T in f32, [tokens, experts]; hidden: [tokens, hidden] f32 or bf16, read where it lies. A token's logits depend on its row alone.
at::Tensor router_logits(const at::Tensor& hidden, const at::Tensor& router);

// The experts route() picks, [tokens, experts per token] int64, the best first; the lower index among equals. scores: [tokens, experts] f32; selection_bias:
// [experts] f32.
at::Tensor choose_experts(const at::Tensor& scores, const at::Tensor& selection_bias, const ModelConfig& config);

}  // namespace galen
