#include <map>

#include "recipes/recipe.h"
#include "recipes/yaml.h"

namespace galen {
namespace {

// Every scalar of the tree by its key path, in the tree's order.
void flatten(const YamlNode& node, const std::string& path, std::vector<std::pair<std::string, std::string>>* values) {
  if (node.items.empty()) {
    values->emplace_back(path, node.kind == YamlNode::Kind::kScalar ? node.scalar : "nothing");
    return;
  }
  for (size_t i = 0; i < node.items.size(); ++i) {
    const bool is_list = node.kind == YamlNode::Kind::kList;
    const std::string step = is_list ? "[" + std::to_string(i) + "]" : (path.empty() ? "" : ".") + node.keys[i];
    flatten(node.items[i], path + step, values);
  }
}

}  // namespace

std::string first_difference(const std::string& now_yaml, const std::string& was_yaml) {
  std::vector<std::pair<std::string, std::string>> now;
  std::vector<std::pair<std::string, std::string>> was;
  flatten(parse_yaml(now_yaml, "recipe"), "", &now);
  flatten(parse_yaml(was_yaml, "recipe"), "", &was);
  std::map<std::string, std::string> earlier(was.begin(), was.end());
  for (const auto& [path, value] : now) {
    const auto found = earlier.find(path);
    if (found == earlier.end()) return path + " is " + quote_for_message(value) + ", wasn't set";
    if (found->second != value) return path + " is " + quote_for_message(value) + ", was " + quote_for_message(found->second);
    earlier.erase(found);
  }
  if (!earlier.empty()) return earlier.begin()->first + " isn't set, was " + quote_for_message(earlier.begin()->second);
  return "";
}

}  // namespace galen
