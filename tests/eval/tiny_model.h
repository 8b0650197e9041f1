// A random model, loaded, with its tokenizer: for what needs one and not a good one.
#pragma once

#include "data/tokenizer.h"
#include "model/decoder.h"
#include "tests/export/tiny_checkpoint.h"
#include "tests/support.h"

namespace galen::testing {

struct TinyModel {
  TemporaryDirectory folder;
  Checkpoint checkpoint = tiny_checkpoint({}, folder.path());
  Model model = load_model(checkpoint, at::kFloat);
  Tokenizer tokenizer = Tokenizer::from_gguf(checkpoint.tokenizer_gguf);
};

}  // namespace galen::testing
