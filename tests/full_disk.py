"""Builds where a write fails, earlier and later; prints, as JSON, where each failed, and what the base was worth then.

A process of its own: `python full_disk.py WHOLE FOLDER disk|limit`, with a base and an empty folder. `disk`: a small
disk is mounted there, which needs a name space of its own, and filled. `limit`: files may not grow beyond a size.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import traceback
from collections.abc import Callable, Mapping
from fnmatch import fnmatch
from functools import partial
from pathlib import Path
from typing import Any

from bases import DAY, PAIRS, read_inputs
from examples import meeting

from kg.base import Base
from kg.errors import BaseError
from kg.files import DRAFT
from kg.graph import KnowledgeGraph
from kg.vocab import DIP

BLOCKS = (0, 4, 16, 32, 64, 150, 250, 400)
FILES = (0, 1, 2, 3, 4, 5, 7, 9, 12, 15, 20, 25, 29, 40)
SIZES = (0, 100, 5_000, 50_000, 100_000, 300_000, 10_000_000)
LATE = ("quads.nq.gz", "manifest.json", DRAFT, "verified")
"""Files at whose making the disk becomes full, or the limit nothing."""

_fails: dict[str, Callable[[], object]] = {}


def hook(event: str, arguments: tuple[Any, ...]) -> None:
    """Let what is due happen when a file of this name is made."""
    if event == "open" and _fails and int(arguments[2]) & os.O_CREAT:
        name = os.path.basename(str(arguments[0]))  # noqa: PTH119 # whatever is opened
        for due in [_fails.pop(pattern) for pattern in list(_fails) if fnmatch(name, pattern)]:
            due()


def build(path: Path) -> str:
    """Read four more documents; gives the hash of the graph."""
    with Base.open(path, write=True) as base:
        return read_inputs(base, [*PAIRS, *(meeting(f"n{number}", DAY) for number in range(4))])


def answers(path: Path, asked: bool) -> bool:
    """Whether a graph can still be read; and, if it is asked, its process started and answers given."""
    with KnowledgeGraph(path) as graph:
        meetings = any(f"<{DIP}Meeting>" in line for line in graph.generation.lines())
        return meetings and (not asked or graph.query("ASK { ?x a dip:Meeting }") is True)


def tried(path: Path, asked: bool) -> dict[str, Any]:
    """What comes of a build: the functions in which it failed, innermost first, and what it said."""
    try:
        build(path)
    except BaseError as error:
        causes = traceback.walk_tb((error.__cause__ or error).__traceback__)
        names = [frame.f_code.co_name for frame, _ in causes][::-1]
        return {"failed": names, "message": str(error), "answers": answers(path, asked)}
    return {"failed": [], "message": "", "answers": answers(path, asked)}


def fill_blocks(disk: Path, left: int) -> None:
    """Leave so many blocks on a disk."""
    about = os.statvfs(disk)
    with (disk / "filler" / "large").open("wb") as file:
        if about.f_bavail > left:
            os.posix_fallocate(file.fileno(), 0, (about.f_bavail - left) * about.f_bsize)


def fill_files(disk: Path, left: int) -> None:
    """Let there be so many more files on a disk."""
    for number in range(os.statvfs(disk).f_favail - left):
        (disk / "filler" / str(number)).touch()


def limit(size: int) -> None:
    """Let no file grow beyond a size, in bytes."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def fillings(disk: Path, how: str) -> Mapping[str, Callable[[], object]]:
    """The ways in which a write can be made to fail, by name; those of LATE when that file is made."""
    if how == "limit":
        return {f"{size} bytes": partial(limit, size) for size in SIZES} | {name: partial(limit, 0) for name in LATE}
    return (
        {f"{left} blocks": partial(fill_blocks, disk, left) for left in BLOCKS}
        | {f"{left} files": partial(fill_files, disk, left) for left in FILES}
        | {name: partial(fill_blocks, disk, 0) for name in LATE}
    )


def main(whole: Path, disk: Path, how: str) -> None:
    if how == "disk":
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m,nr_inodes=200", "none", str(disk)], check=True)
    sys.addaudithook(hook)
    found = {}
    for name, fill in fillings(disk, how).items():
        path = Path(shutil.copytree(whole, disk / "news.kg"))
        (disk / "filler").mkdir()
        if name in LATE:
            _fails[name] = fill
        else:
            fill()
        found[name] = tried(path, asked=name in LATE or name.startswith("0 "))  # when nothing at all is left
        limit(resource.RLIM_INFINITY)
        shutil.rmtree(disk / "filler")
        found[name]["sha256"] = build(path)
        shutil.rmtree(path)
    print(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
