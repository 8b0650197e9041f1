#include "model/muse_spark_config.h"

#include <cmath>

#include "model/config.h"
#include "model/hf_keys.h"

namespace galen {
namespace {

const Json& part_of(const HfKeys& keys, const std::string& key) {
  static const Json none = Json::object();
  return keys.has(key) ? keys.at(key) : none;
}

void require(const HfKeys& keys, const std::string& key, const std::string& value) {
  if (keys.has(key) && keys.at(key) != value) keys.refuse(key, "must be \"" + value + "\"");
}

// transformers counts the fourths from the last layer: those see everything and don't rotate.
bool is_fourth_from_last(int64_t layer, int64_t layers) {
  return (layers - 1 - layer) % 4 == 0;
}

double theta_of(const HfKeys& keys, const std::string& where, const std::string& type, double missing) {
  if (!keys.has("rope_parameters")) return missing;
  const std::string rope_where = where + ": rope_parameters";
  const HfKeys rope(keys.at("rope_parameters"), rope_where);
  if (rope.has("rope_type") && rope.at("rope_type") != type) rope.refuse("rope_type", "only \"" + type + "\" is computed");
  return rope.positive("rope_theta", missing);
}

void parse_layers(const HfKeys& keys, ModelConfig& config) {
  const int64_t count = config.num_hidden_layers;
  std::vector<MuseSparkLayerConfig>& layers = config.muse_spark.layers;
  for (int64_t i = 0; i < count; ++i) layers.push_back({true, !is_fourth_from_last(i, count), !is_fourth_from_last(i, count)});
  const auto fill = [&](bool MuseSparkLayerConfig::*member, const std::vector<bool>& values) {
    for (size_t i = 0; i < values.size(); ++i) layers[i].*member = values[i];
  };
  if (keys.has("mlp_layer_types")) fill(&MuseSparkLayerConfig::is_sparse, keys.choices("mlp_layer_types", count, "sparse", "dense"));
  if (keys.has("layer_types")) fill(&MuseSparkLayerConfig::slides, keys.choices("layer_types", count, "sliding_attention", "full_attention"));
  if (!keys.has("layer_rope_theta")) return;
  const Json& thetas = keys.at("layer_rope_theta");
  if (!thetas.is_array() || static_cast<int64_t>(thetas.size()) != count) keys.refuse("layer_rope_theta", "must be a list of numbers, one a layer");
  for (size_t i = 0; i < thetas.size(); ++i) {
    const bool is_known = thetas[i].is_number() && (thetas[i] == 0 || thetas[i].get<double>() == config.rope_theta);
    if (!is_known) keys.refuse("layer_rope_theta", thetas[i].dump() + " is neither 0 (no rotation) nor rope_theta");
    layers[i].rotates = thetas[i] != 0;
  }
}

void parse_text(const Json& json, const std::string& where, ModelConfig& config) {
  const HfKeys keys(json, where);
  MuseSparkConfig& spark = config.muse_spark;
  require(keys, "hidden_act", "silu");
  if (keys.flag("tie_word_embeddings", false)) keys.refuse("tie_word_embeddings", "must be false: this family's head is its own");
  config.vocab_size = keys.size("vocab_size", 202048);
  config.hidden_size = keys.size("hidden_size", 8192);
  config.intermediate_size = keys.size("intermediate_size", 16384);
  config.num_hidden_layers = keys.size("num_hidden_layers", 62);
  if (config.num_hidden_layers > kMostLayers) keys.refuse("num_hidden_layers", "is more than " + std::to_string(kMostLayers));
  config.num_attention_heads = keys.size("num_attention_heads", 128);
  config.num_key_value_heads = keys.size("num_key_value_heads", 16);
  if (config.num_attention_heads % config.num_key_value_heads != 0) keys.refuse("num_key_value_heads", "must divide num_attention_heads");
  if (config.hidden_size % config.num_attention_heads != 0) keys.refuse("num_attention_heads", "must divide hidden_size");
  config.head_dim = keys.size("head_dim", 64);
  if (config.head_dim % 2 != 0) keys.refuse("head_dim", "must be even");
  config.max_position_embeddings = keys.size("max_position_embeddings", 1048576);
  config.rms_norm_eps = keys.positive("rms_norm_eps", 1e-5);
  config.attention_bias = keys.flag("attention_bias", false);
  config.bos_token_id = keys.has("bos_token_id") ? keys.token("bos_token_id") : -1;
  config.eos_token_id = keys.has("eos_token_id") ? keys.token("eos_token_id") : -1;
  config.pad_token_id = keys.token("pad_token_id");
  config.rope_theta = theta_of(keys, where, "default", 500000.0);

  config.n_shared_experts = 0;
  config.norm_topk_prob = true;
  config.n_routed_experts = keys.size("num_local_experts", 256);
  config.num_experts_per_tok = keys.size("num_experts_per_tok", 8);
  config.moe_intermediate_size = keys.size("moe_intermediate_size", 4096);
  config.routed_scaling_factor = keys.positive("routed_scaling_factor", 1.0);
  config.n_group = config.topk_group = keys.size("n_group", 1);
  if (config.n_routed_experts > kMostExpertTensors) keys.refuse("num_local_experts", "is too many");
  if (config.n_routed_experts % config.n_group != 0) keys.refuse("n_group", "must divide num_local_experts");
  if (config.num_experts_per_tok > config.n_routed_experts) keys.refuse("num_experts_per_tok", "is more than num_local_experts");

  config.output_multiplier = keys.positive("output_multiplier", 0.1767766952966369);
  spark.moe_hidden_size = keys.size("moe_hidden_size", 4096);
  spark.final_logit_softcapping = keys.positive("final_logit_softcapping", 20.0);
  spark.qk_scale_factor = keys.positive("qk_scale_factor", spark.qk_scale_factor);
  spark.post_norm_eps = keys.positive("post_norm_eps", spark.post_norm_eps);
  spark.residual_gate_temperature = keys.positive("residual_gate_temperature", spark.residual_gate_temperature);
  spark.sliding_window = keys.size("sliding_window", 2048);
  parse_layers(keys, config);
}

void parse_vision(const Json& json, const std::string& where, MuseSparkConfig& config) {
  const HfKeys keys(json, where);
  MuseSparkVisionConfig& vision = config.vision;
  require(keys, "hidden_act", "gelu");
  vision.patch_size = keys.size("patch_size", 14);
  vision.patch_temporal = keys.size("patch_temporal", 2);
  vision.pos_emb_side = keys.size("pos_emb_height", 32);
  if (keys.size("pos_emb_width", vision.pos_emb_side) != vision.pos_emb_side) keys.refuse("pos_emb_width", "must equal pos_emb_height");
  vision.num_attention_heads = keys.size("num_attention_heads", 16);
  vision.hidden_size = keys.size("hidden_size", 1536);
  vision.intermediate_size = keys.size("intermediate_size", 8960);
  vision.merge_size = keys.size("merge_size", 2);
  vision.layer_norm_eps = keys.positive("layer_norm_eps", 1e-5);
  if (vision.hidden_size % (4 * vision.num_attention_heads) != 0) keys.refuse("hidden_size", "must be heads of a multiple of 4: two axes of pairs rotate");
  vision.rope_theta = theta_of(keys, where, "axial", 10000.0);
  const int64_t layers = keys.count("num_hidden_layers", 50);
  if (layers > kMostLayers) keys.refuse("num_hidden_layers", "is more than " + std::to_string(kMostLayers));
  if (keys.has("layer_types")) {
    vision.is_full = keys.choices("layer_types", layers, "full_attention", "window_attention");
  } else {
    for (int64_t i = 0; i < layers; ++i) vision.is_full.push_back((i + 1) % 4 == 0 || i == layers - 1);
  }
}

void parse_audio(const Json& json, const std::string& where, const ModelConfig& model, MuseSparkAudioConfig& audio) {
  const HfKeys keys(json, where);
  require(keys, "hidden_act", "gelu");
  const int64_t layers = keys.size("num_hidden_layers", 4);
  if (layers > kMostLayers) keys.refuse("num_hidden_layers", "is more than " + std::to_string(kMostLayers));
  for (const auto& [key, member] : {std::pair{"patch_sizes", &audio.patch_sizes}, {"hidden_sizes", &audio.hidden_sizes}, {"depths", &audio.depths}}) {
    if (keys.has(key)) *member = keys.sizes(key, layers);
    if (static_cast<int64_t>(member->size()) != layers) keys.refuse("num_hidden_layers", std::string("must be the length of ") + key);
  }
  int64_t samples = 1;
  int64_t blocks = 0;
  for (size_t i = 0; i < audio.depths.size(); ++i) {
    if (audio.patch_sizes[i] > (1 << 20) || (samples *= audio.patch_sizes[i]) > (1 << 20)) keys.refuse("patch_sizes", "make tokens of too many samples");
    if ((blocks += audio.depths[i]) > kMostLayers) keys.refuse("depths", "are too many");
  }
  audio.mlp_ratio = keys.positive("mlp_ratio", 4.0);
  for (const int64_t hidden : audio.hidden_sizes) {
    const double width = static_cast<double>(hidden) * audio.mlp_ratio;
    if (width < 1.0 || width > static_cast<double>(kLargestSize)) keys.refuse("mlp_ratio", "makes an MLP of no width that can be");
  }
  audio.conv_kernel_size = keys.size("conv_kernel_size", 7);
  audio.rms_norm_eps = keys.positive("rms_norm_eps", 1e-6);
  if (keys.size("out_hidden_size", 8192) != model.hidden_size) keys.refuse("out_hidden_size", "must equal text_config's hidden_size");
}

OrderedJson text_json(const ModelConfig& config) {
  const MuseSparkConfig& spark = config.muse_spark;
  OrderedJson json = {{"model_type", "muse_spark_text"}};
  put_decoder_keys(config, &json);
  put_token_keys(config, &json);
  json["sliding_window"] = spark.sliding_window;
  json["layer_types"] = OrderedJson::array();
  json["layer_rope_theta"] = OrderedJson::array();
  json["mlp_layer_types"] = OrderedJson::array();
  for (const MuseSparkLayerConfig& layer : spark.layers) {
    json["layer_types"].push_back(layer.slides ? "sliding_attention" : "full_attention");
    json["layer_rope_theta"].push_back(layer.rotates ? config.rope_theta : 0.0);
    json["mlp_layer_types"].push_back(layer.is_sparse ? "sparse" : "dense");
  }
  json["final_logit_softcapping"] = spark.final_logit_softcapping;
  json["output_multiplier"] = config.output_multiplier;
  json["qk_scale_factor"] = spark.qk_scale_factor;
  json["post_norm_eps"] = spark.post_norm_eps;
  json["residual_gate_temperature"] = spark.residual_gate_temperature;
  json["moe_hidden_size"] = spark.moe_hidden_size;
  json["moe_intermediate_size"] = config.moe_intermediate_size;
  json["num_local_experts"] = config.n_routed_experts;
  json["num_experts_per_tok"] = config.num_experts_per_tok;
  json["routed_scaling_factor"] = config.routed_scaling_factor;
  json["n_group"] = config.n_group;
  return json;
}

OrderedJson vision_json(const MuseSparkVisionConfig& vision) {
  OrderedJson json = {{"model_type", "muse_spark_vision"}};
  json["patch_size"] = vision.patch_size;
  json["patch_temporal"] = vision.patch_temporal;
  json["pos_emb_height"] = vision.pos_emb_side;
  json["pos_emb_width"] = vision.pos_emb_side;
  json["max_position_embeddings"] = vision.pos_emb_side * vision.pos_emb_side;
  json["num_hidden_layers"] = vision.is_full.size();
  json["num_attention_heads"] = vision.num_attention_heads;
  json["hidden_size"] = vision.hidden_size;
  json["intermediate_size"] = vision.intermediate_size;
  json["hidden_act"] = "gelu";
  json["merge_size"] = vision.merge_size;
  json["layer_norm_eps"] = vision.layer_norm_eps;
  json["layer_types"] = OrderedJson::array();
  for (const bool full : vision.is_full) json["layer_types"].push_back(full ? "full_attention" : "window_attention");
  json["rope_parameters"] = {{"rope_type", "axial"}, {"rope_theta", vision.rope_theta}};
  return json;
}

OrderedJson audio_json(const MuseSparkAudioConfig& audio, int64_t out_hidden_size) {
  return {
      {"model_type", "muse_spark_audio"},         {"patch_sizes", audio.patch_sizes},  {"hidden_sizes", audio.hidden_sizes},         {"depths", audio.depths},
      {"num_hidden_layers", audio.depths.size()}, {"mlp_ratio", audio.mlp_ratio},      {"conv_kernel_size", audio.conv_kernel_size}, {"hidden_act", "gelu"},
      {"rms_norm_eps", audio.rms_norm_eps},       {"out_hidden_size", out_hidden_size}};
}

}  // namespace

ModelConfig parse_muse_spark_config(const Json& json, const std::string& where) {
  const HfKeys keys(json, where);
  ModelConfig config;
  config.family = Family::kMuseSpark;
  MuseSparkConfig& spark = config.muse_spark;
  if (keys.has("quantization_config")) keys.refuse("quantization_config", "is not computed");
  require(keys, "projector_hidden_act", "gelu");
  parse_text(part_of(keys, "text_config"), where + ": text_config", config);
  parse_vision(part_of(keys, "vision_config"), where + ": vision_config", spark);
  parse_audio(part_of(keys, "audio_config"), where + ": audio_config", config, spark.audio);
  spark.out_hidden_size = keys.size("out_hidden_size", 6144);
  spark.projector_hidden_size = keys.size("projector_hidden_size", 4096);
  const MuseSparkVisionConfig& vision = spark.vision;
  // Small first: the product can't overflow then.
  const bool fits = vision.merge_size <= 64 && spark.out_hidden_size == vision.hidden_size * vision.merge_size * vision.merge_size;
  if (!fits) keys.refuse("out_hidden_size", "must be vision_config's hidden_size times merge_size squared");
  spark.image_token_id = keys.count("image_token_id", spark.image_token_id);
  spark.video_token_id = keys.count("video_token_id", spark.video_token_id);
  spark.audio_token_id = keys.count("audio_token_id", spark.audio_token_id);
  return config;
}

OrderedJson to_muse_spark_json(const ModelConfig& config) {
  const MuseSparkConfig& spark = config.muse_spark;
  OrderedJson json;
  json["architectures"] = {"MuseSparkForConditionalGeneration"};
  json["model_type"] = "muse_spark";
  json["image_token_id"] = spark.image_token_id;
  json["video_token_id"] = spark.video_token_id;
  json["audio_token_id"] = spark.audio_token_id;
  json["out_hidden_size"] = spark.out_hidden_size;
  json["projector_hidden_size"] = spark.projector_hidden_size;
  json["projector_hidden_act"] = "gelu";
  json["text_config"] = text_json(config);
  json["vision_config"] = vision_json(spark.vision);
  json["audio_config"] = audio_json(spark.audio, config.hidden_size);
  return json;
}

}  // namespace galen
