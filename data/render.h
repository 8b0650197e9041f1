// Records to tokens with a loss mask: on the response (and the token that ends it) only, or on everything.
#pragma once

#include <cstdint>
#include <vector>

#include "data/records.h"
#include "data/tokenizer.h"

namespace galen {

struct TokenizedSample {
  std::string id;
  std::vector<int32_t> tokens;     // [length]
  std::vector<uint8_t> loss_mask;  // [length]; 1: this token is predicted in training (the prediction is made at the position before)
};

// A chat goes through the template twice, with and without its last assistant message, so the mask starts exactly where generation starts;
// throws Error naming the record if the template rewrites the prompt depending on the answer (the prefix must match). Plain text gets eos
// at the end.
TokenizedSample render(const Record& record, const Tokenizer& tokenizer, const std::string& loss_on);

// The prompt alone, ending where the model should go on: for evaluation and chat.
std::vector<int32_t> render_prompt(const std::vector<ChatMessage>& messages, const Tokenizer& tokenizer);

}  // namespace galen
