// A Hugging Face directory to a checkpoint.
#include <ATen/ATen.h>

#include "core/error.h"
#include "core/file.h"
#include "model/checkpoint_files.h"
#include "model/foreign_json.h"
#include "model/gguf_tokenizer.h"
#include "model/import.h"

namespace galen {
namespace fs = std::filesystem;

namespace {

constexpr uint64_t kLargestText = 4 << 20;

// Tensors that say nothing new: buffers that old versions saved, and a head that repeats the embeddings it is tied to.
void drop_redundant(Checkpoint& checkpoint, const std::string& where) {
  std::erase_if(checkpoint.tensors, [](const auto& item) { return item.first.ends_with(".rotary_emb.inv_freq"); });
  const auto head = checkpoint.tensors.find("lm_head.weight");
  if (head == checkpoint.tensors.end() || !checkpoint.config.tie_word_embeddings) return;
  const auto embeddings = checkpoint.tensors.find(text_prefix(checkpoint.config) + "embed_tokens.weight");
  if (embeddings != checkpoint.tensors.end() && !at::equal(head->second, embeddings->second)) {
    throw Error("config.json ties the head to the embeddings, but lm_head.weight differs from them", where,
                "set tie_word_embeddings to false in config.json if the head is meant to be its own");
  }
  checkpoint.tensors.erase(head);
}

// The router is scored in f32 whatever the rest is.
void widen_routers(Checkpoint& checkpoint) {
  for (auto& [name, tensor] : checkpoint.tensors) {
    if (name.find(".mlp.gate.") != std::string::npos && tensor.is_floating_point()) tensor = tensor.to(at::kFloat);
  }
}

void read_tokenizer(const fs::path& directory, const fs::path& scratch, Checkpoint& checkpoint) {
  const fs::path out = scratch / "tokenizer.gguf";
  if (fs::exists(directory / "tokenizer.gguf")) {
    write_tokenizer_gguf_from_gguf(directory / "tokenizer.gguf", out);
  } else if (fs::exists(directory / "tokenizer.json")) {
    write_tokenizer_gguf_from_hf(directory, out);
  } else {
    return;
  }
  checkpoint.tokenizer_gguf = out;
  const GgufFile vocabulary(out);
  const int64_t tokens = static_cast<int64_t>(vocabulary.texts("tokenizer.ggml.tokens").size());
  if (tokens != checkpoint.config.vocab_size) {
    throw Error("the tokenizer has " + std::to_string(tokens) + " tokens, the model " + std::to_string(checkpoint.config.vocab_size), directory.string(),
                "use the tokenizer that the model was trained with");
  }
  checkpoint.chat_template = vocabulary.text("tokenizer.chat_template", "");
}

}  // namespace

Checkpoint import_hf_directory(const fs::path& directory, const fs::path& scratch) {
  const fs::path config = directory / "config.json";
  if (!fs::exists(config)) throw Error("has no config.json", directory.string(), "give a GGUF file or a directory that transformers opens");
  Checkpoint checkpoint;
  checkpoint.config = parse_model_config(read_foreign_json(config), config.string());
  checkpoint.tensors = read_weights(directory, [](const std::string&) { return true; });
  drop_redundant(checkpoint, directory.string());
  widen_routers(checkpoint);
  check_tensors(checkpoint, directory.string());
  read_tokenizer(directory, scratch, checkpoint);
  const fs::path generation = directory / "generation_config.json";
  if (fs::exists(generation)) {
    read_foreign_json(generation);  // for its errors; the order of keys is kept below
    checkpoint.generation_config = OrderedJson::parse(read_file(generation, kLargestText));
    if (!checkpoint.generation_config.is_object()) throw Error("is not a JSON object", generation.string());
  }
  if (fs::exists(directory / "chat_template.jinja")) checkpoint.chat_template = read_file(directory / "chat_template.jinja", kLargestText);
  return checkpoint;
}

}  // namespace galen
