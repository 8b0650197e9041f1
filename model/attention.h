// Causal grouped-query attention over packed documents, forward and backward.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace galen {

struct AttentionShape {
  int64_t num_heads = 0;
  int64_t num_key_value_heads = 0;
  int64_t head_dim = 0;
  int64_t window = 0;  // tokens a query sees at most, its own among them; 0: all before it
};

// cos and sin of position * theta^(-2i/rotary_dim), [positions, rotary_dim / 2] f32, with the roundings of transformers.
struct RopeTable {
  at::Tensor cosine;
  at::Tensor sine;
  int64_t rotary_dim = 0;
};
RopeTable make_rope_table(int64_t positions, int64_t rotary_dim, double theta);

// qkv: [tokens, (heads + 2 kv_heads) * head_dim], q heads first, then k, then v; rotated inside. Tokens of one document (between two of
// document_offsets, [documents + 1] int64 on the CPU) see those before them in it and nothing else; no work is done on what is masked across documents,
// little on what lies before a window.
// Returns [tokens, heads * head_dim] in qkv's dtype. Softmax in f32. Agrees with transformers' eager attention within 1e-5 in f32.
at::Tensor attention(const at::Tensor& qkv, const at::Tensor& positions, const at::Tensor& document_offsets, const RopeTable& rope,
                     const AttentionShape& shape);

}  // namespace galen
