// Keeps steps that would spoil a run from being taken.
//
// A step whose loss or gradient isn't finite, or lies far above those before it, is skipped by selection: weights, moments and selection biases keep their
// bits. Multiplying the update by 0 would not do: 0 * NaN is NaN, and moments would remember it. Skipped steps don't enter the statistics.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/json.h"
#include "recipes/recipe.h"

namespace galen {

struct GuardState {            // belongs to what a resumed run needs: its verdicts must be those of an unbroken one
  std::vector<double> losses;  // of the last good steps, oldest first
  std::vector<double> norms;
  int64_t skipped_in_a_row = 0;
  int64_t roll_backs = 0;  // since the last save of steps that went well
};
OrderedJson to_json(const GuardState& state);
GuardState guard_state_from_json(const Json& json);

// Why a step with this loss and gradient norm must not be taken; empty: it may. Spikes are judged once the window is full.
std::string objection(const GuardSettings& settings, const GuardState& state, double loss, double grad_norm);

// After each step.
void note_step(const GuardSettings& settings, GuardState& state, double loss, double grad_norm, bool skipped);

}  // namespace galen
