#include "model/gemm.h"

#include <ATen/ATen.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <new>

#include "model/device_ops.h"
#include "model/gemm_kernel.h"
#include "model/row_ops.h"
#include "model/tasks.h"
#include "model/vector_math.h"

namespace galen {
namespace {

using vec::kMaxTileRows;
using vec::kPanelColumns;

constexpr int64_t kTilesFrom = 48;  // rows

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
  int64_t stride;  // between rows, or columns if `down`
  bool down;       // unit stride downwards
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
  if (a.scalar_type() != at::kBFloat16 || b.scalar_type() != at::kBFloat16 || takes_device_path(a) || !vec::multiplies_bf16_in_registers()) return false;
  const int64_t m = a.size(0);
  const int64_t k = a.size(1);
  const int64_t n = b.size(1);
  if (m < kTilesFrom || n < kPanelColumns || k < 16 || !has_unit_stride(a) || !has_unit_stride(b)) return false;
  // Pairs along k are read as words where k runs along memory.
  const bool reads_words = !matrix(a).down || matrix(b).down;
  return !reads_words || (k % 2 == 0 && (matrix(a).down || a.stride(0) % 2 == 0));
}

// Rows along memory on both sides, too few of them to be worth packing the other side for.
bool few_rows_fit(const at::Tensor& a, const at::Tensor& b) {
  return a.scalar_type() == at::kBFloat16 && b.scalar_type() == at::kBFloat16 && !takes_device_path(a) && vec::multiplies_bf16_in_registers() &&
         a.size(0) > 0 && a.size(0) < kTilesFrom && a.stride(1) == 1 && b.stride(0) == 1 && a.size(1) % 2 == 0 && b.stride(1) % 2 == 0;
}

int64_t ceil_div(int64_t a, int64_t b) {
  return (a + b - 1) / b;
}

// Rows so far apart that a tile's fall into one or two sets of the first cache and displace each other, or what else is read there.
bool rows_collide(const Matrix& a) {
  static const int64_t ways = std::max<int64_t>(8, ::sysconf(_SC_LEVEL1_DCACHE_ASSOC));
  constexpr int64_t kSetRepeatsAfter = 4096;  // bytes
  constexpr int64_t kWaysForOthers = 4;
  const int64_t bytes = a.stride * static_cast<int64_t>(sizeof(uint16_t));
  const int64_t sets = bytes % kSetRepeatsAfter == 0 ? 1 : 2;
  return bytes % (kSetRepeatsAfter / 2) == 0 && ceil_div(vec::tile_rows(), sets) > ways - kWaysForOthers;
}

// A tile's operands, packed, or their sums, [tile_rows][kPanelColumns]; and where it lies in the product.
struct TileProduct {
  vec::TileRows tile;
  const uint32_t* panel[2];  // the second where two products run side by side
  const float* sums[2];      // null where they are still to be made
  int64_t pairs;
  int64_t row, rows, column, columns;
};

// Packs a and b and calls finish(TileProduct) for every tile of a * b; each thread does so for different ones. With kParts 2, b has 2 n columns and a tile's
// second panel lies n columns after its first. n is a multiple of kPanelColumns then.
template <int kParts, typename Finish>
void for_each_tile(const Matrix& a, const Matrix& b, int64_t m, int64_t n, int64_t k, const Finish& finish) {
  const int64_t pairs = vec::packed_pairs(k);
  const int64_t tile_rows = vec::tile_rows();
  const int64_t tiles = ceil_div(m, tile_rows);
  const int64_t tile_words = vec::packed_tile_words(pairs);
  static thread_local Scratch rows_scratch;
  uint32_t* packed_rows = nullptr;
  if (a.down || !vec::reads_rows_in_place(k) || rows_collide(a)) {
    packed_rows = rows_scratch.words(tiles * tile_words);
    constexpr int64_t kTilesAtOnce = 16;
    for_each_task(ceil_div(tiles, kTilesAtOnce), [&](int64_t task) {
      const int64_t tile = task * kTilesAtOnce;
      const int64_t row = tile * tile_rows;
      if (a.down) {
        vec::pack_tiles_of_columns(a.data + row, a.stride, std::min(kTilesAtOnce * tile_rows, m - row), k, packed_rows + tile * tile_words, tile_words);
        return;
      }
      for (int64_t t = tile; t < std::min(tiles, tile + kTilesAtOnce); ++t) {
        vec::pack_tile_of_rows(a.data + t * tile_rows * a.stride, a.stride, std::min(tile_rows, m - t * tile_rows), k, packed_rows + t * tile_words);
      }
    });
  }
  const auto rows_of_tile = [&](int64_t tile) {
    if (packed_rows != nullptr) return vec::TileRows{packed_rows + tile * tile_words, 0};
    return vec::TileRows{reinterpret_cast<const uint32_t*>(a.data + tile * tile_rows * a.stride), a.stride / 2};
  };

  const int64_t panels = ceil_div(n, kPanelColumns);
  const int64_t panel_words = pairs * kPanelColumns;
  const int64_t block =
      std::clamp<int64_t>(vec::packed_bytes_a_task() / (kParts * panel_words * 4), 1, std::max<int64_t>(1, ceil_div(panels, 2 * at::get_num_threads())));
  const int64_t blocks = ceil_div(panels, block);
  // Few blocks: also cut the rows, so that no thread waits long for the last one.
  const int64_t cuts = std::clamp<int64_t>(ceil_div(8 * at::get_num_threads(), blocks), 1, ceil_div(tiles, 5));
  for_each_task(blocks * cuts, [&](int64_t task) {
    const int64_t first_panel = task / cuts * block;
    const int64_t panel_count = std::min(block, panels - first_panel);
    static thread_local Scratch columns_scratch;
    uint32_t* columns = columns_scratch.words(kParts * block * panel_words);
    for (int64_t part = 0; part < kParts; ++part) {
      uint32_t* packed = columns + part * block * panel_words;
      const int64_t column = part * n + first_panel * kPanelColumns;
      const int64_t count = std::min(panel_count * kPanelColumns, n - first_panel * kPanelColumns);
      if (!b.down) {
        vec::pack_panels_of_columns(b.data + column, b.stride, count, k, packed, panel_words);
        continue;
      }
      for (int64_t p = 0; p < panel_count; ++p) {
        const int64_t done = p * kPanelColumns;
        vec::pack_panel_of_rows(b.data + (column + done) * b.stride, b.stride, std::min(kPanelColumns, count - done), k, packed + p * panel_words);
      }
    }
    static thread_local Scratch sums_scratch;
    const int64_t sums_words = tile_rows * kPanelColumns;
    float* sums = vec::sums_many_panels() ? reinterpret_cast<float*>(sums_scratch.words(kParts * block * sums_words)) : nullptr;
    const vec::Products products;
    for (int64_t tile = tiles * (task % cuts) / cuts; tile < tiles * (task % cuts + 1) / cuts; ++tile) {
      const int64_t row = tile * tile_rows;
      const int64_t rows = std::min(tile_rows, m - row);
      for (int64_t part = 0; part < kParts && sums != nullptr; ++part) {
        vec::multiply_panels(rows_of_tile(tile), rows, columns + part * block * panel_words, panel_count, pairs, sums + part * block * sums_words);
      }
      for (int64_t p = 0; p < panel_count; ++p) {
        const int64_t column = (first_panel + p) * kPanelColumns;
        TileProduct product{rows_of_tile(tile), {}, {}, pairs, row, rows, column, std::min(kPanelColumns, n - column)};
        for (int64_t part = 0; part < kParts; ++part) {
          product.panel[part] = columns + (part * block + p) * panel_words;
          if (sums != nullptr) product.sums[part] = sums + (part * block + p) * sums_words;
        }
        finish(product);
      }
    }
  });
}

// All of a tile's sums, made in `buffer` if need be; rows beyond the matrix are undefined.
const float* sums_of(const TileProduct& product, int part, float* buffer) {
  if (product.sums[part] != nullptr) return product.sums[part];
  vec::multiply_tile(product.tile, product.panel[part], product.pairs, {nullptr, buffer, true, kPanelColumns, product.rows, kPanelColumns});
  return buffer;
}

void write_product(const TileProduct& product, const vec::TileOutput& out) {
  if (product.sums[0] != nullptr) {
    vec::write_sums(product.sums[0], out);
  } else {
    vec::multiply_tile(product.tile, product.panel[0], product.pairs, out);
  }
}

// Few rows times w, read once: finish(row, rows, column, columns, sums) for blocks of up to 16 rows and 16 columns, sums: [kParts][rows][16]. With kParts 2 the
// second part's columns lie n behind the first's.
template <int kParts, typename Finish>
void for_each_block_of_few_rows(const at::Tensor& a, const at::Tensor& b, int64_t n, const Finish& finish) {
  constexpr int64_t kBlock = 16;
  const int64_t m = a.size(0);
  const int64_t k = a.size(1);
  const auto* rows_of_a = static_cast<const uint16_t*>(a.const_data_ptr());
  const auto* w = static_cast<const uint16_t*>(b.const_data_ptr());
  static thread_local Scratch scratch;
  const int64_t group_words = k / 2 * vec::kFewRows;
  const int64_t groups = ceil_div(m, vec::kFewRows);
  uint32_t* packed = scratch.words(groups * group_words);
  for (int64_t group = 0; group < groups; ++group) {
    const uint16_t* row[vec::kFewRows];
    const int64_t first = group * vec::kFewRows;
    for (int64_t r = first; r < std::min(m, first + vec::kFewRows); ++r) row[r - first] = rows_of_a + r * a.stride(0);
    vec::pack_few_rows(row, std::min(vec::kFewRows, m - first), k, packed + group * group_words);
  }
  const int64_t blocks = ceil_div(n, kBlock);
  const int64_t blocks_at_once = std::clamp<int64_t>(blocks / (8 * at::get_num_threads()), 1, 16);
  for_each_task(ceil_div(blocks, blocks_at_once), [&](int64_t task) {
    const vec::Products products;
    for (int64_t block = task * blocks_at_once; block < std::min(blocks, (task + 1) * blocks_at_once); ++block) {
      const int64_t column = block * kBlock;
      const int64_t columns = std::min(kBlock, n - column);
      for (int64_t group = 0; group < groups; ++group) {
        const int64_t row = group * vec::kFewRows;
        const int64_t rows = std::min(vec::kFewRows, m - row);
        float sums[kParts * vec::kFewRows * kBlock] = {};
        for (int64_t part = 0; part < kParts; ++part) {
          // Cut along k where the tiles are, for the same bits.
          for (int64_t first = 0; first < k; first += vec::product_depth()) {
            vec::multiply_few_rows({packed + group * group_words + first / 2 * vec::lanes_for(rows), rows, w + (part * n + column) * b.stride(1) + first,
                                    b.stride(1), columns, std::min(vec::product_depth(), k - first) / 2},
                                   sums + part * rows * kBlock);
          }
        }
        finish(row, rows, column, columns, sums);
      }
    }
  });
}

// ATen's product, in f32 where its bf16 is slow: more exact, since it rounds once as well.
at::Tensor aten_product(const at::Tensor& a, const at::Tensor& b) {
  if (!a.is_cpu() || aten_multiplies(a.scalar_type())) return at::mm(a, b);
  return at::mm(a.to(at::kFloat), b.to(at::kFloat)).to(a.scalar_type());
}

uint16_t* bf16_data(const at::Tensor& x) {
  return static_cast<uint16_t*>(x.data_ptr());
}

}  // namespace

