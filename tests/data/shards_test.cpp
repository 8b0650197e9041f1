#include "data/shards.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

#include "core/error.h"
#include "core/file.h"
#include "core/random.h"
#include "data/shard_index.h"
#include "tests/data/sample_shards.h"
#include "tests/support.h"

namespace galen {
namespace {

namespace fs = std::filesystem;
using testing::SampleShards;
using testing::TemporaryDirectory;
using testing::tokens_of;

void expect_same(const ShardReader& reader, const SampleShards& made) {
  ASSERT_EQ(reader.num_samples(), made.samples);
  uint64_t tokens = 0;
  for (uint64_t i = 0; i < made.samples; ++i) {
    const TokenizedSample expected = made.sample(i);
    const SampleView view = reader.sample(i);
    EXPECT_EQ(view.id, expected.id);
    EXPECT_EQ(tokens_of(view), expected.tokens);
    EXPECT_TRUE(std::equal(view.loss_mask.begin(), view.loss_mask.end(), expected.loss_mask.begin(), expected.loss_mask.end()));
    EXPECT_EQ(view.source, made.source_of(i));
    EXPECT_EQ(reader.sample_length(i), expected.tokens.size());
    tokens += expected.tokens.size();
  }
  EXPECT_EQ(reader.num_tokens(), tokens);
}

TEST(Shards, GiveBackWhatWasWritten) {
  for (const int32_t vocab_size : {1000, 65536, 65537, 151'936}) {
    TemporaryDirectory folder;
    SampleShards made;
    made.vocab_size = vocab_size;
    made.sources = {{"a", 1.0}, {"b", 2.5}};
    const Json index = made.write(folder / "shards");
    const ShardReader reader(folder / "shards");
    EXPECT_GT(index["shards"].size(), 3u);
    EXPECT_EQ(reader.sample(0).token_bytes, vocab_size <= 65536 ? 2 : 4);
    EXPECT_EQ(reader.info().vocab_size, vocab_size);
    EXPECT_EQ(reader.info().sources[1].name, "b");
    EXPECT_EQ(reader.info().sources[1].weight, 2.5);
    EXPECT_EQ(reader.index_sha256(), index["sha256"].get<std::string>());
    expect_same(reader, made);
    EXPECT_NO_THROW(reader.verify_all());
    EXPECT_THROW(reader.sample(made.samples), Error);
  }
}

TEST(Shards, SpanSeveralChunks) {
  TemporaryDirectory folder;
  SampleShards made;
  made.samples = 300;
  made.sequence_length = 20000;
  made.shard_bytes = int64_t{64} << 20;
  made.write(folder / "shards");
  const ShardReader reader(folder / "shards");
  EXPECT_GT(reader.num_tokens() * 2, 3 * kChunkBytes);
  expect_same(reader, made);
}

TEST(Shards, AreTheSameBytesEveryTime) {
  TemporaryDirectory folder;
  SampleShards made;
  made.write(folder / "one");
  std::this_thread::sleep_for(std::chrono::milliseconds(1100));  // HDF5's times count seconds
  made.write(folder / "two");
  size_t files = 0;
  for (const auto& entry : fs::directory_iterator(folder / "one")) {
    EXPECT_EQ(read_file(entry.path()), read_file(folder / "two" / entry.path().filename())) << entry.path();
    ++files;
  }
  EXPECT_GT(files, 3u);
}

TEST(Shards, AppearWholeOrNotAtAll) {
  TemporaryDirectory folder;
  SampleShards made;
  {
    ShardInfo info;
    info.vocab_size = 10;
    info.sequence_length = 8;
    info.sources = {{"a", 1.0}};
    ShardWriter writer(folder / "shards", info, 64);
    for (int i = 0; i < 20; ++i) writer.add({"x", {1, 2, 3}, {0, 1, 1}}, 0);
  }
  EXPECT_TRUE(fs::is_empty(folder.path()));
  made.write(folder / "shards");
  made.samples = 10;
  made.write(folder / "shards");  // replaced whole
  EXPECT_EQ(ShardReader(folder / "shards").num_samples(), 10u);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()), 1);
}

TEST(Shards, RefuseSamplesThatMakeNoSense) {
  TemporaryDirectory folder;
  ShardInfo info;
  info.vocab_size = 10;
  info.sequence_length = 4;
  info.sources = {{"a", 1.0}};
  ShardWriter writer(folder / "shards", info, 1 << 20);
  EXPECT_THROW(writer.finish(), Error);
  EXPECT_THROW(writer.add({"x", {}, {}}, 0), Error);
  EXPECT_THROW(writer.add({"x", {1, 2}, {1}}, 0), Error);
  EXPECT_THROW(writer.add({"x", {1, 10}, {1, 1}}, 0), Error);
  EXPECT_THROW(writer.add({"x", {1, -1}, {1, 1}}, 0), Error);
  EXPECT_THROW(writer.add({"x", {1, 2}, {1, 2}}, 0), Error);
  EXPECT_THROW(writer.add({"x", {1, 2, 3, 4, 5}, {1, 1, 1, 1, 1}}, 0), Error);
  EXPECT_THROW(writer.add({"x", {1, 2}, {1, 1}}, 1), Error);
  info.sources[0].weight = 0;
  EXPECT_THROW(ShardWriter(folder / "other", info, 1 << 20), Error);
  EXPECT_THROW(ShardReader(folder / "absent"), Error);
}

TEST(Shards, ReportAPlaceThatCantBeWrittenTo) {
  TemporaryDirectory folder;
  testing::write_text(folder / "file", "");
  EXPECT_THROW(SampleShards().write(folder / "file" / "shards"), Error);
}

// Reads everything that training would; true when a damage was reported.
bool reading_throws(const fs::path& directory, const SampleShards& made) {
  try {
    const ShardReader reader(directory);
    for (uint64_t i = 0; i < reader.num_samples(); ++i) {
      const SampleView view = reader.sample(i);
      const TokenizedSample expected = made.sample(i);
      const bool same = tokens_of(view) == expected.tokens && view.id == expected.id && view.source == made.source_of(i) &&
                        std::equal(view.loss_mask.begin(), view.loss_mask.end(), expected.loss_mask.begin(), expected.loss_mask.end());
      if (!same) ADD_FAILURE() << "a damaged sample was handed out";
    }
  } catch (const Error& error) {
    EXPECT_FALSE(error.where().empty());
    return true;
  }
  return false;
}

bool verifying_throws(const fs::path& directory) {
  try {
    ShardReader(directory).verify_all();
  } catch (const Error&) {
    return true;
  }
  return false;
}

TEST(Shards, FindEveryFlippedBitAndTruncation) {
  TemporaryDirectory folder;
  SampleShards made;
  made.samples = 60;
  made.sources = {{"a", 1.0}, {"b", 2.0}};
  made.write(folder / "shards");
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder / "shards")) files.push_back(entry.path());
  std::sort(files.begin(), files.end());

  int found_before_use = 0;
  constexpr uint64_t kMutations = 600;
  for (uint64_t n = 0; n < kMutations; ++n) {
    const fs::path& file = files[random_bits(5, 0, n) % files.size()];
    const std::string good = read_file(file);
    std::string bad = good;
    if (n % 4 == 3) {
      bad.resize(random_bits(5, 1, n) % good.size());
    } else {
      bad[random_bits(5, 1, n) % bad.size()] ^= static_cast<char>(1 << (random_bits(5, 2, n) % 8));
    }
    testing::write_text(file, bad);
    found_before_use += reading_throws(folder / "shards", made);
    EXPECT_TRUE(verifying_throws(folder / "shards")) << file << " mutation " << n;
    testing::write_text(file, good);
  }
  // The others hit bytes that training never reads (HDF5's own metadata); each of them was found by verify_all.
  EXPECT_GT(found_before_use, static_cast<int>(kMutations / 2));
  EXPECT_FALSE(verifying_throws(folder / "shards"));
}

