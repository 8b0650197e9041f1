#include "model/sub_agent_table.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <set>

#include "core/error.h"
#include "core/hash.h"
#include "core/text.h"

namespace galen {

namespace {

constexpr int kFormatVersion = 1;

bool is_good_name(const std::string& name) {
  const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.'; };
  return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), allowed);
}

// One tensor's part in a hash: name, dtype, shape, bytes, each told apart from the next.
void hash_tensor(Sha256& hash, const std::string& name, const at::Tensor& tensor) {
  std::string header = name + "\n" + c10::toString(tensor.scalar_type()) + "\n";
  for (const int64_t size : tensor.sizes()) header += std::to_string(size) + ",";
  header += "\n";
  hash.update(header.data(), header.size());
  const at::Tensor bytes = tensor.detach().cpu().contiguous();
  hash.update(bytes.const_data_ptr(), bytes.nbytes());
}

bool is_router(const std::string& name) {
  return name.find(".mlp.gate.") != std::string::npos;
}

// The expert in "model.layers.3.mlp.experts.17.up_proj.weight"; -1 where the tensor is no expert's.
int64_t expert_of(const std::string& name) {
  constexpr std::string_view kMark = ".mlp.experts.";
  const size_t mark = name.find(kMark);
  if (mark == std::string::npos || name[mark + kMark.size()] < '0' || name[mark + kMark.size()] > '9') return -1;
  return std::stoll(name.substr(mark + kMark.size()));
}

// All experts' matrices in one tensor (muse_spark).
bool is_stack_of_experts(const std::string& name) {
  return name.ends_with(".mlp.experts.gate_up_proj") || name.ends_with(".mlp.experts.down_proj");
}

// The tensor's name inside a slice, where experts count from the agent's first: the hash doesn't change when the slice moves.
std::string name_in_slice(const std::string& name, int64_t first_expert) {
  const int64_t expert = expert_of(name);
  const size_t start = name.find(".mlp.experts.") + std::string_view(".mlp.experts.").size();
  return name.substr(0, start) + std::to_string(expert - first_expert) + name.substr(name.find('.', start));
}

}  // namespace

const SubAgent* find_sub_agent(const SubAgentTable& table, const std::string& name) {
  for (const SubAgent& agent : table.agents) {
    if (agent.name == name) return &agent;
  }
  return nullptr;
}

const SubAgent& get_sub_agent(const SubAgentTable& table, const std::string& name) {
  if (const SubAgent* agent = find_sub_agent(table, name)) return *agent;
  std::vector<std::string> names;
  for (const SubAgent& agent : table.agents) names.push_back(agent.name);
  throw Error("there is no sub-agent \"" + name + "\"", "", suggest_name(name, names));
}

OrderedJson to_json(const SubAgentTable& table) {
  OrderedJson json;
  json["format_version"] = kFormatVersion;
  json["trunk_sha256"] = table.trunk_sha256;
  json["agents"] = OrderedJson::array();
  for (const SubAgent& agent : table.agents) {
    json["agents"].push_back(
        {{"name", agent.name}, {"first_expert", agent.first_expert}, {"num_experts", agent.num_experts}, {"pinned", agent.pinned}, {"history", agent.history}});
  }
  return json;
}

SubAgentTable parse_sub_agent_table(const Json& json, const std::string& where) {
  try {
    if (json.at("format_version") != kFormatVersion) throw Error("is not of format version 1", where, "use the program version that wrote it");
    SubAgentTable table;
    table.trunk_sha256 = json.at("trunk_sha256").get<std::string>();
    for (const Json& item : json.at("agents")) {
      if (!item.at("first_expert").is_number_unsigned() || !item.at("num_experts").is_number_unsigned()) {
        throw Error("an agent's first_expert and num_experts must be whole numbers", where);
      }
      table.agents.push_back({item.at("name").get<std::string>(), item.at("first_expert").get<int64_t>(), item.at("num_experts").get<int64_t>(),
                              item.at("pinned").get<bool>(), item.at("history").get<std::vector<std::string>>()});
    }
    return table;
  } catch (const Json::exception& error) {
    throw Error(std::string("is not a table of sub-agents: ") + error.what(), where, "restore the file that was written with the weights");
  }
}

void check_sub_agent_table(const SubAgentTable& table, const ModelConfig& config, const std::string& where) {
  const auto refuse = [&](const std::string& reason) { throw Error(reason, where, "the table must match config.json"); };
  if (!config.is_sparse()) refuse("lists sub-agents, but the model is dense");
  if (static_cast<int64_t>(table.agents.size()) != config.n_group) {
    refuse("lists " + std::to_string(table.agents.size()) + " sub-agents, n_group is " + std::to_string(config.n_group));
  }
  std::set<std::string> names;
  int64_t next_expert = 0;
  for (const SubAgent& agent : table.agents) {
    if (!is_good_name(agent.name)) refuse("a sub-agent's name is not 1 to 64 letters, digits, dots, dashes or underscores");
    if (!names.insert(agent.name).second) refuse("two sub-agents are named \"" + agent.name + "\"");
    if (agent.first_expert != next_expert || agent.num_experts != config.experts_per_group()) {
      refuse("sub-agent \"" + agent.name + "\" should have experts " + std::to_string(next_expert) + " to " +
             std::to_string(next_expert + config.experts_per_group() - 1));
    }
    next_expert += agent.num_experts;
  }
}

std::string trunk_sha256(const Checkpoint& checkpoint) {
  Sha256 hash;
  for (const auto& [name, tensor] : checkpoint.tensors) {
    // With a table every router row and bias is some sub-agent's.
    if (checkpoint.sub_agents && (expert_of(name) >= 0 || is_stack_of_experts(name) || is_router(name))) continue;
    hash_tensor(hash, name, tensor);
  }
  return hash.hex();
}

std::string sub_agent_sha256(const Checkpoint& checkpoint, const SubAgent& agent) {
  std::map<std::string, at::Tensor> slice;
  for (const auto& [name, tensor] : checkpoint.tensors) {
    const int64_t expert = expert_of(name);
    if (expert >= agent.first_expert && expert < agent.first_expert + agent.num_experts) slice[name_in_slice(name, agent.first_expert)] = tensor;
    if (is_router(name) || is_stack_of_experts(name)) slice[name] = tensor.narrow(0, agent.first_expert, agent.num_experts);
  }
  Sha256 hash;
  for (const auto& [name, tensor] : slice) hash_tensor(hash, name, tensor);
  return hash.hex();
}

}  // namespace galen
