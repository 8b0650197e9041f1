#include "train/balance.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include "model/sub_agents.h"
#include "tests/model/random_model.h"

namespace galen {
namespace {

std::vector<at::Tensor> loads_of(uint64_t seed) {
  return {testing::random_tokens(8, 1000, seed), testing::random_tokens(8, 1000, seed + 1)};
}

at::Tensor bias_of(const Model& model, size_t layer) {
  return model.layers[layer].selection_bias;
}

TEST(Balance, MovesTowardsEvenLoad) {
  Model model = load_model(testing::lively_checkpoint(testing::four_agent_config()), at::kFloat, {{"all"}, false});
  const at::Tensor before = bias_of(model, 0).clone();
  const at::Tensor load = at::tensor({10, 20, 30, 40, 50, 60, 70, 40}, at::kLong);  // mean 40
  balance_selection_bias(model, {load, load}, 0.01);
  const at::Tensor expected = (before + at::tensor({1.0f, 1.0f, 1.0f, 0.0f, -1.0f, -1.0f, -1.0f, 0.0f}) * 0.01).clamp_min(0);
  EXPECT_LE(testing::largest_difference(bias_of(model, 0), expected), 1e-7);
}

TEST(Balance, NeverMovesPinnedOrFrozenAgents) {
  const Checkpoint checkpoint = pin_sub_agent(testing::lively_checkpoint(testing::four_agent_config()), "safety");
  for (const std::vector<std::string>& names : {std::vector<std::string>{"all"}, {"medicine"}, {"medicine", "safety"}, {"trunk", "reasoning"}}) {
    Model model = load_model(checkpoint, at::kFloat, {names, true});
    const std::vector<at::Tensor> before = {bias_of(model, 0).clone(), bias_of(model, 1).clone()};
    for (uint64_t step = 0; step < 30; ++step) balance_selection_bias(model, loads_of(step), 0.05);
    bool something_moved = false;
    for (size_t g = 0; g < model.sub_agents.agents.size(); ++g) {
      const SubAgent& agent = model.sub_agents.agents[g];
      for (size_t layer = 0; layer < 2; ++layer) {
        const bool same = at::equal(before[layer].narrow(0, agent.first_expert, 2), bias_of(model, layer).narrow(0, agent.first_expert, 2));
        if (agent.pinned || !model.agent_trains[g]) {
          EXPECT_TRUE(same) << agent.name;
        }
        something_moved |= !same;
      }
    }
    EXPECT_TRUE(something_moved);
    EXPECT_GE(bias_of(model, 0).min().item<float>(), 0.0f);
  }
}

TEST(Balance, ARateOfZeroAndAnUntrainedModelChangeNothing) {
  for (const bool trains : {false, true}) {
    Model model = load_model(testing::lively_checkpoint(testing::four_agent_config()), at::kFloat,
                             {trains ? std::vector<std::string>{"all"} : std::vector<std::string>{}, false});
    const at::Tensor before = bias_of(model, 0).clone();
    balance_selection_bias(model, loads_of(3), trains ? 0.0 : 0.1);
    EXPECT_TRUE(at::equal(before, bias_of(model, 0)));
  }
}

}  // namespace
}  // namespace galen
