// docs/recipes.md is the reference: these tests keep it complete and its example true.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <string>

#include "core/file.h"
#include "recipes/recipe.h"
#include "recipes/yaml.h"
#include "tests/support.h"

namespace galen {
namespace {

const std::filesystem::path kReference = std::filesystem::path(GALEN_SOURCE_DIR) / "docs" / "recipes.md";

// "train.optimizer.name" -> its value as the document writes defaults; the members of a list of mappings count as keys of the list.
void collect_keys(const YamlNode& node, const std::string& path, std::map<std::string, std::string>& keys) {
  for (size_t i = 0; i < node.keys.size(); ++i) {
    const YamlNode& value = node.items[i];
    const std::string name = path.empty() ? node.keys[i] : path + "." + node.keys[i];
    if (value.kind == YamlNode::Kind::kMapping && node.keys[i] != "fields" && node.keys[i] != "learning_rates") {
      collect_keys(value, name, keys);
    } else if (value.kind == YamlNode::Kind::kList && !value.items.empty() && value.items[0].kind == YamlNode::Kind::kMapping) {
      keys[name] = "";
      collect_keys(value.items[0], name, keys);
    } else {
      keys[name] = value.kind == YamlNode::Kind::kScalar ? value.scalar : "";
    }
  }
}

std::map<std::string, std::string> all_keys() {
  Recipe recipe;
  recipe.model.sub_agents.emplace();
  recipe.data.train.emplace_back();
  recipe.train.stages.emplace_back();
  recipe.curation.curators.emplace_back();
  recipe.curation.sources.emplace_back();
  recipe.curation.history.emplace_back();
  recipe.release.thresholds.emplace_back();
  std::map<std::string, std::string> keys;
  collect_keys(parse_yaml(to_yaml(recipe), "defaults"), "", keys);
  return keys;
}

TEST(RecipeDocs, EveryKeyIsExplainedWithItsDefault) {
  const std::string text = read_file(kReference);
  const auto keys = all_keys();
  ASSERT_GT(keys.size(), 50u);
  for (const auto& [key, value] : keys) {
    const size_t at = text.find("\n| `" + key + "` |");
    ASSERT_NE(at, std::string::npos) << "docs/recipes.md has no row for " << key;
    const std::string row = text.substr(at + 1, text.find('\n', at + 1) - at - 1);
    if (value.empty()) continue;
    EXPECT_NE(row.find("| `" + value + "` |"), std::string::npos) << "the default of " << key << " is " << value << ", but: " << row;
  }
}

TEST(RecipeDocs, NoRowExplainsAKeyThatDoesNotExist) {
  const std::string text = read_file(kReference);
  const auto keys = all_keys();
  for (size_t at = text.find("\n| `"); at != std::string::npos; at = text.find("\n| `", at + 1)) {
    const size_t start = at + 4;
    const std::string key = text.substr(start, text.find('`', start) - start);
    EXPECT_EQ(keys.count(key), 1u) << key;
  }
}

TEST(RecipeDocs, TheExampleIsAValidRecipe) {
  const std::string text = read_file(kReference);
  const std::string fence = "```yaml\n";
  const size_t start = text.find(fence);
  ASSERT_NE(start, std::string::npos);
  const size_t end = text.find("```", start + fence.size());
  const testing::TemporaryDirectory directory;
  testing::write_text(directory / "example.yaml", text.substr(start + fence.size(), end - start - fence.size()));
  const Recipe recipe = read_recipe(directory / "example.yaml");
  require_for_train(recipe);
  EXPECT_TRUE(recipe.model.sub_agents.has_value());
}

}  // namespace
}  // namespace galen
