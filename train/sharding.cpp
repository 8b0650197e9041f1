#include "train/sharding.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace galen {
namespace {

// Exchanged at a time by each rank.
constexpr int64_t kChunkBytes = int64_t{1} << 23;

std::vector<Parameter*> owned_by(const Model& model, const std::vector<int>& owner, int rank) {
  std::vector<Parameter*> owned;
  for (size_t i = 0; i < model.parameters.size(); ++i) {
    if (model.parameters[i]->trainable && owner[i] == rank) owned.push_back(model.parameters[i].get());
  }
  return owned;
}

int64_t bytes_of(const Parameter& parameter) {
  return static_cast<int64_t>(parameter.compute.nbytes());
}

// Bytes [begin, begin + buffer) of the compute copies laid end to end, to or from the buffer. Bytes, because their types differ: norms and routers are f32.
void copy_range(const std::vector<Parameter*>& parameters, int64_t begin, const at::Tensor& buffer, bool into_buffer) {
  int64_t offset = 0;
  for (const Parameter* parameter : parameters) {
    const int64_t size = bytes_of(*parameter);
    const int64_t from = std::max(begin, offset);
    const int64_t to = std::min(begin + buffer.numel(), offset + size);
    if (from < to) {
      at::Tensor own = parameter->compute.view({-1}).view(at::kByte).narrow(0, from - offset, to - from);
      at::Tensor place = buffer.narrow(0, from - begin, to - from);
      (into_buffer ? place : own).copy_(into_buffer ? own : place);
    }
    offset += size;
  }
}

size_t index_of(const Model& model, const ParameterRef& parameter) {
  return static_cast<size_t>(std::find(model.parameters.begin(), model.parameters.end(), parameter) - model.parameters.begin());
}

}  // namespace

std::vector<int> share_out(const Model& model, int ranks) {
  std::vector<int> owner(model.parameters.size(), 0);
  std::vector<size_t> order;
  for (size_t i = 0; i < owner.size(); ++i) {
    if (model.parameters[i]->is_shared_out) {
      owner[i] = kOwnedByHolder;
    } else if (model.parameters[i]->trainable) {
      order.push_back(i);
    }
  }
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return model.parameters[a]->compute.numel() > model.parameters[b]->compute.numel(); });
  std::vector<int64_t> load(static_cast<size_t>(ranks), 0);
  for (const size_t i : order) {
    const auto least = std::min_element(load.begin(), load.end());
    owner[i] = static_cast<int>(least - load.begin());
    *least += model.parameters[i]->compute.numel();
  }
  return owner;
}

void keep_own_moments(Optimizer& optimizer, const Model& model, const std::vector<int>& owner, int rank) {
  for (Moments& m : optimizer.moments) {
    const int who = owner[index_of(model, m.parameter)];
    if (who != rank && who != kOwnedByHolder) m.first = m.second = at::Tensor();
  }
}

void gather_weights(const Model& model, const std::vector<int>& owner, const Group& group) {
  if (group.size() == 1) return;
  std::vector<std::vector<Parameter*>> owned;
  int64_t most = 0;
  for (int rank = 0; rank < group.size(); ++rank) {
    owned.push_back(owned_by(model, owner, rank));
    int64_t bytes = 0;
    for (const Parameter* parameter : owned.back()) bytes += bytes_of(*parameter);
    most = std::max(most, bytes);
  }
  const at::Tensor own = at::zeros({std::min(kChunkBytes, most)}, at::TensorOptions(at::kByte));
  for (int64_t begin = 0; begin < most; begin += own.numel()) {
    copy_range(owned[static_cast<size_t>(group.rank())], begin, own, true);
    const at::Tensor all = group.gather(own);
    for (int rank = 0; rank < group.size(); ++rank) {
      if (rank != group.rank()) copy_range(owned[static_cast<size_t>(rank)], begin, all[rank], false);
    }
  }
}

Optimizer gather_optimizer(const Optimizer& optimizer, const Model& model, const std::vector<int>& owner, const Group& group) {
  Optimizer whole = make_optimizer(model, optimizer.settings);
  whole.steps_taken = optimizer.steps_taken;
  for (size_t i = 0; i < whole.moments.size(); ++i) {
    Moments& m = whole.moments[i];
    const int from = owner[index_of(model, m.parameter)];
    const bool has_second = m.second.defined();
    const bool has_copy = m.parameter->compute.scalar_type() != at::kFloat;
    if (from == kOwnedByHolder) {
      m = optimizer.moments[i];
    } else if (group.rank() == from) {
      m = optimizer.moments[i];
      if (from == 0) continue;
      group.send(m.first, 0);
      if (has_second) group.send(m.second, 0);
      if (has_copy) group.send(stored_master(*m.parameter), 0);
    } else if (group.is_first()) {
      group.receive(m.first, from);
      if (has_second) group.receive(m.second, from);
      if (has_copy) group.receive(stored_master(*m.parameter), from);
    } else {
      m = optimizer.moments[i];
    }
  }
  return whole;
}

}  // namespace galen
