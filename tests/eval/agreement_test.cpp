#include "eval/agreement.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/error.h"

namespace galen {
namespace {

// 50 grants read by two people: both yes 20, first alone 5, second alone 10, both no 15. Kappa is 0.4 by hand.
std::vector<ItemRatings> grants() {
  std::vector<ItemRatings> items;
  const auto add = [&](int count, double first, double second) {
    for (int i = 0; i < count; ++i) items.push_back({first, second});
  };
  add(20, 1, 1);
  add(5, 1, 0);
  add(10, 0, 1);
  add(15, 0, 0);
  return items;
}

TEST(Agreement, CohensKappaIsTheOneCountedByHand) {
  EXPECT_NEAR(cohens_kappa(grants()), 0.4, 1e-12);  // (0.7 - 0.5) / (1 - 0.5)
}

TEST(Agreement, FleissKappaIsTheOneCountedByHand) {
  // Each rater's choices pooled: 55 of 100 yes. (0.7 - 0.505) / (1 - 0.505)
  EXPECT_NEAR(fleiss_kappa(grants()), 0.195 / 0.495, 1e-12);
}

TEST(Agreement, AlphaLeavesOutItemsThatOneAloneRated) {
  std::vector<ItemRatings> items = {{1, 1, std::nullopt}, {2, std::nullopt, 2}, {1, 2, 2}};
  const double alpha = krippendorffs_alpha(items);
  // Coincidences of 1 and 2: 1; n = (3, 4), 7 in all: 1 - 6 * 1 / 12.
  EXPECT_NEAR(alpha, 0.5, 1e-12);
  items.push_back({std::nullopt, std::nullopt, 5});
  EXPECT_EQ(krippendorffs_alpha(items), alpha);
}

TEST(Agreement, IsUndefinedWhereEverybodyAlwaysSaysTheSame) {
  const std::vector<ItemRatings> same(5, ItemRatings{3, 3});
  EXPECT_TRUE(std::isnan(cohens_kappa(same)));
  EXPECT_TRUE(std::isnan(fleiss_kappa(same)));
  EXPECT_TRUE(std::isnan(krippendorffs_alpha(same, RatingLevel::kOrdinal)));
  EXPECT_TRUE(std::isnan(bootstrap_agreement(
                             same, [](const auto& items) { return cohens_kappa(items); }, 1)
                             .low));
}

TEST(Agreement, IntervalHoldsTheFigureAndNarrowsWithMoreItems) {
  const auto alpha = [](const std::vector<ItemRatings>& items) { return krippendorffs_alpha(items); };
  const std::vector<ItemRatings> few = grants();
  std::vector<ItemRatings> many;
  for (int i = 0; i < 16; ++i) many.insert(many.end(), few.begin(), few.end());
  const Interval wide = bootstrap_agreement(few, alpha, 7), narrow = bootstrap_agreement(many, alpha, 7);
  EXPECT_LT(wide.low, wide.mean);
  EXPECT_GT(wide.high, wide.mean);
  EXPECT_LT(narrow.high - narrow.low, 0.5 * (wide.high - wide.low));
}

TEST(Agreement, ListsTheMostDividedItemsFirst) {
  EXPECT_EQ(disputed_items({{1, 1, 1}, {1, 1, 2}, {1, 2, 3}, {1, std::nullopt, std::nullopt}, {2, 1, 1}}), (std::vector<size_t>{2, 1, 4}));
}

TEST(Agreement, NamesTheItemThatDoesNotFit) {
  const auto message = [](const auto& call) -> std::string {
    try {
      call();
    } catch (const Error& error) {
      return error.what();
    }
    return "";
  };
  EXPECT_NE(message([] { fleiss_kappa({{1, 1, 1}, {1, std::nullopt, 2}}); }).find("item 1"), std::string::npos);
  EXPECT_NE(message([] { krippendorffs_alpha({{1, 1}, {1, 2, 3}}); }).find("item 1"), std::string::npos);
  EXPECT_NE(message([] { krippendorffs_alpha({{1, 1}, {1, NAN}}); }).find("item 1"), std::string::npos);
  EXPECT_NE(message([] { cohens_kappa({{1, 1, 1}}); }).find("two raters"), std::string::npos);
  EXPECT_NE(message([] { cohens_kappa({{1, std::nullopt}}); }), "");
}

}  // namespace
}  // namespace galen
