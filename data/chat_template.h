// Chat templates (Jinja) as llama.cpp's runtime executes them. Its headers stay behind this one.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "data/tokenizer.h"

namespace galen {

// A parsed template. Thread-safe: each application runs in a context of its own.
class ChatTemplate {
 public:
  // Throws Error at `where` if the template doesn't parse.
  ChatTemplate(const std::string& source, std::string bos_text, std::string eos_text, std::string where);
  ~ChatTemplate();

  // What the template writes. Throws Error if it raises (a role order it doesn't accept, a function it doesn't know).
  std::string apply(const std::vector<ChatMessage>& messages, bool add_generation_prompt) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace galen
