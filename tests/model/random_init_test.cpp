#include "model/random_init.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <cmath>

#include "core/error.h"
#include "tests/model/random_model.h"

namespace galen {
namespace {

TEST(RandomInit, DrawsTheStatedDeviations) {
  ModelConfig config = testing::four_agent_config();
  config.hidden_size = 64;
  config.vocab_size = 500;
  const Checkpoint checkpoint = random_init(config, {"general", "medicine", "reasoning", "safety"}, 7);
  check_tensors(checkpoint, "random");
  const auto deviation = [&](const std::string& name) { return checkpoint.tensors.at(name).std().item<double>(); };
  EXPECT_NEAR(deviation("model.embed_tokens.weight"), 0.02, 5e-4);
  EXPECT_NEAR(deviation("model.layers.0.self_attn.q_proj.weight"), 0.02, 1e-3);
  const double smaller = 0.02 / std::sqrt(2.0 * static_cast<double>(config.num_hidden_layers));
  EXPECT_NEAR(deviation("model.layers.1.self_attn.o_proj.weight"), smaller, 0.1 * smaller);
  EXPECT_TRUE(at::equal(checkpoint.tensors.at("model.norm.weight"), at::ones({64}, at::kFloat)));
  EXPECT_EQ(checkpoint.sub_agents->agents[1].name, "medicine");
  EXPECT_EQ(checkpoint.sub_agents->agents[1].first_expert, config.experts_per_group());
}

TEST(RandomInit, TheSeedDecidesTheBits) {
  const ModelConfig config = testing::tiny_llama_config();
  const auto embedding = [&](uint64_t seed) { return random_init(config, {}, seed).tensors.at("model.embed_tokens.weight"); };
  EXPECT_TRUE(at::equal(embedding(1), embedding(1)));
  EXPECT_FALSE(at::equal(embedding(1), embedding(2)));
}

TEST(RandomInit, RefusesNamesThatDontMatchTheGroups) {
  EXPECT_THROW(random_init(testing::four_agent_config(), {"medicine"}, 1), Error);
}

// A shape without a trunk: experts do all the work.
TEST(RandomInit, AModelWithoutATrunkRunsAndTrains) {
  ModelConfig config = testing::four_agent_config();
  config.n_shared_experts = 0;
  const Checkpoint checkpoint = random_init(config, {}, 3);
  EXPECT_EQ(checkpoint.tensors.count("model.layers.0.mlp.shared_experts.gate_proj.weight"), 0u);
  const Model model = load_model(checkpoint, at::kFloat, {{"all"}, true});
  const at::Tensor tokens = testing::random_tokens(20, config.vocab_size, 1);
  const testing::Documents documents = testing::documents_of({12, 8});
  forward_hidden(model, tokens, documents.positions, documents.offsets).sum().backward();
  EXPECT_GT(model.layers[0].agents[0].gate_up_proj->grad.abs().max().item<double>() + model.layers[0].agents[1].gate_up_proj->grad.abs().max().item<double>(),
            0.0);
}

}  // namespace
}  // namespace galen
