// How far people who rated the same items agree, beyond what chance would give.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "eval/interval.h"

namespace galen {

// An item's ratings, one place a rater, the same raters in the same order for every item; empty: that rater didn't rate it. Categories are any
// numbers; only ordinal, interval and ratio measures (and weights) care which.
using ItemRatings = std::vector<std::optional<double>>;

enum class KappaWeights { kNone, kLinear, kQuadratic };  // weighted: by the distance of the categories' ranks among those that occur
enum class RatingLevel { kNominal, kOrdinal, kInterval, kRatio };

// Each is 1 for perfect agreement, about 0 for chance, and NaN where it is undefined: everybody always chose the same category. All throw Error
// naming the item whose list of ratings is of another length, or holds a rating that is no finite number.

// Cohen 1960, 1968; of two raters. Items that only one rated are left out; an Error if none is left. Equal to statsmodels' cohens_kappa (with wt)
// to 1e-9 when every category up to the highest rank occurs.
double cohens_kappa(const std::vector<ItemRatings>& items, KappaWeights weights = KappaWeights::kNone);

// Fleiss 1971. Every item must have the same number of ratings, at least two (not the same raters): an Error names the first that hasn't. Equal to
// statsmodels' fleiss_kappa to 1e-9.
double fleiss_kappa(const std::vector<ItemRatings>& items);

// Krippendorff 2011; any number of raters, missing ratings allowed; items with fewer than two ratings don't count, an Error if none counts. Equal to
// the package krippendorff to 1e-9.
double krippendorffs_alpha(const std::vector<ItemRatings>& items, RatingLevel level = RatingLevel::kNominal);

// Any of them with a 95 % interval from resampling the items. Resamples in which it is undefined are left out.
using AgreementMeasure = std::function<double(const std::vector<ItemRatings>&)>;
Interval bootstrap_agreement(const std::vector<ItemRatings>& items, const AgreementMeasure& measure, uint64_t seed, int resamples = 1000);

// The items on which not all who rated chose the same, most divided first (the share of pairs of raters that differ), then in order.
std::vector<size_t> disputed_items(const std::vector<ItemRatings>& items);

}  // namespace galen
