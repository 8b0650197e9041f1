#include "model/gemm.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <memory>
#include <new>

#include "model/gemm_kernel.h"
#include "model/tasks.h"

namespace galen {
namespace {

using vec::kPanelColumns;
using vec::kTileRows;

constexpr int64_t kMaxPairs = 2048;            // of k at a time; beyond that sums are kept in f32 in between
constexpr int64_t kBlockBytes = 384 * 1024;    // of packed columns that one task works with: they stay in a core's second cache

// Memory that only grows and stays with its thread: fresh pages cost more than the packing.
class Scratch {
 public:
  uint32_t* words(int64_t count) {
    if (count > size_) {
      data_.reset();
      data_.reset(static_cast<uint32_t*>(::operator new(static_cast<size_t>(count) * sizeof(uint32_t), std::align_val_t(64))));
      size_ = count;
    }
    return data_.get();
  }

 private:
  struct Free {
    void operator()(uint32_t* data) const { ::operator delete(data, std::align_val_t(64)); }
  };
  std::unique_ptr<uint32_t, Free> data_;
  int64_t size_ = 0;
};

struct Matrix {
  const uint16_t* data;
  int64_t stride;   // between rows, or columns if `down`
  bool down;        // unit stride downwards
};

// Unit stride in one dimension, none negative or overlapping.
bool has_unit_stride(const at::Tensor& x) {
  return x.stride(1) == 1 || x.stride(0) == 1;
}

Matrix matrix(const at::Tensor& x) {
  const bool down = x.stride(1) != 1;
  return {static_cast<const uint16_t*>(x.const_data_ptr()), down ? x.stride(1) : x.stride(0), down};
}

bool tiles_pay(const at::Tensor& a, const at::Tensor& b) {
  if (a.scalar_type() != at::kBFloat16 || b.scalar_type() != at::kBFloat16 || !a.is_cpu() || !vec::multiplies_bf16_in_registers()) return false;
  const int64_t m = a.size(0);
  const int64_t k = a.size(1);
  const int64_t n = b.size(1);
  if (m < 48 || n < kPanelColumns || k < 16 || !has_unit_stride(a) || !has_unit_stride(b)) return false;
  // Pairs along k are read as words where k runs along memory.
  return k % 2 == 0 || (matrix(a).down && !matrix(b).down);
}

int64_t ceil_div(int64_t a, int64_t b) {
  return (a + b - 1) / b;
}

struct Output {
  uint16_t* narrow;
  float* wide;
  int64_t stride;
};

void multiply(const Matrix& a, const Matrix& b, int64_t m, int64_t n, int64_t k, const Output& out) {
  const int64_t pairs = ceil_div(k, 2);
  const int64_t tiles = ceil_div(m, kTileRows);
  const int64_t tile_words = pairs * kTileRows;
  static thread_local Scratch rows_scratch;
  uint32_t* rows = rows_scratch.words(tiles * tile_words);
  if (a.down) {
    constexpr int64_t kTilesAtOnce = 16;
    for_each_task(ceil_div(tiles, kTilesAtOnce), [&](int64_t task) {
      const int64_t tile = task * kTilesAtOnce;
      const int64_t first = tile * kTileRows;
      vec::pack_tiles_of_columns(a.data + first, a.stride, std::min(kTilesAtOnce * kTileRows, m - first), k, rows + tile * tile_words, tile_words);
    });
  } else {
    constexpr int64_t kTilesAtOnce = 8;
    for_each_task(ceil_div(tiles, kTilesAtOnce), [&](int64_t task) {
      for (int64_t tile = task * kTilesAtOnce; tile < std::min(tiles, (task + 1) * kTilesAtOnce); ++tile) {
        const int64_t first = tile * kTileRows;
        vec::pack_tile_of_rows(a.data + first * a.stride, a.stride, nullptr, std::min(kTileRows, m - first), k, rows + tile * tile_words);
      }
    });
  }

  const int64_t panels = ceil_div(n, kPanelColumns);
  const int64_t panel_words = pairs * kPanelColumns;
  const int64_t block = std::clamp<int64_t>(kBlockBytes / (panel_words * 4), 1, std::max<int64_t>(1, ceil_div(panels, 2 * at::get_num_threads())));
  const int64_t blocks = ceil_div(panels, block);
  // Few blocks: also cut the rows, so that no thread waits long for the last one.
  const int64_t cuts = std::clamp<int64_t>(ceil_div(8 * at::get_num_threads(), blocks), 1, ceil_div(tiles, 5));
  for_each_task(blocks * cuts, [&](int64_t task) {
    const int64_t panel = task / cuts * block;
    const int64_t panel_count = std::min(block, panels - panel);
    const int64_t first_tile = tiles * (task % cuts) / cuts;
    const int64_t last_tile = tiles * (task % cuts + 1) / cuts;
    const int64_t column = panel * kPanelColumns;
    static thread_local Scratch columns_scratch;
    uint32_t* columns = columns_scratch.words(block * panel_words);
    if (b.down) {
      for (int64_t p = 0; p < panel_count; ++p) {
        const int64_t first = column + p * kPanelColumns;
        vec::pack_panel_of_rows(b.data + first * b.stride, b.stride, std::min(kPanelColumns, n - first), k, columns + p * panel_words);
      }
    } else {
      vec::pack_panels_of_columns(b.data + column, b.stride, std::min(panel_count * kPanelColumns, n - column), k, columns, panel_words);
    }
    float between[kTileRows * kPanelColumns];
    for (int64_t tile = first_tile; tile < last_tile; ++tile) {
      const int64_t row = tile * kTileRows;
      for (int64_t p = 0; p < panel_count; ++p) {
        const int64_t at = row * out.stride + column + p * kPanelColumns;
        for (int64_t pair = 0; pair < pairs; pair += kMaxPairs) {
          const int64_t count = std::min(kMaxPairs, pairs - pair);
          vec::TileOutput result;
          result.start = pair > 0 ? between : nullptr;
          if (pair + count < pairs) {
            result.wide = between;
            result.replaces = true;
            result.stride = kPanelColumns;
            result.rows = kTileRows;
            result.columns = kPanelColumns;
          } else {
            result.narrow = out.narrow == nullptr ? nullptr : out.narrow + at;
            result.wide = out.wide == nullptr ? nullptr : out.wide + at;
            result.stride = out.stride;
            result.rows = std::min(kTileRows, m - row);
            result.columns = std::min(kPanelColumns, n - column - p * kPanelColumns);
          }
          vec::multiply_tile(rows + tile * tile_words + pair * kTileRows, columns + p * panel_words + pair * kPanelColumns, count, result);
        }
      }
    }
  });
}

}  // namespace

bool gemm_uses_tiles() {
  return vec::multiplies_bf16_in_registers();
}

at::Tensor gemm(const at::Tensor& a, const at::Tensor& b) {
  if (!tiles_pay(a, b)) return at::mm(a, b);
  const at::Tensor out = at::empty({a.size(0), b.size(1)}, a.options());
  gemm_out(out, a, b);
  return out;
}

void gemm_out(const at::Tensor& out, const at::Tensor& a, const at::Tensor& b) {
  TORCH_CHECK(a.dim() == 2 && b.dim() == 2 && a.size(1) == b.size(0) && out.size(0) == a.size(0) && out.size(1) == b.size(1) && out.stride(1) == 1,
              "gemm of ", a.sizes(), " and ", b.sizes(), " into ", out.sizes());
  if (!tiles_pay(a, b)) {
    at::Tensor target = out;
    at::mm_out(target, a, b);
    return;
  }
  multiply(matrix(a), matrix(b), a.size(0), b.size(1), a.size(1), {static_cast<uint16_t*>(out.data_ptr()), nullptr, out.stride(0)});
}

void gemm_add(const at::Tensor& sum, const at::Tensor& a, const at::Tensor& b) {
  TORCH_CHECK(sum.scalar_type() == at::kFloat && sum.stride(1) == 1 && a.size(1) == b.size(0) && sum.size(0) == a.size(0) && sum.size(1) == b.size(1),
              "gemm_add of ", a.sizes(), " and ", b.sizes(), " to ", sum.sizes());
  if (!tiles_pay(a, b)) {
    sum.add_(at::mm(a, b));
    return;
  }
  multiply(matrix(a), matrix(b), a.size(0), b.size(1), a.size(1), {nullptr, sum.data_ptr<float>(), sum.stride(0)});
}

}  // namespace galen
