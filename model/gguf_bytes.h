// What the two halves of GgufFile share: the file's bytes (gguf_file.cpp) and its typed values (gguf_values.cpp).
#pragma once

#include <cstring>
#include <string>
#include <string_view>

namespace galen {

template <typename T>
T load_as(std::string_view bytes) {
  T value;
  std::memcpy(&value, bytes.data(), sizeof value);
  return value;
}

// A name as it may stand in an error message.
inline std::string printable(std::string_view name) {
  std::string text = "\"";
  for (const char c : name.substr(0, 100)) text += c >= ' ' && c <= '~' ? c : '?';
  return text + "\"";
}

}  // namespace galen
