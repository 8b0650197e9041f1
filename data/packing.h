// Documents into packs of a fixed capacity, with as little left over as best-fit decreasing leaves (within 11/9 of the fewest packs;
// Johnson 1973).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace galen {

// Indices into `lengths`, each exactly once; the lengths of a pack sum to at most `capacity`. Longest documents are placed first, each into
// the fullest pack that still takes it; ties go to the lower index, so the result is a function of `lengths` alone. Throws Error for a
// length above `capacity`.
std::vector<std::vector<size_t>> pack_best_fit(std::span<const uint32_t> lengths, int64_t capacity);

}  // namespace galen
