"""A week of Drenthe, or of a province made from a seed, as public formats write it.

Every stop is served on Monday and Thursday or on Tuesday and Friday, with equal loads. Monday and
Thursday then have the same stops, so the same routes are best on both, and any 2m routes of half a
week can be split over two days of m vans: the best week is exactly twice the best plain CVRP with
2m vans. leenroute gets the week as a PVRP of four days, its peers that plain problem.

Coordinates are whole units of 10 m on a plane around the hub, stretched by the detour of roads, so
that `round` gives both the same whole distances.
"""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from pathlib import Path
from random import Random

EARTH_RADIUS_KM = 6371.0088
UNITS_PER_KM = 100
DETOUR = 1.3
VAN_CRATES = 65
# Of the crates that all vans of half a week can carry; more leaves no room to pack the routes.
FULL = 0.96
# How far a stop that the seed makes lies from the place it copies, as a standard deviation.
SPREAD_KM = 4.0
# Crates a visit, from and to, by the kind of place.
CRATES = {"main": (10, 16), "branch": (3, 8), "branch-small": (1, 4), "servicepoint": (1, 4)}
DAYS = ("Mon", "Tue", "Thu", "Fri")
# Monday and Thursday; Tuesday and Friday. The highest of four bits is Monday.
PATTERNS = (0b1010, 0b0101)
# Half a week is driven twice.
HALVES = 2


@dataclass
class Stop:
    x: int
    y: int
    crates: int


@dataclass
class Province:
    name: str
    hub: tuple[int, int]
    stops: list[Stop]

    @property
    def vans_a_day(self) -> int:
        return math.ceil(sum(stop.crates for stop in self.stops) / (FULL * VAN_CRATES * HALVES))

    def week(self) -> str:
        """A PVRP in the format of Cordeau."""
        days, masks = len(DAYS), " ".join(map(str, PATTERNS))
        lines = [f"1 {self.vans_a_day} {len(self.stops)} {days}", *[f"0 {VAN_CRATES}"] * days]
        lines.append(f"0 {self.hub[0]} {self.hub[1]} 0 0 0 0")
        for at, stop in enumerate(self.stops, 1):
            lines.append(f"{at} {stop.x} {stop.y} 0 {stop.crates} 2 {len(PATTERNS)} {masks}")
        return "\n".join(lines) + "\n"

    def half(self) -> str:
        """A CVRP in VRPLIB, with twice the vans of a day."""
        places = [self.hub, *((stop.x, stop.y) for stop in self.stops)]
        crates = [0, *(stop.crates for stop in self.stops)]
        lines = [
            f"NAME : {self.name}",
            "TYPE : CVRP",
            f"DIMENSION : {len(places)}",
            "EDGE_WEIGHT_TYPE : EUC_2D",
            f"VEHICLES : {HALVES * self.vans_a_day}",
            f"CAPACITY : {VAN_CRATES}",
            "NODE_COORD_SECTION",
            *(f"{at} {x} {y}" for at, (x, y) in enumerate(places, 1)),
            "DEMAND_SECTION",
            *(f"{at} {count}" for at, count in enumerate(crates, 1)),
            *("DEPOT_SECTION", "1", "-1", "EOF"),
        ]
        return "\n".join(lines) + "\n"


def province(places: Path, stops: int, seed: int) -> Province:
    """The stops of a list of places (`lat`, `lon`, `kind`); with `stops` above 0, that many."""
    with places.open(newline="", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    hubs = [row for row in rows if row["kind"] == "hub"]
    real = [row for row in rows if row["kind"] in CRATES]
    if len(hubs) != 1 or not real:
        found = f"{len(hubs)} hubs and {len(real)} stops"
        raise ValueError(f"{places}: {found}; one hub and some stops are needed")
    random = Random(seed)
    origin = (float(hubs[0]["lat"]), float(hubs[0]["lon"]))
    made = [_stop(row, origin, 0.0, random) for row in real[: stops or len(real)]]
    while len(made) < stops:
        made.append(_stop(random.choice(real), origin, SPREAD_KM, random))
    name = f"province-{stops}-{seed}" if stops else f"drenthe-{seed}"
    return Province(name, (0, 0), made)


def _stop(row: dict[str, str], origin: tuple[float, float], spread: float, random: Random) -> Stop:
    north = math.radians(float(row["lat"]) - origin[0]) * EARTH_RADIUS_KM
    east = math.radians(float(row["lon"]) - origin[1]) * EARTH_RADIUS_KM * math.cos(math.radians(origin[0]))
    crates = random.randint(*CRATES[row["kind"]])
    east, north = (km + random.gauss(0, 1) * spread for km in (east, north))
    scale = DETOUR * UNITS_PER_KM
    return Stop(round(east * scale), round(north * scale), crates)
