// The model a recipe starts from.
#pragma once

#include "model/checkpoint.h"
#include "recipes/recipe.h"

namespace galen {

// What model.from names, or random weights of the shape model.config (a name in configs/model or a file, with model.tokenizer's tokenizer if
// `needs_tokenizer`); with sub-agents if the recipe asks for them.
Checkpoint starting_point(const Recipe& recipe, bool needs_tokenizer = true);

}  // namespace galen
