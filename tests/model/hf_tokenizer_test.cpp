// tokenizer.json from elsewhere: what is read, what is refused.
#include <gtest/gtest.h>

#include <functional>

#include "core/error.h"
#include "data/tokenizer.h"
#include "model/gguf_tokenizer.h"
#include "model/import.h"
#include "tests/data/tiny_vocabulary.h"
#include "tests/support.h"

namespace galen {
namespace {

// A byte-level tokenizer.json of 256 bytes, "th" and two special tokens.
Json tiny_tokenizer() {
  Json vocab = Json::object();
  for (const std::string& piece : testing::byte_pieces()) vocab[piece] = vocab.size();
  vocab["th"] = 256;
  Json json;
  json["added_tokens"] = {{{"id", 257}, {"content", "<s>"}, {"special", true}}, {{"id", 258}, {"content", "<note>"}, {"special", false}}};
  json["normalizer"] = nullptr;
  json["pre_tokenizer"] = {{"type", "ByteLevel"}, {"add_prefix_space", false}, {"trim_offsets", true}, {"use_regex", true}};
  json["post_processor"] = nullptr;
  json["model"] = {{"type", "BPE"}, {"unk_token", nullptr}, {"vocab", vocab}, {"merges", {"t h"}}};
  return json;
}

std::string refusal(const std::function<void(Json&)>& change) {
  Json json = tiny_tokenizer();
  change(json);
  const testing::TemporaryDirectory directory;
  testing::write_text(directory / "tokenizer.json", json.dump());
  try {
    write_tokenizer_gguf_from_hf(directory.path(), directory / "out.gguf");
    return "";
  } catch (const Error& error) {
    EXPECT_FALSE(std::filesystem::exists(directory / "out.gguf"));
    return error.what();
  }
}

TEST(HfTokenizer, ReadsAByteLevelVocabulary) {
  const testing::TemporaryDirectory directory;
  testing::write_text(directory / "tokenizer.json", tiny_tokenizer().dump());
  testing::write_text(directory / "tokenizer_config.json",
                      R"({"bos_token": "<s>", "eos_token": {"content": "<s>"}, "add_bos_token": true, "chat_template": "{{ 1 }}"})");
  testing::write_text(directory / "config.json", R"({"vocab_size": 264})");
  write_tokenizer_gguf_from_hf(directory.path(), directory / "out.gguf");
  const Tokenizer tokenizer = Tokenizer::from_gguf(directory / "out.gguf");
  EXPECT_EQ(tokenizer.vocab_size(), 264);
  EXPECT_EQ(tokenizer.encode("th<note>", true, true), (std::vector<int32_t>{257, 256, 258}));
  EXPECT_EQ(tokenizer.decode(tokenizer.encode("Thé 患者\n")), "Thé 患者\n");
  EXPECT_EQ(tokenizer.chat_template(), "{{ 1 }}");
}

TEST(HfTokenizer, RefusesWhatGgufCannotSay) {
  const std::pair<std::function<void(Json&)>, const char*> cases[] = {
      {[](Json& j) { j["model"]["type"] = "Unigram"; }, "Unigram"},
      {[](Json& j) { j["model"]["type"] = "WordPiece"; }, "WordPiece"},
      {[](Json& j) { j.erase("model"); }, "not a BPE"},
      {[](Json& j) { j["model"]["byte_fallback"] = true; }, "byte_fallback"},
      {[](Json& j) { j["model"]["end_of_word_suffix"] = "</w>"; }, "end_of_word_suffix"},
      {[](Json& j) { j["model"]["vocab"]["th"] = 300; }, "not dense"},
      {[](Json& j) { j["model"]["vocab"]["th"] = 3; }, "two tokens have the id"},
      {[](Json& j) { j["model"]["vocab"]["th"] = -1; }, "token id"},
      {[](Json& j) { j["model"]["vocab"]["th"] = 1e9; }, "token id"},
      {[](Json& j) { j["model"]["vocab"]["th"] = 4000000000u; }, "token id"},
      {[](Json& j) { j["model"]["merges"].push_back("t e"); }, "unknown tokens"},
      {[](Json& j) { j["model"]["merges"].push_back("te"); }, "not a pair"},
      {[](Json& j) {
         j["model"]["merges"].push_back({"t", "h", "e"});
       },
       "not a pair"},
      {[](Json& j) { j["model"]["merges"].push_back(7); }, "not a pair"},
      {[](Json& j) {
         j["normalizer"] = {{"type", "Lowercase"}};
       },
       "Lowercase"},
      {[](Json& j) {
         j["pre_tokenizer"] = {{"type", "Metaspace"}};
       },
       "Metaspace"},
      {[](Json& j) { j["pre_tokenizer"] = nullptr; }, "pre_tokenizer"},
      {[](Json& j) { j["pre_tokenizer"]["add_prefix_space"] = true; }, "add_prefix_space"},
      {[](Json& j) { j["pre_tokenizer"]["use_regex"] = false; }, "without words"},
      {[](Json& j) {
         j["pre_tokenizer"] = {{"type", "Sequence"},
                               {"pretokenizers",
                                {{{"type", "Split"}, {"pattern", {{"Regex", "(a+)+$"}}}, {"behavior", "Isolated"}, {"invert", false}},
                                 {{"type", "ByteLevel"}, {"add_prefix_space", false}, {"use_regex", false}}}}};
       },
       "(a+)+$"},
      {[](Json& j) { j["model"]["ignore_merges"] = true; }, "ignore_merges"},
      {[](Json& j) { j["added_tokens"][0]["content"] = std::string("a\0b", 3); }, "NUL"},
      {[](Json& j) { j["added_tokens"][0] = 5; }, "id and content"},
      {[](Json& j) {
         j["post_processor"] = {{"type", "BertProcessing"}};
       },
       "BertProcessing"},
  };
  for (const auto& [change, reason] : cases) EXPECT_NE(refusal(change).find(reason), std::string::npos) << reason << ", got: " << refusal(change);
  EXPECT_EQ(refusal([](Json&) {}), "");
}

TEST(HfTokenizer, RefusesBombs) {
  const testing::TemporaryDirectory directory;
  const auto reason = [&](const std::string& text) {
    testing::write_text(directory / "tokenizer.json", text);
    try {
      write_tokenizer_gguf_from_hf(directory.path(), directory / "out.gguf");
      return std::string();
    } catch (const Error& error) {
      return std::string(error.what());
    }
  };
  EXPECT_NE(reason("{\"a\":[" + std::string(20'000'000, ',') + "]}").find("1300000"), std::string::npos);
  std::string objects = "{\"a\":[{}";
  for (int i = 0; i < 100'000; ++i) objects += ",{}";
  EXPECT_NE(reason(objects + "]}").find("30,000 objects"), std::string::npos);
  EXPECT_NE(reason("{\"a\":" + std::string(1'000'000, '[') + "}").find("32 levels"), std::string::npos);
  EXPECT_NE(reason("{\"a\":1,\"a\":2}").find("twice"), std::string::npos);
  EXPECT_NE(reason("not json").find("JSON"), std::string::npos);
  std::filesystem::resize_file(directory / "tokenizer.json", (64 << 20) + 1);
  EXPECT_NE(reason(std::string((64 << 20) + 1, ' ')).find("64"), std::string::npos);
}

TEST(HfTokenizer, WritesNothingForKindsItCannotSay) {
  const testing::TemporaryDirectory directory;
  BpeVocabulary vocabulary;
  vocabulary.pre_tokenizer = "tekken";
  vocabulary.tokens = {"a", "b", "ab"};
  vocabulary.types.assign(3, TokenType::kNormal);
  vocabulary.merges = {"a b"};
  write_gguf_bpe(vocabulary, directory / "x.gguf");
  EXPECT_FALSE(write_hf_tokenizer(directory / "x.gguf", directory.path()));
  vocabulary.pre_tokenizer = "gpt-2";
  vocabulary.merges = {"a c"};
  write_gguf_bpe(vocabulary, directory / "x.gguf");
  EXPECT_FALSE(write_hf_tokenizer(directory / "x.gguf", directory.path()));
  EXPECT_FALSE(std::filesystem::exists(directory / "tokenizer.json"));
}

}  // namespace
}  // namespace galen
