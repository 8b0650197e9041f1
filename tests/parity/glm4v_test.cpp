// glm4_moe with an image encoder against transformers' glm4v_moe: models made there are read here, computed, differentiated, generated from, and written back.
#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <map>

#include "data/tokenizer.h"
#include "model/decoder.h"
#include "model/generate.h"
#include "model/glm_vision.h"
#include "model/import.h"
#include "model/ops.h"
#include "model/safetensors.h"
#include "tests/data/tiny_vocabulary.h"
#include "tests/model/random_model.h"
#include "tests/parity/model_judge.h"

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

struct GlmReference {
  explicit GlmReference(const fs::path& path) : file(path) {
    tokens = file.tensor("tokens").clone();
    if (!file.contains("pixel_values")) return;
    media.pixel_values = file.tensor("pixel_values");
    media.image_grid = file.tensor("image_grid");
  }
  const Media* given() const { return media.empty() ? nullptr : &media; }

  SafetensorsFile file;
  at::Tensor tokens;
  Media media;
};

double glm_rms(const at::Tensor& a, const at::Tensor& b) {
  return (a - b).square().mean().sqrt().item<double>();
}

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
      const int64_t rows = reference.tokens.size(0);
      const int64_t length = reference.tokens.size(1);
      const auto longs = at::TensorOptions(at::kLong);
      at::Tensor labels = at::full({rows, length}, -1, longs);
      labels.narrow(1, 0, length - 1).copy_(reference.tokens.narrow(1, 1, length - 1));
      const at::Tensor hidden = forward_hidden(model, reference.tokens.reshape({-1}), at::arange(length, longs).repeat({rows}),
                                               at::arange(rows + 1, longs) * length, nullptr, reference.given());
      const HeadLoss loss = head_loss(hidden, model.lm_head, labels.view({-1}), static_cast<double>(rows * (length - 1)), 0.0, logit_cap(model.config));
      loss.loss.backward();
      EXPECT_NEAR(loss.loss.item<double>(), reference.file.tensor("loss").item<double>(), 1e-5);
      double worst = 0;
      size_t seen = 0;
      for (const ParameterRef& parameter : model.parameters) {
        int64_t at = 0;
        for (const auto& [piece, view] : parameter->pieces) {
          const std::string key = "grad." + piece;
          const at::Tensor ours = grad_of(*parameter).view({-1}).narrow(0, at, view.numel());
          at += view.numel();
          if (!reference.file.contains(key)) {
            ASSERT_EQ(ours.count_nonzero().item<int64_t>(), 0) << piece;
            continue;
          }
          const at::Tensor theirs = reference.file.tensor(key);
          const double difference = testing::largest_difference(ours, theirs.reshape({-1})) / std::max(theirs.abs().max().item<double>(), 1e-6);
          EXPECT_LE(difference, 1e-3) << piece;
          worst = std::max(worst, difference);
          ++seen;
        }
      }
      const auto names = reference.file.names();
      EXPECT_EQ(seen, static_cast<size_t>(std::count_if(names.begin(), names.end(), [](const std::string& n) { return n.starts_with("grad."); })));
      std::printf("  %-14s gradients of %3zu tensors within %.1e of each one's largest\n", name.c_str(), seen, worst);
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
    ours += glm_rms(forward_logits(load_model(model_of(name), at::kBFloat16), reference.tokens, nullptr, reference.given()), exact);
    theirs += glm_rms(reference.file.tensor("logits_bf16"), exact);
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
    const at::Tensor first = reference.tokens.select(0, 0).to(at::kInt).contiguous();
    const std::vector<int32_t> prompt(first.data_ptr<int32_t>(), first.data_ptr<int32_t>() + first.numel());
    GenerateSettings settings;
    settings.max_new_tokens = 256;
    const std::vector<Media> media = reference.given() != nullptr ? std::vector<Media>{reference.media} : std::vector<Media>{};
    const auto results = generate(load_model(model_of(name), at::kFloat), tokenizer, {prompt}, settings, {}, media);
    const at::Tensor expected = reference.file.tensor("generated").to(at::kInt).contiguous();
    ASSERT_EQ(expected.numel(), 256);
    EXPECT_EQ(results[0], std::vector<int32_t>(expected.data_ptr<int32_t>(), expected.data_ptr<int32_t>() + 256));
    EXPECT_GT(std::get<0>(at::_unique(expected)).numel(), 5) << "a model that repeats itself shows little";
    ++compared;
  }
  EXPECT_EQ(compared, 4);
}

TEST_F(ParityGlm4v, AWrittenCheckpointOpensInTransformersBitEqual) {
  for (const auto& [name, judged] : cases_.items()) {
    const Checkpoint checkpoint = model_of(name);
    const Checkpoint written = to_checkpoint(load_model(checkpoint, at::kFloat, {{"all"}, false, true}), checkpoint);
    for (const auto& [tensor, value] : checkpoint.tensors) ASSERT_TRUE(at::equal(value, written.tensors.at(tensor))) << name << ": " << tensor;
    write_checkpoint(written, root() / "written" / name);
    EXPECT_EQ(to_hf_config(read_checkpoint(root() / "written" / name, true).config), to_hf_config(checkpoint.config));
  }
  const Json verdict = testing::ask_judge("glm4v_judge", {"check", root().string()}, root());
  ASSERT_EQ(verdict.size(), cases_.size());
  for (const auto& [name, judged] : verdict.items()) {
    SCOPED_TRACE(name);
    EXPECT_EQ(judged["missing"], Json::array());
    EXPECT_EQ(judged["unexpected"], Json::array());
    EXPECT_EQ(judged["different_tensors"], Json::array());
    EXPECT_EQ(judged["changed_keys"], Json::array());
    EXPECT_EQ(judged["logit_difference"].get<double>(), 0.0);
  }
}

}  // namespace
}  // namespace galen
