"""What the adapters share: each is a program that reads a file and prints its routes as JSON.

    peer_NAME.py FILE SET SECONDS SEED [CORE]

An adapter has `SETS` (what the peer can model), `LIMIT` (what its seconds are) and
`solve(instance, seconds, seed)`, which gives routes in the words of the referee. It imports its
peer inside `solve`, so that the comparison can ask it for `SETS` outside the environment.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Callable

from instances import Instance, read

Solve = Callable[[Instance, float, int], list[dict]]


def main(solve: Solve) -> None:
    file, of_set, seconds, seed, *core = sys.argv[1:]
    if core:
        # Threads and children inherit it.
        os.sched_setaffinity(0, {int(core[0])})
    routes = solve(read(Path(file), of_set), float(seconds), int(seed))
    print(json.dumps({"routes": routes}))
