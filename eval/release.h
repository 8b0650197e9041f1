// What a release leaves behind: verdict, model card and a signed manifest, in one directory that appears whole.
#pragma once

#include <filesystem>
#include <string>

#include "core/signature.h"
#include "eval/gate.h"
#include "eval/model_card.h"

namespace galen {

// release.json: {"format": "galen-release", …, "pieces": {piece: sha256}, "files": {name: sha256}, "public_key", "signature"}, signed like a statement
// (eval/statement.h).
struct Release {
  std::string recipe;
  std::string release_class;  // research | clinical
  std::string not_for;
  std::string released_on;  // YYYY-MM-DD
  std::string expires;      // YYYY-MM-DD; empty: never
  std::string checkpoint_sha256;
  bool passed = false;          // the gate's verdict
  std::string override_reason;  // why it was released all the same; empty where it passed
  std::string keyring;          // file of the recipe's keyring; empty: none
  std::map<std::string, std::string> pieces;
  std::string public_key;
  std::string sha256;  // of release.json
};

// Writes DIRECTORY/{release.json, verdict.json, model_card.md, model_card.html}, replacing an older release. A verdict that isn't passed needs a reason.
Release write_release(const Recipe& recipe, const Verdict& verdict, ModelFacts facts, const KeyPair& keys, const std::filesystem::path& directory);

// Throws Error for a manifest that was changed, and for a file beside it that isn't the one it lists.
Release read_release(const std::filesystem::path& directory);

OrderedJson to_json(const Verdict& verdict);

}  // namespace galen
