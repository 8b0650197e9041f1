// Writes the structs of recipe.h as YAML, in the order of the schema, every key with its effective value. One side of schema.h; the other
// is reader.h.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "recipes/schema.h"

namespace galen {

class RecipeWriter {
 public:
  explicit RecipeWriter(std::string& out, int indent = 0) : out_(out), indent_(indent) {}

  template <class Settings>
  void section(const char* key, Settings& settings) {
    start_line(key);
    out_ += '\n';
    RecipeWriter inner(out_, indent_ + 2);
    describe(inner, settings);
  }

  template <class Settings>
  void optional_section(const char* key, std::optional<Settings>& settings) {
    if (settings) section(key, *settings);
  }

  template <class Settings>
  void sections(const char* key, std::vector<Settings>& values) {
    if (values.empty()) return line(key, "[]");
    start_line(key);
    out_ += '\n';
    for (Settings& settings : values) {
      RecipeWriter item(out_, indent_ + 4);
      item.starts_item_ = true;
      describe(item, settings);
    }
  }

  void text(const char* key, const std::string& value);
  void one_of(const char* key, const std::string& value, const std::vector<std::string>&) { text(key, value); }
  void boolean(const char* key, bool value) { line(key, value ? "true" : "false"); }
  void any_uint64(const char* key, uint64_t value) { line(key, std::to_string(value)); }
  template <class Number>
  void positive(const char* key, Number value) {
    number(key, value);
  }
  template <class Number, class Bound>
  void at_least(const char* key, Number value, Bound) {
    number(key, value);
  }
  template <class Number, class Least, class Most>
  void between(const char* key, Number value, Least, Most) {
    number(key, value);
  }
  void list(const char* key, const std::vector<std::string>& value);
  void text_map(const char* key, const std::map<std::string, std::string>& value);
  void positive_map(const char* key, const std::map<std::string, double>& value);
  void weights(const char* key, const std::vector<double>& value);

 private:
  void start_line(const char* key);  // indentation (or the list's dash) and "key:"
  void line(const char* key, const std::string& value);
  void number(const char* key, int64_t value) { line(key, std::to_string(value)); }
  void number(const char* key, int value) { line(key, std::to_string(value)); }
  void number(const char* key, double value);

  std::string& out_;
  int indent_;
  bool starts_item_ = false;  // the next line is the first of a list's item
};

}  // namespace galen
