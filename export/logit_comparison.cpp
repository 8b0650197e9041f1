#include "export/logit_comparison.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace galen {
namespace {

constexpr int64_t kRows = 64;  // positions at a time in f64: 25 MB a side for 49,152 tokens

}  // namespace

void LogitComparison::add(const at::Tensor& ours, const at::Tensor& theirs, const at::Tensor& tokens) {
  TORCH_CHECK(ours.dim() == 2 && ours.sizes() == theirs.sizes() && tokens.numel() == ours.size(0), "logits of different shapes: ", ours.sizes(), " and ",
              theirs.sizes());
  const int64_t count = ours.size(0);
  for (int64_t begin = 0; begin < count; begin += kRows) {
    const int64_t rows = std::min(kRows, count - begin);
    const at::Tensor a = ours.narrow(0, begin, rows).to(at::kDouble), b = theirs.narrow(0, begin, rows).to(at::kDouble);
    const double difference = (a - b).abs().max().item<double>();
    if (!std::isnan(max_abs_difference_) && !(difference <= max_abs_difference_)) max_abs_difference_ = difference;  // a NaN stays
    agreements_ += a.argmax(1).eq(b.argmax(1)).sum().item<double>();
    const at::Tensor log_a = at::log_softmax(a, 1), log_b = at::log_softmax(b, 1);
    const at::Tensor kl = (log_a.exp() * (log_a - log_b)).sum(1).contiguous();
    divergences_.insert(divergences_.end(), kl.const_data_ptr<double>(), kl.const_data_ptr<double>() + rows);
    const int64_t predicting = std::min(rows, count - 1 - begin);  // the last position predicts nothing we know
    if (predicting <= 0) continue;
    const at::Tensor next = tokens.narrow(0, begin + 1, predicting).unsqueeze(1);
    nll_ours_ -= log_a.narrow(0, 0, predicting).gather(1, next).sum().item<double>();
    nll_theirs_ -= log_b.narrow(0, 0, predicting).gather(1, next).sum().item<double>();
    predictions_ += static_cast<double>(predicting);
  }
}

double LogitComparison::mean_kl() const {
  return std::accumulate(divergences_.begin(), divergences_.end(), 0.0) / static_cast<double>(std::max<size_t>(1, divergences_.size()));
}

double LogitComparison::p99_kl() const {
  if (divergences_.empty()) return 0.0;
  if (std::any_of(divergences_.begin(), divergences_.end(), [](double kl) { return std::isnan(kl); })) return std::numeric_limits<double>::quiet_NaN();
  std::vector<double> sorted = divergences_;
  std::sort(sorted.begin(), sorted.end());
  return sorted[static_cast<size_t>(0.99 * static_cast<double>(sorted.size() - 1) + 0.5)];
}

double LogitComparison::top1_agreement() const {
  return agreements_ / static_cast<double>(std::max<size_t>(1, divergences_.size()));
}
double LogitComparison::perplexity_ours() const {
  return std::exp(nll_ours_ / std::max(1.0, predictions_));
}
double LogitComparison::perplexity_theirs() const {
  return std::exp(nll_theirs_ / std::max(1.0, predictions_));
}

}  // namespace galen
