#include "model/sub_agents.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <map>

#include "core/error.h"
#include "core/file.h"
#include "model/decoder.h"
#include "tests/model/random_model.h"
#include "tests/support.h"

namespace galen {
namespace {

using testing::four_agent_config;
using testing::lively_checkpoint;
using testing::random_tokens;

struct Routed {
  at::Tensor logits;                     // [tokens, vocab]
  std::vector<at::Tensor> expert_index;  // a sparse layer
};

Routed run(const Checkpoint& checkpoint, const at::Tensor& tokens) {
  RoutingTrace trace;
  trace.keep_indices = true;
  Routed routed;
  routed.logits = forward_logits(load_model(checkpoint, at::kFloat), tokens.unsqueeze(0), &trace).squeeze(0);
  routed.expert_index = trace.expert_index;
  return routed;
}

// Positions at which neither this token nor any earlier one (which attention sees) was sent to the agent, in any layer.
int64_t tokens_before_the_agent(const Routed& routed, const SubAgent& agent) {
  int64_t first = routed.logits.size(0);
  for (const at::Tensor& index : routed.expert_index) {
    const at::Tensor sent = index.ge(agent.first_expert).logical_and(index.lt(agent.first_expert + agent.num_experts)).any(1);
    const at::Tensor where = sent.nonzero().squeeze(1);
    if (where.numel() > 0) first = std::min(first, where[0].item<int64_t>());
  }
  return first;
}

std::map<std::string, std::string> hashes_of(const Checkpoint& checkpoint) {
  std::map<std::string, std::string> hashes = {{"trunk", trunk_sha256(checkpoint)}};
  for (const SubAgent& agent : checkpoint.sub_agents->agents) hashes[agent.name] = sub_agent_sha256(checkpoint, agent);
  return hashes;
}

TEST(SubAgents, RemovingOneLeavesTokensRoutedElsewhereBitEqual) {
  int64_t compared = 0;
  for (uint64_t seed = 1; seed <= 12; ++seed) {
    const Checkpoint before = lively_checkpoint(four_agent_config(), seed);
    const Checkpoint after = remove_sub_agent(before, "reasoning");
    const at::Tensor tokens = random_tokens(12, 64, seed);
    const Routed a = run(before, tokens);
    const Routed b = run(after, tokens);
    const int64_t untouched = tokens_before_the_agent(a, get_sub_agent(*before.sub_agents, "reasoning"));
    if (untouched > 0) {
      // On their own, so that every expert's GEMM has the same rows in both models: BLAS rounds by shape.
      const at::Tensor prefix = tokens.narrow(0, 0, untouched);
      EXPECT_TRUE(at::equal(run(before, prefix).logits, run(after, prefix).logits)) << "seed " << seed;
    }
    EXPECT_EQ(tokens_before_the_agent(b, get_sub_agent(*before.sub_agents, "reasoning")), 12) << "a removed agent is never chosen";
    compared += untouched;
  }
  ASSERT_GT(compared, 0);  // or nothing was compared
}

TEST(SubAgents, RemovingOneChangesNoOtherAgentAndNotTheTrunk) {
  const Checkpoint before = lively_checkpoint(four_agent_config());
  const Checkpoint after = remove_sub_agent(before, "reasoning");
  EXPECT_EQ(trunk_sha256(before), trunk_sha256(after));
  for (const auto& [name, tensor] : before.tensors) {
    const bool of_the_agent = name.find("experts.6.") != std::string::npos || name.find("experts.7.") != std::string::npos;
    if (of_the_agent) {
      EXPECT_EQ(after.tensors.at(name).abs().max().item<float>(), 0.0f) << name;
    } else if (name.find("e_score_correction_bias") == std::string::npos) {
      EXPECT_TRUE(at::equal(tensor, after.tensors.at(name))) << name;
    } else {
      for (const SubAgent& agent : before.sub_agents->agents) {
        if (agent.name == "reasoning") continue;
        EXPECT_TRUE(at::equal(tensor.narrow(0, agent.first_expert, agent.num_experts), after.tensors.at(name).narrow(0, agent.first_expert, agent.num_experts)))
            << name << " of " << agent.name;
      }
    }
  }
}

TEST(SubAgents, ExtractThenRemoveThenInsertIsTheSameModel) {
  const testing::TemporaryDirectory directory;
  for (const bool through_disk : {false, true}) {
    const Checkpoint before = lively_checkpoint(four_agent_config());
    const std::filesystem::path slice = directory / (through_disk ? "slice-2" : "slice-1");
    extract_sub_agent(before, "medicine", slice);
    Checkpoint removed = remove_sub_agent(before, "medicine");
    if (through_disk) {
      write_checkpoint(removed, directory / "removed");
      removed = read_checkpoint(directory / "removed", true);
    }
    const Checkpoint restored = insert_sub_agent(removed, slice);
    const at::Tensor tokens = random_tokens(50, 64, 3);
    EXPECT_FALSE(at::equal(run(before, tokens).logits, run(removed, tokens).logits)) << "the agent must have mattered";
    EXPECT_TRUE(at::equal(run(before, tokens).logits, run(restored, tokens).logits));
    const SubAgent& agent = get_sub_agent(*before.sub_agents, "medicine");
    EXPECT_EQ(sub_agent_sha256(before, agent), sub_agent_sha256(restored, agent));
    EXPECT_EQ(hashes_of(before), hashes_of(restored));
    EXPECT_EQ(get_sub_agent(*restored.sub_agents, "medicine").history, agent.history);
  }
}

TEST(SubAgents, AnotherModelsAgentFitsTheSameTrunkOnly) {
  const testing::TemporaryDirectory directory;
  const Checkpoint ours = lively_checkpoint(four_agent_config(), 1);
  // The same trunk, another medicine.
  Checkpoint theirs = ours;
  for (auto& [name, tensor] : theirs.tensors) {
    if (name.find("experts.2.") != std::string::npos) tensor = tensor * 2.0;
  }
  extract_sub_agent(theirs, "medicine", directory / "medicine");
  const Checkpoint merged = insert_sub_agent(ours, directory / "medicine");
  EXPECT_EQ(hashes_of(merged), hashes_of(theirs));
  EXPECT_NE(hashes_of(merged), hashes_of(ours));

  const Checkpoint strange = lively_checkpoint(four_agent_config(), 2);
  try {
    insert_sub_agent(strange, directory / "medicine");
    FAIL() << "a wrong trunk must be refused";
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("another trunk"), std::string::npos) << error.what();
  }
}

// As training does: the slice of one sub-agent moves, nothing else.
Checkpoint trained_in(Checkpoint checkpoint, const std::string& name, double by) {
  const SubAgent agent = get_sub_agent(*checkpoint.sub_agents, name);
  for (auto& [tensor_name, tensor] : checkpoint.tensors) {
    for (int64_t e = agent.first_expert; e < agent.first_expert + agent.num_experts; ++e) {
      if (tensor_name.find(".experts." + std::to_string(e) + ".") != std::string::npos) tensor = tensor + by;
    }
    if (tensor_name.ends_with("mlp.gate.weight")) {
      tensor = tensor.clone();
      tensor.narrow(0, agent.first_expert, agent.num_experts).add_(by);
    }
  }
  for (SubAgent& entry : checkpoint.sub_agents->agents) {
    if (entry.name == name) entry.history.push_back("trained by " + std::to_string(by));
  }
  checkpoint.directory = "runs/" + name;
  return checkpoint;
}

TEST(SubAgents, TrainedApartAreJoinedBitForBit) {
  const Checkpoint base = lively_checkpoint(four_agent_config());
  const Checkpoint medicine = trained_in(base, "medicine", 0.125);
  const Checkpoint safety = trained_in(base, "safety", -0.25);
  const Merge merge = merge_sub_agents(base, {medicine, safety}, false);
  const auto expected = hashes_of(base), of_medicine = hashes_of(medicine), of_safety = hashes_of(safety), found = hashes_of(merge.checkpoint);
  EXPECT_NE(of_medicine.at("medicine"), expected.at("medicine"));
  EXPECT_EQ(found.at("medicine"), of_medicine.at("medicine"));
  EXPECT_EQ(found.at("safety"), of_safety.at("safety"));
  for (const char* other : {"trunk", "general", "reasoning"}) EXPECT_EQ(found.at(other), expected.at(other));
  EXPECT_EQ(get_sub_agent(*merge.checkpoint.sub_agents, "medicine").history.back(), "trained by 0.125000");
  for (const MergedAgent& agent : merge.agents) {
    EXPECT_EQ(agent.from, agent.name == "medicine" ? std::vector<size_t>{0}
                          : agent.name == "safety" ? std::vector<size_t>{1}
                                                   : std::vector<size_t>{})
        << agent.name;
  }
}

TEST(SubAgents, OneThatTwoTrainedIsRefusedOrAveraged) {
  const Checkpoint base = lively_checkpoint(four_agent_config());
  const Checkpoint one = trained_in(base, "medicine", 0.25);
  const Checkpoint other = trained_in(base, "medicine", 0.75);
  try {
    merge_sub_agents(base, {one, other}, false);
    ADD_FAILURE() << "one of the two was lost";
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("sub-agent medicine: was trained in runs/medicine and runs/medicine"), std::string::npos) << error.what();
  }
  const Merge merge = merge_sub_agents(base, {one, other}, true);
  const Checkpoint expected = trained_in(base, "medicine", 0.5);
  for (const auto& [name, tensor] : expected.tensors) EXPECT_LE(testing::largest_difference(merge.checkpoint.tensors.at(name), tensor), 1e-6) << name;
  Checkpoint stranger = one;
  stranger.tensors.at("model.norm.weight") = stranger.tensors.at("model.norm.weight") + 1.0;
  EXPECT_THROW(merge_sub_agents(base, {stranger}, true), Error);
}

