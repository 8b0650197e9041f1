// Hostile index.json files. Half of them are sealed again after the change, so that the checks behind the seal are reached too.
#include <gtest/gtest.h>

#include <chrono>
#include <cstdio>

#include "core/error.h"
#include "core/file.h"
#include "core/random.h"
#include "data/shard_index.h"
#include "tests/data/sample_shards.h"
#include "tests/support.h"

namespace galen {
namespace {

constexpr double kIndexSeconds = 5.0;
constexpr uint64_t kIndexInputs = 20'000;

const std::vector<Json> kValues = {Json(),
                                   Json(0),
                                   Json(1u),
                                   Json(-1),
                                   Json(1.5),
                                   Json(true),
                                   Json("x"),
                                   Json("../../etc/passwd"),
                                   Json("shard-00001.h5"),
                                   Json::array(),
                                   Json::object(),
                                   Json(UINT64_MAX),
                                   Json(uint64_t{1} << 47),
                                   Json(uint64_t{1} << 63),
                                   Json(std::string(64, 'f')),
                                   Json(std::string(16, '0')),
                                   Json(7u),
                                   Json(65536u)};

std::vector<Json::json_pointer> places_in(const Json& json) {
  std::vector<Json::json_pointer> places;
  const Json flat = json.flatten();
  for (const auto& [path, value] : flat.items()) {
    for (Json::json_pointer place(path); !place.empty(); place = place.parent_pointer()) places.push_back(place);
  }
  return places;
}

Json mutate(Json json, const std::vector<Json::json_pointer>& places, uint64_t seed) {
  for (uint64_t c = 0; c <= random_bits(seed, 0, 0) % 3; ++c) {
    const Json::json_pointer place = places[random_bits(seed, c, 1) % places.size()];
    if (!json.contains(place)) continue;
    Json& value = json[place];
    switch (random_bits(seed, c, 2) % 4) {
      case 0:
        value = kValues[random_bits(seed, c, 3) % kValues.size()];
        break;
      case 1:
        if (value.is_number_unsigned()) value = value.get<uint64_t>() + random_bits(seed, c, 3) % 5 - 2;
        break;
      case 2:
        if (value.is_object()) value["extra"] = 1;
        if (value.is_array()) value.push_back(value.empty() ? Json(1) : value[0]);
        break;
      default: {
        if (place.empty()) break;
        Json& parent = json[place.parent_pointer()];
        if (parent.is_object()) parent.erase(place.back());
        if (parent.is_array() && !parent.empty()) parent.erase(parent.size() - 1);
      }
    }
  }
  return json;
}

// Reads what the index promises, with every access that training makes. Nothing may be read outside the files.
void read_everything(const std::filesystem::path& directory) {
  const ShardReader reader(directory);
  size_t touched = 0;
  for (uint64_t i = 0; i < std::min<uint64_t>(reader.num_samples(), 1000); ++i) {
    reader.sample_length(i);
    const SampleView view = reader.sample(i);
    for (const std::byte byte : view.tokens) touched += static_cast<size_t>(byte);
    for (const uint8_t flag : view.loss_mask) touched += flag;
    touched += view.id.size();
  }
  ASSERT_GT(touched, 0u);
}

TEST(FuzzShardIndex, IsReadSafelyOrRefused) {
  testing::TemporaryDirectory folder;
  testing::SampleShards made;
  made.samples = 40;
  made.shard_bytes = 2000;
  made.sources = {{"a", 1.0}, {"b", 2.0}};
  made.write(folder / "shards");
  const auto file = folder / "shards" / "index.json";
  const std::string good = read_file(file);
  Json body = parse_json(good, "index.json");
  body.erase("sha256");
  const std::vector<Json::json_pointer> places = places_in(body);

  const auto start = std::chrono::steady_clock::now();
  uint64_t tried = 0;
  uint64_t refused = 0;
  for (; tried < kIndexInputs; ++tried) {
    if (std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() > kIndexSeconds) break;
    std::string text;
    if (tried % 2 == 0) {
      const Json changed = mutate(body, places, tried);
      if (!changed.is_object()) continue;
      text = seal_index(changed);
    } else {
      text = good;
      for (uint64_t c = 0; c <= random_bits(tried, 0, 0) % 3; ++c) text[random_bits(tried, c, 1) % text.size()] = static_cast<char>(random_bits(tried, c, 2));
      if (tried % 8 == 1) text.resize(random_bits(tried, 9, 9) % text.size());
    }
    try {
      parse_shard_index(text, "index.json");
    } catch (const Error&) {
      ++refused;
      continue;
    }
    testing::write_text(file, text);
    try {
      read_everything(folder / "shards");
    } catch (const Error&) {
      ++refused;
    }
  }
  std::printf("[ figures  ] %llu inputs, %llu refused\n", static_cast<unsigned long long>(tried), static_cast<unsigned long long>(refused));
  EXPECT_GT(refused, tried / 2);
  EXPECT_LT(refused, tried);  // some changes (a source's name) are harmless once sealed
}

}  // namespace
}  // namespace galen
