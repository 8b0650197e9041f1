#include "data/words.h"

#include <algorithm>
#include <array>

namespace galen {

namespace {

uint32_t lower(uint32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  if (c >= 0xC0 && c <= 0xDE && c != 0xD7) return c + 32;
  if (c == 0x130) return 'i';
  if (c == 0x178) return 0xFF;
  if ((c >= 0x100 && c <= 0x137) || (c >= 0x14A && c <= 0x177)) return c | 1U;
  if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E)) return c % 2 == 1 ? c + 1 : c;
  if (c >= 0x391 && c <= 0x3A9) return c + 32;
  if (c >= 0x410 && c <= 0x42F) return c + 32;
  if (c >= 0x400 && c <= 0x40F) return c + 80;
  if (c >= 0x1E00 && c <= 0x1EFF) return c | 1U;  // Vietnamese
  return c;
}

void append_utf8(uint32_t c, std::string& out) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | (c >> 6));
    out += static_cast<char>(0x80 | (c & 63));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | (c >> 12));
    out += static_cast<char>(0x80 | ((c >> 6) & 63));
    out += static_cast<char>(0x80 | (c & 63));
  } else {
    out += static_cast<char>(0xF0 | (c >> 18));
    out += static_cast<char>(0x80 | ((c >> 12) & 63));
    out += static_cast<char>(0x80 | ((c >> 6) & 63));
    out += static_cast<char>(0x80 | (c & 63));
  }
}

constexpr size_t kLongestWord = 64;  // longer runs are no words; they get no dictionary look-up

// The apostrophe at `at`, ', ’ or ‘ (the ʻokina as it is often typed): its length, else 0.
size_t apostrophe_at(std::string_view text, size_t at) {
  if (at >= text.size()) return 0;
  if (text[at] == '\'') return 1;
  const std::string_view sign = text.substr(at, 3);
  return sign == "\xE2\x80\x99" || sign == "\xE2\x80\x98" ? 3 : 0;
}

struct Cases {
  size_t capitals = 0;
  size_t letters = 0;
  bool first_is_capital = false;
};

Letters letters_of(const Cases& cases) {
  if (cases.capitals == 0) return Letters::small;
  if (cases.capitals == cases.letters) return Letters::capitals;
  return cases.first_is_capital || cases.capitals > 0 ? Letters::capitalised : Letters::small;
}

}  // namespace

CodePoint code_point_at(std::string_view text, size_t at) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(at);
  if (first < 0x80) return {first, 1};
  const uint32_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 0;
  if (length == 0 || first > 0xF4 || at + length > text.size()) return {0xFFFD, 1};
  uint32_t value = first & (0xFFU >> (length + 1));
  for (uint32_t i = 1; i < length; ++i) {
    if ((byte(at + i) & 0xC0) != 0x80) return {0xFFFD, 1};
    value = value << 6 | (byte(at + i) & 0x3FU);
  }
  return {value, length};
}

bool is_letter(uint32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  if (c < 0xC0) return c == 0xAA || c == 0xB5 || c == 0xBA;
  if (c == 0xD7 || c == 0xF7 || c == 0xFFFD || c == 0xFEFF) return false;
  if (c >= 0x2000 && c <= 0x2BFF) return false;  // punctuation, arrows, signs
  if (c >= 0x3000 && c <= 0x303F) return false;
  if (c >= 0xFE00 && c <= 0xFE6F) return false;
  return c < 0x1F000;  // pictures
}

std::string lower_case(std::string_view text) {
  std::string made;
  made.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      made += static_cast<char>(lower(static_cast<unsigned char>(text[at++])));
      continue;
    }
    const CodePoint c = code_point_at(text, at);
    if (c.value == 0xFFFD) {
      made.append(text.substr(at, c.length));
    } else if (c.value == 0x2019 || c.value == 0x2018) {
      made += '\'';
    } else {
      append_utf8(lower(c.value), made);
    }
    at += c.length;
  }
  return made;
}

std::vector<Word> split_words(std::string_view text, const WordLists& lists) {
  std::vector<Word> words;
  words.reserve(text.size() / 5);
  bool starts_sentence = true;
  std::string key;
  // "Dr. Smith", "St. Mary's", "J. Smith": the full stop of these ends no sentence.
  const auto is_abbreviated = [&](size_t stop) {
    if (words.empty() || words.back().end != stop || text[stop] != '.') return false;
    const std::string_view last = text.substr(words.back().begin, stop - words.back().begin);
    static constexpr std::array<std::string_view, 18> kAbbreviations = {"St", "ST", "Dr",   "Drs", "DR", "Mr",  "MR",  "Mrs",  "MRS",
                                                                        "Ms", "MS", "Prof", "Mt",  "Ft", "Rev", "Sgt", "Capt", "Ste"};
    return words.back().is_initial || std::find(kAbbreviations.begin(), kAbbreviations.end(), last) != kAbbreviations.end();
  };
  for (size_t at = 0; at < text.size();) {
    const CodePoint first = code_point_at(text, at);
    const bool is_digit = first.value >= '0' && first.value <= '9';
    if (!is_letter(first.value) && !is_digit) {
      // A sentence may start behind these; a comma, a bracket or a quote leaves the state as it is.
      if (first.value == '.' && is_abbreviated(at)) {
        starts_sentence = false;
      } else if (first.value == '.' || first.value == '!' || first.value == '?' || first.value == '\n' || first.value == ':' || first.value == 0x2022) {
        starts_sentence = true;
      }
      at += first.length;
      continue;
    }
    Word word;
    word.begin = at;
    word.starts_sentence = starts_sentence;
    starts_sentence = false;
    if (is_digit) {
      while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
      word.end = at;
      word.letters = Letters::digits;
      words.push_back(word);
      continue;
    }
    Cases cases;
    key.clear();
    while (at < text.size()) {
      CodePoint c = code_point_at(text, at);
      if (!is_letter(c.value)) {
        const size_t apostrophe = apostrophe_at(text, at);
        if (apostrophe == 0 || at + apostrophe >= text.size()) break;
        c = code_point_at(text, at + apostrophe);
        if (!is_letter(c.value)) break;
        const size_t behind = at + apostrophe + c.length;
        const bool ends = behind >= text.size() || !is_letter(code_point_at(text, behind).value);
        if (ends && (c.value == 's' || c.value == 'S')) {
          word.is_possessive = true;
          break;
        }
        key += '\'';
        at += apostrophe;
      }
      const uint32_t small = lower(c.value);
      const bool is_capital = small != c.value;
      if (cases.letters == 0) cases.first_is_capital = is_capital;
      cases.capitals += is_capital ? 1 : 0;
      cases.letters += 1;
      if (small < 0x80) {
        key += static_cast<char>(small);
      } else {
        append_utf8(small, key);
      }
      at += c.length;
    }
    word.end = at;
    word.letters = letters_of(cases);
    word.is_initial = cases.letters == 1 && cases.capitals == 1;
    if (key.size() <= kLongestWord) word.flags = lists.flags(key);
    words.push_back(word);
    if (word.is_possessive) at += apostrophe_at(text, at) + 1;
  }
  return words;
}

}  // namespace galen
