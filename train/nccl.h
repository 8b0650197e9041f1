// The ranks' connections between GPUs.
#pragma once

#include <c10/util/intrusive_ptr.h>

#include <torch/csrc/distributed/c10d/Backend.hpp>
#include <torch/csrc/distributed/c10d/Store.hpp>

namespace galen {

// An NCCL process group of one GPU a rank, the one that training_device chose; ranks connect at the first exchange. Throws Error in a build without CUDA.
c10::intrusive_ptr<c10d::Backend> connect_nccl(const c10::intrusive_ptr<c10d::Store>& store, int rank, int size);

// Whether this program is linked with LibTorch's CUDA libraries, whatever the machine has.
bool is_built_with_cuda();

}  // namespace galen
