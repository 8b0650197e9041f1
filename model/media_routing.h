// Sub-agents named vision and audio start with a bias towards the tokens of images and sounds.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "data/loader.h"
#include "model/decoder.h"

namespace galen {

// By sub-agent (vision, audio): of the batch's tokens of its kind, the part that it works on, averaged over layers. Without those that the model doesn't have
// or whose kind isn't in the batch.
std::map<std::string, double> media_shares(const Model& model, const Batch& batch);

// Moves the router's rows of these sub-agents so that their logits rise by `bias` at the tokens of their kind, on average over the batch, and nowhere else:
// along what the mean of these tokens has that the mean of all others hasn't. `model` is the checkpoint's.
Checkpoint with_media_bias(Checkpoint checkpoint, const Model& model, const Batch& batch, const std::vector<std::string>& agents, double bias);

// What a sub-agent begins with.
struct MediaStart {
  std::string name;
  double share = 0;  // of the tokens of its kind, in the batch that its bias came from
  double share_before = 0;
};

// with_media_bias for each of `agents`, from the first of 64 batches that has tokens of its kind; `load` opens a checkpoint for evaluation. Returns those that
// got a bias.
std::vector<MediaStart> start_media_routing(Checkpoint& checkpoint, std::vector<std::string> agents, double bias, Loader& batches,
                                            const std::function<Model(const Checkpoint&)>& load);

}  // namespace galen
