#include "export/llama_runtime.h"

#include <ATen/ATen.h>

#include "core/error.h"
#include "export/llama_context.h"
#include "export/llama_log.h"
#include "llama.h"

namespace galen {

struct LlamaRuntime::State {
  std::filesystem::path file;
  ComparingContext open;
  int64_t max_tokens = 0;
};

LlamaRuntime::LlamaRuntime(const std::filesystem::path& file, int64_t max_tokens, int threads)
    : state_(std::make_unique<State>(State{file, open_for_comparing(file, max_tokens, threads), max_tokens})) {}

LlamaRuntime::~LlamaRuntime() {
  LlamaLog log;  // freeing talks too
  state_.reset();
}

std::vector<int32_t> LlamaRuntime::tokenize(const std::string& text, bool add_special, bool parse_special) const {
  std::vector<int32_t> tokens(text.size() + 2);
  const auto call = [&] {
    return llama_tokenize(state_->open.vocab, text.data(), static_cast<int32_t>(text.size()), tokens.data(), static_cast<int32_t>(tokens.size()), add_special,
                          parse_special);
  };
  int32_t count = call();
  if (count < 0) {
    tokens.resize(static_cast<size_t>(-static_cast<int64_t>(count)));
    count = call();
  }
  if (count < 0) throw Error("llama.cpp can't tokenise a text of " + std::to_string(text.size()) + " bytes", state_->file.string());
  tokens.resize(static_cast<size_t>(count));
  return tokens;
}

std::string LlamaRuntime::chat_template() const {
  const char* text = llama_model_chat_template(state_->open.model.get(), nullptr);
  return text ? text : "";
}

int32_t LlamaRuntime::vocab_size() const {
  return llama_vocab_n_tokens(state_->open.vocab);
}
int32_t LlamaRuntime::bos() const {
  return llama_vocab_bos(state_->open.vocab);
}
int32_t LlamaRuntime::eos() const {
  return llama_vocab_eos(state_->open.vocab);
}
bool LlamaRuntime::adds_bos() const {
  return llama_vocab_get_add_bos(state_->open.vocab);
}
bool LlamaRuntime::is_end_of_generation(int32_t token) const {
  return llama_vocab_is_eog(state_->open.vocab, token);
}

at::Tensor LlamaRuntime::logits(std::span<const int32_t> tokens) {
  const auto count = static_cast<int64_t>(tokens.size());
  if (count < 1 || count > state_->max_tokens) {
    throw Error("a document of " + std::to_string(count) + " tokens doesn't fit a context of " + std::to_string(state_->max_tokens), state_->file.string());
  }
  for (const int32_t token : tokens) {
    if (token < 0 || token >= vocab_size()) throw Error("token " + std::to_string(token) + " is outside the vocabulary", state_->file.string());
  }
  LlamaLog log;
  llama_memory_clear(llama_get_memory(state_->open.context.get()), true);
  const at::Tensor logits = decode_logits(state_->open, tokens, 0);
  if (!logits.defined()) throw Error("llama.cpp can't compute logits: " + log.errors(), state_->file.string());
  return logits;
}

}  // namespace galen
