#include <memory>

#include "cli/command.h"
#include "core/error.h"
#include "data/deidentify.h"
#include "model/train_tokenizer.h"

namespace galen {
namespace {

struct TokenizerOptions {
  std::string recipe;
  std::string out;
  std::vector<std::string> overrides;
  int64_t vocab_size = 6144;
  bool media = false;
};

// Those of transformers' MuseSparkProcessor, then Glm4vProcessor's and Qwen3ASRProcessor's. A shape in configs/model/ names the placeholders by number: 3
// image, 6 audio, 9 video.
const std::vector<std::string> kMediaTokens = {"<|patch|>",          "<|image_start|>", "<|image_end|>",      "<|audio|>",        "<|soft_audio_start|>",
                                               "<|soft_audio_end|>", "<|video|>",       "<|begin_of_image|>", "<|end_of_image|>", "<|audio_start|>",
                                               "<|audio_end|>"};

// What the recipe trains on, chats by what is said in them.
std::vector<std::string> training_texts(const Recipe& recipe) {
  require_for_prepare(recipe);
  std::vector<std::string> texts;
  const std::optional<Deidentifier> deidentifier = make_deidentifier(recipe.data);  // a vocabulary is written too: names would become tokens
  for (const DatasetSettings& dataset : recipe.data.train) {
    for (Record& record : read_deidentified_records(recipe, dataset, deidentifier)) {
      if (!record.text.empty()) texts.push_back(std::move(record.text));
      for (ChatMessage& message : record.messages) texts.push_back(std::move(message.content));
    }
  }
  return texts;
}

OrderedJson run_tokenizer(const TokenizerOptions& o) {
  const Recipe recipe = read_recipe(o.recipe, o.overrides);
  const BpeVocabulary vocabulary = train_bpe(training_texts(recipe), o.vocab_size, o.media ? kMediaTokens : std::vector<std::string>());
  write_tokenizer(vocabulary, o.out);
  print_line("tokenizer of " + std::to_string(vocabulary.tokens.size()) + " tokens, " + std::to_string(vocabulary.merges.size()) + " merges: " + o.out);
  return {{"tokenizer", o.out}, {"vocab_size", vocabulary.tokens.size()}, {"merges", vocabulary.merges.size()}};
}

}  // namespace

void add_tokenizer(Program& program) {
  auto o = std::make_shared<TokenizerOptions>();
  CLI::App* command =
      add_command(program, program.app, "tokenizer", "learn a tokenizer from the texts a recipe trains on, for pretraining from scratch",
                  "galen tokenizer recipes/pretrain/dense_15m.yaml runs/medquad-tokenizer --vocab-size 6144", [o] { return run_tokenizer(*o); });
  command->add_option("recipe", o->recipe, "recipe file (YAML); its data.train is read")->required();
  command->add_option("out", o->out, "directory for tokenizer.gguf and tokenizer.json; model.tokenizer names it afterwards")->required();
  command->add_option("overrides", o->overrides, "key.path=value")->type_name("KEY=VALUE");
  command->add_flag("--media", o->media, "with the marks of images and sounds among the special tokens");
  command->add_option("--vocab-size", o->vocab_size, "tokens, the 256 bytes and three special ones included")->capture_default_str();
}

}  // namespace galen
