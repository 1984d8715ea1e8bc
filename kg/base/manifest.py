"""`graph/N/manifest.json`: what a generation holds, and the digests of its files and of itself."""

from hashlib import sha256
from pathlib import Path

from kg.base.files import read, reason, write
from kg.errors import BaseError
from kg.model import Record

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
    seal: str = ""
    """SHA-256 of all the rest."""

    def sealed(self) -> "Manifest":
        """The same with its seal."""
        rest = self.model_copy(update={"seal": ""}).model_dump_json()
        return self.model_copy(update={"seal": sha256(rest.encode()).hexdigest()})


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest of the generation in a folder."""
    write(folder / "manifest.json", manifest.model_dump_json(indent=1))


def read_manifest(folder: Path) -> Manifest:
    """The manifest of the generation in a folder. Raises BaseError if it is not the one that was written there."""
    path = folder / "manifest.json"
    try:
        manifest = Manifest.model_validate_json(read(path))
    except FileNotFoundError:
        raise BaseError(f"{path} is missing; {REBUILD}") from None
    except OSError as error:
        raise BaseError(f"{path} cannot be read: {reason(error)}; {REBUILD}") from None
    except ValueError:
        raise BaseError(f"{path} is damaged, or of another version of the program; {REBUILD}") from None
    if manifest != manifest.sealed():
        raise BaseError(f"{path} is not as it was written; {REBUILD}")
    if str(manifest.number) != folder.name:
        raise BaseError(f"{path} belongs to generation {manifest.number}; {REBUILD}")
    return manifest
