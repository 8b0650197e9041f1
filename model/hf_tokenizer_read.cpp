// tokenizer.json (byte-level BPE only) and tokenizer_config.json to a vocabulary-only GGUF.
#include <algorithm>
#include <unordered_map>

#include "core/error.h"
#include "core/file.h"
#include "core/log.h"
#include "core/text.h"
#include "model/foreign_json.h"
#include "model/gguf_tokenizer.h"
#include "model/hf_pre_tokenizers.h"
#include "model/import.h"

namespace galen {
namespace fs = std::filesystem;

namespace {

constexpr uint64_t kLargestTokenizer = 64 << 20;
constexpr int64_t kMostTokens = 1 << 21;
constexpr const char* kRemedy = "convert the model to GGUF with its maker's tools and import that";

// tokenizer.json with questions that name the place.
class TokenizerFile {
 public:
  explicit TokenizerFile(const fs::path& path) : where_(path.string()), json_(read_foreign_json(path, kLargestTokenizer)) {}
  [[noreturn]] void refuse(const std::string& reason) const { throw Error(reason, where_, kRemedy); }
  const std::string& where() const { return where_; }
  const Json& root() const { return json_; }
  const Json& part(const char* key) const {
    static const Json none;
    return json_.is_object() && json_.contains(key) ? json_[key] : none;
  }

