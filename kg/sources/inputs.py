"""Inputs as the user names them, files, folders, `-` for standard input, cut into the bytes of one document each."""

import datetime as dt
import lzma
import re
import sys
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from io import BufferedReader
from pathlib import Path
from typing import cast

from kg.errors import SourceError
from kg.model import Rejection
from kg.sources import files, formats
from kg.sources.files import Refused, printable
from kg.sources.idents import STANDARD_INPUT, File, Held, idents, place
from kg.sources.raw import JSONL, RawInput, Skipped, content_digest

LARGEST_FILE = 20_000_000
"""Bytes of a text, a page or one line of JSON."""
LARGEST_STREAM = 20_000_000_000
"""Bytes of a file of lines once unpacked."""

_BROKEN_PACK = (EOFError, zlib.error, lzma.LZMAError)
_LEADING_DATE = re.compile(r"\d{4}-\d\d-\d\d(?!\d)")
_OBJECT = re.compile(rb"(?:\xef\xbb\xbf)?\s*+\{\s*+[\"}]")

Found = RawInput | Rejection | Skipped


def find(
    inputs: Sequence[str],
    date: dt.date | None = None,
    *,
    stdin: BufferedReader | None = None,
    root: Path | None = None,
    held: Held | None = None,
) -> Iterator[Found]:
    """What is in files and folders, in the order given and sorted within folders; `-` is standard input.

    Nothing is decoded yet; `parse` makes a document of what is found. `date` is for documents that bring none. What
    cannot be opened is yielded as a rejection, what is of no kind that is read as skipped, and the others go on.
    A text's or a page's id is told by `idents`; `held` is what was read before, whose places are seen from `root`.
    """
    root = root or Path()
    found = [each for name in inputs for each in _walk(name)]
    whole = (each for each in found if isinstance(each, File) and files.kind(each.path) != JSONL)
    named = idents(whole, root, held, cache(_content))
    opened: set[str] = set()
    for each in found:
        if isinstance(each, File):
            at = place(each.path, root)
            if at not in opened:  # a file may lie in two of the inputs
                opened.add(at)
                yield from _file(each.path, at, named.get(at), date)
        elif each is None:
            source = stdin or cast(BufferedReader, sys.stdin.buffer)
            yield from _cut(source, RawInput("standard input", STANDARD_INPUT, b"", date=date), LARGEST_STREAM)
        elif isinstance(each, Refused):
            yield Rejection(where=printable(each.path), reason=each.reason, place=place(each.path, root))
        else:
            yield each


def count(inputs: Sequence[str]) -> int | None:
    """How many documents there will be at most; None if that cannot be told without reading them."""
    found = [each for name in inputs for each in _walk(name)]
    return None if None in found else files.count_lines(each.path for each in found if isinstance(each, File))


def _walk(name: str) -> Iterator[File | Refused | Rejection | Skipped | None]:
    """The files behind an input; None stands for standard input."""
    if name == STANDARD_INPUT:
        yield None
        return
    if not name:
        yield Rejection(where="''", reason="an empty name is no input; name a file or a folder, . for this one")
        return
    path = Path(name)
    for found in files.walk(path):
        if isinstance(found, Path):
            refusal = files.refusal(found)
            below = found.relative_to(path) if found != path else Path(found.name)
            yield Refused(found, refusal) if refusal else File(found, below)
        elif isinstance(found, Refused) and (reason := formats.of_address(name)):
            yield Rejection(where=printable(name), reason=reason)
        else:
            yield found


def _file(path: Path, at: str, ident: str | None, date: dt.date | None) -> Iterator[RawInput | Rejection]:
    raw = RawInput(printable(path), at, b"", ident, _leading_date(path.name) or date, files.kind(path))
    try:
        with files.open_bytes(path) as stream:
            yield from _cut(stream, raw, files.most_bytes(path, LARGEST_STREAM))
    except OSError as error:
        yield raw.rejection(f"cannot be read: {error.strerror or error}")


def _cut(stream: BufferedReader, raw: RawInput, most: int) -> Iterator[RawInput | Rejection]:
    """What one file or standard input holds; its kind is told from how it begins where it is not given."""
    try:
        head = stream.peek(formats.HEAD)[: formats.HEAD]
        if raw.kind == JSONL or (raw.kind is None and _OBJECT.match(head)):
            if reason := formats.of_lines(head):
                raise SourceError(reason)
            yield from _lines(stream, replace(raw, ident=None, kind=JSONL), most)
        else:
            yield replace(raw, data=_whole(stream))
    except SourceError as error:
        yield raw.rejection(str(error))
    except _BROKEN_PACK as error:
        yield raw.rejection(f"cannot be unpacked: {error}")


def _lines(stream: BufferedReader, raw: RawInput, most: int) -> Iterator[RawInput | Rejection]:
    empty = True
    for number, line in enumerate(files.lines(stream, LARGEST_FILE, most), start=1):
        if line is None:
            yield raw.at(number).rejection(f"more than {LARGEST_FILE:,} bytes in one line; split it")
        elif line.strip():
            yield raw.at(number, line)
        else:
            continue
        empty = False
    if empty:
        raise SourceError("empty")


def _whole(stream: BufferedReader) -> bytes:
    data = stream.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise SourceError(f"more than {LARGEST_FILE:,} bytes; split it")
    return data


def _content(path: Path) -> str | None:
    """The digest of a file's bytes; None where they cannot be read, or are too many."""
    try:
        with files.open_bytes(path) as stream:
            return content_digest(_whole(stream))
    except (OSError, SourceError, *_BROKEN_PACK):
        return None


def _leading_date(name: str) -> dt.date | None:
    found = _LEADING_DATE.match(name)
    try:
        return dt.date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None