bool gemm_uses_tiles() {
  return vec::multiplies_bf16_in_registers();
}

bool aten_multiplies(at::ScalarType dtype) {
  // Without AVX-512, ATen's bf16 products are plain loops, some hundred times slower than f32's.
  return dtype != at::kBFloat16 || vec::register_tiles() != vec::RegisterTiles::kAvx2;
}

at::Tensor gemm(const at::Tensor& a, const at::Tensor& b) {
  if (!tiles_pay(a, b) && !few_rows_fit(a, b)) return aten_product(a, b);
  const at::Tensor out = at::empty({a.size(0), b.size(1)}, a.options());
  gemm_out(out, a, b);
  return out;
}

void gemm_out(const at::Tensor& out, const at::Tensor& a, const at::Tensor& b) {
  TORCH_CHECK(a.dim() == 2 && b.dim() == 2 && a.size(1) == b.size(0) && out.size(0) == a.size(0) && out.size(1) == b.size(1) && out.stride(1) == 1, "gemm of ",
              a.sizes(), " and ", b.sizes(), " into ", out.sizes());
  if (few_rows_fit(a, b)) {
    uint16_t* to = bf16_data(out);
    const int64_t to_stride = out.stride(0);
    for_each_block_of_few_rows<1>(a, b, b.size(1), [&](int64_t row, int64_t rows, int64_t column, int64_t columns, const float* sums) {
      for (int64_t r = 0; r < rows; ++r) vec::narrow(sums + 16 * r, to + (row + r) * to_stride + column, columns);
    });
    return;
  }
  if (!tiles_pay(a, b)) {
    if (!a.is_cpu() || aten_multiplies(a.scalar_type())) {
      at::Tensor target = out;
      at::mm_out(target, a, b);
    } else {
      out.copy_(aten_product(a, b));
    }
    return;
  }
  if (a.size(1) > vec::product_depth()) {
    const at::Tensor sum = at::zeros(out.sizes(), out.options().dtype(at::kFloat));
    gemm_add(sum, a, b);
    out.copy_(sum);
    return;
  }
  uint16_t* data = bf16_data(out);
  const int64_t stride = out.stride(0);
  for_each_tile<1>(matrix(a), matrix(b), a.size(0), b.size(1), a.size(1), [&](const TileProduct& product) {
    uint16_t* to = data + product.row * stride + product.column;
    write_product(product, {to, nullptr, false, stride, product.rows, product.columns});
  });
}

