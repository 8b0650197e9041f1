// What the ranks of a run share out and agree on, step by step.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>
#include <vector>

#include "data/loader.h"
#include "recipes/recipe.h"
#include "train/group.h"
#include "train/optimizer.h"
#include "train/step.h"

namespace galen {

// How a step is cut up: into micro-batches, of which each rank has as many in a row.
struct StepCut {
  int64_t micro_batches = 1;  // of this rank
  int64_t virtual_ranks = 0;  // of this rank; 0: determinism is fast
};

// Throws Error where the ranks can't share a step evenly.
StepCut cut_step(const Recipe& recipe, const Group& group);

// Threads of this rank: train.threads, else its part of the machine; with determinism exact, else 1, because products may be summed in another order on another
// number of threads.
void set_threads(const TrainSettings& settings, const Group& group);

// What the ranks tell each other after a step; the same on every rank, whatever their number.
struct StepSums {
  double nll = 0;  // summed in the order of the step's micro-batches
  int64_t tokens = 0;
  std::vector<at::Tensor> load;  // as in StepGradients
  bool stop = false;             // some rank was asked to stop
  double time_used = 0;          // rank 0's part of train.max_minutes
  double grad_norm = 0;          // the largest any rank found, not a number if one found that: all come to one verdict
};
StepSums sum_over_ranks(const StepGradients& gradients, double grad_norm, bool stop, double time_used, const Group& group);

int64_t sum_of_counts(int64_t mine, const Group& group);

// The norm of the step's gradient. With sharded optimizer state each rank knows that of its own parameters only; where sub-agents are shared out over the
// ranks of `tokens` (else null), that of its own sub-agents.
double gradient_norm(const Model& model, const Optimizer& optimizer, const Group& group, bool is_sharded, const Group* tokens);

// The mean loss per predicted token over all of a data set, whose batches the ranks share.
double validation_loss(const Model& model, const ShardReader& shards, LoaderSettings settings, const Group& group);

// Of all weights that the forward pass reads, and the selection biases; or of the sub-agents that are shared out, which not all ranks have.
std::string hash_of_weights(const Model& model, bool shared_out = false);

}  // namespace galen
