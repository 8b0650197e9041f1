// Agreement coefficients against statsmodels and the package krippendorff.
#include "eval/agreement.h"

#include <gtest/gtest.h>

#include "core/random.h"
#include "tests/parity/python_judge.h"

namespace galen {
namespace {

// Raters who know the truth with a probability of their own; some ratings missing.
std::vector<ItemRatings> simulated_ratings(uint64_t seed, size_t items, size_t raters, int categories, double missing) {
  std::vector<ItemRatings> made(items, ItemRatings(raters));
  for (size_t i = 0; i < items; ++i) {
    const auto category = [&](uint64_t draw) { return 1 + std::floor(random_uniform(seed, draw, i) * categories); };
    for (size_t r = 0; r < raters; ++r) {
      if (random_uniform(seed, 100 + r, i) < missing) continue;
      const bool knows = random_uniform(seed, 200 + r, i) < 0.4 + 0.1 * static_cast<double>(r % 5);
      made[i][r] = knows ? category(0) : category(300 + r);
    }
  }
  return made;
}

TEST(ParityAgreement, EqualsStatsmodelsAndKrippendorffToABillionth) {
  std::vector<std::vector<ItemRatings>> cases;
  for (uint64_t seed = 0; seed < 60; ++seed) {
    cases.push_back(simulated_ratings(seed, 20 + 7 * seed, 2 + seed % 4, 2 + static_cast<int>(seed % 5), seed % 3 == 0 ? 0.3 : 0.0));
  }
  Json request = Json::array();
  for (const auto& items : cases) {
    Json list = Json::array();
    for (const ItemRatings& item : items) {
      Json row = Json::array();
      for (const auto& rating : item) row.push_back(rating ? Json(*rating) : Json());
      list.push_back(row);
    }
    request.push_back(list);
  }
  testing::TemporaryDirectory folder;
  GALEN_REQUIRE_OR_SKIP(answers, testing::ask_python("agreement.py", request, folder.path(), "statsmodels, krippendorff"),
                        "no statsmodels and krippendorff in .venv-judges: run scripts/test.sh without --no-judges");
  ASSERT_EQ(answers.size(), cases.size());
  size_t compared = 0;
  for (size_t i = 0; i < cases.size(); ++i) {
    const auto expect = [&](const char* name, double ours) {
      EXPECT_NEAR(ours, answers[i][name].get<double>(), 1e-9) << name << " of case " << i;
      ++compared;
    };
    expect("nominal", krippendorffs_alpha(cases[i], RatingLevel::kNominal));
    expect("ordinal", krippendorffs_alpha(cases[i], RatingLevel::kOrdinal));
    expect("interval", krippendorffs_alpha(cases[i], RatingLevel::kInterval));
    expect("ratio", krippendorffs_alpha(cases[i], RatingLevel::kRatio));
    if (answers[i].contains("fleiss")) expect("fleiss", fleiss_kappa(cases[i]));
    if (!answers[i].contains("cohen")) continue;
    expect("cohen", cohens_kappa(cases[i]));
    expect("cohen_linear", cohens_kappa(cases[i], KappaWeights::kLinear));
    expect("cohen_quadratic", cohens_kappa(cases[i], KappaWeights::kQuadratic));
  }
  EXPECT_GT(compared, 280u);
}

}  // namespace
}  // namespace galen
