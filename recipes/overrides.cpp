#include "recipes/overrides.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "core/error.h"
#include "core/text.h"

namespace galen {
namespace {

std::optional<size_t> as_index(const std::string& name) {
  size_t index = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), index);
  if (error != std::errc() || end != name.data() + name.size()) return std::nullopt;
  return index;
}

YamlNode& member_of_list(YamlNode& list, const std::string& name, const std::string& path, const std::string& where) {
  const auto index = as_index(name);
  if (!index) {
    throw Error("is a list of " + std::to_string(list.items.size()) + ", but its member isn't named", where + ": " + path,
                "write " + path + ".0." + name + "=… for the first");
  }
  if (*index > list.items.size()) {
    throw Error("has " + std::to_string(list.items.size()) + " members, so there is no number " + name, where + ": " + path, "the first is number 0");
  }
  if (*index == list.items.size()) list.items.push_back({.where = where});
  return list.items[*index];
}

// The child of `node` called `name`, made if need be.
YamlNode& step_into(YamlNode& node, const std::string& name, const std::string& path, const std::string& where) {
  if (node.kind == YamlNode::Kind::kNull) {
    node.kind = as_index(name) ? YamlNode::Kind::kList : YamlNode::Kind::kMapping;
    node.where = where;
  }
  if (node.kind == YamlNode::Kind::kScalar) {
    throw Error("is the single value " + quote_for_message(node.scalar) + " and has no keys", where + ": " + path, "set " + path + " itself");
  }
  if (node.kind == YamlNode::Kind::kList) {
    if (as_index(name) || node.items.size() != 1) return member_of_list(node, name, path, where);
    return step_into(node.items.front(), name, path + ".0", where);
  }
  if (YamlNode* child = node.find(name)) return *child;
  node.keys.push_back(name);
  node.items.push_back({.where = where});
  return node.items.back();
}

void apply_override(YamlNode& root, const std::string& text) {
  const std::string where = "command line: " + text;
  const size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0) throw UsageError("is not a setting", where, "write key.path=value, for example train.max_steps=100");
  const std::string key = text.substr(0, equals);
  const std::vector<std::string> names = split(key, '.');
  if (find_invalid_utf8(text)) throw UsageError("is not valid UTF-8", "command line");
  if (std::find(names.begin(), names.end(), "") != names.end()) throw UsageError("has an empty name in its key", where, "write key.path=value");
  if (names.size() > kMaxYamlDepth) throw UsageError("is nested deeper than " + std::to_string(kMaxYamlDepth) + " levels", where);
  YamlNode* node = &root;
  std::string path;
  for (const std::string& name : names) {
    node = &step_into(*node, name, path, where);
    path += path.empty() ? name : "." + name;
  }
  *node = parse_yaml(text.substr(equals + 1), where, /*has_lines=*/false);
}

}  // namespace

void apply_overrides(YamlNode& root, const std::vector<std::string>& overrides) {
  for (const std::string& text : overrides) {
    normalise_datasets(root);  // so that data.train.0 exists however the file (or an earlier override) wrote it
    apply_override(root, text);
  }
}

void normalise_datasets(YamlNode& root) {
  YamlNode* data = root.find("data");
  if (data == nullptr) return;
  for (const char* part : {"train", "validation"}) {
    YamlNode* sets = data->find(part);
    if (sets == nullptr || sets->kind == YamlNode::Kind::kNull) continue;
    if (sets->kind != YamlNode::Kind::kList) {
      YamlNode list{.kind = YamlNode::Kind::kList, .where = sets->where};
      list.items.push_back(std::move(*sets));
      *sets = std::move(list);
    }
    for (YamlNode& item : sets->items) {
      if (item.kind != YamlNode::Kind::kScalar) continue;
      YamlNode dataset{.kind = YamlNode::Kind::kMapping, .keys = {"path"}, .where = item.where};
      dataset.items.push_back(std::move(item));
      item = std::move(dataset);
    }
  }
}

}  // namespace galen
