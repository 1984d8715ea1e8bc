"""Namespaces, IRIs and the places where the ontology's files lie."""

from functools import cache
from pathlib import Path

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
}
PREFIXES = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in NAMESPACES.items())
"""The prefixes that every saved query and merge query may use without declaring them."""

REGISTRY_GRAPH = GRAPH + "registry"
ONTOLOGY_GRAPH = GRAPH + "ontology"
VOCAB_GRAPH = GRAPH + "vocab"
MERGED_GRAPH = GRAPH + "merged"


def dip(name: str) -> str:
    """IRI of a class or property of the ontology."""
    return DIP + name


def dv(name: str) -> str:
    """IRI of a coded value."""
    return DV + name


def actor_iri(key: str) -> str:
    """IRI of an actor of ``actors.ttl``: ``IND`` or ``asean``."""
    return ID + key


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
