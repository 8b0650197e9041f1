// What glm4_moe with an image encoder promises beside agreeing with transformers (tests/parity/glm4v_test.cpp).
#include "model/glm_vision.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "model/media_routing.h"
#include "model/sub_agents.h"
#include "tests/model/random_model.h"
#include "tests/support.h"

namespace galen {
namespace {

constexpr int64_t kImage = 60;  // of the 64 tokens

ModelConfig glm_image_config() {
  ModelConfig config = testing::four_agent_config();
  config.vision.emplace();
  GlmVisionConfig& vision = *config.vision;
  vision.num_hidden_layers = 2;
  vision.hidden_size = 16;
  vision.num_attention_heads = 2;
  vision.position_side = 3;
  vision.patch_size = 4;
  vision.intermediate_size = 24;
  vision.mrope_section = {1, 2, 1};  // of heads of 8
  vision.image_token_id = kImage;
  return config;
}

// Images of 2 x 3 and 1 x 2 tokens, in that order.
Media two_images() {
  Media media;
  media.image_grid = at::tensor({1, 4, 6, 1, 2, 4}, at::kLong).view({2, 3});
  media.pixel_values = testing::random_normal({24 + 8, 96}, 9);
  return media;
}

at::Tensor ids_of(const std::vector<int64_t>& ids) {
  return at::tensor(ids, at::kLong);
}

at::Tensor glm_text() {
  return testing::random_tokens(48, kImage, 3);
}

// Text sees nothing of the encoder: bit for bit the model without it.
TEST(GlmVision, TextAloneIsTheModelWithoutAnEncoder) {
  const Checkpoint with = testing::lively_checkpoint(glm_image_config());
  Checkpoint without = with;
  without.config.vision.reset();
  without.tensors.clear();
  for (const auto& [name, tensor] : with.tensors) {
    const std::string prefix = "model.language_model.";
    if (name.starts_with("model.visual.")) continue;
    without.tensors[name.starts_with(prefix) ? "model." + name.substr(prefix.size()) : name] = tensor;
  }
  check_tensors(without, "without");
  for (const at::ScalarType type : {at::kFloat, at::kBFloat16}) {
    const Model model = load_model(with, type);
    EXPECT_TRUE(at::equal(forward_logits(model, glm_text().unsqueeze(0)), forward_logits(load_model(without, type), glm_text().unsqueeze(0))));
    // And costs nothing: a frozen encoder's weights are the file's own, read when the first image comes.
    for (const auto& [name, parameter] : model.towers) EXPECT_TRUE(parameter->compute.is_alias_of(with.tensors.at(name))) << name;
  }
}

TEST(GlmVision, WithoutTheVisionSubAgentTextIsBitEqualWhereItWasntRouted) {
  int64_t compared = 0;
  for (uint64_t seed = 1; seed <= 12; ++seed) {
    Checkpoint checkpoint = testing::lively_checkpoint(glm_image_config(), seed);
    checkpoint.sub_agents->agents[3].name = "vision";
    checkpoint.sub_agents->trunk_sha256 = trunk_sha256(checkpoint);
    const SubAgent& agent = get_sub_agent(*checkpoint.sub_agents, "vision");
    const Checkpoint removed = remove_sub_agent(checkpoint, "vision");
    const at::Tensor text = testing::random_tokens(12, kImage, seed).unsqueeze(0);
    RoutingTrace trace;
    trace.keep_indices = true;
    const at::Tensor before = forward_logits(load_model(checkpoint, at::kFloat), text, &trace);
    at::Tensor met = at::zeros({12}, at::kBool);
    for (const at::Tensor& index : trace.expert_index) {
      met = met.logical_or(index.ge(agent.first_expert).logical_and(index.lt(agent.first_expert + agent.num_experts)).any(1));
    }
    // Later tokens see earlier ones: equal up to the first that met it.
    const at::Tensor places = met.nonzero();
    const int64_t untouched = places.numel() > 0 ? places[0][0].item<int64_t>() : 12;
    if (untouched < 12) {
      EXPECT_FALSE(at::equal(forward_logits(load_model(removed, at::kFloat), text), before)) << "it must have mattered";
    }
    if (untouched == 0) continue;
    const at::Tensor prefix = text.narrow(1, 0, untouched);  // on its own: products of the same rows in both models
    EXPECT_TRUE(at::equal(forward_logits(load_model(removed, at::kFloat), prefix), forward_logits(load_model(checkpoint, at::kFloat), prefix))) << seed;
    compared += untouched;
  }
  ASSERT_GT(compared, 0);  // or nothing was compared
}

TEST(GlmVision, TokensStandWhereRowsAndColumnsSay) {
  const GlmVisionConfig vision = *glm_image_config().vision;
  // A document with both images, and one of text alone.
  const at::Tensor tokens = ids_of({1, kImage, kImage, kImage, kImage, kImage, kImage, 2, kImage, kImage, 3, 4, 5});
  const TokenPlaces places = token_places(tokens, ids_of({0, 11, 13}), two_images().image_grid, vision);
  EXPECT_TRUE(at::equal(places.axes[0], ids_of({0, 1, 1, 1, 1, 1, 1, 4, 5, 5, 7, 0, 1})));
  EXPECT_TRUE(at::equal(places.axes[1], ids_of({0, 1, 1, 1, 2, 2, 2, 4, 5, 5, 7, 0, 1})));
  EXPECT_TRUE(at::equal(places.axes[2], ids_of({0, 1, 2, 3, 1, 2, 3, 4, 5, 6, 7, 0, 1})));
  EXPECT_EQ(places.next, (std::vector<int64_t>{8, 2}));
}

TEST(GlmVision, PackedDocumentsWithImagesAreThoseOneByOne) {
  const Model model = load_model(testing::lively_checkpoint(glm_image_config()), at::kFloat);
  const Media both = two_images();
  const std::vector<int64_t> first = {7, kImage, kImage, kImage, kImage, kImage, kImage, 9, 11};
  const std::vector<int64_t> second = {5, 6, kImage, kImage, 8};
  std::vector<int64_t> packed = first;
  packed.insert(packed.end(), second.begin(), second.end());
  const auto longs = at::TensorOptions(at::kLong);
  const at::NoGradGuard no_grad;
  const at::Tensor together = forward_hidden(model, ids_of(packed), at::cat({at::arange(9, longs), at::arange(5, longs)}), ids_of({0, 9, 14}), nullptr, &both);
  Media one, two;
  one.pixel_values = both.pixel_values.narrow(0, 0, 24);
  one.image_grid = both.image_grid.narrow(0, 0, 1);
  two.pixel_values = both.pixel_values.narrow(0, 24, 8);
  two.image_grid = both.image_grid.narrow(0, 1, 1);
  EXPECT_LE(testing::largest_difference(together.narrow(0, 0, 9), forward_hidden(model, ids_of(first), at::arange(9, longs), ids_of({0, 9}), nullptr, &one)),
            1e-5);
  EXPECT_LE(testing::largest_difference(together.narrow(0, 9, 5), forward_hidden(model, ids_of(second), at::arange(5, longs), ids_of({0, 5}), nullptr, &two)),
            1e-5);
}

TEST(GlmVision, WhatDoesntFitIsNamed) {
  const Model model = load_model(testing::lively_checkpoint(glm_image_config()), at::kFloat);
  const auto refused = [&](const std::vector<int64_t>& ids, const Media& media, const std::string& why) {
    try {
      forward_logits(model, ids_of(ids).unsqueeze(0), nullptr, &media);
    } catch (const Error& error) {
      EXPECT_NE(std::string(error.what()).find(why), std::string::npos) << error.what();
      return;
    }
    ADD_FAILURE() << "not refused: " << why;
  };
  Media media = two_images();
  refused({1, kImage, kImage, 2}, media, "image 1 makes 6 tokens");
  refused({kImage, kImage, kImage, kImage, kImage, kImage, 1, kImage, kImage, 2, kImage}, media, "more images than there are");
  refused({1, kImage, kImage, kImage, kImage, kImage, kImage, 2}, media, "placeholders for images");
  media.pixel_values = media.pixel_values.narrow(0, 0, 30);
  refused({kImage, kImage, kImage, kImage, kImage, kImage, 1, kImage, kImage}, media, "the grids mean 32 patches, there are 30");
  Media sound;
  sound.audio = {at::zeros({100})};
  refused({1, 2}, sound, "no encoder for sounds");
  EXPECT_THROW(load_model(testing::lively_checkpoint(glm_image_config()), at::kFloat, {{"audio_tower"}}), Error);
}

// The adapter alone learns when it alone is named, as when an encoder is aligned with a frozen model.
TEST(GlmVision, PartsOfTheEncoderTrainByName) {
  const Model model = load_model(testing::lively_checkpoint(glm_image_config()), at::kFloat, {{"vision_adapter"}});
  const Media media = two_images();
  const at::Tensor tokens = ids_of({1, kImage, kImage, kImage, kImage, kImage, kImage, 2, kImage, kImage, 3});
  forward_hidden(model, tokens, at::arange(11, at::TensorOptions(at::kLong)), ids_of({0, 11}), nullptr, &media).sum().backward();
  for (const ParameterRef& parameter : model.parameters) {
    const bool is_adapter = is_glm_adapter(parameter->name);
    EXPECT_EQ(parameter->trainable, is_adapter) << parameter->name;
    EXPECT_EQ(parameter->grad.defined() && parameter->grad.count_nonzero().item<int64_t>() > 0, is_adapter) << parameter->name;
  }
}

TEST(GlmVision, WhatItsConfigCannotMeanIsRefusedByName) {
  const Json good = to_hf_config(glm_image_config());
  ASSERT_EQ(to_hf_config(parse_model_config(good, "config.json")), to_hf_config(glm_image_config()));
  const auto refused = [&](const std::string& part, const std::string& key, const Json& value) {
    Json json = good;
    json[part][key] = value;
    try {
      parse_model_config(json, "config.json");
    } catch (const Error& error) {
      return std::string(error.what()).find(key) != std::string::npos || std::string(error.what()).find("mrope_section") != std::string::npos;
    }
    return false;
  };
  EXPECT_TRUE(refused("vision_config", "hidden_act", "gelu"));
  EXPECT_TRUE(refused("vision_config", "in_channels", 1));
  EXPECT_TRUE(refused("vision_config", "hidden_size", 18));
  EXPECT_TRUE(refused("vision_config", "out_hidden_size", 33));
  EXPECT_TRUE(refused("vision_config", "patch_size", 4000));
  EXPECT_TRUE(refused("vision_config", "image_size", 2));
  EXPECT_TRUE(refused("text_config", "use_qk_norm", true));
  EXPECT_TRUE(refused("text_config", "rope_parameters", {{"rope_type", "default"}, {"rope_theta", 1e4}, {"mrope_section", {1, 1, 1}}}));
}

TEST(GlmVision, ABiasBringsImagesToTheVisionSubAgentAndLeavesWordsWhereTheyWere) {
  Checkpoint checkpoint = testing::lively_checkpoint(glm_image_config(), 2);
  checkpoint.sub_agents->agents[3].name = "vision";
  const Model model = load_model(checkpoint, at::kFloat);
  Batch batch;
  batch.media = two_images();
  batch.tokens = at::cat({testing::random_tokens(40, kImage, 5), ids_of({kImage, kImage, kImage, kImage, kImage, kImage, 9, kImage, kImage, 8})});
  batch.positions = at::arange(50, at::TensorOptions(at::kLong));
  batch.document_offsets = ids_of({0, 50});
  const double before = media_shares(model, batch).at("vision");
  const Checkpoint moved = with_media_bias(checkpoint, model, batch, {"vision"}, 3.0);
  const Model biased = load_model(moved, at::kFloat);
  EXPECT_GT(media_shares(biased, batch).at("vision"), std::max(before, 0.9));
  EXPECT_LT(before, 0.9) << "or there was nothing to show";
  // In the first sparse layer, whose inputs are the same: logits rise by the bias at images and by nothing at words, on average.
  const at::NoGradGuard no_grad;
  RoutingTrace trace;
  trace.keep_router_inputs = true;
  forward_hidden(model, batch.tokens, batch.positions, batch.document_offsets, &trace, &batch.media);
  const std::string router = "model.language_model.layers.0.mlp.gate.weight";
  const at::Tensor rise = at::linear(trace.router_inputs[0], moved.tensors.at(router) - checkpoint.tensors.at(router));
  const at::Tensor is_image = batch.tokens.eq(kImage);
  const SubAgent& agent = get_sub_agent(*moved.sub_agents, "vision");
  const at::Tensor its = rise.narrow(1, agent.first_expert, agent.num_experts);
  EXPECT_LT((its.index({is_image}).mean(0) - 3.0).abs().max().item<double>(), 1e-4);
  EXPECT_LT(its.index({is_image.logical_not()}).mean(0).abs().max().item<double>(), 1e-4);
  EXPECT_EQ(rise.narrow(1, 0, agent.first_expert).abs().max().item<double>(), 0.0) << "the others' rows keep their bits";
  for (const auto& [name, tensor] : moved.tensors) {
    if (name.ends_with("gate.weight")) continue;
    EXPECT_TRUE(at::equal(tensor, checkpoint.tensors.at(name))) << name;
  }
  EXPECT_TRUE(at::equal(with_media_bias(checkpoint, model, batch, {"audio"}, 3.0).tensors.at(router), checkpoint.tensors.at(router)));
}

}  // namespace
}  // namespace galen
