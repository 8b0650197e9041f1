#include "core/progress.h"

#include <unistd.h>

#include <cstdio>
#include <utility>

#include "core/text.h"

namespace galen {
namespace {

constexpr auto kTerminalInterval = std::chrono::milliseconds(100);
constexpr auto kPlainInterval = std::chrono::seconds(15);
constexpr int kBarWidth = 24;

}  // namespace

Progress::Progress(std::string label, uint64_t total, std::string unit)
    : label_(std::move(label)),
      total_(total),
      unit_(std::move(unit)),
      on_terminal_(::isatty(STDERR_FILENO) == 1),
      start_(std::chrono::steady_clock::now()),
      first_time_(start_),
      drawn_(start_) {}

Progress::~Progress() {
  if (!finished_) finish(note_);
}

void Progress::update(uint64_t done, const std::string& note) {
  done_ = done;
  note_ = note;
  const auto now = std::chrono::steady_clock::now();
  if (!is_counting_) {
    is_counting_ = true;
    first_ = done > 1 ? done : 0;
    if (first_ > 0) first_time_ = now;
  }
  if (now - drawn_ < (on_terminal_ ? std::chrono::duration_cast<std::chrono::steady_clock::duration>(kTerminalInterval) : kPlainInterval)) return;
  drawn_ = now;
  draw(false);
}

void Progress::finish(const std::string& note) {
  finished_ = true;
  note_ = note;
  draw(true);
}

void Progress::draw(bool last) {
  const double elapsed = std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  std::string line = label_ + " ";
  if (total_ > 0) {
    if (on_terminal_) {
      const int filled = static_cast<int>(static_cast<double>(done_) / static_cast<double>(total_) * kBarWidth);
      line += "[";
      for (int i = 0; i < kBarWidth; ++i) line += i < filled ? '=' : ' ';
      line += "] ";
    }
    line += std::to_string(done_) + "/" + std::to_string(total_) + " " + unit_;
  } else {
    line += std::to_string(done_) + " " + unit_;
  }
  line += ", " + human_seconds(elapsed);
  if (!last && done_ > first_ && done_ < total_) {
    const double counted = std::chrono::duration<double>(std::chrono::steady_clock::now() - first_time_).count();
    line += ", " + human_seconds(counted / static_cast<double>(done_ - first_) * static_cast<double>(total_ - done_)) + " left";
  }
  if (!note_.empty()) line += " | " + note_;
  if (on_terminal_) {
    std::fprintf(stderr, "\r\x1b[K%s%s", line.c_str(), last ? "\n" : "");
  } else {
    std::fprintf(stderr, "%s\n", line.c_str());
  }
  std::fflush(stderr);
}

}  // namespace galen
