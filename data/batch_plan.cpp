#include "data/batch_plan.h"

#include <algorithm>
#include <string>

#include "core/error.h"
#include "core/random.h"
#include "data/packing.h"

namespace galen {

namespace {

constexpr uint64_t kPackStream = 0x7061636BULL;

void check(const LoaderSettings& settings) {
  const auto require = [](bool good, const char* what, const char* where) {
    if (!good) throw Error(what, where);
  };
  require(settings.pack_capacity >= 2 && settings.pack_capacity <= INT32_MAX, "a pack needs room for 2 tokens or more", "data.sequence_length");
  require(settings.tokens_per_batch >= 1, "a batch needs 1 token or more", "train.tokens_per_batch");
  require(settings.prefetch >= 1 && settings.prefetch <= 4096, "from 1 to 4096 batches can be fetched ahead", "data.prefetch");
  require(settings.block_samples >= 1 && settings.block_samples <= (1 << 24), "a block has from 1 to 16777216 samples", "block_samples");
}

}  // namespace

BatchPlanner::BatchPlanner(const ShardReader& reader, const LoaderSettings& settings)
    : reader_(reader), settings_(settings), order_(reader, settings.seed, settings.shuffle, settings.weights) {
  check(settings);
  for (uint64_t sample = 0; sample < reader.num_samples(); ++sample) {
    const uint32_t length = reader.sample_length(sample);
    if (length > settings.pack_capacity) {
      throw Error("sample \"" + std::string(reader.sample(sample).id) + "\" has " + std::to_string(length) + " tokens, a pack takes " +
                      std::to_string(settings.pack_capacity),
                  "data.sequence_length", "raise it, or run `galen prepare` again with this length");
    }
  }
}

uint64_t BatchPlanner::num_blocks() const {
  const auto block = static_cast<uint64_t>(settings_.block_samples);
  return (order_.size() + block - 1) / block;
}

std::vector<PlannedBatch> BatchPlanner::plan(uint64_t epoch, uint64_t block) const {
  const uint64_t begin = block * static_cast<uint64_t>(settings_.block_samples);
  const uint64_t end = std::min(begin + static_cast<uint64_t>(settings_.block_samples), order_.size());
  std::vector<uint64_t> samples;
  std::vector<uint32_t> lengths;
  for (uint64_t position = begin; position < end; ++position) {
    samples.push_back(order_.sample_at(epoch, position));
    lengths.push_back(reader_.sample_length(samples.back()));
  }
  const std::vector<std::vector<size_t>> packs = pack_best_fit(lengths, settings_.pack_capacity);
  const Permutation pack_order(packs.size(), settings_.seed, mix64(mix64(kPackStream ^ mix64(epoch)) ^ block));

  const auto packs_per_batch = static_cast<size_t>(std::max<int64_t>(1, settings_.tokens_per_batch / settings_.pack_capacity));
  std::vector<PlannedBatch> batches;
  for (size_t p = 0; p < packs.size(); ++p) {
    if (p % packs_per_batch == 0) batches.emplace_back();
    const size_t pack = settings_.shuffle ? static_cast<size_t>(pack_order(p)) : p;
    for (const size_t document : packs[pack]) batches.back().push_back(samples[document]);
  }
  return batches;
}

uint64_t BatchPlanner::batches_in_epoch(uint64_t epoch) const {
  uint64_t batches = 0;
  for (uint64_t block = 0; block < num_blocks(); ++block) batches += plan(epoch, block).size();
  return batches;
}

}  // namespace galen
