// The products of model/gemm_kernel.h in AVX2 and FMA: bf16 is widened to f32 on its way into blocks of 6 rows x 2 vectors of sums.
//
// A panel's pair of bf16 becomes two f32 by shifts, which cost 6 instructions for 24 fused multiply-adds and keep panels half as large in the second cache.
// (Masking the upper one would be one instruction, but its mask would push a sum out of the registers.) Rows are widened once, when they are packed.
#include "model/gemm_kernel_parts.h"

#ifdef GALEN_X86

#include <immintrin.h>

#include <algorithm>
#include <bit>

namespace galen::vec {
namespace avx2 {
namespace {

#define GALEN_AVX2 __attribute__((target("avx2,fma")))

constexpr int64_t kBlockRows = 6;
constexpr int64_t kBlocks = 2;  // of rows in a tile
constexpr int64_t kTileRows = kBlocks * kBlockRows;
constexpr int64_t kBlockColumns = 16;

// Eight rows of eight words become its columns.
GALEN_AVX2 inline void transpose_8x8(__m256i (&r)[8]) {
  __m256i t[8];
  for (int i = 0; i < 4; ++i) {
    t[2 * i] = _mm256_unpacklo_epi32(r[2 * i], r[2 * i + 1]);
    t[2 * i + 1] = _mm256_unpackhi_epi32(r[2 * i], r[2 * i + 1]);
  }
  for (int i = 0; i < 2; ++i) {
    r[4 * i] = _mm256_unpacklo_epi64(t[4 * i], t[4 * i + 2]);
    r[4 * i + 1] = _mm256_unpackhi_epi64(t[4 * i], t[4 * i + 2]);
    r[4 * i + 2] = _mm256_unpacklo_epi64(t[4 * i + 1], t[4 * i + 3]);
    r[4 * i + 3] = _mm256_unpackhi_epi64(t[4 * i + 1], t[4 * i + 3]);
  }
  for (int j = 0; j < 4; ++j) {
    t[j] = _mm256_permute2x128_si256(r[j], r[4 + j], 0x20);
    t[4 + j] = _mm256_permute2x128_si256(r[j], r[4 + j], 0x31);
  }
  for (int j = 0; j < 8; ++j) r[j] = t[j];
}

GALEN_AVX2 inline __m256i load_words(const void* from) {
  return _mm256_loadu_si256(static_cast<const __m256i*>(from));
}

// Up to 8 rows' words p .. p + 7 (fewer at the end), as columns of 8, to out + i * out_stride for word p + i.
GALEN_AVX2 inline void turn_words(const uint16_t* const* row, int64_t p, int64_t pairs, uint32_t* out, int64_t out_stride) {
  const int64_t count = std::min<int64_t>(8, pairs - p);
  __m256i r[8];
  for (int i = 0; i < 8; ++i) {
    if (row[i] == nullptr) {
      r[i] = _mm256_setzero_si256();
    } else if (count == 8) {
      r[i] = load_words(row[i] + 2 * p);
    } else {
      alignas(32) uint32_t words[8] = {};
      __builtin_memcpy(words, row[i] + 2 * p, static_cast<size_t>(count) * sizeof(uint32_t));
      r[i] = load_words(words);
    }
  }
  transpose_8x8(r);
  for (int64_t i = 0; i < count; ++i) _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + i * out_stride), r[i]);
}

GALEN_AVX2 inline __m256i widened(__m128i bf16) {
  return _mm256_slli_epi32(_mm256_cvtepu16_epi32(bf16), 16);
}

// Up to 6 rows of k bf16 (k even), as [k][6] f32.
GALEN_AVX2 void widen_rows(const uint16_t* x, int64_t stride, int64_t rows, int64_t k, float* out) {
  for (int64_t i = 0; i < k; i += 8) {
    const int64_t count = std::min<int64_t>(8, k - i);
    __m256i r[8];
    for (int64_t row = 0; row < 8; ++row) {
      if (row >= rows) {
        r[row] = _mm256_setzero_si256();
      } else if (count == 8) {
        r[row] = widened(_mm_loadu_si128(reinterpret_cast<const __m128i*>(x + row * stride + i)));
      } else {
        alignas(16) uint16_t halves[8] = {};
        std::copy_n(x + row * stride + i, count, halves);
        r[row] = widened(_mm_load_si128(reinterpret_cast<const __m128i*>(halves)));
      }
    }
    transpose_8x8(r);
    for (int64_t c = 0; c < count; ++c) {
      float* target = out + (i + c) * kBlockRows;
      _mm_storeu_ps(target, _mm_castsi128_ps(_mm256_castsi256_si128(r[c])));
      _mm_storel_pi(reinterpret_cast<__m64*>(target + 4), _mm_castsi128_ps(_mm256_extracti128_si256(r[c], 1)));
    }
  }
}

void pack_tile_of_rows(const uint16_t* x, int64_t stride, int64_t rows, int64_t k, uint32_t* out) {
  for (int64_t block = 0; block < kBlocks; ++block) {
    const int64_t first = block * kBlockRows;
    widen_rows(x + first * stride, stride, std::clamp<int64_t>(rows - first, 0, kBlockRows), k, reinterpret_cast<float*>(out) + first * k);
  }
}

void pack_panel_of_rows(const uint16_t* x, int64_t stride, int64_t rows, int64_t k, uint32_t* out) {
  for (int64_t first = 0; first < kPanelColumns; first += 8) {
    const uint16_t* row[8] = {};
    for (int64_t i = 0; i < 8 && first + i < rows; ++i) row[i] = x + (first + i) * stride;
    for (int64_t p = 0; p < k / 2; p += 8) turn_words(row, p, k / 2, out + p * kPanelColumns + first, kPanelColumns);
  }
}

// 12 columns of one row to the two blocks of a tile.
GALEN_AVX2 inline void widen_across(const uint16_t* x, float* first, float* second) {
  const __m256 left = _mm256_castsi256_ps(widened(_mm_loadu_si128(reinterpret_cast<const __m128i*>(x))));
  const __m128i right = _mm_slli_epi32(_mm_cvtepu16_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(x + 8))), 16);
  const __m128 middle = _mm256_extractf128_ps(left, 1);
  _mm_storeu_ps(first, _mm256_castps256_ps128(left));
  _mm_storel_pi(reinterpret_cast<__m64*>(first + 4), middle);
  _mm_storeh_pi(reinterpret_cast<__m64*>(second), middle);
  _mm_storeu_ps(second + 2, _mm_castsi128_ps(right));
}

