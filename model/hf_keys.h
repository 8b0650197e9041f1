// config.json's keys, with errors that name the key.
#pragma once

#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/json.h"
#include "model/config.h"

namespace galen {

// Bounds that no real model comes near, so that a hostile config can't make us count to 2^63 or allocate for it.
inline constexpr int64_t kMostLayers = 1024;
inline constexpr int64_t kMostExpertTensors = 1 << 20;
inline constexpr int64_t kLargestSize = int64_t{1} << 31;

// Keeps references: json and where must outlive it.
class HfKeys {
 public:
  HfKeys(const Json& json, const std::string& where) : json_(json), where_(where) {
    if (!json.is_object()) throw Error("is not a JSON object", where);
  }

  [[noreturn]] void refuse(const std::string& key, const std::string& reason) const {
    throw Error(key + ": " + reason, where_, "only what the decoder computes exactly can be imported");
  }
  bool has(const std::string& key) const { return json_.contains(key) && !json_[key].is_null(); }
  const Json& at(const std::string& key) const { return json_[key]; }

  int64_t size(const std::string& key, std::optional<int64_t> missing = {}) const { return integer(key, 1, kLargestSize, missing); }
  int64_t count(const std::string& key, int64_t missing) const { return integer(key, 0, kLargestSize, missing); }
  double positive(const std::string& key, double missing) const {
    if (!has(key)) return missing;
    const Json& value = json_[key];
    if (!value.is_number() || !(value.get<double>() > 0.0) || !std::isfinite(value.get<double>())) refuse(key, "must be a number above 0");
    return value.get<double>();
  }
  bool flag(const std::string& key, bool missing) const {
    if (!has(key)) return missing;
    if (!json_[key].is_boolean()) refuse(key, "must be true or false");
    return json_[key].get<bool>();
  }
  // `count` whole numbers, each at least 1.
  std::vector<int64_t> sizes(const std::string& key, int64_t count) const {
    std::vector<int64_t> result;
    const bool fits = has(key) && json_[key].is_array() && static_cast<int64_t>(json_[key].size()) == count;
    if (!fits) refuse(key, "must be a list of " + std::to_string(count) + " whole numbers");
    for (const Json& value : json_[key]) {
      if (!value.is_number_integer() || value < 1 || value > kLargestSize) refuse(key, "must be a list of whole numbers of at least 1");
      result.push_back(value.get<int64_t>());
    }
    return result;
  }
  // A list of `count` names, true where it is `yes`, false where it is `no`.
  std::vector<bool> choices(const std::string& key, int64_t count, const std::string& yes, const std::string& no) const {
    std::vector<bool> result;
    const bool fits = json_[key].is_array() && static_cast<int64_t>(json_[key].size()) == count;
    if (!fits) refuse(key, "must be a list of " + std::to_string(count) + ", one a layer");
    for (const Json& value : json_[key]) {
      if (value != yes && value != no) refuse(key, value.dump() + " is neither \"" + yes + "\" nor \"" + no + "\"");
      result.push_back(value == yes);
    }
    return result;
  }
  // A token id, or the first of a list of them; -1 for null.
  int64_t token(const std::string& key) const {
    if (!has(key)) return -1;
    const Json& value = json_[key].is_array() && !json_[key].empty() ? json_[key][0] : json_[key];
    if (!value.is_number_integer() || value.get<int64_t>() < -1 || value.get<int64_t>() > kLargestSize) refuse(key, "must be a token id");
    return value.get<int64_t>();
  }

 private:
  int64_t integer(const std::string& key, int64_t least, int64_t most, std::optional<int64_t> missing) const {
    if (!has(key)) {
      if (!missing) refuse(key, "is missing");
      return *missing;
    }
    const Json& value = json_[key];
    const bool fits = value.is_number_integer() && (!value.is_number_unsigned() || value.get<uint64_t>() <= static_cast<uint64_t>(most)) &&
                      value.get<int64_t>() >= least && value.get<int64_t>() <= most;
    if (!fits) refuse(key, std::string("must be a whole number from ").append(std::to_string(least)).append(" to ").append(std::to_string(most)));
    return value.get<int64_t>();
  }

  const Json& json_;
  const std::string& where_;
};

// What config.json says of a decoder of any family, in the order in which it is written.
void put_decoder_keys(const ModelConfig& config, OrderedJson* json);
void put_token_keys(const ModelConfig& config, OrderedJson* json);

}  // namespace galen
