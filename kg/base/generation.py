"""`graph/N/`: an immutable RDF dataset, written once, checked whenever it is opened."""

import os
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import file_digest, sha256
from importlib.metadata import version
from itertools import groupby
from pathlib import Path

from pyoxigraph import RdfFormat, Store

from kg.errors import BaseError
from kg.model import Record
from kg.vocab import GRAPH, MERGED_GRAPH, ONTOLOGY_GRAPH, REGISTRY_GRAPH, VOCAB_GRAPH

_SHARED = {iri: iri.removeprefix(GRAPH) for iri in (REGISTRY_GRAPH, MERGED_GRAPH, ONTOLOGY_GRAPH, VOCAB_GRAPH)}
_DIARIES = ("LOG", "LOCK")  # RocksDB writes these whenever it opens a store
REBUILD = "run kg build to rebuild it from facts.db"


class Manifest(Record):
    """What a generation holds. `sha256` is that of its canonical N-Quads: the distinct lines, sorted by code point."""

    number: int
    key: str
    """What it was made from; equal keys, equal graphs."""
    sha256: str
    counts: dict[str, int]
    """Documents and facts by kind, as `facts.db` counts them."""
    quads: dict[str, int]
    """Quads of the graphs of documents and of each shared graph."""
    versions: dict[str, str]
    files: dict[str, tuple[int, str]]
    """Size and SHA-256 of each file of the store."""


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
    def load(cls, folder: Path) -> "Generation":
        """A generation that is whole. Raises BaseError where a file is missing or not as it was written.

        The large files of data are compared by size; RocksDB checks their blocks when it reads them.
        """
        generation = cls(folder, _read_manifest(folder))
        for problem in generation.damage(thorough=False):
            raise BaseError(f"{problem}; {REBUILD}")
        return generation

    def damage(self, *, thorough: bool) -> Iterator[str]:
        """What is not as it was written; `thorough` also hashes the files of data."""
        present = {path.name for path in self.store.glob("*")} if self.store.is_dir() else set()
        for name, (size, digest) in self.manifest.files.items():
            path = self.store / name
            if name not in present:
                yield f"{path} is missing"
            elif path.stat().st_size != size:
                yield f"{path} has {path.stat().st_size} bytes instead of {size}"
            elif (thorough or path.suffix != ".sst") and _hash(path) != digest:
                yield f"{path} is not as it was written"

    def open(self) -> Store:
        """The dataset, read-only. Use it in the thread that opened it."""
        try:
            return Store.read_only(str(self.store))
        except OSError as error:
            raise BaseError(f"{self.store} cannot be opened: {error}; {REBUILD}") from error

    def lines(self) -> list[str]:
        """The canonical N-Quads, a line each."""
        dump = self.open().dump(format=RdfFormat.N_QUADS)
        return sorted((dump or b"").decode().splitlines(keepends=True))


def write_generation(folder: Path, number: int, lines: Iterable[str], key: str, counts: dict[str, int]) -> Generation:
    """Write a generation into a folder that does not exist yet; it is on the disk when this returns."""
    (folder / "store").mkdir(parents=True)
    canonical = [line for line, _ in groupby(sorted(lines))]
    digest = _write(folder / "quads.nq", canonical)
    with ThreadPoolExecutor(max_workers=1) as pool:  # Oxigraph loads without holding Python's lock
        loaded = pool.submit(_load, folder / "store", folder / "quads.nq")
        quads = _count(canonical)
        loaded.result()
    (folder / "quads.nq").unlink()
    files = {
        path.name: (path.stat().st_size, _hash(path))
        for path in sorted((folder / "store").iterdir())
        if not path.name.startswith(_DIARIES)
    }
    versions = {name: version(name) for name in ("diplograph", "pyoxigraph")}
    manifest = Manifest(
        number=number, key=key, sha256=digest, counts=counts, quads=quads, versions=versions, files=files
    )
    (folder / "manifest.json").write_text(manifest.model_dump_json(indent=1), "utf-8")
    for path in (*(folder / "store").iterdir(), folder / "store", folder / "manifest.json", folder):
        sync(path)
    return Generation(folder, manifest)


def sync(path: Path) -> None:
    """Wait until a file or folder is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove(folder: Path) -> None:
    """Remove a generation, or what was left of one."""
    shutil.rmtree(folder, ignore_errors=True)


def _read_manifest(folder: Path) -> Manifest:
    path = folder / "manifest.json"
    try:
        return Manifest.model_validate_json(path.read_text("utf-8"))
    except FileNotFoundError:
        raise BaseError(f"{path} is missing; {REBUILD}") from None
    except ValueError as error:
        raise BaseError(f"{path} is damaged; {REBUILD}") from error


def _write(path: Path, lines: list[str]) -> str:
    """Write a file and return its SHA-256."""
    digest = sha256()
    with path.open("wb") as file:
        for start in range(0, len(lines), 10_000):
            chunk = "".join(lines[start : start + 10_000]).encode()
            digest.update(chunk)
            file.write(chunk)
    return digest.hexdigest()


def _count(lines: list[str]) -> dict[str, int]:
    """The number of quads by kind of graph."""
    graphs = Counter(line[line.rindex("<") + 1 : -4] for line in lines)
    kinds = Counter[str]()
    for graph, number in graphs.items():
        kinds[_SHARED.get(graph, "documents")] += number
    return dict(sorted(kinds.items()))


def _load(store: Path, path: Path) -> None:
    """Load N-Quads into a new store, and close it."""
    dataset = Store(str(store))
    dataset.bulk_load(path=str(path), format=RdfFormat.N_QUADS)
    dataset.flush()
    del dataset


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
