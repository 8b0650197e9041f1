// An image encoder added to a text model, up to llama.cpp's reading of it.
#include "model/add_encoder.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "data/tokenizer.h"
#include "export/gguf.h"
#include "export/verify.h"
#include "export/verify_encoders.h"
#include "model/decoder.h"
#include "model/media_spec.h"
#include "tests/export/tiny_checkpoint.h"
#include "tests/support.h"

namespace galen {
namespace {

const Json kShape = {{"depth", 2}, {"hidden_size", 64}, {"num_heads", 2}, {"image_size", 70}, {"intermediate_size", 96}};

const Json kAudioShape = {{"num_mel_bins", 32},  {"downsample_hidden_size", 8},  {"d_model", 32},
                          {"encoder_layers", 2}, {"encoder_attention_heads", 2}, {"encoder_ffn_dim", 48}};

Checkpoint text_model(const std::filesystem::path& folder, bool tied = true, Family family = Family::kGlm4Moe) {
  testing::TinyShape shape;
  shape.family = family;
  shape.tied = tied;
  return testing::tiny_checkpoint(shape, folder);
}

TEST(AddEncoder, TextAloneSaysWhatItSaidBefore) {
  for (const bool tied : {true, false}) {
    testing::TemporaryDirectory folder;
    const Checkpoint text = text_model(folder.path(), tied);
    const Checkpoint added = add_image_encoder(text, kShape, "shape.yaml", folder.path(), 1);
    const GlmVisionConfig& vision = *added.config.vision;
    EXPECT_EQ(added.config.vocab_size, text.config.vocab_size + 4);
    EXPECT_EQ(vision.image_token_id, text.config.vocab_size);
    EXPECT_EQ(vision.mrope_section, (std::array<int64_t, 3>{2, 3, 3}));
    const Tokenizer tokenizer = Tokenizer::from_gguf(added.tokenizer_gguf);
    EXPECT_EQ(tokenizer.encode("<|begin_of_image|>", false, true), std::vector<int32_t>{static_cast<int32_t>(vision.image_start_token_id)});
    const std::string note = "BP 120/80, no fever.";
    EXPECT_EQ(tokenizer.encode(note, false, false), Tokenizer::from_gguf(text.tokenizer_gguf).encode(note, false, false));
    at::manual_seed(3);
    const at::Tensor ids = at::randint(text.config.vocab_size, {1, 40}, at::TensorOptions(at::kLong));
    for (const at::ScalarType type : {at::kFloat, at::kBFloat16}) {
      const at::Tensor before = forward_logits(load_model(text, type), ids);
      const at::Tensor after = forward_logits(load_model(added, type), ids);
      EXPECT_TRUE(at::equal(after.narrow(2, 0, text.config.vocab_size), before));
    }
    // Whoever adds one again is told; a model that has the marks keeps its vocabulary.
    EXPECT_THROW(add_image_encoder(added, kShape, "shape.yaml", folder.path(), 1), Error);
  }
}

TEST(AddEncoder, ItsCheckpointAndExportAreWhole) {
  testing::TemporaryDirectory folder;
  const Checkpoint added = add_image_encoder(text_model(folder.path()), kShape, "shape.yaml", folder.path(), 1);
  write_checkpoint(added, folder.path() / "written");
  const Checkpoint read = read_checkpoint(folder.path() / "written", true);
  EXPECT_EQ(read.sub_agents->trunk_sha256, trunk_sha256(read));
  for (const auto& [name, tensor] : added.tensors) EXPECT_TRUE(at::equal(read.tensors.at(name), tensor)) << name;
  write_gguf(read, "f32", folder.path() / "model.gguf");
  write_mmproj(read, "f32", folder.path() / "mmproj.gguf");
  const Tokenizer tokenizer = Tokenizer::from_gguf(read.tokenizer_gguf);
  const auto reports = verify_mmproj(folder.path() / "model.gguf", "f32", folder.path() / "mmproj.gguf", load_model(read, at::kFloat), tokenizer,
                                     *media_spec(read.config, tokenizer, {}));
  ASSERT_EQ(reports.size(), 1u);
  EXPECT_TRUE(reports[0].passed) << reports[0].failure;
}

// Sounds alone, and images and sounds in one file.
TEST(AddEncoder, SoundsAreReadAsLlamaCppReadsThem) {
  for (const bool images_too : {false, true}) {
    testing::TemporaryDirectory folder;
    const Checkpoint text = text_model(folder.path());
    Checkpoint added = add_audio_encoder(text, kAudioShape, "shape.yaml", folder.path(), 1);
    if (images_too) added = add_image_encoder(added, kShape, "shape.yaml", folder.path(), 1);
    EXPECT_EQ(added.config.vocab_size, text.config.vocab_size + (images_too ? 7 : 3));
    at::manual_seed(3);
    const at::Tensor ids = at::randint(text.config.vocab_size, {1, 40}, at::TensorOptions(at::kLong));
    const at::Tensor after = forward_logits(load_model(added, at::kFloat), ids);
    EXPECT_TRUE(at::equal(after.narrow(2, 0, text.config.vocab_size), forward_logits(load_model(text, at::kFloat), ids)));

    write_checkpoint(added, folder.path() / "written");
    const Checkpoint read = read_checkpoint(folder.path() / "written", true);
    EXPECT_EQ(to_hf_config(read.config), to_hf_config(added.config));
    for (const auto& [name, tensor] : added.tensors) EXPECT_TRUE(at::equal(read.tensors.at(name), tensor)) << name;
    for (const char* type : {"f32", "f16"}) {
      write_gguf(read, "f32", folder.path() / "model.gguf");
      write_mmproj(read, type, folder.path() / "mmproj.gguf");
      const Tokenizer tokenizer = Tokenizer::from_gguf(read.tokenizer_gguf);
      const MediaSpec spec = *media_spec(read.config, tokenizer, {});
      const auto reports = verify_mmproj(folder.path() / "model.gguf", "f32", folder.path() / "mmproj.gguf", load_model(read, at::kFloat), tokenizer, spec);
      ASSERT_EQ(reports.size(), images_too ? 2u : 1u);
      for (const EncoderVerifyReport& report : reports) {
        EXPECT_TRUE(report.passed) << report.kind << ": " << report.failure;
        std::printf("  %s, %s: features within %.1e, KL behind it %.1e\n", report.kind.c_str(), type, report.feature_difference, report.mean_kl);
      }
      EXPECT_EQ(reports.back().kind, "sound");
      EXPECT_EQ(reports.back().tokens, 39) << "232 frames are three chunks";
      // What an exporter gets wrong must show.
      for (const char* damaged : {"audio_tower.conv2d2.weight", "audio_tower.layers.1.self_attn.k_proj.weight", "audio_tower.layers.0.fc1.bias",
                                  "multi_modal_projector.linear_1.weight"}) {
        Checkpoint other = read;
        at::Tensor& tensor = other.tensors.at(std::string("model.") + damaged);
        tensor = tensor + 0.3 * at::randn_like(tensor);
        const auto found = verify_mmproj(folder.path() / "model.gguf", "f32", folder.path() / "mmproj.gguf", load_model(other, at::kFloat), tokenizer, spec);
        EXPECT_FALSE(found.back().passed) << damaged;
      }
    }
  }
}

TEST(AddEncoder, WhatDoesntFitIsRefused) {
  testing::TemporaryDirectory folder;
  const auto message = [&](const Checkpoint& text, const Json& shape) {
    try {
      add_image_encoder(text, shape, "shape.yaml", folder.path(), 1);
    } catch (const Error& error) {
      return std::string(error.what());
    }
    return std::string("taken");
  };
  EXPECT_NE(message(text_model(folder.path(), true, Family::kLlama), kShape).find("an encoder needs a sub-agent model"), std::string::npos);
  const Checkpoint text = text_model(folder.path());
  EXPECT_EQ(message(text, Json::array()), "shape.yaml: must be a mapping of the encoder's keys");
  Json shape = kShape;
  shape["hidden_size"] = 66;
  EXPECT_NE(message(text, shape).find("shape.yaml: vision_config: hidden_size"), std::string::npos) << message(text, shape);
  Checkpoint bare = text;
  bare.tokenizer_gguf.clear();
  EXPECT_NE(message(bare, kShape).find("has no tokenizer"), std::string::npos);
}

}  // namespace
}  // namespace galen
