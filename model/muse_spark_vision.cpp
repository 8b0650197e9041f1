// Patches, a table of positions resized to each image, axial RoPE, attention in windows and over whole images, 2 x 2 patches merged into a token.
#include <ATen/ATen.h>

#include <cmath>

#include "core/error.h"
#include "model/muse_spark_ops.h"
#include "model/muse_spark_towers.h"

namespace galen {
namespace {

struct Grid {
  int64_t frames = 0, height = 0, width = 0;
  int64_t patches() const { return frames * height * width; }
};

// The tower's weights by their names within it, in tower_dtype().
struct VisionTower {
  const Model& model;
  at::Tensor anchor;

  at::Tensor operator()(const std::string& name) const { return parameter_value(model.towers.at("model." + name), anchor).to(tower_dtype(model)); }
  at::Tensor linear(const std::string& name, const at::Tensor& x) const { return at::linear(x, (*this)(name + ".weight"), (*this)(name + ".bias")); }
  at::Tensor layer_norm(const std::string& name, const at::Tensor& x, double eps) const {
    return at::layer_norm(x, {x.size(-1)}, (*this)(name + ".weight"), (*this)(name + ".bias"), eps);
  }
};

std::vector<Grid> read_grids(const at::Tensor& image_grid, const at::Tensor& pixel_values, const MuseSparkVisionConfig& config) {
  const int64_t columns = config.patch_temporal * 3 * config.patch_size * config.patch_size;
  if (image_grid.dim() != 2 || image_grid.size(1) != 3 || pixel_values.dim() != 2 || pixel_values.size(1) != columns) {
    throw Error("images must be [patches, " + std::to_string(columns) + "] with a grid of [images, 3]");
  }
  std::vector<Grid> grids;
  int64_t patches = 0;
  const at::Tensor rows = image_grid.to(at::kLong).contiguous();
  for (int64_t i = 0; i < rows.size(0); ++i) {
    const int64_t* row = rows.const_data_ptr<int64_t>() + 3 * i;
    grids.push_back({row[0], row[1], row[2]});
    const bool fits = row[0] > 0 && row[1] > 0 && row[2] > 0 && row[1] % config.merge_size == 0 && row[2] % config.merge_size == 0;
    if (!fits)
      throw Error("image " + std::to_string(i) + "'s grid isn't whole tokens of " + std::to_string(config.merge_size) + " x " +
                  std::to_string(config.merge_size));
    patches += grids.back().patches();
  }
  if (patches != pixel_values.size(0)) {
    throw Error("the grids mean " + std::to_string(patches) + " patches, there are " + std::to_string(pixel_values.size(0)));
  }
  return grids;
}

// Two neighbours on one axis of the table and their weights, for each of `size` places: half-pixel centres, 0 beyond the table.
struct Taps {
  at::Tensor index;   // [size, 2] int64
  at::Tensor weight;  // [size, 2] f32
};
Taps axis_taps(int64_t size, int64_t side) {
  const at::Tensor place = (at::arange(size, at::TensorOptions(at::kFloat)) + 0.5) * side / size - 0.5;
  const at::Tensor below = at::floor(place).unsqueeze(1);
  const at::Tensor taps = below.to(at::kLong) + at::arange(2, at::TensorOptions(at::kLong));
  const at::Tensor distance = (place.unsqueeze(1) - below - at::arange(2, at::TensorOptions(at::kFloat))).abs();
  return {taps.clamp(0, side - 1), (1.0 - distance).clamp_min(0).mul_(taps.ge(0).logical_and_(taps.lt(side)))};
}

// One frame's position embeddings, [height * width, hidden]. The reference reads the table with rows and columns exchanged: patch (h, w) takes what lies at
// (w, h) of a table stretched over width x height; done as it does it, h along `height` of the grid [width, height], row by row.
at::Tensor position_embeddings(const at::Tensor& table, const Grid& grid, int64_t side) {
  const Taps rows = axis_taps(grid.width, side);
  const Taps columns = axis_taps(grid.height, side);
  const at::Tensor index = (rows.index.view({grid.width, 1, 2, 1}) * side + columns.index.view({1, grid.height, 1, 2})).view({-1});
  const at::Tensor weight = (rows.weight.view({grid.width, 1, 2, 1}) * columns.weight.view({1, grid.height, 1, 2})).view({-1, 4, 1});
  return (table.index_select(0, index).view({-1, 4, table.size(1)}) * weight).sum(1);
}

// Each patch's (width, height) place counted from 1, as angles' cos and sin: [patches, head_dim] f32.
struct AxialRope {
  at::Tensor cosine, sine;
};
AxialRope axial_rope(const std::vector<Grid>& grids, const MuseSparkVisionConfig& config) {
  std::vector<at::Tensor> places;
  const auto longs = at::TensorOptions(at::kLong);
  for (const Grid& grid : grids) {
    const at::Tensor h = at::arange(1, grid.height + 1, longs).view({-1, 1}).expand({grid.height, grid.width});
    const at::Tensor w = at::arange(1, grid.width + 1, longs).view({1, -1}).expand({grid.height, grid.width});
    places.push_back(at::stack({w, h}, -1).view({-1, 2}).repeat({grid.frames, 1}));
  }
  const int64_t axis = config.hidden_size / config.num_attention_heads / 2;
  const at::Tensor exponent = at::arange(0, axis, 2, at::TensorOptions(at::kFloat)).div(static_cast<double>(axis));
  const at::Tensor frequency = at::reciprocal(at::pow(config.rope_theta, exponent)).to(at::kFloat);
  const at::Tensor angle = (at::cat(places).to(at::kFloat).unsqueeze(-1) * frequency).flatten(1);  // [patches, head_dim / 2]: width's, then height's
  const at::Tensor both = at::cat({angle, angle}, -1);
  return {both.cos(), both.sin()};
}

// Patches ordered by windows of side x side (the last ones of a row or column are smaller), and the windows' lengths.
struct Windows {
  at::Tensor order;  // [patches] int64
  std::vector<int64_t> lengths;
};
Windows windows_of(const std::vector<Grid>& grids, int64_t side) {
  std::vector<int64_t> order;
  Windows windows;
  int64_t begin = 0;
  for (const Grid& grid : grids) {
    for (int64_t t = 0; t < grid.frames; ++t, begin += grid.height * grid.width) {
      for (int64_t top = 0; top < grid.height; top += side) {
        for (int64_t left = 0; left < grid.width; left += side) {
          const size_t before = order.size();
          for (int64_t h = top; h < std::min(top + side, grid.height); ++h) {
            for (int64_t w = left; w < std::min(left + side, grid.width); ++w) order.push_back(begin + h * grid.width + w);
          }
          windows.lengths.push_back(static_cast<int64_t>(order.size() - before));
        }
      }
    }
  }
  windows.order = at::tensor(order, at::kLong);
  return windows;
}

at::Tensor rotated(const at::Tensor& x, const AxialRope& rope) {  // [patches, heads, head_dim]
  const at::Tensor wide = x.to(at::kFloat);
  const std::vector<at::Tensor> halves = wide.chunk(2, -1);
  const at::Tensor turned = at::cat({-halves[1], halves[0]}, -1);
  return (wide * rope.cosine.unsqueeze(1) + turned * rope.sine.unsqueeze(1)).to(x.scalar_type());
}

at::Tensor vision_attention(const VisionTower& tower, const std::string& name, const at::Tensor& x, const AxialRope& rope, at::IntArrayRef lengths) {
  const int64_t heads = tower.model.config.muse_spark.vision.num_attention_heads;
  const auto project = [&](const char* part) { return tower.linear(name + part, x).view({x.size(0), heads, -1}); };
  const auto pieces = [&](const at::Tensor& rows) { return rows.transpose(0, 1).unsqueeze(0).split_with_sizes(lengths, 2); };
  const auto q = pieces(rotated(project("q_proj"), rope));
  const auto k = pieces(rotated(project("k_proj"), rope));
  const auto v = pieces(project("v_proj"));
  std::vector<at::Tensor> out;
  for (size_t i = 0; i < q.size(); ++i) out.push_back(at::scaled_dot_product_attention(q[i], k[i], v[i]));
  return tower.linear(name + "proj", at::cat(out, 2).squeeze(0).transpose(0, 1).reshape({x.size(0), -1}));
}

// Each merge x merge block of patches as one row, channel by channel.
at::Tensor merged_patches(const at::Tensor& x, const std::vector<Grid>& grids, int64_t merge) {
  std::vector<at::Tensor> rows;
  int64_t begin = 0;
  for (const Grid& grid : grids) {
    const at::Tensor image = x.narrow(0, begin, grid.patches());
    rows.push_back(image.view({grid.frames, grid.height / merge, merge, grid.width / merge, merge, x.size(1)})
                       .permute({0, 1, 3, 5, 2, 4})
                       .reshape({grid.patches() / (merge * merge), x.size(1) * merge * merge}));
    begin += grid.patches();
  }
  return at::cat(rows);
}

}  // namespace

at::Tensor encode_images(const Model& model, const at::Tensor& pixel_values, const at::Tensor& image_grid) {
  const MuseSparkVisionConfig& config = model.config.muse_spark.vision;
  const std::vector<Grid> grids = read_grids(image_grid, pixel_values, config);
  const VisionTower tower{model, at::zeros({0}, at::TensorOptions(at::kFloat)).requires_grad_(at::GradMode::is_enabled())};
  const at::Tensor table = parameter_value(model.towers.at("model.vision_tower.patch_embedder.position_embedding_table.weight"), tower.anchor).to(at::kFloat);
  std::vector<at::Tensor> positions;
  std::vector<int64_t> whole;
  for (const Grid& grid : grids) {
    positions.push_back(position_embeddings(table, grid, config.pos_emb_side).repeat({grid.frames, 1}));
    whole.insert(whole.end(), static_cast<size_t>(grid.frames), grid.height * grid.width);
  }
  at::Tensor x = at::linear(pixel_values.to(tower_dtype(model)), tower("vision_tower.patch_embedder.patch_embedding.weight"));
  x = tower.layer_norm("vision_tower.ln_pre", x + at::cat(positions).to(tower_dtype(model)), config.layer_norm_eps);
  const Windows windows = windows_of(grids, config.pos_emb_side);
  AxialRope rope = axial_rope(grids, config);
  rope = {rope.cosine.index_select(0, windows.order), rope.sine.index_select(0, windows.order)};
  x = x.index_select(0, windows.order);
  for (size_t i = 0; i < config.is_full.size(); ++i) {
    constexpr double kLayerEps = 1e-5;  // the reference's, whatever layer_norm_eps says
    const std::string layer = "vision_tower.layers." + std::to_string(i) + ".";
    x = x + vision_attention(tower, layer + "attn.", tower.layer_norm(layer + "norm1", x, kLayerEps), rope, config.is_full[i] ? whole : windows.lengths);
    x = x + tower.linear(layer + "mlp.fc2", at::gelu(tower.linear(layer + "mlp.fc1", tower.layer_norm(layer + "norm2", x, kLayerEps))));
  }
  x = tower.layer_norm("vision_tower.ln_post", x.index_select(0, windows.order.argsort()), config.layer_norm_eps);
  x = merged_patches(x, grids, config.merge_size);
  x = at::gelu(at::linear(x, tower("vision_adapter.fc1.weight")));
  x = at::gelu(at::linear(x, tower("vision_adapter.fc2.weight")));
  return scaleless_rms_norm(at::linear(x, tower("vision_projection.weight")), model.config.rms_norm_eps, 1.0, at::kFloat);
}

}  // namespace galen