GALEN_AVX2 void pack_tiles_of_columns(const uint16_t* x, int64_t stride, int64_t columns, int64_t k, uint32_t* out, int64_t pitch) {
  const int64_t depth = (k + 1) / 2 * 2;
  for (int64_t i = 0; i < depth; ++i) {
    float* target = reinterpret_cast<float*>(out) + i * kBlockRows;
    for (int64_t c = 0; c < columns; c += kTileRows, target += pitch) {
      const int64_t count = i < k ? std::min(kTileRows, columns - c) : 0;
      if (count == kTileRows) {
        widen_across(x + i * stride + c, target, target + depth * kBlockRows);
        continue;
      }
      uint16_t row[kTileRows] = {};
      std::copy_n(x + i * stride + c, count, row);
      widen_across(row, target, target + depth * kBlockRows);
    }
  }
}

// 16 columns of two rows as pairs.
GALEN_AVX2 inline void pair_across(const uint16_t* first, const uint16_t* second, uint32_t* out) {
  const __m256i a = load_words(first);
  const __m256i b = load_words(second);
  const __m256i low = _mm256_unpacklo_epi16(a, b);
  const __m256i high = _mm256_unpackhi_epi16(a, b);
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(out), _mm256_permute2x128_si256(low, high, 0x20));
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + 8), _mm256_permute2x128_si256(low, high, 0x31));
}

GALEN_AVX2 void pack_panels_of_columns(const uint16_t* x, int64_t stride, int64_t columns, int64_t k, uint32_t* out, int64_t pitch) {
  static constexpr uint16_t kZeros[16] = {};
  for (int64_t p = 0; 2 * p < k; ++p) {
    const uint16_t* first = x + 2 * p * stride;
    const bool has_second = 2 * p + 1 < k;
    uint32_t* target = out + p * kPanelColumns;
    for (int64_t c = 0; c < columns; c += kPanelColumns, target += pitch) {
      for (int64_t half = 0; half < kPanelColumns; half += 16) {
        const int64_t count = std::clamp<int64_t>(columns - c - half, 0, 16);
        const int64_t at = c + half;
        if (count == 16) {
          pair_across(first + at, has_second ? first + stride + at : kZeros, target + half);
          continue;
        }
        uint16_t ends[2][16] = {};
        std::copy_n(first + at, count, ends[0]);
        if (has_second) std::copy_n(first + stride + at, count, ends[1]);
        pair_across(ends[0], ends[1], target + half);
      }
    }
  }
}

