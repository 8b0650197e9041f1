#include "train/saver.h"

#include <omp.h>

#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "core/error.h"
#include "core/file.h"
#include "core/log.h"
#include "core/machine.h"
#include "core/text.h"
#include "train/run_directory.h"

namespace galen {
namespace fs = std::filesystem;

struct Saver::State {
  void write(int64_t step, const Snapshot& snapshot) const {
    const fs::path path = checkpoint_path(run, step);
    // What may lie there already doesn't verify, or the run would have gone on from it; or it goes on from there with other data.
    write_checkpoint(snapshot.weights, path, true, [&](const fs::path& staging) { write_training_state(staging / "training_state", snapshot); });
    switch_symlink(run / "checkpoints" / "latest", path.filename());
    prune_checkpoints(run, settings.keep_last);
  }

  // Of a save that has ended.
  void settle() {
    if (!running) return;
    const int64_t step = *std::exchange(running, std::nullopt);
    if (thread.joinable()) thread.join();
    if (failure == nullptr) {
      newest = checkpoint_path(run, step);
      if (on_saved) on_saved(newest, step);
      return;
    }
    const std::exception_ptr problem = std::exchange(failure, nullptr);
    try {
      std::rethrow_exception(problem);
    } catch (const std::exception& error) {
      if (settings.on_failure == "stop") throw;
      log_error("step " + std::to_string(step) + " was not saved: " + error.what() +
                "; going on (checkpoint.on_failure: go_on), the checkpoint before it stands");
    }
  }

  fs::path run;
  CheckpointSettings settings;
  std::function<void(const fs::path&, int64_t)> on_saved;
  fs::path newest;
  std::optional<int64_t> running;  // the step
  bool has_told_of_memory = false;
  std::thread thread;
  std::mutex mutex;  // of what follows
  bool has_ended = true;
  std::exception_ptr failure;
};

Saver::Saver(fs::path run, CheckpointSettings settings, std::function<void(const fs::path& checkpoint, int64_t step)> on_saved)
    : state_(std::make_unique<State>()) {
  state_->run = std::move(run);
  state_->settings = std::move(settings);
  state_->on_saved = std::move(on_saved);
}

Saver::~Saver() {
  if (state_->thread.joinable()) state_->thread.join();
}

bool Saver::wants_copy(uint64_t snapshot_bytes) {
  State& s = *state_;
  if (!s.settings.asynchronous) return false;
  if (snapshot_bytes + snapshot_bytes / 4 <= inspect_machine().available_memory_bytes) return true;
  if (!std::exchange(s.has_told_of_memory, true)) {
    log_warning("training waits for saves: a copy of " + human_bytes(snapshot_bytes) + " to write from doesn't fit the memory that is free");
  }
  return false;
}

void Saver::save(int64_t step, Snapshot snapshot) {
  wait();
  State& s = *state_;
  s.running = step;
  s.has_ended = false;
  const auto work = [&s, step](const Snapshot& from) {
    std::exception_ptr failure;
    try {
      s.write(step, from);
    } catch (...) {
      failure = std::current_exception();
    }
    const std::lock_guard<std::mutex> guard(s.mutex);
    s.failure = failure;
    s.has_ended = true;
  };
  if (snapshot.is_copy) {
    s.thread = std::thread([work, from = std::move(snapshot)] {
      omp_set_num_threads(1);  // of this thread: the cores are the step's
      work(from);
    });
  } else {
    work(snapshot);
    s.settle();
  }
}

void Saver::poll() {
  State& s = *state_;
  {
    const std::lock_guard<std::mutex> guard(s.mutex);
    if (!s.has_ended) return;
  }
  s.settle();
}

void Saver::wait() {
  if (state_->thread.joinable()) state_->thread.join();
  state_->settle();
}

const fs::path& Saver::newest() const {
  return state_->newest;
}

}  // namespace galen
