// Random models small enough to export, load and compare in milliseconds.
#pragma once

#include <ATen/ATen.h>

#include <filesystem>
#include <string>

#include "model/checkpoint.h"
#include "tests/data/tiny_vocabulary.h"

namespace galen::testing {

struct TinyShape {
  Family family = Family::kLlama;
  bool tied = true;
  bool attention_bias = false;
  bool qk_norm = false;  // glm4_moe only
  bool vision = false;   // glm4_moe only: an image encoder, and its placeholder and marks at the vocabulary's end
  int64_t hidden = 64;
  int64_t vocab_size = 260;  // as TinyVocabulary has
  int64_t groups = 4;
  int64_t used_groups = 2;
  int64_t experts_per_group = 2;
  int64_t leading_dense = 0;
  bool renormalise = false;
  at::ScalarType dtype = at::kFloat;
  uint64_t seed = 1;
};

inline ModelConfig tiny_config(const TinyShape& shape) {
  ModelConfig config;
  config.family = shape.family;
  config.vocab_size = shape.vocab_size;
  config.hidden_size = shape.hidden;
  config.intermediate_size = 2 * shape.hidden;
  config.num_hidden_layers = 2;
  config.num_attention_heads = 4;
  config.num_key_value_heads = 2;
  config.head_dim = shape.hidden / 4;
  config.max_position_embeddings = 1024;
  config.tie_word_embeddings = shape.tied;
  config.attention_bias = shape.attention_bias;
  config.bos_token_id = 256;
  config.eos_token_id = kTinyEnd;
  if (shape.family == Family::kGlm4Moe) {
    config.first_k_dense_replace = shape.leading_dense;
    config.moe_intermediate_size = shape.hidden;
    config.n_shared_experts = 2;
    config.n_routed_experts = shape.groups * shape.experts_per_group;
    config.n_group = shape.groups;
    config.topk_group = shape.used_groups;
    config.num_experts_per_tok = shape.used_groups * shape.experts_per_group;
    config.norm_topk_prob = shape.renormalise;
    config.use_qk_norm = shape.qk_norm;
  }
  if (shape.vision) {
    config.vocab_size += 3;
    config.vision.emplace();
    GlmVisionConfig& vision = *config.vision;
    vision.num_hidden_layers = 2;
    vision.hidden_size = 64;
    vision.num_attention_heads = 2;
    vision.position_side = 5;
    vision.patch_size = 14;
    vision.intermediate_size = 96;
    const int64_t pairs = config.head_dim / 2;
    vision.mrope_section = {pairs / 4, pairs * 3 / 8, pairs - pairs / 4 - pairs * 3 / 8};
    vision.image_token_id = vision.video_token_id = shape.vocab_size;
    vision.image_start_token_id = vision.video_start_token_id = shape.vocab_size + 1;
    vision.image_end_token_id = vision.video_end_token_id = shape.vocab_size + 2;
  }
  return config;
}

// Every weight random, biases and norms too, so that a tensor in the wrong place shows. The tokenizer is written into `folder`.
inline Checkpoint tiny_checkpoint(const TinyShape& shape, const std::filesystem::path& folder) {
  Checkpoint checkpoint;
  checkpoint.config = tiny_config(shape);
  checkpoint.directory = folder / "tiny";
  at::manual_seed(shape.seed);
  for (const TensorSpec& spec : tensor_specs(checkpoint.config)) {
    at::Tensor values = at::randn(spec.shape);
    const bool routes = spec.name.find("mlp.gate.") != std::string::npos;
    if (spec.shape.size() == 1) values = spec.name.find("norm.") != std::string::npos ? 1 + 0.2 * values : 0.1 * values;
    if (spec.shape.size() > 2) values *= 0.05;
    if (spec.shape.size() == 2) values *= spec.name.starts_with("model.embed") ? 0.3 : 1.5 / std::sqrt(static_cast<double>(spec.shape[1]));
    checkpoint.tensors[spec.name] = routes ? values : values.to(shape.dtype);
  }
  if (checkpoint.config.is_sparse()) {
    SubAgentTable table;
    for (int64_t group = 0; group < shape.groups; ++group) {
      SubAgent agent;
      agent.name = "agent-" + std::to_string(group);
      agent.first_expert = group * shape.experts_per_group;
      agent.num_experts = shape.experts_per_group;
      agent.pinned = group == 1;
      table.agents.push_back(agent);
    }
    checkpoint.sub_agents = table;
    checkpoint.sub_agents->trunk_sha256 = trunk_sha256(checkpoint);
  }
  TinyVocabulary vocabulary;
  if (shape.vision) {
    for (const char* mark : {"<|image|>", "<|begin_of_image|>", "<|end_of_image|>"}) vocabulary.pieces.emplace_back(mark);
    vocabulary.types.resize(vocabulary.pieces.size(), 3);
  }
  checkpoint.tokenizer_gguf = folder / "tokenizer.gguf";
  vocabulary.write(checkpoint.tokenizer_gguf);
  checkpoint.chat_template = vocabulary.chat_template;
  return checkpoint;
}

// The shapes whose exports differ in more than numbers.
inline std::vector<TinyShape> tiny_shapes() {
  std::vector<TinyShape> shapes(8);
  shapes[1].tied = false;
  shapes[1].attention_bias = true;
  for (size_t i = 2; i < shapes.size(); ++i) shapes[i].family = Family::kGlm4Moe;
  shapes[3].tied = false;
  shapes[3].attention_bias = true;
  shapes[4].qk_norm = true;
  shapes[4].renormalise = true;
  shapes[5].used_groups = 4;  // all: no group keys
  shapes[6].leading_dense = 1;
  shapes[7].groups = 1;
  shapes[7].used_groups = 1;
  shapes[7].experts_per_group = 4;
  return shapes;
}

inline std::string describe(const TinyShape& shape) {
  return std::string(shape.family == Family::kLlama ? "llama" : "glm4_moe") + (shape.tied ? " tied" : " untied") + (shape.attention_bias ? " bias" : "") +
         (shape.qk_norm ? " qk_norm" : "") + " groups " + std::to_string(shape.used_groups) + "/" + std::to_string(shape.groups) + " dense " +
         std::to_string(shape.leading_dense);
}

}  // namespace galen::testing
