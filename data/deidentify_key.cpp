#include "data/deidentify_key.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <sys/stat.h>

#include "core/error.h"
#include "core/file.h"
#include "core/hash.h"
#include "core/machine.h"
#include "core/text.h"

namespace galen {
namespace fs = std::filesystem;

namespace {

constexpr size_t kKeyBytes = 32;

int hex_value(char c) {
  return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

void make_key(const fs::path& file) {
  std::array<uint8_t, kKeyBytes> bytes;
  if (RAND_bytes(bytes.data(), bytes.size()) != 1) throw Error("the system gives no random bytes for the key of de-identification", file.string());
  std::error_code failed;
  fs::create_directories(file.parent_path(), failed);
  if (failed) throw Error("can't make the folder of the key of de-identification: " + failed.message(), file.parent_path().string(), "set data.deidentify_key");
  const mode_t before = ::umask(0077);
  try {
    write_file_durably(file, to_hex(bytes.data(), bytes.size()) + "\n");
  } catch (...) {
    ::umask(before);
    throw;
  }
  ::umask(before);
  fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
}

}  // namespace

DeidentifyKey DeidentifyKey::read_or_make(const fs::path& file) {
  std::error_code ignored;
  if (!fs::exists(file, ignored)) make_key(file);
  const fs::perms permissions = fs::status(file).permissions();
  if ((permissions & (fs::perms::group_all | fs::perms::others_all)) != fs::perms::none) {
    throw Error("the key of de-identification may be read by others", file.string(),
                "chmod 600 " + file.string() + ", and make a new one if they may have read it");
  }
  const std::string text(trim(read_file(file, 4096)));
  std::string bytes;
  for (size_t i = 0; i + 1 < text.size(); i += 2) {
    const int high = hex_value(text[i]);
    const int low = hex_value(text[i + 1]);
    if (high < 0 || low < 0) break;
    bytes += static_cast<char>(high << 4 | low);
  }
  if (text.size() != 2 * kKeyBytes || bytes.size() != kKeyBytes) {
    throw Error("is no key of de-identification: 64 hexadecimal digits", file.string(),
                "restore it from your backup; a new key gives other dates and surrogates");
  }
  return DeidentifyKey(std::move(bytes));
}

std::array<uint8_t, 32> DeidentifyKey::hash(std::string_view patient, std::string_view purpose, std::string_view text) const {
  std::string message;
  for (const std::string_view part : {patient, purpose, text}) {
    message += std::to_string(part.size());
    message += ':';
    message.append(part);
  }
  std::array<uint8_t, 32> digest = {};
  unsigned int size = 0;
  if (HMAC(EVP_sha256(), bytes_.data(), static_cast<int>(bytes_.size()), reinterpret_cast<const unsigned char*>(message.data()), message.size(), digest.data(),
           &size) == nullptr) {
    throw Error("libcrypto can't compute a keyed hash");
  }
  return digest;
}

std::string DeidentifyKey::id() const {
  return to_hex(hash("", "key id", "").data(), 4);
}

fs::path deidentify_key_file(const std::string& setting) {
  if (!setting.empty()) return setting;
  const fs::path folder = config_directory();
  if (folder.empty()) throw Error("there is no home directory for the key of de-identification", "data.deidentify_key", "name a file");
  return folder / "deidentify.key";
}

}  // namespace galen
