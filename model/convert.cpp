#include "model/convert.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "core/error.h"
#include "core/random.h"
#include "core/text.h"
#include "model/sub_agents.h"

namespace galen {
namespace {

void check(const Checkpoint& dense, const ConversionSettings& s) {
  const std::string where = "--sub-agents";
  if (dense.config.is_sparse()) throw Error("this model already has sub-agents", dense.directory.string(), "use `galen agents` to change them");
  if (s.names.size() < 2) throw Error("a sub-agent model needs at least two sub-agents", where, "name two or more, separated by commas");
  std::set<std::string> seen;
  for (const std::string& name : s.names) {
    if (name.empty() || name == "all" || name == "trunk") throw Error("\"" + name + "\" can't be the name of a sub-agent", where);
    if (!seen.insert(name).second) throw Error("two sub-agents are named " + name, where, "give each its own name");
  }
  const auto agents = static_cast<int64_t>(s.names.size());
  if (s.experts_per_agent < 2) throw Error("each sub-agent needs at least 2 experts, got " + std::to_string(s.experts_per_agent), "--experts-per-agent");
  const int64_t trunk = dense.config.intermediate_size;
  if (s.expert_width < 1 || trunk % s.expert_width != 0) {
    std::vector<std::string> divisors;
    for (int64_t width = 64; width <= trunk; width += 64) {
      if (trunk % width == 0) divisors.push_back(std::to_string(width));
    }
    throw Error("an expert width of " + std::to_string(s.expert_width) + " doesn't divide the model's FFN width of " + std::to_string(trunk), "--expert-width",
                "use one of " + join(divisors, ", "));
  }
  if (s.agents_per_token < 1 || s.agents_per_token > agents) {
    throw Error(std::to_string(s.agents_per_token) + " sub-agents per token of " + std::to_string(agents), "--agents-per-token",
                "use 1 to " + std::to_string(agents));
  }
  for (const std::string& name : s.pinned) {
    if (seen.count(name) == 0) throw Error("no sub-agent is named " + name, "pinned", suggest_name(name, s.names));
  }
  if (static_cast<int64_t>(s.pinned.size()) > s.agents_per_token) {
    throw Error(std::to_string(s.pinned.size()) + " sub-agents can't all be pinned with " + std::to_string(s.agents_per_token) + " per token", "pinned");
  }
  if (dense.config.num_hidden_layers > 46) {
    throw Error(
        "the model has " + std::to_string(dense.config.num_hidden_layers) + " layers; runtimes treat layer 46 of this format as an extra prediction head",
        dense.directory.string(), "models up to 46 layers can be converted");
  }
}

// Normal numbers that depend on nothing but (seed, layer, index): Box–Muller on counter-based uniforms.
at::Tensor small_normal(std::vector<int64_t> shape, double std, uint64_t seed, uint64_t stream) {
  at::Tensor result = at::empty(shape, at::kFloat);
  float* values = result.data_ptr<float>();
  for (int64_t i = 0; i < result.numel(); ++i) {
    const auto counter = static_cast<uint64_t>(i);
    const double radius = std::sqrt(-2.0 * std::log(1.0 - random_uniform(seed, stream, 2 * counter)));
    values[i] = static_cast<float>(std * radius * std::cos(2.0 * M_PI * random_uniform(seed, stream, 2 * counter + 1)));
  }
  return result;
}

}  // namespace

Checkpoint add_sub_agents(const Checkpoint& dense, const ConversionSettings& settings) {
  check(dense, settings);
  const auto agents = static_cast<int64_t>(settings.names.size());
  Checkpoint result = dense;
  ModelConfig& config = result.config;
  config.family = Family::kGlm4Moe;
  config.moe_intermediate_size = settings.expert_width;
  config.n_shared_experts = dense.config.intermediate_size / settings.expert_width;
  config.n_routed_experts = agents * settings.experts_per_agent;
  config.n_group = agents;
  config.topk_group = settings.agents_per_token;
  config.num_experts_per_tok = settings.agents_per_token * settings.experts_per_agent;
  config.first_k_dense_replace = 0;

  // Scores with a spread of about 0.1 around 1/2, whatever the width: inputs are normed to unit variance.
  const double router_std = 0.4 / std::sqrt(static_cast<double>(config.hidden_size));
  for (int64_t layer = 0; layer < config.num_hidden_layers; ++layer) {
    const std::string p = "model.layers." + std::to_string(layer) + ".mlp.";
    const at::Tensor down = result.tensors.at(p + "down_proj.weight");
    const std::array<std::string, 2> rows_of = {"gate_proj.weight", "up_proj.weight"};
    for (int64_t e = 0; e < config.n_routed_experts; ++e) {
      const std::string expert = p + "experts." + std::to_string(e) + ".";
      const int64_t slice = e % config.n_shared_experts * settings.expert_width;
      for (const std::string& name : rows_of) {
        result.tensors[expert + name] = result.tensors.at(p + name).narrow(0, slice, settings.expert_width).contiguous();
      }
      result.tensors[expert + "down_proj.weight"] = at::zeros({config.hidden_size, settings.expert_width}, down.options());
    }
    for (const std::string name : {"gate_proj.weight", "up_proj.weight", "down_proj.weight"}) {
      result.tensors[p + "shared_experts." + name] = result.tensors.at(p + name);
      result.tensors.erase(p + name);
    }
    result.tensors[p + "gate.weight"] = small_normal({config.n_routed_experts, config.hidden_size}, router_std, settings.seed, static_cast<uint64_t>(layer));
    result.tensors[p + "gate.e_score_correction_bias"] = at::zeros({config.n_routed_experts}, at::kFloat);
  }
  SubAgentTable table;
  for (int64_t g = 0; g < agents; ++g) {
    table.agents.push_back({settings.names[static_cast<size_t>(g)],
                            g * settings.experts_per_agent,
                            settings.experts_per_agent,
                            false,
                            {"added to a dense model, adding nothing yet"}});
  }
  result.sub_agents = std::move(table);
  for (const std::string& name : settings.pinned) result = pin_sub_agent(std::move(result), name);
  result.sub_agents->trunk_sha256 = trunk_sha256(result);
  return result;
}

}  // namespace galen
