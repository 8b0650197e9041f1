#include "model/gemm_kernel.h"

#include <algorithm>
#include <bit>

#include "model/gemm_kernel_parts.h"

namespace galen::vec {
namespace portable {
namespace {

constexpr int64_t kPortableRows = 14;

// To nearest even.
uint16_t rounded_to_bf16(float x) {
  const uint32_t bits = std::bit_cast<uint32_t>(x);
  return static_cast<uint16_t>((bits + 0x7FFFu + ((bits >> 16) & 1u)) >> 16);
}

float widened(uint32_t bf16) {
  return std::bit_cast<float>(bf16 << 16);
}

// Words of k rows' pairs, `columns` of them to groups of `width` words a pair.
void pack_columns(const uint16_t* x, int64_t stride, int64_t columns, int64_t k, int64_t width, uint32_t* out, int64_t pitch) {
  for (int64_t p = 0; 2 * p < k; ++p) {
    for (int64_t c = 0; c < (columns + width - 1) / width * width; ++c) {
      const uint32_t low = c < columns ? x[2 * p * stride + c] : 0u;
      const uint32_t high = c < columns && 2 * p + 1 < k ? x[(2 * p + 1) * stride + c] : 0u;
      out[c / width * pitch + p * width + c % width] = low | high << 16;
    }
  }
}

void pack_rows(const uint16_t* x, int64_t stride, int64_t rows, int64_t k, int64_t width, uint32_t* out) {
  for (int64_t p = 0; p < k / 2; ++p) {
    for (int64_t r = 0; r < width; ++r) {
      out[p * width + r] = r < rows ? x[r * stride + 2 * p] | static_cast<uint32_t>(x[r * stride + 2 * p + 1]) << 16 : 0u;
    }
  }
}

void pack_tile_of_rows(const uint16_t* x, int64_t stride, int64_t rows, int64_t k, uint32_t* out) {
  pack_rows(x, stride, rows, k, kPortableRows, out);
}

void pack_panel_of_rows(const uint16_t* x, int64_t stride, int64_t rows, int64_t k, uint32_t* out) {
  pack_rows(x, stride, rows, k, kPanelColumns, out);
}

void pack_tiles_of_columns(const uint16_t* x, int64_t stride, int64_t columns, int64_t k, uint32_t* out, int64_t pitch) {
  pack_columns(x, stride, columns, k, kPortableRows, out, pitch);
}

void pack_panels_of_columns(const uint16_t* x, int64_t stride, int64_t columns, int64_t k, uint32_t* out, int64_t pitch) {
  pack_columns(x, stride, columns, k, kPanelColumns, out, pitch);
}

void multiply_tile(const TileRows& tile, const uint32_t* panel, int64_t pairs, const TileOutput& out) {
  for (int64_t r = 0; r < out.rows; ++r) {
    for (int64_t c = 0; c < out.columns; ++c) {
      float sum = 0;
      for (int64_t p = 0; p < pairs; ++p) {
        const uint32_t a = tile.stride == 0 ? tile.words[p * kPortableRows + r] : tile.words[r * tile.stride + p];
        const uint32_t b = panel[p * kPanelColumns + c];
        sum += widened(a & 0xFFFFu) * widened(b & 0xFFFFu) + widened(a >> 16) * widened(b >> 16);
      }
      if (out.narrow != nullptr) {
        out.narrow[r * out.stride + c] = rounded_to_bf16(sum);
      } else {
        float& target = out.wide[r * out.stride + c];
        target = out.replaces ? sum : target + sum;
      }
    }
  }
}

void pack_few_rows(const uint16_t* const* x, int64_t rows, int64_t k, uint32_t* out) {
  const int64_t lanes = lanes_for(rows);
  for (int64_t p = 0; p < k / 2; ++p) {
    for (int64_t r = 0; r < lanes; ++r) {
      out[p * lanes + r] = r < rows ? x[r][2 * p] | static_cast<uint32_t>(x[r][2 * p + 1]) << 16 : 0u;
    }
  }
}

void multiply_few_rows(const FewRows& f, float* sums) {
  const int64_t lanes = lanes_for(f.rows);
  for (int64_t r = 0; r < f.rows; ++r) {
    for (int64_t c = 0; c < f.columns; ++c) {
      float sum = 0;
      for (int64_t p = 0; p < f.pairs; ++p) {
        const uint32_t word = f.x[p * lanes + r];
        const uint16_t* w = f.w + c * f.w_stride + 2 * p;
        sum += widened(word & 0xFFFFu) * widened(w[0]) + widened(word >> 16) * widened(w[1]);
      }
      sums[r * 16 + c] += sum;
    }
  }
}

void multiply_block(const BlockProduct& block) {
  for (int64_t i = 0; i < block.m; ++i) {
    for (int64_t j = 0; j < block.n; ++j) {
      float sum = block.adds ? block.c[i * block.n + j] : 0.0f;
      for (int64_t p = 0; p < block.k / 2; ++p) {
        const uint32_t b = block.b[p * block.n + j];
        const float* a = block.a + i * block.a_stride + 2 * p;
        sum += a[0] * widened(b & 0xFFFFu) + a[1] * widened(b >> 16);
      }
      block.c[i * block.n + j] = sum;
    }
  }
}

}  // namespace

constexpr GemmKernels kKernels{kPortableRows,
                               1,
                               1,
                               4096,
                               384 * 1024,
                               true,
                               nothing_to_end,
                               pack_tile_of_rows,
                               pack_panel_of_rows,
                               pack_tiles_of_columns,
                               pack_panels_of_columns,
                               multiply_tile,
                               nullptr,
                               nullptr,
                               pack_few_rows,
                               multiply_few_rows,
                               multiply_block};

}  // namespace portable

namespace {

#ifdef GALEN_X86
bool can_use_avx512() {
  return __builtin_cpu_supports("avx512bf16") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq");
}

bool can_use_avx2() {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
}

bool can_use_amx() {
  return can_use_avx512() && __builtin_cpu_supports("amx-bf16") && may_use_amx();
}

RegisterTiles best_tiles() {
  if (can_use_amx()) return RegisterTiles::kAmx;
  if (can_use_avx512()) return RegisterTiles::kAvx512Bf16;
  // With other AVX-512, oneDNN widens bf16 itself, in vectors twice as long.
  return can_use_avx2() && !__builtin_cpu_supports("avx512f") ? RegisterTiles::kAvx2 : RegisterTiles::kNone;
}
#else
RegisterTiles best_tiles() {
  return RegisterTiles::kNone;
}
#endif

struct Choice {
  RegisterTiles tiles;
  const GemmKernels* kernels;
};

const GemmKernels* kernels_of([[maybe_unused]] RegisterTiles tiles) {
#ifdef GALEN_X86
  if (tiles == RegisterTiles::kAvx2) return &kAvx2Kernels;
  if (tiles == RegisterTiles::kAvx512Bf16) return &kAvx512Kernels;
  if (tiles == RegisterTiles::kAmx) return &kAmxKernels;
#endif
  return &portable::kKernels;
}

Choice& choice() {
  static Choice chosen{best_tiles(), kernels_of(best_tiles())};
  return chosen;
}

}  // namespace

RegisterTiles register_tiles() {
  return choice().tiles;
}

bool can_use([[maybe_unused]] RegisterTiles tiles) {
#ifdef GALEN_X86
  if (tiles == RegisterTiles::kAmx) return can_use_amx();
  if (tiles == RegisterTiles::kAvx512Bf16) return can_use_avx512();
  if (tiles == RegisterTiles::kAvx2) return can_use_avx2();
#endif
  return tiles == RegisterTiles::kNone || tiles == RegisterTiles::kPortable;
}

void use_register_tiles(RegisterTiles tiles) {
  choice() = {tiles, kernels_of(tiles)};
}

int64_t tile_rows() {
  return choice().kernels->tile_rows;
}

int64_t packed_pairs(int64_t k) {
  const int64_t step = choice().kernels->pairs_a_step;
  return ((k + 1) / 2 + step - 1) / step * step;
}

int64_t packed_tile_words(int64_t pairs) {
  return pairs * choice().kernels->tile_rows * choice().kernels->words_a_pair;
}

int64_t product_depth() {
  return choice().kernels->product_depth;
}

int64_t packed_bytes_a_task() {
  return choice().kernels->packed_bytes_a_task;
}

bool reads_rows_in_place(int64_t k) {
  return choice().kernels->reads_rows_in_place && k % (2 * choice().kernels->pairs_a_step) == 0;
}

Products::~Products() {
  choice().kernels->end_products();
}

void pack_tile_of_rows(const uint16_t* x, int64_t stride, int64_t rows, int64_t k, uint32_t* out) {
  choice().kernels->pack_tile_of_rows(x, stride, rows, k, out);
}

void pack_panel_of_rows(const uint16_t* x, int64_t stride, int64_t rows, int64_t k, uint32_t* out) {
  choice().kernels->pack_panel_of_rows(x, stride, rows, k, out);
}

void pack_tiles_of_columns(const uint16_t* x, int64_t stride, int64_t columns, int64_t k, uint32_t* out, int64_t pitch) {
  choice().kernels->pack_tiles_of_columns(x, stride, columns, k, out, pitch);
}

void pack_panels_of_columns(const uint16_t* x, int64_t stride, int64_t columns, int64_t k, uint32_t* out, int64_t pitch) {
  choice().kernels->pack_panels_of_columns(x, stride, columns, k, out, pitch);
}

void multiply_tile(const TileRows& tile, const uint32_t* panel, int64_t pairs, const TileOutput& out) {
  choice().kernels->multiply_tile(tile, panel, pairs, out);
}

bool sums_many_panels() {
  return choice().kernels->multiply_panels != nullptr;
}

void multiply_panels(const TileRows& tile, int64_t rows, const uint32_t* panel, int64_t panels, int64_t pairs, float* sums) {
  choice().kernels->multiply_panels(tile, rows, panel, panels, pairs, sums);
}

void write_sums(const float* sums, const TileOutput& out) {
  choice().kernels->write_sums(sums, out);
}

int64_t lanes_for(int64_t rows) {
  return rows <= kTurnedRows ? rows : kFewRows;
}

void pack_few_rows(const uint16_t* const* x, int64_t rows, int64_t k, uint32_t* out) {
  choice().kernels->pack_few_rows(x, rows, k, out);
}

void multiply_few_rows(const FewRows& f, float* sums) {
  choice().kernels->multiply_few_rows(f, sums);
}

void multiply_block(const BlockProduct& block) {
  choice().kernels->multiply_block(block);
}

}  // namespace galen::vec
