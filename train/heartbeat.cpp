#include "train/heartbeat.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <thread>
#include <vector>

namespace galen {
namespace {

using BeatClock = std::chrono::steady_clock;
using BeatSeconds = std::chrono::duration<double>;

constexpr auto kBeat = std::chrono::milliseconds(1000);
constexpr auto kGuardLook = std::chrono::milliseconds(500);
constexpr auto kStoppedOurselves = std::chrono::seconds(5);  // a look that comes so late means that this process was stopped
constexpr BeatSeconds kSuspicious{5};
constexpr auto kGoodbyes = 3 * kBeat;
constexpr const char* kLeft = "left";
constexpr const char* kFailure = "failure";

std::string beat_key(int rank) {
  return "beat/" + std::to_string(rank);
}

std::vector<uint8_t> beat_bytes(const std::string& text) {
  return {text.begin(), text.end()};
}

std::string beat_text(const std::vector<uint8_t>& bytes) {
  return {bytes.begin(), bytes.end()};
}

std::string whole_seconds(BeatSeconds seconds) {
  return std::to_string(static_cast<int>(seconds.count() + 0.5)) + " s";
}

}  // namespace

struct Heartbeat::State {
  State(c10::intrusive_ptr<c10d::Store> store_, HeartbeatSettings settings_) : store(std::move(store_)), settings(std::move(settings_)) {
    for (int rank = 0; rank < settings.size; ++rank) keys.push_back(beat_key(rank));
    keys.push_back(kFailure);
    answered = BeatClock::now().time_since_epoch().count();
    beats.resize(static_cast<size_t>(settings.size));
    heard.assign(static_cast<size_t>(settings.size), BeatClock::now());
    beater = std::thread([this] { run(); });
    guardian = std::thread([this] { guard(); });
  }

  BeatSeconds patience() const { return suspicious && settings.patience > kSuspicious ? kSuspicious : settings.patience; }

  [[noreturn]] void end(const std::string& message) {
    const std::lock_guard<std::mutex> once(ending);
    settings.on_failure(message);
    // Threads of the process may wait for messages that never come: there is nothing to unwind to.
    std::_Exit(1);
  }

