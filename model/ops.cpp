#include "model/ops.h"

#include <ATen/ATen.h>
#include <torch/csrc/autograd/custom_function.h>

#include <optional>

#include "core/part_clock.h"
#include "model/device_ops.h"
#include "model/gemm.h"
#include "model/route_rows.h"
#include "model/row_ops.h"

namespace galen {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::Function;
using torch::autograd::variable_list;

// The weight's owner travels through the graph as an opaque handle.
struct ParameterHolder : torch::CustomClassHolder {
  explicit ParameterHolder(ParameterRef held) : parameter(std::move(held)) {}
  ParameterRef parameter;
};

void hold(AutogradContext* context, const char* name, const ParameterRef& parameter) {
  context->saved_data[name] = c10::IValue::make_capsule(c10::make_intrusive<ParameterHolder>(parameter));
}

ParameterRef held(AutogradContext* context, const char* name) {
  return c10::static_intrusive_pointer_cast<ParameterHolder>(context->saved_data[name].toCapsule())->parameter;
}

at::Tensor multiply(const at::Tensor& x, const Parameter& weight, const Parameter* bias, Part part) {
  if (part == Part::kRouter && weight.compute.scalar_type() == at::kFloat) return router_logits(x.contiguous(), weight.compute.contiguous());
  const at::Tensor input = x.to(weight.compute.scalar_type());
  if (bias == nullptr) return gemm(input, weight.compute.t());
  if (input.is_cpu() && !aten_multiplies(input.scalar_type())) return gemm(input, weight.compute.t()).add_(bias->compute);
  return at::addmm(bias->compute, input, weight.compute.t());
}

struct LinearFunction : Function<LinearFunction> {
  static at::Tensor forward(AutogradContext* context, const at::Tensor& x, const ParameterRef& weight, const ParameterRef& bias, Part part) {
    const PartClock clock(part);
    context->saved_data["part"] = static_cast<int64_t>(part);
    hold(context, "weight", weight);
    hold(context, "bias", bias);
    if (weight->trainable) context->save_for_backward({x});  // not input: what x came from keeps x too, a wider copy would come on top
    context->saved_data["dtype"] = static_cast<int64_t>(x.scalar_type());
    return multiply(x, *weight, bias.get(), part);
  }

  static variable_list backward(AutogradContext* context, variable_list grads) {
    const PartClock clock(static_cast<Part>(context->saved_data["part"].toInt()));
    const ParameterRef weight = held(context, "weight");
    const ParameterRef bias = held(context, "bias");
    const at::Tensor grad = grads[0].to(weight->compute.scalar_type()).contiguous();
    if (weight->trainable) add_gradient_product(*weight, grad.t(), context->get_saved_variables()[0].to(grad.scalar_type()));
    if (bias && bias->trainable) grad_of(*bias).add_(grad.sum(0, false, at::kFloat));
    at::Tensor grad_x;
    if (context->needs_input_grad(0)) {
      grad_x = gemm(grad, weight->compute).to(static_cast<at::ScalarType>(context->saved_data["dtype"].toInt()));
    }
    return {grad_x, {}, {}, {}};
  }
};

struct RmsNormFunction : Function<RmsNormFunction> {
  static at::Tensor forward(AutogradContext* context, const at::Tensor& x, const ParameterRef& weight, double eps, at::ScalarType out_dtype) {
    const PartClock clock(Part::kNorms);
    const RmsNormOutput output = rms_norm_forward(x.contiguous(), {}, {}, weight->compute, eps, out_dtype);
    hold(context, "weight", weight);
    context->save_for_backward({x, output.rstd});
    return output.y;
  }

  static variable_list backward(AutogradContext* context, variable_list grads) {
    const PartClock clock(Part::kNorms);
    const ParameterRef weight = held(context, "weight");
    const auto saved = context->get_saved_variables();
    const at::Tensor grad_weight = weight->trainable ? grad_of(*weight) : at::Tensor();
    return {rms_norm_backward(grads[0].contiguous(), {}, saved[0].contiguous(), weight->compute, saved[1], grad_weight), {}, {}, {}};
  }
};

struct AddRmsNormFunction : Function<AddRmsNormFunction> {
  static variable_list forward(AutogradContext* context, const at::Tensor& x, const std::optional<at::Tensor>& first, const std::optional<at::Tensor>& second,
                               const ParameterRef& weight, double eps, at::ScalarType out_dtype) {
    const PartClock clock(Part::kNorms);
    const RmsNormOutput output = rms_norm_forward(x, first.value_or(at::Tensor()), second.value_or(at::Tensor()), weight->compute, eps, out_dtype);
    context->saved_data["has_first"] = first.has_value();
    context->saved_data["has_second"] = second.has_value();
    hold(context, "weight", weight);
    context->save_for_backward({output.sum, output.rstd});
    context->set_materialize_grads(false);
    context->saved_data["dtype"] = static_cast<int64_t>(out_dtype);
    return {output.sum, output.y};
  }

