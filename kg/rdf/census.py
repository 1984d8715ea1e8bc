"""The graph that describes all others, by VoID and DCAT: what a harvester or an endpoint tells of a base.

It counts the graphs of documents, the registry and the merged graph, which are the dataset; not the ontology and its
code lists, to which that conforms, nor itself. It names no clock and no machine: the same documents, whatever their
order, are described in the same way.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection
from hashlib import sha256

from kg.kinds import code_lists, ontology
from kg.model import Document
from kg.rdf.terms import NamedGraph, day, english, number, string
from kg.vocab import DCTERMS, DIP, DV, ID, METADATA_GRAPH, NAMESPACES, OWL, SKOS, curie, escaped, node

DATASET = f"{ID}dataset"
_TYPE = curie("rdf:type")
_LOCAL = frozenset(map(curie, ("dip:Document", "dip:Mention", "dip:Claim", "dip:Argument")))
"""Classes of what stands in the graph of one document only; whatever else is may stand in several."""
_FORMATS = {"nquads": "application/n-quads", "trig": "application/trig"}
_MEDIA = "https://www.iana.org/assignments/media-types/"
_RIGHTS = "The words that facts cite belong to those who published them."


class Census:
    """Counts quads by part, property and class."""

    def __init__(self) -> None:
        """Nothing is counted yet."""
        self._quads = Counter[str]()
        self._properties = Counter[str]()
        self._local = Counter[str]()
        self._shared: defaultdict[str, set[str]] = defaultdict(set)
        self._dates: list[dt.date] = []
        self._documents, self._fingerprint = 0, 0

    def document(self, document: Document) -> None:
        """Note one of the documents."""
        digest = sha256(f"{document.id}\0{document.text}".encode()).digest()
        self._fingerprint = (
            self._fingerprint + int.from_bytes(digest)
        ) % 2**256  # the same in whatever order they come
        self._documents += 1
        if document.date:
            self._dates = [min((*self._dates, document.date)), max((*self._dates, document.date))]

    def count(self, part: str, lines: Collection[str]) -> None:
        """Count lines of N-Quads of a part of the dataset: the documents, the registry, the merged graph."""
        self._quads[part] += len(lines)
        self._properties.update(line.split(" ", 2)[1] for line in lines)
        for line in lines:
            if _TYPE in line:  # cheaper than to split each; a text escapes no bracket, so the next line looks closely
                subject, predicate, kind, _ = line.split(" ", 3)
                if predicate == _TYPE and kind in _LOCAL:
                    self._local[kind] += 1
                elif predicate == _TYPE:
                    self._shared[kind].add(subject)

    def graph(self) -> NamedGraph:
        """What was counted so far."""
        graph = NamedGraph(METADATA_GRAPH)
        classes = self._local + Counter({kind: len(things) for kind, things in self._shared.items()})
        self._about(graph)
        self._amounts(graph, len(classes))
        for part, quads in self._quads.items():
            term = _part(graph, "void:subset", part)
            graph.add(term, "void:triples", number(quads))
        for kind, things in classes.items():
            term = _part(graph, "void:classPartition", f"class-{_name(kind)}")
            graph.add(term, "void:class", kind)
            graph.add(term, "void:entities", number(things))
        for name, quads in self._properties.items():
            term = _part(graph, "void:propertyPartition", f"property-{_name(name)}")
            graph.add(term, "void:property", name)
            graph.add(term, "void:triples", number(quads))
        return graph

    def _about(self, graph: NamedGraph) -> None:
        """What it is, of which time, by which ontology, and how it can be had."""
        told = f"What {self._documents} documents say of diplomacy, each fact with the words that it rests on."
        graph.add(node(DATASET), "rdf:type", curie("void:Dataset"), curie("dcat:Dataset"))
        graph.add(node(DATASET), "dcterms:title", english("Facts of diplomatic news"))
        graph.add(node(DATASET), "dcterms:description", english(told))
        graph.add(node(DATASET), "dcterms:language", string("en"))
        graph.add(node(DATASET), "dcterms:rights", english(_RIGHTS))
        graph.add(node(DATASET), "dcterms:conformsTo", *_versions())
        graph.add(node(DATASET), "dcat:version", string(f"{self._fingerprint:064x}"[:16]))
        if self._dates:
            period = node(f"{DATASET}#period")
            graph.add(node(DATASET), "dcterms:temporal", period)
            graph.add(period, "rdf:type", curie("dcterms:PeriodOfTime"))
            graph.add(period, "dcat:startDate", day(self._dates[0]))
            graph.add(period, "dcat:endDate", day(self._dates[-1]))
        for name, media in _FORMATS.items():
            term = node(f"{DATASET}#{name}")
            graph.add(node(DATASET), "dcat:distribution", term)
            graph.add(term, "rdf:type", curie("dcat:Distribution"))
            graph.add(term, "dcterms:title", string(f"kg export --format {name}"))
            graph.add(term, "dcat:mediaType", node(_MEDIA + media))

    def _amounts(self, graph: NamedGraph, classes: int) -> None:
        things = sum(self._local.values()) + len(set[str]().union(*self._shared.values()))
        graph.add(node(DATASET), "void:documents", number(self._documents))
        graph.add(node(DATASET), "void:triples", number(self._quads.total()))
        graph.add(node(DATASET), "void:entities", number(things))
        graph.add(node(DATASET), "void:classes", number(classes))
        graph.add(node(DATASET), "void:properties", number(len(self._properties)))
        graph.add(node(DATASET), "void:uriSpace", string(ID))
        graph.add(node(DATASET), "void:vocabulary", *map(node, (DIP, DV, SKOS, DCTERMS)))


def _part(graph: NamedGraph, relation: str, name: str) -> str:
    """The term of a part of the dataset, which is a dataset itself."""
    term = node(f"{DATASET}#{name}")
    graph.add(node(DATASET), relation, term)
    graph.add(term, "rdf:type", curie("void:Dataset"))
    return term


def _name(term: str) -> str:
    """A class or property in an IRI, by its prefix, alone if it is ours: `Meeting`, `skos-prefLabel`."""
    iri = term[1:-1]
    for prefix, space in NAMESPACES.items():
        if iri.startswith(space):
            return f"{prefix}-{iri.removeprefix(space)}".removeprefix("dip-")
    return escaped(iri)


def _versions() -> list[str]:
    """The IRIs of the versions of the ontology and its code lists."""
    quads = (*ontology(), *code_lists())
    return sorted(str(quad.object) for quad in quads if quad.predicate.value == f"{OWL}versionIRI")
