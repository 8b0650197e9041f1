// A weight with what training keeps beside it.
#pragma once

#include <ATen/core/Tensor.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace galen {

// Several tensors of the checkpoint that are used together are one parameter: q, k and v rows; gate and up rows; the experts of a sub-agent. One GEMM then
// serves them all, and the optimizer sees one array.
struct Parameter {
  std::string name;    // for messages and optimizer state: "model.layers.3.self_attn.qkv_proj"
  at::Tensor master;   // f32; undefined when frozen
  at::Tensor compute;  // what the forward pass reads; the same storage as master when computing in f32
  at::Tensor grad;     // of this step so far; undefined before the first contribution and when frozen (see add_gradient for its dtype)
  std::vector<std::pair<std::string, at::Tensor>> pieces;  // checkpoint name -> view of master; empty when frozen
  int64_t begins_at =
      -1;  // of a slice of one larger tensor (a sub-agent's experts in a stack of all): its first element there, pieces in order; -1: pieces are whole
  bool trainable = false;
  bool decays = false;         // weight decay applies: matrices, not norms, biases or embeddings
  bool is_shared_out = false;  // held by some processes only: of a sub-agent, where these are shared out
};

// Null where a model has no such weight.
using ParameterRef = std::shared_ptr<Parameter>;

// The gradient as f32, zeros if there is none yet, for who adds to it in place.
at::Tensor& grad_of(Parameter& parameter);

// Adds a product of the backward pass, of the parameter's shape. The first of a step is kept as it is: a GEMM in bf16 has rounded it already, so widening it
// would cost memory and time and gain nothing. Sums of several are f32.
void add_gradient(Parameter& parameter, at::Tensor product);
// The same for the product of a and b, summed without storing it where there is a sum already.
void add_gradient_product(Parameter& parameter, const at::Tensor& a, const at::Tensor& b);

}  // namespace galen
