"""Whether a graph is of these documents: its size, and every citation against the text that it cites."""

from collections import Counter
from collections.abc import Iterator, Mapping
from hashlib import sha256

from pyoxigraph import Store

from kg.check.problem import Problem
from kg.check.questions import solutions
from kg.model import Document
from kg.vocab import SHARED_GRAPHS, document_iri

_SIZES = "SELECT ?graph (COUNT(*) AS ?quads) WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph"
_HASHES = "SELECT ?id ?hash WHERE { ?document dcterms:identifier ?id ; dip:textSha256 ?hash }"
_MENTIONS = """SELECT ?document ?mention ?begin ?end ?words WHERE {
  ?mention a dip:Mention ; dip:inDocument ?document ; dip:beginOffset ?begin ;
    dip:endOffset ?end ; dip:exactText ?words }"""


def check_counts(store: Store, documents: int, quads: Mapping[str, int]) -> Iterator[Problem]:
    """Quads by kind of graph, and the number of documents."""
    found = Counter[str]()
    for graph, number in _answers(store, _SIZES):
        found[SHARED_GRAPHS.get(graph, "documents")] += int(number)
    for kind in sorted({*found, *quads}):
        if found[kind] != quads.get(kind, 0):
            message = f"{found[kind]} quads instead of {quads.get(kind, 0)}"
            yield Problem(kind="count", where=kind, message=message)
    known = sum(1 for _ in _answers(store, _HASHES))
    if known != documents:
        yield Problem(kind="count", where="documents", message=f"{known} documents instead of {documents}")


def check_evidence(store: Store, documents: Mapping[str, Document]) -> Iterator[Problem]:
    """Every citation against the text of its document."""
    for identifier, digest in _answers(store, _HASHES):
        known = documents.get(identifier)
        if known is None or sha256(known.text.encode()).hexdigest() != digest:
            message = "facts.db has another text of this document" if known else "facts.db has no such document"
            yield Problem(kind="evidence", where=identifier, message=message)
    by_iri = {document_iri(identifier): document for identifier, document in documents.items()}
    for document, mention, begin, end, words in _answers(store, _MENTIONS):
        found = _cut(by_iri.get(document), begin, end)
        if found != words:
            yield Problem(kind="evidence", where=mention, message=f"the text has {found!r} where {words!r} is cited")


def _cut(document: Document | None, begin: str, end: str) -> str:
    """The words at these offsets; none where they are no offsets."""
    return document.text[int(begin) : int(end)] if document and begin.isdecimal() and end.isdecimal() else ""


def _answers(store: Store, select: str) -> Iterator[tuple[str, ...]]:
    for solution in solutions(store, select):
        yield tuple(term.value for term in solution)
