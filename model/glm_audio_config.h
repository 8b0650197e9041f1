// An audio encoder of a glm4_moe model: Qwen3-ASR's (transformers' Qwen3ASREncoder and its projector, llama.cpp's projector "qwen3a").
//
// Of the Whisper-style encoders that llama.cpp reads it is the one whose tokens follow the sound's length, 13 a second, where others make 188 or 1,500 of any
// sound; and the only one of these that needs no padding to 30 seconds. No class of transformers joins it with glm4_moe: config.json has its keys beside, which
// transformers passes over.
#pragma once

#include <cstdint>
#include <string>

#include "core/json.h"

namespace galen {

struct GlmAudioConfig {
  int64_t num_mel_bins = 128;
  int64_t encoder_layers = 24;
  int64_t d_model = 1024;
  int64_t encoder_attention_heads = 16;
  int64_t encoder_ffn_dim = 4096;
  int64_t downsample_hidden_size = 480;  // channels of the convolutions
  int64_t audio_token_id = 151676;

  int64_t bands() const { return (((num_mel_bins + 1) / 2 + 1) / 2 + 1) / 2; }  // mel bins left by the convolutions
};

// audio_config and audio_token_id of a config.json. Throws Error naming the key.
GlmAudioConfig parse_glm_audio_config(const Json& json, const std::string& where);
void put_glm_audio_keys(const GlmAudioConfig& audio, int64_t hidden_size, OrderedJson* json);

}  // namespace galen
