#include "model/manifest.h"

#include <algorithm>

#include "core/error.h"
#include "core/file.h"
#include "core/hash.h"
#include "core/json.h"
#include "model/checkpoint.h"
#include "model/foreign_json.h"

namespace galen {
namespace fs = std::filesystem;

namespace {

constexpr const char* kManifestName = "manifest.json";
constexpr int kManifestVersion = 1;
constexpr const char* kDamaged = "this is no whole checkpoint: use another step's, or write it again";

bool is_plain_relative_path(const std::string& path) {
  if (path.empty() || path.front() == '/' || path.find('\\') != std::string::npos || path.find('\0') != std::string::npos) return false;
  const fs::path parts(path);
  return std::all_of(parts.begin(), parts.end(), [](const fs::path& part) { return !part.empty() && part != "." && part != ".."; });
}

ManifestEntry parse_entry(const Json& file, const std::string& where) {
  const bool well_formed = file.is_object() && file.contains("path") && file["path"].is_string() && file.contains("bytes") &&
                           file["bytes"].is_number_unsigned() && file.contains("sha256") && file["sha256"].is_string();
  if (!well_formed) throw Error("a file's entry needs path, bytes and sha256", where, kDamaged);
  if (!is_plain_relative_path(file["path"].get<std::string>())) {
    throw Error("lists the path " + file["path"].dump() + ", which leads out of the directory", where, "don't use this checkpoint");
  }
  return {file["bytes"].get<uint64_t>(), file["sha256"].get<std::string>()};
}

// Sorted, so that the manifest's own bytes depend on nothing else.
std::string text_of(const Manifest& manifest) {
  OrderedJson json;
  json["format_version"] = kManifestVersion;
  json["files"] = OrderedJson::array();
  for (const auto& [name, entry] : manifest) json["files"].push_back({{"path", name}, {"bytes", entry.bytes}, {"sha256", entry.sha256}});
  return json.dump(1) + "\n";
}

}  // namespace

Manifest read_manifest(const fs::path& directory, bool hashes) {
  const fs::path path = directory / kManifestName;
  if (!fs::exists(path)) throw Error("has no manifest.json, so it is no checkpoint", directory.string(), "galen import makes one of a model");
  const Json json = read_foreign_json(path);
  if (!json.is_object() || !json.contains("format_version") || json["format_version"] != kManifestVersion || !json.contains("files") ||
      !json["files"].is_array()) {
    throw Error("is not a manifest of format version 1", path.string(), kDamaged);
  }
  Manifest manifest;
  for (const Json& file : json["files"]) {
    const ManifestEntry entry = parse_entry(file, path.string());
    const std::string name = file["path"].get<std::string>();
    if (!manifest.emplace(name, entry).second) throw Error("lists \"" + name + "\" twice", path.string(), kDamaged);
  }
  // No hash guards the manifest itself; but there is only one way to write it.
  if (read_file(path) != text_of(manifest)) throw Error("is not as it was written", path.string(), kDamaged);
  for (const auto& [name, entry] : manifest) {
    const fs::path listed = directory / name;
    std::error_code failed;
    if (!fs::is_regular_file(listed, failed)) throw Error("is listed in manifest.json but is missing", listed.string(), kDamaged);
    const uint64_t bytes = fs::file_size(listed);
    if (bytes != entry.bytes) {
      throw Error("has " + std::to_string(bytes) + " bytes, manifest.json says " + std::to_string(entry.bytes), listed.string(), kDamaged);
    }
    if (hashes && sha256_of_file(listed) != entry.sha256) {
      throw Error("its sha256 differs from the one in manifest.json", listed.string(), kDamaged);
    }
  }
  return manifest;
}

void write_manifest(const fs::path& directory, const std::map<std::string, std::string>& known_hashes) {
  Manifest manifest;
  for (const auto& entry : fs::recursive_directory_iterator(directory)) {
    if (!entry.is_regular_file()) continue;
    const std::string name = entry.path().lexically_relative(directory).generic_string();
    const auto known = known_hashes.find(name);
    manifest[name] = {entry.file_size(), known != known_hashes.end() ? known->second : sha256_of_file(entry.path())};
  }
  FileWriter writer(directory / kManifestName);
  writer.write(text_of(manifest));
  writer.close();
}

void verify_manifest(const fs::path& directory, bool hashes) {
  read_manifest(directory, hashes);
}

}  // namespace galen
