#include "model/import.h"

#include "core/error.h"

namespace galen {
namespace fs = std::filesystem;

Checkpoint import_model(const fs::path& source, const fs::path& scratch) {
  if (!fs::exists(source)) throw Error("no such file or directory", source.string(), "check the path");
  if (!fs::is_directory(source)) return import_gguf(source, scratch);
  // Our own: verified in full, because whoever imports it will build on it.
  if (fs::exists(source / "manifest.json")) return read_checkpoint(source, /*verify_hashes=*/true);
  return import_hf_directory(source, scratch);
}

}  // namespace galen
