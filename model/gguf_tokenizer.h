// A vocabulary between the two forms it is stored in: GGUF's tokenizer.* keys and Hugging Face's tokenizer.json.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/gguf_file.h"

namespace galen {

// Token types as GGUF numbers them.
enum class TokenType : int32_t { kNormal = 1, kUnknown = 2, kControl = 3, kUserDefined = 4, kUnused = 5, kByte = 6 };

// A byte-level BPE vocabulary (GGUF's tokenizer model "gpt2").
struct BpeVocabulary {
  std::string pre_tokenizer;               // GGUF's name for the way text is cut into words
  std::vector<std::string> tokens;         // by id, in the byte-level alphabet; special tokens as plain text
  std::vector<TokenType> types;            // by id
  std::vector<std::string> merges;         // "left right", best first
  std::map<std::string, int64_t> special;  // "bos", "eos", "unknown", "padding" … -> id
  std::optional<bool> add_bos, add_eos;    // nothing: the pre-tokenizer's own habit
  std::string chat_template;               // empty: none
};

// Throws Error for what the runtime would stop the process on or read wrongly: repeated tokens, NUL bytes, special ids outside, other kinds
// than BPE (gpt2) and SentencePiece (llama).
void check_gguf_vocabulary(const GgufFile& file);

// The vocabulary of a GGUF file of model gpt2; nothing for another kind.
std::optional<BpeVocabulary> read_gguf_bpe(const GgufFile& file);

// A vocabulary-only GGUF that llama.cpp loads.
void write_gguf_bpe(const BpeVocabulary& vocabulary, const std::filesystem::path& out);

}  // namespace galen
