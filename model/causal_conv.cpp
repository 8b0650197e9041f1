#include "model/causal_conv.h"

#include <ATen/ATen.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>

#include "model/tasks.h"
#include "model/vector_math.h"

namespace galen {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::Function;
using torch::autograd::variable_list;

constexpr int64_t kRowsATime = 256;

// Rows [begin, end) of a sequence that has rows [first, last).
struct ConvPiece {
  int64_t begin, end, first, last;
};

std::vector<ConvPiece> pieces_of(const std::vector<int64_t>& offsets) {
  std::vector<ConvPiece> pieces;
  for (size_t i = 0; i + 1 < offsets.size(); ++i) {
    for (int64_t begin = offsets[i]; begin < offsets[i + 1]; begin += kRowsATime) {
      pieces.push_back({begin, std::min(begin + kRowsATime, offsets[i + 1]), offsets[i], offsets[i + 1]});
    }
  }
  return pieces;
}

// f32 rows [begin, end) of x, zeros outside of [first, last).
std::vector<float> wide_rows(const at::Tensor& x, int64_t begin, int64_t end, int64_t first, int64_t last) {
  const int64_t channels = x.size(1);
  std::vector<float> rows(static_cast<size_t>((end - begin) * channels), 0.0f);
  const int64_t from = std::max(begin, first);
  const int64_t to = std::min(end, last);
  if (from >= to) return rows;
  float* out = rows.data() + (from - begin) * channels;
  if (x.scalar_type() == at::kBFloat16) {
    vec::widen(static_cast<const uint16_t*>(x.const_data_ptr()) + from * channels, out, (to - from) * channels);
  } else {
    std::copy_n(x.const_data_ptr<float>() + from * channels, (to - from) * channels, out);
  }
  return rows;
}

void put_rows(const float* rows, int64_t begin, int64_t end, at::Tensor& x) {
  const int64_t channels = x.size(1);
  if (x.scalar_type() == at::kBFloat16) {
    vec::narrow(rows, static_cast<uint16_t*>(x.data_ptr()) + begin * channels, (end - begin) * channels);
  } else {
    std::copy_n(rows, (end - begin) * channels, x.data_ptr<float>() + begin * channels);
  }
}

at::Tensor by_tap(const Parameter& weight) {  // [kernel, channels] f32
  return weight.compute.detach().to(at::kFloat).squeeze(1).t().contiguous();
}

struct CausalConvFunction : Function<CausalConvFunction> {
  static at::Tensor forward(AutogradContext* context, const at::Tensor& x_in, const ParameterRef& weight, const ParameterRef& bias,
                            const std::vector<int64_t>& offsets) {
    const at::Tensor x = x_in.contiguous();
    const at::Tensor taps = by_tap(*weight);
    const at::Tensor shift = bias->compute.detach().to(at::kFloat).contiguous();
    const int64_t kernel = taps.size(0);
    const int64_t channels = x.size(1);
    at::Tensor y = at::empty_like(x);
    const std::vector<ConvPiece> pieces = pieces_of(offsets);
    for_each_task(static_cast<int64_t>(pieces.size()), [&](int64_t task) {
      const ConvPiece& piece = pieces[static_cast<size_t>(task)];
      const std::vector<float> in = wide_rows(x, piece.begin - kernel + 1, piece.end, piece.first, piece.last);
      std::vector<float> out(static_cast<size_t>((piece.end - piece.begin) * channels));
      for (int64_t t = 0; t < piece.end - piece.begin; ++t) {
        float* row = out.data() + t * channels;
        std::copy_n(shift.const_data_ptr<float>(), channels, row);
        for (int64_t k = 0; k < kernel; ++k)
          vec::multiply_add(1.0f, in.data() + (t + k) * channels, taps.const_data_ptr<float>() + k * channels, row, channels);
      }
      put_rows(out.data(), piece.begin, piece.end, y);
    });
    context->save_for_backward({x, taps});
    context->saved_data["offsets"] = offsets;
    context->saved_data["trains"] = weight->trainable;
    if (weight->trainable) {
      context->saved_data["weight"] = c10::IValue::make_capsule(c10::make_intrusive<ConvHolder>(weight));
      context->saved_data["bias"] = c10::IValue::make_capsule(c10::make_intrusive<ConvHolder>(bias));
    }
    return y;
  }

  static variable_list backward(AutogradContext* context, variable_list grads) {
    const auto saved = context->get_saved_variables();
    const at::Tensor& x = saved[0];
    const at::Tensor& taps = saved[1];
    const at::Tensor grad_y = grads[0].contiguous();
    const bool trains = context->saved_data["trains"].toBool();
    const int64_t kernel = taps.size(0);
    const int64_t channels = x.size(1);
    const std::vector<ConvPiece> pieces = pieces_of(context->saved_data["offsets"].toIntVector());
    at::Tensor grad_x = at::empty_like(x);
    // Of each piece its own, summed up afterwards: the sums don't depend on the threads.
    const at::Tensor parts = trains ? at::zeros({static_cast<int64_t>(pieces.size()), kernel + 1, channels}, at::TensorOptions(at::kFloat)) : at::Tensor();
    for_each_task(static_cast<int64_t>(pieces.size()), [&](int64_t task) {
      const ConvPiece& piece = pieces[static_cast<size_t>(task)];
      const int64_t rows = piece.end - piece.begin;
      const std::vector<float> grad = wide_rows(grad_y, piece.begin, piece.end + kernel - 1, piece.first, piece.last);
      std::vector<float> out(static_cast<size_t>(rows * channels), 0.0f);
      for (int64_t t = 0; t < rows; ++t) {
        for (int64_t k = 0; k < kernel; ++k) {
          vec::multiply_add(1.0f, grad.data() + (t + kernel - 1 - k) * channels, taps.const_data_ptr<float>() + k * channels, out.data() + t * channels,
                            channels);
        }
      }
      put_rows(out.data(), piece.begin, piece.end, grad_x);
      if (!trains) return;
      const std::vector<float> in = wide_rows(x, piece.begin - kernel + 1, piece.end, piece.first, piece.last);
      float* own = parts.data_ptr<float>() + task * (kernel + 1) * channels;
      for (int64_t t = 0; t < rows; ++t) {
        for (int64_t k = 0; k < kernel; ++k) {
          vec::multiply_add(1.0f, in.data() + (t + k) * channels, grad.data() + t * channels, own + k * channels, channels);
        }
        vec::axpy(1.0f, grad.data() + t * channels, own + kernel * channels, channels);
      }
    });
    if (trains) {
      const at::Tensor sums = parts.sum(0);
      const auto held = [&](const char* name) { return c10::static_intrusive_pointer_cast<ConvHolder>(context->saved_data[name].toCapsule())->parameter; };
      grad_of(*held("weight")).add_(sums.narrow(0, 0, kernel).t().unsqueeze(1));
      grad_of(*held("bias")).add_(sums.select(0, kernel));
    }
    return {grad_x, {}, {}, {}};
  }

  struct ConvHolder : torch::CustomClassHolder {
    explicit ConvHolder(ParameterRef held) : parameter(std::move(held)) {}
    ParameterRef parameter;
  };
};

}  // namespace

at::Tensor causal_conv(const at::Tensor& x, const ParameterRef& weight, const ParameterRef& bias, const std::vector<int64_t>& offsets) {
  return CausalConvFunction::apply(x, weight, bias, offsets);
}

}  // namespace galen
