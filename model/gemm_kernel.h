// The inner loops of model/gemm.cpp: bf16 matrices in tiles of tile_rows() x kPanelColumns whose sums stay in registers, for processors that multiply bf16
// there (AMX, AVX-512 BF16), or f32 that bf16 is widened to on its way in (AVX2). Each output element is one sum over k in ascending order, so it doesn't
// depend on how the rows and columns were cut into tiles.
//
// Packed forms, with pairs of neighbours along k in one 32-bit word:
//   rows    packed_tile_words(pairs) words a tile, in the processor's own order, zero beyond the last row and beyond k
//   panels  [panels][pairs][kPanelColumns], likewise
// where pairs = packed_pairs(k).
#pragma once

#include <cstdint>

namespace galen::vec {

// What a processor's products are made of here. kNone: they are left to oneDNN, which knows the rest. kPortable: loops that any compiler takes, to test the
// others against.
enum class RegisterTiles { kNone, kPortable, kAvx2, kAvx512Bf16, kAmx };
RegisterTiles register_tiles();
// Whether this processor could run them.
bool can_use(RegisterTiles tiles);
// For tests and benchmarks: from now on those, not the best ones. Not while products run.
void use_register_tiles(RegisterTiles tiles);

inline bool multiplies_bf16_in_registers() {
  return register_tiles() != RegisterTiles::kNone;
}

inline constexpr int64_t kMaxTileRows = 32;
inline constexpr int64_t kPanelColumns = 32;  // one cache line of bf16 output
int64_t tile_rows();                          // at most kMaxTileRows
int64_t packed_pairs(int64_t k);
int64_t packed_tile_words(int64_t pairs);
// How deep along k a product is summed in one go; beyond, operands would leave the caches before they are used again. Even.
int64_t product_depth();
// Of packed panels that one task works with: they stay in a core's second cache.
int64_t packed_bytes_a_task();
// Whether a tile's rows of k may be read where they lie, if pairs along k are words there.
bool reads_rows_in_place(int64_t k);

// A thread has one while it calls multiply_tile or multiply_few_rows, and calls no one else's products meanwhile: AMX's tiles are shaped for all of them.
class Products {
 public:
  Products() = default;
  ~Products();
  Products(const Products&) = delete;
  Products& operator=(const Products&) = delete;
};

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
  int64_t rows = 0;     // 1 .. tile_rows()
  int64_t columns = 0;  // 1 .. kPanelColumns
};
void multiply_tile(const TileRows& tile, const uint32_t* panel, int64_t pairs, const TileOutput& out);

// Where several panels at a time pay, because a tile's rows stay in the first cache meanwhile: the sums of `rows` rows times `panels` consecutive ones,
// [panels][tile_rows()][kPanelColumns], with multiply_tile's bits; and what multiply_tile then does with them.
bool sums_many_panels();
void multiply_panels(const TileRows& tile, int64_t rows, const uint32_t* panel, int64_t panels, int64_t pairs, float* sums);
void write_sums(const float* sums, const TileOutput& out);

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

// A product that lies in the caches, as attention's: c[m][n] = a[m][k] * b, or added to c. Its left side is f32 already; what is read often is widened once.
struct BlockProduct {
  int64_t m = 0, n = 0, k = 0;  // n a multiple of 16, k even
  const float* a = nullptr;
  int64_t a_stride = 0;
  const uint32_t* b = nullptr;  // [k / 2][n] pairs
  float* c = nullptr;
  bool adds = false;
};
void multiply_block(const BlockProduct& block);

}  // namespace galen::vec
