#include "cli/starting_point.h"

#include <filesystem>

#include "cli/command.h"
#include "core/error.h"
#include "core/file.h"
#include "core/text.h"
#include "model/convert.h"
#include "model/random_init.h"
#include "recipes/yaml.h"

namespace galen {
namespace fs = std::filesystem;

namespace {

// configs/KIND beside the program: in a checkout (build/PRESET/bin/galen) or an installation (bin/galen).
std::vector<fs::path> shape_folders(const std::string& kind) {
  std::error_code unreadable;
  const fs::path bin = fs::read_symlink("/proc/self/exe", unreadable).parent_path();
  return {bin / "../../../configs" / kind, bin / "../share/galen/configs" / kind};
}

ModelConfig read_shape(const Recipe& recipe) {
  const NamedShape shape = read_named_shape("model", recipe.model.config, resolve_path(recipe, recipe.model.config), recipe.file.string() + ": model.config");
  return parse_model_config(shape.json, shape.file);
}

struct TokenizerSource {
  fs::path gguf;
  std::string chat_template;
  int64_t vocab_size = 0;
};

// Of a model, or one that `galen tokenizer` made.
TokenizerSource tokenizer_source(const fs::path& path) {
  if (fs::exists(path / "tokenizer.gguf") && !fs::exists(path / "config.json")) {
    const Tokenizer tokenizer = Tokenizer::from_gguf(path / "tokenizer.gguf");
    return {path / "tokenizer.gguf", tokenizer.chat_template(), tokenizer.vocab_size()};
  }
  const Checkpoint model = open_model(path);
  return {model.tokenizer_gguf, model.chat_template, model.config.vocab_size};
}

}  // namespace

NamedShape read_named_shape(const std::string& kind, const std::string& name, const fs::path& path, const std::string& where) {
  fs::path file = path;
  std::vector<std::string> known;
  for (const fs::path& folder : shape_folders(kind)) {
    if (!fs::is_directory(folder)) continue;
    for (const auto& entry : fs::directory_iterator(folder)) {
      if (entry.path().extension() == ".yaml") known.push_back(entry.path().stem().string());
    }
    if (!fs::is_regular_file(file) && fs::is_regular_file(folder / (name + ".yaml"))) file = fs::canonical(folder / (name + ".yaml"));
  }
  if (!fs::is_regular_file(file)) throw Error("no shape is named " + name + " and no such file exists", where, suggest_name(name, known));
  return {to_json(parse_yaml(read_file(file), file.string())), file.string()};
}

Checkpoint starting_point(const Recipe& recipe, bool needs_tokenizer) {
  Checkpoint checkpoint;
  if (recipe.model.from.empty()) {
    const std::vector<std::string> names = recipe.model.sub_agents ? recipe.model.sub_agents->names : std::vector<std::string>();
    checkpoint = random_init(read_shape(recipe), names, recipe.train.seed);
    if (needs_tokenizer) {
      const TokenizerSource source = tokenizer_source(resolve_path(recipe, recipe.model.tokenizer));
      if (source.vocab_size != checkpoint.config.vocab_size) {
        throw Error(
            "the tokenizer has " + std::to_string(source.vocab_size) + " tokens, the shape's vocab_size is " + std::to_string(checkpoint.config.vocab_size),
            recipe.file.string() + ": model.tokenizer", "set vocab_size in the shape to the tokenizer's");
      }
      checkpoint.tokenizer_gguf = source.gguf;
      checkpoint.chat_template = source.chat_template;
    }
    return checkpoint;
  }
  checkpoint = open_model(resolve_path(recipe, recipe.model.from));
  if (recipe.model.sub_agents && !checkpoint.config.is_sparse()) {
    const SubAgentSettings& s = *recipe.model.sub_agents;
    checkpoint = add_sub_agents(checkpoint, {s.names, s.experts_per_agent, s.expert_width, s.agents_per_token, s.pinned, recipe.train.seed});
  }
  return checkpoint;
}

}  // namespace galen
