#include "model/row_ops.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "model/device_ops.h"
#include "model/vector_math.h"

namespace galen {
namespace {

// Rows a task takes at least: small enough to balance, large enough that waking a thread pays.
constexpr int64_t kRowGrain = 16;

// Reads and writes rows of f32 or bf16 as f32.
class Rows {
 public:
  explicit Rows(const at::Tensor& tensor) : width_(tensor.size(-1)), is_bf16_(tensor.scalar_type() == at::kBFloat16) {
    TORCH_CHECK(tensor.is_contiguous() && (is_bf16_ || tensor.scalar_type() == at::kFloat), "row operations take contiguous f32 or bf16 tensors");
    data_ = tensor.data_ptr();
  }

  // The row as f32: itself, or widened into `buffer` (of at least width floats).
  const float* read(int64_t row, float* buffer) const {
    if (!is_bf16_) return static_cast<const float*>(data_) + row * width_;
    vec::widen(static_cast<const uint16_t*>(data_) + row * width_, buffer, width_);
    return buffer;
  }
  // The row itself; of bf16 tensors only.
  uint16_t* bf16(int64_t row) const { return static_cast<uint16_t*>(data_) + row * width_; }
  void add_to(int64_t row, float* sum) const {
    if (is_bf16_) {
      vec::add_widened(static_cast<const uint16_t*>(data_) + row * width_, sum, width_);
    } else {
      vec::axpy(1.0f, static_cast<const float*>(data_) + row * width_, sum, width_);
    }
  }
  // Where to write the row as f32: itself, or `buffer`, which `commit` narrows.
  float* target(int64_t row, float* buffer) const { return is_bf16_ ? buffer : static_cast<float*>(data_) + row * width_; }
  void commit(int64_t row, const float* buffer) const {
    if (is_bf16_) vec::narrow(buffer, static_cast<uint16_t*>(data_) + row * width_, width_);
  }

