// Notices that another rank of the run is gone, and ends this process then: a rank that waits for a message would wait for ever.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <torch/csrc/distributed/c10d/Store.hpp>

namespace galen {

struct HeartbeatSettings {
  int rank = 0;
  int size = 1;
  std::chrono::duration<double> patience{30};          // how long a rank may be silent
  bool keeps_store = false;                            // goes last, or the others would name this rank
  std::string store_keeper;                            // who is named when the store itself is silent: "rank 0", "torchrun's agent"
  std::function<void(const std::string&)> on_failure;  // reports the message, told once; the process ends with code 1 afterwards
};

// Two threads: one beats and listens through its own connection to the store; the other watches the first, which a stopped store would block. Both go on while
// the rank computes, saves or waits, so that slow work is never taken for a failure.
class Heartbeat {
 public:
  // Every rank must have called announce() on the same store before.
  Heartbeat(c10::intrusive_ptr<c10d::Store> store, HeartbeatSettings settings);
  ~Heartbeat();
  Heartbeat(const Heartbeat&) = delete;
  Heartbeat& operator=(const Heartbeat&) = delete;

  static void announce(c10d::Store& store, int rank);

  // A message to or from some rank failed: from now on a few seconds of silence are enough.
  void suspect();
  // Stops watching and beating; the others count this rank as gone by its own will.
  void leave();
  // leave(), after telling the others why.
  void fail(const std::string& message);
  // Waits for the others to leave, but not long: whoever keeps the store must go last.
  void wait_for_others(std::chrono::duration<double> at_most);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace galen
