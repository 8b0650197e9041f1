#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "core/file.h"
#include "data/tokenizer.h"
#include "model/gguf_file.h"
#include "model/import.h"
#include "tests/model/tiny_gguf.h"
#include "tests/support.h"

namespace galen {
namespace {

using testing::GgufBytes;
using testing::raw;

Checkpoint import_bytes(const std::string& bytes, const testing::TemporaryDirectory& directory) {
  testing::write_text(directory / "x.gguf", bytes);
  return import_model(directory / "x.gguf", directory.path());
}

std::string refusal(const std::function<void(GgufBytes&)>& change) {
  GgufBytes file = testing::tiny_llama_gguf();
  change(file);
  const testing::TemporaryDirectory directory;
  try {
    import_bytes(file.bytes(), directory);
    return "";
  } catch (const Error& error) {
    return error.what();
  }
}

void replace_key(GgufBytes& file, const std::string& name, const std::string& key) {
  for (std::string& one : file.keys) {
    if (one.starts_with(testing::gguf_string(name))) one = key;
  }
}

TEST(ImportGguf, UnpermutesQueriesAndKeys) {
  const testing::TemporaryDirectory directory;
  const Checkpoint checkpoint = import_bytes(testing::tiny_llama_gguf().bytes(), directory);
  // Rows of a head of 4 are stored 0 2 1 3 (pairs side by side); rotated halves want 0 1 | 2 3.
  const at::Tensor stored = at::arange(64).reshape({8, 8}).to(at::kFloat);
  const std::vector<int64_t> order = {0, 2, 1, 3, 4, 6, 5, 7};
  EXPECT_TRUE(at::equal(checkpoint.tensors.at("model.layers.0.self_attn.q_proj.weight"), stored.index_select(0, at::tensor(order))));
  EXPECT_TRUE(at::equal(checkpoint.tensors.at("model.layers.0.self_attn.o_proj.weight"), stored));
  EXPECT_TRUE(checkpoint.config.tie_word_embeddings);
  EXPECT_EQ(checkpoint.config.eos_token_id, 4);
}

TEST(ImportGguf, TakesBiasesAndAnUntiedHead) {
  GgufBytes file = testing::tiny_llama_gguf();
  file.tensor("blk.0.attn_q.bias", {8}, GGML_TYPE_F32, testing::counting(8));
  file.tensor("blk.0.attn_k.bias", {4}, GGML_TYPE_F32, testing::counting(4));
  file.tensor("blk.0.attn_v.bias", {4}, GGML_TYPE_F32, testing::counting(4));
  file.tensor("output.weight", {8, 5}, GGML_TYPE_F32, testing::counting(40, 9));
  const testing::TemporaryDirectory directory;
  const Checkpoint checkpoint = import_bytes(file.bytes(), directory);
  EXPECT_FALSE(checkpoint.config.tie_word_embeddings);
  EXPECT_TRUE(at::equal(checkpoint.tensors.at("model.layers.0.self_attn.q_proj.bias"), at::tensor({0.f, 2.f, 1.f, 3.f, 4.f, 6.f, 5.f, 7.f})));
  EXPECT_EQ(checkpoint.tensors.at("model.layers.0.self_attn.o_proj.bias").abs().sum().item<float>(), 0.0f);
}

TEST(ImportGguf, SplitsStackedExpertsAndUnfoldsSubAgents) {
  GgufBytes file;
  file.text("general.architecture", "glm4moe");
  for (const auto& [name, value] :
       {std::pair("block_count", 1), std::pair("context_length", 32), std::pair("embedding_length", 8), std::pair("feed_forward_length", 8),
        std::pair("attention.head_count", 2), std::pair("attention.head_count_kv", 1), std::pair("attention.key_length", 4),
        std::pair("attention.value_length", 4), std::pair("rope.dimension_count", 4), std::pair("expert_count", 4), std::pair("expert_used_count", 2),
        std::pair("expert_feed_forward_length", 4), std::pair("expert_shared_count", 2), std::pair("leading_dense_block_count", 0),
        std::pair("expert_gating_func", 2), std::pair("expert_group_count", 2), std::pair("expert_group_used_count", 1)}) {
    file.u32(std::string("glm4moe.") + name, static_cast<uint32_t>(value));
  }
  file.f32("glm4moe.attention.layer_norm_rms_epsilon", 1e-5f);
  file.texts("galen.sub_agents.names", {"general", "safety"});
  file.array("galen.sub_agents.pinned", GGUF_TYPE_BOOL, 2, raw(uint8_t{0}) + raw(uint8_t{1}));
  file.text("galen.trunk_sha256", "abc");
  const auto tensor = [&](const std::string& name, const std::vector<int64_t>& dims) {
    int64_t count = 1;
    for (const int64_t size : dims) count *= size;
    file.tensor(name, dims, GGML_TYPE_F32, testing::counting(count));
  };
  tensor("token_embd.weight", {8, 5});
  tensor("output_norm.weight", {8});
  tensor("blk.0.attn_norm.weight", {8});
  tensor("blk.0.post_attention_norm.weight", {8});
  tensor("blk.0.attn_q.weight", {8, 8});
  tensor("blk.0.attn_k.weight", {8, 4});
  tensor("blk.0.attn_v.weight", {8, 4});
  tensor("blk.0.attn_output.weight", {8, 8});
  tensor("blk.0.ffn_gate_inp.weight", {8, 4});
  tensor("blk.0.exp_probs_b.bias", {4});
  for (const std::string part : {"gate", "up", "down"}) {
    tensor("blk.0.ffn_" + part + "_shexp.weight", {8, 8});
    tensor("blk.0.ffn_" + part + "_exps.weight", part == "down" ? std::vector<int64_t>{4, 8, 4} : std::vector<int64_t>{8, 4, 4});
  }
  const testing::TemporaryDirectory directory;
  const Checkpoint checkpoint = import_bytes(file.bytes(), directory);
  EXPECT_EQ(checkpoint.config.n_group, 2);
  EXPECT_FALSE(checkpoint.config.norm_topk_prob);
  const at::Tensor stacked = at::arange(128).reshape({4, 4, 8}).to(at::kFloat);
  EXPECT_TRUE(at::equal(checkpoint.tensors.at("model.layers.0.mlp.experts.2.up_proj.weight"), stacked[2]));
  // Not permuted on this architecture.
  EXPECT_TRUE(at::equal(checkpoint.tensors.at("model.layers.0.self_attn.q_proj.weight"), at::arange(64).reshape({8, 8}).to(at::kFloat)));
  ASSERT_TRUE(checkpoint.sub_agents);
  EXPECT_EQ(checkpoint.sub_agents->agents[1].name, "safety");
  EXPECT_TRUE(checkpoint.sub_agents->agents[1].pinned);
  EXPECT_EQ(checkpoint.sub_agents->agents[1].first_expert, 2);

  file.u32("glm4moe.nextn_predict_layers", 1);
  EXPECT_THROW(import_bytes(file.bytes(), directory), Error);
}

TEST(ImportGguf, RefusesWhatItWouldGetWrong) {
  const std::string norm = testing::counting(8);
  const std::pair<std::function<void(GgufBytes&)>, const char*> cases[] = {
      {[](GgufBytes& f) { replace_key(f, "general.architecture", GgufBytes::key("general.architecture", GGUF_TYPE_STRING, testing::gguf_string("mamba"))); },
       "mamba"},
      {[](GgufBytes& f) { f.text("llama.rope.scaling.type", "yarn"); }, "rope scaling"},
      {[](GgufBytes& f) { f.u32("llama.expert_count", 8); }, "Mixtral"},
      {[](GgufBytes& f) { f.u32("llama.attention.value_length", 8); }, "different lengths"},
      {[](GgufBytes& f) { f.tensor("rope_freqs.weight", {2}, GGML_TYPE_F32, testing::counting(2)); }, "rope's frequencies"},
      {[&](GgufBytes& f) { f.tensor("blk.0.surprise.weight", {8}, GGML_TYPE_F32, norm); }, "surprise"},
      {[](GgufBytes& f) { replace_key(f, "llama.block_count", GgufBytes::key("llama.block_count", GGUF_TYPE_UINT32, raw(2u))); }, "blk.1."},
      {[](GgufBytes& f) { replace_key(f, "llama.block_count", GgufBytes::key("llama.block_count", GGUF_TYPE_UINT32, raw(~0u))); }, "num_hidden_layers"},
      {[](GgufBytes& f) { replace_key(f, "llama.attention.head_count", GgufBytes::key("llama.attention.head_count", GGUF_TYPE_UINT32, raw(0u))); },
       "head_count"},
      {[](GgufBytes& f) {
         replace_key(f, "llama.attention.head_count", GgufBytes::key("llama.attention.head_count", GGUF_TYPE_STRING, testing::gguf_string("2")));
       },
       "head_count"},
      {[](GgufBytes& f) { replace_key(f, "llama.feed_forward_length", GgufBytes::key("llama.feed_forward_length", GGUF_TYPE_UINT32, raw(16u))); }, "has shape"},
      {[](GgufBytes& f) { replace_key(f, "tokenizer.ggml.model", GgufBytes::key("tokenizer.ggml.model", GGUF_TYPE_STRING, testing::gguf_string("t5"))); },
       "t5"},
      {[](GgufBytes& f) { f.u32("tokenizer.ggml.bos_token_id", 99); }, "outside the vocabulary"},
      {[](GgufBytes& f) { f.text("tokenizer.chat_template", std::string("a\0b", 3)); }, "chat_template"},
  };
  for (const auto& [change, reason] : cases) EXPECT_NE(refusal(change).find(reason), std::string::npos) << reason << ", got: " << refusal(change);
  // The runtime would stop the process on these.
  const auto tokens = [](const std::vector<std::string>& texts) {
    return [texts](GgufBytes& f) {
      GgufBytes other;
      other.texts("tokenizer.ggml.tokens", texts);
      replace_key(f, "tokenizer.ggml.tokens", other.keys[0]);
    };
  };
  EXPECT_NE(refusal(tokens({"a", "b", "ab", "a", "e"})).find("repeats"), std::string::npos);
  EXPECT_NE(refusal(tokens({"a", "b", "ab", "", "[EMPTY_3]"})).find("repeats"), std::string::npos);
  EXPECT_NE(refusal(tokens({"a", "b", "ab", std::string("a\0", 2), "e"})).find("UTF-8"), std::string::npos);
  EXPECT_NE(refusal(tokens({"a", "b", "ab", "\xff", "e"})).find("UTF-8"), std::string::npos);
  EXPECT_EQ(refusal([](GgufBytes&) {}), "");
}

TEST(ImportGguf, KeepsTheVocabularysIdentity) {
  GALEN_REQUIRE_OR_SKIP(source, testing::smollm2_gguf(), "models/SmolLM2-135M-Instruct.Q4_1.gguf is not there");
  const testing::TemporaryDirectory directory;
  write_tokenizer_gguf_from_gguf(source, directory / "tokenizer.gguf");
  EXPECT_EQ(Tokenizer::from_gguf(directory / "tokenizer.gguf").sha256(), Tokenizer::from_gguf(source).sha256());
  EXPECT_LT(std::filesystem::file_size(directory / "tokenizer.gguf"), 4u << 20);
}

}  // namespace
}  // namespace galen
