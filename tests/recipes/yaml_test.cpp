#include "recipes/yaml.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/random.h"
#include "core/text.h"

namespace galen {
namespace {

std::string message_for(const std::string& text) {
  try {
    parse_yaml(text, "a.yaml");
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

std::string repeated(const std::string& text, size_t count) {
  std::string all;
  for (size_t i = 0; i < count; ++i) all += text;
  return all;
}

TEST(Yaml, EveryValueKnowsWhereItWasWritten) {
  const YamlNode root = parse_yaml("# a comment\na:\n  b: 1\n  c:\n    - x\n    - y\nd: 'q'\n", "a.yaml");
  ASSERT_EQ(root.kind, YamlNode::Kind::kMapping);
  const YamlNode& a = *root.find("a");
  EXPECT_EQ(a.where, "a.yaml:2");
  EXPECT_EQ(a.find("b")->where, "a.yaml:3");
  EXPECT_EQ(a.find("b")->scalar, "1");
  EXPECT_FALSE(a.find("b")->is_quoted);
  EXPECT_EQ(a.find("c")->where, "a.yaml:4");
  EXPECT_EQ(a.find("c")->items.at(1).where, "a.yaml:6");
  EXPECT_TRUE(root.find("d")->is_quoted);
  EXPECT_EQ(root.find("e"), nullptr);
  EXPECT_EQ(a.find("c")->find("x"), nullptr);
}

TEST(Yaml, EmptyTextAndCommentsAreANullNode) {
  for (const std::string text : {"", "\n\n", "# nothing\n", "---\n", "~", "null"}) {
    EXPECT_EQ(parse_yaml(text, "a.yaml").kind, YamlNode::Kind::kNull) << text;
  }
}

TEST(Yaml, AByteOrderMarkWindowsLineEndsAndBlockTextsAreUnderstood) {
  const YamlNode root = parse_yaml(
      "\xEF\xBB\xBF"
      "a: 1\r\nb: |\r\n  two\r\n  lines\r\n",
      "a.yaml");
  EXPECT_EQ(root.find("a")->scalar, "1");
  EXPECT_EQ(root.find("b")->scalar, "two\nlines\n");
  EXPECT_TRUE(root.find("b")->is_quoted);
}

TEST(Yaml, WhatARecipeHasNoUseForIsRefused) {
  EXPECT_EQ(message_for("a: &x 1\n"), "a.yaml:1: YAML anchors are not allowed here; write the value out where it is used");
  EXPECT_EQ(message_for("a: 1\nb: &x [1]\n"), "a.yaml:2: YAML anchors are not allowed here; write the value out where it is used");
  EXPECT_EQ(message_for("a: &x {b: *x}\n"), "a.yaml:1: YAML anchors are not allowed here; write the value out where it is used");
  EXPECT_EQ(message_for("a: *x\n"), "a.yaml:1: is not valid YAML: the referenced anchor is not defined");
  EXPECT_EQ(message_for("a: !!str 1\n"), "a.yaml:1: YAML tags are not allowed here; remove the word that starts with `!`");
  EXPECT_EQ(message_for("a: !run [x]\n"), "a.yaml:1: YAML tags are not allowed here; remove the word that starts with `!`");
  EXPECT_EQ(message_for("a: 1\nb: 2\na: 3\n"), "a.yaml:3: the key a appears twice; keep one of them");
  EXPECT_EQ(message_for("a: {b: 1, b: 2}\n"), "a.yaml:1: the key b appears twice; keep one of them");
  EXPECT_EQ(message_for("a: 1\n---\nb: 2\n"), "a.yaml:2: a second YAML document begins here; a recipe is one document; remove the `---`");
  EXPECT_EQ(message_for("[a]: 1\n"), "a.yaml:1: a key is a list or a mapping; keys are plain words; is a bracket left open?");
  EXPECT_EQ(message_for("~: 1\n"), "a.yaml:1: a key is empty; write `key: value`");
  EXPECT_EQ(message_for("'': 1\n"), "a.yaml:1: a key is empty; write `key: value`");
  EXPECT_EQ(message_for("\"a\\n\": 1\n"), "a.yaml:1: a key contains a control character");
  EXPECT_EQ(message_for(std::string(201, 'k') + ": 1\n"), "a.yaml:1: a key is longer than 200 bytes");
  EXPECT_EQ(message_for("a: \"x\\0y\"\n"), "a.yaml:1: a value contains a NUL character; remove the `\\0`");
  EXPECT_EQ(message_for("a: 1\nb: [1, 2\n"), "a.yaml:3: is not valid YAML: end of sequence flow not found");
  EXPECT_EQ(message_for("a: 'open\n"), "a.yaml:1: a quote that opens here is never closed; close it");
  EXPECT_EQ(message_for("a: 1\nb: \"open\\\"\nc: 3\n"), "a.yaml:2: a quote that opens here is never closed; close it");
  EXPECT_EQ(message_for("\xEF\xBB\xBF# é\r\na: 'it''s'\r\nb: 'it''s''\r\n"), "a.yaml:3: a quote that opens here is never closed; close it");
  EXPECT_EQ(message_for("\xEF\xBB\xBF# é\r\na: 'it''s'\r\n\"é\": \"\\\\\"\r\nc: 'é'"), "no error");
}

TEST(Yaml, BytesThatAreNoTextAreRefusedWithTheirLine) {
  EXPECT_EQ(message_for("a: 1\nb: \xff\n"), "a.yaml:2: is not valid UTF-8; save the file as UTF-8");
  EXPECT_EQ(message_for("a: \xed\xa0\x80\n"), "a.yaml:1: is not valid UTF-8; save the file as UTF-8");
  // yaml-cpp would stop reading at either of these and never see what follows.
  const std::string control = "contains a control character; remove it, or write it as an escape in double quotes";
  EXPECT_EQ(message_for(std::string("a: 1\nb: 2\n\0c: 3\n", 16)), "a.yaml:3: " + control);
  EXPECT_EQ(message_for("a: 1\n\x04"
                        "b: 2\n"),
            "a.yaml:2: " + control);
  EXPECT_EQ(message_for("\xFF\xFE"
                        "a"),
            "a.yaml:1: is not valid UTF-8; save the file as UTF-8");
}

TEST(Yaml, SizeDepthAndCountHaveLimits) {
  EXPECT_EQ(message_for(std::string(kMaxYamlBytes + 1, '#')), "a.yaml: is 1.0 MiB, more than the 1.0 MiB allowed here");
  EXPECT_EQ(message_for(std::string(kMaxYamlBytes, '#')), "no error");
  EXPECT_EQ(message_for(repeated("[", 32) + repeated("]", 32)), "no error");
  EXPECT_EQ(message_for(repeated("[", 33) + repeated("]", 33)), "a.yaml:1: is nested deeper than 32 levels");
  EXPECT_EQ(message_for(std::string("[").append(repeated("1,", kMaxYamlValues)) + "1]"), "a.yaml:1: has more than 100000 values");
}

// Each of these asks some part of a YAML parser for work that grows faster than the text.
TEST(Yaml, HostileTextOfTheLargestSizeIsAnsweredQuickly) {
  for (const std::string piece : {"[",          "{",     "- ",   "? ", "a: ", "!",    "!a ", "&a ",  "|\n",       "'",  "\"",
                                  "%TAG ! a\n", "---\n", "{a: ", "#",  "\n",  "\"\\", "a\n", "a:\n", "- - - -\n", "{}", "\xC3\xA9"}) {
    const auto start = std::chrono::steady_clock::now();
    try {
      parse_yaml(repeated(piece, kMaxYamlBytes / piece.size()), "a.yaml");
    } catch (const Error&) {
    }
    EXPECT_LT(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(), 2.0) << piece;
  }
}

TEST(Yaml, AScalarReadsBackToTheSameBytes) {
  std::vector<std::string> texts = {"",       " ",     "null", "~",   "true",         "No", "1",    "1e3",  "a b",  "a: b", "a #b",   "- a",
                                    "'",      "\"",    "\\",   "\n",  "\r\n",         "\t", "\x01", "\x04", "\x7f", "é",    "\u2028", "\u0085",
                                    "\ufeff", "😀",     "{a}",  "[a]", "*a",           "&a", "!a",   "%a",   "@a",   "`a`",  "a\nb\n", "---",
                                    "...",    "a/b.c", "/a",   "./a", "clinical use", "?",  "? a",  "|",    ">",    "<<",   "y",      "0x10"};
  for (uint64_t i = 0; i < 3000; ++i) {
    std::string text;
    const uint64_t length = random_bits(1, 0, i) % 12;
    for (uint64_t k = 0; k < length; ++k) text += static_cast<char>(1 + random_bits(1, i + 1, k) % 127);
    texts.push_back(text);
  }
  for (const std::string& text : texts) {
    const YamlNode root = parse_yaml(std::string("k: [").append(yaml_scalar(text)) + "]\n", "a.yaml");
    ASSERT_EQ(root.find("k")->items.size(), 1u) << yaml_scalar(text);
    EXPECT_EQ(root.find("k")->items[0].kind, YamlNode::Kind::kScalar) << yaml_scalar(text);
    EXPECT_EQ(root.find("k")->items[0].scalar, text) << yaml_scalar(text);
  }
}

TEST(Yaml, AQuoteForAMessageIsShortAndPrintable) {
  EXPECT_EQ(quote_for_message("a"), "\"a\"");
  EXPECT_EQ(quote_for_message("a\nb\x1b"), "\"a\\nb\\x1b\"");
  const std::string quoted = quote_for_message(repeated("é", 1000));
  EXPECT_LT(quoted.size(), 80u);
  EXPECT_FALSE(find_invalid_utf8(quoted).has_value());
}

}  // namespace
}  // namespace galen
