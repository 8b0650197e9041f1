// Small GGUF files built byte by byte, so that tests can build wrong ones too.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "gguf.h"

namespace galen::testing {

template <typename T>
std::string raw(T value) {
  return std::string(reinterpret_cast<const char*>(&value), sizeof value);
}

inline std::string gguf_string(const std::string& text) {
  return raw(uint64_t{text.size()}) + text;
}

struct GgufBytes {
  std::vector<std::string> keys;     // each: name, type, value
  std::vector<std::string> tensors;  // each: name, dims, type, offset
  std::string data;
  uint32_t version = 3;
  uint64_t alignment = 32;

  static std::string key(const std::string& name, gguf_type type, const std::string& value) {
    return gguf_string(name) + raw(static_cast<uint32_t>(type)) + value;
  }
  void u32(const std::string& name, uint32_t value) { keys.push_back(key(name, GGUF_TYPE_UINT32, raw(value))); }
  void f32(const std::string& name, float value) { keys.push_back(key(name, GGUF_TYPE_FLOAT32, raw(value))); }
  void text(const std::string& name, const std::string& value) { keys.push_back(key(name, GGUF_TYPE_STRING, gguf_string(value))); }
  void array(const std::string& name, gguf_type element, uint64_t count, const std::string& elements) {
    keys.push_back(key(name, GGUF_TYPE_ARRAY, raw(static_cast<uint32_t>(element)) + raw(count) + elements));
  }
  void texts(const std::string& name, const std::vector<std::string>& values) {
    std::string elements;
    for (const std::string& value : values) elements += gguf_string(value);
    array(name, GGUF_TYPE_STRING, values.size(), elements);
  }
  static std::string tensor_info(const std::string& name, const std::vector<int64_t>& dims, uint32_t type, uint64_t offset) {
    std::string info = gguf_string(name) + raw(static_cast<uint32_t>(dims.size()));
    for (const int64_t size : dims) info += raw(size);
    return info + raw(type) + raw(offset);
  }
  // dims as GGUF has them: the fastest first.
  void tensor(const std::string& name, const std::vector<int64_t>& dims, uint32_t type, const std::string& bytes) {
    tensors.push_back(tensor_info(name, dims, type, data.size()));
    data += bytes;
    data.resize((data.size() + alignment - 1) / alignment * alignment, '\0');
  }
  std::string bytes() const {
    std::string file = "GGUF" + raw(version) + raw(uint64_t{tensors.size()}) + raw(uint64_t{keys.size()});
    for (const std::string& one : keys) file += one;
    for (const std::string& one : tensors) file += one;
    file.resize((file.size() + alignment - 1) / alignment * alignment, '\0');
    return file + data;
  }
};

// f32 numbers 0, 1, 2 … as bytes.
inline std::string counting(int64_t count, float start = 0) {
  std::string bytes;
  for (int64_t i = 0; i < count; ++i) bytes += raw(start + static_cast<float>(i));
  return bytes;
}

// A whole llama of one layer, hidden 8, 2 heads of 4, ffn 8, vocabulary 5.
inline GgufBytes tiny_llama_gguf() {
  GgufBytes file;
  file.text("general.architecture", "llama");
  for (const auto& [name, value] :
       {std::pair("block_count", 1), std::pair("context_length", 32), std::pair("embedding_length", 8), std::pair("feed_forward_length", 8),
        std::pair("attention.head_count", 2), std::pair("attention.head_count_kv", 1), std::pair("rope.dimension_count", 4)}) {
    file.u32(std::string("llama.") + name, static_cast<uint32_t>(value));
  }
  file.f32("llama.attention.layer_norm_rms_epsilon", 1e-5f);
  file.f32("llama.rope.freq_base", 10000.0f);
  file.text("tokenizer.ggml.model", "gpt2");
  file.text("tokenizer.ggml.pre", "gpt-2");
  file.texts("tokenizer.ggml.tokens", {"a", "b", "ab", "\xC4\xA0", "<end>"});
  file.array("tokenizer.ggml.token_type", GGUF_TYPE_INT32, 5, raw(1) + raw(1) + raw(1) + raw(1) + raw(3));
  file.texts("tokenizer.ggml.merges", {"a b"});
  file.u32("tokenizer.ggml.eos_token_id", 4);
  file.tensor("token_embd.weight", {8, 5}, GGML_TYPE_F32, counting(40));
  file.tensor("output_norm.weight", {8}, GGML_TYPE_F32, counting(8));
  file.tensor("blk.0.attn_norm.weight", {8}, GGML_TYPE_F32, counting(8, 1));
  file.tensor("blk.0.attn_q.weight", {8, 8}, GGML_TYPE_F32, counting(64));
  file.tensor("blk.0.attn_k.weight", {8, 4}, GGML_TYPE_F32, counting(32));
  file.tensor("blk.0.attn_v.weight", {8, 4}, GGML_TYPE_F32, counting(32));
  file.tensor("blk.0.attn_output.weight", {8, 8}, GGML_TYPE_F32, counting(64));
  file.tensor("blk.0.ffn_norm.weight", {8}, GGML_TYPE_F32, counting(8, 2));
  for (const char* part : {"gate", "up", "down"}) file.tensor(std::string("blk.0.ffn_") + part + ".weight", {8, 8}, GGML_TYPE_F32, counting(64));
  return file;
}

}  // namespace galen::testing
