#include "train/balance.h"

#include <ATen/ATen.h>

namespace galen {

void balance_selection_bias(Model& model, const std::vector<at::Tensor>& loads, double rate) {
  if (rate == 0 || model.sub_agents.agents.empty()) return;
  at::Tensor may_move = at::zeros({model.config.n_routed_experts}, at::kBool);
  for (size_t g = 0; g < model.sub_agents.agents.size(); ++g) {
    const SubAgent& agent = model.sub_agents.agents[g];
    if (model.agent_trains[g] && !agent.pinned) may_move.narrow(0, agent.first_expert, agent.num_experts).fill_(true);
  }
  if (!may_move.any().item<bool>()) return;
  size_t sparse_layer = 0;
  for (LayerWeights& layer : model.layers) {
    if (!layer.router) continue;
    const at::Tensor load = loads.at(sparse_layer++).to(at::kFloat);
    const at::Tensor share = load.masked_select(may_move).mean();
    const at::Tensor move = at::sign(share - load).mul(rate).masked_fill(may_move.logical_not(), 0.0);
    layer.selection_bias.add_(move.to(layer.selection_bias.device())).clamp_min_(0.0);
  }
}

}  // namespace galen
