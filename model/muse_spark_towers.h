// muse_spark's encoders. Both are plain ATen: their weights take part in autograd through parameter_value (model/muse_spark_ops.h).
#pragma once

#include <ATen/core/Tensor.h>

#include "model/decoder.h"
#include "model/gemm.h"

namespace galen {

// What the encoders compute in: the model's dtype, or f32 where ATen, which multiplies for them, is slow in it.
inline at::ScalarType tower_dtype(const Model& model) {
  return aten_multiplies(model.compute) || !model.embed_tokens->compute.is_cpu() ? model.compute : at::kFloat;
}

// The rows of the embeddings that are placeholders replaced by the encoders' features, one a placeholder. Throws Error, naming what they stand for, where the
// counts differ.
at::Tensor put_features(const at::Tensor& embeddings, const at::Tensor& is_placeholder, const at::Tensor& features, const std::string& what);

// What replaces image placeholders: [tokens, hidden] f32, all images' one after the other. Throws Error where patches and grid don't fit together.
at::Tensor encode_images(const Model& model, const at::Tensor& pixel_values, const at::Tensor& image_grid);

// Likewise for sounds; each is padded with silence to whole tokens.
at::Tensor encode_audio(const Model& model, const std::vector<at::Tensor>& audio);

}  // namespace galen
