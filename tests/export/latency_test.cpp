#include "export/latency.h"

#include <gtest/gtest.h>

#include "core/error.h"
#include "tests/support.h"

namespace galen {
namespace {

TEST(Latency, MeasuresTheServingRuntimeOnARealFile) {
  GALEN_REQUIRE_OR_SKIP(file, testing::smollm2_gguf(), "no SmolLM2 (scripts/setup.sh fetches it)");
  LatencySettings settings;
  settings.prompt_tokens = 32;
  settings.new_tokens = 4;
  settings.repeats = 2;
  const LatencyReport report = measure_latency(file, settings);
  EXPECT_GT(report.load_seconds, 0);
  EXPECT_EQ(report.file_bytes, std::filesystem::file_size(file));
  // Weights are read whole, so the process holds at least most of the file.
  EXPECT_GT(report.memory_bytes, report.file_bytes / 2);
  EXPECT_LE(report.first_token_seconds.low, report.first_token_seconds.mean);
  EXPECT_GE(report.first_token_seconds.high, report.first_token_seconds.mean);
  EXPECT_GT(report.new_tokens_per_second.low, 0);
  const SuiteScores scores = latency_scores(file, settings, report);
  EXPECT_EQ(scores.json["inputs_sha256"].begin().value().get<std::string>().size(), 64u);
  EXPECT_EQ(scores.json["repeats"], 2);
}

TEST(Latency, NamesAFileThatIsNoModel) {
  const testing::TemporaryDirectory folder;
  testing::write_text(folder / "no.gguf", "GGUF but not really");
  try {
    measure_latency(folder / "no.gguf", {});
    FAIL() << "loaded";
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("no.gguf"), std::string::npos) << error.what();
  }
}

}  // namespace
}  // namespace galen
