"""The ids of files: short while that tells them apart, longer where two files would have the same."""

import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePath
from typing import NamedTuple, Protocol

from kg.model import Origin
from kg.sources.files import distinct, printable, stem
from kg.sources.text import clean_line

STANDARD_INPUT = "-"
"""The name of this input, and its place."""


class File(NamedTuple):
    """A file, and its path below the input it was found in."""

    path: Path
    below: PurePath


class Held(Protocol):
    """What is known of the documents that have been read before."""

    def origin(self, document: str) -> Origin | None:
        """Where the document with this id comes from; None if there is none."""

    def at(self, place: str) -> str | None:
        """The id of the document that comes from a place; None if there is none."""


def place(path: Path, root: Path) -> str:
    """Where a file lies, seen from a folder: the same wherever both are moved together."""
    return distinct(PurePath(os.path.relpath(path, root)).as_posix())


def within(places: Iterable[str], inputs: Iterable[str], root: Path) -> set[str]:
    """Those of some places seen from `root` that are an input's, or lie in an input that is a folder or file of lines.

    >>> sorted(within(["a.jsonl/7", "x/b.txt", "../c.txt", "-/2"], ["x", "a.jsonl"], Path()))
    ['a.jsonl/7', 'x/b.txt']
    """
    top = distinct(os.path.abspath(root))  # noqa: PTH100 # links stay as they are

    def whole(at: str) -> PurePath:
        return PurePath(os.path.normpath(f"{top}/{at}"))

    tops = {whole(name if name == STANDARD_INPUT else place(Path(name), root)) for name in inputs}
    return {at for at in places if not tops.isdisjoint((path := whole(at), *path.parents))}


def idents(
    files: Iterable[File], root: Path, held: Held | None, content: Callable[[Path], str | None]
) -> dict[str, str]:
    """The id of each file, by its place seen from `root`; their order does not matter.

    A file keeps the id under which it is held. Another takes its path below the input without the ending, or, where
    another file has that, with its ending or with the folders before it: as many as tell them apart. Files of the same
    content, which `content` tells, may share an id; so a file that was moved is the same document.
    """
    by_place: dict[str, File] = {}
    for file in sorted(files, key=lambda file: len(file.below.parts)):  # of a file found twice, the longest path
        by_place[place(file.path, root)] = file
    twins = Counter((file.path.parent, stem(file.path)) for file in by_place.values())
    choice = _Choice(by_place, held, content)
    for at, file in by_place.items():
        choice.waiting[at] = _names(file, twins[file.path.parent, stem(file.path)] > 1)
    return choice.made()


def _names(file: File, twin: bool) -> Iterator[str]:
    """The ids that a file may have, the shortest first; `twin`: another file beside it differs in its ending alone."""
    short = file.below.as_posix() if twin else stem(Path(file.below))
    folders = Path(os.path.abspath(file.path)).parts[1 : -len(file.below.parts)]  # noqa: PTH100 # links stay as they are
    for more in range(len(folders) + 1):
        yield clean_line(printable("/".join((*folders[len(folders) - more :], short))))


class _Choice:
    """Ids for files that wait for one, each taken where no other file has a right to it."""

    def __init__(self, files: dict[str, File], held: Held | None, content: Callable[[Path], str | None]) -> None:
        self.files = files
        self.waiting: dict[str, Iterator[str]] = {}
        self._held = held
        self._content = content
        self._taken: dict[str, str] = {}

    def made(self) -> dict[str, str]:
        """The id of each file by its place."""
        found = {at: kept for at in self.waiting if self._held and (kept := self._held.at(at))}
        self._taken = {name: at for at, name in found.items()}
        while waiting := {at: names for at, names in self.waiting.items() if at not in found}:
            wanted: dict[str, list[str]] = defaultdict(list)
            for at, names in waiting.items():
                wanted[next(names, at)].append(at)
            agreed = {name: rivals for name, rivals in wanted.items() if name in rivals or self._agree(name, rivals)}
            found |= {at: name for name, rivals in agreed.items() for at in rivals}
            self._taken |= {name: rivals[0] for name, rivals in agreed.items()}
        return found

    def _agree(self, name: str, rivals: list[str]) -> bool:
        """Whether an id is free for files, or theirs because it is that of the same content."""
        if not name:
            return False
        if name in self._taken:
            return self._alike([self._taken[name], *rivals])
        origin = self._held.origin(name) if self._held else None
        if origin and origin.place and not origin.input.startswith(self._read(rivals[0]) or " "):
            return False
        return self._alike(rivals)

    def _alike(self, places: list[str]) -> bool:
        return len(places) == 1 or len({self._read(at) or at for at in places}) == 1

    def _read(self, at: str) -> str | None:
        return self._content(self.files[at].path)
