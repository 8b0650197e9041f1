// A context read once for several continuations.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "model/decoder.h"

namespace galen {

// The final hidden states of `context` and then of each branch, [tokens of all, hidden]. A branch's tokens see the context and those before them in their own
// branch, at the positions they would have behind the context: the values are those of reading context + branch alone, up to rounding.
at::Tensor forward_branches(const Model& model, const std::vector<int32_t>& context, const std::vector<std::vector<int32_t>>& branches);

}  // namespace galen
