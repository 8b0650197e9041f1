// The operations that muse_spark has beyond model/ops.h, in the autograd graph.
#pragma once

#include <ATen/core/Tensor.h>

#include "model/config.h"
#include "model/experts.h"
#include "model/ops.h"

namespace galen {

// The parameter as a tensor that plain autograd may differentiate: its gradient goes to Parameter::grad. `anchor` is any tensor of the graph that the result
// is combined with; an empty slice of a layer's input will do. Recomputed layers differentiate with respect to their input alone, and run only what leads
// there.
at::Tensor parameter_value(const ParameterRef& parameter, const at::Tensor& anchor);

// x / rms(x) * (1 + weight). x: [rows, width] f32 or bf16 -> out_dtype.
at::Tensor centered_rms_norm(const at::Tensor& x, const ParameterRef& weight, double eps, at::ScalarType out_dtype);

// x / rms(x) * scale.
at::Tensor scaleless_rms_norm(const at::Tensor& x, double eps, double scale, at::ScalarType out_dtype);

// y / rms(y), y = x * (1 + weight) rounded to x's dtype.
at::Tensor input_scaled_rms_norm(const at::Tensor& x, const ParameterRef& weight, double eps, at::ScalarType out_dtype);

// alpha * residual + beta * x, beta = sigmoid(gate / temperature), alpha = sqrt(max(1 - beta^2, 0.001)). residual: [rows, width] f32 -> the same.
at::Tensor gated_residual(const at::Tensor& residual, const at::Tensor& x, const ParameterRef& gate, double temperature);

// What the chosen experts add when each one's output is normed (by one weight for all) before it is mixed: as mix_experts, with input_scaled_rms_norm after
// down_proj. hidden: [tokens, moe_hidden] compute dtype -> the same.
at::Tensor mix_normed_experts(const at::Tensor& hidden, const at::Tensor& weights, const at::Tensor& expert_index, const std::vector<ExpertWeights>& agents,
                              int64_t experts_per_agent, const ParameterRef& norm, double eps);

}  // namespace galen
