#include "data/tokenizer.h"

#include <algorithm>
#include <limits>
#include <mutex>
#include <utility>

#include "core/error.h"
#include "core/text.h"
#include "data/chat_template.h"
#include "data/tokenizer_identity.h"
#include "llama.h"

namespace galen {

namespace {

// The runtime's chatter about loading is not ours to show; its errors come back as return values, its last words are kept for our message.
thread_local std::string last_llama_error;

void keep_errors(ggml_log_level level, const char* text, void*) {
  if (level == GGML_LOG_LEVEL_ERROR) last_llama_error = text;
}

void start_llama_once() {
  static std::once_flag started;
  std::call_once(started, [] {
    llama_log_set(keep_errors, nullptr);
    llama_backend_init();
  });
}

}  // namespace

struct Tokenizer::State {
  std::unique_ptr<llama_model, void (*)(llama_model*)> model{nullptr, llama_model_free};
  const llama_vocab* vocab = nullptr;
  std::string file;
  std::string sha256;
  std::string chat_template_source;
  std::unique_ptr<ChatTemplate> chat_template;
  std::string bos_text;
  std::vector<std::string> control_texts;
};

Tokenizer Tokenizer::from_gguf(const std::filesystem::path& file) {
  start_llama_once();
  const auto state = std::make_shared<State>();
  state->file = file.string();
  state->sha256 = checked_tokenizer_sha256(file);

  llama_model_params parameters = llama_model_default_params();
  parameters.vocab_only = true;
  parameters.n_gpu_layers = 0;
  last_llama_error.clear();
  state->model.reset(llama_model_load_from_file(state->file.c_str(), parameters));
  if (!state->model) {
    while (!last_llama_error.empty() && last_llama_error.back() == '\n') last_llama_error.pop_back();
    throw Error("the runtime can't load this vocabulary: " + last_llama_error, state->file);
  }
  state->vocab = llama_model_get_vocab(state->model.get());

  Tokenizer tokenizer;
  tokenizer.state_ = state;
  for (int32_t token = 0; token < tokenizer.vocab_size(); ++token) {
    if (llama_vocab_is_control(state->vocab, token)) state->control_texts.push_back(tokenizer.piece(token));
  }
  std::erase(state->control_texts, "");
  if (tokenizer.bos() >= 0) state->bos_text = tokenizer.piece(tokenizer.bos());
  if (const char* source = llama_model_chat_template(state->model.get(), nullptr)) {
    state->chat_template_source = source;
    const std::string eos_text = tokenizer.eos() >= 0 ? tokenizer.piece(tokenizer.eos()) : "";
    state->chat_template = std::make_unique<ChatTemplate>(state->chat_template_source, state->bos_text, eos_text, state->file);
  }
  return tokenizer;
}

std::vector<int32_t> Tokenizer::encode(std::string_view text, bool add_special, bool parse_special) const {
  std::vector<int32_t> tokens;
  if (add_special && adds_bos() && bos() >= 0) tokens.push_back(bos());
  if (text.empty()) return tokens;
  if (text.size() > static_cast<size_t>(std::numeric_limits<int32_t>::max() / 2)) throw Error("a text of more than 1 GiB can't be tokenised at once");

  // The runtime replaces or rejects such bytes, depending on the vocabulary.
  if (const auto offset = find_invalid_utf8(text)) throw Error("the text is not valid UTF-8 (byte " + std::to_string(*offset) + ")");

  // Never more tokens than bytes, but for the blank that some vocabularies put in front and byte tokens of what normalisation adds.
  const size_t front = tokens.size();
  tokens.resize(front + text.size() + 16);
  const auto tokenize = [&] {
    return llama_tokenize(state_->vocab, text.data(), static_cast<int32_t>(text.size()), tokens.data() + front, static_cast<int32_t>(tokens.size() - front),
                          /*add_special=*/false, parse_special);
  };
  int32_t count = tokenize();
  if (count < 0 && count != std::numeric_limits<int32_t>::min()) {
    tokens.resize(front + static_cast<size_t>(-count));
    count = tokenize();
  }
  if (count < 0) throw Error("the text has too many tokens to count");
  tokens.resize(front + static_cast<size_t>(count));
  return tokens;
}

std::string Tokenizer::piece(int32_t token, bool show_special) const {
  if (token < 0 || token >= vocab_size())
    throw Error("token " + std::to_string(token) + " is outside the vocabulary of " + std::to_string(vocab_size()), state_->file);
  std::string text(64, '\0');
  int32_t size = llama_token_to_piece(state_->vocab, token, text.data(), static_cast<int32_t>(text.size()), /*lstrip=*/0, show_special);
  if (size < 0) {
    text.resize(static_cast<size_t>(-size));
    size = llama_token_to_piece(state_->vocab, token, text.data(), static_cast<int32_t>(text.size()), /*lstrip=*/0, show_special);
  }
  text.resize(static_cast<size_t>(std::max(size, 0)));
  return text;
}

std::string Tokenizer::decode(const std::vector<int32_t>& tokens, bool show_special) const {
  if (tokens.empty()) return "";
  for (const int32_t token : tokens) {
    if (token < 0 || token >= vocab_size())
      throw Error("token " + std::to_string(token) + " is outside the vocabulary of " + std::to_string(vocab_size()), state_->file);
  }
  // llama_detokenize rather than joined pieces: it undoes the blank that SentencePiece vocabularies put in front.
  std::string text(tokens.size() * 8 + 64, '\0');
  const auto detokenize = [&] {
    return llama_detokenize(state_->vocab, tokens.data(), static_cast<int32_t>(tokens.size()), text.data(), static_cast<int32_t>(text.size()),
                            /*remove_special=*/false, show_special);
  };
  int32_t size = detokenize();
  if (size < 0) {
    text.resize(static_cast<size_t>(-size));
    size = detokenize();
  }
  text.resize(static_cast<size_t>(std::max(size, 0)));
  return text;
}

std::string Tokenizer::apply_chat_template(const std::vector<ChatMessage>& messages, bool add_generation_prompt) const {
  if (!state_->chat_template) {
    throw Error("this vocabulary has no chat template", state_->file, "start from an instruction-tuned checkpoint, or train on plain text (format: text)");
  }
  std::string text = state_->chat_template->apply(messages, add_generation_prompt);
  // Templates that write the start token themselves would double it, because encode(add_special) puts it there; llama-server drops it the
  // same way.
  if (adds_bos() && !state_->bos_text.empty() && text.starts_with(state_->bos_text)) text.erase(0, state_->bos_text.size());
  return text;
}

std::string Tokenizer::control_token_in(std::string_view text) const {
  for (const std::string& control : state_->control_texts) {
    if (text.find(control) != std::string_view::npos) return control;
  }
  return "";
}

int32_t Tokenizer::vocab_size() const {
  return llama_vocab_n_tokens(state_->vocab);
}
int32_t Tokenizer::bos() const {
  return llama_vocab_bos(state_->vocab);
}
int32_t Tokenizer::eos() const {
  return llama_vocab_eos(state_->vocab);
}
bool Tokenizer::is_end_of_generation(int32_t token) const {
  return llama_vocab_is_eog(state_->vocab, token);
}
bool Tokenizer::adds_bos() const {
  return llama_vocab_get_add_bos(state_->vocab);
}
const std::string& Tokenizer::chat_template() const {
  return state_->chat_template_source;
}
const std::string& Tokenizer::sha256() const {
  return state_->sha256;
}

}  // namespace galen
