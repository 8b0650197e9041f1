// A dense model into a sub-agent model that computes the same function.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/checkpoint.h"

namespace galen {

struct ConversionSettings {
  std::vector<std::string> names;  // sub-agents, in expert order
  int64_t experts_per_agent = 2;   // >= 2: a sub-agent's score is the sum of its two best experts' scores
  int64_t expert_width = 512;      // must divide the dense FFN's width
  int64_t agents_per_token = 2;    // < number of sub-agents, or all of them
  std::vector<std::string> pinned;
  uint64_t seed = 0;
};

// Trunk = the dense FFN; each new expert starts as a slice of the trunk's gate and up rows (so it has features worth combining from the first step)
// with down_proj = 0, so it adds nothing yet. Router rows are small random numbers, biases 0, pinned ones raised. Throws Error where the numbers don't fit,
// naming them.
Checkpoint add_sub_agents(const Checkpoint& dense, const ConversionSettings& settings);

}  // namespace galen