// sum[r] += a's row r times 16 columns of b, k ascending. a: [2 * pairs][a_stride] f32, b: [pairs][b_stride] words.
template <int Rows>
GALEN_AVX2 __attribute__((always_inline)) inline void add_products(const float* a, int64_t a_stride, const uint32_t* b, int64_t b_stride, int64_t pairs,
                                                                   __m256 (&sum)[Rows][2]) {
  constexpr int64_t kAhead = 12;  // pairs; panels come from the second cache
  for (int64_t p = 0; p < pairs; ++p) {
    _mm_prefetch(reinterpret_cast<const char*>(b + kAhead * b_stride), _MM_HINT_T0);
    __m256 left = _mm256_castsi256_ps(_mm256_slli_epi32(load_words(b), 16));
    __m256 right = _mm256_castsi256_ps(_mm256_slli_epi32(load_words(b + 8), 16));
#pragma GCC unroll 6
    for (int r = 0; r < Rows; ++r) {
      const __m256 factor = _mm256_broadcast_ss(a + r);
      sum[r][0] = _mm256_fmadd_ps(factor, left, sum[r][0]);
      sum[r][1] = _mm256_fmadd_ps(factor, right, sum[r][1]);
    }
    // Read again: with both words kept, the sums would not fit the registers.
    asm volatile("" : "+r"(b));
    left = _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_srli_epi32(load_words(b), 16), 16));
    right = _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_srli_epi32(load_words(b + 8), 16), 16));
#pragma GCC unroll 6
    for (int r = 0; r < Rows; ++r) {
      const __m256 factor = _mm256_broadcast_ss(a + a_stride + r);
      sum[r][0] = _mm256_fmadd_ps(factor, left, sum[r][0]);
      sum[r][1] = _mm256_fmadd_ps(factor, right, sum[r][1]);
    }
    a += 2 * a_stride;
    b += b_stride;
  }
}

// To nearest even; infinities and arithmetic's NaNs stay.
GALEN_AVX2 inline __m256i rounded(__m256 x) {
  const __m256i bits = _mm256_castps_si256(x);
  const __m256i odd = _mm256_and_si256(_mm256_srli_epi32(bits, 16), _mm256_set1_epi32(1));
  return _mm256_srli_epi32(_mm256_add_epi32(bits, _mm256_add_epi32(odd, _mm256_set1_epi32(0x7fff))), 16);
}

GALEN_AVX2 inline __m256i narrowed(const __m256 (&x)[2]) {
  return _mm256_permute4x64_epi64(_mm256_packus_epi32(rounded(x[0]), rounded(x[1])), 0xd8);
}

// One block of a tile: 6 rows, 16 columns; `columns` and `rows` of them are wanted.
GALEN_AVX2 void finish_block(const float* a, const uint32_t* panel, int64_t pairs, const TileOutput& out) {
  __m256 sum[kBlockRows][2];
#pragma GCC unroll 6
  for (int r = 0; r < kBlockRows; ++r) sum[r][0] = sum[r][1] = _mm256_setzero_ps();
  add_products<kBlockRows>(a, kBlockRows, panel, kPanelColumns, pairs, sum);
  const bool is_whole = out.columns >= kBlockColumns;
#pragma GCC unroll 6
  for (int64_t r = 0; r < kBlockRows; ++r) {
    if (r >= out.rows) break;
    if (out.narrow != nullptr) {
      const __m256i halves = narrowed(sum[r]);
      if (is_whole) {
        _mm256_storeu_si256(reinterpret_cast<__m256i*>(out.narrow + r * out.stride), halves);
      } else {
        alignas(32) uint16_t row[kBlockColumns];
        _mm256_store_si256(reinterpret_cast<__m256i*>(row), halves);
        std::copy_n(row, out.columns, out.narrow + r * out.stride);
      }
      continue;
    }
    float* target = out.wide + r * out.stride;
    if (is_whole) {
      for (int half = 0; half < 2; ++half) {
        const __m256 before = out.replaces ? _mm256_setzero_ps() : _mm256_loadu_ps(target + 8 * half);
        _mm256_storeu_ps(target + 8 * half, _mm256_add_ps(before, sum[r][half]));
      }
    } else {
      alignas(32) float row[kBlockColumns];
      for (int half = 0; half < 2; ++half) _mm256_store_ps(row + 8 * half, sum[r][half]);
      for (int64_t c = 0; c < out.columns; ++c) target[c] = (out.replaces ? 0.0f : target[c]) + row[c];
    }
  }
}

