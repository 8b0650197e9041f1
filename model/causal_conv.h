// A causal depthwise convolution over sequences that lie one after the other.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "model/parameter.h"

namespace galen {

// y[t] = bias + sum over k of weight[k] * x[t - (kernel - 1) + k], rows before a sequence's first being 0: it sees no future and no other sequence.
// x: [rows, channels] f32 or bf16 -> the same dtype, summed in f32; weight: [channels, 1, kernel], bias: [channels]. `offsets`: first row of each sequence, and
// the end.
at::Tensor causal_conv(const at::Tensor& x, const ParameterRef& weight, const ParameterRef& bias, const std::vector<int64_t>& offsets);

}  // namespace galen
