// The processes of one training run, joined: who they are, and how they exchange values.
//
// Over c10d: a TCPStore where the ranks meet, a Gloo process group between them and, for tensors on a GPU, an NCCL one. A rank that dies, stops or fails ends
// all others within cluster.peer_seconds and a few, with a message that names it; nothing here waits for ever.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "recipes/recipe.h"
#include "train/launch.h"

namespace galen {

class Group {
 public:
  // One process: every exchange is with itself.
  Group();
  // Meets the other ranks; throws Error naming those that haven't come after cluster.join_seconds, or what keeps this one from coming.
  Group(const Launch& launch, const ClusterSettings& settings);
  // Some of a group's ranks, in that order, among themselves: exchanges of its own, which may run at the same time as the whole's. All of `ranks` call it, this
  // rank being one of them. The whole must outlive it.
  Group(const Group& whole, const std::string& name, const std::vector<int>& ranks);
  ~Group();
  Group(const Group&) = delete;
  Group& operator=(const Group&) = delete;

  int rank() const { return launch_.rank; }
  int size() const { return launch_.world_size; }
  bool is_first() const { return launch_.rank == 0; }
  const Launch& launch() const { return launch_; }

  // For short texts and long waits: every rank's, by rank, once all have come. All ranks use the same names in the same order, which may repeat.
  std::vector<std::string> exchange(const std::string& name, const std::string& mine);
  // Rank 0's text, on every rank.
  std::string from_first(const std::string& name, const std::string& text);

  // The rest are collectives: all ranks call them in the same order, one at a time, with tensors of the same sizes. On a GPU they return
  // when the work is queued on the current stream.

  at::Tensor gather(const at::Tensor& mine) const;  // any shape, contiguous -> [size, that shape], by rank

  // flat: [n] f32, n a multiple of size(). Adds up the ranks' values in place, in the order of a binary tree over the ranks, so that 2^k ranks get the bits of
  // one rank that sums 2^k parts in that order. As much is sent as in any all-reduce: each rank sums a part and gathers the others'. scratch: [n] f32.
  void sum(at::Tensor& flat, at::Tensor& scratch) const;
  // The same, but each rank gets only its part: `part` says how many elements each rank has, in rank order; they sum to n. scratch: [own part * size].
  void sum_parts(at::Tensor& flat, at::Tensor& scratch, const std::vector<int64_t>& part) const;
  // rows: [sum of sends, …], those for rank 0 first -> [sum of receives, …], those of rank 0 first.
  at::Tensor all_to_all(const at::Tensor& rows, const std::vector<int64_t>& sends, const std::vector<int64_t>& receives) const;
  void send(const at::Tensor& tensor, int to) const;
  void receive(const at::Tensor& tensor, int from) const;

  // The end of the run's common work. Rank 0 goes last if it keeps the meeting point.
  void leave();
  // Tells the others why this rank stops; they end with that message. After leave() it does nothing.
  void fail(const std::string& message);

 private:
  struct State;
  Launch launch_;
  std::unique_ptr<State> state_;  // null for one process
};

// Throws Error on every rank, saying who differs, unless all ranks give the same text.
void require_same(Group& group, const std::string& what, const std::string& mine, const std::string& hint);

// values[0] becomes the sum of all, in the order of a binary tree: pairs, pairs of pairs, … The others are overwritten.
void sum_tree(std::vector<at::Tensor>& values);

}  // namespace galen
