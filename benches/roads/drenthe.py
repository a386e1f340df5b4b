"""The week of Drenthe on a graph of its main roads, beside the estimate.

    python3 benches/roads/drenthe.py LEENROUTE DATA [ITERATIONS]

DATA has `drenthe_main_nodes.csv` and `drenthe_main_edges.csv`: main roads of 2013 with synthetic
connectors, not for driving. They become an extract of OpenStreetMap (Debian package `osmium-tool`)
in which each edge is bent to its length; `leenroute travel` makes the matrix, and the week is planned
twice: by the estimate of the settings, and by these roads.
"""

import csv
import json
import math
import subprocess
import sys
import tempfile
from pathlib import Path

WEEK = "2026-W48"
METRES_PER_DEGREE = 111_195.08


def opl(data: Path) -> str:
    """Nodes and ways as lines of OPL, each edge with a bend that gives it its length."""
    places: dict[str, tuple[float, float]] = {}
    numbers: dict[str, int] = {}
    nodes, ways = [], []
    with open(data / "drenthe_main_nodes.csv", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            places[row["id"]] = (float(row["lon"]), float(row["lat"]))
            numbers[row["id"]] = len(numbers) + 1
    for name, (lon, lat) in places.items():
        nodes.append(f"n{numbers[name]} T x{lon:.7f} y{lat:.7f}\n")
    with open(data / "drenthe_main_edges.csv", encoding="utf-8") as file:
        for at, row in enumerate(csv.DictReader(file), start=1):
            (lon1, lat1), (lon2, lat2) = places[row["a"]], places[row["b"]]
            shrink = math.cos(math.radians((lat1 + lat2) / 2))
            east = (lon2 - lon1) * shrink * METRES_PER_DEGREE
            north = (lat2 - lat1) * METRES_PER_DEGREE
            straight = math.hypot(east, north)
            length = float(row["length_m"])
            refs = [numbers[row["a"]], numbers[row["b"]]]
            if straight > 1 and length > straight:
                aside = math.sqrt(length**2 - straight**2) / 2
                lon = (lon1 + lon2) / 2 - aside * north / straight / METRES_PER_DEGREE / shrink
                lat = (lat1 + lat2) / 2 + aside * east / straight / METRES_PER_DEGREE
                bend = len(numbers) + at
                nodes.append(f"n{bend} T x{lon:.7f} y{lat:.7f}\n")
                refs.insert(1, bend)
            listed = ",".join(f"n{number}" for number in refs)
            tags = f"highway=unclassified,maxspeed={round(float(row['speed_kmh']))}"
            ways.append(f"w{at} T{tags} N{listed}\n")
    return "".join(nodes + ways)


def run(*words: str) -> dict:
    told = subprocess.run([*words, "--json"], check=False, capture_output=True, text=True)
    if told.returncode not in (0, 1):
        sys.exit(told.stdout + told.stderr)
    return json.loads(told.stdout)


def main() -> None:
    leenroute, data = sys.argv[1], Path(sys.argv[2])
    iterations = sys.argv[3] if len(sys.argv) > 3 else "40000"
    with tempfile.TemporaryDirectory() as office:
        folder = Path(office)
        province = str(folder / "drenthe")
        subprocess.run([leenroute, "init", province], check=True, capture_output=True)
        roads = folder / "main-roads-2013.osm.pbf"
        subprocess.run(
            ["osmium", "cat", "-F", "opl", "-", "-o", str(roads)],
            input=opl(data), text=True, check=True,
        )
        profile = folder / "main.toml"
        profile.write_text(
            'name = "main roads of 2013, synthetic connectors, not for driving"\nbase = "van"\n'
            "posted_permille = 1000\ncap_kmh = 120\nturn_seconds = 0.0\n",
            encoding="utf-8",
        )
        made = run(leenroute, "travel", province, "--osm", str(roads), "--profile", str(profile))
        print(f"pairs {made['pairs']}, without a way {made['unreachable']},"
              f" farthest from a road {made['snap_metres_max']} m, {made['seconds']:.2f} s")
        common = ["--week", WEEK, "--iterations", iterations, "--seed", "1"]
        rows = []
        for name, more in [("estimate", ["--estimate"]), ("main roads", [])]:
            out = folder / name.replace(" ", "-")
            told = run(leenroute, "plan", province, *common, "--out", str(out), *more)
            rows.append((name, told, out))
        for name, told, _ in rows:
            cents = told["cost_cents"] if "cost_cents" in told else told["cost"]["total"]
            print(f"| {name} | {told['km']:.0f} | {told['driver_minutes'] / 60:.1f} |"
                  f" {told['vehicle_days']} | {told['visits']} | {cents} |"
                  f" {told['lead_time_days_mean']:.2f} | {told['gap_percent']} |")
        compared = run(leenroute, "compare", str(rows[0][2]), str(rows[1][2]))
        print(json.dumps({key: compared[key] for key in compared if not isinstance(compared[key], list)})[:800])
        print("visits that differ:", len(compared.get("visits", [])))


if __name__ == "__main__":
    main()
