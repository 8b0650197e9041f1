// Perplexity of text, computed as llama.cpp's perplexity tool does, so that the two can be compared.
#pragma once

#include <filesystem>
#include <string>

#include "data/tokenizer.h"
#include "model/decoder.h"

namespace galen {

struct PerplexityReport {
  double perplexity = 0;
  double nll = 0;  // mean, nats a token
  double bits_per_byte = 0;
  int64_t tokens = 0;  // scored
  int64_t chunks = 0;
};

// Text is cut into chunks of `context` tokens; in each the second half is scored given all before it in the chunk (llama-perplexity's
// rule). A text shorter than two contexts is scored whole, from its second token, as one document.
PerplexityReport text_perplexity(const Model& model, const Tokenizer& tokenizer, const std::string& text, int64_t context = 512);

}  // namespace galen
