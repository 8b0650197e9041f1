#include "train/rendezvous.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <random>
#include <set>
#include <thread>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>

#include "core/error.h"
#include "core/hash.h"
#include "core/text.h"

namespace galen {
namespace {

using MeetClock = std::chrono::steady_clock;

std::string place(const Launch& launch) {
  return launch.master_addr + ":" + std::to_string(launch.master_port);
}

std::string random_name() {
  std::random_device source;
  return hex64((static_cast<uint64_t>(source()) << 32) ^ source()) + "." + std::to_string(::getpid());
}

// The store as the handshake sees it.
class Board {
 public:
  Board(c10d::Store& store, double seconds) : store_(store), seconds_(seconds) {}

  std::string read(const std::string& key) {
    if (!store_.check({key})) return "";
    const std::vector<uint8_t> bytes = store_.get(key);
    return {bytes.begin(), bytes.end()};
  }
  void write(const std::string& key, const std::string& text) { store_.set(key, std::vector<uint8_t>(text.begin(), text.end())); }
  void write_if_new(const std::string& key, const std::string& text) {
    if (read(key) != text) write(key, text);
  }
  bool is_late() const { return std::chrono::duration<double>(MeetClock::now() - start_).count() > seconds_; }
  static void pause() { std::this_thread::sleep_for(std::chrono::milliseconds(20)); }

 private:
  c10d::Store& store_;
  double seconds_;
  MeetClock::time_point start_ = MeetClock::now();
};

std::string numbered(const char* what, int rank) {
  return std::string(what) + "/" + std::to_string(rank);
}

// Rank 0: collects the names, has all agree to the same list, says go.
std::string gather_ranks(Board& board, const Launch& launch, const std::string& hint) {
  while (true) {
    std::vector<std::string> names;
    std::set<int> missing;
    for (int rank = 0; rank < launch.world_size; ++rank) {
      names.push_back(board.read(numbered("hello", rank)));
      if (names.back().empty()) missing.insert(rank);
    }
    if (missing.empty()) {
      const std::string session = join(names, " ");
      board.write_if_new("session", session);
      for (int rank = 1; rank < launch.world_size; ++rank) {
        if (board.read(numbered("agrees", rank)) != session) missing.insert(rank);
      }
      if (missing.empty()) {
        board.write("go", session);
        return session;
      }
    }
    if (board.is_late()) {
      std::vector<std::string> list;
      for (const int rank : missing) list.push_back(std::to_string(rank));
      const std::string who = (list.size() == 1 ? "rank " : "ranks ") + join(list, ", ");
      board.write("missing", who);
      std::this_thread::sleep_for(std::chrono::seconds(2));  // the others read it from us
      throw Error("not all ranks came: " + who + " missing", place(launch), hint);
    }
    Board::pause();
  }
}

std::string join_ranks(Board& board, const Launch& launch, const std::string& own_name, const std::string& hint) {
  while (true) {
    const std::string session = board.read("session");
    const std::vector<std::string> names = split(session, ' ');
    if (names.size() == static_cast<size_t>(launch.world_size) && names[static_cast<size_t>(launch.rank)] == own_name) {
      board.write_if_new(numbered("agrees", launch.rank), session);
      if (board.read("go") == session) return session;
    }
    const std::string missing = board.read("missing");
    if (!missing.empty()) throw Error("not all ranks came: " + missing + " missing", place(launch), hint);
    if (board.is_late()) {
      if (board.read(numbered("hello", launch.rank)) != own_name) {
        throw Error("another process came as rank " + std::to_string(launch.rank) + " too", place(launch), "each rank must be started once");
      }
      // Rank 0 knows best who is missing, and tells at about this time.
      for (int i = 0; i < 100 && board.read("missing").empty(); ++i) Board::pause();
      const std::string named = board.read("missing");
      throw Error("not all ranks came: " + (named.empty() ? "rank 0" : named) + " missing", place(launch), hint);
    }
    Board::pause();
  }
}

std::string address_text(const sockaddr* address) {
  char text[INET6_ADDRSTRLEN] = "";
  if (address->sa_family == AF_INET) {
    ::inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in*>(address)->sin_addr, text, sizeof text);
  } else if (address->sa_family == AF_INET6) {
    ::inet_ntop(AF_INET6, &reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr, text, sizeof text);
  }
  return text;
}

bool is_loopback(const std::string& address) {
  return address.starts_with("127.") || address == "::1" || address == "localhost";
}

// The address from which this machine would send there. Sends nothing: a datagram socket is only told its peer.
std::string source_address(const sockaddr* peer, socklen_t size) {
  const int s = ::socket(peer->sa_family, SOCK_DGRAM, 0);
  if (s < 0) return "";
  sockaddr_storage name{};
  socklen_t length = sizeof name;
  const bool found = ::connect(s, peer, size) == 0 && ::getsockname(s, reinterpret_cast<sockaddr*>(&name), &length) == 0;
  ::close(s);
  return found ? address_text(reinterpret_cast<const sockaddr*>(&name)) : "";
}

std::string first_outward_address() {
  ifaddrs* list = nullptr;
  if (::getifaddrs(&list) != 0) return "";
  std::string address;
  for (const ifaddrs* i = list; i != nullptr && address.empty(); i = i->ifa_next) {
    const bool is_outward = i->ifa_addr != nullptr && i->ifa_addr->sa_family == AF_INET && (i->ifa_flags & IFF_LOOPBACK) == 0 && (i->ifa_flags & IFF_UP) != 0;
    if (is_outward) address = address_text(i->ifa_addr);
  }
  ::freeifaddrs(list);
  return address;
}

}  // namespace

