#include "train/run_directory.h"

#include <algorithm>
#include <cstdio>

#include "core/error.h"
#include "core/log.h"
#include "model/checkpoint.h"

namespace galen {
namespace fs = std::filesystem;

std::vector<SavedCheckpoint> list_checkpoints(const fs::path& run, bool verify_hashes) {
  std::vector<SavedCheckpoint> found;
  const fs::path folder = run / "checkpoints";
  if (!fs::is_directory(folder)) return found;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (name.rfind("step-", 0) != 0 || !entry.is_directory() || entry.is_symlink()) continue;
    const std::string digits = name.substr(5);
    if (digits.empty() || digits.size() > 12 || digits.find_first_not_of("0123456789") != std::string::npos) continue;
    SavedCheckpoint saved;
    saved.step = std::stoll(digits);
    saved.path = entry.path();
    try {
      verify_manifest(entry.path(), verify_hashes);
      saved.valid = true;
    } catch (const Error& error) {
      saved.problem = error.what();
    }
    found.push_back(std::move(saved));
  }
  std::sort(found.begin(), found.end(), [](const SavedCheckpoint& a, const SavedCheckpoint& b) { return a.step < b.step; });
  return found;
}

std::optional<SavedCheckpoint> newest_valid_checkpoint(const fs::path& run) {
  std::vector<SavedCheckpoint> saved = list_checkpoints(run, false);
  std::reverse(saved.begin(), saved.end());
  for (SavedCheckpoint& candidate : saved) {
    try {
      verify_manifest(candidate.path, true);
      candidate.valid = true;
      return candidate;
    } catch (const Error& error) {
      log_warning("passing over a checkpoint that does not verify: " + std::string(error.what()));
    }
  }
  return std::nullopt;
}

fs::path checkpoint_path(const fs::path& run, int64_t step) {
  char name[32];
  std::snprintf(name, sizeof name, "step-%08lld", static_cast<long long>(step));
  return run / "checkpoints" / name;
}

void prune_checkpoints(const fs::path& run, int64_t keep) {
  std::vector<SavedCheckpoint> saved = list_checkpoints(run, false);
  std::reverse(saved.begin(), saved.end());
  int64_t kept = 0;
  for (const SavedCheckpoint& candidate : saved) {
    // What looks damaged may only have been unreadable for a moment: with nothing newer to go on from, it stays.
    if (!candidate.valid && kept == 0) continue;
    if (candidate.valid && kept < std::max<int64_t>(1, keep)) {
      ++kept;
      continue;
    }
    std::error_code failed;
    fs::remove_all(candidate.path, failed);
    if (failed) log_warning("cannot remove the old checkpoint " + candidate.path.string() + ": " + failed.message());
  }
}

std::optional<SavedCheckpoint> resume_point(const fs::path& run, Group& group) {
  std::optional<SavedCheckpoint> saved;
  if (group.is_first()) saved = newest_valid_checkpoint(run);
  const std::string step = group.from_first("resume", saved ? std::to_string(saved->step) : "");
  if (group.is_first() || step.empty()) return saved;
  saved = SavedCheckpoint{std::stoll(step), checkpoint_path(run, std::stoll(step)), true, ""};
  if (!fs::exists(saved->path)) {
    throw Error("rank " + std::to_string(group.rank()) + " doesn't see the checkpoint that rank 0 goes on from", saved->path.string(),
                "run.dir must be on a file system that all ranks share");
  }
  return saved;
}

}  // namespace galen
