// The forward and backward passes of one training step.
#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

#include "data/loader.h"
#include "model/decoder.h"
#include "train/gradient_sum.h"

namespace galen {

// Sources of which nothing is learnt, but that the model go on saying of them what it said at the start (data.train.target: start_model).
struct KeptSources {
  Model start;                // of which nothing trains
  std::vector<bool> is_kept;  // of each source
};

struct StepGradients {
  std::vector<double> nll;  // of each micro-batch, summed over predicted tokens; of those of kept sources, the divergence from the start instead
  int64_t loss_tokens = 0;
  int64_t tokens = 0;
  std::vector<at::Tensor> load;  // per sparse layer, [experts] int64, summed over micro-batches
};

// Adds the gradients of the mean loss over all micro-batches' predicted tokens (and of z_loss * log Z^2) to the parameters' `grad`.
StepGradients compute_gradients(const Model& model, const std::vector<Batch>& micro_batches, double z_loss);

// The same for one rank's micro-batches of a step whose ranks have `loss_tokens` predicted tokens in all; `sum` adds up over the ranks. Counts, load and nll
// are this rank's.
StepGradients compute_gradients(const Model& model, const std::vector<Batch>& micro_batches, double z_loss, int64_t loss_tokens, GradientSum& sum,
                                const KeptSources* kept = nullptr);

}  // namespace galen
