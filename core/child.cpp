#include "core/child.h"

#include <fcntl.h>
#include <poll.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <exception>
#include <fstream>
#include <vector>

#include "core/error.h"

namespace galen {
namespace {

constexpr int kRefused = 3;  // exit codes of the child
constexpr int kThrew = 4;

uint64_t address_space_in_use() {
  std::ifstream statm("/proc/self/statm");
  uint64_t pages = 0;
  statm >> pages;
  return pages * static_cast<uint64_t>(sysconf(_SC_PAGESIZE));
}

void limit(decltype(RLIMIT_AS) resource, uint64_t value) {
  const rlimit both = {value, value};
  setrlimit(resource, &both);
}

// What computing and allocating needs, and writing to what is open.
bool allow_computing_only() {
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
  if (filter == nullptr) return false;
  bool good = true;
  for (const int call :
       {SCMP_SYS(read),         SCMP_SYS(write),          SCMP_SYS(close),        SCMP_SYS(brk),           SCMP_SYS(mmap),         SCMP_SYS(munmap),
        SCMP_SYS(mremap),       SCMP_SYS(mprotect),       SCMP_SYS(madvise),      SCMP_SYS(futex),         SCMP_SYS(exit),         SCMP_SYS(exit_group),
        SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn), SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday), SCMP_SYS(getrandom),
        SCMP_SYS(getpid),       SCMP_SYS(gettid),         SCMP_SYS(lseek),        SCMP_SYS(fstat),         SCMP_SYS(newfstatat),   SCMP_SYS(sched_yield),
        SCMP_SYS(tgkill)}) {
    good = seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0) == 0 && good;
  }
  good = good && seccomp_load(filter) == 0;
  seccomp_release(filter);
  return good;
}

bool write_all(int descriptor, const void* data, size_t size) {
  const char* at = static_cast<const char*>(data);
  while (size > 0) {
    const ssize_t count = ::write(descriptor, at, size);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    at += count;
    size -= static_cast<size_t>(count);
  }
  return true;
}

[[noreturn]] void be_the_child(const std::function<void(const std::function<void(std::string_view)>&)>& work, int pipe, uint64_t memory, int cpu_seconds) {
  for (const int signal : {SIGINT, SIGTERM, SIGUSR1, SIGPIPE}) std::signal(signal, SIG_DFL);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  limit(RLIMIT_CORE, 0);  // a dump would hold patients' data
  limit(RLIMIT_FSIZE, 0);
  limit(RLIMIT_CPU, static_cast<uint64_t>(cpu_seconds));
#ifndef __SANITIZE_ADDRESS__  // whose shadow is larger than any limit
  limit(RLIMIT_AS, memory);
#else
  static_cast<void>(memory);
#endif
  if (!allow_computing_only()) _exit(kRefused);
  int code = 0;
  try {
    work([&](std::string_view message) {
      const uint64_t size = message.size();
      if (!write_all(pipe, &size, sizeof size) || !write_all(pipe, message.data(), message.size())) _exit(kThrew);
    });
  } catch (...) {
    code = kThrew;
  }
  _exit(code);
}

// Whole messages at the front of `bytes` are handed over.
void take_messages(std::string& bytes, const std::function<void(std::string&&)>& receive) {
  size_t at = 0;
  for (;;) {
    uint64_t size = 0;
    if (bytes.size() - at < sizeof size) break;
    std::memcpy(&size, bytes.data() + at, sizeof size);
    if (bytes.size() - at - sizeof size < size) break;
    receive(bytes.substr(at + sizeof size, size));
    at += sizeof size + size;
  }
  bytes.erase(0, at);
}

std::string how_it_ended(int status) {
  if (WIFSIGNALED(status)) {
    const int signal = WTERMSIG(status);
    if (signal == SIGXCPU || signal == SIGKILL) return "ran out of the time it may use";
    return "killed by signal " + std::to_string(signal) + " (" + strsignal(signal) + ")";
  }
  const int code = WEXITSTATUS(status);
  if (code == kRefused) return "the kernel lets no system calls be limited (seccomp)";
  return code == 0 ? "" : "ran out of the memory it may use, or failed";
}

}  // namespace

std::string run_in_child(const std::function<void(const std::function<void(std::string_view)>& send)>& work,
                         const std::function<void(std::string&& message)>& receive, const ChildLimits& limits) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) throw Error(std::string("cannot make a pipe: ") + std::strerror(errno));
  const uint64_t memory = address_space_in_use() + limits.memory_bytes;
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child < 0) {
    const int code = errno;
    close(ends[0]);
    close(ends[1]);
    throw Error(std::string("cannot start a process: ") + std::strerror(code), "", "close other programs, or raise the limit of processes");
  }
  if (child == 0) {
    close(ends[0]);
    be_the_child(work, ends[1], memory, limits.cpu_seconds);
  }
  close(ends[1]);

  std::string bytes;
  std::vector<char> buffer(size_t{1} << 20);
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::duration<double>(limits.wall_seconds);
  bool in_time = true;
  std::exception_ptr thrown;
  while (!thrown) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now()).count();
    pollfd wait = {ends[0], POLLIN, 0};
    const int ready = left > 0 ? poll(&wait, 1, static_cast<int>(std::min<int64_t>(left, 1 << 30))) : 0;
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) {
      in_time = false;
      break;
    }
    const ssize_t count = read(ends[0], buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    bytes.append(buffer.data(), static_cast<size_t>(count));
    try {
      take_messages(bytes, receive);
    } catch (...) {
      thrown = std::current_exception();
    }
  }
  close(ends[0]);
  if (!in_time || thrown) kill(child, SIGKILL);
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (thrown) std::rethrow_exception(thrown);
  return in_time ? how_it_ended(status) : "took longer than " + std::to_string(static_cast<int64_t>(limits.wall_seconds)) + " s";
}

}  // namespace galen
