// The decoder layers of muse_spark. Reference: transformers 5.23, MuseSparkForConditionalGeneration.
#pragma once

#include <ATen/core/Tensor.h>

#include "model/decoder.h"

namespace galen {

class ParameterBuilder;

// Fills everything of `model` that is tensors.
void load_muse_spark(ParameterBuilder& build, Model& model, const TrainSelection& train, const AgentShare& share);

// Normed embeddings, those of placeholders replaced by what the encoders made of `media`. [tokens, hidden] f32. Throws Error where placeholders and media
// don't match.
at::Tensor muse_spark_embeddings(const Model& model, const at::Tensor& tokens, const Media* media);

// x: [tokens, hidden] f32 -> the same.
at::Tensor muse_spark_layer(const Model& model, size_t index, const at::Tensor& x, const Attend& attend, RoutingTrace* trace);

}  // namespace galen
