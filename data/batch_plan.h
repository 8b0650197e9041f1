// Which samples make up each micro-batch: planned from lengths alone, block by block, so that any batch of any epoch can be found without
// reading tokens.
#pragma once

#include <cstdint>
#include <vector>

#include "data/loader.h"
#include "data/order.h"

namespace galen {

using PlannedBatch = std::vector<uint64_t>;  // global sample indices, pack after pack

class BatchPlanner {
 public:
  // Throws Error if a sample is longer than a pack, or for settings that make no sense. `reader` must outlive the planner.
  BatchPlanner(const ShardReader& reader, const LoaderSettings& settings);

  uint64_t num_blocks() const;
  // The batches of a block: its samples packed best-fit, the packs in a keyed order (best-fit leaves them sorted by length),
  // packs_per_batch at a time; the last batch of a block may be smaller.
  std::vector<PlannedBatch> plan(uint64_t epoch, uint64_t block) const;
  uint64_t batches_in_epoch(uint64_t epoch) const;  // plans every block

 private:
  const ShardReader& reader_;
  LoaderSettings settings_;
  EpochOrder order_;
};

}  // namespace galen
