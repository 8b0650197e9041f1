#include "model/add_encoder.h"

#include <ATen/ATen.h>

#include <algorithm>

#include "core/error.h"
#include "model/gguf_tokenizer.h"
#include "model/glm_vision.h"
#include "model/random_init.h"

namespace galen {
namespace fs = std::filesystem;

namespace {

// As transformers' Glm4vProcessor and llama.cpp's mtmd spell them.
const std::vector<std::string> kImageMarks = {"<|image|>", "<|video|>", "<|begin_of_image|>", "<|end_of_image|>"};

// Where each mark is in the vocabulary, those at its end that weren't there.
std::vector<int64_t> with_marks(Checkpoint& model, const fs::path& scratch) {
  if (model.tokenizer_gguf.empty()) throw Error("the model has no tokenizer, and images need marks in its vocabulary", model.directory.string());
  std::optional<BpeVocabulary> vocabulary = read_gguf_bpe(GgufFile(model.tokenizer_gguf));
  if (!vocabulary) {
    throw Error("only byte-level BPE vocabularies can take the marks of images", model.tokenizer_gguf.string(), "use a model with such a tokenizer");
  }
  std::vector<int64_t> ids;
  for (const std::string& mark : kImageMarks) {
    const auto found = std::find(vocabulary->tokens.begin(), vocabulary->tokens.end(), mark);
    ids.push_back(found - vocabulary->tokens.begin());
    if (found != vocabulary->tokens.end()) continue;
    vocabulary->tokens.push_back(mark);
    vocabulary->types.push_back(TokenType::kControl);
  }
  const fs::path file = scratch / "tokenizer-with-marks.gguf";
  write_gguf_bpe(*vocabulary, file);
  model.tokenizer_gguf = file;
  return ids;
}

// Rows for tokens behind those there are.
at::Tensor with_rows(const at::Tensor& table, int64_t rows) {
  if (table.size(0) >= rows) return table;
  const at::Tensor mean = table.to(at::kFloat).mean(0, /*keepdim=*/true).to(table.scalar_type());
  return at::cat({table, mean.expand({rows - table.size(0), table.size(1)})});
}

}  // namespace

Checkpoint add_image_encoder(const Checkpoint& text, const Json& shape, const std::string& where, const fs::path& scratch, uint64_t seed) {
  if (text.config.family != Family::kGlm4Moe || text.config.vision) {
    throw Error(text.config.family == Family::kLlama ? "an image encoder needs a sub-agent model" : "the model has an image encoder already",
                text.directory.string(), text.config.family == Family::kLlama ? "name its sub-agents with --sub-agents" : "leave --image-encoder out");
  }
  if (!shape.is_object()) throw Error("must be a mapping of vision_config's keys", where);
  Checkpoint result = text;
  const std::vector<int64_t> marks = with_marks(result, scratch);
  result.config.vocab_size = std::max(text.config.vocab_size, *std::max_element(marks.begin(), marks.end()) + 1);

  Json json = {{"text_config", Json(to_hf_config(result.config))}, {"vision_config", shape}, {"tie_word_embeddings", text.config.tie_word_embeddings}};
  json["vision_config"]["out_hidden_size"] = text.config.hidden_size;
  json["image_token_id"] = marks[0];
  json["video_token_id"] = marks[1];
  json["image_start_token_id"] = json["video_start_token_id"] = marks[2];
  json["image_end_token_id"] = json["video_end_token_id"] = marks[3];
  const auto pairs = static_cast<int64_t>(static_cast<double>(text.config.head_dim) * text.config.partial_rotary_factor) / 2;
  const int64_t place = 3 * pairs / 8;
  json["text_config"]["rope_parameters"]["mrope_section"] = {pairs - 2 * place, place, place};
  ModelConfig config = parse_glm4v_moe_config(json, where);
  config.bos_token_id = text.config.bos_token_id;
  config.eos_token_id = text.config.eos_token_id;
  config.pad_token_id = text.config.pad_token_id;
  result.config = config;

  result.tensors.clear();
  const std::string old_prefix = text_prefix(text.config);
  for (const auto& [name, tensor] : text.tensors) {
    const std::string now = name.starts_with(old_prefix) ? text_prefix(config) + name.substr(old_prefix.size()) : name;
    result.tensors[now] = now.ends_with("embed_tokens.weight") || now == "lm_head.weight" ? with_rows(tensor, config.vocab_size) : tensor;
  }
  for (auto& [name, tensor] : random_tensors(glm_vision_tensor_specs(config), config, seed)) result.tensors[name] = tensor;
  check_tensors(result, where);
  if (result.sub_agents) result.sub_agents->trunk_sha256 = trunk_sha256(result);
  return result;
}

}  // namespace galen