void multiply_tile(const TileRows& tile, const uint32_t* panel, int64_t pairs, const TileOutput& out) {
  const auto* rows = reinterpret_cast<const float*>(tile.words);
  for (int64_t row = 0; row < out.rows; row += kBlockRows) {
    for (int64_t column = 0; column < out.columns; column += kBlockColumns) {
      TileOutput block = out;
      if (out.narrow != nullptr) block.narrow = out.narrow + row * out.stride + column;
      if (out.wide != nullptr) block.wide = out.wide + row * out.stride + column;
      block.rows = std::min(kBlockRows, out.rows - row);
      block.columns = std::min(kBlockColumns, out.columns - column);
      finish_block(rows + 2 * pairs * row, panel + column, pairs, block);
    }
  }
}

void pack_few_rows(const uint16_t* const* x, int64_t rows, int64_t k, uint32_t* out) {
  const int64_t lanes = lanes_for(rows);
  for (int64_t first = 0; first < lanes; first += 8) {
    const uint16_t* row[8] = {};
    for (int64_t i = 0; i < 8 && first + i < rows; ++i) row[i] = x[first + i];
    for (int64_t p = 0; p < k / 2; p += 8) {
      alignas(32) uint32_t turned[8][8];
      turn_words(row, p, k / 2, turned[0], 8);
      for (int64_t i = 0; i < std::min<int64_t>(8, k / 2 - p); ++i) {
        std::copy_n(turned[i], std::min<int64_t>(8, lanes - first), out + (p + i) * lanes + first);
      }
    }
  }
}

template <int Rows>
GALEN_AVX2 void add_to_sums(const float* x, int64_t lanes, const uint32_t* w, int64_t pairs, float* sums) {
  __m256 sum[Rows][2];
#pragma GCC unroll 6
  for (int r = 0; r < Rows; ++r) {
    sum[r][0] = _mm256_loadu_ps(sums + 16 * r);
    sum[r][1] = _mm256_loadu_ps(sums + 16 * r + 8);
  }
  add_products<Rows>(x, lanes, w, 16, pairs, sum);
#pragma GCC unroll 6
  for (int r = 0; r < Rows; ++r) {
    _mm256_storeu_ps(sums + 16 * r, sum[r][0]);
    _mm256_storeu_ps(sums + 16 * r + 8, sum[r][1]);
  }
}

void add_some_rows(int64_t rows, const float* x, int64_t lanes, const uint32_t* w, int64_t pairs, float* sums) {
  switch (rows) {
    case 1:
      return add_to_sums<1>(x, lanes, w, pairs, sums);
    case 2:
      return add_to_sums<2>(x, lanes, w, pairs, sums);
    case 3:
      return add_to_sums<3>(x, lanes, w, pairs, sums);
    case 4:
      return add_to_sums<4>(x, lanes, w, pairs, sums);
    case 5:
      return add_to_sums<5>(x, lanes, w, pairs, sums);
    default:
      return add_to_sums<kBlockRows>(x, lanes, w, pairs, sums);
  }
}

// Words [pairs][lanes] as f32 [2 * pairs][lanes].
GALEN_AVX2 void widen_pairs(const uint32_t* words, int64_t pairs, int64_t lanes, float* out) {
  for (int64_t p = 0; p < pairs; ++p) {
    for (int64_t i = 0; i < lanes; ++i) {
      out[2 * p * lanes + i] = std::bit_cast<float>(words[p * lanes + i] << 16);
      out[(2 * p + 1) * lanes + i] = std::bit_cast<float>(words[p * lanes + i] & 0xffff0000u);
    }
  }
}

// A line of each of the 16 rows behind these: w goes through the processor once, too fast for it to guess.
GALEN_AVX2 inline void fetch_next(const FewRows& f, int64_t p) {
  for (int64_t i = 0; i < 16; ++i) _mm_prefetch(reinterpret_cast<const char*>(f.w + (16 + i) * f.w_stride + 2 * p), _MM_HINT_T1);
}

