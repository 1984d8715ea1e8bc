"""The version of the extractor: it names everything that decides which facts are read off an input."""

import unicodedata
from collections.abc import Iterator
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
    *(
        "__init__",
        "actors",
        "anchors",
        "dates",
        "errors",
        "garbage",
        "identity",
        "inflection",
        "kinds",
        "model",
        "offices",
    ),
    *("rule", "vocab"),
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
    digest = sha256()
    for path in _files():
        digest.update(path.read_bytes())
        digest.update(b"\0")
    for part in (unicodedata.unidata_version, _trained(pipeline), *map(_installed, DISTRIBUTIONS)):
        digest.update(f"{part}\0".encode())
    return f"{metadata.version('diplograph')}+{digest.hexdigest()[:8]}"


def merging() -> str:
    """Changes whenever the same facts might be merged, or written as a graph, in another way."""
    digest = sha256(metadata.version("diplograph").encode())
    package = Path(__file__).parent
    sources = (path for folder in MERGING for path in sorted((package / folder).rglob("*.py")))
    words = (*lexicon_files(), *ontology_files(), *map(ontology_path, MERGED_BY))
    beside = (package / f"{module}.py" for module in MERGING_MODULES)
    for path in (*sources, *beside, *words):
        digest.update(path.read_bytes())
        digest.update(b"\0")
    return digest.hexdigest()


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
    digest = sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".md"):
        digest.update(f"{path.relative_to(folder)}\0{_hash(path)}".encode(errors="surrogateescape"))
    return digest.hexdigest()


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _installed(distribution: str) -> str:
    try:
        return metadata.version(distribution)
    except (metadata.PackageNotFoundError, ValueError):
        return ""
