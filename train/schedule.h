// Learning rates over the run.
#pragma once

#include <cstdint>

#include "recipes/recipe.h"

namespace galen {

// The factor on the peak learning rate at `step` (0-based) of `max_steps`: linear warm-up, then cosine, constant, or stable with a linear decay at the end (wsd), down to final_fraction.
double schedule_factor(const ScheduleSettings& settings, int64_t step, int64_t max_steps);

}  // namespace galen
