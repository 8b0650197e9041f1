#include "core/audit.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "core/date.h"
#include "core/error.h"
#include "core/file.h"
#include "core/hash.h"

namespace galen {
namespace {

OrderedJson without_hash(const AuditEntry& entry, const std::string& before) {
  return {{"number", entry.number}, {"time", entry.time}, {"event", entry.event}, {"details", entry.details}, {"before", before}};
}

std::string seal(AuditEntry* entry, const std::string& before) {
  OrderedJson json = without_hash(*entry, before);
  entry->sha256 = sha256_hex(json.dump());
  json["sha256"] = entry->sha256;
  return json.dump() + "\n";
}

// Up to the last line that is whole.
std::vector<AuditEntry> parse_audit(std::string_view text, const std::filesystem::path& file) {
  std::vector<AuditEntry> entries;
  size_t begin = 0;
  while (begin < text.size()) {
    const std::string where = file.string() + ":" + std::to_string(entries.size() + 1);
    const size_t end = text.find('\n', begin);
    if (end == std::string_view::npos) break;
    const std::string line(text.substr(begin, end + 1 - begin));
    AuditEntry entry;
    std::string sealed;
    try {
      const OrderedJson json = OrderedJson::parse(line);
      entry.number = json.at("number").get<int64_t>();
      entry.time = json.at("time").get<std::string>();
      entry.event = json.at("event").get<std::string>();
      entry.details = json.at("details");
      sealed = seal(&entry, entries.empty() ? "" : entries.back().sha256);
    } catch (const OrderedJson::exception&) {
      throw Error("is no line of an audit log", where);
    }
    if (sealed != line || entry.number != static_cast<int64_t>(entries.size()) + 1) {
      throw Error("was changed, or a line before it was changed, removed or put in", where, "the log can't be trusted from here on");
    }
    entries.push_back(std::move(entry));
    begin = end + 1;
  }
  return entries;
}

}  // namespace

std::vector<AuditEntry> read_audit(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) return {};
  const std::string text = read_file(file);
  if (!text.empty() && text.back() != '\n') throw Error("the last line is cut", file.string(), "the next command that writes there takes it out and says so");
  return parse_audit(text, file);
}

AuditEntry append_audit(const std::filesystem::path& file, const std::string& event, const OrderedJson& details) {
  if (file.has_parent_path()) make_directories(file.parent_path());
  const int descriptor = open(file.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (descriptor < 0) throw Error(std::string("can't be opened: ") + std::strerror(errno), file.string());
  const struct Closer {
    int descriptor;
    ~Closer() { close(descriptor); }
  } closer{descriptor};
  if (flock(descriptor, LOCK_EX) != 0) throw Error(std::string("can't be locked: ") + std::strerror(errno), file.string());
  const std::string text = read_file(file);
  const size_t whole = text.rfind('\n') == std::string::npos ? 0 : text.rfind('\n') + 1;
  std::vector<AuditEntry> entries = parse_audit(text, file);
  std::string lines;
  const auto add = [&](const std::string& what, const OrderedJson& how) {
    AuditEntry entry{static_cast<int64_t>(entries.size()) + 1, utc_now(), what, how, ""};
    lines += seal(&entry, entries.empty() ? "" : entries.back().sha256);
    entries.push_back(std::move(entry));
  };
  const bool is_cut = whole < text.size();  // by a power cut while a line was written
  if (is_cut) add("cut line taken out", {{"bytes", text.size() - whole}});
  add(event, details);
  if ((is_cut && ftruncate(descriptor, static_cast<off_t>(whole)) != 0) ||
      write(descriptor, lines.data(), lines.size()) != static_cast<ssize_t>(lines.size()) || fsync(descriptor) != 0) {
    throw Error(std::string("can't be written: ") + std::strerror(errno), file.string());
  }
  return entries.back();
}

}  // namespace galen
