// What row_ops.h, route_rows.h, attention.h and experts.h promise, in ATen's own operations: for tensors that lie on a GPU, where our kernels can't read them.
//
// Those files send a tensor here by takes_device_path; nobody else calls these. Nothing here waits for the device. On the CPU they compute the same to the
// tolerances of tests/model/device_ops_test.cpp (1e-5 in f32, bf16's rounding in bf16), which is how they are tested.
#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

#include "model/attention.h"
#include "model/experts.h"
#include "model/row_ops.h"

namespace galen {

// True for what isn't on the CPU, and for all while a TreatAsDevice lives.
bool takes_device_path(const at::Tensor& x);

// x where `neighbour` lies, without waiting for the device's queue, as a plain .to() does. x itself where both are on the CPU.
at::Tensor to_device_of(const at::Tensor& neighbour, const at::Tensor& x);

// For tests: the CPU takes the device's path too.
class TreatAsDevice {
 public:
  TreatAsDevice();
  ~TreatAsDevice();
  TreatAsDevice(const TreatAsDevice&) = delete;
  TreatAsDevice& operator=(const TreatAsDevice&) = delete;
};

namespace on_device {

RmsNormOutput rms_norm_forward(const at::Tensor& x, const at::Tensor& first, const at::Tensor& second, const at::Tensor& weight, double eps,
                               at::ScalarType out_dtype);
at::Tensor rms_norm_backward(const at::Tensor& grad_y, const at::Tensor& grad_sum, const at::Tensor& sum, const at::Tensor& weight, const at::Tensor& rstd,
                             at::Tensor grad_weight);
at::Tensor swiglu_forward(const at::Tensor& gate_up);
at::Tensor swiglu_backward(const at::Tensor& grad_out, const at::Tensor& gate_up, const at::Tensor& row_scale);
at::Tensor combine_rows(const at::Tensor& rows, const at::Tensor& place, const at::Tensor& weights);
CrossEntropy cross_entropy_(at::Tensor& logits, const at::Tensor& target, double divisor, double z_loss, bool wants_grad);
at::Tensor choose_experts(const at::Tensor& scores, const at::Tensor& selection_bias, const ModelConfig& config);

// scaled_dot_product_attention a document, flash where the device has it; differentiated by autograd. document_offsets stay on the CPU.
at::Tensor attention(const at::Tensor& qkv, const at::Tensor& positions, const at::Tensor& document_offsets, const RopeTable& rope,
                     const AttentionShape& shape);

// Rows sorted by expert, one _grouped_mm for all experts of all agents. hidden and the experts' width must be multiples of 8 in bf16, of 4 in f32: ATen asks
// for rows of whole 16 bytes. Silent agents are computed like the others (they add zero): which rows are theirs only the device knows.
at::Tensor mix_experts(const at::Tensor& hidden, const at::Tensor& weights, const at::Tensor& expert_index, const std::vector<ExpertWeights>& agents);

}  // namespace on_device
}  // namespace galen
