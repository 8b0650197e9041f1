// What llama.cpp generates in a second with a model: as llama-batched-bench counts it, PROMPT tokens for each of N sequences, then NEW steps of one token each.
//   bench_llama_generate MODEL.gguf N PROMPT NEW THREADS
#include <llama.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void put(llama_batch& batch, llama_token token, llama_pos position, llama_seq_id sequence, bool wants_logits) {
  const int i = batch.n_tokens++;
  batch.token[i] = token;
  batch.pos[i] = position;
  batch.n_seq_id[i] = 1;
  batch.seq_id[i][0] = sequence;
  batch.logits[i] = wants_logits ? 1 : 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 6) {
    std::fprintf(stderr, "usage: bench_llama_generate MODEL.gguf SEQUENCES PROMPT NEW THREADS\n");
    return 2;
  }
  const int sequences = std::stoi(argv[2]), prompt = std::stoi(argv[3]), fresh = std::stoi(argv[4]), threads = std::stoi(argv[5]);
  llama_log_set([](ggml_log_level, const char*, void*) {}, nullptr);
  llama_backend_init();
  llama_model* model = llama_model_load_from_file(argv[1], llama_model_default_params());
  if (model == nullptr) return 1;
  llama_context_params params = llama_context_default_params();
  params.n_ctx = static_cast<uint32_t>(sequences * (prompt + fresh));
  params.n_batch = 2048;
  params.n_ubatch = 512;
  params.n_seq_max = static_cast<uint32_t>(sequences);
  params.n_threads = params.n_threads_batch = threads;
  llama_context* context = llama_init_from_model(model, params);
  if (context == nullptr) return 1;
  const int vocabulary = llama_vocab_n_tokens(llama_model_get_vocab(model));
  llama_batch batch = llama_batch_init(2048, 0, 1);
  const auto decode = [&] {
    if (llama_decode(context, batch) != 0) std::exit(1);
    batch.n_tokens = 0;
  };
  for (int i = 0; i < 16; ++i) put(batch, i, i, 0, false);  // warm up
  decode();
  llama_memory_clear(llama_get_memory(context), true);
  auto start = std::chrono::steady_clock::now();
  for (int s = 0; s < sequences; ++s) {
    for (int i = 0; i < prompt; ++i) {
      put(batch, std::rand() % vocabulary, i, s, i == prompt - 1);
      if (batch.n_tokens == 2048) decode();
    }
  }
  if (batch.n_tokens > 0) decode();
  llama_synchronize(context);
  const double prompt_seconds = seconds_since(start);
  start = std::chrono::steady_clock::now();
  for (int step = 0; step < fresh; ++step) {
    for (int s = 0; s < sequences; ++s) put(batch, std::rand() % vocabulary, prompt + step, s, true);
    decode();
    llama_synchronize(context);
  }
  const double fresh_seconds = seconds_since(start);
  std::printf("llama.cpp, %d sequences: prompts %.0f tokens/s, generated %.1f tokens/s\n", sequences, sequences * prompt / prompt_seconds,
              sequences * fresh / fresh_seconds);
  llama_batch_free(batch);
  llama_free(context);
  llama_model_free(model);
}
