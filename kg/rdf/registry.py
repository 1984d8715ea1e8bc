"""The graph of all that several documents speak of: actors, places, posts and publishers, each with its names."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable
from functools import cache
from itertools import chain
from types import MappingProxyType

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg.identity import Identity, Resolution
from kg.model import EntityKind, Post
from kg.rdf.coded import coded
from kg.rdf.documents import DocumentGraph, publisher_iri
from kg.rdf.terms import NamedGraph, english, searched
from kg.vocab import DIP, ID, REGISTRY_GRAPH, SKOS, actor_iri, curie, node, ontology_path

_CLASSES = {
    EntityKind.PERSON: ("dip:Person",),
    EntityKind.ROLE: ("dip:Person", "dip:UnnamedOfficial"),
    EntityKind.GROUP: ("dip:Group",),
    EntityKind.COUNTRY: ("dip:Country",),
    EntityKind.ORGANISATION: ("dip:Organisation",),
    EntityKind.PLACE: ("dip:Place",),
}
_TERRITORY = (EntityKind.COUNTRY, EntityKind.PLACE)


class Registry:
    """Gathers what documents speak of, in any order, and writes each thing once."""

    def __init__(self, resolution: Resolution) -> None:
        """Nothing is registered yet."""
        self._resolution = resolution
        self._identities: dict[str, Identity] = {}
        self._posts: dict[str, Identity | None] = {}
        self._titles: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._sources: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def register(self, document: DocumentGraph, source: str | None) -> None:
        """Take up the entities, posts and publisher of one document."""
        for entity in document.extraction.entities:
            identity = self._resolution.entities[document.id, entity.id]
            self._identities[identity.iri] = identity
        for post in document.extraction.posts:
            self._register_post(document, post)
        if source:
            self._sources[publisher_iri(source)][source] += 1

    def graph(self) -> NamedGraph:
        """Everything registered so far."""
        graph = NamedGraph(REGISTRY_GRAPH)
        known = _Known(graph)
        for identity in self._identities.values():
            if not known.copy(identity.iri):
                _write_identity(graph, identity)
            if identity.of:
                known.copy(actor_iri(identity.of))
        for iri, of in self._posts.items():
            _write_post(graph, iri, of, _by_frequency(self._titles[iri]))
        for iri, names in self._sources.items():
            if not known.copy(iri):
                _write_names(graph, node(iri), _by_frequency(names), "dip:Organisation")
        return graph

    def _register_post(self, document: DocumentGraph, post: Post) -> None:
        iri = document.post_iri(post.title, post.of)
        self._posts[iri] = self._resolution.entities[document.id, post.of] if post.of else None
        self._titles[iri][post.title] += 1


class _Known:
    """Copies actors of `actors.ttl` into a graph, each once, with those they belong to."""

    def __init__(self, graph: NamedGraph) -> None:
        self._graph = graph
        self._copied: set[str] = set()

    def copy(self, iri: str) -> bool:
        """Whether there is such an actor; it is in the graph then."""
        statements = _reference().get(iri, ())
        if statements and iri not in self._copied:
            self._copied.add(iri)
            for line, other in statements:
                self._graph.lines[line] = None
                self.copy(other)
        return bool(statements)


@cache
def _reference() -> MappingProxyType[str, tuple[tuple[str, str], ...]]:
    """What `actors.ttl` says, by subject: each line of N-Quads with the IRI that it leads to, if any."""
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for triple in parse(path=str(ontology_path("actors.ttl")), format=RdfFormat.TURTLE):
        line = f"{triple.subject} {triple.predicate} {triple.object} <{REGISTRY_GRAPH}> .\n"
        other = triple.object.value if isinstance(triple.object, NamedNode) else ""
        found[triple.subject.value].append((line, other if other.startswith(ID) else ""))
        if triple.predicate.value in (SKOS + "prefLabel", SKOS + "altLabel") and isinstance(triple.object, Literal):
            named = f"{triple.subject} <{DIP}searchName> {{}} <{REGISTRY_GRAPH}> .\n"
            found[triple.subject.value] += ((named.format(words), "") for words in searched(triple.object.value))
    return MappingProxyType({iri: tuple(lines) for iri, lines in found.items()})


def _write_identity(graph: NamedGraph, identity: Identity) -> None:
    term = node(identity.iri)
    _write_names(graph, term, (identity.name, *identity.names), *_CLASSES[identity.kind])
    if identity.of:
        relation = "dip:within" if identity.kind in _TERRITORY else "dip:ofCountry"
        graph.add(term, relation, node(actor_iri(identity.of)))


def _write_post(graph: NamedGraph, iri: str, of: Identity | None, titles: list[str]) -> None:
    full = [f"{title} of {of.name}" for title in titles] + titles if of else titles
    whose = frozenset(searched(f"of {of.name}")) if of else frozenset()  # who looks for a country means no post of it
    _write_names(graph, node(iri), full, "dip:Post", without=whose)
    for title in titles:
        graph.add(node(iri), "dip:postType", *coded("PostType", title))
    if of:
        graph.add(node(iri), "dip:ofCountry" if of.kind in _TERRITORY else "dip:postIn", node(of.iri))


def _write_names(
    graph: NamedGraph, term: str, names: Iterable[str], *classes: str, without: Container[str] = ()
) -> None:
    """The first name is the preferred one; nothing is found by the words `without`."""
    first, *others = names
    graph.add(term, "rdf:type", *map(curie, classes))
    graph.add(term, "skos:prefLabel", english(first))
    graph.add(term, "skos:altLabel", *map(english, others))
    found_by = chain.from_iterable(map(searched, (first, *others)))
    graph.add(term, "dip:searchName", *(words for words in found_by if words not in without))


def _by_frequency(names: Counter[str]) -> list[str]:
    return sorted(names, key=lambda name: (-names[name], name))
