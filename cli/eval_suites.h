// The suites of `galen eval` that give back SuiteScores: names to calls.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "data/tokenizer.h"
#include "eval/suite.h"
#include "model/decoder.h"
#include "recipes/recipe.h"

namespace galen {

// How suites are written on the command line, for help and for messages.
std::vector<std::string> suite_spellings();

// `latency` needs a file for the serving runtime, not a model in memory.
bool is_latency_suite(const std::string& suite);
SuiteScores run_latency_suite(const std::string& checkpoint);

bool is_model_suite(const std::string& suite);
// Files are looked for as they are written, then beside the recipe. `limit`: first N records of each task; 0: all. Suites over the same task file run it once.
std::vector<SuiteScores> run_model_suites(const std::vector<std::string>& suites, const Model& model, const Tokenizer& tokenizer,
                                          const std::optional<Recipe>& recipe, int64_t limit);

}  // namespace galen
