#include "train/gradient_sum.h"

#include <ATen/ATen.h>
#include <omp.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <map>
#include <mutex>
#include <numeric>
#include <thread>

namespace galen {
namespace {

using SumClock = std::chrono::steady_clock;

// Smaller ones cost a round trip each, larger ones leave less to hide behind.
constexpr int64_t kBucketElements = int64_t{1} << 20;

double sum_seconds_since(SumClock::time_point start) {
  return std::chrono::duration<double>(SumClock::now() - start).count();
}

// Parameters whose gradients are exchanged together.
struct Bucket {
  int64_t layer = -1;  // complete once the gradients of this layer are; -1: only after the whole backward pass
  const Group* group = nullptr;
  bool is_owned = false;  // each rank gets its part only
  std::vector<Parameter*> parameters;
  std::vector<int64_t> part;  // elements of each rank
  at::Tensor flat;            // f32
};

int64_t count_elements(const std::vector<Parameter*>& parameters) {
  return std::accumulate(parameters.begin(), parameters.end(), int64_t{0}, [](int64_t sum, const Parameter* p) { return sum + p->compute.numel(); });
}

using Owners = std::map<const Parameter*, int>;

// In the order in which the backward pass completes them. A tied embedding is complete with the last.
class BucketPlan {
 public:
  BucketPlan(const Group& group, const Group* replicas, const Owners& owner) : group_(group), replicas_(replicas), owner_(owner) {}

  std::vector<Bucket> of(const Model& model) {
    const auto layers = static_cast<int64_t>(model.layers.size());
    add(model.norm);
    if (model.lm_head != model.embed_tokens) add(model.lm_head);
    close_full(layers);
    for (int64_t layer = layers - 1; layer >= 0; --layer) {
      for (const ParameterRef& parameter : parameters_of(model.layers[static_cast<size_t>(layer)])) add(parameter);
      if (layer > 0) close_full(layer);
    }
    for (Bucket* bucket : {&common_, &shared_out_}) close(*bucket, 0);
    for (const ParameterRef& parameter : model.parameters) add(parameter);
    close(common_, -1);
    return std::move(buckets_);
  }

 private:
  void add(const ParameterRef& parameter) {
    if (!parameter || !parameter->trainable || std::find(planned_.begin(), planned_.end(), parameter.get()) != planned_.end()) return;
    planned_.push_back(parameter.get());
    // What this rank alone holds is complete after its own backward pass, in which all ranks' tokens came here.
    if (!parameter->is_shared_out) {
      common_.parameters.push_back(parameter.get());
    } else if (replicas_->size() > 1) {
      shared_out_.parameters.push_back(parameter.get());
    }
  }

  void close_full(int64_t layer) {
    for (Bucket* bucket : {&common_, &shared_out_}) {
      if (count_elements(bucket->parameters) >= kBucketElements) close(*bucket, layer);
    }
  }

  void close(Bucket& bucket, int64_t layer) {
    if (bucket.parameters.empty()) return;
    bucket.layer = layer;
    bucket.group = &bucket == &common_ ? &group_ : replicas_;
    bucket.is_owned = &bucket == &common_ && !owner_.empty();
    const int64_t ranks = bucket.group->size();
    bucket.part.assign(static_cast<size_t>(ranks), (count_elements(bucket.parameters) + ranks - 1) / ranks);
    if (bucket.is_owned) {
      std::stable_sort(bucket.parameters.begin(), bucket.parameters.end(), [&](const Parameter* a, const Parameter* b) { return owner_.at(a) < owner_.at(b); });
      std::fill(bucket.part.begin(), bucket.part.end(), 0);
      for (const Parameter* parameter : bucket.parameters) bucket.part[static_cast<size_t>(owner_.at(parameter))] += parameter->compute.numel();
    }
    buckets_.push_back(std::move(bucket));
    bucket = {};
  }

  const Group& group_;
  const Group* replicas_;
  const Owners& owner_;
  std::vector<Parameter*> planned_;
  Bucket common_;
  Bucket shared_out_;
  std::vector<Bucket> buckets_;
};

}  // namespace

struct GradientSum::State {
  State(Model& model_, const Group& group_, GradientSumSettings settings_) : model(model_), group(group_), settings(std::move(settings_)) {
    for (size_t i = 0; i < settings.owner.size(); ++i) owner[model.parameters[i].get()] = settings.owner[i];
    buckets = BucketPlan(group, settings.replicas, owner).of(model);
    if (group.size() == 1) return;
    const at::TensorOptions options = model.embed_tokens->compute.options().dtype(at::kFloat);  // where the model lies
    int64_t largest = 0;
    for (Bucket& bucket : buckets) {
      bucket.flat = at::zeros({std::accumulate(bucket.part.begin(), bucket.part.end(), int64_t{0})}, options);
      largest = std::max(largest, *std::max_element(bucket.part.begin(), bucket.part.end()) * bucket.group->size());
    }
    scratch = at::empty({largest}, options);
    worker = std::thread([this] { work(); });
  }

  ~State() {
    {
      const std::lock_guard<std::mutex> guard(mutex);
      stop = true;
    }
    changed.notify_all();
    if (worker.joinable()) worker.join();
  }

  bool has_nothing_to_do() const { return group.size() == 1 && settings.virtual_ranks == 0; }

