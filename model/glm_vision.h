// The image encoder of glm4_moe models that have one (transformers' glm4v_moe), and where its tokens stand.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>
#include <vector>

#include "model/decoder.h"

namespace galen {

std::vector<TensorSpec> glm_vision_tensor_specs(const ModelConfig& config);

// The projector's part of the encoder, which "vision_adapter" names in model.train: what comes after the layers.
bool is_glm_adapter(const std::string& tensor);

// What replaces image placeholders: [tokens, hidden] f32. pixel_values: [patches, 3 * frames * patch^2] f32, the patches of a token next to each other;
// image_grid: [images, 3] int64. Throws Error where they don't fit together.
at::Tensor glm_encode_images(const Model& model, const at::Tensor& pixel_values, const at::Tensor& image_grid);

// The word embeddings with images and sounds (model/glm_audio.h) in their placeholders, [tokens, hidden] f32.
at::Tensor glm_embeddings(const Model& model, const at::Tensor& tokens, const Media& media);

// Where tokens stand: a text token at one place on all three axes, an image's tokens at its beginning in time and at their rows and columns from there; what
// follows an image stands behind its longer side.
struct TokenPlaces {
  at::Tensor axes;            // [3, tokens] int64
  std::vector<int64_t> next;  // of each document, the place of a token that follows it
};
TokenPlaces token_places(const at::Tensor& tokens, const at::Tensor& document_offsets, const at::Tensor& image_grid, const GlmVisionConfig& config);

// The table's rows for such places, one a token.
RopeTable rope_at(const RopeTable& table, const at::Tensor& axes, const GlmVisionConfig& config);

}  // namespace galen
