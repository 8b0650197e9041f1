// llama.cpp set up for comparing numbers: on the CPU, f32 key/value cache, no flash attention, one sequence.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>

#include "llama.h"

namespace galen {

struct ComparingContext {
  std::unique_ptr<llama_model, void (*)(llama_model*)> model{nullptr, llama_model_free};
  std::unique_ptr<llama_context, void (*)(llama_context*)> context{nullptr, llama_free};  // must go before the model
  const llama_vocab* vocab = nullptr;
};

// `threads` 0: all cores of this process. Throws Error with llama.cpp's own words.
ComparingContext open_for_comparing(const std::filesystem::path& file, int64_t max_tokens, int threads);

// The logits at each of the tokens, which stand from `place` on behind what the context has seen: [tokens, vocab] f32, the caller's own; undefined where
// llama.cpp can't (its log says why).
at::Tensor decode_logits(const ComparingContext& open, std::span<const int32_t> tokens, int64_t place);

}  // namespace galen
