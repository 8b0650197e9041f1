// Row arithmetic in f32, vectorised by the compiler and chosen at run time by what the processor has (AVX-512, AVX2 or baseline).
//
// Rows of bf16 are widened into a small buffer, worked on in f32 and narrowed again: one rounding per stored value. Everything below works on
// contiguous rows of n floats unless said otherwise.
#pragma once

#include <cstdint>

namespace galen::vec {

void widen(const uint16_t* bf16, float* out, int64_t n);
void narrow(const float* in, uint16_t* bf16, int64_t n);   // round to nearest even

float sum(const float* x, int64_t n);
float dot(const float* x, const float* y, int64_t n);
float max(const float* x, int64_t n);                      // n >= 1

// out = x * scale * weight
void scale_by(const float* x, float scale, const float* weight, float* out, int64_t n);
// y += a * x
void axpy(float a, const float* x, float* y, int64_t n);

// x[i] = exp(x[i] - shift); returns the sum. Within 2 ulp of std::exp for arguments in [-87, 88]; below: 0.
float exp_shifted(float* x, float shift, int64_t n);

// out = gate * sigmoid(gate) * up
void swiglu(const float* gate, const float* up, float* out, int64_t n);
// The gradients of that, given the gradient of out.
void swiglu_backward(const float* grad_out, const float* gate, const float* up, float* grad_gate, float* grad_up, int64_t n);

// Rotates halves: (x1, x2) -> (x1 cos - x2 sin, x2 cos + x1 sin), x1 the first n/2 floats, cos and sin of n/2; sign -1 turns it back.
void rotate_halves(float* x, const float* cosine, const float* sine, float sign, int64_t n);

}  // namespace galen::vec
