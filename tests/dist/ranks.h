// Runs of `galen train` on several ranks, started as torchrun starts them: by environment variables.
#pragma once

#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "core/file.h"
#include "core/hash.h"
#include "core/json.h"
#include "core/log.h"
#include "tests/export/tiny_checkpoint.h"
#include "tests/support.h"

namespace galen::testing {

namespace fs = std::filesystem;

inline int free_port() {
  const int s = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  ::bind(s, reinterpret_cast<sockaddr*>(&address), sizeof address);
  ::getsockname(s, reinterpret_cast<sockaddr*>(&address), &length);
  ::close(s);
  return ntohs(address.sin_port);
}

inline std::string text_of(const fs::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline std::vector<std::string> lines_of(const fs::path& file) {
  std::ifstream in(file);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

struct Rank {
  pid_t pid = 0;
  fs::path log;
  std::string said() const { return text_of(log); }
};

struct RankOptions {
  int rank = 0;
  int size = 1;  // 1: no variables at all
  int port = 0;
  fs::path recipe;
  std::vector<std::string> overrides;
  fs::path log;
  fs::path program = GALEN_PROGRAM;
  uint64_t most_file_bytes = 0;      // a write beyond fails; 0: no limit
  std::vector<std::string> through;  // a program and its arguments that start it: ip netns exec …
  std::string master_addr = "127.0.0.1";
  bool has_own_host = false;
};

inline Rank start_rank(const RankOptions& o) {
  std::vector<std::string> words = o.through;
  words.insert(words.end(), {o.program.string(), "train", o.recipe.string()});
  words.insert(words.end(), o.overrides.begin(), o.overrides.end());
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const pid_t pid = ::fork();
  if (pid != 0) return {pid, o.log};
  ::unlink(o.log.c_str());
  for (FILE* stream : {stdout, stderr}) std::freopen(o.log.c_str(), "a", stream);
  for (const char* name : {"RANK", "WORLD_SIZE", "LOCAL_RANK", "LOCAL_WORLD_SIZE", "MASTER_ADDR", "MASTER_PORT"}) ::unsetenv(name);
  ::setenv("OMP_NUM_THREADS", "1", 1);
  if (o.size > 1) {
    ::setenv("RANK", std::to_string(o.rank).c_str(), 1);
    ::setenv("LOCAL_RANK", std::to_string(o.has_own_host ? 0 : o.rank).c_str(), 1);
    ::setenv("WORLD_SIZE", std::to_string(o.size).c_str(), 1);
    ::setenv("LOCAL_WORLD_SIZE", std::to_string(o.has_own_host ? 1 : o.size).c_str(), 1);
    ::setenv("MASTER_ADDR", o.master_addr.c_str(), 1);
    ::setenv("MASTER_PORT", std::to_string(o.port).c_str(), 1);
  }
  if (o.most_file_bytes > 0) {
    const rlimit limit = {o.most_file_bytes, o.most_file_bytes};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    ::signal(SIGXFSZ, SIG_IGN);  // write() then fails with EFBIG
  }
  ::execvp(arguments[0], arguments.data());
  ::_exit(127);
}

// Leaves the process to be waited for.
inline bool has_ended(pid_t pid) {
  siginfo_t info{};
  return ::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOHANG | WNOWAIT) != 0 || info.si_pid != 0;
}

// The exit code, or -signal; -1000 and a SIGKILL after a minute.
inline int wait_for(const Rank& rank, std::chrono::seconds at_most = std::chrono::seconds(60)) {
  const auto end = std::chrono::steady_clock::now() + at_most;
  int status = 0;
  while (::waitpid(rank.pid, &status, WNOHANG) == 0) {
    if (std::chrono::steady_clock::now() > end) {
      ::kill(rank.pid, SIGKILL);
      ::waitpid(rank.pid, &status, 0);
      return -1000;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

// A tiny model, and a recipe that trains it on real clinical dialogues.
struct RanksFixture {
  explicit RanksFixture(Family family, const std::string& precision = "f32", const std::string& more = "") {
    set_log_level(LogLevel::kQuiet);
    TinyShape shape;
    shape.family = family;
    if (family == Family::kGlm4Moe) shape.qk_norm = true;
    if (family == Family::kLlama) shape.tied = false;
    write_checkpoint(tiny_checkpoint(shape, folder.path()), folder / "base");
    const fs::path data = fs::path(GALEN_SOURCE_DIR) / "recipes" / "clinical_notes" / "data";
    write_text(recipe,
               "recipe: {name: ranks}\n"
               "model: {from: base, train: [all]}\n"
               "data:\n  sequence_length: 256\n  too_long: split\n  prefetch: 2\n"
               "  train:\n    - {path: " +
                   (data / "train.jsonl").string() +
                   ", format: text, fields: {text: dialogue}, limit: 60}\n"
                   "  validation:\n    - {path: " +
                   (data / "validation.jsonl").string() +
                   ", format: text, fields: {text: dialogue}, limit: 8}\n"
                   "train:\n  objective: pretrain\n  max_steps: 6\n  tokens_per_batch: 1024\n  gradient_accumulation: 4\n  precision: " +
                   precision + "\n" + more +
                   "  optimizer: {learning_rate: 0.003}\n  schedule: {warmup_steps: 2}\n  balance: {update_rate: 0.01}\n"
                   "cluster: {join_seconds: 30, peer_seconds: 4}\n"
                   "checkpoint: {every_steps: 2, keep_last: 100}\n");
  }

  fs::path run(const std::string& name) const { return folder / ("run-" + name); }

  RankOptions options(const std::string& name, int rank, int size, int port, const std::vector<std::string>& overrides = {}) const {
    RankOptions o;
    o.rank = rank;
    o.size = size;
    o.port = port;
    o.recipe = recipe;
    o.overrides = {"run.dir=" + run(name).string()};
    o.overrides.insert(o.overrides.end(), overrides.begin(), overrides.end());
    o.log = folder / (name + "-" + std::to_string(rank) + ".log");
    return o;
  }

  std::vector<Rank> start(const std::string& name, int size, const std::vector<std::string>& overrides = {}) const {
    const int port = free_port();
    std::vector<Rank> ranks;
    for (int rank = 0; rank < size; ++rank) ranks.push_back(start_rank(options(name, rank, size, port, overrides)));
    return ranks;
  }

  // Everything rank 0 and the others said, for messages.
  static std::string said(const std::vector<Rank>& ranks) {
    std::string all;
    for (size_t r = 0; r < ranks.size(); ++r) all += "--- rank " + std::to_string(r) + "\n" + ranks[r].said();
    return all;
  }

  // Waits until the run's metrics have so many steps, or a rank has ended.
  bool reaches_step(const std::string& name, size_t steps, const std::vector<Rank>& ranks) const {
    for (int i = 0; i < 6000; ++i) {
      size_t found = 0;
      for (const std::string& line : lines_of(run(name) / "metrics.jsonl")) found += line.find("grad_norm") != std::string::npos ? 1 : 0;
      if (found >= steps) return true;
      if (has_ended(ranks.front().pid)) return false;
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return false;
  }

  // Weights, selection biases and optimizer of a finished run.
  std::string bits(const std::string& name) const {
    const fs::path latest = run(name) / "checkpoints" / "latest";
    return sha256_of_file(latest / "model.safetensors") + " " + sha256_of_file(latest / "training_state" / "optimizer.safetensors");
  }

  TemporaryDirectory folder;
  fs::path recipe = folder / "recipe.yaml";
};

}  // namespace galen::testing
