// What a note says of medications and findings, by dictionaries: to see what a generated note has that nobody said, and what it leaves out.
//
// Medications are brands and generic names of what MedlinePlus or the NHS list as medicines (scripts/word_lists.py), a brand and its substance the same. Terms
// are the words of Debian's medical dictionary (hunspell-en-med) that aren't among the 5,000 commonest English ones, stemmed. Negations are the terms between a
// denial (no, denies, without, negative for, …) and the end of its clause, after NegEx (Chapman et al. 2001). All three count words, not meanings: "high blood
// pressure" and "hypertension" are different, and a term taken from the wrong place is found to be there.
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/json.h"
#include "data/word_lists.h"
#include "eval/interval.h"

namespace galen {

struct Entities {
  std::set<std::string> medications;  // substances, lower-case
  std::set<std::string> terms;        // stems, without those of medications
  std::set<std::string> negations;    // stems of terms that are denied
};

class EntityFinder {
 public:
  // The folder of deidentify.tsv and medications.tsv. Throws Error where either isn't there or isn't such a list.
  explicit EntityFinder(const std::filesystem::path& folder);
  Entities find(const std::string& text) const;

 private:
  WordLists words_;
  std::map<std::string, std::string> medications_;  // name -> substance
  size_t most_words_ = 1;                           // of a name
};

// One kind of entity in one note: how many it has, how many the clinician's note has, and so on.
struct EntityCounts {
  int64_t written = 0;   // in the generated note
  int64_t expected = 0;  // in the clinician's
  int64_t shared = 0;    // in both
  int64_t invented = 0;  // written, but in the prompt nowhere
  int64_t left_out = 0;  // expected and in the prompt, but not written
  int64_t sayable = 0;   // expected and in the prompt
};
// `source`: what the prompt has of this kind; for negations, of terms: denying what was never spoken of is an invention.
EntityCounts count_entities(const std::set<std::string>& written, const std::set<std::string>& expected, const std::set<std::string>& source);

// Over all notes' counts, with bootstrap intervals over notes. NaN where there is nothing to count.
struct EntityScores {
  Interval precision;      // shared / written
  Interval recall;         // shared / expected
  Interval invented_rate;  // invented / written
  Interval omission_rate;  // left out / sayable
  EntityCounts sum;
};
EntityScores score_entities(const std::vector<EntityCounts>& notes, uint64_t seed);
OrderedJson to_json(const EntityScores& scores);

}  // namespace galen
