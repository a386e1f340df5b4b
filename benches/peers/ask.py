"""One question to leenroute, and its JSON document."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path


def ask(binary: Path, words: list[str]) -> dict:
    done = subprocess.run([binary, *words, "--json"], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(words)}: {done.stderr}")
    return json.loads(done.stdout)
