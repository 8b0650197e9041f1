// Learning rates over the run.
#pragma once

#include <cstdint>

#include "recipes/recipe.h"

namespace galen {

// The factor on the peak learning rate at `step` (0-based) of `max_steps`: linear warm-up, then cosine, constant, or stable with a linear decay at the end
// (wsd), down to final_fraction. `time_used`: the part of the run's time that is gone, where it has a limit; the schedule follows it when it is ahead of the
// steps.
double schedule_factor(const ScheduleSettings& settings, int64_t step, int64_t max_steps, double time_used = 0.0);

}  // namespace galen
