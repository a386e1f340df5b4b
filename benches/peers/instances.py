"""The public routing instances, read from their files.

Written from the formats alone and never from the Rust readers, so that a mistake of either has to
be made twice to stay hidden. `read(path, "pvrp")` gives an `Instance`; the folder that a file lies
in names its set, and the set names the format and the cost convention:

    set               format     lengths
    pvrp mdvrp mdpvrp Cordeau    exact: Euclidean in double precision
    cvrp              VRPLIB     round: each leg to the nearest integer
    vrptw             Solomon    dimacs: legs and times truncated to one decimal
    vrpspd vrpspdtw   LKH        exact, or explicit: a matrix of integers, divided by 10^4

All lengths and times are multiples of 1 / `unit`: integers for round (unit 1), dimacs (10) and
explicit (10^4), doubles for exact (1). Every fault of a file raises `Malformed`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import Optional

Pattern = tuple[int, ...]

UNITS = {"exact": 1, "round": 1, "dimacs": 10, "explicit": 10_000}
SETS = ("pvrp", "mdpvrp", "mdvrp", "cvrp", "vrptw", "vrpspd", "vrpspdtw")
# What the LKH files write where there is no limit.
NO_WINDOW = 10_000_000
NO_DISTANCE = 999_999
EVERY_DAY: tuple[Pattern, ...] = ((1,),)


class Malformed(Exception):
    """A file that is not what its set says."""


@dataclass
class Node:
    """A depot or a customer; `number` is the one that the file gives it."""

    number: int
    x: float = 0.0
    y: float = 0.0
    service: float = 0
    ready: float = 0
    due: Optional[float] = None
    delivery: int = 0
    pickup: int = 0
    # The sets of days (from 1) on which it may be visited; one empty set where it is never.
    patterns: tuple[Pattern, ...] = EVERY_DAY
    # Published solutions leave it out: it may be visited, and need not be.
    is_optional: bool = False


@dataclass
class Instance:
    """What has to be driven; `depots` and `customers` are indices of `nodes`."""

    name: str
    set: str
    convention: str
    nodes: list[Node]
    depots: list[int]
    customers: list[int]
    days: int = 1
    # Vehicles per day and depot; none: as many as wanted.
    fleet: Optional[int] = None
    # What the file names although more may be used.
    fleet_hint: int = 0
    # Per day, from day 1.
    capacity: list[int] = field(default_factory=list)
    # Travel plus the customers' service of a route, per day; none: no limit.
    limit: list[Optional[float]] = field(default_factory=list)
    matrix: Optional[list[list[int]]] = None

    @property
    def unit(self) -> int:
        return UNITS[self.convention]

    def length(self, a: int, b: int) -> float:
        """Of the leg between two nodes, in 1 / `unit`."""
        if self.matrix is not None:
            return self.matrix[a][b]
        one, two = self.nodes[a], self.nodes[b]
        length = math.hypot(one.x - two.x, one.y - two.y)
        if self.convention == "round":
            return math.floor(length + 0.5)
        if self.convention == "dimacs":
            return math.floor(length * 10)
        return length

    def asked(self) -> list[int]:
        """The customers that have to be visited."""
        return [c for c in self.customers if any(self.nodes[c].patterns) and not self.nodes[c].is_optional]


def read(path: Path, of_set: str, convention: Optional[str] = None) -> Instance:
    """Reads a file of a set; `convention` overrules that of the set where it is Euclidean."""
    readers = {"cvrp": _vrplib, "vrptw": _solomon, "vrpspd": _lkh, "vrpspdtw": _lkh}
    reader = readers.get(of_set, _cordeau if of_set in SETS else None)
    if reader is None:
        raise Malformed(f"{of_set}: not a set; the sets are {', '.join(SETS)}")
    try:
        instance = reader(path.read_text(encoding="utf-8").splitlines(), of_set)
    except Malformed as fault:
        raise Malformed(f"{path}: {fault}") from fault
    except (ValueError, IndexError, KeyError, OSError, StopIteration) as fault:
        raise Malformed(f"{path}: not a file of {of_set}: {fault!r}") from fault
    instance.name = path.stem
    if convention is not None and instance.matrix is None:
        instance.convention = convention
    if not instance.depots or not instance.customers:
        raise Malformed(f"{path}: no depot or no customer")
    return instance


def _cordeau(lines: list[str], of_set: str) -> Instance:
    rows = [line.split() for line in lines if line.strip()]
    kind, fleet, _, periods = (int(word) for word in rows[0][:4])
    if kind not in (1, 2, 8):
        raise Malformed(f"type {kind}: only 1 (PVRP), 2 (MDVRP) and 8 (MDPVRP) are read")
    limits = rows[1 : 1 + periods * (int(rows[0][4]) if kind == 8 else 1)]
    days = 1 if kind == 2 else periods
    if kind != 1 and len({tuple(row) for row in limits}) > 1:
        raise Malformed("limits that differ between depots are not read")
    nodes = [_cordeau_node(row, kind, days) for row in rows[1 + len(limits) :]]
    # They stand first in MDPVRP files and last in MDVRP files; what tells is that nothing is asked.
    depots = [at for at, node in enumerate(nodes) if not node.delivery and not any(node.patterns)]
    for node in nodes:
        node.is_optional = _fills_a_van_on_the_depot(node, [nodes[at] for at in depots], int(limits[0][1]))
    return Instance(
        name="",
        set=of_set,
        convention="exact",
        nodes=nodes,
        depots=depots,
        customers=[at for at in range(len(nodes)) if at not in depots],
        days=days,
        fleet=fleet,
        capacity=[int(row[1]) for row in limits[:days]],
        limit=[float(row[0]) or None for row in limits[:days]],
    )


def _cordeau_node(row: list[str], kind: int, days: int) -> Node:
    """`number x y service demand frequency a pattern...`; the highest bit of a pattern is day 1."""
    frequency, count = int(row[5]), int(row[6]) if len(row) > 6 else 0
    masks = [int(word) for word in row[7 : 7 + count]]
    if len(masks) < count:
        raise Malformed(f"node {row[0]}: {count} patterns are announced and {len(masks)} given")
    patterns: tuple[Pattern, ...] = ((),)
    if frequency and kind == 2:
        patterns = EVERY_DAY
    elif masks:
        # A frequency of 0 beside patterns (p11's customer 131) gives way to them.
        patterns = tuple(
            tuple(day for day in range(1, days + 1) if mask >> (days - day) & 1) for mask in masks
        )
    return Node(
        number=int(row[0]),
        x=float(row[1]),
        y=float(row[2]),
        service=float(row[3]),
        delivery=int(row[4]),
        patterns=patterns,
    )


def _fills_a_van_on_the_depot(node: Node, depots: list[Node], capacity: int) -> bool:
    """The 51st customer of p01, which no published solution visits, is the only one in the sets."""
    stands_there = any((node.x, node.y) == (depot.x, depot.y) for depot in depots)
    return any(node.patterns) and stands_there and node.delivery >= capacity


def _sections(lines: list[str]) -> tuple[dict[str, str], dict[str, list[list[str]]]]:
    """The fields and the sections of a file in the manner of TSPLIB."""
    fields: dict[str, str] = {}
    sections: dict[str, list[list[str]]] = {}
    section: Optional[list[list[str]]] = None
    for line in lines:
        text = line.strip()
        if text == "EOF":
            break
        if text.rstrip(":").strip().endswith("_SECTION"):
            section = sections.setdefault(text.rstrip(":").strip(), [])
        elif ":" in text:
            key, value = text.split(":", 1)
            fields[key.strip()] = value.strip().strip('"')
        elif text and section is not None:
            section.append(text.split())
    return fields, sections


def _placed(fields: dict[str, str], sections: dict[str, list[list[str]]]) -> list[Node]:
    rows = sections.get("NODE_COORD_SECTION")
    if rows is None:
        return [Node(number=at + 1) for at in range(int(fields["DIMENSION"]))]
    nodes = [Node(number=int(row[0]), x=float(row[1]), y=float(row[2])) for row in rows]
    if len(nodes) != int(fields["DIMENSION"]):
        raise Malformed(f"DIMENSION is {fields['DIMENSION']} and {len(nodes)} nodes are given")
    return nodes


def _depot(sections: dict[str, list[list[str]]], nodes: list[Node]) -> int:
    numbers = [int(row[0]) for row in sections["DEPOT_SECTION"] if row[0] != "-1"]
    if len(numbers) != 1:
        raise Malformed(f"one depot is read, {len(numbers)} are given")
    return next(at for at, node in enumerate(nodes) if node.number == numbers[0])


def _vrplib(lines: list[str], of_set: str) -> Instance:
    fields, sections = _sections(lines)
    if fields["EDGE_WEIGHT_TYPE"] != "EUC_2D":
        raise Malformed(f"EDGE_WEIGHT_TYPE {fields['EDGE_WEIGHT_TYPE']}: only EUC_2D is read")
    nodes = _placed(fields, sections)
    demand = {int(row[0]): int(row[1]) for row in sections["DEMAND_SECTION"]}
    for node in nodes:
        node.delivery = demand[node.number]
    depot = _depot(sections, nodes)
    return Instance(
        name="",
        set=of_set,
        convention="round",
        nodes=nodes,
        depots=[depot],
        customers=[at for at in range(len(nodes)) if at != depot],
        fleet=int(fields["VEHICLES"]) if "VEHICLES" in fields else None,
        capacity=[int(fields["CAPACITY"])],
        limit=[None],
    )


def _solomon(lines: list[str], of_set: str) -> Instance:
    rows = [line.split() for line in lines if line.strip()]
    fleet, capacity = next(
        (int(row[0]), int(row[1])) for row in rows if len(row) == 2 and row[0].isdigit()
    )
    nodes = []
    for row in (row for row in rows if len(row) == 7 and row[0].isdigit()):
        x, y, demand, ready, due, service = (float(word) for word in row[1:])
        window = (math.floor(ready * 10), math.floor(due * 10))
        times = {"ready": window[0], "due": window[1], "service": math.floor(service * 10)}
        nodes.append(Node(number=int(row[0]), x=x, y=y, delivery=int(demand), **times))
    return Instance(
        name="",
        set=of_set,
        convention="dimacs",
        nodes=nodes,
        depots=[0],
        customers=list(range(1, len(nodes))),
        fleet=fleet,
        capacity=[capacity],
        limit=[None],
    )


def _lkh(lines: list[str], of_set: str) -> Instance:
    """Rows of the section are `node 0 ready due service pickup delivery`."""
    fields, sections = _sections(lines)
    nodes = _placed(fields, sections)
    by_number = {node.number: node for node in nodes}
    for row in sections["PICKUP_AND_DELIVERY_SECTION"]:
        node = by_number[int(row[0])]
        node.ready, node.service = float(row[2]), float(row[4])
        node.due = float(row[3]) if float(row[3]) < NO_WINDOW else None
        node.pickup, node.delivery = int(row[5]), int(row[6])
    weights, matrix = fields["EDGE_WEIGHT_TYPE"], None
    if weights == "EXPLICIT":
        if fields["EDGE_WEIGHT_FORMAT"] != "FULL_MATRIX":
            raise Malformed(f"EDGE_WEIGHT_FORMAT {fields['EDGE_WEIGHT_FORMAT']}: only FULL_MATRIX")
        matrix = _full_matrix(sections["EDGE_WEIGHT_SECTION"], len(nodes))
    elif weights != "EXACT_2D":
        raise Malformed(f"EDGE_WEIGHT_TYPE {weights}: only EXACT_2D and EXPLICIT are read")
    depot = _depot(sections, nodes)
    vehicles, distance = int(fields.get("VEHICLES", 0)), float(fields.get("DISTANCE", 0))
    return Instance(
        name="",
        set=of_set,
        convention="exact" if matrix is None else "explicit",
        nodes=nodes,
        depots=[depot],
        customers=[at for at in range(len(nodes)) if at != depot],
        # A limit where the literature minimises vehicles first, and a hint elsewhere.
        fleet=vehicles if of_set == "vrpspdtw" else None,
        fleet_hint=vehicles,
        capacity=[int(fields["CAPACITY"])],
        limit=[distance if 0 < distance < NO_DISTANCE else None],
        matrix=matrix,
    )


def _full_matrix(rows: list[list[str]], size: int) -> list[list[int]]:
    numbers = [int(word) for row in rows for word in row]
    if len(numbers) != size * size:
        raise Malformed(f"a matrix of {size} nodes has {size * size} lengths, not {len(numbers)}")
    return [numbers[at * size : (at + 1) * size] for at in range(size)]
