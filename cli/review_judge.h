#pragma once

#include "cli/command.h"

namespace galen {

// judge, below `galen review`.
void add_review_judge(Program& program, CLI::App& review);

}  // namespace galen
