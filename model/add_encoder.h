// Encoders beside a text model.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "model/checkpoint.h"

namespace galen {

// Both add random weights to a sub-agent model that has no such encoder yet; what it computes from text alone stays what it was, bit for bit over the tokens it
// had. `shape`: the keys of vision_config or audio_config (configs/encoder/), named `where` in errors. Marks and placeholders that the vocabulary lacks go to
// its end, each embedded as the mean of all tokens; the vocabulary is then written into `scratch`, where it must live until the checkpoint is written. Throw
// Error for dense models, and where keys don't fit the text model.

// glm4_moe becomes glm4v_moe, with <|image|>, <|video|>, <|begin_of_image|> and <|end_of_image|>. A head's pairs turn by time, row and column in GLM's shares,
// 1 : 1.5 : 1.5.
Checkpoint add_image_encoder(const Checkpoint& text, const Json& shape, const std::string& where, const std::filesystem::path& scratch, uint64_t seed);
// With <|audio_pad|>, <|audio_start|> and <|audio_end|> (model/glm_audio_config.h).
Checkpoint add_audio_encoder(const Checkpoint& text, const Json& shape, const std::string& where, const std::filesystem::path& scratch, uint64_t seed);

}  // namespace galen