  // end(), after which the others can still read why: whoever keeps the store waits until those who can have.
  [[noreturn]] void end_together(const std::string& message) {
    store->set(beat_key(settings.rank), beat_bytes(kLeft));
    const BeatClock::time_point start = BeatClock::now();
    while (settings.keeps_store && BeatClock::now() - start < kGoodbyes) {
      const std::vector<std::vector<uint8_t>> values = store->multiGet(keys);
      if (std::all_of(values.begin(), values.end() - 1, [](const auto& value) { return beat_text(value) == kLeft; })) break;
      answered = BeatClock::now().time_since_epoch().count();
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    end(message);
  }

  // One beat, and what the others say. Only this touches the store while the thread runs.
  void beat() {
    store->set(beat_key(settings.rank), beat_bytes(std::to_string(++count)));
    const std::vector<std::vector<uint8_t>> values = store->multiGet(keys);
    const BeatClock::time_point now = BeatClock::now();
    const std::string failure = beat_text(values.back());
    if (!failure.empty()) end_together(failure);
    if (now - last_beat > kStoppedOurselves) heard.assign(heard.size(), now);
    last_beat = now;
    for (int rank = 0; rank < settings.size; ++rank) {
      const auto r = static_cast<size_t>(rank);
      const std::string value = beat_text(values[r]);
      if (rank == settings.rank || value == kLeft || value != beats[r]) {
        beats[r] = value;
        heard[r] = now;
        continue;
      }
      if (now - heard[r] <= patience()) continue;
      const std::string guilty = "rank " + std::to_string(rank) + " no longer answers (silent for " + whole_seconds(now - heard[r]) + ")";
      store->compareSet(kFailure, {}, beat_bytes(guilty));
      end_together(beat_text(store->get(kFailure)));
    }
  }

  void run() {
    std::unique_lock<std::mutex> lock(mutex);
    while (!stop) {
      lock.unlock();
      try {
        beat();
      } catch (const std::exception&) {
        if (!stop) end(settings.store_keeper + " is gone: it kept the ranks' meeting point");
      }
      answered = BeatClock::now().time_since_epoch().count();
      lock.lock();
      wake.wait_for(lock, suspicious ? kBeat / 4 : kBeat, [&] { return stop.load(); });
    }
  }

  void guard() {
    std::unique_lock<std::mutex> lock(mutex);
    BeatClock::time_point last_look = BeatClock::now();
    while (!stop) {
      wake.wait_for(lock, kGuardLook, [&] { return stop.load(); });
      if (stop) return;
      const BeatClock::time_point now = BeatClock::now();
      if (now - last_look > kStoppedOurselves) answered = now.time_since_epoch().count();
      last_look = now;
      const BeatSeconds silent = now - BeatClock::time_point(BeatClock::duration(answered.load()));
      if (silent > settings.patience) {
        end(settings.store_keeper + " no longer answers (silent for " + whole_seconds(silent) + "): it keeps the ranks' meeting point");
      }
    }
  }

  void halt() {
    {
      const std::lock_guard<std::mutex> lock(mutex);
      stop = true;
    }
    wake.notify_all();
    if (beater.joinable()) beater.join();
    if (guardian.joinable()) guardian.join();
  }

  c10::intrusive_ptr<c10d::Store> store;
  HeartbeatSettings settings;
  std::vector<std::string> keys;  // of all beats, and of the failure
  uint64_t count = 0;
  std::vector<std::string> beats;
  std::vector<BeatClock::time_point> heard;
  BeatClock::time_point last_beat = BeatClock::now();
  std::atomic<BeatClock::rep> answered;
  std::atomic<bool> suspicious = false;
  std::atomic<bool> stop = false;
  bool has_left = false;
  std::mutex mutex;
  std::mutex ending;
  std::condition_variable wake;
  std::thread beater;
  std::thread guardian;
};

void Heartbeat::announce(c10d::Store& store, int rank) {
  store.set(beat_key(rank), beat_bytes("0"));
  if (rank == 0) store.set(kFailure, std::vector<uint8_t>());
}

Heartbeat::Heartbeat(c10::intrusive_ptr<c10d::Store> store, HeartbeatSettings settings)
    : state_(std::make_unique<State>(std::move(store), std::move(settings))) {}

Heartbeat::~Heartbeat() {
  state_->halt();
}

void Heartbeat::suspect() {
  state_->suspicious = true;
}

void Heartbeat::leave() {
  if (state_->has_left) return;
  state_->has_left = true;
  state_->halt();
  try {
    state_->store->set(beat_key(state_->settings.rank), beat_bytes(kLeft));
  } catch (const std::exception&) {
    // Whoever kept the store is gone; so are we.
  }
}

void Heartbeat::fail(const std::string& message) {
  if (state_->has_left) return;
  state_->halt();
  try {
    state_->store->compareSet(kFailure, {}, beat_bytes("rank " + std::to_string(state_->settings.rank) + " failed: " + message));
  } catch (const std::exception&) {
    // There is no one to tell.
  }
  leave();
}

void Heartbeat::wait_for_others(BeatSeconds at_most) {
  const BeatClock::time_point start = BeatClock::now();
  const std::vector<std::string> beats(state_->keys.begin(), state_->keys.end() - 1);
  try {
    while (BeatClock::now() - start < at_most) {
      bool all = true;
      for (const std::vector<uint8_t>& value : state_->store->multiGet(beats)) all = all && beat_text(value) == kLeft;
      if (all) return;
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
  } catch (const std::exception&) {
    // The store is gone, and with it the reason to wait.
  }
}

}  // namespace galen
