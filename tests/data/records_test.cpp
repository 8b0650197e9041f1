#include "data/records.h"

#include <gtest/gtest.h>

#include <utility>

#include "core/error.h"
#include "tests/support.h"

namespace galen {
namespace {

using testing::TemporaryDirectory;

class Records : public ::testing::Test {
 protected:
  std::vector<Record> read(const std::string& name, const std::string& text, const DatasetSettings& settings = {}, const std::string& bad = "fail") {
    testing::write_text(folder_ / name, text);
    dropped_.clear();
    return read_records(settings, folder_ / name, bad, &dropped_);
  }
  Error error_of(const std::string& name, const std::string& text, const DatasetSettings& settings = {}, const std::string& bad = "fail") {
    try {
      read(name, text, settings, bad);
    } catch (const Error& error) {
      return error;
    }
    ADD_FAILURE() << "no Error";
    return Error("");
  }
  std::string place(const std::string& name) const { return (folder_ / name).string(); }

  TemporaryDirectory folder_;
  std::vector<DroppedRecord> dropped_;
};

TEST_F(Records, ReadsEveryFormatByItsOwnFields) {
  const auto chat =
      read("a.jsonl", R"({"id":"x","messages":[{"role":"system","content":"s"},{"role":"user","content":"u"},{"role":"assistant","content":"a"}]})");
  ASSERT_EQ(chat.size(), 1u);
  EXPECT_EQ(chat[0].id, "x");
  EXPECT_EQ(chat[0].where, place("a.jsonl") + ":1");
  ASSERT_EQ(chat[0].messages.size(), 3u);
  EXPECT_EQ(chat[0].messages[0].role, "system");

  const auto pair = read("b.jsonl", "\n{\"prompt\": \"p\", \"response\": \"r\", \"other\": [1]}\r\n");
  ASSERT_EQ(pair.size(), 1u);
  EXPECT_EQ(pair[0].id, "b.jsonl:2");
  EXPECT_EQ(pair[0].messages[0].content, "p");
  EXPECT_EQ(pair[0].messages[1].content, "r");

  DatasetSettings settings;
  settings.instruction = "Write the note.";
  settings.system = "You are a scribe.";
  const auto note = read("c.csv", "dialogue,note\n\"Doctor: Hi\nPatient: Hello\",Well.\n", settings);
  ASSERT_EQ(note.size(), 1u);
  ASSERT_EQ(note[0].messages.size(), 3u);
  EXPECT_EQ(note[0].messages[0].content, "You are a scribe.");
  EXPECT_EQ(note[0].messages[1].content, "Write the note.\n\nDoctor: Hi\nPatient: Hello");
  EXPECT_EQ(note[0].messages[2].content, "Well.");

  const auto text = read("d.jsonl", R"({"text":"plain \u00e9"})");
  EXPECT_TRUE(text[0].messages.empty());
  EXPECT_EQ(text[0].text, "plain \xC3\xA9");
}

TEST_F(Records, MapsFieldsAndPrefersThemOverColumnNames) {
  DatasetSettings settings;
  settings.fields = {{"dialogue", "talk"}, {"note", "section_text"}, {"id", "ID"}};
  const auto records = read("a.csv", "ID,talk,section_text,text\n7,d,n,t\n", settings);
  EXPECT_EQ(records[0].id, "7");
  EXPECT_EQ(records[0].messages[1].content, "n");
  EXPECT_EQ(read("b.jsonl", R"({"ID": 12, "talk": "d", "section_text": "n"})", settings)[0].id, "12");
}

TEST_F(Records, SuggestsTheNearestColumn) {
  DatasetSettings settings;
  settings.fields = {{"dialogue", "dialog"}, {"note", "section_text"}};
  const Error header = error_of("a.csv", "ID,section_text,dialogue\n1,n,d\n", settings);
  EXPECT_NE(header.what_happened().find("\"dialog\""), std::string::npos);
  EXPECT_NE(header.hint().find("dialogue"), std::string::npos) << header.what();
  EXPECT_EQ(header.where(), place("a.csv") + ":1");

  const Error line = error_of("b.jsonl", "{\"dialog\":\"d\",\"section_text\":\"n\"}\n{\"dialogue\":\"d\",\"section_text\":\"n\"}\n", settings);
  EXPECT_EQ(line.where(), place("b.jsonl") + ":2");
  EXPECT_NE(line.hint().find("dialogue"), std::string::npos);

  settings.fields = {{"dialog", "x"}};
  EXPECT_NE(error_of("c.csv", "x\n1\n", settings).hint().find("dialogue"), std::string::npos);
  settings = {};
  EXPECT_NE(error_of("d.csv", "conversation,summary\n1,2\n", settings).what_happened().find("conversation, summary"), std::string::npos);
  settings.format = "dialog_note";
  EXPECT_NE(error_of("e.csv", "dialogue,note\n1,2\n", settings).hint().find("dialogue_note"), std::string::npos);
}

TEST_F(Records, FailsOrDropsBadRecords) {
  const std::string text =
      "{\"text\": \"good\"}\n"
      "{\"text\": 5}\n"
      "{\"txt\": \"x\"}\n"
      "{\"text\": \"  \"}\n"
      "{\"text\": \"bad \xFF\"}\n"
      "{\"text\": \"nul \\u0000\"}\n"
      "{\"text\": \"cut\n"
      "[1, 2]\n"
      "{\"text\": \"a\", \"text\": \"b\"}\n"
      "{\"text\": \"lone \\ud800\"}\n"
      "{\"text\": \"last\"}";
  const auto kept = read("a.jsonl", text, {}, "drop");
  ASSERT_EQ(kept.size(), 2u);
  EXPECT_EQ(kept[1].text, "last");
  EXPECT_EQ(kept[1].where, place("a.jsonl") + ":11");
  ASSERT_EQ(dropped_.size(), 9u);
  for (size_t i = 0; i < dropped_.size(); ++i) {
    EXPECT_EQ(dropped_[i].where, place("a.jsonl") + ":" + std::to_string(i + 2));
    EXPECT_FALSE(dropped_[i].reason.empty());
  }
  const Error error = error_of("a.jsonl", text);
  EXPECT_EQ(error.where(), place("a.jsonl") + ":2");
  EXPECT_NE(error.what_happened().find("text"), std::string::npos);
}

TEST_F(Records, NeverQuotesThePatientInAnError) {
  for (const std::string line : {R"({"text": "canary-4711" "x"})", R"({"text": "canary-4711)", "{\"text\": \"canary-4711 \xFF\"}", R"({"text": canary-4711})",
                                 R"({"messages": ["canary-4711"]})", R"({"messages": [{"role": "canary", "content": "canary-4711"}]})"}) {
    const Error error = error_of("a.jsonl", line);
    EXPECT_EQ(std::string(error.what()).find("4711"), std::string::npos) << error.what();
  }
}

TEST_F(Records, ChecksChats) {
  for (const std::string messages :
       {R"([])", R"("text")", R"([{"role":"user","content":"u"}])", R"([{"role":"doctor","content":"u"},{"role":"assistant","content":"a"}])",
        R"([{"role":"user"},{"role":"assistant","content":"a"}])", R"([{"role":"user","content":"u"},{"role":"assistant","content":""}])",
        R"([{"role":"user","content":[]},{"role":"assistant","content":"a"}])",
        R"([{"role":"user","content":"u"},{"role":"system","content":"s"},{"role":"assistant","content":"a"}])"}) {
    EXPECT_TRUE(read("a.jsonl", "{\"messages\": " + messages + "}\n", {}, "drop").empty()) << messages;
    EXPECT_EQ(dropped_.size(), 1u);
  }
}

TEST_F(Records, RefusesRowsOfAnotherWidth) {
  EXPECT_EQ(read("a.csv", "prompt,response\n1,2,3\n4\n5,6\n", {}, "drop").size(), 1u);
  EXPECT_EQ(dropped_.size(), 2u);
  EXPECT_EQ(error_of("b.csv", "prompt,response\n1,2\n3,\"4\n", {}, "drop").where(), place("b.csv") + ":3");
  EXPECT_NE(error_of("c.csv", "prompt,prompt,response\n1,2,3\n").what_happened().find("twice"), std::string::npos);
}

TEST_F(Records, StopsAtTheLimit) {
  DatasetSettings settings;
  settings.limit = 2;
  EXPECT_EQ(read("a.jsonl", "{\"text\":\"1\"}\n{\"text\":\"2\"}\nnonsense\n", settings).size(), 2u);
  EXPECT_EQ(read("b.csv", "text\n1\n2\n\"open", settings).size(), 2u);
}

// Training and validation from one file: every record is in exactly one of the two, bad lines counted.
TEST_F(Records, PartOfAFileCanBeHeldOut) {
  std::string text;
  for (int i = 1; i <= 11; ++i) text += i == 5 ? "{\"no\": 1}\n" : "{\"text\": \"record " + std::to_string(i) + "\"}\n";
  DatasetSettings settings;
  settings.leave_out_one_in = 3;
  std::vector<std::string> training, held_out;
  for (const Record& record : read("a.jsonl", text, settings, "drop")) training.push_back(record.text);
  EXPECT_EQ(dropped_.size(), 1u);
  settings.only_one_in = std::exchange(settings.leave_out_one_in, 0);
  for (const Record& record : read("a.jsonl", text, settings, "drop")) held_out.push_back(record.text);
  EXPECT_EQ(held_out, (std::vector<std::string>{"record 3", "record 6", "record 9"}));
  EXPECT_EQ(training, (std::vector<std::string>{"record 1", "record 2", "record 4", "record 7", "record 8", "record 10", "record 11"}));
}

TEST_F(Records, RefusesFilesThatHoldNoRecords) {
  for (const auto& [name, text] : std::vector<std::pair<std::string, std::string>>{{"empty.jsonl", ""},
                                                                                   {"blank.jsonl", "\n\n"},
                                                                                   {"header.csv", "text\n"},
                                                                                   {"bom.csv", "\xEF\xBB\xBF"},
                                                                                   {"wide.csv", "\xFF\xFEt\0e\0"},
                                                                                   {"notes.docx", "x"}}) {
    EXPECT_FALSE(error_of(name, text).what_happened().empty());
  }
  std::vector<DroppedRecord> dropped;
  EXPECT_THROW(read_records({}, folder_ / "absent.jsonl", "fail", &dropped), Error);
  EXPECT_THROW(read_records({}, folder_.path(), "fail", &dropped), Error);
  EXPECT_THROW(read_records({}, "/dev/null", "fail", &dropped), Error);
}

TEST_F(Records, RefusesALineOfAHundredMegabytesQuickly) {
  const std::string huge = "{\"text\": \"" + std::string(100'000'000, 'a') + "\"}\n{\"text\": \"small\"}\n";
  EXPECT_EQ(read("a.jsonl", huge, {}, "drop").size(), 1u);
  ASSERT_EQ(dropped_.size(), 1u);
  EXPECT_NE(dropped_[0].reason.find("MiB"), std::string::npos);
}

TEST_F(Records, ReadsTheRealDialogues) {
  GALEN_REQUIRE_OR_SKIP(path, testing::shared_data("mts_dialog/train.csv"), "needs ../shared/data");
  DatasetSettings settings;
  settings.fields = {{"dialogue", "dialogue"}, {"note", "section_text"}, {"id", "ID"}};
  const auto records = read_records(settings, path, "fail", nullptr);
  ASSERT_EQ(records.size(), 1201u);
  EXPECT_EQ(records[0].id, "0");
  EXPECT_TRUE(records[0].messages[1].content.starts_with("The patient is a 76-year-old white female"));
}

TEST_F(Records, ReadsTheRealQuestions) {
  GALEN_REQUIRE_OR_SKIP(path, testing::shared_data("medquad/train.jsonl"), "needs ../shared/data");
  DatasetSettings settings;
  settings.fields = {{"prompt", "question"}, {"response", "answer"}};
  settings.limit = 500;
  EXPECT_EQ(read_records(settings, path, "fail", nullptr).size(), 500u);
}

}  // namespace
}  // namespace galen
