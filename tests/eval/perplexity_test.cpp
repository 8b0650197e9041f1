#include "eval/perplexity.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <cmath>

#include "core/error.h"
#include "eval/document_losses.h"
#include "tests/eval/tiny_model.h"
#include "tests/support.h"

namespace galen {
namespace {

// Mean negative log-likelihood of tokens first … of one document, from its logits.
double nll_by_hand(const Model& model, const std::vector<int32_t>& tokens, size_t first) {
  const at::Tensor ids = at::tensor(tokens).to(at::kLong);
  const at::Tensor log_probabilities = at::log_softmax(forward_logits(model, ids.unsqueeze(0)).squeeze(0).to(at::kDouble), 1);
  double sum = 0;
  for (size_t i = first; i < tokens.size(); ++i) sum -= log_probabilities[static_cast<int64_t>(i) - 1][tokens[i]].item<double>();
  return sum / static_cast<double>(tokens.size() - first);
}

TEST(Perplexity, ScoresAShortTextWhole) {
  testing::TinyModel loaded;
  const std::string text = "The patient has a dry cough.";
  const PerplexityReport report = text_perplexity(loaded.model, loaded.tokenizer, text);
  const std::vector<int32_t> tokens = loaded.tokenizer.encode(text, true);
  EXPECT_EQ(report.tokens, static_cast<int64_t>(tokens.size()) - 1);
  EXPECT_EQ(report.chunks, 1);
  EXPECT_NEAR(report.nll, nll_by_hand(loaded.model, tokens, 1), 1e-5);
  EXPECT_NEAR(report.perplexity, std::exp(report.nll), 1e-9);
  const double bytes = static_cast<double>(text.size() - loaded.tokenizer.piece(tokens[0]).size());
  EXPECT_NEAR(report.bits_per_byte, report.nll * static_cast<double>(report.tokens) / std::log(2.0) / bytes, 1e-9);
}

TEST(Perplexity, ScoresTheSecondHalfOfEachChunk) {
  testing::TinyModel loaded;
  std::string text;
  for (int i = 0; i < 12; ++i) text += "Day " + std::to_string(i) + ": pain.";
  const std::vector<int32_t> tokens = loaded.tokenizer.encode(text, true);
  ASSERT_GT(tokens.size(), 128u);
  const PerplexityReport report = text_perplexity(loaded.model, loaded.tokenizer, text, 32);
  const size_t chunks = tokens.size() / 32;
  EXPECT_EQ(report.chunks, static_cast<int64_t>(chunks));
  EXPECT_EQ(report.tokens, static_cast<int64_t>(chunks) * 15);
  double sum = 0;
  for (size_t chunk = 0; chunk < chunks; ++chunk) {
    const auto begin = tokens.begin() + static_cast<ptrdiff_t>(32 * chunk);
    sum += nll_by_hand(loaded.model, {begin, begin + 32}, 17);
  }
  EXPECT_NEAR(report.nll, sum / static_cast<double>(chunks), 1e-5);
}

TEST(Perplexity, RefusesTextsWithNothingToPredict) {
  testing::TinyModel loaded;
  EXPECT_THROW(text_perplexity(loaded.model, loaded.tokenizer, ""), Error);
  EXPECT_THROW(text_perplexity(loaded.model, loaded.tokenizer, "a"), Error);
  EXPECT_THROW(text_perplexity(loaded.model, loaded.tokenizer, "a longer text", 1), Error);
}

TEST(DocumentLosses, AreTheSameAloneAndPackedTogether) {
  testing::TinyModel loaded;
  std::vector<ScoredDocument> documents;
  for (const std::string text : {"cough", "", "the patient denies chest pain", "x", "fever since Monday"}) {
    const std::vector<int32_t> tokens = loaded.tokenizer.encode(text);
    documents.push_back({tokens, std::vector<uint8_t>(tokens.size(), 1)});
  }
  documents[2].scored.assign(documents[2].tokens.size(), 0);
  documents[2].scored.back() = 1;
  const auto together = document_losses(loaded.model, documents);
  ASSERT_EQ(together.size(), 5u);
  EXPECT_EQ(together[0].size(), documents[0].tokens.size() - 1);
  EXPECT_TRUE(together[1].empty());
  EXPECT_EQ(together[2].size(), 1u);
  EXPECT_TRUE(together[3].empty());
  for (size_t i = 0; i < documents.size(); ++i) {
    const auto alone = document_losses(loaded.model, {documents[i]});
    ASSERT_EQ(alone[0].size(), together[i].size());
    for (size_t j = 0; j < alone[0].size(); ++j) EXPECT_NEAR(alone[0][j], together[i][j], 1e-5);
  }
}

}  // namespace
}  // namespace galen
