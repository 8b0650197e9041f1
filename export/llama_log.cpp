#include "export/llama_log.h"

#include <algorithm>

#include "core/text.h"
#include "llama.h"

namespace galen {

LlamaLog::LlamaLog() {
  llama_log_get(&previous_, &previous_data_);
  llama_log_set(&LlamaLog::keep, this);
}

LlamaLog::~LlamaLog() {
  llama_log_set(previous_, previous_data_);
}

std::string LlamaLog::errors() const {
  std::string line(trim(errors_.size() > 600 ? std::string_view(errors_).substr(errors_.size() - 600) : std::string_view(errors_)));
  std::replace(line.begin(), line.end(), '\n', ' ');
  return line;
}

void LlamaLog::keep(ggml_log_level level, const char* text, void* self) {
  auto* log = static_cast<LlamaLog*>(self);
  if (level != GGML_LOG_LEVEL_CONT) log->in_error_ = level == GGML_LOG_LEVEL_ERROR;
  if (log->in_error_) log->errors_ += text;
}

}  // namespace galen
