"""`graph/N/`: an immutable RDF dataset, written once, checked whenever it is opened."""

import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import file_digest
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from shutil import copyfile

from pyoxigraph import Quad, RdfFormat, Store, parse

from kg.base.canonical import Canonical, Comparison
from kg.base.files import make_folder, reason, seclude, sync
from kg.base.manifest import REBUILD, Manifest, read_manifest, write_manifest
from kg.base.runs import distinct
from kg.base.verified import State, is_verified, remember, state
from kg.errors import BaseError

_DIARIES = re.compile(r"LOCK|LOG(\.old\.\d+)?")
"""What RocksDB writes whenever it opens a store, and never reads."""

LOADED = 200_000
"""Quads that Oxigraph takes in at a time: its memory grows with them, to 1.4 GB where all come at once."""
_ALIKE = 0.1
"""The part of the quads that may differ for a store to be changed: to change one costs as much as to load four."""


@dataclass(frozen=True)
class Generation:
    """A dataset on disk; `store` is the folder that Oxigraph opens."""

    folder: Path
    manifest: Manifest

    @property
    def store(self) -> Path:
        """The folder of the Oxigraph store."""
        return self.folder / "store"

    @classmethod
    def read(cls, folder: Path) -> "Generation":
        """The generation in a folder, be it whole or not. Raises BaseError if its manifest is damaged."""
        return cls(folder, read_manifest(folder))

    @classmethod
    def load(cls, folder: Path) -> "Generation":
        """A generation that is whole. Raises BaseError if a file is missing, foreign, or not as it was written.

        Files that have not been touched since they were found whole are not hashed again.
        """
        generation = cls.read(folder)
        if not is_verified(folder, generation._state()):
            for problem in generation.damage():
                raise BaseError(f"{problem}; {REBUILD}")
        return generation

    def damage(self) -> Iterator[str]:
        """What is not as it was written: all files are hashed. That there is nothing is remembered."""
        found, whole = self._state(), True
        for problem in self._faults():
            whole = False
            yield problem
        if whole:
            remember(self.folder, found)

    def _faults(self) -> Iterator[str]:
        files = self._files()
        if not files:
            yield f"{self.store} is missing, empty, or cannot be read"
            return
        for path in files:
            if path.relative_to(self.folder).as_posix() not in self.manifest.files:
                yield f"{path} does not belong there"
        for name, (size, digest) in self.manifest.files.items():
            if problem := _damage(self.folder / name, size, digest):
                yield problem

    def open(self) -> Store:
        """The dataset, read-only. Use it in the thread that opened it."""
        try:
            return Store.read_only(str(self.store))
        except (OSError, RuntimeError) as error:
            raise BaseError(f"{self.store} cannot be opened: {error}; {REBUILD}") from error

    def quads(self) -> Iterator[str]:
        """The canonical N-Quads, a line each, as they were written. Raises BaseError if they cannot be read."""
        try:
            yield from Canonical(self.folder).lines()
        except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
            raise BaseError(f"{Canonical(self.folder).path} cannot be read: {reason(error)}; {REBUILD}") from error

    def lines(self) -> list[str]:
        """The canonical N-Quads as the store gives them back. Raises BaseError if it gives none."""
        try:
            dump = self.open().dump(format=RdfFormat.N_QUADS)
        except (OSError, RuntimeError) as error:
            raise BaseError(f"{self.store} cannot be read: {error}; {REBUILD}") from error
        return sorted(line.decode() for line in (dump or b"").splitlines(keepends=True))  # texts may hold U+2028

    def _state(self) -> State:
        return state([self.folder / "manifest.json", Canonical(self.folder).path, *self._files()])

    def _files(self) -> list[Path]:
        """What lies in the folder of the store; nothing if that cannot be read."""
        try:
            return [path for path in sorted(self.store.iterdir()) if not _is_diary(path)]
        except OSError:
            return []


def write_generation(
    folder: Path, number: int, lines: Iterable[str], key: str, counts: dict[str, int], before: Generation | None
) -> Generation:
    """Write a generation into a folder that does not exist yet; it is on the disk when this returns.

    `before` is the one before it, if that is whole.
    """
    store = folder / "store"
    make_folder(folder)
    make_folder(store)
    alike = before if before and before.manifest.versions == _versions() else None
    compared = _comparison(alike)
    digest, quads = Canonical(folder).write(compared.passing(distinct(lines, folder)))
    if alike and compared.is_known() and not compared.takes_back():
        _change(alike, store, compared)
    else:
        _load(store, folder)
    written = sorted(store.iterdir())
    for path in written:
        seclude(path)
    kept = [Canonical(folder).path, *(path for path in written if not _is_diary(path))]
    files = {path.relative_to(folder).as_posix(): (path.stat().st_size, _hash(path)) for path in kept}
    manifest = Manifest(
        number=number, key=key, sha256=digest, counts=counts, quads=quads, versions=_versions(), files=files
    ).sealed()
    write_manifest(folder, manifest)
    for path in (*written, *folder.iterdir(), folder):
        sync(path)
    generation = Generation(folder, manifest)
    remember(folder, generation._state())  # the digests are those of what was read back
    return generation


@cache
def _versions() -> dict[str, str]:
    return {name: version(name) for name in ("diplograph", "pyoxigraph")}


def _is_diary(path: Path) -> bool:
    return bool(_DIARIES.fullmatch(path.name)) and path.is_file()


def _damage(path: Path, size: int, digest: str) -> str | None:
    """What is wrong with a file that had this size and SHA-256."""
    try:
        if not path.exists():
            return f"{path} is missing"
        if not path.is_file():
            return f"{path} is not a file"
        if path.stat().st_size != size:
            return f"{path} has {path.stat().st_size} bytes instead of {size}"
        return None if _hash(path) == digest else f"{path} is not as it was written"
    except OSError as error:
        return f"{path} cannot be read: {reason(error)}"


def _comparison(before: Generation | None) -> Comparison:
    """What compares lines with those of a generation, as far as changing its store would pay."""
    if before is None:
        return Comparison(None, 0)
    return Comparison(Canonical(before.folder), int(sum(before.manifest.quads.values()) * _ALIKE))


def _change(before: Generation, store: Path, found: Comparison) -> None:
    """Copy the store of a generation and change it. The strings of what is removed stay in it."""
    for path in before._files():
        copyfile(path, store / path.name)
    dataset = Store(str(store))
    try:
        for quad in _parsed(found.removed):
            dataset.remove(quad)
        dataset.extend(_parsed(found.added))
        dataset.flush()
    finally:
        del dataset  # else an error, which remembers it, would keep it open
    Store(str(store)).flush()  # opening makes tables of the log of these changes, as each reader would have to


def _load(store: Path, folder: Path) -> None:
    """Load canonical N-Quads into a new store, so many at a time, and close it."""
    dataset = Store(str(store))
    try:
        with Canonical(folder).packed() as lines:
            while some := b"".join(islice(lines, LOADED)):
                dataset.bulk_load(some, format=RdfFormat.N_QUADS)
        dataset.flush()
    finally:
        del dataset  # see above


def _parsed(lines: Iterable[str]) -> Iterator[Quad]:
    return parse("".join(lines), format=RdfFormat.N_QUADS)


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
