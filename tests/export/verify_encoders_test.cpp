#include "export/verify_encoders.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include "export/gguf.h"
#include "export/verify.h"
#include "model/media_spec.h"
#include "tests/export/tiny_checkpoint.h"
#include "tests/support.h"

namespace galen {
namespace {

struct ExportedWithImages {
  explicit ExportedWithImages(const std::filesystem::path& folder_, const std::string& type, const std::string& encoder_type)
      : folder(folder_), text_type(type) {
    testing::TinyShape shape;
    shape.family = Family::kGlm4Moe;
    shape.vision = true;
    checkpoint = testing::tiny_checkpoint(shape, folder);
    write_gguf(checkpoint, type, folder / "model.gguf");
    write_mmproj(checkpoint, encoder_type, folder / "mmproj.gguf");
  }
  EncoderVerifyReport verify(const Model& model) const {
    const Tokenizer tokenizer = Tokenizer::from_gguf(checkpoint.tokenizer_gguf);
    const auto reports =
        verify_mmproj(folder / "model.gguf", text_type, folder / "mmproj.gguf", model, tokenizer, *media_spec(checkpoint.config, tokenizer, {}));
    EXPECT_EQ(reports.size(), 1u);
    return reports.at(0);
  }
  std::filesystem::path folder;
  std::string text_type;
  Checkpoint checkpoint;
};

TEST(VerifyEncoders, LlamaCppsOwnEncoderAndMRopeAgreeWithGalen) {
  for (const auto& [text, encoder] : {std::pair{"f32", "f32"}, {"f32", "f16"}, {"f16", "f16"}}) {
    SCOPED_TRACE(std::string(text) + " " + encoder);
    testing::TemporaryDirectory folder;
    const ExportedWithImages exported(folder.path(), text, encoder);
    const EncoderVerifyReport report = exported.verify(load_model(exported.checkpoint, at::kFloat));
    EXPECT_TRUE(report.passed) << report.failure;
    EXPECT_EQ(report.tokens, 12);
    EXPECT_LT(report.feature_difference, 0.005);
    std::printf("  text %s, encoder %s: features within %.1e, KL behind the image %.1e\n", text, encoder, report.feature_difference, report.mean_kl);
  }
}

// A text model's file says the same with and without places on three axes.
TEST(VerifyEncoders, TextAloneIsUnchanged) {
  testing::TemporaryDirectory folder;
  const ExportedWithImages exported(folder.path(), "f32", "f32");
  VerifySettings settings;
  settings.held_out = "The patient denies chest pain, fever and cough; takes 5 mg daily.";
  settings.texts = {"<|begin_of_image|>x"};
  const VerifyReport report = verify_gguf(folder / "model.gguf", "f32", load_model(exported.checkpoint, at::kFloat),
                                          Tokenizer::from_gguf(exported.checkpoint.tokenizer_gguf), settings);
  EXPECT_TRUE(report.passed) << report.failure;
  EXPECT_LT(report.max_abs_logit_difference, 1e-4);
}

// What an exporter gets wrong must show: each change is one that the numbers of a passing test would have to hide.
TEST(VerifyEncoders, AChangedEncoderFails) {
  testing::TemporaryDirectory folder;
  const ExportedWithImages exported(folder.path(), "f32", "f32");
  for (const char* name : {"model.visual.patch_embed.proj.weight", "model.visual.embeddings.position_embedding.weight", "model.visual.blocks.1.attn.qkv.weight",
                           "model.visual.downsample.bias", "model.visual.merger.post_projection_norm.weight"}) {
    SCOPED_TRACE(name);
    Checkpoint changed = exported.checkpoint;
    changed.tensors.at(name) = changed.tensors.at(name).flip(0) + 0.05;
    const EncoderVerifyReport report = exported.verify(load_model(changed, at::kFloat));
    EXPECT_FALSE(report.passed);
    EXPECT_NE(report.failure.find("encoder"), std::string::npos) << report.failure;
  }
  Checkpoint other_axes = exported.checkpoint;
  std::swap(other_axes.config.vision->mrope_section[0], other_axes.config.vision->mrope_section[1]);
  EXPECT_FALSE(exported.verify(load_model(other_axes, at::kFloat)).passed);
}

}  // namespace
}  // namespace galen
