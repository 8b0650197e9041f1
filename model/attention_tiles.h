// Attention of bf16 tensors in tiles that stay in a core's cache: scores exist for 256 keys x 64 queries at a time, in the forward and the backward pass
// (Dao et al. 2022, "FlashAttention"; here transposed, keys down and queries across, so that softmax runs along vectors).
#pragma once

#include <ATen/core/Tensor.h>

#include "model/attention.h"

namespace galen {

// Whether this processor multiplies bf16 (AVX-512 BF16, AMX; AVX2 by widening it) and the shape suits it; otherwise attention.cpp's plain way is taken.
bool tiles_fit(const AttentionShape& shape, at::ScalarType dtype);

// Rows that `qkv` must have beyond its tokens, zeros: tiles read whole blocks of keys.
inline constexpr int64_t kTilePadding = 64;

// qkv: [tokens + kTilePadding, columns] bf16, rotated. out: [tokens, heads * head_dim] bf16. Returns log(sum(exp(scores))), [heads, tokens] f32.
at::Tensor tiles_forward(const at::Tensor& qkv, const at::Tensor& document_offsets, const AttentionShape& shape, at::Tensor& out);

// grad_out: like out; delta: rowsum(grad_out * out), [tokens, heads] f32; log_sum as tiles_forward returned it. Fills grad_qkv, [tokens, columns] bf16.
void tiles_backward(const at::Tensor& qkv, const at::Tensor& document_offsets, const AttentionShape& shape, const at::Tensor& grad_out, const at::Tensor& delta,
                    const at::Tensor& log_sum, at::Tensor& grad_qkv);

}  // namespace galen
