"""Kills builds with SIGKILL, each later than the last; prints, as JSON, each base's hash after a second build.

A process of its own, for it forks: `python killed_builds.py INPUT FOLDER TIMES`.
"""

import json
import os
import signal
import sys
import time
from functools import partial
from pathlib import Path

from forks import fork_workers, forked

from kg.pipeline import build


def main(source: str, folder: Path, times: int) -> None:
    """One undisturbed build, then many disturbed ones."""
    fork_workers()
    begin = time.monotonic()
    os.waitpid(forked(partial(build, [source], folder / "undisturbed.kg")), 0)
    needed = time.monotonic() - begin
    killed = 0
    for number in range(times):
        base = folder / f"{number}.kg"
        child = forked(partial(build, [source], base))
        time.sleep(needed * number / times)
        os.killpg(child, signal.SIGKILL) if os.getpgid(child) == child else os.kill(child, signal.SIGKILL)
        killed += os.WIFSIGNALED(os.waitpid(child, 0)[1])
        status = os.waitpid(forked(partial(build, [source], base)), 0)[1]
        assert status == 0, status
    hashes = {}
    for base in folder.glob("*.kg"):
        current = (base / "graph" / "CURRENT").read_text()
        hashes[base.name] = json.loads((base / "graph" / current / "manifest.json").read_text())["sha256"]
    print(json.dumps({"killed": killed, "hashes": hashes}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
