#include "model/generate.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/error.h"
#include "core/part_clock.h"
#include "core/random.h"
#include "model/cached_attention.h"
#include "model/gemm.h"
#include "model/glm_vision.h"
#include "model/row_ops.h"
#include "model/tasks.h"
#include "model/vector_math.h"

namespace galen {
namespace {

// Prompt tokens read at a time, unless one prompt alone has more: enough for the products, few enough for their activations to stay small.
constexpr int64_t kPromptTokens = 2048;

struct Sequence {
  size_t prompt = 0;
  int64_t slot = 0;    // of the cache
  int64_t length = 0;  // tokens in it
  int64_t shift = 0;   // from there to the place where the next token stands (model/glm_vision.h)
  std::vector<int32_t> generated;
};

// Runs whole prompts, packed, and leaves their keys and values in their sequences' slots. Returns the logits after the last token of each, [sequences, vocab]
// in the model's dtype.
at::Tensor read_prompts(const Model& model, const std::vector<std::vector<int32_t>>& prompts, const std::vector<Media>& media, Sequence* first, size_t count,
                        KvCache& cache) {
  std::vector<int64_t> tokens, positions, offsets = {0}, last_rows;
  std::vector<CachePlace> places;
  MediaBuilder builder;
  for (size_t i = 0; i < count; ++i) {
    const std::vector<int32_t>& prompt = prompts[first[i].prompt];
    if (!media.empty()) builder.add(media[first[i].prompt]);
    tokens.insert(tokens.end(), prompt.begin(), prompt.end());
    for (size_t t = 0; t < prompt.size(); ++t) {
      positions.push_back(static_cast<int64_t>(t));
      places.push_back({first[i].slot, static_cast<int64_t>(t)});
    }
    offsets.push_back(static_cast<int64_t>(tokens.size()));
    last_rows.push_back(offsets.back() - 1);
  }
  at::Tensor rope_rows = at::tensor(positions, at::kLong);
  const at::Tensor tokens_tensor = at::tensor(tokens, at::kLong);
  const at::Tensor offsets_tensor = at::tensor(offsets, at::kLong);
  const Media joined = builder.build();
  std::optional<RopeTable> image_rope;
  if (model.config.vision && joined.image_grid.defined()) {
    const TokenPlaces places_on_axes = token_places(tokens_tensor, offsets_tensor, joined.image_grid, *model.config.vision);
    image_rope = rope_at(model.rope, places_on_axes.axes, *model.config.vision);
    rope_rows = at::arange(tokens_tensor.numel(), at::TensorOptions(at::kLong));
    for (size_t i = 0; i < count; ++i) first[i].shift = places_on_axes.next[i] - first[i].length;
  }
  const AttentionShape& shape = cache.shape;
  const Attend attend = [&](size_t layer, const at::Tensor& qkv) {
    const RopeTable& rope = image_rope ? *image_rope : rope_of(model, layer);
    const at::Tensor out = attention(qkv, rope_rows, offsets_tensor, rope, attention_shape(model.config, layer));
    at::Tensor rotated = qkv;  // nobody reads it any more
    rope_(rotated, shape.num_heads * shape.head_dim, shape.num_key_value_heads, shape.head_dim, rope.rotary_dim, rope_rows, rope.cosine, rope.sine, false);
    put_in_cache(cache, layer, rotated, places);
    return out;
  };
  const at::Tensor hidden = forward_hidden(model, tokens_tensor, attend, nullptr, joined.empty() ? nullptr : &joined);
  return head_logits(model, hidden.index_select(0, at::tensor(last_rows, at::kLong)));
}

// One token for each active sequence; returns logits, [active, vocab] in the model's dtype.
at::Tensor decode_step(const Model& model, const std::vector<Sequence>& active, KvCache& cache) {
  const auto rows = static_cast<int64_t>(active.size());
  const at::Tensor tokens = at::empty({rows}, at::kLong);
  const at::Tensor positions = at::empty({rows}, at::kLong);
  std::vector<CachePlace> places;
  for (int64_t i = 0; i < rows; ++i) {
    const Sequence& sequence = active[static_cast<size_t>(i)];
    tokens.data_ptr<int64_t>()[i] = sequence.generated.back();
    positions.data_ptr<int64_t>()[i] = sequence.length + sequence.shift;
    places.push_back({sequence.slot, sequence.length});
  }
  const AttentionShape& shape = cache.shape;
  const Attend attend = [&](size_t layer, const at::Tensor& qkv) {
    const RopeTable& rope = rope_of(model, layer);
    at::Tensor rotated = qkv;  // nobody reads it any more
    rope_(rotated, 0, shape.num_heads + shape.num_key_value_heads, shape.head_dim, rope.rotary_dim, positions, rope.cosine, rope.sine, false);
    return attend_with_cache(cache, layer, rotated, places);
  };
  const at::Tensor hidden = forward_hidden(model, tokens, attend);
  const PartClock clock(Part::kHead);
  return head_logits(model, hidden);
}

// A draw from softmax(logits / temperature), or from the smallest set of tokens whose probability reaches top_p.
int32_t draw_token(const at::Tensor& logits, const GenerateSettings& settings, double uniform) {
  const at::Tensor wide = logits.to(at::kFloat).mul(1.0 / settings.temperature);
  float* p = wide.data_ptr<float>();
  const int64_t n = wide.numel();
  const double total = vec::exp_shifted(p, vec::max(p, n), n);  // the largest is 1
  const auto chosen = [](const auto& candidates, double mass, const auto& weight) {
    double left = mass;
    auto best = candidates.begin();
    for (auto it = candidates.begin(); it != candidates.end(); ++it) {
      if (weight(*it) <= 0) continue;
      best = it;
      if (left < weight(*it)) break;
      left -= weight(*it);
    }
    return *best;
  };
  const auto weight_of = [&](int32_t token) { return static_cast<double>(p[token]); };
  std::vector<int32_t> candidates;
  double mass = 0;
  // Those above a bound are the first of the sorted ones, whatever the bound; few are above a high one.
  const bool takes_all = settings.top_p >= 1;
  for (float bound = takes_all ? 0.0f : 0.05f;; bound = bound < 1e-12f ? 0.0f : bound * 0.05f) {
    candidates.clear();
    mass = 0;
    for (int64_t i = 0; i < n; ++i) {
      if (p[i] < bound) continue;
      candidates.push_back(static_cast<int32_t>(i));
      mass += static_cast<double>(p[i]);
    }
    if (bound == 0 || mass >= settings.top_p * total) break;
  }
  if (!takes_all) {
    std::sort(candidates.begin(), candidates.end(), [&](int32_t a, int32_t b) { return p[a] != p[b] ? p[a] > p[b] : a < b; });
    size_t kept = 0;
    mass = 0;
    while (kept < candidates.size() && (kept == 0 || mass < settings.top_p * total)) mass += weight_of(candidates[kept++]);
    candidates.resize(kept);
  }
  return chosen(candidates, uniform * mass, weight_of);
}

int32_t greedy_token(const at::Tensor& logits) {
  const int64_t n = logits.numel();
  if (logits.scalar_type() == at::kBFloat16) return static_cast<int32_t>(vec::argmax_bf16(static_cast<const uint16_t*>(logits.const_data_ptr()), n));
  return static_cast<int32_t>(vec::argmax(logits.const_data_ptr<float>(), n));
}

// The next token of each sequence from its row of logits.
std::vector<int32_t> pick_tokens(const at::Tensor& logits, const Sequence* sequences, const GenerateSettings& settings, const std::vector<int32_t>& ends) {
  const PartClock clock(Part::kHead);
  std::vector<int32_t> tokens(static_cast<size_t>(logits.size(0)));
  for_each_task(logits.size(0), [&](int64_t row) {
    const at::NoGradGuard no_grad;  // guards belong to a thread
    const Sequence& sequence = sequences[row];
    at::Tensor own = logits.select(0, row);
    const auto step = static_cast<int64_t>(sequence.generated.size());
    if (step < settings.min_new_tokens) {
      for (const int32_t end : ends) own.select(0, end).fill_(-std::numeric_limits<float>::infinity());
    }
    tokens[static_cast<size_t>(row)] =
        settings.temperature <= 0 ? greedy_token(own) : draw_token(own, settings, random_uniform(settings.seed, sequence.prompt, static_cast<uint64_t>(step)));
  });
  return tokens;
}

std::vector<int32_t> end_of_generation_tokens(const Tokenizer& tokenizer, int64_t vocab_size) {
  std::vector<int32_t> ends;
  for (int32_t token = 0; token < std::min<int64_t>(vocab_size, tokenizer.vocab_size()); ++token) {
    if (tokenizer.is_end_of_generation(token)) ends.push_back(token);
  }
  return ends;
}

}  // namespace

std::vector<std::vector<int32_t>> generate(const Model& model, const Tokenizer& tokenizer, const std::vector<std::vector<int32_t>>& prompts,
                                           const GenerateSettings& settings, const std::function<bool(size_t prompt, int32_t token)>& on_token,
                                           const std::vector<Media>& media) {
  const at::NoGradGuard no_grad;
  TORCH_CHECK(media.empty() || media.size() == prompts.size(), "media of each prompt, or of none");
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
  if (settings.max_new_tokens <= 0 || prompts.empty()) return results;
  const int64_t slots = std::min<int64_t>(std::max<int64_t>(1, settings.batch_size), static_cast<int64_t>(prompts.size()));
  const AttentionShape shape{model.config.num_attention_heads, model.config.num_key_value_heads, model.config.head_dim};
  KvCache cache = make_kv_cache(shape, model.layers.size(), slots, model.compute);
  for (size_t layer = 0; layer < model.layers.size(); ++layer) cache.windows[layer] = attention_shape(model.config, layer).window;
  const std::vector<int32_t> ends = settings.min_new_tokens > 0 ? end_of_generation_tokens(tokenizer, model.config.vocab_size) : std::vector<int32_t>();
  std::vector<Sequence> active;
  std::vector<int64_t> free_slots(static_cast<size_t>(slots));
  std::iota(free_slots.rbegin(), free_slots.rend(), int64_t{0});
  const int64_t longest = waiting.empty() ? 0 : static_cast<int64_t>(prompts[waiting.back()].size());
  const int64_t most = std::min(context, longest + settings.max_new_tokens);

  // Gives the sequences from `first` on their next tokens; those that are over leave.
  const auto accept = [&](size_t first, const at::Tensor& logits) {
    const std::vector<int32_t> tokens = pick_tokens(logits, active.data() + first, settings, ends);
    const auto goes_on = [&](Sequence& sequence, int32_t token) {
      if (tokenizer.is_end_of_generation(token)) return false;
      sequence.generated.push_back(token);
      if (on_token && !on_token(sequence.prompt, token)) return false;
      return static_cast<int64_t>(sequence.generated.size()) < settings.max_new_tokens && sequence.length + 1 < context;
    };
    size_t kept = first;
    for (size_t i = first; i < active.size(); ++i) {
      Sequence& sequence = active[i];
      if (goes_on(sequence, tokens[i - first])) {
        if (kept != i) active[kept] = std::move(sequence);
        ++kept;
      } else {
        free_slots.push_back(sequence.slot);
        results[sequence.prompt] = std::move(sequence.generated);
      }
    }
    active.resize(kept);
  };

  while (!waiting.empty() || !active.empty()) {
    while (!waiting.empty() && !free_slots.empty()) {
      const size_t first = active.size();
      int64_t tokens = 0;
      while (!waiting.empty() && !free_slots.empty()) {
        Sequence sequence;
        sequence.prompt = waiting.back();
        sequence.length = static_cast<int64_t>(prompts[sequence.prompt].size());
        if (tokens > 0 && tokens + sequence.length > kPromptTokens) break;
        sequence.slot = free_slots.back();
        tokens += sequence.length;
        reserve(cache, sequence.length + 1, most);
        waiting.pop_back();
        free_slots.pop_back();
        active.push_back(std::move(sequence));
      }
      accept(first, read_prompts(model, prompts, media, active.data() + first, active.size() - first, cache));
    }
    if (active.empty()) continue;
    int64_t needed = 0;
    for (const Sequence& sequence : active) needed = std::max(needed, sequence.length + 1);
    reserve(cache, needed, most);
    const at::Tensor logits = decode_step(model, active, cache);
    for (Sequence& sequence : active) ++sequence.length;
    accept(0, logits);
  }
  return results;
}

}  // namespace galen
