#include "train/guard.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace galen {
namespace {

GuardState after_good_steps(const GuardSettings& settings, int64_t steps) {
  GuardState state;
  for (int64_t i = 0; i < steps; ++i)
    note_step(settings, state, 2.0 + 0.1 * std::sin(static_cast<double>(i)), 1.0 + 0.05 * std::cos(static_cast<double>(i)), false);
  return state;
}

TEST(Guard, WhatIsNotFiniteIsRefusedFromTheFirstStepOn) {
  const GuardSettings settings;
  for (const double bad : {std::nan(""), std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()}) {
    EXPECT_EQ(objection(settings, {}, bad, 1.0), "the loss is not finite");
    EXPECT_EQ(objection(settings, {}, 1.0, bad), "the gradient is not finite");
  }
  EXPECT_EQ(objection(settings, {}, 1e9, 1e9), "") << "nothing to compare with yet";
}

TEST(Guard, ASpikeIsMoreThanSixDeviationsAboveTheMeanOfTheWindow) {
  const GuardSettings settings;
  const GuardState state = after_good_steps(settings, 1000);
  ASSERT_EQ(state.losses.size(), 128u);
  double mean = 0, square = 0;
  for (const double x : state.losses) mean += x / 128;
  for (const double x : state.losses) square += (x - mean) * (x - mean) / 128;
  const double limit = mean + 6 * std::sqrt(square);
  EXPECT_EQ(objection(settings, state, limit - 1e-9, 1.0), "");
  EXPECT_NE(objection(settings, state, limit + 1e-9, 1.0).find("loss"), std::string::npos);
  EXPECT_NE(objection(settings, state, 2.0, 2.0).find("gradient norm 2"), std::string::npos);
  EXPECT_EQ(objection(settings, state, -5.0, 0.0), "") << "low values are no spikes";
  GuardSettings off = settings;
  off.sigmas = 0;
  EXPECT_EQ(objection(off, state, 1e9, 1e9), "");
  EXPECT_EQ(objection(settings, after_good_steps(settings, 127), 1e9, 1e9), "");
}

TEST(Guard, SkippedStepsDontEnterTheStatistics) {
  const GuardSettings settings;
  GuardState state = after_good_steps(settings, 128);
  const std::vector<double> before = state.losses;
  note_step(settings, state, std::nan(""), 1e30, true);
  note_step(settings, state, 1e30, std::nan(""), true);
  EXPECT_EQ(state.losses, before);
  EXPECT_EQ(state.skipped_in_a_row, 2);
  note_step(settings, state, 2.0, 1.0, false);
  EXPECT_EQ(state.skipped_in_a_row, 0);
  EXPECT_EQ(state.losses.back(), 2.0);
  EXPECT_EQ(state.losses.size(), 128u);
}

TEST(Guard, ItsStateIsReadBackToTheBit) {
  const GuardSettings settings;
  GuardState state = after_good_steps(settings, 50);
  state.skipped_in_a_row = 2;
  state.roll_backs = 1;
  const GuardState again = guard_state_from_json(Json::parse(to_json(state).dump()));
  EXPECT_EQ(again.losses, state.losses);
  EXPECT_EQ(again.norms, state.norms);
  EXPECT_EQ(again.skipped_in_a_row, 2);
  EXPECT_EQ(again.roll_backs, 1);
}

}  // namespace
}  // namespace galen
