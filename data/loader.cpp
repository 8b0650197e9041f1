#include "data/loader.h"

#include <ATen/ATen.h>

#include <chrono>
#include <condition_variable>
#include <cstring>
#include <deque>
#include <exception>
#include <limits>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "core/error.h"
#include "data/batch_plan.h"

namespace galen {

namespace {

constexpr int64_t kNoLoss = -100;  // cross entropy's ignore_index

int64_t token_at(const SampleView& view, size_t i) {
  if (view.token_bytes == 2) {
    uint16_t token;
    std::memcpy(&token, view.tokens.data() + i * 2, 2);
    return token;
  }
  uint32_t token;
  std::memcpy(&token, view.tokens.data() + i * 4, 4);
  return token;
}

void add_medium(MediaBuilder& media, const MediumView& view, const MediaSpec& spec) {
  if (view.is_image) {
    const std::span<const uint8_t> rgb(reinterpret_cast<const uint8_t*>(view.values.data()), view.values.size());
    media.add_image(image_patches(rgb, view.height, view.width, spec), view.height / spec.patch_size, view.width / spec.patch_size);
  } else {
    std::vector<int16_t> samples(view.values.size() / 2);
    std::memcpy(samples.data(), view.values.data(), samples.size() * 2);
    media.add_sound(sound_features(samples, spec));
  }
}

Batch assemble(const ShardReader& reader, const PlannedBatch& planned) {
  int64_t total = 0;
  for (const uint64_t sample : planned) total += reader.sample_length(sample);
  Batch batch;
  batch.samples = planned;
  batch.tokens = at::empty({total}, at::kLong);
  batch.positions = at::empty({total}, at::kLong);
  batch.labels = at::empty({total}, at::kLong);
  batch.document_offsets = at::empty({static_cast<int64_t>(planned.size()) + 1}, at::kLong);
  int64_t* tokens = batch.tokens.mutable_data_ptr<int64_t>();
  int64_t* positions = batch.positions.mutable_data_ptr<int64_t>();
  int64_t* labels = batch.labels.mutable_data_ptr<int64_t>();
  int64_t* offsets = batch.document_offsets.mutable_data_ptr<int64_t>();

  MediaBuilder media;
  int64_t at = 0;
  for (const uint64_t sample : planned) {
    *offsets++ = at;
    const SampleView view = reader.sample(sample);
    batch.sources.push_back(view.source);
    for (const MediumView& medium : view.media) add_medium(media, medium, *reader.info().media);
    const size_t length = view.loss_mask.size();
    for (size_t i = 0; i < length; ++i) {
      const int64_t token = token_at(view, i);
      // The hashes say that this is what was written; only this check says that it may index an embedding.
      if (token >= reader.info().vocab_size) throw Error("a token outside the vocabulary", "sample " + std::string(view.id), "run `galen prepare` again");
      tokens[at] = token;
      positions[at] = static_cast<int64_t>(i);
      // The label of a position is the token after it, inside the same document only.
      if (i > 0) labels[at - 1] = view.loss_mask[i] != 0 ? token : kNoLoss;
      if (i > 0 && view.loss_mask[i] != 0) ++batch.num_loss_tokens;
      labels[at] = kNoLoss;
      ++at;
    }
  }
  *offsets = at;
  batch.media = media.build();
  return batch;
}

struct Place {
  uint64_t epoch = 0;
  uint64_t block = 0;
  uint64_t batch = 0;  // within the block
};

// Walks the batches of epoch after epoch, one block's plan at a time.
class Cursor {
 public:
  Cursor(const BatchPlanner& planner, Place place) : planner_(&planner), place_(place) {
    const auto behind = [](uint64_t number, uint64_t count, const char* what, const char* field) {
      if (number < count) return;
      throw Error(std::string(what) + " " + std::to_string(number) + " lies behind the " + std::to_string(count) + " that there are", field,
                  "the state belongs to other data or settings");
    };
    behind(place.block, planner.num_blocks(), "block", "block");
    plan_ = planner.plan(place.epoch, place.block);
    behind(place.batch, plan_.size(), "batch", "next_batch");
  }