  // The gradient of this rank's virtual rank `number` joins those before it: pairs, pairs of pairs, …
  void join_tree(Parameter& parameter, int64_t number) {
    grad_of_part(parameter);
    std::vector<at::Tensor>& levels = partial[&parameter];
    size_t level = 0;
    for (; ((number >> level) & 1) != 0; ++level) {
      at::Tensor later = std::move(parameter.grad);
      parameter.grad = std::move(levels[level]);
      add_gradient(parameter, std::move(later));
    }
    if (number + 1 == settings.virtual_ranks) return;
    if (levels.size() <= level) levels.resize(level + 1);
    levels[level] = std::move(parameter.grad);
    parameter.grad = at::Tensor();
  }

  // A part without a gradient counts as zeros, so that signs of zeros don't tell how parts fell to ranks.
  static void grad_of_part(Parameter& parameter) {
    if (!parameter.grad.defined()) grad_of(parameter);
  }

  // The bucket's gradients are complete on this rank: off they go.
  void launch(size_t b) {
    Bucket& bucket = buckets[b];
    if (settings.virtual_ranks > 0) {
      for (Parameter* parameter : bucket.parameters) join_tree(*parameter, settings.virtual_ranks - 1);
    }
    if (group.size() == 1) return;
    int64_t offset = 0;
    for (Parameter* parameter : bucket.parameters) {
      at::Tensor place = bucket.flat.narrow(0, offset, parameter->compute.numel());
      if (parameter->grad.defined()) {
        place.copy_(parameter->grad.reshape({-1}));
      } else {
        place.zero_();
      }
      parameter->grad = at::Tensor();
      offset += parameter->compute.numel();
    }
    {
      const std::lock_guard<std::mutex> guard(mutex);
      waiting.push_back(b);
    }
    changed.notify_all();
  }

  void work() {
    omp_set_num_threads(1);  // of this thread: the cores are the step's
    while (true) {
      size_t b = 0;
      {
        std::unique_lock<std::mutex> lock(mutex);
        changed.wait(lock, [&] { return stop || !waiting.empty(); });
        if (stop) return;
        b = waiting.front();
      }
      const SumClock::time_point start = SumClock::now();
      std::exception_ptr problem;
      try {
        Bucket& bucket = buckets[b];
        if (bucket.is_owned) {
          bucket.group->sum_parts(bucket.flat, scratch, bucket.part);
        } else {
          bucket.group->sum(bucket.flat, scratch);
        }
      } catch (...) {
        problem = std::current_exception();
      }
      const std::lock_guard<std::mutex> guard(mutex);
      busy += sum_seconds_since(start);
      waiting.pop_front();
      failure = problem;
      changed.notify_all();
      if (problem) return;
    }
  }

  Model& model;
  const Group& group;
  GradientSumSettings settings;
  Owners owner;
  std::vector<Bucket> buckets;
  std::map<const Parameter*, std::vector<at::Tensor>> partial;  // sums of 1, 2, 4, … virtual ranks
  at::Tensor scratch;
  bool is_last = false;  // the backward pass that runs completes the gradients
  size_t next_bucket = 0;
  double exchanged = 0;
  double waited = 0;

  std::mutex mutex;  // of what follows
  std::condition_variable changed;
  std::deque<size_t> waiting;
  double busy = 0;
  std::exception_ptr failure;
  bool stop = false;
  std::thread worker;
};

GradientSum::GradientSum(Model& model, const Group& group, GradientSumSettings settings) : state_(std::make_unique<State>(model, group, std::move(settings))) {
  if (state_->has_nothing_to_do()) return;
  model.on_layer_gradients = [&state = *state_](int64_t layer) {
    if (!state.is_last) return;
    while (state.next_bucket < state.buckets.size() && state.buckets[state.next_bucket].layer >= layer) state.launch(state.next_bucket++);
  };
}

GradientSum::~GradientSum() {
  state_->model.on_layer_gradients = nullptr;
}

void GradientSum::begin(int64_t micro_batch) {
  State& s = *state_;
  if (micro_batch == 0) {
    s.next_bucket = 0;
    const std::lock_guard<std::mutex> guard(s.mutex);
    s.busy = 0;
  }
  s.is_last = micro_batch + 1 == s.settings.micro_batches;
}

void GradientSum::end(int64_t micro_batch) {
  State& s = *state_;
  if (s.settings.virtual_ranks == 0 || s.is_last) return;
  const int64_t each = s.settings.micro_batches / s.settings.virtual_ranks;
  if ((micro_batch + 1) % each != 0) return;
  for (const Bucket& bucket : s.buckets) {
    for (Parameter* parameter : bucket.parameters) s.join_tree(*parameter, (micro_batch + 1) / each - 1);
  }
}

void GradientSum::finish() {
  State& s = *state_;
  s.is_last = false;
  if (s.has_nothing_to_do()) return;
  while (s.next_bucket < s.buckets.size()) s.launch(s.next_bucket++);
  if (s.group.size() == 1) return;
  const SumClock::time_point start = SumClock::now();
  {
    std::unique_lock<std::mutex> lock(s.mutex);
    s.changed.wait(lock, [&] { return s.waiting.empty() || s.failure != nullptr; });
    if (s.failure) std::rethrow_exception(s.failure);
    s.exchanged = s.busy;
  }
  s.waited = sum_seconds_since(start);
  for (Bucket& bucket : s.buckets) {
    int64_t offset = 0;
    for (Parameter* parameter : bucket.parameters) {
      const bool is_ours = !bucket.is_owned || s.owner.at(parameter) == s.group.rank();
      if (is_ours) parameter->grad = bucket.flat.narrow(0, offset, parameter->compute.numel()).view(parameter->compute.sizes());
      offset += parameter->compute.numel();
    }
  }
}

double GradientSum::exchange_seconds() const {
  return state_->exchanged;
}

double GradientSum::wait_seconds() const {
  return state_->waited;
}

}  // namespace galen
