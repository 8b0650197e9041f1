// Multiple choice by log-likelihood, with the scores of lm-evaluation-harness: which choice is likeliest as the continuation of the context.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "data/tokenizer.h"
#include "eval/interval.h"
#include "eval/suite.h"
#include "eval/task.h"
#include "model/decoder.h"

namespace galen {

// The tokens of a context and of what continues it, as the harness splits them: white space that ends the context goes to the continuation, both are encoded
// in one, and the continuation is what comes behind as many tokens as the context has alone. An empty context becomes the start (else the end) token. Throws
// Error at `where` for a continuation without tokens.
struct EncodedPair {
  std::vector<int32_t> context, continuation;
};
EncodedPair encode_pair(const Tokenizer& tokenizer, const std::string& context, const std::string& continuation, const std::string& where);

// For each pair the natural logarithm of the continuation's probability. What doesn't fit `max_position_embeddings` is cut off in front. Pairs that agree in
// all but the last token are read once, and long contexts once for all the continuations that follow each other in `pairs`. `label` heads the progress bar,
// empty: none.
std::vector<double> continuation_log_likelihoods(const Model& model, const std::vector<EncodedPair>& pairs, const std::string& label = "");

struct ChoiceResult {
  std::vector<double> log_likelihoods;  // of the choices
  int64_t gold = 0;
  int64_t choice = 0;        // the likeliest; ties go to the first
  int64_t choice_norm = 0;   // by log-likelihood / characters
  int64_t choice_bytes = 0;  // by log-likelihood / bytes
};

struct ChoiceReport {
  std::vector<ChoiceResult> results;  // in the task's order
  Interval acc, acc_norm, acc_bytes;  // means over items with 95 % bootstrap intervals
  double floor = 0;                   // acc of always giving the commonest right answer (by its text), to be beaten
};

ChoiceReport evaluate_choices(const Model& model, const Tokenizer& tokenizer, const ChoiceTask& task, uint64_t seed = 0);
// The suite `tasks`, with every item's log-likelihoods.
SuiteScores task_scores(const ChoiceTask& task, const ChoiceReport& report);

}  // namespace galen
