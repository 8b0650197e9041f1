// Which of a recipe's stages a step belongs to (train.stages).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "recipes/recipe.h"

namespace galen {

struct Stage {
  int64_t index = 0;
  std::string name;   // empty where the recipe has no stages: the whole run is one
  int64_t begin = 0;  // steps before it
  int64_t end = 0;    // steps before the next; of the last, train.max_steps
};

// That of the step after so many; after the last step, the last stage.
Stage stage_after(const Recipe& recipe, int64_t steps);

// The recipe with a stage's settings in the place of the run's, and no stages.
Recipe recipe_of(const Recipe& recipe, const Stage& stage);

// Sub-agents whose rows of the router train in this stage, and in none before it.
std::vector<std::string> newly_routed(const Recipe& recipe, const Stage& stage, const std::vector<std::string>& agents);

// What a stage sees of each source of data.train; empty: the sources' own weights.
std::vector<double> weights_of(const Recipe& recipe, int64_t stage);

}  // namespace galen
