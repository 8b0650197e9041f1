// route() where no graph is recorded: one pass a token, the same bits whatever tokens come with it.
#pragma once

#include <ATen/core/Tensor.h>

#include "model/config.h"
#include "model/experts.h"

namespace galen {

// As route(). hidden: [tokens, hidden] f32 or bf16; router: [experts, hidden] f32; selection_bias: [experts] f32. Of equal choices the lower index is taken.
Routing route_rows(const at::Tensor& hidden, const at::Tensor& router, const at::Tensor& selection_bias, const ModelConfig& config);

}  // namespace galen
