"""An instance of one day in integers, which is what every peer takes."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Optional

from instances import Instance

# Integers to the unit where lengths are exact.
FINE = 1000


@dataclass
class Plain:
    """Indices are those of the instance; lengths and times in 1 / `scale`."""

    instance: Instance
    matrix: list[list[int]]
    service: list[int]
    ready: list[int]
    due: list[Optional[int]]
    limit: Optional[int]
    capacity: int

    @property
    def has_windows(self) -> bool:
        return any(due is not None for due in self.due)

    @property
    def horizon(self) -> int:
        """Nothing that matters happens later."""
        longest = max(max(row) for row in self.matrix) + max(self.service)
        known = [due for due in self.due if due is not None]
        return max([*known, longest * (len(self.matrix) + 1)])

    def vans_needed(self) -> int:
        """A lower bound by load alone."""
        nodes = self.instance.nodes
        total = max(sum(node.delivery for node in nodes), sum(node.pickup for node in nodes))
        return math.ceil(total / self.capacity)

    def vans(self) -> int:
        """Per depot: the fleet, or some more than are needed where it is free."""
        if self.instance.fleet is not None:
            return self.instance.fleet
        needed = max(self.vans_needed(), self.instance.fleet_hint)
        return needed + max(3, math.ceil(needed / 20)) + 5

    def answer(self, stops: list[int], depot: int = 0) -> dict:
        """A route in the words of the referee."""
        numbers = [self.instance.nodes[at].number for at in stops]
        return {"day": 1, "depot": depot + 1, "nodes": numbers}


def plain(instance: Instance) -> Plain:
    """Legs are rounded up where they are exact and times bind, so that what a peer finds in time
    is in time; the referee measures the true length."""
    if instance.days != 1:
        raise ValueError(f"{instance.name}: {instance.days} days; the peers know one")
    scale = FINE if instance.convention == "exact" else 1
    nodes = instance.nodes
    size = range(len(nodes))
    binds = instance.limit[0] is not None or any(node.due is not None for node in nodes)
    whole = math.ceil if binds else round

    def leg(a: int, b: int) -> int:
        # A thousandth of a millionth below is no more than the rounding of doubles.
        return whole(instance.length(a, b) * scale - 1e-9) if a != b else 0

    limit = instance.limit[0]
    home = set(instance.depots)
    return Plain(
        instance=instance,
        matrix=[[leg(a, b) for b in size] for a in size],
        service=[0 if at in home else int(nodes[at].service * scale) for at in size],
        ready=[int(node.ready * scale) for node in nodes],
        due=[None if node.due is None else int(node.due * scale) for node in nodes],
        limit=None if limit is None else int(limit * scale),
        capacity=instance.capacity[0],
    )
