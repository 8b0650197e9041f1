#include "data/learnt_finder.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <optional>

#include "core/error.h"
#include "data/word_features.h"

// The weights' bytes, between two symbols of this file. GALEN_FINDER_WEIGHTS is the file's path (CMakeLists.txt).
__asm__(
    ".section .rodata\n"
    ".balign 64\n"
    ".globl galen_finder_weights\n"
    ".globl galen_finder_weights_end\n"
    "galen_finder_weights:\n"
    ".incbin \"" GALEN_FINDER_WEIGHTS
    "\"\n"
    "galen_finder_weights_end:\n"
    ".byte 0\n"
    ".previous\n");
extern "C" const unsigned char galen_finder_weights[];
extern "C" const unsigned char galen_finder_weights_end[];

namespace galen {

namespace {

constexpr size_t kWidth = 16;       // of a feature's weights
constexpr size_t kHidden = 32;      // of the layer behind
constexpr size_t kClasses = 5;      // nothing, name, location, date, other
constexpr float kThreshold = 0.2F;  // P(part of an identifier) from which a word is taken

// As train.py writes it, little-endian.
struct Weights {
  std::array<char, 16> magic;
  std::array<float, kWidth> scale;  // of the 8-bit weights
  std::array<float, kWidth> bias;
  std::array<std::array<float, kHidden>, kWidth> hidden;  // by what comes in, so that a step of a sum is one for all units
  std::array<float, kHidden> hidden_bias;
  std::array<std::array<float, kClasses>, kHidden> classes;
  std::array<float, kClasses> classes_bias;
  std::array<std::array<int8_t, kWidth>, kWordFeatures> features;
  uint32_t known_words;  // how many sorted hashes follow
};

const Weights& weights() {
  static const Weights* const checked = [] {
    const auto* file = reinterpret_cast<const Weights*>(galen_finder_weights);
    const auto bytes = static_cast<size_t>(galen_finder_weights_end - galen_finder_weights);
    if (bytes < sizeof(Weights) || std::string_view(file->magic.data(), 15) != "galen finder 2\n" || bytes != sizeof(Weights) + 4 * size_t{file->known_words})
      throw Error("the learnt finder's weights don't fit this program", "data/learnt_finder.bin", "make them again with bench/deidentification/train.py");
    return file;
  }();
  return *checked;
}

KnownWords known_words() {
  return {reinterpret_cast<const uint32_t*>(galen_finder_weights + sizeof(Weights)), weights().known_words};
}

constexpr std::array<IdentifierKind, kClasses> kKinds = {IdentifierKind::other, IdentifierKind::name, IdentifierKind::location, IdentifierKind::date,
                                                         IdentifierKind::other};

#if defined(__x86_64__) && defined(__GNUC__)
#define GALEN_CLONES __attribute__((target_clones("avx2", "default")))
#else
#define GALEN_CLONES
#endif

// Of features' weights; whole numbers, so that all processors agree.
GALEN_CLONES void add_up(const std::array<int8_t, kWidth>* rows, const uint16_t* features, size_t count, int16_t* sums) {
  using Row = int8_t __attribute__((vector_size(kWidth)));
  using Sums = int16_t __attribute__((vector_size(2 * kWidth)));
  Sums all = {};
  for (size_t i = 0; i < count; ++i) {
    Row row;
    std::memcpy(&row, &rows[features[i]], sizeof row);
    all += __builtin_convertvector(row, Sums);
  }
  std::memcpy(sums, &all, sizeof all);
}

// The likeliest kind, if the word is probably part of an identifier.
std::optional<IdentifierKind> judged(const Weights& w, const std::vector<uint16_t>& features) {
  for (const uint16_t feature : features) __builtin_prefetch(&w.features[feature]);  // a megabyte: most rows lie in the last cache
  std::array<int16_t, kWidth> sums;
  add_up(w.features.data(), features.data(), features.size(), sums.data());
  std::array<float, kWidth> first;
  for (size_t k = 0; k < kWidth; ++k) first[k] = std::max(0.0F, static_cast<float>(sums[k]) * w.scale[k] + w.bias[k]);
  std::array<float, kHidden> second = w.hidden_bias;
  for (size_t k = 0; k < kWidth; ++k) {
    for (size_t h = 0; h < kHidden; ++h) second[h] += w.hidden[k][h] * first[k];
  }
  std::array<float, kClasses> logits = w.classes_bias;
  for (size_t h = 0; h < kHidden; ++h) {
    for (size_t c = 0; c < kClasses; ++c) logits[c] += w.classes[h][c] * std::max(0.0F, second[h]);
  }
  float others = 0;
  for (size_t c = 1; c < kClasses; ++c) others += std::exp(logits[c] - logits[0]);
  if (others < kThreshold / (1 - kThreshold)) return std::nullopt;
  return kKinds[static_cast<size_t>(std::max_element(logits.begin() + 1, logits.end()) - logits.begin())];
}

// "63-year-old", "12 h", "3 weeks": an age under 90 or a time that something takes, no identifier.
bool is_age_or_duration(const SearchedText& searched, size_t i) {
  static const WordSet kUnits = {"year", "years", "yr",  "yrs",  "yo",   "y",     "month", "months", "mo",  "week", "weeks",
                                 "wk",   "wks",   "day", "days", "hour", "hours", "hr",    "hrs",    "min", "mins", "minutes"};
  if (searched.words[i].letters != Letters::digits || searched.words[i].size() > 2 || i + 1 == searched.words.size()) return false;
  const std::string_view gap = searched.gap_behind(i);
  return (gap == " " || gap == "-" || gap.empty()) && kUnits.count(lower_case(searched.of(searched.words[i + 1]))) > 0;
}

// What may stand inside of a place's name: "School of Sacred Heart", "The Willows at Red Hill", "Fire and Rescue".
bool is_connective(std::string_view word) {
  static const WordSet kWords = {"of", "at", "and", "for", "on", "the"};
  return kWords.count(word) > 0;
}

// What may stand between two words of one identifier.
bool joins(std::string_view gap) {
  static constexpr std::array<std::string_view, 8> kJoints = {" ", "-", "/", ".", ". ", "'", "", ":"};
  return std::find(kJoints.begin(), kJoints.end(), gap) != kJoints.end();
}

}  // namespace

std::vector<Identifier> find_learnt(const SearchedText& searched, const std::vector<Identifier>& rules) {
  const Weights& w = weights();
  const std::vector<Word>& words = searched.words;
  const WordFeatures features(searched, rules, known_words());
  std::vector<std::optional<IdentifierKind>> kinds(words.size());
  std::vector<uint16_t> of_word;
  for (size_t i = 0; i < words.size(); ++i) {
    if (features.taken(i) != 0 || !features.is_candidate(i) || is_age_or_duration(searched, i)) continue;
    features.of(i, &of_word);
    kinds[i] = judged(w, of_word);
  }
  const auto kind_of = [&](size_t i) { return features.taken(i) != 0 ? std::optional(static_cast<IdentifierKind>(features.taken(i) - 1)) : kinds[i]; };
  for (size_t i = 1; i + 1 < words.size(); ++i) {
    if (features.taken(i) != 0 || kinds[i] || searched.gap_behind(i - 1) != " " || searched.gap_behind(i) != " " || !is_connective(searched.of(words[i])))
      continue;
    const std::optional<IdentifierKind> behind = kind_of(i + 1);
    if (kind_of(i - 1) == IdentifierKind::location && (behind == IdentifierKind::location || behind == IdentifierKind::name))
      kinds[i] = IdentifierKind::location;
  }
  std::vector<Identifier> found;
  for (size_t i = 0; i < words.size(); ++i) {
    if (!kinds[i]) continue;
    const bool goes_on = !found.empty() && found.back().end == words[i - 1].end && found.back().kind == *kinds[i] && joins(searched.gap_behind(i - 1));
    if (goes_on) {
      found.back().end = words[i].end;
    } else {
      found.push_back({words[i].begin, words[i].end, *kinds[i], "learnt"});
    }
  }
  return found;
}

}  // namespace galen
