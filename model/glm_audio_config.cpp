#include "model/glm_audio_config.h"

#include "model/hf_keys.h"

namespace galen {

GlmAudioConfig parse_glm_audio_config(const Json& json, const std::string& where) {
  const std::string audio_where = where + ": audio_config";
  const HfKeys keys(json.at("audio_config"), audio_where);
  GlmAudioConfig audio;
  if (keys.has("activation_function") && keys.at("activation_function") != "gelu") keys.refuse("activation_function", "must be \"gelu\"");
  if (keys.flag("scale_embedding", false)) keys.refuse("scale_embedding", "must be false");
  if (keys.size("n_window", 50) != 50) keys.refuse("n_window", "must be 50: chunks of 100 frames");
  if (keys.size("n_window_infer", 800) != 800) keys.refuse("n_window_infer", "must be 800");
  audio.num_mel_bins = keys.size("num_mel_bins", audio.num_mel_bins);
  audio.encoder_layers = keys.size("encoder_layers", audio.encoder_layers);
  audio.d_model = keys.size("d_model", audio.d_model);
  audio.encoder_attention_heads = keys.size("encoder_attention_heads", audio.encoder_attention_heads);
  audio.encoder_ffn_dim = keys.size("encoder_ffn_dim", audio.encoder_ffn_dim);
  audio.downsample_hidden_size = keys.size("downsample_hidden_size", audio.downsample_hidden_size);
  if (audio.num_mel_bins > 1024) keys.refuse("num_mel_bins", "is more than 1024");
  if (audio.encoder_layers > kMostLayers) keys.refuse("encoder_layers", "is more than " + std::to_string(kMostLayers));
  if (audio.d_model % (2 * audio.encoder_attention_heads) != 0) keys.refuse("d_model", "must be heads of an even size");
  audio.audio_token_id = HfKeys(json, where).count("audio_token_id", audio.audio_token_id);
  return audio;
}

void put_glm_audio_keys(const GlmAudioConfig& audio, int64_t hidden_size, OrderedJson* json) {
  (*json)["audio_token_id"] = audio.audio_token_id;
  (*json)["audio_config"] = {{"model_type", "qwen3_asr_encoder"},
                             {"num_mel_bins", audio.num_mel_bins},
                             {"encoder_layers", audio.encoder_layers},
                             {"d_model", audio.d_model},
                             {"encoder_attention_heads", audio.encoder_attention_heads},
                             {"encoder_ffn_dim", audio.encoder_ffn_dim},
                             {"downsample_hidden_size", audio.downsample_hidden_size},
                             {"activation_function", "gelu"},
                             {"n_window", 50},
                             {"n_window_infer", 800},
                             {"output_dim", hidden_size}};
}

}  // namespace galen
