"""The version of the extractor: it names everything that decides which facts are read off an input."""

import sys
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import file_digest, sha256
from importlib import metadata
from pathlib import Path

from kg.kinds import ontology_files
from kg.lexicon import lexicon_files
from kg.vocab import ontology_path

SHIPPED = Path(__file__).parent / "model"
"""The pipeline that comes with the program."""
FOLDERS = ("annotate", "extraction", "lexicon", "naming", "personal_names", "sources", "timex")
MODULES = (
    *("__init__", "actors", "dates", "errors", "fitted", "inflection", "kinds", "model", "parse"),
    *("places", "read", "reader", "rule", "threshold", "version", "vocab"),
)
DATA = (
    *("actors.ttl", "en/affiliation.npz", "en/agreements.npz", "en/confidence.yaml", "en/events.npz"),
    *("en/function_words.yaml", "sources.yaml", "towns.tsv"),
)
MERGING = ("lexicon", "personal_names", "rdf", "resolve")
"""The folders of what makes a graph of facts,"""
MERGING_MODULES = (
    *("__init__", "actors", "anchors", "dates", "errors", "garbage", "identity", "inflection", "kinds", "model"),
    *("offices", "rule", "vocab"),
)
"""and the modules beside them."""
MERGED_BY = ("vocab.ttl", "actors.ttl", "offices.yaml", "persons.yaml", "events.yaml", "instruments.yaml")
DISTRIBUTIONS = (
    *("spacy", "thinc", "blis", "numpy", "murmurhash", "preshed", "pycountry", "py3langid", "PyYAML"),
    *("trafilatura", "htmldate", "python-dateutil", "courlan", "tld", "babel", "jusText", "charset-normalizer"),
    *("lxml", "lxml_html_clean"),
)
"""The packages that annotate, read pages or tell languages: another version may give other facts."""


def version(pipeline: str | None = None) -> str:
    """Changes whenever the same input might give other facts; `pipeline` is None for the shipped one."""
    own, packages = map(_hash, _files()), map(_installed, DISTRIBUTIONS)
    digest = _digest((*own, unicodedata.unidata_version, _trained(pipeline), *packages))
    return f"{metadata.version('diplograph')}+{digest[:8]}"


def merging() -> str:
    """Changes whenever the same facts might be merged, or written as a graph, in another way."""
    package = Path(__file__).parent
    sources = (path for folder in MERGING for path in sorted((package / folder).rglob("*.py")))
    words = (*lexicon_files(), *ontology_files(), *map(ontology_path, MERGED_BY))
    beside = (package / f"{module}.py" for module in MERGING_MODULES)
    return _digest((metadata.version("diplograph"), *map(_hash, (*sources, *beside, *words))))


def _digest(parts: Iterable[str]) -> str:
    return sha256("\0".join(parts).encode(errors="surrogateescape")).hexdigest()


def _files() -> Iterator[Path]:
    package = Path(__file__).parent
    for folder in FOLDERS:
        yield from sorted((package / folder).rglob("*.py"))
    yield from (package / f"{module}.py" for module in MODULES)
    yield from (*lexicon_files(), *ontology_files(), *map(ontology_path, DATA))


def _trained(pipeline: str | None) -> str:
    """Names a pipeline by its files but its card: weights, tables, settings; where it is a package, by its release."""
    folder = Path(pipeline) if pipeline else SHIPPED
    if not (folder / "meta.json").is_file():
        return f"{pipeline} {_installed(pipeline or '')}"
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".md")
    return _digest(part for path in files for part in (str(path.relative_to(folder)), _hash(path)))


def _hash(path: Path) -> str:
    """The hash of a file, which is not read again as long as it is as large and as old: there are some two hundred."""
    about = path.stat()
    return _hash_once(path, about.st_mtime_ns, about.st_size)


@cache
def _hash_once(path: Path, *_: int) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _installed(distribution: str) -> str:
    return _found(distribution, tuple(sys.path))


@cache
def _found(distribution: str, _: tuple[str, ...]) -> str:
    """The version of a package in some folders; empty where it is in none."""
    try:
        return metadata.version(distribution)
    except (metadata.PackageNotFoundError, ValueError):
        return ""
