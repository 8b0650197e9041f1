#include "data/shard_index.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <initializer_list>
#include <utility>

#include "core/error.h"
#include "core/hash.h"

namespace galen {

namespace {

constexpr uint64_t kMost = uint64_t{1} << 48;  // no count or size is larger; sums of a few can't overflow

std::string canonical(const Json& json) {
  return json.dump(1) + "\n";
}

// Reads members of one JSON object, each of them exactly once and no others.
class Members {
 public:
  Members(const Json& object, std::string path, const std::string& where) : object_(object), path_(std::move(path)), where_(where) {
    if (!object.is_object()) refuse("is not an object");
  }

  const Json& get(const char* name) {
    const auto found = object_.find(name);
    if (found == object_.end()) refuse(std::string("lacks \"") + name + "\"");
    ++taken_;
    return *found;
  }
  uint64_t number(const char* name, uint64_t least, uint64_t most) {
    const Json& value = get(name);
    if (!value.is_number_unsigned() || value.get<uint64_t>() < least || value.get<uint64_t>() > most) {
      refuse(std::string("\"") + name + "\" is not a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    }
    return value.get<uint64_t>();
  }
  std::string text(const char* name, size_t most) {
    const Json& value = get(name);
    if (!value.is_string() || value.get_ref<const std::string&>().size() > most) refuse(std::string("\"") + name + "\" is not a (short) string");
    return value.get<std::string>();
  }
  const Json& list(const char* name, size_t least, size_t most) {
    const Json& value = get(name);
    if (!value.is_array() || value.size() < least || value.size() > most) {
      refuse(std::string("\"") + name + "\" is not a list of " + std::to_string(least) + " to " + std::to_string(most));
    }
    return value;
  }
  void no_others() {
    if (object_.size() != taken_) refuse("has members that don't belong there");
  }
  [[noreturn]] void refuse(const std::string& what) const {
    throw Error("not a valid shard index: " + path_ + " " + what, where_, "run `galen prepare` again");
  }

 private:
  const Json& object_;
  std::string path_;
  const std::string& where_;
  size_t taken_ = 0;
};

bool is_hex(const std::string& text, size_t digits) {
  return text.size() == digits && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

std::string sha256_member(Members& members, const char* name) {
  const std::string text = members.text(name, 64);
  if (!is_hex(text, 64)) members.refuse(std::string("\"") + name + "\" is not a sha256");
  return text;
}

DatasetPlace parse_place(const Json& json, const std::string& path, const std::string& where, uint64_t expected_bytes, uint64_t file_bytes) {
  Members members(json, path, where);
  DatasetPlace place;
  place.bytes = members.number("bytes", 0, kMost);
  place.offset = members.number("offset", 0, kMost);
  if (place.bytes != expected_bytes) members.refuse("has " + std::to_string(place.bytes) + " bytes, " + std::to_string(expected_bytes) + " expected");
  if (place.offset + place.bytes > file_bytes) members.refuse("ends behind the end of the file");
  const size_t chunks = (place.bytes + kChunkBytes - 1) / kChunkBytes;
  for (const Json& hash : members.list("xxh3", chunks, chunks)) {
    if (!hash.is_string() || !is_hex(hash.get_ref<const std::string&>(), 16)) members.refuse("\"xxh3\" holds something other than hashes");
    place.xxh3.push_back(std::stoull(hash.get_ref<const std::string&>(), nullptr, 16));
  }
  members.no_others();
  return place;
}

ShardEntry parse_entry(const Json& json, size_t number, const ShardIndex& index, const std::string& where) {
  Members members(json, "shards[" + std::to_string(number) + "]", where);
  ShardEntry entry;
  entry.file = members.text("file", 64);
  if (entry.file != shard_file_name(number)) members.refuse("is not called " + shard_file_name(number));
  entry.bytes = members.number("bytes", 1, kMost);
  entry.sha256 = sha256_member(members, "sha256");
  entry.samples = members.number("samples", 1, kMost / 8 - 1);
  entry.tokens = members.number("tokens", entry.samples, kMost / 8);

  Members places(members.get("datasets"), "shards[" + std::to_string(number) + "].datasets", where);
  const auto bytes_of = [&](Dataset dataset) { return Members(places.get(kDatasetNames[dataset]), kDatasetNames[dataset], where).number("bytes", 0, kMost); };
  const uint64_t images = bytes_of(kImageSample) / 8;
  const uint64_t sounds = bytes_of(kAudioSample) / 8;
  if ((images > 0 || sounds > 0) && !index.info.media) places.refuse("has images or sounds, which the index says nothing about");
  std::array<uint64_t, kNumDatasets> expected{};
  expected[kImageValues] = bytes_of(kImageValues);
  expected[kImageOffsets] = (images + 1) * 8;
  expected[kImageShape] = images * 8;
  expected[kImageSample] = images * 8;
  expected[kImagePosition] = images * 4;
  expected[kAudioValues] = bytes_of(kAudioValues);
  expected[kAudioOffsets] = (sounds + 1) * 8;
  expected[kAudioSample] = sounds * 8;
  expected[kAudioPosition] = sounds * 4;
  expected[kTokenValues] = entry.tokens * static_cast<uint64_t>(index.token_bytes);
  expected[kTokenLossMask] = entry.tokens;
  expected[kTokenOffsets] = (entry.samples + 1) * 8;
  expected[kSampleIds] = bytes_of(kSampleIds);
  expected[kSampleIdOffsets] = (entry.samples + 1) * 8;
  expected[kSampleSource] = entry.samples * 4;
  expected[kSampleWeight] = entry.samples * 4;
  for (size_t d = 0; d < kNumDatasets; ++d) {
    entry.datasets[d] = parse_place(json.at("datasets").contains(kDatasetNames[d]) ? json["datasets"][kDatasetNames[d]] : Json(), kDatasetNames[d], where,
                                    expected[d], entry.bytes);
  }
  if (json.at("datasets").size() != kNumDatasets) places.refuse("has members that don't belong there");
  members.no_others();
  return entry;
}

}  // namespace

int token_bytes_for(int32_t vocab_size) {
  return vocab_size <= 65536 ? 2 : 4;
}

std::string shard_file_name(size_t shard) {
  char name[32];
  std::snprintf(name, sizeof name, "shard-%05zu.h5", shard);
  return name;
}

std::vector<uint64_t> chunk_hashes(const void* data, uint64_t bytes) {
  std::vector<uint64_t> hashes;
  const auto* start = static_cast<const std::byte*>(data);
  for (uint64_t at = 0; at < bytes; at += kChunkBytes) hashes.push_back(xxh3(start + at, std::min(kChunkBytes, bytes - at)));
  return hashes;
}

Json to_json(const ShardIndex& index) {
  Json json = {{"format", "galen-shards"},
               {"version", 2u},
               {"tokenizer_sha256", index.info.tokenizer_sha256},
               {"recipe_sha256", index.info.recipe_sha256},
               {"vocab_size", static_cast<uint64_t>(index.info.vocab_size)},
               {"sequence_length", static_cast<uint64_t>(index.info.sequence_length)},
               {"token_bytes", static_cast<uint64_t>(index.token_bytes)},
               {"chunk_bytes", kChunkBytes},
               {"samples", index.samples},
               {"tokens", index.tokens},
               {"loss_tokens", index.loss_tokens}};
  json["sources"] = Json::array();
  for (const ShardSource& source : index.info.sources) json["sources"].push_back({{"name", source.name}, {"weight", source.weight}});
  json["media"] = index.info.media ? to_json(*index.info.media) : Json();
  json["shards"] = Json::array();
  for (const ShardEntry& entry : index.shards) {
    Json places = Json::object();
    for (size_t d = 0; d < kNumDatasets; ++d) {
      Json hashes = Json::array();
      for (const uint64_t hash : entry.datasets[d].xxh3) hashes.push_back(hex64(hash));
      places[kDatasetNames[d]] = {{"offset", entry.datasets[d].offset}, {"bytes", entry.datasets[d].bytes}, {"xxh3", std::move(hashes)}};
    }
    json["shards"].push_back({{"file", entry.file},
                              {"bytes", entry.bytes},
                              {"sha256", entry.sha256},
                              {"samples", entry.samples},
                              {"tokens", entry.tokens},
                              {"datasets", std::move(places)}});
  }
  return json;
}

std::string seal_index(Json index) {
  index.erase("sha256");
  const std::string sha256 = sha256_hex(canonical(index));
  index["sha256"] = sha256;
  return canonical(index);
}

ShardIndex parse_shard_index(std::string_view text, const std::string& where) {
  const Json json = parse_json(text, where);
  Members members(json, "the file", where);
  ShardIndex index;
  index.sha256 = sha256_member(members, "sha256");
  // Byte for byte what was written: a changed byte anywhere, even one that means nothing, shows here.
  std::string sealed;
  try {
    sealed = seal_index(json);
  } catch (const Json::exception&) {
    members.refuse("holds text that is not UTF-8");
  }
  if (sealed != text) members.refuse("was changed after it was written (its sha256 differs)");

  if (members.text("format", 64) != "galen-shards") members.refuse("is of another format");
  if (members.number("version", 0, kMost) != 2) members.refuse("is of another version than 2");
  index.info.tokenizer_sha256 = members.text("tokenizer_sha256", 64);
  index.info.recipe_sha256 = members.text("recipe_sha256", 64);
  index.info.vocab_size = static_cast<int32_t>(members.number("vocab_size", 1, INT32_MAX));
  index.info.sequence_length = static_cast<int64_t>(members.number("sequence_length", 1, INT32_MAX));
  index.token_bytes = static_cast<int>(members.number("token_bytes", 2, 4));
  if (index.token_bytes != token_bytes_for(index.info.vocab_size)) members.refuse("\"token_bytes\" doesn't fit the vocabulary");
  if (members.number("chunk_bytes", 1, kMost) != kChunkBytes) members.refuse("\"chunk_bytes\" is not " + std::to_string(kChunkBytes));
  index.samples = members.number("samples", 1, kMost);
  index.tokens = members.number("tokens", 1, kMost);
  index.loss_tokens = members.number("loss_tokens", 0, index.tokens);

  for (const Json& entry : members.list("sources", 1, 65536)) {
    Members source(entry, "a source", where);
    const std::string name = source.text("name", 4096);
    const Json& weight = source.get("weight");
    if (!weight.is_number() || !std::isfinite(weight.get<double>()) || weight.get<double>() <= 0) source.refuse("\"weight\" is not a positive number");
    source.no_others();
    index.info.sources.push_back({name, weight.get<double>()});
  }
  const Json& media = members.get("media");
  if (!media.is_null()) index.info.media = media_spec_from_json(media, where);
  uint64_t samples = 0;
  uint64_t tokens = 0;
  const Json& shards = members.list("shards", 1, 100000);
  for (size_t i = 0; i < shards.size(); ++i) {
    index.shards.push_back(parse_entry(shards[i], i, index, where));
    samples += index.shards.back().samples;
    tokens += index.shards.back().tokens;
  }
  if (samples != index.samples || tokens != index.tokens) members.refuse("counts other samples or tokens than its shards hold");
  members.no_others();
  return index;
}

}  // namespace galen
