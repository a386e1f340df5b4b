"""Fills `loans.csv` of a data folder with so many rows, a title, place and day each, for a measurement.

    leenroute init big
    python3 benches/loans.py big --rows 10000000 --weeks 104
    /usr/bin/time -v leenroute backtest big --json > /dev/null

Places with public shelves get rows by the copies that they hold, titles by rank, weekdays and months by fixed
indices; what it draws hangs on the seed alone. It keeps no row in memory. The file is for a clock, not for a study.
"""

from __future__ import annotations

import argparse
import csv
import datetime
import random
from itertools import accumulate
from pathlib import Path

WEEKDAYS = [0.9, 1.1, 1.2, 1.0, 1.2, 0.8, 0.0]
MONTHS = [1.10, 1.06, 1.10, 1.00, 0.94, 0.96, 0.92, 0.84, 0.98, 1.06, 1.07, 0.97]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--weeks", type=int, default=104)
    parser.add_argument("--until", type=datetime.date.fromisoformat, default=datetime.date(2026, 11, 22))
    parser.add_argument("--seed", type=int, default=1)
    order = parser.parse_args()
    draws = random.Random(order.seed)
    with open(order.folder / "titles.csv", newline="", encoding="utf-8-sig") as file:
        # A title is lent at a place on a day in one row alone.
        titles = [row["id"] for row in csv.DictReader(file)]
    with open(order.folder / "holdings.csv", newline="", encoding="utf-8-sig") as file:
        copies: dict[str, int] = {}
        for row in csv.DictReader(file):
            copies[row["place"]] = copies.get(row["place"], 0) + int(row["copies"])
    with open(order.folder / "places.csv", newline="", encoding="utf-8-sig") as file:
        kinds = {row["id"]: row["kind"] for row in csv.DictReader(file)}
    places = [place for place in copies if kinds[place] not in ("background", "hub")]
    days = [order.until - datetime.timedelta(days=back) for back in range(7 * order.weeks)][::-1]
    cells = [(day, place, WEEKDAYS[day.weekday()] * MONTHS[day.month - 1] * copies[place]) for day in days for place in places]
    total = sum(weight for _, _, weight in cells)
    written = 0
    with open(order.folder / "loans.csv", "w", encoding="utf-8") as file:
        file.write("date,place,title,origin,loans\n")
        for (day, place, _), until in zip(cells, accumulate(weight for _, _, weight in cells)):
            count = round(order.rows * until / total) - written
            # Ranks squeezed towards the most wanted, each once a day and place.
            ranks = {int(len(titles) * draws.random() ** 3) for _ in range(count)}
            while len(ranks) < count:
                ranks.add(int(len(titles) * draws.random() ** 3))
            file.writelines(f"{day},{place},{titles[rank]},own,1\n" for rank in sorted(ranks))
            written += count
    print(f"{written} rows")


if __name__ == "__main__":
    main()
