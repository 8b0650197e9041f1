#include "tests/faults/file_layer.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <map>
#include <utility>

namespace galen::testing {
namespace {

namespace fs = std::filesystem;
using Kind = FileCall::Kind;

struct Watch {
  bool is_on = false;
  std::string below;
  int64_t fails = -1;
  int error = 0;
  std::map<int, fs::path> open;
  std::vector<FileCall> calls;
};

Watch& watch() {
  static Watch* const w = new Watch;  // never destroyed: files are closed after static objects are gone
  return *w;
}

template <class Function>
Function next(const char* name) {
  return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

fs::path full_path(int directory, const char* path) {
  if (path[0] == '/') return fs::path(path).lexically_normal();
  char base[4096];
  const std::string link = directory == AT_FDCWD ? "/proc/self/cwd" : "/proc/self/fd/" + std::to_string(directory);
  const ssize_t size = ::readlink(link.c_str(), base, sizeof base);
  return size <= 0 ? fs::path(path) : (fs::path(std::string(base, static_cast<size_t>(size))) / path).lexically_normal();
}

bool is_watched(const fs::path& path) {
  return watch().is_on && path.string().compare(0, watch().below.size(), watch().below) == 0;
}

// Records the call; whether it must fail. A short write isn't a failure here.
bool fails(FileCall call) {
  Watch& w = watch();
  const bool is_it = w.fails == static_cast<int64_t>(w.calls.size());
  const bool fails_now = is_it && w.error != kShortWrite;
  if (is_it && w.error == kShortWrite && call.kind == Kind::kWrite) call.data.resize((call.data.size() + 1) / 2);
  w.calls.push_back(std::move(call));
  if (fails_now) errno = w.error;
  return fails_now;
}

int opened(int descriptor, const fs::path& path) {
  if (descriptor >= 0) watch().open[descriptor] = path;
  return descriptor;
}

bool creates(int flags) {
  return (flags & (O_CREAT | O_TRUNC)) != 0;
}

}  // namespace

void watch_files(const fs::path& below, int64_t fails, int error) {
  Watch& w = watch();
  w = {};
  w.below = fs::absolute(below).lexically_normal().string();
  w.fails = fails;
  w.error = error;
  w.is_on = true;
}

std::vector<FileCall> stop_watching() {
  watch().is_on = false;
  return std::move(watch().calls);
}

}  // namespace galen::testing

using namespace galen::testing;  // NOLINT: the C library's names must be global

extern "C" {

int open(const char* path, int flags, ...) {
  mode_t mode = 0;
  if ((flags & O_CREAT) != 0) {
    va_list more;
    va_start(more, flags);
    mode = va_arg(more, mode_t);
    va_end(more);
  }
  static const auto real = next<int (*)(const char*, int, ...)>("open");
  const auto full = full_path(AT_FDCWD, path);
  if (!is_watched(full)) return real(path, flags, mode);
  if (fails({creates(flags) ? Kind::kCreate : Kind::kOpen, full, {}, {}})) return -1;
  return opened(real(path, flags, mode), full);
}

int open64(const char* path, int flags, ...) {
  mode_t mode = 0;
  if ((flags & O_CREAT) != 0) {
    va_list more;
    va_start(more, flags);
    mode = va_arg(more, mode_t);
    va_end(more);
  }
  return open(path, flags, mode);
}

ssize_t write(int descriptor, const void* data, size_t size) {
  static const auto real = next<ssize_t (*)(int, const void*, size_t)>("write");
  const auto found = watch().open.find(descriptor);
  if (found == watch().open.end() || !is_watched(found->second)) return real(descriptor, data, size);
  if (fails({Kind::kWrite, found->second, {}, {static_cast<const char*>(data), size}})) return -1;
  return real(descriptor, data, watch().calls.back().data.size());
}

int fsync(int descriptor) {
  static const auto real = next<int (*)(int)>("fsync");
  const auto found = watch().open.find(descriptor);
  if (found == watch().open.end() || !is_watched(found->second)) return real(descriptor);
  return fails({Kind::kSync, found->second, {}, {}}) ? -1 : real(descriptor);
}

int close(int descriptor) {
  static const auto real = next<int (*)(int)>("close");
  const auto found = watch().open.find(descriptor);
  if (found == watch().open.end()) return real(descriptor);
  const auto path = found->second;
  watch().open.erase(found);
  if (!is_watched(path)) return real(descriptor);
  const bool failed = fails({Kind::kClose, path, {}, {}});
  const int code = errno;
  const int result = real(descriptor);  // close() frees the descriptor even when it fails
  if (!failed) return result;
  errno = code;
  return -1;
}

int rename(const char* from, const char* to) {
  static const auto real = next<int (*)(const char*, const char*)>("rename");
  const auto full = full_path(AT_FDCWD, from);
  if (!is_watched(full)) return real(from, to);
  return fails({Kind::kRename, full, full_path(AT_FDCWD, to), {}}) ? -1 : real(from, to);
}

int renameat2(int from_directory, const char* from, int to_directory, const char* to, unsigned int flags) noexcept {
  static const auto real = next<int (*)(int, const char*, int, const char*, unsigned int)>("renameat2");
  const auto full = full_path(from_directory, from);
  if (!is_watched(full)) return real(from_directory, from, to_directory, to, flags);
  const Kind kind = (flags & RENAME_EXCHANGE) != 0 ? Kind::kExchange : Kind::kRename;
  return fails({kind, full, full_path(to_directory, to), {}}) ? -1 : real(from_directory, from, to_directory, to, flags);
}

int mkdir(const char* path, mode_t mode) noexcept {
  static const auto real = next<int (*)(const char*, mode_t)>("mkdir");
  const auto full = full_path(AT_FDCWD, path);
  struct stat status {};
  if (!is_watched(full) || ::stat(path, &status) == 0) return real(path, mode);
  return fails({Kind::kMakeDirectory, full, {}, {}}) ? -1 : real(path, mode);
}

int unlink(const char* path) noexcept {
  static const auto real = next<int (*)(const char*)>("unlink");
  const auto full = full_path(AT_FDCWD, path);
  if (!is_watched(full)) return real(path);
  return fails({Kind::kRemove, full, {}, {}}) ? -1 : real(path);
}

int remove(const char* path) noexcept {
  static const auto real = next<int (*)(const char*)>("remove");
  const auto full = full_path(AT_FDCWD, path);
  struct stat status {};
  if (!is_watched(full) || ::lstat(path, &status) != 0) return real(path);
  return fails({Kind::kRemove, full, {}, {}}) ? -1 : real(path);
}

int unlinkat(int directory, const char* path, int flags) noexcept {
  static const auto real = next<int (*)(int, const char*, int)>("unlinkat");
  const auto full = full_path(directory, path);
  struct stat status {};
  // Of a directory that isn't empty the attempt counts for nothing.
  if (!is_watched(full) || ::fstatat(directory, path, &status, AT_SYMLINK_NOFOLLOW) != 0 || (S_ISDIR(status.st_mode) && flags == 0)) {
    return real(directory, path, flags);
  }
  return fails({Kind::kRemove, full, {}, {}}) ? -1 : real(directory, path, flags);
}

int symlink(const char* target, const char* path) noexcept {
  static const auto real = next<int (*)(const char*, const char*)>("symlink");
  const auto full = full_path(AT_FDCWD, path);
  if (!is_watched(full)) return real(target, path);
  return fails({Kind::kLink, full, target, {}}) ? -1 : real(target, path);
}

}  // extern "C"
