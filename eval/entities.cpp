#include "eval/entities.h"

#include <algorithm>
#include <array>
#include <limits>
#include <vector>

#include "core/error.h"
#include "core/file.h"
#include "core/text.h"
#include "data/words.h"
#include "eval/porter_stemmer.h"

namespace galen {
namespace {

std::map<std::string, std::string> read_medications(const std::filesystem::path& file) {
  const std::string text = read_file(file);
  std::map<std::string, std::string> medications;
  const std::vector<std::string> lines = split(text, '\n');
  if (lines.empty() || lines[0] != "galen medications 1") throw Error("not a list of medications", file.string(), "run scripts/setup.sh, which makes it");
  for (size_t i = 1; i < lines.size(); ++i) {
    if (lines[i].empty()) continue;
    const size_t tab = lines[i].find('\t');
    if (tab == std::string::npos) throw Error("a line without a substance", file.string() + ":" + std::to_string(i + 1), "run scripts/setup.sh again");
    medications[lines[i].substr(0, tab)] = lines[i].substr(tab + 1);
  }
  return medications;
}

std::string stem_of(const std::string& lower) {
  const bool is_ascii = std::all_of(lower.begin(), lower.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  return is_ascii ? porter_stem(lower) : lower;
}

// The dictionary has most words in the singular only.
bool is_term(const Word& word, const std::string& lower, const WordLists& words) {
  if (word.letters == Letters::digits || word.size() < 3 || (word.flags & kVeryCommon) != 0) return false;
  uint16_t flags = word.flags;
  for (const char* ending : {"s", "es"}) {
    if (!lower.ends_with(ending)) continue;
    const uint16_t singular = words.flags(std::string_view(lower).substr(0, lower.size() - std::string_view(ending).size()));
    if ((singular & kVeryCommon) != 0) return false;
    flags |= singular;
  }
  return (flags & (kMedical | kMedicalName)) != 0;
}

// Words that deny what follows them in their clause, and those that end a denial before the clause does.
constexpr std::array kDenials = {"no", "not", "denies", "denied", "denying", "without", "negative", "never", "nor", "neither", "absent"};
constexpr std::array kTurns = {"but", "except", "however", "although", "though", "besides", "with", "has", "had", "have", "reports", "reported", "which"};

template <class Words>
bool is_one_of(const Words& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool ends_clause(std::string_view gap) {
  return gap.find_first_of(".;:?!\n") != std::string_view::npos;
}

}  // namespace

EntityFinder::EntityFinder(const std::filesystem::path& folder)
    : words_(folder / "deidentify.tsv"), medications_(read_medications(folder / "medications.tsv")) {
  for (const auto& [name, substance] : medications_) most_words_ = std::max(most_words_, static_cast<size_t>(std::count(name.begin(), name.end(), ' ')) + 1);
}

Entities EntityFinder::find(const std::string& text) const {
  Entities found;
  const std::vector<Word> words = split_words(text, words_);
  std::vector<std::string> lower;
  for (const Word& word : words) lower.push_back(lower_case(std::string_view(text).substr(word.begin, word.size())));
  std::vector<bool> in_medication(words.size(), false);
  for (size_t i = 0; i < words.size(); ++i) {
    // The longest name that begins here; names are looked up as they are written between the words.
    for (size_t count = std::min(most_words_, words.size() - i); count > 0; --count) {
      const std::string written = lower_case(std::string_view(text).substr(words[i].begin, words[i + count - 1].end - words[i].begin));
      const auto medication = medications_.find(written);
      if (medication == medications_.end()) continue;
      found.medications.insert(medication->second);
      std::fill_n(in_medication.begin() + static_cast<std::ptrdiff_t>(i), count, true);
      i += count - 1;
      break;
    }
  }
  bool is_denied = false;
  for (size_t i = 0; i < words.size(); ++i) {
    if (i > 0 && ends_clause(std::string_view(text).substr(words[i - 1].end, words[i].begin - words[i - 1].end))) is_denied = false;
    if (is_one_of(kDenials, lower[i])) is_denied = true;
    if (is_one_of(kTurns, lower[i])) is_denied = false;
    if (in_medication[i] || !is_term(words[i], lower[i], words_)) continue;
    found.terms.insert(stem_of(lower[i]));
    if (is_denied) found.negations.insert(stem_of(lower[i]));
  }
  return found;
}

EntityCounts count_entities(const std::set<std::string>& written, const std::set<std::string>& expected, const std::set<std::string>& source) {
  EntityCounts counts;
  counts.written = static_cast<int64_t>(written.size());
  counts.expected = static_cast<int64_t>(expected.size());
  for (const std::string& entity : written) {
    counts.shared += expected.count(entity) > 0 ? 1 : 0;
    counts.invented += source.count(entity) == 0 ? 1 : 0;
  }
  for (const std::string& entity : expected) {
    if (source.count(entity) == 0) continue;
    counts.sayable += 1;
    counts.left_out += written.count(entity) == 0 ? 1 : 0;
  }
  return counts;
}

EntityScores score_entities(const std::vector<EntityCounts>& notes, uint64_t seed) {
  const auto rate = [&](int64_t EntityCounts::*part, int64_t EntityCounts::*whole) {
    return bootstrap_statistic(
        notes.size(),
        [&](const std::vector<size_t>& sample) {
          int64_t above = 0, below = 0;
          for (const size_t i : sample) {
            above += notes[i].*part;
            below += notes[i].*whole;
          }
          return below > 0 ? static_cast<double>(above) / static_cast<double>(below) : std::numeric_limits<double>::quiet_NaN();
        },
        seed);
  };
  EntityScores scores;
  scores.precision = rate(&EntityCounts::shared, &EntityCounts::written);
  scores.recall = rate(&EntityCounts::shared, &EntityCounts::expected);
  scores.invented_rate = rate(&EntityCounts::invented, &EntityCounts::written);
  scores.omission_rate = rate(&EntityCounts::left_out, &EntityCounts::sayable);
  for (const EntityCounts& note : notes) {
    for (int64_t EntityCounts::*field :
         {&EntityCounts::written, &EntityCounts::expected, &EntityCounts::shared, &EntityCounts::invented, &EntityCounts::left_out, &EntityCounts::sayable}) {
      scores.sum.*field += note.*field;
    }
  }
  return scores;
}

OrderedJson to_json(const EntityScores& scores) {
  return {{"precision", to_json(scores.precision)},
          {"recall", to_json(scores.recall)},
          {"invented_rate", to_json(scores.invented_rate)},
          {"omission_rate", to_json(scores.omission_rate)},
          {"written", scores.sum.written},
          {"expected", scores.sum.expected},
          {"shared", scores.sum.shared},
          {"invented", scores.sum.invented},
          {"left_out", scores.sum.left_out},
          {"sayable", scores.sum.sayable}};
}

}  // namespace galen
