"""Ways of `leenroute travel` against those of routino, an independent router.

    python3 benches/roads/routino.py LEENROUTE EXTRACT.osm.pbf [EXTRACT...]

needs the Debian packages `routino` and `osmium-tool`. Both get the same roads without posted speeds,
the same speeds and no cost of turns; routino's preferences are set equal, so that its quickest way is the
quickest. Stops are nodes of streets, drawn with a fixed seed. It prints a row an extract, and the
pairs that differ most.
"""

import csv
import json
import math
import random
import re
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

STOPS = 46
PAIRS = 600
# A stop farther from a road that leads everywhere lies at the edge of its extract, in metres.
AWAY = 2
SHOWN = 12
SPEEDS = {
    "motorway": 96, "trunk": 96, "primary": 80, "secondary": 72, "tertiary": 64,
    "unclassified": 56, "residential": 40, "service": 24, "track": 16,
}
NEVER = ["cycleway", "path", "steps"]
PROPERTIES = ["paved", "multilane", "bridge", "tunnel", "footroute", "bicycleroute"]
Point = tuple[float, float]


def profile_of_routino() -> str:
    """Speeds alone decide; a percentage of 50 makes a property of no account."""
    rows = [(name, SPEEDS[name]) for name in SPEEDS] + [(name, 0) for name in NEVER]
    rows.append(("ferry", 5))
    speeds = "".join(f'<speed highway="{name}" kph="{kph}"/>' for name, kph in rows)
    likes = "".join(
        f'<preference highway="{name}" percent="{100 if kph else 0}"/>' for name, kph in rows
    )
    properties = "".join(f'<property type="{name}" percent="50"/>' for name in PROPERTIES)
    limits = '<weight limit="3.5"/><height limit="2.7"/><width limit="2.2"/><length limit="7.0"/>'
    return (
        '<?xml version="1.0" encoding="UTF-8"?><routino-profiles>'
        f'<profile name="van" transport="motorcar"><speeds>{speeds}</speeds>'
        f"<preferences>{likes}</preferences><properties>{properties}</properties>"
        f'<restrictions><oneway obey="1"/><turns obey="1"/>{limits}</restrictions>'
        "</profile></routino-profiles>"
    )


def profile_of_ours() -> str:
    """The same in our form; what routino takes for another class has the speed of that."""
    speeds = {"living_street": SPEEDS["residential"], "pedestrian": 0, "ferry": 5, **SPEEDS}
    for name in ["motorway", "trunk", "primary", "secondary", "tertiary"]:
        speeds[f"{name}_link"] = SPEEDS[name]
    rows = "\n".join(f"{name} = {kph}" for name, kph in speeds.items())
    return (
        'base = "van"\nposted = "caps"\nposted_permille = 1000\ncap_kmh = 200\n'
        f"turn_seconds = 0.0\nu_turn_seconds = 0\n[speeds_kmh]\n{rows}\n"
    )


def stops_of(extract: Path) -> list[Point]:
    """Nodes of streets where one lives and works."""
    kinds = "w/highway=residential,unclassified,tertiary,secondary"
    filtered = subprocess.run(
        ["osmium", "tags-filter", str(extract), kinds, "-f", "opl", "-o", "-"],
        check=True, capture_output=True, text=True,
    ).stdout
    nodes: list[Point] = []
    for line in filtered.splitlines():
        fields = line.split(" ")
        if fields[0].startswith("n"):
            lon, lat = (next(f[1:] for f in fields if f.startswith(key)) for key in "xy")
            nodes.append((float(lon), float(lat)))
    nodes.sort()
    return random.Random(1).sample(nodes, STOPS)


