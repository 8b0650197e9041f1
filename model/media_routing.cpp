#include "model/media_routing.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <utility>

namespace galen {
namespace {

// A sub-agent of one kind of media, and where the batch has it.
struct MediaAgent {
  const SubAgent* agent = nullptr;
  at::Tensor is_its;  // [tokens] bool
};

std::vector<MediaAgent> media_agents(const Model& model, const Batch& batch) {
  const ModelConfig& config = model.config;
  std::vector<std::pair<const char*, int64_t>> kinds;
  if (config.vision) kinds.emplace_back("vision", config.vision->image_token_id);
  if (config.audio) kinds.emplace_back("audio", config.audio->audio_token_id);
  if (config.is_muse_spark()) kinds = {{"vision", config.muse_spark.image_token_id}, {"audio", config.muse_spark.audio_token_id}};
  std::vector<MediaAgent> found;
  for (const auto& [name, token] : kinds) {
    const SubAgent* agent = find_sub_agent(model.sub_agents, name);
    const at::Tensor is_its = batch.tokens.eq(token);
    if (agent != nullptr && is_its.any().item<bool>() && !is_its.all().item<bool>()) found.push_back({agent, is_its});
  }
  return found;
}

RoutingTrace trace_of(const Model& model, const Batch& batch) {
  const at::NoGradGuard no_grad;
  RoutingTrace trace;
  trace.keep_indices = trace.keep_router_inputs = true;
  forward_hidden(model, batch.tokens, batch.positions, batch.document_offsets, &trace, batch.media.empty() ? nullptr : &batch.media);
  return trace;
}

// The direction in which the tokens meant differ from the others, none of it along the others' mean, of length 1 / (what the tokens meant have of it).
at::Tensor direction_of(const at::Tensor& inputs, const at::Tensor& is_meant) {
  const at::Tensor meant = inputs.index({is_meant}).mean(0);
  const at::Tensor others = inputs.index({is_meant.logical_not()}).mean(0);
  const at::Tensor apart = meant - others * (meant.dot(others) / others.dot(others).clamp_min(1e-12));
  return apart / apart.dot(meant).clamp_min(1e-6);
}

}  // namespace

std::map<std::string, double> media_shares(const Model& model, const Batch& batch) {
  std::map<std::string, double> shares;
  const std::vector<MediaAgent> agents = media_agents(model, batch);
  if (agents.empty()) return shares;
  const RoutingTrace trace = trace_of(model, batch);
  for (const auto& [agent, is_its] : agents) {
    double sum = 0;
    for (const at::Tensor& index : trace.expert_index) {
      const at::Tensor works = index.ge(agent->first_expert).logical_and(index.lt(agent->first_expert + agent->num_experts)).any(1);
      sum += works.index({is_its}).to(at::kDouble).mean().item<double>();
    }
    shares[agent->name] = sum / static_cast<double>(trace.expert_index.size());
  }
  return shares;
}

Checkpoint with_media_bias(Checkpoint checkpoint, const Model& model, const Batch& batch, const std::vector<std::string>& names, double bias) {
  std::vector<MediaAgent> agents = media_agents(model, batch);
  std::erase_if(agents, [&](const MediaAgent& a) { return std::find(names.begin(), names.end(), a.agent->name) == names.end(); });
  if (agents.empty()) return checkpoint;
  const RoutingTrace trace = trace_of(model, batch);
  size_t sparse = 0;
  for (int64_t layer = 0; layer < model.config.num_hidden_layers; ++layer) {
    if (!model.layers[static_cast<size_t>(layer)].router) continue;
    const at::Tensor inputs = trace.router_inputs.at(sparse++).to(at::kFloat);
    at::Tensor& rows = checkpoint.tensors.at(layer_prefix(model.config, layer) + "mlp.gate.weight");
    at::Tensor moved = rows.to(at::kFloat, /*non_blocking=*/false, /*copy=*/true);
    for (const auto& [agent, is_its] : agents) {
      moved.narrow(0, agent->first_expert, agent->num_experts).add_(direction_of(inputs, is_its), bias / model.config.output_multiplier);
    }
    rows = moved.to(rows.scalar_type());
  }
  for (const auto& [agent, is_its] : agents) {
    checkpoint.sub_agents->agents.at(static_cast<size_t>(agent - model.sub_agents.agents.data()))
        .history.push_back("its router begins with a bias towards its kind of media");
  }
  return checkpoint;
}

std::vector<MediaStart> start_media_routing(Checkpoint& checkpoint, std::vector<std::string> agents, double bias, Loader& batches,
                                            const std::function<Model(const Checkpoint&)>& load) {
  constexpr int kMostBatches = 64;
  std::vector<MediaStart> started;
  for (int i = 0; i < kMostBatches && !agents.empty(); ++i) {
    const Batch batch = batches.next();
    if (batch.media.empty()) continue;
    const Model before = load(checkpoint);
    const std::map<std::string, double> shares = media_shares(before, batch);
    if (shares.empty()) break;  // the model has no such sub-agents
    checkpoint = with_media_bias(std::move(checkpoint), before, batch, agents, bias);
    for (const auto& [agent, share] : media_shares(load(checkpoint), batch)) {
      if (std::erase(agents, agent) > 0) started.push_back({agent, share, shares.at(agent)});
    }
  }
  return started;
}

}  // namespace galen