void gemm_add(const at::Tensor& sum, const at::Tensor& a, const at::Tensor& b) {
  TORCH_CHECK(sum.scalar_type() == at::kFloat && sum.stride(1) == 1 && a.size(1) == b.size(0) && sum.size(0) == a.size(0) && sum.size(1) == b.size(1),
              "gemm_add of ", a.sizes(), " and ", b.sizes(), " to ", sum.sizes());
  if (!tiles_pay(a, b)) {
    sum.add_(aten_product(a, b));
    return;
  }
  if (a.size(1) > vec::product_depth()) {
    for (int64_t k = 0; k < a.size(1); k += vec::product_depth()) {
      const int64_t count = std::min(vec::product_depth(), a.size(1) - k);
      gemm_add(sum, a.narrow(1, k, count), b.narrow(0, k, count));
    }
    return;
  }
  float* data = sum.data_ptr<float>();
  const int64_t stride = sum.stride(0);
  for_each_tile<1>(matrix(a), matrix(b), a.size(0), b.size(1), a.size(1), [&](const TileProduct& product) {
    float* to = data + product.row * stride + product.column;
    write_product(product, {nullptr, to, false, stride, product.rows, product.columns});
  });
}

SwigluProduct gemm_swiglu(const at::Tensor& x, const at::Tensor& gate_up_proj, bool keeps_gate_up) {
  const at::Tensor weights = gate_up_proj.t();  // [hidden, 2 * width]
  const int64_t width = weights.size(1) / 2;
  SwigluProduct result;
  if (few_rows_fit(x, weights) && !keeps_gate_up) {
    result.activated = at::empty({x.size(0), width}, x.options());
    uint16_t* to = bf16_data(result.activated);
    for_each_block_of_few_rows<2>(x, weights, width, [&](int64_t row, int64_t rows, int64_t column, int64_t columns, const float* sums) {
      uint16_t rounded[3][vec::kFewRows * 16];  // gate, up, activated
      for (int part = 0; part < 2; ++part) vec::narrow(sums + part * rows * 16, rounded[part], rows * 16);
      vec::swiglu_bf16(rounded[0], rounded[1], rounded[2], rows * 16);
      for (int64_t r = 0; r < rows; ++r) std::copy_n(rounded[2] + 16 * r, columns, to + (row + r) * width + column);
    });
    return result;
  }
  if (!tiles_pay(x, weights) || x.size(1) > vec::product_depth() || width % kPanelColumns != 0) {
    const at::Tensor gate_up = gemm(x, weights);
    result.activated = swiglu_forward(gate_up);
    if (keeps_gate_up) result.gate_up = gate_up;
    return result;
  }
  const int64_t rows = x.size(0);
  result.activated = at::empty({rows, width}, x.options());
  if (keeps_gate_up) result.gate_up = at::empty({rows, 2 * width}, x.options());
  uint16_t* activated = bf16_data(result.activated);
  uint16_t* gate_up = keeps_gate_up ? bf16_data(result.gate_up) : nullptr;
  for_each_tile<2>(matrix(x), matrix(weights), rows, width, x.size(1), [&](const TileProduct& product) {
    constexpr int64_t kMaxItems = kMaxTileRows * kPanelColumns;
    const int64_t items = product.rows * kPanelColumns;
    float buffer[kMaxItems];
    uint16_t rounded[3][kMaxItems];  // gate, up, activated
    for (int part = 0; part < 2; ++part) vec::narrow(sums_of(product, part, buffer), rounded[part], items);
    vec::swiglu_bf16(rounded[0], rounded[1], rounded[2], items);
    for (int64_t r = 0; r < product.rows; ++r) {
      const int64_t row = product.row + r;
      const auto copy = [&](const uint16_t* from, uint16_t* to) {
        std::memcpy(to + product.column, from + r * kPanelColumns, kPanelColumns * sizeof(uint16_t));  // copy_n would call memmove
      };
      copy(rounded[2], activated + row * width);
      if (gate_up == nullptr) continue;
      copy(rounded[0], gate_up + row * 2 * width);
      copy(rounded[1], gate_up + row * 2 * width + width);
    }
  });
  return result;
}

