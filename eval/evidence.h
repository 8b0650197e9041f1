// The files that a release rests on, each with its hash: what physicians sign and the gate checks.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "recipes/recipe.h"

namespace galen {

// In a run directory:
//   shards/{train,validation}/{index.json,deidentification.json}   galen prepare
//   checkpoints/…                                                  galen train
//   scores.json                                                    galen eval --json
//   review/ratings.json, review/agreement.json                     galen review import, agree
//   review/statements/*.json                                       galen review sign
//   audit.jsonl
struct Evidence {
  std::filesystem::path recipe_file;
  std::filesystem::path checkpoint;
  std::filesystem::path run;
  std::map<std::string, std::filesystem::path> pieces;  // name -> file; those that are there
  std::vector<std::filesystem::path> statements;        // sorted
};

inline constexpr const char* kRecipePiece = "recipe";
inline constexpr const char* kRubricPiece = "rubric";
inline constexpr const char* kCheckpointPiece = "checkpoint";  // its manifest, which lists every file
inline constexpr const char* kTrainingDataPiece = "training data";
inline constexpr const char* kValidationDataPiece = "validation data";
inline constexpr const char* kTrainingReportPiece = "de-identification of the training data";
inline constexpr const char* kValidationReportPiece = "de-identification of the validation data";
inline constexpr const char* kScoresPiece = "scores";
inline constexpr const char* kRatingsPiece = "ratings";
inline constexpr const char* kAgreementPiece = "agreement";

// Throws Error where the recipe names no run directory or the checkpoint has no manifest.
Evidence find_evidence(const Recipe& recipe, const std::filesystem::path& checkpoint);

// Every piece's sha256.
std::map<std::string, std::string> hash_evidence(const Evidence& evidence);

std::filesystem::path release_directory(const Recipe& recipe);
std::filesystem::path audit_file(const Recipe& recipe);

}  // namespace galen
