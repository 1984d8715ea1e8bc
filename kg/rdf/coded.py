"""What the code lists in `vocab.ttl` say, so that no rule about a coded value stands in code."""

from functools import cache
from types import MappingProxyType

from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from kg.vocab import DIP, DV, RDF, SKOS, ontology_path

Table = MappingProxyType[str, str]


@cache
def _vocabulary() -> Store:
    store = Store()
    store.load(path=str(ontology_path("vocab.ttl")), format=RdfFormat.TURTLE)
    return store


@cache
def values(predicate: str) -> Table:
    """The value that a property, such as `tier` or `resultsIn`, gives to each coded value; terms and plain texts."""
    found = _vocabulary().quads_for_pattern(None, NamedNode(DIP + predicate), None)
    return MappingProxyType({str(quad.subject): _plain(quad.object) for quad in found})


def coded(kind: str, words: str) -> tuple[str, ...]:
    """The coded values of a class (`Channel`, `PostType`) that go by these words; none if the list has none."""
    return _by_label(kind).get(words.casefold(), ())


def coded_or(kind: str, local: str, otherwise: str) -> str:
    """The local name of a coded value of a class, or another one if the class has no such value."""
    return local if f"<{DV}{local}>" in _members(kind) else otherwise


@cache
def label(value: str) -> str:
    """What a coded value, a term, is called."""
    (named,) = _vocabulary().quads_for_pattern(NamedNode(value[1:-1]), NamedNode(SKOS + "prefLabel"), None)
    return _plain(named.object)


@cache
def _members(kind: str) -> frozenset[str]:
    found = _vocabulary().quads_for_pattern(None, NamedNode(RDF + "type"), NamedNode(DIP + kind))
    return frozenset(str(quad.subject) for quad in found)


@cache
def _by_label(kind: str) -> MappingProxyType[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for label in ("prefLabel", "altLabel", "hiddenLabel"):
        for named in _vocabulary().quads_for_pattern(None, NamedNode(SKOS + label), None):
            if str(named.subject) in _members(kind):
                found.setdefault(_plain(named.object).casefold(), set()).add(str(named.subject))
    return MappingProxyType({label: tuple(sorted(terms)) for label, terms in found.items()})


def _plain(term: object) -> str:
    return term.value if isinstance(term, Literal) else str(term)
