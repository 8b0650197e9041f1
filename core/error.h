// The one exception type of the project.
#pragma once

#include <stdexcept>
#include <string>

namespace galen {

// What happened, where, and what to do about it. Thrown for everything a user can cause or mend (bad files, bad recipes, a full disk); mistakes of
// the program itself are TORCH_CHECKs and asserts. Caught at the command line and at the boundary of a worker thread, nowhere else.
class Error : public std::runtime_error {
 public:
  // `where` is a file, file:line, key path or record name, `hint` what the reader should do; both may be empty.
  explicit Error(std::string what_happened, std::string where = "", std::string hint = "");

  const std::string& what_happened() const { return what_happened_; }
  const std::string& where() const { return where_; }
  const std::string& hint() const { return hint_; }

 private:
  std::string what_happened_;
  std::string where_;
  std::string hint_;
};

// Thrown where the command line itself is wrong (exit code 2 instead of 1).
class UsageError : public Error {
 public:
  using Error::Error;
};

// Thrown when a stop signal ended the work cleanly: everything needed to go on is on disk.
class Interrupted : public Error {
 public:
  using Error::Error;
};

}  // namespace galen
