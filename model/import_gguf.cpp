// GGUF of arch llama or glm4moe to a checkpoint.
#include <ATen/ATen.h>

#include "core/error.h"
#include "model/gguf_file.h"
#include "model/import.h"
#include "model/sub_agent_table.h"

namespace galen {
namespace fs = std::filesystem;

namespace {

// The tensors of a file, each to be asked for once: what nobody asked for is what we don't compute.
class TensorPool {
 public:
  explicit TensorPool(const GgufFile& file) : file_(file) {
    for (const GgufTensor& tensor : file.tensors()) left_[tensor.name] = &tensor;
  }
  bool has(const std::string& name) const { return left_.count(name) > 0; }
  const GgufTensor& peek(const std::string& name) const {
    const auto found = left_.find(name);
    if (found == left_.end()) throw Error("lacks the tensor " + name, file_.path().string(), "the file is not a whole model");
    return *found->second;
  }
  at::Tensor take(const std::string& name) {
    const at::Tensor tensor = file_.load(peek(name));
    left_.erase(name);
    return tensor;
  }
  void refuse_the_rest() const {
    if (left_.empty()) return;
    const std::string name = left_.begin()->first;
    const bool is_rope = name.starts_with("rope_freqs");
    throw Error("has the tensor " + name + ", which " + (is_rope ? "scales rope's frequencies (Llama 3.1 and later)" : "no model of ours has"),
                file_.path().string(), "only what the decoder computes exactly can be imported");
  }

 private:
  const GgufFile& file_;
  std::map<std::string, const GgufTensor*> left_;
};

// GGUF of arch llama stores the rows of a head for interleaved rope: rotated pairs side by side. Hugging Face rotates halves.
at::Tensor unpermute(const at::Tensor& tensor, int64_t heads) {
  std::vector<int64_t> split = {heads, tensor.size(0) / heads / 2, 2};
  if (tensor.dim() == 2) split.push_back(tensor.size(1));
  return tensor.reshape(split).transpose(1, 2).reshape(tensor.sizes()).contiguous();
}

[[noreturn]] void refuse(const GgufFile& file, const std::string& reason) {
  throw Error(reason, file.path().string(), "only what the decoder computes exactly can be imported");
}

// The keys, spelled as config.json would spell them: parse_model_config then checks both sources by the same rules.
ModelConfig read_config(const GgufFile& file, const TensorPool& tensors) {
  const std::string arch = file.text("general.architecture");
  if (arch != "llama" && arch != "glm4moe") refuse(file, "is of the architecture \"" + arch.substr(0, 64) + "\"; llama and glm4moe are imported");
  const bool sparse = arch == "glm4moe";
  const auto key = [&](const char* name) { return arch + "." + name; };
  if (file.text(key("rope.scaling.type"), "none") != "none") refuse(file, key("rope.scaling.type") + ": rope scaling is not computed");
  if (file.integer(key("nextn_predict_layers"), 0) != 0) refuse(file, "has layers for multi-token prediction, which are not imported");
  if (!sparse && file.integer(key("expert_count"), 0) != 0) refuse(file, "is a mixture of experts of arch llama (Mixtral), which is not computed");

  const int64_t heads = file.integer(key("attention.head_count"));
  const int64_t hidden = file.integer(key("embedding_length"));
  const int64_t head_dim = file.integer(key("attention.key_length"), heads > 0 ? hidden / heads : 0);
  if (head_dim <= 0) refuse(file, key("attention.head_count") + " doesn't fit the embedding's length");
  if (file.integer(key("attention.value_length"), head_dim) != head_dim) refuse(file, "has values and keys of different lengths");
  const int64_t rotated = file.integer(key("rope.dimension_count"), head_dim);

  Json json;
  json["model_type"] = sparse ? "glm4_moe" : "llama";
  json["vocab_size"] = tensors.peek("token_embd.weight").shape[0];
  json["hidden_size"] = hidden;
  json["intermediate_size"] = file.integer(key("feed_forward_length"));
  json["num_hidden_layers"] = file.integer(key("block_count"));
  json["num_attention_heads"] = heads;
  json["num_key_value_heads"] = file.integer(key("attention.head_count_kv"), heads);
  json["head_dim"] = head_dim;
  json["max_position_embeddings"] = file.integer(key("context_length"));
  json["rms_norm_eps"] = file.number(key("attention.layer_norm_rms_epsilon"));
  json["rope_theta"] = file.number(key("rope.freq_base"), 10000.0);
  json["partial_rotary_factor"] = static_cast<double>(rotated) / static_cast<double>(head_dim);
  json["tie_word_embeddings"] = !tensors.has("output.weight");
  json["attention_bias"] = tensors.has("blk.0.attn_q.bias");
  json["bos_token_id"] = file.integer("tokenizer.ggml.bos_token_id", -1);
  json["eos_token_id"] = file.integer("tokenizer.ggml.eos_token_id", -1);
  json["pad_token_id"] = file.integer("tokenizer.ggml.padding_token_id", -1);
  if (sparse) {
    constexpr int64_t kSigmoid = 2;
    if (file.integer(key("expert_gating_func"), kSigmoid) != kSigmoid) refuse(file, key("expert_gating_func") + ": only sigmoid scores are computed");
    // The group keys are left out when all groups are used: then the names say how many there are.
    const int64_t named = static_cast<int64_t>(file.texts("galen.sub_agents.names").size());
    json["n_group"] = file.integer(key("expert_group_count"), named > 0 ? named : 1);
    json["topk_group"] = file.integer(key("expert_group_used_count"), json["n_group"].get<int64_t>());
    json["n_routed_experts"] = file.integer(key("expert_count"));
    json["num_experts_per_tok"] = file.integer(key("expert_used_count"));
    json["moe_intermediate_size"] = file.integer(key("expert_feed_forward_length"));
    json["n_shared_experts"] = file.integer(key("expert_shared_count"));
    json["first_k_dense_replace"] = file.integer(key("leading_dense_block_count"), 0);
    json["norm_topk_prob"] = file.flag(key("expert_weights_norm"), false);
    json["routed_scaling_factor"] = file.number(key("expert_weights_scale"), 1.0);
    json["use_qk_norm"] = tensors.has("blk.0.attn_q_norm.weight");
  }
  return parse_model_config(json, file.path().string());
}

class LayerReader {
 public:
  LayerReader(TensorPool& pool, const ModelConfig& config, std::map<std::string, at::Tensor>& out) : pool_(pool), config_(config), out_(out) {}

