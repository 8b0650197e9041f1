#include <memory>

#include "cli/command.h"
#include "cli/review_judge.h"
#include "cli/review_ratings.h"
#include "cli/signing.h"
#include "core/audit.h"
#include "core/date.h"
#include "core/error.h"
#include "core/file.h"
#include "core/hash.h"
#include "eval/evidence.h"
#include "eval/statement.h"

namespace galen {
namespace {

struct ReviewOptions {
  std::string checkpoint, recipe, key, keyring, out, expires, comment, reason, public_key, statement;
  Signer person;
  std::vector<std::string> overrides;
  bool rejects = false;
  bool no_passphrase = false;
};

OrderedJson make_key(const ReviewOptions& o) {
  const KeyPair keys = new_key_pair();
  write_key_file(keys, o.out, o.no_passphrase ? "" : ask_new_passphrase());
  print_line("secret key: " + o.out + " (keep it to yourself)");
  print_line("public key: " + keys.public_key);
  print_line("whoever keeps the keyring enters it:  galen review trust KEYRING --id … --credential … --public-key " + keys.public_key);
  return {{"key", o.out}, {"public_key", keys.public_key}};
}

OrderedJson trust(const ReviewOptions& o) {
  if (o.public_key.size() != 64 || o.public_key.find_first_not_of("0123456789abcdef") != std::string::npos) {
    throw UsageError("is no public key: 64 hex digits", "--public-key", "galen review key prints it");
  }
  Keyring keyring;
  if (std::filesystem::exists(o.keyring)) keyring = read_keyring(o.keyring);
  keyring.file = o.keyring;
  add_person(&keyring, {o.person, o.public_key, "", ""});
  write_keyring(keyring, o.keyring);
  print_line(o.keyring + " trusts " + std::to_string(keyring.people.size()) + " people now");
  return {{"keyring", o.keyring}, {"people", keyring.people.size()}};
}

OrderedJson revoke(const ReviewOptions& o) {
  if (o.person.id.empty() == o.statement.empty()) throw UsageError("name either --id or --statement", "galen review revoke");
  Keyring keyring = read_keyring(o.keyring);
  if (o.statement.empty()) {
    bool is_found = false;
    for (Person& person : keyring.people) {
      if (person.signer.id != o.person.id) continue;
      is_found = true;
      person.revoked = format_day(today());
      person.reason = o.reason;
    }
    if (!is_found) throw Error("has no key of " + o.person.id, o.keyring);
  } else {
    keyring.revoked_statements.push_back(sha256_of_file(o.statement));
  }
  write_keyring(keyring, o.keyring);
  print_line("revoked: " + (o.statement.empty() ? o.person.id : o.statement));
  return {{"revoked", o.statement.empty() ? o.person.id : o.statement}};
}

const Person& person_of_key(const Keyring& keyring, const std::string& public_key) {
  if (const Person* person = find_person(keyring, public_key)) return *person;
  throw Error("doesn't hold this key: " + public_key, keyring.file, "whoever keeps the keyring enters it with galen review trust");
}

OrderedJson sign_evidence(const ReviewOptions& o) {
  const Recipe recipe = read_recipe(o.recipe, o.overrides);
  if (recipe.release.keyring.empty()) throw Error("is missing", o.recipe + ": release.keyring", "name the file that says whose signatures count");
  const Evidence evidence = find_evidence(recipe, o.checkpoint);
  const KeyPair keys = open_signing_key(o.key);
  Statement statement;
  statement.signer = person_of_key(read_keyring(resolve_path(recipe, recipe.release.keyring)), keys.public_key).signer;
  statement.recipe = recipe.recipe.name;
  statement.subjects = hash_evidence(evidence);
  statement.verdict = o.rejects ? "reject" : "approve";
  statement.comment = o.comment;
  statement.signed_on = format_day(today());
  statement.expires =
      o.expires.empty() ? (recipe.curation.expires.empty() ? format_day(today() + std::chrono::days(365)) : recipe.curation.expires) : o.expires;
  if (!parse_day(statement.expires)) throw UsageError("is no date: " + o.expires, "--until", "write it as 2026-11-25");
  const std::filesystem::path directory = evidence.run / "review" / "statements";
  make_directories(directory);
  const std::filesystem::path file = directory / (statement.signer.id + "-" + statement.signed_on + ".json");
  if (std::filesystem::exists(file)) throw Error("is there already", file.string(), "put it away first if it is to be replaced");
  print_line(statement.signer.id + " (" + statement.signer.credential + ") " + statement.verdict + "s, until " + statement.expires + ":");
  for (const auto& [piece, sha256] : statement.subjects) print_line("  " + sha256.substr(0, 16) + "…  " + piece + "  " + evidence.pieces.at(piece).string());
  write_file_durably(file, sign_statement(statement, keys));
  const std::string sha256 = sha256_of_file(file);
  append_audit(audit_file(recipe), "signed",
               {{"signer", statement.signer.id}, {"file", file.filename().string()}, {"verdict", statement.verdict}, {"statement_sha256", sha256}});
  print_line("signed: " + file.string());
  return {{"statement", file.string()}, {"sha256", sha256}, {"signer", statement.signer.id}, {"verdict", statement.verdict}};
}

}  // namespace

void add_review(Program& program) {
  auto o = std::make_shared<ReviewOptions>();
  CLI::App* review = program.app.add_subcommand("review", "physicians' ratings of answers, and their signatures");
  review->require_subcommand(1);
  add_review_ratings(program, *review);
  add_review_judge(program, *review);

  CLI::App* key = add_command(program, *review, "key", "make a key to sign with", "galen review key ~/my.key", [o] { return make_key(*o); });
  key->add_option("out", o->out, "file of the secret key, readable by you alone")->required();
  key->add_flag("--no-passphrase", o->no_passphrase, "whoever reads the file can sign as you");

  CLI::App* trusted =
      add_command(program, *review, "trust", "enter somebody's public key into a keyring",
                  "galen review trust keyring.json --id dr-07 --credential MD --specialty cardiology --public-key …", [o] { return trust(*o); });
  trusted->add_option("keyring", o->keyring, "keyring file, made if it isn't there")->required();
  trusted->add_option("--id", o->person.id, "pseudonym")->required();
  trusted->add_option("--role", o->person.role, "reviewer, medical lead …");
  trusted->add_option("--credential", o->person.credential, "MD, RN, PharmD …")->required();
  trusted->add_option("--specialty", o->person.specialty, "of medicine");
  trusted->add_option("--public-key", o->public_key, "64 hex digits")->required();

  CLI::App* revoked = add_command(program, *review, "revoke", "nothing of this person, or not this statement, holds any longer",
                                  "galen review revoke keyring.json --id dr-07 --reason 'key lost'", [o] { return revoke(*o); });
  revoked->add_option("keyring", o->keyring, "keyring file")->required();
  revoked->add_option("--id", o->person.id, "whose key");
  revoked->add_option("--statement", o->statement, "file of a statement");
  revoked->add_option("--reason", o->reason, "why");

  CLI::App* sign =
      add_command(program, *review, "sign", "sign that you have reviewed exactly this evidence",
                  "galen review sign runs/notes/checkpoints/latest recipes/clinical_notes/note.yaml --key my.key", [o] { return sign_evidence(*o); });
  sign->add_option("checkpoint", o->checkpoint, "checkpoint that is to be released")->required();
  sign->add_option("recipe", o->recipe, "its recipe")->required();
  sign->add_option("--set", o->overrides, "key.path=value for the recipe")->type_name("KEY=VALUE");
  sign->add_option("--key", o->key, "your secret key (default: ~/.config/galen/signing.key)");
  sign->add_option("--until", o->expires, "last day on which it holds (default: curation.expires, else a year)")->type_name("YYYY-MM-DD");
  sign->add_option("--comment", o->comment, "goes into the model card");
  sign->add_flag("--reject", o->rejects, "sign that it must not be released");
}

}  // namespace galen
