#include "export/mtmd_runtime.h"

#include <ATen/ATen.h>

#include <mutex>

#include "core/error.h"
#include "core/machine.h"
#include "export/llama_context.h"
#include "export/llama_log.h"
#include "mtmd.h"

namespace galen {

struct MtmdRuntime::State {
  std::string file;
  ComparingContext open;
  std::unique_ptr<mtmd_context, void (*)(mtmd_context*)> media{nullptr, mtmd_free};  // must go before the model
};

MtmdRuntime::MtmdRuntime(const std::filesystem::path& model, const std::filesystem::path& mmproj, int64_t max_tokens, int threads)
    : state_(std::make_unique<State>()) {
  State& s = *state_;
  s.file = mmproj.string();
  s.open = open_for_comparing(model, max_tokens, threads);
  LlamaLog log;
  static std::once_flag silenced;
  std::call_once(silenced, [] { mtmd_log_set([](ggml_log_level, const char*, void*) {}, nullptr); });  // it talks all the time; errors come back as codes
  mtmd_context_params parameters = mtmd_context_params_default();
  parameters.use_gpu = false;
  parameters.print_timings = false;
  parameters.n_threads = threads > 0 ? threads : inspect_machine().cores;
  parameters.warmup = false;
  parameters.flash_attn_type = LLAMA_FLASH_ATTN_TYPE_DISABLED;
  s.media.reset(mtmd_init_from_file(mmproj.c_str(), s.open.model.get(), parameters));
  if (!s.media) throw Error("llama.cpp can't load this encoder: " + log.errors(), mmproj.string());
}

MtmdRuntime::~MtmdRuntime() {
  LlamaLog log;  // freeing talks too
  state_.reset();
}

namespace {

using Bitmap = std::unique_ptr<mtmd_bitmap, void (*)(mtmd_bitmap*)>;

Bitmap bitmap_of(const StoredMedium& medium) {
  if (const auto* image = std::get_if<StoredImage>(&medium)) {
    return {mtmd_bitmap_init(static_cast<uint32_t>(image->width), static_cast<uint32_t>(image->height), image->rgb.data()), mtmd_bitmap_free};
  }
  const at::Tensor samples = sound_features(std::get<StoredSound>(medium).samples, {});
  return {mtmd_bitmap_init_from_audio(static_cast<size_t>(samples.numel()), samples.const_data_ptr<float>()), mtmd_bitmap_free};
}

// A medium's tokens, from `place` on; false: llama.cpp can't. Places on the axes as tools/mtmd's own programs give them: time, row, column and an unused one. A
// sound's (`image` is null) are those of as many words.
bool read_features(llama_context* context, const mtmd_image_tokens* image, at::Tensor features, llama_pos place) {
  const auto count = static_cast<size_t>(features.size(0));
  std::vector<llama_pos> places(4 * count, 0);
  for (size_t i = 0; i < count; ++i) {
    if (image == nullptr) {
      places[i] = places[count + i] = places[2 * count + i] = place + static_cast<llama_pos>(i);
      continue;
    }
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

MtmdRuntime::Reading MtmdRuntime::read(const std::string& before, const StoredMedium& medium, const std::string& after) {
  State& s = *state_;
  LlamaLog log;
  const auto refuse = [&](const std::string& what) { throw Error("llama.cpp can't " + what + ": " + log.errors(), s.file); };
  llama_context* context = s.open.context.get();
  llama_memory_clear(llama_get_memory(context), true);
  const Bitmap bitmap = bitmap_of(medium);
  const std::unique_ptr<mtmd_input_chunks, void (*)(mtmd_input_chunks*)> chunks(mtmd_input_chunks_init(), mtmd_input_chunks_free);
  const std::string text = before + mtmd_default_marker() + after;
  const mtmd_input_text input{text.c_str(), text.size(), /*add_special=*/false, /*parse_special=*/true};
  const mtmd_bitmap* bitmaps[] = {bitmap.get()};
  if (mtmd_tokenize(s.media.get(), chunks.get(), &input, bitmaps, 1) != 0) refuse("read a text with an image or a sound");
  Reading reading;
  llama_pos place = 0;
  for (size_t i = 0; i < mtmd_input_chunks_size(chunks.get()); ++i) {
    const mtmd_input_chunk* chunk = mtmd_input_chunks_get(chunks.get(), i);
    if (mtmd_input_chunk_get_type(chunk) == MTMD_INPUT_CHUNK_TYPE_TEXT) {
      size_t count = 0;
      const llama_token* tokens = mtmd_input_chunk_get_tokens_text(chunk, &count);
      std::vector<int32_t>& own = reading.tokens > 0 ? reading.after : reading.before;
      own.assign(tokens, tokens + count);
      at::Tensor& logits = reading.tokens > 0 ? reading.logits_after : reading.logits_before;
      logits = decode_logits(s.open, own, place);
      if (!logits.defined()) refuse("compute logits");
      place += static_cast<llama_pos>(count);
      continue;
    }
    reading.tokens = static_cast<int64_t>(mtmd_input_chunk_get_n_tokens(chunk));
    if (mtmd_encode_chunk(s.media.get(), chunk) != 0) refuse("encode it");
    const int64_t hidden = llama_model_n_embd_inp(s.open.model.get());
    reading.features = at::from_blob(mtmd_get_output_embd(s.media.get()), {reading.tokens, hidden}, at::kFloat).clone();
    const bool is_image = mtmd_input_chunk_get_type(chunk) == MTMD_INPUT_CHUNK_TYPE_IMAGE;
    if (!read_features(context, is_image ? mtmd_input_chunk_get_tokens_image(chunk) : nullptr, reading.features, place)) refuse("read its tokens");
    place += mtmd_input_chunk_get_n_pos(chunk);
  }
  return reading;
}

}  // namespace galen
