#include "train/memory.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "model/host_memory.h"
#include "tests/model/random_model.h"
#include "tests/model/tiny_checkpoint.h"
#include "train/optimizer.h"
#include "train/step.h"

namespace galen {
namespace {

class MemoryForeseen : public ::testing::Test {
 protected:
  // Large enough that blocks below a MiB, which host_memory() doesn't see, don't count.
  static Checkpoint start(Family family) {
    ModelConfig config = family == Family::kLlama ? testing::tiny_llama_config() : testing::tiny_sparse_config();
    config.vocab_size = 4096;
    config.hidden_size = 256;
    config.intermediate_size = 1024;
    config.num_hidden_layers = 4;
    config.num_attention_heads = 8;
    config.num_key_value_heads = 4;
    config.head_dim = 32;
    config.max_position_embeddings = 2048;
    if (config.is_sparse()) {
      config.moe_intermediate_size = 512;
      config.n_shared_experts = 2;
      config.first_k_dense_replace = 0;
    }
    return testing::random_checkpoint(config, at::kFloat, 7);
  }

  static Batch batch(int64_t tokens) {
    Batch batch;
    batch.tokens = testing::random_tokens(tokens, 4096, 3);
    batch.positions = at::arange(tokens / 2, at::kLong).repeat({2});
    batch.document_offsets = at::arange(3, at::kLong) * (tokens / 2);
    batch.labels = batch.tokens.roll({-1});
    batch.num_loss_tokens = tokens;
    return batch;
  }
};

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)

// A third: such small models; what malloc serves (below a MiB) and what a layer's parts hold for a moment is only roughly known.
TEST_F(MemoryForeseen, IsWithinAThirdOfWhatAStepTakes) {
  keep_large_blocks();
  for (const Family family : {Family::kLlama, Family::kGlm4Moe}) {
    for (const int64_t tokens : {int64_t{2048}, int64_t{4096}}) {
      const int64_t before = host_memory().used;
      Model model = load_model(start(family), at::kBFloat16, {{"all"}, false});
      Optimizer optimizer = make_optimizer(model, {});
      TrainSettings settings;
      const int64_t foreseen = foresee_step_memory(model, settings, tokens).total();

      compute_gradients(model, {batch(tokens)}, 0.0);
      finish_gradients(model, optimizer);
      apply_update(optimizer, 1e-3, 1.0);
      const auto taken = static_cast<double>(host_memory().most_used - before);
      EXPECT_NEAR(static_cast<double>(foreseen) / taken, 1.0, 0.33) << foreseen << " of " << taken << ", tokens " << tokens;
    }
  }
}

#endif

TEST_F(MemoryForeseen, TooLittleIsRefusedWithWhatWouldFit) {
  const Model model = load_model(start(Family::kLlama), at::kBFloat16, {{"all"}, false});
  Recipe recipe;
  recipe.file = "recipe.yaml";
  recipe.data.sequence_length = 512;
  recipe.train.tokens_per_batch = 4096;
  const auto apart_from_weights = [&](int64_t tokens) {
    const StepMemory memory = foresee_step_memory(model, recipe.train, tokens);
    return static_cast<uint64_t>(memory.total() - memory.weights);
  };
  EXPECT_NO_THROW(require_memory(model, recipe, apart_from_weights(4096)));
  const auto refusal = [&](uint64_t available) -> std::string {
    try {
      require_memory(model, recipe, available);
    } catch (const Error& error) {
      return error.what();
    }
    return "";
  };
  const std::string lower = refusal(apart_from_weights(1536) + 1);
  EXPECT_NE(lower.find("train.tokens_per_batch"), std::string::npos) << lower;
  EXPECT_NE(lower.find("lower it to 1536"), std::string::npos) << lower;
  EXPECT_NE(lower.find("train.gradient_accumulation to 3"), std::string::npos) << lower;
  EXPECT_NE(refusal(apart_from_weights(512) - 1).find("activation_checkpointing"), std::string::npos);
  EXPECT_NE(refusal(1 << 20).find("no number of tokens fits"), std::string::npos);
}

}  // namespace
}  // namespace galen
