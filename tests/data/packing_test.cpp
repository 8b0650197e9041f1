#include "data/packing.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/error.h"
#include "core/random.h"

namespace galen {
namespace {

TEST(Packing, PutsEachDocumentIntoOnePackThatHoldsIt) {
  for (uint64_t trial = 0; trial < 200; ++trial) {
    std::vector<uint32_t> lengths(random_bits(trial, 0, 0) % 300);
    for (size_t i = 0; i < lengths.size(); ++i) lengths[i] = static_cast<uint32_t>(1 + random_bits(trial, 1, i) % 1024);
    std::vector<int> seen(lengths.size(), 0);
    uint64_t total = 0;
    const auto packs = pack_best_fit(lengths, 1024);
    for (const auto& pack : packs) {
      uint64_t sum = 0;
      for (const size_t document : pack) {
        ++seen[document];
        sum += lengths[document];
      }
      EXPECT_LE(sum, 1024u);
      EXPECT_GT(sum, 0u);
      total += sum;
    }
    EXPECT_TRUE(std::all_of(seen.begin(), seen.end(), [](int count) { return count == 1; }));
    const double least = std::ceil(static_cast<double>(total) / 1024);
    EXPECT_LE(static_cast<double>(packs.size()), least * 11 / 9 + 1);
  }
}

TEST(Packing, FillsPacksExactlyWhereItCan) {
  EXPECT_EQ(pack_best_fit(std::vector<uint32_t>{6, 4, 5, 5, 10}, 10).size(), 3u);
  EXPECT_EQ(pack_best_fit(std::vector<uint32_t>{}, 10).size(), 0u);
  EXPECT_EQ(pack_best_fit(std::vector<uint32_t>{10, 10}, 10).size(), 2u);
}

TEST(Packing, RefusesADocumentThatFitsNoPack) {
  EXPECT_THROW(pack_best_fit(std::vector<uint32_t>{11}, 10), Error);
}

}  // namespace
}  // namespace galen
