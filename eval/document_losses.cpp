#include "eval/document_losses.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <memory>
#include <numeric>

#include "core/interrupt.h"
#include "core/progress.h"

namespace galen {
namespace {

constexpr size_t kTokensPerPass = 4096;

}  // namespace

std::vector<std::vector<double>> document_losses(const Model& model, const std::vector<ScoredDocument>& documents, const std::string& label) {
  std::vector<std::vector<double>> losses(documents.size());
  const std::unique_ptr<Progress> progress = label.empty() ? nullptr : std::make_unique<Progress>(label, documents.size(), "documents");
  for (size_t begin = 0; begin < documents.size();) {
    throw_if_stop_requested("evaluating");
    std::vector<int64_t> tokens, positions, labels, offsets = {0};
    std::vector<size_t> owners;  // which document a token belongs to
    bool any_label = false;
    size_t end = begin;
    do {
      const ScoredDocument& document = documents[end];
      for (size_t i = 0; i < document.tokens.size(); ++i) {
        tokens.push_back(document.tokens[i]);
        positions.push_back(static_cast<int64_t>(i));
        const bool next_is_scored = i + 1 < document.tokens.size() && document.scored[i + 1];
        labels.push_back(next_is_scored ? document.tokens[i + 1] : -100);
        owners.push_back(end);
        any_label = any_label || next_is_scored;
      }
      if (!document.tokens.empty()) offsets.push_back(static_cast<int64_t>(tokens.size()));
      ++end;
    } while (end < documents.size() && tokens.size() + documents[end].tokens.size() <= kTokensPerPass);

    if (any_label) {
      const at::Tensor nll =
          token_losses(model, at::tensor(tokens), at::tensor(positions), at::tensor(offsets), at::tensor(labels)).to(at::kDouble).contiguous();
      const double* values = nll.const_data_ptr<double>();
      for (size_t i = 0; i < tokens.size(); ++i) {
        if (labels[i] >= 0) losses[owners[i]].push_back(values[i]);
      }
    }
    begin = end;
    if (progress) progress->update(begin);
  }
  return losses;
}

}  // namespace galen
