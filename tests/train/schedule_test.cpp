#include "train/schedule.h"

#include <gtest/gtest.h>

#include <cmath>

namespace galen {
namespace {

ScheduleSettings schedule_of(const std::string& name, int64_t warmup = 10) {
  ScheduleSettings settings;
  settings.name = name;
  settings.warmup_steps = warmup;
  return settings;
}

TEST(Schedule, WarmsUpLinearlyToThePeak) {
  for (const char* name : {"cosine", "wsd", "constant"}) {
    const ScheduleSettings settings = schedule_of(name);
    EXPECT_DOUBLE_EQ(schedule_factor(settings, 0, 100), 0.1) << name;
    EXPECT_DOUBLE_EQ(schedule_factor(settings, 4, 100), 0.5) << name;
    EXPECT_DOUBLE_EQ(schedule_factor(settings, 9, 100), 1.0) << name;
    EXPECT_DOUBLE_EQ(schedule_factor(settings, 10, 100), 1.0) << name;
  }
}

TEST(Schedule, CosineFallsToTheFinalFraction) {
  const ScheduleSettings settings = schedule_of("cosine");
  EXPECT_NEAR(schedule_factor(settings, 55, 100), 0.55, 1e-12);  // half-way between 1 and 0.1
  EXPECT_NEAR(schedule_factor(settings, 100, 100), 0.1, 1e-12);
  EXPECT_NEAR(schedule_factor(settings, 1000, 100), 0.1, 1e-12);
  for (int64_t step = 10; step < 99; ++step) EXPECT_GT(schedule_factor(settings, step, 100), schedule_factor(settings, step + 1, 100));
}

TEST(Schedule, WsdIsStableThenDecaysLinearly) {
  const ScheduleSettings settings = schedule_of("wsd", 0);
  for (int64_t step = 0; step < 80; ++step) EXPECT_DOUBLE_EQ(schedule_factor(settings, step, 100), 1.0);
  EXPECT_NEAR(schedule_factor(settings, 90, 100), 0.55, 1e-12);
  EXPECT_NEAR(schedule_factor(settings, 100, 100), 0.1, 1e-12);
}

TEST(Schedule, ConstantStaysAtThePeak) {
  const ScheduleSettings settings = schedule_of("constant", 0);
  for (int64_t step = 0; step <= 100; ++step) EXPECT_DOUBLE_EQ(schedule_factor(settings, step, 100), 1.0);
}

// A run of ten minutes ends its schedule with the tenth, however many steps it had been allowed.
TEST(Schedule, FollowsTheClockWhereItIsAheadOfTheSteps) {
  const ScheduleSettings settings = schedule_of("cosine", 0);
  EXPECT_DOUBLE_EQ(schedule_factor(settings, 10, 1000, 0.5), schedule_factor(settings, 500, 1000));
  EXPECT_DOUBLE_EQ(schedule_factor(settings, 500, 1000, 0.1), schedule_factor(settings, 500, 1000));
  EXPECT_NEAR(schedule_factor(settings, 10, 1000, 1.2), 0.1, 1e-12);
  EXPECT_LT(schedule_factor(schedule_of("cosine", 10), 3, 1000, 0.9), 0.5) << "warming up";
}

TEST(Schedule, IsFiniteWhenTheRunIsShorterThanItsWarmUp) {
  for (const char* name : {"cosine", "wsd", "constant"}) {
    for (const int64_t max_steps : {1, 5, 10, 11}) {
      for (int64_t step = 0; step <= 12; ++step) {
        const double factor = schedule_factor(schedule_of(name), step, max_steps);
        EXPECT_TRUE(std::isfinite(factor) && factor > 0 && factor <= 1) << name << " " << step << " of " << max_steps << ": " << factor;
      }
    }
  }
}

}  // namespace
}  // namespace galen
