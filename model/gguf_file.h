// GGUF, read strictly by our own hands: nothing of ggml touches a file before this accepted all of it.
//
// Refused: counts or lengths beyond what remains, arrays of arrays, unknown types, an alignment that is no power of two in 8 … 1 MiB, dims
// not 1 – 4, zero or overflowing, tensors unaligned, out of order, overlapping or outside, duplicate names, tokenizer arrays of unequal
// length or wrong type.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/file.h"
#include "ggml.h"
#include "gguf.h"

namespace galen {

// One key's value, still in the mapped file.
struct GgufValue {
  gguf_type type = GGUF_TYPE_UINT8;
  gguf_type element_type = GGUF_TYPE_UINT8;  // of arrays
  uint64_t count = 1;                        // elements; 1 for scalars
  std::string_view bytes;                    // the elements; strings with their lengths in front
};

struct GgufTensor {
  std::string name;
  ggml_type type = GGML_TYPE_F32;
  std::vector<int64_t> shape;  // in torch's order, the slowest dimension first
  const std::byte* data = nullptr;
  uint64_t bytes = 0;
};

class GgufFile {
 public:
  explicit GgufFile(const std::filesystem::path& path);  // throws Error naming the file, the key or tensor, and the reason

  const std::filesystem::path& path() const;
  const std::vector<std::pair<std::string, GgufValue>>& values() const;  // in file order
  const std::vector<GgufTensor>& tensors() const;
  bool has(const std::string& key) const;

  // Typed access. Each throws Error naming the key when it is missing and no default is given, or of another type.
  int64_t integer(const std::string& key, std::optional<int64_t> missing = {}) const;  // any integer type; a per-layer array of equal numbers too
  double number(const std::string& key, std::optional<double> missing = {}) const;     // f32 or f64; a float is read as its shortest decimal
  bool flag(const std::string& key, std::optional<bool> missing = {}) const;
  std::string text(const std::string& key, std::optional<std::string> missing = {}) const;
  std::vector<std::string> texts(const std::string& key) const;  // array of strings; empty if missing
  std::vector<int64_t> integers(const std::string& key) const;   // array of any integer type or bool; empty if missing

  // The values of a tensor. F32, F16 and BF16 as they are, views of the mapping; all other types dequantised by ggml into f32.
  at::Tensor load(const GgufTensor& tensor) const;

 private:
  struct State;
  std::shared_ptr<const State> state_;
  const GgufValue* find(const std::string& key) const;
};

}  // namespace galen