  static variable_list backward(AutogradContext* context, variable_list grads) {
    const PartClock clock(Part::kNorms);
    const ParameterRef weight = held(context, "weight");
    const auto saved = context->get_saved_variables();
    const at::Tensor grad_weight = weight->trainable ? grad_of(*weight) : at::Tensor();
    const at::Tensor grad_sum = grads[0].defined() ? grads[0].contiguous() : grads[0];
    const at::Tensor grad =
        grads[1].defined() ? rms_norm_backward(grads[1].contiguous(), grad_sum, saved[0], weight->compute, saved[1], grad_weight) : grad_sum;
    // Edges are numbered without the addends that aren't there.
    const size_t has_first = context->saved_data["has_first"].toBool() ? 1 : 0;
    const bool wants_first = has_first > 0 && context->needs_input_grad(1);
    const bool wants_second = context->saved_data["has_second"].toBool() && context->needs_input_grad(1 + has_first);
    const auto dtype = static_cast<at::ScalarType>(context->saved_data["dtype"].toInt());
    const at::Tensor narrow = wants_first || wants_second ? grad.to(dtype) : at::Tensor();
    return {grad, wants_first ? narrow : at::Tensor(), wants_second ? narrow : at::Tensor(), {}, {}, {}};
  }
};

struct FeedForwardFunction : Function<FeedForwardFunction> {
  static at::Tensor forward(AutogradContext* context, const at::Tensor& x, const ParameterRef& gate_up_proj, const ParameterRef& down_proj,
                            bool keeps_for_backward) {
    const PartClock clock(Part::kFeedForward);
    const SwigluProduct product = gemm_swiglu(x, gate_up_proj->compute, keeps_for_backward);
    hold(context, "gate_up_proj", gate_up_proj);
    hold(context, "down_proj", down_proj);
    if (keeps_for_backward) context->save_for_backward({gate_up_proj->trainable ? x : at::Tensor(), product.gate_up});
    return gemm(product.activated, down_proj->compute.t());
  }

