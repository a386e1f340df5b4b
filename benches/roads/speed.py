"""How long a matrix takes: processor and clock of `leenroute travel`.

    python3 benches/roads/speed.py LEENROUTE EXTRACT.osm.pbf STOPS [STOPS...]

needs the Debian package `osmium-tool`. The places of the example stand at nodes of streets, drawn with a
fixed seed, and are copied until there are STOPS of them; its items are left out. The whole command is
measured, five times: reading the folder and the extract, network, table, lines for the map, ground
and writing; the best time is told. Beside it stands that of the command with an extract that is known
already: reading the folder and its table alone.
"""

import csv
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TIMES = 5
ITEMS = ["holdings.csv", "requests.csv", "shipments.csv", "titles.csv"]


def street_nodes(extract: str) -> list[tuple[str, str]]:
    """Positions of the nodes of streets."""
    listed = subprocess.run(
        ["osmium", "cat", "-f", "opl", extract], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    street = re.compile(r" T(?:\S*,)?highway=(?:residential|tertiary|secondary)\b")
    wanted = set()
    for line in listed:
        if line.startswith("w") and street.search(line):
            wanted.update(node[1:] for node in line.rsplit(" N", 1)[1].split(","))
    positions = []
    for line in listed:
        if line.startswith("n") and line[1:line.index(" ")] in wanted:
            if at := re.search(r" x(\S+) y(\S+)", line):
                positions.append(at.groups())
    return positions


def folder_of(leenroute: str, folder: Path, stops: int, nodes: list[tuple[str, str]]) -> None:
    subprocess.run([leenroute, "init", str(folder)], check=True, capture_output=True)
    for name in ITEMS:
        path = folder / name
        with open(path, encoding="utf-8") as file:
            head = file.readline()
        path.write_text(head, encoding="utf-8")
    for path in folder.glob("*.csv"):
        if path.name in ("loans.csv", "moves.csv", "requests_closed.csv", "visits_made.csv"):
            path.unlink()
    with open(folder / "places.csv", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    branch = next(row for row in rows if row["kind"] == "branch")
    while len(rows) < stops:
        rows.append(branch | {"id": f"COPY-{len(rows)}", "name": f"Copy {len(rows)}", "empties": "0"})
    draw = random.Random(1)
    for row in rows:
        row["lon"], row["lat"] = draw.choice(nodes)
    with open(folder / "places.csv", "w", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def measured(words: list[str]) -> tuple[float, float]:
    """Processor and clock of a command, in seconds."""
    begin = time.monotonic()
    child = os.posix_spawn(words[0], words, os.environ, file_actions=[
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
        (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
    ])
    _, status, used = os.wait4(child, 0)
    clock = time.monotonic() - begin
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"{words} failed")
    return used.ru_utime + used.ru_stime, clock


def main() -> None:
    leenroute, extract = sys.argv[1], sys.argv[2]
    nodes = street_nodes(extract)
    print("| stops | processor s | clock s | folder alone, processor s | clock s |")
    for stops in map(int, sys.argv[3:]):
        with tempfile.TemporaryDirectory() as office:
            folder = Path(office) / "folder"
            folder_of(leenroute, folder, stops, nodes)
            words = [leenroute, "travel", str(folder), "--osm", extract]
            whole, known = [], []
            for _ in range(TIMES):
                (folder / "ways.json").unlink(missing_ok=True)
                whole.append(measured(words))
                known.append(measured(words))
            best = [min(column) for column in zip(*whole)]
            idle = [min(column) for column in zip(*known)]
            print(f"| {stops} | {best[0]:.2f} | {best[1]:.2f} |"
                  f" {idle[0]:.2f} | {idle[1]:.2f} |")


if __name__ == "__main__":
    main()
