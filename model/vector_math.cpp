#include "model/vector_math.h"

#include <bit>
#include <cmath>
#include <cstring>

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

GALEN_VECTORIZED void split(const float* in, uint16_t* bf16, int16_t* rest, int64_t n) {
  for (int64_t i = 0; i < n; ++i) {
    const uint32_t bits = std::bit_cast<uint32_t>(in[i]);
    const uint32_t rounded = (bits + 0x7FFFu + ((bits >> 16) & 1u)) >> 16;
    const bool is_nan = (bits & 0x7FFFFFFFu) > 0x7F800000u;
    const auto left = static_cast<int32_t>(bits - (rounded << 16));
    bf16[i] = static_cast<uint16_t>(is_nan ? 0x7FC0u : rounded);
    rest[i] = static_cast<int16_t>(is_nan ? 0 : left > 32767 ? 32767 : left);
  }
}

GALEN_VECTORIZED void join(const uint16_t* bf16, const int16_t* rest, float* out, int64_t n) {
  for (int64_t i = 0; i < n; ++i) out[i] = std::bit_cast<float>((static_cast<uint32_t>(bf16[i]) << 16) + static_cast<uint32_t>(static_cast<int32_t>(rest[i])));
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

namespace {

// Vectors as the compiler's own type, which it keeps in registers where it would spill arrays; a processor with shorter ones takes several for each.
using Floats = float __attribute__((vector_size(4 * kLanes)));
using Words = uint32_t __attribute__((vector_size(4 * kLanes)));
using Halves = uint16_t __attribute__((vector_size(2 * kLanes)));
static_assert(kKeyTile == kLanes);

// Inlined into each clone, with the sums of Groups queries in registers. Even and odd columns are summed apart: twice as many sums hide more latency.
template <int Groups>
__attribute__((always_inline)) inline void scores_of_some(const float* q, const uint16_t* keys, int64_t width, int64_t tiles, float* scores, int64_t stride) {
  for (int64_t tile = 0; tile < tiles; ++tile) {
    Floats even[Groups] = {}, odd[Groups] = {};
    for (int64_t pair = 0; pair < width / 2; ++pair, keys += 2 * kKeyTile) {
      Words words;
      std::memcpy(&words, keys, sizeof words);
      const Words high_bits = words & 0xFFFF0000u;
      const Words low_bits = words << 16;
      const Floats low = reinterpret_cast<Floats>(low_bits);
      const Floats high = reinterpret_cast<Floats>(high_bits);
#pragma GCC unroll 4
      for (int g = 0; g < Groups; ++g) {
        even[g] += q[g * width + 2 * pair] * low;
        odd[g] += q[g * width + 2 * pair + 1] * high;
      }
    }
#pragma GCC unroll 4
    for (int g = 0; g < Groups; ++g) {
      const Floats sum = even[g] + odd[g];
      std::memcpy(scores + g * stride + tile * kKeyTile, &sum, sizeof sum);
    }
  }
}

template <int Groups, int Chunks>
__attribute__((always_inline)) inline void add_some_weighted_rows(const float* p, int64_t p_stride, const uint16_t* x, int64_t width, int64_t length,
                                                                  float* sums) {
  Floats totals[Groups][Chunks];
#pragma GCC unroll 4
  for (int g = 0; g < Groups; ++g) {
#pragma GCC unroll 4
    for (int c = 0; c < Chunks; ++c) std::memcpy(&totals[g][c], sums + g * width + c * kLanes, sizeof(Floats));
  }
  for (int64_t t = 0; t < length; ++t, x += width) {
#pragma GCC unroll 4
    for (int c = 0; c < Chunks; ++c) {
      Halves halves;
      std::memcpy(&halves, x + c * kLanes, sizeof halves);
      const Words words = __builtin_convertvector(halves, Words) << 16;
      const Floats row = reinterpret_cast<Floats>(words);
#pragma GCC unroll 4
      for (int g = 0; g < Groups; ++g) totals[g][c] += p[g * p_stride + t] * row;
    }
  }
#pragma GCC unroll 4
  for (int g = 0; g < Groups; ++g) {
#pragma GCC unroll 4
    for (int c = 0; c < Chunks; ++c) std::memcpy(sums + g * width + c * kLanes, &totals[g][c], sizeof(Floats));
  }
}

}  // namespace

GALEN_VECTORIZED void scores_of_tiles(const float* q, const uint16_t* keys, int64_t groups, int64_t width, int64_t tiles, float* scores) {
  const int64_t stride = tiles * kKeyTile;
  int64_t g = 0;
  for (; g + 3 <= groups; g += 3) scores_of_some<3>(q + g * width, keys, width, tiles, scores + g * stride, stride);
  for (; g < groups; ++g) scores_of_some<1>(q + g * width, keys, width, tiles, scores + g * stride, stride);
}

GALEN_VECTORIZED void add_weighted_rows(const float* p, int64_t p_stride, const uint16_t* x, int64_t groups, int64_t width, int64_t length, float* sums) {
  int64_t i = 0;
  for (; i + 4 * kLanes <= width; i += 4 * kLanes) {
    int64_t g = 0;
    for (; g + 3 <= groups; g += 3) add_some_weighted_rows<3, 4>(p + g * p_stride, p_stride, x + i, width, length, sums + g * width + i);
    for (; g < groups; ++g) add_some_weighted_rows<1, 4>(p + g * p_stride, p_stride, x + i, width, length, sums + g * width + i);
  }
  for (; i < width; i += kLanes) {
    for (int64_t g = 0; g < groups; ++g) add_some_weighted_rows<1, 1>(p + g * p_stride, p_stride, x + i, width, length, sums + g * width + i);
  }
}

namespace {

// The block that holds the largest is found by its maximum, then searched.
template <typename Value, typename Widen>
__attribute__((always_inline)) inline int64_t argmax_of(const Value* x, int64_t n, const Widen& widened) {
  constexpr int64_t kBlock = 1024;
  float best = widened(x[0]);
  int64_t where = 0;
  for (int64_t begin = 0; begin < n; begin += kBlock) {
    const int64_t count = n - begin < kBlock ? n - begin : kBlock;
    const Value* block = x + begin;
    float lanes[kLanes];
    for (int64_t k = 0; k < kLanes; ++k) lanes[k] = best;
    int64_t i = 0;
    for (; i + kLanes <= count; i += kLanes) {
      for (int64_t k = 0; k < kLanes; ++k) lanes[k] = widened(block[i + k]) > lanes[k] ? widened(block[i + k]) : lanes[k];
    }
    for (; i < count; ++i) lanes[0] = widened(block[i]) > lanes[0] ? widened(block[i]) : lanes[0];
    float largest = lanes[0];
    for (int64_t k = 1; k < kLanes; ++k) largest = lanes[k] > largest ? lanes[k] : largest;
    if (largest > best) {
      best = largest;
      where = begin;
    }
  }
  while (widened(x[where]) != best) ++where;
  return where;
}

}  // namespace

GALEN_VECTORIZED int64_t argmax(const float* x, int64_t n) {
  return argmax_of(x, n, [](float value) { return value; });
}

GALEN_VECTORIZED int64_t argmax_bf16(const uint16_t* x, int64_t n) {
  return argmax_of(x, n, [](uint16_t value) { return widen_scalar(value); });
}

// Pairs are written as one 32-bit word, the first of them low: x86 is little-endian, and so is every other processor this runs on.
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
  // In arrays of its own, which the compiler knows not to overlap: with AVX2 it otherwise takes columns one by one.
  float total[kTileColumns];
  for (int64_t c = 0; c < kTileColumns; ++c) total[c] = sums[c];
  for (int64_t r = 0; r < rows; r += 2) {
    const float* first = s + r * kTileColumns;
    const float* second = first + kTileColumns;
    uint32_t a[kTileColumns];
    uint32_t b[kTileColumns];
    for (int64_t c = 0; c < kTileColumns; ++c) a[c] = narrow_scalar(exp_scalar(first[c] * scale - shift[c]));
    for (int64_t c = 0; c < kTileColumns; ++c) b[c] = narrow_scalar(exp_scalar(second[c] * scale - shift[c]));
    auto* words = reinterpret_cast<uint32_t*>(p_pairs + r * kTileColumns);
    for (int64_t c = 0; c < kTileColumns; ++c) total[c] += widen_scalar(a[c]) + widen_scalar(b[c]);
    for (int64_t c = 0; c < kTileColumns; ++c) words[c] = a[c] | (b[c] << 16);
  }
  for (int64_t c = 0; c < kTileColumns; ++c) sums[c] = total[c];
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

GALEN_VECTORIZED void tile_softmax_backward(const float* s, const float* dp, int64_t rows, float scale, const float* log_sum, const float* delta, float* p,
                                            float* ds, uint16_t* ds_pairs) {
  for (int64_t r = 0; r < rows; ++r) {
    const int64_t at = r * kTileColumns;
    for (int64_t c = 0; c < kTileColumns; ++c) {
      p[at + c] = exp_scalar(s[at + c] * scale - log_sum[c]);
      ds[at + c] = p[at + c] * (dp[at + c] - delta[c]) * scale;
    }
  }
  for (int64_t r = 0; r < rows; r += 2) {
    const int64_t at = r * kTileColumns;
    auto* words = reinterpret_cast<uint32_t*>(ds_pairs + at);
    for (int64_t c = 0; c < kTileColumns; ++c) words[c] = narrow_scalar(ds[at + c]) | (narrow_scalar(ds[at + kTileColumns + c]) << 16);
  }
}

GALEN_VECTORIZED void tile_scale(float* t, int64_t rows, const float* factor) {
  for (int64_t r = 0; r < rows; ++r) {
    for (int64_t c = 0; c < kTileColumns; ++c) t[r * kTileColumns + c] *= factor[c];
  }
}

}  // namespace galen::vec
