#!/usr/bin/env bash
# One shard of a what-if a task of a Slurm array that begins at 1.
# Usage: sbatch --array=1-SHARDS slurm.sh DATA SCENARIO RESULTS REPLICATIONS
#SBATCH --job-name=leenroute
#SBATCH --cpus-per-task=4
#SBATCH --mem=4G
#SBATCH --time=01:00:00
#SBATCH --requeue
set -euo pipefail
data=$1 scenario=$2 results=$3 replications=$4

srun leenroute simulate "$data" --scenario "$scenario" \
    --replications "$replications" --threads "$SLURM_CPUS_PER_TASK" \
    --shard "$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT" --out "$results"
