// mix_experts for the few tokens of a generation step: the chosen experts' weights are read once, all experts' by one crew of threads.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "model/experts.h"

namespace galen {

// Whether mix_few_rows takes these: bf16, where the products are ours (model/gemm.h), at most a few rows an expert.
bool few_row_experts_fit(const at::Tensor& hidden, const at::Tensor& expert_index, const std::vector<ExpertWeights>& agents);

// As mix_experts, bit for bit; no gradients.
at::Tensor mix_few_rows(const at::Tensor& hidden, const at::Tensor& weights, const at::Tensor& expert_index, const std::vector<ExpertWeights>& agents,
                        int64_t experts_per_agent);

}  // namespace galen
