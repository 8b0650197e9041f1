// The training loop: fetch, forward, backward, clip, step, report. Logging and evaluation hang on from outside.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/part_clock.h"
#include "model/decoder.h"
#include "recipes/recipe.h"

namespace galen {

struct StepReport {      // a line of metrics.jsonl
  int64_t step = 0;      // 1-based
  double loss = 0;       // mean nats per predicted token, z-loss apart
  double grad_norm = 0;  // before clipping
  double learning_rate = 0;
  int64_t tokens = 0;  // in this step, prompts included
  int64_t loss_tokens = 0;
  double tokens_per_second = 0;
  double data_wait_seconds = 0;
  uint64_t peak_rss_bytes = 0;
  PartSeconds parts{};                                     // forward, backward and optimizer, by part of the model
  bool skipped = false;                                    // loss or gradient wasn't finite: nothing changed
  std::vector<std::pair<std::string, double>> agent_load;  // load per sub-agent over an even share
};
OrderedJson to_json(const StepReport& report);

// Which parameters train, by sub-agent.
struct TrainableCount {
  std::string part;
  int64_t trainable = 0;
  int64_t total = 0;
};
std::vector<TrainableCount> count_trainable(const Model& model);

struct TrainHooks {
  std::function<void(const std::vector<TrainableCount>&)> on_start;  // before step 1, of a resumed run too; may throw to refuse
  std::function<void(const StepReport&)> on_step;
  std::function<void(const std::filesystem::path& checkpoint, int64_t step)> on_checkpoint;
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
TrainResult train(const Recipe& recipe, const Checkpoint& start, const std::filesystem::path& train_shards, const std::filesystem::path& validation_shards,
                  const TrainHooks& hooks);

}  // namespace galen
