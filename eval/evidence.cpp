#include "eval/evidence.h"

#include <algorithm>

#include "core/error.h"
#include "core/hash.h"

namespace galen {
namespace fs = std::filesystem;

fs::path release_directory(const Recipe& recipe) {
  return recipe.release.dir.empty() ? fs::path(recipe.run.dir) / "release" : fs::path(recipe.release.dir);
}

fs::path audit_file(const Recipe& recipe) {
  return fs::path(recipe.run.dir) / "audit.jsonl";
}

Evidence find_evidence(const Recipe& recipe, const fs::path& checkpoint) {
  if (recipe.run.dir.empty()) throw Error("is missing", recipe.file.string() + ": run.dir", "say where the run keeps its results");
  Evidence evidence;
  evidence.recipe_file = recipe.file;
  evidence.checkpoint = checkpoint;
  evidence.run = recipe.run.dir;
  const fs::path shards = shards_directory(recipe);
  std::vector<std::pair<const char*, fs::path>> places = {{kRecipePiece, recipe.file},
                                                          {kCheckpointPiece, checkpoint / "manifest.json"},
                                                          {kTrainingDataPiece, shards / "train" / "index.json"},
                                                          {kValidationDataPiece, shards / "validation" / "index.json"},
                                                          {kTrainingReportPiece, shards / "train" / "deidentification.json"},
                                                          {kValidationReportPiece, shards / "validation" / "deidentification.json"},
                                                          {kScoresPiece, evidence.run / "scores.json"},
                                                          {kRatingsPiece, evidence.run / "review" / "ratings.json"},
                                                          {kAgreementPiece, evidence.run / "review" / "agreement.json"}};
  if (!recipe.curation.rubric.empty()) places.emplace_back(kRubricPiece, resolve_path(recipe, recipe.curation.rubric));
  for (const auto& [name, file] : places) {
    if (fs::exists(file)) evidence.pieces[name] = file;
  }
  if (evidence.pieces.count(kCheckpointPiece) == 0)
    throw Error("is no checkpoint: it has no manifest.json", checkpoint.string(), "name a checkpoint of the run");
  const fs::path statements = evidence.run / "review" / "statements";
  if (fs::is_directory(statements)) {
    for (const fs::directory_entry& entry : fs::directory_iterator(statements)) {
      if (entry.path().extension() == ".json") evidence.statements.push_back(entry.path());
    }
  }
  std::sort(evidence.statements.begin(), evidence.statements.end());
  return evidence;
}

std::map<std::string, std::string> hash_evidence(const Evidence& evidence) {
  std::map<std::string, std::string> hashes;
  for (const auto& [name, file] : evidence.pieces) hashes[name] = sha256_of_file(file);
  return hashes;
}

}  // namespace galen
