// The order in which an epoch visits the samples: a keyed permutation, computed position by position, never stored.
#pragma once

#include <cstdint>
#include <vector>

#include "data/shards.h"

namespace galen {

// A bijection on [0, size): a Feistel network over the next even number of bits, walked until it lands inside (Black and Rogaway 2002,
// "cycle walking"). The same on every machine, for every world size, after every resume.
class Permutation {
 public:
  Permutation(uint64_t size, uint64_t seed, uint64_t stream);
  uint64_t operator()(uint64_t position) const;  // position < size
  uint64_t size() const { return size_; }

 private:
  uint64_t encrypt(uint64_t value) const;

  uint64_t size_;
  int half_bits_;
  uint64_t keys_[6];
};

// What an epoch consists of, and in which order.
//
// The mixture rule: a source's weight says how often each of its samples is seen in an epoch, relative to the samples of the least-weighted
// source, which are seen once. Weights 1 and 3: every sample of the second source three times. 1 and 1.5: each once, and a half of them,
// another half each epoch, twice (the number is rounded to whole samples). Equal weights: the plain concatenation, each sample exactly
// once. No sample is ever left out, but those of a source of weight 0.
class EpochOrder {
 public:
  // `reader` is used during construction only. `shuffle` false: file order, each sample once, weights ignored. `weights`: one for each source, 0 or more, in
  // the place of the shards' own; empty: those.
  EpochOrder(const ShardReader& reader, uint64_t seed, bool shuffle, const std::vector<double>& weights = {});

  uint64_t size() const { return size_; }  // visits in an epoch, the same for every epoch
  // The global sample index at `position` of `epoch`.
  uint64_t sample_at(uint64_t epoch, uint64_t position) const;

 private:
  struct Source {
    std::vector<uint64_t> samples;  // empty when all weights are equal
    uint64_t first_visit = 0;
    uint64_t visits = 0;
  };
  uint64_t sample_of_visit(uint64_t epoch, uint64_t visit) const;

  uint64_t seed_;
  bool shuffle_;
  uint64_t size_ = 0;
  std::vector<Source> sources_;  // empty when visits are samples
};

}  // namespace galen
