#include "eval/branches.h"

#include <ATen/ATen.h>

#include <cmath>
#include <limits>
#include <map>

#include "model/row_ops.h"

namespace galen {
namespace {

// 0 where a token may look, −inf elsewhere; [tokens, tokens] f32. `branch` is 0 for the context.
at::Tensor branch_mask(const std::vector<int64_t>& positions, const std::vector<int64_t>& branch, int64_t window) {
  const auto count = static_cast<int64_t>(positions.size());
  at::Tensor mask = at::full({count, count}, -std::numeric_limits<float>::infinity(), at::kFloat);
  float* values = mask.data_ptr<float>();
  for (int64_t q = 0; q < count; ++q) {
    for (int64_t k = 0; k <= q; ++k) {
      const auto from = static_cast<size_t>(q), to = static_cast<size_t>(k);
      const bool is_near = window == 0 || positions[from] - positions[to] < window;
      if ((branch[to] == 0 || branch[to] == branch[from]) && is_near) values[q * count + k] = 0;
    }
  }
  return mask;
}

}  // namespace

at::Tensor forward_branches(const Model& model, const std::vector<int32_t>& context, const std::vector<std::vector<int32_t>>& branches) {
  const at::NoGradGuard no_grad;
  std::vector<int64_t> tokens(context.begin(), context.end()), positions, branch(context.size(), 0);
  for (size_t i = 0; i < context.size(); ++i) positions.push_back(static_cast<int64_t>(i));
  for (size_t b = 0; b < branches.size(); ++b) {
    for (size_t i = 0; i < branches[b].size(); ++i) {
      tokens.push_back(branches[b][i]);
      positions.push_back(static_cast<int64_t>(context.size() + i));
      branch.push_back(static_cast<int64_t>(b + 1));
    }
  }
  const at::Tensor positions_tensor = at::tensor(positions, at::kLong);
  std::map<int64_t, at::Tensor> masks;  // by window
  const Attend attend = [&](size_t layer, const at::Tensor& qkv) {
    const AttentionShape shape = attention_shape(model.config, layer);
    const RopeTable& rope = rope_of(model, layer);
    const int64_t heads = shape.num_heads, key_heads = shape.num_key_value_heads, d = shape.head_dim, count = qkv.size(0);
    at::Tensor rotated = qkv;  // nobody reads it any more
    rope_(rotated, 0, heads + key_heads, d, rope.rotary_dim, positions_tensor, rope.cosine, rope.sine, false);
    const at::Tensor rows = rotated.to(at::kFloat).view({count, heads + 2 * key_heads, d}).transpose(0, 1);  // [heads, tokens, head_dim]
    const auto shared = [&](int64_t first) { return rows.narrow(0, first, key_heads).repeat_interleave(heads / key_heads, 0); };
    at::Tensor& mask = masks[shape.window];
    if (!mask.defined()) mask = branch_mask(positions, branch, shape.window);
    const at::Tensor scores = rows.narrow(0, 0, heads).matmul(shared(heads).transpose(1, 2)).mul_(1.0 / std::sqrt(static_cast<double>(d))).add_(mask);
    const at::Tensor mixed = scores.softmax(-1).matmul(shared(heads + key_heads));  // [heads, tokens, head_dim]
    return mixed.transpose(0, 1).reshape({count, heads * d}).to(qkv.scalar_type());
  };
  return forward_hidden(model, at::tensor(tokens, at::kLong), attend);
}

}  // namespace galen