 private:
  void* data_ = nullptr;
  int64_t width_;
  bool is_bf16_;
};

}  // namespace

RmsNormOutput rms_norm_forward(const at::Tensor& x, const at::Tensor& first, const at::Tensor& second, const at::Tensor& weight, double eps,
                               at::ScalarType out_dtype) {
  if (takes_device_path(x)) return on_device::rms_norm_forward(x, first, second, weight, eps, out_dtype);
  const int64_t rows = x.size(0);
  const int64_t width = x.size(1);
  const bool adds = first.defined() || second.defined();
  RmsNormOutput output{adds ? at::empty_like(x) : x, at::empty({rows, width}, x.options().dtype(out_dtype)), at::empty({rows}, x.options().dtype(at::kFloat))};
  const at::Tensor weight_f32 = weight.to(at::kFloat).contiguous();
  const float* w = weight_f32.data_ptr<float>();
  float* rstd = output.rstd.data_ptr<float>();
  const Rows in(x);
  const Rows sum(output.sum);
  const Rows out(output.y);
  std::vector<Rows> addends;
  for (const at::Tensor* addend : {&first, &second}) {
    if (addend->defined()) addends.emplace_back(*addend);
  }
  at::parallel_for(0, rows, kRowGrain, [&](int64_t begin, int64_t end) {
    std::vector<float> in_buffer(static_cast<size_t>(width));
    std::vector<float> out_buffer(static_cast<size_t>(width));
    for (int64_t row = begin; row < end; ++row) {
      const float* values = in.read(row, in_buffer.data());
      if (adds) {
        float* total = sum.target(row, in_buffer.data());
        if (total != values) std::copy_n(values, width, total);
        for (const Rows& addend : addends) addend.add_to(row, total);
        sum.commit(row, total);
        values = total;
      }
      const float mean_square = vec::dot(values, values, width) / static_cast<float>(width);
      rstd[row] = 1.0f / std::sqrt(mean_square + static_cast<float>(eps));
      vec::scale_by(values, rstd[row], w, out.target(row, out_buffer.data()), width);
      out.commit(row, out_buffer.data());
    }
  });
  return output;
}

at::Tensor rms_norm_backward(const at::Tensor& grad_y, const at::Tensor& grad_sum, const at::Tensor& sum, const at::Tensor& weight, const at::Tensor& rstd,
                             at::Tensor grad_weight) {
  if (takes_device_path(sum)) return on_device::rms_norm_backward(grad_y, grad_sum, sum, weight, rstd, grad_weight);
  const int64_t rows = sum.size(0);
  const int64_t width = sum.size(1);
  at::Tensor grad_x = at::empty_like(sum);
  const at::Tensor weight_f32 = weight.to(at::kFloat).contiguous();
  const float* w = weight_f32.data_ptr<float>();
  const float* r = rstd.data_ptr<float>();
  const Rows gradient(grad_y);
  const Rows in(sum);
  const Rows out(grad_x);
  const std::optional<Rows> beside = grad_sum.defined() ? std::optional<Rows>(grad_sum) : std::nullopt;
  // One partial sum per fixed block of rows, added in order afterwards: the same bits whatever the threads.
  constexpr int64_t kBlock = 128;
  const int64_t blocks = (rows + kBlock - 1) / kBlock;
  const bool wants_weight = grad_weight.defined();
  std::vector<float> partial(wants_weight ? static_cast<size_t>(blocks * width) : 0, 0.0f);
  at::parallel_for(0, blocks, 1, [&](int64_t first_block, int64_t last_block) {
    std::vector<float> buffers(static_cast<size_t>(4 * width));
    float* g_buffer = buffers.data();
    float* x_buffer = g_buffer + width;
    float* out_buffer = x_buffer + width;
    float* scaled = out_buffer + width;
    for (int64_t block = first_block; block < last_block; ++block) {
      for (int64_t row = block * kBlock; row < std::min(rows, (block + 1) * kBlock); ++row) {
        const float* g = gradient.read(row, g_buffer);
        const float* values = in.read(row, x_buffer);
        vec::scale_by(g, r[row], w, scaled, width);  // g * w * rstd
        const float projection = vec::dot(scaled, values, width) * r[row] * r[row] / static_cast<float>(width);
        float* target = out.target(row, out_buffer);
        vec::subtract_scaled(scaled, projection, values, target, width);
        if (beside) beside->add_to(row, target);
        out.commit(row, out_buffer);
        if (wants_weight) vec::multiply_add(r[row], g, values, partial.data() + block * width, width);
      }
    }
  });
  if (wants_weight) {
    float* total = grad_weight.data_ptr<float>();
    for (int64_t block = 0; block < blocks; ++block) vec::axpy(1.0f, partial.data() + block * width, total, width);
  }
  return grad_x;
}

at::Tensor swiglu_forward(const at::Tensor& gate_up) {
  if (takes_device_path(gate_up)) return on_device::swiglu_forward(gate_up);
  const int64_t rows = gate_up.size(0);
  const int64_t width = gate_up.size(1) / 2;
  at::Tensor result = at::empty({rows, width}, gate_up.options());
  const Rows in(gate_up);
  const Rows out(result);
  at::parallel_for(0, rows, kRowGrain, [&](int64_t begin, int64_t end) {
    if (gate_up.scalar_type() == at::kBFloat16) {
      for (int64_t row = begin; row < end; ++row) {
        const uint16_t* gate = in.bf16(row);
        vec::swiglu_bf16(gate, gate + width, out.bf16(row), width);
      }
      return;
    }
    std::vector<float> buffers(static_cast<size_t>(3 * width));
    for (int64_t row = begin; row < end; ++row) {
      const float* gate = in.read(row, buffers.data());
      float* target = out.target(row, buffers.data() + 2 * width);
      vec::swiglu(gate, gate + width, target, width);
      out.commit(row, target);
    }
  });
  return result;
}

at::Tensor scale_rows(const at::Tensor& x, const at::Tensor& scale) {
  if (takes_device_path(x)) return (x.to(at::kFloat) * scale.unsqueeze(1)).to(x.scalar_type());
  const int64_t rows = x.size(0);
  const int64_t width = x.size(1);
  at::Tensor result = at::empty_like(x);
  const Rows in(x);
  const Rows out(result);
  const float* factor = scale.const_data_ptr<float>();
  at::parallel_for(0, rows, 4 * kRowGrain, [&](int64_t begin, int64_t end) {
    std::vector<float> buffer(static_cast<size_t>(width));
    for (int64_t row = begin; row < end; ++row) {
      const float* values = in.read(row, buffer.data());
      float* target = out.target(row, buffer.data());
      if (target != values) std::copy_n(values, width, target);
      vec::scale(factor[row], target, width);
      out.commit(row, target);
    }
  });
  return result;
}

at::Tensor swiglu_backward(const at::Tensor& grad_out, const at::Tensor& gate_up, const at::Tensor& row_scale) {
  if (takes_device_path(gate_up)) return on_device::swiglu_backward(grad_out, gate_up, row_scale);
  const int64_t rows = gate_up.size(0);
  const int64_t width = gate_up.size(1) / 2;
  at::Tensor result = at::empty_like(gate_up);
  const Rows gradient(grad_out);
  const Rows in(gate_up);
  const Rows out(result);
  const float* scale = row_scale.defined() ? row_scale.const_data_ptr<float>() : nullptr;
  const bool all_bf16 = gate_up.scalar_type() == at::kBFloat16 && grad_out.scalar_type() == at::kBFloat16;
  at::parallel_for(0, rows, kRowGrain, [&](int64_t begin, int64_t end) {
    if (all_bf16) {
      for (int64_t row = begin; row < end; ++row) {
        const uint16_t* gate = in.bf16(row);
        uint16_t* target = out.bf16(row);
        vec::swiglu_backward_bf16(gradient.bf16(row), gate, gate + width, scale != nullptr ? scale[row] : 1.0f, target, target + width, width);
      }
      return;
    }
    std::vector<float> buffers(static_cast<size_t>(5 * width));
    for (int64_t row = begin; row < end; ++row) {
      const float* gate = in.read(row, buffers.data());
      const float* g = gradient.read(row, buffers.data() + 2 * width);
      float* target = out.target(row, buffers.data() + 3 * width);
      vec::swiglu_backward(g, gate, gate + width, target, target + width, width);
      if (scale != nullptr) vec::scale(scale[row], target, 2 * width);  // the gradient is linear in grad_out
      out.commit(row, target);
    }
  });
  return result;
}

at::Tensor row_dots(const at::Tensor& a, const at::Tensor& b) {
  if (takes_device_path(a)) return a.to(at::kFloat).mul(b.to(at::kFloat)).sum(1);
  const int64_t rows = a.size(0);
  const int64_t width = a.size(1);
  at::Tensor dots = at::empty({rows}, a.options().dtype(at::kFloat));
  float* out = dots.data_ptr<float>();
  const Rows left(a);
  const Rows right(b);
  at::parallel_for(0, rows, 4 * kRowGrain, [&](int64_t begin, int64_t end) {
    std::vector<float> buffers(static_cast<size_t>(2 * width));
    for (int64_t row = begin; row < end; ++row) out[row] = vec::dot(left.read(row, buffers.data()), right.read(row, buffers.data() + width), width);
  });
  return dots;
}

void accumulate(at::Tensor& sum, const at::Tensor& x) {
  TORCH_CHECK(sum.is_contiguous() && sum.scalar_type() == at::kFloat && sum.numel() == x.numel(), "accumulate takes a contiguous f32 sum of x's size");
  if (takes_device_path(x)) {
    sum.add_(x.reshape(sum.sizes()));
    return;
  }
  const at::Tensor flat_sum = sum.view({-1, 1});
  const at::Tensor flat = x.reshape({-1, 1});
  float* total = flat_sum.data_ptr<float>();
  const bool is_bf16 = x.scalar_type() == at::kBFloat16;
  TORCH_CHECK(is_bf16 || x.scalar_type() == at::kFloat, "accumulate takes f32 or bf16");
  const void* data = flat.const_data_ptr();
  at::parallel_for(0, x.numel(), 1 << 15, [&](int64_t begin, int64_t end) {
    if (is_bf16) {
      vec::add_widened(static_cast<const uint16_t*>(data) + begin, total + begin, end - begin);
    } else {
      vec::axpy(1.0f, static_cast<const float*>(data) + begin, total + begin, end - begin);
    }
  });
}

double sum_of_squares(const at::Tensor& x) {
  TORCH_CHECK(x.is_contiguous() && (x.scalar_type() == at::kBFloat16 || x.scalar_type() == at::kFloat), "sum_of_squares takes contiguous f32 or bf16");
  if (takes_device_path(x)) return x.to(at::kFloat).square().sum(at::kDouble).item<double>();
  constexpr int64_t kBlock = 1 << 14;
  const int64_t n = x.numel();
  const int64_t blocks = (n + kBlock - 1) / kBlock;
  const bool is_bf16 = x.scalar_type() == at::kBFloat16;
  const void* data = x.const_data_ptr();
  std::vector<double> partial(static_cast<size_t>(blocks));
  at::parallel_for(0, blocks, 4, [&](int64_t begin, int64_t end) {
    std::vector<float> buffer(is_bf16 ? kBlock : 0);
    for (int64_t block = begin; block < end; ++block) {
      const int64_t first = block * kBlock;
      const int64_t count = std::min(kBlock, n - first);
      const float* values = static_cast<const float*>(data) + first;
      if (is_bf16) {
        vec::widen(static_cast<const uint16_t*>(data) + first, buffer.data(), count);
        values = buffer.data();
      }
      partial[static_cast<size_t>(block)] = vec::dot(values, values, count);
    }
  });
  double sum = 0;
  for (const double part : partial) sum += part;
  return sum;
}

at::Tensor combine_rows(const at::Tensor& rows, const at::Tensor& place, const at::Tensor& weights) {
  if (takes_device_path(rows)) return on_device::combine_rows(rows, place, weights);
  const int64_t tokens = place.size(0);
  const int64_t slots = place.size(1);
  const int64_t width = rows.size(1);
  at::Tensor result = at::empty({tokens, width}, rows.options());
  const Rows in(rows);
  const Rows out(result);
  const int64_t* places = place.const_data_ptr<int64_t>();
  const float* weight = weights.defined() ? weights.const_data_ptr<float>() : nullptr;
  at::parallel_for(0, tokens, kRowGrain, [&](int64_t begin, int64_t end) {
    std::vector<float> row_buffer(static_cast<size_t>(width));
    std::vector<float> out_buffer(static_cast<size_t>(width));
    for (int64_t token = begin; token < end; ++token) {
      float* target = out.target(token, out_buffer.data());
      std::fill_n(target, width, 0.0f);
      for (int64_t i = token * slots; i < (token + 1) * slots; ++i) {
        if (places[i] >= 0) vec::axpy(weight != nullptr ? weight[i] : 1.0f, in.read(places[i], row_buffer.data()), target, width);
      }
      out.commit(token, target);
    }
  });
  return result;
}

CrossEntropy cross_entropy_(at::Tensor& logits, const at::Tensor& target, double divisor, double z_loss, bool wants_grad) {
  if (takes_device_path(logits)) return on_device::cross_entropy_(logits, target, divisor, z_loss, wants_grad);
  const int64_t rows = logits.size(0);
  const int64_t width = logits.size(1);
  const auto options = logits.options().dtype(at::kFloat);
  CrossEntropy result{at::empty({rows}, options), at::empty({rows}, options)};
  float* nll = result.nll.data_ptr<float>();
  float* log_z = result.log_z.data_ptr<float>();
  const int64_t* targets = target.const_data_ptr<int64_t>();
  const Rows values(logits);
  at::parallel_for(0, rows, 1, [&](int64_t begin, int64_t end) {
    std::vector<float> buffer(static_cast<size_t>(width));
    for (int64_t row = begin; row < end; ++row) {
      const float* logit = values.read(row, buffer.data());
      if (logit != buffer.data()) std::copy_n(logit, width, buffer.data());
      const float at_target = buffer[static_cast<size_t>(targets[row])];
      const float largest = vec::max(buffer.data(), width);
      const float sum = vec::exp_shifted(buffer.data(), largest, width);
      log_z[row] = largest + std::log(sum);
      nll[row] = log_z[row] - at_target;
      if (!wants_grad) continue;
      // d(nll) = softmax - one_hot; d(log_z^2) = 2 log_z softmax.
      const auto inverse = static_cast<float>(1.0 / divisor);
      vec::scale((1.0f + static_cast<float>(2 * z_loss) * log_z[row]) * inverse / sum, buffer.data(), width);
      buffer[static_cast<size_t>(targets[row])] -= inverse;
      float* out = values.target(row, buffer.data());
      if (out != buffer.data()) std::copy_n(buffer.data(), width, out);
      values.commit(row, buffer.data());
    }
  });
  return result;
}

void rope_(at::Tensor& x, int64_t first_column, int64_t heads, int64_t head_dim, int64_t rotary_dim, const at::Tensor& positions, const at::Tensor& cosine,
           const at::Tensor& sine, bool backward) {
  if (rotary_dim == 0) return;
  const int64_t rows = x.size(0);
  const int64_t columns = x.size(1);
  const int64_t half = rotary_dim / 2;
  const bool is_bf16 = x.scalar_type() == at::kBFloat16;
  const int64_t* position = positions.data_ptr<int64_t>();
  const float* cosines = cosine.data_ptr<float>();
  const float* sines = sine.data_ptr<float>();
  const float sign = backward ? -1.0f : 1.0f;
  void* data = x.data_ptr();
  at::parallel_for(0, rows, kRowGrain, [&](int64_t begin, int64_t end) {
    std::vector<float> buffer(static_cast<size_t>(rotary_dim));
    for (int64_t row = begin; row < end; ++row) {
      const float* c = cosines + position[row] * half;
      const float* s = sines + position[row] * half;
      for (int64_t head = 0; head < heads; ++head) {
        const int64_t offset = row * columns + first_column + head * head_dim;
        if (is_bf16) {
          uint16_t* values = static_cast<uint16_t*>(data) + offset;
          vec::widen(values, buffer.data(), rotary_dim);
          vec::rotate_halves(buffer.data(), c, s, sign, rotary_dim);
          vec::narrow(buffer.data(), values, rotary_dim);
        } else {
          vec::rotate_halves(static_cast<float*>(data) + offset, c, s, sign, rotary_dim);
        }
      }
    }
  });
}

}  // namespace galen
