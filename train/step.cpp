#include "train/step.h"

#include <ATen/ATen.h>
#include <torch/csrc/autograd/autograd.h>

#include <algorithm>

#include "model/ops.h"

namespace galen {

namespace {

// Losses that a device may still be computing, by micro-batch. Fetched at the step's end, so that the device never runs dry while the CPU waits.
using PendingNll = std::vector<std::pair<size_t, at::Tensor>>;

void fetch(const PendingNll& nll, StepGradients& result) {
  for (const auto& [micro_batch, sum] : nll) result.nll[micro_batch] = sum.item<double>();
}

// Forward and backward of one micro-batch.
void add_micro_batch(const Model& model, const Batch& batch, double divisor, double z_loss, StepGradients& result, PendingNll& nll) {
  result.tokens += batch.tokens.numel();
  result.nll.push_back(0);
  if (batch.num_loss_tokens == 0 && !model.exchange) return;
  RoutingTrace trace;
  const at::Tensor hidden = forward_hidden(model, batch.tokens, batch.positions, batch.document_offsets, &trace, batch.media.empty() ? nullptr : &batch.media);
  if (batch.num_loss_tokens == 0) {
    // Nothing to learn here, but the other ranks' tokens need this one's experts, forward and backward.
    if (hidden.requires_grad()) (hidden.to(at::kFloat).sum() * 0).backward();
    return;
  }
  const HeadLoss loss = head_loss(hidden, model.lm_head, batch.labels, divisor, z_loss, logit_cap(model.config));
  loss.loss.backward();
  nll.emplace_back(result.nll.size() - 1, loss.nll_sum);
  for (size_t i = 0; i < trace.expert_load.size(); ++i) result.load.at(i) = result.load.at(i) + trace.expert_load[i];
}

StepGradients begin_step(const Model& model, const std::vector<Batch>& micro_batches) {
  StepGradients result;
  for (const Batch& batch : micro_batches) result.loss_tokens += batch.num_loss_tokens;
  for (const LayerWeights& layer : model.layers) {
    if (layer.router) result.load.push_back(at::zeros({model.config.n_routed_experts}, layer.selection_bias.options().dtype(at::kLong)));
  }
  return result;
}

// One divisor for the whole step: every predicted token weighs the same, however they fell into micro-batches.
double divisor_of(int64_t loss_tokens) {
  return static_cast<double>(std::max<int64_t>(1, loss_tokens));
}

}  // namespace

StepGradients compute_gradients(const Model& model, const std::vector<Batch>& micro_batches, double z_loss) {
  StepGradients result = begin_step(model, micro_batches);
  PendingNll nll;
  for (const Batch& batch : micro_batches) add_micro_batch(model, batch, divisor_of(result.loss_tokens), z_loss, result, nll);
  fetch(nll, result);
  return result;
}

StepGradients compute_gradients(const Model& model, const std::vector<Batch>& micro_batches, double z_loss, int64_t loss_tokens, GradientSum& sum) {
  StepGradients result = begin_step(model, micro_batches);
  PendingNll nll;
  for (size_t i = 0; i < micro_batches.size(); ++i) {
    sum.begin(static_cast<int64_t>(i));
    add_micro_batch(model, micro_batches[i], divisor_of(loss_tokens), z_loss, result, nll);
    sum.end(static_cast<int64_t>(i));
  }
  sum.finish();
  fetch(nll, result);
  return result;
}

}  // namespace galen
