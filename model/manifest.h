// manifest.json: every file of a directory with its size and sha256, written last. What it doesn't list is not read.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

namespace galen {

struct ManifestEntry {
  uint64_t bytes = 0;
  std::string sha256;
};
using Manifest = std::map<std::string, ManifestEntry>;  // by path relative to the directory, with forward slashes

// Reads manifest.json and checks that each file it lists is there with its size (and sha256, if `hashes`). Throws Error naming the first
// that differs.
Manifest read_manifest(const std::filesystem::path& directory, bool hashes);

// Writes and syncs manifest.json over all files below `directory`; those in `known_hashes` aren't read again.
void write_manifest(const std::filesystem::path& directory, const std::map<std::string, std::string>& known_hashes);

}  // namespace galen
