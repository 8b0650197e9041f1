#include "data/tokenizer_identity.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "core/error.h"
#include "core/hash.h"
#include "data/gguf_scalars.h"
#include "gguf.h"

namespace galen {

namespace {

constexpr std::string_view kPrefix = "tokenizer.ggml.";
constexpr const char* kTokens = "tokenizer.ggml.tokens";

// Every value is hashed behind its length, so that no two different vocabularies give the same bytes.
void hash_text(Sha256& hash, std::string_view text) {
  const uint64_t size = text.size();
  hash.update(&size, sizeof size);
  hash.update(text.data(), text.size());
}

void hash_value(Sha256& hash, const gguf_context* metadata, int64_t key) {
  const gguf_type type = gguf_get_kv_type(metadata, key);
  hash_text(hash, gguf_type_name(type));
  if (type == GGUF_TYPE_STRING) return hash_text(hash, gguf_get_val_str(metadata, key));
  if (type != GGUF_TYPE_ARRAY) return hash.update(gguf_get_val_data(metadata, key), gguf_scalar_bytes(type));

  const gguf_type element = gguf_get_arr_type(metadata, key);
  const uint64_t count = gguf_get_arr_n(metadata, key);
  hash_text(hash, gguf_type_name(element));
  hash.update(&count, sizeof count);
  if (element == GGUF_TYPE_STRING) {
    for (size_t i = 0; i < count; ++i) hash_text(hash, gguf_get_arr_str(metadata, key, i));
  } else if (count > 0) {
    hash.update(gguf_get_arr_data(metadata, key), count * gguf_scalar_bytes(element));
  }
}

void check_vocabulary(const gguf_context* metadata, const std::string& where) {
  const int64_t tokens = gguf_find_key(metadata, kTokens);
  if (tokens < 0) throw Error("holds no vocabulary (no tokenizer.ggml.tokens)", where, "give a model's GGUF file or a tokenizer.gguf");
  if (gguf_get_kv_type(metadata, tokens) != GGUF_TYPE_ARRAY || gguf_get_arr_type(metadata, tokens) != GGUF_TYPE_STRING) {
    throw Error("tokenizer.ggml.tokens is not an array of strings", where);
  }
  // The kinds that decoders use (BPE and SentencePiece); on some of the others the runtime stops the process when a piece is missing.
  const int64_t model = gguf_find_key(metadata, "tokenizer.ggml.model");
  const std::string kind = model >= 0 && gguf_get_kv_type(metadata, model) == GGUF_TYPE_STRING ? gguf_get_val_str(metadata, model) : "";
  if (kind != "gpt2" && kind != "llama" && kind != "gemma4") {
    throw Error("the kind of vocabulary \"" + kind + "\" isn't supported", where, "gpt2 (BPE) and llama (SentencePiece) vocabularies are");
  }

  const size_t count = gguf_get_arr_n(metadata, tokens);
  if (count == 0 || count > (size_t{1} << 24)) throw Error("a vocabulary of " + std::to_string(count) + " tokens", where);
  std::unordered_set<std::string_view> seen;
  for (size_t i = 0; i < count; ++i) {
    const std::string_view piece = gguf_get_arr_str(metadata, tokens, i);
    if (!piece.empty() && !seen.insert(piece).second) {
      throw Error("tokenizer.ggml.tokens[" + std::to_string(i) + "] repeats an earlier token", where, "the vocabulary is damaged; fetch the file again");
    }
  }
  const auto check_array = [&](const char* name, std::vector<gguf_type> allowed) {
    const int64_t key = gguf_find_key(metadata, name);
    if (key < 0) return;
    const bool good_type =
        gguf_get_kv_type(metadata, key) == GGUF_TYPE_ARRAY && std::find(allowed.begin(), allowed.end(), gguf_get_arr_type(metadata, key)) != allowed.end();
    if (!good_type) throw Error(std::string(name) + " is not an array of the right type", where);
    if (gguf_get_arr_n(metadata, key) != count) {
      throw Error(std::string(name) + " has " + std::to_string(gguf_get_arr_n(metadata, key)) + " entries for " + std::to_string(count) + " tokens", where);
    }
  };
  check_array("tokenizer.ggml.scores", {GGUF_TYPE_FLOAT32, GGUF_TYPE_INT32});
  check_array("tokenizer.ggml.token_type", {GGUF_TYPE_INT32});

  for (int64_t key = 0; key < gguf_get_n_kv(metadata); ++key) {
    const std::string_view name = gguf_get_key(metadata, key);
    if (!name.starts_with(kPrefix) || !name.ends_with("_token_id")) continue;
    if (gguf_get_kv_type(metadata, key) != GGUF_TYPE_UINT32) throw Error(std::string(name) + " is not a 32-bit number", where);
    const uint32_t id = gguf_get_val_u32(metadata, key);
    if (id >= count && id != UINT32_MAX) {
      throw Error(std::string(name) + " is " + std::to_string(id) + ", outside the vocabulary of " + std::to_string(count), where);
    }
  }
}

}  // namespace

std::string checked_tokenizer_sha256(const std::filesystem::path& file) {
  const std::string where = file.string();
  std::error_code failed;
  if (!std::filesystem::is_regular_file(file, failed)) throw Error("no such file (a GGUF file with a vocabulary is needed)", where, "check the path");

  const gguf_init_params metadata_only = {/*no_alloc=*/true, /*ctx=*/nullptr};
  const std::unique_ptr<gguf_context, void (*)(gguf_context*)> metadata(gguf_init_from_file(where.c_str(), metadata_only), gguf_free);
  if (!metadata) throw Error("is not a readable GGUF file", where, "fetch the file again, or check that it is a GGUF file");
  check_vocabulary(metadata.get(), where);

  std::vector<std::pair<std::string, int64_t>> keys;
  for (int64_t key = 0; key < gguf_get_n_kv(metadata.get()); ++key) {
    const std::string name = gguf_get_key(metadata.get(), key);
    if (name.starts_with(kPrefix)) keys.emplace_back(name, key);
  }
  std::sort(keys.begin(), keys.end());  // writers differ in the order of keys; that changes no token
  Sha256 hash;
  for (const auto& [name, key] : keys) {
    hash_text(hash, name);
    hash_value(hash, metadata.get(), key);
  }
  return hash.hex();
}

}  // namespace galen
