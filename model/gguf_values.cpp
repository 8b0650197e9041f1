// Typed access to the keys of a GGUF file.
#include <charconv>
#include <limits>

#include "core/error.h"
#include "data/gguf_scalars.h"
#include "model/gguf_bytes.h"
#include "model/gguf_file.h"

namespace galen {

namespace {

std::optional<int64_t> integer_at(const GgufValue& value, uint64_t i) {
  const std::string_view bytes = value.bytes.substr(i * gguf_scalar_bytes(value.element_type));
  switch (value.element_type) {
    case GGUF_TYPE_UINT8:
    case GGUF_TYPE_BOOL:
      return load_as<uint8_t>(bytes);
    case GGUF_TYPE_INT8:
      return load_as<int8_t>(bytes);
    case GGUF_TYPE_UINT16:
      return load_as<uint16_t>(bytes);
    case GGUF_TYPE_INT16:
      return load_as<int16_t>(bytes);
    case GGUF_TYPE_UINT32:
      return load_as<uint32_t>(bytes);
    case GGUF_TYPE_INT32:
      return load_as<int32_t>(bytes);
    case GGUF_TYPE_INT64:
      return load_as<int64_t>(bytes);
    case GGUF_TYPE_UINT64: {
      const uint64_t number = load_as<uint64_t>(bytes);
      return number > static_cast<uint64_t>(std::numeric_limits<int64_t>::max()) ? std::nullopt : std::optional<int64_t>(static_cast<int64_t>(number));
    }
    default:
      return {};
  }
}

// A float stands for the decimal its writer meant: 9.99999974e-06 is 1e-05.
double shortest_decimal(float value) {
  char text[64];
  const auto end = std::to_chars(text, text + sizeof text, value).ptr;
  double number = value;
  std::from_chars(text, end, number);
  return number;
}

[[noreturn]] void refuse_key(const GgufFile& file, const std::string& key, const std::string& reason) {
  throw Error("key " + printable(key) + " " + reason, file.path().string(), "the file lacks what its architecture needs");
}

}  // namespace

int64_t GgufFile::integer(const std::string& key, std::optional<int64_t> missing) const {
  const GgufValue* value = find(key);
  if (value == nullptr) {
    if (missing) return *missing;
    refuse_key(*this, key, "is missing");
  }
  if (value->count == 0 || value->element_type == GGUF_TYPE_BOOL) refuse_key(*this, key, "is not an integer");
  const std::optional<int64_t> first = integer_at(*value, 0);
  for (uint64_t i = 0; i < value->count; ++i) {
    if (!first || integer_at(*value, i) != first) refuse_key(*this, key, "is not one integer, the same in all layers");
  }
  return *first;
}

double GgufFile::number(const std::string& key, std::optional<double> missing) const {
  const GgufValue* value = find(key);
  if (value == nullptr) {
    if (missing) return *missing;
    refuse_key(*this, key, "is missing");
  }
  if (value->type == GGUF_TYPE_FLOAT32) return shortest_decimal(load_as<float>(value->bytes));
  if (value->type == GGUF_TYPE_FLOAT64) return load_as<double>(value->bytes);
  refuse_key(*this, key, "is not a number with a fraction");
}

bool GgufFile::flag(const std::string& key, std::optional<bool> missing) const {
  const GgufValue* value = find(key);
  if (value == nullptr) {
    if (missing) return *missing;
    refuse_key(*this, key, "is missing");
  }
  if (value->type != GGUF_TYPE_BOOL) refuse_key(*this, key, "is not a bool");
  return value->bytes[0] != 0;
}

std::string GgufFile::text(const std::string& key, std::optional<std::string> missing) const {
  const GgufValue* value = find(key);
  if (value == nullptr) {
    if (missing) return *missing;
    refuse_key(*this, key, "is missing");
  }
  if (value->type != GGUF_TYPE_STRING) refuse_key(*this, key, "is not a string");
  return std::string(value->bytes.substr(8));
}

std::vector<std::string> GgufFile::texts(const std::string& key) const {
  const GgufValue* value = find(key);
  if (value == nullptr) return {};
  if (value->type != GGUF_TYPE_ARRAY || value->element_type != GGUF_TYPE_STRING) refuse_key(*this, key, "is not an array of strings");
  std::vector<std::string> texts;
  texts.reserve(value->count);
  std::string_view rest = value->bytes;
  for (uint64_t i = 0; i < value->count; ++i) {
    const uint64_t size = load_as<uint64_t>(rest);
    texts.emplace_back(rest.substr(8, size));
    rest.remove_prefix(8 + size);
  }
  return texts;
}

std::vector<int64_t> GgufFile::integers(const std::string& key) const {
  const GgufValue* value = find(key);
  if (value == nullptr) return {};
  std::vector<int64_t> numbers;
  for (uint64_t i = 0; i < value->count; ++i) {
    const std::optional<int64_t> number = value->type == GGUF_TYPE_ARRAY ? integer_at(*value, i) : std::nullopt;
    if (!number) refuse_key(*this, key, "is not an array of integers");
    numbers.push_back(*number);
  }
  return numbers;
}

}  // namespace galen
