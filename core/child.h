// Work on bytes from elsewhere, in a process that can be lost: parsers of images, sounds and DICOM are the usual way into a program.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace galen {

struct ChildLimits {
  uint64_t memory_bytes = uint64_t{2} << 30;  // beyond what the process already has
  int cpu_seconds = 60;
  double wall_seconds = 120;
};

// Forks, and runs `work` there; what it sends is handed to `receive` here, message by message, those that arrive whole. The child sees the memory as it was; it
// may compute, allocate and send, nothing else: opening files, sockets and processes is refused by the kernel (seccomp), and memory and time are limited.
// `work` must not use thread pools: there are no other threads in the child. Returns "" when it came to its end, else how it ended: "killed by signal 11
// (Segmentation fault)", "took longer than 120 s". Throws Error where no process can be started, and what `receive` throws.
std::string run_in_child(const std::function<void(const std::function<void(std::string_view)>& send)>& work,
                         const std::function<void(std::string&& message)>& receive, const ChildLimits& limits = {});

}  // namespace galen
