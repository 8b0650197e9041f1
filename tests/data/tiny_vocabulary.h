// A byte-level vocabulary with a ChatML template, for tests that must run without a downloaded model.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "data/tokenizer.h"
#include "gguf.h"

namespace galen::testing {

constexpr int32_t kTinyStart = 257;  // <|im_start|>
constexpr int32_t kTinyEnd = 258;    // <|im_end|>, eos

constexpr const char* kChatMl =
    "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}";

inline std::string utf8(uint32_t code) {
  if (code < 0x80) return {static_cast<char>(code)};
  return {static_cast<char>(0xC0 | (code >> 6)), static_cast<char>(0x80 | (code & 0x3F))};
}

// GPT-2's printable stand-ins for the 256 bytes.
inline std::vector<std::string> byte_pieces() {
  std::vector<std::string> pieces;
  uint32_t next = 256;
  for (uint32_t byte = 0; byte < 256; ++byte) {
    const bool printable = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
    pieces.push_back(utf8(printable ? byte : next++));
  }
  return pieces;
}

struct TinyVocabulary {
  std::vector<std::string> pieces = byte_pieces();
  std::vector<int32_t> types = std::vector<int32_t>(256, 1);
  std::vector<std::string> merges = {"t h"};
  std::string chat_template = kChatMl;
  bool add_bos = false;
  uint32_t eos = kTinyEnd;

  TinyVocabulary() {
    for (const char* control : {"<|endoftext|>", "<|im_start|>", "<|im_end|>"}) {
      pieces.emplace_back(control);
      types.push_back(3);
    }
    pieces.emplace_back("th");
    types.push_back(1);
  }

  void write(const std::filesystem::path& path) const {
    const std::unique_ptr<gguf_context, void (*)(gguf_context*)> file(gguf_init_empty(), gguf_free);
    const auto texts = [&](const char* key, const std::vector<std::string>& values) {
      std::vector<const char*> pointers;
      for (const std::string& value : values) pointers.push_back(value.c_str());
      gguf_set_arr_str(file.get(), key, pointers.data(), pointers.size());
    };
    gguf_set_val_str(file.get(), "general.architecture", "llama");
    gguf_set_val_str(file.get(), "tokenizer.ggml.model", "gpt2");
    gguf_set_val_str(file.get(), "tokenizer.ggml.pre", "smollm");
    texts("tokenizer.ggml.tokens", pieces);
    texts("tokenizer.ggml.merges", merges);
    gguf_set_arr_data(file.get(), "tokenizer.ggml.token_type", GGUF_TYPE_INT32, types.data(), types.size());
    gguf_set_val_u32(file.get(), "tokenizer.ggml.bos_token_id", 256);
    gguf_set_val_u32(file.get(), "tokenizer.ggml.eos_token_id", eos);
    gguf_set_val_bool(file.get(), "tokenizer.ggml.add_bos_token", add_bos);
    if (!chat_template.empty()) gguf_set_val_str(file.get(), "tokenizer.chat_template", chat_template.c_str());
    gguf_write_to_file(file.get(), path.c_str(), /*only_meta=*/true);
  }

  Tokenizer load(const std::filesystem::path& folder) const {
    write(folder / "tokenizer.gguf");
    return Tokenizer::from_gguf(folder / "tokenizer.gguf");
  }
};

}  // namespace galen::testing
