// How far two sets of logits for the same text are apart.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace galen {

// Filled document by document, so that no more than one document's logits are in memory.
class LogitComparison {
 public:
  // ours, theirs: [tokens, vocab] f32. tokens: [tokens] int64; token t + 1 is what position t predicts.
  void add(const at::Tensor& ours, const at::Tensor& theirs, const at::Tensor& tokens);

  int64_t positions() const { return static_cast<int64_t>(divergences_.size()); }
  double max_abs_difference() const { return max_abs_difference_; }  // NaN if any logit was
  double mean_kl() const;                                            // nats, KL(ours || theirs)
  double p99_kl() const;
  double top1_agreement() const;  // 0…1
  double perplexity_ours() const;
  double perplexity_theirs() const;

 private:
  std::vector<double> divergences_;  // one a position
  double max_abs_difference_ = 0;
  double agreements_ = 0;
  double nll_ours_ = 0, nll_theirs_ = 0, predictions_ = 0;
};

}  // namespace galen
