#include "export/llama_runtime.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "export/gguf.h"
#include "tests/export/tiny_checkpoint.h"
#include "tests/support.h"

namespace galen {
namespace {

TEST(LlamaRuntime, GivesTheSameLogitsForADocumentWhateverCameBefore) {
  testing::TemporaryDirectory folder;
  write_gguf(testing::tiny_checkpoint({}, folder.path()), "f32", folder / "m.gguf");
  LlamaRuntime runtime(folder / "m.gguf", 32, 1);
  const std::vector<int32_t> tokens = runtime.tokenize("the cough is dry", false, false);
  ASSERT_GT(tokens.size(), 4u);
  const at::Tensor first = runtime.logits(tokens);
  runtime.logits(std::vector<int32_t>{1, 2, 3});
  EXPECT_TRUE(at::equal(runtime.logits(tokens), first));
  EXPECT_EQ(first.size(0), static_cast<int64_t>(tokens.size()));
}

TEST(LlamaRuntime, ReadsTheVocabularyOfTheFile) {
  testing::TemporaryDirectory folder;
  write_gguf(testing::tiny_checkpoint({}, folder.path()), "f32", folder / "m.gguf");
  const LlamaRuntime runtime(folder / "m.gguf", 8, 1);
  const Tokenizer tokenizer = Tokenizer::from_gguf(folder / "tokenizer.gguf");
  for (const std::string text : {"", "the patient\u2019s 98.6\u00B0F", "<|im_start|>user\nhi<|im_end|>", "\U0001F3E5"}) {
    EXPECT_EQ(runtime.tokenize(text, true, true), tokenizer.encode(text, true, true)) << text;
    EXPECT_EQ(runtime.tokenize(text, false, false), tokenizer.encode(text, false, false)) << text;
  }
  EXPECT_EQ(runtime.chat_template(), tokenizer.chat_template());
  EXPECT_EQ(runtime.eos(), testing::kTinyEnd);
  EXPECT_TRUE(runtime.is_end_of_generation(testing::kTinyEnd));
}

TEST(LlamaRuntime, RefusesWhatItCannotCompute) {
  testing::TemporaryDirectory folder;
  write_gguf(testing::tiny_checkpoint({}, folder.path()), "f32", folder / "m.gguf");
  LlamaRuntime runtime(folder / "m.gguf", 4, 1);
  EXPECT_THROW(runtime.logits(std::vector<int32_t>{}), Error);
  EXPECT_THROW(runtime.logits(std::vector<int32_t>{1, 2, 3, 4, 5}), Error);
  EXPECT_THROW(runtime.logits(std::vector<int32_t>{260}), Error);
  EXPECT_THROW(runtime.logits(std::vector<int32_t>{-1}), Error);
  EXPECT_THROW(LlamaRuntime(folder / "m.gguf", 0), Error);
}

TEST(LlamaRuntime, SaysWhatLlamaCppSaysAboutAFileItCannotLoad) {
  testing::TemporaryDirectory folder;
  testing::write_text(folder / "bad.gguf", "this is no model");
  for (const char* name : {"bad.gguf", "missing.gguf"}) {
    try {
      LlamaRuntime runtime(folder / name, 4, 1);
      FAIL() << name;
    } catch (const Error& error) {
      EXPECT_NE(std::string(error.what()).find(name), std::string::npos);
      EXPECT_GT(error.what_happened().size(), std::string("llama.cpp can't load this file: ").size()) << error.what();
    }
  }
}

}  // namespace
}  // namespace galen
