// Ed25519 signatures (RFC 8032, by libsodium) and the files that secret keys are kept in.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/json.h"

namespace galen {

struct KeyPair {
  std::string public_key;  // 64 hex digits
  std::string secret;      // 64 bytes
};

KeyPair new_key_pair();

// A JSON file readable by its owner alone, never written over. With a passphrase the secret is sealed (XSalsa20-Poly1305 under a key that Argon2id makes of
// the passphrase); without, it is there for whoever reads the file.
void write_key_file(const KeyPair& keys, const std::filesystem::path& file, const std::string& passphrase);

// Throws Error for a file that is no key, that others may read, or that the passphrase doesn't open.
KeyPair read_key_file(const std::filesystem::path& file, const std::string& passphrase);
bool needs_passphrase(const std::filesystem::path& file);

std::string sign(std::string_view message, const KeyPair& keys);  // 128 hex digits

// False for anything but the signature of exactly this message by this key, malformed hex included.
bool is_signed_by(std::string_view message, const std::string& signature, const std::string& public_key);

// Signed JSON files: the signature is over the content's dump(), keys sorted, no blanks, and stands in it as `signature`.
std::string signed_text(Json content, const KeyPair& keys);  // the file's text
// Whether `text` is exactly what signed_text makes of this content and this signature by the owner of `public_key`.
bool is_signed_text(std::string_view text, Json content, const std::string& signature, const std::string& public_key);

}  // namespace galen
