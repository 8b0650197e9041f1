// What tests of several rooms share.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace galen::testing {

// A directory that is gone when the test is over.
class TemporaryDirectory {
 public:
  TemporaryDirectory();
  ~TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

// `../shared/data/NAME` beside the checkout (or $GALEN_SHARED_DATA/NAME), if it is there.
std::optional<std::filesystem::path> shared_data(const std::string& name);

// The quick start's model file, if scripts/setup.sh has fetched it (models/ in the checkout, or $GALEN_SMOLLM2).
std::optional<std::filesystem::path> smollm2_gguf();

void write_text(const std::filesystem::path& path, const std::string& text);

}  // namespace galen::testing

// For tests that need data which a user's clone doesn't have.
#define GALEN_REQUIRE_OR_SKIP(variable, expression, message) \
  const auto variable##_optional = (expression);             \
  if (!variable##_optional) GTEST_SKIP() << (message);       \
  const auto& variable = *variable##_optional
