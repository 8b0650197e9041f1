// Operations on sub-agents of a checkpoint: each is a slice (experts, router rows, selection biases), so each is a copy of tensors.
#pragma once

#include <filesystem>
#include <string>

#include "model/checkpoint.h"

namespace galen {

// A selection bias this far above the others is always chosen, as far below never: scores lie in (0, 1).
inline constexpr double kPinBias = 2.0;

// Raises the agent's selection bias so that it is chosen for every token. At most topk_group agents can be pinned.
Checkpoint pin_sub_agent(Checkpoint checkpoint, const std::string& name);
Checkpoint unpin_sub_agent(Checkpoint checkpoint, const std::string& name);

// Makes the agent add nothing: down_proj 0 and selection bias below all others, so tokens that were routed elsewhere give bit-equal logits. The slot stays for
// another to be inserted.
Checkpoint remove_sub_agent(Checkpoint checkpoint, const std::string& name);

// The agent's slice as a directory of its own: tensors, its entry, and the hash of the trunk it fits.
void extract_sub_agent(const Checkpoint& checkpoint, const std::string& name, const std::filesystem::path& directory);
// Puts a slice into the slot of the same name, or into `slot`. Throws Error when the trunk's hash or the shapes differ.
Checkpoint insert_sub_agent(Checkpoint checkpoint, const std::filesystem::path& slice, const std::string& slot = "");

}  // namespace galen
