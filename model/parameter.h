// A weight with what training keeps beside it.
#pragma once

#include <ATen/Functions.h>
#include <ATen/core/Tensor.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace galen {

// Several tensors of the checkpoint that are used together are one parameter: q, k and v rows; gate and up rows; the experts of a sub-agent. One GEMM then
// serves them all, and the optimizer sees one array.
struct Parameter {
  std::string name;        // for messages and optimizer state: "model.layers.3.self_attn.qkv_proj"
  at::Tensor master;       // f32; undefined when frozen
  at::Tensor compute;      // what the forward pass reads; the same storage as master when computing in f32
  at::Tensor grad;         // f32, accumulated by the backward pass; undefined until the first and when frozen
  std::vector<std::pair<std::string, at::Tensor>> pieces;   // checkpoint name -> view of master; empty when frozen
  bool trainable = false;
  bool decays = false;     // weight decay applies: matrices, not norms, biases or embeddings
};

// Null where a model has no such weight.
using ParameterRef = std::shared_ptr<Parameter>;

// The f32 gradient buffer, made on first use.
inline at::Tensor& grad_of(Parameter& parameter) {
  if (!parameter.grad.defined()) parameter.grad = at::zeros_like(parameter.master);
  return parameter.grad;
}

}  // namespace galen
