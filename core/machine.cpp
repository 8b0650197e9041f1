#include "core/machine.h"

#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "core/text.h"

namespace galen {
namespace {

std::string first_line_after(const std::string& file, const std::string& key) {
  std::ifstream stream(file);
  std::string line;
  while (std::getline(stream, line)) {
    if (line.rfind(key, 0) != 0) continue;
    const size_t colon = line.find(':');
    return colon == std::string::npos ? "" : std::string(trim(std::string_view(line).substr(colon + 1)));
  }
  return "";
}

uint64_t meminfo_bytes(const std::string& key) {
  std::istringstream value(first_line_after("/proc/meminfo", key));
  uint64_t kibibytes = 0;
  value >> kibibytes;
  return kibibytes * 1024;
}

// cgroup v2 first, then v1; 0 when there is no limit.
uint64_t cgroup_memory_limit() {
  for (const char* file : {"/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"}) {
    std::ifstream stream(file);
    uint64_t bytes = 0;
    if (stream >> bytes && bytes < (uint64_t{1} << 60)) return bytes;
  }
  return 0;
}

// Whole processors that the cgroup (v2) grants, rounded up; 0 when there is no limit.
int cgroup_cores() {
  std::ifstream stream("/sys/fs/cgroup/cpu.max");
  double quota = 0;
  double period = 0;
  if (!(stream >> quota >> period) || quota <= 0 || period <= 0) return 0;  // "max 100000": no limit
  return static_cast<int>(std::ceil(std::min(quota / period, 1e6)));
}

std::vector<std::string> nvidia_gpus() {
  namespace fs = std::filesystem;
  std::vector<std::string> names;
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator("/proc/driver/nvidia/gpus", failed)) {
    const std::string name = first_line_after((entry.path() / "information").string(), "Model");
    names.push_back(name.empty() ? "NVIDIA GPU" : name);
  }
  return names;
}

}  // namespace

Machine inspect_machine() {
  Machine machine;
  machine.cpu_name = first_line_after("/proc/cpuinfo", "model name");
  static constexpr std::array kNamed = {"avx2", "fma", "f16c", "avx512f", "avx512_vnni", "avx512_bf16", "amx_tile", "amx_bf16", "amx_int8"};
  const std::vector<std::string> flags = split(first_line_after("/proc/cpuinfo", "flags"), ' ');
  for (const char* name : kNamed) {
    if (std::find(flags.begin(), flags.end(), name) != flags.end()) machine.instruction_sets.emplace_back(name);
  }
  cpu_set_t affinity;
  CPU_ZERO(&affinity);
  machine.cores = sched_getaffinity(0, sizeof affinity, &affinity) == 0 ? CPU_COUNT(&affinity) : static_cast<int>(sysconf(_SC_NPROCESSORS_ONLN));
  if (const int granted = cgroup_cores(); granted > 0) machine.cores = std::min(machine.cores, granted);
  machine.memory_bytes = meminfo_bytes("MemTotal");
  machine.available_memory_bytes = meminfo_bytes("MemAvailable");
  if (const uint64_t limit = cgroup_memory_limit(); limit > 0) {
    machine.memory_bytes = std::min(machine.memory_bytes, limit);
    machine.available_memory_bytes = std::min(machine.available_memory_bytes, limit);
  }
  machine.gpus = nvidia_gpus();
  return machine;
}

std::filesystem::path config_directory() {
  const char* config = std::getenv("XDG_CONFIG_HOME");
  if (config != nullptr && *config == '/') return std::filesystem::path(config) / "galen";
  const char* home = std::getenv("HOME");
  return home == nullptr || *home == '\0' ? std::filesystem::path() : std::filesystem::path(home) / ".config" / "galen";
}

uint64_t peak_rss_bytes() {
  struct rusage usage {};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<uint64_t>(usage.ru_maxrss) * 1024;
}

uint64_t current_rss_bytes() {
  std::ifstream stream("/proc/self/statm");
  uint64_t total = 0;
  uint64_t resident = 0;
  stream >> total >> resident;
  return resident * static_cast<uint64_t>(sysconf(_SC_PAGESIZE));
}

}  // namespace galen
