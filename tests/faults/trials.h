// How often a random fault is tried.
#pragma once

#include <cstdint>
#include <cstdlib>

namespace galen::testing {

// `usual` times; `in_full` times for scripts/faults.sh, which sets GALEN_FAULTS_IN_FULL.
inline int64_t trials(int64_t usual, int64_t in_full) {
  return std::getenv("GALEN_FAULTS_IN_FULL") != nullptr ? in_full : usual;
}

}  // namespace galen::testing
