// Checkpoints into models and back.
#include <ATen/ATen.h>

#include <algorithm>

#include "core/error.h"
#include "core/text.h"
#include "model/decoder.h"
#include "model/glm_audio.h"
#include "model/glm_vision.h"
#include "model/muse_spark_text.h"
#include "model/parameter_builder.h"

namespace galen {
namespace {

void check_train_names(const TrainSelection& train, const SubAgentTable& table, const ModelConfig& config, const std::string& where) {
  std::vector<std::string> known = encoder_parts(config);
  known.insert(known.end(), {"all", "trunk"});
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

std::vector<std::string> encoder_parts(const ModelConfig& config) {
  if (config.is_muse_spark()) return {"vision_tower", "vision_adapter", "audio_tower"};
  std::vector<std::string> parts;
  if (config.vision) parts.insert(parts.end(), {"vision_tower", "vision_adapter"});
  if (config.audio) parts.insert(parts.end(), {"audio_tower", "audio_adapter"});
  return parts;
}

std::string encoder_part(const ModelConfig& config, const std::string& tensor) {
  if (tensor.starts_with("model.audio_tower.")) return "audio_tower";
  if (is_audio_adapter(tensor)) return "audio_adapter";
  if (!config.is_muse_spark()) return is_glm_adapter(tensor) ? "vision_adapter" : "vision_tower";
  return tensor.starts_with("model.vision_tower.") ? "vision_tower" : "vision_adapter";
}

Model load_model(const Checkpoint& checkpoint, at::ScalarType compute, const TrainSelection& train, const AgentShare& share) {
  const ModelConfig& config = checkpoint.config;
  Model model;
  model.config = config;
  model.compute = compute;
  if (checkpoint.sub_agents) model.sub_agents = *checkpoint.sub_agents;
  check_train_names(train, model.sub_agents, config, checkpoint.directory.string());
  const auto named = [&](const std::string& name) { return std::find(train.names.begin(), train.names.end(), name) != train.names.end(); };
  model.trains_all = named("all");
  const bool trunk = model.trains_all || named("trunk");
  for (const SubAgent& agent : model.sub_agents.agents) model.agent_trains.push_back(model.trains_all || named(agent.name));
  const bool any_agent = std::find(model.agent_trains.begin(), model.agent_trains.end(), true) != model.agent_trains.end();

  ParameterBuilder build(checkpoint, model);
  if (config.is_muse_spark()) {
    load_muse_spark(build, model, train, share);
    model.rope = make_rope_table(config.max_position_embeddings, config.head_dim, config.rope_theta);
    return model;
  }
  const std::string text = text_prefix(config);
  model.embed_tokens = build.stack(text + "embed_tokens", {text + "embed_tokens.weight"}, {config.vocab_size, config.hidden_size}, trunk, false);
  const int64_t kv_rows = config.num_key_value_heads * config.head_dim;
  const int64_t q_rows = config.num_attention_heads * config.head_dim;
  for (int64_t i = 0; i < config.num_hidden_layers; ++i) {
    const std::string p = layer_prefix(config, i);
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
        if (!share.holds(g)) {
          const bool is_silent = !trains && std::all_of(down.begin(), down.end(), [&](const std::string& name) { return is_all_zero(build.tensor(name)); });
          layer.agents.push_back({nullptr, nullptr, is_silent, true, trains});
          continue;
        }
        const std::string name = p + "mlp.experts." + std::to_string(g * per_agent) + "-" + std::to_string((g + 1) * per_agent - 1) + ".";
        ExpertWeights agent;
        agent.gate_up_proj = build.stack(name + "gate_up_proj", gate_up, {per_agent, 2 * config.moe_intermediate_size, config.hidden_size}, trains, true);
        agent.down_proj = build.stack(name + "down_proj", down, {per_agent, config.hidden_size, config.moe_intermediate_size}, trains, true);
        agent.is_silent = !trains && is_all_zero(agent.down_proj->compute);
        agent.gate_up_proj->is_shared_out = agent.down_proj->is_shared_out = share.count >= 0;
        layer.agents.push_back(std::move(agent));
      }
    }
    model.layers.push_back(std::move(layer));
  }
  model.norm = build.vector(text + "norm", trunk, true);
  model.lm_head =
      config.tie_word_embeddings ? model.embed_tokens : build.stack("lm_head", {"lm_head.weight"}, {config.vocab_size, config.hidden_size}, trunk, false);
  const bool all_towers = model.trains_all && train.towers;
  std::vector<TensorSpec> towers = config.vision ? glm_vision_tensor_specs(config) : std::vector<TensorSpec>();
  if (config.audio) {
    const std::vector<TensorSpec> audio = glm_audio_tensor_specs(config);
    towers.insert(towers.end(), audio.begin(), audio.end());
  }
  for (const TensorSpec& spec : towers) model.towers[spec.name] = build.tower(spec.name, all_towers || named(encoder_part(config, spec.name)));
  const auto rotary_dim = static_cast<int64_t>(static_cast<double>(config.head_dim) * config.partial_rotary_factor);
  model.rope = make_rope_table(config.max_position_embeddings, rotary_dim, config.rope_theta);
  return model;
}

namespace {

// The part of its tensor that a slice is.
at::Tensor slice_in(const at::Tensor& tensor, const Parameter& parameter) {
  return tensor.view({-1}).narrow(0, parameter.begins_at, parameter.compute.numel());
}

}  // namespace

void move_model(Model& model, at::Device device) {
  const ModelConfig& config = model.config;
  if (config.is_muse_spark() || config.vision || config.audio)
    throw Error("models with encoders train on the CPU only", "train.device", "use train.device: cpu");
  // What ATen's grouped product asks for: rows of whole 16 bytes.
  if (config.is_sparse() && (config.hidden_size % 8 != 0 || config.moe_intermediate_size % 8 != 0)) {
    throw Error("experts of width " + std::to_string(config.moe_intermediate_size) + " over " + std::to_string(config.hidden_size) +
                    " channels don't train on a GPU: both must be multiples of 8",
                "train.device", "use train.device: cpu");
  }
  const auto moved = [device](const at::Tensor& x) { return x.to(device, x.scalar_type(), /*non_blocking=*/false, /*copy=*/true); };
  for (const ParameterRef& parameter : model.parameters) {
    const bool shares = parameter->master.defined() && parameter->compute.is_alias_of(parameter->master);
    if (parameter->trainable) parameter->master = moved(master_of(*parameter).contiguous());
    parameter->compute = shares ? parameter->master : moved(parameter->compute);
    parameter->halves = at::Tensor();
  }
  for (LayerWeights& layer : model.layers) {
    if (layer.router) layer.selection_bias = moved(layer.selection_bias);
  }
  for (RopeTable* rope : {&model.rope, &model.no_rope}) {
    if (!rope->cosine.defined()) continue;
    rope->cosine = moved(rope->cosine);
    rope->sine = moved(rope->sine);
  }
}

Checkpoint to_checkpoint(const Model& model, const Checkpoint& base) {
  Checkpoint result = base;
  for (const ParameterRef& parameter : model.parameters) {
    if (!parameter->trainable) continue;
    // Where all of it is bf16, that is what the forward pass reads.
    const bool is_as_read = std::all_of(parameter->pieces.begin(), parameter->pieces.end(), [&](const Parameter::Piece& piece) {
      return result.tensors.at(piece.tensor).scalar_type() == parameter->compute.scalar_type();
    });
    const at::Tensor values = is_as_read ? parameter->compute : master_of(*parameter);
    if (parameter->begins_at >= 0) {
      at::Tensor& first = result.tensors.at(parameter->pieces[0].tensor);
      if (first.is_alias_of(base.tensors.at(parameter->pieces[0].tensor))) first = first.clone();
      slice_in(first, *parameter).copy_(values.view({-1}));
      continue;
    }
    for (const Parameter::Piece& piece : parameter->pieces) {
      at::Tensor& target = result.tensors.at(piece.tensor);
      target = piece_in(values, piece).to(at::kCPU, target.scalar_type());
    }
  }
  for (size_t i = 0; i < model.layers.size(); ++i) {
    if (!model.layers[i].router) continue;
    at::Tensor& target = result.tensors.at(layer_prefix(model.config, static_cast<int64_t>(i)) + "mlp.gate.e_score_correction_bias");
    target = model.layers[i].selection_bias.to(at::kCPU, target.scalar_type());
  }
  if (base.sub_agents) result.sub_agents = model.sub_agents;
  return result;
}

void load_weights(Model& model, const Checkpoint& checkpoint) {
  for (const ParameterRef& parameter : model.parameters) {
    if (!parameter->trainable) continue;
    if (parameter->begins_at >= 0) {
      set_master(*parameter, slice_in(checkpoint.tensors.at(parameter->pieces[0].tensor), *parameter).to(at::kFloat));
    } else {
      const at::Tensor values = at::empty(parameter->compute.sizes(), parameter->compute.options().dtype(at::kFloat));
      for (const Parameter::Piece& piece : parameter->pieces) piece_in(values, piece).copy_(checkpoint.tensors.at(piece.tensor));
      set_master(*parameter, values);
    }
  }
  for (size_t i = 0; i < model.layers.size(); ++i) {
    if (!model.layers[i].router) continue;
    model.layers[i].selection_bias.copy_(checkpoint.tensors.at(layer_prefix(model.config, static_cast<int64_t>(i)) + "mlp.gate.e_score_correction_bias"));
  }
}

}  // namespace galen
