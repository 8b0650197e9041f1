#include "recipes/writer.h"

#include <charconv>

#include "core/text.h"
#include "recipes/yaml.h"

namespace galen {
namespace {

std::string in_brackets(char open, const std::vector<std::string>& parts, char close) {
  std::string text(1, open);
  text += join(parts, ", ");
  return text += close;
}

}  // namespace

void RecipeWriter::start_line(const char* key) {
  if (starts_item_) {
    out_.append(static_cast<size_t>(indent_ - 2), ' ');
    out_ += "- ";
    starts_item_ = false;
  } else {
    out_.append(static_cast<size_t>(indent_), ' ');
  }
  out_ += key;
  out_ += ':';
}

void RecipeWriter::line(const char* key, const std::string& value) {
  start_line(key);
  out_ += " ";
  out_ += value;
  out_ += "\n";
}

// The shortest decimal that reads back to the same bits.
void RecipeWriter::number(const char* key, double value) {
  char text[32];
  line(key, {text, std::to_chars(text, text + sizeof text, value).ptr});
}

void RecipeWriter::text(const char* key, const std::string& value) {
  line(key, yaml_scalar(value));
}

void RecipeWriter::list(const char* key, const std::vector<std::string>& value) {
  std::vector<std::string> scalars;
  for (const std::string& text : value) scalars.push_back(yaml_scalar(text));
  line(key, in_brackets('[', scalars, ']'));
}

void RecipeWriter::text_map(const char* key, const std::map<std::string, std::string>& value) {
  std::vector<std::string> entries;
  for (const auto& [name, text] : value) entries.push_back(yaml_scalar(name) + ": " + yaml_scalar(text));
  line(key, in_brackets('{', entries, '}'));
}

}  // namespace galen
