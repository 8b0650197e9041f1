// Products of two matrices, as at::mm gives them: bf16 on processors with AMX, with AVX-512 BF16, or with AVX2 and no AVX-512, by our own tiles; elsewhere and
// for other dtypes by ATen.
//
// Why our own: with AVX-512 BF16, oneDNN reaches 65 to 75 % of the processor's peak on the shapes of training, compiles a kernel for every number of rows (and
// an expert's rows differ from step to step; with AMX that took three quarters of a sparse step), and can't gather rows or add to an f32 sum while it works.
// With AVX2 alone it has no bf16 products at all.
#pragma once

#include <ATen/core/Tensor.h>

namespace galen {

// Whether this processor's bf16 products are ours.
bool gemm_uses_tiles();

// Whether ATen's own products of that dtype on the CPU are worth calling here: bf16's aren't on processors with AVX2 alone, where f32's are the way to go.
bool aten_multiplies(at::ScalarType dtype);

// a: [m, k], b: [k, n], any views with unit stride in one dimension (`w.t()` costs nothing) -> [m, n] in their dtype. bf16 products are summed in f32 and
// rounded once; an element's bits depend on its row of a and its column of b alone, not on m, n or the number of threads.
at::Tensor gemm(const at::Tensor& a, const at::Tensor& b);
// Into out, [m, n], rows contiguous.
void gemm_out(const at::Tensor& out, const at::Tensor& a, const at::Tensor& b);
// sum += a * b; sum: [m, n] f32.
void gemm_add(const at::Tensor& sum, const at::Tensor& a, const at::Tensor& b);

// x: [rows, hidden], gate_up_proj: [2 * width, hidden], gate first -> silu(gate) * up, [rows, width], made while the sums are at hand. gate_up, [rows, 2 *
// width], is for the backward pass.
struct SwigluProduct {
  at::Tensor gate_up;  // undefined unless kept
  at::Tensor activated;
};
SwigluProduct gemm_swiglu(const at::Tensor& x, const at::Tensor& gate_up_proj, bool keeps_gate_up);

// The way back from grad, [rows, hidden], of down_proj's output; down_proj: [hidden, width]. row_scale: [rows] f32 or undefined: what each row's output was
// multiplied with.
struct SwigluGradients {
  at::Tensor grad_gate_up;  // [rows, 2 * width], times row_scale
  at::Tensor activated;     // [rows, width], times row_scale: down_proj's gradient is grad^T of it. Undefined unless wanted
  at::Tensor dots;          // [rows] f32, the output times grad: row_scale's gradient. Undefined unless wanted
};
SwigluGradients gemm_swiglu_backward(const at::Tensor& grad, const at::Tensor& down_proj, const at::Tensor& gate_up, const at::Tensor& row_scale,
                                     bool wants_activated, bool wants_dots);

}  // namespace galen
