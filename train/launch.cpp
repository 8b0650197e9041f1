#include "train/launch.h"

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <functional>

#include "core/error.h"
#include "core/file.h"
#include "core/hash.h"
#include "core/json.h"
#include "core/log.h"

namespace galen {
namespace {

constexpr int kMostRanks = 1 << 20;

// The environment, remembering what was read of it.
class Variables {
 public:
  Variables(const Environment& environment, Launch& launch) : environment_(environment), launch_(launch) {}

  bool has(const std::string& name) const {
    const auto found = environment_.find(name);
    return found != environment_.end() && !found->second.empty();
  }
  std::string text(const std::string& name) const { return has(name) ? environment_.at(name) : ""; }

  std::string require(const std::string& name, const std::string& hint) {
    if (!has(name)) throw Error(name + " is not set", launch_.launcher, hint);
    note(name);
    return environment_.at(name);
  }

  int integer(const std::string& name, int least, int most, const std::string& hint) {
    const std::string value = require(name, hint);
    int number = 0;
    const auto [end, failed] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (failed != std::errc() || end != value.data() + value.size() || number < least || number > most) {
      throw Error(name + " is \"" + value + "\", not a whole number from " + std::to_string(least) + " to " + std::to_string(most), launch_.launcher, hint);
    }
    return number;
  }
  int integer_or(const std::string& name, int otherwise, int least, int most) {
    return has(name) ? integer(name, least, most, "correct it or unset it") : otherwise;
  }

  void note(const std::string& name) { launch_.why.push_back("read " + name + "=" + text(name)); }

  // Both count the same thing, so they must agree.
  void agree(const std::string& name, int chosen, const std::string& chosen_name) {
    if (!has(name)) return;
    const int other = integer(name, 0, kMostRanks, "correct it or unset it");
    if (other != chosen) {
      throw Error(chosen_name + " is " + std::to_string(chosen) + ", but " + name + " is " + std::to_string(other), launch_.launcher,
                  "start Galen by one launcher only, or unset one of the two; GALEN_LAUNCHER chooses by hand, `galen doctor --launch` shows what is detected");
    }
  }

  void ignore(const std::string& prefix, const std::string& reason) {
    const bool is_there = std::any_of(environment_.begin(), environment_.end(), [&](const auto& entry) { return entry.first.starts_with(prefix); });
    if (is_there) launch_.why.push_back("ignored " + prefix + "*: " + reason);
  }

