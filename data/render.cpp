#include "data/render.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>

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

// Text in which a record's media still stand as placeholders, as tokens: what lies between them is tokenised apart.
class MediaEncoder {
 public:
  MediaEncoder(const Tokenizer& tokenizer, RecordMedia media, const std::string& where) : tokenizer_(tokenizer), media_(std::move(media)), where_(where) {}

  // All up to and including the last placeholder goes to `sample`; what follows is returned.
  std::string_view encode_up_to_last(std::string_view text, bool add_special, bool parse_special, TokenizedSample& sample) {
    if (media_.spec == nullptr) return text;
    size_t begin = 0;
    for (auto [at, is_image] = find_placeholder(text, 0); at != std::string::npos; std::tie(at, is_image) = find_placeholder(text, begin)) {
      append(tokenizer_.encode(text.substr(begin, at - begin), add_special && begin == 0, parse_special), sample);
      if (next_ == media_.media.size()) throw Error("more placeholders than images and sounds", where_, "write one for each file");
      if (std::holds_alternative<StoredImage>(media_.media[next_]) != is_image) {
        throw Error(is_image ? "an image's placeholder for a sound" : "a sound's placeholder for an image", where_, "map images and audio to their own fields");
      }
      place(is_image, sample);
      begin = at + (is_image ? kImagePlaceholder : kAudioPlaceholder).size();
    }
    if (next_ < media_.media.size()) throw Error("more images and sounds than placeholders", where_, "write one for each file");
    return text.substr(begin);
  }
  bool has_media() const { return next_ > 0; }

  // Clears the mask of what stands for media.
  void unlearn(TokenizedSample& sample) const {
    if (media_.spec == nullptr) return;
    const MediaSpec& spec = *media_.spec;
    for (size_t i = 0; i < sample.tokens.size(); ++i) {
      for (const int32_t mark : {spec.image_token, spec.audio_token, spec.image_start, spec.image_end, spec.audio_start, spec.audio_end}) {
        if (mark >= 0 && sample.tokens[i] == mark) sample.loss_mask[i] = 0;
      }
    }
  }

 private:
  static void append(const std::vector<int32_t>& tokens, TokenizedSample& sample) { sample.tokens.insert(sample.tokens.end(), tokens.begin(), tokens.end()); }
  void place(bool is_image, TokenizedSample& sample) {
    const MediaSpec& spec = *media_.spec;
    const int32_t start = is_image ? spec.image_start : spec.audio_start;
    const int32_t end = is_image ? spec.image_end : spec.audio_end;
    const int32_t mark = is_image ? spec.image_token : spec.audio_token;
    if (mark < 0) throw Error(is_image ? "the model has no encoder of images" : "the model has no encoder of sounds", where_);
    StoredMedium& medium = media_.media[next_++];
    const int64_t count = tokens_of(medium, spec);
    if (start >= 0) sample.tokens.push_back(start);
    sample.media.push_back({std::move(medium), static_cast<uint32_t>(sample.tokens.size())});
    sample.tokens.insert(sample.tokens.end(), static_cast<size_t>(count), mark);
    if (end >= 0) sample.tokens.push_back(end);
  }

  const Tokenizer& tokenizer_;
  RecordMedia media_;
  const std::string& where_;
  size_t next_ = 0;
};

TokenizedSample render_chat(const Record& record, const Tokenizer& tokenizer, bool loss_on_all, RecordMedia media) {
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
  MediaEncoder encoder(tokenizer, std::move(media), record.where);
  const std::string tail(encoder.encode_up_to_last(prompt, /*add_special=*/true, /*parse_special=*/true, sample));
  const std::vector<int32_t> tail_tokens = tokenizer.encode(tail, /*add_special=*/!encoder.has_media(), /*parse_special=*/true);
  const size_t prompt_size = sample.tokens.size() + tail_tokens.size();
  const std::vector<int32_t> joined = join_at_generation(tail, whole.substr(prompt.size()), tail_tokens, tokenizer, record.where);
  sample.tokens.insert(sample.tokens.end(), joined.begin(), joined.end());

  // The turn's end token is learnt: without it the model never stops. What the template writes behind it (ChatML's line break) is not,
  // because generation has stopped by then and the next turn's text is the server's; nothing that is learnt reads it either, so it is left
  // out. A template that writes no end at all gets eos.
  const auto first_response_token = sample.tokens.begin() + static_cast<ptrdiff_t>(prompt_size);
  const auto end = std::find_if(first_response_token, sample.tokens.end(), [&](int32_t token) { return tokenizer.is_end_of_generation(token); });
  if (end != sample.tokens.end()) {
    sample.tokens.erase(end + 1, sample.tokens.end());
  } else if (tokenizer.eos() >= 0) {
    sample.tokens.push_back(tokenizer.eos());
  }
  sample.loss_mask.assign(sample.tokens.size(), 1);
  if (!loss_on_all) std::fill_n(sample.loss_mask.begin(), prompt_size, uint8_t{0});
  encoder.unlearn(sample);
  return sample;
}

TokenizedSample render_text(const Record& record, const Tokenizer& tokenizer, RecordMedia media) {
  TokenizedSample sample;
  // parse_special off: in plain text "<|im_end|>" is ten characters, not the end of a turn.
  MediaEncoder encoder(tokenizer, std::move(media), record.where);
  const std::string_view tail = encoder.encode_up_to_last(record.text, /*add_special=*/true, /*parse_special=*/false, sample);
  const std::vector<int32_t> tail_tokens = tokenizer.encode(tail, /*add_special=*/!encoder.has_media(), /*parse_special=*/false);
  sample.tokens.insert(sample.tokens.end(), tail_tokens.begin(), tail_tokens.end());
  if (tokenizer.eos() >= 0) sample.tokens.push_back(tokenizer.eos());
  sample.loss_mask.assign(sample.tokens.size(), 1);
  encoder.unlearn(sample);
  return sample;
}

}  // namespace

TokenizedSample render(const Record& record, const Tokenizer& tokenizer, const std::string& loss_on, RecordMedia media) {
  if (loss_on != "response" && loss_on != "all") throw Error("loss_on is neither response nor all", "data.loss_on");
  TokenizedSample sample =
      record.messages.empty() ? render_text(record, tokenizer, std::move(media)) : render_chat(record, tokenizer, loss_on == "all", std::move(media));
  sample.id = record.id;
  return sample;
}

std::vector<int32_t> render_prompt(const std::vector<ChatMessage>& messages, const Tokenizer& tokenizer) {
  return render_prompt(messages, tokenizer, {}).tokens;
}

TokenizedSample render_prompt(const std::vector<ChatMessage>& messages, const Tokenizer& tokenizer, RecordMedia media) {
  if (messages.empty()) throw Error("an empty chat", "", "give at least one message");
  const std::string where = "the chat";
  refuse_control_tokens(messages, tokenizer, where);
  const std::string prompt = tokenizer.apply_chat_template(messages, /*add_generation_prompt=*/true);
  TokenizedSample sample;
  MediaEncoder encoder(tokenizer, std::move(media), where);
  const std::string_view tail = encoder.encode_up_to_last(prompt, /*add_special=*/true, /*parse_special=*/true, sample);
  const std::vector<int32_t> tail_tokens = tokenizer.encode(tail, /*add_special=*/!encoder.has_media(), /*parse_special=*/true);
  sample.tokens.insert(sample.tokens.end(), tail_tokens.begin(), tail_tokens.end());
  sample.loss_mask.assign(sample.tokens.size(), 0);
  return sample;
}

}  // namespace galen
