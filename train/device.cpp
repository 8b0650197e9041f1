#include "train/device.h"

#include <ATen/Context.h>
#include <c10/core/impl/DeviceGuardImplInterface.h>

#include <algorithm>
#include <string>

#include "core/error.h"
#include "train/nccl.h"

namespace galen {

at::Device choose_device(const Recipe& recipe, const Launch& launch, bool built_with_cuda, int64_t gpus) {
  const std::string& wanted = recipe.train.device;
  if (wanted == "cpu" || (wanted == "auto" && (!built_with_cuda || gpus == 0))) return at::kCPU;
  const std::string where = recipe.file.string() + ": train.device";
  if (!built_with_cuda) throw Error("is cuda, and this build is for the processor", where, "GALEN_CUDA=on scripts/setup.sh, or train.device: cpu");
  if (gpus == 0) throw Error("is cuda, and no GPU answers here", where, "look at nvidia-smi, or use train.device: cpu");
  if (recipe.train.determinism == "exact") {
    throw Error("is " + wanted + ", and train.determinism: exact holds on the processor only", where, "use train.device: cpu, or train.determinism: fast");
  }
  if (launch.local_rank >= gpus) {
    throw Error("asks for a GPU for each process; this one is number " + std::to_string(launch.local_rank) + " of its machine, counted from 0, and there are " +
                    std::to_string(gpus),
                where, "start at most " + std::to_string(gpus) + " on a machine");
  }
  return {at::kCUDA, static_cast<c10::DeviceIndex>(launch.local_rank)};
}

at::Device training_device(const Recipe& recipe, const Launch& launch) {
  const at::Device device = choose_device(recipe, launch, is_built_with_cuda(), static_cast<int64_t>(at::getNumGPUs()));
  if (!device.is_cpu()) c10::impl::getDeviceGuardImpl(device.type())->setDevice(device);
  return device;
}

}  // namespace galen
