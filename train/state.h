// What a run needs to go on: written into a checkpoint's training_state/ folder.
#pragma once

#include <filesystem>

#include "core/json.h"
#include "data/loader.h"
#include "model/checkpoint.h"
#include "model/safetensors.h"
#include "train/guard.h"
#include "train/optimizer.h"

namespace galen {

struct TrainingState {
  int64_t step = 0;    // finished steps
  int64_t stage = 0;   // that the last of them belongs to (train/stages.h)
  double seconds = 0;  // of training so far, over all processes that took part in turn
  int64_t tokens = 0;  // seen so far
  LoaderState loader;
  std::string tokenizer_sha256;
  std::string recipe;               // YAML of the settings that shape training (not run.dir, threads and the like)
  double best_validation_loss = 0;  // 0: none yet
  int64_t evaluations_without_gain = 0;
  GuardState guard;
};

// The recipe's settings whose change would make a resumed run another run, as YAML.
std::string training_recipe(const Recipe& recipe);

// What a save writes, copied: the training may go on while it is written.
struct Snapshot {
  Checkpoint weights;
  bool is_copy = false;    // else it shares tensors with the model: to be written at once
  NamedTensors optimizer;  // moments, and masters that `weights` rounds to bf16 or f16: a resumed run would else start from rounded ones
  OrderedJson state;
};
// `weights` is to_checkpoint(model, …).
Snapshot take_snapshot(const TrainingState& state, const Optimizer& optimizer, Checkpoint weights, bool copies);
uint64_t bytes_of_snapshot(const Optimizer& optimizer, const Checkpoint& weights);

void write_training_state(const std::filesystem::path& folder, const Snapshot& snapshot);
// The stage that saved a state. Throws Error where there is none.
int64_t stage_of_state(const std::filesystem::path& folder);

// The name of a stored master (model/parameter.h) in the optimizer's file: the kind, then the parameter's.
inline std::string name_of_master(const std::string& parameter, bool in_halves) {
  return (in_halves ? "halves:" : "master:") + parameter;
}

// Fills the optimizer's moments and rounded masters (same parameters required). Where another stage than `expected`'s saved it, moments become zero instead,
// and masters are read of what trained there too. Throws Error naming the field that differs from `expected` (recipe, tokenizer, data).
TrainingState read_training_state(const std::filesystem::path& folder, const TrainingState& expected, Optimizer& optimizer);

}  // namespace galen
