// Times products of the shapes of training, ours in bf16 and ATen's in what it is fastest in: bf16, or f32 on processors with AVX2 alone.
//   build/release/bin/bench_gemm [threads]
#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <string>
#include <vector>

#include "model/gemm.h"

namespace galen {
namespace {

// The median of several runs, in seconds.
double seconds(const std::function<void()>& run) {
  using Clock = std::chrono::steady_clock;
  run();
  std::vector<double> times;
  const Clock::time_point start = Clock::now();
  while (times.size() < 5 || Clock::now() - start < std::chrono::milliseconds(500)) {
    const Clock::time_point begin = Clock::now();
    run();
    times.push_back(std::chrono::duration<double>(Clock::now() - begin).count());
  }
  std::nth_element(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2), times.end());
  return times[times.size() / 2];
}

void compare(const char* name, int64_t m, int64_t k, int64_t n, bool a_down, bool b_down) {
  const auto make = [](int64_t rows, int64_t columns, bool down) {
    const at::Tensor x = at::randn({down ? columns : rows, down ? rows : columns}, at::kFloat).to(at::kBFloat16);
    return down ? x.t() : x;
  };
  const at::Tensor a = make(m, k, a_down);
  const at::Tensor b = make(k, n, b_down);
  at::Tensor out = at::empty({m, n}, at::kBFloat16);
  const double ours = seconds([&] { gemm_out(out, a, b); });
  const at::ScalarType dtype = aten_multiplies(at::kBFloat16) ? at::kBFloat16 : at::kFloat;
  const at::Tensor their_a = a.to(dtype);
  const at::Tensor their_b = b.to(dtype);
  at::Tensor their_out = out.to(dtype);
  const double theirs = seconds([&] { at::mm_out(their_out, their_a, their_b); });
  const double flops = 2.0 * static_cast<double>(m * n * k);
  std::printf("%-22s [%5lld, %5lld] x [%5lld, %5lld]: %.3f TFLOPS, ATen %s %.3f (%.2fx)\n", name, static_cast<long long>(m), static_cast<long long>(k),
              static_cast<long long>(k), static_cast<long long>(n), flops / ours / 1e12, dtype == at::kFloat ? "f32" : "bf16", flops / theirs / 1e12,
              theirs / ours);
}

}  // namespace
}  // namespace galen

int main(int argc, char** argv) {
  if (argc > 1) at::set_num_threads(std::stoi(argv[1]));
  using galen::compare;
  for (const int64_t rows : {2048, 1024, 1019, 128}) {
    compare("gate_up", rows, 576, 3072, false, true);
    compare("gate_up, input", rows, 3072, 576, false, false);
    compare("gate_up, weight", 3072, rows, 576, true, false);
    compare("down", rows, 1536, 576, false, true);
    compare("down, input", rows, 576, 1536, false, false);
    compare("down, weight", 576, rows, 1536, true, false);
    compare("qkv", rows, 576, 960, false, true);
    compare("o", rows, 576, 576, false, true);
  }
  compare("head", 512, 576, 49152, false, true);
  compare("head, input", 512, 49152, 576, false, false);
  compare("head, weight", 49152, 512, 576, true, false);
}
