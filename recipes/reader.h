// Fills the structs of recipe.h from a parsed file. One side of schema.h; the other is writer.h.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "recipes/field.h"
#include "recipes/schema.h"

namespace galen {

class RecipeReader {
 public:
  explicit RecipeReader(Field field) : field_(std::move(field)) {}

  // Reads a whole struct, then refuses keys that it has no member for.
  template <class Settings>
  void read(Settings& settings) {
    describe(*this, settings);
    field_.no_other_keys();
  }

  template <class Settings>
  void section(const char* key, Settings& settings) {
    RecipeReader(field_[key]).read(settings);
  }

  template <class Settings>
  void optional_section(const char* key, std::optional<Settings>& settings) {
    const Field field = field_[key];
    Settings value;
    RecipeReader(field).read(value);  // also when absent: no_other_keys() then knows the names in it
    if (field.is_present_section()) settings = std::move(value);
  }

  // A list of mappings, or absent; for data.train and data.validation, normalise_datasets() has seen to that.
  template <class Settings>
  void sections(const char* key, std::vector<Settings>& values) {
    for (const Field& item : field_[key].items()) RecipeReader(item).read(values.emplace_back());
  }

  void text(const char* key, std::string& value) { value = field_[key].text(value); }
  void one_of(const char* key, std::string& value, const std::vector<std::string>& choices) { value = field_[key].one_of(choices, value); }
  void boolean(const char* key, bool& value) { value = field_[key].boolean(value); }
  void any_uint64(const char* key, uint64_t& value) { value = field_[key].any_uint64(value); }
  void positive(const char* key, int64_t& value) { value = field_[key].positive(value); }
  void positive(const char* key, double& value) { value = field_[key].positive(value); }
  void at_least(const char* key, int64_t& value, int64_t least) { value = field_[key].at_least(least, value); }
  void at_least(const char* key, double& value, double least) { value = field_[key].at_least(least, value); }
  void between(const char* key, int64_t& value, int64_t least, int64_t most) { value = field_[key].between(least, most, value); }
  void between(const char* key, double& value, double least, double most) { value = field_[key].between(least, most, value); }
  void between(const char* key, int& value, int64_t least, int64_t most) { value = static_cast<int>(field_[key].between(least, most, int64_t{value})); }
  void list(const char* key, std::vector<std::string>& value) { value = field_[key].list(value); }
  void text_map(const char* key, std::map<std::string, std::string>& value) { value = field_[key].text_map(value); }
  void positive_map(const char* key, std::map<std::string, double>& value) { value = field_[key].positive_map(value); }
  void weights(const char* key, std::vector<double>& value) { value = field_[key].weights(value); }

 private:
  Field field_;
};

}  // namespace galen
