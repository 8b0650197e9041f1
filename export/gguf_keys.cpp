// The keys of an exported GGUF file.
#include <array>
#include <cstring>

#include "core/error.h"
#include "core/log.h"
#include "export/gguf_plan.h"

namespace galen {
namespace {

constexpr int32_t kUnusedTokenType = 5;  // LLAMA_TOKEN_TYPE_UNUSED

GgufContext open_tokenizer(const std::filesystem::path& file) {
  const gguf_init_params parameters{/*no_alloc=*/true, /*ctx=*/nullptr};
  GgufContext tokenizer(gguf_init_from_file(file.c_str(), parameters), gguf_free);
  if (!tokenizer) throw Error("is not a readable GGUF file", file.string(), "import the model again");
  return tokenizer;
}

int64_t find_array(const gguf_context* context, const char* key, gguf_type type) {
  const int64_t id = gguf_find_key(context, key);
  return id >= 0 && gguf_get_kv_type(context, id) == GGUF_TYPE_ARRAY && gguf_get_arr_type(context, id) == type ? id : -1;
}

template <typename T>
void pad_array(gguf_context* context, const char* key, gguf_type type, size_t size, T filler) {
  const int64_t id = find_array(context, key, type);
  if (id < 0) return;
  std::vector<T> values(gguf_get_arr_n(context, id));
  if (!values.empty()) std::memcpy(values.data(), gguf_get_arr_data(context, id), values.size() * sizeof(T));
  values.resize(size, filler);
  gguf_set_arr_data(context, key, type, values.data(), values.size());
}

// Embeddings are often padded to a round number of rows; llama.cpp wants as many tokens as rows.
void fit_vocabulary(gguf_context* context, int64_t vocab_size, const std::string& where) {
  const int64_t id = find_array(context, "tokenizer.ggml.tokens", GGUF_TYPE_STRING);
  if (id < 0) throw Error("has no tokens", where, "import the model again");
  const auto wanted = static_cast<size_t>(vocab_size);
  const size_t count = gguf_get_arr_n(context, id);
  if (count > wanted) {
    throw Error("the vocabulary has " + std::to_string(count) + " tokens, the model only " + std::to_string(wanted) + " embeddings", where,
                "this is another model's tokenizer");
  }
  if (count == wanted) return;
  std::vector<std::string> tokens;
  for (size_t i = 0; i < wanted; ++i) tokens.push_back(i < count ? gguf_get_arr_str(context, id, i) : "[PAD" + std::to_string(i) + "]");
  std::vector<const char*> pointers;
  for (const std::string& token : tokens) pointers.push_back(token.c_str());
  gguf_set_arr_str(context, "tokenizer.ggml.tokens", pointers.data(), pointers.size());
  pad_array<int32_t>(context, "tokenizer.ggml.token_type", GGUF_TYPE_INT32, wanted, kUnusedTokenType);
  pad_array<float>(context, "tokenizer.ggml.scores", GGUF_TYPE_FLOAT32, wanted, 0.0f);
}

void add_tokenizer(const Checkpoint& checkpoint, gguf_context* context) {
  if (checkpoint.tokenizer_gguf.empty()) {
    log_warning("this checkpoint has no tokenizer: the GGUF file will hold weights only");
    gguf_set_val_str(context, "tokenizer.ggml.model", "no_vocab");
    return;
  }
  const GgufContext source = open_tokenizer(checkpoint.tokenizer_gguf);
  std::vector<std::string> others;
  for (int64_t i = 0; i < gguf_get_n_kv(source.get()); ++i) {
    const std::string key = gguf_get_key(source.get(), i);
    if (!key.starts_with("tokenizer.") && !key.starts_with("general.license") && key != "general.languages") others.push_back(key);
  }
  for (const std::string& key : others) gguf_remove_key(source.get(), key.c_str());
  gguf_set_kv(context, source.get());
  fit_vocabulary(context, checkpoint.config.vocab_size, checkpoint.tokenizer_gguf.string());
  if (!checkpoint.chat_template.empty()) gguf_set_val_str(context, "tokenizer.chat_template", checkpoint.chat_template.c_str());
}

// runs/NAME/checkpoints/step-… is called NAME, any other directory by its own name.
std::string model_name(const Checkpoint& checkpoint) {
  std::error_code failed;
  std::filesystem::path directory = std::filesystem::weakly_canonical(checkpoint.directory, failed);
  if (failed || checkpoint.directory.empty()) return "galen";
  if (directory.filename().empty()) directory = directory.parent_path();
  if (directory.parent_path().filename() == "checkpoints") directory = directory.parent_path().parent_path();
  return directory.filename().empty() ? "galen" : directory.filename().string();
}

void add_sub_agents(const SubAgentTable& table, gguf_context* context) {
  std::vector<const char*> names;
  std::vector<int8_t> pinned;
  for (const SubAgent& agent : table.agents) {
    names.push_back(agent.name.c_str());
    pinned.push_back(agent.pinned ? 1 : 0);
  }
  gguf_set_arr_str(context, "galen.sub_agents.names", names.data(), names.size());
  gguf_set_arr_data(context, "galen.sub_agents.pinned", GGUF_TYPE_BOOL, pinned.data(), pinned.size());
  if (!table.trunk_sha256.empty()) gguf_set_val_str(context, "galen.trunk_sha256", table.trunk_sha256.c_str());
}

}  // namespace

GgufContext plan_keys(const Checkpoint& checkpoint) {
  const ModelConfig& config = checkpoint.config;
  const std::string arch = config.is_sparse() ? "glm4moe" : "llama";
  GgufContext context(gguf_init_empty(), gguf_free);
  const auto number = [&](const char* key, int64_t value) { gguf_set_val_u32(context.get(), (arch + "." + key).c_str(), static_cast<uint32_t>(value)); };
  const auto real = [&](const char* key, double value) { gguf_set_val_f32(context.get(), (arch + "." + key).c_str(), static_cast<float>(value)); };

  gguf_set_val_str(context.get(), "general.architecture", arch.c_str());
  gguf_set_val_str(context.get(), "general.type", "model");
  gguf_set_val_str(context.get(), "general.name", model_name(checkpoint).c_str());
  gguf_set_val_u32(context.get(), "general.quantization_version", GGML_QNT_VERSION);
  number("vocab_size", config.vocab_size);
  number("block_count", config.num_hidden_layers);
  number("context_length", config.max_position_embeddings);
  number("embedding_length", config.hidden_size);
  number("feed_forward_length", config.intermediate_size > 0 ? config.intermediate_size : config.trunk_width());
  number("attention.head_count", config.num_attention_heads);
  number("attention.head_count_kv", config.num_key_value_heads);
  number("attention.key_length", config.head_dim);
  number("attention.value_length", config.head_dim);
  real("attention.layer_norm_rms_epsilon", config.rms_norm_eps);
  const double rotating = config.is_sparse() ? config.partial_rotary_factor : 1.0;
  number("rope.dimension_count", static_cast<int64_t>(static_cast<double>(config.head_dim) * rotating));
  real("rope.freq_base", config.rope_theta);
  if (config.is_sparse()) {
    number("expert_count", config.n_routed_experts);
    number("expert_used_count", config.num_experts_per_tok);
    number("expert_feed_forward_length", config.moe_intermediate_size);
    number("expert_shared_count", config.n_shared_experts);
    number("leading_dense_block_count", config.first_k_dense_replace);
    number("expert_gating_func", 2);  // sigmoid
    gguf_set_val_bool(context.get(), (arch + ".expert_weights_norm").c_str(), config.norm_topk_prob);
    real("expert_weights_scale", config.routed_scaling_factor);
    if (config.topk_group < config.n_group) {  // llama.cpp refuses groups that are all used; without the keys it picks among all experts, the same thing
      number("expert_group_count", config.n_group);
      number("expert_group_used_count", config.topk_group);
    }
  }
  if (config.vision || config.audio) {
    // Places on three axes; the fourth is not used. Text and sounds stand at one place on all of them, so that the logits are those of a file without the key;
    // but llama.cpp reads no media into glm4moe without it.
    const std::array<int64_t, 3> sections = config.vision ? config.vision->mrope_section : glm_sections(config);
    const int32_t pairs[4] = {static_cast<int32_t>(sections[0]), static_cast<int32_t>(sections[1]), static_cast<int32_t>(sections[2]), 0};
    gguf_set_arr_data(context.get(), (arch + ".rope.dimension_sections").c_str(), GGUF_TYPE_INT32, pairs, 4);
  }
  gguf_set_val_str(context.get(), "galen.not_for", "clinical use");
  if (checkpoint.sub_agents && !checkpoint.sub_agents->agents.empty()) add_sub_agents(*checkpoint.sub_agents, context.get());
  add_tokenizer(checkpoint, context.get());
  return context;
}

}  // namespace galen
