// Optimizer state shared out over the ranks (ZeRO-1; Rajbhandari et al. 2020): each parameter is updated by one rank, which alone keeps its moments. Whole
// parameters, so that it works for any optimizer, and so that what is saved doesn't depend on the number of ranks.
#pragma once

#include <cstdint>
#include <vector>

#include "train/group.h"
#include "train/optimizer.h"

namespace galen {

// A sub-agent's, where these are shared out (train/expert_parallel.h): updated where it is.
inline constexpr int kOwnedByHolder = -1;

// Which rank updates each of model.parameters: the largest first, each to the rank that has least so far. Frozen ones are no one's work and count as rank 0's.
std::vector<int> share_out(const Model& model, int ranks);

// Drops the moments of what other ranks update.
void keep_own_moments(Optimizer& optimizer, const Model& model, const std::vector<int>& owner, int rank);

// After an update: every rank gets the others' new compute copies. f32 masters of bf16 compute stay with their owners.
void gather_weights(const Model& model, const std::vector<int>& owner, const Group& group);

// For a checkpoint: rank 0 gets all masters (in place) and an optimizer with all moments; the others give theirs and get back what they have.
Optimizer gather_optimizer(const Optimizer& optimizer, const Model& model, const std::vector<int>& owner, const Group& group);

}  // namespace galen
