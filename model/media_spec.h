// How a model reads images and sounds, for preparing data.
#pragma once

#include <optional>

#include "data/media.h"
#include "data/tokenizer.h"
#include "model/config.h"
#include "recipes/recipe.h"

namespace galen {

// None for families without encoders. Throws Error where a runtime would put something else around an image than the vocabulary's marks. Marks around media are
// those of transformers' MuseSparkProcessor or Glm4vProcessor, where the vocabulary has them.
std::optional<MediaSpec> media_spec(const ModelConfig& config, const Tokenizer& tokenizer, const MediaSettings& settings);

}  // namespace galen
