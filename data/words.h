// A text as words, for what is recognised by dictionaries and context.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
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

// A set of words that is asked at every word of a text: one table, and a hash of no more than a word's length and its first and last eight letters.
class WordSet {
 public:
  WordSet() = default;
  WordSet(std::initializer_list<std::string_view> words) {
    for (const std::string_view word : words) insert(word);
  }
  // What a word views must outlive the set.
  void insert(std::string_view word) {
    if (word.empty() || count(word) > 0) return;
    if (2 * (size_ + 1) > slots_.size()) {
      std::vector<std::string_view> before(slots_.empty() ? 16 : 2 * slots_.size());
      before.swap(slots_);
      for (const std::string_view old : before) {
        if (!old.empty()) slots_[slot_of(old)] = old;
      }
    }
    slots_[slot_of(word)] = word;
    ++size_;
  }
  bool empty() const { return size_ == 0; }
  size_t count(std::string_view word) const { return size_ > 0 && !word.empty() && !slots_[slot_of(word)].empty() ? 1 : 0; }

 private:
  friend class WordMarks;
  // Where the word is or would be.
  size_t slot_of(std::string_view word) const {
    uint64_t first = 0;
    uint64_t last = 0;
    const size_t part = word.size() < 8 ? word.size() : 8;
    std::memcpy(&first, word.data(), part);
    std::memcpy(&last, word.data() + word.size() - part, part);
    uint64_t h = (first ^ last * 0x9E3779B97F4A7C15ULL ^ word.size()) * 0xBF58476D1CE4E5B9ULL;
    h ^= h >> 32;
    size_t slot = h & (slots_.size() - 1);
    while (!slots_[slot].empty() && slots_[slot] != word) slot = (slot + 1) & (slots_.size() - 1);
    return slot;
  }
  std::vector<std::string_view> slots_;  // a power of two, at most half full; empty ones are free
  size_t size_ = 0;
};

// Which of several sets a word is in, looked up once: a bit for each.
class WordMarks {
 public:
  WordMarks(std::initializer_list<std::pair<uint32_t, const WordSet*>> sets) {
    for (const auto& [mark, set] : sets) {
      for (const std::string_view word : set->slots_) words_.insert(word);
    }
    marks_.assign(words_.slots_.size(), 0);
    for (const auto& [mark, set] : sets) {
      for (const std::string_view word : set->slots_) {
        if (!word.empty()) marks_[words_.slot_of(word)] |= mark;
      }
    }
  }
  uint32_t of(std::string_view word) const { return word.empty() ? 0 : marks_[words_.slot_of(word)]; }

 private:
  WordSet words_;
  std::vector<uint32_t> marks_;  // by slot
};

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
