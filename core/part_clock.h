// Where a step's time goes, by part: each operation of the model counts the wall time between its clock's construction and destruction.
#pragma once

#include <array>
#include <chrono>
#include <string_view>

namespace galen {

enum class Part { kProjections, kAttention, kFeedForward, kExperts, kExpertExchange, kRouter, kNorms, kHead, kOptimizer };
inline constexpr std::array<std::string_view, 9> kPartNames = {"projections", "attention", "feed_forward", "experts",  "expert_exchange",
                                                               "router",      "norms",     "head",         "optimizer"};

// Seconds so far, of this thread. Clocks don't nest: the parts are apart.
using PartSeconds = std::array<double, kPartNames.size()>;
PartSeconds& part_seconds();

class PartClock {
 public:
  explicit PartClock(Part part) : part_(part), start_(std::chrono::steady_clock::now()) {}
  ~PartClock() { part_seconds()[static_cast<size_t>(part_)] += std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count(); }
  PartClock(const PartClock&) = delete;
  PartClock& operator=(const PartClock&) = delete;

 private:
  Part part_;
  std::chrono::steady_clock::time_point start_;
};

}  // namespace galen
