#include "model/attention.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "tests/model/random_model.h"
#include "tests/model/register_tiles.h"

namespace galen {
namespace {

using testing::Documents;
using testing::documents_of;
using testing::largest_difference;
using testing::leaf_of;
using testing::random_normal;

// The textbook way, differentiated by plain autograd: one mask over all tokens of all documents.
at::Tensor attention_composite(const at::Tensor& qkv, const Documents& documents, const RopeTable& rope, const AttentionShape& shape) {
  const int64_t tokens = qkv.size(0);
  const at::Tensor heads = qkv.view({tokens, shape.num_heads + 2 * shape.num_key_value_heads, shape.head_dim}).transpose(0, 1);
  const at::Tensor cosine = rope.cosine.index_select(0, documents.positions).to(qkv.scalar_type());
  const at::Tensor sine = rope.sine.index_select(0, documents.positions).to(qkv.scalar_type());
  const auto rotate = [&](const at::Tensor& x) {
    const int64_t half = rope.rotary_dim / 2;
    const at::Tensor a = x.narrow(2, 0, half);
    const at::Tensor b = x.narrow(2, half, half);
    return at::cat({a * cosine - b * sine, b * cosine + a * sine, x.narrow(2, rope.rotary_dim, shape.head_dim - rope.rotary_dim)}, 2);
  };
  const int64_t groups = shape.num_heads / shape.num_key_value_heads;
  const at::Tensor q = rotate(heads.narrow(0, 0, shape.num_heads));
  const at::Tensor k = rotate(heads.narrow(0, shape.num_heads, shape.num_key_value_heads)).repeat_interleave(groups, 0);
  const at::Tensor v = heads.narrow(0, shape.num_heads + shape.num_key_value_heads, shape.num_key_value_heads).repeat_interleave(groups, 0);
  const at::Tensor index = at::arange(tokens, at::TensorOptions(at::kLong));
  const at::Tensor document = index - documents.positions;  // its first token
  at::Tensor hidden = index.unsqueeze(0).gt(index.unsqueeze(1)).logical_or(document.unsqueeze(0).ne(document.unsqueeze(1)));
  if (shape.window > 0) hidden = hidden.logical_or(index.unsqueeze(1).sub(index.unsqueeze(0)).ge(shape.window));
  const at::Tensor scores =
      at::matmul(q, k.transpose(1, 2)).div(std::sqrt(static_cast<double>(shape.head_dim))).masked_fill(hidden, -std::numeric_limits<double>::infinity());
  return at::matmul(at::softmax(scores, -1), v).transpose(0, 1).reshape({tokens, shape.num_heads * shape.head_dim});
}

struct AttentionCase {
  AttentionShape shape;
  int64_t rotary_dim;
  std::vector<int64_t> lengths;
};

class AttentionAgainstAutograd : public ::testing::TestWithParam<int> {
 protected:
  static AttentionCase case_of(int number) {
    switch (number) {
      case 0:
        return {{4, 2, 8}, 8, {5, 1, 17}};
      case 1:
        return {{3, 3, 16}, 8, {1}};  // no grouping, half of the head rotates, one token
      case 2:
        return {{6, 1, 4}, 4, {300, 2, 260}};  // more than one block of queries
      case 3:
        return {{4, 2, 8, 7}, 8, {5, 1, 300}};  // a window shorter than the documents, and than a block of queries
      case 4:
        return {{6, 1, 4, 257}, 0, {300, 270, 600}};  // one longer than a block; nothing rotates
      default:
        return {{9, 3, 64}, 64, {40, 33}};  // SmolLM2's heads
    }
  }
};

TEST_P(AttentionAgainstAutograd, ForwardAndBackwardAgree) {
  const AttentionCase c = case_of(GetParam());
  const Documents documents = documents_of(c.lengths);
  const RopeTable rope = make_rope_table(1024, c.rotary_dim, 10000.0);
  const int64_t columns = (c.shape.num_heads + 2 * c.shape.num_key_value_heads) * c.shape.head_dim;
  const at::Tensor values = random_normal({documents.tokens, columns}, 1);
  const at::Tensor gradient = random_normal({documents.tokens, c.shape.num_heads * c.shape.head_dim}, 2);

  const at::Tensor qkv = leaf_of(values);
  const at::Tensor out = attention(qkv, documents.positions, documents.offsets, rope, c.shape);
  out.backward(gradient);
  const at::Tensor reference = leaf_of(values, at::kDouble);
  const at::Tensor expected = attention_composite(reference, documents, rope, c.shape);
  expected.backward(gradient.to(at::kDouble));

  EXPECT_LE(largest_difference(out, expected), 1e-5);
  EXPECT_LE(largest_difference(qkv.grad(), reference.grad()), 1e-5 * std::max(1.0, reference.grad().abs().max().item<double>()));
  EXPECT_TRUE(at::equal(qkv.detach(), values)) << "the input must stay as it was";
}

INSTANTIATE_TEST_SUITE_P(Shapes, AttentionAgainstAutograd, ::testing::Range(0, 6));

using AttentionOfBf16 = testing::WithRegisterTiles;
INSTANTIATE_TEST_SUITE_P(Kernels, AttentionOfBf16, testing::all_register_tiles(), testing::name_of_register_tiles);

// The plain way and, where the processor multiplies bf16, the tiles: whole tiles, parts of them, several blocks of keys, one token.
TEST_P(AttentionOfBf16, IsWithinItsRounding) {
  for (const AttentionCase& c : {AttentionCase{{4, 2, 8}, 8, {30, 12}}, AttentionCase{{9, 3, 64}, 64, {64, 300, 1, 65, 2}},
                                 AttentionCase{{2, 1, 128}, 64, {513}}, AttentionCase{{4, 4, 16}, 16, {129, 255}}, AttentionCase{{4, 2, 16, 50}, 16, {700, 3}},
                                 AttentionCase{{2, 1, 64, 300}, 64, {900}}, AttentionCase{{2, 2, 16, 1}, 0, {130}}}) {
    const Documents documents = documents_of(c.lengths);
    const RopeTable rope = make_rope_table(1024, c.rotary_dim, 10000.0);
    const int64_t columns = (c.shape.num_heads + 2 * c.shape.num_key_value_heads) * c.shape.head_dim;
    const at::Tensor values = random_normal({documents.tokens, columns}, 3).to(at::kBFloat16);
    const at::Tensor gradient = random_normal({documents.tokens, c.shape.num_heads * c.shape.head_dim}, 4).to(at::kBFloat16);
    const at::Tensor qkv = leaf_of(values, at::kBFloat16);
    const at::Tensor out = attention(qkv, documents.positions, documents.offsets, rope, c.shape);
    out.backward(gradient);
    const at::Tensor reference = leaf_of(values, at::kDouble);
    const at::Tensor expected = attention_composite(reference, documents, rope, c.shape);
    expected.backward(gradient.to(at::kDouble));
    EXPECT_EQ(out.scalar_type(), at::kBFloat16);
    EXPECT_EQ(qkv.grad().scalar_type(), at::kBFloat16);
    EXPECT_LE(largest_difference(out, expected), 0.03);
    EXPECT_LE(largest_difference(qkv.grad(), reference.grad()), 0.03 * reference.grad().abs().max().item<double>());
  }
}

TEST_P(AttentionOfBf16, ThreadsDoNotChangeTheBits) {
  const AttentionShape shape{6, 3, 32};
  const Documents documents = documents_of({70, 300, 5});
  const RopeTable rope = make_rope_table(512, 32, 10000.0);
  const at::Tensor values = random_normal({documents.tokens, 12 * 32}, 7).to(at::kBFloat16);
  const int before = at::get_num_threads();
  std::vector<at::Tensor> gradients;
  for (const int threads : {1, 3}) {
    at::set_num_threads(threads);
    const at::Tensor qkv = leaf_of(values, at::kBFloat16);
    const at::Tensor out = attention(qkv, documents.positions, documents.offsets, rope, shape);
    out.backward(out.detach());
    gradients.push_back(qkv.grad());
  }
  at::set_num_threads(before);
  EXPECT_TRUE(at::equal(gradients[0], gradients[1]));
}

TEST(Attention, OneDocumentNeverSeesAnother) {
  const AttentionShape shape{4, 2, 8};
  const Documents documents = documents_of({9, 11});
  const RopeTable rope = make_rope_table(64, 8, 10000.0);
  const at::Tensor qkv = random_normal({20, 64}, 5);
  at::Tensor changed = qkv.clone();
  changed.narrow(0, 0, 9).mul_(-3.0);
  const at::Tensor a = attention(qkv, documents.positions, documents.offsets, rope, shape);
  const at::Tensor b = attention(changed, documents.positions, documents.offsets, rope, shape);
  EXPECT_TRUE(at::equal(a.narrow(0, 9, 11), b.narrow(0, 9, 11)));
  EXPECT_FALSE(at::equal(a.narrow(0, 0, 9), b.narrow(0, 0, 9)));
}

TEST(Attention, TheFutureIsInvisible) {
  const AttentionShape shape{2, 1, 8};
  const Documents documents = documents_of({12});
  const RopeTable rope = make_rope_table(64, 8, 10000.0);
  const at::Tensor qkv = random_normal({12, 32}, 6);
  at::Tensor changed = qkv.clone();
  changed.narrow(0, 7, 5).add_(2.0);
  const at::Tensor a = attention(qkv, documents.positions, documents.offsets, rope, shape);
  const at::Tensor b = attention(changed, documents.positions, documents.offsets, rope, shape);
  EXPECT_TRUE(at::equal(a.narrow(0, 0, 7), b.narrow(0, 0, 7)));
}

TEST(Attention, TheRopeTableIsPositionTimesInverseFrequency) {
  const RopeTable table = make_rope_table(2048, 64, 100000.0);
  ASSERT_EQ(table.cosine.sizes(), (at::IntArrayRef{2048, 32}));
  for (const int64_t position : {0, 1, 100, 2047}) {
    for (const int64_t i : {0, 1, 31}) {
      const double angle = static_cast<double>(position) * std::pow(100000.0, -2.0 * static_cast<double>(i) / 64.0);
      EXPECT_NEAR(table.cosine[position][i].item<double>(), std::cos(angle), 3e-4);  // f32 angles up to 2047
      EXPECT_NEAR(table.sine[position][i].item<double>(), std::sin(angle), 3e-4);
    }
  }
}

}  // namespace
}  // namespace galen
