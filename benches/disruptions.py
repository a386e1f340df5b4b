"""A closed branch: the plan changed as little as possible, against a plan made anew.

    python3 benches/disruptions.py LEENROUTE PLAN_DIR --count 50 --iterations 40000

Draws visits of a stored plan with a seed, closes their place on their day, and asks `replan` for
the cheapest small change and `plan` for a new plan of the same data with that closure. Prints a
Markdown table: visits whose day, vehicle or turn changed, visits that begin outside the band, and
the cost of the plan. Uses nothing but the command and Python itself.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import statistics
import subprocess
import tempfile
from pathlib import Path


def asked(command: list[str]) -> dict:
    """The document of a command, whether or not a visit is missing."""
    done = subprocess.run([*command, "--json"], capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)}: {done.stderr}")
    return json.loads(done.stdout)


def counted(differences: list[dict]) -> tuple[int, int]:
    """Visits that moved, and visits that begin at another time."""
    moved, late = set(), set()
    for row in differences:
        if row["what"] not in ("day", "vehicle", "order", "time"):
            continue
        side = row["a"] or row["b"]
        visit = (row["place"], side["date"])
        (late if row["what"] == "time" else moved).add(visit)
    return len(moved), len(late - moved)


def disruption(tool: str, plan: Path, place: str, date: str, iterations: int) -> list[dict]:
    """What replan and a new plan make of one closed place."""
    with tempfile.TemporaryDirectory() as office:
        data, small, free = (Path(office) / name for name in ("data", "small", "free"))
        shutil.copytree(plan / "inputs", data)
        with open(data / "closures.csv", "a", encoding="utf-8") as file:
            file.write(f"{place},{date},{date},test\n")
        changed = asked([tool, "replan", str(plan), "--close", f"{place}@{date}", "--out", str(small)])
        week = changed["week"]
        search = ["--iterations", str(iterations), "--out", str(free)]
        anew = asked([tool, "plan", str(data), "--week", week, *search])
        rows = []
        for document, folder in ((changed, small), (anew, free)):
            beside = asked([tool, "compare", str(plan), str(folder)])
            moved, late = counted(beside["differences"])
            rows.append({
                "moved": moved,
                "late": late,
                "cost": document["cost_cents"],
                "seconds": document["seconds"],
                "visits": document["visits"],
            })
        return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tool")
    parser.add_argument("plan", type=Path)
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--iterations", type=int, default=40_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    stored = json.loads((given.plan / "plan.json").read_text(encoding="utf-8"))
    visits = [(visit["place"], visit["date"]) for visit in stored["visits"]]
    drawn = random.Random(given.seed).sample(visits, min(given.count, len(visits)))
    before = sum(stored["cost"].values())
    print("| closed | moved, replan | moved, anew | other times, replan | other times, anew "
          "| cost, replan | cost, anew |")
    print("|---|---|---|---|---|---|---|")
    found = []
    for place, date in sorted(drawn):
        small, free = disruption(given.tool, given.plan, place, date, given.iterations)
        found.append((small, free))
        euros = [f"{(of['cost'] - before) / 100:+.2f}" for of in (small, free)]
        print(f"| {place} {date} | {small['moved']} | {free['moved']} | {small['late']} "
              f"| {free['late']} | {euros[0]} | {euros[1]} |", flush=True)
    for name, of in (("median", statistics.median), ("most", max)):
        cells = [f"{of(side[key] for side in sides):.0f}" for key in ("moved", "late")
                 for sides in zip(*found)]
        cost = [f"{of(side['cost'] - before for side in sides) / 100:+.2f}" for sides in zip(*found)]
        print(f"| {name} | {' | '.join(cells)} | {' | '.join(cost)} |")
    times = [small["seconds"] for small, _ in found]
    print(f"\nreplan: median {statistics.median(times):.2f} s, most {max(times):.2f} s; "
          f"visits made at least {min(small['visits'] for small, _ in found)}")


if __name__ == "__main__":
    main()
