#include "model/attention_tiles.h"

#include <ATen/ATen.h>
#include <ATen/native/CPUBlas.h>

#include <algorithm>
#include <cmath>
#include <mutex>
#include <new>
#include <string>
#include <type_traits>
#include <vector>

#include "core/log.h"
#include "model/gemm_kernel.h"
#include "model/tasks.h"
#include "model/vector_math.h"

namespace galen {
namespace {

using at::native::cpublas::brgemm;

constexpr int64_t kQueries = vec::kTileColumns;
constexpr int64_t kKeys = 256;
constexpr int64_t kKeyStep = kTilePadding;  // keys are taken in multiples of this: few GEMM shapes, each compiled once
constexpr float kHidden = -1e30f;

// GEMM tiles begin on cache lines: loads that cross one take twice as long.
template <typename T>
struct CacheLineAllocator {
  using value_type = T;
  CacheLineAllocator() = default;
  template <typename U>
  explicit CacheLineAllocator(const CacheLineAllocator<U>& /*other*/) {}
  T* allocate(size_t n) { return static_cast<T*>(::operator new(n * sizeof(T), std::align_val_t(64))); }
  void deallocate(T* data, size_t /*n*/) { ::operator delete(data, std::align_val_t(64)); }
  bool operator==(const CacheLineAllocator& /*other*/) const { return true; }
};
template <typename T>
using Tile = std::vector<T, CacheLineAllocator<T>>;

int64_t rounded_up(int64_t n, int64_t step) {
  return (n + step - 1) / step * step;
}

// GEMMs of tiles may have configured the processor (AMX); the next to use it starts afresh.
template <typename Run>
void for_each_tile_task(int64_t count, const Run& run) {
  for_each_task(count, [&](int64_t task) {
    run(task);
    at::native::cpublas::brgemm_release();
  });
}

// out[c][r] = in[r][c] for 16-bit or 32-bit items.
template <typename T>
void transpose(const T* in, int64_t rows, int64_t columns, int64_t in_stride, T* out, int64_t out_stride) {
  constexpr int64_t kBlock = 16;
  for (int64_t r0 = 0; r0 < rows; r0 += kBlock) {
    for (int64_t c = 0; c < columns; ++c) {
      const int64_t last = std::min(rows, r0 + kBlock);
      for (int64_t r = r0; r < last; ++r) out[c * out_stride + r] = in[r * in_stride + c];
    }
  }
}

// A block of up to kQueries rows as the right operand of a GEMM over the head's dimensions: [head_dim / 2][kQueries] pairs, zero beyond `rows`.
void pack_across(const uint16_t* in, int64_t rows, int64_t head_dim, int64_t stride, uint32_t* out) {
  if (rows < kQueries) std::fill_n(out, head_dim / 2 * kQueries, 0u);
  transpose(reinterpret_cast<const uint32_t*>(in), rows, head_dim / 2, stride / 2, out, kQueries);
}

// The same block as the right operand of a GEMM over its rows: [kQueries / 2][head_dim] pairs, zero beyond `rows`.
void pack_down(const uint16_t* in, int64_t rows, int64_t head_dim, int64_t stride, uint16_t* out) {
  const std::vector<uint16_t> zeros(static_cast<size_t>(head_dim), 0);
  for (int64_t r = 0; r < kQueries; r += 2) {
    const uint16_t* first = r < rows ? in + r * stride : zeros.data();
    const uint16_t* second = r + 1 < rows ? in + (r + 1) * stride : zeros.data();
    vec::interleave(first, second, out + r * head_dim, head_dim);
  }
}

// Scores of keys that come after their query. The tile's first key is `key`, its first query `query`, both counted in the document.
void hide_future(float* s, int64_t key, int64_t keys, int64_t query) {
  for (int64_t r = std::max<int64_t>(0, query + 1 - key); r < keys; ++r) {
    std::fill_n(s + r * kQueries, std::min(kQueries, key + r - query), kHidden);
  }
}

// And of those that lie before a query's window.
void hide_past(float* s, int64_t key, int64_t keys, int64_t query, int64_t window) {
  for (int64_t r = 0; r < keys; ++r) {
    const int64_t first = key + r + window - query;  // the first query that has left this key behind
    if (first < kQueries) std::fill_n(s + r * kQueries + std::max<int64_t>(0, first), kQueries - std::max<int64_t>(0, first), kHidden);
  }
}

// The first key step with a key that the queries from `query` on see.
int64_t first_key_step(int64_t query, int64_t window) {
  return window > 0 ? std::max<int64_t>(0, query - window + 1) / kKeyStep * kKeyStep : 0;
}

// Where things lie, for one document and one head.
template <typename Left>
struct View {
  int64_t begin = 0;  // first token
  int64_t length = 0;
  int64_t padded = 0;           // length in whole key steps
  int64_t columns = 0;          // of q's rows
  const uint16_t* q = nullptr;  // in qkv
  int64_t left_columns = 0;     // of k's and v's
  const Left* k = nullptr;      // `padded` rows, those beyond the document finite
  const Left* v = nullptr;
};

// Left: what products take on their left side; bf16 as it lies in qkv, or f32 made of it.
template <typename Left>
struct Problem {
  static constexpr bool kWidens = std::is_same_v<Left, float>;

