#include "export/verify.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>

#include "core/error.h"
#include "core/interrupt.h"
#include "core/progress.h"
#include "export/llama_runtime.h"
#include "export/logit_comparison.h"

namespace galen {
namespace {

constexpr int64_t kChunk = 512;  // tokens of a document: at 49,152 tokens of vocabulary 100 MB of logits a side

struct Bounds {
  double logits = std::numeric_limits<double>::infinity();
  double mean_kl = std::numeric_limits<double>::infinity();
  double perplexity = std::numeric_limits<double>::infinity();  // relative
};

Bounds bounds_for(const std::string& type) {
  Bounds bounds;
  if (type == "f32")
    bounds.logits = 1e-3;
  else if (type == "f16" || type == "bf16")
    bounds.mean_kl = 1e-3;
  else if (type == "q8_0")
    bounds.mean_kl = 0.01;
  else
    bounds = {bounds.logits, 0.5, 0.25};
  return bounds;
}

std::string short_text(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.4g", value);
  return text;
}

// What an exporter gets wrong before any number does: other tokens, another template, another end token. Empty: equal.
std::string compare_tokenizers(const LlamaRuntime& runtime, const Tokenizer& tokenizer, const std::vector<std::string>& texts) {
  for (const std::string& text : texts) {
    for (const bool special : {false, true}) {
      const std::vector<int32_t> ours = tokenizer.encode(text, special, special), theirs = runtime.tokenize(text, special, special);
      if (ours == theirs) continue;
      const size_t at = static_cast<size_t>(std::mismatch(ours.begin(), ours.end(), theirs.begin(), theirs.end()).first - ours.begin());
      return "the runtime makes other tokens of a text of " + std::to_string(text.size()) + " bytes, from token " + std::to_string(at) + " on";
    }
  }
  if (runtime.chat_template() != tokenizer.chat_template()) return "the chat template in the file is not the checkpoint's";
  if (runtime.bos() != tokenizer.bos() || runtime.eos() != tokenizer.eos() || runtime.adds_bos() != tokenizer.adds_bos()) {
    return "the start or end token in the file is not the checkpoint's";
  }
  for (int32_t token = 0; token < std::min(runtime.vocab_size(), tokenizer.vocab_size()); ++token) {
    if (runtime.is_end_of_generation(token) != tokenizer.is_end_of_generation(token))
      return "the runtime and Galen don't both stop at token " + std::to_string(token);
  }
  return "";
}

// Empty: within bounds. Written so that a NaN fails.
std::string judge(const VerifyReport& report, const std::string& type) {
  const Bounds bounds = bounds_for(type);
  const double ratio = report.perplexity_runtime / report.perplexity_galen - 1;
  if (!std::isfinite(report.max_abs_logit_difference)) return "the runtime's logits are not finite";
  if (!(report.max_abs_logit_difference <= bounds.logits)) {
    return "logits are up to " + short_text(report.max_abs_logit_difference) + " apart, " + short_text(bounds.logits) + " is allowed for " + type;
  }
  if (!(report.mean_kl <= bounds.mean_kl))
    return "the mean KL divergence is " + short_text(report.mean_kl) + " nats, " + short_text(bounds.mean_kl) + " is allowed for " + type;
  if (!(std::abs(ratio) <= bounds.perplexity)) return "the perplexity changes by " + short_text(100 * ratio) + " %, 25 % is allowed for " + type;
  return "";
}

}  // namespace

double mean_kl_bound(const std::string& type) {
  const double bound = bounds_for(type).mean_kl;
  return std::isfinite(bound) ? bound : 0.0;
}

VerifyReport verify_gguf(const std::filesystem::path& file, const std::string& type, const Model& model, const Tokenizer& tokenizer,
                         const VerifySettings& settings) {
  std::vector<int32_t> tokens = tokenizer.encode(settings.held_out);
  if (settings.max_tokens > 0 && static_cast<int64_t>(tokens.size()) > settings.max_tokens) tokens.resize(static_cast<size_t>(settings.max_tokens));
  if (tokens.size() < 2) throw Error("the text to verify with has fewer than two tokens", file.string(), "give a longer held-out text");

  LlamaRuntime runtime(file, std::min<int64_t>(kChunk, static_cast<int64_t>(tokens.size())), settings.threads);
  VerifyReport report;
  report.failure = compare_tokenizers(runtime, tokenizer, settings.texts);
  if (report.failure.empty() && runtime.vocab_size() != model.config.vocab_size) report.failure = "the file's vocabulary has another size than the model's";
  if (!report.failure.empty()) return report;

  LogitComparison comparison;
  Progress progress("verify " + type, tokens.size(), "tokens");
  for (size_t begin = 0; begin + 1 < tokens.size(); begin += kChunk) {
    throw_if_stop_requested("verifying an export");
    const size_t count = std::min<size_t>(kChunk, tokens.size() - begin);
    const std::span<const int32_t> chunk(tokens.data() + begin, count);
    const at::Tensor ids = at::tensor(at::ArrayRef<int32_t>(chunk.data(), count)).to(at::kLong);
    const at::Tensor ours = forward_logits(model, ids.unsqueeze(0)).squeeze(0).cpu();
    comparison.add(ours, runtime.logits(chunk), ids);
    progress.update(begin + count);
  }
  report.tokens_compared = comparison.positions();
  report.max_abs_logit_difference = comparison.max_abs_difference();
  report.mean_kl = comparison.mean_kl();
  report.p99_kl = comparison.p99_kl();
  report.top1_agreement = comparison.top1_agreement();
  report.perplexity_galen = comparison.perplexity_ours();
  report.perplexity_runtime = comparison.perplexity_theirs();
  report.failure = judge(report, type);
  report.passed = report.failure.empty();
  return report;
}

OrderedJson to_json(const VerifyReport& report) {
  OrderedJson json = {{"passed", report.passed}};
  if (!report.failure.empty()) json["failure"] = report.failure;
  json["tokens_compared"] = report.tokens_compared;
  json["max_abs_logit_difference"] = report.max_abs_logit_difference;
  json["mean_kl"] = report.mean_kl;
  json["p99_kl"] = report.p99_kl;
  json["top1_agreement"] = report.top1_agreement;
  json["perplexity_galen"] = report.perplexity_galen;
  json["perplexity_runtime"] = report.perplexity_runtime;
  return json;
}

}  // namespace galen
