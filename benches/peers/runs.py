"""One run of one peer, measured from outside, and the file that all runs are kept in."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

import adapter
import environment
import peer_ailsii
import peer_hgs
import peer_leenroute
import peer_ortools
import peer_pyvrp
import peer_vroom
from instances import Instance, read
from referee import judge

PEERS = {
    "leenroute": peer_leenroute,
    "pyvrp": peer_pyvrp,
    "hgs": peer_hgs,
    "ailsii": peer_ailsii,
    "vroom": peer_vroom,
    "ortools": peer_ortools,
}
# A line names as many faults as tell what is wrong.
VIOLATIONS_NAMED = 5

Run = dict[str, Any]


@dataclass(frozen=True)
class Task:
    """What is to be run; equal tasks are run once."""

    peer: str
    set: str
    file: Path
    seconds: float
    seed: int
    arguments: str = ""
    # Overrules the cost convention of the set, for the referee; `arguments` tell leenroute.
    convention: Optional[str] = None

    @property
    def key(self) -> tuple:
        return (self.peer, self.set, self.file.stem, self.seconds, self.seed, self.arguments)


@dataclass(frozen=True)
class Machine:
    """What runs them."""

    binary: Path
    python: Path


def key_of(run: Run) -> tuple:
    return (run["peer"], run["set"], run["instance"], run["limit"], run["seed"], run["arguments"])


def kept(out: Path) -> list[Run]:
    if not out.exists():
        return []
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines() if line.strip()]


def perform(task: Task, machine: Machine, core: Optional[int], best_known: Optional[float]) -> Run:
    """Runs a task and judges its answer. What goes wrong is a run with an `error`."""
    instance = read(task.file, task.set, task.convention)
    run: Run = {
        "peer": task.peer,
        "version": _version(task.peer, machine),
        "set": task.set,
        "instance": task.file.stem,
        "limit": task.seconds,
        "limit_is": PEERS[task.peer].LIMIT,
        "seed": task.seed,
        "arguments": task.arguments,
        "cores": 1 if core is not None else len(os.sched_getaffinity(0)),
        "load_before": round(os.getloadavg()[0], 2),
        "best_known": best_known,
    }
    measured = _measure(_command(task, machine, core), 3 * task.seconds + 120)
    run["wall_seconds"], run["cpu_seconds"] = measured.wall, measured.cpu
    try:
        routes = _routes(task.peer, measured)
        run.update(_judged(instance, routes, best_known))
    except (ValueError, KeyError, TypeError, RuntimeError) as fault:
        run["error"] = f"{fault}"
    return run


def _version(peer: str, machine: Machine) -> str:
    if peer == "leenroute":
        return peer_leenroute.version(machine.binary)
    return environment.version_of(peer)


def _command(task: Task, machine: Machine, core: Optional[int]) -> list[str]:
    if task.peer == "leenroute":
        return peer_leenroute.command(machine.binary, task.file, task.seconds, task.seed, task.arguments)
    program = Path(adapter.__file__).with_name(f"peer_{task.peer}.py")
    command = [str(machine.python), "-B", str(program), str(task.file), task.set]
    return [*command, f"{task.seconds:g}", str(task.seed), *([] if core is None else [str(core)])]


@dataclass
class Measured:
    output: str
    complaint: str
    code: int
    wall: float
    cpu: float


def _measure(command: list[str], patience: float) -> Measured:
    """Wall and CPU seconds of a command with all its children; it is ended after `patience`."""
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as complaint:
        start = time.monotonic()
        child = subprocess.Popen(command, stdout=output, stderr=complaint, start_new_session=True)
        try:
            pid, status, usage = os.wait4(child.pid, os.WNOHANG)
            while not pid:
                time.sleep(0.02)
                if time.monotonic() - start > patience:
                    os.killpg(child.pid, signal.SIGKILL)
                pid, status, usage = os.wait4(child.pid, os.WNOHANG)
        except KeyboardInterrupt:
            os.killpg(child.pid, signal.SIGKILL)
            raise
        wall = time.monotonic() - start
        # It was waited for here, so that its usage could be read.
        child.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        complaint.seek(0)
        cpu = usage.ru_utime + usage.ru_stime
        return Measured(output.read(), complaint.read(), child.returncode, round(wall, 2), round(cpu, 2))


def _routes(peer: str, measured: Measured) -> list[dict]:
    """leenroute leaves with 1 where its own referee objects; the answer is judged here all the same."""
    try:
        if peer == "leenroute":
            return peer_leenroute.routes(measured.output)
        return json.loads(measured.output)["routes"]
    except (ValueError, KeyError, TypeError) as fault:
        raise RuntimeError(f"exit code {measured.code}: {_complaint(measured, fault)}") from fault


def _complaint(measured: Measured, fault: Exception) -> str:
    """The line that says what went wrong: Python says it last, leenroute first."""
    lines = [line for line in measured.complaint.splitlines() if "rror" in line]
    said = lines[-1] if lines else f"no answer: {fault}"
    return said[:300]


def _judged(instance: Instance, routes: list[dict], best_known: Optional[float]) -> Run:
    verdict = judge(instance, routes)
    gap = None if best_known is None else round(100 * (verdict.cost / best_known - 1), 4)
    return {
        "cost": round(verdict.cost, 4),
        "gap": gap,
        "routes": verdict.routes,
        "violations": len(verdict.violations),
        "violated": verdict.violations[:VIOLATIONS_NAMED],
        "of_several_depots": verdict.of_several_depots,
    }
