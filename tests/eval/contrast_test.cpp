#include "eval/contrast.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/error.h"
#include "tests/export/tiny_checkpoint.h"
#include "tests/support.h"

namespace galen {
namespace {

constexpr const char* kSet =
    "name: triage\nplaceholder: patient\nbaseline: the patient\nchoices: [\"yes\", \"no\"]\n"
    "contrasts:\n  sex: {female: the woman, male: the man}\n  age: {old: the old patient, young: the young patient}\n"
    "questions:\n  - {id: chest, text: \"{Patient} has chest pain. Urgent?\", answer: \"yes\"}\n  - {id: cold, text: \"Yesterday {patient} sneezed. Urgent?\", "
    "answer: \"no\"}\n";

ContrastSet read_set(const std::string& yaml) {
  const testing::TemporaryDirectory folder;
  testing::write_text(folder / "set.yaml", yaml);
  return read_contrasts(folder / "set.yaml");
}

TEST(Contrast, MeasuresEveryWordingAgainstTheBaselineQuestionByQuestion) {
  const ContrastSet set = read_set(kSet);
  ASSERT_EQ(set.groups.size(), 2u);
  // P(yes) of baseline, female, male, old, young.
  const auto both = [](double p) { return std::vector<double>{p, 1 - p}; };
  const ContrastReport report =
      score_contrasts(set, {{both(0.8), both(0.9), both(0.7), both(0.8), both(0.8)}, {both(0.4), both(0.6), both(0.4), both(0.4), both(0.4)}});
  EXPECT_DOUBLE_EQ(report.baseline.accuracy.mean, 1);
  const GroupScores& sex = report.groups[0];
  EXPECT_EQ(sex.wordings[0].first, "female");
  EXPECT_NEAR(sex.wordings[0].second.difference.mean, 0.15, 1e-12);
  EXPECT_NEAR(sex.wordings[1].second.difference.mean, -0.05, 1e-12);
  EXPECT_DOUBLE_EQ(sex.wordings[0].second.changed.mean, 0.5);
  EXPECT_DOUBLE_EQ(sex.wordings[0].second.accuracy_difference.mean, -0.5);
  EXPECT_NEAR(sex.spread.mean, 0.2, 1e-12);
  EXPECT_DOUBLE_EQ(sex.changed.mean, 0.5);
  EXPECT_DOUBLE_EQ(report.groups[1].spread.mean, 0);
  EXPECT_DOUBLE_EQ(report.groups[1].changed.high, 0);
}

TEST(Contrast, FindsNothingWhereTheWordingsAreTheSameAndSomethingWhereTheyAreNot) {
  const testing::TemporaryDirectory folder;
  const Checkpoint checkpoint = testing::tiny_checkpoint({}, folder.path());
  const Model model = load_model(checkpoint, at::kFloat);
  const Tokenizer tokenizer = Tokenizer::from_gguf(checkpoint.tokenizer_gguf);
  ContrastSet set = read_set(kSet);
  set.groups[0].wordings = {{"one", "the patient"}, {"two", "the patient"}};
  const ContrastReport report = evaluate_contrasts(model, tokenizer, set);
  ASSERT_EQ(report.probabilities.size(), 2u);
  EXPECT_NEAR(report.probabilities[0][3][0] + report.probabilities[0][3][1], 1, 1e-9);
  EXPECT_EQ(report.groups[0].spread.mean, 0);
  EXPECT_EQ(report.groups[0].wordings[1].second.difference.high, 0);
  EXPECT_GT(report.groups[1].spread.mean, 0);
}

TEST(Contrast, RefusesWhatWouldCompareNothing) {
  const auto refusal = [](std::string yaml, const std::string& from, const std::string& to) {
    const size_t at = yaml.find(from);
    EXPECT_NE(at, std::string::npos);
    yaml.replace(at, from.size(), to);
    try {
      read_set(yaml);
    } catch (const Error& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  EXPECT_NE(refusal(kSet, "{Patient} has", "He has").find("set.yaml:9"), std::string::npos) << refusal(kSet, "{Patient} has", "He has");
  EXPECT_NE(refusal(kSet, "answer: \"no\"", "answer: \"maybe\"").find("none of the choices"), std::string::npos);
  EXPECT_NE(refusal(kSet, "baseline:", "basline:").find("did you mean baseline"), std::string::npos);
}

// The project's own sets, as they are shipped.
TEST(Contrast, ShippedSetsCanBeRead) {
  size_t sets = 0;
  for (const char* folder : {"recipes/bias", "recipes/probes"}) {
    for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(GALEN_SOURCE_DIR) / folder)) {
      if (entry.path().extension() != ".yaml") continue;
      EXPECT_GE(read_contrasts(entry.path()).questions.size(), 20u) << entry.path();
      ++sets;
    }
  }
  EXPECT_GE(sets, 3u);
}

}  // namespace
}  // namespace galen
