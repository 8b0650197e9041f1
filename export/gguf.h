// GGUF files through ggml's own writer and quantiser.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "core/json.h"
#include "model/checkpoint.h"

namespace galen {

// The types `galen export --type` takes, in llama.cpp's names in lower case: f32 f16 bf16 q8_0 q6_k q5_k_m q5_0 q4_k_m q4_0 q4_1 …
std::vector<std::string> gguf_type_names();
// Types of 6 bits and more, quantised: what is left of their error is mostly the inputs' rounding, which smoothing (export/smooth.h) makes smaller. Below,
// the weights' rounding dominates and smoothing makes it larger.
bool gains_from_smoothing(const std::string& type);

struct TypeSubstitution {
  std::string tensor;
  std::string wanted;
  std::string used;
};  // a width that the wanted type's block doesn't divide

struct GgufReport {
  std::filesystem::path file;
  std::string type;
  uint64_t bytes = 0;
  std::string sha256;
  std::vector<TypeSubstitution> substitutions;
};

// Writes FILE atomically. `llama` checkpoints become arch llama (q and k permuted for interleaved rope), `glm4_moe` arch glm4moe;
// sub_agents.json is folded into `galen.*` keys. Router, norms, biases stay f32, and q8_0 keeps the output head in f16; widths that 256 doesn't divide fall
// back as llama.cpp's quantiser does (Q4_K -> Q5_0, Q5_K -> Q5_1, Q6_K -> Q8_0). `texts`: further keys (export/stamp.h).
GgufReport write_gguf(const Checkpoint& checkpoint, const std::string& type, const std::filesystem::path& file,
                      const std::vector<std::pair<std::string, std::string>>& texts = {});

// The image encoder's file (export/mmproj_plan.h), as f16 or f32, for a checkpoint that has one.
GgufReport write_mmproj(const Checkpoint& checkpoint, const std::string& type, const std::filesystem::path& file,
                        const std::vector<std::pair<std::string, std::string>>& texts = {});

}  // namespace galen
