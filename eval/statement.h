// What a physician signs: "I have reviewed these very files", with an end. And whose signatures count.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/date.h"
#include "core/json.h"
#include "core/signature.h"

namespace galen {

// Pseudonymous: who it is stays with the organisation.
struct Signer {
  std::string id;
  std::string role;
  std::string credential;
  std::string specialty;

  bool operator==(const Signer&) const = default;
};

struct Statement {
  Signer signer;
  std::string recipe;                           // its name
  std::map<std::string, std::string> subjects;  // piece of evidence -> sha256 (eval/evidence.h)
  std::string verdict = "approve";              // approve | reject
  std::string comment;
  std::string signed_on;  // YYYY-MM-DD
  std::string expires;    // YYYY-MM-DD, the last day on which it holds
};

Json to_json(const Signer& signer);
Signer signer_from_json(const Json& json);  // throws Json::exception

// The file's text: {"format": "galen-statement", …, "public_key", "signature"} (core/signature.h).
std::string sign_statement(const Statement& statement, const KeyPair& keys);

struct SignedStatement {
  Statement statement;
  std::string public_key;
  std::string sha256;  // of the file
  std::string file;
};
// Throws Error for what is no statement, holds more than one or whose signature isn't that of its key over its text.
SignedStatement read_statement(const std::filesystem::path& file);

// keyring.json: {"format": "galen-keyring", "people": [{id, role, credential, specialty, public_key, revoked, reason}], "revoked_statements": [sha256],
// "sha256" of the rest}: a slip of the hand shows. It is the organisation's, changes with its people, and must be kept where only those may write who should.
struct Person {
  Signer signer;
  std::string public_key;
  std::string revoked;  // YYYY-MM-DD; from this day on nothing of theirs holds
  std::string reason;
};
struct Keyring {
  std::vector<Person> people;
  std::vector<std::string> revoked_statements;
  std::string file;
};
Keyring read_keyring(const std::filesystem::path& file);
void write_keyring(const Keyring& keyring, const std::filesystem::path& file);
const Person* find_person(const Keyring& keyring, const std::string& public_key);  // nullptr: no such
bool is_revoked(const Person& person, Day day);
// Throws Error where the id or the key is there already.
void add_person(Keyring* keyring, const Person& person);

// Empty: it holds on `day` for exactly these subjects. Otherwise why not, naming signer and piece.
std::string why_not_valid(const SignedStatement& statement, const Keyring& keyring, const std::map<std::string, std::string>& subjects, Day day);

}  // namespace galen
