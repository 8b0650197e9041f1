#include "model/experts.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "tests/model/random_model.h"

namespace galen {
namespace {

using testing::largest_difference;
using testing::leaf_of;
using testing::parameter_of;
using testing::random_normal;

ModelConfig routing_config(int64_t groups, int64_t per_group, int64_t top_groups, int64_t top_experts) {
  ModelConfig config = testing::tiny_sparse_config();
  config.n_group = groups;
  config.n_routed_experts = groups * per_group;
  config.topk_group = top_groups;
  config.num_experts_per_tok = top_experts;
  return config;
}

// Indices of the `count` largest, the lower index first among equals.
std::vector<int64_t> best_of(const std::vector<double>& values, int64_t count) {
  std::vector<int64_t> order(values.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = static_cast<int64_t>(i);
  std::stable_sort(order.begin(), order.end(), [&](int64_t a, int64_t b) { return values[static_cast<size_t>(a)] > values[static_cast<size_t>(b)]; });
  order.resize(static_cast<size_t>(count));
  return order;
}

// The rule in words, in code: groups by the sum of their two best biased scores, then experts within the chosen groups.
std::set<int64_t> experts_by_the_rule(const std::vector<double>& biased, const ModelConfig& config) {
  std::vector<double> group_score;
  for (int64_t g = 0; g < config.n_group; ++g) {
    std::vector<double> of_group(biased.begin() + g * config.experts_per_group(), biased.begin() + (g + 1) * config.experts_per_group());
    std::sort(of_group.rbegin(), of_group.rend());
    group_score.push_back(of_group[0] + of_group[1]);
  }
  std::vector<double> allowed(biased.size(), -1e9);
  for (const int64_t g : best_of(group_score, config.topk_group)) {
    for (int64_t e = g * config.experts_per_group(); e < (g + 1) * config.experts_per_group(); ++e)
      allowed[static_cast<size_t>(e)] = biased[static_cast<size_t>(e)];
  }
  const std::vector<int64_t> chosen = best_of(allowed, config.num_experts_per_tok);
  return {chosen.begin(), chosen.end()};
}

TEST(Experts, RoutesByTheRule) {
  for (const ModelConfig& config :
       {routing_config(4, 2, 2, 4), routing_config(4, 3, 2, 3), routing_config(3, 4, 1, 2), routing_config(3, 2, 3, 4), routing_config(1, 6, 1, 2)}) {
    const at::Tensor hidden = random_normal({200, config.hidden_size}, 1);
    const at::Tensor router = random_normal({config.n_routed_experts, config.hidden_size}, 2, 0.3);
    const at::Tensor bias = random_normal({config.n_routed_experts}, 3, 0.3).abs();
    const at::Tensor scores = at::sigmoid(at::mm(hidden, router.t()));
    const Routing routing = route(hidden, parameter_of(router, false), bias, config);
    EXPECT_LE(largest_difference(routing.scores, scores), 1e-6);
    const at::NoGradGuard no_grad;
    const Routing alone = route(hidden.narrow(0, 77, 1), parameter_of(router, false), bias, config);
    EXPECT_TRUE(alone.scores.equal(routing.scores.narrow(0, 77, 1)) && alone.expert_index.equal(routing.expert_index.narrow(0, 77, 1)))
        << "a token depends on its neighbours or on the graph";
    for (int64_t t = 0; t < hidden.size(0); ++t) {
      std::vector<double> biased;
      for (int64_t e = 0; e < config.n_routed_experts; ++e) biased.push_back((scores[t][e] + bias[e]).item<double>());
      std::set<int64_t> got;
      for (int64_t k = 0; k < config.num_experts_per_tok; ++k) got.insert(routing.expert_index[t][k].item<int64_t>());
      ASSERT_EQ(got, experts_by_the_rule(biased, config)) << config.n_group << " groups, token " << t;
    }
  }
}

TEST(Experts, MixWithUnbiasedScores) {
  ModelConfig config = routing_config(4, 2, 2, 4);
  const at::Tensor hidden = random_normal({50, config.hidden_size}, 4);
  const ParameterRef router = parameter_of(random_normal({8, config.hidden_size}, 5, 0.3), false);
  at::Tensor bias = at::zeros({8}, at::kFloat);
  bias.narrow(0, 4, 2).fill_(2.0);
  const Routing routing = route(hidden, router, bias, config);
  const at::Tensor plain = mixture_weights(routing, config);
  EXPECT_TRUE(at::equal(plain, routing.scores.gather(1, routing.expert_index)));
  EXPECT_LT(plain.max().item<float>(), 1.0f) << "a bias of 2 must not reach the weights";
  config.routed_scaling_factor = 2.5;
  EXPECT_LE(largest_difference(mixture_weights(routing, config), plain * 2.5), 1e-6);
  config.norm_topk_prob = true;
  EXPECT_LE(largest_difference(mixture_weights(routing, config).sum(1), at::full({50}, 2.5, at::kFloat)), 1e-6);
}

TEST(Experts, APinnedGroupIsChosenByEveryToken) {
  const ModelConfig config = routing_config(5, 2, 2, 4);
  at::Tensor bias = random_normal({10}, 6, 0.1).abs();
  bias.narrow(0, 6, 2).fill_(bias.max().item<float>() + 2.0f);
  const Routing routing =
      route(random_normal({500, config.hidden_size}, 7, 5.0), parameter_of(random_normal({10, config.hidden_size}, 8), false), bias, config);
  EXPECT_TRUE(routing.expert_index.eq(6).any(1).all().item<bool>());
  EXPECT_TRUE(routing.expert_index.eq(7).any(1).all().item<bool>());
}

struct Mixture {
  static constexpr int64_t kAgents = 3, kPerAgent = 2, kHidden = 20, kWidth = 12, kTokens = 37, kSlots = 3;
  std::vector<ExpertWeights> agents;
  at::Tensor hidden = random_normal({kTokens, kHidden}, 20);
  at::Tensor weights = random_normal({kTokens, kSlots}, 21).abs();
  at::Tensor expert_index;
  at::Tensor gradient = random_normal({kTokens, kHidden}, 22);

  Mixture() {
    for (int64_t a = 0; a < kAgents; ++a) {
      ExpertWeights agent;
      agent.gate_up_proj = parameter_of(random_normal({kPerAgent, 2 * kWidth, kHidden}, 30 + static_cast<uint64_t>(a), 0.4));
      agent.down_proj = parameter_of(random_normal({kPerAgent, kHidden, kWidth}, 40 + static_cast<uint64_t>(a), 0.4));
      agents.push_back(agent);
    }
    // Expert 4 is nobody's; a token's experts are all different.
    const at::Tensor order = at::stack({random_normal({kTokens, kAgents * kPerAgent}, 23)}).squeeze(0);
    expert_index = std::get<1>(order.index_fill(1, at::tensor({4}, at::kLong), -100.0).topk(kSlots, 1));
  }

  // The same sum in plain autograd, in f64; fills gradients of hidden, weights and each agent's two parameters.
  struct Reference {
    at::Tensor out, hidden, weights;
    std::vector<at::Tensor> gate_up, down;
  };
  Reference reference() const {
    Reference r;
    r.hidden = leaf_of(hidden, at::kDouble);
    r.weights = leaf_of(weights, at::kDouble);
    at::Tensor out = at::zeros({kTokens, kHidden}, at::kDouble);
    for (const ExpertWeights& agent : agents) {
      r.gate_up.push_back(leaf_of(agent.gate_up_proj->compute, at::kDouble));
      r.down.push_back(leaf_of(agent.down_proj->compute, at::kDouble));
    }
    for (int64_t e = 0; e < kAgents * kPerAgent; ++e) {
      const at::Tensor weight = r.weights.mul(expert_index.eq(e)).sum(1, true);
      const at::Tensor gate_up = at::mm(r.hidden, r.gate_up[static_cast<size_t>(e / kPerAgent)].select(0, e % kPerAgent).t());
      const at::Tensor activated = at::silu(gate_up.narrow(1, 0, kWidth)) * gate_up.narrow(1, kWidth, kWidth);
      out = out + at::mm(activated, r.down[static_cast<size_t>(e / kPerAgent)].select(0, e % kPerAgent).t()) * weight;
    }
    out.backward(gradient.to(at::kDouble));
    r.out = out.detach();
    return r;
  }
};

TEST(Experts, MixingAgreesWithAutograd) {
  const Mixture m;
  const Mixture::Reference expected = m.reference();
  const at::Tensor hidden = leaf_of(m.hidden);
  const at::Tensor weights = leaf_of(m.weights);
  const at::Tensor out = mix_experts(hidden, weights, m.expert_index, m.agents, Mixture::kPerAgent);
  out.backward(m.gradient);
  EXPECT_LE(largest_difference(out, expected.out), 1e-5);
  EXPECT_LE(largest_difference(hidden.grad(), expected.hidden.grad()), 1e-5);
  EXPECT_LE(largest_difference(weights.grad(), expected.weights.grad()), 2e-5);
  for (size_t a = 0; a < m.agents.size(); ++a) {
    EXPECT_LE(largest_difference(m.agents[a].gate_up_proj->grad, expected.gate_up[a].grad()), 5e-5) << a;
    EXPECT_LE(largest_difference(m.agents[a].down_proj->grad, expected.down[a].grad()), 5e-5) << a;
  }
  EXPECT_EQ(m.agents[2].down_proj->grad.select(0, 0).abs().max().item<float>(), 0.0f) << "nobody chose expert 4";
}

TEST(Experts, MixingInBf16IsWithinItsRounding) {
  Mixture m;
  for (ExpertWeights& agent : m.agents) {
    for (const ParameterRef& p : {agent.gate_up_proj, agent.down_proj}) p->compute = p->master.to(at::kBFloat16);
  }
  m.hidden = m.hidden.to(at::kBFloat16);
  const Mixture::Reference expected = m.reference();
  const at::Tensor hidden = leaf_of(m.hidden, at::kBFloat16);
  const at::Tensor weights = leaf_of(m.weights);
  const at::Tensor out = mix_experts(hidden, weights, m.expert_index, m.agents, Mixture::kPerAgent);
  out.backward(m.gradient.to(at::kBFloat16));
  const auto relative = [](const at::Tensor& got, const at::Tensor& want) { return largest_difference(got, want) / want.abs().max().item<double>(); };
  EXPECT_EQ(out.scalar_type(), at::kBFloat16);
  EXPECT_LE(relative(out, expected.out), 0.02);
  EXPECT_LE(relative(hidden.grad(), expected.hidden.grad()), 0.02);
  EXPECT_LE(relative(weights.grad(), expected.weights.grad()), 0.02);
  for (size_t a = 0; a < m.agents.size(); ++a) {
    EXPECT_EQ(m.agents[a].down_proj->grad.scalar_type(), at::kBFloat16) << "the only contribution";
    EXPECT_LE(relative(m.agents[a].gate_up_proj->grad, expected.gate_up[a].grad()), 0.02) << a;
    EXPECT_LE(relative(m.agents[a].down_proj->grad, expected.down[a].grad()), 0.02) << a;
  }
}

TEST(Experts, ASilentAgentChangesNothingAndIsSkipped) {
  Mixture m;
  m.agents[1].gate_up_proj->trainable = m.agents[1].down_proj->trainable = false;
  m.agents[1].down_proj->compute.zero_();
  const Mixture::Reference expected = m.reference();
  std::vector<at::Tensor> outs;
  for (const bool silent : {false, true}) {
    m.agents[1].is_silent = silent;
    for (const ExpertWeights& agent : m.agents) agent.gate_up_proj->grad = agent.down_proj->grad = at::Tensor();
    const at::Tensor hidden = leaf_of(m.hidden);
    const at::Tensor weights = leaf_of(m.weights);
    const at::Tensor out = mix_experts(hidden, weights, m.expert_index, m.agents, Mixture::kPerAgent);
    out.backward(m.gradient);
    outs.push_back(out.detach());
    EXPECT_LE(largest_difference(hidden.grad(), expected.hidden.grad()), 1e-5) << silent;
    EXPECT_LE(largest_difference(weights.grad(), expected.weights.grad()), 2e-5) << silent;
    EXPECT_LE(largest_difference(m.agents[2].down_proj->grad, expected.down[2].grad()), 5e-5) << silent;
    EXPECT_FALSE(m.agents[1].down_proj->grad.defined()) << "a frozen agent gets no gradient";
  }
  EXPECT_TRUE(at::equal(outs[0], outs[1]));
}

TEST(Experts, FrozenAgentsLetGradientsThrough) {
  Mixture m;
  for (const ExpertWeights& agent : m.agents) agent.gate_up_proj->trainable = agent.down_proj->trainable = false;
  const Mixture::Reference expected = m.reference();
  const at::Tensor hidden = leaf_of(m.hidden);
  mix_experts(hidden, m.weights, m.expert_index, m.agents, Mixture::kPerAgent).backward(m.gradient);
  EXPECT_LE(largest_difference(hidden.grad(), expected.hidden.grad()), 1e-5);
  for (const ExpertWeights& agent : m.agents) EXPECT_FALSE(agent.gate_up_proj->grad.defined() || agent.down_proj->grad.defined());
}

TEST(Experts, RouterGradientsAgreeWithAutograd) {
  for (const bool normed : {false, true}) {
    ModelConfig config = routing_config(3, 2, 2, 3);
    config.norm_topk_prob = normed;
    config.routed_scaling_factor = 1.5;
    const ParameterRef router = parameter_of(random_normal({6, config.hidden_size}, 50, 0.3));
    const at::Tensor hidden = leaf_of(random_normal({20, config.hidden_size}, 51));
    const at::Tensor gradient = random_normal({20, 3}, 52);
    const Routing routing = route(hidden, router, at::zeros({6}, at::kFloat), config);
    mixture_weights(routing, config).backward(gradient);
    const at::Tensor router_leaf = leaf_of(router->master, at::kDouble);
    const at::Tensor hidden_leaf = leaf_of(hidden, at::kDouble);
    at::Tensor weights = at::sigmoid(at::mm(hidden_leaf, router_leaf.t())).gather(1, routing.expert_index);
    if (normed) weights = weights / weights.sum(1, true);
    (weights * 1.5).backward(gradient.to(at::kDouble));
    EXPECT_LE(largest_difference(router->grad, router_leaf.grad()), 1e-5);
    EXPECT_LE(largest_difference(hidden.grad(), hidden_leaf.grad()), 1e-5);
  }
}

}  // namespace
}  // namespace galen
