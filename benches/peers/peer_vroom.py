"""VROOM at its deepest search, on one thread. It stops on wall time, or when it is through."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import adapter
from instances import Instance
from plain import Plain, plain

SETS = ("cvrp", "vrptw", "vrpspd", "vrpspdtw", "mdvrp")
LIMIT = "wall"
# It refuses problems whose integers are large.
LENGTH_MAX = 200_000


def solve(instance: Instance, seconds: float, seed: int) -> list[dict]:
    problem = plain(instance)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "problem.json"
        file.write_text(json.dumps(_problem(problem)))
        binary = Path(sys.executable).parent / "vroom"
        command = [binary, "-i", file, "-t", "1", "-x", "5", "-l", str(seconds)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    start = done.stdout.find("{")
    if start < 0:
        raise RuntimeError(f"vroom said no JSON: {done.stdout} {done.stderr}")
    found = json.loads(done.stdout[start:])
    if found["code"] != 0:
        raise RuntimeError(f"vroom: {found['error']}")
    depots, routes = len(instance.depots), []
    for route in found["routes"]:
        stops = [step["id"] for step in route["steps"] if step["type"] == "job"]
        routes.append(problem.answer(stops, route["vehicle"] % depots))
    return routes


def _problem(problem: Plain) -> dict:
    instance = problem.instance
    largest = max(max(row) for row in problem.matrix)
    is_timed = problem.has_windows or problem.limit is not None
    # The referee measures the true length, and nothing else hangs on the matrix without times.
    divisor = 100 if largest > LENGTH_MAX and not is_timed else 1
    matrix = [[round(length / divisor) for length in row] for row in problem.matrix]
    return {
        "jobs": [_job(problem, at) for at in instance.customers],
        "vehicles": [
            _vehicle(problem, id, id % len(instance.depots))
            for id in range(problem.vans() * len(instance.depots))
        ],
        "matrices": {"car": {"durations": matrix}},
    }


def _job(problem: Plain, at: int) -> dict:
    node = problem.instance.nodes[at]
    job = {
        "id": at,
        "location_index": at,
        "service": problem.service[at],
        "delivery": [node.delivery],
        "pickup": [node.pickup],
    }
    due = problem.due[at]
    if due is not None:
        job["time_windows"] = [[problem.ready[at], due]]
    return job


def _vehicle(problem: Plain, id: int, depot: int) -> dict:
    at = problem.instance.depots[depot]
    vehicle = {"id": id, "start_index": at, "end_index": at, "capacity": [problem.capacity]}
    due = problem.due[at]
    if due is not None:
        vehicle["time_window"] = [problem.ready[at], due]
    if problem.limit is not None:
        # Nobody waits where there are no windows: the shift is travel plus service.
        vehicle["time_window"] = [0, problem.limit]
    return vehicle


if __name__ == "__main__":
    adapter.main(solve)
