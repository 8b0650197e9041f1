// galen chat with a file of questions, as a program.
#include <gtest/gtest.h>

#include <cstdlib>

#include "core/file.h"
#include "core/json.h"
#include "core/text.h"
#include "model/checkpoint.h"
#include "tests/export/tiny_checkpoint.h"
#include "tests/support.h"

namespace galen {
namespace {

class ChatFile : public ::testing::Test {
 protected:
  ChatFile() {
    testing::TinyShape shape;
    shape.family = Family::kGlm4Moe;
    write_checkpoint(testing::tiny_checkpoint(shape, folder_.path()), folder_ / "model");
  }

  int chat(const std::string& questions, const std::string& more = "") {
    testing::write_text(folder_ / "questions.jsonl", questions);
    const std::string command = std::string(GALEN_PROGRAM) + " chat " + (folder_ / "model").string() + " --precision f32 --max-new-tokens 6 --questions " +
                                (folder_ / "questions.jsonl").string() + " --answers " + (folder_ / "answers.jsonl").string() + " " + more + " > " +
                                (folder_ / "said").string() + " 2>&1";
    const int status = std::system(command.c_str());
    said_ = read_file(folder_ / "said");
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  std::vector<Json> answers() const {
    std::vector<Json> lines;
    for (const std::string& line : split(read_file(folder_ / "answers.jsonl"), '\n')) {
      if (!line.empty()) lines.push_back(parse_json(line, "answers"));
    }
    return lines;
  }

  testing::TemporaryDirectory folder_;
  std::string said_;
};

TEST_F(ChatFile, EveryQuestionIsAnsweredInItsPlaceAsIfAskedAlone) {
  const std::string first = R"({"id": "a", "prompt": "What helps against a cough?"})";
  const std::string second = R"({"id": "b", "text": "The harbour was"})";
  ASSERT_EQ(chat(first + "\n\n" + second + "\n" + R"({"prompt": "Hello"})" + "\n"), 0) << said_;
  const std::vector<Json> all = answers();
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[0].at("id"), "a");
  EXPECT_EQ(all[1].at("text"), "The harbour was");
  EXPECT_EQ(all[2].at("id"), "4") << "the number of its line";
  ASSERT_EQ(chat(second), 0) << said_;
  EXPECT_EQ(answers().at(0).at("answer"), all[1].at("answer"));
  ASSERT_EQ(chat(first, "--temperature 1 --seed 5"), 0) << said_;
  const Json drawn = answers().at(0);
  ASSERT_EQ(chat(first, "--temperature 1 --seed 5"), 0) << said_;
  EXPECT_EQ(answers().at(0), drawn);
}

TEST_F(ChatFile, WhatIsNoQuestionIsNamedAndNothingIsWritten) {
  const std::string good = R"({"id": "a", "prompt": "Hello"})";
  for (const auto& [line, says] : std::vector<std::pair<std::string, std::string>>{{R"({"id": "b"})", "isn't a question"},
                                                                                   {R"({"id": "b", "prompt": "x", "text": "y"})", "isn't a question"},
                                                                                   {"[1]", "isn't a question"},
                                                                                   {"{", "questions.jsonl:2"},
                                                                                   {good, "asks a again"}}) {
    EXPECT_EQ(chat(good + "\n" + line + "\n"), 1) << line;
    EXPECT_NE(said_.find(says), std::string::npos) << said_;
    EXPECT_NE(said_.find("questions.jsonl:2"), std::string::npos) << said_;
    EXPECT_FALSE(exists(folder_ / "answers.jsonl"));
  }
  EXPECT_NE(chat(good, "--prompt Hello"), 0) << "one or many";
}

}  // namespace
}  // namespace galen
