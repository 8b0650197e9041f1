#include "eval/note_text.h"

#include <gtest/gtest.h>

namespace galen {
namespace {

using Numbers = std::set<std::string>;

TEST(NoteText, CountsAHeadingOnlyAtTheStartOfALine) {
  const std::vector<std::string> sections = {"Subjective", "Objective", "Assessment", "Plan"};
  EXPECT_DOUBLE_EQ(section_coverage("Subjective: cough\n objective: none\nPLAN: rest", sections), 0.75);
  EXPECT_DOUBLE_EQ(section_coverage("The plan: rest. Subjective - cough", sections), 0);
  EXPECT_DOUBLE_EQ(section_coverage("Objectives: none", sections), 0);
  EXPECT_DOUBLE_EQ(section_coverage("", sections), 0);
  EXPECT_DOUBLE_EQ(section_coverage("anything", {}), 1);
}

TEST(NoteText, MeasuresLengthInWords) {
  EXPECT_DOUBLE_EQ(length_ratio("two words", "four words are here"), 0.5);
  EXPECT_DOUBLE_EQ(length_ratio("two words", "  "), 0);
}

TEST(NoteText, FindsNumbersInOneForm) {
  EXPECT_EQ(numbers_in("BP 120/80, temp 98.60, 1,200 mL, 007, 0.50, take 2.", false), (Numbers{"120", "80", "98.6", "1200", "7", "0.5", "2"}));
  EXPECT_EQ(numbers_in("3, 4 and 5,6", false), (Numbers{"3", "4", "5", "6"}));
  EXPECT_EQ(numbers_in("B12 x1000 5mg v1.2.3", false), (Numbers{"12", "1000", "5", "1.2", "3"}));
}

TEST(NoteText, ReadsNumbersInWords) {
  const Numbers numbers = numbers_in("A fifty-five year old, pressure one forty over ninety, two hundred and six. Twenty. Five.", true);
  for (const char* expected : {"55", "140", "90", "206", "200", "20", "5"}) EXPECT_TRUE(numbers.contains(expected)) << expected;
  EXPECT_FALSE(numbers.contains("25"));
  EXPECT_FALSE(numbers.contains("0"));
}

TEST(NoteText, CountsOnlyNumbersThatTheSourceLacks) {
  EXPECT_EQ(invented_numbers("A 55-year-old with BP 140/90 on 20 mg.", "I'm fifty five. Pressure is one forty over ninety. Twenty milligrams."), 0);
  EXPECT_EQ(invented_numbers("Take 500 mg, 500 mg, then 250 mg.", "Take one tablet."), 2);
  EXPECT_EQ(invented_numbers("", "1 2 3"), 0);
}

TEST(NoteText, MakesTextThatWasCutInTheMiddleOfACharacterValid) {
  EXPECT_EQ(with_valid_utf8("38 \u00B0C"), "38 \u00B0C");
  EXPECT_EQ(with_valid_utf8("38 \xC2"), "38 \uFFFD");
  EXPECT_EQ(with_valid_utf8("\x84ok\xF0\x9F"), "\uFFFDok\uFFFD\uFFFD");
  EXPECT_EQ(with_valid_utf8(""), "");
}

}  // namespace
}  // namespace galen
