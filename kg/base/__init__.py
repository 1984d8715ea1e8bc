"""A base: a folder with `facts.db`, the truth, and `graph/N/`, RDF datasets made from it, of which one is current."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Self

from kg.base.facts import Facts
from kg.base.generation import Generation, Manifest, remove, sync, write_generation
from kg.base.lock import Lock
from kg.errors import BaseError
from kg.identity import Judgement
from kg.model import Document, Extraction, Rejection
from kg.vocab import ontology_path

__all__ = ["Base", "Generation", "Manifest"]

_KEPT = 2  # the current generation and the one before, which readers may still have open


class Base:
    """A base on disk. What was added is safe at once; what is asked is answered from the current generation."""

    def __init__(self, path: Path, facts: Facts, lock: Lock | None) -> None:
        """Use `Base.open`."""
        self.path = path
        self.facts = facts
        self._lock = lock

    @classmethod
    def open(cls, path: Path | str, *, write: bool = False) -> Self:
        """Open a base. `write` makes it if need be and keeps other writers out until it is closed.

        Raises BaseError if there is none, if it cannot be read, or if somebody else is writing to it.
        """
        path = Path(path)
        if not write:
            return cls(path, Facts(path / "facts.db", write=False), None)
        try:
            (path / "graph").mkdir(parents=True, exist_ok=True)
            lock = Lock(path / "lock")
        except OSError as error:
            raise BaseError(f"{path} cannot be written: {error}; name another folder with --base") from error
        try:
            base = cls(path, Facts(path / "facts.db", write=True), lock)
            base._sweep()
        except BaseException:
            lock.release()
            raise
        return base

    def __enter__(self) -> Self:
        """The base itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Close the database and let other writers in."""
        self.facts.close()
        if self._lock:
            self._lock.release()

    def known(self, document: Document, version: str) -> bool:
        """Whether this very document has been read by this version of the extractor."""
        return self.facts.known(document, version)

    def add(self, document: Document, extraction: Extraction) -> None:
        """Put in a document and what it says; no kill can undo it once this returns. An older version is withdrawn."""
        self.facts.add(document, extraction)

    def reject(self, rejection: Rejection) -> None:
        """Remember what could not be read."""
        self.facts.reject(rejection)

    def judge(self, judgement: Judgement) -> None:
        """Remember a judgement of identity; the next generation follows it."""
        self.facts.judge(judgement)

    def contents(self) -> Iterator[tuple[Document, Extraction]]:
        """All documents with what they say, sorted by id."""
        return self.facts.contents()

    def judgements(self) -> list[Judgement]:
        """All judgements of identity."""
        return self.facts.judgements()

    def generation(self) -> Generation:
        """The current generation. Raises BaseError if there is none yet or if it is damaged."""
        number = self._current()
        if number is None:
            raise BaseError(f"{self.path} has no graph yet; run kg build")
        return Generation.load(self._folder(number))

    def manifest(self) -> Manifest:
        """What the current generation holds."""
        return self.generation().manifest

    def is_current(self) -> bool:
        """Whether there is a whole generation made from just what the base holds now."""
        try:
            return self.manifest().key == self._key()
        except BaseError:
            return False

    def publish(self, lines: Iterable[str]) -> Manifest:
        """Make a generation from N-Quads lines and let it be current; nothing is done, or read, if one `is_current`.

        Readers keep what they have open. Raises BaseError, with the old generation still current, if the disk is full.
        """
        if self._lock is None:
            raise BaseError(f"{self.path} was opened for reading; open it with write=True to publish")
        if self.is_current():
            return self.manifest()
        self.facts.flush()
        number = max((int(folder.name) for folder in self._folders()), default=0) + 1
        building = self.path / "graph" / "building"
        try:
            made = write_generation(building, number, lines, self._key(), self.facts.counts())
            building.rename(self._folder(number))
            sync(self.path / "graph")
            self._point_to(number)
        except OSError as error:
            remove(building)
            raise BaseError(f"{self.path}: {error}; free some space, the graph made before still serves") from error
        self._sweep()
        return made.manifest

    def _key(self) -> str:
        """What a generation depends on: the facts, the ontology, and the program that writes it."""
        digest = sha256(f"{version('diplograph')} {self.facts.key()}".encode())
        for name in ("diplograph.ttl", "vocab.ttl", "actors.ttl"):
            digest.update(ontology_path(name).read_bytes())
        return digest.hexdigest()

    def _current(self) -> int | None:
        try:
            text = (self.path / "graph" / "CURRENT").read_text("ascii")
        except FileNotFoundError:
            return None
        if not text.strip().isdecimal():
            raise BaseError(f"{self.path / 'graph' / 'CURRENT'} is damaged; run kg build to rebuild the graph")
        return int(text)

    def _point_to(self, number: int) -> None:
        """Let a generation be current, in one step that is either done or not."""
        draft = self.path / "graph" / "CURRENT.new"
        draft.write_text(str(number), "ascii")
        sync(draft)
        draft.replace(self.path / "graph" / "CURRENT")
        sync(self.path / "graph")

    def _sweep(self) -> None:
        """Remove what a killed build left behind, and generations that are too old."""
        remove(self.path / "graph" / "building")
        try:
            current = self._current() or 0
        except BaseError:
            return
        older = sorted((int(folder.name) for folder in self._folders() if int(folder.name) < current), reverse=True)
        later = [int(folder.name) for folder in self._folders() if int(folder.name) > current > 0]
        for number in (*older[_KEPT - 1 :], *later):
            remove(self._folder(number))

    def _folder(self, number: int) -> Path:
        return self.path / "graph" / str(number)

    def _folders(self) -> list[Path]:
        return [path for path in (self.path / "graph").iterdir() if path.name.isdecimal()]
