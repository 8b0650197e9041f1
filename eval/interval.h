// A statistic of examples with its bootstrap confidence interval.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "core/json.h"

namespace galen {

struct Interval {
  double mean = 0;  // of the sample itself; for other statistics than a mean, the statistic
  double low = 0;   // 2.5th percentile of the resampled means
  double high = 0;  // 97.5th
};

Interval bootstrap_mean(const std::vector<double>& values, uint64_t seed, int resamples = 1000);

// Any statistic of `n` examples: it is given which examples to use, some of them more than once, and may say NaN where it isn't defined.
// Resamples where it is NaN are left out; all three figures are NaN if it is NaN for the sample itself.
Interval bootstrap_statistic(size_t n, const std::function<double(const std::vector<size_t>& examples)>& statistic, uint64_t seed, int resamples = 1000);

// Of sorted values, linear between neighbours (numpy's default).
double percentile(const std::vector<double>& sorted, double fraction);

OrderedJson to_json(const Interval& interval);  // NaN becomes null

}  // namespace galen
