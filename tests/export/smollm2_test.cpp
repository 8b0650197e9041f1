// The real thing: SmolLM2-135M through Galen and back, judged by llama.cpp. Minutes; skipped without the model file.
#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>

#include "core/file.h"
#include "eval/perplexity.h"
#include "export/gguf.h"
#include "export/llama_runtime.h"
#include "export/verify.h"
#include "model/convert.h"
#include "model/import.h"
#include "tests/support.h"

namespace galen {
namespace {

constexpr const char* kNoModel = "no SmolLM2 model file: run scripts/setup.sh";
constexpr const char* kNoData = "no shared data beside the checkout";

// llama-perplexity's rule, computed with llama.cpp itself.
double runtime_perplexity(const std::filesystem::path& file, const std::string& text, size_t context) {
  LlamaRuntime runtime(file, static_cast<int64_t>(context));
  const std::vector<int32_t> tokens = runtime.tokenize(text, true, false);
  double sum = 0, count = 0;
  for (size_t begin = 0; begin + context <= tokens.size(); begin += context) {
    const at::Tensor log_probabilities = at::log_softmax(runtime.logits({tokens.data() + begin, context}), 1);
    for (size_t i = context / 2 + 1; i < context; ++i) {
      sum -= log_probabilities[static_cast<int64_t>(i) - 1][tokens[begin + i]].item<double>();
      ++count;
    }
  }
  return std::exp(sum / count);
}

struct SmolLm2 {
  explicit SmolLm2(const std::filesystem::path& source, const std::filesystem::path& data)
      : checkpoint(import_gguf(source, folder.path())), tokenizer(Tokenizer::from_gguf(checkpoint.tokenizer_gguf)), text(read_file(data).substr(0, 24000)) {}
  testing::TemporaryDirectory folder;
  Checkpoint checkpoint;
  Tokenizer tokenizer;
  std::string text;
};

VerifySettings settings(const SmolLm2& smol) {
  VerifySettings result;
  result.texts = {smol.text, "<|im_start|>user\nHello<|im_end|>\n<|im_start|>assistant\n", "38.5 \u00B0C \U0001F3E5"};
  result.held_out = smol.text;
  result.max_tokens = 512;
  return result;
}

TEST(SlowSmolLm2, EveryExportedTypePassesAndPerplexityIsLlamaCpps) {
  GALEN_REQUIRE_OR_SKIP(source, testing::smollm2_gguf(), kNoModel);
  GALEN_REQUIRE_OR_SKIP(data, testing::shared_data("mts_dialog/validation.csv"), kNoData);
  SmolLm2 smol(source, data);
  const Model model = load_model(smol.checkpoint, at::kFloat);
  for (const char* type : {"f32", "f16", "bf16", "q8_0", "q6_k", "q5_k_m", "q4_k_m", "q4_0"}) {
    const std::filesystem::path file = smol.folder / (std::string(type) + ".gguf");
    const GgufReport written = write_gguf(smol.checkpoint, type, file);
    const VerifyReport report = verify_gguf(file, type, model, smol.tokenizer, settings(smol));
    EXPECT_TRUE(report.passed) << type << ": " << report.failure;
    EXPECT_EQ(report.tokens_compared, 512);
    std::printf("%-7s %9.1f MB  max|dlogit| %.2e  KL mean %.2e p99 %.2e  top1 %.4f  ppl %.4f / %.4f  given way %zu\n", type,
                static_cast<double>(written.bytes) / 1e6, report.max_abs_logit_difference, report.mean_kl, report.p99_kl, report.top1_agreement,
                report.perplexity_galen, report.perplexity_runtime, written.substitutions.size());
    if (std::string(type) == "f32") {
      const PerplexityReport ours = text_perplexity(model, smol.tokenizer, smol.text);
      const double theirs = runtime_perplexity(file, smol.text, 512);
      std::printf("perplexity: Galen %.6f, llama.cpp %.6f, %lld tokens in %lld chunks\n", ours.perplexity, theirs, static_cast<long long>(ours.tokens),
                  static_cast<long long>(ours.chunks));
      EXPECT_GE(ours.chunks, 4);
      EXPECT_NEAR(ours.perplexity / theirs, 1, 1e-3);
    }
    std::filesystem::remove(file);
  }
}

TEST(SlowSmolLm2, ASubAgentModelMadeOfItPassesBeforeAndAfterItsExpertsSpeak) {
  GALEN_REQUIRE_OR_SKIP(source, testing::smollm2_gguf(), kNoModel);
  GALEN_REQUIRE_OR_SKIP(data, testing::shared_data("mts_dialog/validation.csv"), kNoData);
  SmolLm2 smol(source, data);
  ConversionSettings conversion;
  conversion.names = {"general", "medicine", "reasoning", "safety"};
  conversion.pinned = {"safety"};
  Checkpoint converted = add_sub_agents(smol.checkpoint, conversion);
  VerifySettings checks = settings(smol);
  checks.max_tokens = 256;
  double silent = 0;
  for (const bool speaking : {false, true}) {
    if (speaking) {
      at::manual_seed(3);
      for (auto& [name, tensor] : converted.tensors) {
        if (name.find("mlp.experts.") != std::string::npos && name.ends_with("down_proj.weight")) tensor = 0.02 * at::randn(tensor.sizes());
      }
    }
    const Model model = load_model(converted, at::kFloat);
    for (const char* type : {"f32", "q8_0"}) {
      const std::filesystem::path file = smol.folder / "m.gguf";
      write_gguf(converted, type, file);
      const VerifyReport report = verify_gguf(file, type, model, smol.tokenizer, checks);
      EXPECT_TRUE(report.passed) << type << ": " << report.failure;
      std::printf("%s experts, %s: max|dlogit| %.2e  KL mean %.2e  top1 %.4f  ppl %.4f / %.4f\n", speaking ? "speaking" : "silent", type,
                  report.max_abs_logit_difference, report.mean_kl, report.top1_agreement, report.perplexity_galen, report.perplexity_runtime);
      if (!speaking) silent = report.perplexity_galen;
      if (speaking) {
        EXPECT_GT(std::abs(report.perplexity_galen - silent), 1e-3);  // or the experts were not in it
      }
    }
  }
}

}  // namespace
}  // namespace galen
