#include "export/stamp.h"

#include "core/audit.h"
#include "core/error.h"
#include "core/file.h"
#include "core/hash.h"
#include "core/log.h"
#include "eval/evidence.h"
#include "eval/release.h"

namespace galen {
namespace fs = std::filesystem;

namespace {

// Empty: the release lets this checkpoint out.
std::string why_not_released(const Release& release, const Recipe& recipe, const StampRequest& request, const std::string& checkpoint_sha256, Day day) {
  if (release.checkpoint_sha256 != checkpoint_sha256) return "the release is of other weights";
  if (release.release_class != recipe.recipe.release_class) return "the release is of the class " + release.release_class;
  if (!release.passed && release.override_reason.empty()) return "the gate refused it";
  if (!release.expires.empty() && day > *parse_day(release.expires)) return "the release expired on " + release.expires;
  if (release.release_class != "clinical") return "";
  const fs::path keyring_file = request.keyring.empty() ? fs::path(release.keyring) : request.keyring;
  if (keyring_file.empty()) return "no keyring says whose releases count";
  const Keyring keyring = read_keyring(keyring_file);
  const Person* person = find_person(keyring, release.public_key);
  if (person == nullptr) return "the release is signed by a key that the keyring " + keyring_file.string() + " doesn't hold";
  if (is_revoked(*person, day)) return "the key of " + person->signer.id + ", who released it, was revoked on " + person->revoked;
  return "";
}

}  // namespace

ExportStamp stamp_for_export(const Checkpoint& checkpoint, const StampRequest& request, Day day) {
  Recipe recipe;
  if (!checkpoint.recipe_yaml.empty()) recipe = parse_recipe(checkpoint.recipe_yaml, request.checkpoint / "recipe.yaml");
  const bool is_clinical = recipe.recipe.release_class == "clinical";
  const std::string where = request.checkpoint.string();
  ExportStamp stamp;
  stamp.release_class = recipe.recipe.release_class;
  stamp.not_for = recipe.recipe.not_for;
  fs::path directory = request.release;
  if (directory.empty() && (!recipe.run.dir.empty() || !recipe.release.dir.empty())) directory = release_directory(recipe);
  std::string problem = "there is no release of it";
  if (!directory.empty() && fs::exists(directory / "release.json")) {
    try {
      const Release release = read_release(directory);
      problem = why_not_released(release, recipe, request, sha256_of_file(request.checkpoint / "manifest.json"), day);
      if (problem.empty()) {
        verify_manifest(request.checkpoint, true);  // the release names the manifest, the manifest names the weights
        stamp.release_sha256 = release.sha256;
        stamp.override_reason = release.override_reason;
        stamp.card = directory / "model_card.md";
      }
    } catch (const Error& error) {
      if (!is_clinical) throw;
      problem = error.where() + ": " + error.what_happened();
    }
  } else if (!request.release.empty()) {
    throw Error("there is no release.json", request.release.string(), "name the directory that galen release wrote");
  }
  if (!is_clinical) {
    if (!request.override_reason.empty()) throw UsageError("there is nothing to override: the checkpoint is of the class research", "--override");
    if (!problem.empty() && stamp.release_sha256.empty() && !request.release.empty()) throw Error(problem, request.release.string(), "galen release again");
    return stamp;
  }
  if (problem.empty()) {
    if (stamp.override_reason.empty()) stamp.not_for.clear();
    return stamp;
  }
  if (request.override_reason.empty()) {
    throw Error("is of the class clinical and can't be exported: " + problem, where,
                "galen release CKPT RECIPE; or --override REASON, which is logged and stamped on the export");
  }
  stamp.override_reason = request.override_reason;
  const AuditEntry entry = append_audit(recipe.run.dir.empty() ? request.checkpoint.parent_path() / "audit.jsonl" : audit_file(recipe), "export override",
                                        {{"checkpoint", where}, {"problem", problem}, {"reason", request.override_reason}});
  log_warning("exported although " + problem + "; entered in the audit log as number " + std::to_string(entry.number));
  return stamp;
}

OrderedJson to_json(const ExportStamp& stamp) {
  return {{"class", stamp.release_class}, {"not_for", stamp.not_for}, {"release_sha256", stamp.release_sha256}, {"override_reason", stamp.override_reason}};
}

std::vector<std::pair<std::string, std::string>> stamp_keys(const ExportStamp& stamp) {
  std::vector<std::pair<std::string, std::string>> keys = {{"galen.release.class", stamp.release_class}};
  if (!stamp.not_for.empty()) {
    keys.emplace_back("galen.release.not_for", stamp.not_for);
    keys.emplace_back("general.description", "Not for " + stamp.not_for + ".");
  }
  if (!stamp.release_sha256.empty()) keys.emplace_back("galen.release.sha256", stamp.release_sha256);
  if (!stamp.override_reason.empty()) keys.emplace_back("galen.release.override", stamp.override_reason);
  return keys;
}

std::string stamp_readme(const ExportStamp& stamp, const std::string& name) {
  std::string text;
  if (!stamp.card.empty()) text = read_file(stamp.card);
  if (text.empty()) {
    text = "# " + name + "\n\nExported without a release: nobody has signed for it.\n";
  }
  std::string warning;
  if (!stamp.not_for.empty()) warning += "**Not for " + stamp.not_for + ".**\n\n";
  if (!stamp.override_reason.empty()) warning += "**Exported against the release gate. Reason given: " + stamp.override_reason + "**\n\n";
  return warning + text;
}

}  // namespace galen
