#include "model/vector_math.h"

#include <bit>
#include <cmath>

// Function multi-versioning resolves through ifuncs before sanitizers are ready, so sanitized builds take the baseline code.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define GALEN_VECTORIZED __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define GALEN_VECTORIZED
#endif

namespace galen::vec {
namespace {

// Sums run over this many independent lanes, so that the compiler may vectorise them without reassociating: the result is the same on every
// instruction set up to fused multiply-adds.
constexpr int64_t kLanes = 16;

// exp by 2^k * p(r), r in [-ln2/2, ln2/2], degree-6 minimax polynomial (coefficients as in Cephes' expf). Arguments are clamped below.
inline float exp_scalar(float x) {
  constexpr float kLog2E = 1.44269504088896341f;
  constexpr float kLn2High = 0.693359375f;
  constexpr float kLn2Low = -2.12194440e-4f;
  const bool underflows = x < -87.0f;
  x = underflows ? -87.0f : (x > 88.0f ? 88.0f : x);
  // Adding 1.5 * 2^23 rounds to the nearest integer without a call, which keeps the loop vectorisable.
  constexpr float kRounder = 12582912.0f;
  const float k = (x * kLog2E + kRounder) - kRounder;
  const float r = (x - k * kLn2High) - k * kLn2Low;
  float p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * r * r + r + 1.0f;
  const float scale = std::bit_cast<float>((static_cast<int32_t>(k) + 127) << 23);
  return underflows ? 0.0f : p * scale;
}

inline float sigmoid_scalar(float x) {
  return 1.0f / (1.0f + exp_scalar(-x));
}

}  // namespace

GALEN_VECTORIZED void widen(const uint16_t* bf16, float* out, int64_t n) {
  for (int64_t i = 0; i < n; ++i) out[i] = std::bit_cast<float>(static_cast<uint32_t>(bf16[i]) << 16);
}

GALEN_VECTORIZED void narrow(const float* in, uint16_t* bf16, int64_t n) {
  for (int64_t i = 0; i < n; ++i) {
    const uint32_t bits = std::bit_cast<uint32_t>(in[i]);
    const uint32_t rounded = (bits + 0x7FFFu + ((bits >> 16) & 1u)) >> 16;
    bf16[i] = static_cast<uint16_t>((bits & 0x7FFFFFFFu) > 0x7F800000u ? 0x7FC0u : rounded);   // NaN stays NaN
  }
}

GALEN_VECTORIZED float sum(const float* x, int64_t n) {
  float lanes[kLanes] = {};
  int64_t i = 0;
  for (; i + kLanes <= n; i += kLanes) {
    for (int64_t k = 0; k < kLanes; ++k) lanes[k] += x[i + k];
  }
  for (int64_t k = 0; i < n; ++i, ++k) lanes[k] += x[i];
  float total = 0.0f;
  for (int64_t k = 0; k < kLanes; ++k) total += lanes[k];
  return total;
}

GALEN_VECTORIZED float dot(const float* x, const float* y, int64_t n) {
  float lanes[kLanes] = {};
  int64_t i = 0;
  for (; i + kLanes <= n; i += kLanes) {
    for (int64_t k = 0; k < kLanes; ++k) lanes[k] += x[i + k] * y[i + k];
  }
  for (int64_t k = 0; i < n; ++i, ++k) lanes[k] += x[i] * y[i];
  float total = 0.0f;
  for (int64_t k = 0; k < kLanes; ++k) total += lanes[k];
  return total;
}

GALEN_VECTORIZED float max(const float* x, int64_t n) {
  float lanes[kLanes];
  for (int64_t k = 0; k < kLanes; ++k) lanes[k] = x[0];
  int64_t i = 0;
  for (; i + kLanes <= n; i += kLanes) {
    for (int64_t k = 0; k < kLanes; ++k) lanes[k] = x[i + k] > lanes[k] ? x[i + k] : lanes[k];
  }
  for (; i < n; ++i) lanes[0] = x[i] > lanes[0] ? x[i] : lanes[0];
  float largest = lanes[0];
  for (int64_t k = 1; k < kLanes; ++k) largest = lanes[k] > largest ? lanes[k] : largest;
  return largest;
}

GALEN_VECTORIZED void scale_by(const float* x, float scale, const float* weight, float* out, int64_t n) {
  for (int64_t i = 0; i < n; ++i) out[i] = x[i] * scale * weight[i];
}

GALEN_VECTORIZED void axpy(float a, const float* x, float* y, int64_t n) {
  for (int64_t i = 0; i < n; ++i) y[i] += a * x[i];
}

GALEN_VECTORIZED float exp_shifted(float* x, float shift, int64_t n) {
  float lanes[kLanes] = {};
  int64_t i = 0;
  for (; i + kLanes <= n; i += kLanes) {
    for (int64_t k = 0; k < kLanes; ++k) {
      x[i + k] = exp_scalar(x[i + k] - shift);
      lanes[k] += x[i + k];
    }
  }
  for (int64_t k = 0; i < n; ++i, ++k) {
    x[i] = exp_scalar(x[i] - shift);
    lanes[k] += x[i];
  }
  float total = 0.0f;
  for (int64_t k = 0; k < kLanes; ++k) total += lanes[k];
  return total;
}

GALEN_VECTORIZED void swiglu(const float* gate, const float* up, float* out, int64_t n) {
  for (int64_t i = 0; i < n; ++i) out[i] = gate[i] * sigmoid_scalar(gate[i]) * up[i];
}

GALEN_VECTORIZED void swiglu_backward(const float* grad_out, const float* gate, const float* up, float* grad_gate, float* grad_up, int64_t n) {
  for (int64_t i = 0; i < n; ++i) {
    const float s = sigmoid_scalar(gate[i]);
    const float silu = gate[i] * s;
    grad_up[i] = grad_out[i] * silu;
    grad_gate[i] = grad_out[i] * up[i] * (s + silu * (1.0f - s));
  }
}

GALEN_VECTORIZED void rotate_halves(float* x, const float* cosine, const float* sine, float sign, int64_t n) {
  const int64_t half = n / 2;
  float* first = x;
  float* second = x + half;
  for (int64_t i = 0; i < half; ++i) {
    const float a = first[i];
    const float b = second[i];
    first[i] = a * cosine[i] - sign * b * sine[i];
    second[i] = b * cosine[i] + sign * a * sine[i];
  }
}

}  // namespace galen::vec
