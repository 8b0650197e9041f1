// Row arithmetic in f32, vectorised by the compiler and chosen at run time by what the processor has (AVX-512, AVX2 or baseline).
//
// Rows of bf16 are widened into a small buffer, worked on in f32 and narrowed again: one rounding per stored value. Everything below works on
// contiguous rows of n floats unless said otherwise.
#pragma once

#include <cstdint>

namespace galen::vec {

void widen(const uint16_t* bf16, float* out, int64_t n);
void narrow(const float* in, uint16_t* bf16, int64_t n);  // round to nearest even

// narrow's result and what it took away, in units of the float's last place, as its bits count: join gives back every number. But one exactly between two bf16,
// rounded towards 0, loses its last bit (rest would be 32,768); and a NaN is another NaN.
void split(const float* in, uint16_t* bf16, int16_t* rest, int64_t n);
void join(const uint16_t* bf16, const int16_t* rest, float* out, int64_t n);

float sum(const float* x, int64_t n);
float dot(const float* x, const float* y, int64_t n);
float max(const float* x, int64_t n);  // n >= 1

// out = x * scale * weight
void scale_by(const float* x, float scale, const float* weight, float* out, int64_t n);
// y += a * x
void axpy(float a, const float* x, float* y, int64_t n);

// out = x - a * y
void subtract_scaled(const float* x, float a, const float* y, float* out, int64_t n);
// sums += a * x * y
void multiply_add(float a, const float* x, const float* y, float* sums, int64_t n);
// y += x, x in bf16
void add_widened(const uint16_t* x, float* y, int64_t n);
// x *= a
void scale(float a, float* x, int64_t n);

// x[i] = exp(x[i] - shift); returns the sum. Within 2 ulp of std::exp for arguments in [-87, 88]; below: 0.
float exp_shifted(float* x, float shift, int64_t n);

// out = gate * sigmoid(gate) * up
void swiglu(const float* gate, const float* up, float* out, int64_t n);
// The gradients of that, given the gradient of out.
void swiglu_backward(const float* grad_out, const float* gate, const float* up, float* grad_gate, float* grad_up, int64_t n);

// The same on bf16 rows; grad_gate and grad_up are times `scale`.
void swiglu_bf16(const uint16_t* gate, const uint16_t* up, uint16_t* out, int64_t n);
void swiglu_backward_bf16(const uint16_t* grad_out, const uint16_t* gate, const uint16_t* up, float scale, uint16_t* grad_gate, uint16_t* grad_up, int64_t n);

// The gradients of a tile of swiglu's output, `rows` x `columns` (a multiple of 16, at most 64).
struct SwigluTile {
  int64_t rows = 0;
  int64_t columns = 0;
  const float* grad = nullptr;     // of the output before its scale, [rows][columns]
  const uint16_t* gate = nullptr;  // rows `stride` apart, as are up's and their gradients'
  const uint16_t* up = nullptr;
  const float* scale = nullptr;  // of each row's output; null: 1
  uint16_t* grad_gate = nullptr;
  uint16_t* grad_up = nullptr;
  int64_t stride = 0;
  uint16_t* activated = nullptr;  // the output times its scale; null: not wanted
  int64_t activated_stride = 0;
  float* dots = nullptr;  // [rows], sum of output (unscaled) * grad; null: not wanted
};
void swiglu_tile_backward(const SwigluTile& t);

// One AdamW step (Loshchilov and Hutter 2019): moments, then weight = weight * decay - step * first / (sqrt(second) * root + epsilon).
struct AdamW {
  float beta1, beta2, gradient_scale, decay, step, root, epsilon;
};
void adamw(const AdamW& s, const float* gradient, float* weight, float* first, float* second, int64_t n);

// Rotates halves: (x1, x2) -> (x1 cos - x2 sin, x2 cos + x1 sin), x1 the first n/2 floats, cos and sin of n/2; sign -1 turns it back.
void rotate_halves(float* x, const float* cosine, const float* sine, float sign, int64_t n);

// Several queries and the keys of one sequence in bf16, as tiles [tiles][width / 2][kKeyTile][2]: 16 tokens side by side, two neighbours along width in one
// word. scores[g][t] = dot(q[g], key t), kKeyTile * tiles a query. width even.
inline constexpr int64_t kKeyTile = 16;
void scores_of_tiles(const float* q, const uint16_t* keys, int64_t groups, int64_t width, int64_t tiles, float* scores);
// sums[g] += sum over t of p[g][t] * x[t]; x: [length][width] in bf16, width a multiple of 16; p's rows p_stride apart.
void add_weighted_rows(const float* p, int64_t p_stride, const uint16_t* x, int64_t groups, int64_t width, int64_t length, float* sums);

// Where the largest is, the first of equals; n >= 1, no NaN.
int64_t argmax(const float* x, int64_t n);
int64_t argmax_bf16(const uint16_t* x, int64_t n);

// Attention works on tiles of [keys, kTileColumns] scores, one column a query, so that softmax needs no sums along a row.
inline constexpr int64_t kTileColumns = 64;

// Two bf16 rows of n become one row of n pairs, the order in which GEMM instructions take their right operand.
void interleave(const uint16_t* first, const uint16_t* second, uint16_t* pairs, int64_t n);

// largest[c] = max(largest[c], scale * s[r][c]) over `rows` rows.
void tile_max(const float* s, int64_t rows, float scale, float* largest);
// p = exp(scale * s - shift[c]) as bf16 pairs of rows (rows even); its column sums, of the rounded values, are added to sums.
void tile_softmax(const float* s, int64_t rows, float scale, const float* shift, float* sums, uint16_t* p_pairs);
// Softmax's backward pass: p = exp(scale * s - log_sum[c]), ds = p * (dp - delta[c]) * scale; both as bf16 rows, ds as pairs of rows too (rows even).
void tile_softmax_backward(const float* s, const float* dp, int64_t rows, float scale, const float* log_sum, const float* delta, uint16_t* p, uint16_t* ds,
                           uint16_t* ds_pairs);
// The same with p and ds as f32.
void tile_softmax_backward(const float* s, const float* dp, int64_t rows, float scale, const float* log_sum, const float* delta, float* p, float* ds,
                           uint16_t* ds_pairs);
// t[r][c] *= factor[c]
void tile_scale(float* t, int64_t rows, const float* factor);

}  // namespace galen::vec
