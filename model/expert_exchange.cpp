#include "model/expert_exchange.h"

#include <ATen/ATen.h>
#include <torch/csrc/autograd/custom_function.h>

#include <memory>
#include <numeric>
#include <utility>

#include "core/part_clock.h"
#include "model/row_ops.h"

namespace galen {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::Function;
using torch::autograd::variable_list;

// Which rows go where: planned once for a layer, used there and back, forward and backward.
struct Travel {
  const ExpertExchange* exchange = nullptr;
  at::Tensor token;                      // [sent] int64: those for process 0 first, ascending within each
  at::Tensor place;                      // [tokens, processes] int64: where a token is among the sent; -1: not sent there
  std::vector<int64_t> sends, receives;  // rows to and from each process

  at::Tensor there(const at::Tensor& rows) const { return carried(rows, sends, receives); }
  at::Tensor back(const at::Tensor& rows) const { return carried(rows, receives, sends); }

 private:
  at::Tensor carried(const at::Tensor& rows, const std::vector<int64_t>& from, const std::vector<int64_t>& to) const {
    const PartClock clock(Part::kExpertExchange);
    return exchange->all_to_all(rows, from, to);
  }
};
using TravelRef = std::shared_ptr<const Travel>;

TravelRef plan_travel(const at::Tensor& expert_index, const std::vector<ExpertWeights>& agents, int64_t experts_per_agent, const ExpertExchange& exchange) {
  const at::Tensor index = expert_index.contiguous();
  const int64_t tokens = index.size(0);
  const int64_t slots = index.size(1);
  const int64_t size = exchange.size;
  const int64_t* expert = index.const_data_ptr<int64_t>();
  auto travel = std::make_shared<Travel>();
  travel->exchange = &exchange;
  travel->sends.assign(static_cast<size_t>(size), 0);
  travel->place = at::full({tokens, size}, -1, index.options());
  int64_t* place = travel->place.data_ptr<int64_t>();
  for (int64_t i = 0; i < tokens * slots; ++i) {
    const auto agent = static_cast<size_t>(expert[i] / experts_per_agent);
    if (agents[agent].is_silent) continue;
    const int to = exchange.holder[agent];
    int64_t& at = place[i / slots * size + to];
    if (at < 0) at = travel->sends[static_cast<size_t>(to)]++;
  }
  std::vector<int64_t> first(static_cast<size_t>(size), 0);
  std::partial_sum(travel->sends.begin(), travel->sends.end() - 1, first.begin() + 1);
  travel->token = at::empty({first.back() + travel->sends.back()}, index.options());
  int64_t* token = travel->token.data_ptr<int64_t>();
  for (int64_t i = 0; i < tokens * size; ++i) {
    if (place[i] < 0) continue;
    place[i] += first[static_cast<size_t>(i % size)];
    token[place[i]] = i / size;
  }
  const std::vector<int64_t> one(static_cast<size_t>(size), 1);
  const PartClock clock(Part::kExpertExchange);
  const at::Tensor received = exchange.all_to_all(at::tensor(travel->sends, at::kLong).unsqueeze(1), one, one).contiguous();
  travel->receives.assign(received.const_data_ptr<int64_t>(), received.const_data_ptr<int64_t>() + size);
  return travel;
}

// {hidden, weights} of this process's tokens -> those of the tokens that come here.
struct GoThere : Function<GoThere> {
  static variable_list forward(AutogradContext* context, const at::Tensor& hidden, const at::Tensor& weights, const TravelRef& travel) {
    context->saved_data["travel"] = c10::IValue::make_capsule(c10::make_intrusive<Holder>(travel));
    return {travel->there(hidden.index_select(0, travel->token)), travel->there(weights.index_select(0, travel->token))};
  }
  static variable_list backward(AutogradContext* context, variable_list grads) {
    const Travel& travel = *c10::static_intrusive_pointer_cast<Holder>(context->saved_data["travel"].toCapsule())->travel;
    variable_list result(3);
    for (size_t i = 0; i < 2; ++i) {
      if (context->needs_input_grad(i)) result[i] = combine_rows(travel.back(grads[i].contiguous()), travel.place, {});
    }
    return result;
  }

  struct Holder : torch::CustomClassHolder {
    explicit Holder(TravelRef held) : travel(std::move(held)) {}
    TravelRef travel;
  };
};

// What was added to the tokens that came here -> the sums for this process's tokens, in the order of the processes.
struct ComeBack : Function<ComeBack> {
  static at::Tensor forward(AutogradContext* context, const at::Tensor& added, const TravelRef& travel) {
    context->saved_data["travel"] = c10::IValue::make_capsule(c10::make_intrusive<GoThere::Holder>(travel));
    context->saved_data["dtype"] = static_cast<int64_t>(added.scalar_type());
    return combine_rows(travel->back(added), travel->place, {});
  }
  static variable_list backward(AutogradContext* context, variable_list grads) {
    const Travel& travel = *c10::static_intrusive_pointer_cast<GoThere::Holder>(context->saved_data["travel"].toCapsule())->travel;
    const auto dtype = static_cast<at::ScalarType>(context->saved_data["dtype"].toInt());
    return {travel.there(grads[0].to(dtype).index_select(0, travel.token)), {}};
  }
};

}  // namespace

at::Tensor mix_with_exchange(const at::Tensor& hidden, const at::Tensor& weights, const at::Tensor& expert_index, const std::vector<ExpertWeights>& agents,
                             int64_t experts_per_agent, const ExpertExchange& exchange, const MixHere& mix_here) {
  const TravelRef travel = plan_travel(expert_index, agents, experts_per_agent, exchange);
  const at::Tensor index = travel->there(expert_index.index_select(0, travel->token));
  const variable_list here = GoThere::apply(hidden, weights, travel);
  return ComeBack::apply(mix_here(here[0], here[1], index), travel);
}

}  // namespace galen
