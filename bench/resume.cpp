// How long a run that goes on takes from nothing to its first batch, in an index of many samples.
//   build/release/bin/bench_resume FOLDER [SAMPLES]      writes about 60 bytes a sample below FOLDER, once
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <string>

#include "core/random.h"
#include "data/loader.h"
#include "data/shards.h"

namespace galen {
namespace {

void write_shards(const std::filesystem::path& folder, uint64_t samples) {
  ShardInfo info;
  info.tokenizer_sha256 = std::string(64, 'a');
  info.recipe_sha256 = std::string(64, 'b');
  info.vocab_size = 1000;
  info.sequence_length = 64;
  info.sources = {{"made up", 1.0}};
  ShardWriter writer(folder, info, int64_t{256} << 20);
  TokenizedSample sample;
  for (uint64_t i = 0; i < samples; ++i) {
    sample.id = std::to_string(i);
    const uint64_t length = 2 + random_bits(1, 0, i) % 14;
    sample.tokens.assign(length, static_cast<int32_t>(i % 1000));
    sample.loss_mask.assign(length, 1);
    writer.add(sample, 0);
  }
  writer.finish();
}

}  // namespace
}  // namespace galen

int main(int argc, char** argv) {
  using namespace galen;
  using Clock = std::chrono::steady_clock;
  if (argc < 2) {
    std::fprintf(stderr, "usage: bench_resume FOLDER [SAMPLES]\n");
    return 2;
  }
  const uint64_t samples = argc > 2 ? std::stoull(argv[2]) : 10'000'000;
  const std::filesystem::path shards = std::filesystem::path(argv[1]) / ("resume-" + std::to_string(samples));
  if (!std::filesystem::exists(shards)) write_shards(shards, samples);
  LoaderSettings settings;
  settings.pack_capacity = 64;
  settings.tokens_per_batch = 2048;
  const uint64_t blocks = samples / static_cast<uint64_t>(settings.block_samples);
  double worst = 0;
  for (const double part : {0.0, 0.25, 0.5, 0.75, 0.999}) {
    const Clock::time_point start = Clock::now();
    const ShardReader reader(shards);
    Loader loader(reader, settings);
    LoaderState state = loader.state();
    state.block = static_cast<uint64_t>(part * static_cast<double>(blocks));
    loader.restore(state);
    const Batch batch = loader.next();
    const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
    worst = std::max(worst, seconds);
    std::printf("at block %llu of %llu: %.2f s to the first batch, %lld tokens; its place takes %zu bytes\n", static_cast<unsigned long long>(state.block),
                static_cast<unsigned long long>(blocks), seconds, static_cast<long long>(batch.tokens.numel()), to_json(state).dump().size());
  }
  std::printf("%llu samples: %.2f s at most\n", static_cast<unsigned long long>(samples), worst);
}
