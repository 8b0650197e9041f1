// audit.jsonl: what was done with a run, by whom and when; each line holds the hash of the one before, so a line that is changed, taken out or put in shows.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/json.h"

namespace galen {

struct AuditEntry {
  int64_t number = 0;  // from 1
  std::string time;    // UTC
  std::string event;   // "signed", "released", "override" …
  OrderedJson details;
  std::string sha256;  // of the line before and this one's other members
};

// Throws Error naming the first line that doesn't follow from those before it. A file that isn't there has no entries.
std::vector<AuditEntry> read_audit(const std::filesystem::path& file);

// Durable when it returns. Refuses to go on from a log that is damaged. Processes may append at the same time.
AuditEntry append_audit(const std::filesystem::path& file, const std::string& event, const OrderedJson& details);

}  // namespace galen
