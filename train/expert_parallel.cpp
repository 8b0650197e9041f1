#include "train/expert_parallel.h"

#include <ATen/ATen.h>
#include <ATen/ops/from_file.h>
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <numeric>
#include <set>

#include "core/error.h"
#include "core/json.h"

namespace galen {
namespace fs = std::filesystem;

namespace {

int64_t elements_of(const std::vector<int64_t>& shape) {
  return std::accumulate(shape.begin(), shape.end(), int64_t{1}, std::multiplies<>());
}

// f32 numbers in a file without a name, its space on the disk taken already: a page that finds no room when it is written out would end the process.
at::Tensor mapped_numbers(const fs::path& folder, int64_t count) {
  const fs::path path = folder / (".tmp-experts-" + std::to_string(::getpid()));
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) throw Error(std::string("can't be made: ") + std::strerror(errno), path.string());
  const int problem = ::posix_fallocate(file, 0, count * static_cast<int64_t>(sizeof(float)));
  ::close(file);
  if (problem != 0) {
    ::unlink(path.c_str());
    throw Error(std::string("no room for the other ranks' sub-agents: ") + std::strerror(problem), path.string(), "free space, or choose another run.dir");
  }
  const at::Tensor numbers = at::from_file(path.string(), /*shared=*/true, count, at::TensorOptions(at::kFloat));
  ::unlink(path.c_str());
  return numbers;
}

}  // namespace

ExpertParallel::ExpertParallel(const Recipe& recipe, const ModelConfig& config, const Group& group) {
  const auto size = static_cast<int>(recipe.train.expert_parallel);
  if (size <= 1) return;
  const std::string where = recipe.file.string() + ": train.expert_parallel";
  if (group.size() % size != 0) {
    throw Error("is " + std::to_string(size) + ", and " + std::to_string(group.size()) + (group.size() == 1 ? " rank can't" : " ranks can't") +
                    " be cut into groups of so many",
                where, "start a multiple of " + std::to_string(size) + " ranks, or set it to 1");
  }
  if (!config.is_sparse()) throw Error("is " + std::to_string(size) + ", and the model has no sub-agents to share out", where, "set it to 1");
  if (config.n_group % size != 0) {
    throw Error("is " + std::to_string(size) + ", and the model's " + std::to_string(config.n_group) + " sub-agents can't be shared out evenly", where,
                "use a divisor of " + std::to_string(config.n_group));
  }
  if (recipe.train.device != "cpu") throw Error("exchanges tokens between processors only", where, "set train.device to cpu, or this to 1");
  const int place = group.rank() % size;
  const int64_t each = config.n_group / size;
  share_ = {place * each, each};
  std::vector<int> neighbours;
  std::vector<int> alike;
  for (int r = group.rank() - place; r < group.rank() - place + size; ++r) neighbours.push_back(r);
  for (int r = place; r < group.size(); r += size) alike.push_back(r);
  tokens_ = std::make_unique<Group>(group, "tokens", neighbours);
  replicas_ = std::make_unique<Group>(group, "replicas", alike);
  exchange_ = std::make_shared<ExpertExchange>();
  exchange_->size = size;
  for (int64_t agent = 0; agent < config.n_group; ++agent) exchange_->holder.push_back(static_cast<int>(agent / each));
  exchange_->all_to_all = [this](const at::Tensor& rows, const std::vector<int64_t>& sends, const std::vector<int64_t>& receives) {
    return tokens_->all_to_all(rows, sends, receives);
  };
}

void ExpertParallel::connect(Model& model) const {
  model.exchange = exchange_;
}