TEST(Shards, FindAMissingFile) {
  TemporaryDirectory folder;
  SampleShards().write(folder / "shards");
  fs::remove(folder / "shards" / "shard-00001.h5");
  EXPECT_THROW(ShardReader(folder / "shards"), Error);
}

TEST(Shards, NameTheChunkThatIsDamaged) {
  TemporaryDirectory folder;
  SampleShards made;
  made.write(folder / "shards");
  const Json index = read_json(folder / "shards" / "index.json");
  const uint64_t offset = index["shards"][1]["datasets"]["tokens/values"]["offset"].get<uint64_t>();
  std::string bytes = read_file(folder / "shards" / "shard-00001.h5");
  bytes[offset + 3] ^= 1;
  testing::write_text(folder / "shards" / "shard-00001.h5", bytes);
  const ShardReader reader(folder / "shards");
  EXPECT_NO_THROW(reader.sample(0));
  try {
    reader.sample(index["shards"][0]["samples"].get<uint64_t>());
    FAIL() << "no Error";
  } catch (const Error& error) {
    EXPECT_NE(error.where().find("shard-00001.h5 tokens/values"), std::string::npos) << error.where();
    EXPECT_NE(error.what_happened().find("chunk 0"), std::string::npos);
  }
}

TEST(Shards, AreReadByManyThreadsAtOnce) {
  TemporaryDirectory folder;
  SampleShards made;
  made.write(folder / "shards");
  const ShardReader reader(folder / "shards");
  std::vector<std::thread> threads;
  std::atomic<int> different = 0;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (uint64_t i = 0; i < made.samples; ++i) {
        const uint64_t sample = (i * 7 + static_cast<uint64_t>(t)) % made.samples;
        different += tokens_of(reader.sample(sample)) != made.sample(sample).tokens;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(different, 0);
}

}  // namespace
}  // namespace galen
