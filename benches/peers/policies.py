#!/usr/bin/env python3
"""What the choice of lenders is worth: the cheapest flow against what other systems do.

    policies.py --binary PATH --folder DIR [--seeds 10] [--slacks base,1.2,1.05]

Generates a week of Drenthe for each seed and each slack of what staff can pull, lets every policy
choose the lenders, and prints one table: copies filled inside the province, and cost, each with a
95 % interval over the seeds. Differences to the cheapest flow are paired by seed.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from pathlib import Path
from typing import Optional

from ask import ask

WEEK = "2026-W48"
POLICIES = ["cheapest", "each-morning", "per-title", "nearest-first", "loan-ratio", "fixed-list"]
# Student's t for a two-sided 95 % interval, by degrees of freedom.
T = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160]
T += [2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056]
NORMAL = 2.0


def main(words: Optional[list[str]] = None) -> int:
    asked = _arguments(words)
    rows = []
    for slack in asked.slacks.split(","):
        for seed in range(1, asked.seeds + 1):
            data = week_of(asked.binary, asked.folder, slack, seed)
            for policy in POLICIES:
                rows.append({"slack": slack, "seed": seed, "policy": policy, **matched(asked.binary, data, policy)})
            print(f"slack {slack}, seed {seed}", file=sys.stderr)
    print(table(rows), end="")
    return 0


def week_of(binary: Path, folder: Path, slack: str, seed: int) -> Path:
    data = folder / f"slack-{slack}-seed-{seed}"
    if not data.exists():
        own = [] if slack == "base" else ["--pull-slack", slack]
        ask(binary, ["generate", str(data), "--week", WEEK, "--seed", str(seed), *own])
    return data


def matched(binary: Path, data: Path, policy: str) -> dict:
    found = ask(binary, ["match", str(data), "--week", WEEK, "--policy", policy])
    if policy == "cheapest" and not found["certificate_valid"]:
        raise SystemExit(f"{data}: the certificate does not hold")
    percent = 100 * found["filled_in_province"] / found["requests"]
    return {"percent": percent, "cost": found["cost"], "full": len(found["binding_lenders"])}


def interval(values: list[float]) -> tuple[float, float]:
    """The mean and half the width of its 95 % interval."""
    mean = statistics.fmean(values)
    if len(values) < 2:
        return mean, float("nan")
    freedom = len(values) - 1
    t = T[freedom - 1] if freedom <= len(T) else NORMAL
    return mean, t * statistics.stdev(values) / len(values) ** 0.5


def table(rows: list[dict]) -> str:
    lines = [
        "| slack | policy | filled inside the province % | less than cheapest, points | cost above cheapest % |",
        "|---|---|---|---|---|",
    ]
    for slack in dict.fromkeys(row["slack"] for row in rows):
        of = {(row["policy"], row["seed"]): row for row in rows if row["slack"] == slack}
        seeds = sorted({seed for _, seed in of})
        best = [of["cheapest", seed] for seed in seeds]
        for policy in POLICIES:
            own = [of[policy, seed] for seed in seeds]
            cells = [slack, policy, _told(interval([row["percent"] for row in own]))]
            if policy == "cheapest":
                cells += ["", ""]
            else:
                less = [top["percent"] - row["percent"] for row, top in zip(own, best)]
                above = [100 * (row["cost"] / top["cost"] - 1) for row, top in zip(own, best)]
                cells += [_told(interval(less)), _told(interval(above))]
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _told(of: tuple[float, float]) -> str:
    return f"{of[0]:.2f} ± {of[1]:.2f}"


def _arguments(words: Optional[list[str]]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", type=Path, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--slacks", default="base,1.2,1.05")
    return parser.parse_args(words)


if __name__ == "__main__":
    sys.exit(main())
