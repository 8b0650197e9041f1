// What generation attends to: the keys and values of the tokens so far, kept, and one pass over them for every new token.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "model/attention.h"

namespace galen {

// Keys and values of every layer for a fixed number of sequences, each in its slot. A sequence that ends leaves its slot as it is: the next overwrites it.
struct KvCache {
  AttentionShape shape;
  int64_t slots = 0;
  int64_t capacity = 0;          // tokens a slot can hold, of layers that see all
  std::vector<int64_t> windows;  // one a layer: how many tokens it sees at most, its own among them; 0: all. A window's keys go round in a ring
  bool has_key_tiles = false;    // bf16: k is read 16 tokens at a time, a lane each, so that scores need no sums across lanes
  // One a layer. k: [slots, kv_heads, capacity, head_dim], or as tiles [slots, kv_heads, capacity / 16, head_dim / 2, 16, 2]; v: the former always.
  std::vector<at::Tensor> k;
  std::vector<at::Tensor> v;
};
// Of no capacity and no windows yet. f32 or bf16.
KvCache make_kv_cache(const AttentionShape& shape, size_t layers, int64_t slots, at::ScalarType dtype);

// Room for `length` tokens a slot, and some more if it must grow: appending one at a time copies each token O(1) times. `most`: tokens no slot will exceed.
// Tokens a slot of this layer can hold.
int64_t layer_capacity(const KvCache& cache, size_t layer);

void reserve(KvCache& cache, int64_t length, int64_t most);

// Where a row of qkv belongs.
struct CachePlace {
  int64_t slot = 0;
  int64_t position = 0;  // below capacity
};

// Rows of qkv ([rows, (heads + 2 kv_heads) * head_dim], rotated) put their keys and values into the cache; places: one a row.
void put_in_cache(KvCache& cache, size_t layer, const at::Tensor& qkv, const std::vector<CachePlace>& places);

// The same, for one new token of each of several sequences; then each attends to what it sees of positions 0 to its own. Returns [rows, heads * head_dim] in
// qkv's dtype. Scores, softmax and sums are f32, in an order that depends on neither the other rows nor the number of threads. No gradients.
at::Tensor attend_with_cache(KvCache& cache, size_t layer, const at::Tensor& qkv, const std::vector<CachePlace>& places);

}  // namespace galen
