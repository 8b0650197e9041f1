// 10,000 planted identifiers, and the program run over them: prepare, train, evaluate, export, a record that fails. None may turn up in anything that was
// written.
#include <gtest/gtest.h>

#include <fstream>
#include <random>
#include <unordered_set>

#include "core/file.h"
#include "data/shards.h"
#include "model/checkpoint.h"
#include "tests/export/tiny_checkpoint.h"
#include "tests/support.h"

namespace galen {
namespace {

namespace fs = std::filesystem;

constexpr size_t kCanaryLength = 12;  // long enough that no surrogate number is by chance one of the 5,000 planted

class Canaries : public ::testing::Test {
 protected:
  Canaries() {
    testing::TinyShape shape;
    shape.family = Family::kGlm4Moe;
    write_checkpoint(testing::tiny_checkpoint(shape, directory_.path()), directory_ / "base");
    std::mt19937_64 random(11);
    const auto made = [&](std::string_view alphabet, std::string_view first) {
      while (true) {
        std::string canary(1, first[random() % first.size()]);
        while (canary.size() < kCanaryLength) canary += alphabet[random() % alphabet.size()];
        if (planted_.insert(canary).second) return canary;
      }
    };
    const auto name = [&] { return made("qzxvwkj", "QZXVWKJ"); };
    const auto number = [&] { return made("123456789", "123456789"); };
    for (int i = 0; i < 1250; ++i) {
      const std::string note = "Patient Name: " + name() + " " + name() + "\\nMRN: " + number() + "\\nSeen by Dr. " + name() + " for a cough. Account number " +
                               number() + " is open. Write to " + made("qzxvwkj", "qzxvwkj") + "@mail.com. His wife " + name() + " agrees. Specimen number " +
                               number() + " is pending.";
      lines_ += "{\"prompt\": \"Summarise the visit.\", \"response\": \"" + note + "\"}\n";
    }
    testing::write_text(directory_ / "records.jsonl", lines_);
    testing::write_text(directory_ / "broken.jsonl", lines_ + "{\"prompt\": \"Patient Name: " + name() + " " + name() + "\"}\n");
  }

  std::string recipe(const std::string& name, const std::string& file, const std::string& mode) {
    testing::write_text(directory_ / (name + ".yaml"),
                        "recipe: {name: " + name + "}\nmodel: {from: base, train: [agent-0], train_router: true}\ndata:\n  deidentify: " + mode +
                            "\n  deidentify_key: " + (directory_ / "key").string() + "\n  sequence_length: 1024\n  too_long: drop\n  train:\n    - {path: " +
                            file + ", format: prompt_response}\n  validation:\n    - {path: " + file +
                            ", format: prompt_response}\ntrain: {max_steps: 3, tokens_per_batch: 2048, precision: f32}\n"
                            "eval: {suites: [notes], max_new_tokens: 8, limit: 300}\n");
    return (directory_ / (name + ".yaml")).string();
  }

  int run(const std::string& arguments) {
    return std::system((std::string(GALEN_PROGRAM) + " " + arguments + " >> " + (directory_ / "out/log.txt").string() + " 2>&1").c_str());
  }

  size_t planted_in(std::string_view bytes) const {
    size_t found = 0;
    for (size_t i = 0; i + kCanaryLength <= bytes.size(); ++i) found += planted_.count(std::string(bytes.substr(i, kCanaryLength)));
    return found;
  }

  testing::TemporaryDirectory directory_;
  std::unordered_set<std::string> planted_;
  std::string lines_;
};

TEST_F(Canaries, NoneIsInShardsLogsMetricsReportsErrorsOrExports) {
  ASSERT_GE(planted_.size(), 10000u);
  ASSERT_EQ(planted_in(lines_), 10000u);  // the search finds what is there
  fs::create_directories(directory_ / "out");
  for (const std::string mode : {"redact", "surrogate"}) {
    const std::string file = recipe(mode, "records.jsonl", mode);
    const std::string dir = "run.dir=" + (directory_ / "out" / mode).string();
    ASSERT_EQ(run("prepare " + file + " " + dir), 0) << read_file(directory_ / "out/log.txt");
    ASSERT_EQ(run("train " + file + " " + dir), 0) << read_file(directory_ / "out/log.txt");
    const std::string out = (directory_ / "out" / mode).string();
    ASSERT_EQ(run("eval " + out + "/checkpoints/latest --recipe " + file + " --json " + out + "/scores.json --report " + out + "/scores.html --before " +
                  (directory_ / "base").string() + " --answers " + out + "/answers.jsonl"),
              0)
        << read_file(directory_ / "out/log.txt");
    ASSERT_EQ(run("export " + out + "/checkpoints/latest " + out + "/export --type f32"), 0) << read_file(directory_ / "out/log.txt");
    EXPECT_NE(read_file(out + "/answers.jsonl").find("for a cough"), std::string::npos) << "the references are there, without whom they are about";
  }
  EXPECT_NE(run("prepare " + recipe("refuse", "records.jsonl", "refuse") + " run.dir=" + (directory_ / "out/refuse").string()), 0);
  EXPECT_NE(run("prepare " + recipe("broken", "broken.jsonl", "redact") + " run.dir=" + (directory_ / "out/broken").string()), 0);

  size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(directory_ / "out")) {
    if (!entry.is_regular_file()) continue;
    ++files;
    EXPECT_EQ(planted_in(read_file(entry.path())), 0u) << entry.path();
  }
  EXPECT_GT(files, 30u);

  // Shards hold tokens: back into text.
  const Tokenizer tokenizer = testing::TinyVocabulary().load(directory_.path());
  for (const char* mode : {"redact", "surrogate"}) {
    const ShardReader reader(directory_ / "out" / mode / "shards/train");
    ASSERT_EQ(reader.num_samples(), 1250u);
    size_t characters = 0;
    for (uint64_t i = 0; i < reader.num_samples(); ++i) {
      const SampleView sample = reader.sample(i);
      std::vector<int32_t> tokens;
      for (size_t at = 0; at + 1 < sample.tokens.size(); at += 2)
        tokens.push_back(static_cast<int32_t>(sample.tokens[at]) | static_cast<int32_t>(sample.tokens[at + 1]) << 8);
      const std::string text = tokenizer.decode(tokens);
      characters += text.size();
      EXPECT_NE(text.find("for a cough"), std::string::npos);
      EXPECT_EQ(planted_in(text), 0u) << text;
    }
    EXPECT_GT(characters, 100000u);
  }
}

}  // namespace
}  // namespace galen
