#include "model/parameter.h"

#include <ATen/ATen.h>

#include "model/gemm.h"
#include "model/row_ops.h"

namespace galen {

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
