// Load balancing without an auxiliary loss: the selection bias moves towards even load (Wang et al. 2024, "Auxiliary-loss-free load balancing").
#pragma once

#include <vector>

#include "model/decoder.h"

namespace galen {

// One step: each expert's bias moves by `rate` up if it got less than its share, down if more. Shares are taken among the experts that may move: those of
// sub-agents that train and aren't pinned. Biases never fall below 0. loads: one [experts] tensor a sparse layer.
void balance_selection_bias(Model& model, const std::vector<at::Tensor>& loads, double rate);

}  // namespace galen
