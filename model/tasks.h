// Work that threads take piece by piece.
#pragma once

#include <ATen/Parallel.h>

#include <algorithm>
#include <atomic>
#include <cstdint>

namespace galen {

// Runs run(0) .. run(count - 1): a thread that is free takes the next, since pieces may differ in length. Each must write what no other does; then the result
// doesn't depend on who took it.
template <typename Run>
void for_each_task(int64_t count, const Run& run) {
  std::atomic<int64_t> next{0};
  at::parallel_for(0, std::min<int64_t>(count, at::get_num_threads()), 1, [&](int64_t begin, int64_t end) {
    for (int64_t worker = begin; worker < end; ++worker) {
      for (int64_t task = next++; task < count; task = next++) run(task);
    }
  });
}

}  // namespace galen
