#include "model/media_spec.h"

#include "core/error.h"
#include "data/log_mel.h"

namespace galen {
namespace {

int32_t token_called(const Tokenizer& tokenizer, const char* text) {
  const std::vector<int32_t> tokens = tokenizer.encode(text, /*add_special=*/false, /*parse_special=*/true);
  return tokens.size() == 1 ? tokens[0] : -1;
}

// One that llama.cpp writes around a medium of glm4_moe's encoders.
int32_t mark_called(const Tokenizer& tokenizer, const char* text) {
  const int32_t token = token_called(tokenizer, text);
  if (token < 0) {
    throw Error(std::string("the vocabulary lacks ") + text + ": llama.cpp would spell it out, as the model never saw it", "",
                "use a tokenizer that has it (galen tokenizer --media makes one)");
  }
  return token;
}

}  // namespace

std::optional<MediaSpec> media_spec(const ModelConfig& config, const Tokenizer& tokenizer, const MediaSettings& settings) {
  MediaSpec spec;
  spec.max_image_tokens = settings.max_image_tokens;
  spec.max_audio_seconds = settings.max_audio_seconds;
  spec.window = settings.dicom_window;
  if (config.vision) {
    spec.processor = "glm4v";
    spec.patch_size = config.vision->patch_size;
    spec.patch_temporal = config.vision->temporal_patch_size;
    spec.merge_size = config.vision->spatial_merge_size;
    spec.image_token = static_cast<int32_t>(config.vision->image_token_id);
    spec.image_start = mark_called(tokenizer, "<|begin_of_image|>");
    spec.image_end = mark_called(tokenizer, "<|end_of_image|>");
  }
  if (config.audio) {
    spec.sample_rate = kMelSampleRate;
    spec.mel_bins = config.audio->num_mel_bins;
    spec.audio_token = static_cast<int32_t>(config.audio->audio_token_id);
    spec.audio_start = mark_called(tokenizer, "<|audio_start|>");
    spec.audio_end = mark_called(tokenizer, "<|audio_end|>");
  }
  if (config.vision || config.audio) return spec;
  if (!config.is_muse_spark()) return std::nullopt;
  spec.patch_size = config.muse_spark.vision.patch_size;
  spec.patch_temporal = config.muse_spark.vision.patch_temporal;
  spec.merge_size = config.muse_spark.vision.merge_size;
  spec.samples_per_token = config.muse_spark.audio.samples_per_token();
  spec.image_token = static_cast<int32_t>(config.muse_spark.image_token_id);
  spec.audio_token = static_cast<int32_t>(config.muse_spark.audio_token_id);
  spec.image_start = token_called(tokenizer, "<|image_start|>");
  spec.image_end = token_called(tokenizer, "<|image_end|>");
  spec.audio_start = token_called(tokenizer, "<|soft_audio_start|>");
  spec.audio_end = token_called(tokenizer, "<|soft_audio_end|>");
  return spec;
}

}  // namespace galen
