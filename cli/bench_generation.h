// `galen bench RECIPE --generate N`: how fast a recipe's model generates.
#pragma once

#include <cstdint>
#include <string>

#include "core/json.h"
#include "recipes/recipe.h"

namespace galen {

struct GenerationBench {
  int64_t sequences = 0;
  int64_t prompt_tokens = 128;
  int64_t new_tokens = 128;
  std::string checkpoint;  // where the weights are left, empty: nowhere
};

// Reads random prompts, then gives each sequence new_tokens greedy tokens in as many steps; both are counted as llama-batched-bench counts them. Prints a
// summary and returns it.
OrderedJson bench_generation(const Recipe& recipe, const GenerationBench& bench);

}  // namespace galen
