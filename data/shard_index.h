// index.json of a shards directory: where every byte lies and what it must hash to. The one thing that is trusted, so it is checked most.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.h"
#include "data/shards.h"

namespace galen {

constexpr uint64_t kChunkBytes = uint64_t{1} << 20;  // what one xxh3 covers

// The datasets of a shard, in the order in which they are written.
enum Dataset : size_t {
  kTokenValues,
  kTokenLossMask,
  kTokenOffsets,
  kSampleIds,
  kSampleIdOffsets,
  kSampleSource,
  kSampleWeight,
  kImageValues,
  kImageOffsets,
  kImageShape,
  kImageSample,
  kImagePosition,
  kAudioValues,
  kAudioOffsets,
  kAudioSample,
  kAudioPosition,
  kNumDatasets
};
constexpr std::array<const char*, kNumDatasets> kDatasetNames = {
    "tokens/values", "tokens/loss_mask", "tokens/offsets", "samples/id",     "samples/id_offsets", "samples/source", "samples/weight", "image/values",
    "image/offsets", "image/shape",      "image/sample",   "image/position", "audio/values",       "audio/offsets",  "audio/sample",   "audio/position"};

struct DatasetPlace {
  uint64_t offset = 0;  // in the file
  uint64_t bytes = 0;
  std::vector<uint64_t> xxh3;  // of each kChunkBytes, the last one shorter
};

struct ShardEntry {
  std::string file;  // shard-00000.h5, always by its number
  uint64_t bytes = 0;
  std::string sha256;
  uint64_t samples = 0;
  uint64_t tokens = 0;
  std::array<DatasetPlace, kNumDatasets> datasets;
};

struct ShardIndex {
  ShardInfo info;
  int token_bytes = 2;  // 2 while the vocabulary fits
  uint64_t samples = 0;
  uint64_t tokens = 0;
  uint64_t loss_tokens = 0;
  std::vector<ShardEntry> shards;
  std::string sha256;  // of the rest of index.json; set by seal and parse
};

int token_bytes_for(int32_t vocab_size);
std::string shard_file_name(size_t shard);
std::vector<uint64_t> chunk_hashes(const void* data, uint64_t bytes);

Json to_json(const ShardIndex& index);

// index.json's text: the JSON with a `sha256` member over all the other members. The same JSON always gives the same text.
std::string seal_index(Json index);

// Throws Error at `where` unless the text is exactly what seal_index writes and every count, size and place agrees with every other.
ShardIndex parse_shard_index(std::string_view text, const std::string& where);

}  // namespace galen
