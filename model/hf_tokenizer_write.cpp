// A vocabulary-only GGUF to tokenizer.json and tokenizer_config.json.
#include <unordered_map>

#include "core/file.h"
#include "model/gguf_tokenizer.h"
#include "model/hf_pre_tokenizers.h"
#include "model/import.h"

namespace galen {
namespace fs = std::filesystem;

namespace {

bool is_added(TokenType type) {
  return type == TokenType::kControl || type == TokenType::kUserDefined || type == TokenType::kUnknown;
}

// The tokenizers library refuses a vocabulary with a merge of pieces it lacks; the runtime just never uses such a merge.
bool merges_are_known(const BpeVocabulary& vocabulary, const std::unordered_map<std::string, size_t>& ids) {
  for (const std::string& merge : vocabulary.merges) {
    const size_t space = merge.find(' ', 1);
    const std::string left = merge.substr(0, space), right = merge.substr(space + 1);
    if (ids.count(left) == 0 || ids.count(right) == 0 || ids.count(left + right) == 0) return false;
  }
  return true;
}

OrderedJson added_tokens(const BpeVocabulary& vocabulary) {
  OrderedJson added = OrderedJson::array();
  for (size_t id = 0; id < vocabulary.tokens.size(); ++id) {
    if (!is_added(vocabulary.types[id])) continue;
    added.push_back({{"id", id},
                     {"content", vocabulary.tokens[id]},
                     {"single_word", false},
                     {"lstrip", false},
                     {"rstrip", false},
                     {"normalized", false},
                     {"special", vocabulary.types[id] != TokenType::kUserDefined}});
  }
  return added;
}

// Puts start and end tokens around a text as the runtime does when asked for special tokens.
OrderedJson post_processor(const BpeVocabulary& vocabulary, bool add_bos, bool add_eos) {
  const OrderedJson byte_level = {{"type", "ByteLevel"}, {"add_prefix_space", false}, {"trim_offsets", true}, {"use_regex", true}};
  if (!add_bos && !add_eos) return byte_level;
  OrderedJson single = OrderedJson::array(), pair = OrderedJson::array(), special = OrderedJson::object();
  const auto add_token = [&](const char* name, OrderedJson& to, int type) {
    const int64_t id = vocabulary.special.at(name);
    const std::string& text = vocabulary.tokens[static_cast<size_t>(id)];
    to.push_back({{"SpecialToken", {{"id", text}, {"type_id", type}}}});
    special[text] = {{"id", text}, {"ids", OrderedJson::array({id})}, {"tokens", OrderedJson::array({text})}};
  };
  const auto add_text = [&](const char* which, OrderedJson& to, int type) {
    if (add_bos) add_token("bos", to, type);
    to.push_back({{"Sequence", {{"id", which}, {"type_id", type}}}});
    if (add_eos) add_token("eos", to, type);
  };
  add_text("A", single, 0);
  add_text("A", pair, 0);
  add_text("B", pair, 1);
  return {{"type", "TemplateProcessing"}, {"single", single}, {"pair", pair}, {"special_tokens", special}};
}

OrderedJson tokenizer_config(const BpeVocabulary& vocabulary, bool add_bos, bool add_eos) {
  OrderedJson config;
  config["tokenizer_class"] = "PreTrainedTokenizerFast";
  config["clean_up_tokenization_spaces"] = false;
  config["add_bos_token"] = add_bos;
  config["add_eos_token"] = add_eos;
  const std::pair<const char*, const char*> names[] = {{"bos", "bos_token"}, {"eos", "eos_token"}, {"unknown", "unk_token"}, {"padding", "pad_token"}};
  for (const auto& [gguf_name, hf_name] : names) {
    const auto found = vocabulary.special.find(gguf_name);
    if (found != vocabulary.special.end()) config[hf_name] = vocabulary.tokens[static_cast<size_t>(found->second)];
  }
  if (!vocabulary.chat_template.empty()) config["chat_template"] = vocabulary.chat_template;
  return config;
}

void write_json(const fs::path& path, const OrderedJson& json) {
  FileWriter writer(path);
  writer.write(json.dump(1) + "\n");
  writer.close();
}

}  // namespace

bool write_hf_tokenizer(const fs::path& tokenizer_gguf, const fs::path& directory) {
  const std::optional<BpeVocabulary> vocabulary = read_gguf_bpe(GgufFile(tokenizer_gguf));
  if (!vocabulary) return false;
  const PreTokenizer* pre_tokenizer = find_pre_tokenizer(vocabulary->pre_tokenizer);
  if (pre_tokenizer == nullptr) return false;
  std::unordered_map<std::string, size_t> ids;
  // nlohmann's ordered_json looks a key up by walking: 150,000 insertions would take minutes. The sorted one keeps the same meaning.
  Json vocab = Json::object();
  for (size_t id = 0; id < vocabulary->tokens.size(); ++id) {
    ids.emplace(vocabulary->tokens[id], id);
    vocab[vocabulary->tokens[id]] = id;
  }
  if (!merges_are_known(*vocabulary, ids)) return false;
  const bool add_bos = vocabulary->add_bos.value_or(pre_tokenizer->adds_bos) && vocabulary->special.count("bos") > 0;
  const bool add_eos = vocabulary->add_eos.value_or(false) && vocabulary->special.count("eos") > 0;

  Json model = {{"type", "BPE"},
                {"dropout", nullptr},
                {"unk_token", nullptr},
                {"continuing_subword_prefix", nullptr},
                {"end_of_word_suffix", nullptr},
                {"fuse_unk", false},
                {"byte_fallback", false},
                {"ignore_merges", pre_tokenizer->ignores_merges},
                {"merges", vocabulary->merges}};
  model["vocab"] = std::move(vocab);
  OrderedJson json;
  json["version"] = "1.0";
  json["truncation"] = nullptr;
  json["padding"] = nullptr;
  json["added_tokens"] = added_tokens(*vocabulary);
  json["normalizer"] = nullptr;
  json["pre_tokenizer"] = to_hf_json(*pre_tokenizer);
  json["post_processor"] = post_processor(*vocabulary, add_bos, add_eos);
  json["decoder"] = {{"type", "ByteLevel"}, {"add_prefix_space", true}, {"trim_offsets", true}, {"use_regex", true}};
  // Spliced as text: turning the vocabulary into ordered_json would walk it.
  std::string text = json.dump(1);
  text.erase(text.find_last_of('}'));
  text.erase(text.find_last_not_of(" \n") + 1);
  text += ",\n \"model\": " + model.dump(1) + "\n}\n";
  FileWriter writer(directory / "tokenizer.json");
  writer.write(text);
  writer.close();
  write_json(directory / "tokenizer_config.json", tokenizer_config(*vocabulary, add_bos, add_eos));
  return true;
}

}  // namespace galen
