// config.json and tensor names: transformers opens ours without a missing or unexpected key, and we open what it saves.
#include "model/config.h"

#include <gtest/gtest.h>

#include "model/checkpoint_files.h"
#include "model/import.h"
#include "tests/model/tiny_checkpoint.h"
#include "tests/parity/model_judge.h"

namespace galen {
namespace {

TEST(ParityConfig, TransformersAndWeOpenEachOthersDirectories) {
  if (!testing::has_judge()) GTEST_SKIP() << testing::kNoJudge;
  const testing::TemporaryDirectory directory;
  std::filesystem::create_directories(directory / "ours");

  std::map<std::string, Checkpoint> ours;
  ours["llama"] = testing::random_checkpoint(testing::tiny_llama_config());
  ModelConfig biased = testing::tiny_llama_config();
  biased.attention_bias = true;
  biased.tie_word_embeddings = true;
  ours["llama_biased_bf16"] = testing::random_checkpoint(biased, at::kBFloat16);
  ours["sub_agents"] = testing::tiny_sub_agent_checkpoint();
  ModelConfig mixed = testing::tiny_sparse_config();
  mixed.first_k_dense_replace = 1;
  mixed.use_qk_norm = true;
  mixed.attention_bias = true;
  mixed.tie_word_embeddings = false;
  mixed.partial_rotary_factor = 0.5;
  mixed.norm_topk_prob = true;
  ours["mixed_f16"] = testing::random_checkpoint(mixed, at::kHalf);
  for (const auto& [name, checkpoint] : ours) write_checkpoint(checkpoint, directory / ("ours/" + name));
  write_checkpoint_sharded(ours["sub_agents"], directory / "ours/sharded", false, {}, 20'000);
  ours["sharded"] = ours["sub_agents"];

  const Json verdict = testing::ask_judge("config_judge", {directory.path().string()}, directory.path());
  for (const auto& [name, checkpoint] : ours) {
    const Json& seen = verdict[name];
    EXPECT_EQ(seen["missing"], Json::array()) << name;
    EXPECT_EQ(seen["unexpected"], Json::array()) << name;
    EXPECT_EQ(seen["mismatched"], 0) << name;
    EXPECT_EQ(seen["parameters"], count_parameters(checkpoint.config)) << name;
    EXPECT_EQ(seen["class"], checkpoint.config.is_sparse() ? "Glm4MoeForCausalLM" : "LlamaForCausalLM");
    EXPECT_EQ(seen["rope_theta"], 20000.0) << name;
    EXPECT_EQ(seen["partial_rotary_factor"], checkpoint.config.partial_rotary_factor) << name;
    EXPECT_TRUE(seen["finite"]) << name;
    EXPECT_EQ(seen["dtype"], name == "llama_biased_bf16" ? "torch.bfloat16" : name == "mixed_f16" ? "torch.float16" : "torch.float32");
  }
  for (const std::string name : {"llama", "llama_biased", "moe", "moe_qk_norm"}) {
    const Checkpoint theirs = import_hf_directory(directory / ("theirs/" + name), directory.path());
    EXPECT_EQ(theirs.config.rope_theta, verdict["theirs/" + name]["rope_theta"]) << name;
    EXPECT_EQ(theirs.config.partial_rotary_factor, verdict["theirs/" + name]["partial_rotary_factor"]) << name;
    EXPECT_EQ(theirs.tensors.at("model.embed_tokens.weight").scalar_type(), name == "llama" ? at::kBFloat16 : at::kFloat);
  }
}

}  // namespace
}  // namespace galen
