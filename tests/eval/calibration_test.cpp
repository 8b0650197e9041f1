#include "eval/calibration.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/error.h"

namespace galen {
namespace {

// A two-choice answer with a given probability of its choice.
ChoiceResult answer(double confidence, bool right) {
  ChoiceResult result;
  result.log_likelihoods = {std::log(confidence) - 3, std::log(1 - confidence) - 3};
  result.choice = result.choice_norm = result.choice_bytes = 0;
  result.gold = right ? 0 : 1;
  return result;
}

TEST(Calibration, IsWhatTheFormulasGiveByHand) {
  // Bins (0.5, 0.6]: one wrong of 0.55; (0.8, 0.9]: one right, one wrong of 0.85; (0.9, 1]: two right of 0.95.
  const CalibrationReport report = calibrate({answer(0.55, false), answer(0.85, true), answer(0.85, false), answer(0.95, true), answer(0.95, true)});
  EXPECT_NEAR(report.accuracy.mean, 0.6, 1e-12);
  EXPECT_NEAR(report.confidence.mean, (0.55 + 0.85 * 2 + 0.95 * 2) / 5, 1e-12);
  EXPECT_NEAR(report.ece.mean, (1 * 0.55 + 2 * 0.35 + 2 * 0.05) / 5, 1e-12);
  EXPECT_NEAR(report.brier.mean, 2 * (0.55 * 0.55 + 0.15 * 0.15 + 0.85 * 0.85 + 2 * 0.05 * 0.05) / 5, 1e-12);
  ASSERT_EQ(report.selective.size(), 4u);
  EXPECT_NEAR(report.selective[0].second.mean, 1.0, 1e-12);      // the two surest
  EXPECT_NEAR(report.selective[1].second.mean, 1.0, 1e-12);      // three
  EXPECT_NEAR(report.selective[2].second.mean, 3.0 / 4, 1e-12);  // four
  EXPECT_NEAR(report.selective[3].second.mean, 3.0 / 5, 1e-12);  // all
  ASSERT_EQ(report.bins.size(), 10u);
  EXPECT_EQ(report.bins[5].items, 1u);
  EXPECT_EQ(report.bins[8].items, 2u);
  EXPECT_NEAR(report.bins[8].accuracy, 0.5, 1e-12);
  EXPECT_THROW(calibrate({}), Error);
}

TEST(Calibration, TellsAnHonestModelFromAnOverconfidentOne) {
  std::vector<ChoiceResult> honest, boastful;
  for (int i = 0; i < 200; ++i) {
    honest.push_back(answer(0.75, i % 4 != 0));
    boastful.push_back(answer(0.99, i % 4 != 0));
  }
  const CalibrationReport good = calibrate(honest), bad = calibrate(boastful);
  EXPECT_NEAR(good.ece.mean, 0, 1e-9);
  EXPECT_NEAR(bad.ece.mean, 0.24, 1e-9);
  EXPECT_GT(bad.ece.low, 0.1);
  EXPECT_LT(good.brier.mean, bad.brier.mean);
  EXPECT_EQ(good.accuracy.mean, bad.accuracy.mean);
}

TEST(Calibration, DrawsEveryBinThatHasItems) {
  const std::string chart = calibration_chart(calibrate({answer(0.55, false), answer(0.85, true), answer(0.95, true)}));
  size_t bars = 0;
  for (size_t at = chart.find("class=\"bar\""); at != std::string::npos; at = chart.find("class=\"bar\"", at + 1)) ++bars;
  EXPECT_EQ(bars, 3u);
  EXPECT_TRUE(chart.starts_with("<svg") && chart.ends_with("</svg>"));
  EXPECT_EQ(chart.find("nan"), std::string::npos);
}

}  // namespace
}  // namespace galen
