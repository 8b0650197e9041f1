// Where a run's model lies.
#pragma once

#include <c10/core/Device.h>

#include <cstdint>

#include "recipes/recipe.h"
#include "train/launch.h"

namespace galen {

// By train.device: the CPU, or the GPU numbered by this process's local rank, which becomes the current one. Throws Error where there is none for it, naming
// what is missing: the build, the GPU, or one GPU for each process of this machine.
at::Device training_device(const Recipe& recipe, const Launch& launch);
// The choice itself, for a machine that has `gpus` of them.
at::Device choose_device(const Recipe& recipe, const Launch& launch, bool built_with_cuda, int64_t gpus);

}  // namespace galen
