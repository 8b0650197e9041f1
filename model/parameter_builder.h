// Parameters out of a checkpoint's tensors, several stacked along rows into one.
#pragma once

#include <ATen/ATen.h>

#include <string>
#include <vector>

#include "core/error.h"
#include "model/decoder.h"

namespace galen {

class ParameterBuilder {
 public:
  ParameterBuilder(const Checkpoint& checkpoint, Model& model) : checkpoint_(checkpoint), model_(model) {}

  const at::Tensor& tensor(const std::string& name) const {
    const auto found = checkpoint_.tensors.find(name);
    if (found == checkpoint_.tensors.end()) throw Error("the checkpoint lacks the tensor " + name, checkpoint_.directory.string());
    return found->second;
  }

  // `shape` of the whole; the named tensors fill it in order. compute dtype: the model's, or f32 for what must be exact (norms, router).
  ParameterRef stack(const std::string& name, const std::vector<std::string>& parts, std::vector<int64_t> shape, bool trainable, bool decays,
                     bool keep_f32 = false) {
    auto parameter = std::make_shared<Parameter>();
    parameter->name = name;
    parameter->decays = decays;
    const at::ScalarType compute = keep_f32 ? at::kFloat : model_.compute;
    const at::Tensor whole = at::empty(shape, trainable ? at::kFloat : compute);
    int64_t filled = 0;
    at::Tensor flat = whole.view({-1});
    for (const std::string& part : parts) {
      const at::Tensor& source = tensor(part);
      flat.narrow(0, filled, source.numel()).view(source.sizes()).copy_(source);
      if (trainable) parameter->pieces.push_back({part, filled, source.sizes().vec()});
      filled += source.numel();
    }
    TORCH_CHECK(filled == whole.numel(), name, ": parts don't fill the parameter");
    begin(parameter, whole, trainable, compute);
    return parameter;
  }

  ParameterRef vector(const std::string& name, bool trainable, bool keep_f32) {
    return stack(name, {name + ".weight"}, tensor(name + ".weight").sizes().vec(), trainable, false, keep_f32);
  }

  // Rows first … first + count - 1 of a tensor that stacks all experts' matrices; `parts`: matrices stacked in each row (gate and up: 2).
  ParameterRef slice(const std::string& name, const std::string& stacked, int64_t first, int64_t count, int64_t parts, bool trainable) {
    auto parameter = std::make_shared<Parameter>();
    parameter->name = name;
    parameter->decays = trainable;
    const at::Tensor source = tensor(stacked).narrow(0, first, count);
    const at::Tensor whole = at::empty(source.sizes(), trainable ? at::kFloat : model_.compute).copy_(source);
    if (trainable) {
      const std::vector<int64_t> matrix = {source.size(1) / parts, source.size(2)};
      for (int64_t i = 0; i < count * parts; ++i) parameter->pieces.push_back({stacked, i * matrix[0] * matrix[1], matrix});
      parameter->begins_at = first * source.size(1) * source.size(2);
    }
    begin(parameter, whole, trainable, model_.compute);
    return parameter;
  }

  // One whole tensor under its own name. A frozen one isn't even copied: its file's pages are read when it is first used.
  ParameterRef tower(const std::string& name, bool trainable) {
    const bool decays = name.ends_with("proj.weight") || name.ends_with("qkv.weight") || name.ends_with("downsample.weight") || name.ends_with("fc1.weight") ||
                        name.ends_with("fc2.weight") || name.ends_with("conv_out.weight") || name.ends_with("linear_1.weight") ||
                        name.ends_with("linear_2.weight");
    if (trainable) return stack(name, {name}, tensor(name).sizes().vec(), true, decays, true);
    auto parameter = std::make_shared<Parameter>();
    parameter->name = name;
    parameter->compute = tensor(name);
    return parameter;
  }

 private:
  void begin(const ParameterRef& parameter, const at::Tensor& whole, bool trainable, at::ScalarType compute) {
    if (trainable) {
      set_trainable(*parameter, whole, compute);
    } else {
      parameter->compute = whole;
    }
    model_.parameters.push_back(parameter);
  }

  const Checkpoint& checkpoint_;
  Model& model_;
};

}  // namespace galen
