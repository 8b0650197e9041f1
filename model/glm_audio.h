// The audio encoder of glm4_moe models that have one (model/glm_audio_config.h).
#pragma once

#include <ATen/core/Tensor.h>

#include <string>
#include <vector>

#include "model/decoder.h"

namespace galen {

std::vector<TensorSpec> glm_audio_tensor_specs(const ModelConfig& config);

// The projector's part, which "audio_adapter" names in model.train.
bool is_audio_adapter(const std::string& tensor);

// What is added to a chunk's 13 tokens, [13, channels]: sines, then cosines, of geometrically slower frequencies.
at::Tensor places_in_chunk(int64_t channels);

// What replaces sounds' placeholders: [tokens, hidden] f32, 13 a chunk. spectrograms: each [num_mel_bins, frames] f32, frames a multiple of 100
// (data/log_mel.h). Follows llama.cpp, which keeps the places of frames behind a sound's end; transformers' Qwen3ASREncoder is the same for sounds of whole
// chunks.
at::Tensor glm_encode_audio(const Model& model, const std::vector<at::Tensor>& spectrograms);

}  // namespace galen
