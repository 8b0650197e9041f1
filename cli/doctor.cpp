#include <ATen/Context.h>
#include <ATen/Functions.h>
#include <ATen/Parallel.h>
#include <torch/version.h>

#include <chrono>
#include <memory>

#include "cli/command.h"
#include "core/file.h"
#include "core/machine.h"
#include "core/text.h"
#include "model/gemm.h"
#include "train/launch.h"
#include "train/nccl.h"

namespace galen {
namespace {

double gemm_gflops(at::ScalarType dtype) {
  constexpr int64_t kSize = 1024;
  const at::Tensor a = at::ones({kSize, kSize}, dtype);
  const at::Tensor b = at::ones({kSize, kSize}, dtype);
  gemm(a, b);
  const auto start = std::chrono::steady_clock::now();
  constexpr int kTimes = 5;
  for (int i = 0; i < kTimes; ++i) gemm(a, b);
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
                        {"cuda_linked", is_built_with_cuda()},
                        {"cuda_devices", at::getNumGPUs()},
                        {"libtorch", TORCH_VERSION},
                        {"gemm_gflops_f32", f32},
                        {"gemm_gflops_bf16", bf16},
                        {"judges", has_judges}};
  print_line("processor     " + machine.cpu_name + ", " + std::to_string(machine.cores) + " cores (" + join(machine.instruction_sets, " ") + ")");
  print_line("memory        " + human_bytes(machine.memory_bytes) + ", " + human_bytes(machine.available_memory_bytes) + " available");
  print_line("disk here     " + human_bytes(free_disk_bytes(".")) + " free");
  print_line("GPU           " + (machine.gpus.empty() ? std::string("none; training runs on the processor") : join(machine.gpus, ", ")));
  if (is_built_with_cuda()) {
    const auto usable = at::getNumGPUs();
    print_line("CUDA          " + (usable > 0 ? std::to_string(usable) + " usable; train.device=cuda trains there (docs/gpu.md)" : "no GPU that it can use"));
  }
  print_line("LibTorch      " + std::string(TORCH_VERSION) + (is_built_with_cuda() ? " with CUDA and NCCL" : ", processor only"));
  print_line("matrix speed  " + std::to_string(static_cast<int>(bf16)) + " GFLOPS in bf16, " + std::to_string(static_cast<int>(f32)) + " in f32");
  print_line("llama.cpp     linked: tokeniser, chat templates, GGUF, verification of exports");
  if (!has_judges) print_line("judges        not installed (transformers, for parity tests): scripts/test.sh makes them");
  constexpr double kNoise = 0.7;  // of a short measurement; equal speeds speak for bf16, which halves activations
  if (bf16 < kNoise * f32) print_line("advice        bf16 is slower than f32 here: use train.precision=f32");
  if (!machine.gpus.empty() && !is_built_with_cuda())
    print_line("advice        there is a GPU, but this build is for the processor: GALEN_CUDA=on scripts/setup.sh");
  if (!machine.gpus.empty() && is_built_with_cuda() && at::getNumGPUs() == 0) {
    print_line("advice        there is a GPU, but CUDA can't use it: compare the driver's version (nvidia-smi) with what CUDA 13 asks for");
  }
  return result;
}

// What `galen train` would take the launcher's environment for.
OrderedJson doctor_launch() {
  const Launch launch = detect_launch(process_environment());
  print_line("launcher      " + launch.launcher + (launch.launcher == "none" ? ": one process" : ""));
  print_line("rank          " + std::to_string(launch.rank) + " of " + std::to_string(launch.world_size));
  print_line("local rank    " + std::to_string(launch.local_rank) + " of " + std::to_string(launch.local_world_size));
  if (launch.world_size > 1) {
    print_line("meeting point " + launch.master_addr + ":" + std::to_string(launch.master_port) +
               (launch.store_is_served ? ", kept by torchrun's agent" : ", kept by rank 0"));
  }
  for (const std::string& reason : launch.why) print_line("because       " + reason);
  if (launch.launcher != "none") print_line("override      GALEN_LAUNCHER=none|torchrun|env|openmpi|slurm|pmi|kubeflow");
  return {{"launcher", launch.launcher},
          {"rank", launch.rank},
          {"world_size", launch.world_size},
          {"local_rank", launch.local_rank},
          {"local_world_size", launch.local_world_size},
          {"master_addr", launch.master_addr},
          {"master_port", launch.master_port},
          {"store_is_served", launch.store_is_served},
          {"why", launch.why}};
}

}  // namespace

void add_doctor(Program& program) {
  auto only_launch = std::make_shared<bool>(false);
  CLI::App* command = add_command(program, program.app, "doctor", "what this machine has and what is missing", "galen doctor --json doctor.json",
                                  [only_launch] { return *only_launch ? doctor_launch() : doctor(); });
  command->add_flag("--launch", *only_launch, "which process of a run on several ranks this is, by the launcher's environment, and why");
}

}  // namespace galen