  static variable_list backward(AutogradContext* context, variable_list grads) {
    const PartClock clock(Part::kFeedForward);
    const ParameterRef gate_up_proj = held(context, "gate_up_proj");
    const ParameterRef down_proj = held(context, "down_proj");
    const auto saved = context->get_saved_variables();
    const at::Tensor& gate_up = saved[1];
    const at::Tensor grad = grads[0].to(gate_up.scalar_type()).contiguous();
    // The activation is cheaper to compute again than to keep.
    const SwigluGradients back = gemm_swiglu_backward(grad, down_proj->compute, gate_up, {}, down_proj->trainable, false);
    if (down_proj->trainable) add_gradient_product(*down_proj, grad.t(), back.activated);
    if (gate_up_proj->trainable) add_gradient_product(*gate_up_proj, back.grad_gate_up.t(), saved[0]);
    return {context->needs_input_grad(0) ? gemm(back.grad_gate_up, gate_up_proj->compute) : at::Tensor(), {}, {}, {}};
  }
};

struct EmbedFunction : Function<EmbedFunction> {
  static at::Tensor forward(AutogradContext* context, const at::Tensor& anchor, const at::Tensor& tokens, const ParameterRef& weight) {
    (void)anchor;  // makes the graph begin here when the embedding trains
    hold(context, "weight", weight);
    context->save_for_backward({tokens});
    return weight->compute.index_select(0, tokens).to(at::kFloat);
  }
  static variable_list backward(AutogradContext* context, variable_list grads) {
    const ParameterRef weight = held(context, "weight");
    if (weight->trainable) grad_of(*weight).index_add_(0, context->get_saved_variables()[0], grads[0].to(at::kFloat));
    return {{}, {}, {}};
  }
};

// Of one chunk's rows: the summed KL(reference || model); logits become its gradient over them, over `divisor`.
at::Tensor divergence_(at::Tensor& logits, const at::Tensor& reference_logits, double divisor, bool wants_grad) {
  const at::Tensor log_p = at::log_softmax(logits, -1, at::kFloat);
  const at::Tensor log_q = at::log_softmax(reference_logits, -1, at::kFloat);
  const at::Tensor q = log_q.exp();
  const at::Tensor sum = at::sub(log_q, log_p).mul_(q).sum(at::kDouble);
  if (wants_grad) logits.copy_(log_p.exp().sub_(q).div_(divisor));
  return sum;
}

struct HeadLossFunction : Function<HeadLossFunction> {
  static at::Tensor forward(AutogradContext* context, const at::Tensor& hidden, const ParameterRef& head, const at::Tensor& labels, double divisor,
                            double z_loss, const LogitCap& cap, const HeadReference* reference, bool wants_grad, at::Tensor* nll_sum) {
    const PartClock clock(Part::kHead);
    const at::Tensor own_rows = labels.ge(0).nonzero().squeeze(1);  // on a device this would wait for it
    const at::Tensor rows = to_device_of(hidden, own_rows);
    const at::Tensor& weight = head->compute;
    const at::Tensor selected = hidden.index_select(0, rows).to(weight.scalar_type());
    const at::Tensor targets = to_device_of(hidden, labels.index_select(0, own_rows));
    at::Tensor grad_selected = wants_grad ? at::empty_like(selected) : at::Tensor();
    at::Tensor nll = at::zeros({}, hidden.options().dtype(at::kDouble));
    at::Tensor z_sum = at::zeros_like(nll);
    for (int64_t begin = 0; begin < rows.numel(); begin += kHeadChunk) {
      const int64_t count = std::min(kHeadChunk, rows.numel() - begin);
      const at::Tensor chunk = selected.narrow(0, begin, count);
      at::Tensor logits = gemm(chunk, weight.t());
      at::Tensor slope;  // of the capped logits
      if (cap.cap > 0) {
        logits = logits.to(at::kFloat);
        cap_logits_(logits, cap);
        if (wants_grad) slope = (1.0 - (logits / cap.cap).square_()).mul_(cap.multiplier);
      }
      if (reference != nullptr) {
        const at::Tensor& other = reference->head->compute;
        at::Tensor reference_logits = gemm(reference->hidden.narrow(0, begin, count).to(other.scalar_type()), other.t());
        if (cap.cap > 0) {
          reference_logits = reference_logits.to(at::kFloat);
          cap_logits_(reference_logits, cap);
        }
        nll.add_(divergence_(logits, reference_logits, divisor, wants_grad));
      } else {
        const CrossEntropy entropy = cross_entropy_(logits, targets.narrow(0, begin, count), divisor, z_loss, wants_grad);
        nll.add_(entropy.nll.sum(at::kDouble));
        if (z_loss != 0) z_sum.add_(entropy.log_z.square().sum(at::kDouble));
      }
      if (!wants_grad) continue;
      const at::Tensor gradient = slope.defined() ? logits.mul_(slope).to(weight.scalar_type()) : logits;
      gemm_out(grad_selected.narrow(0, begin, count), gradient, weight);
      if (head->trainable) add_gradient_product(*head, gradient.t(), chunk);
    }
    *nll_sum = nll;
    if (wants_grad) {
      context->save_for_backward({rows, grad_selected});
      context->saved_data["tokens"] = hidden.size(0);
      context->saved_data["dtype"] = static_cast<int64_t>(hidden.scalar_type());
    }
    return nll.add(z_sum.mul(z_loss)).div(divisor).to(at::kFloat);
  }

  static variable_list backward(AutogradContext* context, variable_list grads) {
    const PartClock clock(Part::kHead);
    // The head's gradient was added in the forward pass, so the loss must be the graph's end with gradient 1.
    TORCH_CHECK(!grads[0].is_cpu() || grads[0].item<float>() == 1.0f, "head_loss must be what backward() is called on");
    const auto saved = context->get_saved_variables();
    const auto dtype = static_cast<at::ScalarType>(context->saved_data["dtype"].toInt());
    at::Tensor grad_hidden = at::zeros({context->saved_data["tokens"].toInt(), saved[1].size(1)}, saved[1].options().dtype(dtype));
    grad_hidden.index_copy_(0, saved[0], saved[1].to(dtype));
    return {grad_hidden, {}, {}, {}, {}, {}, {}, {}, {}};
  }
};

}  // namespace

