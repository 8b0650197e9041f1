#include "eval/rouge.h"

#include <gtest/gtest.h>

#include "eval/porter_stemmer.h"

namespace galen {
namespace {

TEST(Rouge, GivesTheScoresThatCanBeCountedByHand) {
  const RougeScores scores = rouge("the patient denies chest pain", "patient denies pain today");
  EXPECT_DOUBLE_EQ(scores.rouge1.precision, 3.0 / 4);
  EXPECT_DOUBLE_EQ(scores.rouge1.recall, 3.0 / 5);
  EXPECT_DOUBLE_EQ(scores.rouge1.f1, 2.0 / 3);
  EXPECT_DOUBLE_EQ(scores.rouge2.precision, 1.0 / 3);  // "patient denies"
  EXPECT_DOUBLE_EQ(scores.rouge2.recall, 1.0 / 4);
  EXPECT_DOUBLE_EQ(scores.rougeL.recall, 3.0 / 5);
}

TEST(Rouge, IsOneForEqualTextsWhateverTheirCaseAndPunctuation) {
  const RougeScores scores = rouge("BP 120/80; no fever.", "bp 120 80, NO FEVER");
  EXPECT_DOUBLE_EQ(scores.rouge1.f1, 1);
  EXPECT_DOUBLE_EQ(scores.rouge2.f1, 1);
  EXPECT_DOUBLE_EQ(scores.rougeL.f1, 1);
}

TEST(Rouge, CountsARepeatedWordOnlyAsOftenAsTheReferenceHasIt) {
  EXPECT_DOUBLE_EQ(rouge("pain", "pain pain pain pain").rouge1.precision, 0.25);
}

TEST(Rouge, MatchesInflectionsOnlyWhenStemming) {
  EXPECT_DOUBLE_EQ(rouge("coughing", "coughs").rouge1.f1, 1);
  EXPECT_DOUBLE_EQ(rouge("coughing", "coughs", false).rouge1.f1, 0);
}

TEST(Rouge, IsZeroForEmptyTexts) {
  for (const auto& [reference, candidate] : {std::pair("", ""), {"pain", ""}, {"", "pain"}, {"...", "?!"}}) {
    const RougeScores scores = rouge(reference, candidate);
    EXPECT_EQ(scores.rouge1.f1 + scores.rouge2.f1 + scores.rougeL.f1, 0) << reference << "|" << candidate;
  }
}

TEST(Rouge, TakesBytesThatAreNoTextAsSeparators) {
  EXPECT_DOUBLE_EQ(rouge("chest pain", "chest\xFF\xC4pain\xE2\x84").rouge1.f1, 1);
}

TEST(PorterStemmer, StemsPortersOwnExamples) {
  const std::pair<const char*, const char*> examples[] = {{"caresses", "caress"},
                                                          {"ponies", "poni"},
                                                          {"cats", "cat"},
                                                          {"agreed", "agre"},
                                                          {"plastered", "plaster"},
                                                          {"hopping", "hop"},
                                                          {"filing", "file"},
                                                          {"happy", "happi"},
                                                          {"enjoy", "enjoy"},
                                                          {"relational", "relat"},
                                                          {"conditional", "condit"},
                                                          {"triplicate", "triplic"},
                                                          {"hopeful", "hope"},
                                                          {"adjustment", "adjust"},
                                                          {"adoption", "adopt"},
                                                          {"probate", "probat"},
                                                          {"controlling", "control"},
                                                          {"dying", "die"},
                                                          {"a", "a"},
                                                          {"", ""},
                                                          {"radically", "radic"}};
  for (const auto& [word, stem] : examples) EXPECT_EQ(porter_stem(word), stem) << word;
}

}  // namespace
}  // namespace galen
