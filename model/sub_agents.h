// Operations on sub-agents of a checkpoint: each is a slice (experts, router rows, selection biases), so each is a copy of tensors.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "model/checkpoint.h"

namespace galen {

// A selection bias this far above the others is always chosen, as far below never: scores lie in (0, 1).
inline constexpr double kPinBias = 2.0;

// Raises the agent's selection bias so that it is chosen for every token. At most topk_group agents can be pinned.
Checkpoint pin_sub_agent(Checkpoint checkpoint, const std::string& name);
Checkpoint unpin_sub_agent(Checkpoint checkpoint, const std::string& name);

// Whether the weights choose the agent for every token, whatever sub_agents.json says: in each sparse layer its biases lie above those of every agent that
// isn't pinned by more than scores can differ.
bool is_pinned_by_weights(const Checkpoint& checkpoint, const std::string& name);

// Makes the agent add nothing: down_proj 0 and selection bias below all others, so tokens that were routed elsewhere give bit-equal logits. The slot stays for
// another to be inserted.
Checkpoint remove_sub_agent(Checkpoint checkpoint, const std::string& name);

// The agent's slice as a directory of its own: tensors, its entry, and the hash of the trunk it fits.
void extract_sub_agent(const Checkpoint& checkpoint, const std::string& name, const std::filesystem::path& directory);
// Puts a slice into the slot of the same name, or into `slot`. Throws Error when the trunk's hash or the shapes differ.
Checkpoint insert_sub_agent(Checkpoint checkpoint, const std::filesystem::path& slice, const std::string& slot = "");

// What became of a sub-agent in a merge.
struct MergedAgent {
  std::string name;
  std::vector<size_t> from;  // whose slice it is, by number in `trained`; several: their mean; none: as in the base
};
struct Merge {
  Checkpoint checkpoint;
  std::vector<MergedAgent> agents;
};
// Joins what was trained apart from one base (branch, train, merge: Li et al. 2022): each sub-agent comes from the checkpoint that changed it. One that several
// changed is an error that names them, or, with `averages`, the mean of their slices (Wortsman et al. 2022). All must have the base's trunk and sub-agents.
Merge merge_sub_agents(const Checkpoint& base, const std::vector<Checkpoint>& trained, bool averages);

}  // namespace galen
