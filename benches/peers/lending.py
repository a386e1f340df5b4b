"""The same model of loss and transfer in SimPy and in leenroute: do they agree, and how fast are they?

    cargo bench --bench lending --no-run     prints where the program is
    python3 benches/peers/lending.py --program target/release/deps/lending-... --venv target/simpy

Places and titles are alike. Readers come as a Poisson process and want one title at one place. A copy on
the shelf there is lent at once; else one from another shelf is sent, on the next morning, and arrives after
some days at noon; else the reader waits, first come first served, until a limit has passed. Who gets a copy
sent collects it within a week. Loans are exponential. What comes back elsewhere goes to the first who waits,
or travels home.

Both are played for some replications of a year; each measure of the one has to lie within the 99 % interval of
the difference of means. The ratio is of seconds a replication, on one thread each.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import statistics
import subprocess
import sys
import time
from collections import deque
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

# The only package; the environment is made where it is not there yet.
PINS = {"simpy": "4.1.1"}
MEASURES = ["demands", "found at once", "filled", "lapsed", "sent", "days of waiting", "sent home"]
WARM_UP, DAYS, COLLECT_DAYS = 112, 364, 6
# Two-sided 99 % of the normal; replications are twenty and more, and 0.5 more is allowed for their number.
QUANTILE = 2.576 + 0.3


class Title:
    """One title: copies on shelves, readers who wait."""

    def __init__(self, env, model, draws, counts):
        self.env, self.model, self.draws, self.counts = env, model, draws, counts
        self.shelf = [0] * model.places
        for copy in range(model.copies):
            self.shelf[copy % model.places] += 1
        self.waiting = deque()
        env.process(self.readers())

    def counted(self, moment):
        return WARM_UP <= math.floor(moment) < WARM_UP + DAYS

    def readers(self):
        end = WARM_UP + DAYS + self.model.limit + 1
        while True:
            yield self.env.timeout(self.draws.expovariate(self.model.rate))
            if self.env.now >= end:
                return
            self.env.process(self.reader(self.draws.randrange(self.model.places)))

    def reader(self, here):
        asked = self.env.now
        counted = self.counted(asked)
        self.counts[0] += counted
        if self.shelf[here]:
            self.counts[1] += counted
            yield from self.loan(here, here)
            return
        # A copy of another shelf, the first by number of its place, as both are equally near.
        home = next((place for place in range(self.model.places) if self.shelf[place]), None)
        if home is not None:
            self.shelf[home] -= 1
            yield from self.sent(home, home, here, asked)
            return
        last = math.floor(asked) + self.model.limit + 1
        turn = self.env.event()
        entry = (turn, last)
        self.waiting.append(entry)
        found = yield turn | self.env.timeout(last - asked)
        if turn not in found:
            self.waiting.remove(entry)
            self.counts[3] += counted
            return
        home, at = turn.value
        yield from self.sent(home, at, here, asked)

    def sent(self, home, at, here, asked):
        """A free copy goes to a reader, who counts as filled when it is there in time."""
        if at != here:
            self.counts[4] += self.counted(self.env.now)
            arrival = math.floor(self.env.now) + 1 + self.model.way + 0.5
            yield self.env.timeout(arrival - self.env.now)
        if self.counted(asked):
            in_time = self.env.now < math.floor(asked) + self.model.limit + 1
            self.counts[2 if in_time else 3] += 1
            if in_time:
                self.counts[5] += math.floor(self.env.now) - math.floor(asked)
        yield self.env.timeout(self.draws.randrange(COLLECT_DAYS + 1))
        yield from self.loan(home, here, on_shelf=False)

    def loan(self, home, here, on_shelf=True):
        if on_shelf:
            self.shelf[here] -= 1
        yield self.env.timeout(self.draws.expovariate(1.0 / self.model.loan))
        yield from self.back(home, here)

    def back(self, home, here):
        """A copy has nothing to do: to the first who waits, home, or onto the shelf."""
        if self.waiting:
            turn, _ = self.waiting.popleft()
            turn.succeed((home, here))
            return
        if home != here:
            self.counts[6] += self.counted(self.env.now)
            arrival = math.floor(self.env.now) + 1 + self.model.way + 0.5
            yield self.env.timeout(arrival - self.env.now)
            yield from self.back(home, home)
            return
        self.shelf[home] += 1


def play(model, replication):
    """The counts of one replication in SimPy."""
    import simpy

    env, counts = simpy.Environment(), [0] * len(MEASURES)
    draws = random.Random(replication)
    for _ in range(model.titles):
        Title(env, model, draws, counts)
    env.run(until=WARM_UP + DAYS + model.limit + 1)
    return counts


def simulated(model):
    start = time.perf_counter()
    counts = [play(model, replication) for replication in range(model.replications)]
    return counts, (time.perf_counter() - start) / model.replications


def ours(model, program, replications):
    """The counts of leenroute, with its seconds a replication."""
    words = [model.titles, model.places, model.copies, model.rate, model.loan, model.way, model.limit, replications, 1]
    done = subprocess.run([program, *map(str, words)], check=True, capture_output=True, text=True)
    found = json.loads(done.stdout)
    return found["counts"], found["seconds"] / replications, found["events"] / replications


def compare(theirs, own):
    """A row a measure, and whether all agree."""
    rows, agree = [], True
    for number, name in enumerate(MEASURES):
        columns = [[row[number] for row in counts] for counts in (theirs, own)]
        means = [statistics.fmean(column) for column in columns]
        spread = math.sqrt(sum(statistics.variance(column) / len(column) for column in columns))
        within = abs(means[0] - means[1]) <= QUANTILE * spread
        agree &= within
        rows.append((name, *means, QUANTILE * spread, within))
    return rows, agree


def python_with_simpy(venv):
    from environment import python_of

    return python_of(venv, PINS)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", required=True, help="the bench `lending`, built for release")
    parser.add_argument("--venv", type=Path, help="where the environment with SimPy is, or is made")
    parser.add_argument("--titles", type=int, default=400)
    parser.add_argument("--places", type=int, default=5)
    parser.add_argument("--copies", type=int, default=3)
    parser.add_argument("--rate", type=float, default=0.05, help="demands a day and title")
    parser.add_argument("--loan", type=float, default=26.0, help="mean days of a loan")
    parser.add_argument("--way", type=int, default=3, help="days under way")
    parser.add_argument("--limit", type=int, default=42, help="days that a reader waits")
    parser.add_argument("--replications", type=int, default=20)
    model = parser.parse_args()
    try:
        import simpy  # noqa: F401
    except ImportError:
        if model.venv is None:
            sys.exit("SimPy is not there: name an environment with --venv")
        sys.exit(subprocess.run([python_with_simpy(model.venv), __file__, *sys.argv[1:]], check=False).returncode)
    theirs, their_seconds = simulated(model)
    # So many that their mean is known far better than that of SimPy, and time is measured.
    own, own_seconds, events = ours(model, model.program, 10 * model.replications)
    rows, agree = compare(theirs, own)
    print(f"{model.titles} titles, {model.replications} replications, {events:.0f} events each in leenroute")
    print("| measure, a year | SimPy | leenroute | may differ by | agrees |\n|---|---|---|---|---|")
    for name, one, two, margin, within in rows:
        print(f"| {name} | {one:.1f} | {two:.1f} | {margin:.1f} | {'yes' if within else 'NO'} |")
    print(f"\nseconds a replication: SimPy {their_seconds:.3f}, leenroute {own_seconds:.5f}, ratio {their_seconds / own_seconds:.0f}")
    sys.exit(0 if agree else 1)


if __name__ == "__main__":
    main()
