// Small random checkpoints of every shape of ours, for tests.
#pragma once

#include <ATen/ATen.h>

#include "model/checkpoint.h"

namespace galen::testing {

inline ModelConfig tiny_llama_config() {
  ModelConfig config;
  config.vocab_size = 64;
  config.hidden_size = 32;
  config.intermediate_size = 48;
  config.num_hidden_layers = 2;
  config.num_attention_heads = 4;
  config.num_key_value_heads = 2;
  config.head_dim = 8;
  config.rope_theta = 20000.0;
  config.bos_token_id = 1;
  config.eos_token_id = 2;
  return config;
}

inline ModelConfig tiny_sparse_config() {
  ModelConfig config = tiny_llama_config();
  config.family = Family::kGlm4Moe;
  config.tie_word_embeddings = true;
  config.moe_intermediate_size = 16;
  config.n_shared_experts = 3;
  config.n_routed_experts = 6;
  config.num_experts_per_tok = 4;
  config.n_group = 3;
  config.topk_group = 2;
  return config;
}

inline Checkpoint random_checkpoint(const ModelConfig& config, at::ScalarType type = at::kFloat, uint64_t seed = 1) {
  Checkpoint checkpoint;
  checkpoint.config = config;
  at::Generator generator = at::make_generator<at::CPUGeneratorImpl>(seed);
  for (const TensorSpec& spec : tensor_specs(config)) {
    const bool router = spec.name.find(".mlp.gate.") != std::string::npos;
    checkpoint.tensors[spec.name] = at::randn(spec.shape, generator, at::TensorOptions(at::kFloat)).mul(0.2).to(router ? at::kFloat : type);
  }
  return checkpoint;
}

inline Checkpoint tiny_sub_agent_checkpoint(uint64_t seed = 1) {
  Checkpoint checkpoint = random_checkpoint(tiny_sparse_config(), at::kFloat, seed);
  SubAgentTable table;
  table.agents = {{"general", 0, 2, false, {"converted"}}, {"medicine", 2, 2, false, {}}, {"safety", 4, 2, true, {"converted", "trained 3 steps"}}};
  checkpoint.sub_agents = table;
  return checkpoint;
}

}  // namespace galen::testing
