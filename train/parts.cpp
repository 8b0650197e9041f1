#include "train/parts.h"

#include <algorithm>
#include <map>

namespace galen {
namespace {

// All that isn't the trunk.
std::map<const Parameter*, std::string> named_parameters(const Model& model) {
  std::map<const Parameter*, std::string> part;
  for (const LayerWeights& layer : model.layers) {
    if (layer.router) part[layer.router.get()] = "router";
    for (size_t g = 0; g < layer.agents.size() && g < model.sub_agents.agents.size(); ++g) {
      if (layer.agents[g].is_elsewhere) continue;
      part[layer.agents[g].gate_up_proj.get()] = model.sub_agents.agents[g].name;
      part[layer.agents[g].down_proj.get()] = model.sub_agents.agents[g].name;
    }
  }
  for (const auto& [name, parameter] : model.towers) part[parameter.get()] = encoder_part(model.config, name);
  return part;
}

}  // namespace

std::vector<std::string> part_of_parameters(const Model& model) {
  const std::map<const Parameter*, std::string> named = named_parameters(model);
  std::vector<std::string> parts;
  for (const ParameterRef& parameter : model.parameters) {
    const auto found = named.find(parameter.get());
    parts.push_back(found == named.end() ? "trunk" : found->second);
  }
  return parts;
}

std::vector<TrainableCount> count_trainable(const Model& model) {
  std::vector<TrainableCount> counts = {{"trunk", 0, 0}};
  if (model.config.is_sparse()) counts.push_back({"router", 0, 0});
  for (const SubAgent& agent : model.sub_agents.agents) counts.push_back({agent.name, 0, 0});
  for (const std::string& part : encoder_parts(model.config)) counts.push_back({part, 0, 0});
  const auto add = [&](const std::string& part, int64_t weights, bool trains) {
    const auto count = std::find_if(counts.begin(), counts.end(), [&](const TrainableCount& c) { return c.part == part; });
    count->total += weights;
    if (trains) count->trainable += weights;
  };
  const std::vector<std::string> parts = part_of_parameters(model);
  for (size_t i = 0; i < parts.size(); ++i) add(parts[i], model.parameters[i]->compute.numel(), model.parameters[i]->trainable);
  for (const auto& [name, parameter] : model.towers) {  // frozen ones are in no list
    if (!parameter->trainable) add(encoder_part(model.config, name), parameter->compute.numel(), false);
  }
  for (const LayerWeights& layer : model.layers) {
    for (size_t g = 0; g < layer.agents.size() && g < model.sub_agents.agents.size(); ++g) {
      if (!layer.agents[g].is_elsewhere) continue;
      const int64_t weights = 3 * model.config.experts_per_group() * model.config.moe_intermediate_size * model.config.expert_hidden_size();
      add(model.sub_agents.agents[g].name, weights, layer.agents[g].trains_elsewhere);
    }
  }
  return counts;
}

}  // namespace galen
