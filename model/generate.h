// Text generation with a key/value cache, many prompts at once.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "data/tokenizer.h"
#include "model/decoder.h"

namespace galen {

struct GenerateSettings {
  int64_t max_new_tokens = 256;
  int64_t min_new_tokens = 0;  // until then no end-of-generation token is chosen
  double temperature = 0.0;    // 0: greedy
  double top_p = 1.0;
  uint64_t seed = 0;
  int64_t batch_size = 16;  // prompts in flight; others wait
};

// For each prompt the new tokens, without the end-of-generation token. Prompts are read several at a time, packed; then each step gives every sequence in
// flight one token. On processors whose bf16 products are ours (model/gemm.h) a prompt's tokens don't depend on what else is in flight; elsewhere, and in f32,
// other shapes may round differently. `on_token(prompt, token)` is called as they come, on the calling thread; returning false stops that prompt.
// `media`: one a prompt, what stands at its placeholders; or none at all.
std::vector<std::vector<int32_t>> generate(const Model& model, const Tokenizer& tokenizer, const std::vector<std::vector<int32_t>>& prompts,
                                           const GenerateSettings& settings, const std::function<bool(size_t prompt, int32_t token)>& on_token = {},
                                           const std::vector<Media>& media = {});

}  // namespace galen