TEST(SubAgents, ADamagedSliceIsRefused) {
  const testing::TemporaryDirectory directory;
  const Checkpoint checkpoint = lively_checkpoint(four_agent_config());
  extract_sub_agent(checkpoint, "medicine", directory / "medicine");
  std::string bytes = read_file(directory / "medicine" / "sub_agent.safetensors");
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
  testing::write_text(directory / "medicine" / "sub_agent.safetensors", bytes);
  EXPECT_THROW(insert_sub_agent(checkpoint, directory / "medicine"), Error);
  testing::write_text(directory / "medicine" / "sub_agent.json", "{}");
  EXPECT_THROW(insert_sub_agent(checkpoint, directory / "medicine"), Error);
  EXPECT_THROW(insert_sub_agent(checkpoint, directory / "nothing"), Error);
}

TEST(SubAgents, APinnedOneIsChosenForEveryInput) {
  for (uint64_t seed = 1; seed <= 10; ++seed) {
    Checkpoint checkpoint = lively_checkpoint(four_agent_config(), seed);
    for (auto& [name, tensor] : checkpoint.tensors) {
      if (name.find("mlp.gate.weight") != std::string::npos) tensor = tensor * 5.0;  // scores at both ends of (0, 1)
    }
    checkpoint = pin_sub_agent(checkpoint, "safety");
    const SubAgent& safety = get_sub_agent(*checkpoint.sub_agents, "safety");
    EXPECT_TRUE(safety.pinned);
    for (const at::Tensor& index : run(checkpoint, random_tokens(100, 64, seed)).expert_index) {
      for (int64_t e = safety.first_expert; e < safety.first_expert + safety.num_experts; ++e) {
        EXPECT_TRUE(index.eq(e).any(1).all().item<bool>()) << "seed " << seed << ", expert " << e;
      }
    }
  }
}

