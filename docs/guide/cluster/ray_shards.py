"""All shards of a what-if as tasks of Ray, and their merge.

    pip install ray==2.60.0
    python3 ray_shards.py DATA SCENARIO RESULTS --shards 8 --replications 400
    python3 ray_shards.py DATA SCENARIO RESULTS --shards 6 --replications 12 --workers 2 --kill-one

Without `--workers` it joins the cluster that `ray start` made, whose machines all see DATA, SCENARIO and
RESULTS under the same paths; with it, it starts so many workers here. A worker that dies has its shard played
again by another; a shard whose result is there is not played. `--kill-one` kills a worker at its work, to see that.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import ray


@ray.remote(num_cpus=0)
class Roll:
    """Which process plays which shard, and how often each was begun."""

    def __init__(self):
        self.busy, self.begun = {}, {}

    def begins(self, shard, process):
        self.busy[shard] = process
        self.begun[shard] = self.begun.get(shard, 0) + 1

    def ends(self, shard):
        self.busy.pop(shard, None)

    def state(self):
        return self.busy, self.begun


@ray.remote(num_cpus=1, max_retries=5)
def play(command, shard, roll):
    """One shard; a task is tried again where its worker dies."""
    ray.get(roll.begins.remote(shard, os.getpid()))
    subprocess.run([*command, "--shard", shard], check=True, stdout=subprocess.DEVNULL)
    ray.get(roll.ends.remote(shard))
    return shard


def kill_one(roll):
    """Kills the first worker that is seen at its work; its shard and process."""
    while True:
        busy, _ = ray.get(roll.state.remote())
        for shard, process in busy.items():
            # Not before its program has begun.
            time.sleep(0.5)
            os.kill(process, signal.SIGKILL)
            return shard, process
        time.sleep(0.05)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("scenario", type=Path)
    parser.add_argument("results", type=Path)
    parser.add_argument("--shards", type=int, default=8)
    parser.add_argument("--replications", type=int, default=400)
    parser.add_argument("--binary", default="leenroute")
    parser.add_argument("--workers", type=int, help="start so many workers here")
    parser.add_argument("--kill-one", action="store_true")
    parser.add_argument("--told", type=Path, default=Path("merged.json"), help="the merged document")
    order = parser.parse_args()
    if order.workers:
        ray.init(num_cpus=order.workers, include_dashboard=False, log_to_driver=False)
    else:
        ray.init(address="auto", log_to_driver=False)
    command = [order.binary, "simulate", order.data.absolute(), "--scenario", order.scenario.absolute()]
    command += ["--replications", str(order.replications), "--out", order.results.absolute(), "--threads", "1"]
    command = [str(word) for word in command]
    roll = Roll.remote()
    tasks = [play.remote(command, f"{shard}/{order.shards}", roll) for shard in range(1, order.shards + 1)]
    if order.kill_one:
        shard, process = kill_one(roll)
        print(f"killed worker {process} at shard {shard}", file=sys.stderr)
    ray.get(tasks)
    _, begun = ray.get(roll.state.remote())
    again = [shard for shard, times in begun.items() if times > 1]
    print(f"{order.shards} shards; begun more than once: {', '.join(again) or 'none'}", file=sys.stderr)
    ray.shutdown()
    # Ray tells of dead workers on stdout, so that the document goes to a file.
    with order.told.open("w") as file:
        sys.exit(subprocess.run([order.binary, "merge", str(order.results), "--json"], check=False, stdout=file).returncode)


if __name__ == "__main__":
    main()
