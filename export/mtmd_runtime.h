// A GGUF model with its encoders' file opened in the linked llama.cpp (tools/mtmd), for comparing numbers.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "data/media.h"

namespace galen {

// Not thread-safe. For files we wrote ourselves: llama.cpp ends the process on some malformed ones.
class MtmdRuntime {
 public:
  MtmdRuntime(const std::filesystem::path& model, const std::filesystem::path& mmproj, int64_t max_tokens, int threads = 0);
  ~MtmdRuntime();
  MtmdRuntime(const MtmdRuntime&) = delete;
  MtmdRuntime& operator=(const MtmdRuntime&) = delete;

  // What the runtime makes of a text with one image or sound between its two parts.
  struct Reading {
    std::vector<int32_t> before, after;  // tokens around it, marks included
    int64_t tokens = 0;                  // its own
    at::Tensor features;                 // [tokens, hidden] f32: what the encoder gives
    at::Tensor logits_before;            // [before, vocab] f32
    at::Tensor logits_after;             // [after, vocab] f32
  };
  // A sound must be at the rate that the encoder wants.
  Reading read(const std::string& before, const StoredMedium& medium, const std::string& after);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace galen
