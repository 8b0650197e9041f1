#include "train/schedule.h"

#include <algorithm>
#include <cmath>

namespace galen {

double schedule_factor(const ScheduleSettings& settings, int64_t step, int64_t max_steps, double time_used) {
  if (step < settings.warmup_steps) return static_cast<double>(step + 1) / static_cast<double>(settings.warmup_steps);
  const double remaining = static_cast<double>(std::max<int64_t>(1, max_steps - settings.warmup_steps));
  const double progress = std::min(1.0, std::max(time_used, static_cast<double>(step - settings.warmup_steps) / remaining));
  const double floor = settings.final_fraction;
  if (settings.name == "constant") return 1.0;
  if (settings.name == "wsd") {
    const double decay_start = 1.0 - settings.decay_fraction;
    return progress < decay_start ? 1.0 : 1.0 - (1.0 - floor) * (progress - decay_start) / settings.decay_fraction;
  }
  return floor + (1.0 - floor) * 0.5 * (1.0 + std::cos(M_PI * progress));
}

}  // namespace galen
