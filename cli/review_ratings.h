#pragma once

#include "cli/command.h"

namespace galen {

// pack, import, agree and preferences, below `galen review`.
void add_review_ratings(Program& program, CLI::App& review);

}  // namespace galen
