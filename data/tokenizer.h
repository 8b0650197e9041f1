// Text to tokens and back, through llama.cpp's own tokeniser and chat-template engine: what trains is what serves.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace galen {

struct ChatMessage {
  std::string role;  // system | user | assistant
  std::string content;
};

// A vocabulary with its chat template. Thread-safe for const calls. Cheap to copy (shared).
class Tokenizer {
 public:
  // From a GGUF file (a whole model or a vocabulary-only `tokenizer.gguf`). Throws Error for a file without a vocabulary.
  static Tokenizer from_gguf(const std::filesystem::path& file);

  // `add_special`: put the vocabulary's own start token in front, if it has one that must be there. `parse_special`: "<|im_end|>" in the
  // text is the token.
  // Throws Error for invalid UTF-8.
  std::vector<int32_t> encode(std::string_view text, bool add_special = false, bool parse_special = false) const;
  std::string decode(const std::vector<int32_t>& tokens, bool show_special = false) const;
  std::string piece(int32_t token, bool show_special = true) const;

  // The chat as the checkpoint's template writes it, by the runtime's template engine. Throws Error when there is no template.
  std::string apply_chat_template(const std::vector<ChatMessage>& messages, bool add_generation_prompt) const;

  int32_t vocab_size() const;
  int32_t bos() const;  // -1: none
  int32_t eos() const;
  bool is_end_of_generation(int32_t token) const;  // eos, eot and the like: where generation stops
  // The text of the first control token ("<|im_end|>") that `text` spells out, empty if none: such text would become that token inside a
  // chat.
  std::string control_token_in(std::string_view text) const;
  bool adds_bos() const;
  const std::string& chat_template() const;  // empty: none
  // Identity of everything that turns text into tokens: pieces, types, merges, pre-tokeniser, special ids. Stored in shards, compared on
  // resume.
  const std::string& sha256() const;

 private:
  struct State;
  std::shared_ptr<const State> state_;
};

}  // namespace galen
