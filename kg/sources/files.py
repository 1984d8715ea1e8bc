"""Which files stand behind the inputs, opened safely: no devices, no endless reads, no loops."""

import errno
import gzip
import lzma
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from io import BufferedReader, BytesIO
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from kg.errors import SourceError
from kg.sources import formats
from kg.sources.raw import HTML, JSONL, TEXT, Skipped

KINDS = {".txt": TEXT, ".html": HTML, ".htm": HTML, ".xhtml": HTML, ".jsonl": JSONL, ".ndjson": JSONL}
PACKED: dict[str, Callable[[BinaryIO], Any]] = {".gz": gzip.open, ".xz": lzma.open}
SWELLING = 100
"""Times its size that a packed file may have unpacked; text has ten. What is larger, and large, is a bomb."""
LEAST = 1_000_000
"""Bytes that any packed file may have unpacked."""

_UNKNOWN = f"of no kind that is read, which are {', '.join(KINDS)}"


class Refused(NamedTuple):
    """A file or folder that is not read, which is a fault."""

    path: Path
    reason: str


def printable(name: object) -> str:
    """A path as text: bytes of its name that are no UTF-8 are written as percent signs and hex digits.

    >>> printable(os.fsdecode(b"caf\\xe9.txt"))
    'caf%E9.txt'
    """
    return "".join(f"%{ord(char) - 0xDC00:02X}" if "\udc80" <= char <= "\udcff" else char for char in str(name))


def distinct(name: str) -> str:
    """A path as text, no two alike: a percent sign of its own is written as `%25`.

    >>> distinct(os.fsdecode(b"caf\\xe9.txt")), distinct("caf%E9.txt")
    ('caf%E9.txt', 'caf%25E9.txt')
    """
    return printable(name.replace("%", "%25"))


def walk(path: Path) -> Iterator[Path | Refused | Skipped]:
    """The file itself, or the files of a folder whose names end like a document's, sorted, depth first.

    What is no regular file, cannot be read or has been visited is refused; other files of a folder are skipped.
    """
    if not _is_folder(path):
        yield _regular(path)
        return
    empty = True
    for found in _folder(path):
        empty = empty and isinstance(found, Skipped)
        yield found
    if empty:
        yield Refused(path, f"no file in it ends in {', '.join(KINDS)}")


def _folder(top: Path) -> Iterator[Path | Refused | Skipped]:
    visited: set[tuple[int, int]] = set()
    waiting = [top]
    while waiting:
        path = waiting.pop()
        if path is not top and (left_out := _left_out(path)) is not None:
            yield left_out
        elif _is_folder(path):
            entries = _entries(path, visited)
            if isinstance(entries, Refused):
                yield entries
            else:
                waiting.extend(reversed(entries))
        else:
            yield _regular(path)


def _entries(folder: Path, visited: set[tuple[int, int]]) -> list[Path] | Refused:
    try:
        status = folder.stat()
        if (status.st_dev, status.st_ino) in visited:
            return Refused(folder, "the folder has been visited; a link leads back to it")
        visited.add((status.st_dev, status.st_ino))
        return sorted(folder.iterdir())
    except OSError as error:
        return Refused(folder, f"cannot be opened: {error.strerror}")


def _left_out(path: Path) -> Skipped | None:
    where = printable(path)
    if path.name.startswith("."):
        return Skipped(where, "hidden", "hidden")
    if _is_folder(path):
        return Skipped(where, "a base", "made by kg build") if _mode(path / "facts.db") else None
    ending = printable(path.suffix.lower())
    return None if kind(path) else Skipped(where, ending, formats.ENDINGS.get(ending, _UNKNOWN))


def _mode(path: Path) -> int:
    """What kind of file it is; 0 where that cannot be told."""
    try:
        return path.stat().st_mode
    except (OSError, ValueError):
        return 0


def _is_folder(path: Path) -> bool:
    return stat.S_ISDIR(_mode(path))


def _regular(path: Path) -> Path | Refused:
    return path if (fault := _fault(path)) is None else Refused(path, fault)


def _fault(path: Path) -> str | None:
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return f"cannot be opened: {error.strerror}"
    except ValueError as error:
        return f"cannot be opened: {error}"
    if not stat.S_ISREG(mode):
        return "not a regular file; save what it gives in one, or send it to standard input and name -"
    return None if os.access(path, os.R_OK) else "cannot be opened: Permission denied"


def _unpacked(path: Path) -> Path:
    return path.with_suffix("") if path.suffix.lower() in PACKED else path


def kind(path: Path) -> str | None:
    """`text`, `html` or `jsonl` by the name's ending, a packed file's by what stands before `.gz`; None: unknown."""
    return KINDS.get(_unpacked(path).suffix.lower())


def refusal(path: Path) -> str | None:
    """Why a file that is named so is not read, and what to do; None if what it holds shall tell."""
    ending = _unpacked(path).suffix.lower()
    return None if ending == ".json" else formats.ENDINGS.get(ending)


def stem(path: Path) -> str:
    """The path without the endings that tell its kind."""
    unpacked = _unpacked(path)
    return unpacked.with_suffix("").as_posix() if unpacked.suffix.lower() in KINDS else unpacked.as_posix()


@contextmanager
def open_bytes(path: Path) -> Iterator[BufferedReader]:
    """The file's content as a stream, unpacked where its name ends in `.gz` or `.xz`. Raises OSError.

    What is said to be empty is: the kernel may write such a file while it is read, and never end (`/proc/kmsg`).
    """
    with open(path, "rb", opener=_open_regular) as stream:  # a path's own takes no opener
        unpack = PACKED.get(path.suffix.lower())
        if not os.fstat(stream.fileno()).st_size:
            yield BufferedReader(BytesIO())
        elif unpack is None:
            yield stream
        else:
            with BufferedReader(unpack(stream)) as unpacked:  # without, each line is a call of Python
                yield unpacked


def _open_regular(name: str, flags: int) -> int:
    """Open a file that may have become a pipe since it was found, for which one would wait for ever."""
    descriptor = os.open(name, flags | getattr(os, "O_NONBLOCK", 0))
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return descriptor
    os.close(descriptor)
    raise OSError(errno.EINVAL, "not a regular file")


def most_bytes(path: Path, most: int) -> int:
    """How many bytes of a file are read at most, unpacked: a packed one may swell, but so far only."""
    if path.suffix.lower() not in PACKED:
        return most
    return min(most, max(LEAST, SWELLING * path.stat().st_size))


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
    try:
        with open_bytes(path) as stream:
            return sum(chunk.count(b"\n") for chunk in iter(lambda: stream.read(1 << 20), b""))
    except OSError:  # it is rejected when it is to be read
        return 0
