// Stands between the program and the C library's file calls: records what happens below one directory, and makes one call fail.
//
// The calls are this test program's own functions of those names; they go on to the library's.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace galen::testing {

struct FileCall {
  enum class Kind { kCreate, kOpen, kWrite, kSync, kClose, kRename, kExchange, kMakeDirectory, kRemove, kLink };
  Kind kind;
  std::filesystem::path path;
  std::filesystem::path other;  // kRename, kExchange: the new name; kLink: what it points to
  std::string data;             // kWrite
};

constexpr int kShortWrite = -1;

// From now on calls about `below` and what lies in it are recorded. With `fails` >= 0 call number `fails` returns -1 with errno `error` and does nothing (or,
// with kShortWrite, writes half; calls other than writes then do what they do). One thread at a time.
void watch_files(const std::filesystem::path& below, int64_t fails = -1, int error = 0);
std::vector<FileCall> stop_watching();

}  // namespace galen::testing
