// What goes into a GGUF file: its keys, and each tensor with where it comes from. The table of names is architecture.md's ("The carrier").
#pragma once

#include <ATen/core/Tensor.h>
#include <gguf.h>  // ggml's; "gguf.h" would be this folder's own

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "model/checkpoint.h"

namespace galen {

using GgufContext = std::unique_ptr<gguf_context, void (*)(gguf_context*)>;

struct PlannedTensor {
  std::string name;                  // in the GGUF file
  std::vector<std::string> sources;  // in the checkpoint; several are stacked in front (experts); none: `values`
  at::Tensor values;                 // what the checkpoint doesn't hold because code computes it
  std::vector<int64_t> shape;        // as ATen has it; GGUF lists the same dimensions backwards
  int64_t interleaved_heads = 0;     // > 0: rows are reordered from rotated halves to rotated pairs, head by head
  int64_t frame = -1;                // >= 0: of a convolution over frames, this one's part [out, in, frames, rows, columns]
  bool always_f32 = false;           // norms, biases, router: llama.cpp wants or keeps them in f32
};

// In the order they are written. Throws Error for a shape that llama.cpp doesn't run (too many layers or experts …).
std::vector<PlannedTensor> plan_tensors(const Checkpoint& checkpoint);

// The tensor's values, contiguous on the CPU, in the checkpoint's own dtype (f32 if always_f32). Throws Error naming the first that isn't
// finite.
at::Tensor realise(const Checkpoint& checkpoint, const PlannedTensor& planned);

// All keys except general.file_type. Tokenizer keys are copied from checkpoint.tokenizer_gguf; a vocabulary smaller than the embedding is
// filled up with unused tokens, a larger one is an Error. Without a tokenizer the file says `no_vocab`.
GgufContext plan_keys(const Checkpoint& checkpoint);

}  // namespace galen
