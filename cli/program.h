// The `galen` program: parses, calls, prints.
#pragma once

namespace galen {

// Exit code: 0 done, 1 failed or refused, 2 wrong usage.
int run_program(int argc, const char* const* argv);

}  // namespace galen