  void read(int64_t layer) {
    gguf_ = "blk." + std::to_string(layer) + ".";
    hf_ = "model.layers." + std::to_string(layer) + ".";
    move("attn_norm.weight", "input_layernorm.weight");
    read_attention();
    move(config_.is_sparse() ? "post_attention_norm.weight" : "ffn_norm.weight", "post_attention_layernorm.weight");
    if (!config_.is_sparse_layer(layer)) {
      for (const char* part : {"gate", "up", "down"}) move(std::string("ffn_") + part + ".weight", std::string("mlp.") + part + "_proj.weight");
      return;
    }
    // The router is scored in f32 whatever the rest is.
    out_[hf_ + "mlp.gate.weight"] = pool_.take(gguf_ + "ffn_gate_inp.weight").to(at::kFloat);
    out_[hf_ + "mlp.gate.e_score_correction_bias"] = pool_.take(gguf_ + "exp_probs_b.bias").to(at::kFloat);
    for (const char* part : {"gate", "up", "down"}) {
      move(std::string("ffn_") + part + "_shexp.weight", std::string("mlp.shared_experts.") + part + "_proj.weight");
      split_experts(part);
    }
  }

 private:
  void move(const std::string& from, const std::string& to) { out_[hf_ + to] = pool_.take(gguf_ + from); }

