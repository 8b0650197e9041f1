#include "model/decoder.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "model/ops.h"
#include "tests/model/random_model.h"

namespace galen {
namespace {

using testing::Documents;
using testing::documents_of;
using testing::four_agent_config;
using testing::largest_difference;
using testing::lively_checkpoint;
using testing::random_tokens;

ModelConfig dense_config() {
  ModelConfig config = testing::tiny_llama_config();
  config.attention_bias = true;
  config.max_position_embeddings = 128;
  return config;
}

at::Tensor logits_of(const Model& model, const at::Tensor& tokens) {
  return forward_logits(model, tokens.unsqueeze(0)).squeeze(0);
}

// The loss over next tokens of packed documents, with gradients left in the parameters.
double loss_and_gradients(const Model& model, const Documents& documents, const at::Tensor& tokens, RoutingTrace* trace = nullptr) {
  at::Tensor labels = at::cat({tokens.narrow(0, 1, tokens.numel() - 1), at::full({1}, -100, at::kLong)});
  const at::Tensor hidden = forward_hidden(model, tokens, documents.positions, documents.offsets, trace);
  const HeadLoss loss = head_loss(hidden, model.lm_head, labels, static_cast<double>(tokens.numel() - 1), 1e-3);
  loss.loss.backward();
  return loss.loss.item<double>();
}

TEST(Decoder, PackedDocumentsGiveTheSameLogitsAsAlone) {
  for (const ModelConfig& config : {dense_config(), four_agent_config()}) {
    const Model model = load_model(lively_checkpoint(config), at::kFloat);
    const Documents documents = documents_of({7, 1, 30});
    const at::Tensor tokens = random_tokens(documents.tokens, config.vocab_size, 2);
    const at::NoGradGuard no_grad;
    const at::Tensor hidden = forward_hidden(model, tokens, documents.positions, documents.offsets);
    const at::Tensor packed = at::mm(hidden, model.lm_head->compute.t());
    EXPECT_GT(packed.abs().max().item<double>(), 1.0);
    for (int64_t d = 0; d < 3; ++d) {
      const int64_t begin = documents.offsets[d].item<int64_t>();
      const int64_t length = documents.offsets[d + 1].item<int64_t>() - begin;
      EXPECT_LE(largest_difference(packed.narrow(0, begin, length), logits_of(model, tokens.narrow(0, begin, length))), 1e-5) << "document " << d;
    }
  }
}

TEST(Decoder, TokenLossesAreTheNegativeLogLikelihoods) {
  const ModelConfig config = four_agent_config();
  const Model model = load_model(lively_checkpoint(config), at::kFloat);
  const Documents documents = documents_of({100, 100, 100});
  const at::Tensor tokens = random_tokens(300, config.vocab_size, 3);
  at::Tensor labels = random_tokens(300, config.vocab_size, 4);
  labels.narrow(0, 5, 10).fill_(-100);
  const at::Tensor losses = token_losses(model, tokens, documents.positions, documents.offsets, labels);
  const at::Tensor logits = forward_logits(model, tokens.view({3, 100})).view({300, -1});
  const at::Tensor expected =
      at::log_softmax(logits.to(at::kDouble), 1).gather(1, labels.clamp_min(0).unsqueeze(1)).squeeze(1).neg().masked_fill(labels.lt(0), 0.0);
  EXPECT_LE(largest_difference(losses, expected), 1e-4);
}

TEST(Decoder, ActivationCheckpointingGivesTheSameGradients) {
  for (const std::vector<std::string>& names : {std::vector<std::string>{"all"}, {"medicine"}, {"trunk", "safety"}}) {
    const ModelConfig config = four_agent_config();
    const Checkpoint checkpoint = lively_checkpoint(config);
    const Documents documents = documents_of({20, 33});
    const at::Tensor tokens = random_tokens(documents.tokens, config.vocab_size, 5);
    Model plain = load_model(checkpoint, at::kFloat, {names, true});
    Model recomputed = load_model(checkpoint, at::kFloat, {names, true});
    recomputed.activation_checkpointing = true;
    RoutingTrace plain_trace;
    RoutingTrace recomputed_trace;
    EXPECT_EQ(loss_and_gradients(plain, documents, tokens, &plain_trace), loss_and_gradients(recomputed, documents, tokens, &recomputed_trace));
    ASSERT_EQ(plain_trace.expert_load.size(), recomputed_trace.expert_load.size()) << "recomputing must not count tokens twice";
    for (size_t i = 0; i < plain.parameters.size(); ++i) {
      const Parameter& a = *plain.parameters[i];
      const Parameter& b = *recomputed.parameters[i];
      ASSERT_EQ(a.grad.defined(), b.grad.defined()) << a.name;
      if (a.grad.defined()) {
        EXPECT_TRUE(at::equal(a.grad, b.grad)) << a.name << " differs by " << largest_difference(a.grad, b.grad);
      }
    }
  }
}

TEST(Decoder, FrozenPartsGetNoGradients) {
  const ModelConfig config = four_agent_config();
  const Model model = load_model(lively_checkpoint(config), at::kFloat, {{"medicine"}, false});
  const Documents documents = documents_of({40, 24});
  const at::Tensor tokens = random_tokens(documents.tokens, config.vocab_size, 6);
  loss_and_gradients(model, documents, tokens);
  int64_t with_gradient = 0;
  for (const ParameterRef& parameter : model.parameters) {
    const bool is_medicine = parameter->name.find("experts.2-3.") != std::string::npos;
    EXPECT_EQ(parameter->trainable, is_medicine) << parameter->name;
    EXPECT_EQ(parameter->grad.defined(), is_medicine) << parameter->name;
    if (!is_medicine) continue;
    EXPECT_GT(parameter->grad.abs().max().item<double>(), 0.0) << parameter->name;
    ++with_gradient;
  }
  EXPECT_EQ(with_gradient, 2 * config.num_hidden_layers);
}

// A finite difference along the gradient: the whole chain of hand-written backward passes, at once.
TEST(Decoder, TheWholeGradientPredictsHowTheLossChanges) {
  for (const bool sparse : {false, true}) {
    ModelConfig config = sparse ? four_agent_config() : dense_config();
    config.use_qk_norm = sparse;
    config.norm_topk_prob = sparse;
    config.tie_word_embeddings = sparse;
    const Model model = load_model(lively_checkpoint(config), at::kFloat, {{"all"}, false});
    const Documents documents = documents_of({25, 14});
    const at::Tensor tokens = random_tokens(documents.tokens, config.vocab_size, 7);
    const double loss = loss_and_gradients(model, documents, tokens);
    const at::NoGradGuard no_grad;
    for (const ParameterRef& parameter : model.parameters) {
      ASSERT_TRUE(parameter->grad.defined()) << parameter->name;
      const at::Tensor gradient = parameter->grad.clone();
      const double norm = gradient.norm().item<double>();
      if (norm == 0) continue;
      const at::Tensor saved = parameter->master.clone();
      const auto loss_at = [&](double distance) {
        parameter->master.copy_(saved + gradient * (distance / norm));
        const at::Tensor labels = at::cat({tokens.narrow(0, 1, tokens.numel() - 1), at::full({1}, -100, at::kLong)});
        const at::Tensor hidden = forward_hidden(model, tokens, documents.positions, documents.offsets);
        const at::Tensor logits = at::mm(hidden, model.lm_head->compute.t()).to(at::kDouble).narrow(0, 0, tokens.numel() - 1);
        const at::Tensor log_z = logits.logsumexp(1);
        const at::Tensor nll = log_z - logits.gather(1, labels.narrow(0, 0, tokens.numel() - 1).unsqueeze(1)).squeeze(1);
        return (nll + log_z.square() * 1e-3).mean().item<double>();
      };
      const double distance = 2e-3;
      const double slope = (loss_at(distance) - loss_at(-distance)) / (2 * distance);
      parameter->master.copy_(saved);
      // Moving the router's rows may send a token elsewhere, which is a jump no gradient sees.
      const bool is_router = parameter->name.find("mlp.gate") != std::string::npos && parameter->name.find("gate_up") == std::string::npos;
      if (!is_router) {
        EXPECT_NEAR(slope, norm, 0.03 * norm + 1e-3) << parameter->name << ", loss " << loss;
      }
    }
  }
}

TEST(Decoder, Bf16LogitsAreNearTheF32Ones) {
  for (const ModelConfig& config : {dense_config(), four_agent_config()}) {
    const Checkpoint checkpoint = lively_checkpoint(config);
    const at::Tensor tokens = random_tokens(40, config.vocab_size, 8);
    const at::Tensor exact = logits_of(load_model(checkpoint, at::kFloat), tokens);
    const at::Tensor rounded = logits_of(load_model(checkpoint, at::kBFloat16), tokens);
    EXPECT_EQ(rounded.scalar_type(), at::kFloat);
    EXPECT_LE((exact - rounded).abs().mean().item<double>(), 0.05 * exact.abs().mean().item<double>());
  }
}

TEST(Decoder, ATraceCountsEveryChoice) {
  const ModelConfig config = four_agent_config();
  const Model model = load_model(lively_checkpoint(config), at::kFloat);
  RoutingTrace trace;
  trace.keep_indices = true;
  forward_logits(model, random_tokens(30, config.vocab_size, 9).view({2, 15}), &trace);
  ASSERT_EQ(trace.expert_load.size(), 2u);
  ASSERT_EQ(trace.expert_index.size(), 2u);
  for (size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(trace.expert_load[i].sum().item<int64_t>(), 30 * config.num_experts_per_tok);
    EXPECT_TRUE(at::equal(trace.expert_load[i], at::bincount(trace.expert_index[i].reshape({-1}), {}, config.n_routed_experts)));
  }
}

TEST(Decoder, AnUntrainedModelGoesBackByteForByte) {
  const Checkpoint checkpoint = lively_checkpoint(four_agent_config());
  const Checkpoint back = to_checkpoint(load_model(checkpoint, at::kFloat, {{"all"}, false}), checkpoint);
  ASSERT_EQ(back.tensors.size(), checkpoint.tensors.size());
  for (const auto& [name, tensor] : checkpoint.tensors) EXPECT_TRUE(at::equal(back.tensors.at(name), tensor)) << name;
}

TEST(Decoder, RefusesNamesAndLengthsItCannotServe) {
  const ModelConfig config = four_agent_config();
  const Checkpoint checkpoint = lively_checkpoint(config);
  try {
    load_model(checkpoint, at::kFloat, {{"medcine"}, false});
    FAIL() << "a name that matches nothing";
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("medicine"), std::string::npos) << error.what();
  }
  const Model model = load_model(checkpoint, at::kFloat);
  EXPECT_THROW(forward_hidden(model, random_tokens(129, 64, 1), documents_of({129}).positions, documents_of({129}).offsets), Error);
  Checkpoint incomplete = checkpoint;
  incomplete.tensors.erase("model.norm.weight");
  EXPECT_THROW(load_model(incomplete, at::kFloat), Error);
}

}  // namespace
}  // namespace galen
