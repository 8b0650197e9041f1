#include "model/config.h"

#include <cmath>

#include "core/error.h"
#include "model/hf_keys.h"

namespace galen {

namespace {

// transformers 5 nests rope's numbers in rope_parameters, 4.x spreads them over rope_theta, rope_scaling and partial_rotary_factor.
void parse_rope(const HfKeys& keys, const std::string& where, ModelConfig& config) {
  config.rope_theta = keys.positive("rope_theta", config.rope_theta);
  // glm4_moe's default in transformers is 0.5; a file that says nothing means that.
  config.partial_rotary_factor = keys.positive("partial_rotary_factor", config.is_sparse() ? 0.5 : 1.0);
  for (const char* name : {"rope_scaling", "rope_parameters"}) {
    if (!keys.has(name)) continue;
    const std::string nested_where = where + ": " + name;
    const HfKeys rope(keys.at(name), nested_where);
    for (const char* kind : {"rope_type", "type"}) {
      if (rope.has(kind) && rope.at(kind) != "default") rope.refuse(kind, "rope scaling " + rope.at(kind).dump() + " is not computed");
    }
    config.rope_theta = rope.positive("rope_theta", config.rope_theta);
    config.partial_rotary_factor = rope.positive("partial_rotary_factor", config.partial_rotary_factor);
  }
  const double rotated = config.partial_rotary_factor * static_cast<double>(config.head_dim);
  if (config.partial_rotary_factor > 1.0 || std::floor(rotated) < 2.0 || std::fmod(std::floor(rotated), 2.0) != 0.0) {
    keys.refuse("partial_rotary_factor", "must leave an even part of head_dim");
  }
  if (!config.is_sparse() && config.partial_rotary_factor != 1.0) keys.refuse("partial_rotary_factor", "must be 1 for llama");
}

void parse_experts(const HfKeys& keys, ModelConfig& config) {
  config.first_k_dense_replace = keys.count("first_k_dense_replace", 1);
  config.moe_intermediate_size = keys.size("moe_intermediate_size");
  config.n_shared_experts = keys.count("n_shared_experts", 1);
  config.n_routed_experts = keys.size("n_routed_experts");
  config.num_experts_per_tok = keys.size("num_experts_per_tok");
  config.n_group = keys.size("n_group", 1);
  config.topk_group = keys.size("topk_group", 1);
  config.norm_topk_prob = keys.flag("norm_topk_prob", true);
  config.routed_scaling_factor = keys.positive("routed_scaling_factor", 1.0);
  config.use_qk_norm = keys.flag("use_qk_norm", false);

  if (config.first_k_dense_replace > config.num_hidden_layers) keys.refuse("first_k_dense_replace", "is more than num_hidden_layers");
  if (config.n_routed_experts * config.num_hidden_layers > kMostExpertTensors) keys.refuse("n_routed_experts", "is too many");
  if (config.n_routed_experts % config.n_group != 0) keys.refuse("n_group", "must divide n_routed_experts");
  // A group's score is the sum of its two best experts' scores.
  if (config.n_group > 1 && config.experts_per_group() < 2) keys.refuse("n_group", "leaves fewer than 2 experts a group");
  if (config.topk_group > config.n_group) keys.refuse("topk_group", "is more than n_group");
  if (config.num_experts_per_tok > config.topk_group * config.experts_per_group()) {
    keys.refuse("num_experts_per_tok", "is more than the chosen groups have");
  }
}

}  // namespace

ModelConfig parse_model_config(const Json& json, const std::string& where) {
  const HfKeys keys(json, where);
  ModelConfig config;
  const std::string type = keys.has("model_type") && keys.at("model_type").is_string() ? keys.at("model_type").get<std::string>() : "";
  if (type == "llama") {
    config.family = Family::kLlama;
  } else if (type == "glm4_moe") {
    config.family = Family::kGlm4Moe;
  } else if (type == "muse_spark") {
    return parse_muse_spark_config(json, where);
  } else if (type == "glm4v_moe") {
    return parse_glm4v_moe_config(json, where);
  } else {
    keys.refuse("model_type", type.empty() ? "is missing" : "\"" + type + "\" is no family of ours (llama, glm4_moe, glm4v_moe, muse_spark)");
  }
  if (keys.has("hidden_act") && keys.at("hidden_act") != "silu") keys.refuse("hidden_act", "must be \"silu\"");
  if (keys.flag("mlp_bias", false)) keys.refuse("mlp_bias", "must be false");
  for (const char* key : {"sliding_window", "quantization_config", "attention_chunk_size", "layer_types", "embedding_multiplier"}) {
    if (keys.has(key)) keys.refuse(key, "is not computed");
  }

  config.vocab_size = keys.size("vocab_size");
  config.hidden_size = keys.size("hidden_size");
  config.intermediate_size = keys.size("intermediate_size");
  config.num_hidden_layers = keys.size("num_hidden_layers");
  if (config.num_hidden_layers > kMostLayers) keys.refuse("num_hidden_layers", "is more than " + std::to_string(kMostLayers));
  config.num_attention_heads = keys.size("num_attention_heads");
  config.num_key_value_heads = keys.size("num_key_value_heads", config.num_attention_heads);
  if (config.num_attention_heads % config.num_key_value_heads != 0) keys.refuse("num_key_value_heads", "must divide num_attention_heads");
  if (!keys.has("head_dim") && config.hidden_size % config.num_attention_heads != 0) {
    keys.refuse("num_attention_heads", "must divide hidden_size where head_dim is not given");
  }
  // A given head_dim wins: glm4_moe's differs from hidden_size / num_attention_heads.
  config.head_dim = keys.has("head_dim") ? keys.size("head_dim") : config.hidden_size / config.num_attention_heads;
  if (config.head_dim % 2 != 0) keys.refuse("head_dim", "must be even");
  config.max_position_embeddings = keys.size("max_position_embeddings", 2048);
  config.rms_norm_eps = keys.positive("rms_norm_eps", config.is_sparse() ? 1e-5 : 1e-6);
  config.tie_word_embeddings = keys.flag("tie_word_embeddings", false);
  config.attention_bias = keys.flag("attention_bias", false);
  config.bos_token_id = keys.token("bos_token_id");
  config.eos_token_id = keys.token("eos_token_id");
  config.pad_token_id = keys.token("pad_token_id");
  parse_rope(keys, where, config);
  if (config.is_sparse()) parse_experts(keys, config);
  if (config.is_sparse() && keys.has("audio_config")) config.audio = parse_glm_audio_config(json, where);
  return config;
}

void put_decoder_keys(const ModelConfig& config, OrderedJson* target) {
  OrderedJson& json = *target;
  json["vocab_size"] = config.vocab_size;
  json["hidden_size"] = config.hidden_size;
  json["intermediate_size"] = config.intermediate_size;
  json["num_hidden_layers"] = config.num_hidden_layers;
  json["num_attention_heads"] = config.num_attention_heads;
  json["num_key_value_heads"] = config.num_key_value_heads;
  json["head_dim"] = config.head_dim;
  json["hidden_act"] = "silu";
  json["max_position_embeddings"] = config.max_position_embeddings;
  json["rms_norm_eps"] = config.rms_norm_eps;
  json["tie_word_embeddings"] = config.tie_word_embeddings;
  json["attention_bias"] = config.attention_bias;
  json["attention_dropout"] = 0.0;
  json["initializer_range"] = 0.02;
  json["use_cache"] = true;
  json["rope_parameters"] = {{"rope_type", "default"}, {"rope_theta", config.rope_theta}};
}

void put_token_keys(const ModelConfig& config, OrderedJson* json) {
  const auto token = [](int64_t id) { return id < 0 ? OrderedJson(nullptr) : OrderedJson(id); };
  (*json)["bos_token_id"] = token(config.bos_token_id);
  (*json)["eos_token_id"] = token(config.eos_token_id);
  (*json)["pad_token_id"] = token(config.pad_token_id);
}

OrderedJson to_hf_config(const ModelConfig& config) {
  if (config.is_muse_spark()) return to_muse_spark_json(config);
  OrderedJson json;
  json["architectures"] = {config.is_sparse() ? "Glm4MoeForCausalLM" : "LlamaForCausalLM"};
  json["model_type"] = config.is_sparse() ? "glm4_moe" : "llama";
  put_decoder_keys(config, &json);
  json["rope_theta"] = config.rope_theta;
  json["rope_scaling"] = nullptr;
  put_token_keys(config, &json);
  if (!config.is_sparse()) {
    json["mlp_bias"] = false;
    return json;
  }
  json["rope_parameters"]["partial_rotary_factor"] = config.partial_rotary_factor;
  json["partial_rotary_factor"] = config.partial_rotary_factor;
  json["first_k_dense_replace"] = config.first_k_dense_replace;
  json["moe_intermediate_size"] = config.moe_intermediate_size;
  json["n_shared_experts"] = config.n_shared_experts;
  json["n_routed_experts"] = config.n_routed_experts;
  json["num_experts_per_tok"] = config.num_experts_per_tok;
  json["n_group"] = config.n_group;
  json["topk_group"] = config.topk_group;
  json["norm_topk_prob"] = config.norm_topk_prob;
  json["routed_scaling_factor"] = config.routed_scaling_factor;
  json["use_qk_norm"] = config.use_qk_norm;
  json["num_nextn_predict_layers"] = 0;
  if (config.audio) put_glm_audio_keys(*config.audio, config.hidden_size, &json);
  return config.vision ? to_glm4v_moe_json(config, std::move(json)) : json;
}

}  // namespace galen
