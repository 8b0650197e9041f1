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
//
// What trains has an f32 value of each weight, its master, of which a bf16 model reads the rounded half. On the CPU the other half, what rounding took away, is
// all that is kept beside it: four bytes a weight rather than six, and nothing is lost but the last bit of a master that lies exactly between two bf16 (one in
// 131,072).
struct Parameter {
  // A tensor of the checkpoint: where it lies among the parameter's elements.
  struct Piece {
    std::string tensor;
    int64_t offset = 0;
    std::vector<int64_t> shape;
  };

  std::string name;           // for messages and optimizer state: "model.layers.3.self_attn.qkv_proj"
  at::Tensor compute;         // what the forward pass reads
  at::Tensor master;          // f32, the same storage as `compute` when computing in f32; undefined when frozen or in halves
  at::Tensor halves;          // int16 [2, …shape]: `compute` in bf16, and master - compute in units of a master's last place; undefined when frozen or whole
  at::Tensor grad;            // of this step so far; undefined before the first contribution and when frozen (see add_gradient for its dtype)
  std::vector<Piece> pieces;  // in order, without gaps; empty when frozen
  int64_t begins_at =
      -1;  // of a slice of one larger tensor (a sub-agent's experts in a stack of all): its first element there, pieces in order; -1: pieces are whole
  bool trainable = false;
  bool decays = false;         // weight decay applies: matrices, not norms, biases or embeddings
  bool is_shared_out = false;  // held by some processes only: of a sub-agent, where these are shared out
};

// Null where a model has no such weight.
using ParameterRef = std::shared_ptr<Parameter>;

// Begins to train: f32 `values` become the master, read as `compute` dtype.
void set_trainable(Parameter& parameter, const at::Tensor& values, at::ScalarType compute);
// The master, f32: itself, or put together from its halves. Undefined when frozen.
at::Tensor master_of(const Parameter& parameter);
// Its elements from `offset` on.
at::Tensor master_of(const Parameter& parameter, int64_t offset, int64_t count);
// Writes all of the master, or as many elements as there are values, and what the forward pass reads. f32; may be master_of's own.
void set_master(Parameter& parameter, const at::Tensor& values, int64_t offset = 0);
// The same as it lies in memory, f32 or halves: what a save and an exchange between ranks carry.
inline at::Tensor stored_master(const Parameter& parameter) {
  return parameter.halves.defined() ? parameter.halves : parameter.master;
}
// What a piece of the parameter is in `whole`, which has its elements in their order.
at::Tensor piece_in(const at::Tensor& whole, const Parameter::Piece& piece);

// The gradient as f32, zeros if there is none yet, for who adds to it in place.
at::Tensor& grad_of(Parameter& parameter);

// Adds a product of the backward pass, of the parameter's shape. The first of a step is kept as it is: a GEMM in bf16 has rounded it already, so widening it
// would cost memory and time and gain nothing. Sums of several are f32.
void add_gradient(Parameter& parameter, at::Tensor product);
// The same for the product of a and b, summed without storing it where there is a sum already.
void add_gradient_product(Parameter& parameter, const at::Tensor& a, const at::Tensor& b);

}  // namespace galen
