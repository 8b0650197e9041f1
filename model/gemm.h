// Products of two matrices, as at::mm gives them: on processors with AVX-512 BF16 and no AMX by our own tiles, elsewhere and for other dtypes by ATen.
//
// Why our own: oneDNN reaches 65 to 75 % of such a processor's peak on the shapes of training, compiles a kernel for every number of rows (and an expert's rows
// differ from step to step), and can't gather rows or add to an f32 sum while it works.
#pragma once

#include <ATen/core/Tensor.h>

namespace galen {

// Whether this processor's bf16 products are ours.
bool gemm_uses_tiles();

// a: [m, k], b: [k, n], any views with unit stride in one dimension (`w.t()` costs nothing) -> [m, n] in their dtype. bf16 products are summed in f32 and
// rounded once; an element's bits depend on its row of a and its column of b alone, not on m, n or the number of threads.
at::Tensor gemm(const at::Tensor& a, const at::Tensor& b);
// Into out, [m, n], rows contiguous.
void gemm_out(const at::Tensor& out, const at::Tensor& a, const at::Tensor& b);
// sum += a * b; sum: [m, n] f32.
void gemm_add(const at::Tensor& sum, const at::Tensor& a, const at::Tensor& b);

}  // namespace galen