// Without a graph the operations are called as they are: a Function costs some microseconds, and generation calls hundreds for a token.

at::Tensor linear(const at::Tensor& x, const ParameterRef& weight, const ParameterRef& bias, Part part) {
  if (!at::GradMode::is_enabled()) {
    const PartClock clock(part);
    return multiply(x, *weight, bias.get(), part);
  }
  return LinearFunction::apply(x, weight, bias, part);
}

at::Tensor rms_norm(const at::Tensor& x, const ParameterRef& weight, double eps, at::ScalarType out_dtype) {
  return RmsNormFunction::apply(x, weight, eps, out_dtype);
}

std::optional<at::Tensor> if_defined(const at::Tensor& tensor) {
  return tensor.defined() ? std::optional<at::Tensor>(tensor) : std::nullopt;
}

at::Tensor add_rms_norm(Stream& stream, const ParameterRef& weight, double eps, at::ScalarType out_dtype) {
  if (!at::GradMode::is_enabled()) {
    const PartClock clock(Part::kNorms);
    const RmsNormOutput output = rms_norm_forward(stream.sum, stream.first, stream.second, weight->compute, eps, out_dtype);
    stream = {output.sum, {}, {}};
    return output.y;
  }
  if (!stream.first.defined() && !stream.second.defined() && !stream.sum.requires_grad()) return rms_norm(stream.sum, weight, eps, out_dtype);
  const variable_list results = AddRmsNormFunction::apply(stream.sum, if_defined(stream.first), if_defined(stream.second), weight, eps, out_dtype);
  stream = {results[0], {}, {}};
  return results[1];
}

at::Tensor feed_forward(const at::Tensor& x, const ParameterRef& gate_up_proj, const ParameterRef& down_proj) {
  if (!at::GradMode::is_enabled()) {
    const PartClock clock(Part::kFeedForward);
    return gemm(gemm_swiglu(x, gate_up_proj->compute, false).activated, down_proj->compute.t());
  }
  const bool keeps_for_backward = at::GradMode::is_enabled() && x.requires_grad();
  return FeedForwardFunction::apply(x, gate_up_proj, down_proj, keeps_for_backward);
}

at::Tensor embed(const at::Tensor& tokens, const ParameterRef& weight) {
  if (!at::GradMode::is_enabled()) return weight->compute.index_select(0, tokens).to(at::kFloat);
  at::Tensor anchor = at::zeros({0}, at::kFloat);
  if (weight->trainable && at::GradMode::is_enabled()) anchor.requires_grad_(true);
  return EmbedFunction::apply(anchor, tokens, weight);
}

void cap_logits_(at::Tensor& logits, const LogitCap& cap) {
  if (cap.cap > 0) logits.mul_(cap.multiplier / cap.cap).tanh_().mul_(cap.cap);
}

namespace {

HeadLoss loss_of_head(const at::Tensor& hidden, const ParameterRef& head, const at::Tensor& labels, double divisor, double z_loss, const LogitCap& cap,
                      const HeadReference* reference) {
  HeadLoss result;
  // Asked here: grad mode is off inside forward. Without a graph that ends here, backward() can't be called, so nothing is added to the head either.
  const bool wants_grad = at::GradMode::is_enabled() && hidden.requires_grad();
  result.loss = HeadLossFunction::apply(hidden, head, labels, divisor, z_loss, cap, reference, wants_grad, &result.nll_sum);
  return result;
}

}  // namespace

HeadLoss head_loss(const at::Tensor& hidden, const ParameterRef& head, const at::Tensor& labels, double divisor, double z_loss, const LogitCap& cap) {
  return loss_of_head(hidden, head, labels, divisor, z_loss, cap, nullptr);
}

HeadLoss head_divergence(const at::Tensor& hidden, const ParameterRef& head, const at::Tensor& labels, const HeadReference& reference, double divisor,
                         const LogitCap& cap) {
  return loss_of_head(hidden, head, labels, divisor, 0.0, cap, &reference);
}

}  // namespace galen
