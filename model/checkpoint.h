// A checkpoint: a Hugging Face directory first, with sub_agents.json, recipe.yaml and a manifest beside it (docs/checkpoints.md).
#pragma once

#include <ATen/core/Tensor.h>

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/json.h"
#include "model/config.h"

namespace galen {

// A named range of experts, the same in every sparse layer.
struct SubAgent {
  std::string name;
  int64_t first_expert = 0;
  int64_t num_experts = 0;
  bool pinned = false;
  std::vector<std::string> history;  // one line for each thing that made it what it is ("converted from …", "trained 120 steps by recipe …")
};

struct SubAgentTable {
  std::vector<SubAgent> agents;  // in expert order, equal sizes, covering all experts
  std::string trunk_sha256;      // of everything that is no sub-agent's: what a slice shipped alone must fit
};

const SubAgent* find_sub_agent(const SubAgentTable& table, const std::string& name);  // nullptr: no such
// Throws Error suggesting the nearest name.
const SubAgent& get_sub_agent(const SubAgentTable& table, const std::string& name);

struct Checkpoint {
  ModelConfig config;
  std::map<std::string, at::Tensor> tensors;  // by Hugging Face name; exactly those of tensor_specs(config), f32 | f16 | bf16
  std::optional<SubAgentTable> sub_agents;
  std::filesystem::path tokenizer_gguf;  // vocabulary-only GGUF, copied along; empty: none
  std::string chat_template;             // empty: none
  OrderedJson generation_config = OrderedJson::object();
  std::string recipe_yaml;          // the recipe that made it; empty: none
  std::filesystem::path directory;  // where it was read from
};

// What manifest.json lists, verified: sizes always, sha256 when asked. Throws Error naming the first file that differs. A directory without a manifest is
// not a checkpoint.
void verify_manifest(const std::filesystem::path& directory, bool hashes);

// Reads a directory that write_checkpoint made. Tensors are views of the mapped file. `verify_hashes`: sha256 of every file first.
Checkpoint read_checkpoint(const std::filesystem::path& directory, bool verify_hashes = false);

// Writes a checkpoint; the directory appears whole or not at all. `extra` may write (and sync) more files into the staged directory before the manifest
// is made. Needs the disk space it names up front. model.safetensors is sharded with an index above 5 GB.
void write_checkpoint(const Checkpoint& checkpoint, const std::filesystem::path& directory, bool replace = false,
                      const std::function<void(const std::filesystem::path& staging)>& extra = {});

// Checks that tensors and config agree: every tensor of tensor_specs there with its shape and a float dtype, no others. Throws Error naming it.
void check_tensors(const Checkpoint& checkpoint, const std::string& where);

// sha256 over names, shapes, dtypes and bytes of all tensors (or slices of router weights) that belong to no sub-agent. For a dense model: all tensors.
std::string trunk_sha256(const Checkpoint& checkpoint);
// The same over one sub-agent: its experts' tensors, router rows and selection biases of every layer.
std::string sub_agent_sha256(const Checkpoint& checkpoint, const SubAgent& agent);

}  // namespace galen
