// What each launcher's environment is taken for. The maps are what the launchers set (torchrun 2.14, Slurm 24, Open MPI 4 and 5, Kubeflow's operators).
#include "train/launch.h"

#include <gtest/gtest.h>

#include "core/error.h"
#include "core/file.h"
#include "core/json.h"
#include "tests/support.h"

namespace galen {
namespace {

Environment with(Environment base, const Environment& changes) {
  for (const auto& [name, value] : changes) base[name] = value;
  return base;
}

Environment without(Environment base, const std::vector<std::string>& names) {
  for (const std::string& name : names) base.erase(name);
  return base;
}

const Environment kTorchrun = {{"RANK", "3"},
                               {"LOCAL_RANK", "1"},
                               {"WORLD_SIZE", "4"},
                               {"LOCAL_WORLD_SIZE", "2"},
                               {"GROUP_RANK", "1"},
                               {"MASTER_ADDR", "node-0"},
                               {"MASTER_PORT", "29400"},
                               {"TORCHELASTIC_RUN_ID", "none"},
                               {"TORCHELASTIC_RESTART_COUNT", "0"},
                               {"TORCHELASTIC_USE_AGENT_STORE", "True"},
                               {"TORCHELASTIC_ERROR_FILE", "/tmp/error.json"},
                               {"OMP_NUM_THREADS", "1"}};
const Environment kSlurmJob = {
    {"SLURM_JOB_ID", "123456"}, {"SLURM_NTASKS", "4"}, {"SLURM_JOB_NODELIST", "node[08-09]"}, {"SLURM_PROCID", "0"}, {"SLURM_LOCALID", "0"}};
const Environment kSlurm = with(kSlurmJob, {{"SLURM_PROCID", "2"},
                                            {"SLURM_LOCALID", "0"},
                                            {"SLURM_STEP_ID", "0"},
                                            {"SLURM_STEP_NUM_TASKS", "4"},
                                            {"SLURM_STEP_TASKS_PER_NODE", "2(x2)"},
                                            {"SLURM_STEP_NODELIST", "node[08-09]"}});
const Environment kOpenMpi = {{"OMPI_COMM_WORLD_RANK", "1"},
                              {"OMPI_COMM_WORLD_SIZE", "2"},
                              {"OMPI_COMM_WORLD_LOCAL_RANK", "1"},
                              {"OMPI_COMM_WORLD_LOCAL_SIZE", "2"},
                              {"PMIX_RANK", "1"},
                              {"PMIX_NAMESPACE", "2466316289"}};
const Environment kPytorchJob = {{"RANK", "1"},       {"WORLD_SIZE", "3"},    {"MASTER_ADDR", "job-master-0"}, {"MASTER_PORT", "23456"},
                                 {"PET_NNODES", "3"}, {"PET_NODE_RANK", "1"}, {"PET_NPROC_PER_NODE", "1"}};
const Environment kTrainJob = {
    {"PET_NNODES", "2"}, {"PET_NPROC_PER_NODE", "1"}, {"PET_NODE_RANK", "1"}, {"PET_MASTER_ADDR", "job-node-0-0.job"}, {"PET_MASTER_PORT", "29500"}};
const Environment kByHand = {{"RANK", "1"}, {"WORLD_SIZE", "2"}, {"MASTER_ADDR", "127.0.0.1"}, {"MASTER_PORT", "29500"}};

struct Detected {
  std::string name;
  Environment environment;
  std::string launcher;
  int rank, world_size, local_rank, local_world_size;
  std::string master_addr;
};

TEST(Launch, EachLauncherGivesItsRankAndSize) {
  const std::vector<Detected> cases = {
      {"nothing", {}, "none", 0, 1, 0, 1, ""},
      {"an empty variable is none", {{"RANK", ""}, {"OMPI_COMM_WORLD_RANK", ""}}, "none", 0, 1, 0, 1, ""},
      {"torchrun", kTorchrun, "torchrun", 3, 4, 1, 2, "node-0"},
      {"torchrun with one process", with(kTorchrun, {{"RANK", "0"}, {"LOCAL_RANK", "0"}, {"WORLD_SIZE", "1"}, {"LOCAL_WORLD_SIZE", "1"}}), "torchrun", 0, 1, 0,
       1, ""},
      {"torchrun without an agent's store", without(kTorchrun, {"TORCHELASTIC_USE_AGENT_STORE"}), "torchrun", 3, 4, 1, 2, "node-0"},
      {"torchrun started by srun", with(kSlurm, kTorchrun), "torchrun", 3, 4, 1, 2, "node-0"},
      {"torchrun started by mpirun", with(kOpenMpi, kTorchrun), "torchrun", 3, 4, 1, 2, "node-0"},
      {"torchrun in a Kubeflow pod", with(kTrainJob, kTorchrun), "torchrun", 3, 4, 1, 2, "node-0"},
      {"torchrun in a pod of several processes", with(with(kTrainJob, {{"PET_NPROC_PER_NODE", "2"}}), kTorchrun), "torchrun", 3, 4, 1, 2, "node-0"},
      {"srun", kSlurm, "slurm", 2, 4, 0, 2, "node08"},
      {"srun with MASTER_ADDR given", with(kSlurm, {{"MASTER_ADDR", "10.0.0.8"}}), "slurm", 2, 4, 0, 2, "10.0.0.8"},
      {"srun with uneven nodes", with(kSlurm, {{"SLURM_STEP_TASKS_PER_NODE", "3,1"}}), "slurm", 2, 4, 0, 1, "node08"},
      {"srun that names its tasks in the step only", without(kSlurm, {"SLURM_NTASKS"}), "slurm", 2, 4, 0, 2, "node08"},
      {"srun with one task", with(kSlurm, {{"SLURM_PROCID", "0"}, {"SLURM_NTASKS", "1"}, {"SLURM_STEP_NUM_TASKS", "1"}, {"SLURM_STEP_TASKS_PER_NODE", "1"}}),
       "slurm", 0, 1, 0, 1, ""},
      {"srun --mpi=pmix", with(kSlurm, {{"PMIX_RANK", "2"}}), "slurm", 2, 4, 0, 2, "node08"},
      {"srun --mpi=pmi2", with(kSlurm, {{"PMI_RANK", "2"}, {"PMI_SIZE", "4"}}), "slurm", 2, 4, 0, 2, "node08"},
      {"a batch script without srun", kSlurmJob, "none", 0, 1, 0, 1, ""},
      {"mpirun on one machine", kOpenMpi, "openmpi", 1, 2, 1, 2, "127.0.0.1"},
      {"mpirun on several", with(kOpenMpi, {{"OMPI_COMM_WORLD_SIZE", "8"}, {"MASTER_ADDR", "head"}}), "openmpi", 1, 8, 1, 2, "head"},
      {"mpirun inside a Slurm allocation", with(kSlurm, kOpenMpi), "openmpi", 1, 2, 1, 2, "127.0.0.1"},
      {"mpirun 4.0's job id", with(without(kOpenMpi, {"PMIX_NAMESPACE"}), {{"OMPI_MCA_ess_base_jobid", "77"}}), "openmpi", 1, 2, 1, 2, "127.0.0.1"},
      {"another MPI", {{"PMI_RANK", "1"}, {"PMI_SIZE", "2"}, {"MASTER_ADDR", "a"}, {"MASTER_PORT", "1234"}}, "pmi", 1, 2, 0, 1, "a"},
      {"another MPI, one process", {{"PMI_RANK", "0"}, {"PMI_SIZE", "1"}}, "pmi", 0, 1, 0, 1, ""},
      {"PyTorchJob v1", kPytorchJob, "env", 1, 3, 0, 1, "job-master-0"},
      {"PyTorchJob v1 without PET variables", without(kPytorchJob, {"PET_NNODES", "PET_NODE_RANK", "PET_NPROC_PER_NODE"}), "env", 1, 3, 0, 1, "job-master-0"},
      {"TrainJob", kTrainJob, "kubeflow", 1, 2, 0, 1, "job-node-0-0.job"},
      {"TrainJob with one node", {{"PET_NNODES", "1"}, {"PET_NODE_RANK", "0"}}, "kubeflow", 0, 1, 0, 1, ""},
      {"by hand", kByHand, "env", 1, 2, 0, 1, "127.0.0.1"},
      {"by hand, agreeing with srun", with(with(kSlurm, kByHand), {{"RANK", "2"}, {"WORLD_SIZE", "4"}}), "env", 2, 4, 0, 1, "127.0.0.1"},
      {"by hand, agreeing with mpirun", with(kOpenMpi, kByHand), "env", 1, 2, 0, 1, "127.0.0.1"},
      {"by hand, in a batch script", with(kSlurmJob, kByHand), "env", 1, 2, 0, 1, "127.0.0.1"},
      {"an override to one process", with(kTorchrun, {{"GALEN_LAUNCHER", "none"}}), "none", 0, 1, 0, 1, ""},
      {"an override to Slurm", with(with(kSlurm, kOpenMpi), {{"GALEN_LAUNCHER", "slurm"}, {"PMIX_RANK", "2"}}), "slurm", 2, 4, 0, 2, "node08"},
  };
  for (const Detected& expected : cases) {
    SCOPED_TRACE(expected.name);
    const Launch launch = detect_launch(expected.environment);
    EXPECT_EQ(launch.launcher, expected.launcher);
    EXPECT_EQ(launch.rank, expected.rank);
    EXPECT_EQ(launch.world_size, expected.world_size);
    EXPECT_EQ(launch.local_rank, expected.local_rank);
    EXPECT_EQ(launch.local_world_size, expected.local_world_size);
    EXPECT_EQ(launch.master_addr, expected.master_addr);
    EXPECT_EQ(launch.master_port > 0, expected.world_size > 1);
    EXPECT_FALSE(launch.why.empty());
  }
}

TEST(Launch, RefusalsNameTheVariables) {
  struct Refused {
    Environment environment;
    std::vector<std::string> words;
  };
  const std::vector<Refused> cases = {
      {without(kByHand, {"WORLD_SIZE"}), {"WORLD_SIZE is not set"}},
      {without(kByHand, {"RANK"}), {"RANK is not set"}},
      {without(kByHand, {"MASTER_ADDR"}), {"MASTER_ADDR is not set"}},
      {without(kByHand, {"MASTER_PORT"}), {"MASTER_PORT is not set"}},
      {with(kByHand, {{"RANK", "2"}}), {"RANK is 2", "WORLD_SIZE is 2"}},
      {with(kByHand, {{"RANK", "-1"}}), {"RANK is \"-1\""}},
      {with(kByHand, {{"RANK", "one"}}), {"RANK is \"one\""}},
      {with(kByHand, {{"RANK", "1x"}}), {"RANK is \"1x\""}},
      {with(kByHand, {{"WORLD_SIZE", "0"}}), {"WORLD_SIZE is \"0\""}},
      {with(kByHand, {{"WORLD_SIZE", "99999999999"}}), {"WORLD_SIZE is \"99999999999\""}},
      {with(kByHand, {{"MASTER_PORT", "0"}}), {"MASTER_PORT is \"0\""}},
      {with(kByHand, {{"MASTER_PORT", "65536"}}), {"MASTER_PORT is \"65536\""}},
      {with(kByHand, {{"MASTER_PORT", "http"}}), {"MASTER_PORT is \"http\""}},
      {with(kByHand, {{"LOCAL_RANK", "2"}, {"LOCAL_WORLD_SIZE", "2"}}), {"LOCAL_RANK is 2", "LOCAL_WORLD_SIZE is 2"}},
      {with(kByHand, {{"LOCAL_WORLD_SIZE", "4"}}), {"LOCAL_WORLD_SIZE is 4", "2 processes"}},
      {with(with(kOpenMpi, kByHand), {{"RANK", "0"}}), {"RANK is 0", "OMPI_COMM_WORLD_RANK is 1"}},
      {with(with(kOpenMpi, kByHand), {{"WORLD_SIZE", "4"}}), {"WORLD_SIZE is 4", "OMPI_COMM_WORLD_SIZE is 2"}},
      {with(kSlurm, kByHand), {"RANK is 1", "SLURM_PROCID is 2"}},
      {with(with(kSlurm, kByHand), {{"RANK", "2"}, {"WORLD_SIZE", "3"}}), {"WORLD_SIZE is 3", "SLURM_NTASKS is 4"}},
      {with(kByHand, {{"PMI_RANK", "0"}}), {"RANK is 1", "PMI_RANK is 0"}},
      {with(kPytorchJob, {{"PET_NODE_RANK", "2"}}), {"RANK is 1", "PET_NODE_RANK is 2"}},
      {with(kPytorchJob, {{"PET_NPROC_PER_NODE", "2"}, {"WORLD_SIZE", "6"}}), {"PET_NPROC_PER_NODE is 2", "LOCAL_RANK", "torchrun --no-python"}},
      {with(kPytorchJob, {{"PET_NPROC_PER_NODE", "auto"}}), {"PET_NPROC_PER_NODE is auto", "torchrun --no-python"}},
      {with(kTrainJob, {{"PET_NPROC_PER_NODE", "4"}}), {"PET_NPROC_PER_NODE is 4", "torchrun --no-python"}},
      {with(kTrainJob, {{"PET_NNODES", "1:4"}}), {"PET_NNODES is 1:4", "torchrun"}},
      {without(kTrainJob, {"PET_NODE_RANK"}), {"PET_NODE_RANK is not set"}},
      {without(kTrainJob, {"PET_MASTER_ADDR"}), {"PET_MASTER_ADDR is not set"}},
      {with(kTrainJob, {{"PET_NODE_RANK", "2"}}), {"PET_NODE_RANK is 2", "PET_NNODES is 2"}},
      {without(kTorchrun, {"RANK"}), {"RANK is not set"}},
      {without(kTorchrun, {"MASTER_ADDR"}), {"MASTER_ADDR is not set"}},
      {with(kTorchrun, {{"RANK", "4"}}), {"RANK is 4", "WORLD_SIZE is 4"}},
      {without(kOpenMpi, {"OMPI_COMM_WORLD_SIZE"}), {"OMPI_COMM_WORLD_SIZE is not set"}},
      {with(kOpenMpi, {{"OMPI_COMM_WORLD_SIZE", "8"}}), {"MASTER_ADDR is not set", "mpirun -x MASTER_ADDR"}},
      {without(kOpenMpi, {"PMIX_NAMESPACE"}), {"MASTER_PORT is not set", "mpirun -x MASTER_PORT"}},
      {with(kOpenMpi, {{"PMIX_RANK", "0"}}), {"OMPI_COMM_WORLD_RANK is 1", "PMIX_RANK is 0"}},
      {with(kSlurm, {{"SLURM_PROCID", "4"}}), {"SLURM_PROCID is 4", "SLURM_NTASKS is 4"}},
      {with(kSlurm, {{"PMIX_RANK", "1"}}), {"SLURM_PROCID is 2", "PMIX_RANK is 1"}},
      {with(kSlurm, {{"PMI_SIZE", "8"}}), {"SLURM_NTASKS is 4", "PMI_SIZE is 8"}},
      {with(kSlurm, {{"SLURM_STEP_NODELIST", "node[08"}}), {"node[08", "MASTER_ADDR"}},
      {without(kSlurm, {"SLURM_JOB_ID"}), {"SLURM_JOB_ID is not set"}},
      {{{"PMI_RANK", "1"}, {"PMI_SIZE", "2"}}, {"MASTER_ADDR is not set"}},
      {{{"GALEN_LAUNCHER", "mpich"}}, {"GALEN_LAUNCHER is \"mpich\"", "openmpi"}},
      {{{"GALEN_LAUNCHER", "torchrun"}}, {"WORLD_SIZE is not set"}},
  };
  for (const Refused& refused : cases) {
    SCOPED_TRACE(refused.words.front());
    try {
      const Launch launch = detect_launch(refused.environment);
      ADD_FAILURE() << "taken for " << launch.launcher << " rank " << launch.rank << " of " << launch.world_size;
    } catch (const Error& error) {
      for (const std::string& word : refused.words) EXPECT_NE(std::string(error.what()).find(word), std::string::npos) << word << " in: " << error.what();
      EXPECT_FALSE(error.hint().empty());
    }
  }
}

TEST(Launch, OnlyTorchrunsAgentKeepsTheStore) {
  EXPECT_TRUE(detect_launch(kTorchrun).store_is_served);
  EXPECT_FALSE(detect_launch(without(kTorchrun, {"TORCHELASTIC_USE_AGENT_STORE"})).store_is_served);
  EXPECT_FALSE(detect_launch(with(kTorchrun, {{"TORCHELASTIC_USE_AGENT_STORE", "False"}})).store_is_served);
  EXPECT_FALSE(detect_launch(with(kByHand, {{"TORCHELASTIC_USE_AGENT_STORE", "True"}})).store_is_served);
  EXPECT_EQ(detect_launch(kTorchrun).error_file, "/tmp/error.json");
}

TEST(Launch, EveryRankOfAJobFindsTheSamePort) {
  int first = 0;
  for (int rank = 0; rank < 4; ++rank) {
    const Launch launch = detect_launch(with(kSlurm, {{"SLURM_PROCID", std::to_string(rank)}}));
    if (rank == 0) first = launch.master_port;
    EXPECT_EQ(launch.master_port, first);
  }
  EXPECT_GE(first, 1024);
  EXPECT_LT(first, 32768);
  EXPECT_NE(detect_launch(with(kSlurm, {{"SLURM_JOB_ID", "123457"}})).master_port, first);
  EXPECT_EQ(detect_launch(with(kSlurm, {{"MASTER_PORT", "4000"}})).master_port, 4000);
  const int mpi = detect_launch(kOpenMpi).master_port;
  EXPECT_EQ(detect_launch(with(kOpenMpi, {{"OMPI_COMM_WORLD_RANK", "0"}, {"PMIX_RANK", "0"}, {"OMPI_COMM_WORLD_LOCAL_RANK", "0"}})).master_port, mpi);
}

TEST(Launch, NodeListsExpandInOrder) {
  using Hosts = std::vector<std::string>;
  EXPECT_EQ(expand_node_list("node1"), (Hosts{"node1"}));
  EXPECT_EQ(expand_node_list("a,b-1,c.example.org"), (Hosts{"a", "b-1", "c.example.org"}));
  EXPECT_EQ(expand_node_list("n[08-10,12],gpu-a"), (Hosts{"n08", "n09", "n10", "n12", "gpu-a"}));
  EXPECT_EQ(expand_node_list("n[9-11]"), (Hosts{"n9", "n10", "n11"}));
  EXPECT_EQ(expand_node_list("r[1-2]c[3-4]-ib"), (Hosts{"r1c3-ib", "r1c4-ib", "r2c3-ib", "r2c4-ib"}));
  EXPECT_EQ(expand_node_list("x[001],y[2]"), (Hosts{"x001", "y2"}));
  for (const char* broken : {"", ",", "n[", "n]", "n[1-", "n[a-b]", "n[3-1]", "n[]", "n[1-999999999]", "a,,b", "n[1--2]", "r[1-9999]c[1-9999]"}) {
    EXPECT_THROW(expand_node_list(broken), Error) << broken;
  }
}

TEST(Launch, TorchrunIsToldWhyInItsOwnForm) {
  const testing::TemporaryDirectory folder;
  Launch launch;
  write_error_file(launch, "nothing is written without a file");
  launch.error_file = (folder / "error.json").string();
  write_error_file(launch, "rank 1 failed: \"quoted\"\nand more");
  const Json report = Json::parse(read_file(launch.error_file));
  EXPECT_EQ(report.at("message").at("message").get<std::string>(), "rank 1 failed: \"quoted\"\nand more");
  EXPECT_GT(std::stoll(report.at("message").at("extraInfo").at("timestamp").get<std::string>()), 1'600'000'000);
}

}  // namespace
}  // namespace galen
