#include "model/glm_vision.h"

#include <ATen/ATen.h>

#include <algorithm>

#include "core/error.h"
#include "model/glm_audio.h"
#include "model/muse_spark_ops.h"
#include "model/muse_spark_towers.h"
#include "model/ops.h"

namespace galen {
namespace {

const std::string kVisual = "model.visual.";

struct GlmGrid {
  int64_t frames = 0, height = 0, width = 0;
  int64_t patches() const { return frames * height * width; }
};

// The encoder's weights by their names within it, in tower_dtype().
struct GlmTower {
  const Model& model;
  at::Tensor anchor;

  at::Tensor operator()(const std::string& name) const { return wide(name).to(tower_dtype(model)); }
  at::Tensor wide(const std::string& name) const { return parameter_value(model.towers.at(kVisual + name), anchor); }
  at::Tensor linear(const std::string& name, const at::Tensor& x) const { return at::linear(x, (*this)(name + ".weight")); }
  at::Tensor rms_norm(const std::string& name, const at::Tensor& x) const {
    const at::Tensor rows = x.to(at::kFloat);
    const at::Tensor normed = rows * at::rsqrt(rows.square().mean(-1, true) + model.config.vision->rms_norm_eps);
    return (*this)(name + ".weight") * normed.to(x.scalar_type());
  }
  at::Tensor swiglu(const std::string& name, const at::Tensor& x) const {
    return linear(name + "down_proj", at::silu(linear(name + "gate_proj", x)) * linear(name + "up_proj", x));
  }
};

std::vector<GlmGrid> read_glm_grids(const at::Tensor& image_grid, const at::Tensor& pixel_values, const GlmVisionConfig& config) {
  const int64_t columns = config.temporal_patch_size * 3 * config.patch_size * config.patch_size;
  if (image_grid.dim() != 2 || image_grid.size(1) != 3 || pixel_values.dim() != 2 || pixel_values.size(1) != columns) {
    throw Error("images must be [patches, " + std::to_string(columns) + "] with a grid of [images, 3]");
  }
  const int64_t merge = config.spatial_merge_size;
  std::vector<GlmGrid> grids;
  int64_t patches = 0;
  const at::Tensor rows = image_grid.to(at::kLong).contiguous();
  for (int64_t i = 0; i < rows.size(0); ++i) {
    const int64_t* row = rows.const_data_ptr<int64_t>() + 3 * i;
    const bool fits = row[0] == 1 && row[1] > 0 && row[2] > 0 && row[1] % merge == 0 && row[2] % merge == 0;
    if (!fits)
      throw Error("image " + std::to_string(i) + "'s grid isn't one frame of whole tokens of " + std::to_string(merge) + " x " + std::to_string(merge));
    grids.push_back({row[0], row[1], row[2]});
    patches += grids.back().patches();
  }
  if (patches != pixel_values.size(0)) {
    throw Error("the grids mean " + std::to_string(patches) + " patches, there are " + std::to_string(pixel_values.size(0)));
  }
  return grids;
}

// Each patch's row and column, token by token as pixel_values has them: [patches, 2] int64.
at::Tensor patch_places(const GlmGrid& grid, int64_t merge) {
  const auto longs = at::TensorOptions(at::kLong);
  const auto in_blocks = [&](const at::Tensor& places) {
    return places.expand({grid.height, grid.width}).reshape({grid.height / merge, merge, grid.width / merge, merge}).transpose(1, 2).flatten();
  };
  return at::stack({in_blocks(at::arange(grid.height, longs).view({-1, 1})), in_blocks(at::arange(grid.width, longs).view({1, -1}))}, -1);
}

// The table of positions, stretched over the image by bicubic interpolation, read at each patch: [patches, hidden] f32.
at::Tensor stretched_positions(const at::Tensor& table, const GlmGrid& grid, const at::Tensor& places, int64_t side) {
  const at::Tensor square = table.to(at::kFloat).view({side, side, table.size(1)}).permute({2, 0, 1}).unsqueeze(0);
  const at::Tensor where = places.to(at::kFloat) + 0.5;
  const at::Tensor y = where.select(1, 0) / static_cast<double>(grid.height) * 2 - 1;
  const at::Tensor x = where.select(1, 1) / static_cast<double>(grid.width) * 2 - 1;
  constexpr int64_t kBicubic = 2;
  constexpr int64_t kBorder = 1;
  return at::grid_sampler(square, at::stack({x, y}, -1).view({1, -1, 1, 2}), kBicubic, kBorder, /*align_corners=*/false).squeeze(0).squeeze(-1).t();
}

struct PatchRope {
  at::Tensor cosine, sine;  // [patches, 1, head_dim] f32
};
PatchRope patch_rope(const at::Tensor& places, const GlmVisionConfig& config) {
  const int64_t axis = config.hidden_size / config.num_attention_heads / 2;
  const at::Tensor exponent = at::arange(0, axis, 2, at::TensorOptions(at::kFloat)).div(static_cast<double>(axis));
  const at::Tensor frequency = at::reciprocal(at::pow(config.rope_theta, exponent)).to(at::kFloat);
  const at::Tensor angle = (places.to(at::kFloat).unsqueeze(-1) * frequency).flatten(1);  // [patches, head_dim / 2]: rows', then columns'
  const at::Tensor both = at::cat({angle, angle}, -1).unsqueeze(1);
  return {both.cos(), both.sin()};
}

at::Tensor turned(const at::Tensor& x, const PatchRope& rope) {  // [patches, heads, head_dim]
  const at::Tensor wide = x.to(at::kFloat);
  const std::vector<at::Tensor> halves = wide.chunk(2, -1);
  return (wide * rope.cosine + at::cat({-halves[1], halves[0]}, -1) * rope.sine).to(x.scalar_type());
}

at::Tensor image_attention(const GlmTower& tower, const std::string& name, const at::Tensor& x, const PatchRope& rope, at::IntArrayRef lengths) {
  const GlmVisionConfig& config = *tower.model.config.vision;
  at::Tensor qkv = tower.linear(name + "qkv", x);
  if (config.attention_bias) qkv = qkv + tower(name + "qkv.bias");
  const std::vector<at::Tensor> parts = qkv.view({x.size(0), 3, config.num_attention_heads, -1}).unbind(1);
  const auto pieces = [&](const at::Tensor& rows) { return rows.transpose(0, 1).unsqueeze(0).split_with_sizes(lengths, 2); };
  const auto q = pieces(turned(parts[0], rope));
  const auto k = pieces(turned(parts[1], rope));
  const auto v = pieces(parts[2]);
  std::vector<at::Tensor> out;
  for (size_t i = 0; i < q.size(); ++i) out.push_back(at::scaled_dot_product_attention(q[i], k[i], v[i]));
  return tower.linear(name + "proj", at::cat(out, 2).squeeze(0).transpose(0, 1).reshape({x.size(0), -1}));
}

}  // namespace

bool is_glm_adapter(const std::string& tensor) {
  return tensor.starts_with(kVisual + "merger.") || tensor.starts_with(kVisual + "downsample.");
}

std::vector<TensorSpec> glm_vision_tensor_specs(const ModelConfig& config) {
  const GlmVisionConfig& vision = *config.vision;
  const int64_t hidden = vision.hidden_size;
  const int64_t out = config.hidden_size;
  std::vector<TensorSpec> specs;
  const auto add = [&](const std::string& name, std::vector<int64_t> shape) { specs.push_back({kVisual + name, std::move(shape)}); };
  add("embeddings.position_embedding.weight", {vision.position_side * vision.position_side, hidden});
  add("patch_embed.proj.weight", {hidden, 3, vision.temporal_patch_size, vision.patch_size, vision.patch_size});
  add("patch_embed.proj.bias", {hidden});
  add("post_conv_layernorm.weight", {hidden});
  for (int64_t i = 0; i < vision.num_hidden_layers; ++i) {
    const std::string block = "blocks." + std::to_string(i) + ".";
    add(block + "norm1.weight", {hidden});
    add(block + "norm2.weight", {hidden});
    add(block + "attn.qkv.weight", {3 * hidden, hidden});
    if (vision.attention_bias) add(block + "attn.qkv.bias", {3 * hidden});
    add(block + "attn.proj.weight", {hidden, hidden});
    add(block + "mlp.gate_proj.weight", {out, hidden});
    add(block + "mlp.up_proj.weight", {out, hidden});
    add(block + "mlp.down_proj.weight", {hidden, out});
  }
  add("post_layernorm.weight", {hidden});
  add("downsample.weight", {out, hidden, vision.spatial_merge_size, vision.spatial_merge_size});
  add("downsample.bias", {out});
  add("merger.proj.weight", {out, out});
  add("merger.post_projection_norm.weight", {out});
  add("merger.post_projection_norm.bias", {out});
  add("merger.gate_proj.weight", {vision.intermediate_size, out});
  add("merger.up_proj.weight", {vision.intermediate_size, out});
  add("merger.down_proj.weight", {out, vision.intermediate_size});
  return specs;
}

at::Tensor glm_encode_images(const Model& model, const at::Tensor& pixel_values, const at::Tensor& image_grid) {
  const GlmVisionConfig& config = *model.config.vision;
  const int64_t merge = config.spatial_merge_size;
  const std::vector<GlmGrid> grids = read_glm_grids(image_grid, pixel_values, config);
  const GlmTower tower{model, at::zeros({0}, at::TensorOptions(at::kFloat)).requires_grad_(at::GradMode::is_enabled())};
  const at::Tensor table = tower.wide("embeddings.position_embedding.weight");
  std::vector<at::Tensor> places, positions;
  std::vector<int64_t> lengths;
  for (const GlmGrid& grid : grids) {
    places.push_back(patch_places(grid, merge));
    positions.push_back(stretched_positions(table, grid, places.back(), config.position_side));
    lengths.push_back(grid.patches());
  }
  // A convolution whose steps are its own size is a product with each patch.
  at::Tensor x = at::linear(pixel_values.to(tower_dtype(model)), tower("patch_embed.proj.weight").flatten(1), tower("patch_embed.proj.bias"));
  x = tower.rms_norm("post_conv_layernorm", x) + at::cat(positions).to(tower_dtype(model));
  const PatchRope rope = patch_rope(at::cat(places), config);
  for (int64_t i = 0; i < config.num_hidden_layers; ++i) {
    const std::string block = "blocks." + std::to_string(i) + ".";
    x = x + image_attention(tower, block + "attn.", tower.rms_norm(block + "norm1", x), rope, lengths);
    x = x + tower.swiglu(block + "mlp.", tower.rms_norm(block + "norm2", x));
  }
  x = tower.rms_norm("post_layernorm", x);
  // The same for a token's patches, channel by channel.
  x = x.view({-1, merge * merge, config.hidden_size}).transpose(1, 2).reshape({-1, config.hidden_size * merge * merge});
  x = at::linear(x, tower("downsample.weight").flatten(1), tower("downsample.bias"));
  x = tower.linear("merger.proj", x);
  x = at::gelu(at::layer_norm(x, {x.size(-1)}, tower("merger.post_projection_norm.weight"), tower("merger.post_projection_norm.bias"), 1e-5));
  return tower.swiglu("merger.", x).to(at::kFloat);
}

at::Tensor glm_embeddings(const Model& model, const at::Tensor& tokens, const Media& media) {
  const ModelConfig& config = model.config;
  if (!media.audio.empty() && !config.audio) throw Error("this model has no encoder for sounds", "", "use one that has: galen import --audio-encoder adds it");
  if (media.image_grid.defined() && !config.vision)
    throw Error("this model has no encoder for images", "", "use one that has: galen import --image-encoder adds it");
  const at::Tensor none = at::zeros_like(tokens, at::kBool);
  const at::Tensor is_image = config.vision ? tokens.eq(config.vision->image_token_id) : none;
  const at::Tensor is_audio = config.audio ? tokens.eq(config.audio->audio_token_id) : none;
  at::Tensor x = embed(tokens.masked_fill(is_image.logical_or(is_audio), 0), model.embed_tokens);
  if (media.image_grid.defined()) x = put_features(x, is_image, glm_encode_images(model, media.pixel_values, media.image_grid), "images");
  if (!media.audio.empty()) x = put_features(x, is_audio, glm_encode_audio(model, media.audio), "sounds");
  return x;
}

TokenPlaces token_places(const at::Tensor& tokens, const at::Tensor& document_offsets, const at::Tensor& image_grid, const GlmVisionConfig& config) {
  const int64_t count = tokens.numel();
  TokenPlaces places;
  places.axes = at::empty({3, count}, at::TensorOptions(at::kLong));
  const at::Tensor flat = tokens.contiguous();
  const int64_t* token = flat.const_data_ptr<int64_t>();
  const int64_t* offset = document_offsets.const_data_ptr<int64_t>();
  const at::Tensor grids = image_grid.to(at::kLong).contiguous();
  const int64_t* grid = grids.const_data_ptr<int64_t>();
  int64_t* time = places.axes.data_ptr<int64_t>();
  int64_t* row = time + count;
  int64_t* column = row + count;
  const int64_t merge = config.spatial_merge_size;
  int64_t image = 0;
  for (int64_t d = 0; d + 1 < document_offsets.numel(); ++d) {
    int64_t place = 0;
    for (int64_t i = offset[d]; i < offset[d + 1];) {
      if (token[i] != config.image_token_id) {
        time[i] = row[i] = column[i] = place++;
        ++i;
        continue;
      }
      if (image >= grids.size(0)) throw Error("the text has placeholders for more images than there are", "", "put one placeholder for each token of an image");
      const int64_t rows = grid[3 * image + 1] / merge;
      const int64_t columns = grid[3 * image + 2] / merge;
      ++image;
      const bool is_whole =
          i + rows * columns <= offset[d + 1] && std::all_of(token + i, token + i + rows * columns, [&](int64_t t) { return t == config.image_token_id; });
      if (!is_whole)
        throw Error("image " + std::to_string(image) + " makes " + std::to_string(rows * columns) + " tokens; there are fewer placeholders in a row");
      for (int64_t r = 0; r < rows; ++r) {
        for (int64_t c = 0; c < columns; ++c, ++i) {
          time[i] = place;
          row[i] = place + r;
          column[i] = place + c;
        }
      }
      place += std::max(rows, columns);
    }
    places.next.push_back(place);
  }
  return places;
}

RopeTable rope_at(const RopeTable& table, const at::Tensor& axes, const GlmVisionConfig& config) {
  std::vector<at::Tensor> cosine, sine;
  int64_t first = 0;
  for (size_t axis = 0; axis < config.mrope_section.size(); ++axis) {
    const int64_t pairs = config.mrope_section[axis];
    const at::Tensor rows = axes.select(0, static_cast<int64_t>(axis));
    cosine.push_back(table.cosine.narrow(1, first, pairs).index_select(0, rows));
    sine.push_back(table.sine.narrow(1, first, pairs).index_select(0, rows));
    first += pairs;
  }
  return {at::cat(cosine, 1), at::cat(sine, 1), table.rotary_dim};
}

}  // namespace galen
