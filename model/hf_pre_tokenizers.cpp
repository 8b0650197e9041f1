#include "model/hf_pre_tokenizers.h"

#include <algorithm>

#include "core/error.h"

namespace galen {

namespace {

// As the models' own tokenizer.json files spell them.
constexpr const char* kLlama3Pattern = R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
constexpr const char* kQwen2Pattern = R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
constexpr const char* kQwen35Pattern =
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";

const std::vector<PreTokenizer>& table() {
  static const std::vector<PreTokenizer> known = {
      {"gpt-2", {"phi-2", "olmo", "mpt", "granite-docling"}, false, "", false, false},
      {"smollm", {"starcoder", "refact", "command-r", "codeshell"}, true, "", false, false},
      {"llama-bpe", {"llama3", "llama-v3", "falcon3", "falcon-h1", "pixtral", "lfm2"}, false, kLlama3Pattern, true, true},
      {"glm4", {"chatglm-bpe"}, false, kLlama3Pattern, false, false},
      {"qwen2", {"deepseek-r1-qwen", "stablelm2", "hunyuan"}, false, kQwen2Pattern, false, false},
      {"qwen35", {}, false, kQwen35Pattern, false, false},
  };
  return known;
}

std::string type_of(const Json& part) {
  return part.is_object() && part.contains("type") && part["type"].is_string() ? part["type"].get<std::string>() : "";
}

// A flag of a pre-tokenizer's part; a missing one has the tokenizers library's default.
bool flag(const Json& part, const char* key, bool missing) {
  return part.contains(key) && part[key].is_boolean() ? part[key].get<bool>() : missing;
}

}  // namespace

const PreTokenizer* find_pre_tokenizer(const std::string& gguf_name) {
  for (const PreTokenizer& known : table()) {
    const bool named = known.gguf_name == gguf_name || std::find(known.aliases.begin(), known.aliases.end(), gguf_name) != known.aliases.end();
    if (named) return &known;
  }
  return nullptr;
}

const PreTokenizer& recognise_pre_tokenizer(const Json& pre_tokenizer, bool ignore_merges, const std::string& where) {
  const auto refuse = [&](const std::string& found) {
    throw Error("pre_tokenizer: " + found + " is not one that GGUF knows and we have checked (gpt-2, smollm, llama-bpe, glm4, qwen2, qwen35)", where,
                "convert the model to GGUF with its maker's tools and import that");
  };
  std::vector<Json> parts;
  if (type_of(pre_tokenizer) == "Sequence" && pre_tokenizer.contains("pretokenizers") && pre_tokenizer["pretokenizers"].is_array()) {
    for (const Json& part : pre_tokenizer["pretokenizers"]) parts.push_back(part);
  } else {
    parts.push_back(pre_tokenizer);
  }
  if (parts.empty() || parts.size() > 2 || type_of(parts.back()) != "ByteLevel") refuse(pre_tokenizer.dump().substr(0, 300));
  if (flag(parts.back(), "add_prefix_space", true)) refuse("ByteLevel with add_prefix_space");

  PreTokenizer described;
  const bool own_words = flag(parts.back(), "use_regex", true);
  if (parts.size() == 2) {
    const Json& first = parts.front();
    if (type_of(first) == "Digits" && flag(first, "individual_digits", false) && own_words) {
      described.splits_digits = true;
    } else if (type_of(first) == "Split" && !own_words && !flag(first, "invert", false) && first.contains("behavior") && first["behavior"] == "Isolated" &&
               first.contains("pattern") && first["pattern"].is_object() && first["pattern"].contains("Regex") && first["pattern"]["Regex"].is_string()) {
      described.pattern = first["pattern"]["Regex"].get<std::string>();
    } else {
      refuse(pre_tokenizer.dump().substr(0, 300));
    }
  } else if (!own_words) {
    refuse("ByteLevel without words");
  }
  for (const PreTokenizer& known : table()) {
    if (known.splits_digits == described.splits_digits && known.pattern == described.pattern && known.ignores_merges == ignore_merges) return known;
  }
  refuse(pre_tokenizer.dump().substr(0, 300) + (ignore_merges ? " with ignore_merges" : ""));
  return table().front();
}

OrderedJson to_hf_json(const PreTokenizer& pre_tokenizer) {
  const OrderedJson byte_level = {{"type", "ByteLevel"}, {"add_prefix_space", false}, {"trim_offsets", true}, {"use_regex", pre_tokenizer.pattern.empty()}};
  OrderedJson first;
  if (pre_tokenizer.splits_digits) {
    first = {{"type", "Digits"}, {"individual_digits", true}};
  } else if (!pre_tokenizer.pattern.empty()) {
    first = {{"type", "Split"}, {"pattern", {{"Regex", pre_tokenizer.pattern}}}, {"behavior", "Isolated"}, {"invert", false}};
  } else {
    return byte_level;
  }
  OrderedJson sequence = {{"type", "Sequence"}};
  sequence["pretokenizers"] = OrderedJson::array({first, byte_level});
  return sequence;
}

}  // namespace galen