  void read_attention() {
    for (const char* kind : {"weight", "bias"}) {
      if (std::string_view(kind) == "bias" && !config_.attention_bias) break;
      for (const char* part : {"q", "k", "v"}) {
        at::Tensor tensor = pool_.take(gguf_ + "attn_" + part + "." + kind);
        const int64_t heads = part[0] == 'q' ? config_.num_attention_heads : config_.num_key_value_heads;
        if (tensor.size(0) != heads * config_.head_dim) {
          throw Error("tensor " + gguf_ + "attn_" + part + "." + kind + " doesn't fit the heads", "", "the file is not a whole model");
        }
        if (!config_.is_sparse() && part[0] != 'v') tensor = unpermute(tensor, heads);
        out_[hf_ + "self_attn." + part + "_proj." + kind] = tensor;
      }
    }
    move("attn_output.weight", "self_attn.o_proj.weight");
    if (config_.attention_bias && !config_.is_sparse()) {
      // transformers has one flag for all four; a model with biases on q, k and v alone adds zeros.
      const bool has_output_bias = pool_.has(gguf_ + "attn_output.bias");
      out_[hf_ + "self_attn.o_proj.bias"] =
          has_output_bias ? pool_.take(gguf_ + "attn_output.bias") : at::zeros({config_.hidden_size}, at::TensorOptions(at::kFloat));
    }
    if (config_.use_qk_norm) {
      move("attn_q_norm.weight", "self_attn.q_norm.weight");
      move("attn_k_norm.weight", "self_attn.k_norm.weight");
    }
  }

  // [experts, rows, columns] in one tensor -> one tensor an expert, views of it.
  void split_experts(const std::string& part) {
    const std::string name = gguf_ + "ffn_" + part + "_exps.weight";
    const at::Tensor stacked = pool_.take(name);
    if (stacked.dim() != 3 || stacked.size(0) != config_.n_routed_experts) {
      throw Error("tensor " + name + " doesn't stack " + std::to_string(config_.n_routed_experts) + " experts", "", "the file is not a whole model");
    }
    for (int64_t expert = 0; expert < config_.n_routed_experts; ++expert) {
      out_[hf_ + "mlp.experts." + std::to_string(expert) + "." + part + "_proj.weight"] = stacked.select(0, expert);
    }
  }

  TensorPool& pool_;
  const ModelConfig& config_;
  std::map<std::string, at::Tensor>& out_;
  std::string gguf_, hf_;
};

// What `galen export` folded in.
std::optional<SubAgentTable> read_sub_agents(const GgufFile& file, const ModelConfig& config) {
  const std::vector<std::string> names = file.texts("galen.sub_agents.names");
  if (names.empty() || !config.is_sparse()) return {};
  const std::vector<int64_t> pinned = file.integers("galen.sub_agents.pinned");
  if (pinned.size() != names.size()) refuse(file, "galen.sub_agents.pinned and .names differ in length");
  SubAgentTable table;
  table.trunk_sha256 = file.text("galen.trunk_sha256", "");
  for (size_t i = 0; i < names.size(); ++i) {
    const int64_t first = static_cast<int64_t>(i) * config.experts_per_group();
    table.agents.push_back({names[i], first, config.experts_per_group(), pinned[i] != 0, {"imported from " + file.path().filename().string()}});
  }
  check_sub_agent_table(table, config, file.path().string());
  return table;
}

}  // namespace

Checkpoint import_gguf(const fs::path& path, const fs::path& scratch) {
  const GgufFile file(path);
  TensorPool pool(file);
  Checkpoint checkpoint;
  checkpoint.config = read_config(file, pool);
  checkpoint.tensors["model.embed_tokens.weight"] = pool.take("token_embd.weight");
  LayerReader layers(pool, checkpoint.config, checkpoint.tensors);
  for (int64_t layer = 0; layer < checkpoint.config.num_hidden_layers; ++layer) layers.read(layer);
  checkpoint.tensors["model.norm.weight"] = pool.take("output_norm.weight");
  if (!checkpoint.config.tie_word_embeddings) checkpoint.tensors["lm_head.weight"] = pool.take("output.weight");
  pool.refuse_the_rest();
  check_tensors(checkpoint, path.string());

  checkpoint.sub_agents = read_sub_agents(file, checkpoint.config);
  checkpoint.chat_template = file.text("tokenizer.chat_template", "");
  if (file.has("tokenizer.ggml.tokens")) {
    const int64_t tokens = static_cast<int64_t>(file.texts("tokenizer.ggml.tokens").size());
    if (tokens != checkpoint.config.vocab_size) {
      refuse(file, "has " + std::to_string(tokens) + " tokens and " + std::to_string(checkpoint.config.vocab_size) + " embeddings");
    }
    checkpoint.tokenizer_gguf = scratch / "tokenizer.gguf";
    write_tokenizer_gguf_from_gguf(path, checkpoint.tokenizer_gguf);
  }
  return checkpoint;
}

}  // namespace galen
