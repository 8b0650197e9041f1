#include "model/train_tokenizer.h"

#include <sentencepiece_processor.h>
#include <sentencepiece_trainer.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

#include "core/error.h"
#include "core/file.h"
#include "core/interrupt.h"
#include "core/progress.h"
#include "model/hf_pre_tokenizers.h"
#include "model/import.h"

// llama.cpp's own: cuts text into words and writes their bytes in the byte-level alphabet. Its header isn't installed.
std::vector<std::string> unicode_regex_split(const std::string& text, const std::vector<std::string>& regex_exprs, bool byte_encode);
std::string unicode_byte_to_utf8(uint8_t byte);

namespace galen {
namespace fs = std::filesystem;

namespace {

constexpr const char* kPreTokenizer = "smollm";
// ChatML, which the special tokens are for.
constexpr const char* kChatTemplate =
    "{%- for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>\\n' }}{%- endfor %}"
    "{%- if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{%- endif %}\n";
const std::vector<std::string> kSpecial = {"<|endoftext|>", "<|im_start|>", "<|im_end|>"};

std::vector<std::string> words_of(const std::string& text) {
  static const std::vector<std::string> patterns = {"\\p{N}", "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)"};
  return unicode_regex_split(text, patterns, true);
}

// Words of the byte-level alphabet and how often they occur.
std::map<std::string, int64_t> count_words(const std::vector<std::string>& texts) {
  std::map<std::string, int64_t> counts;
  Progress progress("words", texts.size(), "texts");
  for (size_t i = 0; i < texts.size(); ++i) {
    if (i % 256 == 0) throw_if_stop_requested("training a tokenizer");
    for (const std::string& word : words_of(texts[i])) ++counts[word];
    progress.update(i + 1);
  }
  progress.finish();
  return counts;
}

// A word a line with its count. The trainer reads files, but words of patients' texts don't belong on a disk.
class MemoryFile {
 public:
  explicit MemoryFile(const std::map<std::string, int64_t>& counts) : descriptor_(memfd_create("words", MFD_CLOEXEC)) {
    std::string table;
    for (const auto& [word, count] : counts) table += word + "\t" + std::to_string(count) + "\n";
    size_t written = 0;
    while (descriptor_ >= 0 && written < table.size()) {
      const ssize_t count = write(descriptor_, table.data() + written, table.size() - written);
      if (count <= 0) break;
      written += static_cast<size_t>(count);
    }
    if (written < table.size()) throw Error("no memory for the list of words (" + std::to_string(table.size()) + " bytes)");
  }
  ~MemoryFile() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

 private:
  int descriptor_;
};

// sentencepiece's BPE pieces of at least two characters, best first.
std::vector<std::string> learnt_pieces(const std::map<std::string, int64_t>& counts, int64_t how_many) {
  const MemoryFile words(counts);
  const std::unordered_map<std::string, std::string> settings = {{"input", words.path()},
                                                                 {"input_format", "tsv"},
                                                                 {"model_type", "bpe"},
                                                                 {"vocab_size", std::to_string(how_many)},
                                                                 {"hard_vocab_limit", "false"},
                                                                 {"character_coverage", "1.0"},
                                                                 {"normalization_rule_name", "identity"},
                                                                 {"add_dummy_prefix", "false"},
                                                                 {"remove_extra_whitespaces", "false"},
                                                                 {"split_by_unicode_script", "false"},
                                                                 {"split_by_number", "false"},
                                                                 {"split_by_whitespace", "false"},
                                                                 {"max_sentencepiece_length", "64"},
                                                                 {"bos_id", "-1"},
                                                                 {"eos_id", "-1"},
                                                                 {"minloglevel", "2"}};
  std::string model;
  const auto trained = sentencepiece::SentencePieceTrainer::Train(settings, nullptr, &model);
  if (!trained.ok()) throw Error("sentencepiece could not learn from the texts: " + trained.ToString());
  sentencepiece::SentencePieceProcessor processor;
  const auto loaded = processor.LoadFromSerializedProto(model);
  if (!loaded.ok()) throw Error("sentencepiece's model can't be read back: " + loaded.ToString());
  std::vector<std::string> pieces;  // ids are in the order of merging, single characters behind
  for (int id = 0; id < processor.GetPieceSize(); ++id) {
    const std::string& piece = processor.IdToPiece(id);
    const auto characters = std::count_if(piece.begin(), piece.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
    if (!processor.IsUnknown(id) && characters > 1) pieces.push_back(piece);
  }
  return pieces;
}

std::vector<std::string> characters_of(const std::string& piece) {
  std::vector<std::string> characters;
  for (const char c : piece) {
    if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) characters.emplace_back();
    characters.back() += c;
  }
  return characters;
}

using Ranks = std::unordered_map<std::string, size_t>;  // "left right" -> rank

// A piece as the merges so far leave it: the best merge first, as every BPE does.
std::vector<std::string> merged(const std::string& piece, const Ranks& ranks) {
  std::vector<std::string> parts = characters_of(piece);
  while (parts.size() > 1) {
    size_t best = ranks.size();
    size_t at = 0;
    for (size_t i = 0; i + 1 < parts.size(); ++i) {
      const auto found = ranks.find(parts[i] + " " + parts[i + 1]);
      if (found != ranks.end() && found->second < best) {
        best = found->second;
        at = i;
      }
    }
    if (best == ranks.size()) break;
    parts[at] += parts[at + 1];
    parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(at) + 1);
  }
  return parts;
}

}  // namespace

