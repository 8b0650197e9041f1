#include "core/signature.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "core/error.h"
#include "core/file.h"
#include "core/hash.h"

namespace galen {
namespace {

void start_sodium() {
  if (sodium_init() < 0) throw Error("libsodium has no source of random numbers");
}

// Empty unless it is exactly `size` bytes in hex.
std::string from_hex(const std::string& hex, size_t size) {
  std::string bytes(size, '\0');
  size_t length = 0;
  if (hex.size() != 2 * size || sodium_hex2bin(reinterpret_cast<unsigned char*>(bytes.data()), size, hex.data(), hex.size(), nullptr, &length, nullptr) != 0 ||
      length != size) {
    return "";
  }
  return bytes;
}

const unsigned char* bytes_of(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

std::string key_of_passphrase(const std::string& passphrase, const std::string& salt) {
  std::string key(crypto_secretbox_KEYBYTES, '\0');
  if (crypto_pwhash(reinterpret_cast<unsigned char*>(key.data()), key.size(), passphrase.data(), passphrase.size(), bytes_of(salt),
                    crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_ARGON2ID13) != 0) {
    throw Error("not enough memory to open the key", "", "Argon2id needs 64 MiB");
  }
  return key;
}

Json read_key_json(const std::filesystem::path& file) {
  Json json = read_json(file, 1 << 16);
  for (const char* member : {"public_key", "sealed_by", "secret"}) {
    if (!json.is_object() || !json.contains(member) || !json[member].is_string())
      throw Error("is no key file", file.string(), "make one with galen review key");
  }
  return json;
}

}  // namespace

KeyPair new_key_pair() {
  start_sodium();
  unsigned char public_key[crypto_sign_PUBLICKEYBYTES];
  KeyPair keys;
  keys.secret.resize(crypto_sign_SECRETKEYBYTES);
  crypto_sign_keypair(public_key, reinterpret_cast<unsigned char*>(keys.secret.data()));
  keys.public_key = to_hex(public_key, sizeof public_key);
  return keys;
}

void write_key_file(const KeyPair& keys, const std::filesystem::path& file, const std::string& passphrase) {
  start_sodium();
  OrderedJson json = {{"format", "galen-key"}, {"public_key", keys.public_key}, {"sealed_by", passphrase.empty() ? "nothing" : "argon2id"}};
  if (passphrase.empty()) {
    json["secret"] = to_hex(keys.secret.data(), keys.secret.size());
  } else {
    std::string salt(crypto_pwhash_SALTBYTES, '\0');
    std::string nonce(crypto_secretbox_NONCEBYTES, '\0');
    randombytes_buf(salt.data(), salt.size());
    randombytes_buf(nonce.data(), nonce.size());
    std::string sealed(keys.secret.size() + crypto_secretbox_MACBYTES, '\0');
    crypto_secretbox_easy(reinterpret_cast<unsigned char*>(sealed.data()), bytes_of(keys.secret), keys.secret.size(), bytes_of(nonce),
                          bytes_of(key_of_passphrase(passphrase, salt)));
    json["salt"] = to_hex(salt.data(), salt.size());
    json["nonce"] = to_hex(nonce.data(), nonce.size());
    json["secret"] = to_hex(sealed.data(), sealed.size());
  }
  const std::string text = json.dump(2) + "\n";
  const int descriptor = open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0) {
    throw Error(errno == EEXIST ? "is there already" : std::string("can't be made: ") + std::strerror(errno), file.string(), "choose another name for the key");
  }
  const bool is_written = write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && fsync(descriptor) == 0;
  close(descriptor);
  if (!is_written) {
    unlink(file.c_str());
    throw Error(std::string("can't be written: ") + std::strerror(errno), file.string());
  }
}

bool needs_passphrase(const std::filesystem::path& file) {
  return read_key_json(file)["sealed_by"] != "nothing";
}

KeyPair read_key_file(const std::filesystem::path& file, const std::string& passphrase) {
  start_sodium();
  const Json json = read_key_json(file);
  struct stat status {};
  if (stat(file.c_str(), &status) == 0 && (status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    throw Error("the key can be read by others than its owner", file.string(), "chmod 600 " + file.string());
  }
  KeyPair keys;
  keys.public_key = json["public_key"].get<std::string>();
  const auto secret = json["secret"].get<std::string>();
  if (json["sealed_by"] == "nothing") {
    keys.secret = from_hex(secret, crypto_sign_SECRETKEYBYTES);
  } else {
    const std::string sealed = from_hex(secret, crypto_sign_SECRETKEYBYTES + crypto_secretbox_MACBYTES);
    const std::string salt = from_hex(json.value("salt", ""), crypto_pwhash_SALTBYTES);
    const std::string nonce = from_hex(json.value("nonce", ""), crypto_secretbox_NONCEBYTES);
    if (sealed.empty() || salt.empty() || nonce.empty()) throw Error("is a damaged key file", file.string());
    keys.secret.resize(crypto_sign_SECRETKEYBYTES);
    if (crypto_secretbox_open_easy(reinterpret_cast<unsigned char*>(keys.secret.data()), bytes_of(sealed), sealed.size(), bytes_of(nonce),
                                   bytes_of(key_of_passphrase(passphrase, salt))) != 0) {
      throw Error("the passphrase doesn't open the key", file.string());
    }
  }
  unsigned char public_key[crypto_sign_PUBLICKEYBYTES];
  if (keys.secret.empty() || crypto_sign_ed25519_sk_to_pk(public_key, bytes_of(keys.secret)) != 0 || to_hex(public_key, sizeof public_key) != keys.public_key) {
    throw Error("is a damaged key file", file.string());
  }
  return keys;
}

std::string sign(std::string_view message, const KeyPair& keys) {
  start_sodium();
  unsigned char signature[crypto_sign_BYTES];
  crypto_sign_detached(signature, nullptr, bytes_of(message), message.size(), bytes_of(keys.secret));
  return to_hex(signature, sizeof signature);
}

bool is_signed_by(std::string_view message, const std::string& signature, const std::string& public_key) {
  start_sodium();
  const std::string signature_bytes = from_hex(signature, crypto_sign_BYTES);
  const std::string key = from_hex(public_key, crypto_sign_PUBLICKEYBYTES);
  if (signature_bytes.empty() || key.empty()) return false;
  return crypto_sign_verify_detached(bytes_of(signature_bytes), bytes_of(message), message.size(), bytes_of(key)) == 0;
}

namespace {

std::string file_text(Json content, const std::string& signature) {
  content["signature"] = signature;
  return content.dump(2) + "\n";
}

}  // namespace

std::string signed_text(Json content, const KeyPair& keys) {
  const std::string signature = sign(content.dump(), keys);
  return file_text(std::move(content), signature);
}

bool is_signed_text(std::string_view text, Json content, const std::string& signature, const std::string& public_key) {
  return is_signed_by(content.dump(), signature, public_key) && file_text(std::move(content), signature) == text;
}

}  // namespace galen