TEST(SubAgents, PinningAndUnpinningNeverMakeABiasNegative) {
  Checkpoint checkpoint = lively_checkpoint(four_agent_config());
  checkpoint = pin_sub_agent(pin_sub_agent(checkpoint, "safety"), "general");
  EXPECT_THROW(pin_sub_agent(checkpoint, "medicine"), Error) << "each token gets two";
  EXPECT_THROW(remove_sub_agent(checkpoint, "safety"), Error) << "pinned";
  const auto least = [&] { return checkpoint.tensors.at("model.layers.0.mlp.gate.e_score_correction_bias").min().item<float>(); };
  EXPECT_GE(least(), 0.0f);
  checkpoint = unpin_sub_agent(checkpoint, "safety");
  EXPECT_GE(least(), 0.0f);
  EXPECT_FALSE(get_sub_agent(*checkpoint.sub_agents, "safety").pinned);
  EXPECT_TRUE(get_sub_agent(*checkpoint.sub_agents, "general").pinned);
  const SubAgent& general = get_sub_agent(*checkpoint.sub_agents, "general");
  for (const at::Tensor& index : run(checkpoint, random_tokens(100, 64, 9)).expert_index) {
    EXPECT_TRUE(index.eq(general.first_expert).any(1).all().item<bool>());
  }
}

TEST(SubAgents, TwoPinnedOnesAreBothChosenAndStayWhenAnotherIsRemoved) {
  Checkpoint checkpoint = pin_sub_agent(pin_sub_agent(lively_checkpoint(four_agent_config()), "safety"), "general");
  checkpoint = remove_sub_agent(checkpoint, "medicine");
  for (const at::Tensor& index : run(checkpoint, random_tokens(100, 64, 10)).expert_index) {
    for (const char* name : {"safety", "general"}) {
      EXPECT_TRUE(index.eq(get_sub_agent(*checkpoint.sub_agents, name).first_expert).any(1).all().item<bool>()) << name;
    }
  }
}

TEST(SubAgents, UnknownNamesAndTooFewLeftAreRefused) {
  const Checkpoint checkpoint = lively_checkpoint(four_agent_config());
  try {
    remove_sub_agent(checkpoint, "medcine");
    FAIL();
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("medicine"), std::string::npos) << error.what();
  }
  const Checkpoint dense = lively_checkpoint(testing::tiny_llama_config());
  EXPECT_THROW(pin_sub_agent(dense, "medicine"), Error);
  EXPECT_THROW(extract_sub_agent(dense, "medicine", "/nonexistent"), Error);
}

}  // namespace
}  // namespace galen
