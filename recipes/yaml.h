// The part of YAML that a recipe may use, as a plain tree in which every value knows where it was written.
//
// Refused while parsing, before a node of the refused part exists: more than 1 MiB, invalid UTF-8, control characters, anchors, aliases,
// tags, nesting deeper than 32, more than 100,000 values, duplicate keys, keys that aren't text, and a second document.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.h"

namespace galen {

inline constexpr size_t kMaxYamlBytes = size_t{1} << 20;
inline constexpr size_t kMaxYamlDepth = 32;
inline constexpr size_t kMaxYamlValues = 100'000;

struct YamlNode {
  enum class Kind { kNull, kScalar, kList, kMapping };

  Kind kind = Kind::kNull;
  std::string scalar;             // kScalar: its text
  bool is_quoted = false;         // kScalar: in quotes or a block (`|`, `>`), hence text and never a number
  std::vector<std::string> keys;  // kMapping: keys[i] belongs to items[i]; unique, in the order of the file
  std::vector<YamlNode> items;    // kMapping and kList
  std::string where;              // "file:line" of the key (or of the value, in a list), or the override it came from

  // The value of `key`, or nullptr. A node that isn't a mapping has none.
  const YamlNode* find(std::string_view key) const;
  YamlNode* find(std::string_view key);
};

// Parses one document; empty text is a null node. Throws Error at "source:line", or at `source` alone when `has_lines` is false (an
// override).
YamlNode parse_yaml(std::string_view text, const std::string& source, bool has_lines = true);

// The tree as JSON; unquoted numbers, true and false become such.
Json to_json(const YamlNode& node);

// `text` as one YAML scalar that parse_yaml reads back to the same bytes: plain where that is safe, else in double quotes.
std::string yaml_scalar(std::string_view text);

// For messages: the text in double quotes, control characters escaped, shortened to about 60 bytes.
std::string quote_for_message(std::string_view text);

}  // namespace galen
