// runs/<name>/checkpoints: finding, naming and pruning.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "train/group.h"

namespace galen {

struct SavedCheckpoint {
  int64_t step = 0;
  std::filesystem::path path;
  bool valid = false;   // manifest there and sizes (or hashes) right
  std::string problem;  // when not valid
};

// All step-* directories of a run, oldest first.
std::vector<SavedCheckpoint> list_checkpoints(const std::filesystem::path& run, bool verify_hashes);
// The newest that verifies with hashes, passing over (and logging) those that don't.
std::optional<SavedCheckpoint> newest_valid_checkpoint(const std::filesystem::path& run);
// The one that all ranks go on from: rank 0 decides. Throws Error on a rank that doesn't see it.
std::optional<SavedCheckpoint> resume_point(const std::filesystem::path& run, Group& group);
std::filesystem::path checkpoint_path(const std::filesystem::path& run, int64_t step);
// Removes all but the last `keep`; never the newest valid one, nor what is newer. What is older and doesn't verify goes too.
void prune_checkpoints(const std::filesystem::path& run, int64_t keep);

}  // namespace galen
