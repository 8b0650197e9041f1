// Models that begin from nothing.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "model/checkpoint.h"

namespace galen {

// Random f32 weights: normal with deviation 0.02 (transformers' initializer_range), the projections that write into the residual stream divided by
// sqrt(2 * layers) (Radford et al. 2019, GPT-2), norms 1 (0 where they multiply by 1 + weight), biases 0. muse_spark's audio encoder: deviation 1 /
// sqrt(inputs). The same seed gives the same bits.
std::map<std::string, at::Tensor> random_tensors(const std::vector<TensorSpec>& specs, const ModelConfig& config, uint64_t seed);

// A checkpoint of them. `agents`: the names of a sparse model's sub-agents, one a group; empty: agent-0, agent-1, … Without tokenizer.
Checkpoint random_init(const ModelConfig& config, const std::vector<std::string>& agents, uint64_t seed);

}  // namespace galen
