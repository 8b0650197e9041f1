#include "core/interrupt.h"

#include <unistd.h>

#include <csignal>
#include <string>

#include "core/error.h"

namespace galen {
namespace {

volatile std::sig_atomic_t stop_signal = 0;

extern "C" void on_stop_signal(int number) {
  if (stop_signal != 0) _exit(128 + number);
  stop_signal = number;
}

}  // namespace

void install_stop_handlers() {
  struct sigaction action {};
  action.sa_handler = on_stop_signal;
  sigemptyset(&action.sa_mask);
  for (const int number : {SIGINT, SIGTERM, SIGUSR1}) sigaction(number, &action, nullptr);
}

bool stop_requested() {
  return stop_signal != 0;
}

void throw_if_stop_requested(const char* doing) {
  if (stop_requested()) throw Interrupted(std::string("stopped while ") + doing, "", "nothing was half-written; run the same command to start it again");
}

}  // namespace galen
