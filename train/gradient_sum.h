// Adds up a step's gradients over micro-batches and ranks, the ranks' sums while the backward pass still runs.
//
// The model knows nothing of it: it says when a layer's gradients are complete (Model::on_layer_gradients), and after the rank's last micro-batch the layer's
// bucket is handed to a thread that exchanges it with the other ranks.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "model/decoder.h"
#include "train/group.h"

namespace galen {

struct GradientSumSettings {
  int64_t micro_batches = 1;  // of this rank, a step
  // Virtual ranks of this rank, a power of two that divides micro_batches: each adds up its micro-batches one after the other, and their sums are added as a
  // binary tree that goes on over the ranks. The bits then depend on the number of virtual ranks in all, not on how many real ranks there are.
  // 0: micro-batches are added up one after the other.
  int64_t virtual_ranks = 0;
  // For sharded optimizer state: who updates each of Model::parameters; each rank then gets the sums of its parameters only. Empty: every rank gets all.
  std::vector<int> owner;
  // Where sub-agents are shared out: the ranks that hold the same ones as this, which alone sum these. Must outlive the sum.
  const Group* replicas = nullptr;
};

class GradientSum {
 public:
  // `model` and `group` must outlive it. Sets model.on_layer_gradients, and takes it away in the end.
  GradientSum(Model& model, const Group& group, GradientSumSettings settings);
  ~GradientSum();
  GradientSum(const GradientSum&) = delete;
  GradientSum& operator=(const GradientSum&) = delete;

  // Around the forward and backward passes of each micro-batch, numbered from 0; also for one without anything to learn.
  void begin(int64_t micro_batch);
  void end(int64_t micro_batch);
  // After the last one: each parameter's `grad` is the sum over the step (f32 in buckets that live as long as this), or undefined where another rank owns it.
  void finish();

  // Of the last step: how long the exchange took, and how much of that the step waited for it.
  double exchange_seconds() const;
  double wait_seconds() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace galen
