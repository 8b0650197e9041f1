// safetensors, strictly: never more permissive than the reference reader (docs/reliability rules: header <= 100,000,000 B and inside the file, an
// object, no duplicate keys, known dtypes, no overflow, size == shape x dtype, data offsets contiguous from 0 to the file's end).
#pragma once

#include <ATen/core/Tensor.h>

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/file.h"

namespace galen {

// An opened file. Tensors are read-only views of the mapping, which lives as long as any of them does; don't write through them.
class SafetensorsFile {
 public:
  explicit SafetensorsFile(const std::filesystem::path& path);  // throws Error naming file, tensor and reason

  std::vector<std::string> names() const;  // in file order
  bool contains(const std::string& name) const;
  at::Tensor tensor(const std::string& name) const;  // throws Error for an unknown name
  const std::map<std::string, std::string>& metadata() const;

 private:
  struct State;
  std::shared_ptr<const State> state_;
};

using NamedTensors = std::vector<std::pair<std::string, at::Tensor>>;

// Writes and syncs a new file, tensors in the given order, 64-byte aligned data start. Tensors of any device and stride; dtype f32, f16, bf16, i64, i32, u8,
// bool, f64. Returns the sha256 of the bytes written.
std::string write_safetensors(const std::filesystem::path& path, const NamedTensors& tensors, const std::map<std::string, std::string>& metadata = {});

}  // namespace galen