GALEN_AVX2 void multiply_few_rows(const FewRows& f, float* sums) {
  constexpr int64_t kPairs = 128;  // at a time: what they become stays in the first cache
  const int64_t lanes = lanes_for(f.rows);
  const uint16_t* row[16];
  for (int64_t c = 0; c < 16; ++c) row[c] = f.w + std::min(c, f.columns - 1) * f.w_stride;  // beyond the last: not looked at
  alignas(32) uint32_t w[kPairs * 16];
  alignas(32) float x[2 * kPairs * kFewRows];
  alignas(32) float total[kFewRows * 16] = {};
  for (int64_t first = 0; first < f.pairs; first += kPairs) {
    const int64_t pairs = std::min(kPairs, f.pairs - first);
    for (int64_t p = 0; p < pairs; p += 8) {
      if (p % 16 == 0) fetch_next(f, first + p);
      turn_words(row, first + p, first + pairs, w + p * 16, 16);
      turn_words(row + 8, first + p, first + pairs, w + p * 16 + 8, 16);
    }
    widen_pairs(f.x + first * lanes, pairs, lanes, x);
    for (int64_t r = 0; r < f.rows; r += kBlockRows) add_some_rows(std::min(kBlockRows, f.rows - r), x + r, lanes, w, pairs, total + r * 16);
  }
  for (int64_t i = 0; i < f.rows * 16; ++i) sums[i] += total[i];
}

// As add_products, of rows that lie `stride` floats apart; they are reached from two pointers, three rows each.
template <int Rows>
GALEN_AVX2 void multiply_rows_of_block(const BlockProduct& block, int64_t row) {
  for (int64_t column = 0; column < block.n; column += kBlockColumns) {
    __m256 sum[Rows][2];
    float* c = block.c + row * block.n + column;
#pragma GCC unroll 6
    for (int r = 0; r < Rows; ++r) {
      sum[r][0] = block.adds ? _mm256_loadu_ps(c + r * block.n) : _mm256_setzero_ps();
      sum[r][1] = block.adds ? _mm256_loadu_ps(c + r * block.n + 8) : _mm256_setzero_ps();
    }
    const int64_t stride = block.a_stride;
    const float* a[2] = {block.a + row * stride, block.a + (row + 3) * stride};
    const uint32_t* b = block.b + column;
    for (int64_t p = 0; p < block.k / 2; ++p) {
      __m256 left = _mm256_castsi256_ps(_mm256_slli_epi32(load_words(b), 16));
      __m256 right = _mm256_castsi256_ps(_mm256_slli_epi32(load_words(b + 8), 16));
#pragma GCC unroll 6
      for (int r = 0; r < Rows; ++r) {
        const __m256 factor = _mm256_broadcast_ss(a[r / 3] + r % 3 * stride);
        sum[r][0] = _mm256_fmadd_ps(factor, left, sum[r][0]);
        sum[r][1] = _mm256_fmadd_ps(factor, right, sum[r][1]);
      }
      asm volatile("" : "+r"(b));  // as in add_products
      left = _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_srli_epi32(load_words(b), 16), 16));
      right = _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_srli_epi32(load_words(b + 8), 16), 16));
#pragma GCC unroll 6
      for (int r = 0; r < Rows; ++r) {
        const __m256 factor = _mm256_broadcast_ss(a[r / 3] + r % 3 * stride + 1);
        sum[r][0] = _mm256_fmadd_ps(factor, left, sum[r][0]);
        sum[r][1] = _mm256_fmadd_ps(factor, right, sum[r][1]);
      }
      a[0] += 2;
      a[1] += 2;
      b += block.n;
    }
#pragma GCC unroll 6
    for (int r = 0; r < Rows; ++r) {
      _mm256_storeu_ps(c + r * block.n, sum[r][0]);
      _mm256_storeu_ps(c + r * block.n + 8, sum[r][1]);
    }
  }
}

}  // namespace
}  // namespace avx2

void multiply_block_avx2(const BlockProduct& block) {
  int64_t row = 0;
  for (; row + 6 <= block.m; row += 6) avx2::multiply_rows_of_block<6>(block, row);
  if (row + 4 <= block.m) {  // what is left of 64 and of 128
    avx2::multiply_rows_of_block<4>(block, row);
    row += 4;
  }
  for (; row + 2 <= block.m; row += 2) avx2::multiply_rows_of_block<2>(block, row);
  if (row < block.m) avx2::multiply_rows_of_block<1>(block, row);
}

const GemmKernels kAvx2Kernels{avx2::kTileRows,
                               2,
                               1,
                               1024,
                               384 * 1024,
                               false,
                               nothing_to_end,
                               avx2::pack_tile_of_rows,
                               avx2::pack_panel_of_rows,
                               avx2::pack_tiles_of_columns,
                               avx2::pack_panels_of_columns,
                               avx2::multiply_tile,
                               nullptr,
                               nullptr,
                               avx2::pack_few_rows,
                               avx2::multiply_few_rows,
                               multiply_block_avx2};

}  // namespace galen::vec

#endif
