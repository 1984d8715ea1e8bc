"""Prints one lock file of two: what running the program needs, then what developing needs besides.

`python tools/lock.py RUNNING ALL > requirements.lock`, where each is what `uv pip compile --generate-hashes` wrote.
"""

import re
import sys
from pathlib import Path

DEVELOPING = "# For development, besides:"
"""The line that divides the lock; the Makefile installs what stands above it for those who only run the program."""


def entries(lock: str) -> list[str]:
    """The entries of a lock file, each a pinned distribution with its hashes."""
    return re.findall(r"^\w.*\n(?:[ \t].*\n)*", lock, re.MULTILINE)


def joined(running: str, everything: str) -> str:
    """The lock that holds both. Raises ValueError if what running needs is pinned otherwise for developing."""
    needed, known = entries(running), set(entries(everything))
    if differing := [entry.split()[0] for entry in needed if entry not in known]:
        raise ValueError(f"pinned otherwise for developing: {', '.join(differing)}")
    return "".join([*needed, DEVELOPING, "\n", *(entry for entry in entries(everything) if entry not in needed)])


if __name__ == "__main__":
    sys.stdout.write(joined(*(Path(path).read_text("utf-8") for path in sys.argv[1:])))
