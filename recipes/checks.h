// What must hold between the keys of a recipe, after each has been read by itself.
#pragma once

#include "recipes/field.h"
#include "recipes/recipe.h"

namespace galen {

// `root` is the tree that `recipe` was read from: errors take their file:line from it. Throws Error for the first rule that is broken.
void check_recipe(const Recipe& recipe, const Field& root);

// Steps that a warm-up can take: all of them, or with `wsd` those before the decay.
int64_t most_warmup_steps(const TrainSettings& train);

}  // namespace galen
