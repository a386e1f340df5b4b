"""HGS-CVRP through PyHygese. It stops on CPU seconds, and has no other way."""

from __future__ import annotations

import math

import adapter
from instances import Instance
from plain import plain

SETS = ("cvrp",)
LIMIT = "CPU"


def solve(instance: Instance, seconds: float, seed: int) -> list[dict]:
    import hygese
    import numpy

    problem = plain(instance)
    order = [*instance.depots, *instance.customers]
    nodes = [instance.nodes[at] for at in order]
    # So many that only time stops it.
    parameters = hygese.AlgorithmParameters(timeLimit=seconds, nbIter=1_000_000_000, seed=seed)
    needed = sum(node.delivery for node in nodes) / problem.capacity
    data = {
        "x_coordinates": _from_zero(numpy.array([node.x for node in nodes])),
        "y_coordinates": _from_zero(numpy.array([node.y for node in nodes])),
        "demands": numpy.array([node.delivery for node in nodes]),
        "vehicle_capacity": problem.capacity,
        "num_vehicles": instance.fleet or math.ceil(1.3 * needed) + 3,
        "depot": 0,
    }
    found = hygese.Solver(parameters, verbose=False).solve_cvrp(data, rounding=True)
    return [problem.answer([order[at] for at in route]) for route in found.routes]


def _from_zero(values):
    """It refuses coordinates below zero."""
    return (values - min(0.0, values.min())).astype(float)


if __name__ == "__main__":
    adapter.main(solve)
