"""An extract as large as one likes: copies of one, side by side.

    python3 benches/roads/repeat.py EXTRACT.osm.pbf COPIES OUT.osm.pbf

needs the Debian package `osmium-tool`. Each copy has numbers of its own and lies 0.3 degrees east of
the one before; copies do not touch.
"""

import re
import subprocess
import sys

STEP = 0.3
NUMBERS = 100_000_000_000


def shifted(line: str, copy: int) -> str:
    """A line of OPL with its numbers and longitude moved."""
    more = copy * NUMBERS

    def moved(match: re.Match) -> str:
        return f"{match[1]}{int(match[2]) + more}"

    fields = line.rstrip("\n").split(" ")
    kept = []
    for field in fields:
        key = field[:1]
        if field is fields[0]:
            field = f"{key}{int(field[1:]) + more}"
        elif key == "x" and len(field) > 1:
            field = f"x{float(field[1:]) + copy * STEP:.7f}"
        elif key in "NM" and len(field) > 1:
            field = re.sub(r"([nwr])(\d+)", moved, field)
        elif key in "vdctiu":
            continue
        kept.append(field)
    return " ".join(kept) + "\n"


def main() -> None:
    source, copies, out = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    lines = subprocess.run(
        ["osmium", "cat", source, "-f", "opl", "-o", "-"],
        check=True, capture_output=True, text=True,
    ).stdout.splitlines(keepends=True)
    writer = subprocess.Popen(
        ["osmium", "cat", "-F", "opl", "-", "-O", "-o", out], stdin=subprocess.PIPE, text=True
    )
    for kind in "nwr":
        rows = [line for line in lines if line.startswith(kind)]
        for copy in range(copies):
            writer.stdin.writelines(shifted(line, copy) for line in rows)
    writer.stdin.close()
    sys.exit(writer.wait())


if __name__ == "__main__":
    main()
