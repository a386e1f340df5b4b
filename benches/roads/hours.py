"""The week of Drenthe with and without rush hours on its main roads.

    python3 benches/roads/hours.py LEENROUTE DATA [ITERATIONS]

DATA has `drenthe_main_nodes.csv` and `drenthe_main_edges.csv`: main roads of 2013 with synthetic
connectors, not for driving. They become sections of the Nationaal Wegenbestand, each edge bent to its
length, its class by its speed; `leenroute travel` makes the matrix, and from 07:00 to 09:00 and from
16:00 to 18:00 motorways, trunk and primary roads take 1.4 times as long. The week is planned twice a
seed, without these hours and with them. The plan without is then driven with them, in its own order
and from its own departures: how late it comes at doors and back at the hub. Last, the processor time
of an iteration of either, from plans of ITERATIONS and of four times as many.
"""

import json
import math
import resource
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))
import referee  # noqa: E402

sys.path.insert(0, str(Path(__file__).resolve().parent))
from drenthe import METRES_PER_DEGREE, WEEK, rows, run  # noqa: E402

SEEDS = (1, 2, 3)
CLASSES = [(97, "R", ""), (85, "R", "N"), (66, "P", ""), (48, "W", "")]
PROFILE = """name = "main roads of 2013, synthetic connectors, not for driving"
base = "van"
turn_seconds = 0.0
[speeds_kmh]
motorway = 97
trunk = 85
primary = 66
tertiary = 48
unclassified = 43
"""
TRAFFIC = """[[traffic]]
hours = "{}"
times_permille.motorway = 1400
times_permille.trunk = 1400
times_permille.primary = 1400
"""


def gml(data: Path) -> str:
    """The graph as sections, each with a bend that gives it its length."""
    places = {
        row["id"]: (float(row["lon"]), float(row["lat"]))
        for row in rows(data / "drenthe_main_nodes.csv")
    }
    numbers = {name: at for at, name in enumerate(places, start=1)}
    sections = []
    for at, row in enumerate(rows(data / "drenthe_main_edges.csv"), start=1):
        (lon1, lat1), (lon2, lat2) = places[row["a"]], places[row["b"]]
        shrink = math.cos(math.radians((lat1 + lat2) / 2))
        east = (lon2 - lon1) * shrink * METRES_PER_DEGREE
        north = (lat2 - lat1) * METRES_PER_DEGREE
        straight, length = math.hypot(east, north), float(row["length_m"])
        line = f"{lon1:.7f} {lat1:.7f} "
        if straight > 1 and length > straight:
            aside = math.sqrt(length**2 - straight**2) / 2
            lon = (lon1 + lon2) / 2 - aside * north / straight / METRES_PER_DEGREE / shrink
            lat = (lat1 + lat2) / 2 + aside * east / straight / METRES_PER_DEGREE
            line += f"{lon:.7f} {lat:.7f} "
        line += f"{lon2:.7f} {lat2:.7f}"
        speed = float(row["speed_kmh"])
        owner, number = next(
            ((owner, number) for least, owner, number in CLASSES if speed >= least), ("G", "")
        )
        sections.append(
            f"<wegvak><WVK_ID>{at}</WVK_ID><JTE_ID_BEG>{numbers[row['a']]}</JTE_ID_BEG>"
            f"<JTE_ID_END>{numbers[row['b']]}</JTE_ID_END><WEGBEHSRT>{owner}</WEGBEHSRT>"
            f"<WEGNUMHMP>{number}</WEGNUMHMP><RIJRICHTNG>B</RIJRICHTNG>"
            f"<geom><posList>{line}</posList></geom></wegvak>"
        )
    return "<c>" + "".join(sections) + "</c>"


