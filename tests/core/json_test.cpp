#include "core/json.h"

#include <gtest/gtest.h>

#include <string>

#include "core/error.h"
#include "tests/support.h"

namespace galen {
namespace {

std::string message_for(const std::string& text) {
  try {
    parse_json(text, "a.json");
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

std::string nested(const std::string& open, const std::string& inner, const std::string& close, int depth) {
  std::string text;
  for (int i = 0; i < depth; ++i) text += open;
  text += inner;
  for (int i = 0; i < depth; ++i) text += close;
  return text;
}

TEST(Json, ValuesComeThroughUnchanged) {
  const Json json = parse_json(R"({"a": [1, -2.5, true, null, "é\u00e9\n"], "b": {"a": 18446744073709551615}})", "a.json");
  EXPECT_EQ(json["a"][1], -2.5);
  EXPECT_EQ(json["a"][4], "éé\n");
  EXPECT_EQ(json["b"]["a"].get<uint64_t>(), 18446744073709551615ULL);
}

TEST(Json, ADuplicateKeyIsRefusedWhereverItIs) {
  EXPECT_EQ(message_for(R"({"a": 1, "a": 2})"), "a.json: the key \"a\" appears twice");
  EXPECT_EQ(message_for(R"([{"x": {"a": 1, "b": 2, "a": 3}}])"), "a.json: the key \"a\" appears twice");
  EXPECT_EQ(message_for(R"({"a": 1, "\u0061": 2})"), "a.json: the key \"a\" appears twice");
  EXPECT_EQ(message_for(R"([{"a": 1}, {"a": 2}, {"b": {"a": 1}, "a": 1}])"), "no error");
}

TEST(Json, NestingStopsAtThirtyTwo) {
  for (const std::string inner : {"", "1"}) {
    EXPECT_EQ(message_for(nested("[", inner, "]", 32)), "no error");
    EXPECT_EQ(message_for(nested("[", inner, "]", 33)), "a.json: JSON is nested deeper than 32 levels");
  }
  EXPECT_EQ(message_for(nested("{\"a\":", "1", "}", 32)), "no error");
  EXPECT_EQ(message_for(nested("{\"a\":", "1", "}", 33)), "a.json: JSON is nested deeper than 32 levels");
  EXPECT_EQ(message_for(std::string(1 << 20, '[')), "a.json: JSON is nested deeper than 32 levels");
}

TEST(Json, WhatIsNoJsonIsRefusedAtItsPlace) {
  for (const std::string text : {"", "{", "[1,]", "{\"a\" 1}", "nul", "1 2", "\"\xff\"", "'a'", "[1] // c", "{\"a\": NaN}", "\"\\ud800\""}) {
    EXPECT_EQ(message_for(text).rfind("a.json: not valid JSON: ", 0), 0u) << text << " gave " << message_for(text);
  }
}

TEST(Json, AFilesErrorNamesTheFile) {
  const testing::TemporaryDirectory directory;
  testing::write_text(directory / "f.json", "{\"a\": 1}");
  EXPECT_EQ(read_json(directory / "f.json")["a"], 1);
  EXPECT_THROW(read_json(directory / "f.json", 4), Error);
  EXPECT_THROW(read_json(directory / "none.json"), Error);
  testing::write_text(directory / "f.json", "{");
  try {
    read_json(directory / "f.json");
    FAIL() << "read half a file";
  } catch (const Error& error) {
    EXPECT_EQ(error.where(), (directory / "f.json").string());
  }
}

// The library's callback parser takes time that grows with the square of an array's length: this would run for minutes.
TEST(Json, AMillionSmallObjectsAreRead) {
  std::string text = "[";
  for (int i = 0; i < 1'000'000; ++i) text += R"({"a":1},)";
  text.back() = ']';
  EXPECT_EQ(parse_json(text, "many").size(), 1'000'000u);
}

}  // namespace
}  // namespace galen
