"""A base: a folder with `facts.db`, the truth, and `graph/N/`, RDF datasets made from it, of which one is current."""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Self

from kg.base.database import require
from kg.base.facts import Facts, Listed
from kg.base.files import make_folder, reason, remove, require_name
from kg.base.generation import Generation
from kg.base.generations import Generations
from kg.base.lock import Lock
from kg.base.manifest import Manifest
from kg.errors import BaseError

__all__ = ["Base", "Generation", "Listed", "Manifest"]


class Base:
    """A base on disk. What `facts` was given is safe at once; what is asked is answered from the current generation."""

    def __init__(self, path: Path, lock: Lock | None, *, made: bool) -> None:
        """Use `Base.open`."""
        self.path = path
        self._generations = Generations(path / "graph")
        self._lock = lock
        self._made = made

    @classmethod
    def open(cls, path: Path | str, *, write: bool = False, make: bool = True) -> Self:
        """Open a base. `write` keeps other writers out until it is closed, and makes one if need be and `make` lets it.

        None but its owner may read what is made; a folder that is there keeps its mode.
        Raises BaseError if there is none, if it cannot be written or named so, or if somebody else is writing to it.
        """
        path = Path(path)
        require_name(path)
        _require_own_place(path)
        if not (write and make):
            require(path / "facts.db")
        if not write:
            return cls(path, None, made=False)
        try:
            made = make_folder(path)
            lock = Lock(path / "lock")
        except OSError as error:
            raise BaseError(f"{path} cannot be written: {reason(error)}; name another folder with --base") from error
        base = cls(path, lock, made=made)
        try:
            base.facts.sweep()
            base._generations.prepare()
        except BaseException:
            base.close()
            raise
        return base

    @cached_property
    def facts(self) -> Facts:
        """The database. A reader opens it when it is first needed: the graph can be asked without it, if need be.

        Raises BaseError if it is damaged, or of an older or newer version of the program.
        """
        return Facts(self.path / "facts.db", write=self._lock is not None)

    def __enter__(self) -> Self:
        """The base itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Close the database and let other writers in. What was opened for writing and holds nothing is removed."""
        unused = self._lock is not None and self._is_unused()
        if "facts" in vars(self):
            self.facts.close()
        if unused:
            self._vacate()
        if self._lock:
            self._lock.release()

    def generation(self) -> Generation:
        """The current generation. Raises BaseError if there is none yet or if it is damaged."""
        return self._generations.current()

    def damage(self) -> Iterator[str]:
        """All that is not as it was written, a line each: in `facts.db` and in the current generation."""
        yield from self.facts.damage()
        yield from self._generations.damage()
        if self.is_withdrawing():
            yield f"{self.path}: the graph may still answer with what was taken back; run kg build"

    def is_current(self) -> bool:
        """Whether there is a whole generation made from just what the base holds now."""
        try:
            return self._made_from(self._key()) is not None
        except BaseError:
            return False

    def is_withdrawing(self) -> bool:
        """Whether facts were taken back that a graph may still hold: that was stopped in between."""
        return self._generations.is_marked()

    def publish(self, lines: Iterable[str]) -> tuple[Manifest, bool]:
        """Make a generation from N-Quads lines and let it be current; nothing is done, or read, if one `is_current`.

        Gives its manifest, and whether it is new. The generation before stays, for those who have it open, unless it
        holds what has been withdrawn; the one before that is removed. Raises BaseError, with the old one still current,
        if a document is damaged or the disk is full.
        """
        if self._lock is None:
            raise BaseError(f"{self.path} was opened for reading; open it with write=True to publish")
        try:
            return self._published(lines)
        except BaseError as error:
            if not self.is_withdrawing():
                raise
            raise BaseError(f"{error}; until then the graph still answers with what was taken back") from error

    def _published(self, lines: Iterable[str]) -> tuple[Manifest, bool]:
        key = self._key()
        if current := self._made_from(key):
            self._generations.settle()
            return current, False
        self.facts.flush()
        return self._generations.publish(lines, key, self.facts.counts()).manifest, True

    def withdraw(self, ids: Iterable[str]) -> None:
        """Take back documents and what they say, all or none; the next `publish` leaves no graph that holds it."""
        self._generations.mark()
        self.facts.remove(ids)

    def _made_from(self, key: str) -> Manifest | None:
        """The manifest of the current generation, if it is whole and has this key."""
        try:
            manifest = self.generation().manifest
        except BaseError:
            return None
        return manifest if manifest.key == key else None

    def _key(self) -> str:
        """What a generation depends on: the facts, and all that merges them and writes them down."""
        from kg.version import merging  # whoever only asks a base needs no words

        return sha256(f"{merging()} {self.facts.key()}".encode()).hexdigest()

    def _is_unused(self) -> bool:
        """Whether it holds nothing that anybody put in."""
        if "facts" not in vars(self):
            return not (self.path / "facts.db").exists()
        try:
            return self.facts.is_empty() and not (self.path / "graph" / "CURRENT").exists()
        except BaseError:
            return False

    def _vacate(self) -> None:
        """Remove what opening it made; the folder itself only if it was not there before."""
        for name in ("facts.db", "facts.db-wal", "facts.db-shm", "lock"):
            remove(self.path / name)
        for folder in (self.path / "graph", *([self.path] if self._made else [])):
            with suppress(OSError):
                folder.rmdir()


def _require_own_place(path: Path) -> None:
    """Raise BaseError for what is no base and lies in one."""
    around = [] if _is_base(path) else Path(os.path.realpath(path)).parents
    if within := next(filter(_is_base, around), None):
        raise BaseError(f"{path} lies in the base {within}; name that with --base, or a folder elsewhere")


def _is_base(folder: Path) -> bool:
    try:
        return (folder / "facts.db").exists() and (folder / "graph").is_dir()
    except OSError:
        return False
