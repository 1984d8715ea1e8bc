"""`graph/N/quads.nq.gz`: the canonical N-Quads of a generation, and what must change in one to make the next of it."""

import gzip
import os
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from io import BufferedReader, TextIOWrapper
from itertools import islice
from pathlib import Path

from kg.base.files import create
from kg.vocab import ID, SHARED_GRAPHS

_NAME = "quads.nq.gz"
_OF_A_DOCUMENT = re.compile(rf"<{re.escape(ID)}doc-[^#>]*> ").match
"""What begins a line that says something of a document itself."""


class Canonical:
    """The file in the folder of a generation."""

    def __init__(self, folder: Path) -> None:
        """Of a folder; the file may not be there yet."""
        self.path = folder / _NAME

    def write(self, lines: Iterator[str]) -> tuple[str, dict[str, int]]:
        """Write distinct sorted lines; gives their SHA-256, and the number of quads by kind of graph."""
        digest, kinds, number = sha256(), Counter[str](), 0
        ends = {kind: f"<{iri}> .\n" for iri, kind in SHARED_GRAPHS.items()}
        with (
            os.fdopen(create(self.path), "wb") as file,
            gzip.GzipFile("", "wb", compresslevel=1, fileobj=file, mtime=0) as packed,
        ):
            while some := list(islice(lines, 10_000)):
                chunk = "".join(some)
                number += len(some)
                kinds.update({kind: chunk.count(end) for kind, end in ends.items()})
                digest.update(data := chunk.encode())
                packed.write(data)
        kinds["documents"] = number - kinds.total()
        return digest.hexdigest(), dict(sorted((kind, many) for kind, many in kinds.items() if many))

    def packed(self) -> BufferedReader:
        """The lines as bytes, to be closed. Raises OSError, EOFError or zlib.error, also while they are read."""
        return BufferedReader(gzip.open(self.path), 1 << 20)

    def lines(self) -> Iterator[str]:
        """The lines. Raises OSError, EOFError, zlib.error or UnicodeDecodeError where they are damaged."""
        with self.packed() as file:
            yield from TextIOWrapper(file, "utf-8", newline="\n")


class Comparison:
    """What differs between the canonical lines of a generation and new ones, which are compared as they pass."""

    def __init__(self, before: Canonical | None, most: int) -> None:
        """With those of a generation, if there is one to compare with. No more than so many differences are kept."""
        self._before = before
        self._most = most
        self._read = False
        self.removed: list[str] = []
        self.added: list[str] = []

    def passing(self, lines: Iterator[str]) -> Iterator[str]:
        """The same distinct sorted lines."""
        earlier = self._earlier()
        old = next(earlier, "")
        for new in lines:
            while old and old < new:
                self._keep(self.removed, old)
                old = next(earlier, "")
            if old == new:
                old = next(earlier, "")
            else:
                self._keep(self.added, new)
            yield new
        while old:
            self._keep(self.removed, old)
            old = next(earlier, "")

    def is_known(self) -> bool:
        """Whether `removed` and `added`, now that all lines have passed, are all that differs."""
        return self._read and len(self.removed) + len(self.added) <= self._most

    def takes_back(self) -> bool:
        """Whether a document is gone, or something said of it itself."""
        return any(map(_OF_A_DOCUMENT, self.removed))

    def _earlier(self) -> Iterator[str]:
        """The lines of the generation before, as far as they are there and whole."""
        if self._before:
            with suppress(OSError, EOFError, zlib.error, UnicodeDecodeError):
                yield from self._before.lines()
                self._read = True

    def _keep(self, differences: list[str], line: str) -> None:
        if len(self.removed) + len(self.added) <= self._most:
            differences.append(line)
