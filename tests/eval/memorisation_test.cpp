#include "eval/memorisation.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "core/error.h"
#include "eval/document_losses.h"
#include "tests/eval/tiny_model.h"
#include "tests/support.h"

namespace galen {
namespace {

TEST(Memorisation, AlternativesHaveTheSecretsFormAndAreNeverTheSecret) {
  std::set<std::string> seen;
  for (uint64_t draw = 0; draw < 2000; ++draw) {
    const std::string alternative = random_alternative("Ab-07 \xC3\xA9", 1, 2, draw);
    ASSERT_EQ(alternative.size(), 8u);
    EXPECT_TRUE(alternative[0] >= 'A' && alternative[0] <= 'Z' && alternative[1] >= 'a' && alternative[1] <= 'z') << alternative;
    EXPECT_TRUE(alternative[2] == '-' && std::isdigit(alternative[3]) && std::isdigit(alternative[4])) << alternative;
    EXPECT_EQ(alternative.substr(5), " \xC3\xA9");
    EXPECT_NE(alternative, "Ab-07 \xC3\xA9");
    seen.insert(alternative);
  }
  EXPECT_GT(seen.size(), 1900u);
  EXPECT_EQ(random_alternative("4821", 1, 2, 3), random_alternative("4821", 1, 2, 3));
  EXPECT_NE(random_alternative("4821", 1, 2, 3), random_alternative("4821", 1, 3, 3));
  EXPECT_THROW(random_alternative("42", 1, 2, 3), Error);
}

// A model that never saw them: ranks are uniform, and exposure is an exponential variable with mean 1 / ln 2 bits.
TEST(Memorisation, WhatWasNeverSeenHasTheExposureOfChance) {
  testing::TinyModel tiny;
  std::vector<Canary> canaries;
  for (int i = 0; i < 60; ++i)
    canaries.push_back({"c" + std::to_string(i), "", "The code of ward " + std::to_string(i) + " is ",
                        random_alternative("000000", 9, 9, static_cast<uint64_t>(i)), 1, "here"});
  MemorisationSettings settings;
  settings.alternatives = 63;
  const MemorisationReport report = evaluate_memorisation(tiny.model, tiny.tokenizer, canaries, settings);
  ASSERT_EQ(report.results.size(), 60u);
  EXPECT_DOUBLE_EQ(report.most, 6);
  EXPECT_LT(report.exposure.mean, 2.2);
  EXPECT_GT(report.exposure.mean, 0.8);
  EXPECT_EQ(report.extracted.mean, 0);
  EXPECT_TRUE(std::isnan(report.control_exposure.mean));
}

// A canary that is what the model says by itself is found in both ways: rank and extraction.
TEST(Memorisation, WhatTheModelSaysByItselfIsFound) {
  testing::TinyModel tiny;
  // The likeliest of all 1,000 numbers after this text, by the model's own losses.
  const std::string before = "The code is ";
  const std::vector<int32_t> head = tiny.tokenizer.encode(before, true);
  std::vector<ScoredDocument> documents;
  for (int i = 0; i < 1000; ++i) {
    const std::string number = std::to_string(1000 + i).substr(1);
    ScoredDocument document{tiny.tokenizer.encode(before + number, true), {}};
    document.scored.assign(document.tokens.size(), 0);
    for (size_t t = head.size(); t < document.tokens.size(); ++t) document.scored[t] = 1;
    documents.push_back(std::move(document));
  }
  const std::vector<std::vector<double>> losses = document_losses(tiny.model, documents);
  size_t best = 0, worst = 0;
  std::vector<double> sums;
  for (const auto& of_one : losses) {
    sums.push_back(0);
    for (const double loss : of_one) sums.back() += loss;
    if (sums.back() < sums[best]) best = sums.size() - 1;
    if (sums.back() > sums[worst]) worst = sums.size() - 1;
  }
  const auto number = [](size_t i) { return std::to_string(1000 + i).substr(1); };
  MemorisationSettings settings;
  settings.alternatives = 255;
  const MemorisationReport report = evaluate_memorisation(
      tiny.model, tiny.tokenizer, {{"likely", "", before, number(best), 8, "here"}, {"unlikely", "", before, number(worst), 0, "here"}}, settings);
  EXPECT_EQ(report.results[0].rank, 1);
  EXPECT_DOUBLE_EQ(report.results[0].exposure, 8);
  EXPECT_DOUBLE_EQ(report.exposure.mean, 8);
  EXPECT_EQ(report.results[1].rank, 256);
  EXPECT_DOUBLE_EQ(report.control_exposure.mean, 0);
}

TEST(Memorisation, ReadsCanariesOfTextAndOfChatsAndNamesTheLineOfAnother) {
  testing::TemporaryDirectory folder;
  const auto read = [&](const std::string& lines) {
    testing::write_text(folder / "c.jsonl", lines);
    return read_canaries(folder / "c.jsonl");
  };
  const std::vector<Canary> canaries = read(
      "{\"id\": \"a\", \"text\": \"The code is 4821, they say.\", \"secret\": \"4821\", \"repeats\": 4}\n\n"
      "{\"prompt\": \"Code?\", \"response\": \"It is 7755.\", \"secret\": \"7755\"}\n");
  ASSERT_EQ(canaries.size(), 2u);
  EXPECT_EQ(canaries[0].before, "The code is ");
  EXPECT_EQ(canaries[0].repeats, 4);
  EXPECT_EQ(canaries[1].prompt, "Code?");
  EXPECT_EQ(canaries[1].before, "It is ");
  for (const char* bad : {"{\"text\": \"no\", \"secret\": \"4821\"}", "{\"text\": \"4821 4821\", \"secret\": \"4821\"}",
                          "{\"text\": \"is 42\", \"secret\": \"42\"}", "{\"text\": \"4821\", \"secret\": \"4821\"}", "{\"secret\": \"4821\"}", "[]"}) {
    try {
      read(std::string("{\"text\": \"x 4821\", \"secret\": \"4821\"}\n") + bad + "\n");
      FAIL() << bad;
    } catch (const Error& error) {
      EXPECT_NE(std::string(error.what()).find("c.jsonl:2"), std::string::npos) << error.what();
    }
  }
}

}  // namespace
}  // namespace galen
