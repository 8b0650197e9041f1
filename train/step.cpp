#include "train/step.h"

#include <ATen/ATen.h>
#include <torch/csrc/autograd/autograd.h>

#include <algorithm>
#include <optional>

#include "model/ops.h"

namespace galen {

namespace {

// Losses that a device may still be computing, by micro-batch. Fetched at the step's end, so that the device never runs dry while the CPU waits.
using PendingNll = std::vector<std::pair<size_t, at::Tensor>>;

void fetch(const PendingNll& nll, StepGradients& result) {
  for (const auto& [micro_batch, sum] : nll) result.nll[micro_batch] = sum.item<double>();
}

// The tokens of a batch whose documents are of kept sources, and what the model at the start makes of them.
struct KeptTokens {
  at::Tensor labels;             // [tokens]: the batch's own at these tokens, -100 elsewhere
  at::Tensor other_labels;       // [tokens]: the other way round
  at::Tensor start_hidden_rows;  // [kept tokens whose label is >= 0, hidden]
};

std::optional<KeptTokens> kept_tokens(const KeptSources* kept, const Batch& batch) {
  if (kept == nullptr) return std::nullopt;
  const int64_t* offsets = batch.document_offsets.const_data_ptr<int64_t>();
  at::Tensor is_kept = at::zeros({batch.tokens.numel()}, at::kBool);
  std::vector<int64_t> kept_offsets = {0};
  for (size_t i = 0; i < batch.sources.size(); ++i) {
    if (!kept->is_kept.at(static_cast<size_t>(batch.sources[i]))) continue;
    const int64_t length = offsets[i + 1] - offsets[i];
    is_kept.narrow(0, offsets[i], length).fill_(true);
    kept_offsets.push_back(kept_offsets.back() + length);
  }
  if (kept_offsets.size() == 1) return std::nullopt;
  KeptTokens tokens;
  tokens.labels = at::where(is_kept, batch.labels, -100);
  tokens.other_labels = at::where(is_kept, -100, batch.labels);
  const at::NoGradGuard no_gradients;
  at::Tensor own;  // of the tokens that go through the model at the start
  at::Tensor hidden;
  if (batch.media.empty()) {
    own = is_kept.nonzero().squeeze(1);
    hidden = forward_hidden(kept->start, batch.tokens.index_select(0, own), batch.positions.index_select(0, own), at::tensor(kept_offsets, at::kLong));
  } else {  // images and sounds stand at places of the whole batch
    own = at::arange(batch.tokens.numel(), at::kLong);
    hidden = forward_hidden(kept->start, batch.tokens, batch.positions, batch.document_offsets, nullptr, &batch.media);
  }
  const at::Tensor rows = tokens.labels.index_select(0, own).ge(0).nonzero().squeeze(1);
  tokens.start_hidden_rows = hidden.index_select(0, rows.to(hidden.device()));
  return tokens;
}

// Forward and backward of one micro-batch.
void add_micro_batch(const Model& model, const Batch& batch, double divisor, double z_loss, const KeptSources* kept, StepGradients& result, PendingNll& nll) {
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
  const std::optional<KeptTokens> of_start = kept_tokens(kept, batch);
  HeadLoss loss = head_loss(hidden, model.lm_head, of_start ? of_start->other_labels : batch.labels, divisor, z_loss, logit_cap(model.config));
  if (of_start) {
    const HeadLoss divergence =
        head_divergence(hidden, model.lm_head, of_start->labels, {of_start->start_hidden_rows, kept->start.lm_head}, divisor, logit_cap(model.config));
    loss = {loss.loss + divergence.loss, loss.nll_sum + divergence.nll_sum};
  }
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
  for (const Batch& batch : micro_batches) add_micro_batch(model, batch, divisor_of(result.loss_tokens), z_loss, nullptr, result, nll);
  fetch(nll, result);
  return result;
}

StepGradients compute_gradients(const Model& model, const std::vector<Batch>& micro_batches, double z_loss, int64_t loss_tokens, GradientSum& sum,
                                const KeptSources* kept) {
  StepGradients result = begin_step(model, micro_batches);
  PendingNll nll;
  for (size_t i = 0; i < micro_batches.size(); ++i) {
    sum.begin(static_cast<int64_t>(i));
    add_micro_batch(model, micro_batches[i], divisor_of(loss_tokens), z_loss, kept, result, nll);
    sum.end(static_cast<int64_t>(i));
  }
  sum.finish();
  fetch(nll, result);
  return result;
}

}  // namespace galen
