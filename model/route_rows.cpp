#include "model/route_rows.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <limits>

#include "core/part_clock.h"
#include "model/device_ops.h"
#include "model/vector_math.h"

namespace galen {
namespace {

constexpr int64_t kRoutedRowsATask = 16;

// Where the largest of n values are, the lower index first among equals, to best; those taken become -infinity.
void take_largest(float* values, int64_t n, int64_t count, int64_t* best) {
  for (int64_t i = 0; i < count; ++i) {
    best[i] = std::max_element(values, values + n) - values;
    values[best[i]] = -std::numeric_limits<float>::infinity();
  }
}

}  // namespace

at::Tensor router_logits(const at::Tensor& hidden, const at::Tensor& router) {
  if (takes_device_path(hidden)) return at::mm(hidden.to(at::kFloat), router.t());
  const int64_t rows = hidden.size(0);
  const int64_t width = hidden.size(1);
  const int64_t experts = router.size(0);
  const bool is_bf16 = hidden.scalar_type() == at::kBFloat16;
  TORCH_CHECK(hidden.is_contiguous() && (is_bf16 || hidden.scalar_type() == at::kFloat) && router.is_contiguous() && router.scalar_type() == at::kFloat,
              "routing takes contiguous f32 or bf16 rows and an f32 router");
  const at::Tensor logits = at::empty({rows, experts}, router.options());
  float* logit = logits.data_ptr<float>();
  const float* weight = router.const_data_ptr<float>();
  at::parallel_for(0, rows, kRoutedRowsATask, [&](int64_t begin, int64_t end) {
    std::vector<float> buffer(static_cast<size_t>(width));
    for (int64_t row = begin; row < end; ++row) {
      const float* x = buffer.data();
      if (is_bf16) {
        vec::widen(static_cast<const uint16_t*>(hidden.const_data_ptr()) + row * width, buffer.data(), width);
      } else {
        x = hidden.const_data_ptr<float>() + row * width;
      }
      for (int64_t e = 0; e < experts; ++e) logit[row * experts + e] = vec::dot(x, weight + e * width, width);
    }
  });
  return logits;
}

at::Tensor choose_experts(const at::Tensor& scores, const at::Tensor& selection_bias, const ModelConfig& config) {
  if (takes_device_path(scores)) return on_device::choose_experts(scores, selection_bias, config);
  const int64_t rows = scores.size(0);
  const int64_t experts = scores.size(1);
  const int64_t slots = config.num_experts_per_tok;
  const at::Tensor bias = selection_bias.contiguous();
  const at::Tensor contiguous_scores = scores.contiguous();
  const float* score = contiguous_scores.const_data_ptr<float>();
  const at::Tensor result = at::empty({rows, slots}, at::TensorOptions(at::kLong));
  int64_t* index = result.data_ptr<int64_t>();
  at::parallel_for(0, rows, 8 * kRoutedRowsATask, [&](int64_t begin, int64_t end) {
    constexpr float kLeast = -std::numeric_limits<float>::infinity();
    const int64_t groups = config.n_group;
    const int64_t per_group = experts / groups;
    std::vector<float> choice(static_cast<size_t>(experts)), group_score(static_cast<size_t>(groups));
    std::vector<int64_t> chosen(static_cast<size_t>(config.topk_group));
    std::vector<bool> is_chosen(static_cast<size_t>(groups));
    for (int64_t row = begin; row < end; ++row) {
      for (int64_t e = 0; e < experts; ++e) choice[static_cast<size_t>(e)] = score[row * experts + e] + bias.const_data_ptr<float>()[e];
      if (config.topk_group < groups) {
        for (int64_t g = 0; g < groups; ++g) {
          float first = kLeast, second = kLeast;
          for (int64_t e = g * per_group; e < (g + 1) * per_group; ++e) {
            const float value = choice[static_cast<size_t>(e)];
            second = std::max(second, std::min(first, value));
            first = std::max(first, value);
          }
          group_score[static_cast<size_t>(g)] = per_group > 1 ? first + second : first;
        }
        take_largest(group_score.data(), groups, config.topk_group, chosen.data());
        std::fill(is_chosen.begin(), is_chosen.end(), false);
        for (const int64_t g : chosen) is_chosen[static_cast<size_t>(g)] = true;
        for (int64_t e = 0; e < experts; ++e) {
          if (!is_chosen[static_cast<size_t>(e / per_group)]) choice[static_cast<size_t>(e)] = kLeast;
        }
      }
      take_largest(choice.data(), experts, slots, index + row * slots);
    }
  });
  return result;
}

}  // namespace galen
