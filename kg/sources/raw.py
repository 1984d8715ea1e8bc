"""What is found in the inputs before anything is decoded: bytes, and what is left out."""

import datetime as dt
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from typing import NamedTuple, Self

from kg.model import Document, Origin, Rejection

TEXT, HTML, JSONL = "text", "html", "jsonl"


@dataclass(frozen=True)
class RawInput:
    """The bytes that one document is to be made of: a file, or a line of JSON.

    `where` tells a reader where they stand, `place` is the file's path seen from the base, `line` the number of a line;
    `ident` is the id of what brings none, `date` the day; `kind` is None where it shall be told from the bytes.
    """

    where: str
    place: str
    data: bytes
    ident: str | None = None
    date: dt.date | None = None
    kind: str | None = None
    line: int | None = None

    def at(self, line: int, data: bytes = b"") -> Self:
        """A line of the file."""
        return replace(self, where=f"{self.where} line {line}", data=data, line=line)

    @cached_property
    def digest(self) -> str:
        """Names the bytes and all else that the document depends on, if it brings its date; see `dated`."""
        rest = sha256(f"{self.kind}\x1f{self.ident}".encode()).hexdigest()
        return f"{content_digest(self.data)}-{rest[:16]}"

    @property
    def dated(self) -> str:
        """Names the same for a document that takes its date from here."""
        return f"{self.digest}-{self.date}"

    def origin(self, date: dt.date | None) -> Origin:
        """Where a document with this date comes from."""
        return Origin(place=self.place, input=self.dated if date == self.date else self.digest)

    @property
    def spot(self) -> str:
        """Its place, which no other input has: a line lies in its file as a file in its folder."""
        return self.place if self.line is None else f"{self.place}/{self.line}"

    def rejection(self, reason: str, *, settled: bool = False) -> Rejection:
        """That it could not be read."""
        return Rejection(where=self.where, reason=reason, place=self.spot, settled=settled)


Input = RawInput | Document
"""What facts are read off."""


def where(each: Input) -> str:
    """What to name an input by when it is rejected."""
    return each.id if isinstance(each, Document) else each.where


class Skipped(NamedTuple):
    """A file of a folder that is not read, which is no fault. `sort` is what it has in common with others."""

    where: str
    sort: str
    reason: str


def content_digest(data: bytes) -> str:
    """SHA-256 (hex) of bytes; the digest of what is made of them begins with it."""
    return sha256(data).hexdigest()
