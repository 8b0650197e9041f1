#include "model/row_ops.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <cmath>
#include <vector>

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

RmsNormOutput rms_norm_forward(const at::Tensor& x, const at::Tensor& weight, double eps, at::ScalarType out_dtype) {
  const int64_t rows = x.size(0);
  const int64_t width = x.size(1);
  RmsNormOutput output{at::empty({rows, width}, x.options().dtype(out_dtype)), at::empty({rows}, x.options().dtype(at::kFloat))};
  const at::Tensor weight_f32 = weight.to(at::kFloat).contiguous();
  const float* w = weight_f32.data_ptr<float>();
  float* rstd = output.rstd.data_ptr<float>();
  const Rows in(x);
  const Rows out(output.y);
  at::parallel_for(0, rows, kRowGrain, [&](int64_t begin, int64_t end) {
    std::vector<float> in_buffer(static_cast<size_t>(width));
    std::vector<float> out_buffer(static_cast<size_t>(width));
    for (int64_t row = begin; row < end; ++row) {
      const float* values = in.read(row, in_buffer.data());
      const float mean_square = vec::dot(values, values, width) / static_cast<float>(width);
      rstd[row] = 1.0f / std::sqrt(mean_square + static_cast<float>(eps));
      vec::scale_by(values, rstd[row], w, out.target(row, out_buffer.data()), width);
      out.commit(row, out_buffer.data());
    }
  });
  return output;
}

at::Tensor rms_norm_backward(const at::Tensor& grad_y, const at::Tensor& x, const at::Tensor& weight, const at::Tensor& rstd, at::Tensor grad_weight) {
  const int64_t rows = x.size(0);
  const int64_t width = x.size(1);
  at::Tensor grad_x = at::empty_like(x);
  const at::Tensor weight_f32 = weight.to(at::kFloat).contiguous();
  const float* w = weight_f32.data_ptr<float>();
  const float* r = rstd.data_ptr<float>();
  const Rows gradient(grad_y);
  const Rows in(x);
  const Rows out(grad_x);
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
        vec::scale_by(g, r[row], w, scaled, width);   // g * w * rstd
        const float projection = vec::dot(scaled, values, width) * r[row] * r[row] / static_cast<float>(width);
        float* target = out.target(row, out_buffer);
        for (int64_t i = 0; i < width; ++i) target[i] = scaled[i] - projection * values[i];
        out.commit(row, out_buffer);
        if (wants_weight) {
          float* sums = partial.data() + block * width;
          for (int64_t i = 0; i < width; ++i) sums[i] += g[i] * values[i] * r[row];
        }
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
  const int64_t rows = gate_up.size(0);
  const int64_t width = gate_up.size(1) / 2;
  at::Tensor result = at::empty({rows, width}, gate_up.options());
  const Rows in(gate_up);
  const Rows out(result);
  at::parallel_for(0, rows, kRowGrain, [&](int64_t begin, int64_t end) {
    std::vector<float> buffers(static_cast<size_t>(3 * width));
    for (int64_t row = begin; row < end; ++row) {
      const float* gate = in.read(row, buffers.data());
      float* out_buffer = buffers.data() + 2 * width;
      vec::swiglu(gate, gate + width, out.target(row, out_buffer), width);
      out.commit(row, out_buffer);
    }
  });
  return result;
}

at::Tensor swiglu_backward(const at::Tensor& grad_out, const at::Tensor& gate_up) {
  const int64_t rows = gate_up.size(0);
  const int64_t width = gate_up.size(1) / 2;
  at::Tensor result = at::empty_like(gate_up);
  const Rows gradient(grad_out);
  const Rows in(gate_up);
  const Rows out(result);
  at::parallel_for(0, rows, kRowGrain, [&](int64_t begin, int64_t end) {
    std::vector<float> buffers(static_cast<size_t>(5 * width));
    for (int64_t row = begin; row < end; ++row) {
      const float* gate = in.read(row, buffers.data());
      const float* g = gradient.read(row, buffers.data() + 2 * width);
      float* out_buffer = buffers.data() + 3 * width;
      float* target = out.target(row, out_buffer);
      vec::swiglu_backward(g, gate, gate + width, target, target + width, width);
      out.commit(row, out_buffer);
    }
  });
  return result;
}

void rope_(at::Tensor& x, int64_t first_column, int64_t heads, int64_t head_dim, int64_t rotary_dim, const at::Tensor& positions,
           const at::Tensor& cosine, const at::Tensor& sine, bool backward) {
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
