#include "train/step_gemms.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <chrono>

#include "model/gemm.h"

namespace galen {
namespace {

using Clock = std::chrono::steady_clock;

class Collector {
 public:
  // `in_graph`: a gradient flows to the input. `uses`: how many such products (experts).
  void weight(int64_t tokens, int64_t in, int64_t out, bool trains, bool in_graph, int64_t uses = 1) {
    if (tokens == 0) return;
    add({StepGemm::Kind::kForward, tokens, in, out, uses});
    if (in_graph) add({StepGemm::Kind::kGradInput, tokens, in, out, uses});
    if (trains) add({StepGemm::Kind::kGradWeight, tokens, in, out, uses});
  }
  std::vector<StepGemm> gemms;

 private:
  void add(const StepGemm& gemm) {
    for (StepGemm& known : gemms) {
      if (known.kind == gemm.kind && known.tokens == gemm.tokens && known.in == gemm.in && known.out == gemm.out) {
        known.count += gemm.count;
        return;
      }
    }
    gemms.push_back(gemm);
  }
};

bool trains(const ParameterRef& parameter) {
  return parameter && parameter->trainable;
}

double median_seconds(const StepGemm& gemm, at::ScalarType dtype) {
  // What ATen is fastest in: bf16, or f32 where bf16 has no products of its own.
  const auto options = at::TensorOptions(aten_multiplies(dtype) ? dtype : at::kFloat);
  const at::Tensor x = at::rand({gemm.tokens, gemm.in}).to(options.dtype());
  const at::Tensor w = at::rand({gemm.out, gemm.in}).to(options.dtype());
  const at::Tensor dy = at::rand({gemm.tokens, gemm.out}).to(options.dtype());
  std::vector<double> times;
  for (int run = 0; run < 6; ++run) {
    const Clock::time_point start = Clock::now();
    switch (gemm.kind) {
      case StepGemm::Kind::kForward:
        at::mm(x, w.t());
        break;
      case StepGemm::Kind::kGradInput:
        at::mm(dy, w);
        break;
      case StepGemm::Kind::kGradWeight:
        at::mm(dy.t(), x);
        break;
    }
    if (run > 0) times.push_back(std::chrono::duration<double>(Clock::now() - start).count());  // the first compiles the kernel
  }
  std::nth_element(times.begin(), times.begin() + 2, times.end());
  return times[2];
}

}  // namespace

std::vector<StepGemm> step_gemms(const Model& model, int64_t tokens, int64_t loss_tokens) {
  const ModelConfig& config = model.config;
  const int64_t hidden = config.hidden_size;
  Collector collect;
  bool in_graph = model.trains_all || trains(model.embed_tokens);
  for (const LayerWeights& layer : model.layers) {
    for (const ParameterRef& parameter : {layer.qkv_proj, layer.o_proj, layer.gate_up_proj, layer.down_proj, layer.router})
      in_graph = in_graph || trains(parameter);
    for (const ExpertWeights& agent : layer.agents) in_graph = in_graph || trains(agent.gate_up_proj);
    for (const ParameterRef& weight : {layer.qkv_proj, layer.o_proj, layer.gate_up_proj, layer.down_proj, layer.spark.gate_proj, layer.spark.pre_expert_proj,
                                       layer.spark.post_expert_proj}) {
      if (weight) collect.weight(tokens, weight->compute.size(1), weight->compute.size(0), weight->trainable, in_graph);
    }
    if (!layer.router) continue;
    const int64_t per_expert = tokens * config.num_experts_per_tok / config.n_routed_experts;
    for (const ExpertWeights& agent : layer.agents) {
      if (!agent.is_computed()) continue;
      const int64_t width = config.moe_intermediate_size;
      const int64_t latent = config.expert_hidden_size();
      collect.weight(per_expert, latent, 2 * width, trains(agent.gate_up_proj), in_graph, config.experts_per_group());
      collect.weight(per_expert, width, latent, trains(agent.down_proj), in_graph, config.experts_per_group());
    }
  }
  collect.weight(loss_tokens, hidden, config.vocab_size, trains(model.lm_head), in_graph);
  return collect.gemms;
}

double flops_of(const std::vector<StepGemm>& gemms) {
  double flops = 0;
  for (const StepGemm& gemm : gemms) {
    flops += 2.0 * static_cast<double>(gemm.tokens) * static_cast<double>(gemm.in) * static_cast<double>(gemm.out) * static_cast<double>(gemm.count);
  }
  return flops;
}

double seconds_of(const std::vector<StepGemm>& gemms, at::ScalarType dtype) {
  double seconds = 0;
  for (const StepGemm& gemm : gemms) seconds += static_cast<double>(gemm.count) * median_seconds(gemm, dtype);
  return seconds;
}

}  // namespace galen
