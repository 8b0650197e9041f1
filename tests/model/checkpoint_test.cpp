#include "model/checkpoint.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "core/file.h"
#include "core/hash.h"
#include "model/checkpoint_files.h"
#include "model/import.h"
#include "model/safetensors.h"
#include "tests/data/tiny_vocabulary.h"
#include "tests/model/tiny_checkpoint.h"
#include "tests/support.h"

namespace galen {
namespace {

namespace fs = std::filesystem;

// A checkpoint with every kind of file that one can have.
Checkpoint full_checkpoint(const testing::TemporaryDirectory& directory) {
  Checkpoint checkpoint = testing::tiny_sub_agent_checkpoint();
  testing::TinyVocabulary().write(directory / "vocabulary.gguf");
  checkpoint.tokenizer_gguf = directory / "vocabulary.gguf";
  checkpoint.chat_template = testing::kChatMl;
  checkpoint.recipe_yaml = "run: {dir: runs/x}\n";
  checkpoint.generation_config["temperature"] = 0.5;
  return checkpoint;
}

std::string refusal(const std::function<void()>& action) {
  try {
    action();
    return "";
  } catch (const Error& error) {
    return error.what();
  }
}

std::vector<std::string> files_below(const fs::path& directory) {
  std::vector<std::string> names;
  for (const auto& entry : fs::recursive_directory_iterator(directory)) {
    if (entry.is_regular_file()) names.push_back(entry.path().lexically_relative(directory).generic_string());
  }
  return names;
}

TEST(Checkpoint, RoundTripsEverything) {
  const testing::TemporaryDirectory directory;
  const Checkpoint written = full_checkpoint(directory);
  write_checkpoint(written, directory / "c");
  const Checkpoint read = read_checkpoint(directory / "c", /*verify_hashes=*/true);
  ASSERT_EQ(read.tensors.size(), written.tensors.size());
  for (const auto& [name, tensor] : written.tensors) EXPECT_TRUE(at::equal(tensor, read.tensors.at(name))) << name;
  EXPECT_EQ(to_hf_config(read.config).dump(), to_hf_config(written.config).dump());
  ASSERT_TRUE(read.sub_agents);
  EXPECT_EQ(read.sub_agents->agents[2].name, "safety");
  EXPECT_TRUE(read.sub_agents->agents[2].pinned);
  EXPECT_EQ(read.sub_agents->agents[2].history, written.sub_agents->agents[2].history);
  EXPECT_EQ(read.sub_agents->trunk_sha256, trunk_sha256(written));
  EXPECT_EQ(read.chat_template, written.chat_template);
  EXPECT_EQ(read.recipe_yaml, written.recipe_yaml);
  EXPECT_EQ(read.generation_config["temperature"], 0.5);
  EXPECT_EQ(read.generation_config["eos_token_id"], 2);
  EXPECT_EQ(sha256_of_file(read.tokenizer_gguf), sha256_of_file(written.tokenizer_gguf));
  EXPECT_TRUE(fs::exists(directory / "c/tokenizer.json"));
}

TEST(Checkpoint, WritesTheSameBytesTwice) {
  const testing::TemporaryDirectory directory;
  write_checkpoint(full_checkpoint(directory), directory / "a");
  write_checkpoint(full_checkpoint(directory), directory / "b");
  EXPECT_EQ(read_file(directory / "a/manifest.json"), read_file(directory / "b/manifest.json"));
}

TEST(Checkpoint, ShardsReadBackAsOne) {
  const testing::TemporaryDirectory directory;
  const Checkpoint written = testing::tiny_sub_agent_checkpoint();
  write_checkpoint_sharded(written, directory / "c", false, {}, 10'000);
  EXPECT_FALSE(fs::exists(directory / "c/model.safetensors"));
  EXPECT_TRUE(fs::exists(directory / "c/model.safetensors.index.json"));
  const Checkpoint read = read_checkpoint(directory / "c", true);
  for (const auto& [name, tensor] : written.tensors) EXPECT_TRUE(at::equal(tensor, read.tensors.at(name))) << name;
}

TEST(Checkpoint, ListsWhatTheCallerAdded) {
  const testing::TemporaryDirectory directory;
  write_checkpoint(testing::tiny_sub_agent_checkpoint(), directory / "c", false, [](const fs::path& staging) {
    fs::create_directories(staging / "training_state");
    testing::write_text(staging / "training_state/step.json", "{}");
  });
  verify_manifest(directory / "c", true);
  testing::write_text(directory / "c/training_state/step.json", "[]");
  EXPECT_NE(refusal([&] { verify_manifest(directory / "c", true); }).find("training_state/step.json"), std::string::npos);
}

TEST(Checkpoint, LeavesNothingWhenTheCallerFails) {
  const testing::TemporaryDirectory directory;
  EXPECT_THROW(write_checkpoint(testing::tiny_sub_agent_checkpoint(), directory / "c", false, [](const fs::path&) { throw Error("no"); }), Error);
  EXPECT_TRUE(files_below(directory.path()).empty());
}

TEST(Checkpoint, FindsOneFlippedBitInAnyOfItsFiles) {
  const testing::TemporaryDirectory directory;
  write_checkpoint(full_checkpoint(directory), directory / "c");
  const std::vector<std::string> names = files_below(directory / "c");
  ASSERT_GE(names.size(), 10u);
  for (const std::string& name : names) {
    const std::string whole = read_file(directory / ("c/" + name));
    for (const size_t position : {size_t{0}, whole.size() / 2, whole.size() - 1}) {
      std::string damaged = whole;
      damaged[position] = static_cast<char>(damaged[position] ^ 4);
      testing::write_text(directory / ("c/" + name), damaged);
      const std::string reason = refusal([&] { read_checkpoint(directory / "c", true); });
      // In the manifest itself a flip may hit white space, which means nothing.
      if (name == "manifest.json" && reason.empty()) continue;
      EXPECT_NE(reason, "") << name << " " << position;
      if (name != "manifest.json") {
        EXPECT_NE(reason.find(name), std::string::npos) << reason;
      }
    }
    // Two bytes: the last of a text file is the line's end, which the manifest can do without.
    testing::write_text(directory / ("c/" + name), whole.substr(0, whole.size() - 2));
    EXPECT_NE(refusal([&] { read_checkpoint(directory / "c", false); }), "") << name << " truncated";
    fs::remove(directory / ("c/" + name));
    EXPECT_NE(refusal([&] { read_checkpoint(directory / "c", false); }), "") << name << " missing";
    testing::write_text(directory / ("c/" + name), whole);
  }
  EXPECT_EQ(refusal([&] { read_checkpoint(directory / "c", true); }), "");
}

TEST(Checkpoint, DoesNotReadWhatTheManifestDoesNotList) {
  const testing::TemporaryDirectory directory;
  write_checkpoint(testing::tiny_sub_agent_checkpoint(), directory / "c");
  testing::write_text(directory / "c/chat_template.jinja", "smuggled in");
  EXPECT_EQ(read_checkpoint(directory / "c", true).chat_template, "");
}

TEST(Checkpoint, RefusesManifestsAndIndexesThatLeaveTheDirectory) {
  const testing::TemporaryDirectory directory;
  testing::write_text(directory / "secret", "x");
  for (const std::string path : {"../secret", "/etc/passwd", "a/../../secret", "./x", "", "a//b"}) {
    fs::create_directories(directory / "c");
    const Json manifest = {{"format_version", 1}, {"files", {{{"path", path}, {"bytes", 1}, {"sha256", sha256_hex("x")}}}}};
    testing::write_text(directory / "c/manifest.json", manifest.dump());
    EXPECT_NE(refusal([&] { verify_manifest(directory / "c", true); }), "") << path;
  }
  for (const std::string shard : {"../secret.safetensors", "/x.safetensors", "model.bin", ".safetensors"}) {
    testing::write_text(directory / "c/model.safetensors.index.json", Json{{"weight_map", {{"a", shard}}}}.dump());
    const auto any = [](const std::string&) { return true; };
    EXPECT_NE(refusal([&] { read_weights(directory / "c", any); }).find("not a plain file name"), std::string::npos) << shard;
  }
}

TEST(Checkpoint, RefusesTensorsThatDoNotFitTheConfig) {
  const Checkpoint good = testing::tiny_sub_agent_checkpoint();
  check_tensors(good, "here");
  Checkpoint bad = good;
  bad.tensors.erase("model.norm.weight");
  EXPECT_NE(refusal([&] { check_tensors(bad, "here"); }).find("model.norm.weight"), std::string::npos);
  bad = good;
  bad.tensors["model.norm.weight"] = at::ones({31});
  EXPECT_NE(refusal([&] { check_tensors(bad, "here"); }).find("[31]"), std::string::npos);
  bad = good;
  bad.tensors["model.norm.weight"] = at::ones({32}, at::TensorOptions(at::kLong));
  EXPECT_NE(refusal([&] { check_tensors(bad, "here"); }), "");
  bad = good;
  bad.tensors["extra"] = at::ones({1});
  EXPECT_NE(refusal([&] { check_tensors(bad, "here"); }).find("extra"), std::string::npos);
  bad = good;
  bad.sub_agents->agents[1].name = "general";
  const testing::TemporaryDirectory directory;
  EXPECT_NE(refusal([&] { write_checkpoint(bad, directory / "c"); }).find("general"), std::string::npos);
  bad.sub_agents->agents.pop_back();
  EXPECT_NE(refusal([&] { write_checkpoint(bad, directory / "c"); }), "");
}

TEST(Checkpoint, HashesTellTrunkAndSubAgentsApart) {
  const Checkpoint before = testing::tiny_sub_agent_checkpoint();
  const auto hashes = [](const Checkpoint& checkpoint) {
    std::vector<std::string> all = {trunk_sha256(checkpoint)};
    for (const SubAgent& agent : checkpoint.sub_agents->agents) all.push_back(sub_agent_sha256(checkpoint, agent));
    return all;
  };
  // Which of {trunk, general, medicine, safety} notice a change in one number of a tensor.
  const auto changed = [&](const std::string& name, int64_t row) {
    Checkpoint after = before;
    after.tensors[name] = before.tensors.at(name).clone();
    after.tensors[name].select(0, row).add_(1);
    std::string noticed;
    for (size_t i = 0; i < 4; ++i) noticed += hashes(before)[i] != hashes(after)[i] ? "x" : ".";
    return noticed;
  };
  EXPECT_EQ(changed("model.norm.weight", 0), "x...");
  EXPECT_EQ(changed("model.layers.1.mlp.shared_experts.up_proj.weight", 0), "x...");
  EXPECT_EQ(changed("model.layers.0.mlp.experts.0.up_proj.weight", 0), ".x..");
  EXPECT_EQ(changed("model.layers.0.mlp.experts.3.up_proj.weight", 0), "..x.");
  EXPECT_EQ(changed("model.layers.1.mlp.gate.weight", 1), ".x..");
  EXPECT_EQ(changed("model.layers.1.mlp.gate.weight", 5), "...x");
  EXPECT_EQ(changed("model.layers.1.mlp.gate.e_score_correction_bias", 2), "..x.");
}

TEST(Checkpoint, HashesSurviveAnAgentsMoveToOtherExperts) {
  Checkpoint checkpoint = testing::tiny_sub_agent_checkpoint();
  const std::string before = sub_agent_sha256(checkpoint, checkpoint.sub_agents->agents[0]);
  std::map<std::string, at::Tensor> moved = checkpoint.tensors;
  for (const auto& [name, tensor] : checkpoint.tensors) {
    for (const auto& [from, to] : {std::pair("experts.0.", "experts.2."), std::pair("experts.1.", "experts.3.")}) {
      const size_t found = name.find(from);
      if (found != std::string::npos && name.find("mlp.experts") != std::string::npos) moved[std::string(name).replace(found, 10, to)] = tensor;
    }
    if (name.find(".mlp.gate.") != std::string::npos) {
      moved[name] = tensor.clone();
      moved[name].narrow(0, 2, 2).copy_(tensor.narrow(0, 0, 2));
    }
  }
  checkpoint.tensors = moved;
  EXPECT_EQ(sub_agent_sha256(checkpoint, checkpoint.sub_agents->agents[1]), before);
}

TEST(Checkpoint, NamesTheNearestSubAgent) {
  const SubAgentTable table = *testing::tiny_sub_agent_checkpoint().sub_agents;
  EXPECT_EQ(get_sub_agent(table, "medicine").first_expert, 2);
  EXPECT_EQ(find_sub_agent(table, "nobody"), nullptr);
  EXPECT_NE(refusal([&] { get_sub_agent(table, "medicin"); }).find("medicine"), std::string::npos);
}

}  // namespace
}  // namespace galen
