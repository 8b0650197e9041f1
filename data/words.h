// A text as words, for what is recognised by dictionaries and context.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "data/word_lists.h"

namespace galen {

enum class Letters : uint8_t { small, capitalised, capitals, digits };  // one capital alone is `capitals`; McCoy and DeShawn are `capitalised`

// A run of letters (an apostrophe between letters belongs to it, a possessive 's doesn't) or of digits. Offsets are code-point boundaries.
struct Word {
  size_t begin = 0;
  size_t end = 0;
  uint16_t flags = 0;  // WordFlag of its lower-case form
  Letters letters = Letters::small;
  bool starts_sentence = false;
  bool is_possessive = false;
  bool is_initial = false;  // one capital letter

  size_t size() const { return end - begin; }
};

inline bool has_capital(const Word& word) {
  return word.letters == Letters::capitalised || word.letters == Letters::capitals;
}

// Linear in the text's length. Invalid UTF-8 counts as a gap.
std::vector<Word> split_words(std::string_view text, const WordLists& lists);

// Lower case of ASCII, Latin-1, Latin Extended-A, Greek and Cyrillic letters; the rest as it is.
std::string lower_case(std::string_view text);

// The length of the code point at `at` and what it is; 1 and U+FFFD for a byte that is not UTF-8.
struct CodePoint {
  uint32_t value = 0;
  uint32_t length = 1;
};
CodePoint code_point_at(std::string_view text, size_t at);
bool is_letter(uint32_t code_point);

}  // namespace galen
