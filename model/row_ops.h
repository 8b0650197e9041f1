// Memory-bound operations on [rows, width] tensors, forward and backward, in f32 or bf16 storage with f32 arithmetic.
//
// Plain functions without autograd; model/ops.h puts them into the graph. All inputs contiguous; threads split the rows, so results don't depend on
// the number of threads (weight gradients excepted: those sum per thread, then in thread order).
#pragma once

#include <ATen/core/Tensor.h>

namespace galen {

// sum = x + first + second; y = sum / sqrt(mean(sum^2) + eps) * weight. Either addend, or both, may be undefined; then sum is x itself. Agrees with
// transformers' LlamaRMSNorm: within 1e-6 in f32, one rounding in bf16 (theirs rounds twice).
struct RmsNormOutput {
  at::Tensor sum;   // [rows, width] in x's dtype
  at::Tensor y;     // [rows, width] in out_dtype
  at::Tensor rstd;  // [rows] f32
};
RmsNormOutput rms_norm_forward(const at::Tensor& x, const at::Tensor& first, const at::Tensor& second, const at::Tensor& weight, double eps,
                               at::ScalarType out_dtype);
// The gradient of sum (the same for x and the addends), in sum's dtype: what comes through y, plus grad_sum ([rows, width], or undefined). Adds to
// grad_weight ([width] f32) when defined.
at::Tensor rms_norm_backward(const at::Tensor& grad_y, const at::Tensor& grad_sum, const at::Tensor& sum, const at::Tensor& weight, const at::Tensor& rstd,
                             at::Tensor grad_weight);

// gate_up: [rows, 2 * width], gate first. out: [rows, width] = silu(gate) * up.
at::Tensor swiglu_forward(const at::Tensor& gate_up);
// Returns the gradient of gate_up for a gradient of grad_out, times row_scale ([rows] f32) where given.
at::Tensor swiglu_backward(const at::Tensor& grad_out, const at::Tensor& gate_up, const at::Tensor& row_scale = {});

// x[r] * scale[r] for each row; scale: [rows] f32.
at::Tensor scale_rows(const at::Tensor& x, const at::Tensor& scale);

// sum(a * b) of each row: [rows] f32.
at::Tensor row_dots(const at::Tensor& a, const at::Tensor& b);

// sum += x, all elements; sum f32, x any of the two dtypes.
void accumulate(at::Tensor& sum, const at::Tensor& x);

// Of all elements; the same bits whatever the threads.
double sum_of_squares(const at::Tensor& x);

// out[t] = sum over slots of weights[t][slot] * rows[place[t][slot]], in slot order, slots of place -1 left out: [tokens, width] in rows' dtype.
// place: [tokens, slots] int64; weights: [tokens, slots] f32, undefined for all 1.
at::Tensor combine_rows(const at::Tensor& rows, const at::Tensor& place, const at::Tensor& weights);

// Cross entropy of each row of logits [rows, vocab] with its target ([rows] int64). With wants_grad the logits are replaced by the gradient of
// (sum of nll + z_loss * log_z^2) / divisor.
struct CrossEntropy {
  at::Tensor nll;    // [rows] f32
  at::Tensor log_z;  // [rows] f32
};
CrossEntropy cross_entropy_(at::Tensor& logits, const at::Tensor& target, double divisor, double z_loss, bool wants_grad);

// In place on `heads` heads of head_dim, from column `first_column` of x [rows, columns]; the first rotary_dim of each head rotate. cosine, sine: [positions,
// rotary_dim / 2] f32, row i of x takes row positions[i]. `backward`: the inverse rotation.
void rope_(at::Tensor& x, int64_t first_column, int64_t heads, int64_t head_dim, int64_t rotary_dim, const at::Tensor& positions, const at::Tensor& cosine,
           const at::Tensor& sine, bool backward);

}  // namespace galen
