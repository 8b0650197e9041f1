#include "model/cached_attention.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "tests/model/random_model.h"

namespace galen {
namespace {

using testing::random_normal;

// softmax(q k^T / sqrt(d)) v in f64, head by head.
at::Tensor literal_attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v) {
  const at::Tensor p = at::softmax(at::mv(k.to(at::kDouble), q.to(at::kDouble)) / std::sqrt(static_cast<double>(q.size(0))), 0);
  return at::mv(v.to(at::kDouble).t(), p);
}

// Sequences of different lengths, each row of whose qkv is a token; the cache holds all tokens but the last of each.
struct CachedSequences {
  AttentionShape shape;
  std::vector<at::Tensor> qkv;  // [length, columns] of each sequence
  std::vector<int64_t> slots = {2, 0, 3};
  KvCache cache;

  CachedSequences(const AttentionShape& attention_shape, at::ScalarType dtype, const std::vector<int64_t>& lengths, bool grows) : shape(attention_shape) {
    const int64_t columns = (shape.num_heads + 2 * shape.num_key_value_heads) * shape.head_dim;
    cache = make_kv_cache(shape, 2, 4, dtype);
    cache.windows[1] = shape.window;
    if (!grows) reserve(cache, 1000, 1000);
    for (size_t s = 0; s < lengths.size(); ++s) {
      qkv.push_back(random_normal({lengths[s], columns}, s + 1).to(dtype));
      std::vector<CachePlace> prompt;
      for (int64_t t = 0; t < lengths[s] - 1; ++t) prompt.push_back({slots[s], t});
      reserve(cache, lengths[s], grows ? lengths[s] : 1000);
      put_in_cache(cache, 1, qkv[s].narrow(0, 0, lengths[s] - 1), prompt);
    }
  }

  // The last token of sequences first .. first + count - 1.
  at::Tensor attend(size_t first, size_t count) {
    std::vector<at::Tensor> rows;
    std::vector<CachePlace> places;
    for (size_t s = first; s < first + count; ++s) {
      rows.push_back(qkv[s].narrow(0, qkv[s].size(0) - 1, 1));
      places.push_back({slots[s], qkv[s].size(0) - 1});
    }
    return attend_with_cache(cache, 1, at::cat(rows), places);
  }
};

const std::vector<int64_t> kLengths = {1, 18, 270};

// 1e-5 in f32; in bf16 one rounding of results below 4.
TEST(CachedAttention, EachSequenceAttendsToWhatItHoldsAndToItself) {
  for (const at::ScalarType dtype : {at::kFloat, at::kBFloat16}) {
    for (const AttentionShape& shape : {AttentionShape{9, 3, 64}, AttentionShape{4, 4, 16}, AttentionShape{8, 1, 80}, AttentionShape{4, 2, 20},
                                        AttentionShape{4, 2, 16, 32}, AttentionShape{9, 3, 64, 21}, AttentionShape{4, 2, 20, 5}}) {
      CachedSequences sequences(shape, dtype, kLengths, false);
      const at::Tensor out = sequences.attend(0, 3).view({3, shape.num_heads, shape.head_dim});
      for (int64_t s = 0; s < 3; ++s) {
        const int64_t length = kLengths[static_cast<size_t>(s)];
        const int64_t seen = shape.window > 0 ? std::min(shape.window, length) : length;
        const at::Tensor heads =
            sequences.qkv[static_cast<size_t>(s)].view({-1, shape.num_heads + 2 * shape.num_key_value_heads, shape.head_dim}).narrow(0, length - seen, seen);
        for (int64_t h = 0; h < shape.num_heads; ++h) {
          const int64_t kv_head = h / (shape.num_heads / shape.num_key_value_heads);
          const at::Tensor expected = literal_attention(heads[-1][h], heads.select(1, shape.num_heads + kv_head),
                                                        heads.select(1, shape.num_heads + shape.num_key_value_heads + kv_head));
          EXPECT_LE((out[s][h].to(at::kDouble) - expected).abs().max().item<double>(), dtype == at::kFloat ? 1e-5 : 0.016)
              << "sequence " << s << ", head " << h << " of " << shape.head_dim;
        }
      }
    }
  }
}

TEST(CachedAttention, DependsOnNeitherNeighboursNorThreadsNorHowTheCacheGrew) {
  for (const AttentionShape& shape : {AttentionShape{9, 3, 64}, AttentionShape{4, 2, 20}}) {
    CachedSequences sequences(shape, at::kBFloat16, kLengths, false);
    const int threads = at::get_num_threads();
    at::set_num_threads(1);
    const at::Tensor together = sequences.attend(0, 3);
    at::set_num_threads(3);
    const at::Tensor again = sequences.attend(0, 3);
    at::set_num_threads(threads);
    EXPECT_TRUE(together.equal(again));
    for (size_t s = 0; s < 3; ++s) EXPECT_TRUE(sequences.attend(s, 1).equal(together.narrow(0, static_cast<int64_t>(s), 1))) << "sequence " << s;
    CachedSequences grown(shape, at::kBFloat16, kLengths, true);
    EXPECT_LT(grown.cache.capacity, sequences.cache.capacity);
    EXPECT_TRUE(grown.attend(0, 3).equal(together));
  }
}

}  // namespace
}  // namespace galen
