// A causal pyramid of depthwise convolutions on the waveform itself: every stage joins patch_sizes neighbours, the last makes one token of 80 ms.
#include <ATen/ATen.h>

#include "core/error.h"
#include "model/muse_spark_ops.h"
#include "model/muse_spark_towers.h"

namespace galen {
namespace {

struct AudioTower {
  const Model& model;
  at::Tensor anchor;

  at::Tensor operator()(const std::string& name) const { return parameter_value(model.towers.at("model.audio_tower." + name), anchor).to(model.compute); }
  at::Tensor linear(const std::string& name, const at::Tensor& x) const { return at::linear(x, (*this)(name + ".weight"), (*this)(name + ".bias")); }
  at::Tensor norm(const std::string& name, const at::Tensor& x) const {
    const at::Tensor wide = x.to(at::kFloat);
    const at::Tensor rms = wide.square().mean(-1, true).add(model.config.muse_spark.audio.rms_norm_eps).sqrt();
    return (wide / rms * (*this)(name + ".weight").to(at::kFloat)).to(x.scalar_type());
  }
};

// samples: [whole tokens' samples] -> [tokens, out_hidden_size].
at::Tensor encode_sound(const AudioTower& tower, const at::Tensor& samples) {
  const MuseSparkAudioConfig& config = tower.model.config.muse_spark.audio;
  at::Tensor x = samples.to(tower.model.compute).unsqueeze(1);  // [time, channels]
  for (size_t i = 0; i < config.depths.size(); ++i) {
    const std::string layer = "layers." + std::to_string(i) + ".";
    x = tower.norm(layer + "patch_embedder.norm", tower.linear(layer + "patch_embedder.proj", x.reshape({x.size(0) / config.patch_sizes[i], -1})));
    for (int64_t b = 0; b < config.depths[i]; ++b) {
      const std::string block = layer + "conv_blocks." + std::to_string(b) + ".";
      const at::Tensor padded = at::constant_pad_nd(x.t().unsqueeze(0), {config.conv_kernel_size - 1, 0});  // sees no future
      const at::Tensor mixed = at::conv1d(padded, tower(block + "conv.weight"), tower(block + "conv.bias"), at::IntArrayRef({1}), at::IntArrayRef({0}),
                                          at::IntArrayRef({1}), x.size(1))
                                   .squeeze(0)
                                   .t();
      x = x + tower.linear(block + "mlp.fc2", at::gelu(tower.linear(block + "mlp.fc1", tower.norm(block + "norm", mixed))));
    }
  }
  return tower.norm("post_proj_norm", tower.linear("proj", tower.norm("norm", x)));
}

}  // namespace

at::Tensor encode_audio(const Model& model, const std::vector<at::Tensor>& audio) {
  const AudioTower tower{model, at::zeros({0}, at::TensorOptions(at::kFloat)).requires_grad_(at::GradMode::is_enabled())};
  const int64_t per_token = model.config.muse_spark.audio.samples_per_token();
  std::vector<at::Tensor> tokens;
  for (const at::Tensor& samples : audio) {
    if (samples.dim() != 1 || samples.numel() == 0) throw Error("a sound must be one channel of at least one sample");
    const int64_t missing = (per_token - samples.numel() % per_token) % per_token;
    tokens.push_back(encode_sound(tower, at::constant_pad_nd(samples, {0, missing})));
  }
  return scaleless_rms_norm(at::cat(tokens), model.config.rms_norm_eps, 1.0, at::kFloat);
}

}  // namespace galen
