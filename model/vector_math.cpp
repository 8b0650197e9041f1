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

// Infinities stay; so do the NaNs that arithmetic makes (their low bits are 0).
inline uint32_t narrow_scalar(float x) {
  const uint32_t bits = std::bit_cast<uint32_t>(x);
  return (bits + 0x7FFFu + ((bits >> 16) & 1u)) >> 16;
}

inline float widen_scalar(uint32_t bf16) {
  return std::bit_cast<float>(bf16 << 16);
}

}  // namespace

GALEN_VECTORIZED void widen(const uint16_t* bf16, float* out, int64_t n) {
  for (int64_t i = 0; i < n; ++i) out[i] = std::bit_cast<float>(static_cast<uint32_t>(bf16[i]) << 16);
}

GALEN_VECTORIZED void narrow(const float* in, uint16_t* bf16, int64_t n) {
  for (int64_t i = 0; i < n; ++i) {
    const uint32_t bits = std::bit_cast<uint32_t>(in[i]);
    const uint32_t rounded = (bits + 0x7FFFu + ((bits >> 16) & 1u)) >> 16;
    bf16[i] = static_cast<uint16_t>((bits & 0x7FFFFFFFu) > 0x7F800000u ? 0x7FC0u : rounded);  // NaN stays NaN
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

GALEN_VECTORIZED void subtract_scaled(const float* x, float a, const float* y, float* out, int64_t n) {
  for (int64_t i = 0; i < n; ++i) out[i] = x[i] - a * y[i];
}

GALEN_VECTORIZED void multiply_add(float a, const float* x, const float* y, float* sums, int64_t n) {
  for (int64_t i = 0; i < n; ++i) sums[i] += a * x[i] * y[i];
}

GALEN_VECTORIZED void add_widened(const uint16_t* x, float* y, int64_t n) {
  for (int64_t i = 0; i < n; ++i) y[i] += widen_scalar(x[i]);
}

GALEN_VECTORIZED void scale(float a, float* x, int64_t n) {
  for (int64_t i = 0; i < n; ++i) x[i] *= a;
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

GALEN_VECTORIZED void swiglu_bf16(const uint16_t* gate, const uint16_t* up, uint16_t* out, int64_t n) {
  for (int64_t i = 0; i < n; ++i) {
    const float g = widen_scalar(gate[i]);
    out[i] = static_cast<uint16_t>(narrow_scalar(g * sigmoid_scalar(g) * widen_scalar(up[i])));
  }
}

GALEN_VECTORIZED void swiglu_backward_bf16(const uint16_t* grad_out, const uint16_t* gate, const uint16_t* up, float scale, uint16_t* grad_gate,
                                           uint16_t* grad_up, int64_t n) {
  for (int64_t i = 0; i < n; ++i) {
    const float g = widen_scalar(gate[i]);
    const float s = sigmoid_scalar(g);
    const float silu = g * s;
    const float dy = widen_scalar(grad_out[i]) * scale;
    grad_up[i] = static_cast<uint16_t>(narrow_scalar(dy * silu));
    grad_gate[i] = static_cast<uint16_t>(narrow_scalar(dy * widen_scalar(up[i]) * (s + silu * (1.0f - s))));
  }
}

GALEN_VECTORIZED void swiglu_tile_backward(const SwigluTile& t) {
  constexpr int64_t kMaxColumns = 64;
  for (int64_t r = 0; r < t.rows; ++r) {
    const float* __restrict grad = t.grad + r * t.columns;
    const uint16_t* __restrict gate = t.gate + r * t.stride;
    const uint16_t* __restrict up = t.up + r * t.stride;
    uint16_t* __restrict grad_gate = t.grad_gate + r * t.stride;
    uint16_t* __restrict grad_up = t.grad_up + r * t.stride;
    const float scale = t.scale == nullptr ? 1.0f : t.scale[r];
    float output[kMaxColumns];
    for (int64_t c = 0; c < t.columns; ++c) {
      const float g = widen_scalar(gate[c]);
      const float u = widen_scalar(up[c]);
      const float s = sigmoid_scalar(g);
      const float silu = g * s;
      const float dy = grad[c] * scale;
      output[c] = silu * u;
      grad_up[c] = static_cast<uint16_t>(narrow_scalar(dy * silu));
      grad_gate[c] = static_cast<uint16_t>(narrow_scalar(dy * u * (s + silu * (1.0f - s))));
    }
    if (t.activated != nullptr) {
      uint16_t* __restrict activated = t.activated + r * t.activated_stride;
      for (int64_t c = 0; c < t.columns; ++c) activated[c] = static_cast<uint16_t>(narrow_scalar(output[c] * scale));
    }
    if (t.dots != nullptr) {
      float lanes[kLanes] = {};
      for (int64_t c = 0; c < t.columns; c += kLanes) {
        for (int64_t lane = 0; lane < kLanes; ++lane) lanes[lane] += output[c + lane] * grad[c + lane];
      }
      float total = 0;
      for (int64_t lane = 0; lane < kLanes; ++lane) total += lanes[lane];
      t.dots[r] = total;
    }
  }
}

GALEN_VECTORIZED void adamw(const AdamW& s, const float* gradient, float* weight, float* first, float* second, int64_t n) {
  const AdamW c = s;  // in registers: the compiler can't know that the arrays don't overlap it
  for (int64_t i = 0; i < n; ++i) {
    const float g = gradient[i] * c.gradient_scale;
    first[i] = c.beta1 * first[i] + (1.0f - c.beta1) * g;
    second[i] = c.beta2 * second[i] + (1.0f - c.beta2) * g * g;
    weight[i] = weight[i] * c.decay - c.step * first[i] / (std::sqrt(second[i]) * c.root + c.epsilon);
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

// Pairs are written as one 32-bit word, the first of them low: x86 is little-endian, and so is every other processor this runs on.
GALEN_VECTORIZED void scores_of(const float* q, const uint16_t* x, int64_t groups, int64_t width, int64_t length, float scale, float* scores) {
  for (int64_t t = 0; t < length; ++t) {
    const uint16_t* row = x + t * width;
    for (int64_t g = 0; g < groups; ++g) {
      const float* query = q + g * width;
      float lanes[kLanes] = {};
      for (int64_t i = 0; i < width; i += kLanes) {
        for (int64_t lane = 0; lane < kLanes; ++lane) lanes[lane] += query[i + lane] * widen_scalar(row[i + lane]);
      }
      float total = 0;
      for (int64_t lane = 0; lane < kLanes; ++lane) total += lanes[lane];
      scores[g * length + t] = scale * total;
    }
  }
}

GALEN_VECTORIZED void add_weighted_rows(const float* p, const uint16_t* x, int64_t groups, int64_t width, int64_t length, float* sums) {
  for (int64_t g = 0; g < groups; ++g) {
    for (int64_t i = 0; i < width; i += kLanes) {
      float lanes[kLanes];
      for (int64_t lane = 0; lane < kLanes; ++lane) lanes[lane] = sums[g * width + i + lane];
      for (int64_t t = 0; t < length; ++t) {
        const float weight = p[g * length + t];
        const uint16_t* row = x + t * width + i;
        for (int64_t lane = 0; lane < kLanes; ++lane) lanes[lane] += weight * widen_scalar(row[lane]);
      }
      for (int64_t lane = 0; lane < kLanes; ++lane) sums[g * width + i + lane] = lanes[lane];
    }
  }
}

GALEN_VECTORIZED void interleave(const uint16_t* first, const uint16_t* second, uint16_t* pairs, int64_t n) {
  auto* words = reinterpret_cast<uint32_t*>(pairs);
  for (int64_t i = 0; i < n; ++i) words[i] = first[i] | (static_cast<uint32_t>(second[i]) << 16);
}

GALEN_VECTORIZED void tile_max(const float* s, int64_t rows, float scale, float* largest) {
  for (int64_t r = 0; r < rows; ++r) {
    const float* row = s + r * kTileColumns;
    for (int64_t c = 0; c < kTileColumns; ++c) largest[c] = row[c] * scale > largest[c] ? row[c] * scale : largest[c];
  }
}

GALEN_VECTORIZED void tile_softmax(const float* s, int64_t rows, float scale, const float* shift, float* sums, uint16_t* p_pairs) {
  for (int64_t r = 0; r < rows; r += 2) {
    const float* first = s + r * kTileColumns;
    const float* second = first + kTileColumns;
    auto* words = reinterpret_cast<uint32_t*>(p_pairs + r * kTileColumns);
    for (int64_t c = 0; c < kTileColumns; ++c) {
      const uint32_t a = narrow_scalar(exp_scalar(first[c] * scale - shift[c]));
      const uint32_t b = narrow_scalar(exp_scalar(second[c] * scale - shift[c]));
      sums[c] += widen_scalar(a) + widen_scalar(b);
      words[c] = a | (b << 16);
    }
  }
}

GALEN_VECTORIZED void tile_softmax_backward(const float* s, const float* dp, int64_t rows, float scale, const float* log_sum, const float* delta, uint16_t* p,
                                            uint16_t* ds, uint16_t* ds_pairs) {
  for (int64_t r = 0; r < rows; ++r) {
    const int64_t at = r * kTileColumns;
    for (int64_t c = 0; c < kTileColumns; ++c) {
      const float probability = exp_scalar(s[at + c] * scale - log_sum[c]);
      p[at + c] = static_cast<uint16_t>(narrow_scalar(probability));
      ds[at + c] = static_cast<uint16_t>(narrow_scalar(probability * (dp[at + c] - delta[c]) * scale));
    }
  }
  for (int64_t r = 0; r < rows; r += 2) {
    const int64_t at = r * kTileColumns;
    auto* words = reinterpret_cast<uint32_t*>(ds_pairs + at);
    for (int64_t c = 0; c < kTileColumns; ++c) words[c] = ds[at + c] | (static_cast<uint32_t>(ds[at + kTileColumns + c]) << 16);
  }
}

GALEN_VECTORIZED void tile_scale(float* t, int64_t rows, const float* factor) {
  for (int64_t r = 0; r < rows; ++r) {
    for (int64_t c = 0; c < kTileColumns; ++c) t[r * kTileColumns + c] *= factor[c];
  }
}

}  // namespace galen::vec
