// An image encoder beside a text model: glm4_moe becomes glm4v_moe.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "model/checkpoint.h"

namespace galen {

// The model computes from text alone what it did, bit for bit over the tokens it had. `shape`: the keys of vision_config (configs/encoder/), named `where` in
// errors; the encoder's weights are random. <|image|>, <|video|>, <|begin_of_image|> and <|end_of_image|>, where the vocabulary lacks them, go to its end, each
// embedded as the mean of all tokens; the vocabulary is then written to scratch/tokenizer-with-marks.gguf, which must live until the checkpoint is written.
// A head's pairs turn by time, row and column in GLM's shares, 1 : 1.5 : 1.5. Throws Error for dense models, and where keys don't fit the text model.
Checkpoint add_image_encoder(const Checkpoint& text, const Json& shape, const std::string& where, const std::filesystem::path& scratch, uint64_t seed);

}  // namespace galen
