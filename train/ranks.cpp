#include "train/ranks.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <cstdlib>

#include "core/error.h"
#include "core/hash.h"
#include "core/machine.h"
#include "core/random.h"

namespace galen {

StepCut cut_step(const Recipe& recipe, const Group& group) {
  const TrainSettings& settings = recipe.train;
  const int64_t all = settings.gradient_accumulation;
  const std::string where = recipe.file.string() + ": train.gradient_accumulation";
  const std::string ranks = std::to_string(group.size()) + " ranks";
  if (all % group.size() != 0) {
    throw Error("is " + std::to_string(all) + ", which " + ranks + " can't share evenly", where,
                "it counts the micro-batches of a step on all ranks together: make it a multiple of " + std::to_string(group.size()) +
                    " (and train.tokens_per_batch smaller, if a step should learn from as much as before)");
  }
  StepCut cut;
  cut.micro_batches = all / group.size();
  if (settings.determinism != "exact") return cut;
  const int64_t virtual_ranks = settings.virtual_ranks > 0 ? settings.virtual_ranks : all & -all;
  if ((group.size() & (group.size() - 1)) != 0 || virtual_ranks % group.size() != 0) {
    throw Error("gives " + std::to_string(virtual_ranks) + " virtual ranks, which " + ranks + " can't share", where,
                "with train.determinism: exact start 1, 2, 4, … ranks, and make gradient_accumulation (or train.virtual_ranks) a multiple of them");
  }
  cut.virtual_ranks = virtual_ranks / group.size();
  return cut;
}

void set_threads(const TrainSettings& settings, const Group& group) {
  if (settings.threads > 0) {
    at::set_num_threads(settings.threads);
  } else if (settings.determinism == "exact") {
    at::set_num_threads(1);
  } else if (group.launch().local_world_size > 1 && std::getenv("OMP_NUM_THREADS") == nullptr) {
    at::set_num_threads(std::max(1, inspect_machine().cores / group.launch().local_world_size));
  }
}

StepSums sum_over_ranks(const StepGradients& gradients, double grad_norm, bool stop, double time_used, const Group& group) {
  // Counts are exact in doubles (below 2^53).
  constexpr int64_t kHead = 4;
  std::vector<at::Tensor> parts = {at::tensor({static_cast<double>(gradients.tokens), stop ? 1.0 : 0.0, time_used, grad_norm}, at::kDouble),
                                   at::tensor(gradients.nll, at::kDouble)};
  for (const at::Tensor& load : gradients.load) parts.push_back(load.to(at::kCPU, at::kDouble));
  const at::Tensor all = group.gather(at::cat(parts));
  StepSums sums;
  sums.tokens = static_cast<int64_t>(all.select(1, 0).sum().item<double>());
  sums.stop = all.select(1, 1).max().item<double>() > 0;
  sums.time_used = all[0][2].item<double>();
  sums.grad_norm = all.select(1, 3).max().item<double>();
  const auto micro_batches = static_cast<int64_t>(gradients.nll.size());
  const at::Tensor nll = all.narrow(1, kHead, micro_batches).reshape({-1}).contiguous();
  for (int64_t i = 0; i < nll.numel(); ++i) sums.nll += nll.const_data_ptr<double>()[i];
  int64_t at = kHead + micro_batches;
  for (const at::Tensor& load : gradients.load) {
    sums.load.push_back(all.narrow(1, at, load.numel()).sum(0).to(at::kLong));
    at += load.numel();
  }
  return sums;
}

int64_t sum_of_counts(int64_t mine, const Group& group) {
  return group.size() == 1 ? mine : group.gather(at::full({1}, mine, at::kLong)).sum().item<int64_t>();
}

double gradient_norm(const Model& model, const Optimizer& optimizer, const Group& group, bool is_sharded, const Group* tokens) {
  std::vector<double> squares;
  double own = 0;
  const std::vector<double> all_squares = gradient_squares(model, optimizer);
  for (size_t i = 0; i < all_squares.size(); ++i) {
    if (optimizer.moments[i].parameter->is_shared_out) {
      own += all_squares[i];
    } else {
      squares.push_back(all_squares[i]);
    }
  }
  if (is_sharded && !squares.empty()) {
    const at::Tensor all = group.gather(at::tensor(squares, at::kDouble));
    const at::Tensor known = std::get<0>(all.max(0)).contiguous();  // those who don't know a parameter's have 0
    squares.assign(known.const_data_ptr<double>(), known.const_data_ptr<double>() + known.numel());
  }
  if (tokens != nullptr) {
    const at::Tensor all = tokens->gather(at::full({1}, own, at::kDouble));
    squares.insert(squares.end(), all.const_data_ptr<double>(), all.const_data_ptr<double>() + all.numel());
  }
  return norm_of(squares);
}

double validation_loss(const Model& model, const ShardReader& shards, LoaderSettings settings, const Group& group) {
  settings.group = group.size();
  settings.first = group.rank();
  settings.count = 1;
  Loader loader(shards, settings);
  const auto batches = static_cast<int64_t>(loader.batches_per_epoch());
  const int64_t each = (batches + group.size() - 1) / group.size();
  at::Tensor own = at::zeros({each, 2}, at::kDouble);  // of each batch: nll, predicted tokens
  for (int64_t i = 0; i < each; ++i) {
    // Past the end a rank that shares sub-agents out goes on, for the other ranks' tokens.
    const bool counts = i * group.size() + group.rank() < batches;
    if (!counts && !model.exchange) break;
    const Batch batch = loader.next();
    if (batch.num_loss_tokens == 0 && !model.exchange) continue;
    const double nll = token_losses(model, batch.tokens, batch.positions, batch.document_offsets, batch.labels, batch.media.empty() ? nullptr : &batch.media)
                           .sum(at::kDouble)
                           .item<double>();
    if (!counts) break;
    own[i][0] = nll;
    own[i][1] = static_cast<double>(batch.num_loss_tokens);
  }
  // Batch b is entry b / ranks of rank b % ranks; summed up in the batches' order.
  const at::Tensor all = group.gather(own).transpose(0, 1).contiguous();
  const auto* value = all.const_data_ptr<double>();
  double nll = 0;
  double tokens = 0;
  for (int64_t i = 0; i < all.numel(); i += 2) {
    nll += value[i];
    tokens += value[i + 1];
  }
  return tokens > 0 ? nll / tokens : 0.0;
}

std::string hash_of_weights(const Model& model, bool shared_out) {
  uint64_t hash = 0;
  const auto add = [&](const at::Tensor& tensor) {
    const at::Tensor bytes = tensor.to(at::kCPU).contiguous();
    hash = mix64(hash ^ xxh3(bytes.const_data_ptr(), bytes.nbytes()));
  };
  for (const ParameterRef& parameter : model.parameters) {
    if (parameter->is_shared_out == shared_out) add(parameter->compute);
  }
  if (shared_out) return hex64(hash);
  for (const LayerWeights& layer : model.layers) {
    if (layer.router) add(layer.selection_bias);
  }
  return hex64(hash);
}

}  // namespace galen
