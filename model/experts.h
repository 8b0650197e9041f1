// The sparse half of a layer: which experts each token goes to, and what they add.
#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

#include "model/config.h"
#include "model/parameter.h"

namespace galen {

// Routes each token to its experts: the best `topk_group` sub-agents first (a group's score is the sum of its two best biased scores), the best experts within
// them second.
//
// The selection uses biased scores, the mixture the unbiased ones, so balancing and pinning never change what a chosen expert contributes (Wang et al. 2024,
// "Auxiliary-loss-free load balancing"). Agrees with transformers' Glm4MoeTopkRouter: same experts, weights to 1 ulp in f32.
struct Routing {
  at::Tensor expert_index;  // [tokens, experts per token] int64, order not guaranteed
  at::Tensor scores;        // [tokens, experts] f32, sigmoid of the router's logits; differentiable when the router trains
};
Routing route(const at::Tensor& hidden,          // [tokens, hidden] any float dtype; scored in f32
              const ParameterRef& router,        // [experts, hidden]
              const at::Tensor& selection_bias,  // [experts] f32
              const ModelConfig& config);

// The weights the chosen experts mix with, [tokens, experts per token] f32: their scores, normalised if norm_topk_prob, times routed_scaling_factor.
at::Tensor mixture_weights(const Routing& routing, const ModelConfig& config);

// The experts of one sub-agent in one layer, stacked.
struct ExpertWeights {
  ParameterRef gate_up_proj;  // [experts, 2 * width, hidden]: gate rows, then up rows
  ParameterRef down_proj;     // [experts, hidden, width]
  bool is_silent = false;     // frozen with down_proj all zero: adds exactly nothing, so it isn't computed
  // Held by another process (model/expert_exchange.h), without weights here: not computed here.
  bool is_elsewhere = false;
  bool trains_elsewhere = false;
  bool is_computed() const { return !is_silent && !is_elsewhere; }
};

// What the chosen experts of all agents add, [tokens, hidden] in hidden's dtype: each expert works once on the contiguous rows of its tokens.
// hidden: [tokens, hidden] compute dtype; weights: [tokens, experts per token] f32.
at::Tensor mix_experts(const at::Tensor& hidden, const at::Tensor& weights, const at::Tensor& expert_index, const std::vector<ExpertWeights>& agents,
                       int64_t experts_per_agent);

}  // namespace galen
