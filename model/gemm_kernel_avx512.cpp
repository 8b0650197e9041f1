// The products of model/gemm_kernel.h in AVX-512 BF16: 14 rows x 2 vectors of sums.
#include "model/gemm_kernel_parts.h"

#ifdef GALEN_X86

// GCC 12 says so of its own _mm512_undefined_*.
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#pragma GCC diagnostic ignored "-Wuninitialized"
#include <immintrin.h>

#include <algorithm>

#include "model/gemm_kernel_words.h"

namespace galen::vec {
namespace avx512 {
namespace {

constexpr int64_t kTileRows = 14;  // 14 x 2 sums fill the registers

// Up to 16 rows' words p .. p + 15 (fewer at the end), as columns, to out + i * out_stride for word p + i; of a column the lanes of `kept`.
GALEN_BF16 inline void turn_block(const uint16_t* const (&row)[16], int64_t p, int64_t pairs, uint32_t* out, int64_t out_stride, __mmask16 kept) {
  const int64_t count = std::min<int64_t>(16, pairs - p);
  const auto mask = static_cast<__mmask16>((1u << count) - 1u);
  __m512i r[16];
  for (int i = 0; i < 16; ++i) r[i] = row[i] != nullptr ? _mm512_maskz_loadu_epi32(mask, row[i] + 2 * p) : _mm512_setzero_si512();
  transpose_16x16(r);
  for (int64_t i = 0; i < count; ++i) _mm512_mask_storeu_epi32(out + i * out_stride, kept, r[i]);
}

GALEN_BF16 void pack_tile_of_rows(const uint16_t* x, int64_t stride, int64_t rows, int64_t k, uint32_t* out) {
  const uint16_t* row[16] = {};
  for (int64_t i = 0; i < rows; ++i) row[i] = x + i * stride;
  for (int64_t p = 0; p < k / 2; p += 16) turn_block(row, p, k / 2, out + p * kTileRows, kTileRows, 0x3fff);
}

GALEN_BF16 void pack_panel_of_rows(const uint16_t* x, int64_t stride, int64_t rows, int64_t k, uint32_t* out) {
  for (int64_t half = 0; half < 2; ++half) {
    const uint16_t* row[16] = {};
    for (int64_t i = 0; i < 16 && half * 16 + i < rows; ++i) row[i] = x + (half * 16 + i) * stride;
    for (int64_t p = 0; p < k / 2; p += 16) turn_block(row, p, k / 2, out + p * kPanelColumns + half * 16, kPanelColumns, 0xffff);
  }
}

GALEN_BF16 void pack_tiles_of_columns(const uint16_t* x, int64_t stride, int64_t columns, int64_t k, uint32_t* out, int64_t pitch) {
  for (int64_t p = 0; 2 * p < k; ++p) {
    const uint16_t* first = x + 2 * p * stride;
    const uint16_t* second = 2 * p + 1 < k ? first + stride : nullptr;
    uint32_t* target = out + p * kTileRows;
    for (int64_t c = 0; c < columns; c += 2 * kTileRows, target += 2 * pitch) {
      const TwoRows rows = two_rows(first + c, second == nullptr ? nullptr : second + c, first_columns(std::min(2 * kTileRows, columns - c)));
      _mm512_mask_storeu_epi32(target, 0x3fff, pairs_of(rows, 0));
      if (columns - c > kTileRows) _mm512_mask_storeu_epi32(target + pitch, 0x3fff, pairs_of(rows, kTileRows));
    }
  }
}

GALEN_BF16 void pack_panels_of_columns(const uint16_t* x, int64_t stride, int64_t columns, int64_t k, uint32_t* out, int64_t pitch) {
  for (int64_t p = 0; 2 * p < k; ++p) {
    const uint16_t* first = x + 2 * p * stride;
    const uint16_t* second = 2 * p + 1 < k ? first + stride : nullptr;
    uint32_t* target = out + p * kPanelColumns;
    for (int64_t c = 0; c < columns; c += kPanelColumns, target += pitch) {
      const TwoRows rows = two_rows(first + c, second == nullptr ? nullptr : second + c, first_columns(columns - c));
      _mm512_storeu_si512(target, pairs_of(rows, 0));
      _mm512_storeu_si512(target + 16, pairs_of(rows, 16));
    }
  }
}

// Rows beyond `Rows` of the tile aren't looked at.
template <int Rows, bool kPacked>
GALEN_BF16 void multiply_rows(const TileRows& tile, const uint32_t* panel, int64_t pairs, const TileOutput& out) {
  constexpr int64_t kAhead = 12;  // pairs; panels come from the second cache
  __m512 sums[Rows][2];
#pragma GCC unroll 14
  for (int64_t i = 0; i < Rows; ++i) {
    sums[i][0] = _mm512_setzero_ps();
    sums[i][1] = _mm512_setzero_ps();
  }
  // Rows in memory are reached from five pointers, three rows each: fourteen would not fit the registers.
  const int64_t stride = kPacked ? 1 : tile.stride;
  const uint32_t* base[5];
#pragma GCC unroll 5
  for (int64_t i = 0; i < 5; ++i) base[i] = tile.words + 3 * i * stride;
  for (int64_t p = 0; p < pairs; ++p) {
    _mm_prefetch(reinterpret_cast<const char*>(panel + kAhead * kPanelColumns), _MM_HINT_T0);
    _mm_prefetch(reinterpret_cast<const char*>(panel + kAhead * kPanelColumns + 16), _MM_HINT_T0);
    if constexpr (kPacked) _mm_prefetch(reinterpret_cast<const char*>(base[0] + 2 * kAhead * kTileRows), _MM_HINT_T0);
    const auto left = reinterpret_cast<__m512bh>(_mm512_loadu_si512(panel));
    const auto right = reinterpret_cast<__m512bh>(_mm512_loadu_si512(panel + 16));
#pragma GCC unroll 14
    for (int64_t i = 0; i < Rows; ++i) {
      const uint32_t word = kPacked ? base[0][i] : base[i / 3][i % 3 * stride];
      const auto row = reinterpret_cast<__m512bh>(_mm512_set1_epi32(static_cast<int>(word)));
      sums[i][0] = _mm512_dpbf16_ps(sums[i][0], row, left);
      sums[i][1] = _mm512_dpbf16_ps(sums[i][1], row, right);
    }
    panel += kPanelColumns;
#pragma GCC unroll 5
    for (int64_t i = 0; i < 5; ++i) base[i] += kPacked ? kTileRows : 1;
  }
  const __mmask16 mask[2] = {first_lanes(out.columns), first_lanes(out.columns - 16)};
#pragma GCC unroll 14
  for (int64_t i = 0; i < Rows; ++i) {
    if (i >= out.rows) break;
#pragma GCC unroll 2
    for (int64_t half = 0; half < 2; ++half) {
      if (out.narrow != nullptr) {
        const auto rounded = reinterpret_cast<__m256i>(_mm512_cvtneps_pbh(sums[i][half]));
        _mm256_mask_storeu_epi16(out.narrow + i * out.stride + half * 16, mask[half], rounded);
      } else {
        float* target = out.wide + i * out.stride + half * 16;
        const __m512 before = out.replaces ? _mm512_setzero_ps() : _mm512_maskz_loadu_ps(mask[half], target);
        _mm512_mask_storeu_ps(target, mask[half], _mm512_add_ps(before, sums[i][half]));
      }
    }
  }
}

template <bool kPacked>
void multiply_some_rows(const TileRows& tile, const uint32_t* panel, int64_t pairs, const TileOutput& out) {
  // A tile with fewer rows than the code looks at reads on behind it: into the next tile's packed rows, but not beyond a matrix in memory.
  if (!kPacked) {
    switch (out.rows) {
      case 1:
        return multiply_rows<1, false>(tile, panel, pairs, out);
      case 2:
        return multiply_rows<2, false>(tile, panel, pairs, out);
      case 3:
        return multiply_rows<3, false>(tile, panel, pairs, out);
      case 4:
        return multiply_rows<4, false>(tile, panel, pairs, out);
      case 5:
        return multiply_rows<5, false>(tile, panel, pairs, out);
      case 6:
        return multiply_rows<6, false>(tile, panel, pairs, out);
      case 7:
        return multiply_rows<7, false>(tile, panel, pairs, out);
      case 8:
        return multiply_rows<8, false>(tile, panel, pairs, out);
      case 9:
        return multiply_rows<9, false>(tile, panel, pairs, out);
      case 10:
        return multiply_rows<10, false>(tile, panel, pairs, out);
      case 11:
        return multiply_rows<11, false>(tile, panel, pairs, out);
      case 12:
        return multiply_rows<12, false>(tile, panel, pairs, out);
      case 13:
        return multiply_rows<13, false>(tile, panel, pairs, out);
      default:
        return multiply_rows<kTileRows, false>(tile, panel, pairs, out);
    }
  }
  if (out.rows > 10) return multiply_rows<kTileRows, true>(tile, panel, pairs, out);
  if (out.rows > 5) return multiply_rows<10, true>(tile, panel, pairs, out);
  return multiply_rows<5, true>(tile, panel, pairs, out);
}

void multiply_tile(const TileRows& tile, const uint32_t* panel, int64_t pairs, const TileOutput& out) {
  if (tile.stride == 0) {
    multiply_some_rows<true>(tile, panel, pairs, out);
  } else {
    multiply_some_rows<false>(tile, panel, pairs, out);
  }
}

// w's row c, or its last for columns beyond: they are computed and not looked at.
inline const uint16_t* row_of(const FewRows& f, int64_t c) {
  return f.w + std::min(c, f.columns - 1) * f.w_stride;
}

// A line of each of the 16 rows behind these: w goes through the processor once, too fast for it to guess.
GALEN_BF16 inline void fetch_next(const FewRows& f, int64_t p) {
#pragma GCC unroll 16
  for (int64_t i = 0; i < 16; ++i) _mm_prefetch(reinterpret_cast<const char*>(f.w + (16 + i) * f.w_stride + 2 * p), _MM_HINT_T1);
}

template <int Rows>
GALEN_BF16 void multiply_turned(const FewRows& f, float* sums) {
  const uint16_t* row[16];
  for (int64_t c = 0; c < 16; ++c) row[c] = row_of(f, c);
  __m512 sum[Rows];
#pragma GCC unroll 8
  for (int r = 0; r < Rows; ++r) sum[r] = _mm512_setzero_ps();
  const uint32_t* x = f.x;
  int64_t p = 0;
  for (; p + 16 <= f.pairs; p += 16) {
    fetch_next(f, p);
    __m512i words[16];
#pragma GCC unroll 16
    for (int i = 0; i < 16; ++i) words[i] = _mm512_loadu_si512(row[i] + 2 * p);
    transpose_16x16(words);
#pragma GCC unroll 16
    for (int i = 0; i < 16; ++i) {
#pragma GCC unroll 8
      for (int r = 0; r < Rows; ++r) {
        const auto factor = reinterpret_cast<__m512bh>(_mm512_set1_epi32(static_cast<int>(x[i * Rows + r])));
        sum[r] = _mm512_dpbf16_ps(sum[r], factor, reinterpret_cast<__m512bh>(words[i]));
      }
    }
    x += 16 * Rows;
  }
  if (p < f.pairs) {
    alignas(64) uint32_t words[256];
    turn_block(row, p, f.pairs, words, 16, 0xffff);
    for (int64_t i = 0; i < f.pairs - p; ++i) {
#pragma GCC unroll 8
      for (int r = 0; r < Rows; ++r) {
        const auto factor = reinterpret_cast<__m512bh>(_mm512_set1_epi32(static_cast<int>(x[i * Rows + r])));
        sum[r] = _mm512_dpbf16_ps(sum[r], factor, reinterpret_cast<__m512bh>(_mm512_load_si512(words + 16 * i)));
      }
    }
  }
#pragma GCC unroll 8
  for (int r = 0; r < Rows; ++r) _mm512_storeu_ps(sums + 16 * r, _mm512_add_ps(_mm512_loadu_ps(sums + 16 * r), sum[r]));
}

// A lane a row of x, a register a row of w. kWhole: 16 rows of w, reached from six pointers, three rows each, since 16 would not fit the registers.
template <bool kWhole>
GALEN_BF16 void multiply_spread(const FewRows& f, float* sums) {
  __m512 sum[16];
#pragma GCC unroll 16
  for (int c = 0; c < 16; ++c) sum[c] = _mm512_setzero_ps();
  const int64_t stride = f.w_stride / 2;
  const uint32_t* base[6];
  const uint32_t* word[16];
#pragma GCC unroll 6
  for (int64_t i = 0; i < 6; ++i) base[i] = reinterpret_cast<const uint32_t*>(f.w) + 3 * i * stride;
  if constexpr (!kWhole) {
    for (int64_t c = 0; c < 16; ++c) word[c] = reinterpret_cast<const uint32_t*>(row_of(f, c));
  }
  const uint32_t* lanes = f.x;
  const auto add_pair = [&](int64_t p) GALEN_BF16 __attribute__((always_inline)) {
    const auto x = reinterpret_cast<__m512bh>(_mm512_loadu_si512(lanes + 16 * p));
#pragma GCC unroll 16
    for (int c = 0; c < 16; ++c) {
      const uint32_t w = kWhole ? base[c / 3][c % 3 * stride + p] : word[c][p];
      sum[c] = _mm512_dpbf16_ps(sum[c], x, reinterpret_cast<__m512bh>(_mm512_set1_epi32(static_cast<int>(w))));
    }
  };
  const auto advance = [&](int64_t pairs) GALEN_BF16 __attribute__((always_inline)) {
    lanes += 16 * pairs;
#pragma GCC unroll 6
    for (int64_t i = 0; i < 6; ++i) base[i] += pairs;
    if constexpr (!kWhole) {
      for (int64_t c = 0; c < 16; ++c) word[c] += pairs;
    }
  };
  constexpr int64_t kAtOnce = 4;
  int64_t left = f.pairs;
  for (; left >= kAtOnce; left -= kAtOnce) {
    // Of the 16 lines that 16 pairs take, those of four rows.
    const int64_t done = f.pairs - left;
#pragma GCC unroll 4
    for (int64_t i = 0; i < 4; ++i) {
      _mm_prefetch(reinterpret_cast<const char*>(f.w + (16 + done % 16 + i) * f.w_stride + 2 * (done - done % 16)), _MM_HINT_T1);
    }
    add_pair(0);
    add_pair(1);
    add_pair(2);
    add_pair(3);
    advance(kAtOnce);
  }
  for (; left > 0; --left) {
    add_pair(0);
    advance(1);
  }
  __m512i turned[16];
#pragma GCC unroll 16
  for (int c = 0; c < 16; ++c) turned[c] = _mm512_castps_si512(sum[c]);
  transpose_16x16(turned);
#pragma GCC unroll 16
  for (int r = 0; r < 16; ++r) {
    if (r >= f.rows) break;
    _mm512_storeu_ps(sums + 16 * r, _mm512_add_ps(_mm512_loadu_ps(sums + 16 * r), _mm512_castsi512_ps(turned[r])));
  }
}

GALEN_BF16 void pack_few_rows(const uint16_t* const* x, int64_t rows, int64_t k, uint32_t* out) {
  const uint16_t* row[16] = {};
  std::copy_n(x, rows, row);
  const int64_t lanes = lanes_for(rows);
  for (int64_t p = 0; p < k / 2; p += 16) turn_block(row, p, k / 2, out + p * lanes, lanes, first_lanes(lanes));
}

void multiply_few_rows(const FewRows& f, float* sums) {
  switch (f.rows) {
    case 1:
      return multiply_turned<1>(f, sums);
    case 2:
      return multiply_turned<2>(f, sums);
    case 3:
      return multiply_turned<3>(f, sums);
    case 4:
      return multiply_turned<4>(f, sums);
    case 5:
      return multiply_turned<5>(f, sums);
    case 6:
      return multiply_turned<6>(f, sums);
    case 7:
      return multiply_turned<7>(f, sums);
    case kTurnedRows:
      return multiply_turned<kTurnedRows>(f, sums);
    default:
      return f.columns == 16 ? multiply_spread<true>(f, sums) : multiply_spread<false>(f, sums);
  }
}

}  // namespace
}  // namespace avx512

const GemmKernels kAvx512Kernels{avx512::kTileRows,
                                 1,
                                 1,
                                 4096,
                                 384 * 1024,
                                 true,
                                 nothing_to_end,
                                 avx512::pack_tile_of_rows,
                                 avx512::pack_panel_of_rows,
                                 avx512::pack_tiles_of_columns,
                                 avx512::pack_panels_of_columns,
                                 avx512::multiply_tile,
                                 nullptr,
                                 nullptr,
                                 avx512::pack_few_rows,
                                 avx512::multiply_few_rows,
                                 multiply_block_avx2};

}  // namespace galen::vec

#endif
