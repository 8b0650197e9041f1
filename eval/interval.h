// A mean with its bootstrap confidence interval.
#pragma once

#include <cstdint>
#include <vector>

#include "core/json.h"

namespace galen {

struct Interval {
  double mean = 0;
  double low = 0;   // 2.5th percentile of the resampled means
  double high = 0;  // 97.5th
};

Interval bootstrap_mean(const std::vector<double>& values, uint64_t seed, int resamples = 1000);
OrderedJson to_json(const Interval& interval);

}  // namespace galen
