#include "export/latency.h"

#include <chrono>
#include <memory>
#include <vector>

#include "core/error.h"
#include "core/interrupt.h"
#include "core/machine.h"
#include "core/random.h"
#include "export/llama_log.h"
#include "llama.h"

namespace galen {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

void decode_or_throw(llama_context* context, std::vector<llama_token> tokens, const LlamaLog& log, const std::filesystem::path& file) {
  const int32_t result = llama_decode(context, llama_batch_get_one(tokens.data(), static_cast<int32_t>(tokens.size())));
  if (result != 0) throw Error("llama.cpp can't decode (code " + std::to_string(result) + "): " + log.errors(), file.string());
  llama_synchronize(context);
}

}  // namespace

LatencyReport measure_latency(const std::filesystem::path& file, const LatencySettings& settings) {
  if (settings.prompt_tokens < 1 || settings.new_tokens < 1 || settings.repeats < 1) throw Error("latency needs at least one token and one repeat");
  LlamaLog log;
  llama_backend_init();
  LatencyReport report;
  report.threads = settings.threads > 0 ? settings.threads : inspect_machine().cores;
  report.file_bytes = std::filesystem::file_size(file);
  const uint64_t before = current_rss_bytes();

  const Clock::time_point start = Clock::now();
  llama_model_params model_parameters = llama_model_default_params();
  model_parameters.n_gpu_layers = 0;
  const std::unique_ptr<llama_model, void (*)(llama_model*)> model(llama_model_load_from_file(file.c_str(), model_parameters), llama_model_free);
  if (!model) throw Error("llama.cpp can't load this file: " + log.errors(), file.string());
  llama_context_params parameters = llama_context_default_params();
  parameters.n_ctx = static_cast<uint32_t>(settings.prompt_tokens + settings.new_tokens);
  parameters.n_batch = static_cast<uint32_t>(settings.prompt_tokens);
  parameters.n_threads = parameters.n_threads_batch = report.threads;
  parameters.no_perf = true;
  const std::unique_ptr<llama_context, void (*)(llama_context*)> context(llama_init_from_model(model.get(), parameters), llama_free);
  if (!context) throw Error("llama.cpp can't set up a context: " + log.errors(), file.string());
  report.load_seconds = seconds_since(start);

  // Which tokens doesn't matter to the time.
  const int32_t vocab = llama_vocab_n_tokens(llama_model_get_vocab(model.get()));
  uint64_t drawn = 0;
  const auto token = [&] { return static_cast<llama_token>(random_uniform(0, 0, drawn++) * vocab); };
  std::vector<double> first, prompt_rate, new_rate;
  for (int64_t run = 0; run <= settings.repeats; ++run) {
    throw_if_stop_requested("measuring");
    llama_memory_clear(llama_get_memory(context.get()), true);
    std::vector<llama_token> prompt;
    for (int64_t i = 0; i < settings.prompt_tokens; ++i) prompt.push_back(token());
    const Clock::time_point reading = Clock::now();
    decode_or_throw(context.get(), std::move(prompt), log, file);
    const double prompt_seconds = seconds_since(reading);
    const Clock::time_point writing = Clock::now();
    for (int64_t i = 0; i < settings.new_tokens; ++i) decode_or_throw(context.get(), {token()}, log, file);
    const double new_seconds = seconds_since(writing);
    if (run == 0) continue;  // memory is touched for the first time
    first.push_back(prompt_seconds);
    prompt_rate.push_back(static_cast<double>(settings.prompt_tokens) / prompt_seconds);
    new_rate.push_back(static_cast<double>(settings.new_tokens) / new_seconds);
  }
  const uint64_t after = current_rss_bytes();
  report.memory_bytes = after > before ? after - before : 0;
  report.first_token_seconds = bootstrap_mean(first, 0);
  report.prompt_tokens_per_second = bootstrap_mean(prompt_rate, 0);
  report.new_tokens_per_second = bootstrap_mean(new_rate, 0);
  return report;
}

SuiteScores latency_scores(const std::filesystem::path& file, const LatencySettings& settings, const LatencyReport& report) {
  SuiteScores scores{"latency", file.filename().string(), {}, {}, ""};
  const auto exactly = [](double value) { return Interval{value, value, value}; };
  constexpr double kMegabyte = 1e6;
  scores.figures = {{"first token (s)", report.first_token_seconds, Better::kLower},
                    {"prompt tokens a second", report.prompt_tokens_per_second, Better::kHigher, 1},
                    {"new tokens a second", report.new_tokens_per_second, Better::kHigher, 1},
                    {"memory (MB)", exactly(static_cast<double>(report.memory_bytes) / kMegabyte), Better::kLower, 1}};
  scores.json = {{"prompt_tokens", settings.prompt_tokens},
                 {"new_tokens", settings.new_tokens},
                 {"repeats", settings.repeats},
                 {"threads", report.threads},
                 {"processor", inspect_machine().cpu_name},
                 {"load_seconds", report.load_seconds},
                 {"first_token_seconds", to_json(report.first_token_seconds)},
                 {"prompt_tokens_per_second", to_json(report.prompt_tokens_per_second)},
                 {"new_tokens_per_second", to_json(report.new_tokens_per_second)},
                 {"file_bytes", report.file_bytes},
                 {"memory_bytes", report.memory_bytes},
                 {"inputs_sha256", hashes_of({file})}};
  return scores;
}

}  // namespace galen
