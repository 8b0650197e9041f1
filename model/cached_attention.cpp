#include "model/cached_attention.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#include "model/tasks.h"
#include "model/vector_math.h"

namespace galen {
namespace {

// By ATen, for f32.
at::Tensor attend_plainly(const at::Tensor& q, const at::Tensor& positions, const AttentionShape& shape, const at::Tensor& k, const at::Tensor& v) {
  const int64_t rows = q.size(0);
  const int64_t kv = shape.num_key_value_heads;
  const int64_t longest = positions.max().item<int64_t>() + 1;
  const at::Tensor unseen = at::arange(longest, at::kLong).unsqueeze(0).gt(positions.unsqueeze(1)).view({rows, 1, 1, longest});
  const at::Tensor grouped = q.reshape({rows, kv, shape.num_heads / kv, shape.head_dim});
  at::Tensor scores = at::matmul(grouped, k.narrow(0, 0, rows).narrow(2, 0, longest).transpose(2, 3)).to(at::kFloat);
  scores.mul_(1.0 / std::sqrt(static_cast<double>(shape.head_dim))).masked_fill_(unseen, -std::numeric_limits<float>::infinity());
  const at::Tensor p = at::softmax(scores, -1).to(q.scalar_type());
  return at::matmul(p, v.narrow(0, 0, rows).narrow(2, 0, longest)).reshape({rows, shape.num_heads * shape.head_dim});
}

}  // namespace

at::Tensor attend_with_cache(const at::Tensor& qkv, const at::Tensor& positions, const AttentionShape& shape, const at::Tensor& k, const at::Tensor& v) {
  const int64_t rows = qkv.size(0);
  const int64_t kv = shape.num_key_value_heads;
  const int64_t groups = shape.num_heads / kv;
  const int64_t head_dim = shape.head_dim;
  const int64_t* position = positions.const_data_ptr<int64_t>();
  const at::Tensor heads = qkv.view({rows, shape.num_heads + 2 * kv, head_dim});
  TORCH_CHECK(qkv.is_contiguous() && k.is_contiguous() && v.is_contiguous() && k.scalar_type() == qkv.scalar_type(),
              "caches and qkv must be contiguous and alike");
  const int64_t item = qkv.element_size();
  const int64_t head_bytes = head_dim * item;
  for (int64_t i = 0; i < rows; ++i) {
    const char* fresh = static_cast<const char*>(qkv.const_data_ptr()) + (i * qkv.stride(0) + shape.num_heads * head_dim) * item;
    for (int64_t h = 0; h < kv; ++h) {
      const int64_t place = (i * k.stride(0) + h * k.stride(1) + position[i] * head_dim) * item;
      std::memcpy(static_cast<char*>(k.data_ptr()) + place, fresh + h * head_bytes, static_cast<size_t>(head_bytes));
      std::memcpy(static_cast<char*>(v.data_ptr()) + place, fresh + (kv + h) * head_bytes, static_cast<size_t>(head_bytes));
    }
  }
  if (qkv.scalar_type() != at::kBFloat16 || head_dim % 16 != 0) return attend_plainly(heads.narrow(1, 0, shape.num_heads), positions, shape, k, v);

  const at::Tensor out = at::empty({rows, shape.num_heads * head_dim}, qkv.options());
  const auto* q = static_cast<const uint16_t*>(qkv.const_data_ptr());
  const auto* keys = static_cast<const uint16_t*>(k.const_data_ptr());
  const auto* values = static_cast<const uint16_t*>(v.const_data_ptr());
  auto* result = static_cast<uint16_t*>(out.data_ptr());
  const auto scale = static_cast<float>(1.0 / std::sqrt(static_cast<double>(head_dim)));
  for_each_task(rows * kv, [&](int64_t task) {
    const int64_t row = task / kv;
    const int64_t head = task % kv;
    const int64_t length = position[row] + 1;
    const int64_t cache = row * k.stride(0) + head * k.stride(1);
    std::vector<float> query(static_cast<size_t>(groups * head_dim));
    std::vector<float> sums(query.size(), 0.0f);
    std::vector<float> scores(static_cast<size_t>(groups * length));
    vec::widen(q + row * qkv.stride(0) + head * groups * head_dim, query.data(), groups * head_dim);
    vec::scores_of(query.data(), keys + cache, groups, head_dim, length, scale, scores.data());
    for (int64_t g = 0; g < groups; ++g) {
      float* p = scores.data() + g * length;
      vec::scale(1.0f / vec::exp_shifted(p, vec::max(p, length), length), p, length);
    }
    vec::add_weighted_rows(scores.data(), values + cache, groups, head_dim, length, sums.data());
    vec::narrow(sums.data(), result + (row * kv + head) * groups * head_dim, groups * head_dim);
  });
  return out;
}

}  // namespace galen
