// The products of model/gemm_kernel.h in AMX: 32 x 32 sums in four of the processor's eight tiles, 32 of k at a time. Packing is AVX-512's.
#include "model/gemm_kernel_parts.h"

#ifdef GALEN_X86

#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#pragma GCC diagnostic ignored "-Wuninitialized"
#include <immintrin.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>

#include "model/gemm_kernel_words.h"

namespace galen::vec {
namespace amx {
namespace {

constexpr int64_t kTileRows = 32;
constexpr int64_t kSide = 16;  // rows of a tile of the processor, and words in each
constexpr int64_t kTileWords = kSide * kSide;
constexpr int64_t kPairsAtOnce = 288;  // so many of 32 rows, of a panel and the sums fit the first cache

#define GALEN_AMX __attribute__((target("amx-tile,amx-bf16,avx512f,avx512bw,avx512vl,avx512dq,avx512bf16,fma")))

// Sums in 0 to 3: upper left, upper right, lower left, lower right. Left operands in 4 and 5, right ones in 6 and 7.
struct alignas(64) TileShapes {
  uint8_t palette = 1;
  uint8_t start_row = 0;
  uint8_t reserved[14] = {};
  uint16_t row_bytes[16] = {};
  uint8_t rows[16] = {};
};
static_assert(sizeof(TileShapes) == 64);

// The compiler doesn't know that tile instructions read what was written before them.
inline void finish_stores() {
  __asm__ volatile("" ::: "memory");
}

// What this thread's tiles are shaped for: `upper` and `lower` rows of sums, `lanes` columns in each; 0 where nothing is known.
thread_local int64_t shaped_for = 0;

GALEN_AMX void shape_tiles(int64_t upper, int64_t lower, int64_t lanes) {
  const int64_t wanted = upper << 16 | lower << 8 | lanes;
  if (shaped_for == wanted) return;
  TileShapes shapes;
  const auto set = [&](int tile, int64_t rows, int64_t words) {
    shapes.rows[tile] = static_cast<uint8_t>(rows);
    shapes.row_bytes[tile] = static_cast<uint16_t>(4 * words);
  };
  for (const int tile : {0, 1}) set(tile, upper, lanes);
  for (const int tile : {2, 3}) set(tile, std::max<int64_t>(1, lower), lanes);
  set(4, upper, kSide);
  set(5, std::max<int64_t>(1, lower), kSide);
  for (const int tile : {6, 7}) set(tile, kSide, lanes);
  finish_stores();
  _tile_loadconfig(&shapes);
  shaped_for = wanted;
}

GALEN_AMX void end_products() {
  _tile_release();
  shaped_for = 0;
}

inline int64_t whole_steps(int64_t pairs) {
  return (pairs + kSide - 1) / kSide * kSide;
}

// [pairs / 16][32 rows][16 words]
GALEN_AMX void pack_tile_of_rows(const uint16_t* x, int64_t stride, int64_t rows, int64_t k, uint32_t* out) {
  for (int64_t p = 0; p < k / 2; p += kSide, out += 2 * kTileWords) {
    const __mmask16 mask = first_lanes(k / 2 - p);
    for (int64_t r = 0; r < kTileRows; ++r) {
      _mm512_storeu_si512(out + r * kSide, r < rows ? _mm512_maskz_loadu_epi32(mask, x + r * stride + 2 * p) : _mm512_setzero_si512());
    }
  }
}

// Pairs beyond the last, up to a whole step.
void clear_rest(int64_t k, int64_t words_a_pair, uint32_t* out) {
  const int64_t pairs = (k + 1) / 2;
  std::fill_n(out + pairs * words_a_pair, (whole_steps(pairs) - pairs) * words_a_pair, 0u);
}

void pack_panel_of_rows(const uint16_t* x, int64_t stride, int64_t rows, int64_t k, uint32_t* out) {
  kAvx512Kernels.pack_panel_of_rows(x, stride, rows, k, out);
  clear_rest(k, kPanelColumns, out);
}

void pack_panels_of_columns(const uint16_t* x, int64_t stride, int64_t columns, int64_t k, uint32_t* out, int64_t pitch) {
  kAvx512Kernels.pack_panels_of_columns(x, stride, columns, k, out, pitch);
  for (int64_t c = 0; c < columns; c += kPanelColumns, out += pitch) clear_rest(k, kPanelColumns, out);
}

// Pairs p .. p + 15 of 32 columns become 32 rows of 16 words.
GALEN_AMX void pack_tiles_of_columns(const uint16_t* x, int64_t stride, int64_t columns, int64_t k, uint32_t* out, int64_t pitch) {
  for (int64_t p = 0; 2 * p < k; p += kSide) {
    for (int64_t c = 0; c < columns; c += kTileRows) {
      __m512i words[2][kSide];
      for (int64_t i = 0; i < kSide; ++i) {
        const int64_t row = 2 * (p + i);
        if (row >= k) {
          words[0][i] = words[1][i] = _mm512_setzero_si512();
          continue;
        }
        const uint16_t* first = x + row * stride + c;
        const TwoRows rows = two_rows(first, row + 1 < k ? first + stride : nullptr, first_columns(columns - c));
        words[0][i] = pairs_of(rows, 0);
        words[1][i] = pairs_of(rows, kSide);
      }
      uint32_t* target = out + c / kTileRows * pitch + p / kSide * 2 * kTileWords;
      for (int64_t half = 0; half < 2; ++half) {
        transpose_16x16(words[half]);
        for (int64_t r = 0; r < kSide; ++r) _mm512_storeu_si512(target + half * kTileWords + r * kSide, words[half][r]);
      }
    }
  }
}

// sums: [32][kPanelColumns]; added to what is there unless it begins.
template <bool kBoth>
GALEN_AMX inline void multiply(const TileRows& tile, const uint32_t* panel, int64_t pairs, bool begins, float* sums) {
  const bool is_packed = tile.stride == 0;
  const int64_t row_bytes = 4 * (is_packed ? kSide : tile.stride);
  const int64_t step = is_packed ? 2 * kTileWords : kSide;
  const uint32_t* upper = tile.words;
  const uint32_t* lower = tile.words + (is_packed ? kTileWords : kSide * tile.stride);
  constexpr int64_t kLineBytes = 4 * kPanelColumns;  // of panels and of sums
  float* lower_sums = sums + kSide * kPanelColumns;
  if (begins) {
    _tile_zero(0);
    _tile_zero(1);
    _tile_zero(2);
    _tile_zero(3);
  } else {
    _tile_loadd(0, sums, kLineBytes);
    _tile_loadd(1, sums + kSide, kLineBytes);
    if constexpr (kBoth) {
      _tile_loadd(2, lower_sums, kLineBytes);
      _tile_loadd(3, lower_sums + kSide, kLineBytes);
    }
  }
  for (int64_t p = 0; p < pairs; p += kSide) {
    // The panel goes through the first cache once, the rows stay there: that is what the two kinds of load tell it.
    _tile_stream_loadd(6, panel, kLineBytes);
    _tile_stream_loadd(7, panel + kSide, kLineBytes);
    _tile_loadd(4, upper, row_bytes);
    if constexpr (kBoth) _tile_loadd(5, lower, row_bytes);
    _tile_dpbf16ps(0, 4, 6);
    _tile_dpbf16ps(1, 4, 7);
    if constexpr (kBoth) {
      _tile_dpbf16ps(2, 5, 6);
      _tile_dpbf16ps(3, 5, 7);
    }
    upper += step;
    lower += step;
    panel += kSide * kPanelColumns;
  }
  _tile_stored(0, sums, kLineBytes);
  _tile_stored(1, sums + kSide, kLineBytes);
  if constexpr (kBoth) {
    _tile_stored(2, lower_sums, kLineBytes);
    _tile_stored(3, lower_sums + kSide, kLineBytes);
  }
}

GALEN_AMX void multiply_panels(const TileRows& tile, int64_t rows, const uint32_t* panel, int64_t panels, int64_t pairs, float* sums) {
  shape_tiles(std::min(kSide, rows), rows - std::min(kSide, rows), kSide);
  finish_stores();
  const int64_t pieces = (pairs + kPairsAtOnce - 1) / kPairsAtOnce;
  const int64_t piece = whole_steps((pairs + pieces - 1) / pieces);
  for (int64_t begin = 0; begin < pairs; begin += piece) {
    const TileRows part{tile.words + (tile.stride == 0 ? begin * kTileRows : begin), tile.stride};
    const int64_t count = std::min(piece, pairs - begin);
    for (int64_t p = 0; p < panels; ++p) {
      const uint32_t* from = panel + (p * pairs + begin) * kPanelColumns;
      float* to = sums + p * kTileRows * kPanelColumns;
      if (rows > kSide) {
        multiply<true>(part, from, count, begin == 0, to);
      } else {
        multiply<false>(part, from, count, begin == 0, to);
      }
    }
  }
}

GALEN_AMX void write_sums(const float* sums, const TileOutput& out) {
  const __mmask16 mask[2] = {first_lanes(out.columns), first_lanes(out.columns - kSide)};
  for (int64_t r = 0; r < out.rows; ++r) {
    const __m512 left = _mm512_load_ps(sums + r * kPanelColumns);
    const __m512 right = _mm512_load_ps(sums + r * kPanelColumns + kSide);
    if (out.narrow != nullptr) {
      uint16_t* target = out.narrow + r * out.stride;
      _mm256_mask_storeu_epi16(target, mask[0], reinterpret_cast<__m256i>(_mm512_cvtneps_pbh(left)));
      _mm256_mask_storeu_epi16(target + kSide, mask[1], reinterpret_cast<__m256i>(_mm512_cvtneps_pbh(right)));
      continue;
    }
    float* target = out.wide + r * out.stride;
    const __m512 zero = _mm512_setzero_ps();
    _mm512_mask_storeu_ps(target, mask[0], _mm512_add_ps(out.replaces ? zero : _mm512_maskz_loadu_ps(mask[0], target), left));
    _mm512_mask_storeu_ps(target + kSide, mask[1], _mm512_add_ps(out.replaces ? zero : _mm512_maskz_loadu_ps(mask[1], target + kSide), right));
  }
}

void multiply_tile(const TileRows& tile, const uint32_t* panel, int64_t pairs, const TileOutput& out) {
  alignas(64) float sums[kTileRows * kPanelColumns];
  amx::multiply_panels(tile, out.rows, panel, 1, pairs, sums);
  amx::write_sums(sums, out);
}

void pack_few_rows(const uint16_t* const* x, int64_t rows, int64_t k, uint32_t* out) {
  kAvx512Kernels.pack_few_rows(x, rows, k, out);
}

// The other way round, so that w is read as it lies: 16 of its rows are a left operand, x's lanes the right one.
GALEN_AMX void multiply_few_rows(const FewRows& f, float* sums) {
  const int64_t lanes = lanes_for(f.rows);
  shape_tiles(f.columns, 0, lanes);
  const int64_t whole = f.pairs / kSide * kSide;
  finish_stores();
  _tile_zero(0);
  for (int64_t p = 0; p < whole; p += kSide) {
    _tile_loadd(4, f.w + 2 * p, 2 * f.w_stride);
    _tile_loadd(6, f.x + p * lanes, 4 * lanes);
    _tile_dpbf16ps(0, 4, 6);
#pragma GCC unroll 16
    for (int64_t i = 0; i < kSide; ++i) _mm_prefetch(reinterpret_cast<const char*>(f.w + (kSide + i) * f.w_stride + 2 * p), _MM_HINT_T1);
  }
  if (whole < f.pairs) {
    alignas(64) uint32_t left[kTileWords];
    alignas(64) uint32_t right[kTileWords] = {};
    const __mmask16 mask = first_lanes(f.pairs - whole);
    for (int64_t c = 0; c < f.columns; ++c) _mm512_store_si512(left + c * kSide, _mm512_maskz_loadu_epi32(mask, f.w + c * f.w_stride + 2 * whole));
    std::copy_n(f.x + whole * lanes, (f.pairs - whole) * lanes, right);
    finish_stores();
    _tile_loadd(4, left, 4 * kSide);
    _tile_loadd(6, right, 4 * lanes);
    _tile_dpbf16ps(0, 4, 6);
  }
  alignas(64) float turned[kTileWords];  // [columns][16]
  _tile_stored(0, turned, 4 * kSide);
  for (int64_t r = 0; r < f.rows; ++r) {
    for (int64_t c = 0; c < f.columns; ++c) sums[r * kSide + c] += turned[c * kSide + r];
  }
}

}  // namespace
}  // namespace amx

bool may_use_amx() {
  // The kernel keeps tiles' 8 KiB a thread only for processes that ask.
  constexpr int kRequestPermission = 0x1023;
  constexpr int kTileData = 18;
  static const bool is_allowed = ::syscall(SYS_arch_prctl, kRequestPermission, kTileData) == 0;
  return is_allowed;
}

const GemmKernels kAmxKernels{amx::kTileRows,
                              1,
                              amx::kSide,
                              4096,
                              1024 * 1024,
                              true,
                              amx::end_products,
                              amx::pack_tile_of_rows,
                              amx::pack_panel_of_rows,
                              amx::pack_tiles_of_columns,
                              amx::pack_panels_of_columns,
                              amx::multiply_tile,
                              amx::multiply_panels,
                              amx::write_sums,
                              amx::pack_few_rows,
                              amx::multiply_few_rows,
                              multiply_block_avx2};

}  // namespace galen::vec

#endif
