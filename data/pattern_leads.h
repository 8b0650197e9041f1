// Where a match of an expression can begin: read from its front, so that it is tried there and nowhere else.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace galen {

struct PatternLeads {
  bool line = false;     // a line's start or the text's; then the rest says nothing
  bool capital = false;  // any upper-case letter
  bool small = false;    // any lower-case letter
  bool digit = false;
  struct Literal {
    std::string text;  // in small letters if any case fits
    bool any_case = false;
  };
  std::vector<Literal> literals;  // the first letters of a word
};

// Of an RE2 expression. Nothing, if its matches need not begin at a word's or a number's start, or if what stands in front is more than alternatives, groups,
// options, letters, \p{Lu} and \d.
std::optional<PatternLeads> leads_of(std::string_view expression);

}  // namespace galen
