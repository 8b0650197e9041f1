#include "data/csv.h"

#include <gtest/gtest.h>

#include "core/error.h"
#include "core/file.h"
#include "tests/support.h"

namespace galen {
namespace {

std::vector<CsvRow> rows_of(const std::string& text) {
  CsvReader reader(text, "test.csv");
  std::vector<CsvRow> rows;
  CsvRow row;
  while (reader.next(&row)) rows.push_back(row);
  return rows;
}

TEST(Csv, ReadsQuotesLineBreaksAndEmptyFields) {
  const std::vector<CsvRow> rows = rows_of("a,b,c\r\n\"x, \"\"y\"\"\",\"line 1\r\nline 2\",\n,,\n\"\",z,\"\n\"");
  ASSERT_EQ(rows.size(), 4u);
  EXPECT_EQ(rows[0].fields, (std::vector<std::string>{"a", "b", "c"}));
  EXPECT_EQ(rows[1].fields, (std::vector<std::string>{"x, \"y\"", "line 1\r\nline 2", ""}));
  EXPECT_EQ(rows[2].fields, (std::vector<std::string>{"", "", ""}));
  EXPECT_EQ(rows[3].fields, (std::vector<std::string>{"", "z", "\n"}));
  EXPECT_EQ(rows[1].line, 2u);
  EXPECT_EQ(rows[2].line, 4u);
  EXPECT_EQ(rows[3].line, 5u);
}

TEST(Csv, SkipsTheByteOrderMarkAndBlankLines) {
  const std::vector<CsvRow> rows = rows_of(
      "\xEF\xBB\xBF"
      "a,b\n\n\r\n1,2\n\n");
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].fields[0], "a");
  EXPECT_EQ(rows[1].line, 4u);
}

TEST(Csv, EndsWithOrWithoutALineBreak) {
  EXPECT_EQ(rows_of("a\nb").size(), 2u);
  EXPECT_EQ(rows_of("a\nb\n").size(), 2u);
  EXPECT_EQ(rows_of("a\nb\r").size(), 2u);
  EXPECT_EQ(rows_of("").size(), 0u);
  EXPECT_EQ(rows_of("a,").at(0).fields.size(), 2u);
}

TEST(Csv, NamesTheLineOfWhatItCantRead) {
  for (const auto& [text, place] : std::vector<std::pair<std::string, std::string>>{
           {"a,b\n1,\"open", "test.csv:2"}, {"a\nx\"y\n", "test.csv:2"}, {"a\n\n\"x\"y\n", "test.csv:3"}, {"a\nb\rc\n", "test.csv:2"}}) {
    try {
      rows_of(text);
      FAIL() << "no Error for " << text;
    } catch (const Error& error) {
      EXPECT_EQ(error.where(), place);
      EXPECT_FALSE(error.hint().empty());
    }
  }
}

TEST(Csv, ReadsTheRealDialogues) {
  GALEN_REQUIRE_OR_SKIP(path, testing::shared_data("mts_dialog/train.csv"), "needs ../shared/data");
  const std::string text = read_file(path);
  const std::vector<CsvRow> rows = rows_of(text);
  ASSERT_EQ(rows.size(), 1202u);
  for (const CsvRow& row : rows) ASSERT_EQ(row.fields.size(), 4u) << row.line;
}

}  // namespace
}  // namespace galen
