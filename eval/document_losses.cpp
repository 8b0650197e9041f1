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

std::vector<std::vector<double>> document_losses(const Model& model, const std::vector<ScoredDocument>& documents,
                                                 const std::string& label) {
  std::vector<std::vector<double>> losses(documents.size());
  const std::unique_ptr<Progress> progress = label.empty() ? nullptr : std::make_unique<Progress>(label, documents.size(), "documents");
  for (size_t begin = 0; begin < documents.size();) {
    throw_if_stop_requested("evaluating");
    std::vector<int64_t> tokens, positions, labels, offsets = {0};
    size_t end = begin;
    do {
      const ScoredDocument& document = documents[end];
      for (size_t i = 0; i < document.tokens.size(); ++i) {
        tokens.push_back(document.tokens[i]);
        positions.push_back(static_cast<int64_t>(i));
        const bool next_is_scored = i + 1 < document.tokens.size() && document.scored[i + 1];
        labels.push_back(next_is_scored ? document.tokens[i + 1] : -100);
      }
      offsets.push_back(static_cast<int64_t>(tokens.size()));
      ++end;
    } while (end < documents.size() && tokens.size() + documents[end].tokens.size() <= kTokensPerPass);

    if (!tokens.empty()) {
      const at::Tensor nll = token_losses(model, at::tensor(tokens), at::tensor(positions), at::tensor(offsets), at::tensor(labels))
                                 .to(at::kDouble)
                                 .contiguous();
      const double* values = nll.const_data_ptr<double>();
      for (size_t document = begin; document < end; ++document) {
        const auto first = static_cast<size_t>(offsets[document - begin]), last = static_cast<size_t>(offsets[document - begin + 1]);
        for (size_t i = first; i < last; ++i) {
          if (labels[i] >= 0) losses[document].push_back(values[i]);
        }
      }
    }
    begin = end;
    if (progress) progress->update(begin);
  }
  return losses;
}

}  // namespace galen
