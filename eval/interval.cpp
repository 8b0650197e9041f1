#include "eval/interval.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/error.h"
#include "core/random.h"

namespace galen {
double percentile(const std::vector<double>& sorted, double fraction) {
  const double position = fraction * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<size_t>(position);
  const size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (position - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

Interval bootstrap_mean(const std::vector<double>& values, uint64_t seed, int resamples) {
  if (values.empty()) throw Error("no values to average", "", "give the evaluation at least one record");
  if (resamples < 1) throw Error("a bootstrap needs at least one resample");
  const size_t n = values.size();
  const auto count = static_cast<double>(n);
  Interval interval;
  for (const double value : values) interval.mean += value / count;
  std::vector<double> means(static_cast<size_t>(resamples));
  for (size_t r = 0; r < means.size(); ++r) {
    double sum = 0;
    for (size_t i = 0; i < n; ++i) sum += values[std::min(n - 1, static_cast<size_t>(random_uniform(seed, r, i) * count))];
    means[r] = sum / count;
  }
  std::sort(means.begin(), means.end());
  interval.low = percentile(means, 0.025);
  interval.high = percentile(means, 0.975);
  return interval;
}

Interval bootstrap_statistic(size_t n, const std::function<double(const std::vector<size_t>&)>& statistic, uint64_t seed, int resamples) {
  if (n == 0) throw Error("no examples to compute a score of", "", "give the evaluation at least one record");
  if (resamples < 1) throw Error("a bootstrap needs at least one resample");
  std::vector<size_t> examples(n);
  std::iota(examples.begin(), examples.end(), size_t{0});
  Interval interval;
  interval.mean = statistic(examples);
  interval.low = interval.high = std::numeric_limits<double>::quiet_NaN();
  if (!std::isfinite(interval.mean)) return interval;
  std::vector<double> values;
  for (uint64_t r = 0; r < static_cast<uint64_t>(resamples); ++r) {
    for (size_t i = 0; i < n; ++i) examples[i] = std::min(n - 1, static_cast<size_t>(random_uniform(seed, r, i) * static_cast<double>(n)));
    const double value = statistic(examples);
    if (std::isfinite(value)) values.push_back(value);
  }
  if (values.empty()) return interval;
  std::sort(values.begin(), values.end());
  interval.low = percentile(values, 0.025);
  interval.high = percentile(values, 0.975);
  return interval;
}

OrderedJson to_json(const Interval& interval) {
  return {{"mean", interval.mean}, {"low", interval.low}, {"high", interval.high}};
}

}  // namespace galen
