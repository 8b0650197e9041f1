#include <algorithm>
#include <atomic>
#include <cstring>
#include <utility>

#include "core/error.h"
#include "core/file.h"
#include "core/hash.h"
#include "data/shard_index.h"
#include "data/shards.h"

namespace galen {

namespace {

constexpr uint64_t kLargestIndex = uint64_t{256} << 20;  // about 5 bytes a chunk hash: tens of TiB of shards

// A dataset inside the mapped file. Chunks are compared with their hash when first touched; threads that meet at a chunk both compare it,
// which is harmless.
class CheckedBytes {
 public:
  void open(std::span<const std::byte> file, const DatasetPlace& place, std::string name) {
    bytes_ = file.subspan(place.offset, place.bytes);
    hashes_ = place.xxh3;
    name_ = std::move(name);
    good_ = std::make_unique<std::atomic<bool>[]>(hashes_.size());
  }

  std::span<const std::byte> range(uint64_t begin, uint64_t end) const {
    if (begin > end || end > bytes_.size()) throw damaged("a sample lies outside it");
    for (uint64_t chunk = begin / kChunkBytes; chunk * kChunkBytes < end; ++chunk) {
      if (!good_[chunk].load(std::memory_order_acquire)) check(chunk);
    }
    return bytes_.subspan(begin, end - begin);
  }

  template <typename T>
  T value(uint64_t index) const {
    T read;
    std::memcpy(&read, range(index * sizeof(T), (index + 1) * sizeof(T)).data(), sizeof(T));
    return read;
  }

  void check_all() const {
    for (uint64_t chunk = 0; chunk < hashes_.size(); ++chunk) check(chunk);
  }
  Error damaged(const std::string& what) const { return Error("the shard is damaged: " + what, name_, "run `galen prepare` again"); }

 private:
  void check(uint64_t chunk) const {
    const uint64_t begin = chunk * kChunkBytes;
    const uint64_t size = std::min<uint64_t>(kChunkBytes, bytes_.size() - begin);
    if (xxh3(bytes_.data() + begin, size) != hashes_[chunk]) throw damaged("chunk " + std::to_string(chunk) + " differs from its hash");
    good_[chunk].store(true, std::memory_order_release);
  }

  std::span<const std::byte> bytes_;
  std::vector<uint64_t> hashes_;
  std::string name_;
  std::unique_ptr<std::atomic<bool>[]> good_;
};

struct OpenShard {
  OpenShard(const std::filesystem::path& path, const ShardEntry& entry_) : file(path), entry(entry_) {
    if (file.bytes().size() != entry.bytes) {
      throw Error("the file has " + std::to_string(file.bytes().size()) + " bytes, the index says " + std::to_string(entry.bytes), path.string(),
                  "run `galen prepare` again");
    }
    for (size_t d = 0; d < kNumDatasets; ++d) datasets[d].open(file.bytes(), entry.datasets[d], path.string() + " " + kDatasetNames[d]);
  }

  // The place of a sample in a column of variable-length entries.
  std::pair<uint64_t, uint64_t> extent(Dataset offsets, uint64_t local, uint64_t limit) const {
    const uint64_t begin = datasets[offsets].value<uint64_t>(local);
    const uint64_t end = datasets[offsets].value<uint64_t>(local + 1);
    if (begin > end || end > limit) throw datasets[offsets].damaged("the offsets of sample " + std::to_string(local) + " are out of order");
    return {begin, end};
  }

  // The images or sounds of a sample, appended to `media`.
  void add_media(uint64_t local, const MediaSpec& spec, uint64_t length, std::vector<MediumView>& media, bool images) const {
    const Dataset values = images ? kImageValues : kAudioValues;
    const CheckedBytes& samples = datasets[images ? kImageSample : kAudioSample];
    const uint64_t count = entry.datasets[images ? kImageSample : kAudioSample].bytes / 8;
    const uint64_t width = images ? 1 : 2;
    uint64_t low = 0, high = count;  // the first that isn't of an earlier sample
    while (low < high) {
      const uint64_t middle = (low + high) / 2;
      if (samples.value<uint64_t>(middle) < local) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    for (; low < count && samples.value<uint64_t>(low) == local; ++low) {
      const auto [begin, end] = extent(images ? kImageOffsets : kAudioOffsets, low, entry.datasets[values].bytes / width);
      MediumView view;
      view.is_image = images;
      view.position = datasets[images ? kImagePosition : kAudioPosition].value<uint32_t>(low);
      auto tokens = static_cast<uint64_t>(tokens_of_sound(static_cast<int64_t>(end - begin), spec));
      if (images) {
        view.height = datasets[kImageShape].value<int32_t>(2 * low);
        view.width = datasets[kImageShape].value<int32_t>(2 * low + 1);
        const int64_t side = spec.patch_size * spec.merge_size;
        const bool whole = view.height > 0 && view.width > 0 && view.height % side == 0 && view.width % side == 0;
        if (!whole || static_cast<uint64_t>(view.height * view.width * 3) != end - begin)
          throw datasets[kImageShape].damaged("an image's shape is not its size");
        tokens = static_cast<uint64_t>((view.height / side) * (view.width / side));
      }
      if (begin == end || view.position > length || tokens > length - view.position)
        throw datasets[values].damaged("an image or sound lies outside its sample");
      view.values = datasets[values].range(begin * width, end * width);
      media.push_back(view);
    }
  }

  MappedFile file;
  const ShardEntry& entry;
  std::array<CheckedBytes, kNumDatasets> datasets;
};

}  // namespace

struct ShardReader::State {
  std::filesystem::path directory;
  ShardIndex index;
  std::vector<std::unique_ptr<OpenShard>> shards;
  std::vector<uint64_t> first_sample;  // [shards]

