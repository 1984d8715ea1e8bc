"""Which files stand behind the inputs, opened safely: no devices, no endless reads, no loops."""

import gzip
import lzma
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from io import BufferedReader
from pathlib import Path
from typing import Any, BinaryIO, cast

from kg.errors import SourceError
from kg.model import Rejection

TEXT, HTML, JSONL = "text", "html", "jsonl"
KINDS = {".txt": TEXT, ".html": HTML, ".htm": HTML, ".jsonl": JSONL, ".ndjson": JSONL}
PACKED: dict[str, Callable[[Path], Any]] = {".gz": gzip.open, ".xz": lzma.open}


def walk(path: Path) -> Iterator[Path | Rejection]:
    """The file itself, or the files of a folder whose names end like a document's, sorted, depth first.

    What is no regular file, cannot be read or has been visited is rejected.
    """
    if not path.is_dir():
        yield path if (fault := _fault(path)) is None else Rejection(where=str(path), reason=fault)
        return
    empty = True
    for found in _folder(path, set()):
        empty = False
        yield found
    if empty:
        yield Rejection(where=str(path), reason=f"no file in it ends in {', '.join(KINDS)}")


def _folder(folder: Path, visited: set[tuple[int, int]]) -> Iterator[Path | Rejection]:
    try:
        status = folder.stat()
        if (status.st_dev, status.st_ino) in visited:
            yield Rejection(where=str(folder), reason="the folder has been visited; a link leads back to it")
            return
        visited.add((status.st_dev, status.st_ino))
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield Rejection(where=str(folder), reason=f"cannot be opened: {error.strerror}")
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from _folder(entry, visited)
        elif (fault := _fault(entry)) is not None:
            yield Rejection(where=str(entry), reason=fault)
        elif kind(entry):
            yield entry


def _fault(path: Path) -> str | None:
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return f"cannot be opened: {error.strerror}"
    if not stat.S_ISREG(mode):
        return "not a regular file"
    return None if os.access(path, os.R_OK) else "cannot be opened: Permission denied"


def kind(path: Path) -> str | None:
    """`text`, `html` or `jsonl` by the name's ending, a packed file's by what stands before `.gz`; None: unknown."""
    unpacked = path.with_suffix("") if path.suffix.lower() in PACKED else path
    return KINDS.get(unpacked.suffix.lower())


def stem(path: Path) -> str:
    """The path without the endings that tell its kind."""
    unpacked = path.with_suffix("") if path.suffix.lower() in PACKED else path
    return unpacked.with_suffix("").as_posix() if unpacked.suffix.lower() in KINDS else unpacked.as_posix()


def open_bytes(path: Path) -> BufferedReader:
    """The file's content as a stream, unpacked where its name ends in `.gz` or `.xz`."""
    opener = PACKED.get(path.suffix.lower())
    return cast(BufferedReader, opener(path)) if opener else path.open("rb")


def lines(stream: BinaryIO, longest: int, total: int) -> Iterator[bytes | None]:
    """The lines of a stream; None stands for one of more than `longest` bytes, which is read past, not kept.

    Raises SourceError after `total` bytes.
    """
    size = 0
    while line := stream.readline(longest + 1):
        size += len(line)
        whole = len(line) <= longest
        while not whole and line and not line.endswith(b"\n"):
            line = stream.readline(longest)
            size += len(line)
            _check_total(size, total)
        _check_total(size, total)
        yield line if whole else None


def _check_total(size: int, total: int) -> None:
    if size > total:
        raise SourceError(f"more than {total:,} bytes; split it")


def count_lines(paths: Iterable[Path]) -> int | None:
    """How many documents the files hold at most, without parsing; None where a packed file hides it."""
    total = 0
    for path in paths:
        if path.suffix.lower() in PACKED:
            return None
        total += _newlines(path) if kind(path) == JSONL else 1
    return total


def _newlines(path: Path) -> int:
    with path.open("rb") as stream:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: stream.read(1 << 20), b""))
