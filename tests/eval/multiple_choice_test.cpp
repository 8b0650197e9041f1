#include "eval/multiple_choice.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "eval/document_losses.h"
#include "tests/eval/tiny_model.h"
#include "tests/support.h"

namespace galen {
namespace {

TEST(MultipleChoice, SplitsContextAndContinuationWhereTheHarnessDoes) {
  testing::TinyModel tiny;
  const EncodedPair plain = encode_pair(tiny.tokenizer, "Answer:", " yes", "here");
  EXPECT_EQ(tiny.tokenizer.decode(plain.context), "Answer:");
  EXPECT_EQ(tiny.tokenizer.decode(plain.continuation), " yes");
  // White space that ends the context belongs to the continuation, Unicode's as well.
  const EncodedPair spaced = encode_pair(tiny.tokenizer, "Answer: \n\xC2\xA0\xE2\x80\x83", "yes", "here");
  EXPECT_EQ(tiny.tokenizer.decode(spaced.context), "Answer:");
  EXPECT_EQ(tiny.tokenizer.decode(spaced.continuation), " \n\xC2\xA0\xE2\x80\x83yes");
  // A letter whose bytes end like a space's isn't one.
  EXPECT_EQ(tiny.tokenizer.decode(encode_pair(tiny.tokenizer, "voil\xC3\xA0", " x", "here").context), "voil\xC3\xA0");
  const EncodedPair empty = encode_pair(tiny.tokenizer, "", "yes", "here");
  EXPECT_EQ(empty.context, std::vector<int32_t>{tiny.tokenizer.bos() >= 0 ? tiny.tokenizer.bos() : tiny.tokenizer.eos()});
  EXPECT_EQ(tiny.tokenizer.decode(empty.continuation), "yes");
  EXPECT_THROW(encode_pair(tiny.tokenizer, "Answer:", "", "here"), Error);
  EXPECT_THROW(encode_pair(tiny.tokenizer, " \n", "yes", "here"), Error);
}

TEST(MultipleChoice, GivesEachContinuationTheLossOfItsTokensAndReadsSharedSequencesOnce) {
  testing::TinyModel tiny;
  std::vector<EncodedPair> pairs;
  for (const char* context : {"Is it urgent?", "No. Is it urgent?"}) {
    for (const char* choice : {" a", " b", " ab", " abc", " a"}) pairs.push_back(encode_pair(tiny.tokenizer, context, choice, "here"));
  }
  std::vector<ScoredDocument> documents;
  for (const EncodedPair& pair : pairs) {
    ScoredDocument document{pair.context, std::vector<uint8_t>(pair.context.size(), 0)};
    document.tokens.insert(document.tokens.end(), pair.continuation.begin(), pair.continuation.end());
    document.scored.resize(document.tokens.size(), 1);
    documents.push_back(document);
  }
  const std::vector<std::vector<double>> losses = document_losses(tiny.model, documents);
  const std::vector<double> found = continuation_log_likelihoods(tiny.model, pairs);
  ASSERT_EQ(found.size(), losses.size());
  for (size_t i = 0; i < found.size(); ++i) {
    double sum = 0;
    for (const double loss : losses[i]) sum += loss;
    EXPECT_NEAR(found[i], -sum, 1e-4) << i;
  }
  EXPECT_NE(found[0], found[1]);
  EXPECT_EQ(found[0], found[4]);
}

// 3 and 40 tokens of context take the packed way, 200 the way with branches.
TEST(MultipleChoice, ContextsReadOnceForAllTheirChoicesGiveTheSame) {
  testing::TemporaryDirectory folder;
  for (const Family family : {Family::kLlama, Family::kGlm4Moe}) {
    testing::TinyShape shape;
    shape.family = family;
    std::filesystem::create_directories(folder / (family == Family::kLlama ? "dense" : "sparse"));
    const Checkpoint checkpoint = testing::tiny_checkpoint(shape, folder / (family == Family::kLlama ? "dense" : "sparse"));
    const Model model = load_model(checkpoint, at::kFloat);
    const Tokenizer tokenizer = Tokenizer::from_gguf(checkpoint.tokenizer_gguf);
    std::vector<EncodedPair> pairs;
    for (const size_t length : {size_t{3}, size_t{200}, size_t{40}, size_t{210}}) {
      std::string context;
      for (size_t i = 0; i < length; ++i) context += static_cast<char>('a' + (i * i + length) % 26);
      for (const char* choice : {" no", " none of it", " n", "", " nothing", " no"}) {
        if (*choice != 0) pairs.push_back(encode_pair(tokenizer, context, choice, "here"));
      }
    }
    const std::vector<double> together = continuation_log_likelihoods(model, pairs);
    for (size_t i = 0; i < pairs.size(); ++i) {
      EXPECT_NEAR(together[i], continuation_log_likelihoods(model, {pairs[i]})[0], 1e-4) << i;
    }
  }
}

TEST(MultipleChoice, CutsOffInFrontWhatTheModelHasNoPositionsFor) {
  testing::TinyModel tiny;
  tiny.model.config.max_position_embeddings = 8;
  const EncodedPair lengthy = encode_pair(tiny.tokenizer, "0123456789abcdef", "XY", "here");
  const EncodedPair short_one = {{lengthy.context.end() - 7, lengthy.context.end()}, lengthy.continuation};  // 9 tokens, of which the last is only predicted
  const std::vector<double> found = continuation_log_likelihoods(tiny.model, {lengthy, short_one});
  EXPECT_EQ(found[0], found[1]);
  EXPECT_THROW(continuation_log_likelihoods(tiny.model, {encode_pair(tiny.tokenizer, "a", "0123456789", "here")}), Error);
}

TEST(MultipleChoice, NormalisesByCharactersAndByBytesOfTheChoiceAlone) {
  testing::TinyModel tiny;
  ChoiceTask task;
  task.name = "lengths";
  task.items.push_back({"r:1", "Which?", {"a", "\xC3\xA9\xC3\xA9\xC3\xA9", "abcd"}, 1});
  task.items.push_back({"r:2", "And now?", {"zz", "y", "\xE2\x82\xAC"}, 0});
  const ChoiceReport report = evaluate_choices(tiny.model, tiny.tokenizer, task);
  ASSERT_EQ(report.results.size(), 2u);
  const auto best = [](const std::vector<double>& values, const std::vector<double>& lengths) {
    int64_t best_one = 0;
    for (size_t i = 1; i < values.size(); ++i) {
      if (values[i] / lengths[i] > values[static_cast<size_t>(best_one)] / lengths[static_cast<size_t>(best_one)]) best_one = static_cast<int64_t>(i);
    }
    return best_one;
  };
  const std::vector<std::vector<double>> characters = {{1, 3, 4}, {2, 1, 1}}, bytes = {{1, 6, 4}, {2, 1, 3}};
  double right = 0;
  for (size_t i = 0; i < 2; ++i) {
    const ChoiceResult& result = report.results[i];
    EXPECT_EQ(result.choice, best(result.log_likelihoods, {1, 1, 1}));
    EXPECT_EQ(result.choice_norm, best(result.log_likelihoods, characters[i]));
    EXPECT_EQ(result.choice_bytes, best(result.log_likelihoods, bytes[i]));
    right += result.choice_norm == result.gold ? 0.5 : 0;
  }
  EXPECT_DOUBLE_EQ(report.acc_norm.mean, right);
  EXPECT_LE(report.acc_norm.low, report.acc_norm.mean);
  EXPECT_GE(report.acc_norm.high, report.acc_norm.mean);
  EXPECT_DOUBLE_EQ(report.floor, 0.5);
}

}  // namespace
}  // namespace galen
