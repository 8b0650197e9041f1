#include "model/cached_attention.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <cmath>

#include "tests/model/random_model.h"

namespace galen {
namespace {

using testing::random_normal;

// softmax(q k^T / sqrt(d)) v in f64, head by head.
at::Tensor literal_attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, int64_t length) {
  const at::Tensor seen_k = k.narrow(0, 0, length).to(at::kDouble);
  const at::Tensor seen_v = v.narrow(0, 0, length).to(at::kDouble);
  const at::Tensor p = at::softmax(at::mv(seen_k, q.to(at::kDouble)) / std::sqrt(static_cast<double>(q.size(0))), 0);
  return at::mv(seen_v.t(), p);
}

// 1e-5 in f32; in bf16 one rounding of results below 4.
TEST(CachedAttention, EachSequenceAttendsToWhatItHoldsAndToItself) {
  for (const at::ScalarType dtype : {at::kFloat, at::kBFloat16}) {
    for (const AttentionShape& shape : {AttentionShape{9, 3, 64}, AttentionShape{4, 4, 16}}) {
      const int64_t sequences = 3;
      const int64_t columns = (shape.num_heads + 2 * shape.num_key_value_heads) * shape.head_dim;
      const at::Tensor qkv = random_normal({sequences, columns}, 1).to(dtype);
      const at::Tensor k = random_normal({4, shape.num_key_value_heads, 40, shape.head_dim}, 2).to(dtype);
      const at::Tensor v = random_normal({4, shape.num_key_value_heads, 40, shape.head_dim}, 3).to(dtype);
      const at::Tensor positions = at::tensor({int64_t{0}, int64_t{17}, int64_t{39}}, at::kLong);
      const at::Tensor out = attend_with_cache(qkv, positions, shape, k, v).view({sequences, shape.num_heads, shape.head_dim});
      const at::Tensor heads = qkv.view({sequences, -1, shape.head_dim});
      for (int64_t i = 0; i < sequences; ++i) {
        for (int64_t h = 0; h < shape.num_heads; ++h) {
          const int64_t kv_head = h / (shape.num_heads / shape.num_key_value_heads);
          const int64_t length = positions[i].item<int64_t>() + 1;
          EXPECT_TRUE(k[i][kv_head][length - 1].equal(heads[i][shape.num_heads + kv_head])) << "the new key is in its place";
          const at::Tensor expected = literal_attention(heads[i][h], k[i][kv_head], v[i][kv_head], length);
          EXPECT_LE((out[i][h].to(at::kDouble) - expected).abs().max().item<double>(), dtype == at::kFloat ? 1e-5 : 0.016)
              << "sequence " << i << ", head " << h;
        }
      }
    }
  }
}

}  // namespace
}  // namespace galen
