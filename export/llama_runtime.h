// A GGUF file opened in the linked llama.cpp, on the CPU, set up for comparing numbers: f32 key/value cache, no flash attention, one
// sequence.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace galen {

// Not thread-safe. For files we wrote ourselves: llama.cpp ends the process on some malformed ones.
class LlamaRuntime {
 public:
  // `max_tokens`: the longest sequence that logits() will be given. `threads` 0: all cores of this process. Throws Error with llama.cpp's
  // own words.
  LlamaRuntime(const std::filesystem::path& file, int64_t max_tokens, int threads = 0);
  ~LlamaRuntime();
  LlamaRuntime(const LlamaRuntime&) = delete;
  LlamaRuntime& operator=(const LlamaRuntime&) = delete;

  std::vector<int32_t> tokenize(const std::string& text, bool add_special, bool parse_special) const;
  std::string chat_template() const;  // empty: none
  int32_t vocab_size() const;
  int32_t bos() const;  // -1: none
  int32_t eos() const;
  bool adds_bos() const;
  bool is_end_of_generation(int32_t token) const;

  // The logits at every position of one document: [tokens, vocab] f32, the caller's own.
  at::Tensor logits(std::span<const int32_t> tokens);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace galen
