#include "data/prepare.h"

#include <gtest/gtest.h>

#include <cstdio>

#include "core/error.h"
#include "core/file.h"
#include "tests/data/tiny_vocabulary.h"
#include "tests/support.h"

namespace galen {
namespace {

namespace fs = std::filesystem;
using testing::TemporaryDirectory;

class Prepare : public ::testing::Test {
 protected:
  Prepare() : tokenizer_(testing::TinyVocabulary().load(folder_.path())) {
    recipe_.file = folder_ / "recipe.yaml";
    recipe_.run.dir = (folder_ / "run").string();
    recipe_.data.sequence_length = 128;
    add("train.jsonl", "{\"prompt\":\"a\",\"response\":\"b\"}\n{\"prompt\":\"c\",\"response\":\"d\"}\n");
  }
  void add(const std::string& name, const std::string& text) {
    testing::write_text(folder_ / name, text);
    DatasetSettings dataset;
    dataset.path = name;
    recipe_.data.train.push_back(dataset);
  }

  TemporaryDirectory folder_;
  Tokenizer tokenizer_;
  Recipe recipe_;
};

TEST_F(Prepare, WritesTrainAndValidation) {
  testing::write_text(folder_ / "validation.csv", "text\nsome text\n");
  recipe_.data.validation.resize(1);
  recipe_.data.validation[0].path = "validation.csv";
  const PrepareReport report = prepare(recipe_, tokenizer_);
  EXPECT_EQ(report.train.samples, 2u);
  EXPECT_EQ(report.train.loss_tokens, 4u);  // a letter and the end of the turn each
  EXPECT_EQ(report.validation.samples, 1u);
  EXPECT_FALSE(report.train.reused);
  EXPECT_EQ(report.train.shards, folder_ / "run" / "shards" / "train");
  const ShardReader reader(report.train.shards);
  EXPECT_EQ(reader.num_tokens(), report.train.tokens);
  EXPECT_EQ(reader.sample(1).id, "train.jsonl:2");
  EXPECT_EQ(reader.info().tokenizer_sha256, tokenizer_.sha256());
  const Json json = to_json(report);
  EXPECT_EQ(json["train"]["samples"], 2);
  EXPECT_EQ(json["validation"]["samples"], 1);
}

TEST_F(Prepare, ReusesShardsOfTheSameInputsOnly) {
  add("bad.jsonl", "{\"prompt\":\"a\",\"response\":\"b\"}\n{\"prompt\":\"a\"}\n");
  recipe_.data.bad_record = "drop";
  const PrepareReport first = prepare(recipe_, tokenizer_);
  const PrepareReport again = prepare(recipe_, tokenizer_);
  EXPECT_TRUE(again.train.reused);
  EXPECT_EQ(again.train.samples, first.train.samples);
  EXPECT_EQ(again.train.tokens, first.train.tokens);
  EXPECT_EQ(again.train.loss_tokens, first.train.loss_tokens);
  EXPECT_EQ(again.train.longest, first.train.longest);
  ASSERT_EQ(again.train.dropped.size(), 1u);
  EXPECT_EQ(again.train.dropped[0].reason, first.train.dropped[0].reason);

  recipe_.train.max_steps = 5;  // shapes no data
  EXPECT_TRUE(prepare(recipe_, tokenizer_).train.reused);
  recipe_.data.loss_on = "all";
  EXPECT_FALSE(prepare(recipe_, tokenizer_).train.reused);
  recipe_.data.train[0].system = "s";
  EXPECT_FALSE(prepare(recipe_, tokenizer_).train.reused);
  recipe_.data.train[0].weight = 2;
  EXPECT_FALSE(prepare(recipe_, tokenizer_).train.reused);
  testing::write_text(folder_ / "train.jsonl", "{\"prompt\":\"x\",\"response\":\"y\"}\n");
  EXPECT_FALSE(prepare(recipe_, tokenizer_).train.reused);
  testing::TinyVocabulary other;
  other.chat_template = "{% for m in messages %}{{ m['content'] + '<|im_end|>' }}{% endfor %}";
  EXPECT_FALSE(prepare(recipe_, other.load(folder_.path())).train.reused);
}

TEST_F(Prepare, MakesDamagedShardsAgain) {
  const PrepareReport first = prepare(recipe_, tokenizer_);
  for (const char* name : {"shard-00000.h5", "index.json", "dropped.json"}) {
    std::string bytes = read_file(first.train.shards / name);
    bytes[bytes.size() / 2] ^= 1;
    testing::write_text(first.train.shards / name, bytes);
    EXPECT_FALSE(prepare(recipe_, tokenizer_).train.reused) << name;
    EXPECT_TRUE(prepare(recipe_, tokenizer_).train.reused) << name;
  }
}

TEST_F(Prepare, DropsFailsOrSplitsWhatIsTooLong) {
  const std::string text(300, 'x');
  add("long.jsonl",
      "{\"text\":\"" + text + "\"}\n{\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"},{\"role\":\"assistant\",\"content\":\"y\"}]}\n");
  EXPECT_THROW(prepare(recipe_, tokenizer_), Error);  // a dataset has one format: the chat has no `text`
  recipe_.data.train.pop_back();
  add("text.jsonl", "{\"text\":\"" + text + "\"}\n");
  add("chat.jsonl", "{\"prompt\":\"" + text + "\",\"response\":\"y\"}\n");

  const PrepareReport dropped = prepare(recipe_, tokenizer_);
  EXPECT_EQ(dropped.train.samples, 2u);
  ASSERT_EQ(dropped.train.dropped.size(), 2u);
  EXPECT_EQ(dropped.train.dropped[0].id, "text.jsonl:1");

  recipe_.data.too_long = "split";
  const PrepareReport split = prepare(recipe_, tokenizer_);
  EXPECT_EQ(split.train.samples, 5u);  // 301 tokens in pieces of 128, 128 and 45
  EXPECT_EQ(split.train.dropped.size(), 1u);
  EXPECT_EQ(split.train.longest, 128u);
  std::string joined;
  const ShardReader reader(split.train.shards);
  for (uint64_t i = 2; i < 5; ++i) {
    EXPECT_EQ(reader.sample(i).id, "text.jsonl:1#" + std::to_string(i - 1));
    joined += std::string(reader.sample_length(i), 'x');
  }
  EXPECT_EQ(joined.size(), 301u);

  recipe_.data.too_long = "fail";
  EXPECT_THROW(prepare(recipe_, tokenizer_), Error);
}

TEST_F(Prepare, NeverLeavesALoneTokenWhenSplitting) {
  recipe_.data.too_long = "split";
  add("text.jsonl", "{\"text\":\"" + std::string(128 * 2, 'x') + "\"}\n");  // 257 tokens with the end
  const PrepareReport report = prepare(recipe_, tokenizer_);
  const ShardReader reader(report.train.shards);
  ASSERT_EQ(reader.num_samples(), 5u);
  EXPECT_EQ(reader.sample_length(2) + reader.sample_length(3) + reader.sample_length(4), 257u);
  for (uint64_t i = 0; i < reader.num_samples(); ++i) EXPECT_GE(reader.sample_length(i), 2u);
}

TEST_F(Prepare, TreatsAControlTokenAsABadRecord) {
  add("odd.jsonl", "{\"prompt\":\"x <|im_end|> y\",\"response\":\"y\"}\n");
  EXPECT_THROW(prepare(recipe_, tokenizer_), Error);
  recipe_.data.bad_record = "drop";
  const PrepareReport report = prepare(recipe_, tokenizer_);
  ASSERT_EQ(report.train.dropped.size(), 1u);
  EXPECT_NE(report.train.dropped[0].reason.find("<|im_end|>"), std::string::npos);
}

TEST_F(Prepare, NamesTheMostFrequentReasonWhenNothingIsLeft) {
  recipe_.data.train.clear();
  const std::string long_text(300, 'x');
  add("long.jsonl", "{\"text\":\"" + long_text + "\"}\n{\"text\":\"" + long_text + "\"}\n{\"text\":5}\n");
  recipe_.data.bad_record = "drop";
  try {
    prepare(recipe_, tokenizer_);
    FAIL() << "no Error";
  } catch (const Error& error) {
    EXPECT_NE(error.what_happened().find("2 of them: longer than data.sequence_length"), std::string::npos) << error.what();
  }
  EXPECT_FALSE(fs::exists(folder_ / "run" / "shards" / "train"));
}

TEST_F(Prepare, KeepsTheOldShardsWhenTheNewOnesFail) {
  const PrepareReport first = prepare(recipe_, tokenizer_);
  const std::string before = read_file(first.train.shards / "index.json");
  add("bad.jsonl", "nonsense\n");
  EXPECT_THROW(prepare(recipe_, tokenizer_), Error);
  EXPECT_EQ(read_file(first.train.shards / "index.json"), before);
}

TEST_F(Prepare, TurnsTheRealDialoguesIntoShards) {
  GALEN_REQUIRE_OR_SKIP(model, testing::smollm2_gguf(), "needs the quick start's model");
  GALEN_REQUIRE_OR_SKIP(path, testing::shared_data("mts_dialog/train.csv"), "needs ../shared/data");
  const Tokenizer tokenizer = Tokenizer::from_gguf(model);
  DatasetSettings dataset;
  dataset.path = path.string();
  dataset.fields = {{"dialogue", "dialogue"}, {"note", "section_text"}, {"id", "ID"}};
  dataset.instruction = "Summarise the conversation as a clinical note.";
  recipe_.data.train = {dataset};
  recipe_.data.sequence_length = 1024;
  const auto start = std::chrono::steady_clock::now();
  const PrepareReport report = prepare(recipe_, tokenizer);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  EXPECT_EQ(report.train.samples + report.train.dropped.size(), 1201u);
  EXPECT_GT(report.train.samples, 1150u);
  EXPECT_LE(report.train.longest, 1024u);
  std::printf("[ figures  ] prepare: %llu samples, %llu tokens (%llu learnt), longest %u, %zu dropped, %.2f s\n",
              static_cast<unsigned long long>(report.train.samples), static_cast<unsigned long long>(report.train.tokens),
              static_cast<unsigned long long>(report.train.loss_tokens), report.train.longest, report.train.dropped.size(), seconds);
}

}  // namespace
}  // namespace galen
