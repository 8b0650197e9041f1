// Records to tokens with a loss mask: on the response (and the token that ends it) only, or on everything.
#pragma once

#include <cstdint>
#include <vector>

#include "data/media.h"
#include "data/records.h"
#include "data/tokenizer.h"

namespace galen {

struct PlacedMedium {
  StoredMedium medium;
  uint32_t position = 0;  // of its first placeholder among the tokens
};

struct TokenizedSample {
  std::string id;
  std::vector<int32_t> tokens;      // [length]
  std::vector<uint8_t> loss_mask;   // [length]; 1: this token is predicted in training (the prediction is made at the position before)
  std::vector<PlacedMedium> media;  // in order; each has tokens_of(medium) placeholders, which are never learnt
};

// What stands at a record's placeholders, as read_media gives it, and how the model reads it.
struct RecordMedia {
  const MediaSpec* spec = nullptr;  // null: the record has none
  std::vector<StoredMedium> media;
};

// A chat goes through the template twice, with and without its last assistant message, so the mask starts exactly where generation starts;
// throws Error naming the record if the template rewrites the prompt depending on the answer (the prefix must match). Plain text gets eos
// at the end.
TokenizedSample render(const Record& record, const Tokenizer& tokenizer, const std::string& loss_on, RecordMedia media = {});

// The prompt alone, ending where the model should go on: for evaluation and chat.
std::vector<int32_t> render_prompt(const std::vector<ChatMessage>& messages, const Tokenizer& tokenizer);
// The same with images and sounds; the loss mask is 0 everywhere.
TokenizedSample render_prompt(const std::vector<ChatMessage>& messages, const Tokenizer& tokenizer, RecordMedia media);

}  // namespace galen
