// The training loop: fetch, forward, backward, clip, step, report. Logging and evaluation hang on from outside.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/part_clock.h"
#include "model/decoder.h"
#include "recipes/recipe.h"
#include "train/group.h"
#include "train/optimizer.h"
#include "train/parts.h"
#include "train/stages.h"

namespace galen {

// How a step's tokens spread over the experts of all layers.
struct RouterHealth {
  int64_t dead_experts = 0;  // that got none
  double largest_load = 0;   // of one expert, over an even share
  double entropy = 0;        // mean over layers; 1: even
};

struct StepReport {      // a line of metrics.jsonl
  int64_t step = 0;      // 1-based
  std::string stage;     // of train.stages; empty without them
  double loss = 0;       // mean nats per predicted token, z-loss apart
  double grad_norm = 0;  // before clipping
  double learning_rate = 0;
  int64_t tokens = 0;  // in this step, prompts included
  int64_t loss_tokens = 0;
  double tokens_per_second = 0;
  double data_wait_seconds = 0;
  double save_wait_seconds = 0;      // before this step: copying what is saved, and waiting for the save before
  double exchange_seconds = 0;       // several ranks: sending and summing gradients, most of it during the backward pass …
  double exchange_wait_seconds = 0;  // … and the part of it that the step waited for
  uint64_t peak_rss_bytes = 0;
  PartSeconds parts{};                                     // forward, backward and optimizer, by part of the model
  bool skipped = false;                                    // the guard let it not be taken (train/guard.h): nothing changed
  std::vector<std::pair<std::string, double>> agent_load;  // load per sub-agent over an even share
  std::optional<RouterHealth> router;                      // of a model with experts
};
OrderedJson to_json(const StepReport& report);

struct TrainHooks {
  // Before the first step of each stage, of a resumed run too; may throw to refuse.
  std::function<void(const Stage&, const std::vector<TrainableCount>&)> on_start;
  std::function<void(int64_t step, const Optimizer&)> on_gradients;  // summed over ranks, not yet judged, clipped or used; may change them
  std::function<void(const StepReport&)> on_step;
  std::function<void(const std::filesystem::path& checkpoint, int64_t step)> on_checkpoint;  // once it is on the disk, some steps later perhaps
  std::function<void(int64_t step, double validation_loss)> on_evaluation;
};

struct TrainResult {
  int64_t steps = 0;
  int64_t resumed_from = 0;  // 0: from the start
  double first_loss = 0;
  double last_loss = 0;
  double validation_loss = 0;  // the last measured; 0: no validation data
  double seconds = 0;
  int64_t tokens = 0;  // in this process
  bool stopped_early = false;
  bool interrupted = false;  // a stop signal; everything is saved
  std::filesystem::path checkpoint;
};

// Trains what the recipe says from `start`, on shards already prepared, saving into <run.dir>/checkpoints. Resumes from the newest checkpoint there that
// verifies. The result's weights are at <run.dir>/checkpoints/latest.
//
// On several ranks every one calls it with the same arguments. A step's micro-batches (train.gradient_accumulation, of all ranks together) are shared out in
// order, so that the steps are the same whatever the number of ranks; rank 0 alone writes, what it writes doesn't depend on how many there are, and all must be
// able to read run.dir. Hooks are called on every rank. With train.determinism exact, the bits don't depend on the number of ranks either.
TrainResult train(const Recipe& recipe, const Checkpoint& start, const std::filesystem::path& train_shards, const std::filesystem::path& validation_shards,
                  const TrainHooks& hooks, Group& group);
TrainResult train(const Recipe& recipe, const Checkpoint& start, const std::filesystem::path& train_shards, const std::filesystem::path& validation_shards,
                  const TrainHooks& hooks);  // on one

}  // namespace galen
