// What muse_spark promises beside agreeing with transformers (tests/parity/muse_spark_test.cpp).
#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "model/decoder.h"
#include "model/generate.h"
#include "model/muse_spark_specs.h"
#include "model/random_init.h"
#include "model/sub_agents.h"
#include "tests/data/tiny_vocabulary.h"
#include "tests/model/random_model.h"
#include "tests/support.h"

namespace galen {
namespace {

Json spark_json() {
  return Json::parse(
      R"({"model_type": "muse_spark", "image_token_id": 260, "video_token_id": 261, "audio_token_id": 262, "out_hidden_size": 64, "projector_hidden_size": 12,
    "text_config": {"vocab_size": 260, "hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 5, "num_attention_heads": 2, "num_key_value_heads": 1, "head_dim": 16,
      "max_position_embeddings": 256, "sliding_window": 11, "moe_hidden_size": 16, "moe_intermediate_size": 24, "num_local_experts": 8, "num_experts_per_tok": 2, "n_group": 4,
      "qk_scale_factor": 2.0, "mlp_layer_types": ["dense", "sparse", "sparse", "sparse", "sparse"]},
    "vision_config": {"patch_size": 4, "pos_emb_height": 4, "pos_emb_width": 4, "num_attention_heads": 2, "num_hidden_layers": 2, "hidden_size": 16, "intermediate_size": 24},
    "audio_config": {"patch_sizes": [4, 3], "hidden_sizes": [8, 12], "depths": [1, 1], "num_hidden_layers": 2, "out_hidden_size": 32}})");
}

Checkpoint spark_checkpoint(uint64_t seed = 1) {
  Checkpoint checkpoint = random_init(parse_model_config(spark_json(), "config.json"), {"general", "medicine", "vision", "safety"}, seed);
  uint64_t number = seed;
  for (auto& [name, tensor] : checkpoint.tensors) {
    if (tensor.dim() > 1) tensor = testing::random_normal(tensor.sizes().vec(), ++number, 1.0 / std::sqrt(static_cast<double>(tensor.size(-1))));
  }
  checkpoint.sub_agents->trunk_sha256 = trunk_sha256(checkpoint);
  return checkpoint;
}

const at::Tensor& spark_tokens() {
  static const at::Tensor tokens = testing::random_tokens(40, 256, 3);
  return tokens;
}

at::Tensor spark_logits(const Checkpoint& checkpoint, RoutingTrace* trace = nullptr) {
  return forward_logits(load_model(checkpoint, at::kFloat), spark_tokens().unsqueeze(0), trace).squeeze(0);
}

TEST(MuseSpark, WhatItsConfigCannotMeanIsRefusedByName) {
  const auto refused = [](const std::string& part, const std::string& key, const Json& value) {
    Json json = spark_json();
    (part.empty() ? json : json[part])[key] = value;
    try {
      parse_model_config(json, "config.json");
    } catch (const Error& error) {
      return std::string(error.what()).find(key) != std::string::npos;
    }
    return false;
  };
  EXPECT_TRUE(refused("text_config", "layer_types", {"full_attention"}));
  EXPECT_TRUE(refused("text_config", "mlp_layer_types", {"dense", "sparse", "sparse", "sparse", "moist"}));
  EXPECT_TRUE(refused("text_config", "layer_rope_theta", {0, 1.0, 0, 0, 0}));
  EXPECT_TRUE(refused("text_config", "num_experts_per_tok", 9));
  EXPECT_TRUE(refused("text_config", "n_group", 3));
  EXPECT_TRUE(refused("text_config", "tie_word_embeddings", true));
  EXPECT_TRUE(refused("text_config", "rope_parameters", {{"rope_type", "yarn"}}) || refused("text_config", "rope_type", "yarn"));
  EXPECT_TRUE(refused("text_config", "hidden_act", "gelu"));
  EXPECT_TRUE(refused("vision_config", "pos_emb_width", 5));
  EXPECT_TRUE(refused("vision_config", "layer_types", {"full_attention", "sliding_attention"}));
  EXPECT_TRUE(refused("audio_config", "patch_sizes", {4}));
  EXPECT_TRUE(refused("audio_config", "patch_sizes", {1 << 20, 1 << 20}));
  EXPECT_TRUE(refused("audio_config", "out_hidden_size", 31));
  EXPECT_TRUE(refused("", "out_hidden_size", 63));
  EXPECT_NO_THROW(parse_model_config(spark_json(), "config.json"));
}

TEST(MuseSpark, TheShapesHaveTheActiveParametersTheyAreNamedFor) {
  const ModelConfig config = parse_model_config(spark_json(), "config.json");
  int64_t experts = 0;
  int64_t towers = 0;
  for (const TensorSpec& spec : tensor_specs(config)) {
    int64_t count = 1;
    for (const int64_t size : spec.shape) count *= size;
    if (spec.shape.size() == 3 && spec.shape[0] == config.n_routed_experts && !is_tower_tensor(spec.name)) experts += count;
    if (is_tower_tensor(spec.name)) towers += count;
  }
  EXPECT_EQ(experts, 4 * 8 * 3 * 24 * 16);
  EXPECT_GT(towers, 0);
  EXPECT_EQ(count_active_parameters(config), count_parameters(config) - towers - experts + experts / 4);
}

TEST(MuseSpark, ASubAgentIsASliceThatLeavesAndComesBack) {
  const testing::TemporaryDirectory directory;
  const Checkpoint before = spark_checkpoint();
  extract_sub_agent(before, "medicine", directory / "medicine");
  const Checkpoint removed = remove_sub_agent(before, "medicine");
  EXPECT_EQ(trunk_sha256(removed), trunk_sha256(before));
  for (const SubAgent& agent : before.sub_agents->agents) {
    EXPECT_EQ(sub_agent_sha256(removed, agent) == sub_agent_sha256(before, agent), agent.name != "medicine") << agent.name;
  }
  const Checkpoint back = insert_sub_agent(removed, directory / "medicine");
  for (const auto& [name, tensor] : before.tensors) EXPECT_TRUE(at::equal(tensor, back.tensors.at(name))) << name;
  write_checkpoint(back, directory / "back");
  EXPECT_TRUE(at::equal(spark_logits(read_checkpoint(directory / "back", true)), spark_logits(before)));
}

TEST(MuseSpark, RemovingASubAgentLeavesTokensRoutedElsewhereBitEqual) {
  int64_t compared = 0;
  for (uint64_t seed = 1; seed <= 60; ++seed) {
    const Checkpoint before = spark_checkpoint(seed);
    RoutingTrace trace;
    trace.keep_indices = true;
    const at::Tensor logits = spark_logits(before, &trace);
    const SubAgent agent = get_sub_agent(*before.sub_agents, "vision");
    int64_t untouched = logits.size(0);  // tokens before the first that was sent there, in any layer
    for (const at::Tensor& index : trace.expert_index) {
      const at::Tensor sent = index.ge(agent.first_expert).logical_and(index.lt(agent.first_expert + agent.num_experts)).any(1).nonzero();
      if (sent.numel() > 0) untouched = std::min(untouched, sent.min().item<int64_t>());
    }
    const at::Tensor after = spark_logits(remove_sub_agent(before, "vision"));
    EXPECT_TRUE(at::equal(after.narrow(0, 0, untouched), logits.narrow(0, 0, untouched))) << "seed " << seed;
    EXPECT_FALSE(at::equal(after, logits)) << "seed " << seed;
    compared += untouched;
  }
  EXPECT_GT(compared, 0);
}

TEST(MuseSpark, APinnedSubAgentsExpertsAreChosenForEveryToken) {
  const Checkpoint pinned = pin_sub_agent(spark_checkpoint(), "safety");
  RoutingTrace trace;
  trace.keep_indices = true;
  spark_logits(pinned, &trace);
  ASSERT_EQ(trace.expert_index.size(), 4u);
  for (const at::Tensor& index : trace.expert_index) EXPECT_TRUE(std::get<0>(index.sort(1)).eq(at::tensor({6, 7}, at::kLong)).all().item<bool>());
  EXPECT_THROW(pin_sub_agent(pinned, "general"), Error) << "each token gets two experts, safety has them";
}

// A step's gradients, applied by hand.
TEST(MuseSpark, TrainingOneSubAgentChangesNoOtherByte) {
  const Checkpoint before = spark_checkpoint();
  const Model model = load_model(before, at::kFloat, {{"medicine"}, false, false});
  const at::Tensor positions = at::arange(40, at::kLong);
  const at::Tensor hidden = forward_hidden(model, spark_tokens(), positions, at::tensor({0, 40}, at::kLong));
  head_loss(hidden, model.lm_head, spark_tokens().roll(-1, 0), 40.0, 0.0, logit_cap(model.config)).loss.backward();
  int moved = 0;
  for (const ParameterRef& parameter : model.parameters) {
    if (!parameter->trainable) {
      EXPECT_FALSE(parameter->grad.defined()) << parameter->name;
      continue;
    }
    ASSERT_TRUE(parameter->grad.defined()) << parameter->name;
    parameter->master.sub_(parameter->grad);
    ++moved;
  }
  EXPECT_EQ(moved, 8);  // two stacks in four sparse layers
  const Checkpoint after = to_checkpoint(model, before);
  EXPECT_EQ(trunk_sha256(after), trunk_sha256(before));
  for (const SubAgent& agent : before.sub_agents->agents) {
    EXPECT_EQ(sub_agent_sha256(after, agent) == sub_agent_sha256(before, agent), agent.name != "medicine") << agent.name;
  }
  Model again = load_model(before, at::kFloat, {{"medicine"}, false, false});
  load_weights(again, after);
  for (size_t i = 0; i < model.parameters.size(); ++i) EXPECT_TRUE(at::equal(again.parameters[i]->compute, model.parameters[i]->compute));
}

// Rings of keys wrap around several times; a window of 11 leaves some of a ring's 16 keys behind.
TEST(MuseSpark, GenerationWithRingsOfKeysIsTheArgmaxOfFullPasses) {
  const testing::TemporaryDirectory directory;
  const Tokenizer tokenizer = testing::TinyVocabulary().load(directory.path());
  for (const int64_t window : {11, 16, 1}) {
    Checkpoint checkpoint = spark_checkpoint();
    checkpoint.config.muse_spark.sliding_window = window;
    checkpoint.tensors.at("lm_head.weight").narrow(0, 256, 4).zero_();  // never ends
    const Model model = load_model(checkpoint, at::kFloat);
    std::vector<std::vector<int32_t>> prompts;
    for (const int64_t length : {3, 50}) {
      const at::Tensor ids = testing::random_tokens(length, 256, static_cast<uint64_t>(length)).to(at::kInt);
      prompts.emplace_back(ids.data_ptr<int32_t>(), ids.data_ptr<int32_t>() + length);
    }
    GenerateSettings settings;
    settings.max_new_tokens = 40;
    const auto results = generate(model, tokenizer, prompts, settings);
    for (size_t i = 0; i < prompts.size(); ++i) {
      ASSERT_EQ(results[i].size(), 40u);
      std::vector<int32_t> all = prompts[i];
      all.insert(all.end(), results[i].begin(), results[i].end());
      const at::Tensor best = forward_logits(model, at::tensor(all, at::kInt).to(at::kLong).unsqueeze(0)).squeeze(0).argmax(1).to(at::kInt);
      for (size_t t = 0; t < results[i].size(); ++t) {
        EXPECT_EQ(results[i][t], best[static_cast<int64_t>(prompts[i].size() + t - 1)].item<int32_t>())
            << "window " << window << ", prompt " << i << ", token " << t;
      }
    }
  }
}

TEST(MuseSpark, PlaceholdersAndMediaMustMatch) {
  const Model model = load_model(spark_checkpoint(), at::kFloat);
  const auto run = [&](std::vector<int64_t> ids, const Media& media) {
    return forward_logits(model, at::tensor(ids, at::kLong).unsqueeze(0), nullptr, &media);
  };
  Media media;
  media.pixel_values = testing::random_normal({8, 96}, 1);
  media.image_grid = at::tensor({1, 2, 4}, at::kLong).view({1, 3});
  EXPECT_EQ(run({5, 260, 260, 6}, media).size(1), 4);
  EXPECT_THROW(run({5, 260, 6}, media), Error);
  EXPECT_THROW(run({5, 6}, media), Error);
  media.image_grid = at::tensor({1, 2, 3}, at::kLong).view({1, 3});
  EXPECT_THROW(run({5, 260, 260, 6}, media), Error);
  media.image_grid = at::tensor({1, 4, 4}, at::kLong).view({1, 3});
  EXPECT_THROW(run({5, 260, 260, 260, 260, 6}, media), Error);
  Media sound;
  sound.audio = {testing::random_normal({13}, 2)};
  EXPECT_EQ(run({262, 262, 6}, sound).size(1), 3);
  EXPECT_THROW(run({262, 6}, sound), Error);
  sound.audio = {at::empty({0}, at::kFloat)};
  EXPECT_THROW(run({262, 6}, sound), Error);
}

TEST(MuseSpark, ALaterSoundAndALaterImageChangeNothingBefore) {
  const Model model = load_model(spark_checkpoint(), at::kFloat);
  Media media;
  media.audio = {testing::random_normal({24}, 2), testing::random_normal({12}, 3)};
  const at::Tensor ids = at::tensor({7, 262, 262, 8, 9, 262, 10}, at::kLong).unsqueeze(0);
  const at::Tensor before = forward_logits(model, ids, nullptr, &media);
  media.audio[1] = testing::random_normal({12}, 4);
  const at::Tensor after = forward_logits(model, ids, nullptr, &media);
  // Not to the bit: a later token that goes to another expert changes how many rows that expert's product has.
  EXPECT_TRUE(at::allclose(before.narrow(1, 0, 5), after.narrow(1, 0, 5), 1e-5, 1e-5)) << before.sub(after).abs().amax(2);
  EXPECT_GT(before.narrow(1, 5, 2).sub(after.narrow(1, 5, 2)).abs().max().item<float>(), 1e-2);
}

}  // namespace
}  // namespace galen
