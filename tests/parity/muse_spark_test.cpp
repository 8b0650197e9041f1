// muse_spark against transformers: models made there are read here, computed, differentiated, generated from, and written back.
#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <map>

#include "data/tokenizer.h"
#include "model/decoder.h"
#include "model/generate.h"
#include "model/import.h"
#include "model/muse_spark_towers.h"
#include "model/ops.h"
#include "model/safetensors.h"
#include "tests/data/tiny_vocabulary.h"
#include "tests/model/random_model.h"
#include "tests/parity/model_judge.h"

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

struct SparkReference {
  explicit SparkReference(const fs::path& path) : file(path) {
    tokens = file.tensor("tokens").clone();
    if (file.contains("pixel_values")) {
      media.pixel_values = file.tensor("pixel_values");
      media.image_grid = file.tensor("image_grid");
    }
    for (int i = 0; file.contains("audio." + std::to_string(i)); ++i) media.audio.push_back(file.tensor("audio." + std::to_string(i)).clone());
  }
  const Media* given() const { return media.pixel_values.defined() || !media.audio.empty() ? &media : nullptr; }

  SafetensorsFile file;
  at::Tensor tokens;
  Media media;
};

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

// The loss of each token but the first given those before it, backward; returns the loss.
double run_backward(const Model& model, const SparkReference& reference) {
  const int64_t rows = reference.tokens.size(0);
  const int64_t length = reference.tokens.size(1);
  const auto longs = at::TensorOptions(at::kLong);
  at::Tensor labels = at::full({rows, length}, -1, longs);
  labels.narrow(1, 0, length - 1).copy_(reference.tokens.narrow(1, 1, length - 1));
  const at::Tensor hidden = forward_hidden(model, reference.tokens.reshape({-1}), at::arange(length, longs).repeat({rows}),
                                           at::arange(rows + 1, longs) * length, nullptr, reference.given());
  const HeadLoss loss = head_loss(hidden, model.lm_head, labels.view({-1}), static_cast<double>(rows * (length - 1)), 0.0, logit_cap(model.config));
  loss.loss.backward();
  return loss.loss.item<double>();
}

TEST_F(ParityMuseSpark, GradientsOfEveryParameterAreThoseOfTransformers) {
  for (const auto& [name, judged] : cases_.items()) {
    for (const bool recomputes : {false, true}) {
      SCOPED_TRACE(name + (recomputes ? ", layers computed again" : ""));
      const SparkReference reference(root() / "reference" / (name + ".safetensors"));
      Model model = load_model(model_of(name), at::kFloat, {{"all"}, false, true});
      model.activation_checkpointing = recomputes;
      EXPECT_NEAR(run_backward(model, reference), reference.file.tensor("loss").item<double>(), 1e-5);
      double worst = 0;
      std::map<std::string, int64_t> seen;
      for (const ParameterRef& parameter : model.parameters) {
        int64_t at = 0;
        for (const auto& [piece, view] : parameter->pieces) {
          const std::string key = "grad." + piece;
          if (!reference.file.contains(key)) {
            ASSERT_TRUE(!parameter->grad.defined() || parameter->grad.count_nonzero().item<int64_t>() == 0) << piece;
            continue;
          }
          const at::Tensor theirs = reference.file.tensor(key);
          const int64_t begin = std::max<int64_t>(0, parameter->begins_at) + at;
          const at::Tensor expected = parameter->begins_at >= 0 ? theirs.reshape({-1}).narrow(0, begin, view.numel()) : theirs.reshape({-1});
          const at::Tensor ours = grad_of(*parameter).view({-1}).narrow(0, at, view.numel());
          const double scale = std::max(theirs.abs().max().item<double>(), 1e-6);
          const double difference = testing::largest_difference(ours, expected) / scale;
          EXPECT_LE(difference, 1e-3) << piece;
          worst = std::max(worst, difference);
          at += view.numel();
          seen[key] += view.numel();
        }
      }
      for (const std::string& key : reference.file.names()) {
        if (!key.starts_with("grad.")) continue;
        EXPECT_EQ(seen[key], reference.file.tensor(key).numel()) << key;
      }
      std::printf("  %-22s gradients of %3zu tensors within %.1e of each one's largest\n", name.c_str(), seen.size(), worst);
    }
  }
}

double rms_difference(const at::Tensor& a, const at::Tensor& b) {
  return (a - b).square().mean().sqrt().item<double>();
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
    const at::Tensor prompt = reference.tokens.select(0, 0).narrow(0, 0, 20).to(at::kInt).contiguous();
    GenerateSettings settings;
    settings.max_new_tokens = 256;
    const auto results = generate(load_model(model_of(name), at::kFloat), tokenizer, {{prompt.data_ptr<int32_t>(), prompt.data_ptr<int32_t>() + 20}}, settings);
    const at::Tensor expected = reference.file.tensor("generated").to(at::kInt).contiguous();
    ASSERT_EQ(expected.numel(), 256);
    EXPECT_EQ(results[0], std::vector<int32_t>(expected.data_ptr<int32_t>(), expected.data_ptr<int32_t>() + 256));
    EXPECT_GT(std::get<0>(at::_unique(expected)).numel(), 5) << "a model that repeats itself shows little";
    ++compared;
  }
  EXPECT_EQ(compared, 3);
}

TEST_F(ParityMuseSpark, AWrittenCheckpointOpensInTransformersBitEqual) {
  for (const auto& [name, judged] : cases_.items()) {
    const Checkpoint checkpoint = model_of(name);
    // Through parameters and back, sub-agents' slices of stacks too.
    const Checkpoint written = to_checkpoint(load_model(checkpoint, at::kFloat, {{"all"}, false, true}), checkpoint);
    for (const auto& [tensor, value] : checkpoint.tensors) ASSERT_TRUE(at::equal(value, written.tensors.at(tensor))) << name << ": " << tensor;
    write_checkpoint(written, root() / "written" / name);
    EXPECT_EQ(to_hf_config(read_checkpoint(root() / "written" / name, true).config), to_hf_config(checkpoint.config));
  }
  const Json verdict = testing::ask_judge("muse_spark_judge", {"check", root().string()}, root());
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
