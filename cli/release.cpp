#include <memory>

#include "cli/command.h"
#include "cli/signing.h"
#include "core/audit.h"
#include "core/error.h"
#include "core/text.h"
#include "eval/release.h"

namespace galen {
namespace {

struct ReleaseOptions {
  std::string checkpoint, recipe, key, override_reason;
  std::vector<std::string> overrides;
  bool dry_run = false;
};

void print_verdict(const Verdict& verdict) {
  size_t width = 0;
  for (const VerdictLine& line : verdict.lines) width = std::max(width, line.piece.size());
  for (const VerdictLine& line : verdict.lines) {
    print_line(std::string(line.passed ? "passed  " : "FAILED  ") + line.piece + std::string(width - line.piece.size() + 2, ' ') + line.says);
    if (!line.passed && !line.hint.empty()) print_line("        " + std::string(width + 2, ' ') + "-> " + line.hint);
  }
}

OrderedJson run_release(const ReleaseOptions& o) {
  const Recipe recipe = read_recipe(o.recipe, o.overrides);
  const Evidence evidence = find_evidence(recipe, o.checkpoint);
  const Verdict verdict = judge_release(recipe, evidence, today());
  print_verdict(verdict);
  OrderedJson result = {{"passed", verdict.passed()}, {"verdict", to_json(verdict)}};
  if (o.dry_run) return result;
  const std::vector<std::string> failures = verdict.failures();
  if (!failures.empty() && trim(o.override_reason).empty()) {
    append_audit(audit_file(recipe), "release refused", {{"checkpoint_sha256", verdict.checkpoint_sha256}, {"failed", failures}});
    throw Error("refused: " + join(failures, ", "), o.checkpoint, "mend what failed; or --override REASON, which is logged and stamped on card and exports");
  }
  if (failures.empty() && !o.override_reason.empty()) throw UsageError("there is nothing to override: every line passed", "--override");
  const KeyPair keys = open_signing_key(o.key);
  if (recipe.recipe.release_class == "clinical") {
    const Keyring keyring = read_keyring(resolve_path(recipe, recipe.release.keyring));
    const Person* person = find_person(keyring, keys.public_key);
    if (person == nullptr || !person->revoked.empty())
      throw Error("doesn't hold your key: " + keys.public_key, keyring.file, "galen review trust enters it; --key names another");
  }
  ModelFacts facts = facts_of(read_checkpoint(o.checkpoint));
  facts.released_on = format_day(today());
  facts.override_reason = o.override_reason;
  const std::filesystem::path directory = release_directory(recipe);
  const Release release = write_release(recipe, verdict, facts, keys, directory);
  append_audit(audit_file(recipe), failures.empty() ? "released" : "release override",
               {{"checkpoint_sha256", verdict.checkpoint_sha256}, {"release_sha256", release.sha256}, {"failed", failures}, {"reason", o.override_reason}});
  print_line(std::string(failures.empty() ? "released" : "released AGAINST the verdict") + " as " + release.release_class + ": " + directory.string());
  print_line("model card: " + (directory / "model_card.html").string());
  result["passed"] = true;  // released, whatever the verdict
  result["release"] = directory.string();
  result["release_sha256"] = release.sha256;
  result["override_reason"] = o.override_reason;
  return result;
}

}  // namespace

void add_release(Program& program) {
  auto o = std::make_shared<ReleaseOptions>();
  CLI::App* command = add_command(program, program.app, "release", "the gate: looks at all evidence, gives a verdict and writes the model card",
                                  "galen release runs/notes/checkpoints/latest recipes/clinical_notes/note.yaml", [o] { return run_release(*o); });
  command->add_option("checkpoint", o->checkpoint, "checkpoint to release")->required();
  command->add_option("recipe", o->recipe, "the recipe that made it")->required();
  command->add_option("--set", o->overrides, "key.path=value for the recipe")->type_name("KEY=VALUE");
  command->add_option("--key", o->key, "key that signs the release (default: ~/.config/galen/signing.key)");
  command->add_option("--override", o->override_reason, "release although something failed; the reason is logged and stamped on card and exports")
      ->type_name("REASON");
  command->add_flag("--dry-run", o->dry_run, "print the verdict and write nothing");
}

}  // namespace galen
