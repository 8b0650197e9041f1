#include "model/few_row_experts.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include "tests/model/random_model.h"
#include "tests/model/register_tiles.h"

namespace galen {
namespace {

using testing::parameter_of;
using testing::random_normal;

struct FewRowCase {
  int64_t tokens, hidden, width;
};

// Three sub-agents of two experts, the second silent; expert 5 is nobody's, expert 0 everybody's.
struct FewRowMixture {
  static constexpr int64_t kSlots = 3;
  std::vector<ExpertWeights> agents;
  at::Tensor hidden, weights, expert_index;

  explicit FewRowMixture(const FewRowCase& c)
      : hidden(random_normal({c.tokens, c.hidden}, 1).to(at::kBFloat16)),
        weights(random_normal({c.tokens, kSlots}, 2).abs()),
        expert_index(at::empty({c.tokens, kSlots}, at::kLong)) {
    for (uint64_t a = 0; a < 3; ++a) {
      ExpertWeights agent;
      agent.gate_up_proj = parameter_of(random_normal({2, 2 * c.width, c.hidden}, 10 + a, 0.2), false, at::kBFloat16);
      agent.down_proj = parameter_of(a == 1 ? at::zeros({2, c.hidden, c.width}) : random_normal({2, c.hidden, c.width}, 20 + a, 0.2), false, at::kBFloat16);
      agent.is_silent = a == 1;
      agents.push_back(agent);
    }
    const std::vector<std::vector<int64_t>> choices = {{0, 2, 4}, {4, 1, 0}, {3, 0, 2}};
    for (int64_t t = 0; t < c.tokens; ++t) {
      for (int64_t s = 0; s < kSlots; ++s) expert_index[t][s] = choices[static_cast<size_t>(t % 3)][static_cast<size_t>(s)];
    }
  }

  at::Tensor reference() const {  // f64, without the roundings between
    at::Tensor out = at::zeros(hidden.sizes(), at::kDouble);
    for (int64_t e = 0; e < 6; ++e) {
      const ExpertWeights& agent = agents[static_cast<size_t>(e / 2)];
      const at::Tensor gate_up = at::mm(hidden.to(at::kDouble), agent.gate_up_proj->compute.select(0, e % 2).to(at::kDouble).t());
      const auto parts = gate_up.chunk(2, 1);
      const at::Tensor y = at::mm(at::silu(parts[0]) * parts[1], agent.down_proj->compute.select(0, e % 2).to(at::kDouble).t());
      out = out + y * weights.to(at::kDouble).mul(expert_index.eq(e)).sum(1, true);
    }
    return out;
  }
};

using FewRowExperts = testing::WithRegisterTiles;
INSTANTIATE_TEST_SUITE_P(Kernels, FewRowExperts, testing::all_register_tiles(), testing::name_of_register_tiles);

TEST_P(FewRowExperts, AddWhatTheChosenExpertsAdd) {
  for (const FewRowCase& c : {FewRowCase{1, 64, 32}, FewRowCase{5, 70, 36}, FewRowCase{16, 96, 50}, FewRowCase{47, 64, 128}}) {
    const FewRowMixture mixture(c);
    EXPECT_EQ(few_row_experts_fit(mixture.hidden, mixture.expert_index, mixture.agents), vec::multiplies_bf16_in_registers());
    if (!vec::multiplies_bf16_in_registers()) continue;
    const at::Tensor out = mix_few_rows(mixture.hidden, mixture.weights, mixture.expert_index, mixture.agents, 2);
    const at::Tensor expected = mixture.reference();
    // Four roundings to bf16 on the way, of terms that may cancel.
    EXPECT_LE(((out.to(at::kDouble) - expected).abs().max() / expected.abs().max()).item<double>(), 4.0 / 256) << c.tokens << " tokens";
    // With a graph the general path runs.
    const at::Tensor general = mix_experts(mixture.hidden, mixture.weights.clone().requires_grad_(true), mixture.expert_index, mixture.agents, 2);
    EXPECT_TRUE(general.requires_grad());
    EXPECT_TRUE(out.equal(general.detach())) << c.tokens << " tokens";
    const at::Tensor last = mix_few_rows(mixture.hidden.narrow(0, c.tokens - 1, 1), mixture.weights.narrow(0, c.tokens - 1, 1),
                                         mixture.expert_index.narrow(0, c.tokens - 1, 1), mixture.agents, 2);
    EXPECT_TRUE(last.equal(out.narrow(0, c.tokens - 1, 1))) << "a token depends on its neighbours";
  }
}

}  // namespace
}  // namespace galen
