// Write-once HDF5 shards of tokenised samples; layout and reasons in docs/shards.md.
//
// libhdf5 writes and verifies them; training reads the bytes by mmap at offsets recorded in index.json, from any number of threads.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.h"
#include "data/render.h"

namespace galen {

struct ShardSource {  // one dataset of the mixture
  std::string name;
  double weight = 1.0;
};

struct ShardInfo {  // written into index.json
  std::string tokenizer_sha256;
  std::string recipe_sha256;  // of the parts of the recipe that shaped the data
  int32_t vocab_size = 0;     // every token is below it, placeholders too
  int64_t sequence_length = 0;
  std::vector<ShardSource> sources;
  std::optional<MediaSpec> media;  // only where samples have images or sounds
};

// Collects samples and writes DIR: shard-00000.h5 … and index.json. DIR appears whole or not at all; an older DIR is replaced. One shard is
// held in memory
// (`shard_bytes`). The same samples give the same bytes.
class ShardWriter {
 public:
  ShardWriter(std::filesystem::path directory, ShardInfo info, int64_t shard_bytes);
  ~ShardWriter();
  void add(const TokenizedSample& sample, int source);
  // Verifies by reading everything back, then makes the directory appear. Returns index.json's contents. Throws for zero samples.
  Json finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

struct MediumView {
  bool is_image = false;
  int64_t height = 0, width = 0;      // images
  std::span<const std::byte> values;  // u8 [height, width, 3], or i16 [samples], little-endian
  uint32_t position = 0;
};

struct SampleView {
  std::span<const std::byte> tokens;  // token_bytes (2 or 4) each, little-endian
  std::span<const uint8_t> loss_mask;
  int token_bytes = 2;
  int source = 0;
  std::string_view id;
  std::vector<MediumView> media;  // by position
};

// An opened shards directory. Thread-safe. Checks index.json and the files' sizes at once, each chunk's xxh3 at first touch (Error naming
// shard and chunk).
class ShardReader {
 public:
  explicit ShardReader(std::filesystem::path directory);
  ~ShardReader();

  uint64_t num_samples() const;
  uint64_t num_tokens() const;
  const ShardInfo& info() const;
  const std::string& index_sha256() const;  // identity of the whole data set, compared on resume (the `sha256` member of index.json)
  uint32_t sample_length(uint64_t sample) const;
  int sample_source(uint64_t sample) const;
  SampleView sample(uint64_t sample) const;
  void verify_all() const;  // every shard's sha256 and every chunk's xxh3

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace galen
