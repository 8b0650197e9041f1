// Samples in a keyed order (order.h), packed block by block (packing.h) into micro-batches whose documents don't see each other.
//
// Each sample is in exactly one batch of an epoch (as often as its source's weight says, see order.h). Which one is a function of the
// shards, the seed, the epoch and the settings: nothing that happened before matters.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/json.h"
#include "data/shards.h"

namespace galen {

// A micro-batch: documents one after the other, no padding.
struct Batch {
  at::Tensor tokens;            // [tokens] int64
  at::Tensor positions;         // [tokens] int64, from 0 in each document
  at::Tensor labels;            // [tokens] int64: the next token where the loss counts, else -100
  at::Tensor document_offsets;  // [documents + 1] int64, first token of each document and the end
  Media media;                  // what stands at its placeholders; empty for text
  int64_t num_loss_tokens = 0;
  std::vector<uint64_t> samples;  // global sample indices, in order
  std::vector<int> sources;       // of each sample, by its place in the mixture
};

struct LoaderSettings {
  uint64_t seed = 0;
  int64_t pack_capacity = 1024;     // tokens of a pack (the longest sample must fit)
  int64_t tokens_per_batch = 2048;  // packs of a micro-batch: floor(tokens_per_batch / pack_capacity), at least 1
  int64_t prefetch = 4;
  bool shuffle = true;  // false: file order, for evaluation
  // Of every `group` batches in a row this loader hands out `count`, from the `first` on; the ranks of a run share the batches that way.
  int64_t group = 1;
  int64_t first = 0;
  int64_t count = 1;
  int64_t block_samples = 256;  // packing is planned per block of this many consecutive samples of the order
  std::vector<double> weights;  // of the sources, in the place of the shards' own (order.h); empty: those
};

// Where the loader is (for one that shares its batches: at the end of a group): enough to go on, whatever happened before. A few hundred bytes.
struct LoaderState {
  uint64_t epoch = 0;
  uint64_t block = 0;       // of the epoch's order, each of block_samples samples and planned alone
  uint64_t next_batch = 0;  // within the block
  std::string index_sha256;
  uint64_t seed = 0;
  // What these count depends on:
  int64_t pack_capacity = 0;
  int64_t tokens_per_batch = 0;
  int64_t block_samples = 0;
  bool shuffle = true;
};
Json to_json(const LoaderState& state);
LoaderState loader_state_from_json(const Json& json, const std::string& where);

// Used by one thread; it has a second one of its own for fetching ahead.
class Loader {
 public:
  // `reader` must outlive the loader.
  Loader(const ShardReader& reader, LoaderSettings settings);
  ~Loader();

  // The next micro-batch, from the prefetch thread; goes on into the next epoch by itself. Rethrows that thread's errors.
  Batch next();
  // As of the batches handed out, not those fetched ahead.
  LoaderState state() const;
  // A seek: plans the block there from its samples' lengths, reads no tokens. Throws Error naming the field when `state` belongs to
  // other data, another seed or other packing, or lies behind the end of its epoch; the loader then stays where it was.
  void restore(const LoaderState& state);
  uint64_t batches_per_epoch() const;  // of the current epoch's plan
  double seconds_waited() const;       // the time next() blocked, in all

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace galen
