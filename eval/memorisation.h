// Does a model give away what it was trained on? Secrets planted in the training data (canaries) are looked for afterwards.
//
// Exposure (Carlini et al., "The Secret Sharer", USENIX Security 2019): log2(number of candidates) − log2(rank of the canary among them by
// log-likelihood), in bits. The candidates here are the canary and random alternatives of its own form, so exposure is between 0 and log2(alternatives + 1); a
// model that never saw the canary has 1.44 bits on average.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "data/tokenizer.h"
#include "eval/interval.h"
#include "eval/suite.h"
#include "model/decoder.h"

namespace galen {

struct Canary {
  std::string id;
  std::string prompt;  // what a user would ask (through the chat template); empty for plain text
  std::string before;  // of the text or the answer, what stands in front of the secret
  std::string secret;
  int64_t repeats = 1;  // how often it was in the training data; 0: never (a control)
  std::string where;    // file:line
};

// JSON Lines: {"id", "text" or "prompt" and "response", "secret", "repeats"}. The secret must stand in text or response exactly once, with at least one digit
// or letter to vary and something in front of it. Other fields may be there: the same file can be training data. Throws Error at file:line.
std::vector<Canary> read_canaries(const std::filesystem::path& file);

// `secret` with every digit replaced by a random digit and every ASCII letter by a random one of its case; never the secret itself. Throws Error for a secret
// with fewer than 1,000 forms.
std::string random_alternative(const std::string& secret, uint64_t seed, uint64_t canary, uint64_t draw);

struct MemorisationSettings {
  int64_t alternatives = 511;  // exposure of at most 9 bits
  uint64_t seed = 0;
};

struct CanaryResult {
  int64_t rank = 0;  // 1: likelier than every alternative; those as likely as the canary count before it
  double exposure = 0;
  bool extracted = false;  // greedy generation from what stands in front of it writes the secret
  std::string generated;
};

struct MemorisationReport {
  std::vector<CanaryResult> results;
  Interval exposure;          // mean over the canaries that were planted
  Interval extracted;         // share of them
  Interval control_exposure;  // of those with repeats 0; NaN without any
  double most = 0;            // the exposure of rank 1
};

MemorisationReport evaluate_memorisation(const Model& model, const Tokenizer& tokenizer, const std::vector<Canary>& canaries,
                                         const MemorisationSettings& settings);
SuiteScores memorisation_scores(const std::filesystem::path& file, const std::vector<Canary>& canaries, const MemorisationReport& report);

}  // namespace galen
