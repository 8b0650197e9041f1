// What an exported copy says about its release, and whether it may be made at all.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "core/date.h"
#include "core/json.h"
#include "model/checkpoint.h"

namespace galen {

struct ExportStamp {
  std::string release_class = "research";
  std::string not_for = "clinical use";  // empty: a clinical release that passed
  std::string release_sha256;            // of release.json; empty: not released
  std::string override_reason;           // the gate's, or of this export
  std::filesystem::path card;            // model_card.md of the release; empty: none
};

struct StampRequest {
  std::filesystem::path checkpoint;
  std::filesystem::path release;  // directory; empty: where the checkpoint's recipe says
  std::filesystem::path keyring;  // whose key a clinical release must bear; empty: the one the release names
  std::string override_reason;    // export a clinical checkpoint without a valid release; entered in the run's audit log
};

// The class is that of the recipe that the checkpoint carries. Throws Error for a clinical checkpoint without a release that is of exactly these weights,
// whole, passed, signed by a key of the keyring that isn't revoked, and not expired: unless a reason is given. A research checkpoint needs no release, but a
// damaged one is an error all the same.
ExportStamp stamp_for_export(const Checkpoint& checkpoint, const StampRequest& request, Day day);

OrderedJson to_json(const ExportStamp& stamp);
// "galen.release.class" -> "research" …: metadata of a GGUF file.
std::vector<std::pair<std::string, std::string>> stamp_keys(const ExportStamp& stamp);
// README.md of an export: the warning, then the card where there is one.
std::string stamp_readme(const ExportStamp& stamp, const std::string& name);

}  // namespace galen
