// Times causal attention over packed documents, ours and ATen's fused one, forward and backward, in bf16 on SmolLM2-135M's heads.
//   build/release/bin/bench_attention [threads]
#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <torch/csrc/autograd/autograd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <string>

#include "model/attention.h"

namespace galen {
namespace {

// The median of several runs, in milliseconds.
double milliseconds(const std::function<void()>& run) {
  using Clock = std::chrono::steady_clock;
  run();
  std::vector<double> times;
  const Clock::time_point start = Clock::now();
  while (times.size() < 5 || Clock::now() - start < std::chrono::seconds(1)) {
    const Clock::time_point begin = Clock::now();
    run();
    times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - begin).count());
  }
  std::nth_element(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2), times.end());
  return times[times.size() / 2];
}

void compare(int64_t documents, int64_t length) {
  const AttentionShape shape{9, 3, 64};
  const int64_t tokens = documents * length;
  const RopeTable rope = make_rope_table(length, shape.head_dim, 1e5);
  const at::Tensor positions = at::arange(length, at::TensorOptions(at::kLong)).repeat({documents});
  const at::Tensor offsets = at::arange(documents + 1, at::TensorOptions(at::kLong)) * length;
  const at::Tensor qkv = at::randn({tokens, 15 * shape.head_dim}, at::kFloat).to(at::kBFloat16).requires_grad_(true);
  const at::Tensor gradient = at::randn({tokens, 9 * shape.head_dim}, at::kFloat).to(at::kBFloat16);
  at::Tensor out;
  const double forward = milliseconds([&] { out = attention(qkv, positions, offsets, rope, shape); });
  const double both = milliseconds([&] { attention(qkv, positions, offsets, rope, shape).backward(gradient); });

  const at::Tensor heads = qkv.detach().view({documents, length, 15, shape.head_dim}).transpose(1, 2);
  const auto leaf = [&](int64_t first, int64_t count) { return heads.narrow(1, first, count).clone().requires_grad_(true); };
  const at::Tensor q = leaf(0, 9);
  const at::Tensor k = leaf(9, 3).detach().repeat_interleave(3, 1).requires_grad_(true);
  const at::Tensor v = leaf(12, 3).detach().repeat_interleave(3, 1).requires_grad_(true);
  const at::Tensor their_gradient = gradient.view({documents, length, 9, shape.head_dim}).transpose(1, 2);
  const double their_forward = milliseconds([&] { at::scaled_dot_product_attention(q, k, v, {}, 0.0, true); });
  const double their_both = milliseconds([&] { at::scaled_dot_product_attention(q, k, v, {}, 0.0, true).backward(their_gradient); });
  std::printf("%3lld documents of %5lld: forward %7.2f ms, with backward %7.2f ms; ATen's sdpa %7.2f, %7.2f ms (%.1fx)\n", static_cast<long long>(documents),
              static_cast<long long>(length), forward, both, their_forward, their_both, their_both / both);
}

}  // namespace
}  // namespace galen

int main(int argc, char** argv) {
  if (argc > 1) at::set_num_threads(std::stoi(argv[1]));
  for (const int64_t length : {128, 512, 2048, 8192}) galen::compare(std::max<int64_t>(1, 2048 / length), length);
  return 0;
}
