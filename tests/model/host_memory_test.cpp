#include "model/host_memory.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace galen {
namespace {

constexpr int64_t kMiB = int64_t{1} << 20;

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)

TEST(HostMemory, GivesLargeBlocksOutAgainAndHoldsNoMoreThanWasEverUsed) {
  keep_large_blocks();
  const HostMemory before = host_memory();
  {
    const at::Tensor first = at::zeros({5 * kMiB}, at::kByte);
    EXPECT_GE(host_memory().used - before.used, 5 * kMiB);
  }
  EXPECT_EQ(host_memory().used, before.used);
  EXPECT_GE(host_memory().kept, 5 * kMiB);
  const int64_t kept = host_memory().kept;
  {
    const at::Tensor again = at::empty({5 * kMiB - 1000}, at::kByte);  // fits the block that waits
    EXPECT_LT(host_memory().kept, kept);
  }
  // Sizes that never fit each other: what is kept must make room.
  for (int64_t size = 6; size < 60; size = size * 5 / 4 + 1) {
    const at::Tensor x = at::zeros({size * kMiB}, at::kByte);
    const HostMemory now = host_memory();
    EXPECT_LE(now.used + now.kept, now.most_used);
  }
}

TEST(HostMemory, SmallTensorsAndAdoptedMemoryAreMallocsAffair) {
  keep_large_blocks();
  const HostMemory before = host_memory();
  for (int64_t size : {0, 1, 63, 4096, 1000000}) {
    const at::Tensor x = at::ones({size}, at::kByte);
    EXPECT_EQ(x.sum().item<int64_t>(), size);
  }
  std::vector<float> mine(1 << 20, 2.0f);
  const at::Tensor adopted = at::from_blob(mine.data(), {1 << 20}, at::kFloat);
  EXPECT_EQ(host_memory().used, before.used);
}

TEST(HostMemory, ThreadsMayTakeAndGiveBackAtOnce) {
  keep_large_blocks();
  std::vector<std::thread> threads;
  std::vector<int> wrong(4, 0);
  for (size_t t = 0; t < wrong.size(); ++t) {
    threads.emplace_back([t, &wrong] {
      for (int64_t i = 0; i < 60; ++i) {
        const int64_t size = kMiB + (i * 7919 + static_cast<int64_t>(t) * 104729) % (3 * kMiB);
        const at::Tensor x = at::full({size}, static_cast<int64_t>(t) + 1, at::kByte);
        if (x[0].item<int64_t>() != static_cast<int64_t>(t) + 1 || x[size - 1].item<int64_t>() != static_cast<int64_t>(t) + 1) ++wrong[t];
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, std::vector<int>(4, 0));
}

#endif

}  // namespace
}  // namespace galen
