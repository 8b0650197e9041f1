#include "data/patterns.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "data/pattern_leads.h"
#include "data/pattern_lists.h"
#include "data/words.h"

namespace galen {
namespace {

TEST(PatternLeads, AreReadFromAnExpressionsFront) {
  struct Case {
    const char* expression;
    bool line, capital, small, digit;
    std::vector<std::string> literals;
  };
  for (const Case& expected : std::vector<Case>{
           {R"((\d{3}-\d{4}))", false, false, false, true, {}},
           {R"((?i)\b(?:mrn|chart|pt\.? id) (\d+))", false, false, false, false, {"mrn", "chart", "pt"}},
           {R"((?:the )?(?:first|3rd) of May)", false, false, false, true, {"the", "first"}},
           {R"(\p{Lu}\p{L}+, (\d{5}))", false, true, false, false, {}},
           {R"((?:[Vv]an )?\p{Lu}x)", false, true, true, false, {}},
           {R"((?:^|\n)[ ]*([A-Z]{2}))", true, false, false, false, {}},
           {R"(\b\p{Ll}{3,} by)", false, false, true, false, {}},
           {R"(colou?r)", false, false, false, false, {"colo"}},
       }) {
    const auto leads = leads_of(expected.expression);
    ASSERT_TRUE(leads) << expected.expression;
    EXPECT_EQ(leads->line, expected.line) << expected.expression;
    EXPECT_EQ(leads->capital, expected.capital) << expected.expression;
    EXPECT_EQ(leads->small, expected.small) << expected.expression;
    EXPECT_EQ(leads->digit, expected.digit) << expected.expression;
    std::vector<std::string> literals;
    for (const auto& literal : leads->literals) literals.push_back(literal.text);
    EXPECT_EQ(literals, expected.literals) << expected.expression;
  }
  // A sign, a negation, an accented letter of any case, nothing but options: tried everywhere.
  for (const char* expression : {R"([.!?] (\p{Lu}+))", R"([^\d]x)", "(?i)(?:âge|age) is", "a?b?"}) EXPECT_FALSE(leads_of(expression)) << expression;
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
