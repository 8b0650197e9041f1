// What the parity tests of families with encoders share: a model that transformers made, and what it computes, beside ours.
#pragma once

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>

#include "model/decoder.h"
#include "model/generate.h"
#include "model/ops.h"
#include "model/safetensors.h"
#include "tests/data/tiny_vocabulary.h"
#include "tests/model/random_model.h"
#include "tests/parity/model_judge.h"

namespace galen::testing {

struct FamilyReference {
  explicit FamilyReference(const std::filesystem::path& path) : file(path) {
    tokens = file.tensor("tokens").clone();
    if (file.contains("pixel_values")) {
      media.pixel_values = file.tensor("pixel_values");
      media.image_grid = file.tensor("image_grid");
    }
    for (int i = 0; file.contains("audio." + std::to_string(i)); ++i) media.audio.push_back(file.tensor("audio." + std::to_string(i)).clone());
  }
  const Media* given() const { return media.empty() ? nullptr : &media; }

  SafetensorsFile file;
  at::Tensor tokens;
  Media media;
};

inline double rms_difference(const at::Tensor& a, const at::Tensor& b) {
  return (a - b).square().mean().sqrt().item<double>();
}

// The loss of each token but the first given those before it, backward; returns the loss.
inline double run_backward(const Model& model, const FamilyReference& reference) {
  const int64_t rows = reference.tokens.size(0);
  const int64_t length = reference.tokens.size(1);
  const auto longs = at::TensorOptions(at::kLong);
  at::Tensor labels = at::full({rows, length}, -1, longs);
  labels.narrow(1, 0, length - 1).copy_(reference.tokens.narrow(1, 1, length - 1));
  const at::Tensor hidden = forward_hidden(model, reference.tokens.reshape({-1}), at::arange(length, longs).repeat({rows}),
                                           at::arange(rows + 1, longs) * length, nullptr, reference.given());
  const HeadLoss loss = head_loss(hidden, model.lm_head, labels.view({-1}), static_cast<double>(rows * (length - 1)), 0.0, logit_cap(model.config));
  loss.loss.backward();
  return loss.loss.item<double>();
}

struct GradientAgreement {
  size_t tensors = 0;
  double worst = 0;  // relative to each tensor's largest
};

// Every gradient of the reference ("grad.NAME") against ours, 1e-3 of the largest; parameters it has none for must have none or zeros.
inline GradientAgreement expect_gradients(const Model& model, const FamilyReference& reference) {
  GradientAgreement agreement;
  std::map<std::string, int64_t> seen;
  for (const ParameterRef& parameter : model.parameters) {
    for (const auto& [piece, offset, shape] : parameter->pieces) {
      const std::string key = "grad." + piece;
      const int64_t size = c10::multiply_integers(shape);
      const at::Tensor ours = grad_of(*parameter).view({-1}).narrow(0, offset, size);
      const int64_t begin = std::max<int64_t>(0, parameter->begins_at) + offset;
      if (!reference.file.contains(key)) {
        EXPECT_EQ(ours.count_nonzero().item<int64_t>(), 0) << piece;
        continue;
      }
      const at::Tensor theirs = reference.file.tensor(key);
      const at::Tensor expected = parameter->begins_at >= 0 ? theirs.reshape({-1}).narrow(0, begin, size) : theirs.reshape({-1});
      const double difference = largest_difference(ours, expected) / std::max(theirs.abs().max().item<double>(), 1e-6);
      EXPECT_LE(difference, 1e-3) << piece;
      agreement.worst = std::max(agreement.worst, difference);
      seen[key] += size;
    }
  }
  for (const std::string& key : reference.file.names()) {
    if (!key.starts_with("grad.")) continue;
    EXPECT_EQ(seen[key], reference.file.tensor(key).numel()) << key;
  }
  agreement.tensors = seen.size();
  return agreement;
}

// 256 greedy tokens behind the first `prompt_length` of the reference's first row, with its media, against those transformers generated.
inline void expect_same_generation(const Model& model, const Tokenizer& tokenizer, const FamilyReference& reference, int64_t prompt_length) {
  const at::Tensor prompt = reference.tokens.select(0, 0).narrow(0, 0, prompt_length).to(at::kInt).contiguous();
  GenerateSettings settings;
  settings.max_new_tokens = 256;
  const std::vector<Media> media = reference.given() != nullptr ? std::vector<Media>{reference.media} : std::vector<Media>{};
  const auto results = generate(model, tokenizer, {{prompt.data_ptr<int32_t>(), prompt.data_ptr<int32_t>() + prompt_length}}, settings, {}, media);
  const at::Tensor expected = reference.file.tensor("generated").to(at::kInt).contiguous();
  ASSERT_EQ(expected.numel(), 256);
  EXPECT_EQ(results[0], std::vector<int32_t>(expected.data_ptr<int32_t>(), expected.data_ptr<int32_t>() + 256));
  EXPECT_GT(std::get<0>(at::_unique(expected)).numel(), 5) << "a model that repeats itself shows little";
}

// Each imported model, through parameters and back, written, and opened by transformers: tensors, config and logits as they were. `judge` is the program that
// made them, in `root`.
template <class ModelOf>
void expect_written_models_open(const std::string& judge, const Json& cases, const std::filesystem::path& root, const ModelOf& model_of) {
  for (const auto& [name, judged] : cases.items()) {
    const Checkpoint checkpoint = model_of(name);
    const Checkpoint written = to_checkpoint(load_model(checkpoint, at::kFloat, {{"all"}, false, true}), checkpoint);
    for (const auto& [tensor, value] : checkpoint.tensors) ASSERT_TRUE(at::equal(value, written.tensors.at(tensor))) << name << ": " << tensor;
    write_checkpoint(written, root / "written" / name);
    EXPECT_EQ(to_hf_config(read_checkpoint(root / "written" / name, true).config), to_hf_config(checkpoint.config));
  }
  const Json verdict = ask_judge(judge, {"check", root.string()}, root);
  ASSERT_EQ(verdict.size(), cases.size());
  for (const auto& [name, judged] : verdict.items()) {
    SCOPED_TRACE(name);
    for (const char* what : {"missing", "unexpected", "different_tensors", "changed_keys"}) EXPECT_EQ(judged[what], Json::array()) << what;
    EXPECT_EQ(judged["logit_difference"].template get<double>(), 0.0);
  }
}

}  // namespace galen::testing
