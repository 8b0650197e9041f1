#include "data/order.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "core/error.h"
#include "core/random.h"

namespace galen {

namespace {
// Streams of random numbers, kept apart: the order of an epoch, and which samples of a source are seen once more in it.
constexpr uint64_t kOrderStream = 0x6F72646572ULL;
constexpr uint64_t kExtraStream = 0x6578747261ULL;

uint64_t stream_of(uint64_t kind, uint64_t epoch, uint64_t part) {
  return mix64(mix64(kind ^ mix64(epoch)) ^ part);
}
}  // namespace

Permutation::Permutation(uint64_t size, uint64_t seed, uint64_t stream) : size_(size) {
  const int bits = size > 1 ? static_cast<int>(std::bit_width(size - 1)) : 1;
  half_bits_ = (bits + 1) / 2;
  for (uint64_t round = 0; round < 6; ++round) keys_[round] = random_bits(seed, stream, round);
}

uint64_t Permutation::encrypt(uint64_t value) const {
  const uint64_t mask = (uint64_t{1} << half_bits_) - 1;
  uint64_t left = value >> half_bits_;
  uint64_t right = value & mask;
  for (const uint64_t key : keys_) {
    const uint64_t next = left ^ (mix64(right ^ key) & mask);
    left = right;
    right = next;
  }
  return (left << half_bits_) | right;
}

uint64_t Permutation::operator()(uint64_t position) const {
  // The network's domain is less than four times `size_`, so this takes fewer than four steps on average; it ends because a bijection's
  // cycle through `position` comes back to it.
  do {
    position = encrypt(position);
  } while (position >= size_);
  return position;
}

EpochOrder::EpochOrder(const ShardReader& reader, uint64_t seed, bool shuffle, const std::vector<double>& given)
    : seed_(seed), shuffle_(shuffle), size_(reader.num_samples()) {
  const std::vector<ShardSource>& sources = reader.info().sources;
  std::vector<double> weights = given;
  if (given.empty()) {
    for (const ShardSource& source : sources) weights.push_back(source.weight);
  }
  if (weights.size() != sources.size()) {
    throw Error(std::to_string(weights.size()) + " weights for shards of " + std::to_string(sources.size()) + " sources", "train.stages",
                "give one for each source of data.train, in their order");
  }
  if (!shuffle || std::all_of(weights.begin(), weights.end(), [&](double weight) { return weight == weights[0]; })) return;

  double least = 0;
  for (const double weight : weights) {
    if (weight > 0 && (least == 0 || weight < least)) least = weight;
  }
  sources_.resize(sources.size());
  for (uint64_t sample = 0; sample < reader.num_samples(); ++sample) sources_[static_cast<size_t>(reader.sample_source(sample))].samples.push_back(sample);
  size_ = 0;
  for (size_t s = 0; s < sources_.size(); ++s) {
    const double visits = static_cast<double>(sources_[s].samples.size()) * (weights[s] / least);
    if (visits > 0x1p40) throw Error("the weight of " + sources[s].name + " is too far from the others'", "data.train", "bring the weights closer together");
    sources_[s].first_visit = size_;
    sources_[s].visits = static_cast<uint64_t>(std::llround(visits));
    size_ += sources_[s].visits;
  }
  if (size_ == 0) throw Error("the sources that have a weight have no samples", "train.stages", "give another source more than 0");
}

uint64_t EpochOrder::sample_of_visit(uint64_t epoch, uint64_t visit) const {
  if (sources_.empty()) return visit;
  // The last source that starts at or before the visit; sources without samples have no visits and are passed over.
  size_t s = sources_.size() - 1;
  while (sources_[s].first_visit > visit || sources_[s].visits == 0) --s;
  const Source& source = sources_[s];
  const uint64_t count = source.samples.size();
  const uint64_t within = visit - source.first_visit;
  const uint64_t round = within / count;
  uint64_t local = within % count;
  const bool is_partial_round = (round + 1) * count > source.visits;
  if (is_partial_round) local = Permutation(count, seed_, stream_of(kExtraStream, epoch, s))(local);
  return source.samples[local];
}

uint64_t EpochOrder::sample_at(uint64_t epoch, uint64_t position) const {
  if (!shuffle_) return position;
  return sample_of_visit(epoch, Permutation(size_, seed_, stream_of(kOrderStream, epoch, 0))(position));
}

}  // namespace galen
