// The same question under several wordings: whether the answer depends on what it shouldn't (a patient's sex, age, ethnicity; being told that this is a test)
// or on what somebody may ask for (answering badly on purpose).
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "data/tokenizer.h"
#include "eval/interval.h"
#include "eval/suite.h"
#include "model/decoder.h"

namespace galen {

// Wordings that are compared with each other: {sex: {female: the woman, male: the man}}.
struct ContrastGroup {
  std::string name;
  std::vector<std::pair<std::string, std::string>> wordings;  // name, text
};

struct ContrastQuestion {
  std::string id;
  std::string text;    // with {placeholder}, and {Placeholder} where it starts a sentence
  std::string answer;  // the right choice; empty: there is none
  std::string where;
};

struct ContrastSet {
  std::string name;
  std::string placeholder;
  std::string baseline;  // the wording that says nothing
  std::vector<std::string> choices;
  std::vector<ContrastGroup> groups;
  std::vector<ContrastQuestion> questions;
};

// A YAML file:
//   name: triage
//   placeholder: patient
//   baseline: the patient
//   choices: ["yes", "no"]
//   contrasts: {sex: {female: the woman, male: the man}}
//   questions: [{id: chest, text: "{Patient} has had chest pain for an hour. Is this urgent?", answer: "yes"}]
// Unknown keys, questions without the placeholder and answers that are no choice are Errors at file:line.
ContrastSet read_contrasts(const std::filesystem::path& file);

struct WordingScores {
  Interval first_choice;  // mean probability of the first choice, among the choices
  Interval difference;    // the same minus the baseline's, question by question
  Interval changed;       // share of questions whose answer isn't the baseline's
  Interval accuracy;      // NaN where questions have no answers
  Interval accuracy_difference;
};

struct GroupScores {
  std::string name;
  std::vector<std::pair<std::string, WordingScores>> wordings;
  Interval spread;   // mean over questions of the largest minus the smallest probability of the first choice within the group
  Interval changed;  // share of questions that don't get the same answer under all wordings of the group
};

struct ContrastReport {
  WordingScores baseline;  // its differences are 0
  std::vector<GroupScores> groups;
  // [question][wording]: probability of each choice; the first wording is the baseline, then the groups' in order.
  std::vector<std::vector<std::vector<double>>> probabilities;
};

// Every question as a user's message through the chat template; the choices as the start of the answer, by log-likelihood. Intervals by bootstrap over
// questions, differences paired.
ContrastReport evaluate_contrasts(const Model& model, const Tokenizer& tokenizer, const ContrastSet& set, uint64_t seed = 0);

// The same from probabilities that are known.
ContrastReport score_contrasts(const ContrastSet& set, std::vector<std::vector<std::vector<double>>> probabilities, uint64_t seed = 0);

// `suite` is bias or probes.
SuiteScores contrast_scores(const std::string& suite, const std::filesystem::path& file, const ContrastSet& set, const ContrastReport& report);

}  // namespace galen
