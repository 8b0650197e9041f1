// Checkpoints into models and back.
#include <ATen/ATen.h>

#include <algorithm>

#include "core/error.h"
#include "core/text.h"
#include "model/decoder.h"

namespace galen {
namespace {

std::string layer_prefix(int64_t layer) {
  return "model.layers." + std::to_string(layer) + ".";
}

// Makes parameters out of a checkpoint's tensors, several stacked along rows into one.
class Builder {
 public:
  Builder(const Checkpoint& checkpoint, Model& model) : checkpoint_(checkpoint), model_(model) {}

  const at::Tensor& tensor(const std::string& name) const {
    const auto found = checkpoint_.tensors.find(name);
    if (found == checkpoint_.tensors.end()) throw Error("the checkpoint lacks the tensor " + name, checkpoint_.directory.string());
    return found->second;
  }

  // `shape` of the whole; the named tensors fill it in order. compute dtype: the model's, or f32 for what must be exact (norms, router).
  ParameterRef stack(const std::string& name, const std::vector<std::string>& parts, std::vector<int64_t> shape, bool trainable, bool decays,
                     bool keep_f32 = false) {
    auto parameter = std::make_shared<Parameter>();
    parameter->name = name;
    parameter->trainable = trainable;
    parameter->decays = decays;
    const at::ScalarType compute = keep_f32 ? at::kFloat : model_.compute;
    const at::Tensor whole = at::empty(shape, trainable ? at::kFloat : compute);
    int64_t filled = 0;
    at::Tensor flat = whole.view({-1});
    for (const std::string& part : parts) {
      const at::Tensor& source = tensor(part);
      at::Tensor view = flat.narrow(0, filled, source.numel()).view(source.sizes());
      view.copy_(source);
      if (trainable) parameter->pieces.emplace_back(part, view);
      filled += source.numel();
    }
    TORCH_CHECK(filled == whole.numel(), name, ": parts don't fill the parameter");
    if (trainable) parameter->master = whole;
    parameter->compute = trainable && compute != at::kFloat ? whole.to(compute) : whole;
    model_.parameters.push_back(parameter);
    return parameter;
  }

  ParameterRef vector(const std::string& name, bool trainable, bool keep_f32) {
    return stack(name, {name + ".weight"}, tensor(name + ".weight").sizes().vec(), trainable, false, keep_f32);
  }

 private:
  const Checkpoint& checkpoint_;
  Model& model_;
};

void check_train_names(const TrainSelection& train, const SubAgentTable& table, const std::string& where) {
  std::vector<std::string> known = {"all", "trunk"};
  for (const SubAgent& agent : table.agents) known.push_back(agent.name);
  for (const std::string& name : train.names) {
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      throw Error("model.train: no sub-agent is named " + name, where, suggest_name(name, known));
    }
  }
}

bool is_all_zero(const at::Tensor& tensor) {
  return !tensor.any().item<bool>();
}

}  // namespace

at::ScalarType compute_dtype(const std::string& precision) {
  return precision == "bf16" ? at::kBFloat16 : at::kFloat;
}

