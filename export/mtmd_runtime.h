// A GGUF model with its image encoder's file opened in the linked llama.cpp (tools/mtmd), for comparing numbers.
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

  // What the runtime makes of a text with one image between its two parts.
  struct Reading {
    std::vector<int32_t> before, after;  // tokens around the image, marks included
    int64_t image_tokens = 0;
    at::Tensor features;       // [image tokens, hidden] f32: what the encoder gives
    at::Tensor logits_before;  // [before, vocab] f32
    at::Tensor logits_after;   // [after, vocab] f32
  };
  Reading read(const std::string& before, const StoredImage& image, const std::string& after);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace galen