  Problem(const at::Tensor& tensor, const at::Tensor& document_offsets, const AttentionShape& attention_shape)
      : qkv(static_cast<const uint16_t*>(tensor.const_data_ptr())),
        columns(tensor.size(1)),
        documents(document_offsets.numel() - 1),
        offsets(document_offsets.const_data_ptr<int64_t>()),
        shape(attention_shape),
        groups(shape.num_heads / shape.num_key_value_heads),
        scale(static_cast<float>(1.0 / std::sqrt(static_cast<double>(shape.head_dim)))) {
    for (int64_t d = 0; d < documents; ++d) {
      padded_offsets.push_back(padded_tokens);
      padded_tokens += rounded_up(offsets[d + 1] - offsets[d], kKeyStep);
    }
    if constexpr (kWidens) {
      wide.assign(static_cast<size_t>(2 * shape.num_key_value_heads * padded_tokens * shape.head_dim), 0.0f);
      for_each_tile_task(documents * shape.num_key_value_heads * 2, [&](int64_t task) {
        const int64_t document = task / 2 % documents;
        const int64_t kv_head = task / 2 / documents;
        const uint16_t* rows = kv_rows(document, kv_head, task % 2 == 1);
        float* out = wide.data() + wide_offset(document, kv_head, task % 2 == 1);
        for (int64_t r = 0; r < offsets[document + 1] - offsets[document]; ++r) vec::widen(rows + r * columns, out + r * shape.head_dim, shape.head_dim);
      });
    }
  }

  const uint16_t* kv_rows(int64_t document, int64_t kv_head, bool is_value) const {
    return qkv + offsets[document] * columns + (shape.num_heads + kv_head + (is_value ? shape.num_key_value_heads : 0)) * shape.head_dim;
  }
  int64_t wide_offset(int64_t document, int64_t kv_head, bool is_value) const {
    return turned_offset(document, kv_head + (is_value ? shape.num_key_value_heads : 0));
  }

  View<Left> view(int64_t document, int64_t head) const {
    const int64_t kv_head = head / groups;
    const int64_t length = offsets[document + 1] - offsets[document];
    View<Left> result{offsets[document], length, rounded_up(length, kKeyStep), columns, qkv + offsets[document] * columns + head * shape.head_dim};
    if constexpr (kWidens) {
      result.left_columns = shape.head_dim;
      result.k = wide.data() + wide_offset(document, kv_head, false);
      result.v = wide.data() + wide_offset(document, kv_head, true);
    } else {
      result.left_columns = columns;
      result.k = kv_rows(document, kv_head, false);
      result.v = kv_rows(document, kv_head, true);
    }
    return result;
  }

  // k or v of each key-value head with tokens along the rows, [kv_heads][documents: [head_dim][padded length]]; zero beyond a document.
  Tile<Left> turned(bool keys) const {
    Tile<Left> out(static_cast<size_t>(shape.num_key_value_heads * padded_tokens * shape.head_dim), 0);
    for_each_tile_task(documents * shape.num_key_value_heads, [&](int64_t task) {
      const int64_t document = task % documents;
      const int64_t kv_head = task / documents;
      const View<Left> at = view(document, kv_head * groups);
      transpose(keys ? at.k : at.v, at.length, shape.head_dim, at.left_columns, out.data() + turned_offset(document, kv_head), at.padded);
    });
    return out;
  }
  int64_t turned_offset(int64_t document, int64_t kv_head) const {
    return (kv_head * padded_tokens + padded_offsets[static_cast<size_t>(document)]) * shape.head_dim;
  }

