#include "model/convert.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <functional>

#include "core/error.h"
#include "model/decoder.h"
#include "tests/model/random_model.h"
#include "tests/support.h"

namespace galen {
namespace {

using testing::largest_difference;
using testing::lively_checkpoint;
using testing::random_tokens;

ConversionSettings settings_for_tests() {
  ConversionSettings settings;
  settings.names = {"general", "medicine", "safety"};
  settings.experts_per_agent = 2;
  settings.expert_width = 16;
  settings.agents_per_token = 2;
  settings.pinned = {"safety"};
  return settings;
}

at::Tensor logits_of(const Checkpoint& checkpoint, const at::Tensor& tokens, at::ScalarType compute = at::kFloat) {
  return forward_logits(load_model(checkpoint, compute), tokens);
}

TEST(Convert, TheConvertedModelComputesTheSameFunction) {
  for (const bool tied : {false, true}) {
    ModelConfig config = testing::tiny_llama_config();
    config.tie_word_embeddings = tied;
    const Checkpoint dense = lively_checkpoint(config);
    const Checkpoint converted = add_sub_agents(dense, settings_for_tests());
    check_tensors(converted, "converted");
    const at::Tensor tokens = random_tokens(60, config.vocab_size, 1).view({2, 30});
    EXPECT_TRUE(at::equal(logits_of(dense, tokens), logits_of(converted, tokens)));
    EXPECT_TRUE(at::equal(logits_of(dense, tokens, at::kBFloat16), logits_of(converted, tokens, at::kBFloat16)));
  }
}

TEST(Convert, ASecondRunGivesTheSameBytesAndAnotherSeedOtherRouters) {
  const Checkpoint dense = lively_checkpoint(testing::tiny_llama_config());
  ConversionSettings settings = settings_for_tests();
  const Checkpoint first = add_sub_agents(dense, settings);
  const Checkpoint again = add_sub_agents(dense, settings);
  for (const auto& [name, tensor] : first.tensors) EXPECT_TRUE(at::equal(tensor, again.tensors.at(name))) << name;
  EXPECT_EQ(first.sub_agents->trunk_sha256, again.sub_agents->trunk_sha256);
  settings.seed = 1;
  EXPECT_FALSE(at::equal(first.tensors.at("model.layers.0.mlp.gate.weight"), add_sub_agents(dense, settings).tensors.at("model.layers.0.mlp.gate.weight")));
}

TEST(Convert, ExpertsStartAsSlicesOfTheTrunkThatAddNothing) {
  const Checkpoint dense = lively_checkpoint(testing::tiny_llama_config());
  const Checkpoint converted = add_sub_agents(dense, settings_for_tests());
  const at::Tensor& gate = dense.tensors.at("model.layers.1.mlp.gate_proj.weight");
  EXPECT_TRUE(at::equal(converted.tensors.at("model.layers.1.mlp.experts.1.gate_proj.weight"), gate.narrow(0, 16, 16)));
  EXPECT_TRUE(at::equal(converted.tensors.at("model.layers.1.mlp.experts.3.gate_proj.weight"), gate.narrow(0, 0, 16)));
  EXPECT_EQ(converted.tensors.at("model.layers.1.mlp.experts.5.down_proj.weight").abs().max().item<float>(), 0.0f);
  EXPECT_TRUE(at::equal(converted.tensors.at("model.layers.1.mlp.shared_experts.gate_proj.weight"), gate));
  EXPECT_EQ(converted.sub_agents->trunk_sha256, trunk_sha256(converted));
}

TEST(Convert, APinnedAgentIsRaisedAndTheLeastBiasIsZero) {
  const Checkpoint converted = add_sub_agents(lively_checkpoint(testing::tiny_llama_config()), settings_for_tests());
  for (const char* layer : {"0", "1"}) {
    const at::Tensor& bias = converted.tensors.at(std::string("model.layers.") + layer + ".mlp.gate.e_score_correction_bias");
    EXPECT_TRUE(at::equal(bias, at::tensor({0.0f, 0.0f, 0.0f, 0.0f, 2.0f, 2.0f})));
  }
  EXPECT_TRUE(get_sub_agent(*converted.sub_agents, "safety").pinned);
  EXPECT_FALSE(get_sub_agent(*converted.sub_agents, "medicine").pinned);
}

TEST(Convert, SurvivesTheDisk) {
  const testing::TemporaryDirectory directory;
  const Checkpoint converted = add_sub_agents(lively_checkpoint(testing::tiny_llama_config()), settings_for_tests());
  write_checkpoint(converted, directory / "converted");
  const Checkpoint read = read_checkpoint(directory / "converted", true);
  const at::Tensor tokens = random_tokens(20, 64, 2).view({1, 20});
  EXPECT_TRUE(at::equal(logits_of(read, tokens), logits_of(converted, tokens)));
  EXPECT_EQ(trunk_sha256(read), converted.sub_agents->trunk_sha256);
}

TEST(Convert, RefusesNumbersThatDoNotFit) {
  const Checkpoint dense = lively_checkpoint(testing::tiny_llama_config());
  const auto refuses = [&](const std::function<void(ConversionSettings&)>& change, const std::string& words) {
    ConversionSettings settings = settings_for_tests();
    change(settings);
    try {
      add_sub_agents(dense, settings);
      ADD_FAILURE() << "accepted, expected: " << words;
    } catch (const Error& error) {
      EXPECT_NE(std::string(error.what()).find(words), std::string::npos) << error.what();
    }
  };
  refuses([](ConversionSettings& s) { s.names = {"one"}; }, "at least two");
  refuses([](ConversionSettings& s) { s.names = {"one", "one"}; }, "two sub-agents are named one");
  refuses([](ConversionSettings& s) { s.names = {"one", "trunk"}; }, "\"trunk\"");
  refuses([](ConversionSettings& s) { s.names = {"one", ""}; }, "can't be the name");
  refuses([](ConversionSettings& s) { s.experts_per_agent = 1; }, "at least 2 experts");
  refuses([](ConversionSettings& s) { s.expert_width = 17; }, "17");
  refuses([](ConversionSettings& s) { s.expert_width = 0; }, "0");
  refuses([](ConversionSettings& s) { s.agents_per_token = 4; }, "4 sub-agents per token");
  refuses([](ConversionSettings& s) { s.agents_per_token = 0; }, "0 sub-agents per token");
  refuses([](ConversionSettings& s) { s.pinned = {"saftey"}; }, "safety");
  refuses([](ConversionSettings& s) { s.pinned = {"general", "medicine", "safety"}; }, "pinned");
  EXPECT_THROW(add_sub_agents(add_sub_agents(dense, settings_for_tests()), settings_for_tests()), Error);
  ModelConfig deep = testing::tiny_llama_config();
  deep.num_hidden_layers = 47;
  EXPECT_THROW(add_sub_agents(lively_checkpoint(deep), settings_for_tests()), Error);
}

}  // namespace
}  // namespace galen
