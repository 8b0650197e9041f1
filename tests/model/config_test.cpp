#include "model/config.h"

#include <gtest/gtest.h>

#include "core/error.h"

namespace galen {
namespace {

Json llama_json() {
  return {{"model_type", "llama"},    {"vocab_size", 96},         {"hidden_size", 32},     {"intermediate_size", 64},    {"num_hidden_layers", 2},
          {"num_attention_heads", 4}, {"num_key_value_heads", 2}, {"rope_theta", 50000.0}, {"tie_word_embeddings", true}};
}

Json sparse_json() {
  Json json = llama_json();
  json["model_type"] = "glm4_moe";
  json["head_dim"] = 8;
  json["partial_rotary_factor"] = 1.0;
  json["first_k_dense_replace"] = 1;
  json["moe_intermediate_size"] = 16;
  json["n_shared_experts"] = 4;
  json["n_routed_experts"] = 8;
  json["num_experts_per_tok"] = 4;
  json["n_group"] = 4;
  json["topk_group"] = 2;
  json["norm_topk_prob"] = false;
  return json;
}

std::string refusal(Json json, const std::string& key, const Json& value) {
  json[key] = value;
  try {
    parse_model_config(json, "config.json");
    return "";
  } catch (const Error& error) {
    return error.what();
  }
}

TEST(Config, ReadsBothSpellingsOfRope) {
  EXPECT_EQ(parse_model_config(llama_json(), "x").rope_theta, 50000.0);
  Json nested = llama_json();
  nested.erase("rope_theta");
  nested["rope_parameters"] = {{"rope_type", "default"}, {"rope_theta", 12345.0}};
  EXPECT_EQ(parse_model_config(nested, "x").rope_theta, 12345.0);
  EXPECT_EQ(parse_model_config(nested, "x").head_dim, 8);
}

TEST(Config, RoundTripsThroughHuggingFacesForm) {
  for (const Json& json : {llama_json(), sparse_json()}) {
    const ModelConfig config = parse_model_config(json, "x");
    const OrderedJson written = to_hf_config(config);
    EXPECT_EQ(to_hf_config(parse_model_config(Json::parse(written.dump()), "y")).dump(), written.dump());
  }
}

TEST(Config, TakesTheFirstOfSeveralEndTokens) {
  Json json = llama_json();
  json["eos_token_id"] = {7, 9};
  EXPECT_EQ(parse_model_config(json, "x").eos_token_id, 7);
}

TEST(Config, RefusesWhatTheDecoderDoesNotCompute) {
  const std::pair<const char*, Json> cases[] = {{"model_type", "mistral"},
                                                {"hidden_act", "gelu"},
                                                {"mlp_bias", true},
                                                {"sliding_window", 4096},
                                                {"hidden_size", 0},
                                                {"hidden_size", -3},
                                                {"hidden_size", "big"},
                                                {"hidden_size", 1e30},
                                                {"num_hidden_layers", 1000000},
                                                {"num_key_value_heads", 3},
                                                {"num_attention_heads", 5},
                                                {"head_dim", 7},
                                                {"rms_norm_eps", 0.0},
                                                {"rope_theta", -1.0},
                                                {"rope_scaling", {{"rope_type", "llama3"}, {"factor", 8.0}}},
                                                {"rope_scaling", {{"type", "linear"}}},
                                                {"rope_parameters", 3},
                                                {"partial_rotary_factor", 0.5},
                                                {"quantization_config", Json::object()}};
  for (const auto& [key, value] : cases) EXPECT_NE(refusal(llama_json(), key, value).find(key), std::string::npos) << key << " " << value;
  const std::pair<const char*, Json> sparse_cases[] = {{"n_group", 3},
                                                       {"n_group", 8},
                                                       {"topk_group", 5},
                                                       {"num_experts_per_tok", 5},
                                                       {"first_k_dense_replace", 3},
                                                       {"n_routed_experts", 2000000000},
                                                       {"partial_rotary_factor", 1.5},
                                                       {"n_shared_experts", -1}};
  for (const auto& [key, value] : sparse_cases) EXPECT_NE(refusal(sparse_json(), key, value), "") << key << " " << value;
  EXPECT_THROW(parse_model_config(Json::array(), "x"), Error);
}

TEST(Config, CountsParametersOfAKnownModel) {
  Json json = llama_json();
  json.update(Json{{"vocab_size", 49152},
                   {"hidden_size", 576},
                   {"intermediate_size", 1536},
                   {"num_hidden_layers", 30},
                   {"num_attention_heads", 9},
                   {"num_key_value_heads", 3}});
  EXPECT_EQ(count_parameters(parse_model_config(json, "x")), 134515008);  // SmolLM2-135M, as its card says
  const ModelConfig sparse = parse_model_config(sparse_json(), "x");
  EXPECT_EQ(count_parameters(sparse) - count_active_parameters(sparse), 1 * 4 * 3 * 16 * 32);
}

TEST(Config, NamesTensorsOncePerExpert) {
  const std::vector<TensorSpec> specs = tensor_specs(parse_model_config(sparse_json(), "x"));
  const auto count = [&](const std::string& part) {
    return std::count_if(specs.begin(), specs.end(), [&](const TensorSpec& spec) { return spec.name.find(part) != std::string::npos; });
  };
  EXPECT_EQ(count(".mlp.experts."), 8 * 3);
  EXPECT_EQ(count("model.layers.0.mlp.gate_proj.weight"), 1);
  EXPECT_EQ(count("model.layers.1.mlp.gate.e_score_correction_bias"), 1);
  EXPECT_EQ(count("lm_head"), 0);
}

}  // namespace
}  // namespace galen
