#include "model/random_init.h"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>

#include <cmath>
#include <optional>

#include "core/error.h"
#include "model/muse_spark_specs.h"

namespace galen {
namespace {

constexpr double kDeviation = 0.02;

// muse_spark's norms within its decoder layers multiply by 1 + weight.
bool is_centred_norm(const std::string& name, const ModelConfig& config) {
  return config.is_muse_spark() && name.starts_with("model.language_model.layers.") && name.ends_with("norm.weight");
}

// muse_spark mixes alpha * residual + beta * x with alpha^2 + beta^2 = 1, beta = sigmoid(gate / temperature). Gates at 0 would leave a tenth of the embedding
// after eight layers of noise (0.866^16), and learning would start late; with beta = 1 / sqrt(2 layers) six tenths of it come through, whatever the depth.
double closed_gate(const ModelConfig& config) {
  const double beta = 1.0 / std::sqrt(2.0 * static_cast<double>(config.num_hidden_layers));
  return config.muse_spark.residual_gate_temperature * std::log(beta / (1.0 - beta));
}

// The audio encoder's input is a wave, of which only loudness over time and frequency says anything: what is linear in it averages to nothing. So its blocks
// must bend from the first step on, which asks for outputs as large as their inputs; at 0.02 they are a hundredth of what goes around them. And it is normed 16
// samples at a time, which takes its loudness away unless something stands beside it: a bias about as large as speech is there.
constexpr double kSpeechLevel = 0.05;

std::optional<double> audio_deviation(const TensorSpec& spec) {
  if (!spec.name.starts_with("model.audio_tower.")) return std::nullopt;
  if (spec.name == "model.audio_tower.layers.0.patch_embedder.proj.bias") return kSpeechLevel;
  if (spec.shape.size() == 1) return std::nullopt;
  int64_t inputs = 1;
  for (size_t i = 1; i < spec.shape.size(); ++i) inputs *= spec.shape[i];
  return 1.0 / std::sqrt(static_cast<double>(inputs));
}

at::Tensor initial_value(const TensorSpec& spec, const ModelConfig& config, const at::Generator& generator) {
  const auto options = at::TensorOptions(at::kFloat);
  if (const auto deviation = audio_deviation(spec)) return at::randn(spec.shape, generator, options).mul_(*deviation);
  if (is_centred_norm(spec.name, config)) return at::zeros(spec.shape, options);
  if (is_tower_tensor(spec.name) && spec.shape.size() == 1 && spec.name.ends_with("weight")) return at::ones(spec.shape, options);
  if (spec.name.ends_with("norm.weight")) return at::ones(spec.shape, options);
  if (spec.name.ends_with("residual_gate.gate")) return at::full(spec.shape, closed_gate(config), options);
  if (spec.shape.size() == 1) return at::zeros(spec.shape, options);
  const bool writes_residual = spec.name.ends_with("o_proj.weight") || spec.name.ends_with("down_proj.weight");
  const double deviation = writes_residual ? kDeviation / std::sqrt(2.0 * static_cast<double>(config.num_hidden_layers)) : kDeviation;
  return at::randn(spec.shape, generator, options).mul_(deviation);
}

}  // namespace

std::map<std::string, at::Tensor> random_tensors(const std::vector<TensorSpec>& specs, const ModelConfig& config, uint64_t seed) {
  const at::Generator generator = at::make_generator<at::CPUGeneratorImpl>(seed);
  std::map<std::string, at::Tensor> tensors;
  for (const TensorSpec& spec : specs) tensors[spec.name] = initial_value(spec, config, generator);
  return tensors;
}

Checkpoint random_init(const ModelConfig& config, const std::vector<std::string>& agents, uint64_t seed) {
  if (!agents.empty() && static_cast<int64_t>(agents.size()) != config.n_group) {
    throw Error(std::to_string(agents.size()) + " names for " + std::to_string(config.n_group) + " sub-agents", "model.sub_agents.names",
                "name each group once");
  }
  Checkpoint checkpoint;
  checkpoint.config = config;
  checkpoint.tensors = random_tensors(tensor_specs(config), config, seed);
  if (config.is_sparse()) {
    SubAgentTable table;
    for (int64_t g = 0; g < config.n_group; ++g) {
      SubAgent agent;
      agent.name = agents.empty() ? "agent-" + std::to_string(g) : agents[static_cast<size_t>(g)];
      agent.first_expert = g * config.experts_per_group();
      agent.num_experts = config.experts_per_group();
      agent.history = {"random, seed " + std::to_string(seed)};
      table.agents.push_back(std::move(agent));
    }
    checkpoint.sub_agents = std::move(table);
    checkpoint.sub_agents->trunk_sha256 = trunk_sha256(checkpoint);
  }
  return checkpoint;
}

}  // namespace galen
