// What llama.cpp says while something of ours runs: kept, not printed. Its log callback is one for the whole process.
#pragma once

#include <string>

#include "ggml.h"

namespace galen {

class LlamaLog {
 public:
  LlamaLog();   // takes the callback over; one at a time, on one thread
  ~LlamaLog();  // and gives it back
  LlamaLog(const LlamaLog&) = delete;
  LlamaLog& operator=(const LlamaLog&) = delete;

  // The last error messages, one line; empty if there were none.
  std::string errors() const;

 private:
  static void keep(ggml_log_level level, const char* text, void* self);

  std::string errors_;
  bool in_error_ = false;
  ggml_log_callback previous_ = nullptr;
  void* previous_data_ = nullptr;
};

}  // namespace galen
