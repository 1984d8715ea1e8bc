"""Kills builds with SIGKILL at random moments; prints, as JSON, the graph's hash of each base after a second build.

A process of its own, for it forks: `python killed_builds.py INPUT FOLDER TIMES SEED`.
"""

import json
import os
import random
import signal
import sys
import time
from multiprocessing import get_context
from pathlib import Path

from kg import workers
from kg.pipeline import build
from kg.reader import reader


def forked(source: str, base: Path) -> int:
    """A build in a process group of its own; returns its id."""
    child = os.fork()
    if child == 0:
        os.setsid()
        build([source], base)
        os._exit(0)
    return child


def main(source: str, folder: Path, times: int, seed: int) -> None:
    """One undisturbed build, then many disturbed ones."""
    workers._CONTEXT = get_context("fork")  # type: ignore[assignment] # a fork finds the models loaded
    reader()
    begin = time.monotonic()
    os.waitpid(forked(source, folder / "undisturbed.kg"), 0)
    needed = time.monotonic() - begin
    rng, killed = random.Random(seed), 0
    for number in range(times):
        base = folder / f"{number}.kg"
        child = forked(source, base)
        time.sleep(rng.uniform(0, needed))
        os.killpg(child, signal.SIGKILL) if os.getpgid(child) == child else os.kill(child, signal.SIGKILL)
        killed += os.WIFSIGNALED(os.waitpid(child, 0)[1])
        status = os.waitpid(forked(source, base), 0)[1]
        assert status == 0, status
    hashes = {}
    for base in folder.glob("*.kg"):
        current = (base / "graph" / "CURRENT").read_text()
        hashes[base.name] = json.loads((base / "graph" / current / "manifest.json").read_text())["sha256"]
    print(json.dumps({"killed": killed, "hashes": hashes}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
