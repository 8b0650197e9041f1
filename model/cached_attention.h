// Attention of one new token of each sequence to all that its cache holds: what generation spends its time on beside the products.
#pragma once

#include <ATen/core/Tensor.h>

#include "model/attention.h"

namespace galen {

// qkv: [sequences, columns], rotated; k, v: [slots, kv_heads, capacity, head_dim], the same dtype; positions: [sequences] int64, where each new token stands.
// Puts the new keys and values into the caches (sequence i's in slot i), then attends to positions 0 .. positions[i]. Returns [sequences, heads * head_dim].
// Scores, softmax and sums are f32. No gradients.
at::Tensor attend_with_cache(const at::Tensor& qkv, const at::Tensor& positions, const AttentionShape& shape, const at::Tensor& k, const at::Tensor& v);

}  // namespace galen
