#include "data/chat_template.h"

#include <exception>
#include <utility>

#include "core/error.h"
#include "jinja/caps.h"
#include "jinja/lexer.h"
#include "jinja/parser.h"
#include "jinja/runtime.h"
#include "jinja/value.h"
#include "json.h"

namespace galen {

struct ChatTemplate::State {
  jinja::program program;
  std::string source;
  std::string bos_text;
  std::string eos_text;
  std::string where;
  bool wants_typed_content = false;  // the template reads content as [{type: text, text: …}] only
};

ChatTemplate::ChatTemplate(const std::string& source, std::string bos_text, std::string eos_text, std::string where) : state_(std::make_unique<State>()) {
  state_->bos_text = std::move(bos_text);
  state_->eos_text = std::move(eos_text);
  state_->where = std::move(where);
  try {
    jinja::lexer lexer;
    const jinja::lexer_result tokens = lexer.tokenize(source);
    state_->program = jinja::parse_from_tokens(tokens);
    state_->source = tokens.source;
    const jinja::caps caps = jinja::caps_get(state_->program);
    state_->wants_typed_content = caps.supports_typed_content && !caps.supports_string_content;
  } catch (const std::exception& error) {
    throw Error(std::string("the chat template can't be read: ") + error.what(), state_->where);
  }
}

ChatTemplate::~ChatTemplate() = default;

std::string ChatTemplate::apply(const std::vector<ChatMessage>& messages, bool add_generation_prompt) const {
  try {
    common_json list = common_json::array();
    for (const ChatMessage& message : messages) {
      common_json entry = common_json::object({{"role", message.role}});
      if (state_->wants_typed_content) {
        entry["content"] = common_json::array({common_json::object({{"type", "text"}, {"text", message.content}})});
      } else {
        entry["content"] = message.content;
      }
      list.push_back(entry);
    }
    // The same variables as llama-server gives; `enable_thinking` is its default. add_generation_prompt is left undefined when false, as
    // there.
    common_json input = common_json::object({{"messages", list}, {"bos_token", state_->bos_text}, {"eos_token", state_->eos_text}, {"enable_thinking", true}});
    if (add_generation_prompt) input["add_generation_prompt"] = true;

    jinja::context context(state_->source);
    jinja::global_from_json(context, input, /*mark_input=*/false);
    jinja::runtime runtime(context);
    const jinja::value results = runtime.execute(state_->program);
    return jinja::runtime::gather_string_parts(results)->as_string().str();
  } catch (const std::exception& error) {
    throw Error(std::string("the chat template refuses this chat: ") + error.what(), state_->where,
                "check the order of roles; most templates want user and assistant in turn");
  }
}

}  // namespace galen