Model load_model(const Checkpoint& checkpoint, at::ScalarType compute, const TrainSelection& train) {
  const ModelConfig& config = checkpoint.config;
  Model model;
  model.config = config;
  model.compute = compute;
  if (checkpoint.sub_agents) model.sub_agents = *checkpoint.sub_agents;
  check_train_names(train, model.sub_agents, checkpoint.directory.string());
  const auto named = [&](const std::string& name) { return std::find(train.names.begin(), train.names.end(), name) != train.names.end(); };
  model.trains_all = named("all");
  const bool trunk = model.trains_all || named("trunk");
  for (const SubAgent& agent : model.sub_agents.agents) model.agent_trains.push_back(model.trains_all || named(agent.name));
  const bool any_agent = std::find(model.agent_trains.begin(), model.agent_trains.end(), true) != model.agent_trains.end();

  Builder build(checkpoint, model);
  model.embed_tokens = build.stack("model.embed_tokens", {"model.embed_tokens.weight"}, {config.vocab_size, config.hidden_size}, trunk, false);
  const int64_t kv_rows = config.num_key_value_heads * config.head_dim;
  const int64_t q_rows = config.num_attention_heads * config.head_dim;
  for (int64_t i = 0; i < config.num_hidden_layers; ++i) {
    const std::string p = layer_prefix(i);
    const std::string attn = p + "self_attn.";
    LayerWeights layer;
    layer.input_layernorm = build.vector(p + "input_layernorm", trunk, true);
    layer.post_attention_layernorm = build.vector(p + "post_attention_layernorm", trunk, true);
    layer.qkv_proj = build.stack(attn + "qkv_proj", {attn + "q_proj.weight", attn + "k_proj.weight", attn + "v_proj.weight"},
                                 {q_rows + 2 * kv_rows, config.hidden_size}, trunk, true);
    layer.o_proj = build.stack(attn + "o_proj", {attn + "o_proj.weight"}, {config.hidden_size, q_rows}, trunk, true);
    if (config.attention_bias) {
      layer.qkv_bias = build.stack(attn + "qkv_bias", {attn + "q_proj.bias", attn + "k_proj.bias", attn + "v_proj.bias"}, {q_rows + 2 * kv_rows}, trunk, false);
      if (checkpoint.tensors.count(attn + "o_proj.bias") > 0) {
        layer.o_bias = build.stack(attn + "o_bias", {attn + "o_proj.bias"}, {config.hidden_size}, trunk, false);
      }
    }
    if (config.use_qk_norm) {
      layer.q_norm = build.vector(attn + "q_norm", trunk, true);
      layer.k_norm = build.vector(attn + "k_norm", trunk, true);
    }
    const bool sparse = config.is_sparse_layer(i);
    const std::string ffn = p + (sparse ? "mlp.shared_experts." : "mlp.");
    const int64_t width = sparse ? config.trunk_width() : config.intermediate_size;
    if (width > 0) {
      layer.gate_up_proj = build.stack(ffn + "gate_up_proj", {ffn + "gate_proj.weight", ffn + "up_proj.weight"}, {2 * width, config.hidden_size}, trunk, true);
      layer.down_proj = build.stack(ffn + "down_proj", {ffn + "down_proj.weight"}, {config.hidden_size, width}, trunk, true);
    }
    if (sparse) {
      // One tensor for all agents' rows; a frozen agent's rows get no update (train/optimizer masks their gradient).
      const bool router_trains = model.trains_all || (train.router && any_agent);
      layer.router = build.stack(p + "mlp.gate", {p + "mlp.gate.weight"}, {config.n_routed_experts, config.hidden_size}, router_trains, false, true);
      layer.selection_bias = build.tensor(p + "mlp.gate.e_score_correction_bias").to(at::kFloat).clone();
      const int64_t per_agent = config.experts_per_group();
      for (int64_t g = 0; g < config.n_group; ++g) {
        const bool trains = static_cast<size_t>(g) < model.agent_trains.size() ? model.agent_trains[static_cast<size_t>(g)] : model.trains_all;
        std::vector<std::string> gate_up;
        std::vector<std::string> down;
        for (int64_t e = g * per_agent; e < (g + 1) * per_agent; ++e) {
          const std::string expert = p + "mlp.experts." + std::to_string(e) + ".";
          gate_up.push_back(expert + "gate_proj.weight");
          gate_up.push_back(expert + "up_proj.weight");
          down.push_back(expert + "down_proj.weight");
        }
        const std::string name = p + "mlp.experts." + std::to_string(g * per_agent) + "-" + std::to_string((g + 1) * per_agent - 1) + ".";
        ExpertWeights agent;
        agent.gate_up_proj = build.stack(name + "gate_up_proj", gate_up, {per_agent, 2 * config.moe_intermediate_size, config.hidden_size}, trains, true);
        agent.down_proj = build.stack(name + "down_proj", down, {per_agent, config.hidden_size, config.moe_intermediate_size}, trains, true);
        agent.is_silent = !trains && is_all_zero(agent.down_proj->compute);
        layer.agents.push_back(std::move(agent));
      }
    }
    model.layers.push_back(std::move(layer));
  }
  model.norm = build.vector("model.norm", trunk, true);
  model.lm_head =
      config.tie_word_embeddings ? model.embed_tokens : build.stack("lm_head", {"lm_head.weight"}, {config.vocab_size, config.hidden_size}, trunk, false);
  const auto rotary_dim = static_cast<int64_t>(static_cast<double>(config.head_dim) * config.partial_rotary_factor);
  model.rope = make_rope_table(config.max_position_embeddings, rotary_dim, config.rope_theta);
  return model;
}

Checkpoint to_checkpoint(const Model& model, const Checkpoint& base) {
  Checkpoint result = base;
  for (const ParameterRef& parameter : model.parameters) {
    for (const auto& [name, view] : parameter->pieces) {
      at::Tensor& target = result.tensors.at(name);
      target = view.to(target.scalar_type());
    }
  }
  for (size_t i = 0; i < model.layers.size(); ++i) {
    if (!model.layers[i].router) continue;
    at::Tensor& target = result.tensors.at(layer_prefix(static_cast<int64_t>(i)) + "mlp.gate.e_score_correction_bias");
    target = model.layers[i].selection_bias.to(target.scalar_type());
  }
  if (base.sub_agents) result.sub_agents = model.sub_agents;
  return result;
}

void load_weights(Model& model, const Checkpoint& checkpoint) {
  for (const ParameterRef& parameter : model.parameters) {
    if (!parameter->trainable) continue;
    for (auto& [name, view] : parameter->pieces) view.copy_(checkpoint.tensors.at(name));
    if (!parameter->compute.is_alias_of(parameter->master)) parameter->compute.copy_(parameter->master);
  }
  for (size_t i = 0; i < model.layers.size(); ++i) {
    if (!model.layers[i].router) continue;
    model.layers[i].selection_bias.copy_(checkpoint.tensors.at(layer_prefix(static_cast<int64_t>(i)) + "mlp.gate.e_score_correction_bias"));
  }
}

}  // namespace galen
