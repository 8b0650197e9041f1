// The encoders' file beside a GGUF model: llama.cpp's mmproj with the projectors glm4v (images) and qwen3a (sounds). Names are those of tools/mtmd
// (clip-impl.h).
#pragma once

#include <vector>

#include "export/gguf_plan.h"

namespace galen {

std::vector<PlannedTensor> plan_mmproj_tensors(const Checkpoint& checkpoint);
GgufContext plan_mmproj_keys(const Checkpoint& checkpoint);

}  // namespace galen
