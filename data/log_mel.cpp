#include "data/log_mel.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace galen {
namespace {

constexpr int64_t kWindow = 400;
constexpr int64_t kFrequencies = kWindow / 2 + 1;
constexpr float kLeastPower = 5.960464477539063e-08f;  // 2^-24

// Slaney's scale (Auditory Toolbox, 1998): linear to 1 kHz, logarithmic above.
double mel_of(double hz) {
  return hz < 1000 ? hz * 3 / 200 : 15 + std::log(hz / 1000) / (std::log(6.4) / 27);
}
double hz_of(double mel) {
  return mel < 15 ? mel * 200 / 3 : 1000 * std::exp((mel - 15) * (std::log(6.4) / 27));
}

// [bins, frequencies]: triangles of area 1.
at::Tensor mel_filters(int64_t bins) {
  std::vector<double> edges;
  const double highest = mel_of(kMelSampleRate / 2.0);
  for (int64_t i = 0; i < bins + 2; ++i) edges.push_back(hz_of(highest * static_cast<double>(i) / static_cast<double>(bins + 1)));
  const at::Tensor filters = at::zeros({bins, kFrequencies}, at::kFloat);
  auto* out = filters.data_ptr<float>();
  for (int64_t m = 0; m < bins; ++m) {
    const double left = edges[static_cast<size_t>(m)];
    const double centre = edges[static_cast<size_t>(m) + 1];
    const double right = edges[static_cast<size_t>(m) + 2];
    for (int64_t k = 0; k < kFrequencies; ++k) {
      const double hz = static_cast<double>(k) * kMelSampleRate / kWindow;
      const double height = hz <= centre ? (hz - left) / (centre - left) : (right - hz) / (right - centre);
      out[m * kFrequencies + k] = static_cast<float>(std::max(0.0, height) * 2 / (right - left));
    }
  }
  return filters;
}

at::Tensor with_reflected_ends(const at::Tensor& samples) {
  const int64_t count = samples.numel();
  const int64_t pad = kWindow / 2;
  const at::Tensor padded = at::zeros({count + 2 * pad}, at::kFloat);
  const auto* from = samples.const_data_ptr<float>();
  auto* to = padded.data_ptr<float>();
  std::copy_n(from, count, to + pad);
  for (int64_t i = 0; i < pad; ++i) {
    if (pad - i < count) to[i] = from[pad - i];
    if (count - 2 - i >= 0) to[pad + count + i] = from[count - 2 - i];
  }
  return padded;
}

}  // namespace

int64_t mel_tokens(int64_t samples) {
  const int64_t frames = samples / kMelHop + 1;
  return (frames + kMelChunk - 1) / kMelChunk * kTokensPerChunk;
}

at::Tensor log_mel(const at::Tensor& samples, int64_t bins) {
  const at::NoGradGuard no_grad;
  const at::Tensor frames = with_reflected_ends(samples.contiguous()).unfold(0, kWindow, kMelHop);  // [frames, 400]
  const at::Tensor power = at::fft_rfft(frames * at::hann_window(kWindow, /*periodic=*/true)).abs().square();
  const at::Tensor loudness = at::matmul(mel_filters(bins), power.t()).clamp_min(kLeastPower).log10();
  const at::Tensor scaled = (at::maximum(loudness, loudness.max() - 8.0) + 4.0) / 4.0;
  const int64_t missing = (kMelChunk - scaled.size(1) % kMelChunk) % kMelChunk;
  return at::constant_pad_nd(scaled, {0, missing}).contiguous();
}

}  // namespace galen
