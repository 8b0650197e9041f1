// The audio encoder of glm4_moe against transformers' Qwen3ASREncoder and its projector, and spectrograms against WhisperFeatureExtractor.
#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include "data/log_mel.h"
#include "model/decoder.h"
#include "model/glm_audio.h"
#include "model/random_init.h"
#include "model/safetensors.h"
#include "tests/parity/python_judge.h"
#include "tests/support.h"

namespace galen {
namespace {

// Voices, silence, clicks and noise; lengths that aren't whole frames.
std::vector<at::Tensor> sounds() {
  at::manual_seed(5);
  const at::Tensor t = at::arange(16000 * 3, at::kFloat) / 16000;
  at::Tensor click = at::zeros({12345}, at::kFloat);
  click[6000] = 0.9;
  return {0.4 * at::sin(2 * M_PI * (150 * t + 40 * t * t)) + 0.1 * at::sin(2 * M_PI * 3000 * t), 0.1 * at::randn({21234}), click, at::zeros({8000}),
          0.5 * at::randn({401}).clamp(-1, 1)};
}

Checkpoint tiny_audio_model() {
  Checkpoint checkpoint;
  ModelConfig& config = checkpoint.config;
  config.family = Family::kGlm4Moe;
  config.hidden_size = 48;
  config.audio.emplace();
  config.audio->num_mel_bins = 33;  // odd: the convolutions round up
  config.audio->downsample_hidden_size = 6;
  config.audio->d_model = 32;
  config.audio->encoder_layers = 3;
  config.audio->encoder_attention_heads = 4;
  config.audio->encoder_ffn_dim = 80;
  checkpoint.tensors = random_tensors(glm_audio_tensor_specs(config), config, 7);
  at::manual_seed(11);
  for (auto& [name, tensor] : checkpoint.tensors) {
    if (tensor.dim() == 1) tensor = tensor + 0.2 * at::randn_like(tensor);
  }
  return checkpoint;
}

// The encoder alone, all of it training.
Model encoder_of(const Checkpoint& checkpoint) {
  Model model;
  model.config = checkpoint.config;
  for (const auto& [name, tensor] : checkpoint.tensors) {
    auto parameter = std::make_shared<Parameter>();
    parameter->name = name;
    parameter->trainable = true;
    parameter->master = parameter->compute = tensor.clone();
    model.towers[name] = parameter;
  }
  return model;
}

TEST(ParityGlmAudio, SpectrogramsAreWhispers) {
  testing::TemporaryDirectory folder;
  NamedTensors tensors;
  const std::vector<at::Tensor> all = sounds();
  for (size_t i = 0; i < all.size(); ++i) {
    tensors.emplace_back("samples." + std::to_string(i), all[i]);
    for (const int64_t bins : {80, 128}) tensors.emplace_back("mel." + std::to_string(bins) + "." + std::to_string(i), log_mel(all[i], bins));
  }
  write_safetensors(folder / "sounds.safetensors", tensors);
  const auto verdict = testing::ask_python("glm_audio_judge.py", {{"kind", "mel"}, {"file", (folder / "sounds.safetensors").string()}, {"count", all.size()}},
                                           folder.path(), "torch, transformers, safetensors");
  if (!verdict) GTEST_SKIP() << "needs transformers in the judges' environment (.venv-judges)";
  // f32 sums of 201 products before a logarithm, scaled by a quarter.
  EXPECT_LT(verdict->at("largest").get<double>(), 2e-4);
  EXPECT_GT(verdict->at("compared").get<int64_t>(), 50000);
}

TEST(ParityGlmAudio, FeaturesAndGradientsAreQwen3AsrsForSoundsOfWholeChunks) {
  testing::TemporaryDirectory folder;
  const Checkpoint checkpoint = tiny_audio_model();
  at::manual_seed(3);
  const std::vector<at::Tensor> spectrograms = {at::randn({33, 100}), at::randn({33, 1100}), at::randn({33, 300})};  // one longer than a window of attention
  const Model model = encoder_of(checkpoint);
  const at::Tensor features = glm_encode_audio(model, spectrograms);
  ASSERT_EQ(features.size(0), 13 * 15);
  const at::Tensor weight = at::randn_like(features);
  (features * weight).sum().backward();
  NamedTensors tensors = {{"features", features.detach()}, {"weight", weight}};
  for (size_t i = 0; i < spectrograms.size(); ++i) tensors.emplace_back("spectrogram." + std::to_string(i), spectrograms[i]);
  for (const auto& [name, parameter] : model.towers) {
    tensors.emplace_back(name, parameter->compute);
    ASSERT_TRUE(parameter->grad.defined()) << name;
    tensors.emplace_back("grad." + name, parameter->grad);
  }
  write_safetensors(folder / "encoder.safetensors", tensors);
  OrderedJson config;
  put_glm_audio_keys(*checkpoint.config.audio, checkpoint.config.hidden_size, &config);
  const auto verdict = testing::ask_python("glm_audio_judge.py",
                                           {{"kind", "encoder"},
                                            {"file", (folder / "encoder.safetensors").string()},
                                            {"audio_config", Json(config["audio_config"])},
                                            {"count", spectrograms.size()}},
                                           folder.path(), "torch, transformers, safetensors");
  if (!verdict) GTEST_SKIP() << "needs transformers in the judges' environment (.venv-judges)";
  EXPECT_LT(verdict->at("features").get<double>(), 1e-5) << "relative to the largest";
  EXPECT_LT(verdict->at("gradients").get<double>(), 1e-4) << "of the worst tensor, relative to its largest";
  std::printf("  features within %.1e, gradients within %.1e\n", verdict->at("features").get<double>(), verdict->at("gradients").get<double>());
}

}  // namespace
}  // namespace galen