  const PlannedBatch& current() const { return plan_[place_.batch]; }
  Place place() const { return place_; }

  void advance() {
    if (++place_.batch < plan_.size()) return;
    place_.batch = 0;
    if (++place_.block == planner_->num_blocks()) place_ = {place_.epoch + 1, 0, 0};
    plan_ = planner_->plan(place_.epoch, place_.block);
  }

 private:
  const BatchPlanner* planner_;
  Place place_;
  std::vector<PlannedBatch> plan_;
};

}  // namespace

Json to_json(const LoaderState& state) {
  return {{"epoch", state.epoch},
          {"block", state.block},
          {"next_batch", state.next_batch},
          {"index_sha256", state.index_sha256},
          {"seed", state.seed},
          {"pack_capacity", state.pack_capacity},
          {"tokens_per_batch", state.tokens_per_batch},
          {"block_samples", state.block_samples},
          {"shuffle", state.shuffle}};
}

LoaderState loader_state_from_json(const Json& json, const std::string& where) {
  if (!json.is_object()) throw Error("the loader's state is not an object", where);
  const auto number = [&](const char* name, uint64_t most) {
    const auto found = json.find(name);
    const bool good = found != json.end() && found->is_number_integer() && (found->is_number_unsigned() || found->get<int64_t>() >= 0);
    if (!good || found->get<uint64_t>() > most) throw Error(std::string("the loader's state has no valid \"") + name + "\"", where);
    return found->get<uint64_t>();
  };
  constexpr uint64_t kMost = std::numeric_limits<uint64_t>::max();
  LoaderState state;
  state.epoch = number("epoch", uint64_t{1} << 48);
  state.block = number("block", uint64_t{1} << 48);
  state.next_batch = number("next_batch", uint64_t{1} << 48);
  state.seed = number("seed", kMost);
  state.pack_capacity = static_cast<int64_t>(number("pack_capacity", INT64_MAX));
  state.tokens_per_batch = static_cast<int64_t>(number("tokens_per_batch", INT64_MAX));
  state.block_samples = static_cast<int64_t>(number("block_samples", INT64_MAX));
  if (!json.contains("index_sha256") || !json["index_sha256"].is_string()) throw Error("the loader's state has no valid \"index_sha256\"", where);
  state.index_sha256 = json["index_sha256"].get<std::string>();
  if (!json.contains("shuffle") || !json["shuffle"].is_boolean()) throw Error("the loader's state has no valid \"shuffle\"", where);
  state.shuffle = json["shuffle"].get<bool>();
  return state;
}

// next() and the prefetch thread share `ready`, `failure` and `stop`, under `mutex`.
struct Loader::State {
  State(const ShardReader& reader_, LoaderSettings settings_) : reader(reader_), settings(settings_), planner(reader_, settings_) {}

  void start(Cursor cursor) {
    stop = false;
    failure = nullptr;
    worker = std::thread([this, cursor = std::move(cursor)]() mutable { prefetch(std::move(cursor)); });
  }
  void halt() {
    {
      const std::lock_guard<std::mutex> guard(mutex);
      stop = true;
    }
    changed.notify_all();
    if (worker.joinable()) worker.join();
    ready.clear();
  }

  void prefetch(Cursor cursor) {
    try {
      const auto skip = [&](int64_t batches) {
        for (int64_t i = 0; i < batches; ++i) cursor.advance();
      };
      skip(settings.first);
      for (int64_t number = 0;; number = (number + 1) % settings.count) {
        Batch batch = assemble(reader, cursor.current());
        cursor.advance();
        // Past the others' share at once: the place after a group's last batch is where the next group begins.
        const bool ends_group = number + 1 == settings.count;
        if (ends_group) skip(settings.group - settings.first - settings.count);
        const Place after = cursor.place();
        if (ends_group) skip(settings.first);
        std::unique_lock<std::mutex> lock(mutex);
        changed.wait(lock, [&] { return stop || ready.size() < static_cast<size_t>(settings.prefetch); });
        if (stop) return;
        ready.emplace_back(std::move(batch), after);
        changed.notify_all();
      }
    } catch (...) {
      const std::lock_guard<std::mutex> guard(mutex);
      failure = std::current_exception();
      changed.notify_all();
    }
  }

