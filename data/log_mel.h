// Sounds as Whisper-style spectrograms, for audio encoders that read those.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace galen {

constexpr int64_t kMelSampleRate = 16000;
constexpr int64_t kMelHop = 160;         // samples a frame: 10 ms
constexpr int64_t kMelChunk = 100;       // frames that the encoder convolves together
constexpr int64_t kTokensPerChunk = 13;  // after three steps of two frames each

// Tokens of a sound: whole chunks.
int64_t mel_tokens(int64_t samples);

// samples: [n] f32 at 16 kHz -> [bins, frames] f32, frames a multiple of kMelChunk, those behind the sound 0. Frames of 400 samples with a periodic Hann window
// around each 10 ms, the ends reflected; power; Slaney's mel filters with area norm; log10 within 8 of the loudest; (x + 4) / 4. As llama.cpp's qwen3a
// preprocessor computes it, which is transformers' WhisperFeatureExtractor with one frame more and without its padding to 30 s.
at::Tensor log_mel(const at::Tensor& samples, int64_t bins);

}  // namespace galen