std::string first_line(const std::exception& error) {
  const std::string text = error.what();
  return text.substr(0, text.find('\n'));
}

c10::intrusive_ptr<c10d::Store> connect_store(const Launch& launch, bool serves, double seconds) {
  c10d::TCPStoreOptions options;
  options.port = static_cast<uint16_t>(launch.master_port);
  options.isServer = serves;
  options.waitWorkers = false;
  options.timeout = std::chrono::milliseconds(static_cast<int64_t>(1000 * seconds));
  try {
    return c10::make_intrusive<c10d::TCPStore>(launch.master_addr, options);
  } catch (const std::exception& error) {
    const std::string what = first_line(error);
    if (serves && what.find("EADDRINUSE") != std::string::npos) {
      throw Error("rank 0 can't open the ranks' meeting point: port " + std::to_string(launch.master_port) + " is in use", place(launch),
                  "choose a free port of this machine in MASTER_PORT");
    }
    if (serves) throw Error("rank 0 can't open the ranks' meeting point: " + what, place(launch), "MASTER_ADDR must name the machine of rank 0");
    throw Error("rank " + std::to_string(launch.rank) + " can't reach the ranks' meeting point (" + what + ")", place(launch),
                std::string(launch.store_is_served ? "torchrun's agent" : "rank 0") +
                    " must be running, MASTER_ADDR and MASTER_PORT the same on every rank, and the network between them open");
  }
}

std::string meet(c10d::Store& store, const Launch& launch, double seconds) {
  const std::string own_name = random_name();
  const std::string hint =
      "look at what they print; all " + std::to_string(launch.world_size) + " processes must start within cluster.join_seconds of each other";
  try {
    Board board(store, seconds);
    board.write(numbered("hello", launch.rank), own_name);
    return sha256_hex(launch.rank == 0 ? gather_ranks(board, launch, hint) : join_ranks(board, launch, own_name, hint)).substr(0, 16);
  } catch (const Error&) {
    throw;
  } catch (const std::exception& error) {
    throw Error("the ranks' meeting point broke off: " + first_line(error), place(launch),
                "rank 0 may have failed, or another program listens at that port: look at what rank 0 prints");
  }
}

std::string own_address(const Launch& launch) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_DGRAM;
  addrinfo* found = nullptr;
  if (::getaddrinfo(launch.master_addr.c_str(), std::to_string(launch.master_port).c_str(), &hints, &found) != 0) return "";
  std::string own;
  for (const addrinfo* a = found; a != nullptr && own.empty(); a = a->ai_next) own = source_address(a->ai_addr, a->ai_addrlen);
  ::freeaddrinfo(found);
  // Debian gives a machine's own name the address 127.0.1.1, which no other machine can reach.
  const bool leads_nowhere = is_loopback(own) && !is_loopback(launch.master_addr) && launch.local_world_size != launch.world_size;
  if (!leads_nowhere) return own;
  const std::string outward = first_outward_address();
  return outward.empty() ? own : outward;
}

}  // namespace galen
