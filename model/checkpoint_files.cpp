#include "model/checkpoint_files.h"

#include <ATen/ATen.h>

#include <cstdio>
#include <set>

#include "core/error.h"
#include "core/file.h"
#include "core/hash.h"
#include "model/foreign_json.h"
#include "model/safetensors.h"

namespace galen {
namespace fs = std::filesystem;

namespace {

constexpr const char* kIndexName = "model.safetensors.index.json";
constexpr const char* kSingleName = "model.safetensors";

std::string shard_name(size_t index, size_t count) {
  char name[64];
  std::snprintf(name, sizeof name, "model-%05zu-of-%05zu.safetensors", index + 1, count);
  return name;
}

// A shard's name in an index is data from outside: only plain names of this directory are opened.
void check_shard_name(const std::string& name, const std::string& where) {
  const bool plain = name.size() > 12 && name.ends_with(".safetensors") && name.find_first_of("/\\") == std::string::npos &&
                     name.find('\0') == std::string::npos && name.front() != '.';
  if (!plain) throw Error("names the shard " + Json(name).dump() + ", which is not a plain file name", where, "don't use this model");
}

// Weight name -> shard name.
std::map<std::string, std::string> read_index(const fs::path& path) {
  const Json json = read_foreign_json(path, 12 << 20);
  if (!json.is_object() || !json.contains("weight_map") || !json["weight_map"].is_object()) throw Error("has no weight_map", path.string());
  std::map<std::string, std::string> shards;
  for (const auto& [name, shard] : json["weight_map"].items()) {
    if (!shard.is_string()) throw Error("weight_map." + name + " is not a file name", path.string());
    check_shard_name(shard.get<std::string>(), path.string());
    shards[name] = shard.get<std::string>();
  }
  return shards;
}

}  // namespace

std::map<std::string, std::string> write_weights(const Checkpoint& checkpoint, const fs::path& directory, uint64_t largest_shard) {
  std::vector<NamedTensors> shards(1);
  uint64_t shard_bytes = 0;
  uint64_t total_bytes = 0;
  for (const TensorSpec& spec : tensor_specs(checkpoint.config)) {
    const at::Tensor& tensor = checkpoint.tensors.at(spec.name);
    if (!shards.back().empty() && shard_bytes + tensor.nbytes() > largest_shard) {
      shards.emplace_back();
      shard_bytes = 0;
    }
    shards.back().emplace_back(spec.name, tensor);
    shard_bytes += tensor.nbytes();
    total_bytes += tensor.nbytes();
  }
  // transformers looks for "format" before it opens the file.
  const std::map<std::string, std::string> metadata = {{"format", "pt"}};
  std::map<std::string, std::string> hashes;
  if (shards.size() == 1) {
    hashes[kSingleName] = write_safetensors(directory / kSingleName, shards[0], metadata);
    return hashes;
  }
  OrderedJson index;
  index["metadata"] = {{"total_size", total_bytes}};
  for (size_t i = 0; i < shards.size(); ++i) {
    const std::string name = shard_name(i, shards.size());
    for (const auto& [tensor_name, tensor] : shards[i]) index["weight_map"][tensor_name] = name;
    hashes[name] = write_safetensors(directory / name, shards[i], metadata);
  }
  const std::string text = index.dump(1) + "\n";
  FileWriter writer(directory / kIndexName);
  writer.write(text);
  writer.close();
  hashes[kIndexName] = sha256_hex(text);
  return hashes;
}

std::map<std::string, at::Tensor> read_weights(const fs::path& directory, const std::function<bool(const std::string&)>& may_read) {
  std::map<std::string, at::Tensor> tensors;
  if (may_read(kSingleName) && fs::exists(directory / kSingleName)) {
    const SafetensorsFile file(directory / kSingleName);
    for (const std::string& name : file.names()) tensors[name] = file.tensor(name);
    return tensors;
  }
  const fs::path index_path = directory / kIndexName;
  if (!may_read(kIndexName) || !fs::exists(index_path)) {
    throw Error("has neither model.safetensors nor model.safetensors.index.json", directory.string(), "only safetensors weights are read");
  }
  const std::map<std::string, std::string> weight_map = read_index(index_path);
  std::set<std::string> shards;
  for (const auto& [name, shard] : weight_map) shards.insert(shard);
  for (const std::string& shard : shards) {
    if (!may_read(shard)) throw Error("names the shard \"" + shard + "\", which manifest.json doesn't list", index_path.string());
    const SafetensorsFile file(directory / shard);
    for (const std::string& name : file.names()) {
      const auto mapped = weight_map.find(name);
      if (mapped == weight_map.end() || mapped->second != shard) {
        throw Error("holds the tensor \"" + name + "\", which the index places elsewhere", (directory / shard).string());
      }
      tensors[name] = file.tensor(name);
    }
  }
  for (const auto& [name, shard] : weight_map) {
    if (tensors.count(name) == 0) throw Error("places \"" + name + "\" in " + shard + ", which lacks it", index_path.string());
  }
  return tensors;
}

}  // namespace galen
