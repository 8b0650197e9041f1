#include "model/glm_vision_config.h"

#include "model/config.h"
#include "model/hf_keys.h"

namespace galen {
namespace {

const Json& glm_part(const HfKeys& keys, const std::string& key) {
  static const Json none = Json::object();
  return keys.has(key) ? keys.at(key) : none;
}

void parse_glm_vision(const Json& json, const std::string& where, const ModelConfig& text, GlmVisionConfig& vision) {
  const HfKeys keys(json, where);
  if (keys.has("hidden_act") && keys.at("hidden_act") != "silu") keys.refuse("hidden_act", "must be \"silu\"");
  if (keys.size("in_channels", 3) != 3) keys.refuse("in_channels", "must be 3");
  vision.num_hidden_layers = keys.count("depth", vision.num_hidden_layers);
  if (vision.num_hidden_layers > kMostLayers) keys.refuse("depth", "is more than " + std::to_string(kMostLayers));
  vision.hidden_size = keys.size("hidden_size", vision.hidden_size);
  vision.num_attention_heads = keys.size("num_heads", vision.num_attention_heads);
  if (vision.hidden_size % (4 * vision.num_attention_heads) != 0) keys.refuse("hidden_size", "must be heads of a multiple of 4: two axes of pairs rotate");
  vision.patch_size = keys.size("patch_size", vision.patch_size);
  vision.temporal_patch_size = keys.size("temporal_patch_size", vision.temporal_patch_size);
  vision.spatial_merge_size = keys.size("spatial_merge_size", vision.spatial_merge_size);
  if (vision.patch_size > 1024 || vision.temporal_patch_size > 64 || vision.spatial_merge_size > 64) keys.refuse("patch_size", "makes patches too large");
  vision.position_side = keys.size("image_size", 336) / vision.patch_size;
  if (vision.position_side < 1 || vision.position_side > 4096) keys.refuse("image_size", "must be 1 to 4,096 patches");
  vision.intermediate_size = keys.size("intermediate_size", vision.intermediate_size);
  vision.rms_norm_eps = keys.positive("rms_norm_eps", vision.rms_norm_eps);
  vision.attention_bias = keys.flag("attention_bias", false);
  if (keys.size("out_hidden_size", 4096) != text.hidden_size) keys.refuse("out_hidden_size", "must equal text_config's hidden_size");
  if (!keys.has("rope_parameters")) return;
  const std::string rope_where = where + ": rope_parameters";
  const HfKeys rope(keys.at("rope_parameters"), rope_where);
  if (rope.has("rope_type") && rope.at("rope_type") != "axial") rope.refuse("rope_type", "only \"axial\" is computed");
  vision.rope_theta = rope.positive("rope_theta", vision.rope_theta);
}

void parse_sections(const Json& text, const std::string& where, ModelConfig& config) {
  const HfKeys keys(text, where);
  for (const char* name : {"rope_scaling", "rope_parameters"}) {
    if (!keys.has(name)) continue;
    const std::string rope_where = where + ": " + name;
    const HfKeys rope(keys.at(name), rope_where);
    if (!rope.has("mrope_section")) continue;
    const std::vector<int64_t> sections = rope.sizes("mrope_section", 3);
    std::copy(sections.begin(), sections.end(), config.vision->mrope_section.begin());
  }
  const auto pairs = static_cast<int64_t>(static_cast<double>(config.head_dim) * config.partial_rotary_factor) / 2;
  int64_t sum = 0;
  for (const int64_t section : config.vision->mrope_section) sum += section;
  if (sum != pairs) keys.refuse("rope_parameters", "mrope_section must sum to the " + std::to_string(pairs) + " pairs of a head that rotate");
}

}  // namespace

std::array<int64_t, 3> glm_sections(const ModelConfig& config) {
  const auto pairs = static_cast<int64_t>(static_cast<double>(config.head_dim) * config.partial_rotary_factor) / 2;
  const int64_t place = 3 * pairs / 8;
  return {pairs - 2 * place, place, place};
}

ModelConfig parse_glm4v_moe_config(const Json& json, const std::string& where) {
  const HfKeys keys(json, where);
  if (keys.has("quantization_config")) keys.refuse("quantization_config", "is not computed");
  const std::string text_where = where + ": text_config";
  Json text = glm_part(keys, "text_config");
  if (!text.is_object()) throw Error("is not a JSON object", text_where);
  // Its defaults, where they differ from glm4_moe's.
  text["model_type"] = "glm4_moe";
  if (!text.contains("attention_bias")) text["attention_bias"] = true;
  if (keys.flag("tie_word_embeddings", false)) text["tie_word_embeddings"] = true;
  ModelConfig config = parse_model_config(text, text_where);
  if (keys.has("audio_config")) config.audio = parse_glm_audio_config(json, where);
  const HfKeys text_keys(text, text_where);
  if (config.use_qk_norm) text_keys.refuse("use_qk_norm", "must be false");
  config.vision.emplace();
  parse_sections(text, text_where, config);
  parse_glm_vision(glm_part(keys, "vision_config"), where + ": vision_config", config, *config.vision);
  GlmVisionConfig& vision = *config.vision;
  vision.image_token_id = keys.count("image_token_id", vision.image_token_id);
  vision.video_token_id = keys.count("video_token_id", vision.video_token_id);
  vision.image_start_token_id = keys.count("image_start_token_id", vision.image_start_token_id);
  vision.image_end_token_id = keys.count("image_end_token_id", vision.image_end_token_id);
  vision.video_start_token_id = keys.count("video_start_token_id", vision.video_start_token_id);
  vision.video_end_token_id = keys.count("video_end_token_id", vision.video_end_token_id);
  return config;
}

OrderedJson to_glm4v_moe_json(const ModelConfig& config, OrderedJson text) {
  const GlmVisionConfig& vision = *config.vision;
  text.erase("architectures");
  text.erase("rope_scaling");
  text.erase("use_qk_norm");
  for (const char* key : {"audio_token_id", "audio_config"}) text.erase(key);
  text["model_type"] = "glm4v_moe_text";
  text["tie_word_embeddings"] = false;  // the outer one says it
  text["rope_parameters"]["mrope_section"] = vision.mrope_section;
  OrderedJson json;
  json["architectures"] = {"Glm4vMoeForConditionalGeneration"};
  json["model_type"] = "glm4v_moe";
  json["image_token_id"] = vision.image_token_id;
  json["video_token_id"] = vision.video_token_id;
  json["image_start_token_id"] = vision.image_start_token_id;
  json["image_end_token_id"] = vision.image_end_token_id;
  json["video_start_token_id"] = vision.video_start_token_id;
  json["video_end_token_id"] = vision.video_end_token_id;
  json["tie_word_embeddings"] = config.tie_word_embeddings;
  json["text_config"] = std::move(text);
  json["vision_config"] = {{"model_type", "glm4v_moe_vision"},
                           {"depth", vision.num_hidden_layers},
                           {"hidden_size", vision.hidden_size},
                           {"hidden_act", "silu"},
                           {"attention_bias", vision.attention_bias},
                           {"num_heads", vision.num_attention_heads},
                           {"in_channels", 3},
                           {"image_size", vision.position_side * vision.patch_size},
                           {"patch_size", vision.patch_size},
                           {"rms_norm_eps", vision.rms_norm_eps},
                           {"spatial_merge_size", vision.spatial_merge_size},
                           {"temporal_patch_size", vision.temporal_patch_size},
                           {"out_hidden_size", config.hidden_size},
                           {"intermediate_size", vision.intermediate_size},
                           {"rope_parameters", {{"rope_type", "axial"}, {"rope_theta", vision.rope_theta}}}};
  if (config.audio) put_glm_audio_keys(*config.audio, config.hidden_size, &json);
  return json;
}

}  // namespace galen
