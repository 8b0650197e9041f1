#include "export/mtmd_runtime.h"

#include <ATen/ATen.h>

#include <mutex>

#include "core/error.h"
#include "core/machine.h"
#include "export/llama_log.h"
#include "llama.h"
#include "mtmd.h"

namespace galen {

struct MtmdRuntime::State {
  std::string file;
  std::unique_ptr<llama_model, void (*)(llama_model*)> model{nullptr, llama_model_free};
  std::unique_ptr<llama_context, void (*)(llama_context*)> context{nullptr, llama_free};  // must go before the model
  std::unique_ptr<mtmd_context, void (*)(mtmd_context*)> media{nullptr, mtmd_free};
  int64_t max_tokens = 0;
};

MtmdRuntime::MtmdRuntime(const std::filesystem::path& model, const std::filesystem::path& mmproj, int64_t max_tokens, int threads)
    : state_(std::make_unique<State>()) {
  static std::once_flag started;
  std::call_once(started, [] {
    llama_backend_init();
    mtmd_log_set([](ggml_log_level, const char*, void*) {}, nullptr);  // it talks all the time; errors come back as codes
  });
  State& s = *state_;
  s.file = mmproj.string();
  s.max_tokens = max_tokens;
  LlamaLog log;
  llama_model_params model_parameters = llama_model_default_params();
  model_parameters.n_gpu_layers = 0;
  model_parameters.load_mode = LLAMA_LOAD_MODE_MMAP;
  s.model.reset(llama_model_load_from_file(model.c_str(), model_parameters));
  if (!s.model) throw Error("llama.cpp can't load this file: " + log.errors(), model.string());
  const int all_threads = threads > 0 ? threads : inspect_machine().cores;
  llama_context_params parameters = llama_context_default_params();
  parameters.n_ctx = static_cast<uint32_t>(max_tokens);
  parameters.n_batch = parameters.n_ubatch = parameters.n_ctx;
  parameters.n_seq_max = 1;
  parameters.n_threads = parameters.n_threads_batch = all_threads;
  parameters.type_k = parameters.type_v = GGML_TYPE_F32;
  parameters.flash_attn_type = LLAMA_FLASH_ATTN_TYPE_DISABLED;
  parameters.offload_kqv = false;
  parameters.op_offload = false;
  parameters.no_perf = true;
  s.context.reset(llama_init_from_model(s.model.get(), parameters));
  if (!s.context) throw Error("llama.cpp can't set up a context of " + std::to_string(max_tokens) + " tokens: " + log.errors(), model.string());
  mtmd_context_params media_parameters = mtmd_context_params_default();
  media_parameters.use_gpu = false;
  media_parameters.print_timings = false;
  media_parameters.n_threads = all_threads;
  media_parameters.warmup = false;
  media_parameters.flash_attn_type = LLAMA_FLASH_ATTN_TYPE_DISABLED;
  s.media.reset(mtmd_init_from_file(mmproj.c_str(), s.model.get(), media_parameters));
  if (!s.media) throw Error("llama.cpp can't load this image encoder: " + log.errors(), mmproj.string());
}

MtmdRuntime::~MtmdRuntime() {
  LlamaLog log;  // freeing talks too
  state_.reset();
}

namespace {

// Logits at every token, which stand from `place` on.
at::Tensor text_logits(llama_context* context, const std::vector<int32_t>& tokens, int64_t place, int32_t vocab_size) {
  llama_batch batch = llama_batch_init(static_cast<int32_t>(tokens.size()), 0, 1);
  batch.n_tokens = static_cast<int32_t>(tokens.size());
  for (size_t i = 0; i < tokens.size(); ++i) {
    batch.token[i] = tokens[i];
    batch.pos[i] = static_cast<llama_pos>(place + static_cast<int64_t>(i));
    batch.n_seq_id[i] = 1;
    batch.seq_id[i][0] = 0;
    batch.logits[i] = 1;
  }
  const int32_t result = llama_decode(context, batch);
  llama_batch_free(batch);
  const float* values = result == 0 ? llama_get_logits(context) : nullptr;
  if (values == nullptr) return {};
  return at::from_blob(const_cast<float*>(values), {static_cast<int64_t>(tokens.size()), vocab_size}, at::kFloat).clone();
}

// The image's tokens, from `place` on; false: llama.cpp can't. Places on the axes as tools/mtmd's own programs give them: time, row, column and an unused one.
bool read_image(llama_context* context, const mtmd_image_tokens* image, at::Tensor features, llama_pos place) {
  const auto count = static_cast<size_t>(features.size(0));
  std::vector<llama_pos> places(4 * count, 0);
  for (size_t i = 0; i < count; ++i) {
    const mtmd_decoder_pos at = mtmd_image_tokens_get_decoder_pos(image, place, i);
    places[i] = static_cast<llama_pos>(at.t);
    places[count + i] = static_cast<llama_pos>(at.y);
    places[2 * count + i] = static_cast<llama_pos>(at.x);
    places[3 * count + i] = static_cast<llama_pos>(at.z);
  }
  std::vector<int32_t> counts(count, 1);
  llama_seq_id sequence = 0;
  std::vector<llama_seq_id*> sequences(count, &sequence);
  std::vector<int8_t> wanted(count, 0);
  llama_batch batch{};
  batch.n_tokens = static_cast<int32_t>(count);
  batch.embd = features.data_ptr<float>();
  batch.pos = places.data();
  batch.n_seq_id = counts.data();
  batch.seq_id = sequences.data();
  batch.logits = wanted.data();
  return llama_decode(context, batch) == 0;
}

}  // namespace

MtmdRuntime::Reading MtmdRuntime::read(const std::string& before, const StoredImage& image, const std::string& after) {
  State& s = *state_;
  LlamaLog log;
  const auto refuse = [&](const std::string& what) { throw Error("llama.cpp can't " + what + ": " + log.errors(), s.file); };
  llama_context* context = s.context.get();
  llama_memory_clear(llama_get_memory(context), true);
  const std::unique_ptr<mtmd_bitmap, void (*)(mtmd_bitmap*)> bitmap(
      mtmd_bitmap_init(static_cast<uint32_t>(image.width), static_cast<uint32_t>(image.height), image.rgb.data()), mtmd_bitmap_free);
  const std::unique_ptr<mtmd_input_chunks, void (*)(mtmd_input_chunks*)> chunks(mtmd_input_chunks_init(), mtmd_input_chunks_free);
  const std::string text = before + mtmd_default_marker() + after;
  const mtmd_input_text input{text.c_str(), text.size(), /*add_special=*/false, /*parse_special=*/true};
  const mtmd_bitmap* bitmaps[] = {bitmap.get()};
  if (mtmd_tokenize(s.media.get(), chunks.get(), &input, bitmaps, 1) != 0) refuse("read a text with an image");
  Reading reading;
  const int32_t vocab_size = llama_vocab_n_tokens(llama_model_get_vocab(s.model.get()));
  llama_pos place = 0;
  for (size_t i = 0; i < mtmd_input_chunks_size(chunks.get()); ++i) {
    const mtmd_input_chunk* chunk = mtmd_input_chunks_get(chunks.get(), i);
    if (mtmd_input_chunk_get_type(chunk) == MTMD_INPUT_CHUNK_TYPE_TEXT) {
      size_t count = 0;
      const llama_token* tokens = mtmd_input_chunk_get_tokens_text(chunk, &count);
      std::vector<int32_t>& own = reading.image_tokens > 0 ? reading.after : reading.before;
      own.assign(tokens, tokens + count);
      at::Tensor& logits = reading.image_tokens > 0 ? reading.logits_after : reading.logits_before;
      logits = text_logits(context, own, place, vocab_size);
      if (!logits.defined()) refuse("compute logits");
      place += static_cast<llama_pos>(count);
      continue;
    }
    reading.image_tokens = static_cast<int64_t>(mtmd_input_chunk_get_n_tokens(chunk));
    if (mtmd_encode_chunk(s.media.get(), chunk) != 0) refuse("encode an image");
    const int64_t hidden = llama_model_n_embd_inp(s.model.get());
    reading.features = at::from_blob(mtmd_get_output_embd(s.media.get()), {reading.image_tokens, hidden}, at::kFloat).clone();
    if (!read_image(context, mtmd_input_chunk_get_tokens_image(chunk), reading.features, place)) refuse("read an image's tokens");
    place += mtmd_input_chunk_get_n_pos(chunk);
  }
  return reading;
}

}  // namespace galen
