// Small shards with known contents, for tests.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/random.h"
#include "data/shards.h"

namespace galen::testing {

struct SampleShards {
  uint64_t samples = 200;
  int32_t vocab_size = 1000;
  int64_t sequence_length = 64;
  int64_t shard_bytes = 4096;
  std::vector<ShardSource> sources = {{"notes.csv", 1.0}};
  uint64_t seed = 1;

  int source_of(uint64_t sample) const { return static_cast<int>(random_bits(seed, 9, sample) % sources.size()); }

  // From 2 tokens to sequence_length; the loss counts from a random place on.
  TokenizedSample sample(uint64_t number) const {
    TokenizedSample made;
    made.id = "record-" + std::to_string(number);
    const uint64_t length = 2 + random_bits(seed, 0, number) % static_cast<uint64_t>(sequence_length - 1);
    const uint64_t prompt = random_bits(seed, 1, number) % length;
    for (uint64_t i = 0; i < length; ++i) {
      made.tokens.push_back(static_cast<int32_t>(random_bits(seed, 2 + i, number) % static_cast<uint64_t>(vocab_size)));
      made.loss_mask.push_back(i >= prompt ? 1 : 0);
    }
    return made;
  }

  Json write(const std::filesystem::path& directory) const {
    ShardInfo info;
    info.tokenizer_sha256 = std::string(64, 'a');
    info.recipe_sha256 = std::string(64, 'b');
    info.vocab_size = vocab_size;
    info.sequence_length = sequence_length;
    info.sources = sources;
    ShardWriter writer(directory, info, shard_bytes);
    for (uint64_t i = 0; i < samples; ++i) writer.add(sample(i), source_of(i));
    return writer.finish();
  }
};

inline std::vector<int32_t> tokens_of(const SampleView& view) {
  std::vector<int32_t> tokens(view.loss_mask.size());
  for (size_t i = 0; i < tokens.size(); ++i) {
    const auto width = static_cast<size_t>(view.token_bytes);
    for (size_t b = 0; b < width; ++b) tokens[i] |= static_cast<int32_t>(view.tokens[i * width + b]) << (8 * b);
  }
  return tokens;
}

}  // namespace galen::testing
