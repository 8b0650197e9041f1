// Experts of a model whose sub-agents are shared out over several processes: a token's row travels to the processes that hold its experts, what these add
// travels back.
//
// With whole sub-agents in one place and routing that chooses sub-agents first (model/experts.h), a row goes to at most topk_group processes, once to each,
// however many experts it has there. GShard (Lepikhin et al. 2020) exchanges a row for each expert.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>
#include <vector>

#include "model/experts.h"

namespace galen {

// Which sub-agents of a model this process holds.
struct AgentShare {
  int64_t first = 0;
  int64_t count = -1;  // -1: all
  bool holds(int64_t agent) const { return count < 0 || (agent >= first && agent < first + count); }
};

struct ExpertExchange {
  int size = 1;
  std::vector<int> holder;  // of each sub-agent: 0 … size - 1
  // rows: [sum of sends, width], those for process 0 first -> [sum of receives, width], those of process 0 first. Every process calls it as often as the
  // others, in the same order.
  std::function<at::Tensor(const at::Tensor& rows, const std::vector<int64_t>& sends, const std::vector<int64_t>& receives)> all_to_all;
};

// What experts held here add to rows: hidden [rows, hidden], weights [rows, experts per token] f32, expert_index as weights, int64. Experts held elsewhere add
// nothing.
using MixHere = std::function<at::Tensor(const at::Tensor& hidden, const at::Tensor& weights, const at::Tensor& expert_index)>;

// As mix_here would on a process that holds everything: the sums of a token's experts are rounded to hidden's dtype process by process. Differentiable in
// hidden and weights; the experts' gradients are those of all processes' tokens.
at::Tensor mix_with_exchange(const at::Tensor& hidden, const at::Tensor& weights, const at::Tensor& expert_index, const std::vector<ExpertWeights>& agents,
                             int64_t experts_per_agent, const ExpertExchange& exchange, const MixHere& mix_here);

}  // namespace galen
