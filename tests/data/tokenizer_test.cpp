#include "data/tokenizer.h"

#include <gtest/gtest.h>

#include <thread>

#include "core/error.h"
#include "core/file.h"
#include "tests/data/tiny_vocabulary.h"
#include "tests/support.h"

namespace galen {
namespace {

using testing::TemporaryDirectory;
using testing::TinyVocabulary;

const std::vector<std::string> kOddTexts = {
    "",
    " ",
    "   leading and trailing   ",
    "BP 120/80 mmHg, SpO\xE2\x82\x82 97 %, 38.5 \xC2\xB0\x43",
    "\n\n\t\r\n",
    "na\xC3\xAFve caf\xC3\xA9 co\xC3\xB6perate",
    "e\xCC\x81 combining, \xF0\x9F\x91\xA9\xE2\x80\x8D\xE2\x9A\x95\xEF\xB8\x8F joined, \xF0\x9F\x87\xA9\xF0\x9F\x87\xAA flag",
    "\xE6\x82\xA3\xE8\x80\x85\xE3\x81\xAE\xE7\x97\x9B\xE3\x81\xBF",
    "\xD8\xA7\xD9\x84\xD9\x85\xD8\xB1\xD9\x8A\xD8\xB6 \xE2\x80\x8F rtl mark",
    "\xEF\xBB\xBF byte order mark, \xC2\xA0 no-break space, \xE2\x80\xA8 line separator",
    "\xF4\x8F\xBF\xBF last code point, \xEF\xBF\xBF non-character",
    "digits 0123456789 \xD9\xA3 \xC2\xBD \xE2\x85\xA3",
    "they're we'll I'd don't 's 't",
    "<|im_end|> as text",
};

TEST(Tokenizer, GivesBackOddTextUnchanged) {
  TemporaryDirectory folder;
  std::vector<Tokenizer> tokenizers = {TinyVocabulary().load(folder.path())};
  if (const auto model = testing::smollm2_gguf()) tokenizers.push_back(Tokenizer::from_gguf(*model));
  for (const Tokenizer& tokenizer : tokenizers) {
    for (const std::string& text : kOddTexts) EXPECT_EQ(tokenizer.decode(tokenizer.encode(text)), text);
    const std::string with_nul("a\0b", 3);
    EXPECT_EQ(tokenizer.decode(tokenizer.encode(with_nul)), with_nul);
  }
}

TEST(Tokenizer, RefusesInvalidUtf8) {
  TemporaryDirectory folder;
  const Tokenizer tokenizer = TinyVocabulary().load(folder.path());
  for (const std::string text : {"\xFF", "\xC3", "a\xE2\x82", "\xED\xA0\x80", "\xF5\x80\x80\x80"}) {
    EXPECT_THROW(tokenizer.encode(text), Error);
  }
}

TEST(Tokenizer, SurvivesAWordOfManyLetters) {
  TemporaryDirectory folder;
  const Tokenizer tokenizer = TinyVocabulary().load(folder.path());
  for (const char letter : {'x', ' ', '\n', '.', '7'}) {
    const std::string text(300'000, letter);
    EXPECT_EQ(tokenizer.decode(tokenizer.encode(text)), text);
  }
}

TEST(Tokenizer, JoinsPiecesToTheDecodedText) {
  GALEN_REQUIRE_OR_SKIP(model, testing::smollm2_gguf(), "needs the quick start's model");
  const Tokenizer tokenizer = Tokenizer::from_gguf(model);
  const std::string text = "The patient denies chest pain; \xE2\x89\xA5 3 episodes.";
  std::string joined;
  for (const int32_t token : tokenizer.encode(text)) joined += tokenizer.piece(token);
  EXPECT_EQ(joined, text);
}

TEST(Tokenizer, ReadsSmolLm2AsItsCardSays) {
  GALEN_REQUIRE_OR_SKIP(model, testing::smollm2_gguf(), "needs the quick start's model");
  const Tokenizer tokenizer = Tokenizer::from_gguf(model);
  EXPECT_EQ(tokenizer.vocab_size(), 49152);
  EXPECT_EQ(tokenizer.bos(), 1);
  EXPECT_EQ(tokenizer.eos(), 2);
  EXPECT_FALSE(tokenizer.adds_bos());
  EXPECT_TRUE(tokenizer.is_end_of_generation(2));
  EXPECT_FALSE(tokenizer.is_end_of_generation(100));
  EXPECT_EQ(tokenizer.apply_chat_template({{"user", "Hi"}}, true),
            "<|im_start|>system\nYou are a helpful AI assistant named SmolLM, trained by Hugging Face<|im_end|>\n"
            "<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n");
}

TEST(Tokenizer, ParsesControlTokensOnlyWhenAsked) {
  TemporaryDirectory folder;
  const Tokenizer tokenizer = TinyVocabulary().load(folder.path());
  EXPECT_EQ(tokenizer.encode("<|im_end|>", false, true), std::vector<int32_t>{testing::kTinyEnd});
  EXPECT_EQ(tokenizer.encode("<|im_end|>", false, false).size(), 10u);
  EXPECT_EQ(tokenizer.decode({testing::kTinyEnd}), "");
  EXPECT_EQ(tokenizer.decode({testing::kTinyEnd}, true), "<|im_end|>");
  EXPECT_EQ(tokenizer.control_token_in("a <|im_start|> b"), "<|im_start|>");
  EXPECT_EQ(tokenizer.control_token_in("a < b"), "");
}

TEST(Tokenizer, PutsTheStartTokenInFrontOnce) {
  TemporaryDirectory folder;
  TinyVocabulary vocabulary;
  vocabulary.add_bos = true;
  vocabulary.chat_template = std::string("{{ bos_token }}") + testing::kChatMl;
  const Tokenizer tokenizer = vocabulary.load(folder.path());
  EXPECT_EQ(tokenizer.encode("a", true), (std::vector<int32_t>{256, 'a'}));
  EXPECT_EQ(tokenizer.encode("a", false), std::vector<int32_t>{'a'});
  EXPECT_TRUE(tokenizer.apply_chat_template({{"user", "a"}}, true).starts_with("<|im_start|>user"));
}

TEST(Tokenizer, HasAnIdentityOfEverythingThatMakesTokens) {
  TemporaryDirectory folder;
  const std::string base = TinyVocabulary().load(folder.path()).sha256();
  EXPECT_EQ(base.size(), 64u);
  EXPECT_EQ(TinyVocabulary().load(folder.path()).sha256(), base);
  TinyVocabulary other_template;
  other_template.chat_template = "";
  EXPECT_EQ(other_template.load(folder.path()).sha256(), base);

  TinyVocabulary piece, type, merge, bos, eos;
  piece.pieces.back() = "he";
  piece.merges = {"h e"};
  type.types[5] = 4;
  merge.merges = {"h t"};
  merge.pieces.back() = "ht";
  bos.add_bos = true;
  eos.eos = 256;
  for (const TinyVocabulary& changed : {piece, type, merge, bos, eos}) EXPECT_NE(changed.load(folder.path()).sha256(), base);
}

TEST(Tokenizer, ReportsATemplateThatRaises) {
  TemporaryDirectory folder;
  TinyVocabulary vocabulary;
  vocabulary.chat_template = "{% if messages[0]['role'] != 'user' %}{{ raise_exception('user first') }}{% endif %}x";
  const Tokenizer tokenizer = vocabulary.load(folder.path());
  EXPECT_EQ(tokenizer.apply_chat_template({{"user", "a"}}, false), "x");
  try {
    tokenizer.apply_chat_template({{"system", "a"}}, false);
    FAIL() << "no Error";
  } catch (const Error& error) {
    EXPECT_NE(error.what_happened().find("user first"), std::string::npos) << error.what();
  }
  vocabulary.chat_template = "{% for x in %}";
  EXPECT_THROW(vocabulary.load(folder.path()), Error);
  vocabulary.chat_template = "";
  EXPECT_THROW(vocabulary.load(folder.path()).apply_chat_template({{"user", "a"}}, false), Error);
}

TEST(Tokenizer, RefusesFilesWithoutAUsableVocabulary) {
  TemporaryDirectory folder;
  EXPECT_THROW(Tokenizer::from_gguf(folder / "absent.gguf"), Error);
  EXPECT_THROW(Tokenizer::from_gguf(folder.path()), Error);
  testing::write_text(folder / "noise.gguf", "GGUF but not really");
  EXPECT_THROW(Tokenizer::from_gguf(folder / "noise.gguf"), Error);
  testing::write_text(folder / "empty.gguf", "");
  EXPECT_THROW(Tokenizer::from_gguf(folder / "empty.gguf"), Error);

  TinyVocabulary twice, short_types, far_eos;
  twice.pieces[3] = twice.pieces[4];
  short_types.types.pop_back();
  far_eos.eos = 5000;
  for (const TinyVocabulary& bad : {twice, short_types, far_eos}) EXPECT_THROW(bad.load(folder.path()), Error);

  TinyVocabulary().write(folder / "cut.gguf");
  const std::string whole = read_file(folder / "cut.gguf");
  for (size_t size = 0; size < whole.size(); size += 97) {
    testing::write_text(folder / "cut.gguf", whole.substr(0, size));
    EXPECT_THROW(Tokenizer::from_gguf(folder / "cut.gguf"), Error) << size;
  }
}

TEST(Tokenizer, RefusesTokensOutsideTheVocabulary) {
  TemporaryDirectory folder;
  const Tokenizer tokenizer = TinyVocabulary().load(folder.path());
  EXPECT_THROW(tokenizer.decode({-1}), Error);
  EXPECT_THROW(tokenizer.decode({260}), Error);
  EXPECT_THROW(tokenizer.piece(260), Error);
}

TEST(Tokenizer, ServesManyThreadsAtOnce) {
  TemporaryDirectory folder;
  const Tokenizer tokenizer = TinyVocabulary().load(folder.path());
  const std::vector<ChatMessage> chat = {{"user", "the cough"}, {"assistant", "noted"}};
  const auto expected = tokenizer.encode(tokenizer.apply_chat_template(chat, false), true, true);
  std::vector<std::thread> threads;
  std::atomic<int> different = 0;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 50; ++i) different += tokenizer.encode(tokenizer.apply_chat_template(chat, false), true, true) != expected;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(different, 0);
}

}  // namespace
}  // namespace galen
