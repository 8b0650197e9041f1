#include "eval/rouge.h"

#include <algorithm>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "eval/porter_stemmer.h"

namespace galen {
namespace {

// Lower-case words of ASCII letters and digits; everything else separates. Two characters outside ASCII become ASCII letters when Python
// lowers them, so they do here: U+212A (Kelvin sign) is a `k`, U+0130 (dotted capital I) an `i` and a combining dot, which separates.
std::vector<std::string> words_of(const std::string& text, bool use_stemmer) {
  std::vector<std::string> words;
  std::string word;
  const auto finish = [&] {
    if (word.size() > 3 && use_stemmer) word = porter_stem(word);
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  };
  for (size_t i = 0; i < text.size(); ++i) {
    const char letter = text[i];
    if (letter >= 'A' && letter <= 'Z') {
      word += static_cast<char>(letter - 'A' + 'a');
    } else if ((letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9')) {
      word += letter;
    } else if (text.compare(i, 3, "\xE2\x84\xAA") == 0) {
      word += 'k';
      i += 2;
    } else {
      if (text.compare(i, 2, "\xC4\xB0") == 0) word += 'i';
      finish();
    }
  }
  finish();
  return words;
}

RougeScore score_of(double overlap, size_t candidate_count, size_t reference_count) {
  RougeScore score;
  score.precision = overlap / static_cast<double>(std::max<size_t>(candidate_count, 1));
  score.recall = overlap / static_cast<double>(std::max<size_t>(reference_count, 1));
  const double sum = score.precision + score.recall;
  score.f1 = sum > 0 ? 2 * score.precision * score.recall / sum : 0.0;
  return score;
}

// Overlap of multisets: an n-gram counts as often as it is in both.
RougeScore score_counts(std::vector<uint64_t> reference, std::vector<uint64_t> candidate) {
  std::sort(reference.begin(), reference.end());
  std::sort(candidate.begin(), candidate.end());
  std::vector<uint64_t> common;
  std::set_intersection(reference.begin(), reference.end(), candidate.begin(), candidate.end(), std::back_inserter(common));
  return score_of(static_cast<double>(common.size()), candidate.size(), reference.size());
}

std::vector<uint64_t> bigrams(const std::vector<uint64_t>& words) {
  std::vector<uint64_t> pairs;
  for (size_t i = 1; i < words.size(); ++i) pairs.push_back(words[i - 1] << 32 | words[i]);
  return pairs;
}

size_t longest_common_subsequence(const std::vector<uint64_t>& a, const std::vector<uint64_t>& b) {
  std::vector<size_t> row(b.size() + 1, 0);  // row[j]: of the words of `a` so far and the first j of `b`
  for (const uint64_t word : a) {
    size_t diagonal = 0;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t above = row[j];
      row[j] = word == b[j - 1] ? diagonal + 1 : std::max(above, row[j - 1]);
      diagonal = above;
    }
  }
  return row.back();
}

}  // namespace

RougeScores rouge(const std::string& reference, const std::string& candidate, bool use_stemmer) {
  std::unordered_map<std::string, uint64_t> numbers;  // equal words, equal numbers
  const auto numbered = [&](const std::string& text) {
    std::vector<uint64_t> result;
    for (std::string& word : words_of(text, use_stemmer)) result.push_back(numbers.try_emplace(std::move(word), numbers.size()).first->second);
    return result;
  };
  const std::vector<uint64_t> expected = numbered(reference);
  const std::vector<uint64_t> given = numbered(candidate);
  RougeScores scores;
  scores.rouge1 = score_counts(expected, given);
  scores.rouge2 = score_counts(bigrams(expected), bigrams(given));
  scores.rougeL = score_of(static_cast<double>(longest_common_subsequence(expected, given)), given.size(), expected.size());
  return scores;
}

}  // namespace galen