  std::pair<const OpenShard&, uint64_t> locate(uint64_t sample) const {
    if (sample >= index.samples) throw Error("no sample " + std::to_string(sample) + " among " + std::to_string(index.samples), directory.string());
    const size_t shard = static_cast<size_t>(std::upper_bound(first_sample.begin(), first_sample.end(), sample) - first_sample.begin()) - 1;
    return {*shards[shard], sample - first_sample[shard]};
  }
};

ShardReader::ShardReader(std::filesystem::path directory) : state_(std::make_unique<State>()) {
  State& state = *state_;
  state.directory = std::move(directory);
  const std::filesystem::path file = state.directory / "index.json";
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) throw Error("no prepared data here (no index.json)", state.directory.string(), "run `galen prepare` first");
  state.index = parse_shard_index(read_file(file, kLargestIndex), file.string());
  uint64_t first = 0;
  for (const ShardEntry& entry : state.index.shards) {
    state.shards.push_back(std::make_unique<OpenShard>(state.directory / entry.file, entry));
    state.first_sample.push_back(first);
    first += entry.samples;
  }
}

ShardReader::~ShardReader() = default;

uint64_t ShardReader::num_samples() const {
  return state_->index.samples;
}
uint64_t ShardReader::num_tokens() const {
  return state_->index.tokens;
}
const ShardInfo& ShardReader::info() const {
  return state_->index.info;
}
const std::string& ShardReader::index_sha256() const {
  return state_->index.sha256;
}

uint32_t ShardReader::sample_length(uint64_t sample) const {
  const auto [shard, local] = state_->locate(sample);
  const auto [begin, end] = shard.extent(kTokenOffsets, local, shard.entry.tokens);
  if (begin == end || end - begin > static_cast<uint64_t>(state_->index.info.sequence_length)) {
    throw shard.datasets[kTokenOffsets].damaged("sample " + std::to_string(local) + " has " + std::to_string(end - begin) + " tokens");
  }
  return static_cast<uint32_t>(end - begin);
}

int ShardReader::sample_source(uint64_t sample) const {
  const auto [shard, local] = state_->locate(sample);
  const auto source = shard.datasets[kSampleSource].value<int32_t>(local);
  if (source < 0 || static_cast<size_t>(source) >= state_->index.info.sources.size()) {
    throw shard.datasets[kSampleSource].damaged("sample " + std::to_string(local) + " is of no known source");
  }
  return source;
}

SampleView ShardReader::sample(uint64_t sample) const {
  const auto [shard, local] = state_->locate(sample);
  const auto [begin, end] = shard.extent(kTokenOffsets, local, shard.entry.tokens);
  const auto [id_begin, id_end] = shard.extent(kSampleIdOffsets, local, shard.entry.datasets[kSampleIds].bytes);
  const auto width = static_cast<uint64_t>(state_->index.token_bytes);
  const std::span<const std::byte> mask = shard.datasets[kTokenLossMask].range(begin, end);
  const std::span<const std::byte> id = shard.datasets[kSampleIds].range(id_begin, id_end);
  SampleView view;
  view.tokens = shard.datasets[kTokenValues].range(begin * width, end * width);
  view.loss_mask = {reinterpret_cast<const uint8_t*>(mask.data()), mask.size()};
  if (const std::optional<MediaSpec>& spec = state_->index.info.media) {
    shard.add_media(local, *spec, mask.size(), view.media, true);
    shard.add_media(local, *spec, mask.size(), view.media, false);
    std::stable_sort(view.media.begin(), view.media.end(), [](const MediumView& a, const MediumView& b) { return a.position < b.position; });
  }
  view.token_bytes = state_->index.token_bytes;
  view.source = sample_source(sample);
  view.id = {reinterpret_cast<const char*>(id.data()), id.size()};
  return view;
}

void ShardReader::verify_all() const {
  for (const auto& shard : state_->shards) {
    Sha256 hash;
    hash.update(shard->file.bytes().data(), shard->file.bytes().size());
    if (hash.hex() != shard->entry.sha256)
      throw Error("the shard is damaged: its sha256 differs from the index", shard->file.path().string(), "run `galen prepare` again");
    for (const CheckedBytes& dataset : shard->datasets) dataset.check_all();
  }
  for (uint64_t sample = 0; sample < state_->index.samples; ++sample) {
    sample_length(sample);
    sample_source(sample);
    if (state_->index.info.media) this->sample(sample);
  }
}

}  // namespace galen