void ExpertParallel::meet(Group& group, const Optimizer& optimizer) {
  if (!is_on()) return;
  OrderedJson mine = OrderedJson::array();
  // Of the ranks that hold the same, the first gives it.
  if (group.rank() == tokens_->rank() && !group.is_first()) {
    for (const Moments& m : optimizer.moments) {
      const Parameter& parameter = *m.parameter;
      if (!parameter.is_shared_out) continue;
      OrderedJson pieces = OrderedJson::array();
      for (const Parameter::Piece& piece : parameter.pieces) pieces.push_back({{"tensor", piece.tensor}, {"offset", piece.offset}, {"shape", piece.shape}});
      mine.push_back({{"name", parameter.name},
                      {"shape", parameter.compute.sizes().vec()},
                      {"has_second", m.second.defined()},
                      {"in_halves", parameter.halves.defined()},
                      {"begins_at", parameter.begins_at},
                      {"pieces", pieces}});
    }
  }
  const std::vector<std::string> all = group.exchange("sub-agents held", mine.dump());
  if (!group.is_first()) return;
  for (size_t rank = 1; rank < all.size(); ++rank) {
    for (const Json& json : Json::parse(all[rank])) {
      Held held;
      held.rank = static_cast<int>(rank);
      held.shape = json.at("shape").get<std::vector<int64_t>>();
      held.has_second = json.at("has_second").get<bool>();
      held.in_halves = json.at("in_halves").get<bool>();
      held.values.name = json.at("name").get<std::string>();
      held.values.begins_at = json.at("begins_at").get<int64_t>();
      for (const Json& piece : json.at("pieces"))
        held.values.pieces.push_back({piece.at("tensor").get<std::string>(), piece.at("offset").get<int64_t>(), piece.at("shape").get<std::vector<int64_t>>()});
      held_.push_back(std::move(held));
    }
  }
}

void ExpertParallel::gather(const Group& group, const Optimizer& optimizer, const fs::path& run) {
  if (!is_on()) return;
  if (!group.is_first()) {
    if (group.rank() != tokens_->rank()) return;
    for (const Moments& m : optimizer.moments) {
      if (!m.parameter->is_shared_out) continue;
      for (const at::Tensor& values : {m.first, m.second, stored_master(*m.parameter)}) {
        if (values.defined()) group.send(values, 0);
      }
    }
    return;
  }
  if (held_.empty()) return;
  if (!held_.front().first.defined()) {
    const at::Tensor numbers = mapped_numbers(run / "checkpoints", static_cast<int64_t>(bytes_of_others() / sizeof(float)));
    int64_t used = 0;
    const auto take = [&](const std::vector<int64_t>& shape) {
      used += elements_of(shape);
      return numbers.narrow(0, used - elements_of(shape), elements_of(shape)).view(shape);
    };
    for (Held& held : held_) {
      held.first = take(held.shape);
      if (held.has_second) held.second = take(held.shape);
      // Two halves take what one f32 takes.
      std::vector<int64_t> halves = held.shape;
      halves.insert(halves.begin(), 2);
      (held.in_halves ? held.values.halves : held.values.master) =
          held.in_halves ? take(held.shape).view({-1}).view(at::kShort).view(halves) : take(held.shape);
    }
  }
  for (const Held& held : held_) {
    for (const at::Tensor& values : {held.first, held.second, stored_master(held.values)}) {
      if (values.defined()) group.receive(values, held.rank);
    }
  }
}

void ExpertParallel::add_to(Snapshot& snapshot) const {
  std::set<std::string> copied;
  for (const Held& held : held_) {
    bool is_rounded = false;
    const at::Tensor whole = master_of(held.values);
    for (const Parameter::Piece& piece : held.values.pieces) {
      at::Tensor& target = snapshot.weights.tensors.at(piece.tensor);
      const at::Tensor values = piece_in(whole, piece);
      is_rounded = is_rounded || target.scalar_type() != at::kFloat;
      if (held.values.begins_at >= 0) {
        if (copied.insert(piece.tensor).second) target = target.clone();  // it may be a mapped file's
        target.view({-1}).narrow(0, held.values.begins_at + piece.offset, values.numel()).copy_(values.reshape({-1}));
      } else {
        target = values.to(target.scalar_type());
      }
    }
    const std::string& name = held.values.name;
    snapshot.optimizer.emplace_back("first:" + name, held.first);
    if (held.second.defined()) snapshot.optimizer.emplace_back("second:" + name, held.second);
    if (is_rounded) snapshot.optimizer.emplace_back(name_of_master(name, held.in_halves), stored_master(held.values));
  }
}

uint64_t ExpertParallel::bytes_of_others() const {
  uint64_t bytes = 0;
  for (const Held& held : held_) bytes += sizeof(float) * static_cast<uint64_t>(elements_of(held.shape)) * (held.has_second ? 3 : 2);
  return bytes;
}

}  // namespace galen
