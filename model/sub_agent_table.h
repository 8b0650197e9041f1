// sub_agents.json: who the sub-agents of a checkpoint are.
#pragma once

#include <string>

#include "core/json.h"
#include "model/checkpoint.h"

namespace galen {

OrderedJson to_json(const SubAgentTable& table);
SubAgentTable parse_sub_agent_table(const Json& json, const std::string& where);

// One agent a group, equal sizes, all experts covered in order, names unique. Throws Error at `where`.
void check_sub_agent_table(const SubAgentTable& table, const ModelConfig& config, const std::string& where);

}  // namespace galen
