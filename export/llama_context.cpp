#include "export/llama_context.h"

#include <ATen/ATen.h>

#include <mutex>

#include "core/error.h"
#include "core/machine.h"
#include "export/llama_log.h"

namespace galen {

ComparingContext open_for_comparing(const std::filesystem::path& file, int64_t max_tokens, int threads) {
  static std::once_flag started;
  std::call_once(started, llama_backend_init);
  if (max_tokens < 1) throw Error("a runtime needs room for at least one token", file.string());
  LlamaLog log;
  ComparingContext open;
  llama_model_params model_parameters = llama_model_default_params();
  model_parameters.n_gpu_layers = 0;
  model_parameters.load_mode = LLAMA_LOAD_MODE_MMAP;
  open.model.reset(llama_model_load_from_file(file.c_str(), model_parameters));
  if (!open.model) throw Error("llama.cpp can't load this file: " + log.errors(), file.string());
  open.vocab = llama_model_get_vocab(open.model.get());

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
  open.context.reset(llama_init_from_model(open.model.get(), parameters));
  if (!open.context) throw Error("llama.cpp can't set up a context of " + std::to_string(max_tokens) + " tokens: " + log.errors(), file.string());
  return open;
}

at::Tensor decode_logits(const ComparingContext& open, std::span<const int32_t> tokens, int64_t place) {
  const auto count = static_cast<int64_t>(tokens.size());
  llama_batch batch = llama_batch_init(static_cast<int32_t>(count), 0, 1);
  batch.n_tokens = static_cast<int32_t>(count);
  for (size_t i = 0; i < tokens.size(); ++i) {
    batch.token[i] = tokens[i];
    batch.pos[i] = static_cast<llama_pos>(place + static_cast<int64_t>(i));
    batch.n_seq_id[i] = 1;
    batch.seq_id[i][0] = 0;
    batch.logits[i] = 1;
  }
  const int32_t result = llama_decode(open.context.get(), batch);
  llama_batch_free(batch);
  const float* values = result == 0 ? llama_get_logits(open.context.get()) : nullptr;
  if (values == nullptr) return {};
  return at::from_blob(const_cast<float*>(values), {count, llama_vocab_n_tokens(open.vocab)}, at::kFloat).clone();
}

}  // namespace galen
