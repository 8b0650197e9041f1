#include <charconv>

#include "recipes/yaml.h"

namespace galen {
namespace {

template <typename T>
bool parses_as(const std::string& text, T* value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), *value);
  return error == std::errc() && end == text.data() + text.size();
}

}  // namespace

Json to_json(const YamlNode& node) {
  Json json;
  switch (node.kind) {
    case YamlNode::Kind::kNull:
      return json;
    case YamlNode::Kind::kList:
      json = Json::array();
      for (const YamlNode& item : node.items) json.push_back(to_json(item));
      return json;
    case YamlNode::Kind::kMapping:
      json = Json::object();
      for (size_t i = 0; i < node.items.size(); ++i) json[node.keys[i]] = to_json(node.items[i]);
      return json;
    case YamlNode::Kind::kScalar:
      break;
  }
  int64_t integer = 0;
  double number = 0;
  if (node.is_quoted) return node.scalar;
  if (node.scalar == "true" || node.scalar == "false") return node.scalar == "true";
  if (parses_as(node.scalar, &integer)) return integer;
  if (parses_as(node.scalar, &number)) return number;
  return node.scalar;
}

}  // namespace galen
