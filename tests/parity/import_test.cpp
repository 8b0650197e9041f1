// A GGUF file brought in as a checkpoint is the same model in transformers.
#include "model/import.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include "export/gguf.h"
#include "tests/model/tiny_checkpoint.h"
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

  const Json verdict = testing::ask_judge("import_judge", {(directory / "checkpoint").string(), std::filesystem::absolute(source).string()}, directory.path());
  EXPECT_EQ(verdict["missing"], Json::array());
  EXPECT_EQ(verdict["unexpected"], Json::array());
  EXPECT_EQ(verdict["mismatched"], 0);
  EXPECT_GE(verdict["tensors"], 272);
  EXPECT_EQ(verdict["differing"], Json::array());
  EXPECT_EQ(verdict["logit_difference"], 0.0);
  EXPECT_EQ(verdict["eos"], "<|im_end|>");
  EXPECT_NE(verdict["answer"].get<std::string>().find("Paris"), std::string::npos) << verdict["answer"];
}

TEST(ParityImport, WhatWasExportedComesBackBitEqual) {
  const testing::TemporaryDirectory directory;
  ModelConfig dense = testing::tiny_llama_config();
  dense.max_position_embeddings = 64;
  ModelConfig mixed = testing::tiny_sparse_config();
  mixed.first_k_dense_replace = 1;
  mixed.use_qk_norm = true;
  mixed.attention_bias = true;
  const std::map<std::string, Checkpoint> given = {
      {"dense", testing::random_checkpoint(dense)}, {"mixed", testing::random_checkpoint(mixed)}, {"sub_agents", testing::tiny_sub_agent_checkpoint()}};
  for (const auto& [name, checkpoint] : given) {
    write_gguf(checkpoint, "f32", directory / (name + ".gguf"));
    const Checkpoint read = import_gguf(directory / (name + ".gguf"), directory.path());
    ASSERT_EQ(read.tensors.size(), checkpoint.tensors.size());
    for (const auto& [tensor_name, tensor] : checkpoint.tensors) EXPECT_TRUE(at::equal(tensor, read.tensors.at(tensor_name))) << name << " " << tensor_name;
    ModelConfig without_tokens = checkpoint.config;  // they travel with the vocabulary, which these models have none of
    without_tokens.bos_token_id = without_tokens.eos_token_id = -1;
    EXPECT_EQ(to_hf_config(read.config).dump(), to_hf_config(without_tokens).dump()) << name;
    ASSERT_EQ(read.sub_agents.has_value(), checkpoint.sub_agents.has_value());
    if (!read.sub_agents) continue;
    for (size_t i = 0; i < read.sub_agents->agents.size(); ++i) {
      const SubAgent& agent = read.sub_agents->agents[i];
      EXPECT_EQ(agent.name, checkpoint.sub_agents->agents[i].name);
      EXPECT_EQ(agent.pinned, checkpoint.sub_agents->agents[i].pinned);
      EXPECT_EQ(sub_agent_sha256(read, agent), sub_agent_sha256(checkpoint, checkpoint.sub_agents->agents[i]));
    }
    EXPECT_EQ(trunk_sha256(read), trunk_sha256(checkpoint));
  }
}

}  // namespace
}  // namespace galen
