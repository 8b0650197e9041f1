// Random parameters, tokens and checkpoints whose logits are lively (norms near 1, biases not 0), for tests of the decoder.
#pragma once

#include <ATen/ATen.h>

#include <memory>
#include <string>
#include <vector>

#include "model/decoder.h"
#include "tests/model/tiny_checkpoint.h"

namespace galen::testing {

inline at::Tensor random_normal(std::vector<int64_t> shape, uint64_t seed, double scale = 1.0) {
  at::Generator generator = at::make_generator<at::CPUGeneratorImpl>(seed);
  return at::randn(shape, generator, at::TensorOptions(at::kFloat)).mul_(scale);
}

inline at::Tensor random_tokens(int64_t count, int64_t vocab_size, uint64_t seed) {
  at::Generator generator = at::make_generator<at::CPUGeneratorImpl>(seed);
  return at::randint(0, vocab_size, {count}, generator, at::TensorOptions(at::kLong));
}

inline ParameterRef parameter_of(const at::Tensor& values, bool trainable = true, at::ScalarType compute = at::kFloat) {
  auto parameter = std::make_shared<Parameter>();
  parameter->name = "test";
  if (trainable) {
    set_trainable(*parameter, values, compute);
  } else {
    parameter->compute = compute == at::kFloat ? values : values.to(compute);
  }
  return parameter;
}

// A copy that plain autograd differentiates.
inline at::Tensor leaf_of(const at::Tensor& values, at::ScalarType type = at::kFloat) {
  return values.detach().to(type).clone().requires_grad_(true);
}

inline double largest_difference(const at::Tensor& a, const at::Tensor& b) {
  TORCH_CHECK(a.sizes() == b.sizes(), "shapes differ: ", a.sizes(), " and ", b.sizes());
  return a.numel() == 0 ? 0.0 : (a.detach().to(at::kDouble) - b.detach().to(at::kDouble)).abs().max().item<double>();
}

inline Checkpoint lively_checkpoint(const ModelConfig& config, uint64_t seed = 1) {
  Checkpoint checkpoint = random_checkpoint(config, at::kFloat, seed);
  for (auto& [name, tensor] : checkpoint.tensors) {
    const bool is_norm = name.find("norm") != std::string::npos;
    if (is_norm) tensor = tensor + 1.0;
    if (name.find("e_score_correction_bias") != std::string::npos) tensor = tensor.abs();
  }
  if (config.is_sparse()) {
    SubAgentTable table;
    const std::vector<std::string> names = {"general", "medicine", "safety", "reasoning", "vision", "audio"};
    for (int64_t g = 0; g < config.n_group; ++g) {
      table.agents.push_back({names.at(static_cast<size_t>(g)), g * config.experts_per_group(), config.experts_per_group(), false, {}});
    }
    checkpoint.sub_agents = table;
    checkpoint.sub_agents->trunk_sha256 = trunk_sha256(checkpoint);
  }
  return checkpoint;
}

// Four sub-agents of which each token gets two, so that one can be removed and many tokens never see it.
inline ModelConfig four_agent_config() {
  ModelConfig config = tiny_sparse_config();
  config.n_routed_experts = 8;
  config.n_group = 4;
  config.max_position_embeddings = 128;
  return config;
}

// Packed documents of these lengths: positions and offsets.
struct Documents {
  at::Tensor positions;
  at::Tensor offsets;
  int64_t tokens = 0;
};
inline Documents documents_of(const std::vector<int64_t>& lengths) {
  Documents result;
  std::vector<int64_t> offsets = {0};
  std::vector<at::Tensor> positions;
  for (const int64_t length : lengths) {
    offsets.push_back(offsets.back() + length);
    positions.push_back(at::arange(length, at::TensorOptions(at::kLong)));
  }
  result.positions = at::cat(positions);
  result.offsets = at::tensor(offsets, at::TensorOptions(at::kLong));
  result.tokens = offsets.back();
  return result;
}

}  // namespace galen::testing
