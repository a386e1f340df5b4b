#!/usr/bin/env bash
# All shards of a what-if, one after another, and their merge.
# Usage: local.sh DATA SCENARIO RESULTS SHARDS REPLICATIONS
set -euo pipefail
data=$1 scenario=$2 results=$3 shards=$4 replications=$5

for shard in $(seq "$shards"); do
    leenroute simulate "$data" --scenario "$scenario" \
        --replications "$replications" --shard "$shard/$shards" --out "$results"
done
leenroute merge "$results"
