#include "eval/statement.h"

#include <algorithm>

#include "core/error.h"
#include "core/file.h"
#include "core/hash.h"

namespace galen {
namespace {

Json unsigned_json(const Statement& statement, const std::string& public_key) {
  return {{"format", "galen-statement"},         {"version", 1},
          {"signer", to_json(statement.signer)}, {"recipe", statement.recipe},
          {"subjects", statement.subjects},      {"verdict", statement.verdict},
          {"comment", statement.comment},        {"signed_on", statement.signed_on},
          {"expires", statement.expires},        {"public_key", public_key}};
}

Day day_of(const std::string& text, const std::string& what, const std::string& where) {
  const std::optional<Day> day = parse_day(text);
  if (!day) throw Error(what + " is no date", where);
  return *day;
}

Person person_from_json(const Json& json) {
  return {signer_from_json(json), json.at("public_key").get<std::string>(), json.value("revoked", ""), json.value("reason", "")};
}

std::string keyring_text(const Keyring& keyring) {
  OrderedJson people = OrderedJson::array();
  for (const Person& person : keyring.people) {
    people.push_back({{"id", person.signer.id},
                      {"role", person.signer.role},
                      {"credential", person.signer.credential},
                      {"specialty", person.signer.specialty},
                      {"public_key", person.public_key},
                      {"revoked", person.revoked},
                      {"reason", person.reason}});
  }
  OrderedJson json = {{"format", "galen-keyring"}, {"people", people}, {"revoked_statements", keyring.revoked_statements}};
  json["sha256"] = sha256_hex(json.dump());
  return json.dump(2) + "\n";
}

std::string differing_subject(const std::map<std::string, std::string>& was, const std::map<std::string, std::string>& now) {
  for (const auto& [piece, sha256] : now) {
    const auto found = was.find(piece);
    if (found == was.end()) return piece + " wasn't among what was signed";
    if (found->second != sha256) return piece + " isn't what was signed";
  }
  for (const auto& [piece, sha256] : was) {
    if (now.count(piece) == 0) return piece + " was signed and is missing";
  }
  return "";
}

}  // namespace

Json to_json(const Signer& signer) {
  return {{"id", signer.id}, {"role", signer.role}, {"credential", signer.credential}, {"specialty", signer.specialty}};
}

Signer signer_from_json(const Json& json) {
  return {json.at("id").get<std::string>(), json.at("role").get<std::string>(), json.at("credential").get<std::string>(),
          json.at("specialty").get<std::string>()};
}

std::string sign_statement(const Statement& statement, const KeyPair& keys) {
  return signed_text(unsigned_json(statement, keys.public_key), keys);
}

SignedStatement read_statement(const std::filesystem::path& file) {
  const std::string text = read_file(file, 1 << 20);
  const std::string where = file.string();
  const Json json = parse_json(text, where);
  SignedStatement result;
  result.file = where;
  result.sha256 = sha256_hex(text);
  try {
    Statement& s = result.statement;
    s.signer = signer_from_json(json.at("signer"));
    s.recipe = json.at("recipe").get<std::string>();
    s.subjects = json.at("subjects").get<std::map<std::string, std::string>>();
    s.verdict = json.at("verdict").get<std::string>();
    s.comment = json.at("comment").get<std::string>();
    s.signed_on = json.at("signed_on").get<std::string>();
    s.expires = json.at("expires").get<std::string>();
    result.public_key = json.at("public_key").get<std::string>();
    if (!is_signed_text(text, unsigned_json(s, result.public_key), json.at("signature").get<std::string>(), result.public_key)) {
      throw Error("the signature isn't that of this text: it was changed after signing", where);
    }
  } catch (const Json::exception& error) {
    throw Error(std::string("is no signed statement: ") + error.what(), where, "make one with galen review sign");
  }
  day_of(result.statement.signed_on, "signed_on", where);
  day_of(result.statement.expires, "expires", where);
  if (result.statement.verdict != "approve" && result.statement.verdict != "reject") throw Error("the verdict is neither approve nor reject", where);
  return result;
}

Keyring read_keyring(const std::filesystem::path& file) {
  const std::string text = read_file(file, 16 << 20);
  const Json json = parse_json(text, file.string());
  Keyring keyring;
  keyring.file = file.string();
  try {
    if (json.at("format") != "galen-keyring") throw Error("is no keyring", file.string(), "make one with galen review trust");
    for (const Json& person : json.at("people")) keyring.people.push_back(person_from_json(person));
    keyring.revoked_statements = json.at("revoked_statements").get<std::vector<std::string>>();
  } catch (const Json::exception& error) {
    throw Error(std::string("is no keyring: ") + error.what(), file.string(), "make one with galen review trust");
  }
  if (keyring_text(keyring) != text) throw Error("was changed by hand or is damaged", file.string(), "galen review trust and revoke change it");
  for (const Person& person : keyring.people) {
    if (!person.revoked.empty()) day_of(person.revoked, "the day on which " + person.signer.id + " was revoked", file.string());
  }
  return keyring;
}

void write_keyring(const Keyring& keyring, const std::filesystem::path& file) {
  write_file_durably(file, keyring_text(keyring));
}
const Person* find_person(const Keyring& keyring, const std::string& public_key) {
  const auto found = std::find_if(keyring.people.begin(), keyring.people.end(), [&](const Person& person) { return person.public_key == public_key; });
  return found == keyring.people.end() ? nullptr : &*found;
}

bool is_revoked(const Person& person, Day day) {
  return !person.revoked.empty() && day >= *parse_day(person.revoked);
}

void add_person(Keyring* keyring, const Person& person) {
  for (const Person& other : keyring->people) {
    if (other.signer.id == person.signer.id)
      throw Error("has a key of " + person.signer.id + " already", keyring->file, "revoke it and give the new key another id");
    if (other.public_key == person.public_key) throw Error("this key is already there as that of " + other.signer.id, keyring->file);
  }
  keyring->people.push_back(person);
}

std::string why_not_valid(const SignedStatement& statement, const Keyring& keyring, const std::map<std::string, std::string>& subjects, Day day) {
  const Statement& s = statement.statement;
  const std::string who = "the signature of " + s.signer.id + " (" + statement.file + ")";
  const Person* person = find_person(keyring, statement.public_key);
  if (person == nullptr) return who + " is by a key that the keyring " + keyring.file + " doesn't hold";
  if (person->signer != s.signer) return who + " gives another id, role, credential or specialty than the keyring " + keyring.file;
  const auto& revoked = keyring.revoked_statements;
  if (std::find(revoked.begin(), revoked.end(), statement.sha256) != revoked.end()) return who + " was revoked";
  if (is_revoked(*person, day)) {
    return who + ": the key was revoked on " + person->revoked + (person->reason.empty() ? "" : " (" + person->reason + ")");
  }
  if (day < *parse_day(s.signed_on)) return who + " is of a day to come, " + s.signed_on;
  if (day > *parse_day(s.expires)) return who + " expired on " + s.expires;
  const std::string difference = differing_subject(s.subjects, subjects);
  return difference.empty() ? "" : who + ": " + difference;
}

}  // namespace galen
