#include "eval/porter_stemmer.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace galen {
namespace {

bool is_vowel_letter(char letter) {
  return letter == 'a' || letter == 'e' || letter == 'i' || letter == 'o' || letter == 'u';
}

// One flag a letter; `y` is a consonant at the start and after a vowel.
std::vector<bool> consonants(std::string_view word) {
  std::vector<bool> flags(word.size());
  for (size_t i = 0; i < word.size(); ++i) {
    if (word[i] == 'y') {
      flags[i] = i == 0 || !flags[i - 1];
    } else {
      flags[i] = !is_vowel_letter(word[i]);
    }
  }
  return flags;
}

// Porter's m: how often a vowel is followed by a consonant.
int measure(std::string_view stem) {
  const auto flags = consonants(stem);
  int count = 0;
  for (size_t i = 1; i < flags.size(); ++i) count += !flags[i - 1] && flags[i];
  return count;
}

bool contains_vowel(std::string_view stem) {
  const auto flags = consonants(stem);
  return std::find(flags.begin(), flags.end(), false) != flags.end();
}

bool ends_in_double_consonant(std::string_view word) {
  return word.size() >= 2 && word[word.size() - 1] == word[word.size() - 2] && consonants(word).back();
}

// Porter's *o, consonant vowel consonant with a last letter other than w, x, y; NLTK adds the two-letter words vowel consonant.
bool ends_in_short_syllable(std::string_view word) {
  const auto flags = consonants(word);
  const size_t n = word.size();
  if (n == 2) return !flags[0] && flags[1];
  return n >= 3 && flags[n - 3] && !flags[n - 2] && flags[n - 1] && word[n - 1] != 'w' && word[n - 1] != 'x' && word[n - 1] != 'y';
}

struct Rule {
  std::string_view suffix;
  std::string_view replacement;
};

// The first rule whose suffix matches decides, whether the stem's measure then allows it or not.
template <size_t N>
std::string apply_first(std::string word, const std::array<Rule, N>& rules, int measure_above) {
  for (const Rule& rule : rules) {
    if (!word.ends_with(rule.suffix)) continue;
    std::string_view stem = std::string_view(word).substr(0, word.size() - rule.suffix.size());
    // "ion" goes only behind s or t; "logi" keeps its l when measuring, so that "geo" counts like "archaeo".
    const bool ion_allowed = rule.suffix != "ion" || (!stem.empty() && (stem.back() == 's' || stem.back() == 't'));
    const std::string_view measured = rule.suffix == "logi" ? std::string_view(word).substr(0, word.size() - 3) : stem;
    if (measure(measured) > measure_above && ion_allowed) return std::string(stem).append(rule.replacement);
    return word;
  }
  return word;
}

std::string without_plural(std::string word) {  // step 1a
  if (word.ends_with("ies")) {
    word.resize(word.size() - (word.size() == 4 ? 1 : 2));  // dies -> die, flies -> fli
  } else if (word.ends_with("sses")) {
    word.resize(word.size() - 2);
  } else if (word.ends_with("s") && !word.ends_with("ss")) {
    word.pop_back();
  }
  return word;
}

std::string without_past_or_gerund(std::string word) {  // step 1b
  if (word.ends_with("ied")) {
    word.resize(word.size() - (word.size() == 4 ? 1 : 2));
    return word;
  }
  if (word.ends_with("eed")) {
    if (measure(std::string_view(word).substr(0, word.size() - 3)) > 0) word.pop_back();
    return word;
  }
  std::string stem;
  for (const std::string_view suffix : {"ed", "ing"}) {
    if (!word.ends_with(suffix)) continue;
    stem = word.substr(0, word.size() - suffix.size());
    if (contains_vowel(stem)) break;
    stem.clear();
  }
  if (stem.empty()) return word;
  if (stem.ends_with("at") || stem.ends_with("bl") || stem.ends_with("iz")) return stem + "e";
  if (ends_in_double_consonant(stem)) {
    const char last = stem.back();
    if (last != 'l' && last != 's' && last != 'z') stem.pop_back();
    return stem;
  }
  if (measure(stem) == 1 && ends_in_short_syllable(stem)) stem += 'e';
  return stem;
}

std::string with_final_i(std::string word) {  // step 1c: happy -> happi, but enjoy stays
  if (word.size() > 2 && word.back() == 'y' && consonants(word)[word.size() - 2]) word.back() = 'i';
  return word;
}

constexpr std::array<Rule, 22> kStep2 = {{
    {"ational", "ate"}, {"tional", "tion"}, {"enci", "ence"},   {"anci", "ance"},  {"izer", "ize"},  {"bli", "ble"},  {"alli", "al"},     {"entli", "ent"},
    {"eli", "e"},       {"ousli", "ous"},   {"ization", "ize"}, {"ation", "ate"},  {"ator", "ate"},  {"alism", "al"}, {"iveness", "ive"}, {"fulness", "ful"},
    {"ousness", "ous"}, {"aliti", "al"},    {"iviti", "ive"},   {"biliti", "ble"}, {"fulli", "ful"}, {"logi", "log"},
}};

constexpr std::array<Rule, 7> kStep3 = {{
    {"icate", "ic"},
    {"ative", ""},
    {"alize", "al"},
    {"iciti", "ic"},
    {"ical", "ic"},
    {"ful", ""},
    {"ness", ""},
}};

constexpr std::array<Rule, 19> kStep4 = {{
    {"al", ""},  {"ance", ""}, {"ence", ""}, {"er", ""},  {"ic", ""},  {"able", ""}, {"ible", ""}, {"ant", ""}, {"ement", ""}, {"ment", ""},
    {"ent", ""}, {"ion", ""},  {"ou", ""},   {"ism", ""}, {"ate", ""}, {"iti", ""},  {"ous", ""},  {"ive", ""}, {"ize", ""},
}};

std::string with_shorter_suffix(std::string word) {  // step 2
  // NLTK tries "alli" first and goes on with the result ("radically" ends as "radical" does).
  while (word.ends_with("alli") && measure(std::string_view(word).substr(0, word.size() - 4)) > 0) word.resize(word.size() - 2);
  return apply_first(std::move(word), kStep2, 0);
}

std::string tidied(std::string word) {  // step 5
  if (word.ends_with("e")) {
    const std::string_view stem = std::string_view(word).substr(0, word.size() - 1);
    const int m = measure(stem);
    if (m > 1 || (m == 1 && !ends_in_short_syllable(stem))) word.pop_back();
  }
  if (word.ends_with("ll") && measure(std::string_view(word).substr(0, word.size() - 1)) > 1) word.pop_back();
  return word;
}

constexpr std::array<Rule, 16> kIrregular = {{
    {"sky", "sky"},
    {"skies", "sky"},
    {"dying", "die"},
    {"lying", "lie"},
    {"tying", "tie"},
    {"news", "news"},
    {"innings", "inning"},
    {"inning", "inning"},
    {"outings", "outing"},
    {"outing", "outing"},
    {"cannings", "canning"},
    {"canning", "canning"},
    {"howe", "howe"},
    {"proceed", "proceed"},
    {"exceed", "exceed"},
    {"succeed", "succeed"},
}};

}  // namespace

std::string porter_stem(std::string_view word) {
  for (const Rule& form : kIrregular) {
    if (word == form.suffix) return std::string(form.replacement);
  }
  if (word.size() <= 2) return std::string(word);
  std::string stem = without_plural(std::string(word));
  stem = with_final_i(without_past_or_gerund(std::move(stem)));
  stem = apply_first(with_shorter_suffix(std::move(stem)), kStep3, 0);
  return tidied(apply_first(std::move(stem), kStep4, 1));
}

}  // namespace galen
