// What model/gemm_kernel.cpp chooses from: the same functions for each kind of processor, under the contracts of model/gemm_kernel.h.
#pragma once

#if defined(__x86_64__) && defined(__GNUC__)
#define GALEN_X86 1
#endif

#include <cstdint>

#include "model/gemm_kernel.h"

namespace galen::vec {

struct GemmKernels {
  int64_t tile_rows;
  int64_t words_a_pair;  // of two elements of a packed row
  int64_t pairs_a_step;  // packed pairs are zero up to a multiple of it
  int64_t product_depth;
  int64_t packed_bytes_a_task;
  bool reads_rows_in_place;
  void (*end_products)();
  void (*pack_tile_of_rows)(const uint16_t* x, int64_t stride, int64_t rows, int64_t k, uint32_t* out);
  void (*pack_panel_of_rows)(const uint16_t* x, int64_t stride, int64_t rows, int64_t k, uint32_t* out);
  void (*pack_tiles_of_columns)(const uint16_t* x, int64_t stride, int64_t columns, int64_t k, uint32_t* out, int64_t pitch);
  void (*pack_panels_of_columns)(const uint16_t* x, int64_t stride, int64_t columns, int64_t k, uint32_t* out, int64_t pitch);
  void (*multiply_tile)(const TileRows& tile, const uint32_t* panel, int64_t pairs, const TileOutput& out);
  void (*multiply_panels)(const TileRows& tile, int64_t rows, const uint32_t* panel, int64_t panels, int64_t pairs, float* sums);  // may be null
  void (*write_sums)(const float* sums, const TileOutput& out);                                                                    // together with it
  void (*pack_few_rows)(const uint16_t* const* x, int64_t rows, int64_t k, uint32_t* out);
  void (*multiply_few_rows)(const FewRows& f, float* sums);
  void (*multiply_block)(const BlockProduct& block);
};

// Up to this many rows it takes less to turn w's words than to multiply lanes that hold nothing.
inline constexpr int64_t kTurnedRows = 8;

inline void nothing_to_end() {}

#ifdef GALEN_X86
extern const GemmKernels kAvx512Kernels;  // 14 rows a tile, packed as [pairs][14] words, or read where they lie; two pairs multiply in one instruction
extern const GemmKernels kAmxKernels;     // 32 rows a tile, packed as [pairs / 16][32][16] words, or read where they lie
extern const GemmKernels kAvx2Kernels;    // 12 rows a tile, packed as two [2 * pairs][6] in f32; panels stay bf16 and are widened as they are read
void multiply_block_avx2(const BlockProduct& block);  // AVX-512's and AMX's too: attention there uses oneDNN's
bool may_use_amx();                                   // asks the kernel, once
#endif

}  // namespace galen::vec
