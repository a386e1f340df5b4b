"""Costs and checks an answer from its routes alone; a peer's own total is never read.

A route is `{"day": 1, "depot": 1, "nodes": [7, 3]}`: day and depot count from 1 (and are 1 where
they are left out), nodes carry the numbers of the file, and the depot at both ends is left out.

Rules: the load of every leg within the capacity (deliveries still to bring plus pickups taken);
service begun within the window, the depot's included; travel plus the customers' service within
the limit of the route; vehicles per day and depot within the fleet; every customer on exactly the
days of one of its patterns, once a day.

Exact lengths are compared with half a unit of the second decimal to spare, which is how the
literature compares costs; integers are compared as integers.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from instances import Instance

Route = dict[str, Any]

TOLERANCE = 0.005


@dataclass
class Verdict:
    """What a set of routes costs, in the unit of its set, and what is wrong with it."""

    cost: float = 0.0
    routes: int = 0
    violations: list[str] = field(default_factory=list)
    # Customers of several depots over the days, which some definitions of the MDPVRP forbid.
    of_several_depots: int = 0


def judge(instance: Instance, routes: list[Route]) -> Verdict:
    verdict = Verdict()
    index = {instance.nodes[at].number: at for at in instance.customers}
    vehicles: Counter[tuple[int, int]] = Counter()
    days: defaultdict[int, list[int]] = defaultdict(list)
    depots: defaultdict[int, set[int]] = defaultdict(set)
    length = 0.0
    for route in routes:
        day, depot = _day_and_depot(route)
        if not route["nodes"]:
            continue
        unknown = _unknown(instance, index, route)
        verdict.violations += unknown
        if unknown:
            continue
        stops = [index[number] for number in route["nodes"]]
        vehicles[day, depot] += 1
        for at in stops:
            days[at].append(day)
            depots[at].add(depot)
        driven, faults = _drive(instance, day, depot, stops)
        length += driven
        verdict.violations += [f"route {verdict.routes + 1}, day {day}: {fault}" for fault in faults]
        verdict.routes += 1
    verdict.cost = length / instance.unit
    verdict.violations += _fleet(instance, vehicles) + _visits(instance, days)
    verdict.of_several_depots = sum(len(of) > 1 for of in depots.values())
    return verdict


def _day_and_depot(route: Route) -> tuple[int, int]:
    return int(route.get("day", 1)), int(route.get("depot", 1))


def _unknown(instance: Instance, index: dict[int, int], route: Route) -> list[str]:
    day, depot = _day_and_depot(route)
    found = [f"customer {n} is not in the file" for n in route["nodes"] if n not in index]
    if not 1 <= day <= instance.days:
        found.append(f"day {day} is not one of {instance.days}")
    if not 1 <= depot <= len(instance.depots):
        found.append(f"depot {depot} is not one of {len(instance.depots)}")
    return found


def _drive(instance: Instance, day: int, depot: int, stops: list[int]) -> tuple[float, list[str]]:
    """The length of a route, and what is wrong with it."""
    nodes, spare = instance.nodes, TOLERANCE if instance.convention == "exact" else 0
    home = instance.depots[depot - 1]
    faults = []
    load = sum(nodes[at].delivery for at in stops)
    heaviest, length, service = load, 0.0, 0.0
    here, clock = home, nodes[home].ready
    for at in [*stops, home]:
        leg = instance.length(here, at)
        length += leg
        clock += leg
        due = nodes[at].due
        if due is not None and clock > due + spare:
            faults.append(f"arrives at {nodes[at].number} at {clock:.12g}, due {due:.12g}")
        if at != home:
            clock = max(clock, nodes[at].ready) + nodes[at].service
            service += nodes[at].service
            load += nodes[at].pickup - nodes[at].delivery
            heaviest = max(heaviest, load)
        here = at
    if heaviest > instance.capacity[day - 1]:
        faults.append(f"carries {heaviest} of {instance.capacity[day - 1]}")
    limit = instance.limit[day - 1]
    if limit is not None and length + service > limit + spare:
        faults.append(f"lasts {length + service:.12g} of {limit:.12g}")
    return length, faults


def _fleet(instance: Instance, vehicles: Counter[tuple[int, int]]) -> list[str]:
    if instance.fleet is None:
        return []
    return [
        f"day {day}, depot {depot}: {used} vehicles of {instance.fleet}"
        for (day, depot), used in sorted(vehicles.items())
        if used > instance.fleet
    ]


def _visits(instance: Instance, days: dict[int, list[int]]) -> list[str]:
    found = []
    for at in instance.customers:
        node, visited = instance.nodes[at], tuple(sorted(days.get(at, ())))
        if visited in node.patterns or (node.is_optional and not visited):
            continue
        allowed = " or ".join(str(list(pattern)) for pattern in node.patterns)
        found.append(f"customer {node.number}: visited on days {list(visited)}, asked {allowed}")
    return found
