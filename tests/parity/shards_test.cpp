// Shards opened by h5py must hold what was written.
#include <gtest/gtest.h>

#include <cstdlib>
#include <sstream>

#include "core/json.h"
#include "tests/data/sample_shards.h"
#include "tests/support.h"

namespace galen {
namespace {

TEST(ShardsParity, H5pyReadsTheSameValues) {
  const std::filesystem::path source = GALEN_SOURCE_DIR;
  const auto python = source / ".venv-judges" / "bin" / "python";
  if (!std::filesystem::exists(python)) GTEST_SKIP() << "needs the judges' environment (.venv-judges)";
  for (const int32_t vocab_size : {1000, 100'000}) {
    testing::TemporaryDirectory folder;
    testing::SampleShards made;
    made.vocab_size = vocab_size;
    made.sources = {{"a", 1.0}, {"b", 2.5}};
    made.write(folder / "shards");
    Json expected = Json::array();
    for (uint64_t i = 0; i < made.samples; ++i) {
      const TokenizedSample sample = made.sample(i);
      const auto source_number = static_cast<size_t>(made.source_of(i));
      expected.push_back({{"id", sample.id},
                          {"tokens", sample.tokens},
                          {"loss_mask", sample.loss_mask},
                          {"source", source_number},
                          {"weight", made.sources[source_number].weight}});
    }
    testing::write_text(folder / "expected.json", expected.dump());
    std::ostringstream command;  // paths are written quoted
    command << python << ' ' << source / "tests" / "parity" / "shards.py" << ' ' << folder / "shards" << ' ' << folder / "expected.json";
    EXPECT_EQ(std::system(command.str().c_str()), 0);
  }
}

}  // namespace
}  // namespace galen
