#include "export/verify.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "export/gguf.h"
#include "export/llama_runtime.h"
#include "tests/export/tiny_checkpoint.h"
#include "tests/support.h"

namespace galen {
namespace {

VerifySettings settings() {
  VerifySettings result;
  result.texts = {"the patient denies pain", "<|im_start|>user\nhi<|im_end|>", "", "98.6\u00B0F \U0001F3E5"};
  for (int i = 0; i < 60; ++i) result.held_out += "Line " + std::to_string(i) + ": the cough has gone. ";
  result.max_tokens = 600;  // a whole chunk and part of another
  result.threads = 1;
  return result;
}

struct Exported {
  explicit Exported(const Checkpoint& made, const std::filesystem::path& folder, const std::string& type)
      : checkpoint(made),
        file(folder / (type + ".gguf")),
        tokenizer(Tokenizer::from_gguf(checkpoint.tokenizer_gguf)),
        model(load_model(checkpoint, at::kFloat)) {
    write_gguf(checkpoint, type, file);
  }
  Checkpoint checkpoint;
  std::filesystem::path file;
  Tokenizer tokenizer;
  Model model;
};

TEST(Verify, F32ExportsOfEveryShapeAgreeWithGalenToOneTenThousandth) {
  testing::TemporaryDirectory folder;
  for (const testing::TinyShape& shape : testing::tiny_shapes()) {
    const Exported exported(testing::tiny_checkpoint(shape, folder.path()), folder.path(), "f32");
    const VerifyReport report = verify_gguf(exported.file, "f32", exported.model, exported.tokenizer, settings());
    EXPECT_TRUE(report.passed) << describe(shape) << ": " << report.failure;
    EXPECT_EQ(report.tokens_compared, 600);
    EXPECT_LT(report.max_abs_logit_difference, 1e-4) << describe(shape);
    EXPECT_LT(report.mean_kl, 1e-8) << describe(shape);
    EXPECT_GT(report.top1_agreement, 0.999) << describe(shape);
    EXPECT_NEAR(report.perplexity_galen / report.perplexity_runtime, 1, 1e-5) << describe(shape);
    EXPECT_GT(report.perplexity_galen, 1.5);  // or there was nothing to get wrong
  }
}

TEST(Verify, QuantisedExportsPassTheirBounds) {
  testing::TemporaryDirectory folder;
  testing::TinyShape shape;
  shape.tied = false;
  const Checkpoint checkpoint = testing::tiny_checkpoint(shape, folder.path());
  double last = 0;
  for (const char* type : {"f32", "f16", "q8_0", "q4_k_m"}) {
    const Exported exported(checkpoint, folder.path(), type);
    const VerifyReport report = verify_gguf(exported.file, type, exported.model, exported.tokenizer, settings());
    EXPECT_TRUE(report.passed) << type << ": " << report.failure;
    EXPECT_GE(report.mean_kl, last) << type;  // fewer bits, further away
    last = report.mean_kl;
    EXPECT_GE(report.p99_kl, report.mean_kl) << type;
    EXPECT_EQ(to_json(report)["passed"], true);
  }
}

TEST(Verify, FindsOneWrongWeight) {
  testing::TemporaryDirectory folder;
  testing::TinyShape shape;
  shape.family = Family::kGlm4Moe;
  Exported exported(testing::tiny_checkpoint(shape, folder.path()), folder.path(), "f32");
  exported.checkpoint.tensors.at("model.layers.0.self_attn.k_proj.weight")[3][5] += 0.5;
  const VerifyReport report = verify_gguf(exported.file, "f32", load_model(exported.checkpoint, at::kFloat), exported.tokenizer, settings());
  EXPECT_FALSE(report.passed);
  EXPECT_NE(report.failure.find("logits"), std::string::npos) << report.failure;
  EXPECT_EQ(to_json(report)["failure"], report.failure);
}

TEST(Verify, FindsAnotherChatTemplate) {
  testing::TemporaryDirectory folder;
  Exported exported(testing::tiny_checkpoint({}, folder.path()), folder.path(), "f32");
  exported.checkpoint.chat_template += " ";
  write_gguf(exported.checkpoint, "f32", exported.file);
  const VerifyReport report = verify_gguf(exported.file, "f32", exported.model, exported.tokenizer, settings());
  EXPECT_FALSE(report.passed);
  EXPECT_NE(report.failure.find("chat template"), std::string::npos) << report.failure;
}

TEST(Verify, FindsAnotherEndTokenAndOtherMerges) {
  testing::TemporaryDirectory folder;
  const Exported exported(testing::tiny_checkpoint({}, folder.path()), folder.path(), "f32");
  testing::TinyVocabulary other;
  other.eos = 256;
  EXPECT_FALSE(verify_gguf(exported.file, "f32", exported.model, other.load(folder.path()), settings()).passed);
  testing::TinyVocabulary merged;
  merged.merges = {"h e"};
  merged.pieces.back() = "he";
  const VerifyReport report = verify_gguf(exported.file, "f32", exported.model, merged.load(folder.path()), settings());
  EXPECT_FALSE(report.passed);
  EXPECT_NE(report.failure.find("other tokens"), std::string::npos) << report.failure;
}

TEST(Verify, RefusesToCompareNothing) {
  testing::TemporaryDirectory folder;
  const Exported exported(testing::tiny_checkpoint({}, folder.path()), folder.path(), "f32");
  VerifySettings empty = settings();
  empty.held_out = "x";
  EXPECT_THROW(verify_gguf(exported.file, "f32", exported.model, exported.tokenizer, empty), Error);
}

}  // namespace
}  // namespace galen
