// Jinja templates over one record, as task files of lm-evaluation-harness have them, executed by llama.cpp's engine. Its headers stay behind this one.
#pragma once

#include <memory>
#include <string>

#include "core/json.h"

namespace galen {

// White space is kept as Jinja2 keeps it by default: blocks trim nothing, the last newline stays. Thread-safe: each use runs in a context of its own.
class TextTemplate {
 public:
  // Throws Error at `where` if the template doesn't parse.
  TextTemplate(const std::string& source, std::string where);
  ~TextTemplate();
  TextTemplate(TextTemplate&&) noexcept;

  // What the template writes for a record (an object). Throws Error, with the nearest field, where it reads a name that the record doesn't have.
  std::string render(const Json& record) const;

  // The value instead of its text, for a template that is one `{{ expression }}` and nothing else; Error for any other.
  Json evaluate(const Json& record) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace galen
