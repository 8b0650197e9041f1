#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstring>

#include "core/error.h"
#include "core/file.h"
#include "data/tokenizer.h"
#include "gguf.h"
#include "model/gguf_file.h"
#include "model/import.h"
#include "tests/support.h"

namespace galen {
namespace {

TEST(ImportGguf, BringsTheQuickStartsModelIn) {
  GALEN_REQUIRE_OR_SKIP(source, testing::smollm2_gguf(), "models/SmolLM2-135M-Instruct.Q4_1.gguf is not there");
  const testing::TemporaryDirectory directory;
  const Checkpoint imported = import_model(source, directory.path());
  EXPECT_EQ(imported.config.hidden_size, 576);
  EXPECT_EQ(imported.config.num_hidden_layers, 30);
  EXPECT_EQ(imported.config.rms_norm_eps, 1e-5);
  EXPECT_TRUE(imported.config.tie_word_embeddings);
  EXPECT_NE(imported.chat_template.find("<|im_start|>"), std::string::npos);

  write_checkpoint(imported, directory / "checkpoint");
  const Checkpoint read = read_checkpoint(directory / "checkpoint", /*verify_hashes=*/true);
  ASSERT_EQ(read.tensors.size(), imported.tensors.size());
  for (const auto& [name, tensor] : imported.tensors) EXPECT_TRUE(at::equal(tensor, read.tensors.at(name))) << name;
  // The copied vocabulary is the model's own, to the bit.
  EXPECT_EQ(Tokenizer::from_gguf(read.tokenizer_gguf).sha256(), Tokenizer::from_gguf(source).sha256());
  EXPECT_EQ(read.chat_template, imported.chat_template);
}

}  // namespace
}  // namespace galen
