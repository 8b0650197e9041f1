// Makes a model easier to quantise without changing what it computes.
#pragma once

#include <ATen/core/Tensor.h>

#include "model/checkpoint.h"

namespace galen {

// Runtimes round a GEMM's weights and its inputs in blocks of 32 or 256 channels, so one channel of large inputs costs its neighbours their precision.
// Dividing such a channel where it is made and multiplying the weights that read it by the same factor moves the size from inputs, where it hurts, to weights
// (Xiao et al. 2023, "SmoothQuant", with alpha 0.65): norm weights before q, k, v and before gate, up, experts and router; v rows before o; up rows before
// down. Exact up to f32 rounding. `calibration`: [1, n] token ids of text like what the model will see; one forward pass in f32 reads the channels' sizes.
// Returns a checkpoint whose changed tensors are f32; the embedding and the output head stay as they are.
Checkpoint smooth_for_quantisation(const Checkpoint& checkpoint, const at::Tensor& calibration);

}  // namespace galen
