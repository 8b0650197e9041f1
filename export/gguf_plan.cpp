#include "export/gguf_plan.h"

#include <ATen/ATen.h>

#include "core/error.h"

namespace galen {
namespace {

// llama.cpp's fixed limits (LLAMA_MAX_LAYERS, LLAMA_MAX_EXPERTS); it ends the process beyond them.
constexpr int64_t kMaxLayers = 512;
constexpr int64_t kMaxExperts = 512;

void check_runs_in_llama_cpp(const ModelConfig& config, const std::string& where) {
  if (config.is_muse_spark()) throw Error("muse_spark can't be written as GGUF", where, "export it as hf");
  if (config.num_hidden_layers > kMaxLayers) throw Error("llama.cpp runs at most 512 layers", where, "this shape can only be exported as hf");
  if (!config.is_sparse()) return;
  if (config.n_routed_experts > kMaxExperts) throw Error("llama.cpp runs at most 512 experts", where, "merge or remove sub-agents");
  if (config.n_shared_experts < 1) throw Error("llama.cpp's glm4moe needs a trunk (n_shared_experts >= 1)", where);
  if (config.topk_group < config.n_group && config.experts_per_group() < 2) {
    throw Error("llama.cpp scores a sub-agent by its two best experts, these have one", where, "use at least 2 experts per sub-agent");
  }
}

PlannedTensor plain(std::string name, std::string source, std::vector<int64_t> shape) {
  PlannedTensor planned;
  planned.always_f32 = shape.size() == 1;
  planned.name = std::move(name);
  planned.sources = {std::move(source)};
  planned.shape = std::move(shape);
  return planned;
}

void plan_attention(const ModelConfig& config, const std::string& from, const std::string& to, std::vector<PlannedTensor>* plan) {
  const int64_t hidden = config.hidden_size;
  const int64_t queries = config.num_attention_heads * config.head_dim;
  const int64_t keys = config.num_key_value_heads * config.head_dim;
  struct Projection {
    const char* from;
    const char* to;
    int64_t outputs, inputs, rotated_heads;
  };
  const Projection projections[] = {{"q", "attn_q", queries, hidden, config.num_attention_heads},
                                    {"k", "attn_k", keys, hidden, config.num_key_value_heads},
                                    {"v", "attn_v", keys, hidden, 0},
                                    {"o", "attn_output", hidden, queries, 0}};
  for (const Projection& projection : projections) {
    const std::string source = from + "self_attn." + projection.from + "_proj.";
    const int64_t interleaved = config.family == Family::kLlama ? projection.rotated_heads : 0;
    plan->push_back(plain(to + projection.to + ".weight", source + "weight", {projection.outputs, projection.inputs}));
    plan->back().interleaved_heads = interleaved;
    if (!config.attention_bias || (config.is_sparse() && projection.from[0] == 'o')) continue;
    plan->push_back(plain(to + projection.to + ".bias", source + "bias", {projection.outputs}));
    plan->back().interleaved_heads = interleaved;
  }
  if (config.use_qk_norm) {
    plan->push_back(plain(to + "attn_q_norm.weight", from + "self_attn.q_norm.weight", {config.head_dim}));
    plan->push_back(plain(to + "attn_k_norm.weight", from + "self_attn.k_norm.weight", {config.head_dim}));
  }
}

// gate, up and down of one FFN; `experts` > 0: stacked from experts.0 … of `from`.
void plan_ffn(const std::string& from, const std::string& to, const std::string& suffix, int64_t width, int64_t hidden, int64_t experts,
              std::vector<PlannedTensor>* plan) {
  for (const std::string part : {"gate", "up", "down"}) {
    std::vector<int64_t> shape = part == "down" ? std::vector<int64_t>{hidden, width} : std::vector<int64_t>{width, hidden};
    PlannedTensor planned;
    planned.name = to + "ffn_" + part + suffix + ".weight";
    if (experts > 0) {
      shape.insert(shape.begin(), experts);
      for (int64_t e = 0; e < experts; ++e) planned.sources.push_back(from + "experts." + std::to_string(e) + "." + part + "_proj.weight");
    } else {
      planned.sources.push_back(from + part + "_proj.weight");
    }
    planned.shape = std::move(shape);
    plan->push_back(std::move(planned));
  }
}

}  // namespace

std::vector<PlannedTensor> plan_tensors(const Checkpoint& checkpoint) {
  const ModelConfig& config = checkpoint.config;
  check_runs_in_llama_cpp(config, checkpoint.directory.string());
  const int64_t hidden = config.hidden_size;
  std::vector<PlannedTensor> plan;
  plan.push_back(plain("token_embd.weight", text_prefix(config) + "embed_tokens.weight", {config.vocab_size, hidden}));
  plan.push_back(plain("output_norm.weight", text_prefix(config) + "norm.weight", {hidden}));
  if (!config.tie_word_embeddings) plan.push_back(plain("output.weight", "lm_head.weight", {config.vocab_size, hidden}));
  for (int64_t layer = 0; layer < config.num_hidden_layers; ++layer) {
    const std::string from = layer_prefix(config, layer);
    const std::string to = "blk." + std::to_string(layer) + ".";
    plan.push_back(plain(to + "attn_norm.weight", from + "input_layernorm.weight", {hidden}));
    plan_attention(config, from, to, &plan);
    plan.push_back(plain(to + (config.is_sparse() ? "post_attention_norm" : "ffn_norm") + ".weight", from + "post_attention_layernorm.weight", {hidden}));
    if (!config.is_sparse_layer(layer)) {
      plan_ffn(from + "mlp.", to, "", config.intermediate_size, hidden, 0, &plan);
      continue;
    }
    plan.push_back(plain(to + "ffn_gate_inp.weight", from + "mlp.gate.weight", {config.n_routed_experts, hidden}));
    plan.back().always_f32 = true;
    plan.push_back(plain(to + "exp_probs_b.bias", from + "mlp.gate.e_score_correction_bias", {config.n_routed_experts}));
    plan_ffn(from + "mlp.", to, "_exps", config.moe_intermediate_size, hidden, config.n_routed_experts, &plan);
    plan_ffn(from + "mlp.shared_experts.", to, "_shexp", config.trunk_width(), hidden, 0, &plan);
  }
  return plan;
}

at::Tensor realise(const Checkpoint& checkpoint, const PlannedTensor& planned) {
  if (planned.values.defined()) return planned.values;
  std::vector<at::Tensor> parts;
  for (const std::string& source : planned.sources) {
    const auto found = checkpoint.tensors.find(source);
    if (found == checkpoint.tensors.end())
      throw Error("has no tensor " + source, checkpoint.directory.string(), "galen checkpoints verify says what else is missing");
    parts.push_back(found->second.cpu());
  }
  const bool is_stack = parts.size() > 1 || (planned.shape.size() == 3 && planned.frame < 0);  // one expert is a stack too
  at::Tensor tensor = is_stack ? at::stack(parts) : parts[0];
  if (planned.frame >= 0) tensor = tensor.select(2, planned.frame);
  if (tensor.sizes() != at::IntArrayRef(planned.shape)) {
    throw Error("the shape of " + planned.sources[0] + " doesn't fit config.json", checkpoint.directory.string());
  }
  if (planned.interleaved_heads > 0) {
    // Row h * head_dim + half * head_dim / 2 + i becomes row h * head_dim + 2 i + half: arch llama rotates neighbours, Hugging Face halves.
    const int64_t half = planned.shape[0] / planned.interleaved_heads / 2;
    tensor = tensor.reshape({planned.interleaved_heads, 2, half, -1}).transpose(1, 2).reshape(planned.shape);
  }
  if (planned.always_f32) tensor = tensor.to(at::kFloat);
  if (!at::isfinite(tensor).all().item<bool>()) throw Error(planned.sources[0] + " holds a value that is not finite", checkpoint.directory.string());
  return tensor.contiguous();
}

}  // namespace galen