 private:
  std::string where_;
  Json json_;
};

bool is_absent(const Json& object, const char* key) {
  return !object.contains(key) || object[key].is_null() || object[key] == "" || object[key] == false || object[key] == 0.0;
}

void check_model(const TokenizerFile& file) {
  const Json& model = file.part("model");
  if (!model.is_object() || !model.contains("vocab") || !model["vocab"].is_object() || !model.contains("merges") || !model["merges"].is_array()) {
    const std::string type = model.is_object() && model.contains("type") ? model["type"].dump().substr(0, 64) : "none";
    file.refuse("the model is " + type + ", not a BPE with vocab and merges");
  }
  if (model.contains("type") && model["type"] != "BPE") file.refuse("the model is " + model["type"].dump().substr(0, 64) + ", not a BPE");
  for (const char* key : {"continuing_subword_prefix", "end_of_word_suffix", "byte_fallback", "dropout"}) {
    if (!is_absent(model, key)) file.refuse(std::string("model.") + key + " is set: not a byte-level BPE");
  }
  // llama.cpp has no normaliser for these vocabularies; NFC changes only text that isn't composed, and its own converter drops it as well.
  const Json& normalizer = file.part("normalizer");
  if (!normalizer.is_null() && !(normalizer.is_object() && normalizer.contains("type") && normalizer["type"] == "NFC")) {
    file.refuse("normalizer: " + normalizer.dump().substr(0, 200) + " is not applied by the runtime");
  }
}

int64_t token_id(const TokenizerFile& file, const Json& id) {
  if (!id.is_number_unsigned() || id.get<uint64_t>() >= static_cast<uint64_t>(kMostTokens)) file.refuse("a token id is not a number below 2,097,152");
  return id.get<int64_t>();
}

void read_tokens(const TokenizerFile& file, BpeVocabulary& vocabulary) {
  std::unordered_map<int64_t, std::pair<std::string, TokenType>> by_id;
  std::unordered_map<std::string, int64_t> ids;
  const auto add = [&](const std::string& text, int64_t id, TokenType type) {
    if (text.empty() || text.find('\0') != std::string::npos) file.refuse("token " + std::to_string(id) + " is empty or has a NUL");
    const auto [known_text, new_text] = ids.emplace(text, id);
    if (!new_text && known_text->second != id) file.refuse("a token has two ids, " + std::to_string(id) + " and " + std::to_string(known_text->second));
    const auto [known_id, new_id] = by_id.emplace(id, std::pair(text, type));
    if (!new_id && known_id->second.first != text) file.refuse("two tokens have the id " + std::to_string(id));
    known_id->second.second = type;
  };
  for (const auto& [text, id] : file.part("model")["vocab"].items()) add(text, token_id(file, id), TokenType::kNormal);
  const Json& added = file.part("added_tokens");
  if (!added.is_null() && !added.is_array()) file.refuse("added_tokens is not an array");
  bool strips = false;
  for (const Json& token : added) {
    if (!token.is_object() || !token.contains("content") || !token["content"].is_string() || !token.contains("id"))
      file.refuse("an added token needs id and content");
    const bool special = token.contains("special") && token["special"] == true;
    add(token["content"].get<std::string>(), token_id(file, token["id"]), special ? TokenType::kControl : TokenType::kUserDefined);
    for (const char* key : {"lstrip", "rstrip", "single_word"}) strips = strips || !is_absent(token, key);
  }
  if (strips) log_warning(file.where() + ": some added tokens eat the blanks around them (lstrip, rstrip, single_word); GGUF can't say so, the blanks stay");
  for (int64_t id = 0; id < static_cast<int64_t>(by_id.size()); ++id) {
    const auto found = by_id.find(id);
    if (found == by_id.end()) file.refuse("the token ids are not dense: none is " + std::to_string(id));
    vocabulary.tokens.push_back(found->second.first);
    vocabulary.types.push_back(found->second.second);
  }

  for (const Json& merge : file.part("model")["merges"]) {
    std::string left, right;
    if (merge.is_string()) {
      const std::string text = merge.get<std::string>();
      const size_t space = text.find(' ', 1);
      if (space == std::string::npos) file.refuse("a merge is not a pair");
      left = text.substr(0, space);
      right = text.substr(space + 1);
    } else if (merge.is_array() && merge.size() == 2 && merge[0].is_string() && merge[1].is_string()) {
      left = merge[0].get<std::string>();
      right = merge[1].get<std::string>();
    } else {
      file.refuse("a merge is not a pair");
    }
    if (left.find(' ') != std::string::npos || right.find(' ') != std::string::npos) file.refuse("a merge has a blank in a piece, which GGUF can't say");
    if (ids.count(left) == 0 || ids.count(right) == 0 || ids.count(left + right) == 0)
      file.refuse("a merge of unknown tokens: " + Json(left + " " + right).dump().substr(0, 200));
    vocabulary.merges.push_back(left + " " + right);
  }
}

// Whether the post-processor puts the start token in front and the end token behind.
void read_post_processor(const TokenizerFile& file, const Json& processor, BpeVocabulary& vocabulary) {
  if (processor.is_null()) return;
  const std::string type = processor.is_object() && processor.contains("type") && processor["type"].is_string() ? processor["type"].get<std::string>() : "";
  if (type == "ByteLevel") return;
  if (type == "Sequence" && processor.contains("processors") && processor["processors"].is_array()) {
    for (const Json& part : processor["processors"]) {
      if (part.is_object() && part.contains("type") && part["type"] == "Sequence") file.refuse("post_processor: nested sequences");
      read_post_processor(file, part, vocabulary);
    }
    return;
  }
  if (type != "TemplateProcessing" || !processor.contains("single") || !processor["single"].is_array()) {
    file.refuse("post_processor: " + type.substr(0, 64) + " is not one that GGUF can say");
  }
  bool before_text = true;
  for (const Json& step : processor["single"]) {
    if (!step.is_object()) file.refuse("post_processor.single is malformed");
    if (step.contains("Sequence")) {
      before_text = false;
    } else if (step.contains("SpecialToken")) {
      std::optional<bool>& flag = before_text ? vocabulary.add_bos : vocabulary.add_eos;
      if (flag == true) file.refuse("post_processor: more than one token before or behind the text");
      flag = true;
      const Json& token = step["SpecialToken"];
      const std::string text = token.is_object() && token.contains("id") && token["id"].is_string() ? token["id"].get<std::string>() : "";
      const auto found = std::find(vocabulary.tokens.begin(), vocabulary.tokens.end(), text);
      if (found == vocabulary.tokens.end()) file.refuse("post_processor: an unknown token");
      vocabulary.special[before_text ? "bos" : "eos"] = found - vocabulary.tokens.begin();
    }
  }
}

// tokenizer_config.json's names for special tokens, each a string or an object with `content`.
void read_config(const fs::path& directory, BpeVocabulary& vocabulary) {
  const fs::path path = directory / "tokenizer_config.json";
  if (fs::exists(path)) {
    const Json config = read_foreign_json(path);
    if (!config.is_object()) throw Error("is not a JSON object", path.string(), kRemedy);
    const std::pair<const char*, const char*> names[] = {{"bos_token", "bos"}, {"eos_token", "eos"}, {"unk_token", "unknown"}, {"pad_token", "padding"}};
    for (const auto& [hf_name, gguf_name] : names) {
      if (!config.contains(hf_name) || config[hf_name].is_null()) continue;
      const Json& value = config[hf_name].is_object() && config[hf_name].contains("content") ? config[hf_name]["content"] : config[hf_name];
      const auto found = value.is_string() ? std::find(vocabulary.tokens.begin(), vocabulary.tokens.end(), value.get<std::string>()) : vocabulary.tokens.end();
      if (found == vocabulary.tokens.end()) throw Error(std::string(hf_name) + " is not in the vocabulary", path.string(), kRemedy);
      vocabulary.special[gguf_name] = found - vocabulary.tokens.begin();
    }
    if (config.contains("add_bos_token") && config["add_bos_token"].is_boolean()) vocabulary.add_bos = config["add_bos_token"].get<bool>();
    if (config.contains("add_eos_token") && config["add_eos_token"].is_boolean()) vocabulary.add_eos = config["add_eos_token"].get<bool>();
    if (config.contains("chat_template")) {
      const Json& given = config["chat_template"];
      if (given.is_string()) vocabulary.chat_template = given.get<std::string>();
      for (const Json& named : given.is_array() ? given : Json::array()) {
        const bool is_default = named.is_object() && named.contains("name") && named["name"] == "default" && named.contains("template");
        if (is_default && named["template"].is_string()) vocabulary.chat_template = named["template"].get<std::string>();
      }
    }
  }
  if (fs::exists(directory / "chat_template.jinja")) vocabulary.chat_template = read_file(directory / "chat_template.jinja", 4 << 20);
  if (vocabulary.chat_template.find('\0') != std::string::npos) throw Error("the chat template has a NUL byte", directory.string(), kRemedy);
}

// Embedding tables are often longer than the vocabulary; the runtime wants a token for each row.
void pad_to_model(const fs::path& directory, BpeVocabulary& vocabulary) {
  const fs::path path = directory / "config.json";
  if (!fs::exists(path)) return;
  const Json config = read_foreign_json(path);
  if (!config.is_object() || !config.contains("vocab_size") || !config["vocab_size"].is_number_unsigned()) return;
  const uint64_t rows = config["vocab_size"].get<uint64_t>();
  if (rows > static_cast<uint64_t>(kMostTokens)) throw Error("vocab_size is more than 2,097,152", path.string());
  if (rows < vocabulary.tokens.size()) {
    throw Error("vocab_size is " + std::to_string(rows) + ", tokenizer.json has " + std::to_string(vocabulary.tokens.size()) + " tokens", path.string(),
                "resize the embeddings to the vocabulary first");
  }
  for (uint64_t id = vocabulary.tokens.size(); id < rows; ++id) {
    vocabulary.tokens.push_back("[PAD" + std::to_string(id) + "]");
    vocabulary.types.push_back(TokenType::kUnused);
  }
}

}  // namespace

void write_tokenizer_gguf_from_hf(const fs::path& directory, const fs::path& out) {
  const TokenizerFile file(directory / "tokenizer.json");
  check_model(file);
  BpeVocabulary vocabulary;
  const Json& model = file.part("model");
  const bool ignore_merges = model.contains("ignore_merges") && model["ignore_merges"] == true;
  vocabulary.pre_tokenizer = recognise_pre_tokenizer(file.part("pre_tokenizer"), ignore_merges, file.where()).gguf_name;
  read_tokens(file, vocabulary);
  // A file without a template means no; the runtime's own habit may be yes.
  vocabulary.add_bos = false;
  vocabulary.add_eos = false;
  read_post_processor(file, file.part("post_processor"), vocabulary);
  read_config(directory, vocabulary);
  if (vocabulary.special.count("bos") == 0) vocabulary.add_bos = false;
  if (vocabulary.special.count("eos") == 0) vocabulary.add_eos = false;
  pad_to_model(directory, vocabulary);
  write_gguf_bpe(vocabulary, out);
}

}  // namespace galen
