#include "model/train_tokenizer.h"

#include <gtest/gtest.h>

#include <fstream>

#include "core/error.h"
#include "core/file.h"
#include "core/json.h"
#include "data/tokenizer.h"
#include "model/import.h"
#include "tests/support.h"

namespace galen {
namespace {

// Answers to health questions where they are, else sentences enough to learn from.
std::vector<std::string> texts() {
  std::vector<std::string> found;
  if (const auto medquad = testing::shared_data("medquad/train.jsonl")) {
    std::ifstream lines(*medquad);
    std::string line;
    while (found.size() < 400 && std::getline(lines, line)) found.push_back(parse_json(line, "").at("answer").get<std::string>());
    return found;
  }
  for (int i = 0; i < 400; ++i) {
    found.push_back("Patient " + std::to_string(i * 7919 % 1000) + " was given " + std::to_string(i % 13) +
                    " mg of the medicine; breathing improved overnight.\n\tPlan: review.");
  }
  return found;
}

constexpr int64_t kTrainedTokens = 380;
const std::vector<std::string> kAnyText = {"Metformin 500 mg, twice daily.", "  two  blanks\n\nand\ttabs ", "naïve café: 37.8 °C — 患者 🙂",
                                           "it's the patient's", "\xE2\x96\x81low line"};

TEST(TrainTokenizer, GivesBackAnyTextAndUsesWhatItLearnt) {
  const testing::TemporaryDirectory directory;
  const BpeVocabulary vocabulary = train_bpe(texts(), kTrainedTokens);
  ASSERT_EQ(static_cast<int64_t>(vocabulary.tokens.size()), kTrainedTokens);
  EXPECT_EQ(vocabulary.merges.size(), static_cast<size_t>(kTrainedTokens) - 259);
  write_tokenizer(vocabulary, directory / "tokenizer");
  const Tokenizer tokenizer = Tokenizer::from_gguf(directory / "tokenizer" / "tokenizer.gguf");
  EXPECT_EQ(tokenizer.vocab_size(), kTrainedTokens);
  for (const std::string& text : kAnyText) EXPECT_EQ(tokenizer.decode(tokenizer.encode(text)), text);
  size_t bytes = 0, tokens = 0;
  for (const std::string& text : texts()) {
    bytes += text.size();
    tokens += tokenizer.encode(text).size();
  }
  EXPECT_GT(static_cast<double>(bytes) / static_cast<double>(tokens), 1.6) << "bytes a token";
  EXPECT_EQ(tokenizer.encode("7").size() * 3, tokenizer.encode("777").size()) << "digits stay apart";
}

TEST(TrainTokenizer, IsTheSameEveryTimeAndThroughTokenizerJson) {
  const testing::TemporaryDirectory directory;
  write_tokenizer(train_bpe(texts(), kTrainedTokens), directory / "one");
  write_tokenizer(train_bpe(texts(), kTrainedTokens), directory / "two");
  EXPECT_EQ(read_file(directory / "one" / "tokenizer.gguf"), read_file(directory / "two" / "tokenizer.gguf"));
  write_tokenizer_gguf_from_hf(directory / "one", directory / "again.gguf");
  const Tokenizer direct = Tokenizer::from_gguf(directory / "one" / "tokenizer.gguf");
  const Tokenizer through_json = Tokenizer::from_gguf(directory / "again.gguf");
  for (const std::string& text : kAnyText) EXPECT_EQ(direct.encode(text), through_json.encode(text));
}

TEST(TrainTokenizer, SaysWhenTheTextsAreTooFew) {
  try {
    train_bpe({"a short text", "another"}, 2000);
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("give only"), std::string::npos) << error.what();
  }
  const testing::TemporaryDirectory directory;
  EXPECT_THROW(write_tokenizer(train_bpe(texts(), kTrainedTokens), directory.path()), Error) << "a directory that is there already";
}

}  // namespace
}  // namespace galen
