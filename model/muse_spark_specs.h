#pragma once

#include <string>
#include <vector>

#include "model/config.h"

namespace galen {

std::vector<TensorSpec> muse_spark_tensor_specs(const ModelConfig& config);

// Of the vision tower, its projector or the audio tower, of any family.
bool is_tower_tensor(const std::string& name);

}  // namespace galen
