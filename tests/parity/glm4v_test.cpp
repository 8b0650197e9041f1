// glm4_moe with an image encoder against transformers' glm4v_moe: models made there are read here, computed, differentiated, generated from, and written back.
#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <cstdio>

#include "data/tokenizer.h"
#include "model/decoder.h"
#include "model/glm_vision.h"
#include "model/import.h"
#include "tests/data/tiny_vocabulary.h"
#include "tests/parity/family_parity.h"

namespace galen {
namespace {

namespace fs = std::filesystem;

// Made once for all tests below.
class ParityGlm4v : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    if (!testing::has_judge()) return;
    directory_ = std::make_unique<testing::TemporaryDirectory>();
    cases_ = testing::ask_judge("glm4v_judge", {"make", directory_->path().string()}, directory_->path());
  }
  static void TearDownTestSuite() { directory_.reset(); }
  void SetUp() override {
    if (!testing::has_judge()) GTEST_SKIP() << testing::kNoJudge;
    ASSERT_EQ(cases_.size(), 5u);
  }

  static const fs::path& root() { return directory_->path(); }
  static Checkpoint model_of(const std::string& name) { return import_hf_directory(root() / "models" / name, root()); }

  static std::unique_ptr<testing::TemporaryDirectory> directory_;
  static Json cases_;
};
std::unique_ptr<testing::TemporaryDirectory> ParityGlm4v::directory_;
Json ParityGlm4v::cases_;

using GlmReference = testing::FamilyReference;
using testing::rms_difference;

TEST_F(ParityGlm4v, LogitsAndImageFeaturesAreThoseOfTransformers) {
  const at::NoGradGuard no_grad;
  for (const auto& [name, judged] : cases_.items()) {
    SCOPED_TRACE(name);
    const GlmReference reference(root() / "reference" / (name + ".safetensors"));
    const Model model = load_model(model_of(name), at::kFloat);
    const double difference = testing::largest_difference(forward_logits(model, reference.tokens, nullptr, reference.given()), reference.file.tensor("logits"));
    EXPECT_GT(judged["largest_logit"].get<double>(), 1.0);
    EXPECT_LE(difference, 1e-4);
    double features = 0;
    if (reference.given() != nullptr) {
      features = testing::largest_difference(glm_encode_images(model, reference.media.pixel_values, reference.media.image_grid),
                                             reference.file.tensor("image_features"));
      EXPECT_LE(features, 2e-5);
    }
    std::printf("  %-14s logits within %.1e (largest %.1f), image features within %.1e\n", name.c_str(), difference, judged["largest_logit"].get<double>(),
                features);
  }
}

TEST_F(ParityGlm4v, GradientsOfEveryParameterAreThoseOfTransformers) {
  for (const auto& [name, judged] : cases_.items()) {
    for (const bool recomputes : {false, true}) {
      SCOPED_TRACE(name + (recomputes ? ", layers computed again" : ""));
      const GlmReference reference(root() / "reference" / (name + ".safetensors"));
      Model model = load_model(model_of(name), at::kFloat, {{"all"}, false, true});
      model.activation_checkpointing = recomputes;
      EXPECT_NEAR(testing::run_backward(model, reference), reference.file.tensor("loss").item<double>(), 1e-5);
      const testing::GradientAgreement agreement = testing::expect_gradients(model, reference);
      std::printf("  %-14s gradients of %3zu tensors within %.1e of each one's largest\n", name.c_str(), agreement.tensors, agreement.worst);
    }
  }
}

// Over all models together: in a single one it is chance which tokens change their experts.
TEST_F(ParityGlm4v, Bf16IsWithinTheReferencesOwnBf16Error) {
  double ours = 0;
  double theirs = 0;
  for (const auto& [name, judged] : cases_.items()) {
    const GlmReference reference(root() / "reference" / (name + ".safetensors"));
    const at::Tensor exact = reference.file.tensor("logits");
    ours += rms_difference(forward_logits(load_model(model_of(name), at::kBFloat16), reference.tokens, nullptr, reference.given()), exact);
    theirs += rms_difference(reference.file.tensor("logits_bf16"), exact);
  }
  std::printf("  bf16 logits %.4f from f32 (rms, all models), transformers' %.4f\n", ours, theirs);
  EXPECT_LE(ours, 1.05 * theirs);
}

// What is said after an image stands behind its longer side, not behind its tokens.
TEST_F(ParityGlm4v, GreedyGenerationGivesTheSame256Tokens) {
  const Tokenizer tokenizer = testing::TinyVocabulary().load(root());  // its end is beyond the models' vocabulary
  int compared = 0;
  for (const auto& [name, judged] : cases_.items()) {
    const GlmReference reference(root() / "reference" / (name + ".safetensors"));
    if (!reference.file.contains("generated")) continue;
    SCOPED_TRACE(name);
    testing::expect_same_generation(load_model(model_of(name), at::kFloat), tokenizer, reference, reference.tokens.size(1));
    ++compared;
  }
  EXPECT_EQ(compared, 4);
}

TEST_F(ParityGlm4v, AWrittenCheckpointOpensInTransformersBitEqual) {
  testing::expect_written_models_open("glm4v_judge", cases_, root(), model_of);
}

}  // namespace
}  // namespace galen
