#!/usr/bin/env python3
"""Compares leenroute with its peers on a folder of public instances.

    compare.py FOLDER --binary PATH --venv DIR [--time 30] [--out runs.jsonl]
    compare.py --table runs.jsonl

FOLDER holds one folder a set and `bks.csv` (set,instance,customers,best_known_cost,...). Every run
is a line of the file; runs that are there are skipped, so a comparison can be stopped and taken
up again. leenroute runs alone on all cores, the peers side by side on one core each.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from queue import SimpleQueue
from typing import Iterable, Iterator, Optional

from environment import python_of
from instances import SETS, Malformed, read
from runs import PEERS, Machine, Run, Task, kept, key_of, perform
from table import tables

Best = dict[tuple[str, str], float]


def main(words: Optional[list[str]] = None) -> int:
    asked = _arguments(words)
    if asked.table is not None:
        print(tables(kept(asked.table)), end="")
        return 0
    tasks = _tasks(asked)
    faults = list(_faults(tasks)) or ([] if tasks else [f"{asked.folder}: no instance of what was asked for"])
    if faults:
        print("\n".join(faults), file=sys.stderr)
        return 2
    run_all(tasks, machine(asked), asked.out, parallel=asked.parallel, best=best_known(asked.folder))
    print(tables(kept(asked.out)), end="")
    return 0


def _arguments(words: Optional[list[str]]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    names = lambda text: [word for word in text.split(",") if word]
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--table", type=Path, metavar="RUNS", help="only print the tables of a file of runs")
    parser.add_argument("--binary", type=Path, help="leenroute, built in release mode")
    parser.add_argument("--venv", type=Path, help="where the peers are installed, or will be")
    parser.add_argument("--time", type=float, default=30, help="seconds a run")
    parser.add_argument("--out", type=Path, default=Path("runs.jsonl"))
    parser.add_argument("--sets", type=names, default=list(SETS))
    parser.add_argument("--instances", type=names, default=[], help="by name; all where left out")
    parser.add_argument("--peers", type=names, default=list(PEERS))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--parallel", type=int, default=2, help="peers at a time, one core each")
    parser.add_argument("--arguments", default="", help="further arguments of `leenroute solve`")
    asked = parser.parse_args(words)
    if asked.table is None:
        faults = [f"{name}: known are {', '.join(SETS)}" for name in asked.sets if name not in SETS]
        if asked.folder is None or not asked.folder.is_dir():
            faults.append(f"{asked.folder}: not a folder of instances")
        refuse(parser, asked, faults)
    return asked


def refuse(parser: argparse.ArgumentParser, asked: argparse.Namespace, faults: list[str]) -> None:
    """Ends the program with all that is wrong with its arguments, if anything is."""
    faults += [f"{name}: known are {', '.join(PEERS)}" for name in asked.peers if name not in PEERS]
    if "leenroute" in asked.peers and (asked.binary is None or not asked.binary.is_file()):
        faults.append(f"--binary {asked.binary}: build leenroute and name the file, or leave it out of --peers")
    if asked.venv is None and any(name != "leenroute" for name in asked.peers):
        faults.append("--venv: name a folder for the peers, which are installed there")
    cores = len(os.sched_getaffinity(0))
    if not 1 <= asked.parallel <= cores:
        faults.append(f"--parallel {asked.parallel}: 1 to {cores}, since every peer needs a core")
    if faults:
        parser.error("\n  ".join(faults))


def machine(asked: argparse.Namespace) -> Machine:
    """What is asked to run, installed where it has to be."""
    needs_peers = any(name != "leenroute" for name in asked.peers)
    python = python_of(asked.venv) if needs_peers else Path(sys.executable)
    return Machine(Path() if asked.binary is None else asked.binary.absolute(), python)


def _faults(tasks: list[Task]) -> Iterator[str]:
    """Before hours of running: every file that cannot be read."""
    for of_set, file in dict.fromkeys((task.set, task.file) for task in tasks):
        try:
            read(file, of_set)
        except Malformed as fault:
            yield f"{fault}"


def _tasks(asked: argparse.Namespace) -> list[Task]:
    """A set at a time; within a set leenroute first, so that nothing runs beside it."""
    tasks = []
    for of_set in (name for name in SETS if name in asked.sets):
        folder = asked.folder / of_set
        files = sorted(folder.iterdir()) if folder.is_dir() else []
        files = [file for file in files if not asked.instances or file.stem in asked.instances]
        for peer in (name for name in PEERS if name in asked.peers and of_set in PEERS[name].SETS):
            words = asked.arguments if peer == "leenroute" else ""
            tasks += [Task(peer, of_set, file.absolute(), asked.time, asked.seed, words) for file in files]
    return tasks


def best_known(folder: Path) -> Best:
    file = folder / "bks.csv"
    if not file.exists():
        return {}
    with file.open(newline="", encoding="utf-8") as rows:
        return {(row["set"], row["instance"]): float(row["best_known_cost"]) for row in csv.DictReader(rows)}


def run_all(tasks: Iterable[Task], machine: Machine, out: Path, parallel: int, best: Best) -> None:
    """Runs what the file does not hold yet; a run without an answer is tried again."""
    done = [run for run in kept(out) if "error" not in run]
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text("".join(json.dumps(run) + "\n" for run in done), encoding="utf-8")
    held = {key_of(run) for run in done}
    waiting = [task for task in tasks if task.key not in held]
    cores: SimpleQueue[int] = SimpleQueue()
    for core in sorted(os.sched_getaffinity(0))[:parallel]:
        cores.put(core)

    def on_a_core(task: Task) -> Run:
        core = cores.get()
        try:
            return perform(task, machine, core, best.get((task.set, task.file.stem)))
        finally:
            cores.put(core)

    for of_set in dict.fromkeys(task.set for task in waiting):
        mine = [task for task in waiting if task.set == of_set]
        for task in (task for task in mine if task.peer == "leenroute"):
            _keep(perform(task, machine, None, best.get((task.set, task.file.stem))), out)
        with ThreadPoolExecutor(parallel) as pool:
            others = [pool.submit(on_a_core, task) for task in mine if task.peer != "leenroute"]
            try:
                for finished in as_completed(others):
                    _keep(finished.result(), out)
            except BaseException:
                # Else the pool would first run all that waits.
                pool.shutdown(wait=False, cancel_futures=True)
                raise


def _keep(run: Run, out: Path) -> None:
    with out.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(run) + "\n")
    said = run.get("error")
    if said is None and run["violations"]:
        said = f"infeasible: {run['violated'][0]}"
    if said is None:
        said = f"{run['cost']:.10g}" + ("" if run["gap"] is None else f", gap {run['gap']} %")
    print(f"{run['set']} {run['instance']} {run['peer']}: {said}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
