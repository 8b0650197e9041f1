// The weight files of a checkpoint: one model.safetensors, or shards with an index.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>

#include "model/checkpoint.h"

namespace galen {

constexpr uint64_t kLargestShard = 5'000'000'000;

// Writes model.safetensors or, above `largest_shard` bytes, model-00001-of-0000N.safetensors … and model.safetensors.index.json, as
// transformers names them. Returns the sha256 of each file by name. Tensors go in the order of tensor_specs.
std::map<std::string, std::string> write_weights(const Checkpoint& checkpoint, const std::filesystem::path& directory, uint64_t largest_shard = kLargestShard);

// All tensors of the directory's safetensors files. `may_read` says which file names may be opened (those that the manifest lists).
std::map<std::string, at::Tensor> read_weights(const std::filesystem::path& directory, const std::function<bool(const std::string&)>& may_read);

// write_checkpoint with another shard size, for tests.
void write_checkpoint_sharded(const Checkpoint& checkpoint, const std::filesystem::path& directory, bool replace,
                              const std::function<void(const std::filesystem::path& staging)>& extra, uint64_t largest_shard);

}  // namespace galen
