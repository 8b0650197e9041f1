#include <ATen/Context.h>
#include <ATen/Functions.h>
#include <ATen/Parallel.h>
#include <torch/version.h>

#include <chrono>

#include "cli/command.h"
#include "core/file.h"
#include "core/machine.h"
#include "core/text.h"

namespace galen {
namespace {

double gemm_gflops(at::ScalarType dtype) {
  constexpr int64_t kSize = 1024;
  const at::Tensor a = at::ones({kSize, kSize}, dtype);
  const at::Tensor b = at::ones({kSize, kSize}, dtype);
  at::mm(a, b);
  const auto start = std::chrono::steady_clock::now();
  constexpr int kTimes = 5;
  for (int i = 0; i < kTimes; ++i) at::mm(a, b);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return 2.0 * kSize * kSize * kSize * kTimes / seconds / 1e9;
}

OrderedJson doctor() {
  const Machine machine = inspect_machine();
  const double f32 = gemm_gflops(at::kFloat);
  const double bf16 = gemm_gflops(at::kBFloat16);
  const bool has_judges = std::filesystem::exists(".venv-judges/bin/python");
  OrderedJson result = {{"cpu", machine.cpu_name},
                        {"instruction_sets", machine.instruction_sets},
                        {"cores", machine.cores},
                        {"threads", at::get_num_threads()},
                        {"memory_bytes", machine.memory_bytes},
                        {"available_memory_bytes", machine.available_memory_bytes},
                        {"free_disk_bytes", free_disk_bytes(".")},
                        {"gpus", machine.gpus},
                        {"cuda_linked", at::hasCUDA()},
                        {"libtorch", TORCH_VERSION},
                        {"gemm_gflops_f32", f32},
                        {"gemm_gflops_bf16", bf16},
                        {"judges", has_judges}};
  print_line("processor     " + machine.cpu_name + ", " + std::to_string(machine.cores) + " cores (" + join(machine.instruction_sets, " ") + ")");
  print_line("memory        " + human_bytes(machine.memory_bytes) + ", " + human_bytes(machine.available_memory_bytes) + " available");
  print_line("disk here     " + human_bytes(free_disk_bytes(".")) + " free");
  print_line("GPU           " + (machine.gpus.empty() ? std::string("none; training runs on the processor") : join(machine.gpus, ", ")));
  print_line("LibTorch      " + std::string(TORCH_VERSION) + (at::hasCUDA() ? " with CUDA" : ", processor only"));
  print_line("matrix speed  " + std::to_string(static_cast<int>(bf16)) + " GFLOPS in bf16, " + std::to_string(static_cast<int>(f32)) + " in f32");
  print_line("llama.cpp     linked: tokeniser, chat templates, GGUF, verification of exports");
  if (!has_judges) print_line("judges        not installed (transformers, for parity tests): scripts/test.sh makes them");
  if (bf16 < f32) print_line("advice        bf16 is slower than f32 here: use train.precision=f32");
  if (!machine.gpus.empty() && !at::hasCUDA()) print_line("advice        there is a GPU, but this build is for the processor: GALEN_CUDA=on scripts/setup.sh");
  return result;
}

}  // namespace

void add_doctor(Program& program) {
  add_command(program, program.app, "doctor", "what this machine has and what is missing", "galen doctor --json doctor.json", doctor);
}

}  // namespace galen
