// AdamW and Muon over f32 masters, with decoupled weight decay (Loshchilov & Hutter 2019).
//
// Muon (Jordan et al. 2024) moves a matrix by its momentum with all singular values made about 1, by five Newton-Schulz steps in bf16. The update is scaled by
// 0.2 * sqrt(larger dimension), after which its elements are as large as AdamW's (Liu et al. 2025, "Muon is scalable for LLM training"), so one learning rate
// and decay serve both. It takes the matrices between the embeddings and the head; each tensor of the checkpoint is a matrix of its own, however tensors are
// stored together.
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
  at::Tensor first;   // [as the master] f32; undefined where another rank updates the parameter (train/sharding.h)
  at::Tensor second;  // undefined for Muon
  double rate = 1;    // its part's learning rate over the optimizer's
};

struct Optimizer {
  OptimizerSettings settings;
  std::vector<Moments> moments;  // one for each trainable parameter, in the model's order
  int64_t steps_taken = 0;       // for bias correction
};

// Throws Error for a learning rate of a part that the model doesn't have.
Optimizer make_optimizer(const Model& model, const OptimizerSettings& settings);

// The L2 norm of all gradients. Gradients of router rows that belong to frozen sub-agents are set to zero first.
double finish_gradients(const Model& model, const Optimizer& optimizer);
// The same before it is summed up: each parameter's square, in the optimizer's order (0 without a gradient).
std::vector<double> gradient_squares(const Model& model, const Optimizer& optimizer);
double norm_of(const std::vector<double>& squares);

// One update with gradients times `gradient_scale`; refreshes the compute copies and clears the gradients. Parameters without a gradient (an expert nobody
// chose) decay and move by their moments like the others.
void apply_update(Optimizer& optimizer, double learning_rate, double gradient_scale);
void clear_gradients(const Optimizer& optimizer);

// A matrix [rows, columns] f32 -> the same with singular values near 1 (within 0.68 .. 1.13, as five steps with these coefficients leave them). Zero
// stays zero.
at::Tensor orthogonalized(const at::Tensor& matrix);

// Names "first:<parameter>" and, where there is one, "second:<parameter>", for the training state.
std::vector<std::pair<std::string, at::Tensor>> named_moments(const Optimizer& optimizer);

}  // namespace galen
