// How fast and how large a GGUF file is in the serving runtime: the linked llama.cpp with its own defaults (f16 key/value cache), on this machine's CPU.
#pragma once

#include <cstdint>
#include <filesystem>

#include "eval/interval.h"
#include "eval/suite.h"

namespace galen {

struct LatencySettings {
  int64_t prompt_tokens = 512;
  int64_t new_tokens = 64;
  int64_t repeats = 5;  // after one that doesn't count
  int threads = 0;      // 0: all cores of this process
};

struct LatencyReport {
  double load_seconds = 0;
  Interval first_token_seconds;       // from the prompt's tokens to the first new one
  Interval prompt_tokens_per_second;  // reading the prompt
  Interval new_tokens_per_second;     // writing, one sequence
  uint64_t file_bytes = 0;
  uint64_t memory_bytes = 0;  // this process's resident set with model, cache and buffers, after the runs, less what it was before
  int threads = 0;
};

// Times are means over the repeats with 95 % bootstrap intervals; they hold for this machine as busy as it was. Throws Error for a file that llama.cpp can't
// load.
LatencyReport measure_latency(const std::filesystem::path& file, const LatencySettings& settings);
SuiteScores latency_scores(const std::filesystem::path& file, const LatencySettings& settings, const LatencyReport& report);

}  // namespace galen
