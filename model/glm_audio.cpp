#include "model/glm_audio.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "data/log_mel.h"
#include "model/muse_spark_ops.h"
#include "model/muse_spark_towers.h"

namespace galen {
namespace {

const std::string kAudioTower = "model.audio_tower.";
const std::string kAudioProjector = "model.multi_modal_projector.";
constexpr int64_t kChunksPerWindow = 8;  // attended to together
constexpr double kAudioNormEps = 1e-5;

struct GlmAudioTower {
  const Model& model;
  at::Tensor anchor;

  at::Tensor operator()(const std::string& name) const { return parameter_value(model.towers.at(name), anchor).to(tower_dtype(model)); }
  at::Tensor linear(const std::string& name, const at::Tensor& x) const { return at::linear(x, (*this)(name + ".weight"), (*this)(name + ".bias")); }
  at::Tensor convolve(const std::string& name, const at::Tensor& x) const {
    return at::gelu(at::conv2d(x, (*this)(name + ".weight"), (*this)(name + ".bias"), /*stride=*/2, /*padding=*/1));
  }
  at::Tensor norm(const std::string& name, const at::Tensor& x) const {
    return at::layer_norm(x, {x.size(-1)}, (*this)(name + ".weight"), (*this)(name + ".bias"), kAudioNormEps);
  }
};

// Of each sound's windows, in tokens.
std::vector<int64_t> window_lengths(const std::vector<at::Tensor>& spectrograms) {
  std::vector<int64_t> lengths;
  for (const at::Tensor& spectrogram : spectrograms) {
    for (int64_t left = spectrogram.size(1) / kMelChunk; left > 0; left -= kChunksPerWindow) {
      lengths.push_back(std::min(left, kChunksPerWindow) * kTokensPerChunk);
    }
  }
  return lengths;
}

at::Tensor attend_in_windows(const GlmAudioTower& tower, const std::string& name, const at::Tensor& x, at::IntArrayRef lengths) {
  const int64_t heads = tower.model.config.audio->encoder_attention_heads;
  const auto pieces = [&](const char* part) {
    return tower.linear(name + part, x).view({x.size(0), heads, -1}).transpose(0, 1).unsqueeze(0).split_with_sizes(lengths, 2);
  };
  const auto q = pieces("q_proj");
  const auto k = pieces("k_proj");
  const auto v = pieces("v_proj");
  std::vector<at::Tensor> out;
  for (size_t i = 0; i < q.size(); ++i) out.push_back(at::scaled_dot_product_attention(q[i], k[i], v[i]));
  return tower.linear(name + "out_proj", at::cat(out, 2).squeeze(0).transpose(0, 1).reshape({x.size(0), -1}));
}

}  // namespace

at::Tensor places_in_chunk(int64_t channels) {
  const at::Tensor slower = at::exp(at::arange(channels / 2, at::kFloat) * (-std::log(10000.0) / static_cast<double>(channels / 2 - 1)));
  const at::Tensor angles = at::arange(kTokensPerChunk, at::kFloat).unsqueeze(1) * slower.unsqueeze(0);
  return at::cat({angles.sin(), angles.cos()}, 1);
}

std::vector<TensorSpec> glm_audio_tensor_specs(const ModelConfig& config) {
  const GlmAudioConfig& audio = *config.audio;
  std::vector<TensorSpec> specs;
  const auto biased = [&](const std::string& name, std::vector<int64_t> shape) {
    const int64_t out = shape[0];
    specs.push_back({name + ".weight", std::move(shape)});
    specs.push_back({name + ".bias", {out}});
  };
  const int64_t channels = audio.downsample_hidden_size;
  biased(kAudioTower + "conv2d1", {channels, 1, 3, 3});
  biased(kAudioTower + "conv2d2", {channels, channels, 3, 3});
  biased(kAudioTower + "conv2d3", {channels, channels, 3, 3});
  specs.push_back({kAudioTower + "conv_out.weight", {audio.d_model, channels * audio.bands()}});
  for (int64_t i = 0; i < audio.encoder_layers; ++i) {
    const std::string layer = kAudioTower + "layers." + std::to_string(i) + ".";
    for (const char* part : {"q_proj", "k_proj", "v_proj", "out_proj"}) biased(layer + "self_attn." + part, {audio.d_model, audio.d_model});
    biased(layer + "self_attn_layer_norm", {audio.d_model});
    biased(layer + "fc1", {audio.encoder_ffn_dim, audio.d_model});
    biased(layer + "fc2", {audio.d_model, audio.encoder_ffn_dim});
    biased(layer + "final_layer_norm", {audio.d_model});
  }
  biased(kAudioTower + "ln_post", {audio.d_model});
  biased(kAudioProjector + "linear_1", {audio.d_model, audio.d_model});
  biased(kAudioProjector + "linear_2", {config.hidden_size, audio.d_model});
  return specs;
}

bool is_audio_adapter(const std::string& tensor) {
  return tensor.starts_with(kAudioProjector);
}

at::Tensor glm_encode_audio(const Model& model, const std::vector<at::Tensor>& spectrograms) {
  const GlmAudioConfig& config = *model.config.audio;
  for (const at::Tensor& spectrogram : spectrograms) {
    if (spectrogram.dim() != 2 || spectrogram.size(0) != config.num_mel_bins || spectrogram.size(1) == 0 || spectrogram.size(1) % kMelChunk != 0) {
      throw Error("a sound must be [" + std::to_string(config.num_mel_bins) + ", whole chunks of " + std::to_string(kMelChunk) + " frames]");
    }
  }
  const GlmAudioTower tower{model, at::zeros({0}, at::TensorOptions(at::kFloat)).requires_grad_(at::GradMode::is_enabled())};
  const std::vector<int64_t> lengths = window_lengths(spectrograms);
  at::Tensor x = at::cat(spectrograms, 1).to(tower_dtype(model));  // [bins, frames]
  const int64_t chunks = x.size(1) / kMelChunk;
  x = x.view({config.num_mel_bins, chunks, kMelChunk}).transpose(0, 1).unsqueeze(1);  // [chunks, 1, bins, 100]
  for (const char* convolution : {"conv2d1", "conv2d2", "conv2d3"}) x = tower.convolve(kAudioTower + convolution, x);
  x = x.permute({0, 3, 1, 2}).reshape({chunks, kTokensPerChunk, -1});  // channel by channel, its bands
  x = at::linear(x, tower(kAudioTower + "conv_out.weight")) + places_in_chunk(config.d_model).to(x.scalar_type());
  x = x.view({chunks * kTokensPerChunk, config.d_model});
  for (int64_t i = 0; i < config.encoder_layers; ++i) {
    const std::string layer = kAudioTower + "layers." + std::to_string(i) + ".";
    x = x + attend_in_windows(tower, layer + "self_attn.", tower.norm(layer + "self_attn_layer_norm", x), lengths);
    x = x + tower.linear(layer + "fc2", at::gelu(tower.linear(layer + "fc1", tower.norm(layer + "final_layer_norm", x))));
  }
  x = tower.norm(kAudioTower + "ln_post", x);
  return tower.linear(kAudioProjector + "linear_2", at::gelu(tower.linear(kAudioProjector + "linear_1", x))).to(at::kFloat);
}

}  // namespace galen
