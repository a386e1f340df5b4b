#!/usr/bin/env python3
"""Compares leenroute with its peers on the week of Drenthe.

    drenthe.py --places locations.csv --binary PATH --venv DIR [--stops 0|420] [--time 30]

Writes the week for leenroute and the equivalent plain problem for its peers (see province.py),
runs them as compare.py does, and prints kilometres a week. Runs of other lengths in the same
folder stay in the table, so that a long run can serve as best known.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Optional

from compare import machine, refuse, run_all
from province import HALVES, UNITS_PER_KM, province
from runs import PEERS, Run, Task, kept

# The cost convention of the written week; the sets of Cordeau are exact.
CONVENTION = "round"


def main(words: Optional[list[str]] = None) -> int:
    asked = _arguments(words)
    made = province(asked.places, asked.stops, asked.instance_seed)
    week = asked.folder.absolute() / "pvrp" / made.name
    half = asked.folder.absolute() / "cvrp" / f"{made.name}.vrp"
    for file, text in ((week, made.week()), (half, made.half())):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    print(f"{made.name}: {len(made.stops)} stops, {made.vans_a_day} vans a day", file=sys.stderr)
    words_of = f"--convention {CONVENTION} {asked.arguments}".strip()
    tasks = []
    for peer in asked.peers:
        if peer == "leenroute":
            tasks.append(Task(peer, "pvrp", week, asked.time, asked.seed, words_of, CONVENTION))
        else:
            tasks.append(Task(peer, "cvrp", half, asked.time, asked.seed))
    out = asked.folder / "runs.jsonl"
    run_all(tasks, machine(asked), out, parallel=asked.parallel, best={})
    print(table([run for run in kept(out) if run["instance"] == made.name]), end="")
    return 0


def kilometres(run: Run) -> float:
    """A week's, of the plain problem of half a week too."""
    halves = 1 if run["set"] == "pvrp" else HALVES
    return run["cost"] * halves / UNITS_PER_KM


def table(runs: list[Run]) -> str:
    feasible = [run for run in runs if "error" not in run and not run["violations"]]
    best = min(map(kilometres, feasible), default=None)
    lines = [
        "| instance | peer | seconds | seed | km a week | above best % | wall s | CPU s |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for run in sorted(runs, key=lambda run: (run["limit"], list(PEERS).index(run["peer"]), run["seed"])):
        cells = [run["instance"], run["peer"], f"{run['limit']:g}", str(run["seed"])]
        if run in feasible:
            cells += [f"{kilometres(run):,.1f}", f"{100 * (kilometres(run) / best - 1):.2f}"]
        else:
            cells += [run["error"] if "error" in run else f"infeasible: {run['violated'][0]}", "-"]
        cells += [f"{run['wall_seconds']:.1f}", f"{run['cpu_seconds']:.1f}"]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _arguments(words: Optional[list[str]]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    names = lambda text: [word for word in text.split(",") if word]
    parser.add_argument("--places", type=Path, required=True, help="CSV with lat, lon, kind")
    parser.add_argument("--binary", type=Path, help="leenroute, built in release mode")
    parser.add_argument("--venv", type=Path, help="where the peers are, or will be")
    parser.add_argument("--stops", type=int, default=0, help="0: the places as they are")
    parser.add_argument("--time", type=float, default=30, help="seconds a run")
    parser.add_argument("--peers", type=names, default=["leenroute", "pyvrp", "vroom"])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--instance-seed", type=int, default=1, help="of the loads and made stops")
    parser.add_argument("--parallel", type=int, default=2)
    parser.add_argument("--arguments", default="", help="further arguments of `leenroute solve`")
    parser.add_argument("--folder", type=Path, default=Path("drenthe-week"), help="for files and runs")
    asked = parser.parse_args(words)
    faults = [] if asked.places.is_file() else [f"--places {asked.places}: not a file"]
    refuse(parser, asked, faults)
    return asked


if __name__ == "__main__":
    sys.exit(main())