def ours(leenroute: str, extract: Path, stops: list[Point]) -> tuple[dict, dict]:
    """Metres and seconds of all pairs, by our roads; and what the command says."""
    with tempfile.TemporaryDirectory() as office:
        folder = Path(office) / "data"
        subprocess.run([leenroute, "init", str(folder)], check=True, capture_output=True)
        with open(folder / "places.csv", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        codes = [row["id"] for row in rows]
        for at, row in enumerate(rows):
            row["lon"], row["lat"] = stops[min(at, len(stops) - 1)]
        with open(folder / "places.csv", "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)
        profile = Path(office) / "plain.toml"
        profile.write_text(profile_of_ours(), encoding="utf-8")
        told = subprocess.run(
            [leenroute, "travel", str(folder), "--osm", str(extract), "--profile", str(profile),
             "--json"],
            check=False, capture_output=True, text=True,
        )
        with open(folder / "travel.csv", encoding="utf-8") as file:
            legs = {
                (codes.index(row["from"]), codes.index(row["to"])):
                (int(row["metres"]), int(row["seconds"]))
                for row in csv.DictReader(file)
            }
        label = json.loads((folder / "travel.json").read_text(encoding="utf-8"))
        away = [codes.index(row["code"]) for row in label["places"] if row["snap_metres"] > AWAY]
        legs = {pair: leg for pair, leg in legs.items() if not set(pair) & set(away)}
        return legs, {**json.loads(told.stdout), "away": len([at for at in away if at < STOPS])}


def great_circle(one: Point, two: Point) -> float:
    """Metres by the haversine on the mean Earth."""
    (lon1, lat1), (lon2, lat2) = ([math.radians(of) for of in point] for point in (one, two))
    half = math.sin((lat2 - lat1) / 2) ** 2
    half += math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * 6_371_008.8 * math.asin(math.sqrt(half))


def theirs(folder: Path, profiles: Path, start: Point, end: Point):
    """Metres and seconds by routino, or None where it finds no way."""
    told = subprocess.run(
        ["routino-router", f"--dir={folder}", "--prefix=x", f"--profiles={profiles}",
         "--profile=van", "--quickest", f"--lon1={start[0]}", f"--lat1={start[1]}",
         f"--lon2={end[0]}", f"--lat2={end[1]}", "--output-text-all", "--output-stdout"],
        check=False, capture_output=True, text=True,
    )
    if told.returncode != 0:
        return None
    metres = seconds = 0.0
    before = None
    for line in told.stdout.splitlines():
        fields = [field.strip() for field in line.split("\t")]
        if line.startswith("#") or len(fields) < 9:
            continue
        here = (float(fields[1]), float(fields[0]))
        if before is not None and fields[8]:
            # Its own lengths are cut to whole metres, a piece; those of its points are not.
            length = great_circle(before, here)
            metres += length
            seconds += length * 3.6 / float(fields[8])
        before = here
    return metres, seconds


def without_posted(extract: Path, out: Path) -> Path:
    """The extract without posted speeds, since routino does not print the speeds that they make."""
    lines = subprocess.run(
        ["osmium", "cat", str(extract), "-f", "opl", "-o", "-"],
        check=True, capture_output=True, text=True,
    ).stdout
    lines = re.sub(r"(?<=[T,])maxspeed[^=,\s]*=[^,\s]*,?", "", lines)
    lines = re.sub(r",(?=\s)", "", lines)
    subprocess.run(
        ["osmium", "cat", "-F", "opl", "-", "-o", str(out)], input=lines, text=True, check=True
    )
    return out


def compared(leenroute: str, extract: Path) -> None:
    stops = stops_of(extract)
    with tempfile.TemporaryDirectory() as office:
        held(leenroute, without_posted(extract, Path(office) / extract.name), stops)


def held(leenroute: str, extract: Path, stops: list[Point]) -> None:
    legs, told = ours(leenroute, extract, stops)
    rows = []
    missing = [0, 0]
    with tempfile.TemporaryDirectory() as office:
        folder = Path(office)
        profiles = folder / "profiles.xml"
        profiles.write_text(profile_of_routino(), encoding="utf-8")
        subprocess.run(
            ["planetsplitter", f"--dir={folder}", "--prefix=x", "--prune-none",
             "--tagging=/usr/share/routino/tagging.xml", str(extract)],
            check=True, capture_output=True,
        )
        pairs = [(a, b) for a in range(STOPS) for b in range(STOPS) if a != b]
        for a, b in random.Random(2).sample(pairs, PAIRS):
            other = theirs(folder, profiles, stops[a], stops[b])
            own = legs.get((a, b))
            missing[0] += own is None
            missing[1] += other is None
            if own and other and other[0] > 300:
                rows.append((own[0] / other[0] - 1, own[1] / other[1] - 1, a, b, own, other))
    for name, at in [("metres", 0), ("seconds", 1)]:
        off = sorted(abs(row[at]) for row in rows)
        signed = statistics.median(row[at] for row in rows)
        within = sum(one < 0.01 for one in off) / len(off)
        print(
            f"| {extract.name} | {name} | {len(rows)} | {100 * statistics.median(off):.2f} % |"
            f" {100 * signed:+.2f} % | {100 * within:.0f} % | {100 * off[int(0.95 * len(off))]:.1f} % |"
            f" {100 * off[-1]:.0f} % |"
        )
    print(f"  left out: {told['away']} stops on no connected road, {missing[0]} pairs with them,"
          f" {missing[1]} pairs without a way by routino; {told['seconds']:.3f} s,"
          f" {told['roads']['arcs']} arcs")
    for row in sorted(rows, key=lambda row: -abs(row[1]))[:SHOWN]:
        a, b = row[2], row[3]
        print(f"  {100 * row[0]:+.1f} % m {100 * row[1]:+.1f} % s  {stops[a]} > {stops[b]}"
              f"  ours {row[4]}  routino ({row[5][0]:.0f}, {row[5][1]:.0f})")


if __name__ == "__main__":
    print("| extract | what | pairs | median | signed | within 1 % | 95th | largest |")
    print("|---|---|---:|---:|---:|---:|---:|---:|")
    for name in sys.argv[2:]:
        compared(sys.argv[1], Path(name).resolve())
