// The recognisers. Each appends what it finds, in any order and overlapping as it may; deidentify.cpp sorts that out.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "data/identifiers.h"
#include "data/pattern_lists.h"
#include "data/words.h"

namespace galen {

struct SearchedText {
  std::string_view text;
  std::vector<Word> words;
  const WordLists& lists;
  std::vector<std::vector<Identifier>> matched;  // what all_patterns() found, by PatternList

  void append(PatternList list, std::vector<Identifier>* found) const {
    const std::vector<Identifier>& here = matched[static_cast<size_t>(list)];
    found->insert(found->end(), here.begin(), here.end());
  }
  std::string_view of(const Word& word) const { return text.substr(word.begin, word.end - word.begin); }
  // The first word that begins at or behind `place`; words.size() for none.
  size_t first_word_from(size_t place) const {
    const auto at = std::lower_bound(words.begin(), words.end(), place, [](const Word& word, size_t byte) { return word.begin < byte; });
    return static_cast<size_t>(at - words.begin());
  }
  // Between word i and the one behind it.
  std::string_view gap_behind(size_t i) const {
    return i + 1 < words.size() ? text.substr(words[i].end, words[i + 1].begin - words[i].end) : text.substr(words[i].end);
  }
};

void find_network_addresses(const SearchedText& searched, std::vector<Identifier>* found);  // e-mail, URL, IP, MAC
void find_phones(const SearchedText& searched, std::vector<Identifier>* found);             // phone, fax
void find_numbers(const SearchedText& searched, std::vector<Identifier>* found);            // everything that has a label or a check digit, and long codes
void find_dates(const SearchedText& searched, std::vector<Identifier>* found);              // dates
void find_ages(const SearchedText& searched, std::vector<Identifier>* found);               // over 89
void find_places(const SearchedText& searched, std::vector<Identifier>* found);             // streets, cities, facilities, postal codes
void find_by_context(const SearchedText& searched, std::vector<Identifier>* found);         // names and places that no list holds
void find_shorthand(const SearchedText& searched, std::vector<Identifier>* found);          // initials, roles, names in small letters
void find_names(const SearchedText& searched, std::vector<Identifier>* found);              // and what stands in a list with the names found so far
void find_initials_of_names(const SearchedText& searched, std::vector<Identifier>* found);  // last: of all names found

// A newline where a program broke a paragraph becomes a blank: "Dr.\nSmith" is one name. As long as the text.
std::string with_lines_joined(std::string_view text);
// All recognisers together, on words of with_lines_joined(text): sorted and disjoint, without the tags of an earlier redaction.
std::vector<Identifier> find_by_rules(std::string_view text, SearchedText* searched);
// The tags of an earlier redaction, as what they stand for.
std::vector<Identifier> find_tags(std::string_view text);

// Whether some word in [begin, end) could be a person's: a listed name, or one that no list of the language holds.
bool holds_a_name(const SearchedText& searched, size_t begin, size_t end);
// Whether two lines begin with "SPEAKER:" as those of a dialogue do; a heading stands once.
bool begins_two_lines(std::string_view text, std::string_view speaker);
// Words that name parts of the body of medicine, not persons: find_names asks, find_places too.
bool is_eponym_head(std::string_view lower_case);      // disease, syndrome, catheter, …
bool is_spoken(std::string_view lower_case);           // yeah, um, i'm: what starts an answer in a dialogue, "Patient: Yeah"
bool is_clinical_eponym(std::string_view lower_case);  // parkinson, foley, …: names that stand alone in notes

}  // namespace galen
