#include "eval/notes.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/error.h"
#include "tests/eval/tiny_model.h"
#include "tests/support.h"

namespace galen {
namespace {

Record record(const std::string& id, const std::string& dialogue, const std::string& note) {
  Record result;
  result.id = id;
  result.where = "notes.jsonl:1";
  result.messages = {{"user", dialogue}, {"assistant", note}};
  return result;
}

NoteSettings settings() {
  NoteSettings result;
  result.sections = {"Subjective", "Plan"};
  result.max_new_tokens = 12;
  return result;
}

TEST(Notes, ScoresEachRecordOnceInOrder) {
  testing::TinyModel loaded;
  const std::vector<Record> records = {record("a", "Doctor: what is wrong?", "Subjective: cough\nPlan: rest"), record("b", "Patient: 3 days", "Plan: fluids"),
                                       record("c", "Patient: hi", "Subjective: well")};
  const NoteReport report = evaluate_notes(loaded.model, loaded.tokenizer, records, settings());
  ASSERT_EQ(report.examples.size(), 3u);
  for (size_t i = 0; i < records.size(); ++i) {
    EXPECT_EQ(report.examples[i].id, records[i].id);
    EXPECT_EQ(report.examples[i].reference, records[i].messages.back().content);
    const RougeScores again = rouge(report.examples[i].reference, report.examples[i].generated);
    EXPECT_EQ(report.examples[i].rouge.rougeL.f1, again.rougeL.f1);
  }
  EXPECT_LE(report.rougeL.low, report.rougeL.mean);
  EXPECT_GE(report.rougeL.high, report.rougeL.mean);
  EXPECT_GT(report.perplexity, 1);
  EXPECT_TRUE(std::isfinite(report.perplexity));
}

TEST(Notes, GivesTheSameReportTwice) {
  testing::TinyModel loaded;
  const std::vector<Record> records = {record("a", "Doctor: what is wrong?", "Plan: rest"), record("b", "Patient: 3 days", "Plan: fluids")};
  EXPECT_EQ(to_json(evaluate_notes(loaded.model, loaded.tokenizer, records, settings()), true).dump(),
            to_json(evaluate_notes(loaded.model, loaded.tokenizer, records, settings()), true).dump());
}

TEST(Notes, WritesExamplesIntoJsonOnlyWhenAsked) {
  NoteReport report;
  report.examples.resize(2);
  report.examples[0].generated = "Plan: \xC3\xA9";
  EXPECT_FALSE(to_json(report, false).contains("examples"));
  EXPECT_EQ(to_json(report, true)["examples"].size(), 2u);
  EXPECT_EQ(to_json(report, false)["records"], 2);
}

TEST(Notes, RefusesRecordsWithoutANoteByName) {
  testing::TinyModel loaded;
  EXPECT_THROW(evaluate_notes(loaded.model, loaded.tokenizer, {}, settings()), Error);
  Record text;
  text.id = "plain-7";
  text.text = "just text";
  try {
    evaluate_notes(loaded.model, loaded.tokenizer, {text}, settings());
    FAIL() << "accepted";
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("plain-7"), std::string::npos);
  }
  Record question = record("q", "x", "y");
  question.messages.back().role = "user";
  EXPECT_THROW(evaluate_notes(loaded.model, loaded.tokenizer, {question}, settings()), Error);
}

}  // namespace
}  // namespace galen
