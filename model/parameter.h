// A weight with what training keeps beside it.
#pragma once

#include <ATen/core/Tensor.h>

#include <memory>
#include <string>

namespace galen {

struct Parameter {
  std::string name;        // Hugging Face name; for stacked experts "model.layers.N.mlp.experts.FIRST-LAST.gate_up_proj"
  at::Tensor master;       // f32; undefined when frozen and computed in another dtype
  at::Tensor compute;      // what the forward pass reads; the same storage as master when computing in f32
  at::Tensor grad;         // f32, accumulated by the backward pass; undefined until the first and when frozen
  bool trainable = false;
  bool decays = false;     // weight decay applies: matrices, not norms, biases or embeddings
};

// Null where a model has no such weight.
using ParameterRef = std::shared_ptr<Parameter>;

}  // namespace galen
