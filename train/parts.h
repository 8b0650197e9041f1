// The parts of a model that recipes and reports name: trunk, router, sub-agents by their names, vision_tower, vision_adapter, audio_tower, audio_adapter.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/decoder.h"

namespace galen {

// How much of a part trains.
struct TrainableCount {
  std::string part;
  int64_t trainable = 0;  // weights
  int64_t total = 0;
};
// Those that the model has, the trunk first. Sub-agents held by other processes are counted too.
std::vector<TrainableCount> count_trainable(const Model& model);

// The part of each of Model::parameters, by its place there.
std::vector<std::string> part_of_parameters(const Model& model);

}  // namespace galen
