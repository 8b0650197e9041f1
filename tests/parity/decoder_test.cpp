// Both families' f32 logits and router choices are those of transformers.
#include "model/decoder.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <map>

#include "data/tokenizer.h"
#include "model/convert.h"
#include "model/import.h"
#include "model/safetensors.h"
#include "tests/model/random_model.h"
#include "tests/parity/model_judge.h"

namespace galen {
namespace {

namespace fs = std::filesystem;

std::map<std::string, ModelConfig> cases() {
  std::map<std::string, ModelConfig> result;
  ModelConfig llama = testing::tiny_llama_config();
  llama.rms_norm_eps = 1e-3;  // large enough that forgetting it shows
  result["llama"] = llama;
  llama.tie_word_embeddings = true;
  llama.attention_bias = true;
  llama.num_key_value_heads = 4;
  result["llama_tied_biased"] = llama;

  const ModelConfig sparse = testing::four_agent_config();
  result["moe"] = sparse;
  ModelConfig untied = sparse;
  untied.tie_word_embeddings = false;
  untied.attention_bias = true;
  untied.first_k_dense_replace = 1;
  result["moe_untied_biased_dense_first"] = untied;
  ModelConfig normed = sparse;
  normed.use_qk_norm = true;
  normed.norm_topk_prob = true;
  normed.routed_scaling_factor = 1.7;
  result["moe_qk_norm_renormalised"] = normed;
  ModelConfig partial = untied;
  partial.partial_rotary_factor = 0.5;
  partial.use_qk_norm = true;
  result["moe_partial_rotary"] = partial;
  ModelConfig few = sparse;
  few.num_experts_per_tok = 3;  // fewer than the chosen groups' experts
  result["moe_three_of_four_experts"] = few;
  ModelConfig every_group = sparse;
  every_group.topk_group = every_group.n_group;
  result["moe_every_group"] = every_group;
  ModelConfig one_group = sparse;
  one_group.n_group = one_group.topk_group = 1;
  result["moe_one_group"] = one_group;
  return result;
}

TEST(ParityDecoder, LogitsAndRouterChoicesAreThoseOfTransformers) {
  if (!testing::has_judge()) GTEST_SKIP() << testing::kNoJudge;
  const testing::TemporaryDirectory directory;
  const at::Tensor tokens = testing::random_tokens(3 * 40, 64, 11).view({3, 40});
  write_safetensors(directory / "tokens.safetensors", {{"tokens", tokens}});
  fs::create_directories(directory / "models");
  fs::create_directories(directory / "ours");
  for (const auto& [name, config] : cases()) {
    const Checkpoint checkpoint = testing::lively_checkpoint(config, 5);
    write_checkpoint(checkpoint, directory.path() / "models" / name);
    RoutingTrace trace;
    trace.keep_indices = true;
    // Read back, so that what is judged is what is on disk.
    const Model model = load_model(read_checkpoint(directory.path() / "models" / name, true), at::kFloat);
    NamedTensors ours = {{"logits", forward_logits(model, tokens, &trace)}};
    for (size_t i = 0; i < trace.expert_index.size(); ++i) {
      ours.emplace_back("experts." + std::to_string(i), std::get<0>(trace.expert_index[i].sort(1)).contiguous());
    }
    write_safetensors(directory.path() / "ours" / (name + ".safetensors"), ours);
  }
  const Json verdict = testing::ask_judge("decoder_judge", {directory.path().string()}, directory.path());
  ASSERT_EQ(verdict.size(), cases().size());
  for (const auto& [name, judged] : verdict.items()) {
    SCOPED_TRACE(name);
    EXPECT_EQ(judged["missing"], Json::array());
    EXPECT_EQ(judged["unexpected"], Json::array());
    EXPECT_GT(judged["largest_logit"].get<double>(), 1.0);
    EXPECT_LE(judged["logit_difference"].get<double>(), 1e-4);
    const ModelConfig& config = cases().at(name);
    EXPECT_EQ(judged["sparse_layers"], config.is_sparse() ? config.num_hidden_layers - config.first_k_dense_replace : 0);
    EXPECT_EQ(judged["different_choices"], 0);
    RecordProperty(name, judged["logit_difference"].dump());
    std::printf("  %-32s logits within %.1e (largest %.1f)\n", name.c_str(), judged["logit_difference"].get<double>(), judged["largest_logit"].get<double>());
  }
}

// SmolLM2-135M as it was imported, as a sub-agent model, and with experts that speak: the directory opens in transformers as it is.
TEST(ParityDecoder, TheRealModelsLogitsAreThoseOfTransformers) {
  if (!testing::has_judge()) GTEST_SKIP() << testing::kNoJudge;
  GALEN_REQUIRE_OR_SKIP(file, testing::smollm2_gguf(), "no SmolLM2 (scripts/setup.sh fetches it)");
  const testing::TemporaryDirectory directory;
  std::map<std::string, Checkpoint> models;
  fs::create_directories(directory / "scratch");
  models["dense"] = import_model(file, directory / "scratch");
  models["converted"] = add_sub_agents(models["dense"], {{"general", "medicine", "reasoning", "safety"}, 2, 512, 2, {}, 1});
  models["speaking"] = models["converted"];
  for (auto& [name, tensor] : models["speaking"].tensors) {
    if (name.find("mlp.experts.") != std::string::npos && name.ends_with("down_proj.weight")) {
      tensor = testing::random_normal(tensor.sizes().vec(), tensor.numel() + static_cast<uint64_t>(name.size()), 0.02);
    }
  }
  const std::vector<int32_t> ids = Tokenizer::from_gguf(file).encode(
      "Subjective: 58-year-old with three days of productive cough, low-grade fever and pleuritic pain on the right. Denies haemoptysis. Takes amlodipine "
      "5 mg daily; penicillin allergy (rash).\nObjective: Temp 38.1 C, BP 132/78, HR 96, SpO2 95 % on air. Crackles at the right base.\nAssessment: "
      "Community-acquired pneumonia.\nPlan: Doxycycline 200 mg today, then 100 mg daily for 4 days.");
  const at::Tensor tokens = at::tensor(ids, at::kInt).to(at::kLong).unsqueeze(0);
  write_safetensors(directory / "tokens.safetensors", {{"tokens", tokens}});
  fs::create_directories(directory / "models");
  fs::create_directories(directory / "ours");
  for (const auto& [name, checkpoint] : models) {
    write_checkpoint(checkpoint, directory.path() / "models" / name);
    RoutingTrace trace;
    trace.keep_indices = true;
    NamedTensors ours = {{"logits", forward_logits(load_model(checkpoint, at::kFloat), tokens, &trace)}};
    for (size_t i = 0; i < trace.expert_index.size(); ++i) {
      ours.emplace_back("experts." + std::to_string(i), std::get<0>(trace.expert_index[i].sort(1)).contiguous());
    }
    write_safetensors(directory.path() / "ours" / (name + ".safetensors"), ours);
  }
  const Json verdict = testing::ask_judge("decoder_judge", {directory.path().string()}, directory.path());
  ASSERT_EQ(verdict.size(), models.size());
  for (const auto& [name, judged] : verdict.items()) {
    SCOPED_TRACE(name);
    EXPECT_EQ(judged["missing"], Json::array());
    EXPECT_EQ(judged["unexpected"], Json::array());
    EXPECT_LE(judged["logit_difference"].get<double>(), 1e-3);
    EXPECT_EQ(judged["sparse_layers"], name == "dense" ? 0 : 30);
    EXPECT_EQ(judged["different_choices"], 0);
    std::printf("  %-12s logits within %.1e (largest %.1f), %d tokens\n", name.c_str(), judged["logit_difference"].get<double>(),
                judged["largest_logit"].get<double>(), static_cast<int>(ids.size()));
  }
}

}  // namespace
}  // namespace galen
