#include "model/attention.h"

#include <ATen/ATen.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/part_clock.h"
#include "model/attention_tiles.h"
#include "model/device_ops.h"
#include "model/row_ops.h"

namespace galen {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::Function;
using torch::autograd::variable_list;

// Query rows worked on together: keeps the score block [heads, kQueryBlock, keys] in cache and skips most of what causality masks.
constexpr int64_t kQueryBlock = 256;

// One document's heads, as [kv_heads, groups * length, head_dim] or [kv_heads, length, head_dim] copies that GEMMs like.
struct DocumentHeads {
  at::Tensor q;  // [kv_heads, groups, length, head_dim]
  at::Tensor k;  // [kv_heads, length, head_dim]
  at::Tensor v;
};

DocumentHeads split_heads(const at::Tensor& qkv, int64_t begin, int64_t length, const AttentionShape& shape) {
  const int64_t groups = shape.num_heads / shape.num_key_value_heads;
  const at::Tensor rows = qkv.narrow(0, begin, length).view({length, -1, shape.head_dim});
  const auto heads = [&](int64_t first, int64_t count) { return rows.narrow(1, first, count).transpose(0, 1); };
  return {heads(0, shape.num_heads).contiguous().view({shape.num_key_value_heads, groups, length, shape.head_dim}),
          heads(shape.num_heads, shape.num_key_value_heads).contiguous(),
          heads(shape.num_heads + shape.num_key_value_heads, shape.num_key_value_heads).contiguous()};
}

// The first key that any of the queries from `first` on sees.
int64_t first_key_of(int64_t first, int64_t window) {
  return window > 0 ? std::max<int64_t>(0, first - window + 1) : 0;
}

// Probabilities of a block of queries, [kv_heads, groups * rows, keys] f32; queries are rows first … first + rows - 1 of the document, keys begin at
// first_key_of(first).
at::Tensor block_probabilities(const at::Tensor& q_block, const at::Tensor& k, int64_t first, int64_t rows, int64_t groups, double scale, int64_t window) {
  const int64_t first_key = first_key_of(first, window);
  const int64_t keys = first + rows - first_key;
  at::Tensor scores = at::bmm(q_block, k.narrow(1, first_key, keys).transpose(1, 2)).to(at::kFloat).mul_(scale);
  // Only the last rows x rows square is partly masked.
  at::Tensor corner = scores.view({scores.size(0), groups, rows, keys}).narrow(3, first - first_key, rows);
  const at::Tensor mask = at::ones({rows, rows}, scores.options().dtype(at::kBool)).triu_(1);
  corner.masked_fill_(mask, -std::numeric_limits<float>::infinity());
  if (window > 0) {
    const at::Tensor past = at::ones({rows, keys}, scores.options().dtype(at::kBool)).tril_(first - first_key - window);
    scores.view({scores.size(0), groups, rows, keys}).masked_fill_(past, -std::numeric_limits<float>::infinity());
  }
  return at::softmax(scores, -1);
}

// The plain way, any dtype: blocks of queries against all keys before them.
void plain_forward(const at::Tensor& qkv, const at::Tensor& document_offsets, const AttentionShape& shape, at::Tensor& out) {
  const int64_t kv = shape.num_key_value_heads;
  const int64_t groups = shape.num_heads / kv;
  const double scale = 1.0 / std::sqrt(static_cast<double>(shape.head_dim));
  const int64_t* offsets = document_offsets.const_data_ptr<int64_t>();
  for (int64_t d = 0; d + 1 < document_offsets.numel(); ++d) {
    const int64_t length = offsets[d + 1] - offsets[d];
    const DocumentHeads heads = split_heads(qkv, offsets[d], length, shape);
    at::Tensor target = out.narrow(0, offsets[d], length).view({length, kv, groups, shape.head_dim}).permute({1, 2, 0, 3});
    for (int64_t first = 0; first < length; first += kQueryBlock) {
      const int64_t rows = std::min(kQueryBlock, length - first);
      const at::Tensor q_block = heads.q.narrow(2, first, rows).reshape({kv, groups * rows, shape.head_dim});
      const at::Tensor p = block_probabilities(q_block, heads.k, first, rows, groups, scale, shape.window).to(qkv.scalar_type());
      const at::Tensor o = at::bmm(p, heads.v.narrow(1, first_key_of(first, shape.window), p.size(2)));
      target.narrow(2, first, rows).copy_(o.view({kv, groups, rows, shape.head_dim}));
    }
  }
}

void plain_backward(const at::Tensor& qkv, const at::Tensor& document_offsets, const AttentionShape& shape, const at::Tensor& grad_out, const at::Tensor& delta,
                    at::Tensor& grad_qkv) {
  const int64_t kv = shape.num_key_value_heads;
  const int64_t groups = shape.num_heads / kv;
  const double scale = 1.0 / std::sqrt(static_cast<double>(shape.head_dim));
  const int64_t* offsets = document_offsets.const_data_ptr<int64_t>();
  for (int64_t d = 0; d + 1 < document_offsets.numel(); ++d) {
    const int64_t begin = offsets[d];
    const int64_t length = offsets[d + 1] - begin;
    const DocumentHeads heads = split_heads(qkv, begin, length, shape);
    const at::Tensor d_out = grad_out.narrow(0, begin, length).view({length, kv, groups, shape.head_dim}).permute({1, 2, 0, 3}).contiguous();
    const at::Tensor d_delta = delta.narrow(0, begin, length).view({length, kv, groups}).permute({1, 2, 0}).contiguous();
    at::Tensor grad_k = at::zeros({kv, length, shape.head_dim}, qkv.options().dtype(at::kFloat));
    at::Tensor grad_v = at::zeros_like(grad_k);
    at::Tensor grad_rows = grad_qkv.narrow(0, begin, length).view({length, -1, shape.head_dim});
    at::Tensor grad_q = grad_rows.narrow(1, 0, shape.num_heads).view({length, kv, groups, shape.head_dim}).permute({1, 2, 0, 3});
    for (int64_t first = 0; first < length; first += kQueryBlock) {
      const int64_t rows = std::min(kQueryBlock, length - first);
      const int64_t first_key = first_key_of(first, shape.window);
      const int64_t keys = first + rows - first_key;
      const at::Tensor q_block = heads.q.narrow(2, first, rows).reshape({kv, groups * rows, shape.head_dim});
      const at::Tensor g_block = d_out.narrow(2, first, rows).reshape({kv, groups * rows, shape.head_dim});
      const at::Tensor delta_block = d_delta.narrow(2, first, rows).reshape({kv, groups * rows, 1});
      const at::Tensor k = heads.k.narrow(1, first_key, keys);
      const at::Tensor v = heads.v.narrow(1, first_key, keys);
      at::Tensor p = block_probabilities(q_block, heads.k, first, rows, groups, scale, shape.window);
      grad_v.narrow(1, first_key, keys).add_(at::bmm(p.to(qkv.scalar_type()).transpose(1, 2), g_block));
      const at::Tensor grad_p = at::bmm(g_block, v.transpose(1, 2)).to(at::kFloat);
      const at::Tensor grad_s = p.mul_(grad_p.sub(delta_block)).mul_(scale).to(qkv.scalar_type());
      grad_q.narrow(2, first, rows).copy_(at::bmm(grad_s, k).view({kv, groups, rows, shape.head_dim}));
      grad_k.narrow(1, first_key, keys).add_(at::bmm(grad_s.transpose(1, 2), q_block));
    }
    grad_rows.narrow(1, shape.num_heads, kv).copy_(grad_k.transpose(0, 1));
    grad_rows.narrow(1, shape.num_heads + kv, kv).copy_(grad_v.transpose(0, 1));
  }
}

struct AttentionFunction : Function<AttentionFunction> {
  static at::Tensor forward(AutogradContext* context, const at::Tensor& qkv_in, const at::Tensor& positions, const at::Tensor& document_offsets,
                            const RopeTable& rope, const AttentionShape& shape) {
    const PartClock clock(Part::kAttention);
    const int64_t tokens = qkv_in.size(0);
    const at::Tensor padded = at::empty({tokens + kTilePadding, qkv_in.size(1)}, qkv_in.options());
    padded.narrow(0, tokens, kTilePadding).zero_();
    at::Tensor qkv = padded.narrow(0, 0, tokens);
    qkv.copy_(qkv_in);
    rope_(qkv, 0, shape.num_heads + shape.num_key_value_heads, shape.head_dim, rope.rotary_dim, positions, rope.cosine, rope.sine, false);
    at::Tensor out = at::empty({tokens, shape.num_heads * shape.head_dim}, qkv.options());
    at::Tensor log_sum;  // in tiles only
    if (tiles_fit(shape, qkv.scalar_type())) {
      log_sum = tiles_forward(padded, document_offsets, shape, out);
    } else {
      plain_forward(qkv, document_offsets, shape, out);
    }
    context->save_for_backward({padded, positions, document_offsets, rope.cosine, rope.sine, out, log_sum});
    context->saved_data["rotary_dim"] = rope.rotary_dim;
    context->saved_data["heads"] = shape.num_heads;
    context->saved_data["kv_heads"] = shape.num_key_value_heads;
    context->saved_data["head_dim"] = shape.head_dim;
    context->saved_data["window"] = shape.window;
    return out;
  }

