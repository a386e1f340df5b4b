"""leenroute itself: its binary, on all cores. It stops on wall time."""

from __future__ import annotations

import json
import shlex
import subprocess
from pathlib import Path

SETS = ("pvrp", "mdpvrp", "mdvrp", "cvrp", "vrptw", "vrpspd", "vrpspdtw")
LIMIT = "wall"


def command(binary: Path, file: Path, seconds: float, seed: int, arguments: str) -> list[str]:
    fixed = [str(binary), "solve", str(file), "--json", "--time", f"{seconds:g}s"]
    return [*fixed, "--seed", str(seed), *shlex.split(arguments)]


def routes(output: str) -> list[dict]:
    """From what it printed; its own cost and its own opinion of feasibility are left alone."""
    return [
        {"day": route["day"], "depot": route["depot"], "nodes": route["nodes"]}
        for route in json.loads(output)["routes"]
    ]


def version(binary: Path) -> str:
    done = subprocess.run([binary, "--version"], capture_output=True, text=True, check=True)
    return done.stdout.strip()
