// One shard as an HDF5 file, written through libhdf5. Reading for training needs no libhdf5: see shards.h.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "data/shard_index.h"

namespace galen {

// A shard's contents, column by column.
struct ShardColumns {
  std::vector<std::byte> token_values;  // token_bytes each, little-endian
  std::vector<uint8_t> loss_mask;
  std::vector<uint64_t> token_offsets = {0};  // [samples + 1]
  std::vector<char> ids;                      // all ids, one after the other
  std::vector<uint64_t> id_offsets = {0};     // [samples + 1]
  std::vector<int32_t> source;                // [samples]
  std::vector<float> weight;                  // [samples], the source's weight

  uint64_t samples() const { return source.size(); }
  uint64_t bytes() const;
};

// Writes and syncs `path` (new), reads it back through libhdf5 and through plain reads at the offsets that libhdf5 tells, and compares both
// with `columns`. `description` becomes the file's attribute "galen". Thread-safe (libhdf5 is not: a lock).
ShardEntry write_shard_file(const std::filesystem::path& path, const ShardColumns& columns, int token_bytes, const std::string& description);

}  // namespace galen
