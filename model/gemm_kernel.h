// The inner loops of model/gemm.cpp: bf16 matrices in tiles of kTileRows x kPanelColumns, for processors that multiply bf16 in vector registers (AVX-512
// BF16). Each output element is one sum over k in ascending pairs, so it doesn't depend on how the rows and columns were cut into tiles.
//
// Packed forms, with pairs of neighbours along k in one 32-bit word (what the instruction takes):
//   rows    [tiles][pairs][kTileRows], zero beyond the last row and beyond k
//   panels  [panels][pairs][kPanelColumns], likewise
#pragma once

#include <cstdint>

namespace galen::vec {

inline constexpr int64_t kTileRows = 14;      // 14 x 2 sums fill the registers
inline constexpr int64_t kPanelColumns = 32;  // one cache line of bf16 output

// Whether this processor can run what follows, and does best with it: one with AMX is served better by oneDNN.
bool multiplies_bf16_in_registers();

// `rows` rows of k bf16 each, k even, as one tile, or as one panel of up to 32 columns of the transposed matrix.
void pack_tile_of_rows(const uint16_t* x, int64_t stride, int64_t rows, int64_t k, uint32_t* out);
void pack_panel_of_rows(const uint16_t* x, int64_t stride, int64_t rows, int64_t k, uint32_t* out);

// From a matrix with k downwards: k rows (any number), `columns` of them from x on. Consecutive tiles or panels lie `pitch` words apart.
void pack_tiles_of_columns(const uint16_t* x, int64_t stride, int64_t columns, int64_t k, uint32_t* out, int64_t pitch);
void pack_panels_of_columns(const uint16_t* x, int64_t stride, int64_t columns, int64_t k, uint32_t* out, int64_t pitch);

// The left operand of a tile: packed rows (stride 0), or rows as they lie in memory, `stride` words apart.
struct TileRows {
  const uint32_t* words;
  int64_t stride;
};

// What becomes of a finished tile of rows x columns sums.
struct TileOutput {
  uint16_t* narrow = nullptr;  // written, rounded to bf16; or
  float* wide = nullptr;       // added to; or, with `replaces`, overwritten
  bool replaces = false;
  int64_t stride = 0;   // of narrow or wide
  int64_t rows = 0;     // 1 .. kTileRows
  int64_t columns = 0;  // 1 .. kPanelColumns
};
void multiply_tile(const TileRows& tile, const uint32_t* panel, int64_t pairs, const TileOutput& out);

// For few rows, as in generation, where reading the weights once is what takes the time. Up to kFewRows rows are packed as [pairs][lanes], lanes =
// lanes_for(rows); then one call multiplies them with up to 16 rows of w, read where they lie, whose following 16 it fetches meanwhile. Bits as
// multiply_tile's.
inline constexpr int64_t kFewRows = 16;
int64_t lanes_for(int64_t rows);
void pack_few_rows(const uint16_t* const* x, int64_t rows, int64_t k, uint32_t* out);  // k even
struct FewRows {
  const uint32_t* x = nullptr;  // packed
  int64_t rows = 0;             // 1 .. kFewRows
  const uint16_t* w = nullptr;
  int64_t w_stride = 0;  // even
  int64_t columns = 0;   // 1 .. 16: rows of w
  int64_t pairs = 0;
};
// sums[r * 16 + c] += dot(x's row r, w's row c); sums: [rows][16], columns beyond the last are left undefined.
void multiply_few_rows(const FewRows& f, float* sums);

}  // namespace galen::vec
