// Models that begin from nothing.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/checkpoint.h"

namespace galen {

// A checkpoint with random f32 weights: normal with deviation 0.02 (transformers' initializer_range), the projections that write into the residual stream
// divided by sqrt(2 * layers) (Radford et al. 2019, GPT-2), norms 1 (0 where they
// multiply by 1 + weight), biases 0. `agents`: the names of a sparse model's sub-agents, one a group; empty:
// agent-0, agent-1, … The same seed gives the same bits. Without tokenizer.
Checkpoint random_init(const ModelConfig& config, const std::vector<std::string>& agents, uint64_t seed);

}  // namespace galen
