"""Inputs as the user names them: files, folders, `-` for standard input."""

import datetime as dt
import lzma
import re
import sys
import zlib
from collections.abc import Iterator, Sequence
from io import BufferedReader
from pathlib import Path
from typing import cast

from kg.errors import SourceError
from kg.model import Document, Rejection, document_id
from kg.sources import files, html, jsonl
from kg.sources.files import HTML, JSONL, TEXT
from kg.sources.text import clean, clean_line, decode

LARGEST_FILE = 20_000_000
"""Bytes of a text, a page or one line of JSON."""
LARGEST_STREAM = 20_000_000_000
"""Bytes of a file of lines once unpacked."""

_BROKEN_PACK = (EOFError, zlib.error, lzma.LZMAError)
_LEADING_DATE = re.compile(r"\d{4}-\d\d-\d\d(?!\d)")


def read(
    inputs: Sequence[str], date: dt.date | None = None, stdin: BufferedReader | None = None
) -> Iterator[Document | Rejection]:
    """The documents in files and folders, in the order given and sorted within folders; `-` is standard input.

    `date` is for documents that bring none. What cannot be read is yielded as a rejection, and the others go on.
    A text's or a page's id is its path below the input without the ending; a line of JSON brings its own.
    """
    for name in inputs:
        if name == "-":
            source = stdin or cast(BufferedReader, sys.stdin.buffer)
            yield from _stream(source, "standard input", None, date, None)
            continue
        path = Path(name)
        for found in files.walk(path):
            if isinstance(found, Rejection):
                yield found
            else:
                ident = files.stem(found.relative_to(path) if found != path else Path(found.name))
                yield from _file(found, ident, date)


def count(inputs: Sequence[str]) -> int | None:
    """How many documents there will be at most; None if that cannot be told without reading them."""
    if "-" in inputs:
        return None
    found = [path for name in inputs for path in files.walk(Path(name))]
    return files.count_lines(path for path in found if isinstance(path, Path))


def _file(path: Path, ident: str, date: dt.date | None) -> Iterator[Document | Rejection]:
    try:
        with files.open_bytes(path) as stream:
            yield from _stream(stream, str(path), ident, _leading_date(path.name) or date, files.kind(path))
    except OSError as error:
        yield Rejection(where=str(path), reason=f"cannot be read: {error.strerror or error}")


def _stream(
    stream: BufferedReader, where: str, ident: str | None, date: dt.date | None, kind: str | None
) -> Iterator[Document | Rejection]:
    """The documents of one file or of standard input, whose kind is told from how it begins where it is not given."""
    try:
        if (kind or _sniff(stream.peek(1))) == JSONL:
            yield from _lines(stream, where, date)
        else:
            yield _whole(stream, ident, date, kind)
    except SourceError as error:
        yield Rejection(where=where, reason=str(error))
    except _BROKEN_PACK as error:
        yield Rejection(where=where, reason=f"cannot be unpacked: {error}")


def _sniff(head: bytes) -> str:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    return JSONL if start.startswith(b"{") else HTML if start.startswith(b"<") else TEXT


def _lines(stream: BufferedReader, where: str, date: dt.date | None) -> Iterator[Document | Rejection]:
    for number, line in enumerate(files.lines(stream, LARGEST_FILE, LARGEST_STREAM), start=1):
        if line is not None and not line.strip():
            continue
        try:
            if line is None:
                raise SourceError(f"more than {LARGEST_FILE:,} bytes in one line; split it")
            text, flags = decode(line)
            yield jsonl.parse(text, date, flags)
        except SourceError as error:
            yield Rejection(where=f"{where} line {number}", reason=str(error))


def _whole(stream: BufferedReader, ident: str | None, date: dt.date | None, kind: str | None) -> Document:
    data = stream.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise SourceError(f"more than {LARGEST_FILE:,} bytes; split it")
    raw, guessed = decode(data)
    page = html.parse(raw) if (kind or _sniff(data)) == HTML else html.Page(raw)
    text, repaired = clean(page.text.replace("\r\n", "\n"))
    return Document(
        id=clean_line(ident) if ident else document_id(text),
        text=text,
        title=clean_line(page.title) if page.title else None,
        date=page.date or date,
        url=clean_line(page.url) if page.url else None,
        source=clean_line(page.source) if page.source else None,
        flags=guessed + page.flags + repaired,
    )


def _leading_date(name: str) -> dt.date | None:
    found = _LEADING_DATE.match(name)
    try:
        return dt.date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None
