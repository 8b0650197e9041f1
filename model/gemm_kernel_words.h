// Words of two bf16 in AVX-512 registers: what packing needs, for AVX-512 BF16 and AMX. Included where GALEN_X86 is defined.
#pragma once

#include <immintrin.h>

#include <algorithm>
#include <cstdint>

#define GALEN_BF16 __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512bf16,fma")))

namespace galen::vec {

// Rows of a 16 x 16 block of words become its columns.
GALEN_BF16 inline void transpose_16x16(__m512i (&r)[16]) {
  __m512i t[16];
  for (int i = 0; i < 8; ++i) {
    t[2 * i] = _mm512_unpacklo_epi32(r[2 * i], r[2 * i + 1]);
    t[2 * i + 1] = _mm512_unpackhi_epi32(r[2 * i], r[2 * i + 1]);
  }
  for (int i = 0; i < 4; ++i) {
    r[4 * i] = _mm512_unpacklo_epi64(t[4 * i], t[4 * i + 2]);
    r[4 * i + 1] = _mm512_unpackhi_epi64(t[4 * i], t[4 * i + 2]);
    r[4 * i + 2] = _mm512_unpacklo_epi64(t[4 * i + 1], t[4 * i + 3]);
    r[4 * i + 3] = _mm512_unpackhi_epi64(t[4 * i + 1], t[4 * i + 3]);
  }
  for (int i = 0; i < 2; ++i) {
    for (int j = 0; j < 4; ++j) {
      t[8 * i + j] = _mm512_shuffle_i32x4(r[8 * i + j], r[8 * i + 4 + j], 0x88);
      t[8 * i + 4 + j] = _mm512_shuffle_i32x4(r[8 * i + j], r[8 * i + 4 + j], 0xdd);
    }
  }
  for (int j = 0; j < 4; ++j) {
    r[j] = _mm512_shuffle_i32x4(t[j], t[8 + j], 0x88);
    r[8 + j] = _mm512_shuffle_i32x4(t[j], t[8 + j], 0xdd);
    r[4 + j] = _mm512_shuffle_i32x4(t[4 + j], t[12 + j], 0x88);
    r[12 + j] = _mm512_shuffle_i32x4(t[4 + j], t[12 + j], 0xdd);
  }
}

// Up to 32 columns of two rows; the second may be null.
struct TwoRows {
  __m512i first, second;
};
GALEN_BF16 inline TwoRows two_rows(const uint16_t* first, const uint16_t* second, __mmask32 mask) {
  return {_mm512_maskz_loadu_epi16(mask, first), second == nullptr ? _mm512_setzero_si512() : _mm512_maskz_loadu_epi16(mask, second)};
}

// Their columns `from` .. from + 15 as 16 pairs.
GALEN_BF16 inline __m512i pairs_of(const TwoRows& rows, int from) {
  // Word i: column from + i of the first row, and of the second, which are the elements from 32 on.
  const __m512i lanes = _mm512_add_epi32(_mm512_set_epi32(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0), _mm512_set1_epi32(from));
  const __m512i order = _mm512_or_si512(lanes, _mm512_slli_epi32(_mm512_add_epi32(lanes, _mm512_set1_epi32(32)), 16));
  return _mm512_permutex2var_epi16(rows.first, order, rows.second);
}

inline __mmask32 first_columns(int64_t count) {
  return count >= 32 ? ~__mmask32{0} : static_cast<__mmask32>((uint32_t{1} << std::max<int64_t>(0, count)) - 1u);
}

inline __mmask16 first_lanes(int64_t count) {
  return count >= 16 ? static_cast<__mmask16>(0xffff) : static_cast<__mmask16>((1u << std::max<int64_t>(0, count)) - 1u);
}

}  // namespace galen::vec
