// One value of a recipe file, or the place where it could be: read it by saying what it must be.
//
//   config.name = field["name"].one_of({"adamw"}, config.name);
//   config.learning_rate = field["learning_rate"].positive(config.learning_rate);
//   field.no_other_keys();   // recipes/note.yaml:12: train.optimizer.lerning_rate: no such key; did you mean learning_rate?
//
// Every reader returns its fallback when the key is absent and throws Error("file:line: key.path: what is wrong; what to do") when the
// value isn't what was asked for. A Field points into the tree it was made from, which must outlive it.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "recipes/yaml.h"

namespace galen {

class Field {
 public:
  // The whole file. A null root (an empty file) has no keys.
  explicit Field(const YamlNode& root);

  // The value of `name`, present or not. Remembers the name for no_other_keys(). Throws if this is neither a mapping nor empty.
  Field operator[](const std::string& name) const;

  // True if the file has the key, even with an empty value. For a section, an empty value (all its keys commented out) counts as absent.
  bool is_present() const { return node_ != nullptr; }
  bool is_present_section() const { return node_ != nullptr && node_->kind != YamlNode::Kind::kNull; }

  std::string text(const std::string& fallback) const;
  std::string one_of(const std::vector<std::string>& choices, const std::string& fallback) const;
  bool boolean(bool fallback) const;
  uint64_t any_uint64(uint64_t fallback) const;

  // Whole numbers and finite decimals; the fallback's type says which is meant.
  int64_t positive(int64_t fallback) const;
  double positive(double fallback) const;
  int64_t at_least(int64_t least, int64_t fallback) const;
  double at_least(double least, double fallback) const;
  int64_t between(int64_t least, int64_t most, int64_t fallback) const;
  double between(double least, double most, double fallback) const;

  // A list of non-empty texts; a single text is a list of one.
  std::vector<std::string> list(const std::vector<std::string>& fallback) const;
  std::map<std::string, std::string> text_map(const std::map<std::string, std::string>& fallback) const;
  std::map<std::string, double> positive_map(const std::map<std::string, double>& fallback) const;
  // A list of numbers of 0 or more.
  std::vector<double> weights(const std::vector<double>& fallback) const;

  // The members of a list, none when absent.
  std::vector<Field> items() const;

  // Throws for the first key that no operator[] has asked for, with the nearest name that was: here, or deeper down under exactly that
  // name.
  void no_other_keys() const;

  // "file:line: key.path"; for an absent key, the line of the section it belongs to.
  std::string where() const;
  const std::string& path() const { return path_; }
  [[noreturn]] void fail(const std::string& what_happened, const std::string& hint = "") const;

 private:
  // The names that operator[] has asked for, here and below.
  struct Known {
    std::vector<std::string> names;
    std::map<std::string, std::shared_ptr<Known>> children;
  };

  Field(const YamlNode* node, std::string path, std::string place);

  std::vector<std::string> keys_of_mapping() const;
  const std::string* scalar(const std::string& wanted) const;        // nullptr when absent
  const std::string* plain_scalar(const std::string& wanted) const;  // and not in quotes
  int64_t whole(int64_t fallback) const;
  double decimal(double fallback) const;

  const YamlNode* node_;  // nullptr: absent
  std::string path_;      // key.path from the root; empty for the root
  std::string place_;     // file:line
  std::shared_ptr<Known> known_;
};

}  // namespace galen
