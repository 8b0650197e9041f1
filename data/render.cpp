#include "data/render.h"

#include <algorithm>
#include <string>

#include "core/error.h"

namespace galen {

namespace {

// In a chat the template's own marks are parsed as tokens, and the runtime parses the messages' text along with them. A dialogue that
// spells out
// "<|im_end|>" would so end its own turn; it is refused rather than trained on.
void refuse_control_tokens(const std::vector<ChatMessage>& messages, const Tokenizer& tokenizer, const std::string& where) {
  for (const ChatMessage& message : messages) {
    const std::string control = tokenizer.control_token_in(message.content);
    if (!control.empty()) {
      throw Error("the " + message.role + "'s text spells the control token " + control, where, "remove or rewrite it: in a chat it would act as that token");
    }
  }
}

// prompt + response as tokens, the prompt's exactly as they will be when the model is asked: generation starts behind the prompt's last
// token, so nothing may be merged across that seam (a response that starts with a line break, say), and the two are tokenised apart.
std::vector<int32_t> join_at_generation(const std::string& prompt, const std::string& response, const std::vector<int32_t>& prompt_tokens,
                                        const Tokenizer& tokenizer, const std::string& where) {
  const std::vector<int32_t> tail = tokenizer.encode(response, /*add_special=*/false, /*parse_special=*/true);
  std::vector<int32_t> joined = prompt_tokens;
  joined.insert(joined.end(), tail.begin(), tail.end());
  if (tokenizer.decode(joined, /*show_special=*/true) == tokenizer.decode(prompt_tokens, /*show_special=*/true) + response) return joined;

  // SentencePiece vocabularies put a blank in front of what is tokenised apart. The whole has none.
  std::vector<int32_t> whole = tokenizer.encode(prompt + response, /*add_special=*/true, /*parse_special=*/true);
  if (prompt_tokens.size() <= whole.size() && std::equal(prompt_tokens.begin(), prompt_tokens.end(), whole.begin())) return whole;
  throw Error("the response can't be tokenised apart from its prompt", where, "check that the response doesn't start with a line break or blank");
}

TokenizedSample render_chat(const Record& record, const Tokenizer& tokenizer, bool loss_on_all) {
  if (record.messages.back().role != "assistant") throw Error("the chat doesn't end with the assistant's message", record.where);
  refuse_control_tokens(record.messages, tokenizer, record.where);
  const std::vector<ChatMessage> asked(record.messages.begin(), record.messages.end() - 1);
  const std::string whole = tokenizer.apply_chat_template(record.messages, /*add_generation_prompt=*/false);
  const std::string prompt = tokenizer.apply_chat_template(asked, /*add_generation_prompt=*/true);
  if (!whole.starts_with(prompt)) {
    throw Error("the chat template writes the prompt differently once the answer is there, so training would see a prompt that serving never shows",
                record.where, "use a checkpoint with another chat template");
  }

  TokenizedSample sample;
  const std::vector<int32_t> prompt_tokens = tokenizer.encode(prompt, /*add_special=*/true, /*parse_special=*/true);
  sample.tokens = join_at_generation(prompt, whole.substr(prompt.size()), prompt_tokens, tokenizer, record.where);

  // The turn's end token is learnt: without it the model never stops. What the template writes behind it (ChatML's line break) is not,
  // because generation has stopped by then and the next turn's text is the server's; nothing that is learnt reads it either, so it is left
  // out. A template that writes no end at all gets eos.
  const auto first_response_token = sample.tokens.begin() + static_cast<ptrdiff_t>(prompt_tokens.size());
  const auto end = std::find_if(first_response_token, sample.tokens.end(), [&](int32_t token) { return tokenizer.is_end_of_generation(token); });
  if (end != sample.tokens.end()) {
    sample.tokens.erase(end + 1, sample.tokens.end());
  } else if (tokenizer.eos() >= 0) {
    sample.tokens.push_back(tokenizer.eos());
  }
  sample.loss_mask.assign(sample.tokens.size(), 1);
  if (!loss_on_all) std::fill_n(sample.loss_mask.begin(), prompt_tokens.size(), uint8_t{0});
  return sample;
}

TokenizedSample render_text(const Record& record, const Tokenizer& tokenizer) {
  TokenizedSample sample;
  // parse_special off: in plain text "<|im_end|>" is ten characters, not the end of a turn.
  sample.tokens = tokenizer.encode(record.text, /*add_special=*/true, /*parse_special=*/false);
  if (tokenizer.eos() >= 0) sample.tokens.push_back(tokenizer.eos());
  sample.loss_mask.assign(sample.tokens.size(), 1);
  return sample;
}

}  // namespace

TokenizedSample render(const Record& record, const Tokenizer& tokenizer, const std::string& loss_on) {
  if (loss_on != "response" && loss_on != "all") throw Error("loss_on is neither response nor all", "data.loss_on");
  TokenizedSample sample = record.messages.empty() ? render_text(record, tokenizer) : render_chat(record, tokenizer, loss_on == "all");
  sample.id = record.id;
  return sample;
}

std::vector<int32_t> render_prompt(const std::vector<ChatMessage>& messages, const Tokenizer& tokenizer) {
  if (messages.empty()) throw Error("an empty chat", "", "give at least one message");
  refuse_control_tokens(messages, tokenizer, "the chat");
  return tokenizer.encode(tokenizer.apply_chat_template(messages, /*add_generation_prompt=*/true), /*add_special=*/true,
                          /*parse_special=*/true);
}

}  // namespace galen