BpeVocabulary train_bpe(const std::vector<std::string>& texts, int64_t vocab_size, const std::vector<std::string>& special) {
  BpeVocabulary vocabulary;
  vocabulary.pre_tokenizer = kPreTokenizer;
  vocabulary.chat_template = kChatTemplate;
  for (const std::vector<std::string>* list : {&kSpecial, &special}) {
    for (const std::string& token : *list) {
      vocabulary.tokens.push_back(token);
      vocabulary.types.push_back(TokenType::kControl);
    }
  }
  for (int byte = 0; byte < 256; ++byte) {
    vocabulary.tokens.push_back(unicode_byte_to_utf8(static_cast<uint8_t>(byte)));
    vocabulary.types.push_back(TokenType::kNormal);
  }
  const auto first = static_cast<int64_t>(vocabulary.tokens.size());
  if (vocab_size <= first)
    throw Error("a vocabulary of " + std::to_string(vocab_size) + " tokens has no room for merges", "", "ask for more than " + std::to_string(first));
  Ranks ranks;
  for (const std::string& piece : learnt_pieces(count_words(texts), vocab_size + 512)) {
    if (static_cast<int64_t>(vocabulary.tokens.size()) == vocab_size) break;
    // sentencepiece says what was merged, not out of which two; one that earlier merges don't leave in two could never be made.
    const std::vector<std::string> parts = merged(piece, ranks);
    if (parts.size() != 2) continue;
    const std::string merge = parts[0] + " " + parts[1];
    ranks.emplace(merge, ranks.size());
    vocabulary.merges.push_back(merge);
    vocabulary.tokens.push_back(piece);
    vocabulary.types.push_back(TokenType::kNormal);
  }
  if (static_cast<int64_t>(vocabulary.tokens.size()) < vocab_size) {
    throw Error("the texts give only " + std::to_string(vocabulary.tokens.size()) + " tokens", "", "ask for that many, or bring more text");
  }
  vocabulary.special = {{"bos", 0}, {"eos", 0}, {"padding", 0}};
  vocabulary.add_bos = false;
  vocabulary.add_eos = false;
  return vocabulary;
}

void write_tokenizer(const BpeVocabulary& vocabulary, const fs::path& directory) {
  if (fs::exists(directory)) throw Error("is there already", directory.string(), "name another directory, or remove it");
  StagedDirectory staged(directory);
  write_gguf_bpe(vocabulary, staged.path() / "tokenizer.gguf");
  if (!write_hf_tokenizer(staged.path() / "tokenizer.gguf", staged.path()))
    throw Error("the vocabulary can't be written as tokenizer.json", directory.string());
  staged.commit();
}

}  // namespace galen
