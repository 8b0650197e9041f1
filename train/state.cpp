#include "train/state.h"

#include <ATen/ATen.h>

#include <algorithm>

#include "core/error.h"
#include "core/file.h"
#include "model/safetensors.h"

namespace galen {
namespace fs = std::filesystem;

std::string training_recipe(const Recipe& recipe) {
  Recipe relevant = recipe;
  const Recipe defaults;
  relevant.recipe = defaults.recipe;
  relevant.run = defaults.run;
  relevant.checkpoint = defaults.checkpoint;
  relevant.cluster = defaults.cluster;
  relevant.eval = defaults.eval;
  relevant.exports = defaults.exports;
  relevant.curation = defaults.curation;
  relevant.release = defaults.release;
  relevant.data.shards.clear();
  relevant.data.prefetch = defaults.data.prefetch;
  relevant.train.max_minutes = 0;
  relevant.train.threads = 0;
  relevant.train.device = defaults.train.device;
  relevant.train.zero = defaults.train.zero;
  relevant.train.expert_parallel = defaults.train.expert_parallel;
  relevant.train.activation_checkpointing = false;
  return to_yaml(relevant);
}

namespace {

NamedTensors optimizer_tensors(const Optimizer& optimizer, const Checkpoint& weights) {
  NamedTensors tensors = named_moments(optimizer);
  for (const Moments& m : optimizer.moments) {
    const auto& pieces = m.parameter->pieces;
    const bool is_rounded =
        std::any_of(pieces.begin(), pieces.end(), [&](const auto& piece) { return weights.tensors.at(piece.tensor).scalar_type() != at::kFloat; });
    if (is_rounded) tensors.emplace_back(name_of_master(m.parameter->name, m.parameter->halves.defined()), stored_master(*m.parameter));
  }
  return tensors;
}

// From a run whose masters were kept as this one's are, or the other way.
void read_master(const SafetensorsFile& file, Parameter& parameter) {
  Parameter saved;
  const auto read = [&](bool in_halves) {
    const std::string name = name_of_master(parameter.name, in_halves);
    return file.contains(name) ? file.tensor(name) : at::Tensor();
  };
  saved.master = read(false);
  saved.halves = read(true);
  if (saved.halves.defined() && parameter.halves.defined()) {
    parameter.halves.copy_(saved.halves);
  } else if (saved.halves.defined() || saved.master.defined()) {
    set_master(parameter, master_of(saved).to(parameter.compute.device()));
  }
}

}  // namespace

Snapshot take_snapshot(const TrainingState& state, const Optimizer& optimizer, Checkpoint weights, bool copies) {
  Snapshot snapshot{std::move(weights), copies, {}, {}};
  snapshot.optimizer = optimizer_tensors(optimizer, snapshot.weights);
  if (copies) {
    // Frozen weights are the mapped file's, which nothing changes; what trains, and selection biases, may be the model's own memory.
    for (auto& [name, tensor] : snapshot.weights.tensors) {
      const bool may_change = name.ends_with("e_score_correction_bias") ||
                              std::any_of(optimizer.moments.begin(), optimizer.moments.end(),
                                          [&, &tensor = tensor](const Moments& m) { return tensor.is_alias_of(m.parameter->compute); });
      if (may_change) tensor = tensor.clone();
    }
    for (auto& [name, tensor] : snapshot.optimizer) tensor = tensor.to(at::kCPU, tensor.scalar_type(), false, /*copy=*/true);
  }
  for (auto& [name, tensor] : snapshot.optimizer) tensor = tensor.to(at::kCPU);
  snapshot.state = {{"step", state.step},
                    {"stage", state.stage},
                    {"tokens", state.tokens},
                    {"seconds", state.seconds},
                    {"optimizer_steps", optimizer.steps_taken},
                    {"loader", to_json(state.loader)},
                    {"tokenizer_sha256", state.tokenizer_sha256},
                    {"recipe", state.recipe},
                    {"best_validation_loss", state.best_validation_loss},
                    {"evaluations_without_gain", state.evaluations_without_gain},
                    {"guard", to_json(state.guard)}};
  return snapshot;
}

uint64_t bytes_of_snapshot(const Optimizer& optimizer, const Checkpoint& weights) {
  uint64_t bytes = 0;
  for (const auto& [name, tensor] : optimizer_tensors(optimizer, weights)) bytes += tensor.nbytes();
  for (const Moments& m : optimizer.moments) {
    // A piece may be one expert's part of a tensor that holds all.
    for (const Parameter::Piece& piece : m.parameter->pieces)
      bytes += static_cast<uint64_t>(c10::multiply_integers(piece.shape)) * weights.tensors.at(piece.tensor).element_size();
  }
  return bytes;
}

void write_training_state(const fs::path& folder, const Snapshot& snapshot) {
  make_directories(folder);
  write_safetensors(folder / "optimizer.safetensors", snapshot.optimizer);
  write_file_durably(folder / "state.json", snapshot.state.dump(2) + "\n");
}

int64_t stage_of_state(const fs::path& folder) {
  return read_json(folder / "state.json").value("stage", int64_t{0});
}

TrainingState read_training_state(const fs::path& folder, const TrainingState& expected, Optimizer& optimizer) {
  const std::string where = (folder / "state.json").string();
  const Json json = read_json(folder / "state.json");
  TrainingState state;
  try {
    state.step = json.at("step").get<int64_t>();
    state.stage = json.value("stage", int64_t{0});
    state.tokens = json.at("tokens").get<int64_t>();
    state.seconds = json.value("seconds", 0.0);
    optimizer.steps_taken = json.at("optimizer_steps").get<int64_t>();
    state.loader = loader_state_from_json(json.at("loader"), where);
    state.tokenizer_sha256 = json.at("tokenizer_sha256").get<std::string>();
    state.recipe = json.at("recipe").get<std::string>();
    state.best_validation_loss = json.at("best_validation_loss").get<double>();
    state.evaluations_without_gain = json.at("evaluations_without_gain").get<int64_t>();
    state.guard = guard_state_from_json(json.at("guard"));
  } catch (const Json::exception& error) {
    throw Error(std::string("not a training state: ") + error.what(), where);
  }
  const auto same = [&](const char* field, const std::string& saved, const std::string& now) {
    if (saved != now) {
      throw Error(std::string("cannot resume: the ") + field + " differs from the one this run was started with", where,
                  "go back to it, or choose another run.dir for a new run");
    }
  };
  if (state.recipe != expected.recipe) {  // of a version that had fewer keys, perhaps: those it doesn't have had their defaults
    state.recipe = training_recipe(parse_recipe(state.recipe, where, {"recipe.name=resumed"}));
  }
  const std::string difference = state.recipe == expected.recipe ? "" : first_difference(expected.recipe, state.recipe);
  if (!difference.empty()) {
    throw Error("cannot resume: " + difference, where, "go back to the recipe this run was started with, or choose another run.dir for a new run");
  }
  same("tokenizer", state.tokenizer_sha256, expected.tokenizer_sha256);
  same("data (shards)", state.loader.index_sha256, expected.loader.index_sha256);
  const SafetensorsFile file(folder / "optimizer.safetensors");
  const bool begins_stage = state.stage != expected.stage;
  if (begins_stage) optimizer.steps_taken = 0;
  for (auto& [name, tensor] : named_moments(optimizer)) {
    if (begins_stage) {
      tensor.zero_();
      continue;
    }
    const at::Tensor saved = file.tensor(name);
    if (saved.sizes() != tensor.sizes()) throw Error("the optimizer state of " + name + " has another shape", (folder / "optimizer.safetensors").string());
    at::Tensor target = tensor;
    target.copy_(saved);
  }
  for (const Moments& m : optimizer.moments) read_master(file, *m.parameter);
  return state;
}

}  // namespace galen
