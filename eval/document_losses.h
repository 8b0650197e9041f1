// Token losses of many documents, packed into forward passes of a bounded size.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "model/decoder.h"

namespace galen {

struct ScoredDocument {
  std::vector<int32_t> tokens;
  std::vector<uint8_t> scored;  // as long as tokens; 1: this token is predicted from those before it. The first never is.
};

// For each document the negative log-likelihoods, in nats, of its scored tokens in order. Documents don't see each other. `label` heads the
// progress bar, empty: none.
std::vector<std::vector<double>> document_losses(const Model& model, const std::vector<ScoredDocument>& documents, const std::string& label = "");

}  // namespace galen
