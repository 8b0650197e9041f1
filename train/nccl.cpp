#include "train/nccl.h"

#ifdef USE_C10D_NCCL
#include <chrono>
#include <torch/csrc/distributed/c10d/ProcessGroupNCCL.hpp>
#else
#include "core/error.h"
#endif

namespace galen {

#ifdef USE_C10D_NCCL

c10::intrusive_ptr<c10d::Backend> connect_nccl(const c10::intrusive_ptr<c10d::Store>& store, int rank, int size) {
  const auto options = c10d::ProcessGroupNCCL::Options::create();
  options->timeout = std::chrono::hours(2);  // as Gloo's: the heartbeat finds the dead much earlier
  return c10::make_intrusive<c10d::ProcessGroupNCCL>(store, rank, size, options);
}

bool is_built_with_cuda() {
  return true;
}

#else

c10::intrusive_ptr<c10d::Backend> connect_nccl(const c10::intrusive_ptr<c10d::Store>&, int, int) {
  throw Error("this build has no NCCL", "", "GALEN_CUDA=on scripts/setup.sh makes one that has");
}

bool is_built_with_cuda() {
  return false;
}

#endif

}  // namespace galen