 private:
  const Environment& environment_;
  Launch& launch_;
};

void set_ranks(Variables& v, Launch& launch, const std::string& rank, const std::string& size, const std::string& hint) {
  launch.world_size = v.integer(size, 1, kMostRanks, hint);
  launch.rank = v.integer(rank, 0, kMostRanks, hint);
  if (launch.rank >= launch.world_size) {
    throw Error(rank + " is " + std::to_string(launch.rank) + ", but " + size + " is " + std::to_string(launch.world_size), launch.launcher,
                "ranks count from 0 to one less than the world size");
  }
}

void set_local(Variables& v, Launch& launch, const std::string& rank, const std::string& size) {
  launch.local_world_size = v.integer_or(size, 1, 1, kMostRanks);
  launch.local_rank = v.integer_or(rank, 0, 0, kMostRanks);
  if (v.has(rank) && v.has(size) && launch.local_rank >= launch.local_world_size) {
    throw Error(rank + " is " + std::to_string(launch.local_rank) + ", but " + size + " is " + std::to_string(launch.local_world_size), launch.launcher,
                "local ranks count from 0 to one less than the number of processes on the machine");
  }
  if (launch.local_world_size > launch.world_size) {
    throw Error(size + " is " + std::to_string(launch.local_world_size) + ", but there are " + std::to_string(launch.world_size) + " processes in all",
                launch.launcher, "correct it or unset it");
  }
}

// A port below the range from which systems hand out ports of their own, the same on every rank because it comes from the job's name.
int port_of(uint64_t job) {
  return 15000 + static_cast<int>(job % 15000);
}

void set_meeting_point(Variables& v, Launch& launch, const std::function<std::string()>& find_host, const std::function<int()>& find_port) {
  if (launch.world_size == 1) return;
  if (v.has("MASTER_ADDR")) {
    v.note("MASTER_ADDR");
    launch.master_addr = v.text("MASTER_ADDR");
  } else {
    launch.master_addr = find_host();
  }
  launch.master_port = v.has("MASTER_PORT") ? v.integer("MASTER_PORT", 1, 65535, "give a free port of the first host") : find_port();
}

[[noreturn]] void no_master(const Launch& launch, const std::string& name, const std::string& hint) {
  throw Error(name + " is not set, and there are " + std::to_string(launch.world_size) + " processes", launch.launcher, hint);
}

void set_given_meeting_point(Variables& v, Launch& launch, const std::string& hint) {
  set_meeting_point(
      v, launch, [&]() -> std::string { no_master(launch, "MASTER_ADDR", hint); }, [&]() -> int { no_master(launch, "MASTER_PORT", hint); });
}

void detect_torchrun(Variables& v, Launch& launch) {
  launch.why.push_back("TORCHELASTIC_RUN_ID is set: torchrun started this process");
  const std::string hint = "start it with: torchrun --no-python galen train RECIPE";
  set_ranks(v, launch, "RANK", "WORLD_SIZE", hint);
  set_local(v, launch, "LOCAL_RANK", "LOCAL_WORLD_SIZE");
  set_given_meeting_point(v, launch, hint);
  launch.store_is_served = v.text("TORCHELASTIC_USE_AGENT_STORE") == "True" && launch.world_size > 1;
  if (launch.store_is_served) launch.why.push_back("TORCHELASTIC_USE_AGENT_STORE=True: torchrun's agent keeps the meeting point, every rank is its client");
  v.ignore("SLURM_", "torchrun counts the processes, Slurm the nodes it runs on");
  v.ignore("OMPI_", "torchrun counts the processes");
  v.ignore("PET_", "torchrun has read them");
}

void detect_env(Variables& v, Launch& launch) {
  launch.why.push_back("RANK and WORLD_SIZE are set, without torchrun");
  // A PyTorchJob v1 sets RANK to the pod's number; with several processes a pod it isn't this process's.
  const std::string per_node = v.text("PET_NPROC_PER_NODE");
  if (!v.has("LOCAL_RANK") && !per_node.empty() && per_node != "1") {
    throw Error("RANK and WORLD_SIZE name pods here, not processes: PET_NPROC_PER_NODE is " + per_node + " and LOCAL_RANK is not set", launch.launcher,
                "start it in the pod with: torchrun --no-python galen train RECIPE");
  }
  set_ranks(v, launch, "RANK", "WORLD_SIZE", "set RANK and WORLD_SIZE both, or neither");
  set_local(v, launch, "LOCAL_RANK", "LOCAL_WORLD_SIZE");
  if (per_node == "1") v.agree("PET_NODE_RANK", launch.rank, "RANK");
  v.agree("OMPI_COMM_WORLD_RANK", launch.rank, "RANK");
  v.agree("OMPI_COMM_WORLD_SIZE", launch.world_size, "WORLD_SIZE");
  if (v.has("SLURM_STEP_NODELIST")) {
    v.agree("SLURM_PROCID", launch.rank, "RANK");
    v.agree("SLURM_NTASKS", launch.world_size, "WORLD_SIZE");
  }
  v.agree("PMI_RANK", launch.rank, "RANK");
  v.agree("PMI_SIZE", launch.world_size, "WORLD_SIZE");
  set_given_meeting_point(v, launch, "set MASTER_ADDR to the host name of rank 0 and MASTER_PORT to a free port there");
}

void detect_openmpi(Variables& v, Launch& launch) {
  launch.why.push_back("OMPI_COMM_WORLD_RANK is set: mpirun started this process");
  set_ranks(v, launch, "OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE", "start it with: mpirun -n N galen train RECIPE");
  set_local(v, launch, "OMPI_COMM_WORLD_LOCAL_RANK", "OMPI_COMM_WORLD_LOCAL_SIZE");
  v.agree("PMIX_RANK", launch.rank, "OMPI_COMM_WORLD_RANK");
  v.ignore("SLURM_", "mpirun counts the processes, Slurm its daemons");
  set_meeting_point(
      v, launch,
      [&]() -> std::string {
        if (launch.local_world_size != launch.world_size) no_master(launch, "MASTER_ADDR", "give the first host's name: mpirun -x MASTER_ADDR=HOST …");
        launch.why.push_back("all ranks are on this machine: they meet at 127.0.0.1");
        return "127.0.0.1";
      },
      [&] {
        for (const char* name : {"PMIX_NAMESPACE", "OMPI_MCA_ess_base_jobid", "OMPI_MCA_orte_ess_jobid"}) {
          if (!v.has(name)) continue;
          v.note(name);
          const std::string job = v.text(name);
          return port_of(xxh3(job.data(), job.size()));
        }
        no_master(launch, "MASTER_PORT", "give a free port of the first host: mpirun -x MASTER_PORT=29500 …");
      });
}

void detect_slurm(Variables& v, Launch& launch) {
  launch.why.push_back("SLURM_PROCID is set, in a step: srun started this process");
  const std::string hint = "start it with: srun galen train RECIPE";
  const std::string size = v.has("SLURM_NTASKS") ? "SLURM_NTASKS" : "SLURM_STEP_NUM_TASKS";
  set_ranks(v, launch, "SLURM_PROCID", size, hint);
  launch.local_rank = v.integer_or("SLURM_LOCALID", 0, 0, kMostRanks);
  // "4(x2),3": tasks a node. One number for all nodes says how many are here; otherwise it stays unknown.
  const std::string per_node = v.text("SLURM_STEP_TASKS_PER_NODE");
  int same = 0;
  const auto [end, failed] = std::from_chars(per_node.data(), per_node.data() + per_node.size(), same);
  if (failed == std::errc() && same > 0 && same <= launch.world_size && per_node.find(',') == std::string::npos) {
    v.note("SLURM_STEP_TASKS_PER_NODE");
    launch.local_world_size = same;
  }
  v.agree("PMIX_RANK", launch.rank, "SLURM_PROCID");
  v.agree("PMI_RANK", launch.rank, "SLURM_PROCID");
  v.agree("PMI_SIZE", launch.world_size, size);
  set_meeting_point(
      v, launch,
      [&] {
        for (const char* name : {"SLURM_STEP_NODELIST", "SLURM_JOB_NODELIST", "SLURM_NODELIST"}) {
          if (!v.has(name)) continue;
          v.note(name);
          return expand_node_list(v.text(name)).front();
        }
        no_master(launch, "SLURM_STEP_NODELIST", hint);
      },
      [&] { return port_of(static_cast<uint64_t>(v.integer("SLURM_JOB_ID", 0, INT32_MAX, "set MASTER_PORT to a free port of the first host"))); });
}

void detect_pmi(Variables& v, Launch& launch) {
  launch.why.push_back("PMI_RANK is set: an MPI launcher started this process");
  set_ranks(v, launch, "PMI_RANK", "PMI_SIZE", "start it with the launcher of your MPI");
  set_local(v, launch, "MPI_LOCALRANKID", "MPI_LOCALNRANKS");
  set_given_meeting_point(v, launch, "set MASTER_ADDR to the host name of rank 0 and MASTER_PORT to a free port there, for all ranks");
}

void detect_kubeflow(Variables& v, Launch& launch) {
  launch.why.push_back("PET_NNODES is set: a Kubeflow pod");
  const std::string hint = "start it in the pod with: torchrun --no-python galen train RECIPE";
  const std::string per_node = v.has("PET_NPROC_PER_NODE") ? v.text("PET_NPROC_PER_NODE") : "1";
  if (per_node != "1") throw Error("PET_NPROC_PER_NODE is " + per_node + ", but one process was started", launch.launcher, hint);
  const std::string nodes = v.text("PET_NNODES");
  if (nodes.find(':') != std::string::npos) throw Error("PET_NNODES is " + nodes + ": an elastic job needs torchrun", launch.launcher, hint);
  set_ranks(v, launch, "PET_NODE_RANK", "PET_NNODES", hint);
  if (launch.world_size == 1) return;
  launch.master_addr = v.require("PET_MASTER_ADDR", hint);
  launch.master_port = v.integer("PET_MASTER_PORT", 1, 65535, hint);
}

bool in_slurm_step(const Variables& v) {
  // A batch script has SLURM_PROCID=0 and the job's SLURM_NTASKS too; only srun makes a step with tasks.
  return v.has("SLURM_PROCID") && (v.has("SLURM_STEP_NODELIST") || v.has("SLURM_STEP_NUM_TASKS"));
}

std::string find_launcher(Variables& v, Launch& launch) {
  if (v.has("GALEN_LAUNCHER")) {
    v.note("GALEN_LAUNCHER");
    return v.text("GALEN_LAUNCHER");
  }
  if (v.has("TORCHELASTIC_RUN_ID")) return "torchrun";
  if (v.has("RANK") || v.has("WORLD_SIZE")) return "env";
  if (v.has("OMPI_COMM_WORLD_RANK")) return "openmpi";
  if (in_slurm_step(v)) return "slurm";
  if (v.has("PMI_RANK")) return "pmi";
  if (v.has("PET_NNODES")) return "kubeflow";
  launch.why.push_back("no launcher's variables are set: one process");
  if (v.has("SLURM_JOB_ID")) launch.why.push_back("ignored SLURM_*: inside a job, but not started by srun");
  return "none";
}

}  // namespace

Environment process_environment() {
  Environment environment;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string pair = *entry;
    const size_t equals = pair.find('=');
    if (equals != std::string::npos) environment[pair.substr(0, equals)] = pair.substr(equals + 1);
  }
  return environment;
}

