#include "train/group.h"

#include <ATen/ATen.h>

#include <c10/util/Logging.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <map>
#include <mutex>
#include <numeric>
#include <thread>
#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>

#include "core/error.h"
#include "core/log.h"
#include "core/text.h"
#include "train/heartbeat.h"
#include "train/nccl.h"
#include "train/rendezvous.h"

namespace galen {
namespace {

using GroupClock = std::chrono::steady_clock;
using GroupSeconds = std::chrono::duration<double>;

// Longer than any save: heartbeats find the dead, this only ends what waits for the living.
constexpr auto kLongestCollective = std::chrono::hours(2);
constexpr auto kPoll = std::chrono::milliseconds(10);

std::vector<uint8_t> group_bytes(const std::string& text) {
  return {text.begin(), text.end()};
}

std::string group_text(const std::vector<uint8_t>& bytes) {
  return {bytes.begin(), bytes.end()};
}

}  // namespace

struct Group::State {
  c10::intrusive_ptr<c10d::Store> store;
  std::shared_ptr<Heartbeat> heartbeat;  // of all ranks, even where this is a part
  std::vector<std::shared_ptr<gloo::transport::Device>> devices;
  c10::intrusive_ptr<c10d::ProcessGroupGloo> gloo;
  mutable std::once_flag nccl_begins;
  mutable c10::intrusive_ptr<c10d::Backend> nccl;  // from the first exchange of a GPU's tensors on
  double peer_seconds = 30;
  bool serves = false;
  bool is_part = false;
  bool has_left = false;
  mutable std::map<std::string, int64_t> uses;  // of each name, by this rank

  // A key of the store. The n-th use of a name on one rank meets the n-th on the others.
  std::string key_of(const std::string& name) const { return name + "#" + std::to_string(uses[name]++); }

  // Who carries this tensor.
  c10d::Backend& carrier(const at::Tensor& tensor) const {
    if (tensor.is_cpu()) return *gloo;
    std::call_once(nccl_begins, [&] { nccl = connect_nccl(c10::make_intrusive<c10d::PrefixStore>("nccl", store), gloo->getRank(), gloo->getSize()); });
    return *nccl;
  }

  void connect_gloo(const Launch& launch) {
    const auto options = c10d::ProcessGroupGloo::Options::create(kLongestCollective);
    options->devices = devices;
    gloo = c10::make_intrusive<c10d::ProcessGroupGloo>(c10::make_intrusive<c10d::PrefixStore>("gloo", store), launch.rank, launch.world_size, options);
  }

