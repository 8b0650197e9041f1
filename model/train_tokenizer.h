// A tokenizer learnt from one's own texts.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "model/gguf_tokenizer.h"

namespace galen {

// A byte-level BPE vocabulary of exactly `vocab_size` tokens, SmolLM2's way of cutting text into words (every digit a word): "<|endoftext|>" (start, end,
// padding),
// "<|im_start|>", "<|im_end|>", the 256 bytes (so that any text can be written), then the most useful merges, which sentencepiece finds among the texts' words.
// Deterministic. Throws Error when the texts don't hold enough for that many merges, saying how many they give.
// `special`: more control tokens, behind "<|im_end|>".
BpeVocabulary train_bpe(const std::vector<std::string>& texts, int64_t vocab_size, const std::vector<std::string>& special = {});

// Writes tokenizer.gguf, tokenizer.json and tokenizer_config.json into `directory`, which appears whole or not at all and must not exist.
void write_tokenizer(const BpeVocabulary& vocabulary, const std::filesystem::path& directory);

}  // namespace galen
