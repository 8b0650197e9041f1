// The model a recipe starts from.
#pragma once

#include <filesystem>
#include <string>

#include "model/checkpoint.h"
#include "recipes/recipe.h"

namespace galen {

// What model.from names, or random weights of the shape model.config (a name in configs/model or a file, with model.tokenizer's tokenizer if
// `needs_tokenizer`); with sub-agents if the recipe asks for them.
Checkpoint starting_point(const Recipe& recipe, bool needs_tokenizer = true);

// A shape in configs/KIND (model, encoder), or a file of one's own.
struct NamedShape {
  Json json;
  std::string file;
};
// `path` is looked at first. Throws Error, naming `where` and the nearest name, where there is neither.
NamedShape read_named_shape(const std::string& kind, const std::string& name, const std::filesystem::path& path, const std::string& where);

}  // namespace galen
