// What a GGUF file's vocabulary is: checked before the runtime reads it, and hashed.
#pragma once

#include <filesystem>
#include <string>

namespace galen {

// sha256 over everything under `tokenizer.ggml.` that turns text into tokens: model and pre-tokeniser names, pieces, types, scores, merges,
// special ids and flags; the chat template is not part of it. Reads the metadata only.
//
// Throws Error for a file that is no GGUF, holds no vocabulary, or holds one that the runtime would stop the process on (pieces that appear
// twice, special ids outside the vocabulary, arrays of unequal length or of another type).
std::string checked_tokenizer_sha256(const std::filesystem::path& file);

}  // namespace galen
