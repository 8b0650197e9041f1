#include "model/sub_agents.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <functional>

#include "core/error.h"
#include "core/file.h"
#include "core/hash.h"
#include "model/safetensors.h"

namespace galen {
namespace {

SubAgentTable& table_of(Checkpoint& checkpoint) {
  if (!checkpoint.sub_agents) {
    throw Error("this model has no sub-agents", checkpoint.directory.string(), "make them with `galen import SRC OUT --sub-agents a,b,…`");
  }
  return *checkpoint.sub_agents;
}

SubAgent& mutable_agent(Checkpoint& checkpoint, const std::string& name) {
  SubAgentTable& table = table_of(checkpoint);
  const SubAgent& found = get_sub_agent(table, name);
  return table.agents[static_cast<size_t>(&found - table.agents.data())];
}

std::string mlp_prefix(int64_t layer) {
  return "model.layers." + std::to_string(layer) + ".mlp.";
}

// Applies `change` to each sparse layer's selection biases. Nobody else's bias moves, so every other slice keeps its bytes. A removed agent's bias may be
// negative: runtimes that mask the groups that weren't chosen with 0 still find every chosen expert above it.
void change_biases(Checkpoint& checkpoint, const std::function<void(at::Tensor& bias)>& change) {
  for (int64_t layer = 0; layer < checkpoint.config.num_hidden_layers; ++layer) {
    if (!checkpoint.config.is_sparse_layer(layer)) continue;
    at::Tensor& stored = checkpoint.tensors.at(mlp_prefix(layer) + "gate.e_score_correction_bias");
    at::Tensor bias = stored.to(at::kFloat).clone();
    change(bias);
    stored = bias.to(stored.scalar_type());
  }
}

at::Tensor slice_of(const at::Tensor& bias, const SubAgent& agent) {
  return bias.narrow(0, agent.first_expert, agent.num_experts);
}

// The largest bias among the agents that are neither pinned nor `except`.
double highest_free_bias(const at::Tensor& bias, const SubAgentTable& table, const std::string& except) {
  double highest = 0;
  for (const SubAgent& agent : table.agents) {
    if (!agent.pinned && agent.name != except) highest = std::max(highest, slice_of(bias, agent).max().item<double>());
  }
  return highest;
}

// Tensor names of one agent in one layer, relative to its own first expert, with the checkpoint's names.
std::vector<std::pair<std::string, std::string>> expert_tensor_names(int64_t layer, const SubAgent& agent) {
  std::vector<std::pair<std::string, std::string>> names;
  for (int64_t e = 0; e < agent.num_experts; ++e) {
    for (const char* part : {"gate_proj", "up_proj", "down_proj"}) {
      const std::string tail = std::string(".") + part + ".weight";
      names.emplace_back("layers." + std::to_string(layer) + ".experts." + std::to_string(e) + tail,
                         mlp_prefix(layer) + "experts." + std::to_string(agent.first_expert + e) + tail);
    }
  }
  return names;
}

}  // namespace

Checkpoint pin_sub_agent(Checkpoint checkpoint, const std::string& name) {
  SubAgent& agent = mutable_agent(checkpoint, name);
  SubAgentTable& table = *checkpoint.sub_agents;
  if (agent.pinned) return checkpoint;
  const auto pinned = std::count_if(table.agents.begin(), table.agents.end(), [](const SubAgent& a) { return a.pinned; });
  if (pinned + 1 > checkpoint.config.topk_group) {
    throw Error("cannot pin " + name + ": " + std::to_string(pinned) + " sub-agents are pinned already and each token gets " +
                    std::to_string(checkpoint.config.topk_group),
                checkpoint.directory.string(), "unpin another first");
  }
  change_biases(checkpoint, [&](at::Tensor& bias) { slice_of(bias, agent).fill_(highest_free_bias(bias, table, name) + kPinBias); });
  agent.pinned = true;
  agent.history.push_back("pinned: chosen for every token");
  return checkpoint;
}

Checkpoint unpin_sub_agent(Checkpoint checkpoint, const std::string& name) {
  SubAgent& agent = mutable_agent(checkpoint, name);
  if (!agent.pinned) return checkpoint;
  change_biases(checkpoint, [&](at::Tensor& bias) { slice_of(bias, agent).fill_(highest_free_bias(bias, *checkpoint.sub_agents, name)); });
  agent.pinned = false;
  agent.history.push_back("unpinned");
  return checkpoint;
}

Checkpoint remove_sub_agent(Checkpoint checkpoint, const std::string& name) {
  SubAgent& agent = mutable_agent(checkpoint, name);
  if (agent.pinned) throw Error("cannot remove " + name + ": it is pinned", checkpoint.directory.string(), "unpin it first");
  const auto others = static_cast<int64_t>(checkpoint.sub_agents->agents.size()) - 1;
  if (others < checkpoint.config.topk_group) {
    throw Error("cannot remove " + name + ": each token gets " + std::to_string(checkpoint.config.topk_group) + " sub-agents and only " +
                    std::to_string(others) + " would be left",
                checkpoint.directory.string());
  }
  for (int64_t layer = 0; layer < checkpoint.config.num_hidden_layers; ++layer) {
    if (!checkpoint.config.is_sparse_layer(layer)) continue;
    for (const auto& [unused, full_name] : expert_tensor_names(layer, agent)) {
      at::Tensor& tensor = checkpoint.tensors.at(full_name);
      tensor = at::zeros_like(tensor);
    }
  }
  change_biases(checkpoint, [&](at::Tensor& bias) { slice_of(bias, agent).fill_(-kPinBias); });
  agent.history.push_back("removed: adds nothing and is never chosen");
  return checkpoint;
}

void extract_sub_agent(const Checkpoint& checkpoint, const std::string& name, const std::filesystem::path& directory) {
  if (!checkpoint.sub_agents) throw Error("this model has no sub-agents", checkpoint.directory.string());
  const SubAgent& agent = get_sub_agent(*checkpoint.sub_agents, name);
  NamedTensors tensors;
  for (int64_t layer = 0; layer < checkpoint.config.num_hidden_layers; ++layer) {
    if (!checkpoint.config.is_sparse_layer(layer)) continue;
    const std::string p = "layers." + std::to_string(layer) + ".";
    for (const auto& [own_name, full_name] : expert_tensor_names(layer, agent)) tensors.emplace_back(own_name, checkpoint.tensors.at(full_name));
    const at::Tensor& router = checkpoint.tensors.at(mlp_prefix(layer) + "gate.weight");
    const at::Tensor& bias = checkpoint.tensors.at(mlp_prefix(layer) + "gate.e_score_correction_bias");
    tensors.emplace_back(p + "router", router.narrow(0, agent.first_expert, agent.num_experts).contiguous());
    tensors.emplace_back(p + "selection_bias", slice_of(bias, agent).contiguous());
  }
  OrderedJson description = {{"format", "galen.sub_agent"},
                             {"name", agent.name},
                             {"num_experts", agent.num_experts},
                             {"pinned", agent.pinned},
                             {"history", agent.history},
                             {"trunk_sha256", checkpoint.sub_agents->trunk_sha256},
                             {"config", to_hf_config(checkpoint.config)}};
  StagedDirectory staged(directory);
  description["sha256"] = write_safetensors(staged.path() / "sub_agent.safetensors", tensors);
  write_file_durably(staged.path() / "sub_agent.json", description.dump(2) + "\n");
  staged.commit();
}

Checkpoint insert_sub_agent(Checkpoint checkpoint, const std::filesystem::path& slice, const std::string& slot) {
  const std::string where = (slice / "sub_agent.json").string();
  const Json description = read_json(slice / "sub_agent.json");
  std::string name;
  std::string trunk;
  bool pinned = false;
  std::vector<std::string> history;
  std::string tensors_sha256;
  try {
    name = description.at("name").get<std::string>();
    trunk = description.at("trunk_sha256").get<std::string>();
    pinned = description.at("pinned").get<bool>();
    history = description.at("history").get<std::vector<std::string>>();
    tensors_sha256 = description.at("sha256").get<std::string>();
  } catch (const Json::exception& error) {
    throw Error(std::string("not the description of a sub-agent: ") + error.what(), where);
  }
  if (trunk != table_of(checkpoint).trunk_sha256) {
    throw Error("the sub-agent " + name + " was trained on another trunk (" + trunk.substr(0, 12) + "…) than this model's (" +
                    checkpoint.sub_agents->trunk_sha256.substr(0, 12) + "…)",
                where, "insert it into the model it was extracted from, or one with the same trunk");
  }
  const std::filesystem::path file = slice / "sub_agent.safetensors";
  if (sha256_of_file(file) != tensors_sha256) throw Error("the file's sha256 is not the one that sub_agent.json records", file.string(), "fetch it again");
  SubAgent& agent = mutable_agent(checkpoint, slot.empty() ? name : slot);
  const SafetensorsFile tensors(file);
  const auto fitting = [&](const std::string& own_name, const at::Tensor& like) {
    const at::Tensor found = tensors.tensor(own_name);
    if (found.sizes() != like.sizes()) throw Error("the tensor " + own_name + " has another shape than this model's", file.string());
    return found.to(like.scalar_type());
  };
  for (int64_t layer = 0; layer < checkpoint.config.num_hidden_layers; ++layer) {
    if (!checkpoint.config.is_sparse_layer(layer)) continue;
    const std::string p = "layers." + std::to_string(layer) + ".";
    for (const auto& [own_name, full_name] : expert_tensor_names(layer, agent)) {
      at::Tensor& tensor = checkpoint.tensors.at(full_name);
      tensor = fitting(own_name, tensor).clone();
    }
    for (const auto& [own_name, full_name] :
         {std::pair{p + "router", mlp_prefix(layer) + "gate.weight"}, std::pair{p + "selection_bias", mlp_prefix(layer) + "gate.e_score_correction_bias"}}) {
      at::Tensor& tensor = checkpoint.tensors.at(full_name);
      tensor = tensor.clone();
      at::Tensor rows = tensor.narrow(0, agent.first_expert, agent.num_experts);
      rows.copy_(fitting(own_name, rows));
    }
  }
  agent.name = name;
  agent.pinned = pinned;
  agent.history = history;
  return checkpoint;
}

}  // namespace galen
