#!/bin/bash
# sbatch configs/cluster/slurm.sh recipes/pretrain/agents_135m.yaml run.dir=/shared/runs/agents train.gradient_accumulation=8
#
# Every node must see the recipe, the data and run.dir. 90 s before the time limit Slurm sends SIGUSR1 to the ranks: all save after the same step. The same
# sbatch command goes on from there.
#SBATCH --job-name=galen
#SBATCH --nodes=2
#SBATCH --ntasks-per-node=4
#SBATCH --cpus-per-task=8
#SBATCH --time=12:00:00
#SBATCH --signal=USR1@90
#SBATCH --open-mode=append

export OMP_NUM_THREADS=$SLURM_CPUS_PER_TASK
srun --kill-on-bad-exit=1 galen train "$@"
