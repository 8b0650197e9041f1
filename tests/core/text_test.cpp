#include "core/text.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace galen {
namespace {

TEST(Utf8, EveryCodePointIsValidAndSurrogatesAreNot) {
  for (uint32_t point = 1; point <= 0x10FFFF; ++point) {
    std::string text;
    if (point < 0x80) {
      text = {static_cast<char>(point)};
    } else if (point < 0x800) {
      text = {static_cast<char>(0xC0 | point >> 6), static_cast<char>(0x80 | (point & 63))};
    } else if (point < 0x10000) {
      text = {static_cast<char>(0xE0 | point >> 12), static_cast<char>(0x80 | (point >> 6 & 63)), static_cast<char>(0x80 | (point & 63))};
    } else {
      text = {static_cast<char>(0xF0 | point >> 18), static_cast<char>(0x80 | (point >> 12 & 63)), static_cast<char>(0x80 | (point >> 6 & 63)),
              static_cast<char>(0x80 | (point & 63))};
    }
    const bool is_surrogate = point >= 0xD800 && point <= 0xDFFF;
    ASSERT_EQ(find_invalid_utf8(text).has_value(), is_surrogate) << std::hex << point;
  }
}

TEST(Utf8, TheFirstBadByteIsFound) {
  struct Case {
    std::string text;
    std::optional<size_t> offset;
  };
  const std::vector<Case> cases = {
      {"", std::nullopt},
      {"plain", std::nullopt},
      {std::string("nul\0nul", 7), std::nullopt},
      {"caf\xC3\xA9 \xF0\x9F\x98\x80", std::nullopt},
      {"ab\xFF", 2},
      {"ab\x80", 2},                   // a continuation byte alone
      {"\xC0\x80", 0},                 // overlong NUL
      {"\xC1\xBF", 0},                 // overlong, two bytes
      {"a\xE0\x9F\xBF", 1},            // overlong, three bytes
      {"\xF0\x8F\xBF\xBF", 0},         // overlong, four bytes
      {"\xED\xA0\x80", 0},             // the first surrogate
      {"\xED\xBF\xBF", 0},             // the last
      {"\xED\x9F\xBF", std::nullopt},  // just before the surrogates
      {"\xF4\x8F\xBF\xBF", std::nullopt},
      {"\xF4\x90\x80\x80", 0},  // beyond U+10FFFF
      {"\xF5\x80\x80\x80", 0},
      {"ok\xC3", 2},  // cut off
      {"ok\xE2\x82", 2},
      {"ok\xF0\x9F\x98", 2},
      {"\xC3(", 0},
      {"\xE2\x28\xA1", 0},
  };
  for (const Case& one : cases) EXPECT_EQ(find_invalid_utf8(one.text), one.offset) << testing::PrintToString(one.text);
}

TEST(NearestName, FindsLikelyMisspellingsOnly) {
  const std::vector<std::string> names = {"learning_rate", "weight_decay", "name", "id"};
  EXPECT_EQ(nearest_name("lerning_rate", names), "learning_rate");
  EXPECT_EQ(nearest_name("weigth_decay", names), "weight_decay");
  EXPECT_EQ(nearest_name("nmae", names), "name");
  EXPECT_EQ(nearest_name("name", names), "name");
  EXPECT_EQ(nearest_name("", names), std::nullopt);
  EXPECT_EQ(nearest_name("xy", names), std::nullopt);
  EXPECT_EQ(nearest_name("ix", names), "id");
  EXPECT_EQ(nearest_name("temperature", names), std::nullopt);
  EXPECT_EQ(nearest_name("x", {}), std::nullopt);
}

TEST(NearestName, TheSuggestionIsASentenceEnd) {
  EXPECT_EQ(suggest_name("nmae", {"name", "path"}), "did you mean name?");
  EXPECT_EQ(suggest_name("temperature", {"name", "path"}), "one of: name, path");
  EXPECT_EQ(suggest_name("temperature", {}), "nothing is known here");
}

TEST(Text, SplitAndJoinAreInverse) {
  for (const std::string text : {"", "a", "a,b", ",", ",a,", "a,,b"}) EXPECT_EQ(join(split(text, ','), ","), text);
  EXPECT_EQ(split("a,,b", ','), (std::vector<std::string>{"a", "", "b"}));
  EXPECT_EQ(split("", ','), std::vector<std::string>{""});
  EXPECT_EQ(join({}, ", "), "");
}

TEST(Text, TrimTakesWhiteSpaceAtBothEnds) {
  EXPECT_EQ(trim(" \t a b\r\n"), "a b");
  EXPECT_EQ(trim(" \n"), "");
  EXPECT_EQ(trim(""), "");
  EXPECT_EQ(trim("\xC3\xA9"), "\xC3\xA9");
}

TEST(Text, SizesAndTimesReadWell) {
  EXPECT_EQ(human_bytes(0), "0 B");
  EXPECT_EQ(human_bytes(1023), "1023 B");
  EXPECT_EQ(human_bytes(1536), "1.5 KiB");
  EXPECT_EQ(human_bytes(uint64_t{5} << 30), "5.0 GiB");
  EXPECT_EQ(human_bytes(std::numeric_limits<uint64_t>::max()), "16777216.0 TiB");
  EXPECT_EQ(human_seconds(3.21), "3.2 s");
  EXPECT_EQ(human_seconds(75.2), "1 min 15 s");
  EXPECT_EQ(human_seconds(3600 + 5 * 60), "1 h 05 min");
  EXPECT_EQ(human_seconds(std::nan("")), "unknown");
  EXPECT_EQ(human_seconds(std::numeric_limits<double>::infinity()), "unknown");
  EXPECT_EQ(human_seconds(1e300), "unknown");
}

}  // namespace
}  // namespace galen
