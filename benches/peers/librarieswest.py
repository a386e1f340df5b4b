#!/usr/bin/env python3
"""The policies on real movements: weeks of LibrariesWest, 173 libraries of seven authorities.

    librarieswest.py --binary PATH --folder DIR --data FOLDER [--weeks 10] [--requests 10000]

FOLDER holds `transits_union.csv.gz`, movements between libraries by day (open data of
LibrariesWest, Open Government Licence v3); it is no part of this project, and without it the script
says so and ends. Who sends how much to whom on which day is real. Movements carry no title, so
that titles are drawn: as many as 1.2 times the requests, few of them asked for often; a title has
0.7 to 2.3 copies a request and up to two more, first where the movements came from; one in 25 has
none. Positions are drawn as well, a circle an authority. What staff can pull for a visit is a
multiple of what the library sends in such a week. Half of all movements bring a copy home, so that
as many are drawn as requests are asked for.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import math
import random
import sys
from collections import Counter, defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import Iterable, Optional

from ask import ask
from policies import POLICIES, matched, table

# Monday of the week that all weeks are laid on.
MONDAY, WEEK = date(2026, 11, 23), "2026-W48"
# A week of fewer movements was not counted whole.
WHOLE_WEEK = 20_000
VISITS_A_WEEK = 2
ABSENT = 0.04
FILE = "transits_union.csv.gz"
Move = tuple[int, str, str]


def main(words: Optional[list[str]] = None) -> int:
    asked = _arguments(words)
    if not (asked.data / FILE).exists():
        print(f"skipped: {asked.data / FILE} is not there", file=sys.stderr)
        return 0
    weeks, authority = movements(asked.data / FILE)
    whole = sorted(monday for monday, moves in weeks.items() if sum(moves.values()) >= WHOLE_WEEK)
    step = max(1, len(whole) // asked.weeks)
    asked.folder.mkdir(parents=True, exist_ok=True)
    base = asked.folder / "base"
    if not base.exists():
        ask(asked.binary, ["init", str(base)])
    rows = []
    for seed, monday in enumerate(whole[::step][: asked.weeks], start=1):
        draw = random.Random(seed)
        moves = draw.sample(list(weeks[monday]), asked.requests, counts=list(weeks[monday].values()))
        for slack in asked.slacks.split(","):
            data = asked.folder / f"week-{monday}-slack-{slack}"
            if not data.exists():
                write(data, base, Drawn(moves, authority, seed), float(slack))
            for policy in POLICIES:
                found = matched(asked.binary, data, policy)
                rows.append({"slack": slack, "seed": seed, "policy": policy, **found})
        print(f"week of {monday}", file=sys.stderr)
    print(table(sorted(rows, key=lambda row: -float(row["slack"]))), end="")
    return 0


def movements(file: Path) -> tuple[dict[date, Counter[Move]], dict[str, str]]:
    """Movements by Monday, each as weekday, sender and receiver; and the authority of each library."""
    weeks: dict[date, Counter[Move]] = defaultdict(Counter)
    authority: dict[str, str] = {}
    with gzip.open(file, "rt") as rows:
        for row in csv.DictReader(rows):
            sent = date.fromisoformat(row["date_transited"])
            ends = row["from_library"], row["to_library"]
            authority.update(zip(ends, (row["from_authority"], row["to_authority"])))
            if ends[0] != ends[1]:
                move = (sent.weekday(), *ends)
                weeks[sent - timedelta(sent.weekday())][move] += int(row["items"])
    return weeks, authority


class Drawn:
    """A week of requests, each with the library that sent a copy, and who holds which title."""

    def __init__(self, moves: list[Move], authority: dict[str, str], seed: int) -> None:
        draw = random.Random(f"titles {seed}")
        self.moves, self.authority = sorted(moves), authority
        self.libraries = sorted(authority)
        self.sent = Counter(move[1] for move in moves)
        titles = int(1.2 * len(moves))
        self.title = [int(titles * draw.random() ** 2.2) for _ in self.moves]
        by_title: dict[int, list[str]] = defaultdict(list)
        for (_, sender, _), title in zip(self.moves, self.title):
            by_title[title].append(sender)
        weights = [self.sent[library] for library in self.libraries]
        self.holdings: dict[int, Counter[str]] = {}
        for title, senders in sorted(by_title.items()):
            if draw.random() < ABSENT:
                continue
            copies = math.ceil(len(senders) * draw.uniform(0.7, 2.3)) + draw.randrange(3)
            draw.shuffle(senders)
            more = draw.choices(self.libraries, weights, k=max(0, copies - len(senders)))
            self.holdings[title] = Counter([*senders[:copies], *more])
        centres = {name: (6.0 + draw.random(), 52.4 + draw.random() / 2) for name in sorted(set(authority.values()))}
        self.position = {}
        for library in self.libraries:
            lon, lat = centres[authority[library]]
            self.position[library] = (lon + draw.uniform(-0.15, 0.15), lat + draw.uniform(-0.1, 0.1))


def write(data: Path, base: Path, week: Drawn, slack: float) -> None:
    data.mkdir(parents=True)
    for name in ("settings.toml", "vehicles.csv", "drivers.csv"):
        (data / name).write_bytes((base / name).read_bytes())
    code = {library: f"L{rank:03}" for rank, library in enumerate(week.libraries)}
    bodies = {name: f"A{rank}" for rank, name in enumerate(sorted(set(week.authority.values())))}
    _table(data / "organisations.csv", ["id", "name"], [("HUB", "Hub"), *((own, name) for name, own in bodies.items())])
    head = (
        "id,name,kind,organisation,lon,lat,visits_per_week,in_hub_building,key,service_seconds,"
        "crate_seconds,pull_capacity,shelf_capacity,empties,empties_max"
    ).split(",")
    places = [("HUB", "Hub", "hub", "HUB", 6.5, 52.65, 0, "no", "yes", 0, 0, 0, 0, 0, 1000)]
    for library in week.libraries:
        lon, lat = (f"{degrees:.5f}" for degrees in week.position[library])
        pulls = math.ceil(slack * week.sent[library] / VISITS_A_WEEK)
        own = bodies[week.authority[library]]
        places.append((code[library], library, "branch", own, lon, lat, 2, "no", "yes", 300, 30, pulls, 2000, 2, 20))
    _table(data / "places.csv", head, places)
    titles = sorted(set(week.title))
    _table(data / "titles.csv", ["id", "category", "grams", "millilitres"], [(f"T{t:05}", "novel", 430, 1150) for t in titles])
    held = [
        (f"T{title:05}", code[place], copies, copies)
        for title, places in sorted(week.holdings.items()) for place, copies in sorted(places.items())
    ]
    _table(data / "holdings.csv", ["title", "place", "copies", "on_shelf"], held)
    asked = []
    for rank, ((weekday, _, receiver), title) in enumerate(zip(week.moves, week.title)):
        # A request is on the pull lists of the morning after it was placed.
        placed = MONDAY + timedelta(min(weekday, 4) - 1)
        asked.append((f"R{rank:05}", f"T{title:05}", code[receiver], placed, placed + timedelta(42), 1, 5))
    _table(data / "requests.csv", "id,title,pickup,placed,limit,quantity,priority".split(","), asked)


def _table(file: Path, head: list[str], rows: Iterable[tuple]) -> None:
    with open(file, "w", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)


def _arguments(words: Optional[list[str]]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", type=Path, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--weeks", type=int, default=10)
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--slacks", default="2,1.2,1.05")
    return parser.parse_args(words)


if __name__ == "__main__":
    sys.exit(main())
