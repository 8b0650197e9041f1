#include "recipes/recipe.h"

#include <algorithm>

#include "core/error.h"
#include "core/file.h"
#include "recipes/checks.h"
#include "recipes/field.h"
#include "recipes/overrides.h"
#include "recipes/reader.h"
#include "recipes/writer.h"
#include "recipes/yaml.h"

namespace galen {
namespace fs = std::filesystem;

namespace {

// Two defaults give way to what is written about their neighbours, so that a short trial run or a longer sequence needs no second setting.
void fill_dependent_defaults(Recipe& recipe, const Field& field) {
  TrainSettings& train = recipe.train;
  if (!field["train"]["tokens_per_batch"].is_present()) train.tokens_per_batch = std::max(train.tokens_per_batch, recipe.data.sequence_length);
  if (!field["train"]["schedule"]["warmup_steps"].is_present()) {
    train.schedule.warmup_steps = std::min(train.schedule.warmup_steps, most_warmup_steps(train));
  }
}

}  // namespace

Recipe read_recipe(const fs::path& file, const std::vector<std::string>& overrides) {
  return parse_recipe(read_file(file, kMaxYamlBytes), file, overrides);
}

Recipe parse_recipe(std::string_view text, const fs::path& file, const std::vector<std::string>& overrides) {
  YamlNode root = parse_yaml(text, file.string());
  if (root.kind != YamlNode::Kind::kMapping && root.kind != YamlNode::Kind::kNull) {
    throw Error("must be a mapping of keys to values", root.where, "see docs/recipes.md for an example");
  }
  apply_overrides(root, overrides);
  normalise_datasets(root);

  Recipe recipe;
  recipe.file = file;
  const Field field(root);
  RecipeReader(field).read(recipe);
  fill_dependent_defaults(recipe, field);
  check_recipe(recipe, field);
  return recipe;
}

std::string to_yaml(const Recipe& recipe) {
  Recipe copy = recipe;  // describe() serves reading too, so it wants a struct it may write to
  std::string yaml;
  RecipeWriter writer(yaml);
  describe(writer, copy);
  return yaml;
}

fs::path shards_directory(const Recipe& recipe) {
  if (!recipe.data.shards.empty() || recipe.run.dir.empty()) return recipe.data.shards;
  return fs::path(recipe.run.dir) / "shards";
}

fs::path resolve_path(const Recipe& recipe, const std::string& path) {
  fs::path beside_recipe = recipe.file.parent_path() / path;  // `path` itself where that is absolute
  std::error_code ignored;
  if (fs::exists(beside_recipe, ignored)) return beside_recipe;
  return path;
}

}  // namespace galen
