#include "export/smooth.h"

#include <ATen/ATen.h>

#include "model/decoder.h"

namespace galen {
namespace {

constexpr double kAlpha = 0.65;
constexpr double kFloor = 1e-5;  // channels that are never used

// Factors for the channels of `inputs`, of geometric mean 1. weights: [any, channels].
at::Tensor factors_for(const at::Tensor& inputs, const at::Tensor& weight_peaks) {
  const at::Tensor factors = inputs.clamp_min(kFloor).pow(kAlpha) / weight_peaks.clamp_min(kFloor).pow(1.0 - kAlpha);
  return factors / factors.log().mean().exp();
}

class Smoother {
 public:
  explicit Smoother(const Checkpoint& checkpoint) : result_(checkpoint) {}

  at::Tensor peaks_of_columns(const std::vector<std::string>& names) const {
    at::Tensor peaks;
    for (const std::string& name : names) {
      const at::Tensor own = result_.tensors.at(name).to(at::kFloat).abs().amax(0);
      peaks = peaks.defined() ? at::maximum(peaks, own) : own;
    }
    return peaks;
  }
  void scale_columns(const std::string& name, const at::Tensor& factors) { set(name, get(name) * factors.unsqueeze(0)); }
  void divide_rows(const std::string& name, const at::Tensor& factors) { set(name, get(name) / (get(name).dim() == 2 ? factors.unsqueeze(1) : factors)); }
  bool has(const std::string& name) const { return result_.tensors.count(name) > 0; }
  Checkpoint take() { return std::move(result_); }

 private:
  at::Tensor get(const std::string& name) const { return result_.tensors.at(name).to(at::kFloat); }
  void set(const std::string& name, const at::Tensor& value) { result_.tensors.at(name) = value.contiguous(); }
  Checkpoint result_;
};

// v's heads are shared by groups of query heads: a channel of v has one factor for all of them.
void smooth_values(Smoother& smoother, const ModelConfig& config, const std::string& attention, const at::Tensor& peaks) {
  const int64_t kv = config.num_key_value_heads;
  const int64_t groups = config.num_attention_heads / kv;
  const auto shared = [&](const at::Tensor& channels) { return channels.view({kv, groups, config.head_dim}).amax(1).reshape({-1}); };
  const at::Tensor factors = factors_for(shared(peaks), shared(smoother.peaks_of_columns({attention + "o_proj.weight"})));
  smoother.divide_rows(attention + "v_proj.weight", factors);
  if (smoother.has(attention + "v_proj.bias")) smoother.divide_rows(attention + "v_proj.bias", factors);
  const at::Tensor repeated = factors.view({kv, 1, config.head_dim}).expand({kv, groups, config.head_dim}).reshape({-1});
  smoother.scale_columns(attention + "o_proj.weight", repeated);
}

}  // namespace

Checkpoint smooth_for_quantisation(const Checkpoint& checkpoint, const at::Tensor& calibration) {
  const ModelConfig& config = checkpoint.config;
  RoutingTrace trace;
  trace.keep_peaks = true;
  forward_logits(load_model(checkpoint, at::kFloat), calibration, &trace);
  Smoother smoother(checkpoint);
  for (int64_t i = 0; i < config.num_hidden_layers; ++i) {
    const InputPeaks& peaks = trace.input_peaks[static_cast<size_t>(i)];
    const std::string layer = layer_prefix(config, i);
    const std::string attention = layer + "self_attn.";
    const std::vector<std::string> projections = {attention + "q_proj.weight", attention + "k_proj.weight", attention + "v_proj.weight"};
    const at::Tensor into_attention = factors_for(peaks.attention_in, smoother.peaks_of_columns(projections));
    smoother.divide_rows(layer + "input_layernorm.weight", into_attention);
    for (const std::string& name : projections) smoother.scale_columns(name, into_attention);
    smooth_values(smoother, config, attention, peaks.attention_out);

    const bool sparse = config.is_sparse_layer(i);
    const std::string ffn = layer + (sparse ? "mlp.shared_experts." : "mlp.");
    std::vector<std::string> readers;
    if (peaks.ffn_mid.defined()) readers = {ffn + "gate_proj.weight", ffn + "up_proj.weight"};
    std::vector<std::string> followers = readers;
    for (int64_t e = 0; sparse && e < config.n_routed_experts; ++e) {
      const std::string expert = layer + "mlp.experts." + std::to_string(e) + ".";
      for (const char* part : {"gate_proj.weight", "up_proj.weight"}) followers.push_back(expert + part);
    }
    if (readers.empty()) readers = followers;  // no trunk
    const at::Tensor into_ffn = factors_for(peaks.ffn_in, smoother.peaks_of_columns(readers));
    smoother.divide_rows(layer + "post_attention_layernorm.weight", into_ffn);
    for (const std::string& name : followers) smoother.scale_columns(name, into_ffn);
    if (sparse) smoother.scale_columns(layer + "mlp.gate.weight", into_ffn);
    if (!peaks.ffn_mid.defined()) continue;
    const at::Tensor into_down = factors_for(peaks.ffn_mid, smoother.peaks_of_columns({ffn + "down_proj.weight"}));
    smoother.divide_rows(ffn + "up_proj.weight", into_down);
    smoother.scale_columns(ffn + "down_proj.weight", into_down);
  }
  return smoother.take();
}

}  // namespace galen
