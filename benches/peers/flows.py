#!/usr/bin/env python3
"""The networks of a week's matching against OR-Tools SimpleMinCostFlow: same cost, and how fast.

    flows.py --binary PATH --venv DIR --folder DIR [--stops 174] [--requests 100000] [--slack 1.05]

Generates a province, lets leenroute choose the lenders and export the networks with their flows,
solves each of them again with OR-Tools, and prints a line a morning. Costs must agree. leenroute's
seconds are those of all mornings together: building, solving on all cores, proving and taking out
of stock; those of OR-Tools are the solving alone, on one core.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
import time
from itertools import groupby
from pathlib import Path
from typing import Iterator, Optional

from ask import ask

WEEK = "2026-W48"


def main(words: Optional[list[str]] = None) -> int:
    asked = _arguments(words)
    if asked.solve:
        for found in map(solved, networks(asked.solve)):
            print(json.dumps(found), flush=True)
        return 0
    from environment import python_of

    data = asked.folder / f"flows-{asked.stops}-{asked.requests}-{asked.slack}"
    if not data.exists():
        size = ["--stops", str(asked.stops), "--requests", str(asked.requests)]
        ask(asked.binary, ["generate", str(data), *size, "--pull-slack", asked.slack])
    file = asked.folder / f"{data.name}.csv"
    found = ask(asked.binary, ["match", str(data), "--week", WEEK, "--export", str(file), "--force"])
    own = {network["round"]: network["cost"] for network in networks(file)}
    child = [str(python_of(asked.venv)), __file__, "--solve", str(file)]
    theirs = [json.loads(line) for line in subprocess.run(child, check=True, capture_output=True, text=True).stdout.splitlines()]
    print(table(own, theirs, found), end="")
    return 0 if all(own[row["round"]] == row["cost"] for row in theirs) else 1


def networks(file: Path) -> Iterator[dict]:
    """The networks of an export, each with the cost of its flow."""
    with file.open(newline="", encoding="utf-8") as text:
        for number, rows in groupby(csv.DictReader(text), key=lambda row: row["round"]):
            supplies, arcs, cost = [], [], 0
            for row in rows:
                if row["kind"] == "node":
                    supplies.append(int(row["supply"]))
                else:
                    arcs.append([int(row[name]) for name in ("from", "to", "capacity", "cost")])
                    cost += int(row["cost"]) * int(row["flow"])
            yield {"round": int(number), "supplies": supplies, "arcs": arcs, "cost": cost}


def solved(network: dict) -> dict:
    """What OR-Tools makes of a network."""
    import numpy
    from ortools.graph.python import min_cost_flow

    arcs = numpy.array(network["arcs"], dtype=numpy.int64).reshape(-1, 4)
    solver = min_cost_flow.SimpleMinCostFlow()
    solver.add_arcs_with_capacity_and_unit_cost(*arcs.T)
    supplies = network["supplies"]
    solver.set_nodes_supplies(numpy.arange(len(supplies)), numpy.array(supplies, dtype=numpy.int64))
    begun = time.perf_counter()
    status = solver.solve()
    seconds = time.perf_counter() - begun
    cost = solver.optimal_cost() if status == solver.OPTIMAL else None
    return {"round": network["round"], "nodes": len(supplies), "arcs": len(arcs), "cost": cost, "seconds": seconds}


def table(own: dict[int, int], theirs: list[dict], found: dict) -> str:
    lines = ["| morning | nodes | arcs | cost | OR-Tools | its seconds |", "|---|---|---|---|---|---|"]
    for row in theirs:
        same = "the same" if row["cost"] == own[row["round"]] else f"{row['cost']}"
        cells = [row["round"], f"{row['nodes']:,}", f"{row['arcs']:,}", own[row["round"]], same, f"{row['seconds']:.2f}"]
        lines.append(f"| {' | '.join(map(str, cells))} |")
    together = sum(row["seconds"] for row in theirs)
    ratio = together / found["seconds_solve"]
    lines.append(
        f"\n{found['requests']:,} requests: leenroute {found['seconds_solve']:.2f} s, "
        f"OR-Tools {together:.2f} s, {ratio:.1f} times as long; {len(found['binding_lenders'])} full departures"
    )
    return "\n".join(lines) + "\n"


def _arguments(words: Optional[list[str]]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", type=Path)
    parser.add_argument("--venv", type=Path)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--stops", type=int, default=174)
    parser.add_argument("--requests", type=int, default=100_000)
    parser.add_argument("--slack", default="1.05")
    parser.add_argument("--solve", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args(words)


if __name__ == "__main__":
    sys.exit(main())
