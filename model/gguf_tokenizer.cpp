#include "model/gguf_tokenizer.h"

#include <cstring>
#include <memory>
#include <unordered_set>

#include "core/error.h"
#include "core/file.h"
#include "core/text.h"
#include "model/import.h"

namespace galen {
namespace fs = std::filesystem;

namespace {

constexpr const char* kArchitecture = "general.architecture";
constexpr std::string_view kIdSuffix = "_token_id";
constexpr std::string_view kGgml = "tokenizer.ggml.";

using GgufContext = std::unique_ptr<gguf_context, void (*)(gguf_context*)>;

GgufContext empty_context() {
  return {gguf_init_empty(), gguf_free};
}

void set_texts(gguf_context* out, const std::string& key, const std::vector<std::string>& texts) {
  std::vector<const char*> pointers;
  pointers.reserve(texts.size());
  for (const std::string& text : texts) pointers.push_back(text.c_str());
  gguf_set_arr_str(out, key.c_str(), pointers.data(), pointers.size());
}

void write_context(const gguf_context* context, const fs::path& out) {
  std::string bytes(gguf_get_meta_size(context), '\0');
  gguf_get_meta_data(context, bytes.data());
  FileWriter writer(out);
  writer.write(bytes);
  writer.close();
}

template <typename T>
T value_as(const GgufValue& value) {
  T number;
  std::memcpy(&number, value.bytes.data(), sizeof number);
  return number;
}

void copy_value(gguf_context* out, const GgufFile& file, const std::string& key, const GgufValue& value) {
  const char* name = key.c_str();
  if (value.type == GGUF_TYPE_ARRAY) {
    if (value.element_type == GGUF_TYPE_STRING) return set_texts(out, key, file.texts(key));
    return gguf_set_arr_data(out, name, value.element_type, value.bytes.data(), value.count);
  }
  switch (value.type) {
    case GGUF_TYPE_STRING:
      return gguf_set_val_str(out, name, file.text(key).c_str());
    case GGUF_TYPE_BOOL:
      return gguf_set_val_bool(out, name, file.flag(key));
    case GGUF_TYPE_FLOAT32:
      return gguf_set_val_f32(out, name, value_as<float>(value));
    case GGUF_TYPE_FLOAT64:
      return gguf_set_val_f64(out, name, value_as<double>(value));
    case GGUF_TYPE_UINT8:
      return gguf_set_val_u8(out, name, value_as<uint8_t>(value));
    case GGUF_TYPE_INT8:
      return gguf_set_val_i8(out, name, value_as<int8_t>(value));
    case GGUF_TYPE_UINT16:
      return gguf_set_val_u16(out, name, value_as<uint16_t>(value));
    case GGUF_TYPE_INT16:
      return gguf_set_val_i16(out, name, value_as<int16_t>(value));
    case GGUF_TYPE_UINT32:
      return gguf_set_val_u32(out, name, value_as<uint32_t>(value));
    case GGUF_TYPE_INT32:
      return gguf_set_val_i32(out, name, value_as<int32_t>(value));
    case GGUF_TYPE_UINT64:
      return gguf_set_val_u64(out, name, value_as<uint64_t>(value));
    case GGUF_TYPE_INT64:
      return gguf_set_val_i64(out, name, value_as<int64_t>(value));
    default:
      return;
  }
}

}  // namespace

void check_gguf_vocabulary(const GgufFile& file) {
  const auto refuse = [&](const std::string& reason) {
    throw Error(reason, file.path().string(), "fetch the file again, or give the model as a Hugging Face directory");
  };
  const std::string kind = file.text("tokenizer.ggml.model");
  if (kind != "gpt2" && kind != "llama") refuse("the kind of vocabulary \"" + kind.substr(0, 64) + "\" is not read (gpt2 and llama are)");
  const std::vector<std::string> tokens = file.texts("tokenizer.ggml.tokens");
  if (tokens.empty()) refuse("holds no vocabulary (tokenizer.ggml.tokens)");
  std::unordered_set<std::string> seen;
  for (size_t i = 0; i < tokens.size(); ++i) {
    const std::string place = "tokenizer.ggml.tokens[" + std::to_string(i) + "] ";
    if (tokens[i].find('\0') != std::string::npos || find_invalid_utf8(tokens[i])) refuse(place + "is not UTF-8 text");
    // The runtime gives empty tokens this name, then stops the process if two are alike.
    const std::string name = tokens[i].empty() ? "[EMPTY_" + std::to_string(i) + "]" : tokens[i];
    if (!seen.insert(name).second) refuse(place + "repeats an earlier token");
  }
  for (const std::string& merge : file.texts("tokenizer.ggml.merges")) {
    const bool pair = merge.find(' ', 1) != std::string::npos && merge.find('\0') == std::string::npos && !find_invalid_utf8(merge);
    if (!pair) refuse("tokenizer.ggml.merges has an entry that is not a pair");
  }
  for (const auto& [key, value] : file.values()) {
    if (!key.starts_with("tokenizer.")) continue;
    if (value.type == GGUF_TYPE_STRING && (value.bytes.find('\0', 8) != std::string_view::npos || find_invalid_utf8(value.bytes.substr(8)))) {
      refuse("the key " + key + " is not UTF-8 text");
    }
    if (!key.starts_with(kGgml) || !key.ends_with(kIdSuffix)) continue;
    const int64_t id = file.integer(key);
    if (id < -1 || (id >= static_cast<int64_t>(tokens.size()) && id != UINT32_MAX)) {
      refuse(key + " is " + std::to_string(id) + ", outside the vocabulary of " + std::to_string(tokens.size()));
    }
  }
}

void write_tokenizer_gguf_from_gguf(const fs::path& source, const fs::path& out) {
  const GgufFile file(source);
  check_gguf_vocabulary(file);
  const GgufContext context = empty_context();
  // llama.cpp asks for an architecture before it looks at the vocabulary; nothing else is needed.
  gguf_set_val_str(context.get(), kArchitecture, file.text(kArchitecture).c_str());
  for (const auto& [key, value] : file.values()) {
    // The licence goes where the vocabulary goes.
    if (key.starts_with("tokenizer.") || key.starts_with("general.license")) copy_value(context.get(), file, key, value);
  }
  write_context(context.get(), out);
}

std::optional<BpeVocabulary> read_gguf_bpe(const GgufFile& file) {
  check_gguf_vocabulary(file);
  if (file.text("tokenizer.ggml.model") != "gpt2") return {};
  BpeVocabulary vocabulary;
  vocabulary.pre_tokenizer = file.text("tokenizer.ggml.pre", "default");
  vocabulary.tokens = file.texts("tokenizer.ggml.tokens");
  vocabulary.merges = file.texts("tokenizer.ggml.merges");
  for (const int64_t type : file.integers("tokenizer.ggml.token_type")) vocabulary.types.push_back(static_cast<TokenType>(type));
  vocabulary.types.resize(vocabulary.tokens.size(), TokenType::kNormal);
  for (const auto& [key, value] : file.values()) {
    if (!key.starts_with(kGgml) || !key.ends_with(kIdSuffix)) continue;
    const int64_t id = file.integer(key);
    if (id >= 0 && id < static_cast<int64_t>(vocabulary.tokens.size())) {
      vocabulary.special[key.substr(kGgml.size(), key.size() - kGgml.size() - kIdSuffix.size())] = id;
    }
  }
  if (file.has("tokenizer.ggml.add_bos_token")) vocabulary.add_bos = file.flag("tokenizer.ggml.add_bos_token");
  if (file.has("tokenizer.ggml.add_eos_token")) vocabulary.add_eos = file.flag("tokenizer.ggml.add_eos_token");
  vocabulary.chat_template = file.text("tokenizer.chat_template", "");
  return vocabulary;
}

void write_gguf_bpe(const BpeVocabulary& vocabulary, const fs::path& out) {
  const GgufContext context = empty_context();
  gguf_context* to = context.get();
  gguf_set_val_str(to, kArchitecture, "llama");
  gguf_set_val_str(to, "tokenizer.ggml.model", "gpt2");
  gguf_set_val_str(to, "tokenizer.ggml.pre", vocabulary.pre_tokenizer.c_str());
  set_texts(to, "tokenizer.ggml.tokens", vocabulary.tokens);
  gguf_set_arr_data(to, "tokenizer.ggml.token_type", GGUF_TYPE_INT32, vocabulary.types.data(), vocabulary.types.size());
  set_texts(to, "tokenizer.ggml.merges", vocabulary.merges);
  for (const auto& [name, id] : vocabulary.special) {
    gguf_set_val_u32(to, (std::string(kGgml) + name + std::string(kIdSuffix)).c_str(), static_cast<uint32_t>(id));
  }
  if (vocabulary.add_bos) gguf_set_val_bool(to, "tokenizer.ggml.add_bos_token", *vocabulary.add_bos);
  if (vocabulary.add_eos) gguf_set_val_bool(to, "tokenizer.ggml.add_eos_token", *vocabulary.add_eos);
  if (!vocabulary.chat_template.empty()) gguf_set_val_str(to, "tokenizer.chat_template", vocabulary.chat_template.c_str());
  write_context(to, out);
}

}  // namespace galen
