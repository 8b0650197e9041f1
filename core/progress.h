// Progress of long work, on standard error: a bar that redraws itself on a terminal, plain lines now and then elsewhere.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace galen {

class Progress {
 public:
  // `total` counts whatever `unit` names; 0 means unknown.
  Progress(std::string label, uint64_t total, std::string unit);
  ~Progress();  // finishes the line
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // `note` is shown behind the numbers (a loss, a file name).
  void update(uint64_t done, const std::string& note = "");
  void finish(const std::string& note = "");

 private:
  void draw(bool last);

  std::string label_;
  uint64_t total_;
  std::string unit_;
  uint64_t done_ = 0;
  uint64_t first_ = 0;  // done at the first update: work that goes on from somewhere isn't as fast as that looks
  bool is_counting_ = false;
  std::string note_;
  bool finished_ = false;
  bool on_terminal_;
  std::chrono::steady_clock::time_point start_;
  std::chrono::steady_clock::time_point first_time_;
  std::chrono::steady_clock::time_point drawn_;
};

}  // namespace galen
