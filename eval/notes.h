// How good generated notes are, against the notes that clinicians wrote.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/json.h"
#include "data/records.h"
#include "data/tokenizer.h"
#include "eval/entities.h"
#include "eval/interval.h"
#include "eval/rouge.h"
#include "model/decoder.h"

namespace galen {

struct NoteSettings {
  std::vector<std::string> sections;  // headings expected in a note ("Subjective", …); empty: no section coverage
  int64_t max_new_tokens = 256;
  int64_t batch_size = 16;
  uint64_t bootstrap_seed = 0;
  const EntityFinder* entities = nullptr;  // null: they aren't counted
};

struct NoteExample {
  std::string id;
  std::string reference;
  std::string generated;
  RougeScores rouge;
  double section_coverage = 0;  // part of the expected headings that start a line of the generated note
  double length_ratio = 0;      // generated words / reference words
  double invented_numbers = 0;  // numbers in the generated note that the prompt doesn't have
  EntityCounts medications, terms, negations;
};

struct NoteReport {
  std::vector<NoteExample> examples;
  // Means over examples with 95 % bootstrap intervals (1,000 resamples).
  Interval rouge1, rouge2, rougeL, section_coverage, length_ratio, invented_numbers;
  std::optional<EntityScores> medications, terms, negations;
  double perplexity = 0;  // of the reference notes given their prompts, token-weighted
};

NoteReport evaluate_notes(const Model& model, const Tokenizer& tokenizer, const std::vector<Record>& records, const NoteSettings& settings);
OrderedJson to_json(const NoteReport& report, bool with_examples);

}  // namespace galen
