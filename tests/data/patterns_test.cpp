#include "data/patterns.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/error.h"
#include "data/pattern_leads.h"
#include "data/pattern_lists.h"
#include "data/words.h"

namespace galen {
namespace {

// The ASCII signs of a set, in order.
std::string shown(const LeadSymbols& symbols) {
  std::string made;
  for (size_t symbol = 0; symbol < 0x80; ++symbol) {
    if (symbols[symbol]) made += static_cast<char>(symbol);
  }
  return made + (symbols[0x80] ? "+" : "");
}

TEST(PatternLeads, AreReadFromAnExpressionsFront) {
  struct Case {
    const char* expression;
    std::string first;
    bool at_text_start = false;
  };
  const std::string capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  for (const Case& expected : std::vector<Case>{
           {R"((\d{3}-\d{4}))", "0123456789"},
           {R"((?i)\b(?:mrn|chart|pt\.? id) (\d+))", "CMPcmp"},
           {R"((?i:sex|dob)x)", "DSds+"},  // ſ is an s of any case
           {R"((?:the )?(?:first|3rd) of May)", "3ft"},
           {R"(\p{Lu}\p{L}+, (\d{5}))", capitals + "+"},
           {R"((?:[Vv]an )?[N-Q]x)", "NOPQVv"},
           {R"((?:^|\n)[ ]*([A-Z]{2}))", "\n", true},
           {R"((?:^|[.!?][ ]{1,2}|- )(Per))", "!-.?", true},
           {R"(a{0,2}(?:b|c{2,})?d)", "abcd"},
           {R"((?:é|–|[+\-*])\d)", "*+-+"},
       }) {
    const PatternLeads leads = leads_of(expected.expression);
    EXPECT_EQ(shown(leads.first_symbols()), expected.first) << expected.expression;
    EXPECT_EQ(leads.at_text_start, expected.at_text_start) << expected.expression;
  }
}

TEST(PatternLeads, WhatTheyCannotReadIsSaid) {
  for (const char* expression : {R"((?P<name>a)b)", R"(\x41)", R"(\p{Greek})", "a(b", "a?"}) EXPECT_THROW(leads_of(expression), Error) << expression;
}

TEST(PatternLeads, ATableKnowsThreeBytesOfSeveralPatterns) {
  const PatternLeads months = leads_of(R"((?i)\b(?:jan|feb(?:ruary)?)\b \d)");
  const PatternLeads names = leads_of(R"((\p{Lu}\.[ ]?\p{Lu}\p{Ll}+))");
  const PatternLeads times = leads_of(R"(\d{1,2}(?::\d\d|h))");
  const LeadTable table({&months, &names, &times});
  for (const char* text : {"jan 3", "FEBRUARY", "J. Doe", "J.Doe", "9h", "12:30", "1:30", "\xC3\x89. X"}) EXPECT_TRUE(table.may_begin(text)) << text;
  for (const char* text : {"jane", "june", "John", "J, D", "j. d", "123", "1 h", " jan", ". Xx"}) {
    EXPECT_EQ(table.may_begin(text), std::string_view(text) == "jane") << text;  // what is behind the third byte isn't looked at
  }
}

TEST(PatternLeads, NoMatchOfAPatternBeginsWhereItsTableSaysNever) {
  re2::RE2::Options options;
  options.set_max_mem(int64_t{64} << 20);
  const std::string text =
      "Patient: Okafor, Ngozi A   DOB 03/04/1951   MRN 00-48-29\nDr. A. Lindqvist, 12 Elm Road, Apt 3, Dayton, OH 45402, tel (937) 555-0144 x210\n"
      "- seen 9/14 with her daughter Adaeze; fell on Friday 8/30 at St. Brigid’s. né le 3 août 1951, âgé de 73 ans. [age: 73] /KM/ \"Bo\" Hale 94 y.o.\n"
      "\tQA -> RB | 10:45 TR/lb → J.K. 2024-09-15 (937.555.0177) #4829137 @okafor, +44 20 7946 0958; SSN ***-**-1234\n";
  size_t compared = 0;
  for (const std::vector<Pattern>& list : pattern_lists()) {
    for (const Pattern& pattern : list) {
      const PatternLeads leads = leads_of(pattern.expression);
      const LeadTable table({&leads});
      const re2::RE2 expression(pattern.expression, options);
      for (size_t at = 1; at < text.size(); ++at) {
        if ((text[at] & 0xC0) == 0x80 || table.may_begin(std::string_view(text).substr(at))) continue;
        ++compared;
        EXPECT_FALSE(expression.Match(text, at, text.size(), re2::RE2::ANCHOR_START, nullptr, 0)) << pattern.rule << ": " << text.substr(at, 20);
      }
    }
  }
  EXPECT_GT(compared, 100000u);
}

// What RE2 alone finds with a pattern, from left to right; of matches that begin inside a word none.
std::vector<Identifier> found_alone(const Pattern& pattern, std::string_view text, const std::vector<Word>& words) {
  re2::RE2::Options options;
  options.set_max_mem(int64_t{64} << 20);
  const re2::RE2 expression(pattern.expression, options);
  const bool has_group = expression.NumberOfCapturingGroups() > 0;
  std::vector<Identifier> found;
  re2::StringPiece groups[2];
  for (size_t at = 0; at <= text.size() && expression.Match(text, at, text.size(), re2::RE2::UNANCHORED, groups, has_group ? 2 : 1);) {
    const re2::StringPiece match = has_group && groups[1].data() != nullptr ? groups[1] : groups[0];
    const auto whole_begin = static_cast<size_t>(groups[0].data() - text.data());
    const auto begin = static_cast<size_t>(match.data() - text.data());
    const bool is_inside = std::any_of(words.begin(), words.end(), [&](const Word& word) { return word.begin < whole_begin && whole_begin < word.end; });
    const bool is_accepted = !match.empty() && !is_inside && (!pattern.alone || stands_alone(text, begin, begin + match.size())) &&
                             (pattern.accepts == nullptr || pattern.accepts(text.substr(begin, match.size())));
    if (is_accepted) found.push_back({begin, begin + match.size(), pattern.kind, pattern.rule});
    at = std::max(whole_begin + groups[0].size(), at + 1);
  }
  return found;
}

TEST(PatternSet, OnePassLosesNothingOfWhatEachPatternFindsAlone) {
  const std::string text =
      "Patient: Okafor, Ngozi A   DOB 03/04/1951   MRN 00-48-29\nDr. A. Lindqvist, 12 Elm Road, Apt 3, Dayton, OH 45402, tel (937) 555-0144 x210\n"
      "HPI: Ngozi Okafor is a 73 y.o. woman seen 9/14 with her daughter Adaeze; fell on Friday 8/30 at St. Brigid's Hospital in Xenia.\n"
      "0900 labs ok /KM/\n- Signed by Pieter van der Meer, MD 14-Sep-2024 11:05. Fax 937.555.0177, e-mail n.okafor@example.org\n"
      "Lantus 12 units 2100 QA\nRx 4829137 sent to Keene Drug, 40 State Route 12; plate KLM-4829; IP 198.51.100.23; member XQH482913774\n"
      "Resident of Beavercreek since March 2019, works at Ridgeline Cold Storage. Next visit Oct 3rd; call Adaeze (937) 555-0199.\n"
      "cc: J. Hartwell, NP, Greene Medical Associates, Xenia; transcribed 9/15/2024 TR/lb";
  const WordLists lists(find_word_lists());
  const std::vector<Word> words = split_words(text, lists);
  const std::vector<std::vector<Pattern>> sources = pattern_lists();
  const std::vector<std::vector<Identifier>> found = all_patterns().find(text, words);
  ASSERT_EQ(found.size(), sources.size());
  size_t compared = 0;
  for (size_t list = 0; list < sources.size(); ++list) {
    for (const Pattern& pattern : sources[list]) {
      for (const Identifier& alone : found_alone(pattern, text, words)) {
        ++compared;
        EXPECT_TRUE(
            std::any_of(found[list].begin(), found[list].end(), [&](const Identifier& one) { return one.begin <= alone.begin && one.end >= alone.end; }))
            << pattern.rule << ": " << text.substr(alone.begin, alone.end - alone.begin);
      }
    }
  }
  EXPECT_GT(compared, 50u);
}

}  // namespace
}  // namespace galen
