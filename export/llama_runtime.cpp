#include "export/llama_runtime.h"

#include <ATen/ATen.h>

#include <mutex>
#include <utility>

#include "core/error.h"
#include "core/machine.h"
#include "export/llama_log.h"
#include "llama.h"

namespace galen {

struct LlamaRuntime::State {
  std::filesystem::path file;
  std::unique_ptr<llama_model, void (*)(llama_model*)> model{nullptr, llama_model_free};
  std::unique_ptr<llama_context, void (*)(llama_context*)> context{nullptr, llama_free};  // must go before the model
  const llama_vocab* vocab = nullptr;
  int64_t max_tokens = 0;
};

LlamaRuntime::LlamaRuntime(const std::filesystem::path& file, int64_t max_tokens, int threads) : state_(std::make_unique<State>()) {
  static std::once_flag started;
  std::call_once(started, llama_backend_init);
  if (max_tokens < 1) throw Error("a runtime needs room for at least one token", file.string());
  LlamaLog log;
  state_->file = file;
  state_->max_tokens = max_tokens;

  llama_model_params model_parameters = llama_model_default_params();
  model_parameters.n_gpu_layers = 0;
  model_parameters.load_mode = LLAMA_LOAD_MODE_MMAP;
  state_->model.reset(llama_model_load_from_file(file.c_str(), model_parameters));
  if (!state_->model) throw Error("llama.cpp can't load this file: " + log.errors(), file.string());
  state_->vocab = llama_model_get_vocab(state_->model.get());

  llama_context_params parameters = llama_context_default_params();
  parameters.n_ctx = static_cast<uint32_t>(max_tokens);
  parameters.n_batch = parameters.n_ubatch = parameters.n_ctx;
  parameters.n_seq_max = 1;
  parameters.n_threads = parameters.n_threads_batch = threads > 0 ? threads : inspect_machine().cores;
  parameters.type_k = parameters.type_v = GGML_TYPE_F32;
  parameters.flash_attn_type = LLAMA_FLASH_ATTN_TYPE_DISABLED;
  parameters.offload_kqv = false;
  parameters.op_offload = false;
  parameters.no_perf = true;
  state_->context.reset(llama_init_from_model(state_->model.get(), parameters));
  if (!state_->context) throw Error("llama.cpp can't set up a context of " + std::to_string(max_tokens) + " tokens: " + log.errors(), file.string());
}

LlamaRuntime::~LlamaRuntime() {
  LlamaLog log;  // freeing talks too
  state_.reset();
}

std::vector<int32_t> LlamaRuntime::tokenize(const std::string& text, bool add_special, bool parse_special) const {
  std::vector<int32_t> tokens(text.size() + 2);
  const auto call = [&] {
    return llama_tokenize(state_->vocab, text.data(), static_cast<int32_t>(text.size()), tokens.data(), static_cast<int32_t>(tokens.size()), add_special,
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
  const char* text = llama_model_chat_template(state_->model.get(), nullptr);
  return text ? text : "";
}

int32_t LlamaRuntime::vocab_size() const {
  return llama_vocab_n_tokens(state_->vocab);
}
int32_t LlamaRuntime::bos() const {
  return llama_vocab_bos(state_->vocab);
}
int32_t LlamaRuntime::eos() const {
  return llama_vocab_eos(state_->vocab);
}
bool LlamaRuntime::adds_bos() const {
  return llama_vocab_get_add_bos(state_->vocab);
}
bool LlamaRuntime::is_end_of_generation(int32_t token) const {
  return llama_vocab_is_eog(state_->vocab, token);
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
  llama_context* context = state_->context.get();
  llama_memory_clear(llama_get_memory(context), true);
  llama_batch batch = llama_batch_init(static_cast<int32_t>(count), 0, 1);
  batch.n_tokens = static_cast<int32_t>(count);
  for (size_t i = 0; i < tokens.size(); ++i) {
    batch.token[i] = tokens[i];
    batch.pos[i] = static_cast<llama_pos>(i);
    batch.n_seq_id[i] = 1;
    batch.seq_id[i][0] = 0;
    batch.logits[i] = 1;
  }
  const int32_t result = llama_decode(context, batch);
  llama_batch_free(batch);
  const float* values = result == 0 ? llama_get_logits(context) : nullptr;
  if (!values) throw Error("llama.cpp can't compute logits (code " + std::to_string(result) + "): " + log.errors(), state_->file.string());
  return at::from_blob(const_cast<float*>(values), {count, vocab_size()}, at::kFloat).clone();
}

}  // namespace galen
