#include "train/step.h"

#include <ATen/ATen.h>
#include <torch/csrc/autograd/autograd.h>

#include <algorithm>

#include "model/ops.h"

namespace galen {

StepGradients compute_gradients(const Model& model, const std::vector<Batch>& micro_batches, double z_loss) {
  StepGradients result;
  // One divisor for the whole step: every predicted token weighs the same, however they fell into micro-batches.
  for (const Batch& batch : micro_batches) result.loss_tokens += batch.num_loss_tokens;
  const double divisor = static_cast<double>(std::max<int64_t>(1, result.loss_tokens));
  for (const Batch& batch : micro_batches) {
    result.tokens += batch.tokens.numel();
    if (batch.num_loss_tokens == 0) continue;
    RoutingTrace trace;
    const at::Tensor hidden = forward_hidden(model, batch.tokens, batch.positions, batch.document_offsets, &trace);
    const HeadLoss loss = head_loss(hidden, model.lm_head, batch.labels, divisor, z_loss);
    result.nll += loss.nll_sum;
    loss.loss.backward();
    for (size_t i = 0; i < trace.expert_load.size(); ++i) {
      if (i < result.load.size()) {
        result.load[i] = result.load[i] + trace.expert_load[i];
      } else {
        result.load.push_back(trace.expert_load[i]);
      }
    }
  }
  return result;
}

}  // namespace galen
