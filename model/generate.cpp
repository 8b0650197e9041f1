#include "model/generate.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/error.h"
#include "core/random.h"
#include "model/cached_attention.h"
#include "model/gemm.h"
#include "model/row_ops.h"

namespace galen {
namespace {

// Keys and values of every layer for the prompts in flight: [slots, kv_heads, capacity, head_dim]. Grows by doubling.
struct Cache {
  std::vector<at::Tensor> k;
  std::vector<at::Tensor> v;
  int64_t capacity = 0;

  void reserve(const Model& model, int64_t slots, int64_t length) {
    if (length <= capacity) return;
    const int64_t grown = std::max<int64_t>(length, 2 * capacity);
    const auto& config = model.config;
    k.resize(model.layers.size());
    v.resize(model.layers.size());
    for (std::vector<at::Tensor>* side : {&k, &v}) {
      for (at::Tensor& tensor : *side) {
        at::Tensor larger = at::zeros({slots, config.num_key_value_heads, grown, config.head_dim}, at::TensorOptions().dtype(model.compute));
        if (tensor.defined()) larger.narrow(2, 0, capacity).copy_(tensor);
        tensor = larger;
      }
    }
    capacity = grown;
  }
};

struct Sequence {
  size_t prompt = 0;
  int64_t length = 0;  // tokens in the cache
  std::vector<int32_t> generated;
};

AttentionShape shape_of(const ModelConfig& config) {
  return {config.num_attention_heads, config.num_key_value_heads, config.head_dim};
}

// Runs the whole prompt, leaves its keys and values in `slot`, returns the logits after its last token, [vocab] f32.
at::Tensor prefill(const Model& model, const std::vector<int32_t>& prompt, Cache& cache, int64_t slot) {
  const auto length = static_cast<int64_t>(prompt.size());
  const at::Tensor tokens = at::tensor(prompt, at::kLong);
  const at::Tensor positions = at::arange(length, at::kLong);
  const at::Tensor offsets = at::tensor({int64_t{0}, length}, at::kLong);
  const AttentionShape shape = shape_of(model.config);
  const Attend attend = [&](size_t layer, const at::Tensor& qkv) {
    at::Tensor kv = qkv.narrow(1, shape.num_heads * shape.head_dim, 2 * shape.num_key_value_heads * shape.head_dim).contiguous();
    rope_(kv, 0, shape.num_key_value_heads, shape.head_dim, model.rope.rotary_dim, positions, model.rope.cosine, model.rope.sine, false);
    const at::Tensor heads = kv.view({length, 2, shape.num_key_value_heads, shape.head_dim}).permute({1, 2, 0, 3});
    cache.k[layer].select(0, slot).narrow(1, 0, length).copy_(heads.select(0, 0));
    cache.v[layer].select(0, slot).narrow(1, 0, length).copy_(heads.select(0, 1));
    return attention(qkv, positions, offsets, model.rope, shape);
  };
  const at::Tensor hidden = forward_hidden(model, tokens, attend);
  return gemm(hidden.narrow(0, length - 1, 1), model.lm_head->compute.t()).select(0, 0).to(at::kFloat);
}

// One token for each active sequence (slot i of the cache is sequence i); returns logits, [active, vocab] f32.
at::Tensor decode_step(const Model& model, const std::vector<Sequence>& active, Cache& cache) {
  const auto rows = static_cast<int64_t>(active.size());
  at::Tensor tokens = at::empty({rows}, at::kLong);
  at::Tensor positions = at::empty({rows}, at::kLong);
  for (int64_t i = 0; i < rows; ++i) {
    const Sequence& sequence = active[static_cast<size_t>(i)];
    tokens.data_ptr<int64_t>()[i] = sequence.generated.back();
    positions.data_ptr<int64_t>()[i] = sequence.length;
  }
  const AttentionShape shape = shape_of(model.config);
  const int64_t kv = shape.num_key_value_heads;
  const Attend attend = [&](size_t layer, const at::Tensor& qkv_in) {
    at::Tensor qkv = qkv_in.clone();
    rope_(qkv, 0, shape.num_heads + kv, shape.head_dim, model.rope.rotary_dim, positions, model.rope.cosine, model.rope.sine, false);
    return attend_with_cache(qkv, positions, shape, cache.k[layer], cache.v[layer]);
  };
  const at::Tensor hidden = forward_hidden(model, tokens, attend);
  return gemm(hidden, model.lm_head->compute.t()).to(at::kFloat);
}

// Greedy, or a draw from the smallest set of tokens whose probability reaches top_p.
int32_t pick(const at::Tensor& logits, const GenerateSettings& settings, size_t prompt, size_t step) {
  if (settings.temperature <= 0) return static_cast<int32_t>(logits.argmax().item<int64_t>());
  const auto [probabilities, order] = at::softmax(logits.to(at::kDouble) / settings.temperature, 0).sort(0, true);
  const double* p = probabilities.data_ptr<double>();
  int64_t kept = 0;
  double mass = 0;
  while (kept < probabilities.numel() && (kept == 0 || mass < settings.top_p)) mass += p[kept++];
  double draw = random_uniform(settings.seed, prompt, step) * mass;
  int64_t chosen = 0;
  while (chosen + 1 < kept && draw >= p[chosen]) draw -= p[chosen++];
  return static_cast<int32_t>(order.data_ptr<int64_t>()[chosen]);
}

}  // namespace

std::vector<std::vector<int32_t>> generate(const Model& model, const Tokenizer& tokenizer, const std::vector<std::vector<int32_t>>& prompts,
                                           const GenerateSettings& settings, const std::function<bool(size_t prompt, int32_t token)>& on_token) {
  const at::NoGradGuard no_grad;
  std::vector<std::vector<int32_t>> results(prompts.size());
  const int64_t context = model.config.max_position_embeddings;
  for (size_t i = 0; i < prompts.size(); ++i) {
    if (prompts[i].empty()) throw Error("prompt " + std::to_string(i) + " is empty");
    if (static_cast<int64_t>(prompts[i].size()) >= context) {
      throw Error("prompt " + std::to_string(i) + " has " + std::to_string(prompts[i].size()) + " tokens, the model's context is " + std::to_string(context),
                  "", "shorten it");
    }
  }
  // Longest first, so that the sequences in flight have similar lengths.
  std::vector<size_t> waiting(prompts.size());
  std::iota(waiting.begin(), waiting.end(), size_t{0});
  std::stable_sort(waiting.begin(), waiting.end(), [&](size_t a, size_t b) { return prompts[a].size() < prompts[b].size(); });
  const int64_t slots = std::min<int64_t>(std::max<int64_t>(1, settings.batch_size), static_cast<int64_t>(prompts.size()));
  Cache cache;
  std::vector<Sequence> active;

  // False when the sequence is over.
  const auto accept = [&](Sequence& sequence, const at::Tensor& logits) {
    const int32_t token = pick(logits, settings, sequence.prompt, sequence.generated.size());
    if (tokenizer.is_end_of_generation(token)) return false;
    sequence.generated.push_back(token);
    if (on_token && !on_token(sequence.prompt, token)) return false;
    return static_cast<int64_t>(sequence.generated.size()) < settings.max_new_tokens && sequence.length + 1 < context;
  };
  const auto retire = [&](size_t slot) {
    results[active[slot].prompt] = std::move(active[slot].generated);
    const size_t last = active.size() - 1;
    if (slot != last) {
      active[slot] = std::move(active[last]);
      for (std::vector<at::Tensor>* side : {&cache.k, &cache.v}) {
        for (at::Tensor& tensor : *side) tensor.select(0, static_cast<int64_t>(slot)).copy_(tensor.select(0, static_cast<int64_t>(last)));
      }
    }
    active.pop_back();
  };

  while (!waiting.empty() || !active.empty()) {
    while (!waiting.empty() && static_cast<int64_t>(active.size()) < slots && settings.max_new_tokens > 0) {
      Sequence sequence;
      sequence.prompt = waiting.back();
      waiting.pop_back();
      sequence.length = static_cast<int64_t>(prompts[sequence.prompt].size());
      cache.reserve(model, slots, std::min(context, sequence.length + settings.max_new_tokens));
      const at::Tensor logits = prefill(model, prompts[sequence.prompt], cache, static_cast<int64_t>(active.size()));
      active.push_back(std::move(sequence));
      if (!accept(active.back(), logits)) retire(active.size() - 1);
    }
    if (settings.max_new_tokens <= 0) return results;
    if (active.empty()) continue;
    const at::Tensor logits = decode_step(model, active, cache);
    for (size_t slot = active.size(); slot-- > 0;) {
      ++active[slot].length;
      if (!accept(active[slot], logits.select(0, static_cast<int64_t>(slot)))) retire(slot);
    }
  }
  return results;
}

}  // namespace galen
