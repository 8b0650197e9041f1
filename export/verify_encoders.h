// The judge of an encoders' file: model and mmproj in the linked llama.cpp against the checkpoint in Galen, on an image and on a sound.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/json.h"
#include "data/media.h"
#include "data/tokenizer.h"
#include "model/decoder.h"

namespace galen {

struct EncoderVerifyReport {
  std::string kind;  // image | sound
  bool passed = false;
  std::string failure;            // what failed, when it did
  int64_t tokens = 0;             // of the image or sound
  double feature_difference = 0;  // rms of the encoder's output, relative to its own
  double mean_kl = 0;             // nats, of the text behind it
  double top1_agreement = 0;      // 0…1
};

// `model`, in f32, is the checkpoint that was exported as `text_file` of type `text_type` and `mmproj_file`. One report for each encoder that `spec` is of.
// What must hold: the same tokens, marks included; features within 2 %, which leaves room for f16 and for ggml's roundings; logits behind the medium as far
// apart as those of text may be (export/verify.h).
std::vector<EncoderVerifyReport> verify_mmproj(const std::filesystem::path& text_file, const std::string& text_type, const std::filesystem::path& mmproj_file,
                                               const Model& model, const Tokenizer& tokenizer, const MediaSpec& spec);
OrderedJson to_json(const EncoderVerifyReport& report);

}  // namespace galen
