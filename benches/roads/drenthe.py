"""The week of Drenthe on a graph of its main roads, beside the estimate.

    python3 benches/roads/drenthe.py LEENROUTE DATA [ITERATIONS]

DATA has `drenthe_main_nodes.csv` and `drenthe_main_edges.csv`: main roads of 2013 with synthetic
connectors, not for driving. They become an extract of OpenStreetMap (Debian package `osmium-tool`)
in which each edge is bent to its length; `leenroute travel` makes the matrix, and the week is planned
twice a seed: by the estimate of the settings, and by these roads. It prints both plans, the routes of
the first driven on the roads, and what differs between the two timetables.
"""

import csv
import json
import math
import subprocess
import sys
import tempfile
from pathlib import Path

WEEK = "2026-W48"
SEEDS = (1, 2, 3)
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


def driven(out: Path, legs: dict[tuple[str, str], tuple[int, int]], hub: str) -> tuple[float, float]:
    """Kilometres and hours of driving of the routes of a plan by other legs."""
    plan = json.loads((out / "plan.json").read_text(encoding="utf-8"))
    metres = seconds = 0
    for route in plan["routes"]:
        stops = [hub, *(plan["visits"][visit]["place"] for visit in route["visits"]), hub]
        for pair in zip(stops, stops[1:]):
            if pair[0] != pair[1]:
                metres += legs[pair][0]
                seconds += legs[pair][1]
    return metres / 1000, seconds / 3600


def told_apart(leenroute: str, name: str, plans: list[Path]) -> None:
    """How many visits of two plans differ, by what differs."""
    found = run(leenroute, "compare", *map(str, plans))["differences"]
    kinds = [row["what"] for row in found]
    print(f"{name}: visits on another day {kinds.count('day')}, by another vehicle"
          f" {kinds.count('vehicle')}, in another order {kinds.count('order')},"
          f" at another time {kinds.count('time')}, with other crates {kinds.count('crates')}")


def rows(path: Path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8") as file:
        return list(csv.DictReader(file))


def estimated(places: list[dict[str, str]]) -> dict[tuple[str, str], tuple[int, int]]:
    """The estimate of the settings between all places, from the haversine."""
    legs = {}
    for one in places:
        for two in places:
            lon1, lat1, lon2, lat2 = (
                math.radians(float(of[key])) for of in (one, two) for key in ("lon", "lat")
            )
            half = math.sin((lat2 - lat1) / 2) ** 2
            half += math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
            straight = 2 * 6_371_008.8 * math.asin(math.sqrt(half))
            seconds = math.ceil(300 + straight * 0.0546) if straight > 0 else 0
            legs[one["id"], two["id"]] = (math.ceil(straight * 1.33), seconds)
    return legs


def compare_legs(roads: dict, estimate: dict, served: set[str]) -> None:
    """How far the estimate is from the roads, over the pairs of places that are visited."""
    pairs = [pair for pair in roads if set(pair) <= served and estimate[pair][0] > 0]
    for at, what in [(0, "metres"), (1, "seconds")]:
        off = [estimate[pair][at] / max(1, roads[pair][at]) - 1 for pair in pairs]
        off.sort()
        mean = sum(off) / len(off)
        size = sum(map(abs, off)) / len(off)
        print(f"estimate against roads, {what}: {len(off)} pairs, mean {mean:+.1%},"
              f" mean size {size:.1%}, tenth {off[len(off) // 10]:+.1%},"
              f" ninth tenth {off[len(off) * 9 // 10]:+.1%}")


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
        legs = {
            (row["from"], row["to"]): (int(row["metres"]), int(row["seconds"]))
            for row in rows(folder / "drenthe" / "travel.csv")
        }
        places = rows(folder / "drenthe" / "places.csv")
        hub = next(place["id"] for place in places if place["kind"] == "hub")
        print("| seed | timetable by | km | driving | driver hours | vehicle days | cost |"
              " days to the shelf | gap % |")
        for seed in SEEDS:
            plans = []
            for name, more in [("estimate", ["--estimate"]), ("main roads", [])]:
                out = folder / f"{name.replace(' ', '-')}-{seed}"
                told = run(
                    leenroute, "plan", province, "--week", WEEK, "--iterations", iterations,
                    "--seed", str(seed), "--out", str(out), *more,
                )
                plans.append(out)
                own = estimated(places) if more else legs
                km, hours = driven(out, own, hub)
                print(f"| {seed} | {name} | {km:.0f} | {hours:.1f} |"
                      f" {told['driver_minutes'] / 60:.1f} | {told['vehicle_days']} |"
                      f" {told['cost_cents'] / 100:.0f} | {told['lead_time_days_mean']:.2f} |"
                      f" {told['gap_percent']:.1f} |")
                if more:
                    km, hours = driven(out, legs, hub)
                    print(f"| {seed} | the same, driven on the roads | {km:.0f} | {hours:.1f} |"
                          " | | | | |")
            told_apart(leenroute, f"seed {seed}, estimate and main roads", plans)
        seeds = [folder / f"estimate-{seed}" for seed in SEEDS[:2]]
        told_apart(leenroute, "the estimate by two seeds", seeds)
        plan = json.loads((plans[0] / "plan.json").read_text(encoding="utf-8"))
        compare_legs(legs, estimated(places), {visit["place"] for visit in plan["visits"]} | {hub})


if __name__ == "__main__":
    main()
