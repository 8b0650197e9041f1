// Memory-bound operations on [rows, width] tensors, forward and backward, in f32 or bf16 storage with f32 arithmetic.
//
// Plain functions without autograd; model/ops.h puts them into the graph. All inputs contiguous; threads split the rows, so results don't depend on
// the number of threads (weight gradients excepted: those sum per thread, then in thread order).
#pragma once

#include <ATen/core/Tensor.h>

namespace galen {

// y = x / sqrt(mean(x^2) + eps) * weight. Agrees with transformers' LlamaRMSNorm: within 1e-6 in f32, one rounding in bf16 (theirs rounds twice).
struct RmsNormOutput {
  at::Tensor y;       // [rows, width] in out_dtype
  at::Tensor rstd;    // [rows] f32
};
RmsNormOutput rms_norm_forward(const at::Tensor& x, const at::Tensor& weight, double eps, at::ScalarType out_dtype);
// Returns the gradient of x, in x's dtype; adds to grad_weight ([width] f32) when defined.
at::Tensor rms_norm_backward(const at::Tensor& grad_y, const at::Tensor& x, const at::Tensor& weight, const at::Tensor& rstd, at::Tensor grad_weight);

// gate_up: [rows, 2 * width], gate first. out: [rows, width] = silu(gate) * up.
at::Tensor swiglu_forward(const at::Tensor& gate_up);
// Returns the gradient of gate_up.
at::Tensor swiglu_backward(const at::Tensor& grad_out, const at::Tensor& gate_up);

// In place on `heads` heads of head_dim, from column `first_column` of x [rows, columns]; the first rotary_dim of each head rotate. cosine, sine: [positions, rotary_dim / 2] f32, row i of x takes
// row positions[i]. `backward`: the inverse rotation.
void rope_(at::Tensor& x, int64_t first_column, int64_t heads, int64_t head_dim, int64_t rotary_dim, const at::Tensor& positions,
           const at::Tensor& cosine, const at::Tensor& sine, bool backward);

}  // namespace galen
