// muse_spark against transformers: models made there are read here, computed, differentiated, generated from, and written back.
#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <cstdio>

#include "data/tokenizer.h"
#include "model/decoder.h"
#include "model/import.h"
#include "model/muse_spark_towers.h"
#include "tests/data/tiny_vocabulary.h"
#include "tests/parity/family_parity.h"

namespace galen {
namespace {

namespace fs = std::filesystem;

// Made once for all tests below.
class ParityMuseSpark : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    if (!testing::has_judge()) return;
    directory_ = std::make_unique<testing::TemporaryDirectory>();
    cases_ = testing::ask_judge("muse_spark_judge", {"make", directory_->path().string()}, directory_->path());
  }
  static void TearDownTestSuite() { directory_.reset(); }
  void SetUp() override {
    if (!testing::has_judge()) GTEST_SKIP() << testing::kNoJudge;
    ASSERT_EQ(cases_.size(), 9u);
  }

  static const fs::path& root() { return directory_->path(); }
  static Checkpoint model_of(const std::string& name) { return import_hf_directory(root() / "models" / name, root()); }

  static std::unique_ptr<testing::TemporaryDirectory> directory_;
  static Json cases_;
};
std::unique_ptr<testing::TemporaryDirectory> ParityMuseSpark::directory_;
Json ParityMuseSpark::cases_;

using SparkReference = testing::FamilyReference;
using testing::rms_difference;

at::Tensor reference_logits(const SparkReference& reference) {
  return reference.file.tensor("logits");
}

TEST_F(ParityMuseSpark, LogitsAreThoseOfTransformers) {
  for (const auto& [name, judged] : cases_.items()) {
    SCOPED_TRACE(name);
    const SparkReference reference(root() / "reference" / (name + ".safetensors"));
    const Model model = load_model(model_of(name), at::kFloat);
    const double difference = testing::largest_difference(forward_logits(model, reference.tokens, nullptr, reference.given()), reference_logits(reference));
    EXPECT_GT(judged["largest_logit"].get<double>(), 1.0);
    EXPECT_LE(difference, 1e-4);
    std::printf("  %-22s logits within %.1e (largest %.1f), %d tokens\n", name.c_str(), difference, judged["largest_logit"].get<double>(),
                static_cast<int>(reference.tokens.numel()));
  }
}

TEST_F(ParityMuseSpark, GradientsOfEveryParameterAreThoseOfTransformers) {
  for (const auto& [name, judged] : cases_.items()) {
    for (const bool recomputes : {false, true}) {
      SCOPED_TRACE(name + (recomputes ? ", layers computed again" : ""));
      const SparkReference reference(root() / "reference" / (name + ".safetensors"));
      Model model = load_model(model_of(name), at::kFloat, {{"all"}, false, true});
      model.activation_checkpointing = recomputes;
      EXPECT_NEAR(testing::run_backward(model, reference), reference.file.tensor("loss").item<double>(), 1e-5);
      const testing::GradientAgreement agreement = testing::expect_gradients(model, reference);
      std::printf("  %-22s gradients of %3zu tensors within %.1e of each one's largest\n", name.c_str(), agreement.tensors, agreement.worst);
    }
  }
}

// Over all models together: in a single one it is chance which tokens change their experts.
TEST_F(ParityMuseSpark, Bf16IsWithinTheReferencesOwnBf16Error) {
  double our_sum = 0;
  double their_sum = 0;
  for (const auto& [name, judged] : cases_.items()) {
    SCOPED_TRACE(name);
    const SparkReference reference(root() / "reference" / (name + ".safetensors"));
    const Model model = load_model(model_of(name), at::kBFloat16);
    const double ours = rms_difference(forward_logits(model, reference.tokens, nullptr, reference.given()), reference_logits(reference));
    const double theirs = rms_difference(reference.file.tensor("logits_bf16"), reference_logits(reference));
    our_sum += ours;
    their_sum += theirs;
    std::printf("  %-22s bf16 logits %.4f from f32 (rms), transformers' %.4f\n", name.c_str(), ours, theirs);
  }
  EXPECT_LE(our_sum, 1.05 * their_sum);
}

TEST_F(ParityMuseSpark, EncodersAreThoseOfTransformers) {
  const at::NoGradGuard no_grad;
  for (const std::string name : {"images", "audio", "all"}) {
    SCOPED_TRACE(name);
    const SparkReference reference(root() / "reference" / (name + ".safetensors"));
    for (const at::ScalarType type : {at::kFloat, at::kBFloat16}) {
      const Model model = load_model(model_of(name), type);
      const auto compare = [&](const std::string& what, const at::Tensor& ours) {
        const at::Tensor expected = reference.file.tensor(what);
        const double difference = rms_difference(ours, expected);
        const double theirs = rms_difference(reference.file.tensor(what + "_bf16"), expected);
        EXPECT_LE(difference, type == at::kFloat ? 1e-5 : 1.1 * theirs);
        std::printf("  %-8s %s, %s: %.1e from f32 (rms), transformers' bf16 %.1e\n", name.c_str(), what.c_str(), c10::toString(type), difference, theirs);
      };
      if (reference.media.pixel_values.defined()) compare("image_features", encode_images(model, reference.media.pixel_values, reference.media.image_grid));
      if (!reference.media.audio.empty()) compare("audio_features", encode_audio(model, reference.media.audio));
    }
  }
}

TEST_F(ParityMuseSpark, GreedyGenerationGivesTheSame256Tokens) {
  const Tokenizer tokenizer = testing::TinyVocabulary().load(root());  // its end is beyond the models' vocabulary
  int compared = 0;
  for (const auto& [name, judged] : cases_.items()) {
    const SparkReference reference(root() / "reference" / (name + ".safetensors"));
    if (!reference.file.contains("generated")) continue;
    SCOPED_TRACE(name);
    testing::expect_same_generation(load_model(model_of(name), at::kFloat), tokenizer, reference, 20);
    ++compared;
  }
  EXPECT_EQ(compared, 3);
}

// Sub-agents' slices of stacks too.
TEST_F(ParityMuseSpark, AWrittenCheckpointOpensInTransformersBitEqual) {
  testing::expect_written_models_open("muse_spark_judge", cases_, root(), model_of);
}

}  // namespace
}  // namespace galen
