#include "eval/agreement.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>

#include "core/error.h"

namespace galen {
namespace {

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

void check_items(const std::vector<ItemRatings>& items) {
  if (items.empty()) throw Error("no rated items to compute an agreement of", "", "import at least one review");
  for (size_t i = 0; i < items.size(); ++i) {
    if (items[i].size() != items.front().size()) {
      throw Error("an item has places for " + std::to_string(items[i].size()) + " raters, the first for " + std::to_string(items.front().size()),
                  "item " + std::to_string(i));
    }
    for (const auto& rating : items[i]) {
      if (rating && !std::isfinite(*rating)) throw Error("a rating is no finite number", "item " + std::to_string(i));
    }
  }
}

size_t rated(const ItemRatings& item) {
  return static_cast<size_t>(std::count_if(item.begin(), item.end(), [](const auto& rating) { return rating.has_value(); }));
}

// The categories that occur in items with at least `least` ratings, ascending.
std::vector<double> categories_of(const std::vector<ItemRatings>& items, size_t least) {
  std::vector<double> categories;
  for (const ItemRatings& item : items) {
    if (rated(item) < least) continue;
    for (const auto& rating : item) {
      if (rating) categories.push_back(*rating);
    }
  }
  std::sort(categories.begin(), categories.end());
  categories.erase(std::unique(categories.begin(), categories.end()), categories.end());
  return categories;
}

size_t rank_of(const std::vector<double>& categories, double rating) {
  return static_cast<size_t>(std::lower_bound(categories.begin(), categories.end(), rating) - categories.begin());
}

// [items][categories]: how many raters chose it.
std::vector<double> counts_of(const ItemRatings& item, const std::vector<double>& categories) {
  std::vector<double> counts(categories.size());
  for (const auto& rating : item) {
    if (rating) counts[rank_of(categories, *rating)] += 1;
  }
  return counts;
}

// Krippendorff's squared difference of categories a <= b. `n`: how often each category was used in items that count.
double squared_difference(RatingLevel level, size_t a, size_t b, const std::vector<double>& categories, const std::vector<double>& n) {
  if (a == b) return 0;
  double difference = 1;
  switch (level) {
    case RatingLevel::kNominal:
      break;
    case RatingLevel::kOrdinal:
      difference = std::accumulate(n.begin() + static_cast<std::ptrdiff_t>(a), n.begin() + static_cast<std::ptrdiff_t>(b) + 1, 0.0) - (n[a] + n[b]) / 2;
      break;
    case RatingLevel::kInterval:
      difference = categories[a] - categories[b];
      break;
    case RatingLevel::kRatio: {
      const double sum = categories[a] + categories[b];
      if (sum == 0) throw Error("a ratio scale can't hold " + std::to_string(categories[a]) + " beside " + std::to_string(categories[b]), "", "use interval");
      difference = (categories[a] - categories[b]) / sum;
      break;
    }
  }
  return difference * difference;
}

}  // namespace

double cohens_kappa(const std::vector<ItemRatings>& items, KappaWeights weights) {
  check_items(items);
  if (items.front().size() != 2) {
    throw Error("Cohen's kappa is of two raters, not of " + std::to_string(items.front().size()), "", "use Fleiss' kappa or Krippendorff's alpha");
  }
  const std::vector<double> categories = categories_of(items, 2);
  if (categories.empty()) throw Error("no item was rated by both raters");
  const size_t k = categories.size();
  std::vector<double> table(k * k), rows(k), columns(k);
  double total = 0;
  for (const ItemRatings& item : items) {
    if (rated(item) < 2) continue;
    const size_t first = rank_of(categories, *item[0]), second = rank_of(categories, *item[1]);
    table[first * k + second] += 1;
    rows[first] += 1;
    columns[second] += 1;
    total += 1;
  }
  double observed = 0, expected = 0;
  for (size_t i = 0; i < k; ++i) {
    for (size_t j = 0; j < k; ++j) {
      const double distance = i > j ? static_cast<double>(i - j) : static_cast<double>(j - i);
      const double disagreement = weights == KappaWeights::kNone ? (i != j) : weights == KappaWeights::kLinear ? distance : distance * distance;
      observed += disagreement * table[i * k + j] / total;
      expected += disagreement * rows[i] * columns[j] / (total * total);
    }
  }
  return expected == 0 ? kUndefined : 1 - observed / expected;
}

double fleiss_kappa(const std::vector<ItemRatings>& items) {
  check_items(items);
  const size_t raters = rated(items.front());
  if (raters < 2) throw Error("Fleiss' kappa needs two or more ratings an item", "item 0");
  const std::vector<double> categories = categories_of(items, 1);
  std::vector<double> share(categories.size());
  const auto n = static_cast<double>(items.size()), r = static_cast<double>(raters);
  double agreement = 0;
  for (size_t i = 0; i < items.size(); ++i) {
    if (rated(items[i]) != raters) {
      throw Error("an item has " + std::to_string(rated(items[i])) + " ratings, the first has " + std::to_string(raters), "item " + std::to_string(i),
                  "Fleiss' kappa needs the same number for all; Krippendorff's alpha doesn't");
    }
    const std::vector<double> counts = counts_of(items[i], categories);
    double pairs = 0;
    for (size_t c = 0; c < counts.size(); ++c) {
      pairs += counts[c] * (counts[c] - 1);
      share[c] += counts[c] / (n * r);
    }
    agreement += pairs / (r * (r - 1)) / n;
  }
  if (categories.size() < 2) return kUndefined;
  double chance = 0;
  for (const double part : share) chance += part * part;
  return (agreement - chance) / (1 - chance);
}

double krippendorffs_alpha(const std::vector<ItemRatings>& items, RatingLevel level) {
  check_items(items);
  const std::vector<double> categories = categories_of(items, 2);
  if (categories.empty()) throw Error("no item has two or more ratings");
  const size_t k = categories.size();
  std::vector<double> coincidences(k * k), n(k);  // n: marginals of the coincidences
  for (const ItemRatings& item : items) {
    const auto ratings = static_cast<double>(rated(item));
    if (ratings < 2) continue;
    const std::vector<double> counts = counts_of(item, categories);
    for (size_t a = 0; a < k; ++a) {
      n[a] += counts[a];
      for (size_t b = a; b < k; ++b) coincidences[a * k + b] += counts[a] * (counts[b] - (a == b)) / (ratings - 1);
    }
  }
  const double total = std::accumulate(n.begin(), n.end(), 0.0);
  double observed = 0, expected = 0;  // of the pairs a < b; the other half is the same
  for (size_t a = 0; a < k; ++a) {
    for (size_t b = a + 1; b < k; ++b) {
      const double difference = squared_difference(level, a, b, categories, n);
      observed += coincidences[a * k + b] * difference;
      expected += n[a] * n[b] * difference / (total - 1);
    }
  }
  return expected == 0 ? kUndefined : 1 - observed / expected;
}

Interval bootstrap_agreement(const std::vector<ItemRatings>& items, const AgreementMeasure& measure, uint64_t seed, int resamples) {
  // Items that can't form a pair carry nothing; resamples of them alone would be empty.
  std::vector<ItemRatings> paired;
  for (const ItemRatings& item : items) {
    if (rated(item) >= 2) paired.push_back(item);
  }
  if (paired.empty()) throw Error("no item has two or more ratings", "", "an agreement needs two people who rated the same item");
  const auto of = [&](const std::vector<size_t>& chosen) {
    std::vector<ItemRatings> sample;
    for (const size_t i : chosen) sample.push_back(paired[i]);
    return measure(sample);
  };
  Interval interval = bootstrap_statistic(paired.size(), of, seed, resamples);
  interval.mean = measure(items);
  return interval;
}

std::vector<size_t> disputed_items(const std::vector<ItemRatings>& items) {
  check_items(items);
  std::vector<double> division(items.size());
  std::vector<size_t> disputed;
  for (size_t i = 0; i < items.size(); ++i) {
    double differ = 0, pairs = 0;
    for (size_t a = 0; a < items[i].size(); ++a) {
      for (size_t b = a + 1; b < items[i].size(); ++b) {
        if (!items[i][a] || !items[i][b]) continue;
        pairs += 1;
        differ += *items[i][a] != *items[i][b];
      }
    }
    if (differ == 0) continue;
    division[i] = differ / pairs;
    disputed.push_back(i);
  }
  std::stable_sort(disputed.begin(), disputed.end(), [&](size_t a, size_t b) { return division[a] > division[b]; });
  return disputed;
}

}  // namespace galen
