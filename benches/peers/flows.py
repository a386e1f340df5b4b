#!/usr/bin/env python3
"""The network of a week's matching against OR-Tools: same cost, and how fast.

    flows.py --binary PATH --venv DIR --folder DIR [--stops 174] [--requests 100000] [--slack 1.05]
    flows.py --binary PATH --venv DIR --folder DIR --small 1000

Generates a province, lets leenroute choose the lenders and export the network with its flow, and
solves it again: with SimpleMinCostFlow, which knows no bundles (copies that several windows share),
and with `--small` by a linear programme (GLOP), which does. Without bundles all costs must agree;
with them leenroute's bound must not be above the linear programme, nor that above its cost.
leenroute's seconds are those of building, solving on all cores and proving; those of OR-Tools are
the solving alone, on one core. `--small` does so for so many small provinces, one after another.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Optional

from ask import ask

WEEK = "2026-W48"
# The linear programme is solved in floating point.
TOLERANCE = 1e-6


def main(words: Optional[list[str]] = None) -> int:
    asked = _arguments(words)
    if asked.solve:
        for line in sys.stdin:
            print(json.dumps(solved(network_of(Path(line.strip())), asked.programme)), flush=True)
        return 0
    from environment import python_of

    command = [str(python_of(asked.venv)), __file__, "--solve"]
    command += ["--programme"] if asked.small else []
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as solver:
        compared = Comparison(asked, solver)
        if asked.small:
            return small(compared, asked.small)
        found, theirs = compared.of(["--stops", asked.stops, "--requests", asked.requests, "--pull-slack", asked.slack])
        print(told(found, theirs))
        return 0 if agree(found, theirs) else 1


class Comparison:
    """leenroute and a process that solves the networks which it exports."""

    def __init__(self, asked: argparse.Namespace, solver: subprocess.Popen) -> None:
        self.binary, self.folder, self.solver = asked.binary, asked.folder, solver

    def of(self, size: list) -> tuple[dict, dict]:
        words = [str(word) for word in size]
        data = self.folder / f"flows{''.join(words)}"
        if not data.exists():
            ask(self.binary, ["generate", str(data), "--week", WEEK, *words])
        file = self.folder / f"{data.name}.csv"
        found = ask(self.binary, ["match", str(data), "--week", WEEK, "--export", str(file), "--force"])
        assert self.solver.stdin and self.solver.stdout
        self.solver.stdin.write(f"{file}\n")
        self.solver.stdin.flush()
        return found, json.loads(self.solver.stdout.readline())


def small(compared: Comparison, count: int) -> int:
    """So many small provinces; a line for each that disagrees, and how often each case came up."""
    draw = random.Random(1)
    wrong = bundled = proven = full = 0
    for seed in range(1, count + 1):
        stops, requests = draw.randint(5, 12), draw.randint(10, 120)
        copies, titles = draw.randint(200, 600), draw.randint(20, 80)
        slack = draw.choice(["0.4", "0.7", "1.05"])
        size = ["--stops", stops, "--requests", requests, "--titles", titles, "--copies", copies]
        found, theirs = compared.of([*size, "--pull-slack", slack, "--seed", seed])
        bundled += bool(theirs["bundles"])
        full += bool(found["binding_lenders"])
        proven += found["cost"] == found["dual_cost"]
        if not agree(found, theirs):
            wrong += 1
            print(f"seed {seed}: {told(found, theirs)}")
    print(
        f"{count} networks: {count - wrong} agree; {full} with full departures, {bundled} with bundles; "
        f"{proven} proven cheapest"
    )
    return 1 if wrong else 0


def agree(found: dict, theirs: dict) -> bool:
    """Whether the other solvers say what leenroute proved."""
    own, flow, programme = theirs["own"], theirs["flow"], theirs["programme"]
    slip = TOLERANCE * max(1, abs(own))
    if not found["certificate_valid"] or flow is None:
        return False
    within = programme is None or theirs["bound"] - slip <= programme <= own + slip
    return within and (flow <= own if theirs["bundles"] else flow == own)


def told(found: dict, theirs: dict) -> str:
    ratio = theirs["seconds"] / found["seconds_solve"]
    return (
        f"{found['requests']:,} requests, {theirs['nodes']:,} nodes, {theirs['arcs']:,} arcs, "
        f"{theirs['bundles']:,} bundles, {len(found['binding_lenders'])} full departures: leenroute "
        f"{found['seconds_solve']:.2f} s, cost {theirs['own']}, bound {theirs['bound']}; OR-Tools without bundles "
        f"{theirs['seconds']:.2f} s ({ratio:.1f} times as long), cost {theirs['flow']}"
        + ("" if theirs["programme"] is None else f"; linear programme {theirs['programme']:.1f}")
    )


def network_of(file: Path) -> dict:
    """The network of an export, the cost of its flow, and what its potentials prove."""
    supplies, potentials, arcs, own = [], [], [], 0
    bundles: dict[str, list[int]] = {}
    with file.open(newline="", encoding="utf-8") as text:
        for row in csv.DictReader(text):
            if row["kind"] == "node":
                supplies.append(int(row["supply"]))
                potentials.append(int(row["potential"]))
                continue
            if row["bundle"]:
                bundles.setdefault(row["bundle"], []).append(len(arcs))
            arcs.append([int(row[name]) for name in ("from", "to", "capacity", "cost")])
            own += int(row["cost"]) * int(row["flow"])
    network = {"supplies": supplies, "arcs": arcs, "bundles": list(bundles.values()), "own": own}
    return {**network, "bound": bound(network, potentials)}


def bound(network: dict, potentials: list[int]) -> int:
    """What no flow can undercut, by any potentials."""
    arcs = network["arcs"]
    reduced = [min(0, cost - potentials[start] + potentials[end]) for start, end, _, cost in arcs]
    proven = sum(supply * potential for supply, potential in zip(network["supplies"], potentials))
    in_bundle = {arc for bundle in network["bundles"] for arc in bundle}
    proven += sum(arc[2] * worth for at, (arc, worth) in enumerate(zip(arcs, reduced)) if at not in in_bundle)
    # Every arc of a bundle may carry all of it.
    return proven + sum(arcs[bundle[0]][2] * min(reduced[arc] for arc in bundle) for bundle in network["bundles"])


def solved(network: dict, programme: bool) -> dict:
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
    return {
        "nodes": len(supplies),
        "arcs": len(arcs),
        "bundles": len(network["bundles"]),
        "own": network["own"],
        "bound": network["bound"],
        "flow": solver.optimal_cost() if status == solver.OPTIMAL else None,
        "programme": linear_programme(network) if programme else None,
        "seconds": seconds,
    }


def linear_programme(network: dict) -> Optional[float]:
    from ortools.linear_solver import pywraplp

    solver = pywraplp.Solver.CreateSolver("GLOP")
    flows = [solver.NumVar(0, capacity, "") for _, _, capacity, _ in network["arcs"]]
    balance = [solver.Constraint(supply, supply) for supply in network["supplies"]]
    for flow, (start, end, _, cost) in zip(flows, network["arcs"]):
        balance[start].SetCoefficient(flow, 1)
        balance[end].SetCoefficient(flow, -1)
        solver.Objective().SetCoefficient(flow, cost)
    for bundle in network["bundles"]:
        row = solver.Constraint(0, network["arcs"][bundle[0]][2])
        for arc in bundle:
            row.SetCoefficient(flows[arc], 1)
    solver.Objective().SetMinimization()
    return solver.Objective().Value() if solver.Solve() == solver.OPTIMAL else None


def _arguments(words: Optional[list[str]]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", type=Path)
    parser.add_argument("--venv", type=Path)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--stops", type=int, default=174)
    parser.add_argument("--requests", type=int, default=100_000)
    parser.add_argument("--slack", default="1.05")
    parser.add_argument("--small", type=int, default=0)
    parser.add_argument("--solve", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--programme", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args(words)


if __name__ == "__main__":
    sys.exit(main())
