// How much memory a training step will take, foreseen before the first.
#pragma once

#include <cstdint>
#include <string>

#include "model/decoder.h"
#include "recipes/recipe.h"

namespace galen {

struct StepMemory {       // bytes at the step's peak
  int64_t weights = 0;    // f32 masters of what trains, and what the forward pass reads
  int64_t optimizer = 0;  // moments
  int64_t gradients = 0;
  int64_t activations = 0;  // kept for the backward pass, and the largest layer's work space
  int64_t head = 0;         // logits of one chunk
  int64_t total() const { return weights + optimizer + gradients + activations + head; }
};

// For micro-batches of `tokens_per_batch` tokens. Within some 10 % of what the process will hold; allocators and libraries come on top (about 0.4 GB).
// Of one of `ranks` processes.
StepMemory foresee_step_memory(const Model& model, const TrainSettings& settings, int64_t tokens_per_batch, int64_t ranks = 1);

// Throws Error, naming what to lower and to what, when the step's memory, apart from the weights that are there already, exceeds `available` bytes.
void require_memory(const Model& model, const Recipe& recipe, uint64_t available, int64_t ranks = 1);

// "7.1 GiB (weights 2.2, optimizer 3.0, gradients 0.8, activations 1.0, head 0.1)"
std::string to_text(const StepMemory& memory);

}  // namespace galen
