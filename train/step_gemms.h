// The matrix products of a training step with nothing around them: what the step's time is measured against.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "model/decoder.h"

namespace galen {

// C[rows, columns] = A[rows, inner] B[inner, columns], as the step calls it: forward x W^T, backward dy W and dy^T x.
struct StepGemm {
  enum class Kind { kForward, kGradInput, kGradWeight };
  Kind kind = Kind::kForward;
  int64_t tokens = 0;  // rows of x
  int64_t in = 0;      // columns of x
  int64_t out = 0;     // rows of W
  int64_t count = 0;   // how often in a step
};

// Every product with a weight in a step over `tokens` tokens, `loss_tokens` of which reach the head. Experts share the tokens evenly. Attention's products of
// queries, keys and values are not among them.
std::vector<StepGemm> step_gemms(const Model& model, int64_t tokens, int64_t loss_tokens);

double flops_of(const std::vector<StepGemm>& gemms);

// Seconds they take together in at::mm (of f32 where this processor has no bf16 products, aten_multiplies()), on operands already in place: each distinct one
// timed by itself, the median of several runs, times its count.
double seconds_of(const std::vector<StepGemm>& gemms, at::ScalarType dtype);

}  // namespace galen
