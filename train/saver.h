// Saves a run's checkpoints beside the training, on a thread of its own.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>

#include "recipes/recipe.h"
#include "train/state.h"

namespace galen {

class Saver {
 public:
  // `run` is the run's directory. `on_saved` is called on the thread that calls the functions below, once a checkpoint is on the disk and `latest` names it.
  Saver(std::filesystem::path run, CheckpointSettings settings, std::function<void(const std::filesystem::path& checkpoint, int64_t step)> on_saved);
  ~Saver();  // waits for a save that runs
  Saver(const Saver&) = delete;
  Saver& operator=(const Saver&) = delete;

  // Writes checkpoints/step-N, waiting for the save before it first, and prunes older ones. Returns before it is written if the snapshot is a copy. What a save
  // fails with is thrown by one of the calls here (checkpoint.on_failure: stop) or logged (go_on).
  void save(int64_t step, Snapshot snapshot);
  // Whether the snapshot, of so many bytes, should be a copy: saves are asynchronous and there is room.
  bool wants_copy(uint64_t snapshot_bytes);
  void poll();  // tells of what was saved since
  void wait();  // the same, after the save that runs

  const std::filesystem::path& newest() const;  // the last one that was saved whole; empty: none by this

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace galen
