// A causal pyramid of depthwise convolutions on the waveform itself: every stage joins patch_sizes neighbours, the last makes one token of 80 ms.
#include <ATen/ATen.h>

#include "core/error.h"
#include "model/causal_conv.h"
#include "model/muse_spark_ops.h"
#include "model/muse_spark_towers.h"

namespace galen {
namespace {

struct AudioTower {
  const Model& model;
  at::Tensor anchor;

  const ParameterRef& parameter(const std::string& name) const { return model.towers.at("model.audio_tower." + name); }
  at::Tensor operator()(const std::string& name) const { return parameter_value(parameter(name), anchor).to(tower_dtype(model)); }
  at::Tensor linear(const std::string& name, const at::Tensor& x) const { return at::linear(x, (*this)(name + ".weight"), (*this)(name + ".bias")); }
  at::Tensor norm(const std::string& name, const at::Tensor& x) const {
    return rms_norm(x, parameter(name + ".weight"), model.config.muse_spark.audio.rms_norm_eps, x.scalar_type());
  }
};

// samples: those of all sounds, each whole tokens -> [tokens, out_hidden_size].
at::Tensor encode_sounds(const AudioTower& tower, const at::Tensor& samples, std::vector<int64_t> offsets) {
  const MuseSparkAudioConfig& config = tower.model.config.muse_spark.audio;
  at::Tensor x = samples.to(tower_dtype(tower.model)).unsqueeze(1);  // [time, channels]
  for (size_t i = 0; i < config.depths.size(); ++i) {
    const std::string layer = "layers." + std::to_string(i) + ".";
    x = tower.norm(layer + "patch_embedder.norm", tower.linear(layer + "patch_embedder.proj", x.reshape({x.size(0) / config.patch_sizes[i], -1})));
    for (int64_t& offset : offsets) offset /= config.patch_sizes[i];
    for (int64_t b = 0; b < config.depths[i]; ++b) {
      const std::string block = layer + "conv_blocks." + std::to_string(b) + ".";
      const at::Tensor mixed = causal_conv(x, tower.parameter(block + "conv.weight"), tower.parameter(block + "conv.bias"), offsets);
      x = x + tower.linear(block + "mlp.fc2", at::gelu(tower.linear(block + "mlp.fc1", tower.norm(block + "norm", mixed))));
    }
  }
  return tower.norm("post_proj_norm", tower.linear("proj", tower.norm("norm", x)));
}

}  // namespace

at::Tensor encode_audio(const Model& model, const std::vector<at::Tensor>& audio) {
  const AudioTower tower{model, at::zeros({0}, at::TensorOptions(at::kFloat)).requires_grad_(at::GradMode::is_enabled())};
  const int64_t per_token = model.config.muse_spark.audio.samples_per_token();
  std::vector<at::Tensor> padded;
  std::vector<int64_t> offsets = {0};
  for (const at::Tensor& samples : audio) {
    if (samples.dim() != 1 || samples.numel() == 0) throw Error("a sound must be one channel of at least one sample");
    const int64_t missing = (per_token - samples.numel() % per_token) % per_token;
    padded.push_back(at::constant_pad_nd(samples, {0, missing}));
    offsets.push_back(offsets.back() + padded.back().numel());
  }
  return scaleless_rms_norm(encode_sounds(tower, at::cat(padded), std::move(offsets)), model.config.rms_norm_eps, 1.0, at::kFloat);
}

}  // namespace galen
