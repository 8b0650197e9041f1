#include "data/word_features.h"

#include <algorithm>
#include <string>
#include <unordered_map>

namespace galen {

namespace {

constexpr int kWindow = 4;  // neighbours to either side

enum class Trait : uint32_t {
  form = 1,
  flags,
  flag,
  known,
  lexical,
  ending,
  beginning,
  gap,
  number,
  outside,
  two_forms,
  three_forms,
  line_start,
  line_size,
  in_line,
  label,
  elsewhere,
};

uint32_t mixed(uint32_t a, uint32_t b) {
  uint64_t h = (uint64_t{a} << 32 | b) * 0x9E3779B97F4A7C15ULL;
  h ^= h >> 29;
  h *= 0xBF58476D1CE4E5B9ULL;
  return static_cast<uint32_t>(h >> 32);
}

uint32_t mixed(Trait trait, uint32_t value) {
  return mixed(static_cast<uint32_t>(trait), value);
}

uint32_t hashed(std::string_view text) {
  uint32_t h = 2166136261U;
  for (const char c : text) h = (h ^ static_cast<unsigned char>(c)) * 16777619U;
  return mixed(h, 1);
}

uint32_t length_bucket(size_t n) {
  return n < 5 ? static_cast<uint32_t>(n) : n < 7 ? 5 : n < 10 ? 6 : n < 15 ? 7 : 8;
}

// What a number could be: an hour or month, a day, a year.
uint32_t number_range(std::string_view digits) {
  if (digits.size() > 4) return 9;
  uint32_t value = 0;
  for (const char digit : digits) value = value * 10 + static_cast<uint32_t>(digit - '0');
  return value == 0 ? 0 : value <= 12 ? 1 : value <= 31 ? 2 : value < 100 ? 3 : value < 1900 ? 4 : value <= 2035 ? 5 : 6;
}

bool ends_a_label(std::string_view gap) {
  return gap.starts_with(':') || gap.starts_with(" :") || gap.starts_with('#') || gap.starts_with(" #") || gap.starts_with('\t');
}

uint32_t known_word_key(std::string_view as_written, Letters letters, uint32_t lower_case_hash) {
  const bool is_short = letters == Letters::capitals && as_written.size() <= 5;
  return is_short ? mixed(hashed(as_written), 2) : mixed(lower_case_hash, 3);
}

}  // namespace

uint32_t known_word_hash(std::string_view as_written, Letters letters) {
  return known_word_key(as_written, letters, hashed(lower_case(as_written)));
}

WordFeatures::WordFeatures(const SearchedText& searched, const std::vector<Identifier>& rules, KnownWords known_words) : searched_(searched) {
  const std::vector<Word>& words = searched.words;
  taken_.assign(words.size(), 0);
  size_t next = 0;
  for (size_t i = 0; i < words.size(); ++i) {
    while (next < rules.size() && rules[next].end <= words[i].begin) ++next;
    if (next < rules.size() && rules[next].begin < words[i].end) taken_[i] = static_cast<uint8_t>(1 + static_cast<uint8_t>(rules[next].kind));
  }
  describe_words(known_words);
  describe_lines();
}

void WordFeatures::describe_words(KnownWords known_words) {
  const std::vector<Word>& words = searched_.words;
  known_.assign(words.size(), 0);
  hashes_.assign(words.size(), 0);
  traits_begin_.reserve(words.size() + 1);
  traits_.reserve(words.size() * 11);
  const auto add = [&](Trait trait, uint32_t value) { traits_.push_back(mixed(trait, value)); };
  for (size_t i = 0; i < words.size(); ++i) {
    const Word& word = words[i];
    const std::string_view as_written = searched_.of(word);
    const auto letters = static_cast<uint32_t>(word.letters);
    traits_begin_.push_back(static_cast<uint32_t>(traits_.size()));
    if (word.letters == Letters::digits) {
      add(Trait::form, letters * 256 + static_cast<uint32_t>(std::min<size_t>(word.size(), 12)));
      add(Trait::number, number_range(as_written) * 2 + (as_written[0] == '0' ? 1 : 0));
    } else {
      const std::string lower = lower_case(as_written);
      hashes_[i] = hashed(lower);
      const uint32_t key = known_word_key(as_written, word.letters, hashes_[i]);
      known_[i] = std::binary_search(known_words.begin(), known_words.end(), key) ? 1 : 0;
      add(Trait::form,
          letters * 256 + length_bucket(word.size()) * 8 + (word.starts_sentence ? 4 : 0) + (word.is_possessive ? 2 : 0) + (word.is_initial ? 1 : 0));
      add(Trait::known, letters * 2 + known_[i]);
      add(Trait::flags, word.flags);
      for (uint32_t bit = 0; bit < 15; ++bit) {
        if ((word.flags >> bit & 1) != 0) add(Trait::flag, bit);
      }
      if (word.flags == 0) add(Trait::flag, 15);
      if (known_[i] != 0) add(Trait::lexical, hashes_[i]);
      if (lower.size() > 4) add(Trait::ending, hashed(std::string_view(lower).substr(lower.size() - 3)));
    }
    add(Trait::gap, hashed(searched_.gap_behind(i).substr(0, 3)));
  }
  traits_begin_.push_back(static_cast<uint32_t>(traits_.size()));
}

void WordFeatures::describe_lines() {
  const std::vector<Word>& words = searched_.words;
  struct Uses {
    uint32_t small = 0;
    uint32_t capital = 0;
    uint32_t taken = 0;
  };
  std::unordered_map<uint32_t, Uses> uses;
  uses.reserve(words.size());
  for (size_t i = 0; i < words.size(); ++i) {
    if (words[i].letters == Letters::digits) continue;
    Uses& here = uses[hashes_[i]];
    (words[i].letters == Letters::small ? here.small : here.capital) += 1;
    if (taken_[i] != 0) here.taken += 1;
  }
  places_.resize(words.size());
  for (size_t begin = 0, end = 0; begin < words.size(); begin = end) {
    end = begin + 1;
    while (end < words.size() && searched_.gap_behind(end - 1).find('\n') == std::string_view::npos) ++end;
    const auto line = static_cast<uint32_t>(lines_.size());
    // A line may begin with a name, and a name may be a label ("SMITH: …"): an unknown word is only that.
    const auto stands_for_itself = [&](size_t i) { return known_[i] != 0 ? hashes_[i] : 7 + static_cast<uint32_t>(words[i].letters); };
    lines_.push_back({stands_for_itself(begin), length_bucket(end - begin)});
    uint32_t label = 0;
    uint32_t label_two = 0;
    for (size_t i = begin; i < end; ++i) {
      Place& place = places_[i];
      place = {line, static_cast<uint32_t>(std::min<size_t>(i - begin, 9)), label, label_two, 0};
      if (ends_a_label(searched_.gap_behind(i))) {
        label = mixed(stands_for_itself(i), 5);
        label_two = mixed(label, i > begin ? stands_for_itself(i - 1) : 0);
      }
      if (words[i].letters == Letters::digits) continue;
      const Uses& all = uses[hashes_[i]];
      const bool is_small = words[i].letters == Letters::small;
      const uint32_t small = std::min<uint32_t>(2, all.small - (is_small ? 1U : 0U));
      const uint32_t capital = std::min<uint32_t>(2, all.capital - (is_small ? 0U : 1U));
      const uint32_t taken = all.taken > (taken_[i] != 0 ? 1U : 0U) ? 1 : 0;
      place.elsewhere = small * 6 + capital * 2 + taken;
    }
  }
}

// Its form and coarse flags, for features of several words together.
uint32_t WordFeatures::summary(ptrdiff_t word) const {
  if (word < 0 || word >= static_cast<ptrdiff_t>(taken_.size())) return 1023;
  const Word& at = searched_.words[static_cast<size_t>(word)];
  const uint32_t name = (at.flags & kFrequentName) != 0 ? 2 : (at.flags & kAnyName) != 0 ? 1 : 0;
  const uint32_t english = (at.flags & kVeryCommon) != 0 ? 3 : (at.flags & kCommon) != 0 ? 2 : (at.flags & (kUncommon | kMedical)) != 0 ? 1 : 0;
  const uint32_t place = (at.flags & kPlace) != 0 ? 1 : 0;
  return static_cast<uint32_t>(at.letters) * 128 + name * 32 + english * 8 + place * 4 + known_[static_cast<size_t>(word)] * 2U + (at.is_initial ? 1 : 0);
}

bool WordFeatures::is_candidate(size_t word) const {
  constexpr size_t kLongestName = 40;  // bytes; a longer run of letters is a sequence or noise
  const Word& at = searched_.words[word];
  if (at.size() > kLongestName) return false;
  return at.letters != Letters::small || (at.flags & (kVeryCommon | kMedical)) == 0;
}

void WordFeatures::of(size_t word, std::vector<uint16_t>* features) const {
  features->resize(kMostWordFeatures);  // nine words of at most 21 traits have fewer
  uint16_t* next = features->data();
  const auto here = static_cast<ptrdiff_t>(word);
  const auto add = [&](uint32_t hash) { *next++ = static_cast<uint16_t>(kRuleFeatures + hash % (kWordFeatures - kRuleFeatures)); };
  for (int offset = -kWindow; offset <= kWindow; ++offset) {
    const auto position = static_cast<uint32_t>(offset + kWindow + 1);
    const ptrdiff_t at = here + offset;
    if (at < 0 || at >= static_cast<ptrdiff_t>(taken_.size())) {
      add(mixed(Trait::outside, position));
      continue;
    }
    const auto neighbour = static_cast<size_t>(at);
    if (offset != 0) *next++ = static_cast<uint16_t>(taken_[neighbour] * 16U + position);
    for (uint32_t k = traits_begin_[neighbour]; k < traits_begin_[neighbour + 1]; ++k) add(mixed(traits_[k], position));
  }
  const uint32_t before = summary(here - 1);
  const uint32_t now = summary(here);
  const uint32_t behind = summary(here + 1);
  add(mixed(mixed(Trait::two_forms, before * 1024 + now), 1));
  add(mixed(mixed(Trait::two_forms, now * 1024 + behind), 2));
  add(mixed(mixed(Trait::three_forms, before * 1024 + behind), now));
  add(mixed(Trait::beginning, hashed(searched_.of(searched_.words[word]).substr(0, 2))));
  const Place& place = places_[word];
  add(mixed(Trait::line_start, lines_[place.line].first_word));
  add(mixed(Trait::line_size, lines_[place.line].words));
  add(mixed(Trait::in_line, place.before));
  add(mixed(Trait::label, place.label));
  add(mixed(mixed(Trait::label, place.label), now));
  add(mixed(Trait::label, place.label_two));
  add(mixed(Trait::elsewhere, place.elsewhere));
  add(mixed(mixed(Trait::elsewhere, place.elsewhere), now));
  features->resize(static_cast<size_t>(next - features->data()));
}

}  // namespace galen
