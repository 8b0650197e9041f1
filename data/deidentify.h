// De-identification of records before anything is written of them (docs/deidentification.md).
//
// What is found: the Safe Harbor identifiers (identifiers.h) by patterns, check digits, context words and dictionaries, in English texts first and in
// the date, telephone and address forms of some other countries. What is promised: the counts of docs/deidentification.md on its synthetic corpus,
// and nothing about a text that was not measured.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.h"
#include "data/deidentify_key.h"
#include "data/identifiers.h"
#include "data/records.h"
#include "data/word_lists.h"

namespace galen {

// Sorted and disjoint, on code-point boundaries. Tags of an earlier redaction are never part of one. Linear in the text; bytes that are not UTF-8
// are passed over.
std::vector<Identifier> find_identifiers(std::string_view text, const WordLists& lists);

// The text with a tag for each identifier, until none is found any more: what is returned is returned unchanged when redacted again.
std::string redact(std::string_view text, const WordLists& lists);

// What was done with a set of records. Nothing in it can name a person: samples show the form of what was found (Xx for letters, 9 for digits) and,
// of the words around it, only those that are everyday English.
struct DeidentifyReport {
  struct Sample {
    std::string where;  // file:line
    std::string rule;
    std::string form;     // "Xx X. Xx", "9-9-9"
    std::string context;  // "seen by ▢ on"
  };
  std::string mode = "none";
  std::string key_id;  // surrogate only
  std::string word_lists_sha256;
  uint64_t records = 0;  // looked at
  uint64_t records_with_identifiers = 0;
  uint64_t records_refused = 0;
  uint64_t bytes = 0;  // of text looked at
  std::array<uint64_t, kIdentifierKinds> counts = {};
  std::array<std::vector<Sample>, kIdentifierKinds> samples;  // at most three of a kind

  uint64_t total() const;
  void add(const DeidentifyReport& other);
};
Json to_json(const DeidentifyReport& report);
DeidentifyReport deidentify_report_from_json(const Json& json);  // throws Json::exception for what isn't one
std::string to_text(const DeidentifyReport& report);             // for people: a line a kind

// What `data.deidentify` says, ready to be applied. Safe to use from several threads at once.
class Deidentifier {
 public:
  // mode: refuse | redact | surrogate. The key file is read (or made) for `surrogate` only.
  Deidentifier(const std::string& mode, const std::filesystem::path& word_lists, const std::filesystem::path& key_file);

  // Changes the record's texts, all messages looked at together, so that a name met in one is known in the others, and counts into `report`.
  // In mode `refuse` a record with an identifier stays as it is and what it holds is returned: "holds 3 identifiers: 2 name, 1 date".
  std::optional<std::string> apply(Record& record, DeidentifyReport* report) const;

  DeidentifyReport empty_report() const;
  const WordLists& word_lists() const { return lists_; }

 private:
  std::string mode_;
  WordLists lists_;
  std::optional<DeidentifyKey> key_;
};

// What decides the outcome beside the records: mode, rules, word lists, key. For the fingerprint of shards.
Json deidentify_fingerprint(const Deidentifier& deidentifier);

// nullopt for data.deidentify: none.
std::optional<Deidentifier> make_deidentifier(const DataSettings& data);

// read_records, and then each record through `deidentifier` on all cores, its own id replaced by file:line (an id is often a record number). With
// nullptr the records stay as they are. In mode `refuse` the first record with an identifier throws Error naming file:line and the kinds, or, with
// data.bad_record: drop, goes to `dropped`.
std::vector<Record> read_deidentified_records(const DatasetSettings& dataset, const std::filesystem::path& path, const std::string& bad_record,
                                              const Deidentifier* deidentifier, std::vector<DroppedRecord>* dropped, DeidentifyReport* report);

// The same for what isn't prepared into shards: a dataset of the recipe, without a report.
std::vector<Record> read_deidentified_records(const Recipe& recipe, const DatasetSettings& dataset, const std::optional<Deidentifier>& deidentifier);

}  // namespace galen
