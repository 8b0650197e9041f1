#include "tests/support.h"

#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace galen::testing {
namespace fs = std::filesystem;

TemporaryDirectory::TemporaryDirectory() {
  std::string pattern = (fs::temp_directory_path() / "galen-test-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("cannot make a temporary directory");
  path_ = pattern;
}

TemporaryDirectory::~TemporaryDirectory() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

std::optional<fs::path> shared_data(const std::string& name) {
  const char* override_place = std::getenv("GALEN_SHARED_DATA");
  const fs::path root = override_place != nullptr ? fs::path(override_place) : fs::path(GALEN_SOURCE_DIR) / ".." / "shared" / "data";
  const fs::path path = (root / name).lexically_normal();
  if (!fs::exists(path)) return std::nullopt;
  return path;
}

std::optional<fs::path> smollm2_gguf() {
  const char* override_place = std::getenv("GALEN_SMOLLM2");
  const fs::path path = override_place != nullptr ? fs::path(override_place) : fs::path(GALEN_SOURCE_DIR) / "models" / "SmolLM2-135M-Instruct.Q4_1.gguf";
  if (!fs::exists(path)) return std::nullopt;
  return path;
}

void write_text(const fs::path& path, const std::string& text) {
  std::ofstream stream(path, std::ios::binary);
  stream << text;
  if (!stream) throw std::runtime_error("cannot write " + path.string());
}

}  // namespace galen::testing
