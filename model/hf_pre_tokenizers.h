// How byte-level BPE vocabularies cut text into words: the ways that both GGUF and tokenizer.json can name.
#pragma once

#include <string>
#include <vector>

#include "core/json.h"

namespace galen {

struct PreTokenizer {
  std::string gguf_name;             // the name written on import
  std::vector<std::string> aliases;  // other names that llama.cpp gives the same treatment
  bool splits_digits = false;        // every digit a word of its own, before the rest
  std::string pattern;               // the words' regex; empty: GPT-2's, built into ByteLevel
  bool ignores_merges = false;       // a whole word in the vocabulary is a token, whatever the merges say
  bool adds_bos = false;             // unless the file says otherwise
};

// nullptr: none of ours.
const PreTokenizer* find_pre_tokenizer(const std::string& gguf_name);

// The one that tokenizer.json's `pre_tokenizer` and `model.ignore_merges` describe. Throws Error naming what it found.
const PreTokenizer& recognise_pre_tokenizer(const Json& pre_tokenizer, bool ignore_merges, const std::string& where);

OrderedJson to_hf_json(const PreTokenizer& pre_tokenizer);

}  // namespace galen