  const ShardReader& reader;
  LoaderSettings settings;
  BatchPlanner planner;
  Place handed_out;  // where the next batch for the caller lies
  double seconds_waited = 0;
  mutable std::optional<std::pair<uint64_t, uint64_t>> counted;  // (epoch, its batches)

  std::mutex mutex;
  std::condition_variable changed;
  std::deque<std::pair<Batch, Place>> ready;  // each with the place after it
  std::exception_ptr failure;
  bool stop = false;
  std::thread worker;
};

Loader::Loader(const ShardReader& reader, LoaderSettings settings) : state_(std::make_unique<State>(reader, settings)) {
  TORCH_CHECK(settings.count >= 1 && settings.first >= 0 && settings.first + settings.count <= settings.group, "a share must lie within its group");
  state_->start(Cursor(state_->planner, {}));
}

Loader::~Loader() {
  state_->halt();
}

Batch Loader::next() {
  State& state = *state_;
  const auto start = std::chrono::steady_clock::now();
  std::unique_lock<std::mutex> lock(state.mutex);
  state.changed.wait(lock, [&] { return !state.ready.empty() || state.failure != nullptr; });
  state.seconds_waited += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (state.ready.empty()) std::rethrow_exception(state.failure);
  auto [batch, after] = std::move(state.ready.front());
  state.ready.pop_front();
  state.handed_out = after;
  state.changed.notify_all();
  return std::move(batch);
}

LoaderState Loader::state() const {
  const LoaderSettings& settings = state_->settings;
  const Place& place = state_->handed_out;
  return {place.epoch,
          place.block,
          place.batch,
          state_->reader.index_sha256(),
          settings.seed,
          settings.pack_capacity,
          settings.tokens_per_batch,
          settings.block_samples,
          settings.shuffle};
}

void Loader::restore(const LoaderState& saved) {
  const LoaderState here = state();
  const auto same = [](const auto& theirs, const auto& ours, const char* field, const char* hint) {
    if (theirs == ours) return;
    const auto text = [](const auto& value) {
      if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::string>) {
        return value;
      } else {
        return std::to_string(value);
      }
    };
    throw Error("can't go on from there: " + std::string(field) + " was " + text(theirs) + ", is " + text(ours), field, hint);
  };
  same(saved.index_sha256, here.index_sha256, "index_sha256",
       "the shards hold other data than the run started with; prepare the same data, or start a new run");
  same(saved.seed, here.seed, "seed", "set train.seed to what the run started with, or start a new run");
  same(saved.pack_capacity, here.pack_capacity, "pack_capacity", "set data.sequence_length to what the run started with, or start a new run");
  same(saved.tokens_per_batch, here.tokens_per_batch, "tokens_per_batch", "set train.tokens_per_batch to what the run started with, or start a new run");
  same(saved.block_samples, here.block_samples, "block_samples", "start a new run");
  same(saved.shuffle, here.shuffle, "shuffle", "start a new run");

  const Place place = {saved.epoch, saved.block, saved.next_batch};
  Cursor cursor(state_->planner, place);
  state_->halt();
  state_->handed_out = place;
  state_->start(std::move(cursor));
}

uint64_t Loader::batches_per_epoch() const {
  const uint64_t epoch = state_->handed_out.epoch;
  if (!state_->counted || state_->counted->first != epoch) state_->counted = {epoch, state_->planner.batches_in_epoch(epoch)};
  return state_->counted->second;
}

double Loader::seconds_waited() const {
  return state_->seconds_waited;
}

}  // namespace galen
