#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "core/file.h"
#include "model/checkpoint_files.h"
#include "model/import.h"
#include "model/safetensors.h"
#include "tests/data/tiny_vocabulary.h"
#include "tests/model/tiny_checkpoint.h"
#include "tests/support.h"

namespace galen {
namespace {

namespace fs = std::filesystem;

// A checkpoint stripped of what makes it ours.
void write_foreign(const Checkpoint& checkpoint, const fs::path& directory, uint64_t largest_shard = kLargestShard) {
  write_checkpoint_sharded(checkpoint, directory, false, {}, largest_shard);
  fs::remove(directory / "manifest.json");
  fs::remove(directory / "sub_agents.json");
}

std::string refusal(const fs::path& directory, const fs::path& scratch) {
  try {
    import_model(directory, scratch);
    return "";
  } catch (const Error& error) {
    return error.what();
  }
}

TEST(ImportHf, ReadsDirectoriesWholeOrSharded) {
  const testing::TemporaryDirectory directory;
  const Checkpoint given = testing::random_checkpoint(testing::tiny_sparse_config(), at::kBFloat16);
  for (const uint64_t shard : {kLargestShard, uint64_t{9000}}) {
    const fs::path place = directory / ("hf" + std::to_string(shard));
    write_foreign(given, place, shard);
    const Checkpoint read = import_model(place, directory.path());
    for (const auto& [name, tensor] : given.tensors) EXPECT_TRUE(at::equal(tensor, read.tensors.at(name))) << name;
    EXPECT_FALSE(read.sub_agents);
  }
}

TEST(ImportHf, ReadsACheckpointOfOursInFull) {
  const testing::TemporaryDirectory directory;
  write_checkpoint(testing::tiny_sub_agent_checkpoint(), directory / "c");
  EXPECT_EQ(import_model(directory / "c", directory.path()).sub_agents->agents.size(), 3u);
  std::string bytes = read_file(directory / "c/model.safetensors");
  bytes.back() = static_cast<char>(bytes.back() ^ 1);
  testing::write_text(directory / "c/model.safetensors", bytes);
  EXPECT_NE(refusal(directory / "c", directory.path()).find("sha256"), std::string::npos);
}

TEST(ImportHf, DropsAHeadThatRepeatsTheEmbeddingsAndRefusesAnother) {
  const testing::TemporaryDirectory directory;
  ModelConfig config = testing::tiny_llama_config();
  config.tie_word_embeddings = true;
  const Checkpoint given = testing::random_checkpoint(config);
  write_foreign(given, directory / "hf");
  const auto with_head = [&](const at::Tensor& head) {
    NamedTensors tensors(given.tensors.begin(), given.tensors.end());
    tensors.emplace_back("lm_head.weight", head);
    tensors.emplace_back("model.layers.0.self_attn.rotary_emb.inv_freq", at::ones({4}));
    write_safetensors(directory / "hf/model.safetensors", tensors);
  };
  with_head(given.tensors.at("model.embed_tokens.weight"));
  EXPECT_EQ(import_model(directory / "hf", directory.path()).tensors.count("lm_head.weight"), 0u);
  with_head(given.tensors.at("model.embed_tokens.weight") + 1);
  EXPECT_NE(refusal(directory / "hf", directory.path()).find("lm_head"), std::string::npos);
}

TEST(ImportHf, WantsTheModelsOwnTokenizer) {
  const testing::TemporaryDirectory directory;
  write_foreign(testing::random_checkpoint(testing::tiny_llama_config()), directory / "hf");
  testing::TinyVocabulary().write(directory / "hf/tokenizer.gguf");  // 260 tokens for 64 embeddings
  EXPECT_NE(refusal(directory / "hf", directory.path()).find("260 tokens"), std::string::npos);
}

TEST(ImportHf, RefusesWhatIsNoModel) {
  const testing::TemporaryDirectory directory;
  EXPECT_NE(refusal(directory / "nothing", directory.path()).find("no such"), std::string::npos);
  fs::create_directories(directory / "empty");
  EXPECT_NE(refusal(directory / "empty", directory.path()).find("config.json"), std::string::npos);
  testing::write_text(directory / "empty/config.json", to_hf_config(testing::tiny_llama_config()).dump());
  EXPECT_NE(refusal(directory / "empty", directory.path()).find("safetensors"), std::string::npos);
  testing::write_text(directory / "text", "hello");
  EXPECT_NE(refusal(directory / "text", directory.path()).find("GGUF"), std::string::npos);
}

}  // namespace
}  // namespace galen
