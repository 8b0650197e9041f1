// Which process of a run this is, from the environment that a launcher set. Galen brings no launcher of its own: torchrun, srun, mpirun and Kubeflow start it.
//
// Order of detection (docs/clusters.md): GALEN_LAUNCHER if set; torchrun (TORCHELASTIC_RUN_ID); RANK and WORLD_SIZE set by hand or by a PyTorchJob v1; Open MPI
// (OMPI_COMM_WORLD_RANK); srun (SLURM_PROCID in a step); another MPI's PMI_RANK; Kubeflow's PET_NNODES; else one process. What an earlier one decides, a later
// one may not contradict where both count processes.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace galen {

using Environment = std::map<std::string, std::string>;
Environment process_environment();

struct Launch {
  std::string launcher = "none";  // none | torchrun | env | openmpi | slurm | pmi | kubeflow
  int rank = 0;
  int world_size = 1;
  int local_rank = 0;        // among the processes on this machine
  int local_world_size = 1;  // 1 where the launcher doesn't say
  std::string master_addr;   // where the ranks meet; empty for one process
  int master_port = 0;
  bool store_is_served = false;  // torchrun's agent keeps the meeting point: rank 0 is a client like the others
  std::string error_file;        // TORCHELASTIC_ERROR_FILE; empty without one
  std::vector<std::string> why;  // what was read, what was ignored and for what reason, a line each
};

// Throws Error naming the variables (two where they contradict each other) and what to do.
Launch detect_launch(const Environment& environment);

// The hosts of a Slurm node list, in order: "n[08-10,12],gpu-a" -> n08 n09 n10 n12 gpu-a. Throws Error for one it can't read.
std::vector<std::string> expand_node_list(const std::string& list);

// Tells torchrun's agent why this process failed, in the form it reads (torch.distributed.elastic.multiprocessing.errors). Does nothing without an error file.
void write_error_file(const Launch& launch, const std::string& message);

}  // namespace galen
