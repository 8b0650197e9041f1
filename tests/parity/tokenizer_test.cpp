// The same ids from llama.cpp (a checkpoint's tokenizer.gguf) and from transformers (its tokenizer.json), both ways of making one of the
// other.
#include "data/tokenizer.h"

#include <gtest/gtest.h>

#include "core/random.h"
#include "core/text.h"
#include "model/import.h"
#include "tests/model/tiny_checkpoint.h"
#include "tests/parity/model_judge.h"

namespace galen {
namespace {

namespace fs = std::filesystem;

// Odd on purpose: scripts, digits, runs of blanks, code, marks, emoji, special tokens in the text.
std::vector<std::string> odd_texts() {
  std::vector<std::string> texts = {"",
                                    " ",
                                    "  ",
                                    "\n",
                                    "\n\n\n",
                                    " \n \n",
                                    "\t\tx",
                                    "a  b   c    d",
                                    "   lead",
                                    "trail   ",
                                    "\r\n\r\nx\r\n",
                                    "0",
                                    "00123456789",
                                    "3.14159e-10",
                                    "½ ² ٣ 四 Ⅷ",
                                    "I'll can't we've SHE'S they'RE 'tis o'clock",
                                    "don’t “quote”",
                                    "naïve café Ångström",
                                    "cafe\xCC\x81 A\xCC\x8A",
                                    "Здравствуйте, пациент",
                                    "患者は胸痛を否定した。",
                                    "환자는 두통",
                                    "مريض يعاني من ألم",
                                    "חולה",
                                    "रोगी को बुखार है",
                                    "ผู้ป่วย",
                                    "😀👩‍⚕️🏥🇫🇷",
                                    "𝔘𝔫𝔦𝔠𝔬𝔡𝔢",
                                    "\xE2\x80\x8B\xC2\xA0\xE3\x80\x80x",
                                    "if (x<=10){return x<<2;}//ok",
                                    "def f(a, *b):\n    return {'k': [1,2]}",
                                    "SELECT * FROM t WHERE a='b';",
                                    "<html><b>x</b></html>",
                                    "http://example.org/a?b=c&d=%20",
                                    "BP 120/80 mmHg, HR 72, SpO2 98% RA",
                                    "WBC 12.4×10^9/L ↑",
                                    "5 mg p.o. b.i.d. x 14d",
                                    "<|im_start|>user\nhi<|im_end|>\n",
                                    "<|endoftext|><|endoftext|>",
                                    "a<|im_end|> b",
                                    "<|im_start|",
                                    "____----====",
                                    "!?!?...",
                                    "AAAAAAAAAAAAAAAAAAAAAAAA",
                                    "\x01\x02\x7f",
                                    "~`@#$%^&*()",
                                    "<note>x</note> <note>",
                                    "<|begin|>A<|end|><|pad|>"};
  static constexpr const char* kBits[] = {" ", "  ", "\n", "\t", "a", "Pain",     "é",        "ß", "1", "42", "789", ".",    ",", "'s", "'LL",
                                          "-", "_",  "患", "я",  "😀", "\xCC\x81", "\xC2\xA0", "(", ")", "mg", "/",   "\r\n", "²", "ٱ",  "क्ष"};
  for (uint64_t i = 0; i < 600; ++i) {
    std::string text;
    for (uint64_t j = 0; j < 1 + random_bits(1, i, 0) % 14; ++j) text += kBits[random_bits(2, i, j) % std::size(kBits)];
    texts.push_back(text);
  }
  if (const auto notes = testing::shared_data("mts_dialog/train.csv")) {
    const std::vector<std::string> lines = split(read_file(*notes), '\n');
    for (size_t i = 0; i < lines.size() && i < 500; ++i) texts.push_back(lines[i]);
  }
  return texts;
}

std::vector<std::vector<int32_t>> encode_all(const Tokenizer& tokenizer, const std::vector<std::string>& texts) {
  std::vector<std::vector<int32_t>> ids;
  for (const std::string& text : texts) ids.push_back(tokenizer.encode(text, /*add_special=*/false, /*parse_special=*/true));
  return ids;
}

// How many texts differ, the first of them shown.
int count_differences(const std::vector<std::vector<int32_t>>& ours, const Json& theirs, const std::vector<std::string>& texts, const std::string& what) {
  int differences = 0;
  for (size_t i = 0; i < texts.size(); ++i) {
    if (Json(ours[i]) == theirs[i]) continue;
    if (differences++ < 3) ADD_FAILURE() << what << ": " << Json(texts[i]).dump(-1, ' ', true) << "\nours   " << Json(ours[i]) << "\ntheirs " << theirs[i];
  }
  return differences;
}

TEST(ParityTokenizer, TransformersEncodesAnImportedCheckpointsTextsAsTheRuntimeDoes) {
  if (!testing::has_judge()) GTEST_SKIP() << testing::kNoJudge;
  GALEN_REQUIRE_OR_SKIP(source, testing::smollm2_gguf(), "models/SmolLM2-135M-Instruct.Q4_1.gguf is not there");
  const testing::TemporaryDirectory directory;
  const std::vector<std::string> texts = odd_texts();
  testing::write_text(directory / "texts.json", Json(texts).dump());
  fs::create_directories(directory / "hf/smollm2");
  write_tokenizer_gguf_from_gguf(source, directory / "tokenizer.gguf");
  ASSERT_TRUE(write_hf_tokenizer(directory / "tokenizer.gguf", directory / "hf/smollm2"));
  // With the config beside it, as in a checkpoint: AutoTokenizer looks at model_type too.
  ModelConfig config = testing::tiny_llama_config();
  testing::write_text(directory / "hf/smollm2/config.json", to_hf_config(config).dump());
  const Json verdict =
      testing::ask_judge("tokenizer_judge", {"encode", (directory / "hf").string(), (directory / "texts.json").string()}, directory.path())["smollm2"];

  const Tokenizer tokenizer = Tokenizer::from_gguf(directory / "tokenizer.gguf");
  ASSERT_GE(texts.size(), 600u);
  EXPECT_EQ(count_differences(encode_all(tokenizer, texts), verdict["ids"], texts, "smollm2"), 0);
  EXPECT_EQ(verdict["size"], tokenizer.vocab_size());
  EXPECT_EQ(verdict["with_special"], Json(tokenizer.encode("Pain.", true, true)));
  EXPECT_EQ(verdict["eos"], "<|im_end|>");
  EXPECT_EQ(verdict["bos"], "<|im_start|>");
  EXPECT_TRUE(verdict["has_template"]);
}

TEST(ParityTokenizer, EveryKindOfTokenizerJsonKeepsItsIdsInTheRuntimeAndBack) {
  if (!testing::has_judge()) GTEST_SKIP() << testing::kNoJudge;
  const testing::TemporaryDirectory directory;
  const std::vector<std::string> texts = odd_texts();
  testing::write_text(directory / "texts.json", Json(texts).dump());
  const std::string texts_file = (directory / "texts.json").string();
  fs::create_directories(directory / "theirs");
  const Json kinds = testing::ask_judge("tokenizer_judge", {"train", (directory / "theirs").string(), texts_file}, directory.path());
  const Json theirs = testing::ask_judge("tokenizer_judge", {"encode", (directory / "theirs").string(), texts_file}, directory.path());
  ASSERT_EQ(kinds.size(), 6u);
  std::map<std::string, std::vector<int32_t>> with_special;
  for (const std::string kind : kinds) {
    write_tokenizer_gguf_from_hf(directory / ("theirs/" + kind), directory / (kind + ".gguf"));
    const Tokenizer tokenizer = Tokenizer::from_gguf(directory / (kind + ".gguf"));
    EXPECT_EQ(count_differences(encode_all(tokenizer, texts), theirs[kind]["ids"], texts, kind), 0);
    with_special[kind] = tokenizer.encode("Pain.", true, true);
    EXPECT_EQ(Json(with_special[kind]), theirs[kind]["with_special"]) << kind;
    fs::create_directories(directory / ("ours/" + kind));
    EXPECT_TRUE(write_hf_tokenizer(directory / (kind + ".gguf"), directory / ("ours/" + kind))) << kind;
  }
  const Json back = testing::ask_judge("tokenizer_judge", {"encode", (directory / "ours").string(), texts_file}, directory.path());
  for (const std::string kind : kinds) {
    EXPECT_EQ(back[kind]["ids"], theirs[kind]["ids"]) << kind;
    EXPECT_EQ(back[kind]["with_special"], theirs[kind]["with_special"]) << kind;
    for (const char* name : {"bos", "eos", "pad", "size", "has_template"}) EXPECT_EQ(back[kind][name], theirs[kind][name]) << kind << " " << name;
  }
}

}  // namespace
}  // namespace galen
