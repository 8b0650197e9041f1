#include "model/cached_attention.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#include "core/part_clock.h"
#include "model/tasks.h"
#include "model/vector_math.h"

namespace galen {
namespace {

constexpr int64_t kKeyTile = vec::kKeyTile;

int64_t tiles_for(int64_t tokens) {
  return (tokens + kKeyTile - 1) / kKeyTile;
}

int64_t ring_size(int64_t window) {
  return kKeyTile * tiles_for(window);
}

// Where a position's key lies among those of its layer.
int64_t ring_place(const KvCache& cache, size_t layer, int64_t position) {
  return cache.windows[layer] > 0 ? position % ring_size(cache.windows[layer]) : position;
}

// Keys of a slot to go through for a query at `position`.
int64_t held_keys(const KvCache& cache, size_t layer, int64_t position) {
  return cache.windows[layer] > 0 ? std::min(position + 1, ring_size(cache.windows[layer])) : position + 1;
}

// Keys in the ring that have left the window of `position`; a window that isn't whole tiles leaves some.
template <typename Hide>
void for_each_left_behind(const KvCache& cache, size_t layer, int64_t position, const Hide& hide) {
  const int64_t window = cache.windows[layer];
  if (window == 0) return;
  for (int64_t p = std::max<int64_t>(0, position - ring_size(window) + 1); p <= position - window; ++p) hide(p % ring_size(window));
}

// By ATen, sequence by sequence.
at::Tensor attend_plainly(const KvCache& cache, size_t layer, const at::Tensor& qkv, const std::vector<CachePlace>& places) {
  const AttentionShape& shape = cache.shape;
  const int64_t kv = shape.num_key_value_heads;
  const int64_t rows = qkv.size(0);
  const at::Tensor out = at::empty({rows, shape.num_heads * shape.head_dim}, qkv.options());
  for (int64_t i = 0; i < rows; ++i) {
    const CachePlace& place = places[static_cast<size_t>(i)];
    const int64_t length = held_keys(cache, layer, place.position);
    const auto seen = [&](const at::Tensor& side) { return side.select(0, place.slot).narrow(1, 0, length); };  // [kv, length, head_dim]
    const at::Tensor q = qkv.select(0, i).narrow(0, 0, shape.num_heads * shape.head_dim).view({kv, shape.num_heads / kv, shape.head_dim});
    const at::Tensor scores = at::matmul(q, seen(cache.k[layer]).transpose(1, 2)).to(at::kFloat).mul_(1.0 / std::sqrt(static_cast<double>(shape.head_dim)));
    for_each_left_behind(cache, layer, place.position, [&](int64_t key) { scores.select(2, key).fill_(-std::numeric_limits<float>::infinity()); });
    out.select(0, i).copy_(at::matmul(at::softmax(scores, -1).to(qkv.scalar_type()), seen(cache.v[layer])).view({-1}));
  }
  return out;
}

}  // namespace

KvCache make_kv_cache(const AttentionShape& shape, size_t layers, int64_t slots, at::ScalarType dtype) {
  KvCache cache{shape, slots, 0, {}, dtype == at::kBFloat16 && shape.head_dim % 16 == 0, {}, {}};
  const at::Tensor none = at::empty({0}, at::TensorOptions().dtype(dtype));
  cache.windows.assign(layers, 0);
  cache.k.assign(layers, none);
  cache.v.assign(layers, none);
  return cache;
}

int64_t layer_capacity(const KvCache& cache, size_t layer) {
  return cache.windows[layer] > 0 ? std::min(cache.capacity, ring_size(cache.windows[layer])) : cache.capacity;
}

void reserve(KvCache& cache, int64_t length, int64_t most) {
  if (length <= cache.capacity) return;
  constexpr int64_t kLeast = 256;
  const int64_t grown = kKeyTile * tiles_for(std::max(length, std::min(most, std::max(kLeast, 2 * cache.capacity))));
  const int64_t kv = cache.shape.num_key_value_heads;
  const int64_t head_dim = cache.shape.head_dim;
  // Both layouts have the tokens, or the tiles of them, as third dimension.
  const auto grow = [&](at::Tensor& side, at::IntArrayRef sizes, int64_t held) {
    const at::Tensor larger = at::empty(sizes, side.options());
    if (held > 0) larger.narrow(2, 0, held).copy_(side);
    side = larger;
  };
  for (size_t layer = 0; layer < cache.k.size(); ++layer) {
    const int64_t held = layer_capacity(cache, layer);
    const int64_t wanted = cache.windows[layer] > 0 ? std::min(grown, ring_size(cache.windows[layer])) : grown;
    if (wanted == held) continue;  // a whole ring
    if (cache.has_key_tiles) {
      grow(cache.k[layer], {cache.slots, kv, wanted / kKeyTile, head_dim / 2, kKeyTile, 2}, held / kKeyTile);
    } else {
      grow(cache.k[layer], {cache.slots, kv, wanted, head_dim}, held);
    }
    grow(cache.v[layer], {cache.slots, kv, wanted, head_dim}, held);
  }
  cache.capacity = grown;
}

namespace {

void require_alike(const KvCache& cache, size_t layer, const at::Tensor& qkv, const std::vector<CachePlace>& places) {
  TORCH_CHECK(qkv.is_contiguous() && qkv.scalar_type() == cache.v[layer].scalar_type() && qkv.size(0) == static_cast<int64_t>(places.size()),
              "qkv must be contiguous, like the cache and have a place for each row");
  for (const CachePlace& place : places) TORCH_CHECK(place.slot < cache.slots && place.position < cache.capacity, "no room in the cache");
}

// Key and value of one head of a row. Tensors' elements are moved as bytes: the cache is of two dtypes.
void put_head(const KvCache& cache, size_t layer, const at::Tensor& qkv, int64_t row, int64_t head, const CachePlace& place) {
  const int64_t kv = cache.shape.num_key_value_heads;
  const int64_t item = qkv.element_size();
  const int64_t bytes = cache.shape.head_dim * item;  // of a head
  const char* key = static_cast<const char*>(qkv.const_data_ptr()) + (row * qkv.size(1) + (cache.shape.num_heads + head) * cache.shape.head_dim) * item;
  const int64_t begin = (place.slot * kv + head) * layer_capacity(cache, layer) * bytes;
  const int64_t at_key = ring_place(cache, layer, place.position);
  std::memcpy(static_cast<char*>(cache.v[layer].data_ptr()) + begin + at_key * bytes, key + kv * bytes, static_cast<size_t>(bytes));
  char* keys = static_cast<char*>(cache.k[layer].data_ptr()) + begin;
  if (!cache.has_key_tiles) {
    std::memcpy(keys + at_key * bytes, key, static_cast<size_t>(bytes));
    return;
  }
  constexpr int64_t kWord = 4;
  char* lane = keys + at_key / kKeyTile * kKeyTile * bytes + at_key % kKeyTile * kWord;
  for (int64_t at = 0; at < bytes; at += kWord) std::memcpy(lane + at * kKeyTile, key + at, kWord);
}

}  // namespace

void put_in_cache(KvCache& cache, size_t layer, const at::Tensor& qkv, const std::vector<CachePlace>& places) {
  require_alike(cache, layer, qkv, places);
  const int64_t kv = cache.shape.num_key_value_heads;
  // A head's tokens by one thread: neighbours share lines.
  for_each_task(kv, [&](int64_t head) {
    for (size_t row = 0; row < places.size(); ++row) put_head(cache, layer, qkv, static_cast<int64_t>(row), head, places[row]);
  });
}

at::Tensor attend_with_cache(KvCache& cache, size_t layer, const at::Tensor& qkv, const std::vector<CachePlace>& places) {
  const PartClock clock(Part::kAttention);
  require_alike(cache, layer, qkv, places);
  if (!cache.has_key_tiles) {
    put_in_cache(cache, layer, qkv, places);
    return attend_plainly(cache, layer, qkv, places);
  }
  const AttentionShape& shape = cache.shape;
  const int64_t kv = shape.num_key_value_heads;
  const int64_t groups = shape.num_heads / kv;
  const int64_t head_dim = shape.head_dim;
  const int64_t rows = qkv.size(0);
  const at::Tensor out = at::empty({rows, shape.num_heads * head_dim}, qkv.options());
  const auto* q = static_cast<const uint16_t*>(qkv.const_data_ptr());
  const auto* keys = static_cast<const uint16_t*>(cache.k[layer].const_data_ptr());
  const auto* values = static_cast<const uint16_t*>(cache.v[layer].const_data_ptr());
  auto* result = static_cast<uint16_t*>(out.data_ptr());
  const auto scale = static_cast<float>(1.0 / std::sqrt(static_cast<double>(head_dim)));
  for_each_task(rows * kv, [&](int64_t task) {
    const int64_t row = task / kv;
    const int64_t head = task % kv;
    const CachePlace& place = places[static_cast<size_t>(row)];
    put_head(cache, layer, qkv, row, head, place);
    const int64_t length = held_keys(cache, layer, place.position);
    const int64_t padded = kKeyTile * tiles_for(length);
    const int64_t begin = (place.slot * kv + head) * layer_capacity(cache, layer) * head_dim;
    static thread_local std::vector<float> buffer;
    buffer.resize(static_cast<size_t>(groups * (2 * head_dim + padded)));
    float* query = buffer.data();
    float* sums = query + groups * head_dim;
    float* scores = sums + groups * head_dim;
    vec::widen(q + row * qkv.size(1) + head * groups * head_dim, query, groups * head_dim);
    vec::scale(scale, query, groups * head_dim);
    vec::scores_of_tiles(query, keys + begin, groups, head_dim, padded / kKeyTile, scores);
    std::fill_n(sums, groups * head_dim, 0.0f);
    for (int64_t g = 0; g < groups; ++g) {
      float* p = scores + g * padded;
      for_each_left_behind(cache, layer, place.position, [&](int64_t key) { p[key] = -1e30f; });
      vec::scale(1.0f / vec::exp_shifted(p, vec::max(p, length), length), p, length);
    }
    vec::add_weighted_rows(scores, padded, values + begin, groups, head_dim, length, sums);
    vec::narrow(sums, result + (row * kv + head) * groups * head_dim, groups * head_dim);
  });
  return out;
}

}  // namespace galen