def driven(folder: Path, inputs: referee.Inputs) -> dict[str, float]:
    """The routes of a plan by the hours of some inputs: driving, lateness at doors and at the end."""
    plan = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    told = {"km": 0.0, "driving": 0.0, "late": 0, "late_minutes": 0.0, "over": 0, "over_minutes": 0.0}
    unloading = inputs.settings["hub"]["unloading_minutes"] * 60
    for route in plan["routes"]:
        on, here, now = date.fromisoformat(route["date"]), inputs.hub, route["departure_seconds"]
        for rank, at in enumerate([*route["visits"], None]):
            visit = None if at is None else plan["visits"][at]
            to = inputs.hub if visit is None else visit["place"]
            leg = inputs.leg_from((here, to), on, now)
            assert leg is not None, (here, to)
            told["km"] += leg[0] / 1000
            told["driving"] += leg[1] / 3600
            now, here = now + leg[1], to
            if visit is None:
                break
            place, lasts = inputs.places[to], visit["end_seconds"] - visit["start_seconds"]
            if not place.key:
                windows = sorted(place.windows[on.weekday()])
                opens, closes = next(
                    (window for window in windows if now + lasts <= window[1]), windows[-1]
                )
                now = max(now, opens)
                if now + lasts > closes:
                    told["late"] += 1
                    told["late_minutes"] += (now + lasts - closes) / 60
            pauses = [p["duration_seconds"] for p in route["breaks"] if p["after_rank"] == rank]
            now += lasts + sum(pauses)
        vehicle, driver = inputs.vehicles[route["vehicle"]], inputs.drivers[route["driver"]]
        loading = inputs.settings["hub"]["loading_minutes"] * 60
        span = now + unloading - route["departure_seconds"] + loading
        over = max(now + unloading - vehicle.closes, span - vehicle.route_max, span - driver.day_max)
        if over > 0:
            told["over"] += 1
            told["over_minutes"] += over / 60
    return told


def plan(leenroute: str, province: Path, seed: int, iterations: int, out: Path) -> tuple[dict, float]:
    """What a plan says of itself, and its processor time in seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    told = run(
        leenroute, "plan", str(province), "--week", WEEK, "--iterations", str(iterations),
        "--seed", str(seed), "--out", str(out), "--force",
    )
    return told, resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def main() -> None:
    leenroute, data = sys.argv[1], Path(sys.argv[2])
    iterations = int(sys.argv[3]) if len(sys.argv) > 3 else 40_000
    with tempfile.TemporaryDirectory() as office:
        folder = Path(office)
        roads = folder / "main-roads-2013.gml"
        roads.write_text(gml(data), encoding="utf-8")
        provinces = {}
        bands = "".join(TRAFFIC.format(hours) for hours in ("07:00-09:00", "16:00-18:00"))
        for name, traffic in [("free", ""), ("by hour", bands)]:
            province = provinces[name] = folder / name.replace(" ", "-")
            subprocess.run([leenroute, "init", str(province)], check=True, capture_output=True)
            profile = folder / f"{province.name}.toml"
            profile.write_text(PROFILE + traffic, encoding="utf-8")
            made = run(leenroute, "travel", str(province), "--nwb", str(roads), "--profile", str(profile))
            print(f"{name}: pairs {made['pairs']}, by the hour {made['pairs_by_hour']}, without a way"
                  f" {made['unreachable']}, {made['seconds']:.2f} s")
        inputs = {name: referee.Inputs(province) for name, province in provinces.items()}
        print("| seed | planned | km | driving, h | late at doors | late, min | routes too long |"
              " too long, min | drivers, h | vehicle days | cost |")
        for seed in SEEDS:
            for name, province in provinces.items():
                out = folder / f"plan-{province.name}-{seed}"
                told, _ = plan(leenroute, province, seed, iterations, out)
                for judged in [name, "by hour"] if name == "free" else [name]:
                    of = driven(out, inputs[judged])
                    print(f"| {seed} | {name}, driven {judged} | {of['km']:.0f} | {of['driving']:.1f} |"
                          f" {of['late']} | {of['late_minutes']:.0f} | {of['over']} |"
                          f" {of['over_minutes']:.0f} | {told['driver_minutes'] / 60:.1f} |"
                          f" {told['vehicle_days']} | {told['cost_cents'] / 100:.0f} |"
                          f"")
        for name, province in provinces.items():
            out = folder / "speed"
            (few, short), (many, long) = (
                plan(leenroute, province, 1, of, out) for of in (iterations, 4 * iterations)
            )
            done = [told["iterations"] for told in (few, many)]
            print(f"{name}: {(long - short) / (done[1] - done[0]) * 1e6:.0f} microseconds of"
                  f" processor an iteration ({done[0]} in {short:.1f} s, {done[1]} in {long:.1f} s)")


if __name__ == "__main__":
    main()