  const uint16_t* qkv;
  int64_t columns;
  int64_t documents;
  const int64_t* offsets;
  AttentionShape shape;
  int64_t groups;
  float scale;
  std::vector<int64_t> padded_offsets;
  int64_t padded_tokens = 0;
  Tile<float> wide;  // keys, then values: [kv_heads][documents: [padded length][head_dim]]
};

const at::BFloat16* bf16(const void* data) {
  return static_cast<const at::BFloat16*>(data);
}

// C[m, n] (+)= A[m, k] B[k, n]; B in pairs.
void multiply(int64_t m, int64_t n, int64_t k, const uint16_t* a, int64_t a_stride, const void* b, float* c, bool adds) {
  brgemm(m, n, k, a_stride, n, n, adds, bf16(a), bf16(b), c, true);
}

void multiply(int64_t m, int64_t n, int64_t k, const float* a, int64_t a_stride, const void* b, float* c, bool adds) {
  vec::multiply_block({m, n, k, a, a_stride, static_cast<const uint32_t*>(b), c, adds});
}

// Whether products widen bf16 to f32, or oneDNN's take it as it is.
bool widens() {
  return vec::register_tiles() == vec::RegisterTiles::kAvx2;
}

template <typename Left>
void forward_task(const Problem<Left>& problem, int64_t document, int64_t head, const Left* v_turned, uint16_t* out, int64_t out_stride, float* log_sum) {
  const int64_t head_dim = problem.shape.head_dim;
  const View<Left> at = problem.view(document, head);
  Tile<uint32_t> q_across(static_cast<size_t>(head_dim / 2 * kQueries));
  Tile<float> s(static_cast<size_t>(kKeys * kQueries));
  Tile<uint16_t> p_pairs(s.size());
  Tile<float> o(static_cast<size_t>(head_dim * kQueries));  // [head_dim, queries]
  Tile<float> o_rows(o.size());
  for (int64_t query = 0; query < at.length; query += kQueries) {
    const int64_t rows = std::min(kQueries, at.length - query);
    pack_across(at.q + query * at.columns, rows, head_dim, at.columns, q_across.data());
    float largest[kQueries];
    float sums[kQueries] = {};
    std::fill_n(largest, kQueries, kHidden);
    const int64_t keys = rounded_up(query + rows, kKeyStep);
    const int64_t first_key = first_key_step(query, problem.shape.window);
    for (int64_t key = first_key; key < keys; key += kKeys) {
      const int64_t count = std::min(kKeys, keys - key);
      multiply(count, kQueries, head_dim, at.k + key * at.left_columns, at.left_columns, q_across.data(), s.data(), false);
      hide_future(s.data(), key, count, query);
      if (problem.shape.window > 0) hide_past(s.data(), key, count, query, problem.shape.window);
      float before[kQueries];
      std::copy_n(largest, kQueries, before);
      vec::tile_max(s.data(), count, problem.scale, largest);
      if (key > first_key) {
        for (int64_t c = 0; c < kQueries; ++c) before[c] = std::exp(before[c] - largest[c]);
        for (int64_t c = 0; c < kQueries; ++c) sums[c] *= before[c];
        vec::tile_scale(o.data(), head_dim, before);
      }
      vec::tile_softmax(s.data(), count, problem.scale, largest, sums, p_pairs.data());
      multiply(head_dim, kQueries, count, v_turned + key, at.padded, p_pairs.data(), o.data(), key > first_key);
    }
    float inverse[kQueries];
    for (int64_t c = 0; c < kQueries; ++c) inverse[c] = 1.0f / sums[c];
    vec::tile_scale(o.data(), head_dim, inverse);
    transpose(o.data(), head_dim, kQueries, kQueries, o_rows.data(), head_dim);
    for (int64_t c = 0; c < rows; ++c) {
      vec::narrow(o_rows.data() + c * head_dim, out + (at.begin + query + c) * out_stride + head * head_dim, head_dim);
      log_sum[at.begin + query + c] = largest[c] + std::log(sums[c]);
    }
  }
}

// What a backward task reads beside qkv.
struct Upstream {
  const uint16_t* grad_out;  // [tokens, heads * head_dim]
  const float* delta;        // [tokens, heads]
  const float* log_sum;      // of this head, [tokens]
};

// grad_k and grad_v: [padded length, head_dim] f32, zeros; grad_q: rows of grad_qkv.
template <typename Left>
void backward_task(const Problem<Left>& problem, int64_t document, int64_t head, const Upstream& upstream, const Left* k_turned, float* grad_k, float* grad_v,
                   uint16_t* grad_q) {
  const int64_t head_dim = problem.shape.head_dim;
  const int64_t heads = problem.shape.num_heads;
  const View<Left> at = problem.view(document, head);
  Tile<uint32_t> q_across(static_cast<size_t>(head_dim / 2 * kQueries));
  Tile<uint32_t> g_across(q_across.size());
  Tile<uint16_t> q_down(static_cast<size_t>(head_dim * kQueries));
  Tile<uint16_t> g_down(q_down.size());
  Tile<float> s(static_cast<size_t>(kKeys * kQueries));
  Tile<float> dp(s.size());
  Tile<Left> p(s.size());
  Tile<Left> ds(s.size());
  Tile<uint16_t> ds_pairs(s.size());
  Tile<float> dq(static_cast<size_t>(head_dim * kQueries));
  Tile<float> dq_rows(dq.size());
  for (int64_t query = 0; query < at.length; query += kQueries) {
    const int64_t rows = std::min(kQueries, at.length - query);
    const uint16_t* q = at.q + query * at.columns;
    const uint16_t* g = upstream.grad_out + (at.begin + query) * heads * head_dim + head * head_dim;
    pack_across(q, rows, head_dim, at.columns, q_across.data());
    pack_across(g, rows, head_dim, heads * head_dim, g_across.data());
    pack_down(q, rows, head_dim, at.columns, q_down.data());
    pack_down(g, rows, head_dim, heads * head_dim, g_down.data());
    float log_sum[kQueries];
    float delta[kQueries] = {};
    std::fill_n(log_sum, kQueries, -kHidden);  // queries that don't exist: probability 0
    for (int64_t c = 0; c < rows; ++c) {
      log_sum[c] = upstream.log_sum[at.begin + query + c];
      delta[c] = upstream.delta[(at.begin + query + c) * heads + head];
    }
    const int64_t keys = rounded_up(query + rows, kKeyStep);
    const int64_t first_key = first_key_step(query, problem.shape.window);
    for (int64_t key = first_key; key < keys; key += kKeys) {
      const int64_t count = std::min(kKeys, keys - key);
      multiply(count, kQueries, head_dim, at.k + key * at.left_columns, at.left_columns, q_across.data(), s.data(), false);
      multiply(count, kQueries, head_dim, at.v + key * at.left_columns, at.left_columns, g_across.data(), dp.data(), false);
      hide_future(s.data(), key, count, query);
      if (problem.shape.window > 0) hide_past(s.data(), key, count, query, problem.shape.window);
      vec::tile_softmax_backward(s.data(), dp.data(), count, problem.scale, log_sum, delta, p.data(), ds.data(), ds_pairs.data());
      multiply(count, head_dim, kQueries, p.data(), kQueries, g_down.data(), grad_v + key * head_dim, true);
      multiply(count, head_dim, kQueries, ds.data(), kQueries, q_down.data(), grad_k + key * head_dim, true);
      multiply(head_dim, kQueries, count, k_turned + key, at.padded, ds_pairs.data(), dq.data(), key > first_key);
    }
    transpose(dq.data(), head_dim, kQueries, kQueries, dq_rows.data(), head_dim);
    for (int64_t c = 0; c < rows; ++c) vec::narrow(dq_rows.data() + c * head_dim, grad_q + (query + c) * at.columns, head_dim);
  }
}

template <typename Left>
at::Tensor forward_in_tiles(const at::Tensor& qkv, const at::Tensor& document_offsets, const AttentionShape& shape, at::Tensor& out) {
  const Problem<Left> problem(qkv, document_offsets, shape);
  const Tile<Left> v_turned = problem.turned(false);
  at::Tensor log_sum = at::empty({shape.num_heads, out.size(0)}, out.options().dtype(at::kFloat));
  for_each_tile_task(problem.documents * shape.num_heads, [&](int64_t task) {
    const int64_t document = task % problem.documents;
    const int64_t head = task / problem.documents;
    forward_task(problem, document, head, v_turned.data() + problem.turned_offset(document, head / problem.groups), static_cast<uint16_t*>(out.data_ptr()),
                 out.size(1), log_sum.data_ptr<float>() + head * out.size(0));
  });
  return log_sum;
}

template <typename Left>
void backward_in_tiles(const at::Tensor& qkv, const at::Tensor& document_offsets, const AttentionShape& shape, const at::Tensor& grad_out,
                       const at::Tensor& delta, const at::Tensor& log_sum, at::Tensor& grad_qkv) {
  const Problem<Left> problem(qkv, document_offsets, shape);
  const int64_t head_dim = shape.head_dim;
  const int64_t tokens = grad_qkv.size(0);
  const Tile<Left> k_turned = problem.turned(true);
  // Each query head has its own sums; heads that share keys and values are added up in their order afterwards.
  const int64_t head_size = problem.padded_tokens * head_dim;
  const at::Tensor grad_k = at::zeros({shape.num_heads, head_size}, delta.options());
  const at::Tensor grad_v = at::zeros_like(grad_k);
  auto* out = static_cast<uint16_t*>(grad_qkv.data_ptr());
  for_each_tile_task(problem.documents * shape.num_heads, [&](int64_t task) {
    const int64_t document = task % problem.documents;
    const int64_t head = task / problem.documents;
    const int64_t offset = head * head_size + problem.padded_offsets[static_cast<size_t>(document)] * head_dim;
    const Upstream upstream{static_cast<const uint16_t*>(grad_out.const_data_ptr()), delta.const_data_ptr<float>(),
                            log_sum.const_data_ptr<float>() + head * tokens};
    backward_task(problem, document, head, upstream, k_turned.data() + problem.turned_offset(document, head / problem.groups),
                  grad_k.data_ptr<float>() + offset, grad_v.data_ptr<float>() + offset, out + problem.offsets[document] * problem.columns + head * head_dim);
  });
  for_each_tile_task(problem.documents * shape.num_key_value_heads * 2, [&](int64_t task) {
    const int64_t document = task / 2 % problem.documents;
    const int64_t kv_head = task / 2 / problem.documents;
    const View<Left> at = problem.view(document, kv_head * problem.groups);
    const float* source = (task % 2 == 0 ? grad_k : grad_v).const_data_ptr<float>() + problem.padded_offsets[static_cast<size_t>(document)] * head_dim;
    uint16_t* target = out + at.begin * problem.columns + (shape.num_heads + kv_head + (task % 2 == 0 ? 0 : shape.num_key_value_heads)) * head_dim;
    Tile<float> sum(static_cast<size_t>(head_dim));
    for (int64_t row = 0; row < at.length; ++row) {
      std::fill(sum.begin(), sum.end(), 0.0f);
      for (int64_t g = 0; g < problem.groups; ++g) {
        vec::axpy(1.0f, source + (kv_head * problem.groups + g) * head_size + row * head_dim, sum.data(), head_dim);
      }
      vec::narrow(sum.data(), target + row * problem.columns, head_dim);
    }
  });
}

}  // namespace

bool tiles_fit(const AttentionShape& shape, at::ScalarType dtype) {
#if defined(__x86_64__)
  static const bool multiplies_bf16 = __builtin_cpu_supports("avx512bf16") != 0;
#else
  static const bool multiplies_bf16 = false;
#endif
  if ((!multiplies_bf16 && !widens()) || dtype != at::kBFloat16) return false;
  if (shape.head_dim % 16 == 0) return true;
  static std::once_flag said;
  std::call_once(said, [&] {
    log_warning("attention heads of " + std::to_string(shape.head_dim) + " take the plain way, several times slower: 16 does not divide them");
  });
  return false;
}

at::Tensor tiles_forward(const at::Tensor& qkv, const at::Tensor& document_offsets, const AttentionShape& shape, at::Tensor& out) {
  return widens() ? forward_in_tiles<float>(qkv, document_offsets, shape, out) : forward_in_tiles<uint16_t>(qkv, document_offsets, shape, out);
}

void tiles_backward(const at::Tensor& qkv, const at::Tensor& document_offsets, const AttentionShape& shape, const at::Tensor& grad_out, const at::Tensor& delta,
                    const at::Tensor& log_sum, at::Tensor& grad_qkv) {
  if (widens()) {
    backward_in_tiles<float>(qkv, document_offsets, shape, grad_out, delta, log_sum, grad_qkv);
  } else {
    backward_in_tiles<uint16_t>(qkv, document_offsets, shape, grad_out, delta, log_sum, grad_qkv);
  }
}

}  // namespace galen
