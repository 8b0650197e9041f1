#include "recipes/field.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

#include "core/error.h"
#include "core/text.h"

namespace galen {
namespace {

std::string number_text(double value) {
  char text[32];
  return {text, std::to_chars(text, text + sizeof text, value).ptr};
}

std::string number_text(int64_t value) {
  return std::to_string(value);
}

// The whole text as a number, or nothing. Independent of the locale; a leading + is allowed, as in YAML.
template <class Number>
std::optional<Number> parse_number(std::string_view text) {
  if (text.size() > 1 && text.front() == '+' && text[1] != '-') text.remove_prefix(1);
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

const char* kind_name(YamlNode::Kind kind) {
  switch (kind) {
    case YamlNode::Kind::kNull:
      return "nothing";
    case YamlNode::Kind::kScalar:
      return "a single value";
    case YamlNode::Kind::kList:
      return "a list";
    case YamlNode::Kind::kMapping:
      return "a mapping";
  }
  return "";
}

}  // namespace

Field::Field(const YamlNode& root) : Field(&root, "", root.where) {}

Field::Field(const YamlNode* node, std::string path, std::string place)
    : node_(node), path_(std::move(path)), place_(std::move(place)), known_(std::make_shared<Known>()) {}

Field Field::operator[](const std::string& name) const {
  if (is_present_section() && node_->kind != YamlNode::Kind::kMapping) {
    fail(std::string("must be a mapping of keys to values, not ") + kind_name(node_->kind));
  }
  const YamlNode* child = node_ == nullptr ? nullptr : node_->find(name);
  Field field(child, path_.empty() ? name : path_ + "." + name, child == nullptr ? place_ : child->where);
  auto [known, is_new] = known_->children.try_emplace(name, field.known_);
  if (is_new) known_->names.push_back(name);
  field.known_ = known->second;
  return field;
}

const std::string* Field::scalar(const std::string& wanted) const {
  if (node_ == nullptr) return nullptr;
  if (node_->kind == YamlNode::Kind::kNull) fail("has no value", "give it " + wanted + " or leave the key out");
  if (node_->kind != YamlNode::Kind::kScalar) fail("must be " + wanted + ", not " + kind_name(node_->kind));
  return &node_->scalar;
}

const std::string* Field::plain_scalar(const std::string& wanted) const {
  const std::string* value = scalar(wanted);
  if (value != nullptr && node_->is_quoted) {
    fail("must be " + wanted + ", not the text " + quote_for_message(*value), "leave the quotes out");
  }
  return value;
}

std::string Field::text(const std::string& fallback) const {
  const std::string* value = scalar("a text");
  return value == nullptr ? fallback : *value;
}

std::string Field::one_of(const std::vector<std::string>& choices, const std::string& fallback) const {
  const std::string* value = scalar("one of " + join(choices, ", "));
  if (value == nullptr) return fallback;
  if (std::find(choices.begin(), choices.end(), *value) == choices.end()) {
    fail("no such choice: " + quote_for_message(*value), suggest_name(*value, choices));
  }
  return *value;
}

bool Field::boolean(bool fallback) const {
  const std::string* value = plain_scalar("true or false");
  if (value == nullptr) return fallback;
  if (*value == "true" || *value == "True" || *value == "TRUE") return true;
  if (*value == "false" || *value == "False" || *value == "FALSE") return false;
  fail("must be true or false, not " + quote_for_message(*value));
}

uint64_t Field::any_uint64(uint64_t fallback) const {
  const std::string* value = plain_scalar("a whole number");
  if (value == nullptr) return fallback;
  const auto number = parse_number<uint64_t>(*value);
  if (!number) fail("must be a whole number from 0 to 18446744073709551615, not " + quote_for_message(*value));
  return *number;
}

int64_t Field::whole(int64_t fallback) const {
  const std::string* value = plain_scalar("a whole number");
  if (value == nullptr) return fallback;
  const auto number = parse_number<int64_t>(*value);
  if (!number) fail("must be a whole number, not " + quote_for_message(*value));
  return *number;
}

double Field::decimal(double fallback) const {
  const std::string* value = plain_scalar("a number");
  if (value == nullptr) return fallback;
  const auto number = parse_number<double>(*value);
  if (!number || !std::isfinite(*number)) fail("must be a number, not " + quote_for_message(*value));
  return *number;
}

int64_t Field::positive(int64_t fallback) const {
  const int64_t value = whole(fallback);
  if (value <= 0) fail("must be greater than 0, not " + number_text(value));
  return value;
}

double Field::positive(double fallback) const {
  const double value = decimal(fallback);
  if (!(value > 0)) fail("must be greater than 0, not " + number_text(value));
  return value;
}

int64_t Field::at_least(int64_t least, int64_t fallback) const {
  const int64_t value = whole(fallback);
  if (value < least) fail("must be at least " + number_text(least) + ", not " + number_text(value));
  return value;
}

double Field::at_least(double least, double fallback) const {
  const double value = decimal(fallback);
  if (value < least) fail("must be at least " + number_text(least) + ", not " + number_text(value));
  return value;
}

int64_t Field::between(int64_t least, int64_t most, int64_t fallback) const {
  const int64_t value = whole(fallback);
  if (value < least || value > most) fail("must be from " + number_text(least) + " to " + number_text(most) + ", not " + number_text(value));
  return value;
}

double Field::between(double least, double most, double fallback) const {
  const double value = decimal(fallback);
  if (value < least || value > most) fail("must be from " + number_text(least) + " to " + number_text(most) + ", not " + number_text(value));
  return value;
}

std::vector<std::string> Field::list(const std::vector<std::string>& fallback) const {
  if (node_ == nullptr) return fallback;
  std::vector<std::string> values;
  if (node_->kind == YamlNode::Kind::kList) {
    for (const Field& item : items()) values.push_back(item.text(""));
  } else {
    values.push_back(*scalar("a list of texts"));
  }
  if (std::find(values.begin(), values.end(), "") != values.end()) fail("has an empty text in it", "remove it");
  return values;
}

std::vector<std::string> Field::keys_of_mapping() const {
  if (node_->kind != YamlNode::Kind::kMapping) fail(std::string("must be a mapping of keys to values, not ") + kind_name(node_->kind));
  return node_->keys;
}

std::map<std::string, std::string> Field::text_map(const std::map<std::string, std::string>& fallback) const {
  if (!is_present_section()) return fallback;
  std::map<std::string, std::string> values;
  for (const std::string& key : keys_of_mapping()) values[key] = (*this)[key].text("");
  return values;
}

std::map<std::string, double> Field::positive_map(const std::map<std::string, double>& fallback) const {
  if (!is_present_section()) return fallback;
  std::map<std::string, double> values;
  for (const std::string& key : keys_of_mapping()) values[key] = (*this)[key].positive(0.0);
  return values;
}

std::vector<double> Field::weights(const std::vector<double>& fallback) const {
  if (!is_present_section()) return fallback;
  std::vector<double> values;
  for (const Field& item : items()) values.push_back(item.at_least(0.0, 0.0));
  return values;
}

std::vector<Field> Field::items() const {
  if (!is_present_section()) return {};
  if (node_->kind != YamlNode::Kind::kList) fail(std::string("must be a list, not ") + kind_name(node_->kind));
  std::vector<Field> fields;
  for (size_t i = 0; i < node_->items.size(); ++i) {
    fields.push_back(Field(&node_->items[i], path_ + "." + std::to_string(i), node_->items[i].where));
  }
  return fields;
}

void Field::no_other_keys() const {
  if (!is_present_section() || node_->kind != YamlNode::Kind::kMapping) return;
  for (size_t i = 0; i < node_->keys.size(); ++i) {
    const std::string& key = node_->keys[i];
    if (known_->children.count(key) > 0) continue;
    const Field unknown(&node_->items[i], path_.empty() ? key : path_ + "." + key, node_->items[i].where);
    if (!nearest_name(key, known_->names)) {
      // Perhaps the right name one or more sections too high. Breadth first, so that the least deep one is offered.
      std::vector<std::pair<std::string, const Known*>> level = {{path_, known_.get()}};
      while (!level.empty()) {
        std::vector<std::pair<std::string, const Known*>> next;
        for (const auto& [path, section] : level) {
          for (const auto& [name, child] : section->children) {
            const std::string child_path = path.empty() ? name : path + "." + name;
            if (name == key) unknown.fail("no such key", "did you mean " + child_path + "?");
            next.emplace_back(child_path, child.get());
          }
        }
        level = std::move(next);
      }
    }
    unknown.fail("no such key", suggest_name(key, known_->names));
  }
}

std::string Field::where() const {
  return path_.empty() ? place_ : place_ + ": " + path_;
}

void Field::fail(const std::string& what_happened, const std::string& hint) const {
  throw Error(what_happened, where(), hint);
}

}  // namespace galen
