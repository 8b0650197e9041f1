// What this machine has.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace galen {

struct Machine {
  std::string cpu_name;
  std::vector<std::string> instruction_sets;  // those that matter here: avx2, avx512f, avx512_bf16, amx_bf16, …
  int cores = 1;                              // usable by this process (affinity, cgroup)
  uint64_t memory_bytes = 0;                  // usable by this process (cgroup limit included)
  uint64_t available_memory_bytes = 0;
  std::vector<std::string> gpus;  // names as the driver gives them; empty without one
};

Machine inspect_machine();

// Where this user's keys are kept: ${XDG_CONFIG_HOME:-~/.config}/galen, there or not. Empty where the user has no home.
std::filesystem::path config_directory();

// The largest resident set this process has had.
uint64_t peak_rss_bytes();
uint64_t current_rss_bytes();

}  // namespace galen
