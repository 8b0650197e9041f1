// What the learnt finder (learnt_finder.h) knows of a word: numbers below kWordFeatures, of the word, its neighbours, its line and its text. Training
// reads the same numbers (bench/deidentification/train.py), so a change here asks for new weights. A word stands for itself only if notes hold it
// beside identifiers: the weights remember no name.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "data/finders.h"

namespace galen {

inline constexpr uint32_t kWordFeatures = 1 << 16;
// Below this: 0 for nothing, and "the rules took the neighbour", which training leaves out now and then, so that the rest is learnt too.
inline constexpr uint32_t kRuleFeatures = 1 << 9;

// Words that notes hold beside identifiers come with the weights as sorted hashes: short ones in capitals as they are written ("RN"), others in lower case.
using KnownWords = std::span<const uint32_t>;
uint32_t known_word_hash(std::string_view as_written, Letters letters);

class WordFeatures {
 public:
  // rules: what the rules took, sorted and disjoint. `searched` must outlive this.
  WordFeatures(const SearchedText& searched, const std::vector<Identifier>& rules, KnownWords known_words);

  // 0, or 1 + the kind that the rules gave the word.
  uint8_t taken(size_t word) const { return taken_[word]; }
  // Whether the finder decides about words like this one: not about small everyday or medical words, nor about what is too long for a name.
  bool is_candidate(size_t word) const;
  // Clears `features` and fills it; a number may be there twice. At most kMostWordFeatures.
  void of(size_t word, std::vector<uint16_t>* features) const;

 private:
  void describe_words(KnownWords known_words);
  void describe_lines();
  uint32_t summary(ptrdiff_t word) const;

  struct Line {
    uint32_t first_word = 0;  // hash
    uint32_t words = 0;       // how many, as a bucket
  };
  struct Place {
    uint32_t line = 0;
    uint32_t before = 0;     // words before it in its line, up to 9
    uint32_t label = 0;      // hash of the word before the last colon of its line; 0 for none
    uint32_t label_two = 0;  // of the two words
    uint32_t elsewhere = 0;  // how the same word is written, and whether the rules took it, elsewhere in the text
  };
  const SearchedText& searched_;
  std::vector<uint8_t> taken_;
  std::vector<uint8_t> known_;
  std::vector<uint32_t> hashes_;        // of the word in lower case
  std::vector<uint32_t> traits_begin_;  // by word, and one more: into traits_
  std::vector<uint32_t> traits_;        // hashes of what a word is
  std::vector<Line> lines_;
  std::vector<Place> places_;
};
inline constexpr size_t kMostWordFeatures = 256;  // sums of so many 8-bit weights fit into 16 bits

}  // namespace galen
