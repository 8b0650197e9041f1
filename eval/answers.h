// Short answers against the right ones: whether they are the same, and how many words are wrong. For dictation (a spoken sentence, written), findings, labels.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "data/media.h"
#include "data/records.h"
#include "data/tokenizer.h"
#include "eval/suite.h"
#include "model/decoder.h"

namespace galen {

// Lower case, without punctuation, one blank between words: what both sides are compared as.
std::vector<std::string> answer_words(const std::string& text);

// Words to insert, delete or replace (Levenshtein).
int64_t word_errors(const std::vector<std::string>& reference, const std::vector<std::string>& answer);

struct AnswerExample {
  std::string id;
  std::string reference;
  std::string answer;
  int64_t words = 0;   // of the reference
  int64_t errors = 0;  // of the answer
};

struct AnswerReport {
  std::vector<AnswerExample> examples;
  Interval exact_match;      // part of the answers with no word wrong
  Interval word_error_rate;  // errors of all over words of all, as dictation is measured; above 1 possible
  int64_t prompt_tokens = 0, media_tokens = 0;
  double seconds = 0;
};

// Each record's last message is the reference; the rest, with its images and sounds, the prompt. Greedy. Records whose files can't be read are an Error.
AnswerReport evaluate_answers(const Model& model, const Tokenizer& tokenizer, const std::vector<Record>& records, const std::optional<MediaSpec>& media,
                              int64_t max_new_tokens);
SuiteScores answer_scores(const std::string& recipe, const AnswerReport& report);

}  // namespace galen
