// Sub-agents shared out over ranks (train.expert_parallel): each of N neighbouring ranks holds whole sub-agents, an N-th of them, with their gradients and
// moments; tokens travel to them (model/expert_exchange.h). The trunk, the router and the data are every rank's, as without it.
//
// More ranks than N: ranks r, r + N, r + 2N, … hold the same sub-agents and sum their gradients.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "model/decoder.h"
#include "recipes/recipe.h"
#include "train/group.h"
#include "train/optimizer.h"
#include "train/state.h"

namespace galen {

class ExpertParallel {
 public:
  // Connects the ranks. Throws Error where the recipe's N doesn't fit the ranks or the model.
  ExpertParallel(const Recipe& recipe, const ModelConfig& config, const Group& group);
  ExpertParallel(const ExpertParallel&) = delete;
  ExpertParallel& operator=(const ExpertParallel&) = delete;

  bool is_on() const { return tokens_ != nullptr; }
  const AgentShare& share() const { return share_; }
  // The ranks that share the sub-agents out among them; null: off.
  const Group* tokens() const { return tokens_.get(); }
  // The ranks that hold the same sub-agents as this one; null: off.
  const Group* replicas() const { return replicas_.get(); }
  Group* replicas() { return replicas_.get(); }

  // Gives a model of this share what its forward pass needs. The model must not outlive this.
  void connect(Model& model) const;

  // Rank 0 learns what sub-agents the other ranks train, for gather().
  void meet(Group& group, const Optimizer& optimizer);
  // For a save: rank 0 gets the other ranks' masters and moments. They lie in a file in `run`, so that they needn't fit its memory, and stay what they are
  // until the next call.
  void gather(const Group& group, const Optimizer& optimizer, const std::filesystem::path& run);
  // Puts what gather() got into a snapshot of rank 0's own part.
  void add_to(Snapshot& snapshot) const;
  // What add_to() adds to the size of a save.
  uint64_t bytes_of_others() const;

 private:
  // One trained parameter of another rank.
  struct Held {
    int rank = 0;
    std::vector<int64_t> shape;
    bool has_second = false;
    bool in_halves = false;
    at::Tensor first, second;  // f32, in the file
    Parameter values;          // name, begins_at, pieces, and the stored master, in the file
  };

  AgentShare share_;
  std::unique_ptr<Group> tokens_;
  std::unique_ptr<Group> replicas_;
  std::shared_ptr<ExpertExchange> exchange_;
  std::vector<Held> held_;  // rank 0: in the order in which they come
};

}  // namespace galen
