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

std::string mlp_prefix(const ModelConfig& config, int64_t layer) {
  return layer_prefix(config, layer) + "mlp.";
}

// Applies `change` to each sparse layer's selection biases. Nobody else's bias moves, so every other slice keeps its bytes. A removed agent's bias may be
// negative: runtimes that mask the groups that weren't chosen with 0 still find every chosen expert above it.
void change_biases(Checkpoint& checkpoint, const std::function<void(at::Tensor& bias)>& change) {
  for (int64_t layer = 0; layer < checkpoint.config.num_hidden_layers; ++layer) {
    if (!checkpoint.config.is_sparse_layer(layer)) continue;
    at::Tensor& stored = checkpoint.tensors.at(mlp_prefix(checkpoint.config, layer) + "gate.e_score_correction_bias");
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

// A tensor of an agent's experts, or the rows of a stack of all experts that are the agent's.
struct ExpertSlice {
  std::string own_name;  // relative to the agent's first expert
  std::string name;      // the checkpoint's
  int64_t first = 0;
  int64_t count = -1;  // -1: the whole tensor

  at::Tensor of(const at::Tensor& tensor) const { return count < 0 ? tensor : tensor.narrow(0, first, count); }
};

std::vector<ExpertSlice> expert_slices(const ModelConfig& config, int64_t layer, const SubAgent& agent) {
  const std::string own = "layers." + std::to_string(layer) + ".experts.";
  const std::string full = mlp_prefix(config, layer) + "experts.";
  if (config.is_muse_spark()) {
    return {{own + "gate_up_proj", full + "gate_up_proj", agent.first_expert, agent.num_experts},
            {own + "down_proj", full + "down_proj", agent.first_expert, agent.num_experts}};
  }
  std::vector<ExpertSlice> slices;
  for (int64_t e = 0; e < agent.num_experts; ++e) {
    for (const char* part : {"gate_proj", "up_proj", "down_proj"}) {
      const std::string tail = std::string(".") + part + ".weight";
      slices.push_back({own + std::to_string(e) + tail, full + std::to_string(agent.first_expert + e) + tail});
    }
  }
  return slices;
}

// The copy of a tensor, put in its place, that may be written to.
at::Tensor& own_copy(Checkpoint& checkpoint, const std::string& name) {
  at::Tensor& tensor = checkpoint.tensors.at(name);
  return tensor = tensor.clone();
}

// How many sub-agents can be chosen for every token: with a flat router all experts of each.
int64_t agents_per_token(const ModelConfig& config) {
  return config.is_muse_spark() ? config.num_experts_per_tok / config.experts_per_group() : config.topk_group;
}

bool leaves_enough(const ModelConfig& config, int64_t agents) {
  return config.is_muse_spark() ? agents * config.experts_per_group() >= config.num_experts_per_tok : agents >= config.topk_group;
}

}  // namespace

Checkpoint pin_sub_agent(Checkpoint checkpoint, const std::string& name) {
  SubAgent& agent = mutable_agent(checkpoint, name);
  SubAgentTable& table = *checkpoint.sub_agents;
  if (agent.pinned) return checkpoint;
  const auto pinned = std::count_if(table.agents.begin(), table.agents.end(), [](const SubAgent& a) { return a.pinned; });
  const int64_t most = agents_per_token(checkpoint.config);
  if (pinned + 1 > most) {
    throw Error("cannot pin " + name + ": " + std::to_string(pinned) + " sub-agents are pinned already and each token gets " + std::to_string(most),
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

bool is_pinned_by_weights(const Checkpoint& checkpoint, const std::string& name) {
  const SubAgentTable& table = *checkpoint.sub_agents;
  const SubAgent& agent = get_sub_agent(table, name);
  for (int64_t layer = 0; layer < checkpoint.config.num_hidden_layers; ++layer) {
    if (!checkpoint.config.is_sparse_layer(layer)) continue;
    const at::Tensor bias = checkpoint.tensors.at(mlp_prefix(checkpoint.config, layer) + "gate.e_score_correction_bias").to(at::kFloat);
    if (slice_of(bias, agent).min().item<double>() < highest_free_bias(bias, table, name) + 1) return false;
  }
  return true;
}

Checkpoint remove_sub_agent(Checkpoint checkpoint, const std::string& name) {
  SubAgent& agent = mutable_agent(checkpoint, name);
  if (agent.pinned) throw Error("cannot remove " + name + ": it is pinned", checkpoint.directory.string(), "unpin it first");
  const auto others = static_cast<int64_t>(checkpoint.sub_agents->agents.size()) - 1;
  if (!leaves_enough(checkpoint.config, others)) {
    throw Error("cannot remove " + name + ": only " + std::to_string(others) + " sub-agents would be left, fewer than each token gets",
                checkpoint.directory.string());
  }
  for (int64_t layer = 0; layer < checkpoint.config.num_hidden_layers; ++layer) {
    if (!checkpoint.config.is_sparse_layer(layer)) continue;
    for (const ExpertSlice& slice : expert_slices(checkpoint.config, layer, agent)) slice.of(own_copy(checkpoint, slice.name)).zero_();
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
    for (const ExpertSlice& slice : expert_slices(checkpoint.config, layer, agent)) {
      tensors.emplace_back(slice.own_name, slice.of(checkpoint.tensors.at(slice.name)).contiguous());
    }
    const at::Tensor& router = checkpoint.tensors.at(mlp_prefix(checkpoint.config, layer) + "gate.weight");
    const at::Tensor& bias = checkpoint.tensors.at(mlp_prefix(checkpoint.config, layer) + "gate.e_score_correction_bias");
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
    for (const ExpertSlice& part : expert_slices(checkpoint.config, layer, agent)) {
      at::Tensor rows = part.of(own_copy(checkpoint, part.name));
      rows.copy_(fitting(part.own_name, rows));
    }
    for (const auto& [own_name, full_name] : {std::pair{p + "router", mlp_prefix(checkpoint.config, layer) + "gate.weight"},
                                              std::pair{p + "selection_bias", mlp_prefix(checkpoint.config, layer) + "gate.e_score_correction_bias"}}) {
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

namespace {

// The agent's slice of every tensor becomes the mean of the sources' (one source: a copy). Summed in f32, in their order.
void take_slices(Checkpoint& to, const SubAgent& agent, const std::vector<const Checkpoint*>& sources) {
  const auto mean = [&](const at::Tensor& like, const auto& slice) {
    if (sources.size() == 1) return slice(*sources[0]).to(like.scalar_type());
    at::Tensor sum = at::zeros(like.sizes(), like.options().dtype(at::kFloat));
    for (const Checkpoint* source : sources) sum.add_(slice(*source));
    return sum.div_(static_cast<double>(sources.size())).to(like.scalar_type());
  };
  for (int64_t layer = 0; layer < to.config.num_hidden_layers; ++layer) {
    if (!to.config.is_sparse_layer(layer)) continue;
    for (const ExpertSlice& slice : expert_slices(to.config, layer, agent)) {
      at::Tensor rows = slice.of(own_copy(to, slice.name));
      rows.copy_(mean(rows, [&](const Checkpoint& source) { return slice.of(source.tensors.at(slice.name)); }));
    }
    for (const char* part : {"gate.weight", "gate.e_score_correction_bias"}) {
      const std::string name = mlp_prefix(to.config, layer) + part;
      at::Tensor& tensor = to.tensors.at(name);
      tensor = tensor.clone();
      at::Tensor rows = slice_of(tensor, agent);
      rows.copy_(mean(rows, [&](const Checkpoint& source) { return slice_of(source.tensors.at(name), agent); }));
    }
  }
}

void require_same_base(const Checkpoint& base, const Checkpoint& other, const std::string& trunk) {
  const std::string where = other.directory.string();
  if (!other.sub_agents) throw Error("has no sub-agents", where);
  const std::string its = trunk_sha256(other);
  if (its != trunk) {
    throw Error("has another trunk (" + its.substr(0, 12) + "…) than the base (" + trunk.substr(0, 12) + "…)", where,
                "only what was trained from this base with the trunk frozen can be joined");
  }
  const auto& agents = base.sub_agents->agents;
  const bool same = other.sub_agents->agents.size() == agents.size() &&
                    std::equal(agents.begin(), agents.end(), other.sub_agents->agents.begin(), [](const SubAgent& a, const SubAgent& b) {
                      return a.name == b.name && a.first_expert == b.first_expert && a.num_experts == b.num_experts;
                    });
  if (!same) throw Error("has other sub-agents than the base", where, "insert the slice of one with `galen agents insert`");
}

}  // namespace

Merge merge_sub_agents(const Checkpoint& base, const std::vector<Checkpoint>& trained, bool averages) {
  Merge merge{base, {}};
  const SubAgentTable& table = table_of(merge.checkpoint);
  const std::string trunk = trunk_sha256(base);
  for (const Checkpoint& other : trained) require_same_base(base, other, trunk);
  for (size_t a = 0; a < table.agents.size(); ++a) {
    SubAgent& agent = merge.checkpoint.sub_agents->agents[a];
    const std::string before = sub_agent_sha256(base, agent);
    MergedAgent merged{agent.name, {}};
    std::vector<const Checkpoint*> sources;
    std::string places;
    for (size_t i = 0; i < trained.size(); ++i) {
      if (sub_agent_sha256(trained[i], agent) == before) continue;
      merged.from.push_back(i);
      sources.push_back(&trained[i]);
      places += (places.empty() ? "" : " and ") + trained[i].directory.string();
    }
    if (sources.size() > 1 && !averages) {
      throw Error("was trained in " + places, "sub-agent " + agent.name, "leave one out, or take their mean with --average");
    }
    if (!sources.empty()) {
      take_slices(merge.checkpoint, agent, sources);
      const SubAgent& first = sources[0]->sub_agents->agents[a];
      agent.pinned = first.pinned;
      if (sources.size() == 1) {
        agent.history = first.history;
      } else {
        agent.history.push_back("mean of " + std::to_string(sources.size()) + " that were trained apart");
      }
    }
    merge.agents.push_back(std::move(merged));
  }
  return merge;
}

}  // namespace galen
