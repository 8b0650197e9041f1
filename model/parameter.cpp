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

at::Tensor joined(const at::Tensor& halves) {
  at::Tensor whole = at::empty(halves.sizes().slice(1), halves.options().dtype(at::kFloat));
  const auto* high = reinterpret_cast<const uint16_t*>(halves.const_data_ptr<int16_t>());
  const int16_t* rest = halves.const_data_ptr<int16_t>() + whole.numel();
  float* out = whole.data_ptr<float>();
  at::parallel_for(0, whole.numel(), kGrain, [&](int64_t begin, int64_t end) { vec::join(high + begin, rest + begin, out + begin, end - begin); });
  return whole;
}

void split_into(const at::Tensor& halves, const at::Tensor& whole) {
  auto* high = reinterpret_cast<uint16_t*>(halves.data_ptr<int16_t>());
  int16_t* rest = halves.data_ptr<int16_t>() + whole.numel();
  const float* in = whole.const_data_ptr<float>();
  at::parallel_for(0, whole.numel(), kGrain, [&](int64_t begin, int64_t end) { vec::split(in + begin, high + begin, rest + begin, end - begin); });
}

}  // namespace

void set_trainable(Parameter& parameter, const at::Tensor& values, at::ScalarType compute) {
  parameter.trainable = true;
  if (compute == at::kBFloat16 && values.is_cpu()) {
    std::vector<int64_t> shape = values.sizes().vec();
    shape.insert(shape.begin(), 2);
    parameter.halves = at::empty(shape, values.options().dtype(at::kShort));
    parameter.compute = parameter.halves.select(0, 0).view(at::kBFloat16);
    split_into(parameter.halves, values.contiguous());
  } else {
    parameter.master = values;
    parameter.compute = compute == at::kFloat ? values : values.to(compute);
  }
}

at::Tensor master_of(const Parameter& parameter) {
  return parameter.halves.defined() ? joined(parameter.halves) : parameter.master;
}

void set_master(Parameter& parameter, const at::Tensor& values) {
  if (parameter.halves.defined()) {
    split_into(parameter.halves, values.contiguous());
    return;
  }
  if (!values.is_same(parameter.master)) parameter.master.copy_(values.view(parameter.master.sizes()));
  if (!parameter.compute.is_alias_of(parameter.master)) parameter.compute.copy_(parameter.master);
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
