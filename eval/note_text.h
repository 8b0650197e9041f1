// What can be counted in a note without knowing medicine.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace galen {

// The part of `sections` that head a line of `note`: the line starts with the heading (any case, spaces before it allowed), then a colon. 1
// without sections.
double section_coverage(const std::string& note, const std::vector<std::string>& sections);

// Words of `note` / words of `reference`, split at white space; 0 when the reference has none.
double length_ratio(const std::string& note, const std::string& reference);

// The numbers a text has, as canonical decimal strings: "1,200" and "1200.0" are "1200", "120/80" is "120" and "80". `spelled`: numbers in
// English words below 1,000 count too ("fifty-five" is "55", and its parts "50" and "5" are there as well).
std::set<std::string> numbers_in(const std::string& text, bool spelled);

// How many different numbers `note` has that `source` has in neither digits nor words. A lower bound on invention: a number taken from the
// wrong place isn't counted, and one that was computed rightly from others is.
int invented_numbers(const std::string& note, const std::string& source);

// `text` with every byte that is no valid UTF-8 replaced by U+FFFD: a model stopped at its token limit may stop in the middle of a
// character.
std::string with_valid_utf8(std::string_view text);

}  // namespace galen
