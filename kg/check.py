"""Whether a graph is what it should be: its shape, its citations and its size."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from typing import Literal

from pyoxigraph import NamedNode, Quad, Store
from rdflib import RDF as RDF_TERMS
from rdflib import SH, Graph

from kg.model import Document, Record
from kg.vocab import (
    GRAPH,
    MERGED_GRAPH,
    NAMESPACES,
    ONTOLOGY_GRAPH,
    RDF,
    RDFS,
    REGISTRY_GRAPH,
    SKOS,
    VOCAB_GRAPH,
    dip,
    graph_iri,
    ontology_path,
)

_SHARED = {iri: iri.removeprefix(GRAPH) for iri in (REGISTRY_GRAPH, MERGED_GRAPH, ONTOLOGY_GRAPH, VOCAB_GRAPH)}
_KNOWN_OF_THINGS = (
    (REGISTRY_GRAPH, RDF + "type"),
    (REGISTRY_GRAPH, SKOS + "prefLabel"),
    (VOCAB_GRAPH, RDF + "type"),
)
_MENTIONS = """SELECT ?id ?mention ?begin ?end ?words WHERE {
  ?mention a dip:Mention ; dip:inDocument/dcterms:identifier ?id ;
    dip:beginOffset ?begin ; dip:endOffset ?end ; dip:exactText ?words }"""
_HASHES = "SELECT ?id ?hash WHERE { ?document dcterms:identifier ?id ; dip:textSha256 ?hash }"


class Problem(Record):
    """Something that is not as it should be, and where."""

    kind: Literal["shape", "evidence", "count"]
    where: str
    message: str


def check(store: Store, documents: Iterable[Document], quads: Mapping[str, int]) -> Iterator[Problem]:
    """All that is wrong with a graph made from these documents; `quads` tells how many it has by kind of graph."""
    by_id = {document.id: document for document in documents}
    yield from check_counts(store, len(by_id), quads)
    yield from check_evidence(store, by_id)
    yield from check_constraints(store)
    for identifier in by_id:
        yield from check_shapes(store, identifier)


def check_counts(store: Store, documents: int, quads: Mapping[str, int]) -> Iterator[Problem]:
    """Quads by kind of graph, and the number of documents."""
    graphs = Counter(quad.graph_name.value for quad in store if isinstance(quad.graph_name, NamedNode))
    found = Counter[str]()
    for graph, number in graphs.items():
        found[_SHARED.get(graph, "documents")] += number
    for kind in sorted({*found, *quads}):
        if found[kind] != quads.get(kind, 0):
            message = f"{found[kind]} quads instead of {quads.get(kind, 0)}"
            yield Problem(kind="count", where=kind, message=message)
    known = sum(1 for _ in _select(store, _HASHES))
    if known != documents:
        yield Problem(kind="count", where="documents", message=f"{known} documents instead of {documents}")


def check_evidence(store: Store, documents: Mapping[str, Document]) -> Iterator[Problem]:
    """Every citation against the text of its document."""
    for identifier, digest in _select(store, _HASHES):
        document = documents.get(identifier)
        if document is None or sha256(document.text.encode()).hexdigest() != digest:
            message = "facts.db has another text of this document" if document else "facts.db has no such document"
            yield Problem(kind="evidence", where=identifier, message=message)
    for identifier, mention, begin, end, words in _select(store, _MENTIONS):
        document = documents.get(identifier)
        found = document.text[int(begin) : int(end)] if document else ""
        if found != words:
            yield Problem(kind="evidence", where=mention, message=f"the text has {found!r} where {words!r} is cited")


def check_constraints(store: Store) -> Iterator[Problem]:
    """The constraints of `shapes.ttl` that are written in SPARQL, asked of the whole graph at once."""
    for message, select in sorted(_constraints()):
        for (where,) in _select(store, select):
            yield Problem(kind="shape", where=where, message=message)


def check_shapes(store: Store, identifier: str) -> Iterator[Problem]:
    """One document's graph, with what the registry says of the things in it, against the rest of `shapes.ttl`."""
    from pyshacl import validate

    own = list(store.quads_for_pattern(None, None, None, NamedNode(graph_iri(identifier))))
    data = Graph()
    data.parse(data="".join(_context(store, own)), format="nt")
    conforms, report, _ = validate(data, shacl_graph=_shapes(), inplace=True)
    if conforms or not isinstance(report, Graph):
        return
    for result in sorted(report.subjects(RDF_TERMS.type, SH.ValidationResult), key=str):
        yield Problem(
            kind="shape",
            where=str(report.value(result, SH.focusNode)),
            message=str(report.value(result, SH.resultMessage)),
        )


def _context(store: Store, own: Sequence[Quad]) -> Iterator[str]:
    """A document's triples, and classes, names and status of the things they speak of, as N-Triples."""
    things = set()
    for quad in (*own, *_statuses(store, own)):
        yield f"{quad.triple} .\n"
        things |= {term for term in (quad.subject, quad.object) if isinstance(term, NamedNode)}
    for thing in things:
        for graph, name in _KNOWN_OF_THINGS:
            for quad in store.quads_for_pattern(thing, NamedNode(name), None, NamedNode(graph)):
                yield f"{quad.triple} .\n"
    for quad in store.quads_for_pattern(None, NamedNode(RDFS + "subClassOf"), None, NamedNode(ONTOLOGY_GRAPH)):
        yield f"{quad.triple} .\n"


def _statuses(store: Store, own: Iterable[Quad]) -> Iterator[Quad]:
    """What the merged graph says of the reality of a document's events and the stage of its agreements."""
    for subject in {quad.subject for quad in own}:
        for name in ("status", "agreementStatus"):
            yield from store.quads_for_pattern(subject, NamedNode(dip(name)), None, NamedNode(MERGED_GRAPH))


@cache
def _all_shapes() -> Graph:
    return Graph().parse(ontology_path("shapes.ttl"), format="turtle")


@cache
def _shapes() -> Graph:
    """The shapes without the constraints in SPARQL, each of which pySHACL would parse anew for every node."""
    shapes = Graph()
    for triple in _all_shapes():
        if triple[1] != SH.sparql:
            shapes.add(triple)
    return shapes


@cache
def _constraints() -> tuple[tuple[str, str], ...]:
    """Message and query of each constraint in SPARQL."""
    shapes = _all_shapes()
    found = [constraint for _, _, constraint in shapes.triples((None, SH.sparql, None))]
    return tuple((str(shapes.value(one, SH.message)), str(shapes.value(one, SH.select))) for one in found)


def _select(store: Store, sparql: str) -> Iterator[tuple[str, ...]]:
    for solution in store.query(sparql, prefixes=NAMESPACES, use_default_graph_as_union=True):  # type: ignore[union-attr] # a SELECT gives solutions
        yield tuple(term.value for term in solution)
