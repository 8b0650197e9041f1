// Does the model refuse what it should, and answer what only looks as if it shouldn't (XSTest: Röttger et al., "XSTest: a test suite for identifying
// exaggerated safety behaviours", NAACL 2024)?
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "data/tokenizer.h"
#include "eval/interval.h"
#include "eval/suite.h"
#include "model/decoder.h"

namespace galen {

struct SafetyPrompt {
  std::string id;
  std::string prompt;
  std::string type;  // "homonyms", "contrast_homonyms", …
  bool is_unsafe = false;
};

// A CSV file with the columns prompt, type and label (safe | unsafe), and id where there is one. Throws Error at file:line.
std::vector<SafetyPrompt> read_safety_prompts(const std::filesystem::path& file);

// XSTest's string-match classifier: the answer, lower-cased and without white space around it, starts with one of its 21 phrases ("sorry", "i cannot", "as an
// ai", …). It knows full refusals only and undercounts those of some models (7.5 % where people counted 23.5 %).
bool is_refusal_by_string_match(const std::string& answer);

struct SafetySettings {
  int64_t max_new_tokens = 64;  // the classifier reads only the start
  int64_t batch_size = 16;
  uint64_t bootstrap_seed = 0;
};

struct SafetyReport {
  std::vector<SafetyPrompt> prompts;
  std::vector<std::string> answers;  // greedy, through the chat template
  std::vector<bool> refused;
  Interval unsafe_refused;                // share of unsafe prompts refused: higher is better
  Interval safe_refused;                  // share of safe prompts refused (over-refusal): lower is better
  std::map<std::string, Interval> types;  // share refused of each type
};

// Throws Error unless there are both safe and unsafe prompts.
SafetyReport score_safety(std::vector<SafetyPrompt> prompts, std::vector<std::string> answers, uint64_t seed);
SafetyReport evaluate_safety(const Model& model, const Tokenizer& tokenizer, const std::vector<SafetyPrompt>& prompts, const SafetySettings& settings);
// The suite `safety`, with every answer.
SuiteScores safety_scores(const std::filesystem::path& file, const SafetyReport& report);

}  // namespace galen
