"""PyVRP, an iterated local search. It stops on the CPU seconds of its own process."""

from __future__ import annotations

import time

import adapter
from instances import Instance
from plain import Plain, plain

SETS = ("cvrp", "vrptw", "vrpspd", "vrpspdtw", "mdvrp")
LIMIT = "CPU"


def solve(instance: Instance, seconds: float, seed: int) -> list[dict]:
    import pyvrp

    problem = plain(instance)
    data = _data(problem)
    end = time.process_time() + seconds
    result = pyvrp.solve(data, lambda best: time.process_time() >= end, seed, collect_stats=False)
    customers = instance.customers
    routes = []
    for route in result.best.routes():
        stops = [customers[visit.idx] for visit in route if visit.is_client()]
        routes.append(problem.answer(stops, route.start_depot()))
    return routes


def _data(problem: Plain):
    import numpy
    from pyvrp import Client, Depot, Location, ProblemData, VehicleType

    instance = problem.instance

    def window(at: int) -> dict[str, int]:
        due = problem.due[at]
        return {} if due is None else {"tw_early": problem.ready[at], "tw_late": due}

    nodes = enumerate(instance.nodes)
    clients = [
        Client(
            at,
            delivery=[node.delivery],
            pickup=[node.pickup],
            service_duration=problem.service[at],
            **window(at),
        )
        for at, node in nodes
        if at in set(instance.customers)
    ]
    vans = len(clients) if instance.fleet is None else instance.fleet
    limit = {} if problem.limit is None else {"shift_duration": problem.limit}
    types = [
        VehicleType(vans, [problem.capacity], start_depot=depot, end_depot=depot, **limit)
        for depot in range(len(instance.depots))
    ]
    matrix = numpy.array(problem.matrix, dtype=numpy.int64)
    return ProblemData(
        [Location(node.x, node.y) for node in instance.nodes],
        clients,
        [Depot(at, **window(at)) for at in instance.depots],
        types,
        [matrix],
        [matrix],
    )


if __name__ == "__main__":
    adapter.main(solve)
