// The judge: the exported file in the linked llama.cpp against the checkpoint in Galen.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/json.h"
#include "data/tokenizer.h"
#include "model/decoder.h"

namespace galen {

struct VerifySettings {
  std::vector<std::string> texts;  // tokenised by both sides; must be equal, chat template included
  std::string held_out;            // text whose logits are compared
  int64_t max_tokens = 1024;       // of held_out
  int threads = 0;
};

struct VerifyReport {
  bool passed = false;
  std::string failure;  // what failed, when it did
  int64_t tokens_compared = 0;
  double max_abs_logit_difference = 0;
  double mean_kl = 0;  // nats, KL(Galen f32 || runtime)
  double p99_kl = 0;
  double top1_agreement = 0;  // 0…1
  double perplexity_galen = 0;
  double perplexity_runtime = 0;
};

// `model` computes in f32 from the checkpoint that was exported. What must hold depends on the type:
//   f32         logits within 1e-3
//   f16, bf16   mean KL <= 1e-3
//   q8_0        mean KL <= 0.01
//   others      mean KL <= 0.5 and perplexity within 25 %: sanity bounds, read the figures
// q8_0's bound leaves room for the runtime: ggml multiplies 8-bit weights with inputs that it rounds to 8 bits as well. SmolLM2-135M measures 0.0016 to
// 0.0022 nats smoothed, 0.0034 to 0.0051 plain (docs/evaluation.md). A NaN fails every bound.
VerifyReport verify_gguf(const std::filesystem::path& file, const std::string& type, const Model& model, const Tokenizer& tokenizer,
                         const VerifySettings& settings);
OrderedJson to_json(const VerifyReport& report);
// That bound of a type; for f32, whose logits are bounded instead, 0.
double mean_kl_bound(const std::string& type);

}  // namespace galen
