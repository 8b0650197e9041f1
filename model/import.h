// Foreign models to checkpoints. Every file is hostile until proven otherwise (docs/security.md).
#pragma once

#include <filesystem>
#include <string>

#include "model/checkpoint.h"

namespace galen {

// `source` is a GGUF file (arch llama or glm4moe, any tensor type ggml dequantises), a Hugging Face directory (model_type llama or glm4_moe; safetensors,
// sharded too; tokenizer.json of the BPE kinds that GGUF knows, or tokenizer.gguf), or a Galen checkpoint. Dequantised tensors are f32, others keep
// their dtype. `scratch` is a folder for the tokenizer.gguf that is made; it must live until the checkpoint is written.
// GGUF of arch llama stores q and k rows for interleaved rope: they are un-permuted here.
Checkpoint import_model(const std::filesystem::path& source, const std::filesystem::path& scratch);

// The parts, by kind.
Checkpoint import_gguf(const std::filesystem::path& file, const std::filesystem::path& scratch);
Checkpoint import_hf_directory(const std::filesystem::path& directory, const std::filesystem::path& scratch);

// Makes a vocabulary-only GGUF: of a GGUF's own tokenizer keys (copied), or of a Hugging Face tokenizer.json (+ tokenizer_config.json).
void write_tokenizer_gguf_from_gguf(const std::filesystem::path& source, const std::filesystem::path& out);
void write_tokenizer_gguf_from_hf(const std::filesystem::path& directory, const std::filesystem::path& out);
// tokenizer.json, tokenizer_config.json (with the chat template) for transformers, out of a vocabulary-only GGUF of the byte-level BPE kinds; false: another
// kind, nothing written.
bool write_hf_tokenizer(const std::filesystem::path& tokenizer_gguf, const std::filesystem::path& directory);

}  // namespace galen
