// What the two halves of GgufFile share: the file's bytes (gguf_file.cpp) and its typed values (gguf_values.cpp).
#pragma once

#include <cstring>
#include <string>
#include <string_view>

#include "gguf.h"

namespace galen {

// Bytes of one element; 0 for strings and arrays.
inline size_t size_of(gguf_type type) {
  switch (type) {
    case GGUF_TYPE_UINT8:
    case GGUF_TYPE_INT8:
    case GGUF_TYPE_BOOL:
      return 1;
    case GGUF_TYPE_UINT16:
    case GGUF_TYPE_INT16:
      return 2;
    case GGUF_TYPE_UINT32:
    case GGUF_TYPE_INT32:
    case GGUF_TYPE_FLOAT32:
      return 4;
    case GGUF_TYPE_UINT64:
    case GGUF_TYPE_INT64:
    case GGUF_TYPE_FLOAT64:
      return 8;
    default:
      return 0;
  }
}

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
