#include "model/checkpoint.h"

#include <ATen/ATen.h>

#include <set>

#include "core/error.h"
#include "core/file.h"
#include "core/hash.h"
#include "model/checkpoint_files.h"
#include "model/foreign_json.h"
#include "model/import.h"
#include "model/manifest.h"
#include "model/sub_agent_table.h"

namespace galen {
namespace fs = std::filesystem;

namespace {

constexpr uint64_t kLargestText = 4 << 20;

std::string shape_text(at::IntArrayRef shape) {
  std::string text = "[";
  for (const int64_t size : shape) text.append(text.size() > 1 ? ", " : "").append(std::to_string(size));
  return text + "]";
}

uint64_t total_bytes(const Checkpoint& checkpoint) {
  uint64_t bytes = checkpoint.tokenizer_gguf.empty() ? 0 : 3 * fs::file_size(checkpoint.tokenizer_gguf);
  for (const auto& [name, tensor] : checkpoint.tensors) bytes += tensor.nbytes();
  return bytes;
}

// What transformers loads the weights as: the dtype that most of the bytes have.
std::string dtype_name(const Checkpoint& checkpoint) {
  std::map<at::ScalarType, uint64_t> bytes;
  for (const auto& [name, tensor] : checkpoint.tensors) bytes[tensor.scalar_type()] += tensor.nbytes();
  at::ScalarType most = at::kFloat;
  for (const auto& [type, count] : bytes) {
    if (count > bytes[most]) most = type;
  }
  return most == at::kHalf ? "float16" : most == at::kBFloat16 ? "bfloat16" : "float32";
}

OrderedJson hf_config(const Checkpoint& checkpoint) {
  OrderedJson config = to_hf_config(checkpoint.config);
  config["dtype"] = dtype_name(checkpoint);  // transformers 5
  config["torch_dtype"] = config["dtype"];   // transformers 4
  return config;
}

OrderedJson generation_config(const Checkpoint& checkpoint) {
  OrderedJson json = checkpoint.generation_config;
  const auto fill = [&](const char* key, int64_t id) {
    if (!json.contains(key) && id >= 0) json[key] = id;
  };
  fill("bos_token_id", checkpoint.config.bos_token_id);
  fill("eos_token_id", checkpoint.config.eos_token_id);
  fill("pad_token_id", checkpoint.config.pad_token_id);
  return json;
}

std::string copy_file_durably(const fs::path& from, const fs::path& to) {
  const MappedFile source(from);
  FileWriter writer(to);
  writer.write(source.bytes().data(), source.bytes().size());
  writer.close();
  return sha256_hex({reinterpret_cast<const char*>(source.bytes().data()), source.bytes().size()});
}

}  // namespace

void check_tensors(const Checkpoint& checkpoint, const std::string& where) {
  std::set<std::string> expected;
  for (const TensorSpec& spec : tensor_specs(checkpoint.config)) {
    const auto found = checkpoint.tensors.find(spec.name);
    if (found == checkpoint.tensors.end()) throw Error("lacks the tensor " + spec.name, where, "its weights don't fit its config.json");
    const at::Tensor& tensor = found->second;
    if (tensor.sizes() != at::IntArrayRef(spec.shape)) {
      throw Error(spec.name + " has shape " + shape_text(tensor.sizes()) + ", the config means " + shape_text(spec.shape), where,
                  "its weights don't fit its config.json");
    }
    const at::ScalarType type = tensor.scalar_type();
    if (type != at::kFloat && type != at::kHalf && type != at::kBFloat16) {
      throw Error(spec.name + " is " + c10::toString(type) + ", not f32, f16 or bf16", where, "convert the weights first");
    }
    expected.insert(spec.name);
  }
  for (const auto& [name, tensor] : checkpoint.tensors) {
    if (expected.count(name) == 0)
      throw Error("has the tensor " + name + ", which its config.json doesn't mean", where, "its weights don't fit its config.json");
  }
}

Checkpoint read_checkpoint(const fs::path& directory, bool verify_hashes) {
  const Manifest manifest = read_manifest(directory, verify_hashes);
  const auto listed = [&](const std::string& name) { return manifest.count(name) > 0; };
  const auto text = [&](const std::string& name) { return listed(name) ? read_file(directory / name, kLargestText) : std::string(); };
  if (!listed("config.json")) throw Error("manifest.json lists no config.json", directory.string(), "write the checkpoint again");

  Checkpoint checkpoint;
  checkpoint.directory = directory;
  checkpoint.config = parse_model_config(read_foreign_json(directory / "config.json"), (directory / "config.json").string());
  checkpoint.tensors = read_weights(directory, listed);
  check_tensors(checkpoint, directory.string());
  if (listed("sub_agents.json")) {
    const fs::path path = directory / "sub_agents.json";
    checkpoint.sub_agents = parse_sub_agent_table(read_foreign_json(path), path.string());
    check_sub_agent_table(*checkpoint.sub_agents, checkpoint.config, path.string());
  }
  if (listed("tokenizer.gguf")) checkpoint.tokenizer_gguf = directory / "tokenizer.gguf";
  if (listed("generation_config.json")) {
    const fs::path path = directory / "generation_config.json";
    read_foreign_json(path);  // for its errors; the order of keys is kept below
    checkpoint.generation_config = OrderedJson::parse(read_file(path, kLargestText));
  }
  checkpoint.chat_template = text("chat_template.jinja");
  checkpoint.recipe_yaml = text("recipe.yaml");
  return checkpoint;
}

void write_checkpoint(const Checkpoint& checkpoint, const fs::path& directory, bool replace, const std::function<void(const fs::path& staging)>& extra) {
  write_checkpoint_sharded(checkpoint, directory, replace, extra, kLargestShard);
}

void write_checkpoint_sharded(const Checkpoint& checkpoint, const fs::path& directory, bool replace, const std::function<void(const fs::path& staging)>& extra,
                              uint64_t largest_shard) {
  check_tensors(checkpoint, directory.string());
  if (checkpoint.sub_agents) check_sub_agent_table(*checkpoint.sub_agents, checkpoint.config, directory.string());
  require_disk_space(directory, total_bytes(checkpoint));

  StagedDirectory staged(directory, replace);
  std::map<std::string, std::string> hashes = write_weights(checkpoint, staged.path(), largest_shard);
  const auto write_text = [&](const std::string& name, const std::string& text) {
    FileWriter writer(staged.path() / name);
    writer.write(text);
    writer.close();
    hashes[name] = sha256_hex(text);
  };
  write_text("config.json", hf_config(checkpoint).dump(2) + "\n");
  write_text("generation_config.json", generation_config(checkpoint).dump(2) + "\n");
  if (!checkpoint.chat_template.empty()) write_text("chat_template.jinja", checkpoint.chat_template);
  if (!checkpoint.recipe_yaml.empty()) write_text("recipe.yaml", checkpoint.recipe_yaml);
  if (checkpoint.sub_agents) {
    SubAgentTable table = *checkpoint.sub_agents;
    table.trunk_sha256 = trunk_sha256(checkpoint);  // computed here, so that it can't go stale when the trunk was trained
    write_text("sub_agents.json", to_json(table).dump(1) + "\n");
  }
  if (!checkpoint.tokenizer_gguf.empty()) {
    hashes["tokenizer.gguf"] = copy_file_durably(checkpoint.tokenizer_gguf, staged.path() / "tokenizer.gguf");
    write_hf_tokenizer(staged.path() / "tokenizer.gguf", staged.path());
  }
  if (extra) extra(staged.path());
  write_manifest(staged.path(), hashes);
  staged.commit();
}

}  // namespace galen
