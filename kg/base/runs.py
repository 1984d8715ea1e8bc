"""Lines sorted without holding all of them in memory: in runs, which wait in files until they are merged."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from heapq import merge
from itertools import groupby, islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

RUN = 1_000_000
"""Lines that are sorted in memory: some 250 MB."""


def distinct(lines: Iterable[str], folder: Path) -> Iterator[str]:
    """The lines, sorted, each once. Files are in a folder, have no names there, and are gone when this ends.

    Raises OSError where there is no space.
    """
    waiting = iter(lines)
    with ExitStack() as files:
        runs: list[Iterable[str]] = []
        while run := sorted(islice(waiting, RUN)):
            runs.append(run if len(run) < RUN else files.enter_context(_file(folder, run)))
            del run  # before the next are read
        yield from dict.fromkeys(*runs) if len(runs) == 1 else (line for line, _ in groupby(merge(*runs)))


def _file(folder: Path, run: list[str]) -> IO[str]:
    file = TemporaryFile("w+", dir=folder, encoding="utf-8", newline="\n")  # noqa: SIM115 # closed by who asked
    try:
        file.writelines(run)
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return file