SwigluGradients gemm_swiglu_backward(const at::Tensor& grad, const at::Tensor& down_proj, const at::Tensor& gate_up, const at::Tensor& row_scale,
                                     bool wants_activated, bool wants_dots) {
  const int64_t rows = grad.size(0);
  const int64_t width = down_proj.size(1);
  SwigluGradients result;
  if (!tiles_pay(grad, down_proj) || grad.size(1) > vec::product_depth() || width % kPanelColumns != 0) {
    const at::Tensor grad_activated = gemm(grad, down_proj);
    result.grad_gate_up = swiglu_backward(grad_activated, gate_up, row_scale);
    if (!wants_activated && !wants_dots) return result;
    const at::Tensor activated = swiglu_forward(gate_up);
    if (wants_dots) result.dots = row_dots(grad_activated, activated);
    if (wants_activated) result.activated = row_scale.defined() ? scale_rows(activated, row_scale) : activated;
    return result;
  }
  result.grad_gate_up = at::empty_like(gate_up);
  if (wants_activated) result.activated = at::empty({rows, width}, grad.options());
  const int64_t panels = width / kPanelColumns;
  const at::Tensor dots = wants_dots ? at::empty({panels, rows}, grad.options().dtype(at::kFloat)) : at::Tensor();
  const uint16_t* saved = static_cast<const uint16_t*>(gate_up.const_data_ptr());
  const float* scale = row_scale.defined() ? row_scale.const_data_ptr<float>() : nullptr;
  uint16_t* grad_out = bf16_data(result.grad_gate_up);
  uint16_t* activated = wants_activated ? bf16_data(result.activated) : nullptr;
  float* dots_data = wants_dots ? dots.data_ptr<float>() : nullptr;
  for_each_tile<1>(matrix(grad), matrix(down_proj), rows, width, grad.size(1), [&](const TileProduct& product) {
    float buffer[kMaxTileRows * kPanelColumns];
    vec::SwigluTile tile;
    tile.rows = product.rows;
    tile.columns = kPanelColumns;
    tile.grad = sums_of(product, 0, buffer);
    tile.gate = saved + product.row * 2 * width + product.column;
    tile.up = tile.gate + width;
    tile.scale = scale == nullptr ? nullptr : scale + product.row;
    tile.grad_gate = grad_out + product.row * 2 * width + product.column;
    tile.grad_up = tile.grad_gate + width;
    tile.stride = 2 * width;
    tile.activated = activated == nullptr ? nullptr : activated + product.row * width + product.column;
    tile.activated_stride = width;
    tile.dots = dots_data == nullptr ? nullptr : dots_data + product.column / kPanelColumns * rows + product.row;
    vec::swiglu_tile_backward(tile);
  });
  // In the panels' order, whoever computed them.
  if (wants_dots) result.dots = dots.sum(0);
  return result;
}

}  // namespace galen
