"""OR-Tools routing with guided local search. It stops on wall time."""

from __future__ import annotations

import adapter
from instances import Instance
from plain import Plain, plain

SETS = ("cvrp", "vrptw", "vrpspd", "vrpspdtw", "mdvrp")
LIMIT = "wall"
# Vehicles a depot beyond a fleet that is a limit: without them it often finds no first solution.
# Each costs more than any plan, so that it uses them only where it finds nothing else; the
# referee tells.
SPARE = 6


def solve(instance: Instance, seconds: float, seed: int) -> list[dict]:
    from ortools.constraint_solver import pywrapcp, routing_enums_pb2

    problem = plain(instance)
    vans = problem.vans() + (SPARE if instance.fleet is not None else 0)
    homes = [at for at in instance.depots for _ in range(vans)]
    manager = pywrapcp.RoutingIndexManager(len(instance.nodes), len(homes), homes, homes)
    routing = pywrapcp.RoutingModel(manager)
    _lengths(problem, manager, routing)
    _loads(problem, manager, routing)
    if problem.has_windows or problem.limit is not None:
        _times(problem, manager, routing)
    if instance.fleet is not None:
        dear = 10 * sum(max(row) for row in problem.matrix)
        for vehicle in range(len(homes)):
            if vehicle % vans >= instance.fleet:
                routing.SetFixedCostOfVehicle(dear, vehicle)
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    first = routing_enums_pb2.FirstSolutionStrategy
    is_simple = not problem.has_windows and not _picks_up(instance)
    strategy = first.PATH_CHEAPEST_ARC if is_simple else first.PARALLEL_CHEAPEST_INSERTION
    parameters.first_solution_strategy = strategy
    search = routing_enums_pb2.LocalSearchMetaheuristic
    parameters.local_search_metaheuristic = search.GUIDED_LOCAL_SEARCH
    parameters.time_limit.FromMilliseconds(int(seconds * 1000))
    found = routing.SolveWithParameters(parameters)
    if found is None:
        raise RuntimeError("OR-Tools found no first solution")
    routes = [_stops(routing, manager, found, vehicle) for vehicle in range(len(homes))]
    return [problem.answer(stops, at // vans) for at, stops in enumerate(routes) if stops]


def _picks_up(instance: Instance) -> bool:
    return any(node.pickup for node in instance.nodes)


def _lengths(problem: Plain, manager, routing) -> None:
    node, matrix = manager.IndexToNode, problem.matrix
    leg = routing.RegisterTransitCallback(lambda a, b: matrix[node(a)][node(b)])
    routing.SetArcCostEvaluatorOfAllVehicles(leg)


def _loads(problem: Plain, manager, routing) -> None:
    """What is on board, and what was brought: a route starts with all that it will bring."""
    node, nodes = manager.IndexToNode, problem.instance.nodes
    brings = routing.RegisterUnaryTransitCallback(lambda at: nodes[node(at)].delivery)
    routing.AddDimension(brings, 0, problem.capacity, True, "brought")
    if not _picks_up(problem.instance):
        return
    change = routing.RegisterUnaryTransitCallback(
        lambda at: nodes[node(at)].pickup - nodes[node(at)].delivery
    )
    routing.AddDimension(change, 0, problem.capacity, False, "board")
    brought, board = routing.GetDimensionOrDie("brought"), routing.GetDimensionOrDie("board")
    for vehicle in range(routing.vehicles()):
        start, end = routing.Start(vehicle), routing.End(vehicle)
        routing.solver().Add(board.CumulVar(start) == brought.CumulVar(end))


def _times(problem: Plain, manager, routing) -> None:
    node, matrix, service = manager.IndexToNode, problem.matrix, problem.service
    take = routing.RegisterTransitCallback(
        lambda a, b: service[node(a)] + matrix[node(a)][node(b)]
    )
    horizon = problem.horizon
    longest = horizon if problem.limit is None else problem.limit
    routing.AddDimension(take, horizon, horizon, False, "time")
    time = routing.GetDimensionOrDie("time")
    for at in problem.instance.customers:
        due = problem.due[at]
        if due is not None:
            time.CumulVar(manager.NodeToIndex(at)).SetRange(problem.ready[at], due)
    for vehicle in range(routing.vehicles()):
        time.SetSpanUpperBoundForVehicle(longest, vehicle)
        home = node(routing.Start(vehicle))
        due = problem.due[home]
        if due is not None:
            for end in (routing.Start(vehicle), routing.End(vehicle)):
                time.CumulVar(end).SetRange(problem.ready[home], due)


def _stops(routing, manager, found, vehicle: int) -> list[int]:
    stops, at = [], found.Value(routing.NextVar(routing.Start(vehicle)))
    while not routing.IsEnd(at):
        stops.append(manager.IndexToNode(at))
        at = found.Value(routing.NextVar(at))
    return stops


if __name__ == "__main__":
    adapter.main(solve)