  // Runs an exchange. When it fails some rank is gone: the heartbeat finds out which and ends this process; if all still beat, the network between two fails.
  template <class Exchange>
  void guarded(const char* doing, const Exchange& exchange) const {
    try {
      exchange();
    } catch (const std::exception& error) {
      if (heartbeat) {
        heartbeat->suspect();
        std::this_thread::sleep_for(GroupSeconds(std::min(peer_seconds, 8.0) + 4));
      }
      throw Error(std::string("the ranks can't ") + doing + ", though all still answer: " + first_line(error), "",
                  "check the network between the machines; all is saved up to the last checkpoint");
    }
  }
};

Group::Group() = default;

Group::Group(const Launch& launch, const ClusterSettings& settings) : launch_(launch) {
  if (launch.world_size == 1) return;
  // c10d warns of every lost connection with a stack trace; what happened is said by the heartbeat in a line.
  ::setenv("TORCH_CPP_LOG_LEVEL", "ERROR", 0);
  c10::initLogging();
  // A message to a rank that has just died must be an error, not this one's end.
  std::signal(SIGPIPE, SIG_IGN);
  state_ = std::make_unique<State>();
  State& s = *state_;
  s.serves = launch.rank == 0 && !launch.store_is_served;
  s.peer_seconds = settings.peer_seconds;
  const GroupClock::time_point start = GroupClock::now();
  const auto left = [&] { return std::max(1.0, settings.join_seconds - GroupSeconds(GroupClock::now() - start).count()); };
  const c10::intrusive_ptr<c10d::Store> root = connect_store(launch, s.serves, left());
  const std::string session = "galen/" + meet(*c10::make_intrusive<c10d::PrefixStore>("galen", root), launch, left());
  s.store = c10::make_intrusive<c10d::PrefixStore>(session, root);
  Heartbeat::announce(*s.store, launch.rank);
  exchange("announced", "");
  HeartbeatSettings heartbeat;
  heartbeat.rank = launch.rank;
  heartbeat.size = launch.world_size;
  heartbeat.patience = GroupSeconds(settings.peer_seconds);
  heartbeat.keeps_store = s.serves;
  heartbeat.store_keeper = launch.store_is_served ? "torchrun's agent" : "rank 0";
  heartbeat.on_failure = [launch](const std::string& message) {
    log_error(message + "; rank " + std::to_string(launch.rank) +
              " stops too. All is saved up to the last checkpoint: start the run again to go on from there");
    write_error_file(launch, message);
  };
  s.heartbeat = std::make_shared<Heartbeat>(c10::make_intrusive<c10d::PrefixStore>(session, connect_store(launch, false, settings.peer_seconds)), heartbeat);

  const char* interface = std::getenv("GLOO_SOCKET_IFNAME");
  const std::string address = own_address(launch);
  s.guarded("connect to each other", [&] {
    s.devices.push_back(interface != nullptr && *interface != '\0' ? c10d::ProcessGroupGloo::createDeviceForInterface(interface)
                        : address.empty()                          ? c10d::ProcessGroupGloo::createDefaultDevice()
                                                                   : c10d::ProcessGroupGloo::createDeviceForHostname(address));
    s.connect_gloo(launch);
  });
}

Group::Group(const Group& whole, const std::string& name, const std::vector<int>& ranks) : launch_(whole.launch_) {
  launch_.rank = static_cast<int>(std::find(ranks.begin(), ranks.end(), whole.rank()) - ranks.begin());
  launch_.world_size = static_cast<int>(ranks.size());
  TORCH_CHECK(launch_.rank < launch_.world_size, "a rank joins only parts that it belongs to");
  if (launch_.world_size == 1) return;
  state_ = std::make_unique<State>();
  State& s = *state_;
  s.is_part = true;
  s.peer_seconds = whole.state_->peer_seconds;
  s.heartbeat = whole.state_->heartbeat;
  s.devices = whole.state_->devices;
  s.store = c10::make_intrusive<c10d::PrefixStore>(whole.state_->key_of("part/" + name + "/" + std::to_string(ranks.front())), whole.state_->store);
  s.guarded("connect to each other", [&] { s.connect_gloo(launch_); });
}

Group::~Group() {
  if (state_ && state_->heartbeat && !state_->is_part) state_->heartbeat->leave();
}

std::vector<std::string> Group::exchange(const std::string& name, const std::string& mine) {
  if (!state_) return {mine};
  std::vector<std::string> values;
  state_->guarded("meet", [&] {
    const std::string key_of_all = state_->key_of("exchange/" + name);
    std::vector<std::string> keys;
    for (int r = 0; r < size(); ++r) keys.push_back(key_of_all + "/" + std::to_string(r));
    state_->store->set(keys[static_cast<size_t>(rank())], group_bytes(mine));
    const GroupClock::time_point start = GroupClock::now();
    while (!state_->store->check(keys)) {
      if (!state_->heartbeat && GroupSeconds(GroupClock::now() - start).count() > state_->peer_seconds) throw Error("some rank went away again", "", "");
      std::this_thread::sleep_for(kPoll);
    }
    for (const std::string& key : keys) values.push_back(group_text(state_->store->get(key)));
  });
  return values;
}

std::string Group::from_first(const std::string& name, const std::string& text) {
  if (!state_) return text;
  std::string value = text;
  state_->guarded("meet", [&] {
    const std::string key = state_->key_of("first/" + name);
    if (is_first()) {
      state_->store->set(key, group_bytes(text));
      return;
    }
    while (!state_->store->check({key})) std::this_thread::sleep_for(kPoll);
    value = group_text(state_->store->get(key));
  });
  return value;
}

at::Tensor Group::gather(const at::Tensor& mine) const {
  std::vector<int64_t> shape = mine.sizes().vec();
  shape.insert(shape.begin(), size());
  if (!state_) return mine.view(shape);
  at::Tensor all = at::empty(shape, mine.options());
  at::Tensor flat = all.view({-1});
  at::Tensor input = mine.contiguous().view({-1});
  state_->guarded("exchange values", [&] { state_->carrier(flat).all_gather_single(flat, input)->wait(); });
  return all;
}

void Group::sum(at::Tensor& flat, at::Tensor& scratch) const {
  if (!state_) return;
  TORCH_CHECK(flat.numel() % size() == 0, "the ranks' parts must be equal");
  const int64_t part = flat.numel() / size();
  sum_parts(flat, scratch, std::vector<int64_t>(static_cast<size_t>(size()), part));
  at::Tensor own = flat.narrow(0, rank() * part, part).clone();
  state_->guarded("sum gradients", [&] { state_->carrier(flat).all_gather_single(flat, own)->wait(); });
}

void Group::sum_parts(at::Tensor& flat, at::Tensor& scratch, const std::vector<int64_t>& part) const {
  if (!state_) return;
  const auto me = static_cast<size_t>(rank());
  int64_t offset = 0;
  for (size_t r = 0; r < me; ++r) offset += part[r];
  std::vector<int64_t> receives(part.size(), part[me]);
  std::vector<int64_t> sends = part;
  at::Tensor received = scratch.narrow(0, 0, part[me] * size());
  state_->guarded("sum gradients", [&] { state_->carrier(flat).all_to_all_single(received, flat, receives, sends)->wait(); });
  if (part[me] == 0) return;
  std::vector<at::Tensor> values = received.view({size(), part[me]}).unbind(0);
  sum_tree(values);
  flat.narrow(0, offset, part[me]).copy_(values[0]);
}

at::Tensor Group::all_to_all(const at::Tensor& rows, const std::vector<int64_t>& sends, const std::vector<int64_t>& receives) const {
  if (!state_) return rows;
  std::vector<int64_t> shape = rows.sizes().vec();
  shape[0] = std::accumulate(receives.begin(), receives.end(), int64_t{0});
  at::Tensor received = at::empty(shape, rows.options());
  // As bytes: c10d carries them whatever they stand for.
  const auto bytes = [](const at::Tensor& tensor) { return tensor.contiguous().flatten(1).view(at::kByte); };
  at::Tensor input = bytes(rows);
  at::Tensor output = bytes(received);
  std::vector<int64_t> from = receives;
  std::vector<int64_t> to = sends;
  state_->guarded("exchange rows", [&] { state_->carrier(rows).all_to_all_single(output, input, from, to)->wait(); });
  return received;
}

void Group::send(const at::Tensor& tensor, int to) const {
  std::vector<at::Tensor> tensors = {tensor.contiguous()};
  state_->guarded("send values", [&] { state_->carrier(tensor).send(tensors, to, 0)->wait(); });
}

void Group::receive(const at::Tensor& tensor, int from) const {
  std::vector<at::Tensor> tensors = {tensor};
  state_->guarded("receive values", [&] { state_->carrier(tensor).recv(tensors, from, 0)->wait(); });
}

void Group::leave() {
  if (!state_ || state_->is_part || state_->has_left) return;
  state_->has_left = true;
  state_->heartbeat->leave();
  if (state_->serves) state_->heartbeat->wait_for_others(GroupSeconds(state_->peer_seconds));
}

void Group::fail(const std::string& message) {
  if (!state_ || state_->is_part || state_->has_left || !state_->heartbeat) return;
  state_->has_left = true;
  write_error_file(launch_, message);
  state_->heartbeat->fail(message);
  // They stop on reading it, which also ends what this rank still exchanges with them.
  state_->heartbeat->wait_for_others(GroupSeconds(10));
}

void require_same(Group& group, const std::string& what, const std::string& mine, const std::string& hint) {
  const std::vector<std::string> all = group.exchange("same/" + what, mine);
  std::vector<std::string> others;
  for (size_t r = 1; r < all.size(); ++r) {
    if (all[r] != all[0]) others.push_back("rank " + std::to_string(r) + " (" + all[r] + ")");
  }
  if (!others.empty()) throw Error("the ranks differ in " + what + ": rank 0 (" + all[0] + ") and " + join(others, ", "), "", hint);
}

void sum_tree(std::vector<at::Tensor>& values) {
  for (size_t stride = 1; stride < values.size(); stride *= 2) {
    for (size_t i = 0; i + stride < values.size(); i += 2 * stride) values[i].add_(values[i + stride]);
  }
}

}  // namespace galen