  static variable_list backward(AutogradContext* context, variable_list grads) {
    const PartClock clock(Part::kAttention);
    const auto saved = context->get_saved_variables();
    const at::Tensor& padded = saved[0];
    const at::Tensor& document_offsets = saved[2];
    const at::Tensor& out = saved[5];
    const at::Tensor& log_sum = saved[6];
    const AttentionShape shape{context->saved_data["heads"].toInt(), context->saved_data["kv_heads"].toInt(), context->saved_data["head_dim"].toInt(),
                               context->saved_data["window"].toInt()};
    const at::Tensor grad_out = grads[0].to(padded.scalar_type()).contiguous();
    // rowsum(dO * O), [tokens, heads]: what softmax's backward pass subtracts.
    const at::Tensor delta = row_dots(grad_out.view({-1, shape.head_dim}), out.view({-1, shape.head_dim})).view({out.size(0), shape.num_heads});
    at::Tensor grad_qkv = at::empty({out.size(0), padded.size(1)}, padded.options());
    if (log_sum.defined()) {
      tiles_backward(padded, document_offsets, shape, grad_out, delta, log_sum, grad_qkv);
    } else {
      plain_backward(padded.narrow(0, 0, out.size(0)), document_offsets, shape, grad_out, delta, grad_qkv);
    }
    rope_(grad_qkv, 0, shape.num_heads + shape.num_key_value_heads, shape.head_dim, context->saved_data["rotary_dim"].toInt(), saved[1], saved[3], saved[4],
          true);
    return {grad_qkv.to(grads[0].scalar_type()), {}, {}, {}, {}};
  }
};

}  // namespace

RopeTable make_rope_table(int64_t positions, int64_t rotary_dim, double theta) {
  // transformers computes the frequencies in f32: 1 / theta^(2i/d), then position * frequency in f32. Following it bit for bit keeps long positions equal.
  const auto options = at::TensorOptions().dtype(at::kFloat);
  const at::Tensor exponent = at::arange(0, rotary_dim, 2, at::TensorOptions().dtype(at::kLong)).to(at::kFloat).div(static_cast<double>(rotary_dim));
  const at::Tensor frequency = at::reciprocal(at::pow(theta, exponent)).to(at::kFloat);
  const at::Tensor angle = at::arange(positions, options).unsqueeze(1) * frequency.unsqueeze(0);
  return {angle.cos().contiguous(), angle.sin().contiguous(), rotary_dim};
}

at::Tensor attention(const at::Tensor& qkv, const at::Tensor& positions, const at::Tensor& document_offsets, const RopeTable& rope,
                     const AttentionShape& shape) {
  if (takes_device_path(qkv)) return on_device::attention(qkv, positions, document_offsets, rope, shape);
  return AttentionFunction::apply(qkv, positions, document_offsets, rope, shape);
}

}  // namespace galen
