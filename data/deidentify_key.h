// The secret that dates are shifted and surrogates chosen with. It stays on the machine: 32 random bytes in a file that only its owner may read.
// Whoever has it can undo the shift; without it a surrogate says nothing of what it replaced.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace galen {

class DeidentifyKey {
 public:
  // Reads `file`, or makes it (mode 0600) when there is none. Throws Error for a file that others may read, that isn't 64 hexadecimal digits
  // or that can't be written.
  static DeidentifyKey read_or_make(const std::filesystem::path& file);

  // HMAC-SHA256 of the parts, each with its length, under the key.
  std::array<uint8_t, 32> hash(std::string_view patient, std::string_view purpose, std::string_view text) const;

  // Names the key in reports without telling anything of it: 8 hexadecimal digits.
  std::string id() const;

 private:
  explicit DeidentifyKey(std::string bytes) : bytes_(std::move(bytes)) {}
  std::string bytes_;
};

// `data.deidentify_key` of a recipe, or ${XDG_CONFIG_HOME:-~/.config}/galen/deidentify.key when that is empty.
std::filesystem::path deidentify_key_file(const std::string& setting);

}  // namespace galen
