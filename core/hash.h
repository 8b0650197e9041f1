// Content hashes: sha256 (identity, manifests) and xxh3 (fast integrity of chunks).
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace galen {

// A sha256 being computed. By libcrypto, which uses the processor's SHA instructions (libsodium's is portable C and four times slower here).
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;

  void update(const void* data, size_t size);
  std::string hex();  // lower-case, 64 digits; call once

 private:
  struct State;
  std::unique_ptr<State> state_;
};

std::string sha256_hex(std::string_view bytes);
std::string sha256_of_file(const std::filesystem::path& path);

uint64_t xxh3(const void* data, size_t size);

std::string to_hex(const void* data, size_t size);  // lower-case, two digits a byte

// 16 lower-case hex digits, most significant first.
std::string hex64(uint64_t value);

}  // namespace galen
