#include "train/memory.h"

#include <algorithm>
#include <cstdio>

#include "core/error.h"
#include "core/text.h"
#include "model/ops.h"

namespace galen {
namespace {

// What the backward pass of one layer reads, per token, and the work space of its largest part.
struct LayerBytes {
  int64_t kept = 0;
  int64_t working = 0;
};

LayerBytes layer_bytes(const Model& model, int64_t layer) {
  const ModelConfig& config = model.config;
  const int64_t item = static_cast<int64_t>(c10::elementSize(model.compute));
  const int64_t hidden = config.hidden_size;
  const int64_t query = config.num_attention_heads * config.head_dim;
  const int64_t qkv = query + 2 * config.num_key_value_heads * config.head_dim;
  LayerBytes bytes;
  bytes.kept = 2 * (4 + item) * hidden  // the stream's two sums, and both norms' outputs
               + item * (qkv + query)   // attention
               + 4 * config.num_attention_heads;
  int64_t width = config.intermediate_size;  // of all FFNs a token passes
  int64_t widest = width;                    // of one that is worked on at a time, an expert's rows counted as twice its even share
  if (config.is_sparse_layer(layer)) {
    width = config.trunk_width() + config.num_experts_per_tok * config.moe_intermediate_size;
    widest = std::max(config.trunk_width(), 2 * config.moe_intermediate_size * config.num_experts_per_tok / config.n_routed_experts);
    bytes.kept += 16 * config.num_experts_per_tok + 8 * config.n_routed_experts;
    bytes.working += 3 * item * hidden * config.num_experts_per_tok;  // gathered rows, their outputs and gradients
  }
  bytes.kept += 2 * item * width;
  if (config.is_muse_spark()) {
    const int64_t latent = config.is_sparse_layer(layer) ? config.muse_spark.moe_hidden_size : 0;
    // The gated stream, norms of heads, attention's gate; of each expert's row: the row, its output and its norm in f32.
    bytes.kept += 8 * 4 * hidden + item * (2 * qkv + 4 * query) + latent * (3 * item + config.num_experts_per_tok * (3 * item + 12));
  }
  bytes.working += 3 * item * widest + 4 * qkv + 4 * 4 * hidden;
  return bytes;
}

bool any_trains(const Model& model) {
  return std::any_of(model.parameters.begin(), model.parameters.end(), [](const ParameterRef& p) { return p->trainable; });
}

}  // namespace

StepMemory foresee_step_memory(const Model& model, const TrainSettings& settings, int64_t tokens_per_batch, int64_t ranks) {
  StepMemory memory;
  // Sums of 1, 2, 4, … virtual ranks wait for their neighbours (train/gradient_sum.h).
  int64_t partial_sums = 0;
  if (settings.determinism == "exact") {
    const int64_t all = settings.virtual_ranks > 0 ? settings.virtual_ranks : settings.gradient_accumulation & -settings.gradient_accumulation;
    for (int64_t part = all / ranks; part > 1; part /= 2) ++partial_sums;
  }
  const auto item = static_cast<int64_t>(c10::elementSize(model.compute));
  for (const ParameterRef& parameter : model.parameters) {
    const int64_t count = parameter->compute.numel();
    const bool has_copy = parameter->master.defined() && !parameter->compute.is_alias_of(parameter->master);
    memory.weights += parameter->halves.defined() ? 4 * count : count * static_cast<int64_t>(parameter->compute.element_size()) + (has_copy ? 4 * count : 0);
    if (!parameter->trainable) continue;
    memory.optimizer += (settings.optimizer.name == "muon" && parameter->decays ? 4 : 8) * count;
    // Sums of several contributions are f32: over micro-batches, and the head's over its chunks.
    const bool sums = settings.gradient_accumulation > 1 || parameter == model.lm_head || parameter == model.embed_tokens;
    memory.gradients += (sums ? 4 : item) * count + 4 * partial_sums * count;
  }
  if (settings.zero > 0) memory.optimizer /= ranks;
  if (any_trains(model)) {
    int64_t working = 0;
    for (int64_t layer = 0; layer < model.config.num_hidden_layers; ++layer) {
      const LayerBytes bytes = layer_bytes(model, layer);
      memory.activations += tokens_per_batch * (settings.activation_checkpointing ? (4 + 2 * item) * model.config.hidden_size : bytes.kept);
      working = std::max(working, bytes.working + (settings.activation_checkpointing ? bytes.kept : 0));
    }
    memory.activations += tokens_per_batch * working;
    memory.head = std::min(tokens_per_batch, kHeadChunk) * model.config.vocab_size * 2 * item + 2 * item * tokens_per_batch * model.config.hidden_size;
  }
  return memory;
}

void require_memory(const Model& model, const Recipe& recipe, uint64_t available, int64_t ranks) {
  const auto needed = [&](const TrainSettings& settings, int64_t tokens) {
    const StepMemory memory = foresee_step_memory(model, settings, tokens, ranks);
    return static_cast<uint64_t>(memory.total() - memory.weights);
  };
  const TrainSettings& settings = recipe.train;
  if (needed(settings, settings.tokens_per_batch) <= available) return;
  const StepMemory memory = foresee_step_memory(model, settings, settings.tokens_per_batch, ranks);
  const std::string problem = "a step would take " + to_text(memory) + "; beside the weights " + human_bytes(available) + " are free";
  const std::string where = recipe.file.string() + ": train.tokens_per_batch";
  const int64_t length = std::max<int64_t>(1, std::min(recipe.data.sequence_length, settings.tokens_per_batch));
  TrainSettings frugal = settings;
  frugal.activation_checkpointing = true;
  for (const bool recomputes : {false, true}) {
    if (recomputes && settings.activation_checkpointing) break;
    for (int64_t tokens = settings.tokens_per_batch / length * length; tokens >= length; tokens -= length) {
      if (needed(recomputes ? frugal : settings, tokens) > available) continue;
      std::string advice = recomputes ? "set train.activation_checkpointing=true" : "";
      if (tokens < settings.tokens_per_batch) {
        advice += std::string(recomputes ? ", and " : "") + "lower it to " + std::to_string(tokens) + " (and raise train.gradient_accumulation to " +
                  std::to_string((settings.gradient_accumulation * settings.tokens_per_batch + tokens - 1) / tokens) + " for the same step)";
      }
      throw Error(problem, where, advice);
    }
  }
  throw Error(problem, where, "no number of tokens fits: train fewer sub-agents (model.train), shorter documents (data.sequence_length), or a smaller model");
}

std::string to_text(const StepMemory& memory) {
  constexpr double kGiB = 1024.0 * 1024.0 * 1024.0;
  const auto gib = [](int64_t bytes) { return static_cast<double>(bytes) / kGiB; };
  char text[160];
  std::snprintf(text, sizeof text, "%.1f GiB (weights %.1f, optimizer %.1f, gradients %.1f, activations %.1f, head %.1f)", gib(memory.total()),
                gib(memory.weights), gib(memory.optimizer), gib(memory.gradients), gib(memory.activations), gib(memory.head));
  return text;
}

}  // namespace galen
