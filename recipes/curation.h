// Who stands behind a recipe and what must be true before its model is released: the parts of a recipe that physicians write, read and sign.
//
// The fields are those that CHAI's applied model card and TRIPOD-LLM ask for and that can't be measured: the release gate (eval/gate.h) puts them into
// the model card beside the figures. docs/release.md explains each.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace galen {

// One who answers for the content. The id is a pseudonym: who it is stays with the organisation.
struct CuratorSettings {
  std::string id;
  std::string role;        // "curator", "medical lead", "reviewer"
  std::string credential;  // "MD", "RN", "PharmD"
  std::string specialty;

  bool operator==(const CuratorSettings&) const = default;
};

// Where records come from. Names what data.train and data.validation read; `records` is how many they hold.
struct SourceSettings {
  std::string name;
  std::string url;
  std::string licence;           // SPDX name, or the contract's
  bool of_patients = true;       // false: synthetic, published or written for the purpose
  std::string consent;           // basis on which patients' data may be used
  std::string deidentification;  // method
  int64_t records = 0;

  bool operator==(const SourceSettings&) const = default;
};

struct RevisionSettings {
  std::string version;
  std::string date;  // YYYY-MM-DD
  std::string change;

  bool operator==(const RevisionSettings&) const = default;
};

struct CurationSettings {
  std::string version;
  std::vector<std::string> users;  // who works with the answers
  std::string workflow;            // where in the work, and who checks
  std::string population;
  std::string language = "en";
  std::string setting;
  std::vector<std::string> out_of_scope;
  std::vector<std::string> inclusion;
  std::vector<std::string> exclusion;
  std::vector<std::string> risks;
  std::string bias_mitigation;
  std::string maintenance;
  std::string contact;
  std::string rubric;    // file of what physicians judge by, beside the recipe
  std::string reviewed;  // YYYY-MM-DD
  std::string expires;   // YYYY-MM-DD; after this day nothing is released by this recipe
  std::vector<CuratorSettings> curators;
  std::vector<SourceSettings> sources;
  std::vector<RevisionSettings> history;

  bool operator==(const CurationSettings&) const = default;
};

// One figure of `galen eval --json` that must hold, with its interval's worse end.
struct ThresholdSettings {
  std::string metric;                // path in the scores: notes.rouge1
  std::string must_be = "at_least";  // at_least | at_most
  double value = 0;
  std::string shows = "usefulness";  // usefulness | fairness | safety: where the card reports it
  std::string goal;                  // in words

  bool operator==(const ThresholdSettings&) const = default;
};

struct ReleaseSettings {
  std::string dir;  // default: <run.dir>/release
  std::vector<ThresholdSettings> thresholds;
  std::string safety_agent = "safety";   // must be there and pinned; empty: not asked for (research only)
  int64_t signatures = 0;                // of different people; clinical asks for two at least
  std::vector<std::string> credentials;  // those of them that count, none: any
  std::string keyring;                   // file: whose public keys are trusted, and which are revoked

  bool operator==(const ReleaseSettings&) const = default;
};

struct Recipe;

struct MissingField {
  std::string key;
  std::string what;  // "who works with the answers"
};

// What a release of the recipe's class (recipe.release_class) needs and the recipe doesn't say; empty: nothing.
std::vector<MissingField> missing_for_release(const Recipe& recipe);

}  // namespace galen
