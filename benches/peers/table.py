"""The runs as tables in Markdown: a set at a time, then instance by instance."""

from __future__ import annotations

from collections import defaultdict
from statistics import mean
from typing import Iterable, Iterator, Optional

from instances import SETS
from runs import PEERS, Run

Group = tuple[str, float]
ORDER = list(PEERS)


# A run on a core of its own that got less of it than this shared it with something else.
OWN_CORE = 0.85


def tables(runs: Iterable[Run]) -> str:
    runs = list(runs)
    groups: defaultdict[Group, list[Run]] = defaultdict(list)
    for run in runs:
        groups[run["set"], run["limit"]].append(run)
    ordered = sorted(groups, key=lambda group: (SETS.index(group[0]), group[1]))
    parts = [_sets(groups, ordered)]
    parts += [_instances(group, groups[group]) for group in ordered]
    busy = sum(_was_busy(run) for run in runs)
    if busy:
        said = f"did not have their core to themselves, of {len(runs)}: run these again, publish nothing"
        parts.append(f"\n**{busy} runs {said}.**\n")
    return "\n".join(parts)


def _was_busy(run: Run) -> bool:
    return run["cores"] == 1 and run["cpu_seconds"] < OWN_CORE * run["wall_seconds"]


def _is_good(run: Run) -> bool:
    return "error" not in run and not run["violations"] and run["gap"] is not None


def _gaps(runs: list[Run], peer: str) -> dict[str, float]:
    """Per instance the mean gap over the seeds, where all of them are feasible."""
    of: defaultdict[str, list[Run]] = defaultdict(list)
    for run in runs:
        if run["peer"] == peer:
            of[run["instance"]].append(run)
    return {name: mean(run["gap"] for run in some) for name, some in of.items() if all(map(_is_good, some))}


def _peers(runs: list[Run]) -> list[str]:
    there = {run["peer"] for run in runs}
    return [peer for peer in ORDER if peer in there]


def _sets(groups: dict[Group, list[Run]], ordered: list[Group]) -> str:
    """`common`: the instances to which every peer of the set has a feasible answer, the only ones
    on which means of different peers may be compared."""
    lines = [
        "| set | seconds | peer | answers | mean gap % | worst gap % | mean over common % | wall s | CPU s |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for group in ordered:
        runs = groups[group]
        gaps = {peer: _gaps(runs, peer) for peer in _peers(runs)}
        common = set.intersection(*(set(of) for of in gaps.values()))
        for peer, of in gaps.items():
            mine = [run for run in runs if run["peer"] == peer]
            asked = len({run["instance"] for run in mine})
            shared = mean(of[name] for name in common) if common else None
            times = [mean(run[key] for run in mine) for key in ("wall_seconds", "cpu_seconds")]
            cells = [
                *(group[0], f"{group[1]:g}", peer, f"{len(of)} of {asked}"),
                *(_percent(mean(of.values()) if of else None), _percent(max(of.values(), default=None))),
                f"{_percent(shared)} ({len(common)})",
                *(f"{seconds:.1f}" for seconds in times),
            ]
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _percent(gap: Optional[float]) -> str:
    # Best known costs have two decimals: what is below them by less is not below zero.
    return "-" if gap is None else f"{round(gap, 2) + 0:.2f}"


def _instances(group: Group, runs: list[Run]) -> str:
    peers = _peers(runs)
    lines = [
        f"\n{group[0]}, {group[1]:g} s: gap in %\n",
        f"| instance | best known | {' | '.join(peers)} |",
        "|---|" + "---|" * (len(peers) + 1),
    ]
    for name in sorted({run["instance"] for run in runs}):
        best = next(run["best_known"] for run in runs if run["instance"] == name)
        cells = [_cell([r for r in runs if (r["instance"], r["peer"]) == (name, peer)]) for peer in peers]
        lines.append(f"| {name} | {'-' if best is None else f'{best:g}'} | {' | '.join(cells)} |")
    return "\n".join([*lines, *_faults(runs)]) + "\n"


def _cell(runs: list[Run]) -> str:
    if not runs:
        return "-"
    if any("error" in run for run in runs):
        return "no answer"
    if any(run["violations"] for run in runs):
        return "infeasible"
    gaps = [run["gap"] for run in runs]
    if None in gaps:
        return f"cost {mean(run['cost'] for run in runs):g}"
    return _percent(mean(gaps))


def _faults(runs: list[Run]) -> Iterator[str]:
    """What is wrong, a line each, so that no bad answer hides behind a mean."""
    for run in runs:
        said = [run["error"]] if "error" in run else run["violated"]
        for fault in said[:1]:
            yield f"\n* {run['instance']}, {run['peer']}, seed {run['seed']}: {fault}"
        if run.get("of_several_depots"):
            many = f"{run['of_several_depots']} customers are served from several depots"
            yield f"\n* {run['instance']}, {run['peer']}, seed {run['seed']}: {many}"
