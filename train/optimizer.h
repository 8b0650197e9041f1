// AdamW over f32 masters, with decoupled weight decay (Loshchilov & Hutter 2019).
#pragma once

#include <ATen/core/Tensor.h>

#include <string>
#include <utility>
#include <vector>

#include "model/decoder.h"
#include "recipes/recipe.h"

namespace galen {

struct Moments {
  ParameterRef parameter;
  at::Tensor first;     // [as the master] f32
  at::Tensor second;
};

struct Optimizer {
  OptimizerSettings settings;
  std::vector<Moments> moments;   // one for each trainable parameter, in the model's order
  int64_t steps_taken = 0;        // for bias correction
};

Optimizer make_optimizer(const Model& model, const OptimizerSettings& settings);

// The L2 norm of all gradients. Gradients of router rows that belong to frozen sub-agents are set to zero first.
double finish_gradients(const Model& model, const Optimizer& optimizer);

// One update with gradients times `gradient_scale`; refreshes the compute copies and clears the gradients. Parameters without a gradient (an expert nobody chose)
// decay and move by their moments like the others.
void apply_update(Optimizer& optimizer, double learning_rate, double gradient_scale);
void clear_gradients(const Optimizer& optimizer);

// Names "first:<parameter>" and "second:<parameter>", for the training state.
std::vector<std::pair<std::string, at::Tensor>> named_moments(const Optimizer& optimizer);

}  // namespace galen
