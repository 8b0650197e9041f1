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

// The shortest that reads back to the same bits.
std::string decimal(double value) {
  char text[32];
  return {text, std::to_chars(text, text + sizeof text, value).ptr};
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

void RecipeWriter::number(const char* key, double value) {
  line(key, decimal(value));
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

void RecipeWriter::positive_map(const char* key, const std::map<std::string, double>& value) {
  std::vector<std::string> entries;
  for (const auto& [name, number] : value) entries.push_back(yaml_scalar(name) + ": " + decimal(number));
  line(key, in_brackets('{', entries, '}'));
}

void RecipeWriter::weights(const char* key, const std::vector<double>& value) {
  std::vector<std::string> numbers;
  for (const double number : value) numbers.push_back(decimal(number));
  line(key, in_brackets('[', numbers, ']'));
}

}  // namespace galen
