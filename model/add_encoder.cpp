#include "model/add_encoder.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <map>

#include "core/error.h"
#include "model/gguf_tokenizer.h"
#include "model/glm_audio.h"
#include "model/glm_vision.h"
#include "model/random_init.h"

namespace galen {
namespace fs = std::filesystem;

namespace {

// As transformers' processors and llama.cpp's mtmd spell them.
const std::vector<std::string> kImageMarks = {"<|image|>", "<|video|>", "<|begin_of_image|>", "<|end_of_image|>"};
const std::vector<std::string> kAudioMarks = {"<|audio_pad|>", "<|audio_start|>", "<|audio_end|>"};

// Where each mark is in the vocabulary, those at its end that weren't there; vocab_size grows with them.
std::vector<int64_t> add_marks(Checkpoint& model, const std::vector<std::string>& marks, const fs::path& scratch) {
  if (model.tokenizer_gguf.empty()) throw Error("the model has no tokenizer, and encoders need marks in its vocabulary", model.directory.string());
  std::optional<BpeVocabulary> vocabulary = read_gguf_bpe(GgufFile(model.tokenizer_gguf));
  if (!vocabulary) {
    throw Error("only byte-level BPE vocabularies can take the marks of images and sounds", model.tokenizer_gguf.string(), "use a model with such a tokenizer");
  }
  std::vector<int64_t> ids;
  for (const std::string& mark : marks) {
    const auto found = std::find(vocabulary->tokens.begin(), vocabulary->tokens.end(), mark);
    ids.push_back(found - vocabulary->tokens.begin());
    if (found != vocabulary->tokens.end()) continue;
    vocabulary->tokens.push_back(mark);
    vocabulary->types.push_back(TokenType::kControl);
  }
  const fs::path file = scratch / "tokenizer-with-marks.gguf";
  write_gguf_bpe(*vocabulary, file);
  model.tokenizer_gguf = file;
  model.config.vocab_size = std::max(model.config.vocab_size, *std::max_element(ids.begin(), ids.end()) + 1);
  return ids;
}

// Rows for tokens behind those there are.
at::Tensor with_rows(const at::Tensor& table, int64_t rows) {
  if (table.size(0) >= rows) return table;
  const at::Tensor mean = table.to(at::kFloat).mean(0, /*keepdim=*/true).to(table.scalar_type());
  return at::cat({table, mean.expand({rows - table.size(0), table.size(1)})});
}

void check_text_model(const Checkpoint& text, bool has_one, const Json& shape, const std::string& where) {
  if (!shape.is_object()) throw Error("must be a mapping of the encoder's keys", where);
  if (text.config.family == Family::kLlama) throw Error("an encoder needs a sub-agent model", text.directory.string(), "name its sub-agents with --sub-agents");
  if (text.config.is_muse_spark() || has_one) throw Error("the model has such an encoder already", text.directory.string(), "leave the option out");
}

// The model with the encoders that `config` has beyond its own.
Checkpoint with_config(Checkpoint model, const ModelConfig& config, const std::vector<TensorSpec>& encoder, const std::string& where, uint64_t seed) {
  std::map<std::string, at::Tensor> tensors = random_tensors(encoder, config, seed);
  const std::string old_prefix = text_prefix(model.config);
  const std::vector<std::string> text = {old_prefix + "embed_tokens.", old_prefix + "layers.", old_prefix + "norm."};
  for (const auto& [name, tensor] : model.tensors) {
    const bool is_text = std::any_of(text.begin(), text.end(), [&, &name = name](const std::string& part) { return name.starts_with(part); });
    const std::string now = is_text ? text_prefix(config) + name.substr(old_prefix.size()) : name;
    tensors[now] = now.ends_with("embed_tokens.weight") || now == "lm_head.weight" ? with_rows(tensor, config.vocab_size) : tensor;
  }
  model.tensors = std::move(tensors);
  model.config = config;
  check_tensors(model, where);
  if (model.sub_agents) model.sub_agents->trunk_sha256 = trunk_sha256(model);
  return model;
}

}  // namespace

Checkpoint add_image_encoder(const Checkpoint& text, const Json& shape, const std::string& where, const std::filesystem::path& scratch, uint64_t seed) {
  check_text_model(text, text.config.vision.has_value(), shape, where);
  Checkpoint result = text;
  const std::vector<int64_t> marks = add_marks(result, kImageMarks, scratch);

  Json json = {{"text_config", Json(to_hf_config(result.config))}, {"vision_config", shape}, {"tie_word_embeddings", text.config.tie_word_embeddings}};
  json["vision_config"]["out_hidden_size"] = text.config.hidden_size;
  json["image_token_id"] = marks[0];
  json["video_token_id"] = marks[1];
  json["image_start_token_id"] = json["video_start_token_id"] = marks[2];
  json["image_end_token_id"] = json["video_end_token_id"] = marks[3];
  json["text_config"]["rope_parameters"]["mrope_section"] = glm_sections(text.config);
  ModelConfig config = parse_glm4v_moe_config(json, where);
  config.bos_token_id = text.config.bos_token_id;
  config.eos_token_id = text.config.eos_token_id;
  config.pad_token_id = text.config.pad_token_id;
  return with_config(std::move(result), config, glm_vision_tensor_specs(config), where, seed);
}

Checkpoint add_audio_encoder(const Checkpoint& text, const Json& shape, const std::string& where, const std::filesystem::path& scratch, uint64_t seed) {
  check_text_model(text, text.config.audio.has_value(), shape, where);
  Checkpoint result = text;
  const std::vector<int64_t> marks = add_marks(result, kAudioMarks, scratch);
  ModelConfig config = result.config;
  config.audio = parse_glm_audio_config({{"audio_config", shape}, {"audio_token_id", marks[0]}}, where);
  return with_config(std::move(result), config, glm_audio_tensor_specs(config), where, seed);
}

}  // namespace galen
