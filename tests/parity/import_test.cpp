// A GGUF file brought in as a checkpoint is the same model in transformers.
#include "model/import.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include "tests/parity/model_judge.h"

namespace galen {
namespace {

TEST(ParityImport, TransformersOpensTheImportedGgufAndFindsItsOwnWeights) {
  if (!testing::has_judge()) GTEST_SKIP() << testing::kNoJudge;
  GALEN_REQUIRE_OR_SKIP(source, testing::smollm2_gguf(), "models/SmolLM2-135M-Instruct.Q4_1.gguf is not there");
  const testing::TemporaryDirectory directory;
  const Checkpoint imported = import_gguf(source, directory.path());
  write_checkpoint(imported, directory / "checkpoint");
  const Checkpoint read = read_checkpoint(directory / "checkpoint", /*verify_hashes=*/true);
  for (const auto& [name, tensor] : imported.tensors) EXPECT_TRUE(at::equal(tensor, read.tensors.at(name))) << name;

  const Json verdict =
      testing::ask_judge("import_judge", {(directory / "checkpoint").string(), std::filesystem::absolute(source).string()}, directory.path());
  EXPECT_EQ(verdict["missing"], Json::array());
  EXPECT_EQ(verdict["unexpected"], Json::array());
  EXPECT_EQ(verdict["mismatched"], 0);
  EXPECT_GE(verdict["tensors"], 272);
  EXPECT_EQ(verdict["differing"], Json::array());
  EXPECT_EQ(verdict["logit_difference"], 0.0);
  EXPECT_EQ(verdict["eos"], "<|im_end|>");
  EXPECT_NE(verdict["answer"].get<std::string>().find("Paris"), std::string::npos) << verdict["answer"];
}

}  // namespace
}  // namespace galen
