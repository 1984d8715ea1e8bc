"""`graph/N/manifest.json`: what a generation holds, and the digests of its files and of itself."""

from hashlib import sha256
from pathlib import Path

from pydantic import BaseModel

from kg.base.files import read, reason, write
from kg.errors import BaseError
from kg.model import Record

REBUILD = "run kg build to rebuild it from facts.db"
FORMAT = 3
"""Of generations; to be raised when a manifest gets another field, or a generation other files."""


class _Stamp(BaseModel):
    """What every manifest tells, of whatever format; the first had no number of it."""

    format: int = 1
    number: int
    sha256: str


class Manifest(Record):
    """What a generation holds. `sha256` is that of its canonical N-Quads: the distinct lines, sorted by code point."""

    format: int = FORMAT
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
    """Size and SHA-256 of each file of the generation but this one, by its path there."""
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
    """The manifest of the generation in a folder.

    Raises BaseError if it is not the one that was written there, or of an older or newer version of the program.
    """
    path = folder / "manifest.json"
    try:
        text = read(path)
        _refuse_others(folder, _Stamp.model_validate_json(text).format)
        manifest = Manifest.model_validate_json(text)
    except FileNotFoundError:
        raise BaseError(f"{path} is missing; {REBUILD}") from None
    except OSError as error:
        raise BaseError(f"{path} cannot be read: {reason(error)}; {REBUILD}") from None
    except ValueError:
        raise BaseError(f"{path} is damaged; {REBUILD}") from None
    if manifest != manifest.sealed():
        raise BaseError(f"{path} is not as it was written; {REBUILD}")
    if str(manifest.number) != folder.name:
        raise BaseError(f"{path} belongs to generation {manifest.number}; {REBUILD}")
    return manifest


def _refuse_others(folder: Path, format: int) -> None:
    if format < FORMAT:
        raise BaseError(f"{folder} was made by an older version of the program; run kg build to make it anew")
    if format > FORMAT:
        raise BaseError(
            f"{folder} was made by a newer version of the program (format {format}, this one reads {FORMAT}); "
            "update the program, or run kg build to make it anew"
        )
