#include "model/parameter.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include "model/gemm.h"
#include "model/row_ops.h"
#include "model/vector_math.h"

namespace galen {
namespace {

// Elements a thread takes at least.
constexpr int64_t kGrain = int64_t{1} << 15;

at::Tensor joined(const at::Tensor& halves, int64_t offset, int64_t count) {
  at::Tensor values = at::empty({count}, halves.options().dtype(at::kFloat));
  const int16_t* high = halves.const_data_ptr<int16_t>() + offset;
  const int16_t* rest = high + halves.numel() / 2;
  float* out = values.data_ptr<float>();
  at::parallel_for(0, count, kGrain,
                   [&](int64_t begin, int64_t end) { vec::join(reinterpret_cast<const uint16_t*>(high) + begin, rest + begin, out + begin, end - begin); });
  return values;
}

void split_into(const at::Tensor& halves, const at::Tensor& values, int64_t offset) {
  int16_t* high = halves.data_ptr<int16_t>() + offset;
  int16_t* rest = high + halves.numel() / 2;
  const float* in = values.const_data_ptr<float>();
  at::parallel_for(0, values.numel(), kGrain,
                   [&](int64_t begin, int64_t end) { vec::split(in + begin, reinterpret_cast<uint16_t*>(high) + begin, rest + begin, end - begin); });
}

}  // namespace

void set_trainable(Parameter& parameter, const at::Tensor& values, at::ScalarType compute) {
  parameter.trainable = true;
  if (compute == at::kBFloat16 && values.is_cpu()) {
    std::vector<int64_t> shape = values.sizes().vec();
    shape.insert(shape.begin(), 2);
    parameter.halves = at::empty(shape, values.options().dtype(at::kShort));
    parameter.compute = parameter.halves.select(0, 0).view(at::kBFloat16);
    split_into(parameter.halves, values.contiguous(), 0);
  } else {
    parameter.master = values;
    parameter.compute = compute == at::kFloat ? values : values.to(compute);
  }
}

at::Tensor master_of(const Parameter& parameter) {
  return parameter.halves.defined() ? joined(parameter.halves, 0, parameter.halves.numel() / 2).view(parameter.halves.sizes().slice(1)) : parameter.master;
}

at::Tensor master_of(const Parameter& parameter, int64_t offset, int64_t count) {
  return parameter.halves.defined() ? joined(parameter.halves, offset, count) : parameter.master.view({-1}).narrow(0, offset, count);
}

void set_master(Parameter& parameter, const at::Tensor& values, int64_t offset) {
  if (parameter.halves.defined()) {
    split_into(parameter.halves, values.contiguous(), offset);
    return;
  }
  const at::Tensor target = parameter.master.view({-1}).narrow(0, offset, values.numel());
  if (values.data_ptr() != target.data_ptr()) target.copy_(values.reshape({-1}));
  if (!parameter.compute.is_alias_of(parameter.master)) parameter.compute.view({-1}).narrow(0, offset, values.numel()).copy_(target);
}

at::Tensor piece_in(const at::Tensor& whole, const Parameter::Piece& piece) {
  return whole.view({-1}).narrow(0, piece.offset, c10::multiply_integers(piece.shape)).view(piece.shape);
}

at::Tensor& grad_of(Parameter& parameter) {
  if (!parameter.grad.defined()) parameter.grad = at::zeros(parameter.compute.sizes(), parameter.compute.options().dtype(at::kFloat));
  if (parameter.grad.scalar_type() != at::kFloat) parameter.grad = parameter.grad.to(at::kFloat);
  return parameter.grad;
}

void add_gradient(Parameter& parameter, at::Tensor product) {
  if (parameter.grad.defined()) {
    accumulate(grad_of(parameter), product);
  } else {
    parameter.grad = product.contiguous();
  }
}

void add_gradient_product(Parameter& parameter, const at::Tensor& a, const at::Tensor& b) {
  if (parameter.grad.defined()) {
    gemm_add(grad_of(parameter), a, b);
  } else {
    parameter.grad = gemm(a, b);
  }
}

}  // namespace galen
