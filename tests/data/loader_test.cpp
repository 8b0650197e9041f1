#include "data/loader.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <map>

#include "core/error.h"
#include "core/file.h"
#include "tests/data/sample_shards.h"
#include "tests/support.h"

namespace galen {
namespace {

using testing::SampleShards;
using testing::TemporaryDirectory;

class LoaderTest : public ::testing::Test {
 protected:
  LoaderTest() {
    made_.write(folder_ / "shards");
    reader_ = std::make_unique<ShardReader>(folder_ / "shards");
    settings_.seed = 7;
    settings_.pack_capacity = 64;
    settings_.tokens_per_batch = 200;
    settings_.block_samples = 48;
  }

  TemporaryDirectory folder_;
  SampleShards made_;
  std::unique_ptr<ShardReader> reader_;
  LoaderSettings settings_;
};

bool same(const Batch& a, const Batch& b) {
  return at::equal(a.tokens, b.tokens) && at::equal(a.positions, b.positions) && at::equal(a.labels, b.labels) &&
         at::equal(a.document_offsets, b.document_offsets) && a.num_loss_tokens == b.num_loss_tokens && a.samples == b.samples;
}

TEST_F(LoaderTest, KeepsDocumentsApart) {
  Loader loader(*reader_, settings_);
  for (int n = 0; n < 30; ++n) {
    const Batch batch = loader.next();
    const int64_t size = batch.tokens.size(0);
    ASSERT_EQ(batch.document_offsets.size(0), static_cast<int64_t>(batch.samples.size()) + 1);
    EXPECT_LE(size, 3 * settings_.pack_capacity);  // floor(200 / 64) packs
    EXPECT_EQ(batch.document_offsets[0].item<int64_t>(), 0);
    EXPECT_EQ(batch.document_offsets[-1].item<int64_t>(), size);
    int64_t loss_tokens = 0;
    for (size_t d = 0; d < batch.samples.size(); ++d) {
      const TokenizedSample expected = made_.sample(batch.samples[d]);
      const int64_t begin = batch.document_offsets[static_cast<int64_t>(d)].item<int64_t>();
      const auto length = static_cast<int64_t>(expected.tokens.size());
      ASSERT_EQ(batch.document_offsets[static_cast<int64_t>(d) + 1].item<int64_t>() - begin, length);
      for (int64_t i = 0; i < length; ++i) {
        EXPECT_EQ(batch.tokens[begin + i].item<int64_t>(), expected.tokens[static_cast<size_t>(i)]);
        EXPECT_EQ(batch.positions[begin + i].item<int64_t>(), i);
        const auto next = static_cast<size_t>(i) + 1;
        const bool counts = i + 1 < length && expected.loss_mask[next] != 0;  // never the next document's first token
        EXPECT_EQ(batch.labels[begin + i].item<int64_t>(), counts ? expected.tokens[next] : -100);
        loss_tokens += counts;
      }
    }
    EXPECT_EQ(batch.num_loss_tokens, loss_tokens);
  }
}

TEST_F(LoaderTest, GivesEachSampleOnceAnEpoch) {
  Loader loader(*reader_, settings_);
  std::vector<std::vector<uint64_t>> orders;
  for (uint64_t epoch = 0; epoch < 3; ++epoch) {
    std::vector<int> seen(made_.samples, 0);
    orders.emplace_back();
    const uint64_t batches = loader.batches_per_epoch();
    for (uint64_t n = 0; n < batches; ++n) {
      EXPECT_EQ(loader.state().epoch, epoch);
      EXPECT_EQ(loader.state().block == 0 && loader.state().next_batch == 0, n == 0);
      for (const uint64_t sample : loader.next().samples) {
        ++seen[sample];
        orders.back().push_back(sample);
      }
    }
    EXPECT_EQ(loader.state().epoch, epoch + 1);
    EXPECT_EQ(loader.state().block + loader.state().next_batch, 0u);
    EXPECT_TRUE(std::all_of(seen.begin(), seen.end(), [](int count) { return count == 1; })) << "epoch " << epoch;
  }
  EXPECT_NE(orders[0], orders[1]);
  EXPECT_NE(orders[1], orders[2]);
}

TEST_F(LoaderTest, GoesOnFromEveryBatchOfThreeEpochs) {
  std::vector<Batch> unbroken;
  std::vector<LoaderState> states;
  {
    Loader loader(*reader_, settings_);
    while (loader.state().epoch < 3) {
      states.push_back(loader.state());
      unbroken.push_back(loader.next());
    }
  }
  ASSERT_GT(unbroken.size(), 60u);
  for (size_t stop = 0; stop < unbroken.size(); ++stop) {
    Loader loader(*reader_, settings_);
    if (stop % 2 == 1) loader.next();  // it doesn't matter where the new loader stands
    loader.restore(loader_state_from_json(parse_json(to_json(states[stop]).dump(), "state"), "state"));
    for (size_t n = stop; n < std::min(stop + 6, unbroken.size()); ++n) ASSERT_TRUE(same(loader.next(), unbroken[n])) << stop << " " << n;
  }
  // One that is stopped at every batch sees every sample as often as the unbroken one.
  std::map<uint64_t, int> seen;
  LoaderState state = states[0];
  for (size_t n = 0; n < unbroken.size(); ++n) {
    Loader loader(*reader_, settings_);
    loader.restore(state);
    for (const uint64_t sample : loader.next().samples) ++seen[sample];
    state = loader.state();
  }
  ASSERT_EQ(seen.size(), made_.samples);
  for (const auto& [sample, count] : seen) EXPECT_EQ(count, 3) << sample;
}

TEST_F(LoaderTest, DoesntDependOnThePrefetch) {
  settings_.prefetch = 1;
  Loader one(*reader_, settings_);
  settings_.prefetch = 64;
  Loader many(*reader_, settings_);
  for (int n = 0; n < 100; ++n) ASSERT_TRUE(same(one.next(), many.next()));
  EXPECT_GE(one.seconds_waited(), 0.0);
}

TEST_F(LoaderTest, KeepsItsStateSmall) {
  Loader loader(*reader_, settings_);
  loader.next();
  const std::string text = to_json(loader.state()).dump();
  EXPECT_LE(text.size(), 4096u);
  const LoaderState back = loader_state_from_json(parse_json(text, "state"), "state");
  EXPECT_EQ(to_json(back).dump(), text);
}

TEST_F(LoaderTest, RefusesAnotherRunsStateByField) {
  Loader loader(*reader_, settings_);
  const LoaderState state = loader.state();
  const auto field_of = [&](const LoaderState& other) {
    try {
      loader.restore(other);
    } catch (const Error& error) {
      return error.where();
    }
    return std::string("none");
  };
  LoaderState data = state, seed = state, pack = state, batch = state, block = state, shuffle = state, far = state, further = state;
  data.index_sha256 = std::string(64, '0');
  seed.seed = 8;
  pack.pack_capacity = 128;
  batch.tokens_per_batch = 100;
  block.block_samples = 32;
  shuffle.shuffle = false;
  far.next_batch = loader.batches_per_epoch();
  further.block = 1'000'000;
  EXPECT_EQ(field_of(data), "index_sha256");
  EXPECT_EQ(field_of(seed), "seed");
  EXPECT_EQ(field_of(pack), "pack_capacity");
  EXPECT_EQ(field_of(batch), "tokens_per_batch");
  EXPECT_EQ(field_of(block), "block_samples");
  EXPECT_EQ(field_of(shuffle), "shuffle");
  EXPECT_EQ(field_of(far), "next_batch");
  EXPECT_EQ(field_of(further), "block");
  EXPECT_EQ(field_of(state), "none");
  Loader fresh(*reader_, settings_);
  EXPECT_TRUE(same(loader.next(), fresh.next()));
}

TEST_F(LoaderTest, RefusesDamagedStates) {
  Loader loader(*reader_, settings_);
  const Json good = to_json(loader.state());
  for (const auto& [key, value] : good.items()) {
    for (const Json& bad : {Json(), Json(-1), Json("x\n"), Json(1.5), Json::array()}) {
      Json changed = good;
      changed[key] = bad;
      if (key == "index_sha256" && bad.is_string()) continue;
      EXPECT_THROW(loader_state_from_json(changed, "state"), Error) << key;
      changed.erase(key);
      EXPECT_THROW(loader_state_from_json(changed, "state"), Error) << key;
    }
  }
  EXPECT_THROW(loader_state_from_json(Json::array(), "state"), Error);
}

TEST_F(LoaderTest, ReadsInFileOrderForEvaluation) {
  settings_.shuffle = false;
  settings_.block_samples = 1;
  Loader loader(*reader_, settings_);
  for (uint64_t i = 0; i < made_.samples; ++i) EXPECT_EQ(loader.next().samples, std::vector<uint64_t>{i});
  EXPECT_EQ(loader.state().epoch, 1u);
}

TEST_F(LoaderTest, RefusesSamplesThatFitNoPack) {
  settings_.pack_capacity = 32;
  try {
    Loader loader(*reader_, settings_);
    FAIL() << "no Error";
  } catch (const Error& error) {
    EXPECT_NE(error.what_happened().find("record-"), std::string::npos);
  }
  settings_.pack_capacity = 0;
  EXPECT_THROW(Loader(*reader_, settings_), Error);
}

TEST_F(LoaderTest, RethrowsWhatTheOtherThreadMet) {
  const Json index = read_json(folder_ / "shards" / "index.json");
  const auto& entry = index["shards"][1];
  std::string bytes = read_file(folder_ / "shards" / "shard-00001.h5");
  bytes[entry["datasets"]["tokens/values"]["offset"].get<size_t>()] ^= 1;
  testing::write_text(folder_ / "shards" / "shard-00001.h5", bytes);
  const ShardReader damaged(folder_ / "shards");
  Loader loader(damaged, settings_);
  const auto read_epoch = [&] {
    for (int n = 0; n < 100; ++n) loader.next();
  };
  EXPECT_THROW(read_epoch(), Error);
  EXPECT_THROW(loader.next(), Error);  // and again, not a hang
}

TEST_F(LoaderTest, SeeksFastInALargeSet) {
  SampleShards large;
  large.samples = 100'000;
  large.sequence_length = 16;
  large.shard_bytes = int64_t{64} << 20;
  large.write(folder_ / "large");
  const ShardReader reader(folder_ / "large");
  settings_.pack_capacity = 64;
  settings_.block_samples = 256;
  Loader loader(reader, settings_);
  LoaderState state = loader.state();
  state.epoch = 5;
  state.block = 300;  // of 391
  const auto start = std::chrono::steady_clock::now();
  loader.restore(state);
  loader.next();
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  const auto read_from = std::chrono::steady_clock::now();
  int64_t tokens = 0;
  for (int n = 0; n < 1000; ++n) tokens += loader.next().tokens.size(0);
  const double reading = std::chrono::duration<double>(std::chrono::steady_clock::now() - read_from).count();
  std::printf("[ figures  ] seek over %llu blocks: %.1f ms; loader: %.1f million tokens/s\n", static_cast<unsigned long long>(state.block), seconds * 1e3,
              static_cast<double>(tokens) / reading / 1e6);
  EXPECT_LT(seconds, 5.0);
}

// Ranks that share the batches get each once, in the order that one rank has, and their states are the one rank's.
TEST_F(LoaderTest, RanksShareTheBatchesWhateverTheirNumber) {
  const int64_t group = 4;
  const int64_t groups = 60;  // some epochs: groups cross their ends
  std::vector<Batch> alone;
  std::vector<LoaderState> states;
  Loader one(*reader_, settings_);
  for (int64_t n = 0; n < groups * group; ++n) {
    alone.push_back(one.next());
    if ((n + 1) % group == 0) states.push_back(one.state());
  }
  EXPECT_GT(states.back().epoch, 2u);
  for (const int64_t ranks : {1, 2, 4}) {
    for (int64_t rank = 0; rank < ranks; ++rank) {
      LoaderSettings share = settings_;
      share.group = group;
      share.count = group / ranks;
      share.first = rank * share.count;
      Loader loader(*reader_, share);
      for (int64_t g = 0; g < groups; ++g) {
        if (g % 17 == 5) {  // as after a restart
          const LoaderState& place = states[static_cast<size_t>(g) - 1];
          EXPECT_EQ(to_json(loader.state()), to_json(place));
          loader.restore(place);
        }
        for (int64_t i = 0; i < share.count; ++i) {
          ASSERT_TRUE(same(loader.next(), alone[static_cast<size_t>(g * group + share.first + i)])) << ranks << " ranks, rank " << rank << ", group " << g;
        }
      }
    }
  }
}

}  // namespace
}  // namespace galen
