// One shard as an HDF5 file, written through libhdf5. Reading for training needs no libhdf5: see shards.h.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "data/shard_index.h"

namespace galen {

// Images or sounds of a shard.
template <typename Value>
struct MediaColumns {
  std::vector<Value> values;
  std::vector<uint64_t> offsets = {0};  // [media + 1], in values
  std::vector<uint64_t> sample;         // [media], ascending
  std::vector<uint32_t> position;       // [media]

  uint64_t bytes() const { return values.size() * sizeof(Value) + offsets.size() * 8 + sample.size() * 8 + position.size() * 4; }
};

// A shard's contents, column by column.
struct ShardColumns {
  std::vector<std::byte> token_values;  // token_bytes each, little-endian
  std::vector<uint8_t> loss_mask;
  std::vector<uint64_t> token_offsets = {0};  // [samples + 1]
  std::vector<char> ids;                      // all ids, one after the other
  std::vector<uint64_t> id_offsets = {0};     // [samples + 1]
  std::vector<int32_t> source;                // [samples]
  std::vector<float> weight;                  // [samples], the source's weight

  MediaColumns<uint8_t> images;
  std::vector<int32_t> image_shape;  // [images, 2]: height, width
  MediaColumns<int16_t> audio;

  uint64_t samples() const { return source.size(); }
  uint64_t bytes() const;
};

// Writes and syncs `path` (new), reads it back through libhdf5 and through plain reads at the offsets that libhdf5 tells, and compares both
// with `columns`. `description` becomes the file's attribute "galen". Thread-safe (libhdf5 is not: a lock).
ShardEntry write_shard_file(const std::filesystem::path& path, const ShardColumns& columns, int token_bytes, const std::string& description);

}  // namespace galen
