// Stop signals: the first asks the running work to finish cleanly, the second ends the process at once.
#pragma once

namespace galen {

// Installs handlers for SIGINT, SIGTERM and SIGUSR1 (what schedulers send before they requeue).
void install_stop_handlers();

bool stop_requested();

// Throws Interrupted, saying what was being done, if a stop was requested. For loops whose work is redone from the start.
void throw_if_stop_requested(const char* doing);

}  // namespace galen
