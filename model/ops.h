// The decoder's operations in the autograd graph, with hand-written backward passes.
//
// Weights are Parameters, not autograd leaves: the backward passes add their f32 gradients to Parameter::grad themselves, in bf16 compute too, so nothing is
// accumulated in bf16 and frozen weights cost nothing. Each operation is tested against plain autograd (tests/model/ops_test.cpp).
#pragma once

#include <ATen/core/Tensor.h>

#include <optional>

#include "core/part_clock.h"
#include "model/parameter.h"

namespace galen {

// x: [tokens, in] -> [tokens, out] in the parameter's compute dtype. bias may be null. Its time counts for `part`.
at::Tensor linear(const at::Tensor& x, const ParameterRef& weight, const ParameterRef& bias = nullptr, Part part = Part::kProjections);

// x: [tokens, hidden] f32 -> compute dtype.
at::Tensor rms_norm(const at::Tensor& x, const ParameterRef& weight, double eps, at::ScalarType out_dtype);

// The residual stream between two layers' halves: what has been summed up, and what the last half adds to it.
struct Stream {
  at::Tensor sum;     // [tokens, hidden] f32
  at::Tensor first;   // [tokens, hidden] compute dtype, or undefined
  at::Tensor second;  // likewise
};
// Custom autograd functions take no undefined tensors.
std::optional<at::Tensor> if_defined(const at::Tensor& tensor);

// Adds them up and norms the result, in one pass over memory. Afterwards stream holds the new sum and no addends.
at::Tensor add_rms_norm(Stream& stream, const ParameterRef& weight, double eps, at::ScalarType out_dtype);

// down_proj(silu(gate) * up), gate and up the halves of gate_up_proj's rows. x: [tokens, hidden] compute dtype -> the same.
at::Tensor feed_forward(const at::Tensor& x, const ParameterRef& gate_up_proj, const ParameterRef& down_proj);

// tokens: [tokens] int64 -> [tokens, hidden] f32.
at::Tensor embed(const at::Tensor& tokens, const ParameterRef& weight);

// Rows of logits held at a time: 512 x 49,152 bf16 are 48 MiB.
inline constexpr int64_t kHeadChunk = 512;

// The summed loss over rows whose label is >= 0, divided by `divisor`, plus z_loss * (log Z)^2 of each. Logits exist for a chunk of those rows at a time; the
// gradient is computed in the forward pass. hidden: [tokens, hidden]; labels: [tokens] int64, best left on the CPU. Returns a scalar f32.
// Where `cap` is above 0, logits become cap * tanh(logits * multiplier / cap) first.
struct LogitCap {
  double multiplier = 1.0;
  double cap = 0.0;
};
void cap_logits_(at::Tensor& logits, const LogitCap& cap);
struct HeadLoss {
  at::Tensor loss;     // scalar, differentiable
  at::Tensor nll_sum;  // scalar f64, without z-loss and divisor; left on hidden's device, so that nobody waits for it here
};
HeadLoss head_loss(const at::Tensor& hidden, const ParameterRef& head, const at::Tensor& labels, double divisor, double z_loss, const LogitCap& cap = {});

// What another model says at the same rows.
struct HeadReference {
  at::Tensor hidden;  // [rows whose label is >= 0, hidden], in their order
  ParameterRef head;
};
// The same sum of KL(reference || model), in nats, over the whole vocabulary: labels only say at which rows. nll_sum is that sum.
HeadLoss head_divergence(const at::Tensor& hidden, const ParameterRef& head, const at::Tensor& labels, const HeadReference& reference, double divisor,
                         const LogitCap& cap = {});

}  // namespace galen
