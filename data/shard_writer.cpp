#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

#include "core/error.h"
#include "core/file.h"
#include "core/text.h"
#include "data/shard_file.h"
#include "data/shard_index.h"
#include "data/shards.h"

namespace galen {

struct ShardWriter::State {
  State(std::filesystem::path directory, ShardInfo info, int64_t shard_bytes_) : staged(std::move(directory), /*replace=*/true), shard_bytes(shard_bytes_) {
    index.info = std::move(info);
    index.token_bytes = token_bytes_for(index.info.vocab_size);
  }

  void write_shard();

  StagedDirectory staged;
  int64_t shard_bytes;
  ShardIndex index;
  ShardColumns columns;
};

namespace {

uint64_t stored_bytes(const StoredMedium& medium) {
  const auto* image = std::get_if<StoredImage>(&medium);
  return 36 + (image != nullptr ? image->rgb.size() : std::get<StoredSound>(medium).samples.size() * 2);
}

template <typename Value>
void add_medium(MediaColumns<Value>& columns, const std::vector<Value>& values, uint64_t sample, uint32_t position) {
  columns.values.insert(columns.values.end(), values.begin(), values.end());
  columns.offsets.push_back(columns.values.size());
  columns.sample.push_back(sample);
  columns.position.push_back(position);
}

}  // namespace

ShardWriter::ShardWriter(std::filesystem::path directory, ShardInfo info, int64_t shard_bytes) {
  const std::string where = directory.string();
  if (shard_bytes < 1) throw Error("shards of " + std::to_string(shard_bytes) + " bytes", where, "set data.shard_mib to 1 or more");
  if (info.sources.empty()) throw Error("shards without a source", where);
  if (info.vocab_size < 1 || info.sequence_length < 1) throw Error("shards need a vocabulary and a sequence length", where);
  for (const ShardSource& source : info.sources) {
    if (!std::isfinite(source.weight) || source.weight <= 0) throw Error("the weight of " + source.name + " is not a positive number", where);
    if (find_invalid_utf8(source.name)) throw Error("a source's name is not valid UTF-8", where);
  }
  state_ = std::make_unique<State>(std::move(directory), std::move(info), shard_bytes);
}

ShardWriter::~ShardWriter() = default;

void ShardWriter::add(const TokenizedSample& sample, int source) {
  ShardIndex& index = state_->index;
  const std::string where = sample.id;
  if (sample.tokens.empty()) throw Error("a sample without tokens", where);
  if (sample.tokens.size() != sample.loss_mask.size()) throw Error("a loss mask of another length than its tokens", where);
  if (static_cast<int64_t>(sample.tokens.size()) > index.info.sequence_length) {
    throw Error(
        "a sample of " + std::to_string(sample.tokens.size()) + " tokens, more than the " + std::to_string(index.info.sequence_length) + " of a sequence",
        where);
  }
  if (source < 0 || static_cast<size_t>(source) >= index.info.sources.size()) throw Error("no source number " + std::to_string(source), where);
  if (sample.id.size() > 4096) throw Error("an id of more than 4096 bytes", where.substr(0, 64));
  for (const int32_t token : sample.tokens) {
    if (token < 0 || token >= index.info.vocab_size) throw Error("token " + std::to_string(token) + " is outside the vocabulary", where);
  }
  for (const uint8_t flag : sample.loss_mask) {
    if (flag > 1) throw Error("a loss mask with something other than 0 and 1", where);
  }

  if (!sample.media.empty() && !index.info.media) throw Error("a sample with images or sounds among samples without", where);
  ShardColumns& columns = state_->columns;
  uint64_t sample_bytes = sample.tokens.size() * static_cast<size_t>(index.token_bytes + 1) + sample.id.size() + 24;
  for (const PlacedMedium& placed : sample.media) sample_bytes += stored_bytes(placed.medium);
  if (columns.samples() > 0 && columns.bytes() + sample_bytes > static_cast<uint64_t>(state_->shard_bytes)) state_->write_shard();

  for (const int32_t token : sample.tokens) {
    std::byte bytes[4];
    std::memcpy(bytes, &token, 4);  // little-endian: the low bytes come first
    columns.token_values.insert(columns.token_values.end(), bytes, bytes + index.token_bytes);
  }
  columns.loss_mask.insert(columns.loss_mask.end(), sample.loss_mask.begin(), sample.loss_mask.end());
  columns.token_offsets.push_back(columns.loss_mask.size());
  columns.ids.insert(columns.ids.end(), sample.id.begin(), sample.id.end());
  columns.id_offsets.push_back(columns.ids.size());
  for (const PlacedMedium& placed : sample.media) {
    if (const auto* image = std::get_if<StoredImage>(&placed.medium)) {
      add_medium(columns.images, image->rgb, columns.samples(), placed.position);
      columns.image_shape.insert(columns.image_shape.end(), {static_cast<int32_t>(image->height), static_cast<int32_t>(image->width)});
    } else {
      add_medium(columns.audio, std::get<StoredSound>(placed.medium).samples, columns.samples(), placed.position);
    }
  }
  columns.source.push_back(source);
  columns.weight.push_back(static_cast<float>(index.info.sources[static_cast<size_t>(source)].weight));
  index.samples += 1;
  index.tokens += sample.tokens.size();
  index.loss_tokens += static_cast<uint64_t>(std::count(sample.loss_mask.begin(), sample.loss_mask.end(), uint8_t{1}));
}

void ShardWriter::State::write_shard() {
  // The file alone should say what it is to whoever opens it with h5py.
  Json description = {{"format", "galen-shard"},
                      {"version", 2u},
                      {"shard", index.shards.size()},
                      {"tokenizer_sha256", index.info.tokenizer_sha256},
                      {"recipe_sha256", index.info.recipe_sha256},
                      {"vocab_size", index.info.vocab_size},
                      {"sequence_length", index.info.sequence_length},
                      {"sources", Json::array()}};
  for (const ShardSource& source : index.info.sources) description["sources"].push_back({{"name", source.name}, {"weight", source.weight}});
  description["media"] = index.info.media ? to_json(*index.info.media) : Json();
  const std::string name = shard_file_name(index.shards.size());
  index.shards.push_back(write_shard_file(staged.path() / name, columns, index.token_bytes, description.dump()));
  columns = ShardColumns();
}

Json ShardWriter::finish() {
  State& state = *state_;
  if (state.index.samples == 0) throw Error("no samples to write", state.staged.path().string());
  if (state.columns.samples() > 0) state.write_shard();
  const std::string text = seal_index(to_json(state.index));
  write_file_durably(state.staged.path() / "index.json", text);
  ShardReader(state.staged.path()).verify_all();
  state.staged.commit();
  return parse_json(text, "index.json");
}

}  // namespace galen
