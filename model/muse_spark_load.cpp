// A muse_spark checkpoint's tensors as parameters.
#include <algorithm>

#include "model/muse_spark_specs.h"
#include "model/muse_spark_text.h"
#include "model/parameter_builder.h"

namespace galen {
namespace {

LayerWeights load_spark_layer(ParameterBuilder& build, const Model& model, int64_t index, bool trunk, bool router_trains, const AgentShare& share) {
  const ModelConfig& config = model.config;
  const std::string p = layer_prefix(config, index);
  const std::string attn = p + "self_attn.";
  const std::string mlp = p + "mlp.";
  const int64_t hidden = config.hidden_size;
  const int64_t queries = config.num_attention_heads * config.head_dim;
  const int64_t keys = config.num_key_value_heads * config.head_dim;
  const auto matrix = [&](const std::string& name, int64_t out, int64_t in) { return build.stack(name, {name + ".weight"}, {out, in}, trunk, true); };
  LayerWeights layer;
  layer.input_layernorm = build.vector(p + "input_layernorm", trunk, true);
  layer.qkv_proj =
      build.stack(attn + "qkv_proj", {attn + "q_proj.weight", attn + "k_proj.weight", attn + "v_proj.weight"}, {queries + 2 * keys, hidden}, trunk, true);
  layer.o_proj = matrix(attn + "o_proj", hidden, queries);
  if (config.attention_bias) {
    layer.qkv_bias = build.stack(attn + "qkv_bias", {attn + "q_proj.bias", attn + "k_proj.bias", attn + "v_proj.bias"}, {queries + 2 * keys}, trunk, false);
    layer.o_bias = build.stack(attn + "o_bias", {attn + "o_proj.bias"}, {hidden}, trunk, false);
  }
  layer.spark.gate_proj = matrix(attn + "gate_proj", queries, hidden);
  const auto gate = [&](const std::string& name) { return build.stack(p + name, {p + name + ".gate"}, {hidden}, trunk, false, true); };
  layer.spark.attention_residual_gate = gate("post_attention_residual_gate");
  layer.post_attention_layernorm = build.vector(p + "pre_feedforward_layernorm", trunk, true);
  layer.spark.post_feedforward_norm = build.vector(p + "post_feedforward_layernorm", trunk, true);
  layer.spark.feedforward_residual_gate = gate("post_feedforward_residual_gate");
  if (!config.is_sparse_layer(index)) {
    layer.gate_up_proj =
        build.stack(mlp + "gate_up_proj", {mlp + "gate_proj.weight", mlp + "up_proj.weight"}, {2 * config.intermediate_size, hidden}, trunk, true);
    layer.down_proj = matrix(mlp + "down_proj", hidden, config.intermediate_size);
    return layer;
  }
  const int64_t latent = config.muse_spark.moe_hidden_size;
  layer.spark.pre_expert_proj = matrix(mlp + "pre_expert_proj", latent, hidden);
  layer.spark.pre_expert_norm = build.vector(mlp + "pre_expert_norm", trunk, true);
  layer.spark.post_expert_norm = build.vector(mlp + "experts.post_expert_norm", trunk, true);
  layer.spark.post_expert_proj = matrix(mlp + "post_expert_proj", hidden, latent);
  layer.router = build.stack(mlp + "gate", {mlp + "gate.weight"}, {config.n_routed_experts, hidden}, router_trains, false, true);
  layer.selection_bias = build.tensor(mlp + "gate.e_score_correction_bias").to(at::kFloat).clone();
  const int64_t per_agent = config.experts_per_group();
  for (int64_t g = 0; g < config.n_group; ++g) {
    const int64_t first = g * per_agent;
    const bool trains = static_cast<size_t>(g) < model.agent_trains.size() ? model.agent_trains[static_cast<size_t>(g)] : model.trains_all;
    const std::string range = mlp + "experts." + std::to_string(first) + "-" + std::to_string(first + per_agent - 1) + ".";
    if (!share.holds(g)) {
      const bool is_silent = !trains && !build.tensor(mlp + "experts.down_proj").narrow(0, first, per_agent).any().item<bool>();
      layer.agents.push_back({nullptr, nullptr, is_silent, true, trains});
      continue;
    }
    ExpertWeights agent;
    agent.gate_up_proj = build.slice(range + "gate_up_proj", mlp + "experts.gate_up_proj", first, per_agent, 2, trains);
    agent.down_proj = build.slice(range + "down_proj", mlp + "experts.down_proj", first, per_agent, 1, trains);
    agent.is_silent = !trains && !agent.down_proj->compute.any().item<bool>();
    agent.gate_up_proj->is_shared_out = agent.down_proj->is_shared_out = share.count >= 0;
    layer.agents.push_back(std::move(agent));
  }
  return layer;
}

}  // namespace

void load_muse_spark(ParameterBuilder& build, Model& model, const TrainSelection& train, const AgentShare& share) {
  const ModelConfig& config = model.config;
  const auto named = [&](const std::string& name) { return std::find(train.names.begin(), train.names.end(), name) != train.names.end(); };
  const bool trunk = model.trains_all || named("trunk");
  const bool any_agent = std::find(model.agent_trains.begin(), model.agent_trains.end(), true) != model.agent_trains.end();
  const std::string text = "model.language_model.";
  model.embed_tokens = build.stack(text + "embed_tokens", {text + "embed_tokens.weight"}, {config.vocab_size, config.hidden_size}, trunk, false);
  for (int64_t i = 0; i < config.num_hidden_layers; ++i) {
    model.layers.push_back(load_spark_layer(build, model, i, trunk, model.trains_all || (train.router && any_agent), share));
  }
  model.norm = build.vector(text + "norm", trunk, true);
  model.lm_head = build.stack("lm_head", {"lm_head.weight"}, {config.vocab_size, config.hidden_size}, trunk, false);
  const bool all_towers = model.trains_all && train.towers;
  for (const TensorSpec& spec : tensor_specs(config)) {
    if (!is_tower_tensor(spec.name)) continue;
    model.towers[spec.name] = build.tower(spec.name, all_towers || named(encoder_part(config, spec.name)));
  }
  model.no_rope = make_rope_table(1, 0, 1.0);
}

}  // namespace galen
