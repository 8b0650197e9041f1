#include "eval/perplexity.h"

#include <cmath>
#include <numbers>

#include "core/error.h"
#include "eval/document_losses.h"

namespace galen {

PerplexityReport text_perplexity(const Model& model, const Tokenizer& tokenizer, const std::string& text, int64_t context) {
  if (context < 4) throw Error("a perplexity context of " + std::to_string(context) + " tokens is too short", "", "use 512");
  const std::vector<int32_t> tokens = tokenizer.encode(text, /*add_special=*/true);
  if (tokens.size() < 2) throw Error("the text is too short for a perplexity: " + std::to_string(tokens.size()) + " tokens", "", "give it at least two tokens");
  const auto chunk = static_cast<size_t>(context);

  std::vector<ScoredDocument> documents;
  if (tokens.size() < 2 * chunk) {
    documents.push_back({tokens, std::vector<uint8_t>(tokens.size(), 1)});
    documents.back().scored[0] = 0;
  } else {
    for (size_t begin = 0; begin + chunk <= tokens.size(); begin += chunk) {  // what is left at the end is not scored
      ScoredDocument document;
      document.tokens.assign(tokens.begin() + static_cast<ptrdiff_t>(begin), tokens.begin() + static_cast<ptrdiff_t>(begin + chunk));
      document.scored.assign(chunk, 0);
      for (size_t i = chunk / 2 + 1; i < chunk; ++i) document.scored[i] = 1;
      if (tokenizer.adds_bos()) document.tokens[0] = tokenizer.bos();  // every chunk starts like a text
      documents.push_back(std::move(document));
    }
  }

  PerplexityReport report;
  report.chunks = static_cast<int64_t>(documents.size());
  double sum = 0, bytes = 0;
  for (const std::vector<double>& losses : document_losses(model, documents, "perplexity")) {
    for (const double loss : losses) sum += loss;
    report.tokens += static_cast<int64_t>(losses.size());
  }
  for (const ScoredDocument& document : documents) {
    for (size_t i = 0; i < document.tokens.size(); ++i) {
      if (document.scored[i]) bytes += static_cast<double>(tokenizer.piece(document.tokens[i]).size());
    }
  }
  report.nll = sum / static_cast<double>(report.tokens);
  report.perplexity = std::exp(report.nll);
  report.bits_per_byte = bytes > 0 ? sum / std::numbers::ln2 / bytes : 0.0;
  return report;
}

}  // namespace galen
