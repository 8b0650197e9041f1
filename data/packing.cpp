#include "data/packing.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <string>
#include <utility>

#include "core/error.h"

namespace galen {

std::vector<std::vector<size_t>> pack_best_fit(std::span<const uint32_t> lengths, int64_t capacity) {
  std::vector<size_t> by_length(lengths.size());
  std::iota(by_length.begin(), by_length.end(), size_t{0});
  std::stable_sort(by_length.begin(), by_length.end(), [&](size_t a, size_t b) { return lengths[a] > lengths[b]; });

  std::vector<std::vector<size_t>> packs;
  std::set<std::pair<int64_t, size_t>> room;  // (what a pack still takes, its index)
  for (const size_t document : by_length) {
    const auto length = static_cast<int64_t>(lengths[document]);
    if (length > capacity) {
      throw Error("a document of " + std::to_string(length) + " tokens doesn't fit a pack of " + std::to_string(capacity), "data.sequence_length",
                  "raise data.sequence_length to that of the prepared shards, or prepare them again");
    }
    const auto fullest = room.lower_bound({length, 0});
    if (fullest == room.end()) {
      packs.push_back({document});
      room.insert({capacity - length, packs.size() - 1});
      continue;
    }
    const auto [left, pack] = *fullest;
    room.erase(fullest);
    packs[pack].push_back(document);
    room.insert({left - length, pack});
  }
  return packs;
}

}  // namespace galen
