"""Namespaces, IRIs and the places where the ontology's files lie."""

import os
import re
import stat
import unicodedata
from functools import cache
from pathlib import Path
from urllib.parse import quote

from kg.errors import ConfigurationError

DIP = "https://w3id.org/diplograph/ontology#"
DV = "https://w3id.org/diplograph/vocab#"
ID = "https://w3id.org/diplograph/id/"
GRAPH = "https://w3id.org/diplograph/graph/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
XSD = "http://www.w3.org/2001/XMLSchema#"
DCTERMS = "http://purl.org/dc/terms/"
VOID = "http://rdfs.org/ns/void#"
DCAT = "http://www.w3.org/ns/dcat#"

NAMESPACES = {
    "dip": DIP,
    "dv": DV,
    "": ID,
    "g": GRAPH,
    "rdf": RDF,
    "rdfs": RDFS,
    "skos": SKOS,
    "xsd": XSD,
    "dcterms": DCTERMS,
    "void": VOID,
    "dcat": DCAT,
}
PREFIXES = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in NAMESPACES.items())
"""The prefixes that every saved query and merge query may use without declaring them."""

REGISTRY_GRAPH = GRAPH + "registry"
ONTOLOGY_GRAPH = GRAPH + "ontology"
VOCAB_GRAPH = GRAPH + "vocab"
MERGED_GRAPH = GRAPH + "merged"
METADATA_GRAPH = GRAPH + "metadata"
_SHARED = (REGISTRY_GRAPH, MERGED_GRAPH, ONTOLOGY_GRAPH, VOCAB_GRAPH, METADATA_GRAPH)
SHARED_GRAPHS = {iri: iri.removeprefix(GRAPH) for iri in _SHARED}
"""The names of the graphs that belong to no document."""

_RESERVED = {".", "..", *SHARED_GRAPHS.values()}
_WORD = re.compile(r"[^\W_]+")


def node(iri: str) -> str:
    """An IRI as a term of N-Quads: one that the project minted, hence without characters that IRIs forbid."""
    return f"<{iri}>"


@cache
def curie(name: str) -> str:
    """The term that a prefixed name of `NAMESPACES` stands for.

    >>> curie("dv:Signed")
    '<https://w3id.org/diplograph/vocab#Signed>'
    """
    prefix, _, local = name.partition(":")
    return node(NAMESPACES[prefix] + local)


def dip(name: str) -> str:
    """IRI of a class or property of the ontology."""
    return DIP + name


def dv(name: str) -> str:
    """IRI of a coded value."""
    return DV + name


def actor_iri(key: str) -> str:
    """IRI of an actor of ``actors.ttl``: ``IND`` or ``asean``."""
    return ID + escaped(key)


def escaped(text: str) -> str:
    """`text` as one segment of an IRI: everything but letters, digits and ``-._~`` percent-encoded, no two texts alike.

    Segments that would mean another place (``.``, ``..``) or another graph (``registry``) lose their first letter too.

    >>> escaped("../etc"), escaped(".."), escaped("registry"), escaped("Café 1")
    ('..%2Fetc', '%2E.', '%72egistry', 'Caf%C3%A9%201')
    """
    segment = quote(text, safe="")
    return f"%{ord(segment[0]):02X}{segment[1:]}" if segment in _RESERVED else segment


def document_iri(document: str) -> str:
    """IRI of the document with this id."""
    return f"{ID}doc-{escaped(document)}"


def graph_iri(document: str) -> str:
    """IRI of the named graph that holds what the document with this id says."""
    return GRAPH + escaped(document)


def local_iri(document: str, local: str) -> str:
    """IRI of something that only one document knows: its claim ``claim-e1``, its group ``g1``."""
    return f"{ID}doc-{escaped(document)}#{quote(local, safe='')}"


def slug(text: str) -> str:
    """A readable part of an IRI: lower case, no accents, words joined by hyphens; other scripts percent-encoded.

    >>> slug("Sérgio  O'Brien, Jr."), slug("!")
    ('sergio-o-brien-jr', '')
    """
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return quote("-".join(_WORD.findall(bare)), safe="-")


@cache
def ontology_path(name: str = "") -> Path:
    """Path of a file of the ontology, such as ``actors.ttl`` or ``queries``; of the folder when no name is given.

    A wheel carries the folder inside the package, a source tree beside it. Raises ``FileNotFoundError``.
    """
    package = Path(__file__).parent
    for folder in (package / "ontology", package.parent / "ontology"):
        path = folder / name
        if path.exists():
            return path
    raise FileNotFoundError(f"ontology file {name!r} is neither in {package} nor beside it; reinstall diplograph")


def own_path(variable: str) -> Path | None:
    """The file that an environment variable names, if it names one that is not empty.

    Raises ConfigurationError for a device or a pipe, which may never end; nor need what the kernel writes while it is
    read (`/proc/kmsg`), which is said to be empty.
    """
    named = os.environ.get(variable)
    if not named:
        return None
    path = Path(named)
    try:
        status = path.stat()
    except OSError:  # whoever reads it says why it cannot be read
        return path
    if stat.S_ISDIR(status.st_mode) or (stat.S_ISREG(status.st_mode) and status.st_size):
        return path
    if stat.S_ISREG(status.st_mode):
        return None
    raise ConfigurationError(f"{variable} names {named}, which is no file; name a file, or unset it")


@cache
def labels(kind: str) -> tuple[str, ...]:
    """The names of the coded values of a class in `vocab.ttl`, in its order: `labels("AgreementKind")`."""
    from pyoxigraph import RdfFormat, parse  # half the time that commands take to start, and --help needs none of it

    triples = list(parse(path=str(ontology_path("vocab.ttl")), format=RdfFormat.TURTLE))
    values = {
        str(t.subject) for t in triples if t.predicate.value == RDF + "type" and str(t.object) == f"<{DIP}{kind}>"
    }
    named = (t for t in triples if t.predicate.value == SKOS + "prefLabel" and str(t.subject) in values)
    return tuple(getattr(t.object, "value", "") for t in named)