Launch detect_launch(const Environment& environment) {
  Launch launch;
  Variables v(environment, launch);
  launch.launcher = find_launcher(v, launch);
  launch.error_file = v.text("TORCHELASTIC_ERROR_FILE");
  if (launch.launcher == "none") return launch;
  const std::map<std::string, void (*)(Variables&, Launch&)> detectors = {{"torchrun", detect_torchrun}, {"env", detect_env}, {"openmpi", detect_openmpi},
                                                                          {"slurm", detect_slurm},       {"pmi", detect_pmi}, {"kubeflow", detect_kubeflow}};
  const auto found = detectors.find(launch.launcher);
  if (found == detectors.end()) {
    throw Error("GALEN_LAUNCHER is \"" + launch.launcher + "\"", "the environment", "use one of none, torchrun, env, openmpi, slurm, pmi, kubeflow");
  }
  found->second(v, launch);
  return launch;
}

void write_error_file(const Launch& launch, const std::string& message) {
  if (launch.error_file.empty()) return;
  const auto now = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
  const Json report = {{"message", {{"message", message}, {"extraInfo", {{"py_callstack", ""}, {"timestamp", std::to_string(now)}}}}}};
  try {
    write_file_durably(launch.error_file, report.dump());
  } catch (const Error& error) {
    log_warning("cannot tell torchrun: " + std::string(error.what()));
  }
}

}  // namespace galen
