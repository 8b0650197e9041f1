// The ATen path that a GPU's tensors take, on the CPU, against our kernels and plain autograd.
#include "model/device_ops.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>

#include "core/error.h"
#include "model/decoder.h"
#include "model/ops.h"
#include "model/route_rows.h"
#include "tests/model/random_model.h"

namespace galen {
namespace {

using testing::documents_of;
using testing::four_agent_config;
using testing::largest_difference;
using testing::leaf_of;
using testing::lively_checkpoint;
using testing::parameter_of;
using testing::random_normal;
using testing::random_tokens;

double relative_to_largest(const at::Tensor& got, const at::Tensor& want) {
  return largest_difference(got, want) / std::max(1e-30, want.abs().max().item<double>());
}

// Ours first, the device's second.
template <class Compute>
std::pair<std::vector<at::Tensor>, std::vector<at::Tensor>> both_ways(const Compute& compute) {
  std::vector<at::Tensor> ours = compute();
  const TreatAsDevice device;
  return {std::move(ours), compute()};
}

void expect_close(const std::pair<std::vector<at::Tensor>, std::vector<at::Tensor>>& both, double tolerance, const char* what) {
  ASSERT_EQ(both.first.size(), both.second.size());
  for (size_t i = 0; i < both.first.size(); ++i) {
    EXPECT_EQ(both.first[i].scalar_type(), both.second[i].scalar_type()) << what << ", result " << i;
    EXPECT_LE(relative_to_largest(both.second[i], both.first[i]), tolerance) << what << ", result " << i;
  }
}

TEST(DeviceOps, RowOperationsAgreeWithOurKernels) {
  for (const at::ScalarType type : {at::kFloat, at::kBFloat16}) {
    const double tolerance = type == at::kFloat ? 2e-6 : 0.01;  // bf16 keeps 8 bits
    const at::Tensor x = random_normal({70, 48}, 1).to(type);
    const at::Tensor other = random_normal({70, 48}, 2).to(type);
    const at::Tensor weight = random_normal({48}, 3) + 1;
    const at::Tensor scale = random_normal({70}, 4);
    expect_close(both_ways([&] {
                   const RmsNormOutput out = rms_norm_forward(x, other, {}, weight, 1e-5, type);
                   at::Tensor grad_weight = at::ones({48}, at::kFloat);
                   const at::Tensor grad = rms_norm_backward(other, x, out.sum, weight, out.rstd, grad_weight);
                   return std::vector<at::Tensor>{out.sum, out.y, out.rstd, grad, grad_weight};
                 }),
                 tolerance, "rms_norm");
    expect_close(both_ways([&] {
                   return std::vector<at::Tensor>{swiglu_forward(x), swiglu_backward(other.narrow(1, 0, 24).contiguous(), x),
                                                  swiglu_backward(other.narrow(1, 0, 24).contiguous(), x, scale)};
                 }),
                 tolerance, "swiglu");
    expect_close(both_ways([&] {
                   at::Tensor sum = at::ones({70, 48}, at::kFloat);
                   accumulate(sum, x);
                   return std::vector<at::Tensor>{scale_rows(x, scale), row_dots(x, other), sum, at::scalar_tensor(sum_of_squares(x), at::kDouble)};
                 }),
                 tolerance, "sums");
    const at::Tensor place = at::randint(-1, 70, {33, 3}, at::make_generator<at::CPUGeneratorImpl>(5), at::TensorOptions(at::kLong));
    ASSERT_LT(place.min().item<int64_t>(), 0) << "or no slot is left out";
    expect_close(both_ways([&] {
                   return std::vector<at::Tensor>{combine_rows(x, place, random_normal({33, 3}, 6)), combine_rows(x, place, {})};
                 }),
                 tolerance, "combine_rows");
    const at::Tensor targets = random_tokens(70, 48, 7);
    expect_close(both_ways([&] {
                   at::Tensor logits = x.clone();
                   const CrossEntropy entropy = cross_entropy_(logits, targets, 7.0, 0.01, true);
                   return std::vector<at::Tensor>{entropy.nll, entropy.log_z, logits};
                 }),
                 tolerance, "cross entropy");
  }
}

TEST(DeviceOps, AttentionAgreesForwardAndBackward) {
  struct Case {
    AttentionShape shape;
    int64_t rotary_dim;
  };
  for (const Case& c : {Case{{9, 3, 64}, 64}, Case{{4, 2, 16, 50}, 8}, Case{{4, 4, 16}, 0}}) {
    for (const at::ScalarType type : {at::kFloat, at::kBFloat16}) {
      const testing::Documents documents = documents_of({70, 1, 140});
      const RopeTable rope = make_rope_table(256, c.rotary_dim, 10000.0);
      const at::Tensor values = random_normal({documents.tokens, (c.shape.num_heads + 2 * c.shape.num_key_value_heads) * c.shape.head_dim}, 1);
      const at::Tensor gradient = random_normal({documents.tokens, c.shape.num_heads * c.shape.head_dim}, 2).to(type);
      expect_close(both_ways([&] {
                     const at::Tensor qkv = leaf_of(values, type);
                     const at::Tensor out = attention(qkv, documents.positions, documents.offsets, rope, c.shape);
                     out.backward(gradient);
                     return std::vector<at::Tensor>{out.detach(), qkv.grad()};
                   }),
                   type == at::kFloat ? 1e-5 : 0.02, "attention");
    }
  }
}

TEST(DeviceOps, TheSameExpertsAreChosenTiesIncluded) {
  ModelConfig config = four_agent_config();
  for (const int64_t top_groups : {2, 4}) {
    config.topk_group = top_groups;
    const at::Tensor scores = at::sigmoid(random_normal({400, config.n_routed_experts}, 1)).mul(8).round().div(8);  // many equals
    const at::Tensor bias = at::zeros({config.n_routed_experts}, at::kFloat);
    const auto both = both_ways([&] { return std::vector<at::Tensor>{choose_experts(scores, bias, config)}; });
    EXPECT_TRUE(at::equal(both.first[0], both.second[0])) << top_groups;
  }
}

TEST(DeviceOps, ExpertsAgreeForwardAndBackward) {
  constexpr int64_t kAgents = 3, kPerAgent = 2, kHidden = 24, kWidth = 16, kTokens = 37, kSlots = 3;
  for (const at::ScalarType type : {at::kFloat, at::kBFloat16}) {
    const at::Tensor values = random_normal({kTokens, kHidden}, 20);
    const at::Tensor mixture = random_normal({kTokens, kSlots}, 21).abs();
    const at::Tensor gradient = random_normal({kTokens, kHidden}, 22).to(type);
    // Nobody chooses expert 4; agent 1 is frozen.
    const at::Tensor order = random_normal({kTokens, kAgents * kPerAgent}, 23).index_fill(1, at::tensor({4}, at::kLong), -100.0);
    const at::Tensor index = std::get<1>(order.topk(kSlots, 1));
    expect_close(both_ways([&] {
                   std::vector<ExpertWeights> agents;
                   for (uint64_t a = 0; a < kAgents; ++a) {
                     ExpertWeights agent;
                     agent.gate_up_proj = parameter_of(random_normal({kPerAgent, 2 * kWidth, kHidden}, 30 + a, 0.4), a != 1, type);
                     agent.down_proj = parameter_of(random_normal({kPerAgent, kHidden, kWidth}, 40 + a, 0.4), a != 1, type);
                     agents.push_back(agent);
                   }
                   std::vector<at::Tensor> results;
                   for (int micro_batch = 0; micro_batch < 2; ++micro_batch) {  // the second is added
                     const at::Tensor hidden = leaf_of(values, type);
                     const at::Tensor weights = leaf_of(mixture);
                     const at::Tensor out = mix_experts(hidden, weights, index, agents, kPerAgent);
                     out.backward(gradient);
                     results.insert(results.end(), {out.detach(), hidden.grad(), weights.grad()});
                     for (const size_t a : {0, 2}) results.insert(results.end(), {agents[a].gate_up_proj->grad.clone(), agents[a].down_proj->grad.clone()});
                     EXPECT_FALSE(agents[1].gate_up_proj->grad.defined() || agents[1].down_proj->grad.defined()) << "a frozen agent costs no gradient";
                   }
                   return results;
                 }),
                 type == at::kFloat ? 5e-6 : 0.02, "experts");
  }
}

// The whole of it: loss and every parameter's gradient of a model, dense and sparse.
TEST(DeviceOps, AModelsLossAndGradientsAgree) {
  for (const bool sparse : {false, true}) {
    for (const at::ScalarType type : {at::kFloat, at::kBFloat16}) {
      if (sparse && type == at::kBFloat16) continue;  // another rounding may choose another expert
      ModelConfig config = sparse ? four_agent_config() : testing::tiny_llama_config();
      config.max_position_embeddings = 128;
      const Checkpoint checkpoint = lively_checkpoint(config);
      const testing::Documents documents = documents_of({20, 1, 43});
      const at::Tensor tokens = random_tokens(documents.tokens, config.vocab_size, 3);
      at::Tensor labels = random_tokens(documents.tokens, config.vocab_size, 4);
      labels.narrow(0, 0, 10).fill_(-100);
      expect_close(both_ways([&] {
                     const Model model = load_model(checkpoint, type, {{"all"}, true});
                     RoutingTrace trace;
                     const at::Tensor hidden = forward_hidden(model, tokens, documents.positions, documents.offsets, &trace);
                     const HeadLoss loss = head_loss(hidden, model.lm_head, labels, 54.0, 1e-4, logit_cap(config));
                     loss.loss.backward();
                     std::vector<at::Tensor> results = {loss.loss.detach()};
                     for (const ParameterRef& parameter : model.parameters)
                       results.push_back(parameter->grad.defined() ? parameter->grad.to(at::kFloat) : at::zeros({1}));
                     EXPECT_GT(results.size(), 10u);
                     EXPECT_EQ(trace.expert_load.empty(), !sparse);
                     return results;
                   }),
                   type == at::kFloat ? 5e-5 : 0.08, sparse ? "sparse" : "dense");
    }
  }
}

// To the CPU is a move too: everything is copied to new memory.
TEST(DeviceOps, AMovedModelIsTheSameModelInOtherMemory) {
  for (const at::ScalarType type : {at::kFloat, at::kBFloat16}) {
    const Checkpoint checkpoint = lively_checkpoint(four_agent_config());
    Model model = load_model(checkpoint, type, {{"medicine", "trunk"}, true});
    std::vector<Parameter> before;
    for (const ParameterRef& parameter : model.parameters) before.push_back(*parameter);
    const Checkpoint expected = to_checkpoint(model, checkpoint);
    move_model(model, at::kCPU);
    int64_t pieces = 0;
    for (size_t i = 0; i < before.size(); ++i) {
      const Parameter& parameter = *model.parameters[i];
      EXPECT_TRUE(at::equal(parameter.compute, before[i].compute) && !parameter.compute.is_alias_of(before[i].compute)) << parameter.name;
      if (!parameter.trainable) continue;
      EXPECT_EQ(parameter.compute.is_alias_of(parameter.master), !before[i].halves.defined()) << parameter.name;
      EXPECT_TRUE(at::equal(parameter.master, master_of(before[i]))) << parameter.name;
      parameter.master.add_(1.0);
      pieces += static_cast<int64_t>(parameter.pieces.size());
    }
    EXPECT_GT(pieces, 20);
    const Checkpoint moved = to_checkpoint(model, checkpoint);
    int64_t changed = 0;
    for (const auto& [name, tensor] : expected.tensors) {
      const at::Tensor& now = moved.tensors.at(name);
      if (at::equal(now, tensor)) continue;
      EXPECT_TRUE(at::equal(now, tensor + 1.0)) << name;
      ++changed;
    }
    EXPECT_EQ(changed, pieces) << "each piece of a moved master is its tensor";
  }
}

TEST(DeviceOps, WhatADeviceCannotTrainIsRefused) {
  ModelConfig config = four_agent_config();
  config.moe_intermediate_size = 12;
  Model model = load_model(lively_checkpoint(config), at::kFloat);
  EXPECT_THROW(move_model(model, at::kCPU), Error);
}

}  // namespace
}  // namespace galen
